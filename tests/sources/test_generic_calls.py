"""The link of an entry is only a call, such as `See details`, and the title stands above its date, or before it."""

import pytest

from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

ENTRIES = [
    ("Applying for consent to market a medicine", "3 March 2026", "2026-03-03"),
    ("Evaluation times for new medicines", "17 February 2026", "2026-02-17"),
    ("Fees of a changed medicine notification", "9 January 2026", "2026-01-09"),
    ("Importing a medicine for own use", "2 December 2025", "2025-12-02"),
]
CALL = 'Updated {day}. <a href="/topics/{at}">See details</a>'
FORMS = {
    "paragraphs": f"<p>{{title}}</p><p>{CALL}</p>",
    "headings": f"<h3>{{title}}</h3><p>{CALL}</p>",
    "terms": f"<dt>{{title}}</dt><dd>{CALL}</dd>",
    "summary": f"<h3>{{title}}</h3><p>The form is given out in two copies each year.</p><p>{CALL}</p>",
    "anchor": f'<p><a href="#a{{at}}">{{title}}</a></p><p>{CALL}</p>',
    "line": f'<li><a href="/own/{{at}}">{{title}}</a> {CALL}</li>',
}
AROUND = {"terms": "<dl>{}</dl>", "line": "<ul>{}</ul>"}


def found(form: str, above: str = "", below: str = "") -> list[tuple[str, str | None]]:
    rows = "".join(FORMS[form].format(at=at, title=title, day=day) for at, (title, day, _) in enumerate(ENTRIES))
    content = (
        f"<html><body><main><h1>Topics</h1>{above}{AROUND.get(form, '{}').format(rows)}{below}</main></body></html>"
    )
    listing = parse(Page(content=content.encode(), url="https://agency.example/topics"))
    return [(notice.title, notice.date) for notice in listing.notices]


@pytest.mark.parametrize("above", ["", "<p>All our topics, with the day of their last change.</p>"])
@pytest.mark.parametrize("form", FORMS)
def test_a_call_below_the_date_leads_to_the_title_above(form: str, above: str) -> None:
    assert found(form, above) == [(title, day) for title, _, day in ENTRIES]


def test_headings_stand_above_whatever_is_below_the_list() -> None:
    assert found("headings", below="<p>Write to the office of the registrar.</p>")[:3] == [
        (title, day) for title, _, day in ENTRIES[:3]
    ]


def test_a_title_below_a_number_stays_with_it() -> None:
    rows = "".join(
        f'<p>{day}</p><p><a href="/n/{at}.pdf">26-{at}</a></p><p>{title}</p>'
        for at, (title, day, _) in enumerate(ENTRIES)
    )
    content = f"<html><body><main><h1>Cases</h1>{rows}</main></body></html>"
    listing = parse(Page(content=content.encode(), url="https://agency.example/cases"))
    assert [(notice.title, notice.date) for notice in listing.notices] == [(title, day) for title, _, day in ENTRIES]
