"""The same list, written in ways that must not matter: the entries stay the same."""

import re

import pytest

from cdetrack.model.record import Page
from cdetrack.sources import read

TITLES = (
    "Opioid labels change in autumn",
    "Saline bags withdrawn",
    "Vaccine lots under review",
    "Insulin pens recalled",
)
DAYS = ("2025-09-05", "2025-09-04", "2025-08-31", "2025-08-30")
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
