"""The cache as of a day is the cache as it answered at the end of that day."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cdetrack.cache import Cache
from cdetrack.errors import CacheError
from cdetrack.model.jsonform import change_json, notice_json
from cdetrack.model.notice import Query
from support.program import listing

FIRST = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)
"""The last second of a day in Shanghai."""
_STEPS = (
    ("ingest", "nmpa/drugs", ("On Widgets ([2026] No. 7)", "2026-02-27"), ("On Gadgets", "2026-02-20")),
    ("mark", "On Gadgets", "relevant"),
    ("ingest", "nmpa/drugs", ("On Widgets, Corrected ([2026] No. 7)", "2026-02-27"), ("On Gadgets", "2026-02-20")),
    ("ingest", "gd-mpa/notices", ("On Widgets, Corrected ([2026] No. 7)", "2026-02-28"), ("Other", "2026-02-28")),
    ("ingest", "ingest", ("A wrong one", "2026-03-03"), ("Correction: On Gadgets", "2026-03-03")),
    ("mark", "On Gadgets", "done"),
    ("undo",),
    ("ingest", "ingest", ("A wrong one", "2026-03-03")),
    ("undo",),
    ("none",),
    ("ingest", "nmpa/drugs", ("On Gadgets", "2026-02-20"), ("On Sprockets", "2026-03-10")),
    ("ingest", "nmpa/drugs", ("On Gadgets", "2026-02-20"), ("On Sprockets", "2026-03-10")),
    ("ingest", "nmpa/drugs", ("On Widgets, Corrected ([2026] No. 7)", "2026-02-27"), ("On Gadgets", "2026-02-20")),
)


def answers(cache: Cache) -> list[object]:
    """Return everything that a cache answers: notices, decisions, changes, related notices and carriers."""
    found: list[object] = [cache.topic_counts(), [each[:2] for each in cache.deadlines()]]
    for withdrawn in (False, True):
        for notice in cache.notices(Query(each=True, withdrawn=withdrawn)):
            found += [
                notice_json(notice, whole=True),
                cache.decisions(notice),
                [change_json(change) for change in cache.history(notice.id)],
                [each.id for each in cache.related(notice)],
                cache.carriers(notice),
                cache.life(notice),
            ]
    found.append([notice.id for notice in cache.notices(Query(reverse=True))])
    return found


def do(cache: Cache, page: Path, what: str, *rest: object) -> None:
    if what == "ingest":
        source, *entries = rest
        page.write_text(listing(*entries), encoding="utf-8")  # type: ignore[arg-type]
        cache.ingest(page, source=str(source), complete=True)
    elif what == "mark":
        [notice] = [each for each in cache.notices(Query(each=True)) if each.title == rest[0]]
        cache.mark([notice.id], str(rest[1]), by="ann")
    elif what == "undo":
        cache.undo()


@pytest.fixture
def days(tmp_path: Path) -> dict[date, list[object]]:
    """Fill a cache, one step a day, and return what it answered at the end of each day."""
    told = {}
    for number, step in enumerate(_STEPS):
        at = FIRST + timedelta(days=number)
        cache = Cache(tmp_path / "cache", now=lambda at=at: at)  # type: ignore[misc]
        do(cache, tmp_path / "page.txt", *step)  # type: ignore[arg-type]
        told[date(2026, 3, 1) + timedelta(days=number)] = answers(cache)
    return told


def test_each_day_answers_as_it_did(tmp_path: Path, days: dict[date, list[object]]) -> None:
    """Reworded, withdrawn and restored notices, undone looks, an id that comes back, a carrier, decisions."""
    before = {path: path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()}
    for day, told in days.items():
        assert answers(Cache(tmp_path / "cache", as_of=day)) == told, day
    assert len({json.dumps(told, default=str) for told in days.values()}) >= len(_STEPS) - 3
    assert answers(Cache(tmp_path / "cache", as_of=date(2026, 2, 28))) == answers(Cache(tmp_path / "none"))
    assert {path: path.read_bytes() for path in before} == before


def test_a_repaired_history_answers_as_before(tmp_path: Path, days: dict[date, list[object]]) -> None:
    history = tmp_path / "cache" / "history.jsonl"
    lines = history.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace(json.loads(lines[2])["prev"], "0" * 64)
    history.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "cache" / "notices.json").unlink()
    Cache(tmp_path / "cache").repair()
    for day, told in days.items():
        assert answers(Cache(tmp_path / "cache", as_of=day)) == told, day


def test_a_look_of_a_clock_that_was_ahead_is_in_the_past_of_the_looks_after_it(tmp_path: Path) -> None:
    """The history decides the order: changes rest on those before them."""
    page = tmp_path / "page.txt"
    for number, days_ahead in enumerate((0, 400, 1)):
        at = FIRST + timedelta(days=days_ahead)
        page.write_text(listing((f"Notice {number}", "2026-02-20")), encoding="utf-8")
        Cache(tmp_path / "cache", now=lambda at=at: at).ingest(page)  # type: ignore[misc]
    shown = {
        day: {each.title for each in Cache(tmp_path / "cache", as_of=date(2026, 3, day)).notices()} for day in (1, 2)
    }
    assert shown == {1: {"Notice 0"}, 2: {"Notice 0", "Notice 1", "Notice 2"}}


def test_nothing_is_written_to_a_past(tmp_path: Path, days: dict[date, list[object]]) -> None:
    past = Cache(tmp_path / "cache", as_of=min(days))
    with pytest.raises(CacheError, match="reading only"):
        past.undo()
