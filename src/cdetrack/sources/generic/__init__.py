"""Read a page of any site that lists dated links, by its repeated blocks or by CSS selectors: `parse`."""

from cdetrack.sources.generic.listing import parse

__all__ = ["parse"]
