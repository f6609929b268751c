"""Many processes on one cache at once: some fetch, some ingest, some list, one checks, for so many seconds.

Used by a test for some seconds, and by `bench/together.py` for a minute.
"""

import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from support.fork_server import ForkServer
from support.program import listing, watching
from support.receivers import Post, hook
from support.replica import Replica, matter

LOCKED = 6


@dataclass
class Crowd:
    """The counts of one session."""

    runs: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """Unexpected exit codes, tracebacks and incomplete answers."""
    posted: set[str] = field(default_factory=set)
    """Every title that was on the site or in a file that was ingested."""
    told: Counter[str] = field(default_factory=Counter)
    """How often each notice of the site came to the hook, under how many ids."""
    guard: threading.Lock = field(default_factory=threading.Lock)


def crowd(folder: Path, *, seconds: float) -> Crowd:
    """Run eight processes on the cache in `folder` at once; the caller inspects the files afterwards."""
    seen = Crowd()
    post = Post()
    cache = folder / "cache"
    cache.mkdir(mode=0o700, parents=True)
    with Replica(page_size=50) as site, hook(post) as told:
        site.sections["drugs"] = [matter(0)]
        seen.posted.add(matter(0).title)
        config = watching({"nmpa/drugs": site.url("drugs.html")}, fetch="timeout = 20\nretries = 0")
        watch = f'[[watch]]\nname = "all"\nchannels = ["{told.url}/all"]\n'
        (cache / "config.toml").write_text(config + watch, encoding="utf-8")
        until = time.monotonic() + seconds
        commands = ("fetch", "fetch", "ingest", "ingest", "list", "list", "check", "diff")
        threads = [
            threading.Thread(target=_work, args=(seen, folder, site, command, number, until))
            for number, command in enumerate(commands)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # One more, so that there is news for the last check in any case.
        site.sections["drugs"] = [last := matter(len(site.sections["drugs"])), *site.sections["drugs"]]
        seen.posted.add(last.title)
        with ForkServer() as run:
            for command in (("fetch",), ("check",), ("alerts", "retry")):
                _note(seen, " ".join(command), run(*command, "--cache", cache, out=folder / "last"), folder / "last")
        ids: dict[str, set[str]] = {}
        for _, alert, notices in post.arrived:
            for notice in notices:
                ids.setdefault(notice, set()).add(alert)
        seen.told = Counter({name: len(each) for name, each in ids.items()})
    return seen


def _work(seen: Crowd, folder: Path, site: Replica, command: str, number: int, until: float) -> None:
    cache = folder / "cache"
    out, err, page = (folder / f"{number}.{name}" for name in ("out", "err", "txt"))
    with ForkServer() as run:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            args: tuple[object, ...] = (command,)
            if command == "fetch":
                with seen.guard:
                    new = matter(len(site.sections["drugs"]))
                    site.sections["drugs"] = [new, *site.sections["drugs"]]
                    seen.posted.add(new.title)
            elif command == "ingest":
                title = f"Ingested {number} {turn}"
                page.write_text(listing((title, "2026-05-05"), (f"Shared {turn}", "2026-05-04")), encoding="utf-8")
                args = ("ingest", page, "--source", f"file/{number}")
            elif command in {"list", "diff"}:
                args = (command, "--json")
            for path in (out, err):
                path.write_bytes(b"")
            code = run(*args, "--cache", cache, out=out, err=err)
            with seen.guard:
                if command == "ingest" and code == 0:
                    seen.posted.update((f"Ingested {number} {turn}", f"Shared {turn}"))
            _note(seen, command, code, err)
            if command in {"list", "diff"} and code == 0:
                _read(seen, command, out)


def _note(seen: Crowd, command: str, code: int, err: Path) -> None:
    said = err.read_text(encoding="utf-8", errors="replace")
    with seen.guard:
        seen.runs[command] += 1
        seen.codes[code] += 1
        locked = code == LOCKED and "another" in said
        if (code and not locked) or "Traceback" in said:
            seen.wrong.append(f"{command}: {code}: {said[-1500:]}")


def _read(seen: Crowd, command: str, out: Path) -> None:
    try:
        rows = json.loads(out.read_text(encoding="utf-8"))
        whole = all(row["title"] and row["id"] for row in rows)
    except (ValueError, KeyError) as error:
        rows, whole = [], False
        seen.wrong.append(f"{command}: half an answer: {error}")
    # Two files of different origins may each have a notice of one title.
    titles = [(row["title"], *row.get("sources", ())) for row in rows]
    with seen.guard:
        if not whole or (command == "list" and len(titles) != len(set(titles))):
            seen.wrong.append(f"{command}: an answer that is not whole")
