"""An entry that cannot be read hides at most itself: what is gone elsewhere is found, and what it may be is kept."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.alert_log import HTML, feed
from support.live import Live
from support.replica import Reply, status

WORDS = ["red", "blue", "green", "black", "white", "brown", "pink"]
FORM = '[sources."ag/x"]\nenabled = true\nurl = "{}"\n{}\n'
SELECTORS = 'selectors = { item = "li", title = "a", link = "a", date = ".date" }'
JSON = {"Content-Type": "application/json"}

Rows = list[tuple[int, str]]
"""The numbers and titles of entries; the number decides link and day."""


def _listed(rows: Rows) -> Reply:
    lines = "".join(
        f'<li><a href="/e/{n}">{title}</a> <span class="date">2025-09-{n:02}</span></li>' for n, title in rows
    )
    return Reply(headers=HTML, body=f"<html><body><main><ul>{lines}</ul></main></body></html>".encode())


def _link(n: int, title: str) -> str:
    return f'<a href="/e/{n}">{title}</a>' if title else ""


def _table(rows: Rows) -> Reply:
    lines = "".join(f"<tr><td>2025-09-{n:02}</td><td>{_link(n, title)}</td></tr>" for n, title in rows)
    head = "<tr><th>Date</th><th>Title</th></tr>"
    return Reply(headers=HTML, body=f"<html><body><table>{head}{lines}</table></body></html>".encode())


def _json(rows: Rows) -> Reply:
    results = [
        {"id": n, "title": title or None, "published_at": f"2025-09-{n:02}", "url": f"/e/{n}"} for n, title in rows
    ]
    return Reply(headers=JSON, body=json.dumps({"results": results}).encode())


def _feed(rows: Rows) -> Reply:
    return feed(*((title, f"https://a.example/{n}", f"{n:02} Sep 2025 10:00:00 GMT") for n, title in rows))


def _sheet(rows: Rows) -> Reply:
    lines = "".join(f"{title},2025-09-{n:02},https://a.example/{n}\n" for n, title in rows)
    return Reply(headers={"Content-Type": "text/csv"}, body=f"title,date,url\n{lines}".encode())


def _export(rows: Rows) -> Reply:
    notices = [
        {"title": title or None, "date": f"2025-09-{n:02}", "url": f"https://a.example/{n}"} for n, title in rows
    ]
    return Reply(headers=JSON, body=json.dumps(notices).encode())


def _text(rows: Rows) -> Reply:
    lines = "".join(f"-\n{title}\n2025-09-{n:02}\nhttps://a.example/{n}\n" for n, title in rows)
    return Reply(headers={"Content-Type": "text/plain"}, body=lines.encode())


FORMS: list[tuple[Callable[[Rows], Reply], str]] = [
    (_listed, SELECTORS),
    (_table, ""),
    (_json, ""),
    (_json, 'json = { items = "results", title = "title", date = "published_at", link = "url" }'),
    (_feed, ""),
    (_sheet, ""),
    (_export, ""),
    (_text, ""),
]
NOTICES: Rows = [(20 - at, f"Circular {word} on some matter") for at, word in enumerate(WORDS)]
GREEN = NOTICES[2][1]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with Live(tmp_path) as made:
        made.point({}, more=FORM.format(made.site.url("list"), SELECTORS))
        yield made


def _looks(live: Live, page: Reply, times: int = 3) -> list[str]:
    """Look at the page so often, and return the withdrawn titles."""
    live.site.files["/list"] = page
    for _ in range(times):
        done = live("fetch")
        assert done.code == 0, done.err
    return live.titles("--withdrawn")


def _untitled(rows: Rows, *numbers: int) -> Rows:
    return [(n, "" if n in numbers else title) for n, title in rows]


@pytest.mark.parametrize(("form", "settings"), FORMS)
def test_what_is_gone_elsewhere_is_found(live: Live, form: Callable[[Rows], Reply], settings: str) -> None:
    live.point({}, more=FORM.format(live.site.url("list"), settings))
    rows = [(21, ""), *NOTICES]
    _looks(live, form(rows), 1)
    assert "title" in live("fetch", "--full").err
    rows.remove(NOTICES[2])
    assert _looks(live, form(rows), 1) == []
    assert _looks(live, form(rows), 1) == [GREEN]


@pytest.mark.parametrize(("form", "settings"), FORMS)
def test_an_entry_whose_title_broke_is_not_gone(live: Live, form: Callable[[Rows], Reply], settings: str) -> None:
    live.point({}, more=FORM.format(live.site.url("list"), settings))
    _looks(live, form(NOTICES), 1)
    assert _looks(live, form(_untitled(NOTICES, 18))) == []
    live("fetch", "--full")
    assert _looks(live, form(NOTICES)) == []


def test_what_is_gone_where_another_cannot_be_read_is_found_once_that_is_mended(live: Live) -> None:
    """Until then nobody knows which of the two the entry is."""
    _looks(live, _listed(NOTICES), 1)
    assert _looks(live, _listed([*NOTICES[:2], (18, ""), *NOTICES[3:]])) == []
    assert _looks(live, _listed([*NOTICES[:2], *NOTICES[3:]]), 1) == []
    assert _looks(live, _listed([*NOTICES[:2], *NOTICES[3:]]), 1) == [GREEN]


def test_an_entry_without_title_at_the_edge_of_a_page_hides_what_was_there(live: Live) -> None:
    """The first one of page 2 stands between the last of page 1 and the second of page 2."""
    pager = '<a rel="next" href="/list-2">Next</a>'

    def publish(rows: Rows) -> Reply:
        first, second = _listed(rows[:3]), _listed(rows[3:])
        live.site.files["/list-2"] = second
        return Reply(headers=HTML, body=first.body.replace(b"</main>", f"{pager}</main>".encode()))

    _looks(live, publish(NOTICES), 1)
    for broken in (17, 18):
        page = publish(_untitled(NOTICES, broken))
        for _ in range(3):
            live("fetch", "--full")
            assert _looks(live, page, 1) == []


def test_a_look_that_failed_half_way_forgets_no_order(live: Live) -> None:
    """Page 1 alone says nothing of what was gone from further pages, or between them."""
    pager = '<a rel="next" href="/list-2">Next</a>'
    newer: Rows = [(24 - at, f"Newer notice number {at}") for at in range(3)]

    def publish(rows: Rows) -> Reply:
        live.site.files["/list-2"] = _listed(rows[3:])
        return Reply(headers=HTML, body=_listed(rows[:3]).body.replace(b"</main>", f"{pager}</main>".encode()))

    _looks(live, publish(NOTICES), 1)
    rest = [*newer, *NOTICES[:2], *NOTICES[3:]]
    live.site.files["/list"] = publish(rest)
    live.site.fault("/list-2", status(503), times=1)
    assert live("fetch").code == 4
    assert _looks(live, publish(rest), 1) == []
    live.remember("ag/x", last_full=None)
    assert _looks(live, publish(rest), 1) == [GREEN]


def test_a_note_without_a_line_break_below_a_sheet_hides_none_of_its_rows(live: Live) -> None:
    """It may be a row that was cut off, so it is no notice; what is new or gone above it is found at each look."""
    live.point({}, more=FORM.format(live.site.url("list"), ""))

    def publish(rows: Rows) -> Reply:
        page = _sheet(rows)
        return Reply(headers=page.headers, body=page.body + b"Source: the agency")

    _looks(live, publish(NOTICES), 1)
    new = [(21, "Circular on a new matter"), *NOTICES]
    assert _looks(live, publish(new), 1) == []
    assert live.titles() == [title for _, title in new]
    new.remove(NOTICES[2])
    assert _looks(live, publish(new), 2) == [GREEN]
    assert "`Source: the agency`" in live("fetch", "--full").err
