"""The same small cache in two files, and in sealed files."""

from datetime import timedelta
from pathlib import Path

import pytest

from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Look
from cdetrack.store.history_files import sealed_before
from cdetrack.store.store import Store
from support.looks import DAY, entry, fill, look
from support.small_files import small_files

RULES = Rules()


def looks() -> list[Look]:
    """Return looks at thirty notices of thirty days, the later ones with changes of old notices."""
    days = [DAY + timedelta(n) for n in range(30)]
    entries = [entry(f"Notice of matter {n}", article=str(n), date=day, summary="s" * 40) for n, day in enumerate(days)]
    return [
        look(*entries[10:20]),
        look(*entries[:10], *entries[20:28]),
        look(
            entries[5]._replace(summary="Another."),
            entries[12]._replace(title="Matter 12 again"),
            *entries[28:],
        ),
    ]


def cache_in_two_files(folder: Path) -> Store:
    """Return a cache of thirty notices as `history.jsonl` and `notices.json`."""
    store = Store(folder, RULES)
    fill(store, *looks())
    return store


def cache_in_sealed_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return the same cache in sealed files, which stay that small in the test."""
    small_files(monkeypatch.setattr)
    store = cache_in_two_files(folder)
    assert len(parts_of(store)) > 5
    assert len(sealed_before(store.history_path).paths) > 5
    return store


def parts_of(store: Store) -> list[Path]:
    """Return the sealed parts of the notices, the oldest first."""
    return sorted((store.folder / "notices").glob("*.json"))
