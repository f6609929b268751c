"""Take apart what is written as mail is: headers, and parts between boundaries (RFC 2045 to 2047, RFC 2557).

Written here and not taken from the standard library, since its parser needs the square of the depth in time and a
stack frame for each level.
"""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cdetrack.errors import CutOffError, UnreadableError

_LONGEST_HEAD = 1 << 17
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,70}):[ \t]{0,99}(.*)")
_MOST_PARTS = 2000
_DEEPEST = 8
_PARAMETER = r";\s{{0,99}}{}\s{{0,9}}=\s{{0,9}}(?:\"([^\"]{{1,300}})\"|([^\s;\"]{{1,300}}))"
_BOUNDARY = re.compile(_PARAMETER.format("boundary"), re.IGNORECASE)
_START = re.compile(_PARAMETER.format("start"), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Headers, their names in lower case, and what stands below them, as it is written."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The media type alone: `text/html`; `text/plain` where nothing is said, as the RFC has it."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or "text/plain"

    @property
    def location(self) -> str:
        """Where the part was found."""
        return self.headers.get("content-location", "").strip().strip("<>")

    def content(self) -> bytes:
        """Return the bytes that the body stands for; what is no base64 in it is passed over."""
        way = self.headers.get("content-transfer-encoding", "").strip().lower()
        if way == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if way != "base64":
            return self.body
        signs = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
        whole = signs[: len(signs) - len(signs) % 4]
        rest = signs[len(whole) :]
        return binascii.a2b_base64(whole + (rest + b"==")[:4] if len(rest) > 1 else whole)


def headed(content: bytes) -> Part | None:
    """Return the headers that a text begins with, and its rest; None for a text that does not begin with any.

    Some programs write a line of their own before the first header: `From` and an address, as in a mailbox.
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
        elif found := _HEADER.fullmatch(line):
            name = found[1].decode().lower()
            if name in headers:
                name = f"{name} (again)"  # the first one counts
            headers[name] = [_text(found[2])]
        else:
            return None
    joined = {name: " ".join(lines) for name, lines in headers.items()}
    return Part(headers=joined, body=content[at:]) if headers else None


def leaves(whole: Part, *, name: str) -> list[Part]:
    """Return the parts that have none themselves, in order, those of a mail within the mail as well.

    Raises CutOffError when the end is missing, UnreadableError for more parts or levels than anybody sends.
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
    """Return the `Content-ID` of the part that comes first, where the headers name one."""
    return _found(_START, whole.headers.get("content-type", ""))


def _inner(part: Part, name: str) -> list[Part] | None:
    """Return what a part is made of; None for one that is made of nothing."""
    if part.type == "message/rfc822":
        inner = headed(part.content())
        return [inner] if inner else []
    boundary = _found(_BOUNDARY, part.headers.get("content-type", ""))
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
    # A part may have no headers: then it begins with the empty line below them.
    return [headed(piece) or Part(headers={}, body=piece) for piece in pieces]


def _found(pattern: re.Pattern[str], header: str) -> str:
    found = pattern.search(header)
    return (found[1] or found[2]) if found else ""


def _text(line: bytes) -> str:
    return line.decode("latin-1").strip()
