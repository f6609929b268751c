"""Complete notices from their own pages and files: those of a look, and those that an earlier run could not read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cdetrack.changes.change import is_quiet
from cdetrack.changes.keys import keys_of
from cdetrack.errors import CdetrackError
from cdetrack.fetch.private import is_private
from cdetrack.look.attachments import FileReader
from cdetrack.look.details import DetailReader, Details, with_own_page
from cdetrack.look.outcome import Outcome, Progress
from cdetrack.look.recording import preview_visit, record_details
from cdetrack.look.texts import read_texts
from cdetrack.look.visit import Visit, Visitor
from cdetrack.model.jsonform import timestamp
from cdetrack.model.notice import Attachment
from cdetrack.model.record import Change, Look, Record, Standing
from cdetrack.store.kept import KeptFiles
from cdetrack.store.parts import BusyError, Parts
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState, WaitingFiles
from cdetrack.store.state_file import load_state
from cdetrack.text.days import today

_SOON = 2
"""The tries that follow at each look; after them, a file is tried again with growing pauses."""
_PAUSE, _LONGEST_PAUSE = timedelta(hours=6), timedelta(days=7)


class Completion:
    """Completes the notices of one visit; its time begins when it is made."""

    def __init__(self, visitor: Visitor, visit: Visit) -> None:
        self._visitor = visitor
        self._visit = visit
        self._source = visit.plan.source
        until = visitor.clock() + visitor.time_limit
        public = not is_private(self._source.url)
        self._reader = DetailReader(
            get=visit.received or visitor.get,
            source=visit.facts.source,
            seen=today(visitor.now),
            progress=visitor.progress,
            is_over=lambda: visitor.clock() > until,
            public=public,
        )
        self._parts = Parts(KeptFiles(visitor.store.folder), visitor.now)
        self._files = FileReader(
            visitor.get,
            self._parts,
            public=public,
            is_over=lambda: visitor.clock() > until,
            now=visitor.now,
        )
        self.details = Details()
        """The details of the look."""
        self._asked: frozenset[str | None] = frozenset()
        """The addresses of the own pages that the look asked for."""
        self._tried: set[str] = set()
        """The ids of the notices with these own pages, once the look is recorded."""

    def of_look(self) -> Visit:
        """Return the visit with the details of its new and reworded notices; after a full look, of all of them.

        In the same look: an alert about a new notice then has everything on the notice's own page.
        """
        visitor, visit, look = self._visitor, self._visit, self._visit.look
        if look is None:
            return visit
        preview = preview_visit(visitor, visit, look)
        # By id: the address of a notice may vary from look to look.
        wanted = {each.id for each in preview.outcome.changes if _wants_own_page(each, look.source)}
        if visit.plan.is_forgotten:
            # The state, which tells the pages that are still to be read, is lost.
            present = Present(visitor.recorded(), ())
            known = {name: each for name in preview.shown if (each := present.get(name)) is not None}
            wanted |= {name for name, each in known.items() if not each.record.body and not each.record.attachments}
        notices = [each for name, each in preview.shown.items() if visitor.full or name in wanted]
        self._asked = frozenset(each.url for each in notices if each.url is not None)
        self.details = self._read(notices)
        # Several entries may share one page.
        own = ((each, self.details.records.get(each.url or "")) for each in look.records)
        records = tuple(each if page is None else with_own_page(each, page) for each, page in own)
        return replace(visit, look=replace(look, records=records), on_record=self._remember)

    def _remember(self, state: SourceState, shown: Mapping[str, Record]) -> None:
        """Note in the state which own pages and files of the look are still to be read.

        Saved with the look: a run that is killed later forgets none of them.
        """
        self._tried = {name for name, each in shown.items() if each.url in self._asked}
        tried = {name: shown[name].url for name in self._tried}
        state.unread, state.waiting = self._still(state.unread, state.waiting, tried, self.details)

    def _still(
        self,
        unread: Iterable[str],
        waiting: Mapping[str, WaitingFiles],
        tried: Mapping[str, str | None],
        details: Details,
    ) -> tuple[list[str], dict[str, WaitingFiles]]:
        """Return the ids with unread own pages, and the waiting files, after own pages were tried: id -> address."""
        failed = {each.url for each in details.unread}
        still, left = set(unread), dict(waiting)
        for name, url in tried.items():
            why = (details.why_unread if url in failed else details.short).get(url or "")
            if url in failed:
                still.add(name)
            else:
                still.discard(name)
                left.pop(name, None)
            if why is not None:
                left[name] = self._waiting(waiting.get(name), why)
        return sorted(still), left

    def told(self, outcome: Outcome) -> Outcome:
        """Return the outcome of the recorded look with the results of its details."""
        files = len(self._files.fetched)
        outcome = replace(outcome, notes=(*outcome.notes, *self.details.notes), files=files)
        return outcome.with_failures(self.details.failures)

    def of_earlier(self) -> Outcome | None:
        """Read pages and files that an earlier run could not, and remember those still unread. Raises CacheError.

        Call it once the look is recorded. Returns None if there was nothing to read.
        """
        visitor, visit, name = self._visitor, self._visit, self._source.name
        before = load_state(visitor.store.folder).source(name)
        self._parts.forget(self._files.fetched)
        kept_before = len(self._files.fetched)
        present = Present(visitor.recorded(), ())
        here = [each for each in map(present.get, before.unread) if each is not None and each.withdrawn is None]
        due = [each for each in here if each.id not in self._tried and self._is_due(before.waiting.get(each.id))]
        details = self._read([each.record for each in due])
        pages = ((each.record, details.records.get(each.record.url or "")) for each in due)
        records = [with_own_page(record, page) for record, page in pages if page is not None]
        waits = {*before.unread, *self._tried}
        late, of_files, errors = self._late_files(
            {key: each for key, each in before.waiting.items() if key not in waits}, present
        )
        records += late
        kept = {*(each.id for each in here), *self._tried}
        unread, waiting = self._still(
            [each.id for each in here],
            {key: each for key, each in before.waiting.items() if key in kept} | of_files,
            {each.id: each.record.url for each in due},
            details,
        )
        # An error that was told is told once.
        told = {
            line for each in before.unread if each in before.waiting for line in before.waiting[each].why.splitlines()
        }
        failures = (*(each for each in details.failures if each.message not in told), *errors)
        outcome = Outcome(source=name)
        if records or (unread, waiting) != (sorted(before.unread), before.waiting):
            look = Look(source=name, at=visitor.now, records=tuple(records), detail=True)
            outcome = record_details(
                visitor.store,
                look,
                unread=unread,
                waiting=waiting,
                received=visit.received,
            )
            self._parts.forget(self._files.fetched)
        if not (due or late or failures):
            return None
        failed = {each.url for each in details.unread}
        read = sum(each.record.url not in failed for each in due)
        files = len(self._files.fetched) - kept_before
        outcome = replace(outcome, index=visit.plan.index, notices=read, files=files)
        return outcome.with_failures(failures)

    def _read(self, notices: Sequence[Record]) -> Details:
        """Return the details of these notices, with their files and the texts of these. Raises CacheError."""
        details = self._reader.read(notices)
        if self._source.attachments:
            details = self._with_files(details)
        return replace(details, notes=(*details.notes, *self._texts(details.records.values())))

    def _texts(self, records: Iterable[Record]) -> tuple[str, ...]:
        """Read the texts of files, and return a message for each without one.

        Before the look is recorded: the days in its files are then those of its notices.
        """
        attachments = (each for record in records for each in record.attachments)
        visitor = self._visitor
        return read_texts(visitor.store.texts, attachments, source=self._source.name, progress=visitor.progress)

    def _with_files(self, details: Details) -> Details:
        """Return the details with the files of their notices. Raises CacheError."""
        linked = {url: record for url, record in details.records.items() if record.attachments}
        if not linked:
            return details
        known = self._known_files(linked.values())
        records, short = dict(details.records), dict(details.short)
        failures, notes = [*details.failures], [*details.notes]
        try:
            with self._parts.receiving():
                for number, (url, record) in enumerate(linked.items(), 1):
                    found = self._files.read(record.attachments, known.get(url, ()))
                    records[url] = record._replace(attachments=found.attachments)
                    failures += found.failures.values()
                    notes += found.notes
                    if found.why_incomplete is not None:
                        short[url] = found.why_incomplete
                    self._progress(number, len(linked))
        except BusyError as error:
            notes.append(error.message)
            short |= dict.fromkeys(linked, "")
        return replace(details, records=records, short=short, failures=tuple(failures), notes=tuple(notes))

    def _late_files(
        self, waiting: Mapping[str, WaitingFiles], present: Present
    ) -> tuple[list[Record], dict[str, WaitingFiles], list[CdetrackError]]:
        """Fetch the files that earlier runs could not; return the completed notices, those still waiting, new errors.

        A notice that is gone waits no longer. Raises CacheError.
        """
        still: dict[str, WaitingFiles] = {}
        due: list[Standing] = []
        for notice_id, each in waiting.items():
            standing = present.get(notice_id)
            if standing is None or standing.withdrawn is not None:
                continue
            if not any(file.sha256 is None for file in standing.record.attachments):
                continue
            still[notice_id] = each
            if self._is_due(each):
                due.append(standing)
        records: list[Record] = []
        failures: list[CdetrackError] = []
        if not due:
            return records, still, failures
        try:
            with self._parts.receiving():
                for number, standing in enumerate(due, 1):
                    missing = [each for each in standing.record.attachments if each.sha256 is None]
                    found = self._files.read(missing)
                    fetched = {each.url: each for each in found.attachments if each.sha256 is not None}
                    if fetched:
                        files = (fetched.get(each.url, each) for each in standing.record.attachments)
                        records.append(standing.record._replace(attachments=tuple(files)))
                    before = still.pop(standing.id)
                    why = found.why_incomplete
                    if why is not None:
                        still[standing.id] = self._waiting(before, why)
                        # An error that was told is told once.
                        told = set(before.why.splitlines())
                        failures += [error for error in found.failures.values() if error.message not in told]
                    self._progress(number, len(due))
        except BusyError:
            return records, still, failures
        self._texts(records)
        return records, still, failures

    def _is_due(self, waiting: WaitingFiles | None) -> bool:
        return waiting is None or self._visitor.full or _is_due(waiting, self._visitor.now)

    def _waiting(self, before: WaitingFiles | None, why: str) -> WaitingFiles:
        tries = (before.tries if before is not None else 0) + (1 if why else 0)
        return WaitingFiles(at=timestamp(self._visitor.now), tries=tries, why=why)

    def _known_files(self, records: Iterable[Record]) -> dict[str | None, tuple[Attachment, ...]]:
        """Return address -> the attachments of the recorded notice, for those that are known already."""
        by_key = {keys_of(each)[0]: each for each in records}
        present = Present(self._visitor.recorded(), set(by_key))
        found: dict[str | None, tuple[Attachment, ...]] = {}
        for key, record in by_key.items():
            standing = next((present.get(name) for name in present.find(key)), None)
            if standing is not None:
                found[record.url] = standing.record.attachments
        return found

    def _progress(self, number: int, of: int) -> None:
        files = len(self._files.fetched)
        self._visitor.progress(Progress(source=f"{self._source.name}, files", page=number, pages=of, notices=files))


def _wants_own_page(change: Change, source: str) -> bool:
    """Return True for news, and for a known notice that `source` begins to list, and whose own page nobody has read."""
    if change.after is None:
        return False
    begins = change.before is not None and source in {*change.after.sources} - {*change.before.sources}
    return not is_quiet(change) or (begins and change.after.body is None)


def _is_due(waiting: WaitingFiles, now: datetime) -> bool:
    """Return True if waiting files are to be tried again: at the next looks, then after 6 h, 12 h, up to 7 days."""
    later = waiting.tries - _SOON
    if later <= 0:
        return True
    ago = now - datetime.fromisoformat(waiting.at)
    # A time in the future comes from a wrong clock.
    return not timedelta() <= ago < min(_PAUSE * 2 ** min(later - 1, 10), _LONGEST_PAUSE)
