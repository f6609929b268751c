"""The generic source on twenty saved listings of courts, against what hand-written scrapers get from them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT.parent / "shared" / "real" / "generic"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))

pytestmark = pytest.mark.skipif(not NAMES, reason="the saved listings of courts are not here")


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_generic", ROOT / "bench" / "generic.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_nine_in_ten_entries_are_found_with_date_and_link(name: str) -> None:
    wanted, hit, _, _, error, lines = bench().score(FOLDER, name)
    assert not error
    assert hit >= 0.9 * wanted, "\n".join(lines)


def test_next_to_nothing_is_found_that_is_no_entry() -> None:
    """A table of all decisions holds more than the one kind that a scraper asked for: half a page may be extra."""
    scores = [bench().score(FOLDER, name) for name in NAMES]
    clean = [extra <= 0.15 * found for _, _, found, extra, _, _ in scores]
    assert sum(clean) >= 0.9 * len(clean)
