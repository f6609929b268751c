"""Count the alerts of many simulated checks: `python bench/promises.py [ROUNDS [SEED]]`, by default 10,000 rounds.

Simulates many small worlds for some rounds each (see `simulated_sites.py` and `promises.py` in `tests/support/`): one
half with every accident, the other half without restored backups and repairs, because these can repeat alerts. SEED is
that of the first world, by default 0. Counts each unit for every watch and channel. Exits with 1 if a unit that matched
was never told, was told twice without a restored backup, was told as new but was there before, or was told under
another title; or if a watch on changes was told last of other words than those that stand.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.promises import ACCIDENTS, Verdict, judged, quick_disk

_ROUNDS = 10_000
_LENGTH = 18
"""Rounds of one world; two rounds without accidents follow."""
_PRINTED = 3
"""The number of broken promises printed per world."""


def _simulate(seed: int) -> tuple[int, Verdict]:
    """Simulate one world; return its seed and verdict."""
    accidents = ACCIDENTS if seed % 2 else tuple(each for each in ACCIDENTS if each not in {"restore", "repair"})
    with tempfile.TemporaryDirectory() as folder, quick_disk():
        return seed, judged(Path(folder), seed, _LENGTH, accidents=accidents)[0]


def main() -> int:
    """Print the counts; return 1 if a promise was broken."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0  # noqa: PLR2004 - the second argument
    worlds = ceil(rounds / (_LENGTH + 2))
    started, total = time.perf_counter(), Verdict()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for seed, verdict in pool.map(_simulate, range(first, first + worlds)):
            total += verdict
            for line in verdict.broken[:_PRINTED]:
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
    print("for each watch on changes, its channels and a reworded notice:")
    print(f"  judged                          {total.words:>9,}")
    print(f"  other words were told last      {len(total.outdated):>9,}")
    print(f"{time.perf_counter() - started:.0f} s")
    return 1 if total.broken else 0


if __name__ == "__main__":
    sys.exit(main())
