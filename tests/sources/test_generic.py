"""The generic source: dated lists of any layout, found by their repetition or by CSS selectors."""

import json
import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.errors import ConfigError, EmptyError, UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources.generic import parse
from cdetrack.sources.generic.date_order import month_first
from cdetrack.sources.generic.title_check import is_title
from cdetrack.text.dates.finding import date_in_url, find_dates, find_yearless
from support.paths import DATA

DATA = DATA / "generic"
PAGES = sorted(path.stem for path in DATA.glob("*.html"))


def page_of(html: str, *, url: str | None = None, content_type: str | None = None) -> Page:
    return Page(content=html.encode(), url=url, content_type=content_type)


def saved(name: str) -> Page:
    return Page(content=(DATA / f"{name}.html").read_bytes(), name=f"{name}.html")


def rows_of(listing: Listing) -> list[tuple[str | None, str, str | None]]:
    return [(notice.date, notice.title, notice.url) for notice in listing.notices]


def a_list(*dates: str, lang: str = "en") -> str:
    items = "".join(
        f'<li><a href="/n/{n}">Notice about matter {"abcdefgh"[n]}</a> <span>{shown}</span></li>'
        for n, shown in enumerate(dates)
    )
    return f'<html lang="{lang}"><body><ul>{items}</ul></body></html>'


@pytest.mark.parametrize("name", [name for name in PAGES if name != "menu_only"])
def test_a_listing_gives_its_entries_and_nothing_from_around_it(name: str) -> None:
    """Menus, sidebars, footers, pagers and filters of these pages all hold links, some with dates."""
    expected = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    listing = parse(saved(name))
    assert listing.kind == "generic"
    assert rows_of(listing) == [(entry["date"], entry["title"], entry["url"]) for entry in expected]


def test_a_page_without_a_dated_list_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(UnreadableError, match="no dated list") as caught:
        parse(saved("menu_only"))
    assert "selectors" in str(caught.value.hint)
    assert "(links: " in caught.value.message
    assert "sources test" not in str(caught.value.hint), "nobody is sent back to the command just run"


def test_prose_with_days_and_links_is_no_listing() -> None:
    prose = "".join(
        f'<p>When the committee met on {n} May 2025 to hear what everybody had to say about <a href="/x{n}">the draft'
        f" guideline on matter {n}</a>, nothing had been decided, and nobody was surprised at all.</p>"
        for n in range(1, 9)
    )
    with pytest.raises(UnreadableError):
        parse(page_of(f"<html><body><h1>Minutes</h1>{prose}</body></html>"))


@pytest.mark.parametrize(
    "content", [b"", b"   ", b"just words", b"{}", b"%PDF-1.7", b"\x00\x01", b"<html></html>", b"<"]
)
def test_what_is_no_page_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        parse(Page(content=content))


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("2025-09-05", "2025-09-05"),
        ("2025-09-05T22:10:00Z", "2025-09-05"),
        ("2025/9/5", "2025-09-05"),
        ("September 5, 2025", "2025-09-05"),
        ("Sept. 5th, 2025", "2025-09-05"),
        ("5 Sep 2025", "2025-09-05"),
        ("05-Sep-2025", "2025-09-05"),
        ("09/25/2025", "2025-09-25"),
        ("25/09/2025", "2025-09-25"),
        ("09-25-2025", "2025-09-25"),
        ("9/25/25", "2025-09-25"),
        ("05.09.2025", "2025-09-05"),
        ("20250905", "2025-09-05"),
        ("2025年9月5日", "2025-09-05"),
        ("２０２５年９月５日", "2025-09-05"),
        ("令和7年9月5日", "2025-09-05"),
        ("令和元年5月1日", "2019-05-01"),
        ("民國114年9月5日", "2025-09-05"),
        ("2025. 9. 5.", "2025-09-05"),
        ("2025년 9월 5일", "2025-09-05"),
        ("5. März 2025", "2025-03-05"),
        ("1er février 2024", "2024-02-01"),
        ("27 de enero de 2026", "2026-01-27"),
        ("5\nSep\n2025", "2025-09-05"),
    ],
)
def test_a_date_is_read_in_the_forms_that_official_sites_use(shown: str, day: str) -> None:
    found = find_dates(f"x {shown} y")
    assert [str(one.read(month_first=True)) for one in found] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Report 2024 September 5, 2025",
        "Report 2024\x1fSept. 5th, 2025",
        "Form 12 September 05, 2025",
        "Closed in May 12\x1f2025-09-05",
        "Open on 12 May\x1f2025/9/5",
    ],
)
def test_a_number_before_a_date_is_no_part_of_it(text: str) -> None:
    found = find_dates(text)
    assert [str(one.read(month_first=True)) for one in found] == ["2025-09-05"]


@pytest.mark.parametrize(
    "text", ["24-1180", "CF0513-23", "2023-Ohio-12", "1.2.25", "31/02/2025", "version 2025.1", "12345678", "No. 5 2025"]
)
def test_a_number_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("dates", "lang", "url", "first"),
    [
        (("05/06/2025", "05/13/2025"), "en-GB", None, "2025-05-06"),
        (("05/06/2025", "13/05/2025"), "en-US", None, "2025-06-05"),
        (("05/06/2025", "06/07/2025"), "en-US", None, "2025-05-06"),
        (("05/06/2025", "06/07/2025"), "en-GB", None, "2025-06-05"),
        (("05/06/2025", "06/07/2025"), "en-GB", "https://www.example.gov/news", "2025-05-06"),
        (("05/06/2025", "06/07/2025"), "en", "https://www.example.gov.uk/news", "2025-06-05"),
        (("05/06/2025", "06/07/2025"), "fr", None, "2025-06-05"),
        (("05/06/2025", "06/07/2025", "May 1, 2025"), "en", None, "2025-05-06"),
        (("05/06/2025", "06/07/2025"), "", None, "2025-06-05"),
    ],
)
def test_day_and_month_are_told_apart_once_for_the_whole_page(
    dates: tuple[str, ...], lang: str, url: str | None, first: str
) -> None:
    """Dates that only one order can read decide; then the host, the language, the spelling of months."""
    listing = parse(page_of(a_list(*dates, lang=lang), url=url))
    assert listing.notices[0].date == first


def test_a_time_element_tells_the_order_of_all_the_dates() -> None:
    html = a_list("05/06/2025", "06/07/2025", "07/08/2025", lang="en-US")
    html = html.replace("<span>05/06/2025</span>", '<time datetime="2025-06-05">05/06/2025</time>')
    assert [notice.date for notice in parse(page_of(html)).notices] == ["2025-06-05", "2025-07-06", "2025-08-07"]


def test_the_day_that_is_shown_wins_over_the_instant_in_the_markup() -> None:
    """23:30 in UTC is the next day in London."""
    html = a_list("2 September 2025", "1 September 2025")
    html = html.replace("<span>2", '<span><time datetime="2025-09-01T23:30:00Z">2').replace(
        "2025</span>", "2025</time></span>"
    )
    assert parse(page_of(html)).notices[0].date == "2025-09-02"


def test_a_day_without_a_year_takes_it_from_the_heading() -> None:
    html = "<h2>2025</h2>" + a_list("5 Sep", "28 Aug") + "<h2>2024</h2>" + a_list("30 Dec", "2 Dec")
    html = html.replace("span>", "p>")
    assert [one.monthly for one in find_yearless("2025\n5 Sep\n2024\n30 Dec\n")] == [
        date(2025, 9, 5),
        date(2024, 12, 30),
    ]
    assert [notice.date for notice in parse(page_of(html)).notices] == [
        "2025-09-05",
        "2025-08-28",
        "2024-12-30",
        "2024-12-02",
    ]


def test_the_label_tells_the_date_of_publication_from_the_others() -> None:
    html = "".join(
        f"<div class=r><h3><a href=/{n}>Guidance on matter {name}</a></h3><p>Last updated: {n + 1} August 2025</p>"
        f"<p>Published: {n + 1} March 2025</p><p>Comments close: {n + 1} May 2025</p></div>"
        for n, name in enumerate(("one", "two", "three"))
    )
    assert [notice.date for notice in parse(page_of(html)).notices] == ["2025-03-01", "2025-03-02", "2025-03-03"]


def test_the_last_resort_for_a_date_is_the_link() -> None:
    assert date_in_url("/supct/2024/OPA220316-05082024.pdf") == date(2024, 5, 8)
    assert date_in_url("/sites/files/20-95.pdf") is None
    html = a_list("5 September 2025", "4 September 2025").replace("/n/", "/2019/01/02/")
    assert [notice.date for notice in parse(page_of(html)).notices] == ["2025-09-05", "2025-09-04"]


def test_links_that_lead_nowhere_are_none() -> None:
    html = a_list("5 September 2025", "4 September 2025").replace(
        "<li>", "<li><a href='javascript:go()'>Open the file</a>"
    )
    html = html.replace("</li>", "<a href='#top'>To the top</a><a href='mailto:a@b.example'>Write to us</a></li>")
    assert [notice.url for notice in parse(page_of(html)).notices] == ["/n/0", "/n/1"]


def test_a_base_element_resolves_links_and_a_canonical_one_only_says_where_the_page_is() -> None:
    html = a_list("5 September 2025", "4 September 2025")
    based = html.replace("<body>", '<head><base href="https://x.example/a/"></head><body>').replace('"/n/', '"n/')
    assert parse(page_of(based)).notices[0].url == "https://x.example/a/n/0"
    canonical = html.replace("<body>", '<head><link rel="canonical" href="https://x.example/list"></head><body>')
    listing = parse(page_of(canonical))
    assert (listing.base, listing.notices[0].url) == ("https://x.example/list", "/n/0")
    assert parse(page_of(canonical, url="https://y.example/")).base is None


@pytest.mark.parametrize(
    ("charset", "title"),
    [("gb2312", "关于发布《药品经营质量管理规范》的公告䶮"), ("shift_jis", "医薬品の承認について①")],
)
def test_the_header_tells_the_encoding(charset: str, title: str) -> None:
    """Pages that say GB2312 are GB18030, ones that say Shift_JIS have characters of Windows."""
    html = a_list("2025-09-05", "2025-09-04").replace("Notice about matter a", title)
    spelled = {"gb2312": "gb18030", "shift_jis": "cp932"}[charset]
    if charset == "shift_jis":
        title = title.rstrip("①")
        html, spelled = html.replace("①", ""), "shift_jis"
    listing = parse(Page(content=html.encode(spelled), content_type=f"text/html; charset={charset}"))
    assert listing.notices[0].title == title


@pytest.mark.parametrize(
    "text", ["PDF", "Read more", "15-1202", "2026 TSPR 8", "May 8, 2024", "View PDF (120 KB)", "查看详情"]
)
def test_what_could_stand_in_any_row_is_no_title(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    "text",
    ["In re A.B.", "P. v. Lewis 1/3/24 CA4/2", "Twelve medicines", "关于发布公告的通知", "E6(R3) Annex 2 adopted"],
)
def test_what_names_one_thing_is_a_title(text: str) -> None:
    assert is_title(text)


def test_selectors_say_what_is_what() -> None:
    html = "".join(
        f'<div class="x"><em>{n} May 2025</em><a href="/pdf/{n}.pdf">A long text of a link {n}</a><b>Short {n}</b>'
        f'<i><a href="/page/{n}">x</a></i><u>Words {n}</u><s>{n} June 2020</s></div>'
        for n in (1, 2)
    )
    found = parse(page_of(html), {"item": "div.x", "title": "b", "link": "i", "date": "s", "summary": "u"})
    assert found.notices == (
        RawNotice(title="Short 1", date="2020-06-01", summary="Words 1", url="/page/1"),
        RawNotice(title="Short 2", date="2020-06-02", summary="Words 2", url="/page/2"),
    )


def test_selectors_may_name_the_item_alone_and_reach_into_a_menu() -> None:
    html = '<nav><p class=x>5 May 2025 <a href="/a">The first of all</a></p></nav>' + a_list("2025-09-05", "2025-09-04")
    found = parse(page_of(html), {"item": "nav p.x"})
    assert rows_of(found) == [("2025-05-05", "The first of all", "/a")]


def test_an_item_that_says_that_there_is_nothing_is_no_entry() -> None:
    html = (
        a_list("2025-09-05", "2025-09-04") + "<li>暂无</li><li>No further notices</li><li>No objection to gloves</li>"
    )
    found = parse(page_of(html), {"item": "li"})
    assert [notice.title for notice in found.notices][2:] == ["No objection to gloves"]
    assert found.problems == ()
    with pytest.raises(EmptyError, match="says that it is empty"):
        parse(page_of("<ul><li>No announcements</li></ul>"), {"item": "li"})


def test_an_item_without_a_date_is_kept_without_one() -> None:
    html = a_list("2025-09-05", "soon", "2025-09-03")
    found = parse(page_of(html), {"item": "li"})
    assert [notice.date for notice in found.notices] == ["2025-09-05", None, "2025-09-03"]
    told = parse(page_of(html), {"item": "li", "date": "span"})
    assert [notice.date for notice in told.notices] == ["2025-09-05", "soon", "2025-09-03"]
    assert parse(page_of(a_list("soon", "later")), {"item": "li"}).notices[0].date is None


def test_an_item_without_a_full_date_has_that_of_its_address() -> None:
    row = '<li><a href="/n/202509/t2025090{0}_7.html">Notice on matter {0}</a> <span>{1}</span></li>'
    short = "".join(row.format(n, f"09-0{n + 1}") for n in (3, 1))
    assert [notice.date for notice in parse(page_of(short), {"item": "li"}).notices] == ["2025-09-04", "2025-09-02"]
    none = "".join(row.format(n, "new") for n in (3, 1))
    assert [notice.date for notice in parse(page_of(none), {"item": "li"}).notices] == ["2025-09-03", "2025-09-01"]
    both = none + a_list("2025-09-05")
    assert [notice.date for notice in parse(page_of(both), {"item": "li"}).notices] == [None, None, "2025-09-05"]


def test_the_headings_of_a_table_are_no_item_without_a_title() -> None:
    rows = "".join(f"<tr><td><a href=/n/{n}>Notice {n}</a></td><td>2025-09-0{n}</td></tr>" for n in (3, 2, 1))
    table = f"<table><tr><th>Title</th><th>Date</th></tr>{rows}</table>"
    listing = parse(page_of(table), {"item": "table tr", "title": "a"})
    assert len(listing.notices) == 3
    assert listing.problems == ()


def test_an_item_without_a_title_is_told_and_stops_nothing() -> None:
    html = a_list("2025-09-05", "2025-09-04").replace("</ul>", "<li>-</li></ul>")
    found = parse(page_of(html), {"item": "li"})
    assert len(found.notices) == 2
    assert found.problems == ("item 3 of the page has no title",)


def test_a_selector_that_matches_nothing_is_a_changed_layout() -> None:
    with pytest.raises(UnreadableError, match="matches no element"):
        parse(page_of(a_list("2025-09-05", "2025-09-04")), {"item": "article"})


@pytest.mark.parametrize(
    "selectors", [{"title": "a"}, {"item": "li", "titel": "a"}, {"item": "li["}, {"item": "li", "date": ">>"}]
)
def test_selectors_that_are_none_are_a_mistake_in_the_configuration(selectors: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(page_of(a_list("2025-09-05", "2025-09-04")), selectors)
    assert caught.value.hint


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "<a href=x>y</a> 2025-09-05",
        "<a href=1><table><li><tr><dl><a href=2>2025-09-05<td>" * 5_000,
        "<span>" * 50_000,
        "<table><tr><td>" * 20_000,
    ],
)
def test_elements_nested_without_end_are_refused(html: str) -> None:
    with pytest.raises(UnreadableError, match="nested too deep"):
        parse(page_of(html))


def test_a_page_that_is_deep_but_sound_is_read() -> None:
    html = "<div>" * 700 + a_list("2025-09-05", "2025-09-04") + "</div>" * 700
    assert len(parse(page_of(html)).notices) == 2


@pytest.mark.slow
def test_a_few_long_titles_are_no_prose() -> None:
    html = a_list("2025-09-05", "2025-09-04", "2025-09-03").replace("matter", "the safety of widgets " * 20)
    assert len(parse(page_of(html)).notices) == 3


def test_a_title_of_a_megabyte_is_only_long() -> None:
    html = a_list("2025-09-05", "2025-09-04").replace("matter a", "matter " * 150_000)
    assert len(parse(page_of(html)).notices[0].title) > 1_000_000


SUBJECTS = (
    "Recall of glucose test strips after complaints from pharmacies",
    "Fees for the coming year",
    "Guidance on labels of medicines for children, second edition",
    "Minutes",
    "Inspection of the manufacturing site in the north",
)
BEFORE = '<li><span>{shown}</span> <a href="/n/{n}">{title}</a></li>'
BEHIND = '<li><a href="/n/{n}">{title}</a> <span>{shown}</span></li>'


def dated_rows(row: str, *shown: str) -> str:
    rows = "".join(
        row.format(n=n, title=title, shown=each) for n, (title, each) in enumerate(zip(SUBJECTS, shown, strict=True))
    )
    return f"<html lang='en'><body><h1>News</h1><ul>{rows}</ul></body></html>"


@pytest.mark.parametrize("row", [BEFORE, BEHIND])
@pytest.mark.parametrize(
    "shown",
    [
        "202611{:02}",
        "2026-11-{:02}T23:30:00+08:00",
        "2026-11-{:02}T23:30:00.000Z",
        "2026-11-{:02} 12:00 (Beijing time)",
        "Nov {}, 2026 10:00 AM ET",
        "Sat, {} Nov 2026 10:00:00 GMT",
        "le {} novembre 2026",
        "{} Nov 2026, by the agency",
        "{} Nov 2026 - press release of the agency for medicines and devices",
    ],
)
def test_a_date_in_an_element_of_its_own_is_read_beside_a_title_of_any_length(row: str, shown: str) -> None:
    days = [f"2026-11-{day}" for day in (29, 28, 27, 26, 25)]
    whole = parse(page_of(dated_rows(row, *(shown.format(day) for day in (29, 28, 27, 26, 25)))))
    assert [(one.date, one.title) for one in whole.notices] == list(zip(days, SUBJECTS, strict=True))
    single = parse(page_of(dated_rows(row, shown.format(29), *days[1:])))
    assert [(one.date, one.title) for one in single.notices] == list(zip(days, SUBJECTS, strict=True))


LATE = "28 Nov 2026, by the agency for medicines and medical devices"
STATEMENT = "A long statement of the committee on the quality of vaccines"


@pytest.mark.parametrize(
    ("row", "date", "title"),
    [
        (f'<li><a href="/n/9">{STATEMENT}</a> {LATE}</li>', "2026-11-28", STATEMENT),
        (f'<li><b><a href="/n/9">{STATEMENT}</a></b> {LATE}</li>', "2026-11-28", STATEMENT),
        (f'<li class="pinned"><a href="/n/9">{STATEMENT}</a> {LATE}</li>', "2026-11-28", STATEMENT),
        (f'<li><a href="/n/9">{STATEMENT}</a> and <a href="/n/8">others</a>, {LATE}</li>', "2026-11-28", STATEMENT),
        (f'<li><a href="/n/9">On 5 May 2026: {STATEMENT}</a> <span>soon</span></li>', "soon", None),
        (f'<li><a href="/n/9">{STATEMENT} of 5 May 2026 of the other agency</a></li>', None, None),
    ],
)
def test_a_row_of_a_list_is_kept_wherever_its_date_is(row: str, date: str | None, title: str | None) -> None:
    """Beside dated rows, words around a date make no prose; a day inside a title dates nothing."""
    days = [f"2026-11-{day}" for day in (25, 24, 23, 22, 21)]
    page = dated_rows(BEHIND, *days).replace("<ul>", f"<ul>{row}")
    found = {one.url: one for one in parse(page_of(page)).notices}
    assert found["/n/9"].date == date
    assert found["/n/9"].title == title or title is None
    assert [found[f"/n/{n}"].date for n in range(5)] == days


@pytest.mark.parametrize("shown", ["202611{}", "{} Nov 2026, by the agency for medicines", "Thu {} Nov 2026"])
@pytest.mark.parametrize("row", [BEFORE, BEHIND])
def test_a_row_with_its_date_among_other_words_is_kept_among_rows_of_its_form(row: str, shown: str) -> None:
    bare = row.replace("<span>", "").replace("</span>", "")
    days = [f"2026-11-{day}" for day in (29, 28, 27, 26, 25)]
    for at in range(5):
        dates = [shown.format(day[-2:]) if n == at else day for n, day in enumerate(days)]
        listing = parse(page_of(dated_rows(bare, *dates)))
        assert [(one.date, one.title) for one in listing.notices] == list(zip(days, SUBJECTS, strict=True))


WORDS = st.sampled_from(("guideline", "recall", "alert", "safety", "device", "vaccine", "sodium", "review", "import"))
TITLES = st.lists(WORDS, min_size=3, max_size=9).map(" ".join)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 1, 1))
LAYOUTS = (
    "<tr><td>{day}</td><td><a href='{href}'>{title}</a></td><td>{number}</td></tr>",
    "<tr><td>{number}</td><td>{title}</td><td><a href='{href}'>PDF</a></td><td>{day}</td></tr>",
    "<li><a href='{href}'>{title}</a> ({day})</li>",
    "<dt>{day}</dt><dd><a href='{href}'>{title}</a></dd>",
    "<article><h3>{title}</h3><p>Published {day}</p><a href='{href}'>Read more</a></article>",
    "<p>{day} <a href='{href}'>{title}</a></p>",
    "<a href='{href}'>{title}</a> - {day}<br>",
)
FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y年%m月%d日")
AROUND = ("<ul>{}</ul>", "<table>{}</table>", "<dl>{}</dl>", "<main>{}</main>", "<div>{}</div>")


@given(
    entries=st.lists(st.tuples(TITLES, DAYS), min_size=3, max_size=12, unique_by=lambda entry: entry[0]),
    layout=st.sampled_from(LAYOUTS),
    form=st.sampled_from(FORMS),
)
def test_every_entry_of_a_regular_list_is_found(entries: list[tuple[str, date]], layout: str, form: str) -> None:
    """In any layout and spelling of dates: each entry once, with its own date, in the page's order."""
    blocks = "".join(
        layout.format(day=day.strftime(form), href=f"/doc/{n}.pdf", title=title, number=f"24-{1000 + n}")
        for n, (title, day) in enumerate(entries)
    )
    around = (
        "<table>{}</table>"
        if layout.startswith("<tr")
        else "<dl>{}</dl>"
        if layout.startswith("<dt")
        else "<div>{}</div>"
    )
    menu = "<ul class='menu'><li><a href='/a'>All about us</a></li><li><a href='/b'>What we publish</a></li></ul>"
    listing = parse(
        page_of(f"<html><body>{menu}{around.format(blocks)}<p><a href='/c'>Contact us</a></p></body></html>")
    )
    assert rows_of(listing) == [(day.isoformat(), title, f"/doc/{n}.pdf") for n, (title, day) in enumerate(entries)]


@given(name=st.sampled_from(PAGES), seed=st.integers(0, 2**32))
def test_a_mutilated_page_is_a_listing_or_unreadable(name: str, seed: int) -> None:
    """Cut, doubled, swapped, or with bytes of another page: never another exception, never an empty listing."""
    choose = random.Random(seed)  # noqa: S311 - a seed that hypothesis can shrink
    content = bytearray((DATA / f"{name}.html").read_bytes())
    for _ in range(choose.randrange(1, 12)):
        at, size = choose.randrange(len(content)), choose.randrange(1, 400)
        piece = content[at : at + size]
        match choose.randrange(4):
            case 0:
                del content[at : at + size]
            case 1:
                content[at:at] = piece
            case 2:
                content[at:at] = choose.choice(
                    (b"<", b">", b"</div>", b"<table>", b"\xff", b'"', b"<a href='http://[::1'>", b"</td>")
                )
            case _:
                content += piece
        if not content:
            break
    for selectors in (None, {"item": "li, tr", "date": "time, span"}):
        try:
            listing = parse(Page(content=bytes(content)), selectors)
        except UnreadableError:
            continue
        assert all(notice.title for notice in listing.notices)
        assert selectors or any(notice.date for notice in listing.notices)
        assert listing.notices


@given(text=st.text(alphabet="0123456789-/. ,年月日MaySept\n\x1f令和", max_size=60))
def test_dates_never_overlap_and_lie_where_they_say(text: str) -> None:
    found = find_dates(text)
    for one, after in pairwise(found):
        assert one.end <= after.start
    assert all(0 <= one.start < one.end <= len(text) and (one.monthly or one.daily) for one in found)
    assert month_first(found, lang="en-US", hosts=()) in (True, False)


@pytest.mark.slow
def test_a_long_list_is_read_whole() -> None:
    start = date(2025, 9, 5)
    days = [(start - timedelta(days=n // 9)).isoformat() for n in range(3_000)]
    items = "".join(
        f"<li><a href='/n/{n}'>Notice about matter {n} of many</a><i>{day}</i></li>" for n, day in enumerate(days)
    )
    assert [notice.date for notice in parse(page_of(f"<ul>{items}</ul>")).notices] == days


@pytest.mark.parametrize("row", [BEHIND, '<li><a href="/n/{n}">{title}</a><p>{shown}</p></li>'])
def test_a_number_at_the_end_of_a_title_is_no_part_of_the_date_behind_it(row: str) -> None:
    """`Fees for 2027` before `Nov 28, 2026` reads like a `2027 Nov 28`."""
    titles = ("Fees for 2027", "Report 12", "Plan for 2026", "Rules of 2025", "Notes 3")
    shown = ("Nov 28, 2026", "Nov 27, 2026", "Nov 26, 2026 10:00", "25 Nov 2026", "24 Nov 2026")
    rows = "".join(
        row.format(n=n, title=title, shown=day) for n, (title, day) in enumerate(zip(titles, shown, strict=True))
    )
    found = parse(page_of(f"<html lang='en'><body><ul>{rows}</ul></body></html>")).notices
    assert [(one.title, one.date) for one in found] == [
        (title, f"2026-11-{day}") for title, day in zip(titles, (28, 27, 26, 25, 24), strict=True)
    ]
