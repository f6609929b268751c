"""Break text into lines: at blanks, and between Chinese characters, which are two cells wide."""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from rich.cells import cell_len, chop_cells

from cdetrack.text.script import HAN, HANGUL, RARE_HAN

_WIDE = f"\u2e80-\u33ff{HAN}{HANGUL}{RARE_HAN}\ufe30-\ufe4f\uff00-\uff60"
_OPENING = "（《「『【〈〔［"
_CLOSING = "，。、；：！？）》」』】〉〕］％"
# No line begins with a closing mark or ends with an opening one. The bounds limit the time on long runs of marks.
_PIECE = re.compile(rf"[{_OPENING}]{{0,4}}(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_CLOSING}]{{0,4}}\s*|\s+")
_COPIED = re.compile(r"\s*(?:`[^`]*`|\S)+\s*|\s+")


def wrap(text: str, width: int, *, most: int = 0) -> list[str]:
    """Return the text in lines of at most `width` cells, at least one line.

    `most` is the maximum number of lines, 0 for any; if text is cut, the last line ends in `…`.
    """
    width = max(2, width)
    # Look only at the part that can be shown: a title may have a megabyte.
    reach = text[: (most + 1) * width] if most else text
    lines = [reach[start:end].rstrip() for start, end in pairwise([*breaks(reach, width), len(reach)])]
    if not most or (len(lines) <= most and len(reach) == len(text)):
        return lines
    return [*lines[: most - 1], _marked(lines[min(most, len(lines)) - 1], width)]


def at_spaces(text: str, width: int) -> str:
    """Return a message with its long lines broken at spaces, but not between backticks: a command is to be copied.

    They go on below the last column of the line, which stands behind two spaces, if that leaves a third of the width;
    else below its first word. What is longer than a line is left to the terminal.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        before, gap, _ = line.rstrip().rpartition("  ")
        column = cell_len(before + gap)
        indent = column if 3 * (width - column) >= width else len(line) - len(line.lstrip())
        lines.append("")
        for piece in _COPIED.findall(line):
            if lines[-1].strip() and cell_len(lines[-1] + piece.rstrip()) > width:
                lines.append(" " * indent)
            lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def breaks(text: str, width: int) -> list[int]:
    """Return the offset of each line; white space at a line's end may exceed the width."""
    width = max(2, width)
    starts = [0]
    used = 0
    for at, piece in _pieces(text, width):
        size = cell_len(piece.rstrip())
        if used and used + size > width:
            starts.append(at)
            used = 0
        used += cell_len(piece)
    return starts


def _pieces(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Yield the offset and text of each unbreakable piece; pieces that are wider than a line are cut."""
    for found in _PIECE.finditer(text):
        piece, at = found[0], found.start()
        if cell_len(piece.rstrip()) <= width:
            yield at, piece
        else:
            parts = chop_cells(piece, width)
            yield from zip(accumulate(map(len, parts), initial=at), parts, strict=False)


def _marked(line: str, width: int) -> str:
    """Return the line with `…` in place of its last words; only a word that fills half the line is cut itself."""
    while cell_len(line) > width - 1:
        *_, last = _PIECE.finditer(line)
        line = line[: last.start()] if last.start() and 2 * cell_len(last[0]) < width else line[:-1]
    return f"{line.rstrip()}…"
