"""Everything recorded so far: the fold on disk, and the changes of later looks, which no fold holds yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from cdetrack.model.frozen import Caching, frozen
from cdetrack.store.fold import Fold, sources_after

if TYPE_CHECKING:
    # At run time for changes alone: a quiet check has none.
    from cdetrack.model.record import Change, Position, Standing

MANY = 500
"""The most changes to keep without a fold: each look is compared with them one by one."""


@frozen
class Recorded(Caching):
    """A fold and the changes after it, up to the position `through` in the history; a value, shared by threads."""

    fold: Fold | None
    through: "Position"
    changes: "Sequence[Change]" = ()

    def after(self, changes: "Sequence[Change]", through: "Position") -> "Recorded":
        """Return this with further changes, which end at `through`."""
        return replace(self, through=through, changes=(*self.changes, *changes)) if changes else self

    @property
    def sources(self) -> Mapping[str, int]:
        """The number of changes of each source."""
        return sources_after(self.fold.sources if self.fold is not None else {}, self.changes)

    @cached_property
    def later(self) -> "Mapping[str, Standing | None]":
        """Id -> the notice after the changes, for each notice that they touch; None for one that they undid."""
        if not self.changes:
            return {}
        from cdetrack.store.index import index_of

        names = dict.fromkeys(change.id for change in self.changes)
        standings = index_of(self.fold).standings_after(self.changes, names)
        return {name: standings.get(name) for name in names}

    @cached_property
    def later_keys(self) -> Mapping[str, Sequence[str]]:
        """Id -> the keys of a notice in `later`."""
        from cdetrack.changes.keys import keys_of

        return {name: keys_of(each.record) for name, each in self.later.items() if each is not None}
