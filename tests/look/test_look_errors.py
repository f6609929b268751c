"""Bad answers of a site: the exit code, the message, and every byte of the history as it was."""

import json
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cdetrack.errors import FetchError, UnreadableError
from cdetrack.look.outcome import Outcome, exit_code
from cdetrack.text.days import today
from support.live import Live
from support.program import Ran
from support.replica import (
    Fault,
    Item,
    Reply,
    Request,
    Wire,
    bomb,
    challenge,
    changed,
    close_early,
    cut,
    drip,
    drop,
    items,
    lie,
    redirect,
    stall,
    status,
)

NEW = Item(title="NMPA Announcement on a New Matter ([2026] No. 7)", date="2026-02-03", article="1300007")
HALF = changed(lambda page: page[: len(page) // 2])
NO_END = changed(lambda page: page.replace(b"</html>", b""))
NO_PAGER = changed(lambda page: page.replace(b"displaypagenum", b"other"))
NO_ITEMS = changed(lambda page: page[: page.index(b"<li>\n<div")] + page[page.index(b'</ul><div id="dis') :])
RENAMED = changed(lambda page: page.replace(b"list-tit", b"entry").replace(b"list-date", b"day"))
OTHER = changed(lambda _: b"<html><body><p>The service has moved.</p>" + b"<p>Words.</p>" * 99 + b"</body></html>")
LISTS_ALL_THE_SAME = changed(
    lambda _: (
        b"<html><body><ul>"
        + b"".join(b'<li><a href="/%d.htm">Some title</a> 2025-09-0%d</li>' % (n, n) for n in range(1, 9))
        + b"</ul></body></html>"
    )
)


@pytest.fixture
def live(live: Live) -> Live:
    live.point({"nmpa/drugs": live.site.url("drugs.html")}, fetch="retries = 0\ntimeout = 1")
    return live


FAULTS: dict[str, tuple[Fault, int, str]] = {
    "202": (challenge(202), 4, "challenge"),
    "412": (challenge(412), 4, "challenge"),
    "200 with a script": (challenge(200), 4, "challenge"),
    "404": (status(404), 4, "answered 404"),
    "403": (status(403), 4, "answered 403"),
    "429": (status(429), 4, "answered 429"),
    "503": (status(503), 4, "answered 503"),
    "204": (status(204, body=b""), 4, "answered 204"),
    "206": (status(206), 4, "answered 206"),
    "304 to nobody's question": (status(304, body=b""), 4, "answered 304"),
    "dropped": (drop(), 4, "dropped the connection"),
    "cut by the network": (cut(), 4, "dropped the connection"),
    "longer than said": (lie(-40), 4, "cut off"),
    "shorter than said": (lie(40), 4, "dropped the connection"),
    "stalled": (stall(), 4, "in time"),
    "stalled in the middle": (stall(after_headers=True), 4, "in time"),
    "dripping": (drip(), 4, "answer"),  # `took more than … to answer`; on a busy machine `did not answer in time`
    "in circles": (redirect("/drugs.html"), 4, "circle"),
    "a bomb": (bomb(), 4, "larger than"),
    "half": (HALF, 4, "cut off"),
    "without an end": (NO_END, 4, "cut off"),
    "without a pager": (NO_PAGER, 4, "cut off"),
    "empty": (changed(lambda _: b""), 5, "empty"),
    "no items": (NO_ITEMS, 5, "no notices"),
    "renamed": (RENAMED, 5, "can be read"),
    "another page": (OTHER, 5, "no notices"),
    "another list": (LISTS_ALL_THE_SAME, 5, "no notices"),
    "binary": (changed(lambda _: bytes(range(256)) * 9), 5, "drugs.html"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_answer_changes_nothing_and_the_next_look_is_as_if_it_had_not_been(live: Live, name: str) -> None:
    fault, code, words = FAULTS[name]
    assert live("fetch").code == 0
    before = live.program.bytes()
    live.site.fault("/drugs.html", fault, times=6 if name == "in circles" else 1)
    failed = live("fetch", "--full")
    assert failed.code == code
    assert words in failed.err
    assert "\nhint: " in failed.err
    assert failed.out == ""
    assert live.program.bytes() == before
    assert live("fetch", "--full").code == 0
    assert live.program.bytes() == before
    assert live.state()["failing_since"] is None


@pytest.mark.parametrize("name", ["202", "stalled", "cut by the network", "half", "empty", "no items", "another list"])
def test_a_bad_further_page_withdraws_nothing(live: Live, name: str) -> None:
    fault, code, _ = FAULTS[name]
    assert live("fetch").code == 0
    before = live.program.bytes()
    live.site.fault("/drugs_2.html", fault, times=2)
    for _ in range(2):
        assert live("fetch", "--full").code == code
    assert live.program.bytes() == before


ROWS = b"".join(
    b'<li><a href="/n/%d.htm">Notice on Matter %d</a> 2025-09-%02d</li>\n' % (n, n, n) for n in range(1, 25)
)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_listing_that_breaks_off_without_a_length_withdraws_nothing(
    live: Live, version: str, *, packed: bool
) -> None:
    """Nothing but the missing `</html>` tells that half of it is missing."""
    live.site.files["/list"] = Reply(body=b"<html><body><ul>" + ROWS + b"</ul></body></html>")
    live.point({"team/list": live.site.url("list")})
    live.site.packed = packed
    assert live("fetch").code == 0
    before = live.program.bytes()
    live.site.fault("/list", close_early(version=version), times=3)
    for _ in range(3):
        done = live("fetch", "--full")
        assert done.code == 4
        assert "cut off" in done.err or "truncated" in done.err
        assert live.program.bytes() == before
    assert live("fetch", "--full").code == 0
    assert live.program.bytes() == before
    assert len(live.titles()) == 24


def test_a_listing_that_is_whole_needs_no_length(live: Live) -> None:
    live.site.files["/list"] = Reply(body=b"<html><body><ul>" + ROWS + b"</ul></BODY >")
    live.point({"team/list": live.site.url("list")})
    live.site.fault("/list", close_early(at=1))
    assert live("fetch").code == 0
    assert len(live.titles()) == 24


def test_retries_get_over_what_passes(live: Live) -> None:
    """After a pause that the site itself asks for: none."""
    live.point({"nmpa/drugs": live.site.url("drugs.html")}, fetch="retries = 1")
    live.site.fault("/drugs_2.html", status(503, retry_after="0"), times=1)
    done = live("fetch", "-v")
    assert done.code == 0
    assert "answered 503" in done.err
    assert live.asked().count("/drugs_2.html") == 2


def test_the_interval_of_the_configuration_is_kept_to(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    live.point({"nmpa/drugs": live.site.url("drugs.html")})
    live.config.write_text(live.config.read_text().replace("interval = 0\n", "interval = 50\n"))
    assert live("fetch").code == 0
    pauses = [seconds for seconds in slept if seconds > 1]
    # Between robots.txt and page 1, and then between pages.
    assert len(pauses) >= 4
    assert all(40 < seconds <= 50 * 1.3 * len(pauses) for seconds in pauses)


def test_what_the_first_of_several_failures_is_and_what_the_others_found(live: Live) -> None:
    live.site.sections |= {name: items(3, first=at * 100000) for at, name in enumerate(("news", "policies"), 30)}
    live.site.fault("/news.html", changed(lambda _: b""))
    live.site.fault("/drugs.html", status(404))
    urls = {f"nmpa/{name}": live.site.url(f"{name}.html") for name in ("news", "drugs", "policies")}
    live.point(urls)
    done = live("fetch", "nmpa/news", "nmpa/drugs", "nmpa/policies")
    assert done.code == 5
    assert done.err.count("error: ") == 2
    assert "nmpa/policies: first look, 3 notices" in done.err
    assert live("fetch", "nmpa/policies", "nmpa/drugs", "nmpa/news").code == 4
    assert len(live.titles("--source", "nmpa/policies")) == 3


def test_the_first_failure_is_the_first_that_was_asked_for_whichever_ends_first(live: Live) -> None:
    other = live.another()
    other.sections["news"] = items(3)
    other.fault("/news.html", changed(lambda _: b""))
    live.site.fault("/drugs.html", status(404))
    live.point({"nmpa/drugs": live.site.url("drugs.html"), "nmpa/news": other.url("news.html")})
    assert live("fetch", "nmpa/drugs", "nmpa/news").code == 4
    assert live("fetch", "nmpa/news", "nmpa/drugs").code == 5
    ended = [
        Outcome(source="nmpa/news", index=1, failure=UnreadableError("empty")),
        Outcome(source="nmpa/laws", index=2),
        Outcome(source="nmpa/drugs", index=0, failure=FetchError("late")),
    ]
    assert (exit_code(ended), exit_code(ended[:2]), exit_code(ended[1:2])) == (4, 5, 0)


def test_an_unknown_name_is_a_failure_of_its_own_and_the_other_sources_are_read(live: Live) -> None:
    live.site.fault("/news.html", status(404))
    urls = {f"nmpa/{name}": live.site.url(f"{name}.html") for name in ("news", "drugs")}
    live.point(urls)
    done = live("fetch", "nmpa/drugz", "nmpa/drugs", "no/such", "nmpa/news")
    assert done.code == 3
    assert done.err.count("error: ") == 3
    assert "error: no source `nmpa/drugz`\nhint: did you mean `nmpa/drugs`?" in done.err
    assert "error: no source `no/such`\n" in done.err
    assert "nmpa/drugs: first look, 15 notices" in done.err
    assert len(live.titles()) == 15
    assert live("fetch", "nmpa/drugs", "no/such", "nmpa/news").code == 3
    assert live("fetch", "nmpa/news", "no/such").code == 4


def test_unknown_names_alone_mean_no_source_at_all(live: Live) -> None:
    done = live("fetch", "no/such", "nor/this")
    assert (done.code, done.err.count("error: ")) == (3, 2)
    assert live.asked() == []
    assert not live.cache.exists()


def interrupted(live: Live, path: str) -> Ran:
    """Run `fetch` as a process and interrupt it while it waits for the answer to `path`."""
    running: list[subprocess.Popen[str]] = []

    def interrupt(wire: Wire, _: Reply) -> None:
        running[0].send_signal(signal.SIGINT)
        # No answer: only the signal ends it.
        running[0].wait(20)
        wire.hang_up()

    live.site.fault(path, interrupt, times=1)
    command = [sys.executable, "-m", "cdetrack", "fetch", "--cache", str(live.cache), "--config", str(live.config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        running.append(process)
        out, err = process.communicate(timeout=30)
    return Ran(process.returncode, out, err)


def test_ctrl_c_keeps_the_pages_of_a_first_look_and_the_next_run_goes_on(live: Live) -> None:
    live.site.sections["drugs"] = items(39)
    live.point({"nmpa/drugs": live.site.url("drugs.html")})
    done = interrupted(live, "/drugs_5.html")
    assert (done.code, done.out) == (130, "")
    assert "interrupted" in done.err
    assert "Traceback" not in done.err
    assert not live.program.history.exists()
    live.asked()
    assert live("fetch").code == 0
    assert live.asked() == ["/drugs_4.html", "/drugs_5.html", "/drugs_6.html", "/drugs_7.html", "/drugs.html"]
    assert live.titles() == [item.title for item in items(39)]


def test_ctrl_c_ends_a_later_look_with_every_byte_as_it_was(live: Live) -> None:
    """Also when hosts are visited side by side, in threads of which one waits for an answer."""
    other = live.another()
    other.sections["news"] = items(3, first=3000000)
    live.point({"nmpa/drugs": live.site.url("drugs.html"), "nmpa/news": other.url("news.html")})
    assert live("fetch").code == 0
    before = live.program.bytes()
    live.site.sections["drugs"].insert(0, NEW)
    done = interrupted(live, "/drugs_2.html")
    assert done.code == 130
    assert "Traceback" not in done.err
    assert live.program.bytes() == before
    assert live.sound()


def test_two_at_once_record_everything_once(live: Live) -> None:
    """Both are in the middle of their first look when either may record."""
    meeting = threading.Barrier(2, timeout=20)
    met: list[str] = []

    def meet(request: Request) -> None:
        if request.path == "/drugs_3.html" and len(met) < 2:
            met.append(request.path)
            meeting.wait()

    live.site.before.append(meet)
    live.point({"nmpa/drugs": live.site.url("drugs.html")}, fetch="retries = 0")
    command = [sys.executable, "-m", "cdetrack", "fetch", "--cache", str(live.cache), "--config", str(live.config)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    told = [each.communicate(timeout=60)[1].decode() for each in both]
    assert [each.returncode for each in both] == [0, 0], told
    assert len(met) == 2
    assert live.titles() == [item.title for item in items(15)]
    assert len(live.program.history.read_bytes().splitlines()) == 15
    assert live.sound()


def test_a_cache_that_cannot_be_written_is_told_before_anything_is_asked_for(live: Live, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    live.cache = tmp_path / "file" / "cache"
    done = live("fetch")
    assert done.code == 6
    assert "cannot create" in done.err
    assert live.site.paths() == []


def test_a_full_disk_records_nothing_and_keeps_what_there_is(live: Live) -> None:
    import resource

    assert live.process("fetch").code == 0
    before = live.program.bytes()
    listed = live.site.sections["drugs"]
    listed[:0] = [replace(NEW, article=f"13{n:05}", title=f"New {n}", summary="x" * 999) for n in range(6)]
    size = len(before["history.jsonl"]) + 500

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = live.process("fetch", before=limit)
    assert done.code == 6
    assert "Traceback" not in done.err
    assert live.program.bytes() == before
    assert "6 new" in live.process("fetch").err


NO_MATCH = b'{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}'
RESULTS = b'{"meta": {}, "results": [{"title": "Recall of syringes", "date": "2026-01-09", "url": "/r/7"}]}'


@pytest.mark.parametrize("code", [404, 200])
def test_an_api_that_has_no_match_is_an_empty_answer_and_no_trouble(live: Live, code: int) -> None:
    """The API of openFDA answers a query without a match with 404 and a JSON error."""
    live.site.files["/api"] = Reply(body=RESULTS, headers={"Content-Type": "application/json"})
    live.point({"team/api": live.site.url("api")})
    assert live("fetch").code == 0
    before = live.program.bytes()
    live.site.files["/api"] = Reply(status=code, body=NO_MATCH, headers={"Content-Type": "application/json"})
    for _ in range(3):
        failed = live("fetch", "--full")
        assert failed.code == 5
        assert "nothing matches the query (`No matches found!`)" in failed.err
    state = live.state("team/api")
    assert state["failing_since"] is None
    assert "nothing matches" in state["error"]
    assert "nothing matches" in live("status").out
    live.site.files["/api"] = Reply(body=RESULTS, headers={"Content-Type": "application/json"})
    assert live("fetch").code == 0
    assert live.program.bytes() == before
    assert live.state("team/api")["error"] is None


def test_another_error_in_json_stays_an_error_of_the_fetch(live: Live) -> None:
    live.site.files["/api"] = Reply(status=404, body=b'{"status": 404, "error": "Not Found", "path": "/api"}')
    live.point({"team/api": live.site.url("api")})
    assert live("fetch").code == 4
    assert live.state("team/api")["failing_since"] is not None


def test_the_first_match_of_a_query_that_had_none_is_told(live: Live) -> None:
    """An old notice in it is a baseline: an outage can look like an empty answer."""
    live.site.files["/api"] = Reply(body=NO_MATCH, headers={"Content-Type": "application/json"})
    watch = '[[watch]]\nname = "all"\nchannels = ["stdout"]\n'
    live.point({"team/api": live.site.url("api")}, more=watch)
    live("check")
    rows = [
        {"title": "Recall of syringes", "date": "2026-01-09"},
        {"title": "Recall of gauze", "date": today(datetime.now(UTC)).isoformat()},
    ]
    body = json.dumps({"results": rows}).encode()
    live.site.files["/api"] = Reply(body=body, headers={"Content-Type": "application/json"})
    told = live("check").out
    assert "Recall of gauze" in told
    assert "Recall of syringes" not in told


EMPTY_FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>'


def test_what_is_posted_in_a_list_that_was_empty_at_first_is_news(live: Live) -> None:
    """What is dated before it was looked at may have been missing by mistake: it is a baseline."""
    live.point({"team/news": live.site.url("feed")}, more='[[watch]]\nname = "all"\nchannels = ["stdout"]\n')
    live.site.files["/feed"] = Reply(body=EMPTY_FEED, headers={"Content-Type": "application/rss+xml"})
    failed = live("check")
    assert failed.code == 5
    assert "the feed has no entries" in failed.err
    entries = "".join(
        f"<item><title>{title}</title><link>https://a.example/{day}</link><pubDate>{day}</pubDate></item>"
        for title, day in (("Recall of syringes", str(today(datetime.now(UTC)))), ("Fees of last year", "2020-01-07"))
    ).encode()
    live.site.files["/feed"] = Reply(body=EMPTY_FEED.replace(b"</channel>", entries + b"</channel>"))
    told = live("check")
    assert (told.code, "Recall of syringes" in told.out, "Fees" in told.out) == (0, True, False)
    assert sorted(live.titles()) == ["Fees of last year", "Recall of syringes"]
    assert live("check").out == ""


def test_a_list_that_other_settings_found_empty_has_a_baseline(live: Live) -> None:
    """A wrong address, or a wrong name of the list, is put right later: all of its entries were there before."""
    rows = [{"name": f"Recall {n}", "on": str(today(datetime.now(UTC))), "to": f"/n/{n}"} for n in range(3)]
    live.site.files["/api"] = Reply(
        body=json.dumps({"data": [], "results": rows}).encode(), headers={"Content-Type": "application/json"}
    )
    for name, code in (("data", 5), ("results", 0)):
        json_mapping = f'{{ items = "{name}", title = "name", date = "on", link = "to" }}'
        live.point(
            {},
            more=f'[sources."ag/x"]\nurl = "{live.site.url("api")}"\njson = {json_mapping}\n'
            '[[watch]]\nname = "all"\nchannels = ["stdout"]\n',
        )
        ran = live("check")
        assert (ran.code, ran.out) == (code, ""), ran.err
    assert len(live.titles()) == 3
