"""One whole notice on a terminal. Imports Rich."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from cdetrack.model.decision import Decision
from cdetrack.model.notice import Attachment, Notice
from cdetrack.model.record import Change
from cdetrack.query.life import Stage
from cdetrack.query.past import Carrier
from cdetrack.render.comparison import difference_lines
from cdetrack.render.facts import SUSPECT, decision_words, moment, notice_facts, relation_words
from cdetrack.render.safe import link, paragraphs, plain
from cdetrack.render.style import (
    BOLD,
    DAY_AND_ID,
    DIM,
    GAP,
    GONE,
    HEADING,
    ID,
    KINDS,
    LEAST,
    NARROW,
    NOTHING,
    WARNING,
    day_and_id,
    stacked,
    table_of,
    title_text,
    words,
)
from cdetrack.render.wrap import wrap

_READABLE = 100
"""The maximum width of running text, in cells: longer lines are tiring to read."""
_LABEL = 14
_KIND = 14


def notice_view(  # noqa: PLR0913 - one for each section
    notice: Notice,
    related: Sequence[Notice] = (),
    history: Sequence[Change] | None = None,
    why: Mapping[str, str] | None = None,
    *,
    carriers: Sequence[Carrier] = (),
    stages: Sequence[Stage] = (),
    decisions: Sequence[Decision] = (),
    draft: str = "",
    without_text: Mapping[str, str] = MappingProxyType({}),
    files: Mapping[str, str] = MappingProxyType({}),
    width: int,
    today: date,
    hyperlinks: bool = False,
    colour: bool = True,
) -> Group:
    """Return the title, facts, texts, attachments and related notices; and the history and reasons unless None."""
    reading = min(width, _READABLE)
    style = GONE if notice.withdrawn else BOLD
    shown: list[RenderableType] = [
        title_text(notice.title, notice.url, width=reading, hyperlinks=hyperlinks, style=style),
        Text(""),
        _facts(notice_facts(notice, carriers, stages, today=today, draft=draft), width=width, hyperlinks=hyperlinks),
    ]
    if notice.summary:
        shown += [Text(""), _running([plain(notice.summary)], reading)]
        shown += [_running([f"({SUSPECT})"], reading, WARNING)] if notice.summary_suspect else []
    if notice.body:
        shown += [Text(""), _running(paragraphs(notice.body), reading)]
    if notice.attachments:
        shown += [
            *_heading("attachments"),
            _attachments(notice.attachments, without_text, files, width=width, hyperlinks=hyperlinks),
        ]
    if related:
        shown += [*_heading("related"), _related(notice, related, width=width, hyperlinks=hyperlinks)]
    if decisions:
        rows = [(moment(each.at), decision_words(each)) for each in decisions]
        shown += [*_heading("decisions"), _labelled(rows, width=reading)]
    if history is not None:
        shown += [*_heading("history"), stacked(_history(history, width=reading, colour=colour))]
    if why is not None:
        shown += [*_heading("why"), _labelled(why.items(), width=width)]
    return Group(*shown)


def _heading(name: str) -> list[Text]:
    return [Text(""), Text(name, HEADING)]


def _running(lines: Sequence[str], width: int, style: Style = NOTHING) -> Text:
    return stacked(Text(part, style) for line in lines for part in wrap(line, width))


def _facts(facts: Sequence[tuple[str, str]], *, width: int, hyperlinks: bool) -> Table:
    rest = max(LEAST, width - _LABEL - GAP)
    table = table_of(("", _LABEL), ("", rest), heading=False)
    for name, value in facts:
        style = {"id": ID, "withdrawn": KINDS["withdrawn"]}.get(name, NOTHING)
        target = link(value) if hyperlinks and name == "url" else None
        style = style + Style(link=target) if target else style
        table.add_row(Text(name, DIM), Text("\n".join(wrap(plain(value), rest, most=LEAST)), style))
    return table


def _attachments(
    attachments: Sequence[Attachment],
    without_text: Mapping[str, str],
    files: Mapping[str, str],
    *,
    width: int,
    hyperlinks: bool,
) -> Text:
    lines = []
    for each in attachments:
        lines.append(title_text(each.name or each.url, each.url, width=width, hyperlinks=hyperlinks))
        lines.append(_running([f"  {plain(each.url)}"], width, DIM))
        if each.url in files:
            lines.append(_running([f"  {plain(files[each.url])}"], width, DIM))
        if reason := without_text.get(each.sha256 or ""):
            lines.append(_running([f"  no text: {plain(reason)}"], width, WARNING))
    return stacked(lines)


def _related(notice: Notice, related: Sequence[Notice], *, width: int, hyperlinks: bool) -> Table:
    narrow = width < NARROW
    sizes = [*DAY_AND_ID[narrow], *([] if narrow else [_KIND])]
    rest = max(LEAST, width - sum(sizes) - GAP * len(sizes))
    table = table_of(*(("", size) for size in sizes), ("", rest), heading=False)
    for each in related:
        title = title_text(each.title, each.url, width=rest, hyperlinks=hyperlinks)
        kind = [] if narrow else [words([relation_words(notice, each)])]
        table.add_row(*day_and_id(each.date, each.id, narrow=narrow), *kind, title)
    return table


def _history(history: Sequence[Change], *, width: int, colour: bool) -> Iterator[Text]:
    for change in history:
        yield words([moment(change.at), change.kind, change.source, "baseline" if change.baseline else ""])
        for line in difference_lines(change, width=width - GAP, colour=colour):
            yield Text(" " * GAP).append_text(line)


def _labelled(pairs: Iterable[tuple[str, str]], *, width: int) -> Table:
    rows = [(plain(name), plain(value)) for name, value in pairs]
    label = min(max((cell_len(name) for name, _ in rows), default=1), width // 3)
    rest = max(LEAST, width - label - GAP)
    table = table_of(("", label), ("", rest), heading=False)
    for name, value in rows:
        table.add_row(Text("\n".join(wrap(name, label)), DIM), Text("\n".join(wrap(value, rest))))
    return table
