"""Alerts that are due for a watch, computed from values alone."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cdetrack.alert.alert import Member, Trouble, alert_id
from cdetrack.alert.backoff import is_due, next_try
from cdetrack.alert.due import Candidate, Reminder, Step, deadlines_told, news, reminders, with_deadlines
from cdetrack.alert.trouble import trouble_news, troubles
from cdetrack.alert.watch import Watch
from cdetrack.model.notice import Notice, Query
from cdetrack.model.record import Change, ChangeKind, Record
from cdetrack.query.freshness import Freshness
from support.notices import NOW, tied
from support.sample_alerts import ALERT, TODAY, pediatric


def watch(*on: str, digest: bool = True, **query: object) -> Watch:
    return Watch(
        name="children",
        query=Query(**query),  # type: ignore[arg-type]
        on=on or ("added",),
        digest=digest,
        remind=(),
        channels=("stdout",),
    )


def change(name: str, kind: ChangeKind = "added", *, look: int = 2, title: str = "Title", old: str = "Old") -> Change:
    after = None if kind == "withdrawn" else Record(title=title, date=TODAY)
    before = None if kind in {"added", "restored"} else Record(title=old, date=TODAY)
    return Change(
        at=NOW, id=name, source="nmpa/drugs", look=look, before=before, after=after, kind=kind, fields=("title",)
    )


def candidate(
    name: str, *kinds: ChangeKind, carriers: tuple[str, ...] = (), look: int = 2, **given: object
) -> Candidate:
    """Return a notice with a change of each kind, that stood before and after each as it stands now."""
    notice = pediatric(name, **given)  # type: ignore[arg-type]
    steps = tuple(step(change(name, kind, look=look), notice, notice) for kind in kinds)
    return Candidate(notice=notice, steps=steps, carriers=carriers)


def step(
    made: Change, before: Notice | None, after: Notice | None, *, heard: bool = False, returns: bool = False
) -> Step:
    """Return a change with the notice on both sides of it, where there is one."""
    there, here = before if made.before else None, after if made.after else None
    return Step(change=made, before=there, after=here, heard=heard, returns=returns)


def gained(name: str, *, quiet: bool = True) -> Change:
    """Return the change by which another source shows a notice, in its own words."""
    before = Record(title="Title", date=TODAY, sources=("nmpa/drugs",))
    after = before._replace(sources=("nmpa/drugs", "nmpa/policies"))
    return replace(change(name, "changed"), before=before, after=after, fields=("sources",), quiet=quiet)


def told(watch: Watch, *candidates: Candidate, told: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    return {member.id: member.kinds for member in news(watch, candidates, told=told)}


def test_a_watch_is_told_of_what_matches_its_filter_alone() -> None:
    found = told(watch(topics=("pediatrics",)), candidate("a", "added"), candidate("b", "added", topics=("vaccines",)))
    assert found == {"a": ("added",)}


def test_only_the_kinds_of_changes_that_a_watch_names_are_told() -> None:
    all_kinds = [candidate("a", "added"), candidate("b", "changed"), candidate("c", "withdrawn", withdrawn=NOW)]
    assert told(watch("added"), *all_kinds) == {"a": ("added",)}
    assert told(watch("changed"), *all_kinds) == {"b": ("changed",)}
    assert told(watch("withdrawn"), *all_kinds) == {"c": ("withdrawn",)}


def test_a_watch_on_withdrawn_notices_hears_of_no_other() -> None:
    gone, listed = candidate("a", "withdrawn", withdrawn=NOW), candidate("b", "changed")
    assert told(watch("withdrawn", withdrawn=True), gone, listed) == {"a": ("withdrawn",)}
    assert told(watch("added", "changed", "withdrawn", withdrawn=True), gone, listed) == {"a": ("withdrawn",)}
    other = replace(candidate("c", "withdrawn", topics=("vaccines",)), notice=pediatric("c", topics=(), withdrawn=NOW))
    assert told(watch("withdrawn", withdrawn=True, topics=("pediatrics",)), other) == {}


def test_a_notice_that_is_new_and_changed_at_once_is_new() -> None:
    assert told(watch("added", "changed"), candidate("a", "added", "changed")) == {"a": ("added",)}


def test_what_was_undone_before_anybody_was_told_is_not_told() -> None:
    on = watch("changed", "withdrawn")
    notice = pediatric("a")
    there_and_back = (change("a", "changed"), change("a", "changed", title="Old", old="Title"))
    assert told(on, Candidate(notice=notice, steps=tuple(step(each, notice, notice) for each in there_and_back))) == {}
    both = Candidate(notice=notice, steps=tuple(step(each, notice, notice) for each in there_and_back))
    assert told(watch("added"), both) == {}
    assert told(on, candidate("a", "changed")) == {"a": ("changed",)}
    assert told(on, candidate("a", "withdrawn", "restored")) == {}
    assert told(on, candidate("a", "withdrawn", "restored", "withdrawn", withdrawn=NOW)) == {"a": ("withdrawn",)}
    assert told(on, candidate("a", "restored")) == {"a": ("restored",)}


def test_a_gained_source_or_summary_is_never_told_as_a_change() -> None:
    notice = pediatric("a")
    for each in (gained("a"), gained("a", quiet=False)):
        assert told(watch("changed"), Candidate(notice=notice, steps=(step(each, notice, notice),))) == {}


def test_a_quiet_change_is_never_told_whatever_it_changes() -> None:
    """Another site words the notice now, or cdetrack reads the same page better: nothing happened in the world."""
    notice = pediatric("a")
    quiet = replace(change("a", "changed"), quiet=True)
    assert told(watch("changed"), Candidate(notice=notice, steps=(step(quiet, notice, notice),))) == {}


def test_a_notice_that_was_reworded_out_of_the_filter_is_still_told_as_changed() -> None:
    was, now = pediatric("a"), pediatric("a", topics=("vaccines",))
    left = Candidate(notice=now, steps=(step(change("a", "changed"), was, now),))
    assert told(watch("changed", topics=("pediatrics",)), left) == {"a": ("changed",)}


def test_a_notice_that_was_reworded_into_the_filter_is_told_as_added_or_else_as_changed() -> None:
    was, now = pediatric("a", topics=("vaccines",)), pediatric("a")
    entered = Candidate(notice=now, steps=(step(change("a", "changed"), was, now),))
    assert told(watch("added", "changed", topics=("pediatrics",)), entered) == {"a": ("added",)}
    assert told(watch("changed", topics=("pediatrics",)), entered) == {"a": ("changed",)}
    assert told(watch("withdrawn", topics=("pediatrics",)), entered) == {}


def test_a_notice_that_one_of_the_watchs_own_sources_shows_for_the_first_time_is_added() -> None:
    """Another source had it first: a watch on this one was never told."""
    was, now = pediatric("a"), pediatric("a", sources=("nmpa/drugs", "nmpa/policies"))
    shown = Candidate(notice=now, steps=(step(gained("a"), was, now),))
    on = watch(sources=("nmpa/policies",))
    assert told(on, shown) == {"a": ("added",)}
    assert told(on, shown, told=["a"]) == {}
    assert told(watch(sources=("nmpa/drugs",)), shown) == {}
    assert told(watch("changed", sources=("nmpa/policies",)), shown) == {}


def test_a_notice_that_its_own_page_completes_so_that_it_matches_is_added() -> None:
    was, now = pediatric("a", summary=None), pediatric("a", summary="Of vaccines")
    completed = replace(change("a", "changed"), detail=True, fields=("body",))
    found = Candidate(notice=now, steps=(step(completed, was, now),))
    assert told(watch(search="vaccines"), found) == {"a": ("added",)}
    assert told(watch(search="title"), found) == {}


def test_what_is_only_read_better_now_is_not_added() -> None:
    """A newer cdetrack reads a day or a title better: no site has published anything."""
    was, now = pediatric("a", topics=()), pediatric("a")
    better = replace(change("a", "changed"), quiet=True)
    assert told(watch(topics=("pediatrics",)), Candidate(notice=now, steps=(step(better, was, now),))) == {}


def test_an_added_notice_that_no_longer_matches_is_named_all_the_same() -> None:
    """It matched when it was found: every added notice that matches is named."""
    was, now = pediatric("a"), pediatric("a", topics=("vaccines",))
    steps = (step(change("a"), None, was), step(change("a", "changed"), was, now))
    assert told(watch(topics=("pediatrics",)), Candidate(notice=now, steps=steps)) == {"a": ("added",)}


def test_words_that_go_back_and_forth_are_not_told_while_they_are_held_back() -> None:
    notice = pediatric("a")
    back = Candidate(notice=notice, steps=(step(change("a", "changed"), notice, notice, returns=True),))
    assert told(watch("changed"), back) == {"a": ("changed",)}
    assert told(watch("changed"), replace(back, held=True)) == {}


def test_only_words_that_all_go_back_to_former_ones_swing() -> None:
    notice = pediatric("a")
    back = step(change("a", "changed"), notice, notice, returns=True)
    new = step(change("a", "changed", look=3, old="Title", title="Another"), notice, notice)
    assert Candidate(notice=notice, steps=(back,)).swings == [back.change]
    assert not Candidate(notice=notice, steps=(back, new)).swings


def test_what_was_heard_before_the_history_was_mended_is_told_only_where_it_never_was() -> None:
    """Changes are not told twice; a notice that the watch was never told of is."""
    notice = pediatric("a")
    heard = [step(change("a", kind), notice, notice, heard=True) for kind in ("added", "changed", "withdrawn")]
    on = watch("added", "changed", "withdrawn")
    assert told(on, Candidate(notice=notice, steps=tuple(heard[1:]))) == {}
    assert told(on, Candidate(notice=notice, steps=tuple(heard[:2]))) == {"a": ("added",)}
    assert told(on, Candidate(notice=notice, steps=tuple(heard)), told=["a"]) == {}


def test_two_notices_of_one_document_are_one_member_and_the_leading_one_is_named_first() -> None:
    """The alert has the document once, and both of its notices by title and link."""
    follower = candidate("a", "added", carriers=("b",), document="b")
    leader = candidate("b", "added", carriers=("a",), look=3, document="b")
    expected = [Member(id="b", kinds=("added",), look=2, also=("a",))]
    for both in ([follower, leader], [leader, follower]):
        assert news(watch(), both, told=()) == expected


def test_two_notices_with_one_title_that_are_no_document_are_each_told() -> None:
    """The first edition took two recalls of one day for one, and told of the first alone."""
    both = [candidate("a", "added", document="a"), candidate("b", "added", document="b")]
    assert [(each.id, each.also) for each in news(watch(), both, told=())] == [("a", ()), ("b", ())]


def test_a_new_notice_of_a_document_is_told_apart_from_one_that_changed() -> None:
    on = watch("added", "changed", "withdrawn")
    tie: dict[str, Any] = {"document": "a", "relations": tied("b")}
    new, changed = candidate("b", "added", **tie), candidate("a", "changed", **tie)
    assert news(on, [new, changed], told=()) == [
        Member(id="b", kinds=("added",), look=2),
        Member(id="a", kinds=("changed",), look=2),
    ]
    gone = candidate("b", "withdrawn", look=1, withdrawn=NOW, **tie)
    assert news(on, [gone, changed], told=()) == [
        Member(id="a", kinds=("withdrawn", "changed"), look=1, also=("b",)),
    ]


def test_a_withdrawal_is_told_by_the_notice_that_is_left() -> None:
    notice = pediatric("a", withdrawn=NOW)
    gone = Candidate(notice=notice, steps=(step(change("a", "withdrawn"), None, None),))
    assert told(watch("withdrawn", topics=("pediatrics",)), gone) == {"a": ("withdrawn",)}
    assert told(watch("withdrawn", topics=("vaccines",)), gone) == {}


def test_one_more_carrier_of_a_document_that_this_watch_was_told_of_is_not_told() -> None:
    later = candidate("b", "added", carriers=("a",), document="a")
    assert told(watch(), later, told=["a"]) == {}
    assert told(watch(), later, told=["b"]) == {}
    assert told(watch(), later, told=["c"]) == {"b": ("added",)}


def test_a_carrier_that_was_reworded_is_told_as_changed_though_its_document_is_known() -> None:
    assert told(watch("added", "changed"), candidate("b", "added", "changed", carriers=("a",)), told=["a"]) == {
        "b": ("changed",)
    }


def test_a_deadline_is_told_once_for_a_document_and_again_when_it_moves() -> None:
    due = pediatric("a", comments_due=date(2026, 11, 25), relations=tied("b"))
    rows = [
        (date(2026, 11, 25), "comments_due", due),
        (date(2026, 11, 25), "comments_due", pediatric("b", relations=tied("a"))),
    ]
    reminding = replace(watch(), remind=(timedelta(days=30),))
    [(first, deadline, length)] = reminders(reminding, rows, told={}, today=TODAY)
    assert (first.id, deadline, length) == ("a", ("comments_due", "2026-11-25"), 30)
    assert reminders(reminding, rows, told={("a", deadline): 3}, today=TODAY) == []
    moved = [(date(2026, 11, 26), "comments_due", due)]
    assert len(reminders(reminding, moved, told={("a", deadline): 3}, today=TODAY)) == 1


def test_the_fewest_days_left_are_those_of_the_last_reminder() -> None:
    deadline = ("comments_due", "2026-11-25")
    alerts = [
        replace(ALERT, created=NOW - timedelta(days), members=(Member(id="a", deadlines=(deadline,)),))
        for days in (0, 4)
    ]
    assert deadlines_told(alerts) == {("a", deadline): 3}


def test_a_deadline_of_a_new_notice_stands_with_it() -> None:
    members = [Member(id="a", kinds=("added",), look=2, also=("b",))]
    both = with_deadlines(
        members,
        [
            Reminder(pediatric("b"), ("event", "2026-11-25"), 7),
            Reminder(pediatric("c"), ("event", "2026-11-26"), 14),
        ],
    )
    assert both == [
        replace(members[0], deadlines=(("event", "2026-11-25"),), lengths=(7,)),
        Member(id="c", deadlines=(("event", "2026-11-26"),), lengths=(14,)),
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
        posted=date(2026, 11, 20),
        rhythm=2.0,
        silent=False,
        last_look=NOW,
        last_success=NOW,
        failing_since=None,
        error=None,
    )
    return replace(fresh, **given)  # type: ignore[arg-type]


def states(
    row: Freshness, known: Mapping[str, Mapping[str, Trouble]] = MappingProxyType({}), *, days: int = 2
) -> dict[str, dict[str, Trouble | None]]:
    return troubles([row], known, now=NOW, today=TODAY, after=timedelta(days))


def test_a_source_that_fails_for_too_long_is_told_once_and_when_it_recovers() -> None:
    failing = row(failing_since=NOW - timedelta(days=3), error="503")
    news_1, known = trouble_news({}, states(failing))
    assert [(each.state, each.why) for each in news_1] == [("failing", "503")]
    assert trouble_news(known, states(failing)) == ([], known)
    news_2, known = trouble_news(known, states(row()))
    assert [(each.state, each.since) for each in news_2] == [("well", news_1[0].since)]
    assert trouble_news(known, states(row())) == ([], known)


def test_a_source_that_fails_again_is_not_well_because_it_did_not_fail_for_long() -> None:
    _, known = trouble_news({}, states(row(failing_since=NOW - timedelta(days=3), error="404")))
    # A page that was saved and ingested ended the failure; the site answers as before.
    assert trouble_news(known, states(row(failing_since=NOW, error="404"))) == ([], known)


def test_entries_that_cannot_be_read_are_told_once_and_so_is_their_end() -> None:
    news_1, known = trouble_news({}, states(row(unread=5, unreadable=2)))
    assert [(each.state, each.why) for each in news_1] == [("unread", "2 entries of the last look")]
    assert trouble_news(known, states(row(unreadable=3))) == ([], known)
    news_2, known = trouble_news(known, states(row()))
    assert [(each.state, each.why) for each in news_2] == [("well", "unread")]
    assert trouble_news(known, states(row())) == ([], known)


def test_one_trouble_of_a_source_hides_no_other_and_each_is_told_once_with_its_end() -> None:
    well, posted = states(row()), date(2026, 1, 1)
    _, known = trouble_news({}, well)
    told = []
    for source in (
        row(silent=True, posted=posted),
        row(silent=True, posted=posted, unreadable=2),
        row(silent=True, posted=posted, unreadable=2, failing_since=NOW - timedelta(days=3), error="503"),
        row(silent=True, posted=posted, unreadable=2),
        row(unreadable=2),
        row(),
    ):
        news_now, known = trouble_news(known, states(source))
        assert trouble_news(known, states(source)) == ([], known)
        told.append([each.why if each.state == "well" else each.state.upper() for each in news_now])
    assert told == [["SILENT"], ["UNREAD"], ["FAILING"], ["failing"], ["silent"], ["unread"]]


def test_the_ends_of_two_troubles_that_began_on_one_day_are_two_alerts() -> None:
    ends = [Trouble(source="a/b", state="well", since="2026-11-01", why=why) for why in ("silent", "unread")]
    assert alert_id("sources", "x", (), ends[:1]) != alert_id("sources", "x", (), ends[1:])


def test_a_short_failure_a_source_that_is_off_and_one_never_looked_at_are_no_news() -> None:
    short = row(failing_since=NOW - timedelta(days=1), error="503")
    assert trouble_news({}, states(short))[0] == []
    assert states(row(enabled=False, failing_since=NOW - timedelta(days=9))) == {}
    assert states(row(last_look=None)) == {}


def test_a_silence_that_was_there_before_anybody_watched_is_no_news_and_nor_is_its_end() -> None:
    silent = row(silent=True, posted=date(2026, 1, 1))
    told_now, known = trouble_news({}, states(silent))
    assert told_now == []
    assert trouble_news(known, states(row()))[0] == []
    began, known = trouble_news(trouble_news({}, states(row()))[1], states(silent))
    assert [each.state for each in began] == ["silent"]
    assert [each.state for each in trouble_news(known, states(row()))[0]] == ["well"]


def test_a_silence_ends_with_a_posting_and_not_with_more_patience() -> None:
    """Neither with another rhythm: nothing was posted."""
    silent = row(silent=True, posted=date(2026, 11, 1))
    _, known = trouble_news(trouble_news({}, states(row()))[1], states(silent))
    for same in (states(silent, known, days=60), states(replace(silent, silent=False), known), states(silent, known)):
        assert trouble_news(known, same) == ([], known)
    told_now, _ = trouble_news(known, states(row(), known))
    assert [(each.state, each.why) for each in told_now] == [("well", "silent")]


def test_a_second_silence_since_the_same_day_is_another_alert() -> None:
    silent = replace(ALERT, troubles=(Trouble(source="a/b", state="silent", since="2026-11-01"),))
    assert silent.renamed().id == silent.renamed().id
    assert silent.renamed().id != replace(silent, created=NOW + timedelta(days=1)).renamed().id
