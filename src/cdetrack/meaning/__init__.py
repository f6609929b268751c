"""The meaning of a notice: its facets, topics and relations, all derived and never stored as data."""
