"""Cut a file of a cache off after every byte, or alter bytes in it, and ask the library everything.

Used by a test with a sample, and by `bench/truncate.py` for every byte.
"""

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cdetrack import Cache, Query
from cdetrack.alert import outbox_records
from cdetrack.alert.alert import Alert, Member
from cdetrack.alert.outbox import load_outbox, open_outbox
from cdetrack.alert.outbox_state import WatchProgress
from cdetrack.doctor import examine
from cdetrack.errors import CdetrackError
from cdetrack.meaning.rules import Rules
from cdetrack.model.jsonform import notice_json
from cdetrack.store.fold import Fold
from cdetrack.store.store import Store
from support.program import listing

_UNCHAINED = ("state.json", "outbox.jsonl")
FILES = ("history.jsonl", "notices.json", *_UNCHAINED)
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
_PAGES = (
    listing(("First", "2025-09-05"), ("Second 第二", "2025-09-04", "With a summary.")),
    listing(("Third ([2025] No. 3)", "2025-09-06"), ("Second 第二", "2025-09-04", "With another.")),
    listing(("Fourth", "2025-09-07")),
)
_RULES = Rules()


def made(folder: Path) -> Path:
    """Return a small cache of three looks, with a cursor and an outbox."""
    cache = _open(folder / "sound")
    for page in _PAGES:
        (folder / "page.txt").write_text(page, encoding="utf-8")
        cache.ingest(folder / "page.txt")
        cache.unseen("bob", lambda _: None)
    with open_outbox(cache.folder, wait=1) as outbox:
        through = cache.store.through(cache.store.fold())
        watched = WatchProgress(cursor=through, look=3, started=NOW, origin=0, heard=NOW, known=NOW)
        for name in ("one", "two"):
            member = Member(id=cache.notices()[0].id, kinds=("added",))
            each = Alert(id=name, watch="all", channel="stdout", to="stdout", created=NOW, members=(member,))
            outbox.record(outbox_records.due(NOW, watches={"all": watched}, alerts=[each]))
        outbox.record(outbox_records.delivered(NOW, "one"))
    return cache.folder


def files_of(folder: Path) -> list[str]:
    """Return the names of the files to damage: `FILES`, and one of each kind of sealed file."""
    kinds = (sorted(folder.glob(kind)) for kind in ("history/*.jsonl", "notices/*.json", "notices/*.keys"))
    return [*FILES, *(each[len(each) // 2].relative_to(folder).as_posix() for each in kinds if each)]


def _open(folder: Path) -> Cache:
    cache = Cache(folder, now=lambda: NOW)
    cache.store = Store(folder, _RULES)
    return cache


def cuts(data: bytes) -> Iterator[bytes]:
    """Yield the beginning of every length."""
    return (data[:size] for size in range(len(data)))


def flips(data: bytes, count: int, *, seed: int = 1) -> Iterator[bytes]:
    """Yield so many copies with one byte in each that is another."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        at = chance.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ chance.randint(1, 255)]) + data[at + 1 :]


@dataclass(frozen=True)
class Answer:
    """The answers of a cache to all queries; an answer that failed is the name of its error."""

    listed: str
    last: str
    history: str
    box: str
    state: str


def _asked(folder: Path) -> Answer:
    cache = _open(folder)

    def told(ask: Callable[[], object]) -> str:
        try:
            return str(ask())
        except CdetrackError as error:
            return type(error).__name__

    return Answer(
        listed=told(lambda: [json.dumps(notice_json(each, whole=True)) for each in cache.notices(Query())]),
        last=told(cache.last_changes),
        history=told(lambda: [each.id for each in cache.changes()]),
        box=told(lambda: sorted(load_outbox(folder).alerts.items())),
        state=told(lambda: cache.unseen("bob", lambda _: None)),
    )


def _is_by_other_rules(folder: Path, content: bytes) -> bool:
    """Return True for a fold whose first line names other rules: a writer makes it anew from the history."""
    try:
        return not Store(folder, _RULES).is_derived_now(Fold(folder / "notices.json", content))
    except CdetrackError:
        return False


def damage(sound: Path, name: str, damaged: Iterator[bytes]) -> Counter[str]:
    """Replace the file `name` by each content, run all queries, and return the outcomes, counted.

    Raises any unexpected error. Asserts that unreadable files stay as they were, and that damage to records under the
    hash chain is noticed.
    """
    came: Counter[str] = Counter()
    folder = sound.with_name("damaged")
    whole = (sound / name).read_bytes()
    usual = _asked(sound)
    for content in damaged:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sound, folder)
        path = folder / name
        path.write_bytes(content)
        where = f"{name} with {content[-60:]!r} of {len(content)} of {len(whole)} bytes"
        try:
            problems = bool(examine(Store(folder, _RULES)).problems)
        except CdetrackError:
            problems = True
        assert path.read_bytes() == content, f"doctor wrote to {where}"
        answer = _asked(folder)
        if problems and name != "state.json":
            # `diff --since-last` moves a cursor in a state that can be read: that alone may be written.
            kept = path.read_bytes()
            assert kept == content or (_is_by_other_rules(folder, content) and kept == whole), f"overwritten: {where}"
        if name not in _UNCHAINED:
            assert problems or not content or answer == usual, f"accepted: {where}"
        came["found" if problems else "as before" if answer == usual else "another answer"] += 1
    return came
