"""Find the data in scripts: values that are assigned or passed to a call, as JSON or as in JavaScript.

Known forms: `window.__data = {…};`, `var list = […];`, `$("#t").DataTable({data: […]})`, `JSON.parse("…")`, Nuxt 2's
`(function(a,b){return {…}}(false,null))`, Nuxt 3's `__NUXT_DATA__`, the pieces of text of Next (`__next_f.push`), and
entries that are added one by one: `docs.push({…});`, `docs[0] = {…};`, or `urls[i]='/a';headers[i]='A';` with a column
for each field. No script is run.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from cdetrack.sources.formats.json_syntax import loads, parse_script_object

_START = re.compile(r"(?:[=(:,]|\breturn)\s{0,99}(?=[\[{])")
_PARSED = re.compile(
    r"JSON\.parse\(\s{0,99}(?P<coded>(?:decodeURIComponent|unescape|decodeURI)\(\s{0,99})?"
    r"(?P<text>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')",
    re.DOTALL,
)
_CALLED = re.compile(r"\(\s?function\s?\((?P<names>[\w$,\s]{0,20000})\)\s?\{\s{0,99}return\s{0,99}(?=[\[{])")
_ARGUMENTS = re.compile(r"\s{0,99};?\s{0,99}\}\s?\)?\s?(?=\()")
_PUSHED = re.compile(r"__next_f\.push\(\s{0,9}(?=\[)")
_ADDED = re.compile(r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$.]{0,99})(?:\.push\(|\[\d{1,5}\]\s{0,9}=)\s{0,99}(?=\{)")
_CELL = re.compile(
    r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,30})(?:\[\w{1,9}\]\s{0,9}=\s{0,9}(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|\s{0,9}=\s{0,9}(?:new Array\b|\[\]))"
)
"""A value in the column of a field, or the beginning of a column."""
# A string, a bracket, or the beginning of one of both; comments are rare in data.
_PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\[\](){}]|[\"']", re.DOTALL)
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_SHORTEST, _FEWEST_WORDS = 40, 2
_FEWEST_ADDED = 2
"""A single object is no list."""
_ENTRY = re.compile(r"\{\s{0,99}[\"']?[A-Za-z_@$]")
_MOST_WORK = 20_000_000
"""Characters that are searched for the ends of values, some of them more than once."""
_MOST_NODES = 200_000
_MOST_INSIDE, _DEEPEST = 2000, 60


def values_in(scripts: Iterable[str]) -> Iterator[str]:
    """Yield each value in the scripts that has objects or rows, as JSON or as an object of JavaScript."""
    streamed: list[str] = []
    for script in scripts:
        for found in _PARSED.finditer(script):
            if text := _unquoted(found["text"]):
                yield unquote(text) if found["coded"] else text
        if call := _CALLED.search(script):
            if called := _of_call(script, call):
                yield called
            continue
        if pushes := list(_PUSHED.finditer(script)):
            streamed += [_text_of_push(script, each.end()) for each in pushes]
            continue
        added, rest = _added(script)
        yield from (*added, *_in_columns(script))
        yield from _assigned(rest)
    if streamed:
        yield from _assigned("".join(streamed))


def revived(text: str) -> str | None:
    """Return Nuxt 3's data as plain JSON: each number in it is the place of a value in its list. None if it is not."""
    try:
        slots = loads(text)
    except ValueError:
        return None
    if not isinstance(slots, list) or not slots:
        return None
    left = _MOST_NODES

    def value_at(place: object, depth: int) -> object:
        nonlocal left
        left -= 1
        if not isinstance(place, int) or not 0 <= place < len(slots) or depth > _DEEPEST or left < 0:
            return None
        slot = slots[place]
        if isinstance(slot, dict):
            return {key: value_at(inner, depth + 1) for key, inner in slot.items()}
        if isinstance(slot, list):
            if slot[:1] == ["Date"]:
                return slot[-1]
            if slot and isinstance(slot[0], str):  # the name of a wrapper, and its value
                return value_at(slot[1], depth + 1) if len(slot) > 1 else None
            return [value_at(inner, depth + 1) for inner in slot]
        return slot

    whole = value_at(0, 0)
    return json.dumps(whole) if left >= 0 else None


def is_flat(data: object) -> bool:
    """Return True if a JSON value looks like Nuxt 3's data: a list that begins with an object of places in it."""
    if not isinstance(data, list) or not data or not isinstance(data[0], dict):
        return False
    places = list(data[0].values())
    return bool(places) and all(type(place) is int and -len(data) < place < len(data) for place in places)


def _added(script: str) -> tuple[list[str], str]:
    """Return the lists to which a script adds objects one by one, as JSON, and the rest of the script."""
    lists: defaultdict[str, list[object]] = defaultdict(list)
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    work = 0
    for found in _ADDED.finditer(script):
        end = _end_of(script, found.end())
        work += (end or len(script)) - found.end()
        if work > _MOST_WORK:
            break
        if not end:
            continue
        try:
            lists[found["name"]].append(parse_script_object(script[found.end() : end]))
        except ValueError:
            continue
        spans[found["name"]].append((found.start(), end))
    whole = [name for name, values in lists.items() if len(values) >= _FEWEST_ADDED]
    pieces, last = [], 0
    for start, end in sorted(span for name in whole for span in spans[name]):
        if start >= last:
            pieces.append(script[last:start])
            last = end
    return [json.dumps(lists[name]) for name in whole], "".join([*pieces, script[last:]])


def _in_columns(script: str) -> list[str]:
    """Return the lists whose fields are in a column each, as JSON; a column that begins anew begins another list."""
    lists: list[list[dict[str, str]]] = [[]]
    names: set[str] = set()
    for cell in _CELL.finditer(script):
        rows, name = lists[-1], cell["name"]
        if cell["text"] is None:
            if name in names:
                lists.append([])
                names.clear()
            continue
        names.add(name)
        if not rows or name in rows[-1]:
            rows.append({})
        rows[-1][name] = _unquoted(cell["text"])
    return [json.dumps(rows) for rows in lists if len(rows) >= _FEWEST_ADDED and len(rows[0]) >= _FEWEST_ADDED]


def _assigned(script: str) -> Iterator[str]:
    """Yield the outermost values of a script that can be read; those inside of others that cannot, too."""
    at, work = 0, 0
    while (found := _START.search(script, at)) and work < _MOST_WORK:
        end = _end_of(script, found.end())
        text = script[found.end() : end] if end else ""
        work += len(text) or len(script) - found.end()
        at = found.end() + 1
        if len(text) < _SHORTEST or len(_ENTRY.findall(text)) + text.count("[") < _FEWEST_WORDS:
            continue
        if _is_value(text):
            yield text
            at = max(at, end)


def _is_value(text: str) -> bool:
    for way in (loads, parse_script_object):
        try:
            way(text)
        except ValueError:
            continue
        return True
    return False


def _of_call(script: str, found: re.Match[str]) -> str | None:
    """Return the value that a function returns, with the arguments of its call in place of the names."""
    end = _end_of(script, found.end())
    call = _ARGUMENTS.match(script, end) if end else None
    close = _end_of(script, call.end()) if call else 0
    if not call or not close:
        return None
    names = [name.strip() for name in found["names"].split(",")]
    try:
        values = parse_script_object(f"[{script[call.end() + 1 : close - 1]}]")
        known = dict(zip(names, values if isinstance(values, list) else [], strict=False))
        return json.dumps(parse_script_object(script[found.end() : end], known))
    except ValueError:
        return None


def _text_of_push(script: str, start: int) -> str:
    """Return the piece of text in the array that begins there; empty if there is none."""
    try:
        value = loads(script[start : _end_of(script, start)])
    except ValueError:
        return ""
    return value[1] if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str) else ""


def _unquoted(literal: str) -> str:
    """Return the text of a string of JavaScript; empty if it cannot be read."""
    inner = literal[1:-1]
    if literal[0] == "'":
        inner = re.sub(r"(?<!\\)((?:\\\\)*)\"", r'\1\\"', inner.replace("\\'", "'"))
    try:
        text = json.loads(f'"{inner}"', strict=False)
    except ValueError:
        return ""
    return text if isinstance(text, str) else ""


def _end_of(script: str, start: int) -> int:
    """Return the position behind the bracket that closes the one at `start`, or 0 if none does."""
    waiting: list[str] = []
    for found in _PIECE.finditer(script, start):
        sign = found[0]
        if sign in _PAIRS:
            waiting.append(_PAIRS[sign])
            if len(waiting) > _MOST_INSIDE:
                return 0
        elif sign in {")", "]", "}"}:
            if not waiting or waiting.pop() != sign:
                return 0
            if not waiting:
                return found.end()
        elif len(sign) == 1:
            return 0  # a quote without an end
    return 0
