"""Guess which name a user meant."""

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return that of `names` which is most like `name`, or None when none is like it."""
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in names}
    beginning = [each for each in folded if len(name) > 2 and each.startswith(name.casefold())]  # noqa: PLR2004
    found = beginning or get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def hint(name: str, names: Iterable[str], otherwise: str) -> str:
    """Return the question whether the nearest of `names` was meant, `otherwise` where none is near."""
    near = nearest(name, names)
    return f"did you mean `{near}`?" if near else otherwise
