"""When a recap is due: once in each period of the regulator's days, also after the machine slept."""

from datetime import date, timedelta
from types import MappingProxyType

from cdetrack.alert.watch import Rhythm

_AHEAD = MappingProxyType({"daily": timedelta(days=7), "weekly": timedelta(days=30), "monthly": timedelta(days=60)})
"""How far ahead a recap names the days to act by."""


def is_recap_due(rhythm: Rhythm, last: date, today: date) -> bool:
    """Return True if a period has begun since the last recap: a day, a week (on Monday), or a month."""
    return last < _start(rhythm, today)


def horizon(rhythm: Rhythm) -> timedelta:
    """Return how far ahead a recap names the days to act by."""
    return _AHEAD[rhythm]


def _start(rhythm: Rhythm, today: date) -> date:
    if rhythm == "weekly":
        return today - timedelta(days=today.weekday())
    return today if rhythm == "daily" else today.replace(day=1)
