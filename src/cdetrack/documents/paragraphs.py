"""Join the lines of a page into paragraphs: a word or a clause is found across the end of a line."""

import re
from collections.abc import Sequence

_FULL = 0.85
"""The share of the longest line from which on a line is full, so that its paragraph may go on."""
_NARROWEST = 30
"""Columns of a page that is wide enough for paragraphs; on others, such as a list of names, each line stands alone."""
_ENDS = frozenset("。；：！？.;:!?…")
_NUMERAL = "[〇零一二三四五六七八九十百千]"
_STARTS = re.compile(
    rf"第\s?(?:{_NUMERAL}+|\d+)\s?[编章节条款部]|附\s?(?:件|录|表|则)|注[:：]|{_NUMERAL}{{1,4}}\s?[、.．]"
    rf"|[(（]\s?(?:{_NUMERAL}+|\d+|[a-zA-Z])\s?[)）]|\d+(?:\.\d+)*(?:[、．.)）]|\s)|[①-⑳•●■◆▪·○-]"
    r"|(?:Article|Section|Chapter|Part|Annex|Appendix|Table|Figure)\s"
)
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff\u3000-\u303f\uff00-\uffef"
_WIDE = re.compile(f"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3{_HAN}]")
"""The characters that take two columns."""
_SPACED = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_SOFT = "\x02\xad\ufffe"
"""The signs that PDFium gives for a hyphen at the end of a line."""


def joined(lines: Sequence[str]) -> str:
    """Return the lines of one page as paragraphs, one a line.

    A line goes on if it is nearly as wide as the widest, ends within a sentence, and the next does not begin with a
    number or bullet. Between Chinese characters nothing is put, between other words a space.
    """
    lines = [line if _is_closed(line) else _SPACED.sub("", line) for line in map(str.strip, lines)]
    widest = max(map(_width, lines), default=0)
    found: list[str] = []
    for number, line in enumerate(lines):
        if number and widest >= _NARROWEST and _goes_on(lines[number - 1], line, widest):
            found[-1] = _together(found[-1], line)
        else:
            found.append(line)
    return "\n".join(found)


def _is_closed(line: str) -> bool:
    """Return False for a line that is set with a space between all of its Chinese characters."""
    spaces = len(_SPACED.findall(line))
    return spaces < 3 or 2 * spaces < sum("\u3400" <= sign <= "\u9fff" for sign in line)  # noqa: PLR2004 - 3 in a row


def _goes_on(line: str, following: str, widest: int) -> bool:
    return bool(
        line and following and _width(line) >= _FULL * widest and line[-1] not in _ENDS and not _STARTS.match(following)
    )


def _together(line: str, following: str) -> str:
    if line[-1] in _SOFT:
        return line[:-1] + following
    if line[-1] == "-" and following[0].islower():
        return line + following
    return line + following if _WIDE.match(line[-1]) or _WIDE.match(following) else f"{line} {following}"


def _width(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))
