"""Ask a host politely: one request at a time, a pause before the next, few retries with growing pauses.

Its own loop does the retries, and not urllib3's `Retry`: that neither sees a body that breaks off, nor makes
others wait who want to ask the same host, nor sleeps by a function that it is given.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from cdetrack.errors import FetchError
from cdetrack.fetch.connection import Ask, Line, Reply
from cdetrack.fetch.failures import PassingError, may_pass, refusal, shown
from cdetrack.fetch.manners import Manners
from cdetrack.sources.challenge import is_challenge

LONGEST_WAIT = 120.0
"""Seconds: a site that asks for a longer pause than this is left for a later run."""
_FAR = 999_999_999.0
"""Seconds, thirty years: what a site asks for beyond this is a time that no calendar and no `sleep` has."""
_DIGITS = 10
"""A `Retry-After` of so many is beyond it."""
_FIRST_PAUSE = 1.0
"""Seconds before the first retry; doubled for each further one."""
_JITTER = 0.3
"""A pause is up to this much longer than it need be, so that runs started together drift apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """How time passes and who is told; passed in, so that nothing has to wait to be tested."""

    sleep: Callable[[float], None]
    """Waits so many seconds."""
    clock: Callable[[], float]
    """Seconds that only grow."""
    now: Callable[[], datetime]
    """Aware; only for dates in headers and messages."""
    tell: Callable[[str], None]
    """Gets a line for each retry."""
    chance: Callable[[], float]
    """From 0 to 1."""


class Host:
    """One host, in one run; for any number of threads, of which one at a time has its turn."""

    def __init__(self, line: Line, *, manners: Manners, means: Means) -> None:
        self._line = line
        self._manners = manners
        self._means = means
        self._turn = threading.Lock()
        self._ended: float | None = None
        self._not_before = 0.0
        self.delay = 0.0
        """Seconds that its `robots.txt` asks for between two requests."""

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    def ask(self, ask: Ask) -> Reply:
        """Return an answer, asking again after what may pass.

        Raises FetchError when the last attempt brought none, or the host asks for a pause that is too long.
        """
        for attempt in range(1, self._manners.retries + 2):
            try:
                reply = self._in_turn(ask)
            except PassingError as error:
                problem: FetchError = error
                asked = 0.0
            else:
                # A challenge does not go away when it is asked for again.
                if not may_pass(reply.status) or is_challenge(reply.status, reply.headers, reply.body):
                    return reply
                problem = self.refused(reply)
                asked = self._retry_after(reply)
            pause = max(_FIRST_PAUSE * 2 ** (attempt - 1) * self._jitter(), asked)
            # Whoever else wants to ask this host waits as well.
            self._not_before = max(self._not_before, self._means.clock() + pause)
            if attempt > self._manners.retries or asked > LONGEST_WAIT:
                raise problem
            self._means.tell(f"{problem}; again in {pause:.1f} s ({attempt} of {self._manners.retries})")
        raise AssertionError("the last attempt returns or raises")

    def refused(self, reply: Reply) -> FetchError:
        """Return the error for an answer that is no success."""
        seconds = self._retry_after(reply)
        return refusal(reply.url, reply.status, after=self._when(seconds) if seconds else None)

    def _in_turn(self, ask: Ask) -> Reply:
        """Do one request when the pause is over; the pause counts from the end of the one before."""
        with self._turn:
            start = self._not_before
            if self._ended is not None:
                start = max(start, self._ended + max(self._manners.interval, self.delay) * self._jitter())
            if self.delay > max(LONGEST_WAIT, self._manners.interval):
                # No later run helps: it would read the same `robots.txt`. To ask at once all the same would be to
                # break a rule that the site took the trouble to write down.
                raise FetchError(
                    f"`{shown(ask.url)}` was not asked for: the `robots.txt` of `{urlsplit(ask.url).hostname}` asks "
                    f"for a pause of {self.delay:.0f} s before each request, and cdetrack waits for {LONGEST_WAIT:g}",
                    hint="save the page from a browser, then `cdetrack ingest FILE`",
                )
            wait = start - self._means.clock()
            if wait > max(LONGEST_WAIT, self._manners.interval) * (1 + _JITTER):
                raise FetchError(
                    f"`{urlsplit(ask.url).hostname}` asks for a pause of {wait:.0f} s before `{shown(ask.url)}`",
                    hint=f"run it again after {self._when(wait)}",
                )
            if wait > 0:
                self._means.sleep(wait)
            try:
                return self._line.exchange(ask)
            finally:
                self._ended = self._means.clock()

    def _retry_after(self, reply: Reply) -> float:
        """Return the seconds that `Retry-After` asks for; 0 when it is not there, or cannot be read."""
        value = reply.headers.get("retry-after", "").strip()
        if value.isascii() and value.isdecimal():
            return float(value) if len(value) < _DIGITS else _FAR
        try:
            # By the server's own clock, if it tells the time: ours may be wrong.
            now = _moment(reply.headers["date"]) if "date" in reply.headers else self._means.now()
            return min(max(0.0, (_moment(value) - now).total_seconds()), _FAR)
        except ValueError:
            return 0.0

    def _when(self, seconds: float) -> str:
        moment = self._means.now() + timedelta(seconds=seconds)
        return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    def _jitter(self) -> float:
        return 1 + _JITTER * self._means.chance()


class Hosts:
    """Every host of a run, by name: http and https are one host, another port is another."""

    def __init__(self, line: Callable[[], Line], *, manners: Manners, means: Means) -> None:
        self._line = line
        self._manners = manners
        self._means = means
        self._known: dict[str, Host] = {}
        self._meeting = threading.Lock()

    def of(self, url: str) -> Host:
        """Return the host that a URL names."""
        parts = urlsplit(url)
        usual = {"http": 80, "https": 443}[parts.scheme]
        name = (parts.hostname or "") + ("" if parts.port in (None, usual) else f":{parts.port}")
        with self._meeting:
            if name not in self._known:
                self._known[name] = Host(self._line(), manners=self._manners, means=self._means)
            return self._known[name]

    def close(self) -> None:
        """Close every connection."""
        with self._meeting:
            for host in self._known.values():
                host.close()
            self._known.clear()


def _moment(value: str) -> datetime:
    """Return the moment that an HTTP date names. Raises ValueError for what is none."""
    try:
        moment = parsedate_to_datetime(value)
    except (IndexError, OverflowError, TypeError) as error:
        # A year of thirty digits.
        raise ValueError(str(error)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
