"""Translate network errors and HTTP status codes into messages with the URL and a hint."""

import http.client
import re
import socket
import ssl
import zlib
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from cdetrack.errors import FetchError, PageNotFoundError, UnreachableError
from cdetrack.fetch.policy import CA_VARIABLES
from cdetrack.fetch.proxies import ProxyCertificateError, ProxyError
from cdetrack.sources.challenge import how_to_go_on
from cdetrack.text.regex import regex
from cdetrack.text.secrets import without_secrets


class TransientError(FetchError):
    """A timeout or a dropped connection: a retry may help."""


class NoConnectionError(OSError):
    """No connection to a host could be opened."""


class RedirectError(FetchError):
    """A redirect that must not be followed."""


_WITH_PASSWORD = regex(r"//.*@", re.DOTALL)
_MAX_LENGTH = 300
"""Characters of a library's message to quote."""
RUN_AGAIN = "run it again later; `timeout` and `retries` under `[fetch]` in the configuration allow for a slow site"
_ONLINE = "is this machine online?"
_TRUST_MORE = "`REQUESTS_CA_BUNDLE` names a file of certificates to trust"
_ONLY_THESE_TRUSTED = (
    f"{CA_VARIABLES} says that only the certificates in `{{named}}` are trusted: add the one "
    "that is missing, in a folder under the name that `openssl rehash` gives it; or unset the variable"
)

# The first row with a class among the causes of an exception applies; the outer exceptions vary between libraries.
_TRANSLATIONS: tuple[tuple[tuple[type[BaseException], ...], type[FetchError], str, str], ...] = (
    (
        (ProxyError,),
        FetchError,
        "the proxy did not take the request for `{where}`: {why}",
        "check `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` in the environment",
    ),
    (
        (ProxyCertificateError,),
        FetchError,
        "the certificate of the proxy for `{where}` is not trusted: {why}",
        f"has it the name in `HTTPS_PROXY` or `HTTP_PROXY`? {_TRUST_MORE}",
    ),
    (
        (ssl.SSLCertVerificationError,),
        FetchError,
        "the certificate of `{host}` for `{where}` is not trusted: {why}",
        f"is the clock right, or a proxy in between? {_TRUST_MORE}",
    ),
    (
        (socket.gaierror,),
        UnreachableError,
        "cannot resolve the host name `{host}` of `{where}`",
        f"{_ONLINE} is the name right?",
    ),
    (
        (ConnectionRefusedError,),
        FetchError,
        "`{host}` refused the connection for `{where}`",
        "is the site down, or the port in the address wrong? run it again later",
    ),
    (
        (NoConnectionError,),
        UnreachableError,
        "no connection to `{host}` for `{where}`: {why}",
        f"{_ONLINE} run it again later",
    ),
    (
        (TimeoutError,),
        TransientError,
        "`{where}` did not answer in time",
        RUN_AGAIN,
    ),
    (
        (EOFError, zlib.error),
        TransientError,
        "the compressed response of `{where}` is damaged or truncated",
        RUN_AGAIN,
    ),
    (
        (
            http.client.HTTPException,
            ConnectionError,
            ssl.SSLEOFError,
            ssl.SSLZeroReturnError,
        ),
        TransientError,
        "`{where}` dropped the connection before its response was complete",
        RUN_AGAIN,
    ),
    (
        (ssl.SSLError,),
        FetchError,
        "cannot make a secure connection to `{host}` for `{where}`: {why}",
        "does the site open in a browser? its TLS may be too old, or a proxy may intercept it",
    ),
    (
        (UnicodeError,),
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
        TransientError,
        "the response of `{where}` is not valid HTTP: {why}",
        RUN_AGAIN,
    ),
)


def translate(url: str, error: Exception, *, named: str | None = None) -> FetchError:
    """Return the error for an exception of the libraries; a TransientError if a retry may help.

    `named` are the certificates that the user has named, the only ones that are trusted.
    """
    causes = list(_chain(error))
    host, where = urlsplit(url).hostname, redacted(url)
    for kinds, kind, message, hint in _TRANSLATIONS:
        for cause in causes:
            if isinstance(cause, kinds):
                why = _printable(getattr(cause, "verify_message", None) or causes[-1])
                untrusted = named is not None and isinstance(cause, ssl.SSLCertVerificationError)
                next_step = _ONLY_THESE_TRUSTED.format(named=named) if untrusted else hint
                translated = kind(message.format(where=where, host=host, why=why), hint=next_step)
                if isinstance(translated, UnreachableError):
                    translated.hosts = (str(host),)
                return translated
    return FetchError(f"`{where}` could not be fetched: {_printable(error)}", hint="run it again later")


def status_error(url: str, status: int, *, after: str | None) -> FetchError:
    """Return the error for a status other than success; `after` is the time of the site's `Retry-After`."""
    where = redacted(url)
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    hint = "open it in a browser; if the list shows there, save the page, or all as HAR, for `cdetrack ingest`"
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        hint = (
            "has the listing moved? look for it on the site, and give its new address; that of a source is `url` under "
            '`[sources."NAME"]` in the configuration'
        )
    elif status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        hint = f"the site does not let cdetrack in; {how_to_go_on(where)}"
    elif status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        hint = "the proxy requires a user name and a password: `HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT`"
    elif is_transient(status):
        phrase += f"; it asks for a pause until {after}" if after else ""
        hint = "the site is in trouble: run it again later"
    kind = PageNotFoundError if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} else FetchError
    return kind(f"`{where}` answered {status}{phrase}", hint=hint)


def is_transient(status: int) -> bool:
    """Return True if a retry may help against a status: too many requests, or a server error."""
    return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def redacted(url: str) -> str:
    """Return a URL without user name, password, fragment, and keys in its query, for messages."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # In an invalid address, a password may be anywhere before the last `@`.
        return _WITH_PASSWORD().sub("//", url)
    return without_secrets(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")))


def _printable(message: object) -> str:
    """Return a library's message on one line, without control characters: it may quote the server or a proxy."""
    text = "".join(character if character.isprintable() else " " for character in str(message)[:_MAX_LENGTH])
    return " ".join(text.split())


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and its causes, outermost first."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        reason = getattr(following, "reason", None)
        following = reason if isinstance(reason, BaseException) else following.__cause__ or following.__context__
