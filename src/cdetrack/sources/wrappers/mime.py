"""Parse MIME: headers, and parts between boundaries (RFC 2045 to 2047, RFC 2557).

The standard library's parser needs time quadratic in the depth, and a stack frame for each level.
"""

import binascii
import re
from collections.abc import Mapping

from cdetrack.errors import CutOffError, UnreadableError
from cdetrack.model.frozen import frozen
from cdetrack.text.regex import regex

HTML = frozenset({"text/html", "application/xhtml+xml"})
"""The media types of pages."""
_LONGEST_HEAD = 1 << 17
_HEADER = regex(rb"([A-Za-z][A-Za-z0-9-]{0,70}):[ \t]{0,99}(.*)")
_MOST_PARTS = 2000
_DEEPEST = 8
_PARAMETER = r";\s{{0,99}}{}\s{{0,9}}=\s{{0,9}}(?:\"([^\"]{{1,300}})\"|([^\s;\"]{{1,300}}))"
_BOUNDARY = regex(_PARAMETER.format("boundary"), re.IGNORECASE)
_START = regex(_PARAMETER.format("start"), re.IGNORECASE)


@frozen
class Part:
    """Headers with names in lower case, and the body as written."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The media type alone: `text/html`; by default `text/plain`, as in the RFC."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or "text/plain"

    @property
    def location(self) -> str:
        """The original address of the part."""
        return self.headers.get("content-location", "").strip().strip("<>")

    def content(self) -> bytes:
        """Return the decoded body; invalid characters in base64 are skipped."""
        way = self.headers.get("content-transfer-encoding", "").strip().lower()
        if way == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if way != "base64":
            return self.body
        signs = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
        whole = signs[: len(signs) - len(signs) % 4]
        rest = signs[len(whole) :]
        return binascii.a2b_base64(whole + (rest + b"==")[:4] if len(rest) > 1 else whole)


def parse_headers(content: bytes) -> Part | None:
    """Return the headers at the start of a text, with the rest as the body; None if it does not begin with headers.

    A first line `From` with an address, as in a mailbox, is skipped.
    """
    content = content.lstrip(b"\xef\xbb\xbf\r\n")
    at = content.find(b"\n") + 1 if content.startswith((b"From ", b">From ")) else 0
    headers: dict[str, list[str]] = {}
    name = ""
    while 0 <= at < min(len(content), _LONGEST_HEAD):
        end = content.find(b"\n", at)
        line = content[at : end if end >= 0 else len(content)].rstrip(b"\r")
        at = end + 1 if end >= 0 else len(content)
        if not line.strip():
            break
        if line[:1] in b" \t" and name:
            headers[name].append(_text(line))
        elif found := _HEADER().fullmatch(line):
            name = found[1].decode().lower()
            if name in headers:
                name = f"{name} (again)"  # the first one counts
            headers[name] = [_text(found[2])]
        else:
            return None
    joined = {name: " ".join(lines) for name, lines in headers.items()}
    return Part(headers=joined, body=content[at:]) if headers else None


def innermost_parts(whole: Part, *, name: str) -> list[Part]:
    """Return the innermost parts in order, with those of attached mails.

    Raises CutOffError if the end is missing, UnreadableError beyond the limits of parts and depth.
    """
    found: list[Part] = []
    waiting = [(whole, 0)]
    while waiting:
        part, depth = waiting.pop()
        inner = _inner(part, name)
        if inner is None:
            found.append(part)
        elif depth >= _DEEPEST:
            raise UnreadableError(f"{name} holds mails within mails, more than {_DEEPEST} deep")
        else:
            waiting.extend((each, depth + 1) for each in reversed(inner))
        if len(found) + len(waiting) > _MOST_PARTS:
            raise UnreadableError(f"{name} is made of more than {_MOST_PARTS} parts")
    return found


def start_of(whole: Part) -> str:
    """Return the `Content-ID` of the main part, if the headers name one; else an empty string."""
    return _found(_START(), whole.headers.get("content-type", ""))


def _inner(part: Part, name: str) -> list[Part] | None:
    """Return the inner parts of a part, or None if it has none."""
    if part.type == "message/rfc822":
        inner = parse_headers(part.content())
        return [inner] if inner else []
    boundary = _found(_BOUNDARY(), part.headers.get("content-type", ""))
    if not part.type.startswith("multipart/") or not boundary:
        return None
    line = re.compile(
        rb"^--" + re.escape(boundary.encode("latin-1", "replace")) + rb"(--)?[ \t]{0,99}\r?$", re.MULTILINE
    )
    pieces: list[bytes] = []
    begin = -1
    for found in line.finditer(part.body):
        if begin >= 0:
            pieces.append(part.body[begin : found.start()])
        begin = found.end() + 1
        if found[1] is not None or len(pieces) > _MOST_PARTS:
            break
    else:
        raise CutOffError(
            f"{name} is cut off: the last of its parts has no end",
            hint="save it again: nothing was kept",
        )
    # A part may have no headers: then it begins with an empty line.
    return [parse_headers(piece) or Part(headers={}, body=piece) for piece in pieces]


def _found(pattern: re.Pattern[str], header: str) -> str:
    found = pattern.search(header)
    return (found[1] or found[2]) if found else ""


def _text(line: bytes) -> str:
    return line.decode("latin-1").strip()
