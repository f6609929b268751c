"""Parse the address of a channel: its kind, the part without secrets, and mistakes in it."""

import re
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from cdetrack.render.safe import plain
from cdetrack.text.regex import regex

MODULES = {"stdout": "stdout", "mailto": "mail", "http": "webhook", "https": "webhook", "exec": "exec"}
"""The module of each scheme that is ours; Apprise has all others."""
_MAILBOX = regex(r"[^\s@,<>\"()\[\]:;\\\x00-\x1f]{1,64}@[\w.-]{1,255}")
_BEGINNING = 20
_TAG = 4
"""Digits of the hash of an address: they tell two channels of one host apart, and nothing of a secret."""
_ACCEPTED = "`stdout`, `https://…`, `mailto:…`, `exec:…` and Apprise's links are"
_OF_MAIL = "the channel of a mail address is `mailto:` and the address"


def scheme(channel: str) -> str:
    """Return the kind of channel: `stdout`, `mailto`, `https`, `exec`, or one of Apprise's."""
    name = channel.partition(":")[0].lower()
    # `mailto://` belongs to Apprise, with the server and the password in the link.
    return "apprise" if name == "mailto" and channel[7:9] == "//" else name


def key(channel: str) -> str:
    """Return a hash of the channel: the outbox holds no secrets."""
    from hashlib import sha256  # `list` needs no address, and waits 2 ms for the import

    return sha256(channel.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def label(channel: str) -> str:
    """Return the channel without the parts that may hold a token: path, query and user name of a link.

    `…` stands for these, with a few digits of the hash of the whole address: `https://hooks.example.org/…#1f9c`.
    """
    return tagged(_without_secrets(channel), key(channel))


def tagged(shown: str, key: str) -> str:
    """Return the label of a channel with this key, given its parts without secrets."""
    return f"{shown}#{key[:_TAG]}" if shown.endswith("…") else shown


def short(shown: str) -> str:
    """Return the digits of a label, by which a person may call its channel; the whole label if it has none."""
    return shown.rpartition("…#")[2]


def is_called(channel: str, name: str) -> bool:
    """Return True if a person may call the channel by this name: its address, its label, or the digits of that."""
    shown = label(channel)
    return name.removeprefix("#") in {channel, shown, short(shown)}


def _without_secrets(channel: str) -> str:
    kind = scheme(channel)
    if kind in {"stdout", "mailto"}:
        return channel
    if kind in {"http", "https"}:
        parts = urlsplit(channel)
        place = parts.netloc.rpartition("@")[2]
        return f"{kind}://{place}{'/…' if parts.path.strip('/') or parts.query else ''}"
    if kind == "exec":
        words = command(channel) or [""]
        return f"exec:{words[0]}{' …' if words[1:] else ''}"
    return f"{channel.partition(':')[0].lower()}://…"


def command(channel: str) -> list[str]:
    """Return the words of the command of an `exec:` channel. Raises ValueError for an unclosed quotation."""
    import shlex

    return shlex.split(channel.partition(":")[2])


def mailbox(channel: str) -> str:
    """Return the recipient of a `mailto:` channel."""
    return unquote(channel.partition(":")[2])


def split(channel: str) -> list[str]:
    """Return the channels in one entry of the configuration: each recipient of a mail is a channel of its own."""
    if scheme(channel) != "mailto":
        return [channel]
    return [f"mailto:{part.strip()}" for part in channel.partition(":")[2].split(",")]


def mistake(channel: str) -> tuple[str, str] | None:
    """Return the mistake in the address of a channel and a hint, None without a mistake."""
    # The address may hold a token even if it is broken, by a missing slash for example: show only its beginning.
    start = re.split(r"(?<=[:/@?])", channel, maxsplit=1)
    beginning = f"{start[0][:_BEGINNING]}{'…' if len(start[0]) > _BEGINNING or any(start[1:]) else ''}"
    shown = f"`{plain(beginning)}` is not a channel"
    if channel == "stdout":
        return None
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S", channel) or not channel.isprintable():
        return shown, _OF_MAIL if _MAILBOX().fullmatch(channel) else _ACCEPTED
    kind = scheme(channel)
    if kind == "mailto" and not _MAILBOX().fullmatch(mailbox(channel)):
        return (
            f"`{plain(mailbox(channel))}` is not a mail address",
            "such as `mailto:me@example.org`; several with commas",
        )
    if kind in {"http", "https"}:
        return None if _has_host(channel) else (shown, "such as `https://hooks.example.org/x`")
    if kind == "exec":
        try:
            command(channel)
        except ValueError as error:
            return f"`{plain(beginning)}` is not a command: {str(error).lower()}", "such as `exec:./ring.sh`"
    return None


def server_mistake(host: str) -> tuple[str, str] | None:
    """Return the mistake in the name of a mail server and a hint, None without a mistake."""
    if re.fullmatch(r"[^\s/@:]+", host):
        return None
    from ipaddress import ip_address

    with suppress(ValueError):
        ip_address(host)
        return None
    named = re.fullmatch(r"(?P<name>[^\s/@:]+):(?P<port>\d+)", host)
    if named is not None:
        own = f'a port is a setting of its own: `host = "{plain(named["name"])}"` and `port = {named["port"]}`'
    else:
        own = "it is a name alone, such as `smtp.example.org`"
    return f"`{plain(host)}` is not the name of a mail server", own


def _has_host(channel: str) -> bool:
    try:
        parts = urlsplit(channel)
        return bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
