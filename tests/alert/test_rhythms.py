"""Recaps, reminders, shared mails, parts of large alerts: through the library, on chosen days."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cdetrack.alert import digest, outbox_records
from cdetrack.alert.alert import Alert, Member, Recap
from cdetrack.alert.check import check as check_store
from cdetrack.alert.due import undecided
from cdetrack.alert.message import Day, Item, Message
from cdetrack.alert.outbox import load_outbox, open_outbox, rewind
from cdetrack.alert.recaps import is_recap_due
from cdetrack.alert.watch import Watch
from cdetrack.errors import DeliveryError
from cdetrack.look.outcome import Outcome
from cdetrack.model.notice import Query
from support.desk import BASE, Desk, Entry, matter, watch
from support.live import in_process
from support.sample_alerts import ALERT, TODAY, pediatric


@pytest.mark.parametrize(
    ("rhythm", "last", "today", "due"),
    [
        ("daily", "2026-03-02", "2026-03-02", False),
        ("daily", "2026-03-02", "2026-03-03", True),
        ("weekly", "2026-03-02", "2026-03-08", False),
        ("weekly", "2026-03-08", "2026-03-09", True),
        ("weekly", "2026-02-11", "2026-03-12", True),
        ("monthly", "2026-03-01", "2026-03-31", False),
        ("monthly", "2026-03-31", "2026-04-01", True),
    ],
)
def test_a_recap_is_due_once_a_period_has_begun(rhythm: str, last: str, today: str, *, due: bool) -> None:
    assert is_recap_due(rhythm, date.fromisoformat(last), date.fromisoformat(today)) is due  # type: ignore[arg-type]


def test_a_weekly_recap_comes_once_on_monday_with_all_of_the_week(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="weekly"))
    desk.on("2026-03-03").shows(BASE)
    assert desk.titles() == []
    assert desk.on("2026-03-04").shows(matter(1)).titles() == []
    assert desk.on("2026-03-08").shows(matter(2)).titles() == []
    [[_, recap]] = desk.on("2026-03-09").check()
    assert sorted(str(each["title"]) for each in recap.notices) == ["Notice on Matter 1", "Notice on Matter 2"]
    assert recap.subject == "all: weekly recap since 2026-03-03: 2 new"
    assert desk.titles() == []
    assert desk.on("2026-03-10").shows(matter(3)).titles() == []
    assert desk.on("2026-03-16").titles() == [["Notice on Matter 3"]]
    assert desk.on("2026-03-23").titles() == [], "a recap without content is not sent"


@pytest.mark.parametrize("digest", [True, False, "daily", "weekly"])
def test_an_alert_of_a_notice_that_has_gone_since_says_so(tmp_path: Path, digest: object) -> None:
    """One heading, NEW or CHANGED, stands for both of its changes, and no later alert tells the second one."""
    desk = Desk(tmp_path, watch("all", digest=digest, on=["added", "changed", "withdrawn"]))
    desk.on("2026-03-03").shows(BASE, matter(1, "Some words."), whole=True).check()
    desk.shows(BASE, matter(1, "In other words."), matter(2)).loses(BASE)
    told = [message for _, message in desk.on("2026-03-09").check()]
    assert desk.on("2026-03-16").check() == []
    for words in ("text", "html", "markdown"):
        shown = "".join(getattr(message, words) for message in told)
        assert shown.count("withdrawn since") == 2, words
        assert all(each in shown.upper() for each in ("NEW", "CHANGED")), words


def test_an_alert_of_a_notice_that_is_back_and_changed_says_both(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed", "withdrawn"]))
    desk.on("2026-03-03").shows(BASE, matter(1, "Some words."), whole=True).check()
    assert "WITHDRAWN" in desk.loses(BASE).check()[0][1].text
    desk.shows(matter(1, "Some words.")).shows(matter(1, "In other words."))
    [[_, message]] = desk.check()
    assert "my/list · back again" in message.text
    assert "summary: [-Some-]{+In other+} words." in message.text


@pytest.mark.parametrize("on", [["changed", "withdrawn"], ["withdrawn"]])
def test_a_notice_that_comes_back_in_other_words_is_told_with_them(tmp_path: Path, on: list[str]) -> None:
    desk = Desk(tmp_path, watch("all", on=on))
    desk.on("2026-03-03").shows(BASE, matter(1, "Some words."), whole=True).check()
    assert "WITHDRAWN" in desk.loses(BASE).check()[0][1].text
    [[_, message]] = desk.shows(matter(1, "In other words.")).check()
    assert "back again" in message.text.lower()
    for words in (message.text, message.markdown.replace("\\", "")):
        assert "summary: [-Some-]{+In other+} words." in words
    assert "In other</ins> words." in message.html
    desk.loses(BASE).check()
    [[_, message]] = desk.shows(matter(1, "In other words.")).check()
    assert "BACK AGAIN" in message.text
    assert "summary:" not in message.text


def test_a_notice_that_went_and_came_back_in_other_words_between_two_alerts_has_changed(tmp_path: Path) -> None:
    three = ["added", "changed", "withdrawn"]
    desk = Desk(tmp_path, watch("all", on=three) + watch("other", on=three, search="other"))
    desk.on("2026-03-03").shows(BASE, matter(1, "Some words."), whole=True).check()
    desk.loses(BASE).shows(matter(1, "In other words."))
    [[_, changed], [_, added]] = desk.check()
    assert changed.text.startswith("all: 1 changed\n")
    assert "summary: [-Some-]{+In other+} words." in changed.text
    assert added.text.startswith("other: 1 new\n"), "it matches this watch for the first time"
    desk.loses(BASE).shows(matter(1, "Words."))
    desk.shows(matter(1, "In other words."))
    assert desk.check() == [], "it is as it was"


def due(day: str) -> Entry:
    """Return a draft whose comments close on a day."""
    return ("Guideline on Syrups (Draft for Comments)", "1", f"Comments by {day}.")


EARLY, LATE = "2026-05-20", "2026-07-20"
LATER, EARLIER = f"comments close: {EARLY} → {LATE}", f"comments close: {LATE} → {EARLY}"


def moves(desk: Desk, *days: str) -> list[str]:
    """Let the draft have each of these days for a check, hours apart, and return how each alert tells that it moved."""
    told = []
    for day in days:
        desk.day += timedelta(hours=3)
        told += [message.text for _, message in desk.shows(due(day)).check()]
    return [line.strip().partition(",")[0] for text in told for line in text.splitlines() if "→" in line]


def drafts(folder: Path, *, digest: object = True, channels: tuple[str, ...] = ("stdout",)) -> Desk:
    """Return a cache with a watch on changes, which was told of the draft."""
    desk = Desk(folder, watch("all", channels, on=["added", "changed"], digest=digest))
    desk.on("2026-03-02").shows(BASE).check()
    moves(desk, EARLY)
    return desk


def test_a_day_that_was_moved_by_mistake_and_put_right_is_told_both_times(tmp_path: Path) -> None:
    desk = drafts(tmp_path)
    assert moves(desk, LATE, EARLY) == [LATER, EARLIER]
    assert moves(desk.on("2026-03-20"), EARLY) == []


def test_of_several_days_that_moved_the_soonest_comes_first(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"]))
    text = "It shall come into force as of {}. Comments by {}."
    desk.on("2026-03-02").shows((due("")[0], "1", text.format("2026-09-01", "2026-05-01"))).check()
    [[_, message]] = desk.shows((due("")[0], "1", text.format("2026-09-09", "2026-05-09"))).check()
    for words in (message.text, message.html, message.markdown):
        assert words.index("2026-05-01 → 2026-05-09") < words.index("2026-09-01 → 2026-09-09")


def test_a_weekly_recap_tells_what_was_put_right_in_the_week(tmp_path: Path) -> None:
    desk = drafts(tmp_path, digest="weekly")
    assert moves(desk.on("2026-03-09"), EARLY) == []
    assert moves(desk.on("2026-03-16"), LATE) == [LATER]
    assert moves(desk.on("2026-03-18"), EARLY) == []
    assert moves(desk.on("2026-03-23"), EARLY) == [EARLIER]


@pytest.mark.parametrize(("last", "told"), [(EARLY, []), (LATE, [LATER])])
def test_servers_in_turn_are_told_once_and_the_day_that_stays_if_it_is_another(
    tmp_path: Path, last: str, told: list[str]
) -> None:
    """After the first way back, each further one waits until a wording has stayed for seven days."""
    desk = drafts(tmp_path)
    assert moves(desk, LATE, EARLY) == [LATER, EARLIER]
    assert moves(desk, *[LATE, EARLY] * 30, last) == [], "also when it goes on for longer than a week"
    assert ["goes back and forth" in note for note in desk.notes].count(True) == 1
    desk.day += timedelta(days=6)
    assert moves(desk, last) == []
    desk.day += timedelta(days=2)
    assert moves(desk, last) == told
    assert load_outbox(desk.folder).watches["all"].held == {}
    desk.day += timedelta(days=200)
    assert moves(desk, last) == []


def test_a_new_day_is_told_at_once_against_the_one_that_was_told_last(tmp_path: Path) -> None:
    desk = drafts(tmp_path)
    assert moves(desk, LATE, EARLY, LATE) == [LATER, EARLIER]
    assert moves(desk, "2026-08-20") == [f"comments close: {EARLY} → 2026-08-20"]
    assert load_outbox(desk.folder).watches["all"].held == {}


def test_a_day_that_moves_on_and_one_step_back_is_told_each_time(tmp_path: Path) -> None:
    assert moves(drafts(tmp_path), LATE, "2026-08-20", LATE)[1:] == [
        f"comments close: {LATE} → 2026-08-20",
        f"comments close: 2026-08-20 → {LATE}",
    ]


def test_a_swing_that_is_taken_back_while_it_is_held_back_is_told_to_nobody(tmp_path: Path) -> None:
    desk = drafts(tmp_path)
    assert moves(desk, LATE, EARLY, LATE) == [LATER, EARLIER]
    desk.cache().undo()
    desk.day += timedelta(days=8)
    assert desk.check() == []
    assert load_outbox(desk.folder).watches["all"].held == {}


def test_words_that_only_a_late_alert_has_shown_are_put_right_when_the_others_have_stayed(tmp_path: Path) -> None:
    desk = drafts(tmp_path)
    assert moves(desk, LATE) == [LATER]
    desk.refuses["stdout"] = DeliveryError("it is down")
    assert moves(desk, EARLY) == []
    desk.refuses.clear()
    # The alert of the way back comes late, and shows the words of now.
    desk.day += timedelta(hours=12)
    assert len(moves(desk, LATE)) == 1
    assert moves(desk, EARLY) == []
    desk.day += timedelta(days=8)
    assert moves(desk, EARLY) == [EARLIER]
    desk.day += timedelta(days=8)
    assert moves(desk, EARLY) == []


def test_words_that_only_one_channel_was_shown_late_are_put_right(tmp_path: Path) -> None:
    one, two = channels = ("https://one.example/x", "https://two.example/x")
    desk = drafts(tmp_path, channels=channels)
    desk.refuses = dict.fromkeys(channels, DeliveryError("it is down"))
    assert moves(desk, LATE, EARLY) == []
    for name, day in ((one, LATE), (two, EARLY)):
        del desk.refuses[name]
        desk.day += timedelta(hours=12)
        moves(desk, day)
    desk.day += timedelta(days=8)
    assert EARLIER in moves(desk, EARLY)
    desk.day += timedelta(days=8)
    assert moves(desk, EARLY) == []


def test_a_notice_that_left_the_filter_and_is_as_it_was_is_told_both_times(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["added", "changed"], search="drops"))
    desk.on("2026-03-02").shows(BASE).check()
    heads = []
    for title in ("Drops", "Syrups", "Drops"):
        desk.day += timedelta(hours=3)
        heads += [message.text.splitlines()[0] for _, message in desk.shows((title, "1", "")).check()]
    assert heads == ["all: 1 new", "all: 1 changed", "all: 1 changed"]


def test_periods_in_which_the_machine_slept_are_one_recap(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="daily"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.on("2026-03-03").shows(matter(1))
    assert len(desk.on("2026-03-20").shows(matter(2)).check()) == 1
    assert desk.check() == []
    assert desk.on("2026-03-20").shows(matter(3)).check() == []
    assert desk.on("2026-03-21").titles() == [["Notice on Matter 3"]]


def test_a_day_begins_at_midnight_in_shanghai(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="daily"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.shows(matter(1))
    desk.day = datetime(2026, 3, 3, 15, 59, tzinfo=UTC)
    assert desk.check() == []
    desk.day = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
    assert desk.titles() == [["Notice on Matter 1"]]


def test_a_recap_has_what_is_due_and_no_document_twice(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="monthly"))
    desk.on("2026-03-03").shows(
        ("Rules on Dosage", "7", "The rules shall come into force as of April 20, 2026.")
    ).check()
    desk.on("2026-03-20").shows(matter(1, "It shall come into force as of May 1, 2026.")).check()
    [[_, recap]] = desk.on("2026-04-02").check()
    assert recap.subject == "all: monthly recap since 2026-03-03: 1 new, 1 due"
    assert [each["title"] for each in recap.notices] == ["Rules on Dosage", "Notice on Matter 1"]
    assert recap.text.index("DUE") < recap.text.index("Rules on Dosage") < recap.text.index("NEW")
    assert "takes effect 2026-04-20, in 18 days" in recap.text
    assert "takes effect 2026-05-01, in 29 days" in recap.text


def test_reminders_do_not_wait_for_a_recap(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="monthly", remind=["14d", "3d"]))
    desk.on("2026-03-03").shows(
        ("Rules on Dosage", "7", "The rules shall come into force as of March 25, 2026.")
    ).check()
    assert desk.on("2026-03-10").titles() == []
    assert desk.on("2026-03-11").titles() == [["Rules on Dosage"]]
    assert desk.on("2026-03-12").titles() == []


def test_each_reminder_comes_once_for_each_deadline_and_length(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", remind=["14d", "3d"]))
    desk.on("2026-03-01").shows(("Rules on Dosage", "7", "The rules shall come into force as of March 25, 2026."))
    days = [day for day in range(1, 27) if desk.on(f"2026-03-{day:02}").check()]
    assert days == [11, 22]
    ids = [message.id for _, message in desk.got]
    assert len(set(ids)) == 2


def test_one_reminder_stands_for_all_that_were_missed(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", remind=["14d", "3d"]))
    desk.on("2026-03-01").shows(
        ("Rules on Dosage", "7", "The rules shall come into force as of March 25, 2026.")
    ).check()
    assert len(desk.on("2026-03-23").check()) == 1
    assert desk.on("2026-03-24").check() == []


def test_an_outbox_of_before_counts_its_reminders(tmp_path: Path) -> None:
    """The outbox of 0.2 has no lengths: the days that were left tell which reminders are done."""
    desk = Desk(tmp_path, watch("all", remind="7d"))
    desk.on("2026-03-01").shows(
        ("Rules on Dosage", "7", "The rules shall come into force as of March 25, 2026.")
    ).check()
    assert len(desk.on("2026-03-18").check()) == 1
    outbox = desk.folder / "outbox.jsonl"
    outbox.write_text(outbox.read_text().replace(', "lengths": [7]', ""))
    desk.configure(watch("all", remind=["7d", "3d"]))
    assert [day for day in range(19, 26) if desk.on(f"2026-03-{day}").check()] == [22]


ME = ("mailto:me@example.org",)


def test_a_person_in_two_watches_gets_one_mail_with_every_notice_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", ME) + watch("first", [*ME, "stdout"], search="Matter 1"))
    desk.on("2026-03-03").shows(BASE).check()
    got = desk.on("2026-03-04").shows(matter(1), matter(2)).check()
    mails = [message for channel, message in got if channel == ME[0]]
    assert [sorted(str(each["title"]) for each in mail.notices) for mail in mails] == [
        ["Notice on Matter 1", "Notice on Matter 2"]
    ]
    assert mails[0].subject == "all, first: 2 new"
    assert mails[0].text.count("for all, first") == 1
    assert mails[0].text.count("· for all\n") == 1
    assert [channel for channel, _ in got].count("stdout") == 1
    told = load_outbox(desk.folder).told
    assert (len(told["all"]), len(told["first"])) == (2, 1)
    assert desk.check() == []


def test_alerts_of_single_notices_to_one_person_are_one_mail_for_each_notice(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", ME, digest=False) + watch("first", ME, search="Matter 1", digest=False))
    desk.on("2026-03-03").shows(BASE).check()
    assert sorted(desk.on("2026-03-04").shows(matter(1), matter(2)).titles()) == [
        ["Notice on Matter 1"],
        ["Notice on Matter 2"],
    ]


def test_a_notice_has_a_mail_of_its_own_also_where_a_digest_goes_to_the_same_person(tmp_path: Path) -> None:
    """The digest has the other notices, so that every notice comes once."""
    each = watch("each", ME, search="Matter 1 OR Matter 2", digest=False)
    desk = Desk(tmp_path, watch("all", ME) + each)
    desk.on("2026-03-03").shows(BASE).check()
    got = desk.on("2026-03-04").shows(*map(matter, (1, 2, 3, 4))).check()
    assert sorted((message.subject, len(message.notices), message.thread is None) for _, message in got) == [
        ("all: 2 new", 2, True),
        ("each, all: Notice on Matter 1", 1, False),
        ("each, all: Notice on Matter 2", 1, False),
    ]
    outbox = load_outbox(desk.folder)
    sent = sorted((stored.alert.watch, len(stored.alert.members)) for stored in outbox.alerts.values())
    assert sent == [("all", 1), ("all", 1), ("all", 2), ("each", 1), ("each", 1)]
    assert (len(outbox.told["all"]), len(outbox.told["each"])) == (4, 2)
    assert desk.check() == []


def test_a_digest_with_nothing_left_is_no_mail_and_two_of_one_notice_each_are_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("each", ME, search="Matter 1", digest=False) + watch("all", ME))
    desk.on("2026-03-03").shows(BASE).check()
    assert desk.on("2026-03-04").shows(matter(1)).titles() == [["Notice on Matter 1"]]
    desk.configure(watch("one", ME, search="Matter 2") + watch("two", ME, search="Matter 3"))
    desk.check()
    assert desk.on("2026-03-05").shows(matter(2), matter(3)).titles() == [["Notice on Matter 2", "Notice on Matter 3"]]


ANN, BOB = "mailto:ann@x.example", "mailto:bob@x.example"
VACCINE = ("Rule on vaccine", "50", "")


def test_a_new_watch_with_the_former_name_of_another_is_told_of_its_news(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("children", search="matter"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.on("2026-03-04").configure(watch("eu", search="matter"))
    assert desk.check() == []
    desk.on("2026-03-05").configure(watch("eu", search="matter") + watch("children", search="vaccine"))
    assert desk.check() == []
    told = desk.on("2026-03-06").shows(VACCINE, matter(1)).check()
    assert [message.subject for _, message in told] == ["eu: Notice on Matter 1", "children: Rule on vaccine"]
    # The outbox is rewritten without the alerts of that time.
    assert desk.on("2026-07-01").check() == []
    assert desk.on("2026-07-02").shows(("Rule on vaccine two", "51", ""), matter(2)).titles() == [
        ["Notice on Matter 2"],
        ["Rule on vaccine two"],
    ]
    assert desk.notes == []


def test_reminders_are_those_of_the_watch_and_not_of_its_name(tmp_path: Path) -> None:
    draft = ("Guideline on Syrups (Draft for Comments)", "1", "Comments by 2026-05-20.")
    eu, children = watch("eu", search="syrups"), watch("children", search="guideline", remind="14d")
    desk = Desk(tmp_path, watch("children", search="syrups"))
    desk.on("2026-03-03").shows(draft).check()
    for config in (eu, children + eu):
        desk.configure(config)
        assert desk.check() == []
    assert [message.watch for _, message in desk.on("2026-05-10").check()] == ["children"]
    desk.configure(children + watch("eu", search="syrups", remind="14d"))
    assert [message.watch for _, message in desk.on("2026-05-11").check()] == ["eu"]


def test_an_alert_that_waits_goes_to_its_own_reader_when_another_watch_gets_the_name(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("children", [ANN], search="matter"))
    desk.on("2026-03-02").shows(BASE).check()
    desk.refuses = {ANN: DeliveryError("down")}
    desk.on("2026-03-03").shows(matter(1)).check()
    eu = watch("eu", [ANN], search="matter")
    desk.configure(eu)
    assert desk.check() == []
    desk.refuses = {}
    desk.on("2026-03-05").configure(eu + watch("children", [BOB], search="vaccine"))
    assert [(channel, message.subject) for channel, message in desk.check()] == [
        (ANN, "children: Notice on Matter 1"),
    ]


def test_an_alert_of_a_removed_watch_goes_to_nobody_else(tmp_path: Path) -> None:
    sales = watch("sales", [BOB], search="vaccine")
    desk = Desk(tmp_path, watch("legal", [ANN], search="matter") + sales)
    desk.on("2026-03-02").shows(BASE).check()
    desk.refuses = {ANN: DeliveryError("down")}
    desk.on("2026-03-03").shows(matter(1)).check()
    desk.refuses = {}
    desk.configure(sales)
    assert desk.on("2026-03-04").check() == []


def test_a_channel_that_has_a_notice_is_not_told_again_after_the_watch_was_renamed(tmp_path: Path) -> None:
    channels = ["stdout", "https://x.example/h"]
    desk = Desk(tmp_path, watch("all", channels))
    desk.on("2026-03-03").shows(BASE).check()
    desk.refuses = {channels[1]: DeliveryError("down")}
    assert [channel for channel, _ in desk.on("2026-03-04").shows(matter(1)).check()] == ["stdout"]
    desk.configure(watch("every", channels))
    assert desk.check() == []
    desk.cache().undo()
    desk.refuses = {}
    assert [channel for channel, _ in desk.on("2026-03-05").shows(matter(1)).check()] == [channels[1]]


def test_a_channel_that_has_a_carrier_is_told_of_the_original_alone_when_both_are_found(tmp_path: Path) -> None:
    """The carrier that was told is undone, and comes back together with the notice that it copies."""
    title = "Guideline on Syrups for Testing (Draft for Comments)"
    channels = ["stdout", "https://x.example/h"]
    desk = Desk(tmp_path, watch("all", channels))
    desk.on("2026-03-03").shows(BASE, source="a/list").shows(("Other base", "9", ""), source="b/list").check()
    desk.refuses = {channels[1]: DeliveryError("down")}
    assert [channel for channel, _ in desk.on("2026-03-04").shows((title, "2", ""), source="b/list").check()] == [
        "stdout"
    ]
    desk.cache().undo()
    desk.on("2026-03-05").shows((title, "1", ""), source="a/list").shows((title, "2", ""), source="b/list")
    [(channel, message)] = desk.check()
    assert (channel, [each["sources"] for each in message.notices]) == ("stdout", [["a/list"]])
    desk.refuses = {}
    [(channel, message)] = desk.on("2026-03-06").check()
    assert (channel, [str(each["title"]) for each in message.notices][:1]) == (channels[1], [title])
    assert desk.on("2026-03-07").check() == []


ALPHA, BETA = ("Rule alpha", "1", ""), ("Rule beta", "2", "")


def test_two_watches_that_are_renamed_at_once_keep_their_places(tmp_path: Path) -> None:
    """Each is known by its filter, also where it gets the name of the other."""
    weekly, at_once = {"search": "alpha", "digest": "weekly"}, {"search": "beta"}
    for place, (first, second) in enumerate([("three", "one"), ("two", "one")]):
        (folder := tmp_path / str(place)).mkdir()
        desk = Desk(folder, watch("one", **weekly) + watch("two", **at_once))
        desk.on("2026-03-02").shows(BASE).check()
        assert desk.on("2026-03-04").shows(ALPHA, BETA).titles() == [["Rule beta"]]
        desk.configure(watch(first, **weekly) + watch(second, **at_once))
        assert desk.on("2026-03-05").check() == []
        assert desk.on("2026-03-09").titles() == [["Rule alpha"]]
        assert desk.on("2026-03-16").check() == []
        assert set(load_outbox(desk.folder).watches) == {first, second}


def test_a_renamed_watch_does_not_take_the_place_of_a_copy_that_was_removed(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("first") + watch("copy"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.configure(watch("first"))
    desk.check()
    assert desk.on("2026-03-11").shows(ALPHA).titles() == [["Rule alpha"]]
    desk.configure(watch("renamed"))
    assert desk.on("2026-03-20").check() == []


@pytest.mark.parametrize(
    ("name", "search", "day", "told"),
    [
        ("other", "alpha", "2026-09-01", []),
        ("mine", "beta", "2026-09-01", []),
        ("other", "beta", "2026-09-01", []),
        ("mine", "alpha", "2026-09-01", [["Rule alpha"]]),
        ("other", "alpha", "2026-03-20", [["Rule alpha"]]),
        ("mine", "beta", "2026-03-20", []),
        ("mine", "beta", "2026-03-04", []),
    ],
)
def test_a_watch_with_the_name_alone_or_the_filter_of_one_removed_long_ago_is_a_new_one(
    tmp_path: Path, name: str, search: str, day: str, told: list[list[str]]
) -> None:
    """With both it is the same one, as if it had not been away."""
    desk = Desk(tmp_path, watch("mine", search="alpha"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.configure("")
    desk.check()
    desk.on("2026-03-10").shows(ALPHA, BETA).check()
    desk.configure(watch(name, search=search))
    assert desk.on(day).titles() == told
    goes_on, begins = (
        any(words in line for line in desk.notes) for words in ("goes on where `mine`", "another one than")
    )
    assert (goes_on, begins) == (name == "other" and told != [], (name, search) == ("mine", "beta"))
    assert desk.on("2026-09-02").shows((f"Rule {search} two", "7", "")).titles() == [[f"Rule {search} two"]]


def test_a_watch_with_a_relative_day_is_known_under_a_new_name(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="weekly", since="1y"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.on("2026-03-04").shows(ALPHA).check()
    desk.on("2026-03-05").configure(watch("every", digest="weekly", since="1y"))
    assert desk.check() == []
    assert desk.on("2026-03-09").titles() == [["Rule alpha"]]


def test_a_recap_names_again_what_had_a_mail_of_its_own(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("each", ME, digest=False) + watch("all", ME, digest="daily"))
    desk.on("2026-03-03").shows(BASE).check()
    assert sorted(desk.on("2026-03-04").shows(matter(1), matter(2)).titles()) == [
        ["Notice on Matter 1"],
        ["Notice on Matter 1", "Notice on Matter 2"],
        ["Notice on Matter 2"],
    ]


def test_a_shared_mail_that_fails_keeps_its_id_and_its_content(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", ME) + watch("first", ME, search="Matter 1"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.refuses = {ME[0]: DeliveryError("down")}
    assert desk.on("2026-03-04").shows(matter(1), matter(2)).check() == []
    waiting = [each for each in load_outbox(desk.folder).alerts.values() if each.open]
    assert {each.state for each in waiting} == {"failed"}
    [name] = {each.alert.message for each in waiting}
    seen: list[Message] = []
    cache = desk.cache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cdetrack.alert.channels.send", lambda _, message, __: seen.append(message))
        result = cache.retry()
    assert ([each.id for each in seen], result.delivered, len(result.waiting)) == ([name], 2, 0)
    assert len(seen[0].notices) == 2


def test_a_digest_that_its_channel_finds_too_large_goes_out_in_parts(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", ["https://x.example/hook"]))
    desk.on("2026-03-03").shows(BASE).check()
    desk.most = 3
    got = desk.on("2026-03-04").shows(*map(matter, range(1, 11))).check()
    titles = [str(each["title"]) for _, message in got for each in message.notices]
    assert sorted(titles) == sorted(f"Notice on Matter {number}" for number in range(1, 11))
    assert len({message.id for _, message in got}) == len(got) == 4
    assert all("part of a larger alert" in message.text for _, message in got)
    assert desk.check() == []
    alerts = load_outbox(desk.folder).alerts
    states = [each.state for each in alerts.values()]
    assert (states.count("sent"), states.count("dropped")) == (4, 3)
    for name, each in alerts.items():
        if each.dropped:
            parts = [alerts[part].alert for part in each.instead]
            assert {*each.alert.names()} == {notice for part in parts for notice in part.names()}
            assert each.reason == "it answered 413; in its place: " + ", ".join(f"`{part.id[:12]}`" for part in parts)
            assert (each.tries, name in each.instead) == (1, False)


def test_a_shared_mail_that_is_too_large_is_split_for_both_watches(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", ME) + watch("some", ME, search="Matter 1"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.most = 2
    got = desk.on("2026-03-04").shows(*map(matter, (1, 2, 3, 10))).check()
    titles = [str(each["title"]) for _, message in got for each in message.notices]
    assert sorted(titles) == sorted(f"Notice on Matter {number}" for number in (1, 2, 3, 10))
    assert len({message.id for _, message in got}) == len(got) == 2
    outbox = load_outbox(desk.folder)
    assert not outbox.open_alerts()
    assert (len(outbox.told["all"]), len(outbox.told["some"])) == (4, 2)


def test_parts_that_a_crash_left_go_out_under_their_ids(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", ["https://x.example/hook"]))
    desk.on("2026-03-03").shows(BASE).check()
    desk.most = 3
    desk.on("2026-03-04").shows(*map(matter, range(1, 11))).check()
    ids = {message.id for _, message in desk.got}
    path = desk.folder / "outbox.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    cuts = [number for number, line in enumerate(lines) if '"instead"' in line or '"delivered"' in line]
    for cut in cuts:
        path.write_text("".join(lines[:cut]))
        again = {message.id for _, message in desk.check()}
        assert again <= ids
        assert desk.check() == []


def test_a_single_notice_that_is_too_large_waits(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", ["https://x.example/hook"]))
    desk.on("2026-03-03").shows(BASE).check()
    desk.most = 0
    assert desk.on("2026-03-04").shows(matter(1), matter(2)).check() == []
    assert [each.why for each in load_outbox(desk.folder).open_alerts()] == ["it answered 413"] * 2


def test_a_document_is_undecided_once_and_until_somebody_decides() -> None:
    every = Watch(name="all", query=Query(), on=("added",), digest="weekly", remind=(), channels=("stdout",))
    notices = [pediatric("a"), pediatric("b", state="done"), pediatric("c", document="a"), None]
    assert undecided(every, notices) == ["c"]


def test_a_recap_asks_for_decisions_where_people_decide(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="daily"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.shows(matter(1), matter(2), matter(3))
    assert len(desk.on("2026-03-04").check()) == 1
    assert desk.on("2026-03-05").check() == [], "nobody decides here"
    first, second = (desk.cache().notices(Query(search=f"Matter {number}"))[0].id for number in (1, 2))
    desk.cache().mark([first], "done", by="li")
    [[_, recap]] = desk.on("2026-03-06").check()
    assert recap.subject == "all: daily recap since 2026-03-05: 2 undecided"
    assert f"decide: cdetrack mark {second} relevant" in recap.text
    assert first not in recap.text


def test_a_document_that_is_due_and_undecided_is_named_once_and_one_that_is_irrelevant_not_at_all(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, watch("all", digest="daily"))
    desk.on("2026-03-03").shows(BASE).check()
    due = "The rules shall come into force as of March 10, 2026."
    desk.shows(matter(1, due), matter(2, due), matter(3, due))
    assert len(desk.on("2026-03-04").check()) == 1
    first, second = (desk.cache().notices(Query(search=f'"Matter {number}"'))[0].id for number in (1, 2))
    desk.cache().mark([first], "irrelevant", by="li")
    desk.cache().mark([second], "relevant", by="li")
    [[_, recap]] = desk.on("2026-03-05").check()
    assert recap.subject == "all: daily recap since 2026-03-04: 2 due, 1 undecided"
    assert [recap.text.count(f"Notice on Matter {number}") for number in (1, 2, 3)] == [0, 1, 1]
    assert "· my/list · relevant" in recap.text
    assert recap.text.count("decide: cdetrack mark") == 1


def test_a_recap_is_listed_with_every_notice_that_it_names(tmp_path: Path) -> None:
    """By `alerts`, and by `show --why` of the notice: also with one that is only due or undecided."""
    desk = Desk(tmp_path, watch("all", digest="daily"))
    desk.on("2026-03-03").shows(BASE).check()
    due = "The rules shall come into force as of March 10, 2026."
    desk.shows(matter(1, due), matter(2), matter(3)).on("2026-03-04").check()
    ids = [desk.cache().notices(Query(search=f'"Matter {number}"'))[0].id for number in (1, 2, 3)]
    desk.cache().mark([ids[2]], "done", by="li")
    [[_, recap]] = desk.on("2026-03-05").check()
    assert recap.subject == "all: daily recap since 2026-03-04: 1 due, 2 undecided"
    listed = {row["id"]: row["notices"] for row in in_process("alerts", "--json", "--cache", desk.folder).json()}
    assert sorted(listed[recap.id]) == sorted(str(each["id"]) for each in recap.notices) == sorted(ids[:2])
    why = [desk.cache().why(desk.cache().notice(name)).get(f"alert {recap.id[:12]}", "") for name in ids]
    assert why[0].startswith("`all`, takes effect 2026-03-10, undecided: stdout: sent ")
    assert why[1].startswith("`all`, undecided: stdout: sent ")
    assert why[2] == ""


def test_a_recap_names_the_command_that_decides() -> None:
    recap = Recap(rhythm="weekly", since=TODAY, until=TODAY, undecided=("a",))
    item = Item(notice=pediatric("a"), kinds=(), place="undecided", undecided=True)
    assert digest.decision(item) == "decide: cdetrack mark a relevant"
    weekly = replace(ALERT, recap=recap)
    assert digest.headline("all", [item], weekly) == "all: weekly recap since 2026-11-22: 1 undecided"


def test_an_id_follows_from_the_period_of_a_recap_and_from_the_length_of_a_reminder() -> None:
    def named(**given: object) -> str:
        return replace(ALERT, **given).renamed().id  # type: ignore[arg-type]

    recap = Recap(rhythm="weekly", since=TODAY, until=TODAY)
    day = ("event", "2026-12-01")
    names = [
        named(),
        named(recap=recap),
        named(recap=replace(recap, since=date(2026, 11, 1))),
        named(recap=replace(recap, undecided=("a",))),
        named(recap=replace(recap, ahead=(Member(id="a"),))),
        named(members=(Member(id="a", deadlines=(day,)),)),
        named(members=(Member(id="a", deadlines=(day,), lengths=(3,)),)),
        named(members=(Member(id="a", deadlines=(day,), lengths=(14,)),)),
    ]
    assert len(set(names)) == len(names)


def test_an_old_record_is_shown_apart_from_another_of_its_host() -> None:
    one, other = (
        Alert(id="x", watch="w", channel="https://x.example/…", to=to, created=ALERT.created)
        for to in ("1f9c0a", "77aa00")
    )
    assert (one.shown, other.shown) == ("https://x.example/…#1f9c", "https://x.example/…#77aa")


def test_days_that_have_passed_come_last_and_say_so() -> None:
    item = Item(
        notice=pediatric("a"),
        kinds=("added",),
        days=(Day("effective", date(2026, 11, 1)), Day("comments_due", date(2026, 12, 1))),
    )
    assert digest.ahead(item.days[0], TODAY) == "took effect 2026-11-01, 21 days ago"
    assert item.soonest(TODAY) == date(2026, 12, 1)


def test_the_words_of_every_notice_of_a_document_are_told_and_its_deadline_that_moved(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"]))
    title = "Guideline on Syrups for Testing (Draft for Comments)"
    desk.on("2026-03-03").shows((title, "1", "Some text here."), source="a/list")
    desk.shows((title, "2", f"Comments by {EARLY}."), source="b/list").check()
    desk.shows((title, "1", "Other text here."), source="a/list")
    [[_, message]] = desk.shows((title, "2", f"Comments by {LATE}."), source="b/list").check()
    lead, also = message.text.split("also: ")
    assert "summary: [-Some-]{+Other+} text here." in lead
    assert LATER not in lead
    assert f"    {LATER}" in also
    assert f"summary: Comments by [-{EARLY}-]{{+{LATE}+}}." in also
    assert LATER in message.markdown.split("also: ")[1]
    assert f"{LATE}</ins>" in message.html.split("also:")[1]


def test_a_document_in_two_watches_has_the_words_of_all_their_notices(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("a", ME, on=["changed"], source=["a/list"]) + watch("b", ME, on=["changed"]))
    title = "Guideline on Syrups for Testing (Draft for Comments)"
    desk.on("2026-03-03").shows((title, "1", "Some text here."), source="a/list")
    desk.shows((title, "2", "Such words."), source="b/list").check()
    desk.shows((title, "1", "Other text here."), source="a/list")
    [[_, mail]] = desk.shows((title, "2", "More words."), source="b/list").check()
    assert "[-Some-]{+Other+}" in mail.text
    assert "[-Such-]{+More+}" in mail.text


def test_a_withdrawal_that_waited_until_the_notice_was_back_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["withdrawn"]))
    desk.on("2026-03-02").shows(BASE, matter(1), matter(2), whole=True).check()
    desk.refuses = {"stdout": DeliveryError("down")}
    assert desk.on("2026-03-03").loses(BASE, matter(2)).check() == []
    desk.on("2026-03-04").shows(BASE, matter(1), matter(2), whole=True)
    desk.refuses = {}
    [withdrawn, back] = [message.text for _, message in desk.check()]
    assert "WITHDRAWN" in withdrawn
    assert "· my/list · back again" in withdrawn
    assert "BACK AGAIN" in back


def test_a_watch_on_withdrawn_notices_hears_that_one_is_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("gone", withdrawn=True, search="Matter"))
    desk.on("2026-03-03").shows(BASE, matter(1), matter(2), whole=True).check()
    [[_, gone]] = desk.on("2026-03-04").loses(BASE, matter(2)).check()
    [[_, back]] = desk.on("2026-03-05").shows(BASE, matter(1), matter(2), whole=True).check()
    assert [message.text.split("\n")[2] for message in (gone, back)] == ["WITHDRAWN", "BACK AGAIN"]
    assert desk.on("2026-03-06").shows(BASE, matter(1, "In words."), matter(2)).check() == []
    desk.loses(matter(1, "In words."), matter(2)).check()
    assert desk.shows(BASE).check() == [], "another one"


def test_a_watch_that_gets_recaps_after_an_undone_look_has_its_first_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.refuses = {"stdout": DeliveryError("down")}
    desk.on("2026-03-04").shows(matter(1)).check()
    assert desk.cache().undo().dropped == 1
    desk.refuses = {}
    desk.configure(watch("all", digest="weekly"))
    assert desk.on("2026-03-05").titles() == []
    assert desk.on("2026-03-06").shows(matter(1), matter(2)).titles() == []
    [titles] = desk.on("2026-03-09").titles()
    assert sorted(titles) == ["Notice on Matter 1", "Notice on Matter 2"]
    assert desk.on("2026-03-16").shows(matter(3)).titles() == [["Notice on Matter 3"]]


def test_what_was_undone_waits_for_the_recap_that_decides_on_it(tmp_path: Path) -> None:
    """A document that was passed over as a carrier of an undone notice is told, however many checks come before."""
    title = "Guideline on Syrups for Testing (Draft for Comments)"
    desk = Desk(tmp_path, watch("all", digest="weekly"))
    desk.on("2026-03-03").shows(BASE, source="a/list").shows(("Other base", "9", ""), source="b/list").check()
    desk.refuses = {"stdout": DeliveryError("down")}
    desk.on("2026-03-09").shows((title, "1", ""), source="a/list").check()
    desk.on("2026-03-10").shows((title, "2", ""), source="b/list")
    desk.on("2026-03-16").check()
    assert desk.cache().undo(3).dropped == 1
    desk.refuses = {}
    for day in range(17, 20):
        desk.configure(watch("all", digest="weekly", search=f"guideline OR {day}"))
        assert desk.on(f"2026-03-{day}").titles() == []
    assert desk.on("2026-03-23").titles() == [[title]]


def test_a_recap_watch_that_is_edited_and_then_renamed_keeps_its_place(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="weekly"))
    desk.on("2026-03-03").shows(BASE).check()
    assert desk.on("2026-03-04").shows(matter(1)).check() == []
    desk.configure(watch("all", digest="weekly", on=["added", "changed"]))
    assert desk.on("2026-03-05").check() == []
    desk.configure(watch("every", digest="weekly", on=["added", "changed"]))
    assert desk.on("2026-03-06").check() == []
    assert desk.on("2026-03-09").titles() == [["Notice on Matter 1"]]


def test_a_reminder_that_undo_dropped_comes_when_the_notice_is_found_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"], remind="14d"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.refuses = {"stdout": DeliveryError("down")}
    draft = due("2026-03-20")
    assert desk.on("2026-03-10").shows(draft).check() == []
    assert desk.cache().undo().dropped == 1
    desk.refuses = {}
    assert desk.on("2026-03-11").check() == []
    assert desk.on("2026-03-12").shows(draft).titles() == [[draft[0]]]
    assert desk.on("2026-03-13").check() == []
    desk.cache().undo()
    assert desk.on("2026-03-14").shows(draft).check() == [], "it was delivered"


def test_a_reminder_beside_other_notices_that_undo_took_out_comes_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", remind="14d"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.refuses = {"stdout": DeliveryError("down")}
    draft = due("2026-03-20")
    desk.on("2026-03-10").shows(matter(7)).shows(draft).check()
    undone = desk.cache().undo()
    assert (undone.dropped, undone.reduced) == (0, 1)
    desk.refuses = {}
    assert sorted(map(len, desk.on("2026-03-11").shows(draft).titles())) == [1, 1]
    assert desk.got[-1][1].subject == f"all: {draft[0]}"
    assert load_outbox(desk.folder).alerts[desk.got[-1][1].id].alert.members[0].deadlines


def test_given_up_is_a_reminder_that_does_not_come_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"], remind="14d"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.refuses = {"stdout": DeliveryError("down")}
    desk.on("2026-03-10").shows(due("2026-03-20")).check()
    assert len(desk.cache().drop(channel="stdout")) == 1
    desk.refuses = {}
    assert desk.on("2026-03-11").check() == []


def test_a_waiting_recap_whose_news_are_undone_says_what_is_due(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="weekly"))
    draft = due("2026-03-20")
    desk.on("2026-03-03").shows(BASE, draft).check()
    desk.on("2026-03-05").shows(matter(2)).check()
    desk.refuses = {"stdout": DeliveryError("down")}
    desk.on("2026-03-09").check()
    undone = desk.cache().undo()
    assert (undone.dropped, undone.reduced) == (0, 1)
    desk.refuses = {}
    [[_, recap]] = desk.on("2026-03-10").check()
    assert recap.subject == "all: weekly recap since 2026-03-03: 1 due"
    assert [each["title"] for each in recap.notices] == [draft[0]]


def test_a_waiting_recap_of_nothing_but_what_is_undone_is_dropped(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest="weekly"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.on("2026-03-05").shows(due("2026-03-20")).check()
    assert len(desk.on("2026-03-09").check()) == 1
    desk.refuses = {"stdout": DeliveryError("down")}
    assert desk.on("2026-03-16").check() == []
    assert desk.cache().undo().dropped == 1


def test_news_that_a_check_fetched_itself_are_heard_and_not_told_again_after_a_repair(tmp_path: Path) -> None:
    """They are recorded after the beginning of the check."""
    desk = Desk(tmp_path, watch("all", on=["added", "changed"]))
    desk.on("2026-03-03").shows(BASE, matter(1, "Some words.")).check()
    sent: list[Message] = []

    def check(fetch: Callable[[], Iterable[Outcome]] = tuple) -> None:
        store = desk.cache().store
        settings = replace(desk.cache().alert_settings(), send=lambda _, message: sent.append(message))
        check_store(store, settings, now=desk.day, clock=lambda: desk.day, wait=9, fetch=fetch)

    def fetch() -> Iterable[Outcome]:
        desk.day += timedelta(minutes=1)
        desk.shows(matter(1, "Other words."))
        return ()

    check(fetch)
    assert len(sent) == 1
    rewind(desk.folder, {"all": {}})
    desk.day += timedelta(hours=1)
    desk.shows(matter(2))
    check()
    assert [[str(each["title"]) for each in message.notices] for message in sent[1:]] == [["Notice on Matter 2"]]


@pytest.mark.parametrize("between", [False, True])
def test_the_last_of_several_looks_in_one_alert_is_not_told_again_when_it_is_undone_and_found_again(
    tmp_path: Path, *, between: bool
) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"]))
    desk.on("2026-03-02").shows(BASE, matter(1, "Alpha.")).check()
    desk.on("2026-03-03").shows(matter(1, "Beta."))
    if between:
        desk.check()
    assert "{+Gamma+}" in desk.shows(matter(1, "Gamma.")).check()[0][1].text
    assert desk.on("2026-03-04").cache().undo().heard == ("stdout",)
    assert desk.on("2026-03-05").shows(matter(1, "Gamma.")).check() == []
    assert "[-Gamma-]{+Delta+}" in desk.on("2026-03-06").shows(matter(1, "Delta.")).check()[0][1].text


def test_a_look_that_is_undone_before_an_alert_of_several_goes_out_is_told_when_it_is_found_again(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"]))
    desk.on("2026-03-02").shows(BASE, matter(1, "Alpha.")).check()
    desk.on("2026-03-03").shows(matter(1, "Beta.")).shows(matter(1, "Gamma."))
    desk.refuses = {"stdout": DeliveryError("down")}
    assert desk.check() == []
    assert desk.cache().undo().reduced == 1
    desk.refuses = {}
    assert "[-Alpha-]{+Beta+}" in desk.on("2026-03-04").check()[0][1].text
    assert "[-Beta-]{+Gamma+}" in desk.on("2026-03-05").shows(matter(1, "Gamma.")).check()[0][1].text


def test_an_earlier_one_of_several_undone_looks_is_told_when_it_is_found_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"]))
    desk.on("2026-03-02").shows(BASE, matter(1, "Alpha.")).check()
    desk.on("2026-03-03").shows(matter(1, "Beta.")).shows(matter(1, "Gamma.")).shows(matter(1, "Delta."))
    assert "[-Alpha-]{+Delta+}" in desk.check()[0][1].text
    desk.cache().undo()
    desk.cache().undo()
    assert "{+Gamma+}" in desk.on("2026-03-05").shows(matter(1, "Gamma.")).check()[0][1].text


@pytest.mark.parametrize("fails", [False, True])
def test_the_rest_of_a_shared_mail_has_an_id_of_its_own(tmp_path: Path, *, fails: bool) -> None:
    """One mail waits for two watches; the channel of one of them is removed and put back."""

    def both(second: Iterable[str]) -> str:
        return watch("one", ME, search="matter") + watch("two", second, search="rule")

    desk = Desk(tmp_path, both(ME))
    desk.on("2026-03-03").shows(BASE).check()
    down = {ME[0]: DeliveryError("down")}
    desk.refuses = down
    assert desk.on("2026-03-04").shows(matter(1), ("Rule one", "9", "")).check() == []
    desk.configure(both(["stdout"]))
    desk.refuses = down if fails else {}
    desk.on("2026-03-05").check()
    desk.refuses = {}
    desk.configure(both(ME))
    desk.on("2026-03-06").check()
    mails = [message for channel, message in desk.got if channel == ME[0]]
    assert sorted([str(each["title"]) for each in mail.notices] for mail in mails) == [
        ["Notice on Matter 1"],
        ["Rule one"],
    ]
    assert len({mail.id for mail in mails}) == 2
    assert desk.on("2026-03-07").check() == []


def test_the_rest_of_a_shared_mail_of_which_an_older_version_sent_a_part_has_an_id_of_its_own(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("one", ME, search="matter") + watch("two", ME, search="rule"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.refuses = {ME[0]: DeliveryError("down")}
    desk.on("2026-03-04").shows(matter(1), ("Rule one", "9", "")).check()
    with open_outbox(desk.folder, wait=9) as outbox:
        first, second = (each.alert for each in outbox.state.open_alerts())
        outbox.record(outbox_records.delivered(desk.day, first.id))
    desk.refuses = {}
    [[_, mail]] = desk.on("2026-03-05").check()
    assert mail.id == second.id != second.message == first.message


def test_a_mail_with_two_recaps_names_both(tmp_path: Path) -> None:
    two = watch("one", ME, search="matter", digest="daily") + watch("two", ME, search="rule", digest="weekly")
    desk = Desk(tmp_path, two)
    desk.on("2026-03-03").shows(BASE).check()
    assert desk.on("2026-03-04").shows(("Rule one", "9", "")).check() == []
    desk.on("2026-03-08").shows(matter(1)).check()
    [[_, mail]] = desk.on("2026-03-09").shows(matter(2)).check()
    assert mail.subject == "one, two: daily and weekly recap since 2026-03-03: 2 new"


def test_a_look_with_a_clock_in_the_future_is_told_and_the_watch_has_not_heard_of_the_future(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all"))
    desk.on("2026-03-03").shows(BASE).check()
    desk.on("2027-03-03").shows(matter(1))
    assert desk.on("2026-03-04").titles() == [["Notice on Matter 1"]]
    assert load_outbox(desk.folder).watches["all"].heard == desk.day


def test_a_watch_with_another_filter_is_told_on_request_of_what_matches_it_now_and_once(tmp_path: Path) -> None:
    def existing() -> list[list[str]]:
        seen: list[Message] = []
        desk.cache().check(fetch=False, existing=True, send=lambda _, message: seen.append(message))
        return [[str(each["title"]) for each in message.notices] for message in seen]

    desk = Desk(tmp_path, watch("all", search="Matter"))
    desk.on("2026-03-03").shows(BASE, matter(1))
    assert existing() == [["Notice on Matter 1"]]
    assert existing() == []
    desk.configure(watch("all"))
    assert desk.on("2026-03-04").check() == []
    assert existing() == [["Something old"]]
    assert existing() == []


def test_a_reminder_that_undo_dropped_for_one_channel_comes_there_when_the_notice_is_found_again(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, watch("all", [ANN, BOB], on=["changed"], remind="14d"))
    desk.on("2026-03-03").shows(BASE).check()
    draft = due("2026-03-20")
    desk.refuses = {BOB: DeliveryError("down")}
    assert [channel for channel, _ in desk.on("2026-03-10").shows(draft).check()] == [ANN]
    assert desk.cache().undo().dropped == 1
    desk.refuses = {}
    assert [channel for channel, _ in desk.on("2026-03-11").shows(draft).check()] == [BOB]
    assert desk.on("2026-03-12").check() == []


def test_what_undo_takes_back_in_two_steps_is_not_told_again_when_both_are_found_again(tmp_path: Path) -> None:
    """The alert of the second look told all that is found again, whichever looks find it."""
    desk = Desk(tmp_path, watch("all", on=["added", "changed", "withdrawn"]))
    others = (BASE, matter(2), matter(3))
    desk.on("2026-03-02").shows(*others, matter(1, "Alpha."), whole=True).check()
    assert len(desk.on("2026-03-03").shows(matter(1, "Beta.")).check()) == 1
    assert len(desk.on("2026-03-04").loses(*others).check()) == 1
    desk.on("2026-03-05").cache().undo()
    desk.cache().undo()
    desk.shows(*others, matter(1, "Beta."), whole=True)
    assert desk.on("2026-03-06").loses(*others).check() == []
    assert len(desk.on("2026-03-07").shows(*others, matter(1, "Beta."), whole=True).check()) == 1
    desk.on("2026-03-08").cache().undo()
    assert desk.on("2026-03-09").shows(*others, matter(1, "Beta."), whole=True).check() == []
    assert "{+Gamma+}" in desk.on("2026-03-10").shows(matter(1, "Gamma.")).check()[0][1].text


def test_a_mail_that_waits_for_one_person_never_goes_to_another_who_takes_the_name_of_the_watch(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("legal", [ANN], search="alpha"))
    desk.on("2026-03-02").shows(BASE).check()
    desk.refuses = {ANN: DeliveryError("down")}
    assert desk.on("2026-03-03").shows(ALPHA).check() == []
    desk.configure("")
    desk.check()
    desk.refuses = {}
    desk.configure(watch("legal", [BOB], search="beta"))
    assert desk.on("2026-03-04").check() == []
    assert [each.why for each in load_outbox(desk.folder).open_alerts()] != [""]
    assert [channel for channel, _ in desk.shows(BETA).check()] == [BOB]
