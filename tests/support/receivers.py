"""Receivers of alerts on loopback: a web server and a mail server that answer as a test says."""

import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from cdetrack.alert.channels.send_options import MailSettings
from support.replica import CERTIFICATE

Answer = Callable[[BaseHTTPRequestHandler, Any], None]
"""The answer to a POST: gets its JSON."""


class Web:
    """A web server that reads JSON and answers by `answer`; a context manager."""

    def __init__(self, answer: Answer) -> None:
        web = self
        self.posts: list[tuple[str, dict[str, str], Any]] = []
        self.bodies: list[bytes] = []
        self.closing = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:
                    return  # half a request: the sender died
                form = json.loads(body)
                web.bodies.append(body)
                web.posts.append((self.path, dict(self.headers), form))
                answer(self, form)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
                """Keep quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def answering(code: int, **headers: str) -> Answer:
    """Answer with this status."""

    def answer(handler: BaseHTTPRequestHandler, _: object) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


_MATTER = re.compile(r"Matter (\d+)\b")


@dataclass
class Post:
    """Each arrival: channel, alert id and the notices in it."""

    arrived: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    fails: Callable[[], bool] = lambda: False
    """Whether the next delivery is taken in and then refused, or the connection dropped."""

    def came(self, channel: str, alert: str, text: str) -> None:
        """Note an alert with every notice that it names."""
        self.arrived.append((channel, alert, tuple(sorted(set(_MATTER.findall(text))))))


def hook(post: Post, *, most: int = 10**6) -> Web:
    """Return a webhook that records alerts and answers 204; failures get a 500 and a hang-up by turns.

    More than `most` notices are too large for it: 413.
    """
    failed = 0

    def answer(handler: BaseHTTPRequestHandler, form: Any) -> None:  # noqa: ANN401 - JSON
        nonlocal failed
        assert form["id"] == handler.headers["Idempotency-Key"]
        if len(form["notices"]) > most:
            handler.send_error(413)
            return
        post.came(handler.path, form["id"], " ".join(each["title"] for each in form["notices"]))
        if post.fails():
            failed += 1
            if failed % 2:
                handler.send_error(500)
            return
        answering(204)(handler, form)

    return Web(answer)


def free_port() -> int:
    """Return a free port: aiosmtpd needs a number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Inbox:
    """The mails that a server got; `answer` makes its reply to a mail."""

    mails: list[Any] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answer: Callable[[Any], str] = lambda _: "250 OK"
    refuses: str = ""
    login: tuple[bytes, bytes] | None = None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: Envelope, recipient: str, _options: object
    ) -> str:
        """Refuse one recipient."""
        if recipient == self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(recipient)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - the same
        """Take the mail in, then answer."""
        mail = message_from_bytes(bytes(envelope.original_content or b""), policy=default)
        self.mails.append(mail)
        self.recipients += envelope.rcpt_tos
        return self.answer(mail)


@contextmanager
def mail_server(
    inbox: Inbox, security: str = "none", *, login: bool = False, utf8: bool = True, size: int = 2**25
) -> Iterator[MailSettings]:
    """Yield the settings of a mail server that delivers to `inbox`; the password is `secret`.

    It takes mails of up to `size` bytes, and says so.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    def authenticate(
        _server: object, _session: object, _envelope: object, _way: str, data: LoginPassword
    ) -> AuthResult:
        inbox.login = (data.login, data.password)
        return AuthResult(success=data.password == b"secret", handled=False)

    port = free_port()
    given: dict[str, Any] = {"tls_context": context} if security == "starttls" else {}
    server = Controller(
        inbox,
        hostname="127.0.0.1",
        port=port,
        ssl_context=context if security == "tls" else None,
        auth_required=login,
        auth_require_tls=login,
        authenticator=authenticate,
        enable_SMTPUTF8=utf8,
        data_size_limit=size,
        **given,
    )
    server.start()
    try:
        user = "me" if login else None
        yield MailSettings(host="127.0.0.1", port=port, sender="c@example.org", user=user, security=security)
    finally:
        server.stop()
