"""Measure a round of ten sources with one new notice each: `python bench/rounds.py [KEPT]... [--rounds 5]`.

Installs this checkout into a virtual environment, in the folder `--environments` if it is given: a checkout reads the
rules of the topics from their text, which an installed program has ready. Prints the medians for caches of so many
notices (by default 100 and 100,000): elapsed seconds, processor time as a multiple of interleaved runs of
`python -c pass`, bytes written and peak memory. Goal: under 0.5 s for both.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from peers_run import install_checkout

_ROOT = Path(__file__).resolve().parents[1]
_SOURCES = 10
_ENTRIES = 30
_GOAL = 0.5


class Cost(NamedTuple):
    """The cost of a program: seconds elapsed, seconds of processor time, bytes of memory, bytes written."""

    elapsed: float
    processor: float
    memory: float
    written: float


def cost_of(python: Path, *command: str) -> Cost:
    """Run `python COMMAND` and return its cost; exit if it fails."""
    # Started from a small process: a child has the memory of its parent until it runs its program.
    script = (
        "import os,sys,time,resource\nt=time.perf_counter()\n"
        "code=os.spawnv(os.P_WAIT,sys.executable,[sys.executable,*sys.argv[1:]])\n"
        "t=time.perf_counter()-t\nu=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(file=sys.stderr)\n"
        "print(code,t,u.ru_utime+u.ru_stime,u.ru_maxrss*1024,u.ru_oublock*512,file=sys.stderr)"
    )
    done = subprocess.run(
        [python, "-S", "-c", script, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    )
    code, *figures = done.stderr.split()[-5:]
    if code != "0":
        raise SystemExit(done.stderr)
    elapsed, processor, memory, written = map(float, figures)
    return Cost(elapsed, processor, memory, written)


def median_of(costs: list[Cost]) -> Cost:
    """Return the medians of several runs, and the highest memory."""
    elapsed, processor, memory, written = zip(*costs, strict=True)
    return Cost(statistics.median(elapsed), statistics.median(processor), max(memory), statistics.median(written))


def main() -> int:
    """Print the figures; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kept", nargs="*", type=int, default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--environments", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    missed = []
    with (
        tempfile.TemporaryDirectory() as scratch,
        subprocess.Popen(
            [sys.executable, __file__, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as site,
    ):
        python = install_checkout(args.environments or Path(scratch) / "environments") / "python"
        assert site.stdin is not None  # noqa: S101 - both are pipes
        assert site.stdout is not None  # noqa: S101
        root = site.stdout.readline().strip()
        config = Path(scratch) / "config.toml"
        config.write_text("[fetch]\ninterval = 0\n" + "".join(_source(root, each) for each in range(_SOURCES)))
        names = [f"example/s{each}" for each in range(_SOURCES)]
        for kept in args.kept:
            cache = str(_cache(Path(scratch) / str(kept), kept))
            fetch = ("-m", "cdetrack", "-q", "--cache", cache, "--config", str(config), "fetch", *names)
            cost_of(python, *fetch)
            costs, starts = [], []
            for _ in range(args.rounds):
                starts.append(cost_of(python, "-c", "pass"))
                site.stdin.write("post\n")
                site.stdin.flush()
                site.stdout.readline()
                costs.append(cost_of(python, *fetch))
            found, start = median_of(costs), median_of(starts)
            print(
                f"{kept:9,} kept: {found.elapsed:5.2f} s, {found.processor / start.processor:5.1f} times, "
                f"{found.written / 1e6:6.1f} MB written, {found.memory / 1e6:4.0f} MB",
                flush=True,
            )
            missed += [f"{kept:,} kept"] * (found.elapsed > _GOAL)
        site.stdin.close()
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


def _source(root: str, number: int) -> str:
    return f'[sources."example/s{number}"]\nurl = "{root}s{number}.html"\n'


def _cache(folder: Path, count: int) -> Path:
    from scale import create_cache  # beside this file

    create_cache(folder, count)
    return folder


def _serve() -> None:
    sys.path.insert(0, str(_ROOT / "tests"))
    from support.replica import Item, Replica

    def item(source: int, number: int) -> Item:
        title = f"Announcement on the Approval of Device {number} in Section {source}"
        article = 9_000_000 + 10_000 * source + number
        return Item(title=title, date=f"2026-11-{1 + number % 20:02}", article=str(article))

    with Replica(page_size=_ENTRIES) as site:
        site.validators = True
        for source in range(_SOURCES):
            site.sections[f"s{source}"] = [item(source, number) for number in range(_ENTRIES, 0, -1)]
        print(site.url("s0.html").removesuffix("s0.html"), flush=True)
        for number, _ in enumerate(sys.stdin, _ENTRIES + 1):
            for source in range(_SOURCES):
                site.sections[f"s{source}"].insert(0, item(source, number))
            print(number, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        _serve()
    else:
        sys.exit(main())
