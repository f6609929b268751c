"""Keep the pages that an unfinished first look has read, so that the next run goes on where it ended."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from cdetrack.jsonform import record_from_json, record_json, timestamp
from cdetrack.store import files
from cdetrack.walk import Shown

SCHEMA = 1
FOLDER = "unfinished"
_OLDEST = timedelta(days=7)
"""Pages older than this say too little of the listing as it is now."""


class Aside:
    """The pages of one source's unfinished first look, one a line in a file of its own."""

    def __init__(self, folder: Path, source: str) -> None:
        self._folder = folder / FOLDER
        self._path = self._folder / f"{source.replace('/', '%2F')}.jsonl"

    def load(self, now: datetime) -> list[Shown]:
        """Return the pages that were kept, in order; what is old or cannot be read is no loss, and left out."""
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
            shown = [_shown(json.loads(line)) for line in lines]
            read = [datetime.fromisoformat(json.loads(line)["at"]) for line in lines]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        fresh = all(now - _OLDEST < at <= now for at in read)
        return shown if fresh and [each.number for each in shown] == list(range(1, len(shown) + 1)) else []

    def keep(self, pages: list[Shown], now: datetime) -> None:
        """Write the pages that were read so far."""
        files.make_folder(self._folder)
        lines = [json.dumps(_form(shown, now), ensure_ascii=False) + "\n" for shown in pages]
        files.replace(self._path, ["".join(lines).encode()])

    def drop(self) -> None:
        """Forget the pages: the look was recorded."""
        with files.refused("remove", self._path):
            self._path.unlink(missing_ok=True)


def _form(shown: Shown, now: datetime) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "at": timestamp(now),
        "page": shown.number,
        "pages": shown.pages,
        "records": [record_json(record) for record in shown.records],
    }


def _shown(form: dict[str, object]) -> Shown:
    schema, number, pages, records = (form[key] for key in ("schema", "page", "pages", "records"))
    if schema != SCHEMA or not isinstance(number, int) or not isinstance(records, list):
        raise ValueError("not a page of this program")
    made = [record_from_json(each) for each in records]
    return Shown(number=number, pages=pages if isinstance(pages, int) else None, records=tuple(made))
