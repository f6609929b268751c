"""Hand a message to a command of the user, as JSON on stdin; exit 0 acknowledges it.

A process that the command leaves behind is not waited for, even if it keeps the command's stderr open.
"""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from threading import Lock, Thread, current_thread, main_thread
from typing import IO, TYPE_CHECKING, cast

from cdetrack.alert.channels.address import command
from cdetrack.alert.channels.payload import payload
from cdetrack.alert.channels.send_options import SECRETS
from cdetrack.errors import DeliveryError, reason_of
from cdetrack.render.safe import plain
from cdetrack.text.days import in_seconds

if TYPE_CHECKING:
    from cdetrack.alert.channels.send_options import SendOptions
    from cdetrack.alert.message import Message

_SAID = 200
_KEPT = 4 * _SAID
"""Bytes kept of the end of a command's stderr: its last line goes into the error."""
_PIECE = 64 * 1024


class _Running:
    """The running commands, for `end_all`; thread-safe."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._over = False

    def start(self, words: list[str], options: "SendOptions") -> subprocess.Popen[bytes]:
        """Start a command. Raises OSError and ValueError as Popen does, DeliveryError once all were ended."""
        with self._guard:
            if self._over:
                raise DeliveryError("it was interrupted")
            process = subprocess.Popen(  # noqa: S603 - the command that the user wrote down
                words,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=options.folder,
                env={name: value for name, value in os.environ.items() if name not in SECRETS},
                start_new_session=True,
            )
            self._processes.add(process)
        return process

    def forget(self, process: subprocess.Popen[bytes]) -> None:
        """Forget a command that has ended."""
        with self._guard:
            self._processes.discard(process)

    def end_all(self) -> None:
        """Kill every command and start no more."""
        with self._guard:
            self._over = True
            for process in self._processes:
                _kill(process)


_running = _Running()


def end_all() -> None:
    """Kill every running command and start no more: the program is about to end."""
    _running.end_all()


def send(channel: str, message: "Message", options: "SendOptions") -> None:
    """Run the command in the configuration's folder, without a shell. Raises DeliveryError unless it exits with 0."""
    words = command(channel)
    try:
        process = _running.start(words, options)
    except (OSError, ValueError) as error:
        program = plain(words[0]) if words else ""
        raise DeliveryError(f"cannot run `{program}`: {plain(reason_of(error))}") from error
    stderr = _communicate(process, payload(message), options.total)
    if stderr is None:
        raise DeliveryError(f"`{words[0]}` did not end within {in_seconds(options.total)}")
    if process.returncode:
        # The command may have printed a title: page text.
        last = plain(stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])[-_SAID:]
        raise DeliveryError(f"`{words[0]}` exited with {process.returncode}{f': {last}' if last else ''}")


def _communicate(process: subprocess.Popen[bytes], data: bytes, seconds: float) -> bytes | None:
    """Write `data` to a command until it ends, and return the end of its stderr; None after so many seconds.

    Closes its pipes. Kills the command with its child processes after that time and on an interruption.
    """
    ended, ending = os.pipe()
    waiter = Thread(target=_wait, args=(process, ending), daemon=True)
    with _without_sigint():
        waiter.start()
    try:
        with (
            nullcontext() if current_thread() is main_thread() else _without_sigint(),
            selectors.DefaultSelector() as selector,
        ):
            return _Pipes(process, data, selector).run(ended, seconds)
    finally:
        _kill(process)
        waiter.join()
        _running.forget(process)
        os.close(ended)
        for pipe in _pipes(process):
            pipe.close()


@contextmanager
def _without_sigint() -> Iterator[None]:
    """Keep Ctrl-C from this thread and from those that it starts meanwhile.

    The system may deliver the signal to any thread, and the main thread, which handles it, would not wake up then.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wait(process: subprocess.Popen[bytes], ending: int) -> None:
    """Wait for the command itself, then close the pipe `ending`."""
    process.wait()
    os.close(ending)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a running command with its child processes."""
    if process.returncode is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    return cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stderr)


class _Pipes:
    """The pipes of a command: writes to stdin and reads from stderr without blocking."""

    def __init__(self, process: subprocess.Popen[bytes], data: bytes, selector: selectors.BaseSelector) -> None:
        self._stdin, self._stderr = _pipes(process)
        self._left = memoryview(data)
        self._stderr_end = b""
        self._selector = selector
        for pipe, event in ((self._stdin, selectors.EVENT_WRITE), (self._stderr, selectors.EVENT_READ)):
            os.set_blocking(pipe.fileno(), False)
            selector.register(pipe, event)

    def run(self, ended: int, seconds: float) -> bytes | None:
        """Return the end of stderr once `ended` can be read, None after so many seconds."""
        until = time.monotonic() + seconds
        self._selector.register(ended, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            ready = {key.fileobj for key, _ in self._selector.select(left)}
            if self._stdin in ready:
                self._write()
            if self._stderr in ready:
                self._read()
            if ended in ready:
                # Its last output was written before its end, and a pipe holds no more than one piece.
                return self._stderr_end
        return None

    def _write(self) -> None:
        try:
            self._left = self._left[os.write(self._stdin.fileno(), self._left[:_PIECE]) :]
        except BlockingIOError:
            return
        except OSError:
            self._left = self._left[:0]  # it has closed its stdin
        if not self._left:
            self._selector.unregister(self._stdin)
            self._stdin.close()

    def _read(self) -> None:
        piece = os.read(self._stderr.fileno(), _PIECE)
        if not piece:
            self._selector.unregister(self._stderr)
            self._stderr.close()
        self._stderr_end = (self._stderr_end + piece)[-_KEPT:]
