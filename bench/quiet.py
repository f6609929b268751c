"""Measure `check` when nothing or one notice is new, by https and in the shipped configuration: `bench/quiet.py`.

    python bench/quiet.py [--rounds 11] [--sizes 30 1000 10000] [--kept 100 100000] [--hosts 40] [--sources 100]
                          [--environments FOLDER]

Installs this checkout into a virtual environment, as `bench/peers.py` does, in FOLDER if it is given. One replica on
loopback has the same notices as a page and as a feed. One cache watches the page, with alerts on stdout; another the
feed, with alerts by mail. Each round runs every command once, in turn, in a new process:

    new     one notice is new
    304     nothing is new, and the server says so
    200     nothing is new, and the server sends the same bytes again
    edited  nothing is new, and the server sends another text around the same notices

Then one cache of each size in `--kept` watches a listing of 30, and one has `--sources` on `--hosts`, without pauses.
Prints the medians of processor time as multiples of `python -c pass` and of elapsed time, and the peak memory. Exits
with 1 if a goal is missed; `bench/peers.py` runs other tools beside these commands.
"""

import argparse
import math
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from peers_reports import LIMIT, read_report
from peers_run import ProcessResult, install_checkout, run
from peers_site import peer_site
from peers_tools import Sandbox, cdetrack_settings
from quiet_hosts import many_hosts
from replica_server import ServerControl
from scale import create_cache

_PLAIN = "python -c pass"
_KEPT, _MANY = "feed, 304, {:,} kept", "many, 304"


@dataclass(frozen=True, kw_only=True)
class _Goal:
    """The most processor time as a multiple of `python -c pass`, elapsed seconds and bytes of memory."""

    times: float = math.inf
    seconds: float = math.inf
    memory: float = math.inf


_GOALS = {
    **{f"{reads}, 304, {size:,}": _Goal(times=10) for reads in ("page", "feed") for size in (30, 1000, 10_000)},
    **{f"{reads}, 200, {size:,}": _Goal(times=12) for reads in ("page", "feed") for size in (30, 1000, 10_000)},
    **{f"page, new, {size:,}": _Goal(times=times) for size, times in ((30, 16), (1000, 19), (10_000, 30))},
    **{f"feed, new, {size:,}": _Goal(times=times) for size, times in ((30, 14), (1000, 20), (10_000, 30))},
    "page, 304, 30": _Goal(times=10, seconds=0.25),
    _MANY: _Goal(seconds=1, memory=50e6),
}


class _Figures:
    """The runs of every command, by name."""

    def __init__(self) -> None:
        self.runs: dict[str, list[ProcessResult]] = defaultdict(list)

    def add(self, name: str, ran: ProcessResult, *, silent: bool = True) -> None:
        """Store a run. Raises SystemExit if it failed, or if it printed anything although nothing was new."""
        if ran.code != 0 or (silent and (ran.out or ran.err)):
            raise SystemExit(f"{name}: exit code {ran.code}\n{ran.out}{ran.err}")
        self.runs[name].append(ran)

    def times(self, name: str) -> float:
        """Return the median of the processor time as a multiple of `python -c pass`."""
        return self.median(name, lambda ran: ran.processor) / self.median(_PLAIN, lambda ran: ran.processor)

    def median(self, name: str, value: Callable[[ProcessResult], float]) -> float:
        """Return the median of a value of the runs of a command."""
        return statistics.median(map(value, self.runs[name]))

    def line(self, name: str) -> tuple[str, bool]:
        """Return the figures of a command for a person, and True if they miss its goal."""
        times, goal = self.times(name), _GOALS.get(name, _Goal())
        seconds, memory = self.median(name, lambda ran: ran.seconds), max(ran.memory for ran in self.runs[name])
        missed = times > goal.times or seconds > goal.seconds or memory > goal.memory
        goals = [f"{goal.times:g} times"] * (goal.times < math.inf) + [f"{goal.seconds:g} s"] * (
            goal.seconds < math.inf
        )
        figures = f"{name:28} {times:6.1f} times {seconds:7.3f} s {memory / 1e6:5.0f} MB"
        return f"{figures}   {'goal ' + ', '.join(goals) if goals else '':22} {'missed' if missed else ''}", missed


@dataclass(frozen=True, kw_only=True)
class _Bench:
    """Runs the commands, a program of `bench/peers.py`, in caches below a folder."""

    program: Path
    folder: Path
    rounds: int
    figures: _Figures

    def check(self, cache: Path) -> ProcessResult:
        """Run `cdetrack check` in a cache folder."""
        return run([str(self.program), "--cache", ".", "check"], cache, limit=LIMIT)

    def plain(self, figures: _Figures) -> None:
        """Run `python -c pass`."""
        for _ in range(3):
            command = [str(self.program.with_name("python")), "-c", "pass"]
            figures.add(_PLAIN, run(command, self.folder, limit=LIMIT))

    def prepare(self, name: str, source: str, site: str, port: int, *, mail: bool = False) -> Path:
        """Create a cache folder that watches a source of the site, and return it."""
        cache = self.folder / name
        cache.mkdir(parents=True, exist_ok=True)
        sandbox = Sandbox(venv=self.program.parents[1], folder=cache, site=site, port=port, mail=mail)
        for file, text in cdetrack_settings(sandbox, source, watched=True).items():
            (cache / file).write_text(text, encoding="utf-8")
        return cache

    def listings(self, sizes: Iterable[int]) -> None:
        """Measure checks of a page and of a feed with each number of notices."""
        with ExitStack() as stack:
            listings = []
            for size in sizes:
                (self.folder / str(size)).mkdir()
                site = stack.enter_context(peer_site(size, self.folder / str(size) / "mails"))
                listings.append(_Listing(self, site, size))
            for number in range(self.rounds + 1):
                print(f"round {number} of {self.rounds}", file=sys.stderr, flush=True)
                # The first round fills the caches of the machine; its figures are discarded.
                counted = self.figures if number else _Figures()
                self.plain(counted)
                for listing in listings:
                    listing.round(counted)

    def kept(self, sizes: Iterable[int]) -> None:
        """Measure checks of a short listing with each number of notices in the cache."""
        with peer_site(30, self.folder / "mails") as site:
            caches = {}
            for size in sizes:
                name = f"kept-{size}"
                create_cache(self.folder / name, size)
                cache = caches[_KEPT.format(size)] = self.prepare(name, "example/feed", site.url, site.send("port"))
                self.check(cache)
            for _ in range(self.rounds):
                self.plain(self.figures)
                for name, cache in caches.items():
                    self.figures.add(name, self.check(cache))

    def many(self, hosts: int, sources: int) -> None:
        """Measure checks of many sources."""
        with many_hosts(hosts, sources) as addresses:
            cache = self.prepare("many", "nmpa/drugs", addresses[0].removesuffix("drugs.html"), 25)
            text = "".join(f'[sources."example/{number}"]\nurl = "{url}"\n' for number, url in enumerate(addresses[1:]))
            path = cache / "config.toml"
            # With the usual second between two requests to one host, the pauses alone would take two seconds.
            path.write_text(f"[fetch]\ninterval = 0\n{path.read_text(encoding='utf-8')}{text}", encoding="utf-8")
            self.check(cache)
            for _ in range(self.rounds):
                self.plain(self.figures)
                self.figures.add(_MANY, self.check(cache))


class _Listing:
    """A site with one listing, and the caches that watch it as a page and as a feed."""

    def __init__(self, bench: _Bench, site: ServerControl, size: int) -> None:
        self._bench, self._site, self._size = bench, site, size
        self._mails = bench.folder / str(size) / "mails"
        self._caches = {
            "page": bench.prepare(f"{size}/page", "nmpa/drugs", site.url, site.send("port")),
            "feed": bench.prepare(f"{size}/feed", "example/feed", site.url, site.send("port"), mail=True),
        }
        for cache in self._caches.values():
            bench.check(cache)

    def round(self, figures: _Figures) -> None:
        """Run every command once."""
        newest = self._site.send("post 1")
        self._run(figures, "new", silent=False, newest=newest)
        self._run(figures, "304")
        self._site.send("validators off")
        # The first answer without validators is another one for the cache.
        self._run(_Figures(), "200")
        self._run(figures, "200")
        self._site.send("edit")
        self._run(figures, "edited")
        self._site.send("validators on")

    def _run(self, figures: _Figures, case: str, *, silent: bool = True, newest: int | None = None) -> None:
        for reads, cache in self._caches.items():
            name = f"{reads}, {case}, {self._size:,}"
            ran = self._bench.check(cache)
            figures.add(name, ran, silent=silent)
            named = read_report(ran, self._mails).numbers
            if named != (set() if newest is None else {newest}):
                raise SystemExit(f"{name}: told {sorted(named)[:5]}")


def main() -> int:
    """Print the figures; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--sizes", type=int, nargs="*", default=[30, 1000, 10_000])
    parser.add_argument("--kept", type=int, nargs="*", default=[100, 100_000])
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--environments", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    figures = _Figures()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        program = install_checkout(args.environments or folder / "environments") / "cdetrack"
        bench = _Bench(program=program, folder=folder, rounds=args.rounds, figures=figures)
        if args.sizes:
            bench.listings(args.sizes)
        if args.kept:
            bench.kept(args.kept)
        if args.sources:
            bench.many(args.hosts, args.sources)
    print(f"{_PLAIN}: {figures.median(_PLAIN, lambda ran: ran.processor) * 1000:.1f} ms of processor time")
    lines = [figures.line(name) for name in figures.runs if name != _PLAIN]
    print("\n".join(line for line, _ in lines))
    return 1 if any(missed for _, missed in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
