"""A cache in sealed files answers as one in two files does, and no damage to any of them loses a change."""

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack import Cache
from cdetrack.doctor import examine
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.store import files, history_files, sealed, writer
from cdetrack.store.content import lines_backwards, map_file, open_file
from cdetrack.store.fold import Fold
from cdetrack.store.history_files import map_history, read_history, seal, sealed_before
from cdetrack.store.scratch import scratch_copy
from cdetrack.store.store import Store
from support.looks import DAY, entry, fill, look, standing
from support.sealed_caches import RULES, cache_in_sealed_files, cache_in_two_files, looks, parts_of
from support.small_files import small_files

FILES = ["cdetrack.lock", "history.jsonl", "notices.json", "state.json"]


@pytest.fixture
def plain(tmp_path: Path) -> Store:
    return cache_in_two_files(tmp_path / "plain")


@pytest.fixture
def store(tmp_path: Path, plain: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    assert sorted(each.name for each in plain.folder.iterdir()) == FILES
    return cache_in_sealed_files(tmp_path / "cache", monkeypatch)


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


@given(lines=st.lists(st.sampled_from([b"", b"a", b"b" * 9, b"c" * 20])), block=st.integers(1, 12))
def test_lines_are_read_backwards(lines: list[bytes], block: int) -> None:
    whole = b"".join(line + b"\n" for line in lines)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("cdetrack.store.content._BLOCK", block)
        found = list(lines_backwards(whole, len(whole)))
    assert found == whole.splitlines(keepends=True)[::-1]
