"""Read the CDE's lists: JSON responses of www.cde.org.cn, one or several, whole or in parts.

A response is `{"code": 200, "data": {"records": [...], "total": n, "pages": n, "current": n}}`. The names of the
fields differ between the lists; some are unique to one list and identify it, else only the request does. The end of
a publicity period is not a publication date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from cdetrack.errors import UnreadableError
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Listing, RawNotice, with_problems
from cdetrack.sources.catalogue import SOURCES
from cdetrack.sources.entries import require_notices, with_titles, written
from cdetrack.sources.formats.field_names import fields_of
from cdetrack.sources.markup import from_html
from cdetrack.sources.source import PAGE_SIZE
from cdetrack.text import dates
from cdetrack.text.clean import shorten
from cdetrack.text.links import CDE, article_of, resolve, site_of

BASE = f"https://{CDE}/"
_OK = 200
# Field -> path of the notice's page. The spelling differs between the lists.
_PAGES = {
    "newsIdCode": "/main/news/viewInfoCommon/",
    "zdyzIdCODE": "/zdyz/domesticinfopage?zdyzIdCODE=",
    "policyIdCODE": "/main/policy/view/",
    "regulatIdCODE": "/main/policy/regulatview/",
}
_PICTURES = "/main/newspic/view/"
# Fields of one list only. `newsIdCode` is in two, and so is `noticeDate` with `company`.
_OWN_FIELDS = {
    "zdyzIdCODE": "cde/database",
    "policyIdCODE": "cde/laws",
    "regulatIdCODE": "cde/rules",
    "pridCODE": "cde/priority-review",
    "bcnidCODE": "cde/breakthrough",
    "companys": "cde/trial-approvals",
}
_MARKS = frozenset([*_PAGES, *_OWN_FIELDS, "acceptid"])


@frozen
class CdeResponse:
    """One response of the site, and the source that was requested, if known."""

    data: object
    source: str | None = None
    name: str = "the answer"


def is_response(value: object) -> bool:
    """Return True if a JSON value has the form of the site's responses; other sites use this form, too."""
    return isinstance(value, dict) and "code" in value and ("data" in value or "msg" in value)


def responses_in(value: object, *, name: str, ours: bool) -> list[CdeResponse]:
    """Return the responses in a JSON value: one, several in an array, the `data` of one, or its `records` alone.

    A response is the CDE's if its records have fields that only the CDE uses, or if it was requested there (`ours`).
    """
    if isinstance(value, list) and any(ours or _is_cde_list(_records(each)) for each in value if is_response(each)):
        return [CdeResponse(data=each, name=f"answer {number} in {name}") for number, each in enumerate(value, start=1)]
    if isinstance(value, list) and value and all(_is_cde_list(_records(each)) for each in value):
        found = (responses_in(each, name=f"part {number} of {name}", ours=ours) for number, each in enumerate(value, 1))
        return [response for responses in found for response in responses]
    records = _records(value)
    if isinstance(value, dict) and value.keys() & _MARKS:
        value, records = [value], [value]  # one record alone
    if is_response(value):
        return [CdeResponse(data=value, name=name)] if ours or _is_cde_list(records) else []
    if not _is_cde_list(records):
        return []
    data = value if isinstance(value, dict) and "records" in value else {**_counts(value), "records": records}
    return [CdeResponse(data={"code": _OK, "data": data}, name=name)]


def _counts(value: object) -> Mapping[str, object]:
    """Return the `data` of a response without a code."""
    data = value.get("data") if isinstance(value, dict) else None
    return data if isinstance(data, dict) else {}


def _is_cde_list(records: object) -> bool:
    """Return True if objects are records of a CDE list, by fields that no other site has."""
    return isinstance(records, list) and any(
        isinstance(record, dict) and (record.keys() & _MARKS or site_of(_text(record, "externalLinks").strip()) == CDE)
        for record in records
    )


def _records(value: object) -> object:
    """Return the records of a response, of its data, or the value itself."""
    data = value.get("data", value) if isinstance(value, dict) else value
    return data.get("records") if isinstance(data, dict) else data


def parse_responses(responses: Iterable[CdeResponse], *, name: str) -> tuple[Listing, ...]:
    """Return one listing for each list, its pages joined, in the order of their first pages.

    A page that cannot be read becomes a problem. Raises UnreadableError if no page can be read.
    """
    listings: list[Listing] = []
    failures: list[UnreadableError] = []
    for response in responses:
        try:
            listings.append(_listing(response))
        except UnreadableError as failure:
            failures.append(failure)
    if not listings:
        if failures:
            raise failures[0]
        raise UnreadableError(f"{name} holds no answer of a list")
    merged: dict[str | None, Listing] = {}
    shown: dict[str | None, set[int]] = {}
    for listing in listings:
        shown.setdefault(listing.source, set()).update([listing.page] if listing.page else [])
        known = merged.get(listing.source)
        merged[listing.source] = _joined(known, listing) if known else listing
    problems = [failure.message for failure in failures]
    for source, numbers in shown.items():
        missing = sorted(set(range(min(numbers), max(numbers))) - numbers) if numbers else []
        if missing:
            many = f"{len(missing)} pages between {missing[0] - 1} and {missing[-1] + 1}"
            which = f"page {missing[0]}" if len(missing) == 1 else many
            problems.append(f"{name} does not hold {which} of {source or 'its list'}")
    return with_problems(list(merged.values()), problems)


def source_of_request(url: str, form: Mapping[str, str]) -> tuple[bool, str | None]:
    """Return whether a request is for a CDE list, and its source, or None if no source filters the list that way.

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
        # One address serves both the issued guidance and the whole database.
        issued = form.get("isFbtg") == "1"
        fits = [source for source in fits if ("isFbtg" in (source.form or {})) == issued]
    return bool(there), fits[0].name if fits else None


def _joined(one: Listing, other: Listing) -> Listing:
    """Return two pages of a list as one, without repeated entries."""
    return replace(
        one,
        notices=tuple(dict.fromkeys(one.notices + other.notices)),
        page=one.page if one.page == other.page else None,
        unreadable=(*one.unreadable, *(each._replace(place=None) for each in other.unreadable)),
    )


def _listing(response: CdeResponse) -> Listing:
    value = response.data
    if not isinstance(value, dict) or not is_response(value):
        raise UnreadableError(f"{response.name} is no answer of a list")
    code = value.get("code")
    if code not in {_OK, str(_OK)}:
        said = f": {shorten(str(value.get('msg')))}" if value.get("msg") else ""
        raise UnreadableError(
            f"{response.name} reports an error of the site, code {shorten(str(code), 20)}{said}",
            hint="open the list again and save its answer once it shows entries",
        )
    data = value.get("data")
    records = data.get("records") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(records, list):
        raise UnreadableError(
            f"{response.name} is an answer without a list: it has no `data.records`",
            hint="save the answer of the list itself, not of another request of the page",
        )
    notices, unreadable = with_titles(_notice(record) for record in records)
    require_notices(notices, unreadable, name=response.name, what="the list that the site answered with is empty")
    return Listing(
        kind="cde",
        notices=notices,
        source=response.source or _source(records),
        base=BASE,
        page=_count(data.get("current")),
        pages=_count(data.get("pages")) or _pages(_count(data.get("total")), _count(data.get("size"))),
        unreadable=unreadable,
    )


def _pages(total: int | None, size: int | None) -> int | None:
    return -(-total // (size or PAGE_SIZE)) if total else None


def _source(records: Iterable[object]) -> str | None:
    """Return the source that the records' fields identify, or None."""
    found = {
        next((name for field, name in _OWN_FIELDS.items() if record.get(field)), None)
        for record in records
        if isinstance(record, dict)
    }
    return found.pop() if len(found) == 1 else None


def _notice(record: object) -> RawNotice | str:
    if not isinstance(record, dict):
        return "an entry that is no object"
    code = next(((field, text) for field in _PAGES if (text := _text(record, field).strip())), None)
    url = _text(record, "externalLinks") or None
    article = code[1] if code else _text(record, "acceptid") or None
    leads_to = resolve(url, BASE) if url else None
    if leads_to is None and code:
        way = (
            _PICTURES
            if code[0] == "newsIdCode" and _text(record, "isPic").strip() in {"1", "True"}
            else _PAGES[code[0]]
        )
        url = way + code[1]
    elif leads_to is not None and site_of(leads_to) != CDE and article_of(leads_to):
        article = None  # identified by the number on its own site, as the same notice
    return RawNotice(
        title=from_html(_text(record, "title")) or _shown(record, "drgnamecn"),
        date=_day(record),
        summary=_summary(record) or None,
        url=url,
        article=article,
        stated=_stated(record) if record.keys() & {"acceptid", "drgnamecn"} else (),
    )


def _stated(record: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the fields of an application: product, applicant, acceptance number, indication, end of the publicity."""
    values = {
        "product": _shown(record, "drgnamecn"),
        "applicant": _applicant(record),
        "application": _text(record, "acceptid"),
        "indication": next(filter(None, (_shown(record, name) for name in _indications(record))), ""),
        "publicity_ends": _text(record, "endNoticeDate"),
    }
    return tuple((name, value) for name, value in values.items() if value)


def _indications(record: Mapping[str, object]) -> list[str]:
    """Return the fields of an indication: the prefix of their name differs between the lists."""
    return [name for name in record if name.casefold().endswith(("indication", "indications"))]


def _applicant(record: Mapping[str, object]) -> str:
    return _shown(record, "company") or _shown(record, "companys")


def _text(record: Mapping[str, object], field: str) -> str:
    """Return a field as written; empty if it is missing or shows nothing."""
    value = record.get(field)
    return (written(str(value)) or "") if isinstance(value, str | int) else ""


def _shown(record: Mapping[str, object], field: str) -> str:
    """Return a field as the site's page shows it: markup in it becomes text."""
    return from_html(_text(record, field))


def _day(record: Mapping[str, object]) -> str | None:
    """Return the publication date: `noticeDate`, `issueDate`, `publishDate`, or a field with a similar name."""
    names = fields_of(record).published
    return next((shown for name in names if (shown := _text(record, name))), None)


def _summary(record: Mapping[str, object]) -> str:
    """Return a summary for an application: applicant, number, end of the publicity period.

    The list has none; this one tells apart two applications for one product, and is what earlier versions recorded.
    The parser reads the end date itself, since it becomes part of a text.
    """
    if not _text(record, "acceptid"):
        return ""
    end = _text(record, "endNoticeDate")
    try:
        end = f"公示截止日期：{dates.read(end).day.isoformat()}" if end else ""
    except ValueError:
        end = ""
    return " · ".join(piece for piece in (_applicant(record), _text(record, "acceptid"), end) if piece)


def _count(value: object) -> int | None:
    shown = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 7 else None  # noqa: PLR2004
