"""Changes for a terminal, grouped by kind, with the changed words marked; imports Rich."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cdetrack.evidence import Change
from cdetrack.render.facts import differences, moment, subject
from cdetrack.render.safe import plain
from cdetrack.render.style import (
    DIM,
    GAP,
    GONE,
    ID,
    KINDS,
    NOTHING,
    difference,
    stacked,
    table_of,
    title_text,
    words,
    wrapped,
)

_ORDER = ("added", "changed", "withdrawn", "restored")
_MARGIN = 2
_DATE = 10
_ID = 12
_NARROW = 64
_LEAST = 20


def changes_view(changes: Sequence[Change], *, width: int, hyperlinks: bool = False, colour: bool = True) -> Group:
    """Return the changes by kind; without `colour` the words are marked as `[-old-]{+new+}`.

    When all were found in one look, that is said once, otherwise beside each.
    """
    looks = {(change.source, change.at) for change in changes}
    shown: list[RenderableType] = []
    if len(looks) == 1:
        shown.append(words([changes[0].source, moment(changes[0].at)]))
    for kind in _ORDER:
        group = [change for change in changes if change.kind == kind]
        if group:
            shown.append(Text.assemble("\n" if shown else "", (kind, KINDS[kind]), (f" {len(group):,}", DIM)))
            shown.append(_table(group, width, looks=len(looks) > 1, hyperlinks=hyperlinks, colour=colour))
    return Group(*shown)


def difference_lines(change: Change, *, width: int, colour: bool) -> Iterator[Text]:
    """Yield each changed field: its name and its words, beside it where there is room, else indented under it."""
    for name, segments in differences(change):
        label = Text.assemble((f"{name}  ", DIM))
        text = difference(segments, width=width - _MARGIN, colour=colour)
        if "\n" not in text.plain and label.cell_len + text.cell_len <= width:
            yield label.append_text(text)
        else:
            yield label
            for line in text.split("\n"):
                yield Text(" " * _MARGIN).append_text(line)


def _table(changes: Sequence[Change], width: int, *, looks: bool, hyperlinks: bool, colour: bool) -> Table:
    narrow = width < _NARROW
    sizes = [_MARGIN - GAP, _ID] if narrow else [_MARGIN - GAP, _DATE, _ID]
    rest = max(_LEAST, width - sum(sizes) - GAP * len(sizes))
    table = table_of(*(("", size) for size in sizes), ("", rest), heading=False)
    for change in changes:
        side = subject(change)
        if side is None:
            continue
        gone = GONE if change.kind == "withdrawn" else NOTHING
        lines = [title_text(side.title, side.url, width=rest, hyperlinks=hyperlinks, style=gone)]
        if looks:
            lines.append(wrapped(words([change.source, moment(change.at)]), rest))
        lines += difference_lines(change, width=rest, colour=colour)
        day, name = Text(side.date.isoformat()), Text(plain(change.id), ID)
        table.add_row("", *([stacked([day, name])] if narrow else [day, name]), stacked(lines))
    return table
