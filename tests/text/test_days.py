"""Which days the words of a user mean, in Shanghai."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.errors import UsageError
from cdetrack.text import days

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-07", date(2025, 7, 1), date(2025, 7, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-07-21", date(2025, 7, 21), date(2025, 7, 21)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("today", TODAY, TODAY),
        ("yesterday", date(2026, 3, 30), date(2026, 3, 30)),
        ("tomorrow", date(2026, 4, 1), date(2026, 4, 1)),
        ("this week", date(2026, 3, 30), date(2026, 4, 5)),
        ("Last  Month", date(2026, 2, 1), date(2026, 2, 28)),
        ("next month", date(2026, 4, 1), date(2026, 4, 30)),
        ("last quarter", date(2025, 10, 1), date(2025, 12, 31)),
        ("this quarter", date(2026, 1, 1), date(2026, 3, 31)),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025/07/21", date(2025, 7, 21), date(2025, 7, 21)),
        ("2025/7", date(2025, 7, 1), date(2025, 7, 31)),
        ("2025.7.1", date(2025, 7, 1), date(2025, 7, 1)),
        ("2025年7月21日", date(2025, 7, 21), date(2025, 7, 21)),
        ("2025年7月", date(2025, 7, 1), date(2025, 7, 31)),
        ("2025年", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年7月21号", date(2025, 7, 21), date(2025, 7, 21)),
        ("２０２５－０７", date(2025, 7, 1), date(2025, 7, 31)),
        ("２０２５年７月２１日", date(2025, 7, 21), date(2025, 7, 21)),
        ("７ｄ", date(2026, 3, 24), date(2026, 3, 24)),
        ("0d", TODAY, TODAY),
        ("7d", date(2026, 3, 24), date(2026, 3, 24)),
        ("2w", date(2026, 3, 17), date(2026, 3, 17)),
        ("1m", date(2026, 2, 28), date(2026, 2, 28)),
        ("3m", date(2025, 12, 31), date(2025, 12, 31)),
        ("3mo", date(2025, 12, 31), date(2025, 12, 31)),
        ("1y", date(2025, 3, 31), date(2025, 3, 31)),
    ],
)
def test_a_period_goes_from_its_first_day_through_its_last(text: str, first: date, last: date) -> None:
    assert days.first_day(text, today=TODAY) == first
    assert days.last_day(text, today=TODAY) == last


def test_a_year_ago_of_a_leap_day_is_the_last_of_february() -> None:
    assert days.first_day("1y", today=date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2025-7", "2025-13", "2025-02-30", "0000", "20250721", "21/07/2025", "21.07.2025", "-7d", "7"),
        *(
            "1h",
            "last decade",
            "month",
            "99999d",
            "9999y",
            "2025-07-21T00:00",
            "٢٠٢٥",
            "٧d",
            "2025-07-21\n2025",
            "2025-",
        ),
    ],
)
def test_anything_else_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(UsageError) as told:
        days.first_day(text, today=TODAY)
    assert "`2025-07-21`" in (told.value.hint or "")


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    with suppress(UsageError):
        assert days.first_day(text, today=TODAY) <= days.last_day(text, today=TODAY)


def test_the_day_begins_eight_hours_earlier_in_shanghai() -> None:
    assert days.today(datetime(2026, 3, 31, 16, 0, tzinfo=UTC)) == date(2026, 4, 1)
    assert days.today(datetime(2026, 3, 31, 15, 59, tzinfo=UTC)) == TODAY
    assert days.start_of(TODAY) == datetime(2026, 3, 30, 16, 0, tzinfo=UTC)
    assert days.end_of(TODAY) == datetime(2026, 3, 31, 16, 0, tzinfo=UTC)


@given(st.dates())
def test_every_day_of_the_calendar_has_a_beginning_and_an_end(day: date) -> None:
    assert days.start_of(day) <= days.end_of(day)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 second"), (1.0, "1 second"), (0.2, "0.2 seconds"), (30.0, "30 seconds")]
)
def test_seconds_are_counted_in_words(count: float, words: str) -> None:
    assert days.in_seconds(count) == words


@pytest.mark.parametrize(
    ("text", "length"), [("30d", 30), ("2w", 14), ("3m", 90), ("3MO", 90), ("1y", 365), ("0d", 0), ("３０ｄ", 30)]
)
def test_a_length_of_time_is_a_number_of_days(text: str, length: int) -> None:
    assert days.length(text) == timedelta(days=length)


@given(st.integers(0, 9999), st.sampled_from("dwmy"))
def test_every_length_leads_to_a_day(count: int, unit: str) -> None:
    assert TODAY + days.length(f"{count}{unit}") >= TODAY


@pytest.mark.parametrize("text", ["", "30", "d", "2025", "١d", "99999d", "1h"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        days.length(text)
