"""Read a JSON listing by the fields that its source names; `json_list` finds them where no source does."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from cdetrack.errors import EmptyError, NoneWantedError, UnreadableError
from cdetrack.model.record import STATED_TEXTS, Listing, MatchCounts, Page, RawNotice
from cdetrack.sources.entries import first_date, is_date, require_notices, with_titles
from cdetrack.sources.formats.field_names import NO_FIELDS, fields_of
from cdetrack.sources.formats.json_faults import error_in, failure_in
from cdetrack.sources.formats.json_ids import with_ids
from cdetrack.sources.formats.json_list import order_of_rows, rows_in
from cdetrack.sources.formats.json_refusals import server_error
from cdetrack.sources.formats.json_values import describe, link_of_value, text_of_value, with_days_in_zone, written_day
from cdetrack.sources.json_mapping import JsonMapping, steps_of, value_at, values_of
from cdetrack.text.dates.finding import find_dates

_HINT = "correct `json` of the source in the configuration"


def parse(page: Page, data: object, mapping: JsonMapping) -> Listing:
    """Return the rows that `mapping` names, as they are written.

    Raises UnreadableError if its list is not there, EmptyError if it has no row or is null, NoneWantedError if `where`
    of the mapping leaves out all of them.
    """
    rows = value_at(data, mapping.items) if mapping.items is not None else rows_in(data)
    if isinstance(rows, Mapping):
        rows = list(rows.values())
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        if said := failure_in(data):
            raise server_error(page, data, said)
        place = f"`{mapping.items}`" if mapping.items else "the answer itself"
        kind = EmptyError if _is_nothing(data, mapping.items or "") else UnreadableError
        raise kind(f"{page.name} has no list at {place}: it is {describe(data)}", hint=_HINT)
    following = value_at(data, mapping.next) if mapping.next else None
    next_url = following if isinstance(following, str) and following else None
    wanted = [row for row in rows if _is_wanted(row, mapping.where)]
    if rows and not wanted:
        raise NoneWantedError(
            f"{page.name} holds no notices: none of {len(rows)} rows matches `where`",
            hint=_HINT,
            rows=blake2b(repr(rows).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest(),
            next_url=next_url,
        )
    notices, unreadable = with_titles(with_ids((_notice(row, mapping) for row in wanted), wanted))
    matches = _matches(wanted, mapping)
    if wanted and not notices:
        raise UnreadableError(f"none of {len(wanted)} rows in {page.name} has a title: {matches.told}", hint=_HINT)
    require_notices(notices, unreadable, name=page.name, what="its list is empty (0 results)")
    return Listing(
        kind="json",
        notices=with_days_in_zone(notices),
        unreadable=unreadable,
        date_order=order_of_rows(wanted),
        next_url=next_url,
        next_by="json" if following else None,
        matches=matches,
    )


def _is_nothing(data: object, path: str) -> bool:
    """Return True if the value at a path, or one around it, is null or empty, and no message stands instead."""
    value = data
    for step in steps_of(path):
        if isinstance(value, Mapping) and value:
            if step not in value:
                return False
            value = value[step]
    return value in (None, [], {}) and not error_in(data)


def _matches(rows: Sequence[object], mapping: JsonMapping) -> MatchCounts:
    """Return for each field that the source names in how many rows it has a value."""
    named = {"title": mapping.title, "date": mapping.date, "link": mapping.link, "summary": mapping.summary}
    counts = {
        field: sum(any(value not in {None, ""} for value in map(str, values_of(row, paths))) for row in rows)
        for field, paths in named.items()
        if paths
    }
    told = ", ".join((f"`items` has {len(rows)} rows", *(f"`{name}` in {n} of them" for name, n in counts.items())))
    return MatchCounts(told, is_missing=not all(counts[name] for name in counts.keys() - {"summary"}))


def _notice(row: object, mapping: JsonMapping) -> RawNotice | str:
    usual = fields_of(row) if isinstance(row, Mapping) else NO_FIELDS
    titles = values_of(row, mapping.title or usual.titles)
    title = next(filter(None, map(text_of_value, titles)), "")
    if not title:
        return f"{describe(row)} has no title"
    summary = next(filter(None, map(text_of_value, values_of(row, mapping.summary or usual.summaries))), None)
    return RawNotice(
        title=title,
        date=first_date(_days(row, mapping.date or usual.days)),
        summary=summary if summary != title else None,
        url=_link(values_of(row, mapping.link or usual.links), titles, mapping.base),
        stated=tuple(_stated(row, mapping.stated)),
    )


def _stated(row: object, fields: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the facts in fields of their own: texts, and days without the words around them."""
    for name, paths in fields.items():
        if name in STATED_TEXTS:
            shown = [text_of_value(value) or written_day(value) for value in values_of(row, paths)]
        else:
            shown = [_only_day(day) for day in _days(row, paths)]
        if first := next(filter(None, shown), None):
            yield name, first


def _only_day(shown: str) -> str:
    """Return the only date in a sentence (`Deadline for comments by 30 November 2025`); any other text unchanged."""
    found = [] if is_date(shown) else find_dates(shown)
    return shown[found[0].start : found[0].end] if len(found) == 1 else shown


def _days(row: object, paths: Sequence[str]) -> Iterator[str]:
    return (shown for value in values_of(row, paths) if (shown := written_day(value)))


def _link(links: Sequence[object], titles: Sequence[object], base: str | None) -> str | None:
    """Return the first link, else that of the HTML in a title, behind `base` if it is not whole."""
    values = links or [each for each in titles if "<a" in str(each)]
    link = next(filter(None, map(_link_in, values)), None)
    if link is None or base is None or link.startswith(("http://", "https://", "//")):
        return link
    return f"{base.rstrip('/')}/{link.lstrip('/')}"


def _link_in(value: object) -> str | None:
    """Return the link in a value; a word alone is one too, since the source says that it is."""
    word = value.strip() if isinstance(value, str) else ""
    return link_of_value(value) or (word if word and "<" not in word and not any(map(str.isspace, word)) else None)


def _is_wanted(row: object, where: Mapping[str, tuple[str, ...]]) -> bool:
    for path, values in where.items():
        value = value_at(row, path)
        shown = {str(each) for each in (value if isinstance(value, list) else [value]) if each is not None}
        if not (shown & set(values) if values else shown - {""}):
            return False
    return True
