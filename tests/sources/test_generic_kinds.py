"""The generic source, kind by kind: missing and misspelt dates, rows beside dates, titles, orders, further pages."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import DateOrder, Listing, Page
from cdetrack.sources.generic import parse
from cdetrack.sources.generic.title_trimming import trim_counts, trim_summary
from cdetrack.text.clean import without_badge
from support.sample_rows import DAYS, TITLES

ITEM = '<li><a href="/n/{n}">{title}</a> <span class="d">{day}</span></li>'
LAYOUTS = {
    "list": ITEM,
    "table": '<tr><td>{day}</td><td><a href="/n/{n}">{title}</a></td></tr>',
    "pairs": '<dt>{day}</dt><dd><a href="/n/{n}">{title}</a></dd>',
    "text": '<div>{day} <a href="/n/{n}">{title}</a></div>',
    "lines": '<a href="/n/{n}">{title}</a> {day}<br>',
    "dates before": '<p class="m">{day}</p><h3><a href="/n/{n}">{title}</a></h3>',
    "dates after": '<h3><a href="/n/{n}">{title}</a></h3><p class="m">{day}</p>',
}


def read(content: str, *, lang: str = "en", order: DateOrder | None = None) -> Listing:
    around = (
        f'<html lang="{lang}"><body><nav><a href="/us">All about our office</a></nav><main><h1>News</h1>{content}'
        '</main><footer>Updated 1 January 2026 <a href="/law">Our privacy rules</a></footer></body></html>'
    )
    return parse(Page(content=around.encode(), url="https://agency.example/news", date_order=order))


def rows(layout: str, days: tuple[str, ...] = DAYS, titles: tuple[str, ...] = TITLES, later: str = "") -> str:
    return "".join(
        layout.format(n=n, day=day, title=title, later=later, d=day[8:], ym=day[:7], md=day[5:], y=day[:4])
        for n, (day, title) in enumerate(zip(days, titles, strict=False))
    )


def found(content: str, *, lang: str = "en") -> list[tuple[str | None, str]]:
    return [(notice.date, notice.title) for notice in read(content, lang=lang).notices]


RIGHT: list[tuple[str | None, str]] = list(zip(DAYS, TITLES, strict=True))


def with_date(at: int, date: str | None) -> list[tuple[str | None, str]]:
    return [(date if n == at else day, title) for n, (day, title) in enumerate(RIGHT)]


WITH_DAYS = ("Meeting on 5 May 2026 in Lyon", "Recall of lot 2026-08-01", "2026年7月5日药品通知件送达信息")
OUTSIDE = ("pairs", "lines", "dates before", "dates after")
"""The layouts with dates outside of the blocks."""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("at", [(0,), (1,), (3,), (0, 3), (0, 1, 2)])
@pytest.mark.parametrize("title", WITH_DAYS)
def test_an_entry_with_a_day_in_its_title_is_kept_with_its_own_date(
    layout: str, at: tuple[int, ...], title: str
) -> None:
    titles = tuple(f"{title}{'甲乙丙丁'[n]}" if n in at else TITLES[n] for n in range(4))
    assert found(rows(LAYOUTS[layout], titles=titles)) == list(zip(DAYS, titles, strict=True))


@pytest.mark.parametrize("layout", OUTSIDE)
@pytest.mark.parametrize("title", WITH_DAYS)
@pytest.mark.parametrize("shown", ["5 Xeptember 2025", ""])
def test_the_day_of_a_title_is_no_date_of_an_entry_whose_date_is_missing(layout: str, title: str, shown: str) -> None:
    days, titles = (*DAYS, "2025-08-29", "2025-08-28"), (*TITLES, "Gloves in use", "Masks in use")
    titles = (titles[0], title, *titles[2:])
    listing = read(rows(LAYOUTS[layout], days=(days[0], shown, *days[2:]), titles=titles))
    assert [(notice.date, notice.title) for notice in listing.notices] == [
        (day if n != 1 else shown or None, words) for n, (day, words) in enumerate(zip(days, titles, strict=True))
    ]


@pytest.mark.parametrize("title", WITH_DAYS)
@pytest.mark.parametrize("below", ["", "<td></td>"])
@pytest.mark.parametrize("at", [(1,), (1, 3), (0, 1, 2, 3)])
def test_the_day_of_a_title_is_no_date_of_a_row_that_shares_the_cell_above(
    title: str, below: str, at: tuple[int, ...]
) -> None:
    titles = [f"{title}{'甲乙丙丁'[n]}" if n in at else TITLES[n] for n in range(4)]
    cells = (f"<td{'' if below else ' rowspan=2'}>2026-09-05</td>", below, "<td>2026-08-30</td>", "<td>2026-08-29</td>")
    body = "".join(f'<tr>{cells[n]}<td><a href="/n/{n}">{words}</a></td></tr>' for n, words in enumerate(titles))
    days = ("2026-09-05", "2026-09-05", "2026-08-30", "2026-08-29")
    assert found(f"<table>{body}</table>") == list(zip(days, titles, strict=True))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("shown", ["5 Xeptember 2025", "31 June 2025", "today", "TBC", "-"])
def test_an_entry_whose_date_cannot_be_read_is_kept_and_takes_no_other(layout: str, at: int, shown: str) -> None:
    days = tuple(shown if n == at else day for n, day in enumerate(DAYS))
    if layout in ("text", "lines") and shown in ("TBC", "today", "-"):
        return  # bare words beside a link may be anything
    content = rows(LAYOUTS[layout], days)
    around = {"list": "<ul>{}</ul>", "table": "<table>{}</table>", "pairs": "<dl>{}</dl>"}.get(layout, "{}")
    assert found(around.format(content)) == with_date(at, None if shown == "-" else shown)


def test_an_empty_or_missing_place_for_a_date_is_no_date() -> None:
    times = '<li><a href="/n/{n}">{title}</a> <time>{day}</time></li>'
    assert found(rows(times, (DAYS[0], "", *DAYS[2:]))) == with_date(1, None)
    assert found(rows(ITEM).replace(' <span class="d">2025-09-04</span>', "")) == with_date(1, None)
    assert found(rows(LAYOUTS["pairs"], (DAYS[0], "", *DAYS[2:]))) == with_date(1, None)
    pinned = rows(ITEM).replace("<li>", '<li class="pinned">', 1).replace(">2025-09-05<", "><b>Top</b> <")
    assert found(pinned.replace(' <span class="d"><b>Top</b> </span>', "")) == with_date(0, None)


def test_a_link_to_more_at_the_end_is_no_entry() -> None:
    assert found(f'<ul>{rows(ITEM)}<li><a href="/all">All our news</a></li></ul>') == RIGHT


def test_a_list_with_one_date_that_can_be_read_is_kept_and_one_without_any_is_refused() -> None:
    assert found(rows(ITEM, ("2025-09-05", "4 Setp", "-", "soon")))[1:3] == [("4 Setp", TITLES[1]), (None, TITLES[2])]
    with pytest.raises(UnreadableError):
        read(rows(ITEM, ("soon", "later", "3 hours ago", "-")))


def test_entries_under_a_heading_that_cannot_be_read_take_no_other_headings_date() -> None:
    content = "".join(
        f'<h2>{day}</h2><ul><li><a href="/a/{n}">{TITLES[n]}</a></li><li><a href="/b/{n}">On {TITLES[n]}</a></li></ul>'
        for n, day in enumerate(("5 September 2025", "4 Xeptember 2025", "3 September 2025"))
    )
    dates = ["2025-09-05"] * 2 + ["4 Xeptember 2025"] * 2 + ["2025-09-03"] * 2
    assert [notice.date for notice in read(content).notices] == dates
    uneven = content.replace(f'<li><a href="/b/2">On {TITLES[2]}</a></li>', "")
    assert [notice.date for notice in read(uneven).notices] == dates[:-1]
    more = '<h2>Our topics</h2><ul><li><a href="/t/1">Work on gloves</a></li></ul>'
    assert [notice.date for notice in read(content + more).notices] == dates


def test_a_heading_with_a_link_in_its_line_is_a_heading_like_the_others() -> None:
    content = "".join(
        f'<div class="h">{day}</div><div class="x"><p><a href="/a/{day}">Agenda of the day</a></p>'
        f'<p><a href="/b/{day}">Minutes of the day</a></p></div>'
        for day in ("2025-09-05", "2025-09-04", "2025-09-03")
    )
    content = content.replace(
        '2025-09-04</div><div class="x">', '2025-09-04 <a href="/v">Film</a></div><div class="x">'
    )
    assert [notice.date for notice in read(content).notices if notice.url != "/v"] == [
        *["2025-09-05"] * 2,
        *["2025-09-04"] * 2,
        *["2025-09-03"] * 2,
    ]


def test_equal_titles_and_icons_move_no_date_by_a_row() -> None:
    icon = '<div class="r"><a href="/n/{n}">{title}</a><b><a class="i" href="/get/{n}">&nbsp;</a><i>{day}</i></b></div>'
    twice = (TITLES[0], TITLES[0], TITLES[1], TITLES[0])
    assert found(rows(icon, titles=twice)) == list(zip(DAYS, twice, strict=True))
    first = (
        '<li><a href="/f/{n}.pdf"><img src="x.png" alt="PDF"></a><a href="/n/{n}">{title}</a><span>{day}</span></li>'
    )
    assert [(notice.date, notice.title, notice.url) for notice in read(rows(first)).notices] == [
        (*row, f"/n/{n}") for n, row in enumerate(RIGHT)
    ]


def test_the_dates_of_rows_with_a_link_of_their_own_are_no_headings_of_the_links_beside() -> None:
    menu = '<ol><li><a href="/f/{n}">Agenda</a></li><li><a href="/o/{n}">Versions of agenda {n}</a></li></ol>'
    head = "<h4><b>{day}</b> - Posted {later}-1{n}</h4>"
    row = f'<tr><td>{head}<p><a href="/n/{{n}}">{{title}}</a></p></td><td>{menu}</td></tr>'
    listing = read(f"<table>{rows(row, later='2025-08')}</table>")
    assert [(notice.title, notice.url) for notice in listing.notices] == [
        (title, f"/n/{n}") for n, title in enumerate(TITLES)
    ]


def test_two_dated_links_to_one_document_in_a_row_of_a_table_are_one_entry_with_the_first_date() -> None:
    paper = '<a href="/n/1{n}.pdf">Paper of the house 18/1{n}</a>'
    row = f"<tr><td>A member<br>{paper} of {{day}}<br>Reply<br>{paper} of {{later}}-1{{n}}</td></tr>"
    listing = read(f"<table>{rows('<tr><td><b>{title}</b></td></tr>' + row, later='2025-10')}</table>")
    assert [notice.date for notice in listing.notices] == [*DAYS]


def test_a_stamp_above_dates_that_follow_their_links_moves_none() -> None:
    assert found("<p>Updated 1 January 2026</p>" + rows('<a href="/n/{n}">{title}</a> {day}<br>')) == RIGHT
    assert (
        found('<div class="s">1 January 2026</div>' + rows('<p><a href="/n/{n}">{title}</a></p><p>{day}</p>')) == RIGHT
    )
    with pytest.raises(UnreadableError):
        # One date more than links, each as near to the one before as to the one after.
        read("<p>1 January 2026</p>" + rows('<p><a href="/n/{n}">{title}</a></p><p>{day}</p>'))


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/n/{n}" title="{title} of all makers">{title}…</a>',
        '<a href="/n/{n}" aria-label="{title} of all makers">{title} ...</a>',
        '<a href="/n/{n}"><b title="{title} of all makers">{title}……</b></a>',
        '<a href="/n/{n}" title="{title} of all makers">{title}</a>',
    ],
)
def test_a_title_that_is_cut_is_read_whole(link: str) -> None:
    assert [title for _, title in found(rows(f"<li>{link} <i>{{day}}</i></li>"))] == [
        f"{t} of all makers" for t in TITLES
    ]


def test_a_title_that_only_seems_cut_is_read_without_the_dots() -> None:
    link = '<a href="/n/{n}" title="{title}"><h3>{title}...</h3></a>'
    assert [title for _, title in found(rows(f"<li>{link} <i>{{day}}</i></li>"))] == list(TITLES)


def test_a_label_names_the_entry_of_a_link_that_says_nothing() -> None:
    assert found(rows('<li>{day} <a href="/n/{n}" aria-label="Read more about {title}">Read more</a></li>')) == RIGHT


@pytest.mark.parametrize(
    "link",
    [
        "<span>{day}</span>{title}",
        "{title}<span>{day}</span>",
        "[{day}] {title}",
        "{day} - {title}",
        "{title} ({day})",
        "{title}{day}",
    ],
)
def test_the_entrys_day_is_no_part_of_its_title(link: str) -> None:
    assert found(rows(f'<li><a href="/n/{{n}}">{link}</a></li>')) == RIGHT


def test_a_day_that_the_title_speaks_of_stays() -> None:
    titles = tuple(f"Minutes of the board of 1 May 202{n}" for n in range(4))
    assert found(rows(ITEM, titles=titles)) == list(zip(DAYS, titles, strict=True))


OTHER_DAYS = {
    "English": tuple(f"Meeting of {n} May 2026 on matter {n}" for n in range(3, 7)),
    "last": tuple(f"Meeting on matter {n} of {n} May 2026" for n in range(3, 7)),
    "first": tuple(f"{n} May 2026 meeting on matter {n}" for n in range(3, 7)),
    "Chinese": tuple(f"2026年5月{n}日药品通知件待领取信息发布" for n in range(3, 7)),
}


@pytest.mark.parametrize("titles", OTHER_DAYS.values(), ids=list(OTHER_DAYS))
@pytest.mark.parametrize(
    "layout",
    [
        *LAYOUTS.values(),
        '<li><a href="/n/{n}">{title}</a> ({day})</li>',
        '<a href="/n/{n}"><h3>{title}</h3><p>{day}</p></a>',
        '<div class="c"><h3><a href="/n/{n}">{title}</a></h3><p>Published: {day}</p></div>',
        '<p class="m">{day}</p><h3><a href="/n/{n}">{title}</a></h3><p>Some words on number {n}.</p>',
    ],
)
def test_the_date_beside_titles_with_days_is_that_of_the_entry(layout: str, titles: tuple[str, ...]) -> None:
    assert found(rows(layout, titles=titles)) == list(zip(DAYS, titles, strict=True))


def test_the_last_of_two_days_in_a_link_is_that_of_the_entry() -> None:
    """The title goes on behind its own day without a space."""
    days = [day for day, _ in found(rows('<li><a href="/n/{n}">{title} {day}</a></li>', titles=OTHER_DAYS["Chinese"]))]
    assert days == list(DAYS)


@pytest.mark.parametrize("label", ["updated", "closes"])
def test_the_day_of_a_title_is_better_than_that_of_an_update(label: str) -> None:
    layout = '<li><a href="/n/{n}">{title}</a> <span>' + label + " {day}</span></li>"
    titles = OTHER_DAYS["English"]
    assert found(rows(layout, titles=titles)) == [(f"2026-05-0{n}", titles[n - 3]) for n in range(3, 7)]


def test_one_date_above_a_list_of_titles_with_days_is_that_of_the_page() -> None:
    titles = OTHER_DAYS["English"]
    entries = rows('<li><a href="/n/{n}">{title}</a></li>', titles=titles)
    page = f"<h2>5 September 2025</h2><ul>{entries}</ul>"
    assert found(page) == [(f"2026-05-0{n}", titles[n - 3]) for n in range(3, 7)]


@pytest.mark.parametrize(
    "badge",
    [
        '<span class="badge">NEW</span>',
        "<em>New</em>",
        "<sup>HOT</sup>",
        "<i>[置顶]</i>",
        "<b><font>new!</font></b>",
        '<span class="badge pill">Updated</span>',
        '<img alt="new" src="x.gif">',
    ],
)
@pytest.mark.parametrize(
    "item", ["<li><a href='/n/{n}'>{title}%</a> {day}</li>", "<li><a href='/n/{n}'>%{title}</a> {day}</li>"]
)
def test_a_badge_is_no_part_of_the_title(badge: str, item: str) -> None:
    assert found(rows(item.replace("%", badge))) == RIGHT


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("NEW 关于切片的通知", "关于切片的通知"),
        ("Notice on tubes NEW", "Notice on tubes"),
        ("NEW Zealand rules", "NEW Zealand rules"),
        ("NEW DRUGS", "NEW DRUGS"),
        ("Firm Recalls Cheese Made in Brooklyn, NY", "Firm Recalls Cheese Made in Brooklyn, NY"),
        ("Firm Recalls Cheese Made in Queens (NY)", "Firm Recalls Cheese Made in Queens (NY)"),
        ("What is NEW", "What is NEW"),
        ("Was ist NEU", "Was ist NEU"),
        ("Quoi de NOUVEAU", "Quoi de NOUVEAU"),
        ("Approval of HOT", "Approval of HOT"),
        ("Vaccines of hepatitis A NEW", "Vaccines of hepatitis A"),
        ("Firm Recalls Cheese Made in Dover DE NEW", "Firm Recalls Cheese Made in Dover DE"),
        ("What’s NEW", "What’s NEW"),
        ("НОВЫЕ ПРАВИЛА NEW", "НОВЫЕ ПРАВИЛА NEW"),
    ],
)
def test_a_badge_of_text_alone_is_no_part_of_the_title(title: str, bare: str) -> None:
    assert without_badge(title, bare=True) == bare


@pytest.mark.parametrize("element", ["span", "i", "small", "em", "b"])
@pytest.mark.parametrize(
    "item", ["{title} <{e}>{c}</{e}>", "<{e}>{c}</{e}> {title}", "<div><{e}>{c}</{e}></div><h3>{title}</h3>"]
)
@pytest.mark.parametrize(
    "counter",
    [
        *("👁 130", "♥ 41", "❤️ 7", "🔥", "14 comments", "1 comment", "4 min read", "1 day ago", "3 hours ago", "1天前"),
        *(
            "Views: 340",
            "浏览：1340次",
            "点击数:51",
            "Downloads: 9",
            "12 likes",
            "3 Kommentare",
            "评论 4",
            "5 分钟阅读",
        ),
    ],
)
def test_a_counter_in_an_element_of_its_own_is_no_part_of_the_title(counter: str, item: str, element: str) -> None:
    """Also where one entry alone has it."""
    link = item.replace("{e}", element).replace("{c}", counter)
    assert found(rows(f"<li><a href='/n/{{n}}'>{link}</a> {{day}}</li>")) == RIGHT
    plain = rows("<li><a href='/n/{n}'>{title}</a> {day}</li>")
    _, title = RIGHT[0]
    assert found(plain.replace(title, link.replace("{title}", title), 1)) == RIGHT


@pytest.mark.parametrize(
    "title",
    [
        "14 comments received on the draft guidance",
        "Answers to the <em>14 comments received</em>",
        "What changed <em>a year ago</em>",
        "Draft guidance with 14 comments",
        "Views: 340 of them on the draft",
        "Guidance for a 4 min read out",
    ],
)
def test_words_of_a_title_that_look_like_a_counter_stay(title: str) -> None:
    plain = rows("<li><a href='/n/{n}'>{title}</a> {day}</li>")
    shown = title.replace("<em>", "").replace("</em>", "")
    assert found(plain.replace(RIGHT[0][1], title, 1))[0][1] == shown


@pytest.mark.parametrize(
    "end",
    [
        *(" NEW!", " (new)", "【置顶】", " (PDF/251.3 KB)", " [PDF, 1.2 MB]", " (PDF)", " - PDF, 120 KB"),
        *(" (DOCX 33 kB, opens in a new tab)", "<small>PDF · 1.2 MB</small>", " (XLS, 2 MB, 31.01.2019)"),
        *(" (PDF 390K)", " (1.2 MBytes)", " (345 kb, 2 pages)"),
        *(
            " (1{n})",
            " [7{n}]",
            "<span>1{n}</span>",
            " Views: 1{n}",
            " 浏览：1{n}",
            " (1{n} views)",
            "<em>阅读 1{n}</em>",
        ),
    ],
)
def test_sizes_counts_and_glued_words_are_no_part_of_the_title(end: str) -> None:
    assert found(rows(f'<li><a href="/n/{{n}}">{{title}}{end}</a> <i>{{day}}</i></li>')) == RIGHT


@pytest.mark.parametrize(
    "end", [" (202{n})", " in 1{n} lots", " (part A)", " ({n} months)", " (1{n} members)", " (8{n} M.J. 635)"]
)
def test_what_belongs_to_the_title_stays(end: str) -> None:
    titles = [title for _, title in found(rows(f'<li><a href="/n/{{n}}">{{title}}{end}</a> <i>{{day}}</i></li>'))]
    assert titles == [title + end.format(n=n) for n, title in enumerate(TITLES)]


def test_numbers_that_tell_titles_apart_are_no_counts() -> None:
    titles = [f"Notice to makers ({n})" for n in range(1, 5)]
    assert [title for _, title in found(rows(ITEM, titles=tuple(titles)))] == titles
    assert trim_counts(titles) == titles
    assert trim_counts(["Notice to makers (4)", "Notice to users (8)"]) == ["Notice to makers", "Notice to users"]


def test_words_that_are_the_same_in_every_row_are_no_summary() -> None:
    item = '<li><a href="/n/{n}">{title}</a> <i>{day}</i><p>%</p></li>'
    same = "Share this page with your friends, last touched {n} minutes ago by our team"
    assert [notice.summary for notice in read(rows(item.replace("%", same))).notices] == [None] * 4
    assert trim_summary("Seen by makers 2 hours ago. Views: 12") == trim_summary(
        "Seen by makers 3 days ago. Views: 170"
    )
    other = rows(item.replace("%", "Case {n}: % with words of its own for makers and for all users"))
    for word in ("gloves", "masks", "pens", "bags"):
        other = other.replace("%", word, 1)
    assert read(other).notices[1].summary == "Case 1: masks with words of its own for makers and for all users"


@pytest.mark.parametrize(
    "dates",
    [
        "<p>Updated {later} | Published {day}</p>",
        '<b class="date-updated">{later}</b><b class="date-published">{day}</b>',
        '<meta itemprop="dateModified" content="{later}"><meta itemprop="datePublished" content="{day}">',
        "<p>Deadline: {later}</p><p>{day}</p>",
        "<span>更新时间：{later}</span><span>发布时间：{day}</span>",
        "<p>publicado em {day} pela diretoria da agência, última modificação em {later} pela equipe do portal</p>",
        "<p>publicado <i>{day} 10h00</i>, última modificação <i>{later} 11h00</i></p>",
    ],
)
def test_the_day_of_publication_wins(dates: str) -> None:
    assert found(rows(f'<li><a href="/n/{{n}}">{{title}}</a>{dates}</li>', later="2025-10-01")) == RIGHT


def test_a_row_that_has_only_a_day_of_update_among_days_of_publication_has_no_date() -> None:
    item = '<li><a href="/n/{n}">{title}</a><p>Published: {day}</p><p>Updated: {later}</p></li>'
    content = rows(item, later="2025-10-01")
    assert found(content.replace("<p>Published: 2025-09-04</p>", "")) == with_date(1, None)
    swapped = "<p>Updated: 2025-10-01</p><p>Published: 2025-09-04</p>"
    assert found(content.replace("<p>Published: 2025-09-04</p><p>Updated: 2025-10-01</p>", swapped)) == RIGHT


@pytest.mark.parametrize("shown", ["{n} hours ago", "", "1 May 2020"])
def test_the_day_in_the_markup_wins_over_an_age_and_over_another_day(shown: str) -> None:
    assert found(rows(f'<li><a href="/n/{{n}}">{{title}}</a> <time datetime="{{day}}">{shown}</time></li>')) == RIGHT
    after = f'<h3><a href="/n/{{n}}">{{title}}</a></h3><div><time datetime="{{day}}">{shown}</time></div>'
    after = f"<article>{after}</article>"
    assert found(rows(after)) == RIGHT


@pytest.mark.parametrize(
    "box",
    [
        "<em>{d}</em><span>{ym}</span>",
        "<div><b>{ym}</b><b class='x'>{d}</b></div>",
        "<div><b>{md}</b><i>{y}</i></div>",
        "<div><b>{d}日</b><i>{ym}</i></div>",
    ],
)
def test_a_day_over_its_month_is_one_date(box: str) -> None:
    assert found(rows(f'<li>{box}<a href="/n/{{n}}">{{title}}</a></li>'), lang="zh") == RIGHT


def test_a_days_year_is_that_of_a_heading_and_never_of_a_menu() -> None:
    item = '<li><a href="/n/{n}">{title}</a><i>[{md}]</i></li>'
    assert found(f"<h2>2025年</h2>{rows(item)}", lang="zh") == RIGHT
    with pytest.raises(UnreadableError):
        read(f"<p>2025</p><p>2024</p><p>2023</p>{rows(item)}", lang="zh")
    with pytest.raises(UnreadableError):
        read(rows('<li><b>{n}</b><i>{ym}</i><a href="/n/{n}">{title}</a></li>'))


def test_a_number_that_ends_a_title_is_no_day_of_the_month_beside() -> None:
    item = '<li><a href="/n/{n}">{title} in lot 1{n}</a> <i>%</i></li>'
    with pytest.raises(UnreadableError):
        read(rows(item.replace("%", "September 2025")))
    days = [notice.date for notice in read(rows(item.replace("%", "{day}")).replace(DAYS[1], "May 2025")).notices]
    assert days == [DAYS[0], "May 2025", *DAYS[2:]]


def test_a_number_and_a_month_in_two_cells_are_no_date() -> None:
    row = "<tr><td>{d}</td><td>{ym}</td><td><a href='/n/{n}'>{title}</a></td></tr>"
    with pytest.raises(UnreadableError):
        read(f"<table>{rows(row)}</table>", lang="zh")


@pytest.mark.parametrize(
    ("days", "given", "first", "proven", "guessed"),
    [
        (("05/09/2025", "04/09/2025"), None, "2025-09-05", None, True),
        (("05/09/2025", "04/09/2025"), "mdy", "2025-05-09", None, False),
        (("05/09/2025", "04/09/2025"), "dmy", "2025-09-05", None, False),
        (("05/09/2025", "31/08/2025"), None, "2025-09-05", "dmy", False),
        (("05/09/2025", "08/31/2025"), None, "2025-05-09", "mdy", False),
        (("05/09/2025", "08/31/2025"), "dmy", "2025-09-05", "mdy", False),
        (("05/05/2025", "04/04/2025"), None, "2025-05-05", None, False),
        (("2025-05-09", "2025-05-08"), None, "2025-05-09", None, False),
        (('<time datetime="2025-09-05">05/09/2025</time>', "04/08/2025"), None, "2025-09-05", "dmy", False),
    ],
)
def test_the_order_of_day_and_month_is_told_proven_or_guessed(
    days: tuple[str, ...], given: DateOrder | None, first: str, proven: str | None, *, guessed: bool
) -> None:
    listing = read(rows(ITEM, days), order=given)
    assert (listing.notices[0].date, listing.date_order, listing.guessed) == (first, proven, guessed)


@pytest.mark.parametrize(
    "pager",
    [
        '<a rel="next" href="?p=2">x</a>',
        '<p><b>1</b> <a href="?p=2">2</a> <a href="?p=3">3</a></p>',
        '<nav class="pager"><ul><li class="active"><a href="?p=0">1</a></li><li><a href="?p=1">2</a></li></ul></nav>',
        *('<a href="?p=2">Next ›</a>', '<a href="?p=2">»</a>', '<a href="p2.html">下一页</a>', '<a href="p2">次へ</a>'),
        *('<a href="p2">Suivant</a>', '<a href="p2">Weiter</a>', '<a href="javascript:go(2)">下一页</a>'),
        '<nav><a href="#" class="active">1</a> <a href="#" data-loadpage="2">2</a></nav>',
    ],
)
def test_a_page_that_leads_further_says_so(pager: str) -> None:
    assert read(rows(ITEM) + pager).further


@pytest.mark.parametrize(
    ("script", "further", "address"),
    [
        ('createPageHTML(25, 0, "index", "shtml", 500);', True, "index_1.shtml"),
        ("createPageHTML('paging',25,1,'index','html',500);", True, "index_2.html"),
        ('createPageHTML(25, 24, "index", "html");', False, None),
        ("createPageHTML('paging',25,25,'index','html',500);", False, None),
        ('createPageHTML(1, 0, "index", "html");', False, None),
        ('$(".pager").pagination({ totalPage: 54, showPageNum: 5 });', True, None),
        ("turn('#page', function(n){ go(n); }, {currPage: (0+1),pageCount:3});", True, None),
        ("var totalCount=46;var perSize=20;var logicTotalPage=3;", True, None),
        ("turn({currPage: 1, pageCount:1}); var pageCount = shown.totalPages;", False, None),
    ],
)
def test_a_pager_that_a_script_writes_leads_further(script: str, further: bool, address: str | None) -> None:  # noqa: FBT001
    listing = read(f"{rows(ITEM)}<div class='page'><script>{script}</script></div>")
    assert (listing.further, listing.next_url) == (further, address)


@pytest.mark.parametrize(
    "other",
    [
        "",
        '<p><a href="?p=1">1</a> <a href="?p=2">2</a> <b>3</b></p>',
        '<p><a href="?y=2024">2024</a> <a href="?y=2023">2023</a></p>',
        '<a href="/n/9">Next steps for makers</a>',
        '<sup><a href="#note2">2</a></sup>',
        '<li class="disabled"><a href="?p=2">Next</a></li>',
        "<table><tr><td><a href='/d/1'>1</a></td><td><a href='/d/2'>2</a></td></tr></table>",
    ],
)
def test_a_last_page_years_and_days_of_a_calendar_lead_nowhere(other: str) -> None:
    assert not read(rows(ITEM) + other).further


@pytest.mark.parametrize("href", ["#", "javascript:void(0)", ""])
def test_links_that_only_a_script_follows_name_entries_where_there_are_no_others(href: str) -> None:
    listing = read(rows(ITEM.replace("/n/{n}", href)))
    assert [(notice.date, notice.title, notice.url) for notice in listing.notices] == [(*row, None) for row in RIGHT]


@pytest.mark.parametrize(
    "item",
    [
        '<li><a class="m" href="/n/{n}">{title}</a><a class="w" href="/n/{n}">{title}</a> {day}</li>',
        '<li><a href="/n/{n}"><img></a><h3><a href="/n/{n}">{title}</a></h3>{day} <a href="/n/{n}">More</a></li>',
        '<li><a href="/n/{n}">{title}</a> of {day}<br>Reply <a href="/n/{n}">{title}</a> of 2026-01-02</li>',
    ],
)
def test_two_links_to_one_document_are_one_entry(item: str) -> None:
    assert found(rows(item)) == RIGHT


def test_links_that_are_lines_are_one_list_whatever_the_markup_about_them() -> None:
    line = '<a href="/n/{n}">{title}, {day}</a><br>'
    first, second, third = (rows(line.replace("/n/", folder)) for folder in ("/n/", "/m/", "/o/"))
    content = f"<div>{first}<strong>{second}</strong><u><b>{third}</b></u></div>"
    assert [notice.date for notice in read(content).notices] == [*DAYS] * 3


def test_days_in_the_addresses_of_a_texts_links_make_no_list() -> None:
    content = "".join(
        f"<p>As <a href='/2025/0{n}/02/plan'>the plan of the year {n}</a> says, all goes on.</p>" for n in (1, 2)
    )
    content += "<p>See <a href='/gloves'>our work on gloves</a> and <a href='/masks'>our work on masks</a>.</p>"
    with pytest.raises(UnreadableError):
        read(content)


SIDE = '<div class="side"><h3>In this section</h3><ul>{}</ul></div>'.format(
    "".join(f'<li><a href="/s/{n}">Speeches and interviews {n}</a></li>' for n in range(4))
)


def test_the_links_of_a_column_take_no_date_of_the_column_beside() -> None:
    feature = '<h2><a href="/n/9">A feature above the list</a></h2><span>[2025-09-06]</span>'
    listed = rows('<li><a href="/n/{n}">{title}</a><span>[{day}]</span></li>')
    page = (
        f"<div><div>{SIDE}</div><div>{feature}<ul>{listed}</ul></div></div><div><a href='/t'>Terms</a> 1 May 2025</div>"
    )
    assert found(page) == RIGHT


LONG = "The office decided on the matter after a long hearing. " * 10
NO_LISTINGS = {
    "product": '<h1>Gloves</h1><p>Delivery by 05.10.2026.</p><ul><li><a href="/p/1">Masks, 40 pieces</a></li>'
    '<li><a href="/p/2">Blood pressure monitor</a></li></ul><div><a href="/t">Terms</a> Updated: 1 May 2025</div>',
    "offices": rows('<div class="o"><h3><a href="/o/{n}">Office {title}</a></h3><p>Open Monday to Friday</p></div>')
    + '<div class="o"><h3><a href="/o/9">Office West</a></h3><p>Closed on 24.12.2026 and 31.12.2026</p></div>',
    "people": rows(
        '<div class="p"><h3><a href="/p/{n}">{title}</a></h3><p>Deputy head, in office since {day}</p></div>'
    ),
    "terms": rows('<li><a href="/t/{n}">Term {n} of the council (Sep 1, 2015 - Sep 30, 2016)</a></li>'),
    "article": f'<article><h1>Gloves</h1><time>2025-09-05</time><p>{LONG}<a href="/x">See the act</a></p><p>{LONG}</p>'
    + rows('<li><a href="/d/{n}">{title} ({day})</a></li>', DAYS[:2])
    + "</article>",
    "fees": "<table><tr><th>Fee</th><th>From 1 July 2025</th><th>From 1 July 2026</th></tr>"
    + rows("<tr><td><a href='/f/{n}'>{title}</a></td><td>$57</td><td>$59</td></tr>")
    + "</table>",
    "product page": "<dl><dt>Authorised</dt><dd>12/03/2024</dd></dl><p><a href='/d/1'>Information for patients</a></p>"
    "<p>First published: 20/03/2024 Last updated: 11/09/2026</p><p><a href='/d/2'>Glossary of terms</a></p>",
    "calendar": "<table><tr><td>14</td><td>15</td><td>16</td></tr></table>"
    '<p><a href="?m=9">September 2026</a> <a href="?m=11">November 2026</a></p>',
}


@pytest.mark.parametrize("content", NO_LISTINGS.values(), ids=NO_LISTINGS)
def test_a_page_with_dates_that_date_no_links_is_no_listing(content: str) -> None:
    with pytest.raises(UnreadableError):
        read(SIDE + content)


def test_a_calendar_gives_no_entries_by_the_days_in_its_addresses() -> None:
    days = "".join(f'<td><a href="/events/2026-10-0{n}">{n}</a></td>' for n in range(1, 6))
    with pytest.raises(UnreadableError):
        read(f"<table><tr>{days}</tr></table>")


def test_a_period_dates_no_entry_beside_its_own_date() -> None:
    layout = '<li><a href="/n/{n}">{title}</a> <i>1 May 2025 – 30 June 2025</i> <b>{day}</b></li>'
    assert found(rows(layout)) == RIGHT


def test_a_class_that_calls_a_list_of_dates_a_menu_hides_it_not() -> None:
    for name in ("block block--near-menu", "menu-list"):
        assert found(f'<div class="{name}"><ul>{rows(ITEM)}</ul></div>') == RIGHT


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<a href=\"javascript:show('/n/{n}.html')\">{title}</a>", "/n/0.html"),
        ('<a href="#" onclick="window.open(\'item-{n}\'); return false">{title}</a>', "item-0"),
        ('<a href="javascript:void(0)" onclick="go(\'n/{n}.jsp?id=1\')">{title}</a>', "n/0.jsp?id=1"),
        ("<a onclick=\"location.href='/n/{n}.html'\">{title}</a>", "/n/0.html"),
        ("<a href=\"#\" onclick=\"window.open('/n/3 rules {n}.doc','w','width=6')\">{title}</a>", "/n/3 rules 0.doc"),
        ('<a onclick="show({n})">{title}</a>', None),
        ("<a href=\"javascript:show('{n}')\">{title}</a>", None),
        ("<a href=\"javascript:show('/n/' + {n})\">{title}</a>", None),
    ],
)
def test_the_address_in_a_script_is_the_link(link: str, url: str | None) -> None:
    listing = read(rows(f"<li>{link} <span>{{day}}</span></li>"))
    assert [(notice.date, notice.title) for notice in listing.notices] == RIGHT
    assert listing.notices[0].url == url


def test_a_block_with_an_address_in_its_onclick_is_a_link_unless_it_holds_one() -> None:
    card = '<div class="c" onclick="location.href=\'/c/{n}\'"><p>{day} 16:10</p><h4>{title}</h4>'
    assert found(rows(card + "</div>")) == RIGHT
    assert read(rows(card + "</div>")).notices[0].url == "/c/0"
    held = read(rows(card + '<a href="/n/{n}">{title}</a></div>'))
    assert [notice.url for notice in held.notices] == [f"/n/{n}" for n in range(4)]


def test_a_link_that_repeats_the_heading_in_a_call_has_the_headings_title() -> None:
    call = '<p><a href="/n/{n}">Read on<i>: {title} …</i></a></p>'
    layout = '<div class="t"><h3><small>Notice · {day}</small>{title}</h3>' + call + "</div>"
    assert found(rows(layout)) == RIGHT


def test_equal_calls_in_some_rows_have_the_titles_of_their_headings() -> None:
    linked = '<li class="m"><h3><a href="/n/{n}">{title}</a></h3><time>{day}</time></li>'
    called = '<li class="m"><time>{day}</time><h3>{title}</h3><a href="/n/{n}">Lees meer</a></li>'
    content = rows(linked, DAYS[:2]) + rows(called).partition("</li>")[2].partition("</li>")[2]
    assert found(f"<ul>{content}</ul>") == RIGHT


def test_the_link_with_the_title_comes_before_its_attachment() -> None:
    attached = '<div><b>{day}</b> <a href="/f/{n}.pdf">下载</a></div>'
    layout = '<div class="i"><a href="/n/{n}/index.html">{title}</a>' + attached + "</div>"
    assert [notice.url for notice in read(rows(layout)).notices] == [f"/n/{n}/index.html" for n in range(4)]


@pytest.mark.parametrize(
    "card",
    [
        '<div><span class="date">{day}</span><i class="category">Notice</i></div><div class="title">{title}</div>',
        '<p class="date">Published {day}</p><p>Safety Alert {n}</p><p>{title}, according to our office</p>',
        '<div class="d">{day}</div><div class="title">{title}</div><div class="views">Views: 9{n} 次</div>',
        '<h3>{title} <span class="gov-badge"> {day} </span></h3><div>The office has decided on it.</div>',
    ],
)
def test_the_title_of_a_card_is_no_category_count_or_date(card: str) -> None:
    shown = [
        title.removesuffix(", according to our office") for _, title in found(rows(f'<a href="/n/{{n}}">{card}</a>'))
    ]
    assert shown == list(TITLES)


def test_equal_titles_in_all_cards_stay_the_titles() -> None:
    card = '<a href="/n/{n}"><b class="d">{day}</b><div>{title}</div><div class="views">點閱次數：{n}7 次</div></a>'
    same = ("臺海周邊海空域動態",) * 4
    assert found(rows(card, titles=same)) == list(zip(DAYS, same, strict=True))


def test_the_column_called_title_comes_before_the_column_called_name() -> None:
    head = "<tr><th>Date</th><th>Name</th><th>Title</th><th></th></tr>"
    names = '<td><a href="/c/1">Acme Bank Limited</a></td><td>{title}</td>'
    row = "<tr><td>{day}</td>" + names + '<td><a href="/f/{n}.pdf">PDF</a></td></tr>'
    assert found(f"<table>{head}{rows(row)}</table>") == RIGHT


def test_a_deadline_is_no_date_of_an_entry() -> None:
    for label in ("até<br>", "Deadline: ", "Closes on "):
        layout = '<li><a href="/n/{n}">{title}</a><div>' + label + "{day}</div></li>"
        assert found(rows(layout)) == [(None, title) for title in TITLES]


def test_the_first_card_may_have_a_larger_heading() -> None:
    card = '<a href="/n/{n}"><h3>{title}</h3><b>{day}</b></a>'
    first, rest = rows(card, DAYS[:1]).replace("h3", "h2"), rows(card).partition("</a>")[2]
    boxed = rest.replace("<a", "<div class=c><a").replace("</a>", "</a></div>")
    assert found(f"<div><div class=c>{first}</div></div><div>{boxed}</div>") == RIGHT


def test_the_end_of_the_entry_above_is_no_label_of_a_date() -> None:
    layout = (
        '<div class="e"><div><b class="day">{day}</b></div><h4><a href="/n/{n}">{title}</a></h4><p>{later}</p></div>'
    )
    content = (
        rows(layout, DAYS[:1], later="The list was updated.")
        + rows(layout, later="In force.").partition("</p></div>")[2]
    )
    assert found(content) == RIGHT


@pytest.mark.parametrize("heading", ["Actualidad", "Actualités", "Atualidade", "Aktuality"])
def test_a_heading_that_says_news_is_no_label_of_the_first_date(heading: str) -> None:
    day = '<div class="e"><img src="/i.png"><span class="day">{day}</span>'
    card = day + '<p class="title"><a href="/n/{n}">{title}</a></p><p>{later}</p></div>\n'
    cards = rows(card, DAYS, later="Of note.").replace("<p>Of note.", "<p>By 14 October 2026.", 2)
    pager = '<div class="pages"><b>1</b> <a href="?p=2">2</a> <a href="?p=3">3</a></div>'
    assert found(f"<div><h1>{heading}</h1>{cards}{pager}</div>") == RIGHT


LINES = ('<a href="/n/{n}">{title}</a> {day}<br>', '{day} <a href="/n/{n}">{title}</a><br>')


@pytest.mark.parametrize("layout", [*LINES, '· <a href="/n/{n}">{title}</a> [{day}]<br>'])
@pytest.mark.parametrize("at", range(4))
def test_a_line_without_a_date_takes_that_of_no_other_line(layout: str, at: int) -> None:
    """Nor are the others lost."""
    days = tuple("" if n == at else day for n, day in enumerate(DAYS))
    assert found(f"<p>{rows(layout, days)}</p>") == with_date(at, None)


@pytest.mark.parametrize("layout", LINES)
def test_the_last_line_without_a_date_is_kept_whatever_its_address(layout: str) -> None:
    """Its address is a word in the folder of the others."""
    lines = rows(layout.replace("/n/{n}", "/n/words-{n}-of-it"), (*DAYS[:3], "")).replace("words-3-of-it", "gloves")
    assert found(f"<p>{lines}</p>") == with_date(3, None)


@pytest.mark.parametrize("layout", LINES)
def test_a_link_to_further_entries_below_lines_is_no_entry(layout: str) -> None:
    days = (*DAYS[:1], "", *DAYS[2:])
    lines = rows(layout, days) + '<a href="/all">All the news of this office</a><br>'
    assert found(f"<div>{lines}</div>") == with_date(1, None)


@pytest.mark.parametrize("layout", LINES)
@pytest.mark.parametrize("last", ["", '<a href="/all">All the news of this office</a><br>'])
def test_a_box_beside_lines_is_not_read_in_their_place(layout: str, last: str) -> None:
    """Neither a line without a date nor a link to further entries makes the box the page's list."""
    days = (*DAYS[:1], "", *DAYS[2:]) if not last else DAYS
    box = "".join(
        f'<li>2025-10-0{n} <a href="/c/{n}">Course number {n} for inspectors of sites</a></li>' for n in (1, 2, 3)
    )
    lines = f"<p>{rows(layout, days)}{last}</p><h2>Courses</h2><ul>{box}</ul>"
    assert found(lines) == (RIGHT if last else with_date(1, None))


def test_an_annex_in_a_line_of_its_own_may_be_an_entry() -> None:
    """Guides are revised annex by annex."""
    day = '<h3>{day}</h3><ul><li><a href="/n/{n}">{title}</a></li>%</ul>'
    annex = '<li><a href="/n/7{n}">Annex 2{n} on gloves of rubber</a></li>'
    page = "".join(
        day.replace("%", annex if n == 1 else "").format(n=n, day=when, title=title)
        for n, (when, title) in enumerate(RIGHT)
    )
    assert found(page) == [*RIGHT[:2], (DAYS[1], "Annex 21 on gloves of rubber"), *RIGHT[2:]]


FILE = '<a href="/f/{n}.pdf">Form to fill in for matter {n}</a>'


@pytest.mark.parametrize("file", [FILE, f"({FILE})", '<a href="/n/7{n}">Annex to matter {n}</a>'])
@pytest.mark.parametrize(
    "layout",
    [
        '<p><a href="/n/{n}">{title}</a>% {day}</p>',
        '<p>{day} <a href="/n/{n}">{title}</a>%</p>',
        '<a href="/n/{n}">{title}</a>% {day}<br>',
        '<dt>{day}</dt><dd><a href="/n/{n}">{title}</a>%</dd>',
        '<h3>{day}</h3><ul><li><a href="/n/{n}">{title}</a>%</li></ul>',
    ],
)
def test_a_file_in_the_line_of_an_entry_is_no_entry(layout: str, file: str) -> None:
    """One entry of the list has one."""
    lines = [
        layout.replace("%", f" {file}" if n == 1 else "").format(n=n, day=day, title=title)
        for n, (day, title) in enumerate(RIGHT)
    ]
    assert found("".join(lines)) == RIGHT


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (("November 2026", "October 2026"), "{}"),
        (("Novembro de 2026", "Outubro de 2026"), "{}"),
        (("noviembre de 2026", "octubre de 2026"), "{}"),
        (("2026年11月", "2026年10月"), "{}"),
        (("2026年11月", "2026年10月"), "{}日"),
    ],
)
@pytest.mark.parametrize("heading", ["h2", "p"])
def test_days_below_a_month_have_their_own_dates(months: tuple[str, str], day: str, heading: str) -> None:
    days = iter(((24, 9), (30, 5)))
    body = "".join(
        f"<{heading}>{month}</{heading}><ul>"
        + "".join(
            f'<li><b>{day.format(n)}</b> <a href="/n/{n}">Recall of lot {n} of a syrup</a></li>' for n in next(days)
        )
        + "</ul>"
        for month in months
    )
    assert [(notice.date, notice.url) for notice in read(f"<main>{body}</main>").notices] == [
        ("2026-11-24", "/n/24"),
        ("2026-11-09", "/n/9"),
        ("2026-10-30", "/n/30"),
        ("2026-10-05", "/n/5"),
    ]


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [("en", "Date of decision", "Date of publication"), ("zh", "受理日期", "公示日期"), ("en", "Filed", "Published")],
)
def test_a_column_of_publication_comes_before_one_of_decision(lang: str, first: str, second: str) -> None:
    head = f"<tr><th>{first}</th><th>{second}</th><th>Matter</th></tr>"
    body = rows('<tr><td>2025-07-01</td><td>{day}</td><td><a href="/n/{n}">{title}</a></td></tr>')
    assert found(f"<table>{head}{body}</table>", lang=lang) == RIGHT
