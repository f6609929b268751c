"""Send one HTTP request within limits of size and time."""

import contextlib
import gzip
import http.client
import socket
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool

from cdetrack.errors import FetchError
from cdetrack.fetch.failures import RUN_AGAIN, redacted, translate
from cdetrack.fetch.session import Session
from cdetrack.fetch.trust import Trust

_CHUNK = 64 * 1024
_MAX_ERROR_PAGE = 1024 * 1024
"""Bytes to read of a response that is not a page: enough to recognise a challenge."""
_MAX_QUOTED = 40
"""Characters of a header to quote in a message."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GZIP = (["gzip"], ["x-gzip"])
_LIBRARY_ERRORS = (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, EOFError, zlib.error, ValueError)
"""The exceptions of the libraries during a response. OSError includes the errors of requests and invalid gzip streams;
ValueError is a negative chunk size, or a host name that cannot be encoded."""
_COMPRESSIONS = frozenset({"gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd"})
"""The names of compressions; servers also send `utf-8` and the like for an uncompressed page."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A server's response."""

    url: str
    status: int
    headers: Mapping[str, str]
    """With case-insensitive names."""
    body: bytes
    """Uncompressed; empty for a redirect."""
    whole: bool = True
    """False if the server sent no length and ended by closing the connection: the body may be truncated."""

    @property
    def is_redirect(self) -> bool:
        """Whether it is a redirect with a target."""
        return self.status in _REDIRECTS and bool(self.headers.get("location"))


class Connection:
    """The connection to one host, with its cookies; for one request at a time, through the proxies that requests finds.

    `timeout` is the limit in seconds for connecting and for each read. `total` is the limit for the whole response,
    since a server that sends a byte now and then never reaches `timeout`. `trust` has the certificates of `verify`.
    """

    def __init__(
        self, *, timeout: float, total: float, verify: bool | str, trust: Trust, headers: Mapping[str, str]
    ) -> None:
        self._timeout = timeout
        self._total = total
        self._verify = verify
        self._session = Session()
        self._session.headers.update(headers)
        self._adapter = _Adapter(trust)
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, self._adapter)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def send(self, request: Request) -> Response:
        """Return the response; redirects are not followed.

        Raises TransientError if a retry may help, else FetchError.
        """
        self._check_certificates(request.url)
        alarm = self._adapter.alarm = _Alarm(self._total)
        too_late = FetchError(f"`{redacted(request.url)}` took more than {self._total:g} s to answer", hint=RUN_AGAIN)
        try:
            with (
                alarm,
                self._session.request(
                    "GET" if request.form is None else "POST",
                    request.url,
                    data=request.form,
                    headers=request.headers,
                    timeout=self._timeout,
                    allow_redirects=False,
                    stream=True,
                    # With each call: `REQUESTS_CA_BUNDLE` overrides the setting of the session.
                    verify=self._verify,
                ) as raw,
            ):
                response = _read(raw, request)
        except FetchError:
            raise
        except _LIBRARY_ERRORS as error:
            raise too_late if alarm.rang else translate(request.url, error) from error
        if alarm.rang:
            # Shutting the connection makes a body without a length look complete.
            raise too_late
        return response

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


class _Adapter(HTTPAdapter):
    """One pooled connection; passes its socket to the alarm before each response is read."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        super().__init__(pool_connections=1, pool_maxsize=1)
        self.alarm = _Alarm(0)

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed on
        """Return the attributes of requests, with our TLS settings in place of a file to load for each host."""
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        if host["scheme"] != "https":
            return host, pool
        kept = {name: value for name, value in pool.items() if name not in {"ca_certs", "ca_cert_dir"}}
        return host, {**kept, "ssl_context": self._trust.context()}

    def cert_verify(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - requests'
        """Do nothing: our TLS settings require certificates and have those to trust."""

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:  # noqa: ANN401 - passed on
        pool = cast("HTTPConnectionPool", super().get_connection_with_tls_context(*args, **kwargs))
        plain = type(pool).ConnectionCls

        def getresponse(connection: Any) -> Any:  # noqa: ANN401 - urllib3 has two classes without a common one
            self.alarm.watch(connection.sock)
            return plain.getresponse(connection)

        pool.ConnectionCls = type("Watched", (plain,), {"getresponse": getresponse})
        return pool


def _read(raw: requests.Response, request: Request) -> Response:
    """Return the response with its body. Raises FetchError, and the errors of the libraries."""
    response = Response(url=request.url, status=raw.status_code, headers=raw.headers, body=b"")
    if response.is_redirect or response.status == HTTPStatus.NOT_MODIFIED:
        return response
    is_page = response.status == HTTPStatus.OK
    limit = request.limit if is_page else min(request.limit, _MAX_ERROR_PAGE)
    compressions = _compressions(raw)
    if compressions and compressions not in _GZIP:
        if not is_page:
            return response
        raise FetchError(
            f"`{redacted(request.url)}` has an unexpected compression: `{', '.join(compressions)[:_MAX_QUOTED]}`",
            hint="only a single gzip is accepted: with others, a few bytes can become gigabytes",
        )
    has_end = is_page and _has_end(raw, request)
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
        raise FetchError(
            f"`{redacted(request.url)}` is larger than {limit / 2**20:g} MiB",
            hint="no listing is; is this the address of a file, or has the site been tampered with?",
        )
    # A gzip stream marks its own end.
    return replace(response, body=bytes(body[:limit]), whole=has_end or bool(compressions))


def _has_end(raw: requests.Response, request: Request) -> bool:
    """Return True if the headers determine the end of the body. Raises FetchError for an invalid length."""
    if raw.headers.get("transfer-encoding", "").strip().lower() == "chunked":
        return True
    length = raw.headers.get("content-length")
    if length is None:
        return False
    if any(not (part.isascii() and part.isdecimal()) for part in map(str.strip, length.split(","))):
        raise FetchError(
            f"`{redacted(request.url)}` answered with an invalid length: `{length[:_MAX_QUOTED]}`",
            hint="the site is in trouble, or a proxy in between: run it again later",
        )
    return True


def _compressions(raw: requests.Response) -> list[str]:
    """Return the compressions of the body, in the order of their application."""
    names = raw.headers.get("content-encoding", "").lower().split(",")
    return [name.strip() for name in names if name.strip() in _COMPRESSIONS]


def _chunks(response: requests.Response, *, compressed: bool) -> Iterator[bytes]:
    """Yield the body, uncompressed."""
    raw = response.raw
    # Each read returns a chunk at most, so a zip bomb is never decompressed whole. Not by urllib3, since it takes a
    # truncated stream for a complete one.
    raw.decode_content = False
    stream = gzip.GzipFile(fileobj=cast("IO[bytes]", raw)) if compressed else raw
    while chunk := stream.read(_CHUNK):
        yield chunk
