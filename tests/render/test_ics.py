"""The calendar: read by a parser that is not ours; it follows each day as it is moved and called off."""

from datetime import date
from typing import Any

import pytest

from support.program import RULE, Program, listing, rule

icalendar = pytest.importorskip("icalendar")


def events(program: Program, *filters: str) -> dict[str, Any]:
    ran = program("export", "ics", *filters)
    assert ran.code == 0
    assert all(len(line) <= 75 for line in ran.out.encode().split(b"\r\n"))
    assert "\n" not in ran.out.replace("\r\n", "")
    calendar = icalendar.Calendar.from_ical(ran.out)
    assert not calendar.errors
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_each_day_that_a_notice_announces_is_an_all_day_event(cdetrack: Program) -> None:
    text = listing(
        (RULE, "2025-03-01", "The guideline shall come into force as of May 1, 2025."),
        (
            "关于公开征求《罕见病药物研发指导原则（征求意见稿）》意见的通知",
            "2025-03-02",
            "征求意见截止日期：2025年4月2日。",
        ),
        ("The 4th Seminar on Drugs Held in Beijing", "2025-03-03", "The seminar was held in Beijing on March 2, 2025."),
        ("NMPA Approves Xyzumab, Injection; with \\ marks", "2025-03-04"),
    )
    cdetrack("ingest", "-", stdin=text)
    ids = {notice["title"]: notice["id"] for notice in cdetrack("list", "--json").json()}
    found = events(cdetrack)
    days = {uid: (event.decoded("DTSTART"), event.decoded("DTEND")) for uid, event in found.items()}
    names = list(ids)[::-1]
    assert days == {
        f"{ids[names[0]]}-effective@cdetrack": (date(2025, 5, 1), date(2025, 5, 2)),
        f"{ids[names[1]]}-comments-due@cdetrack": (date(2025, 4, 2), date(2025, 4, 3)),
        f"{ids[names[2]]}-event@cdetrack": (date(2025, 3, 2), date(2025, 3, 3)),
    }
    for uid, event in found.items():
        assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
        assert event["DTSTAMP"]
        assert any(uid.startswith(name) and title in event["SUMMARY"] for title, name in ids.items())


def test_text_in_a_calendar_is_escaped(cdetrack: Program) -> None:
    title = "Announcement, on; Issuing \\n the Guideline END:VEVENT for Drugs ([2025] No. 9)"
    cdetrack("ingest", "-", stdin=listing((title, "2025-03-01", "It shall come into force as of May 1, 2025.")))
    [event] = events(cdetrack).values()
    assert event["SUMMARY"] == f"Takes effect: {title}"


def test_a_moved_day_moves_the_event_and_a_withdrawal_cancels_it(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=rule("May 1, 2025") + listing(("Another", "2025-03-01")))
    [first] = events(cdetrack).values()
    cdetrack("ingest", "-", stdin=rule("June 1, 2025"))
    [moved] = events(cdetrack).values()
    assert moved["UID"] == first["UID"]
    assert (moved.decoded("DTSTART"), moved["SEQUENCE"]) == (date(2025, 6, 1), 1)
    cdetrack("ingest", "-", stdin=rule("June 1, 2025").replace("The guideline", "This guideline"))
    [reworded] = events(cdetrack).values()
    assert reworded["SEQUENCE"] == 1, "only the day counts"
    for _ in range(2):
        cdetrack("ingest", "-", "--complete", stdin=listing(("Another", "2025-03-01")))
    [gone] = events(cdetrack).values()
    assert (gone["UID"], gone["STATUS"], gone["SEQUENCE"]) == (first["UID"], "CANCELLED", 2)
    assert gone.decoded("DTSTART") == date(2025, 6, 1)
    assert events(cdetrack, "--withdrawn").keys() == {first["UID"]}
    cdetrack("ingest", "-", stdin=rule("June 1, 2025"))
    [back] = events(cdetrack).values()
    assert (back["STATUS"], back["SEQUENCE"]) == ("CONFIRMED", 3)


def test_a_day_that_is_no_longer_announced_is_cancelled(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=rule("May 1, 2025"))
    cdetrack("ingest", "-", stdin=listing((RULE, "2025-03-01", "The guideline for drugs for children is revised.")))
    [event] = events(cdetrack).values()
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event.decoded("DTSTART") == date(2025, 5, 1)
