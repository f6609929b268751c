"""Find the days of groups in JSON: `{"2025-09-05": [...]}` or `[{"date": "2025-09-05", "items": [...]}]`."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from cdetrack.sources.entries import is_date
from cdetrack.sources.formats.field_names import fields_of
from cdetrack.sources.formats.json_values import text_of_value, written_day

_LONGEST_KEY = 40
_FEWEST = 2


def days_of_keys(value: Mapping[str, object]) -> dict[str, str]:
    """Return the keys of an object that are dates, with themselves as days; none unless several or all are."""
    days = {key: key for key, inner in value.items() if isinstance(inner, list | dict) and _is_day(key)}
    return days if len(days) >= _FEWEST or len(days) == len(value) else {}


def _is_day(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and (key[:1].isdigit() or key[-1:].isdigit()) and is_date(key)


def days_of_groups(values: Sequence[object]) -> list[str | None]:
    """Return the day of each object in a list of groups; None for each if the objects are anything else.

    A group has a date, lists, and no title but its date. The one date of all is that of the answer.
    """
    days = [day for day in takewhile(bool, map(_day_of_group, values)) if day]
    is_grouped = len(days) == len(values) and len(set(days)) >= _FEWEST
    return list(days) if is_grouped else [None] * len(values)


def _day_of_group(value: object) -> str | None:
    if not isinstance(value, dict) or not any(isinstance(inner, list) for inner in value.values()):
        return None
    known = fields_of(value)
    titles = [words for name in known.titles if (words := text_of_value(value[name]))]
    if not all(map(is_date, titles)):
        return None
    days = (shown for name in known.published if (shown := written_day(value[name])))
    return next(filter(is_date, (*days, *titles)), None)
