"""The generic source on cards: the link and the title of an entry among departments, summaries and files."""

import pytest

from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

DAYS = ("2025-09-05", "2025-09-04", "2025-08-31", "2025-08-30")
TITLES = ("Opioid labels change in autumn", "Saline bags withdrawn", "Vaccine lots under review", "Insulin recalled")
PARTS = ("Markets supervision", "Insurance supervision", "Banking supervision", "Pensions supervision")
TEXTS = tuple(
    f"The agency decided in a long meeting with everybody that matter {n} is to end at once." for n in range(4)
)
SURROUNDINGS = (
    "<main><h1>News</h1>{}</main>",
    '<div class="left"><ul><li><a href="/a">Our office and its tasks</a></li></ul></div><div class="right">{}</div>',
    "<table><tr><td><a href='/'>Home page of the office</a></td><td>{}</td></tr></table>",
)


def found(card: str, around: str, *, titles: tuple[str, ...] = TITLES) -> list[tuple[str | None, str, str | None]]:
    cards = "".join(
        card.format(n=n, day=DAYS[n], title=titles[n], part=PARTS[n], text=TEXTS[n], count=(1204, 88, 903, 12)[n])
        for n in range(len(titles))
    )
    content = f"<html><body>{around.format(cards)}<footer>Updated 1 May 2026</footer></body></html>"
    listing = parse(Page(content=content.encode(), url="https://agency.example/n"))
    return [(notice.date, notice.title, notice.url) for notice in listing.notices]


def right(link: str | None = "/n/{}", titles: tuple[str, ...] = TITLES) -> list[tuple[str | None, str, str | None]]:
    return [(DAYS[n], title, link.format(n) if link else None) for n, title in enumerate(titles)]


@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize(
    "card",
    [
        '<div class="c"><p><a href="/d/{n}">{part}</a> <i>{day}</i></p><h3><a href="/n/{n}">{title}</a></h3></div>',
        '<li><b><a href="/d/{n}">{part}</a></b> <i>{day}</i><a href="/n/{n}"><h4>{title}</h4></a><p>Words</p></li>',
        '<div class="r"><a href="/d/{n}">{part}</a> <a href="/n/{n}"><strong>{title}</strong></a> {day}</div>',
        '<article><a href="/f/{n}.pdf">{part}</a><h2><a href="/n/{n}">{title}</a></h2><p>{day}</p></article>',
    ],
)
def test_the_link_in_a_heading_comes_before_that_of_a_department(card: str, around: str) -> None:
    assert found(card, around) == right()


@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize(
    "card",
    [
        '<li><a href="/n/{n}"><i>{day}</i><div class="title">{title}</div><div>Seen {count} times by us</div></a></li>',
        '<li><a href="/n/{n}"><i>{day}</i><h3>{title}</h3><p>{part}</p></a></li>',
        '<a class="r" href="/n/{n}"><div>{day}</div><div>{title}</div><div>Count: {count}</div></a>',
    ],
)
def test_an_equal_title_in_every_card_comes_before_a_counter(card: str, around: str) -> None:
    titles = ("Weekly market report",) * 4
    assert found(card, around, titles=titles) == right(titles=titles)


@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize(
    ("card", "link"),
    [
        (
            '<h3>{title}</h3><p>{day}</p><div class="b"><p>{text} See <a href="/f/{n}">Annex number {n}</a>.</p></div>',
            None,
        ),
        (
            '<p>{day}</p><h3>{title}</h3><div class="b"><p>{text} See <a href="/f/{n}">Annex number {n}</a>.</p></div>',
            None,
        ),
        (
            '<div class="i"><h3>{title}</h3><p>{day}</p>{text}<p><a href="/f/{n}.pdf">Annex {n} to it</a></p></div>',
            "/f/{}.pdf",
        ),
        (
            '<div class="i"><h2>{title}</h2><i>{day}</i><p>{text} <a href="//x.org/{n}">www.x.org/{n}</a></p></div>',
            None,
        ),
        ('<div class="i"><i>{day}</i><h4>{title}</h4><p><a href="/n/{n}">{text}</a></p></div>', "/n/{}"),
    ],
)
def test_a_heading_names_the_text_below_it_and_its_links_do_not(card: str, link: str | None, around: str) -> None:
    assert found(card, around) == right(link)


def test_the_link_below_the_name_of_a_company_stays_the_title() -> None:
    card = '<div class="i"><i>{day}</i><h4>{part}</h4><a href="/n/{n}">{title}</a></div>'
    assert found(card, SURROUNDINGS[0]) == right()


@pytest.mark.parametrize("short", ["2025-12", "CP 14/25", "Q&A", "公告"])
@pytest.mark.parametrize(
    "card",
    [
        '<div class="c"><h4><a href="/n/{n}">{title}</a></h4><p>{text}</p><i>{day}</i></div>',
        '<a class="c" href="/n/{n}"><h4>{title}</h4><p>{text}</p><i>{day}</i></a>',
    ],
)
def test_a_short_heading_comes_before_its_summary(card: str, short: str) -> None:
    titles = (TITLES[0], short.replace("&", "&amp;"), *TITLES[2:])
    assert found(card, SURROUNDINGS[0], titles=titles) == right(titles=(TITLES[0], short, *TITLES[2:]))


@pytest.mark.parametrize(
    "card",
    [
        '<article><h2><a href="/n/{n}">{title}</a> <b>by Jane Doe</b></h2><p>{day}</p></article>',
        '<a class="c" href="/n/{n}"><i>{day}</i><h3>{title}<br><b>by Jane Doe</b></h3><p>{text}</p></a>',
        '<article><h2>{title} <em>by Jane Doe</em></h2><p>{day}</p><a href="/n/{n}">Read more</a></article>',
    ],
)
def test_words_in_bold_behind_a_heading_belong_to_it(card: str) -> None:
    assert found(card, SURROUNDINGS[0]) == right(titles=tuple(f"{title} by Jane Doe" for title in TITLES))


@pytest.mark.parametrize(
    "tail", ["<i>{day}</i>", '<b class="label">Press</b>', "<span>(PDF, 2 KB)</span>", "<b>New</b>"]
)
def test_a_date_a_label_and_a_size_behind_a_heading_do_not(tail: str) -> None:
    card = f'<article><h2><a href="/n/{{n}}">{{title}}</a> {tail}</h2><p>{{day}}</p></article>'
    assert found(card, SURROUNDINGS[0]) == right()
