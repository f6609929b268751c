"""Send one HTTP request within limits of size and time."""

import contextlib
import gzip
import http.client
import io
import re
import selectors
import socket
import ssl
import threading
import urllib.request
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from cdetrack.errors import FetchError, OversizeError
from cdetrack.fetch.failures import RUN_AGAIN, NoConnectionError, TransientError, redacted, translate
from cdetrack.fetch.proxies import Proxy, ProxyError, basic_login, connection_to, proxy_for
from cdetrack.fetch.trust import Trust

if TYPE_CHECKING:
    from http.cookiejar import CookieJar

_CHUNK = 64 * 1024
_MAX_ERROR_PAGE = 1024 * 1024
"""Bytes to read of a response that is not a page: enough to recognise a challenge."""
AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"
"""The characters of a URL that are sent as they are, besides letters and digits."""
_TOTAL_OF_A_FILE = 900.0
"""Seconds: 100 MB at 110 kB/s. The part that arrived until then is resumed by the next run."""
_MAX_QUOTED = 40
"""Characters of a header to quote in a message."""
_WHOLE_SIZE = re.compile(r"\s*bytes\s+\*/([0-9]{1,18})\s*", re.IGNORECASE)
_OF_A_FILE = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE})
"""The last one answers a request for the rest of a file that has become shorter."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GZIP = (["gzip"], ["x-gzip"])
_LIBRARY_ERRORS = (http.client.HTTPException, OSError, EOFError, zlib.error, ValueError)
"""The exceptions of the libraries during a response. OSError includes invalid gzip streams; ValueError is a host name
that cannot be encoded."""
_COMPRESSIONS = frozenset({"gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd"})
"""The names of compressions; servers also send `utf-8` and the like for an uncompressed page."""


class Sink(Protocol):
    """The place for the body of a file, which may hold a part of it from an earlier response."""

    @property
    def size(self) -> int:
        """The bytes that it holds."""

    def conditions(self) -> Mapping[str, str]:
        """Return the headers that request the rest; none without a part that can be resumed."""

    def begin(self, status: int, headers: Mapping[str, str], *, packed: bool) -> bool:
        """Prepare for the body of a response with status 200 or 206, `packed` if it comes compressed.

        Returns False, and holds nothing, if it does not continue the part.
        """

    def write(self, chunk: bytes) -> None:
        """Add bytes."""

    def restart(self) -> None:
        """Hold nothing."""

    def head(self) -> bytes:
        """Return the first bytes, enough to recognise a challenge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request: a GET, or a POST of `form`."""

    url: str
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    limit: int
    """The maximum bytes of the body, both compressed and uncompressed."""
    truncate: bool = False
    """Stop reading at `limit`, instead of raising an error."""
    into: Sink | None = None
    """The place for the body of a file; None to hold it in memory."""

    @property
    def sent_headers(self) -> Mapping[str, str]:
        """The headers, with those for the rest of a file. A compressed one could not be resumed."""
        if self.into is None:
            return self.headers
        return {**self.headers, "Accept": "*/*", "Accept-Encoding": "identity", **self.into.conditions()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A server's response."""

    url: str
    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes
    """Uncompressed; empty for a redirect."""
    whole: bool = True
    """False if the server sent no length and ended by closing the connection: the body may be truncated."""

    @property
    def is_redirect(self) -> bool:
        """Whether it is a redirect with a target."""
        return self.status in _REDIRECTS and bool(self.headers.get("location"))


class Connection:
    """The connection to one host, with its cookies; for one request at a time, through the proxies of the environment.

    `timeout` is the limit in seconds for connecting and for each read. `total` is the limit for the whole response,
    since a server that sends a byte now and then never reaches `timeout`. `trust` has the certificates of `verify`.
    """

    def __init__(
        self, *, timeout: float, total: float, verify: bool | str, trust: Trust, headers: Mapping[str, str]
    ) -> None:
        self._timeout = timeout
        self._total = total
        self._verify = verify
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
        self._check_certificates(request.url)
        total = self._total if request.into is None else max(self._total, _TOTAL_OF_A_FILE)
        alarm = _Alarm(total)
        too_late = FetchError(f"`{redacted(request.url)}` took more than {total:g} s to answer", hint=RUN_AGAIN)
        whole = False
        try:
            with alarm:
                raw = self._answer(request, alarm)
                response = _read(raw, request)
                whole = raw.isclosed()
        except FetchError:
            raise
        except _LIBRARY_ERRORS as error:
            raise too_late if alarm.rang else translate(request.url, error) from error
        finally:
            if not whole:
                # The next response would begin with the rest of this one.
                self.close()
        if alarm.rang:
            # Shutting the connection makes a body without a length look complete.
            raise too_late
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
        self._open = connection_to(url, proxy, timeout=self._timeout, context=self._trust.context)
        self._way = way
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
        request = urllib.request.Request(url)  # noqa: S310 - it is not opened
        self._cookies.add_cookie_header(request)
        return {name: value for name, value in request.header_items() if name == "Cookie"}

    def _keep_cookies(self, url: str, raw: http.client.HTTPResponse) -> None:
        if raw.headers.get_all("Set-Cookie"):
            from http.cookiejar import CookieJar

            self._cookies = CookieJar() if self._cookies is None else self._cookies
            self._cookies.extract_cookies(raw, urllib.request.Request(url))  # noqa: S310 - it is not opened

    def _check_certificates(self, url: str) -> None:
        """Raise FetchError if the file of trusted certificates is missing."""
        if isinstance(self._verify, str) and url.startswith("https:") and not Path(self._verify).exists():
            raise FetchError(
                f"`{redacted(url)}` was not requested: there is no `{self._verify}` with certificates to trust",
                hint="`REQUESTS_CA_BUNDLE` or `CURL_CA_BUNDLE` names that file: correct it, or unset it",
            )


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


def _read(raw: http.client.HTTPResponse, request: Request) -> Response:
    """Return the response with its body. Raises FetchError, and the errors of the libraries."""
    headers = {name.lower(): ", ".join(raw.headers.get_all(name, ())) for name in raw.headers}
    response = Response(url=request.url, status=raw.status, headers=headers, body=b"")
    if response.status == HTTPStatus.NOT_MODIFIED:
        raw.read()  # it has no body: the connection stays open
    if response.is_redirect or response.status == HTTPStatus.NOT_MODIFIED:
        return response
    if request.into is not None and response.status in _OF_A_FILE:
        return _received(raw, response, request, request.into)
    return _with_body(raw, response, request)


def _with_body(raw: http.client.HTTPResponse, response: Response, request: Request) -> Response:
    """Return the response with its body in memory. Raises FetchError, and the errors of the libraries."""
    is_page = response.status == HTTPStatus.OK
    limit = request.limit if is_page else min(request.limit, _MAX_ERROR_PAGE)
    compressions = _compressions(response)
    if compressions and compressions not in _GZIP:
        if not is_page:
            return response
        raise FetchError(
            f"`{redacted(request.url)}` has an unexpected compression: `{', '.join(compressions)[:_MAX_QUOTED]}`",
            hint="only a single gzip is accepted: with others, a few bytes can become gigabytes",
        )
    has_end = is_page and _has_end(response)
    body = bytearray()
    try:
        for chunk in _chunks(raw, compressed=bool(compressions)):
            body += chunk
            if len(body) > limit:
                break
    except _LIBRARY_ERRORS:
        # An error page may be truncated: its status suffices.
        if is_page:
            raise
    if len(body) > limit and is_page and not request.truncate:
        raise OversizeError(
            f"`{redacted(request.url)}` is larger than {limit / 2**20:g} MiB",
            hint="no listing is; is this the address of a file, or has the site been tampered with?",
        )
    # A gzip stream marks its own end.
    return replace(response, body=bytes(body[:limit]), whole=has_end or bool(compressions))


def _received(raw: http.client.HTTPResponse, response: Response, request: Request, sink: Sink) -> Response:
    """Return the response with the first bytes of a file, all of which `sink` has; a part counts as status 200.

    Raises FetchError, the errors of the libraries and those of the sink.
    """
    where, limit = redacted(request.url), request.limit
    compressions = _compressions(response)
    if response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        whole = _WHOLE_SIZE.fullmatch(response.headers.get("content-range", ""))
        if whole is not None and 0 < int(whole[1]) == sink.size:
            # Nothing was missing: the server had promised a longer file.
            return replace(response, status=int(HTTPStatus.OK), body=sink.head())
    is_body = response.status != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and (compressions or _GZIP[0]) in _GZIP
    if not is_body or not sink.begin(response.status, response.headers, packed=bool(compressions)):
        sink.restart()
        raise TransientError(f"`{where}` did not continue where it broke off", hint=RUN_AGAIN)
    has_end = _has_end(response)
    too_large = OversizeError(
        f"`{where}` is larger than {limit / 10**6:g} MB",
        hint="`max_file` under `[fetch]` in the configuration takes larger files; or save it from a browser",
    )
    if sink.size + (raw.length or 0) > limit:
        sink.restart()
        raise too_large
    for chunk in _chunks(raw, compressed=bool(compressions)):
        sink.write(chunk)
        if sink.size > limit:
            sink.restart()
            raise too_large
    return replace(response, status=int(HTTPStatus.OK), body=sink.head(), whole=has_end or bool(compressions))


def _has_end(response: Response) -> bool:
    """Return True if the headers determine the end of the body. Raises FetchError for an invalid length."""
    if response.headers.get("transfer-encoding", "").strip().lower() == "chunked":
        return True
    length = response.headers.get("content-length")
    if length is None:
        return False
    lengths = {part.strip() for part in length.split(",")}
    if len(lengths) > 1 or any(not (each.isascii() and each.isdecimal()) for each in lengths):
        raise FetchError(
            f"`{redacted(response.url)}` answered with an invalid length: `{length[:_MAX_QUOTED]}`",
            hint="the site is in trouble, or a proxy in between: run it again later",
        )
    return True


def _compressions(response: Response) -> list[str]:
    """Return the compressions of the body, in the order of their application."""
    names = response.headers.get("content-encoding", "").lower().split(",")
    return [name.strip() for name in names if name.strip() in _COMPRESSIONS]


def _chunks(raw: http.client.HTTPResponse, *, compressed: bool) -> Iterator[bytes]:
    """Yield the body, uncompressed. Raises IncompleteRead if it is shorter than its length."""
    # Through a buffer, so that each read is of its size at most: `HTTPResponse.read` reads to the end for a chunk of
    # the size -1. A zip bomb is never decompressed whole.
    buffered = io.BufferedReader(raw, _CHUNK)
    stream = gzip.GzipFile(fileobj=buffered) if compressed else buffered
    try:
        while chunk := stream.read(_CHUNK):
            yield chunk
    finally:
        buffered.detach()  # else it would close the response, as if that had been read to its end
    if raw.length:
        raise http.client.IncompleteRead(b"", raw.length)
