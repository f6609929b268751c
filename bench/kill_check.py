"""Kill `cdetrack check` with SIGKILL at every write and send and at random moments, and count what was told.

    python bench/kill_check.py [--kills 1000] [--seed 1]

Prints one line, and exits with 1 when a notice was never told or told under two ids.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from support.kill_checks import kill_checks  # noqa: E402 - found in the folder above

RANDOM_SHARE = 10
"""One kill in so many is at a random moment of a process that was started afresh."""


def main() -> int:
    """Return 0 when nothing was lost and nothing was told under two ids."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        count = kill_checks(
            Path(folder) / "cache", kills=asked.kills, at_random=asked.kills // RANDOM_SHARE, seed=asked.seed
        )
    print(count)
    return 1 if count.never or count.two_ids else 0


if __name__ == "__main__":
    sys.exit(main())
