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
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.config.workspace import clock
from cdetrack.model.notice import Query
from cdetrack.questions import ALL, Questions

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from cdetrack.alert.backtest import Backtest
    from cdetrack.alert.check import CheckResult
    from cdetrack.alert.message import Message
    from cdetrack.alert.outbox_state import DeliveryResult, StoredAlert
    from cdetrack.alert.samples import SampleResult
    from cdetrack.doctor import Examination
    from cdetrack.evidence.pack import Pack
    from cdetrack.look.outcome import Outcome, Progress
    from cdetrack.look.pages import Get
    from cdetrack.look.parsed_listing import ParsedListing
    from cdetrack.look.preview import Preview, SourceTrial
    from cdetrack.mark import Marked
    from cdetrack.model.record import Change
    from cdetrack.sources import Source
    from cdetrack.store.state import SourceState
    from cdetrack.undo import Undone

_WAIT = 30.0
"""Seconds to wait for another check."""


class Cache(Questions):
    """A cache folder, which need not exist yet.

    `Cache(folder, config)` takes the parameters of `Workspace`: the configuration is a file or a `Config`; left out, it
    is `config.toml` in the folder, if there is one.
    """

    _moves_files = True
    """False in a copy that is made to try something: the files of the inbox stay where they are."""

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
        chosen = asked.values() if names else choose(self.sources, ())
        if not names:
            yield from self.take_in(dry_run=dry_run)
        with self.getting(get, patient=not names, keep=not dry_run) as getting:
            visitor = Visitor(
                get=getting,
                store=self.store,
                now=self.now(),
                # Held-back withdrawals are decided on by a full look.
                full=full or accept,
                accept=accept,
                dry_run=dry_run,
                progress=progress,
                origins=lambda: self.origins,
            )
            yield from rounds.fetch(
                visitor, [self._to_read(each, details=details, attachments=attachments) for each in chosen]
            )

    def _to_read(self, source: "Source", *, details: bool, attachments: bool) -> "Source":
        """Return a source with what a fetch asks for beyond its own settings, and the setting for all sources."""
        from dataclasses import replace

        return replace(
            source,
            details=source.details or details or attachments,
            attachments=source.attachments or attachments,
            keep_pages=self.config.fetch.keep_pages if source.keep_pages is None else source.keep_pages,
        )

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
            origins=self.origins,
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
        from cdetrack.look.saved import read_saved

        return read_saved(
            str(path),
            source=source,
            url=url,
            sources=self.sources,
            state=self._state_of(source),
            store=self.store,
            today=self.today,
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
        yield from take(self.store, found, origins=self.origins, accept=accept)

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
            return preview_listings(
                listings, rules, now=now, source=known, url=url, learnt=self._state_of(source).date_order
            )
        [chosen] = choose(self.sources, [place])
        with self.getting(None) as get:
            return preview_source(chosen, get, rules, now=now, learnt=self._state_of(chosen.name).date_order)

    def try_sources(self, *names: str) -> "Iterator[SourceTrial]":
        """Read the first page of each source, or of every enabled one, and yield the results; records nothing.

        Raises NotFoundError for an unknown name.
        """
        from cdetrack.look.preview import try_sources
        from cdetrack.sources.configured import choose

        with self.getting(None) as get:
            yield from try_sources(choose(self.sources, names), get, self.store.rules, now=self.now())

    def _state_of(self, source: str | None) -> "SourceState":
        """Return the state of a source, an empty one if none was saved."""
        from cdetrack.store.state import SourceState
        from cdetrack.store.state_file import load_state

        return load_state(self.folder).source(source) if source is not None else SourceState()

    def undo(self, look: int | None = None) -> "Undone":
        """Take back look number `look`, by default the last one with changes; the history keeps both.

        Raises NotFoundError if there is no such look, and UsageError if a later look has touched its notices.
        """
        from cdetrack.undo import undo

        self._continue_joining()
        return undo(self.store, look, now=self.now())

    # Cursors and decisions

    def unseen(self, name: str, show: "Callable[[Sequence[Change]], None]" = lambda _: None) -> "Sequence[Change]":
        """Return the changes since `name` last asked, after `show` was called with them.

        A new name starts at the present. The cursor of `name` moves once `show` has returned: changes that it could not
        show come again.
        """
        from cdetrack.query.unseen import show_unseen

        return show_unseen(self.store, name, show)

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
        from then on, by default whose they were. Raises UsageError for an unknown state, and NotFoundError as `notice`.
        """
        from cdetrack.mark import mark

        return mark(self.store, references, state, by=by, to=to, note=note, now=self.now())

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

        self.config.check_selectors()
        self._continue_joining()

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

        self._continue_joining()
        return retry(self.store, self.alert_settings(), now=self.now(), clock=clock, wait=wait)

    def drop(self, *ids: str, channel: str | None = None, wait: float = _WAIT) -> list[str]:
        """Give up waiting alerts by id or beginning of one, and all of `channel`; return their ids.

        Raises NotFoundError.
        """
        from cdetrack.alert.check import drop

        self._continue_joining()
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
        from cdetrack.query.select import select

        new = not_begun(load_outbox(self.folder), self.config.watches, self.today)
        fold = self.store.fold()
        return {watch.name: len(select(fold, watch.query._replace(limit=0), counted=False).notices) for watch in new}

    # Exports

    def export_text(self, kind: str, query: Query = ALL, *, title: str | None = None) -> Iterator[str]:
        """Return the text of an export in pieces: `html`, `atom`, `jsonfeed`, `ics`, `csv`, `md`, `json`.

        `title` replaces the title that names the sources. Raises UsageError for another kind, and for a title of CSV or
        JSON.
        """
        from cdetrack.render.exports import dataset_of, export_text

        self._check(query)
        return export_text(kind, dataset_of(kind, self.store, query, title))

    def export(self, kind: str, path: str | Path, query: Query = ALL, *, title: str | None = None) -> None:
        """Write an export into a file, which is replaced whole or not at all: a kind of `export_text`, or `xlsx`.

        Raises UsageError as `export_text`, NotFoundError for a missing folder, and ConfigError if the extra `documents`
        is not installed for `xlsx`.
        """
        from cdetrack.render.exports import dataset_of, file_content
        from cdetrack.store.export_file import save_export

        self._check(query)
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

    def _continue_joining(self) -> None:
        """Go on with a joining of caches that was cut off: until then, the outbox does not know what it has told."""
        from cdetrack.store.store import JOIN

        if (self.folder / JOIN).exists():
            from cdetrack.doctor import repair

            for line in repair(self.store):
                self.tell(line)
