"""A notice's own page on any site: its text, day and files, and never a menu for them."""

import pytest

from cdetrack.errors import CutOffError, UnreadableError
from cdetrack.model.record import Page, RawNotice
from cdetrack.sources.file_types import ending_of, is_cut_off, is_page_instead, type_of
from cdetrack.sources.generic import article
from cdetrack.sources.generic.article import parse_article
from cdetrack.sources.markup import text

TITLE = "Guideline on the Investigation of Medicines in Small Populations"
FIRST = "This guideline describes how trials with few patients can be planned, carried out and read by an assessor."
SECOND = "It replaces the reflection paper of 2006, and applies to applications that are filed from March on."
CHINESE = "关于公开征求《儿童用药临床研究技术指导原则（征求意见稿）》意见的通知"
MENU = "".join(f'<li><a href="/m{n}">Department number {n} of the agency and its tasks</a></li>' for n in range(30))


def read(body: str, *, title: str = TITLE, head: str = "") -> RawNotice:
    content = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    [notice] = parse_article(
        Page(content=content, url="https://ag.example/n/1", content_type="text/html"), title
    ).notices
    return notice


def lines(notice: RawNotice) -> list[str]:
    return (notice.body or "").splitlines()


def test_the_text_stands_between_title_and_footer_without_menus_and_teasers() -> None:
    found = read(
        f"<nav><ul>{MENU}</ul></nav><div class='breadcrumb'><a href=/>Home</a> / Guidelines</div>"
        f"<div class=row><div class=main-col><h1>{TITLE}</h1><p>{FIRST}</p><div class=block><p>{SECOND}</p></div></div>"
        "<div class=extra><h2>Most read</h2><p>Another text that is long enough for a paragraph, on other things.</p>"
        f"</div></div><footer><p>The agency, its address in a town, its telephone number and hours.</p></footer>"
    )
    assert lines(found) == [FIRST, SECOND]


def test_a_chinese_page_in_tables_with_counters_and_files() -> None:
    """The counter of views differs at each look, and would be a change."""
    found = read(
        f"<table><tr><td><ul>{MENU}</ul></td></tr><tr><td><table><tr><td><span class=tit>{CHINESE}</span></td></tr>"
        "<tr><td>发布日期：20250905&nbsp; 浏览次数：<b>123</b></td></tr><tr><td><div id=zoom>"
        "<p>各有关单位：</p><p>为进一步指导儿童用药的临床研究，我中心组织起草了本指导原则，现公开征求意见。</p>"
        "<p>国家药品监督管理局药品审评中心</p></div><p>浏览次数：123</p><p>【打印本页】</p><p>上一篇：另一个通知</p>"
        "<p>附件：<a href=/main/att/download/54ad>儿童用药临床研究技术指导原则（征求意见稿）.pdf</a></p>"
        "</td></tr></table></td></tr></table>",
        title=CHINESE,
    )
    assert "为进一步指导儿童用药的临床研究，我中心组织起草了本指导原则，现公开征求意见。" in lines(found)
    assert not any("123" in line or "打印" in line or "上一篇" in line for line in lines(found))
    [file] = found.attachments
    assert (file.url, file.type) == ("/main/att/download/54ad", "pdf")


def test_the_whole_page_may_be_a_form_and_the_title_differ_a_little() -> None:
    found = read(
        f"<form id=aspnetForm><div class=hd>Search</div><div><h1>{TITLE} (EMA/1/2026)</h1>"
        f"<p>Published: 5 September 2025</p><p>{FIRST}</p></div></form>",
        title=TITLE[:40] + "…",
    )
    assert FIRST in lines(found)
    assert found.document_date == "5 September 2025"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-09-05T08:00:00+02:00">',
        '<meta name=PubDate content="2025-09-05 08:00">',
        "<meta itemprop=datePublished content=2025-09-05>",
    ],
)
def test_the_day_is_that_of_publication_and_never_that_of_an_update(head: str) -> None:
    body = f"<h1>{TITLE}</h1><p>Last updated: 9 October 2025</p><p>{FIRST}</p>"
    assert (read(body, head=head).document_date or "").startswith("2025-09-05")
    assert read(body).document_date is None


def test_a_page_with_files_and_hardly_a_text_is_read_for_its_files() -> None:
    found = read(
        f"<h2>{TITLE}</h2><ul><li><a href=/media/182478/download>Download the guidance</a></li>"
        "<li><a href='a.docx?v=1'>Form</a></li><li><a href=/get?file=b.xlsx>Annex</a></li>"
        "<li><a href=/page.html>guidance.pdf</a></li><li><a href=/list>List (XLSX)</a></li></ul>"
    )
    assert [(each.url, each.type) for each in found.attachments] == [
        ("/media/182478/download", ""),
        ("a.docx?v=1", "docx"),
        ("/get?file=b.xlsx", "xlsx"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Welcome to the agency</h1><p>{FIRST.replace('guideline', 'site')}</p>",
        f"<h1>Guidelines</h1><ul>{MENU}<li><a href=/n/1>{TITLE}</a></li></ul>",
        f"<h1>{TITLE}</h1><ul>{MENU}</ul>",
        f"<h1>{TITLE}</h1><div>Loading…</div>",
    ],
    ids=["home page", "listing", "menu alone", "filled by a script"],
)
def test_what_is_not_the_page_of_the_notice_is_refused(body: str) -> None:
    with pytest.raises(UnreadableError):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<h2>Guideline on the Investigation of Medicine {n} in Small Population</h2>" for n in range(3000)),
        "<div>" * 190 + "<p>x</p>" * 3000 + "</div>" * 190,
        "<div class=nav>" * 150 + "<p>word word</p>" * 3000 + "</div>" * 150,
        ("<div class=menu>" * 100 + "<h2>x y</h2>" * 100 + "</div>" * 100) * 20,
    ],
    ids=["headings", "deep", "deep menus", "menus with headings"],
)
def test_no_page_makes_the_reader_read_its_text_over_and_over(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is read once for every element around it at most, and few headings are compared."""
    read_letters = 0
    whole = text

    def counted(element: object) -> str:
        nonlocal read_letters
        shown = whole(element)  # type: ignore[arg-type]
        read_letters += len(shown)
        return shown

    monkeypatch.setattr(article, "text", counted)
    with pytest.raises(UnreadableError):
        read(body)
    assert read_letters < 3 * len(body)


def test_a_page_without_its_end_is_cut_off() -> None:
    page = Page(content=f"<html><body><h1>{TITLE}</h1><p>{FIRST}".encode(), url="https://a.example/1", whole=False)
    with pytest.raises(CutOffError):
        parse_article(page, TITLE)


def test_files_are_known_by_their_endings_and_by_their_first_bytes() -> None:
    assert [ending_of(url) for url in ("/a/B.PDF?x#y", "/get?f=c.ofd", "/a/b", "/v1.2/page.html", "http://[")] == [
        *("pdf", "ofd", "", "", "")
    ]
    zipped = b"PK\x03\x04" + b"\x00" * 26
    heads = (b"\n%PDF-1.4", zipped + b"word/document.xml", zipped + b"a.txt", b"{\\rtf1", b"<html>", b"plain")
    assert [type_of(head) for head in heads] == ["pdf", "docx", "zip", "rtf", None, None]


@pytest.mark.parametrize(
    ("head", "ending", "instead"),
    [
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "pdf", True),
        (b"<script>var $_ts", "pdf", True),
        (b'{"code": 404, "msg": ""}', "docx", True),
        (b"<html xmlns:w='urn:schemas-microsoft-com:office:word'>", "doc", False),
        (b"%PDF-1.7 <html>", "pdf", False),
        (b"<html> is a word", "txt", False),
        (b"CEB\x00\x01", "ceb", False),
    ],
)
def test_a_page_in_place_of_a_file_is_no_file(head: bytes, ending: str, *, instead: bool) -> None:
    assert is_page_instead(head, ending) is instead


def test_a_pdf_and_an_archive_tell_that_they_are_cut_off() -> None:
    assert is_cut_off(b"%PDF-1.7", b"endobj")
    assert not is_cut_off(b"%PDF-1.7", b"startxref 9 %%EOF\n")
    assert is_cut_off(b"PK\x03\x04", b"data")
    assert not is_cut_off(b"PK\x03\x04 a.pdf %PDF-1.7", b"PK\x05\x06")
    assert not is_cut_off(b"anything", b"")
