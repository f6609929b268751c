"""One visit to a source, from its pages or a file to the recorded look.

* A round of live listings: `rounds`, `visit`; when every page is read again: `plan`; what a visit leaves:
  `remembering`.
* The pages of a source: `pages`, `elsewhere`; through a listing that changes meanwhile: `walk`, `unfinished`.
* The entries of a page: `parsed_listing`; whether it is the listing that it was before: `first_page`; other lists on
  it: `listing_notes`, `parted_lists`.
* Files: `saved`, `ingest`, `inbox`; without recording: `preview`.
* The changes of a look: `judge`; which of them are news: `news`; when a notice has gone: `missed`; in the history:
  `recording`.
* Own pages and files of notices: `completing`, on `details`, `attachments`, `received` and `texts`.
* The source that words a notice: `origins`; the order of day and month after `state.json` was lost: `recorded_order`.

**A full look reads page 1 again** and closes the gap, or reads once more: see the laws in `tests/look/test_walk.py`. A
look that fails half-way keeps its pages; later looks read on until the gap is closed, also after a look whose pages
had no known notice and whose next page is not there.

**Absence is weak evidence.** A notice is missed by a full look without errors, or by one that shows both its
neighbours side by side, with no entry between them that cannot be read and may be it. It takes two in a row, and never
too many at once.
"""
