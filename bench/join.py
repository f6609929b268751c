"""Join the histories of two machines by git and `doctor --repair`: `python bench/join.py [NOTICES]`.

Both machines have a clone of a repository with a cache of made-up notices (100,000 by default), and each records ten
others. Prints the seconds and the peak memory of git's merge and of the repair, and whether a line was lost.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "src")]

from cdetrack.look.origins import Origins  # noqa: E402
from cdetrack.look.recording import record_look  # noqa: E402
from cdetrack.meaning.rules import Rules  # noqa: E402
from cdetrack.model.record import Look, Record  # noqa: E402
from cdetrack.store.store import Store  # noqa: E402
from replica_server import timed  # noqa: E402 - beside this file
from scale import create_cache  # noqa: E402

_WORKFLOWS = _ROOT / "docs" / "how-to" / "workflows"
_NEW = 10


def main() -> int:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        env = {**os.environ, "HOME": temporary, "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org"}
        env |= {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org"}

        def git(where: Path, *arguments: str) -> None:
            subprocess.run(["git", *arguments], cwd=where, env=env, check=True)  # noqa: S607 - of the PATH

        git(folder, "init", "-q", "-b", "main", "one")
        one = folder / "one"
        shutil.copy(_WORKFLOWS / "gitattributes", one / ".gitattributes")
        shutil.copy(_WORKFLOWS / "gitignore", one / ".gitignore")
        create_cache(one / "cache", count)
        git(one, "add", "-A")
        git(one, "commit", "-q", "-m", "base")
        git(folder, "clone", "-q", "one", "two")
        two = folder / "two"
        for place, name in enumerate(("one", "two")):
            _record(folder / name / "cache", name, datetime(2026, 11, 21, place, tzinfo=UTC))
            git(folder / name, "commit", "-q", "-a", "-m", name)
        git(two, "config", "merge.ours.driver", "true")
        os.environ |= {**env, "PYTHONPATH": str(_ROOT / "src")}
        for what, command in (
            ("git pull", ["git", "-C", str(two), "pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]),
            (
                "doctor --repair",
                [sys.executable, "-m", "cdetrack", "--cache", str(two / "cache"), "doctor", "--repair"],
            ),
        ):
            seconds, peak, _ = timed(command)
            print(f"{what}: {seconds:.1f} s, {peak / 1e6:.0f} MB")
        fold = Store(two / "cache", Rules()).fold()
        there = sum(1 for _ in fold.lines()) if fold is not None else 0
        print(f"notices: {there:,} of {count + 2 * _NEW:,}")
        return there != count + 2 * _NEW


def _record(folder: Path, name: str, at: datetime) -> None:
    records = tuple(
        Record(
            title=f"Notice {number} of the machine {name}",
            date=(at - timedelta(days=1)).date(),
            url=f"https://example.org/{name}/{number}",
            sources=("example/news",),
        )
        for number in range(_NEW)
    )
    with Store(folder, Rules()).writing(wait=5) as writer:
        record_look(writer, Look(source="example/news", at=at, records=records), baseline=True, origins=Origins())


if __name__ == "__main__":
    sys.exit(main())
