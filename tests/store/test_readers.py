"""Readers answer from a fold of other rules or topics, and never make it anew; writers do."""

import json
import shutil
from pathlib import Path

import pytest

from cdetrack.cache import Cache
from cdetrack.meaning.rules import Rules
from cdetrack.store.folder import CacheFolder
from cdetrack.store.store import ReadOnlyStore, Store
from support.looks import entry, fill, look, standing
from support.paths import DATA
from support.program import Program, listing

WIDGETS = Rules({"widgets": {"any": ["widget"]}})
PAGE = listing(("On Widgets", "2025-09-05"), ("On Gadgets", "2025-09-04"))
TOLD = "another version of cdetrack derived"


def age(path: Path) -> bytes:
    """Make a fold look like one of older rules: another kind, no milestones, product or checksum; return its bytes."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    header = json.loads(f"{head}]}}")
    del header["notices"], header["checksum"]
    header["derived"] = "f58e6dd5"
    forms = [json.loads(line.rstrip(",")) for line in lines[:-1]]
    for form in forms:
        for key in ("milestones", "product", "applicant", "application", "indication", "document", "relations"):
            del form[key]
        form["kind"] = "report"
    body = ",\n".join(json.dumps(form, ensure_ascii=False) for form in forms)
    path.write_text(f'{json.dumps(header)[:-1]}, "notices": [\n{body}\n]}}\n', encoding="utf-8")
    return path.read_bytes()


def test_a_reader_answers_from_a_fold_of_older_rules_and_the_next_writer_makes_it_anew(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=PAGE)
    old = age(cdetrack.notices)
    for command in (["list", "--json"], ["topics"], ["show", "On Widgets"], ["export", "json"], ["doctor"], ["status"]):
        ran = cdetrack(*command)
        assert cdetrack.notices.read_bytes() == old, command
        assert ran.err.count(TOLD) == (command != ["doctor"]), command
    # Two caches, of the present and of that day.
    assert cdetrack("show", cdetrack("list").rows[0][1], "--as-of", "2020").err.count(TOLD) == 1
    said = cdetrack("list", "--json", "--each").json()
    assert {(each["kind"], each["product"], each["document"] == each["id"]) for each in said} == {
        ("report", None, True)
    }
    cdetrack("ingest", "-", stdin=PAGE)
    assert cdetrack.notices.read_bytes() != old
    now = cdetrack("list", "--json")
    assert "report" not in {each["kind"] for each in now.json()}
    assert now.err == ""


def test_a_quiet_check_makes_the_fold_anew(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=PAGE)
    made = cdetrack.notices.read_bytes()
    age(cdetrack.notices)
    cdetrack("check", "--no-fetch")
    assert cdetrack.notices.read_bytes() == made


def test_the_topics_of_an_answer_are_those_of_the_configuration_of_the_reader(tmp_path: Path) -> None:
    """Two configurations read one cache in turn, and neither writes."""
    store = Store(tmp_path, Rules())
    fill(store, look(entry("On Widgets", article="1"), entry("On Gadgets", article="2")))
    written = store.fold_path.read_bytes()
    told: list[str] = []
    for kind in (Store, ReadOnlyStore):
        mine = kind(tmp_path, WIDGETS, tell=told.append)
        assert [each.topics for each in standing(mine) if each.title == "On Widgets"] == [("widgets",)]
        assert [each.topics for each in standing(Store(tmp_path, Rules()))] == [(), ()]
    assert store.fold_path.read_bytes() == written
    assert told == []
    with Store(tmp_path, WIDGETS).writing(wait=5) as writer:
        assert writer.fold is not None
    assert b'"topics": ["widgets"]' in store.fold_path.read_bytes()
    assert [each.topics for each in standing(store)] == [(), ()]


def test_a_filter_and_the_counts_of_a_new_topic_hold_at_once(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=PAGE)
    (cdetrack.cache / "config.toml").write_text('[topics.gadgets]\nany = ["gadgets"]\n')
    assert ["On Gadgets" in row for row in cdetrack("list", "--topic", "gadgets").rows] == [True]
    assert ["gadgets", "1"] in [row[:2] for row in cdetrack("topics").rows]


@pytest.mark.parametrize("kind", [Store, ReadOnlyStore])
def test_a_fold_of_older_rules_that_is_behind_is_continued_in_memory(tmp_path: Path, kind: type[Store]) -> None:
    """A crash of a writer with another configuration, or a history from git."""
    store = Store(tmp_path, Rules())
    fill(store, look(entry("On Widgets", article="1")))
    old = age(store.fold_path)
    behind = old
    store.fold_path.unlink()
    fill(store, look(entry("On Gadgets", article="2")))
    store.fold_path.write_bytes(behind)
    reader = kind(tmp_path, Rules())
    assert {(each.title, each.kind == "report") for each in standing(reader)} == {
        ("On Widgets", True),
        ("On Gadgets", False),
    }
    assert store.fold_path.read_bytes() == behind
    assert not CacheFolder(tmp_path, Rules()).is_derived_now(reader.fold())


def test_a_fold_of_this_configuration_that_is_behind_is_still_written(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    fill(store, look(entry("On Widgets", article="1")))
    behind = store.fold_path.read_bytes()
    fill(store, look(entry("On Gadgets", article="2")))
    current = store.fold_path.read_bytes()
    store.fold_path.write_bytes(behind)
    assert len(standing(store)) == 2
    assert store.fold_path.read_bytes() == current


def test_a_cache_of_the_first_edition_answers_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    shutil.copytree(DATA / "first-edition", folder)
    before = (folder / "notices.json").read_bytes()
    told: list[str] = []
    cache = Cache(folder, tell=told.append)
    found = cache.notices()
    assert len(found) == before.count(b'\n{"id": ')
    assert [cache.notice(each.id) for each in found] == found
    assert (folder / "notices.json").read_bytes() == before
    assert len(told) == 1
    assert cache.examine().problems == ()
