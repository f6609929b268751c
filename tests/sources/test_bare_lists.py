"""Lists without dates, single entries and menus of options are read where nothing else has their form."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources import read

TITLES = (
    "Opioid labels change in autumn",
    "Saline bags are withdrawn",
    "Vaccine lots stay under review",
    "Insulin pens are recalled",
)
SHORT = ("09-05", "09-04", "08-31", "08-30")
NAMED = ("Sep 5", "Sep 4", "Aug 31", "Aug 30")
DAYS = ("2025-09-05", "2025-09-04", "2025-08-31", "2025-08-30")
MENU = '<div class="top"><div><a href="/a">About the office</a></div><div><a href="/b">Contact</a></div></div>'
SIDE = '<div class="left"><h3>In this section</h3><ul><li><a href="/s/1">Photos of the office</a></li></ul></div>'
AROUND = (
    "<main><h1>{head}</h1>{body}</main>",
    f"{MENU}<div class='wrap'>{SIDE}<div class='right'><h1>{{head}}</h1>{{body}}</div></div>",
    f"{MENU}<table><tr><td><a href='/f'>Forms of the office</a></td><td><h2>{{head}}</h2>{{body}}</td></tr></table>",
)


def listing(body: str, *, head: str = "News", around: str = AROUND[0], lang: str = "en") -> Listing:
    content = (
        f'<html lang="{lang}"><head><title>{head} | Office</title></head><body>{around.format(head=head, body=body)}'
    )
    content += '<footer>Updated 1 January 2026 <a href="/law">Our privacy rules</a></footer></body></html>'
    [found] = read(Page(content=content.encode(), url="https://agency.example/x"))
    return found


def rows(layout: str, shown: tuple[str, ...] = SHORT) -> str:
    return "".join(
        layout.format(n=n, title=title, day=day, d=day[-2:].strip(), m=day[:3], iso=iso)
        for n, (title, day, iso) in enumerate(zip(TITLES, shown, DAYS, strict=True))
    )


def right(*, dated: bool = False) -> list[tuple[str | None, str]]:
    return [(day if dated else None, title) for day, title in zip(DAYS, TITLES, strict=True)]


def entries(found: Listing) -> list[tuple[str | None, str]]:
    return [(notice.date, notice.title) for notice in found.notices]


@pytest.mark.parametrize("events", [3, 4])
def test_days_without_a_year_in_a_menu_are_no_more_than_those_of_the_list(events: int) -> None:
    event = "<tr><td>March {0}<br><a href='/e/{0}'>The {0}th webinar on the labels of drugs</a></td></tr>"
    side = "".join(event.format(11 + n) for n in range(events))
    body = f"<ul>{rows('<li><a href=/n/{n}>{title}</a> ({day})</li>', NAMED)}</ul>"
    found = listing(f"{body}<div class=sidebar><h2>Upcoming</h2><table>{side}</table></div>")
    assert entries(found) == right()


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("head", ["News", "Press releases", "Bekanntmachungen", "Actualités", "公告", "お知らせ"])
@pytest.mark.parametrize(
    "layout",
    [
        '<li><a href="/n/{n}.html">{title}</a></li>',
        '<div class="i"><h3><a href="/n/it-is-item-{n}">{title}</a></h3><p>A summary of it</p></div>',
        '<p><a href="/f/{n}.pdf">{title}</a></p>',
    ],
)
def test_a_list_without_dates_is_read(layout: str, head: str, around: str) -> None:
    assert entries(listing(rows(layout), head=head, around=around)) == right()


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    ("layout", "shown"),
    [
        ('<li><a href="/n/{n}">{title}</a><span>{day}</span></li>', SHORT),
        ('<li><a href="/n/{n}">{title}</a> [{day}]</li>', SHORT),
        ('<li><a href="/n/{n}">{title}</a> <i>{day}</i></li>', NAMED),
        ('<div class="r"><div><b>{d}</b><i>{m}</i></div><h4><a href="/n/{n}">{title}</a></h4></div>', NAMED),
    ],
)
def test_a_list_of_dates_without_a_year_is_read_and_no_year_is_guessed(
    layout: str, shown: tuple[str, ...], around: str
) -> None:
    assert entries(listing(rows(layout, shown), head="Office", around=around)) == right()


def with_days(few: int) -> tuple[str, str]:
    """Return a list of five rows, some of which have a day in their titles, and its first title."""
    titles = [
        f"{title} from 1 April 2018" if n < few else title for n, title in enumerate((*TITLES, "Fees go up soon"))
    ]
    return "<ul>" + "".join(
        f'<li><a href="/n/{n}">{title}</a></li>' for n, title in enumerate(titles)
    ) + "</ul>", titles[0]


@pytest.mark.parametrize("few", [1, 2])
def test_the_days_in_a_few_titles_date_nothing(few: int) -> None:
    body, first = with_days(few)
    found = entries(listing(body))
    assert (len(found), found[0]) == (5, (None, first))


def test_a_site_map_with_days_in_a_few_titles_is_told_as_such() -> None:
    with pytest.raises(UnreadableError, match="have a day in their titles, and most links of their list have none"):
        listing(with_days(2)[0], head="Topics")


@pytest.mark.parametrize("folder", ["/2025/", "/n/2025/"])
def test_the_year_in_the_address_of_a_link_is_that_of_its_date(folder: str) -> None:
    layout = f'<li><a href="{folder}{{n}}.html">{{title}}</a> <i>{{day}}</i></li>'
    assert entries(listing(rows(layout, NAMED))) == right(dated=True)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    "body",
    [
        '<ul><li><a href="/n/1">Opioid labels change</a> <span>2025-09-05</span></li></ul>',
        '<table><tr><td>5 September 2025</td><td><a href="/n/1">Opioid labels change</a></td></tr></table>',
        '<p class="d">5 September 2025</p><p><a href="/n/1">Opioid labels change</a></p>',
        '<article><h3><a href="/n/1">Opioid labels change</a></h3><time>2025-09-05</time></article>',
    ],
)
def test_a_single_entry_under_a_heading_is_read(body: str, around: str) -> None:
    assert entries(listing(body, around=around)) == [("2025-09-05", "Opioid labels change")]


@pytest.mark.parametrize("option", ["{iso} {title}", "{title} ({iso})"])
def test_options_with_dates_and_addresses_are_entries(option: str) -> None:
    body = f'<select><option value="">Choose</option>{rows(f"<option value=/n/{{n}}.html>{option}</option>")}</select>'
    found = listing(body)
    assert entries(found) == right(dated=True)
    assert [notice.url for notice in found.notices] == [f"/n/{n}.html" for n in range(4)]


def links(*named: tuple[str, str]) -> str:
    return f"<ul>{''.join(f'<li><a href={href}>{title}</a></li>' for href, title in named)}</ul>"


PARTS = ("making", "import", "export", "trade")
PROSE = "The agency has decided that this matters a lot to all of us and to the others. "
OTHERS: dict[str, tuple[str, str]] = {
    "topics": ("Topics", links(*((f"/t/{n}", f"Rules of the {part} of medicines") for n, part in enumerate(PARTS)))),
    "topics of news": ("News", links(*((f"/topics/{n}", f"The {part} of medicines") for n, part in enumerate(PARTS)))),
    "categories": ("News", links(("/news/press", "Press releases"), ("/news/talks", "Talks"), ("/news/rss", "Feeds"))),
    "forms": ("Forms", links(*((f"/f/{n}.pdf", f"Application for the {part}") for n, part in enumerate(PARTS)))),
    "people": (
        "Press contacts",
        links(*((f"/p/{n}", f"{name} of the whole office") for n, name in enumerate(("Jane", "John", "Max", "Ann")))),
    ),
    "letters": ("Decisions", links(*((f"/az/{n}", f"Substances that begin with {n}") for n in "abcde"))),
    "years": ("News", links(*((f"/news/{year}", f"News of the year {year}") for year in range(2015, 2026)))),
    "chapters": (
        "Guidelines",
        links(*((f"/g/{n}", f"Chapter {n}: the {part} of medicines") for n, part in enumerate(PARTS, 1))),
    ),
    "related": (
        "The agency bans gloves",
        f"<p>{PROSE * 2}</p><h3>Related news</h3>"
        + links(*((f"/n/{n}", f"Rules of the {part} of medicines") for n, part in enumerate(PARTS))),
    ),
    "prose": (
        "News",
        f"<p>{PROSE * 4}</p><p>{PROSE * 4}</p><p>{PROSE * 4}</p>"
        + links(*((f"/n/{n}", f"Rules of the {part} of medicines") for n, part in enumerate(PARTS))),
    ),
    "scores": ("Results", rows('<li><a href="/m/{n}">{title}</a> <b>{n}-1</b></li>')),
    "holidays": (
        "Holidays",
        rows('<li><a href="/h/{n}">{title}</a> <b>{n}1 May</b></li>').replace(">01 May", ">1 May"),
    ),
    "label": ("News", '<p>Published: 5 May 2025 <a href="/t">Terms of the whole site</a></p>'),
    "event": ("News", '<ul><li>Date: 5 May 2025 <a href="/r">Register for the conference</a></li></ul>'),
    "sections": ("Guidelines", rows("<h3>{day}: {title}</h3><p>Words</p>", ("1.2.25", "1.3.25", "1.2.24", "1.1.26"))),
    "years first": ("News", rows("<h3>{day}: {title}</h3>", ("25.09.30", "25.09.15", "25.09.08", "25.09.05"))),
    "keys": ("News", rows("<select><option value={iso}>{iso} {title}</option></select>")),
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("other", OTHERS)
def test_no_other_list_of_links_is_read(other: str, around: str) -> None:
    head, body = OTHERS[other]
    with pytest.raises(UnreadableError):
        listing(body, head=head, around=around)


def test_the_year_is_in_an_address_with_backslashes() -> None:
    found = listing(rows(r'<li><span>{day}</span><a href="\News\2025\{n}.shtml?of=\a">{title}</a></li>'))
    assert entries(found) == right(dated=True)
    assert [notice.url for notice in found.notices] == [rf"/News/2025/{n}.shtml?of=\a" for n in range(4)]


def test_another_list_of_days_without_a_year_is_told() -> None:
    row = '<li><span>{day}</span><a href="/%s/{n}.html">{title}</a></li>'
    other = rows(row % "o").replace("Opioid labels change in autumn", "Opioid labels")
    found = listing(f'<div class="a"><ul>{other}</ul></div><p class="b">{rows(row % "n")}</p>')
    assert {notice.url for notice in found.notices} == {f"/n/{n}.html" for n in range(4)}
    assert [(each.place, each.dated) for each in found.left_out if not each.is_menu] == [("div.a ul", 4)]


def test_rows_beside_a_single_dated_one_are_read() -> None:
    row = '<li><span>{day}</span> <a href="/n/{n}.html">{title}</a></li>'
    days = ("n. d.", "soon", "2025-08-31", "n. d.")
    assert entries(listing(f"<ul>{rows(row, days)}</ul>")) == list(zip(days, TITLES, strict=True))


def test_links_in_front_of_the_entries_of_rows_without_a_year_are_told() -> None:
    """Of a meeting, the document with the longer name is read; what stands in front of it is no entry, and is told."""
    months = ("May 9", "April 25", "March 7", "February 7")
    rows = "".join(
        f'<tr><td>{day}</td><td><a href="/f/ag-{n}.pdf">Agenda 0{n}/07</a></td>'
        f'<td><a href="/f/doc-{n}.pdf">Documents of the council on matter {n}</a></td></tr>'
        for n, day in enumerate(months, 1)
    )
    content = (
        f"<html><head><title>Council agendas</title></head><body><h1>Agendas</h1><table>{rows}</table></body></html>"
    )
    [listing] = read(Page(content=content.encode(), url="https://city.example/agendas"))
    told = {*listing.unlisted, *(notice.title for notice in listing.notices)}
    assert {f"Agenda 0{n}/07" for n in range(1, 5)} <= told
