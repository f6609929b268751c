"""Formats of listings that belong to no site: feeds, JSON, sheets, text; and wrappers that hold a page."""
