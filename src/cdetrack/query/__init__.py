"""Queries of the cache: matching notices, references, earlier states, counts, and the freshness of sources."""
