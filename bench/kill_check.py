"""Kill `cdetrack check` with SIGKILL at every write and send and at random moments, and count the alerts.

    python bench/kill_check.py [--kills 1000] [--seed 1]

Prints one line. Exits with 1 if a notice was in no alert or was sent under two ids.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from support.kill_checks import kill_checks  # noqa: E402 - after the change of `sys.path`

_RANDOM_SHARE = 10
"""One kill in this many is at a random moment of a new process."""


def main() -> int:
    """Return 0 if no notice was lost or sent under two ids, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        count = kill_checks(
            Path(folder) / "cache", kills=args.kills, at_random=args.kills // _RANDOM_SHARE, seed=args.seed
        )
    print(count)
    return 1 if count.never or count.two_ids else 0


if __name__ == "__main__":
    sys.exit(main())
