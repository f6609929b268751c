"""Colours and building blocks of all views on a terminal. Imports Rich.

The colours are in every palette and are readable on black and on white. No information is in the colour alone.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rich.style import Style
from rich.table import Table
from rich.text import Text

from cdetrack.render.safe import link, plain
from cdetrack.render.wrap import breaks, wrap
from cdetrack.text.diff import Segment, excerpt

GAP = 2
NARROW = 64
"""The width in cells below which the id stands under the date."""
LEAST = 20
"""The minimum width of running text, in cells."""
DATE_WIDTH, ID_WIDTH = 10, 12
DAY_AND_ID = {False: (DATE_WIDTH, ID_WIDTH), True: (ID_WIDTH,)}
"""Narrow or not -> the widths of the cells of `day_and_id`."""
TITLE_LINES = 12
"""The maximum of lines of a title: real titles are shorter, even on a narrow terminal."""

_BLANK_LINES = re.compile(r"\n{2,}")

NOTHING = Style.null()
DIM = Style(dim=True)
BOLD = Style(bold=True)
HEADING = Style(dim=True, underline=True)
ID = Style(color="cyan")
GONE = Style(strike=True, dim=True)
WARNING = Style(color="red")
SOON = Style(color="red", bold=True)
MATCH = Style(bold=True, underline=True)
"""The style of the words that a search found."""
_SOON, _AHEAD = 7, 30
"""Days until a day to act by stands out, and until it is no longer dim."""
_DELETED = Style(color="red", strike=True)
_INSERTED = Style(color="green", underline=True)
KINDS = {
    "approval": Style(color="green"),
    "interpretation": Style(color="magenta"),
    "guideline": Style(color="cyan"),
    "plan": Style(color="green"),
    "draft": Style(color="magenta", bold=True),
    "interim": Style(color="cyan", bold=True),
    "withdrawn": Style(color="red", bold=True),
    "added": Style(color="green", bold=True),
    "changed": Style(color="cyan", bold=True),
    "restored": Style(color="green", bold=True),
    "undone": Style(dim=True),
    "new": Style(bold=True),
    "relevant": Style(color="green", bold=True),
}
"""The styles of kinds, statuses, kinds of changes and states; the others have none."""


class Terminal(NamedTuple):
    """The properties of a terminal that views depend on."""

    width: int
    hyperlinks: bool = False
    colour: bool = True
    """Without it, changed words are marked as `[-old-]{+new+}`."""


def table_of(*columns: tuple[str, int], right: int | None = None, heading: bool = True) -> Table:
    """Return a table without rules, with fixed widths: measuring the cells would double the time for each row."""
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style=HEADING, show_header=heading)
    for place, (name, size) in enumerate(columns):
        if place == right:
            table.add_column(name, width=size, no_wrap=True, overflow="ellipsis", justify="right")
        else:
            table.add_column(name, width=size, no_wrap=True, overflow="ellipsis")
    return table


def day_and_id(day: date, name: str, *, narrow: bool) -> list[Text]:
    """Return a cell for the day and one for the id; if `narrow`, one cell with the id under the day."""
    cells = [Text(day.isoformat()), Text(plain(name), ID)]
    return [stacked(cells)] if narrow else cells


def bar(count: int, most: int, room: int) -> str:
    """Return a bar of at most `room` cells, in eighths of a cell; empty only for zero."""
    eighths = max(1, round(count * room * 8 / most)) if count and room else 0
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def title_text(
    title: str,
    url: str | None,
    *,
    width: int,
    hyperlinks: bool,
    style: Style = NOTHING,
    marked: re.Pattern[str] | None = None,
) -> Text:
    """Return the title in lines of that width, at most `TITLE_LINES`; with `hyperlinks`, a link to its page.

    The places that match `marked` stand out.
    """
    target = link(url) if hyperlinks else None
    shown = "\n".join(wrap(plain(title), width, most=TITLE_LINES))
    text = Text(shown, style=style + Style(link=target) if target else style, no_wrap=True, overflow="ellipsis")
    return mark_matches(text, marked)


def mark_matches(text: Text, marked: re.Pattern[str] | None) -> Text:
    """Return `text`, where each match of the pattern stands out."""
    for found in marked.finditer(text.plain) if marked is not None else ():
        text.stylize(MATCH, *found.span())
    return text


def words(parts: Sequence[str | Text], *, separator: str = " · ") -> Text:
    """Return the non-empty parts, dim; kinds and statuses in their own style, and a Text in its own."""
    text = Text()
    for part in parts:
        if not part:
            continue
        if text:
            text.append(separator, DIM)
        if isinstance(part, Text):
            text.append_text(part)
        else:
            text.append(plain(part), KINDS.get(part, DIM))
    return text


def nearness(day: date, *, today: date) -> Style:
    """Return the style of a day: it stands out in its last week, and is dim beyond a month and in the past."""
    left = (day - today).days
    return SOON if 0 <= left <= _SOON else BOLD if 0 <= left <= _AHEAD else DIM


def difference(segments: Sequence[Segment], *, width: int, colour: bool) -> Text:
    """Return the changed words with some context; without `colour`, marked as `[-old-]{+new+}`.

    With it, an arrow stands between two values without a common word, such as days: they would read as one.
    """
    text = Text()
    are_values = [segment.op for segment in segments] == ["delete", "insert"]
    for segment in excerpt(segments):
        shown = _BLANK_LINES.sub("\n", "\n".join(map(plain, segment.text.split("\n"))))
        if segment.op == "equal":
            text.append(shown)
        elif segment.op == "delete":
            text.append(shown if colour else f"[-{shown}-]", _DELETED)
            text.append(" → " if colour and are_values else "", DIM)
        else:
            text.append(shown if colour else f"{{+{shown}+}}", _INSERTED)
    return wrapped(text, width)


def wrapped(text: Text, width: int, *, most: int = 0) -> Text:
    """Return the text broken into lines of that width; styles continue over line ends.

    `most` is the maximum number of lines, 0 for any; if text is cut, the last line ends in `…`.
    """
    lines = [line for part in text.split("\n") for line in part.divide(breaks(part.plain, width)[1:])]
    if most and len(lines) > most:
        # Room for the mark, at the end of a word: the half of a number is another number.
        last = lines[most - 1].divide(breaks(lines[most - 1].plain, width - 2)[1:])[0]
        lines = [*lines[: most - 1], last[: len(last.plain.rstrip(" ·,;"))].append(" …", DIM)]
    return stacked(lines)


def stacked(lines: Iterable[Text]) -> Text:
    """Return the lines as one text."""
    text = Text(no_wrap=True, overflow="ellipsis")
    for at, line in enumerate(lines):
        line.rstrip()
        text.append("\n" if at else "").append_text(line)
    return text
