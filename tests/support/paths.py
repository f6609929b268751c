"""The places of this repository that tests read."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
DOCS = ROOT / "docs"
TESTS = ROOT / "tests"
DATA = TESTS / "data"
"""Saved pages and expected results."""
PAGES = DATA / "sources"
"""Saved pages of every kind of listing."""
FIXTURES = ROOT / "fixtures"
SEED = FIXTURES / "listing-seed.txt"
"""A listing of six notices, as text."""
CORPUS = ROOT.parent / "shared"
"""Saved pages of the real sites, beside the checkout where there are any."""
