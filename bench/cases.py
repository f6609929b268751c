"""Run the program on saved listings and sequences of listings, and list the failed cases.

    python bench/cases.py [FOLDER]

FOLDER contains folders of cases, by default `tests/data/cases`. Prints one line per folder, `passed of all`, and below
it each failed case with its first mismatch. Exits with 1 if a case failed, with 2 if there are no cases.
"""

import argparse
import os
import sys
import tempfile
from itertools import groupby
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / name) for name in ("src", "tests")]

from support.cases import load  # noqa: E402 - after the change of `sys.path`

_CASES = _ROOT / "tests" / "data" / "cases"


def main() -> int:
    """Return 0 if every case passes, 1 if one fails, 2 if there are none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=_CASES)
    args = parser.parse_args()
    os.environ |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    cases = load(args.folder.resolve())
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        for folder, group in groupby(enumerate(cases), key=lambda numbered: numbered[1].folder):
            results = [(case.name, case.mismatches(_create(Path(scratch) / str(number)))) for number, case in group]
            failed = [(name, mismatches[0]) for name, mismatches in results if mismatches]
            failures += len(failed)
            print(f"{folder.name}: {len(results) - len(failed)} of {len(results)}", flush=True)
            for name, mismatch in failed:
                print(f"    {name}: {mismatch}")
    if not cases:
        print(f"no cases in {args.folder}", file=sys.stderr)
        return 2
    print(f"all: {len(cases) - failures} of {len(cases)}")
    return 1 if failures else 0


def _create(folder: Path) -> Path:
    """Create a folder and return its path."""
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
