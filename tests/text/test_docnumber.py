"""Document numbers as users type them; those in titles are in `meaning/test_facets.py`."""

import pytest

from cdetrack.text.docnumber import number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2025-21", "2025-21"),
        ("2025-021", "2025-21"),
        ("[2025] No. 21", "2025-21"),
        ("([2025 ]No. 21)", "2025-21"),
        ("(No. 139, 2024)", "2024-139"),
        ("No. 30 of 2021", "2021-30"),
        ("No. 88 [2019]", "2019-88"),
        ("2025年第107号", "2025-107"),
        ("〔2025〕3号", "2025-3"),
        ("（２０２５年第２１号）", "2025-21"),
        ("2025年21号", "2025-21"),
        ("(2025) 21", "2025-21"),
        ("21", None),
        ("2025", None),
        ("No. 21", None),
        ("１２", None),
        ("", None),
        ("2025-21" + " " * 1000 + "x", None),
    ],
)
def test_a_typed_number_is_read_in_every_shape_that_titles_have(text: str, number: str | None) -> None:
    assert number_in(text) == number
