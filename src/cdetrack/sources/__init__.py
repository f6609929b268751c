"""The sources that cdetrack knows, and the one door to their parsers; importing it loads no parser."""

from cdetrack.sources.catalogue import PAGE_SIZE, SOURCES, Source, request_for, source_at
from cdetrack.sources.decoding import decode
from cdetrack.sources.reading import read

__all__ = ["PAGE_SIZE", "SOURCES", "Source", "decode", "read", "request_for", "source_at"]
