"""Send messages, each channel in its own thread, so that a failing or slow channel delays no other."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from cdetrack.alert.message import Message
from cdetrack.errors import DeliveryError
from cdetrack.model.frozen import frozen
from cdetrack.text.days import in_seconds

_SLICE = 1.0
"""Seconds of one wait for a result, so that Ctrl-C is noticed."""


@frozen
class Attempt:
    """The result of sending one alert."""

    id: str
    error: DeliveryError | None = None


def deliver(
    work: Mapping[str, Sequence[Message]], send: Callable[[str, Message], None], *, patience: float
) -> Iterator[Attempt]:
    """Send each channel its messages in order, yielding each result as it comes.

    After `patience` seconds a channel gets no further message; a message that takes twice as long has failed. Messages
    that were not sent yield nothing and stay due. Any exception but DeliveryError is a bug and is raised.
    """
    ended: SimpleQueue[tuple[_ChannelQueue, Attempt | BaseException | None]] = SimpleQueue()
    start = time.monotonic()
    queues = [_ChannelQueue(channel, messages, send, start + patience) for channel, messages in work.items()]
    for queue in queues:
        # Daemon threads: the program can end while a channel does not answer.
        Thread(target=queue.run, args=(ended,), daemon=True).start()
    running = set(queues)
    while running:
        try:
            left = max(0.0, start + 2 * patience - time.monotonic())
            # A Ctrl-C just before the wait takes effect after this slice.
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
            late = DeliveryError(f"it did not end within {in_seconds(2 * patience)}")
            yield Attempt(id=queue.current or "", error=late)


class _ChannelQueue:
    """The messages for one channel, sent one after the other."""

    def __init__(
        self, channel: str, messages: Sequence[Message], send: Callable[[str, Message], None], until: float
    ) -> None:
        self._channel = channel
        self._messages = messages
        self._send = send
        self._until = until
        self.current: str | None = None
        """The id of the message being sent."""
        self.ended: str | None = None
        """The id of the last message with a result."""

    def run(self, ended: "SimpleQueue[tuple[_ChannelQueue, Attempt | BaseException | None]]") -> None:
        """Send until the time is up, putting each result into `ended`, and None at the end."""
        try:
            for message in self._messages:
                if time.monotonic() > self._until:
                    break
                self.current = message.id
                ended.put((self, _tried(self._channel, message, self._send)))
        except BaseException as error:  # noqa: BLE001 - a bug is raised in the main thread
            ended.put((self, error))
        else:
            ended.put((self, None))


def _tried(channel: str, message: Message, send: Callable[[str, Message], None]) -> Attempt:
    try:
        send(channel, message)
    except DeliveryError as error:
        return Attempt(id=message.id, error=error)
    return Attempt(id=message.id)
