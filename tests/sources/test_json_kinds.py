"""Kinds of JSON that many systems send: days in parts, lists beside each other, columns, and lists of other things."""

import json
from datetime import date

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.look.ingest import ParsedListing, normalise_listing
from cdetrack.model.record import Page
from cdetrack.sources import read

ORG = "https://office.example"


def parsed(answer: object, *, url: str = f"{ORG}/api/list") -> ParsedListing:
    content = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
    page = Page(content=content, url=url, name="the answer")
    [listing] = read(page)
    return normalise_listing(listing, page=page, seen=date(2025, 12, 31), source="a/b", claims=False)


def rows(answer: object, *, url: str = f"{ORG}/api/list") -> list[tuple[str, str, str | None]]:
    """Return day, title and link of each entry; the day is `seen` if the answer has none that can be read."""
    return [
        ("seen" if each.date_from == "seen" else str(each.date), each.title, each.url)
        for each in parsed(answer, url=url).records
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"published": {"date": 3, "day": 2, "month": 11, "year": 124, "time": 1733155200000, "timezoneOffset": -480}},
        {"published": {"year": 2024, "month": "DECEMBER", "dayOfMonth": 3, "monthValue": 12, "leapYear": True}},
        {"published": {"year": 2024, "monthOfYear": 12, "dayOfMonth": 3, "hourOfDay": 0}},
        {"published": {"year": "2024", "month": "12", "day": "3"}},
        {"year": "2024", "month": "12", "day": "03"},
        {"year": 2024, "month": 12, "day": 3, "created": "2025-01-01"},
        {"year": "2024", "month": "Dec", "day": "3"},
        {"year": "2024年", "month": "12月", "day": "3日"},
        {"yearMonth": "2024-12", "day": "03"},
        {"year": "2024", "monthDay": "12-03"},
    ],
)
def test_a_day_in_parts_is_that_day(parts: dict[str, object]) -> None:
    """Java sends its dates so, the old one with a month from 0 and a year from 1900; and pages show day and month."""
    answer = {"list": [{"title": "Fees of the office", "url": "/1", **parts}]}
    assert rows(answer) == [("2024-12-03", "Fees of the office", f"{ORG}/1")]


def test_parts_that_make_no_day_leave_the_other_dates() -> None:
    answer = [{"title": "Fees", "url": "/1", "year": "2024", "month": "all", "day": "Tue", "published": "2024-12-03"}]
    assert rows(answer) == [("2024-12-03", "Fees", f"{ORG}/1")]


def test_the_points_of_a_chart_are_no_day() -> None:
    points = [["2024-12-01", 3], ["2024-12-02", 5]]
    with pytest.raises(UnreadableError):
        rows({"chart": {"series": [{"name": "Drugs", "data": points}, {"name": "Devices", "data": points}]}})
