"""Which notice an entry of a look is: by number, feed id, link, or title and day, within its source."""

import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.changes.change import change_in, is_quiet
from cdetrack.changes.compare import compare
from cdetrack.changes.match import Before
from cdetrack.model.record import Change, Record
from support.looks import DAY, Present, entry, look

LATER = DAY + timedelta(30)
PAGE = "https://example.org/n/"


def at(title: str, page: object, **more: object) -> Record:
    """Return an entry with a link of its own."""
    return entry(title, url=f"{PAGE}{page}", **more)  # type: ignore[arg-type]


def kinds(changes: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in changes]


# Numbers and links that are used again.


@pytest.mark.parametrize("first", [entry("Recall of one drug", article="1"), at("Recall of one drug", 1)])
def test_another_title_on_another_day_under_an_old_number_or_link_is_a_new_notice(first: Record) -> None:
    """An editor re-used the page: the new notice is added, and the old one is kept."""
    cache = Present()
    [old] = cache.see(look(first))
    [new] = cache.see(look(first._replace(title="Approval of some widget", date=LATER)))
    assert (new.kind, new.id != old.id) == ("added", True)
    assert cache.titles() == ["Recall of one drug", "Approval of some widget"]
    assert cache.see(look(first._replace(title="Approval of some widget", date=LATER))) == ()


@pytest.mark.parametrize("first", [entry("Recall of one drug", article="1"), at("Recall of one drug", 1)])
@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"title": "Approval of some widget"}, ("title",)),
        ({"date": LATER}, ("date",)),
        ({"title": "Recall of one durg", "date": LATER}, ("title", "date")),
    ],
)
def test_another_title_or_day_or_a_like_title_under_a_link_or_number_is_a_change(
    first: Record, changed: dict[str, object], fields: tuple[str, ...]
) -> None:
    cache = Present()
    [old] = cache.see(look(first))
    [change] = cache.see(look(first._replace(**changed)))  # type: ignore[arg-type]
    assert (change.kind, change.id, change.fields) == ("changed", old.id, fields)


def test_a_correction_on_another_day_under_the_number_of_its_original_is_a_new_notice() -> None:
    """Its title is like the other one but for the act: taken for a rewording, it would be in no alert."""
    cache = Present()
    first = entry("Announcement on Drugs", article="1")
    cache.see(look(first))
    [new] = cache.see(look(first._replace(title="Correction: Announcement on Drugs", date=LATER)))
    assert new.kind == "added"


@pytest.mark.parametrize(
    ("title", "day", "is_same"),
    [("Another title", DAY, True), ("One title", LATER, True), ("Another title", LATER, False)],
)
def test_a_number_counts_for_every_source_of_its_site(title: str, day: date, *, is_same: bool) -> None:
    """Two sections show one page under other words, or on another day; with both, the page was used again."""
    cache = Present()
    [old] = cache.see(look(entry("One title", article="1")))
    [change] = cache.see(look(entry(title, article="1", source="nmpa/laws", date=day), source="nmpa/laws"))
    assert (change.kind, change.id == old.id) == (("changed", True) if is_same else ("added", False))


def test_a_title_under_its_old_number_is_found_before_one_that_was_written_over_it() -> None:
    cache = Present()
    old, new = entry("Recall of one drug", article="1"), entry("Approval of some widget", article="1", date=LATER)
    cache.see(look(old))
    cache.see(look(new))
    assert cache.see(look(old, new)) == ()


@pytest.mark.parametrize(("title", "day"), [("Recall of one drug", LATER), ("Approval of some widget", DAY)])
def test_of_two_notices_under_one_number_the_one_with_the_entrys_title_is_meant(title: str, day: date) -> None:
    """Either would do: one has its title, the other one its day."""
    cache = Present()
    both = (entry("Recall of one drug", article="1"), entry("Approval of some widget", article="1", date=LATER))
    names = {each.title: cache.see(look(each))[0].id for each in both}
    [change] = cache.see(look(entry(title, article="1", date=day)))
    assert (change.id, change.fields) == (names[title], ("date",))


def test_entries_of_one_look_with_one_number_and_other_titles_and_days_are_different_notices() -> None:
    """The number is used again, and the old entry still stands below."""
    old, other = entry("Recall of one drug", article="1"), entry("Zed", article="9")
    new = entry("Approval of some widget", article="1", date=LATER)
    assert [each.after for each in Present().see(look(new, old, other))] == [new, old, other]
    cache = Present()
    cache.see(look(old, other))
    assert [each.after for each in cache.see(look(new, old, other))] == [new]
    assert cache.see(look(new, old, other)) == cache.see(look(old, other, new)) == ()


def test_an_entry_is_found_under_its_number_before_one_that_is_like_it() -> None:
    """Else the newer one would be a change of it, and the older one be new."""
    cache = Present()
    old = entry("Announcement on some drugs", article="1")
    like = entry("Announcement on some drugs for children", article="1", date=LATER)
    cache.see(look(old))
    assert [(each.kind, each.after) for each in cache.see(look(like, old))] == [("added", like)]


@pytest.mark.parametrize("title", ["Recall of one drug", "Approval of some widget", "A headline"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_without_a_day_repeats_those_that_have_its_number_and_one(title: str, place: int) -> None:
    """A teaser on top of the list."""
    dated = [entry("Recall of one drug", article="1"), entry("Approval of some widget", article="1", date=LATER)]
    teaser = entry(title, article="1", date=LATER, date_from="seen")
    found = Present().see(look(*dated[:place], teaser, *dated[place:]))
    assert [each.after for each in found] == dated


# Feed ids.


def test_an_entry_of_a_feed_is_found_by_its_id_under_another_link() -> None:
    cache = Present()
    [old] = cache.see(look(at("A recall", 1, guid="g1")))
    [moved] = cache.see(look(at("A recall, reworded", 2, guid="g1")))
    assert (moved.kind, moved.id, moved.fields) == ("changed", old.id, ("title", "url"))


def test_a_new_id_under_a_known_link_and_title_is_the_old_entry() -> None:
    """Some feeds put the time of the last edit into it."""
    cache = Present()
    [old] = cache.see(look(at("A recall", 1, guid="g1")))
    [renamed] = cache.see(look(at("A recall", 1, guid="g2", date=LATER)))
    assert (renamed.kind, renamed.id) == ("changed", old.id)
    [same_day] = cache.see(look(at("A recall", 1, guid="g3", date=LATER)))
    assert (same_day.fields, is_quiet(same_day)) == (("guid",), True)


def test_a_new_id_and_another_title_under_a_known_link_is_another_entry() -> None:
    """If all entries of a feed link to one page, their ids tell them apart."""
    cache = Present()
    cache.see(look(at("A recall of one drug", 1, guid="g1")))
    assert kinds(cache.see(look(at("Approval of a widget", 1, guid="g2")))) == ["added"]


@pytest.mark.parametrize("new", [[], [9]])
def test_ids_that_are_numbers_of_rows_move_with_a_row_that_is_deleted(new: list[int]) -> None:
    """They are counted from the end of the whole list."""

    def page(*numbers: int, first: int) -> list[Record]:
        days = (DAY + timedelta(n // 2) for n in numbers)
        return [
            entry(f"Matter {n}", guid=str(first - at), date=day)
            for at, (n, day) in enumerate(zip(numbers, days, strict=True))
        ]

    cache = Present()
    cache.see(look(*page(8, 7, 6, 5, 4, first=90)))
    after = look(*page(*new, 8, 7, 5, 4, first=89 + len(new)))
    assert [each.kind for each in cache.see(after) if not is_quiet(each)] == ["added"] * len(new)
    assert cache.see(after) == ()


def test_an_id_that_is_used_for_another_title_on_another_day_is_a_new_notice() -> None:
    cache = Present()
    cache.see(look(at("A recall of one drug", 1, guid="g1")))
    assert kinds(cache.see(look(at("Approval of a widget", 2, guid="g1", date=LATER)))) == ["added"]


def test_entries_under_one_id_title_and_day_are_told_apart_by_their_links() -> None:
    cache = Present()
    one, other, third = (at("A recall", page, guid="g1") for page in (1, 2, 3))
    cache.see(look(one))
    assert [(each.kind, each.after) for each in cache.see(look(other, one))] == [("added", other)]
    assert [(each.kind, each.after) for each in cache.see(look(third, other, one))] == [("added", third)]
    assert cache.see(look(one, third, other)) == ()


def test_an_id_counts_within_its_site() -> None:
    cache = Present()
    cache.see(look(entry("A recall", url="https://a.example/1", guid="1")))
    assert kinds(cache.see(look(entry("A recall", url="https://b.example/1", guid="1")))) == ["added"]


def test_of_two_entries_without_links_the_one_with_the_id_of_a_notice_is_this_notice() -> None:
    """A notice with a number keeps no key of its id: title and day find it for both."""
    cache = Present()
    cache.see(look(entry("A recall", article="1")))
    page = look(entry("A recall", guid="g1"), entry("A recall", date=LATER), entry("A recall"))
    cache.see(page)
    assert cache.see(page) == ()


# Links that move.


def test_links_that_all_moved_at_once_add_nothing() -> None:
    """A redesign, or links with a new token at each look."""
    cache = Present()
    cache.see(look(*(at(title, page) for page, title in enumerate("ABC"))))
    moved = cache.see(look(*(at(title, f"new/{page}") for page, title in enumerate("ABC"))))
    assert [(change.kind, change.fields, is_quiet(change)) for change in moved] == [("changed", ("url",), True)] * 3


def called(*pairs: tuple[str, str]) -> list[Record]:
    """Return entries without links, by title and the id that the feed gives them."""
    return [entry(title, guid=guid) for title, guid in pairs]


def test_ids_of_a_feed_without_links_that_all_changed_at_once_add_nothing() -> None:
    cache = Present()
    cache.see(look(*called(("Fees", "1"), ("Recall", "2"), ("Pens", "3"))))
    again = cache.see(look(*called(("Eyes", "70"), ("Fees", "71"), ("Recall", "72"), ("Pens", "73"))))
    assert kinds(tuple(change for change in again if not is_quiet(change))) == ["added"]
    assert sorted(cache.titles()) == ["Eyes", "Fees", "Pens", "Recall"]


def test_a_new_id_among_ids_that_stayed_is_a_new_notice() -> None:
    cache = Present()
    cache.see(look(*called(("Minutes", "1"), ("Recall", "2"), ("Pens", "3"))))
    again = cache.see(look(*called(("Minutes", "4"), ("Pens", "5"), ("Recall", "2"))))
    assert kinds(again) == ["added", "added"]


def test_a_new_link_among_links_that_stayed_is_a_new_notice() -> None:
    """Two recalls under one title on one day are two notices, also where the second comes a look later."""
    cache = Present()
    cache.see(look(at("Notice of recall", 1), at("Other", 2)))
    assert kinds(cache.see(look(at("Notice of recall", 3), at("Other", 2)))) == ["added"]
    assert cache.titles() == ["Notice of recall", "Other", "Notice of recall"]


def test_where_one_link_stayed_the_others_did_not_move() -> None:
    """Recalls come out under the titles of earlier ones, several on a day."""
    cache = Present()
    cache.see(look(at("Recall of A", 1), at("Recall of B", 2), at("Other", 3)))
    assert kinds(cache.see(look(at("Recall of A", 4), at("Recall of B", 5), at("Other", 3)))) == ["added", "added"]


def test_one_link_that_moved_alone_is_a_new_notice() -> None:
    """By chance, one entry may look as if its link had moved."""
    cache = Present()
    cache.see(look(at("Notice of recall", 1)))
    assert kinds(cache.see(look(at("Notice of recall", 2)))) == ["added"]


@pytest.mark.parametrize(
    ("page", "title", "day", "is_known"),
    [
        ("new/7", "Recall of one drug", DAY, True),
        ("new/8", "Recall of one drug", DAY, False),
        ("new/7", "Recall of one drug", LATER, False),
        ("new/7", "Approval of some widget", DAY, False),
        ("newer/7", "Recall of one drug", DAY, False),
    ],
)
def test_an_entry_that_was_not_there_when_all_pages_moved_is_found_by_the_name_of_its_page(
    page: str, title: str, day: date, *, is_known: bool
) -> None:
    cache = Present()
    old = at("Recall of one drug", "old/7")
    others = [at(f"Notice {n}", f"old/{n}") for n in range(3)]
    moved = [at(f"Notice {n}", f"new/{n}") for n in range(3)]
    cache.see(look(old, *others))
    cache.see(look(*moved))
    [change] = cache.see(look(at(title, page, date=day), *moved))
    assert change.kind == ("changed" if is_known else "added")
    assert is_quiet(change) == is_known


@pytest.mark.parametrize(
    ("pages", "title", "day", "is_known"),
    [
        (("new/7", "new/{}"), "Recall of one durg", DAY, True),
        (("new/7", "new/{}"), "Recall of one drug in Sweden", DAY, True),
        (("new/7", "new/{}"), "Recall of two drugs", DAY, False),
        (("new/7", "new/{}"), "Correction: Recall of one drug", DAY, False),
        (("new/7", "new/{}"), "Recall of one durg", LATER, False),
        (("new/8", "new/{}"), "Recall of one durg", DAY, False),
        (("newer/7", "new/{}"), "Recall of one durg", DAY, False),
        (("new/7", "old/{}"), "Recall of one durg", DAY, False),
    ],
)
def test_a_title_that_is_reworded_in_the_look_in_which_all_pages_move_has_changed(
    pages: tuple[str, str], title: str, day: date, *, is_known: bool
) -> None:
    """A redesign corrects titles as well, and so does a site while its source is off."""
    cache = Present()
    cache.see(look(at("Recall of one drug", "old/7"), *(at(f"Notice {n}", f"old/{n}") for n in range(3))))
    again = look(at(title, pages[0], date=day), *(at(f"Notice {n}", pages[1].format(n)) for n in range(3)))
    found = compare(cache, again, number=2, before=Before(by_day=lambda: [*cache.standings])).changes
    assert [each.kind for each in found if not is_quiet(each)] == ["changed" if is_known else "added"]


def test_of_two_reworded_titles_of_one_page_name_none_is_guessed() -> None:
    cache = Present()
    pages = ("a/index", "b/index")
    cache.see(look(*(at("Recall of one drug", f"old/{each}") for each in pages), at("A", "old/1"), at("B", "old/2")))
    again = look(at("Recall of one durg", "new/index"), at("A", "new/1"), at("B", "new/2"))
    found = compare(cache, again, number=2, before=Before(by_day=lambda: [*cache.standings])).changes
    assert [each.kind for each in found if not is_quiet(each)] == ["added"]


def test_a_page_of_the_old_name_is_new_where_another_entry_still_has_the_old_folder() -> None:
    """Two sections of a site may have a page of one name, title and day."""
    cache = Present()
    others = [at("Notice 1", "drugs/1"), at("Notice 2", "devices/2")]
    cache.see(look(at("Recall of one lot", "drugs/7"), *others))
    [change] = cache.see(look(at("Recall of one lot", "devices/7"), *others))
    assert change.kind == "added"


@pytest.mark.parametrize("page", ["8", "report-8"])
def test_a_page_of_another_name_is_new_where_the_others_kept_theirs_in_a_new_folder(page: str) -> None:
    """It replaces one of its title and day in the look in which all links changed."""
    cache = Present()
    others = ["Plan", "Fees", "Notice"]
    cache.see(look(at("Daily report", "old/7"), *(at(title, f"old/{title}") for title in others)))
    again = look(at("Daily report", f"new/{page}"), *(at(title, f"new/{title}") for title in others))
    assert sorted(kinds(cache.see(again))) == ["added", *["changed"] * 3]
    assert cache.see(again) == ()


@pytest.mark.parametrize("pages", ["n{}", "{}/index.html", "title-of-{}"])
def test_pages_that_a_new_system_names_anew_are_known_beside_files_that_kept_their_names(pages: str) -> None:
    cache = Present()
    files = [f"Guideline {n}" for n in range(4)]
    news = [f"News {n}" for n in range(3)]
    before = (*(at(each, f"old/{each}.pdf") for each in files), *(at(each, f"old/{each}.aspx") for each in news))
    cache.see(look(*before))
    moved = [at(each, "new/" + pages.format(n)) for n, each in enumerate(news)]
    again = look(*(at(each, f"new/{each}.pdf") for each in files), *moved)
    assert kinds(cache.see(again)) == ["changed"] * 7
    assert cache.see(again) == ()


def test_pages_of_one_title_that_moved_are_told_apart_by_their_names() -> None:
    cache = Present()
    added = cache.see(look(at("Recall", "old/1"), at("Recall", "old/2"), at("Plan", "old/3")))
    found = cache.see(look(at("Recall", "new/2"), at("Recall", "new/5"), at("Recall", "new/1"), at("Plan", "new/3")))
    pages = {each.id: each.after.url for each in (*added, *found) if each.after}
    assert [pages[each.id] for each in added] == [f"{PAGE}new/{n}" for n in (1, 2, 3)]
    assert [each.after and each.after.url for each in found if each.kind == "added"] == [f"{PAGE}new/5"]


def test_new_entries_among_links_that_all_moved_are_new() -> None:
    cache = Present()
    cache.see(look(at("A", 1), at("B", 2)))
    found = cache.see(look(at("C", "x"), at("A", "y"), at("B", "z")))
    assert sorted(kinds(found)) == ["added", "changed", "changed"]
    assert cache.titles() == ["A", "B", "C"]


def test_a_link_to_another_site_says_nothing_of_the_links_that_moved() -> None:
    """One site's redesign moves no links to another."""
    cache = Present()
    elsewhere = entry("Law", url="https://www.gov.example/law/1")
    cache.see(look(at("A", 1), elsewhere, at("B", 2), at("C", 3)))
    for turn in "xyz":
        moved = cache.see(look(at("A", f"{turn}1"), elsewhere, at("B", f"{turn}2"), at("C", f"{turn}3")))
        assert kinds(moved) == ["changed"] * 3


def test_two_links_of_two_sites_did_not_move_together_where_others_stayed() -> None:
    cache = Present()
    there, other = (entry("Recall", url=f"https://{name}.example/1") for name in ("one", "two"))
    other = other._replace(title="Approval")
    cache.see(look(at("A", 1), there, other))
    again = [each._replace(url=f"{each.url}2") for each in (there, other)]
    assert kinds(cache.see(look(at("A", 1), *again))) == ["added", "added"]


def test_links_behind_those_that_stayed_may_have_moved() -> None:
    """A look after the redesign failed at a further page: the first pages have links that are known by now."""
    days = [DAY - timedelta(age) for age in range(6)]
    cache = Present()
    cache.see(look(*(at(title, title, date=day) for title, day in zip("BCDEF", days[1:], strict=True))))
    top = [at("A", "new/A", date=days[0]), at("B", "new/B", date=days[1]), at("C", "new/C", date=days[2])]
    assert sorted(kinds(cache.see(look(*top)))) == ["added", "changed", "changed"]
    rest = [at(title, f"new/{title}", date=day) for title, day in zip("DEF", days[3:], strict=True)]
    assert kinds(cache.see(look(*top, *rest))) == ["changed"] * 3


@pytest.mark.parametrize("step", [0, 1])
def test_new_links_behind_those_that_stayed_are_new_where_the_newest_entry_is_not_the_first(step: int) -> None:
    days = [DAY + timedelta(step * place) for place in range(3)]
    cache = Present()
    cache.see(look(*(at(title, title, date=day) for title, day in zip("ABC", days, strict=True))))
    again = [at(title, f"{title}2", date=day) for title, day in zip("BC", days[1:], strict=True)]
    assert kinds(cache.see(look(at("A", "A", date=days[0]), *again))) == ["added", "added"]


def test_equal_titles_whose_links_moved_are_told_apart_by_their_order() -> None:
    cache = Present()
    first = cache.see(look(at("Recall", 1), at("Recall", 2), at("A", 3), at("B", 4)))
    moved = cache.see(look(at("Recall", "x1"), at("Recall", "x2"), at("A", "x3"), at("B", "x4")))
    assert {change.id for change in moved} == {change.id for change in first}
    [new, *rest] = cache.see(look(*(at("Recall", f"y{page}") for page in range(3)), at("A", "y3"), at("B", "y4")))
    assert (new.kind, new.after and new.after.url) == ("added", f"{PAGE}y0"), "new ones stand on top"
    assert kinds(tuple(rest)) == ["changed"] * 4


def test_a_namesake_among_links_with_new_tokens_is_told_once_and_not_at_each_look() -> None:
    cache = Present()
    cache.see(look(at("Recall", 1), at("A", 2), at("B", 3)))
    looks = [
        [at(title, f"{number}?t={turn}") for number, title in enumerate(titles)]
        for turn, titles in enumerate(["RRAB", "RRAB", "RAB", "RRRAB", "RRRAB"])
    ]
    looks = [[each._replace(title=each.title.replace("R", "Recall")) for each in records] for records in looks]
    assert [kinds(cache.see(look(*records))).count("added") for records in looks] == [1, 0, 0, 1, 0]
    assert cache.titles().count("Recall") == 3


@pytest.mark.parametrize("host", ["example.org", "example.org:8080"])
def test_links_with_tokens_add_nothing_beside_a_link_that_stays(host: str) -> None:
    def recalls(turn: str, *numbers: int, more: int = 0) -> list[Record]:
        link = f"https://{host}/view?id="
        return [entry(f"Recall of {number}", url=f"{link}{number + more}&v={turn}") for number in numbers]

    cache = Present()
    stays = entry("Plan", url=f"https://{host}/plan.pdf")
    cache.see(look(*recalls("a", 1, 2, 3), stays))
    for turn in "bc":
        assert {each.fields for each in cache.see(look(*recalls(turn, 1, 2, 3), stays))} == {("url",)}
    namesakes = recalls("d", 1, 2, more=7)
    found = cache.see(look(*namesakes, *recalls("d", 1, 2, 3), stays))
    assert [each.after for each in found if each.kind == "added"] == namesakes


@pytest.mark.parametrize("tail", ["", "&lang=en"])
def test_a_value_that_tells_the_links_of_a_listing_apart_is_no_token(tail: str) -> None:
    cache = Present()
    stays = at("Plan", "plan.pdf")
    first, again = ([at(f"Recall {n}", f"view?id={start + n}{tail}") for n in range(3)] for start in (0, 7))
    cache.see(look(*first, stays))
    assert kinds(cache.see(look(*again, stays))) == ["added"] * 3


def test_a_title_without_a_date_finds_nothing_under_another_value() -> None:
    cache = Present()
    for turn in (1, 2):
        found = cache.see(look(*undated(*(at("Update", f"{kind}?v={turn}") for kind in "ab"), at("Plan", "plan.pdf"))))
        assert len(found) == 4 - turn


def test_one_link_with_another_value_is_a_new_notice() -> None:
    cache = Present()
    cache.see(look(at("Recall", "a?v=1"), at("Plan", "plan.pdf")))
    assert kinds(cache.see(look(at("Recall", "a?v=2"), at("Plan", "plan.pdf")))) == ["added"]


# One title, several entries.


def test_two_entries_with_one_title_and_day_are_two_by_their_links_and_one_under_one_link() -> None:
    cache = Present()
    assert kinds(cache.see(look(at("Notice of recall", 1), at("Notice of recall", 2)))) == ["added", "added"]
    assert cache.see(look(at("Notice of recall", 2), at("Notice of recall", 1))) == ()
    assert kinds(cache.see(look(at("News", 3), at("News", 3)))) == ["added"]


def test_entries_of_one_title_and_day_with_links_to_different_places_of_a_page_are_different_notices() -> None:
    """A log of changes is one page, and its headings have one title on most days."""
    cache = Present()
    first, second, third = (at("Guidance updated", f"log#n-{number}") for number in (11, 12, 13))
    assert kinds(cache.see(look(second, first, second))) == ["added", "added"]
    assert cache.see(look(first, second)) == ()
    [new] = cache.see(look(third, second, first))
    assert (new.kind, new.after and new.after.url) == ("added", third.url)
    assert cache.see(look(at("Guidance updated", "log"), third, second, first)) == ()
    fed = [each._replace(guid=str(number)) for number, each in enumerate((second, first))]
    assert kinds(Present().see(look(*fed))) == ["added", "added"]


def test_an_entry_whose_link_leads_to_no_place_repeats_one_whose_link_does() -> None:
    whole, place = at("Guidance updated", "log"), at("Guidance updated", "log#n-11")
    other = at("Guidance updated", "log#n-12")
    for records in ((whole, place, other), (place, whole, other), (place, other, whole)):
        assert [each.after for each in Present().see(look(*records))] == [place, other]


def of(application: str | None, **more: object) -> Record:
    """Return an entry that states an application number; they all have one title and day."""
    return entry("Aspirin tablets", stated={"application": application} if application else {}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("shared", [{}, {"url": f"{PAGE}list"}, {"article": "7"}], ids=["no link", "link", "number"])
def test_entries_with_different_application_numbers_are_different_notices(shared: dict[str, object]) -> None:
    cache = Present()
    first, second, third = (of(f"CXHS260000{n}", **shared) for n in range(3))
    added = cache.see(look(first, second))
    assert kinds(added) == ["added", "added"]
    assert kinds(cache.see(look(third, second, first))) == ["added"]
    assert cache.see(look(second, first, third)) == ()
    [change] = cache.see(look(second._replace(summary="s"), first, third))
    assert change.id == added[1].id
    fewer = Present()
    assert [each.id for each in fewer.see(look(second))] == [added[1].id], "the id is that of its application"


def test_an_application_number_that_is_spelt_in_another_way_is_the_same() -> None:
    cache = Present()
    cache.see(look(of("CXHS2600001")))
    assert kinds(cache.see(look(of("cxhs 2600001")))) == ["changed"]


@pytest.mark.parametrize("shared", [{}, {"url": f"{PAGE}list"}, {"article": "7"}], ids=["no link", "link", "number"])
def test_a_number_that_a_known_notice_lacked_completes_it(shared: dict[str, object]) -> None:
    cache = Present()
    [old] = cache.see(look(of(None, **shared)))
    changes = cache.see(look(of("CXHS2600001", **shared), of("CXHS2600002", **shared)))
    assert [(change.kind, change.id == old.id) for change in changes] == [("changed", True), ("added", False)]
    assert is_quiet(changes[0])
    assert cache.see(look(of("CXHS2600002", **shared), of("CXHS2600001", **shared))) == ()


def test_the_notice_of_its_application_is_found_before_one_without_a_number() -> None:
    cache = Present()
    cache.see(look(of(None)))
    cache.see(look(of("CXHS2600001", url=f"{PAGE}1"), at("Other", 9)))
    first, second = of("CXHS2600002"), of("CXHS2600001")
    assert [each.after.stated["application"] for each in cache.see(look(first, second)) if each.after] == [
        "CXHS2600002"
    ]


def test_an_entry_without_its_application_number_repeats_one_with_it() -> None:
    cache = Present()
    assert kinds(cache.see(look(of(None), of("CXHS2600001"), of("CXHS2600001")))) == ["added"]


def test_several_events_of_one_application_are_several_notices() -> None:
    cache = Present()
    assert kinds(cache.see(look(of("CXHS2600001"), of("CXHS2600001", date=LATER)))) == ["added", "added"]
    assert kinds(cache.see(look(of("CXHS2600001", date=LATER + timedelta(9)), of("CXHS2600001")))) == ["added"]


def test_applications_whose_links_all_moved_are_told_apart_by_their_numbers() -> None:
    cache = Present()
    first, second = (of(f"CXHS260000{n}", url=f"{PAGE}{n}") for n in range(2))
    cache.see(look(first, second))
    moved = second._replace(url=f"{PAGE}b"), first._replace(url=f"{PAGE}a")
    assert {each.fields for each in cache.see(look(*moved))} == {("url",)}


def test_one_title_on_one_day_in_two_sources_without_links_is_a_notice_in_each() -> None:
    """Whether they are one document is said by their relation, and can be taken back."""
    cache = Present()
    cache.see(look(entry("Notice of recall")))
    [other] = cache.see(look(entry("Notice of recall", source="nmpa/laws"), source="nmpa/laws"))
    assert other.kind == "added"


def test_one_link_title_and_day_in_two_sources_is_one_notice_and_another_title_another_one() -> None:
    cache = Present()
    [old] = cache.see(look(at("Recall", 1)))
    [gained] = cache.see(look(at("Recall", 1, source="nmpa/laws"), source="nmpa/laws"))
    assert (gained.id, gained.fields) == (old.id, ("sources",))
    [other] = cache.see(look(at("A page on recalls", 1, source="nmpa/news"), source="nmpa/news"))
    assert other.kind == "added"


# Texts and pages.


@pytest.mark.parametrize("page", [entry("Notice on drugs", article="1"), at("Notice on drugs", 1)])
def test_a_text_before_its_page_is_the_same_notice_and_so_is_a_text_after_it(page: Record) -> None:
    text = entry("NOTICE on drugs.", source="ingest")
    for looks in ((look(text, source="ingest"), look(page)), (look(page), look(text, source="ingest"))):
        cache = Present()
        [added] = cache.see(looks[0])
        [completed] = cache.see(looks[1])
        assert (completed.kind, completed.id) == ("changed", added.id)
        assert is_quiet(completed)
        assert len(cache.standings) == 1


def test_a_text_with_two_entries_meets_two_pages_one_each() -> None:
    cache = Present()
    cache.see(look(at("Notice of recall", 1), at("Notice of recall", 2)))
    cache.see(look(entry("Notice of recall", source="ingest"), source="ingest"))
    assert len(cache.standings) == 2


# Days that cannot be read.


def test_an_entry_without_a_day_is_found_again_and_a_day_that_comes_later_tells_nobody() -> None:
    cache = Present()
    undated = at("A notice", 1, date_from="seen", date=LATER)
    [added] = cache.see(look(undated))
    assert cache.see(look(undated._replace(date=LATER + timedelta(9)))) == ()
    [dated] = cache.see(look(undated._replace(date=DAY, date_from="listing")))
    assert (dated.id, set(dated.fields), is_quiet(dated)) == (added.id, {"date", "date_from"}, True)
    assert cache.see(look(undated._replace(date=LATER + timedelta(20)))) == (), "a day that is known stays"


def test_an_entry_that_is_shown_with_and_without_a_day_is_one() -> None:
    cache = Present()
    with_day, without = at("A notice", 1), at("A notice", 1, date_from="seen", date=LATER)
    assert kinds(cache.see(look(without, with_day))) == ["added"]
    [standing] = cache.standings.values()
    assert (standing.record.date, standing.record.date_from) == (DAY, "listing")


def undated(*records: Record) -> list[Record]:
    return [each._replace(date=LATER, date_from="seen") for each in records]


WEEKLY = [entry("Weekly recalls", date=DAY + timedelta(7 * age)) for age in range(3)]
LISTED = [entry("Plan"), WEEKLY[2], entry("Notice"), WEEKLY[1], entry("Rule"), WEEKLY[0]]


@pytest.mark.parametrize(
    ("shown", "added"),
    [
        ([*undated(LISTED[0]), *LISTED[1:]], []),
        (undated(*LISTED), []),
        ([LISTED[0], *undated(LISTED[1]), *LISTED[2:]], []),
        ([*LISTED[:3], *undated(LISTED[3])], []),
        (undated(entry("Weekly recalls"), *LISTED), [0]),
        ([*undated(entry("Weekly recalls")), *LISTED], [0]),
        ([*undated(entry("Weekly recalls")), *LISTED[:5]], [0]),
        (undated(at("Plan", 1), entry("Plan", guid="1")), [0, 1]),
        (undated(entry("Plans")), [0]),
    ],
)
def test_an_entry_whose_day_cannot_be_read_this_time_is_found_by_its_title_and_place(
    shown: list[Record], added: list[int]
) -> None:
    """Without a link, it has nothing else. A notice with its title in another place may be another one."""
    cache = Present()
    order = [each.id for each in cache.see(look(*LISTED))]
    found = compare(cache, look(*shown), number=2, before=Before(order))
    assert [(each.kind, each.after) for each in found.changes] == [("added", shown[place]) for place in added]


BY_DAY = sorted(LISTED, key=lambda each: each.date, reverse=True)


@pytest.mark.parametrize(
    ("shown", "added"),
    [
        ([*undated(BY_DAY[0]), *BY_DAY[1:]], []),
        ([BY_DAY[0], *undated(BY_DAY[1]), *BY_DAY[2:]], []),
        ([*BY_DAY[:3], *undated(BY_DAY[3])], []),
        ([*BY_DAY[::-1][:2], *undated(BY_DAY[3]), *BY_DAY[::-1][3:]], []),
        ([*undated(entry("Weekly recalls")), *BY_DAY], [0]),
        ([*undated(entry("Weekly recalls")), *BY_DAY[:1], *BY_DAY[3:]], [0]),
        (undated(entry("Weekly recalls")), [0]),
        (undated(*WEEKLY), [0]),
    ],
)
def test_an_entry_of_a_file_whose_day_cannot_be_read_is_found_by_its_title_next_to_a_known_one(
    shown: list[Record], added: list[int]
) -> None:
    """No look tells the order of the listing, and without a known neighbour it may be a new notice of that title."""
    cache = Present()
    cache.see(look(*LISTED))
    newest = sorted(cache.standings, key=lambda name: cache.standings[name].record.date, reverse=True)
    found = compare(cache, look(*shown), number=2, before=Before(by_day=lambda: newest))
    assert [(each.kind, each.after) for each in found.changes] == [("added", shown[place]) for place in added]


@pytest.mark.parametrize("step", [1, -1])
def test_entries_without_a_link_whose_days_all_moved_by_one_are_found(step: int) -> None:
    """The site writes its times in another zone."""
    cache = Present()
    page = [entry(f"Notice {n}", date=DAY - timedelta(n)) for n in range(4)]
    cache.see(look(*page))
    moved = [each._replace(date=each.date + timedelta(step)) for each in page]
    new = entry("New", date=LATER)
    assert kinds(cache.see(look(new, *moved))) == ["added", *["changed"] * 4]
    assert kinds(cache.see(look(new, *moved))) == []


@pytest.mark.parametrize(
    "page",
    [
        [entry(f"Report {n}") for n in range(4)],
        [entry("Report", date=DAY - timedelta(n)) for n in range(4)],
        [entry("Report", date=DAY), entry("Table", date=DAY - timedelta(1))],
        [entry("Report", date=DAY - timedelta(2 * n)) for n in range(4)],
        [*(entry(f"Report {n}") for n in range(3)), entry("Late report", date=DAY - timedelta(1))],
    ],
    ids=["all of one day", "one of each day", "too few", "one of every second day", "one a day late"],
)
def test_entries_of_the_next_day_in_place_of_those_of_the_day_before_are_new(page: list[Record]) -> None:
    cache = Present()
    cache.see(look(*page))
    new = [each._replace(date=each.date + timedelta(1)) for each in page]
    known = {(each.title, each.date) for each in page}
    assert kinds(cache.see(look(*new))) == ["added"] * sum((each.title, each.date) not in known for each in new)


def test_an_entry_without_a_link_that_kept_its_day_proves_that_the_days_did_not_move() -> None:
    cache = Present()
    page = [entry(f"Notice {n}", date=DAY - timedelta(n)) for n in range(5)]
    cache.see(look(*page))
    moved = [each._replace(date=each.date + timedelta(1)) for each in page[:4]]
    assert kinds(cache.see(look(*moved, page[4]))) == ["added"] * 4


def test_a_day_at_the_end_of_the_calendar_has_none_beside_it() -> None:
    page = [entry(f"Notice {n}", date=day) for n, day in enumerate((date.max, date.min, DAY))]
    assert kinds(Present().see(look(*page))) == ["added"] * 3


def test_only_notices_of_the_source_without_a_link_are_found_by_their_places() -> None:
    cache = Present()
    linked = cache.see(look(at("Plan", 1)))
    other = cache.see(look(entry("Plan", source="nmpa/laws"), source="nmpa/laws"))
    for known in (linked, other):
        found = compare(cache, look(*undated(entry("Plan"))), number=3, before=Before([known[0].id]))
        assert kinds(found.changes) == ["added"]


def test_a_page_that_is_used_again_has_an_id_of_its_own_also_where_the_first_was_never_seen() -> None:
    """After a restored backup, a watch that was told of the first would else count as told of the second."""
    first, second = at("Recall of one drug", 1), at("Approval of some widget", 1, date=LATER)
    [one], [other] = Present().see(look(first)), Present().see(look(second))
    assert one.id != other.id
    assert [change.id for change in Present().see(look(first))] == [one.id]


# The best of several notices with one number.

KNOWN = entry("Widgets", article="1")


@pytest.mark.parametrize(
    ("other", "withdrawn"),
    [
        (KNOWN._replace(title="Widgets and gadgets"), False),
        (KNOWN._replace(date=DAY + timedelta(1)), False),
        (KNOWN._replace(sources=("nmpa/laws",)), False),
        (KNOWN, True),
    ],
    ids=["title", "date", "source", "withdrawn"],
)
@pytest.mark.parametrize("other_first", [True, False])
def test_the_most_similar_notice_of_a_number_is_the_entrys(
    other: Record, *, withdrawn: bool, other_first: bool
) -> None:
    cache = Present()
    best = change_in(look(), 1, "best", None, KNOWN, "added")
    worse = [change_in(look(), 1, "worse", None, other, "added")]
    worse += [change_in(look(), 1, "worse", other, None, "withdrawn")] * withdrawn
    cache.apply([*worse, best] if other_first else [best, *worse])
    assert compare(cache, look(KNOWN), number=2).order == ("best",)


def test_a_number_is_compared_with_the_words_and_the_day_that_its_source_showed_last() -> None:
    """Another section of the site has other words for it, and another day."""
    for more in ({"date": LATER}, {"title": "Approval of some gadget"}):
        cache = Present()
        cache.see(look(entry("Recall of one drug", article="1")))
        first = entry("Approval of some widget", article="1", source="nmpa/laws")
        cache.see(look(first, source="nmpa/laws"))
        first = first._replace(date=DAY + timedelta(9))
        cache.see(look(first, source="nmpa/laws"))
        assert len(cache.standings) == 1
        [change] = cache.see(look(first._replace(**more), source="nmpa/laws"))
        assert change.kind == "changed", more


def test_the_day_of_first_sight_is_no_evidence_for_a_reused_link() -> None:
    cache = Present()
    cache.see(look(at("Recall of one drug", 1)))
    [change] = cache.see(look(at("Approval of some widget", 1, date_from="seen")))
    assert change.kind == "added"


def test_titles_of_another_source_have_not_moved() -> None:
    cache = Present()
    cache.see(look(at("One", 1, source="nmpa/laws"), at("Two", 2, source="nmpa/laws"), source="nmpa/laws"))
    assert kinds(cache.see(look(at("One", 3), at("Two", 4)))) == ["added", "added"]


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ((entry("One", article="1"), entry("Two", article="1")), 1),
        ((entry("One", article="1"), entry("One", article="2")), 2),
        ((entry("One", guid="1"), entry("One", guid="2")), 2),
        ((at("One", 1), entry("One")), 1),
        ((entry("One"), at("One", 1)), 1),
        ((at("One", 1), entry("One", guid="1")), 2),
    ],
)
def test_an_entry_repeats_another_by_number_else_by_link_and_title(entries: tuple[Record, ...], count: int) -> None:
    assert len(Present().see(look(*entries))) == count


@pytest.mark.parametrize(
    "page",
    [
        [entry("Recall of one drug", article="1"), entry("Recall of one drug", article="1", date=LATER)],
        [entry("Recall of one drug", article="1"), entry("Approval of some widget", article="1")],
    ],
)
def test_of_two_entries_with_one_number_the_one_that_is_known_counts(page: list[Record]) -> None:
    """A teaser on top shows another day or a shorter headline; it comes and goes."""
    cache = Present()
    cache.see(look(page[0]))
    assert cache.see(look(*page)) == cache.see(look(*page[::-1])) == cache.see(look(page[0])) == ()


def test_an_entry_that_is_listed_twice_is_reworded_under_its_link() -> None:
    cache = Present()
    [old] = cache.see(look(at("Recall of one drug", 1)))
    twice = [at("Recall of one drug", 1, date=LATER)] * 2
    [change] = cache.see(look(*twice))
    assert (change.kind, change.id, change.fields) == ("changed", old.id, ("date",))


def test_an_entry_with_a_number_has_not_moved_from_another_number_because_one_without_may_have() -> None:
    """Two entries of one title and day, one of them without a number: each is asked for itself."""
    cache = Present()
    recall, devices = entry("Recall of one drug", article="2", date=LATER), at("Notice on devices", "a")
    cache.see(look(recall, devices))
    numbered = [entry("Notice on devices", article="1"), entry("Recall of one drug", article="1", date=LATER)]
    page = look(at("Recall of one drug", "a", date=LATER), *numbered)
    cache.see(page)
    assert cache.see(page) == ()


def test_a_link_that_two_entries_share_finds_no_notice() -> None:
    cache = Present()
    cache.see(look(at("One", 1)))
    assert kinds(cache.see(look(at("Two", 1), at("Three", 1)))) == ["added", "added"]


@pytest.mark.parametrize("gone", [False, True])
def test_a_notice_is_reworded_under_a_link_that_had_other_notices(*, gone: bool) -> None:
    cache = Present()
    first = at("List of recalled drugs", "latest", date=DAY - timedelta(90))
    second = at("Approval of some widget", "latest")
    [old] = cache.see(look(first))
    if gone:
        cache.apply([change_in(look(), 2, old.id, first, None, "withdrawn")])
    [new] = cache.see(look(second))
    assert new.kind == "added"
    for shown in (second._replace(date=LATER), second._replace(title="Approval of some widgets", date=LATER)):
        [change] = cache.see(look(shown))
        assert (change.kind, change.id) == ("changed", new.id)
    assert kinds(cache.see(look(at("Plan", "latest", date=LATER + timedelta(30))))) == ["added"]


@pytest.mark.parametrize("day", [DAY, LATER])
def test_a_link_finds_no_notice_where_two_came_with_it_at_once(day: date) -> None:
    """A page with all matters of a day: a third matter is no other wording of the first two."""
    cache = Present()
    cache.see(look(at("Recall of one drug", "day"), at("Approval of some widget", "day", date=LATER)))
    assert kinds(cache.see(look(at("Plan of inspections", "day", date=day)))) == ["added"]


def test_a_page_that_is_used_a_third_time_under_its_first_title_has_a_new_notice() -> None:
    cache = Present()
    days = [DAY + timedelta(age) for age in (0, 12, 13)]
    pages = [at(title, "latest", date=day) for title, day in zip(("Minutes", "Update", "Minutes"), days, strict=True)]
    assert [kinds(cache.see(look(each))) for each in pages] == [["added"]] * 3


def test_the_day_tells_two_entries_of_one_link_and_title_apart() -> None:
    cache = Present()
    cache.see(look(at("One", 1)))
    assert kinds(cache.see(look(at("One", 1, date=LATER), at("One", 1)))) == ["added"]


@pytest.mark.parametrize("other_first", [True, False])
def test_a_link_finds_the_notice_of_its_source_first(*, other_first: bool) -> None:
    cache = Present()
    own = change_in(look(), 1, "own", None, at("One", 1), "added")
    other = change_in(look(), 1, "other", None, at("One", 1, source="nmpa/laws"), "added")
    cache.apply([other, own] if other_first else [own, other])
    assert compare(cache, look(at("One", 1)), number=2).order == ("own",)


@pytest.mark.parametrize(
    ("known", "shown", "found"),
    [
        (entry("One", guid="1"), at("One", 1), True),
        (entry("One"), at("One", 1, guid="1"), True),
        (entry("One", guid="1"), at("One", 1, guid="2"), False),
    ],
)
def test_an_entry_without_a_link_is_completed_unless_the_feed_ids_differ(
    known: Record, shown: Record, *, found: bool
) -> None:
    cache = Present()
    cache.see(look(known))
    cache.see(look(shown))
    assert len(cache.standings) == (1 if found else 2)


# Links that all changed at once.


def test_links_have_not_all_moved_when_one_entry_kept_its_own() -> None:
    """Also when an entry without a link is completed in the same look."""
    cache = Present()
    cache.see(look(at("Kept", 1), entry("Bare"), at("One", 2), at("Two", 3)))
    found = cache.see(look(at("Kept", 1), at("Bare", 9), at("One", 12), at("Two", 13)))
    assert kinds(found) == ["changed", "added", "added"]


def test_an_entry_that_gains_a_link_is_no_evidence_that_links_stayed() -> None:
    cache = Present()
    cache.see(look(entry("Bare"), at("One", 2), at("Two", 3)))
    assert kinds(cache.see(look(at("Bare", 9), at("One", 12), at("Two", 13)))) == ["changed"] * 3


def test_notices_that_moved_to_pages_without_numbers_are_found_by_their_new_links() -> None:
    cache = Present()
    cache.see(look(entry("One", article="101"), entry("Two", article="102"), entry("Three", article="103")))
    assert kinds(cache.see(look(at("One", "a"), at("Two", "b"), at("Three", "c")))) == ["changed"] * 3
    assert kinds(cache.see(look(at("Pinned", "p"), at("One", "a"), at("Two", "b"), at("Three", "c")))) == ["added"]
    rewritten = (at("Pinned", "p"), at("One, rewritten", "a"), at("Two", "b"), at("Three", "c"))
    assert kinds(cache.see(look(*rewritten))) == ["changed"]


def test_entries_with_different_numbers_are_no_notice_of_one_link() -> None:
    cache = Present()
    cache.see(look(KNOWN._replace(url=PAGE + "all", article="A-101")))
    assert kinds(cache.see(look(KNOWN._replace(url=PAGE + "all", article="A-102")))) == ["added"]


def test_entries_without_a_day_move_when_they_are_as_many_as_before() -> None:
    cache = Present()
    cache.see(look(at("One", 1, date_from="seen"), at("Two", 2, date_from="seen")))
    cache.see(look(at("One", 11, date_from="seen"), at("Two", 12, date_from="seen")))
    assert len(cache.standings) == 2


def test_the_id_that_an_export_gives_finds_a_notice_under_a_new_link() -> None:
    cache = Present()
    [added] = cache.see(look(at("One", 1)))
    assert compare(cache, replace(look(at("One", 2)), ids={0: added.id}), number=2).order == (added.id,)


# The fast test of entries that are as known.


def test_only_the_one_notice_with_the_strongest_key_is_tested_for_equality() -> None:
    asked = []

    def is_as_known(name: str, _: Record) -> bool:
        asked.append(name)
        return True

    cache = Present()
    bare, linked, fed = cache.see(look(entry("Bare"), at("Linked", 1), at("Fed", 2, guid="2")))
    entries = (entry("Bare"), at("Linked", 1), at("Fed", 2, guid="2"), at("Fed anew", 2))
    found = compare(cache, look(*entries), number=2, is_as_known=is_as_known)
    assert asked == [linked.id, fed.id]
    assert found.order[:3] == (bare.id, linked.id, fed.id)
    assert found.order[3] not in cache.standings


def test_of_two_notices_with_one_number_none_is_tested_for_equality() -> None:
    cache = Present()
    worse = change_in(look(), 1, "worse", None, KNOWN._replace(title="Another"), "added")
    cache.apply([worse, change_in(look(), 1, "best", None, KNOWN, "added")])
    assert compare(cache, look(KNOWN), number=2, is_as_known=lambda *_: True).order == ("best",)


# Laws.


def _entries(numbers: list[str | None], ids: list[str | None]) -> st.SearchStrategy[list[Record]]:
    made = st.builds(
        lambda title, age, page, number, guid: (
            entry(title, article=number) if number else entry(title, url=page and PAGE + page, guid=guid)
        )._replace(date=DAY + timedelta(age)),
        st.sampled_from(["Recall of aspirin", "Plan for vaccines", "Notice on devices"]),
        st.integers(0, 2),
        st.sampled_from([None, "a", "b", "b#place"]),
        st.sampled_from(numbers),
        st.sampled_from(ids),
    )
    return st.lists(made, min_size=1, max_size=5)


@given(st.lists(_entries([None, "1", "2"], [None, "g1", "g2"]), min_size=1, max_size=4))
def test_the_same_page_again_has_nothing_new(pages: list[list[Record]]) -> None:
    cache = Present()
    for page in pages:
        cache.see(look(*page))
        assert cache.see(look(*page)) == ()


@given(
    _entries([None, "1", "2"], [None, "g1", "g2"]).flatmap(lambda page: st.tuples(st.just(page), st.permutations(page)))
)
def test_the_same_page_in_another_order_has_nothing_to_tell(pages: tuple[list[Record], list[Record]]) -> None:
    cache = Present()
    cache.see(look(*pages[0]))
    assert all(map(is_quiet, cache.see(look(*pages[1]))))


@given(_entries([None, "1", "2"], [None]), st.lists(st.booleans(), min_size=5, max_size=5))
def test_a_page_that_comes_and_goes_in_parts_tells_nothing_for_ever(page: list[Record], stays: list[bool]) -> None:
    """The first part may show a notice in other words than the whole page, which shows it twice."""
    cache = Present()
    part = [each for each, there in zip(page, stays, strict=False) if there]
    cache.see(look(*page))
    cache.see(look(*part))
    for each in (page, part, page):
        assert all(map(is_quiet, cache.see(look(*each))))


@given(_entries([None, "1", "2"], [None]), _entries([None, "1", "2"], [None]))
def test_two_pages_that_take_turns_add_nothing_for_ever(one: list[Record], other: list[Record]) -> None:
    """The servers of a site may show two states in turn."""
    cache = Present()
    for page in (one, other, one, other):
        cache.see(look(*page))
    for page in (one, other, one, other):
        assert "added" not in kinds(cache.see(look(*page)))


@given(_entries([None], [None]).flatmap(lambda page: st.tuples(st.just(page), st.permutations(page))))
def test_the_order_of_a_first_page_does_not_matter(pages: tuple[list[Record], list[Record]]) -> None:
    one, other = Present(), Present()
    found = [
        {repr(each.after) for each in cache.see(look(*page))} for cache, page in zip((one, other), pages, strict=True)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("page", ["other/{}", "new/{}-x"])
@pytest.mark.parametrize("titles", [["Recall"], ["Recall", "Approval"]])
def test_the_work_for_entries_of_one_title_and_day_grows_with_their_number(page: str, titles: list[str]) -> None:
    """All links change at once: each entry may be each of the notices."""

    def calls(number: int) -> int:
        cache, found = Present(), Counter[str]()
        cache.see(look(*(at(each, f"old/{place}") for each in titles for place in range(number))))
        moved = look(*(at(each, page.format(place)) for each in titles for place in range(number)))
        before = sys.getprofile()
        sys.setprofile(lambda _, event, __: found.update((event,)))
        try:
            cache.see(moved)
        finally:
            sys.setprofile(before)
        return found["call"]

    assert calls(160) < 6 * calls(40)
