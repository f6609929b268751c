"""The comparison of two documents in JSON."""

from cdetrack.documents.clause_changes import ClauseChange
from cdetrack.documents.clauses import Clause
from cdetrack.documents.document_text import DocumentText
from cdetrack.model.notice import Notice
from cdetrack.query.document_comparison import DocumentComparison

_MARKS = {"equal": "=", "delete": "-", "insert": "+"}


def comparison_json(found: DocumentComparison) -> dict[str, object]:
    """Return both documents, the number of clauses of each kind, and every clause."""
    return {
        "old": _side(found.old, found.old_text),
        "new": _side(found.new, found.new_text),
        "differ": found.changes.differ,
        "counts": found.changes.counts,
        "clauses": [clause_json(change) for change in found.changes.changes],
    }


def draft_json(found: DocumentComparison) -> dict[str, object]:
    """Return the draft of a document, and the number of clauses of each kind against it."""
    return {"id": found.old.id, "date": found.old.date.isoformat(), "counts": found.changes.counts}


def clause_json(change: ClauseChange) -> dict[str, object]:
    """Return the kind of a change, the clauses of both sides, and the words that differ."""
    return {
        "kind": change.kind,
        "renumbered": change.is_renumbered,
        "words_differ": change.has_other_words,
        "old": [_clause(clause) for clause in change.old],
        "new": [_clause(clause) for clause in change.new],
        "segments": [[_MARKS[segment.op], segment.text] for segment in change.segments if change.has_other_words],
    }


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "number": clause.label or None,
        "place": clause.place or None,
        "heading": clause.heading or None,
        "text": clause.text,
    }


def _side(notice: Notice, text: DocumentText) -> dict[str, object]:
    return {
        "id": notice.id,
        "title": notice.title,
        "date": notice.date.isoformat(),
        "text": {"id": text.notice.id, "file": text.file, "characters": len(text.text)},
    }
