"""A cache in sealed files answers as one in two files does, and no damage to any of them loses a change."""

import json
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack import Cache
from cdetrack.cli import run
from cdetrack.doctor import examine
from cdetrack.doctor.repair import repair
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Look
from cdetrack.store import files, history_files, refold_onto, sealed, writer
from cdetrack.store.checksum import check_lines
from cdetrack.store.content import lines_backwards, map_file, open_file
from cdetrack.store.fold import Fold
from cdetrack.store.history_files import map_history, read_history, seal, sealed_before
from cdetrack.store.scratch import scratch_copy
from cdetrack.store.store import Store
from support.looks import DAY, entry, fill, look, standing
from support.small_files import small_files

RULES = Rules()
FILES = ["cdetrack.lock", "history.jsonl", "notices.json", "state.json"]


def looks() -> list[Look]:
    """Return looks at thirty notices of thirty days, the later ones with changes of old notices."""
    days = [DAY + timedelta(n) for n in range(30)]
    entries = [entry(f"Notice of matter {n}", article=str(n), date=day, summary="s" * 40) for n, day in enumerate(days)]
    return [
        look(*entries[10:20]),
        look(*entries[:10], *entries[20:28]),
        look(
            entries[5]._replace(summary="Another."),
            entries[12]._replace(title="Matter 12 again"),
            *entries[28:],
        ),
    ]


@pytest.fixture
def plain(tmp_path: Path) -> Store:
    """Return a cache in two files."""
    store = Store(tmp_path / "plain", RULES)
    fill(store, *looks())
    return store


@pytest.fixture
def store(tmp_path: Path, plain: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return the same cache in sealed files."""
    assert sorted(each.name for each in plain.folder.iterdir()) == FILES
    small_files(monkeypatch.setattr)
    store = Store(tmp_path / "cache", RULES)
    fill(store, *looks())
    assert len(parts_of(store)) > 5
    assert len(sealed_before(store.history_path).paths) > 5
    return store


def parts_of(store: Store) -> list[Path]:
    return sorted((store.folder / "notices").glob("*.json"))


def answers(store: Store) -> dict[str, object]:
    """Return all that a cache answers, from its own files."""
    cache = Cache(store.folder)
    notices = cache.notices()
    return {
        "notices": notices,
        "histories": [cache.history(each.id) for each in notices],
        "changes": cache.changes(),
        "found": [cache.notice(each.id) for each in notices],
        "deep": cache.examine(deep=True).problems,
    }


def test_it_answers_as_the_cache_in_two_files(store: Store, plain: Store) -> None:
    assert standing(store) == standing(plain)
    assert answers(store) == answers(plain)
    assert read_history(store.history_path)[:] == plain.history_path.read_bytes()


def test_each_file_is_json_with_one_notice_a_line_newest_first(store: Store, plain: Store) -> None:
    files = [store.fold_path, *reversed(parts_of(store))]
    assert all(json.loads(each.read_bytes())["schema"] == 2 for each in files)
    found = [each["id"] for path in files for each in json.loads(path.read_bytes())["notices"]]
    assert found == [each.id for each in standing(plain)]
    assert max(each.stat().st_size for each in store.folder.rglob("*.json*")) < 6000


def test_a_look_leaves_the_files_that_it_does_not_touch(store: Store) -> None:
    parts, lines = set(parts_of(store)), sealed_before(store.history_path).paths
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (*parts, *lines)}
    fill(store, look(entry("The newest", article="99", date=DAY + timedelta(99))))
    assert parts <= set(parts_of(store))
    assert lines == sealed_before(store.history_path).paths[: len(lines)]
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in before} == before


def test_a_cache_that_grew_in_two_files_is_taken_over(plain: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before, history = standing(plain), plain.history_path.read_bytes()
    small_files(monkeypatch.setattr)
    fill(plain, look(entry("The newest", article="99", date=DAY + timedelta(99))))
    assert parts_of(plain)
    assert standing(plain)[1:] == before
    assert read_history(plain.history_path)[:].startswith(history)
    assert examine(plain, deep=True).problems == ()


def test_a_cache_that_shrinks_is_two_files_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "LIMIT", 1 << 20)
    fill(store, look(entry("The newest", article="99", date=DAY + timedelta(99))))
    assert parts_of(store) == []
    assert len(standing(store)) == 31


def test_a_fold_made_in_batches_keeps_no_more_than_the_parts_of_two(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    most, put_part = 0, sealed.put_part

    def put(fold: Path, lines: bytes) -> sealed.SealedPart:
        nonlocal most
        part = put_part(fold, lines)
        most = max(most, len(parts_of(store)))
        return part

    monkeypatch.setattr(sealed, "put_part", put)
    monkeypatch.setattr(writer, "BATCH", 1)
    store.fold_path.unlink()
    shutil.rmtree(store.folder / "notices")
    with store.writing(wait=1):
        pass
    assert most <= len(parts_of(store)) + 5


def test_more_parts_than_files_that_may_be_open(store: Store) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    # The limit is one of numbers: what other tests left open between free ones counts as well.
    highest = max(int(each.name) for each in Path("/dev/fd").iterdir())
    needed = len(parts_of(store)) + 2 * len(sealed_before(store.history_path).paths)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1 + needed, before[1]))
        fill(store, look(*(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n)) for n in range(30))))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert len(standing(store)) == 30


def test_an_older_cdetrack_refuses_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdetrack.store.fold.SCHEMA", 1)
    with pytest.raises(NewerCacheError):
        Fold(store.fold_path, store.fold_path.read_bytes())


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


def test_a_text_that_is_no_id_finds_nothing(store: Store) -> None:
    fold = store.fold_on_disk()
    assert fold is not None
    assert fold.get("\udcff") is None  # an argument of a command that is not UTF-8


def test_a_folder_that_cannot_be_read_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: Path) -> object:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(CacheError, match=r"cannot read .*history"):
        store.fold()


@pytest.mark.parametrize(
    "wreck",
    [
        lambda codes: codes[:-20],
        lambda codes: codes[:9],
        lambda codes: codes.replace(b"\n", b"\r\n"),
        lambda codes: codes[:9].replace(b"\n", b"\r\n") * 9,
        lambda codes: bytes(len(codes)),
    ],
)
def test_a_file_of_keys_that_is_cut_off_doubles_no_notice(store: Store, wreck: Callable[[bytes], bytes]) -> None:
    for path in parts_of(store):
        keys = path.with_suffix(".keys")
        keys.write_bytes(wreck(keys.read_bytes()))
    fill(store, *looks())
    assert len(standing(store)) == 30


@given(st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=40), st.integers(0, 2**32 - 1))
def test_many_searches_for_keys_find_what_few_do(codes: set[int], other: int) -> None:
    lines = b"".join(b"%08x\n" % code for code in sorted(codes))
    wanted = {code: [str(code)] for code in (*codes, other)}
    few, many = sealed.PartKeys(lines), sealed.PartKeys(lines)
    found = [few.those_in({code: keys}) for code, keys in wanted.items()]
    assert found == [[str(code)] if code in codes else [] for code in wanted]
    for _ in range(100):
        assert [many.those_in({code: keys}) for code, keys in wanted.items()] == found
    crowd = {code: [str(code)] for code in {*wanted, *range(2_100)}}
    assert sorted(many.those_in(crowd)) == sorted(str(code) for code in codes)


def test_a_lost_file_of_keys_costs_time_and_no_answer(store: Store, plain: Store) -> None:
    for path in parts_of(store):
        path.with_suffix(".keys").unlink()
    assert answers(store)["notices"] == answers(plain)["notices"]
    fill(store, *looks())
    assert len(standing(store)) == 30


def test_parts_that_a_killed_run_left_are_removed_by_the_next_writer(store: Store) -> None:
    parts = parts_of(store)
    for path in (parts[0], parts[0].with_suffix(".keys")):
        shutil.copy(path, path.with_name(f"2020-01-01-0123456789ab{path.suffix}"))
    with store.writing(wait=5):
        pass
    assert parts_of(store) == parts
    assert not list(store.folder.glob("notices/2020*"))


def test_a_reader_keeps_the_parts_that_a_writer_removes(store: Store) -> None:
    fold, before = store.fold_on_disk(), parts_of(store)
    assert fold is not None
    names = [each.id for each in standing(store)]
    fill(store, look(*(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n)) for n in range(30))))
    assert not any(path.exists() for path in before)
    assert [fold.notice(line).id for _, line in fold.lines()] == names


def test_a_reader_that_comes_between_the_file_and_its_parts_reads_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:

    def slow(path: Path) -> object:
        monkeypatch.setattr(sealed, "open_file", open_file)
        writer = Store(store.folder, RULES)
        fill(writer, look(*(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n)) for n in range(30))))
        return open_file(path)

    monkeypatch.setattr(sealed, "open_file", slow)
    assert {each.title for each in standing(Store(store.folder, RULES))} >= {f"Matter {n} anew" for n in range(30)}


def test_a_reader_of_the_history_that_a_writer_overtakes_reads_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(path: Path, size: int | None = None) -> bytes:
        monkeypatch.setattr(history_files, "map_file", map_file)
        writer = Store(store.folder, RULES)
        fill(writer, look(*(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n)) for n in range(30))))
        return bytes(map_file(path, size))

    before = sealed_before(store.history_path)
    monkeypatch.setattr(history_files, "map_file", slow)
    assert map_history(store.history_path)[:] == read_history(store.history_path)[:]
    assert sealed_before(store.history_path) != before


def test_a_doctor_that_a_writer_overtakes_finds_no_damage(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(fold: Fold) -> None:
        writer = Store(store.folder, RULES)
        fill(writer, look(*(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n)) for n in range(30))))
        check_lines(fold)

    monkeypatch.setattr("cdetrack.doctor.checks.check_lines", slow)
    assert examine(store).problems == ()


@pytest.mark.parametrize("moment", ["notices.json", "notices/", "history.jsonl", "history/"])
def test_a_scratch_copy_that_a_writer_overtakes_is_sound(
    store: Store, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (store.folder / "notices.damaged-1").mkdir()
    copied = shutil.copy2

    def slow(path: str | Path, to: str | Path) -> None:
        if moment in f"{Path(path).parent.name}/{Path(path).name}":
            monkeypatch.setattr(shutil, "copy2", copied)
            writer = Store(store.folder, RULES)
            fill(writer, look(*(entry(f"Matter {n} anew", article=str(n), date=DAY + timedelta(n)) for n in range(30))))
        copied(path, to)

    monkeypatch.setattr(shutil, "copy2", slow)
    with scratch_copy(store.folder) as folder:
        assert shutil.copy2 is copied
        assert examine(Store(folder, RULES), deep=True).problems == ()
        assert len(standing(Store(folder, RULES))) == 30
        assert not (folder / "notices.damaged-1").exists()


def test_a_part_that_is_gone_is_told_and_nothing_is_overwritten(store: Store) -> None:
    path = parts_of(store)[3]
    path.unlink()
    before = store.fold_path.read_bytes()
    for read in (lambda: standing(store), lambda: fill(store, look(entry("The newest")))):
        with pytest.raises(CacheError, match=path.stem) as raised:
            read()
        assert "doctor --repair" in str(raised.value.hint)
    assert store.fold_path.read_bytes() == before


def test_a_part_with_a_name_that_leads_elsewhere_is_damage(store: Store) -> None:
    name = parts_of(store)[3].stem.encode()
    store.fold_path.write_bytes(store.fold_path.read_bytes().replace(name, b"../../2025/" + name[11:]))
    with pytest.raises(CacheError, match="damaged"):
        store.fold_on_disk()


@pytest.mark.parametrize("written", [0, 3, 99])
def test_sealed_files_that_a_crash_left_do_not_count(
    plain: Store, written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written before `history.jsonl` is replaced, which makes them count."""
    history = plain.history_path.read_bytes()
    small_files(monkeypatch.setattr)
    replace = files.replace

    def killed(path: Path, content: Iterable[bytes]) -> None:
        if path == plain.history_path or len(list((plain.folder / "history").glob("*"))) == written:
            raise KeyboardInterrupt
        replace(path, content)

    with monkeypatch.context() as crash:
        crash.setattr(files, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            seal(plain.history_path, len(history))
    assert read_history(plain.history_path)[:] == history
    assert examine(plain, deep=True).problems == ()
    seal(plain.history_path, len(history))
    assert read_history(plain.history_path)[:] == history
    assert len(plain.history_path.read_bytes()) < 2000


def test_an_unfinished_look_is_never_sealed(plain: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash left it, and the next writer first makes the fold anew and seals lines."""
    history = plain.history_path.read_bytes()
    fill(plain, look(*(entry(f"Later {n}", article=f"9{n}", date=DAY + timedelta(99)) for n in range(10))))
    lines = plain.history_path.read_bytes().splitlines(keepends=True)
    plain.history_path.write_bytes(b"".join(lines[:-1]))
    plain.fold_path.unlink()
    small_files(monkeypatch.setattr)
    monkeypatch.setattr(writer, "BATCH", 5)
    fill(plain, look(entry("The newest", article="99", date=DAY + timedelta(99))))
    assert read_history(plain.history_path)[:].startswith(history)
    assert examine(plain, deep=True).problems == ()
    assert (plain.folder / "history.cut.jsonl").read_bytes() == b"".join(lines[history.count(b"\n") : -1])
    assert len(standing(plain)) == 31


def test_files_that_stand_in_the_way_of_sealed_ones_are_kept(plain: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    small_files(monkeypatch.setattr)
    (plain.folder / "history").mkdir()
    (plain.folder / "history" / "000002.jsonl").write_bytes(b"something else\n")
    seal(plain.history_path, len(plain.history_path.read_bytes()))
    assert (plain.folder / "history" / "000002.jsonl.damaged-1").read_bytes() == b"something else\n"
    assert examine(plain, deep=True).problems == ()


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


@given(lines=st.lists(st.sampled_from([b"", b"a", b"b" * 9, b"c" * 20])), block=st.integers(1, 12))
def test_lines_are_read_backwards(lines: list[bytes], block: int) -> None:
    whole = b"".join(line + b"\n" for line in lines)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("cdetrack.store.content._BLOCK", block)
        found = list(lines_backwards(whole, len(whole)))
    assert found == whole.splitlines(keepends=True)[::-1]


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
