"""Sources and document numbers that were not seen, for a terminal; imports Rich."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from cdetrack.errors import quoted
from cdetrack.query.coverage import Coverage
from cdetrack.query.freshness import Freshness
from cdetrack.render import counted
from cdetrack.render.wrap import wrap

_INDENT = 2
_MOST_FILES = 6
_MOST_NUMBERS = 12
"""Missing numbers of one series that are shown."""


def not_seen_view(found: Coverage, *, width: int) -> Text:
    """Return the lines about everything that was not seen, each wrapped to the width."""
    lines = ["", "Not seen:"]
    for line in _lines(found):
        first, *more = wrap(line, width - 2 * _INDENT)
        lines += [" " * _INDENT + first, *(" " * 2 * _INDENT + each for each in more)]
    return Text("\n".join(lines), no_wrap=True)


def _lines(found: Coverage) -> Iterator[str]:
    if found.off_challenging:
        counts = Counter(name.partition("/")[0] for name in found.off_challenging)
        families = ", ".join(f"{family}/* ({count})" for family, count in counts.items())
        yield f"off, since they answer a plain client with a challenge: {families}"
    if found.off_unconfirmed:
        number = counted(len(found.off_unconfirmed), "source")
        yield f"off, since nobody has seen them answer: {number}, see `cdetrack sources`"
    for what, sources in (
        ("off by your configuration", found.off),
        ("never looked at", found.never),
        ("with further pages that cdetrack does not read", found.further),
    ):
        if sources:
            yield f"{what}: {', '.join(sources)}"
    if found.challenged:
        yield f"answering with a challenge: {_since(found.challenged, 'failing_since')}"
    if none := [row for row in found.no_full_look if row.last_full is None]:
        yield f"without any full look so far: {_since(none, 'failing_since', 'failing since')}"
    if late := [row for row in found.no_full_look if row.last_full is not None]:
        yield f"without a full look for two weeks: {_since(late, 'last_full')}"
    if found.unread:
        names = quoted((Path(each).name for each in found.unread), most=_MOST_FILES)
        yield f"in the inbox, and not readable: {names}; `cdetrack sources test FILE` says why"
    for each in found.holes:
        yield f"{each.issuer} {each.year}, numbers {each.first} to {each.last}: {_numbers(each.missing)} never seen"


def _since(rows: Sequence[Freshness], moment: str, word: str = "since") -> str:
    days = ((row.source, getattr(row, moment)) for row in rows)
    return ", ".join(f"{name} ({word} {day:%Y-%m-%d})" if day else name for name, day in days)


def _numbers(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - _MOST_NUMBERS} more" if len(numbers) > _MOST_NUMBERS else ""
    return ", ".join(map(str, numbers[:_MOST_NUMBERS])) + more
