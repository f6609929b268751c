"""Times for people are local, and name their zone; times for programs are in UTC."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cdetrack.render.facts import local, moment, zone
from support.paths import SEED
from support.program import Program

NOON = datetime(2025, 7, 21, 12, tzinfo=UTC)


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UTC", "2025-07-21 12:00 UTC"),
        ("Asia/Shanghai", "2025-07-21 20:00 UTC+8"),
        ("America/St_Johns", "2025-07-21 09:30 UTC-2:30"),
        ("Asia/Kathmandu", "2025-07-21 17:45 UTC+5:45"),
    ],
)
def test_a_time_is_local_and_names_its_zone(in_zone: pytest.MonkeyPatch, name: str, expected: str) -> None:
    in_zone.setenv("TZ", name)
    time.tzset()
    assert moment(NOON) == expected


def test_the_zone_is_that_of_the_day(in_zone: pytest.MonkeyPatch) -> None:
    in_zone.setenv("TZ", "Europe/Berlin")
    time.tzset()
    assert (zone(local(NOON)), zone(local(NOON.replace(month=1)))) == ("UTC+2", "UTC+1")


def test_a_time_beyond_the_calendar_stays_in_utc(in_zone: pytest.MonkeyPatch) -> None:
    in_zone.setenv("TZ", "America/New_York")
    time.tzset()
    assert moment(datetime.min.replace(tzinfo=UTC)).endswith("01-01 00:00 UTC")


def test_people_get_local_times_and_programs_utc(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    fresh = Program(cdetrack.cache)
    kolkata = {"TZ": "Asia/Kolkata", "COLUMNS": "120"}
    for command in (["show", "2025-21", "--history"], ["diff", "--format", "table"], ["status", "--format", "table"]):
        shown = fresh(*command, env=kolkata).out
        assert "UTC+5:30" in shown
        assert not re.search(r"\d\dZ", shown)
    for command in (["show", "2025-21", "--json"], ["diff"], ["status"], ["status", "--json"]):
        shown = fresh(*command, env=kolkata).out
        assert re.search(r"\d\d:\d\dZ", shown)
        assert "UTC" not in shown
