"""The meaning of a notice: its facets, topics and relations, derived from its text and never stored in the history.

* All of it for one record: `rules`. Each title is read in the form of `plain_title`, English words in that of
  `spelling`.
* Kind, issuer, number and days: `facets`.
* Topics: `topics`, on `topic_rule`, `topic_tables`, `built_in_topics` and the data in `topics.toml`.
* The documents that a title is about: `subject`, `document_name`; whether two titles are one: `same_title`.
* Relations: `relations`, on `updates`, `recalls`, `repeals`, `translation`, `gazette`, `dockets`; which notices are
  compared at all: `relation_keys`.
* Notices that are one document: `same_document`, `carriers`; the one that leads it: `documents`.
* Regulators by their acronyms: `regulators`.

**A document is a group of notices of different sources.** It decides which notices are listed together, and silences
nothing: every notice that is added for a watch is named in its alert. Two entries of one source are never one
document.
"""
