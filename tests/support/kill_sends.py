"""Kill the program at a chosen write or send, or at a random moment: the fault is in here, not in the program."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.paths import SRC


class _Killer:
    """Counts writes and sends, and kills the process at one of them."""

    def __init__(self, at: int, *, torn: bool) -> None:
        self._left = at
        self._torn = torn
        self._guard = threading.Lock()

    def wrap(self, function: Callable[..., Any], half: Callable[..., object] | None = None) -> Callable[..., Any]:
        """Return `function` as a place to be killed at: before it, or after `half` of it."""

        def called(*args: Any, **given: Any) -> Any:  # noqa: ANN401 - any arguments and result
            with self._guard:
                self._left -= 1
                if self._left == 0:
                    if half is not None and self._torn:
                        half(*args, **given)
                    os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **given)

        return called


def arm(at: int, *, torn: bool) -> None:
    """Let this process kill itself with SIGKILL at its `at`th write, sync, rename, truncation or send (0: never).

    With `torn`, half of the data is written or sent first.
    """
    if at == 0:
        return
    killer = _Killer(at, torn=torn)
    write, send = os.write, socket.socket.sendall
    os.write = killer.wrap(write, lambda file, data: write(file, bytes(data)[: len(data) // 2]))
    for name in ("fsync", "replace", "ftruncate", "unlink"):
        setattr(os, name, killer.wrap(getattr(os, name)))

    class Socket(socket.socket):
        def sendall(self, data: Any, flags: int = 0) -> None:  # noqa: ANN401 - any buffer
            killer.wrap(send, lambda *args: send(args[0], bytes(args[1])[: len(args[1]) // 2]))(self, data, flags)

    socket.socket = Socket  # type: ignore[misc]


def killed_after(seconds: float, out: Path, *args: object) -> int:
    """Run the program in a process started afresh and kill it after so long; return as `ForkServer` does."""
    with out.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "cdetrack", *map(str, args)],
            stdout=file,
            stderr=file,
            env={**os.environ, "PYTHONPATH": str(SRC)},
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
