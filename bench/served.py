"""A replica of the NMPA's English site in a process of its own, for the benches: it must not be measured with them.

`python bench/served.py ITEMS PAGE_SIZE SECONDS` prints its address; then each line on stdin is a command: `post N`
puts N notices on top, `count` prints how many requests came since the last `count`.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def served(items: int, *, page_size: int = 6, pause: float = 0.0) -> Iterator["Site"]:
    """Yield a site with so many notices that takes `pause` seconds for each answer."""
    command = [sys.executable, __file__, str(items), str(page_size), str(pause)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        yield Site(process.stdin, process.stdout)
        process.stdin.close()


class Site:
    """What the bench sees of the replica."""

    def __init__(self, to: IO[str], back: IO[str]) -> None:
        self._to, self._back = to, back
        self.url = back.readline().strip()

    def say(self, command: str) -> int:
        """Do a command and return what it printed."""
        self._to.write(command + "\n")
        self._to.flush()
        return int(self._back.readline())


def run(cache: Path, config: Path, *args: str) -> tuple[float, int, str]:
    """Run `cdetrack ARGS`; return its seconds, its peak memory in bytes and what it said on stderr."""
    return timed([sys.executable, "-m", "cdetrack", *args, "--cache", str(cache), "--config", str(config)])


def timed(command: list[str]) -> tuple[float, int, str]:
    """Run a program as a process; return its seconds, its peak memory in bytes and what it said on stderr."""
    # GNU time would do, where it is installed; the wrapper is what every machine with Python has.
    script = (
        "import os,sys,time,resource\nt=time.perf_counter()\np=os.spawnvp(os.P_WAIT,sys.argv[1],sys.argv[1:])\n"
        "t=time.perf_counter()-t\nprint(p,t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, *command], capture_output=True, text=True, check=True, cwd=ROOT
    )
    code, seconds, kilobytes = done.stdout.split()[-3:]
    if code != "0":
        raise SystemExit(done.stderr)
    return float(seconds), int(kilobytes) * (1 if sys.platform == "darwin" else 1024), done.stderr.strip()


def configured(folder: Path, url: str) -> Path:
    """Write and return a configuration that points `nmpa/drugs` there."""
    path = folder / "config.toml"
    path.write_text(f'[fetch]\ninterval = 0\n[sources."nmpa/drugs"]\nurl = "{url}"\n', encoding="utf-8")
    return path


def _serve(count: int, page_size: int, pause: float) -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    from support.replica import Item, Replica

    def item(number: int) -> Item:
        day = date(2000, 1, 1) + timedelta(days=number // 6)
        title = f"NMPA Announcement on the Registration of Drugs in Matter {number} ([{day.year}] No. {number % 500})"
        return Item(title=title, date=day.isoformat(), article=str(1_000_000 + number))

    with Replica(page_size=page_size) as site:
        site.validators = True
        site.sections["drugs"] = [item(number) for number in range(count, 0, -1)]
        site.before.append(lambda _: time.sleep(pause))
        print(site.url("drugs.html"), flush=True)
        for line in sys.stdin:
            command, _, number = line.strip().partition(" ")
            listed = site.sections["drugs"]
            if command == "post":
                listed[:0] = [item(len(listed) + each) for each in range(int(number), 0, -1)]
            asked = len(site.requests)
            if command == "count":
                site.requests.clear()
            print(asked, flush=True)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
