"""Count the recent notices that each watch matches, so that a useless filter is noticed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from cdetrack.alert.beginning import not_begun
from cdetrack.alert.channels.address import label
from cdetrack.alert.due import watch_matcher
from cdetrack.alert.outbox_state import OutboxState
from cdetrack.alert.watch import Watch
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Notice, Query
from cdetrack.query.filters import in_words
from cdetrack.query.select import every
from cdetrack.store.fold import Fold

_DAYS = 90


@frozen
class Backtest:
    """A watch with its matches among the notices dated in the last 90 days."""

    watch: Watch
    matched: int
    of: int
    months: tuple[tuple[str, int], ...]
    """Month and count, oldest first."""
    notices: tuple[Notice, ...] = ()
    """The matches, newest first."""
    begun: bool = True
    """False until its first check: a notice that is recorded before is not told."""

    @property
    def note(self) -> str:
        """A hint at a useless filter, or an empty text."""
        if not self.of:
            return "there were no notices"
        if not self.matched:
            return "matches nothing"
        return "matches everything" if self.matched == self.of > 1 else ""

    def values(self) -> tuple[object, ...]:
        """Return the columns for programs."""
        watch = self.watch
        remind = [each.days for each in watch.remind]
        channels = [label(channel) for channel in watch.channels]
        told = (watch.name, in_words(watch.query), list(watch.on), watch.digest, remind, channels)
        found = [{"id": each.id, "date": each.date.isoformat(), "title": each.title} for each in self.notices]
        return (*told, self.matched, self.of, dict(self.months), self.note or None, self.begun, found)

    def shown(self) -> tuple[object, ...]:
        """Return the columns for a table."""
        watch = self.watch
        months = ", ".join(f"{month} {count}" for month, count in self.months)
        channels = ", ".join(label(channel) for channel in watch.channels)
        counted = f"{self.matched:,} of {self.of:,}"
        note = "; ".join(filter(None, (self.note, "" if self.begun else "begins with its first `check`")))
        return (watch.name, in_words(watch.query), occasions(watch), channels, counted, months, note)


def occasions(watch: Watch) -> str:
    """Return when a watch alerts, in words: `added, changed, weekly, 14 and 3 days before`."""
    on = ", ".join(watch.on)
    on += f", {watch.digest}" if watch.rhythm is not None else ""
    on += ", one alert for each notice" if watch.digest is False else ""
    if not watch.remind:
        return on
    *others, last = (str(each.days) for each in watch.remind)
    days = f"{', '.join(others)} and {last}" if others else last
    return f"{on}, {days} {'day' if days == '1' else 'days'} before"


def backtest(watches: Sequence[Watch], fold: Fold | None, outbox: OutboxState, *, today: date) -> list[Backtest]:
    """Return each watch with its matches among the notices dated in the last 90 days.

    A watch with `withdrawn = true` is compared with the withdrawn notices, any other with those still listed.
    """
    recent: dict[bool, list[Notice]] = {}
    new = not_begun(outbox, watches, today)
    rows = []
    for watch in watches:
        withdrawn = watch.query.withdrawn
        if withdrawn not in recent:
            days = Query(since=today - timedelta(days=_DAYS), until=today, withdrawn=withdrawn)
            recent[withdrawn] = list(every(fold, days))
        matches = watch_matcher(watch, fold.texts if fold is not None else None)
        found = [notice for notice in recent[withdrawn] if matches(notice)]
        months = Counter(f"{notice.date:%Y-%m}" for notice in found)
        rows.append(
            Backtest(
                watch=watch,
                matched=len(found),
                of=len(recent[withdrawn]),
                months=tuple(sorted(months.items())),
                notices=tuple(found),
                begun=watch not in new,
            )
        )
    return rows
