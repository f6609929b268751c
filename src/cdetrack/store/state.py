"""What is remembered of sources and readers between two runs, as values: validators, failures and cursors."""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from cdetrack.model.frozen import frozen, mutable
from cdetrack.model.record import DateOrder, Note, Position, Standing

_MOST_PROBLEMS, _LONGEST_PROBLEM = 500, 300
DISPROVED = "disproved"
"""The mark of an undone change that had not happened."""
_LONG_AGO = "1970-01-01T00:00:00Z"


@frozen
class WaitingFiles:
    """The files of one notice that are still to be fetched."""

    at: str
    """The time of the last try (ISO 8601, UTC)."""
    tries: int
    """The number of failed tries; 0 if only the time did not suffice."""
    why: str
    """The errors of the last try, one a line; empty for none."""


@frozen
class Learnt:
    """What a look has learnt of its source; `store/learnt` has the rules."""

    at: str
    first: str
    """The time of the look (ISO 8601, UTC), and a mark of its first change."""
    values: dict[str, tuple[Any, Any]]
    """Name of a field -> its value before and after the look."""


@mutable
class SourceState:
    """The state of one source; times are ISO 8601 in UTC."""

    etag: str | None = None
    last_modified: str | None = None
    validates: str | None = None
    """The request that the two above belong to: another address, other selectors or a newer parser void them."""
    digest: str | None = None
    """A digest of its first page as it was last read, and of the settings: the same one means that nothing changed."""
    last_look: str | None = None
    last_success: str | None = None
    last_full: str | None = None
    last_new: str | None = None
    """The time of the last look at the live listing that found a notice which the source had not listed before.

    Whatever the date of the notice, and whether or not another source had listed it.
    """
    failing_since: str | None = None
    error: str | None = None
    misread: bool = False
    """Its last look got a page that could not be understood."""
    missed: dict[str, int] = field(default_factory=dict)
    """Id -> the number of looks in a row, up to the last one, that missed the notice."""
    unread: list[str] = field(default_factory=list)
    """The ids of notices with own pages that failed: they are fetched again."""
    waiting: dict[str, WaitingFiles] = field(default_factory=dict)
    """Id of a notice -> the tries to fetch its files, or its own page, that are still to be fetched."""
    undone: dict[str, str] = field(default_factory=dict)
    """Id -> `baseline` or `quiet` and a digest of the words, for what an undone look had found and told to nobody.

    The digest is of the title without a badge. It is told to nobody when it is found again. Other changes of an undone
    look have their kind, and `DISPROVED` once a look has shown that they had not happened: when one of them is found
    after that, it is news.
    """
    undone_ids: dict[str, str] = field(default_factory=dict)
    """The id that an undone notice would get now -> the one that it had, from an older cdetrack or an export."""
    kind: str | None = None
    """The parser of its last successful look."""
    place: str | None = None
    """The address that was requested for its listing and the one after redirects, as `ADDRESS ADDRESS`."""
    gap: str | None = None
    """The time of a look that ended before known notices: later looks read on until this gap is closed."""
    since_gap: list[str] = field(default_factory=list)
    """The ids of the notices that the source has begun to list since the gap: they say nothing of what is behind it."""
    date_order: DateOrder | None = None
    """`mdy` or `dmy`: the order in the source's numeric dates, learnt from unambiguous ones."""
    read_in: DateOrder | None = None
    """The order that its last look began with; None if it was to be found."""
    settings: str | None = None
    """A digest of the settings by which its last look found the entries; before that, by which it found none."""
    order_settings: str | None = None
    full_settings: str | None = None
    """The same of the look to the end that `order` is of, and of its last full one, both without errors.

    Those of its first look before there is one. A look by other settings may leave out a notice that is not gone.
    """
    left_out: dict[str, str] = field(default_factory=dict)
    """Id -> a digest of the settings that it was listed by, for what it no longer shows since these were edited."""
    configured: bool = False
    """It was enabled in the configuration at its last look; else it was looked at by name or link, or from files."""
    lists: list[str] = field(default_factory=list)
    """The places of the lists on its page that it was read from, the first one first."""
    ended: bool = False
    """The first page of its last look had an end tag: one without it may be cut off."""
    tokens: bool = False
    """Its last look showed known links with other values in their queries: if they vary again, they are tokens."""
    empty_since: str | None = None
    """The time of the first look by its settings that found no entry, before any look found one."""
    reader: int | None = None
    """The version of the parsers at its last look."""
    followed: bool = False
    """A look has read further pages by addresses of the listing or the user, and left no gap."""
    further: bool = False
    """Its listing has further pages that are not read: behind a script, on another site, or too far down."""
    problems: list[str] = field(default_factory=list)
    """Messages about entries of its last look: first of those that could not be read, then oddities of the others."""
    unreadable: int = 0
    """The number of messages in `problems` about entries with a title or a date that could not be read."""
    order: list[str] = field(default_factory=list)
    """The ids of its last look without errors in the listing's order, missed ones in their old places.

    Withdrawn notices stay as long as their neighbours are next to each other.
    """
    learnt: list[Learnt] = field(default_factory=list)
    """What its looks with changes have learnt, the oldest first: an `undo` forgets it."""
    learnt_since: str | None = None
    """The time since when `learnt` is complete: earlier looks have learnt what is not kept there."""

    @property
    def requested(self) -> str:
        """The address that its listing was requested at, empty for a source that is known from files."""
        return (self.place or "").partition(" ")[0]

    def has_listed(self, standing: Standing | None, source: str) -> bool:
        """Return True if the source, `source`, listed a notice before: before the gap, if it has left one.

        What another source lists says nothing of the places of notices here.
        """
        if standing is None or source not in standing.record.sources:
            return False
        is_older = self.gap is None or standing.first_seen < datetime.fromisoformat(self.gap)
        return is_older and standing.id not in self.since_gap

    def drop_validators(self) -> None:
        """Drop the validators: the next look reads its pages whether or not they changed."""
        self.etag = self.last_modified = self.validates = self.digest = None

    def forget(self) -> None:
        """Forget the validators: the next look reads every page and is a full one."""
        self.drop_validators()
        # None would mean a source that is known from ingested files only.
        self.last_full = _LONG_AGO if self.last_full is not None else None

    def keep_problems(self, problems: Sequence[str], notes: Sequence[Note], *, partial: bool = False) -> None:
        """Keep the messages about entries of its last look, unreadable ones first, each cut to a maximum length.

        A look that read the listing in part may have met none of the unreadable entries of before: they stay.
        """
        unread = [*problems, *(each.text for each in notes if each.is_undated)]
        unread = unread or (self.problems[: self.unreadable] if partial else [])
        told = [*unread, *(each.text for each in notes if not each.is_undated)]
        self.problems = [each[:_LONGEST_PROBLEM] for each in told[:_MOST_PROBLEMS]]
        self.unreadable = len(unread[:_MOST_PROBLEMS])

    def succeeded(self, now: str) -> None:
        """Record a look without errors at the time `now`."""
        self.last_look = self.last_success = now
        self.failing_since = self.error = None
        self.misread = False

    def failed(self, now: str, error: str, *, misread: bool = False) -> None:
        """Record a look at the time `now` that ended with `error`; `misread` if it is about the content of a page."""
        self.last_look = now
        # A time in the future comes from a wrong clock.
        self.failing_since = min(self.failing_since or now, now)
        self.error = error
        self.misread = misread

    def found_nothing(self, now: str, message: str) -> None:
        """Record a look at the time `now` at a source that has no notice at present, by its own answer."""
        self.last_look = now
        self.failing_since = None
        self.error = message
        self.misread = False


@mutable
class State:
    """The content of `state.json`."""

    sources: dict[str, SourceState] = field(default_factory=dict)
    cursors: dict[str, Position] = field(default_factory=dict)
    """Name -> the cursor of `diff --since-last NAME`."""
    inbox: dict[str, str] = field(default_factory=dict)
    """Files in the inbox that could not be read: path -> size and time of change."""
    robots: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Origin -> the rules of its `robots.txt` for us, as `fetch/robots` keeps them: `at`, `rules`, `delay`."""
    paused: dict[str, datetime] = field(default_factory=dict)
    """Host -> the end of the pause that it asked for with `Retry-After`, aware."""
    through: Position | None = None
    """The end of the history when the state was saved; None in a state of cdetrack 0.1."""

    def source(self, name: str) -> SourceState:
        """Return the state of the source `name`, to be changed in place."""
        return self.sources.setdefault(name, SourceState())

    def former_names(self, name: str, settings: str | None) -> list[str]:
        """Return the other names under which the listing of a source was looked at by the same settings."""
        return [other for other, each in self.sources.items() if other != name and each.settings == settings]


def forget_validators(state: State) -> None:
    """Forget the validators of all sources: the next look at each reads every page and is a full one."""
    for source in state.sources.values():
        source.forget()
