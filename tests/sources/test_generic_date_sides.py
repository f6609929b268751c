"""Dates above their titles and dates below them are told apart; links beside the list take no date."""

import re
from email.message import EmailMessage

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.generic import parse
from cdetrack.sources.reading import read

ENTRIES = [
    ("Guidance on the stability of biologics", "2025-11-25"),
    ("Withdrawal of rules for device software", "2025-11-22"),
    ("Consultation on labels of medicines", "2025-11-19"),
    ("Statement about shortages of insulin", "2025-11-16"),
]
FORMS = {
    "p": ("<p>{}</p>", "<p>{}</p>", "{}"),
    "div": ("<div>{}</div>", "<div>{}</div>", "<div>{}</div>"),
    "classes": ('<div class="t">{}</div>', '<div class="d">{}</div>', "{}"),
    "li": ("<li>{}</li>", "<li>{}</li>", "<ul>{}</ul>"),
    "br": ("{}<br>", "{}<br>", "<div>{}</div>"),
    "td": ("<tr><td>{}</td></tr>", "<tr><td>{}</td></tr>", "<table>{}</table>"),
}
ABOVE = {
    "nothing": "",
    "sentence": "<p>We publish the news of the agency here.</p>",
    "heading": "<h1>News</h1><p>We publish the news of the agency on this page.</p>",
    "link": '<p>We publish the news of the agency. <a href="/about">Help</a></p>',
}
BELOW = {
    "nothing": "",
    "rule": '<hr><p><a href="/u/1">Unsubscribe</a> <a href="/u/2">Help</a></p>',
    "lines": '<p><a href="/u/1">Unsubscribe</a></p><p><a href="/u/2">Help</a></p>',
    "pager": '<p>1 <a href="/news?page=2">2</a> <a href="/news?page=3">3</a></p>',
    "more": '<p><a href="/news/">All news</a></p>',
    "dated": '<p>© 2 January 2025</p><p><a href="/u/1">Unsubscribe</a></p>',
}


def link(at: int) -> str:
    return f'<a href="/news/{at}.html">{ENTRIES[at][0]}</a>'


def found(content: str) -> list[tuple[str, str | None]]:
    page = Page(content=f"<html><body>{content}</body></html>".encode(), url="https://www.example.org/news")
    return [(notice.title, notice.date) for notice in parse(page).notices]


def rows(form: str, *, below: bool) -> str:
    title, day, around = FORMS[form]
    pairs = [(title.format(link(at)), day.format(date)) for at, (_, date) in enumerate(ENTRIES)]
    return around.format("".join(one + other if below else other + one for one, other in pairs))


@pytest.mark.parametrize("end", BELOW)
@pytest.mark.parametrize("start", ABOVE)
@pytest.mark.parametrize("form", FORMS)
def test_dates_below_their_titles(form: str, start: str, end: str) -> None:
    assert found(ABOVE[start] + rows(form, below=True) + BELOW[end]) == ENTRIES


@pytest.mark.parametrize("end", [end for end in BELOW if end != "dated"])
@pytest.mark.parametrize("start", ABOVE)
@pytest.mark.parametrize("form", FORMS)
def test_dates_above_their_titles(form: str, start: str, end: str) -> None:
    assert found(ABOVE[start] + rows(form, below=False) + BELOW[end]) == ENTRIES


@pytest.mark.parametrize("form", FORMS)
def test_a_footer_in_the_list_takes_no_date(form: str) -> None:
    title, _, around = FORMS[form]
    footer = title.format('<a href="/u/1">Unsubscribe</a>')
    for below in (True, False):
        assert found(rows(form, below=below).removesuffix(around.partition("{}")[2]) + footer) == ENTRIES


@pytest.mark.parametrize(("term", "description"), [("h3", "p"), ("dt", "dd")])
@pytest.mark.parametrize("end", BELOW)
@pytest.mark.parametrize("start", ABOVE)
def test_titles_in_headings_above_their_dates(start: str, end: str, term: str, description: str) -> None:
    body = "".join(
        f"<{term}>{link(at)}</{term}><{description}>{day}</{description}>" for at, (_, day) in enumerate(ENTRIES)
    )
    around = f"<dl>{body}</dl>" if term == "dt" else body
    assert found(ABOVE[start] + around + BELOW[end]) == ENTRIES


@pytest.mark.parametrize("end", BELOW)
def test_a_sentence_below_the_name_of_a_page_is_no_entry_of_its_headings_of_days(end: str) -> None:
    body = "".join(f"<h3>{day}</h3><p>{link(at)}</p>" for at, (_, day) in enumerate(ENTRIES))
    entries = found(ABOVE["heading"] + body + BELOW[end])
    assert entries[: len(ENTRIES)] == ENTRIES


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["nothing", "rule", "lines"])
def test_the_day_of_a_page_above_dates_below_their_titles(form: str, end: str) -> None:
    content = "<h1>News</h1><p>28 November 2025</p>" + rows(form, below=True) + BELOW[end]
    try:
        assert found(content) == ENTRIES
    except UnreadableError:
        assert form == "p"  # nothing tells the day of the page from those of the entries


@pytest.mark.parametrize("form", FORMS)
def test_the_day_of_a_page_above_dates_above_their_titles(form: str) -> None:
    assert found("<h1>News</h1><p>28 November 2025</p>" + rows(form, below=False)) == ENTRIES


@pytest.mark.parametrize("start", ["", "<h1>News</h1><p>28 November 2025</p>"])
@pytest.mark.parametrize("end", BELOW)
@pytest.mark.parametrize("form", FORMS)
def test_several_titles_above_a_date_are_refused(form: str, start: str, end: str) -> None:
    title, day, around = FORMS[form]
    body = "".join(title.format(link(at)) + (day.format(ENTRIES[at][1]) if at % 2 else "") for at in range(4))
    with pytest.raises(UnreadableError):
        found(start + around.format(body) + BELOW[end])


def test_a_last_day_without_entries_below_headings_of_days() -> None:
    days = ["2025-11-25", "2025-11-22", "2025-11-19"]
    body = f'<p class="day">{days[0]}</p>{{0}}{{1}}<p class="day">{days[1]}</p>{{2}}<p class="day">{days[2]}</p>'
    entries = [f"<p>{link(at)}</p>" for at in range(3)]
    assert [date for _, date in found(body.format(*entries))] == [days[0], days[0], days[1]]


def test_a_short_last_title_with_an_address_of_its_own_keeps_its_date() -> None:
    body = "".join(
        f'<p>{day}</p><p><a href="/news/{at}/{"-".join(title.split())}/">{title[: 30 - 6 * at]}</a></p>'
        for at, (title, day) in enumerate(ENTRIES)
    )
    assert [date for _, date in found(body)] == [day for _, day in ENTRIES]


@pytest.mark.parametrize("below", [True, False])
def test_links_through_a_counter_of_clicks_are_parted_by_a_rule(*, below: bool) -> None:
    content = re.sub('href="[^"]*"', 'href="https://click.example.org/?u=1"', rows("p", below=below) + BELOW["rule"])
    content = re.sub("u=1", lambda match: f"u={match.start()}", content)
    assert found(content) == ENTRIES
    if below:
        assert found(content.replace("<hr>", "")) == ENTRIES  # two links in one line
        with pytest.raises(UnreadableError):
            found(content.replace("<hr>", "").replace("</a> <a", "</a></p><p><a"))


def test_the_last_of_marked_days_keeps_a_short_entry_that_leads_elsewhere() -> None:
    content = rows("classes", below=False).replace(link(3), '<a href="https://www.example.com/a/b">Recall</a>')
    assert found(content) == [*ENTRIES[:3], ("Recall", ENTRIES[3][1])]


@pytest.mark.parametrize("end", BELOW)
def test_a_newsletter_with_dates_below_its_titles(end: str) -> None:
    body = ABOVE["sentence"] + rows("p", below=True) + BELOW[end]
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "News", "news@example.org", "Fri, 28 Nov 2025 10:00:00 +0000"
    mail.set_content("This mail has an HTML part.")
    mail.add_alternative(body.replace('href="/', 'href="https://www.example.org/'), subtype="html")
    (listing,) = read(Page(content=mail.as_bytes(), name="news.eml"))
    assert [(notice.title, notice.date) for notice in listing.notices] == ENTRIES


def test_a_heading_at_the_end_of_a_paragraph_dates_no_link_above_it() -> None:
    def links(*titles: str, end: str = "") -> str:
        return "<p>" + "<br>".join(f'<a href="/n/{len(t)}.pdf">{t}</a> PDF' for t in titles) + f"{end}</p>"

    heading = "<p><strong><span>{}</span></strong></p>"
    body = (
        heading.format("Meeting 19 November 2025")
        + links("Meeting notice - 19 November 2025")
        + heading.format("Meetings 10 November 2025")
        + links("Meeting notice - 10 November 2025 - morning", "Proposed minutes of the meeting - 17 October 2025")
        + heading.format("Meetings 17 October 2025")
        + links(
            *("Meeting notice 1 - 17 October 2025", "Agenda - 17 October 2025", "Duties of the members of the board"),
            *("Proposed minutes of the meeting of 1 October 2025", "Proposed minutes - 17 October 2025, from noon"),
            end="<br><strong>Meeting 1 October 2025</strong>",
        )
        + links("Meeting notice - 1 October 2025")
        + "<div><strong>Meeting 25 September 2025</strong></div>"
        + '<p>The board held a meeting.<br><a href="/v/1">View the recording of the meeting</a></p>'
        + "<p><strong>Meeting 17 and 18 September 2025</strong></p>"
        + '<p><strong><a href="/n/10.pdf">View the agenda and the material</a> (PDF)</strong></p>'
    )
    days = dict(found(body))
    assert days["Meeting notice 1 - 17 October 2025"] == days["Agenda - 17 October 2025"] == "2025-10-17"
    assert days["Meeting notice - 1 October 2025"] == "2025-10-01"


@pytest.mark.parametrize(
    ("between", "day"),
    [('<div class="d">19 November 2025</div>', 0), ('<div class="d">Updated 24 November 2025</div>', 1)],
)
def test_a_day_without_an_entry_dates_none_of_another_day(between: str, day: int) -> None:
    days = [f'<div class="d">{date}</div>' for _, date in ENTRIES]
    days[1] = between + days[1] if day == 0 else days[1] + between
    rows = "".join(one + f'<div class="t">{link(at)}</div>' for at, one in enumerate(days))
    assert found(rows) == ENTRIES


@pytest.mark.parametrize("above", [True, False])
def test_entries_end_at_the_next_heading(above: bool) -> None:  # noqa: FBT001
    titles = ("Gels withdrawn from sale", "New advice on gauze", "Saline bags are recalled", "Insulin is short")
    item, day = '<h3><a href="/n/{n}">{title}</a></h3><p>The agency tells of a risk.</p>', '<p class="d">{day}</p>'
    rows = "".join(
        (day + item if above else item + day).format(n=n, title=title, day=f"2026-05-1{9 - n}")
        for n, title in enumerate(titles)
    )
    others = "".join(item.format(n=f"report-{n}", title=f"Report {n} on medicines in hospitals") for n in range(2))
    content = f"<html><body><h1>Safety news</h1>{rows}<h2>Reports of the agency</h2>{others}</body></html>"
    listing = parse(Page(content=content.encode(), url="https://agency.example/news"))
    assert [(notice.title, notice.date) for notice in listing.notices] == [
        (title, f"2026-05-1{9 - n}") for n, title in enumerate(titles)
    ]
