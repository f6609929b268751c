"""Kill the program at a chosen write or send, or at a random moment: the fault is in here, not in the program.

Run as a script it is a nursery: it has the program imported, and for each line on stdin (a job in JSON: `args`, `at`,
`torn`, `in`, `out`, `err`, `env`) forks a process that runs the program and kills itself with SIGKILL at its `at`th
write, sync, rename or send (0: never). `torn` lets half of what was to be written or sent through first. It answers
with the process's status.
"""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from program import Program, Ran

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src"


class _Killer:
    """Counts what would leave the process, and ends it at one of them."""

    def __init__(self, at: int, *, torn: bool) -> None:
        self._left = at
        self._torn = torn
        self._guard = threading.Lock()

    def wrap(self, function: Callable[..., Any], half: Callable[..., object] | None = None) -> Callable[..., Any]:
        """Return `function` as a place to be killed at: before it, or after `half` of it."""

        def called(*args: Any, **given: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
            with self._guard:
                self._left -= 1
                if self._left == 0:
                    if half is not None and self._torn:
                        half(*args, **given)
                    os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **given)

        return called


def arm(at: int, *, torn: bool) -> None:
    """Let this process kill itself at its `at`th write, sync, rename, truncation or send."""
    killer = _Killer(at, torn=torn)
    write, send = os.write, socket.socket.sendall
    os.write = killer.wrap(write, lambda file, data: write(file, bytes(data)[: len(data) // 2]))
    for name in ("fsync", "replace", "ftruncate", "unlink"):
        setattr(os, name, killer.wrap(getattr(os, name)))

    class Socket(socket.socket):
        def sendall(self, data: Any, flags: int = 0) -> None:  # noqa: ANN401 - any buffer
            killer.wrap(send, lambda *args: send(args[0], bytes(args[1])[: len(args[1]) // 2]))(self, data, flags)

    socket.socket = Socket  # type: ignore[misc]


def nursery() -> None:
    """Fork a process for each line on stdin; see the top of the module."""
    import filelock  # noqa: F401 - imported before the forks, as all that the program imports late
    import requests  # noqa: F401

    import cdetrack.alert.run
    import cdetrack.channels.mail
    import cdetrack.channels.webhook
    import cdetrack.cli.alerting
    import cdetrack.cli.alerts
    import cdetrack.cli.live
    import cdetrack.cli.looking
    import cdetrack.sources.nmpa_english
    import cdetrack.topics  # noqa: F401

    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(job)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run(job: dict[str, Any]) -> None:
    from cdetrack.cli import run

    writing = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (path, flags) in enumerate([(job["in"], os.O_RDONLY), (job["out"], writing), (job["err"], writing)]):
        os.dup2(os.open(path, flags), number)
    sys.stdin = os.fdopen(0)
    os.environ.update(job["env"])
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


class Nursery:
    """The nursery, from the outside; a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "killing.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(HERE)])},
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
        """Run the program once; return its code, or minus the signal that ended it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {
            "args": [str(each) for each in args],
            "at": at,
            "torn": torn,
            "in": str(stdin),
            "out": str(out),
            "err": str(err or out),
            "env": dict(env or {}),
        }
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


class Forked(Program):
    """The program with a cache of its own, forked by a nursery: a tenth of the time of a fresh start."""

    def __init__(self, cache: Path, nursery: Nursery) -> None:
        super().__init__(cache)
        self._nursery = nursery

    def __call__(
        self,
        *args: object,
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
        stdout: Path | None = None,
    ) -> Ran:
        """Run `cdetrack ARGS`; with `before` or `stdout`, in a process started afresh."""
        if before is not None or stdout is not None:
            return super().__call__(*args, stdin=stdin, env=env, before=before, stdout=stdout)
        names = ("in", "out", "err")
        given, out, err = (self.cache.parent / f"{self.cache.name}.{name}" for name in names)
        given.write_bytes(stdin.encode() if isinstance(stdin, str) else stdin)
        for path in (out, err):
            path.write_bytes(b"")
        told = {"CDETRACK_HOME": str(self.cache), **(env or {})}
        code = self._nursery(*args, out=out, err=err, stdin=given, env=told)
        return Ran(code, out.read_text(), err.read_text())


def killed_after(seconds: float, out: Path, *args: object) -> int:
    """Run the program in a process started afresh and kill it after so long; return as `Nursery` does."""
    with out.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "cdetrack", *map(str, args)],
            stdout=file,
            stderr=file,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


_MATTER = re.compile(r"Matter (\d+)\b")


@dataclass
class Post:
    """What came over the wire: channel, alert id and the notices in it, once for each time it came."""

    arrived: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    fails: Callable[[], bool] = lambda: False
    """Whether the next delivery is taken in and then refused, or the connection dropped."""

    def came(self, channel: str, alert: str, text: str) -> None:
        """Note an alert with every notice that it names."""
        self.arrived.append((channel, alert, tuple(sorted(set(_MATTER.findall(text))))))


class Hook:
    """A webhook on loopback that takes in what comes and then answers 200, or 500, or nothing; a context manager."""

    def __init__(self, post: Post) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:
                    return  # half a request: the sender died
                form = json.loads(body)
                assert form["id"] == self.headers["Idempotency-Key"]
                post.came(self.path, form["id"], " ".join(each["title"] for each in form["notices"]))
                if post.fails():
                    if random.random() < 0.5:  # noqa: S311 - no secret
                        self.send_error(500)
                    return
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
                """Keep quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def free_port() -> int:
    """Return a port that nobody listens on: aiosmtpd must be told one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailHandler:
    """Takes mail in for aiosmtpd, then acknowledges or refuses it."""

    def __init__(self, post: Post) -> None:
        self._post = post

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - aiosmtpd's
        """Note the mail."""
        mail = message_from_bytes(envelope.content, policy=default)
        plain = mail.get_body(("plain",))
        assert plain is not None
        self._post.came("mail", str(mail["Message-ID"]), plain.get_content())
        return "451 try again" if self._post.fails() else "250 OK"


if __name__ == "__main__":
    nursery()
