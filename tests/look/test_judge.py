"""The decision about a look: values in, values out."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cdetrack.look.judge import Judgement, judge, wanted_keys
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Look, Record
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState
from cdetrack.store.store import Store
from support.looks import DAY, NOW, entry, fill, look

SITE = "https://www.agency.example/view"
NOTICES = [entry(f"Notice {number}", article=str(number)) for number in range(9)]


def judged(store: Store, state: SourceState, seen: Look, *, accept: bool = False) -> Judgement:
    present = Present(store.recorded(), wanted_keys(seen))
    return judge(present, state, seen, number=2, baseline=False, sites={}, accept=accept, live=True)


def test_a_decision_changes_neither_the_cache_nor_the_state_that_it_is_given(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    fill(store, look(*NOTICES, full=True))
    state = SourceState(last_success=NOW.isoformat(), last_full=NOW.isoformat(), missed={"gone": 1})
    given, files = deepcopy(state), {path: path.read_bytes() for path in tmp_path.iterdir()}
    judgement = judged(store, state, look(*NOTICES[1:], entry("New", article="99"), full=True))
    assert [change.kind for change in judgement.outcome.changes] == ["added"]
    assert len(judgement.state.missed) == 1
    assert state == given
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_a_notice_is_withdrawn_by_the_second_full_look_without_it(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    fill(store, look(*NOTICES, full=True))
    without = look(*NOTICES[1:], full=True)
    first = judged(store, SourceState(last_success=NOW.isoformat()), without)
    assert first.outcome.changes == ()
    second = judged(store, first.state, without)
    assert [change.kind for change in second.outcome.changes] == ["withdrawn"]
    assert second.state.missed == {}


def test_a_listing_without_links_whose_days_cannot_be_read_once_has_nothing_new(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    bare = [entry(f"Notice {number}", date=DAY - timedelta(number)) for number in range(5)]
    fill(store, look(*bare))
    first = judged(store, SourceState(), look(*bare))
    undated = look(*(each._replace(date=NOW.date(), date_from="seen") for each in bare))
    assert judged(store, first.state, undated).outcome.changes == ()
    assert len(judged(store, SourceState(), undated).outcome.changes) == len(bare), "no neighbour is known by its day"
    dated = (each if place % 2 else undated.records[place] for place, each in enumerate(bare))
    assert judged(store, SourceState(), look(*dated)).outcome.changes == ()


def test_a_file_that_shows_withdrawn_notices_says_that_they_stay_withdrawn(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    gone = NOTICES[0]
    fill(store, *(look(*shown, full=True) for shown in (NOTICES, NOTICES[1:], NOTICES[1:])))
    old = look(gone._replace(sources=("ingest",)), source="ingest")
    judgement = judged(store, SourceState(), old)
    assert judgement.outcome.changes == ()
    [note] = judgement.outcome.notes
    said = "withdrawn notices stay withdrawn, since this may be an old copy: 1"
    assert note.startswith(f"{said}; `--source`")
    archived = replace(old, copy=True, source="ag/x", records=(gone._replace(sources=("ag/x",)),))
    assert judged(store, SourceState(), archived).outcome.notes == (said,)


def test_mass_withdrawals_are_held_back_until_they_are_accepted(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    fill(store, look(*NOTICES, full=True))
    first = judged(store, SourceState(last_success=NOW.isoformat()), look(NOTICES[0], full=True))
    held = judged(store, first.state, look(NOTICES[0], full=True))
    assert (len(held.outcome.held_back), held.outcome.changes) == (8, ())
    accepted = judged(store, first.state, look(NOTICES[0], full=True), accept=True)
    assert (accepted.outcome.held_back, len(accepted.outcome.changes)) == ((), 8)


def test_an_entry_that_is_no_longer_pinned_and_sinks_to_an_unread_page_is_not_withdrawn(tmp_path: Path) -> None:
    """Nor is it missed: it may stand where its day belongs. One that is removed from there is withdrawn."""
    store = Store(tmp_path, Rules())
    ages = {"new": 0, "guide": 900, "a": 1, "b": 2, "c": 3}
    notices = {name: entry(name, url=f"{SITE}/{name}", date=DAY - timedelta(age)) for name, age in ages.items()}
    fill(store, look(*notices.values()))
    state = judged(store, ONE_PAGE, look(*notices.values())).state
    shown = look(*(each for name, each in notices.items() if name not in {"guide", "b"}))
    for expected in ([], ["b"], []):
        judgement = judged(store, state, shown)
        state = judgement.state
        assert [each.before and each.before.title for each in judgement.outcome.changes] == expected
        with store.writing(wait=5) as writer:
            writer.append(judgement.outcome.changes)


# Links with other values in their queries.


def test_new_ids_in_the_queries_of_links_are_recorded_and_new_tokens_at_each_look_once(tmp_path: Path) -> None:
    """Ids that stay are found again, also beside new entries; tokens would fill the history."""

    def linked(*values: str) -> Look:
        """Return a look at entries with these values in their links; the oldest is the last."""
        entries = enumerate(reversed(values))
        records = [entry(f"Notice {n}", url=f"{SITE}?id={v}", date=DAY + timedelta(n)) for n, v in entries]
        return look(*reversed(records))

    for name, turns in (("ids", ("x", "x", "x", "x")), ("tokens", ("w", "x", "y", "z"))):
        store, state, found = Store(tmp_path / name, Rules()), ONE_PAGE, []
        fill(store, linked("3", "2", "1"))
        for more, turn in enumerate(turns):
            values = [*(f"{turn}{number}" for number in reversed(range(more))), f"{turn}c", f"{turn}b", f"{turn}a"]
            judgement = judged(store, state, linked(*values))
            state = judgement.state
            with store.writing(wait=5) as writer:
                writer.append(judgement.outcome.changes)
            found.append([change.kind for change in judgement.outcome.changes])
        first, *rest = found
        assert first == ["changed"] * 3, name
        assert rest == [["added"]] * 3, name


# What no look could read before.

LATER = NOW + timedelta(hours=1)
ONE_PAGE = SourceState(last_success=NOW.isoformat(), last_full=NOW.isoformat())
FROM_FILES = SourceState(last_success=NOW.isoformat())


def dated(*days: int, source: str = "nmpa/drugs") -> list[Record]:
    """Return notices of different matters, so many days after the first one."""
    return [entry(f"Notice {n}", article=str(500 + n), date=DAY + timedelta(n), source=source) for n in days]


def news(store: Store, state: SourceState, *records: Record, first_page: int) -> list[int]:
    """Return the days of the notices that a live look which followed links found to be news."""
    found = judged(store, state, replace(look(*records), at=LATER, first_page=first_page))
    added = [change for change in found.outcome.changes if change.kind == "added" and not change.baseline]
    return [(change.after.date - DAY).days for change in added if change.after is not None]


@pytest.mark.parametrize("state", [ONE_PAGE, FROM_FILES])
def test_what_stands_behind_a_known_notice_on_pages_never_read_is_no_news(tmp_path: Path, state: SourceState) -> None:
    store = Store(tmp_path, Rules())
    fill(store, look(*dated(9, 8)))
    assert news(store, state, *dated(12, 11, 10, 9, 8, 7, 6), first_page=2) == [12, 11, 10]
    assert news(store, state, *dated(9, 8, 7, 6, 30), first_page=2) == [30], "a listing with its newest at the end"
    assert news(store, state, *dated(8, 12, 11, 10, 9, 7), first_page=2) == [12, 11, 10], "one is pinned to the top"


@pytest.mark.parametrize("state", [ONE_PAGE, FROM_FILES])
def test_what_stands_behind_a_notice_from_a_gap_is_news_up_to_the_next_known_one(
    tmp_path: Path, state: SourceState
) -> None:
    """The look that left the gap has shown the first two, and the source nothing that other sources know."""
    store = Store(tmp_path, Rules())
    elsewhere = look(*dated(10, source="nmpa/news"), source="nmpa/news")
    fill(store, look(*dated(9, 8)), elsewhere, replace(look(*dated(12, 11)), at=LATER))
    gap = replace(state, gap=LATER.isoformat())
    assert news(store, gap, *dated(12, 11, 10, 7, 9, 8, 6, 5), first_page=2) == [7]


def test_a_late_notice_above_those_of_a_file_is_news_in_spite_of_its_day(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    fill(store, look(*dated(9, 8)))
    assert news(store, FROM_FILES, *dated(2, 9, 8, 7), first_page=4) == [2]
