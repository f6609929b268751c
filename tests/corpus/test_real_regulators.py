"""The parsers on saved pages of regulators and official bodies, compared with hand-written scrapers."""

import pytest

import regulators
from support.paths import CORPUS

FOLDER = CORPUS / "real" / "regulators"
UNREADABLE = ("blm_im",)
"""Without dates, which only selectors make a list."""


NAMES = [path.stem for path in regulators.pages(FOLDER)]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not NAMES, reason="the saved pages of regulators are not here")]


@pytest.mark.parametrize("name", NAMES)
def test_no_date_is_wrong_and_no_entry_is_made_up(name: str) -> None:
    path = next(path for path in regulators.pages(FOLDER) if path.stem == name)
    score = regulators.score(path)
    assert (score.wrong, score.stray) == (0, 0), "\n".join(score.lines)
    if name not in UNREADABLE:
        assert (score.right, score.missed) == (score.wanted, 0), "\n".join(score.lines)
