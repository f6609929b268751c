"""Days in a sentence: the quick look for their words overlooks none that the pattern finds."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from cdetrack.meaning.facets.calendar import SHAPES_OF_DAYS
from cdetrack.meaning.facets.named_days import named_days

DAYS = re.compile(SHAPES_OF_DAYS, re.IGNORECASE | re.ASCII)


@example("the first day of 2028")
@given(st.from_regex(DAYS, fullmatch=True))
def test_no_day_is_overlooked(day: str) -> None:
    assert list(named_days(f"Until {day}."))
