from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.evidence import RawNotice
from cdetrack.links import article_of, resolve, site_of
from cdetrack.model import Attachment
from cdetrack.normalise import record, undated
from cdetrack.texts import fold_lines, fold_text, parse_date

DAY = date(2025, 9, 5)
ENGLISH = "https://english.nmpa.gov.cn/"


@pytest.mark.parametrize(
    "shown",
    [
        *("2025-09-05", "2025-9-5", "2025/9/5", "2025.09.05", "20250905", "2025年9月5日", "2025 年 9 月 5 日"),
        *("〔2025-09-05〕", "[2025-09-05]", "(2025-09-05)", "（2025年09月05日）", "２０２５－０９－０５"),
        *("September 5, 2025", "5 September 2025", "Sept. 5, 2025", "Sep 5 2025", "Friday, September 5th, 2025"),
        *("05-Sep-2025", " \u30002025-09-05\xa0\u200b"),
        *("2025-09-04T16:00:00Z", "2025-09-05T23:59:59+08:00", "2025-09-05 18:17:07.0", "2025-09-05T10:00"),
        *("Thu, 04 Sep 2025 16:00:00 GMT", "Fri, 05 Sep 2025 00:00:00 +0800", "4 Sep 2025 20:00 EDT"),
    ],
)
def test_a_date_is_read_in_every_form_that_the_sites_use(shown: str) -> None:
    assert parse_date(shown) == DAY


@pytest.mark.parametrize(
    "shown",
    [
        *("05/09/2025", "5.9.2025", "2025-09", "2025", "September 2025", "yesterday", "", "-", "2025-09/05"),
        *("2025-13-01", "2025-02-30", "20251301", "1899-12-31", "2101-01-01", "0000-00-00"),
        *("2025-09-05T25:00:00Z", "2025-09-05T10:00:00+99:00", "Fri, 05 Sep 25 10:00:00 GMT", "(2025-09-05"),
        "Fri, 05 Sep 2025 00:00:00 CST",  # China's or Chicago's
        "2025-09-05 to 2025-09-07",
        "9" * 100_000,
    ],
)
def test_what_is_no_date_or_can_be_read_in_two_ways_is_refused(shown: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|between"):
        parse_date(shown)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
@settings(max_examples=60)
def test_every_day_comes_back_from_each_form(day: date) -> None:
    forms = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y年%m月%d日", "[%Y.%m.%d]", "%B %d, %Y", "%a, %d %b %Y")
    assert {parse_date(day.strftime(form)) for form in forms} == {day}


@given(st.datetimes(timezones=st.timezones()).filter(lambda at: 1901 <= at.year <= 2099))
@settings(max_examples=60)
def test_a_time_with_a_zone_is_the_day_that_it_is_in_shanghai(at: object) -> None:
    shown = getattr(at, "isoformat")()  # noqa: B009 -- hypothesis gives `Any`
    offset = getattr(at, "utcoffset")()  # noqa: B009
    if offset.total_seconds() % 60:
        return  # zones of the nineteenth century have seconds, which ISO times do not
    utc = getattr(at, "replace")(tzinfo=None) - offset  # noqa: B009
    assert parse_date(shown) == (utc + timedelta(hours=8)).date()


@given(st.text())
@settings(max_examples=200)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    folded = fold_text(text)
    assert fold_text(folded) == folded
    assert folded == folded.strip()
    assert "\n" not in folded
    assert fold_lines(fold_lines(text)) == fold_lines(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1))
@settings(max_examples=100)
def test_folding_alters_nothing_that_can_be_seen(text: str) -> None:
    assert fold_text(text) == text


def test_folding_removes_what_hides_or_reorders_text() -> None:
    assert fold_text("a\u202eb\u200bc\x1b[31md\ufeff\x00\ud800") == "abc[31md"
    assert fold_text(" a\u3000\xa0\tb\r\n c\u2028d ") == "a b c d"
    assert fold_text("theVaccine（第三批） “CARE” ½") == "theVaccine（第三批） “CARE” ½"


@pytest.mark.parametrize(
    ("href", "base", "url"),
    [
        ("2025-09/05/c_1.htm", ENGLISH, f"{ENGLISH}2025-09/05/c_1.htm"),
        ("2025-09/05/c_1.htm", "http://subsites.chinadaily.com.cn/nmpa/drugs.html", f"{ENGLISH}2025-09/05/c_1.htm"),
        ("../../pdf/a.pdf", "https://subsites.chinadaily.com.cn/nmpa/2025-09/05/c_1.htm", f"{ENGLISH}pdf/a.pdf"),
        ("http://ENGLISH.nmpa.gov.cn:80/drugs.html#top", None, f"{ENGLISH}drugs.html"),
        ("//subsites.chinadaily.com.cn/nmpa/2025-09/05/c_1.htm", ENGLISH, f"{ENGLISH}2025-09/05/c_1.htm"),
        (
            "https://subsites.chinadaily.com.cn/nmpa/att/a.pdf",
            ENGLISH,
            "https://subsites.chinadaily.com.cn/nmpa/att/a.pdf",
        ),
        ("http://www.cde.org.cn/main/x?a=1", None, "https://www.cde.org.cn/main/x?a=1"),
        ("c_1.htm", "http://127.0.0.1:8000/nmpa/drugs.html", "http://127.0.0.1:8000/nmpa/c_1.htm"),
        ("http://other.example:8080/a b.pdf#page=2", None, "http://other.example:8080/a%20b.pdf#page=2"),
        ("页.html", "http://other.example/x/", "http://other.example/x/页.html"),
        ("?page=2", "http://other.example/list", "http://other.example/list?page=2"),
        *((bad, ENGLISH, None) for bad in ("", "#", "javascript:void(0)", "java\nscript:x", "data:text/html,x")),
        *(
            (bad, ENGLISH, None)
            for bad in ("mailto:a@b.example", "http://[::1", "file:///etc/passwd", "ftp://a.example/x", "x" * 9999)
        ),
        ("relative.html", None, None),
        ("relative.html", "no base", None),
    ],
)
def test_a_link_becomes_one_whole_address_or_none(href: str, base: str | None, url: str | None) -> None:
    assert resolve(href, base) == url


@given(st.text(max_size=60), st.sampled_from([None, ENGLISH, "http://a.example/b/c", "http://[x"]))
@settings(max_examples=150)
def test_any_link_is_a_web_address_of_one_spelling_or_none(href: str, base: str | None) -> None:
    url = resolve(href, base)
    assert url is None or url.startswith(("http://", "https://"))
    assert url is None or resolve(url, None) == url
    article_of(url)


@pytest.mark.parametrize(
    ("url", "article"),
    [
        (f"{ENGLISH}2025-09/05/c_1136058.htm", ("english.nmpa.gov.cn", "1136058")),
        ("http://subsites.chinadaily.com.cn/nmpa/2019-09/02/c_773012_2.htm", ("english.nmpa.gov.cn", "773012")),
        ("https://www.cde.org.cn/main/news/viewInfoCommon/0a1b2c3d4e5f", ("www.cde.org.cn", "0a1b2c3d4e5f")),
        ("https://www.cde.org.cn/zdyz/domesticinfopage?zdyzIdCODE=0a1b", ("www.cde.org.cn", "0a1b")),
        ("https://www.cde.org.cn/main/policy/regulatview/ffff0000", ("www.cde.org.cn", "ffff0000")),
        ("https://www.nmpa.gov.cn/xxgk/ggtg/20250707161823198.html", ("www.nmpa.gov.cn", "20250707161823198")),
        (f"{ENGLISH}drugs_2.html", None),
        ("https://other.example/2025-09/05/c_1136058.htm", None),
        ("http://[::1", None),
        (None, None),
    ],
)
def test_the_article_number_is_in_the_address(url: str | None, article: tuple[str, str] | None) -> None:
    assert article_of(url) == article


def test_the_mirror_is_the_same_site() -> None:
    assert site_of("http://subsites.chinadaily.com.cn/nmpa/drugs.html") == "english.nmpa.gov.cn"
    assert site_of("https://subsites.chinadaily.com.cn/other/drugs.html") == "subsites.chinadaily.com.cn"
    assert site_of("not an address") is None


def test_a_record_is_what_the_page_says_in_our_types() -> None:
    raw = RawNotice(
        title=" [draft]\u3000Title ",
        date="（2025年9月5日）",
        summary="  ",
        url="2025-09/05/c_7.htm",
        document_date="never",
        body="One \n\n Two",
        attachments=(
            Attachment(name="", url="/pdf/A%20b.pdf", type="PDF"),
            Attachment(name="again", url="/pdf/A%20b.pdf", type="pdf"),
            Attachment(name="no link", url="javascript:x", type="pdf"),
        ),
    )
    found = record(raw, base=ENGLISH, source="nmpa/drugs", seen=DAY)
    assert (found.title, found.date, found.summary) == ("[draft] Title", DAY, None)
    assert (found.url, found.article) == (f"{ENGLISH}2025-09/05/c_7.htm", "7")
    assert (found.sources, found.document_date, found.body) == (("nmpa/drugs",), None, "One\nTwo")
    assert found.attachments == (Attachment(name="A b.pdf", url=f"{ENGLISH}pdf/A%20b.pdf", type="pdf"),)


def test_what_the_entry_says_of_itself_comes_before_the_look() -> None:
    raw = RawNotice(title="T", date="2025-09-05", article="CXSS1", sources=("nmpa/news", " nmpa/news", ""))
    found = record(raw, base=None, source="ingest", seen=DAY)
    assert (found.article, found.sources) == ("CXSS1", ("nmpa/news",))


@pytest.mark.parametrize("shown", [None, "\u3000", "2025-13-01", "soon"])
def test_an_entry_without_a_date_that_can_be_read_is_dated_by_first_sight(shown: str | None) -> None:
    """No entry is dropped: its day is that of the look, and it says so."""
    found = record(RawNotice(title="A title", date=shown), base=None, source="ingest", seen=DAY)
    assert (found.date, found.date_from) == (DAY, "seen")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (RawNotice(title="A title", date=None), "`A title`: no date is shown"),
        (RawNotice(title="A title", date="2025-13-01"), "`A title`: `2025-13-01` is not a date"),
        (RawNotice(title="x" * 1_000_000, date="soon" * 1_000_000), "x…`: `soon"),
    ],
)
def test_an_entry_without_a_date_is_told_with_what_it_shows_instead(raw: RawNotice, message: str) -> None:
    """The line names the entry and stays short."""
    assert message in undated(raw)
    assert len(undated(raw)) < 300


def test_an_entry_without_a_title_cannot_be_kept() -> None:
    with pytest.raises(ValueError, match="an entry of `2025-09-05` has no title"):
        record(RawNotice(title="\u200b", date="2025-09-05"), base=None, source="ingest", seen=DAY)
