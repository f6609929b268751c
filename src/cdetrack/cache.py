"""The library: open a cache, ask it, look, compare; the command line does what it does through this.

    from cdetrack import Cache, Query

    cache = Cache("folder")
    cache.ingest("saved-page.html")
    for notice in cache.notices(Query(topics=("pediatrics",))):
        print(notice.date, notice.title)

Everything is typed; days are the regulator's (Asia/Shanghai), moments aware and UTC. Each method raises the errors
of `cdetrack.errors` that it names, and CacheError when the cache is damaged, newer, locked for long, or the disk is
full.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.errors import CacheError
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Notice, Query
from cdetrack.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdetrack.doctor import Examination
    from cdetrack.look.ingest import ParsedListing
    from cdetrack.look.outcome import Outcome, Progress
    from cdetrack.look.pages import Get
    from cdetrack.model.record import Change
    from cdetrack.query.past import Carrier
    from cdetrack.query.select import Selection
    from cdetrack.sources import Source
    from cdetrack.undo import Undone


def clock() -> datetime:
    """Return the time, aware and UTC, to the second: as it is written down."""
    return datetime.now(UTC).replace(microsecond=0)


class Cache:
    """A cache folder; it need not exist yet.

    `topics` are topics of one's own, as in the configuration: name -> {"any": [phrases], "not": [...], "in": [...]}.
    `sites` returns the hosts of the sources' own pages, by default of the built-in ones. `now` is the clock; `tell` is
    told of everything that was found and mended on the way.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        topics: "Mapping[str, Mapping[str, object]] | None" = None,
        now: Callable[[], datetime] = clock,
        tell: Callable[[str], None] = lambda _: None,
        sites: "Callable[[], Mapping[str, str]] | None" = None,
    ) -> None:
        self._sites = sites
        self.folder = Path(folder)
        self.store = Store(self.folder, Rules(topics), tell=tell)
        self._now = now

    @property
    def sites(self) -> "Mapping[str, str]":
        """The hosts of the sources' own pages: a notice is worded by a source of the host that its link names."""
        from cdetrack.look.ingest import BUILT_IN

        return self._sites() if self._sites is not None else BUILT_IN

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever recorded."""
        return self.store.fold() is None

    # Asking

    def notices(self, query: Query = Query()) -> list[Notice]:  # noqa: B008 - a frozen value
        """Return the notices that match, newest first. Raises UsageError for a broken regular expression."""
        return self.select(query, counted=False).notices

    def select(self, query: Query, *, counted: bool = True) -> "Selection":
        """Return the notices that match, at most `query.limit` of them, and how many more do, where that is counted."""
        from cdetrack.query.select import select

        return select(self.store.fold(), query, counted=counted)

    def notice(self, reference: str) -> Notice:
        """Return the notice with this id, beginning of one, article number, link or document number.

        Raises NotFoundError for none, and for several with all of them.
        """
        from cdetrack.query.reference import find

        return find(self.store.fold(), reference)

    def related(self, notice: Notice) -> list[Notice]:
        """Return the notices that `notice.related` names."""
        fold = self.store.fold()
        return [fold.notice(line) for name in notice.related if fold for line in fold.with_id(name)]

    def carriers(self, notice: Notice) -> "list[Carrier]":
        """Return every listing that shows the notice's document, with its link and when it was first seen there."""
        from cdetrack.query.past import carriers

        twins = [each for each in self.related(notice) if each.document == notice.document]
        history, through = self.store.past(self.store.fold())
        members = [notice, *twins]
        return carriers(members, {each.id: history.of_notice(each.id, through) for each in members})

    def topic_counts(self, query: Query = Query()) -> dict[str, int]:  # noqa: B008 - a frozen value
        """Return every topic, in their order, with the number of notices in it that match."""
        from cdetrack.query.select import every

        counts = dict.fromkeys(self.store.rules.topics.names, 0)
        for notice in every(self.store.fold(), query):
            for name in notice.topics:
                counts[name] += 1
        return counts

    def deadlines(self, *, within: timedelta | None = None) -> list[tuple[date, str, Notice]]:
        """Return what takes effect, closes for comment or takes place from today on: day, what, notice, by date."""
        from cdetrack.query import select
        from cdetrack.text import days

        today = days.today(self._now())
        return select.deadlines(self.store.fold(), since=today, until=today + within if within is not None else None)

    # What changed

    def last_changes(self) -> "list[Change]":
        """Return what the last look found that changed anything."""
        history, through = self.store.past(self.store.fold())
        return history.last_look(through)

    def changes(self, since: date | None = None, until: date | None = None) -> "list[Change]":
        """Return what was found from the day `since` on and through the day `until`."""
        from cdetrack.model.jsonform import timestamp
        from cdetrack.text import days

        first = timestamp(days.start_of(since)) if since is not None else ""
        last = timestamp(days.end_of(until)) if until is not None else "~"
        history, through = self.store.past(self.store.fold())
        return history.between(first, last, through)

    def history(self, notice_id: str) -> "list[Change]":
        """Return every change of one notice, oldest first."""
        history, through = self.store.past(self.store.fold())
        return history.of_notice(notice_id, through)

    def unseen(self, name: str, show: "Callable[[Sequence[Change]], None]") -> "Sequence[Change]":
        """Return what was found since `name` last asked, after `show` was called with it.

        The cursor of `name` moves once `show` has returned: what it could not show is shown again the next time.
        """
        from cdetrack.look.recording import WAIT
        from cdetrack.model.record import Position

        if self.is_empty:
            show([])
            return []
        with self.store.writing(wait=WAIT) as writer:
            state = writer.state()
            history, _ = self.store.past(writer.fold)
            start = state.cursors.get(name, Position())
            try:
                history.check(start)
            except CacheError:
                # Rather told twice than not at all; a history that is damaged is found out on the way.
                self.store.tell(f"the history was mended or replaced since `{name}` last asked: all of it is shown")
                start = Position()
            changes = history.changes(history.looks(start))
            show(changes)
            state.cursors[name] = writer.through
            writer.save(state)
        return changes

    # Looking

    def ingest(
        self, *paths: str | Path, source: str | None = None, url: str | None = None, complete: bool = False
    ) -> "list[Outcome]":
        """Record what saved pages, texts, JSON or feeds show; `complete` says that they are the whole listing.

        `source` and `url` say where they come from, where they do not say so themselves. Raises NotFoundError,
        BlockedError for a challenge and UnreadableError; then nothing is recorded.
        """
        from cdetrack.look.ingest import read_listings
        from cdetrack.text.days import today

        seen = today(self._now())
        found = [
            each
            for path in paths
            for each in read_listings(str(path), seen=seen, source=source, url=url, sites=self.sites)
        ]
        return list(self.record(found, complete=complete))

    def record(self, found: "Sequence[ParsedListing]", *, complete: bool) -> "Iterator[Outcome]":
        """Record what was found in files, yielding what each look came to."""
        from cdetrack.look import ingest, judge, recording

        looks = ingest.looks(found, at=self._now(), complete=complete)
        with self.store.writing(wait=recording.WAIT) as writer:
            first = judge.first_looks(writer.fold, writer.state(), {look.source for look in looks})
            for look in looks:
                yield recording.record_look(writer, look, baseline=look.source in first, sites=self.sites)

    def weigh(self, found: "Sequence[ParsedListing]", *, complete: bool) -> "Iterator[Outcome]":
        """Yield the outcome that recording files would have; nothing is written."""
        from cdetrack.look import ingest, recording

        looks = ingest.looks(found, at=self._now(), complete=complete)
        yield from recording.preview_looks(self.store, looks, sites=self.sites)

    def undo(self, look: int | None = None) -> "Undone":
        """Take back look number `look`, by default the last one that changed anything; nothing is removed.

        Raises NotFoundError when there is none, and UsageError when a later look has touched its notices.
        """
        from cdetrack.alert.outbox import open_outbox
        from cdetrack.errors import NotFoundError
        from cdetrack.look.recording import WAIT
        from cdetrack.undo import undo

        if self.is_empty:
            raise NotFoundError("there is no look to take back", hint="nothing was ever recorded")
        # A check holds its lock before the cache's own: never the other way round.
        with (
            open_outbox(self.folder, wait=WAIT, tell=self.store.tell) as outbox,
            self.store.writing(wait=WAIT) as writer,
        ):
            history, _ = self.store.past(writer.fold)
            return undo(writer, outbox, history, look, now=self._now())

    def fetch(
        self,
        sources: "Iterable[Source]",
        *,
        get: "Get",
        full: bool = False,
        details: bool = False,
        accept: bool = False,
        dry_run: bool = False,
        progress: "Callable[[Progress], None]" = lambda _: None,
    ) -> "Iterator[Outcome]":
        """Look at live listings and record what changed, yielding what each look came to, failures included.

        `get` fetches a page: `cdetrack.fetch.client.Fetch().get`; `cdetrack.sources.SOURCES` has the built-in sources.
        """
        from cdetrack.look import rounds
        from cdetrack.look.visit import Visitor

        visitor = Visitor(
            get=get,
            store=self.store,
            now=self._now(),
            full=full,
            accept=accept,
            dry_run=dry_run,
            progress=progress,
            sites=self.sites,
        )
        yield from rounds.fetch(visitor, list(sources), with_details=details)

    # Soundness

    def examine(self) -> "Examination":
        """Read every byte of the cache and return what is wrong with it, if anything."""
        from cdetrack.doctor import examine

        return examine(self.store)

    def repair(self) -> list[str]:
        """Mend what can be mended, keeping every damaged file, and return what was done."""
        from cdetrack.doctor import repair

        return repair(self.store)
