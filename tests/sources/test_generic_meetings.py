"""The generic source reads the lists of meetings that public bodies keep by hand."""

import pytest

from cdetrack.errors import UnreadableError, UntakenListError
from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

DAYS = {
    "May 12, 2026": "2026-05-12",
    "April 14, 2026": "2026-04-14",
    "March 10, 2026": "2026-03-10",
    "February 10, 2026": "2026-02-10",
    "December 9, 2025": "2025-12-09",
    "November 11, 2025": "2025-11-11",
}
MONTHS = ("January", "March", "May", "July")
PROSE = "<p>The board meets on the second Tuesday of each month in the room of the council. All may come.</p>"
Found = list[tuple[str, str | None, str | None]]


def page(content: str) -> Page:
    return Page(content=f'<html lang="en"><body><main><h1>Board</h1>{content}</main></body></html>'.encode())


def found(content: str) -> Found:
    return [(notice.title, notice.date, notice.url) for notice in parse(page(content)).notices]


def test_an_address_in_the_text_of_an_entry_is_not_its_title_nor_its_link() -> None:
    """Only some meetings show where they are held, with an address and the day once more."""
    items = [
        f'<div class="m"><h2>{day}</h2><p>The board of the harbour meets for the {n}th time.</p><p>On {day} at 8 a.m.'
        + (f'<br>Where: <a href="https://rooms.example/{n}">https://rooms.example/{n}</a>' if n % 3 else "")
        + f'</p><a href="/m/{n}">Read more</a></div>'
        for n, day in enumerate(DAYS, 1)
    ]
    entries = [(day, url) for _, day, url in found("".join(items))]
    assert entries == [(day, f"/m/{n}") for n, day in enumerate(DAYS.values(), 1)]


@pytest.mark.parametrize(
    "call", [("Agenda", "Minutes"), ("Minutes", "Minutes"), ("Agenda", "Agenda"), ("Meeting Agenda", "Draft minutes")]
)
def test_where_links_are_called_agenda_or_minutes_the_titles_are_beside_them(call: tuple[str, str]) -> None:
    """A row without a link has its title in the same place."""
    items = [
        f"<ul><li>{day}</li><li>1:00 pm</li><li>Meeting of the {n}th board</li>"
        + (f'<li><a href="/f/{n}.pdf">{call[n % 2]}</a></li></ul>' if n > 2 else "<li></li></ul>")
        for n, day in enumerate(DAYS, 1)
    ]
    assert found("".join(items)) == [
        (f"Meeting of the {n}th board", day, f"/f/{n}.pdf" if n > 2 else None) for n, day in enumerate(DAYS.values(), 1)
    ]


def test_tabs_that_are_called_by_a_day_are_no_entries() -> None:
    tabs = "".join(f'<li><a href="#tab-{n}"><b>{day}</b></a></li>' for n, day in enumerate(DAYS))
    with pytest.raises(UnreadableError):
        parse(page(f"{PROSE}<ul>{tabs}</ul>"))


@pytest.mark.parametrize("second", ["<td>{}</td>", "<td><p>{}</p></td>"])
def test_lines_go_on_in_the_column_beside_whatever_its_markup(second: str) -> None:
    def lines(half: list[tuple[int, str]]) -> str:
        return "<br>".join(f'Council of {n} towns, {day} <a href="/a/{n}.pdf">Agenda</a>' for n, day in half)

    days = list(enumerate(DAYS, 1))
    table = f"<table><tr><td><p>{lines(days[:3])}</p></td>{second.format(lines(days[3:]))}</tr></table>"
    entries = [(day, url) for _, day, url in found(f"{PROSE}<p>Meetings</p>{table}")]
    assert entries == [(day, f"/a/{n}.pdf") for n, day in enumerate(DAYS.values(), 1)]


WEEK = ["Tuesday, January 27", "Tuesday, February 24", "Tuesday, March 31", "Tuesday, April 28"]
PACKETS = "".join(f'<li>{day} <a href="/p/{n}.pdf">Packet of the {n}th board</a></li>' for n, day in enumerate(WEEK))
LATER = "<li>Tuesday, May 26</li>"


@pytest.mark.parametrize("heading", ["<h2>2026 Board Meetings:</h2>", "<h3>2026</h3>", "<h2>Meetings of 2026</h2>"])
def test_days_without_a_year_have_that_of_the_heading_above(heading: str) -> None:
    content = f"{PROSE}{heading}<ul>{PACKETS}{LATER}</ul><h2>2026 Board Members and Committees</h2><p>Two of them.</p>"
    assert [day for _, day, _ in found(content)] == ["2026-01-27", "2026-02-24", "2026-03-31", "2026-04-28"]


@pytest.mark.parametrize("heading", ["<h2>2025 Board Meetings:</h2>", "<p>A plan of 2026</p>"])
def test_a_heading_of_a_year_with_other_weekdays_and_a_text_with_one_give_no_year(heading: str) -> None:
    with pytest.raises(UnreadableError, match=r"4 links .* have no date with day, month and year"):
        parse(page(f"{heading}<ul>{PACKETS}</ul>"))


def test_a_sidebar_with_two_links_to_a_day_is_told_as_a_menu_by_its_items() -> None:
    items = "".join(
        f'<li>{day} <a href="/m/{n}">Agenda</a> | <a href="/n/{n}">Minutes</a></li>' for n, day in enumerate(DAYS)
    )
    side = f'<aside class="side"><ul><li><h3>Recent</h3><div class="text"><ul>{items}</ul></div></li></ul></aside>'
    other = '<aside class="side"><ul><li><a href="/us">About us</a></li></ul></aside>'
    with pytest.raises(UntakenListError, match=r"with 12 links and 6 dates .* was taken for a menu") as refused:
        parse(page(f'{PROSE}<p>See <a href="/archive">the archive</a></p>{other}{side}'))
    assert 'selectors = { item = "div.text ul li" }' in str(refused.value.hint)


HELD = "".join(
    f'<ul><li>{day} - 8:30 am<ul><li><a href="/v/{n}">Recording of the meeting</a></li></ul></li></ul>'
    for n, day in enumerate(["July 16, 2026", "September 17, 2026", "November 19, 2026"])
)
RULES = "<ul><li>Send them by mail.</li><li>All may speak.<ul><li><b>Words of August 20, 2026</b></li></ul></li></ul>"


@pytest.mark.parametrize("years", [(2024,), (2024, 2025, 2026)])
def test_a_day_in_a_list_heads_nothing_in_the_next_section(years: tuple[int, ...]) -> None:
    minutes = "".join(
        f"<p><b>{year}</b></p><ul>"
        + "".join(f'<li><a href="/m/{year}/{n}.pdf">{month} {year} Minutes</a></li>' for n, month in enumerate(MONTHS))
        + "</ul>"
        for year in years
    )
    entries = [(day, url) for _, day, url in found(f"{PROSE}{HELD}<h4>Rules</h4>{RULES}<h3>Minutes</h3>{minutes}")]
    assert entries == [("2026-07-16", "/v/0"), ("2026-09-17", "/v/1"), ("2026-11-19", "/v/2")]


def test_a_day_in_a_list_heads_the_title_behind_it() -> None:
    cards = "".join(
        f'<ul><li>{day}</li></ul><h3><a href="/m/{n}">The {n}th meeting of the board</a></h3><p>All may come.</p>'
        for n, day in enumerate(DAYS)
    )
    assert [day for _, day, _ in found(f"{PROSE}{cards}<h3>Rules</h3><p>None.</p>")] == list(DAYS.values())


CELL = "<td><p>{}</p><p>{}</p></td>"


@pytest.mark.parametrize(
    ("days", "links", "read"),
    [
        (CELL.format("May 9, 2026", "May 22, 2026 Special Meeting"), 2, ["2026-05-09", "2026-05-22"]),
        (CELL.format("May 9, 2026", "May 22, 2026 Special Meeting"), 1, ["2026-05-09"]),
        ("<td>May 9, 2026 and May 22, 2026</td>", 2, ["2026-05-09"]),
    ],
)
def test_a_row_with_as_many_days_as_links_in_its_cells_holds_as_many_entries(
    days: str, links: int, read: list[str]
) -> None:
    minutes = "".join(f'<p><a href="/m/may-{n}.pdf">Minutes</a></p>' for n in range(links))
    rows = "".join(f'<tr><td>{day}</td><td><a href="/m/{n}.pdf">Minutes</a></td></tr>' for n, day in enumerate(DAYS))
    entries = [(day, url) for _, day, url in found(f"<table><tr>{days}<td>{minutes}</td></tr>{rows}</table>")]
    assert entries[: -len(DAYS)] == [(day, f"/m/may-{n}.pdf") for n, day in enumerate(read)]
    assert entries[-len(DAYS) :] == [(day, f"/m/{n}.pdf") for n, day in enumerate(DAYS.values())]


@pytest.mark.parametrize("label", ["Posted: {} - {}", "Posted on {} | {}", "Published {}: {}", "{} - {}"])
@pytest.mark.parametrize(
    "item", ['<li><a href="/n/{n}">{}</a></li>', '<li><p>{}</p><a href="/n/{n}">Read more</a></li>']
)
def test_a_label_of_publication_is_no_part_of_the_title_behind_its_day(label: str, item: str) -> None:
    titles = ["Rules of the harbour", "Closing of the bridge", "Works on the pier", "Fees of boats", "Ice", "Piers"]
    items = "".join(
        item.format(label.format(day, f"{title} in the north"), n=n)
        for n, (day, title) in enumerate(zip(DAYS, titles, strict=True))
    )
    assert [title for title, _, _ in found(f"<ul>{items}</ul>")] == [f"{title} in the north" for title in titles]


def test_other_words_before_a_day_are_part_of_the_title() -> None:
    items = "".join(f'<li><a href="/n/{n}">Agenda of {day} - The board of towns</a></li>' for n, day in enumerate(DAYS))
    assert [title for title, _, _ in found(f"<ul>{items}</ul>")] == [
        f"Agenda of {day} - The board of towns" for day in DAYS
    ]


def test_a_meeting_without_an_agenda_yet_stands_among_those_with_one() -> None:
    """Most meetings have the same name, and each has its day as the words of its link."""
    names = ["Regular Meeting"] * 4 + ["Workshop", "Regular Meeting"]
    files = "<div><a href='{0}'>Agenda</a></div><div><a href='{0}'>Packet</a></div>"
    items = [
        f'<div class="row"><div class="top"><div class="day"><a href="/m/{n}">{day} 6:00 PM</a></div>'
        f'<div class="files">{files.format(f"/f/{n}" if n > 1 else "")}</div></div>'
        f'<div class="name">City Council - {name}</div></div>'
        for n, (day, name) in enumerate(zip(DAYS, names, strict=True), 1)
    ]
    assert found("".join(items)) == [
        (f"City Council - {name}", day, f"/m/{n}")
        for n, (day, name) in enumerate(zip(DAYS.values(), names, strict=True), 1)
    ]
