"""Plan a visit by the state of its source: whether a full look is due, and what is still valid from earlier ones."""

from datetime import datetime, timedelta

from cdetrack.model.frozen import frozen
from cdetrack.sources import Source
from cdetrack.store.state import SourceState
from cdetrack.text.links import without_password
from cdetrack.version import __version__

FULL_EVERY = timedelta(days=7)
"""For this long a `304` or a first page without news suffices; then a full look reads every page again."""


@frozen
class PlannedVisit:
    """A source to visit, with its state from earlier looks."""

    source: Source
    state: SourceState
    first: bool
    """The source was never looked at."""
    index: int = 0
    """The index among the requested sources, from 0."""

    @property
    def is_forgotten(self) -> bool:
        """Whether its notices are recorded, and its state is lost."""
        return not self.first and self.state.last_success is None


def is_full_look_due(state: SourceState, now: datetime) -> bool:
    """Return True if the last full look is too long ago, or its time is unknown; `now` is aware and UTC."""
    try:
        ago = now - datetime.fromisoformat(state.last_full or "")
    except (ValueError, TypeError):
        return True
    # A time in the future comes from a wrong clock.
    return not timedelta(0) <= ago <= FULL_EVERY


def is_edited(state: SourceState, settings: str | None) -> bool:
    """Return True if no look by these settings has read the listing, or the one that began to left a gap.

    They may leave out notices: only a full look tells which.
    """
    unfinished = state.gap is not None and are_other_settings(settings, state.order_settings)
    return unfinished or are_other_settings(settings, state.settings)


def are_other_settings(now: str | None, before: str | None) -> bool:
    """Return True if two digests are of different settings; those of a file, and of earlier versions, are not known."""
    return None not in {now, before} and now != before


def validator_scope(source: Source) -> str:
    """Return the address, settings and parser of a source: its validators and saved pages are valid for no others."""
    # Without the password in the address: a team may keep the state in git.
    return " ".join(
        filter(None, (without_password(source.url), source.settings, source.date_order, f"cdetrack/{__version__}"))
    )
