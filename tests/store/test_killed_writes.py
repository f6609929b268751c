"""Killed at any system call, each writing command leaves a sound cache; `bench/kill_writes.py` kills thousands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.kill_writes import SCENARIOS, Scenario, World, kill_writes, world

_POINTS = 3


@pytest.fixture(scope="module", params=["in one file", "in sealed files"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("world"), small=request.param == "in sealed files") as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.name)
def test_a_kill_at_any_system_call_loses_nothing_and_records_nothing_twice(place: World, scenario: Scenario) -> None:
    tally = kill_writes(place, scenario, most=_POINTS, twice=True, seed=7)
    assert tally.kills >= 1


def test_a_name_whose_cursor_is_of_a_history_that_was_mended_is_shown_all_of_it(tmp_path: Path) -> None:
    from cdetrack import Cache

    told: list[str] = []
    cache = Cache(tmp_path / "cache", tell=told.append)
    for title in ("Before", "First", "Second"):
        (tmp_path / "page.txt").write_text(f"-\n{title}\n2025-09-05\n-\nAnd {title}\n2025-09-04\n")
        cache.ingest(tmp_path / "page.txt")
        if title == "Before":
            assert cache.unseen("bob", lambda _: None) == []
            assert "asks for the first time" in told.pop()
    assert len(cache.unseen("bob", lambda _: None)) == 4
    history = cache.store.history_path
    history.write_bytes(history.read_bytes().replace(b'"kind": "added"', b'"kind": "addxd"', 1))
    assert any("--since-last bob" in each for each in cache.repair())
    # The notice of the line that is lost was taken from `notices.json`.
    assert len(cache.unseen("bob", lambda _: None)) == 6
    assert told == []
    assert len(cache.unseen("bob", lambda _: None)) == 0
