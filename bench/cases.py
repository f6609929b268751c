"""Run saved listings and sequences of them through the program, and list those that are not right.

    python bench/cases.py [FOLDER]

FOLDER holds folders of cases; without it, `shared/cases` beside the checkout are run, or the project's own. Prints
one line a folder, `right of all`, and below it each case that is wrong with its first fault. Exits with 1 when there
is one.
"""

import argparse
import os
import sys
import tempfile
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / name) for name in ("src", "tests")]

from support.cases import load  # noqa: E402 - found in the folder above

SHARED = ROOT.parent / "shared" / "cases"
OWN = ROOT / "tests" / "data" / "cases"


def main() -> int:
    """Return 0 when every case is right, 2 when there is none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED if SHARED.is_dir() else OWN)
    asked = parser.parse_args()
    os.environ |= {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    cases = load(asked.folder.resolve())
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        for folder, group in groupby(enumerate(cases), key=lambda numbered: numbered[1].folder):
            results = [(case.name, case.mismatches(_made(Path(scratch) / str(nth)))) for nth, case in group]
            failed = [(name, mismatches[0]) for name, mismatches in results if mismatches]
            wrong += len(failed)
            print(f"{folder.name}: {len(results) - len(failed)} of {len(results)}", flush=True)
            for name, mismatch in failed:
                print(f"    {name}: {mismatch}")
    if not cases:
        print(f"no cases in {asked.folder}", file=sys.stderr)
        return 2
    print(f"all: {len(cases) - wrong} of {len(cases)}")
    return 1 if wrong else 0


def _made(folder: Path) -> Path:
    """Make the folder and return it."""
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
