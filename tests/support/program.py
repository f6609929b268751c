"""The real program as a user runs it, and its input: listings, configurations, the user's commands."""

import ctypes
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

ENGLISH = ("nmpa/drugs", "nmpa/devices", "nmpa/cosmetics", "nmpa/news", "nmpa/policies", "nmpa/laws")
"""The sources that are enabled unless the configuration says otherwise."""
RULE = "Announcement of the NMPA on Issuing the Guideline for Drugs for Children ([2025] No. 7)"


@dataclass(frozen=True)
class Ran:
    """The result of one run."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """Return stdout, parsed as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """Return its tab-separated lines."""
        return [line.split("\t") for line in self.out.splitlines()]


class Program:
    """cdetrack with a cache of its own, each run a process of its own."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    @property
    def history(self) -> Path:
        """Return where the changes are."""
        return self.cache / "history.jsonl"

    @property
    def notices(self) -> Path:
        """Return where the notices are."""
        return self.cache / "notices.json"

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
        with stdout.open("wb") if stdout is not None else nullcontext(subprocess.PIPE) as out:
            done = subprocess.run(
                [sys.executable, "-m", "cdetrack", *map(str, args)],
                input=stdin.encode() if isinstance(stdin, str) else stdin,
                stdout=out,
                stderr=subprocess.PIPE,
                env=self.environment(env) if before is None else unmeasured(self.environment(env)),
                preexec_fn=before,
                timeout=120,
                check=False,
            )
        return Ran(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment that a run gets."""
        return {**os.environ, "CDETRACK_HOME": str(self.cache), **(more or {})}

    def beside(self, name: str) -> Self:
        """Return the program with another cache, in the folder that this one lies in."""
        other = copy(self)
        other.cache = self.cache.parent / name
        return other

    def bytes(self) -> dict[str, bytes]:
        """Return the content of every file of the cache but the lock and the state."""
        names = [path for path in self.cache.iterdir() if path.name not in {"cdetrack.lock", "state.json"}]
        return {path.name: path.read_bytes() for path in names if path.is_file()}


def unmeasured(env: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a process without coverage, which would load modules and write files."""
    return {
        name: value for name, value in env.items() if name not in {"COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"}
    }


def listing(*entries: tuple[str, str] | tuple[str, str, str]) -> str:
    """Return a text listing of (title, date[, summary])."""
    return "".join("-\n" + "\n".join(entry) + "\n" for entry in entries)


def rule(day: str) -> str:
    """Return a text listing of a guideline that takes effect on a day."""
    return listing((RULE, "2025-03-01", f"The guideline shall come into force as of {day}."))


def watching(urls: Mapping[str, str], *, fetch: str = "retries = 0") -> str:
    """Return a configuration that enables these sources at these addresses, and no other; nothing waits in it."""
    off = "".join(f'[sources."{name}"]\nenabled = false\n' for name in ENGLISH if name not in urls)
    on = "".join(f'[sources."{name}"]\nurl = "{url}"\nenabled = true\n' for name, url in urls.items())
    return f"[fetch]\ninterval = 0\n{fetch}\n{off}{on}"


def script(path: Path, text: str) -> Path:
    """Write a shell script that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def installed(folder: Path) -> str:
    """Return a PATH on which `cdetrack` is the program, by way of a script in `folder`."""
    script(folder / "cdetrack", f'exec {shlex.quote(sys.executable)} -m cdetrack "$@"')
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def without_privileges() -> None:
    """Drop the capabilities by which root ignores permissions."""
    if os.getuid() == 0:
        for capability in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
            assert ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP
