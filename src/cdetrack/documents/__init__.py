"""The texts of the files that notices link to, and the clauses of documents.

* The text of a file, read in a child process with limits: `text`, `reading`; the child is `child`, its limits
  `limits`.
* A text as lines and paragraphs, without page numbers and running heads: `content`, `paragraphs`.
* The clauses of a document: `clauses`, by the numbers in `numbering`.
* The clauses of two documents that are one, and their differences: `pairing`, `clause_changes`.
"""
