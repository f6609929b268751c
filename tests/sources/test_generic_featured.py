"""The generic source reads the newest entry where a page shows it above its list, in a form of its own."""

import pytest

from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

ROWS = "".join(
    f'<li><a href="/n/{5 - n}.html">Notice on {what} for all makers</a> <span>{19 - n} September 2026</span></li>'
    for n, what in enumerate(("labels", "fees", "lots", "audits", "forms"))
)
LIST = f"<ul>{ROWS}</ul>"
HEADED = '<h2><a href="/n/9.html">Urgent recall of pens</a></h2>'
DAY = "<time>20 September 2026</time>"


def read(body: str) -> list[tuple[str, str | None]]:
    page = Page(content=f"<html><body><main><h1>News</h1>{body}</main></body></html>".encode())
    return [(notice.title, notice.date) for notice in parse(page).notices]


@pytest.mark.parametrize(
    "block",
    [
        f'<div class="featured">{HEADED}{DAY}<p>All pens of one maker are recalled.</p></div>',
        f'<div class="top"><p>{DAY}</p><a href="/n/9.html"><h2>Urgent recall of pens</h2></a></div>',
        f"<section>{HEADED}<p>Published on 20 September 2026</p></section>",
        f'<div>{HEADED}{DAY} <a href="/n/9.html">Read more</a></div>',
    ],
)
def test_a_block_above_the_list_is_an_entry(block: str) -> None:
    entries = read(block + LIST)
    assert len(entries) == 6
    assert entries[0] == ("Urgent recall of pens", "2026-09-20")


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(f"<div>{HEADED}<time>1 March 2026</time></div>", id="older"),
        pytest.param(f"<div>{HEADED.replace('/n/', '/events/')}{DAY}</div>", id="of another part of the site"),
        pytest.param(f"<div>{HEADED.replace('/n/9', '/n/5')}{DAY}</div>", id="in the list"),
        pytest.param(f"<div>{HEADED}</div>", id="without a day"),
        pytest.param(f"<div>{HEADED.replace('h2', 'p')}{DAY}</div>", id="without a heading"),
        pytest.param(
            f"<div>{HEADED}<p>It was found on 20 September 2026 in {'a ' * 9}shop.</p></div>", id="day in prose"
        ),
        pytest.param(f'<div>{HEADED}{DAY}</div><p><a href="/n/8.html"><h3>Stays open late</h3></a>{DAY}</p>', id="two"),
    ],
)
def test_other_blocks_above_a_list_are_none(block: str) -> None:
    assert [title for title, _ in read(block + LIST) if "Notice on" not in title] == []


def test_the_entries_may_lead_to_several_places_of_the_site() -> None:
    rows = ROWS.replace("/n/2", "/press/2").replace("/n/1", "/press/1").replace("/n/3", "/short/3")
    block = f"<div class=last>{HEADED}<p>20 September 2026</p></div>"
    body = f"<div>{block}<div class=all><h3>Others</h3><ul>{rows}</ul></div></div>"
    page = Page(content=f"<html><body><main><h1>News</h1>{body}</main></body></html>".encode())
    listing = parse(page)
    assert [notice.date for notice in listing.notices][:2] == ["2026-09-20", "2026-09-19"]
    assert len(listing.notices) == 6
    assert listing.unlisted == (), "the block around the other entries is no entry"


def test_a_block_below_the_list_is_none() -> None:
    assert len(read(f"{LIST}<div>{HEADED}{DAY}</div>")) == 5
