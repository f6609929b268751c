"""Measure questions about the past: `python bench/past.py [NOTICES] [--cache FOLDER]`, by default 100,000.

The cache has made-up notices of 50 looks, one a day: half of them from the first look, and in each later look also
changed and withdrawn notices. Each command runs in a new process, and the fastest of three counts. Prints seconds of
processor time and on the clock, and the size of a pack of evidence. A folder that is there already is used as it is.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "src")]


from cdetrack.changes.absence import withdrawals  # noqa: E402
from cdetrack.look.origins import Origins  # noqa: E402
from cdetrack.look.recording import record_look  # noqa: E402
from cdetrack.meaning.rules import Rules  # noqa: E402
from cdetrack.model.record import Look, Record  # noqa: E402
from cdetrack.store.index import index_of  # noqa: E402
from cdetrack.store.store import Store  # noqa: E402

_SOURCE = "nmpa/drugs"
_SUBJECTS = (
    *("Registration of Drugs", "Clinical Trials", "Vaccines", "Import of Narcotic Drugs"),
    *("儿童用药", "Cosmetics"),
)
_FIRST = datetime(2026, 1, 1, 6, tzinfo=UTC)
_LOOKS = 50
_CHANGED = 40
_GONE = 5


def _made_up(number: int, *, anew: int = 0) -> Record:
    """Return the made-up notice with this number; higher numbers are newer. `anew` counts its changes."""
    day = date(2026, 2, 19) - timedelta(days=number // 8)
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    own = f"in Matter {number} ([{day.year}] No. {number % 997})"
    return Record(
        title=f"NMPA Announcement on Issuing the Guideline for {subject} {own}",
        date=day,
        summary=f"In order to regulate {subject}, the requirements of matter {number} are hereby announced. " * 2
        + f"Version {anew}." * bool(anew),
        url=f"https://english.nmpa.gov.cn/{day:%Y-%m}/{day:%d}/c_{5_000_000 - number}.html",
        article=str(5_000_000 - number),
        sources=(_SOURCE,),
    )


def create_cache(folder: Path, count: int) -> None:
    """Create a cache with so many notices, from 50 looks."""
    store = Store(folder, Rules())
    step = count // 2 // (_LOOKS - 1)
    shown = count // 2
    for number in range(_LOOKS):
        at = _FIRST + timedelta(days=number)
        fresh = range(count - shown, count) if not number else range(count - shown - step, count - shown)
        shown += step if number else 0
        changed = range(count - 1 - _CHANGED * number, count - 1 - _CHANGED * (number - 1)) if number else ()
        records = [_made_up(each) for each in fresh] + [_made_up(each, anew=number) for each in changed]
        with store.writing(wait=5) as writer:
            record_look(
                writer, Look(source=_SOURCE, at=at, records=tuple(records)), baseline=not number, origins=Origins()
            )
            if number:
                index = index_of(writer.fold)
                names = list(index.containing(b'"withdrawn": null'))[-_GONE * number - 1 :: _GONE * 7][:_GONE]
                gone = [index.standing(name) for name in names]
                writer.append(withdrawals(gone, source=_SOURCE, at=at, number=writer.looks + 1))


def _run(cache: Path, *words: str) -> tuple[float, float, bytes]:
    return _timed([sys.executable, "-m", "cdetrack", "--cache", str(cache), *words])


def _timed(command: list[str]) -> tuple[float, float, bytes]:
    """Return processor time, time on the clock, and stdout of a command."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {"PYTHONPATH": str(_ROOT / "src"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent, time.perf_counter() - start, done.stdout


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = args.cache or Path(scratch) / "cache"
        if not cache.is_dir():
            start = time.perf_counter()
            create_cache(cache, args.count)
            print(f"{args.count:,} notices made in {time.perf_counter() - start:.0f} s", flush=True)
        name = _run(cache, "list", "--fields", "id", "--limit", "1", "--as-of", "2026-01-01")[2].decode().strip()
        for words in (
            ["list", "--limit", "50"],
            ["list", "--limit", "50", "--as-of", "2026-02-18"],
            ["list", "--limit", "50", "--as-of", "2026-01-25"],
            ["list", "--limit", "50", "--as-of", "2026-01-01"],
            ["topics", "--as-of", "2026-01-25"],
            ["list", "--search", "narcotic 77", "--as-of", "2026-01-25"],
            ["show", name, "--as-of", "2026-02-18"],
        ):
            spent, clock, _ = min(_run(cache, *words) for _ in range(3))
            print(f"{' '.join(words):60} {spent:6.2f} s, {clock:6.2f} s on the clock", flush=True)
        for title, filters in (("first", ["--as-of", "2026-01-01"]), ("middle", ["--as-of", "2026-01-25"])):
            name = _run(cache, "list", "--fields", "id", "--limit", "1", *filters)[2].decode().strip()
            pack = Path(scratch) / title
            spent, _, _ = _run(cache, "export", "evidence", name, str(pack))
            proven = _timed([sys.executable, str(pack / "verify.py")])[0]
            size = sum(path.stat().st_size for path in pack.rglob("*"))
            print(f"evidence, {title}: {spent:.2f} s, {size / 1e6:.1f} MB; proven in {proven:.2f} s", flush=True)


if __name__ == "__main__":
    main()
