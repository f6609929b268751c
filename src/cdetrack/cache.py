"""The library: every use case is a method of `Cache`, and each command of the program calls one.

    from cdetrack import Cache, Query

    cache = Cache("folder")
    cache.ingest("saved-page.html")
    for notice in cache.notices(Query(topics=("pediatrics",))):
        print(notice.date, notice.title)

Days are `date`, in Asia/Shanghai, the regulator's time zone; moments are aware `datetime`, in UTC. Methods raise the
errors of `cdetrack.errors` that they name. All of them raise CacheError if the cache is damaged, was written by a newer
version or is locked for long, or the disk is full, and ConfigError for a mistake in the configuration.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.config.workspace import Workspace, clock
from cdetrack.model.notice import Notice, Query

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from cdetrack.alert.backtest import Backtest
    from cdetrack.alert.check import CheckResult
    from cdetrack.alert.digest import Message
    from cdetrack.alert.outbox_state import DeliveryResult, StoredAlert
    from cdetrack.alert.samples import SampleResult
    from cdetrack.doctor import Examination
    from cdetrack.evidence.pack import Pack
    from cdetrack.look.ingest import ParsedListing
    from cdetrack.look.outcome import Outcome, Progress
    from cdetrack.look.pages import Get
    from cdetrack.look.preview import Preview, SourceTrial
    from cdetrack.mark import Marked
    from cdetrack.model.decision import Decision
    from cdetrack.model.record import Change, DateOrder
    from cdetrack.query.coverage import Coverage
    from cdetrack.query.document_comparison import DocumentComparison
    from cdetrack.query.freshness import Freshness
    from cdetrack.query.full_text import FoundLine, Unsearched
    from cdetrack.query.life import Stage
    from cdetrack.query.past import Carrier
    from cdetrack.query.select import Matches, Selection
    from cdetrack.query.stats import Figures
    from cdetrack.query.unseen import Unseen
    from cdetrack.sources import Source
    from cdetrack.undo import Undone

_EXPLAINED = 50 << 20
"""The size in bytes of the largest fold, about 45,000 notices, that may be in memory to explain an answer."""
_ALL = Query()
_WAIT = 30.0
"""Seconds to wait for another check."""


class Cache(Workspace):
    """A cache folder, which need not exist yet.

    `Cache(folder, config)` takes the parameters of `Workspace`: the configuration is a file or a `Config`; left out, it
    is `config.toml` in the folder, if there is one.
    """

    _moves_files = True
    """False in a copy that is made to try something: the files of the inbox stay where they are."""

    @property
    def is_empty(self) -> bool:
        """True if nothing was ever recorded."""
        return self.store.fold() is None

    def first_recorded(self) -> datetime | None:
        """Return the time of the first change that was recorded, aware and UTC; None if there is none."""
        history, through = self.store.past(self.store.fold())
        return history.first_time(through)

    # Questions

    def notices(self, query: Query = _ALL) -> list[Notice]:
        """Return the notices that match, newest first. Raises UsageError for a broken regular expression."""
        return self.select(query, counted=False).notices

    def select(self, query: Query = _ALL, *, counted: bool = True, with_states: bool = True) -> "Selection":
        """Return at most `query.limit` notices that match, and, if `counted`, the number of the others.

        Unless `with_states`, and without a filter of states, decisions are not read: every notice is `new`.
        """
        from cdetrack.query.select import select

        fold = self.store.fold()
        if fold is not None and not with_states and not query.states:
            fold.state_of = None
        return select(fold, query, counted=counted)

    def found_lines(self, notices: Iterable[Notice], query: Query) -> "dict[str, list[FoundLine]]":
        """Return id -> the lines of body and attachments that a search in full text found; none without one."""
        from cdetrack.query.full_text import found_in, searches

        texts, wanted = self.store.texts, searches(query)
        found = {each.id: [line for search in wanted for line in found_in(each, search, texts)] for each in notices}
        return found if wanted else {}

    def unsearched(self, query: Query) -> "Unsearched":
        """Return the numbers of notices in the days of `query` whose text could not be searched as a whole."""
        from cdetrack.query.full_text import unsearched

        return unsearched(self.store.fold(), query)

    def matches(self, query: Query = _ALL, *, with_states: bool = True) -> "Matches":
        """Return the same as `notices`, read at each iteration, never all in memory; `with_states` as in `select`."""
        from cdetrack.query.select import Matches

        fold = self.store.fold()
        if fold is not None and not with_states and not query.states:
            fold.state_of = None
        return Matches(fold, query)

    def impossible(self, query: Query, shown: Callable[[Notice], bool] = lambda _: True) -> list[str]:
        """Return a sentence for each filter of `query` that nothing in the cache can match, with the nearest value.

        `shown` tells whether a notice that matches can be shown, where a question shows not every one.
        A large cache is read once or twice for a value that it does not have, and explains no combination of filters.
        """
        from cdetrack.query.impossible import impossible
        from cdetrack.query.select import EveryNotice

        fold = self.store.fold()
        if fold is None:
            return []
        known, large = EveryNotice(fold), len(fold.data) > _EXPLAINED
        return impossible(query, known if large else list(known), self.store.texts, together=not large, shown=shown)

    def absent_values(self, query: Query) -> list[str]:
        """Return a sentence for each value that no notice has, of the filters of `query` with several values.

        It is for an answer with matches, which says nothing of a value that stands beside others. A large cache is not
        read for it: there the sources alone are known, by the counts that are kept.
        """
        from cdetrack.query.filters import SINGULAR

        if not any(len(getattr(query, name)) > 1 for name in SINGULAR) or (fold := self.store.fold()) is None:
            return []
        from cdetrack.query.impossible import absent_beside, absent_sources
        from cdetrack.query.select import EveryNotice
        from cdetrack.store.counts import kept_counts

        if len(fold.data) <= _EXPLAINED:
            return absent_beside(query, EveryNotice(fold))
        counts = kept_counts(fold)
        return absent_sources(query, counts) if counts is not None else []

    def notice(self, reference: str) -> Notice:
        """Return the notice with this id, beginning of an id, article number, link or document number.

        Raises NotFoundError if no notice or more than one document matches.
        """
        from cdetrack.query.reference import find_in

        return find_in(self.store, self.store.fold(), reference)

    def related(self, notice: Notice) -> list[Notice]:
        """Return the notices in `notice.related`."""
        fold = self.store.fold()
        return [fold.notice(line) for name in notice.related if fold for line in fold.with_id(name)]

    def carriers(self, notice: Notice) -> "list[Carrier]":
        """Return every listing that shows the notice's document, with its link and the time of first sight there."""
        from cdetrack.query.past import carriers

        members = [notice, *(each for each in self.related(notice) if each.document == notice.document)]
        return carriers(members, {each.id: self.history(each.id) for each in members})

    def life(self, notice: Notice) -> "list[Stage]":
        """Return the drafts, editions and corrections of the notice's document, by their days."""
        from cdetrack.query.life import life

        return life(self.store.fold(), notice)

    def without_text(self, notice: Notice) -> dict[str, str]:
        """Return the SHA-256 of each kept file of the notice that has no text, with the reason for it."""
        kept = [each.sha256 for each in notice.attachments if each.sha256 is not None]
        return {name: reason for name in kept if (reason := self.store.texts.reason(name))}

    def why(self, notice: Notice) -> dict[str, str]:
        """Return the rule or words behind each field, topic and relation of the notice, and its alerts by watch."""
        from cdetrack.alert.outbox import load_outbox
        from cdetrack.alert.snapshot import Snapshot
        from cdetrack.alert.why import reasons
        from cdetrack.meaning.relations import relation_evidence
        from cdetrack.store.index import index_of

        topics = self.store.rules.topics.why(
            notice.title, notice.summary, sources=notice.sources, url=notice.url, issuers=notice.issuers
        )
        record = index_of(self.store.fold()).standing(notice.id).record
        rules = {**self.store.rules.facets_of(record).why, **{f"topic {name}": words for name, words in topics.items()}}
        types = {each.id: each.type for each in notice.relations}
        rules |= {
            f"relation {other.id}": f"{types[other.id]}: {relation_evidence(notice, other)}"
            for other in self.related(notice)
        }
        if self.as_of is not None:
            return {**rules, "alerts": "left out for a day in the past: `show --why` without `--as-of` has them"}
        present, outbox = Snapshot(self.store), load_outbox(self.folder)
        return {**rules, **dict(reasons(notice, present, self.config.watches, outbox))}

    def topic_counts(self, query: Query = _ALL) -> dict[str, int]:
        """Return the number of matching notices in each topic, in the order of the rules."""
        from cdetrack.query.select import every
        from cdetrack.query.stats import count_topics, topics_in
        from cdetrack.store.counts import counts_of

        fold, names = self.store.fold(), self.store.rules.topics.names
        if _is_all(query) and (fold is None or fold.topics_of is None):
            return topics_in(counts_of(fold), names)
        return count_topics(every(fold, query), names)

    def deadlines(self, query: Query = _ALL, *, within: timedelta | None = None) -> list[tuple[date, str, Notice]]:
        """Return the days to come that matching notices announce, by date: day, kind (one of `DAYS`) and notice."""
        from cdetrack.query import select

        until = self.today + within if within is not None else None
        return select.deadlines(self.store.fold(), query, since=self.today, until=until)

    def stats(self, query: Query = _ALL) -> "Figures":
        """Return the number of matching notices by month, topic and source."""
        from cdetrack.query.select import every_marked
        from cdetrack.query.stats import count, figures_of
        from cdetrack.store.counts import counts_of

        fold = self.store.fold()
        if _is_all(query) and not query.limit and (fold is None or fold.topics_of is None):
            return figures_of(counts_of(fold))
        found = every_marked(fold, query)
        if query.limit:
            shown = {each.document or each.id: each.id for each in self.notices(query)}
            documents = ((each, shown.get(each.document or each.id)) for each, _ in found)
            found = ((each, name == each.id) for each, name in documents if name is not None)
        return count(found)

    def freshness(self) -> "list[Freshness]":
        """Return the last look, the newest notice and the failures of each source."""
        from cdetrack.query.freshness import freshness
        from cdetrack.store.state import load_state

        return freshness(self.store.fold(), load_state(self.folder), self.sources.values(), today=self.today)

    def coverage(self, rows: "Iterable[Freshness] | None" = None) -> "Coverage":
        """Return the sources and the document numbers that were not seen; `rows` are those of `freshness`."""
        from cdetrack.query.coverage import coverage
        from cdetrack.store.state import load_state

        known = rows if rows is not None else self.freshness()
        unread = load_state(self.folder).inbox
        return coverage(known, self.sources.values(), self.store.fold(), now=self.now(), unread=unread)

    def answered(self) -> dict[str, datetime]:
        """Return the time of the last successful look at each source that had one."""
        from cdetrack.query.freshness import last_successes
        from cdetrack.store.state import load_state

        return last_successes(load_state(self.folder))

    # Changes

    def last_changes(self) -> "list[Change]":
        """Return the changes of the last look that found any."""
        history, through = self.store.past(self.store.fold())
        return history.with_both_sides(history.last_look(through), through)

    def changes(self, since: date | None = None, until: date | None = None) -> "list[Change]":
        """Return the changes found from the day `since` through the day `until`, oldest first."""
        from cdetrack.query.past import changes_between

        return changes_between(self.store, since, until)

    def outside(self, since: date | None, until: date | None) -> list[str]:
        """Return a sentence for a span of time without a day, else for each end outside of what the history holds."""
        from cdetrack.query.impossible import outside
        from cdetrack.text.days import today

        history, through = self.store.past(self.store.fold())
        ends = history.first_time(through), history.last_time(through)
        return list(outside("change", [today(end) for end in ends if end is not None], since, until))

    def matching(self, changes: "Sequence[Change]", query: Query) -> "list[Change]":
        """Return the changes of notices that match `query` as they are now, or as they were if the cache lost them."""
        from cdetrack.query.past import matching

        return matching(self.store, changes, query)

    def history(self, notice_id: str) -> "list[Change]":
        """Return every change of one notice, oldest first."""
        from cdetrack.changes.change import both_sides

        history, through = self.store.past(self.store.fold())
        past = history.of_notice(notice_id, through)
        return [both_sides(change, past) for change in past]

    def unseen(self, name: str, show: "Callable[[Sequence[Change]], None]" = lambda _: None) -> "Sequence[Change]":
        """Return the changes since `name` last asked, after `show` was called with them.

        A new name starts at the present. The cursor of `name` moves once `show` has returned: changes that it could not
        show come again.
        """
        from cdetrack.query.unseen import show_unseen
        from cdetrack.store.store import WAIT

        return show_unseen(self.store, name, show, wait=WAIT)

    def unseen_notices(self, name: str | None = None) -> "Unseen | None":
        """Return the notices that were added since `name` last asked `unseen`, None for one who never did.

        `name` is by default the person of `mark`. The cursor stays where it is. Raises UsageError without a name.
        """
        from cdetrack.mark import person_called
        from cdetrack.query.unseen import unseen_by

        return unseen_by(self.store, person_called(name))

    def compare(self, old: str | Path, new: str | Path) -> "Sequence[Change]":
        """Return the differences between two saved listings or exports. Raises the errors of `ingest`."""
        from cdetrack.look.preview import compare_files

        return compare_files(str(old), str(new), now=self.now(), tell=self.tell)

    def compare_documents(self, reference: str, other: str | None = None) -> "DocumentComparison":
        """Return the differences between the documents behind two notices, the older first, clause by clause.

        Without `other`, the document is compared with its draft, its final one, or the edition before or after it.
        Raises NotFoundError if there is no such document, or no text of it.
        """
        from cdetrack.query.document_comparison import compare_documents, partner_or_error

        fold, notice = self.store.fold(), self.notice(reference)
        if other is not None:
            pair = notice, self.notice(other)
        else:
            partner = partner_or_error(fold, notice, tell=self.tell)
            pair = (notice, partner.notice) if partner.is_later else (partner.notice, notice)
        return compare_documents(fold, *pair, self.store.texts, tell=self.tell)

    def draft_comparison(self, notice: Notice) -> "DocumentComparison | None":
        """Return the differences between a final document and its draft; None unless the texts of both are here."""
        from cdetrack.query.document_comparison import compare_with_draft

        if not any(relation.type == "final-of" for relation in notice.relations):
            return None
        return compare_with_draft(self.store.fold(), notice, self.store.texts)

    def kept_files(self, notice: Notice) -> "dict[str, Path]":
        """Return address -> the path of each file of the notice that is there."""
        from cdetrack.store.kept import KeptFiles, is_name

        kept = KeptFiles(self.folder)
        names = {each.url: each.sha256 for each in notice.attachments if each.sha256 is not None}
        there = {url: name for url, name in names.items() if is_name(name) and kept.size(name) is not None}
        return {url: kept.path(name) for url, name in there.items()}

    def unfetched_files(self, notice: Notice) -> dict[str, str]:
        """Return address -> the error of the last try, for each file of the notice that is still to be fetched."""
        from cdetrack.fetch.failures import redacted
        from cdetrack.store.state import load_state

        waiting = (each.waiting.get(notice.id) for each in load_state(self.folder).sources.values())
        errors = [error for each in waiting if each is not None for error in each.why.splitlines()]
        named = {each.url: f"`{redacted(each.url)}` " for each in notice.attachments if each.sha256 is None}
        found = ((url, error.removeprefix(name)) for url, name in named.items() for error in errors if name in error)
        return dict(found)

    # Looks

    def fetch(
        self,
        *names: "str | Source",
        full: bool = False,
        details: bool = False,
        attachments: bool = False,
        accept: bool = False,
        dry_run: bool = False,
        progress: "Callable[[Progress], None]" = lambda _: None,
        get: "Get | None" = None,
    ) -> "Iterator[Outcome]":
        """Look at live listings and record the changes, yielding the outcome of each look, failures included.

        `names` are sources, their names or links; without any, every enabled source is meant. An unknown name has an
        outcome as well, with NotFoundError. `full` reads every page, `details` also the notices' own pages,
        `attachments` also keeps the files that they link to; both as well where the configuration says so. `accept`
        accepts withdrawals and pages that were held back. `dry_run` records nothing. `get` fetches a page, by default
        with the configured manners.
        """
        from dataclasses import replace

        from cdetrack.errors import NotFoundError
        from cdetrack.look import rounds
        from cdetrack.look.outcome import Outcome
        from cdetrack.look.visit import Visitor
        from cdetrack.sources.configured import choose

        asked: dict[str, Source] = {}
        for name in names:
            try:
                asked.update((each.name, each) for each in choose(self.sources, [name]))
            except NotFoundError as error:
                # Its index is that of the next source, which comes after it: the earlier of two is the first failure.
                yield Outcome(source=str(name), index=len(asked), failure=error)
        if names and not asked:
            return
        chosen = [
            replace(
                each,
                details=each.details or details or attachments,
                attachments=each.attachments or attachments,
                keep_pages=self.config.fetch.keep_pages if each.keep_pages is None else each.keep_pages,
            )
            for each in (asked.values() if names else choose(self.sources, ()))
        ]
        if not names:
            yield from self.take_in(dry_run=dry_run)
        with self.getting(get, keep=not dry_run) as getting:
            visitor = Visitor(
                get=getting,
                store=self.store,
                now=self.now(),
                # Held-back withdrawals are decided on by a full look.
                full=full or accept,
                accept=accept,
                dry_run=dry_run,
                progress=progress,
                sites=self.sites,
            )
            yield from rounds.fetch(visitor, chosen)

    def take_in(self, *, dry_run: bool = False) -> "Iterator[Outcome]":
        """Record the files of the configured inbox, and move them to `taken/` in it; yield the outcome of each."""
        if self.config.inbox is None:
            return
        from cdetrack.look.inbox import Inbox, take_in

        inbox = Inbox(self.config.inbox, cache=self.folder, moves=self._moves_files and not dry_run)
        yield from take_in(
            inbox,
            self.store,
            lambda path, source: self.read(path, source=source),
            now=self.now(),
            sites=self.sites,
            dry_run=dry_run,
        )

    def ingest(
        self,
        *paths: str | Path,
        source: str | None = None,
        url: str | None = None,
        complete: bool = False,
        dry_run: bool = False,
    ) -> "list[Outcome]":
        """Record saved pages, texts, JSON or feeds, and return the outcome of each look.

        `source` and `url` name their origin, unless they state it; `complete` means that they are the whole listing.
        `dry_run` records nothing. Raises NotFoundError, BlockedError for a challenge, and UnreadableError, with nothing
        recorded.
        """
        listings = [each for path in paths for each in self.read(path, source=source, url=url)]
        return list(self.record(listings, complete=complete, dry_run=dry_run))

    def read(self, path: str | Path, *, source: str | None = None, url: str | None = None) -> "list[ParsedListing]":
        """Return the listings in a file, `-` for stdin, for `record`. Parameters and errors are those of `ingest`."""
        from cdetrack.look.ingest import read_listings
        from cdetrack.sources import request_for
        from cdetrack.sources.configured import source_of
        from cdetrack.sources.layout import ANY

        known = source_of(self.sources, source, url)
        order = (known.date_order if known else None) or self._learnt_order(source)
        layout = known.own_layout if known else ANY
        return read_listings(
            str(path),
            seen=self.today,
            source=source,
            url=url,
            sources=self.sources,
            order=order,
            layout=layout,
            address=request_for(known, 1)[0] if known else None,
        )

    def record(
        self,
        listings: "Iterable[ParsedListing]",
        *,
        complete: bool = False,
        accept: bool = False,
        dry_run: bool = False,
    ) -> "Iterator[Outcome]":
        """Record listings that were read from files, yielding the outcome of each look.

        `complete` listings are whole: other notices are missed. `accept` accepts mass withdrawals.
        """
        from cdetrack.look.ingest import looks
        from cdetrack.look.recording import preview_looks, record_looks

        take = preview_looks if dry_run else record_looks
        found = looks(listings, at=self.now(), complete=complete)
        yield from take(self.store, found, sites=self.sites, accept=accept)

    def preview(self, place: str | Path, *, source: str | None = None, url: str | None = None) -> "Preview":
        """Return the content of a listing, as it would be recorded; records nothing.

        `place` is a link, the name of a source, or a file with the origin `source` or `url`. Raises the errors of
        `ingest`, and FetchError.
        """
        from cdetrack.look.preview import check_place, preview_listings, preview_source
        from cdetrack.sources.configured import choose, is_link, source_of

        place, rules, now = str(place), self.store.rules, self.now()
        if not is_link(place) and place not in self.sources:
            check_place(place, self.sources)
            listings = self.read(place, source=source, url=url)
            known = source_of(self.sources, source, url)
            return preview_listings(listings, rules, now=now, source=known, url=url, learnt=self._learnt_order(source))
        [chosen] = choose(self.sources, [place])
        with self.getting(None) as get:
            return preview_source(chosen, get, rules, now=now, learnt=self._learnt_order(chosen.name))

    def try_sources(self, *names: str) -> "Iterator[SourceTrial]":
        """Read the first page of each source, or of every enabled one, and yield the results; records nothing.

        Raises NotFoundError for an unknown name.
        """
        from cdetrack.look.preview import try_sources
        from cdetrack.sources.configured import choose

        with self.getting(None) as get:
            yield from try_sources(choose(self.sources, names), get, self.store.rules, now=self.now())

    def _learnt_order(self, source: str | None) -> "DateOrder | None":
        """Return the order of day and month that an earlier look at a source proved, None if none did."""
        from cdetrack.store.state import load_state

        state = load_state(self.folder).sources.get(source) if source is not None else None
        return state.date_order if state is not None else None

    def undo(self, look: int | None = None) -> "Undone":
        """Take back look number `look`, by default the last one with changes; the history keeps both.

        Raises NotFoundError if there is no such look, and UsageError if a later look has touched its notices.
        """
        from cdetrack.store.store import WAIT
        from cdetrack.undo import undo

        return undo(self.store, look, now=self.now(), wait=WAIT)

    # Decisions

    def mark(
        self,
        references: Sequence[str],
        state: str,
        *,
        by: str | None = None,
        to: str | None = None,
        note: str | None = None,
    ) -> "list[Marked]":
        """Record a person's decision on documents, all or none: `new`, `relevant`, `irrelevant` or `done`.

        `by` is the person, by default `$CDETRACK_USER` or the login name; `to` is the person whose documents they are
        from then on. Raises UsageError for an unknown state, and NotFoundError as `notice`.
        """
        from cdetrack.mark import mark
        from cdetrack.store.store import WAIT

        return mark(self.store, references, state, by=by, to=to, note=note, now=self.now(), wait=WAIT)

    def decisions(self, notice: Notice) -> "list[Decision]":
        """Return every decision on the notice, the latest last."""
        return self.store.decisions_on([notice]).get(notice.id, [])

    # Alerts

    def check(
        self,
        *,
        fetch: bool = True,
        full: bool = False,
        details: bool = False,
        existing: bool = False,
        wait: float = _WAIT,
        each: "Callable[[Outcome], None]" = lambda _: None,
        progress: "AbstractContextManager[Callable[[Progress], None]] | None" = None,
        send: "Callable[[str, Message], None] | None" = None,
    ) -> "CheckResult":
        """Fetch every enabled source, store the alerts that are due, and deliver them.

        `existing` also alerts of notices from before a watch or a source was new. `wait` is in seconds, for another
        check. `each` is called with the outcome of each look; the fetch is a block of `progress`. `send` receives each
        message with its channel, in place of the channels. A failed delivery is in the result, and is retried by later
        checks. Raises ConfigError for a channel that cannot work, and for a selector with an error of syntax.
        """
        from dataclasses import replace

        from cdetrack.alert.check import check

        self.check_selectors()

        def look() -> "Iterator[Outcome]":
            with progress or nullcontext(lambda _: None) as show:
                for outcome in self.fetch(full=full, details=details, progress=show):
                    each(outcome)
                    yield outcome

        return check(
            self.store,
            replace(self.alert_settings(), send=send),
            now=self.now(),
            clock=clock,
            wait=wait,
            fetch=look if fetch else tuple,
            existing=existing,
        )

    @contextmanager
    def scratch(self) -> "Iterator[Cache]":
        """Yield a copy of this cache in a temporary folder: what is done to it changes nothing here.

        It reads the files of the inbox where they lie, and moves none.
        """
        from dataclasses import replace

        from cdetrack.store.scratch import scratch_copy

        with scratch_copy(self.folder) as folder:
            copy = Cache(
                folder,
                replace(self.config, folder=self.config.folder or self.folder.absolute()),
                now=self.now,
                tell=lambda text: self.tell(text.replace(str(folder), str(self.folder))),
                detail=self.detail,
            )
            copy._moves_files = False
            yield copy

    def alerts(self) -> "list[StoredAlert]":
        """Return the alerts that were sent, wait or were dropped, newest first."""
        from cdetrack.alert.outbox import load_outbox

        return list(load_outbox(self.folder).alerts.values())[::-1]

    def retry(self, *, wait: float = _WAIT) -> "DeliveryResult":
        """Deliver every waiting alert now, without its pause; `wait` is as in `check`."""
        from cdetrack.alert.check import retry

        return retry(self.store, self.alert_settings(), now=self.now(), clock=clock, wait=wait)

    def drop(self, *ids: str, channel: str | None = None, wait: float = _WAIT) -> list[str]:
        """Give up waiting alerts by id or beginning of one, and all of `channel`; return their ids.

        Raises NotFoundError.
        """
        from cdetrack.alert.check import drop

        return drop(self.store, ids, channel=channel, now=self.now(), wait=wait)

    def alert(self, name: str) -> "tuple[list[StoredAlert], Message]":
        """Return the alerts of one message, and the message as it would be sent now, by the id of an alert.

        Raises NotFoundError.
        """
        from cdetrack.alert.check import show

        return show(self.store, self.recipients, name, today=self.today)

    def send_samples(self, watch: str, *, only: str | None = None) -> "Iterator[SampleResult]":
        """Send a marked sample to each channel of a watch, or to one of them, yielding the results.

        Raises NotFoundError, and ConfigError for a channel that cannot work.
        """
        from cdetrack.alert.samples import send_samples

        yield from send_samples(self.store, self.alert_settings(), watch, only=only, now=self.now())

    def sample_text(self, watch: str) -> str:
        """Return the text of a marked sample for a watch. Raises NotFoundError."""
        from cdetrack.alert.samples import sample_text

        return sample_text(self.store, self.config.watches, watch, now=self.now())

    def backtest(self) -> "list[Backtest]":
        """Return each watch with its matches of the last 90 days.

        Raises ConfigError for a channel that cannot work, and for a broken secret for webhooks.
        """
        from cdetrack.alert.backtest import backtest
        from cdetrack.alert.outbox import load_outbox

        self.alert_settings()
        return backtest(self.config.watches, self.store.fold(), load_outbox(self.folder), today=self.today)

    def not_begun(self) -> dict[str, int]:
        """Return the name of each watch that begins with its first check -> the number of documents that match it now.

        The watch is not told of them.
        """
        from cdetrack.alert.beginning import not_begun
        from cdetrack.alert.outbox import load_outbox

        new = not_begun(load_outbox(self.folder), self.config.watches, self.today)
        return {watch.name: len(self.notices(watch.query._replace(limit=0))) for watch in new}

    # Exports

    def export_text(self, kind: str, query: Query = _ALL, *, title: str | None = None) -> Iterator[str]:
        """Return the text of an export in pieces: `html`, `atom`, `jsonfeed`, `ics`, `csv`, `md`, `json`.

        `title` replaces the title that names the sources. Raises UsageError for another kind, and for a title of CSV or
        JSON.
        """
        from cdetrack.render.exports import dataset_of, export_text

        return export_text(kind, dataset_of(kind, self.store, query, title))

    def export(self, kind: str, path: str | Path, query: Query = _ALL, *, title: str | None = None) -> None:
        """Write an export into a file, which is replaced whole or not at all: a kind of `export_text`, or `xlsx`.

        Raises UsageError as `export_text`, NotFoundError for a missing folder, and ConfigError if the extra `documents`
        is not installed for `xlsx`.
        """
        from cdetrack.render.exports import dataset_of, file_content
        from cdetrack.store.export_file import save_export

        save_export(str(path), file_content(kind, dataset_of(kind, self.store, query, title)))

    def export_evidence(self, reference: str, folder: str | Path | None = None) -> "Pack":
        """Write a pack of evidence for the document of a notice into a folder, by default `evidence-ID`.

        Raises NotFoundError as `notice` and for a missing parent, and UsageError for a folder that is not empty.
        """
        from cdetrack.evidence.pack import write_pack

        target = Path(folder) if folder is not None else None
        return write_pack(self.store, self.sources, self.notice(reference), target, now=self.now())

    # Soundness

    def examine(self, *, deep: bool = False, heads: Collection[str] = ()) -> "Examination":
        """Read every byte of the cache, and return the damage.

        With `deep`, the notices are derived anew from the history and compared. `heads` are hashes of earlier ends of
        the history, `examine().head.hash`: a missing one is damage.
        """
        from cdetrack.doctor import examine

        return examine(self.store, deep=deep, heads=heads)

    def repair(self, *, deep: bool = False) -> list[str]:
        """Repair the cache as far as possible, keeping every damaged file, and return a line for each step.

        With `deep`, notices that differ from those that the history gives are repaired, too. Texts of kept files that
        are gone, or could not be read before, are read.
        """
        from cdetrack.doctor import repair
        from cdetrack.look.texts import catch_up
        from cdetrack.render import counted

        told = repair(self.store, deep=deep)
        before = self.store.texts.unread()
        without = catch_up(self.store, progress=lambda _: None)
        count = len(before - self.store.texts.unread())
        return [*told, *([f"texts: those of {counted(count, 'kept file')} read"] if count else []), *without]


def _is_all(query: Query) -> bool:
    """Return True if every document that is not withdrawn matches."""
    return query._replace(limit=0, reverse=False) == _ALL
