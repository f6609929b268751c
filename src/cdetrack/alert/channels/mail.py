"""Send a message as mail: plain text and HTML, with an id and a thread that stay the same."""

import re
import smtplib
import socket
import ssl
from contextlib import closing, suppress
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cdetrack.alert.channels.address import mailbox
from cdetrack.alert.channels.send_options import PASSWORD
from cdetrack.errors import DeliveryError, TooLargeError, reason_of
from cdetrack.render.safe import plain
from cdetrack.text.days import in_seconds

if TYPE_CHECKING:
    from cdetrack.alert.channels.send_options import MailSettings, SendOptions
    from cdetrack.alert.message import Message

_DOMAIN = "cdetrack.invalid"
"""The right side of message ids: the same for all senders, in a domain that cannot exist (RFC 2606)."""
_SHORT = 60
_TOO_LARGE = 552
_SPECIAL = re.compile(r"[\"(),.:;<>@\[\\\]]")
"""Characters with a meaning in a header of addresses."""
_ADDRESS = re.compile(r"[^\s@,<>\"()\[\]:;\\]+@[^\s@,<>\"()\[\]:;\\]+")
_SLUG = re.compile(r"[^a-z0-9]+")


def send(channel: str, message: "Message", options: "SendOptions") -> None:
    """Hand the mail to the server of `[mail]`. Raises DeliveryError unless the server accepts it."""
    settings = options.mail
    if settings is None:
        raise DeliveryError("there is no mail server", hint="name it in the configuration: `[mail]` with a `host`")
    if settings.user is not None and options.password is None:
        raise DeliveryError(
            f"there is no password for `{settings.user}`", hint=f"put it into the environment: {PASSWORD}"
        )
    try:
        server = _connected(settings, options.timeout)
        with closing(server):
            if settings.user is not None:
                _log_in(server, settings.user, options.password or "")
            _hand_over(server, message, sender=settings.sender, to=mailbox(channel))
            # The server has accepted the mail: an error while closing the connection does not matter.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise DeliveryError(f"the mail server refused the recipient: {_said(code, said)}") from error
    except smtplib.SMTPResponseException as error:
        if _is_size(error.smtp_code, error.smtp_error):
            raise TooLargeError(f"the mail server refused: {_said(error.smtp_code, error.smtp_error)}") from error
        raise DeliveryError(f"the mail server refused: {_said(error.smtp_code, error.smtp_error)}") from error
    except ssl.SSLError as error:
        raise DeliveryError(f"no secure connection to `{settings.host}`: {error.reason or error}".lower()) from error
    except TimeoutError as error:
        raise DeliveryError(f"`{settings.host}` did not answer within {in_seconds(options.timeout)}") from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise DeliveryError(f"cannot send mail through `{settings.host}`: {plain(reason_of(error))}") from error


def _connected(settings: "MailSettings", timeout: float) -> smtplib.SMTP:
    name = _own_name()
    if settings.security == "tls":
        return smtplib.SMTP_SSL(
            settings.host, settings.port, name, timeout=timeout, context=ssl.create_default_context()
        )
    server = smtplib.SMTP(settings.host, settings.port, name, timeout=timeout)
    if settings.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """Log in. Raises DeliveryError for letters beyond ASCII, without naming them: they are part of a secret."""
    try:
        server.login(user, password)
    except UnicodeError:
        raise DeliveryError(
            "the name or the password for the mail server has letters beyond ASCII, which a login cannot take",
            hint=f"{PASSWORD} holds the password; many servers give one of their own to programs",
        ) from None


def _own_name() -> str:
    """Return the name for EHLO without asking the name service, as smtplib does: that can take half a minute."""
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9.-]{1,255}", name) else "localhost"


def _hand_over(server: smtplib.SMTP, message: "Message", *, sender: str, to: str) -> None:
    """Give the server the mail. Raises DeliveryError for an address that it cannot take, and smtplib's exceptions."""
    _, address = _name_and_address(sender)
    options: tuple[str, ...] = ()
    if beyond := next((each for each in (to, address) if not each.isascii()), None):
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("smtputf8"):
            raise DeliveryError(
                f"`{plain(beyond)}` has letters beyond ASCII: the mail server needs SMTPUTF8 for it, and has none",
                hint="write a domain in its ASCII form, `xn--…`",
            )
        options = ("SMTPUTF8", "BODY=8BITMIME")
    content = mail(message, sender=sender, to=to)
    server.ehlo_or_helo_if_needed()
    limit = server.esmtp_features.get("size", "").strip()
    if limit.isdigit() and 0 < int(limit) < len(content):
        raise TooLargeError(f"a mail of {len(content):,} bytes is larger than the {int(limit):,} that the server takes")
    server.sendmail(address, [to], content, options)


def _is_size(code: int, words: bytes | str) -> bool:
    """Return True if a server refuses a mail for its size, and not because the mailbox is full (5.2.2)."""
    text = _said(code, words)
    if found := re.search(r"\b5\.\d\.\d\b", text):
        return found[0] in {"5.3.4", "5.2.3"}
    return code == _TOO_LARGE and "size" in text.lower()


def mail(message: "Message", *, sender: str, to: str) -> bytes:
    """Return the mail for one recipient, as it goes over the wire."""
    name, address = _name_and_address(sender)
    # Encoded here: the headers of the library decode encoded words of a title, line breaks included.
    head = {
        "From": f"{_spelled(name, 'From')} <{address}>" if name else address,
        "To": plain(to),
        "Subject": _spelled(message.subject, "Subject"),
        "Date": format_datetime(message.created),
        "Message-ID": f"<{message.id}@{_DOMAIN}>",
    }
    if message.thread is not None:
        thread = sha256(message.thread.encode("utf-8", "backslashreplace")).hexdigest()[:32]
        head["In-Reply-To"] = head["References"] = f"<notice-{thread}@{_DOMAIN}>"
    head["List-Id"] = f"<{_slug(message.watch)}.{_DOMAIN}>"
    head["Auto-Submitted"] = "auto-generated"
    body = EmailMessage(policy=SMTP)
    body.set_content(message.text, cte="quoted-printable")
    body.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return "".join(f"{key}: {value}\r\n" for key, value in head.items()).encode() + body.as_bytes()


def _spelled(text: str, header: str) -> str:
    """Return a text for a header: unchanged if it is short and plain, else as encoded words."""
    text = plain(text).strip()
    simple = text.isascii() and "=?" not in text and len(text) <= _SHORT
    if simple and not (header == "From" and _SPECIAL.search(text)):
        return text
    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n")


def _name_and_address(sender: str) -> tuple[str, str]:
    """Return name and address of `Name <me@example.org>`; the name is empty for an address alone."""
    whole = plain(sender)
    found = _ADDRESS.search(whole)
    if found is None:
        return "", "".join(whole.split())
    return (whole[: found.start()].strip(' <"') if whole[: found.start()].endswith("<") else ""), found[0]


def _slug(name: str) -> str:
    slug = _SLUG.sub("-", name.lower()).strip("-")[:40]
    # Two names that have the same slug must not share a list.
    return (
        slug
        if slug == name
        else f"{slug or 'watch'}-{sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"
    )


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return plain(f"{code} {text}")[:300]
