"""The notices of an export, with their history, which is read on demand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cdetrack.model.decision import Decision
from cdetrack.model.notice import Notice, Query
from cdetrack.model.record import Change
from cdetrack.query.past import Appointment, Pasts, appointments, by_notice, touched
from cdetrack.query.select import every, select
from cdetrack.store.fold import Fold
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
    def notices(self) -> Sequence[Notice]:
        """The notices, newest first."""
        return select(self.fold, self.query).notices

    @cached_property
    def pasts(self) -> Pasts:
        """Every change of each notice."""
        return self._pasts(self.notices)

    @cached_property
    def decided(self) -> Mapping[str, Sequence[Decision]]:
        """Every decision on each notice, by id, the latest last; notices without any are left out."""
        return self.store.decisions_on(self.notices)

    @cached_property
    def touched(self) -> Mapping[str, datetime]:
        """The time of the last change of each notice, by id; aware and UTC."""
        return {notice.id: touched(notice, self.pasts[notice.id]) for notice in self.notices}

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
