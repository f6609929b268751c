"""Workbooks: Excel's XLSX and its XML of 2003, OpenDocument; a module for each format."""

from cdetrack.sources.wrappers.workbook.reading import Sheet, is_ours, is_own, sheets

__all__ = ["Sheet", "is_ours", "is_own", "sheets"]
