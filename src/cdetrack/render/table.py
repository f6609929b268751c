"""Notices, topics, deadlines and rows as tables on a terminal. Imports Rich; page text is `Text`, never markup."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.cells import cell_len
from rich.console import Group
from rich.table import Table
from rich.text import Text

from cdetrack.model.notice import Notice
from cdetrack.render.facts import AHEAD, applied_for, in_days, label, listings
from cdetrack.render.safe import plain
from cdetrack.render.style import (
    BOLD,
    DATE_WIDTH,
    DAY_AND_ID,
    DIM,
    GAP,
    GONE,
    ID,
    ID_WIDTH,
    LEAST,
    NARROW,
    NOTHING,
    bar,
    day_and_id,
    stacked,
    table_of,
    title_text,
    words,
    wrapped,
)
from cdetrack.render.wrap import wrap

_WIDE = 120
"""The width in cells from which each fact has a column; on narrower terminals they stand under the title."""
_STATES = 24
_TOPICS = 30
_WHEN = 14


def notices_table(
    notices: Sequence[Notice], *, width: int, today: date, more: int = 0, hyperlinks: bool = False
) -> Group:
    """Return the notices as a table of that width; `more` is the number of further matches, for the last line.

    Titles are wrapped; on narrow terminals kind, number and topics stand under them. `…` marks cut text.
    """
    draw = _wide if width >= _WIDE else _narrow
    table = draw(notices, width=width, today=today, hyperlinks=hyperlinks)
    return Group(table, Text(f"\n… {more:,} more: --limit 0 shows all", style=DIM)) if more else Group(table)


def _narrow(notices: Sequence[Notice], *, width: int, today: date, hyperlinks: bool) -> Table:
    narrow = width < NARROW
    columns = list(zip(("date", "id"), DAY_AND_ID[narrow], strict=False))
    rest = max(LEAST, width - sum(size + GAP for _, size in columns))
    table = table_of(*columns, ("notice", rest))
    for notice in notices:
        title = _title(notice, rest, hyperlinks=hyperlinks)
        told = words(
            [
                *_states(notice),
                notice.number or "",
                *applied_for(notice),
                ", ".join(notice.topics),
                listings(notice),
                _ahead(notice, today),
            ]
        )
        table.add_row(*day_and_id(notice.date, notice.id, narrow=narrow), stacked([title, wrapped(told, rest)]))
    return table


def _wide(notices: Sequence[Notice], *, width: int, today: date, hyperlinks: bool) -> Table:
    states = _widest((" ".join(_states(notice)) for notice in notices), least=4, most=_STATES)
    numbers = _widest((notice.number or "" for notice in notices), least=6, most=ID_WIDTH)
    topics = _widest((", ".join(notice.topics) for notice in notices), least=6, most=_TOPICS)
    columns = [("date", DATE_WIDTH), ("id", ID_WIDTH), ("kind", states)]
    columns += [("number", numbers)] if numbers else []
    columns += [("topics", topics)] if topics else []
    rest = width - sum(size + GAP for _, size in columns)
    table = table_of(*columns, ("title", rest))
    for notice in notices:
        title = _title(notice, rest, hyperlinks=hyperlinks)
        ahead = " · ".join(filter(None, (*applied_for(notice), listings(notice), _ahead(notice, today))))
        cells = [*day_and_id(notice.date, notice.id, narrow=False), words(_states(notice), separator=" ")]
        cells += [Text(plain(notice.number or ""))] if numbers else []
        cells += [Text("\n".join(wrap(plain(", ".join(notice.topics)), topics)), DIM)] if topics else []
        table.add_row(*cells, stacked([title, wrapped(Text(plain(ahead), DIM), rest)]) if ahead else title)
    return table


def topics_table(counts: Sequence[tuple[str, int]], *, width: int) -> Table:
    """Return each topic with its number of notices and a bar, in the given order."""
    names = _widest((name for name, _ in counts), least=5, most=_TOPICS) or ID_WIDTH
    digits = max((len(f"{count:,}") for _, count in counts), default=1)
    room = max(0, min(40, width - names - max(7, digits) - 2 * GAP))
    most = max((count for _, count in counts), default=0)
    table = table_of(("topic", names), ("notices", max(7, digits)), ("", room), right=1)
    for name, count in counts:
        shown = Text(bar(count, most, room), ID)
        table.add_row(Text(plain(name), NOTHING if count else DIM), Text(f"{count:,}"), shown)
    return table


def deadlines_table(
    rows: Iterable[tuple[date, str, Notice]], *, width: int, today: date, hyperlinks: bool = False
) -> Table:
    """Return a row for each day: its distance, its kind in words, its notice, and the words that state a milestone."""
    wide = width >= _WIDE
    columns = [("date", DATE_WIDTH), ("", _WHEN), ("what", _WHEN), ("id", ID_WIDTH)] if wide else [("date", _WHEN)]
    rest = max(LEAST, width - sum(size + GAP for _, size in columns))
    table = table_of(*columns, ("notice", rest))
    for day, what, notice in rows:
        at, when = Text(day.isoformat()), Text(in_days(day, today=today), DIM if day < today else BOLD)
        title = _title(notice, rest, hyperlinks=hyperlinks)
        told, name = Text(plain(AHEAD.get(what, what)), DIM), Text(plain(notice.id), ID)
        stated = [wrapped(Text(words, DIM), rest) for words in _stated(day, what, notice)]
        if wide:
            table.add_row(at, when, told, name, stacked([title, *stated]))
        else:
            table.add_row(stacked([at, when]), stacked([title, Text.assemble(told, (" · ", DIM), name), *stated]))
    return table


def _stated(day: date, what: str, notice: Notice) -> Iterator[str]:
    """Yield the words that state a milestone: a notice can have several of one kind."""
    for each in notice.milestones:
        if (each.date, each.what) == (day, what):
            yield plain(each.words)


def rows_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, width: int) -> Table | Group:
    """Return any rows under their headings; columns are as wide as their cells, the last column is wrapped.

    Without room for the last column, its cells stand under those of the widest other column. Without room for that
    either, each row is a block with a line for each heading.
    """
    cells = [["" if cell is None else plain(str(cell)) for cell in row] for row in rows]
    sizes = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    *others, last = sizes
    room = width - sum(others) - GAP * len(others)
    if not others or room >= min(last, LEAST):
        sizes[-1] = min(last, max(room, LEAST))
        table = table_of(*zip(headings, sizes, strict=True))
        for row in cells:
            table.add_row(*map(Text, row[:-1]), Text("\n".join(wrap(row[-1], sizes[-1]))))
        return table
    at = max(range(len(others)), key=lambda place: (others[place], place))
    if room + GAP + others[at] < LEAST:
        return _blocks(headings, cells, width=width)
    others[at] = max(LEAST, room + GAP + others[at])
    names = [*headings[:at], f"{headings[at]} · {headings[-1]}", *headings[at + 1 : -1]]
    table = table_of(*zip(names, others, strict=True))
    for row in cells:
        under = [Text(line, DIM) for line in wrap(row[-1], others[at]) if line]
        both = stacked([*map(Text, wrap(row[at], others[at])), *under])
        table.add_row(*map(Text, row[:at]), both, *map(Text, row[at + 1 : -1]))
    return table


def _blocks(headings: Sequence[str], rows: Iterable[Sequence[str]], *, width: int) -> Group:
    """Return each row as a block: the first cell, then a line for each other cell that is not empty."""
    label = max(map(cell_len, headings[1:]), default=0)
    rest = max(LEAST, width - label - 2 * GAP)
    shown: list[Table | Text] = []
    for first, *others in rows:
        shown += [*([Text("")] if shown else []), Text(first, BOLD)]
        table = table_of(("", GAP - 1), ("", label), ("", rest), heading=False)
        for heading, cell in zip(headings[1:], others, strict=True):
            if cell:
                table.add_row("", Text(heading, DIM), Text("\n".join(wrap(cell, rest))))
        shown.append(table)
    return Group(*shown)


def _widest(texts: Iterable[str], *, least: int, most: int) -> int:
    """Return the width of a column, between two bounds; 0 if all its cells are empty."""
    needed = max(map(cell_len, texts), default=0)
    return min(most, max(least, needed)) if needed else 0


def _title(notice: Notice, width: int, *, hyperlinks: bool) -> Text:
    style = GONE if notice.withdrawn else NOTHING
    return title_text(notice.title, notice.url, width=width, hyperlinks=hyperlinks, style=style)


def _states(notice: Notice) -> list[str]:
    return [notice.kind, *filter(None, [notice.status]), *(["withdrawn"] if notice.withdrawn else [])]


def _ahead(notice: Notice, today: date) -> str:
    """Return the days to come that the notice announces."""
    return " · ".join(f"{label(what)} {day} ({in_days(day, today=today)})" for what, day in notice.days if day >= today)
