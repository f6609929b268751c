"""Formats of listings that belong to no site: feeds, JSON, HAR, sheets, text."""
