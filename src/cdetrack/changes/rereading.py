"""Differences that only another way of reading the same page makes: they are recorded and told to nobody."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from cdetrack.changes.change import differing, is_quiet_between
from cdetrack.changes.keys import in_other_orders
from cdetrack.changes.likeness import without_markup
from cdetrack.model.record import Record
from cdetrack.text.dates.finding import PUBLISHED_WITHIN, date_in_url, find_dates
from cdetrack.text.regex import regex

_SHORT_DAY = regex(
    r"\W{0,3}(?:\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}(?:st|nd|rd|th)?\W{0,2}[^\W\d_]{3,10}"
    r"|[^\W\d_]{3,10}\W{0,2}\d{1,2}(?:st|nd|rd|th)?)\W{0,3}"
)
_NUMBER = regex(r"\d{1,2}")


class Rereading(NamedTuple):
    """The ways in which a page is read otherwise than at the look before."""

    parser: bool = False
    """An older cdetrack read it."""
    order: bool = False
    """Its dates were read in another order of day and month."""
    layout: bool = False
    """It was read by other settings."""

    def explains(self, before: Record, after: Record) -> bool:
        """Return True if these ways alone can explain the difference between two records of a notice."""
        return (
            self.layout
            or (self.parser and is_better_reading(before, after))
            or (self.order and _is_in_other_order(before, after))
        )


SAME = Rereading()


def _is_in_other_order(before: Record, after: Record) -> bool:
    """Return True if nothing that is alerted differs but the order of day and month in dates."""
    before = before._replace(
        date=_reread(before.date, after.date),
        document_date=before.document_date
        and after.document_date
        and _reread(before.document_date, after.document_date),
        stated={name: _reread_text(text, after.stated.get(name)) for name, text in before.stated.items()},
    )
    return is_quiet_between(before, after, differing(before, after))


def _reread(one: date, other: date) -> date:
    """Return the later of two dates if they have the same figures, else the earlier."""
    return other if other in in_other_orders(one) else one


def _reread_text(one: str, other: str | None) -> str:
    """Do the same for two facts; only days can be in ISO form."""
    try:
        days = date.fromisoformat(one), date.fromisoformat(other or "")
    except ValueError:
        return one
    return _reread(*days).isoformat()


def is_better_reading(before: Record, after: Record) -> bool:
    """Return True if a newer parser alone can explain the difference: another date, or a title that is complete now."""
    is_near = abs((after.date - before.date).days) <= 1
    is_turned = after.date in in_other_orders(before.date)
    is_of_title = took_day_of_title(before, after)
    if not (is_near or is_turned or is_of_title):
        return False
    # Earlier parsers kept the markup in some fields.
    before = before._replace(title=without_markup(before.title), summary=without_markup(before.summary or ""))
    summaries = before.summary or "", after.summary or ""
    if summaries[0] not in summaries[1] and summaries[1] not in summaries[0]:
        return False
    if "/" in before.title and before.title in (before.url or ""):
        return True  # an earlier parser took the link for the title
    cut = before.title.rstrip(". …")
    return is_of_title or before.title == after.title or after.title.startswith(cut) or after.title in before.title


def took_day_of_title(before: Record, after: Record) -> bool:
    """Return True if an earlier parser dated the notice by a day in its title, which it may have left out there."""
    if before.title not in after.title or before.date_from != "listing":
        return False
    return any(before.date in {each.monthly, each.daily} for each in find_dates(after.title))


def took_short_day(before: Record, after: Record) -> bool:
    """Return True if a day without a year was left in the title before and is not now, or the other way round.

    Older parsers left it there, and so do ours where many entries have none; they also took that in the address for it.
    """
    if before.title == after.title:
        made = date_in_url(urlsplit(before.url).path) if before.url else None
        is_moved = made is not None and before.date == made != after.date
        return is_moved and abs((after.date - before.date).days) <= PUBLISHED_WITHIN
    shorter, longer = sorted((before.title, after.title), key=len)
    start, _, end = longer.partition(shorter)
    rest = _SHORT_DAY().fullmatch(end or start) if not (start and end) else None
    return rest is not None and (after.date_from == "seen" or after.date.day in map(int, _NUMBER().findall(rest[0])))


def only_took_short_day(before: Record, after: Record) -> bool:
    """Return True if that is all that differs and is alerted."""
    reread = before._replace(title=after.title, date=after.date)
    return took_short_day(before, after) and is_quiet_between(reread, after, differing(reread, after))
