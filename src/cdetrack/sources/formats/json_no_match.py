"""Recognise the answer of an API to a query that nothing matches; some APIs send it with status 404.

openFDA's is `{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}`. Others send an empty list with a total
of 0.
"""

import json
import re
from collections.abc import Iterator, Mapping

from cdetrack.sources.formats.json_faults import failure_in
from cdetrack.text.clean import shorten
from cdetrack.text.regex import regex

_SAID = regex(
    r"\b(?:no|0|zero) (?:\w{1,20} ){0,2}?(?:match(?:es|ing \w{1,20})?|results?|records?|entries|items|documents"
    r"|notices|data|hits|rows)\b(?: (?:was|were|is|are|could be|have been|has been))?(?: not)? ?"
    r"(?:found|available|match\w{0,3}|returned|exists?)?[^\w]{0,9}(?:(?:for|with|in|that|to|your|the|this) .{0,200})?\Z"
    r"|\b(?:nothing|none) (?:was )?(?:found|match(?:ed|es))\b"
    r"|(?:暂无|没有|未)(?:找到|查询到|查到|检索到)?(?:相关|任何|符合条件的?|匹配的?)?(?:数据|内容|记录|信息|结果)(?![权库源])"
    r"|aucun résultat|keine (?:ergebnisse|treffer)|nessun risultato"
    r"|nenhum resultado|ningún resultado|該当する.{0,20}ありません|(?:결과|데이터)가 없습니다",
    re.IGNORECASE,
)
_TEXTS = ("message", "msg", "detail", "details", "description", "error", "title", "reason", "info", "status")
_INNER = ("error", "errors", "meta", "status", "response", "result", "data", "hits")
_TOTALS = frozenset(
    {
        *("total", "count", "totalcount", "total_count", "numfound", "totalresults", "total_results", "totalhits"),
        *("totalrecords", "total_records", "recordstotal", "recordsfiltered", "totalelements", "nbhits", "found"),
        *("resultcount", "result_count", "num_found", "totalitems", "total_items", "items_total", "@odata.count"),
    }
)
_LONGEST = 4000
"""Bytes: the answer to a query without a match is short."""


def is_no_match(body: bytes) -> bool:
    """Return True if the body of an error is the JSON answer of an API that nothing matches the query."""
    start = body[: _LONGEST + 1].lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(body) > _LONGEST or start[:1] not in {b"{", b"["}:
        return False
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return said_in(data) is not None


def said_in(data: object) -> str | None:
    """Return the words of an answer that nothing matches the query; None for any other answer."""
    if _has_list(data):
        return None
    words = next((text for text in _texts(data) if _SAID().search(text)), None)
    if words is not None:
        return f"`{shorten(words, 80)}`"
    return "0 results" if _is_empty(data) and _has_zero_total(data) and not failure_in(data) else None


def _texts(data: object) -> Iterator[str]:
    """Yield the messages of an answer: in itself, in its `error`, or in the first of its `errors`."""
    for each in _objects(data):
        yield from (text[:300] for name in _TEXTS if isinstance(text := each.get(name), str))


def _objects(data: object) -> Iterator[Mapping[str, object]]:
    first = data[0] if isinstance(data, list) and len(data) == 1 else data
    if not isinstance(first, dict):
        return
    yield first
    for name in _INNER:
        inner = first.get(name)
        inner = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(inner, dict):
            yield inner
            yield from (each for each in inner.values() if isinstance(each, dict))


def _has_list(data: object) -> bool:
    """Return True if there is a list of several objects: an answer with content, even if its message denies it."""
    return isinstance(data, dict) and any(
        isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict)
        for outer in _objects(data)
        for value in outer.values()
    )


def _is_empty(data: object) -> bool:
    return any(value == [] for each in _objects(data) for value in each.values())


def _has_zero_total(data: object) -> bool:
    totals = [
        value.get("value") if isinstance(value, dict) else value
        for each in _objects(data)
        for name, value in each.items()
        if name.lower() in _TOTALS
    ]
    numbers = [total for total in totals if isinstance(total, int | str) and not isinstance(total, bool)]
    return bool(numbers) and all(total in {0, "0"} for total in numbers)
