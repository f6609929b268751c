"""What many tests need: the program with a cache of its own."""

from pathlib import Path

import pytest

from program import Program


@pytest.fixture
def cdetrack(tmp_path: Path) -> Program:
    """The real program; its cache is empty."""
    return Program(tmp_path / "cache")
