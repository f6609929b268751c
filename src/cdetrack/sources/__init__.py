"""The sources that cdetrack knows, and the one door to their parsers; importing it loads no parser."""

from cdetrack.sources.decoding import decode
from cdetrack.sources.reading import read
from cdetrack.sources.table import PAGE_SIZE, SOURCES, Source, request_for, source_at

__all__ = ["PAGE_SIZE", "SOURCES", "Source", "decode", "read", "request_for", "source_at"]
