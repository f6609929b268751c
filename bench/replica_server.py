"""A replica of the NMPA's English site for the benches; in its own process, so that no figure includes it.

`python bench/replica_server.py ITEMS PAGE_SIZE SECONDS` prints its address. Each line on stdin is a command: `post N`
puts N notices on top; `count` prints the number of requests since the last `count`.
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
def replica_site(items: int, *, page_size: int = 6, pause: float = 0.0) -> Iterator["ServerControl"]:
    """Yield the control of a replica with so many notices that waits `pause` seconds before each answer."""
    command = [sys.executable, __file__, str(items), str(page_size), str(pause)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        yield ServerControl(process.stdin, process.stdout)
        process.stdin.close()


class ServerControl:
    """Controls a server in another process through its stdin and stdout; `url` is its address."""

    def __init__(self, to: IO[str], back: IO[str]) -> None:
        self._to, self._back = to, back
        self.url = back.readline().strip()

    def send(self, command: str) -> int:
        """Send a command and return the printed number."""
        self._to.write(command + "\n")
        self._to.flush()
        return int(self._back.readline())


def run(cache: Path, config: Path, *args: str) -> tuple[float, int, str]:
    """Run `cdetrack ARGS`; return elapsed seconds, peak memory in bytes and the text on stderr."""
    return timed([sys.executable, "-m", "cdetrack", *args, "--cache", str(cache), "--config", str(config)])


def timed(command: list[str]) -> tuple[float, int, str]:
    """Run a program; return elapsed seconds, peak memory in bytes and the text on stderr; exit if it fails."""
    # A wrapper in Python, because GNU time is not installed everywhere.
    script = (
        "import os,sys,time,resource\nt=time.perf_counter()\np=os.spawnvp(os.P_WAIT,sys.argv[1],sys.argv[1:])\n"
        "t=time.perf_counter()-t\nprint(p,t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, *command], capture_output=True, text=True, check=True, cwd=ROOT
    )
    code, seconds, kilobytes = done.stdout.split()[-3:]
    if code != "0":
        raise SystemExit(done.stderr or f"exit {code}")
    return float(seconds), int(kilobytes) * (1 if sys.platform == "darwin" else 1024), done.stderr.strip()


def configured(folder: Path, url: str) -> Path:
    """Write a configuration with this address for `nmpa/drugs`, and return its path."""
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
