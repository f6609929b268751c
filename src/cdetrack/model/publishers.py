"""The bodies that publish the sources: the issuers of notices whose titles name nobody.

A carrier has none here: a title that names nobody may be its own or one that it republishes.
"""

import re
from functools import cache

_PUBLISHERS = {
    "fda": "FDA",
    "openfda": "FDA",
    "fr/fda": "FDA",
    "ema": "EMA",
    "ec": "European Commission",
    "eurlex": "EU",
    "edqm": "EDQM",
    "mhra": "MHRA",
    "tga": "TGA",
    "hc": "Health Canada",
    "pmda": "PMDA",
    "mhlw": "MHLW",
    "mfds": "MFDS",
    "tfda": "TFDA",
    "hsa": "HSA",
    "anvisa": "ANVISA",
    "who": "WHO",
    "swissmedic": "Swissmedic",
    "ich": "ICH",
    "ansm": "ANSM",
    "bfarm": "BfArM",
    "cdsco": "CDSCO",
    "drap": "DRAP",
    "hpra": "HPRA",
    "imdrf": "IMDRF",
    "medsafe": "Medsafe",
    "nafdac": "NAFDAC",
    "npra": "NPRA",
    "pics": "PIC/S",
    "sahpra": "SAHPRA",
}
"""Source, or all before the slash in its name -> the regulator or organisation outside the mainland of China.

Some have no built-in source, such as Swissmedic: they are for the sources that users name after them.
"""
_CHINESE = {
    "cde": "CDE",
    "cdr/alerts": "CDR",
    "cdr/reports": "CDR",
    "cdr/bulletins": "CDR",
    "cdr/devices": "CDR",
    "cdr/cosmetics": "CDR",
    "cfdi": "CFDI",
    "nhsa": "NHSA",
    "nifdc": "NIFDC",
}
"""Source, or all before the slash in its name -> the authority of China."""
REPUBLISHING = frozenset({"cde/database", "cde/laws", "cde/news"})
"""Sources that have guidelines, laws and news of the parent authority as well."""
_PROVINCES = {
    "bj-mpa": "Beijing MPA",
    "gd-mpa": "Guangdong MPA",
    "js-mpa": "Jiangsu MPA",
    "sh-mpa": "Shanghai MPA",
}
"""Carrier -> the authority that its titles call `省药监局`."""

_OWN_NAMES = (
    r"cde[/._-](?:(?P<priority>priority|优先审评)|(?P<breakthrough>breakthroughs?|突破性治疗)"
    r"|(?P<trial>(?:clinical-)?trial-(?:approval|permission)s?|implied-(?:approval|permission|licence|license)s?|(?:临床试验)?默示许可))"
    r"(?:-?(?:reviews?|approvals?|lists?|therap(?:y|ies)|treatments?|designations?|drugs?|publicity|公示|名单|品种))*"
)
"""The names by which users call the CDE's lists of products, as `cde/priority`."""
_PRODUCT_LISTS = {"priority": "cde/priority-review", "breakthrough": "cde/breakthrough", "trial": "cde/trial-approvals"}


@cache
def listing_of(source: str) -> str:
    """Return the built-in source for a list of products of the CDE, also under a name of the user's, else `source`."""
    match = re.fullmatch(_OWN_NAMES, source, re.IGNORECASE) if source[:3].lower() == "cde" else None
    return _PRODUCT_LISTS[match.lastgroup] if match and match.lastgroup else source


@cache
def publisher_of(source: str) -> str | None:
    """Return the issuer of a notice in the source that names nobody; None if that is not certain."""
    return None if source in REPUBLISHING else foreign_publisher_of(source) or _find(listing_of(source), _CHINESE)


@cache
def foreign_publisher_of(source: str) -> str | None:
    """Return the regulator or organisation outside the mainland of China that publishes the source, else None."""
    return _find(source, _PUBLISHERS)


def province_of(source: str) -> str | None:
    """Return the provincial authority that publishes the source, else None."""
    return _find(source, _PROVINCES)


def publishers() -> tuple[str, ...]:
    """Return every regulator or organisation outside the mainland of China that publishes a source, each once."""
    return tuple(dict.fromkeys(_PUBLISHERS.values()))


def _find(source: str, table: dict[str, str]) -> str | None:
    return table.get(source) or table.get(source.partition("/")[0])
