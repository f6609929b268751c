import gzip
import socket
import ssl
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

import pytest

from cdetrack.errors import BlockedError, FetchError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.policy import USER_AGENT, FetchPolicy, trusted
from support.replica import (
    CERTIFICATE,
    Fault,
    Replica,
    Reply,
    Wire,
    bomb,
    challenge,
    changed,
    cut,
    drip,
    drop,
    items,
    lie,
    redirect,
    stall,
    status,
)

NOW = datetime(2025, 7, 21, 6, 0, tzinfo=UTC)
USUAL = FetchPolicy(timeout=10)
HASTY = FetchPolicy(timeout=0.3, retries=1)
"""For servers that stall: long enough for one that does not."""


@dataclass
class Time:
    """A clock that only sleeping moves, and all that was told."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Move the clock, at once."""
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    def fetch(self, policy: FetchPolicy = USUAL, *, chance: float = 0.0) -> Fetch:
        """Return a Fetch that lives by this time; `chance` stretches its pauses."""
        return Fetch(
            policy,
            sleep=self.sleep,
            clock=lambda: self.seconds,
            now=lambda: NOW,
            tell=self.told.append,
            chance=lambda: chance,
        )


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def fetch(time: Time) -> Iterator[Fetch]:
    with time.fetch() as made:
        yield made


def body(fetch: Fetch, url: str) -> bytes:
    page = fetch.get(url).page
    assert page is not None
    return page.content


# Answers


def test_a_page_comes_with_its_bytes_its_url_and_its_charset(site: Replica, fetch: Fetch) -> None:
    site.encoding = "gb18030"
    url = site.url("drugs.html")
    answer = fetch.get(url)
    assert answer.page is not None
    assert b'totalcount="3" currentpage="1"' in answer.page.content
    assert (answer.page.url, answer.page.name, answer.url) == (url, url, url)
    assert answer.page.content_type == "text/html; charset=gb18030"


def test_a_request_says_who_asks_and_in_which_languages(site: Replica, fetch: Fetch) -> None:
    fetch.get(site.url("drugs.html"))
    for request in site.requests:
        assert request.headers["user-agent"] == USER_AGENT == "cdetrack/0.2.0 (+https://github.com/cdetrack/cdetrack)"
        assert request.headers["accept-language"].startswith("en")


def test_a_form_is_posted_in_utf_8(site: Replica, fetch: Fetch) -> None:
    site.cde["/zdyz/getOpinionList"] = [{"title": f"征求意见{n}", "issueDate": "20250721"} for n in range(12)]
    answer = fetch.get(site.url("/zdyz/getOpinionList"), form={"pageNum": "2", "pageSize": "10", "fclass": "征求意见"})
    assert answer.page is not None
    assert "征求意见11".encode() in answer.page.content
    assert site.requests[-1].method == "POST"
    assert site.requests[-1].form["fclass"] == "征求意见"


def test_a_packed_page_is_unpacked(site: Replica, fetch: Fetch) -> None:
    site.packed = True
    assert body(fetch, site.url("drugs.html")).endswith(b"</html>\n")


def test_an_unchanged_page_costs_one_conditional_request(site: Replica, fetch: Fetch) -> None:
    site.validators = True
    first = fetch.get(site.url("drugs.html"))
    again = fetch.get(site.url("drugs.html"), etag=first.etag, last_modified=first.last_modified)
    assert again.page is None
    assert (again.etag, again.last_modified) == (first.etag, first.last_modified)
    assert site.paths(robots=False) == ["/drugs.html"] * 2
    site.sections["drugs"] = items(14)
    assert fetch.get(site.url("drugs.html"), etag=first.etag, last_modified=first.last_modified).page is not None


def test_not_modified_is_an_error_when_nothing_was_asked_about(site: Replica, fetch: Fetch) -> None:
    site.fault("/drugs.html", status(304, body=b""))
    with pytest.raises(FetchError, match="answered 304"):
        fetch.get(site.url("drugs.html"))


@pytest.mark.parametrize("code", [201, 203, 204, 206, 300, 305, 400, 404, 410, 418, 451])
def test_only_200_and_304_are_success_and_no_other_refusal_is_tried_again(
    site: Replica, fetch: Fetch, code: int
) -> None:
    site.fault("/drugs.html", status(code, body=b""))
    with pytest.raises(FetchError, match=f"drugs.html` answered {code}") as caught:
        fetch.get(site.url("drugs.html"))
    assert caught.value.hint
    assert site.paths(robots=False) == ["/drugs.html"]


def test_a_page_that_is_gone_points_at_the_configuration(site: Replica, fetch: Fetch) -> None:
    with pytest.raises(FetchError, match="404 Not Found") as caught:
        fetch.get(site.url("nowhere.html"))
    assert "has the listing moved?" in str(caught.value.hint)


# Challenges


@pytest.mark.parametrize("code", [202, 412, 200, 403, 503])
def test_a_challenge_is_told_with_the_way_around_and_not_tried_again(site: Replica, fetch: Fetch, code: int) -> None:
    site.fault("/drugs.html", challenge(code))
    with pytest.raises(BlockedError, match=f"answered {code} with a challenge") as caught:
        fetch.get(site.url("drugs.html"))
    assert caught.value.exit_code == 4
    for step in (site.url("drugs.html"), "browser", "HAR", "`cdetrack ingest FILE`"):
        assert step in str(caught.value.hint)
    assert site.paths(robots=False) == ["/drugs.html"]


def test_a_site_that_answers_all_with_its_challenge_is_blocked_and_not_forbidden(site: Replica, fetch: Fetch) -> None:
    """Its `robots.txt` is a challenge as well; the error is about the listing."""
    site.fault("/robots.txt", challenge(412))
    site.fault("*", challenge(412))
    with pytest.raises(BlockedError):
        fetch.get(site.url("drugs.html"))


# Policy


def test_two_requests_to_a_host_are_an_interval_apart(site: Replica, time: Time, fetch: Fetch) -> None:
    for name in ("drugs.html", "drugs_2.html"):
        fetch.get(site.url(name))
    assert site.paths() == ["/robots.txt", "/drugs.html", "/drugs_2.html"]
    assert time.slept == [1.0, 1.0]


def test_time_that_has_passed_anyway_is_not_waited_for_again(site: Replica, time: Time, fetch: Fetch) -> None:
    fetch.get(site.url("drugs.html"))
    time.seconds += 0.75
    fetch.get(site.url("drugs_2.html"))
    time.seconds += 60
    fetch.get(site.url("drugs_3.html"))
    assert time.slept == [1.0, 0.25]


def test_the_interval_counts_from_the_end_of_the_last_request(site: Replica, time: Time, fetch: Fetch) -> None:
    def slowly(_: object) -> None:
        time.seconds += 5

    site.before.append(slowly)
    fetch.get(site.url("drugs.html"))
    assert time.slept == [1.0]


def test_an_interval_is_stretched_by_chance(site: Replica, time: Time) -> None:
    with time.fetch(chance=1.0) as fetch:
        fetch.get(site.url("drugs.html"))
    assert time.slept == [1.3]


def _meet(sites: list[Replica], urls: list[str], fetch: Fetch, *, seconds: float) -> bool:
    """Ask for each URL in a thread of its own; return whether two requests were in the servers' hands at once."""
    for site in sites:
        fetch.get(site.url("drugs.html"))
    barrier = threading.Barrier(2)
    met = []

    def wait(_: object) -> None:
        try:
            barrier.wait(seconds)
        except threading.BrokenBarrierError:
            return
        met.append(True)

    for site in sites:
        site.before.append(wait)
    threads = [threading.Thread(target=fetch.get, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(site.requests) for site in sites) == len(urls) + 2 * len(sites)
    return bool(met)


def test_two_threads_never_ask_one_host_at_the_same_time(site: Replica, time: Time) -> None:
    with time.fetch(FetchPolicy(timeout=5)) as fetch:
        assert not _meet([site], [site.url("drugs_2.html"), site.url("drugs_3.html")], fetch, seconds=0.2)
    assert site.most_at_once == 1


def test_two_hosts_are_asked_side_by_side(site: Replica, time: Time) -> None:
    with Replica() as other, time.fetch(FetchPolicy(timeout=20)) as fetch:
        other.sections = site.sections
        assert _meet([site, other], [site.url("drugs_2.html"), other.url("drugs_2.html")], fetch, seconds=10)


def test_robots_txt_is_read_once_and_kept_to(site: Replica, fetch: Fetch) -> None:
    site.robots = "User-agent: *\nDisallow: /drugs_2\n"
    fetch.get(site.url("drugs.html"))
    with pytest.raises(FetchError, match=r"drugs_2.html` was not requested.*robots.txt` disallows") as caught:
        fetch.get(site.url("drugs_2.html"))
    assert "cdetrack ingest" in str(caught.value.hint)
    assert site.paths() == ["/robots.txt", "/drugs.html"]


def test_threads_that_start_together_read_robots_txt_once(site: Replica, fetch: Fetch) -> None:
    threads = [threading.Thread(target=fetch.get, args=(site.url(f"drugs_{n}.html"),)) for n in (2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(site.paths()) == ["/drugs_2.html", "/drugs_3.html", "/robots.txt"]


def test_a_rule_for_cdetrack_goes_before_one_for_all(site: Replica, fetch: Fetch) -> None:
    site.robots = "User-agent: *\nDisallow:\n\nUser-agent: cdetrack\nDisallow: /\n"
    with pytest.raises(FetchError, match="disallows"):
        fetch.get(site.url("drugs.html"))


def test_a_crawl_delay_raises_the_interval_and_never_lowers_it(site: Replica, time: Time) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 2.5\n"
    with time.fetch() as fetch:
        fetch.get(site.url("drugs.html"))
    with time.fetch(replace(USUAL, interval=7.0)) as fetch:
        fetch.get(site.url("drugs.html"))
    assert time.slept == [2.5, 7.0]


def test_a_crawl_delay_of_an_hour_is_not_sat_out(site: Replica, time: Time, fetch: Fetch) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 3600\n"
    with pytest.raises(FetchError, match="asks for a pause of 3600 s before each request") as caught:
        fetch.get(site.url("drugs.html"))
    # A later run would read the same.
    assert "cdetrack ingest" in str(caught.value.hint)
    assert site.paths() == ["/robots.txt"]
    assert time.slept == []


def test_a_crawl_delay_within_the_interval_of_the_configuration_is_sat_out(site: Replica, time: Time) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 300\n"
    with time.fetch(replace(USUAL, interval=600)) as fetch:
        assert body(fetch, site.url("drugs.html"))
    assert time.slept == [600.0]


@pytest.mark.parametrize("value", ["1e15", "1e300", "9" * 300])
def test_a_crawl_delay_beyond_every_calendar_is_told(site: Replica, time: Time, fetch: Fetch, value: str) -> None:
    site.robots = f"User-agent: *\nCrawl-delay: {value}\n"
    with pytest.raises(FetchError, match="asks for a pause of 999999999 s"):
        fetch.get(site.url("drugs.html"))
    assert time.slept == []


@pytest.mark.parametrize("value", ["nan", "inf", "-5", "-1e300", "-inf"])
def test_a_crawl_delay_that_is_no_time_leaves_the_interval(site: Replica, time: Time, fetch: Fetch, value: str) -> None:
    site.robots = f"User-agent: *\nCrawl-delay: {value}\n"
    assert body(fetch, site.url("drugs.html"))
    assert time.slept == [1.0]


@pytest.mark.parametrize("fault", [status(404), status(403), challenge(202), redirect("/robots.txt")])
def test_a_robots_txt_that_is_refused_forbids_nothing(site: Replica, fetch: Fetch, fault: Fault) -> None:
    site.fault("/robots.txt", fault)
    assert body(fetch, site.url("drugs.html"))


@pytest.mark.parametrize(("fault", "why"), [(status(503), "answered 503"), (drop(), "dropped the connection")])
def test_a_robots_txt_out_of_reach_keeps_us_out_for_this_run(
    site: Replica, fetch: Fetch, fault: Fault, why: str
) -> None:
    site.fault("/robots.txt", fault)
    for _ in range(2):
        with pytest.raises(FetchError, match=f"drugs.html` was not requested: .*robots.txt` {why}"):
            fetch.get(site.url("drugs.html"))
    assert site.paths() == ["/robots.txt"] * 4


# Retries


@pytest.mark.parametrize(
    "fault",
    [status(503), status(500), status(429), drop(), cut(), lie(100)],
    ids=["503", "500", "429", "drop", "cut", "short"],
)
def test_what_may_pass_is_tried_again_with_growing_pauses(
    site: Replica, time: Time, fetch: Fetch, fault: Fault
) -> None:
    site.fault("/drugs.html", fault, times=3)
    assert body(fetch, site.url("drugs.html")).endswith(b"</html>\n")
    assert time.slept == [1.0, 1.0, 2.0, 4.0]
    assert [line.partition("; again in ")[2] for line in time.told] == [
        "1.0 s (1 of 3)",
        "2.0 s (2 of 3)",
        "4.0 s (3 of 3)",
    ]


@pytest.mark.parametrize("fault", [stall(), stall(after_headers=True)], ids=["before", "in the body"])
def test_a_server_that_stalls_is_tried_again_and_then_given_up(site: Replica, time: Time, fault: Fault) -> None:
    site.fault("/drugs.html", fault, times=1)
    site.fault("/drugs_2.html", fault)
    with time.fetch(HASTY) as fetch:
        assert body(fetch, site.url("drugs.html"))
        with pytest.raises(FetchError, match=r"drugs_2.html` did not answer in time") as caught:
            fetch.get(site.url("drugs_2.html"))
    assert "`timeout`" in str(caught.value.hint)
    assert site.paths(robots=False) == ["/drugs.html"] * 2 + ["/drugs_2.html"] * 2


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (status(503), "answered 503 Service Unavailable"),
        (drop(), "dropped the connection"),
        (cut(), "dropped the connection"),
    ],
)
def test_what_does_not_pass_is_told_after_three_retries(
    site: Replica, fetch: Fetch, fault: Fault, message: str
) -> None:
    site.fault("/drugs.html", fault)
    with pytest.raises(FetchError, match=f"drugs.html` {message}") as caught:
        fetch.get(site.url("drugs.html"))
    assert "later" in str(caught.value.hint)
    assert site.paths(robots=False) == ["/drugs.html"] * 4


def test_a_pause_is_stretched_by_chance_but_not_what_the_site_asks_for(site: Replica, time: Time) -> None:
    site.fault("/drugs.html", status(503), times=2)
    site.fault("/drugs.html", status(503, retry_after="30"), times=1)
    with time.fetch(replace(USUAL, interval=0), chance=1.0) as fetch:
        fetch.get(site.url("drugs.html"))
    assert time.slept == [1.3, 2.6, 30.0]


def test_retry_after_is_kept_to_in_seconds(site: Replica, time: Time, fetch: Fetch) -> None:
    site.fault("/drugs.html", status(429, retry_after="7"), times=1)
    fetch.get(site.url("drugs.html"))
    assert time.slept == [1.0, 7.0]


def test_retry_after_is_kept_to_as_a_date_by_the_servers_clock(site: Replica, time: Time, fetch: Fetch) -> None:
    """The replica's `Date` is the real time: the date comes from that, not from our clock of 2025."""
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    site.fault("/drugs.html", status(503, retry_after=later), times=1)
    fetch.get(site.url("drugs.html"))
    assert 50 <= time.slept[1] <= 61


@pytest.mark.parametrize(
    "value",
    [
        *("soon", "-5", "1.5", "", "Mon, 21 Jul 1980 08:00:00 GMT", "²", "-" + "9" * 30),
        *("Fri, 31 Dec 99999999999999999999 23:59:59 GMT", "Fri, 31 Dec 9999 99:99:99 GMT", "Fri, 31 Dec"),
    ],
)
def test_a_retry_after_that_says_nothing_leaves_the_usual_pause(
    site: Replica, time: Time, fetch: Fetch, value: str
) -> None:
    site.fault("/drugs.html", status(503, retry_after=value), times=1)
    fetch.get(site.url("drugs.html"))
    assert time.slept == [1.0, 1.0]


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ("3600", "2025-07-21 07:00 UTC"),
        ("9" * 400, "2057-"),
        ("1" + "0" * 30, "2057-"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "2057-"),
        ("Fri, 31 Dec 9999 23:59:59 -2359", "2057-"),
    ],
)
def test_a_long_retry_after_ends_the_run_for_the_host(
    site: Replica, time: Time, fetch: Fetch, asked: str, when: str
) -> None:
    site.fault("/drugs.html", status(503, retry_after=asked))
    with pytest.raises(FetchError, match="answered 503") as caught:
        fetch.get(site.url("drugs.html"))
    assert when in caught.value.message
    with pytest.raises(FetchError, match="asks for a pause"):
        fetch.get(site.url("drugs_2.html"))
    assert site.paths(robots=False) == ["/drugs.html"]
    assert time.slept == [1.0]


def test_a_date_from_before_there_were_clocks_makes_no_pause_longer_than_a_calendar(
    site: Replica, fetch: Fetch
) -> None:
    answer = b"Date: Mon, 01 Jan 0001 00:00:00 GMT\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n"
    site.fault("/drugs.html", spoken(b"HTTP/1.1 503 Busy\r\n" + answer + b"Content-Length: 0\r\n\r\n"))
    with pytest.raises(FetchError, match="answered 503") as caught:
        fetch.get(site.url("drugs.html"))
    assert "2057-" in caught.value.message


def test_no_retries_means_one_request(site: Replica, time: Time) -> None:
    site.fault("/drugs.html", status(503))
    with time.fetch(replace(USUAL, retries=0)) as fetch, pytest.raises(FetchError, match="503"):
        fetch.get(site.url("drugs.html"))
    assert site.paths(robots=False) == ["/drugs.html"]


# Answers that are no HTTP

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PAGE = b"<html><body>hello</body></html>"


def spoken(data: bytes) -> Fault:
    """Answer these bytes and hang up."""

    def fault(wire: Wire, _: Reply) -> None:
        wire.raw(data)
        wire.hang_up()

    return fault


BROKEN = {
    "a chunk below zero": CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n",
    "a chunk of -1": CHUNKED + b"-1\r\nhello\r\n0\r\n\r\n",
    "a chunk of zz": CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n",
    "a chunk of 10^30": CHUNKED + b"%x\r\nhello\r\n0\r\n\r\n" % 10**30,
    "a chunk without a size": CHUNKED + b"\r\nhello\r\n0\r\n\r\n",
    "a line of 1 MB before a chunk": CHUNKED + b"5;" + b"x" * 2**20 + b"\r\nhello\r\n0\r\n\r\n",
    "no last chunk": CHUNKED + b"5\r\nhello\r\n",
    "a header of 1 MB": OK + b"X: " + b"y" * 2**20 + b"\r\n\r\n" + PAGE,
    "10,000 headers": OK + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n" + PAGE,
    "no status": b"garbage\r\n\r\n" + PAGE,
    "a status that is no number": b"HTTP/1.1 abc OK\r\n\r\n" + PAGE,
    "a status of five digits": b"HTTP/1.1 99999 OK\r\n\r\n",
    "a status below zero": b"HTTP/1.1 -12 OK\r\n\r\n",
    "a status line of 1 MB": b"HTTP/1.1 200 " + b"x" * 2**20,
    "no text at all": b"\x00\xff\xfe\r\n\r\n",
    "nothing but the page": PAGE,
    "a hundred thousand that it goes on": b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000,
}
LYING = {
    "below zero": b"Content-Length: -5\r\n",
    "no number": b"Content-Length: abc\r\n",
    "with a sign": b"Content-Length: +31\r\n",
    "two": b"Content-Length: 5\r\nContent-Length: 31\r\n",
    "two in one": b"Content-Length: 31, 5\r\n",
    "empty": b"Content-Length: \r\n",
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_an_answer_that_is_no_http_is_tried_again_and_told(
    site: Replica, time: Time, fetch: Fetch, answer: bytes
) -> None:
    site.fault("/drugs.html", spoken(answer), times=1)
    assert body(fetch, site.url("drugs.html"))
    site.fault("/drugs_2.html", spoken(answer))
    with pytest.raises(FetchError, match=r"drugs_2.html") as caught:
        fetch.get(site.url("drugs_2.html"))
    assert caught.value.hint
    assert len(caught.value.message) < 500
    assert len(time.told) == 4


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_a_robots_txt_that_is_no_http_keeps_us_out(site: Replica, fetch: Fetch, answer: bytes) -> None:
    site.fault("/robots.txt", spoken(answer))
    with pytest.raises(FetchError, match=r"drugs.html` was not requested"):
        fetch.get(site.url("drugs.html"))


@pytest.mark.parametrize("header", LYING.values(), ids=LYING)
def test_a_length_that_is_none_is_told(site: Replica, fetch: Fetch, header: bytes) -> None:
    site.fault("/drugs.html", spoken(OK + header + b"\r\n" + PAGE))
    with pytest.raises(FetchError, match=r"drugs.html` (answered with an invalid length|could not be fetched: C)"):
        fetch.get(site.url("drugs.html"))


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (OK + b"\r\n" + PAGE, False),
        (b"HTTP/1.0 200 OK\r\n\r\n" + PAGE, False),
        (OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + PAGE, False),
        (OK + b"Content-Length: 31\r\n\r\n" + PAGE, True),
        (CHUNKED + b"1f\r\n" + PAGE + b"\r\n0\r\n\r\n", True),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE, mtime=0), True),
    ],
)
def test_a_page_says_whether_its_end_can_be_missing(site: Replica, fetch: Fetch, answer: bytes, *, whole: bool) -> None:
    site.fault("/drugs.html", spoken(answer))
    page = fetch.get(site.url("drugs.html")).page
    assert page is not None
    assert (page.content, page.whole) == (PAGE, whole)


# Limits


def test_a_bomb_is_not_unpacked(site: Replica, time: Time) -> None:
    site.fault("/drugs.html", bomb(8 * 2**20))
    with time.fetch(replace(USUAL, max_bytes=2**20)) as fetch, pytest.raises(FetchError, match="larger than 1 MiB"):
        fetch.get(site.url("drugs.html"))
    assert site.paths(robots=False) == ["/drugs.html"]


def test_a_chunk_of_the_size_minus_one_is_not_read_to_its_end(site: Replica, time: Time) -> None:
    site.fault("/drugs.html", spoken(CHUNKED + b"-1\r\n" + b"x" * 2**22))
    tracemalloc.start()
    with time.fetch(replace(USUAL, max_bytes=2**20, retries=0)) as fetch, pytest.raises(FetchError):
        fetch.get(site.url("drugs.html"))
    assert tracemalloc.get_traced_memory()[1] < 2**22
    tracemalloc.stop()


def test_a_page_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(site: Replica, time: Time) -> None:
    site.files["/fits"] = Reply(body=b"x" * 100_000)
    site.files["/not"] = Reply(body=b"x" * 100_001)
    with time.fetch(replace(USUAL, max_bytes=100_000)) as fetch:
        assert len(body(fetch, site.url("fits"))) == 100_000
        with pytest.raises(FetchError, match="larger than"):
            fetch.get(site.url("not"))


def test_a_page_without_end_is_hung_up_on_at_once(site: Replica, time: Time) -> None:
    """Not when Python collects the rest of the error: a round over many hosts would keep their connections."""
    left = threading.Event()

    def endless(wire: Wire, _reply: Reply) -> None:
        wire.raw(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            for _ in range(10_000):
                wire.raw(b"x" * 10_000)
        except OSError:
            left.set()

    site.fault("/drugs.html", endless)
    with time.fetch(replace(USUAL, max_bytes=100_000)) as fetch, pytest.raises(FetchError) as kept:
        fetch.get(site.url("drugs.html"))
    assert left.wait(10), kept


def test_a_packed_page_that_breaks_off_is_not_taken_for_whole(site: Replica, fetch: Fetch) -> None:
    """Its length is as promised: only the packing shows that something is missing."""
    site.packed = True
    site.fault("/drugs.html", changed(lambda packed: packed[:-200]), times=1)
    assert body(fetch, site.url("drugs.html")).endswith(b"</html>\n")
    site.fault("/drugs_2.html", changed(lambda _: b"no gzip at all"))
    with pytest.raises(FetchError, match="damaged or truncated"):
        fetch.get(site.url("drugs_2.html"))


def test_a_bomb_behind_a_refusal_does_not_hide_the_refusal(site: Replica, fetch: Fetch) -> None:
    packed = gzip.compress(b" " * 8 * 2**20, mtime=0)
    site.fault("/drugs.html", status(404, body=packed, content_encoding="gzip"))
    with pytest.raises(FetchError, match="404"):
        fetch.get(site.url("drugs.html"))


@pytest.mark.parametrize("part", ["body", "headers"])
def test_a_server_that_drips_is_given_up_after_the_total_time(
    site: Replica, time: Time, part: Literal["body", "headers"]
) -> None:
    left = threading.Event()

    def watched(wire: Wire, reply: Reply) -> None:
        try:
            drip(part=part, every=0.02)(wire, reply)
        except OSError:
            left.set()

    site.fault("/drugs.html", watched)
    policy = FetchPolicy(timeout=5, total=0.5)
    with time.fetch(policy) as fetch, pytest.raises(FetchError, match=r"took more than 0.5 s"):
        fetch.get(site.url("drugs.html"))
    assert left.wait(10), "the connection was shut while the server was still at it"
    assert site.paths(robots=False) == ["/drugs.html"]


def test_a_refusal_that_breaks_off_is_still_a_refusal(site: Replica, fetch: Fetch) -> None:
    site.fault("/drugs.html", lambda wire, _: wire.send(Reply(status=404, body=b"Not"), length=100))
    with pytest.raises(FetchError, match="answered 404"):
        fetch.get(site.url("drugs.html"))
    assert site.paths(robots=False) == ["/drugs.html"]


def test_a_robots_txt_without_end_is_read_up_to_a_limit(site: Replica, fetch: Fetch) -> None:
    site.robots = "User-agent: *\nDisallow: /private\n" + "#" * 2**20
    assert body(fetch, site.url("drugs.html"))


# Redirects


def test_a_redirect_is_followed_and_the_page_says_where_it_was(site: Replica, time: Time, fetch: Fetch) -> None:
    site.fault("/old.html", redirect("drugs.html#top"))
    answer = fetch.get(site.url("old.html"))
    assert answer.page is not None
    assert answer.url == answer.page.url == site.url("drugs.html")
    assert time.slept == [1.0, 1.0], "the second request keeps its distance too"


def test_a_redirect_to_another_host_asks_that_hosts_robots_txt(site: Replica, fetch: Fetch) -> None:
    with Replica() as other:
        other.robots = "User-agent: *\nDisallow: /drugs\n"
        site.fault("/drugs.html", redirect(other.url("drugs.html")))
        with pytest.raises(FetchError, match="disallows"):
            fetch.get(site.url("drugs.html"))
        assert other.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("code", "method"), [(303, "GET"), (302, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirect_keeps_the_form_only_when_it_says_so(site: Replica, fetch: Fetch, code: int, method: str) -> None:
    site.files["/new"] = Reply(body=b"here")
    site.fault("/list", redirect("/new", code))
    fetch.get(site.url("list"), form={"pageNum": "1"})
    assert site.requests[-1].method == method
    assert site.requests[-1].form == ({"pageNum": "1"} if method == "POST" else {})


def test_a_circle_of_redirects_is_told_as_one(site: Replica, fetch: Fetch) -> None:
    site.fault("/a", redirect("/b"))
    site.fault("/b", redirect("/a"))
    with pytest.raises(FetchError, match="/a` redirects in a circle"):
        fetch.get(site.url("a"))
    assert len(site.paths(robots=False)) == 6


def test_five_redirects_are_followed_and_a_sixth_is_not(site: Replica, fetch: Fetch) -> None:
    for n in range(6):
        site.fault(f"/{n}", redirect(f"/{n + 1}"))
    site.files["/6"] = Reply(body=b"here")
    assert body(fetch, site.url("1")) == b"here"
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch.get(site.url("0"))


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://a:99999/", "http://[/"]
)
def test_a_redirect_away_from_the_web_is_refused(site: Replica, fetch: Fetch, to: str) -> None:
    site.fault("/drugs.html", redirect(to))
    with pytest.raises(FetchError, match=r"drugs.html` redirects to `.*`, which is not a web address"):
        fetch.get(site.url("drugs.html"))


def test_the_body_of_a_redirect_is_not_read(site: Replica, fetch: Fetch) -> None:
    def endless(wire: Wire, _: Reply) -> None:
        wire.raw(b"HTTP/1.1 302 Found\r\nLocation: /drugs.html\r\nContent-Length: 99999999\r\n\r\n")
        wire.wait()
        wire.hang_up()

    site.fault("/old.html", endless)
    assert body(fetch, site.url("old.html"))
    assert site.paths(robots=False) == ["/old.html", "/drugs.html"]


# The net itself


def test_tls_is_verified_and_a_certificate_can_be_vouched_for(time: Time) -> None:
    with Replica(tls=True) as site:
        site.sections["drugs"] = items(3)
        with time.fetch() as fetch, pytest.raises(FetchError, match=r"certificate of `127.0.0.1`") as caught:
            fetch.get(site.url("drugs.html"))
        assert "REQUESTS_CA_BUNDLE" in str(caught.value.hint)
        assert site.requests == []
        with time.fetch(replace(USUAL, verify=str(CERTIFICATE))) as fetch:
            assert body(fetch, site.url("drugs.html"))


def test_the_certificates_given_win_over_those_of_the_environment(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with Replica(tls=True) as site, time.fetch(replace(USUAL, verify=str(CERTIFICATE))) as fetch:
        site.sections["drugs"] = items(3)
        assert body(fetch, site.url("drugs.html"))


@pytest.mark.parametrize(
    "content", [None, "", "<html>", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_certificates_that_cannot_be_read_are_told(time: Time, tmp_path: Path, content: str | None) -> None:
    named = tmp_path / "ca.pem"
    if content is not None:
        named.write_text(content, encoding="ascii")
    with Replica(tls=True) as site, time.fetch(replace(USUAL, verify=str(named))) as fetch:
        with pytest.raises(FetchError, match=rf"no certificates to trust in `{named}`") as caught:
            fetch.get(site.url("drugs.html"))
        assert "REQUESTS_CA_BUNDLE" in str(caught.value.hint)
        assert site.connections == []


def test_certificates_that_lack_one_are_named(time: Time, tmp_path: Path) -> None:
    policy, expected = replace(USUAL, verify=str(tmp_path)), r"certificate of `127.0.0.1`"
    with Replica(tls=True) as site, time.fetch(policy) as fetch, pytest.raises(FetchError, match=expected) as caught:
        fetch.get(site.url("drugs.html"))
    assert f"only the certificates in `{tmp_path}` are trusted" in str(caught.value.hint)


TOO_OLD = b"\x15\x03\x01\x00\x02\x02\x46"
"""The alert of a TLS server that takes no version that the client offers."""


@pytest.mark.parametrize("said", [TOO_OLD, b"HTTP/1.1 400 Bad Request\r\n\r\n"], ids=["too old", "no TLS"])
def test_a_server_without_a_tls_that_can_be_used_is_told_as_that(time: Time, said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, time.fetch() as fetch:

        def answer() -> None:
            connection, _ = server.accept()
            # A client that has had enough may hang up at any time.
            with connection, suppress(OSError):
                connection.recv(4096)
                connection.sendall(said)
                connection.recv(4096)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(FetchError, match=r"cannot make a secure connection to `127.0.0.1`") as caught:
            fetch.get(f"https://127.0.0.1:{server.getsockname()[1]}/drugs.html")
        thread.join()
    assert "REQUESTS_CA_BUNDLE" not in f"{caught.value.message} {caught.value.hint}"
    assert "missing" not in str(caught.value.hint)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_server_with_tls_1_0_alone_is_told_as_that(time: Time) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    with Replica(tls=True, context=context) as site, time.fetch(replace(USUAL, verify=str(CERTIFICATE))) as fetch:
        with pytest.raises(FetchError, match=r"cannot make a secure connection to `127.0.0.1`") as caught:
            fetch.get(site.url("drugs.html"))
        assert site.requests == []
    assert "REQUESTS_CA_BUNDLE" not in str(caught.value.hint)


def test_https_does_not_turn_into_http(site: Replica, time: Time) -> None:
    with Replica(tls=True) as safe, time.fetch(replace(USUAL, verify=str(CERTIFICATE))) as fetch:
        safe.fault("/drugs.html", redirect(site.url("drugs.html")))
        with pytest.raises(FetchError, match="gives up https"):
            fetch.get(safe.url("drugs.html"))
    assert site.requests == []


def test_a_tls_server_that_drips_is_given_up_too(time: Time) -> None:
    policy = FetchPolicy(timeout=5, total=0.5, verify=str(CERTIFICATE))
    with Replica(tls=True) as site, time.fetch(policy) as fetch:
        site.fault("/drugs.html", drip(part="headers", every=0.02))
        with pytest.raises(FetchError, match="took more than"):
            fetch.get(site.url("drugs.html"))


def test_which_certificates_the_environment_names() -> None:
    assert trusted({}) is True
    assert trusted({"REQUESTS_CA_BUNDLE": "", "CURL_CA_BUNDLE": "/b"}) == "/b"
    assert trusted({"REQUESTS_CA_BUNDLE": "/a", "CURL_CA_BUNDLE": "/b"}) == "/a"


def test_a_refused_connection_is_told_at_once(time: Time, fetch: Fetch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(FetchError, match=r"`127.0.0.1` refused the connection"):
            fetch.get(f"http://127.0.0.1:{port}/drugs.html")
    assert time.slept == []


def test_a_name_without_an_address_is_told_at_once(time: Time, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The resolver is replaced: a real one may take half a minute to say no."""

    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(FetchError, match=r"cannot resolve the host name `english.nmpa.example`"):
        fetch.get("http://english.nmpa.example/drugs.html")
    assert time.slept == []


def test_a_proxy_of_the_environment_is_used(site: Replica, time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.url().rstrip("/"))
    with time.fetch() as fetch:
        assert body(fetch, "http://english.nmpa.example/drugs.html")
    assert site.requests[-1].headers["host"] == "english.nmpa.example"


def test_a_proxy_that_is_not_there_is_told_as_a_proxy(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{taken.getsockname()[1]}")
        with time.fetch() as fetch, pytest.raises(FetchError, match="the proxy did not take") as caught:
            fetch.get("http://english.nmpa.example/drugs.html")
    assert "HTTPS_PROXY" in str(caught.value.hint)


@pytest.mark.parametrize(
    "url", ["drugs.html", "file:///etc/passwd", "http://", "http://[", "http://a:99999/", "", "http://x" + "a" * 70]
)
def test_what_is_no_web_address_is_told(fetch: Fetch, url: str) -> None:
    with pytest.raises(FetchError, match="is not a web address"):
        fetch.get(url)


def test_a_password_in_a_url_is_used_but_not_told(site: Replica, fetch: Fetch) -> None:
    site.fault("/secret.html", status(404))
    url = site.url("secret.html").replace("://", "://me:hunter2@")
    with pytest.raises(FetchError) as caught:
        fetch.get(url)
    assert site.requests[-1].headers["authorization"].startswith("Basic ")
    assert "hunter2" not in f"{caught.value} {caught.value.hint}"


# The replica


def test_a_listing_can_slide_while_it_is_walked(site: Replica, fetch: Fetch) -> None:
    def slide(_: object) -> None:
        site.sections["drugs"] = items(13 + len(site.requests))

    site.before.append(slide)
    assert b"Matter 14 " in body(fetch, site.url("drugs.html"))
    assert b"Matter 9 " in body(fetch, site.url("drugs_2.html"))


def test_a_fault_comes_when_it_is_due(site: Replica, fetch: Fetch) -> None:
    site.fault("*", status(404), after=1, times=1)
    assert body(fetch, site.url("drugs.html"))
    with pytest.raises(FetchError, match="404"):
        fetch.get(site.url("drugs_2.html"))
    assert body(fetch, site.url("drugs_2.html"))


def test_a_mirror_serves_the_same_under_its_folder(site: Replica, fetch: Fetch) -> None:
    with Replica(prefix="/nmpa") as mirror:
        mirror.sections = site.sections
        assert body(fetch, mirror.url("drugs_3.html")) == body(fetch, site.url("drugs_3.html"))


def test_a_length_that_promises_less_than_there_is_gives_a_page_without_its_end(site: Replica, fetch: Fetch) -> None:
    """HTTP cannot show this; the parser does, by the missing `</html>`."""
    site.fault("/drugs.html", lie(-50))
    assert not body(fetch, site.url("drugs.html")).rstrip().endswith(b"</html>")


def test_a_detail_page_and_the_chinese_lists_are_served(site: Replica, fetch: Fetch) -> None:
    site.chinese["xxgk/ggtg"] = items(8)
    site.encoding, site.charset_in = "gb18030", "meta"
    assert b"c_" in body(fetch, site.url("drugs.html"))
    assert b"art-tit" in body(fetch, site.url(site.sections["drugs"][0].href))
    page = fetch.get(site.url("xxgk/ggtg/index_1.html")).page
    assert page is not None
    assert page.content_type == "text/html"
    assert "公告通告" in page.content.decode("gb18030")


def test_the_certificates_are_loaded_once_for_all_hosts(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading them takes 20 ms and 1.5 MB, and a round may have forty hosts."""
    loads: list[tuple[str | None, ...]] = []
    load = ssl.SSLContext.load_verify_locations

    def counted(context: ssl.SSLContext, *given: str | None) -> None:
        loads.append(given)
        load(context, *given)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", counted)
    sites = [Replica(tls=True), Replica(tls=True), Replica(tls=True)]
    with ExitStack() as stack:
        for each in sites:
            stack.enter_context(each).sections["drugs"] = items(3)
        fetch = stack.enter_context(time.fetch(replace(USUAL, verify=str(CERTIFICATE))))
        for each in sites:
            assert fetch.get(each.url("drugs.html")).page is not None
    assert loads == [(str(CERTIFICATE), None, None)]


def test_unreadable_certificates_are_told(time: Time, tmp_path: Path) -> None:
    broken = tmp_path / "ca.pem"
    broken.write_text("no certificate")
    policy = replace(USUAL, verify=str(broken))
    with Replica(tls=True) as site, time.fetch(policy) as fetch, pytest.raises(FetchError):
        fetch.get(site.url("drugs.html"))
