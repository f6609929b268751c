"""An entry that has lost its title for a day keeps it; a title that an editor took from the summary is a change."""

import json
from collections.abc import Callable

import pytest

from support.live import Live
from support.replica import Reply

SUMMARY = "The firm shall stop the sale. It has ten days."
FIRST = "The firm shall stop the sale."
WATCH = '[[watch]]\nname = "all"\non = ["added", "changed"]\nchannels = ["stdout"]\n'


def as_rss(title: str) -> bytes:
    items = "".join(
        f"<item><title>{name}</title><link>https://x.example/n/{n}</link><description>{SUMMARY}</description>"
        "<pubDate>Mon, 01 Sep 2025 08:00:00 GMT</pubDate></item>"
        for n, name in enumerate((title, "Another matter"))
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def as_atom(title: str) -> bytes:
    entries = "".join(
        f'<entry><id>urn:x:{n}</id><title>{name}</title><link href="https://x.example/n/{n}"/>'
        f"<summary>{SUMMARY}</summary><updated>2025-09-01T08:00:00Z</updated></entry>"
        for n, name in enumerate((title, "Another matter"))
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entries}</feed>'.encode()


def as_json(title: str) -> bytes:
    rows = [
        {"title": name, "date": "2025-09-01", "url": f"https://x.example/n/{n}", "description": SUMMARY}
        for n, name in enumerate((title, "Another matter"))
    ]
    return json.dumps(rows).encode()


def as_json_feed(title: str) -> bytes:
    items = [
        {"id": str(n), "title": name, "date_published": "2025-09-01T08:00:00Z", "summary": SUMMARY}
        for n, name in enumerate((title, "Another matter"))
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}).encode()


@pytest.mark.parametrize("form", [as_rss, as_atom, as_json, as_json_feed])
def test_a_lost_title_is_no_change_and_one_that_is_written_is(live: Live, form: Callable[[str], bytes]) -> None:
    def check(title: str) -> str:
        live.site.files["/list"] = Reply(body=form(title))
        return live("check").out

    live.point({}, more=f'[sources."ag/list"]\nurl = "{live.site.url("list")}"\n{WATCH}')
    assert check("A recall") == ""
    assert check("") == check("A recall") == ""
    assert check(FIRST).startswith("all: 1 changed\n")
    assert live.titles() == [FIRST, "Another matter"]
    assert live.sound()


TEXTS = (
    SUMMARY,
    *(f"{name} are called back by their maker. Do not use them." for name in ("Pumps", "Gloves", "Drops")),
)


def in_headings(title: str, link: str, text: str) -> str:
    return f'<li><h3><a href="{link}">{title}</a></h3><time>2025-09-01</time><p>{text}</p></li>'


def in_cards(title: str, link: str, text: str) -> str:
    return f'<li><a href="{link}"><h3>{title}</h3><p>{text}</p><span>2025-09-01</span></a></li>'


def in_rows(title: str, link: str, text: str) -> str:
    return f'<tr><td><a href="{link}">{title}</a></td><td>{text}</td><td>2025-09-01</td></tr>'


def beside_read_more(title: str, link: str, text: str) -> str:
    return f'<li><h3>{title}</h3><p>{text}</p><span>2025-09-01</span><a href="{link}">Read more</a></li>'


@pytest.mark.parametrize("selectors", ["", 'selectors = {item = "li, tr"}\n'])
@pytest.mark.parametrize("row", [in_headings, in_cards, in_rows, beside_read_more])
def test_a_title_that_a_page_of_unknown_layout_has_lost_is_no_change(
    live: Live, row: Callable[[str, str, str], str], selectors: str
) -> None:
    def check(title: str, text: str = SUMMARY) -> str:
        titles = (title, "Another matter", "Third matter to note", "Recall of drops")
        told = (text, *TEXTS[1:])
        rows = "".join(row(name, f"/n/{at}", words) for at, (name, words) in enumerate(zip(titles, told, strict=True)))
        listed = f"<table>{rows}</table>" if row is in_rows else f"<ul>{rows}</ul>"
        live.site.files["/list"] = Reply(body=f"<html><body><h1>Notices</h1>{listed}</body></html>".encode())
        return live("check").out

    live.point({}, more=f'[sources."ag/list"]\nurl = "{live.site.url("list")}"\n{selectors}{WATCH}')
    assert check("Recall of widgets") == ""
    assert check("") == check("Recall of widgets") == ""
    other = "The firm shall go on with the sale. It has ten days."
    assert check("", other).startswith("all: 1 changed\n"), "its text has changed as well"
    assert check("Recall of widgets").startswith("all: 1 changed\n")
    assert check(SUMMARY).startswith("all: 1 changed\n"), "an editor has written it"
    assert live.sound()
