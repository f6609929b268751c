"""What is due for a watch: decided from values alone."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alert_samples import TODAY, pediatric
from cdetrack.alert.deliver import is_due, next_try
from cdetrack.alert.due import Candidate, Twin, joined, news, reminders
from cdetrack.alert.trouble import trouble_news, troubles
from cdetrack.alert.values import Member, Trouble, alert_id
from cdetrack.evidence import Change, ChangeKind, Record
from cdetrack.freshness import Freshness
from cdetrack.model import Query
from cdetrack.settings import Watch
from notices import NOW


def watch(*on: str, digest: bool = True, **query: object) -> Watch:
    return Watch(
        name="children",
        query=Query(**query),  # type: ignore[arg-type]
        on=on or ("added",),
        digest=digest,
        remind=None,
        channels=("stdout",),
    )


def change(name: str, kind: ChangeKind = "added", *, look: int = 2, title: str = "Title", old: str = "Old") -> Change:
    after = None if kind == "withdrawn" else Record(title=title, date=TODAY)
    before = None if kind in {"added", "restored"} else Record(title=old, date=TODAY)
    return Change(
        at=NOW, id=name, source="nmpa/drugs", look=look, before=before, after=after, kind=kind, fields=("title",)
    )


def candidate(name: str, *kinds: ChangeKind, same: bool = False, **given: object) -> Candidate:
    return Candidate(
        notice=pediatric(name, **given),  # type: ignore[arg-type]
        changes=tuple(change(name, kind) for kind in kinds),
        same=same,
    )


def told(watch: Watch, *candidates: Candidate) -> dict[str, tuple[str, ...]]:
    return {member.id: member.kinds for member in news(watch, candidates, started=NOW - timedelta(days=1))}


def test_a_watch_is_told_of_what_matches_its_filter_alone() -> None:
    found = told(watch(topics=("pediatrics",)), candidate("a", "added"), candidate("b", "added", topics=("vaccines",)))
    assert found == {"a": ("added",)}


def test_only_the_kinds_of_changes_that_a_watch_names_are_told() -> None:
    all_kinds = [candidate("a", "added"), candidate("b", "changed"), candidate("c", "withdrawn", withdrawn=NOW)]
    assert told(watch("added"), *all_kinds) == {"a": ("added",)}
    assert told(watch("changed"), *all_kinds) == {"b": ("changed",)}
    assert told(watch("withdrawn"), *all_kinds) == {"c": ("withdrawn",)}


def test_a_notice_that_is_new_and_changed_at_once_is_new() -> None:
    assert told(watch("added", "changed"), candidate("a", "added", "changed")) == {"a": ("added",)}


def test_what_was_undone_before_anybody_was_told_is_not_told() -> None:
    on = watch("changed", "withdrawn")
    assert told(on, candidate("a", "changed", "changed", same=True)) == {}
    assert told(on, candidate("a", "withdrawn", "restored")) == {}
    assert told(on, candidate("a", "withdrawn", "restored", "withdrawn", withdrawn=NOW)) == {"a": ("withdrawn",)}
    assert told(on, candidate("a", "restored")) == {"a": ("restored",)}


def test_a_gained_source_or_summary_is_never_told() -> None:
    before = Record(title="T", date=TODAY, sources=("nmpa/drugs",))
    quiet = replace(
        change("a", "changed"),
        before=before,
        after=before._replace(sources=("nmpa/drugs", "nmpa/news")),
        fields=("sources",),
    )
    assert told(watch("changed"), Candidate(notice=pediatric("a"), changes=(quiet,))) == {}


def test_a_notice_that_was_reworded_out_of_the_filter_is_still_told_as_changed() -> None:
    left = Candidate(
        notice=pediatric("a", topics=("vaccines",)), changes=(change("a", "changed"),), earlier=(pediatric("a"),)
    )
    assert told(watch("changed", topics=("pediatrics",)), left) == {"a": ("changed",)}


def test_one_document_in_two_sections_is_told_once() -> None:
    a, b = pediatric("a", related=("b",)), pediatric("b", related=("a",))
    both = [
        Candidate(notice=a, changes=(change("a"),), twins=(Twin(notice=b, news=True),)),
        Candidate(notice=b, changes=(change("b", look=3),), twins=(Twin(notice=a, news=True),)),
    ]
    assert news(watch(), both, started=NOW) == [Member(id="a", kinds=("added",), look=2, also=("b",))]


def test_a_document_that_comes_to_a_second_section_later_is_not_told_again() -> None:
    earlier = pediatric("a", first_seen=NOW - timedelta(hours=1))
    later = Candidate(notice=pediatric("b"), changes=(change("b"),), twins=(Twin(notice=earlier, news=True),))
    assert told(watch(), later) == {}


def test_a_document_whose_other_section_was_never_told_is_told() -> None:
    baseline = Twin(notice=pediatric("a"), news=False)
    before_the_watch = Twin(notice=pediatric("a", first_seen=NOW - timedelta(days=9)), news=True)
    unmatched = Twin(notice=pediatric("a", sources=("nmpa/news",)), news=True)
    for twin in (baseline, before_the_watch, unmatched):
        found = Candidate(notice=pediatric("b"), changes=(change("b"),), twins=(twin,))
        assert told(watch(sources=("nmpa/drugs",)), found) == {"b": ("added",)}


def test_a_deadline_is_told_once_for_a_document_and_again_when_it_moves() -> None:
    due = pediatric("a", comments_due=date(2026, 11, 25), related=("b",))
    rows = [
        (date(2026, 11, 25), "comments_due", due),
        (date(2026, 11, 25), "comments_due", pediatric("b", related=("a",))),
    ]
    [(first, deadline)] = reminders(watch(), rows, told=())
    assert (first.id, deadline) == ("a", ("comments_due", "2026-11-25"))
    assert reminders(watch(), rows, told=[("a", deadline)]) == []
    moved = [(date(2026, 11, 26), "comments_due", due)]
    assert len(reminders(watch(), moved, told=[("a", deadline)])) == 1


def test_a_deadline_of_a_new_notice_stands_with_it() -> None:
    members = [Member(id="a", kinds=("added",), look=2, also=("b",))]
    both = joined(members, [(pediatric("b"), ("event", "2026-11-25")), (pediatric("c"), ("event", "2026-11-26"))])
    assert both == [
        replace(members[0], deadlines=(("event", "2026-11-25"),)),
        Member(id="c", deadlines=(("event", "2026-11-26"),)),
    ]


def test_an_id_follows_from_what_is_told_to_whom() -> None:
    members = (Member(id="a", kinds=("added",), look=2), Member(id="b", kinds=("added",), look=2))
    name = alert_id("children", "stdout", members)
    assert name == alert_id("children", "stdout", members[::-1])
    others = {
        alert_id("others", "stdout", members),
        alert_id("children", "mail", members),
        alert_id("children", "stdout", members[:1]),
        alert_id("children", "stdout", (replace(members[0], look=3), members[1])),
    }
    assert len(others | {name}) == 5


@given(st.text(max_size=20), st.integers(1, 60))
def test_pauses_grow_and_never_exceed_half_a_day(alert: str, tries: int) -> None:
    pause, later = (next_try(alert, count, NOW) - NOW for count in (tries, tries + 1))
    assert timedelta(minutes=4) <= pause <= timedelta(hours=12)
    assert later > pause or tries >= 6
    assert next_try(alert, tries, NOW) == NOW + pause


def test_a_clock_that_was_wrong_does_not_hold_an_alert_back_for_years() -> None:
    assert is_due(None, NOW)
    assert is_due(NOW, NOW)
    assert not is_due(NOW + timedelta(hours=11), NOW)
    assert is_due(NOW + timedelta(days=900), NOW)


def row(**given: object) -> Freshness:
    fresh = Freshness(
        source="nmpa/drugs",
        enabled=True,
        notices=9,
        newest=date(2026, 11, 20),
        rhythm=2.0,
        silent=False,
        last_look=NOW,
        last_success=NOW,
        failing_since=None,
        error=None,
    )
    return replace(fresh, **given)  # type: ignore[arg-type]


def states(row: Freshness) -> dict[str, Trouble]:
    return troubles([row], now=NOW, today=TODAY, after=timedelta(days=2))


def test_a_source_that_fails_for_too_long_is_told_once_and_when_it_recovers() -> None:
    failing = row(failing_since=NOW - timedelta(days=3), error="503")
    news_1, known = trouble_news({}, states(failing))
    assert [(each.state, each.why) for each in news_1] == [("failing", "503")]
    assert trouble_news(known, states(failing)) == ([], known)
    news_2, known = trouble_news(known, states(row()))
    assert [(each.state, each.since) for each in news_2] == [("well", news_1[0].since)]
    assert trouble_news(known, states(row())) == ([], known)


def test_a_short_failure_a_source_that_is_off_and_one_never_looked_at_are_no_news() -> None:
    short = row(failing_since=NOW - timedelta(days=1), error="503")
    assert trouble_news({}, states(short))[0] == []
    assert states(row(enabled=False, failing_since=NOW - timedelta(days=9))) == {}
    assert states(row(last_look=None)) == {}


def test_a_silence_that_was_there_before_anybody_watched_is_no_news_and_nor_is_its_end() -> None:
    silent = row(silent=True, newest=date(2026, 1, 1))
    told_now, known = trouble_news({}, states(silent))
    assert told_now == []
    assert trouble_news(known, states(row()))[0] == []
    began, known = trouble_news(trouble_news({}, states(row()))[1], states(silent))
    assert [each.state for each in began] == ["silent"]
    assert [each.state for each in trouble_news(known, states(row()))[0]] == ["well"]
