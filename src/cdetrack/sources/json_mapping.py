"""The fields of a JSON listing, as a source or the user's configuration names them."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from cdetrack.model.frozen import frozen
from cdetrack.text.regex import regex

_STEP = regex(r'"([^"]+)"|([^.\s"][^."]*)')
_PLACE = regex(r"\{([^{}]+)\}")


@frozen
class JsonMapping:
    """Where the parts of a listing stand in a JSON answer.

    A field is a path (`data.title`, `"Last updated"`, `2` for the third cell of a row), several paths of which the
    first with a value counts, or a text with paths in braces (`{firm}: {product}`). Fields that are left out are found
    by their usual names.
    """

    items: str | None = None
    """The path of the list; empty if the answer itself is the list, None to find it."""
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    stated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields of days to act by: `comments_due`, `effective`."""
    base: str | None = None
    """The address before links that are not whole."""
    next: str | None = None
    """The path of the address of the next page."""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path -> values, of which a row must have one; no values: any value at all."""


def is_path(text: str) -> bool:
    """Return True if `text` is a path or a text with paths in braces."""
    paths = _PLACE().findall(text) if "{" in text else [text]
    return bool(paths) and all(bool(steps_of(path)) for path in paths)


def steps_of(path: str) -> tuple[str, ...]:
    """Return the keys of a path from the outside in, positions in arrays from 0; empty for a text that is no path."""
    text = path.strip()
    steps: list[str] = []
    at = 0
    while match := _STEP().match(text, at):
        steps.append((match[1] or match[2]).strip())
        at = match.end()
        if at == len(text):
            return tuple(steps)
        if text[at] != ".":
            return ()
        at += 1
    return ()


def value_at(value: object, path: str) -> object:
    """Return the value at a path, None if there is none. A key that is spelt as the whole path comes first."""
    if not path:
        return value
    if isinstance(value, Mapping) and path in value:
        return value[path]
    for step in steps_of(path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, Sequence) and not isinstance(value, str) and step.isdecimal():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            return None
    return value


def values_of(row: object, field_of: Sequence[str]) -> list[object]:
    """Return the values that a field's paths lead to, in their order; texts with braces are filled in."""
    found: list[object] = []
    for path in field_of:
        if "{" in path:
            parts = [value_at(row, each) for each in _PLACE().findall(path)]
            if any(part not in {None, ""} for part in map(_scalar, parts)):
                texts = _PLACE().split(path)
                texts[1::2] = [str(_scalar(part) or "") for part in parts]
                found.append("".join(texts))
        else:
            found.append(value_at(row, path))
    return [value for value in found if value is not None and value not in ("", [], {})]


def _scalar(value: object) -> str | int | float | None:
    return value if isinstance(value, str | int | float) else None
