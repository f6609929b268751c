"""Decide which sources are in trouble, and which of these states are news."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from cdetrack.alert.alert import Trouble
from cdetrack.model.jsonform import timestamp
from cdetrack.query.freshness import Freshness
from cdetrack.render import counted

Troubles = Mapping[str, Trouble]
"""The troubles of one source, by their state: one does not hide another. Empty if the source is well."""


def troubles(
    rows: Iterable[Freshness], known: Mapping[str, Troubles], *, now: datetime, today: date, after: timedelta
) -> dict[str, dict[str, Trouble | None]]:
    """Return of each enabled source with a look which troubles it has, by their state; None for one that it has not.

    A source is failing or silent if it has been so for longer than `after`. What is left out cannot be said: whether
    one that fails is silent as well, whether one that has failed for less than `after` is in trouble, and whether one
    that is `known` to be silent, and has posted nothing since, is so no longer: only `after` or its rhythm is another.
    """
    found: dict[str, dict[str, Trouble | None]] = {}
    for row in rows:
        if not row.enabled or row.last_look is None:
            continue
        here: dict[str, Trouble | None] = {}
        found[row.source] = here
        if row.failing_since is None:
            here["failing"] = None
            silence = known.get(row.source, {}).get("silent")
            posted = row.posted.isoformat() if row.posted is not None else ""
            if row.silent and row.posted is not None and today - row.posted > after:
                here["silent"] = Trouble(source=row.source, state="silent", since=posted)
            elif silence is None or posted > silence.since:
                here["silent"] = None
        elif row.is_stale(now, after):
            why, since = (row.error or "")[:500], timestamp(row.failing_since)
            here["failing"] = Trouble(source=row.source, state="failing", since=since, why=why, misread=row.misread)
        why = f"{counted(row.unreadable, 'entry', 'entries')} of the last look"
        unread = Trouble(source=row.source, state="unread", since=timestamp(now), why=why)
        here["unread"] = unread if row.unreadable else None
    return found


def trouble_news(
    known: Mapping[str, Troubles], present: Mapping[str, Mapping[str, Trouble | None]]
) -> tuple[list[Trouble], dict[str, Troubles]]:
    """Return the beginnings and ends of troubles to tell, and the troubles that are known from now on, by source."""
    told: list[Trouble] = []
    kept = dict(known)
    for name, states in present.items():
        left = dict(known.get(name, {}))
        for state, now in states.items():
            before = left.pop(state, None)
            if now is None:
                if before is not None and before.told:
                    told.append(Trouble(source=name, state="well", since=before.since, why=state))
                continue
            # A silence that is older than the first check is no news.
            is_news = before is None and (state != "silent" or name in known)
            left[state] = before or replace(now, told=is_news)
            told += [now] if is_news else []
        kept[name] = left
    return told, kept
