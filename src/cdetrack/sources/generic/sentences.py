"""Tell links within sentences, such as those of a history: `On 3 May 1999 the Medicines Act created the agency`."""

import re

from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.rows import ListCandidate, PickedRow
from cdetrack.text.script import CJK

_MOST = 0.8
"""The share of rows that counts as nearly all."""
_FEWEST_WORDS = 3
"""The fewest words behind a link that go on with its sentence; two, where they end it."""
_WORD = re.compile(rf"[{CJK}]{{2}}|[^\W\d_{CJK}]+")
_LEADS = re.compile(rf"(?:[^\W\d_]{{2}}| [^\W\d_]|[{CJK}])$")
_GOES_ON = re.compile(rf"[a-zà-öø-ÿа-яά-ώ{CJK}]")
_ENDS = (".", "。", "!", "！")


def are_sentences(outline: Outline, candidate: ListCandidate) -> bool:
    """Return True if nearly all links of a list are amid the words of a sentence: they are no titles."""
    return sum(_is_in_sentence(outline, one) for one in candidate.picked) >= _MOST * len(candidate.picked)


def _is_in_sentence(outline: Outline, one: PickedRow) -> bool:
    link = one.link
    lo = max(outline.text.rfind("\n", one.row.start, link.start) + 1, one.row.start)
    hi = outline.text.find("\n", max(link.start, link.end - 1), max(one.row.end, link.end))
    before = _words(outline, one, lo, link.start)
    after = _words(outline, one, link.end, hi if hi >= 0 else max(one.row.end, link.end))
    if not _LEADS.search(before) or not _GOES_ON.match(after):
        return False
    return len(_WORD.findall(after)) >= _FEWEST_WORDS - after.endswith(_ENDS)


def _words(outline: Outline, one: PickedRow, lo: int, hi: int) -> str:
    """Return the text between two positions without the date of the row."""
    if one.date is not None and lo <= (mention := outline.dates[one.date][0]).start < hi:
        return f"{outline.clean(lo, mention.start)} {outline.clean(min(mention.end, hi), hi)}".strip(" ,:")
    return outline.clean(lo, hi)
