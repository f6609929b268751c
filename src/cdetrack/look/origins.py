"""The sources by which notices are worded: those in use, by the hosts of their own pages."""

from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import NamedTuple

from cdetrack.changes.merge import Sites
from cdetrack.model.record import Look
from cdetrack.store.state import SourceState, State


class Origins(NamedTuple):
    """The sources of a configuration: one words the notices whose links lead to its host."""

    sites: Sites = MappingProxyType({})
    """Name -> host of its pages; empty for one without."""
    disabled: AbstractSet[str] = frozenset()
    """Those of them that are not enabled."""

    def is_enabled(self, name: str) -> bool:
        """Return True for an enabled source of the configuration."""
        return name in self.sites and name not in self.disabled

    def in_use(self, state: State, look: Look) -> Sites:
        """Return the sites of the sources that still word notices and keep them present.

        Those that were enabled at their last look, and are not any more, are left out: they were renamed, removed or
        disabled since. Others that are not enabled are looked at by their names or links, or from files; of those, one
        at the address of a source that is enabled is left out, since it was tried by its link before.
        """
        addresses = {each.requested for name, each in state.sources.items() if self.is_enabled(name)} - {""}

        def is_in_use(name: str, source: SourceState) -> bool:
            return self.is_enabled(name) or not (source.configured or source.requested in addresses)

        unknown = SourceState()
        names = {**dict.fromkeys(self.sites), **{name: None for name, each in state.sources.items() if each.last_look}}
        sites = {name: self.sites.get(name, "") for name in names if is_in_use(name, state.sources.get(name, unknown))}
        return sites | {look.source: self.sites.get(look.source, "")}
