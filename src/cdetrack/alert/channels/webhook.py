"""Post a message to an `http(s)://` channel, signed if there is a key; any 2xx acknowledges."""

import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import requests

from cdetrack.alert.channels.payload import payload
from cdetrack.alert.channels.session import Session
from cdetrack.alert.channels.signature import signed_headers
from cdetrack.errors import DeliveryError, TooLargeError
from cdetrack.fetch.policy import CA_VARIABLES
from cdetrack.text.days import in_seconds
from cdetrack.version import __version__

if TYPE_CHECKING:
    from cdetrack.alert.channels.send_options import SendOptions
    from cdetrack.alert.message import Message

_REDIRECTS = 3
_TOO_LARGE = 413
_KEEPS_THE_POST = frozenset({307, 308})


def send(channel: str, message: "Message", options: "SendOptions") -> None:
    """Post the message's JSON. Raises DeliveryError for any status but 2xx.

    Only redirects that keep a POST (307, 308) are followed, and only on the same host: the user named no other.
    """
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message.id,
        "User-Agent": f"cdetrack/{__version__}",
    }
    body, url = payload(message), channel
    if options.webhook_key is not None:
        headers |= signed_headers(options.webhook_key, message.id, int(time.time()), body)
    for _ in range(_REDIRECTS + 1):
        status, location = _post(url, body, headers, options)
        if status // 100 == 2:  # noqa: PLR2004 - any 2xx acknowledges
            return
        if status not in _KEEPS_THE_POST or location is None:
            raise (TooLargeError if status == _TOO_LARGE else DeliveryError)(f"it answered {status}")
        target = _joined(url, location)
        if target is None or not _same_host(url, target):
            raise DeliveryError(
                f"it answered {status} with a redirect to another host", hint="give the new address as the channel"
            )
        url = target
    raise DeliveryError("it redirects in a loop")


def _post(url: str, body: bytes, headers: dict[str, str], options: "SendOptions") -> tuple[int, str | None]:
    try:
        with (
            Session() as session,
            session.post(
                url,
                data=body,
                headers=headers,
                timeout=options.timeout,
                verify=options.verify,
                allow_redirects=False,
                stream=True,  # the body is not read: it may never end
            ) as answer,
        ):
            return answer.status_code, answer.headers.get("Location")
    except requests.Timeout as error:
        raise DeliveryError(f"it did not answer within {in_seconds(options.timeout)}") from error
    except requests.exceptions.SSLError as error:
        raise DeliveryError("its certificate is not trusted", hint=_hint_at_certificates(options)) from error
    except requests.ConnectionError as error:
        raise DeliveryError("cannot connect, or the connection was lost") from error
    except (requests.RequestException, ValueError) as error:
        # The text of the exception has the whole address with its tokens.
        raise DeliveryError(f"cannot post to it: {type(error).__name__}") from error
    except OSError as error:
        raise DeliveryError(
            "the file of certificates to trust is missing", hint=_hint_at_certificates(options)
        ) from error


def _hint_at_certificates(options: "SendOptions") -> str | None:
    """Return the hint where the user has named the certificates to trust, else None."""
    if not isinstance(options.verify, str):
        return None
    return f"only the certificates in `{options.verify}` are trusted: {CA_VARIABLES} names it"


def _joined(url: str, location: str) -> str | None:
    try:
        return urljoin(url, location)
    except ValueError:
        return None


def _same_host(one: str, other: str) -> bool:
    try:
        a, b = urlsplit(one), urlsplit(other)
        ports = a.port, b.port
    except ValueError:
        return False
    if a.hostname != b.hostname:
        return False
    return (a.scheme == b.scheme and ports[0] == ports[1]) or (a.scheme, b.scheme) == ("http", "https")
