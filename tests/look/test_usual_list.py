"""A page with several lists: each look reads the list that the looks before read, or takes no other for it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from support.alert_log import HTML, told, watch
from support.live import Live
from support.replica import Reply
from support.two_lists import COURSES, NOTICES, Entry, looked_at, page


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """Yield the program after a first look at the usual page."""
    with looked_at(tmp_path) as made:
        yield made


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_list_that_is_short_today_is_still_the_listing(live: Live, count: int) -> None:
    """A new month has begun, and the box beside the list has more entries."""
    fresh = [(f"/notice/{20 + n}", f"Recall of product {n} of a firm", f"2025-10-0{n}") for n in range(count, 0, -1)]
    live.site.files["/news"] = page(fresh)
    ran = live("check")
    assert (ran.code, told(live)) == (0, [title for _, title, _ in fresh]), ran.err


def test_another_list_in_place_of_an_empty_one_is_held_back(live: Live) -> None:
    live.site.files["/news"] = page([])
    for _ in range(2):
        ran = live("check", "--exit-code")
        assert (ran.code, told(live)) == (5, [])
        assert "`div.box div.one`" in ran.err, ran.err
        assert "`ul.notices li`" in ran.err, ran.err
        assert "held back" in ran.err
    live.site.files["/news"] = page([("/notice/20", "Recall of a product", "2025-10-02"), *NOTICES])
    ran = live("check")
    assert (ran.code, told(live)) == (0, ["Recall of a product"]), ran.err


def test_a_usual_list_of_short_days_in_a_new_layout_is_named(live: Live) -> None:
    """The box with full dates is read first, but the known notices stand below it."""
    short = "".join(f"<p class='it'><a href='{link}'>{title}</a> <i>{day[5:]}</i></p>" for link, title, day in NOTICES)
    body = page([]).body.replace(b"</body>", f"<div class='new'>{short}</div></body>".encode())
    live.site.files["/news"] = Reply(headers=HTML, body=body)
    ran = live("check", "--exit-code")
    assert (ran.code, told(live), "held back" in ran.err) == (5, [], True), ran.err
    assert 'in `div.new`, which `selectors = { item = "div.new p.it" }` of the source reads' in ran.err, ran.err


@pytest.mark.parametrize("head", ["Most read", "Featured"])
def test_a_box_with_some_known_notices_is_not_offered_as_the_usual_list(live: Live, head: str) -> None:
    """The usual list is empty today; the box would never have what is new."""
    links = "".join(f"<li><a href='{link}'>{title}</a> <i>{day}</i></li>" for link, title, day in NOTICES[:3])
    box = f"<div class='more'><h2>{head}</h2><ul>{links}</ul></div></body>"
    live.site.files["/news"] = Reply(headers=HTML, body=page([]).body.replace(b"</body>", box.encode()))
    ran = live("check", "--exit-code")
    assert (ran.code, "held back" in ran.err, "known notices are in" in ran.err) == (5, True, False), ran.err


def test_another_list_is_held_back_by_edited_settings_as_well(live: Live) -> None:
    url = f'url = "{live.site.url("news")}"\n'
    live.config.write_text(live.config.read_text().replace(url, url + 'headers = { "Accept-Language" = "en" }\n'))
    live.site.files["/news"] = page([])
    ran = live("check", "--exit-code")
    assert (ran.code, told(live), "held back" in ran.err) == (5, [], True), ran.err
    live.site.files["/news"] = page([("/notice/20", "Recall of a product", "2025-10-02"), *NOTICES])
    ran = live("check")
    assert (ran.code, told(live)) == (0, ["Recall of a product"]), ran.err


def test_another_list_is_taken_if_asked_to(live: Live) -> None:
    live.site.files["/news"] = page([])
    ran = live("fetch", "--accept")
    assert (ran.code, len(live.titles())) == (0, 14), ran.err


def test_a_listing_in_a_new_design_is_known_by_its_entries(live: Live) -> None:
    """It is told that the list is another one, and the next look expects it there."""
    fresh = ("/notice/20", "Recall of a product", "2025-10-02")
    live.site.files["/news"] = page([fresh, *NOTICES[:3]], name="posts", beside=[])
    ran = live("check")
    assert (ran.code, told(live)) == (0, ["Recall of a product"]), ran.err
    assert "the listing is now in `ul.posts li`, and was in `ul.notices li`" in ran.err
    more = [("/notice/22", "Recall of a gel", "2025-11-02"), ("/notice/21", "Recall of a syrup", "2025-11-01")]
    live.site.files["/news"] = page(more, name="posts")
    ran = live("check")
    assert (ran.code, told(live)[1:]) == (0, ["Recall of a gel", "Recall of a syrup"]), ran.err


def test_a_box_with_known_notices_does_not_stay_the_listing(live: Live) -> None:
    """The list is empty for a while, and a box shows the most read notices."""
    live.site.files["/news"] = page([], beside=NOTICES[:4])
    assert live("check").code == 0
    fresh = [("/notice/21", "Recall of a gel", "2025-11-02"), ("/notice/20", "Recall of a syrup", "2025-11-01")]
    live.site.files["/news"] = page(fresh, beside=NOTICES[:4])
    ran = live("check")
    assert (ran.code, told(live)) == (0, ["Recall of a gel", "Recall of a syrup"]), ran.err


def test_a_last_page_with_one_entry_and_a_box_has_one_entry(tmp_path: Path) -> None:
    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("list-1")})
        for number, rows in enumerate((NOTICES[:4], NOTICES[4:8], NOTICES[8:]), 1):
            reply = page(rows, beside=COURSES[:2])
            more = f'<a rel="next" href="/list-{number + 1}">Next</a>' if number < 3 else ""
            body = reply.body.replace(b"</ul>", b"</ul>" + more.encode())
            live.site.files[f"/list-{number}"] = Reply(headers=HTML, body=body)
        ran = live("check")
        assert (ran.code, len(live.titles())) == (0, 9), ran.err


def test_a_first_look_names_the_list_that_it_left(tmp_path: Path) -> None:
    """Only the first: which list is the listing is known from then on."""
    with Live(tmp_path) as made:
        made.site.files["/news"] = page(NOTICES)
        first, second = (made("fetch", made.site.url("news")).err for _ in range(2))
    told = "the page has another list, `div.box`, with 5 dated links (`Course number 1 for inspectors of sites`)"
    assert told in first
    assert 'selectors = { item = "div.box div.one" }' in first
    assert "another list" not in second


def test_a_file_with_two_lists_names_the_one_that_is_left(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page(NOTICES).body)
    with Live(tmp_path) as made:
        assert "the page has another list, `div.box`" in made("ingest", str(tmp_path / "page.html")).err
        trial = made("sources", "test", str(tmp_path / "page.html"))
        assert (trial.out + trial.err).count("div.box div.one") == 1


def test_a_new_entry_of_a_list_with_one_link_is_told_alone(tmp_path: Path) -> None:
    """Its entries are told apart by title and day, and a second look finds each again."""
    notices = [("/gazette.pdf", title, day) for _, title, day in NOTICES]
    with Live(tmp_path) as made:
        watch(made, {"ag/x": made.site.url("news")})
        made.site.files["/news"] = page(notices, beside=())
        made("check")
        assert told(made) == []
        fresh = ("/gazette.pdf", "Recall of a product", "2025-10-02")
        made.site.files["/news"] = page([fresh, *notices], beside=())
        ran = made("check")
        assert (ran.code, told(made)) == (0, ["Recall of a product"]), ran.err
        assert len(made("list").out.splitlines()) == len(NOTICES) + 1


ALIKE = {
    "columns": '<div class="left">{own}</div><div class="right"><h3>Events</h3>{other}</div>',
    "equal columns": '<div class="row"><div class="col"><h2>News</h2>{own}</div>'
    '<div class="col"><h2>Events</h2>{other}</div></div>',
    "below each other": "<div><h2>News</h2>{own}<h2>Events</h2>{other}</div>",
}
"""Pages with two lists that have one class."""


def alike(form: str, notices: Sequence[Entry]) -> Reply:
    own, other = (
        "".join(f'<li><a href="{link}">{title}</a> <span>{day}</span></li>' for link, title, day in entries)
        for entries in (notices, COURSES)
    )
    body = ALIKE[form].format(own=f'<ul class="list">{own}</ul>', other=f'<ul class="list">{other}</ul>')
    return Reply(headers=HTML, body=f"<html><title>News</title><body>{body}</body></html>".encode())


@pytest.mark.parametrize("form", ALIKE)
def test_another_list_of_the_same_class_is_not_taken_for_the_listing(tmp_path: Path, form: str) -> None:
    """Neither beside it, nor in its place while it is empty or short."""
    fresh = ("/notice/20", "Recall of a product", "2025-10-02")
    later = ("/notice/21", "Recall of a gel", "2025-11-02")
    with Live(tmp_path) as made:
        watch(made, {"ag/x": made.site.url("news")})
        made.site.files["/news"] = alike(form, NOTICES)
        assert made("check").code == 0
        made.site.files["/news"] = alike(form, [])
        ran = made("check", "--exit-code")
        assert (ran.code, told(made), "held back" in ran.err) == (5, [], True), ran.err
        made.site.files["/news"] = alike(form, [fresh])
        assert (made("check").code, told(made)) == (0, ["Recall of a product"])
        made.site.files["/news"] = alike(form, [later, fresh, *NOTICES])
        assert (made("check").code, told(made)) == (0, ["Recall of a product", "Recall of a gel"])
        assert len(made("list").out.splitlines()) == len(NOTICES) + 2


@pytest.mark.parametrize("count", [1, 2])
def test_lines_with_few_entries_are_still_the_listing(tmp_path: Path, count: int) -> None:
    def lines(entries: Sequence[Entry]) -> Reply:
        body = "<br>".join(f'{day} <a href="{link}">{title}</a>' for link, title, day in entries)
        return Reply(headers=HTML, body=f"<html><body><h1>News</h1><p>{body}</p></body></html>".encode())

    fresh = [(f"/notice/{20 + n}", f"Recall of product {n} of a firm", f"2025-10-0{n}") for n in range(count, 0, -1)]
    with Live(tmp_path) as made:
        watch(made, {"ag/x": made.site.url("news")})
        made.site.files["/news"] = lines(NOTICES)
        made("check")
        made.site.files["/news"] = lines(fresh)
        ran = made("check")
        assert (ran.code, told(made)) == (0, [title for _, title, _ in fresh]), ran.err


def upgraded(live: Live, first: Reply, second: Reply) -> str:
    """Return what a check tells of the second page if an older version has read the first one."""
    watch(live, {"ag/x": live.site.url("news")})
    live.site.files["/news"] = first
    live("check")
    path = live.cache / "state.json"
    state = json.loads(path.read_text())
    state["sources"]["ag/x"].update(reader=3, lists=[])
    path.write_text(json.dumps(state))
    live.site.files["/news"] = second
    told_of = live("check").err
    assert "was read as part of the listing" not in live("check").err, "it is told once"
    assert told(live) == []
    return told_of


def test_a_list_that_an_older_version_read_with_the_listing_is_told_once(tmp_path: Path) -> None:
    with Live(tmp_path) as made:
        shown = upgraded(made, page([*NOTICES, *COURSES], beside=()), page(NOTICES))
    assert "`div.box`, a list with 5 known notices (`Course number 1 for inspectors of sites`)" in shown
    assert 'selectors = { item = "div.box div.one" }' in shown
    assert "another list" not in shown


def test_a_box_with_notices_of_the_listing_is_no_list_that_is_read_no_more(tmp_path: Path) -> None:
    """They were read on another page of the listing, which a look at the first one does not see."""
    with Live(tmp_path) as made:
        shown = upgraded(made, page(NOTICES, beside=()), page(NOTICES[:5], beside=NOTICES[5:]))
    assert "was read as part of the listing" not in shown


def test_the_name_of_a_source_chooses_the_list_below_it_at_the_first_look(tmp_path: Path) -> None:
    with Live(tmp_path) as made:
        watch(made, {"ag/courses": made.site.url("news"), "ag/notices": made.site.url("news")})
        made.site.files["/news"] = page(NOTICES[:6])
        made("check")
        shown = {name: made("list", "--source", name, "--oneline").out for name in ("ag/courses", "ag/notices")}
    assert (shown["ag/courses"].count("Course number"), shown["ag/notices"].count("Notice on matter")) == (5, 6)
