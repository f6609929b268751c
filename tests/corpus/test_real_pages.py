"""The pages of the real sites, where a copy of them lies beside the checkout."""

import json
from datetime import date
from pathlib import Path

import pytest

from cdetrack.model.record import Listing, Page, Record
from cdetrack.sources import read
from cdetrack.sources.normalise import record
from support.looks import DAY
from support.paths import CORPUS, FIXTURES

REAL = CORPUS / "real"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL.is_dir(), reason="no copies of real pages beside the checkout"),
]


def listing(path: Path) -> Listing:
    (found,) = read(Page(content=path.read_bytes(), name=path.name))
    return found


def records(path: Path) -> list[Record]:
    found = listing(path)
    return [record(raw, base=found.base, source="ingest", seen=DAY) for raw in found.notices]


def test_the_real_listing_is_read_without_its_menu_sidebar_and_footer() -> None:
    found = listing(REAL / "nmpa-drugs-page1.html")
    assert (found.source, found.page, found.pages, found.problems) == ("nmpa/drugs", 1, 35, ())
    assert [notice.article for notice in found.notices] == [
        *("1175738", "1156473", "1156463", "1144381", "1144380", "1138494"),
    ]


def test_the_real_page_and_the_text_of_a_listing_agree_with_the_labelled_notices() -> None:
    """Titles, dates and links of the same notices, read in three ways."""
    labelled = {item["title"]: item for item in json.loads((REAL / "notices-dev.json").read_text("utf-8"))}
    found = [*records(REAL / "nmpa-drugs-page1.html"), *records(REAL / "listing-seed.txt")]
    shared = [one for one in found if one.title in labelled]
    assert len(shared) >= 6
    for one in shared:
        assert one.date == date.fromisoformat(labelled[one.title]["date"])
        assert one.url in {None, labelled[one.title]["url"]}


def test_the_real_detail_page_completes_its_notice() -> None:
    (detail,) = records(REAL / "nmpa-detail-1175738.html")
    first = records(REAL / "nmpa-drugs-page1.html")[0]
    assert (detail.title, detail.date, detail.url, detail.article) == (
        *(first.title, first.date, first.url, first.article),
    )
    assert detail.document_date == date(2025, 12, 30)
    assert detail.body is not None
    assert detail.body.splitlines()[-2:] == ["National Medical Products Administration", "December 30, 2025"]


def test_the_fixture_is_the_real_text() -> None:
    assert records(FIXTURES / "listing-seed.txt") == records(REAL / "listing-seed.txt")
    assert len(records(FIXTURES / "listing-seed.txt")) == 6
