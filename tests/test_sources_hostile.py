"""Whatever a page holds, reading it ends, in notices or in an error that cdetrack expects."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdetrack.errors import CdetrackError
from cdetrack.evidence import Page
from cdetrack.normalise import record
from cdetrack.sources import read
from looks import DAY

FOLDER = Path(__file__).parent / "data" / "sources"
PAGES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))
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
    ]
)


def check(content: bytes, url: str | None = None) -> None:
    """Read the page; any error but ours fails the test."""
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


@given(st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_page_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(PAGES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        until = data.draw(st.integers(at, min(len(content), at + 400)))
        content[at:until] = data.draw(PIECES)
    check(bytes(content), data.draw(st.sampled_from([None, "https://english.nmpa.gov.cn/", "http://["])))


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=12).map(b"".join)))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    check(content)


LIST = b'<html><div class="list"><ul>%s</ul><div id="displaypagenum"></div></div><i class="list-tit list-date"></html>'
MANY = 20_000


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
        b'{"a":' * MANY,
        b'{"title":"t","date":"' + b"9" * 500_000 + b'"}',
        b"-\n" * MANY,
        b"1234-56-78\n" * MANY,
    ],
    ids=range(13),
)
def test_a_page_that_is_made_to_be_slow_is_not(content: bytes) -> None:
    """What takes longer than the square root of its size allows would hang here, not fail."""
    check(content)
