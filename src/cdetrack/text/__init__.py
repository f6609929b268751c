"""Strings, dates and links, without knowledge of notices.

* The shapes of dates, numbers of documents, months and scripts: `dates`, `docnumber`, `months`, `numerals`, `script`,
  `traditional`.
* Texts and links in their final form: `clean`, `links`; the difference of two texts: `diff`, on `alignment`.
* Patterns that are compiled at first use: `regex`; what a user may have meant: `suggest`.
"""
