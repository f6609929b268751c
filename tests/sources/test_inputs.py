"""Files in the forms in which people and tools save a listing: read with the right titles, dates and links."""

import base64
import email
import email.policy
import gzip
import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

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


@pytest.mark.parametrize(
    "code",
    [
        "var docs = [];\n"
        + "".join(f"docs.push({json.dumps(row)});\n" for row in ROWS)
        + "for (var i in docs) show(i);",
        "".join(f"list[{at}] = {{title: '{a}', date: '{b}', url: '{c}'}};" for at, (a, b, c) in enumerate(ENTRIES)),
        'dataLayer.push({"event": "view", "page": "notices of all"});dataLayer.push({"event": "scroll", "depth": 9});'
        + "".join(f"a.docs.push({json.dumps(row)});" for row in ROWS),
        "function show_7(start){var urls=new Array();var headers=new Array();var imgs=[];var i=0;"
        + "".join(
            f"urls[i]='{c}';headers[i]=\"{a}\";year[i]='{b[:4]}';month[i]='{b[5:7]}';day[i]='{b[8:]}';imgs[i]=' ';i++;"
            for a, b, c in ENTRIES
        )
        + "var urls=new Array();urls[i]='/menu/1.html';headers[i]=\"Menu\";}",
    ],
)
def test_a_list_that_a_script_builds_one_by_one_is_read(code: str) -> None:
    assert (
        notices(script(code).replace("<body>", "<body><a href='/'>Home</a><a href='/about'>About the board</a>"))
        == ENTRIES
    )


def test_a_name_is_the_title_before_headers_are() -> None:
    """`headers` names titles in the columns of a script, and elsewhere a section or a request."""
    rows = [{"headers": "Press", "name": title, "date": day, "url": url} for title, day, url in ENTRIES]
    assert notices(json.dumps(rows)) == ENTRIES


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
    items = [
        {"@type": "ListItem", "item": {"@type": "Article", "name": t, "datePublished": d, "url": u}}
        for t, d, u in ENTRIES
    ]
    whole = {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": items}}
    assert notices(script(json.dumps(whole), "application/ld+json")) == ENTRIES
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
    further = {
        total: read(Page(content=f"<datastore>{total}<recordset>{rows}</recordset></datastore>".encode()))[0].further
        for total in ("<totalrecord>900</totalrecord>", f"<totalrecord>{len(ENTRIES)}</totalrecord>", "")
    }
    assert [*further.values()] == [True, False, False]


def test_records_of_two_lists_of_a_page_are_two_lists() -> None:
    def store(lines: list[str]) -> str:
        rows = "".join(f"<record><![CDATA[{line}]]></record>" for line in lines)
        return f'<script type="text/xml">\n<datastore><recordset>{rows}</recordset></datastore>\n</script>'

    others = [
        f'<li><a href="/m/{n}.html">The board met for the {n}th time</a> 2026-02-1{n}</li>' for n in range(3, 0, -1)
    ]
    lists = store(LIST.splitlines()), store([]), store(others)
    [listing] = read(
        Page(
            content=f"<html><body><h1>Notices</h1><div>{lists[0]}{lists[1]}</div><h2>News</h2>{lists[2]}".encode(),
            url=URL,
        )
    )
    assert [(raw.title, raw.date) for raw in listing.notices] == [each[:2] for each in ENTRIES]
    assert [(each.dated, each.example) for each in listing.left_out] == [(3, "The board met for the 3th time")]


def test_a_har_file_holds_guarded_json_and_html_in_json() -> None:
    def har(text: str, kind: str, coded: str | None = None) -> str:
        content = {"mimeType": kind, "text": text} | ({"encoding": coded} if coded else {})
        entry = {"request": {"method": "GET", "url": URL}, "response": {"status": 200, "content": content}}
        return json.dumps({"log": {"version": "1.2", "entries": [None, {"request": 5}, entry]}})

    assert notices(har(")]}',\n" + JSON, "application/json"), None) == ENTRIES
    assert notices(har(json.dumps({"html": f"<ul>{LIST}</ul>"}), "application/json"), None) == ENTRIES
    packed = base64.b64encode(gzip.compress(HTML.encode())).decode()
    assert notices(har(packed, "text/html", "base64"), None) == ENTRIES


def test_a_har_file_of_a_site_that_refused_the_browser_says_so() -> None:
    def har(*statuses: int) -> str:
        content = {"mimeType": "text/html", "text": "<html><body>Access Denied</body></html>"}
        request = {"method": "GET", "url": URL}
        entries = [{"request": request, "response": {"status": status, "content": content}} for status in statuses]
        return json.dumps({"log": {"version": "1.2", "entries": entries}})

    with pytest.raises(UnreadableError, match=r"2 of `text/html` with status 403") as refused:
        notices(har(403, 403), None)
    assert "refused the browser" in str(refused.value.hint)
    with pytest.raises(UnreadableError) as other:
        notices(har(200, 403), None)
    assert "reload the list" in str(other.value.hint)


def test_a_har_file_with_an_answer_in_a_compression_of_its_own_names_it() -> None:
    def answer(body: bytes, coding: str, path: str = "/api/packed") -> dict[str, Any]:
        content = {"mimeType": "application/json", "text": base64.b64encode(body).decode(), "encoding": "base64"}
        headers = [{"name": "Content-Encoding", "value": coding}]
        url = f"https://www.example.org{path}"
        return {
            "request": {"method": "GET", "url": url},
            "response": {"status": 200, "headers": headers, "content": content},
        }

    def har(*entries: dict[str, Any]) -> Page:
        return Page(content=json.dumps({"log": {"version": "1.2", "entries": entries}}).encode(), name="the file")

    packed = answer(b"\x28\xb5\x2f\xfd\x04\x00\x01\x02", "zstd")
    with pytest.raises(UnreadableError, match="the answer of /api/packed packed with `zstd`") as refused:
        read(har(packed))
    assert "developer tools" in str(refused.value.hint)
    # A browser writes the answer unpacked, and the header as it was sent.
    plain = answer(JSON.encode(), "br", "/api/plain")
    [listing] = read(har(plain))
    assert (len(listing.notices), listing.problems) == (len(ENTRIES), ())
    [listing] = read(har(packed, plain))
    assert ["/api/packed" in each for each in listing.problems] == [True]


def test_a_figure_beside_the_list_of_a_har_file_is_no_listing() -> None:
    def har(*answers: object) -> Page:
        entries = [
            {
                "request": {"method": "GET", "url": f"{SITE}/api/{n}"},
                "response": {"status": 200, "content": {"mimeType": "application/json", "text": json.dumps(each)}},
            }
            for n, each in enumerate(answers)
        ]
        return Page(content=json.dumps({"log": {"entries": entries}}).encode(), name="the file")

    figure = [{"title": "Visitors", "date": "2026-01-01", "count": 3}]
    assert [len(each.notices) for each in read(har(ROWS, figure))] == [len(ROWS)]
    assert [len(each.notices) for each in read(har(ROWS, ROWS[:1]))] == [len(ROWS), 1]
    assert [len(each.notices) for each in read(har(figure))] == [1]


def test_a_text_is_read_line_by_line() -> None:
    days = [day for _, day, _ in ENTRIES]
    titles = [title for title, _, _ in ENTRIES]
    plain = [(title, day, None) for title, day, _ in ENTRIES]
    forms = [
        "{n}) {t} ({d})",
        "（{n}）{t}（{d}）",
        "{c} {t} {d}",
        "{h}、{t}　{d}",
        "» {t} | {d}",
        "{n}\t{t}\t{d}",
        "【{d}】{t}",
        "{t} - updated {d}",
        "Published: {d} {t}",
    ]
    for form in forms:
        lines = [
            form.format(n=at + 1, c="①②③"[at], h="一二三"[at], t=title, d=day)
            for at, (title, day) in enumerate(zip(titles, days, strict=True))
        ]
        assert notices("\n".join(lines), None) == plain, form


@pytest.mark.parametrize(
    "form", ["{d} {t} {u}", "{t} ({d})\n{u}", "* {d}: {t}\n  <{u}>\n", "{d}\n{t}\n{u}\n", "| [{t}]({u}) | {d} |"]
)
def test_a_text_has_the_links(form: str) -> None:
    text = "\n".join(form.format(t=title, d=day, u=url) for title, day, url in ENTRIES)
    head = "| Title | Date |\n| --- | :-: |\n" if form.startswith("|") else ""
    assert notices(head + text, None) == ENTRIES


def test_the_text_of_a_whole_page_is_read() -> None:
    menu = "首页\n机构概况\n政务公开\n办事服务\n互动交流\n当前位置：首页>通知公告\n"
    pager = "\n上一页\n1\n2\n3\n下一页\n共 20 页\n版权所有 某某药品监督管理局\n"
    lines = "\n".join(f"{title}  {day}" for title, day, _ in ENTRIES)
    assert notices(menu + lines + pager, None) == [(title, day, None) for title, day, _ in ENTRIES]
    [listing] = read(Page(content=(menu + lines + pager).encode()))
    assert "lines beside the notices have no date" in listing.problems[0]


def test_a_heading_above_dates_is_no_title() -> None:
    blocks = "Latest news\n\n" + "\n\n".join(f"{day}\n{title}" for title, day, _ in ENTRIES)
    assert notices(blocks, None) == [(title, day, None) for title, day, _ in ENTRIES]
    for unclear in (blocks.replace("\n\n", "\n"), "2026-10-14\nOne title\nAnother title\n2026-10-09\nA third title\n"):
        with pytest.raises(UnreadableError):
            notices(unclear, None)


def test_a_sheet_has_the_dates_of_a_spreadsheet() -> None:
    rows = [f'"{title}",{46309 - 5 * at},{url}' for at, (title, _, url) in enumerate(ENTRIES)]
    found = notices("\r".join(["Title,Date,URL", *rows]) + "\r", None)
    assert found == [
        (title, f"2026-10-{day}", url) for (title, _, url), day in zip(ENTRIES, ("14", "09", "04"), strict=True)
    ]
    short = "件名,公開日\r\n医薬品の回収について,令和8年10月14日\r\n安全性情報,令和8年10月9日\r\n".encode("cp932")
    assert [day for _, day, _ in notices(short, None)] == ["2026-10-14", "2026-10-09"]


MAIL = (
    "From: Board <news@board.example.org>\r\nTo: me@x.example\r\nSubject: News\r\n"
    "Date: Thu, 15 Oct 2026 08:00:00 +0800\r\n"
)
NEWS = "<html><body><p>New:</p>" + "".join(
    f'<p><a href="{url}">{title.replace("&", "&amp;")}</a><br>{day}</p>' for title, day, url in ENTRIES
)
TEXT = "New:\n\n" + "\n\n".join(f"{title}\n{day}\n{url}" for title, day, url in ENTRIES) + "\n\n-- \nThe Board\n"


def mail(text: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    """Return a mail with one part."""
    return f"{MAIL}MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{text}".encode()


FORWARD = "From: Board <n@b.example>\nSent: Thursday, 15 October 2026 08:00\nTo: me\nSubject: News\n\n"
FORWARD_HTML = (
    "<div>---------- Forwarded message ---------<br>From: <b>Board</b> &lt;n@b.example&gt;<br>"
    "Date: Thu, 15 Oct 2026 at 08:00<br>Subject: News<br>To: me<br></div>"
)


@pytest.mark.parametrize(
    "content",
    [
        mail("FYI\n\n-----Original Message-----\n" + FORWARD + TEXT),
        mail("\n".join(f"> {line}" for line in TEXT.splitlines())),
        mail(NEWS.replace("<body>", f"<body>{FORWARD_HTML}"), "text/html; charset=utf-8"),
        mail(HTML, 'application/octet-stream; name="list.html"'),
        b"From - Thu Oct 15 08:00:00 2026\r\n" + mail(NEWS, "text/html; charset=utf-8"),
        f"{len(mail(TEXT))}      \n".encode() + mail(TEXT) + b'<?xml version="1.0"?><plist version="1.0"></plist>',
        mail(
            re.sub(r'href="([^"]*)', r'href="https://eu.safelinks.protection.outlook.com/?url=\1&amp;data=x', NEWS),
            "text/html; charset=utf-8",
        ),
        mail(
            TEXT.replace(SITE, f"https://urldefense.com/v3/__{SITE}")
            .replace("/n/30", "/n/30")
            .replace("299\n", "299__;!!x\n")
            .replace("300\n", "300__;!!x\n")
            .replace("301\n", "301__;!!x\n")
        ),
    ],
    ids=["forwarded", "quoted", "forwarded HTML", "attached", "mailbox of one", "emlx", "safe links", "defended links"],
)
def test_the_listing_in_a_mail_is_read(content: bytes) -> None:
    site = None if b"octet-stream" not in content else URL
    assert notices(content, site) == ENTRIES


def test_each_mail_of_a_mailbox_is_read() -> None:
    mark = b"From news@b.example Thu Oct 15 08:00:00 2026\n"
    box = b"\n\n".join(
        [mark + mail(TEXT), mark + mail("Hello, see you.\n"), mark + mail(NEWS, "text/html; charset=utf-8")]
    )
    assert notices(box, None) == ENTRIES + ENTRIES
    assert any("mail 2 in" in problem for listing in read(Page(content=box)) for problem in listing.problems)


def test_a_text_that_begins_like_a_mailbox_is_read() -> None:
    lines = [f"From now on: {title} ({day})" for title, day, _ in ENTRIES]
    assert [day for _, day, _ in notices("\n".join(lines), None)] == [day for _, day, _ in ENTRIES]


def test_the_day_of_a_newsletter_shifts_no_date() -> None:
    end = f'<p>You get this since you subscribed. <a href="{SITE}/u">Unsubscribe</a></p></body></html>'
    entries = "".join(
        f'<p><a href="{url}">{title.replace("&", "&amp;")}</a><br>{day}<br>Note {url[-3:]} on the {title[-9:]}.</p>'
        for title, day, url in ENTRIES
    )
    assert notices(mail(f"<html><body><p>2026-10-15</p>{entries}{end}", "text/html; charset=utf-8"), None) == ENTRIES


def feed(title: str, more: str = "", day: str = "Wed, 14 Oct 2026 10:00:00 GMT", head: str = "") -> str:
    """Return a feed with two entries; `more` stands in the first."""
    first = f"<item><title>{title}</title><link>{SITE}/1</link><pubDate>{day}</pubDate>{more}</item>"
    second = f"<item><title>Beta notice</title><link>{SITE}/2</link><pubDate>2026-10-05</pubDate></item>"
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>News</title>{first}{second}</channel></rss>"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (feed("pH < 7 & more"), "pH < 7 & more"),
        (feed("Alpha&#x1F; notice&#0;"), "Alpha notice"),
        (feed("Alpha &#55357;&#56832; notice"), "Alpha \U0001f600 notice"),
        (feed("Alpha notice", "<description><p>one<p>two <br></description>"), "Alpha notice"),
        (feed("Alpha notice", '<enclosure url="a" url="b"/>'), "Alpha notice"),
        (feed("Alpha notice", "<guid isPermaLink=false>7</guid>"), "Alpha notice"),
        (feed("Alpha&lt;script&gt;alert(1)&lt;/script&gt; notice"), "Alpha notice"),
        (feed("Alpha&nbsp;notice", head='<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>'), "Alpha notice"),
        (
            feed(
                "Alpha&eacute; notice",
                head='<!DOCTYPE rss [<!ENTITY % H PUBLIC "-//W3C//ENTITIES Latin 1//EN" "http://www.w3.org/x.ent">%H;]>',
            ),
            "Alphaé notice",
        ),
    ],
)
def test_a_broken_feed_is_mended(text: str, title: str) -> None:
    assert notices(text) == [(title, "2026-10-14", f"{SITE}/1"), ("Beta notice", "2026-10-05", f"{SITE}/2")]


def test_entities_of_a_document_that_grow_are_refused() -> None:
    grow = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    for subset in (
        f'<!ENTITY a "ha">{grow}',
        '<!ENTITY j SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://x/">%p;',
    ):
        with pytest.raises(UnreadableError, match="entities"):
            notices(feed("&j;", head=f"<!DOCTYPE rss [{subset}]>"))


def test_the_link_behind_the_proxy_of_a_feed_counts() -> None:
    own = f"<feedburner:origLink>{SITE}/own</feedburner:origLink>"
    assert notices(feed("Alpha notice", own))[0] == ("Alpha notice", "2026-10-14", f"{SITE}/own")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("周三, 14 10月 2026 10:00:00 +0800", "2026-10-14"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("1900-01-01T00:00:00", None),
    ],
)
def test_a_date_of_a_program_is_read_or_left(day: str, expected: str | None) -> None:
    assert notices(feed("Alpha notice", day=day))[0] == ("Alpha notice", expected, f"{SITE}/1")


def short_days(*days: str) -> dict[str, str]:
    """Return a list with these days as a feed, a sheet, JSON and lines of text."""
    rows = [{"title": f"Notice {word} of the agency", "date": day} for word, day in zip("ABCDE", days, strict=False)]
    return {
        "feed": "".join(
            ["<rss version='2.0'><channel>"]
            + [f"<item><title>{row['title']}</title><pubDate>{row['date']}</pubDate></item>" for row in rows]
            + ["</channel></rss>"]
        ),
        "sheet": "title,date\n" + "".join(f"{row['title']},{row['date']}\n" for row in rows),
        "json": json.dumps({"results": rows}),
        "text": "".join(f"{row['date']} {row['title']}\n" for row in rows),
    }


@pytest.mark.parametrize("form", ["feed", "sheet", "json", "text"])
@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (("26-02-28", "26-02-27", "26-01-30"), ["2026-02-28", "2026-02-27", "2026-01-30"]),
        (("24/11/12", "24/10/28"), ["2024-11-12", "2024-10-28"]),
        (("12-11-24", "11-11-24"), ["2024-11-12", "2024-11-11"]),
        (("28-02-26", "14-01-26"), ["2026-02-28", "2026-01-14"]),
        (("11.02.15", "03.02.15"), ["2015-02-11", "2015-02-03"]),
    ],
)
def test_all_days_of_a_list_tell_whether_the_year_comes_first(
    form: str, shown: tuple[str, ...], expected: list[str]
) -> None:
    assert [day for _, day, _ in notices(short_days(*shown)[form])] == expected


def test_a_day_with_the_year_first_proves_no_order_of_day_and_month() -> None:
    page = Page(content=short_days("26-02-28", "26-02-27")["sheet"].encode())
    [listing] = read(page)
    assert listing.date_order is None


def test_a_feed_shown_as_source_is_read() -> None:
    source = FEED.replace("&", "&amp;").replace("<", "&lt;")
    assert notices(f'<html><head></head><body><pre style="x">{source}</pre></body></html>') == ENTRIES


def test_words_of_atom_in_base64_are_decoded() -> None:
    title = base64.b64encode(b"Alpha notice").decode()
    entry = f'<entry><title mode="base64">{title}</title><link href="{SITE}/1"/><issued>2026-10-14</issued></entry>'
    assert notices(f'<feed version="0.3" xmlns="http://purl.org/atom/ns#">{entry}</feed>') == [
        ("Alpha notice", "2026-10-14", f"{SITE}/1")
    ]


RECORDS = [
    {"newsIdCode": letter * 32, "title": title, "publishDate": day, "isPic": "0"}
    for letter, (title, day, _) in zip("abc", ENTRIES, strict=True)
]
ANSWER = {"code": 200, "msg": "ok", "data": {"records": RECORDS, "total": 3, "size": 20, "current": 1}}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"data": ANSWER["data"]}),
        json.dumps(RECORDS[0]) + "\n" + json.dumps(RECORDS[1]) + ",\n" + json.dumps(RECORDS[2]),
        json.dumps(RECORDS[:1]) + json.dumps(RECORDS[1:]),
        json.dumps({"records": RECORDS[:2]}) + "\n-----\n" + json.dumps({"records": RECORDS[2:]}),
        "page 1\n" + json.dumps(RECORDS[:2]) + "\npage 2\n" + json.dumps(RECORDS[2:]),
        f'"records": {json.dumps(RECORDS)}, "total": 3',
        json.dumps(json.dumps(ANSWER)),
        f"```json\n{json.dumps(ANSWER, indent=1)}\n```\n",
    ],
    ids=["data by name", "records in lines", "lists", "rule between", "labels", "part", "string", "fence"],
)
def test_a_part_of_an_answer_of_the_cde_is_read(text: str) -> None:
    page = "https://www.cde.org.cn/main/news/viewInfoCommon/"
    assert notices(text, None) == [
        (title, day, page + letter * 32) for letter, (title, day, _) in zip("abc", ENTRIES, strict=True)
    ]


def test_one_record_of_the_cde_alone_is_read() -> None:
    assert [title for title, _, _ in notices(json.dumps(RECORDS[0]), None)] == [ENTRIES[0][0]]


def test_a_text_of_too_many_lines_is_refused_at_once() -> None:
    with pytest.raises(UnreadableError, match="no listing is that long"):
        notices("a line without a date\n" * 70_000, None)


SHEET = "Title,Date\nGuidance on vaccines,2026-11-10\nGuidance on labels,2026-11-09\n"


def mail_with(text: str, *attached: str, html: str | None = None) -> bytes:
    """Return a mail with attached files of rows."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@ag.example", "b@ag.example", "notices"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for number, rows in enumerate(attached):
        message.add_attachment(rows.encode(), maintype="text", subtype="csv", filename=f"{number}.csv")
    return message.as_bytes()


@pytest.mark.parametrize("html", [None, HTML], ids=["text", "html"])
def test_a_mail_with_a_list_has_those_of_its_attachments_too(html: str | None) -> None:
    body = read(Page(content=mail_with(TEXT, html=html), name="it"))
    *both, attached = read(Page(content=mail_with(TEXT, SHEET, html=html), name="it"))
    assert tuple(both) == body
    assert [raw.title for raw in attached.notices] == ["Guidance on vaccines", "Guidance on labels"]


def test_an_attachment_that_cannot_be_read_is_told() -> None:
    (listing,) = read(Page(content=mail_with("see the files", SHEET, "Title,Date\n,2026-11-20\n"), name="it"))
    (problem,) = listing.problems
    assert "the attachment 2 of it" in problem
    assert "no title" in problem


def test_an_attachment_of_another_kind_is_told_nothing_of() -> None:
    message = email.message_from_bytes(mail_with(TEXT), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    message.add_attachment(b"BEGIN:VCALENDAR\r\n", maintype="text", subtype="calendar", filename="m.ics")
    office = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype=office, filename="a.docx")
    message.add_attachment(b"This mail is confidential.", maintype="text", subtype="plain", filename="d.txt")
    (listing,) = read(Page(content=message.as_bytes(), name="it"))
    assert listing.problems == ()
