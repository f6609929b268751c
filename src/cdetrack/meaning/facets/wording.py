"""Find folded words as the page wrote them: in full-width forms, in traditional characters, with other spaces."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from cdetrack.text.clean import nfkc
from cdetrack.text.traditional import simplified

_AND = "\0"


def as_written(folded_words: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """Return, for folded words, the words of the first text that has them.

    White space does not matter, line breaks become spaces, and `&` between words is `and`: `plain_title` folds both.
    """
    wanted = {words: _squeezed(words) for words in folded_words}
    written: dict[str, str] = {}
    for text in texts:
        left = [words for words in wanted if words not in written]
        folded = _squeezed(nfkc(text, len(text))) if left else ""
        plain = simplified(folded)
        left = [words for words in left if wanted[words] in folded or wanted[words] in plain]
        if not left:
            continue
        marked = text.replace(" & ", f" {_AND} ")
        letters = ["and" if letter == _AND else _squeezed(nfkc(letter)) for letter in marked]
        spelled, ends = "".join(letters), list(accumulate(map(len, letters)))
        for words in left:
            found = wanted[words]
            start = spelled.find(found) if found in spelled else simplified(spelled).find(found)
            if start >= 0:
                first, last = bisect_right(ends, start), bisect_left(ends, start + len(found))
                written[words] = text[first : last + 1].replace("\n", " ")
    return written


def _squeezed(text: str) -> str:
    return "".join(text.replace(" & ", " and ").split())
