"""Hand a message to Apprise, which knows a hundred ways to reach people, such as WeCom, DingTalk, Feishu and Slack."""

import importlib
import logging
import re
from threading import get_ident
from typing import TYPE_CHECKING, Any

from cdetrack.errors import DeliveryError
from cdetrack.render.safe import plain

if TYPE_CHECKING:
    from cdetrack.alert.channels.send_options import SendOptions
    from cdetrack.alert.digest import Message


_CALL = re.compile(r"(?P<link>https?://[^\s()]{1,4096})|@")


def send(channel: str, message: "Message", options: "SendOptions") -> None:  # noqa: ARG001 - Apprise has its own timeouts
    """Send the text, in several parts where a service takes no long ones. Raises DeliveryError."""
    try:
        apprise: Any = importlib.import_module("apprise")
    except ImportError as error:
        raise DeliveryError(
            f"`{channel.partition(':')[0]}:` needs Apprise, which is not installed",
            hint="install it: `pip install 'cdetrack[notify]'`",
        ) from error
    said = _Said()
    logger = logging.getLogger("apprise")
    logger.addHandler(said)
    logger.propagate = False
    try:
        service = apprise.Apprise.instantiate(channel, suppress_exceptions=True)
        taken = service is not None and _taken(apprise, service, channel, message)
    except Exception as error:
        # A hundred plugins of others: what goes wrong in one must not stop the other channels.
        raise DeliveryError(f"Apprise failed: {type(error).__name__}") from error
    finally:
        logger.removeHandler(said)
    if service is None:
        raise DeliveryError("Apprise does not know such a link", hint="https://appriseit.com lists what it knows")
    if not taken:
        raise DeliveryError("the service did not take it" + (f": {said.words}" if said.words else ""))


def _taken(apprise: Any, service: Any, channel: str, message: "Message") -> bool:  # noqa: ANN401 - an extra's
    if "overflow=" not in channel:
        # By default a text that is too long for a service is cut, or refused.
        service.overflow_mode = apprise.OverflowMode.SPLIT
    box = apprise.Apprise()
    box.add(service)
    title, text, form = message.subject, message.text, apprise.NotifyFormat.TEXT
    if service.notify_format == apprise.NotifyFormat.MARKDOWN:
        text, form = message.markdown, service.notify_format
    elif text.startswith(f"{title}\n"):
        # Every service shows the title above the text.
        text = text.removeprefix(title).lstrip()
    return bool(box.notify(body=_harmless(text), title=_harmless(title), body_format=form))


def _harmless(text: str) -> str:
    """Return the text so that no title calls a whole room: `@all`, `@everyone`, `<!here>`."""
    text = _CALL.sub(lambda found: found["link"] or f"{found[0]}\u2060", text)
    return text.replace("<!", "<\u2060!").replace("<at", "<\u2060at")


class _Said(logging.Handler):
    """Keeps the last warning of its own thread: it says why a service refused. The link is not in it.

    Channels are served side by side, and one logger is all that they have: what one service says of a number or a room
    is not for the record of another.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.words = ""
        self._thread = get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.words = plain(record.getMessage())[:200]
