"""The generic source keeps an entry without a link: beside linked ones, with date and title in their places."""

import pytest

from cdetrack.model.record import Listing, Page
from cdetrack.sources.generic import parse

ENTRIES = [(f"2026-10-0{n}", f"Notice about matter {word}", f"/n/{n}") for n, word in enumerate("abcdef", 1)]
TITLE = "Order on syringes"
FORMS = {
    "table": ("table", '<tr><td>{0}</td><td><a href="{2}">{1}</a></td></tr>'),
    "list": ("ul", '<li class="item"><a href="{2}">{1}</a> <span class="date">{0}</span></li>'),
    "bare": ("ul", '<li><a href="{2}">{1}</a> {0}</li>'),
    "cards": ("ul", '<li><a href="{2}"><span>{0}</span><b>{1}</b></a></li>'),
    "paragraphs": ("div", '<p>[{0}] <a href="{2}">{1}</a></p>'),
    "files": ("table", '<tr><td>{0}</td><td>{1}</td><td><a href="{2}.pdf">PDF</a></td></tr>'),
}


def with_row(form: str, row: str, *, last: bool) -> Listing:
    holder, item = FORMS[form]
    items = [item.format(*entry) for entry in ENTRIES]
    items.insert(len(items) if last else 0, row)
    head = "<tr><th>Date</th><th>Title</th></tr>" if form == "table" else ""
    return parse(Page(content=f"<html><body><{holder}>{head}{''.join(items)}</{holder}></body></html>".encode()))


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("form", "row"),
    [
        ("table", f"<tr><td>2026-11-03</td><td>{TITLE}</td></tr>"),
        ("table", f"<tr><td>2026-11-03</td><td>{TITLE} - </td></tr>"),
        ("table", f'<tr><td>2026-11-03</td><td><a href="javascript:open(7)">{TITLE}</a></td></tr>'),
        ("table", f'<tr><td>2026-11-03</td><td><a href="#" onclick="o(7)">{TITLE}</a></td></tr>'),
        ("table", f"<tr><td>2026-11-03</td><td><a>{TITLE}</a></td></tr>"),
        ("list", f'<li class="item"><b>{TITLE}</b> <span class="date">2026-11-03</span></li>'),
        ("list", f'<li class="item"><a href="#">{TITLE}</a> <span class="date">2026-11-03</span></li>'),
        ("bare", f"<li>{TITLE} 2026-11-03</li>"),
        ("bare", f"<li><b>{TITLE}</b> 2026-11-03</li>"),
        ("files", f"<tr><td>2026-11-03</td><td>{TITLE}</td><td></td></tr>"),
        ("table", f"<tr><th>2026-11-03</th><td>{TITLE}</td></tr>"),
        ("table", f"<tr><td><b>2026-11-03</b></td><td><b>{TITLE}</b></td></tr>"),
        ("list", f'<li class="item"><strong>{TITLE}</strong> <b>2026-11-03</b></li>'),
        ("list", f'<li class="item">{TITLE} 2026-11-03</li>'),
        ("list", f'<li class="item"><p>{TITLE} <span class="date">2026-11-03</span></p></li>'),
        ("list", f'<li class="item"><time datetime="2026-11-03">lately</time> {TITLE}</li>'),
        ("list", f'<li class="pinned"><span class="date">2026-11-03</span> {TITLE}</li>'),
        ("cards", f"<li><span>2026-11-03</span><b>{TITLE}</b></li>"),
        ("paragraphs", f"<p>[2026-11-03] {TITLE}</p>"),
    ],
)
def test_an_entry_without_a_link_is_kept_in_its_place(form: str, row: str, *, last: bool) -> None:
    listing = with_row(form, row, last=last)
    found = [(notice.date, notice.title) for notice in listing.notices]
    expected = [(day, title) for day, title, _ in ENTRIES]
    expected.insert(len(expected) if last else 0, ("2026-11-03", TITLE))
    assert found == expected
    assert [notice.title for notice in listing.notices if notice.url is None] == [TITLE]
    assert listing.problems == ()


@pytest.mark.parametrize(
    ("form", "row"),
    [
        ("table", "<tr><td>2026-11-03</td><td></td></tr>"),
        ("list", '<li class="item"><b></b> <span class="date">2026-11-03</span></li>'),
        ("files", "<tr><td>2026-11-03</td><td></td><td></td></tr>"),
    ],
)
def test_a_date_without_a_title_is_told(form: str, row: str) -> None:
    listing = with_row(form, row, last=False)
    assert len(listing.notices) == len(ENTRIES)
    assert listing.problems == ("an entry of `2026-11-03` has no title",)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("form", "row"),
    [
        ("table", "<tr><td colspan=2>Notices of 2026-11-03</td></tr>"),
        ("table", "<tr><th>2026-11-03</th><th>Day of the list</th></tr>"),
        ("table", "<tr><td>2026-11-03</td></tr>"),
        ("list", '<li class="item">Last updated <span class="date">2026-11-03</span></li>'),
        ("list", '<li class="month">November 2026</li>'),
        ("list", "<li>Page 1 of the list of 2026-11-03</li>"),
        ("bare", "<li>The list was moved here on 2026-11-03 from the older site of this agency by all of us</li>"),
        ("bare", "<li>2026-11-03</li>"),
        ("list", '<li class="item">2026-11-03 is the day of this list</li>'),
        ("paragraphs", "<p>This list is of 2026-11-03</p>"),
    ],
)
def test_what_only_stands_among_the_entries_is_none(form: str, row: str, *, last: bool) -> None:
    listing = with_row(form, row, last=last)
    assert [notice.title for notice in listing.notices] == [title for _, title, _ in ENTRIES]
    assert listing.problems == ()


@pytest.mark.parametrize("link", ["/u/1723", "/art?id=55", "/recall-of-syringes.html", "/recall.pdf/"])
@pytest.mark.parametrize("form", ["table", "list", "bare"])
def test_the_end_of_a_link_is_no_title_and_an_entry_without_one_is_told_in_its_place(form: str, link: str) -> None:
    listing = with_row(form, FORMS[form][1].format("2026-11-03", "", link), last=True)
    assert [notice.title for notice in listing.notices] == [title for _, title, _ in ENTRIES]
    assert listing.unreadable == ((f"an entry of `2026-11-03` has no title: `{link}`", len(ENTRIES)),)


def test_the_name_of_a_document_is_the_title_of_a_link_without_words() -> None:
    listing = with_row("list", FORMS["list"][1].format("2026-11-03", "", "/files/Annual%20report.pdf?v=2"), last=False)
    assert listing.notices[0].title == "Annual report.pdf"
    assert listing.problems == ()


OUTSIDE = {
    "table": ("table", "<tr><td>{0}</td><td>{1}</td></tr>"),
    "table, day last": ("table", "<tr><td>{1}</td><td>{0}</td></tr>"),
    "list": ("ul", "<li><span>{0}</span> {1}</li>"),
    "divisions": ("div", '<div class="item">{1} <span>{0}</span></div>'),
    "terms": ("dl", "<dt>{0}</dt><dd>{1}</dd>"),
    "headings": ("div", "<h3>{1}</h3><p>{0}</p>"),
    "lines": ("div", "{0} {1}<br>"),
    "lines, day last": ("div", "{1} ({0})<br>"),
    "lines in brackets": ("td", "[{0}] - {1}<br>"),
}


@pytest.mark.parametrize("linked", ["ooxxx", "xxxoo", "xooxoox", "oxoxoxo", "ooooooxxx", "xxoooooo"])
@pytest.mark.parametrize("form", OUTSIDE)
def test_each_entry_has_its_own_day_wherever_the_entries_without_a_link_stand(form: str, linked: str) -> None:
    holder, item = OUTSIDE[form]
    expected = [
        (f"2026-10-{20 - at}", f"Notice about matter {'abcdefghi'[at]}", f"/n/{at}" if one == "x" else None)
        for at, one in enumerate(linked)
    ]
    items = [item.format(day, f'<a href="{url}">{title}</a>' if url else title) for day, title, url in expected]
    page = f"<html><body><h1>Notices</h1><{holder}>{''.join(items)}</{holder}></body></html>"
    if holder == "td":
        page = page.replace("<td>", "<table><tr><td>").replace("</td>", "</td></tr></table>")
    listing = parse(Page(content=page.encode()))
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == expected
    assert listing.problems == ()


@pytest.mark.parametrize("form", ["table", "list"])
@pytest.mark.parametrize("first", [False, True])
def test_entries_without_a_link_in_a_body_of_their_own_are_kept(form: str, *, first: bool) -> None:
    holder, item = FORMS[form]
    unlinked = [(f"2026-11-0{n}", f"Order on {word}", "") for n, word in enumerate(("syringes", "needles"), 1)]
    texts = [item.format(*entry).replace('<a href="">', "").replace("</a>", "") for entry in unlinked]
    links = [item.format(*entry) for entry in ENTRIES]
    parts, entries = ([texts, links], [*unlinked, *ENTRIES]) if first else ([links, texts], [*ENTRIES, *unlinked])
    body = "tbody" if form == "table" else holder
    bodies = "".join(f"<{body}>{''.join(part)}</{body}>" for part in parts)
    around = "table" if form == "table" else "div"
    listing = parse(Page(content=f"<html><body><{around}>{bodies}</{around}></body></html>".encode()))
    assert [(notice.date, notice.title) for notice in listing.notices] == [(day, title) for day, title, _ in entries]


UNDER_HEADINGS = {
    "lists": ("<h2>{}</h2><ul>{}</ul>", "<li>{}</li>"),
    "lists with labels": ("<h3>{}</h3><ul>{}</ul>", "<li><b>Notice</b> {}</li>"),
    "articles": ("<h2>{}</h2><div>{}</div>", "<article>{}</article>"),
}


@pytest.mark.parametrize(
    "linked", ["x oxx xx", "xo xx", "xxo x", "x o xxx", "xx x o", "o xx x", "xox xox xx", "oox oxx x"]
)
@pytest.mark.parametrize("form", UNDER_HEADINGS)
def test_an_entry_without_a_link_under_the_heading_of_its_day_is_kept(form: str, linked: str) -> None:
    holder, item = UNDER_HEADINGS[form]
    expected: list[tuple[str, str, str | None]] = []
    body = ""
    for at, ones in enumerate(linked.split()):
        day = f"2026-10-{20 - at}"
        own = [
            (day, f"Order on matter {at}{n} of all", f"/n/{at}{n}" if x == "x" else None) for n, x in enumerate(ones)
        ]
        rows = [item.format(f'<a href="{url}">{title}</a>' if url else title) for _, title, url in own]
        body += holder.format(day, "".join(rows))
        expected += own
    page = f"<html><body><main><h1>Orders</h1>{body}</main></body></html>"
    listing = parse(Page(content=page.encode()))
    label = "Notice " if form == "lists with labels" else ""
    found = [(notice.date, notice.title.removeprefix(label), notice.url) for notice in listing.notices]
    assert found == expected
    assert listing.problems == ()


@pytest.mark.parametrize(
    "title", ["Meeting on 5 May 2026 in Lyon", "Recall of lot 2026-08-01", "2026年7月5日药品通知件送达信息"]
)
@pytest.mark.parametrize(
    "linked", ["xx xdx xx", "d xx x dx", "xxd xx xdx x", "xd dx xd dx", "dxx xxd dxx", "xx xtx x", "xx tx xt"]
)
@pytest.mark.parametrize("form", UNDER_HEADINGS)
def test_an_entry_with_a_day_in_its_title_is_kept_under_the_heading_of_its_day(
    form: str, linked: str, title: str
) -> None:
    """Here `d` has such a title, `t` one without a link."""
    holder, item = UNDER_HEADINGS[form]
    expected: list[tuple[str, str, str | None]] = []
    body = ""
    for at, ones in enumerate(linked.split()):
        day = f"2026-10-{20 - at}"
        own = [
            (
                day,
                f"{title} {at}{n}" if one in "dt" else f"Order on matter {at}{n}",
                f"/n/{at}{n}" if one != "t" else None,
            )
            for n, one in enumerate(ones)
        ]
        rows = [item.format(f'<a href="{url}">{words}</a>' if url else words) for _, words, url in own]
        body += holder.format(day, "".join(rows))
        expected += own
    listing = parse(Page(content=f"<html><body><main><h1>Orders</h1>{body}</main></body></html>".encode()))
    label = "Notice " if form == "lists with labels" else ""
    found = [(notice.date, notice.title.removeprefix(label), notice.url) for notice in listing.notices]
    assert found == expected
    assert listing.problems == ()


@pytest.mark.parametrize(
    "linked",
    [
        "x x x x xx x x x x",
        "ox o x x",
        "ox xo x x ox x x ox o x x x",
        "xo x x x xx x",
        "- x x xx x - x",
        "x x x x - x-",
        "xx xx xx xx",
        "xxx xxx xxx xxx xxx",
        "xo xo ox xo xx",
        "xx xx xx xx xx xx xx xx xx x",
        "x xx xx xx xx xx xx xx xx xx",
    ],
)
@pytest.mark.parametrize("form", UNDER_HEADINGS)
def test_days_with_several_entries_or_none_are_read_whole(form: str, linked: str) -> None:
    """A list with one entry for most days, or as many for each, is no list of days: all entries are read."""
    holder, item = UNDER_HEADINGS[form]
    expected: list[tuple[str, str, str | None]] = []
    body = ""
    for at, ones in enumerate(linked.split()):
        day = f"2026-10-{20 - at:02}"
        rows = ""
        for n, one in enumerate(ones):
            title, url = f"Order on matter {at}{n} of all", f"/n/{at}{n}" if one == "x" else None
            words = "暂无" if one == "-" else f'<a href="{url}">{title}</a>' if url else title
            rows += item.format(words).replace("<b>Notice</b> ", "")
            expected += [(day, title, url)] * (one != "-")
        body += holder.format(day, rows)
    listing = parse(Page(content=f"<html><body><main><h1>Orders</h1>{body}</main></body></html>".encode()))
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == expected
    assert listing.problems == ()


AROUND_A_DAY = {
    "lists": ('<div class="day"><p class="date">{}</p><ul>{}</ul></div>', '<li><a href="{}">{}</a></li>'),
    "paragraphs": ('<div class="day"><p class="date">{}</p>{}</div>', '<p><a href="{}">{}</a></p>'),
    "cards": ("<section><h2>{}</h2>{}</section>", '<a class="card" href="{}"><h3>{}</h3><p>About it.</p></a>'),
    "lines": ("<h4>{}</h4><p>{}</p>", '<a href="{}">{}</a><br>'),
    "items with lists": ("<li><b>{}</b><ul>{}</ul></li>", '<li><a href="{}">{}</a></li>'),
    "rows": ("<table><tr><td>{}</td><td>{}</td></tr></table>", '<p><a href="{}">{}</a></p>'),
    "files beside": ("<h3>{}</h3><ul>{}</ul>", '<li><a href="{0}">{1}</a> <a href="/f{0}.pdf">PDF</a></li>'),
}


@pytest.mark.parametrize("counts", [(2, 2, 2, 2), (3, 3, 3), (2, 2, 2, 2, 1), (3, 2, 2, 2, 2, 2, 2, 2, 2, 2)])
@pytest.mark.parametrize("form", AROUND_A_DAY)
def test_days_with_as_many_entries_each_are_read_whole(form: str, counts: tuple[int, ...]) -> None:
    holder, item = AROUND_A_DAY[form]
    days = [
        (f"2026-10-{20 - at:02}", [(f"/n/{at}{n}", f"Order on matter {at}{n} of all") for n in range(count)])
        for at, count in enumerate(counts)
    ]
    body = "".join(holder.format(day, "".join(item.format(*one) for one in ones)) for day, ones in days)
    listing = parse(Page(content=f"<html><body><main><h1>Orders</h1>{body}</main></body></html>".encode()))
    expected = [(day, title, url) for day, ones in days for url, title in ones]
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == expected
    assert listing.problems == ()


PARTS = {
    "files": ('<a href="/n/{0}.html">{1}</a>', '<a href="/f/{0}.pdf">Annex to {1}</a>'),
    "translations": ('<a href="/en/{0}.html">{1}</a>', '<a href="/fr/{0}.html">Avis: {1}</a>'),
    "offices": ('<a href="/show?id={0}">{1}</a>', '<a href="/show?office={0}">Office of part {0} of all</a>'),
    "comments": ('<a href="/n/{0}">{1}</a>', '<a href="/n/{0}#comments">Comments on {1}</a>'),
    "more": ('<a href="/n/{0}">{1}</a>', '<a href="/n/{0}">More about {1}</a>'),
}


@pytest.mark.parametrize("form", PARTS)
@pytest.mark.parametrize("around", ["<section><h2>{}</h2><p>{}</p><p>{}</p></section>", "<li>{}<br>{}<br>{}</li>"])
def test_links_of_one_entry_are_no_entries_of_a_day(form: str, around: str) -> None:
    """The second links lead to pages of another kind, or to the same pages."""
    entries = [(f"2026-10-{20 - n:02}", f"Order on matter {n} of all", n) for n in range(4)]
    body = "".join(around.format(day, *(part.format(n, title) for part in PARTS[form])) for day, title, n in entries)
    listing = parse(Page(content=f"<html><body><main><h1>Orders</h1>{body}</main></body></html>".encode()))
    assert [(notice.date, notice.title) for notice in listing.notices] == [(day, title) for day, title, _ in entries]


NOTHING = [
    "No announcements",
    "(none)",
    "None.",
    "There are no new notices today.",
    "暂无",
    "无",
    "本日暂无公告",
    "Nothing to report",
]
MORE = ["No objection to the use of gloves", "No announcements may be made before the vote", "无菌医疗器械公告"]
DAYS = {
    "lists under headings": ("main", "<h2>{0}</h2><ul><li>{1}</li></ul>"),
    "terms": ("dl", "<dt>{0}</dt><dd>{1}</dd>"),
    "table": ("table", "<tr><td>{0}</td><td>{1}</td></tr>"),
    "list": ("ul", '<li class="item">{1} <span class="date">{0}</span></li>'),
    "lines": ("div", "{0} {1}<br>"),
}


@pytest.mark.parametrize("words", NOTHING + MORE)
@pytest.mark.parametrize("form", DAYS)
@pytest.mark.parametrize("linked", ["x-xxx", "-xxx", "xxx-", "x-x-x-xx"])
def test_words_that_a_day_has_no_entry_are_none(form: str, words: str, linked: str) -> None:
    holder, item = DAYS[form]
    expected: list[tuple[str, str, str | None]] = []
    body = ""
    for at, one in enumerate(linked):
        day, title, url = f"2026-10-{20 - at:02}", f"Order on matter {at} of all", f"/n/{at}"
        body += item.format(day, f'<a href="{url}">{title}</a>' if one == "x" else words)
        if one == "x" or words in MORE:
            expected.append((day, title, url) if one == "x" else (day, words, None))
    listing = parse(Page(content=f"<html><body><h1>Orders</h1><{holder}>{body}</{holder}></body></html>".encode()))
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == expected
    assert listing.problems == ()


def test_a_link_that_says_that_there_is_nothing_is_an_entry() -> None:
    listing = with_row("list", FORMS["list"][1].format("2026-11-03", "No announcements", "/n/9"), last=False)
    assert listing.notices[0].title == "No announcements"


def test_a_day_without_any_words_dates_no_other_entry() -> None:
    items = [f'<dt>{day}</dt><dd><a href="{url}">{title}</a></dd>' for day, title, url in ENTRIES]
    items.insert(2, "<dt>2026-11-03</dt><dd></dd>")
    listing = parse(Page(content=f"<html><body><dl>{''.join(items)}</dl></body></html>".encode()))
    assert [(notice.date, notice.title) for notice in listing.notices] == [(day, title) for day, title, _ in ENTRIES]
    assert listing.problems == ("an entry of `2026-11-03` has no title",)


@pytest.mark.parametrize(
    "page",
    [
        "<h2>2026-10-20</h2><ul>{}{}</ul><h2>2026-10-19</h2><ul>{}</ul><ul><li>Call us between nine and five</li></ul>",
        "<ul><li>Call us between nine and five</li></ul><h2>2026-10-20</h2><ul>{}{}</ul><h2>2026-10-19</h2><ul>{}</ul>",
        "<h2>2026-10-20</h2><table>{}{}</table><h2>2026-10-19</h2><table>{}</table>",
    ],
)
def test_other_rows_under_the_headings_of_days_are_no_entries(page: str) -> None:
    row = "<tr><td>{}</td></tr><tr><td>All about it here</td></tr>" if "table" in page else "<li>{}</li>"
    links = [f'<a href="/{at}">Order on {word}</a>' for at, word in enumerate(("needles", "masks", "gloves"))]
    listing = parse(Page(content=f"<html><body>{page.format(*map(row.format, links))}</body></html>".encode()))
    assert [notice.url for notice in listing.notices] == ["/0", "/1", "/2"]


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    "inside",
    [
        "<span>{0}</span><h3>{1}</h3>",
        "<h3>{1}</h3><time>{0}</time>",
        "<h3>{1}</h3><p>All of it in many words, and more</p><time>{0}</time>",
    ],
)
def test_a_card_without_a_link_among_cards_that_are_links_is_kept(inside: str, at: int) -> None:
    cards = [f'<a class="item" href="{url}">{inside.format(day, title)}</a>' for day, title, url in ENTRIES]
    cards.insert(at, f'<div class="item odd">{inside.format("2026-11-01", "Order on the use of needles")}</div>')
    listing = parse(Page(content=f"<html><body><main>{''.join(cards)}</main></body></html>".encode()))
    expected: list[tuple[str, str, str | None]] = [*ENTRIES]
    expected.insert(at, ("2026-11-01", "Order on the use of needles", None))
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == expected


def test_texts_below_links_are_no_entries_of_their_own() -> None:
    items = [f'<dt>{day}</dt><dd><a href="{url}">{title}</a></dd><dd>All about it</dd>' for day, title, url in ENTRIES]
    listing = parse(Page(content=f"<html><body><dl>{''.join(items)}</dl></body></html>".encode()))
    assert [(notice.date, notice.title) for notice in listing.notices] == [(day, title) for day, title, _ in ENTRIES]


def test_an_entry_without_a_link_keeps_its_place_among_days_with_several_links_and_unreadable_days() -> None:
    page = (
        '<dl><dt>2026-10-09</dt><dd><a href="/1">Recall of gloves</a>, <a href="/2">Recall of masks</a></dd>'
        "<dt>2026-10-08</dt><dd>Order on syringes</dd>"
        "<dt>45 October 2026</dt><dd>Order on needles</dd>"
        '<dt>2026-10-06</dt><dd><a href="/3">Recall of stents</a></dd>'
        '<dt>2026-10-05</dt><dd><a href="/4">Recall of pumps</a></dd></dl>'
    )
    listing = parse(Page(content=f"<html><body>{page}</body></html>".encode()))
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == [
        ("2026-10-09", "Recall of gloves", "/1"),
        ("2026-10-09", "Recall of masks", "/2"),
        ("2026-10-08", "Order on syringes", None),
        ("45 October 2026", "Order on needles", None),
        ("2026-10-06", "Recall of stents", "/3"),
        ("2026-10-05", "Recall of pumps", "/4"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "<li>{} <span>2026-01-05</span></li>",
        "<li><b>{}</b> <span>2026-01-05</span></li>",
        "<li>2026-01-05 {}</li>",
        "<li>{} 2026-01-05</li>",
        "{} [2026-01-05]<br>",
    ],
)
@pytest.mark.parametrize("title", ["说明书修订", "标签更新", "Label change revised", "Revised label"])
def test_a_title_in_the_words_of_a_label_is_an_entry(row: str, title: str) -> None:
    """The day beside it is not that of an update: of nothing else could it be one."""
    linked = [row.format(f'<a href="/n/{n}">关于第{n}号药品的公告</a>').replace("-05", f"-0{n}") for n in (7, 6, 3)]
    listing = parse(Page(content=f"<ul>{linked[0]}{row.format(title)}{''.join(linked[1:])}</ul>".encode()))
    assert [notice.title for notice in listing.notices][1] == title
    assert [notice.date for notice in listing.notices] == [f"2026-01-0{n}" for n in (7, 5, 6, 3)]


@pytest.mark.parametrize("words", ["Last updated:", "更新日期：", "Open until", "最近更新："])
def test_the_label_of_the_days_of_a_list_is_no_entry(words: str) -> None:
    linked = [f'<li><a href="/n/{n}">Notice on matter {n}</a> 2026-01-0{n}</li>' for n in (7, 6, 3)]
    listing = parse(Page(content=f"<ul>{''.join(linked)}<li>{words} 2026-01-08</li></ul>".encode()))
    assert [notice.date for notice in listing.notices] == ["2026-01-07", "2026-01-06", "2026-01-03"]


def test_a_title_with_the_word_of_a_deadline_keeps_its_date() -> None:
    listing = with_row("list", '<li class="item">Inquiry closed <span class="date">2026-11-03</span></li>', last=False)
    assert (listing.notices[0].title, listing.notices[0].date) == ("Inquiry closed", "2026-11-03")


WORDS_OF_LABELS = ["Labelling update", "Fee schedule amended", "Review of fees", "Comments", "Deadline extended"]
OWN_DAYS = ("2026-11-24", "2026-11-19", "2026-11-12", "2026-11-03")


@pytest.mark.parametrize("title", WORDS_OF_LABELS)
@pytest.mark.parametrize(
    ("holder", "row"),
    [
        ("<ul>{}</ul>", "<li>{1} ({0})</li>"),
        ("<ul>{}</ul>", "<li>{1} - {0}</li>"),
        ("<ul>{}</ul>", "<li>{0}<br>{1}</li>"),
        ("<ul>{}</ul>", "<li>{1} <span>Published: {0}</span></li>"),
        ("<div>{}</div>", "<p>{1} ({0})</p>"),
        ("<div>{}</div>", '<div class="row"><div class="d">{0}</div><div class="t">{1}</div></div>'),
        ("<div>{}</div>", '<div class="row"><div class="t">{1}</div><div class="d">{0}</div></div>'),
        ("<div>{}</div>", '<div class="card"><p>{0}</p><h3>{1}</h3></div>'),
        ("<div>{}</div>", "<article><h2>{1}</h2><time>{0}</time><p>Some words on it.</p></article>"),
        ("<div>{}</div>", "<h4>{0}</h4><p>{1}</p>"),
        ("<table>{}</table>", "<tr><td>{0}</td><td>{1}</td></tr>"),
        ("<table>{}</table>", "<tr><td>{1}</td><td>{0}</td></tr>"),
        ("<dl>{}</dl>", "<dt>{0}</dt><dd>{1}</dd>"),
    ],
)
def test_a_title_in_the_words_of_a_label_dates_no_neighbour(holder: str, row: str, title: str) -> None:
    """The line above a date may be the title of the entry before, which then is no label."""
    titles = [
        '<a href="/5">Examplin: new contraindication</a>',
        title,
        '<a href="/4">Sampletol: supply restored</a>',
        '<a href="/3">Testaline: revised leaflet</a>',
    ]
    rows = "".join(row.format(*entry) for entry in zip(OWN_DAYS, titles, strict=True))
    listing = parse(Page(content=f"<html><body><h1>Safety notices</h1>{holder.format(rows)}</body></html>".encode()))
    assert [(notice.date, notice.title) for notice in listing.notices] == [
        ("2026-11-24", "Examplin: new contraindication"),
        ("2026-11-19", title),
        ("2026-11-12", "Sampletol: supply restored"),
        ("2026-11-03", "Testaline: revised leaflet"),
    ]
    assert listing.problems == ()


@pytest.mark.parametrize("row", ["<li>{1} ({0})</li>", "<li>{0} {1}</li>", "<li>{1} – {0}</li>"])
def test_an_entry_with_a_word_that_is_no_title_is_told(row: str) -> None:
    titles = ['<a href="/5">Recall of gloves</a>', "Order", '<a href="/4">Recall of masks</a>']
    rows = "".join(row.format(*entry) for entry in zip(OWN_DAYS, titles, strict=False))
    listing = parse(Page(content=f"<ul>{rows}</ul>".encode()))
    assert [notice.title for notice in listing.notices] == ["Recall of gloves", "Recall of masks"]
    assert listing.problems == ("an entry of `2026-11-19` has no title",)


def test_a_line_with_a_word_that_is_no_title_keeps_its_date() -> None:
    """It dates no entry of the next line."""
    titles = [
        '<a href="/5">Recall of gloves</a>',
        "Order",
        '<a href="/4">Recall of masks</a>',
        '<a href="/3">Stents</a>',
    ]
    lines = "".join(f"{day} {title}<br>" for day, title in zip(OWN_DAYS, titles, strict=True))
    listing = parse(Page(content=f"<div>{lines}</div>".encode()))
    assert [(notice.date, notice.url) for notice in listing.notices] == [
        ("2026-11-24", "/5"),
        ("2026-11-12", "/4"),
        ("2026-11-03", "/3"),
    ]


LINES = [
    "{day} {title}<br>",
    "{title} {day}<br>",
    "• {day} : {title}<br>",
    "■ {title} ({day})<br>",
    "<b>{day}</b><br>{title}<br>",
    "{title}<br>{day}<br>",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("word", ["Order", "Decision", "公告"])
def test_a_line_with_one_word_is_told_and_dates_no_other_entry(line: str, word: str) -> None:
    titles = ['<a href="/5">Recall of gloves</a>', word, '<a href="/4">Recall of masks</a>', word]
    lines = "".join(line.format(day=day, title=title) for day, title in zip(OWN_DAYS, titles, strict=True))
    last = line.format(day="2026-10-01", title='<a href="/3">Recall of stents</a>')
    listing = parse(Page(content=f"<h1>Notices</h1><div>{lines}{last}</div>".encode()))
    assert [(notice.date, notice.url) for notice in listing.notices] == [
        ("2026-11-24", "/5"),
        ("2026-11-12", "/4"),
        ("2026-10-01", "/3"),
    ]
    assert listing.problems == (
        "an entry of `2026-11-19` has no title",
        "an entry of `2026-11-03` has no title",
    )


@pytest.mark.parametrize("line", LINES)
def test_a_line_with_a_title_and_no_link_is_an_entry(line: str) -> None:
    titles = ['<a href="/5">Recall of gloves</a>', "Notice", '<a href="/4">Recall of masks</a>', "Labelling update"]
    lines = "".join(line.format(day=day, title=title) for day, title in zip(OWN_DAYS, titles, strict=True))
    listing = parse(Page(content=f"<h1>Notices</h1><div>{lines}</div>".encode()))
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == [
        ("2026-11-24", "Recall of gloves", "/5"),
        ("2026-11-19", "Notice", None),
        ("2026-11-12", "Recall of masks", "/4"),
        ("2026-11-03", "Labelling update", None),
    ]
    assert listing.problems == ()


def test_a_title_that_occurs_twice_is_no_label_of_the_date_below_it() -> None:
    titles = ['<a href="/5">Recall of gloves</a>', "Labelling update", '<a href="/4">Recall of masks</a>']
    entries = list(zip(OWN_DAYS, [*titles, "Labelling update"], strict=True))
    entries.append(("2026-10-01", '<a href="/3">Recall of stents</a>'))
    rows = "".join(f"<dt>{day}</dt><dd>{title}</dd>" for day, title in entries)
    listing = parse(Page(content=f"<dl>{rows}</dl>".encode()))
    assert [notice.date for notice in listing.notices] == [*OWN_DAYS, "2026-10-01"]


@pytest.mark.parametrize("holder", ["<ul>{}</ul>", "<div>{}</div>"])
@pytest.mark.parametrize("beside", ["", " (PDF, 210 KB)", " PDF"])
@pytest.mark.parametrize("row", ["{day} – {title}", "{day} {title}", "{title} {day}"])
def test_a_row_with_a_link_keeps_its_date_beside_short_rows_without_one(holder: str, beside: str, row: str) -> None:
    tag = "li" if "ul" in holder else "p"
    titles = ["Notice", f'<a href="/5.pdf">Recall of gloves from all pharmacies</a>{beside}', "Warning"]
    titles.append(f'<a href="/4.pdf">Recall of masks from all pharmacies</a>{beside}')
    rows = "".join(
        f"<{tag}>{row.format(day=day, title=each)}</{tag}>" for day, each in zip(OWN_DAYS, titles, strict=True)
    )
    last = f'<a href="/3.pdf">Recall of stents from all hospitals</a>{beside}'
    rows += f"<{tag}>{row.format(day='2026-10-01', title=last)}</{tag}>"
    listing = parse(Page(content=f"<h1>Notices</h1>{holder.format(rows)}".encode()))
    assert [(notice.date, notice.url) for notice in listing.notices] == [
        ("2026-11-24", None),
        ("2026-11-19", "/5.pdf"),
        ("2026-11-12", None),
        ("2026-11-03", "/4.pdf"),
        ("2026-10-01", "/3.pdf"),
    ]


@pytest.mark.parametrize("call", ["Agenda", "Download the agenda"])
def test_a_row_without_a_link_has_its_title_where_the_others_have_theirs(call: str) -> None:
    row = "<tr><td>{0}</td><td>{1}</td><td>{2}</td></tr>"
    rows = [row.format(day, "Board meeting", f'<a href="{url}.pdf">{call}</a>') for day, _, url in ENTRIES]
    rows[2] = row.format(ENTRIES[2][0], "Board meeting - cancelled", "")
    content = f"<table><tr><th>Date</th><th>Meeting</th><th>Agenda</th></tr>{''.join(rows)}</table>"
    listing = parse(Page(content=f"<html><body>{content}</body></html>".encode()))
    assert not listing.unreadable
    assert [(one.date, one.title, one.url) for one in listing.notices] == [
        (day, "Board meeting - cancelled" if at == 2 else "Board meeting", None if at == 2 else f"{url}.pdf")
        for at, (day, _, url) in enumerate(ENTRIES)
    ]
