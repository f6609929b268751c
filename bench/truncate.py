"""Cut every file of a small cache off after each byte, alter random bytes, and run every query of the library.

    python bench/truncate.py [--flips 2000] [--seed 1] [--sealed]

Prints the outcomes for each file: `found` (`doctor` reports the damage), `as before` (every answer is the same),
`another answer` (a valid outbox or state with less content). A traceback, an overwritten unreadable file, or accepted
damage under the hash chain stops the run with an AssertionError.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from support.damage import cuts, damage, files_of, flips, made  # noqa: E402 - after the change of `sys.path`
from support.small_files import small_files  # noqa: E402


def main() -> int:
    """Print the outcomes and return 0; raise AssertionError at the first forbidden one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flips", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sealed", action="store_true", help="lay the cache out as a large one, in sealed files")
    args = parser.parse_args()
    if args.sealed:
        small_files()
    with tempfile.TemporaryDirectory() as folder:
        sound = made(Path(folder))
        for name in files_of(sound):
            data = (sound / name).read_bytes()
            damage_by_way = {"cuts": cuts(data), "flips": flips(data, args.flips, seed=args.seed)}
            for way, damaged in damage_by_way.items():
                counts = damage(sound, name, damaged)
                outcomes = ", ".join(f"{count} {each}" for each, count in counts.most_common())
                print(f"{name:32} {counts.total():5} {way:5}  {outcomes}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
