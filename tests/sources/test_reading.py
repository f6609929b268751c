"""The content of a page decides its format; a page without a listing is refused with a description."""

import json
import os
import subprocess
import sys

import pytest

from cdetrack.errors import BlockedError, UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources import read
from cdetrack.sources.decoding import decode
from cdetrack.sources.normalise import record
from support.looks import DAY
from support.paths import FIXTURES, PAGES
from support.program import unmeasured

ENGLISH = (PAGES / "english-page-1.html").read_bytes()
DETAIL = (PAGES / "english-detail.html").read_bytes()
SEED = FIXTURES / "listing-seed.txt"


def one(content: bytes, url: str | None = None) -> Listing:
    (listing,) = read(Page(content=content, url=url, name="it"))
    return listing


def refusal(content: bytes, url: str | None = None) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        read(Page(content=content, url=url, name="it"))
    assert refused.value.exit_code == 5
    return refused.value


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "holds only white space"),
        (b"\xef\xbb\xbf", "holds only white space"),
        (b"\xff\xfe \x00", "holds only white space"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"\x1f\x8b\x08....", "gzip"),
        (b"-\nTitle\x00\n2025-09-05\n", "binary data"),
        (b"Read me.\n\nThere is no list here.\n", "a text without a listing"),
        (b'{"name": "x", "version": 2}', "JSON of another kind: an object with `name`, `version`"),
        (b"[1, 2]", "an array of 2, the first a number"),
        (b"[]", "no notices"),
        (b'[{"title": "a", "date": "2025-09-05"}, {"tit', "broken or cut-off JSON"),
        (b"[" * 50_000, "nested too deeply"),
        (b'[{"title": "a", "size": ' + b"1" * 5_000 + b"}]", "a number in it is too long"),
        (b'{"code": 500, "msg": "busy", "data": null}', "the server's error: `busy (code 500)`"),
        (b'{"code": 200, "data": null}', "no notices: its list `data` is empty"),
        (b'{"code": 200, "data": {"records": []}}', "empty"),
        (b'{"log": {"entries": []}}', "HAR file without an answer"),
        (b'<?xml version="1.0"?><svg><path/></svg>', "XML of another kind: its root is `<svg>`"),
        (b"<rss><channel></channel></rss>", "no entries"),
        (b"<rss><channel><item>", "broken or cut-off XML"),
        (b'<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "declares entities"),
    ],
)
def test_what_is_no_listing_is_told_by_what_it_is(content: bytes, what: str) -> None:
    assert what in refusal(content).message


def test_the_place_of_a_fault_in_xml_is_told_once() -> None:
    message = refusal(b"<rss><channel><item>").message
    assert message.endswith("column 21")
    assert "<string>" not in message


@pytest.mark.parametrize("lost", [b'id="displaypagenum"', b"</html>"])
def test_a_listing_without_its_pager_or_its_end_is_cut_off(lost: bytes) -> None:
    assert "cut off" in refusal(ENGLISH.replace(lost, b"")).message


def test_a_listing_cut_anywhere_is_never_taken_for_a_shorter_one() -> None:
    for end in range(0, len(ENGLISH) - len(b"</html>\n"), 97):
        with pytest.raises((UnreadableError, BlockedError)):
            read(Page(content=ENGLISH[:end]))


def test_a_detail_page_without_its_end_is_cut_off() -> None:
    assert "cut off" in refusal(DETAIL.replace(b"</html>", b"")).message


def test_the_document_date_is_the_signed_one_even_above_a_long_annex() -> None:
    annex = b"".join(b"<p>Annex line %d</p>" % number for number in range(9))
    (notice,) = one(DETAIL.replace(b"<!--/enpcontent-->", annex)).notices
    assert notice.document_date == "December 30, 2030"
    unsigned = DETAIL.replace(b"text-align: right", b"text-align: left")
    assert one(unsigned).notices[0].document_date == "December 30, 2030"
    assert one(unsigned.replace(b"<!--/enpcontent-->", annex)).notices[0].document_date is None


def test_a_sub_page_is_no_whole_body() -> None:
    """The second page of an article must not replace the first."""
    whole = one(DETAIL, "https://english.nmpa.gov.cn/2031-03/14/c_1900101.htm").notices[0]
    part = one(DETAIL, "https://english.nmpa.gov.cn/2031-03/14/c_1900101_2.htm").notices[0]
    assert whole.body is not None
    assert (part.article, part.body, part.attachments) == ("1900101", None, ())


def test_a_detail_page_of_unknown_address_gets_the_one_that_its_listing_shows() -> None:
    listed, detail = one(ENGLISH), one(DETAIL)
    kept = record(detail.notices[0], base=detail.base, source="x", seen=DAY)
    first = record(listed.notices[0], base=listed.base, source="x", seen=DAY)
    assert (kept.url, kept.article) == (first.url, first.article)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"list-tit", b"entry-title"), (b'class="list"', b'class="items"'), (b"<h3", b"<h4")],
)
def test_a_changed_layout_is_an_error_and_no_guess(old: bytes, new: bytes) -> None:
    """The sidebar and the menu still hold links to articles: none of them becomes a notice."""
    refusal(ENGLISH.replace(old, new))


def test_a_menu_without_a_list_is_an_error() -> None:
    start, end = ENGLISH.index(b'<div class="list">'), ENGLISH.index(b'<div class="right')
    assert "menu" in refusal(ENGLISH[:start] + ENGLISH[end:]).message
    empty = ENGLISH[: ENGLISH.index(b" <li>\n")] + ENGLISH[ENGLISH.index(b"          </ul><div id") :]
    assert "no notices" in refusal(empty).message


def test_a_page_of_the_english_site_is_never_searched_for_other_lists() -> None:
    page = b"<html><body><ul>" + b"<li><a href='a.htm'>Some title</a> 2025-09-05</li>" * 9 + b"</ul></body></html>"
    assert "menu" in refusal(page, "https://english.nmpa.gov.cn/about.html").message


def test_a_challenge_is_told_with_the_way_to_go_on() -> None:
    with pytest.raises(BlockedError) as blocked:
        read(Page(content=(PAGES / "challenge.html").read_bytes(), name="it"))
    assert blocked.value.exit_code == 4
    assert "cdetrack ingest FILE" in (blocked.value.hint or "")


def test_a_har_file_with_nothing_but_challenges_is_a_challenge() -> None:
    har = json.loads((PAGES / "cde.har").read_text("utf-8"))
    har["log"]["entries"] = har["log"]["entries"][:2]
    with pytest.raises(BlockedError):
        read(Page(content=json.dumps(har).encode()))


def test_a_har_file_without_contents_says_how_to_save_them() -> None:
    har = json.loads((PAGES / "cde.har").read_text("utf-8"))
    for entry in har["log"]["entries"]:
        entry["response"]["content"].pop("text", None)
        entry["response"]["status"] = 200
    error = refusal(json.dumps(har).encode())
    assert "none of their answers" in error.message
    assert "with content" in (error.hint or "")


def har_with(*entries: tuple[str, int, str, str]) -> bytes:
    """Return a file with a good answer of the CDE's guidance, and these answers: address, status, type, content."""
    har = json.loads((PAGES / "cde.har").read_text("utf-8"))
    good = [each for each in har["log"]["entries"] if each["response"]["status"] == 200]
    others = [
        {
            "request": {"method": "GET", "url": url},
            "response": {"status": status, "content": {"mimeType": kind, "text": text}},
        }
        for url, status, kind, text in entries
    ]
    return json.dumps({"log": {"entries": [*good, *others]}}).encode()


LIST = "https://www.cde.org.cn/main/policy/getRuleList"
GATE = "<html><script>$_ts=1</script></html>"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ((LIST, 202, "text/html", GATE), "/main/policy/getRuleList in it is the site's challenge"),
        ((LIST, 200, "application/json", '{"code": 200, "data": {"records": [{"ti'), "or only a part of it"),
        ((LIST, 200, "application/json", ""), "does not hold the answer of /main/policy/getRuleList"),
        (("https://www.nmpa.gov.cn/xxgk/", 412, "text/html", GATE), "/xxgk in it is the site's challenge"),
        (
            (
                "https://ag.example/list",
                200,
                "text/html",
                '<!DOCTYPE html><html><body><ul><li><a href="/1">Some notice</a> 2031-03-01</li><li><a href="/2',
            ),
            "/list in it is cut off",
        ),
    ],
    ids=["challenge", "half", "nothing", "another site", "cut off"],
)
def test_a_har_file_tells_of_each_list_that_it_does_not_hold(entry: tuple[str, int, str, str], told: str) -> None:
    """Who saved the file believes that he has them."""
    whole = read(Page(content=har_with(), name="it"))
    (problem,) = (each for listing in read(Page(content=har_with(entry), name="it")) for each in listing.problems)
    assert told in problem
    assert [each.notices for each in read(Page(content=har_with(entry), name="it"))] == [each.notices for each in whole]


def test_a_page_that_is_not_in_a_har_file_is_told() -> None:
    def answer(number: int) -> dict[str, object]:
        records = [{"title": f"Notice {number}", "zdyzIdCODE": f"{number:032}", "issueDate": "20310301"}]
        return {"code": 200, "data": {"records": records, "total": 900, "size": 1, "current": number, "pages": 900}}

    assert one(json.dumps([answer(1), answer(2)]).encode()).problems == (), "the pages behind the last are not read yet"
    assert one(json.dumps([answer(1), answer(3)]).encode()).problems == ("it does not hold page 2 of cde/database",)
    (problem,) = one(json.dumps([answer(2), answer(900)]).encode()).problems
    assert problem == "it does not hold 897 pages between 2 and 900 of cde/database"


def test_another_choice_of_entries_is_not_taken_for_the_built_in_list() -> None:
    """The same address with another `noticeType` is another list."""
    har = json.loads((PAGES / "cde.har").read_text("utf-8"))
    (entry,) = (item for item in har["log"]["entries"] if "getBreakthrough" in item["request"]["url"])
    entry["request"]["postData"]["text"] = "noticeType=9&pageNum=1"
    har["log"]["entries"] = [entry]
    assert one(json.dumps(har).encode()).source is None


def test_a_bad_page_among_good_answers_is_told_and_the_rest_kept() -> None:
    pages = json.loads((PAGES / "cde-pages.json").read_text("utf-8"))
    pages.insert(1, {"code": 500, "msg": "busy"})
    listing = one(json.dumps(pages).encode())
    assert len(listing.notices) == 2
    assert listing.problems == ("answer 2 in it reports an error of the site, code 500: busy",)


def test_the_end_of_a_publicity_period_is_never_the_date() -> None:
    answer = json.loads((PAGES / "cde-breakthrough.json").read_text("utf-8"))
    del answer["data"]["records"][0]["noticeDate"]
    (notice,) = one(json.dumps(answer).encode()).notices
    assert notice.date is None
    assert record(notice, base=None, source="x", seen=DAY).date_from == "seen"


def test_a_listing_is_the_same_under_any_name_host_and_header() -> None:
    plain = one(ENGLISH)
    for url in ("http://127.0.0.1:8000/x.pdf", "https://subsites.chinadaily.com.cn/nmpa/drugs.html"):
        other = read(Page(content=ENGLISH, url=url, name="a.json", content_type="application/pdf"))[0]
        assert [(n.title, n.date, n.article) for n in other.notices] == [
            (n.title, n.date, n.article) for n in plain.notices
        ]
    mirrored = one(ENGLISH, "http://subsites.chinadaily.com.cn/nmpa/drugs.html")
    assert mirrored.notices == plain.notices


def test_the_first_page_of_a_section_and_a_middle_one_name_it_alike() -> None:
    middle = ENGLISH.replace(b'currentpage="1"', b'currentpage="7"')
    assert (one(middle).source, one(middle).page) == ("nmpa/drugs", 7)
    bare = ENGLISH.replace(b'class="crumb w"', b'class="path"')
    assert one(bare).source == "nmpa/drugs"
    other = bare.replace(b"drugs", b"popularscience").replace(b"<title>Drugs", b"<title>Popular Science")
    assert one(other).source is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_listing_is_read_in_every_encoding_and_with_any_line_ends(encoding: str, ends: str) -> None:
    content = SEED.read_text("utf-8").replace("\n", ends).encode(encoding)
    assert one(content).notices == one(SEED.read_bytes()).notices


@pytest.mark.parametrize("marks", ["[]", "()", "【】"])
@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_date_in_brackets_may_stand_above_its_title(marks: str, blank: str) -> None:
    """As chats show it; `[` also begins an array of JSON."""
    entries = [("2031-03-12", "Rules for widgets in hospitals"), ("2031-03-10", "Meeting of the committee")]
    text = blank.join(f"{marks[0]}{date}{marks[1]}\n{title}\n" for date, title in entries)
    assert [(notice.date, notice.title) for notice in one(text.encode()).notices] == entries


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        ("中文".encode("gb18030"), "text/html; charset=GBK", "中文"),
        ("中文".encode(), "text/html; charset=ISO-8859-1", "中文"),
        ("中文".encode() * 9, "text/html; charset=gb2312", "中文" * 9),
        ("切片".encode("gb18030") * 99, "text/html; charset=utf-8", "切片" * 99),
        ("中文".encode() * 99 + b"\x93x", "text/html; charset=utf-8", "中文" * 99 + "\ufffdx"),
        (b'<meta charset="gb2312">' + "中文".encode("gb18030"), None, '<meta charset="gb2312">中文'),
        ("中文".encode("gb18030"), None, "中文"),
        ("café".encode("latin-1"), "text/plain; charset=latin-1", "café"),
        (b"plain", "text/html; charset=no-such-thing", "plain"),
        (b"plain", "text/html; charset=base64", "plain"),
        (b"\xff\xff", None, "\ufffd\ufffd"),
    ],
)
def test_the_encoding_is_the_one_that_fits(content: bytes, content_type: str | None, text: str) -> None:
    assert decode(Page(content=content, content_type=content_type)) == text


def test_json_that_a_browser_wrapped_in_a_page_is_read() -> None:
    wrapped = b'<html><head></head><body><pre style="x">[{"title":"T","date":"2025-09-05"}]</pre></body></html>'
    assert one(wrapped).notices[0].title == "T"


def test_one_object_alone_is_a_listing_of_one() -> None:
    assert one(b'{"id": "abcd", "title": "T", "date": "2025-09-05", "article": 17}').notices[0].article == "17"


def test_an_export_comes_back_as_it_was_even_when_its_text_looks_like_markup() -> None:
    given = {"id": "7c1f0a9be2d4", "title": "Use of <b> & &amp;", "date": "2025-09-05", "summary": "x < 5 <i>y</i>"}
    listing = one(json.dumps([given]).encode())
    kept = record(listing.notices[0], base=None, source="ingest", seen=DAY)
    assert (listing.notices[0].id, kept.title, kept.summary) == (given["id"], given["title"], given["summary"])


def test_importing_the_sources_loads_no_parser() -> None:
    """A person waits for `list`, which needs the names of the sources only."""
    heavy = "'lxml', 'bs4', 'requests', 'json', 'cdetrack.sources.generic', 'cdetrack.sources.formats.plaintext'"
    code = f"import sys, cdetrack.sources; print([name for name in ({heavy},) if name in sys.modules])"
    env = unmeasured(os.environ)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
