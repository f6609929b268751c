"""The generic source on the markup that content management systems write around an entry."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources import read

DAYS = ("2025-09-05", "2025-09-04", "2025-08-31", "2025-08-30")
SPOKEN = ("5 September 2025", "4 September 2025", "31 August 2025", "30 August 2025")
TITLES = (
    "Opioid labels change in autumn",
    "Saline bags are withdrawn",
    "Vaccine lots stay under review",
    "Insulin pens are recalled",
)
MENU = '<div class="top"><a href="/">Home</a> <a href="/about">About us</a></div>'


def listing(content: str, *, lang: str = "en") -> Listing:
    page = f'<html lang="{lang}"><body>{MENU}<main><h1>News</h1>{content}</main><footer>© 2026</footer></body></html>'
    [found] = read(Page(content=page.encode(), url="https://agency.example/news"))
    return found


def rows(layout: str, titles: tuple[str, ...] = TITLES) -> str:
    return "".join(
        layout.format(n=n, title=title, day=DAYS[n], spoken=SPOKEN[n], code=f"EN ISO 1160{n}-1:2026")
        for n, title in enumerate(titles)
    )


def found(content: str, *, lang: str = "en") -> list[tuple[str | None, str, str | None]]:
    return [(notice.date, notice.title, notice.url) for notice in listing(content, lang=lang).notices]


RIGHT: list[tuple[str | None, str, str | None]] = [(DAYS[n], title, f"/n/{n}") for n, title in enumerate(TITLES)]


@pytest.mark.parametrize("said", ["No Comments", "Leave a comment", "Comments Off", "Aucun commentaire", "1 comment"])
def test_comments_of_readers_are_no_label_of_the_date_before_them(said: str) -> None:
    item = (
        '<article><h3><a href="/n/{n}">{title}</a></h3><div><span>{day}</span> <span>%</span></div>'
        "<p>Pretoria, 1{n} July 2025 – The office informs all makers of matter {n} today.</p></article>"
    )
    assert found(rows(item.replace("%", said))) == RIGHT


@pytest.mark.parametrize(
    "said", ["Comments due {spoken}", "Comments by {spoken}", "Apply by {spoken}", "Consultation ends {spoken}"]
)
def test_a_last_day_for_comments_is_no_date_of_an_entry(said: str) -> None:
    item = f'<li><a href="/n/{{n}}">{{title}}</a><p>{said}</p></li>'
    assert found(f"<ul>{rows(item)}</ul>") == [(None, title, url) for _, title, url in RIGHT]


@pytest.mark.parametrize(
    "size",
    [
        "[PDF形式：120KB]",
        "[PDF：1.2MB]",
        "（PDF形式：120KB）",
        "[PDFファイル／120KB]",
        "[Excel形式：35KB]",
        "【PDF 98KB】",
    ],
)
def test_the_size_of_a_file_in_japanese_is_no_part_of_the_title(size: str) -> None:
    item = f'<li>{{day}} <a href="/n/{{n}}">{{title}}{size}</a></li>'
    assert found(f"<ul>{rows(item)}</ul>", lang="ja") == RIGHT


@pytest.mark.parametrize("name", ["headline", "news-title", "item__title"])
@pytest.mark.parametrize(
    "inside",
    [
        '<span class="meta"><b>{{day}}</b> / <span class="type">Act</span></span> <span class="{}">{{title}}</span>',
        '<span class="{}">{{title}}</span> <span class="type">Press release</span> <span>{{day}}</span>',
    ],
)
def test_an_element_called_a_title_inside_a_link_of_one_line_is_the_title(inside: str, name: str) -> None:
    item = '<li><a href="/n/{n}">' + inside.format(name) + "</a></li>"
    assert found(f"<ul>{rows(item)}</ul>") == RIGHT


@pytest.mark.parametrize("call", ["Leggi di più<i> su {title}</i>", "Czytaj więcej", "Read more", "Les mer"])
def test_the_link_of_a_category_comes_after_the_call_to_read_on(call: str) -> None:
    parts = ("Banking", "Insurance", "Pensions", "Markets")
    item = (
        '<div class="card"><div class="top"><a class="category" href="/c/{n}">@{n}</a><span>{day}</span></div>'
        '<h5>{title}</h5><p>The text of decision {n} and all of its annexes.</p><a href="/n/{n}">%</a></div>'
    )
    content = rows(item.replace("%", call))
    for n, part in enumerate(parts):
        content = content.replace(f"@{n}", part)
    assert found(content) == RIGHT


def test_rows_whose_links_are_mostly_numbers_all_have_their_titles_beside() -> None:
    item = '<tr><td><a href="/n/{n}">{code}</a><br><span>{title}</span></td><td>{day}</td></tr>'
    content = rows(item).replace("EN ISO 11602-1:2026", "prEN ISO 11602-1")
    assert found(f"<table>{content}</table>") == RIGHT


@pytest.mark.parametrize("item", ["{short} - {link}", "{short}: {link}", "<b>{short}</b> {link}", "{link} ({short})"])
@pytest.mark.parametrize("year", ["", "<h2>2025</h2>"])
def test_days_without_a_year_beside_links_have_that_of_the_month_above(item: str, year: str) -> None:
    content = year
    for month, numbers in (("September", (0, 1)), ("August", (2, 3))):
        content += f"<h3>{month} 2025</h3><ul>"
        for n in numbers:
            link = f'<a href="/n/{n}">{TITLES[n]}</a>'
            content += f"<li>{item.format(short=SPOKEN[n].removesuffix(' 2025'), link=link)}</li>"
        content += "</ul>"
    assert found(content) == RIGHT


def test_a_banner_above_a_list_of_short_titles_is_no_page_of_pictures() -> None:
    titles = ("关于疫苗供应的通知", "六批实验室名单公告", "网络销售平台约谈会", "产地加工试点的批复")
    item = '<tr><td><a href="2025-09/05/content_771{n}.htm">{title}</a></td><td>09-05</td></tr>'
    content = f'<div><img src="top.jpg"></div><table>{rows(item, titles)}</table>'
    assert [(date, title) for date, title, _ in found(content, lang="zh")] == [("2025-09-05", each) for each in titles]


@pytest.mark.parametrize("heading", ["<h3>{}</h3>", "<p>{}</p>"])
def test_a_year_below_a_menu_of_years_is_that_of_the_days_below_it(heading: str) -> None:
    menu = '<ul class="tabs"><li><a href="#y2025">2025</a></li><li><a href="#y2024">2024</a></li></ul>'
    row = '<div class="row"><span class="when">{}</span><a href="/n/{}">{}</a></div>'
    content = menu + "<div>" + heading.format(2025)
    content += "".join(row.format(SPOKEN[n].removesuffix(" 2025"), n, title) for n, title in enumerate(TITLES))
    content += "</div><div>" + heading.format(2024) + row.format("19 December", 8, "Gloves are recalled")
    content += row.format("4 December", 9, "Masks are tested") + "</div>"
    old = [("2024-12-19", "Gloves are recalled", "/n/8"), ("2024-12-04", "Masks are tested", "/n/9")]
    assert found(content) == [*RIGHT, *old]


def test_rows_with_unreadable_dates_are_kept_where_each_group_has_a_list_of_its_own() -> None:
    item = '<li><span class="when">{day}</span> <a href="/n/{n}">{title}</a></li>'
    content = "".join(
        f"<h3>{group}</h3><ul>{rows(item, titles)}</ul>"
        for group, titles in (("Recalls", TITLES[:2]), ("Alerts", TITLES[2:]))
    )
    content = content.replace("2025-09-05", "5 Xept", 1).replace("2025-09-04", "4 Xept", 1)
    shown = [date for date, _, _ in found(content)]
    assert shown == ["5 Xept", "4 Xept", *DAYS[:2]]


def test_a_link_in_a_column_of_numbers_has_the_title_of_the_column_called_so() -> None:
    head = "<tr><th>{}</th><th>{}</th><th>Date</th></tr>"
    row = '<tr><td><a href="/n/{n}">Civil Appeal 21{n} of 2024</a></td><td>{title}</td><td>{day}</td></tr>'
    for number, title in (("Case No.", "Parties"), ("Reference number", "Title"), ("Docket", "Subject matter")):
        assert found(f"<table>{head.format(number, title)}{rows(row)}</table>") == RIGHT
    assert found(f"<table>{head.format('Case', 'Office')}{rows(row)}</table>")[0][1] == "Civil Appeal 210 of 2024"


def test_the_name_of_a_file_is_no_title_beside_one() -> None:
    row = "<div><p><strong>{title}</strong></p><p>Date: {day}</p>"
    row += '<div><a href="/n/{n}">Opioid-labels-{n}-final_v2</a><a href="/n/{n}" download>Download</a></div></div>'
    assert found(rows(row)) == RIGHT
    alone = '<li>{day} <a href="/n/{n}">Opioid-labels-{n}-final_v2</a></li>'
    assert found(f"<ul>{rows(alone)}</ul>")[1][1] == "Opioid-labels-1-final_v2"


@pytest.mark.parametrize(
    "row",
    ['<tr><td>{d}</td><td><a href="/n/{n}">{title}</a></td></tr>', '<li><b>{d}</b> <a href="/n/{n}">{title}</a></li>'],
)
@pytest.mark.parametrize("heading", ["<h2>{} 2025</h2>", "<p><b>{} 2025</b></p>"])
def test_days_alone_have_the_month_and_year_of_the_heading_above(row: str, heading: str) -> None:
    content = ""
    for month, numbers in (("September", (0, 1)), ("August", (2, 3))):
        inside = "".join(row.format(n=n, title=TITLES[n], d=int(DAYS[n][-2:])) for n in numbers)
        wrap = "<table>{}</table>" if row.startswith("<tr") else "<ul>{}</ul>"
        content += heading.format(month) + wrap.format(inside)
    assert found(content) == RIGHT


def test_numbers_of_rows_below_a_month_are_no_days() -> None:
    row = '<tr><td>{no}</td><td><a href="/n/{n}">{title}</a></td></tr>'
    content = "<h2>September 2025</h2><table>"
    content += "".join(row.format(no=n + 1, n=n, title=title) for n, title in enumerate(TITLES)) + "</table>"
    assert {date for date, _, _ in found(content)} == {None}


@pytest.mark.parametrize("said", ["Posted on", "Posted:", "Added", "Uploaded on", "Date posted:"])
def test_the_day_of_posting_comes_before_days_without_a_label_and_before_events(said: str) -> None:
    item = (
        '<article><h2><a href="/n/{n}">{title}</a></h2><div>% <span>{day}</span></div>'
        "<p>Pretoria, 1{n} July 2025 – The office informs all makers of matter {n} today.</p></article>"
    )
    assert found(rows(item.replace("%", said))) == RIGHT
    for event in ("Event", "Event date", "Date of meeting", "Sitzung", "When"):
        two = f'<li><a href="/n/{{n}}">{{title}}</a><div>{event}: 1{{n}} July 2025</div><div>{said} {{day}}</div></li>'
        assert found(f"<ul>{rows(two)}</ul>") == RIGHT
        head = f"<tr><th>Title</th><th>{event}</th><th>{said}</th></tr>"
        cells = '<tr><td><a href="/n/{n}">{title}</a></td><td>1{n} July 2025</td><td>{day}</td></tr>'
        assert found(f"<table>{head}{rows(cells)}</table>") == RIGHT


def test_a_note_to_the_public_above_an_event_is_no_label_of_publication() -> None:
    days = "<ul><li><b>When</b> 1{n} July 2025</li><li><b>Posted</b> {day}</li></ul>"
    row = f'<div><a href="/n/{{n}}">{{title}}</a><p>The public can testify.</p>{days}</div>'
    assert found(rows(row)) == RIGHT


@pytest.mark.parametrize(
    "line",
    [
        '<b>{spoken}</b> – {title} (<a href="/n/{n}">PDF</a>)',
        '{title} <a href="/n/{n}">click here</a> ({spoken})',
        '{title} [<a href="/n/{n}">Text</a>] [{day}]',
    ],
)
def test_brackets_around_a_link_or_a_date_are_no_part_of_the_title_beside(line: str) -> None:
    assert found(f"<ul>{rows(f'<li>{line}</li>')}</ul>") == RIGHT


def test_words_of_a_title_above_a_date_are_no_label_of_it() -> None:
    titles = ("Shortage ends", "Board meeting minutes", "Trial period", "Valid licences")
    item = '<li><h3>{title}</h3><p>{spoken}</p><a href="/n/{n}">Read more</a></li>'
    right = [(day, title, f"/n/{n}") for n, (day, title) in enumerate(zip(DAYS, titles, strict=True))]
    assert found(f"<ul>{rows(item, titles)}</ul>") == right
    titles = ("Board meeting minutes", "Event on fees for makers", "Meeting of the panel", "Annual event report")
    item = (
        '<div class="i"><p>{title}</p><p>{spoken}</p><p>Ref {n}/2026 of 4 May 2025</p><a href="/n/{n}">More</a></div>'
    )
    assert [(date, title) for date, title, _ in found(rows(item, titles))] == list(zip(DAYS, titles, strict=True))


def test_a_year_that_is_a_link_in_a_heading_is_no_menu() -> None:
    content = "".join(
        f'<li><span class="d">{SPOKEN[n].removesuffix(" 2025")}</span> <a href="/n/{n}">{title}</a></li>'
        for n, title in enumerate(TITLES)
    )
    assert found(f'<h2><a href="/news?y=2025">2025</a></h2><ul>{content}</ul>') == RIGHT


def test_days_below_a_year_and_month_in_chinese_have_that_year() -> None:
    content = ""
    for month, numbers in (("9", (0, 1)), ("8", (2, 3))):
        inside = "".join(f'<li><a href="/n/{n}">{TITLES[n]}</a><span>{DAYS[n][5:]}</span></li>' for n in numbers)
        content += f"<h3>2025年{month}月</h3><ul>{inside}</ul>"
    assert found(content, lang="zh") == RIGHT


NO_LISTINGS = {
    "members": "".join(
        f'<div class="p"><h3><a href="/p/{n}">Dr {name} Lee</a></h3>'
        f"<p>Member. Appointed 1 March 202{n}, term ends 28 February 202{n + 4}.</p></div>"
        for n, name in enumerate(("Ann", "Jon", "Mary"))
    ),
    "questions": "<h3>When does the new fee apply?</h3><p>From 1 May 2027. See the <a href='/f'>table of fees</a>.</p>"
    "<h3>How do I renew?</h3><p>Apply by 31 March 2027 through the <a href='/portal'>online portal</a>.</p>"
    "<h3>Where are old forms?</h3><p>Those before 15 May 2024 are void; use <a href='/g'>the current forms</a>.</p>",
}


@pytest.mark.parametrize("content", NO_LISTINGS.values(), ids=NO_LISTINGS)
def test_days_in_sentences_date_no_entries(content: str) -> None:
    with pytest.raises(UnreadableError):
        listing(content)
