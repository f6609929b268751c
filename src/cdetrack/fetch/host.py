"""Send requests to a host: one at a time, with a pause between them, and few retries with growing pauses.

The retries are our own loop: urllib3's `Retry` does not retry a truncated body, does not delay other requests to the
same host, and cannot use another `sleep`.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from cdetrack.errors import FetchError
from cdetrack.fetch.connection import Connection
from cdetrack.fetch.failures import TransientError, is_transient, redacted, status_error
from cdetrack.fetch.policy import MAX_SECONDS, FetchPolicy
from cdetrack.fetch.proxies import PORTS
from cdetrack.fetch.response import Request, Response
from cdetrack.model.frozen import frozen
from cdetrack.sources.challenge import is_challenge

_MAX_WAIT = 120.0
"""Seconds: if a site requests a longer pause, a later run must try again."""
_LONGEST_KEPT = timedelta(days=1)
"""The longest pause that later runs keep. One that ends later was written by a wrong clock: it is dropped."""
_MAX_DIGITS = 10
"""A `Retry-After` with this many digits is longer than `MAX_SECONDS`."""
_FIRST_PAUSE = 1.0
"""Seconds before the first retry; doubled for each further one."""
_JITTER = 0.3
"""A pause grows by up to this fraction, so that runs started together drift apart."""


@frozen
class Timing:
    """Clocks, waiting and chance, passed in so that tests need not wait."""

    sleep: Callable[[float], None]
    """Waits for some seconds."""
    clock: Callable[[], float]
    """Monotonic seconds."""
    now: Callable[[], datetime]
    """Aware; only for dates in headers and messages."""
    tell: Callable[[str], None]
    """Gets a line for each retry."""
    chance: Callable[[], float]
    """From 0 to 1."""


class Host:
    """One host during one run; threads send their requests one at a time."""

    def __init__(
        self, connection: Connection, *, policy: FetchPolicy, timing: Timing, paused: datetime | None, patient: bool
    ) -> None:
        self._connection = connection
        self._policy = policy
        self._timing = timing
        self._turn = threading.Lock()
        self._last_end: float | None = None
        self._not_before = 0.0
        self.paused: datetime | None = None
        """The end of the pause that the site asked for with its last response, or in an earlier run."""
        now = timing.now()
        if paused is not None and now < paused <= now + _LONGEST_KEPT:
            self.paused = paused
            self._not_before = timing.clock() + (paused - now).total_seconds() if patient else 0.0
        self.delay = 0.0
        """The `Crawl-delay` of its `robots.txt`, in seconds."""

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def send(self, request: Request) -> Response:
        """Return the response, after retries for transient errors.

        Raises FetchError if the last attempt fails, or the host requests too long a pause.
        """
        for attempt in range(1, self._policy.retries + 2):
            try:
                response = self._send_in_turn(request)
            except TransientError as error:
                problem: FetchError = error
                requested = 0.0
            else:
                # Neither a retry nor a pause helps against a challenge.
                is_last = not is_transient(response.status) or is_challenge(
                    response.status, response.headers, response.body
                )
                requested = 0.0 if is_last else self._retry_after(response)
                kept = min(timedelta(seconds=requested), _LONGEST_KEPT)
                self.paused = self._timing.now().replace(microsecond=0) + kept if kept else None
                if is_last:
                    return response
                problem = self.error_for(response)
            pause = max(_FIRST_PAUSE * 2 ** (attempt - 1) * self._jitter(), requested)
            # The pause holds for the other threads too.
            self._not_before = max(self._not_before, self._timing.clock() + pause)
            if attempt > self._policy.retries or requested > _MAX_WAIT:
                raise problem
            self._timing.tell(f"{problem}; again in {pause:.1f} s ({attempt} of {self._policy.retries})")
        raise AssertionError("the last attempt returns or raises")

    def error_for(self, response: Response) -> FetchError:
        """Return the error for a response without success."""
        seconds = self._retry_after(response)
        return status_error(response.url, response.status, after=self._time_in(seconds) if seconds else None)

    def _send_in_turn(self, request: Request) -> Response:
        """Send a request after the pause, which starts at the end of the request before."""
        with self._turn:
            start = self._not_before
            if self._last_end is not None:
                start = max(start, self._last_end + max(self._policy.interval, self.delay) * self._jitter())
            if self.delay > max(_MAX_WAIT, self._policy.interval):
                # A later run would read the same `robots.txt`, and requesting at once would break the site's rule.
                raise FetchError(
                    f"`{redacted(request.url)}` was not requested: the `robots.txt` of "
                    f"`{urlsplit(request.url).hostname}` asks for a pause of {self.delay:.0f} s before each request, "
                    f"and cdetrack waits for {_MAX_WAIT:g}",
                    hint="save the page from a browser, then `cdetrack ingest FILE`",
                )
            wait = start - self._timing.clock()
            if wait > max(_MAX_WAIT, self._policy.interval) * (1 + _JITTER):
                raise FetchError(
                    f"`{redacted(request.url)}` was not requested: `{urlsplit(request.url).hostname}` asks for a pause "
                    f"until {self._time_in(wait)}",
                    hint="run it again after that; `cdetrack fetch SOURCE` requests it at once",
                )
            if wait > 0:
                self._timing.sleep(wait)
            try:
                return self._connection.send(request)
            finally:
                self._last_end = self._timing.clock()

    def _retry_after(self, response: Response) -> float:
        """Return the seconds of `Retry-After`; 0 if it is missing or invalid."""
        value = response.headers.get("retry-after", "").strip()
        if value.isascii() and value.isdecimal():
            return float(value) if len(value) < _MAX_DIGITS else MAX_SECONDS
        try:
            # By the server's own clock if it sends the time: ours may be wrong.
            now = _parse_http_date(response.headers["date"]) if "date" in response.headers else self._timing.now()
            return min(max(0.0, (_parse_http_date(value) - now).total_seconds()), MAX_SECONDS)
        except ValueError:
            return 0.0

    def _time_in(self, seconds: float) -> str:
        """Return the time after some seconds, for a message."""
        return f"{(self._timing.now() + timedelta(seconds=seconds)).astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    def _jitter(self) -> float:
        return 1 + _JITTER * self._timing.chance()


class Hosts:
    """The hosts of a run by name and port; http and https are the same host."""

    def __init__(self, connect: Callable[[], Connection], *, policy: FetchPolicy, timing: Timing) -> None:
        self._connect = connect
        self._policy = policy
        self._timing = timing
        self.kept: Mapping[str, datetime] = {}
        """Host -> the end of the pause that it asked an earlier run for."""
        self.patient = False
        """Requests wait for the end of these pauses."""
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    def of(self, url: str) -> Host:
        """Return the host of a URL."""
        parts = urlsplit(url)
        name = (parts.hostname or "") + ("" if parts.port in (None, PORTS[parts.scheme]) else f":{parts.port}")
        with self._lock:
            if name not in self._hosts:
                self._hosts[name] = Host(
                    self._connect(),
                    policy=self._policy,
                    timing=self._timing,
                    paused=self.kept.get(name),
                    patient=self.patient,
                )
            return self._hosts[name]

    def paused(self) -> dict[str, datetime | None]:
        """Return the end of the pause that each requested host asked for; None for one that asked for none."""
        with self._lock:
            return {name: host.paused for name, host in self._hosts.items()}

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for host in self._hosts.values():
                host.close()
            self._hosts.clear()


def _parse_http_date(value: str) -> datetime:
    """Return the time of an HTTP date, aware. Raises ValueError if it is invalid."""
    try:
        moment = parsedate_to_datetime(value)
    except (IndexError, OverflowError, TypeError) as error:
        # For example a year of thirty digits.
        raise ValueError(str(error)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
