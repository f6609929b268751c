"""The generic source takes no box beside a listing for it, however long the box, and names the list that it left."""

import pytest

from cdetrack.errors import LoneEntryError, UntakenListError
from cdetrack.model.record import Listing, Page
from cdetrack.sources.generic import parse, parse_bare
from support.paths import DATA

OWN = [
    (f"2026-11-{20 - n}", f"Notice on matter {word} of the agency", f"/notices/{n}") for n, word in enumerate("abcd")
]
OTHERS = [(f"2026-11-{28 - n}", f"Visit of the board number {n} in town", f"/visits/{n}") for n in range(9)]
PROSE = "The agency has completed its review of the data that the company has submitted, and concludes so. " * 4


def rows(entries: list[tuple[str, str, str]]) -> str:
    return "".join(f'<li><a href="{link}">{title}</a> <span>{day}</span></li>' for day, title, link in entries)


def read(body: str, *, title: str = "Notices | Agency", url: str | None = None, usual: tuple[str, ...] = ()) -> Listing:
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return parse(Page(content=html.encode(), url=url, usual_lists=usual))


def found(listing: Listing) -> list[str]:
    return [notice.title for notice in listing.notices]


@pytest.mark.parametrize(
    "heading",
    [
        *("Most read", "Related news", "See also", "Les plus lus", "Meistgelesen", "Lo más leído", "Più letti"),
        *("热点排行", "相关阅读", "関連記事", "많이 본 뉴스", "Читайте также", "الأكثر قراءة"),
        *("Xem nhiều nhất", "Berita terpopuler", "Cele mai citite", "อ่านมากที่สุด"),
    ],
)
@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>{0}</h3><ul>{1}</ul></div>",
        '<div><div class="hd"><span>{0}</span><a href="/more">More</a></div><ul>{1}</ul></div>',
        "<h3>{0}</h3><ul>{1}</ul><h3>Notices</h3>",
        "<section><header><h2>{0}</h2></header><div><ul>{1}</ul></div></section>",
        "<div><div>{0}</div><div><ul>{1}</ul></div></div>",
        "<table><tr><td>{0}:</td></tr><tr><td><ul>{1}</ul></td></tr><tr><td>Notices</td></tr></table>",
    ],
)
def test_a_box_of_related_or_popular_pages_is_not_read(heading: str, box: str) -> None:
    listing = read(f"{box.format(heading, rows(OTHERS))}<ul>{rows(OWN)}</ul>")
    assert found(listing) == [title for _, title, _ in OWN]
    assert [each.dated for each in listing.left_out] == [len(OTHERS)]


def test_an_empty_box_claims_no_column_beside_its_own() -> None:
    side = "<div class=l><div class=w><span>Berita Populer</span></div><h3>Tweets</h3><a href=/t>Tweets by us</a></div>"
    assert found(read(f"<main>{side}<div class=m><ul>{rows(OWN)}</ul></div></main>")) == [title for _, title, _ in OWN]


@pytest.mark.parametrize(
    "above", [f"<article><h1>Review completed</h1><p>{PROSE}</p></article>", "<h1>Search</h1><p>No results found.</p>"]
)
def test_a_page_with_nothing_but_such_a_box_is_refused(above: str) -> None:
    with pytest.raises(UntakenListError, match="a box of related or popular pages") as caught:
        read(f"{above}<div class='box'><h2>Related news</h2><ul>{rows(OTHERS)}</ul></div>", title="A page")
    assert caught.value.hint
    assert "div.box ul li" in caught.value.hint


def test_a_page_with_nothing_but_such_a_box_with_days_in_its_addresses_is_refused() -> None:
    links = "".join(
        f'<td><li><a href="/n/202611/t202611{28 - n}_{n}.html">{title}</a></li></td>'
        for n, (_, title, _) in enumerate(OTHERS)
    )
    box = f"<table><tr><td><font>相关新闻：</font></td></tr><tr><td><table><tr>{links}</tr></table></td></tr></table>"
    with pytest.raises(UntakenListError, match="a box of related or popular pages"):
        read(f"<h1>关于国有建设用地使用权出让的公告</h1><p>{PROSE}</p>{box}", title="关于出让的公告")


def test_a_single_entry_beside_such_a_box_is_the_listing() -> None:
    with pytest.raises(LoneEntryError, match="Notice on matter a"):
        read(f"<ul>{rows(OWN[:1])}</ul><div><h2>Popular</h2><ul>{rows(OTHERS)}</ul></div>")


@pytest.mark.parametrize("head", ["<h1>Most read</h1>", "<h1>Statistics</h1><h2>Most read</h2>"])
def test_a_page_with_the_name_of_its_box_is_read(head: str) -> None:
    assert len(found(read(f"{head}<ul>{rows(OTHERS)}</ul>", title="Most read | Agency"))) == len(OTHERS)


def test_a_box_that_the_source_was_read_from_is_read_again() -> None:
    body = f"<ul class='own'>{rows(OWN)}</ul><div><h3>Most read</h3><ul class='top'>{rows(OTHERS)}</ul></div>"
    assert found(read(body)) == [title for _, title, _ in OWN]
    assert found(read(body, usual=("ul.top li",))) == [title for _, title, _ in OTHERS]


def test_a_box_without_dates_changes_nothing() -> None:
    bare = "".join(f'<li><a href="{link}">{title}</a></li>' for _, title, link in OTHERS)
    listing = read(f"<div><h3>Most read</h3><ul>{bare}</ul></div><ul>{rows(OWN)}</ul>")
    assert found(listing) == [title for _, title, _ in OWN]


@pytest.mark.parametrize(
    ("own", "other", "url"),
    [
        ("<h2>Notices</h2>", "<h2>Visits</h2>", None),
        ("", "<h2>Recent posts</h2>", None),
        ("", "<h3>最新动态</h3>", None),
        ("", "<h3>Tenders</h3>", "https://agency.example/index.html"),
        ("", "", "https://agency.example/notices/"),
        ("", "", "https://agency.example/notices/index.html"),
        ("", "", "https://agency.example/notices"),
        ("<h2>List</h2>", '<div class="widget-area">', None),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_the_list_that_the_page_is_about_comes_before_a_longer_one(
    own: str, other: str, url: str | None, *, is_first: bool
) -> None:
    lists = [f"<div class='a'>{own}<ul class='b'>{rows(OWN)}</ul></div>", f"<div>{other}<p></p>{rows(OTHERS)}</div>"]
    listing = read("".join(lists if is_first else reversed(lists)), url=url)
    assert found(listing) == [title for _, title, _ in OWN]
    assert [each.dated for each in listing.rivals] == [len(OTHERS)]


def test_the_longer_list_is_read_where_no_sign_decides() -> None:
    listing = read(f"<ul class='a'>{rows(OWN)}</ul><div>{rows(OTHERS)}</div>", title="Agency")
    assert found(listing) == [title for _, title, _ in OTHERS]
    assert [(each.place, each.item, each.dated) for each in listing.rivals] == [("ul.a", "ul.a li", len(OWN))]


@pytest.mark.parametrize(
    ("link", "day"),
    [("/visits/{}.html", "11-2{}"), ("/visits/202611/t2026112{}_9.html", "11-2{}"), ("/visits/t2026112{}_9.html", "")],
)
def test_a_list_whose_days_have_no_year_or_stand_in_its_addresses_is_named(link: str, day: str) -> None:
    others = [(day.format(n), f"Visit of the board number {n} in town", link.format(n)) for n in range(5)]
    listing = read(f"<ul class='a'>{rows(others)}</ul><ul class='b'>{rows(OWN)}</ul>")
    assert found(listing) == [title for _, title, _ in OWN]
    assert [(each.place, each.dated) for each in listing.rivals] == [("ul.a", 5)]


@pytest.mark.parametrize(
    "link", ["<a href='/2026/11/0{0}/'>{0}</a>", "<a href='/files/2026/11/0{0}/f.pdf'>Form {0}</a>"]
)
def test_a_calendar_and_files_with_days_in_their_addresses_are_no_list(link: str) -> None:
    others = "".join(f"<p>{link.format(n)}</p>" for n in range(1, 8))
    listing = read(f"<ul>{rows(OWN)}</ul><div>{others}</div>")
    assert found(listing) == [title for _, title, _ in OWN]
    assert listing.rivals == ()


def test_the_parts_of_a_menu_with_days_are_offered_as_one() -> None:
    entry = "<ul><li><a href='/visits/{0}.html'>Visit of the board number {0} in town</a></li><li>11-2{0}</li></ul>"
    entries = [entry.format(n) for n in range(9)]
    parts = "".join(f"<div class='nav-{at}'>{''.join(entries[at::3])}</div>" for at in range(3))
    with pytest.raises(UntakenListError, match=r"`div\.tabs`, with 9 links and 9 dates .* was taken for a menu"):
        read(f"<div class='tabs'>{parts}</div>")


def test_two_lists_of_one_kind_that_lead_to_two_places_are_two() -> None:
    body = (
        f"<div class='left'><ul>{rows(OTHERS)}</ul></div><div class='right'><h2>Notices</h2><ul>{rows(OWN)}</ul></div>"
    )
    assert found(read(body)) == [title for _, title, _ in OWN]


def test_two_columns_that_lead_to_one_place_are_one_list() -> None:
    body = f"<div class='left'><ul>{rows(OWN[:2])}</ul></div><div class='right'><ul>{rows(OWN[2:])}</ul></div>"
    assert found(read(body)) == [title for _, title, _ in OWN]


@pytest.mark.parametrize("heading", ["Events", "Tenders", "Vacancies", "最新动态", "Stellenangebote"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_list_of_events_in_the_form_of_the_own_list_is_not_merged_with_it(heading: str, *, is_first: bool) -> None:
    def column(name: str, entries: list[tuple[str, str, str]]) -> str:
        items = (
            f'<div class="i"><h4><a href="{link}">{title}</a></h4><p>{day}</p></div>' for day, title, link in entries
        )
        return f'<div class="col-md-8"><h2>{name}</h2>{"".join(items)}</div>'

    columns = [column("Notices", OWN), column(heading, OTHERS)]
    listing = read("".join(columns if is_first else reversed(columns)))
    assert found(listing) == [title for _, title, _ in OWN]


@pytest.mark.parametrize("heading", ["Events", "Latest news"])
def test_such_a_list_is_read_where_it_is_the_only_one(heading: str) -> None:
    listing = read(f"<h1>Agency</h1><h2>{heading}</h2><ul>{rows(OWN)}</ul>", title="Agency")
    assert found(listing) == [title for _, title, _ in OWN]


@pytest.mark.parametrize(("sections", "entries"), [(4, 8), (6, 8), (5, 6), (4, 2), (12, 3)])
def test_each_entry_of_the_sections_of_a_home_page_is_read(sections: int, entries: int) -> None:
    """A section with as many entries as the others is no entry with parts."""
    days = [f"2026-{month:02}-{day:02}" for month in range(11, 2, -1) for day in range(28, 0, -3)]
    shown = [
        [
            (days[number + at], f"Notice {number} in section {at} of the site", f"/s{at}/{number}.html")
            for number in range(entries)
        ]
        for at in range(sections)
    ]
    body = "".join(
        f'<div><div class="top"><h3>Section {at}</h3><a href="/s{at}/">More</a></div><ul>{rows(each)}</ul></div>'
        for at, each in enumerate(shown)
    )
    listing = read(f"<main>{body}</main>", title="Agency")
    assert [notice.url for notice in listing.notices] == [link for each in shown for _, _, link in each]


@pytest.mark.parametrize(
    ("called", "own"),
    [
        ((), False),
        (("recalls",), True),
        (("药品召回",), True),
        (("drugs", "Recalls and alerts of the agency"), True),
        (("visits",), False),
        (("all",), False),
    ],
)
def test_of_two_lists_that_with_the_name_of_the_source_is_the_listing(called: tuple[str, ...], own: bool) -> None:  # noqa: FBT001 - a parameter of the test
    heading = "药品召回信息" if "药品召回" in called else "Recalls and alerts"
    body = (
        f'<div class="left"><h2>{heading}</h2><ul>{rows(OWN)}</ul></div>'
        f'<div class="right"><h2>Visits</h2><ul>{rows(OTHERS)}</ul></div>'
    )
    content = f"<html><title>Agency</title><body>{body}</body></html>".encode()
    listing = parse(Page(content=content, url="https://www.a.example/", called=called))
    assert [notice.url for notice in listing.notices] == [link for _, _, link in (OWN if own else OTHERS)]


def test_further_links_of_the_entries_are_no_other_list() -> None:
    """The first and the last entry have links above and below those that were taken."""
    content = (DATA / "generic" / "court_many_links.html").read_bytes()
    listing = parse(Page(content=content))
    assert len(listing.notices) == 4
    assert [each for each in listing.left_out if not each.is_menu] == []


def test_a_list_in_a_table_like_that_of_the_other_is_named_by_its_way() -> None:
    """Both have the same class, and each is the only table of its cell."""
    table = '<td><table><tr><td><img></td></tr><tr><td><table class="list">{}</table></td></tr></table></td>'
    row = '<tr><td><a href="{2}">{1}</a></td><td>{0:.5}</td></tr><tr><td></td><td colspan="2"></td></tr>'
    lists = ["".join(row.format(day[5:], *rest) for day, *rest in entries) for entries in (OWN, OTHERS)]
    body = f"<table><tr>{''.join(map(table.format, lists))}</tr></table>"
    page = Page(content=f'<html lang="zh"><title>News</title><body>{body}</body></html>'.encode())
    listing = parse_bare(page)
    assert listing is not None
    assert found(listing) == [title for _, title, _ in OTHERS]
    assert found(parse(page, {"item": listing.left_out[0].item})) == [title for _, title, _ in OWN]
