"""The program forked from a process that has it imported: a tenth of the time that a fresh start takes.

Run as a script with the name of a module, this is the server: for each line on stdin (a job in JSON: `args`, `at`,
`torn`, `in`, `out`, `err`, `env`, `folder`) it forks a process that runs the program, and answers with its status. The
module's `arm` gets `at` and `torn`: it may have the process kill itself, see `kill_sends.py` and `kill_writes.py`.
"""

import gc
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from coverage import Coverage

import cdetrack
from cdetrack.text.regex import Gated, regex
from support.live import in_process
from support.paths import SEED, SRC, TESTS
from support.program import Program, Ran
from support.small_files import VARIABLE, small_files_if_wanted

AT_START = ("PYTHON", "LANG", "LC_", "_CDETRACK_COMPLETE")
"""Variables that Python and the program read at start-up only."""


class ForkServer:
    """Start the server and send it jobs; a context manager. `small` is for `small_files`."""

    def __init__(self, arms: str = "support.kill_sends", *, small: bool = False) -> None:
        self._folder = TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "support.fork_server", arms],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(SRC), str(TESTS)]),
                **({VARIABLE: "1"} if small else {}),
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        self._folder.cleanup()

    def __call__(
        self,
        *args: object,
        at: int = 0,
        torn: bool = False,
        out: Path,
        err: Path | None = None,
        stdin: Path = Path(os.devnull),
        env: Mapping[str, str] | None = None,
    ) -> int:
        """Run the program once; return its code, or minus the signal that ended it. `env`: the whole environment."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {
            "args": [str(each) for each in args],
            "at": at,
            "torn": torn,
            "in": str(stdin),
            "out": str(out),
            "err": str(err or out),
            "env": dict(os.environ if env is None else env),
            "folder": str(Path.cwd()),
        }
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def run(self, *args: object, stdin: bytes, env: Mapping[str, str]) -> Ran:
        """Run the program once; return its code and output."""
        given, out, err = (Path(self._folder.name) / name for name in ("in", "out", "err"))
        given.write_bytes(stdin)
        for path in (out, err):
            path.write_bytes(b"")
        code = self(*args, out=out, err=err, stdin=given, env=env)
        return Ran(code, out.read_bytes().decode(), err.read_bytes().decode())


class ForkedProgram(Program):
    """The program with a cache of its own, each run a process that a fork server forks."""

    def __init__(self, cache: Path, fork_server: ForkServer) -> None:
        super().__init__(cache)
        self._fork_server = fork_server

    def __call__(
        self,
        *args: object,
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
        stdout: Path | None = None,
    ) -> Ran:
        """Run `cdetrack ARGS`; in a process started afresh when it is to differ from its start on."""
        if before is not None or stdout is not None or any(name.startswith(AT_START) for name in env or ()):
            return super().__call__(*args, stdin=stdin, env=env, before=before, stdout=stdout)
        content = stdin.encode() if isinstance(stdin, str) else stdin
        return self._fork_server.run(*args, stdin=content, env=self.environment(env))


def _serve(arm: Callable[..., object]) -> None:
    """Fork a process for each line on stdin; see the top of the module."""
    for module in pkgutil.walk_packages(cdetrack.__path__, "cdetrack."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # Compiles patterns and topics once: each child would need twice the time for it, and ten times while measured.
    cached = type(regex(""))
    for each in gc.get_objects():
        if isinstance(each, Gated):
            _ = each.pattern
        elif isinstance(each, cached) and getattr(getattr(each, "__wrapped__", None), "func", None) is re.compile:
            each()
    with TemporaryDirectory() as folder:
        config = Path(folder, "config.toml")
        config.touch()
        for words in (["ingest", SEED], ["list"], ["diff"], ["check", "--no-fetch"], ["doctor"]):
            assert in_process(*words, "--cache", folder, "--config", config).code == 0
    if (measured := Coverage.current()) is not None:
        measured.save()  # else each child writes all of it again, which takes eight times as long as its run
    small_files_if_wanted()
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(job, arm)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(job: dict[str, Any], arm: Callable[..., object]) -> None:
    from cdetrack.cli import run

    writing = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (path, flags) in enumerate([(job["in"], os.O_RDONLY), (job["out"], writing), (job["err"], writing)]):
        os.dup2(os.open(path, flags), number)
    sys.stdin = os.fdopen(0)
    os.environ.clear()
    os.environ.update(job["env"])
    os.chdir(job["folder"])
    arm(job["at"], torn=job["torn"])
    code = 70
    try:
        code = run(job["args"])
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - as at the end of any program
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(importlib.import_module(sys.argv[1]).arm)
