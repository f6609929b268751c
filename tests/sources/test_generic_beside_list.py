"""What stands beside or below entries is told from them: footers, annexes, answers; what is unsure is said."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.look.parsed_listing import normalise_listing
from cdetrack.model.record import Listing, Page
from cdetrack.sources.generic import parse
from support.sample_notices import TODAY

TITLES = [
    "Guidance on stability testing of biologics",
    "Withdrawal of draft rules for device software",
    "Statement about shortages of insulin products",
    "Report on inspections of manufacturing sites",
]
DAYS = ["24 November 2026", "20 November 2026", "18 November 2026", "9 November 2026"]
ISO = ["2026-11-24", "2026-11-20", "2026-11-18", "2026-11-09"]


def read(body: str) -> Listing:
    content = f'<html lang="en"><body>{body}</body></html>'.encode()
    return parse(Page(content=content, url="https://www.example.org/news"))


def found(body: str) -> list[tuple[str, str | None]]:
    return [(notice.title, notice.date) for notice in read(body).notices]


def links(at: int, *, folder: str = "news") -> str:
    return f'<a href="/{folder}/{at}.html">{TITLES[at]}</a>'


def days(*groups: str, day: str = "<h3>{}</h3>") -> str:
    """Return groups of links, each below its day."""
    return "".join(day.format(shown) + group for shown, group in zip(DAYS, groups, strict=False))


def p(at: int, *, folder: str = "news") -> str:
    return f"<p>{links(at, folder=folder)}</p>"


@pytest.mark.parametrize("marked", [0, 1, 3])
def test_the_footer_of_a_marked_card_is_its_own(marked: int) -> None:
    rows = "".join(
        f'<div class="article{" topnews" if at == marked else ""}"><h3>{links(at)}</h3>'
        f'<div class="footer"><time datetime="{ISO[at]}">{DAYS[at]}</time></div></div>'
        for at in range(4)
    )
    assert found(rows) == list(zip(TITLES, ISO, strict=True))


FOLDERS = ["a", "b", "c", "d"]


@pytest.mark.parametrize("folders", [["news"] * 4, FOLDERS])
@pytest.mark.parametrize(
    "end",
    [
        '<p>To be told by mail, <a href="/subscribe">subscribe here</a>.</p>',
        '<p><a href="/about">About us</a> <a href="/help">Help</a></p>',
    ],
)
def test_a_sentence_and_a_line_of_links_below_a_list_are_no_entries(end: str, folders: list[str]) -> None:
    one, two, three, four = (p(at, folder=folder) for at, folder in enumerate(folders))
    assert found(days(one + two, three, four) + end) == list(zip(TITLES, [ISO[0], ISO[0], ISO[1], ISO[2]], strict=True))


@pytest.mark.parametrize(
    "end", ['<hr><p><a href="/about">About us</a></p>', '<p>Or you may <a href="/rss">read the feed</a>.</p>']
)
def test_what_stands_below_the_entries_of_an_only_day_is_no_entry(end: str) -> None:
    assert [title for title, _ in found(days(p(0) + p(1) + p(2)) + end)] == TITLES[:3]


def file(name: str, title: str) -> str:
    return f'<a href="/files/{name}.pdf">{title}</a><br>'


def test_a_file_among_files_that_is_no_entry_is_told() -> None:
    groups = [
        file("1", "Notice of the meeting") + file("2", "Budget of the office"),
        file("3", "Code of conduct") + file("4", "Agenda - 20 November 2026") + file("5", "Lobbying rules"),
        file("6", "Draft of the minutes"),
        file("7", "Rules of procedure") + file("8", "Plan of the year"),
    ]
    listing = read(days(*(f"<p>{group}</p>" for group in groups), day="<p><b>{}</b></p>"))
    assert len(listing.notices) == 7
    assert listing.unlisted == ("Agenda - 20 November 2026",)


def test_a_file_without_a_day_in_its_address_is_told() -> None:
    names = {"01-25-2026": "January", "02-15-2026": "Committee", "02-19-26X": "Investment", "03-18-2026": "March"}
    listing = read("".join(file(name, f"{title} agenda") for name, title in names.items()))
    assert [notice.title for notice in listing.notices] == ["January agenda", "Committee agenda", "March agenda"]
    assert listing.unlisted == ("Investment agenda",)


@pytest.mark.parametrize("words", ["", "<span> </span>"])
def test_a_link_that_shows_nothing_is_no_entry(words: str) -> None:
    minutes = file("2", "Minutes of the meeting")
    lost = f'<a href="/files/2.pdf" title="Minutes 2">{words}</a>'
    groups = [file("1", "Agenda and handouts") + lost, file("3", "Agenda of the board") + minutes, file("4", "Plan")]
    body = days(*(f"<p>{group}</p>" for group in groups), day="<p><b>{}</b></p>")
    titles = ["Agenda and handouts", "Agenda of the board", "Minutes of the meeting", "Plan"]
    assert found(body) == list(zip(titles, [ISO[0], ISO[1], ISO[1], ISO[2]], strict=True))


def test_links_in_a_single_line_below_a_date_are_a_menu() -> None:
    with pytest.raises(UnreadableError):
        read('<h3>24 November 2026</h3><p><a href="/about">About us all</a> <a href="/help">Help for you</a></p>')


def test_entries_in_one_line_that_lead_to_folders_of_their_own_are_no_annexes() -> None:
    one, two, three, four = (links(at, folder=folder) for at, folder in enumerate(FOLDERS))
    assert found(days(f"{one} {two} ", three, four)) == list(zip(TITLES, [ISO[0], ISO[0], ISO[1], ISO[2]], strict=True))


def test_an_annex_in_the_line_of_an_entry_is_none() -> None:
    annex = ' <a href="/files/annex-9.pdf">List of the sites that were inspected</a>'
    listing = read(days(f"{links(0)}{annex} ", links(1), links(2), links(3)))
    assert [notice.title for notice in listing.notices] == TITLES
    assert not listing.unlisted


def test_a_short_last_link_that_leads_elsewhere_is_told() -> None:
    page = Page(content=b"", name="news.html", url="https://www.example.org/news")
    listing = read(days(p(0), p(1), p(2) + '<p><a href="/other/9">Fees</a></p>', day="<p>{}</p>"))
    assert [notice.title for notice in listing.notices] == TITLES[:3]
    assert listing.unlisted == ("Fees",)
    notes = [note.text for note in normalise_listing(listing, page=page, seen=TODAY, source="agency/news").notes]
    assert notes[0] == (
        "`Fees` stands beside the entries of news.html, but not in their form or place: it was taken for none; if it "
        "is an entry, `selectors` or `json` of its source can name the place of one"
    )


def test_a_day_below_the_list_in_another_form_is_that_of_the_page() -> None:
    body = days(f"{links(0)}<br>{links(1)}<br>", f"{links(2)}<br>", f"{links(3)}<br>", day="<p><strong>{}</strong></p>")
    body = f"<main>{body}<hr><p>Content current as of: 25 November 2026</p><p><a href='/old'>Archive</a></p></main>"
    assert found(body) == list(zip(TITLES, [ISO[0], ISO[0], ISO[1], ISO[2]], strict=True))


@pytest.mark.parametrize(
    "badge", ['<span class="ico_new">N</span>', '<i class="icon">PDF</i>', '<em class="new">新!</em>']
)
def test_a_letter_in_the_place_of_an_icon_is_no_part_of_the_title(badge: str) -> None:
    rows = "".join(f'<li><a href="/n/{at}">{badge}{TITLES[at]}</a> <span>{DAYS[at]}</span></li>' for at in range(4))
    assert found(f"<ul>{rows}</ul>") == list(zip(TITLES, ISO, strict=True))


def test_a_line_without_a_link_among_entries_below_their_days_is_told() -> None:
    body = days(f"{links(0)}<br>{links(1)}<br>", f"Office closed on the holiday<br>{links(2)}<br>", day="<b>{}</b><br>")
    listing = read(f"<h1>News</h1><div>{body}</div>")
    assert [notice.title for notice in listing.notices] == TITLES[:3]
    assert listing.unlisted == ("Office closed on the holiday",)


def test_lines_below_each_entry_are_summaries() -> None:
    rows = [f"{links(at)}<br>The office has written this for you and all<br>" for at in range(4)]
    assert not read("<div>" + days(*rows, day="<b>{}</b><br>") + "</div>").unlisted


def test_a_dated_block_of_another_form_beside_the_entries_is_told() -> None:
    row = '<div class="post"><h3>{}</h3><span>{}</span></div>'
    rows = "".join(row.format(links(at), DAYS[at]) for at in range(3))
    other = f'<div class="promo"><table><tr><td>{links(3, folder="events")}</td></tr></table><p>{DAYS[3]}</p></div>'
    listing = read(f"<section>{rows}{other}</section>")
    assert [notice.title for notice in listing.notices] == TITLES[:3]
    assert listing.unlisted == (TITLES[3],)


def test_another_list_between_the_parts_of_a_list_is_told() -> None:
    row, other = "<li>{}<br>{}</li>", '<p><a href="/board/{0}">The board met for the {0}th time</a> <i>{1}</i></p>'
    parts = ["".join(row.format(links(at), DAYS[at]) for at in half) for half in ((0, 1), (2, 3))]
    board = "".join(other.format(n, f"2026.11.0{n}") for n in (8, 7))
    between = f'<div class="board"><h3>Board</h3>{board}</div>'
    listing = read(f"<section><ul>{parts[0]}</ul></section>{between}<section><ul>{parts[1]}</ul></section>")
    assert [notice.title for notice in listing.notices] == TITLES
    assert [(each.place, each.dated) for each in listing.left_out] == [("div.board", 2)]


CHINESE = "关于研究生课程调整的若干事项通知"


@pytest.mark.parametrize(
    ("last", "lost"),
    [
        (f'<a href="https://www.example.com/x">{TITLES[3]}</a>', (TITLES[3],)),
        (f'<a href="/art/x">{CHINESE}</a>', (CHINESE,)),
        ('<a href="/all">All press releases</a>', ()),
        ('<a href="/all">查看更多通知</a>', ()),
    ],
)
def test_a_last_row_without_a_date_that_leads_elsewhere_is_told(last: str, lost: tuple[str, ...]) -> None:
    rows = "".join(f"<li>{links(at)} <i>{DAYS[at]}</i></li>" for at in range(3))
    listing = read(f"<ul>{rows}<li>{last}</li></ul>")
    assert [notice.title for notice in listing.notices] == TITLES[:3]
    assert listing.unlisted == lost


@pytest.mark.parametrize("title", [TITLES[3], CHINESE])
def test_a_last_row_without_a_date_that_leads_to_the_folder_of_the_others_is_an_entry(title: str) -> None:
    rows = "".join(f"<li>{links(at)} <i>{DAYS[at]}</i></li>" for at in range(3))
    assert found(f'<ul>{rows}<li><a href="/news/x">{title}</a></li></ul>')[-1] == (title, None)


@pytest.mark.parametrize("tag", ["s", "del", "b", "strong", "em", "font"])
def test_a_struck_or_bold_entry_is_one(tag: str) -> None:
    row = '<div class="post{}"><h3>{}</h3><span>{}</span></div>'
    rows = [row.format("", links(at), DAYS[at]) for at in range(3)]
    rows.append(row.format(" expired", f"<{tag}>{links(3)}</{tag}>", DAYS[3]))
    assert found(f"<section>{''.join(rows)}</section>") == list(zip(TITLES, ISO, strict=True))


@pytest.mark.parametrize("address", ["/n/{at}?lang={lang}", "/{lang}/n/{at}.html", "/n/{at}_{lang}.html"])
def test_an_entry_in_two_languages_is_one(address: str) -> None:
    chinese = ["有關召回藥物的公布", "新的註冊指引已經公布", "市民切勿購買減肥產品", "檢獲懷疑未經註冊藥劑製品"]
    rows = "".join(
        f"<tr><td>{DAYS[at]}</td><td><a href='{address.format(at=at, lang='tc')}'>{chinese[at]}</a><br>"
        f"<a href='{address.format(at=at, lang='en')}'>{TITLES[at]}</a></td></tr>"
        for at in range(4)
    )
    listing = read(f"<table>{rows}</table>")
    assert [notice.title for notice in listing.notices] == chinese
    assert not listing.unlisted


def test_the_name_of_the_page_is_no_label_of_its_first_date() -> None:
    row = '<article class="update"><a href="/u/{}">{}</a><time datetime="{}">{} days ago</time></article>'
    rows = "".join(row.format(at, TITLES[at], ISO[at], at + 2) for at in range(4))
    assert found(f"\n<h1>Updates</h1>\n<section>{rows}</section>") == list(zip(TITLES, ISO, strict=True))


@pytest.mark.parametrize(
    "end",
    [
        '<hr><p><a href="/about">About us</a></p>',
        '<p><a href="/about">About us</a> <a href="/help">Help</a></p>',
        '<p>Who we are.</p><p><a href="/about">About us</a></p>',
    ],
)
def test_what_is_no_entry_for_certain_is_not_told(end: str) -> None:
    listing = read(days(p(0), p(1), p(2) + p(3), day="<p>{}</p>") + end)
    assert [notice.title for notice in listing.notices] == TITLES
    assert not listing.unlisted


def test_the_heading_of_the_page_is_no_title_of_its_first_entry() -> None:
    rows = f"<h1>News</h1><div><p><b>{DAYS[0]}</b></p>{links(0)}\n{links(1)}\n<a href='/other/z'>Fees</a>\n</div>"
    with pytest.raises(UnreadableError, match=r"3 links .* have no date of their own"):
        read(rows)


QUESTIONS = ["How do I apply for a licence?", "What does it cost?", "How long does it take?", "Who can help me?"]
ANSWERS = {
    "details": "<details><summary>{q}</summary><p>See <a href='/r/{at}'>our rules</a>.</p><p>Of {day}</p></details>",
    "headings": "<section><h3>{q}</h3><p>See <a href='/r/{at}'>our rules</a>. The answer is of {day}.</p></section>",
    "unfolded": "<div><a href='#c{at}'>{q}</a><div id='c{at}'>Yes. <i>{day}</i></div></div>",
}


@pytest.mark.parametrize("form", ANSWERS)
def test_answers_to_questions_are_no_notices(form: str) -> None:
    rows = (ANSWERS[form].format(q=q, at=at, day=DAYS[at]) for at, q in enumerate(QUESTIONS))
    with pytest.raises(UnreadableError) as caught:
        read("<h1>Questions and answers</h1>" + "".join(rows))
    assert "answers to questions, such as `How do I apply for a licence?`" in caught.value.message
    assert caught.value.hint is not None
    assert "selectors = { item" in caught.value.hint


def test_questions_that_head_opinions_are_titles() -> None:
    rows = "".join(
        f"<div><h3>{q}</h3><p>{DAYS[at]}</p><p><a href='/o/{at}.pdf'>Opinion {at}</a></p></div>"
        for at, q in enumerate(QUESTIONS)
    )
    assert [title for title, _ in found(f"<h1>Opinions</h1>{rows}")] == QUESTIONS


def test_questions_with_pages_of_their_own_are_notices() -> None:
    rows = "".join(f"<li><a href='/qa/{at}'>{q}</a> <i>{DAYS[at]}</i></li>" for at, q in enumerate(QUESTIONS))
    assert [title for title, _ in found(f"<ul>{rows}</ul>")] == QUESTIONS
    cut = rows.replace("How do I apply for a licence?", "How do I apply…").replace(
        "href='/qa/0'", "href='/qa/0' title='How do I apply for a licence?'"
    )
    assert [title for title, _ in found(f"<ul>{cut}</ul>")] == QUESTIONS


REASONS = {
    "one date above": (
        days(p(0) + p(1) + p(2), day="<p>{}</p>"),
        "3 links in `body`",
        "the only date of the page may be",
    ),
    "dates on no side": (
        f"<p>{DAYS[0]}</p>{p(0)}<p>{DAYS[1]}</p>{p(1)}<p>{DAYS[2]}</p><p><a href='/other/9'>Fees</a></p>",
        "3 links in `body`",
        "the dates do not show whether they stand above or below their links",
    ),
    "two links": (
        f"<p><a href='/a'>One thing of all</a> and <a href='/b'>another thing</a>.</p><p>{DAYS[0]}</p>",
        "2 links",
        "are too few",
    ),
    "references": (
        "".join(
            f"<p>{'The agency looks at the matter in depth. ' * 8}</p><p>See {p(at)} of {DAYS[at]}.</p>"
            for at in range(3)
        ),
        "3 links with dates, such as `Guidance",
        "the references of an article",
    ),
    "sentences": (
        "".join(
            f"<p><span>{DAYS[at]}</span> The agency has published {links(at)} which is in force since then.</p>"
            for at in range(4)
        ),
        "4 links with dates, such as `Guidance",
        "are words of sentences",
    ),
    "register": (
        "<table><tr><th>Name</th><th>In office since</th></tr>"
        + "".join(f"<tr><td>{links(at)}</td><td>{DAYS[at]}</td></tr>" for at in range(4))
        + "</table>",
        "4 links with dates, such as `Guidance",
        "as in a register",
    ),
}


@pytest.mark.parametrize("cause", REASONS)
def test_a_refusal_says_why_no_list_was_found(cause: str) -> None:
    body, what, why = REASONS[cause]
    with pytest.raises(UnreadableError) as caught:
        read(body)
    assert what in caught.value.message
    assert why in caught.value.message
    assert "selectors = { item" in (caught.value.hint or "")


LINES = [
    "Board meeting of 3 December 2026 - agenda to follow",
    "10 December 2026",
    "Date posted: Monday, 14 December 2026",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_with_a_day_that_no_entry_has_is_told(line: str) -> None:
    """Whatever the layout: here the line is no row of the list, and has no link."""
    listing = read(f"<section><div><p>{line}</p></div><ul>{items(0, 1, 2)}</ul></section>")
    assert [notice.title for notice in listing.notices] == TITLES[:3]
    assert listing.unlisted == (line,)


def items(*places: int) -> str:
    return "".join(f"<li><span>{DAYS[at]}</span> {links(at)}</li>" for at in places)


@pytest.mark.parametrize("element", ["h2", "td"])
def test_linked_entries_in_another_place_with_other_days_are_told(element: str) -> None:
    others = f"<{element}>Board 3 December 2026 <a href='/3'>Agenda</a></{element}>"
    others += f"<{element}>Board 4 December 2026 <a href='/4'>Agenda</a></{element}>"
    others = f"<table><tr>{others}</tr></table>" if element == "td" else others
    listing = read(f"<section>{others}<ul>{items(0, 1, 2)}</ul></section>")
    assert [notice.title for notice in listing.notices] == TITLES[:3]
    assert listing.unlisted == ("Board 3 December 2026 Agenda", "Board 4 December 2026 Agenda")


@pytest.mark.parametrize(
    "line",
    [
        "Last updated: 3 December 2026",
        "The next meeting is on 3 December 2026.",
        "The office was founded on 3 December 1906 and has been in this house since",
        f"Shown on {DAYS[1]}",
        "3 December 2026 - no meetings",
        "Content current as of: 3 December 2026",
        "Comments until 3 December 2026",
        "2026-12-03",
    ],
)
def test_a_day_that_is_no_entrys_is_not_told(line: str) -> None:
    """One of an update or a deadline, in a sentence, of an entry, without one, or written in another form."""
    listing = read(f"<section><div><p>{line}</p></div><ul>{items(0, 1, 2)}</ul></section>")
    assert [notice.title for notice in listing.notices] == TITLES[:3]
    assert not listing.unlisted


def test_many_lines_beside_the_entries_have_one_note() -> None:
    lines = "".join(f"<div><p>{day} December 2026</p></div>" for day in range(1, 6))
    listing = read(f"<section>{lines}<ul>{items(0, 1, 2)}</ul></section>")
    page = Page(content=b"", name="news.html", url="https://www.example.org/news")
    notes = [note.text for note in normalise_listing(listing, page=page, seen=TODAY, source="agency/news").notes]
    note = (
        "`1 December 2026` and 4 other titles or days stand beside the entries of news.html, but not in their form or "
        "place: they were taken for none; if they are entries, `selectors` or `json` of its source can name the place "
        "of one"
    )
    assert [each for each in notes if "beside" in each] == [note]
