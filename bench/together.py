"""Fetch, ingest, list, compare and check in eight processes at once, on one cache.

    python bench/together.py [SECONDS]

Runs for 60 seconds by default. Prints the number of runs of each command and of each exit code. Exits with 1 if a
change was lost or recorded twice, a notice was sent under two ids, an answer was incomplete, or an exit code was
neither 0 nor 6 (locked).
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("src", "tests")]

from cdetrack import Cache  # noqa: E402 - after the change of `sys.path`
from support.concurrency import crowd  # noqa: E402


def main(seconds: float) -> int:
    """Print the counts; return 1 if a change was lost or doubled, or an answer was wrong."""
    with tempfile.TemporaryDirectory() as folder:
        seen = crowd(Path(folder), seconds=seconds)
        cache = Cache(Path(folder) / "cache")
        found = cache.examine(deep=True)
        added = [(each.source, each.after.title) for each in cache.changes() if each.kind == "added" and each.after]
    lost = seen.posted - {title for _, title in added}
    doubled = [title for title, count in Counter(added).items() if count > 1]
    twice = [name for name, ids in seen.told.items() if ids > 1]
    print("runs: " + ", ".join(f"{count} {command}" for command, count in sorted(seen.runs.items())))
    print("codes: " + ", ".join(f"{count} times {code}" for code, count in sorted(seen.codes.items())))
    print(
        f"{found.changes} changes in {found.looks} looks, {len(seen.told)} told; {len(lost)} lost, {len(doubled)} "
        f"recorded twice, {len(twice)} told under two ids, {len(seen.wrong)} wrong answers, "
        f"{len(found.problems)} problems"
    )
    for each in (*seen.wrong, *found.problems, *sorted(lost)):
        print(each)
    return 1 if lost or doubled or twice or seen.wrong or found.problems else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else 60.0))
