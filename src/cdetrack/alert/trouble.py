"""Decide which sources are in trouble, and which of these states are news."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from cdetrack.alert.alert import Trouble
from cdetrack.model.jsonform import timestamp
from cdetrack.query.freshness import Freshness
from cdetrack.render import counted


def troubles(rows: Iterable[Freshness], *, now: datetime, today: date, after: timedelta) -> dict[str, Trouble]:
    """Return the state of each enabled source with a look: failing or silent for longer than `after`, or well.

    One that failed for less than `after` has no state.
    """
    found = {}
    for row in rows:
        if not row.enabled or row.last_look is None:
            continue
        if row.failing_since is not None and row.is_stale(now, after):
            state = Trouble(
                source=row.source, state="failing", since=timestamp(row.failing_since), why=(row.error or "")[:500]
            )
        elif row.failing_since is not None:
            continue  # neither in trouble for long enough, nor well: what was told stands
        elif row.silent and row.posted is not None and today - row.posted > after:
            state = Trouble(source=row.source, state="silent", since=row.posted.isoformat())
        elif row.unreadable:
            why = f"{counted(row.unreadable, 'entry', 'entries')} of the last look"
            state = Trouble(source=row.source, state="unread", since=today.isoformat(), why=why)
        else:
            state = Trouble(source=row.source, state="well")
        found[row.source] = state
    return found


def trouble_news(
    known: Mapping[str, Trouble], present: Mapping[str, Trouble]
) -> tuple[list[Trouble], dict[str, Trouble]]:
    """Return the states to tell, and all states that are known from now on, by source."""
    told, kept = [], dict(known)
    for name, now in present.items():
        before = known.get(name)
        if before is not None and before.state == now.state:
            continue
        if now.state == "silent" and before is None:
            # The silence is older than the first check: it is no news.
            kept[name] = Trouble(source=name, state=now.state, since=now.since, told=False)
            continue
        kept[name] = now
        if now.state != "well":
            told.append(now)
        elif before is not None and before.told and before.state != "unread":
            told.append(Trouble(source=name, state="well", since=before.since, why=before.state))
    return told, kept
