"""The keys that entries are found again by: addresses that lead to one place, numbers and ids within their site."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.changes.keys import address, key_among, keys_of, same_address, title_key, title_keys, wording_of
from cdetrack.text.clean import BADGES, differ_by_a_badge, without_all_badges, without_badge
from support.looks import DAY, entry

SAME = [
    ("http://example.org/n/1", "https://www.example.org/n/1/"),
    ("https://example.org:443/n/1", "https://example.org/n/1"),
    ("https://EXAMPLE.org/n/1", "https://example.org/n/1"),
    ("https://example.org/n?b=2&a=1", "https://example.org/n?a=1&b=2"),
    ("https://example.org/n/1?utm_source=rss&utm_medium=feed", "https://example.org/n/1"),
    *(
        (f"https://example.org/n?id=7&{name}=x", "https://example.org/n?id=7")
        for name in ("gclid", "fbclid", "yclid", "dclid", "twclid", "ttclid", "msclkid", "li_fat_id", "mc_eid")
    ),
    ("https://example.org/n/1;jsessionid=0A1B?id=7", "https://example.org/n/1?id=7"),
    ("https://example.org/n?id=7&PHPSESSID=abc&ASP.NET_SessionId=d", "https://example.org/n?id=7"),
    ("https://example.org/a%20b/%E8%8D%AF", "https://example.org/a b/药"),
    ("https://example.org/%7Euser/(1)", "https://example.org/~user/%281%29"),
    ("https://example.org/n/1#content", "https://example.org/n/1"),
    ("https://example.org/n?id=7&amp;list=2", "https://example.org/n?id=7&list=2"),
    ("https://example.org", "http://www.example.org/"),
]
APART = [
    ("https://example.org/n/1", "https://example.org/n/2"),
    ("https://example.org/n/a", "https://example.org/n/A"),
    ("https://example.org/n?id=1", "https://example.org/n?id=2"),
    ("https://example.org/n?id=1", "https://example.org/n"),
    ("https://example.org/n/1", "https://other.example.org/n/1"),
    ("https://example.org:8443/n", "https://example.org/n"),
    # The page is built by a script: the fragment says which.
    ("https://example.org/#/notice/1", "https://example.org/#/notice/2"),
    ("https://example.org/#!notice-1", "https://example.org/#!notice-2"),
    # Not tracking parameters, though their names are like those of some: they may tell one notice from another.
    *(
        (f"https://example.org/n?{name}=1", f"https://example.org/n?{name}=2")
        for name in ("id", "gid", "fbid", "yid", "dcid", "twid", "ttcid", "ncid", "cmpid", "li_fat_lid", "glclid")
    ),
    ("https://example.org/n?article_id=1", "https://example.org/n?article_id=2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_links_that_lead_to_one_place_are_one_address(one: str, other: str) -> None:
    assert address(one) == address(other)
    assert same_address(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_links_that_lead_to_two_places_are_two_addresses(one: str, other: str) -> None:
    assert address(one) != address(other)
    assert not same_address(one, other)


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["example.org", "www.example.org", "10.0.0.1", "a..b"]),
    st.just("")
    | st.from_regex(r":[0-9]{1,6}", fullmatch=True)
    | st.sampled_from([":80", ":443", ":8080", ":4430", ":"]),
    st.from_regex(r"(/[A-Za-z0-9_.-]{1,3}){0,3}/?", fullmatch=True),
)
def test_the_fast_way_for_a_plain_address_gives_the_general_one(scheme: str, host: str, port: str, path: str) -> None:
    url = f"{scheme}://{host}{port}{path}"
    assert address(url) == address(f"{url}?")


@given(st.text(max_size=80).map(lambda path: f"https://example.org/{path}"))
def test_an_address_is_the_same_however_often_it_is_taken(url: str) -> None:
    """It is stored as a key, and links come from anywhere; no link makes a traceback."""
    assert address(f"https://{address(url)}") == address(url)


def test_an_article_number_counts_within_its_site_and_a_feeds_id_as_well() -> None:
    """Host, scheme and mirror do not matter; another site's number 1 is another notice."""
    one = entry(article="1", url="https://a.example/x")
    assert keys_of(one)[0] == keys_of(one._replace(url="http://a.example/y", title="Other"))[0]
    assert keys_of(one)[0] != keys_of(one._replace(url="https://b.example/x"))[0]
    fed = entry(guid="tag:1", url="https://www.a.example/x")
    assert keys_of(fed)[0] == keys_of(fed._replace(url="https://a.example/y"))[0]
    assert keys_of(fed)[0] != keys_of(fed._replace(url="https://b.example/x"))[0]
    assert [key[0] for key in keys_of(fed)] == ["g", "u", "t"]
    assert [key[0] for key in keys_of(one)] == ["a", "u", "t"]
    assert [key[0] for key in keys_of(one._replace(url="https://a.example/n-1"))] == ["a", "t"]


def test_an_entry_without_a_day_is_found_by_its_title_alone() -> None:
    """The day of first sight is another one at each look."""
    undated = entry(date_from="seen")
    later = undated._replace(date=date(2030, 1, 1))
    assert key_among(keys_of(undated), "t") == key_among(keys_of(later), "t")
    assert key_among(keys_of(undated), "t") != key_among(keys_of(entry()), "t")


def test_a_notice_is_found_by_the_words_of_each_of_its_sources() -> None:
    shown = {"nmpa/laws": {"title": "Other words", "date": "2025-09-06"}}
    known = entry("Words", article="1", shown=shown)
    other = entry("Other words", date=date(2025, 9, 6))
    assert key_among(keys_of(other), "t") in keys_of(known)
    assert key_among(keys_of(other._replace(date=DAY)), "t") not in keys_of(known)


def test_a_title_is_its_letters_and_digits() -> None:
    assert wording_of("The “CARE”  Plan") == wording_of('the "care" plan!')
    assert wording_of("公告（２０２５）") == wording_of("公告(2025)")
    assert wording_of("---") != wording_of("...")


@pytest.mark.parametrize("title", ["Words NEW", "NEW Words", "[New] Words", "Words HOT", "WORDS NEW", "Pinned: Words"])
def test_a_title_is_found_with_its_badge_and_without(title: str) -> None:
    assert title_keys(title, DAY) == [title_key(title, DAY), title_key("Words", DAY)]
    assert title_keys("★ Words", DAY) == title_keys("Words", DAY) == [title_key("Words", DAY)]


_PIECES = [*"([【]）!！★🆕\ufe0f·>» :5aé新", *BADGES, "New", "Hot", "pinned", "置顶"]


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_the_fast_way_for_a_title_without_a_badge_passes_over_none(title: str) -> None:
    if title not in {without_badge(title), without_badge(title, bare=True)}:
        assert without_all_badges(title) != title


@pytest.mark.parametrize("title", ["Words 2031★", "Words 2031🆕", "★ Words 2031", "Words 2031 [New]"])
def test_a_badge_may_stand_right_behind_a_year(title: str) -> None:
    assert differ_by_a_badge("Words 2031", title)
    assert not differ_by_a_badge("Words", "Words (2031)")


def test_a_number_without_a_link_counts_within_the_site_of_its_source() -> None:
    bare = entry(article="1")._replace(url=None)
    assert keys_of(bare)[0] == keys_of(entry(article="1"))[0]
    assert keys_of(bare)[0] == keys_of(bare._replace(sources=("ingest", "nmpa/laws")))[0]
    # One application is in several lists of the CDE.
    breakthrough, priority = (
        keys_of(bare._replace(sources=(f"cde/{name}",)))[0] for name in ("breakthrough", "priority")
    )
    assert len({keys_of(bare)[0], breakthrough, priority}) == 3
    assert keys_of(bare._replace(sources=("ingest",)))[0] == keys_of(bare._replace(sources=("ema/news",)))[0]


def test_a_feeds_id_without_a_link_counts_within_its_source() -> None:
    one = entry(guid="1", source="ema/news")
    assert keys_of(one)[0] == keys_of(one._replace(sources=("ema/news", "ema/other")))[0]
    assert keys_of(one)[0] != keys_of(one._replace(sources=("fda/news",)))[0]


def test_keys_stay_the_same_from_version_to_version() -> None:
    """Caches store them, and alerts are recognised by ids that are derived from them."""
    linked = entry("A notice", article="7")
    assert keys_of(linked) == ("ac4ddbf3d81ee0d4c", "t605cd89d1b7c8d3b")
    assert keys_of(linked._replace(url=None, sources=("ema/news",)))[0] == "a2399bba3786259b3"
    assert keys_of(entry("A notice", guid="tag:1", url="https://www.example.org/n?b=1&a=2")) == (
        "gde884528a614b327",
        "u007b5dd459d70c0f",
        "t605cd89d1b7c8d3b",
    )
