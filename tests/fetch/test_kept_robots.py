"""The rules of `robots.txt` are kept for a day: later runs neither ask for it nor wait after it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from cdetrack.errors import FetchError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.policy import FetchPolicy
from cdetrack.fetch.robots import KeptRules, RobotsRules, kept_forms, kept_from_forms
from support.live import Live
from support.replica import Replica, status

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
CLOSED = RobotsRules(rules=(("/drugs_2", False),), delay=0.0)


def fetching(kept: dict[str, KeptRules], pauses: list[float] | None = None, now: datetime = NOW) -> Fetch:
    waited = pauses if pauses is not None else []
    policy = FetchPolicy(interval=1.0, retries=0)
    return Fetch(policy, sleep=waited.append, clock=lambda: 0.0, now=lambda: now, chance=lambda: 0.0, kept=kept)


@pytest.mark.parametrize(("hours", "asked"), [(0, False), (23.9, False), (24, True), (-1, True)])
def test_kept_rules_hold_for_a_day(site: Replica, hours: float, *, asked: bool) -> None:
    """A time in the future is of a wrong clock."""
    kept = {site.url("").rstrip("/"): KeptRules(at=NOW - timedelta(hours=hours), rules=RobotsRules())}
    with fetching(kept) as fetch:
        fetch.get(site.url("drugs.html"))
    assert ("/robots.txt" in site.paths()) is asked


def test_kept_rules_are_kept_to(site: Replica) -> None:
    kept = {site.url("").rstrip("/"): KeptRules(at=NOW, rules=CLOSED)}
    with fetching(kept) as fetch, pytest.raises(FetchError, match="disallows it"):
        fetch.get(site.url("drugs_2.html"))
    assert site.paths() == []


def test_a_page_under_kept_rules_waits_for_nothing(site: Replica) -> None:
    kept = {site.url("").rstrip("/"): KeptRules(at=NOW, rules=RobotsRules(delay=5.0))}
    pauses: list[float] = []
    with fetching(kept, pauses) as fetch:
        fetch.get(site.url("drugs.html"))
        assert pauses == []
        fetch.get(site.url("drugs_2.html"))
    assert pauses == [5.0]


def test_an_unreachable_file_is_not_kept(site: Replica) -> None:
    site.fault("/robots.txt", status(503))
    with fetching({}) as fetch:
        with pytest.raises(FetchError):
            fetch.get(site.url("drugs.html"))
        assert fetch.read == {}


def test_forms_come_back_and_unreadable_ones_are_left_out() -> None:
    kept = {"https://a.example": KeptRules(at=NOW, rules=CLOSED)}
    forms = json.loads(json.dumps(kept_forms(kept)))
    assert kept_from_forms(forms) == kept
    broken = {"https://b.example": {"at": "yesterday", "rules": [], "delay": 0}, "https://c.example": {}}
    assert kept_from_forms({**forms, **broken}) == kept
    long = {"https://d.example": KeptRules(at=NOW, rules=RobotsRules(rules=(("/x", True),) * 501))}
    assert kept_forms(long) == {}


def test_a_second_run_asks_for_no_robots_txt(live: Live) -> None:
    live.point({"nmpa/drugs": live.site.url("drugs.html")})
    live("fetch")
    assert live.site.paths().count("/robots.txt") == 1
    live("fetch")
    live("check")
    assert live.site.paths().count("/robots.txt") == 1
    origin = live.site.url("").rstrip("/")
    state = json.loads((live.cache / "state.json").read_text(encoding="utf-8"))
    assert set(state["robots"]) == {origin}
    live("fetch", "--dry-run")
    assert live.site.paths().count("/robots.txt") == 1
