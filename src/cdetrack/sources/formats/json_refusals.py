"""Explain why a JSON value is no listing: an error of the server, a list without titles, or no list at all."""

import re
from collections.abc import Mapping, Sequence

from cdetrack.errors import UnreadableError, quoted
from cdetrack.model.record import Page
from cdetrack.sources.formats.field_names import fields_of
from cdetrack.sources.formats.json_faults import error_in, failure_in
from cdetrack.sources.formats.json_values import describe, text_of_value
from cdetrack.text.clean import shorten

_KEY = re.compile(r"\b(?:api)?[ _-]?(?:key|token)\b|auth|credential|forbidden|denied|log ?in|\b40[13]\b", re.IGNORECASE)
_MOST_NAMES = 8


def explanation(page: Page, data: object, rows: Sequence[Mapping[str, object]], place: str) -> UnreadableError:
    """Return the error for a JSON value without a listing.

    `rows` are the objects of its longest list, `place` is the dotted path of that; both are empty without a list.
    """
    if len(rows) > 1 or (rows and isinstance(data, list)):
        names = list(dict.fromkeys(str(name) for row in rows for name in row))
        shown = quoted(shorten(name, 30) for name in names[:_MOST_NAMES])
        where = f"its list `{place}`" if place else "its list"
        items = f'items = "{place}", ' if place else ""
        lacking = "a date or a link" if any(map(_is_titled, rows)) else "a title"
        return UnreadableError(
            f"{page.name} is JSON of another kind: {where} has {len(rows)} objects without {lacking} that cdetrack "
            f"recognises, with {shown or 'no fields'}{', …' if len(names) > _MOST_NAMES else ''}",
            hint=f'if they are notices, name the fields in the settings of its source: `json = {{ {items}title = "…", '
            'date = "…", link = "…" }`',
        )
    if said := failure_in(data) or error_in(data):
        return server_error(page, data, said)
    return UnreadableError(
        f"{page.name} is JSON of another kind: {describe(data)}",
        hint="a listing in JSON is a list of objects, each with a title: save the answer of the list itself, not of "
        "another request of the page",
    )


def _is_titled(row: Mapping[str, object]) -> bool:
    return any(text_of_value(row[name]) for name in fields_of(row).titles)


def server_error(page: Page, data: object, said: str) -> UnreadableError:
    """Return the error for an answer that says that it failed, by `said`."""
    codes = f"{data.get('status')} {data.get('code')}" if isinstance(data, Mapping) else ""
    return UnreadableError(
        f"{page.name} is no listing but the server's error: `{shorten(said)}`",
        hint="the site wants a key or a login: `headers` of the source sends one with each request"
        if _KEY.search(f"{said} {codes}")
        else "the address or one of its parameters is wrong, or the site has a fault: see its documentation",
    )
