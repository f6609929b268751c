"""Find the address that browsers and add-ons write into a saved page.

Browsers write `<!-- saved from url=(0042)https://… -->`, with the length of the address; SingleFile a comment with
`url: …`; Save Page WE a `meta`; HTTrack a comment without the scheme.
"""

from cdetrack.text.links import without_password
from cdetrack.text.regex import regex

_HEAD = 16384
_MARK = regex(rb"saved from url=|Page saved with SingleFile|savepage-url|Mirrored from ")
_FORMS = (
    regex(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(?:view-source:)?(https?://[^\s<>]{1,4000})"),
    regex(r"<!--\s{0,9}Page saved with SingleFile\s{1,9}url:\s{0,9}(https?://[^\s<>]{1,4000})"),
    regex(r"<meta\s{1,9}name=[\"']?savepage-url[\"']?\s{1,9}content=[\"']?(https?://[^\s\"'<>]{1,4000})"),
)
_MIRRORED = regex(r"<!--\s{0,9}Mirrored from ([\w.-]{1,200}/[^\s<>]{0,4000}) by HTTrack")


def address(content: bytes) -> str | None:
    """Return the original address of a saved page, or None if the page does not note it."""
    head = content[:_HEAD]
    if not _MARK().search(head):
        return None
    from html import unescape

    text = head.decode("utf-8", "replace")
    found = next((match for form in _FORMS if (match := form().search(text))), None)
    mirrored = _MIRRORED().search(text)
    if found:
        return without_password(unescape(found[1]))
    return f"https://{unescape(mirrored[1])}" if mirrored else None
