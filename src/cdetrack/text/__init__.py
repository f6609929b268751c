"""Strings, dates and links, without knowledge of notices."""
