"""Sources that are renamed, taken out of the configuration, replaced, or read from another address."""

import json
from collections.abc import Collection
from datetime import UTC, datetime

import pytest

from cdetrack.cli import context
from support.live import Live
from support.replica import Reply

HTML = {"Content-Type": "text/html; charset=utf-8"}
WATCH = '[[watch]]\nname = "all"\non = ["added", "changed", "withdrawn"]\nchannels = ["stdout"]\n'


def page(
    *numbers: int,
    reworded: int | None = None,
    links: bool = True,
    look: int = 0,
    word: str = "Notice",
    undated: Collection[int] = (),
) -> Reply:
    """Return a listing that links to another site, as that of a carrier does."""
    rows = "".join(
        f"<li><b>{'Corrected notice' if n == reworded else word} on matter {n}</b>"
        f"{f'<a href=https://a.example/n/{n}>Read</a>' if links else ''} "
        f"<i>{'' if n in undated else f'2025-09-{20 - n:02}'}</i></li>"
        for n in numbers
    )
    return Reply(headers=HTML, body=f"<html><body><!--{look}--><ul>{rows}</ul></body></html>".encode())


def configure(live: Live, *names: str, **places: str) -> None:
    """Make these the only sources, each of the listing with its name behind the `/`; `old` and `new` are of one.

    `places` has those of other addresses.
    """
    urls = {name: live.site.url(name.partition("/")[2].replace("new", "old")) for name in names}
    urls |= {f"ag/{name}": live.site.url(place) for name, place in places.items()}
    live.point(
        {},
        more="".join(
            f'[sources."{name}"]\nurl = "{url}"\nselectors = {{ item = "li", title = "b", link = "a", date = "i" }}\n'
            for name, url in urls.items()
        )
        + WATCH,
    )


@pytest.mark.parametrize("undated", [(), (3, 4, 5)], ids=["dated", "undated"])
@pytest.mark.parametrize("links", [True, False], ids=["links", "bare"])
@pytest.mark.parametrize("first", [True, False], ids=["goes", "comes"])
def test_a_badge_that_comes_or_goes_with_the_name_makes_no_news(
    live: Live, undated: Collection[int], *, links: bool, first: bool
) -> None:
    def badged(reply: Reply) -> Reply:
        return Reply(headers=HTML, body=reply.body.replace(b">Notice on matter 4", b">NEW Notice on matter 4"))

    usual = page(3, 4, 5, links=links, undated=undated)
    live.site.files["/old"] = badged(usual) if first else usual
    configure(live, "ag/old")
    live("check")
    configure(live, "ag/new")
    live.site.files["/old"] = usual if first else badged(usual)
    assert live("check").out == ""


def test_an_entry_with_a_badge_is_news_under_a_new_name_beside_the_title_without_it(live: Live) -> None:
    live.site.files["/old"] = usual = page(3, 4, 5)
    configure(live, "ag/old")
    live("check")
    configure(live, "ag/new")
    beside = b"<ul><li><b>NEW Notice on matter 3</b><a href=https://a.example/n/9>Read</a> <i>2025-09-17</i></li>"
    live.site.files["/old"] = Reply(headers=HTML, body=usual.body.replace(b"<ul>", beside))
    assert live("check").out.startswith("all: 1 new\n")


@pytest.mark.parametrize("now", ["ag/new", "ag/other"], ids=["renamed", "removed"])
def test_words_and_withdrawals_are_told_by_the_source_that_is_left(live: Live, now: str) -> None:
    place = "/old" if now == "ag/new" else "/other"
    live.site.files["/old"] = live.site.files[place] = page(0, 1, 2, 3)
    configure(live, *{"ag/old": 0, "ag/old" if now == "ag/new" else now: 0})
    live("check")
    configure(live, now)
    for _ in range(2):
        assert live("check").out == ""
    live.site.files[place] = page(0, 1, 2, 3, reworded=1)
    assert live("check").out.startswith("all: 1 changed\n")
    live.site.files[place] = page(0, 1, 3, reworded=1)
    assert live("check").out == ""
    live.site.files[place] = page(0, 1, 3, reworded=1, look=1)
    assert live("check").out.startswith("all: 1 withdrawn\n")
    assert len(live.titles()) == 3
    assert live.sound()


@pytest.mark.parametrize("back", [False, True], ids=["to a new name", "to the name before"])
@pytest.mark.parametrize("again", [False, True], ids=["reworded", "used again"])
def test_a_title_that_is_reworded_together_with_the_name_of_its_source_is_no_news(
    live: Live, *, again: bool, back: bool
) -> None:
    """Unless its page was used again: another title on another day, as everywhere."""
    if back:
        live.site.files["/old"] = page(5, 6)
        configure(live, "ag/new")
        live("check")
    live.site.files["/old"] = page(3, 4, 5)
    configure(live, "ag/old")
    live("check")
    configure(live, "ag/new")
    body = page(3, 4, 5, reworded=4).body
    other = body.replace(b"2025-09-16", b"2025-09-19").replace(b"Corrected notice on matter 4", b"Fees of laboratories")
    live.site.files["/old"] = Reply(headers=HTML, body=other if again else body)
    assert live("check").out.startswith("all: 1 new\n") is again


@pytest.mark.parametrize("before", ["by link", "by another name"])
def test_what_comes_with_a_further_name_of_a_listing_in_use_is_told(live: Live, before: str) -> None:
    live.site.files["/old"] = page(3, 4, 5)
    names = () if before == "by link" else ("ag/old",)
    live.point({"ag/old": live.site.url("old")} if names else {}, more=WATCH)
    live(*("check",) if names else ("fetch", live.site.url("old")))
    live.site.files["/old"] = page(2, 3, 4, 5)
    live.point(dict.fromkeys(("ag/a", *names), live.site.url("old")), more=WATCH)
    assert live("check").out.startswith("all: 1 new\n")


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


@pytest.mark.parametrize("posted", [4, 5], ids=["by the first look under it", "later"])
def test_what_another_source_had_shown_at_its_first_look_is_told_when_a_renamed_one_posts_it(
    live: Live, monkeypatch: pytest.MonkeyPatch, posted: int
) -> None:
    """Under its old name the source was there first: without the other one, the watch would be told."""

    def check(day: int) -> str:
        monkeypatch.setattr(context, "clock", lambda: datetime(2025, 9, 20 + day, 6, tzinfo=UTC))
        return live("check").out

    live.site.files["/old"], live.site.files["/other"] = page(3, 4, 5), page(1, 7, 8)
    configure(live, "ag/old")
    assert check(1) == ""
    configure(live, "ag/old", "ag/other")
    assert check(2) == ""
    for day in (3, 4, 5, 6):
        configure(live, "ag/new", "ag/other")
        live.site.files["/old"] = page(*[1][: day >= posted], 3, 4, 5, look=day)
        if posted == 4 and day == 3:
            continue
        assert check(day).startswith("all: 1 new\n") == (day == posted), day


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


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """Let the program run on this day of a month."""
    monkeypatch.setattr(context, "clock", lambda: datetime(2026, 11, day, 6, tzinfo=UTC))


def serve(live: Live, place: str, *numbers: int, look: int) -> None:
    """Put a listing there that is read without any settings."""
    rows = "".join(f"<li><a href=https://a.example/{n}>Notice {n}</a> <i>2025-09-{20 - n}</i></li>" for n in numbers)
    live.site.files[place] = Reply(headers=HTML, body=f"<html><!--{look}--><ul>{rows}</ul></html>".encode())


def test_a_listing_that_is_seldom_fetched_by_its_link_keeps_its_notices(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.point({}, more=f'[sources."ag/one"]\nurl = "{live.site.url("one")}"\n{WATCH}')
    for place in ("/one", "/two"):
        serve(live, place, 0, 1, 2, 3, look=0)
    at(monkeypatch, 1)
    live("check")
    live("fetch", live.site.url("two"))
    for day in (2, 3, 4):
        at(monkeypatch, day)
        serve(live, "/one", 0, 1, 3, look=day)
        assert live("check").out == "", "the other listing still has it, as far as anybody knows"
    for day in (5, 6):
        at(monkeypatch, day)
        serve(live, "/two", 0, 1, 3, look=day)
        live("fetch", live.site.url("two"))
    assert live("check").out.startswith("all: 1 withdrawn\n")


def test_entries_without_a_day_are_known_under_a_new_name_by_their_titles(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 1)
    live.site.files["/old"] = page(1, 2, 3, 4, undated=[2, 3])
    configure(live, "ag/old")
    live("check")
    at(monkeypatch, 2)
    configure(live, "ag/new")
    live.site.files["/old"] = page(0, 1, 2, 3, 4, 5, undated=[0, 2])
    ran = live("check")
    assert ran.out.startswith("all: 1 new\n")
    assert "matter 0" in ran.out


def test_a_notice_is_known_under_a_new_name_by_the_words_of_the_former_one(live: Live) -> None:
    """The other source that shows it words it in its own way."""
    live.site.files["/other"] = live.site.files["/old"] = page(1, 2, 3)
    configure(live, "ag/other", "ag/old")
    live("fetch", "ag/other")
    live("check")
    live.site.files["/old"] = page(1, 2, 3, word="Announcement")
    assert live("check").out == ""
    configure(live, "ag/other", "ag/new")
    live.site.files["/old"] = page(0, 1, 2, 3, word="Announcement")
    assert live("check").out.startswith("all: 1 new\n")


def test_a_listing_that_was_tried_by_its_link_before_it_was_configured_has_one_say(live: Live) -> None:
    live.point({}, more=WATCH)
    serve(live, "/one", 0, 1, 2, 3, look=0)
    live("fetch", live.site.url("one"))
    headers = 'headers = { "Accept-Language" = "en" }\n'
    live.point({}, more=f'[sources."ag/one"]\nurl = "{live.site.url("one")}"\n{headers}{WATCH}')
    told = []
    for look, numbers in enumerate([(0, 1, 2, 3), (0, 1, 3), (0, 1, 3), (0, 1, 3)], 1):
        serve(live, "/one", *numbers, look=look)
        told.append(live("check").out.partition("\n")[0])
    assert told == ["", "", "all: 1 withdrawn", ""]
    assert len(live.titles()) == 3


def test_a_source_that_is_disabled_for_another_of_its_listing_has_no_say(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.site.files["/old"] = page(0, 1, 2, 3)
    configure(live, "ag/old")
    at(monkeypatch, 1)
    live("check")
    configure(live, "ag/old", "ag/new")
    of_old = '[sources."ag/old"]\n'
    live.config.write_text(live.config.read_text().replace(of_old, f"{of_old}enabled = false\n"))
    told = []
    for day, numbers in enumerate([(-1, 0, 1, 2, 3), (-1, 0, 1, 2, 3), (-1, 0, 1, 3), (-1, 0, 1, 3), (-1, 0, 1, 3)], 2):
        at(monkeypatch, day)
        live.site.files["/old"] = page(*numbers, look=day)
        told.append(live("check").out.partition("\n")[0])
    assert told == ["all: 1 new", "", "", "all: 1 withdrawn", ""]


@pytest.mark.parametrize("edit", ["enabled = false", "enabled = false, other settings", "in 0.2.0", "removed in 0.2.0"])
def test_a_source_that_is_disabled_has_no_say_whatever_its_settings(live: Live, edit: str) -> None:
    """Nor has one that was disabled or removed before an upgrade: that version kept no note of it."""
    live.site.files["/old"] = live.site.files["/other"] = page(0, 1, 2, 3)
    configure(live, "ag/old", "ag/other")
    live("check")
    of_old = '[sources."ag/old"]\n'
    if edit == "removed in 0.2.0":
        configure(live, "ag/other")
    else:
        off = f"{of_old}enabled = false\n"
        off += 'headers = { "Accept-Language" = "en" }\n' if "settings" in edit else ""
        live.config.write_text(live.config.read_text().replace(of_old, off))
    if "0.2.0" in edit:
        path = live.cache / "state.json"
        path.write_text(path.read_text().replace('"configured": true, ', "").replace('"configured": false, ', ""))
    told = []
    for look, numbers in enumerate([(0, 1, 3), (0, 1, 3), (0, 1, 3)], 1):
        live.site.files["/other"] = page(*numbers, reworded=1, look=look)
        told.append(live("check").out.partition("\n")[0])
    assert told == ["all: 1 changed", "all: 1 withdrawn", ""]


OF_THE_FIRST = ("etag", "last_modified", "validates", "last_look", "last_success", "last_full", "missed", "unread")
"""What cdetrack 0.1 kept of a source."""


def test_a_source_that_is_renamed_at_the_upgrade_from_0_1_tells_its_news(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(day: int, *numbers: int) -> str:
        live.site.files["/old"] = page(*numbers)
        monkeypatch.setattr(context, "clock", lambda: datetime(2025, 9, day, 6, tzinfo=UTC))
        return live("check").out.partition("\n")[0]

    configure(live, "ag/old")
    assert check(20, 1, 2, 3) == ""
    old = {name: live.state("ag/old")[name] for name in OF_THE_FIRST}
    (live.cache / "state.json").write_text(json.dumps({"schema": 1, "sources": {"ag/old": old}, "cursors": {}}))
    configure(live, "ag/new")
    assert check(21, -1, 1, 2, 3) == "all: 1 new"
    assert check(22, -1, 1, 2, 3, 9) == "all: 1 new"


def test_a_disabled_source_that_is_fetched_by_its_name_keeps_its_notices(live: Live) -> None:
    live.site.files["/old"] = live.site.files["/other"] = page(0, 1, 2, 3)
    configure(live, "ag/old", "ag/other")
    of_old = '[sources."ag/old"]\n'
    live.config.write_text(live.config.read_text().replace(of_old, f"{of_old}enabled = false\n"))
    live("check")
    live("fetch", "ag/old")
    for look in (1, 2, 3):
        live.site.files["/other"] = page(0, 1, 3, look=look)
        assert live("check").out == ""


def test_a_listing_that_0_2_0_fetched_by_its_link_keeps_its_notices(live: Live) -> None:
    live.point({}, more=f'[sources."ag/one"]\nurl = "{live.site.url("one")}"\n{WATCH}')
    for place in ("/one", "/two"):
        serve(live, place, 0, 1, 2, 3, look=0)
    live("fetch", live.site.url("two"))
    live("check")
    path = live.cache / "state.json"
    path.write_text(path.read_text().replace('"configured": true, ', "").replace('"configured": false, ', ""))
    for look in (1, 2, 3):
        serve(live, "/one", 0, 1, 3, look=look)
        assert live("check").out == ""


def posted(*days: int, links: bool = True) -> Reply:
    """Return a listing of notices that are named and dated by these days of November 2026; 0 is one without a date."""
    rows = "".join(
        f"<li><b>Notice on matter {n}</b>{f'<a href=https://a.example/n/{n}>Read</a>' if links else ''} "
        f"<i>{f'2026-11-{n:02}' if n else ''}</i></li>"
        for n in days
    )
    return Reply(headers=HTML, body=f"<html><body><ul>{rows}</ul></body></html>".encode())


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("lost", [False, True])
def test_what_came_since_the_last_look_at_the_sources_that_a_new_one_replaces_is_told(
    live: Live, monkeypatch: pytest.MonkeyPatch, *, links: bool, lost: bool
) -> None:
    """A site made one list of two: name and address are new, and the state of the old ones may be lost."""
    live.site.files["/one"], live.site.files["/two"] = posted(18, 10, 4, links=links), posted(17, 9, 3, links=links)
    configure(live, "ag/one", "ag/two")
    at(monkeypatch, 20)
    assert live("check").out == ""
    if lost:
        (live.cache / "state.json").unlink()
    configure(live, "ag/both")
    live.site.files["/both"] = posted(21, 0, 18, 17, 16, 10, 9, 4, 3, 2, links=links)
    at(monkeypatch, 22)
    ran = live("check")
    assert ran.out.startswith("all: 1 new\n")
    assert "matter 21\n" in ran.out, "16 may have been posted before"
    assert live("check").out == ""


@pytest.mark.parametrize("links", [True, False])
def test_what_came_since_the_last_look_at_a_source_that_its_site_divided_is_told(
    live: Live, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    live.site.files["/both"] = posted(18, 17, 16, 10, 9, 4, 3, 2, links=links)
    configure(live, "ag/both")
    at(monkeypatch, 20)
    assert live("check").out == ""
    configure(live, "ag/one", "ag/two", "ag/three")
    live.site.files["/one"], live.site.files["/two"] = (
        posted(21, 18, 16, 9, links=links),
        posted(22, 17, 10, links=links),
    )
    live.site.files["/three"] = posted(19, 12, 11, 10, links=links)
    at(monkeypatch, 22)
    ran = live("check")
    assert ran.out.startswith("all: 2 new\n")
    assert "matter 19" not in ran.out, "that list is another one"
    assert live("check").out == ""


@pytest.mark.parametrize(
    ("left", "shown"),
    [(["ag/new"], [21, 18, 17, 16]), (["ag/one", "ag/new"], [21, 18, 10, 4])],
    ids=["it lists few of the same", "both are in use"],
)
def test_a_new_source_that_replaces_none_has_a_baseline(
    live: Live, monkeypatch: pytest.MonkeyPatch, left: list[str], shown: list[int]
) -> None:
    live.site.files["/one"] = posted(18, 10, 4)
    configure(live, "ag/one")
    at(monkeypatch, 20)
    live("check")
    configure(live, *left)
    live.site.files["/old"] = posted(*shown)
    at(monkeypatch, 22)
    assert live("check").out == ""


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("lost", [False, True])
def test_a_source_replaces_only_the_last_one_of_a_listing(
    live: Live, monkeypatch: pytest.MonkeyPatch, *, links: bool, lost: bool
) -> None:
    """What came since the last look at the one before that was told, or is older than the last look."""
    live.site.files["/one"] = posted(4, 3, 2, links=links)
    configure(live, "ag/one")
    at(monkeypatch, 5)
    live("check")
    configure(live, "ag/two")
    for day, days in ((8, (7, 4, 3, 2)), (16, (15, 12, 7, 4, 3, 2))):
        at(monkeypatch, day)
        live.site.files["/two"] = posted(*days, links=links)
        assert "new\n" in live("check").out
    live.site.files["/three"] = posted(17, 15, 14, 12, 7, 4, 3, 2, links=links)
    at(monkeypatch, 18)
    configure(live, "ag/two", "ag/three")
    assert live("check", "--dry-run").out == "", "a source beside another one in use has a baseline"
    configure(live, "ag/three")
    if lost:
        (live.cache / "state.json").unlink()
    ran = live("check")
    assert ran.out.startswith("all: 1 new\n")
    assert "matter 17\n" in ran.out


def test_a_source_of_0_2_0_that_is_renamed_at_the_upgrade_is_known_by_its_notices(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That version kept no digest of the settings."""
    live.site.files["/old"] = posted(18, 10, 4)
    configure(live, "ag/old")
    at(monkeypatch, 20)
    live("check")
    path = live.cache / "state.json"
    state = json.loads(path.read_text())
    for name in ("settings", "order_settings", "full_settings", "configured"):
        del state["sources"]["ag/old"][name]
    path.write_text(json.dumps(state))
    configure(live, "ag/new")
    live.site.files["/old"] = posted(21, 18, 10, 4)
    at(monkeypatch, 22)
    assert live("check").out.startswith("all: 1 new\n")


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("swap", [True, False], ids=["two exchange their addresses", "one gets another"])
def test_of_another_listing_under_an_old_name_only_what_came_since_the_last_look_is_told(
    live: Live, monkeypatch: pytest.MonkeyPatch, *, links: bool, swap: bool
) -> None:
    live.site.files["/one"], live.site.files["/two"] = posted(18, 10, 4, links=links), posted(17, 9, 3, links=links)
    before, after = ({"a": "one", "b": "two"}, {"a": "two", "b": "one"}) if swap else ({"a": "one"}, {"a": "two"})
    configure(live, **before)
    at(monkeypatch, 20)
    assert live("check").out == ""
    configure(live, **after)
    live.site.files["/two"] = posted(21, 17, 9, 3, links=links)
    at(monkeypatch, 22)
    ran = live("check")
    assert ran.out.startswith("all: 1 new\n")
    assert "matter 21\n" in ran.out
    assert live("check").out == ""
