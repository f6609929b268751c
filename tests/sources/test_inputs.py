"""Files in the forms in which people and tools save a listing: read with the right titles, dates and links."""

import base64
import gzip
import json
import re
from collections.abc import Callable

import pytest

from cdetrack.errors import BlockedError, CutOffError, UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources import normalise, read
from support.looks import DAY

SITE = "https://board.example.org"
URL = f"{SITE}/notices.html"
ENTRIES = [
    ("Recall of metformin tablets, batches 11 & 12", "2026-10-14", f"{SITE}/n/301"),
    ("Guidance on stability data “for” reliance", "2026-10-09", f"{SITE}/n/300"),
    ("关于药品说明书修订的公告（第12号）", "2026-10-02", f"{SITE}/n/299"),
]
LIST = "\n".join(
    f'<li><a href="/n/{url[-3:]}">{title.replace("&", "&amp;")}</a> <span>{day}</span></li>'
    for title, day, url in ENTRIES
)
HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Notices</title></head><body>'
    f'<nav><a href="/">Home</a><a href="/about">About</a></nav><h1>Notices</h1><ul>{LIST}</ul></body></html>'
)
ROWS = [{"title": title, "date": day, "url": url.removeprefix(SITE)} for title, day, url in ENTRIES]
JSON = json.dumps({"total": 3, "results": ROWS}, ensure_ascii=False)
FEED = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>'
    + "".join(
        f"<item><title>{title.replace('&', '&amp;')}</title><link>{url}</link><pubDate>{day}</pubDate></item>"
        for title, day, url in ENTRIES
    )
    + "</channel></rss>"
)


def notices(content: str | bytes, url: str | None = URL) -> list[tuple[str, str | None, str | None]]:
    """Return title, date (None if it is that of the look) and link of each notice in a file."""
    whole = content.encode() if isinstance(content, str) else content
    return [
        (each.title, each.date.isoformat() if each.date_from == "listing" else None, each.url)
        for listing in read(Page(content=whole, url=url))
        for raw in listing.notices
        for each in [normalise.record(raw, base=listing.base or url, source="-", seen=DAY, order=listing.date_order)]
    ]


def script(code: str, kind: str = "text/javascript") -> str:
    """Return a page without a list whose script holds it."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Notices</title></head>'
        f'<body><div id="root"></div><script type="{kind}">{code}</script></body></html>'
    )


@pytest.mark.parametrize("shown", [HTML, JSON, FEED], ids=["page", "JSON", "feed"])
@pytest.mark.parametrize(
    "wrap",
    [
        gzip.compress,
        lambda content: gzip.compress(content[:100]) + gzip.compress(content[100:]),
        lambda content: b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content,
        lambda content: b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nHTTP/2 200\r\nserver: x\r\n\r\n" + content,
        lambda content: content.decode().replace("utf-8", "utf-16").encode("utf-16-le"),
        lambda content: content.decode().replace("utf-8", "utf-16").encode("utf-16-be"),
        lambda content: content + b"\x00\x00",
    ],
    ids=["gzip", "two gzips", "headers", "redirect", "UTF-16LE", "UTF-16BE", "NUL behind"],
)
def test_a_file_is_unpacked_and_decoded(wrap: Callable[[bytes], bytes], shown: str) -> None:
    assert notices(wrap(shown.encode())) == ENTRIES


def test_broken_and_huge_gzip_data_is_refused() -> None:
    with pytest.raises(CutOffError, match="cut-off gzip"):
        notices(gzip.compress(HTML.encode())[:-20])
    with pytest.raises(UnreadableError, match="more than 64 MiB"):
        notices(gzip.compress(b"\0" * (65 << 20)))
    with pytest.raises(UnreadableError, match="broken gzip"):
        notices(b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")


def test_an_answer_with_an_error_status_is_refused() -> None:
    with pytest.raises(UnreadableError, match="error status 503"):
        notices(b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n\r\n" + HTML.encode())


@pytest.mark.parametrize("shown", [HTML, JSON, FEED], ids=["page", "JSON", "feed"])
@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("https://web.archive.org/web/20261014080102/", "/web/20261014080102/"),
        ("https://web.archive.org/web/2026id_/", ""),
        ("https://archive.ph/o/Ab1cD/", "https://archive.ph/o/Ab1cD/"),
        ("https://archive.today/2026.10.14-080102/", "https://archive.today/o/Ab1cD/"),
        ("https://arquivo.example/noFrame/replay/20261014080102mp_/", "/noFrame/replay/20261014080102/"),
        ("https://webarchive.example.gov/all/20261014080102/", "https://webarchive.example.gov/all/20261014080102/"),
    ],
)
def test_the_links_of_a_copy_are_those_of_the_site(address: str, prefix: str, shown: str) -> None:
    copy = re.sub(r'(href="|"url": "|<link>)(?:https://board.example.org)?(/)', rf"\g<1>{prefix}{SITE}\2", shown)
    assert notices(copy if prefix else shown, address + URL) == ENTRIES
    assert all(listing.copy for listing in read(Page(content=copy.encode(), url=address + URL)))


def test_a_capture_of_archive_today_is_known_without_its_address() -> None:
    body = LIST.replace('href="', f'href="https://archive.is/o/Ab1cD/{SITE}')
    page = (
        f'<html><head><meta charset="utf-8"><link rel="canonical" href="https://archive.is/2026.10.14-080102/{URL}">'
        '</head><body><div id="HEADER"><a href="https://archive.is/">webpage capture</a> 15 Oct 2026</div>'
        f"<ul>{body}</ul></body></html>"
    )
    assert notices(page, None) == ENTRIES
    assert [listing.copy for listing in read(Page(content=page.encode()))] == [True]


def test_a_translated_page_has_the_links_of_the_original() -> None:
    page = re.sub(
        r'href="(/[^"]*)', r'href="https://board-example-org.translate.goog\1?_x_tr_sl=de&amp;_x_tr_tl=en', HTML
    )
    assert notices(page, "https://board-example-org.translate.goog/notices.html?_x_tr_sl=de") == ENTRIES


def test_a_saved_source_view_keeps_the_address_in_its_comment() -> None:
    lines = "".join(
        '<tr><td class="line-number"></td><td class="line-content">'
        f"{line.replace('&', '&amp;').replace('<', '&lt;')}</td></tr>"
        for line in HTML.splitlines()
    )
    saved = f"<!-- saved from url=(0047)view-source:{URL} -->\n<html><body><table>{lines}</table></body></html>"
    assert notices(saved, None) == ENTRIES


@pytest.mark.parametrize(
    "code",
    [
        f"window.__data = {JSON};",
        f"window.__INITIAL_STATE__={JSON};(function(){{var s;s.parentNode.removeChild(s)}}());",
        f"var size = 20;\nvar list = {json.dumps(ROWS)};\nrender(list, function(a) {{ return [a] }});",
        "var rows = [" + ",".join(f"{{title: '{a}', date: '{b}', url: '{c}',}}" for a, b, c in ENTRIES) + "];\nshow()",
        f'$("#t").DataTable({{paging: true, render: function(){{}}, data: {json.dumps(ROWS)}}});',
        f"window.s = JSON.parse({json.dumps(JSON)});",
        f"window.s = JSON.parse('{JSON}');",
        "window.__NUXT__=(function(a,b,c){return {layout:a,data:[{rows:["
        + ",".join(f'{{title:"{a}",date:"{b}",url:"{c}",hot:b,top:!0,n:c}}' for a, b, c in ENTRIES)
        + ']}],x:void 0}}("default",false,{}));',
        "self.__next_f.push([1," + json.dumps(f'5:[null,{{"items":{json.dumps(ROWS)}}}]') + "])",
    ],
)
def test_a_list_in_a_script_is_read(code: str) -> None:
    assert notices(script(code)) == ENTRIES


def test_flat_data_of_nuxt_is_read() -> None:
    flat: list[object] = [{"data": 1}, ["Reactive", 2], {"list": 3}, [4, 8, 12]]
    for title, day, url in ENTRIES:
        flat += [{"title": len(flat) + 1, "date": len(flat) + 2, "url": len(flat) + 3}, title, day, url]
    page = script(json.dumps(flat), "application/json").replace("<script", '<script id="__NUXT_DATA__"')
    assert notices(page) == ENTRIES
    endless = script(json.dumps([[0, 0], *[[place, place] for place in range(60)]] * 2), "application/json")
    with pytest.raises((UnreadableError, BlockedError)):
        notices(endless.replace("<script", '<script id="__NUXT_DATA__"'))


def test_data_for_search_engines_is_one_list() -> None:
    nodes = [
        {"@type": "NewsArticle", "headline": title, "datePublished": day, "url": url} for title, day, url in ENTRIES
    ]
    each = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    site = {"@type": "WebSite", "name": "Board", "url": SITE}
    graph = json.dumps({"@context": "https://schema.org", "@graph": [site, *nodes]})
    assert notices(script("").replace("</body>", f"{each}</body>")) == ENTRIES
    assert notices(script(f"//<![CDATA[\n{graph}\n//]]>", "application/ld+json")) == ENTRIES


def test_data_in_an_attribute_is_read() -> None:
    data = JSON.replace("&", "&amp;").replace('"', "&quot;")
    assert notices(f'<html><head><meta charset="utf-8"></head><body><div id="app" data-page="{data}"></div>') == ENTRIES


def test_a_list_as_html_in_json_is_read() -> None:
    assert notices(json.dumps([{"command": "insert", "data": f"<ul>{LIST}</ul>"}])) == ENTRIES
    with pytest.raises(UnreadableError):
        notices(json.dumps({"menu": '<ul><li><a href="/a">Home</a></li><li><a href="/b">About us</a></li></ul>' * 3}))


def test_records_of_a_script_alone_are_read() -> None:
    rows = "".join(f"<record><![CDATA[{line}]]></record>" for line in LIST.splitlines())
    assert (
        notices(f'<?xml version="1.0" encoding="UTF-8"?><datastore><recordset>{rows}</recordset></datastore>')
        == ENTRIES
    )


def test_a_har_file_holds_guarded_json_and_html_in_json() -> None:
    def har(text: str, kind: str, coded: str | None = None) -> str:
        content = {"mimeType": kind, "text": text} | ({"encoding": coded} if coded else {})
        entry = {"request": {"method": "GET", "url": URL}, "response": {"status": 200, "content": content}}
        return json.dumps({"log": {"version": "1.2", "entries": [None, {"request": 5}, entry]}})

    assert notices(har(")]}',\n" + JSON, "application/json"), None) == ENTRIES
    assert notices(har(json.dumps({"html": f"<ul>{LIST}</ul>"}), "application/json"), None) == ENTRIES
    packed = base64.b64encode(gzip.compress(HTML.encode())).decode()
    assert notices(har(packed, "text/html", "base64"), None) == ENTRIES
