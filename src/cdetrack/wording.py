"""Bring a notice up to what a look shows of it, keeping apart what each source words in its own way."""

from datetime import date
from typing import Any

from cdetrack.evidence import Record
from cdetrack.identity import same_address

WORDED = ("title", "date", "summary", "url")
"""What each source may word in its own way."""


def says_nothing_new(known: Record, shown: Record) -> bool:
    """Say whether a look shows what is known, word for word: nearly every entry of a long listing does."""
    return (
        shown.title == known.title
        and shown.date == known.date
        and shown.summary in {None, known.summary}
        and shown.url in {None, known.url}
        and shown.article in {None, known.article}
        and shown.document_date in {None, known.document_date}
        and shown.body in {None, known.body}
        and (not shown.attachments or shown.attachments == known.attachments)
        and not known.shown
        and all(source in known.sources for source in shown.sources)
    )


def merged(known: Record, shown: Record, *, detail: bool) -> Record:
    """Return `known` with what one look showed; what a look leaves out is not evidence that it is gone.

    A value counts as changed only when the *same source* showed another one before: two sections that word
    one article differently would otherwise change it back and forth at each look.
    """
    worded = {name: _worded(name, known, shown, detail=detail) for name in WORDED}
    added = () if detail else tuple(source for source in shown.sources if source not in known.sources)
    record = Record(
        **worded,
        article=known.article or shown.article,
        sources=(*known.sources, *added),
        document_date=shown.document_date or known.document_date,
        body=shown.body or known.body,
        attachments=shown.attachments or known.attachments,
        shown=known.shown,
    )
    return record if detail else record._replace(shown=_wordings(known, shown, record))


def _worded(name: str, known: Record, shown: Record, *, detail: bool) -> Any:  # noqa: ANN401 - text or a day
    new, main = getattr(shown, name), getattr(known, name)
    if main is None or new is None or detail:
        return new if main is None else main
    last = [_last_shown(known, source, name) for source in shown.sources if source in known.sources]
    return main if any(_same(name, new, value) for value in last or [main]) else new


def _wordings(known: Record, shown: Record, merged: Record) -> dict[str, dict[str, str]]:
    """Return, for each source, what it shows differently from `merged`."""
    wordings: dict[str, dict[str, str]] = {}
    for source in merged.sources:
        differing = {}
        for name in WORDED:
            value = getattr(shown, name) if source in shown.sources else None
            if value is None:
                value = _last_shown(known, source, name) if source in known.sources else None
            if value is not None and not _same(name, value, getattr(merged, name)):
                differing[name] = value.isoformat() if isinstance(value, date) else str(value)
        if differing:
            wordings[source] = differing
    return wordings


def _last_shown(known: Record, source: str, name: str) -> object:
    text = known.shown.get(source, {}).get(name)
    if text is None:
        return getattr(known, name)
    return date.fromisoformat(text) if name == "date" else text


def _same(name: str, one: object, other: object) -> bool:
    if name == "url" and isinstance(one, str) and isinstance(other, str):
        return same_address(one, other)
    return one == other
