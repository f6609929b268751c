"""The text of the document behind a notice: of the file that carries it, else of the notice's own page."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cdetrack.model.notice import Attachment, Notice

TextOf = Callable[[str], str | None]
"""Returns the text of the kept file with a SHA-256, None if it has none."""
_ALIKE = 0.5
"""The share of a file's name that is in the title from which the file is the document."""
_NAMESAKES = 0.7
"""The same for the names of two files."""
# Files beside the document: forms for comments, and explanations of the draft.
_BESIDE = re.compile(
    r"反馈|意见表|意见征集表|起草说明|编制说明|修订说明|修改说明|情况说明|对照表|解读"
    r"|feedback|comments? form|explanatory|template",
    re.IGNORECASE,
)
# Parts of a name that a draft has and its final does not, or that say nothing.
_PASSING = re.compile(
    r"征求意见稿|公开征求意见|试行|暂行|附件|修订|正式稿|定稿|\bdraft\b|\bfinal\b|\bannex\b|\battachment\b|\.\w{2,5}$|[\W\d_]",
    re.IGNORECASE,
)


class DocumentText(NamedTuple):
    """A text of a notice, with the file that it is from."""

    notice: Notice
    text: str
    file: str | None
    """The name of the file; None for the notice's own page."""

    @property
    def origin(self) -> str:
        """The name of the file, or `its own page`."""
        return self.file if self.file is not None else "its own page"


def document_texts(notices: Iterable[Notice], text_of: TextOf) -> list[DocumentText]:
    """Return every text of the document behind these notices, the best first.

    Files with a name like the title come first, then any others but forms and explanations, then the bodies, and of
    several the longest.
    """
    found = [each for notice in notices for each in _texts(notice, text_of)]
    return sorted(found, key=lambda each: (_rank(each), -len(each.text)))


def best_pair(old: Sequence[DocumentText], new: Sequence[DocumentText]) -> tuple[DocumentText, DocumentText]:
    """Return the texts to compare: the first of each, or files of one name if the notices have several."""
    for later in new:
        for earlier in old:
            if (
                earlier.file
                and later.file
                and not _BESIDE.search(earlier.file)
                and _share(earlier.file, later.file) >= _NAMESAKES
                and _share(later.file, earlier.file) >= _NAMESAKES
            ):
                return earlier, later
    return old[0], new[0]


def unread_files(notice: Notice, text_of: TextOf) -> list[Attachment]:
    """Return the files of a notice without a text here; forms and explanations are left out."""
    return [
        each
        for each in notice.attachments
        if not _BESIDE.search(each.name) and (each.sha256 is None or text_of(each.sha256) is None)
    ]


def _texts(notice: Notice, text_of: TextOf) -> Iterator[DocumentText]:
    for each in notice.attachments:
        text = text_of(each.sha256) if each.sha256 is not None else None
        if text and text.strip():
            yield DocumentText(notice, text, each.name or each.url)
    if notice.body and notice.body.strip():
        yield DocumentText(notice, notice.body, None)


def _rank(text: DocumentText) -> int:
    if text.file is None:
        return 2
    if _BESIDE.search(text.file):
        return 3
    return 0 if _share(text.file, text.notice.title) >= _ALIKE else 1


def _share(name: str, title: str) -> float:
    """Return the share of the pairs of letters of `name` that `title` has."""
    parts = _letter_pairs(name)
    return len(parts & _letter_pairs(title)) / len(parts) if parts else 0.0


def _letter_pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(_PASSING.sub("", text[:300].casefold())))
