"""Recognise the kind of a JSON text, whole or in parts, and call the parser for it."""

import re
from collections.abc import Callable
from dataclasses import replace

from cdetrack.errors import BlockedError, EmptyError, NoMatchError, UnreadableError
from cdetrack.model.record import Listing, Page, UnreadableEntry
from cdetrack.sources.cde import lists_json
from cdetrack.sources.entries import is_date
from cdetrack.sources.formats import har, json_faults, json_list, json_no_match, json_refusals, json_syntax, own_export
from cdetrack.sources.json_mapping import value_at
from cdetrack.sources.layout import Layout
from cdetrack.sources.wrappers import script_values
from cdetrack.text.links import CDE, site_of

_STARTS = re.compile(
    r"(?:\{\s{0,99}(?:[\"}]|[A-Za-z_$][\w$]{0,99}\s{0,9}:)|\[\s{0,99}(?:[\]{\"\[0-9-]|null|true|false)|\[\s{0,99}\Z)"
)

Read = Callable[[Page], tuple[Listing, ...]]
"""A function that reads a page inside another one."""


def read(page: Page, content: str, layout: Layout, inside: Read) -> tuple[Listing, ...]:
    """Return the listings in a JSON text. A text that only begins like JSON is read as plain text.

    Raises UnreadableError for JSON that is broken, empty or of an unknown kind.
    """
    shown = content.strip("\ufeff \t\r\n\x00`")
    plain = json_syntax.without_call(shown)
    try:
        data = json_syntax.loads(plain)
    except ValueError as problem:
        return _not_one_value(page, shown, problem, layout, inside)
    if script_values.is_flat(data) and (flat := script_values.revived(plain)):
        data = json_syntax.loads(flat)
    return _value(page, data, layout, inside)


def _value(page: Page, data: object, layout: Layout, inside: Read) -> tuple[Listing, ...]:
    """Return the listings in a JSON value.

    Raises NoMatchError if it is an API's answer that nothing matches, UnreadableError if an empty one says that it
    failed.
    """
    try:
        return _listings(page, data, layout, inside)
    except UnreadableError as failure:
        if isinstance(failure, NoMatchError):
            raise
        if said := json_no_match.said_in(data):
            raise NoMatchError(
                f"{page.name} holds no notices: nothing matches the query ({said})",
                hint="an empty listing is never recorded; if there should be some, check the query in the address",
            ) from failure
        if isinstance(failure, EmptyError) and (said := json_faults.failure_in(data)):
            raise json_refusals.server_error(page, data, said) from failure
        raise


def _listings(page: Page, data: object, layout: Layout, inside: Read) -> tuple[Listing, ...]:
    """Return the listings in a JSON value, by the fields that the source names, if it does.

    An export of cdetrack is read as such for any source.
    """
    if layout.json is not None and not har.is_har(data):
        from cdetrack.sources.formats import json_html, json_mapped

        if isinstance(markup := value_at(data, layout.json.items or ""), str) and "<" in markup:
            return inside(json_html.page_of(page, markup))
        try:
            return (json_mapped.parse(page, data, layout.json),)
        except UnreadableError:
            if not own_export.is_ours(data):
                raise
    return _recognised(page, data, layout, inside)


def _recognised(page: Page, data: object, layout: Layout, inside: Read) -> tuple[Listing, ...]:
    if isinstance(data, dict):
        if har.is_har(data):
            return har.parse(page, data, inside)
        if str(data.get("version", "")).startswith("https://jsonfeed.org/version/"):
            from cdetrack.sources.formats import feed

            return (feed.parse_json(page, data),)
    ours = layout.kind == "cde" or site_of(page.url) == CDE
    if responses := lists_json.responses_in(data, name=page.name, ours=ours):
        return lists_json.parse_responses(responses, name=page.name)
    if own_export.is_ours(data):
        return (own_export.parse(page, data),)
    return _of_any_site(page, data, inside)


def _of_any_site(page: Page, data: object, inside: Read) -> tuple[Listing, ...]:
    """Return the list of objects in a value, else the list in a string of HTML in it."""
    try:
        return (json_list.parse(page, data),)
    except UnreadableError:
        if found := _markup(page, data, inside):
            return found
        raise


def _markup(page: Page, data: object, inside: Read) -> tuple[Listing, ...]:
    """Return the listing in HTML inside a JSON value; an empty tuple if there is none."""
    from cdetrack.sources.formats import json_html

    for each in json_html.pages_in(page, data):
        try:
            return inside(each)
        except (UnreadableError, BlockedError):
            continue
    return ()


def _not_one_value(page: Page, shown: str, problem: ValueError, layout: Layout, inside: Read) -> tuple[Listing, ...]:
    """Read JSON Lines, several values, a JavaScript object, or a plain text that begins with a bracket.

    Raises UnreadableError for broken JSON.
    """
    if json_syntax.is_json_lines(shown):
        values, problems = json_syntax.parse_json_lines(shown)
        broken = tuple(UnreadableEntry(problem, None) for problem in problems)
        return tuple(
            replace(listing, unreadable=listing.unreadable + broken) for listing in _value(page, values, layout, inside)
        )
    for other in (json_syntax.parse_values, json_syntax.parse_script_object):
        try:
            data = other(json_syntax.without_call(shown))
        except ValueError as another:
            problem = another if other is json_syntax.parse_script_object and "console" in str(another) else problem
        else:
            return _value(page, data, layout, inside)
    if json_syntax.has_call(shown) and (found := _of_script(page, shown, layout, inside)):
        return found
    from cdetrack.sources.formats import pasted_lines, plaintext, sheet

    # `[2025-09-05] …` begins like an array, and so does a line with nothing else.
    first = shown.partition("\n")[0].strip()
    begins = _STARTS.match(json_syntax.without_call(shown)) and plaintext.without_brackets(first) == first
    if not begins or pasted_lines.read(shown.splitlines())[0]:
        return (sheet.parse(page) if sheet.is_ours(shown) else plaintext.parse(page),)
    raise UnreadableError(
        f"{page.name} is broken or cut-off JSON: {str(problem)[:200]}",
        hint="save or export it anew, to its end: nothing was kept",
    )


def _of_script(page: Page, script: str, layout: Layout, inside: Read) -> tuple[Listing, ...]:
    """Return the listing with dates in one of the values that a script assigns; an empty tuple if there is none."""
    for text in script_values.values_in([script]):
        try:
            found = _value(page, json_syntax.parse_script_object(text), layout, inside)
        except (ValueError, UnreadableError, BlockedError):
            continue
        if any(raw.date and is_date(raw.date) for listing in found for raw in listing.notices):
            return found
    return ()
