"""Fetch a page by its URL, after its host's `robots.txt` and through redirects; only 200 and 304 are success.

`policy` has the settings, `host` the pauses and retries, `connection` the limits of size and time, `failures` the
error messages.
"""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, urljoin, urlsplit

from cdetrack.errors import BlockedError, FetchError, UnreachableError
from cdetrack.fetch import robots
from cdetrack.fetch.connection import AS_IT_IS, Connection
from cdetrack.fetch.failures import RedirectError, redacted
from cdetrack.fetch.host import Hosts, Timing
from cdetrack.fetch.policy import FetchPolicy
from cdetrack.fetch.response import Request, Response, Sink
from cdetrack.fetch.trust import Trust
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Page
from cdetrack.sources.challenge import how_to_go_on, is_challenge

if TYPE_CHECKING:
    from cdetrack.fetch.private import Resolve

_MAX_REDIRECTS = 5
_MAX_HOST_LENGTH = 253
"""The limit of DNS."""
_VALIDATORS = frozenset({"If-None-Match", "If-Modified-Since"})
_KEEP_METHOD = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
"""After these a POST stays a POST; after other redirects it becomes a GET."""
_DEFAULTS = FetchPolicy()


@frozen
class Fetched:
    """The result of fetching a URL: a page, or "not modified"."""

    page: Page | None
    """None if it is not modified. Its `content_type` has the charset of the header."""
    etag: str | None
    last_modified: str | None
    """The validators for the next request."""
    url: str
    """The final address, after redirects."""
    content_type: str | None = None
    whole: bool = True
    """For a file: False if the server sent no length and closed the connection, so that its end may be missing."""
    received: bool = False
    """True for a file that is in its place."""


class Fetch:
    """Fetches pages; safe to share between threads, which take turns on each host. A context manager.

    `sleep` waits for some seconds, by default `time.sleep`. `clock` returns monotonic seconds, `now` the time (aware),
    for dates in headers and the age of `kept`, the rules that an earlier run read. `tell` gets a line for each retry.
    `chance` returns a random number from 0 to 1. `resolve` returns the addresses of a host, to recognise private ones;
    None for those of the system.
    """

    def __init__(
        self,
        policy: FetchPolicy = _DEFAULTS,
        *,
        sleep: Callable[[float], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tell: Callable[[str], None] = lambda _: None,
        chance: Callable[[], float] = random.random,
        kept: Mapping[str, robots.KeptRules] = MappingProxyType({}),
        resolve: "Resolve | None" = None,
    ) -> None:
        self._policy = policy
        self._trust = Trust(verify=policy.verify)
        timing = Timing(sleep=sleep or time.sleep, clock=clock, now=now, tell=tell, chance=chance)
        self._hosts = Hosts(self._connection, policy=policy, timing=timing)
        self._robots_locks: dict[str, threading.Lock] = {}
        self._robots: dict[str, robots.RobotsRules | FetchError] = {}
        """Origin -> the rules of its `robots.txt`, or the error of reading it; guarded by `_robots_locks`."""
        self._now = now
        self._kept = kept
        self._resolve = resolve
        self.read: dict[str, robots.KeptRules] = {}
        """Origin -> the rules that this run read, for later runs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def remember(self, paused: Mapping[str, datetime], *, patient: bool) -> None:
        """Know the ends of pauses that `paused` returned in an earlier run; a `patient` one keeps to them."""
        self._hosts.kept, self._hosts.patient = paused, patient

    def paused(self) -> dict[str, datetime | None]:
        """Return the end of the pause that each requested host asked for; None for one that asked for none."""
        return self._hosts.paused()

    def close(self) -> None:
        """Close all connections."""
        self._hosts.close()

    def get(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        public: bool = False,
        into: Sink | None = None,
    ) -> Fetched:
        """Return the page at `url`: from a GET, or from a POST of `form`. `headers` go to its host alone.

        With a validator of an earlier response (`etag`, `last_modified`) the result may be "not modified". A `public`
        page is not requested from an address inside this network, and leads to none: for links that a site gave.
        With `into`, it is a file: its content goes there, and the rest of a part that is there already is requested.

        Raises BlockedError for a challenge instead of the page, PageNotFoundError for 404 and 410, FetchError for
        every other failure.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in validators.items() if value}
        request = Request(
            url=_checked(url),
            form=form,
            headers={**(headers or {}), **conditions},
            limit=self._policy.max_bytes if into is None else self._policy.max_file,
            into=into,
        )
        response = self._follow(request, before_each=self._check_public if public else self._check_robots)
        where = redacted(response.url)
        unchanged = response.status == HTTPStatus.NOT_MODIFIED and bool(conditions)
        if is_challenge(response.status, response.headers, response.body):
            raise BlockedError(
                f"`{where}` answered {response.status} with a challenge for browsers instead of its page",
                hint=how_to_go_on(where),
            )
        if not unchanged and response.status != HTTPStatus.OK and not _is_no_match(response):
            raise self._hosts.of(response.url).error_for(response)
        page = Page(
            content=response.body,
            url=where,
            content_type=response.headers.get("content-type"),
            whole=response.whole,
            name=where,
        )
        return Fetched(
            page=None if unchanged or into is not None else page,
            etag=response.headers.get("etag") or (etag if unchanged else None),
            last_modified=response.headers.get("last-modified") or (last_modified if unchanged else None),
            url=where,
            content_type=response.headers.get("content-type"),
            whole=response.whole,
            received=into is not None and not unchanged,
        )

    def _follow(self, request: Request, *, before_each: Callable[[str], None]) -> Response:
        """Return the first response that is not a redirect. Raises RedirectError if a redirect is not acceptable."""
        path: list[str] = []
        while True:
            before_each(request.url)
            response = self._hosts.of(request.url).send(request)
            if not response.is_redirect:
                return response
            target = _target(response)
            path.append(request.url)
            if len(path) > _MAX_REDIRECTS:
                problem = "redirects in a circle" if target in path else f"redirects more than {_MAX_REDIRECTS} times"
                raise RedirectError(
                    f"`{redacted(path[0])}` {problem}, last to `{redacted(target)}`",
                    hint="open it in a browser; `url` of the source in the configuration changes its address",
                )
            form = request.form if response.status in _KEEP_METHOD else None
            request = replace(request, url=target, form=form, headers=_headers_for(target, request))

    def _check_public(self, url: str) -> None:
        """Raise FetchError for an address inside this network, else as `_check_robots`."""
        # Imported for links that a site gave: a listing has an address of the user's.
        from cdetrack.fetch.private import is_private, resolve

        if is_private(url, self._resolve or resolve):
            raise FetchError(
                f"`{redacted(url)}` was not requested: a public page links to it, and its host is inside this network",
                hint="open it in a browser if you trust it; a source of your own with this address is read as usual",
            )
        self._check_robots(url)

    def _check_robots(self, url: str) -> None:
        """Raise FetchError if the `robots.txt` of the host disallows `url`, or cannot be read."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        with self._robots_locks.setdefault(origin, threading.Lock()):
            if origin not in self._robots:
                kept = self._kept.get(origin)
                holds = kept is not None and kept.hold(self._now())
                self._robots[origin] = kept.rules if kept is not None and holds else self._read_robots(origin)
            rules = self._robots[origin]
        if isinstance(rules, FetchError):
            # A new error each time, since several threads may raise it.
            if isinstance(rules, UnreachableError):
                unreachable = UnreachableError(
                    rules.message.replace(f"{origin}/robots.txt", redacted(url)), hint=rules.hint
                )
                unreachable.hosts = rules.hosts
                raise unreachable from rules
            why = rules.message.removeprefix(f"`{origin}/robots.txt` was not requested: ")
            raise FetchError(f"`{redacted(url)}` was not requested: {why}", hint=rules.hint) from rules
        host = self._hosts.of(url)
        host.delay = max(host.delay, rules.delay)
        if not rules.allows(url):
            raise FetchError(
                f"`{redacted(url)}` was not requested: `{origin}/robots.txt` disallows it",
                hint="cdetrack keeps to it; save the page from a browser, then `cdetrack ingest FILE`",
            )

    def _read_robots(self, origin: str) -> robots.RobotsRules | FetchError:
        """Return the rules of one host, by RFC 9309, 2.3.1: a missing file allows all, an unreachable one nothing.

        A challenge has no rules either: the page gets the same challenge, and the error is about the page.
        """
        request = Request(url=f"{origin}/robots.txt", limit=robots.MAX_BYTES, truncate=True)
        rules = robots.RobotsRules()
        try:
            response = self._follow(request, before_each=lambda _: None)
            if response.status == HTTPStatus.OK:
                rules = robots.parse(response.body, agent=self._policy.user_agent.partition("/")[0].lower())
        except RedirectError:
            pass
        except FetchError as error:
            return error
        self.read[origin] = robots.KeptRules(at=self._now(), rules=rules)
        return rules

    def _connection(self) -> Connection:
        policy = self._policy
        headers = {
            "User-Agent": policy.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en,zh-CN;q=0.8,zh;q=0.7",
            # The only encoding that `Connection` decompresses; every server has it.
            "Accept-Encoding": "gzip",
        }
        total = policy.total or 4 * policy.timeout
        return Connection(timeout=policy.timeout, total=total, trust=self._trust, headers=headers)


def _is_no_match(response: Response) -> bool:
    """Return True for a 404 by which an API answers a query without a match: the parser reports an empty list."""
    if response.status not in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return False
    from cdetrack.sources.formats.json_no_match import is_no_match

    return is_no_match(response.body)


def _headers_for(target: str, request: Request) -> Mapping[str, str]:
    """Return the headers for a redirect's target: another host gets the validators alone, no key of the user's."""
    if urlsplit(target).netloc == urlsplit(request.url).netloc:
        return request.headers
    return {name: value for name, value in request.headers.items() if name in _VALIDATORS}


def _checked(url: str) -> str:
    """Return `url`. Raises FetchError if it is not a web address."""
    if not _is_web_address(url):
        raise FetchError(
            f"`{redacted(url)}` is not a web address",
            hint="one looks like `https://english.nmpa.gov.cn/drugs.html`; a file is read by `cdetrack ingest`",
        )
    return url


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        # Encoding a host name takes quadratic time, and a redirect's may be as long as a header.
        return parts.scheme in ("http", "https") and 0 < len(host) <= _MAX_HOST_LENGTH and parts.port != 0
    except ValueError:
        return False


def _target(response: Response) -> str:
    """Return the target of a redirect. Raises RedirectError if it must not be followed."""
    # Browsers decode the header as UTF-8, http.client as Latin-1.
    location = response.headers["location"].encode("latin-1").decode("utf-8", "replace")
    start = f"`{redacted(response.url)}` redirects to"
    try:
        target = quote(urljoin(response.url, location), safe=AS_IT_IS).partition("#")[0]
    except ValueError:
        target = ""
    if not _is_web_address(target):
        raise RedirectError(
            f"{start} `{target or 'unreadable'}`, which is not a web address",
            hint="open it in a browser",
        )
    if response.url.startswith("https:") and target.startswith("http:"):
        raise RedirectError(
            f"{start} `{redacted(target)}`, which is not followed: it gives up https",
            hint="if that is intended, set the http address as `url` of the source in the configuration",
        )
    return _without_password(target, response.url)


def _without_password(target: str, start: str) -> str:
    """Return the target without a user name and password set by the server: it must not use them elsewhere."""
    parts, ours = urlsplit(target), urlsplit(start)
    bare = parts.netloc.rpartition("@")[2]
    # On the same host, keep those that the user has put into the address.
    same = (parts.scheme, bare) == (ours.scheme, ours.netloc.rpartition("@")[2])
    return parts._replace(netloc=ours.netloc if same else bare).geturl()
