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
