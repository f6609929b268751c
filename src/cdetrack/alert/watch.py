"""A watch: a saved filter with channels to alert."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Literal

from cdetrack.errors import NotFoundError
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Query
from cdetrack.text.suggest import hint

Rhythm = Literal["daily", "weekly", "monthly"]
RHYTHMS: Mapping[str, Rhythm] = {"daily": "daily", "weekly": "weekly", "monthly": "monthly"}
OCCASIONS = ("added", "changed", "withdrawn")
"""The kinds of changes of which a watch can alert."""


@frozen
class Watch:
    """A saved filter with somewhere to send alerts."""

    name: str
    query: Query
    on: tuple[str, ...]
    digest: bool | Rhythm
    """True for one alert of all that a check finds, False for one of each notice, or the rhythm of a recap."""
    remind: tuple[timedelta, ...]
    """How long before a day to act by to remind of it, each once."""
    channels: tuple[str, ...]
    days: tuple[tuple[str, str], ...] = ()
    """The days of its filter as they are written, such as `("since", "1y")`."""

    @property
    def rhythm(self) -> Rhythm | None:
        """The rhythm of its recaps; None without recaps."""
        return None if isinstance(self.digest, bool) else self.digest


def watch_called(watches: Iterable[Watch], name: str) -> Watch:
    """Return the watch called `name`. Raises NotFoundError if there is none."""
    known = {watch.name: watch for watch in watches}
    if name not in known:
        raise NotFoundError(f"no watch `{name}`", hint=hint(name, known, "`cdetrack watches` lists them"))
    return known[name]


@frozen
class Recipients:
    """The watches of a configuration, and the channels that are told of sources in trouble."""

    watches: tuple[Watch, ...]
    trouble_to: tuple[str, ...] = ()
    """Empty for every channel of every watch."""

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel, each once."""
        return tuple(dict.fromkeys([*self._of_watches, *self.trouble_to]))

    @property
    def of_troubles(self) -> tuple[str, ...]:
        """The channels that are told of sources in trouble."""
        return self.trouble_to or self._of_watches

    @property
    def _of_watches(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(channel for watch in self.watches for channel in watch.channels))
