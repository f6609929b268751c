"""Take a text apart into sentences, each short enough for every search in it."""

from collections.abc import Iterator

from cdetrack.meaning.facets.regex import regex

_SENTENCE = regex(r"(?<=[。;；!?])\s{0,3}|(?<=[a-z\d)\"”]\.)\s{1,3}(?=[A-Z\"“(])|\n")
_PART = 3_000
SPAN = 400
"""How far back a sentence that is cut keeps its beginning, and how far a subject can stand from its verb."""


def sentences(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Return the sentences that hold one of `words`, each cut to a length that keeps every search short."""
    lowered = text.lower()
    # A plain test settles most texts before they are taken apart.
    if not any(word in lowered for word in words):
        return
    for sentence in _SENTENCE().split(text):
        for start in range(0, len(sentence), _PART):
            part = sentence[max(0, start - SPAN) : start + _PART]
            lowered = part.lower()
            if any(word in lowered for word in words):
                yield part
