from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.model.notice import Attachment
from cdetrack.model.record import RawNotice
from cdetrack.sources.normalise import first_ambiguous_date, record, undated_note
from cdetrack.text.clean import fold_lines, fold_text, fold_word
from cdetrack.text.links import article_of, resolve, site_of

DAY = date(2025, 9, 5)
ENGLISH = "https://english.nmpa.gov.cn/"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    folded = fold_text(text)
    assert fold_text(folded) == folded
    assert folded == folded.strip()
    assert "\n" not in folded
    assert fold_lines(fold_lines(text)) == fold_lines(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1))
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
    note = undated_note(raw)
    assert message in note.text
    assert note.is_undated
    assert len(note.text) < 300


def test_a_day_that_can_be_swapped_is_read_by_the_order_of_its_listing() -> None:
    raw = RawNotice(title="T", date="05/09/2025", document_date="06/09/2025")
    assert record(raw, base=None, source="x", seen=DAY).date == DAY
    found = record(raw, base=None, source="x", seen=DAY, order="mdy")
    assert (found.date, found.document_date) == (date(2025, 5, 9), date(2025, 6, 9))
    assert first_ambiguous_date(["soon", None, raw.date]) == "05/09/2025"
    assert first_ambiguous_date(["13/09/2025", None]) is None


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Août", "aout"), ("Kasım", "kasim"), ("Nov.", "nov"), ("ΣΕΠΤΕΜΒΡΊΟΥ", "σεπτεμβριου"), ("Łódź", "lodz"), ("", "")],
)
def test_a_word_is_bare_without_case_accents_and_dots(word: str, plain: str) -> None:
    assert fold_word(word) == plain


def test_an_entry_without_a_title_cannot_be_kept() -> None:
    with pytest.raises(ValueError, match="an entry of `2025-09-05` has no title"):
        record(RawNotice(title="\u200b", date="2025-09-05"), base=None, source="ingest", seen=DAY)


@pytest.mark.parametrize(
    "title",
    [
        *("[Hot] %", "[New] %", "【置顶】%", "★ %", "🆕 %", "📌 %", "Pinned: %", "🔥🆕 %", "NEW! %"),
        *("% [Hot]", "% (new)", "%（新）", "% ★", "% 🆕", "% NEW!", "🆕 % ★"),
        *("·%", "• ·%", ">%", "> %", ">>%", "» %", "› %", "▶%", "► %", "→ %"),
    ],
)
def test_a_badge_glued_to_a_title_is_no_part_of_it(title: str) -> None:
    raw = RawNotice(title=title.replace("%", "Order on syringes"), date="2026-10-01")
    assert record(raw, base=None, source="a/b", seen=date(2026, 10, 2)).title == "Order on syringes"


@pytest.mark.parametrize(
    "title",
    [
        *("> five years of data", "> $1,000: fees"),
        *(">65 years: dosing", "> 3 mg of salt", ">= 2 tablets", "»Bonn« in words", "›Bonn‹ in words"),
        *("[New]", "★", "🆕", "Hot weather and medicines", "New rules", "Rules made NEW", "Pinned joints: a guide"),
        *(
            "关于新药的公告",
            "Order (new syringes)",
            "Recall of sausages (hot)",
            "14 comments received",
            "[Newsletter] May",
        ),
    ],
)
def test_a_word_of_a_title_stays(title: str) -> None:
    raw = RawNotice(title=title, date="2026-10-01")
    assert record(raw, base=None, source="a/b", seen=date(2026, 10, 2)).title == title
