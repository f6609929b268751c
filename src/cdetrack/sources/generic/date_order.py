"""Decide the order of day and month in dates such as `05/06/2016`, once for a page."""

from collections.abc import Iterable

from cdetrack.text.dates.finding import Mention

YEAR_FIRST = ("zh", "ja", "ko", "hu", "lt", "mn", "sv")
"""Languages that write the year first, and the month before the day."""


def month_first(mentions: Iterable[Mention], *, lang: str, hosts: Iterable[str]) -> bool:
    """Return True if 05/06/2016 is a day in May on this page.

    The first of these decides: the majority of the unambiguous dates (13/06, 05/13); an American host (`.gov`,
    `.mil`, `.us`), because `lang` is often only the software's default; a `lang` with a country or other than
    English; the domain of another country; `May 6, 2016` or `6 May 2016` elsewhere on the page. Else day first.
    """
    found = list(mentions)
    votes = sum(1 if proved else -1 for one in found if (proved := one.proves) is not None)
    if votes:
        return votes > 0
    endings = [host.rpartition(".")[2].casefold() for host in hosts]
    if any(ending in ("gov", "mil", "us") for ending in endings):
        return True
    primary, _, region = lang.casefold().replace("_", "-").partition("-")
    if region or primary not in ("", "en"):
        return (primary, region) == ("en", "us")
    if any(len(ending) == 2 for ending in endings):  # noqa: PLR2004 - the length of a country's domain
        return False
    names = [one.form for one in found]
    return names.count("month-name-first") > names.count("day-name-first")
