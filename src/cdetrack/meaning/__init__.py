"""The meaning of a notice: its facets, topics and relations, derived from its text and never stored in the history."""
