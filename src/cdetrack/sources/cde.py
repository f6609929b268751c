"""Read the CDE's lists: the JSON answers of www.cde.org.cn, alone or several, and its older HTML lists.

An answer is `{"code": 200, "data": {"records": [...], "total": n, "pages": n, "current": n}}`. Each list names
its fields in its own way; which list it is shows in them where they are its own, otherwise only in the request.
The end of a publicity period is not a publication date.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree

from cdetrack import dates
from cdetrack.errors import UnreadableError
from cdetrack.evidence import Listing, Page, RawNotice
from cdetrack.links import CDE, article_of, resolve, site_of
from cdetrack.sources.entries import first_day, is_day, part, require
from cdetrack.sources.markup import check_whole, classes, from_html, text, tree
from cdetrack.sources.table import PAGE_SIZE, SOURCES
from cdetrack.texts import fold_text, shorten

BASE = f"https://{CDE}/"
_OK = 200
_FEW = 20
# Field -> where its notice is shown. Spelling differs from list to list.
_PAGES = {
    "newsIdCode": "/main/news/viewInfoCommon/",
    "zdyzIdCODE": "/zdyz/domesticinfopage?zdyzIdCODE=",
    "policyIdCODE": "/main/policy/view/",
    "regulatIdCODE": "/main/policy/regulatview/",
}
_PICTURES = "/main/newspic/view/"
# Fields that only one list has. `newsIdCode` is in two, `noticeDate` with `company` in two.
_OWN_FIELDS = {
    "zdyzIdCODE": "cde/database",
    "policyIdCODE": "cde/laws",
    "regulatIdCODE": "cde/rules",
    "pridCODE": "cde/priority-review",
    "bcnidCODE": "cde/breakthrough",
    "companys": "cde/trial-approvals",
}
_DATES = ("noticeDate", "issueDate", "publishDate")
_NOT_THE_DAY = re.compile(r"end|update|modif|edit|implement|effect|start", re.IGNORECASE)
_MEANT_AS_DAY = re.compile(r"[0-9]{4}[0-9./年月日 -]{2,10}")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})月?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the site, and what was asked where that is known."""

    data: object
    source: str | None = None
    name: str = "the answer"


def is_answer(value: object) -> bool:
    """Return whether a JSON value has the form of the site's answers."""
    return isinstance(value, dict) and "code" in value and ("data" in value or "msg" in value)


def answer_in(value: object) -> object | None:
    """Return the answer that is meant by its inner part alone, as it is copied out of a browser; None for another."""
    if isinstance(value, dict) and isinstance(value.get("records"), list) and "code" not in value:
        fields = {field for record in value["records"][:_FEW] if isinstance(record, dict) for field in record}
        if value.keys() & {"current", "pages", "size", "total"} and fields & {
            *_PAGES,
            *_OWN_FIELDS,
            *_DATES,
            "acceptid",
        }:
            return {"code": _OK, "data": value}
    return None


def parse_answers(answers: Iterable[Answer], *, name: str) -> tuple[Listing, ...]:
    """Return a listing for each list that the answers are pages of, in the order of their first page.

    A page that cannot be read among others is told as a problem; raises UnreadableError when none can be.
    """
    listings: list[Listing] = []
    failures: list[UnreadableError] = []
    for answer in answers:
        try:
            listings.append(_listing(answer))
        except UnreadableError as failure:
            failures.append(failure)
    if not listings:
        if failures:
            raise failures[0]
        raise UnreadableError(f"{name} holds no answer of a CDE list")
    merged: dict[str | None, Listing] = {}
    for listing in listings:
        known = merged.get(listing.source)
        merged[listing.source] = _joined(known, listing) if known else listing
    first = next(iter(merged))
    told = tuple(failure.message for failure in failures)
    merged[first] = replace(merged[first], problems=merged[first].problems + told)
    return tuple(merged.values())


def source_of_request(url: str, form: Mapping[str, str]) -> tuple[bool, str | None]:
    """Return whether the request is for a CDE list, and for which source; None for another choice of entries.

    Raises ValueError for a broken address.
    """
    path = urlsplit(url).path.rstrip("/")
    there = [source for source in SOURCES.values() if source.kind == "cde" and urlsplit(source.url).path == path]
    fits = [
        source
        for source in there
        if all(form.get(key, value) == value for key, value in (source.form or {}).items() if value)
    ]
    if len(fits) > 1:
        # One address serves the guidance issued and the whole database.
        issued = form.get("isFbtg") == "1"
        fits = [source for source in fits if ("isFbtg" in (source.form or {})) == issued]
    return bool(there), fits[0].name if fits else None


def _joined(one: Listing, other: Listing) -> Listing:
    """Return two pages of a list as one; an entry that slid from page to page counts once."""
    return replace(
        one,
        notices=tuple(dict.fromkeys(one.notices + other.notices)),
        page=one.page if one.page == other.page else None,
        problems=one.problems + other.problems,
    )


def _listing(answer: Answer) -> Listing:
    value = answer.data
    if not isinstance(value, dict) or not is_answer(value):
        raise UnreadableError(f"{answer.name} is no answer of a CDE list")
    code = value.get("code")
    if code not in {_OK, str(_OK)}:
        said = f": {shorten(str(value.get('msg')))}" if value.get("msg") else ""
        raise UnreadableError(
            f"{answer.name} reports an error of the site, code {shorten(str(code), 20)}{said}",
            hint="open the list again and save its answer once it shows entries",
        )
    data = value.get("data")
    records = data.get("records") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(records, list):
        raise UnreadableError(
            f"{answer.name} is an answer of the CDE without a list: it has no `data.records`",
            hint="save the answer of the list itself, not of another request of the page",
        )
    notices, problems = part(_notice(record) for record in records)
    require(notices, problems, name=answer.name, what="the list that the site answered with is empty")
    return Listing(
        kind="cde",
        notices=notices,
        source=answer.source or _source(records),
        base=BASE,
        page=_count(data.get("current")),
        pages=_count(data.get("pages")) or _pages(_count(data.get("total")), _count(data.get("size"))),
        problems=problems,
    )


def _pages(total: int | None, size: int | None) -> int | None:
    return -(-total // (size or PAGE_SIZE)) if total else None


def _source(records: Iterable[object]) -> str | None:
    """Return the one list that the records' fields belong to."""
    found = {
        next((name for field, name in _OWN_FIELDS.items() if record.get(field)), None)
        for record in records
        if isinstance(record, dict)
    }
    return found.pop() if len(found) == 1 else None


def _notice(record: object) -> RawNotice | str:
    if not isinstance(record, dict):
        return "an entry that is no object"
    code = next(((field, _text(record, field)) for field in _PAGES if _text(record, field)), None)
    url = resolve(_text(record, "externalLinks"), BASE)
    article = code[1] if code else _text(record, "acceptid") or None
    if url is None and code:
        way = _PICTURES if code[0] == "newsIdCode" and _text(record, "isPic") in {"1", "True"} else _PAGES[code[0]]
        url = resolve(way + code[1], BASE)
    elif url is not None and site_of(url) != CDE and article_of(url):
        article = None  # the page's own site numbers it, and shows it as the same notice
    return RawNotice(
        title=from_html(_text(record, "title")) or _text(record, "drgnamecn"),
        date=_day(record),
        summary=_summary(record) or None,
        url=url,
        article=article,
    )


def _text(record: Mapping[str, object], field: str) -> str:
    value = record.get(field)
    return fold_text(str(value)) if isinstance(value, str | int) else ""


def _day(record: Mapping[str, object]) -> str | None:
    """Return the day of publication: the known fields, else any that is named as a date and is no other day."""
    others = [field for field in record if "date" in field.lower() and not _NOT_THE_DAY.search(field)]
    return first_day(shown for field in (*_DATES, *others) if (shown := _text(record, field)))


def _summary(record: Mapping[str, object]) -> str:
    """Return what tells two applications for one product apart: applicant, number, end of the publicity."""
    if not _text(record, "acceptid"):
        return ""
    end = _text(record, "endNoticeDate")
    try:
        end = f"公示截止日期：{dates.read(end).day.isoformat()}" if end else ""
    except ValueError:
        end = ""
    applicant = _text(record, "company") or _text(record, "companys")
    return " · ".join(piece for piece in (applicant, _text(record, "acceptid"), end) if piece)


def _count(value: object) -> int | None:
    shown = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 7 else None  # noqa: PLR2004


# --- HTML -------------------------------------------------------------------------------------------------


def is_ours(page: Page, content: bytes) -> bool:
    """Return whether an HTML page is one of the site's lists."""
    named = site_of(page.url) == CDE or b"cde.org.cn" in content or "药品审评中心".encode() in content
    listed = (b"news_item" in content and b"news_date" in content) or b"layui-table" in content
    return named and listed


def parse_html(page: Page) -> Listing:
    """Return the entries of `.news_item` blocks or of the database's table; raise UnreadableError without any."""
    check_whole(page)
    root = tree(page)
    items = [found for found in root.iter("div", "li", "tr") if "news_item" in classes(found)]
    rows = [
        row
        for table in root.iter("table")
        if "layui-table" in classes(table)
        for row in table.iter("tr")
        if next(row.iter("td"), None) is not None
    ]
    notices, problems = part([*map(_item, items), *(entry for row in rows if (entry := _row(row)) is not None)])
    require(notices, problems, name=page.name, what="it has the layout of a CDE list, but no entries")
    database = rows and all("zdyzIdCODE" in (notice.url or "") for notice in notices)
    return Listing(
        kind="cde",
        notices=notices,
        source="cde/database" if database else None,
        base=BASE,
        problems=problems,
    )


def _link(parent: etree._Element) -> tuple[str, str]:
    """Return the title and the address of the first link that has a text."""
    for link in parent.iter("a"):
        if title := fold_text(link.get("title") or text(link)):
            return title, link.get("href") or ""
    return "", ""


def _item(item: etree._Element) -> RawNotice:
    title, href = _link(item)
    places = [found for found in item.iter() if "news_date" in classes(found)]
    spans = [fold_text(text(span)) for place in places for span in place.iter("span")]
    return RawNotice(title=title, date=_put_together(spans), url=href or None)


def _put_together(spans: list[str]) -> str | None:
    """Return the day that two spans show, the month in one and the day in the other: `2026.03`, `09`."""
    for one, other in (spans[:2], spans[1::-1]) if len(spans) > 1 else ():
        found = _YEAR_MONTH.fullmatch(one)
        if found and other.rstrip("日").isdigit():
            return f"{found[1]}-{found[2]}-{other.rstrip('日')}"
        if one.isdigit() and len(one) == len("2026"):
            return f"{one}-{other.replace('.', '-').replace('/', '-')}"
    return " ".join(spans) or None


def _row(row: etree._Element) -> RawNotice | None:
    """Return the row's notice, its day misprinted or missing; None for a heading, or a table that says it is empty."""
    title, href = _link(row)
    cells = [fold_text(text(cell)) for cell in row.iter("td")]
    days = [cell for cell in cells if is_day(cell)] or [cell for cell in cells if _MEANT_AS_DAY.fullmatch(cell)]
    if not title and not days:
        return None
    named = [cell for cell in cells if cell not in days]
    return RawNotice(title=title or max(named, key=len, default=""), date=days[0] if days else None, url=href or None)
