"""Send a message as mail: plain text and HTML, with an id and a thread that stay the same."""

import re
import smtplib
import socket
import ssl
from contextlib import closing, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cdetrack.channels import PASSWORD
from cdetrack.channels.address import mailbox
from cdetrack.errors import DeliveryError
from cdetrack.render.safe import plain

if TYPE_CHECKING:
    from cdetrack.alert.digest import Message
    from cdetrack.channels import Means
    from cdetrack.settings import MailSettings

_DOMAIN = "cdetrack.invalid"
"""The right side of ids: the same whoever sends, and nobody's (RFC 2606)."""
_SLUG = re.compile(r"[^a-z0-9]+")


def send(channel: str, message: "Message", means: "Means") -> None:
    """Hand the mail to the server of `[mail]`. Raises DeliveryError unless it takes it."""
    settings = means.mail
    if settings is None:
        raise DeliveryError("there is no mail server", hint="name it in the configuration: `[mail]` with a `host`")
    if settings.user is not None and means.password is None:
        raise DeliveryError(
            f"there is no password for `{settings.user}`", hint=f"put it into the environment: {PASSWORD}"
        )
    try:
        server = _connected(settings, means.timeout)
        with closing(server):
            if settings.user is not None:
                _log_in(server, settings.user, means.password or "")
            server.send_message(mail(message, sender=settings.sender, to=mailbox(channel)))
            # It has taken the mail: how it says goodbye does not matter any more.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise DeliveryError(f"the mail server refused the recipient: {_said(code, said)}") from error
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"the mail server refused: {_said(error.smtp_code, error.smtp_error)}") from error
    except ssl.SSLError as error:
        raise DeliveryError(f"no secure connection to `{settings.host}`: {error.reason or error}".lower()) from error
    except TimeoutError as error:
        raise DeliveryError(f"`{settings.host}` did not answer within {means.timeout:g} seconds") from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DeliveryError(f"cannot send mail through `{settings.host}`: {plain(reason).lower()}") from error


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
    """Log in. Raises DeliveryError for what cannot be sent, without the letters in question: they are of a secret."""
    try:
        server.login(user, password)
    except UnicodeError:
        raise DeliveryError(
            "the name or the password for the mail server has letters beyond ASCII, which a login cannot take",
            hint=f"{PASSWORD} holds the password; many servers give one of their own to programs",
        ) from None


def _own_name() -> str:
    """Return how we greet: asking the name service, as smtplib does, can take half a minute."""
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9.-]{1,255}", name) else "localhost"


def mail(message: "Message", *, sender: str, to: str) -> EmailMessage:
    """Return the mail for one recipient."""
    made = EmailMessage(policy=SMTP)
    made["From"] = plain(sender)
    made["To"] = to
    made["Subject"] = plain(message.subject)
    made["Date"] = format_datetime(message.created)
    made["Message-ID"] = f"<{message.id}@{_DOMAIN}>"
    if message.thread is not None:
        thread = sha256(message.thread.encode("utf-8", "backslashreplace")).hexdigest()[:32]
        made["In-Reply-To"] = made["References"] = f"<notice-{thread}@{_DOMAIN}>"
    made["List-Id"] = f"<{_slug(message.watch)}.{_DOMAIN}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(message.text, cte="quoted-printable")
    made.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return made


def _slug(name: str) -> str:
    slug = _SLUG.sub("-", name.lower()).strip("-")[:40]
    # Names that differ only in what an id cannot hold must not share a list.
    return slug if slug == name else f"{slug or 'watch'}-{sha256(name.encode()).hexdigest()[:8]}"


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return plain(f"{code} {text}")[:300]
