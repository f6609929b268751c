"""Kill every writing command before, during and after each of its system calls that change a file.

    python bench/kill_writes.py [--only WORD] [--most POINTS] [--seed 1] [--sealed]

After each kill, the files of the cache are examined, the command runs to its end, and the files are examined again: no
recorded change is missing or doubled, and an exported file is the old or the new one. A second pass also kills the run
after the kill. Prints a line for each command, and the sum; stops at the first loss with an AssertionError.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from support.kill_writes import SCENARIOS, kill_writes, world  # noqa: E402 - after the change of `sys.path`


def main() -> int:
    """Return 0 if nothing was lost; raise AssertionError with the place of the first loss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sealed", action="store_true", help="lay the cache out as a large one, in sealed files")
    args = parser.parse_args()
    kills = 0
    with tempfile.TemporaryDirectory() as scratch, world(Path(scratch), small=args.sealed) as place:
        for scenario in SCENARIOS:
            if args.only not in scenario.name:
                continue
            tallies = [
                kill_writes(place, scenario, most=args.most, twice=twice_killed, seed=args.seed)
                for twice_killed in (False, True)
            ]
            calls = ", ".join(f"{count} {name}" for name, count in sorted(tallies[0].calls.items()))
            count = sum(tally.kills for tally in tallies)
            kills += count
            print(f"{scenario.name:26} {count:5} kills  ({calls})", flush=True)
    print(f"{'all':26} {kills:5} kills: nothing missing, nothing doubled, every file readable")
    return 0


if __name__ == "__main__":
    sys.exit(main())
