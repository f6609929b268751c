"""Read the text of `--search`: words, phrases, `-word`, `A OR B`, `/regex/` and codes of ICH guidelines."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cdetrack.errors import UsageError

_REACH = 5_000
"""Characters of a text that a regular expression is applied to: `/a+b/` takes a day on a megabyte of `a`."""
_PART = r'-?"[^"]*"|-?“[^“”]*”|\S+'
_WIDE = "[０-９Ａ-Ｚａ-ｚ]+"
"""Chinese and Japanese sites and keyboards write letters, digits and brackets of either width."""
_OFFSET = ord("Ａ") - ord("A")
_TYPED_CODE = (
    r"(?<![a-z0-9])([emqs]\d{1,2}[a-fqs]?)"
    r"(?:\s{0,3}[(（]\s{0,3}(?P<within>r\d{1,2})\s{0,3}[)）]|\s?(?P<bare>r\d{1,2})(?![a-z0-9]))"
)
"""The code of an ICH guideline as people write it: `E9(R1)`, `E9 （R1）`, `E9 R1`, `E9R1`."""
_CODE = r"([emqs]\d{1,2}[a-fqs]?)\((r\d{1,2})\)"
"""The code in the one spelling that the words of a search have."""


class Alternative(NamedTuple):
    """Words and phrases, case-folded, that a text must have, and others that it must not have."""

    needed: tuple[str, ...]
    excluded: tuple[str, ...]


def alternatives(search: str) -> tuple[Alternative, ...]:
    """Return the parts between the `OR`s of a search that is no regular expression; empty parts are left out."""
    found: list[Alternative] = []
    needed: list[str] = []
    excluded: list[str] = []
    for part in [*re.findall(_PART, _with_codes(_narrow(search))), "OR"]:
        if part == "OR":
            if needed or excluded:
                found.append(Alternative(tuple(needed), tuple(excluded)))
            needed, excluded = [], []
            continue
        without = len(part) > 1 and part[0] == "-"
        word = part[without:].strip('"“”').casefold()
        if word:
            (excluded if without else needed).append(word)
    return tuple(found)


def searcher(search: str) -> Callable[..., bool]:
    """Return the test of texts: for one of the alternatives of `search`, or for its `/regex/`.

    A word stands in one of the texts, another word may stand in another. Raises UsageError for a regular expression
    that cannot be compiled.
    """
    pattern = regex(search)
    if pattern is not None:
        return lambda *texts: any(next(lines_found(pattern, text), None) is not None for text in texts)
    parts = alternatives(search)
    finders = {word: finder(word) for part in parts for word in (*part.needed, *part.excluded)}

    def test(*texts: str) -> bool:
        lowered = [folded(text) for text in texts]
        return not parts or any(
            all(any(map(finders[word], lowered)) for word in part.needed)
            and not any(any(map(finders[word], lowered)) for word in part.excluded)
            for part in parts
        )

    return test


def folded(text: str) -> str:
    """Return a text as searches compare it: case-folded, with narrow letters, digits and brackets."""
    return text.lower() if text.isascii() else _narrow(text.casefold())


def _narrow(text: str) -> str:
    # Brackets are in most Chinese titles, and a pattern takes six times as long for them.
    text = text.replace("（", "(").replace("）", ")")
    return re.sub(_WIDE, lambda wide: "".join(chr(ord(sign) - _OFFSET) for sign in wide[0]), text)


def finder(word: str) -> Callable[[str], bool]:
    """Return the test of a folded text for a word or phrase, with any spacing of a code."""
    if not re.search(_CODE, word):
        return lambda text: word in text
    pattern = word_pattern(word)
    return lambda text: pattern.search(text) is not None


def lines_found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the first match in each line of a text, with the offset of the line.

    Of a long line only the beginning is searched.
    """
    start = 0
    for line in re.split("[\n\f]", text):
        if match := pattern.search(line, 0, _REACH):
            yield start, match
        start += len(line) + 1


def regex(search: str) -> re.Pattern[str] | None:
    """Return the pattern of a `/regex/`; None for any other search. Raises UsageError if it cannot be compiled."""
    if len(search) < 3 or not (search.startswith("/") and search.endswith("/")):  # noqa: PLR2004 - two slashes
        return None
    try:
        return re.compile(search[1:-1], re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(
            f"`{search}` is not a regular expression: {error}",
            hint="without the slashes, its words are looked for as they are",
        ) from error


def marker(search: str) -> re.Pattern[str] | None:
    """Return the pattern of the places in a text that `search` finds, also across line ends; None if it seeks none.

    Raises UsageError for a regular expression that cannot be compiled.
    """
    pattern = regex(search)
    if pattern is not None:
        return pattern
    words = {word for part in alternatives(search) for word in part.needed}
    # The longest first: of two words with one beginning, the longer is marked.
    parts = sorted(map(_across_lines, words), key=lambda part: (-len(part), part))
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _across_lines(word: str) -> str:
    """Return the pattern of a word in text that was broken into lines, with any spacing of a code."""
    code = re.search(_CODE, word) is not None
    apart = r"\s{0,3}" if code else r"\n?"
    return apart.join(
        r"\s+" if sign.isspace() else _either_width(sign) + "?" * (code and sign in "()") for sign in word
    )


def word_pattern(word: str) -> re.Pattern[str]:
    """Return the pattern of a word or phrase in a text, with signs of either width and any spacing of a code."""
    # `split` gives the text before a code, the two parts of the code, the text behind it, and so on.
    parts = iter(re.split(_CODE, word))
    written = [_either_width(next(parts))]
    for guideline, revision, rest in zip(parts, parts, parts, strict=True):
        # Many texts leave the brackets out.
        code = (_either_width(guideline), "[(（]?", _either_width(revision) + r"(?!\d)")
        written += [r"\s{0,3}".join(code) + r"(?:\s{0,3}[)）])?", _either_width(rest)]
    return re.compile("".join(written), re.IGNORECASE)


def _either_width(text: str) -> str:
    """Return the pattern of a text in which letters, digits and brackets may be wide."""
    return "".join(
        f"[{sign}{chr(ord(sign) + _OFFSET)}]"
        if sign in "()" or (sign.isascii() and sign.isalnum())
        else re.escape(sign)
        for sign in text
    )


def has_bracket(word: str) -> bool:
    """Return True if a word of a search has a bracket, which texts write in either width; each code has two."""
    return "(" in word or ")" in word


def certain_part(word: str) -> str:
    """Return the longest part of a word or phrase that texts write in one way only: the longest without a bracket."""
    return max(re.split("[()]", word), key=len)


def certain_words(search: str) -> tuple[str, ...]:
    """Return words that every match contains as they are, case-folded; none if there is a choice or a pattern.

    Of a word with a bracket it is a part.
    """
    parts = alternatives(search) if regex(search) is None else ()
    return tuple(filter(None, map(certain_part, parts[0].needed))) if len(parts) == 1 else ()


def _with_codes(text: str) -> str:
    """Return a text with the codes of ICH guidelines in one spelling: `E9 (R1)` is `E9(R1)`."""
    return re.sub(_TYPED_CODE, lambda code: f"{code[1]}({code['within'] or code['bare']})", text, flags=re.IGNORECASE)
