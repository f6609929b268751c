"""Find the days that a sentence mentions, each with the text around it."""

import re
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import NamedTuple

from cdetrack.meaning.facets.around import in_one_form
from cdetrack.meaning.facets.dated import ANY_DAY
from cdetrack.text.regex import regex

_FLAGS = re.IGNORECASE
_SPAN = regex(
    r"\s{0,2}(?:零时|\d{1,2}(?::\d\d|[时点](?:\d{1,2}分|整)?))?(?:起|开始|\([^()]{0,8}\))?,?\s{0,2}(?:至|到|—|–|-|~|直至|直到)\s{0,2}"
    r"|,?\s?(?:to|until|through|till|up to|and ending on)\s(?:the\s)?",
    _FLAGS,
)
_AND = regex(r",?\sand\s(?:the\s)?", _FLAGS)
_BETWEEN = regex(r"\bbetween\s(?:the\s)?$", _FLAGS)
_FROM = regex(r"\bfrom\s(?:the\s)?$", _FLAGS)
_TO = regex(r"(?<![\d-])\d{1,2}\s{0,2}(?:to|-|–)\s{0,2}\d{1,2}(?![\d-])", _FLAGS)
_HAN_TO = regex(r"[至到—–~-]")
# `8月11日至20日`: a span within a month is one match.
_IN_MONTH = regex(r"月\s{0,2}\d{1,2}\s?[日号]?\s?[-–—~至]\s?\d")
_LONGEST_SPAN = 20
_MOST = 40
"""The most days of a sentence."""
_REACH = 260
"""The most characters on each side of a day that are read for its meaning."""


class NamedDay(NamedTuple):
    """A day in a sentence. A span, `A至B`, `from A to B` or `between A and B`, is one day: the day is its last."""

    words: str
    start: int
    end: int
    before: str
    """The text before it, from the day before it on; of a span with `至` or `until` at the end."""
    behind: str
    """The text behind it, up to the next day."""
    whole: str
    """The text before it over other days."""
    is_span: bool


def named_days(sentence: str) -> Iterator[NamedDay]:
    """Yield the days of a sentence in their order."""
    places = _places(sentence)
    end = 0
    for place, following in zip_longest(places, places[1:]):
        words, start, stop, lead = place
        until = min(following[1] if following else len(sentence), stop + _REACH)
        first = max(0, start - _REACH)
        before, behind = in_one_form(sentence[max(end, first) : start], sentence[stop:until])
        whole, _ = in_one_form(sentence[first:start], behind) if first < end else (before, behind)
        yield NamedDay(
            words=words,
            start=start,
            end=stop,
            before=before + lead,
            behind=behind,
            whole=whole + lead,
            is_span=bool(lead),
        )
        end = stop


def _places(sentence: str) -> list[tuple[str, int, int, str]]:
    """Return the words of each day with start, end and, for a span, the word that leads to its last day."""
    places: list[tuple[str, int, int, str]] = []
    for match in islice(ANY_DAY.finditer(sentence), _MOST):
        _, start, end, _ = places[-1] if places else ("", 0, 0, "")
        between = sentence[end : match.start()]
        if places and len(between) <= _LONGEST_SPAN and _joins(sentence[:start], between):
            places[-1] = match[0], start, match.end(), "至" if _HAN_TO().search(between) else " until "
        else:
            lead = "至" if _IN_MONTH().search(match[0]) else ""
            before = sentence[max(0, match.start() - _LONGEST_SPAN) : match.start()]
            if (" and " in match[0] and _BETWEEN().search(before)) or (
                _TO().search(match[0]) and _FROM().search(before)
            ):
                # `between 1 and 30 April`, `from 1 to 30 April`
                lead = " until "
            places.append((match[0], match.start(), match.end(), lead))
    return places


def _joins(before: str, between: str) -> bool:
    """Return True if the words between two days make them one span: `A to B`, or `between A and B`."""
    return _SPAN().fullmatch(between) is not None or (
        _AND().fullmatch(between) is not None and _BETWEEN().search(before[-_LONGEST_SPAN:]) is not None
    )
