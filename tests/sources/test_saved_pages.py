"""Each page in `data/sources` beside its expected result; a missing one is written, and fails once."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from cdetrack.errors import CdetrackError
from cdetrack.model.jsonform import record_json
from cdetrack.model.record import Listing, Page
from cdetrack.sources import normalise, read
from support.looks import DAY
from support.paths import PAGES

ENDING = ".expected.json"
FILES = sorted(path for path in PAGES.iterdir() if not path.name.endswith(ENDING))


def told(path: Path) -> object:
    """Return the listings of a page, as JSON."""
    try:
        listings = read(Page(content=path.read_bytes(), name=path.name))
    except CdetrackError as error:
        return {"error": type(error).__name__, "message": error.message, "hint": error.hint}
    return [shown(listing) for listing in listings]


def shown(listing: Listing) -> Mapping[str, object]:
    records = [normalise.record(raw, base=listing.base, source="-", seen=DAY) for raw in listing.notices]
    return {
        "kind": listing.kind,
        "source": listing.source,
        "page": listing.page,
        "pages": listing.pages,
        "detail": listing.detail,
        "problems": listing.problems,
        "ids": [raw.id for raw in listing.notices if raw.id],
        "records": [{key: value for key, value in record_json(record).items() if value} for record in records],
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_is_read_as_it_was_reviewed(path: Path) -> None:
    expected = path.with_name(path.name + ENDING)
    found = json.dumps(told(path), ensure_ascii=False, indent=1, default=str) + "\n"
    if not expected.exists():
        expected.write_text(found, encoding="utf-8", newline="\n")
        pytest.fail(f"{expected.name} was missing and is written: review it, then run again")
    assert json.loads(found) == json.loads(expected.read_text(encoding="utf-8"))
