"""Patterns that contain days: they are neither compiled for a text without a day nor tried on it.

A source that embeds `DAY` several times takes up to 20 ms to compile, as long as everything else of a notice, and only
one title in twenty names a day.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from cdetrack.meaning.facets.calendar import DAY, may_name_a_day

_NOWHERE = re.compile(r"(?!)")


class Dated:
    """A pattern in any case; each of its matches has a `DAY`, or a month with its year."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled for the first text that may name a day."""
        return re.compile(self.source, re.IGNORECASE)

    @cached_property
    def _without_days(self) -> re.Pattern[str]:
        return _NOWHERE

    def _for(self, text: str) -> re.Pattern[str]:
        return self.pattern if may_name_a_day(text) else self._without_days

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match at `start` or behind it, None without one."""
        return self._for(text).search(text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match at `start`, None without one."""
        return self._for(text).match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of all of the text, None without one."""
        return self._for(text).fullmatch(text)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Yield each match at `start` or behind it."""
        return self._for(text).finditer(text, start)


class PerhapsDated(Dated):
    """A pattern in any case that also has ways to match without a day: a text without one is tried for these."""

    @cached_property
    def _without_days(self) -> re.Pattern[str]:
        return re.compile(self.source.replace(DAY, "(?!)"), re.IGNORECASE)


ANY_DAY = Dated(DAY)
