"""The order of day and month is settled once for a listing, and a guess is reported."""

import json
from datetime import date

import pytest

from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.model.record import DateOrder, Page
from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.layout import Layout
from support.readings import recorded


def found(*shown: str, order: DateOrder | None = None) -> ParsedListing:
    """Return a feed with these dates, read with the order of its source."""
    items = "".join(f"<item><title>Entry {n}</title><pubDate>{day}</pubDate></item>" for n, day in enumerate(shown))
    feed = f"<rss><channel>{items}</channel></rss>".encode()
    return recorded(Page(content=feed, name="the feed", date_order=order))


def days(found: ParsedListing) -> list[date]:
    return [record.date for record in found.records]


def test_one_date_settles_the_order_of_its_whole_listing() -> None:
    american = found("04/02/2025", "12/30/2024")
    assert days(american) == [date(2025, 4, 2), date(2024, 12, 30)]
    assert (american.date_order, american.notes) == ("mdy", ())
    british = found("04/02/2025", "30/12/2024")
    assert days(british) == [date(2025, 2, 4), date(2024, 12, 30)]
    assert (british.date_order, british.notes) == ("dmy", ())


def test_a_weekday_settles_it_too() -> None:
    assert days(found("Wed, 04/02/2025 - 10:15", "03/05/2025")) == [date(2025, 4, 2), date(2025, 3, 5)]


@pytest.mark.parametrize("others", [(), ("13/02/2025", "02/13/2025")])
def test_without_a_proof_the_day_is_first_and_one_note_says_that_it_is_a_guess(others: tuple[str, ...]) -> None:
    guessed = found("04/02/2025", "03/02/2025", *others)
    assert days(guessed)[:2] == [date(2025, 2, 4), date(2025, 2, 3)]
    assert guessed.date_order is None
    (note,) = guessed.notes
    assert "`04/02/2025`" in note.text
    assert "a guess" in note.text
    assert "`date_order`" in note.text


def test_the_order_of_the_source_settles_it_and_is_nothing_that_the_listing_proved() -> None:
    told = found("04/02/2025", order="mdy")
    assert (days(told), told.notes, told.date_order) == ([date(2025, 4, 2)], (), None)


def test_days_that_can_be_read_in_one_way_only_are_told_nothing_of() -> None:
    assert found("2025-02-04", "4.2.2025", "02/02/2025", "4 Feb 2025").notes == ()


def due(*stated: object, dated: str = "2025-09-01") -> ParsedListing:
    """Return a list in JSON whose rows state the end of their consultation."""
    rows = [{"title": f"Rule {n} on products", "date": dated, "by": by} for n, by in enumerate(stated)]
    page = Page(content=json.dumps(rows).encode(), name="the list")
    return recorded(page, Layout(json=JsonMapping(items="", stated={"comments_due": ("by",)})))


def stated(found: ParsedListing) -> list[str | None]:
    return [each.stated.get("comments_due") for each in found.records]


def test_a_day_to_act_by_is_read_in_the_order_that_its_own_column_proves() -> None:
    proved = due("12/09/2025", "Comments by 12/20/2025")
    assert (stated(proved), proved.notes) == (["2025-12-09", "2025-12-20"], ())
    by_dates = due("12/09/2025", dated="08/30/2025")
    assert (stated(by_dates), by_dates.notes) == (["2025-12-09"], ())


def test_a_day_to_act_by_in_an_unknown_order_is_told_as_a_guess() -> None:
    guessed = due("12/09/2025")
    assert stated(guessed) == ["2025-09-12"]
    (note,) = guessed.notes
    assert "`12/09/2025`" in note.text
    assert "a guess" in note.text


def test_a_day_to_act_by_that_cannot_be_read_is_told() -> None:
    unread = due("January 2026", "2025-12-01 to 2025-12-09", "2025-12-09", "n/a", "")
    assert stated(unread) == [None, None, "2025-12-09", None, None]
    assert [note.text for note in unread.notes] == ["`comments_due` of some entries cannot be read as a day"]
