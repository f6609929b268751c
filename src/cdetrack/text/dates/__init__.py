"""Dates as pages, feeds, sheets and texts write them, in any language."""

from cdetrack.text.dates.reader import Order, Reading, order_of, read

__all__ = ["Order", "Reading", "order_of", "read"]
