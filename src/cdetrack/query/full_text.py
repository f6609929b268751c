"""Search in the bodies of notices and the texts of their attachments, with the grammar of `--search`.

The texts are searched as bytes, one file after the other: 10,000 files of 20 pages take less than a second, so that
there is no index to keep up.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from cdetrack.model.notice import Notice, Query
from cdetrack.query.search import (
    Alternative,
    alternatives,
    certain_part,
    finder,
    folded,
    has_bracket,
    lines_found,
    regex,
    word_pattern,
)
from cdetrack.store.fold import Fold, folds
from cdetrack.store.kept import cited
from cdetrack.store.texts import KeptTexts

_MOST = 3
"""The most lines that are shown of one text."""
_LONGEST = 600
"""The most characters of a line that is shown: a paragraph may be long."""
_BODY = "body"
_SHARP_S = ("ß".encode(), "ẞ".encode())


class FoundLine(NamedTuple):
    """A line of a text in which the search found something."""

    place: str
    """`body`, or the name of the attachment."""
    page: int | None
    """The page of a PDF file, from 1; None for a text without pages."""
    line: str


class _Word:
    """A word or phrase of a search, looked for in the bytes of a text."""

    def __init__(self, word: str) -> None:
        self.bracketed = has_bracket(word)
        self._finds = finder(word)
        # A bracket has two widths: only the bytes of a part are certain.
        certain = certain_part(word)
        self._cased = certain.isascii() and certain.upper() != certain
        self._plain = certain.isascii() or certain.upper() == certain
        self._folds = re.search("[a-z0-9]", certain) is not None
        self.needle = certain.encode("utf-8", "surrogatepass") if self._plain else b""
        self._in_line = json.dumps(certain, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")

    def may_be_in(self, lowered: bytes) -> bool:
        """Return True if a line of the fold, its ASCII letters in lower case, may have the word."""
        return not self._plain or self._in_line in lowered

    def is_in(self, text: "_Text") -> bool:
        """Return True if the text has the word."""
        if self._plain:
            there = self.needle in (text.lowered if self._cased else text.content)
            if there and not self.bracketed:
                return True
            if not there and not (self._folds and text.folds_as(self.needle)):
                return False
        return self._finds(text.folded)


class _Text:
    """A text in the forms that words are looked for in, each made at first use.

    Of the signs that fold to ASCII ones, the text of a file has `ß` alone. Texts that earlier versions kept may have
    full-width letters, too: these are not found.
    """

    def __init__(self, content: bytes, *, of_file: bool = True) -> None:
        self.content = content
        self._of_file = of_file
        self._lowered: bytes | None = None

    @property
    def lowered(self) -> bytes:
        if self._lowered is None:
            self._lowered = self.content.lower()
        return self._lowered

    def folds_as(self, needle: bytes) -> bool:
        """Return True if folding the text may give the needle, which lower case does not."""
        if self._of_file:
            return b"ss" in needle and any(sign in self.content for sign in _SHARP_S)
        return folds(self.content)

    @property
    def decoded(self) -> str:
        return self.content.decode("utf-8", "replace")

    @property
    def folded(self) -> str:
        return folded(self.decoded)


def full_text_matcher(search: str, texts: KeptTexts) -> Callable[[Notice], bool]:
    """Return the test of a notice by its title, summary, body and the texts of its attachments together.

    A word may stand in one of them and another word in another. Raises UsageError for a broken regular expression.
    """
    pattern = regex(search)
    if pattern is not None:
        return lambda notice: any(next(lines_found(pattern, text.decoded), None) for text in _texts(notice, texts))
    parts = alternatives(search)
    words = {word: _Word(word) for part in parts for word in (*part.needed, *part.excluded)}

    def test(notice: Notice) -> bool:
        missing = dict(words)
        for text in _texts(notice, texts):
            missing = {word: each for word, each in missing.items() if not each.is_in(text)}
            if not any(part.excluded for part in parts) and _holds(parts, missing):
                return True
        return not parts or _holds(parts, missing)

    return test


def _holds(parts: Iterable[Alternative], missing: Iterable[str]) -> bool:
    absent = set(missing)
    return any(absent.isdisjoint(part.needed) and absent.issuperset(part.excluded) for part in parts)


def line_filter(search: str, texts: KeptTexts) -> Callable[[bytes], bool]:
    """Return a test of a line of the fold: False if it and its attachments cannot have the words of a search."""
    parts = alternatives(search) if regex(search) is None else ()
    # A long word is rare: without it, the others need not be looked for.
    needed = [[_Word(word) for word in sorted(part.needed, key=len, reverse=True)] for part in parts]
    if not needed or not all(needed):
        # A regular expression, or words that a notice must not have, with none that it must have.
        return lambda _: True

    def test(line: bytes) -> bool:
        lowered = line.lower()
        absent = [[word for word in words if not word.may_be_in(lowered)] for words in needed]
        if not all(absent) or folds(line):
            return True
        files = [_Text(texts.content(name)) for name in cited([line])]
        return any(all(any(word.is_in(file) for file in files) for word in words) for words in absent)

    return test


def _texts(notice: Notice, texts: KeptTexts) -> Iterator[_Text]:
    own = filter(None, (notice.title, notice.summary, notice.body))
    yield from (_Text(each.encode("utf-8", "replace"), of_file=False) for each in own)
    yield from (_Text(texts.content(each.sha256)) for each in notice.attachments if each.sha256 is not None)


def found_in(notice: Notice, search: str, texts: KeptTexts) -> list[FoundLine]:
    """Return the lines of body and attachments in which a search finds something, a few of each text."""
    pattern = regex(search)
    patterns = [pattern] if pattern is not None else [word_pattern(word) for word in _needed_words(search)]
    found = list(_in_text(_BODY, notice.body or "", patterns, paged=False))
    for each in notice.attachments:
        if each.sha256 is not None and (text := texts.text(each.sha256)):
            found += _in_text(each.name or each.url, text, patterns, paged=each.type == "pdf" or "\f" in text)
    return found


def searches(query: Query) -> list[str]:
    """Return the searches in full text of a query, with that of the watch that it narrows."""
    own = [query.search] if query.full_text and query.search else []
    return own + (searches(query.also) if query.also is not None else [])


def _needed_words(search: str) -> list[str]:
    """Return the words and phrases of a search, without those that must not be there."""
    return list(dict.fromkeys(word for part in alternatives(search) for word in part.needed))


def _in_text(place: str, text: str, patterns: Sequence[re.Pattern[str]], *, paged: bool) -> Iterator[FoundLine]:
    """Yield the first lines in which each of the patterns is found, in their order."""
    spots: dict[int, re.Match[str]] = {}
    for pattern in patterns:
        found = next(lines_found(pattern, text), None)
        if found is not None:
            spots.setdefault(*found)
    for start, match in sorted(spots.items(), key=itemgetter(0))[:_MOST]:
        page = text.count("\f", 0, start) + 1 if paged else None
        yield FoundLine(place, page, _clipped(match.string, match.start()))


def _clipped(line: str, at: int) -> str:
    """Return a line, or of a long one the part around the place `at`, with `…` for the rest."""
    if len(line) <= _LONGEST:
        return line.strip()
    start = max(0, min(at - _LONGEST // 3, len(line) - _LONGEST))
    end = start + _LONGEST
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")


class Unsearched(NamedTuple):
    """The numbers of notices that a search in full text could not search as a whole."""

    bare: int
    """Those known by their listing alone: neither body nor attachments."""
    unkept: int
    """Those with files that are not kept."""
    unread: int
    """Those with kept files that have no text."""


def unsearched(fold: Fold | None, query: Query) -> Unsearched:
    """Return how many notices in the days of a query could not be searched as a whole."""
    if fold is None:
        return Unsearched(0, 0, 0)
    since = query.since.isoformat() if query.since else ""
    until = query.until.isoformat() if query.until else "9999-99-99"
    with_text = fold.texts.names()
    bare = unkept = unread = 0
    for day, line in fold.lines():
        if not since <= day <= until or (b'"withdrawn": null' in line) is query.withdrawn:
            continue
        # Inside a text each quote has a backslash: these bytes are keys.
        files = line.count(b'{"name": "')
        kept = cited([line])
        bare += not files and b'"body": "' not in line
        unkept += files > line.count(b'"sha256": "')
        unread += any(name not in with_text for name in kept)
    return Unsearched(bare, unkept, unread)
