"""The context of each date on a page: alone or in prose, and its meaning by the words and the markup around it."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import NamedTuple

from cdetrack.sources.generic import date_labels
from cdetrack.sources.generic.outline import EDGE, Outline, in_heading
from cdetrack.sources.generic.table_headers import TableHeaders
from cdetrack.sources.generic.title_check import MARKS

_LABEL_LENGTH = 40
"""Characters of a label around a date. 20 misreads a saved page and 1 test page, 60 another test page."""
_ABOVE = 24
"""Characters of a label in the line above. 12 changes 1 test page; 40 takes titles for labels on 90."""
_CLIMB = 3
"""Ancestors searched for the label above: `dd`, `dl`, a group."""
SENTENCE_ENDS = (".", "!", "?", "。", "…", "！", "？")
_WIDEST = 200
"""Characters of the line read on each side of a date; bounds the time."""
_TAIL = 10
"""The most characters after a date that begins an element at the end of a line."""
_CLASS_SHARE = 0.5
"""Class names count half as much as visible words. 0.0 changes 2 test pages, 1.0 none."""
_FEWEST_TITLES = 3
"""The fewest lines that prove to be titles: two may be labels of two dates."""
_MOST_LABELS = 6
"""The most dates of an entry that have different labels."""
_DISTINCT = 0.8
"""The share of different lines that are titles. No page changes from 0.5 to 1.0."""
_DIGITS = re.compile(r"\d+")
_LIMIT = re.compile(
    r"(?:^|[\s(])(?:by|from|before|until|till|after|ab|bis|bis zum|vor dem|nach dem|à partir du|avant le|jusqu'au"
    r"|après le|desde el|hasta el|antes del|después del)$",
    re.IGNORECASE,
)
"""The words before a date on which something begins or ends, in a sentence."""
_GOES_ON = re.compile(r"\.? [^\W\d_]")
_MARKS = f"{MARKS}.【】（）［］"
_OPENING = (":", "|", "(", "[", "-", "–", "—", "•", "·", "：", "（", "【")
_CLOSING = ("|", ")", "]", "-", "–", "—", "•", "·", ";", "）", "】")
_DASHES = ("-", "–", "—")
ALONE, LABELLED, EDGED, PROSE = 3, 2, 1, 0


class _Words(NamedTuple):
    """The words that tell what a date means, case-folded: in its line, in the line above, in its class names."""

    said: str
    above: str
    names: str


class DateContext:
    """The contexts of an outline's dates, cached by date."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.headers = TableHeaders(outline)
        self._known: dict[int, int] = {}
        self._titles: frozenset[int] | None = None
        self._words: dict[int, _Words] = {}

    def isolation(self, at: int) -> int:
        """Return how isolated a date is: 3 alone in its line, 2 with a label, 1 at an edge of the line, 0 in prose.

        For a date in an element of its own, the text of the element counts as the line.
        """
        if at not in self._known:
            self._known[at] = self._judge(at)
        return self._known[at]

    def _judge(self, at: int) -> int:
        mention, _ = self.outline.dates[at]
        if not self.outline.clean(mention.start, mention.end):
            return LABELLED
        before, after = self._around(mention.start, mention.end)
        if not before.strip(_MARKS) and not after.strip(_MARKS):
            return ALONE
        if (own := self._beside(mention.start, mention.end)) is not None:
            # The title in the same line says nothing about a date in an element of its own.
            before, after = own
        if mention.form == "compact":
            # Among other words, eight digits may be any number.
            return PROSE if before or after else EDGED
        if self._is_limit(mention.start, mention.end, before):
            return PROSE
        if len(before) + len(after) <= _LABEL_LENGTH or date_labels.ends_with_label(self._since_link(mention.start)):
            return LABELLED
        edge = not before.strip(_MARKS) or not after.strip(_MARKS)
        edge = edge or (
            len(after) <= _TAIL
            and self.outline.text[max(0, mention.start - 3) : mention.start].rstrip(" ").endswith(EDGE)
        )
        # The place and day at the start of a text, `Pretoria, 5 May 2025 – The office …`, are prose.
        closed = after.startswith(_CLOSING) and not (after.startswith(_DASHES) and len(after) > _LABEL_LENGTH)
        return EDGED if edge or before.endswith(_OPENING) or closed else PROSE

    def _since_link(self, start: int) -> str:
        """Return the words before a date in its line, from the last link on: words of a link are those of a title."""
        out = self.outline
        left = max(out.text.rfind("\n", max(0, start - _WIDEST), start) + 1, start - _WIDEST, 0)
        for index in out.links_between(left, start):
            left = max(left, min(out.links[index].end, start))
        return out.clean(left, start)

    def _is_limit(self, start: int, end: int, before: str) -> bool:
        """Return True for the day from or until which something holds, in a sentence that no link precedes."""
        text = self.outline.text
        left = max(text.rfind("\n", max(0, start - _WIDEST), start) + 1, start - _WIDEST, 0)
        in_sentence = _LIMIT.search(before) and _GOES_ON.match(text, end)
        return bool(in_sentence) and not self.outline.links_between(left, start)

    def _beside(self, start: int, end: int) -> tuple[str, str] | None:
        """Return the text before and after a date in an element of its own; None if that holds a link, or much text."""
        out = self.outline
        element = out.element_at(start)
        lo, hi = out.starts[element], out.ends[element]
        if hi - lo <= end - start + 3:
            return "", ""
        if out.links_between(lo, hi) or max(start - lo, hi - end) > _WIDEST:
            return None
        return out.clean(lo, start), out.clean(min(end, hi), hi)

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """Return the line's text before and after, each at most `_WIDEST` characters."""
        text = self.outline.text
        left = max(text.rfind("\n", max(0, start - _WIDEST), start) + 1, start - _WIDEST, 0)
        right = text.find("\n", end, end + _WIDEST)
        right = min(end + _WIDEST, len(text)) if right < 0 else right
        return self.outline.clean(left, start), self.outline.clean(end, right)

    def publication_score(self, at: int) -> float:
        """Return a score for the day of publication by the words around a date; negative for another day."""
        mention, _ = self.outline.dates[at]
        label = f"{self._said(at)} | {self.label(mention.start)}".casefold()
        return date_labels.publication_score(label) + _CLASS_SHARE * date_labels.publication_score(self._names(at))

    def is_other(self, at: int, since: int = 0) -> bool:
        """Return True if the label or class names mean the day of an update, a deadline or the like.

        The line above is a label only if it is in the entry, which starts at `since`: the first date below a heading
        `Updates` is that of an entry like the others.
        """
        return date_labels.is_other(self._own_words(at, since))

    def is_deadline(self, at: int) -> bool:
        """Return True if the label, the class names or the column's header mean the last day to act."""
        return date_labels.is_deadline(self._words_with_header(at))

    def is_of_a_state(self, at: int) -> bool:
        """Return True if the label or the column's header means the day since or until which something is so."""
        return date_labels.is_of_a_state(self._words_with_header(at))

    def _words_with_header(self, at: int) -> str:
        header = self.headers.above(self.outline.dates[at][0].start)
        return f"{self._own_words(at)} | {header.casefold()}"

    def _own_words(self, at: int, since: int = 0) -> str:
        """Return the short label beside the date, without words of links, and the class names of its elements."""
        if at not in self._words:
            self._words[at] = self._find_words(at)
        words = self._words[at]
        label = words.above if not words.said and self._line_above(self.outline.dates[at][0].start)[0] >= since else ""
        return f"{words.said or label} | {words.names}"

    def _find_words(self, at: int) -> _Words:
        out, (mention, _) = self.outline, self.outline.dates[at]
        left = max(out.text.rfind("\n", max(0, mention.start - _WIDEST), mention.start) + 1, mention.start - _WIDEST, 0)
        # The words of a heading are a title, even if they end with a word of a label: `Lots under review`.
        inside = in_heading(out, out.element_at(mention.start))
        for index in out.links_between(left, mention.start):
            inside = inside or out.links[index].end > mention.start
            left = max(left, min(out.links[index].end, mention.start))
        said = "" if inside else date_labels.last_words(out.text[left : mention.start])
        if not said and not inside:
            said = date_labels.first_words(out.text[mention.end : mention.end + _LABEL_LENGTH])
        above = "" if said else self._above(mention.start, _ABOVE)
        if above and self._kind_above(mention.start) in self._kinds_of_titles():
            above = ""
        return _Words(said.casefold(), above.casefold(), self._names(at).casefold())

    def _said(self, at: int) -> str:
        mention, _ = self.outline.dates[at]
        before, after = self._around(mention.start, mention.end)
        # Words beyond another number belong to that number.
        said = _DIGITS.split(before[-_LABEL_LENGTH:])[-1].strip(_MARKS)
        return said or date_labels.without_talk(_DIGITS.split(after[:_LABEL_LENGTH])[0])

    def _names(self, at: int) -> str:
        """Return the class names of the date's element, and those of a parent with the date and no link."""
        out, (mention, _) = self.outline, self.outline.dates[at]
        element = out.element_at(mention.start)
        names: list[str] = []
        for place in (element, out.parents[element]):
            if place >= 0 and out.ends[place] - out.starts[place] <= mention.end - mention.start + _LABEL_LENGTH:
                if place != element and out.links_between(out.starts[place], out.ends[place]):
                    break
                tag = out.tags[place]
                names += [*map(str, tag.get("class") or ()), str(tag.get("itemprop") or "")]
        return re.sub(r"[_-]|(?<=[a-z])(?=[A-Z])", " ", " ".join(names)).casefold()

    def label(self, position: int) -> str:
        """Return the label of this position: the column's header and the short line above."""
        return f"{self.headers.above(position)} | {self._above(position, _LABEL_LENGTH)}"

    def _above(self, position: int, longest: int) -> str:
        text = self.outline.text
        line = text.rfind("\n", max(0, position - _WIDEST), position)
        if line <= 0:
            return ""
        before = text.rfind("\n", max(0, line - longest - 1), line)
        above = self.outline.clean(before + 1, line) if before >= 0 else ""
        element = self.outline.element_at(self.outline.first_shown(before + 1, line))
        if in_heading(self.outline, element) and not (date_labels.is_only_a_label(above) or " " not in above):
            return ""  # a title
        if self.outline.tags[element].name == "h1":
            return ""  # the name of the page
        if self.outline.links_between(before, line) or self._is_of_the_date_before(before + 1, position):
            return ""  # a title
        if longest == _ABOVE and (above.endswith(SENTENCE_ENDS) or not self._is_near(before + 1, position)):
            return ""
        return "" if re.search(r"[0-9]", above) else above

    def _is_of_the_date_before(self, other: int, position: int) -> bool:
        """Return True if the line at `other` shares an element with the date before, and this position is outside."""
        out = self.outline
        at = bisect_left(out.date_starts, position) - 1
        if at < 0:
            return False
        element = out.element_at(out.first_shown(other, position))
        while element >= 0 and not out.starts[element] <= out.date_starts[at] < out.ends[element]:
            element = out.parents[element]
        return element >= 0 and out.ends[element] <= position

    def _kinds_of_titles(self) -> frozenset[int]:
        """Return the kinds of the elements that hold titles above dates: their lines differ, and are no labels."""
        if self._titles is None:
            lines: defaultdict[int, list[str]] = defaultdict(list)
            linked: Counter[int] = Counter()
            for mention, _ in self.outline.dates:
                start, end = self._line_above(mention.start)
                kind = self._kind_above(mention.start)
                lines[kind].append(self.outline.clean(start, end))
                linked[kind] += bool(self.outline.links_between(start, end))
            self._titles = frozenset(
                kind
                for kind, texts in lines.items()
                if len(texts) >= _FEWEST_TITLES
                and (len(set(texts)) >= _DISTINCT * len(texts) or 2 * linked[kind] >= len(texts))
                # The dates of one entry may have a label each.
                and (len(texts) > _MOST_LABELS or 2 * sum(map(date_labels.ends_with_label, texts)) <= len(texts))
            )
        return self._titles

    def _kind_above(self, position: int) -> int:
        """Return the kind of the element that holds the line above; a title may have a link, or none."""
        out = self.outline
        element = out.element_at(out.first_shown(*self._line_above(position)))
        while element > 0 and out.tags[element].name == "a":
            element = out.parents[element]
        return out.paths[element]

    def _line_above(self, position: int) -> tuple[int, int]:
        text = self.outline.text
        line = max(text.rfind("\n", max(0, position - _WIDEST), position), 0)
        return max(text.rfind("\n", max(0, line - _WIDEST), line) + 1, line - _WIDEST, 0), line

    def _is_near(self, other: int, position: int) -> bool:
        """Return True if a near ancestor of this position contains the other: a label, and no end of another entry."""
        out = self.outline
        element = out.element_at(position)
        for _ in range(_CLIMB):
            if element < 0 or out.starts[element] <= other:
                return True
            element = out.parents[element]
        return element < 0 or out.starts[element] <= other
