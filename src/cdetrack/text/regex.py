"""Regular expressions that most titles never need: compiled at first use, and tried only on texts with their words.

To compile all of ours takes as long as the rest of a look at a short listing; one new notice needs less than half.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache, partial
from typing import AnyStr

Regex = Callable[[], re.Pattern[str]]


def regex(source: AnyStr, flags: int = 0) -> Callable[[], re.Pattern[AnyStr]]:
    """Return a function that returns the compiled pattern, compiled once."""
    return cache(partial(re.compile, source, flags))


def any_of(table: str) -> str:
    """Return the source for any line of a table: a pattern, and behind `  # ` perhaps a reason or example.

    A space is any white space.
    """
    lines = (line.partition("  # ")[0].strip().replace(" ", r"\s") for line in table.splitlines())
    return f"(?:{'|'.join(line for line in lines if line)})"


def any_word(words: str) -> str:
    """Return the source for any of the words or phrases, which have a comma between; each may be a pattern.

    A space is any white space.
    """
    found = (word.strip().replace(" ", r"\s") for word in re.split(r",\s", words))
    return f"(?:{'|'.join(found)})"


def has_any(text: str, words: tuple[str, ...]) -> bool:
    """Return True if one of the words is in the text; `any` with a generator takes twice as long."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


@lru_cache(maxsize=16)
def in_any_case(text: str) -> str:
    """Return the text in lower case, with ASCII letters for those that a pattern in any case takes for them.

    These are `ſ`, the kelvin sign, `ı`, and `İ`, which is two characters in lower case.
    """
    return text.casefold().replace("ı", "i").replace("i\u0307", "i")


class Gated:
    """A pattern in any case; every text that it matches has one of `words`, in lower case.

    A pattern of many alternatives is tried at each letter: 15 to 90 µs for a title, where its words take 1.
    """

    def __init__(self, pattern: str, *words: str) -> None:
        self._source = pattern
        self._ascii = tuple(word for word in words if word.isascii())
        self._has_case = any(word.upper() != word.lower() for word in words)
        self.words = words

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled for the first text with one of its words."""
        return re.compile(self._source, re.IGNORECASE)

    def may_match(self, text: str) -> bool:
        """Return False only if the pattern matches nowhere in `text`."""
        if not self._has_case:
            # Chinese words: to fold the text takes longer than to search it.
            folded, words = text, self.words
        elif text.isascii():
            folded, words = text.lower(), self._ascii
        else:
            folded, words = in_any_case(text), self.words
        for word in words:  # noqa: SIM110 - in place of `has_any`: every title is tested forty times
            if word in folded:
                return True
        return False

    def sub(self, instead: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return `text` with each match replaced."""
        return self.pattern.sub(instead, text) if self.may_match(text) else text

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match at `start` or behind it, None without one."""
        return self.pattern.search(text, start) if self.may_match(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of `text`, None without one."""
        return self.pattern.match(text) if self.may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield each match."""
        return self.pattern.finditer(text) if self.may_match(text) else iter(())
