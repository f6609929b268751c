"""Tell whether an answer in JSON says that it failed: then its empty list is not the end of a listing.

APIs report a failure by an `error`, by a flag such as `"success": false`, or by a code: that of HTTP, or one of their
own, which is 0 or 200 for a success, with some sites 1.
"""

import re
from collections.abc import Iterator, Mapping

from cdetrack.text.clean import fold_text

_ERRORS = ("error", "errors", "fault", "exception")
_TEXTS = ("message", "detail", "error_description", "errmsg", "msg")
_WORDS = ("message", "detail", "description", "title", "reason", "code", "error")
_FLAGS = ("success", "succeeded", "isSuccess", "ok")
_CODES = ("code", "errorCode", "errcode", "statusCode", "status_code")
_INNER = ("meta", "response", "result", "header", "head", "status")
_FINE = re.compile(
    r"(?:\w{1,20} )?(?:ok|success\w{0,4})\W{0,2}|[\u4e00-\u9fff]{0,6}(?:成功|正常)\W{0,2}|no errors?|none|null|false|0",
    re.IGNORECASE,
)
"""Words in the place of an error that report none."""
_BY_WORDS = re.compile(r"1|404")
"""Codes that some sites use for a success, or where nothing matches: words decide."""
_GOOD = re.compile(r"0+|20\d|20000?")
_FAILING = re.compile(
    r"\b(?:error|exception|fail(?:ed|ure)?|invalid|denied|forbidden|unauthori[sz]ed|unavailable|time(?:d )?-?out"
    r"|too many|rate limit|maintenance)\b|失败|失敗|错误|錯誤|异常|繁忙|超时|登录|登錄|无权|没有权限|拒绝|频繁|维护",
    re.IGNORECASE,
)
"""Words in a message that tell of a failure."""
_FAILED = re.compile(r"[45]\d\d|error|fail(?:ed|ure)?", re.IGNORECASE)


def failure_in(data: object) -> str | None:
    """Return the words or the code by which an answer says that it failed; None if it does not."""
    for each in _objects(data):
        words = _words(each, (*_ERRORS, *_TEXTS))
        if words and (_words(each, _ERRORS) or _FAILING.search(words)):
            return words
        if sign := _sign_in(each, words):
            return f"{words} ({sign})" if words else sign
    return None


def _sign_in(data: Mapping[str, object], words: str | None) -> str | None:
    """Return the flag or the code of a failure."""
    if flag := next((name for name in _FLAGS if data.get(name) is False), None):
        return f"{flag} is false"
    for code in (str(value) for name in _CODES if isinstance(value := data.get(name), int | str)):
        number = code.lstrip("-").isdecimal() and not _GOOD.fullmatch(code)
        if number and (words or not _BY_WORDS.fullmatch(code)):
            return f"code {code}"
    status = str(data.get("status"))
    return f"status {status}" if _FAILED.fullmatch(status) and status != "404" else None


def error_in(data: object) -> str | None:
    """Return the words of an answer without a list: its error, or the message that it has instead."""
    return _words(data, (*_ERRORS, *_TEXTS)) if isinstance(data, Mapping) else None


def _objects(data: object) -> Iterator[Mapping[str, object]]:
    if isinstance(data, Mapping):
        yield data
        yield from (inner for name in _INNER if isinstance(inner := data.get(name), Mapping))


def _words(data: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = data.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, Mapping):
            value = next((value[word] for word in _WORDS if value.get(word)), None)
        if isinstance(value, str) and fold_text(value) and not _FINE.fullmatch(fold_text(value)):
            return fold_text(value)
        if value is True and name in _ERRORS:
            return f'"{name}": true'
    return None
