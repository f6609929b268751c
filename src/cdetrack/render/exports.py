"""The kinds of `export`: one table has all that is particular to each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from cdetrack.errors import UsageError, quoted
from cdetrack.model.notice import Query
from cdetrack.query.dataset import Dataset
from cdetrack.render.heading import Heading, heading
from cdetrack.render.safe import plain
from cdetrack.store.store import Store
from cdetrack.text.suggest import hint

_UTF_8_FOR_EXCEL = "\ufeff"


def _html(data: Dataset) -> Iterator[str]:
    from cdetrack.render.webpage import page

    return page(data, _heading(data))


def _atom(data: Dataset) -> Iterator[str]:
    from cdetrack.render.atom import notices_atom

    return _lines(notices_atom(data.notices, _heading(data), data.touched))


def _jsonfeed(data: Dataset) -> Iterator[str]:
    from cdetrack.render.jsonfeed import notices_jsonfeed

    return _lines(notices_jsonfeed(data.notices, _heading(data), data.touched))


def _ics(data: Dataset) -> Iterator[str]:
    from cdetrack.render.ics import calendar

    return _lines(calendar(data.appointments(), _heading(data)), end="\r\n")


def _csv(data: Dataset) -> Iterator[str]:
    from cdetrack.render.spreadsheet import report_csv

    return _lines(report_csv(data.notices, data.decided, as_of=data.store.as_of))


def _md(data: Dataset) -> Iterator[str]:
    from cdetrack.render.markdown import report_markdown

    return _lines(report_markdown(data.notices, data.decided, _heading(data)))


def _json(data: Dataset) -> Iterator[str]:
    from cdetrack.model.jsonform import notice_json
    from cdetrack.render.piped import json_array, with_day

    forms = (notice_json(notice, whole=True) for notice in data.notices)
    return _lines(json_array(with_day(form, data.store.as_of) for form in forms))


def _xlsx(data: Dataset) -> Iterator[bytes]:
    from cdetrack.render.workbook import workbook

    return iter((workbook(data.notices, data.decided, _heading(data)),))


def _sqlite(data: Dataset) -> Iterator[bytes]:
    from cdetrack.render.database import database

    return database(data.notices, data.changes(), data.decided, filter_words=_heading(data).filter_words)


def _lines(lines: Iterable[str], *, end: str = "\n") -> Iterator[str]:
    return (line + end for line in lines)


def _heading(data: Dataset) -> Heading:
    return heading(data.query, data.fold.sources if data.fold is not None else (), data.title, as_of=data.store.as_of)


class _Kind(NamedTuple):
    text: Callable[[Dataset], Iterator[str]] | None = None
    file: Callable[[Dataset], Iterator[bytes]] | None = None
    """For a kind that is no text, and goes to files only."""
    titled: bool = True
    """Whether it has a place for a title."""
    every: bool = False
    """Whether it contains every notice, not each document once: a backup, or data for other programs."""
    ending: str = ""
    """The ending of its files; empty for the name of the kind."""


_KINDS: Mapping[str, _Kind] = {
    "html": _Kind(_html),
    "atom": _Kind(_atom),
    "jsonfeed": _Kind(_jsonfeed),
    "ics": _Kind(_ics),
    "csv": _Kind(_csv, titled=False),
    "xlsx": _Kind(file=_xlsx),
    "md": _Kind(_md),
    "json": _Kind(_json, titled=False, every=True),
    "sqlite": _Kind(file=_sqlite, titled=False, every=True, ending="db"),
}
EXPORTS = tuple(_KINDS)
"""The kinds by name, in the order of display."""
EVERY_NOTICE = frozenset(name for name, kind in _KINDS.items() if kind.every)
"""The kinds that contain every notice."""


def dataset_of(kind: str, store: Store, query: Query, title: str | None = None) -> Dataset:
    """Return the notices for an export of this kind.

    Raises UsageError if there is no such kind, and for a title of a kind that has none.
    """
    if kind not in EXPORTS:
        ending = kind.rpartition(".")[2]
        meant = f"`cdetrack export {ending} {kind}` writes that file" if "." in kind and ending in EXPORTS else None
        raise UsageError(
            f"there is no export `{kind}`",
            hint=meant or hint(kind, EXPORTS, f"accepted are {quoted(EXPORTS)}, and `evidence REF`"),
        )
    if title is not None and not _KINDS[kind].titled:
        titled = quoted(name for name, each in _KINDS.items() if each.titled)
        raise UsageError(f"`{kind}` has no place for a title", hint=f"{titled} have one")
    return Dataset(store, store.fold(), query._replace(each=kind in EVERY_NOTICE), plain(title or "").strip() or None)


def export_text(kind: str, data: Dataset) -> Iterator[str]:
    """Return the text of an export, in pieces. Raises UsageError for a kind that is no text."""
    text, ending = _KINDS[kind].text, _KINDS[kind].ending or kind
    if text is None:
        raise UsageError(
            f"`cdetrack export {kind}` cannot write to stdout",
            hint=f"name a file: `cdetrack export {kind} notices.{ending}`",
        )
    return text(data)


def file_content(kind: str, data: Dataset) -> Iterator[bytes]:
    """Return the content of an export for a file: CSV starts with the mark by which Excel knows UTF-8.

    Raises ConfigError if the kind needs an extra that is not installed.
    """
    file = _KINDS[kind].file
    if file is not None:
        yield from file(data)
        return
    if kind == "csv":
        yield _UTF_8_FOR_EXCEL.encode()
    for chunk in export_text(kind, data):
        yield chunk.encode("utf-8", "replace")
