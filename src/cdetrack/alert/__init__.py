"""Alerts: finding those that are due, writing them, keeping them in the outbox and delivering them to `channels`.

* The whole of a check: `check`; the changes that a watch may be told of: `unheard`, `told_before`; which of them are
  news: `due`; the alerts of each channel, and which share a message: `addressing`.
* When a watch begins, and when a recap is due: `beginning`, `recaps`; sources in trouble: `trouble`.
* The outbox: `outbox`, on `outbox_records`, `outbox_replay`, `outbox_forms` and `outbox_state`; delivery: `delivery`,
  `sending`, `backoff`; the alerts that wait for one channel: `waiting`.
* The documents and words of a message: `items`, `digest`, `compose`; the cache as alerts read it: `snapshot`.
* Why a watch was told, for `show --why`: `why`.

**An alert is stored before it is sent.** One synced record moves a watch's cursor and stores its alerts; ids are
derived from watch, channel and changes. A crash can repeat an alert under its id, never lose it or rename it. The
outbox keeps the notices that each watch has told (the *told set*) beside its cursor: `added` is decided for each
watch, and a lost cursor repeats nothing.

* Alerts to one mailbox from several watches stay apart and share a *bundle*: the id of their one message.
* A digest is divided where another watch mails a single notice, so that each notice comes once to a person.
* An alert that its receiver finds too large is replaced, in one record, by parts whose ids follow from their content.
* The cursor of a watch with recaps moves only with a recap, so that each covers everything since the one before.
"""
