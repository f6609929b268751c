"""Find the entries of one look that show another entry of it again."""

from collections.abc import Callable, Sequence
from itertools import chain

from cdetrack.changes.keys import application_of, fragment_of, key_among, wording_of
from cdetrack.model.record import Look, Record

Keys = Sequence[tuple[str, ...]]
"""The keys of each entry of a look, the strongest first."""


def repeats(look: Look, keys: Keys, *, is_as_known: Callable[[int], bool]) -> set[int]:
    """Return the positions of repeated entries: they have the link, title and date of an earlier entry, or its number.

    Under one number, another title with another date is another notice. An entry without a link, its fragment, a date
    or an application number also repeats an entry that has it. Entries with different application numbers repeat
    nothing of each other, nor do those with different ids in an export, nor those whose links lead to different places
    of one page.

    `is_as_known` tells whether the entry at a position has the title and the day of a known notice. Of several entries
    with one number, such a one stays: the order of the page, or a teaser on top of it, changes no notice.
    """
    if _are_all_different(keys):
        return set()
    applications = [application_of(record) or look.ids.get(at, "") for at, record in enumerate(look.records)]
    fragments = [fragment_of(record) if record.article is None else "" for record in look.records]
    marks = _marks(look.records, keys)
    # The same without the date.
    places = [
        (key_among(each, "u"), wording_of(record.title)) if record.article is None else (each[0], "")
        for record, each in zip(look.records, keys, strict=True)
    ]
    linked, dated, numbered, placed = _Shown(), _Shown(), _Shown(), _Shown()
    for position, (record, mark, application) in enumerate(zip(look.records, marks, applications, strict=True)):
        if record.url is not None:
            linked.add(key_among(keys[position], "t"), application)
        if record.date_from == "listing":
            dated.add(places[position], application)
        if application:
            numbered.add(mark, application)
        if fragments[position]:
            placed.add(mark, application)
    seen: dict[object, int] = {}
    found = set()
    for position, (record, mark, application) in enumerate(zip(look.records, marks, applications, strict=True)):
        fragment = fragments[position]
        undated = record.date_from == "seen" and places[position][0] is not None
        first = seen.setdefault((mark, application, fragment), position)
        if first != position and record.article is not None and is_as_known(position) and not is_as_known(first):
            seen[mark, application, fragment] = position
            found.add(first)
        elif (
            first != position
            or (is_bare(record) and linked.has(key_among(keys[position], "t"), application))
            or (undated and dated.has(places[position], application))
            or (not application and numbered.has(mark, application))
            or (not fragment and placed.has(mark, application))
        ):
            found.add(position)
    return found


def _are_all_different(keys: Keys) -> bool:
    """Return True if no two entries share a key, as in most listings: an entry shares one with its repeat."""
    return len(set(chain.from_iterable(keys))) == sum(map(len, keys))


def _marks(records: Sequence[Record], keys: Keys) -> list[object]:
    """Return for each entry a value that only repeats of it have: its link, title and date, or its number.

    A number counts together with the place of the first entry that has it with this title or with this date, or with
    those of an entry that has one of them as well.
    """
    first: dict[tuple[str, object], int] = {}
    joined: dict[int, int] = {}
    marks: list[object] = []
    numbered: dict[int, int] = {}
    for position, (record, each) in enumerate(zip(records, keys, strict=True)):
        if record.article is None:
            marks.append((key_among(each, "u") or key_among(each, "g"), key_among(each, "t")))
        elif record.date_from == "seen":
            marks.append(each[0])
        else:
            title, day = (each[0], wording_of(record.title)), (each[0], record.date)
            places = {_start(joined, first[one]) for one in (title, day) if one in first}
            at = min(places, default=position)
            joined |= dict.fromkeys(places - {at}, at)
            first[title] = first[day] = numbered[position] = at
            marks.append(each[0])
    for position, at in numbered.items():
        marks[position] = marks[position], _start(joined, at)
    return marks


def _start(joined: dict[int, int], at: int) -> int:
    """Return the first place of a group that has this place; `joined` leads from some places to earlier ones."""
    while at in joined:
        joined[at] = joined.get(joined[at], joined[at])
        at = joined[at]
    return at


class _Shown:
    """What the entries of a look show, and with which application numbers."""

    def __init__(self) -> None:
        self._keys: set[object] = set()
        self._with: set[tuple[object, str]] = set()

    def add(self, key: object, application: str) -> None:
        """Add what one entry shows."""
        self._keys.add(key)
        self._with.add((key, application))

    def has(self, key: object, application: str) -> bool:
        """Return True if an entry that may be of this application shows it."""
        return key in self._keys and (not application or (key, application) in self._with or (key, "") in self._with)


def is_bare(record: Record) -> bool:
    """Return True if an entry has nothing but its title and its date to be found by."""
    return record.article is None and record.url is None and record.guid is None
