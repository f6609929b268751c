"""Complete notices from their own pages: the new ones of a look, and those that an earlier run could not read."""

from collections.abc import Sequence
from dataclasses import replace

from cdetrack.changes.change import is_quiet
from cdetrack.changes.keys import keys_of
from cdetrack.fetch.private import is_private
from cdetrack.look.details import DetailReader, Details, with_own_page
from cdetrack.look.outcome import Outcome
from cdetrack.look.recording import preview_visit, record_details
from cdetrack.look.texts import read_texts
from cdetrack.look.visit import Visit, Visitor
from cdetrack.model.record import Look, Record
from cdetrack.store.present import Present
from cdetrack.store.state import load_state
from cdetrack.text.days import today


class Completion:
    """Completes the notices of one visit; its time begins when it is made."""

    def __init__(self, visitor: Visitor, visit: Visit) -> None:
        self._visitor = visitor
        self._visit = visit
        until = visitor.clock() + visitor.time_limit
        self._reader = DetailReader(
            get=visitor.get,
            source=visit.facts.source,
            seen=today(visitor.now),
            progress=visitor.progress,
            is_over=lambda: visitor.clock() > until,
            is_private=is_private,
        )
        self.details = Details()
        """The details of the look."""

    def of_look(self) -> Visit:
        """Return the visit with the details of its new and reworded notices; after a full look, of all of them.

        In the same look: an alert about a new notice then has everything on the notice's own page.
        """
        visitor, visit, look = self._visitor, self._visit, self._visit.look
        if look is None:
            return visit
        preview = preview_visit(visitor.store, visitor.recorded(), visit, look, sites=visitor.sites)
        fresh = {each.after.url for each in preview.changes if each.after is not None and not is_quiet(each)}
        self.details = self._read([each for each in look.records if visitor.full or each.url in fresh])
        # Several entries may share one page.
        own = ((each, self.details.records.get(each.url or "")) for each in look.records)
        records = tuple(each if page is None else with_own_page(each, page) for each, page in own)
        return replace(visit, look=replace(look, records=records))

    def of_earlier(self) -> Outcome | None:
        """Read the own pages that an earlier run could not read, and remember the unread ones. Raises CacheError.

        Call it once the look is recorded. Returns None if there was no page to read.
        """
        visitor, visit, name = self._visitor, self._visit, self._visit.plan.source.name
        before = load_state(visitor.store.folder).source(name).unread
        unread = self.details.unread
        present = Present(visitor.recorded(), {keys_of(each)[0] for each in unread})
        failed = {notice_id for each in unread for notice_id in present.find(keys_of(each)[0])}
        seen = {each.url for each in visit.look.records} if visit.look is not None and visitor.full else set()
        standings = [each for each in map(present.get, before) if each is not None and each.withdrawn is None]
        due = [each.record for each in standings if each.id not in failed and each.record.url not in seen]
        details = self._read(due)
        failed.update(each.id for each in standings if each.record in details.unread)
        if not details.records and sorted(failed) == sorted(before):
            return self._told(Outcome(source=name), details) if details.failures else None
        look = Look(source=name, at=visitor.now, records=tuple(details.records.values()), detail=True)
        outcome = record_details(visitor.store, look, unread=failed, sites=visitor.sites)
        return self._told(outcome, details) if due else None

    def _read(self, notices: Sequence[Record]) -> Details:
        """Return the details of these notices, with the texts of their files. Raises CacheError."""
        visitor, source = self._visitor, self._visit.plan.source
        details = self._reader.read(notices)
        # Before the look is recorded: the days in its files are then those of its notices.
        attachments = (each for record in details.records.values() for each in record.attachments)
        notes = read_texts(visitor.store.texts, attachments, source=source.name, progress=visitor.progress)
        return replace(details, notes=(*details.notes, *notes))

    def _told(self, outcome: Outcome, details: Details) -> Outcome:
        return replace(outcome, index=self._visit.plan.index).with_failures(details.failures)
