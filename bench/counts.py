"""Measure the commands that count: `python bench/counts.py [FEW MANY] [--rounds 7]`.

Installs this checkout as `bench/rounds.py` does. Prints the medians of `topics`, `stats`, `status` and
`status --json` with FEW and MANY notices (by default 100 and 100,000), as processor time in multiples of interleaved
runs of `python -c pass`. Goal: within 1.3 times of each other.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from peers_run import install_checkout
from rounds import Cost, cost_of, median_of  # beside this file
from scale import create_cache

_COMMANDS = ("topics", "stats", "status", "status --json")
_GOAL = 1.3


def main() -> int:
    """Print the figures; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--environments", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    missed = []
    with tempfile.TemporaryDirectory() as scratch:
        python = install_checkout(args.environments or Path(scratch) / "environments") / "python"
        caches = [str(create_cache(Path(scratch) / str(size), size).folder) for size in args.sizes]
        for command in _COMMANDS:
            starts: list[Cost] = []
            costs: dict[str, list[Cost]] = {cache: [] for cache in caches}
            for _ in range(args.rounds):
                starts.append(cost_of(python, "-c", "pass"))
                for cache in caches:
                    costs[cache].append(cost_of(python, "-m", "cdetrack", "--cache", cache, *command.split()))
            start = median_of(starts).processor
            times = [median_of(costs[cache]).processor / start for cache in caches]
            memory = max(median_of(each).memory for each in costs.values())
            shown = "  ".join(f"{size:9,}: {found:5.1f} times" for size, found in zip(args.sizes, times, strict=True))
            print(f"{command:14} {shown}  {memory / 1e6:4.0f} MB", flush=True)
            missed += [command] * (max(times) > _GOAL * min(times))
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
