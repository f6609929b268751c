"""The notices of an export, with their history, which is read on demand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cdetrack.changes.change import is_quiet
from cdetrack.model.decision import Decision
from cdetrack.model.notice import Notice, Query
from cdetrack.model.record import Change
from cdetrack.query.past import Appointment, Pasts, appointments, by_notice
from cdetrack.query.select import Matches, every
from cdetrack.store.fold import Fold
from cdetrack.store.history_line import Addition
from cdetrack.store.store import Store


@dataclass(frozen=True)
class Dataset:
    """The notices that match `query`."""

    store: Store
    fold: Fold | None
    query: Query
    title: str | None = None
    """The user's own title for the export."""

    @cached_property
    def notices(self) -> Matches:
        """The notices, newest first."""
        return Matches(self.fold, self.query)

    def steps(self) -> Iterator[Change | Addition]:
        """Yield every change of the cache, oldest first, as `History.steps` does."""
        history, through = self.store.past(self.fold)
        return history.steps(through)

    @cached_property
    def decided(self) -> Mapping[str, Sequence[Decision]]:
        """Every decision on each notice, by id, the latest last; notices without any are left out."""
        return self.store.decisions_on(self.notices)

    @cached_property
    def _touched(self) -> Mapping[str, datetime]:
        loud = (each for each in self.steps() if isinstance(each, Addition) or not is_quiet(each))
        times: dict[str, datetime] = {}
        for each in loud:
            times[each.id] = max(each.at, times.get(each.id, each.at))
        return times

    def touched(self, notice: Notice) -> datetime:
        """Return the time of the last change of a notice that is not quiet, else of its first sight; aware and UTC."""
        return self._touched.get(notice.id, notice.first_seen)

    def changes(self) -> Iterator[Change]:
        """Yield every change of the notices, oldest first; without filters also those of withdrawn notices."""
        history, through = self.store.past(self.fold)
        everything = self.query._replace(reverse=False) == Query(each=self.query.each)
        known = frozenset[str]() if everything else {notice.id for notice in self.notices}
        for change, end in history.changes_with_end():
            if everything or change.id in known:
                yield change
            if end == through:
                return

    def appointments(self) -> list[Appointment]:
        """Return the days that the notices announce, also those of withdrawn ones: calendars must cancel them."""
        notices = list(self.notices)
        if not self.query.withdrawn:
            notices += every(self.fold, self.query._replace(withdrawn=True, limit=0))
        return appointments(notices, self._pasts(notices))

    def _pasts(self, notices: Iterable[Notice]) -> Pasts:
        history, through = self.store.past(self.fold)
        return by_notice(history.between("", "~", through), {notice.id for notice in notices})
