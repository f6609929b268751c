"""Changes on a terminal, grouped by kind, with the changed words marked. Imports Rich."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cdetrack.model.record import Change
from cdetrack.render.facts import CHANGES, differences, moment, subject
from cdetrack.render.style import (
    DAY_AND_ID,
    DIM,
    GAP,
    GONE,
    KINDS,
    LEAST,
    NARROW,
    NOTHING,
    Terminal,
    day_and_id,
    difference,
    stacked,
    table_of,
    title_text,
    words,
    wrapped,
)

_MARGIN = 2


def changes_view(changes: Sequence[Change], term: Terminal) -> Group:
    """Return the changes by kind.

    The look stands in the first line if there is only one, else beside each change.
    """
    looks = {(change.source, change.at) for change in changes}
    shown: list[RenderableType] = []
    if len(looks) == 1:
        shown.append(words([changes[0].source, moment(changes[0].at)]))
    for kind in CHANGES:
        group = [change for change in changes if change.kind == kind]
        if group:
            shown.append(Text.assemble("\n" if shown else "", (kind, KINDS[kind]), (f" {len(group):,}", DIM)))
            shown.append(_table(group, term, looks=len(looks) > 1))
    return Group(*shown)


def difference_lines(change: Change, *, width: int, colour: bool) -> Iterator[Text]:
    """Yield each changed field: its name, and its text beside it if there is room, else indented below."""
    for name, segments in differences(change):
        label = Text.assemble((f"{name}  ", DIM))
        text = difference(segments, width=width - _MARGIN, colour=colour)
        if "\n" not in text.plain and label.cell_len + text.cell_len <= width:
            yield label.append_text(text)
        else:
            yield label
            for line in text.split("\n"):
                yield Text(" " * _MARGIN).append_text(line)


def _table(changes: Sequence[Change], term: Terminal, *, looks: bool) -> Table:
    narrow = term.width < NARROW
    sizes = [_MARGIN - GAP, *DAY_AND_ID[narrow]]
    rest = max(LEAST, term.width - sum(sizes) - GAP * len(sizes))
    table = table_of(*(("", size) for size in sizes), ("", rest), heading=False)
    for change in changes:
        side = subject(change)
        if side is None:
            continue
        gone = GONE if change.kind == "withdrawn" else NOTHING
        lines = [title_text(side.title, side.url, width=rest, hyperlinks=term.hyperlinks, style=gone)]
        if looks:
            lines.append(wrapped(words([change.source, moment(change.at)]), rest))
        lines += difference_lines(change, width=rest, colour=term.colour)
        table.add_row("", *day_and_id(side.date, change.id, narrow=narrow), stacked(lines))
    return table
