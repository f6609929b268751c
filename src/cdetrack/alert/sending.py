"""Deliver messages, each channel in a thread of its own: one that fails or stalls holds up no other."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from cdetrack.alert.digest import Message
from cdetrack.errors import DeliveryError

_SLICE = 1.0
"""Seconds of one wait for a channel to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of one try."""

    id: str
    error: DeliveryError | None = None


def deliver(
    work: Mapping[str, Sequence[Message]], send: Callable[[str, Message], None], *, patience: float
) -> Iterator[Attempt]:
    """Send each channel its messages in order, yielding what came of each as it ends.

    A channel gets no further message once it has taken more than `patience` seconds, and what has not ended after
    twice as long has failed; what was not tried yields nothing and stays due. Raises what is not a DeliveryError.
    """
    ended: SimpleQueue[tuple[_ChannelQueue, Attempt | BaseException | None]] = SimpleQueue()
    start = time.monotonic()
    queues = [_ChannelQueue(channel, messages, send, start + patience) for channel, messages in work.items()]
    for queue in queues:
        # Daemons: neither the end of the program nor Ctrl-C waits for a channel that does not answer.
        Thread(target=queue.run, args=(ended,), daemon=True).start()
    running = set(queues)
    while running:
        try:
            left = max(0.0, start + 2 * patience - time.monotonic())
            # In slices: a Ctrl-C that comes just before the wait begins is heard at the next one.
            queue, result = ended.get(timeout=min(_SLICE, left))
        except Empty:
            if left > _SLICE:
                continue
            break
        if isinstance(result, BaseException):
            raise result
        if result is None:
            running.discard(queue)
        else:
            queue.ended = result.id
            yield result
    for queue in running:
        if queue.current not in {None, queue.ended}:
            late = DeliveryError(f"it did not end within {2 * patience:g} seconds")
            yield Attempt(id=queue.current or "", error=late)


class _ChannelQueue:
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

    def run(self, ended: "SimpleQueue[tuple[_ChannelQueue, Attempt | BaseException | None]]") -> None:
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


def _tried(channel: str, message: Message, send: Callable[[str, Message], None]) -> Attempt:
    try:
        send(channel, message)
    except DeliveryError as error:
        return Attempt(id=message.id, error=error)
    return Attempt(id=message.id)
