"""Measure `check` when nothing or one notice is new, by https and in the shipped configuration: `bench/quiet.py`.

    python bench/quiet.py [--rounds 11] [--sizes 30 1000 10000] [--kept 100 100000] [--hosts 40] [--sources 100]

One replica on loopback has the same notices as a page and as a feed. One cache watches the page, with alerts on stdout;
another the feed, with alerts by mail. Each round runs every command once, in turn, in a new process:

    new     one notice is new
    304     nothing is new, and the server says so
    200     nothing is new, and the server sends the same bytes again
    edited  nothing is new, and the server sends another text around the same notices

Then one cache of each size in `--kept` watches a listing of 30, and one has `--sources` on `--hosts`, without pauses.
Prints the medians of processor time as multiples of `python -c pass` and of elapsed time, and the peak memory. Exits
with 1 if a goal is missed; `bench/peers.py` runs other tools beside these commands.
"""

import argparse
import compileall
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
from peers_run import ProcessResult, run
from peers_site import peer_site
from peers_tools import Sandbox, cdetrack_settings
from quiet_hosts import many_hosts
from replica_server import ROOT, ServerControl
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


class _Listing:
    """A site with one listing, and the caches that watch it as a page and as a feed."""

    def __init__(self, site: ServerControl, folder: Path, size: int) -> None:
        self._site, self._mails, self._size = site, folder / "mails", size
        port = site.send("port")
        self._caches = {}
        for reads, source in (("page", "nmpa/drugs"), ("feed", "example/feed")):
            there = self._caches[reads] = folder / reads
            prepare(there, source, _sandbox(there, site.url, port, mail=reads == "feed"))
            check(there)

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
            ran = check(cache)
            figures.add(name, ran, silent=silent)
            named = read_report(ran, self._mails).numbers
            if named != (set() if newest is None else {newest}):
                raise SystemExit(f"{name}: told {sorted(named)[:5]}")


def prepare(folder: Path, source: str, sandbox: Sandbox) -> None:
    """Create a cache folder with the configuration of `bench/peers.py` for a source."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in cdetrack_settings(sandbox, source, watched=True).items():
        (folder / name).write_text(text, encoding="utf-8")


def check(folder: Path) -> ProcessResult:
    """Run `cdetrack check` from this checkout in a cache folder."""
    # The same start as in the installed script `cdetrack`.
    start = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); from cdetrack.__main__ import main; main()"
    return run([sys.executable, "-c", start, "--cache", ".", "check"], folder, limit=LIMIT)


def _sandbox(folder: Path, site: str, port: int, *, mail: bool = False) -> Sandbox:
    return Sandbox(venv=folder, folder=folder, site=site, port=port, mail=mail)


def _plain(figures: _Figures, folder: Path) -> None:
    for _ in range(3):
        figures.add(_PLAIN, run([sys.executable, "-c", "pass"], folder, limit=LIMIT))


def _measure_listings(folder: Path, sizes: Iterable[int], figures: _Figures, rounds: int) -> None:
    with ExitStack() as stack:
        listings = []
        for size in sizes:
            there = folder / str(size)
            there.mkdir()
            site = stack.enter_context(peer_site(size, there / "mails"))
            listings.append(_Listing(site, there, size))
        for number in range(rounds + 1):
            print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
            # The first round fills the caches of the machine; its figures are discarded.
            counted = figures if number else _Figures()
            _plain(counted, folder)
            for listing in listings:
                listing.round(counted)


def _measure_kept(folder: Path, sizes: Iterable[int], figures: _Figures, rounds: int) -> None:
    caches = {_KEPT.format(size): folder / f"kept-{size}" for size in sizes}
    with peer_site(30, folder / "mails") as site:
        for size, there in zip(sizes, caches.values(), strict=True):
            create_cache(there, size)
            prepare(there, "example/feed", _sandbox(there, site.url, site.send("port")))
            check(there)
        for _ in range(rounds):
            _plain(figures, folder)
            for name, there in caches.items():
                figures.add(name, check(there))


def _measure_many(folder: Path, hosts: int, sources: int, figures: _Figures, rounds: int) -> None:
    there = folder / "many"
    with many_hosts(hosts, sources) as addresses:
        prepare(there, "nmpa/drugs", _sandbox(there, addresses[0].removesuffix("drugs.html"), 25))
        text = "".join(f'[sources."example/{number}"]\nurl = "{url}"\n' for number, url in enumerate(addresses[1:]))
        path = there / "config.toml"
        # With the usual pause of a second between two requests to one host, the pauses alone would take two seconds.
        path.write_text(f"[fetch]\ninterval = 0\n{path.read_text(encoding='utf-8')}{text}", encoding="utf-8")
        check(there)
        for _ in range(rounds):
            _plain(figures, folder)
            figures.add(_MANY, check(there))


def main() -> int:
    """Print the figures; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--sizes", type=int, nargs="*", default=[30, 1000, 10_000])
    parser.add_argument("--kept", type=int, nargs="*", default=[100, 100_000])
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--sources", type=int, default=100)
    args = parser.parse_args()
    # Compile as pip does: with `PYTHONDONTWRITEBYTECODE` set, each start would compile the edited modules again.
    compileall.compile_dir(ROOT / "src", quiet=1)
    figures = _Figures()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _measure_listings(folder, args.sizes, figures, args.rounds)
        if args.kept:
            _measure_kept(folder, args.kept, figures, args.rounds)
        if args.sources:
            _measure_many(folder, args.hosts, args.sources, figures, args.rounds)
    print(f"{_PLAIN}: {figures.median(_PLAIN, lambda ran: ran.processor) * 1000:.1f} ms of processor time")
    lines = [figures.line(name) for name in figures.runs if name != _PLAIN]
    print("\n".join(line for line, _ in lines))
    return 1 if any(missed for _, missed in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
