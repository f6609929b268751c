"""Dates without a year, in figures, are read by the year in the heading above them."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.generic import parse, parse_bare

ENTRIES = [
    ("Register of infusion pumps 关于医师资格考试的公告", "2026-11-17"),
    ("Register of nurses is open 关于护士注册的公告", "2026-10-19"),
    ("Plan of the vaccination 关于疫苗接种安排的公告", "2026-09-08"),
    ("Result of the last tender 关于采购结果的公告", "2026-07-21"),
]
ROWS = {
    "item": ("<ul>{}</ul>", "<li><span>{day}</span>{link}</li>"),
    "brackets": ("<table>{}</table>", "<tr><td>[{day}]</td><td>{link}</td></tr>"),
    "line": ("<p>{}</p>", "{day} {link}<br>"),
    "terms": ("<dl>{}</dl>", "<dt>{day}</dt><dd>{link}</dd>"),
}


def found(
    heading: str, form: str, *, day: str, lang: str, entries: list[tuple[str, str]]
) -> list[tuple[str, str | None]]:
    around, row = ROWS[form]
    rows = ""
    for at, (title, iso) in enumerate(entries):
        _, month, number = iso.split("-")
        rows += row.format(day=day.format(m=month, d=number), link=f'<a href="/n/{at}.html">{title}</a>')
    content = f'<html lang="{lang}"><body><div>{heading}{around.format(rows)}</div></body></html>'
    listing = parse(Page(content=content.encode(), url="https://www.example.org/notices"))
    return [(notice.title, notice.date) for notice in listing.notices]


@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize(
    ("lang", "day"),
    [("zh", "{m}-{d}"), ("zh", "{m}/{d}"), ("de", "{d}.{m}."), ("en", "{d}/{m}"), ("en", "{m}/{d}"), ("fr", "{d}-{m}")],
)
@pytest.mark.parametrize("heading", ["<h3>2026</h3>", "<h3>2026年公告</h3>", "<p><b>News 2026</b></p>"])
def test_the_year_is_in_the_heading(heading: str, lang: str, day: str, form: str) -> None:
    assert found(heading, form, day=day, lang=lang, entries=ENTRIES) == ENTRIES


def test_days_that_turn_the_year_are_not_those_of_a_heading_with_words() -> None:
    turned = [("A notice of the new year and more", "2026-01-05"), *ENTRIES]
    with pytest.raises(UnreadableError, match=r"5 links .* have no date with day, month and year"):
        found("<h3>News 2026</h3>", "item", day="{m}-{d}", lang="zh", entries=turned)


def test_an_order_of_day_and_month_that_nothing_proves_is_not_guessed() -> None:
    low = [(title, f"2026-0{9 - at}-0{8 - at}") for at, (title, _) in enumerate(ENTRIES)]
    with pytest.raises(UnreadableError, match=r"4 links .* have no date with day, month and year"):
        found("<h3>2026</h3>", "item", day="{d}/{m}", lang="en", entries=low)


@pytest.mark.parametrize("halves", ["<h3>{d}</h3><p>{y}-{m}</p>", "<h4>{d}</h4><span>{y}.{m}</span>"])
def test_a_heading_may_be_the_upper_half_of_a_box_with_the_day(halves: str) -> None:
    rows = ""
    for at, (title, iso) in enumerate(ENTRIES):
        year, month, day = iso.split("-")
        rows += (
            f'<li><a href="/n/{at}.html"><div>{halves.format(y=year, m=month, d=day)}</div><h4>{title}</h4></a></li>'
        )
    content = f'<html lang="zh"><body><ul>{rows}</ul></body></html>'
    listing = parse(Page(content=content.encode(), url="https://www.example.org/notices"))
    assert [(notice.title, notice.date) for notice in listing.notices] == ENTRIES


def test_the_days_of_a_column_of_a_calendar_date_no_event_in_another() -> None:
    weeks = "".join(
        f'<tr><td>{day}</td><td>{day + 1} <a href="/e/{day}">{title}</a></td><td>{day + 2}</td><td>{day + 3}</td></tr>'
        for day, title in ((2, "Plenary of the panel"), (9, "Webinar on additives"), (16, "Meeting of the board"))
    )
    content = f"<html><body><h1>Calendar</h1><table><caption>November 2026</caption>{weeks}</table></body></html>"
    with pytest.raises(UnreadableError, match=r"no date with day, month and year"):
        parse(Page(content=content.encode(), url="https://www.example.org/calendar"))


def test_an_entry_whose_date_may_be_the_number_of_a_section_stays_beside_a_dated_one() -> None:
    days = ("12.3.31", "28.2.31", "05.02.31", "7.10.30")
    rows = "".join(
        f'<li><span class="d">{day}</span> <a href="/n/{at}.html">{title}</a></li>'
        for at, (day, (title, _)) in enumerate(zip(days, ENTRIES, strict=True))
    )
    content = f"<html><body><h1>News</h1><ul>{rows}</ul></body></html>"
    listing = parse(Page(content=content.encode(), url="https://www.example.org/notices"))
    dates = [notice.date for notice in listing.notices]
    assert dates == ["12.3.31", "28.2.31", "2031-02-05", "7.10.30"]


LINKED = [
    ("全国执业药师管理工作会议在京召开", "10.11", "2026-10-11", "202610/t20261010_842040.shtml"),
    ("药品监管“回头看”行动获点赞 未...", "10.01", "2026-10-01", "202609/t20260930_841981.shtml"),
    ("关于发布药品质量公告的通知", "09.25", "2026-09-25", "202609/t20260920_839862.shtml"),
    ("2026年度药品检查报告", "08.22", "2026-08-22", "202608/P020260822603620823148.pdf"),
    ("省局召开药品安全专题会议", "01.02", "2026-01-02", "202512/t20251231_836419.shtml"),
]


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="./{u}">{t}<span class="time">{d}</span></a></li>',
        '<li><a href="./{u}">{t}<span class="time">\n{d}</span></a></li>',
        '<li><a href="./{u}"><i>[{d}]</i>{t}</a></li>',
        '<li><span>{d}</span><a href="./{u}">{t}</a></li>',
        '<li><a href="./{u}">{t}</a><span>{d} 18:07</span></li>',
    ],
)
def test_a_day_in_a_link_is_no_part_of_the_title_and_has_the_year_of_the_address(row: str) -> None:
    """The page was made up to some days before it was published, perhaps in the month or the year before."""
    rows = "".join(row.format(t=title, d=shown, u=address) for title, shown, _, address in LINKED)
    content = f'<html lang="zh"><body><h1>重点工作</h1><ul>{rows}</ul></body></html>'
    listing = parse(Page(content=content.encode(), url="https://www.example.gov.cn/zdgz/"))
    assert [(one.title, one.date) for one in listing.notices] == [(title, day) for title, _, day, _ in LINKED]


def test_a_day_in_a_link_without_a_year_in_the_address_is_no_part_of_the_title() -> None:
    rows = "".join(
        f'<li><a href="/n/{at}">{title}<em>{day}</em></a></li>' for at, (title, day, *_) in enumerate(LINKED)
    )
    content = f'<html lang="zh"><body><h1>通知公告</h1><ul>{rows}</ul></body></html>'
    listing = parse_bare(Page(content=content.encode(), url="https://www.example.gov.cn/tzgg/"))
    assert listing is not None
    assert [(one.title, one.date) for one in listing.notices] == [(title, None) for title, *_ in LINKED]


def test_a_number_like_a_day_at_the_end_of_one_title_stays() -> None:
    titles = ["Release of version <b>10.11</b>", "Release of the second version", "Fees of the authority", "New rules"]
    rows = "".join(f'<li><a href="/2026/0{9 - at}/05/n.html">{title}</a></li>' for at, title in enumerate(titles))
    listing = parse(Page(content=f"<html><body><h1>News</h1><ul>{rows}</ul></body></html>".encode()))
    assert [one.title for one in listing.notices] == ["Release of version 10.11", *titles[1:]]
