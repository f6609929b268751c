"""Choose the list of notices among those in a JSON value: the rows with the most titles and dates."""

import re
from typing import NamedTuple

from cdetrack.sources.entries import is_date
from cdetrack.sources.formats.field_names import Fields, fields_of, is_weak, plain_name
from cdetrack.sources.formats.json_rows import (
    INSIDE,
    OTHERS,
    Row,
    Rows,
    lists_in,
    nested_days,
    own_address,
    values_of_days,
)
from cdetrack.sources.formats.json_values import link_of_value, text_of_value, written_day

_PARTS = re.compile(
    r"attach|file|asset|resource|document|media|image|link|tag|categor|topic|author|comment|version|revision|related|history"
    r"|translation|download|change|info\Z|detail|event|contact|agenc|organi[sz]ation|update"
)
"""Names of lists that belong to one entry each."""
_BESIDE = re.compile(
    f"{OTHERS}|version|revision|popular|\\Ahot|recommend|similar|suggest|most(?:read|viewed)|trend|banner|carousel|slide"
)
"""Names of lists beside that of the notices which show other pages, or some of its pages again."""
_FRAME = re.compile(
    r"(?:main|top|side|primary|secondary|global|site|quick|left|right|footer|header|mobile|user)?"
    r"(?:nav(?:igations?|bars?|s)?|menus?|breadcrumbs?|sidebars?|footer|header)(?:items?|links?|lists?|menus?)?"
)
"""Names of the parts of a page around its content."""
_REFERRED = frozenset({"included", "includes"})
"""JSON:API's and Contentful's names of the objects that entries refer to."""
_TYPE = "__typename"
_FIGURES = frozenset({"value", "count", "total", "amount", "percent", "percentage"})


class _Worth(NamedTuple):
    """How much a list looks like notices."""

    rank: tuple[int, int, int]
    """The numbers of entries with title and date, of those with a real title, and of those with title and link."""
    whole: bool
    """Most of its entries have a title and a date that is not that of a change."""


def best_rows(data: object) -> Rows | None:
    """Return the list in a JSON value that looks most like notices; None if none of its lists does."""
    found = [(each, _worth(each)) for each in lists_in(data)]
    outer = [each.path for each, worth in found if worth.whole]
    found = [(each, worth) for each, worth in found if not any(_is_part(each.path, path) for path in outer)]
    found = _of_content(found)
    choice, worth = max(found, key=lambda each: each[1].rank, default=(None, None))
    if choice is None or worth is None:
        return None
    if not any(worth.rank):
        return choice if isinstance(data, list) and _is_titled(choice) else None
    return _of_one_type(_with_those_beside(choice, found))


def _of_content(found: list[tuple[Rows, _Worth]]) -> list[tuple[Rows, _Worth]]:
    """Return the lists without menus and the like, and without objects that the entries of another list refer to."""
    found = [(each, worth) for each, worth in found if worth.whole or not any(map(_is_frame, each.path))]
    content = [(each, worth) for each, worth in found if not any(map(_is_frame, each.path))]
    own = [(each, worth) for each, worth in content if _REFERRED.isdisjoint(each.path)]
    return next((lists for lists in (own, content) if any(any(worth.rank) for _, worth in lists)), found)


def _is_frame(name: str) -> bool:
    return _FRAME.fullmatch(plain_name(name)) is not None


def _with_those_beside(choice: Rows, found: list[tuple[Rows, _Worth]]) -> Rows:
    """Return a list with those beside it that have its fields and a date in each entry; each entry once.

    The pinned entries, or each kind of them, may have a list of its own. Those of a kind with other fields are told.
    """
    names = _names(choice)
    alike, others = list[Rows](), list[Row]()
    for each, worth in found:
        if each is choice:
            alike.append(each)
        elif _is_beside(each.path, choice.path):
            own = _names(each)
            if worth.rank[1] == len(each.entries) and (own <= names or names <= own):
                alike.append(each)
            elif worth.whole:
                others += each.entries
    if len(alike) == 1 and not others:
        return choice
    once = {repr(entry): entry for each in alike for entry in each.entries}
    return Rows(choice.path, [*once.values()], tuple(entry for entry in others if repr(entry) not in once))


def _names(found: Rows) -> frozenset[str]:
    return frozenset(str(name) for entry in found.entries for name in entry)


def _is_beside(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return True for paths that differ in one name alone, if neither is that of other things."""
    names = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(names) == 1 and all(map(_is_own, names[0]))


def _is_own(name: str) -> bool:
    return name not in INSIDE and not _BESIDE.search(plain_name(name))


def _of_one_type(found: Rows) -> Rows:
    """Return the objects of a client's cache without those of types that have no title or no date.

    Such a cache (Apollo's) has all objects of a page by name: authors and categories beside articles.
    """
    if found.path[-1:] != ("{}",) or not all(_TYPE in entry for entry in found.entries):
        return found
    types = {str(entry[_TYPE]) for entry in found.entries if _worth(Rows((), [entry])).rank[0]}
    return Rows(found.path, [entry for entry in found.entries if str(entry[_TYPE]) in types]) if types else found


def _worth(found: Rows) -> _Worth:
    dated = named = linked = lasting = 0
    for entry in found.entries:
        known = fields_of(entry)
        title = next((name for name in known.titles if text_of_value(entry[name])), None)
        if (title is None and not _is_described(entry, known)) or (title and _is_figure(entry, title, known)):
            continue
        values = [*values_of_days(entry, known.days), *nested_days(entry)]
        day = any(is_date(written_day(value) or "") for value in values)
        dated += day
        lasting += title is not None and any(
            is_date(written_day(value) or "") for value in values_of_days(entry, known.lasting)
        )
        named += day and title is not None and not is_weak(title)
        linked += title is not None and (day or (not is_weak(title) and _has_link(entry, known.links)))
    # Descriptions count only where nothing has a title: `description` and a date are in many lists.
    rank = (named, dated, linked) if named or linked else (0, dated, 0)
    return _Worth(rank, 2 * lasting > len(found.entries))


def _is_described(entry: Row, known: Fields) -> bool:
    """Return True for an entry without a title that may be a notice: a product with a day, any text with a link, too.

    A comment or an error of the server has a text and a day, a row of a shop a product and the day of its last change.
    """
    if any(text_of_value(entry[name]) for name in (*known.products, *known.texts)) and _has_link(entry, known.links):
        return True
    days = (is_date(written_day(entry[name]) or "") for name in known.lasting)
    return any(text_of_value(entry[name]) for name in known.products) and any(days)


def _is_figure(entry: Row, title: str, known: Fields) -> bool:
    """Return True for a figure with its name, as in statistics."""
    if not is_weak(title) or _has_link(entry, known.links):
        return False
    figures = (value for name, value in entry.items() if plain_name(str(name)) in _FIGURES)
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in figures)


def _has_link(entry: Row, names: tuple[str, ...]) -> bool:
    return any(link_of_value(entry[name]) for name in names) or own_address(entry) is not None


def _is_part(path: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Return True for a list within the entries of another one, by its name: attachments, versions, comments."""
    inside = path[len(outer) :]
    names = [name for name in inside if name not in INSIDE]
    return path[: len(outer)] == outer and bool(names) and any(_PARTS.search(plain_name(name)) for name in names)


def _is_titled(found: Rows) -> bool:
    """Return True if the whole value is a list of objects with specific names of titles."""
    names = (
        next((name for name in fields_of(each).titles if text_of_value(each[name])), None) for each in found.entries
    )
    return found.path == () and all(name is not None and not is_weak(name) for name in names)
