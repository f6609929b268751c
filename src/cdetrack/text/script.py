"""Ranges of characters by script, for the character classes of regular expressions: `rf"[{HAN}]"`."""

from cdetrack.text.regex import regex

HAN = "\u3400-\u9fff"
"""Chinese characters, as Japanese and Korean use them as well: the unified ideographs with extension A."""
A_HAN = f"(?-i:[{HAN}])"
"""One of these, for a pattern in any case: that the other case of each is not looked up spares 2 ms of compiling it."""
RARE_HAN = "\uf900-\ufaff\U00020000-\U0003ffff"
"""Compatibility ideographs and those beyond the basic plane."""
KANA = "\u3040-\u30ff"
"""Japanese syllables."""
HANGUL = "\uac00-\ud7af"
"""Korean syllables."""
CJK = HAN + KANA + HANGUL
EAST_ASIAN_SIGNS = "\u3001-\u303f\u3100-\u33ff\uff01-\uff60"
"""Punctuation, full-width forms and other signs among these, without the full-width blank."""

_HAN = regex(f"[{HAN}]")


def has_han(text: str) -> bool:
    """Return True if the text has a Chinese character."""
    if text.isascii():
        return False
    # To compile the pattern takes 1 ms: neither a dash in an English text nor a Chinese name is a reason to.
    return HAN[0] <= text[0] <= HAN[-1] or (max(text) >= HAN[0] and _HAN().search(text) is not None)


def count_han(text: str) -> int:
    """Return the number of Chinese characters in the text."""
    return 0 if text.isascii() else len(_HAN().findall(text))
