"""One whole notice on a terminal. Imports Rich."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.render.comparison import difference_lines
from cdetrack.render.facts import SUSPECT, decision_words, moment, relation_words
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
    Terminal,
    day_and_id,
    stacked,
    table_of,
    title_text,
    words,
)
from cdetrack.render.whole import WholeNotice
from cdetrack.render.wrap import wrap

_READABLE = 100
"""The maximum width of running text, in cells: longer lines are tiring to read."""
_LABEL = 14
_KIND = 14


def notice_view(whole: WholeNotice, term: Terminal) -> Group:
    """Return the title, facts and texts of the notice, and its sections."""
    notice = whole.notice
    reading = min(term.width, _READABLE)
    style = GONE if notice.withdrawn else BOLD
    shown: list[RenderableType] = [
        title_text(notice.title, notice.url, width=reading, hyperlinks=term.hyperlinks, style=style),
        Text(""),
        _facts(whole.facts, term),
    ]
    if notice.summary:
        shown += [Text(""), _running([plain(notice.summary)], reading)]
        shown += [_running([f"({SUSPECT})"], reading, WARNING)] if notice.summary_suspect else []
    if notice.body:
        shown += [Text(""), _running(paragraphs(notice.body), reading)]
    if notice.attachments:
        shown += [*_heading("attachments"), _attachments(whole, term)]
    if whole.related:
        shown += [*_heading("related"), _related(notice, whole.related, term)]
    if whole.decisions:
        rows = [(moment(each.at), decision_words(each)) for each in whole.decisions]
        shown += [*_heading("decisions"), _labelled(rows, width=reading)]
    if whole.history is not None:
        shown += [*_heading("history"), stacked(_history(whole.history, width=reading, colour=term.colour))]
    if whole.why is not None:
        shown += [*_heading("why"), _labelled(whole.why.items(), width=term.width)]
    return Group(*shown)


def _heading(name: str) -> list[Text]:
    return [Text(""), Text(name, HEADING)]


def _running(lines: Sequence[str], width: int, style: Style = NOTHING) -> Text:
    return stacked(Text(part, style) for line in lines for part in wrap(line, width))


def _facts(facts: Sequence[tuple[str, str]], term: Terminal) -> Table:
    rest = max(LEAST, term.width - _LABEL - GAP)
    table = table_of(("", _LABEL), ("", rest), heading=False)
    for name, value in facts:
        style = {"id": ID, "withdrawn": KINDS["withdrawn"]}.get(name, NOTHING)
        target = link(value) if term.hyperlinks and name == "url" else None
        style = style + Style(link=target) if target else style
        table.add_row(Text(name, DIM), Text("\n".join(wrap(plain(value), rest, most=LEAST)), style))
    return table


def _attachments(whole: WholeNotice, term: Terminal) -> Text:
    lines, width = [], term.width
    for each in whole.notice.attachments:
        lines.append(title_text(each.name or each.url, each.url, width=width, hyperlinks=term.hyperlinks))
        lines.append(_running([f"  {plain(each.url)}"], width, DIM))
        if each.url in whole.files:
            lines.append(_running([f"  {plain(whole.files[each.url])}"], width, DIM))
        if reason := whole.without_text.get(each.sha256 or ""):
            lines.append(_running([f"  no text: {plain(reason)}"], width, WARNING))
    return stacked(lines)


def _related(notice: Notice, related: Sequence[Notice], term: Terminal) -> Table:
    narrow = term.width < NARROW
    sizes = [*DAY_AND_ID[narrow], *([] if narrow else [_KIND])]
    rest = max(LEAST, term.width - sum(sizes) - GAP * len(sizes))
    table = table_of(*(("", size) for size in sizes), ("", rest), heading=False)
    for each in related:
        title = title_text(each.title, each.url, width=rest, hyperlinks=term.hyperlinks)
        kind = words([relation_words(notice, each)])
        cells = [stacked([title, kind])] if narrow else [kind, title]
        table.add_row(*day_and_id(each.date, each.id, narrow=narrow), *cells)
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
