"""Explain why a JSON value is no listing: an error of the server, a list without titles, or no list at all."""

import re
from collections.abc import Mapping, Sequence

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.formats.json_values import describe
from cdetrack.text.clean import fold_text, shorten

_ERRORS = ("error", "errors", "fault", "exception", "message", "detail", "error_description", "errmsg", "msg")
_WORDS = ("message", "detail", "description", "title", "reason", "code", "error")
_KEY = re.compile(r"\b(?:api)?[ _-]?(?:key|token)\b|auth|credential|forbidden|denied|log ?in|\b40[13]\b", re.IGNORECASE)
_FINE = re.compile(r"(?:ok|success\w{0,4}|(?:操作|查询|请求)?成功)\W{0,2}", re.IGNORECASE)
"""Words in the place of an error that report none."""
_MOST_NAMES = 8


def explanation(page: Page, data: object, rows: Sequence[Mapping[str, object]], place: str) -> UnreadableError:
    """Return the error for a JSON value without a listing.

    `rows` are the objects of its longest list, `place` is the dotted path of that; both are empty without a list.
    """
    if len(rows) > 1 or (rows and isinstance(data, list)):
        names = list(dict.fromkeys(str(name) for row in rows for name in row))
        shown = ", ".join(f"`{shorten(name, 30)}`" for name in names[:_MOST_NAMES])
        where = f"its list `{place}`" if place else "its list"
        items = f'items = "{place}", ' if place else ""
        return UnreadableError(
            f"{page.name} is JSON of another kind: {where} has {len(rows)} objects without a title that cdetrack "
            f"recognises, with {shown or 'no fields'}{', …' if len(names) > _MOST_NAMES else ''}",
            hint=f'if they are notices, name the fields in the settings of its source: `json = {{ {items}title = "…", '
            'date = "…", link = "…" }`',
        )
    if isinstance(data, Mapping) and (said := error_in(data)):
        return UnreadableError(
            f"{page.name} is no listing but the server's error: `{shorten(said)}`",
            hint="the site wants a key or a login: `headers` of the source sends one with each request"
            if _KEY.search(f"{said} {data.get('status')} {data.get('code')}")
            else "the address or one of its parameters is wrong, or the site has a fault: see its documentation",
        )
    return UnreadableError(
        f"{page.name} is JSON of another kind: {describe(data)}",
        hint="a listing in JSON is a list of objects, each with a title: save the answer of the list itself, not of "
        "another request of the page",
    )


def error_in(data: Mapping[str, object]) -> str | None:
    """Return the words of the error that an object reports, or None."""
    for name in _ERRORS:
        value = data.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, Mapping):
            value = next((value[word] for word in _WORDS if value.get(word)), None)
        if isinstance(value, str) and fold_text(value) and not _FINE.fullmatch(fold_text(value)):
            return fold_text(value)
    return None
