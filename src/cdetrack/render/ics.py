"""The days that notices announce, as a calendar (RFC 5545) of all-day events to subscribe to."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from cdetrack.query.past import Appointment
from cdetrack.render.facts import AHEAD
from cdetrack.render.heading import Heading
from cdetrack.render.safe import link, plain

_FOLD = 75
"""The maximum of octets in a line, without its end."""
_LONGEST = 2_000
_SPECIAL = re.compile(r"([\\;,])")


def calendar(appointments: Iterable[Appointment], feed: Heading) -> Iterator[str]:
    """Yield the lines of the calendar, folded, without their ends, which must be CRLF.

    The UID of an event consists of the notice's id and the kind of day: if the day moves, so does the event.
    """
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cdetrack//notices//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(feed.title)}",
        f"X-WR-CALNAME:{_text(feed.title)}",
        *([f"DESCRIPTION:{_text(feed.past)}", f"X-WR-CALDESC:{_text(feed.past)}"] if feed.past else []),
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for line in head:
        yield from _folded(line)
    for each in appointments:
        for line in _event(each):
            yield from _folded(line)
    yield "END:VCALENDAR"


def _event(each: Appointment) -> Iterator[str]:
    notice = each.notice
    yield "BEGIN:VEVENT"
    place = f"-{each.place}" if each.place > 1 else ""
    yield f"UID:{_text(notice.id)}-{each.what.replace('_', '-')}{place}@cdetrack"
    yield f"SEQUENCE:{each.sequence}"
    yield f"DTSTAMP:{_moment(each.touched)}"
    yield f"CREATED:{_moment(notice.first_seen)}"
    yield f"LAST-MODIFIED:{_moment(each.touched)}"
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{AHEAD[each.what].capitalize()}: {notice.title}')}"
    told = [notice.summary or "", f"No. {notice.number}" if notice.number else "", notice.url or ""]
    if any(told):
        yield f"DESCRIPTION:{_text(*filter(None, told))}"
    if target := link(notice.url):
        yield f"URL:{target}"
    if notice.topics:
        yield f"CATEGORIES:{','.join(map(_text, notice.topics))}"
    yield f"STATUS:{'CANCELLED' if each.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(*paragraphs: str) -> str:
    """Return a value of the type TEXT: escaped, one line for each paragraph."""
    shown = (plain(each if len(each) <= _LONGEST else f"{each[: _LONGEST - 1]}…") for each in paragraphs)
    return r"\n".join(_SPECIAL.sub(r"\\\1", each) for each in shown)


def _folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 octets, without splitting characters; later pieces begin with a blank."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _FOLD:
            yield piece
            piece, size = " ", 1
        piece += character
        size += octets
    yield piece
