"""The parsers on saved pages of regulators and official bodies, against what hand-written scrapers get from them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT.parent / "shared" / "real" / "regulators"
UNREADABLE = ("blm_im", "chi_north_river_minutes")
"""Without dates, which only selectors make a list; and a page with links that are cut in two."""


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_regulators", ROOT / "bench" / "regulators.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NAMES = [path.stem for path in bench().pages(FOLDER)]

pytestmark = pytest.mark.skipif(not NAMES, reason="the saved pages of regulators are not here")


@pytest.mark.parametrize("name", NAMES)
def test_no_date_is_wrong_and_no_entry_is_made_up(name: str) -> None:
    path = next(path for path in bench().pages(FOLDER) if path.stem == name)
    score = bench().score(path)
    assert (score.wrong, score.stray) == (0, 0), "\n".join(score.lines)
    if name not in UNREADABLE:
        assert (score.right, score.missed) == (score.wanted, 0), "\n".join(score.lines)
