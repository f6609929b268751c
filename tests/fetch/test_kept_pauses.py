"""A pause that a site asks for with `Retry-After` is kept to by later runs, a day at most."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from cdetrack.errors import BlockedError, FetchError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.policy import FetchPolicy
from support.live import Live
from support.replica import Replica, drop, status

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)


def fetching(paused: dict[str, datetime], slept: list[float] | None = None, *, patient: bool = True) -> Fetch:
    waited = slept if slept is not None else []
    policy = FetchPolicy(interval=0, retries=0)
    fetch = Fetch(policy, sleep=waited.append, clock=lambda: 0.0, now=lambda: NOW)
    fetch.remember(paused, patient=patient)
    return fetch


def host_of(site: Replica) -> str:
    return site.url("").split("/")[2]


def test_a_host_is_not_requested_before_the_end_of_its_pause(site: Replica) -> None:
    with fetching({host_of(site): NOW + timedelta(minutes=55)}) as fetch, pytest.raises(FetchError) as caught:
        fetch.get(site.url("drugs.html"))
    pause = "`127.0.0.1` asks for a pause until 2031-05-06 12:55 UTC"
    assert caught.value.message == f"`{site.url('drugs.html')}` was not requested: {pause}"
    assert site.paths() == []


def test_the_rest_of_a_short_pause_is_waited_for(site: Replica) -> None:
    slept: list[float] = []
    with fetching({host_of(site): NOW + timedelta(seconds=20)}, slept) as fetch:
        fetch.get(site.url("drugs.html"))
        assert fetch.paused() == {host_of(site): None}
    # Of a clock that stands still, for `robots.txt` and for the page.
    assert slept == [20.0, 20.0]


@pytest.mark.parametrize("end", [NOW, NOW - timedelta(hours=1), NOW + timedelta(hours=25)])
def test_a_pause_that_is_over_or_of_a_wrong_clock_is_none(site: Replica, end: datetime) -> None:
    with fetching({host_of(site): end}) as fetch:
        fetch.get(site.url("drugs.html"))
    assert "/drugs.html" in site.paths()


@pytest.mark.parametrize(("asked", "kept"), [("3600", timedelta(hours=1)), ("9" * 400, timedelta(days=1))])
def test_a_pause_is_kept_for_a_day_at_most(site: Replica, asked: str, kept: timedelta) -> None:
    site.fault("/drugs.html", status(503, retry_after=asked))
    with fetching({}) as fetch:
        with pytest.raises(FetchError, match="answered 503 Service Unavailable; it asks for a pause until"):
            fetch.get(site.url("drugs.html"))
        assert fetch.paused() == {host_of(site): NOW + kept}


def test_a_challenge_is_told_in_later_runs_as_well(site: Replica) -> None:
    site.fault("*", status(503, body=b"<script>var $_ts=window['$_ts'];</script>", retry_after="3600"))
    with fetching({}) as fetch:
        with pytest.raises(BlockedError):
            fetch.get(site.url("drugs.html"))
        assert fetch.paused() == {host_of(site): None}


def test_a_request_in_the_pause_ends_it_only_if_it_is_answered(site: Replica) -> None:
    paused = {host_of(site): NOW + timedelta(minutes=55)}
    with fetching(paused, patient=False) as fetch:
        site.fault("/robots.txt", drop(), times=1)
        with pytest.raises(FetchError, match="dropped the connection"):
            fetch.get(site.url("drugs.html"))
        assert fetch.paused() == paused


def test_later_runs_keep_to_the_pause_and_a_fetch_by_name_ends_it(live: Live) -> None:
    live.point({"nmpa/drugs": live.site.url("drugs.html")})
    live("fetch")
    live.site.fault("/drugs.html", status(503, retry_after="3600"), times=1)
    assert live("check").code == 4
    asked = live.site.paths().count("/drugs.html")
    again = live("check")
    assert again.code == 4
    assert "asks for a pause until" in again.err
    assert "asks for a pause until" in live("status").out
    assert live.site.paths().count("/drugs.html") == asked
    assert live("fetch", "nmpa/drugs").code == 0
    assert "paused" not in json.loads((live.cache / "state.json").read_text(encoding="utf-8"))
    assert live("check").code == 0
