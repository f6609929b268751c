"""The present is the replay of the history; undoing a look is a change that is replayed like others."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from cdetrack.changes.absence import withdrawals
from cdetrack.changes.change import is_quiet
from cdetrack.changes.replay import replay, undoing
from cdetrack.model.record import Look
from support.looks import NOW, Present, look, some_looks
from support.looks import entry as record

GONE: dict[str, Any] = {"source": "nmpa/drugs", "at": NOW, "number": 2}


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["added", "added"], "is added though it is known"),
        (["bare addition"], "is added without a record"),
        (["changed"], "is changed though it was never added"),
        (["withdrawn"], "is withdrawn though it was never added"),
        (["added", "restored"], "is restored though it was not withdrawn"),
        (["added", "withdrawn", "bare return"], "is restored without a record"),
        (["added", "changed", "changed"], "is changed from something that it was not"),
        (["added", "changed", "withdrawn"], "is withdrawn from something that it was not"),
        (["added", "changed", "undone"], "is undone from something that it was not"),
    ],
)
def test_a_history_that_contradicts_itself_cannot_be_replayed(kinds: list[str], told: str) -> None:
    old, new = record(article="1"), record("Reworded", article="1")
    [added] = Present().see(look(old))
    steps = {
        "added": added,
        "bare addition": replace(added, after=None),
        "changed": replace(added, kind="changed", before=old, after=new),
        "withdrawn": replace(added, kind="withdrawn", before=old, after=None),
        "restored": replace(added, kind="restored", before=None),
        "bare return": replace(added, kind="restored", before=None, after=None),
        "undone": replace(added, kind="undone", before=old, after=None),
    }
    with pytest.raises(ValueError, match=f"`{added.id}` {told}"):
        replay(steps[kind] for kind in kinds)


def test_taking_a_look_back_leaves_its_notices_as_they_were_before_it() -> None:
    """A notice that it added is gone, one that it withdrew is there, one that it restored is withdrawn again."""
    cache = Present()
    cache.see(look(record("A", article="1"), record("B", article="2"), record("C", article="3")))
    cache.number += 1
    cache.apply(withdrawals([each for each in cache.standings.values() if each.record.article == "3"], **GONE))
    before = dict(cache.standings)
    seen = look(record("A, reworded", article="1"), record("C", article="3"), record("D", article="4"))
    found = cache.see(seen)
    found += withdrawals([each for each in cache.standings.values() if each.record.article == "2"], **GONE)
    cache.apply(found[-1:])
    assert sorted(change.kind for change in found) == ["added", "changed", "restored", "withdrawn"]
    back = undoing(found, before, cache.standings, at=NOW, number=9)
    cache.apply(back)
    assert cache.standings == before
    assert {(change.kind, change.undoes, is_quiet(change)) for change in back} == {("undone", found[0].look, True)}
    [again] = cache.see(look(record("D", article="4")))
    assert (again.kind, again.id) == ("added", next(change.id for change in found if change.kind == "added"))


@given(some_looks())
def test_replaying_everything_gives_what_the_looks_left(looks: list[Look]) -> None:
    cache = Present()
    history = [change for each in looks for change in cache.see(each)]
    assert replay(history) == cache.standings
    assert {change.id for change in history if change.kind == "added"} == set(cache.standings)


def test_the_changes_that_undo_a_look_name_it_and_the_fields_that_they_restore() -> None:
    cache = Present()
    cache.see(look(record("A", article="1"), record("B", article="2")))
    before = dict(cache.standings)
    found = cache.see(look(record("A, reworded", article="1"), record("C", article="3")))
    later = NOW + timedelta(hours=1)
    changed, added = undoing(found, before, cache.standings, at=later, number=7)
    for change in (changed, added):
        assert (change.at, change.look, change.undoes, change.source) == (later, 7, 2, "nmpa/drugs")
        assert not change.detail
    assert changed.fields == ("title",)
    assert (changed.before, changed.after) == (found[0].after, found[0].before)
    assert set(added.fields) == {"title", "date", "url", "article", "sources"}
    assert added.after is None


def test_undoing_the_look_at_a_notices_own_page_is_a_change_by_its_page() -> None:
    cache = Present()
    cache.see(look(record(article="1")))
    before = dict(cache.standings)
    found = cache.see(look(record(article="1", body="Text"), detail=True))
    [back] = undoing(found, before, cache.standings, at=NOW, number=3)
    assert (back.detail, back.fields) == (True, ("body",))


def test_undoing_a_withdrawal_or_a_restoration_names_the_fields_that_differ_from_the_last_record() -> None:
    cache = Present()
    cache.see(look(record("A", article="1")))
    present = dict(cache.standings)
    found = withdrawals(present.values(), **GONE)
    cache.apply(found)
    withdrawn = dict(cache.standings)
    [back] = undoing(found, present, withdrawn, at=NOW, number=3)
    assert (back.before, back.after, back.withdrawn, back.fields) == (None, record("A", article="1"), None, ())
    [again] = cache.see(look(record("A, reworded", article="1")))
    [back] = undoing([again], withdrawn, cache.standings, at=NOW, number=4)
    assert (back.withdrawn, back.fields) == (NOW, ("title",))
