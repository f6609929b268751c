"""Reading any page ends, with notices or an expected error."""

import base64
import itertools
import json
import plistlib
from dataclasses import replace
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources import read
from cdetrack.sources.decoding import decode
from cdetrack.sources.layout import Layout
from support.hostile import assert_read_or_refused
from support.paths import PAGES

FILES = sorted(path for path in PAGES.iterdir() if not path.name.endswith(".expected.json"))
PIECES = st.sampled_from(
    [
        *(b"<", b">", b'"', b"'", b"{", b"[", b"]", b"}", b",", b"-\n", b"\n\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf"),
        *(b"<html>", b"</html>", b"<li>", b"</ul>", b"<!--", b"]]>", b"&amp;", b"&#0;", b"null", b"1e999", b"\\ud800"),
        *(
            b"http://[",
            b"javascript:",
            b"2025-09-05",
            b"9" * 5000,
            b"<rss>",
            b"<feed>",
            b"<pre>{",
            b"\xc2",
            b"charset=utf-7",
        ),
        *(b"From: a\nTo: b\nSubject: c\n", b"Content-Type: multipart/related; boundary=b\n\n--b\n", b"\n--b--\n"),
        *(b"Content-Transfer-Encoding: base64\n\n", b"bplist00", b'<pre id="line1">', b'class="line-content"'),
        *(
            b"title,date\n",
            b"sep=;\n",
            b'{"log": {"entries": [',
            b"cb({",
            b"{code: 'x', ",
            b"\xe2\x80\xa6",
            b"/web/2025/",
        ),
        *(b"<!-- saved from url=(1)http://[", b"FILE ARCHIVED ON 1", b"webcache.googleusercontent.com", b"0 results"),
    ]
)


@given(st.data())
def test_a_damaged_page_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(FILES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        until = data.draw(st.integers(at, min(len(content), at + 400)))
        content[at:until] = data.draw(PIECES)
    assert_read_or_refused(
        bytes(content), data.draw(st.sampled_from([None, "https://english.nmpa.gov.cn/", "http://["]))
    )


def test_a_list_at_a_broken_address_is_read_or_refused() -> None:
    titles = ("Guidance on labels", "Recall of strips", "Meeting of the panel", "Fees for the coming year")
    rows = "".join(f'<li><a href="/n/{n}">{title} of medicines</a></li>' for n, title in enumerate(titles))
    assert_read_or_refused(f"<html><body><h1>News</h1><ul>{rows}</ul></body></html>".encode(), "http://[")


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=12).map(b"".join)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert_read_or_refused(content)


LIST = b'<html><div class="list"><ul>%s</ul><div id="displaypagenum"></div></div><i class="list-tit list-date"></html>'
MANY = 20_000
MAIL = b"From: a\nTo: b\nSubject: c\n"
PARTS = b"Content-Type: multipart/mixed; boundary=b\n\n"


def _parts_in_parts(depth: int) -> bytes:
    """Return a mail of nested parts, each with a boundary of its own."""
    inner = b"Content-Type: text/html\n\n<p>x"
    for number in range(depth):
        inner = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (number, number, inner, number)
    return MAIL + inner


def _har(text: str, kind: str = "application/json") -> str:
    """Return a HAR file with one answer."""
    content = {"mimeType": kind, "text": text}
    entry = {"request": {"url": "https://x.example/a"}, "response": {"status": 200, "content": content}}
    return json.dumps({"log": {"entries": [entry]}})


def _har_in_har(depth: int) -> bytes:
    inner = '[{"title": "t", "date": "2025-09-05"}]'
    for _ in range(depth):
        inner = _har(inner)
    return inner.encode()


def _views_of_views(depth: int) -> bytes:
    """Return the view of a source within the view of another, and so on."""
    inner = "<html><p>x</html>"
    for _ in range(depth):
        inner = f'<html><table><td class="line-content">{escape(inner)}</td></table></html>'
    return inner.encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        LIST % (b'<li><div class="list-text"><h3 class="list-tit">' * MANY),
        LIST % (b'<li><div class="list"><ul>' * MANY),
        LIST % (b'<div class="crumb"><a href="x">' * MANY),
        '<html>国家药品监督管理局<div class="list"><ul><li><a>'.encode() + b"<span>" * MANY,
        b"<html>cde.org.cn" + b'<div class="news_item"><div class="news_date"><span>' * MANY,
        b'<html><h2 class="art-tit">t</h2><div class="art-text">' + b'<div align="right">x' * MANY + b"</html>",
        b'<html>art-text<h2 class="art-tit">t</h2>' + b"<!--enpproperty" * MANY + b"</html>",
        b"<rss><channel><item><title>"
        + b"&lt;a " * MANY
        + b"</title><pubDate>2025-09-05</pubDate></item></channel></rss>",
        b"<rss>" + b"<a>" * MANY,
        b"<rows>" + b"<![CDATA[" * 10 * MANY + b"</rows>",
        b"<html><datastore>" + b"<record><![CDATA[" * 10 * MANY + b"</html>",
        b"<html><script>" + b"urls[i]='/a';titles=new Array();totalPage " * MANY + b"</script><p>x</html>",
        b'{"a":' * MANY,
        b'{"title":"t","date":"' + b"9" * 500_000 + b'"}',
        b"-\n" * MANY,
        b"1234-56-78\n" * MANY,
        _parts_in_parts(2_000),
        MAIL + b"Content-Type: message/rfc822\n\n" * MANY,
        MAIL + PARTS + b"--b\n\nx\n" * MANY,
        MAIL + b"X: y\n" * MANY,
        MAIL + b" folded\n" * MANY,
        MAIL + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"\x1f\x8b" + b"\0" * 1_000_000),
        _har_in_har(9),
        _views_of_views(9),
        json.dumps([{f"k{at}-{key}": 1 for key in range(100)} for at in range(500)]).encode(),
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b"{} " * MANY,
        b"{a:" * MANY,
        b"{a:'" + b"x" * 1_000_000,
        b"a" * 119 + b"(" * MANY,
        b'title,date\n"' + b"x,\n" * MANY,
        b"title,date" + b",x" * 400 + b"\n" + (b"," * 50_000 + b"\n") * 9,
        b"on 5 September 2025 " * MANY,
        (b"Notice 2025-09-05\n" * 3 + b"x\n") * 2_000,
        b'<html>FILE ARCHIVED ON 1<div id="wm-ipp-base"' + b"<div" * MANY,
        b"<html>FILE ARCHIVED ON 1" + b"/web/2025" * MANY,
        b"<!-- saved from url=(" * MANY,
        b'<html><script type="application/json">[{}]</script>' * 2_000,
        b"<html><p>" + b"no results no " * MANY,
        b"<!DOCTYPE plist><plist>" + b"<array>" * MANY,
        b'<!DOCTYPE plist [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><plist><string>&b;</string></plist>',
        plistlib.dumps({"WebMainResource": {"WebResourceData": b"x" * 99}}, fmt=plistlib.FMT_BINARY)[:-20],
    ],
    ids=itertools.count(),
)
def test_a_page_that_is_made_to_be_slow_is_not(content: bytes) -> None:
    """Code of quadratic cost would hang here, not fail."""
    assert_read_or_refused(content)


SIZE = 20 * 2**20
"""Bytes, about the limit of a fetch; above the parsers' own limit for one comment."""
ENDLESS: dict[str, tuple[bytes, bytes, int]] = {
    "unfinished comments": (b"", b"<!--", SIZE // 4),
    "long unfinished comments": (b"", b"<!--" + b"x" * 8_000, SIZE // 8_000),
    "unfinished comments in text": (b"<p>Notice</p>", b"<!-- ", SIZE // 5),
    "a comment": (b"<!--", b"x", SIZE),
    "comments": (b"", b"<!--x-->", SIZE // 8),
    "sections of XML": (b"", b"<![CDATA[", SIZE // 9),
    "instructions": (b"", b"<?php ", SIZE // 6),
    "ends of nothing": (b"", b"</", SIZE // 2),
    "unfinished elements": (b"", b"<a", SIZE // 2),
    "signs": (b"", b"<", SIZE),
    "unfinished characters": (b"", b"&#", SIZE // 2),
    "attributes": (b"<p ", b" ".join(b"a%d=1" % n for n in range(80_000)) + b">x", 1),
    "attributes of many elements": (b"", b"<p " + b" ".join(b"a%d" % n for n in range(5_000)) + b">x", 500),
    "a long attribute": (b'<a href="', b"x", SIZE),
    "nested elements": (b"", b"<div>", 2_000_000),
    "nested inline elements": (b"", b"<b>", 2_000_000),
    "cells": (b"<table><tr>", b"<td>x", 1_000_000),
    "items": (b"<ul>", b"<li>", 500_000),
    "open links": (b"", b"<a href=x>", 500_000),
    "quotation marks": (b"", b'<a href="', SIZE // 9),
    "scripts": (b"", b"<script>", SIZE // 8),
    "overlapping elements": (b"", b"<font><b></font>", 500_000),
}
"""Beginning of a page, the repeated part, and the count."""
REFUSED = {
    *("unfinished comments", "long unfinished comments", "unfinished comments in text", "a comment", "comments"),
    *("sections of XML", "instructions", "ends of nothing", "signs", "attributes", "attributes of many elements"),
    *("nested elements", "nested inline elements", "cells"),
}


def endless(name: str, *, before: bytes, behind: bytes = b"") -> Page:
    start, unit, times = ENDLESS[name]
    return Page(content=before + start + unit * times + behind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [None, "nmpa-english"])
@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_as_large_as_a_fetch_takes_costs_its_length_and_no_more(name: str, kind: str | None) -> None:
    """Quadratic cost would take minutes here, if not hours."""
    with pytest.raises(UnreadableError, match="is not a listing" if name in REFUSED else None):
        # With its end, it is not refused as cut off before it is parsed.
        read(endless(name, before=b"<html><body>", behind=b"</body></html>"), Layout(kind=kind))


@pytest.mark.parametrize("kind", ["nmpa-chinese", "cde"])
def test_a_tree_with_many_attributes_is_not_built(kind: str) -> None:
    with pytest.raises(UnreadableError, match="more than 256 attributes"):
        read(endless("attributes", before=b"<html><body>"), Layout(kind=kind))


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_a_feed_as_large_as_a_fetch_takes_costs_its_length_and_no_more(name: str) -> None:
    with pytest.raises(UnreadableError):
        read(endless(name, before=b"<rss><channel><item><title>"))


def test_a_feed_with_a_title_that_is_made_to_be_slow_is_read_without_it() -> None:
    entry = b"<item><title>%b</title><pubDate>2025-09-05</pubDate><link>http://a.example/%d</link></item>"
    attributes = b" ".join(b"a%d=1" % n for n in range(80_000))
    slow = entry % (b"&lt;b&gt;Slow&lt;/b&gt;&lt;p %b&gt;x" % attributes, 1)
    [listing] = read(Page(content=b"<rss><channel>%b%b</channel></rss>" % (slow, entry % (b"Notice", 2))))
    assert [notice.title for notice in listing.notices] == ["Notice"]
    assert len(listing.problems) == 1


@pytest.mark.slow
def test_a_listing_of_fifty_thousand_notices_is_within_the_limits() -> None:
    item = b'<li><div class="list-text"><h3 class="list-tit"><a href="c_%d.htm">Notice %d</a></h3>'
    rows = b"".join(item % (n, n) + b'<p class="list-date">2025-09-05</p></div></li>' for n in range(50_000))
    [listing] = read(Page(content=LIST % rows))
    assert len(listing.notices) == 50_000


@pytest.mark.slow
def test_a_listing_of_ten_thousand_rows_of_any_site_is_within_the_limits() -> None:
    row = b'<tr><td>%d</td><td><a href="/notice/%d">Notice on Matter %d</a></td><td><b>2025-09-05</b></td></tr>'
    rows = b"".join(row % (n, n, n) for n in range(10_000))
    [listing] = read(Page(content=b"<html><table>%b</table></html>" % rows))
    assert len(listing.notices) == 10_000


CODECS = [
    *("quopri", "base64", "rot13", "zip", "bz2", "hex", "uu", "mbcs", "oem", "undefined", "idna", "punycode"),
    *("unicode_escape", "raw_unicode_escape", "utf-7", "x-unknown", "", "aliases", "__init__", "x" * 2**20),
    *("utf-8\x00", "ü", "..", "os.path", "charmap", "cp65001"),
]


@pytest.mark.parametrize("name", CODECS, ids=lambda name: name[:20])
@pytest.mark.parametrize("place", ["header", "page", "declaration"])
def test_a_charset_that_is_none_of_text_counts_as_unknown(name: str, place: str) -> None:
    text = "<p>药品" + '<a href="/1.htm">Notice on Matter</a> 2025-09-05</p>' * 9 + "</html>"
    if place == "page":
        text = f'<meta charset="{name}">{text}'
    start = f'<?xml version="1.0" encoding="{name}"?>' if place == "declaration" else ""
    kind = f"text/html; charset={name}" if place == "header" else None
    page = Page(content=f"{start}<html>{text}".encode(), content_type=kind, url="http://a.example/")
    assert "药品" in decode(page)
    assert_read_or_refused(page.content, page.url)
    with pytest.raises(UnreadableError):
        read(replace(page, content=b"\xff\xfe\xfd" * 99 + page.content[:2]))
