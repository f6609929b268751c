"""The outcome of a look and the progress towards it: values for the caller of a round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from cdetrack.changes.change import is_quiet
from cdetrack.errors import BugError, CdetrackError
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Change


@frozen
class Progress:
    """The progress of a visit, for a progress bar."""

    source: str
    page: int
    pages: int | None
    notices: int


@frozen
class Outcome:
    """The outcome of one look."""

    source: str
    index: int = 0
    """The index of the source among the requested ones, from 0."""
    read: tuple[str, ...] = ()
    """The names of the files that were looked at, for messages."""
    notices: int = 0
    """The number of notices in the look, each counted once."""
    under: Mapping[str, int] = field(default_factory=dict)
    """Source -> the number of these notices that are recorded there: an entry's link may name another one."""
    changes: tuple[Change, ...] = ()
    baseline: bool = False
    """It is the first look at the source: its notices are recorded without alerts."""
    detail: bool = False
    """It read notices' own pages."""
    files: int = 0
    """The number of files that were fetched and kept."""
    held_back: tuple[str, ...] = ()
    """The ids of missing notices that were not withdrawn, because they are too many for a sound page."""
    problems: tuple[str, ...] = ()
    """Entries that could not be read."""
    notes: tuple[str, ...] = ()
    """Oddities of entries that were read, and of the listing."""
    fresh: tuple[str, ...] = ()
    """The problems and notes that the look before did not have."""
    disjoint: bool = False
    """It shares no entry with the look before, or with that before a gap: notices in between may be missing."""
    further: bool = False
    """The listing has further pages that were not read."""
    failure: CdetrackError | None = None
    """The reason for recording nothing, or only the pages read before."""
    mirrored: CdetrackError | None = None
    """The error of the main host that made the mirror necessary."""
    partial: bool = False
    """The listing was not read to its end."""
    unstable: bool = False
    """The listing changed during every pass: the next look may find entries that slipped through."""
    saved_pages: int = 0
    """The number of saved pages of an unfinished first look."""

    def count(self, kind: str) -> int:
        """Return the number of changes of a kind, without quiet ones and the baseline."""
        return sum(1 for each in self.changes if each.kind == kind and not is_quiet(each) and not each.baseline)

    def with_failures(self, failures: Sequence[CdetrackError]) -> "Outcome":
        """Return the outcome with the failures of notices' own pages: the first is its failure unless it has one."""
        others = failures if self.failure is not None else failures[1:]
        return replace(
            self,
            failure=self.failure or next(iter(failures), None),
            problems=(*self.problems, *(error.message for error in others)),
        )

    @property
    def earlier(self) -> int:
        """The number of notices recorded as baseline."""
        return sum(1 for change in self.changes if change.baseline)


def expected_or_bug(error: Exception, where: str) -> CdetrackError:
    """Return an expected error as it is, and any other as a bug that was met in `where`."""
    return error if isinstance(error, CdetrackError) else BugError(where, error)


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """Return the exit code of the first failure in the order of the requested sources; 0 without one.

    A bug comes before every other failure.
    """
    failures = [(each.failure.exit_code, each.index) for each in outcomes if each.failure is not None]
    return min(failures, key=lambda each: (each[0] != BugError.exit_code, each[1]))[0] if failures else 0
