"""Comma-separated values for spreadsheets; page text never becomes a formula."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from itertools import chain

from cdetrack.model.decision import Decision
from cdetrack.model.jsonform import NOTICE_KEYS, notice_json, timestamp
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.render.changed import changed_fields
from cdetrack.render.facts import DECIDED, decided_cells, differences, subject
from cdetrack.render.piped import with_day
from cdetrack.render.safe import csv_cell
from cdetrack.text.diff import mark


def notices_csv(notices: Iterable[Notice], *, as_of: date | None = None) -> Iterator[str]:
    """Yield the headings (the keys of a notice in JSON) and a line for each notice; lists are joined by `; `."""
    return rows_csv(NOTICE_KEYS, (tuple(notice_json(notice).values()) for notice in notices), as_of=as_of)


def report_csv(
    notices: Iterable[Notice], decided: Mapping[str, Sequence[Decision]], *, as_of: date | None = None
) -> Iterator[str]:
    """Yield the same, and the latest decision on each notice; `decided` is as in `notices_markdown`."""
    rows = (
        tuple(with_day(notice_json(each), as_of).values()) + tuple(decided_cells(decided.get(each.id)))
        for each in notices
    )
    return rows_csv((*with_day(dict.fromkeys(NOTICE_KEYS), as_of), *DECIDED), rows)


def changes_csv(changes: Iterable[Change], *, as_of: date | None = None) -> Iterator[str]:
    """Yield the headings and a line for each change; `difference` has the marked words of all changed fields."""
    rows = (
        (
            timestamp(change.at),
            change.kind,
            change.id,
            change.source,
            changed_fields(change),
            side.title if (side := subject(change)) else None,
            side.url if side else None,
            "; ".join(f"{name}: {mark(segments)}" for name, segments in differences(change)),
        )
        for change in changes
    )
    return rows_csv(("at", "kind", "id", "source", "fields", "title", "url", "difference"), rows, as_of=as_of)


def rows_csv(headings: Sequence[str], rows: Iterable[Sequence[object]], *, as_of: date | None = None) -> Iterator[str]:
    """Yield the headings and any rows; None is an empty cell, numbers stay numbers.

    Rows about a day in the past have it in one more column, `as_of`.
    """
    dated = (tuple(with_day(dict(zip(headings, row, strict=True)), as_of).values()) for row in rows)
    written = StringIO()
    writer = csv.writer(written, lineterminator="")
    for row in chain([tuple(with_day(dict.fromkeys(headings), as_of))], dated):
        writer.writerow([_cell(value) for value in row])
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return csv_cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        # A relation is an object: join its values.
        parts = (" ".join(map(str, each.values())) if isinstance(each, dict) else str(each) for each in value)
        value = "; ".join(parts)
    return csv_cell(str(value))
