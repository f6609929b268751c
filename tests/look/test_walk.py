"""A listing that changes while it is walked: no hole, no repeat."""

from collections.abc import Callable, Sequence
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from cdetrack.errors import FetchError
from cdetrack.look.walk import KeyedRecord, ListingPage, WalkResult, to_the_end, until_known
from cdetrack.model.record import Record

SIZE = 3


class Listing:
    """A listing of `SIZE` entries a page; `between` is called before each page is read."""

    def __init__(self, titles: Sequence[str], between: Callable[[int], None] = lambda _: None) -> None:
        self.titles = list(titles)
        self.words: dict[str, str] = {}
        self.asked: list[int] = []
        self.between = between
        self.pager = True

    def ask(self, number: int) -> ListingPage | None:
        self.between(len(self.asked))
        self.asked.append(number)
        pages = max(1, -(-len(self.titles) // SIZE))
        shown = self.titles[(number - 1) * SIZE : number * SIZE]
        if not shown and not self.pager:
            return None
        records = tuple(entry(each, self.words.get(each)) for each in shown)
        return ListingPage(
            number=number, pages=pages if self.pager else None, records=records, open_ended=not self.pager
        )


def entry(article: str, title: str | None = None) -> Record:
    return Record(title=title or article, date=date(2025, 9, 5), article=article, sources=("nmpa/drugs",))


def titles(count: int) -> list[str]:
    return [f"n{number}" for number in range(count, 0, -1)]


def nothing_known(_: Sequence[KeyedRecord]) -> bool:
    return False


def records(walk: WalkResult) -> list[Record]:
    return [each.record for each in walk.entries.values()]


def test_a_full_look_reads_every_page_once_and_page_one_again() -> None:
    listing = Listing(titles(8))
    walk = to_the_end(listing.ask)
    assert listing.asked == [1, 2, 3, 1]
    assert [record.title for record in records(walk)] == titles(8)
    assert walk.whole


def test_a_listing_of_one_page_is_whole_with_one_request() -> None:
    listing = Listing(titles(2))
    assert to_the_end(listing.ask).whole
    assert listing.asked == [1]


def test_a_normal_look_stops_at_the_first_page_with_nothing_new() -> None:
    listing = Listing(titles(12))
    walk = until_known(listing.ask, lambda _: len(listing.asked) == 2)
    assert listing.asked == [1, 2]
    assert not walk.whole


def test_a_normal_look_goes_on_although_everything_slid_by_a_page() -> None:
    """A page of repeats of this walk does not count as known."""
    listing = Listing(titles(9))
    posted = [f"posted {number}" for number in range(SIZE)]

    def post(count: int) -> None:
        if count == 1:
            listing.titles[:0] = posted

    listing.between = post
    walk = until_known(listing.ask, nothing_known)
    assert listing.asked == [1, 2, 3, 4]
    assert [record.title for record in records(walk)] == titles(9)


def test_what_was_read_before_a_page_failed_stands() -> None:
    def fail(count: int) -> None:
        if count == 2:
            raise FetchError("the third page is not there")

    for walk in (to_the_end(Listing(titles(12), fail).ask), until_known(Listing(titles(12), fail).ask, nothing_known)):
        assert len(walk.entries) == 2 * SIZE
        assert isinstance(walk.failure, FetchError)
        assert not walk.whole


def test_a_first_look_goes_on_where_an_earlier_run_ended() -> None:
    listing = Listing(titles(9))
    read = [page for number in (1, 2) if (page := listing.ask(number)) is not None]
    walk = to_the_end(listing.ask, read)
    assert listing.asked[2:] == [2, 3, 1]
    assert [record.title for record in records(walk)] == titles(9)
    assert walk.whole


def test_a_first_look_that_goes_on_closes_what_slid_meanwhile() -> None:
    listing = Listing(titles(9))
    read = [page for number in (1, 2) if (page := listing.ask(number)) is not None]
    listing.titles.insert(0, "new")
    walk = to_the_end(listing.ask, read)
    assert {record.article for record in records(walk)} == set(listing.titles)
    assert walk.whole


def linked(title: str, link: str, day: int = 5) -> Record:
    return Record(title=title, date=date(2025, 9, day), url=f"https://a.example/{link}", sources=("ag/x",))


def test_an_entry_that_is_reworded_between_two_readings_of_its_page_is_one_entry() -> None:
    """It has no article number: its title is a part of its identity in the listing."""

    def page(number: int, *entries: Record) -> ListingPage:
        return ListingPage(number=number, pages=2, records=entries)

    old, new, other = linked("Approval", "1"), linked("Approval of two", "1"), linked("Other", "2")
    behind = page(2, linked("Last", "3"))
    readings = iter([page(1, old, other), behind, page(1, new, other), behind, page(1, new, other)])
    walk = to_the_end(lambda _: next(readings))
    assert records(walk) == [new, other, *behind.records]
    resumed = to_the_end(lambda number: {1: page(1, new, other), 2: behind}[number], [page(1, old, other)])
    assert records(resumed) == [new, other, *behind.records]


def test_entries_that_share_a_link_or_re_use_one_are_several_in_two_readings() -> None:
    def walked(before: tuple[Record, ...], after: tuple[Record, ...]) -> set[str]:
        behind = ListingPage(number=2, pages=2, records=(linked("Last", "3"),))
        first = [ListingPage(number=1, pages=2, records=each) for each in (before, after, after)]
        readings = iter([first[0], behind, first[1], behind, first[2]])
        return {each.title for each in records(to_the_end(lambda _: next(readings)))}

    one, two, three = (linked(title, "1") for title in ("One", "Two", "Three"))
    assert walked((one, two), (three, one)) == {"One", "Two", "Three", "Last"}
    assert walked((one,), (linked("Four", "1", day=6),)) == {"One", "Four", "Last"}


def test_an_endless_change_is_taken_as_read_and_is_no_evidence_of_absence() -> None:
    listing = Listing(titles(9))
    listing.between = lambda count: listing.titles.insert(0, f"posted {count}")
    walk = to_the_end(listing.ask)
    assert walk.unstable
    assert not walk.whole
    assert len(listing.asked) < 60


def test_a_listing_that_loses_a_page_in_each_reading_is_read_again() -> None:
    """An entry that is shown twice for a moment and taken down pulls another past the reader, in each reading alike."""
    listing = Listing(titles(9))

    def slide(asked: int) -> None:
        if asked in {1, 5}:
            listing.titles.insert(0, listing.titles[0])
        elif asked in {3, 7}:
            listing.titles.pop(0)

    listing.between = slide
    walk = to_the_end(listing.ask)
    assert walk.whole
    assert [record.title for record in records(walk)] == titles(9)


def test_an_entry_that_the_listing_always_shows_twice_is_one_entry_and_no_unrest() -> None:
    listing = Listing([*titles(7), "n7"])
    walk = to_the_end(listing.ask)
    assert [record.title for record in records(walk)] == titles(7)
    assert walk.whole


def test_without_a_pager_a_listing_is_read_until_no_further_page_exists() -> None:
    listing = Listing(titles(7))
    listing.pager = False
    assert len(to_the_end(listing.ask).entries) == 7
    assert listing.asked == [1, 2, 3, 4]
    assert not to_the_end(listing.ask).whole
    assert len(until_known(listing.ask, nothing_known).entries) == 7


def test_without_a_pager_a_site_that_repeats_its_last_page_is_not_read_for_ever() -> None:
    listing = Listing(titles(7))
    listing.pager = False

    def ask(number: int) -> ListingPage | None:
        assert number < 9
        return listing.ask(min(number, 3))

    assert len(to_the_end(ask).entries) == 7
    assert len(until_known(ask, nothing_known).entries) == 7


def test_a_page_that_comes_instead_of_the_one_asked_for_is_a_failure() -> None:
    """Otherwise the entries of page 2 would be lost silently."""

    def ask(number: int) -> ListingPage:
        return ListingPage(number=number, pages=3, stated_number=1, records=tuple(map(entry, titles(3))))

    assert to_the_end(ask).failure is not None
    assert until_known(ask, nothing_known).failure is not None


def test_entries_that_share_an_address_are_several() -> None:
    shared = [
        Record(title=title, date=date(2025, 9, 5), url="https://www.example.org/notices") for title in ("One", "Two")
    ]
    walk = to_the_end(lambda number: ListingPage(number=number, pages=1, records=tuple(shared)))
    assert records(walk) == shared


EVENTS = ("", "", "post", "post two", "remove first", "retitle", "reorder", "repeat")


@given(st.integers(1, 16), st.lists(st.sampled_from(EVENTS), max_size=9))
@example(4, ["post two", "post two", "remove first", "post"])
@example(9, ["", "post", "remove first"])
def test_whatever_moves_at_the_top_no_entry_that_stays_is_missed(count: int, events: list[str]) -> None:
    """Posted, taken down, reworded, moved within page 1, shown twice, before any page of the first reading.

    Two readings that move alike, entry by entry, look just like a listing that repeats its entries.
    """
    listing = Listing(titles(count))
    always, ever = set(listing.titles), set(listing.titles)

    def slide(asked: int) -> None:
        event = events[asked] if asked < len(events) and listing.asked.count(1) < 2 else ""
        shown = listing.titles
        if event.startswith("post"):
            new = [f"posted {asked}.{each}" for each in range(2 if event == "post two" else 1)]
            shown[:0] = new
            ever.update(new)
        elif event == "remove first" and len(shown) > 1:
            gone = shown.pop(0)
            if gone not in shown:
                always.discard(gone)
        elif event == "retitle":
            listing.words[shown[0]] = f"reworded at {asked}"
        elif event == "reorder":
            shown[:SIZE] = shown[:SIZE][::-1]
        elif event == "repeat":
            shown.insert(1, shown[0])

    listing.between = slide
    walk = to_the_end(listing.ask)
    found = [record.article for record in records(walk)]
    assert len(found) == len(set(found))
    assert set(found) <= ever
    if walk.whole:
        assert always <= set(found)
        assert set(listing.titles) <= set(found)
    else:
        assert walk.unstable


@given(st.integers(1, 16), st.lists(st.booleans(), max_size=9), st.integers(0, 12))
def test_a_normal_look_finds_everything_posted_above_what_is_known(count: int, posts: list[bool], already: int) -> None:
    """Until a whole page is known: entries posted during the walk are on top, for the next look."""
    known = set(titles(count))
    listing = Listing([*(f"new {number}" for number in range(already)), *titles(count)])
    before = list(listing.titles)

    def slide(asked: int) -> None:
        if asked and asked < len(posts) and posts[asked]:
            listing.titles.insert(0, f"posted {asked}")

    listing.between = slide
    walk = until_known(listing.ask, lambda entries: all(each.record.article in known for each in entries))
    found = [record.article for record in records(walk)]
    assert len(found) == len(set(found))
    assert {title for title in before if title not in known} <= set(found)
