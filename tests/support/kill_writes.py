"""Kill a writing command before, in the midst of and after every system call that changes a file.

After each kill the files of the cache are checked. A test does dozens of kills, `bench/kill_writes.py` thousands.

`kill_sends.py` kills at fewer points.
"""

import builtins
import io
import json
import os
import random
import shutil
import signal
import socket
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cdetrack.doctor import examine
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Record
from cdetrack.store.decided import decision_files
from cdetrack.store.decisions import read_decisions
from cdetrack.store.history import History
from cdetrack.store.history_files import read_history
from cdetrack.store.kept import KeptFiles
from cdetrack.store.store import Store
from support.fork_server import ForkServer
from support.program import listing, watching
from support.receivers import Post, hook
from support.replica import Replica, Reply, matter

BEFORE, HALF, AFTER = range(3)
"""Where in a call the process dies; with `HALF`, half of the data is written first."""

RULES = Rules()
_CALLS = ("fsync", "replace", "rename", "ftruncate", "truncate", "unlink", "rmdir", "mkdir", "chmod", "link")
_WRITES = ("write", "send")


class _Killer:
    """Counts calls that change a file or send data, and kills the process at call `at`, in the manner of `how`."""

    def __init__(self, at: int, how: int, log: str | None) -> None:
        self._left, self._how = at, how
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if log else None
        self._write = os.write
        self._guard = threading.Lock()

    def step(self, name: str, whole: Callable[[], Any], half: Callable[[], object] | None = None) -> Any:  # noqa: ANN401
        """Do a call, as one that the process can be killed at."""
        with self._guard:
            self._left -= 1
            mine = self._left == 0
            if self._log is not None:
                self._write(self._log, f"{name}\n".encode())
        if mine and self._how == BEFORE:
            _die()
        if mine and self._how == HALF and half is not None:
            half()
            _die()
        try:
            return whole()
        finally:
            if mine and self._how == AFTER:
                _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(at: int, *, torn: bool) -> None:  # noqa: ARG001, C901 - as `kill_sends.arm` is called; small, one for each call
    """Let this process die at a call: `at` says which and how, see `point`. With `WRECK_LOG` the calls are noted."""
    if at == 0 and "WRECK_LOG" not in os.environ:
        return
    killer = _Killer((at + 2) // 3, (at - 1) % 3, os.environ.get("WRECK_LOG"))
    step, write, send, real_open = killer.step, os.write, socket.socket.sendall, os.open

    def patched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **given: step(name, lambda: function(*args, **given))

    for name in _CALLS:
        setattr(os, name, patched(name, getattr(os, name)))

    def written(file: int, data: Any) -> Any:  # noqa: ANN401 - any buffer
        return step("write", lambda: write(file, data), lambda: write(file, bytes(data)[: len(data) // 2]))

    def made(path: Any, flags: int, *args: Any, **given: Any) -> Any:  # noqa: ANN401 - as `os.open`
        if flags & (os.O_CREAT | os.O_TRUNC):
            return step("open", lambda: real_open(path, flags, *args, **given))
        return real_open(path, flags, *args, **given)

    class Raw(io.FileIO):
        def write(self, data: Any) -> Any:  # noqa: ANN401 - any buffer
            return written(self.fileno(), data)

    def opened(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **given: Any) -> Any:  # noqa: ANN401 - as `open`
        if not set(mode) & set("wxa"):
            return _open(file, mode, buffering, *args, **given)
        closefd, opener = given.pop("closefd", True), given.pop("opener", None)

        def make() -> Raw:
            return Raw(file, mode.replace("b", "").replace("t", ""), closefd=closefd, opener=opener)

        raw = make() if opener is not None or isinstance(file, int) else step("open", make)
        buffered = io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, *args, **given)

    class Socket(socket.socket):
        def sendall(self, data: Any, flags: int = 0) -> None:  # noqa: ANN401 - any buffer
            step(
                "send", lambda: send(self, data, flags), lambda: send(self, bytes(data)[: len(bytes(data)) // 2], flags)
            )

    os.write, os.open = written, made
    builtins.open = io.open = opened
    socket.socket = Socket  # type: ignore[misc]
    sys.stdout = opened(1, "w", encoding="utf-8", closefd=False)


_open = open


def point(number: int, how: int) -> int:
    """Return the `at` for `arm` that kills at the call `number`, counted from 1."""
    return 3 * number - 2 + how


_FIRST = listing(("First", "2025-09-05"), ("Second", "2025-09-04"), ("Third", "2025-09-03", "With a summary."))
_SECOND = listing(("Fourth", "2025-09-06"), ("Fifth 第五", "2025-09-06"), ("Third", "2025-09-03", "With another."))


_NEWEST = [matter(number, date=f"2026-0{1 + number // 20}-{1 + number % 20:02}") for number in range(22, 0, -1)]
_OLD = _NEWEST[2:]
_NEW = [*_NEWEST[:7], *_NEWEST[8:]]
"""Two more than `_OLD`, and one of that gone."""


@dataclass
class World:
    """The surroundings of the commands: a site, a webhook, and a folder for caches."""

    folder: Path
    site: Replica
    hook: str
    post: Post
    fork_server: ForkServer

    def run(self, cache: Path, *args: object, at: int = 0, log: Path | None = None, stdin: str = "") -> tuple[int, str]:
        """Run a command on a cache; return its code and its stdout."""
        given, out = self.folder / "in", self.folder / "out"
        given.write_text(stdin, encoding="utf-8")
        out.write_bytes(b"")
        env = {**os.environ, "CDETRACK_HOME": str(cache), **({"WRECK_LOG": str(log)} if log else {})}
        code = self.fork_server(*args, at=at, out=out, err=self.folder / "err", stdin=given, env=env)
        return code, out.read_text(encoding="utf-8", errors="replace")


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A command on a cache that is as `prepare` leaves it."""

    name: str
    args: tuple[object, ...]
    prepare: Callable[[World, Path], None]
    stdin: str = ""
    codes: tuple[int, ...] = (0,)
    mends: bool = False
    """The cache is damaged until the command has come to its end."""
    tells: tuple[str, ...] = ()
    """Texts that stdout or the webhook must have received at the end, over all runs."""
    steady: bool = True
    """Its calls come in the same order each time: channels are threads, and theirs do not."""
    export: bool = False
    """It writes `export` in the cache folder: that is the old one or the new one at any time."""


def _run(world: World, cache: Path, *args: object, stdin: str = "", codes: tuple[int, ...] = (0,)) -> None:
    code, _ = world.run(cache, *args, stdin=stdin)
    assert code in codes, (args, code, (world.folder / "err").read_text()[-2000:])


def _empty(world: World, cache: Path) -> None:
    cache.mkdir(mode=0o700)
    config = watching({"nmpa/drugs": world.site.url("drugs.html")}, fetch="timeout = 5\nretries = 0")
    watch = f'[[watch]]\nname = "all"\nchannels = ["stdout", "{world.hook}/all"]\n'
    (cache / "config.toml").write_text(config + watch, encoding="utf-8")
    world.site.sections["drugs"] = _OLD


def _ingested(world: World, cache: Path) -> None:
    _empty(world, cache)
    _run(world, cache, "ingest", "-", stdin=_FIRST)


def _asked(world: World, cache: Path) -> None:
    _ingested(world, cache)
    _run(world, cache, "diff", "--since-last", "bob")
    _run(world, cache, "ingest", "-", stdin=_SECOND)


def _numbered(world: World, cache: Path) -> None:
    _empty(world, cache)
    entries = [
        (f"Announcement of NMPA on Matter {number} (No. {number} of 2025)", "2025-09-05") for number in (7, 8, 9)
    ]
    _run(world, cache, "ingest", "-", stdin=listing(*entries))


def _decided(world: World, cache: Path) -> None:
    _numbered(world, cache)
    _run(world, cache, "mark", "2025-7", "relevant", "--by", "ann", "--note", "for now")


def _decided_by_half(world: World, cache: Path) -> None:
    _decided(world, cache)
    path = cache / "decisions" / "ann.jsonl"
    path.write_bytes(path.read_bytes() + b'{"schema": 1, "prev": "')


def _behind(world: World, cache: Path) -> None:
    """Leave a history without its fold, as a crash does, or other rules."""
    _ingested(world, cache)
    (cache / "notices.json").unlink()


def _cut(world: World, cache: Path) -> None:
    _ingested(world, cache)
    before = world.folder / "before"
    shutil.copytree(cache, before)
    _run(world, cache, "ingest", "-", stdin=_SECOND)
    history = _history(cache)[:-40]
    shutil.rmtree(cache)
    before.rename(cache)
    with (cache / "history.jsonl").open("ab") as file:
        file.write(history[len(_history(cache)) :])


def _fetched(world: World, cache: Path) -> None:
    _empty(world, cache)
    _run(world, cache, "fetch")
    world.site.sections["drugs"] = _NEW


def _with_files(world: World, cache: Path) -> None:
    """Three new notices link to two files; a part of one broke off before."""
    _fetched(world, cache)
    linked = [replace(each, body=f'<p>Text.</p><a href="/f/{at % 2}.pdf">File</a>') for at, each in enumerate(_NEW)]
    world.site.sections["drugs"] = linked
    world.site.files |= {
        f"/f/{number}.pdf": Reply(headers={"Content-Type": "application/pdf"}, body=b"%PDF-" + b"%d" % number * 300_000)
        for number in (0, 1)
    }


def _missed(world: World, cache: Path) -> None:
    _fetched(world, cache)
    _run(world, cache, "fetch", "--full")


def _checked(world: World, cache: Path) -> None:
    _empty(world, cache)
    _run(world, cache, "check")
    world.site.sections["drugs"] = _NEW


def _waiting(world: World, cache: Path) -> None:
    _checked(world, cache)
    world.post.fails = lambda: True
    _run(world, cache, "check", codes=(8,))
    world.post.fails = lambda: False


def _damaged(name: str, edit: Callable[[bytes], bytes]) -> Callable[[World, Path], None]:
    def prepare(world: World, cache: Path) -> None:
        _waiting(world, cache)
        _run(world, cache, "diff", "--since-last", "bob")
        path = cache / name
        path.write_bytes(edit(path.read_bytes()))

    return prepare


def _exported(world: World, cache: Path) -> None:
    _ingested(world, cache)
    (cache / "export").write_text("what was there before\n" * 400, encoding="utf-8")


def _kind_mistaken(data: bytes) -> bytes:
    return data.replace(b'"kind": "added"', b'"kind": "addxd"', 1)


_TOLD = ("Matter 21", "Matter 22")
SCENARIOS = (
    Scenario(name="ingest: first", args=("ingest", "-"), prepare=_empty, stdin=_FIRST),
    Scenario(name="ingest: more", args=("ingest", "-"), prepare=_ingested, stdin=_SECOND),
    Scenario(name="ingest: after a crash", args=("ingest", "-"), prepare=_cut, stdin=_SECOND),
    Scenario(name="list: a fold that is behind", args=("list",), prepare=_behind),
    Scenario(name="fetch: first", args=("fetch",), prepare=_empty),
    Scenario(name="fetch: news", args=("fetch",), prepare=_fetched),
    Scenario(name="fetch: details", args=("fetch", "--details"), prepare=_fetched),
    Scenario(name="fetch: attachments", args=("fetch", "--attachments"), prepare=_with_files),
    Scenario(name="fetch: withdrawn", args=("fetch", "--full"), prepare=_missed),
    Scenario(name="check: first", args=("check",), prepare=_empty, steady=False),
    Scenario(name="check: news", args=("check",), prepare=_checked, tells=_TOLD, steady=False),
    Scenario(name="alerts retry", args=("alerts", "retry"), prepare=_waiting, tells=_TOLD, steady=False),
    Scenario(name="diff --since-last", args=("diff", "--since-last", "bob"), prepare=_asked, tells=("Fourth", "Fifth")),
    Scenario(name="mark: first", args=("mark", "2025-7", "2025-8", "done", "--by", "ann"), prepare=_numbered),
    Scenario(name="mark: more", args=("mark", "2025-7", "2025-8", "done", "--by", "ann"), prepare=_decided),
    Scenario(name="mark: after a crash", args=("mark", "2025-9", "done", "--by", "ann"), prepare=_decided_by_half),
    Scenario(
        name="doctor --repair: history",
        args=("doctor", "--repair"),
        prepare=_damaged("history.jsonl", _kind_mistaken),
        mends=True,
    ),
    Scenario(
        name="doctor --repair: notices",
        args=("doctor", "--repair"),
        prepare=_damaged("notices.json", lambda data: data[:-9]),
        mends=True,
    ),
    Scenario(
        name="doctor --repair: state",
        args=("doctor", "--repair"),
        prepare=_damaged("state.json", lambda data: data[:-9]),
        mends=True,
    ),
    Scenario(
        name="doctor --repair: outbox",
        args=("doctor", "--repair"),
        prepare=_damaged("outbox.jsonl", lambda data: b"{}\n" + data),
        mends=True,
    ),
    *(
        Scenario(name=f"export {kind}", args=("export", kind, "{cache}/export"), prepare=_exported, export=True)
        for kind in ("html", "json", "ics")
    ),
)


def recorded(cache: Path) -> Counter[tuple[object, ...]]:
    """Return every change and every decision that a sound cache has, without its time."""
    history = History(cache / "history.jsonl", _history(cache))
    changes = [history.change(line) for lines, _ in history.looks() for line in lines]
    found = Counter[tuple[object, ...]]()
    found.update(
        (each.kind, each.source, str(_timeless(each.before)), str(_timeless(each.after)), each.fields)
        for each in changes
    )
    for path in decision_files(cache / "decisions"):
        read = read_decisions(path)
        assert read.problems == []
        found.update((path.name, *decision[1:]) for decision in read.decisions)
    return found


def _timeless(record: Record | None) -> Record | None:
    """Return a record without the times of fetching its files."""
    if record is None:
        return None
    return record._replace(attachments=tuple(each._replace(served=None) for each in record.attachments))


def alerts(cache: Path) -> set[tuple[str, str]]:
    """Return the alerts that are stored, each with whether it was delivered."""
    from cdetrack.alert.outbox import load_outbox

    return {(name, each.state) for name, each in load_outbox(cache).alerts.items()}


@dataclass(frozen=True)
class Tally:
    """The outcome of the kills of one scenario."""

    scenario: str
    calls: Counter[str]
    kills: int
    """How many processes were killed: some points were met twice, once more in the run that was to mend."""


@contextmanager
def world(folder: Path, *, small: bool = False) -> Iterator[World]:
    """Yield the surroundings of the commands; with `small`, caches are laid out as large ones, see `small_files`."""
    post = Post()
    with ExitStack() as stack:
        site = stack.enter_context(Replica(page_size=6))
        told = stack.enter_context(hook(post))
        fork_server = stack.enter_context(ForkServer("support.kill_writes", small=small))
        yield World(folder, site, told.url, post, fork_server)


def kill_writes(
    world: World, scenario: Scenario, *, most: int | None = None, twice: bool = False, seed: int = 1
) -> Tally:
    """Kill the command of `scenario` at every point (at most `most` of them) and assert that nothing is lost.

    With `twice` the run after the kill is killed as well, at a random one of its points.
    """
    chance = random.Random(f"{seed} {scenario.name}")  # noqa: S311 - no secret
    template = world.folder / "template"
    scenario.prepare(world, template)
    base = recorded(template) if not scenario.mends else Counter()
    history = _history(template)
    log = world.folder / "log"
    log.unlink(missing_ok=True)
    whole = _copied(world, template)
    args = tuple(str(each).replace("{cache}", str(whole)) for each in scenario.args)
    code, _ = world.run(whole, *args, log=log, stdin=scenario.stdin)
    assert code in scenario.codes, (scenario.name, code, (world.folder / "err").read_text()[-2000:])
    wanted, told, file = recorded(whole), alerts(whole), _bytes(whole / "export")
    calls = log.read_text().split()
    points = [
        (number, how)
        for number, name in enumerate(calls, 1)
        for how in ((BEFORE, HALF, AFTER) if name in _WRITES else (BEFORE, AFTER))
    ]
    if most is not None and len(points) > most:
        points = sorted(chance.sample(points, most))
    kills = 0
    for number, how in points:
        cache = _copied(world, template)
        where = f"{scenario.name}: {calls[number - 1]} {number} of {len(calls)}, {('before', 'half', 'after')[how]}"
        world.post.arrived.clear()
        said = ""
        deaths = [point(number, how)]
        if twice:
            deaths.append(point(chance.randint(1, len(calls)), chance.choice((BEFORE, HALF, AFTER))))
        for again, death in enumerate(deaths):
            code, out = world.run(cache, *args, at=death, stdin=scenario.stdin)
            assert code == -signal.SIGKILL or not scenario.steady or how == HALF or again, (where, code)
            said += out
            kills += code == -signal.SIGKILL
            if not scenario.mends:
                _assert_whole(cache, where, base, wanted, history)
            if scenario.export:
                assert _bytes(cache / "export") in {_bytes(template / "export"), file}, where
        code, out = world.run(cache, *args, stdin=scenario.stdin)
        said += out
        assert code in scenario.codes, (where, code, (world.folder / "err").read_text()[-2000:])
        assert examine(Store(cache, RULES), deep=True).problems == (), where
        if scenario.mends:
            code, _ = world.run(cache, "diff", "--since-last", "bob")
            assert code == 0, (where, (world.folder / "err").read_text()[-2000:])
        assert recorded(cache) == wanted, (where, recorded(cache) - wanted, wanted - recorded(cache))
        assert {name for name, _ in alerts(cache)} == {name for name, _ in told}, where
        assert all(state != "waiting" for _, state in alerts(cache)) or scenario.mends, where
        said += " ".join(f"Matter {number}" for _, _, numbers in world.post.arrived for number in numbers)
        assert [each for each in scenario.tells if each not in said] == [], (where, said)
        assert not scenario.export or _bytes(cache / "export") == file, where
        _assert_tidy(world, cache, where)
        assert _bytes(cache / "config.toml") == _bytes(template / "config.toml"), where
    shutil.rmtree(template)
    return Tally(scenario.name, Counter(calls), kills)


def _copied(world: World, template: Path) -> Path:
    cache = world.folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    shutil.copytree(template, cache)
    return cache


def _assert_tidy(world: World, cache: Path, where: str) -> None:
    """Assert that the next run that writes removes half-written files, and the next check those of the outbox."""
    world.run(cache, "check", "--no-fetch")
    left = [*cache.glob(".*.tmp"), *cache.glob("[hnf]*/.*.tmp"), *cache.glob("files/.*.part")]
    assert not [each.name for each in left if ".export." not in each.name], where


def _history(cache: Path) -> bytes:
    """Return the history over all its files."""
    return read_history(cache / "history.jsonl")[:]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _assert_whole(
    cache: Path, where: str, base: Counter[tuple[object, ...]], wanted: Counter[tuple[object, ...]], history: bytes
) -> None:
    """Assert that doctor is content, and that there is all that was there before, and nothing twice."""
    found = examine(Store(cache, RULES), deep=True)
    assert found.problems == (), (where, found.problems)
    kept = KeptFiles(cache)
    assert all(map(kept.is_sound, kept.names())), where
    now = recorded(cache)
    assert base <= now <= wanted, (where, base - now, now - wanted)
    for name in ("state.json", "notices.json"):
        json.loads(_bytes(cache / name) or b"{}")
    if not where.startswith("ingest: after"):
        assert _history(cache).startswith(history), where
