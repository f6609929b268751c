"""Files that were cut off or altered are told and left alone; `bench/truncate.py` does it at every byte."""

import re
import shutil
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.alert.outbox import load_outbox
from cdetrack.doctor import examine, repair
from cdetrack.errors import CacheError
from cdetrack.meaning.rules import Rules
from cdetrack.store import content
from cdetrack.store.history_line import SCHEMA
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store
from support import alert_log
from support.damage import FILES, cuts, damage, files_of, flips, made
from support.program import Program, listing
from support.small_files import small_files


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("damage"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_off_is_told_and_left_alone(sound: Path, name: str) -> None:
    data = (sound / name).read_bytes()
    came = damage(sound, name, (cut for size, cut in enumerate(cuts(data)) if size % 23 == len(data) % 23))
    # A lost end of the outbox is like a crash: the rest is whole.
    assert came["found"] + came["as before"] == came.total() or name == "outbox.jsonl"


@pytest.mark.parametrize("name", FILES)
def test_a_byte_that_was_altered_is_found_where_the_chain_covers_it(sound: Path, name: str) -> None:
    came = damage(sound, name, flips((sound / name).read_bytes(), 40, seed=3))
    assert came["found"] + came["as before"] == came.total() or name in {"state.json", "outbox.jsonl"}
    assert came["found"] == came.total() or name not in {"history.jsonl", "notices.json"}


@pytest.fixture(scope="module")
def in_sealed_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        small_files(patch.setattr)
        yield made(tmp_path_factory.mktemp("damage"))


@pytest.mark.parametrize("kind", ["history/*.jsonl", "notices/*.json", "notices/*.keys"])
def test_damage_to_a_sealed_file_is_found_and_it_is_left_alone(in_sealed_files: Path, kind: str) -> None:
    [name] = [each for each in files_of(in_sealed_files) if fnmatch(each, kind)]
    data = (in_sealed_files / name).read_bytes()
    came = damage(in_sealed_files, name, (cut for size, cut in enumerate(cuts(data)) if size % 41 == len(data) % 41))
    came += damage(in_sealed_files, name, flips(data, 20, seed=3))
    assert came["found"] == came.total() > 20, came


_DEEP = 100_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *((name, b"[" * _DEEP) for name in FILES),
        *((name, b'{"a":' * _DEEP + b"\n") for name in FILES),
        ("state.json", b'{"schema": 1, "cursors": {}, "sources": ' + b"[" * _DEEP),
        ("notices.json", b'{"schema": 1, "x": ' + b"[" * _DEEP + b"\n"),
        ("state.json", b'{"schema": 1e999, "cursors": {}, "sources": {}}'),
        ("notices.json", b'{"schema": 1e999, "notices": [\n]}\n'),
        ("outbox.jsonl", b'{"schema": 1e999}\n'),
        ("outbox.jsonl", b'{"schema": ' + b"9" * 5_000 + b"}\n"),
        ("state.json", b'{"schema": ' + b"9" * 5_000 + b"}"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:24]),
)
def test_content_that_is_made_to_break_a_reader_is_damage(
    sound: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    folder = tmp_path / "cache"
    shutil.copytree(sound, folder)
    (folder / name).write_bytes(content)
    store = Store(folder, Rules())
    if name == "outbox.jsonl" and b"\n" not in content:
        # A record without an end, as a crash leaves it.
        assert load_outbox(folder).alerts == {}
        return
    assert examine(store).problems
    assert (folder / name).read_bytes() == content
    repair(store)
    kept = [
        each.read_bytes() for pattern in (f"{name}.damaged-*", "history.cut.jsonl") for each in folder.glob(pattern)
    ]
    assert content in kept or content + b"\n" in kept
    assert examine(store, deep=True).problems == ()


def test_deep_nesting_behind_the_head_of_a_line_is_damage(tmp_path: Path) -> None:
    """The chain is whole: only reading the content finds out."""
    folder = tmp_path / "cache"
    folder.mkdir()
    head = f'{{"schema": {SCHEMA}, "prev": "{"0" * 64}", "look": 1, "end": true, "at": "2026-11-22T06:00:00Z", "x": '
    (folder / "history.jsonl").write_bytes(head.encode() + b"[" * _DEEP + b"\n")
    assert examine(Store(folder, Rules())).problems
    with pytest.raises(CacheError):
        Store(folder, Rules()).fold()


def test_a_state_whose_values_are_of_another_kind_is_damage(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    shutil.copytree(sound, folder)
    for old, new in (
        (b'"missed": {}', b'"missed": 7'),
        (b'"learnt": [', b'"learnt": [{"at": "2026-11-22T06:00:00Z", "first": "", "values": {"lists": [null, []]}}, '),
        (b'"learnt": [', b'"learnt": [{"at": "2026-11-22T06:00:00Z", "first": "", "values": {"reader": []}}, '),
        (b'"changes": ', b'"changes": "x", "y": '),
        (b'"bytes": ', b'"bytes": "1'),
    ):
        content = (sound / "state.json").read_bytes()
        assert old in content
        (folder / "state.json").write_bytes(content.replace(old, new))
        with pytest.raises(CacheError):
            load_state(folder)


def test_nothing_that_was_damaged_is_written_to_by_any_command(sound: Path, cdetrack: Program) -> None:
    program = cdetrack
    for name in FILES:
        shutil.rmtree(program.cache, ignore_errors=True)
        shutil.copytree(sound, program.cache)
        path = program.cache / name
        damaged = re.sub(rb'"schema": \d', b'"schema": x', path.read_bytes(), count=1)
        path.write_bytes(damaged)
        page = listing(("Fifth", "2025-09-09"))
        for command in (
            ["ingest", "-"],
            ["check", "--no-fetch"],
            ["diff", "--since-last", "eve"],
            ["list"],
            ["doctor"],
        ):
            ran = program(*command, stdin=page)
            assert "Traceback" not in ran.err, ran.err
            # An alert waits, of a watch that no configuration has.
            assert ran.code in ({6, 8} if command[0] == "check" else {0, 6}), ran.err
            # A line of the history that was read long ago is not read again at each look; lines are added to it.
            assert path.read_bytes().startswith(damaged), (name, command)
            assert path.read_bytes() == damaged or name == "history.jsonl", (name, command)
        assert program("doctor").code == 6


@pytest.mark.parametrize("line", [None, b"", b"{},", b"null,", b"{broken", b'{"id": "x"},', b"\xff,"])
def test_a_line_of_the_notices_that_is_lost_or_broken_is_damage_to_a_writer(
    sound: Path, cdetrack: Program, line: bytes | None
) -> None:
    """A writer reads the keys of lines that it does not decode."""
    lines = (sound / "notices.json").read_bytes().splitlines()
    for place in range(1, len(lines) - 1):
        damaged = b"\n".join([*lines[:place], *([] if line is None else [line]), *lines[place + 1 :], b""])
        for command in (["ingest", "-"], ["ingest", "--dry-run", "-"], ["undo"]):
            shutil.rmtree(cdetrack.cache, ignore_errors=True)
            shutil.copytree(sound, cdetrack.cache)
            (cdetrack.cache / "notices.json").write_bytes(damaged)
            ran = cdetrack(
                *command, stdin=listing(("Fifth ([2025] No. 3)", "2025-09-09"), ("Second 第二", "2025-09-04"))
            )
            assert ran.code in {0, 6}, (place, command, ran.err)
            # It is never lost without a word: `doctor` finds it later, too.
            assert ran.code == 6 or cdetrack("doctor").code == 6, (place, command)


@given(st.binary(max_size=300), st.binary(min_size=1, max_size=3), st.integers(0, 300), st.integers(1, 9))
def test_what_is_looked_for_in_blocks_is_found_where_it_is(data: bytes, needle: bytes, start: int, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content, "_BLOCK", block)
        assert content.find(data, needle, start) == (data.find(needle, start) if start < len(data) else -1)
        assert content.find(data, needle, start, 200) == data.find(needle, start, min(200, len(data)))


def test_lines_that_are_longer_than_a_block_are_read_whole(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fold = Store(sound, Rules()).fold_on_disk()
    assert fold is not None
    usual = list(fold.lines())
    for block in (1, 50, 700, 1_300):
        monkeypatch.setattr("cdetrack.store.fold._BLOCK", block)
        assert list(fold.lines()) == usual


_COMMANDS = ("status", "check", "list", "diff", "alerts", "show --why", "undo", "export evidence", "doctor")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-03-01T00:00:00"])
@pytest.mark.parametrize("name", ["state.json", "outbox.jsonl", "history.jsonl", "notices.json", "decisions/*.jsonl"])
def test_a_time_outside_of_the_calendar_or_without_a_zone_is_damage(tmp_path: Path, name: str, moment: str) -> None:
    with alert_log.alerting(tmp_path) as live:
        live("check")
        live.site.sections["drugs"][:0] = alert_log.new(2)
        live("check")
        notice = live("list", "--json").json()[0]["id"]
        live("mark", notice, "relevant", "--by", "ann")
        [path] = live.cache.glob(name)
        times = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
        assert times.search(path.read_bytes())
        path.write_bytes(times.sub(moment.encode(), path.read_bytes()))
        for command in _COMMANDS:
            words = command.split()
            more = [notice] if "show" in command else [tmp_path / "pack.zip"] if "evidence" in command else []
            ran = live(words[0], *words[1:], *more)
            assert ran.code != 1, (command, ran.err)
        assert "is damaged" in live("doctor").out + live("doctor").err
