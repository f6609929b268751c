"""Which notices match, and in which order."""

import json
import random
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cdetrack.errors import UsageError
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Notice, Query
from cdetrack.query.filters import LIST_FILTERS, FilterNames, read_query
from cdetrack.query.search import searcher
from cdetrack.query.select import ONE_VALUE, PARTS, SEVERAL_VALUES, Matches, every, matcher, select
from cdetrack.store.fold import Fold, folds
from cdetrack.store.store import Store
from support.looks import DAY, entry, fill, look
from support.notices import notice
from support.program import Program, listing


@pytest.mark.parametrize(
    ("search", "title", "summary", "found"),
    [
        ("drug", "New Drugs", None, True),
        ("DRUG new", "New drugs", None, True),
        ("new drug", "New", "drugs", True),
        ("new drug", "New", "devices", False),
        ("指导原则", "关于指导原则的通告", None, True),
        ("原则 通告", "关于指导原则的通告", None, True),
        ("STRASSE", "Die Straße", None, True),
        ("%", "5 % of all", None, True),
        ("%", "none", None, False),
        ('"quoted"', 'a "quoted" word', None, True),
        ('"new drug"', "New drugs", None, True),
        ('"new drug"', "Drug, new", None, False),
        ("“药品 注册”", "关于药品 注册的通告", None, True),
        ('"open', 'an "open end', None, True),
        ("drug -device", "New drugs", None, True),
        ("drug -device", "New drugs and devices", None, False),
        ('drug -"for toys"', "New drugs for toys", None, False),
        ("-device", "New drugs", None, True),
        ("red OR blue", "Blue widgets", None, True),
        ("red OR blue -widgets", "Blue widgets", None, False),
        ("red or blue", "Blue widgets", None, False),
        ("OR", "Blue widgets", None, True),
        ("-", "Blue - widgets", None, True),
        ("E9(R1)", "ICH Guideline E9 (R1) on Estimands", None, True),
        ("e9 (r1)", "适用《E9（R1）：估计目标》的公告", None, True),
        ("E9 (R1)", "ICH Guideline E9(R2)", None, False),
        ("E9(R1)", "ICH Guideline E19(R1)", None, False),
        ("E9", "ICH Guideline E9 (R1)", None, True),
        ('"E9 (R1) Estimands"', "Notice on E9(R1) Estimands", None, True),
        ('"E9(R1) Estimands"', "Notice on E9 （R1） Estimands", None, True),
        ('"E9 (R1) Estimands"', "Notice on E9 (R1)", "Estimands", False),
        ('"E9(R1) E9 (R1"', "PE9(R1) E9 (R1)", None, True),
        ("E9(R1)", "Notice on ICH E9R1 and E9 R1", None, True),
        ("E9 R1", "Notice on ICH E9 (R1)", None, True),
        ("适用E9R1的公告", "适用E9（R1）的公告", None, True),
        ("M4Q (R2)", "Notice on M4Q（R2）", None, True),
        ("E9R1", "Notice on ICH E9 (R12), E9 R12", None, False),
        ("E9 -R1", "Notice on ICH E9 (R2)", None, True),
        ('E9(R1) "(R1) Q"', "E9 (R1) Q", None, True),
        ("指导原则(试行)", "样品指导原则（试行）", None, True),
        ("《样品（征求意见稿）》", "关于《样品(征求意见稿)》的通知", None, True),
        ('"New drug（draft"', "New drug(draft)", None, True),
        ("(试行)", "样品指导原则试行", None, False),
        ("-（试行）", "样品指导原则(试行)", None, False),
        ("（", "Drug (new)", None, True),
        ("gcp", "薬物ＧＣＰ検査", None, True),
        ("ＧＣＰ 第２1号", "GCP inspections, 第2１号", None, True),
        ("Ｅ９（Ｒ１）", "ICH Guideline E9 (R1)", None, True),
        ("E9(R1)", "《Ｅ９ （Ｒ１）》の公告", None, True),
        ("A ＯＲ b", "Ｂ", None, True),
        ("E9(R1)", "Report E9", "(R1) is elsewhere", False),
        ("-E9(R1)", "Report E9", "(R1) is elsewhere", True),
        ('"drug\nsafety"', "Drug", "safety", False),
        ("a\\b", "path a\\b", None, True),
        ("/^new/", "New drugs", None, True),
        ("/^new/", "A", "new drugs", True),
        ("/^drugs$/", "New drugs", None, False),
        ("/第1[23]号/", "关于第13号公告", None, True),
        ("//", "http://example.org", None, True),
        ("", "anything", None, True),
    ],
)
def test_a_search_looks_for_words_or_a_regular_expression(
    search: str, title: str, summary: str | None, *, found: bool
) -> None:
    assert searcher(search)(title, summary or "") is found


def test_a_regular_expression_that_cannot_be_read_is_told() -> None:
    with pytest.raises(UsageError, match="not a regular expression"):
        searcher("/(/")


def test_a_regular_expression_meets_no_more_of_a_title_than_any_real_one_has() -> None:
    """`/a+b/` over a megabyte of `a` takes a day."""
    assert not searcher("/a+b/")("a" * 1_000_000)


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        (Query(since=date(2031, 3, 1), until=date(2031, 3, 1)), True),
        (Query(since=date(2031, 3, 2)), False),
        (Query(until=date(2031, 2, 28)), False),
        (Query(seen_since=date(2031, 3, 2)), True),  # it was seen at midnight in Shanghai
        (Query(seen_since=date(2031, 3, 3)), False),
        (Query(topics=("ich", "trade")), True),
        (Query(topics=("ich",)), False),
        (Query(kinds=("plan", "news")), True),
        (Query(kinds=("plan",)), False),
        (Query(issuers=("cde",)), True),
        (Query(issuers=("CFDI",)), False),
        (Query(sources=("nmpa/drugs", "ingest")), True),
        (Query(sources=("ingest",)), False),
        (Query(statuses=("interim",)), True),
        (Query(statuses=("draft",)), False),
        (Query(numbers=("2031-7",)), True),
        (Query(numbers=("2031-8",)), False),
        (Query(withdrawn=True), False),
        (Query(topics=("trade",), kinds=("plan",)), False),
    ],
)
def test_every_filter_must_hold(query: Query, *, matches: bool) -> None:
    given = notice(
        date=date(2031, 3, 1),
        first_seen=datetime(2031, 3, 1, 16, 0, tzinfo=UTC),
        kind="news",
        topics=("trade",),
        issuers=("NMPA", "CDE"),
        status="interim",
        number="2031-7",
    )
    assert matcher(query)(given) is matches


def test_each_filter_with_several_values_is_read_named_and_compared() -> None:
    several = {name for name, default in Query()._asdict().items() if default == ()}
    assert several == LIST_FILTERS.keys()
    assert sorted(several) == sorted([*ONE_VALUE, *SEVERAL_VALUES, *PARTS])
    names = FilterNames(topics=tuple, sources=tuple)
    # A filter without a reader would keep the list as it was typed.
    assert read_query({name: [] for name in several}, names, today=date(2026, 1, 1)) == Query()


def test_what_is_withdrawn_is_shown_only_when_asked_for() -> None:
    gone = notice(withdrawn=datetime(2031, 4, 1, tzinfo=UTC))
    assert not matcher(Query())(gone)
    assert matcher(Query(withdrawn=True))(gone)


@pytest.fixture(scope="module")
def fold(tmp_path_factory: pytest.TempPathFactory) -> Fold:
    program = Program(tmp_path_factory.mktemp("query") / "cache")
    days = (1, 3, 3, 2, 3, 1, 2)
    entries = [{"title": f"Drug {at} 药", "date": f"2031-03-0{day}"} for at, day in enumerate(days)]
    gone = {"title": "Drug 9 药", "date": "2031-03-02"}
    for listed in ([*entries, gone], entries, entries):
        assert program("ingest", "--complete", "-", stdin=json.dumps(listed)).code == 0
    return Fold(program.notices, program.notices.read_bytes())


def test_newest_comes_first_and_equal_days_in_the_listings_order(fold: Fold) -> None:
    titles = [each.title[5] for each in select(fold, Query()).notices]
    assert titles == ["1", "2", "4", "3", "6", "0", "5"]
    assert [each.title[5] for each in select(fold, Query(reverse=True)).notices] == titles[::-1]


@given(
    st.builds(
        Query,
        since=st.none() | st.dates(date(2031, 2, 27), date(2031, 3, 4)),
        until=st.none() | st.dates(date(2031, 2, 27), date(2031, 3, 4)),
        search=st.none()
        | st.sampled_from(["drug", "药", "/[123]/", "DRUG 5", "none", "sources", "drug -5", "5 OR 3", '"drug 5"']),
        withdrawn=st.booleans(),
        limit=st.integers(0, 4),
        reverse=st.booleans(),
    )
)
@example(query=Query(limit=1))
@example(query=Query(limit=1, reverse=True, until=date(2031, 3, 1)))
@example(query=Query(limit=1, reverse=True, until=date(2031, 3, 1), search="drug"))
def test_the_quick_way_finds_what_the_plain_test_finds(fold: Fold, query: Query) -> None:
    """Lines are judged by their bytes first; that must lose none."""
    everything = [fold.notice(line) for _, line in fold.lines()]
    matching = [each for each in everything if matcher(query)(each)]
    matching = matching[::-1] if query.reverse else matching
    shown = matching[: query.limit] if query.limit else matching
    assert select(fold, query) == (shown, len(matching) - len(shown))


PIECES = (
    *("E9", "PE9", "Q3A(R2)", "(R1)", " (R1)", " （ R1）", "R1", "(", ")", "（", "）", " ", " Estimands", "ands"),
    *("Ｅ９", "（Ｒ１）", "ａＮＤs", "１2", "第12号", "ß", "SS", "É", "é", "ﬁ", "\\", "-", "\n"),
)
written = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Fold:
    """A fold of notices with titles and summaries made of codes, brackets and words."""
    store = Store(tmp_path_factory.mktemp("coded"), Rules())
    drawn = random.Random(9)  # noqa: S311 - no secret

    def text() -> str:
        return "".join(drawn.choices(PIECES, k=drawn.randint(3, 12)))

    fill(store, look(*(entry(f"N {text()}", article=str(n), summary=f"S {text()}") for n in range(400))))
    fold = store.fold()
    assert fold is not None
    return fold


searches = st.lists(
    st.builds(str.format, st.sampled_from(["{}", '"{}"', '-"{}"', "-{}", 'OR "{}"']), written), min_size=1, max_size=3
).map(" ".join)


@given(searches)
@example('"E9 (R1) Estimands"')
@example("E9(R1)É")
@example("ands")
@example("12")
@example('"第12号 （ R1） E9(R1)"')
def test_the_bytes_of_a_fold_have_whatever_a_search_finds(coded: Fold, search: str) -> None:
    """A code may be spaced in several ways, also within a phrase; a notice without files has no other texts."""
    finds = matcher(Query(search=search))
    wanted = [each.id for each in map(coded.notice, (line for _, line in coded.lines())) if finds(each)]
    for full_text in (False, True):
        query = Query(search=search, full_text=full_text, each=True)
        assert [each.id for each in select(coded, query).notices] == wanted


@given(st.data())
def test_a_phrase_is_found_wherever_it_stands_word_for_word(coded: Fold, data: st.DataObject) -> None:
    notices = [coded.notice(line) for _, line in coded.lines()]
    text = data.draw(st.sampled_from([text for each in notices for text in (each.title, each.summary or "")]))
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : data.draw(st.integers(start + 1, len(text)))]
    assert searcher(f'"{phrase}"')(text)


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Fold:
    """A fold of five documents in up to three sources, of which two were led by a notice that is withdrawn."""
    store = Store(tmp_path_factory.mktemp("carried"), Rules())
    titles = [f"NMPA Announcement on {name} Widgets for Toys" for name in ("Red", "Blue", "Green", "Brown", "Grey")]
    shown = {
        "nmpa/drugs": titles,
        "nmpa/policies": [titles[0], titles[1].upper(), titles[3]],
        "nmpa/news": [*titles[:2], titles[4]],
    }
    looks = {
        source: [entry(title, source=source, date=DAY + timedelta(days)) for title in wanted]
        for days, (source, wanted) in enumerate(shown.items())
    }
    fill(store, *(look(*records, source=source) for source, records in looks.items()))
    fill(store, *[look(*looks["nmpa/drugs"][:3], full=True)] * 2)
    found = store.fold()
    assert found is not None
    assert len({found.notice(line).document for _, line in found.lines()}) == len(titles)
    return found


def documents(notices: Sequence[Notice], query: Query) -> list[Notice]:
    """Return those of `notices` that stand for a document: its leading one, or else the first that matches."""
    leaders = {each.id: each for each in notices if each.document == each.id}
    found: dict[str, Notice] = {}
    for each in notices:
        leader = leaders[each.document]
        if leader.withdrawn is not None and not query.withdrawn:
            continue
        if matcher(query)(each):
            found[each.document] = leader if matcher(query)(leader) else found.get(each.document, each)
    return [each for each in notices if each in found.values()]


@given(
    st.builds(
        Query,
        since=st.none() | st.dates(DAY, DAY + timedelta(3)),
        until=st.none() | st.dates(DAY, DAY + timedelta(3)),
        sources=st.sampled_from([(), ("nmpa/policies",), ("nmpa/policies", "nmpa/news")]),
        search=st.none() | st.sampled_from(["red", "widgets", "none"]),
        withdrawn=st.booleans(),
        limit=st.integers(0, 4),
        reverse=st.booleans(),
    )
)
@example(query=Query(sources=("nmpa/policies", "nmpa/news"), reverse=True))
@example(query=Query(limit=1))
@example(query=Query(limit=1, reverse=True))
def test_a_document_is_listed_once_and_each_of_its_notices_on_request(carried: Fold, query: Query) -> None:
    """Its leading notice stands for it; where that does not match, the first one that does."""
    everything = [carried.notice(line) for _, line in carried.lines()]
    for each in (query, query._replace(each=True)):
        matching = (
            [notice for notice in everything if matcher(each)(notice)] if each.each else documents(everything, each)
        )
        ordered = matching[::-1] if each.reverse else matching
        shown = ordered[: each.limit] if each.limit else ordered
        assert select(carried, each) == (shown, len(matching) - len(shown))
        assert list(every(carried, each)) == matching
        read = Matches(carried, each)
        assert (bool(read), len(read), list(read), list(read)) == (bool(shown), len(shown), shown, shown)
        assert bool(read) is bool(shown)


def test_an_empty_cache_matches_nothing() -> None:
    assert select(None, Query()) == ([], 0)
    assert list(Matches(None, Query())) == []
    assert len(Matches(None, Query())) == 0


@pytest.mark.slow
def test_every_letter_that_folds_to_ascii_is_known() -> None:
    """Words are looked for in bytes, where these are no letters of the word."""
    letters = {chr(code) for code in range(128, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000}
    folding = {letter for letter in letters if any(each.isascii() for each in letter.casefold())}
    assert folding >= {"ß", "ﬁ", "\u212a"}
    assert {letter for letter in folding if not folds(letter.encode())} == set()


@pytest.mark.parametrize("word", ["certificate", "strasse", "CERTIFICATE Straße", "k2"])
def test_a_search_finds_words_in_letters_that_fold_to_others(cdetrack: Program, word: str) -> None:
    page = listing(("Certiﬁcate of Straße \u212a2", "2025-09-05"), ("Another", "2025-09-04"))
    cdetrack("ingest", "-", stdin=page)
    assert [row[5] for row in cdetrack("list", "--search", word).rows] == ["Certiﬁcate of Straße \u212a2"]


def test_a_search_for_what_is_no_text_finds_nothing(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=listing(("First", "2025-09-05")))
    ran = cdetrack("list", "--search", "\udcff")
    assert (ran.code, ran.out) == (0, "")
