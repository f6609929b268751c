"""A listing saved in any form gives the same notices, links and source."""

import base64
import json
import plistlib
from html import escape

import pytest

from cdetrack.errors import BlockedError, CutOffError, EmptyError, UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources import read
from cdetrack.sources.normalise import record
from support.looks import DAY
from support.paths import PAGES

ENGLISH = (PAGES / "english-page-1.html").read_bytes()
CHINESE = (PAGES / "nmpa-chinese-gb18030.html").read_bytes()
URL = "https://english.nmpa.gov.cn/drugs.html"
MAIL = "From: a@x.example\r\nTo: b@x.example\r\nSubject: New\r\nDate: Tue, 6 May 2031 09:00:00 +0000\r\n"
ROWS = [("Recall of a batch of gels", "2031-05-06"), ("Guide to cold chains", "2031-05-02"), ("On gauze", "2031-05-01")]


def listings(content: bytes | str, url: str | None = None) -> tuple[Listing, ...]:
    return read(Page(content=content.encode() if isinstance(content, str) else content, url=url, name="it"))


def one(content: bytes | str, url: str | None = None) -> Listing:
    (listing,) = listings(content, url)
    return listing


def told(content: bytes | str, url: str | None = None) -> list[tuple[str, str, str | None]]:
    """Return title, day and link of each notice, as they would be recorded."""
    listing = one(content, url)
    kept = [record(raw, base=listing.base or url, source="x", seen=DAY) for raw in listing.notices]
    return [(each.title, each.date.isoformat(), each.url) for each in kept]


def refusal(content: bytes | str) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        listings(content)
    return refused.value


def page(prefix: str = "") -> str:
    items = "".join(f'<li><a href="{prefix}/n/{at}">{title}</a> {day}</li>' for at, (title, day) in enumerate(ROWS))
    return f"<!DOCTYPE html><html><head><title>News</title></head><body><ul>{items}</ul></body></html>"


def rows(prefix: str | None) -> list[tuple[str, str, str | None]]:
    return [(title, day, f"{prefix}/n/{at}" if prefix else None) for at, (title, day) in enumerate(ROWS)]


def mhtml(content: bytes, url: str = URL, charset: str = "") -> bytes:
    head = (
        f"From: <Saved by Browser>\r\nSnapshot-Content-Location: {url}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n----x--\r\n'
        f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {url}\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(content) + b"\r\n----x----\r\n"


def view_source(content: bytes) -> bytes:
    lines = content.decode().split("\n")
    cells = "".join(f'<tr><td class="line-content">{escape(line)}</td></tr>' for line in lines)
    return f"<html><body><table>{cells}</table></body></html>".encode()


def webarchive(content: bytes, url: str = URL) -> bytes:
    main = {"WebResourceData": content, "WebResourceURL": url, "WebResourceTextEncodingName": "UTF-8"}
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def har(*answers: tuple[str, str, str], status: int = 200) -> str:
    entries = [
        {"request": {"url": url}, "response": {"status": status, "content": {"mimeType": kind, "text": text}}}
        for url, kind, text in answers
    ]
    return json.dumps({"log": {"entries": entries}})


WRAPPED = {
    "mhtml": mhtml(ENGLISH),
    "view of the source": view_source(ENGLISH),
    "webarchive": webarchive(ENGLISH),
    "saved complete": ENGLISH.replace(b"<html", f"<!-- saved from url=(0038){URL} -->\n<html".encode(), 1),
    "har": har((URL, "text/html", ENGLISH.decode())).encode(),
    "mail": (MAIL + "Content-Type: text/html\r\n\r\n").encode() + ENGLISH,
    "mhtml in a mail": (
        MAIL.encode()
        + b"Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: message/rfc822\r\n\r\n"
        + mhtml(ENGLISH)
        + b"\r\n--out--\r\n"
    ),
    "view in a har": har((URL, "text/html", view_source(ENGLISH).decode())).encode(),
}


@pytest.mark.parametrize("form", WRAPPED)
def test_a_page_is_the_same_in_every_wrapping(form: str) -> None:
    plain, wrapped = one(ENGLISH, URL), one(WRAPPED[form])
    assert told(WRAPPED[form]) == told(ENGLISH, URL)
    assert (wrapped.kind, wrapped.source, wrapped.page) == (plain.kind, plain.source, plain.page)
    assert not wrapped.copy


@pytest.mark.parametrize("form", ["mhtml", "webarchive", "har", "mail"])
def test_a_wrapped_page_that_is_cut_off_is_refused(form: str) -> None:
    """Its list would be taken for the whole of it."""
    short = ENGLISH[: len(ENGLISH) // 2]
    cut = {
        "mhtml": mhtml(ENGLISH)[: len(mhtml(ENGLISH)) // 2],
        "webarchive": webarchive(short),
        "har": har((URL, "text/html", short.decode("utf-8", "ignore"))).encode(),
        "mail": (MAIL + "Content-Type: text/html\r\n\r\n").encode() + short,
    }
    assert refusal(cut[form]).exit_code == 5


def test_mhtml_without_its_end_is_cut_off() -> None:
    with pytest.raises(CutOffError):
        listings(mhtml(ENGLISH)[:-20])


def test_the_encoding_of_a_part_is_its_own() -> None:
    url = "https://www.nmpa.gov.cn/yaopin/ypggtg/index.html"
    assert told(mhtml(CHINESE, url, "; charset=gb2312")) == told(CHINESE, url)


@pytest.mark.parametrize(
    "prefix",
    [
        "https://web.archive.org/web/20310507080910/https://x.example",
        "/web/20310507080910/https://x.example",
        "//web.archive.org/web/20310507080910id_/https://x.example",
    ],
)
def test_an_archive_copy_is_the_page_that_it_is_a_copy_of(prefix: str) -> None:
    copy = page(prefix) + "<!-- FILE ARCHIVED ON 08:09:10 May 07, 2031 AND RETRIEVED -->"
    assert told(copy) == rows("https://x.example")
    assert one(copy).copy


def test_an_archive_says_by_its_address_what_it_copied() -> None:
    at = "https://web.archive.org/web/20310507080910/https://x.example/news"
    listing = one(page(), at)
    assert (listing.base, listing.copy) == ("https://x.example/news", True)
    assert told(page(), at) == rows("https://x.example")


def test_a_page_that_leads_to_an_archive_is_no_copy() -> None:
    prefix = "https://web.archive.org/web/20310507080910/https://x.example"
    assert told(page(prefix), "https://x.example/") == rows(prefix)
    assert not one(page(prefix)).copy


def test_a_har_file_holds_every_listing_of_every_site() -> None:
    answer = json.dumps({"results": [{"headline": "A trial", "published": "2031-05-05", "href": "/trial"}]})
    found = listings(
        har(
            ("https://x.example/news", "text/html", page()),
            ("https://x.example/script.js", "application/javascript", "var a = {};"),
            ("https://x.example/menu", "application/json", '[{"name": "Start", "url": "/"}]'),
            ("https://y.example/api?token=secret", "application/json", answer),
            ("https://y.example/api?token=secret", "application/json", answer),
        )
    )
    assert [(each.kind, len(each.notices), each.base) for each in found] == [
        ("generic", 3, "https://x.example/news"),
        ("json", 1, "https://y.example/api?token=secret"),
    ]
    assert found[1].notices[0].url == "/trial"


def test_a_har_file_without_a_listing_says_what_it_holds() -> None:
    message = refusal(
        har(("https://x.example/a", "text/css", "a {}"), ("https://x.example/b", "image/png", "x"))
    ).message
    assert "1 of `text/css`, 1 of `image/png`" in message


def test_a_har_file_of_challenges_of_any_site_is_a_challenge() -> None:
    with pytest.raises(BlockedError):
        listings(har(("https://x.example/", "text/html", (PAGES / "challenge.html").read_text("utf-8"))))


OTHER = {"code": 200, "msg": "ok", "data": {"records": [{"title": "通告", "publishTime": "2031-05-06", "url": "/a"}]}}


def test_an_answer_of_another_site_is_not_called_the_cde_s() -> None:
    assert one(json.dumps(OTHER), "https://x.example/api").kind == "json"
    assert one(json.dumps(OTHER), "https://www.cde.org.cn/main/news/getList").kind == "cde"
    for value in ({"code": 1, "msg": "busy"}, {"code": 200, "data": None}, {"code": 200, "data": {"records": []}}):
        assert "CDE" not in refusal(json.dumps(value)).message


@pytest.mark.parametrize(
    "value",
    [
        [{"title": "On gels", "pubDate": "Tue, 06 May 2031 10:00:00 GMT", "link": "/n"}],
        {"data": {"list": {"rows": [{"SUBJECT": "On gels", "docRelPubTime": 1935828000, "docPubUrl": "/n"}]}}},
        {"2031": [{"name": "On gels", "created": {"$date": "2031-05-06T10:00:00Z"}, "url": {"href": "/n"}}]},
        {"edges": [{"node": {"headline": "On gels", "released": [2031, 5, 6], "path": "/n"}}]},
        {"items": {"a7": {"title": ["On gels"], "date": "20310506", "uri": "/n"}, "a8": {"x": 1}}},
        [["Title", "Date", "Link"], ["On gels", "2031-05-06", "/n"]],
        {"news": [{"title": '<a href="/n">On <b>gels</b></a>', "issue_date": "2031-05-06", "end_date": "2032-01-01"}]},
        {
            "menu": [{"name": "Start", "url": "/"}] * 9,
            "posts": [{"title": "On gels", "day": "2031-05-06", "href": "/n"}],
        },
    ],
)
def test_a_list_is_found_wherever_it_stands_and_however_its_fields_are_called(value: object) -> None:
    assert told(json.dumps(value), "https://x.example/api/v1") == [("On gels", "2031-05-06", "https://x.example/n")]


@pytest.mark.parametrize(
    "text",
    [
        'cb({"items": [%s]});',
        ")]}',\n[%s]",
        "var list = [%s];",
        '{"items": [%s]}\n{"items": []}',
        "<html><body><pre><span>[%s]</span></pre></body></html>",
        '<html><div id="root"></div><script src="x"></script><script type="application/json">[%s, %s]</script>'.replace(
            "%s]", '{"title": "On gauze", "date": "2031-05-05"}]'
        ),
    ],
)
def test_json_is_read_whatever_stands_about_it(text: str) -> None:
    entry = '{"title": "On gels", "published": "2031-05-06", "url": "https://x.example/n"}'
    shown = text.replace("%s", entry)
    assert told(shown)[0] == ("On gels", "2031-05-06", "https://x.example/n")


def test_what_a_console_cut_short_is_refused() -> None:
    assert "cut it short" in refusal("{code: 200, data: {records: [{title: 'a', …}]}}").message


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("On gels 6 May 2031\nOn gauze 5 May 2031\n", ["On gels", "On gauze"]),
        ("1. 2031-05-06 10:30 On gels\n2. 2031-05-05 09:00 On gauze\n", ["On gels", "On gauze"]),
        ("[2031-05-06] 凝胶\n[2031-05-05] 纱布（2032-01-01施行）\n", ["凝胶", "纱布（2032-01-01施行）"]),
        ("凝胶（2031年第3号）（2031-05-06）\n纱布　　2031-05-05\n", ["凝胶（2031年第3号）", "纱布"]),
        (
            "News\n\nOn gels\t2031-05-06\nOn tape\t2031-05-05\nOn gauze\t2031-05-04\nMore",
            ["On gels", "On tape", "On gauze"],
        ),
        ("Guide to the storage of gels\t2031-05-06", ["Guide to the storage of gels"]),
        ("2031-05-06 关于凝胶贮存的公告（2031年第3号）\n", ["关于凝胶贮存的公告（2031年第3号）"]),
        (
            "凝胶指南（征求意见稿） 2031-05-06\n纱布办法（修订）2031-05-05\n",
            ["凝胶指南（征求意见稿）", "纱布办法（修订）"],
        ),
        (
            "On gels (draft for comments) 6 May 2031\nOn gauze [PDF] 2031-05-05\nOn tape (A | updated) 2031-05-04\n",
            ["On gels (draft for comments)", "On gauze [PDF]", "On tape (A | updated)"],
        ),
        ("On gels (updated 2031-05-06)\nOn gauze | (updated) 2031-05-05\n", ["On gels", "On gauze"]),
    ],
)
def test_each_pasted_line_is_a_notice(text: str, titles: list[str]) -> None:
    assert [raw.title for raw in one(text).notices] == titles


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of the meeting of 6 May 2031\nMinutes of the meeting of 5 May 2031\n",
        "On gels 2031-05-06\n",
        "2031-05-06 10:30:01 ERROR the connection was closed by the server\n",
        "On gels 2031-05-06\nand more of it\nOn gauze 2031-05-05\n",
    ],
)
def test_a_day_that_is_a_word_of_the_line_makes_no_listing(text: str) -> None:
    refusal(text)


def test_a_table_is_read_by_its_headings_in_any_order_and_with_any_separator() -> None:
    for separator in ",;\t":
        table = "No.,Link,Publication date,Notice title\n1,/n,2031-05-06,On gels\n".replace(",", separator)
        assert told(table, "https://x.example/") == [("On gels", "2031-05-06", "https://x.example/n")]


def test_a_text_with_commas_is_no_table() -> None:
    refusal("The title, the date and the link,\nall of them, are words.\n")


LINKS = '<a href="/">Start</a><a href="/about">About</a>'


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (f"<html><body>{LINKS}<form><input type='Password'></form></body></html>", "login form"),
        ('<html><body><div id="app"></div><script src="a.js"></script></body></html>', "built by a script"),
        (f"<html><body>{LINKS}<p>Search: no results found.</p></body></html>", "0 results"),
        (f"<html><body>{LINKS}<p>共 0 条</p></body></html>", "0 results"),
        (
            f"<html><body>{LINKS}<h1>Gels</h1>{'<p>Long words of one notice about gels.</p>' * 20}</body></html>",
            "one page",
        ),
        (f"<html><head><title>Page not found</title></head><body>{LINKS}</body></html>", "about a missing page"),
        (f'<html><body>{LINKS}<iframe src="https://x.example/list"></iframe></body></html>', "in a frame"),
        (r"{\rtf1 x}", "an RTF document"),
        ("curl -X POST 'https://x.example/list'", "a request"),
        ('{"total": 0, "rows": []}', "0 results"),
        (plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "no page that Safari saved"),
        (MAIL + "Content-Type: text/plain\r\n\r\nHello.\r\n", "a mail without a listing"),
    ],
)
def test_a_refusal_says_what_it_is_and_what_to_do(content: bytes | str, what: str) -> None:
    error = refusal(content)
    assert what in error.message
    assert error.hint


@pytest.mark.parametrize(
    "form",
    [
        "2031-05-06 {0}\n2031-05-02 {1}\n2031-05-01 On gauze and more\n",
        "-\n{0}\n2031-05-06\n-\n{1}\n2031-05-02\n-\nOn gauze and more\n2031-05-01\n",
        "title,date\n{0},2031-05-06\n{1},2031-05-02\nOn gauze and more,2031-05-01\n",
        (
            '{{"items": [{{"title": "{0}", "date": "2031-05-06"}}, {{"title": "{1}", "date": "2031-05-02"}},'
            ' {{"title": "On gauze and more", "date": "2031-05-01", "url": null}}]}}'
        ),
        (
            "<rss><channel><item><title>{0}</title></item><item><title>{1}</title></item>"
            "<item><title>On gauze and more</title></item></channel></rss>"
        ),
    ],
)
def test_an_entry_without_a_link_that_says_that_there_is_none_is_left_out(form: str) -> None:
    kept = [title for title, _, _ in told(form.format("No announcements", "No objection to the sale of gels"))]
    assert kept == ["No objection to the sale of gels", "On gauze and more"]


def test_what_says_that_there_is_nothing_is_a_notice_with_a_link_or_in_an_export() -> None:
    linked = [{"title": "No announcements", "date": "2031-05-06", "url": "https://a.example/1"}]
    exported = [{**linked[0], "url": None, "id": "7c1f0a9be2d4"}]
    for each in (linked, exported):
        assert [title for title, _, _ in told(json.dumps(each))] == ["No announcements"]
    with pytest.raises(EmptyError, match="each line says that there is nothing"):
        listings("2031-05-06 No announcements\n2031-05-02 None today\n")
