"""Read Chinese numerals."""

NUMERALS = "一二两三四五六七八九十"
"""The signs of a number up to 99, for the character classes of regular expressions."""

BEFORE_REPUBLIC = 1911
"""The year before the first of the Republic of China, whose years Taiwan counts."""
_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0, "两": 2}


def year_of(signs: str) -> int:
    """Return the year of four numerals, digit by digit: 2025 for `二〇二五`."""
    return int("".join(str(_DIGITS[sign]) for sign in signs))


def number_of(signs: str) -> int:
    """Return the number from 1 to 99 in numerals, such as 15 for `十五`; 0 for any other text."""
    tens, ten, ones = signs.replace("廿", "二十").replace("卅", "三十").partition("十")
    if not {tens, ones} <= {"", *_DIGITS}:
        return 0
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0) if ten else _DIGITS.get(tens, 0)


ORDINALS = "〇零○一二两三四五六七八九十百千廿卅"
"""The signs of a number up to 9999, for the character classes of regular expressions."""


def ordinal_of(signs: str) -> int:
    """Return the number from 1 to 9999 in numerals, such as 105 for `一百零五`; 0 for any other text."""
    total, rest = 0, signs.replace("廿", "二十").replace("卅", "三十")
    for sign, unit in (("千", 1000), ("百", 100), ("十", 10)):
        count, found, behind = rest.partition(sign)
        if found:
            if count.strip("零〇○") and count.strip("零〇○") not in _DIGITS:
                return 0
            total += _DIGITS.get(count.strip("零〇○"), 1) * unit
            rest = behind
    last = rest.strip("零〇○")
    if last and last not in _DIGITS:
        return 0
    return total + _DIGITS.get(last, 0)
