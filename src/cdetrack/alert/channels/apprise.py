"""Hand a message to Apprise, for WeCom, DingTalk, Feishu, Slack and a hundred other services."""

import importlib
import logging
import re
from contextlib import contextmanager
from threading import get_ident
from typing import TYPE_CHECKING, Any

from cdetrack.errors import DeliveryError
from cdetrack.render.safe import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdetrack.alert.channels.send_options import SendOptions
    from cdetrack.alert.message import Message


_CALL = re.compile(r"(?P<link>https?://[^\s()]{1,4096})|@")


def send(channel: str, message: "Message", options: "SendOptions") -> None:  # noqa: ARG001 - Apprise has its own timeouts
    """Send the text, split for services with a limit. Raises DeliveryError."""
    try:
        apprise: Any = importlib.import_module("apprise")
    except ImportError as error:
        raise DeliveryError(
            f"`{channel.partition(':')[0]}:` needs Apprise, which is not installed",
            hint="install it: `pip install 'cdetrack[notify]'`",
        ) from error
    try:
        with _last_warning() as said:
            service = apprise.Apprise.instantiate(channel, suppress_exceptions=True)
            taken = service is not None and _taken(apprise, service, channel, message)
    except Exception as error:
        # The plugins are not ours: an exception in one must not stop the other channels.
        raise DeliveryError(f"Apprise failed: {type(error).__name__}") from error
    if service is None:
        raise DeliveryError(
            "Apprise does not know this kind of link", hint="https://appriseit.com lists the links that it knows"
        )
    if not taken:
        raise DeliveryError("the service did not accept it" + (f": {said.words}" if said.words else ""))


def is_known(name: str) -> bool:
    """Return True if Apprise has a service with this scheme."""
    manager: Any = importlib.import_module("apprise.manager_plugins")
    return name in manager.NotificationManager()


def is_taken(channel: str) -> bool:
    """Return True if Apprise understands a link; it sends nothing."""
    apprise: Any = importlib.import_module("apprise")
    try:
        with _last_warning():
            return apprise.Apprise.instantiate(channel, suppress_exceptions=True) is not None
    except Exception:  # noqa: BLE001 - the plugins are not ours
        return False


def _taken(apprise: Any, service: Any, channel: str, message: "Message") -> bool:  # noqa: ANN401 - an extra's
    if "overflow=" not in channel:
        # By default Apprise cuts or refuses a text that is too long.
        service.overflow_mode = apprise.OverflowMode.SPLIT
    services = apprise.Apprise()
    services.add(service)
    title, text, form = message.subject, message.text, apprise.NotifyFormat.TEXT
    if service.notify_format == apprise.NotifyFormat.MARKDOWN:
        text, form = message.markdown, service.notify_format
    elif text.startswith(f"{title}\n"):
        # Services show the title above the text.
        text = text.removeprefix(title).lstrip()
    return bool(services.notify(body=_harmless(text), title=_harmless(title), body_format=form))


def _harmless(text: str) -> str:
    """Return the text without working mentions: `@all`, `@everyone`, `<!here>`."""
    text = _CALL.sub(lambda found: found["link"] or f"{found[0]}\u2060", text)
    return text.replace("<!", "<\u2060!").replace("<at", "<\u2060at")


@contextmanager
def _last_warning() -> "Iterator[_LastWarning]":
    """Keep what Apprise logs in the block out of our own output, and yield the last warning of it."""
    said = _LastWarning()
    logger = logging.getLogger("apprise")
    logger.addHandler(said)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(said)


class _LastWarning(logging.Handler):
    """Keeps the last warning of its thread: the reason of a refusal, without the link.

    All channels share one logger, and the reason of one may name a number or a room that another must not record.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.words = ""
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.words = plain(record.getMessage())[:200]
