"""Bring English words into one spelling: the American one, with `premarket` for `pre-market` and `pre market`."""

import re
from collections.abc import Iterable
from functools import lru_cache

from cdetrack.text.regex import has_any, regex

_AMERICAN = {
    "aemi": "emi",
    "aluminium": "aluminum",
    "anaesth": "anesth",
    "analyser": "analyzer",
    "apnoea": "apnea",
    "behaviour": "behavior",
    "cancell": "cancel",
    "catalogue": "catalog",
    "centre": "center",
    "centred": "centered",
    "chimaer": "chimer",
    "colour": "color",
    "diarrhoea": "diarrhea",
    "enrolment": "enrollment",
    "faec": "fec",
    "favour": "favor",
    "fibre": "fiber",
    "foet": "fet",
    "haem": "hem",
    "labell": "label",
    "labour": "labor",
    "licenc": "licens",
    "modell": "model",
    "oedem": "edem",
    "oesoph": "esoph",
    "offence": "offense",
    "paed": "ped",
    "phaeo": "pheo",
    "poei": "pei",
    "programme": "program",
    "sulph": "sulf",
    "tumour": "tumor",
}
"""The British form of parts of words, with the American one."""
_BRITISH = regex("|".join(sorted(_AMERICAN, key=len, reverse=True)), re.IGNORECASE)
# `authorisation`, but not `advise`, `exercise` and `raised`.
_ISE = regex(
    r"(?<=[a-z]{3})(?<!adv)(?<!rev)(?<!superv)(?<!dev)(?<!telev)(?<!improv)(?<!prom)(?<!prem)(?<!surpr)(?<!enterpr)"
    r"(?<!compr)(?<!expert)(?<!advert)(?<!exerc)(?<!prec)(?<!conc)(?<!franch)(?<!merchand)(?<!disgu)(?<!pra)(?<!otherw)"
    r"is(?=(?:e|ed|es|ers?|ing|ations?|able|ab|ational)$)",
    re.IGNORECASE,
)
_APART = regex(
    r"\b(pre|post|non) (?=(?:market|clinical|approv|authori|complian|inferior|human|invasive|interventional"
    r"|prescription|significant|submission|filled|surgical)\w*)",
    re.IGNORECASE,
)

_MAY_BE_BRITISH = (
    *("ae", "oe", "our", "ise", "isi", "isa", "ntre", "fibre", "cancell", "labell", "modell", "licenc", "offence"),
    *("gramme", "enrolm", "yser", "minium", "sulph", "logue"),
)
"""Letters of which each word that changes has some: few texts do."""
_BEFORE_ANOTHER = ("pre ", "post ", "non ")


@lru_cache(maxsize=16)
def in_one_spelling(words: str) -> str:
    """Return words with one space between in one spelling; each keeps its case where it changes nothing."""
    low = words.lower()
    if has_any(low, _MAY_BE_BRITISH):
        words = " ".join(map(_spelled, words.split(" ")))
    return _APART().sub(r"\1", words) if has_any(low, _BEFORE_ANOTHER) else words


def words_in_one_spelling(words: Iterable[str]) -> list[str]:
    """Return the words of a text in one spelling: `pre` and `market` become one word."""
    return in_one_spelling(" ".join(words)).split()


@lru_cache(maxsize=2048)
def _spelled(word: str) -> str:
    if not (word.isascii() and has_any(word.lower(), _MAY_BE_BRITISH)):
        return word
    return _ISE().sub("iz", _BRITISH().sub(lambda found: _AMERICAN[found[0].lower()], word))
