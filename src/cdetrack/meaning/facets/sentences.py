"""Split a text into sentences short enough for a search."""

from collections.abc import Iterator

from cdetrack.meaning.facets.regex import regex

_SENTENCE = regex(r"(?<=[。;；!?])\s{0,3}|(?<=[a-z\d)\"”]\.)\s{1,3}(?=[A-Z\"“(])|\n")
_PART = 3_000
SPAN = 400
"""Characters: the overlap of two parts of a cut sentence, and the greatest distance from a subject to its verb."""


def sentences(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the sentences with one of `words`, the long ones in parts."""
    lowered = text.lower()
    # A cheap test, false for most texts, comes before the split.
    if not any(word in lowered for word in words):
        return
    for sentence in _SENTENCE().split(text):
        for start in range(0, len(sentence), _PART):
            part = sentence[max(0, start - SPAN) : start + _PART]
            lowered = part.lower()
            if any(word in lowered for word in words):
                yield part
