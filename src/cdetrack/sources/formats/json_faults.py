"""Tell whether an answer in JSON says that it failed: then its empty list is not the end of a listing.

APIs report a failure by an `error`, by a flag such as `"success": false`, by the words of a message, or by a code.
"""

import re
from collections.abc import Iterator, Mapping

from cdetrack.text.clean import fold_text
from cdetrack.text.regex import regex

_ERRORS = ("error", "errors", "fault", "exception")
_TEXTS = ("message", "detail", "error_description", "errmsg", "msg")
_WORDS = ("message", "detail", "description", "title", "reason", "code", "error")
_FLAGS = ("success", "succeeded", "isSuccess", "ok")
_CODES = ("code", "errorCode", "errcode", "statusCode", "status_code")
_INNER = ("meta", "response", "result", "header", "head", "status")
_FINE = regex(
    r"(?:\w{1,20} )?(?:ok|success\w{0,4})\b.{0,60}|[\u4e00-\u9fff]{0,8}(?:成功|正常).{0,60}|no errors?|none|null|false"
    r"|0|无|没有",
    re.IGNORECASE,
)
"""Words in the place of an error that report none."""
_ENDED = regex(
    r"\b(?:no more|end of (?:the )?(?:list|results?|data|pages?)|page (?:is )?(?:out of range|not found))\b"
    r"|(?:没有|暂无|无)(?:更多|数据|结果|内容|记录)|(?:数据|结果|内容|列表)为空|到底了|没有了",
    re.IGNORECASE,
)
"""Words of an answer behind the last page: nothing failed, whatever its code."""
_FAILING = regex(
    r"\b(?:error|exception|failure|failed)(?: (?:has )?occurred)?\s?(?:[.:!(].{0,200})?\Z"
    r"|\b(?:failed|unable) to\b|\binternal (?:server )?error\b|\b(?:access|permission) denied\b|\bforbidden\b"
    r"|\bunauthori[sz]ed\b|\b(?:service|temporarily|currently) unavailable\b|\btimed? ?-?out\b|\btoo many requests\b"
    r"|\brate limit|\bunder maintenance\b|\A(?:invalid|bad) |\binvalid (?:token|key|request|param\w{0,6}|argument)"
    r"|失败|失敗|错误|錯誤|异常|繁忙|超时|登录|登錄|无权|没有权限|拒绝|频繁|维护中|不合法|非法请求|无效",
    re.IGNORECASE,
)
"""Words in a message that tell of a failure; `Recalls of failed batches` is the name of a list."""
_FAILED = regex(r"-\d+|[45]\d\d(?:\d\d)?|error|fail(?:ed|ure)?", re.IGNORECASE)
"""A code or status of a failure: that of HTTP, one that begins like it, or a negative one."""
_NO_MATCH = "404"
"""Some answer with it that nothing matches."""


def failure_in(data: object) -> str | None:
    """Return the words or the code by which an answer says that it failed; None if it does not.

    Codes beside good words, and those that are not known for failures, say nothing: sites use any for a success.
    """
    for each in _objects(data):
        said = [text for name in (*_ERRORS, *_TEXTS) if isinstance(text := each.get(name), str)]
        if any(map(_ENDED().search, said)):
            return None
        words = _words(each, (*_ERRORS, *_TEXTS))
        if words and (_words(each, _ERRORS) or _FAILING().search(words)):
            return words
        if (sign := _sign_in(each)) and (words or not any(_FINE().fullmatch(fold_text(text)) for text in said)):
            return f"{words} ({sign})" if words else sign
    return None


def _sign_in(data: Mapping[str, object]) -> str | None:
    """Return the flag or the code of a failure."""
    if flag := next((name for name in _FLAGS if data.get(name) is False), None):
        return f"{flag} is false"
    for name in (*_CODES, "status"):
        code = data.get(name)
        if isinstance(code, int | str) and str(code) != _NO_MATCH and _FAILED().fullmatch(str(code)):
            return f"{name} {code}"
    return None


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
        if isinstance(value, Mapping):
            value = value.get("value")  # OData has the words in one language
        if isinstance(value, str) and fold_text(value) and not _FINE().fullmatch(fold_text(value)):
            return fold_text(value)
        if value is True and name in _ERRORS:
            return f'"{name}": true'
    return None
