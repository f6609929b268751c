"""Read single JSON values as text: dates, strings, and a description for messages."""

from cdetrack.text.clean import shorten

_MOST_KEYS = 8


def date_text(value: object) -> str | None:
    """Return a date in JSON as text, a string as written or the digits of a timestamp; None for any other value."""
    if isinstance(value, str):
        return value if value.strip() else None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def strings(value: object) -> tuple[str, ...]:
    """Return the strings in a JSON array."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def describe(data: object) -> str:
    """Return a description of a JSON value for messages."""
    if isinstance(data, dict):
        names = ", ".join(f"`{shorten(str(key), 30)}`" for key in list(data)[:_MOST_KEYS])
        more = ", …" if len(data) > _MOST_KEYS else ""
        return f"an object with {names}{more}" if names else "an empty object"
    if isinstance(data, list):
        return f"an array of {len(data)}, the first {describe(data[0])}" if data else "an empty array"
    return {str: "a text", bool: "true or false", type(None): "null"}.get(type(data), "a number")
