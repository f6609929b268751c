"""`doctor` finds every damage to the sealed files of a large cache, and mends it without the loss of a change."""

import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cdetrack import Cache
from cdetrack.cli import run
from cdetrack.doctor import examine
from cdetrack.doctor.repair import repair
from cdetrack.errors import CacheError
from cdetrack.store import refold_onto, sealed, writer
from cdetrack.store.checksum import check_lines
from cdetrack.store.fold import Fold
from cdetrack.store.history_files import read_history, sealed_before
from cdetrack.store.store import Store
from support.looks import DAY, entry, fill, look, standing
from support.sealed_caches import RULES, cache_in_sealed_files, cache_in_two_files, parts_of
from support.small_files import small_files


@pytest.fixture
def plain(tmp_path: Path) -> Store:
    return cache_in_two_files(tmp_path / "plain")


@pytest.fixture
def store(tmp_path: Path, plain: Store, monkeypatch: pytest.MonkeyPatch) -> Store:  # noqa: ARG001 - made before
    return cache_in_sealed_files(tmp_path / "cache", monkeypatch)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _first_line(path: Path) -> None:
    path.write_bytes(b"[" + path.read_bytes()[1:])


WRECKS: list[Callable[[Path], None]] = [_flip, _cut, _first_line, Path.unlink]


@pytest.mark.parametrize("wreck", WRECKS)
def test_a_damaged_part_is_found_and_made_anew_and_kept(
    store: Store, plain: Store, wreck: Callable[[Path], None]
) -> None:
    path = parts_of(store)[3]
    wreck(path)
    damaged = path.read_bytes() if path.exists() else None
    found = examine(store).problems
    assert len(found) == 1
    assert path.stem in found[0]
    assert "made anew from the history" in repair(store)[0]
    assert examine(store, deep=True).problems == ()
    assert standing(store) == standing(plain)
    if damaged is not None:
        assert (store.folder / "notices.damaged-1" / path.name).read_bytes() == damaged


@pytest.mark.parametrize("wreck", WRECKS)
@pytest.mark.parametrize("also", [lambda _: None, _flip])
def test_keys_that_are_damaged_are_made_anew_from_their_part(
    store: Store, also: Callable[[Path], None], wreck: Callable[[Path], None]
) -> None:
    """To derive all notices anew for them would take minutes."""
    parts = {each.name: each.stat().st_ino for each in parts_of(store)}
    path = parts_of(store)[3].with_suffix(".keys")
    sound = path.read_bytes()
    wreck(path)
    damaged = path.read_bytes() if path.exists() else None
    assert len(examine(store).problems) == 1
    also(sealed_before(store.history_path).paths[1])
    assert "notices: 1 file of keys made anew from the lines of the part" in repair(store)
    assert examine(store, deep=True).problems == ()
    assert path.read_bytes() == sound
    assert {each.name: each.stat().st_ino for each in parts_of(store)} == parts
    if damaged is not None:
        assert path.with_name(f"{path.name}.damaged-1").read_bytes() == damaged


@pytest.mark.parametrize("wreck", WRECKS)
def test_keys_of_a_damaged_part_are_made_anew_with_it(
    store: Store, plain: Store, wreck: Callable[[Path], None]
) -> None:
    path = parts_of(store)[3]
    wreck(path)
    path.with_suffix(".keys").unlink()
    assert any("notices: made anew from the history" in each for each in repair(store))
    assert examine(store, deep=True).problems == ()
    assert standing(store) == standing(plain)


@pytest.mark.parametrize("wreck", WRECKS)
@pytest.mark.parametrize("number", [0, 4, -1])
def test_damage_to_a_sealed_file_of_the_history_is_found_and_mended_without_a_loss(
    store: Store, plain: Store, number: int, wreck: Callable[[Path], None]
) -> None:
    path = sealed_before(store.history_path).paths[number]
    wreck(path)
    damaged = path.read_bytes() if path.exists() else None
    assert examine(store).problems
    repair(store)
    assert examine(store, deep=True).problems == ()
    assert {each.title for each in standing(store)} == {each.title for each in standing(plain)}
    if damaged is not None:
        assert (store.folder / "history.damaged-1" / path.name).read_bytes() == damaged
    fill(store, look(entry("The newest", article="99", date=DAY + timedelta(99))))
    assert examine(store, deep=True).problems == ()
    assert sealed_before(store.history_path).paths


def test_a_doctor_that_a_writer_overtakes_finds_no_damage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(fold: Fold) -> None:
        writer = Store(store.folder, RULES)
        fill(writer, look(*(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n)) for n in range(30))))
        check_lines(fold)

    monkeypatch.setattr("cdetrack.doctor.checks.check_lines", slow)
    assert examine(store).problems == ()


def test_a_backup_of_the_sealed_files_and_a_later_history_is_found(store: Store, tmp_path: Path) -> None:
    """The last sealed file is not the one that `history.jsonl` cites: no line before counts for it."""
    shutil.copytree(store.folder / "history", tmp_path / "backup")
    fill(store, *(look(entry(f"Later {n}", article=f"2{n}")) for n in range(9)))
    shutil.rmtree(store.folder / "history")
    shutil.copytree(tmp_path / "backup", store.folder / "history")
    assert examine(store).problems
    repair(store)
    assert examine(store, deep=True).problems == ()
    assert len(standing(store)) == 39


def test_a_lost_history_jsonl_is_told_and_mended_from_the_sealed_files(store: Store) -> None:
    """Without the fold, nothing else says that lines are gone."""
    store.history_path.unlink()
    store.fold_path.unlink()
    (store.folder / "state.json").unlink()
    assert "lines at its end are gone" in examine(store).problems[0]
    with pytest.raises(CacheError, match="lines at its end are gone"):
        fill(store, look(entry("The newest", article="99")))
    repair(store)
    assert examine(store, deep=True).problems == ()
    assert len(standing(store)) >= 28


def test_an_older_history_jsonl_beside_later_sealed_files_loses_none_of_their_changes(store: Store) -> None:
    older = store.history_path.read_bytes()
    fill(store, *(look(entry(f"Matter {n}", article=str(n), date=DAY + timedelta(n))) for n in range(9)))
    fill(store, *(look(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n))) for n in range(9)))
    sealed = sum(path.read_bytes().count(b"\n") for path in sealed_before(store.history_path).paths)
    before = standing(store)
    store.history_path.write_bytes(older)
    repair(store)
    assert examine(store, deep=True).changes >= sealed
    assert examine(store).problems == ()
    assert standing(store) == before


def test_git_merges_parts_that_two_machines_replaced(store: Store, tmp_path: Path) -> None:
    workflows = Path(__file__).parents[2] / "docs" / "how-to" / "workflows"
    script = (workflows / "look.sh").read_text(encoding="utf-8")
    pull = next(line.strip() for line in script.splitlines() if " pull " in line)
    env = {**os.environ, "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}

    def git(folder: Path, command: str) -> None:
        names = "git config user.name a && git config user.email a@example.org && git config merge.ours.driver true"
        subprocess.run(["sh", "-ec", f"{names} && {command}"], cwd=folder, env=env, check=True, capture_output=True)

    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    shutil.copytree(store.folder, ours / "cache")
    for name in ("gitattributes", "gitignore"):
        shutil.copy(workflows / name, ours / f".{name}")
    subprocess.run(["git", "init", "-q", ours], env=env, check=True, capture_output=True)
    git(ours, "git add -A && git commit -q -m begin")
    subprocess.run(["git", "clone", "-q", ours, theirs], env=env, check=True, capture_output=True)
    for clone in (ours, theirs):
        there = Store(clone / "cache", RULES)
        fill(there, look(*(entry(f"By {clone.name} {n}", article=f"{clone.name}{n}", date=DAY) for n in range(9))))
        git(clone, "git add -A && git commit -q -m look")
    git(theirs, pull)
    joined = Store(theirs / "cache", RULES)
    repair(joined)
    assert examine(joined, deep=True).problems == ()
    assert {each.title for each in standing(joined)} >= {
        f"By {name} {n}" for name in ("ours", "theirs") for n in range(9)
    }


def test_two_machines_that_sealed_apart_are_joined(store: Store, tmp_path: Path) -> None:
    """Git keeps the lines of both in each file, as `merge=union` does; the fold is that of one."""
    shutil.copytree(store.folder, tmp_path / "other")
    other = Store(tmp_path / "other", RULES)
    fill(store, *(look(entry(f"Ours {n}", article=f"10{n}")) for n in range(9)))
    fill(other, *(look(entry(f"Theirs {n}", article=f"20{n}")) for n in range(9)))
    for path in (*other.folder.glob("history/*.jsonl"), other.history_path):
        ours = store.folder / path.relative_to(other.folder)
        lines = ours.read_bytes().splitlines(keepends=True) if ours.exists() else []
        theirs = path.read_bytes().splitlines(keepends=True)
        ours.write_bytes(b"".join([*lines, *(line for line in theirs if line not in lines)]))
    repair(store)
    assert examine(store, deep=True).problems == ()
    titles = {each.title for each in standing(store)}
    assert titles >= {f"{whose} {n}" for whose in ("Ours", "Theirs") for n in range(9)}
    assert len(titles) == 30 + 18


@pytest.mark.parametrize("name", ["notices", "history"])
def test_a_file_in_place_of_a_folder_is_told_with_what_to_do(store: Store, name: str) -> None:
    shutil.rmtree(store.folder / name)
    (store.folder / name).write_text("x")
    with pytest.raises(CacheError, match="is no folder, where a folder of the cache belongs") as raised:
        repair(store)
    assert raised.value.hint == "move it away"
    (store.folder / name).unlink()
    repair(store)
    assert examine(store, deep=True).problems == ()
    assert len(standing(store)) == 30


def test_deep_derives_the_notices_in_batches_and_keeps_nothing_of_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "BATCH", 10)
    told: list[tuple[int, int]] = []
    there = sorted(store.folder.rglob("*"))
    cache = Cache(store.folder, progress=lambda done, of: told.append((done, of)))
    assert cache.examine(deep=True).problems == ()
    assert told == [(0, 32), (10, 32), (20, 32), (30, 32), (32, 32)]
    assert sorted(store.folder.rglob("*")) == there
    cache.examine()
    assert len(told) == 5


def test_deep_needs_a_part_of_the_memory_that_all_notices_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_files(monkeypatch.setattr)
    monkeypatch.setattr(sealed, "LEAST_PART", 100_000)
    store = Store(tmp_path / "cache", RULES)
    text = "The requirements for widgets are announced in full. " * 200
    fill(store, look(*(entry(f"Matter {n}", article=str(n), date=DAY, summary=text) for n in range(200))))
    monkeypatch.setattr(writer, "BATCH", 10)
    tracemalloc.start()
    try:
        assert examine(store, deep=True).problems == ()
        # All at once, they take twice as much.
        assert tracemalloc.get_traced_memory()[1] < 1.5 * 200 * len(text)
    finally:
        tracemalloc.stop()


def test_a_terminal_shows_how_far_the_notices_are_derived_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "BATCH", 20)
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen, os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        for words in (["--quiet"], []):
            store.fold_path.unlink()
            assert run(["--cache", str(store.folder), *words, "doctor", "--repair"]) == 0
        shown = screen.read(1000).decode()
    assert shown.split("\r") == [
        "",
        "deriving the notices anew: 0 of 32 changes",
        "",
        "deriving the notices anew: 20 of 32 changes",
        "",
        " " * 43,
        "",
    ]


def test_a_repair_of_the_history_leaves_the_parts_of_the_notices(store: Store) -> None:
    """To derive all notices anew for one damaged line would take minutes."""
    there = {each.name: each.stat().st_ino for each in parts_of(store)}
    file = sealed_before(store.history_path).paths[1]
    file.write_bytes(file.read_bytes().replace(b"Notice of", b"Notjce of", 1))
    told = repair(store)
    assert "notices: kept, for the repaired history" in told
    assert {each.name: each.stat().st_ino for each in parts_of(store)} == there
    assert sealed_before(store.history_path).paths
    assert examine(store, deep=True).problems == ()


def test_a_repair_derives_only_the_notices_of_lines_that_are_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refold_onto, "_BATCH", 5)
    before = [each._replace(relations=()) for each in standing(store)]
    file = sealed_before(store.history_path).paths[1]
    file.write_bytes(file.read_bytes().split(b"\n", 1)[1])
    lost = len(read_history(store.history_path)[:].splitlines())
    assert "notices: kept, for the repaired history; 1 of them was made anew" in repair(store)
    assert (lost, examine(store, deep=True).problems) == (31, ())
    assert sorted(each._replace(relations=()) for each in standing(store)) == sorted(before)
