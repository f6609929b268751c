"""Check the entries of a listing: drop those without a title, refuse a listing without entries.

An entry without a readable date stays: `normalise` dates it by the day of first sight.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from cdetrack.errors import EmptyError, UnreadableError
from cdetrack.model.record import STATED_TEXTS, Listing, RawNotice, UnreadableEntry
from cdetrack.sources.empty_words import is_all_of
from cdetrack.text import dates
from cdetrack.text.clean import fold_text, shorten
from cdetrack.text.dates.short_years import have_year_first, in_full_years

_OF_TAIWAN = re.compile(r"\s?(?P<year>1[0-3]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])\s?")


def is_date(shown: str) -> bool:
    """Return True if a text is a readable date."""
    try:
        dates.read(shown)
    except ValueError:
        return False
    return True


def written(text: str) -> str | None:
    """Return a text as it is, or None if it holds only white space and invisible characters."""
    # Nearly every text begins with a letter or a digit.
    return text if text[:1].isalnum() or fold_text(text) else None


def first_date(shown: Iterable[str]) -> str | None:
    """Return the first readable date, else the first text, so that a message can show a misprint.

    Seven digits are a date of Taiwan's open data only here, in a field for dates: elsewhere they are any number.
    """
    texts = list(shown)
    readable = next(filter(is_date, texts), None)
    if readable is None and (found := next(filter(None, map(_OF_TAIWAN.fullmatch, texts)), None)):
        readable = f"民國{found['year']}年{found['month']}月{found['day']}日"
    return readable or (texts[0] if texts else None)


def with_titles(raws: Iterable[RawNotice | str]) -> tuple[tuple[RawNotice, ...], tuple[UnreadableEntry, ...]]:
    """Return the entries with a title, and the others with their problems and places.

    A string in place of an entry is a problem that the parser found. An entry that only says that there is none is
    left out, unless it is of an export.
    """
    notices: list[RawNotice] = []
    unreadable: list[UnreadableEntry] = []
    for raw in raws:
        titled = not isinstance(raw, str) and fold_text(raw.title)
        if not isinstance(raw, str) and titled:
            if raw.url or raw.summary or raw.article or raw.id is not None or not is_all_of(raw.title):
                notices.append(raw)
            continue
        problem = raw if isinstance(raw, str) else f"an entry of `{shorten(raw.date or 'no date')}` has no title"
        unreadable.append(UnreadableEntry(problem, len(notices)))
    return tuple(notices), tuple(unreadable)


def distinct(
    entries: Iterable[RawNotice], unreadable: Iterable[UnreadableEntry]
) -> tuple[dict[RawNotice, int], tuple[UnreadableEntry, ...]]:
    """Return each entry with its number, and those that could not be read with their places among what is left."""
    times: dict[RawNotice, int] = {}
    before: list[int] = []
    for entry in entries:
        before.append(len(times))
        times[entry] = times.get(entry, 0) + 1
    before.append(len(times))
    return times, tuple(each.moved(before) for each in unreadable)


def require_notices(
    notices: tuple[RawNotice, ...], unreadable: tuple[UnreadableEntry, ...], *, name: str, what: str
) -> None:
    """Raise UnreadableError if no notice is left, EmptyError if there was no entry at all.

    `name` is the page's name in messages, `what` describes an empty page.
    """
    if notices:
        return
    if unreadable:
        raise UnreadableError(
            f"none of the {len(unreadable)} entries in {name} can be read: {unreadable[0].problem}",
            hint="the layout may have changed: nothing was recorded",
        )
    raise EmptyError(f"{name} holds no notices: {what}", hint="an empty listing is never recorded")


def with_full_years(listing: Listing) -> Listing:
    """Return a listing with its days in full years, if they are like `26-07-31` and prove that the year comes first.

    Then no date of it proves an order of day and month.
    """
    if not have_year_first([raw.date for raw in listing.notices if raw.date]):
        return listing
    notices = (
        raw._replace(
            date=raw.date and in_full_years(raw.date),
            document_date=raw.document_date and in_full_years(raw.document_date),
            stated=tuple((name, text if name in STATED_TEXTS else in_full_years(text)) for name, text in raw.stated),
        )
        for raw in listing.notices
    )
    return replace(listing, notices=tuple(notices), date_order=None)
