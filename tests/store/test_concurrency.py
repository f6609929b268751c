"""Eight processes on one cache at once; `bench/together.py` lets them work for a minute."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cdetrack import Cache
from cdetrack.alert.snapshot import Snapshot
from cdetrack.doctor import examine
from cdetrack.errors import CacheError
from cdetrack.look.origins import Origins
from cdetrack.look.recording import record_look
from cdetrack.meaning.rules import Rules
from cdetrack.store import content, files, history_files, sealed
from cdetrack.store.store import Store
from support.concurrency import crowd
from support.looks import entry, fill, look
from support.small_files import small_files


@pytest.mark.slow
def test_processes_that_write_and_read_at_once_lose_nothing_and_never_see_half_of_it(tmp_path: Path) -> None:
    seen = crowd(tmp_path, seconds=3)
    assert seen.wrong == []
    cache = Cache(tmp_path / "cache")
    assert cache.examine(deep=True).problems == ()
    added = Counter((each.source, each.after.title) for each in cache.changes() if each.kind == "added" and each.after)
    assert {title for _, title in added} == seen.posted
    assert set(added.values()) == {1}
    # Notices from before the first check are in the baseline; all others were sent once, under one id.
    assert set(seen.told.values()) == {1}
    assert min(seen.runs[command] for command in ("fetch", "ingest", "list", "check", "diff")) > 0


READERS: dict[str, Callable[[Cache], object]] = {
    "the last look": lambda cache: [change.look for change in cache.last_changes()],
    "all changes": lambda cache: len(cache.changes()),
    "one notice": lambda cache: len(cache.history(next(each.id for each in cache.notices() if each.title == "Second"))),
    "what stands": lambda cache: len(cache.notices()),
    "what stands, read-only": lambda cache: cache.store.fold_in_memory() is not None,
    "a check": lambda cache: Snapshot(cache.store).last_look(),
    "doctor": lambda cache: examine(cache.store, deep=True).problems == (),
}


@pytest.mark.slow
@pytest.mark.parametrize("behind", [False, True], ids=["with its fold", "with a fold that is behind"])
@pytest.mark.parametrize("small", [False, True], ids=["in one file", "in sealed files"])
@pytest.mark.parametrize("reader", READERS)
def test_a_look_recorded_between_any_two_files_that_a_reader_opens_is_seen_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str, *, behind: bool, small: bool
) -> None:
    if small:
        small_files(monkeypatch.setattr)

    def answer(folder: Path, *, intrude_at: int | None) -> tuple[object, int]:
        """Return the answer if another process records a look just before the n-th opening, and the count of these."""
        store = Store(folder, Rules())
        fill(store, look(entry("First")))
        fold = store.fold_path.read_bytes()
        fill(store, look(entry("Second")))
        if behind:
            store.fold_path.write_bytes(fold)
        opened = 0

        def opening(function: Callable[..., Any]) -> Callable[..., Any]:
            def wrapped(*args: Any) -> Any:  # noqa: ANN401 - any arguments and result
                nonlocal opened
                opened += 1
                if opened - 1 == intrude_at:
                    with monkeypatch.context() as outside:
                        for module, name, opener in openers:
                            outside.setattr(module, name, opener)
                        # While the reader itself holds the lock, no other process can.
                        with suppress(CacheError), Store(folder, store.rules).writing(wait=0) as writer:
                            record_look(
                                writer, look(entry("Third"), entry("Fourth")), baseline=False, origins=Origins()
                            )
                return function(*args)

            return wrapped

        # `sealed_before` reads no file by itself: what a writer does before it is done before the next opening.
        openers = [
            (content, "map_file", content.map_file),
            (history_files, "map_file", content.map_file),
            (history_files, "open_file", content.open_file),
            (sealed, "open_file", content.open_file),
            (files, "read_file", files.read_file),
        ]
        with monkeypatch.context() as watched:
            for module, name, opener in openers:
                watched.setattr(module, name, opening(opener))
            return READERS[reader](Cache(folder)), opened

    before, openings = answer(tmp_path / "before", intrude_at=None)
    after, _ = answer(tmp_path / "after", intrude_at=0)
    for number in range(openings):
        said, _ = answer(tmp_path / str(number), intrude_at=number)
        assert said in (before, after)


def test_a_tail_that_is_cut_off_while_the_history_is_read_hurts_nobody(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    fill(cache.store, look(entry("First")))
    sound = cache.store.history_path.read_bytes()
    with cache.store.history_path.open("ab") as file:
        file.write(sound.split(b"\n")[0] * 1000)
    history, through = cache.store.past(cache.store.fold_on_disk())
    with cache.store.writing(wait=5):
        assert cache.store.history_path.read_bytes() == sound
    # Reading where a mapped file no longer is ends the process.
    assert len(list(history.looks())) == len(history.last_look(through)) == 1
