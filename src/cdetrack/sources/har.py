"""Read a HAR file, a browser's record of what it asked and got: the answers of CDE lists in it."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from cdetrack.errors import BlockedError, UnreadableError
from cdetrack.evidence import Listing, Page
from cdetrack.sources.cde import Answer, parse_answers, source_of_request
from cdetrack.sources.export import loads

_HINT = "in the developer tools, Network: reload the list, wait for its entries, then `Save all as HAR with content`"


def is_har(value: object) -> bool:
    """Return whether a JSON value is a HAR file."""
    log = value.get("log") if isinstance(value, dict) else None
    return isinstance(log, dict) and isinstance(log.get("entries"), list)


def parse(page: Page, har: Mapping[str, object]) -> tuple[Listing, ...]:
    """Return a listing for each CDE list in the file, its pages together; other entries are passed over.

    Raises BlockedError when the site answered every such request with its challenge, UnreadableError when there
    is no such request or no answer to one.
    """
    answers: list[Answer] = []
    refused = lost = 0
    for url, source, response in _requests(har):
        if response.get("status") in {202, 412}:
            refused += 1
            continue
        body = _body(response)
        if body is None:
            lost += 1
            continue
        path = urlsplit(url).path
        try:
            answers.append(Answer(data=loads(body), source=source, name=f"the answer of {path} in {page.name}"))
        except ValueError:
            lost += 1
    if answers:
        return parse_answers(answers, name=page.name)
    if refused:
        raise BlockedError(f"{page.name} holds nothing but the site's challenge", hint=_HINT)
    if lost:
        raise UnreadableError(f"{page.name} names CDE lists but holds none of their answers", hint=_HINT)
    raise UnreadableError(f"{page.name} is a HAR file without an answer of a CDE list", hint=_HINT)


def _requests(har: Mapping[str, object]) -> Iterator[tuple[str, str | None, Mapping[str, object]]]:
    """Yield address, source and response of each request for a CDE list."""
    log = har.get("log")
    entries = log.get("entries") if isinstance(log, dict) else None
    for entry in entries if isinstance(entries, list) else []:
        request = entry.get("request") if isinstance(entry, dict) else None
        response = entry.get("response") if isinstance(entry, dict) else None
        if not isinstance(request, dict) or not isinstance(response, dict):
            continue
        url = request.get("url")
        if not isinstance(url, str):
            continue
        try:
            known, source = source_of_request(url, _form(url, request.get("postData")))
        except ValueError:
            continue  # an address that is none
        if known:
            yield url, source, response


def _form(url: str, posted: object) -> dict[str, str]:
    """Return the fields of a request: of its address, of its form's text, of its form's list."""
    fields = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if not isinstance(posted, dict):
        return fields
    sent, listed = posted.get("text"), posted.get("params")
    if isinstance(sent, str):
        fields |= dict(parse_qsl(sent, keep_blank_values=True))
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, dict) and isinstance(item.get("name"), str) and isinstance(item.get("value"), str):
            # Some browsers write the values as they were sent, some as they were meant.
            fields |= dict(parse_qsl(f"{item['name']}={item['value']}", keep_blank_values=True))
    return fields


def _body(response: Mapping[str, object]) -> str | None:
    content = response.get("content")
    text = content.get("text") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(text, str) or not text.strip():
        return None
    if content.get("encoding") != "base64":
        return text
    try:
        return base64.b64decode(text).decode("utf-8-sig")
    except (binascii.Error, ValueError):
        return None
