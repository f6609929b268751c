"""Holes in number series: told where the series is dense, and nowhere else."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cdetrack.model.jsonform import notice_json
from cdetrack.model.notice import Notice
from cdetrack.query.coverage import Holes, coverage
from cdetrack.store.fold import Fold
from support.notices import notice


def numbered(*numbers: int, issuer: str = "NMPA", year: int = 2026) -> list[Notice]:
    return [
        notice(f"Document {number}", date=date(year, 1, 2), number=f"{year}-{number}", issuers=(issuer,))
        for number in numbers
    ]


def found(notices: list[Notice]) -> list[Holes]:
    """Return the holes in a fold with these notices."""
    head = '{"schema": 1, "through": {"changes": 0, "bytes": 0, "hash": ""}, "derived": "", "sources": {}, "notices": ['
    lines = ",".join(f"\n{json.dumps(notice_json(each), ensure_ascii=False)}" for each in notices)
    fold = Fold(Path("notices.json"), f"{head}{lines}\n]}}\n".encode())
    return list(coverage([], [], fold, now=datetime(2026, 11, 27, tzinfo=UTC)).holes)


def test_the_numbers_missing_in_a_dense_series_are_holes() -> None:
    seen = [number for number in range(25, 60) if number not in {31, 44}]
    assert found(numbered(*seen)) == [Holes(issuer="NMPA", year=2026, first=25, last=59, missing=(31, 44))]


def test_a_series_of_which_a_source_shows_a_selection_has_no_holes() -> None:
    assert found(numbered(*range(3, 120, 2))) == []


def test_a_few_numbers_side_by_side_prove_nothing() -> None:
    assert found(numbered(1, 2, 3, 5, 6, 7, 8)) == []


def test_a_number_far_off_makes_no_hole_of_all_between() -> None:
    assert found(numbered(*range(1, 30), 412)) == []


def test_each_issuer_and_year_has_a_series_of_its_own() -> None:
    seen = [*range(1, 12), *range(13, 20)]
    notices = [*numbered(*seen), *numbered(12, issuer="CDE"), *numbered(12, year=2025)]
    assert [each.missing for each in found(notices)] == [(12,)]


def test_notices_without_a_number_or_an_issuer_count_nowhere() -> None:
    plain = [notice("News", date=date(2026, 1, 2)), notice("A", number="2026-3", issuers=()), *numbered(1, 2)]
    assert found(plain) == []


@given(st.sets(st.integers(1, 200)))
def test_no_hole_is_a_number_that_was_seen_and_none_lies_outside_its_run(numbers: set[int]) -> None:
    for each in found(numbered(*numbers)):
        assert not numbers & set(each.missing)
        assert each.first < min(each.missing)
        assert max(each.missing) < each.last
        assert len(each.missing) <= 0.2 * (each.last - each.first + 1)
