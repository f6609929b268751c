"""A baseline hides no news of another source: what a source that is known for longer posts is told."""

from pathlib import Path

import pytest

from cdetrack.errors import DeliveryError
from support.desk import BASE, Desk, Entry, matter, watch


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A cache with a list that was looked at for the first time on 2 March, two days ago."""
    made = Desk(tmp_path, watch("all"))
    made.shows(BASE)
    assert made.titles() == []
    return made.on("2026-03-04")


def test_what_a_mail_showed_first_is_told_when_the_list_posts_it(desk: Desk) -> None:
    """The first look at the mail is a baseline; without it, the watch would be told of the entry of the list."""
    desk.shows(BASE, matter(1), source="my/mail")
    assert desk.titles() == []
    assert desk.shows(matter(1)).titles() == [["Notice on Matter 1"]]
    assert desk.shows(matter(1)).titles() == []
    assert desk.shows(matter(1), source="my/third").titles() == []
    desk.shows(matter(2), source="my/third")
    assert desk.shows(matter(2)).titles() == [["Notice on Matter 2"]], "told once, when it was added"


def test_it_is_told_once_also_where_both_looks_are_in_one_check(desk: Desk) -> None:
    desk.shows(BASE, matter(1), source="my/mail").shows(matter(1))
    assert desk.titles() == [["Notice on Matter 1"]]
    assert desk.titles() == []


def test_sources_that_are_set_up_together_share_their_baseline(tmp_path: Path) -> None:
    """Two sections of one site show a notice with some days between: it was there from the start."""
    desk = Desk(tmp_path, watch("all"))
    desk.shows(BASE).shows(BASE, matter(1), source="my/second")
    assert desk.titles() == []
    assert desk.on("2026-03-04").shows(matter(1)).titles() == []


def test_an_old_notice_that_one_more_list_copies_is_no_news(desk: Desk) -> None:
    desk.shows(BASE, matter(1), source="my/mail")
    assert desk.on("2026-03-19").shows(matter(1)).titles() == []


def test_a_watch_that_was_told_is_not_told_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", digest=False) + watch("changes", on=["changed"]))
    desk.shows(BASE)
    desk.check()
    desk.on("2026-03-04").shows(BASE, matter(1), source="my/mail").shows(matter(1))
    assert desk.titles() == [["Notice on Matter 1"]]
    desk.shows(matter(1), source="my/third").shows((*matter(1)[:2], "A summary."))
    assert desk.titles() == []


def test_a_file_of_unknown_origin_may_come_on_the_first_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all"))
    desk.shows(BASE).shows(BASE, matter(1), source="ingest")
    assert desk.titles() == []
    assert desk.shows(matter(1)).titles() == [["Notice on Matter 1"]]
    assert desk.titles() == []


def test_a_watch_of_the_later_source_is_told_nothing_of_the_earlier_one(desk: Desk) -> None:
    watches = watch("mails", source=["my/mail"]) + watch("lists", source=["my/list"])
    desk.configure(
        "".join(f'[sources."{name}"]\nurl = "https://x.example/{name}"\n' for name in ("my/mail", "my/list")) + watches
    )
    assert desk.shows(BASE, matter(1), source="my/mail").check() == []
    assert [message.watch for _, message in desk.shows(matter(1)).check()] == ["lists"]


def test_a_file_of_unknown_origin_may_be_a_copy_of_the_new_list_and_posts_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all"))
    desk.shows(BASE, source="ingest")
    desk.on("2026-03-04").shows(BASE, matter(1))
    assert desk.titles() == []
    assert desk.shows(BASE, matter(1), source="ingest").titles() == []


@pytest.mark.parametrize("post", [(matter(1), matter(2)), (matter(1),), (BASE, matter(1))])
def test_what_an_undone_look_had_posted_waits_for_no_channel_and_is_told_once_it_is_posted_again(
    desk: Desk, post: tuple[Entry, ...]
) -> None:
    desk.shows(BASE, matter(1), source="my/mail")
    assert desk.check() == []
    desk.refuses["stdout"] = DeliveryError("it is down")
    assert desk.shows(*post).check() == []
    undone = desk.cache().undo()
    assert (undone.source, undone.dropped) == ("my/list", 1)
    desk.refuses.clear()
    assert desk.on("2026-03-05").titles() == []
    assert desk.shows(*post).titles() == [[each[0] for each in post if each != BASE]]
    assert desk.titles() == []


def test_what_was_asked_for_by_alert_existing_is_told_though_a_later_look_is_undone(desk: Desk) -> None:
    desk.shows(BASE, matter(1), source="my/mail")
    desk.refuses["stdout"] = DeliveryError("it is down")
    assert desk.check(existing=True) == []
    desk.shows(matter(1))
    desk.cache().undo()
    desk.refuses.clear()
    titles = [each["title"] for _, message in desk.on("2026-03-05").check() for each in message.notices]
    assert sorted(map(str, titles)) == ["Notice on Matter 1", "Something old"]
    assert desk.titles() == []
