"""Parse JSON in any notation: plain, JSON Lines, several values, in a call (JSONP), as a JavaScript object."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from cdetrack.sources.formats.field_names import fields_of
from cdetrack.text.clean import fold_text

_CALL = re.compile(
    r"(?:\)\]\}',?\s{0,9}|for\s?\(;;\);\s{0,9}|while\s?\(1\);\s{0,9}|/\*(?:\*|O_o\*)?/\s{0,9})?"
    r"(?:(?:var|let|const)\s{1,9})?(?:typeof\s[\w$.]{1,80}\s?===?\s?'function'\s?&&\s?)?"
    r"(?:[\w$.\[\]'\"]{1,120}\s{0,9}[(=]\s{0,99})?(?=[\[{])"
)
_END = re.compile(r"[\s;)]{0,99}\Z")
_FIRST_LINES = 20
_MOST_VALUES = 10_000
_BETWEEN = re.compile(r"[\s,;\x1e=#*~_-]{0,9999}")
_LABEL = re.compile(r"(?:[^\n{}\[\]]{0,80}\n){1,3}\s{0,99}(?=[\[{]\s{0,99}[\[{\"])")
"""Lines of a person between values: `page 2`."""
_NAMED = re.compile(r"\"[\w$]{1,60}\"\s{0,9}:\s{0,99}[\[{]")
_CUT = re.compile(r"…|\.\.\.")
# The tokens of a JavaScript object. All alternatives take at least one character, and no two match the same text.
_TOKEN = re.compile(
    r"\"(?:[^\"\\]|\\.){0,1000000}\"|'(?P<single>(?:[^'\\]|\\.){0,1000000})'|(?P<void>void\s0\b|![01])"
    r"|(?P<name>[A-Za-z_$][\w$]{0,200})"
    r"|(?P<number>-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?)|(?P<blank>\s{1,9999})|(?P<sign>[{}\[\]:,])",
    re.DOTALL,
)
_COLON = re.compile(r"\s{0,99}:")
NO_NAMES: Mapping[str, object] = MappingProxyType({})
_LITERALS = {"true": "true", "false": "false", "null": "null", "undefined": "null", "NaN": "null"}


def loads(text: str) -> object:
    """Return the value of a JSON text. Raises ValueError."""
    with _decoding():
        return json.loads(text)


@contextmanager
def _decoding() -> Iterator[None]:
    """Raise ValueError with words for users, also for values that Python does not take."""
    try:
        yield
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except json.JSONDecodeError:
        raise
    except ValueError:
        raise ValueError("a number in it is too long") from None


def is_json_lines(text: str) -> bool:
    """Return True if one of the first lines is a JSON object with a title."""
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        try:
            value = loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and fields_of(value).titles:
            return True
    return False


def parse_json_lines(text: str) -> tuple[list[object], tuple[str, ...]]:
    """Return the values of JSON Lines, and a problem for each line that cannot be read."""
    values: list[object] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip(" \t\r,;=#*~_-"):  # empty, or a rule between values
            continue
        try:
            values.append(loads(line.strip().rstrip(",")))
        except ValueError as problem:
            problems.append(f"line {number} is no JSON: {fold_text(str(problem))[:100]}")
    return values, tuple(problems)


def without_quotes(text: str) -> str:
    """Return the JSON in a string of JSON, as a console copies it; any other text unchanged."""
    if text[:2] not in {'"{', '"['}:
        return text
    try:
        value = loads(text.strip())
    except ValueError:
        return text
    return value if isinstance(value, str) else text


def without_label(text: str) -> str:
    """Return the JSON value below lines that name it, and a part of an object as an object; other texts unchanged."""
    if _NAMED.match(text):
        return "{" + text.rstrip(" \t\r\n,") + "}"
    found = _LABEL.match(text)
    return text[found.end() :] if found else text


def has_call(start: str) -> bool:
    """Return True if a text begins with a call or an assignment of a JSON value: JSONP, a guard, a script's data."""
    found = _CALL.match(start)
    return found is not None and bool(found[0].strip())


def without_call(text: str) -> str:
    """Return the JSON inside a call, an assignment or a guard; any other text unchanged."""
    found = _CALL.match(text)
    end = _END.search(text[-200:])
    if not found or not found[0].strip() or not end:
        return text
    return text[found.end() : len(text) - len(end[0])]


def parse_values(text: str) -> list[object]:
    """Return the JSON values in a text with several of them. Raises ValueError for any other text."""
    decoder = json.JSONDecoder()
    values: list[object] = []
    at = 0
    while at < len(text):
        with _decoding():
            value, at = decoder.raw_decode(text, at)
        values.append(value)
        between = _LABEL.match(text, at) or _BETWEEN.match(text, at)
        at = between.end() if between else at
        if len(values) > _MOST_VALUES:
            raise ValueError("there are too many values in a row")
    return values


def parse_script_object(text: str, known: Mapping[str, object] = NO_NAMES) -> object:
    """Return the value of an object as in JavaScript or on a console: names without quotes, strings in single ones.

    `known` are the values of variables. Raises ValueError for any other text, and for an object that the console has
    shortened.
    """
    pieces: list[str] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            why = "a console has cut it short" if _CUT.match(text, at) else "it is no JSON, nor an object of a script"
            raise ValueError(why)
        at = found.end()
        if found["void"] is not None:
            pieces.append({"!0": "true", "!1": "false"}.get(found[0], "null"))
        elif found["name"] in known and not _COLON.match(text, at):
            pieces.append(json.dumps(known[found["name"]]))
        elif found["name"] is not None:
            pieces.append(_LITERALS.get(found["name"]) or json.dumps(found["name"]))
        elif found["single"] is not None:
            pieces.append(json.dumps(re.sub(r"\\(['\"\\/])", r"\1", found["single"])))
        elif found["sign"] in {"}", "]"} and pieces and pieces[-1] == ",":
            pieces[-1] = found[0]  # a trailing comma
        elif found["blank"] is None:
            pieces.append(found[0])
    with _decoding():
        value: object = json.loads("".join(pieces), strict=False)
    return value
