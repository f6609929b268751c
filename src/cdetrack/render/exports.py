"""The kinds of `export`, each with the function that makes its text."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from cdetrack.errors import UsageError
from cdetrack.model.notice import Query
from cdetrack.query.dataset import Dataset
from cdetrack.store.store import Store
from cdetrack.text.suggest import hint

_EVERY_NOTICE = frozenset({"json"})
"""The kinds that contain every notice, not each document once: backups."""
_UTF_8_FOR_EXCEL = "\ufeff"


def _html(data: Dataset) -> Iterator[str]:
    from cdetrack.render.webpage import page

    return page(data.notices, data.pasts, data.decided)


def _atom(data: Dataset) -> Iterator[str]:
    from cdetrack.render.atom import notices_atom
    from cdetrack.render.feedtitle import feed_title

    return _lines(notices_atom(data.notices, feed_title(data.query), data.touched))


def _jsonfeed(data: Dataset) -> Iterator[str]:
    from cdetrack.render.feedtitle import feed_title
    from cdetrack.render.jsonfeed import notices_jsonfeed

    return _lines(notices_jsonfeed(data.notices, feed_title(data.query), data.touched))


def _ics(data: Dataset) -> Iterator[str]:
    from cdetrack.render.feedtitle import feed_title
    from cdetrack.render.ics import calendar

    return _lines(calendar(data.appointments(), feed_title(data.query)), end="\r\n")


def _csv(data: Dataset) -> Iterator[str]:
    from cdetrack.render.spreadsheet import report_csv

    return _lines(report_csv(data.notices, data.decided))


def _md(data: Dataset) -> Iterator[str]:
    from cdetrack.render.markdown import notices_markdown

    return _lines(notices_markdown(data.notices, data.decided))


def _json(data: Dataset) -> Iterator[str]:
    from cdetrack.model.jsonform import notice_json
    from cdetrack.render.piped import json_array

    return _lines(json_array(notice_json(notice, whole=True) for notice in data.notices))


def _lines(lines: Iterable[str], *, end: str = "\n") -> Iterator[str]:
    return (line + end for line in lines)


_MAKERS: Mapping[str, Callable[[Dataset], Iterator[str]]] = {
    "html": _html,
    "atom": _atom,
    "jsonfeed": _jsonfeed,
    "ics": _ics,
    "csv": _csv,
    "md": _md,
    "json": _json,
}
EXPORTS = tuple(_MAKERS)


def dataset_of(kind: str, store: Store, query: Query) -> Dataset:
    """Return the notices for an export of this kind. Raises UsageError if there is no such kind."""
    if kind not in EXPORTS:
        accepted = ", ".join(f"`{each}`" for each in EXPORTS)
        raise UsageError(f"there is no export `{kind}`", hint=hint(kind, EXPORTS, f"accepted are {accepted}"))
    return Dataset(store, store.fold(), query._replace(each=kind in _EVERY_NOTICE))


def export_text(kind: str, data: Dataset) -> Iterator[str]:
    """Return the text of an export, in pieces."""
    return _MAKERS[kind](data)


def file_text(kind: str, data: Dataset) -> Iterator[str]:
    """Return the text of an export for a file: CSV starts with the mark by which Excel knows UTF-8."""
    if kind == "csv":
        yield _UTF_8_FOR_EXCEL
    yield from export_text(kind, data)
