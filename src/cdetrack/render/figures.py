"""Statistics as bars and sparklines on a terminal. Imports Rich."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cdetrack.query.stats import Figures, totals
from cdetrack.render import counted
from cdetrack.render.safe import plain
from cdetrack.render.style import DIM, GAP, ID, bar, table_of

_MONTHS = 24
"""The maximum of months to draw: two years can be compared, and fit."""
_SKIPPED = "…"
"""The row for two years or more without notices."""
_NAME = 30
_COUNT = 9
_LEAST_BAR = 8
_BAR = 40
_LEVELS = "▁▂▃▄▅▆▇█"


def stats_view(figures: Figures, *, width: int) -> Group:
    """Return bars for the last two years by month, and bars with sparklines for each topic and source."""
    span = figures.span()
    months = span[-_MONTHS:]
    parts: list[RenderableType] = [_summary(figures, span)]
    starts = {run[0] for run in figures.runs()[1:]}
    rows = []
    for at, month in enumerate(months):
        rows += [(_SKIPPED, 0)] if at and month in starts else []
        rows.append((month, figures.months[month]))
    parts += ["", _bars("month", "documents", rows, {}, months, width)]
    if earlier := sum(figures.months[month] for month in span[:-_MONTHS]):
        parts.append(Text(f"… {earlier:,} earlier, since {span[0]}", DIM))
    for name, what, groups in (("topic", "documents", figures.topics), ("source", "notices", figures.sources)):
        if groups:
            parts += ["", _bars(name, what, totals(groups), groups, months, width)]
    return Group(*parts)


def sparkline(counts: Sequence[int]) -> str:
    """Return a character for each count, its height relative to the largest; `·` for zero."""
    most = max(counts, default=0)
    return "".join(_LEVELS[max(0, -(-count * len(_LEVELS) // most) - 1)] if count else "·" for count in counts)


def _summary(figures: Figures, span: Sequence[str]) -> Text:
    text = Text.assemble((counted(figures.notices, "document"), "bold"))
    between = span[0] if len(span) == 1 else f"{span[0]} to {span[-1]}"
    topics, sources = counted(len(figures.topics), "topic"), counted(len(figures.sources), "source")
    return text.append(f" · {between} · {topics} · {sources}", DIM)


def _bars(
    heading: str,
    what: str,
    rows: Iterable[tuple[str, int]],
    groups: dict[str, Counter[str]],
    months: Sequence[str],
    width: int,
) -> Table:
    shown = [(plain(name), name, count) for name, count in rows]
    names = min(_NAME, max(cell_len(heading), *(cell_len(text) for text, _, _ in shown)))
    rest = width - names - _COUNT - 2 * GAP
    # Without room for both, draw the bars alone.
    lines = len(months) if groups and rest - len(months) - GAP >= _LEAST_BAR else 0
    room = max(0, min(_BAR, rest - (lines + GAP if lines else 0)))
    columns = [(heading, names), (what, _COUNT), ("", room)]
    columns += [(_reach(months, lines), lines)] if lines else []
    table = table_of(*columns, right=1)
    most = max(count for _, _, count in shown)
    for text, name, count in shown:
        cells = [Text(text, no_wrap=True, overflow="ellipsis"), Text(f"{count:,}"), Text(bar(count, most, room), ID)]
        if lines:
            cells.append(Text(sparkline([groups[name][month] for month in months]), ID))
        table.add_row(*cells)
    return table


def _reach(months: Sequence[str], room: int) -> str:
    """Return the range of the months in the sparklines; empty if there is no room."""
    spelled = f"{months[0]} … {months[-1]}"
    return spelled if len(spelled) <= room else ""
