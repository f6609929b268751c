"""Measure the cost of decisions: `python bench/decisions.py [NOTICES DECISIONS]`, by default 100,000 and 10,000.

Each command runs in turn without decisions and with those of three people, in a new process. Prints the medians of
the processor time.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "src")]

from cdetrack.model.decision import Decision  # noqa: E402
from cdetrack.store.decisions import append_decisions, file_of  # noqa: E402
from cdetrack.store.fold import Fold  # noqa: E402
from scale import create_cache  # noqa: E402 - beside this file

_PEOPLE = ("ann", "bob", "李雷")
_COMMANDS = {
    "list --limit 50": 11,
    "list --limit 50 --json": 11,
    "list --json": 3,
    "list --state new --limit 50": 11,
    "show ID": 11,
}
"""Each command, with its rounds."""


def main(notices: int, decisions: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as scratch:
        store = create_cache(Path(scratch) / "cache", notices)
        fold = store.fold()
        assert fold is not None  # noqa: S101 - it was just created
        first = _decide(store.decisions, fold, decisions)
        aside = store.folder / "aside"
        for name, rounds in _COMMANDS.items():
            command = [sys.executable, "-m", "cdetrack", "--cache", str(store.folder)]
            command += name.replace("ID", first).split()
            took: dict[bool, list[float]] = {False: [], True: []}
            for _ in range(rounds):
                store.decisions.rename(aside)
                took[False].append(_processor_time(command))
                aside.rename(store.decisions)
                took[True].append(_processor_time(command))
            without, there = (statistics.median(took[way]) * 1000 for way in (False, True))
            print(f"{name:28} without {without:6.0f} ms   with {there:6.0f} ms", flush=True)


def _decide(folder: Path, fold: Fold, count: int) -> str:
    """Write so many decisions, and return the id of the newest notice."""
    chance = random.Random(1)  # noqa: S311 - no secret
    ids = [fold.notice(line).id for _, line in islice(fold.lines(), 10 * count)]
    at = datetime(2026, 11, 27, tzinfo=UTC)
    for name in _PEOPLE:
        states = ("relevant", "irrelevant", "done")
        made = [
            Decision(at=at, by=name, state=chance.choice(states), ids=(each,), title="Matter", note="checked")
            for each in chance.sample(ids, min(len(ids), count // len(_PEOPLE)))
        ]
        append_decisions(file_of(folder, name), made)
    return ids[0]


def _processor_time(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(_ROOT / "src")
    main(*(int(each) for each in sys.argv[1:3] or (100_000, 10_000)))
