"""Alerts after the caches of two machines were joined by git and `doctor --repair`."""

import shutil
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

import pytest

from cdetrack.alert.outbox import load_outbox
from cdetrack.doctor import examine
from cdetrack.errors import DeliveryError
from cdetrack.store.store import JOIN
from support.desk import BASE, Desk, matter, watch

BOTH = watch("all", on=["added", "changed"])
PAIR = (BASE, matter(1, "Alpha."), matter(2, "Alpha."))


def two_machines(folder: Path, config: str, *, other: str | None = None) -> tuple[Desk, Desk]:
    """Return two machines that began with one cache; the second one has another configuration if it is given."""
    for name in ("one", "two"):
        (folder / name).mkdir()
    one = Desk(folder / "one", config)
    one.on("2026-03-02").shows(*PAIR).check()
    two = Desk(folder / "two", config)
    shutil.copytree(one.folder, two.folder, dirs_exist_ok=True)
    two.configure(config if other is None else other)
    return one, two


def merge(ours: Desk, theirs: Desk) -> None:
    """Merge the lines of two machines as git does with `merge=union`."""
    for name in ("history.jsonl", "outbox.jsonl"):
        mine, others = ((each.folder / name).read_bytes().splitlines(keepends=True) for each in (ours, theirs))
        base = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(mine, others, strict=False)))
        (ours.folder / name).write_bytes(b"".join([*mine, *others[base:]]))


def join(ours: Desk, theirs: Desk) -> Desk:
    """Merge the lines of two machines, and let the first one repair them."""
    merge(ours, theirs)
    ours.notes = ours.cache().repair()
    return ours


def at(desk: Desk, hour: int) -> Desk:
    desk.day = desk.day.replace(hour=hour)
    return desk


@pytest.mark.parametrize("first", [0, 1])
def test_what_each_of_two_machines_has_told_is_not_told_again_after_they_are_joined(tmp_path: Path, first: int) -> None:
    machines = two_machines(tmp_path, BOTH)
    for desk, hour, number in zip(machines, (4, 6), (1, 2), strict=True):
        assert at(desk.on("2026-03-03"), hour).shows(matter(number, "Beta.")).titles() == [
            [f"Notice on Matter {number}"]
        ]
    joined = join(machines[first], machines[1 - first])
    assert at(joined, 10).check() == []
    assert joined.shows(matter(3)).titles() == [["Notice on Matter 3"]]
    assert joined.shows(matter(2, "Gamma.")).titles() == [["Notice on Matter 2"]]


@pytest.mark.parametrize("first", [0, 1])
def test_a_new_notice_that_one_machine_delivered_does_not_wait_on_the_other(tmp_path: Path, first: int) -> None:
    machines = one, two = two_machines(tmp_path, BOTH)
    at(two.on("2026-03-03"), 4).shows(matter(3))
    two.refuses["stdout"] = DeliveryError("it is down")
    assert two.check() == []
    assert at(two, 5).shows(matter(4), matter(5)).check() == []
    at(one.on("2026-03-03"), 6).shows(matter(1, "Beta.")).check()
    assert one.shows(matter(4)).titles() == [["Notice on Matter 4"]]
    joined = join(machines[first], machines[1 - first])
    joined.refuses.clear()
    joined.on("2026-03-05")
    assert sorted(joined.titles()) == [["Notice on Matter 3"], ["Notice on Matter 5"]]
    assert joined.check() == []
    assert examine(joined.cache().store).problems == ()


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("hour", [3, 5])
def test_a_machine_that_only_fetches_has_its_changes_told_by_the_other(tmp_path: Path, hour: int, first: int) -> None:
    """Also a change that was found before the last check of the machine with the watch."""
    machines = one, two = two_machines(tmp_path, BOTH, other="")
    at(two.on("2026-03-03"), hour).shows(matter(2, "Beta."))
    assert at(one.on("2026-03-03"), 4).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 1"]]
    two.configure(BOTH)
    joined = join(machines[first], machines[1 - first])
    assert at(joined, 10).titles() == [["Notice on Matter 2"]]
    assert joined.check() == []
    assert all(not each.missed for each in load_outbox(joined.folder).watches.values())


class _CutOffError(Exception):
    """Stands for a power cut."""


def _cut_off_repair(desk: Desk, at: int) -> bool:
    """Repair, cut off before the file with this number is put in its place; return False if there are fewer."""
    whole, left = Path.replace, at

    def put(path: Path, to: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise _CutOffError
        return whole(path, to)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", put)
        try:
            desk.cache().repair()
        except _CutOffError:
            return True
    return False


@pytest.mark.parametrize("both_tell", [False, True])
def test_a_joining_that_is_cut_off_anywhere_is_continued(tmp_path: Path, *, both_tell: bool) -> None:
    """Nothing is told twice, and what only the other machine had found is told."""
    for cut in range(100):
        folder = tmp_path / str(cut)
        folder.mkdir()
        one, two = two_machines(folder, BOTH, other=BOTH if both_tell else "")
        at(two.on("2026-03-03"), 3).shows(matter(2, "Beta."))
        assert len(two.check()) == both_tell
        at(two, 5).shows(matter(3, "Beta."))
        assert at(one.on("2026-03-03"), 4).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 1"]]
        merge(one, two)
        was_cut = _cut_off_repair(one, cut)
        one.cache().repair()
        new = [] if both_tell else ["Notice on Matter 2"]
        assert [sorted(each) for each in at(one, 10).titles()] == [sorted([*new, "Notice on Matter 3"])], cut
        assert one.check() == []
        assert examine(one.cache().store).problems == ()
        assert not [each.name for each in one.folder.glob(".join*")]
        if not was_cut:
            break
    assert cut > 5


def test_a_check_continues_a_joining_that_was_cut_off(tmp_path: Path) -> None:
    """Before it, the outbox has the numbers of the looks of one machine, and the history those of both."""
    for cut in range(100):
        folder = tmp_path / str(cut)
        folder.mkdir()
        one, two = two_machines(folder, BOTH)
        assert at(two.on("2026-03-03"), 3).shows(matter(2, "Beta.")).titles() == [["Notice on Matter 2"]]
        at(two, 5).shows(matter(3, "Beta."))
        assert at(one.on("2026-03-03"), 4).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 1"]]
        merge(one, two)
        was_cut = _cut_off_repair(one, cut)
        if not (one.folder / JOIN).exists() and was_cut:
            continue
        with one.cache().scratch() as trial:
            assert trial.check(fetch=False, send=lambda *_: None).due == 1
        assert at(one, 10).titles() == [["Notice on Matter 3"]], cut
        assert one.check() == []
        assert examine(one.cache().store).problems == ()
        assert not (one.folder / JOIN).exists()
        if not was_cut:
            break
    assert cut > 5


@pytest.mark.parametrize("hours", [(4, 3), (3, 4)])
def test_a_change_that_both_machines_found_is_told_by_the_one_with_the_watch_alone(
    tmp_path: Path, hours: Sequence[int]
) -> None:
    one, two = two_machines(tmp_path, BOTH, other="")
    at(two.on("2026-03-03"), hours[1]).shows(matter(1, "Beta."))
    assert at(one.on("2026-03-03"), hours[0]).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 1"]]
    assert at(join(one, two), 10).check() == []


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("hour", [3, 5])
def test_a_look_that_one_machine_took_back_is_the_same_one_after_the_joining(
    tmp_path: Path, hour: int, first: int
) -> None:
    """The other machine has another look of that number."""
    machines = one, two = two_machines(tmp_path, BOTH, other="")
    at(two.on("2026-03-03"), hour).shows(matter(4)).check()
    at(one.on("2026-03-03"), 4).shows(matter(3))
    one.cache().undo()
    joined = join(machines[first], machines[1 - first])
    joined.configure(BOTH)
    assert at(joined, 10).titles() == [["Notice on Matter 4"]]
    taken = at(joined, 11).cache().undo()
    assert [each.before.title for each in taken.changes if each.before] == ["Notice on Matter 4"]


def test_words_that_were_not_told_last_are_told_though_looks_have_other_numbers_since_the_joining(
    tmp_path: Path,
) -> None:
    """The alert of one machine names a look by its number there."""
    one, two = two_machines(tmp_path, BOTH, other="")
    at(two.on("2026-03-03"), 3).shows(matter(2, "Beta."))
    assert at(one.on("2026-03-03"), 4).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 1"]]
    joined = join(one, two)
    assert at(joined, 10).titles() == [["Notice on Matter 2"]]
    at(joined, 11).shows(matter(1, "Gamma.")).cache().undo()
    assert at(joined, 12).shows(matter(1, "Alpha.")).titles() == [["Notice on Matter 1"]]


def test_a_recap_after_the_joining_has_the_changes_of_both_machines(tmp_path: Path) -> None:
    """Its cursor stays until then, and so does the knowledge of what it has not heard of."""
    one, two = two_machines(tmp_path, watch("all", on=["changed"], digest="daily"), other="")
    at(two.on("2026-03-03"), 3).shows(matter(2, "Beta."))
    at(one.on("2026-03-03"), 4).shows(matter(1, "Beta.")).check()
    joined = join(one, two)
    assert at(joined, 10).check() == []
    assert joined.on("2026-03-04").titles() == [["Notice on Matter 2"]]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("hour", [3, 7])
def test_a_change_that_one_machine_delivered_does_not_wait_on_the_other_under_another_number(
    tmp_path: Path, hour: int, first: int
) -> None:
    """One that only the other found still waits."""
    machines = one, two = two_machines(tmp_path, BOTH)
    two.refuses["stdout"] = DeliveryError("it is down")
    at(two.on("2026-03-03"), 2).shows(matter(2, "Gamma."))
    assert at(two, hour).shows(matter(1, "Beta.")).check() == []
    at(one.on("2026-03-03"), 5).shows(matter(1, "Beta."))
    assert one.titles() == [["Notice on Matter 1"]]
    joined = join(machines[first], machines[1 - first])
    joined.refuses.clear()
    assert joined.on("2026-03-05").titles() == [["Notice on Matter 2"]]
    assert joined.check() == []
    assert examine(joined.cache().store).problems == ()


@pytest.mark.parametrize("first", [0, 1])
def test_a_digest_of_changes_is_told_without_those_that_the_other_machine_delivered(tmp_path: Path, first: int) -> None:
    machines = one, two = two_machines(tmp_path, BOTH)
    two.refuses["stdout"] = DeliveryError("it is down")
    at(two.on("2026-03-03"), 2).shows(matter(1, "Beta."), matter(2, "Gamma.")).check()
    at(one.on("2026-03-03"), 4).shows(matter(3))
    assert at(one, 5).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 3", "Notice on Matter 1"]]
    joined = join(machines[first], machines[1 - first])
    joined.refuses.clear()
    assert joined.on("2026-03-05").titles() == [["Notice on Matter 2"]]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("hour", [3, 5])
def test_two_changes_of_one_notice_under_one_number_are_both_told(tmp_path: Path, hour: int, first: int) -> None:
    """What one machine delivered is not taken for what waits on the other."""
    machines = one, two = two_machines(tmp_path, BOTH)
    two.refuses["stdout"] = DeliveryError("it is down")
    assert at(two.on("2026-03-03"), hour).shows(matter(1, "Gamma.")).check() == []
    assert at(one.on("2026-03-03"), 4).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 1"]]
    joined = join(machines[first], machines[1 - first])
    joined.refuses.clear()
    assert joined.on("2026-03-05").titles() == [["Notice on Matter 1"]]
    assert joined.check() == []


def test_a_change_is_told_though_the_alert_of_an_earlier_one_had_the_number_of_its_look(tmp_path: Path) -> None:
    """The looks of a machine that only fetches come between those of the one with the watch."""
    one, two = two_machines(tmp_path, BOTH, other="")
    for hour, words in ((4, "Beta."), (6, "Delta.")):
        assert at(one.on("2026-03-03"), hour).shows(matter(1, words)).titles() == [["Notice on Matter 1"]]
    for hour, words in ((5, "Gamma."), (7, "Epsilon.")):
        at(two.on("2026-03-03"), hour).shows(matter(1, words))
    joined = join(one, two)
    assert at(joined, 10).titles() == [["Notice on Matter 1"]]
    assert joined.check() == []


def test_an_alert_that_waited_shows_the_words_of_its_own_look_after_the_joining(tmp_path: Path) -> None:
    """The difference is the one since its look, not since the look of another machine that had its number."""
    one, two = two_machines(tmp_path, BOTH)
    two.refuses["stdout"] = DeliveryError("it is down")
    at(one.on("2026-03-03"), 3).shows(matter(1, "Beta.")).check()
    assert at(two.on("2026-03-03"), 4).shows(matter(1, "Gamma."), matter(2, "Gamma.")).check() == []
    joined = join(one, two)
    joined.refuses.clear()
    ((_, told),) = joined.on("2026-03-05").check()
    assert [str(each["title"]) for each in told.notices] == ["Notice on Matter 1", "Notice on Matter 2"]
    assert "Beta" in told.text.split("Matter 2")[0]
    assert joined.check() == []


@pytest.mark.parametrize("first", [0, 1])
def test_an_alert_of_two_changes_is_not_taken_for_that_of_the_first_one(tmp_path: Path, first: int) -> None:
    machines = one, two = two_machines(tmp_path, BOTH)
    two.refuses["stdout"] = DeliveryError("it is down")
    assert at(one.on("2026-03-03"), 2).shows(matter(1, "Beta.")).titles() == [["Notice on Matter 1"]]
    assert at(two.on("2026-03-03"), 3).shows(matter(1, "Beta.")).shows(matter(1, "Gamma.")).check() == []
    joined = join(machines[first], machines[1 - first])
    joined.refuses.clear()
    assert joined.on("2026-03-05").titles() == [["Notice on Matter 1"]]
    assert joined.check() == []


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(("hour", "told"), [(3, []), (5, [["Notice on Matter 3"]])])
def test_a_new_notice_is_told_in_its_last_words_where_each_machine_found_others(
    tmp_path: Path, hour: int, told: Sequence[Sequence[str]], first: int
) -> None:
    """The words of the later look count: only those that were delivered already are not told again."""
    machines = one, two = two_machines(tmp_path, BOTH)
    two.refuses["stdout"] = DeliveryError("it is down")
    assert at(two.on("2026-03-03"), hour).shows(matter(3, "Beta.")).check() == []
    assert at(one.on("2026-03-03"), 4).shows(matter(3, "Alpha.")).titles() == [["Notice on Matter 3"]]
    joined = join(machines[first], machines[1 - first])
    joined.refuses.clear()
    assert joined.on("2026-03-05").titles() == told
    assert joined.check() == []
