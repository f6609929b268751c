"""Get a page by its URL, once or through redirects.

It keeps to `robots.txt`, follows few redirects, and takes exactly 200 and 304 for success. `manners` says how it
asks, `host` has the pauses and retries, `connection` the limits of size and time, `failures` the words for what goes
wrong.
"""

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import requests

from cdetrack.errors import BlockedError, FetchError
from cdetrack.fetch import robots
from cdetrack.fetch.connection import Ask, Line, Reply
from cdetrack.fetch.failures import RedirectError, shown
from cdetrack.fetch.host import Hosts, Means
from cdetrack.fetch.manners import Manners
from cdetrack.model.record import Page
from cdetrack.sources.challenge import how_to_go_on, is_challenge

MAX_REDIRECTS = 5
_LONGEST_HOST = 253
"""Characters, as DNS has it."""
_KEEPS_THE_FORM = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a URL gave: a page, or the word that it has not changed."""

    page: Page | None
    """None when it has not changed. Its `content_type` has the charset that the header says."""
    etag: str | None
    last_modified: str | None
    """The validators, to be sent back the next time."""
    url: str
    """Where the page was found, after redirects."""


def trusted(environ: Mapping[str, str]) -> bool | str:
    """Return the `verify` that the environment asks for: a path, or True for the usual certificates."""
    return environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE") or True


class Fetch:
    """Gets pages; for several threads at once, of which each waits for its host's turn. A context manager.

    `sleep` waits so many seconds, `clock` is seconds that only grow, `now` is aware and only for dates in headers,
    `tell` gets a line for each retry, `chance` is a number from 0 to 1.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tell: Callable[[str], None] = lambda _: None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._manners = manners
        means = Means(sleep=sleep, clock=clock, now=now, tell=tell, chance=chance)
        self._hosts = Hosts(self._line, manners=manners, means=means)
        self._reading: dict[str, threading.Lock] = {}
        self._robots: dict[str, robots.Rules | FetchError] = {}
        """By scheme, host and port, guarded by `_reading`: the `robots.txt`, or why it could not be had."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._hosts.close()

    def get(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Answer:
        """Return what `url` gives: to a GET, or to a POST of `form`.

        With a validator (`etag`, `last_modified`: what an earlier answer said) it may be "not modified".
        Raises BlockedError when a challenge came instead of the page, FetchError for every other failure.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        ask = Ask(url=_checked(url), form=form, headers=headers, limit=self._manners.max_bytes)
        reply = self._follow(ask, before_each=self._ask_leave)
        where = shown(reply.url)
        unchanged = reply.status == HTTPStatus.NOT_MODIFIED and bool(headers)
        if is_challenge(reply.status, reply.headers, reply.body):
            raise BlockedError(
                f"`{where}` answered {reply.status} with a challenge for browsers instead of its page",
                hint=how_to_go_on(where),
            )
        if not unchanged and reply.status != HTTPStatus.OK:
            raise self._hosts.of(reply.url).refused(reply)
        page = Page(
            content=reply.body,
            url=where,
            content_type=reply.headers.get("content-type"),
            whole=reply.whole,
            name=where,
        )
        return Answer(
            page=None if unchanged else page,
            etag=reply.headers.get("etag") or (etag if unchanged else None),
            last_modified=reply.headers.get("last-modified") or (last_modified if unchanged else None),
            url=where,
        )

    def _follow(self, ask: Ask, *, before_each: Callable[[str], None]) -> Reply:
        """Return the first answer that is no redirect. Raises RedirectError for one that is not to be followed."""
        path: list[str] = []
        while True:
            before_each(ask.url)
            reply = self._hosts.of(ask.url).ask(ask)
            if not reply.redirects:
                return reply
            target = _target(reply)
            path.append(ask.url)
            if len(path) > MAX_REDIRECTS:
                what = "redirects in a circle" if target in path else f"redirects more than {MAX_REDIRECTS} times"
                raise RedirectError(
                    f"`{shown(path[0])}` {what}, last to `{shown(target)}`",
                    hint="open it in a browser; `url` of the source in the configuration points it elsewhere",
                )
            form = ask.form if reply.status in _KEEPS_THE_FORM else None
            ask = replace(ask, url=target, form=form)

    def _ask_leave(self, url: str) -> None:
        """Raise FetchError when the host's `robots.txt` does not let us ask for `url`."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        with self._reading.setdefault(origin, threading.Lock()):
            if origin not in self._robots:
                self._robots[origin] = self._read_robots(origin)
            rules = self._robots[origin]
        if isinstance(rules, FetchError):
            # A new one each time: several threads may raise it.
            raise FetchError(f"`{shown(url)}` was not asked for: {rules.message}", hint=rules.hint) from rules
        host = self._hosts.of(url)
        host.delay = max(host.delay, rules.delay)
        if not rules.allows(url):
            raise FetchError(
                f"`{shown(url)}` was not asked for: `{origin}/robots.txt` disallows it",
                hint="cdetrack keeps to it; save the page from a browser, then `cdetrack ingest FILE`",
            )

    def _read_robots(self, origin: str) -> robots.Rules | FetchError:
        """Return the rules of one host, as RFC 9309, 2.3.1: no file is no rules, out of reach is no entry.

        A challenge is no rules either: it comes for the page as well, and that is the error to be told.
        """
        ask = Ask(url=f"{origin}/robots.txt", limit=robots.MAX_BYTES, cut=True)
        try:
            reply = self._follow(ask, before_each=lambda _: None)
        except RedirectError:
            return robots.Rules()
        except FetchError as error:
            return error
        if reply.status != HTTPStatus.OK:
            return robots.Rules()
        return robots.parse(reply.body, agent=self._manners.user_agent.partition("/")[0].lower())

    def _line(self) -> Line:
        manners = self._manners
        headers = {
            "User-Agent": manners.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en,zh-CN;q=0.8,zh;q=0.7",
            # What `exchange` unpacks itself, and every server has.
            "Accept-Encoding": "gzip",
        }
        total = manners.total or 4 * manners.timeout
        return Line(timeout=manners.timeout, total=total, verify=manners.verify, headers=headers)


def _checked(url: str) -> str:
    """Return a URL that can be asked for. Raises FetchError for what is none."""
    if not _usable(url):
        raise FetchError(
            f"`{shown(url)}` is not a web address",
            hint="one looks like `https://english.nmpa.gov.cn/drugs.html`; a file is read by `cdetrack ingest`",
        )
    return url


def _usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        # What encodes a name takes quadratic time where it may be as long as a header.
        return parts.scheme in ("http", "https") and 0 < len(host) <= _LONGEST_HOST and parts.port != 0
    except ValueError:
        return False


def _target(reply: Reply) -> str:
    """Return where a redirect leads. Raises RedirectError when it is not to be followed."""
    # Browsers take the bytes for UTF-8; http.client takes them for Latin-1.
    location = reply.headers["location"].encode("latin-1").decode("utf-8", "replace")
    start = f"`{shown(reply.url)}` redirects to"
    try:
        target = requests.utils.requote_uri(urljoin(reply.url, location)).partition("#")[0]
    except (ValueError, requests.RequestException):
        target = ""
    if not _usable(target):
        raise RedirectError(
            f"{start} what is no web address: `{target or 'unreadable'}`",
            hint="open it in a browser to see what is there",
        )
    if reply.url.startswith("https:") and target.startswith("http:"):
        raise RedirectError(
            f"{start} `{shown(target)}`, which is not followed: it gives up https",
            hint="if that is meant, give the http address as `url` of the source in the configuration",
        )
    return _without_password(target, reply.url)


def _without_password(target: str, start: str) -> str:
    """Return the target without a name and a password of the server's: it must not speak for us elsewhere."""
    parts, ours = urlsplit(target), urlsplit(start)
    bare = parts.netloc.rpartition("@")[2]
    # On the same host it keeps what the user has put into the address.
    same = (parts.scheme, bare) == (ours.scheme, ours.netloc.rpartition("@")[2])
    return parts._replace(netloc=ours.netloc if same else bare).geturl()
