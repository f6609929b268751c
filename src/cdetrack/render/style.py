"""The few colours and the building blocks that all views on a terminal share; imports Rich.

Only colours that every palette defines are used, none that is hard to read on black or on white, and nothing is
told by colour alone.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rich.style import Style
from rich.table import Table
from rich.text import Text

from cdetrack.render.safe import link, plain
from cdetrack.render.wrap import breaks, wrap
from cdetrack.text.diff import Segment, excerpt

GAP = 2
NARROW = 64
"""Cells below which the id stands under the date."""
LEAST = 20
"""Cells that running text has at least."""
DATE_WIDTH, ID_WIDTH = 10, 12
DAY_AND_ID = {False: (DATE_WIDTH, ID_WIDTH), True: (ID_WIDTH,)}
"""Narrow or not -> the widths of what `day_and_id` returns."""
TITLE_LINES = 12
"""How many lines of a title are shown at most: more than any real title has, even on a narrow terminal."""

_BLANK_LINES = re.compile(r"\n{2,}")

NOTHING = Style.null()
DIM = Style(dim=True)
BOLD = Style(bold=True)
HEADING = Style(dim=True, underline=True)
ID = Style(color="cyan")
GONE = Style(strike=True, dim=True)
WARNING = Style(color="red")
DELETED = Style(color="red", strike=True)
INSERTED = Style(color="green", underline=True)
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
}
"""The style of a kind, a status or a kind of change; what is missing here is shown as ordinary text."""


def table_of(*columns: tuple[str, int], right: int | None = None, heading: bool = True) -> Table:
    """Return a table without lines; fixed widths spare Rich measuring each cell, half of what a row costs."""
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style=HEADING, show_header=heading)
    for place, (name, size) in enumerate(columns):
        if place == right:
            table.add_column(name, width=size, no_wrap=True, overflow="ellipsis", justify="right")
        else:
            table.add_column(name, width=size, no_wrap=True, overflow="ellipsis")
    return table


def day_and_id(day: date, name: str, *, narrow: bool) -> list[Text]:
    """Return the cells of a day and an id: one beside the other or, `narrow`, the id under the day in one."""
    cells = [Text(day.isoformat()), Text(plain(name), ID)]
    return [stacked(cells)] if narrow else cells


def bar(count: int, most: int, room: int) -> str:
    """Return a bar of at most `room` cells, to an eighth of a cell; what is not nothing is seen."""
    eighths = max(1, round(count * room * 8 / most)) if count and room else 0
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def title_text(title: str, url: str | None, *, width: int, hyperlinks: bool, style: Style = NOTHING) -> Text:
    """Return the title in lines of that width, to be clicked where the terminal can."""
    target = link(url) if hyperlinks else None
    text = "\n".join(wrap(plain(title), width, most=TITLE_LINES))
    return Text(text, style=style + Style(link=target) if target else style, no_wrap=True, overflow="ellipsis")


def words(parts: Sequence[str], *, separator: str = " · ") -> Text:
    """Return the parts that are not empty, dim, with kinds and statuses in their own style."""
    text = Text()
    for part in filter(None, parts):
        if text:
            text.append(separator, DIM)
        text.append(plain(part), KINDS.get(part, DIM))
    return text


def difference(segments: Sequence[Segment], *, width: int, colour: bool) -> Text:
    """Return the changed words with a little around them; without colour, marked as `[-old-]{+new+}`."""
    text = Text()
    for segment in excerpt(segments):
        shown = _BLANK_LINES.sub("\n", "\n".join(map(plain, segment.text.split("\n"))))
        if segment.op == "equal":
            text.append(shown)
        elif segment.op == "delete":
            text.append(shown if colour else f"[-{shown}-]", DELETED)
        else:
            text.append(shown if colour else f"{{+{shown}+}}", INSERTED)
    return wrapped(text, width)


def wrapped(text: Text, width: int) -> Text:
    """Return the text with line ends where it has to be broken; styles go on over them."""
    return stacked(line for part in text.split("\n") for line in part.divide(breaks(part.plain, width)[1:]))


def stacked(lines: Iterable[Text]) -> Text:
    """Return the lines one under the other."""
    text = Text(no_wrap=True, overflow="ellipsis")
    for at, line in enumerate(lines):
        line.rstrip()
        text.append("\n" if at else "").append_text(line)
    return text
