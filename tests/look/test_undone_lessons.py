"""What a look has learnt of its source is forgotten when the look is taken back: the source is read as before it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cdetrack.cli import context
from cdetrack.store.writer import Writer
from cdetrack.text.days import today
from support.alert_log import HTML, feed, told, watch
from support.disk import cut_off
from support.live import Live
from support.replica import Reply, redirect
from support.two_lists import COURSES, NOTICES, looked_at, page

RECALL = ("/notice/20", "Recall of a product", "2025-10-02")
ALERT = ("/notice/21", "Safety alert on a syrup", "2025-10-03")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """Yield the program after a first look at the usual page."""
    with looked_at(tmp_path) as made:
        yield made


def lessons(live: Live) -> dict[str, Any]:
    """Return what decides how the source is read and judged."""
    names = "kind place lists ended tokens further reader date_order read_in gap since_gap order missed last_new"
    return {name: value for name, value in live.state("ag/x").items() if name in names.split()}


def accepted(live: Live) -> None:
    """Accept what the page shows, by mistake, and take it back."""
    assert live("fetch", "--accept").code == 0
    assert live("undo").code == 0


def test_a_list_that_was_accepted_by_mistake_is_not_the_listing(live: Live) -> None:
    before = lessons(live)
    live.site.files["/news"] = page([])
    accepted(live)
    assert lessons(live) == before
    ran = live("check", "--exit-code")
    assert (ran.code, "held back" in ran.err, told(live)) == (5, True, [])
    live.site.files["/news"] = page([RECALL, *NOTICES])
    assert live("check").code == 0
    assert (told(live), len(live.titles())) == (["Recall of a product"], 10)
    assert live.sound()


def test_it_is_said_that_a_page_which_was_accepted_without_a_new_entry_stays(live: Live) -> None:
    usual = live.site.files["/news"]
    assert "from now on" not in live("fetch", "--accept").err
    rows = "".join(f'<tr><td><a href="{link}">{title}</a></td><td>{day}</td></tr>' for link, title, day in NOTICES)
    live.site.files["/news"] = Reply(headers=HTML, body=f"<html><body><table>{rows}</table></body></html>".encode())
    ran = live("fetch", "--accept")
    assert (ran.code, "read from the accepted page from now on" in ran.err) == (0, True)
    assert "`undo` cannot take that back" in ran.err
    live.site.files["/news"] = usual
    assert "read from the accepted page from now on" in live("fetch", "ag/x", "--accept").err


@pytest.mark.parametrize("kind", ["kind", "place", "cut"])
def test_a_page_that_was_accepted_by_mistake_is_not_what_is_expected(live: Live, kind: str) -> None:
    before = lessons(live)
    if kind == "kind":
        live.site.files["/news"] = feed(("Course for inspectors", "https://a.example/1", ""))
    elif kind == "place":
        live.site.files["/other"] = page([], beside=COURSES)
        live.site.fault("/news", redirect("/other"), times=1)
    else:
        live.site.files["/news"] = Reply(headers=HTML, body=page([RECALL, *NOTICES]).body.partition(b"</ul>")[0])
    accepted(live)
    assert lessons(live) == before
    live.site.files["/news"] = page([ALERT, *NOTICES])
    ran = live("check")
    assert (ran.code, told(live)) == (0, ["Safety alert on a syrup"]), ran.err
    assert live.sound()


def test_a_look_before_others_is_taken_back_without_what_they_have_learnt(live: Live) -> None:
    """The box that was accepted is forgotten, the design that the site has had since is not."""
    live.site.files["/news"] = page([])
    live("fetch", "--accept")
    live.site.files["/news"] = page(NOTICES, name="posts", beside=[])
    assert live("check").code == 0
    live.site.files["/news"] = page([RECALL, *NOTICES], name="posts", beside=[])
    assert live("check").code == 0
    assert live.state("ag/x")["lists"] == ["div.box div.one", "ul.posts li"]
    assert live("undo", 2).code == 0
    assert live.state("ag/x")["lists"] == ["ul.notices li", "ul.posts li"]
    live.site.files["/news"] = page([])
    assert "held back" in live("check").err
    live("undo")
    assert live.state("ag/x")["lists"] == ["ul.notices li", "ul.posts li"], "a look without changes has found it"


def test_the_next_look_finds_what_is_gone_since_the_one_before(live: Live) -> None:
    live.site.files["/news"] = page([])
    accepted(live)
    live.site.files["/news"] = page([*NOTICES[:4], *NOTICES[5:]])
    for _ in range(2):
        assert live("check").code == 0
    assert live.titles("--withdrawn") == [NOTICES[4][1]]


def test_a_look_that_is_taken_back_is_none_that_missed_a_notice(live: Live) -> None:
    live.site.files["/news"] = page([RECALL, *NOTICES[:4], *NOTICES[5:]])
    live("check")
    live("undo")
    live("check")
    assert live.titles("--withdrawn") == []
    live.site.files["/news"] = page([RECALL, *NOTICES[:4], *NOTICES[5:]], beside=[])
    live("check")
    assert live.titles("--withdrawn") == [NOTICES[4][1]]


def test_the_time_of_the_last_news_is_that_before(live: Live) -> None:
    times = [live.state("ag/x")["last_new"]]
    for shown in ([RECALL, *NOTICES], [ALERT, RECALL, *NOTICES]):
        live.site.files["/news"] = page(shown)
        live("check")
        times.append(live.state("ag/x")["last_new"])
    for before in times[1::-1]:
        live("undo")
        assert live.state("ag/x")["last_new"] == before


def test_an_order_of_day_and_month_that_another_page_proved_is_none(tmp_path: Path) -> None:
    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("news")})
        days = [(link, title, f"0{n}/03/2025") for n, (link, title, _) in enumerate(NOTICES[:5], 1)]
        live.site.files["/news"] = page(days, beside=[])
        live("check")
        guessed = [each["date"] for each in live("list", "--each", "--json").json()]
        live.site.files["/news"] = page([("/other/1", "Course for inspectors", "02/28/2025")], beside=[])
        live("check")
        assert live.state("ag/x")["date_order"] == "mdy"
        live("undo")
        live.site.files["/news"] = page([("/notice/8", RECALL[1], "14/03/2025"), *days], beside=[])
        live("check")
        assert live.state("ag/x")["date_order"] == "dmy"
        assert [each["date"] for each in live("list", "--each", "--json").json()] == ["2025-03-14", *guessed]
        assert told(live)[-1] == "Recall of a product"


@pytest.mark.parametrize("place", ["before", "after"])
def test_an_undo_that_is_cut_off_has_forgotten_it(live: Live, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    live.site.files["/news"] = page([])
    live("fetch", "--accept")
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "append", cut_off(place))
        assert live("undo").code != 0
    if place == "before":
        assert live("undo").code == 0
    assert "held back" in live("check").err
    live.site.files["/news"] = page([RECALL, *NOTICES])
    assert live("check").code == 0
    assert (told(live), len(live.titles())) == (["Recall of a product"], 10)


@pytest.mark.parametrize("after", ["fetch", "repair"])
def test_what_a_look_has_learnt_is_forgotten_with_it_when_an_older_history_is_restored(
    live: Live, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    files = {name: (live.cache / name).read_bytes() for name in ("history.jsonl", "notices.json")}
    monkeypatch.setattr(context, "clock", lambda: datetime.now(UTC) + timedelta(days=1))
    live.site.files["/news"] = page([])
    live("fetch", "--accept")
    for name, content in files.items():
        (live.cache / name).write_bytes(content)
    if after == "repair":
        live("doctor", "--repair")
    live.site.files["/news"] = page([RECALL, *NOTICES])
    assert live("check").code == 0
    assert (told(live), len(live.titles())) == (["Recall of a product"], 10)
    assert live.sound()


def test_it_is_said_that_what_a_look_of_an_earlier_version_has_learnt_is_not_known(live: Live) -> None:
    live.site.files["/news"] = page([])
    live("fetch", "--accept")
    live.remember("ag/x", learnt=[], learnt_since=None)
    ran = live("undo")
    assert "not known what that look has learnt of how ag/x is read" in ran.err
    assert "`cdetrack fetch ag/x --accept`" in ran.err


def test_what_only_a_first_look_that_is_taken_back_had_shown_is_new_when_it_comes_later(live: Live) -> None:
    """The look after the undo is the baseline, and it did not show it."""
    live("undo")
    live.site.files["/news"] = page(NOTICES[1:])
    live("check")
    assert told(live) == []
    live.site.files["/news"] = page(NOTICES)
    live("check")
    assert told(live) == [NOTICES[0][1]]


def test_what_was_posted_since_a_first_look_that_is_taken_back_is_told(live: Live) -> None:
    """Most of the others were there before; what is older than the newest of them may have been there as well."""
    live("undo")
    old = ("/notice/1", "An older notice", "2020-01-02")
    live.site.files["/news"] = page([RECALL, *NOTICES[:-1], old])
    live("check")
    assert told(live) == ["Recall of a product"]
    live("check")
    assert (told(live), len(live.titles())) == (["Recall of a product"], len(NOTICES) + 1)


def test_what_was_posted_since_a_first_look_is_told_though_the_list_got_other_ids(tmp_path: Path) -> None:
    """Numbers that count down to the last entry look like those of rows, and like ids once one is missing."""

    def listed(*numbers: int) -> Reply:
        rows = [{"id": n, "title": f"Notice on matter {n}", "date": f"2025-09-{n:02}"} for n in numbers]
        return Reply(headers={"Content-Type": "application/json"}, body=json.dumps({"rows": rows}).encode())

    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("news")})
        live.site.files["/news"] = listed(6, 5, 4, 3, 2, 1)
        live("check")
        live("undo")
        live.site.files["/news"] = listed(8, 6, 5, 4, 3, 2)
        live("check")
        assert told(live) == ["Notice on matter 8"]


@pytest.mark.parametrize("badges", [("", " NEW"), (" NEW", "")])
def test_what_a_first_look_that_is_taken_back_had_shown_is_no_news_by_a_badge(
    tmp_path: Path, badges: tuple[str, str]
) -> None:
    """Where all links move, title and day alone tell; the same title with a badge beside it is a notice of its own."""

    def listed(folder: str, *titles: str) -> Reply:
        rows = [*titles, *(f"Notice on matter {n}" for n in "abc")]
        lines = "".join(f"{title},2025-09-05,https://a.example/{folder}{at}\n" for at, title in enumerate(rows))
        return Reply(headers={"Content-Type": "text/csv"}, body=f"title,date,url\n{lines}".encode())

    before, after = (f"Notice on a drug{badge}" for badge in badges)
    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("news")})
        live.site.files["/news"] = listed("x", before)
        live("check")
        live("undo")
        live.site.files["/news"] = listed("y", after)
        live("check")
        assert told(live) == []
        live("undo")
        live.site.files["/news"] = listed("z", after, "Notice on a drug HOT", "Recall of a syrup")
        live("check")
        assert sorted(told(live)) == ["Notice on a drug HOT", "Recall of a syrup"]


def test_what_a_first_look_that_is_taken_back_had_shown_was_not_posted_since_an_empty_answer(tmp_path: Path) -> None:
    """An empty list makes news of what is posted later, but not of what was there before."""

    def posted(*titles: str) -> Reply:
        items = "".join(
            f"<item><title>{title}</title><link>https://a.example/{title}</link>"
            f"<pubDate>{today(datetime.now(UTC))}</pubDate></item>"
            for title in titles
        )
        return Reply(body=f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode())

    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("news")})
        live.site.files["/news"] = posted("Recall")
        live("check")
        live("undo")
        for reply in (posted(), posted("Recall", "Guideline")):
            live.site.files["/news"] = reply
            live("check")
        assert told(live) == ["Guideline"]


def test_a_first_look_that_is_taken_back_leaves_nothing(tmp_path: Path) -> None:
    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("news")})
        live.site.files["/news"] = feed(
            *((title, f"https://a.example/{n}", "") for n, (_, title, _) in enumerate(COURSES))
        )
        live("check")
        live("undo")
        live.site.files["/news"] = page(NOTICES)
        ran = live("check")
        assert (ran.code, told(live), len(live.titles())) == (0, [], 9), ran.err
        live.site.files["/news"] = page([RECALL, *NOTICES])
        live("check")
        assert told(live) == ["Recall of a product"]
