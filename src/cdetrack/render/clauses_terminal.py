"""The comparison of two documents on a terminal: clauses that differ, with the words marked. Imports Rich."""

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text

from cdetrack.documents.clause_changes import ClauseChange
from cdetrack.render.clause_words import body, heading, kind_words, numbers, passages, run_words, shown, summary, titles
from cdetrack.render.safe import plain
from cdetrack.render.style import BOLD, DIM, GAP, ID, KINDS, LEAST, Terminal, difference, stacked, title_text, wrapped

if TYPE_CHECKING:
    from cdetrack.query.document_comparison import DocumentComparison

_READABLE = 110
"""The maximum width of running text, in cells."""
_STYLES = {**KINDS, "removed": KINDS["withdrawn"], "moved": Style(color="magenta", bold=True), "renumbered": DIM}
_LABEL = 5


def document_view(found: "DocumentComparison", term: Terminal) -> Group:
    """Return the clauses that differ, and the number of the others."""
    reading = min(term.width, _READABLE)
    parts: list[RenderableType] = []
    for label, notice, origin in titles(found):
        room = max(LEAST, reading - _LABEL)
        lines = title_text(notice.title, notice.url, width=room, hyperlinks=term.hyperlinks, style=BOLD).split("\n")
        facts = Text.assemble((notice.date.isoformat(), DIM), " ", (plain(notice.id), ID), (f" {plain(origin)}", DIM))
        rows = [*lines, *wrapped(facts, room).split("\n")]
        parts.append(
            stacked(
                Text.assemble((label.ljust(_LABEL) if not at else " " * _LABEL, DIM), row)
                for at, row in enumerate(rows)
            )
        )
    parts += [Text(""), wrapped(Text(summary(found.changes)), reading)]
    for passage in passages(found.changes.changes):
        change = passage.changes[0]
        if passage.role == "run":
            part = wrapped(Text(f"… {plain(run_words(passage.changes))}", DIM), reading)
        elif passage.role == "chapter":
            part = wrapped(Text(plain(f"{numbers(change)} {heading(change)}"), BOLD), reading)
        else:
            part = _clause(change, width=reading, colour=term.colour)
        parts += [Text(""), part]
    return Group(*parts)


def _clause(change: ClauseChange, *, width: int, colour: bool) -> Text:
    title = " ".join(filter(None, [plain(numbers(change)), plain(heading(change))]))
    first = Text.assemble((kind_words(change), _STYLES.get(change.kind, BOLD)), "  ", (title, BOLD))
    room = max(LEAST, width - GAP)
    if change.has_other_words or change.kind in {"added", "removed"}:
        text = difference(body(change), width=room, colour=colour)
    else:
        text = wrapped(Text(plain("".join(segment.text for segment in shown(change))), DIM), room)
    lines = [*wrapped(first, width).split("\n")]
    if text.plain.strip():
        lines += [Text(" " * GAP).append_text(line) for line in text.split("\n")]
    return stacked(lines)
