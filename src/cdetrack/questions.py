"""Questions to a cache about its notices, their changes and its sources; none records, fetches or sends anything.

Days, moments and errors are those of `cdetrack.cache`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.config.workspace import Workspace
from cdetrack.model.notice import Notice, Query

if TYPE_CHECKING:
    from cdetrack.model.decision import Decision
    from cdetrack.model.record import Change, Position
    from cdetrack.query.coverage import Coverage
    from cdetrack.query.document_comparison import DocumentComparison
    from cdetrack.query.freshness import Freshness
    from cdetrack.query.full_text import FoundLine, Unsearched
    from cdetrack.query.life import Stage
    from cdetrack.query.past import Carrier
    from cdetrack.query.select import Matches, Selection
    from cdetrack.query.stats import Figures
    from cdetrack.query.unseen import Unseen
    from cdetrack.store.fold import Fold
    from cdetrack.store.history import History

ALL = Query()
"""Every document that is not withdrawn."""
_EXPLAINED = 50 << 20
"""The size in bytes of the largest fold, about 45,000 notices, that may be in memory to explain an answer."""


class Questions(Workspace):
    """A cache folder as `Workspace` has it, which can be asked."""

    @property
    def is_empty(self) -> bool:
        """True if nothing was ever recorded."""
        return self.store.fold() is None

    def first_recorded(self) -> datetime | None:
        """Return the time of the first change that was recorded, aware and UTC; None if there is none."""
        history, through = self._past()
        return history.first_time(through)

    # Notices

    def notices(self, query: Query = ALL) -> list[Notice]:
        """Return the notices that match, newest first.

        Raises NotFoundError for an unknown topic, issuer or source, and UsageError for another value that no notice can
        have, and for a broken regular expression.
        """
        self._check(query, any_issuer=False)
        return self.select(query, counted=False).notices

    def _check(self, query: Query, *, any_issuer: bool = True) -> None:
        """Raise the errors of `notices`; with `any_issuer`, none for an issuer that nobody is called.

        The command line takes such a name, and tells of it.
        """
        from cdetrack.query.filters import FilterNames, check_names
        from cdetrack.query.select import check_values

        check_values(query)
        names = FilterNames(
            topics=lambda: self.store.rules.topics.names,
            sources=self.known_sources,
            tell=(lambda _: None) if any_issuer else None,
        )
        check_names(query, names, today=self.today)

    def known_sources(self) -> Collection[str]:
        """Return the names of all sources that are built in, configured, or have a notice, the built-in ones first."""
        from cdetrack.sources import SOURCES

        fold = self.store.fold()
        return dict.fromkeys([*SOURCES, *self.config.sources, *(fold.sources if fold else ()), "ingest"])

    def select(self, query: Query = ALL, *, counted: bool = True, with_states: bool = True) -> "Selection":
        """Return at most `query.limit` notices that match, and, if `counted`, the number of the others.

        Unless `with_states`, and without a filter of states, decisions are not read: every notice is `new`.
        """
        from cdetrack.query.select import select

        return select(self._fold_for(query, with_states=with_states), query, counted=counted)

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

    def matches(self, query: Query = ALL, *, with_states: bool = True) -> "Matches":
        """Return the same as `notices`, read at each iteration, never all in memory; `with_states` as in `select`."""
        from cdetrack.query.select import Matches

        return Matches(self._fold_for(query, with_states=with_states), query)

    def _fold_for(self, query: Query, *, with_states: bool) -> "Fold | None":
        self._check(query)
        fold = self.store.fold()
        if fold is not None and not with_states and not query.states:
            fold.state_of = None
        return fold

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
        from cdetrack.query.filters import LIST_FILTERS

        if not any(len(getattr(query, name)) > 1 for name in LIST_FILTERS) or (fold := self.store.fold()) is None:
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
        from cdetrack.store.index import notices_with

        return list(notices_with(self.store.fold(), notice.related).values())

    def carriers(self, notice: Notice) -> "list[Carrier]":
        """Return every listing that shows the notice's document, with its link and the time of first sight there."""
        from cdetrack.query.past import carriers

        members = [notice, *(each for each in self.related(notice) if each.document == notice.document)]
        return carriers(members, {each.id: self.history(each.id) for each in members})

    def life(self, notice: Notice) -> "list[Stage]":
        """Return the drafts, editions and corrections of the notice's document, by their days."""
        from cdetrack.query.life import life

        return life(self.store.fold(), notice)

    def decisions(self, notice: Notice) -> "list[Decision]":
        """Return every decision on the notice, the latest last."""
        return self.store.decisions_on([notice]).get(notice.id, [])

    def without_text(self, notice: Notice) -> dict[str, str]:
        """Return the SHA-256 of each kept file of the notice that has no text, with the reason for it."""
        kept = [each.sha256 for each in notice.attachments if each.sha256 is not None]
        return {name: reason for name in kept if (reason := self.store.texts.reason(name))}

    def why(self, notice: Notice) -> dict[str, str]:
        """Return the rule or words behind each field, topic and relation of the notice, and its alerts by watch."""
        from cdetrack.alert.why import why

        return why(self.store, notice, self.related(notice), self.config.watches)

    def topic_counts(self, query: Query = ALL) -> dict[str, int]:
        """Return the number of matching notices in each topic, in the order of the rules."""
        from cdetrack.query.select import every
        from cdetrack.query.stats import count_topics, topics_in
        from cdetrack.store.counts import counts_of

        self._check(query)
        fold, names = self.store.fold(), self.store.rules.topics.names
        if _is_counted(query, fold):
            return topics_in(counts_of(fold), names)
        return count_topics(every(fold, query), names)

    def deadlines(self, query: Query = ALL, *, within: timedelta | None = None) -> list[tuple[date, str, Notice]]:
        """Return the days to come that matching notices announce, by date: day, kind (one of `DAYS`) and notice."""
        from cdetrack.query import select

        self._check(query)
        until = self.today + within if within is not None else None
        return select.deadlines(self.store.fold(), query, since=self.today, until=until)

    def stats(self, query: Query = ALL) -> "Figures":
        """Return the number of matching documents by month and topic, and of notices by source."""
        from cdetrack.query.select import every_marked
        from cdetrack.query.stats import count, figures_of
        from cdetrack.store.counts import counts_of

        self._check(query)
        fold = self.store.fold()
        if _is_counted(query, fold) and not query.limit:
            return figures_of(counts_of(fold))
        found = every_marked(fold, query)
        if query.limit:
            shown = {each.document or each.id: each.id for each in self.select(query, counted=False).notices}
            documents = ((each, shown.get(each.document or each.id)) for each, _ in found)
            found = ((each, name == each.id) for each, name in documents if name is not None)
        return count(found)

    # Sources

    def freshness(self) -> "list[Freshness]":
        """Return the last look, the newest notice and the failures of each source."""
        from cdetrack.query.freshness import freshness
        from cdetrack.store.state_file import load_state

        return freshness(self.store.fold(), load_state(self.folder), self.sources.values(), today=self.today)

    def coverage(self, rows: "Iterable[Freshness] | None" = None) -> "Coverage":
        """Return the sources and the document numbers that were not seen; `rows` are those of `freshness`."""
        from cdetrack.query.coverage import coverage
        from cdetrack.store.state_file import load_state

        known = rows if rows is not None else self.freshness()
        unread = load_state(self.folder).inbox
        return coverage(known, self.sources.values(), self.store.fold(), now=self.now(), unread=unread)

    def answered(self) -> dict[str, datetime]:
        """Return the time of the last successful look at each source that had one."""
        from cdetrack.query.freshness import last_successes
        from cdetrack.store.state_file import load_state

        return last_successes(load_state(self.folder))

    # Changes

    def last_changes(self) -> "list[Change]":
        """Return the changes of the last look that found any."""
        history, through = self._past()
        return history.with_both_sides(history.last_look(through), through)

    def _past(self) -> "tuple[History, Position]":
        return self.store.past(self.store.fold())

    def changes(self, since: date | None = None, until: date | None = None) -> "list[Change]":
        """Return the changes found from the day `since` through the day `until`, oldest first."""
        from cdetrack.query.past import changes_between

        return changes_between(self.store, since, until)

    def outside(self, since: date | None, until: date | None) -> list[str]:
        """Return a sentence for a span of time without a day, else for each end outside of what the history holds."""
        from cdetrack.query.impossible import outside
        from cdetrack.text.days import today

        history, through = self._past()
        ends = history.first_time(through), history.last_time(through)
        return list(outside("change", [today(end) for end in ends if end is not None], since, until))

    def matching(self, changes: "Sequence[Change]", query: Query) -> "list[Change]":
        """Return the changes of notices that match `query` as they are now, or as they were if the cache lost them."""
        from cdetrack.query.past import matching

        return matching(self.store, changes, query)

    def history(self, reference: str) -> "list[Change]":
        """Return every change of one notice, oldest first.

        Raises NotFoundError if `notice` does, unless this is the id of a notice whose look was taken back.
        """
        from cdetrack.changes.change import both_sides

        history, through = self._past()
        past = history.of_notice(reference, through) or history.of_notice(self.notice(reference).id, through)
        return [both_sides(change, past) for change in past]

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
        from cdetrack.store.state_file import load_state

        waiting = (each.waiting.get(notice.id) for each in load_state(self.folder).sources.values())
        errors = [error for each in waiting if each is not None for error in each.why.splitlines()]
        named = {each.url: f"`{redacted(each.url)}` " for each in notice.attachments if each.sha256 is None}
        found = ((url, error.removeprefix(name)) for url, name in named.items() for error in errors if name in error)
        return dict(found)


def _is_counted(query: Query, fold: "Fold | None") -> bool:
    """Return True if every document that is not withdrawn matches: the counts that are kept have the answer."""
    return query._replace(limit=0, reverse=False) == ALL and (fold is None or fold.topics_of is None)
