"""Compare commands on a small and a large cache: `python bench/scale.py [FEW MANY] [--rounds 11]`.

The default sizes are 100 and 100,000 notices. Both caches have made-up notices: as many in the last month, ten in the
last look. Each command runs on both caches in turn, in a new process. Prints the medians, their ratio and the
peak memory. Goals: `list` and `show` on the large cache within 1.5 times the small one, a word search within 5
times, all commands within 150 MB.
"""

import argparse
import compileall
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "src")]


from cdetrack.look.origins import Origins  # noqa: E402
from cdetrack.look.recording import record_look  # noqa: E402
from cdetrack.meaning.rules import Rules  # noqa: E402
from cdetrack.model.record import Look, Record  # noqa: E402
from cdetrack.store.store import Store  # noqa: E402
from replica_server import timed  # noqa: E402 - beside this file

if TYPE_CHECKING:
    from collections.abc import Callable

_SOURCE = "nmpa/drugs"
_SUBJECTS = (
    *("Registration of Drugs", "Clinical Trials", "Vaccines", "Import of Narcotic Drugs"),
    *("儿童用药", "Cosmetics"),
)
_LAST = date(2026, 11, 20)
_RECENT = 30
"""Notices of the last month, one a day; the older ones are eight a day."""
_MEMORY = 150e6
_GOALS = {"list": 1.5, "show": 1.5, "search": 5.0}


def _made_up(number: int) -> Record:
    """Return the made-up notice with this number; higher numbers are newer."""
    day = _LAST - timedelta(days=-number) if number >= 0 else _LAST - timedelta(days=30 + -number // 8)
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    own = f"in Matter {-number} ([{day.year}] No. {-number % 997})"
    return Record(
        title=f"NMPA Announcement on Issuing the Guideline for {subject} {own}",
        date=day,
        summary=f"In order to regulate {subject}, the requirements of matter {abs(number)} are hereby announced. " * 2,
        url=f"https://english.nmpa.gov.cn/{day:%Y-%m}/{day:%d}/c_{5_000_000 + number}.html",
        article=str(5_000_000 + number),
        sources=(_SOURCE,),
    )


def create_cache(folder: Path, count: int) -> Store:
    """Create a cache with so many notices, ten of them from the last look."""
    store = Store(folder, Rules())
    recent = [_made_up(-number) for number in range(1, count - _RECENT + 1)]
    days = [_LAST - timedelta(days=number) for number in range(_RECENT)]
    newest = [_made_up(-count - 10 - number) for number in range(_RECENT)]
    fresh = [
        Record(title=f"{each.title} anew", date=day, summary=each.summary, url=None, article=None, sources=(_SOURCE,))
        for each, day in zip(newest, days, strict=True)
    ]
    at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    for records in ((*fresh[10:], *recent), tuple(fresh[:10])):
        with store.writing(wait=5) as writer:
            record_look(
                writer,
                Look(source=_SOURCE, at=at, records=tuple(records)),
                baseline=writer.looks == 0,
                origins=Origins(),
            )
    return store


def main() -> int:
    """Print the figures; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=11)
    args = parser.parse_args()
    few, many = args.sizes
    # Compile as pip does: with `PYTHONDONTWRITEBYTECODE` set, each start would compile the edited modules again.
    compileall.compile_dir(_ROOT / "src", quiet=1)
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        stores = {}
        for size in (few, many):
            start = time.perf_counter()
            stores[size] = create_cache(Path(scratch) / str(size), size)
            disk = sum(path.stat().st_size for path in stores[size].folder.iterdir())
            print(
                f"{size:7,} notices: made in {time.perf_counter() - start:.1f} s, {disk / 1e6:.1f} MB on disk",
                flush=True,
            )
        page = Path(scratch) / "page.txt"
        commands: dict[str, Callable[[int, int], list[str]]] = {
            "list": lambda *_: ["list", "--since", "2026-11-01"],
            "list, 50 newest": lambda *_: ["list", "--limit", "50"],
            "show": lambda size, _: ["show", _id_at(stores[size], size // 2)],
            "show with history": lambda size, _: ["show", "--json", _id_at(stores[size], size // 2)],
            "search": lambda *_: ["list", "--search", "narcotic 77"],
            "search 儿童, 10": lambda *_: ["list", "--search", "儿童", "--limit", "10"],
            "search 儿童, all": lambda *_: ["list", "--search", "儿童"],
            "diff": lambda *_: ["diff"],
            "ingest ten new": lambda _, turn: ["-q", "ingest", str(_page(page, turn))],
            "topics": lambda *_: ["topics"],
            "status": lambda *_: ["status"],
            "doctor": lambda *_: ["doctor"],
            "list of all, JSON": lambda *_: ["list", "--json"],
            "export csv": lambda *_: ["export", "csv"],
            "export atom": lambda *_: ["export", "atom"],
            "export html": lambda *_: ["export", "html"],
        }
        for name, words in commands.items():
            took: dict[int, list[float]] = {few: [], many: []}
            peak = 0
            for turn in range(args.rounds):
                for size in (few, many):
                    cache = str(stores[size].folder)
                    command = [sys.executable, "-m", "cdetrack", "--cache", cache, *words(size, turn)]
                    seconds, memory, _ = timed(command)
                    took[size].append(seconds)
                    peak = max(peak, memory)
            small, large = (statistics.median(took[size]) for size in (few, many))
            goal = _GOALS.get(name)
            over = (goal is not None and large > goal * small) or peak > _MEMORY
            missed += [name] * over
            said = f"   goal {goal:g}" if goal is not None else ""
            figures = f"{small * 1000:6.0f} ms {large * 1000:6.0f} ms {large / small:6.2f} times {peak / 1e6:5.0f} MB"
            print(f"{name:16} {figures}{said}", flush=True)
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


def _page(path: Path, turn: int) -> Path:
    path.write_text("".join(f"-\nNews {turn} {each}\n2026-11-21\n" for each in range(10)), encoding="utf-8")
    return path


def _id_at(store: Store, place: int) -> str:
    fold = store.fold()
    assert fold is not None  # noqa: S101 - it was just created
    _, line = next(islice(fold.lines(), place, None))
    return fold.notice(line).id


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(_ROOT / "src")
    sys.exit(main())
