"""Changes between looks: identity before difference, absence as weak evidence."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from cdetrack.changes.absence import withdrawals
from cdetrack.changes.change import is_quiet
from cdetrack.changes.compare import between, compare
from cdetrack.changes.keys import keys_of
from cdetrack.changes.match import Before
from cdetrack.changes.rereading import Rereading
from cdetrack.model.record import Look, Record
from support.looks import DAY, NOW, SITE, Present, look, some_looks
from support.looks import entry as record

NEWER = Rereading(parser=True)
GONE: dict[str, Any] = {"source": "nmpa/drugs", "at": NOW, "number": 2}


def test_a_reworded_title_under_the_same_article_number_is_a_change_not_a_new_notice() -> None:
    cache = Present()
    [added] = cache.see(look(record("On Optimizing of the Review", article="1")))
    [changed] = cache.see(look(record("On Optimizing the Review", article="1")))
    assert (changed.kind, changed.id, changed.fields) == ("changed", added.id, ("title",))


@pytest.mark.parametrize(
    "title", ["On Optimizing the Review NEW", "Notice on a Drug HOT", "NEW Notice on a Drug", "NOTICE ON A DRUG NEW"]
)
@pytest.mark.parametrize("article", ["1", None])
def test_a_badge_that_comes_and_goes_in_a_title_is_no_change(title: str, article: str | None) -> None:
    """So it is where only title and date find a notice, as in a table without links."""
    plain = title.removeprefix("NEW ").removesuffix(" NEW").removesuffix(" HOT")
    cache = Present()
    cache.see(look(record("Another Notice"), record(plain, article=article)))
    assert cache.see(look(record("Another Notice"), record(title, article=article))) == ()
    assert cache.see(look(record("Another Notice"), record(plain, article=article))) == ()
    [change] = cache.see(look(record("Another Notice"), record(f"{plain} of New Drugs", article=article)))
    assert change.kind == ("changed" if article else "added")


@pytest.mark.parametrize("known", [{"guid": "7"}, {"url": f"{SITE}/7"}, {"article": "7"}, {}])
@pytest.mark.parametrize("title", ["Notice on a Drug NEW", "NEW Notice on a Drug"])
def test_a_badge_that_comes_beside_a_title_without_a_date_makes_no_new_notice(
    known: dict[str, str], title: str
) -> None:
    """An id, a link or a number finds the entry, or else its place between the others."""
    cache = Present()
    others = [record(f"Other Notice {n}", date_from="seen") for n in range(3)]
    plain, shown = (record(each, date_from="seen", **known) for each in ("Notice on a Drug", title))
    order = [each.id for each in cache.see(look(others[0], plain, *others[1:]))]
    assert compare(cache, look(others[0], shown, *others[1:]), number=2, before=Before(order)).changes == ()


@pytest.mark.parametrize(("first", "second"), [("NEW Notice on a Drug", "Notice on a Drug"), ("A Drug", "A Drug NEW")])
def test_two_sources_show_one_notice_though_one_has_a_badge_beside_its_title(first: str, second: str) -> None:
    """The page of a site and its feed have one link; another title, or another day, is a page that was used again."""
    cache = Present()
    shown = record(first, url=f"{SITE}/7")
    [added] = cache.see(look(shown))
    one = record(second, url=f"{SITE}/7", source="nmpa/laws")
    [change] = cache.see(look(one, source="nmpa/laws"))
    assert (change.kind, change.id, is_quiet(change)) == ("changed", added.id, True)
    assert cache.titles() == [first]
    assert cache.see(look(shown)) == cache.see(look(one, source="nmpa/laws")) == ()
    for other in (one._replace(date=DAY + timedelta(30)), one._replace(title="Another title")):
        cache = Present()
        cache.see(look(shown))
        [change] = cache.see(look(other, source="nmpa/laws"))
        assert change.kind == "added"


def test_rows_with_one_link_that_differ_by_a_badge_are_two_notices() -> None:
    cache = Present()
    plain, new = (record(title, url=f"{SITE}/7") for title in ("Notice on a Drug", "Notice on a Drug NEW"))
    cache.see(look(plain))
    [added] = cache.see(look(new, plain))
    assert (added.kind, added.after) == ("added", new)


@pytest.mark.parametrize(("known", "shown"), [(None, "7"), ("7", None), ("7", "8")])
def test_a_badge_that_comes_when_a_feed_begins_or_ends_to_give_ids_makes_no_new_notice(
    known: str | None, shown: str | None
) -> None:
    """Another id is another entry."""
    cache = Present()
    cache.see(look(record("Notice on a Drug", guid=known), record("Another Notice")))
    changes = cache.see(look(record("Notice on a Drug NEW", guid=shown), record("Another Notice")))
    assert any(each.kind == "added" for each in changes) == (None not in {known, shown})


@pytest.mark.parametrize("to", ["x/{}", "y{}", "{}?session=a{}"])
@pytest.mark.parametrize("title", ["Notice on a Drug NEW", "NEW Notice on a Drug"])
def test_a_badge_that_comes_or_goes_while_all_links_change_makes_no_new_notice(title: str, to: str) -> None:
    """The pages of a site moved, got other names, or have a token in their links."""
    names = [title, *(f"Other Notice {n}" for n in range(4))]
    plain = ["Notice on a Drug", *names[1:]]
    for one, other in ((names, plain), (plain, names)):
        cache = Present()
        cache.see(look(*(record(each, url=f"{SITE}/{n}") for n, each in enumerate(one))))
        changes = cache.see(look(*(record(each, url=f"{SITE}/{to.format(n, n)}") for n, each in enumerate(other))))
        assert {each.kind for each in changes} == {"changed"}
        assert all(map(is_quiet, changes))


def test_a_badge_that_comes_while_a_feed_changes_all_its_ids_makes_no_new_notice() -> None:
    cache = Present()
    names = ["Notice on a Drug", *(f"Other Notice {n}" for n in range(4))]
    cache.see(look(*(record(each, guid=f"{n}") for n, each in enumerate(names))))
    changes = cache.see(look(*(record(each, guid=f"x{n}") for n, each in enumerate([f"{names[0]} NEW", *names[1:]]))))
    assert {each.kind for each in changes} == {"changed"}


def test_two_entries_that_differ_by_a_badge_stay_two_notices_while_all_links_change() -> None:
    cache = Present()
    names = ["Notice on a Drug", "Notice on a Drug NEW", *(f"Other Notice {n}" for n in range(4))]
    cache.see(look(*(record(each, url=f"{SITE}/{n}") for n, each in enumerate(names))))
    moved = [record(each, url=f"{SITE}/x/{n}") for n, each in enumerate(names)]
    added = record("NEW Notice on a Drug", url=f"{SITE}/x/99")
    changes = cache.see(look(added, *moved))
    assert [each.after for each in changes if each.kind == "added"] == [added]
    assert sorted(cache.titles()) == sorted([*names, added.title])


@pytest.mark.parametrize(("known", "shown"), [("", "NEW "), ("NEW ", "")])
def test_a_badge_that_comes_or_goes_with_the_date_of_an_entry_makes_no_new_notice(known: str, shown: str) -> None:
    """Without a link, an entry that had no date at first is found by its title alone."""
    cache = Present()
    cache.see(look(record(f"{known}Notice on a Drug", date_from="seen"), record("Another Notice")))
    changes = cache.see(look(record(f"{shown}Notice on a Drug", date=DAY - timedelta(1)), record("Another Notice")))
    assert {each.kind for each in changes} == {"changed"}


def test_a_badge_that_comes_with_a_new_id_of_the_feed_makes_no_new_notice() -> None:
    cache = Present()
    cache.see(look(record("Notice on a Drug", url=f"{SITE}/7", guid="7")))
    changes = cache.see(look(record("Notice on a Drug NEW", url=f"{SITE}/7", guid="8")))
    assert [each.kind for each in changes] == ["changed"]
    assert all(map(is_quiet, changes))


@pytest.mark.parametrize("step", [1, -1])
def test_a_badge_that_comes_or_goes_while_all_days_move_by_one_makes_no_new_notice(step: int) -> None:
    """The site writes its times in another zone; two titles that differ by a badge stay two."""
    names = ["Notice on a Drug", "Notice on a Drug NEW", *(f"Other Notice {n}" for n in range(4))]
    days = [DAY, *(DAY - timedelta(n) for n in range(5))]
    cache = Present()
    cache.see(look(*(record(title, date=day) for title, day in zip(names, days, strict=True))))
    names[3] += " NEW"
    moved = look(*(record(title, date=day + timedelta(step)) for title, day in zip(names, days, strict=True)))
    changes = cache.see(moved)
    assert {(each.kind, each.fields) for each in changes} == {("changed", ("date",))}
    assert len(changes) == len(names)


@pytest.mark.parametrize("title", ["Notice on a Drug NEW", "NEW Notice on a Drug"])
def test_a_badge_that_comes_while_the_numbers_of_rows_move_on_hides_no_new_notice(title: str) -> None:
    """The new entry of the same day has the number that the known one had."""
    cache = Present()
    [old, _] = cache.see(look(record("Notice on a Drug", guid="1"), record("Other Notice", guid="2")))
    shown = look(record("Recall of a Syrup", guid="1"), record(title, guid="2"), record("Other Notice", guid="3"))
    changes = {each.after.title: each for each in cache.see(shown) if each.after is not None}
    assert changes.pop("Recall of a Syrup").kind == "added"
    assert old.id in {each.id for each in changes.values()}
    assert all(map(is_quiet, changes.values()))


def test_a_badge_that_comes_while_the_order_of_day_and_month_turns_makes_no_new_notice() -> None:
    cache = Present()
    cache.see(look(record("Notice on a Drug", date=date(2025, 9, 5))))
    turned = look(record("Notice on a Drug NEW", date=date(2025, 5, 9)))
    [change] = compare(cache, turned, number=2, rereading=Rereading(order=True)).changes
    assert (change.kind, is_quiet(change)) == ("changed", True)


@pytest.mark.parametrize("url", [None, "https://example.org/n/1"])
def test_a_day_that_an_earlier_parser_took_for_the_year_makes_no_news(url: str | None) -> None:
    cache = Present()
    [added] = cache.see(look(record("Notice on a Drug", date=date(2028, 2, 26), url=url)))
    turned = look(record("Notice on a Drug", date=date(2026, 2, 28), url=url))
    [change] = compare(cache, turned, number=2, rereading=NEWER).changes
    assert (change.id, change.kind, is_quiet(change)) == (added.id, "changed", True)


def test_a_title_that_a_newer_parser_reads_otherwise_hides_no_new_notice_that_begins_alike() -> None:
    """Nobody knows which of the two entries of one day the notice is."""
    cache = Present()
    [old] = cache.see(look(record("Notice on a Drug")))
    titles = ["Notice on a Drug for Cats", "Notice on a Drug for Dogs"]
    for shown in (titles[:1], titles):
        entries = look(*map(record, shown))
        before = Before(by_day=lambda: [old.id])
        found = compare(cache, entries, number=2, rereading=Rereading(parser=True), before=before).changes
        assert {each.kind for each in found} == {"changed" if len(shown) == 1 else "added"}


def test_a_text_is_the_notice_of_its_page_though_a_badge_came_beside_the_title() -> None:
    cache = Present()
    cache.see(look(record("Notice on a Drug", source="ingest"), source="ingest"))
    [change] = cache.see(look(record("Notice on a Drug NEW", url=f"{SITE}/7")))
    assert (change.kind, is_quiet(change)) == ("changed", True)


@pytest.mark.parametrize("article", ["1", None])
@pytest.mark.parametrize("title", ["Notice on a Drug NEW", "NEW Notice on a Drug"])
def test_a_badge_that_was_there_first_leaves_the_title_quietly_and_for_good(title: str, article: str | None) -> None:
    """The list shows what the site shows, and nobody is alerted of it."""
    cache = Present()
    cache.see(look(record(title, article=article)))
    [change] = cache.see(look(record("Notice on a Drug", article=article)))
    assert (change.kind, change.fields, is_quiet(change)) == ("changed", ("title",), True)
    assert cache.see(look(record(title, article=article))) == ()
    assert cache.titles() == ["Notice on a Drug"]


def test_a_badge_that_leaves_a_title_hides_no_other_change() -> None:
    cache = Present()
    cache.see(look(record("NEW Notice on a Drug", article="1")))
    [change] = cache.see(look(record("Notice on a Drug", article="1", date=DAY + timedelta(1))))
    assert (change.fields, is_quiet(change)) == (("title", "date"), False)


@pytest.mark.parametrize("sign", ["→ ", "> ", "• ", "★"])
def test_a_sign_that_an_older_parser_left_before_titles_makes_no_new_notice(sign: str) -> None:
    """A listing shows the link of an ingested text, a row has no day, and a site moved all its pages."""
    cache = Present()
    cache.see(look(record(f"{sign}Notice on a Drug", source="ingest"), source="ingest"))
    [change] = cache.see(look(record("Notice on a Drug", article="1")))
    assert (change.kind, change.quiet) == ("changed", True)

    cache = Present()
    cache.see(look(record("Another Notice"), record(f"{sign}Notice on a Drug", date_from="seen")))
    changes = cache.see(look(record("Another Notice"), record("Notice on a Drug", date_from="seen")))
    assert [each for each in changes if each.kind == "added"] == []

    cache = Present()
    cache.see(look(*(record(f"{sign}Notice on Drug {n}", url=f"{SITE}/{n}") for n in range(4))))
    changes = cache.see(look(*(record(f"Notice on Drug {n}", url=f"{SITE}/x/{n}q") for n in range(4))))
    assert [each for each in changes if each.kind == "added"] == []


@pytest.mark.parametrize("date_from", ["listing", "seen"])
def test_two_entries_that_differ_by_a_badge_are_two_notices(date_from: str) -> None:
    cache = Present()
    plain, another, new = (
        record(title, date_from=date_from) for title in ("Notice on a Drug", "Another Notice", "Notice on a Drug NEW")
    )
    order = [each.id for each in cache.see(look(plain, another))]
    for shown in (look(plain, another, new), look(new, plain, another)):
        [added] = compare(cache, shown, number=2, before=Before(order)).changes
        assert (added.kind, added.after) == ("added", new)


def test_an_unchanged_look_changes_nothing() -> None:
    cache = Present()
    cache.see(look(record(article="1"), record("B", article="2")))
    assert cache.see(look(record("B", article="2"), record(article="1"))) == ()


def test_a_text_listing_is_completed_by_its_page_quietly_under_one_id() -> None:
    cache = Present()
    [added] = cache.see(look(record("The “CARE Plan”", source="ingest"), source="ingest"))
    [changed] = cache.see(look(record('The "CARE Plan"', article="7", summary="Now with a summary")))
    assert changed.id == added.id
    assert set(changed.fields) >= {"url", "article", "sources", "summary"}


def test_two_sections_that_word_one_article_differently_do_not_change_it_back_and_forth() -> None:
    cache = Present()
    drugs = look(record("One wording", article="1"))
    laws = look(record("Another wording", article="1", source="nmpa/laws"), source="nmpa/laws")
    cache.see(drugs)
    assert len(cache.see(laws)) == 1
    for _ in range(3):
        assert cache.see(drugs) == ()
        assert cache.see(laws) == ()


def test_a_look_that_leaves_a_field_out_does_not_erase_it() -> None:
    cache = Present()
    cache.see(look(record(article="1", summary="A summary")))
    assert cache.see(look(record(article="1"))) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.org/n/1", "https://www.example.org/n/1"),
        ("https://example.org/n/1", "https://www.example.org/n/1/"),
    ],
)
def test_http_and_https_are_one_address(one: str, other: str) -> None:
    cache = Present()
    cache.see(look(record(url=one)))
    assert cache.see(look(record(url=other))) == ()


def test_without_an_article_number_title_and_date_are_the_notice() -> None:
    cache = Present()
    cache.see(look(record("A"), record("A", date=DAY + timedelta(1)), record("B")))
    assert len(cache.standings) == 3


def test_without_an_article_number_the_address_survives_a_new_title() -> None:
    cache = Present()
    cache.see(look(record("Old", url="https://example.org/1"), record("Other", url="https://example.org/2")))
    [changed] = cache.see(look(record("New", url="https://example.org/1")))
    assert (changed.kind, changed.fields) == ("changed", ("title",))


def test_an_address_that_many_entries_share_tells_nothing() -> None:
    cache = Present()
    entries = [record(title, url="https://example.org/all.pdf") for title in "ABC"]
    assert [change.kind for change in cache.see(look(*entries))] == ["added"] * 3
    assert cache.see(look(*entries)) == ()
    [added] = cache.see(look(record("D", url="https://example.org/all.pdf"), *entries))
    assert added.kind == "added"


def test_one_application_in_two_lists_of_the_cde_is_a_notice_in_each() -> None:
    cache = Present()
    priority = record("A drug", source="cde/priority-review")
    cache.see(look(priority._replace(article="CXHS1"), source="cde/priority-review"))
    other = priority._replace(article="CXHS1", date=DAY + timedelta(30), sources=("cde/breakthrough",))
    [added] = cache.see(look(other, source="cde/breakthrough"))
    assert added.kind == "added"
    assert len({change.id for change in [added]} | set(cache.standings)) == 2


def test_a_repeat_within_one_look_is_dropped() -> None:
    cache = Present()
    assert len(cache.see(look(record(article="1"), record(article="1"), record("B"), record("B")))) == 2


def test_a_detail_page_completes_its_notice_and_leaves_its_wording_alone() -> None:
    cache = Present()
    cache.see(look(record("As listed", article="1", summary="Listed")))
    page = record("As on its page", article="1", summary="Other", body="Text", document_date=date(2025, 8, 30))
    [changed] = cache.see(look(page, detail=True))
    assert changed.fields == ("document_date", "body")
    assert is_quiet(changed)
    [corrected] = cache.see(look(page._replace(body="Text, corrected"), detail=True))
    assert not is_quiet(corrected)


def test_an_id_from_another_cache_is_kept_unless_it_is_taken() -> None:
    cache = Present()
    both = (record("A"), record("B"))
    given = Look(source="ingest", at=NOW, records=both, ids={0: "feedbeef0001", 1: "feedbeef0001"})
    first, second = cache.see(given)
    assert first.id == "feedbeef0001"
    assert second.id != first.id


def test_a_withdrawn_notice_that_is_shown_again_is_restored_under_its_id() -> None:
    cache = Present()
    [added] = cache.see(look(record(article="1")))
    cache.apply(withdrawals(cache.standings.values(), source="nmpa/drugs", at=NOW, number=2))
    assert cache.standings[added.id].withdrawn == NOW
    [restored] = cache.see(look(record(article="1")))
    assert (restored.kind, restored.id) == ("restored", added.id)
    assert cache.standings[added.id].withdrawn is None


def test_two_listings_are_compared_without_a_cache() -> None:
    old = look(record("Gone"), record("Old", article="1"))
    new = look(record("New", article="1"), record("Added"))
    new = replace(new, at=NOW + timedelta(1))
    found = between(old, new)
    assert [change.kind for change in found] == ["changed", "added", "withdrawn"]
    assert {(change.at, change.look) for change in found} == {(new.at, 2)}
    assert found[2].before == old.records[0]


def test_what_a_newer_way_of_reading_alone_makes_different_is_quiet_and_all_else_is_not() -> None:
    """A day that was read as another one, a title that was cut off: the site has changed nothing."""
    cut_off = record("Notice on the Supervision of…", article="1", date=date(2025, 5, 9), summary="A summary")
    for after, quiet in (
        (cut_off._replace(title="Notice on the Supervision of Drugs"), True),
        (cut_off._replace(date=date(2025, 9, 5)), True),
        (cut_off._replace(date=date(2025, 5, 10)), True),
        (cut_off._replace(date=date(2025, 5, 11)), False),
        (cut_off._replace(date=date(2025, 7, 1)), False),
        (cut_off._replace(title="Another notice"), False),
        (cut_off._replace(title="Supervision of"), True),
        (cut_off._replace(title="Notice on the Supervision of Drugs", summary=None), True),
        (cut_off._replace(title="Notice on the Supervision of Drugs", summary="A summary, and more"), True),
        (cut_off._replace(title="Notice on the Supervision of Drugs", summary="summary"), True),
        (cut_off._replace(title="Notice on the Supervision of Drugs", summary="Another"), False),
    ):
        cache = Present()
        cache.see(look(cut_off))
        [change] = cache.see(look(after), rereading=NEWER)
        assert (change.kind, is_quiet(change)) == ("changed", quiet), after
        again = Present()
        again.see(look(cut_off))
        assert not is_quiet(again.see(look(after))[0]), "without a newer way of reading each of them is a change"


# Laws, on any sequence of looks.


@given(some_looks())
def test_the_same_look_again_changes_nothing(looks: list[Look]) -> None:
    cache = Present()
    for each in looks:
        cache.see(each)
        assert cache.see(each) == ()


@given(some_looks())
def test_every_entry_of_a_listing_is_known_afterwards_under_an_article_or_title_of_its_own(looks: list[Look]) -> None:
    cache = Present()
    for each in looks:
        comparison = compare(cache, each, number=cache.number + 1)
        cache.see(each)
        if each.detail:
            continue
        for entry in each.records:
            assert any(set(cache.find(key)) & comparison.seen for key in keys_of(entry))


# Arguments of `compare`.


def test_a_notice_that_equals_its_entry_is_not_read_and_matches_no_other_entry() -> None:
    cache = Present()
    a, b = (change.id for change in cache.see(look(record("A", article="1"), record("B", article="2"))))
    asked = []

    def is_as_known(name: str, each: Record) -> bool:
        asked.append((name, each.title))
        return name == a

    one = record("A", article="1")
    entries = (one, one, record("B, reworded", article="2"), record("C", article="3"), record("A", url=f"{SITE}/other"))
    seen = replace(look(*entries), ids={4: a})
    found = compare(cache, seen, number=2, is_as_known=is_as_known)
    assert asked == [(a, "A"), (b, "B, reworded")]
    assert [change.kind for change in found.changes] == ["changed", "added", "added"]
    assert found.order == (a, b, found.changes[1].id, found.changes[2].id)
    assert a != found.changes[2].id


@pytest.mark.parametrize("baseline", [True, False])
def test_each_change_of_a_first_look_is_a_baseline(baseline: bool) -> None:  # noqa: FBT001
    cache = Present()
    cache.see(look(record("A", article="1"), record("B", article="2")))
    cache.apply(withdrawals([next(iter(cache.standings.values()))], source="nmpa/drugs", at=NOW, number=2))
    entries = (record("A", article="1"), record("B, reworded", article="2"), record("C", article="3"))
    found = compare(cache, look(*entries), number=3, baseline=baseline).changes
    assert [(change.kind, change.baseline) for change in found] == [
        ("restored", baseline),
        ("changed", baseline),
        ("added", baseline),
    ]
    assert {change.look for change in found} == {3}


def test_the_days_of_a_comparison_are_those_that_the_listing_shows() -> None:
    found = compare(Present(), look(record("A", article="1"), record("B", article="2", date_from="seen")), number=1)
    assert found.days == {found.order[0]: DAY}


def test_a_restored_notice_has_the_sources_that_show_it_again() -> None:
    cache = Present()
    cache.see(look(record(article="1")))
    cache.see(look(record(article="1", source="ingest"), source="ingest"))
    cache.apply(withdrawals(cache.standings.values(), source="nmpa/drugs", at=NOW, number=3))
    [restored] = cache.see(look(record(article="1", source="nmpa/laws"), source="nmpa/laws"))
    assert restored.after is not None
    assert restored.after.sources == ("nmpa/laws",)


@pytest.mark.parametrize("past", [{"source": "ingest"}, {"source": "nmpa/laws", "copy": True}], ids=["file", "copy"])
def test_a_file_of_unknown_origin_or_an_archives_copy_brings_no_notice_back(past: dict[str, Any]) -> None:
    """It may be older than the withdrawal, and no later look would miss the notice again."""
    cache = Present()
    cache.see(look(record(article="1")))
    cache.apply(withdrawals(cache.standings.values(), source="nmpa/drugs", at=NOW, number=2))
    old = replace(look(record(article="1", source=past["source"]), record("B", article="2")), **past)
    found = compare(cache, old, number=3)
    assert ([each.kind for each in found.changes], found.stay_withdrawn) == (["added"], 1)
    [restored] = cache.see(look(record(article="1")))
    assert restored.kind == "restored"


def test_a_notice_of_files_alone_comes_back_by_a_file() -> None:
    cache = Present()
    text = look(record(source="ingest"), source="ingest")
    cache.see(text)
    cache.apply(withdrawals(cache.standings.values(), source="ingest", at=NOW, number=2))
    assert [each.kind for each in cache.see(text)] == ["restored"]


def test_an_archives_copy_changes_notices_of_other_sources_only() -> None:
    cache = Present()
    cache.see(look(record(article="1"), record("B", article="2", source="nmpa/laws")))
    copy = replace(look(record("Older", article="1"), record("B", article="2")), copy=True)
    [change] = cache.see(copy)
    assert change.fields == ("sources",)


def test_a_summary_that_only_a_newer_parser_finds_is_quiet() -> None:
    cache = Present()
    cache.see(look(record("Notice on…", article="1")))
    [change] = cache.see(look(record("Notice on Drugs", article="1", summary="A summary")), rereading=NEWER)
    assert is_quiet(change)


def test_two_listings_are_not_a_baseline_and_were_read_by_one_version() -> None:
    [change] = between(look(record("Notice on…", article="1")), look(record("Notice on Drugs", article="1")))
    assert (change.baseline, change.quiet) == (False, False)


def test_markup_that_an_earlier_parser_kept_makes_no_news() -> None:
    old = record("<b>Drug &amp; Salt</b> 20mg", article="CXSS2600155", summary="<i>A</i> Ltd")
    for each in (old, old._replace(date_from="seen")):
        cache = Present()
        [added] = cache.see(look(each))
        [change] = cache.see(look(each._replace(title="Drug & Salt 20mg", summary="A Ltd")), rereading=NEWER)
        assert (change.id, is_quiet(change)) == (added.id, True)


@pytest.mark.parametrize("cut", [False, True])
def test_a_day_of_a_title_that_an_earlier_parser_took_for_the_date_makes_no_news(*, cut: bool) -> None:
    title, url = "2026年5月5日药品通知件待领取信息发布", "https://example.org/n/1"
    old = record(title[9:] if cut else title, date=date(2026, 5, 5), url=url)
    new = record(title, date=date(2026, 5, 20), url=url)
    cache = Present()
    [added] = cache.see(look(old))
    [change] = cache.see(look(new), rereading=NEWER)
    assert (change.id, is_quiet(change)) == (added.id, True)
    [back] = cache.see(look(new._replace(date=date(2026, 5, 21))))
    assert not is_quiet(back), "the same version reads both"
    again = Present()
    again.see(look(old._replace(date=date(2026, 4, 4))))
    assert not any(map(is_quiet, again.see(look(new), rereading=NEWER))), "the title has another day"


def test_a_link_that_an_earlier_parser_took_for_the_title_makes_no_news() -> None:
    url = "https://example.org/n/1"
    cache = Present()
    [added] = cache.see(look(record(url, url=url, summary="Notice on Drugs")))
    [change] = cache.see(look(record("Notice on Drugs", url=url)), rereading=NEWER)
    assert (change.id, is_quiet(change)) == (added.id, True)
