"""A listing that changes while it is walked: no hole, no repeat."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.errors import FetchError
from cdetrack.evidence import Record
from cdetrack.walk import Shown, to_the_end, until_known

SIZE = 3


class Listing:
    """A listing of `SIZE` entries a page; `between` is called before each page is read."""

    def __init__(self, titles: Sequence[str], between: Callable[[int], None] = lambda _: None) -> None:
        self.titles = list(titles)
        self.asked: list[int] = []
        self.between = between

    def ask(self, number: int) -> Shown:
        self.between(len(self.asked))
        self.asked.append(number)
        pages = max(1, -(-len(self.titles) // SIZE))
        shown = self.titles[(number - 1) * SIZE : number * SIZE]
        return Shown(number=number, pages=pages, records=tuple(map(entry, shown)))


def entry(title: str) -> Record:
    return Record(title=title, date=date(2025, 9, 5), article=title, sources=("nmpa/drugs",))


def titles(count: int) -> list[str]:
    return [f"n{number}" for number in range(count, 0, -1)]


def none_known(_: Sequence[Record]) -> Collection[int]:
    return ()


def test_a_full_look_reads_every_page_once_and_page_one_again() -> None:
    listing = Listing(titles(8))
    walk = to_the_end(listing.ask)
    assert listing.asked == [1, 2, 3, 1]
    assert [record.title for record in walk.records.values()] == titles(8)
    assert walk.whole


def test_a_listing_of_one_page_is_whole_with_one_request() -> None:
    listing = Listing(titles(2))
    assert to_the_end(listing.ask).whole
    assert listing.asked == [1]


def test_a_normal_look_stops_at_the_first_page_with_nothing_new() -> None:
    listing = Listing(titles(12))
    walk = until_known(listing.ask, lambda records: range(len(records) if len(listing.asked) == 2 else 1))
    assert listing.asked == [1, 2]
    assert not walk.whole


def test_what_was_read_before_a_page_failed_stands() -> None:
    def fail(count: int) -> None:
        if count == 2:
            raise FetchError("the third page is not there")

    walk = to_the_end(Listing(titles(12), fail).ask)
    assert len(walk.records) == 2 * SIZE
    assert isinstance(walk.failure, FetchError)
    assert not walk.whole


def test_a_first_look_goes_on_where_an_earlier_run_ended_although_the_listing_slid() -> None:
    listing = Listing(titles(9))
    read = [listing.ask(1), listing.ask(2)]
    listing.titles.insert(0, "new")
    walk = to_the_end(listing.ask, read)
    assert listing.asked[2:] == [2, 3, 4, 1]
    assert set(walk.records) == {shown for shown in map(key, listing.titles)}
    assert walk.whole


def key(title: str) -> str:
    return Shown(number=1, pages=1, records=(entry(title),)).keys[0]


def test_an_endless_change_is_taken_as_read_and_is_no_evidence_of_absence() -> None:
    listing = Listing(titles(9))
    listing.between = lambda count: listing.titles.insert(0, f"posted {count}")
    walk = to_the_end(listing.ask)
    assert not walk.whole
    assert len(listing.asked) < 60


@given(st.integers(1, 20), st.lists(st.sampled_from(["post", "post two", "remove first", ""]), max_size=8))
@settings(max_examples=300, deadline=None)
def test_whatever_is_posted_or_taken_from_the_top_no_entry_that_stays_is_missed(count: int, events: list[str]) -> None:
    listing = Listing(titles(count))
    always = set(listing.titles)
    ever = set(listing.titles)

    def slide(asked: int) -> None:
        event = events[asked] if asked < len(events) else ""
        if event.startswith("post"):
            new = [f"posted {asked}.{each}" for each in range(2 if event == "post two" else 1)]
            listing.titles[:0] = new
            ever.update(new)
        elif event and len(listing.titles) > 1:
            always.discard(listing.titles.pop(0))

    listing.between = slide
    walk = to_the_end(listing.ask)
    found = [record.title for record in walk.records.values()]
    assert len(found) == len(set(found))
    assert set(found) <= ever
    if walk.whole:
        assert always <= set(found)
        assert set(listing.titles) <= set(found)
