"""A source that was renamed, or taken out of the configuration, has no say any more."""

import pytest

from support.live import Live
from support.replica import Reply

HTML = {"Content-Type": "text/html; charset=utf-8"}
WATCH = '[[watch]]\nname = "all"\non = ["added", "changed", "withdrawn"]\nchannels = ["stdout"]\n'


def page(*numbers: int, reworded: int | None = None, links: bool = True, look: int = 0) -> Reply:
    """Return a listing that links to another site, as that of a carrier does."""
    rows = "".join(
        f"<li><b>{'Corrected notice' if n == reworded else 'Notice'} on matter {n}</b>"
        f"{f'<a href=https://a.example/n/{n}>Read</a>' if links else ''} <i>2025-09-{20 - n:02}</i></li>"
        for n in numbers
    )
    return Reply(headers=HTML, body=f"<html><body><!--{look}--><ul>{rows}</ul></body></html>".encode())


def configure(live: Live, *names: str) -> None:
    """Make these the only sources, each of the listing with its name behind the `/`; `old` and `new` are of one."""
    urls = {name: live.site.url(name.partition("/")[2].replace("new", "old")) for name in names}
    live.point(
        {},
        more="".join(
            f'[sources."{name}"]\nurl = "{url}"\nselectors = {{ item = "li", title = "b", link = "a", date = "i" }}\n'
            for name, url in urls.items()
        )
        + WATCH,
    )


@pytest.mark.parametrize("now", ["ag/new", "ag/other"], ids=["renamed", "removed"])
def test_words_and_withdrawals_are_told_by_the_source_that_is_left(live: Live, now: str) -> None:
    place = "/old" if now == "ag/new" else "/other"
    live.site.files["/old"] = live.site.files[place] = page(0, 1, 2, 3)
    configure(live, *{"ag/old": 0, "ag/old" if now == "ag/new" else now: 0})
    live("check")
    configure(live, now)
    for _ in range(2):
        assert live("check").out == ""
    # The looks of this test may all be in one second.
    live.remember("ag/old", last_look="2020-01-01T00:00:00Z")
    live.site.files[place] = page(0, 1, 2, 3, reworded=1)
    assert live("check").out.startswith("all: 1 changed\n")
    live.site.files[place] = page(0, 1, 3, reworded=1)
    assert live("check").out == ""
    live.site.files[place] = page(0, 1, 3, reworded=1, look=1)
    assert live("check").out.startswith("all: 1 withdrawn\n")
    assert len(live.titles()) == 3
    assert live.sound()


@pytest.mark.parametrize("links", [True, False])
def test_what_came_before_the_first_look_under_a_new_name_is_told(live: Live, *, links: bool) -> None:
    live.site.files["/old"] = page(3, 4, 5, links=links)
    configure(live, "ag/old")
    live("check")
    configure(live, "ag/new")
    live.site.files["/old"] = page(1, 2, 3, 4, 5, 6, links=links)
    ran = live("check")
    assert ran.out.startswith("all: 2 new\n")
    assert [f"matter {n}\n" in ran.out for n in range(1, 7)] == [True, True, False, False, False, False]
    assert live("check").out == ""
    configure(live, "ag/other")
    live.site.files["/other"] = page(0, 1, 2, links=links)
    assert live("check").out == "", "another listing: its first look is a baseline"


def test_listings_that_are_fetched_by_their_links_keep_their_notices(live: Live) -> None:
    """They are in no configuration, and in use."""
    live.point({}, more=WATCH)
    links = [live.site.url(name) for name in ("one", "two")]
    live.site.files["/one"] = live.site.files["/two"] = page(0, 1, 2, 3)
    live("fetch", *links)
    for look in range(3):
        live.site.files["/one"] = page(0, 1, 3, look=look)
        assert live("fetch", *links).code == 0
    assert live("check", "--no-fetch").out == ""
    assert len(live.titles()) == 4
    for look in range(3):
        live.site.files["/two"] = page(0, 1, 3, look=look)
        assert live("fetch", *links).code == 0
    assert live("check", "--no-fetch").out.startswith("all: 1 withdrawn\n")
