"""Find out whether an English page is the translation of a Chinese one; in doubt it is not."""

from functools import lru_cache
from unicodedata import normalize

from cdetrack.meaning.glossary import concepts_in
from cdetrack.model.notice import Notice
from cdetrack.text.script import has_han

_TITLE = 600
_ENOUGH = 0.5
"""The share of the concepts of the title with fewer of them that the other has as well: translations paraphrase."""
_TELLING = 4
"""The fewest concepts by which titles without a number are recognised."""
_BEFORE, _AFTER = 10, 550
"""Days: an English page follows the Chinese one, within a year and a half."""


@lru_cache(maxsize=8192)
def _concepts(title: str) -> frozenset[str]:
    return concepts_in(normalize("NFKC", title[:_TITLE])[:_TITLE])


def translation_key(notice: Notice) -> str | None:
    """Return a key that a page has in common with its translation without a number; None if it has too few terms."""
    concepts = _concepts(notice.title)
    return " ".join(sorted(concepts)) if len(concepts) >= _TELLING else None


def is_translation(a: Notice, b: Notice) -> bool:
    """Return True if `a` is the English page of the Chinese notice `b`.

    They have one number, by one issuer, and titles of one subject; or titles with the same terms, and no two numbers.
    """
    if has_han(a.title) or not has_han(b.title) or a.kind != b.kind or (a.status == "draft") != (b.status == "draft"):
        return False
    days = (a.date - b.date).days
    if not -_BEFORE <= days <= _AFTER or (a.issuers and b.issuers and set(a.issuers).isdisjoint(b.issuers)):
        return False
    ours, theirs = _concepts(a.title), _concepts(b.title)
    if a.number and b.number:
        fewer = min(len(ours), len(theirs))
        return a.number == b.number and fewer > 0 and len(ours & theirs) >= _ENOUGH * fewer
    return ours == theirs and len(ours) >= _TELLING and bool(a.issuers and a.issuers == b.issuers)
