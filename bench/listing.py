"""Measure a look at one very long page with one new notice: `python bench/listing.py [ITEMS]...`.

Prints the median of eleven runs of the whole program, in seconds and as a multiple of interleaved runs of
`python -c pass`, and the peak memory; by default for 10,000 and 50,000 items. Goals: 10,000 under 60 times and 80 MB,
50,000 under 3 seconds.
"""

import compileall
import math
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from replica_server import ROOT, configured, replica_site, run, timed

_ROUNDS = 11


@dataclass(frozen=True)
class _Goal:
    """The limits of a look with one new item: seconds, multiple of `python -c pass`, and bytes of memory."""

    seconds: float = math.inf
    times: float = math.inf
    memory: float = math.inf


_GOALS = {10_000: _Goal(times=60, memory=80e6), 50_000: _Goal(seconds=3)}


def main(sizes: list[int]) -> int:
    """Print the figures; return 1 if a goal is missed."""
    # Compile as pip does: with `PYTHONDONTWRITEBYTECODE` set, each start would compile the edited modules again.
    compileall.compile_dir(ROOT / "src", quiet=1)
    missed = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch, replica_site(size, page_size=10**9) as site:
            folder = Path(scratch)
            config = configured(folder, site.url)
            seconds, memory, message = run(folder / "cache", config, "fetch", "nmpa/drugs")
            print(f"{size:6} items, first look: {seconds:5.2f} s {memory / 1e6:4.0f} MB   {message}", flush=True)
            looks, starts = [], []
            for _ in range(_ROUNDS):
                starts.append(timed([sys.executable, "-c", "pass"])[0])
                site.send("post 1")
                looks.append(run(folder / "cache", config, "fetch", "nmpa/drugs"))
            seconds, start = statistics.median(look[0] for look in looks), statistics.median(starts)
            memory = max(look[1] for look in looks)
            print(
                f"{size:6} items, one new:    {seconds:5.2f} s {memory / 1e6:4.0f} MB   {seconds / start:.0f} times"
                f" `python -c pass` ({start * 1000:.1f} ms)   {looks[-1][2]}",
                flush=True,
            )
            goal = _GOALS.get(size, _Goal())
            if seconds > min(goal.seconds, goal.times * start) or memory > goal.memory:
                missed.append(f"{size} items")
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [10_000, 50_000]))
