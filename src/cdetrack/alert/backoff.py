"""When to retry a failed delivery: after growing pauses."""

from datetime import datetime, timedelta
from hashlib import sha256

_PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
_SPREAD = 5
"""A pause is shortened by up to a fifth, so that alerts that failed together are not retried together."""


def next_try(alert: str, tries: int, now: datetime) -> datetime:
    """Return when to retry an alert that has failed `tries` times: later each time, at most in twelve hours."""
    pause = _PAUSES[min(tries, len(_PAUSES)) - 1]
    share = int(sha256(f"{alert} {tries}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
    return now + pause * (1 - share / _SPREAD)


def is_due(moment: datetime | None, now: datetime) -> bool:
    """Return True if it is time for the next attempt; one that a wrong clock set far ahead counts as due."""
    return moment is None or moment <= now or moment - now > _PAUSES[-1]
