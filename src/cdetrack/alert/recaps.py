"""Recaps: one in each period of the regulator's days, also after the machine slept, and its extent."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from cdetrack.alert.alert import Member, Recap
from cdetrack.alert.due import days_ahead, undecided
from cdetrack.alert.outbox_state import WatchProgress
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Rhythm, Watch
from cdetrack.query.select import deadlines

_AHEAD = MappingProxyType({"daily": timedelta(days=7), "weekly": timedelta(days=30), "monthly": timedelta(days=60)})
"""How far ahead a recap names the days to act by."""


def is_recap_due(rhythm: Rhythm, last: date, today: date) -> bool:
    """Return True if a period has begun since the last recap: a day, a week (on Monday), or a month."""
    return last < _start(rhythm, today)


def last_recap(watch: Watch, progress: WatchProgress, today: date) -> date | None:
    """Return the day of the last recap of a watch, None without recaps.

    The first one comes with the next day, week or month after the watch began. A day in the future was recorded with a
    wrong clock.
    """
    if watch.rhythm is None:
        return None
    return min(progress.recap or today, today)


def recap_of(
    watch: Watch, since: date, members: Sequence[Member], present: Snapshot, told: Collection[str], today: date
) -> Recap | None:
    """Return the extent of a recap, None when nothing came, nothing is ahead and nothing is undecided."""
    if watch.rhythm is None:
        return None
    new = {name for each in members for name in each.ids}
    rows = deadlines(present.fold, since=today, until=today + _AHEAD[watch.rhythm])
    recap = Recap(
        rhythm=watch.rhythm,
        since=since,
        until=today,
        ahead=tuple(days_ahead(watch, rows, left_out=new, texts=present.texts)),
        undecided=tuple(_undecided(watch, (name for name in told if name not in new), present)),
    )
    return recap if members or recap.adds else None


def _undecided(watch: Watch, told: Iterable[str], present: Snapshot) -> list[str]:
    """Return the documents that a watch was told of and that nobody has decided on; none where nobody ever decides."""
    if present.fold is None or present.fold.state_of is None:
        return []
    return undecided(watch, map(present.notice, told), texts=present.texts)


def _start(rhythm: Rhythm, today: date) -> date:
    if rhythm == "weekly":
        return today - timedelta(days=today.weekday())
    return today if rhythm == "daily" else today.replace(day=1)
