"""The decision about a look: values in, values out."""

from copy import deepcopy
from pathlib import Path

from cdetrack.look.judge import Judgement, judge, wanted_keys
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Look
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState
from cdetrack.store.store import Store
from support.looks import NOW, entry, fill, look

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


def test_mass_withdrawals_are_held_back_until_they_are_accepted(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    fill(store, look(*NOTICES, full=True))
    first = judged(store, SourceState(last_success=NOW.isoformat()), look(NOTICES[0], full=True))
    held = judged(store, first.state, look(NOTICES[0], full=True))
    assert (len(held.outcome.held_back), held.outcome.changes) == (8, ())
    accepted = judged(store, first.state, look(NOTICES[0], full=True), accept=True)
    assert (accepted.outcome.held_back, len(accepted.outcome.changes)) == ((), 8)
