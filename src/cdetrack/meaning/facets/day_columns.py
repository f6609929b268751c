"""Read the column of days of a Chinese table, whose rows or cells are lines: `序号 标准编号 标准名称 实施日期`."""

from collections.abc import Iterable, Iterator

from cdetrack.meaning.facets.calendar import DAY
from cdetrack.meaning.facets.dated import Dated
from cdetrack.text.regex import regex

_CELLS = r"[^\s\d,。;:]{1,16}"
_HEAD = regex(rf"{_CELLS}(?:\s{{1,3}}{_CELLS}){{2,11}}")
_HEAD_CELL = regex(_CELLS)
_DAYS = regex(r"[^\s]{0,8}(?:日期|时间|时限|期限)(?!\S)")
# The whole of a cell: `公示截止日期`, `有效期截止日期` and `预计完成时间` are of other things.
_OF_ACT = regex(
    r"(?<!\S)(?:(?P<of_document>实施|施行|执行|生效|废止|失效)|(?:申报|填报|报送|提交|报名|自查|整改|换证|换发)(?:截止|完成))"
    r"(?:日期|时间|时限|期限)(?!\S)"
)
# A list of documents. `失效日期` of a batch or a certificate is no day to act by.
_DOCUMENTS = regex("标准|规范|办法|规定|法规|文件|目录|指导原则|公告|通知|方法")
# `实施 日期`, of a narrow column.
_CUT = regex(r"(?<=[施行效止成])\s(?=日期|时间)")
_BAR = regex(r"\s?\|\s?")
_ROW = regex(r"\d{1,3}(?:\s\S|$)")
_CELL = Dated(rf"(?:^|(?<=\s)){DAY}(?=[\s。]|$)")
# `会议时间 2028年5月1日`, below a row without a day.
_OTHER_DAY = regex(r"(?:日期|时间|时限|期限)[\s:]")
_FIRST, _NO_DAY = "序号", "之日"
_LABEL = 80
"""The most characters of a row before its day."""


def with_columns(parts: Iterable[str]) -> Iterator[str]:
    """Yield the sentences, of each row of such a table its label and day: `1 YY 0300 | 实施日期: 2028年7月1日`.

    A day is yielded once for each table.
    """
    column, index, row = "", 0, ""
    cells: list[str] = []
    seen: set[str] = set()
    for part in _with_heads(parts):
        cut = _BAR().sub(" ", part) if "|" in part else part
        if "期" in part or "时" in part:
            head = _CUT().sub("", cut)
            found = _OF_ACT().search(head) if _HEAD().fullmatch(head) else None
            if found and (not found["of_document"] or _DOCUMENTS().search(head)):
                column, index, row = found[0], len(_DAYS().findall(head[: found.start()])), ""
                seen.clear()
                continue
        if column and _ROW().match(cut):
            row, cells = cut, []
        elif row and _OTHER_DAY().search(cut):
            row = ""
        elif row and len(row) < _LABEL:
            row = f"{row} {cut}"
        if row:
            cells += (match[0] for match in _CELL.finditer(cut))
        if len(cells) <= index:
            # Below a last row `自发布之日起废止` is the day of the signature.
            row = "" if _NO_DAY in part else row
            yield part
            continue
        day = cells[index]
        if day not in seen:
            yield f"{row.partition(day)[0][:_LABEL].strip()} | {column}: {day}"
        seen.add(day)
        row, cells = "", []


def _with_heads(parts: Iterable[str]) -> Iterator[str]:
    """Yield the sentences, with the cells of the head of a table as one."""
    head = ""
    for part in parts:
        if part == _FIRST or (head and _HEAD_CELL().fullmatch(part)):
            head = f"{head} {part}".strip()
            continue
        if head:
            yield head
            head = ""
        yield part
