"""Strings, days and links; knows nothing of notices."""
