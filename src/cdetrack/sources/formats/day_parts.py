"""Read a day whose year, month and day stand in fields of their own, as Java sends it or a page shows it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cdetrack.sources.formats.field_names import plain_name

_JAVA = ("time", "timezoneoffset")
_FORMS = (
    _JAVA,
    ("year", "monthvalue", "dayofmonth"),
    ("year", "monthofyear", "dayofmonth"),
    ("year", "month", "dayofmonth"),
    ("year", "month", "day"),
    ("yearmonth", "day"),
    ("year", "monthday"),
)
"""The names of the parts of a day, from the largest on: `java.util.Date`, java.time, Joda, and the usual words."""
_SIGNS = "年月日"


def day_of_parts(value: Mapping[str, object]) -> str | None:
    """Return the day in the fields of an object as text, `2025-09-05` or `2025-Sep-05`; None without such fields."""
    names = _names_of_parts(tuple(map(str, value)))
    if not names:
        return None
    if names[0] == _JAVA[0]:
        return _java_date(value[names[1]], value[names[2]])
    parts = [str(value[name]).strip().rstrip(_SIGNS) for name in names[1:]]
    return "-".join(part.zfill(2) for part in parts) if all(parts) else None


@lru_cache(maxsize=256)
def _names_of_parts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first name of a form and the names of its fields; an empty tuple if no form has all its fields."""
    known = {plain_name(name): name for name in names}
    return next(((form[0], *map(known.__getitem__, form)) for form in _FORMS if all(map(known.__contains__, form))), ())


def _java_date(milliseconds: object, offset: object) -> str | None:
    """Return the day of a `java.util.Date`, whose own fields count years from 1900 and months from 0."""
    if not isinstance(milliseconds, int) or not isinstance(offset, int):
        return None
    try:
        at = datetime.fromtimestamp(milliseconds / 1000, UTC) - timedelta(minutes=offset)
    except (OverflowError, OSError, ValueError):
        return None
    return at.date().isoformat()
