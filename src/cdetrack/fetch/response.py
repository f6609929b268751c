"""Read the response to one HTTP request within a limit of size, into memory or into a file."""

import http.client
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from http import HTTPStatus
from typing import BinaryIO, Protocol

from cdetrack.errors import FetchError, OversizeError
from cdetrack.fetch.failures import RUN_AGAIN, TransientError, redacted
from cdetrack.model.frozen import frozen
from cdetrack.text.regex import regex

_CHUNK = 64 * 1024
_MAX_ERROR_PAGE = 1024 * 1024
"""Bytes to read of a response that is not a page: enough to recognise a challenge."""
_MAX_QUOTED = 40
"""Characters of a header to quote in a message."""
_WHOLE_SIZE = regex(r"\s*bytes\s+\*/([0-9]{1,18})\s*", re.IGNORECASE)
_OF_A_FILE = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE})
"""The last one answers a request for the rest of a file that has become shorter."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GZIP = (["gzip"], ["x-gzip"])
LIBRARY_ERRORS = (http.client.HTTPException, OSError, EOFError, zlib.error, ValueError)
"""The exceptions of the libraries during a response; ValueError is a host name that cannot be encoded. OSError includes
invalid gzip streams."""
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


@frozen
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


@frozen
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


def read_response(raw: http.client.HTTPResponse, request: Request) -> Response:
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
    except LIBRARY_ERRORS:
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
        whole = _WHOLE_SIZE().fullmatch(response.headers.get("content-range", ""))
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
    try:
        yield from _unpacked(buffered) if compressed else iter(partial(buffered.read, _CHUNK), b"")
    finally:
        buffered.detach()  # else it would close the response, as if that had been read to its end
    if raw.length:
        raise http.client.IncompleteRead(b"", raw.length)


def _unpacked(packed: BinaryIO) -> Iterator[bytes]:
    """Yield the content of a gzip stream. Raises EOFError or zlib.error if it is truncated or damaged."""
    # Imported for a body: "not modified" has none.
    import gzip

    stream = gzip.GzipFile(fileobj=packed)
    try:
        while chunk := stream.read(_CHUNK):
            yield chunk
    except gzip.BadGzipFile as error:
        raise zlib.error(str(error)) from error
