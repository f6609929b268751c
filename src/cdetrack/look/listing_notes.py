"""Notes on a listing that was read, for its user: guessed and doubtful dates, other lists, entries that are one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cdetrack.changes.keys import application_of, title_key
from cdetrack.model.record import DateOrder, LeftOut, Listing, Note, Record
from cdetrack.text.clean import shorten

_MOST_SLIPS = 3
"""Notices of one listing that may be dated far ahead by a slip."""
_MOST_UNLISTED = 3
"""Titles beside the entries of one listing of which each has a note."""
_MOST_RIVALS = 3
"""A home page has many lists; `cdetrack sources test` names more."""


def date_notes(name: str, unsure: str | None, *, bare: bool, guess: DateOrder | None) -> Iterator[str]:
    """Yield notes about the dates of a listing: there are none, or their order of day and month was guessed.

    `guess` is that order, None where it is known; `unsure` is a date that can be read in two ways.
    """
    if bare:
        yield f"{name} shows no dates with a year: its entries are dated by the day on which each was first seen"
    if unsure is not None:
        yield (
            f"{name} shows dates such as `{shorten(unsure)}`, with day and month in unknown order: "
            f"they were read {'month' if guess == 'mdy' else 'day'} first, which is a guess; `date_order` of its "
            "source settles it"
        )
    elif guess is not None:
        yield (
            f"{name} writes dates in figures, with day and month in unknown order: they were read in the order of its "
            "country, which is a guess; `date_order` of its source settles it"
        )


def far_notes(far: Sequence[Record], *, today: date) -> Iterator[str]:
    """Yield a note for each notice that is dated far ahead, one for many: a listing seldom has so many slips."""
    if len(far) > _MOST_SLIPS:
        yield f"{len(far)} notices are dated far ahead of {today}, today by this machine's clock: is the clock right?"
        return
    for each in far:
        yield f"`{shorten(each.title)}` is dated {each.date}, far ahead: a slip of the listing?"


def rival_notes(listing: Listing) -> list[Note]:
    """Return a note on each other list of the page that may be the listing, with the way to read it instead."""
    return [rival_note(each) for each in listing.rivals[:_MOST_RIVALS]]


def rival_note(other: LeftOut) -> Note:
    """Return the note on another list of a page."""
    return Note(
        f"the page has another list, `{other.place}`, with {other.dated} dated links (`{other.example}`): if that is "
        f'your listing, `selectors = {{ item = "{other.item}" }}` of its source reads it'
    )


def unlisted_notes(name: str, listing: Listing) -> Iterator[str]:
    """Yield a note on each title that stands beside the entries of a list and was taken for none, one for many."""
    titles = listing.unlisted
    if len(titles) > _MOST_UNLISTED:
        yield (
            f"`{shorten(titles[0])}` and {len(titles) - 1} other titles or days stand beside the entries of {name}, "
            "but not in their form or place: they were taken for none; if they are entries, `selectors` or `json` of "
            "its source can name the place of one"
        )
        return
    for title in titles:
        yield (
            f"`{shorten(title)}` stands beside the entries of {name}, but not in their form or place: it was taken for "
            "none; if it is an entry, `selectors` or `json` of its source can name the place of one"
        )


def namesake_notes(records: Iterable[Record], times: Iterable[int]) -> Iterator[str]:
    """Yield a note for each title and date of several entries that no link or number tells apart: they are one notice.

    `times` is how often each record stands in the listing.
    """
    namesakes: dict[tuple[str, tuple[str, ...]], list[tuple[Record, int]]] = {}
    for each, count in zip(records, times, strict=True):
        if each.url is None and each.article is None and each.guid is None:
            day = each.date if each.date_from == "listing" else None
            # In an export, those of other sources are other notices.
            namesakes.setdefault((title_key(each.title, day), each.sources), []).append((each, count))
    for group in namesakes.values():
        words: Counter[object] = Counter()
        for each, count in group:
            said = each.summary, tuple(sorted(each.stated.items()))
            # Alike with one application number, they are one for certain.
            words[said] = 1 if application_of(each) else words[said] + count
        notices = len({application_of(each) for each, _ in group} - {""}) or 1
        if words.total() > notices:
            first, _ = group[0]
            when = f" of {first.date}" if first.date_from == "listing" else ""
            yield (
                f"`{shorten(first.title)}`{when} stands there {words.total()} times in "
                f"{'different' if len(words) > notices else 'the same'} words, with no link or number that tells these "
                f"entries apart: recorded as {notices}"
            )
