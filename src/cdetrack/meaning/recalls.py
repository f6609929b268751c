"""Read the headline of a recall: the firm, what it recalls, and whether it widens an earlier recall."""

from functools import lru_cache
from typing import NamedTuple

from cdetrack.text.clean import LONGEST_TITLE
from cdetrack.text.regex import Gated, regex

# `Widget Makers, Inc. Issues Expanded Voluntary Recall of Widgetol Tablets`
# `Widget Makers, Inc. Expands Voluntary Nationwide Recall of Widgetol Tablets to All Lots Due to a Label Error`
_RECALL = Gated(
    r"^(?P<firm>[^;:]{2,100}?) (?:is )?(?:(?P<wide>expand|extend|widen|updat)|issu|initiat|announc|conduct|launch)"
    r"(?:s|es|ing) (?:its |the |an? )?(?P<wider>(?:expanded|extended|updated) )?(?:[\w/-]{1,20} ){0,5}?recall "
    r"(?P<products>[^;]{3,400}?)"
    r"(?:,? (?:due to|because|as a result)\b(?P<reason>.*))?$",
    "recall",
)
_WORD = regex(r"[^\W_]+")
_AMOUNT = regex(r"\d[\d.,/]*\s?(?:mg|mcg|g|ml|iu|units?|%)?(?![^\W_])")
_SORTS_OF_FIRM = frozenset({"the", "inc", "llc", "ltd", "limited", "co", "corp", "corporation", "company", "plc"})
_JOINING = frozenset(
    {"a", "all", "an", "and", "certain", "for", "in", "lot", "lots", "of", "or", "specific", "the", "to"}
)
_FEWEST = 2
"""The fewest words of what is recalled, or why: `Tablets` are many."""


class Recall(NamedTuple):
    """What the headline of a recall says, in words without amounts."""

    firm: str
    products: frozenset[str]
    reason: frozenset[str]
    includes: bool
    """True if it says that it is to include more products, which it names alone."""
    widens: bool
    """True if it expands, extends or updates an earlier recall."""


@lru_cache(maxsize=4096)
def recall_in(title: str) -> Recall | None:
    """Return the recall that a firm announces in an English headline; None for any other title."""
    found = _RECALL.search(title[:LONGEST_TITLE])
    if found is None:
        return None
    firm = [word for word in _words(found["firm"]) if word not in _SORTS_OF_FIRM]
    products = frozenset(_words(_AMOUNT().sub(" ", found["products"]))) - _JOINING
    reason = frozenset(_words(found["reason"] or "")) - _JOINING
    includes = found["products"].casefold().startswith("to include ")
    return Recall(" ".join(firm), products, reason, includes, bool(found["wide"] or found["wider"]))


def widens_recall(a: str, b: str) -> bool:
    """Return True if the headline `a` widens the recall `b` of the same firm: it names all products and may add some.

    An amount is no part of a product's name, since other strengths are what a recall is widened to. A recall that is to
    include more products has the reason of the one before.
    """
    one, other = recall_in(a), recall_in(b)
    if one is None or other is None or not one.widens or other.widens or one.firm != other.firm:
        return False
    if one.includes and one.reason == other.reason and len(one.reason) >= _FEWEST:
        return True
    return len(other.products) >= _FEWEST and other.products <= one.products


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD().findall(text)]
