"""The cache keeps every byte of what was recorded, whatever happens to its files and its process."""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdetrack.derive import Rules
from cdetrack.errors import CacheError
from cdetrack.evidence import Look
from cdetrack.model import Notice
from cdetrack.store import Store
from cdetrack.store.doctor import examine
from cdetrack.update import record
from program import SEED, Program, listing
from test_changes import NOW, look, some_looks
from test_changes import record as entry

LIBC = ctypes.CDLL(None)
OLD = listing(("First", "2025-09-05"), ("Second", "2025-09-04"))
NEW = listing(("Third", "2025-09-06"), ("Fourth", "2025-09-06"))


def fill(store: Store, *looks: Look) -> None:
    for each in looks:
        with store.writing(wait=5) as writer:
            record(writer, each, baseline=False)


def test_an_unchanged_look_changes_no_byte(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    before = cdetrack.bytes()
    assert cdetrack("ingest", SEED).code == 0
    assert cdetrack.bytes() == before


@given(some_looks())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fold_that_grew_is_the_fold_that_the_whole_history_makes(
    tmp_path_factory: pytest.TempPathFactory, looks: list[Look]
) -> None:
    store = Store(tmp_path_factory.mktemp("cache"), Rules())
    fill(store, *looks)
    grown = store.fold_path.read_bytes()
    store.fold_path.unlink()
    fold = store.fold()
    assert fold is not None
    assert bytes(fold.data) == grown
    assert examine(store).problems == ()


def test_newest_first_and_on_one_day_the_later_look_first_then_the_listings_order(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("B", "2025-01-02"), ("A", "2025-01-02"), ("Old", "2025-01-01")))
    cdetrack("ingest", "-", stdin=listing(("D", "2025-01-02"), ("C", "2025-01-02"), ("New", "2025-01-03")))
    cdetrack("ingest", "-", stdin=listing(("A", "2025-01-02"), ("C", "2025-01-02")))
    assert [row[5] for row in cdetrack("list").rows] == ["New", "D", "C", "B", "A", "Old"]
    assert [row[5] for row in cdetrack("list", "--reverse").rows] == ["Old", "A", "B", "C", "D", "New"]


def test_a_look_that_was_cut_off_at_any_byte_is_set_aside_and_the_cache_goes_on(tmp_path: Path) -> None:
    told: list[str] = []
    store = Store(tmp_path / "cache", Rules(), tell=told.append)
    fill(store, look(entry("First"), entry("Second")))
    history, fold = store.history_path.read_bytes(), store.fold_path.read_bytes()
    fill(store, look(entry("Third"), entry("Fourth")))
    whole = store.history_path.read_bytes()
    for cut in range(len(history), len(whole)):
        store.history_path.write_bytes(whole[:cut])
        store.fold_path.write_bytes(fold)
        assert [notice.title for notice in titles(store)] == ["First", "Second"]
        assert store.history_path.read_bytes() == history
    assert len(told) == len(whole) - len(history) - 1
    assert (store.folder / "history.cut.jsonl").read_bytes().count(b"Third") > 0


def titles(store: Store) -> list[Notice]:
    fold = store.fold()
    assert fold is not None
    return [fold.notice(line) for _, line in fold.lines()]


def test_a_crash_between_history_and_fold_loses_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", Rules())
    fill(store, look(entry("First")))
    fold = store.fold_path.read_bytes()
    fill(store, look(entry("Second")))
    after = store.fold_path.read_bytes()
    store.fold_path.write_bytes(fold)
    assert len(titles(store)) == 2
    assert store.fold_path.read_bytes() == after


def test_a_history_that_was_cut_short_is_damage_and_not_a_crash(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=OLD)
    cdetrack("ingest", "-", stdin=NEW)
    whole = cdetrack.history.read_bytes()
    for cut in range(0, len(whole), 97):
        cdetrack.history.write_bytes(whole[:cut])
        before = cdetrack.bytes()
        for command in (["list"], ["ingest", "-"]):
            ran = cdetrack(*command, stdin=OLD)
            assert (ran.code, ran.out) == (6, "")
            assert "error: " in ran.err
        assert cdetrack.bytes() == before


def test_every_flipped_byte_of_the_history_is_found_by_doctor(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", Rules())
    fill(store, look(entry("First"), entry("Second")), look(entry("Third", summary="其三")))
    whole = store.history_path.read_bytes()
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        store.history_path.write_bytes(damaged)
        with suppress(CacheError):
            assert examine(store).problems, f"byte {position} can be altered unseen"
    store.history_path.write_bytes(whole)
    assert examine(store).problems == ()


@pytest.mark.parametrize("name", ["history.jsonl", "notices.json", "state.json"])
def test_a_file_of_a_newer_cdetrack_is_refused_and_not_touched(cdetrack: Program, name: str) -> None:
    cdetrack("ingest", SEED)
    path = cdetrack.cache / name
    path.write_bytes(path.read_bytes().replace(b'"schema": 1', b'"schema": 2'))
    before = cdetrack.bytes()
    for command in (["ingest", "-"], ["doctor", "--repair"]):
        ran = cdetrack(*command, stdin=NEW)
        assert ran.code == 6
        assert "upgrade cdetrack" in ran.err
    assert cdetrack.bytes() == before


@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: b"\0" * len(data), lambda data: data[40:]])
@pytest.mark.parametrize("name", ["notices.json", "state.json"])
def test_a_damaged_file_is_told_kept_and_mended_on_request(
    cdetrack: Program, name: str, damage: Callable[[bytes], bytes]
) -> None:
    cdetrack("ingest", SEED)
    path = cdetrack.cache / name
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    ran = cdetrack("ingest", "-", stdin=NEW)
    assert ran.code == 6
    assert "doctor --repair" in ran.err
    assert path.read_bytes() == damaged
    assert cdetrack("doctor").code == 6
    assert cdetrack("doctor", "--repair").code == 0
    assert damaged in [each.read_bytes() for each in cdetrack.cache.glob(f"{name}.damaged-*")]
    assert len(cdetrack("list").rows) == 6


def test_repair_keeps_every_line_of_the_history_that_can_be_read(cdetrack: Program) -> None:
    for stdin in (OLD, NEW):
        cdetrack("ingest", "-", stdin=stdin)
    lines = cdetrack.history.read_bytes().splitlines(keepends=True)
    damaged = b"".join([lines[0], lines[1].replace(b'"kind"', b'"kxnd"'), *lines[2:]])
    cdetrack.history.write_bytes(damaged)
    assert cdetrack("doctor").code == 6
    ran = cdetrack("doctor", "--repair")
    assert (ran.code, "1 lines left out" in ran.out) == (0, True)
    assert {row[5] for row in cdetrack("list").rows} == {"First", "Third", "Fourth"}
    assert (cdetrack.cache / "history.jsonl.damaged-1").read_bytes() == damaged


def test_a_full_disk_loses_nothing_and_is_told(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    before = cdetrack.bytes()
    for room in (100, 3_000, 5_200):
        ran = cdetrack(
            "ingest", "-", stdin=NEW, before=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
        )
        assert ran.code == 6, ran.err
        assert "Traceback" not in ran.err
    assert cdetrack.bytes()["history.jsonl"].startswith(before["history.jsonl"])
    assert cdetrack("doctor").code == 0
    assert cdetrack("ingest", "-", stdin=NEW).code == 0
    assert len(cdetrack("list").rows) == 8


def test_a_cache_that_cannot_be_written_still_answers(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    cdetrack.cache.chmod(0o555)
    for path in cdetrack.cache.iterdir():
        path.chmod(0o444)
    before = cdetrack.bytes()
    assert len(cdetrack("list", before=without_privileges).rows) == 6
    ran = cdetrack("ingest", "-", stdin=NEW, before=without_privileges)
    assert ran.code == 6
    assert "--cache DIR" in ran.err
    assert cdetrack.bytes() == before


def without_privileges() -> None:
    """Let permissions count for root as well: the child loses what lets it pass over them."""
    if os.getuid() == 0:
        for capability in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
            assert LIBC.prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP


HOLD = """
import sys
from pathlib import Path
from cdetrack.derive import Rules
from cdetrack.store import Store
with Store(Path(sys.argv[1]), Rules()).locked(wait=1):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_meets_another_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", Rules())
    fill(store, look(entry("First")))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CacheError, match="another cdetrack"), store.writing(wait=0.05):
            pass
        assert len(titles(store)) == 1
        holder.stdin.close()
    with store.writing(wait=5) as writer:
        assert writer.looks == 1


def test_withdrawn_only_after_the_second_full_look_that_misses_it(cdetrack: Program) -> None:
    cdetrack("ingest", "-", "--complete", stdin=OLD)
    part = listing(("First", "2025-09-05"))
    for expected in (2, 1):
        assert cdetrack("ingest", "-", "--complete", stdin=part).code == 0
        assert len(cdetrack("list").rows) == expected
    [gone] = cdetrack("list", "--withdrawn", "--json").json()
    assert gone["withdrawn"]
    assert [change["kind"] for change in cdetrack("diff", "--json").json()] == ["withdrawn"]
    cdetrack("ingest", "-", stdin=OLD)
    assert [change["kind"] for change in cdetrack("diff", "--json").json()] == ["restored"]


def test_a_look_that_shows_a_missed_notice_in_between_clears_the_miss(cdetrack: Program) -> None:
    part = listing(("First", "2025-09-05"))
    cdetrack("ingest", "-", "--complete", stdin=OLD)
    for stdin, complete in ((part, True), (OLD, False), (part, True)):
        cdetrack("ingest", "-", *(["--complete"] if complete else []), stdin=stdin)
    assert len(cdetrack("list").rows) == 2


def test_too_many_withdrawals_at_once_are_held_back_and_told(cdetrack: Program) -> None:
    many = [(f"Notice {number}", "2025-09-05") for number in range(20)]
    cdetrack("ingest", "-", "--complete", stdin=listing(*many))
    for _ in range(3):
        ran = cdetrack("ingest", "-", "--complete", stdin=listing(*many[:10]))
    assert "held back" in ran.err
    assert len(cdetrack("list").rows) == 20


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_of_any_file_makes_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for name in ("history.jsonl", "notices.json", "state.json"):
        store = Store(tmp_path_factory.mktemp("cache"), Rules())
        fill(store, look(entry("First")))
        (store.folder / name).write_bytes(data)
        try:
            titles(store)
            examine(store)
            fill(store, look(entry("Second")))
        except CacheError:
            assert (store.folder / name).read_bytes() == data


def test_now_is_used_as_given(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", Rules())
    fill(store, look(entry("First")))
    fold = store.fold()
    assert fold is not None
    assert [fold.notice(line).first_seen for _, line in fold.lines()] == [NOW]
