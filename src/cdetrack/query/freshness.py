"""The freshness of each source: its newest notice, its usual interval, its silence and its failures."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import islice, pairwise

from cdetrack.model.frozen import frozen
from cdetrack.sources import Source
from cdetrack.store.counts import counts_of, days_of
from cdetrack.store.fold import Fold
from cdetrack.store.state import SourceState, State
from cdetrack.text.days import today as day_of

_DAYS = 30
"""The number of recent days with a posting from which the rhythm of a source is computed."""
_FEWEST = 5
"""The least number of gaps between postings for a rhythm."""


@frozen
class Freshness:
    """The freshness of a source; moments are aware and UTC, days are Asia/Shanghai."""

    source: str
    enabled: bool
    notices: int | None
    """None where it was not asked for."""
    newest: date | None
    posted: date | None
    """The day of its newest notice, or of the look that last found one new to its listing: it may have an old date."""
    rhythm: float | None
    """The usual number of days from one posting to the next: the median of the last thirty."""
    silent: bool
    """True if the time since `posted` is longer than each of those gaps and than three times the usual one."""
    last_look: datetime | None
    last_success: datetime | None
    failing_since: datetime | None
    error: str | None
    last_full: datetime | None = None
    """The last look that read every page without an error."""
    challenged: bool = False
    """True if its last look ended with a challenge."""
    misread: bool = False
    """True if its last look got a page that could not be understood."""
    unread: int = 0
    """The number of entries in the last look with a missing or doubtful title or day."""
    unreadable: int = 0
    """The number of those of them with a title or a day that could not be read."""
    unread_pages: int = 0
    """The number of notices with own pages that are still to be read."""
    further: bool = False
    """True if its listing has further pages that are not read."""
    waiting: int = 0
    """The number of notices with files that are still to be fetched."""
    waiting_why: str = ""
    """The error of one of these files."""

    def is_stale(self, now: datetime, after: timedelta) -> bool:
        """Return True if the source has failed for longer than `after`."""
        if self.failing_since is None:
            return False
        # A time in the future was written with a wrong clock.
        return not timedelta(0) <= now - self.failing_since <= after


def freshness(
    fold: Fold | None, state: State, sources: Iterable[Source], *, today: date, counted: bool = True
) -> list[Freshness]:
    """Return the freshness of each source that is enabled, was ever looked at, or has a notice.

    Unless notices are `counted`, only the last days of each source are read.
    """
    numbers = {name: each for (_, name), each in counts_of(fold, kind="day").items()} if counted else {}
    there = {name: sorted(each, reverse=True) for name, each in numbers.items()} if counted else days_of(fold)
    days = {name: _postings(each, today) for name, each in there.items()}
    known = {source.name: source for source in sources}
    names = [*known, *(name for name in days if name not in known)]
    rows = []
    for name in names:
        source = known.get(name)
        remembered = state.sources.get(name)
        if name in days or remembered or (source is not None and source.enabled):
            rows.append(
                _row(
                    name,
                    enabled=source is not None and source.enabled,
                    notices=sum(numbers.get(name, {}).values()) if counted else None,
                    days=days.get(name, []),
                    state=remembered,
                    today=today,
                )
            )
    return rows


def last_successes(state: State) -> dict[str, datetime]:
    """Return the time of the last successful look at each source that had one; aware and UTC."""
    times = ((name, _moment(source.last_success)) for name, source in state.sources.items())
    return {name: time for name, time in times if time is not None}


def _row(
    name: str, *, enabled: bool, notices: int | None, days: list[date], state: SourceState | None, today: date
) -> Freshness:
    gaps = [(later - earlier).days for later, earlier in pairwise(days)]
    rhythm = None
    if len(gaps) >= _FEWEST:
        # Not `statistics.median`: the import takes 2 ms.
        ordered, middle = sorted(gaps), len(gaps) // 2
        rhythm = ordered[middle] if len(gaps) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    state = state or SourceState()
    came = _moment(state.last_new)
    # A time in the future was written with a wrong clock.
    signs = [*days[:1], *([day_of(came)] if came is not None and day_of(came) <= today else [])]
    posted = max(signs, default=None)
    quiet = (today - posted).days if posted is not None else 0
    of_files = [each for key, each in state.waiting.items() if key not in state.unread]
    return Freshness(
        source=name,
        enabled=enabled,
        notices=notices,
        newest=days[0] if days else None,
        posted=posted,
        rhythm=rhythm,
        silent=enabled and rhythm is not None and quiet > max(*gaps, 3 * rhythm),
        last_look=_moment(state.last_look),
        last_success=_moment(state.last_success),
        failing_since=_moment(state.failing_since),
        error=state.error,
        last_full=_moment(state.last_full),
        challenged="challenge" in (state.error or ""),
        misread=state.misread,
        unread=len(state.problems),
        unreadable=state.unreadable,
        unread_pages=len(state.unread),
        further=state.further,
        waiting=len(of_files),
        waiting_why=next((each.why.splitlines()[0] for each in of_files if each.why), ""),
    )


def _postings(days: Iterable[str], today: date) -> list[date]:
    """Return the last of a source's days with a posting, of those that come newest first.

    A day in the future is a slip or a plan and does not show that the source still posts.
    """
    last = today.isoformat()
    return list(map(date.fromisoformat, islice((day for day in days if day <= last), _DAYS + 1)))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
