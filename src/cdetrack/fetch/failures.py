"""Say in our words what went wrong on the net, to what URL, and what to do next."""

import gzip
import http.client
import re
import socket
import ssl
import zlib
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

import requests
import urllib3

from cdetrack.errors import FetchError
from cdetrack.sources.challenge import how_to_go_on


class PassingError(FetchError):
    """A timeout or a dropped connection: the same request may work if made again."""


class MissingError(FetchError):
    """There is no such page: 404 or 410."""


class RedirectError(FetchError):
    """A redirect that is not followed."""


_WITH_PASSWORD = re.compile(r"//.*@", re.DOTALL)
_LONGEST = 300
AGAIN = "run it again later; `timeout` and `retries` under `[fetch]` in the configuration allow for a slow site"
_NET = "is this machine on the net?"

# The first row of which a class is among the causes; what surrounds it in an exception depends on the library.
_TROUBLES: tuple[tuple[tuple[type[BaseException], ...], type[FetchError], str, str], ...] = (
    (
        (requests.exceptions.ProxyError, requests.exceptions.InvalidProxyURL),
        FetchError,
        "the proxy did not take the request for `{where}`: {why}",
        "is the proxy right? `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say which one is used for what",
    ),
    (
        (ssl.SSLCertVerificationError,),
        FetchError,
        "the certificate of `{host}` for `{where}` is not to be trusted: {why}",
        "is the clock right, or a proxy in between? `REQUESTS_CA_BUNDLE` names a file of certificates to trust",
    ),
    (
        (urllib3.exceptions.NameResolutionError, socket.gaierror),
        FetchError,
        "there is no address for the name `{host}` of `{where}`",
        f"{_NET} is the name right?",
    ),
    (
        (ConnectionRefusedError,),
        FetchError,
        "`{host}` refused the connection for `{where}`",
        "is the site down, or the port in the address wrong? run it again later",
    ),
    # Before the timeouts: urllib3 derives it from one.
    (
        (urllib3.exceptions.NewConnectionError,),
        FetchError,
        "no connection to `{host}` for `{where}`: {why}",
        f"{_NET} run it again later",
    ),
    (
        (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError),
        PassingError,
        "`{where}` did not answer in time",
        AGAIN,
    ),
    (
        (EOFError, zlib.error, gzip.BadGzipFile, urllib3.exceptions.DecodeError),
        PassingError,
        "the packed answer of `{where}` is damaged or breaks off",
        AGAIN,
    ),
    (
        (
            urllib3.exceptions.ProtocolError,
            http.client.HTTPException,
            ConnectionError,
            ssl.SSLEOFError,
            ssl.SSLZeroReturnError,
        ),
        PassingError,
        "`{where}` dropped the connection before its answer was whole",
        AGAIN,
    ),
    (
        (ssl.SSLError,),
        FetchError,
        "no secure connection to `{host}` could be made for `{where}`: {why}",
        "does the site open in a browser? its TLS may be too old to be safe, or something stands in between",
    ),
    (
        (requests.exceptions.InvalidURL, UnicodeError),
        FetchError,
        "`{where}` is not a web address",
        "it looks like `https://english.nmpa.gov.cn/drugs.html`",
    ),
    (
        (OSError,),
        FetchError,
        "`{where}` could not be fetched: {why}",
        "run it again later",
    ),
    (
        (ValueError,),
        PassingError,
        "the answer of `{where}` is no HTTP: {why}",
        AGAIN,
    ),
)


def explain(url: str, error: Exception) -> FetchError:
    """Return what an exception of the libraries means for `url`; a PassingError when asking again may help."""
    causes = list(_chain(error))
    host, where = urlsplit(url).hostname, shown(url)
    for kinds, kind, message, hint in _TROUBLES:
        for cause in causes:
            if isinstance(cause, kinds):
                why = _harmless(getattr(cause, "verify_message", None) or causes[-1])
                return kind(message.format(where=where, host=host, why=why), hint=hint)
    return FetchError(f"`{where}` could not be fetched: {_harmless(error)}", hint="run it again later")


def refusal(url: str, status: int, *, after: str | None) -> FetchError:
    """Return what a status means that is no success; `after` is when the site asks to come again."""
    where = shown(url)
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    hint = "only 200 brings a page; open the URL in a browser to see what is there"
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        hint = 'has the listing moved? `url` under `[sources."NAME"]` in the configuration points a source elsewhere'
    elif status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        hint = f"the site does not let cdetrack in; {how_to_go_on(where)}"
    elif status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        hint = "the proxy wants a name and a password: `HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT`"
    elif may_pass(status):
        hint = f"the site asks to come again after {after}" if after else "the site is in trouble: run it again later"
    kind = MissingError if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} else FetchError
    return kind(f"`{where}` answered {status}{phrase}", hint=hint)


def may_pass(status: int) -> bool:
    """Return whether a status is worth another try: too many requests, or trouble at the server."""
    return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def shown(url: str) -> str:
    """Return a URL as messages show it: without the password that it may hold."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # In what is no address, a password may stand anywhere before the last `@`.
        return _WITH_PASSWORD.sub("//", url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def _harmless(said: object) -> str:
    """Return what a library says on one line: a server's or a proxy's own words may be in it."""
    text = "".join(character if character.isprintable() else " " for character in str(said)[:_LONGEST])
    return " ".join(text.split())


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what led to it, outermost first."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        reason = getattr(following, "reason", None)
        following = reason if isinstance(reason, BaseException) else following.__cause__ or following.__context__
