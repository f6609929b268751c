"""Unwrap a mail (`.eml`), or the mails of a mailbox: the listing is in the HTML part, or in the text without one.

The mail's own date belongs to no entry and is ignored, and so are the headers of a forwarded mail in its text. Links
that a mail server or a sender of newsletters has replaced by its own become those that they hold.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape, unescape
from urllib.parse import parse_qs, unquote, urlsplit

from cdetrack.model.record import Listing, Page
from cdetrack.sources.decoding import decode
from cdetrack.sources.wrappers.mime import HTML, Part, innermost_parts

_OF_MAILS = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "received", "mime-version", "return-path", "content-type"}
)
_FEWEST = 3
_PLAIN = frozenset({"text/plain"})
_OF_NO_MATTER = re.compile(r"(?:image|audio|video|font|multipart)/|application/(?:pdf|pgp|pkcs|x-pkcs)")
_OF_LISTINGS = re.compile(r"\Atext/(?:html|csv|xml|tab)|[/+.-](?:xml|json|csv|xhtml)\b")
_BETWEEN_MAILS = re.compile(rb"(?:\A|\n\r?\n)(?=From [^\r\n]{1,200} [0-9]{4}[^\r\n]{0,20}\r?\n)")
_LENGTH = re.compile(rb"([0-9]{1,10})[ \t]{0,20}\r?\n(?=[A-Za-z-]{1,70}:)")
"""The first line of Apple's `.emlx`: the length of the mail."""
_QUOTED = re.compile(r"(?:[ \t]{0,3}>)+ ?")
_NAMES = (
    r"From|Sent|Date|To|Cc|Subject|Reply-To|发件人|发送时间|寄件人|寄件日期|日期|收件人|抄送|主题|主旨|Von|Gesendet|Datum|An"
    r"|Betreff|De|Envoyé|À|Objet|Para|Enviado|Asunto|送信者|送信日時|宛先|件名"
)
_FORWARDED = re.compile(rf"[*\s]{{0,4}}(?:{_NAMES})\s?\*{{0,2}}\s?[:：]")
_RULE = re.compile(r"\s{0,9}-{2,}\s?[^-\n]{3,60}-{2,}\s{0,9}")
_FEWEST_HEADERS = 3
_BREAK = r"(?:\s|&nbsp;|</?(?:b|strong|span|font|p|div|o:p|u)\b[^<>]{0,300}>)"
_FORWARDED_HTML = re.compile(
    rf"(?:{_BREAK}{{0,20}}(?:{_NAMES}){_BREAK}{{0,6}}[:：](?:[^<\n]|\n|<(?!br|/p>|/div>|p\b|div\b)){{0,400}}"
    rf"(?:<br\s?/?>|</p>|</div>)){{{_FEWEST_HEADERS},8}}",
    re.IGNORECASE,
)
_BODY = re.compile(r"<body\b[^<>]{0,2000}>", re.IGNORECASE)
_MOST_BEFORE = 30_000
"""Characters from the beginning in which the headers of a forwarded mail are looked for."""
_LINK = re.compile(r"https?://[^\s\"'<>]{10,4000}")
_HOLDS_ANOTHER = re.compile(
    r"safelinks\.protection\.outlook\.com/|urldefense\.(?:com|proofpoint\.com)/|/CL0/|google\.[a-z.]{2,6}/url\?"
)
_DEFENDED = re.compile(r"/v3/__(https?:/.{1,4000}?)__;")
_COUNTED = re.compile(r"/CL0/(https?:[^/]{1,4000})/")


def is_ours(whole: Part) -> bool:
    """Return True if the headers are those of a mail."""
    return len(whole.headers.keys() & _OF_MAILS) >= _FEWEST


def without_frame(content: bytes) -> bytes:
    """Return the mail in a file of Apple's program, without length and notes; any other content unchanged."""
    length = _LENGTH.match(content)
    return content[length.end() :][: int(length[1])] if length else content


def mails(content: bytes) -> list[bytes]:
    """Return the mails in a mailbox (mbox); any other content as it is."""
    starts = [found.end() for found in _BETWEEN_MAILS.finditer(content)] if content.startswith(b"From ") else []
    ends = [*starts[1:], len(content)]
    return [content[start:end] for start, end in zip(starts, ends, strict=True)] if starts else [content]


def parts(page: Page, whole: Part) -> list[Part]:
    """Return the parts of a mail that may hold a listing."""
    found = (part for part in innermost_parts(whole, name=page.name) if part.body.strip())
    return [part for part in found if not _OF_NO_MATTER.match(part.type)]


def bodies(page: Page, held: Iterable[Part]) -> Iterator[list[Page]]:
    """Yield those of these parts that are the mail itself, by form: HTML, then text, which says the same again."""
    own = [part for part in held if not _is_attached(part)]
    for form in (HTML, _PLAIN):
        if found := [part for part in own if part.type in form]:
            yield [_shown(page, part, html=form is HTML) for part in found]


def attached(page: Page, held: Iterable[Part]) -> list[tuple[Page, bool]]:
    """Return those of these parts that are files, and of each whether it is of a type of listings.

    Any other, such as a calendar or a disclaimer, may hold one, too, but rarely does.
    """
    return [
        (
            replace(
                page.holding(part.content(), part.location, content_type=part.headers.get("content-type")),
                name=f"the attachment {number} of {page.name}",
            ),
            _OF_LISTINGS.search(part.type) is not None,
        )
        for number, part in enumerate(filter(_is_attached, held), start=1)
    ]


def _is_attached(part: Part) -> bool:
    disposition = part.headers.get("content-disposition", "").strip().lower()
    return part.type not in HTML | _PLAIN or disposition.startswith("attachment")


def without_greeting(listing: Listing) -> Listing:
    """Return the listing in a mail's text without greeting and footer."""
    if listing.kind != "text":
        return listing
    dated = [at for at, raw in enumerate(listing.notices) if raw.date]
    return replace(listing, notices=listing.notices[dated[0] : dated[-1] + 1], unreadable=())


def _shown(page: Page, part: Part, *, html: bool) -> Page:
    """Return the page in a part, without headers of a forwarded mail and without the links of mail servers."""
    kind = part.headers.get("content-type")
    inner = page.holding(part.content(), part.location, content_type=kind)
    if not html and b"<html" in inner.content[:2000].lower():
        return inner
    before = decode(inner)
    text = _without_headers_in_html(before) if html else _without_headers(_unquoted(before))
    text = _LINK.sub(lambda found: _held(found[0], html=html), text)
    if text == before:
        return inner
    return inner.with_text(text, part.type)


def _unquoted(text: str) -> str:
    """Return a text without the `>` before its lines, if most lines have one."""
    lines = text.splitlines()
    filled = [line for line in lines if line.strip()]
    if 2 * sum(_QUOTED.match(line) is not None for line in filled) <= len(filled):
        return text
    return "\n".join(_QUOTED.sub("", line, count=1) for line in lines)


def _without_headers(text: str) -> str:
    """Return a text without the lines `From: …`, `Sent: …` of forwarded mails, and the rule above them."""
    kept: list[str] = []
    headers: list[str] = []
    for line in [*text.splitlines(), ""]:
        if _FORWARDED.match(line) or (headers and line.startswith((" ", "\t"))):
            headers.append(line)
            continue
        if len(headers) >= _FEWEST_HEADERS:
            if kept and _RULE.fullmatch(kept[-1]):
                kept.pop()
            kept.append("")
        else:
            kept += headers
        headers = []
        kept.append(line)
    return "\n".join(kept)


def _without_headers_in_html(text: str) -> str:
    body = _BODY.search(text)
    start = body.end() if body else 0
    end = start + _MOST_BEFORE
    return text[:start] + _FORWARDED_HTML.sub(" ", text[start:end]) + text[end:]


def _held(link: str, *, html: bool) -> str:
    """Return the link that a mail server's or a newsletter's link holds; any other link unchanged."""
    if not _HOLDS_ANOTHER.search(link):
        return link
    plain = unescape(link) if html else link
    found = _DEFENDED.search(plain) or _COUNTED.search(plain)
    if found:
        held = unquote(found[1])
    else:
        try:
            fields = parse_qs(urlsplit(plain).query)
        except ValueError:
            return link
        held = next((values[0] for name in ("url", "u", "q") if (values := fields.get(name))), "")
    if not held.startswith(("http://", "https://")):
        return link
    return escape(held) if html else held
