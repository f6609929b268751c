"""Dates of three numbers are read in the order that their column proves."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import DateOrder, Page
from cdetrack.sources.generic import parse

TITLES = (
    "Opioid labels change",
    "Saline bags withdrawn",
    "Vaccine lots under review",
    "Insulin pens recalled",
    "Gloves",
)
LAYOUTS = {
    "list": '<li><a href="{link}">{title}</a> <span class="d">{day}</span></li>',
    "table": '<tr><td>{day}</td><td><a href="{link}">{title} of autumn</a></td></tr>',
    "time of day": '<li><i>{day} 14:22</i> <a href="{link}">{title} of autumn</a></li>',
    "brackets": '<li><a href="{link}">{title} of autumn</a> [{day}]</li>',
}
AROUND = {"table": "<table>{}</table>"}


def days(
    shown: tuple[str, ...],
    *,
    layout: str = "list",
    lang: str = "en",
    links: tuple[str, ...] = (),
    order: DateOrder | None = None,
) -> tuple[list[str | None], bool]:
    rows = "".join(
        LAYOUTS[layout].format(day=day, title=title, link=links[at] if links else f"/n/{at}")
        for at, (day, title) in enumerate(zip(shown, TITLES, strict=False))
    )
    content = f'<html lang="{lang}"><body><main><h1>News</h1>{AROUND.get(layout, "<ul>{}</ul>").format(rows)}</main>'
    page = Page(content=f"{content}</body></html>".encode(), url="https://agency.example/n", date_order=order)
    listing = parse(page)
    return [notice.date for notice in listing.notices], listing.guessed


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("separator", ["-", "/", "."])
@pytest.mark.parametrize("lang", ["en", "ko", "de", ""])
def test_two_digit_years_come_first_where_the_column_proves_it(layout: str, separator: str, lang: str) -> None:
    for shown in (
        ("26-07-31", "26-07-15", "26-07-02", "26-06-30"),
        ("26-07-21", "26-07-15", "26-07-02", "26-06-20"),
        ("25-12-30", "25-12-28"),
        ("19-12-01", "19-12-28", "19-11-30"),
    ):
        read = days(tuple(day.replace("-", separator) for day in shown), layout=layout, lang=lang)
        assert read == ([f"20{day}" for day in shown], False)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("separator", ["-", "/", "."])
def test_two_digit_years_come_last_where_the_column_proves_it(layout: str, separator: str) -> None:
    shown = ("30-07-26", "15-07-26", "12-07-26", "20-06-26")
    read, _ = days(tuple(day.replace("-", separator) for day in shown), layout=layout)
    assert read == ["2026-07-30", "2026-07-15", "2026-07-12", "2026-06-20"]


def test_one_digit_and_an_apostrophe_tell_the_year() -> None:
    assert days(("26-7-31", "26-7-5"))[0] == ["2026-07-31", "2026-07-05"]
    assert days(("'08.07.09", "'07.06.05"))[0] == ["2008-07-09", "2007-06-05"]


def test_a_day_in_the_rows_own_address_decides() -> None:
    links = ("/2005/06/07/a", "/x/b", "/x/c")
    assert days(("05-06-07", "05-06-08", "05-06-09"), links=links)[0] == ["2005-06-07", "2005-06-08", "2005-06-09"]
    assert days(("05-06-07", "05-06-07", "05-06-07"), links=("/a-05062007", "/x/b", "/x/c"))[0] == ["2007-05-06"] * 3
    read = days(("07/11/2026", "07/05/2026"), links=("/2026/07/11/a", "/2026/07/05/b"))
    assert read == (["2026-07-11", "2026-07-05"], False)


def test_the_sort_order_of_the_rows_tells_day_and_month() -> None:
    shown = ("07/11/2026", "07/05/2026", "07/02/2026", "06/10/2026", "06/01/2026")
    assert days(shown) == (["2026-07-11", "2026-07-05", "2026-07-02", "2026-06-10", "2026-06-01"], False)


def test_the_language_decides_without_other_evidence() -> None:
    assert days(("25-09-24", "25-09-24"), lang="ko")[0] == ["2025-09-24"] * 2
    assert days(("25-09-24", "25-09-24"), lang="de")[0] == ["2024-09-25"] * 2


def test_a_day_that_stays_unknown_is_no_fact() -> None:
    with pytest.raises(UnreadableError):
        days(("25-09-24", "25-09-24"))


def test_the_order_of_the_source_wins() -> None:
    assert days(("05-09-25", "04-09-25"), order="dmy")[0] == ["2025-09-05", "2025-09-04"]
