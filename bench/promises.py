"""Count what a year of checks tells: `python bench/promises.py [ROUNDS]`, by default 10,000 rounds.

Many small worlds live for some rounds each, see `simulated_sites.py` and `promises.py` in `tests/support/`: half of
them with every accident, half without backups that are restored, since after one of those something may be told twice.
Counted are units for each watch and channel. The exit code is 1 when something that should have been told never was, or
was told twice without a backup, or as new though it was there before, or under another name.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.promises import ACCIDENTS, Verdict, judged, quick_disk

ROUNDS = 10_000
LENGTH = 18
"""Rounds of one world; two more, in which all goes well, end it."""
_SHOWN = 3
"""So many broken promises of one world are shown."""


def world(seed: int) -> tuple[int, Verdict]:
    """Let one world live and return what came of it."""
    accidents = ACCIDENTS if seed % 2 else tuple(each for each in ACCIDENTS if each not in {"restore", "repair"})
    with tempfile.TemporaryDirectory() as folder, quick_disk():
        return seed, judged(Path(folder), seed, LENGTH, accidents=accidents)[0]


def main() -> int:
    """Print the counts; return 1 when a promise was broken."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    start, total = time.perf_counter(), Verdict()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for seed, verdict in pool.map(world, range(-(-rounds // (LENGTH + 2)))):
            total += verdict
            for line in verdict.broken[:_SHOWN]:
                print(f"seed {seed}: {line}", flush=True)
    print(f"rounds                            {total.rounds:>9,}")
    print(f"notices added                     {total.added:>9,}")
    print("for each watch and channel that a notice matched:")
    print(f"  told once                       {total.once:>9,}")
    print(f"  one more carrier, not told      {total.carriers:>9,}")
    print(f"  told twice, after a backup      {len(total.twice_after_a_backup):>9,}")
    print(f"  told twice otherwise            {len(total.twice):>9,}")
    print(f"  never told                      {len(total.never):>9,}")
    print(f"  told though it was there before {len(total.old):>9,}")
    print(f"  told under another name, or as a new document though its carrier was told {len(total.wrong):,}")
    print(f"{time.perf_counter() - start:.0f} s")
    return 1 if total.broken else 0


if __name__ == "__main__":
    sys.exit(main())
