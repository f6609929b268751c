"""Acceptance numbers of applications to the CDE, such as `CXHS2600093`, and their letters in words.

Source: the numbering of acceptance numbers (受理号) that the CDE uses in its lists. Four letters stand for the origin,
the type of drug application, the drug class and the request; then come two digits of the year and a serial number.
"""

from cdetrack.text.regex import regex

_NUMBER = regex(r"([CJ])([A-Z])([A-Z])([A-Z])\d{7}(?!\d)")
_ORIGIN = {"C": "domestic", "J": "imported"}
_NOVELTY = {"X": "new", "Y": "generic"}
_DRUG_CLASS = {"H": "chemical drug", "S": "biological product", "Z": "Chinese medicine"}
_REQUEST = {
    "L": "clinical trial",
    "S": "marketing authorization",
    "B": "supplementary application",
    "Z": "re-registration",
}


def is_application(text: str) -> bool:
    """Return True for an acceptance number, with or without the words behind it that some lists add."""
    return _NUMBER().match(text) is not None


def application_words(number: str) -> str:
    """Return the number and its letters in words: `CXHS2600093 (new chemical drug, domestic: marketing authorization)`.

    Letters without a known meaning are left out.
    """
    found = _NUMBER().match(number)
    if found is None:
        return number
    origin, novelty, drug_class, request = found.groups()
    what = _DRUG_CLASS.get(drug_class, "product")
    # In supplements and re-registrations `Y` only says that the product is on the market.
    if novelty == "X" or request in {"L", "S"}:
        what = f"{_NOVELTY.get(novelty, '')} {what}".lstrip()
    asked = f": {_REQUEST[request]}" if request in _REQUEST else ""
    return f"{number} ({what}, {_ORIGIN[origin]}{asked})"
