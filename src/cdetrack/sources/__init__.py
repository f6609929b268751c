"""The sources that cdetrack knows, and the function that reads their pages. Importing it loads no parser."""

from cdetrack.sources.catalogue import SOURCES, source_at
from cdetrack.sources.reading import read
from cdetrack.sources.source import Source, request_for

__all__ = ["SOURCES", "Source", "read", "request_for", "source_at"]
