"""Suggest the name that a user may have meant."""

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name in `names` that is most similar to `name`, or None if none is similar."""
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in names}
    beginning = [each for each in folded if len(name) > 2 and each.startswith(name.casefold())]  # noqa: PLR2004
    found = beginning or get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def hint(name: str, names: Iterable[str], otherwise: str) -> str:
    """Return the hint `did you mean …?` with the nearest of `names`, or `otherwise` if none is near."""
    near = nearest(name, names)
    return f"did you mean `{near}`?" if near else otherwise
