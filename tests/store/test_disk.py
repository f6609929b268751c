"""Disks that fail or are full, clocks that jump back, links and permissions: nothing is lost, and the code is right."""

import errno
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from cdetrack import Cache
from cdetrack.alert import outbox_records
from cdetrack.alert.outbox import load_outbox, open_outbox
from cdetrack.cli import context
from cdetrack.config.workspace import clock
from cdetrack.doctor import examine
from cdetrack.errors import CacheError
from cdetrack.meaning.rules import Rules
from cdetrack.store.store import Store
from support.disk import room
from support.live import Live
from support.looks import entry, fill, look, standing
from support.notices import NOW
from support.program import listing
from support.replica import items
from support.sample_alerts import alert

RULES = Rules()
FIRST = look(*(entry(f"First {number}") for number in range(5)))
SECOND = look(*(entry(f"Second {number}", summary="其二" * 50) for number in range(20)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A cache with one look in it."""
    made = Store(tmp_path / "cache", RULES)
    fill(made, FIRST)
    return made


def sizes() -> list[int]:
    return [*range(0, 4_000, 400), *range(4_000, 30_000, 1_300)]


@pytest.mark.parametrize("size", sizes())
def test_a_disk_that_is_full_after_any_number_of_bytes_loses_nothing(store: Store, size: int) -> None:
    before = store.history_path.read_bytes()
    refused: CacheError | None = None
    with room(size):
        try:
            fill(store, SECOND)
        except CacheError as error:
            refused = error
    assert refused is None or refused.hint
    assert store.history_path.read_bytes().startswith(before)
    assert examine(store, deep=True).problems == ()
    assert len(standing(store)) in {5, 25}
    assert refused is not None or len(standing(store)) == 25
    fill(store, SECOND)
    assert len(standing(store)) == 25
    assert not list(store.folder.glob("*.tmp"))


def test_the_sizes_are_those_at_which_it_is_refused_here_and_there(tmp_path: Path) -> None:
    """So that the test above meets every file that is written: its sizes end above the largest."""
    store = Store(tmp_path / "cache", RULES)
    fill(store, FIRST, SECOND)
    assert 4_000 < max(each.stat().st_size for each in store.folder.iterdir()) < max(sizes())


def test_an_outbox_on_a_full_disk_keeps_what_it_has_and_takes_no_half_record(tmp_path: Path) -> None:
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, alerts=[alert("x")]))
        size = (tmp_path / "outbox.jsonl").stat().st_size
        for more in range(0, 200, 9):
            with room(size + more), pytest.raises(CacheError):
                outbox.record(outbox_records.due(NOW, alerts=[alert("y")]))
            assert (tmp_path / "outbox.jsonl").stat().st_size == size
        outbox.record(outbox_records.due(NOW, alerts=[alert("z")]))
    assert list(load_outbox(tmp_path).alerts) == ["x", "z"]


def test_a_disk_that_cannot_sync_is_told_at_every_sync_and_nothing_is_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No disk here can be made to fail, so the call is: a look is recorded whole or not at all, and told."""
    sync, left = os.fsync, 0

    def failing(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    told: list[str] = []
    for number in range(1, 20):
        before = store.history_path.read_bytes()
        left = number
        try:
            fill(store, look(entry(f"More {number}")))
        except CacheError as error:
            told.append(error.message)
        hit, left = left <= 0, 0
        assert examine(store, deep=True).problems == ()
        assert store.history_path.read_bytes().startswith(before)
        fill(store, look(entry(f"More {number}")))
        assert sum(each.title == f"More {number}" for each in standing(store)) == 1
        if not hit:
            break
    # The history; the fold, the state, and the folder in which each of the two takes its place.
    assert ["input/output error" in each for each in told] == [True] * 5


def test_a_clock_that_jumps_back_loses_no_change_and_no_alert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Live(tmp_path) as live:
        live.point({"nmpa/drugs": live.site.url("drugs.html")}, more='[[watch]]\nname = "all"\nchannels = ["stdout"]\n')
        every = items(9)

        def at(days: int, *args: object) -> tuple[int, str]:
            monkeypatch.setattr(context, "clock", lambda: clock() + timedelta(days=days))
            ran = live(*args)
            return ran.code, ran.out

        live.site.sections["drugs"] = every[4:]
        assert at(0, "check") == (0, "")
        assert at(0, "diff", "--since-last", "bob") == (0, "")
        for step, days in enumerate((-400, 1, -3_000, 0)):
            news = every[3 - step]
            live.site.sections["drugs"] = every[3 - step :]
            code, told = at(days, "check")
            assert (code, told.count(news.title)) == (0, 1)
            assert at(days, "diff", "--since-last", "bob")[1].count(news.title) == 1
            assert at(days, "list", "--search", news.title)[1].count(news.title) == 1
        assert at(0, "doctor")[0] == 0
        assert at(0, "check") == (0, "")
        assert at(0, "diff", "--since-last", "bob") == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("name", ["history.jsonl", "outbox.jsonl", "history.cut.jsonl"])
@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_is_appended_to_is_never_written_through_a_link(tmp_path: Path, name: str, *, there: bool) -> None:
    cache, victim = tmp_path / "cache", tmp_path / "victim"
    store = Store(cache, RULES)
    fill(store, FIRST)
    if name == "history.cut.jsonl":
        store.history_path.write_bytes(store.history_path.read_bytes() + b'{"schema": 1, "prev"')
    path = cache / name
    if there:
        victim.write_bytes(path.read_bytes() if path.exists() else b"")
    path.unlink(missing_ok=True)
    path.symlink_to(victim)
    before = victim.read_bytes() if there else None

    def write() -> None:
        if name == "outbox.jsonl":
            with open_outbox(cache, wait=1) as outbox:
                outbox.record(outbox_records.due(NOW, alerts=[alert("x")]))
        else:
            fill(store, SECOND)

    with pytest.raises(CacheError) as told:
        write()
    assert there is False or "link" in (told.value.hint or "")
    assert (victim.read_bytes() if victim.exists() else None) == before
    assert path.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_in_the_place_of_a_file_that_is_replaced_is_replaced_and_not_followed(store: Store) -> None:
    victim = store.folder.parent / "victim"
    victim.write_bytes(store.fold_path.read_bytes())
    kept = victim.read_bytes()
    store.fold_path.unlink()
    store.fold_path.symlink_to(victim)
    (store.folder / f".notices.json.{os.getpid()}.tmp").symlink_to(victim)
    (store.folder / f".state.json.{os.getpid()}.tmp").symlink_to(victim)
    fill(store, SECOND)
    assert victim.read_bytes() == kept
    assert not store.fold_path.is_symlink()
    assert len(standing(store)) == 25


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "page.txt").write_text(listing(("First", "2025-09-05")), encoding="utf-8")
    cache = Cache(tmp_path / "link")
    cache.ingest(tmp_path / "page.txt")
    assert cache.examine(deep=True).problems == ()
    assert (tmp_path / "real" / "history.jsonl").exists()
