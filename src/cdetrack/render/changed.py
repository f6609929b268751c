"""Changes in JSON, with the days to act by that differ: the history holds texts alone, and days follow from them."""

from typing import TYPE_CHECKING

from cdetrack.model import jsonform

if TYPE_CHECKING:
    from cdetrack.model.record import Change, Record

_NO_TEXT = frozenset({"url", "guid", "shown", "date_from", "attachments"})
"""Fields of a record from which no day to act by follows."""


def change_json(change: "Change") -> dict[str, object]:
    """Return the change as `diff --json` shows it, each side with its days to act by that the other does not have."""
    values, moved = jsonform.change_json(change), _moved(change)
    for place, side in enumerate(("before", "after")):
        given = values[side]
        if isinstance(given, dict):
            values[side] = given | {name: both[place] for name, both in moved.items()}
    values["fields"] = list(_named(change, moved))
    return values


def changed_fields(change: "Change") -> tuple[str, ...]:
    """Return the keys of a notice whose values differ; for an added notice, all that its pages gave."""
    return _named(change, _moved(change))


def _named(change: "Change", moved: "dict[str, tuple[object, object]]") -> tuple[str, ...]:
    return tuple(dict.fromkeys((*change.public_fields, *moved)))


def _moved(change: "Change") -> "dict[str, tuple[object, object]]":
    """Return the keys of days to act by whose values differ, with the values before and after."""
    if change.before is None or change.after is None or _NO_TEXT.issuperset(change.fields):
        return {}
    before, after = _days(change.before), _days(change.after)
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _days(record: "Record") -> dict[str, object]:
    from cdetrack.meaning.rules import facets_of

    facets = facets_of(record)
    days = {name: getattr(facets, name) for name in ("effective", "event", "comments_due")}
    return {
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "milestones": [{**each._asdict(), "date": each.date.isoformat()} for each in facets.milestones],
    }
