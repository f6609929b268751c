"""A further page without entries ends a listing; one that may hide entries, or tells of an error, is an error."""

import json

import pytest

from support.alert_log import HTML
from support.live import Live
from support.replica import Reply

JSON = {"Content-Type": "application/json"}
SELECTORS = 'selectors = { item = "li.n", title = "a", date = ".date" }\n'
MAPPED = 'json = { items = "data.rows", title = "title", date = "date" }\n'
MENU = '<nav><a href="/">Home</a> <a href="/about">About us</a></nav>'


def rows(*days: int, name: str = "n") -> str:
    return "".join(
        f'<li class={name}><a href="/n/{n}">Inspection of site {n}</a> <span class=date>2025-09-{n:02}</span></li>'
        for n in days
    )


def page(listed: str, more: str = "", *, title: str = "News") -> str:
    frame = f"<html><head><title>{title}</title></head><body>{MENU}<h1>News</h1><ul class=news>{listed}</ul>{more}"
    return f'{frame}<p><a href="/list-1">1</a> <a href="/list-2">2</a></p><footer>© Agency 2026</footer></body></html>'


EMPTY = {
    "an empty list": page(""),
    "words": page("", "<p>No results found.</p><p>Please try another search.</p>"),
    "words in the list": page("<li>There are no items to show.</li>"),
    "words alone": "<html><body><p>暂无数据</p></body></html>",
    "words in a frame": "<html><body><nav>Ergebnisse 17 - 16 von 16</nav><p>Keine Resultate</p></body></html>",
    "no list": f"<html><head><title>News</title></head><body>{MENU}<h1>News</h1></body></html>",
    "another pager": page("", '<a href="/list-2">« Previous</a> <b>3</b>', title="News - page 3"),
    "a list alone": "<ul class=news></ul>",
}
NOT_EMPTY = {
    "another layout": page(rows(8, 7, name="z").replace("<a ", "<a class=big ").replace("ul", "ol")),
    "another layout, and words": page(rows(8, 7, name="z"), "<p>No results found.</p>"),
    "entries without links": page("<li>Inspection of site 8 <i>2025-09-08</i>"),
    "an entry without a date": page('<li class=z><a href="/n/8">Inspection of site 8</a>'),
    "an error in the frame": page("", "<p>An error has occurred.</p>"),
    "an error with words": page("", "<p>Error: no results could be read.</p>"),
    "a title of an error": page("", title="Service unavailable"),
    "a challenge": "<html><head><title>News</title><script>$_ts={}</script></head><body></body></html>",
    "a question": page("", "<p>Please verify that you are a human.</p>"),
    "a login": page("", "<form><p>Password</p><input type=password></form>"),
    "a script": '<html><title>News</title><body><div id="app"></div><script src="a.js"></script></body></html>',
    "a list to come": page("", "<p>Loading…</p>"),
    "a title alone": "<html><head><title>News</title></head><body><div></div></body></html>",
    "nothing at all": "<html><body></body></html>",
    "no byte": "",
}


def publish(live: Live, settings: str, *bodies: str, as_json: bool = False) -> None:
    live.point({}, more=f'[sources."ag/x"]\nurl = "{live.site.url("list-")}{{page}}"\n{settings}')
    for number, body in enumerate(bodies, start=1):
        live.site.files[f"/list-{number}"] = Reply(headers=JSON if as_json else HTML, body=body.encode())


@pytest.mark.parametrize("settings", ["", SELECTORS])
@pytest.mark.parametrize("last", EMPTY.values(), ids=EMPTY)
def test_a_further_page_without_entries_ends_the_listing(live: Live, settings: str, last: str) -> None:
    publish(live, settings, page(rows(12, 11, 10)), page(rows(9, 8, 7)), last)
    ran = live("fetch")
    assert (ran.code, ran.err) == (0, "ag/x: first look, 6 notices recorded as the baseline\n")


@pytest.mark.parametrize("last", NOT_EMPTY.values(), ids=NOT_EMPTY)
def test_a_further_page_that_may_have_entries_is_an_error(live: Live, last: str) -> None:
    publish(live, SELECTORS, page(rows(12, 11, 10)), page(rows(9)), last)
    ran = live("fetch")
    assert (ran.code in {4, 5}, live.titles()) == (True, []), ran.err


def test_an_empty_first_page_stays_an_error(live: Live) -> None:
    publish(live, SELECTORS, EMPTY["words"])
    assert live("fetch").code == 5


def test_a_first_look_that_goes_on_at_an_empty_page_is_whole(live: Live) -> None:
    publish(live, SELECTORS, page(rows(12, 11, 10)), page(rows(9, 8, 7)), NOT_EMPTY["a list to come"])
    assert live("fetch").code == 5
    publish(live, SELECTORS, page(rows(12, 11, 10)), page(rows(9, 8, 7)), EMPTY["an empty list"])
    ran = live("fetch")
    assert (ran.code, len(live.titles())) == (0, 6), ran.err


@pytest.mark.parametrize("settings", ["", MAPPED])
@pytest.mark.parametrize(
    ("last", "ends"),
    [
        ('{"data": {"rows": []}}', True),
        ('{"data": {"rows": null}, "message": "success"}', True),
        ('{"data": {}}', True),
        ("{}", True),
        ("[]", True),
        ("null", True),
        ('{"data": {"rows": null}, "error": "rate limit"}', False),
        ('{"error": "page out of range"}', False),
        ('{"data": {"other": 1}}', False),
    ],
)
def test_a_further_page_of_json_without_a_list_ends_the_listing(
    live: Live, settings: str, last: str, *, ends: bool
) -> None:
    def answer(*days: int) -> str:
        listed = [{"title": f"Inspection of site {n}", "date": f"2025-09-{n:02}"} for n in days]
        return json.dumps({"data": {"rows": listed}})

    publish(live, settings, answer(12, 11), answer(10, 9), last, as_json=True)
    ran = live("fetch")
    assert (ran.code, len(live.titles())) == ((0, 4) if ends else (5, 0)), ran.err
