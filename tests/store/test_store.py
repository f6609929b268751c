"""The cache keeps every recorded byte through accidents to its files and its process."""

import gc
import json
import re
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdetrack.alert import outbox
from cdetrack.changes.keys import keys_of
from cdetrack.changes.replay import KnownInMemory
from cdetrack.doctor import examine
from cdetrack.errors import CacheError, NewerCacheError
from cdetrack.look.origins import Origins
from cdetrack.look.recording import record_look
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Look
from cdetrack.store import counts, history_line, sealed, state_file
from cdetrack.store import writer as writer_module
from cdetrack.store.fold import Fold
from cdetrack.store.index import index_of
from cdetrack.store.present import Present
from cdetrack.store.recorded import MANY
from cdetrack.store.store import ReadOnlyStore, Store
from support.looks import NOW, entry, fill, look, some_looks, standing
from support.paths import SEED
from support.program import Program, listing, without_privileges

RULES = Rules()
OLD = listing(("First", "2025-09-05"), ("Second", "2025-09-04"))
NEW = listing(("Third", "2025-09-06"), ("Fourth", "2025-09-06"))


@given(some_looks())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fold_that_grew_is_the_fold_that_the_whole_history_makes(
    tmp_path_factory: pytest.TempPathFactory, looks: list[Look]
) -> None:
    store = Store(tmp_path_factory.mktemp("cache"), RULES)
    fill(store, *looks)
    grown = store.fold_path.read_bytes()
    store.fold_path.unlink()
    assert standing(store)
    assert store.fold_path.read_bytes() == grown
    assert examine(store, deep=True).problems == ()


@given(some_looks())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_notices_in_memory_are_found_as_in_the_fold(
    tmp_path_factory: pytest.TempPathFactory, looks: list[Look]
) -> None:
    """By the keys that they have now, in one order: the laws of `changes` are tested with notices in memory."""
    store = Store(tmp_path_factory.mktemp("cache"), RULES)
    fill(store, *looks)
    recorded = store.recorded()
    history, _ = store.past(recorded.fold)
    memory = KnownInMemory()
    memory.apply(history.changes(history.looks()))
    keys = {key for each in looks for record in each.records for key in keys_of(record)}
    present = Present(recorded, keys)
    assert {key: list(memory.find(key)) for key in keys} == {key: list(present.find(key)) for key in keys}


@pytest.mark.parametrize("limit", [0, sealed.LIMIT], ids=["in sealed files", "in one file"])
@given(some_looks(), st.integers(1, 4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fold_that_is_made_in_batches_is_the_fold_of_each_look(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, limit: int, looks: list[Look], size: int
) -> None:
    """A batch may end within a look."""
    store = Store(tmp_path_factory.mktemp("cache"), RULES)
    fill(store, *looks)
    with monkeypatch.context() as patch:
        patch.setattr(writer_module, "BATCH", size)
        patch.setattr(sealed, "LIMIT", limit)
        patch.setattr(sealed, "LEAST_PART", 1000)
        before = store.fold_path.read_bytes()
        store.fold_path.unlink()
        with store.writing(wait=5):
            pass
        assert limit == 0 or store.fold_path.read_bytes() == before
        assert examine(store, deep=True).problems == ()


def test_a_fold_is_opened_once_until_it_is_replaced(tmp_path: Path) -> None:
    """That of a large cache is a hundred files."""
    store = Store(tmp_path, RULES)
    fill(store, look(entry("First")))
    fold = store.current_fold()
    assert store.fold() is fold
    fill(store, look(entry("First"), entry("Second")))
    assert store.fold() is not fold


@given(some_looks())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fold_once_for_several_looks_is_the_fold_of_each_look(
    tmp_path_factory: pytest.TempPathFactory, looks: list[Look]
) -> None:
    """The looks are compared with the changes that no fold holds, and a reader in between sees all of them."""
    each, once = (Store(tmp_path_factory.mktemp("cache"), RULES) for _ in range(2))
    fill(each, *looks)
    for one in looks:
        with once.writing(wait=5, fold=False) as writer:
            record_look(writer, one, baseline=False, origins=Origins())
    assert once.history_path.read_bytes() == each.history_path.read_bytes()
    assert once.fold_on_disk() is None
    assert standing(ReadOnlyStore(once.folder, RULES)) == standing(each)
    assert standing(once)
    assert once.fold_path.read_bytes() == each.fold_path.read_bytes()
    index = index_of(once.fold_on_disk())
    keys = {key for one in looks for record in one.records for key in keys_of(record)}
    first, again = index.by_key(keys), index.by_key(keys)
    assert first == again
    assert first


@given(some_looks(), st.integers(0, 10**6), st.sampled_from(["kept", "gone", "behind", "cut", "altered"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_are_those_of_the_fold_whatever_befell_their_file(
    tmp_path_factory: pytest.TempPathFactory, looks: list[Look], at: int, befell: str
) -> None:
    def counted() -> counts.Counts:
        return counts.counts_of(Fold(Path("elsewhere"), store.fold_path.read_bytes()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "LEAST", 1)
        store = Store(tmp_path_factory.mktemp("cache"), RULES)
        fill(store, *looks[:-1])
        before = store.counts_path.read_bytes() if looks[1:] else b""
        fill(store, *looks[-1:])
        kept, fold = store.counts_path.read_bytes(), store.fold_on_disk()
        assert fold is not None
        assert counts.kept_counts(fold) == counted()
        days = {key: numbers for key, numbers in counted().items() if key[0] == "day"}
        assert counts.kept_counts(fold, kind="day") == days
        if befell == "gone":
            store.counts_path.unlink()
        elif befell != "kept":
            place = at % len(kept)
            altered = kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :]
            store.counts_path.write_bytes({"behind": before, "cut": kept[:place], "altered": altered}[befell])
        with suppress(NewerCacheError):  # an altered digit of the schema
            assert counts.counts_of(fold) == counted()
            assert counts.counts_of(fold, kind="day") == days
            fill(store, look(entry("One more")))
            last = store.fold_on_disk()
            assert last is not None
            assert counts.kept_counts(last) == counted()


@pytest.mark.slow
def test_a_look_that_was_cut_off_at_any_byte_is_set_aside_and_the_cache_goes_on(tmp_path: Path) -> None:
    told: list[str] = []
    store = Store(tmp_path / "cache", RULES, tell=told.append)
    fill(store, look(entry("First"), entry("Second")))
    history, fold = store.history_path.read_bytes(), store.fold_path.read_bytes()
    fill(store, look(entry("Third"), entry("Fourth")))
    whole = store.history_path.read_bytes()
    for cut in range(len(history), len(whole)):
        store.history_path.write_bytes(whole[:cut])
        store.fold_path.write_bytes(fold)
        assert [notice.title for notice in standing(store)] == ["First", "Second"]
        assert store.history_path.read_bytes() == history
    assert len(told) == len(whole) - len(history) - 1
    assert (store.folder / "history.cut.jsonl").read_bytes().count(b"Third") > 0


def test_an_old_notice_gains_and_loses_relatives_by_what_comes_later(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    rules = "Announcement on Issuing the Provisions for the Registration of Widgets for Small Toys"
    fill(store, look(entry(f"NMPA {rules}", article="1"), entry("Another matter", article="2")))
    fill(store, look(entry(f"Policy Interpretation of the {rules}", article="3")))
    fold = store.fold_path.read_bytes()
    related = {notice.article: notice.related for notice in standing(store)}
    ids = {notice.article: notice.id for notice in standing(store)}
    assert related == {"1": (ids["3"],), "2": (), "3": (ids["1"],)}
    fill(store, look(entry("Policy Interpretation of something else", article="3")))
    assert {notice.related for notice in standing(store)} == {()}
    fill(store, look(entry(f"Policy Interpretation of the {rules}", article="3")))
    assert store.fold_path.read_bytes().partition(b"\n")[2] == fold.partition(b"\n")[2]


def test_a_crash_between_history_and_fold_loses_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    fill(store, look(entry("First")))
    fold = store.fold_path.read_bytes()
    fill(store, look(entry("Second")))
    after = store.fold_path.read_bytes()
    store.fold_path.write_bytes(fold)
    assert len(standing(store)) == 2
    assert store.fold_path.read_bytes() == after


def test_a_history_that_was_cut_short_is_damage_and_not_a_crash(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=OLD)
    cdetrack("ingest", "-", stdin=NEW)
    whole = cdetrack.history.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
    for cut in (0, 1, ends[0] - 1, *ends[:-1], len(whole) - 1):
        cdetrack.history.write_bytes(whole[:cut])
        before = cdetrack.bytes()
        for command in (["list"], ["ingest", "-"], ["diff"], ["doctor"]):
            ran = cdetrack(*command, stdin=OLD)
            assert (ran.code, ran.out) == (6, "")
            assert "error: " in ran.err
        assert cdetrack.bytes() == before


@pytest.mark.slow
def test_every_flipped_byte_of_the_history_is_found_by_doctor(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    fill(store, look(entry("First"), entry("Second")), look(entry("Third", summary="其三")))
    whole = store.history_path.read_bytes()
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        store.history_path.write_bytes(damaged)
        with suppress(CacheError):
            assert examine(store).problems, f"byte {position} can be altered unseen"
    store.history_path.write_bytes(whole)
    assert examine(store, deep=True).problems == ()


@pytest.mark.parametrize("name", ["history.jsonl", "notices.json", "state.json"])
def test_a_file_of_a_newer_cdetrack_is_refused_and_not_touched(cdetrack: Program, name: str) -> None:
    cdetrack("ingest", SEED)
    path = cdetrack.cache / name
    path.write_bytes(re.sub(rb'"schema": \d', b'"schema": 9', path.read_bytes()))
    before = cdetrack.bytes()
    for command in (["ingest", "-"], ["doctor", "--repair"]):
        ran = cdetrack(*command, stdin=NEW)
        assert ran.code == 6
        assert "upgrade cdetrack" in ran.err
    assert cdetrack.bytes() == before


def test_a_last_line_of_a_newer_cdetrack_is_told_as_such(cdetrack: Program) -> None:
    """It is another line than was recorded, and still no damage."""
    cdetrack("ingest", SEED)
    path = cdetrack.cache / "history.jsonl"
    *before, last = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*before, last.replace(b'"schema": 2', b'"schema": 99')]))
    for command in (["list"], ["diff"], ["undo"], ["doctor"]):
        ran = cdetrack(*command)
        assert ran.code == 6
        assert "hint: upgrade cdetrack" in ran.err


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
    assert (ran.code, "1 line left out" in ran.out) == (0, True)
    # The notice of the line that is lost is in `notices.json` still.
    assert {row[5] for row in cdetrack("list").rows} == {"First", "Second", "Third", "Fourth"}
    assert (cdetrack.cache / "history.jsonl.damaged-1").read_bytes() == damaged


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


HOLD = """
import sys
from pathlib import Path
from cdetrack.meaning.rules import Rules
from cdetrack.store.store import Store
with Store(Path(sys.argv[1]), Rules()).locked(wait=1):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_meets_another_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
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
        assert len(standing(store)) == 1
        holder.stdin.close()
    with store.writing(wait=5) as writer:
        assert writer.looks == 1


def test_a_look_that_shows_a_missed_notice_in_between_clears_the_miss(cdetrack: Program) -> None:
    part = listing(("First", "2025-09-05"))
    cdetrack("ingest", "-", "--complete", stdin=OLD)
    for stdin, complete in ((part, True), (OLD, False), (part, True)):
        cdetrack("ingest", "-", *(["--complete"] if complete else []), stdin=stdin)
    assert len(cdetrack("list").rows) == 2


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("sound"), RULES)
    fill(store, look(entry("First")))
    return store.folder


@pytest.mark.parametrize("name", ["history.jsonl", "notices.json", "state.json"])
@given(data=st.binary(max_size=300))
def test_no_content_of_any_file_makes_a_traceback(sound: Path, name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(shutil.copytree(sound, Path(folder) / "cache")), RULES)
        (store.folder / name).write_bytes(data)
        try:
            standing(store)
            examine(store)
            fill(store, look(entry("Second")))
        except CacheError:
            assert (store.folder / name).read_bytes() == data


def test_a_notice_is_first_seen_when_its_look_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", RULES)
    fill(store, look(entry("First")))
    assert [notice.first_seen for notice in standing(store)] == [NOW]


def test_every_file_is_text_that_names_its_schema_and_holds_one_record_a_line(cdetrack: Program) -> None:
    """For `jq`, `git diff` and an editor."""
    cdetrack("ingest", SEED)
    (cdetrack.cache / "config.toml").write_text('[[watch]]\nname = "all"\nchannels = ["stdout"]\n')
    assert cdetrack("check", "--no-fetch", "--alert-existing").code == 0
    assert cdetrack("diff", "--since-last", "me").code == 0
    for name, schema in (("history.jsonl", history_line.SCHEMA), ("outbox.jsonl", outbox.SCHEMA)):
        lines = (cdetrack.cache / name).read_text(encoding="utf-8").splitlines()
        assert lines
        assert {json.loads(line)["schema"] for line in lines} == {schema}
    assert json.loads((cdetrack.cache / "state.json").read_text(encoding="utf-8"))["schema"] == state_file.SCHEMA
    text = cdetrack.notices.read_text(encoding="utf-8")
    form = json.loads(text)
    assert text.startswith('{"schema": 1, ')
    head, *lines, end = text.splitlines()
    assert head.endswith('"notices": [')
    assert end == "]}"
    assert [json.loads(line.rstrip(",")) for line in lines] == form["notices"]
    days = [each["date"] for each in form["notices"]]
    assert len(days) == 6
    assert days == sorted(days, reverse=True)


def test_the_file_of_a_fold_is_let_go_with_the_fold(tmp_path: Path) -> None:
    """A round of many sources reads the fold again and again; garbage is looked for much later."""
    store = Store(tmp_path / "cache", Rules())
    fill(store, look(entry("First")))
    gc.disable()
    try:
        fold = store.fold()
        assert fold is not None
        assert len(index_of(fold).by_key(())) == 0
        file = weakref.ref(fold.data)
        del fold
        assert file() is None
    finally:
        gc.enable()


def test_a_lost_fold_of_many_changes_is_written_again(tmp_path: Path) -> None:
    """Otherwise each command would derive all notices anew."""
    store = Store(tmp_path, Rules())
    fill(store, look(*(entry(f"Notice {number}", article=str(number)) for number in range(MANY + 1))))
    content = store.fold_path.read_bytes()
    store.fold_path.unlink()
    Store(tmp_path, Rules()).current_fold()
    assert store.fold_path.read_bytes() == content
