"""Kill every writing command before, in the midst of and after each of its system calls that change a file.

    python bench/kill_writes.py [--only WORD] [--most POINTS] [--seed 1]

Each kill is followed by a look at the cache, by a run that is to come to its end, and by another look: nothing that was
recorded is missing or doubled, an exported file is the old one or the new one. Then the same once more with the run
after the kill killed as well. Prints a line for each command and the sum; stops at the first thing that is lost.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from support.kill_writes import SCENARIOS, kill_writes, world  # noqa: E402 - found in the folder above


def main() -> int:
    """Return 0 when nothing was lost: whatever was is an AssertionError that says where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    kills = 0
    with tempfile.TemporaryDirectory() as made, world(Path(made)) as place:
        for scenario in SCENARIOS:
            if asked.only not in scenario.name:
                continue
            tallies = [
                kill_writes(place, scenario, most=asked.most, twice=again, seed=asked.seed) for again in (False, True)
            ]
            calls = ", ".join(f"{count} {name}" for name, count in sorted(tallies[0].calls.items()))
            count = sum(tally.kills for tally in tallies)
            kills += count
            print(f"{scenario.name:26} {count:5} kills  ({calls})", flush=True)
    print(f"{'all':26} {kills:5} kills: nothing missing, nothing doubled, every file readable")
    return 0


if __name__ == "__main__":
    sys.exit(main())
