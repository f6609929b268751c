"""Deliver messages, each channel in a thread of its own: one that fails or stalls holds up no other."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from queue import Empty, SimpleQueue
from threading import Thread

from cdetrack.alert.digest import Message
from cdetrack.errors import DeliveryError

_PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
_SLICE = 1.0
"""Seconds of one wait for a channel to end."""
_SPREAD = 5
"""A pause is shorter by at most one such part, so that what failed together is not tried together for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came of one try."""

    id: str
    error: DeliveryError | None = None


def next_try(alert: str, tries: int, now: datetime) -> datetime:
    """Return when an alert that has failed `tries` times is due again: later each time, at most in twelve hours."""
    pause = _PAUSES[min(tries, len(_PAUSES)) - 1]
    share = int(sha256(f"{alert} {tries}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    return now + pause * (1 - share / _SPREAD)


def is_due(moment: datetime | None, now: datetime) -> bool:
    """Say whether the moment of the next try has come; one that a wrong clock has set far ahead counts as come."""
    return moment is None or moment <= now or moment - now > _PAUSES[-1]


def deliver(
    work: Mapping[str, Sequence[Message]], send: Callable[[str, Message], None], *, patience: float
) -> Iterator[Delivery]:
    """Send each channel its messages in order, yielding what came of each as it ends.

    A channel gets no further message once it has taken more than `patience` seconds, and what has not ended after
    twice as long has failed; what was not tried yields nothing and stays due. Raises what is not a DeliveryError.
    """
    ended: SimpleQueue[tuple[_Line, Delivery | BaseException | None]] = SimpleQueue()
    start = time.monotonic()
    lines = [_Line(channel, messages, send, start + patience) for channel, messages in work.items()]
    for line in lines:
        # Daemons: neither the end of the program nor Ctrl-C waits for a channel that does not answer.
        Thread(target=line.run, args=(ended,), daemon=True).start()
    running = set(lines)
    while running:
        try:
            left = max(0.0, start + 2 * patience - time.monotonic())
            # In slices: a Ctrl-C that comes just before the wait begins is heard at the next one.
            line, result = ended.get(timeout=min(_SLICE, left))
        except Empty:
            if left > _SLICE:
                continue
            break
        if isinstance(result, BaseException):
            raise result
        if result is None:
            running.discard(line)
        else:
            line.ended = result.id
            yield result
    for line in running:
        if line.current not in {None, line.ended}:
            late = DeliveryError(f"it did not end within {2 * patience:g} seconds")
            yield Delivery(id=line.current or "", error=late)


class _Line:
    """The messages that one channel gets one after the other."""

    def __init__(
        self, channel: str, messages: Sequence[Message], send: Callable[[str, Message], None], until: float
    ) -> None:
        self._channel = channel
        self._messages = messages
        self._send = send
        self._until = until
        self.current: str | None = None
        """The id of the message that is on its way."""
        self.ended: str | None = None
        """The id of the last message whose end was told."""

    def run(self, ended: "SimpleQueue[tuple[_Line, Delivery | BaseException | None]]") -> None:
        """Send until the time is over, putting what comes of each into `ended`, and None at the end."""
        try:
            for message in self._messages:
                if time.monotonic() > self._until:
                    break
                self.current = message.id
                ended.put((self, _tried(self._channel, message, self._send)))
        except BaseException as error:  # noqa: BLE001 - a bug in a thread is raised where it is seen
            ended.put((self, error))
        else:
            ended.put((self, None))


def _tried(channel: str, message: Message, send: Callable[[str, Message], None]) -> Delivery:
    try:
        send(channel, message)
    except DeliveryError as error:
        return Delivery(id=message.id, error=error)
    return Delivery(id=message.id)
