"""Every change is told to a watch on changes, also of a notice that the watch was not told of as new."""

from pathlib import Path

import pytest

from support.desk import BASE, Desk, watch


@pytest.mark.parametrize("digest", [True, False, "daily"])
@pytest.mark.parametrize("on", [["changed"], ["changed", "withdrawn"]])
def test_each_rewording_of_a_notice_that_came_after_the_watch_is_told(
    tmp_path: Path, on: list[str], *, digest: bool | str
) -> None:
    desk = Desk(tmp_path, watch("all", on=on, digest=digest))
    desk.on("2026-03-02").shows(BASE).check()
    assert desk.on("2026-03-04").shows(("Notice on Fees", "1", "")).check() == []
    for month in range(4, 9):
        title = f"Notice on Fees, as of month {month}"
        assert desk.on(f"2026-{month:02}-01").shows((title, "1", "")).titles() == [[title]]


def test_each_rewording_of_one_more_carrier_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["added", "changed"]))
    title = "Announcement of the NMPA on Syrups with Codeine (No. 3, 2026)"
    for source in ("my/list", "my/other"):
        desk.on("2026-03-02").shows(BASE, source=source)
    desk.check()
    assert desk.on("2026-03-03").shows((title, "1", "")).titles() == [[title]]
    assert desk.on("2026-03-04").shows((title, "2", ""), source="my/other").check() == []
    for month in range(4, 8):
        reworded = title.replace("(", f"in the Month {month} (")
        told = desk.on(f"2026-{month:02}-01").shows((reworded, "2", ""), source="my/other").titles()
        assert [reworded in each for each in told] == [True], month


def test_a_rewording_that_is_taken_back_before_the_check_is_not_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, watch("all", on=["changed"]))
    desk.on("2026-03-02").shows(BASE).check()
    desk.on("2026-03-03").shows(("Notice on Fees", "1", "")).check()
    desk.on("2026-04-03").shows(("Notice on Feees", "1", "")).shows(("Notice on Fees", "1", ""))
    assert desk.check() == []
