"""Send one HTTP request within a limit of time."""

import contextlib
import http.client
import selectors
import socket
import ssl
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from cdetrack.errors import FetchError
from cdetrack.fetch.failures import RUN_AGAIN, NoConnectionError, redacted, translate
from cdetrack.fetch.proxies import MakeContext, Proxy, ProxyError, basic_login, connection_to, proxy_for
from cdetrack.fetch.response import LIBRARY_ERRORS, Request, Response, read_response
from cdetrack.fetch.trust import Trust

if TYPE_CHECKING:
    from http.cookiejar import CookieJar

AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"
"""The characters of a URL that are sent as they are, besides letters and digits."""
_TOTAL_OF_A_FILE = 900.0
"""Seconds: 100 MB at 110 kB/s. The part that arrived until then is resumed by the next run."""


class Connection:
    """The connection to one host, with its cookies; for one request at a time, through the proxies of the environment.

    `timeout` is the limit in seconds for connecting and for each read. `total` is the limit for the whole response,
    since a server that sends a byte now and then never reaches `timeout`.
    """

    def __init__(self, *, timeout: float, total: float, trust: Trust, headers: Mapping[str, str]) -> None:
        self._timeout = timeout
        self._total = total
        self._trust = trust
        self._headers = headers
        self._cookies: CookieJar | None = None
        self._open: http.client.HTTPConnection | None = None
        self._way: tuple[str, str, Proxy | None] | None = None
        """Scheme, host and proxy of the open connection."""

    def close(self) -> None:
        """Close the connection."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def send(self, request: Request) -> Response:
        """Return the response; redirects are not followed.

        Raises TransientError if a retry may help, else FetchError.
        """
        total = self._total if request.into is None else max(self._total, _TOTAL_OF_A_FILE)
        alarm = _Alarm(total)
        whole = False
        try:
            # The answer is closed by itself: one without a length has a socket that `close` no longer knows.
            with alarm, self._answer(request, alarm) as raw:
                response = read_response(raw, request)
                whole = raw.isclosed()
        except FetchError:
            raise
        except LIBRARY_ERRORS as error:
            known = _too_late(request, total) if alarm.rang else translate(request.url, error, named=self._trust.named)
            raise known from error
        finally:
            if not whole:
                # The next response would begin with the rest of this one.
                self.close()
        if alarm.rang:
            # Shutting the connection makes a body without a length look complete.
            raise _too_late(request, total)
        return response

    def _answer(self, request: Request, alarm: "_Alarm") -> http.client.HTTPResponse:
        """Send a request, and return the response with its body unread."""
        url = urlsplit(request.url)
        proxy = proxy_for(url)
        target = quote(f"{url.path or '/'}{'?' if url.query else ''}{url.query}", safe=AS_IT_IS)
        headers = {**self._headers, **self._cookie(request.url), **request.sent_headers}
        if login := basic_login(url):
            headers["Authorization"] = login
        if proxy is not None and url.scheme == "http":
            target = f"http://{_host(url).encode('idna').decode()}{target}"
            headers |= dict(proxy.headers)
        body = None
        if request.form is not None:
            body = urlencode(request.form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = self._connection(url, proxy)
        alarm.watch(connection.sock)
        connection.request("GET" if body is None else "POST", target, body, headers)
        raw = connection.getresponse()
        self._keep_cookies(request.url, raw)
        return raw

    def _connection(self, url: SplitResult, proxy: Proxy | None) -> http.client.HTTPConnection:
        """Return an open connection to the host of a URL: the one of the last request if it is still open."""
        way = url.scheme, _host(url), proxy
        if self._open is not None and self._way == way and _is_idle(self._open.sock):
            return self._open
        self.close()
        self._way = way
        system = self._trust.system if url.scheme == "https" or (proxy is not None and proxy.tls) else None
        if system is not None:
            with contextlib.suppress(ssl.SSLCertVerificationError):
                connection = self._connected(url, proxy, lambda: system)
                if self._trust.confirms(system):
                    return connection
            self.close()
        return self._connected(url, proxy, self._trust.context)

    def _connected(self, url: SplitResult, proxy: Proxy | None, context: MakeContext) -> http.client.HTTPConnection:
        self._open = connection_to(url, proxy, timeout=self._timeout, context=context)
        try:
            self._open.connect()
        except (ssl.SSLError, TimeoutError):
            raise
        except OSError as error:
            raise (ProxyError if proxy is not None else NoConnectionError)(str(error)) from error
        return self._open

    def _cookie(self, url: str) -> dict[str, str]:
        """Return the header with the cookies for a URL."""
        if self._cookies is None:
            return {}
        from urllib.request import Request as UrllibRequest

        request = UrllibRequest(url)  # noqa: S310 - it is not opened
        self._cookies.add_cookie_header(request)
        return {name: value for name, value in request.header_items() if name == "Cookie"}

    def _keep_cookies(self, url: str, raw: http.client.HTTPResponse) -> None:
        if raw.headers.get_all("Set-Cookie"):
            from http.cookiejar import CookieJar
            from urllib.request import Request as UrllibRequest

            self._cookies = CookieJar() if self._cookies is None else self._cookies
            self._cookies.extract_cookies(raw, UrllibRequest(url))  # noqa: S310 - it is not opened


class _Alarm:
    """Shuts a connection when the time is up, even while a read blocks."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def watch(self, sock: socket.socket | None) -> None:
        """Shut this socket when the time is up, at once if it is already."""
        self._sock = sock
        if self.rang:
            self._ring()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        if isinstance(self._sock, socket.socket):
            with contextlib.suppress(OSError):
                # Not `SSLSocket.shutdown`: it discards the TLS state while another thread reads.
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


def _too_late(request: Request, total: float) -> FetchError:
    return FetchError(f"`{redacted(request.url)}` took more than {total:g} s to answer", hint=RUN_AGAIN)


def _host(url: SplitResult) -> str:
    """Return host and port of a URL, without user name and password."""
    return url.netloc.rpartition("@")[2].lower()


def _is_idle(sock: socket.socket | None) -> bool:
    """Return True for an open connection; the end that a server sends can be read although nothing was asked."""
    if sock is None:
        return False
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        return not selector.select(0)
