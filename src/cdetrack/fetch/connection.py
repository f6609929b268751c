"""Do one HTTP request, within its limits of size and time."""

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
from cdetrack.fetch.failures import AGAIN, explain, shown
from cdetrack.fetch.session import Session

_CHUNK = 64 * 1024
_ERROR_PAGE = 1024 * 1024
"""What is read of an answer that is no page: enough to tell a challenge."""
_SHOWN = 40
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GZIP = (["gzip"], ["x-gzip"])
_BROKEN = (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, EOFError, zlib.error, ValueError)
"""What the libraries raise over an answer. An OSError is also requests' own errors and a gzip stream that is none, a
ValueError the size of a chunk below zero and a name that cannot be encoded."""
_PACKINGS = frozenset({"gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd"})
"""What is known as a packing; servers say `utf-8` and the like as well, and mean a page that is not packed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request: a GET, or a POST of `form`."""

    url: str
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    limit: int
    """How many bytes a body may have, packed and unpacked."""
    cut: bool = False
    """Read no further than `limit`, instead of calling it an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Finds its names in any case."""
    body: bytes
    """Unpacked; empty for a redirect."""
    whole: bool = True
    """False when the server named no length and ended by closing the connection: its end may be missing."""

    @property
    def redirects(self) -> bool:
        """Whether it says where to ask instead."""
        return self.status in _REDIRECTS and bool(self.headers.get("location"))


class Line:
    """The way to one host: a session that keeps its connection and cookies; for one request at a time.

    `timeout` is seconds for connecting and for each read, `total` seconds for a whole answer: a server that
    sends a byte now and then would keep to the first for ever. Proxies are those that requests finds.
    """

    def __init__(self, *, timeout: float, total: float, verify: bool | str, headers: Mapping[str, str]) -> None:
        self._timeout = timeout
        self._total = total
        self._verify = verify
        self._session = Session()
        self._session.headers.update(headers)
        self._adapter = _Adapter()
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, self._adapter)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def exchange(self, ask: Ask) -> Reply:
        """Return what the host answers, following no redirect.

        Raises PassingError when asking again may help, else FetchError.
        """
        self._check_certificates(ask.url)
        alarm = self._adapter.alarm = _Alarm(self._total)
        late = FetchError(f"`{shown(ask.url)}` took more than {self._total:g} s to answer", hint=AGAIN)
        try:
            with (
                alarm,
                self._session.request(
                    "GET" if ask.form is None else "POST",
                    ask.url,
                    data=ask.form,
                    headers=ask.headers,
                    timeout=self._timeout,
                    allow_redirects=False,
                    stream=True,
                    # With each call: `REQUESTS_CA_BUNDLE` would override what the session says.
                    verify=self._verify,
                ) as response,
            ):
                reply = _read(response, ask)
        except FetchError:
            raise
        except _BROKEN as error:
            raise late if alarm.rang else explain(ask.url, error) from error
        if alarm.rang:
            # A body that ends with the connection looks whole when the connection is shut.
            raise late
        return reply

    def _check_certificates(self, url: str) -> None:
        """Raise FetchError when the file of certificates that is to be trusted is not there."""
        if isinstance(self._verify, str) and url.startswith("https:") and not Path(self._verify).exists():
            raise FetchError(
                f"`{shown(url)}` was not asked for: there is no `{self._verify}` with certificates to trust",
                hint="`REQUESTS_CA_BUNDLE` or `CURL_CA_BUNDLE` names that file: correct it, or unset it",
            )


class _Alarm:
    """Shuts the connection that is being read when the time is up, whatever the reader waits for."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def watch(self, sock: socket.socket | None) -> None:
        """Shut this one, now if the time is up already."""
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
                # Not the method of an SSLSocket, which takes itself apart under the reader's hands.
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """One connection, shown to the alarm before each answer is read."""

    def __init__(self) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self.alarm = _Alarm(0)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:  # noqa: ANN401 - passed on
        pool = cast("HTTPConnectionPool", super().get_connection_with_tls_context(*args, **kwargs))
        plain = type(pool).ConnectionCls

        def getresponse(connection: Any) -> Any:  # noqa: ANN401 - urllib3 has two classes without a common one
            self.alarm.watch(connection.sock)
            return plain.getresponse(connection)

        pool.ConnectionCls = type("Watched", (plain,), {"getresponse": getresponse})
        return pool


def _read(response: requests.Response, ask: Ask) -> Reply:
    reply = Reply(url=ask.url, status=response.status_code, headers=response.headers, body=b"")
    if reply.redirects or reply.status == HTTPStatus.NOT_MODIFIED:
        return reply
    is_page = reply.status == HTTPStatus.OK
    limit = ask.limit if is_page else min(ask.limit, _ERROR_PAGE)
    packings = _packings(response)
    if packings and packings not in _GZIP:
        if not is_page:
            return reply
        raise FetchError(
            f"`{shown(ask.url)}` is packed in a way that was not asked for",
            hint="what is packed by anything but gzip, or twice, is left alone: a few bytes could be gigabytes",
        )
    told = is_page and _tells_its_end(response, ask)
    body = bytearray()
    try:
        for chunk in _chunks(response, packed=bool(packings)):
            body += chunk
            if len(body) > limit:
                break
    except _BROKEN:
        # What else a refusal had to say does not matter.
        if is_page:
            raise
    if len(body) > limit and is_page and not ask.cut:
        raise FetchError(
            f"`{shown(ask.url)}` is larger than {limit / 2**20:g} MiB",
            hint="no listing is; is this the address of a file, or has the site been tampered with?",
        )
    # What is packed ends where its packing says.
    return replace(reply, body=bytes(body[:limit]), whole=told or bool(packings))


def _tells_its_end(response: requests.Response, ask: Ask) -> bool:
    """Return whether an answer says where it ends. Raises FetchError for a length that is none."""
    if response.headers.get("transfer-encoding", "").strip().lower() == "chunked":
        return True
    length = response.headers.get("content-length")
    if length is None:
        return False
    if any(not (part.isascii() and part.isdecimal()) for part in map(str.strip, length.split(","))):
        raise FetchError(
            f"`{shown(ask.url)}` answered with a length that is none: `{length[:_SHOWN]}`",
            hint="the site is in trouble, or something in between: run it again later",
        )
    return True


def _packings(response: requests.Response) -> list[str]:
    """Return how the body is packed, in the order in which it was done."""
    names = response.headers.get("content-encoding", "").lower().split(",")
    return [name.strip() for name in names if name.strip() in _PACKINGS]


def _chunks(response: requests.Response, *, packed: bool) -> Iterator[bytes]:
    raw = response.raw
    # Each read asks for a chunk at most, so a bomb of some kilobytes is never unpacked whole. Here and not in
    # urllib3 because that takes a stream that breaks off for a page that ends.
    raw.decode_content = False
    stream = gzip.GzipFile(fileobj=cast("IO[bytes]", raw)) if packed else raw
    while chunk := stream.read(_CHUNK):
        yield chunk
