"""The layout that a page is expected to have: that of its source."""

from collections.abc import Mapping
from dataclasses import dataclass

from cdetrack.sources.json_mapping import JsonMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What is known of a page's layout before it is read; by default nothing."""

    kind: str | None = None
    """The kind of an HTML page: nothing else that repeats on it is then taken for a listing."""
    selectors: Mapping[str, str] | None = None
    """CSS selectors for HTML: `item`, `title`, `link`, `date`, `summary`."""
    json: JsonMapping | None = None
    """The fields of JSON."""


ANY = Layout()
