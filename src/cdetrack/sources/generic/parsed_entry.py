"""The entries of a listing as the generic reader finds them."""

from dataclasses import dataclass

from cdetrack.sources.generic.outline import Outline


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry of a listing: text with white space folded, the link as the page has it."""

    title: str
    date: str | None
    """The ISO date; the text in its place if that cannot be read; or None."""
    summary: str | None
    href: str | None
    guessed: bool = False
    """True if the order of day and month is a guess."""
    short_day: bool = False
    """True if its link ends or begins with a day without a year, or such a day was taken for that in its address."""
    untitled: bool = False
    """True if the title is a text that is not the title of most entries."""


def is_guessed(outline: Outline, at: int | None) -> bool:
    """Return True if a date has two readings and the page's order of day and month is not settled."""
    return at is not None and outline.open_order and outline.dates[at][0].has_two_readings
