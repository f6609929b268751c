"""The generic source on twenty saved listings of courts, compared with the results of hand-written scrapers."""

import pytest

import generic
from support.paths import CORPUS

FOLDER = CORPUS / "real" / "generic"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not NAMES, reason="the saved listings of courts are not here")]


@pytest.mark.parametrize("name", NAMES)
def test_nine_in_ten_entries_are_found_with_date_and_link(name: str) -> None:
    wanted, hit, _, _, error, lines = generic.score(FOLDER, name)
    assert not error
    assert hit >= 0.9 * wanted, "\n".join(lines)


def test_next_to_nothing_is_found_that_is_no_entry() -> None:
    """A table of all decisions holds more than the one kind that a scraper asked for: half a page may be extra."""
    scores = [generic.score(FOLDER, name) for name in NAMES]
    clean = [extra <= 0.15 * found for _, _, found, extra, _, _ in scores]
    assert sum(clean) >= 0.9 * len(clean)
