"""Changes in JSON, with the days to act by that differ: the history holds texts alone, and days follow from them."""

from typing import TYPE_CHECKING

from cdetrack.model import jsonform

if TYPE_CHECKING:
    from cdetrack.meaning.facets import Facets
    from cdetrack.model.record import Change


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
    from cdetrack.query.past import facets_of_sides

    sides = facets_of_sides(change)
    if sides is None:
        return {}
    before, after = map(_days, sides)
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _days(facets: "Facets") -> dict[str, object]:
    days = {name: getattr(facets, name) for name in ("effective", "event", "comments_due")}
    return {
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "milestones": jsonform.milestones_json(facets.milestones),
    }
