"""Find folded words as the page wrote them: in full-width forms, in traditional characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from cdetrack.text.clean import nfkc
from cdetrack.text.traditional import simplified


def as_written(folded_words: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """Return folded words with the same words as the first of the texts with them has them."""
    wanted = list(folded_words)
    written: dict[str, str] = {}
    for text in texts:
        left = [words for words in wanted if words not in written]
        folded = nfkc(text, len(text)) if left else ""
        plain = simplified(folded)
        left = [words for words in left if words in folded or words in plain]
        if not left:
            continue
        letters = [nfkc(letter) for letter in text]
        spelled, ends = "".join(letters), list(accumulate(map(len, letters)))
        for words in left:
            start = spelled.find(words) if words in spelled else simplified(spelled).find(words)
            if start >= 0:
                first, last = bisect_right(ends, start), bisect_left(ends, start + len(words))
                written[words] = text[first : last + 1]
    return written
