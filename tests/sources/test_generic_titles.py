"""The generic source on titles: what belongs to the title of an entry, and what is its date, its label or its file."""

import pytest

from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

DAYS = ("2025-09-05", "2025-09-04", "2025-08-31", "2025-08-30", "2025-08-29")
BRACKETED = (
    "关于凝胶说明书的公告（2025年第21号）",
    "纱布临床研究指导原则（征求意见稿）",
    "Guideline on gauze (Draft)",
    "[Recall] Saline bags [Class I]",
    "人血白蛋白座谈会召开",
)
Row = tuple[str | None, str, str | None]


def read(rows: str) -> list[Row]:
    content = f"<html><body><h1>News</h1>{rows}</body></html>"
    listing = parse(Page(content=content.encode(), url="https://agency.example/n"))
    return [(notice.date, notice.title, notice.url) for notice in listing.notices]


def found(row: str, titles: tuple[str, ...]) -> list[Row]:
    return read("".join(row.format(n=n, day=DAYS[n], title=title) for n, title in enumerate(titles)))


def right(titles: tuple[str, ...]) -> list[Row]:
    return [(DAYS[n], title, f"/n/{n}") for n, title in enumerate(titles)]


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/n/{n}"><span>{title}</span><span>{day}</span></a></li>',
        '<li><a href="/n/{n}"><span>{title}</span> <span>[{day}]</span></a></li>',
        '<li><a href="/n/{n}">{title} ({day})</a></li>',
        '<li><a href="/n/{n}"><i>{day}</i> <b>{title}</b></a></li>',
        '<li><a href="/n/{n}">[{day}] {title}</a></li>',
        '<li>{day} <a href="/n/{n}">{title}</a></li>',
    ],
)
def test_the_brackets_of_a_title_beside_its_date_stay(row: str) -> None:
    assert found(row, BRACKETED) == right(BRACKETED)


def test_a_closing_bracket_before_a_glued_date_stays() -> None:
    titles = ("凝胶指导原则（征求意见稿）", "纱布管理办法（修订）", "说明书（更新）", "化妆品标准（试行）")
    assert found('<li><a href="/n/{n}">{title}{day}</a></li>', titles) == right(titles)


def test_a_title_of_usual_words_keeps_none_of_its_date() -> None:
    titles = ("Gels recalled in autumn", "Press release", "Gauze recalled in spring")
    assert found('<li><a href="/n/{n}">{title}<span>{day}</span></a></li>', titles) == right(titles)
