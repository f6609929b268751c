"""Part the entries that have a title from those that have none; a page without one entry is refused.

An entry without a date that can be read is kept: `normalise` dates it by the day of first sight.
"""

from collections.abc import Iterable

from cdetrack.errors import EmptyError, UnreadableError
from cdetrack.model.record import RawNotice
from cdetrack.text import dates
from cdetrack.text.clean import fold_text, shorten


def is_day(shown: str) -> bool:
    """Say whether a text is a date that can be read."""
    try:
        dates.read(shown)
    except ValueError:
        return False
    return True


def written(text: str) -> str | None:
    """Return a text as it is, or None if it has nothing to see: white space and invisible characters."""
    return text if fold_text(text) else None


def first_day(shown: Iterable[str]) -> str | None:
    """Return the first text that is a date, else the first there is: what is misprinted is told as it stands."""
    texts = list(shown)
    return next(filter(is_day, texts), texts[0] if texts else None)


def part(raws: Iterable[RawNotice | str]) -> tuple[tuple[RawNotice, ...], tuple[str, ...]]:
    """Return the entries with a title, and what is wrong with each other one.

    A string stands for an entry that the parser itself could not read, and is the reason.
    """
    notices: list[RawNotice] = []
    problems: list[str] = []
    for raw in raws:
        if isinstance(raw, str):
            problems.append(raw)
        elif not fold_text(raw.title):
            problems.append(f"an entry of `{shorten(raw.date or 'no date')}` has no title")
        else:
            notices.append(raw)
    return tuple(notices), tuple(problems)


def require(notices: tuple[RawNotice, ...], problems: tuple[str, ...], *, name: str, what: str) -> None:
    """Raise UnreadableError when no notice is left; `what` says what the page should have held."""
    if notices:
        return
    if problems:
        raise UnreadableError(
            f"none of the {len(problems)} entries in {name} can be read: {problems[0]}",
            hint="the layout may have changed: nothing was recorded",
        )
    raise EmptyError(f"{name} holds no notices: {what}", hint="an empty listing is never taken for the new truth")
