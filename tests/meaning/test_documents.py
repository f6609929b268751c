"""Which notices are one document, and which of them leads it."""

from collections.abc import Collection
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.meaning.documents import FirstSeen, group_documents, is_on_issuers_site
from cdetrack.model.notice import Notice
from support.notices import notice

OWN, CARRIER = "https://english.nmpa.gov.cn/1.htm", "https://mpa.gd.gov.cn/1.htm"


def member(name: str, *sources: str, look: int = 1, place: int = 0, **given: object) -> tuple[Notice, FirstSeen]:
    made = notice(f"NMPA {name}", id=name, **{"sources": sources, "issuers": ("NMPA",), "url": CARRIER, **given})
    return made, (look, place, name)


def all_same(one: str, other: str) -> bool:
    return one != other


def test_the_issuers_own_listing_leads_before_a_carrier_that_had_it_first() -> None:
    early, own = member("a", "gd-mpa/notices"), member("b", "nmpa/drugs", look=2, url=OWN)
    assert group_documents([early, own], all_same) == {"a": "b", "b": "b"}


def test_among_equals_the_first_seen_leads_whatever_the_order_in_which_they_are_given() -> None:
    members = [member("c", "x/1", look=1, place=2), member("b", "x/2", look=1, place=3), member("a", "x/3", look=2)]
    for order in permutations(members):
        assert group_documents(order, all_same) == dict.fromkeys("abc", "c")


def test_two_notices_of_one_source_never_stand_in_one_document() -> None:
    """Each is the same as the carrier's, but a listing has two entries for two things."""
    members = [member("a", "x/1"), member("b", "x/1", place=1), member("c", "x/2", look=2)]
    assert group_documents(members, all_same) == {"a": "a", "b": "b", "c": "a"}


def test_a_carriers_second_entry_goes_to_the_second_document() -> None:
    members = [
        *(member("a", "x/1"), member("b", "x/1", place=1)),
        *(member("c", "x/2", look=2), member("d", "x/2", look=2, place=1)),
    ]
    assert group_documents(members, all_same) == {"a": "a", "b": "b", "c": "a", "d": "b"}


def test_a_copy_is_that_of_the_nearest_of_two_namesakes_that_came_together() -> None:
    """The other one is in an alert: two notices of one source have one copy between them."""
    copy = member("c", "b/2", date=date(2026, 9, 1))
    for places in ((0, 1), (1, 0)):
        near = member("x", "a/1", look=2, place=places[0], date=date(2026, 9, 1))
        far = member("y", "a/1", look=2, place=places[1], date=date(2026, 9, 2))
        assert group_documents([copy, near, far], all_same) == {"c": "c", "x": "c", "y": "y"}
        own = [near[0]._replace(url=OWN), far[0]._replace(url=OWN)]
        assert group_documents([copy, (own[0], near[1]), (own[1], far[1])], all_same) == {"c": "x", "x": "x", "y": "y"}


def test_what_comes_later_takes_no_copy_from_where_it_was_counted() -> None:
    """The copy had no alert, as another carrier of the first: the second has one."""
    first = member("y", "a/1", date=date(2026, 9, 2))
    copy = member("c", "b/2", look=2, date=date(2026, 9, 1))
    later = member("x", "a/1", look=3, date=date(2026, 9, 1))
    assert group_documents([first, copy, later], all_same) == {"y": "y", "c": "y", "x": "x"}


def test_a_notice_joins_a_document_by_any_of_its_members() -> None:
    """The third wording is like the second one, and unlike the first."""
    members = [member("a", "x/1"), member("b", "x/2", look=2), member("c", "x/3", look=3)]
    pairs = {frozenset("ab"), frozenset("bc")}
    assert group_documents(members, lambda one, other: {one, other} in pairs) == dict.fromkeys("abc", "a")
    assert group_documents(members, lambda one, other: {one, other} == set("bc")) == {"a": "a", "b": "b", "c": "b"}


@pytest.mark.parametrize(
    ("issuers", "url", "own"),
    [
        (("NMPA",), OWN, True),
        (("NMPA",), "https://www.nmpa.gov.cn/1.html", True),
        (("NMPA",), "https://nmpa.gov.cn.example.org/1.html", False),
        (("NMPA",), CARRIER, False),
        (("NMPA",), None, False),
        (("NHC", "NMPA"), OWN, True),
        (("CDE",), "https://www.cde.org.cn/1", True),
        (("CDE",), OWN, False),
        ((), CARRIER, True),
        ((), None, True),
    ],
)
def test_a_listing_is_the_issuers_own_on_its_site_or_where_nobody_is_named(
    issuers: tuple[str, ...],
    url: str | None,
    own: bool,  # noqa: FBT001
) -> None:
    assert is_on_issuers_site(notice(issuers=issuers, url=url)) is own


_MEMBERS = st.lists(
    st.tuples(st.sets(st.sampled_from(["x/1", "x/2", "x/3"]), min_size=1, max_size=2), st.sampled_from([OWN, CARRIER])),
    min_size=1,
    max_size=6,
)


@given(_MEMBERS, st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5))), st.randoms())
def test_every_notice_has_one_document_and_its_leader_leads_itself(
    given_members: list[tuple[Collection[str], str]], same: set[tuple[int, int]], chance: object
) -> None:
    members = [member(str(at), *sorted(sources), look=at, url=url) for at, (sources, url) in enumerate(given_members)]
    ties = {frozenset(map(str, pair)) for pair in same}
    are_same = lambda one, other: frozenset((one, other)) in ties  # noqa: E731
    leaders = group_documents(members, are_same)
    mixed = list(members)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert group_documents(mixed, are_same) == leaders
    assert leaders.keys() == {each.id for each, _ in members}
    assert all(leaders[leader] == leader for leader in leaders.values())
    for leader in set(leaders.values()):
        shown = [source for each, _ in members if leaders[each.id] == leader for source in each.sources]
        assert len(shown) == len(set(shown))
