"""Absence is weak evidence: which entries a listing misses, and which notices are withdrawn."""

from datetime import timedelta

import pytest

from cdetrack.changes.absence import gone_between, pinned_in, remembered, too_many, withdrawals
from support.looks import DAY, NOW, Present, look
from support.looks import entry as record


def test_gone_from_one_of_two_sources_is_not_withdrawn_and_gone_from_the_last_is() -> None:
    cache = Present()
    cache.see(look(record(article="1")))
    cache.see(look(record(article="1", source="nmpa/laws"), source="nmpa/laws"))
    [first] = withdrawals(cache.standings.values(), source="nmpa/drugs", at=NOW, number=3)
    cache.apply([first])
    [last] = withdrawals(cache.standings.values(), source="nmpa/laws", at=NOW, number=4)
    assert (first.kind, first.fields, last.kind) == ("changed", ("sources",), "withdrawn")


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ("abcde", "abde", "c"),
        ("abcdef", "abef", "cd"),
        ("abcde", "xabde", "c"),
        ("abcde", "abxde", ""),
        ("abcde", "bcde", ""),
        ("abcde", "abcd", ""),
        ("abcde", "vwxyz", ""),
        ("abcde", "abed", ""),
        ("abcde", "dbae", ""),
    ],
)
def test_an_entry_is_missed_when_its_two_neighbours_stand_next_to_each_other(before: str, now: str, gone: str) -> None:
    """One that scrolls off an end of the page, or has new neighbours, is not."""
    assert "".join(gone_between(before, now, frozenset())) == gone


def test_an_entry_beside_one_that_is_pinned_to_the_top_is_not_missed() -> None:
    """A pinned entry stands next to any other: `p` is older than the entry that follows it."""
    days = {name: DAY - timedelta(age) for name, age in {"p": 30, "a": 1, "b": 2, "c": 3}.items()}
    assert pinned_in("pbc", days) == {"p"}
    assert gone_between("pabc", "pbc", pinned_in("pbc", days)) == ()


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ("npabcd", "nabcd", ""),  # `p` was pinned below `n`: unpinned, it stands where its day belongs
        ("npqabcd", "nabcd", ""),
        ("npqabcd", "nqabcd", ""),
        ("nupabcd", "nabcd", ""),  # `u` has no day
        ("npabcd", "nacd", "b"),
        ("abcdp", "abd", "c"),
        ("abcxd", "abcd", "x"),  # one day with its neighbour
    ],
)
def test_an_entry_that_stood_before_newer_ones_was_pinned_and_is_not_missed(
    before: str, now: str, gone: str, sign: int
) -> None:
    ages = {"n": 0, "a": 1, "b": 2, "c": 3, "x": 4, "d": 4, "p": 30, "q": 40}
    days = {name: DAY - sign * timedelta(age) for name, age in ages.items()}
    found = gone_between(before, now, pinned_in(now, days), days=days.get, falling=sign > 0)
    assert "".join(found) == gone


def test_a_listing_with_the_oldest_entry_first_pins_nothing() -> None:
    days = {name: DAY + timedelta(n) for n, name in enumerate("abcd")}
    assert pinned_in("abcd", days) == frozenset()


def test_a_missed_entry_keeps_its_place_for_the_next_look() -> None:
    """Only so can the next look miss it between the same neighbours."""
    order = remembered("xabde", {"c"}, "abcde")
    assert "".join(order) == "xabcde"
    assert gone_between(order, "yxabde", frozenset()) == ("c",)


@pytest.mark.parametrize(("gone", "of", "expected"), [(4, 5, False), (5, 51, False), (5, 50, False), (5, 49, True)])
def test_five_and_more_than_a_tenth_at_once_is_not_believed(gone: int, of: int, expected: bool) -> None:  # noqa: FBT001
    assert too_many(gone, of) is expected


def test_a_source_that_no_longer_shows_a_notice_takes_its_wording_along() -> None:
    cache = Present()
    cache.see(look(record(article="1")))
    cache.see(look(record("Otherwise", article="1", source="nmpa/laws"), source="nmpa/laws"))
    cache.see(look(record("Elsewhere", article="1", source="nmpa/news"), source="nmpa/news"))
    [change] = withdrawals(cache.standings.values(), source="nmpa/laws", at=NOW, number=4)
    assert (change.look, change.source, change.at) == (4, "nmpa/laws", NOW)
    assert change.after is not None
    assert change.after.sources == ("nmpa/drugs", "nmpa/news")
    assert change.after.shown == {"nmpa/news": {"title": "Elsewhere"}}
    cache.apply([change])


def test_a_notice_that_only_a_file_still_shows_is_withdrawn() -> None:
    """A file is never looked at again, and would keep the notice for ever."""
    cache = Present()
    cache.see(look(record(article="1", source="ingest"), source="ingest"))
    cache.see(look(record(article="1")))
    [change] = withdrawals(cache.standings.values(), source="nmpa/drugs", at=NOW, number=3)
    assert (change.kind, change.look, change.after) == ("withdrawn", 3, None)


def test_all_runs_of_missed_entries_are_found() -> None:
    assert gone_between("abcdefg", "acdfg", frozenset()) == ("b", "e")


@pytest.mark.parametrize(
    ("ages", "pinned"),
    [
        ({"p": 30, "a": 1, "b": 2, "c": 2}, {"p"}),
        ({"a": 3, "b": 2, "c": 2, "d": 2}, set()),
        ({"a": 2, "b": 3, "c": 3, "d": 3}, set()),
        ({"a": 9, "b": 8, "p": 20, "c": 7, "d": 7}, {"b"}),
        ({"a": 3, "b": 3, "c": 3}, set()),
        ({"a": 1, "b": 2}, set()),
        ({"a": 2, "b": 2, "c": 3, "d": 2, "e": 4, "f": 4}, {"c"}),
    ],
)
def test_equal_days_pin_nothing_and_most_pairs_give_the_direction(ages: dict[str, int], pinned: set[str]) -> None:
    days = {name: DAY - timedelta(age) for name, age in ages.items()}
    assert pinned_in("".join(ages), days) == pinned


def test_an_entry_without_a_day_pins_nothing() -> None:
    assert pinned_in("axb", {"a": DAY, "b": DAY - timedelta(1)}) == frozenset()


def test_an_entry_that_was_missed_at_the_top_stays_at_the_top() -> None:
    assert "".join(remembered("bc", {"a"}, "abc")) == "abc"


def test_an_entry_that_could_not_be_read_may_be_any_that_vanished_at_its_place() -> None:
    assert gone_between("abcdefg", "acdfg", frozenset(), {3}) == ("b",)
    assert gone_between("abcdefg", "acdfg", frozenset(), {0, 2, 4, 5}) == ("b", "e")
