"""Ranges of characters by script, for the character classes of regular expressions: `rf"[{HAN}]"`."""

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


def has_han(text: str) -> bool:
    """Return True if the text has a Chinese character."""
    if text.isascii():
        return False
    # To compile a pattern takes 1 ms.
    if HAN[0] <= text[0] <= HAN[-1]:
        return True
    last = max(text)
    return last >= HAN[0] and (last <= HAN[-1] or any(HAN[0] <= letter <= HAN[-1] for letter in text))


def count_han(text: str) -> int:
    """Return the number of Chinese characters in the text."""
    return 0 if text.isascii() else sum(HAN[0] <= letter <= HAN[-1] for letter in text)
