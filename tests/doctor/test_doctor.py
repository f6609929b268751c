"""`doctor --repair`: histories that were merged, cut off, lost or taken from a backup are mended, and all is kept."""

import json
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdetrack.alert import outbox_records
from cdetrack.alert.outbox import load_outbox, open_outbox
from cdetrack.alert.outbox_state import WatchProgress
from cdetrack.changes.replay import replay
from cdetrack.doctor import examine, repair
from cdetrack.doctor.checks import HistoryReading
from cdetrack.errors import CacheError
from cdetrack.look.origins import Origins
from cdetrack.look.recording import record_look
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Change, ChangeKind, Look, Note, Position
from cdetrack.store.checksum import checksum
from cdetrack.store.history import History
from cdetrack.store.history_line import encode
from cdetrack.store.state import SourceState, State, forget_validators
from cdetrack.store.state_file import load_state, save_state
from cdetrack.store.store import Store
from support.looks import DAY, NOW, entry, look, some_looks, standing
from support.paths import SEED
from support.program import Program, listing
from support.sample_alerts import alert

RULES = Rules()


def add(store: Store, *looks: Look, start: int, baseline: bool = False) -> None:
    """Record looks, one a minute from the minute `start` on."""
    for minute, each in enumerate(looks, start):
        with store.writing(wait=5) as writer:
            record_look(writer, replace(each, at=NOW + timedelta(minutes=minute)), baseline=baseline, origins=Origins())


def two(folder: Path, prefix: Sequence[Look], ours: Sequence[Look], theirs: Sequence[Look]) -> tuple[Store, Store]:
    """Return the caches of two machines that went on from one; the second looks half a minute after the first."""
    one = Store(folder / "one", RULES)
    add(one, *prefix, start=0)
    if not prefix:
        one.folder.mkdir(exist_ok=True)
    other = Store(Path(shutil.copytree(one.folder, folder / "other")), RULES)
    add(one, *ours, start=100)
    for minute, each in enumerate(theirs, 100):
        with other.writing(wait=5) as writer:
            record_look(
                writer, replace(each, at=NOW + timedelta(minutes=minute, seconds=30)), baseline=False, origins=Origins()
            )
    return one, other


def lines_of(store: Store) -> list[bytes]:
    return store.history_path.read_bytes().splitlines(keepends=True) if store.history_path.exists() else []


def marked(ours: Sequence[bytes], theirs: Sequence[bytes]) -> Iterable[bytes]:
    """Return the two sides as git leaves them in the file."""
    common = next(
        (at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
    )
    return [
        *ours[:common],
        b"<<<<<<< HEAD\n",
        *ours[common:],
        b"||||||| 1a2b3c4\n",
        b"=======\n",
        *theirs[common:],
        b">>>>>>> other machine\n",
    ]


def interleaved(ours: Sequence[bytes], theirs: Sequence[bytes]) -> Iterable[bytes]:
    for place in range(max(len(ours), len(theirs))):
        yield from ours[place : place + 1]
        yield from theirs[place : place + 1]


WAYS: dict[str, Callable[[Sequence[bytes], Sequence[bytes]], Iterable[bytes]]] = {
    "marked": marked,
    "behind": lambda ours, theirs: [*ours, *theirs],
    "interleaved": interleaved,
}


def changes_of(store: Store) -> list[Change]:
    history = History(store.history_path, store.history_path.read_bytes())
    return history.changes(list(history.looks()))


def mended(store: Store) -> list[str]:
    """Repair a cache that needs it, assert that it is sound and that a second time changes no byte."""
    assert examine(store).problems
    told = repair(store)
    assert examine(store, deep=True).problems == ()
    before = {path.name: path.read_bytes() for path in store.folder.iterdir()}
    assert repair(store) == []
    assert {path.name: path.read_bytes() for path in store.folder.iterdir()} == before
    return told


def looks_of_all_kinds() -> st.SearchStrategy[list[Look]]:
    """Draw looks of which some are full: two of these in a row withdraw the notices that they do not show."""
    return st.tuples(some_looks(), st.lists(st.booleans(), min_size=6, max_size=6)).map(
        lambda drawn: [replace(each, full=full and not each.detail) for each, full in zip(*drawn, strict=False)]
    )


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@given(looks_of_all_kinds(), looks_of_all_kinds(), looks_of_all_kinds(), st.booleans())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_machines_histories_that_were_joined_become_one_that_has_all_of_both(
    tmp_path_factory: pytest.TempPathFactory,
    way: str,
    prefix: list[Look],
    ours: list[Look],
    theirs: list[Look],
    shared: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    one, other = two(tmp_path_factory.mktemp("machines"), prefix if shared else [], ours, theirs)
    both = [lines_of(one), lines_of(other)]
    stood = {name for store in (one, other) for name in replay(changes_of(store))}
    one.history_path.write_bytes(b"".join(WAYS[way](*both)))
    if not examine(one).problems:
        return  # the second machine had nothing of its own to say
    told = mended(one)
    assert " 0 lines left out" in told[0]
    made = changes_of(one)
    now = replay(made)
    assert set(now) == stood
    assert sorted(each.id for each in made if each.kind == "added") == sorted(stood)
    assert {each.id for each in standing(one)} == stood
    moments = [each.at for each in made]
    assert moments == sorted(moments)
    numbers = [each.look for each in made]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(set(numbers)) + 1))
    assert {(each.at, each.source) for each in made} <= {
        (each.at, each.source) for side in both for each in map(change_in, side)
    }


def test_a_notice_that_came_back_to_one_of_its_sources_has_no_words_of_the_others_after_a_repair(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path, RULES)
    copied, other = entry("A NOTICE", article="1", source="ingest"), entry("Another", article="2")
    add(store, look(entry(article="1")), look(copied, source="ingest"), start=0)
    add(store, look(other, full=True), look(other, full=True), look(entry(article="1"), other), start=9)
    lines = lines_of(store)
    assert [each.kind for each in changes_of(store)] == ["added", "changed", "added", "withdrawn", "restored"]
    store.history_path.write_bytes(b"".join([*lines, *lines[:2]]))
    mended(store)
    assert lines_of(store) == lines


@given(looks_of_all_kinds(), st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_lines_are_lost_the_notices_stand_as_the_fold_has_them(
    tmp_path_factory: pytest.TempPathFactory, looks: list[Look], data: st.DataObject
) -> None:
    store = Store(tmp_path_factory.mktemp("cache"), RULES)
    add(store, *looks, start=0)
    before = {each.id: each._replace(relations=()) for each in standing(store)}
    lines = lines_of(store)
    lost = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1))
    left = [b"nonsense\n" if place in lost else line for place, line in enumerate(lines)]
    store.history_path.write_bytes(b"".join(left[: data.draw(st.integers(0, len(left)))]))
    if examine(store).problems:
        mended(store)
    assert {each.id: each._replace(relations=()) for each in standing(store)} == before


def change_in(line: bytes) -> Change:
    from cdetrack.store.history_line import decode

    return decode(line, path=Path(), number=1)


@pytest.mark.parametrize("way", WAYS)
def test_looks_of_two_machines_under_one_number_both_stay(tmp_path: Path, way: str) -> None:
    one, other = two(
        tmp_path,
        [look(entry("First", article="1", summary="a"))],
        [look(entry("Ours", article="2"), entry("Both", article="4", summary="shorter"), entry("Last", article="5"))],
        [
            look(entry("Theirs", article="3"), entry("Both", article="4", summary="longer")),
            look(entry("First, reworded", article="1", summary="b")),
        ],
    )
    one.history_path.write_bytes(b"".join(WAYS[way](lines_of(one), lines_of(other))))
    told = mended(one)
    assert "7 changes kept, 0 lines left out" in told[0]
    assert (", 4 marks of a merge" in told[0]) == (way == "marked")
    assert [(each.look, each.kind, (each.after or each.before or entry()).title) for each in changes_of(one)] == [
        (1, "added", "First"),
        (2, "added", "Ours"),
        (2, "added", "Both"),
        (2, "added", "Last"),
        (3, "added", "Theirs"),
        (3, "changed", "Both"),
        (4, "changed", "First, reworded"),
    ]
    both = changes_of(one)[5]
    assert both.before is not None
    assert both.after is not None
    assert (both.before.summary, both.after.summary, both.fields) == ("shorter", "longer", ("summary",))


def test_a_change_that_no_longer_follows_starts_from_what_stands(tmp_path: Path) -> None:
    one, other = two(
        tmp_path,
        [look(entry("First", article="1", summary="a"), entry("Gone", article="2"))],
        [
            look(entry("First", article="1", summary="ours")),
            look(entry("Gone", article="2", body="own page"), detail=True),
        ],
        [look(entry("First", article="1", summary="theirs")), look(entry("Gone again", article="2", summary="s"))],
    )
    one.history_path.write_bytes(b"".join(marked(lines_of(one), lines_of(other))))
    mended(one)
    first, gone = (
        [(each.before, each.after) for each in changes_of(one) if each.id == name]
        for name in dict.fromkeys(each.id for each in changes_of(one))
    )
    assert [after.summary if after else None for _, after in first] == ["a", "ours", "theirs"]
    assert first[-1][0] == first[-2][1]
    last = gone[-1][1]
    assert last is not None
    # The text that one machine read on the notice's own page is not lost by the wording that the other saw.
    assert (last.title, last.summary, last.body) == ("Gone again", "s", "own page")


@pytest.mark.parametrize("source", ["nmpa/drugs", 'a "quoted" name'])
@pytest.mark.parametrize(
    ("before", "wrong", "told"),
    [
        ([], "changed", "is changed though it was never added"),
        (["added"], "added", "is added though it is known"),
        (["added", "changed"], "changed", "is changed from something that it was not"),
    ],
)
def test_a_change_that_does_not_follow_is_damage_once_its_look_is_finished(
    tmp_path: Path, source: str, before: Sequence[ChangeKind], wrong: ChangeKind, told: str
) -> None:
    made = Store(tmp_path / "made", RULES)
    shown = ([entry("First", summary=each, source=source), entry("Other", source=source)] for each in "ab")
    add(made, *(look(*each, source=source) for each in shown), start=0)
    one, other, *rest = changes_of(made)
    of_kind = {each.kind: each for each in (one, *rest)}
    sound, last = encode([*(of_kind[each] for each in before), other], previous=Position().hash)
    unsound, _ = encode([of_kind[wrong], replace(other, id="another")], previous=last)
    store = Store(tmp_path / "cache", RULES)
    store.folder.mkdir()
    store.history_path.write_bytes(sound + unsound)
    problems = examine(store, deep=True).problems
    assert [told in each for each in problems] == [True]
    # The rest of a crash is cut off by the next command that writes.
    store.history_path.write_bytes(sound + unsound.splitlines(keepends=True)[0])
    assert examine(store, deep=True).problems == ()


def test_a_history_is_proven_without_its_notices_in_memory(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    add(store, look(entry("First", summary="long " * 2_000), entry("Second")), start=0)
    first = changes_of(store)[0]
    lines, _ = encode([replace(first, id=str(number)) for number in range(400)], previous=Position().hash)
    reading, history = HistoryReading(()), History(store.history_path, lines)
    tracemalloc.start()
    try:
        reading.read(history, deep=True)
        assert tracemalloc.get_traced_memory()[1] < len(lines) / 2
    finally:
        tracemalloc.stop()
    assert reading.notices == 400


def test_a_damaged_line_that_both_machines_have_counts_once(tmp_path: Path) -> None:
    first, ours, theirs = (look(entry(title, article=title)) for title in ("1", "2", "3"))
    one, other = two(tmp_path, [first], [ours], [theirs])
    one.history_path.write_bytes(b"".join(b"nonsense\r\n" + each.history_path.read_bytes() for each in (one, other)))
    assert "3 changes kept, 1 line left out;" in mended(one)[0]


def test_the_fold_of_one_machine_does_not_take_back_what_the_other_saw(tmp_path: Path) -> None:
    """Somebody solved the conflict, left its marks, and took the lines of the first machine away."""
    one, other = two(
        tmp_path,
        [look(entry("First", article="1"))],
        [look(*(entry(f"Ours {number}", article=f"2{number}") for number in range(5)))],
        [look(entry("First, reworded", article="1"))],
    )
    first, theirs = lines_of(other)
    one.history_path.write_bytes(b"".join([first, b"<<<<<<< HEAD\n", b"=======\n", theirs, b">>>>>>> other\n"]))
    mended(one)
    ours = {f"Ours {number}" for number in range(5)}
    assert {each.title for each in standing(one)} == {"First, reworded", *ours}


def test_sound_lines_stay_as_they_are_byte_by_byte(tmp_path: Path) -> None:
    """Also those that an earlier version wrote in another way: their readers find their places again."""
    store = Store(tmp_path / "cache", RULES)
    add(store, look(entry("First")), look(entry("Second")), start=0)
    store.fold_path.unlink()
    first, second = lines_of(store)
    old = first.replace(b'"kind"', b'"more": 1, "kind"')
    after = second.replace(sha256(first).hexdigest().encode(), sha256(old).hexdigest().encode())
    store.history_path.write_bytes(old + after + b"nonsense\n")
    mended(store)
    assert lines_of(store) == [old, after]


def test_flags_and_sources_of_looks_stay(tmp_path: Path) -> None:
    one, other = two(tmp_path, [], [], [look(entry("Theirs", article="3", source="nmpa/laws"), source="nmpa/laws")])
    add(one, look(entry("Ours", article="1")), start=1, baseline=True)
    add(one, look(entry("Ours", article="1", body="b"), detail=True), start=2)
    one.history_path.write_bytes(b"".join(marked(lines_of(one), lines_of(other))))
    mended(one)
    flags = [(each.source, each.baseline, each.detail) for each in changes_of(one)]
    assert flags == [("nmpa/drugs", True, False), ("nmpa/drugs", False, True), ("nmpa/laws", False, False)]


def test_a_clock_that_jumped_back_does_not_change_the_order_of_one_machines_looks(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    for minute, summary in ((9, "a"), (1, "b"), (5, "c")):
        add(store, look(entry("First", article="1", summary=summary)), start=minute)
    lines = lines_of(store)
    store.fold_path.unlink()
    store.history_path.write_bytes(b"".join([*lines, b"rubbish\n"]))
    told = mended(store)
    assert "3 changes kept, 1 line left out" in told[0]
    assert lines_of(store) == lines


def test_a_line_that_is_of_no_notice_is_left_out_and_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    add(store, look(entry("First"), entry("Second")), start=0)
    store.fold_path.unlink()
    lines = lines_of(store)
    for wrong in (b'"title": 5', b'"title": "\\ud800"', b'"title": null'):
        store.history_path.write_bytes(lines[0].replace(b'"title": "First"', wrong) + lines[1])
        assert "1 change kept, 1 line left out" in repair(store)[0]
        assert examine(store, deep=True).problems == ()
        store.fold_path.unlink()


@pytest.mark.parametrize(
    ("edit", "count"),
    [
        (lambda lines: [lines[0], lines[1].replace(b'"title": "2"', b'"title": "20"'), *lines[2:]], "1 line"),
        (lambda lines: [lines[0].replace(b'"title": "1"', b'"title": "10"'), *lines[1:3], lines[4]], "2 lines"),
        (lambda lines: [b"x" + lines[0], *lines[1:3], lines[4]], "1 line"),
        (lambda lines: [b"x" + lines[0], *lines[1:]], None),
    ],
)
def test_lines_that_were_altered_or_are_gone_are_told(
    tmp_path: Path, edit: Callable[[list[bytes]], list[bytes]], count: str | None
) -> None:
    """Else the new chain would pass off an altered line for what was recorded."""
    store = Store(tmp_path / "cache", RULES)
    add(store, *(look(entry(title, article=title)) for title in ("1", "2", "3", "4", "5")), start=0)
    store.history_path.write_bytes(b"".join(edit(lines_of(store))))
    told = [each for each in mended(store) if "altered since" in each]
    assert [each.partition(" altered")[0] for each in told] == ([f"history: {count}"] if count else [])


def test_what_follows_on_a_lost_line_is_kept(tmp_path: Path) -> None:
    """The line that added the notice is lost, one that changed it is not: it says how the notice stood before."""
    store = Store(tmp_path / "cache", RULES)
    add(store, look(entry("First", article="1")), look(entry("Reworded", article="1")), start=0)
    lines = lines_of(store)
    store.history_path.write_bytes(b"x" + lines[0] + lines[1])
    mended(store)
    made = [(each.kind, each.baseline, each.at, (each.after or entry()).title) for each in changes_of(store)]
    assert made == [("added", True, NOW, "First"), ("changed", False, NOW + timedelta(minutes=1), "Reworded")]


PAGES = (listing(("First", "2025-09-05"), ("Second", "2025-09-04")), listing(("Third", "2025-09-06")))


def fill_cache(cdetrack: Program) -> None:
    for page in PAGES:
        assert cdetrack("ingest", "-", stdin=page).code == 0


@pytest.mark.parametrize("left", ["missing", "empty", "cut off", "cut in a line"])
def test_a_history_that_is_gone_beside_its_fold_is_damage_and_is_made_of_the_fold(cdetrack: Program, left: str) -> None:
    fill_cache(cdetrack)
    seen = {row["id"]: row for row in cdetrack("list", "--json").json()}
    whole = cdetrack.history.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
    if left == "missing":
        cdetrack.history.unlink()
    else:
        cdetrack.history.write_bytes(
            {"empty": b"", "cut off": whole[: ends[1]], "cut in a line": whole[: ends[0] + 9]}[left]
        )
    for command in (
        ["list"],
        ["ingest", "-"],
        ["diff"],
        ["check", "--no-fetch"],
        ["stats"],
        ["diff", "--since-last", "x"],
    ):
        ran = cdetrack(*command, stdin=PAGES[0])
        assert (ran.code, ran.out) == (6, ""), command
    ran = cdetrack("doctor")
    assert (ran.code, ran.out) == (6, "")
    assert "from a backup" in ran.err
    assert "`notices.json` alone" in ran.err
    ran = cdetrack("doctor", "--repair")
    assert ran.code == 0, ran.err
    assert "taken from `notices.json`" in ran.out
    assert "earlier changes are lost" in ran.out
    assert {row["id"]: row for row in cdetrack("list", "--json").json()} == seen
    again = cdetrack("doctor", "--repair")
    assert (again.code, again.out.splitlines()[0]) == (0, "nothing had to be mended")


def test_withdrawn_notices_and_their_wordings_survive_the_loss_of_the_history(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    add(store, look(entry("First", article="1"), entry("Second", article="2")), start=0)
    add(store, look(entry("First, as laws has it", article="1", source="nmpa/laws"), source="nmpa/laws"), start=2)
    add(store, look(entry("First", article="1"), full=True), look(entry("First", article="1"), full=True), start=5)
    before, through = {each.id: each for each in standing(store)}, store.through(store.fold())
    assert [each.title for each in before.values() if each.withdrawn] == ["Second"]
    sources = set(store.fold_on_disk().sources)  # type: ignore[union-attr]
    store.history_path.unlink()
    mended(store)
    assert {each.id: each for each in standing(store)} == before
    made = changes_of(store)
    assert [(each.kind, each.baseline) for each in made] == [("added", True), ("added", True), ("withdrawn", True)]
    assert store.through(store.fold()).changes < through.changes
    # No source that was looked at counts as new.
    assert set(store.fold_on_disk().sources) == sources  # type: ignore[union-attr]


def test_the_last_wording_that_only_the_fold_still_has_is_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    add(store, look(entry("First", article="1"), entry("Second", article="2")), start=0)
    cut = store.history_path.read_bytes()
    add(store, look(entry("Reworded", article="1", summary="s")), start=1)
    before = {each.id: each for each in standing(store)}
    store.history_path.write_bytes(cut)
    mended(store)
    assert {each.id: each for each in standing(store)} == before
    assert store.history_path.read_bytes().startswith(cut)
    assert changes_of(store)[-1].baseline


def cache_with_readers(folder: Path) -> tuple[Store, Store]:
    """Return a cache with all cursors at its end, and a copy of it from before its last look."""
    store = Store(folder / "cache", RULES)
    add(store, look(entry("First", article="1")), start=0)
    shutil.copytree(store.folder, folder / "backup")
    add(store, look(entry("Second", article="2")), start=1)
    with store.writing(wait=5) as writer:
        state = writer.state()
        state.cursors["bob"] = writer.through
        source = state.source("nmpa/drugs")
        source.etag = source.validates = "x"
        source.last_full = "2026-11-22T06:00:00Z"
        writer.save(state)
        watched = WatchProgress(cursor=writer.through, look=2, started=NOW, origin=1, existing=1, heard=NOW, known=NOW)
    with open_outbox(store.folder, wait=5) as outbox:
        outbox.record(outbox_records.due(NOW, watches={"all": watched}, alerts=[alert("x")]))
        outbox.record(outbox_records.delivered(NOW, "x"))
    return store, Store(folder / "backup", RULES)


def restore(store: Store, backup: Store) -> None:
    for path in ("history_path", "fold_path"):
        shutil.copy(getattr(backup, path), getattr(store, path))


def test_a_history_from_an_older_backup_is_found_by_those_who_have_read_further(tmp_path: Path) -> None:
    store, backup = cache_with_readers(tmp_path)
    assert examine(store, deep=True).problems == ()
    restore(store, backup)
    found = examine(store)
    assert len(found.problems) == 1
    assert "shorter than the one" in found.problems[0]
    assert "the last run, `diff --since-last bob`, the watch `all`" in found.problems[0]
    assert "found after 2026-11-22T06:00:00Z are gone" in found.problems[0]
    assert "backup" in found.hint
    told = mended(store)
    assert [each.split(":")[0] for each in told] == ["state", "state", "outbox"]
    state, outbox = load_state(store.folder), load_outbox(store.folder)
    source = state.sources["nmpa/drugs"]
    assert (source.etag, source.validates, source.last_full) == (None, None, "1970-01-01T00:00:00Z")
    assert state.cursors == {"bob": Position()}
    assert source.last_success is not None
    assert outbox.watches == {
        "all": WatchProgress(cursor=Position(), look=0, started=NOW, origin=1, existing=1, heard=NOW, known=NOW)
    }
    assert outbox.alerts["x"].delivered == NOW


def test_another_history_of_the_same_length_is_found_as_well(tmp_path: Path) -> None:
    store, backup = cache_with_readers(tmp_path)
    add(backup, look(entry("Another", article="3"), entry("And more", article="4")), start=7)
    restore(store, backup)
    assert ["another than the one" in each for each in examine(store).problems] == [True]
    mended(store)


def test_each_reader_alone_is_enough_to_find_out(tmp_path: Path) -> None:
    store, backup = cache_with_readers(tmp_path)
    restore(store, backup)
    state = load_state(store.folder)
    for name in ("outbox.jsonl", ".outbox.end"):
        (store.folder / name).unlink()
    for cursors, through in ((state.cursors, None), ({}, state.through)):
        save_state(store.folder, State(cursors=cursors, through=through))
        assert len(examine(store).problems) == 1
    save_state(store.folder, State())
    assert examine(store, deep=True).problems == ()


def test_a_repaired_history_sends_back_only_those_who_read_beyond_the_damage(tmp_path: Path) -> None:
    store, _ = cache_with_readers(tmp_path)
    state = load_state(store.folder)
    lines = lines_of(store)
    place = Position(changes=1, bytes=len(lines[0]), hash=json.loads(lines[1])["prev"])
    state.cursors["eve"] = place
    save_state(store.folder, state)
    store.history_path.write_bytes(lines[0] + lines[1].replace(b"Second", b"Sekond"))
    told = mended(store)
    assert load_state(store.folder).cursors == {"eve": place, "bob": Position()}
    assert load_state(store.folder).sources["nmpa/drugs"].etag is None
    assert any("diff --since-last bob" in each for each in told)
    # The fold has the title as it was seen.
    assert {each.title for each in standing(store)} == {"First", "Second"}


def test_what_the_state_knows_of_pages_is_forgotten_when_the_history_was_set_back(tmp_path: Path) -> None:
    store, backup = cache_with_readers(tmp_path)
    assert not store.was_set_back(load_state(store.folder))
    with store.writing(wait=5) as writer:
        assert writer.state().sources["nmpa/drugs"].etag == "x"
    restore(store, backup)
    assert store.was_set_back(load_state(store.folder))
    with store.writing(wait=5) as writer:
        state = writer.state()
        assert state.sources["nmpa/drugs"].etag is None
        writer.save(state)
    assert not store.was_set_back(load_state(store.folder))


def test_a_state_of_the_last_version_is_read_and_written_in_the_new_one(tmp_path: Path) -> None:
    old = (
        '{"schema": 1,\n"sources": {"a": {"etag": "x", "last_modified": null, "validates": "y", "last_look": null, '
        '"last_success": null, "last_full": "2026-11-22T06:00:00Z", "failing_since": null, "error": null, '
        '"missed": {"i": 1}, "unread": ["j"]}},\n"cursors": {}}\n'
    )
    (tmp_path / "state.json").write_text(old)
    state = load_state(tmp_path)
    assert state.through is None
    assert state.sources["a"] == SourceState(
        etag="x", validates="y", last_full="2026-11-22T06:00:00Z", missed={"i": 1}, unread=["j"], configured=True
    )
    forget_validators(state)
    source = state.sources["a"]
    assert source == SourceState(last_full="1970-01-01T00:00:00Z", missed={"i": 1}, unread=["j"], configured=True)
    source.kind, source.place, source.gap = "cde", "www.cde.org.cn/x", "2026-11-22T06:00:00Z"
    source.date_order, source.reader, source.problems = "dmy", 3, ["an entry"]
    state.through = Position(changes=1, bytes=2, hash="f" * 64)
    save_state(tmp_path, state)
    assert load_state(tmp_path) == state
    assert json.loads((tmp_path / "state.json").read_text())["schema"] == 2


def test_entries_without_a_date_count_among_the_unreadable_ones_by_what_they_are_not_by_their_words() -> None:
    state = SourceState()
    words = "it is dated by the day on which it was first seen"
    state.keep_problems(["an entry"], [Note(f"quoted: {words}"), Note("another", is_undated=True)])
    assert (state.problems, state.unreadable) == (["an entry", "another", f"quoted: {words}"], 2)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        *(("kind", 1), ("place", []), ("gap", "x"), ("gap", "2026-01-01"), ("date_order", "ymd"), ("reader", "1")),
        *(("reader", True), ("problems", "text"), ("problems", [1]), ("unread", "text"), ("missed", [["a", 1]])),
    ],
)
def test_a_state_with_a_value_of_another_kind_is_damage(tmp_path: Path, key: str, wrong: object) -> None:
    form = {"schema": 2, "sources": {"a": {key: wrong}}, "cursors": {}}
    (tmp_path / "state.json").write_text(json.dumps(form))
    with pytest.raises(CacheError):
        load_state(tmp_path)
    form["sources"] = {"a": {"of another minor version": wrong}}
    (tmp_path / "state.json").write_text(json.dumps(form))
    assert load_state(tmp_path).sources == {"a": SourceState()}


def test_a_history_merged_by_git_is_mended_by_the_command(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    other = cdetrack.beside("other")
    shutil.copytree(cdetrack.cache, other.cache)
    cdetrack("ingest", "-", stdin=PAGES[0])
    other("ingest", "-", stdin=PAGES[1])
    ours, theirs = (each.history.read_bytes().splitlines(keepends=True) for each in (cdetrack, other))
    merged = b"".join(marked(ours, theirs))
    cdetrack.history.write_bytes(merged)
    assert cdetrack("list").code in {0, 6}
    assert cdetrack("doctor").code == 6
    ran = cdetrack("doctor", "--repair")
    assert (ran.code, ran.err) == (0, "")
    assert "9 changes kept, 0 lines left out, 4 marks of a merge" in ran.out
    assert (cdetrack.cache / "history.jsonl.damaged-1").read_bytes() == merged
    titles = [row[5] for row in cdetrack("list").rows]
    assert (len(titles), {"First", "Second", "Third"} <= set(titles)) == (9, True)
    assert cdetrack("doctor", "--repair").out.startswith("nothing had to be mended\n")


def test_records_of_an_outbox_that_was_merged_count_once_and_watches_that_went_back_are_named(
    cdetrack: Program,
) -> None:
    cdetrack("ingest", SEED)
    store = Store(cdetrack.cache, RULES)
    with store.writing(wait=5) as writer:
        watched = WatchProgress(cursor=writer.through, look=1, started=NOW, origin=0, heard=NOW, known=NOW)
    with open_outbox(store.folder, wait=5) as outbox:
        outbox.record(outbox_records.due(NOW, watches={"all": watched, "other": watched}, alerts=[alert("x")]))
        outbox.record(outbox_records.delivered(NOW, "x"))
        outbox.record(outbox_records.due(NOW, watches={"all": replace(watched, look=9)}))
    path = cdetrack.cache / "outbox.jsonl"
    due, sent, moved = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([due, b"<<<<<<< HEAD\n", sent, b"=======\n", sent, b"nonsense\n", moved, b">>>>>>> b\n"]))
    ran = cdetrack("doctor", "--repair")
    assert ran.code == 0, ran.err
    assert "outbox: 1 record left out" in ran.out
    assert "the watch `other` may have heard more than is known" in ran.out
    assert "may be missing, or be told again" in ran.out
    assert load_outbox(store.folder).alerts["x"].tries == 1


def test_a_record_that_was_cut_off_is_told_as_it_is(tmp_path: Path) -> None:
    told: list[str] = []
    with open_outbox(tmp_path, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, alerts=[alert("x")]))
    with (tmp_path / "outbox.jsonl").open("ab") as file:
        file.write(b'{"schema": 2, "rec')
    with open_outbox(tmp_path, wait=1, tell=told.append):
        pass
    assert len(told) == 1
    assert f"kept in `{tmp_path / 'outbox.cut.jsonl'}`" in told[0]
    assert "nothing is lost" not in told[0]
    assert "twice, under the same id" in told[0]


def test_every_altered_byte_and_every_moved_line_of_the_fold_is_found(tmp_path: Path) -> None:
    """The checksum covers the first line, and its sum grows with the lines that a writer adds and leaves out."""
    store = Store(tmp_path, RULES)
    for minute, title in enumerate(("First", "Second", "Second, amended")):
        add(store, look(entry(title, article=str(min(minute, 1)), date=DAY + timedelta(min(minute, 1)))), start=minute)
    add(store, look(entry("Third", article="3")), start=9)
    assert examine(store, deep=True).problems == ()
    sound = store.fold_path.read_bytes()
    lines = sound.splitlines(keepends=True)
    swapped = b"".join([lines[0], lines[2], lines[1], *lines[3:]])
    missing = b"".join([lines[0], *lines[2:]])
    flipped = [sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :] for at in range(len(sound))]
    for content in (swapped, missing, *flipped):
        store.fold_path.write_bytes(content)
        assert examine(store).problems
    assert repair(store)
    assert store.fold_path.read_bytes() == sound


def test_a_fold_with_a_right_checksum_of_wrong_lines_is_found_by_deep_alone(tmp_path: Path) -> None:
    store = Store(tmp_path, RULES)
    add(store, look(entry("First", article="1")), start=0)
    fold = store.fold()
    assert fold is not None
    (line,) = fold.with_id(standing(store)[0].id)
    wrong = line.replace(b'"kind": "news"', b'"kind": "plan"')
    total = checksum([wrong], to=str(fold.checksum), without=[line])
    store.fold_path.write_bytes(
        store.fold_path.read_bytes().replace(line, wrong).replace(str(fold.checksum).encode(), total.encode())
    )
    assert examine(store).problems == ()
    assert "not what the history makes" in examine(store, deep=True).problems[0]
    assert repair(store) == []
    assert repair(store, deep=True)
    assert examine(store, deep=True).problems == ()


def test_a_head_that_was_noted_proves_later_that_the_history_still_has_it(cdetrack: Program) -> None:
    page = listing(("First", "2025-09-05"))
    cdetrack("ingest", "-", stdin=page)
    (line,) = cdetrack("doctor", "--head").out.splitlines()
    assert line.startswith(f"1 change, {cdetrack.history.stat().st_size} bytes, hash ")
    head = line.split()[-1]
    cdetrack("ingest", "-", stdin=listing(("Second", "2025-09-06")))
    ran = cdetrack("doctor", "--head", head)
    assert (ran.code, ran.out.splitlines()[1:]) == (
        0,
        [f"the history has the head {head}: its first change is the same"],
    )
    assert cdetrack("doctor", head, "beef").code == 2
    notice = cdetrack("list").rows[0][1]
    assert cdetrack("mark", notice, "done", "--by", "Ann").code == 0
    _, decisions = cdetrack("doctor", "--head").out.splitlines()
    assert decisions.startswith("decisions/Ann.jsonl: 1 line, ")
    assert "`decisions/Ann.jsonl` has the head" in cdetrack("doctor", decisions.split()[-1], head).out
    # A history that was made anew has another chain, and is sound in itself.
    shutil.rmtree(cdetrack.cache)
    cdetrack("ingest", "-", stdin=listing(("First, altered", "2025-09-05")))
    assert cdetrack("doctor").code == 0
    gone = cdetrack("doctor", head)
    assert gone.code == 6
    assert f"no line of the history, the outbox or the decisions has the hash `{head}`" in gone.err
    assert "altered or lost" in gone.err


def test_the_hash_of_a_pack_is_no_damage_of_the_cache(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", "-", stdin=listing(("First", "2025-09-05")))
    noted = cdetrack("export", "evidence", cdetrack("list").rows[0][1], tmp_path / "pack").out.split()[0]
    ran = cdetrack("doctor", noted)
    assert ran.code == 6
    assert "such as the manifest of a pack of evidence" in ran.err
    assert "verify.py HASH" in ran.err
    assert "--repair" not in ran.err
    script = tmp_path / "pack" / "verify.py"
    assert subprocess.run([sys.executable, script, noted], check=False).returncode == 0
    # Beside real damage, the way to mend it is told.
    cdetrack.cache.joinpath("notices.json").write_text("{}")
    assert "--repair" in cdetrack("doctor", noted).err


def test_deep_says_that_notices_of_other_topics_were_not_compared(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("First", "2025-09-05")))
    assert "the notices are those of the history" in cdetrack("doctor", "--deep").out
    (cdetrack.cache / "config.toml").write_text('[topics.first]\nany = ["first"]\n')
    assert "was not compared" in cdetrack("doctor", "--deep").out
    assert "the notices are those of the history" in cdetrack("doctor", "--deep", "--repair").out


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of a process")
@pytest.mark.parametrize("command", [("doctor", "--deep"), ("export", "sqlite")])
def test_a_machine_without_room_for_temporary_files_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    import resource

    program = Program(tmp_path / "cache")
    page = tmp_path / "page.html"
    page.write_text(listing(("Recall of a product of a firm", "2025-09-05"), ("Guidance on fees", "2025-09-04")))
    assert program("ingest", page).code == 0
    more = (tmp_path / "notices.db",) if command[0] == "export" else ()
    ran = program(*command, *more, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    assert (ran.code, "Traceback" in ran.err) == (6, False), ran.err
    assert "cannot create a temporary folder" in ran.err
    assert "`TMPDIR`" in ran.err
