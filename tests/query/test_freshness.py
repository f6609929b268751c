"""How fresh each source is: its newest notice, its rhythm, whether it is silent, how long it has failed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cdetrack.look.origins import Origins
from cdetrack.look.recording import record_look
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Look, Record
from cdetrack.query.freshness import Freshness, freshness
from cdetrack.sources import SOURCES
from cdetrack.store import counts
from cdetrack.store.state import SourceState, State
from cdetrack.store.store import Store

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DRUGS = SOURCES["nmpa/drugs"]


def fresh(folder: Path, days: Sequence[int], state: SourceState | None = None) -> Freshness:
    """Return how a source stands that posted so many days ago."""
    store = Store(folder, Rules())
    records = tuple(
        Record(title=f"Notice {n}", date=TODAY - timedelta(days=ago), sources=("nmpa/drugs",))
        for n, ago in enumerate(days)
    )
    if records:
        with store.writing(wait=1) as writer:
            record_look(writer, Look(source="nmpa/drugs", at=NOW, records=records), baseline=True, origins=Origins())
    states = {"nmpa/drugs": state} if state else {}
    [row] = freshness(store.fold(), State(sources=states), [DRUGS], today=TODAY)
    return row


def test_the_rhythm_is_the_usual_gap_between_days_with_a_posting(tmp_path: Path) -> None:
    row = fresh(tmp_path, [3, 3, 3, 6, 9, 9, 13, 16, 40])
    assert (row.newest, row.rhythm, row.notices) == (TODAY - timedelta(days=3), 3, 9)
    assert not row.silent


def test_a_source_is_silent_after_longer_than_any_gap_and_three_usual_ones(tmp_path: Path) -> None:
    gaps = [0, 7, 14, 21, 28, 35, 42]
    assert not fresh(tmp_path / "a", [21 + gap for gap in gaps]).silent
    assert fresh(tmp_path / "b", [22 + gap for gap in gaps]).silent
    holiday = [0, 1, 2, 3, 4, 5, 6, 7, 30]
    assert not fresh(tmp_path / "c", [20 + ago for ago in holiday]).silent
    assert fresh(tmp_path / "d", [24 + ago for ago in holiday]).silent


def test_with_few_postings_there_is_no_rhythm_and_no_silence(tmp_path: Path) -> None:
    row = fresh(tmp_path, [900, 901, 902])
    assert (row.rhythm, row.silent) == (None, False)


def test_an_enabled_source_that_was_never_looked_at_is_told(tmp_path: Path) -> None:
    row = fresh(tmp_path, [])
    assert (row.notices, row.newest, row.last_look, row.error) == (0, None, None, None)


def test_a_source_is_stale_when_it_has_failed_for_longer_than_that(tmp_path: Path) -> None:
    state = SourceState(
        last_look="2026-11-22T05:00:00Z", last_success="2026-11-20T05:00:00Z", failing_since="2026-11-20T06:00:00Z"
    )
    row = fresh(tmp_path, [], state)
    assert row.last_success == datetime(2026, 11, 20, 5, tzinfo=UTC)
    assert not row.is_stale(NOW, timedelta(days=2))
    assert row.is_stale(NOW + timedelta(seconds=1), timedelta(days=2))
    assert not fresh(tmp_path, [], SourceState(last_look="2020-01-01T00:00:00Z")).is_stale(NOW, timedelta(0))


def test_a_source_that_nobody_watches_is_told_when_it_has_notices(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    look = Look(source="x.org/news", at=NOW, records=(Record(title="A", date=TODAY, sources=("x.org/news",)),))
    with store.writing(wait=1) as writer:
        record_look(writer, look, baseline=True, origins=Origins())
    rows = freshness(store.fold(), State(), [SOURCES["cde/news"]], today=TODAY)
    assert [(row.source, row.enabled, row.notices) for row in rows] == [("x.org/news", False, 1)]


def test_an_entry_dated_in_a_far_year_does_not_switch_off_the_alarm_for_silence(tmp_path: Path) -> None:
    """A slip of the listing is no sign of life."""
    row = fresh(tmp_path, [-9_000, 60, 63, 66, 69, 72, 75, 78])
    assert (row.newest, row.silent) == (TODAY - timedelta(days=60), True)


def test_a_notice_that_came_under_an_old_date_is_a_sign_of_life(tmp_path: Path) -> None:
    days = [60, 63, 66, 69, 72, 75, 78]
    row = fresh(tmp_path / "a", days, SourceState(last_new="2026-11-16T20:00:00Z"))
    assert (row.newest, row.posted, row.silent) == (TODAY - timedelta(days=60), date(2026, 11, 17), False)
    row = fresh(tmp_path / "b", days, SourceState(last_new="2026-11-11T06:00:00Z"))
    assert (row.posted, row.silent) == (date(2026, 11, 11), True)
    row = fresh(tmp_path / "c", days, SourceState(last_new="2052-01-01T06:00:00Z"))
    assert (row.posted, row.silent) == (TODAY - timedelta(days=60), True)


def test_a_failure_that_was_told_under_a_clock_ahead_is_told_all_the_same(tmp_path: Path) -> None:
    """The start of the failure is unknown: an early alert is better than none."""
    state = SourceState(failing_since="2052-01-01T00:00:00Z", error="503", last_look="2052-01-01T00:00:00Z")
    row = fresh(tmp_path, [1], state)
    assert row.is_stale(NOW, timedelta(days=2))
    state.failed("2026-11-22T06:00:00Z", "503")
    assert state.failing_since == "2026-11-22T06:00:00Z"


@pytest.mark.parametrize("least", [0, 1 << 20])
def test_a_check_reads_the_last_days_alone_and_finds_the_same_silence(
    tmp_path: Path, least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "LEAST", least)
    sources = {"nmpa/drugs": [-400, -3, 30, *range(40, 900, 20)], 'x.org/"news", {': [*range(2, 400, 7), 2, 9]}
    store = Store(tmp_path, Rules())
    for name, days in sources.items():
        records = tuple(
            Record(title=f"Notice {n} of {name}", date=TODAY - timedelta(days=ago), sources=(name,))
            for n, ago in enumerate(days)
        )
        with store.writing(wait=1) as writer:
            record_look(writer, Look(source=name, at=NOW, records=records), baseline=True, origins=Origins())
    whole = freshness(store.fold(), State(), [DRUGS], today=TODAY)
    assert [(row.notices, row.newest, row.rhythm) for row in whole] == [
        (46, TODAY - timedelta(days=30), 20),
        (59, TODAY - timedelta(days=2), 7),
    ]
    if not least:
        monkeypatch.setattr(counts, "recount", lambda *_: pytest.fail("all notices are read"))
    found = freshness(store.fold(), State(), [DRUGS], today=TODAY, counted=False)
    assert found == [replace(row, notices=None) for row in whole]
