"""Queries of the cache: matching notices, references, earlier states, counts, and the freshness of sources.

* The filters of a user as a query: `filters`; the notices that match: `select`, by words `search` and `full_text`; why
  none does: `impossible`.
* The notice that a reference names: `reference`; its past and its life: `past`, `life`; two documents:
  `document_comparison`.
* How fresh the sources are, and what was never seen: `freshness`, `coverage`.
* Counts: `stats`; the news for one reader: `unseen`; the notices of an export: `dataset`.
"""
