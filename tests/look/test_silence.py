"""No alert means no news: gaps are closed, odd pages are held back, and no entry is dropped silently."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cdetrack.store.state import State
from cdetrack.store.writer import Writer
from support.alert_log import HTML, alerting, feed, new, told, watch
from support.live import Live
from support.program import script
from support.replica import Reply, _english_page, close_early, items, redirect, status


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with alerting(tmp_path) as made:
        yield made


class _Died(BaseException):
    """The process was killed."""


# Gaps.


def test_a_look_that_failed_half_way_is_made_good_by_the_next_one(live: Live) -> None:
    """Fourteen are new and page 2 fails: the next look reads on until the gap is closed, and all are told."""
    assert live("check").code == 0
    fresh = new(14)
    live.site.sections["drugs"] = [*fresh, *items(20)]
    live.site.fault("/drugs_2.html", status(500), times=1)
    assert live("check").code == 4
    assert len(told(live)) == 6
    assert live("check").code == 0
    assert sorted(told(live)) == sorted(item.title for item in fresh)
    live.asked()
    assert live("check").code == 0
    assert live.asked() == ["/drugs.html"], "a closed gap is forgotten"


def test_a_gap_stays_open_until_a_look_has_read_over_it(live: Live) -> None:
    """The second look fails as well, on the page where the new ones end."""
    live("check")
    fresh = new(14)
    live.site.sections["drugs"] = [*fresh, *items(20)]
    live.site.fault("/drugs_2.html", status(500), times=1)
    live.site.fault("/drugs_3.html", status(500), times=1)
    assert [live("check").code for _ in range(3)] == [4, 4, 0]
    assert sorted(told(live)) == sorted(item.title for item in fresh)


def test_a_gap_stays_open_if_the_look_that_left_it_dies_before_its_state_is_saved(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live("check")
    fresh = new(14)
    live.site.sections["drugs"] = [*fresh, *items(20)]
    live.site.fault("/drugs_2.html", status(500), times=1)
    append, save = Writer.append, Writer.save

    def dying(writer: Writer, state: State) -> None:
        if appended:
            raise _Died
        save(writer, state)

    def appending(writer: Writer, *args: Any, **more: Any) -> None:  # noqa: ANN401 - those of `append`
        append(writer, *args, **more)
        appended.append(True)

    appended: list[bool] = []
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "append", appending)
        patch.setattr(Writer, "save", dying)
        with pytest.raises(_Died):
            live("check")
    assert live("check").code == 0
    assert sorted(told(live)) == sorted(item.title for item in fresh)


@pytest.mark.parametrize("known_from", ["its one page", "a file"])
def test_a_gap_over_pages_that_were_never_read_hides_no_news(live: Live, tmp_path: Path, known_from: str) -> None:
    """Only page 1 was read so far, and page 2 with further new notices fails: the next look tells those as well."""
    watch(live, {"ag/x": live.site.url("list-1")})
    rows = [f'<li><a href="/n/{n}">Notice on matter {n}</a> <span>2025-09-{n:02}</span></li>' for n in range(20, 0, -1)]
    pager = '<a rel="next" href="/list-2">Next</a>'

    def page(first: int, last: int, more: str = "") -> Reply:
        return Reply(
            headers=HTML, body=f"<html><body><ul>{''.join(rows[first:last])}</ul>{more}</body></html>".encode()
        )

    live.site.files["/list-1"] = page(9, 15)
    if known_from == "a file":
        saved = tmp_path / "saved.html"
        saved.write_bytes(page(9, 15).body)
        assert live("ingest", saved, "--source", "ag/x").code == 0
        assert live("check", "--no-fetch").code == 0
    else:
        assert live("check").code == 0
    live.site.files["/list-1"], live.site.files["/list-2"] = page(0, 6, pager), page(6, 12)
    live.site.fault("/list-2", status(503), times=1)
    assert [live("check").code for _ in range(2)] == [4, 0]
    assert sorted(told(live)) == sorted(f"Notice on matter {n}" for n in range(12, 21))


def test_a_listing_with_the_oldest_first_is_read_to_its_last_page(live: Live) -> None:
    """Page 1 stays the same, byte for byte, when something is posted."""
    watch(live, {"ag/x": live.site.url("list-1")})
    live.site.validators = True
    rows = [f'<li><a href="/n/{n}">Notice on matter {n}</a> <span>2025-09-{n:02}</span></li>' for n in range(1, 13)]

    def serve(last: int) -> None:
        for number, first in enumerate(range(0, last, 5), 1):
            more = f'<a rel="next" href="/list-{number + 1}">Next</a>' if first + 5 < last else ""
            body = f"<html><body><ul>{''.join(rows[first : min(first + 5, last)])}</ul>{more}</body></html>"
            live.site.files[f"/list-{number}"] = Reply(headers=HTML, body=body.encode())

    serve(8)
    assert live("check").code == 0
    for last in (9, 10, 12):
        serve(last)
        assert live("check").code == 0
    assert told(live) == [f"Notice on matter {n}" for n in (9, 10, 12, 11)]


def test_a_gap_is_not_hidden_by_validators(live: Live) -> None:
    """The site says `not modified` to all that were given: none is sent while a gap is open."""
    live.site.validators = True
    live("check")
    fresh = new(14)
    live.site.sections["drugs"] = [*fresh, *items(20)]
    live.site.fault("/drugs_2.html", status(500), times=1)
    live("check")
    live("check")
    assert sorted(told(live)) == sorted(item.title for item in fresh)


def test_a_first_look_at_a_source_of_the_users_own_resumes_on_a_known_layout(live: Live) -> None:
    """Its further pages have addresses that are known only from the page that an earlier run has read."""
    watch(live, {"example/news": live.site.url("drugs.html")})
    live.site.fault("/drugs_3.html", status(503), times=1)
    assert live("fetch").code == 4
    done = live("fetch")
    assert (done.code, len(live.titles("--each"))) == (0, 20)


def test_a_look_that_shares_nothing_with_the_one_before_is_told(live: Live) -> None:
    """A window that moved on completely: something in between may be missed."""
    watch(live, {"ag/x": live.site.url("feed.xml")})
    page = {
        n: feed(*((f"Notice {k} of the agency", f"https://a.example/{k}", "") for k in range(n, n + 3))) for n in (1, 9)
    }
    live.site.files["/feed.xml"] = page[1]
    assert "shows no dates" in live("check").err
    live.site.files["/feed.xml"] = page[9]
    ran = live("check")
    assert "shares no entry with the look before" in ran.err
    assert len(told(live)) == 3
    assert live("check").err == ""


def test_a_look_that_failed_half_way_leaves_it_to_the_next_one_to_say_that_something_may_be_missed(live: Live) -> None:
    """The next look reads on. If it meets a known entry, nothing is missed; if the list ends before, it says so."""
    live("check")
    for fresh, says in (([*new(14), *items(20)], False), (new(14, first=40), True)):
        live.site.sections["drugs"] = fresh
        live.site.fault("/drugs_2.html", status(500), times=1)
        failed = live("check")
        assert failed.code == 4
        assert "recorded so far" in failed.err
        assert "may be missed" not in failed.err
        # A moment later: all of this test is in one second.
        live.remember(gap="2100-01-01T00:00:00Z")
        closing = live("check")
        assert closing.code == 0
        assert ("notices in between may be missed" in closing.err) is says
        assert live("check").err == ""
    assert len(told(live)) == 28


# Entries that are not as they should be.


PLAIN = (("syringes", "2025-09-05"), ("bandages", "sometime in autumn"))


def _unread(live: Live, source: str) -> int:
    [row] = [row for row in live("status", "--json").json() if row["source"] == source]
    return int(row["unread"])


def test_an_entry_without_a_date_is_told_once_by_check_and_counted_by_status(live: Live) -> None:
    watch(live, {"ag/x": live.site.url("feed.xml")})
    good = ("Notice of the agency", "https://a.example/1", "Fri, 05 Sep 2025 10:00:00 GMT")
    live.site.files["/feed.xml"] = feed(good)
    assert live("check").err == ""
    live.site.files["/feed.xml"] = feed(("Recall of syringes", "https://a.example/2", "sometime in autumn"), good)
    ran = live("check")
    assert "`Recall of syringes`: `sometime in autumn` is not a date" in ran.err
    assert told(live) == ["Recall of syringes"]
    assert live("check").err == ""
    assert _unread(live, "ag/x") == 1
    [notice] = [each for each in live("list", "--json").json() if each["title"] == "Recall of syringes"]
    assert notice["date_from"] == "seen"


def test_an_entry_without_a_date_is_counted_by_status_when_it_came_in_a_file(live: Live, tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    page.write_text(json.dumps([{"title": f"Recall of {what}", "date": day} for what, day in PLAIN]))
    live("ingest", page, "--source", "ag/file")
    assert _unread(live, "ag/file") == 1
    page.write_text(json.dumps([{"title": f"Recall of {what}", "date": "2025-09-05"} for what, _ in PLAIN]))
    live("ingest", page, "--source", "ag/file")
    assert _unread(live, "ag/file") == 0


def test_a_date_that_comes_later_keeps_the_id_and_tells_nobody(live: Live) -> None:
    watch(live, {"ag/x": live.site.url("feed.xml")}, filters='on = ["added", "changed"]\n')
    good = ("Notice of the agency", "https://a.example/1", "Fri, 05 Sep 2025 10:00:00 GMT")
    live.site.files["/feed.xml"] = feed(good)
    live("check")
    live.site.files["/feed.xml"] = feed(("Recall of syringes", "https://a.example/2", ""), good)
    live("check")
    before = {each["title"]: each["id"] for each in live("list", "--json").json()}
    live.site.files["/feed.xml"] = feed(
        ("Recall of syringes", "https://a.example/2", "Mon, 08 Sep 2025 10:00:00 GMT"), good
    )
    live("check")
    after = {each["title"]: (each["id"], each["date"], each["date_from"]) for each in live("list", "--json").json()}
    assert after["Recall of syringes"] == (before["Recall of syringes"], "2025-09-08", "listing")
    assert told(live) == ["Recall of syringes"]


def test_a_day_far_ahead_is_told(live: Live) -> None:
    """A slip of the pen would stand on top of every list for ever, without a word."""
    watch(live, {"ag/x": live.site.url("feed.xml")})
    live.site.files["/feed.xml"] = feed(
        ("Notice of the agency", "https://a.example/1", "Thu, 05 Sep 2052 10:00:00 GMT")
    )
    assert "is dated 2052-09-05, far ahead" in live("fetch").err


def test_many_days_far_ahead_make_one_doubt_of_the_clock(live: Live) -> None:
    watch(live, {"ag/x": live.site.url("feed.xml")})
    live.site.files["/feed.xml"] = feed(
        *((f"Notice {n}", f"https://a.example/{n}", f"Thu, 05 Sep {2052 + n} 10:00:00 GMT") for n in range(4))
    )
    told = live("fetch").err
    assert "4 notices are dated far ahead of 20" in told
    assert "is the clock right?" in told
    assert "a slip" not in told


def test_only_entries_that_cannot_be_read_are_told_to_those_who_hear_of_troubles(live: Live, tmp_path: Path) -> None:
    """An entry of a doubtful day is counted by `status`, and was read."""
    watch(live, {"ag/x": live.site.url("feed.xml")})
    heard = tmp_path / "heard.json"
    ring = script(tmp_path / "trouble.sh", f"cat > '{heard}'")
    live.config.write_text(f'{live.config.read_text()}[alerts]\ntrouble_to = ["exec:{ring}"]\n')
    ahead = ("Notice of the agency", "https://a.example/1", "Thu, 05 Sep 2052 10:00:00 GMT")
    live.site.files["/feed.xml"] = feed(ahead)
    assert live("check").code == 0
    assert (_unread(live, "ag/x"), heard.exists()) == (1, False)
    live.site.files["/feed.xml"] = feed(ahead, ("", "https://a.example/2", "Fri, 05 Sep 2025 10:00:00 GMT"))
    assert live("check").code == 0
    assert _unread(live, "ag/x") == 2
    assert "ag/x has entries that cannot be read: 1 entry of the last look" in heard.read_text()


def test_a_silent_source_is_told_to_have_entries_that_cannot_be_read_and_when_it_has_none_any_more(
    live: Live, tmp_path: Path
) -> None:
    watch(live, {"ag/x": live.site.url("feed.xml")})
    heard = tmp_path / "heard.txt"
    ring = script(tmp_path / "trouble.sh", f"cat >> '{heard}'")
    live.config.write_text(f'{live.config.read_text()}[alerts]\ntrouble_to = ["exec:{ring}"]\n')
    good = [
        (f"Notice {day} of the agency", f"https://a.example/{day}", f"{day:02} Sep 2025 10:00:00 GMT")
        for day in range(9, 1, -1)
    ]
    live.site.files["/feed.xml"] = feed(*good)
    live("check")
    [status] = live("status", "--json").json()
    assert status["silent"]
    assert not heard.exists(), "it was silent before anybody watched"
    live.site.files["/feed.xml"] = feed(*good, ("", "https://a.example/0", "01 Sep 2025 10:00:00 GMT"))
    for _ in range(2):
        live("check", "--exit-code")
        assert heard.read_text().count("ag/x has entries that cannot be read: 1 entry of the last look") == 1
    live.site.files["/feed.xml"] = feed(*good)
    for _ in range(2):
        live("check")
        assert heard.read_text().count("ag/x: it has no entries any more that cannot be read") == 1


def test_entries_without_a_readable_day_count_among_those_that_cannot_be_read(live: Live, tmp_path: Path) -> None:
    """`fetch` names them, and so the alert must not say that there are fewer."""
    watch(live, {"ag/x": live.site.url("feed.xml")})
    heard = tmp_path / "heard.json"
    ring = script(tmp_path / "trouble.sh", f"cat > '{heard}'")
    live.config.write_text(f'{live.config.read_text()}[alerts]\ntrouble_to = ["exec:{ring}"]\n')
    live.site.files["/feed.xml"] = feed(
        ("Notice of the agency", "https://a.example/1", "Fri, 05 Sep 2025 10:00:00 GMT"),
        ("", "https://a.example/2", "Fri, 05 Sep 2025 10:00:00 GMT"),
        ("Recall of syringes", "https://a.example/3", "soon"),
        ("Recall of bandages", "https://a.example/4", "later"),
        ("Recall of gloves", "https://a.example/5", "Thu, 05 Sep 2052 10:00:00 GMT"),
    )
    assert len(live("check").err.splitlines()) == 4, "each of the odd entries in a line of its own"
    assert _unread(live, "ag/x") == 4
    assert "ag/x has entries that cannot be read: 3 entries of the last look" in heard.read_text()


def test_a_further_page_that_is_not_read_is_told(live: Live) -> None:
    watch(live, {"ag/x": live.site.url("news")})
    rows = "".join(
        f'<li><a href="/n/{n}">Inspection notice for site {n}</a> <span>2025-09-0{n}</span></li>' for n in range(1, 6)
    )
    page = f'<html><body><main><ul>{rows}</ul><a href="javascript:more()">Next</a></main></body></html>'
    live.site.files["/news"] = Reply(headers=HTML, body=page.encode())
    assert "the listing has further pages, which were not read" in live("fetch").err


# The wrong page.


def test_another_section_of_the_same_site_is_held_back_until_it_is_accepted(live: Live) -> None:
    """The page itself says that it is the news."""
    live("check")
    live.site.sections["news"] = new(5)
    live.site.fault("/drugs.html", redirect(live.site.url("news.html")), times=3)
    held = live("check")
    assert held.code in {4, 5}
    assert "held back" in held.err
    assert "--accept" in held.err
    assert told(live) == []
    taken = live("fetch", "nmpa/drugs", "--accept")
    assert taken.code == 0
    assert len(live.titles("--each")) == 25


def test_a_listing_from_another_address_is_held_back(live: Live) -> None:
    watch(live, {"ag/x": live.site.url("feed.xml")})
    live.site.files["/feed.xml"] = feed(
        ("Notice of the agency", "https://a.example/1", "Fri, 05 Sep 2025 10:00:00 GMT")
    )
    live("check")
    live.site.files["/other.xml"] = feed(("Something else", "https://b.example/1", "Fri, 05 Sep 2025 10:00:00 GMT"))
    live.site.fault("/feed.xml", redirect(live.site.url("other.xml")))
    ran = live("check")
    assert (ran.code, told(live)) == (4, [])
    assert "other.xml` and not, as before, from" in ran.err


def test_where_a_first_look_was_led_elsewhere_is_told_and_then_expected(live: Live) -> None:
    """A moved listing is followed, and a listing that moves later is held back."""
    watch(live, {"ag/x": live.site.url("old.xml")})
    live.site.files["/new.xml"] = feed(("Notice of the agency", "https://a.example/1", "Fri, 05 Sep 2025 10:00:00 GMT"))
    live.site.fault("/old.xml", redirect(live.site.url("new.xml")))
    first = live("fetch")
    assert "the listing was requested at" in first.err
    second = live("fetch")
    assert (first.code, second.code) == (0, 0)
    assert "came from" not in second.err


def test_a_maintenance_page_with_dated_links_is_not_the_listing_of_a_known_layout(live: Live) -> None:
    """A source of the user's own that was always of the NMPA's layout shows something else."""
    watch(live, {"example/news": live.site.url("drugs.html")})
    live("check")
    rows = "".join(
        f'<li><a href="/n/{n}">Maintenance of server {n}</a> <span>2026-09-0{n}</span></li>' for n in range(1, 6)
    )
    live.site.files["/drugs.html"] = Reply(
        headers=HTML, body=f"<html><body><main><ul>{rows}</ul></main></body></html>".encode()
    )
    ran = live("check")
    assert (ran.code, told(live)) == (5, [])
    assert "of another kind than before" in ran.err


def test_a_page_that_broke_off_without_a_length_changes_nothing(live: Live) -> None:
    watch(live, {"ag/x": live.site.url("news")})
    rows = "".join(
        f'<li><a href="/n/{n}">Inspection notice for site {n}</a> <span>2025-09-{n:02}</span></li>'
        for n in range(28, 0, -1)
    )
    live.site.files["/news"] = Reply(
        headers=HTML, body=f"<html><body><main><ul>{rows}</ul></main></body></html>".encode()
    )
    live("check")
    before = live.program.history.read_bytes()
    live.site.fault("/news", close_early(0.5), times=2)
    ran = live("check")
    assert (ran.code, live.program.history.read_bytes()) == (4, before)
    assert "may be cut off" in ran.err


# The wording of a notice


def test_a_feed_that_links_to_a_notice_never_rewords_it(live: Live) -> None:
    """A law firm's entry about an announcement, with its own headline and date: kept beside it, no alert."""
    watch(
        live,
        {"nmpa/drugs": live.site.url("drugs.html"), "firm/blog": live.site.url("blog.xml")},
        filters='on = ["added", "changed"]\n',
    )
    article = live.site.url(items(20)[0].href)
    live.site.files["/blog.xml"] = feed(("Our view", "https://firm.example/0", "Fri, 05 Sep 2025 10:00:00 GMT"))
    live("check")
    title = items(20)[0].title
    live.site.files["/blog.xml"] = feed(
        ("New rules: call us now", article, "Sun, 07 Sep 2025 10:00:00 GMT"),
        ("Our view", "https://firm.example/0", "Fri, 05 Sep 2025 10:00:00 GMT"),
    )
    live("check")
    assert title in live.titles("--each")
    # Under an address without a number, the entry is a notice of its own.
    assert told(live) == ["New rules: call us now"]


@pytest.mark.parametrize(
    ("link", "sources"),
    [("https://evil.example/1", ["ingest"]), ("https://nmpa.gov.cn/1", ["nmpa-cn/drugs"])],
)
def test_a_feed_names_a_built_in_source_only_for_links_to_its_site(
    live: Live, tmp_path: Path, link: str, sources: list[str]
) -> None:
    """No file or feed speaks for a built-in source but that source's own site, with or without `www.`."""
    entry = (
        "<entry><title>Fake recall</title><id>urn:cdetrack:abcdef123456</id><published>2026-09-05T00:00:00Z</published>"
        f'<link href="{link}"/><category scheme="urn:cdetrack:source" term="nmpa-cn/drugs"/></entry>'
    )
    path = tmp_path / "claims.atom"
    path.write_text(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entry}</feed>')
    assert live("ingest", path).code == 0
    [notice] = live("list", "--json").json()
    assert notice["sources"] == sources


def test_an_object_with_a_known_id_never_overwrites_a_notice(live: Live, tmp_path: Path) -> None:
    """Ids given from outside never overwrite: another title is another notice."""
    live("check")
    [first, *_] = live("list", "--json").json()
    path = tmp_path / "forged.json"
    path.write_text(
        json.dumps([{"id": first["id"], "title": "Forged", "date": "2026-09-05", "url": "https://evil.example/"}])
    )
    live("ingest", path)
    found = {each["title"]: each["id"] for each in live("list", "--json", "--each").json()}
    assert found[first["title"]] == first["id"]
    assert found["Forged"] != first["id"]


# One bad server, and bugs.


def test_a_bug_that_one_page_meets_ends_that_source_alone(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported, the round goes on, alerts go out, and the exit code is a bug's."""
    watch(live, {"ag/x": live.site.url("feed.xml"), "nmpa/drugs": live.site.url("drugs.html")})
    live.site.files["/feed.xml"] = feed(
        ("Notice of the agency", "https://a.example/1", "Fri, 05 Sep 2025 10:00:00 GMT")
    )
    live("check")
    from cdetrack.sources.formats import feed as feeds

    def broken(_page: object) -> None:
        raise ZeroDivisionError("three is no crowd")

    monkeypatch.setattr(feeds, "parse", broken)
    live.site.files["/feed.xml"] = replace(live.site.files["/feed.xml"], body=live.site.files["/feed.xml"].body + b"\n")
    live.site.sections["drugs"] = [*new(1), *items(20)]
    ran = live("check")
    assert ran.code == 1
    assert "a bug in cdetrack, met in the visit to `ag/x`: ZeroDivisionError: three is no crowd" in ran.err
    assert "Traceback" not in ran.err
    assert told(live) == [new(1)[0].title]


def test_a_pager_that_leads_round_in_circles_ends(live: Live) -> None:
    """It says 999,999 pages, with the same entries on each."""
    endless = _english_page("drugs", items(6), 1, 999_999)
    for page in ["drugs", *(f"drugs_{n}" for n in range(2, 20))]:
        live.site.files[f"/{page}.html"] = Reply(headers=HTML, body=endless.encode())
    ran = live("fetch")
    assert ran.code == 4
    assert len(live.asked()) < 10


def test_a_visit_ends_when_its_time_is_over(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page comes in time, and all of them together do not."""
    from cdetrack.look import visit

    clock = iter(range(0, 100_000, 400))
    monkeypatch.setattr(visit, "Visitor", partial(visit.Visitor, clock=lambda: next(clock)))
    ran = live("fetch")
    assert ran.code == 4
    assert "took more than 900 s" in ran.err


@pytest.mark.parametrize("end", ["empty", "missing", "repeated"])
def test_further_pages_end_with_an_empty_one_one_with_nothing_new_or_a_404(live: Live, end: str) -> None:
    """A listing of the NMPA's Chinese site without a pager: nothing says how many pages it has."""

    def page(*numbers: int) -> Reply:
        rows = "".join(
            f'<li><a href="/a/{n}.html">关于第{n}号药品的公告</a><span>(2026-09-{n:02})</span></li>' for n in numbers
        )
        title = "<title>国家药品监督管理局</title>"
        return Reply(
            headers=HTML,
            body=f'<html><head>{title}</head><body><div class="list"><ul>{rows}</ul></div></body></html>'.encode(),
        )

    watch(live, {"nmpa-cn/drugs": live.site.url("list/index.html")})
    live.site.files["/list/index.html"] = page(9, 8, 7)
    live.site.files["/list/index_1.html"] = page(6, 5, 4)
    if end != "missing":
        live.site.files["/list/index_2.html"] = page() if end == "empty" else page(6, 5, 4)
    ran = live("fetch")
    assert (ran.code, len(live.titles("--each"))) == (0, 6), ran.err


def test_days_of_a_sheet_without_links_that_all_moved_by_one_are_no_news(live: Live) -> None:
    """The site writes its times in another zone."""

    def sheet(first: int) -> Reply:
        rows = "".join(f"Notice {n},2026-02-{first - n:02}\n" for n in range(6))
        return Reply(headers={"Content-Type": "text/csv"}, body=f"Title,Date\n{rows}".encode())

    watch(live, {"my/sheet": live.site.url("sheet.csv")})
    for first in (20, 21, 20):
        live.site.files["/sheet.csv"] = sheet(first)
        assert (live("check").code, told(live)) == (0, [])
    assert len(live.titles()) == 6
