"""Compare a look with the known notices: keys before differences; pure functions of values.

* Which known notice an entry is, or whether it is new: `keys`, `match`, on `entries` and `whole_listing`; the same
  entry twice in one look: `repeats`; a new wording or another notice: `likeness`.
* The changes of a look: `compare`; the notice that an entry makes of a known one: `merge`.
* The fields that differ, and the differences that alert nobody: `change`, `rereading`.
* Notices that a listing no longer shows: `absence`; the present from the history: `replay`.

**Identity lives within a source.** A notice is found by its article number, else the id of the feed, else a link that
nothing else has, else title and day.

* Where the links of a whole listing moved, title and day decide, and the name of the page if most kept theirs; with
  it, the title may be reworded. Where the others stayed, a new link is a new notice, unless only a token in its query
  is new, without which all links still differ.
* A badge such as `NEW` comes and goes at either end of a title (`text/clean`): each rule finds the title with and
  without it (`keys.title_keys`), and an entry with the very title comes first. In one look, both are two notices.
* Where all days of a list without links moved by one, nothing is new.
* A newer parser may read more or fewer words of a title without a link; its notice is the only such one of its day.
* Ids that name other notices than before are numbers of rows, and find none. A page that is used again is the link of
  its last notice only.
* Links to another site do not show whether those of a listing moved, and known links on top of it do not show whether
  those of older entries moved.
* Entries that state different application numbers are different notices, whatever else they share.

**The origin words a notice**: a source on the site that its link names, else the first in use that showed it
(`look/origins`). Other wordings are kept beside it and alert nobody, so two sections never change a notice back and
forth; one takes over when its site shows the old words nowhere else. Only its own site, or an explicit `--source` for
a text without links, changes a notice of a built-in source.
"""
