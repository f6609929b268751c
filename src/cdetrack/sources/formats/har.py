"""Read a HAR file, a browser's record of requests and responses: every listing in it, of any site.

Responses of CDE lists are recognised by their requests. All other pages, feeds and JSON are read like files; without a
date they are skipped, since many menus and settings look like lists.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from cdetrack.errors import BlockedError, CutOffError, UnreadableError
from cdetrack.model.record import Listing, Page, UnreadableEntry, with_problems
from cdetrack.sources.cde.lists_json import CdeResponse, parse_responses, source_of_request
from cdetrack.sources.challenge import is_gate
from cdetrack.sources.entries import is_date
from cdetrack.sources.formats.json_syntax import has_call, loads
from cdetrack.sources.wrappers import compressed

_HINT = "in the developer tools, Network: reload the list, wait for its entries, then `Save all as HAR with content`"
_GATE = frozenset({202, 412})
_GOOD = frozenset({200, 203, 206, 304, 0})
_ERRORS = 400
"""The first status of an error."""
_READ = re.compile(r"html|xml|json|rss|atom|csv|text/plain", re.IGNORECASE)
_SCRIPT = re.compile(r"javascript", re.IGNORECASE)
_PACKED = frozenset({"br", "zstd", "compress"})
"""Compressions that the standard library cannot undo; a browser's own file has the answers without them."""
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_HEAD = 4096
_STARTS = ("<", "{", "[")
_MOST = 20_000


class _Place(NamedTuple):
    """Where an answer is from: its path, without the query, which may hold a token, and the source requested."""

    path: str
    source: str | None = None


class _Exchange(NamedTuple):
    """A request and its response: address, posted fields, status, media type, and content if the file has it."""

    url: str
    posted: object
    status: object
    type: str
    content: bytes | None
    coding: str
    """The compression that the response was sent with."""


@dataclass(slots=True)
class _Contents:
    """The contents of a HAR file: listings, and counts of all other responses."""

    responses: list[CdeResponse] = field(default_factory=list)
    listings: dict[tuple[str, str, str | None], Listing] = field(default_factory=dict)
    held: Counter[str] = field(default_factory=Counter)
    refused: list[_Place] = field(default_factory=list)
    """The places of answers that are a challenge."""
    lost: list[_Place] = field(default_factory=list)
    """Those of lists whose answers the file does not hold, or in part."""
    answered: set[_Place] = field(default_factory=set)
    """Those of answers that could be read: most often, a challenge comes before one."""
    cut_off: list[str] = field(default_factory=list)
    """The messages of pages that are cut off."""
    packed: dict[str, str] = field(default_factory=dict)
    """The paths of answers that the file holds as they were sent, with their compression."""
    failed: int = 0
    """The number of responses with the status of an error."""


def is_har(value: object) -> bool:
    """Return True if a JSON value is a HAR file."""
    log = value.get("log") if isinstance(value, dict) else None
    return isinstance(log, dict) and isinstance(log.get("entries"), list)


def parse(page: Page, har: Mapping[str, object], read: Callable[[Page], tuple[Listing, ...]]) -> tuple[Listing, ...]:
    """Return a listing for each list in the file, its pages joined.

    `read` reads a page inside the file, as `reading.read` does. Raises BlockedError if all responses are challenges,
    UnreadableError if there is no listing.
    """
    contents = _Contents()
    for exchange in _exchanges(har):
        try:
            known, source = source_of_request(exchange.url, _form(exchange.url, exchange.posted))
        except ValueError:
            continue  # a broken address
        if _is_packed(exchange):
            contents.packed[urlsplit(exchange.url).path] = exchange.coding
        elif known:
            _take_response(contents, exchange, source, page)
        else:
            _take_page(contents, exchange, page, read)
    listings: tuple[Listing, ...] = ()
    if contents.responses:
        try:
            listings = parse_responses(contents.responses, name=page.name)
        except UnreadableError:
            if not contents.listings:
                raise
    if listings := (*listings, *_without_figures(list(contents.listings.values()))):
        return with_problems(listings, _unread(contents, page.name))
    raise _refusal(contents, page.name)


def _without_figures(listings: list[Listing]) -> list[Listing]:
    """Return the listings without single objects that lead nowhere, such as a count of visitors beside a list."""
    has_list = any(len(each.notices) > 1 for each in listings)
    return [each for each in listings if not has_list or len(each.notices) > 1 or each.notices[0].url is not None]


def _refusal(contents: _Contents, name: str) -> UnreadableError | BlockedError:
    """Return the error for a file without a listing, by the cause that is most exact."""
    if contents.refused:
        return BlockedError(f"{name} holds nothing but the site's challenge", hint=_HINT)
    if contents.packed:
        path, coding = next(iter(contents.packed.items()))
        return UnreadableError(
            f"{name} holds the answer of {path} packed with `{coding}`, as it was sent",
            hint="save the file from a browser's developer tools, which unpack the answers",
        )
    if contents.lost:
        return UnreadableError(f"{name} names CDE lists but holds none of their answers", hint=_HINT)
    held = ", ".join(f"{count} {kind}" for kind, count in contents.held.most_common(6)) or "it is empty"
    refused = "the site refused the browser as well: open the list until it shows, then save it again"
    return UnreadableError(
        f"{name} is a HAR file without an answer that is a listing: {held}",
        hint=refused if contents.failed and contents.failed == contents.held.total() else _HINT,
    )


def _unread(contents: _Contents, name: str) -> Iterator[str]:
    """Yield a problem for each list whose entries the file does not hold: who saved it believes that he has them."""
    for path, _ in dict.fromkeys(each for each in contents.refused if each not in contents.answered):
        yield f"the answer of {path} in {name} is the site's challenge: open it until it shows, then save the file anew"
    for path, coding in contents.packed.items():
        yield f"{name} holds the answer of {path} packed with `{coding}`: save it from a browser's developer tools"
    for path, _ in dict.fromkeys(each for each in contents.lost if each not in contents.answered):
        yield f"{name} does not hold the answer of {path}, or only a part of it: reload the list, then save it again"
    yield from dict.fromkeys(contents.cut_off)


def _is_packed(exchange: _Exchange) -> bool:
    """Return True for an answer, other than a picture or a font, that is compressed as the standard library cannot."""
    content = exchange.content or b""
    return exchange.coding in _PACKED and bool(_READ.search(exchange.type)) and bool(_BINARY.search(content, 0, _HEAD))


def _take_response(contents: _Contents, exchange: _Exchange, source: str | None, page: Page) -> None:
    """Keep the response of a CDE list."""
    place = _Place(urlsplit(exchange.url).path, source)
    if exchange.status in _GATE:
        contents.refused.append(place)
        return
    try:
        data = loads((exchange.content or b"").decode("utf-8-sig"))
    except ValueError:
        contents.lost.append(place)
        return
    contents.answered.add(place)
    contents.responses.append(CdeResponse(data=data, source=source, name=f"the answer of {place.path} in {page.name}"))


def _take_page(
    contents: _Contents, exchange: _Exchange, page: Page, read: Callable[[Page], tuple[Listing, ...]]
) -> None:
    """Read any other response, and keep its listings if they have dates; pages of one listing are joined."""
    content = exchange.content
    kind = exchange.type.partition(";")[0].strip().lower() or "no type"
    if content is None or not content.strip():
        contents.held["without content"] += 1
        return
    refused = isinstance(exchange.status, int) and exchange.status >= _ERRORS
    contents.held[f"of `{kind[:40]}`{f' with status {exchange.status}' if refused else ''}"] += 1
    contents.failed += refused
    where = urlsplit(exchange.url)
    place = _Place(where.path.rstrip("/") or "/")
    if exchange.status in _GATE and is_gate(content):
        contents.refused.append(place)
        return
    if exchange.status in _GOOD and not is_gate(content):
        contents.answered.add(place)
    start = content[:200].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    script = _SCRIPT.search(kind)
    told = not script and (_READ.search(kind) or kind in {"no type", "x-unknown", "application/octet-stream"})
    likely = start.startswith(_STARTS) or compressed.is_ours(content) or "csv" in kind or has_call(start)
    if not (told or (script and has_call(start))) or not likely or exchange.status not in _GOOD:
        return
    name = f"the answer of {place.path} in {page.name}"
    try:
        listings = read(Page(content=content, url=exchange.url, content_type=exchange.type or None, name=name))
    except BlockedError:
        contents.refused.append(place)
        return
    except CutOffError as failure:
        contents.cut_off.append(failure.message)
        return
    except UnreadableError:
        return
    for listing in listings:
        if any(is_date(raw.date or "") for raw in listing.notices):
            key = (f"{where.netloc}{where.path}", listing.kind, listing.source)
            known = contents.listings.get(key)
            contents.listings[key] = _joined(known, listing) if known else listing


def _joined(one: Listing, other: Listing) -> Listing:
    return replace(
        one,
        notices=tuple(dict.fromkeys(one.notices + other.notices)),
        page=one.page if one.page == other.page else None,
        unreadable=tuple(UnreadableEntry(problem, None) for problem in dict.fromkeys(one.problems + other.problems)),
    )


def _exchanges(har: Mapping[str, object]) -> Iterator[_Exchange]:
    """Yield the valid entries of the file."""
    log = har.get("log")
    entries = log.get("entries") if isinstance(log, dict) else None
    for exchange in (entries if isinstance(entries, list) else [])[:_MOST]:
        request = exchange.get("request") if isinstance(exchange, dict) else None
        response = exchange.get("response") if isinstance(exchange, dict) else None
        if not isinstance(request, dict) or not isinstance(response, dict):
            continue
        url, held, status = request.get("url"), response.get("content"), response.get("status")
        if isinstance(url, str):
            kind = held.get("mimeType") if isinstance(held, dict) else None
            yield _Exchange(
                url=url,
                posted=request.get("postData"),
                status=status if isinstance(status, int) else 0,
                type=kind if isinstance(kind, str) else "",
                content=_body(held),
                coding=_coding(response.get("headers")),
            )


def _coding(headers: object) -> str:
    """Return the compression that the headers of a response name; empty without one."""
    for each in headers if isinstance(headers, list) else []:
        if isinstance(each, dict) and str(each.get("name")).lower() == "content-encoding":
            return str(each.get("value")).strip().lower()
    return ""


def _form(url: str, posted: object) -> dict[str, str]:
    """Return the fields of a request, from its address and its form."""
    fields = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if not isinstance(posted, dict):
        return fields
    sent, listed = posted.get("text"), posted.get("params")
    if isinstance(sent, str):
        fields |= dict(parse_qsl(sent, keep_blank_values=True))
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, dict) and isinstance(item.get("name"), str) and isinstance(item.get("value"), str):
            # Some browsers write the values encoded, some decoded.
            fields |= dict(parse_qsl(f"{item['name']}={item['value']}", keep_blank_values=True))
    return fields


def _body(held: object) -> bytes | None:
    """Return the content of a response as bytes; text that the browser has decoded becomes UTF-8."""
    text = held.get("text") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not isinstance(text, str) or not text.strip():
        return None
    if held.get("encoding") != "base64":
        return b"\xef\xbb\xbf" + text.lstrip("\ufeff").encode("utf-8", "replace")
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return None
