"""Save the pages of an unfinished first look, so that the next run resumes there."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain, repeat
from pathlib import Path
from urllib.parse import quote

from cdetrack.errors import CacheError
from cdetrack.look.walk import ListingPage
from cdetrack.model.jsonform import moment_from, record_from_json, record_json, timestamp
from cdetrack.model.record import Note, UnreadableEntry
from cdetrack.store import files

_SCHEMA = 1
FOLDER = "unfinished"
_MAX_AGE = timedelta(days=7)
"""Older pages no longer match the listing, and are ignored."""
_ATTEMPTS = 10
"""How often the folder may vanish before a page is written to it. Each time another look has to end just then."""


class UnfinishedLook:
    """The pages of one source's unfinished first look, one a line, in a file for each part of its listing.

    `scope` is the address and parser of the pages; saved pages of another scope are ignored.
    """

    def __init__(self, folder: Path, source: str, part: int, *, scope: str) -> None:
        self._folder = folder / FOLDER
        self._path = self._folder / f"{quote(source, safe='')}.{part}.jsonl"
        self._scope = scope

    def load(self, now: datetime) -> list[ListingPage]:
        """Return the saved pages in order; none if they are too old or cannot be read, which loses nothing."""
        try:
            lines = files.read_file(self._path).decode().splitlines()
            forms = [json.loads(line) for line in lines]
            pages = [_page(form) for form in forms]
            ours = all(form["of"] == self._scope for form in forms)
            fresh = all(now - _MAX_AGE < moment_from(form["at"]) <= now for form in forms)
        except (CacheError, *files.UNREADABLE):
            return []
        in_order = [each.number for each in pages] == list(range(1, len(pages) + 1))
        return pages if ours and fresh and in_order else []

    def save(self, pages: Sequence[ListingPage], now: datetime) -> None:
        """Write the pages read so far. Raises CacheError."""
        if self._folder.is_symlink():
            # A link in the cache folder must not redirect our writes; the cache's own files have the same check.
            raise CacheError(f"`{self._folder}` is a link", hint="remove it: what belongs there is made anew")
        lines = [json.dumps({"of": self._scope, **_form(page, now)}, ensure_ascii=False) + "\n" for page in pages]
        for attempt in range(_ATTEMPTS):
            files.make_folder(self._folder)
            try:
                files.replace(self._path, ["".join(lines).encode()])
            except CacheError as error:
                # The look of another source, in a thread or a process beside this one, ended and removed the folder.
                if not isinstance(error.__cause__, FileNotFoundError) or attempt == _ATTEMPTS - 1:
                    raise
            else:
                break

    def delete(self) -> None:
        """Delete the pages, after the look was recorded."""
        with files.translated("remove", self._path):
            self._path.unlink(missing_ok=True)
        with suppress(OSError):
            # Fails if the folder still has the pages of other sources.
            self._folder.rmdir()


def _form(page: ListingPage, now: datetime) -> dict[str, object]:
    return {
        "schema": _SCHEMA,
        "at": timestamp(now),
        "page": page.number,
        "pages": page.pages,
        "open_ended": page.open_ended,
        "kind": page.kind,
        "next": page.next_url,
        "left_out": page.left_out,
        "notes": [each.text for each in page.notes],
        "undated": [each.is_undated for each in page.notes],
        "problems": [each.problem for each in page.unreadable],
        "places": [each.place for each in page.unreadable],
        "records": [record_json(record) for record in page.records],
    }


def _page(form: dict[str, object]) -> ListingPage:
    """Return the page of a JSON object. Raises one of `files.UNREADABLE` for any other object."""
    schema, number, pages, records, problems = (form[key] for key in ("schema", "page", "pages", "records", "problems"))
    if schema != _SCHEMA or not isinstance(number, int) or not isinstance(records, list):
        raise ValueError("not a page of this program")
    return ListingPage(
        number=number,
        pages=pages if isinstance(pages, int) else None,
        records=tuple(record_from_json(each) for each in records),
        unreadable=tuple(_unreadable(problems, form.get("places"))),
        notes=tuple(_notes(form.get("notes"), form.get("undated"))),
        open_ended=form["open_ended"] is True,
        kind=str(form["kind"]),
        next_url=following if isinstance(following := form.get("next"), str) else None,
        left_out=rows if isinstance(rows := form.get("left_out"), str) else None,
    )


def _notes(texts: object, undated: object) -> Iterator[Note]:
    """Yield the notes. Earlier versions did not write which of them are on entries without a date."""
    marks = chain(undated if isinstance(undated, list) else (), repeat(None))
    for text, mark in zip(texts if isinstance(texts, list) else (), marks, strict=False):
        # Pages that cdetrack 0.2 saved have no marks: the words of the note tell.
        is_undated = mark is True or (mark is None and str(text).endswith("by the day on which it was first seen"))
        yield Note(str(text), is_undated=is_undated)


def _unreadable(problems: object, places: object) -> Iterator[UnreadableEntry]:
    """Yield the entries that could not be read. Earlier versions wrote no places if one was unknown."""
    known = chain(places if isinstance(places, list) else (), repeat(None))
    for problem, place in zip(problems if isinstance(problems, list) else (), known, strict=False):
        yield UnreadableEntry(str(problem), place if isinstance(place, int) else None)
