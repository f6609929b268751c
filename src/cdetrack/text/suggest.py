"""Suggest the name that a user may have meant."""

from collections.abc import Iterable

from cdetrack.errors import quoted


def nearest(name: str, names: Iterable[str], *, least: float = 0.6) -> str | None:
    """Return the name in `names` that is most similar to `name`, or None if none has a likeness of `least`.

    A name with this beginning, or with a part between slashes that is `name`, comes first, then a name with a word that
    begins so.
    """
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in names}
    wanted = name.casefold()
    parts = [each for each in folded if each.startswith(f"{wanted}/") or each.endswith(f"/{wanted}")]
    beginning = [each for each in folded if len(name) > 2 and each.startswith(wanted)]  # noqa: PLR2004
    within = [each for each in folded if len(name) > 3 and f"-{wanted}" in each]  # noqa: PLR2004
    found = parts or beginning or within or get_close_matches(wanted, folded, n=1, cutoff=least)
    return folded[found[0]] if found else None


def hint(name: str, names: Iterable[str], otherwise: str | None = None) -> str:
    """Return the hint `did you mean …?` with the nearest of `names`; if none is near, `otherwise` or all of them."""
    names = list(names)
    known = {each.casefold() for each in names}
    if "," in name and known.issuperset(part.strip().casefold() for part in name.split(",")):
        return "give each by itself, without a comma"
    near = nearest(name, names)
    return f"did you mean `{near}`?" if near else otherwise or f"accepted are {quoted(names) or 'none'}"
