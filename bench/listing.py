"""Measure a look at one page of very many notices with a new one among them: `python bench/listing.py [ITEMS]...`.

Prints the seconds of the whole program, the median of eleven, as a multiple of `python -c pass` in between too, and its
peak memory; by default for 10,000 and 50,000 items. Goals: 10,000 under 60 times and 80 MB, 50,000 under 3 seconds.
"""

import compileall
import math
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from served import ROOT, configured, run, served, timed

ROUNDS = 11


@dataclass(frozen=True)
class Goal:
    """What a look with one new item may take at most: seconds, times `python -c pass`, bytes."""

    seconds: float = math.inf
    times: float = math.inf
    memory: float = math.inf


GOALS = {10_000: Goal(times=60, memory=80e6), 50_000: Goal(seconds=3)}


def main(sizes: list[int]) -> int:
    """Print the figures; return 1 when a goal is missed."""
    # As pip leaves it: without this, `PYTHONDONTWRITEBYTECODE` has every start compile what was edited.
    compileall.compile_dir(ROOT / "src", quiet=1)
    missed = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as made, served(size, page_size=10**9) as site:
            folder = Path(made)
            config = configured(folder, site.url)
            seconds, memory, told = run(folder / "cache", config, "fetch", "nmpa/drugs")
            print(f"{size:6} items, first look: {seconds:5.2f} s {memory / 1e6:4.0f} MB   {told}", flush=True)
            looks, starts = [], []
            for _ in range(ROUNDS):
                starts.append(timed([sys.executable, "-c", "pass"])[0])
                site.say("post 1")
                looks.append(run(folder / "cache", config, "fetch", "nmpa/drugs"))
            seconds, start = statistics.median(look[0] for look in looks), statistics.median(starts)
            memory = max(look[1] for look in looks)
            print(
                f"{size:6} items, one new:    {seconds:5.2f} s {memory / 1e6:4.0f} MB   {seconds / start:.0f} times"
                f" `python -c pass` ({start * 1000:.1f} ms)   {looks[-1][2]}",
                flush=True,
            )
            most = GOALS.get(size, Goal())
            if seconds > min(most.seconds, most.times * start) or memory > most.memory:
                missed.append(f"{size} items")
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [10_000, 50_000]))
