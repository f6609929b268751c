"""Notices, topics, deadlines and rows as tables on a terminal. Imports Rich; page text is `Text`, never markup."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cdetrack.model.notice import Notice
from cdetrack.render.facts import AHEAD, FAR_AHEAD, applied_for, in_days, label, listings, stated_words
from cdetrack.render.safe import plain
from cdetrack.render.style import (
    BOLD,
    DATE_WIDTH,
    DIM,
    GAP,
    GONE,
    ID,
    ID_WIDTH,
    LEAST,
    MATCH,
    NARROW,
    NOTHING,
    WARNING,
    Terminal,
    bar,
    day_and_id,
    nearness,
    stacked,
    table_of,
    title_text,
    words,
    wrapped,
)
from cdetrack.render.wrap import wrap
from cdetrack.text.days import is_far_ahead

if TYPE_CHECKING:
    from cdetrack.query.unseen import Unseen
    from cdetrack.render.found import FoundLines

_WIDE = 120
"""The width in cells from which each fact has a column; on narrower terminals they stand under the title."""
_ROOMY = 56
"""The least room for titles beside those columns: with less, a title of a regulator would take eight lines."""
_SETTLED = ("irrelevant", "done")
"""The states of documents that need nobody's attention."""
_UNSEEN = "• "
"""Stands before the title of a notice that is new to the reader."""
_STATES = 24
_TOPICS = 30
_WHEN = 14
_EXCERPTS = 2
_EXCERPT_LINES = 2
"""The maximum of found lines of a notice, and of lines of a terminal for each."""
_WORDS = 2
"""The maximum of lines of the words that state a milestone."""

_Titled = Callable[[Notice, int], Text]
"""Draws the title of a notice, given the width."""
_Found = Callable[[Notice, int], list[Text]]
"""Draws the lines of a notice that were found in full text, given the width."""


def notices_table(
    notices: Sequence[Notice],
    term: Terminal,
    *,
    today: date,
    more: int = 0,
    marked: re.Pattern[str] | None = None,
    unseen: "Unseen | None" = None,
    lines: "FoundLines | None" = None,
) -> Group:
    """Return the notices as a table; `more` is the number of further matches, for the last line.

    On wide terminals each fact has a column, if that leaves room for the titles. Else kind, days to act by, number and
    topics stand under the title. The places in titles that match `marked` stand out. If people decided on some of the
    notices, each has its state, so that the new ones stand out. The notices of `unseen` have a mark, which the last
    line explains. Under each notice stand its `lines`, found in full text.
    """
    columns = _columns(notices)
    width = term.width
    rest = width - sum(size + GAP for size in columns.values())
    fresh = {notice.id for notice in notices} & unseen.ids if unseen is not None else frozenset[str]()

    def titled(notice: Notice, room: int) -> Text:
        return _title(notice, room, hyperlinks=term.hyperlinks, marked=marked, fresh=notice.id in fresh)

    def found(notice: Notice, room: int) -> list[Text]:
        return _found(notice, lines, room) if lines is not None else []

    if width >= _WIDE and rest >= _ROOMY:
        table = _wide(notices, titled, found, columns=columns, rest=rest, today=today)
    else:
        table = _narrow(notices, titled, found, width=width, today=today)
    return Group(table, *_more(more), *(_legend(unseen.name, width) if unseen is not None and fresh else []))


def fields_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, width: int, more: int = 0) -> Group:
    """Return the chosen fields of notices under their names; `more` is as in `notices_table`."""
    return Group(_fitted(headings, _cells(rows), width=width), *_more(more))


def _more(count: int) -> list[Text]:
    return [Text(f"\n… {count:,} more: --limit 0 shows all", style=DIM)] if count else []


def _legend(name: str, width: int) -> list[Text]:
    told = f"new to {name}: `cdetrack diff --since-last {quote(name)}` shows them and clears the marks"
    return [Text(), wrapped(Text(_UNSEEN + plain(told), DIM), width)]


def _narrow(notices: Sequence[Notice], titled: _Titled, found: _Found, *, width: int, today: date) -> Table:
    decided = _are_decided(notices)
    rest = max(LEAST, width - ID_WIDTH - GAP)
    table = table_of(("date", ID_WIDTH), ("notice", rest))
    for notice in notices:
        told = words(
            [
                notice.state if decided else "",
                *_states(notice),
                *_slip(notice, today),
                *_ahead(notice, today),
                notice.number or "",
                *applied_for(notice),
                ", ".join(notice.topics),
                listings(notice),
            ]
        )
        shown = [titled(notice, rest), wrapped(told, rest), *found(notice, rest)]
        table.add_row(*day_and_id(notice.date, notice.id, narrow=True), stacked(shown))
    return table


def _columns(notices: Sequence[Notice]) -> dict[str, int]:
    """Return the columns of facts before the title, each with its width; those without a cell are left out."""
    columns = {"date": DATE_WIDTH, "id": ID_WIDTH}
    if _are_decided(notices):
        columns["state"] = _widest((notice.state for notice in notices), least=5, most=ID_WIDTH)
    columns["kind"] = _widest((" ".join(_states(notice)) for notice in notices), least=4, most=_STATES)
    columns["number"] = _widest((notice.number or "" for notice in notices), least=6, most=ID_WIDTH)
    columns["topics"] = _widest((", ".join(notice.topics) for notice in notices), least=6, most=_TOPICS)
    return {name: size for name, size in columns.items() if size or name == "kind"}


def _wide(
    notices: Sequence[Notice],
    titled: _Titled,
    found: _Found,
    *,
    columns: dict[str, int],
    rest: int,
    today: date,
) -> Table:
    table = table_of(*columns.items(), ("title", rest))
    for notice in notices:
        ahead = words([*_slip(notice, today), *_ahead(notice, today), *applied_for(notice), listings(notice)])
        cells = day_and_id(notice.date, notice.id, narrow=False)
        cells += [words([notice.state])] if "state" in columns else []
        cells += [words(_states(notice), separator=" ")]
        cells += [Text(plain(notice.number or ""))] if "number" in columns else []
        if "topics" in columns:
            cells.append(Text("\n".join(wrap(plain(", ".join(notice.topics)), columns["topics"])), DIM))
        shown = [titled(notice, rest), *([wrapped(ahead, rest)] if ahead else []), *found(notice, rest)]
        table.add_row(*cells, stacked(shown))
    return table


def _found(notice: Notice, lines: "FoundLines", width: int) -> list[Text]:
    """Return the first lines of a notice that were found in full text, with the found words marked."""
    shown = []
    for each in islice(lines.excerpts(notice.id), _EXCERPTS):
        text = Text(f"{plain(each.place)}: ", DIM)
        for part, is_found in each.parts():
            text.append(plain(part), MATCH if is_found else NOTHING)
        shown.append(wrapped(text, width, most=_EXCERPT_LINES))
    return shown


def topics_table(counts: Sequence[tuple[str, int]], *, width: int) -> Table:
    """Return each topic with its number of documents and a bar, in the given order."""
    names = _widest((name for name, _ in counts), least=5, most=_TOPICS) or ID_WIDTH
    digits = _widest((f"{count:,}" for _, count in counts), least=len("documents"), most=ID_WIDTH) or ID_WIDTH
    room = max(0, min(40, width - names - digits - 2 * GAP))
    most = max((count for _, count in counts), default=0)
    table = table_of(("topic", names), ("documents", digits), ("", room), right=1)
    for name, count in counts:
        shown = Text(bar(count, most, room), ID)
        table.add_row(Text(plain(name), NOTHING if count else DIM), Text(f"{count:,}"), shown)
    return table


def deadlines_table(
    rows: Iterable[tuple[date, str, Notice]], term: Terminal, *, today: date, marked: re.Pattern[str] | None = None
) -> Table:
    """Return a row for each day: its distance, its kind in words, its notice, and the words that state a milestone.

    On narrow terminals the distance stands under the day, and the id under the kind, or all of them in one column.
    """
    wide, least = term.width >= _WIDE, term.width < NARROW
    names = ("date", "", "what", "id") if wide else ("date",) if least else ("date", "what")
    columns = list(zip(names, (DATE_WIDTH if wide else _WHEN, _WHEN, _WHEN, ID_WIDTH), strict=False))
    rest = max(LEAST, term.width - sum(size + GAP for _, size in columns))
    table = table_of(*columns, ("notice", rest))
    for day, what, notice in rows:
        title = _title(notice, rest, hyperlinks=term.hyperlinks, marked=marked)
        stated = plain(stated_words(notice, what, day))
        facts = [
            Text(day.isoformat()),
            Text(in_days(day, today=today), nearness(day, today=today)),
            Text(plain(AHEAD.get(what, what))),
            Text(plain(notice.id), ID),
        ]
        cells = facts if wide else [stacked(facts)] if least else [stacked(facts[:2]), stacked(facts[2:])]
        told = [title, wrapped(Text(stated, DIM), rest, most=_WORDS)] if stated else [title]
        table.add_row(*cells, stacked(told))
    return table


def rows_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, width: int) -> Table | Group:
    """Return any rows under their headings, without the columns that are empty in all rows.

    Columns are as wide as their cells, the last column is wrapped. If that takes no more lines, or the last column has
    no room, its cells stand under those of the widest other column, or in lines of their own if that breaks fewer
    links. Without room for that either, each row is a block with a line for each heading.
    """
    cells = _cells(rows)
    kept = [at for at, _ in enumerate(headings) if at == 0 or not cells or any(row[at] for row in cells)]
    return _fitted([headings[at] for at in kept], [[row[at] for at in kept] for row in cells], width=width)


def _cells(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    return [["" if cell is None else plain(str(cell)) for cell in row] for row in rows]


def _fitted(headings: Sequence[str], cells: Sequence[Sequence[str]], *, width: int) -> Table | Group:
    sizes = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    *others, last = sizes
    room = width - sum(others) - GAP * len(others)
    at = max(range(len(others)), key=lambda place: (others[place], place), default=0)
    below = room + GAP + others[at] if others else width
    beneath, alone = _cost(cells, below, above=1), _cost(cells, width - GAP, above=1)
    if not others or (room >= min(last, LEAST) and _cost(cells, room) < min(beneath, alone)):
        sizes[-1] = min(last, max(room, LEAST))
        table = table_of(*zip(headings, sizes, strict=True))
        for row in cells:
            table.add_row(*map(Text, row[:-1]), Text("\n".join(wrap(row[-1], sizes[-1]))))
        return table
    if below < LEAST:
        return _blocks(headings, cells, width=width)
    is_alone = alone < beneath
    others[at] = min(others[at], below) if is_alone else below
    both = f"{headings[at]} · {headings[-1]}"
    over = both if cell_len(both) <= others[at] else f"{headings[at]} ·\n{headings[-1]}"
    names = [*headings[:at], over, *headings[at + 1 : -1]]
    tables = [table_of(*zip(names, others, strict=True))]
    shown: list[Table | Padding] = [*tables]
    for row in cells:
        lines = [Text(line, DIM) for line in wrap(row[-1], width - GAP if is_alone else below) if line]
        cell = stacked([*map(Text, wrap(row[at], others[at])), *([] if is_alone else lines)])
        tables[-1].add_row(*map(Text, row[:at]), cell, *map(Text, row[at + 1 : -1]))
        if is_alone:
            tables.append(table_of(*zip(names, others, strict=True), heading=False))
            shown += [*(Padding(line, (0, 0, 0, GAP)) for line in lines), tables[-1]]
    return Group(*shown)


def _cost(cells: Sequence[Sequence[str]], room: int, *, above: int = 0) -> int:
    """Return the lines that the last cells take in `room` cells, and those `above`, and one more for a broken word.

    A link that is broken cannot be copied.
    """
    room = max(1, room)
    lines = (max(1, above - (-cell_len(row[-1]) // room)) for row in cells)
    broken = (any(cell_len(word) > room for word in row[-1].split()) for row in cells)
    return sum(lines) + sum(broken)


def _blocks(headings: Sequence[str], rows: Iterable[Sequence[str]], *, width: int) -> Group:
    """Return each row as a block: the first cell, then a line for each other cell that is not empty."""
    indent = GAP - 1
    label = max(map(cell_len, headings[1:]), default=0)
    rest = max(LEAST // 2, width - indent - label - 2 * GAP)
    shown: list[Table | Text] = []
    for first, *others in rows:
        shown += [*([Text("")] if shown else []), Text(first, BOLD)]
        table = table_of(("", indent), ("", label), ("", rest), heading=False)
        for heading, cell in zip(headings[1:], others, strict=True):
            if cell:
                table.add_row("", Text(heading, DIM), Text("\n".join(wrap(cell, rest))))
        shown.append(table)
    return Group(*shown)


def _widest(texts: Iterable[str], *, least: int, most: int) -> int:
    """Return the width of a column, between two bounds; 0 if all its cells are empty."""
    needed = max(map(cell_len, texts), default=0)
    return min(most, max(least, needed)) if needed else 0


def _title(
    notice: Notice,
    width: int,
    *,
    hyperlinks: bool,
    marked: re.Pattern[str] | None,
    fresh: bool = False,
) -> Text:
    style = GONE if notice.withdrawn else DIM if notice.state in _SETTLED else NOTHING
    room = width - len(_UNSEEN) if fresh else width
    title = title_text(notice.title, notice.url, width=room, hyperlinks=hyperlinks, style=style, marked=marked)
    return Text(no_wrap=True, overflow="ellipsis").append(_UNSEEN, BOLD).append_text(title) if fresh else title


def _are_decided(notices: Iterable[Notice]) -> bool:
    """Return True if people decided on one of them: else all are new, and no word has to say so."""
    return any(notice.state != "new" for notice in notices)


def _states(notice: Notice) -> list[str]:
    return [notice.kind, *filter(None, [notice.status]), *(["withdrawn"] if notice.withdrawn else [])]


def _slip(notice: Notice, today: date) -> list[Text]:
    """Return a word for a date that may be a slip of the listing: its notice stands above all others."""
    return [Text(f"dated {FAR_AHEAD}", WARNING)] if is_far_ahead(notice.date, today=today) else []


def _ahead(notice: Notice, today: date) -> list[Text]:
    """Return the days to come that the notice announces, the next one first."""
    return [
        Text(f"{label(what)} {day} ({in_days(day, today=today)})", nearness(day, today=today))
        for what, day in sorted(notice.days, key=lambda each: each[1])
        if day >= today
    ]
