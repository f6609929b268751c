"""The comparison of two documents in words: the same for the terminal, for pipes and for pages."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cdetrack.documents.clause_changes import KINDS, ClauseChange, DocumentChanges
from cdetrack.documents.clauses import Clause
from cdetrack.documents.numbering import ARTICLE
from cdetrack.model.notice import Notice
from cdetrack.render import counted
from cdetrack.text.diff import Segment, excerpt, mark, shortened

if TYPE_CHECKING:
    from cdetrack.query.document_comparison import DocumentComparison

HEADINGS = ("kind", "old", "new", "heading", "difference")
"""The columns of a row for each clause."""
_BEGINNING = 120
"""The most characters of a clause without different words."""
_LEAD = 24
"""The most characters of the beginning of a clause without a number that stand for one."""


class Passage(NamedTuple):
    """A part of the comparison: a clause that differs, a chapter, or a run of clauses that can be left out."""

    changes: tuple[ClauseChange, ...]
    role: str
    """`clause`, `chapter` for the heading of a chapter, or `run` for clauses with the same words in the same order."""


def passages(changes: Sequence[ClauseChange]) -> Iterator[Passage]:
    """Yield the clauses in their order; a run has clauses of one kind."""
    for (role, _), group in groupby(changes, key=lambda change: (_role(change), change.kind)):
        run = tuple(group)
        if role == "run":
            yield Passage(run, role)
        else:
            yield from (Passage((change,), role) for change in run)


def _role(change: ClauseChange) -> str:
    if change.has_other_words or change.kind not in {"same", "renumbered"}:
        return "clause"
    [clause] = change.new
    is_chapter = clause.label and clause.level < ARTICLE and len(clause.paragraphs) <= 1
    return "chapter" if is_chapter else "run"


def numbers(change: ClauseChange) -> str:
    """Return the number of the clause, with the old one if it differs: `第四条 → 第五条`."""
    old, new = (", ".join(map(name, side)) for side in (change.old, change.new))
    return f"{old} → {new}" if old and new and old != new else new or old


def name(clause: Clause) -> str:
    """Return the number of a clause with those around it; the beginning of its text if it has none."""
    if clause.place:
        return clause.place
    start = clause.paragraphs[0] if clause.paragraphs else ""
    return f"“{start[:_LEAD].rstrip()}{'…' if len(start) > _LEAD else ''}”"


def heading(change: ClauseChange) -> str:
    """Return the heading of the clause in the new document, else in the old one."""
    return next((each.heading for each in (*change.new, *change.old)), "")


def kind_words(change: ClauseChange) -> str:
    """Return the kind of the change in words: `moved, changed`, `renumbered, references follow`."""
    if change.kind in {"moved", "split", "merged"} and change.has_other_words:
        return f"{change.kind}, changed"
    if change.kind == "renumbered" and change.has_other_words:
        return "renumbered, references follow" if change.is_renumbered else "references follow"
    return change.kind


def run_words(run: Sequence[ClauseChange]) -> str:
    """Return a run of clauses without different words in words, with their numbers."""
    numbered = [change for change in run if change.new[0].place]
    count = counted(len(run), "clause")
    what = "unchanged" if run[0].kind == "same" else "renumbered"
    if not numbered:
        return f"{count} {what}"
    new = _span(numbered[0].new[0].place, numbered[-1].new[0].place)
    if what == "unchanged":
        return f"{count} unchanged: {new}"
    return f"{count} renumbered: {_span(numbered[0].old[0].place, numbered[-1].old[0].place)} → {new}"


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def body(change: ClauseChange) -> list[Segment]:
    """Return the segments of a change without its heading, if that is the same on both sides or there is one side."""
    first, *rest = change.segments
    same = heading(change)
    if not same or len(change.old) > 1 or len(change.new) > 1 or (first.op != "equal" and rest):
        return [first, *rest]
    if first.text == same and not rest:
        return []
    return [Segment(first.op, first.text.removeprefix(f"{same}\n")), *rest]


def shown(change: ClauseChange) -> list[Segment]:
    """Return the segments of `body` with some words around each difference; of a clause without any, its beginning."""
    segments = body(change)
    if change.has_other_words or not segments:
        return excerpt(segments)
    return [Segment("equal", shortened(segments[0].text.replace("\n", " "), _BEGINNING))]


def summary(changes: DocumentChanges) -> str:
    """Return the number of clauses of each kind in words: `7 changed, 1 added, 5 unchanged`."""
    named = {"same": "unchanged"}
    parts = [f"{count:,} {named.get(kind, kind)}" for kind, count in changes.counts.items() if count]
    return ", ".join(parts) or "no clauses"


def draft_words(found: "DocumentComparison") -> str:
    """Return the number of clauses that differ from the draft, with the command that shows them."""
    counts = found.changes.counts
    parts = [f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind] and kind not in {"same", "renumbered"}]
    if not parts:
        return f"no clause changed against the draft of {found.old.date}: cdetrack diff {found.new.id}"
    number, what = parts[0].split(" ")
    first = f"{counted(int(number.replace(',', '')), 'clause')} {what}"
    return f"{', '.join([first, *parts[1:]])} against the draft of {found.old.date}: cdetrack diff {found.new.id}"


def rows(changes: DocumentChanges) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a row of `HEADINGS` for each clause; the difference is its text with marks, empty for the same words."""
    for change in changes.changes:
        old, new = (", ".join(clause.place for clause in side) for side in (change.old, change.new))
        words = mark(change.segments) if change.has_other_words else ""
        yield change.kind, old, new, heading(change), words


def titles(found: "DocumentComparison") -> list[tuple[str, Notice, str]]:
    """Return `old` and `new`, each with its notice and the origin of its text."""
    return [("old", found.old, _origin(found, new=False)), ("new", found.new, _origin(found, new=True))]


def _origin(found: "DocumentComparison", *, new: bool) -> str:
    notice, text = (found.new, found.new_text) if new else (found.old, found.old_text)
    carrier = "" if text.notice.id == notice.id else f" of {text.notice.id}"
    return f"{text.origin}{carrier}"
