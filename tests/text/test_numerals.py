"""Chinese numerals in dates and periods."""

import pytest

from cdetrack.text.numerals import number_of, year_of


@pytest.mark.parametrize(
    ("signs", "number"),
    [("一", 1), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("廿三", 23), ("卅", 30)],
)
def test_numbers_up_to_99_are_read(signs: str, number: int) -> None:
    assert number_of(signs) == number


@pytest.mark.parametrize("signs", ["", "百", "一二", "二十十", "十x"])
def test_other_texts_are_no_number(signs: str) -> None:
    assert number_of(signs) == 0


def test_a_year_is_read_digit_by_digit() -> None:
    assert year_of("二〇二五") == year_of("二○二五") == year_of("二零二五") == 2025
