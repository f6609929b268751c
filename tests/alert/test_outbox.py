"""The outbox file: records are read back, and alerts that were delivered long ago are removed."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from errno import EIO
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.alert import outbox_records, outbox_replay
from cdetrack.alert.alert import SOURCES, Alert, Member, Trouble
from cdetrack.alert.channels.address import key, label
from cdetrack.alert.outbox import Outbox, load_outbox, open_outbox, prove_outbox
from cdetrack.alert.outbox_state import OutboxState, StoredAlert, WatchProgress
from cdetrack.alert.routing import channel_of
from cdetrack.alert.watch import Recipients, Watch
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.model.notice import Query
from cdetrack.model.record import Position
from support.notices import NOW
from support.program import Program, listing
from support.sample_alerts import alert

WATCHED = WatchProgress(
    cursor=Position(changes=3, bytes=99, hash="f" * 64),
    look=2,
    started=NOW,
    origin=1,
    heard=NOW,
    known=NOW,
    anew=True,
    rule="0123456789abcdef",
    gone=NOW.date(),
    held={"x": 2},
)


def naming(name: str, *notices: str) -> Alert:
    """Return an alert of notices that are new, one document each."""
    members = tuple(Member(id=each, kinds=("added",), look=2) for each in notices)
    return replace(alert(name), members=members)


_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 - made aware below
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


_ENDS = st.sampled_from(("failed", "delivered", "dropped", "undone"))


@given(st.lists(st.tuples(st.sampled_from("xyzv"), _ENDS, _MOMENTS)))
def test_an_outbox_that_is_rewritten_has_the_same_state(history: list[tuple[str, str, datetime]]) -> None:
    state = OutboxState()
    failing = Trouble(source="s", state="failing", since="2026", why="é\n")
    troubles = {"s": {"failing": failing, "unread": Trouble(source="s", state="unread", told=False)}, "well": {}}
    outbox_replay.apply(
        state, outbox_records.due(NOW, watches={"children": WATCHED}, troubles=troubles, alerts=[*map(alert, "xyz")])
    )
    outbox_replay.apply(state, outbox_records.due(NOW + timedelta(days=1), alerts=[naming("v", "b", "c")]))
    for name, what, moment in history:
        waiting = state.alerts[name]
        if not waiting.open:
            continue
        if what == "failed":
            record = outbox_records.failed(
                moment, name, tries=waiting.tries + 1, why="no", next=moment + timedelta(hours=1)
            )
        elif what == "undone":
            outbox_replay.apply(state, outbox_records.untold(moment, waiting.alert.watch, [*waiting.alert.added()]))
            record = outbox_records.dropped(moment, name)
        else:
            record = (outbox_records.delivered if what == "delivered" else outbox_records.dropped)(moment, name)
        outbox_replay.apply(state, record)
    again = OutboxState()
    for record in outbox_records.compacted(state, state.alerts.values(), NOW):
        outbox_replay.apply(again, record)
    state.told = {name: notices for name, notices in state.told.items() if notices}
    assert again == state


@pytest.mark.parametrize(
    ("why", "tries", "reason"),
    [("too large", 1, "too large; in its place: `x1`, `x2`"), ("", 0, "in its place: `x1`, `x2`")],
)
def test_a_rewritten_outbox_still_has_what_went_out_in_place_of_an_alert(why: str, tries: int, reason: str) -> None:
    state, again = OutboxState(), OutboxState()
    outbox_replay.apply(state, outbox_records.due(NOW, alerts=[alert("x")]))
    parts = [replace(alert(name), part=True) for name in ("x1", "x2")]
    outbox_replay.apply(state, outbox_records.replaced(NOW + timedelta(hours=1), ["x"], parts, why=why))
    for record in outbox_records.compacted(state, state.alerts.values(), NOW):
        outbox_replay.apply(again, record)
    assert again == state
    stored = again.alerts["x"]
    assert (stored.state, stored.tries, stored.reason) == ("dropped", tries, reason)


def test_what_was_delivered_long_ago_is_forgotten_and_all_else_kept(tmp_path: Path) -> None:
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(
            outbox_records.due(
                NOW,
                watches={"children": WATCHED},
                alerts=[alert("waits"), alert("old"), alert("recent"), alert("ahead", "2027-06-01")],
            )
        )
        outbox.record(outbox_records.failed(NOW, "waits", tries=1, why="no", next=NOW))
        for name in ("old", "ahead"):
            outbox.record(outbox_records.delivered(NOW, name))
        later = NOW + timedelta(days=100)
        outbox.record(outbox_records.delivered(later - timedelta(days=5), "recent"))
        outbox.compact(later)
        assert set(outbox.state.alerts) == {"waits", "recent", "ahead"}
        outbox.record(outbox_records.delivered(later, "waits"))
    state = load_outbox(tmp_path)
    assert set(state.alerts) == {"waits", "recent", "ahead"}
    assert state.watches == {"children": WATCHED}
    assert (state.alerts["waits"].tries, state.alerts["waits"].state) == (2, "sent")


def test_a_rewritten_outbox_has_one_record_for_each_result() -> None:
    state = OutboxState()
    for record in (
        outbox_records.due(NOW, watches={"children": WATCHED}, alerts=[naming(name, name) for name in "wxyz"]),
        outbox_records.untold(NOW, "children", ["g"], {"c": ["g"]}),
        outbox_records.renamed(NOW, "children", "kids"),
        outbox_records.renamed(NOW, "kids", "pupils"),
        *(outbox_records.failed(NOW, "x", tries=tries, why="no", next=NOW) for tries in (1, 2)),
        outbox_records.delivered(NOW + timedelta(hours=1), "x"),
        outbox_records.delivered(NOW, "y"),
        outbox_records.failed(NOW, "z", tries=1, why="gone", next=NOW),
        outbox_records.dropped(NOW + timedelta(hours=2), "z"),
        outbox_records.failed(NOW, "w", tries=1, why="down", next=NOW + timedelta(hours=1)),
    ):
        outbox_replay.apply(state, record)
    records = list(outbox_records.compacted(state, state.alerts.values(), NOW))
    of_state = ["renamed", "renamed", "due", "told", "untold"]
    of_alerts = ["due", "failed", "due", "failed", "delivered", "due", "delivered"]
    assert [record["record"] for record in records] == [*of_state, *of_alerts, "due", "failed", "dropped"]
    again = OutboxState()
    for record in records:
        outbox_replay.apply(again, record)
    assert again == state


@pytest.mark.parametrize("names", [("children", "kids", "pupils"), ("children", "kids", "children", "pupils")])
def test_a_rewritten_outbox_has_every_earlier_name_of_a_watch(names: tuple[str, ...]) -> None:
    state = OutboxState()
    outbox_replay.apply(state, outbox_records.due(NOW, watches={"children": WATCHED}))
    for old, new in pairwise(names):
        outbox_replay.apply(state, outbox_records.renamed(NOW, old, new))
    again = OutboxState()
    for record in outbox_records.compacted(state, (), NOW):
        outbox_replay.apply(again, record)
    assert {"children", "kids"} <= set(again.formerly["pupils"])
    assert again == state


def test_an_alert_is_kept_for_ninety_days_and_through_the_day_of_its_deadline(tmp_path: Path) -> None:
    with open_outbox(tmp_path, wait=1) as outbox:
        later = NOW + timedelta(days=100)
        alerts = [alert("gone"), alert("last"), alert("today", later.date().isoformat())]
        outbox.record(outbox_records.due(NOW, watches={"children": WATCHED}, alerts=alerts))
        for name, days in (("gone", 100), ("last", 90), ("today", 99)):
            outbox.record(outbox_records.delivered(later - timedelta(days=days), name))
        outbox.compact(later)
        assert set(outbox.state.alerts) == {"last", "today"}


@pytest.mark.parametrize(("days", "kept"), [(92, True), (98, False)])
def test_an_old_alert_alone_is_removed_after_another_week(tmp_path: Path, days: int, *, kept: bool) -> None:
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, alerts=[alert("old")]))
        outbox.record(outbox_records.delivered(NOW, "old"))
        outbox.compact(NOW + timedelta(days=days))
        assert ("old" in outbox.state.alerts) is kept


@pytest.mark.parametrize(
    ("lines", "alerts", "rewritten"), [(200, 1, False), (201, 1, True), (204, 50, False), (205, 50, True)]
)
def test_a_file_is_rewritten_when_that_makes_it_much_shorter(
    tmp_path: Path, lines: int, alerts: int, *, rewritten: bool
) -> None:
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, alerts=[alert(f"a{number}") for number in range(alerts)]))
        for tries in range(1, lines):
            outbox.record(outbox_records.failed(NOW, "a0", tries=tries, why="no", next=NOW))
        before = (tmp_path / "outbox.jsonl").read_bytes()
        outbox.compact(NOW)
    after = (tmp_path / "outbox.jsonl").read_bytes()
    assert (after != before) is rewritten
    assert (len(after.splitlines()) < lines) is rewritten


def test_the_state_of_an_alert_is_that_of_its_last_attempt() -> None:
    state = OutboxState()
    outbox_replay.apply(state, outbox_records.due(NOW, alerts=[alert("x"), alert("y")]))
    later = NOW + timedelta(hours=1)
    for name in "xy":
        outbox_replay.apply(state, outbox_records.failed(NOW, name, tries=3, why="no", next=later))
        stored = state.alerts[name]
        assert (stored.tries, stored.tried, stored.next, stored.why, stored.state) == (3, NOW, later, "no", "failed")
    outbox_replay.apply(state, outbox_records.delivered(later, "x"))
    stored = state.alerts["x"]
    assert (stored.tries, stored.tried, stored.next, stored.delivered, stored.state) == (4, later, None, later, "sent")
    outbox_replay.apply(state, outbox_records.dropped(later, "y"))
    stored = state.alerts["y"]
    assert (stored.tries, stored.tried, stored.next, stored.dropped, stored.state) == (3, NOW, None, later, "dropped")
    with pytest.raises(ValueError, match="an unknown record `lost`"):
        outbox_replay.apply(state, {"record": "lost", "at": NOW.isoformat(), "alert": "x"})


def test_an_alert_is_read_back_as_it_was_stored(tmp_path: Path) -> None:
    troubles = (
        Trouble(source="s", state="failing", since="2026-11-01", why="é"),
        Trouble(source="t", state="failing", since="2026-11-01", why="no list", misread=True),
        Trouble(source="t", state="unread", since="2026-11-01"),
    )
    alerts = [
        replace(alert("x", "2026-12-01"), late=True, watch="é\ud800"),
        replace(alert("y"), members=(), troubles=troubles),
    ]
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, alerts=alerts))
    assert [each.alert for each in load_outbox(tmp_path).alerts.values()] == alerts
    assert "é".encode() in (tmp_path / "outbox.jsonl").read_bytes()


def test_the_one_state_of_a_source_in_records_of_cdetrack_0_2_is_read() -> None:
    state = OutboxState()
    forms = {
        name: {"state": what, "since": "2026-11-01", "why": "", "told": True}
        for name, what in (("a", "well"), ("b", "silent"))
    }
    outbox_replay.apply(state, {"record": "due", "at": NOW.isoformat(), "sources": forms})
    assert state.troubles == {"a": {}, "b": {"silent": Trouble(source="b", state="silent", since="2026-11-01")}}


def test_the_progress_of_a_watch_is_read_back_and_that_of_the_first_edition_has_no_rule() -> None:
    state, progress = OutboxState(), replace(WATCHED, existing=4)
    record = outbox_records.due(NOW, watches={"children": progress})
    outbox_replay.apply(state, record)
    assert state.watches == {"children": progress}
    for each in ("known", "rule"):
        del record["watches"]["children"][each]
    outbox_replay.apply(state, record)
    assert state.watches == {"children": replace(progress, known=None, rule="")}


@pytest.mark.parametrize("read", [load_outbox, Outbox])
def test_a_record_that_cannot_be_read_is_told_with_file_and_line(
    tmp_path: Path, read: Callable[[Path], object]
) -> None:
    path = tmp_path / "outbox.jsonl"
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, alerts=[alert("x")]))
    whole = path.read_bytes()
    path.write_bytes(whole + b"{}\n")
    with pytest.raises(CacheError) as damaged:
        read(tmp_path)
    assert damaged.value.message == f"`{path}` is damaged at line 2: it is not a record of the outbox"
    path.write_bytes(whole + b'{"schema": 3}\n')
    with pytest.raises(NewerCacheError) as newer:
        read(tmp_path)
    assert newer.value.message == f"`{path}` was written by a newer cdetrack (schema 3, this one knows 2)"


def test_a_record_that_cannot_be_synced_leaves_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(EIO, "no")

    with open_outbox(tmp_path, wait=1) as outbox:
        for name in "xyz":
            outbox.record(outbox_records.due(NOW, alerts=[alert(name)]))
        before = (tmp_path / "outbox.jsonl").read_bytes()
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", fail)
            with pytest.raises(CacheError):
                outbox.record(outbox_records.delivered(NOW, "x"))
        assert (tmp_path / "outbox.jsonl").read_bytes() == before
        assert outbox.state.alerts["x"].open


def test_an_unfinished_record_is_moved_to_another_file_and_told(tmp_path: Path) -> None:
    (tmp_path / "outbox.jsonl").write_bytes(b'{"schema": 2, "rec')
    told: list[str] = []
    with open_outbox(tmp_path, wait=1, tell=told.append) as outbox:
        assert outbox.state == OutboxState()
    [sentence] = told
    assert sentence.startswith(f"an earlier run was cut off while it wrote to `{tmp_path / 'outbox.jsonl'}`: ")
    assert f"`{tmp_path / 'outbox.cut.jsonl'}`" in sentence
    assert sentence.endswith("under the same id")
    assert (tmp_path / "outbox.jsonl").read_bytes() == b""


def test_carriers_of_an_undone_notice_are_decided_on_again() -> None:
    state = OutboxState()
    outbox_replay.apply(state, outbox_records.due(NOW, alerts=[naming("x", "a")]))
    record = outbox_records.untold(NOW, "children", ["b", "a"], {"c": ["b", "a"]})
    assert (record["notices"], record["carriers"]) == (["a", "b"], {"c": ["a", "b"]})
    outbox_replay.apply(state, record)
    outbox_replay.apply(state, outbox_records.untold(NOW, "children", [], {"c": ["d"]}))
    outbox_replay.apply(state, outbox_records.untold(NOW, "never told", ["a"]))
    assert state.again == {
        "children": {"a": frozenset(), "b": frozenset(), "c": frozenset("abd")},
        "never told": {"a": frozenset()},
    }
    assert state.told == {"children": {}}
    outbox_replay.apply(state, outbox_records.due(NOW, watches={"children": WATCHED}))
    assert set(state.again) == {"never told"}, "the check has decided"


def test_it_is_remembered_for_ever_of_which_notices_a_watch_was_told(tmp_path: Path) -> None:
    """A document that shows up on one more carrier after years is not told again: the alert is long forgotten."""
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, watches={"children": WATCHED}, alerts=[alert("old")]))
        outbox.record(outbox_records.delivered(NOW, "old"))
        outbox.compact(NOW + timedelta(days=900))
        assert outbox.state.alerts == {}
    state = load_outbox(tmp_path)
    assert state.told == {"children": {"a": NOW, "b": NOW}}


def test_only_notices_that_an_alert_names_as_new_count_as_told() -> None:
    """An alert about a change or a deadline does not announce the notice itself."""
    member = Member(id="a", kinds=("changed",), look=2, also=("b",), deadlines=(("event", "2026-12-01"),))
    state = OutboxState()
    outbox_replay.apply(state, outbox_records.due(NOW, alerts=[replace(alert("x"), members=(member,))]))
    assert not state.told.get("children")


def test_a_notice_of_an_alert_that_was_dropped_with_its_look_counts_as_never_told() -> None:
    """It is sent when it comes back; an alert that the user dropped counts as sent."""
    state = OutboxState()
    outbox_replay.apply(state, outbox_records.due(NOW, alerts=[naming("x", "a", "b"), naming("y", "c")]))
    outbox_replay.apply(state, outbox_records.untold(NOW, "children", ["a", "b"]))
    outbox_replay.apply(state, outbox_records.dropped(NOW, "x"))
    outbox_replay.apply(state, outbox_records.dropped(NOW, "y"))
    assert set(state.told["children"]) == {"c"}


def test_a_watch_that_was_renamed_keeps_its_place_and_what_it_was_told() -> None:
    state = OutboxState()
    outbox_replay.apply(state, outbox_records.due(NOW, watches={"children": WATCHED}, alerts=[naming("x", "a")]))
    outbox_replay.apply(state, outbox_records.renamed(NOW, "children", "kids"))
    assert (state.watches, state.told) == ({"kids": WATCHED}, {"kids": {"a": NOW}})
    assert state.alerts["x"].alert.watch == "children", "what was stored goes out as it was"
    outbox_replay.apply(state, outbox_records.untold(NOW, "kids", [], {"c": ["a"]}))
    outbox_replay.apply(state, outbox_records.renamed(NOW, "kids", "pupils"))
    assert state.again == {"pupils": {"c": frozenset("a")}}
    assert state.told_of(state.alerts["x"].alert) == {"a": NOW}
    assert [each.alert.id for each in state.alerts_of("pupils")] == ["x"]
    assert state.alerts_of("children") == state.alerts_of("kids") == []


def twice_named() -> OutboxState:
    """Return an outbox with a watch that was renamed, and another one that got its name."""
    state = OutboxState()
    later = replace(WATCHED, started=NOW + timedelta(hours=1))
    for record in (
        outbox_records.due(NOW, watches={"children": WATCHED}, alerts=[naming("x", "a")]),
        outbox_records.renamed(NOW, "children", "kids"),
        outbox_records.due(NOW, watches={"children": later}),
        outbox_records.due(later.started, watches={"children": later}, alerts=[created_at(later.started, "y", "b")]),
    ):
        outbox_replay.apply(state, record)
    return state


def created_at(moment: datetime, name: str, *notices: str) -> Alert:
    return replace(naming(name, *notices), created=moment)


def whose(state: OutboxState) -> dict[str, list[str]]:
    """Return of each watch its alerts, and what it was told of as new."""
    return {
        name: [*(each.alert.id for each in state.alerts_of(name)), *state.told.get(name, ())] for name in state.watches
    }


def test_a_watch_with_the_former_name_of_another_has_alerts_and_progress_of_its_own() -> None:
    state, again = twice_named(), OutboxState()
    assert whose(state) == {"kids": ["x", "a"], "children": ["y", "b"]}
    for record in outbox_records.compacted(state, state.alerts.values(), NOW):
        outbox_replay.apply(again, record)
    assert again == state
    outbox_replay.apply(state, outbox_records.untold(NOW, "children", ["b"]))
    assert (whose(state), set(state.again)) == ({"kids": ["x", "a"], "children": ["y"]}, {"children"})


def test_names_that_went_round_are_kept_when_the_outbox_is_rewritten() -> None:
    state, again = twice_named(), OutboxState()
    for old, new in (("kids", "x"), ("children", "kids"), ("x", "children")):
        outbox_replay.apply(state, outbox_records.renamed(NOW, old, new))
    assert whose(state) == {"children": ["x", "a"], "kids": ["y", "b"]}
    for record in outbox_records.compacted(state, state.alerts.values(), NOW):
        outbox_replay.apply(again, record)
    assert again == state


def test_an_outbox_that_an_older_version_rewrote_gives_each_watch_its_own() -> None:
    """Its records of names come last, and its alerts do not say whose they are."""
    state, again = twice_named(), OutboxState()
    records = [*outbox_records.compacted(state, state.alerts.values(), NOW)]
    for record in records:
        record.pop("watch" if record["record"] == "due" else "kept", None)
    for record in sorted(records, key=lambda each: (each.get("kept") is True, each["record"] == "renamed")):
        outbox_replay.apply(again, record)
    assert again == state


def test_the_parts_of_an_alert_are_of_the_watch_of_the_whole_by_its_present_name() -> None:
    state, again = OutboxState(), OutboxState()
    for record in (
        outbox_records.due(NOW, watches={"children": WATCHED}, alerts=[naming("x", "a", "b")]),
        outbox_records.renamed(NOW, "children", "kids"),
        outbox_records.replaced(NOW, ["x"], [naming("y", "a"), naming("z", "b")]),
    ):
        outbox_replay.apply(state, record)
    for record in outbox_records.compacted(state, state.alerts.values(), NOW):
        outbox_replay.apply(again, record)
    assert again == state
    assert whose(again) == {"kids": ["x", "y", "z", "a", "b"]}
    assert set(again.told) == {"kids"}


def test_what_an_older_version_told_under_a_former_name_counts_for_the_watch() -> None:
    """It told the parts of an alert under the name that the alert had."""
    state = OutboxState()
    for record in (
        outbox_records.due(NOW, watches={"kids": WATCHED}),
        outbox_records.told(NOW, "kids", {"a": NOW, "b": NOW}),
        outbox_records.told(NOW, "children", {"c": NOW}),
        outbox_records.renamed(NOW, "children", "kids"),
    ):
        outbox_replay.apply(state, record)
    assert {name: set(told) for name, told in state.told.items()} == {"kids": {"a", "b", "c"}}


def test_a_record_of_the_first_edition_tells_of_the_first_notice_of_a_document_alone() -> None:
    """That version stored the other ones beside it and named them nowhere."""
    state = OutboxState()
    both = replace(alert("x"), members=(Member(id="a", kinds=("added",), look=2, also=("b",)),))
    outbox_replay.apply(state, {"schema": 1, **outbox_records.due(NOW, alerts=[both])})
    assert set(state.told["children"]) == {"a"}
    again = OutboxState()
    for record in outbox_records.compacted(state, state.alerts.values(), NOW):
        outbox_replay.apply(again, {"schema": 2, **record})
    assert again == state


def test_cursors_that_moved_a_thousand_times_take_one_line(tmp_path: Path) -> None:
    with open_outbox(tmp_path, wait=1) as outbox:
        for number in range(1000):
            outbox.record(outbox_records.due(NOW, watches={"children": replace(WATCHED, look=number)}))
            outbox.compact(NOW)
    assert (tmp_path / "outbox.jsonl").read_bytes().count(b"\n") <= 201
    assert load_outbox(tmp_path).watches["children"].look == 999


@given(st.binary(max_size=200))
def test_no_content_makes_a_traceback_and_none_is_overwritten(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    path = folder / "outbox.jsonl"
    path.write_bytes(data)
    try:
        Outbox(folder).record(outbox_records.due(NOW, alerts=[alert("x")]))
    except CacheError:
        assert path.read_bytes() == data
    else:
        assert set(load_outbox(folder).alerts) == {"x"}


def watch(*channels: str) -> Watch:
    return Watch(name="children", query=Query(), on=("added",), digest=True, remind=(), channels=channels)


def route(gone: Alert, *others: Alert, channels: tuple[str, ...]) -> str | None:
    alerts = {each.id: StoredAlert(alert=each) for each in (gone, *others)}
    return channel_of(gone, Recipients(watches=(watch(*channels),)), alerts)


def test_an_alert_goes_to_its_own_channel_or_to_the_one_that_took_its_place() -> None:
    old = alert("x", channel="https://hooks.example.org/old")
    new, mail = "https://hooks.example.org/new", "mailto:me@example.org"
    assert route(old, channels=("https://hooks.example.org/old", new)) == "https://hooks.example.org/old"
    assert route(old, channels=(mail, new)) == new
    assert route(old, channels=(mail,)) is None


def test_an_alert_never_goes_where_the_same_is_told_anyway_or_where_it_is_open_whose_place_it_is() -> None:
    old, other = (alert(name, channel=f"https://hooks.example.org/{name}") for name in ("old", "other"))
    assert route(old, other, channels=("https://hooks.example.org/other",)) is None
    assert route(old, other, channels=("https://hooks.example.org/new",)) is None
    assert route(old, channels=("https://hooks.example.org/a", "https://hooks.example.org/b")) is None


def test_an_alert_never_goes_to_a_channel_that_was_there_when_it_was_stored() -> None:
    """That one has its own alert of the same check, also if it was told in other parts."""
    old = naming("old", "a", "b")
    old, part = (
        replace(each, channel=label(channel), to=key(channel))
        for each, channel in ((old, "mailto:ann@example.org"), (naming("part", "a"), "mailto:bob@example.org"))
    )
    assert route(old, part, channels=("mailto:bob@example.org",)) is None
    told_before = replace(part, created=NOW - timedelta(days=1))
    assert route(old, told_before, channels=("mailto:bob@example.org",)) is None
    about_others = replace(created_at(NOW - timedelta(days=1), "other", "z"), channel=part.channel, to=part.to)
    assert route(old, about_others, channels=("mailto:bob@example.org",)) == "mailto:bob@example.org"


def test_an_alert_of_a_removed_watch_goes_to_its_own_channel_alone() -> None:
    old = replace(alert("x", channel="mailto:ann@example.org"), watch="removed")
    assert route(old, channels=("mailto:ann@example.org", "stdout")) == "mailto:ann@example.org"
    assert route(old, channels=("mailto:bob@example.org", "stdout")) is None


def test_an_alert_goes_to_the_channels_of_its_own_watch_when_another_has_its_name() -> None:
    stored = StoredAlert(alert=replace(alert("x", channel="mailto:ann@example.org"), watch="kids"), renamed="other")
    recipients = Recipients(watches=(replace(watch("mailto:bob@example.org"), name="kids"), watch("stdout")))
    assert channel_of(stored.alert, recipients, {"x": stored}) is None
    renewed = replace(watch("mailto:anne@example.org"), name="other")
    assert channel_of(stored.alert, replace(recipients, watches=(*recipients.watches, renewed)), {"x": stored}) == (
        "mailto:anne@example.org"
    )


def test_recaps_without_news_follow_a_renewed_channel() -> None:
    """Two that wait for the same channel are not two channels."""
    recaps = [
        replace(alert(name, channel="https://hooks.example.org/old"), members=(), created=NOW + timedelta(days=week))
        for name, week in (("x", 0), ("y", 7))
    ]
    assert route(recaps[1], recaps[0], channels=("https://hooks.example.org/new",)) == "https://hooks.example.org/new"


def test_an_alert_about_sources_goes_to_its_channel_whichever_watch_has_it() -> None:
    about = replace(alert("x"), watch=SOURCES, members=(), troubles=(Trouble(source="s", state="failing"),))
    assert route(about, channels=("stdout",)) == "stdout"


def test_an_alert_that_waits_no_longer_names_what_was_taken_back_and_keeps_its_id() -> None:
    state = OutboxState()
    both = replace(
        alert("a"), members=(Member(id="a", kinds=("added",), also=("b",)), Member(id="c", kinds=("added",)))
    )
    outbox_replay.apply(state, outbox_records.due(both.created, alerts=[both]))
    outbox_replay.apply(state, outbox_records.untold(both.created, both.watch, ["a", "c"]))
    assert state.alerts[both.id].alert.members == (Member(id="b", kinds=("added",)),)
    assert set(state.told[both.watch]) == {"b"}


def _recorded(folder: Path) -> list[bytes]:
    with open_outbox(folder, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, watches={"children": WATCHED}, alerts=[*map(alert, "xyz")]))
        outbox.record(outbox_records.dropped(NOW, "x"))
        outbox.record(outbox_records.delivered(NOW, "y"))
    return (folder / "outbox.jsonl").read_bytes().splitlines(keepends=True)


def test_each_record_has_the_hash_of_the_one_before_also_after_the_file_is_rewritten(tmp_path: Path) -> None:
    lines = _recorded(tmp_path)
    hashes = [sha256(line).hexdigest() for line in lines]
    assert [json.loads(line)["prev"] for line in lines] == ["0" * 64, *hashes[:-1]]
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.compact(NOW + timedelta(days=200))
    rewritten = (tmp_path / "outbox.jsonl").read_bytes().splitlines(keepends=True)
    assert json.loads(rewritten[0])["prev"] == hashes[-1]
    proven = prove_outbox(tmp_path)
    assert (proven.problem, proven.end.hash) == (None, sha256(rewritten[-1]).hexdigest())


@pytest.mark.parametrize(
    ("altered", "problem"),
    [
        (lambda lines: [lines[0].replace(b'"look": 2', b'"look": 1'), *lines[1:]], "damaged at line 1"),
        (lambda lines: [lines[0], lines[2]], "damaged at line 1"),
        (lambda lines: [*lines[:2], lines[2].replace(b'"delivered"', b'"dropped"')], "at its end are gone or altered"),
        (lambda lines: lines[:2], "at its end are gone or altered"),
        (lambda _: [], "at its end are gone or altered"),
    ],
)
def test_an_altered_or_missing_record_is_found_and_repaired(
    cdetrack: Program, altered: Callable[[list[bytes]], list[bytes]], problem: str
) -> None:
    cdetrack("ingest", "-", stdin=listing(("First", "2025-09-05")))
    lines = _recorded(cdetrack.cache)
    path = cdetrack.cache / "outbox.jsonl"
    path.write_bytes(b"".join(altered(lines)))
    ran = cdetrack("doctor")
    assert ran.code == 6
    assert problem in ran.err
    assert cdetrack("alerts").code == 0, "alerts go out all the same"
    assert cdetrack("doctor", "--repair").code == 0
    assert cdetrack("doctor").code == 0


def test_an_outbox_that_was_removed_is_missed_until_it_is_repaired(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("First", "2025-09-05")))
    _recorded(cdetrack.cache)
    (cdetrack.cache / "outbox.jsonl").unlink()
    assert cdetrack("doctor").code == 6
    assert "is gone, and no longer expected" in cdetrack("doctor", "--repair").out
    assert cdetrack("doctor").code == 0


def test_records_of_an_earlier_version_are_proved_by_those_behind_them(tmp_path: Path) -> None:
    lines = [{key: value for key, value in json.loads(line).items() if key != "prev"} for line in _recorded(tmp_path)]
    (tmp_path / ".outbox.end").unlink()
    path = tmp_path / "outbox.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert prove_outbox(tmp_path).problem is None
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.dropped(NOW, "z"))
    assert prove_outbox(tmp_path).problem is None
    path.write_bytes(path.read_bytes().replace(b'"delivered"', b'"dropped"'))
    assert "damaged at line 3" in str(prove_outbox(tmp_path).problem)


def test_a_crash_before_the_end_is_recorded_is_no_damage(tmp_path: Path) -> None:
    _recorded(tmp_path)
    outbox = Outbox(tmp_path)
    outbox.record(outbox_records.dropped(NOW, "z"))
    assert prove_outbox(tmp_path).problem is None
