"""A look at a known notice: no change, or a record with each source's own words."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.changes.absence import withdrawals
from cdetrack.changes.change import is_quiet
from cdetrack.changes.compare import compare
from cdetrack.changes.match import Before
from cdetrack.changes.merge import merged, own_sources, says_nothing_new
from cdetrack.model.notice import Attachment
from cdetrack.model.record import Record
from support.looks import DAY, NOW, Present, entry, look

SITES = dict.fromkeys(("nmpa_drugs", "nmpa_laws"), "english.nmpa.gov.cn") | {"ema_news": "www.ema.europa.eu"}
HOSTS = {name.replace("_", "/"): host for name, host in SITES.items()}
RECORDS = st.builds(
    lambda title, day, summary, article, source, body, attachments: entry(
        title,
        date=DAY + timedelta(day),
        summary=summary,
        article=article,
        source=source,
        body=body,
        attachments=attachments,
    ),
    st.sampled_from(["A", "B"]),
    st.integers(0, 1),
    st.sampled_from([None, "s", "t"]),
    st.sampled_from([None, "1"]),
    st.sampled_from(["nmpa/drugs", "nmpa/laws"]),
    st.sampled_from([None, "text"]),
    st.sampled_from([(), (Attachment(name="a", url="https://example.org/a.pdf", type="pdf"),)]),
)


@given(RECORDS, st.lists(RECORDS, max_size=3), RECORDS)
def test_what_says_nothing_new_alters_nothing(known: Record, then: list[Record], shown: Record) -> None:
    for each in then:
        known = merged(known, each, detail=False, sites=HOSTS)
    if says_nothing_new(known, shown):
        assert merged(known, shown, detail=False, sites=HOSTS) == known
    assert says_nothing_new(known, known._replace(shown={})) or known.shown


def test_a_source_that_comes_round_to_the_words_of_the_others_says_something_new() -> None:
    known = entry("One", article="1")
    worded = merged(known, entry("Other", article="1", source="nmpa/laws"), detail=False, sites={})
    assert (worded.title, worded.shown) == ("One", {"nmpa/laws": {"title": "Other"}})
    same = entry("One", article="1", source="nmpa/laws")
    assert not says_nothing_new(worded, same)
    assert merged(worded, same, detail=False, sites={}).shown == {}


def there(title: str, source: str, **more: object) -> Record:
    """Return an entry that links to the EMA's own page."""
    return entry(title, source=source, url="https://www.ema.europa.eu/n/1", **more)  # type: ignore[arg-type]


def test_a_notice_is_worded_by_the_site_that_its_link_names() -> None:
    """A law firm's feed links to it in words of its own: first shown there, it still is the regulator's notice."""
    cache = Present(**SITES)
    [added] = cache.see(look(there("What to know of it", "firm/feed"), source="firm/feed"))
    [taken] = cache.see(look(there("What to know of it", "ema/news", summary="By the EMA"), source="ema/news"))
    assert (taken.id, is_quiet(taken)) == (added.id, True)
    [reworded] = cache.see(look(there("Guideline on trials", "ema/news"), source="ema/news"))
    assert (reworded.fields, is_quiet(reworded)) == (("title", "shown"), False)
    assert cache.standings[added.id].record.title == "Guideline on trials"


def test_the_sites_own_page_takes_over_from_those_that_showed_it_first_and_that_is_quiet() -> None:
    known = there("What to know of it", "firm/feed", date=DAY + timedelta(3))
    own = merged(known, there("Guideline on trials", "ema/news"), detail=False, sites=HOSTS)
    assert (own.title, own.date, own.sources) == ("Guideline on trials", DAY, ("firm/feed", "ema/news"))
    assert own.shown == {"firm/feed": {"title": "What to know of it", "date": "2025-09-08"}}


def test_a_feed_never_rewords_a_notice_of_another_site() -> None:
    """Its own words are kept beside the notice, renewed at each look, and raise no alert."""
    cache = Present(**SITES)
    cache.see(look(there("Guideline on trials", "ema/news"), source="ema/news"))
    cache.see(look(there("Guideline on trials", "firm/feed"), source="firm/feed"))
    for title in ("Guideline on trials: what changes", "Five things on the guideline"):
        [kept] = cache.see(look(there(title, "firm/feed"), source="firm/feed"))
        assert (kept.fields, is_quiet(kept)) == (("shown",), True)
        [standing] = cache.standings.values()
        assert standing.record.title == "Guideline on trials"
        assert standing.record.shown == {"firm/feed": {"title": title}}
    assert cache.see(look(there("Guideline on trials", "ema/news"), source="ema/news")) == ()


def test_without_a_site_of_its_own_a_notice_is_worded_by_the_source_that_showed_it_first() -> None:
    cache = Present()
    cache.see(look(entry("One", article="1")))
    [beside] = cache.see(look(entry("Other", article="1", source="nmpa/laws"), source="nmpa/laws"))
    assert is_quiet(beside)
    [reworded] = cache.see(look(entry("One, corrected", article="1")))
    assert (reworded.fields, is_quiet(reworded)) == (("title",), False)


def test_a_listing_takes_a_text_over_that_was_ingested_before_it() -> None:
    """A file of unknown origin has no source of its own."""
    text = entry("notice on drugs", source="ingest")
    assert own_sources(text, HOSTS) == {"ingest"}
    page = merged(text, entry("Notice on Drugs", article="1"), detail=False, sites={})
    assert own_sources(page, HOSTS) == {"nmpa/drugs"}
    assert page.title == "Notice on Drugs"


DRAFT = entry("Draft rules on vaccines", article="1")
RULES = entry("Rules on vaccines", article="1", source="nmpa/laws", date=DAY + timedelta(30))


def in_two_sections(*more: Record) -> Present:
    """Return a cache in which the section that words a notice has dropped it."""
    cache = Present(**SITES)
    for each in (DRAFT, *more):
        cache.see(look(each, source=each.sources[0]))
    cache.apply(withdrawals(cache.standings.values(), source="nmpa/drugs", at=NOW, number=cache.number))
    return cache


@pytest.mark.parametrize("others", [(), (entry("Draft rules on vaccines", article="1", source="firm/feed"),)])
def test_a_notice_has_the_words_of_another_section_once_the_first_one_has_dropped_it(
    others: tuple[Record, ...],
) -> None:
    """They are the only ones on the site, and were told to nobody."""
    cache = in_two_sections(RULES, *others)
    [change] = cache.see(look(RULES, source="nmpa/laws"))
    assert (change.fields[:2], is_quiet(change)) == (("title", "date"), False)
    assert cache.titles() == ["Rules on vaccines"]
    assert cache.see(look(RULES, source="nmpa/laws")) == ()
    [back] = cache.see(look(DRAFT))
    assert (back.fields, is_quiet(back)) == (("sources", "shown"), True), "never back and forth"
    assert cache.see(look(RULES, source="nmpa/laws")) == cache.see(look(DRAFT)) == ()


def test_a_notice_that_comes_back_in_another_section_has_its_words() -> None:
    cache = in_two_sections()
    [back] = cache.see(look(RULES, source="nmpa/laws"))
    assert (back.kind, back.after) == ("restored", RULES)


def test_a_feed_rewords_no_notice_that_its_site_has_dropped() -> None:
    five_things = DRAFT._replace(title="Five things on vaccines", sources=("firm/feed",))
    for cache in (in_two_sections(five_things), in_two_sections()):
        for _ in range(2):
            cache.see(look(five_things, source="firm/feed"))
            assert cache.titles() == ["Draft rules on vaccines"]


def test_a_day_of_first_sight_never_takes_the_place_of_one_that_is_shown() -> None:
    dated = there("Guideline on trials", "ema/news")
    undated = there("Guideline on trials", "ema/news", date=DAY + timedelta(9), date_from="seen")
    assert merged(dated, undated, detail=False, sites=HOSTS) == dated
    assert merged(undated, dated, detail=False, sites=HOSTS) == dated
    beside = merged(undated, there("Guideline on trials", "firm/feed"), detail=False, sites=HOSTS)
    assert (beside.date, beside.date_from) == (undated.date, "seen")


def test_a_link_that_was_recorded_with_an_escaped_ampersand_is_put_right_quietly() -> None:
    known = entry("A", url="https://example.org/n?id=1&amp;list=2")
    shown = entry("A", url="https://example.org/n?id=1&list=2")
    assert not says_nothing_new(known, shown)
    assert merged(known, shown, detail=False, sites={}).url == shown.url
    assert says_nothing_new(shown, shown)


def test_a_link_with_a_new_token_at_each_look_is_no_change() -> None:
    """It would fill the history."""
    known = entry("A", url="https://example.org/n/1?token=a")
    assert (
        merged(known, entry("A", url="https://example.org/n/1?token=b"), detail=False, sites={}, tokens=True) == known
    )
    moved = merged(known, entry("A", url="https://example.org/n/2?token=b"), detail=False, sites={}, tokens=True)
    assert moved.url == "https://example.org/n/2?token=b"


@pytest.mark.parametrize("tokens", [False, True])
def test_only_the_values_of_a_links_query_may_vary_and_only_if_they_varied_before(tokens: bool) -> None:  # noqa: FBT001
    """A token that is new at each look would fill the history; another name in the query is another place."""
    for old, new, is_same in (
        ("token=1", "token=2", True),
        ("q=%FF&token=1", "q=%FF&token=2", True),
        ("a=1", "b=1", False),
        ("id=", "", False),
    ):
        cache = Present()
        link = "https://example.org/n?"
        cache.see(look(entry(article="1")._replace(url=link + old)))
        seen = look(entry(article="1")._replace(url=link + new))
        found = compare(cache, seen, number=2, before=Before(tokens=tokens))
        assert found.tokens == is_same
        assert [each.fields for each in found.changes] == ([] if is_same and tokens else [("url",)]), (old, new)


SUMMARY = "The firm shall stop the sale. It has ten days."


@pytest.mark.parametrize("title", ["The firm shall stop the sale.", SUMMARY])
@pytest.mark.parametrize("summary", [SUMMARY, None])
def test_an_entry_that_has_lost_its_title_for_a_day_says_nothing_new(title: str, summary: str | None) -> None:
    """A parser titles it by its summary."""
    cache = Present()
    page = entry("A recall", url="https://example.org/n/1", summary=SUMMARY)
    cache.see(look(page))
    lost = page._replace(title=title, summary=summary, untitled=True)
    assert cache.see(look(lost)) == cache.see(look(page)) == ()


def test_a_title_that_is_the_first_sentence_of_the_summary_is_a_change() -> None:
    """An editor wrote it: the entry has not lost its title."""
    cache = Present()
    page = entry("A recall", url="https://example.org/n/1", summary=SUMMARY)
    cache.see(look(page))
    [change] = cache.see(look(page._replace(title="The firm shall stop the sale.")))
    assert change.fields == ("title",)


def test_a_title_that_is_taken_from_another_summary_than_before_is_a_change() -> None:
    cache = Present()
    page = entry("A recall", url="https://example.org/n/1", summary="The firm shall stop.")
    cache.see(look(page))
    [change] = cache.see(look(page._replace(title="The firm shall stop the sale.", summary=SUMMARY, untitled=True)))
    assert change.fields == ("title", "summary")


def test_the_title_of_an_entry_that_had_none_is_a_change() -> None:
    cache = Present()
    page = entry("The firm shall stop the sale.", url="https://example.org/n/1", summary=SUMMARY)
    cache.see(look(page))
    [change] = cache.see(look(page._replace(title="A recall")))
    assert (change.fields, is_quiet(change)) == (("title",), False)


def closing(day: str, *sources: str) -> Record:
    return entry("Draft on widgets", stated={"comments_due": day}, sources=sources)


def test_a_fact_that_two_sources_state_differently_does_not_change_back_and_forth() -> None:
    known = merged(closing("2027-01-05", "a"), closing("2027-01-06", "b"), detail=False, sites={})
    assert known.stated == {"comments_due": "2027-01-05"}
    for source, day in (("a", "2027-01-05"), ("b", "2027-01-06"), ("a", "2027-01-05")):
        assert merged(known, closing(day, source), detail=False, sites={}) == known


def test_a_fact_changes_when_any_source_corrects_it() -> None:
    known = merged(closing("2027-01-05", "a"), closing("2027-01-06", "b"), detail=False, sites={})
    moved = merged(known, closing("2027-02-01", "b"), detail=False, sites={})
    assert moved.stated == {"comments_due": "2027-02-01"}
    assert merged(moved, closing("2027-01-05", "a"), detail=False, sites={}) == moved
    again = merged(moved, closing("2027-03-01", "a"), detail=False, sites={})
    assert again.stated == {"comments_due": "2027-03-01"}
    assert merged(again, closing("2027-02-01", "b"), detail=False, sites={}) == again


def test_a_fact_of_one_source_alone_changes_with_it() -> None:
    known = merged(entry("Draft on widgets", sources=("a",)), closing("2027-01-05", "b"), detail=False, sites={})
    moved = merged(known, closing("2027-02-01", "b"), detail=False, sites={})
    assert (known.stated, moved.stated) == ({"comments_due": "2027-01-05"}, {"comments_due": "2027-02-01"})
