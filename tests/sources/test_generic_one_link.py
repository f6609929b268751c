"""The generic source reads entries that all lead to one page or file by their titles and dates."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

TITLES = ["Suspension of the licence of Alpha", "Withdrawal of Betacin", "Registration of Gammavir", "Poisons amended"]
DAYS = ["2026-11-24", "2026-11-18", "2026-11-18", "2026-11-05"]


def page(holder: str, row: str, *, titles: list[str] = TITLES) -> Page:
    rows = "".join(row.format(*each) for each in zip(titles, DAYS, strict=False))
    return Page(content=f"<html><body><h1>Notices</h1>{holder.format(rows)}</body></html>".encode())


@pytest.mark.parametrize("href", ["/gazette-2026.pdf", "/search", "#", "javascript:void(0)", "#notices"])
@pytest.mark.parametrize(
    ("holder", "row"),
    [
        ("<ul>{}</ul>", '<li><span>{1}</span> <a href="HREF">{0}</a></li>'),
        ("<ul>{}</ul>", '<li><a href="HREF">{0}</a> ({1})</li>'),
        ("<table>{}</table>", '<tr><td>{0}</td><td>{1}</td><td><a href="HREF">PDF</a></td></tr>'),
        (
            "<table><tr><th>Notice</th><th>Date</th><th>File</th></tr>{}</table>",
            '<tr><td>{0}</td><td>{1}</td><td><a href="HREF">Gazette</a></td></tr>',
        ),
        ("<div>{}</div>", '<div class="c"><h3><a href="HREF">{0}</a></h3><p>{1}</p></div>'),
    ],
)
def test_entries_of_one_link_are_read_by_title_and_date(holder: str, row: str, href: str) -> None:
    found = parse(page(holder, row.replace("HREF", href))).notices
    url = href if href.startswith("/") else None
    assert [(notice.title, notice.date, notice.url) for notice in found] == [
        (title, day, url) for title, day in zip(TITLES, DAYS, strict=True)
    ]


@pytest.mark.parametrize(
    ("row", "titles"),
    [
        ('<li><a href="/x">{0}</a> {1}</li>', TITLES[:2]),
        ('<li><a href="/x">{0}</a> {1}</li>', ["Visit our page"] * 4),
        ('<li><a href="/x">{0}</a> {1}</li>', ["PDF", "DOC", "More", "Open"]),
        ('<li>We have {0}, as of {1}, on the list of <a href="/x">the agency</a>.</li>', TITLES),
    ],
)
def test_rows_without_titles_of_their_own_are_no_entries_of_one_link(row: str, titles: list[str]) -> None:
    with pytest.raises(UnreadableError):
        parse(page("<ul>{}</ul>", row, titles=titles))


@pytest.mark.parametrize(
    "href", ["https://apply.example.org:8001/", "http://apply.example.org", "//apply.example.org/", "/"]
)
def test_steps_that_lead_to_a_home_page_are_no_entries(href: str) -> None:
    steps = ["Application on line", "Review of the documents", "Payment of the fee", "Printing of the ticket"]
    row = f'<tr><td><h2><a href="{href}">{{0}}</a></h2><h2>{{1}}</h2></td></tr>'
    with pytest.raises(UnreadableError):
        parse(page("<table>{}</table>", row, titles=steps))
