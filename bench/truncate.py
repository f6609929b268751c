"""Cut every file of a small cache off after each of its bytes, flip bytes in it, and ask the library everything.

    python bench/truncate.py [--flips 2000] [--seed 1]

Prints for each file what came of it: `found` (doctor tells), `as before` (every answer is what it was), `another
answer` (a shorter outbox or state that is a sound one). A traceback, a file that could not be read and was overwritten,
or damage under the chain of hashes that was accepted ends it with an AssertionError.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from support.damage import FILES, cuts, damage, flips, made  # noqa: E402 - found in the folder above


def main() -> int:
    """Return 0 when all was found that can be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flips", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sound = made(Path(folder))
        for name in FILES:
            data = (sound / name).read_bytes()
            ways = {"cuts": cuts(data), "flips": flips(data, asked.flips, seed=asked.seed)}
            for what, damaged in ways.items():
                came = damage(sound, name, damaged)
                told = ", ".join(f"{count} {each}" for each, count in came.most_common())
                print(f"{name:14} {came.total():5} {what:5}  {told}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
