"""The outbox file: what is recorded is read back, and what was delivered long ago is forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alert_samples import alert
from cdetrack.alert import records
from cdetrack.alert.routing import channel_of
from cdetrack.alert.values import SOURCES, Alert, Box, Trouble, Waiting, Watched
from cdetrack.errors import CacheError
from cdetrack.evidence import Position
from cdetrack.model import Query
from cdetrack.settings import Watch
from cdetrack.store.outbox import Outbox, checking, load_outbox
from notices import NOW

WATCHED = Watched(cursor=Position(changes=3, bytes=99, hash="f" * 64), look=2, started=NOW, origin=1)


_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 - made aware below
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(("failed", "delivered", "dropped")), _MOMENTS)))
def test_a_box_written_anew_says_the_same(history: list[tuple[str, str, datetime]]) -> None:
    box = Box()
    troubles = {"s": Trouble(source="s", state="failing", since="2026", why="é\n")}
    records.apply(box, records.due(NOW, watches={"children": WATCHED}, troubles=troubles, alerts=[*map(alert, "xyz")]))
    for name, what, moment in history:
        waiting = box.alerts[name]
        if not waiting.open:
            continue
        if what == "failed":
            record = records.failed(moment, name, tries=waiting.tries + 1, why="no", next=moment + timedelta(hours=1))
        else:
            record = (records.delivered if what == "delivered" else records.dropped)(moment, name)
        records.apply(box, record)
    again = Box()
    for record in records.whole(box, box.alerts.values(), NOW):
        records.apply(again, record)
    assert again == box


def test_what_was_delivered_long_ago_is_forgotten_and_all_else_kept(tmp_path: Path) -> None:
    with checking(tmp_path, wait=1) as outbox:
        outbox.record(
            records.due(
                NOW,
                watches={"children": WATCHED},
                alerts=[alert("waits"), alert("old"), alert("recent"), alert("ahead", "2027-06-01")],
            )
        )
        outbox.record(records.failed(NOW, "waits", tries=1, why="no", next=NOW))
        for name in ("old", "ahead"):
            outbox.record(records.delivered(NOW, name))
        later = NOW + timedelta(days=100)
        outbox.record(records.delivered(later - timedelta(days=5), "recent"))
        outbox.compact(later)
        assert set(outbox.box.alerts) == {"waits", "recent", "ahead"}
        outbox.record(records.delivered(later, "waits"))
    box = load_outbox(tmp_path)
    assert set(box.alerts) == {"waits", "recent", "ahead"}
    assert box.watches == {"children": WATCHED}
    assert (box.alerts["waits"].tries, box.alerts["waits"].state) == (2, "sent")


def test_cursors_that_moved_a_thousand_times_take_one_line(tmp_path: Path) -> None:
    with checking(tmp_path, wait=1) as outbox:
        for number in range(1000):
            outbox.record(records.due(NOW, watches={"children": replace(WATCHED, look=number)}))
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
        Outbox(folder).record(records.due(NOW, alerts=[alert("x")]))
    except CacheError:
        assert path.read_bytes() == data
    else:
        assert set(load_outbox(folder).alerts) == {"x"}


def watch(*channels: str) -> Watch:
    return Watch(name="children", query=Query(), on=("added",), digest=True, remind=None, channels=channels)


def route(gone: Alert, *others: Alert, channels: tuple[str, ...]) -> str | None:
    alerts = {each.id: Waiting(alert=each) for each in (gone, *others)}
    return channel_of(gone, [watch(*channels)], alerts)


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


def test_an_alert_about_sources_goes_to_its_channel_whichever_watch_has_it() -> None:
    about = replace(alert("x"), watch=SOURCES, members=(), troubles=(Trouble(source="s", state="failing"),))
    assert route(about, channels=("stdout",)) == "stdout"
