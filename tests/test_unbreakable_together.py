"""Eight processes on one cache at once; `bench/together.py` lets them work for a minute."""

from collections import Counter
from pathlib import Path

from cdetrack import Cache
from crowd import crowd


def test_processes_that_write_and_read_at_once_lose_nothing_and_never_see_half_of_it(tmp_path: Path) -> None:
    seen = crowd(tmp_path, seconds=5)
    assert seen.wrong == []
    cache = Cache(tmp_path / "cache")
    assert cache.examine().problems == ()
    added = Counter((each.source, each.after.title) for each in cache.changes() if each.kind == "added" and each.after)
    assert {title for _, title in added} == seen.posted
    assert set(added.values()) == {1}
    # A notice that came while nobody watched yet is in the baseline; all others were told once, under one id.
    assert set(seen.told.values()) == {1}
    assert min(seen.runs[command] for command in ("fetch", "ingest", "list", "check", "diff")) > 0
