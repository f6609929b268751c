"""Why nothing matches: each filter that nothing can match is named, with the nearest value that exists."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cdetrack import Cache
from cdetrack.model.notice import Notice, Query
from cdetrack.query.impossible import absent_beside, impossible
from cdetrack.query.select import matcher
from cdetrack.text.days import today
from support.looks import entry, fill, look
from support.sample_notices import notice

GUIDELINE = "Guideline for Clinical Trials in Children"
HERE = [
    notice("a" * 12, GUIDELINE, "2025-03-01", number="2025-21", topics=("pediatrics",)),
    notice("b" * 12, "关于发布《儿童用药临床试验指导原则》的通告", "2025-01-10", issuers=("CDE",), number="2024-500"),
    notice("c" * 12, "Trials of vaccines", "2024-06-01", kind="guideline", topics=("vaccines",)),
]


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"since": date(2025, 2, 1), "until": date(2025, 1, 1)}, "no day is both `2025-02-01` or later and"),
        ({"since": date(2026, 1, 1)}, "the newest notice is of `2025-03-01`"),
        ({"until": date(2020, 1, 1)}, "the oldest notice is of `2024-06-01`"),
        ({"seen_since": date(2090, 1, 1)}, "the newest notice was first seen on `20"),
        ({"issuers": ("FDA",)}, "no notice has the issuer `FDA`; there are `NMPA`, `CDE`"),
        ({"issuers": ("nosuch",)}, "the issuers here are `NMPA`, `CDE`"),
        ({"topics": ("oncology",)}, "no notice has the topic `oncology`; there are `pediatrics`, `vaccines`"),
        ({"kinds": ("plan",)}, "no notice has the kind `plan`; there are `announcement`, `guideline`"),
        ({"statuses": ("draft",)}, "no notice has any status"),
        ({"numbers": ("2025-22",)}, "no notice has the number `2025-22`; the nearest is `2025-21`"),
        ({"numbers": ("2023-1",)}, "the nearest is `2024-500`"),
        ({"products": ("x",)}, "no notice has any product"),
        ({"search": "chidren"}, "no title or summary has `chidren`; the nearest is `children`"),
        ({"search": "儿童用品"}, "no title or summary has `儿童用品`; the nearest is `儿童用`"),
        ({"search": '"trials clinical"'}, "without the quotes its words match"),
        ({"search": '"clinical trails"'}, "the nearest is `trials`"),
        ({"search": "/xyz+/"}, "no title or summary matches `/xyz+/`"),
        ({"withdrawn": True}, "no notice is withdrawn"),
        ({"search": "children", "topics": ("vaccines",)}, "each filter alone has matches, and without `--"),
    ],
)
def test_a_filter_that_nothing_can_match_is_named_with_the_nearest(filters: dict[str, Any], told: str) -> None:
    query = Query(**filters)
    assert not any(map(matcher(query), HERE))
    assert told in "; ".join(impossible(query, HERE))


def test_of_several_values_one_that_exists_is_enough() -> None:
    query = Query(kinds=("plan", "guideline"), since=date(2025, 1, 1))
    combination, absent = impossible(query, HERE)
    assert combination == "each filter alone has matches, and without `--kind` some are left"
    assert absent == "no notice has the kind `plan`; there are `announcement`, `guideline`"


def test_notices_that_are_withdrawn_are_told_of() -> None:
    gone = HERE[2]._replace(withdrawn=HERE[2].first_seen)
    [told] = impossible(Query(search="vaccines"), [*HERE[:2], gone])
    assert "--withdrawn" in told


def test_an_empty_cache_has_no_nearest_value() -> None:
    assert impossible(Query(search="x", kinds=("plan",)), []) == []


class Counted:
    """Notices that count how often they are iterated, and how many of them are read."""

    def __init__(self) -> None:
        self.iterations = self.read = 0

    def __iter__(self) -> Iterator[Notice]:
        self.iterations += 1
        for each in HERE:
            self.read += 1
            yield each


@pytest.mark.parametrize(
    "filters",
    [
        {"issuers": ("FDA",)},
        {"numbers": ("2025-22",)},
        {"products": ("x",)},
        {"search": "chidren"},
        {"search": "儿童用品"},
        {"until": date(2020, 1, 1)},
        {"kinds": ("plan",), "search": '"trials clinical"'},
    ],
)
def test_a_large_cache_is_explained_by_iterations_over_it(filters: dict[str, Any]) -> None:
    known = Counted()
    assert impossible(Query(**filters), known, together=False) == impossible(Query(**filters), HERE)
    assert known.iterations <= 3 + 4 * len(filters)


def test_of_a_large_cache_no_more_is_read_than_to_a_match() -> None:
    known = Counted()
    wanted = Query(kinds=("announcement",), search="children", topics=("pediatrics",), since=date(2025, 2, 2))
    assert impossible(wanted, known, together=False) == []
    assert known.read == known.iterations


def test_a_large_cache_says_which_value_it_does_not_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    fill(cache.store, look(entry("For children"), entry("For adults", article="2")))
    wanted, both = Query(search="chidren"), Query(search="children adults")
    monkeypatch.setattr("cdetrack.questions._EXPLAINED", 100)
    assert cache.impossible(wanted) == ["no title or summary has `chidren`; the nearest is `children`"]
    assert cache.impossible(both) == []


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"kinds": ("guideline", "plan")}, "no notice has the kind `plan`; there are `announcement`, `guideline`"),
        ({"issuers": ("CDE", "EMA")}, "no notice has the issuer `EMA`; there are `NMPA`, `CDE`"),
        ({"numbers": ("2025-22", "2025-21")}, "no notice has the number `2025-22`; the nearest is `2025-21`"),
        ({"products": ("示例", "Tablet")}, "no product is called `Tablet`"),
        ({"applicants": ("nosuch", "甲")}, "no applicant is called `nosuch`"),
    ],
)
def test_a_value_that_no_notice_has_is_told_beside_one_that_exists(filters: dict[str, Any], told: str) -> None:
    known = [*HERE, HERE[0]._replace(product="示例片", applicant="甲制药")]
    query = Query(**filters)
    assert any(map(matcher(query), known))
    [line] = absent_beside(query, known)
    assert line.startswith(told)
    alone: dict[str, Any] = {name: values[:1] for name, values in filters.items()}
    assert absent_beside(Query(**alone), known) == [], "a value alone is told of where nothing matches"


def test_of_a_large_cache_the_counts_say_which_source_has_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cdetrack.questions._EXPLAINED", 100)
    monkeypatch.setattr("cdetrack.store.counts.LEAST", 0)
    cache = Cache(tmp_path)
    fill(cache.store, look(entry("For children")))
    monkeypatch.setattr("cdetrack.query.select.EveryNotice", lambda *_: pytest.fail("all notices are read"))
    several = Query(sources=("nmpa/drugs", "nmpa/news"), kinds=("notice", "plan"))
    assert cache.absent_values(several) == ["no notice has the source `nmpa/news`; the nearest is `nmpa/drugs`"]


def test_an_empty_result_is_read_once_to_be_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    fill(cache.store, look(entry("For children")))
    found = cache.matches(Query(kinds=("plan",)))
    assert len(found) == 0
    monkeypatch.setattr("cdetrack.query.select.every", lambda *_: pytest.fail("read again"))
    assert not found


def test_the_ends_of_the_history_are_told_without_reading_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    fill(cache.store, *(look(entry(f"Notice {n}", article=str(n))) for n in range(3)))
    seen = today(cache.changes()[0].at)
    monkeypatch.setattr(Cache, "changes", lambda *_: pytest.fail("all changes were read"))
    assert cache.outside(date(2090, 1, 1), None) == [f"the newest change is of `{seen}`"]
    assert cache.outside(None, date(1990, 1, 1)) == [f"the oldest change is of `{seen}`"]
    assert cache.outside(seen, seen) == []
    assert Cache(tmp_path / "empty").outside(seen, None) == []
