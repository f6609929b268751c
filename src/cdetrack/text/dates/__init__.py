"""Dates as pages, feeds, sheets and texts write them, in any language."""

from cdetrack.text.dates.reader import Reading, order_of, read

__all__ = ["Reading", "order_of", "read"]
