"""How a page writes its days: what `cdetrack.text.dates` finds in it, and which of day and month comes first.

Which of them it is in `05/06/2016` is decided once for a page: see `month_first`.
"""

from collections.abc import Iterable

from cdetrack.text.dates.finding import Mention


def month_first(mentions: Iterable[Mention], *, lang: str, hosts: Iterable[str]) -> bool:
    """Whether 05/06/2016 is a day in May on this page.

    Dates of which only one reading exists decide (13/06, 05/13), by majority; then American hosts (`.gov`,
    `.mil`, `.us`: a page's language is too often its software's default), then the language where it names a
    country or is not English, then the domain of another country, then whether it writes `May 6, 2016`
    or `6 May 2016`. What is left is read day first.
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
