"""Keep the pages that an unfinished first look has read, so that the next run goes on where it ended."""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from cdetrack.errors import CacheError
from cdetrack.look.walk import Shown
from cdetrack.model.jsonform import record_from_json, record_json, timestamp
from cdetrack.store import files

SCHEMA = 1
FOLDER = "unfinished"
_OLDEST = timedelta(days=7)
"""Pages older than this say too little of the listing as it is now."""


class Aside:
    """The pages of one source's unfinished first look, one a line in a file for each part of its listing.

    `of` says where the pages are from: kept ones of another address, or of another version, are not gone on from.
    """

    def __init__(self, folder: Path, source: str, part: int, *, of: str) -> None:
        self._folder = folder / FOLDER
        self._path = self._folder / f"{quote(source, safe='')}.{part}.jsonl"
        self._of = of

    def load(self, now: datetime) -> list[Shown]:
        """Return the pages that were kept, in order; what is old or cannot be read is no loss, and left out."""
        try:
            lines = files.read_file(self._path).decode().splitlines()
            forms = [json.loads(line) for line in lines]
            shown = [_shown(form) for form in forms]
            ours = all(form["of"] == self._of for form in forms)
            fresh = all(now - _OLDEST < datetime.fromisoformat(form["at"]) <= now for form in forms)
        except (CacheError, *files.UNREADABLE):
            return []
        in_order = [each.number for each in shown] == list(range(1, len(shown) + 1))
        return shown if ours and fresh and in_order else []

    def keep(self, pages: list[Shown], now: datetime) -> None:
        """Write the pages that were read so far."""
        if self._folder.is_symlink():
            # As for the files of the cache: who can put a link here must not choose where we write.
            raise CacheError(f"`{self._folder}` is a link", hint="remove it: what belongs there is made anew")
        files.make_folder(self._folder)
        lines = [json.dumps({"of": self._of, **_form(shown, now)}, ensure_ascii=False) + "\n" for shown in pages]
        files.replace(self._path, ["".join(lines).encode()])

    def drop(self) -> None:
        """Forget the pages: the look was recorded."""
        with files.refused("remove", self._path):
            self._path.unlink(missing_ok=True)
        with suppress(OSError):
            # Only when it is empty: other sources keep theirs here.
            self._folder.rmdir()


def _form(shown: Shown, now: datetime) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "at": timestamp(now),
        "page": shown.number,
        "pages": shown.pages,
        "open_ended": shown.open_ended,
        "kind": shown.kind,
        "notes": shown.notes,
        "problems": shown.problems,
        "records": [record_json(record) for record in shown.records],
    }


def _shown(form: dict[str, object]) -> Shown:
    schema, number, pages, records, problems = (form[key] for key in ("schema", "page", "pages", "records", "problems"))
    if schema != SCHEMA or not isinstance(number, int) or not isinstance(records, list):
        raise ValueError("not a page of this program")
    return Shown(
        number=number,
        pages=pages if isinstance(pages, int) else None,
        records=tuple(record_from_json(each) for each in records),
        problems=tuple(map(str, problems)) if isinstance(problems, list) else (),
        notes=tuple(map(str, notes)) if isinstance(notes := form.get("notes"), list) else (),
        open_ended=form["open_ended"] is True,
        kind=str(form["kind"]),
    )
