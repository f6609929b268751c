"""Run the real program as a user would, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEED = FIXTURES / "listing-seed.txt"


@dataclass(frozen=True)
class Ran:
    """What one run came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - whatever the program wrote
        """Return what it wrote on stdout, read as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """Return its tab-separated lines."""
        return [line.split("\t") for line in self.out.splitlines()]


class Program:
    """cdetrack with a cache of its own."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.history = cache / "history.jsonl"
        self.notices = cache / "notices.json"

    def __call__(
        self,
        *args: object,
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
        stdout: Path | None = None,
    ) -> Ran:
        """Run `cdetrack ARGS`; `before` runs in the child, such as for a limit on file sizes.

        With `stdout` its output goes into that file, and none is returned.
        """
        environment = {
            **{name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}},
            "CDETRACK_HOME": str(self.cache),
            **(env or {}),
        }
        with stdout.open("wb") if stdout is not None else nullcontext(subprocess.PIPE) as out:
            done = subprocess.run(
                [sys.executable, "-m", "cdetrack", *map(str, args)],
                input=stdin.encode() if isinstance(stdin, str) else stdin,
                stdout=out,
                stderr=subprocess.PIPE,
                env=environment,
                preexec_fn=before,
                timeout=120,
                check=False,
            )
        return Ran(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    def bytes(self) -> dict[str, bytes]:
        """Return the content of every file of the cache but the lock and the state."""
        names = [path for path in self.cache.iterdir() if path.name not in {"cdetrack.lock", "state.json"}]
        return {path.name: path.read_bytes() for path in names if path.is_file()}


def listing(*entries: tuple[str, str] | tuple[str, str, str]) -> str:
    """Return a text listing of (title, date[, summary])."""
    return "".join("-\n" + "\n".join(entry) + "\n" for entry in entries)
