"""The same list, written in ways that must not matter: the entries stay the same."""

import re

import pytest

from cdetrack.model.record import Page
from cdetrack.sources import read
from support.sample_rows import DAYS, TITLES

RIGHT: list[tuple[str | None, str, str | None]] = [
    (day, title, f"/n/{at}.html") for at, (day, title) in enumerate(zip(DAYS, TITLES, strict=True))
]


def rows(shape: str, days: tuple[str, ...] = DAYS) -> str:
    return "".join(
        shape.format(at=at, title=title, day=day, d=day[8:], ym=day[:7])
        for at, (title, day) in enumerate(zip(TITLES, days, strict=True))
    )


def found(content: str) -> list[tuple[str | None, str, str | None]]:
    markup = f"<html><body><nav><a href='/us'>All about our office</a></nav><main>{content}</main></body></html>"
    [listing] = read(Page(content=markup.encode(), url="https://agency.example/news", name="page.html"))
    return [(each.date, each.title, each.url) for each in listing.notices]


def pretty(markup: str) -> str:
    """Put each tag and each text on a line of its own."""
    return re.sub(r"(<[^>]*>)", r"\n  \1\n  ", markup)


BOXES = {
    "day above month": "<li><div><span>{d}</span><span>{ym}</span></div><a href='/n/{at}.html'>{title}</a></li>",
    "month above day": "<li><div><span>{ym}</span><span>{d}</span></div><a href='/n/{at}.html'>{title}</a></li>",
}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("write", [str, pretty])
def test_a_day_in_two_elements_is_read_with_any_white_space_around_them(box: str, write: type[str]) -> None:
    assert found(write(f"<ul>{rows(BOXES[box])}</ul>")) == RIGHT


BEFORE = {
    "picture": "<a href='/n/{at}.html'><img src='/{at}.jpg' alt=''></a>",
    "category": "<a href='/topics/guidance'>Guidance</a>",
    "nothing": "",
}


@pytest.mark.parametrize("shown", ["", "Today"])
@pytest.mark.parametrize("before", BEFORE)
def test_a_row_without_a_date_links_by_the_link_in_the_place_of_the_others(before: str, shown: str) -> None:
    shape = f"<li>{BEFORE[before]} <a href='/n/{{at}}.html'>{{title}}</a> <span>{{day}}</span></li>"
    content = f"<ul>{rows(shape, (DAYS[0], shown, *DAYS[2:]))}</ul>"
    assert found(content) == [RIGHT[0], (shown or None, *RIGHT[1][1:]), *RIGHT[2:]]


def test_links_with_a_cut_text_and_the_whole_title_in_an_attribute_are_as_good_as_whole_ones() -> None:
    """Cut, all titles are equal; beside a word in the place of a date, none of them may be lost."""
    shape = "<li><a href='/n/{at}.html' title='The agency tells: {title}'>The agency...</a> <span>{day}</span></li>"
    whole = [(day, f"The agency tells: {title}", url) for day, title, url in RIGHT]
    assert found(f"<ul>{rows(shape)}</ul>") == whole
    content = f"<ul>{rows(shape, ('Today', *DAYS[1:]))}</ul>"
    assert found(content) == [("Today", *whole[0][1:]), *whole[1:]]


def test_cut_links_of_one_day_are_entries_of_their_own() -> None:
    links = "".join(
        f"<a href='/n/{at}.html' title='25-{at} {title}'>25-{at} {title[:2]}...</a><br>"
        for at, title in enumerate(TITLES)
    )
    first, rest = links.partition("<br>")[0], links.partition("<br>")[2]
    cells = "".join(f"<tr><td>{day}</td><td>{cell}</td></tr>" for day, cell in zip(DAYS, (first, rest), strict=False))
    assert [(day, title) for day, title, _ in found(f"<table>{cells}</table>")] == [
        (DAYS[min(at, 1)], f"25-{at} {title}") for at, title in enumerate(TITLES)
    ]


SCRIPTED = "<tr><td>{day}</td><td><a href='javascript:view({at})'>{title}</a></td><td>FILE</td></tr>"


def test_links_that_a_script_follows_are_the_list_where_one_row_has_the_address_of_a_file() -> None:
    shape = SCRIPTED.replace("<td>{day}", "<td>2025-09-0{at}</td><td>{day}")
    lines = rows(shape).replace("FILE", "<a href='/files/closeout-7'>Closeout letter</a>", 1).replace("FILE", "")
    head = "<tr><th>Posted</th><th>Issued</th><th>Company</th><th>Closeout</th></tr>"
    assert [title for _, title, _ in found(f"<table>{head}{lines}</table>")] == list(TITLES)


def test_links_that_a_script_follows_are_the_list_above_links_to_other_pages() -> None:
    """The last day has a heading of its own above three entries; the three links behind them are of no day."""
    items = rows("<li><a href='javascript:view({at})'>{title}</a></li>").split("</li>")
    days = f"<h3>{DAYS[0]}</h3><ul>{items[0]}</ul><h3>{DAYS[1]}</h3><ul>{''.join(items[1:])}</ul>"
    others = "".join(f"<li><a href='/r{at}'>{name}</a></li>" for at, name in enumerate(("Law library", "Interpreters")))
    assert [title for _, title, _ in found(f"<div>{days}</div><h3>Resources</h3><ul>{others}</ul>")] == list(TITLES)


def test_the_number_that_ends_a_title_is_no_day_of_the_month_behind_it() -> None:
    shape = "<li><a href='javascript:view({at})'>Notice for site 1{at}</a> <span>September 2025</span></li>"
    content = f"<ul>{rows(shape)}</ul><ul>{rows(SCRIPTED.replace('td', 'b').replace('tr', 'li'))}</ul>"
    assert "2025-09-10" not in [day for day, _, _ in found(content)]


@pytest.mark.parametrize(
    "words",
    [
        "{day} 14:05 {title}",
        "[{day} 14:05:33] {title}",
        "{day}. {title}",
        "{title} ({day} 14:05)",
        "{title} <span>{day} 14:05:33</span>",
        "{title} <span>Posted: {day}</span>",
        "<i>发布时间：{day}</i> {title}",
    ],
)
def test_a_day_in_a_link_is_no_part_of_its_title_and_nor_is_its_time_or_label(words: str) -> None:
    shape = f"<li><a href='/n/{{at}}.html'>{words}</a></li>"
    assert found(f"<ul>{rows(shape)}</ul>") == RIGHT


def test_two_links_to_one_page_are_one_entry_of_a_list_that_is_dated_by_addresses() -> None:
    shape = "<li><a href='/n/2025/0{at}/05/a.html'>{title}</a> <a href='/n/2025/0{at}/05/a.html'>Read more</a></li>"
    lines = "".join(shape.format(at=at + 1, title=title) for at, title in enumerate(TITLES))
    assert [each[:2] for each in found(f"<ul>{lines}</ul>")] == [
        (f"2025-0{at + 1}-05", title) for at, title in enumerate(TITLES)
    ]


def test_a_call_in_the_line_of_a_title_is_no_entry_where_each_title_leads_to_another_site() -> None:
    hosts = ("", "https://www.other.example")
    shape = (
        "<div><div>{day}</div><h3><a href='{host}/n/{at}'>{title}</a> <a href='/f/{at}.pdf'>Download PDF</a></h3></div>"
    )
    lines = "".join(shape.format(day=DAYS[at], host=host, at=at, title=TITLES[at]) for at, host in enumerate(hosts))
    assert [each[:2] for each in found(f"<h1>News</h1>{lines}")] == [each[:2] for each in RIGHT[:2]]


UNDATED = {
    "picture": "<li>" + BEFORE["picture"] + " <a href='/n/{at}.html'>{title}</a></li>",
    "read more": "<li><a href='/n/{at}.html'>{title}</a> <a href='/n/{at}.html'>Read more</a></li>",
    "cut": "<li><a href='/n/{at}.html' title='Notice: {title}'>Notice...</a></li>",
}


def test_two_footers_of_one_kind_are_footers_of_the_page() -> None:
    """They are no cards: on a page without dates in its list, theirs make no list."""
    lines = rows(UNDATED["read more"])
    footers = "".join(f"<footer><a href='/law/{at}'>Legal notice {at}</a> 1{at} May 2026</footer>" for at in range(2))
    assert found(f"<h1>News</h1><ul>{lines}</ul></main>{footers}") == [(None, *each[1:]) for each in RIGHT]


@pytest.mark.parametrize("form", UNDATED)
def test_a_list_without_dates_may_have_pictures_calls_and_cut_titles(form: str) -> None:
    said = "Notice: " if form == "cut" else ""
    assert found(f"<h1>News</h1><ul>{rows(UNDATED[form])}</ul>") == [
        (None, said + title, url) for _, title, url in RIGHT
    ]


def test_a_list_without_dates_may_have_titles_in_a_script_without_spaces() -> None:
    titles = ("ประกาศเรียกคืนยา", "แนวทางการขึ้นทะเบียนใหม่", "ข้อมูลความปลอดภัยของวัคซีน", "รายชื่อผู้ได้รับอนุญาตทั้งหมด")
    lines = "".join(f"<li><a href='/n/{at}.html'>{title}</a></li>" for at, title in enumerate(titles))
    assert [title for _, title, _ in found(f"<h1>ข่าว</h1><ul>{lines}</ul>")] == list(titles)


@pytest.mark.parametrize("name", ["record", "RECORD"])
def test_the_records_of_a_script_are_read_in_tags_of_any_case(name: str) -> None:
    records = "".join(
        f"<{name}><![CDATA[<li><a href='/n/{at}.html'>{title}</a><span>{day}</span></li>]]></{name}>"
        for at, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    assert found(f"<script type='text/xml'><datastore>{records}</datastore></script>") == RIGHT


BESIDE = {
    "file": "{title} <span>{day}</span> <a href='/f/{at}.pdf'>Download</a>",
    "call": "{title} <span>{day}</span> <a href='/n/{at}.html'>Read more</a>",
    "category": "<a href='/topics/{at}'>Safety</a> {title} <span>{day}</span>",
}
STANDING_OUT = {
    "class": "<a class='hot' href='/n/{at}.html'>{title}</a>",
    "bold": "<b><a href='/n/{at}.html'>{title}</a></b>",
}


@pytest.mark.parametrize("mark", STANDING_OUT)
@pytest.mark.parametrize("beside", BESIDE)
def test_a_row_that_stands_out_has_the_title_and_link_of_its_own(beside: str, mark: str) -> None:
    lines = "".join(
        "<li>"
        + BESIDE[beside].format(
            title=(STANDING_OUT[mark] if at == 1 else "<a href='/n/{at}.html'>{title}</a>").format(at=at, title=title),
            day=DAYS[at],
            at=at,
        )
        + "</li>"
        for at, title in enumerate(TITLES)
    )
    assert found(f"<ul>{lines}</ul>") == RIGHT
