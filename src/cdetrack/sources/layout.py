"""The layout that a page is expected to have: that of its source."""

from collections.abc import Mapping

from cdetrack.model.frozen import frozen
from cdetrack.sources.json_mapping import JsonMapping


class Selectors(dict[str, str]):
    """CSS selectors of a source by field, with the place of each in the configuration for messages."""

    def __init__(self, selectors: Mapping[str, str], places: Mapping[str, str]) -> None:
        super().__init__(selectors)
        self.places = places


@frozen
class Layout:
    """The known facts about a page's layout before it is read; by default none."""

    kind: str | None = None
    """The kind of an HTML page: nothing else that repeats on it is then taken for a listing."""
    selectors: Mapping[str, str] | None = None
    """CSS selectors for HTML: `item`, `title`, `link`, `date`, `summary`."""
    json: JsonMapping | None = None
    """The fields of JSON."""


ANY = Layout()
