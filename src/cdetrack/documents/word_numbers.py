"""The numbers that Word gives to the paragraphs of its lists: 第一条, （一）, 1.2, (a)."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cdetrack.documents.word_xml import NumberedAs, W, numbered_as, value

if TYPE_CHECKING:
    from lxml import etree

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"


class _Level(NamedTuple):
    """A level of a list: its first number, the format of numbers, the text around them, and the sign behind."""

    start: int
    form: str
    text: str
    behind: str
    legal: bool
    """True to write the numbers of all levels as decimals."""
    restart: int
    """The level after which it starts again, counted from 1; 0 for never."""


class ListNumbers:
    """Counts the paragraphs of lists; asked for each paragraph in the order of the text."""

    def __init__(self, numbering: "etree._Element | None", styled: Mapping[str, NumberedAs]) -> None:
        self._styled = styled
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        """List -> the id of its counters, and its levels."""
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: "etree._Element") -> None:
        abstract = {
            each.get(f"{W}abstractNumId") or "": {
                int(level.get(f"{W}ilvl") or 0): _level(level) for level in each.iterchildren(f"{W}lvl")
            }
            for each in numbering.iterchildren(f"{W}abstractNum")
        }
        for number in numbering.iterchildren(f"{W}num"):
            name = number.get(f"{W}numId") or ""
            base = value(number, "abstractNumId") or ""
            levels = dict(abstract.get(base, {}))
            counters = base
            for override in number.iterchildren(f"{W}lvlOverride"):
                place = int(override.get(f"{W}ilvl") or 0)
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels[place] = _level(own)
                start = value(override, "startOverride")
                if start is not None and place in levels:
                    levels[place] = levels[place]._replace(start=int(start))
                    counters = f"{base}/{name}"
            self._lists[name] = counters, levels

    def next_of(self, paragraph: "etree._Element") -> str:
        """Return the number of the next paragraph, with the sign behind it; an empty text if it has none."""
        properties = paragraph.find(f"{W}pPr")
        own = numbered_as(properties)
        styled = self._styled.get(value(properties, "pStyle") or "", NumberedAs(None, None))
        name, level = own.list or styled.list, own.level or styled.level or "0"
        if name not in self._lists or not level.isdecimal():
            return ""
        counters, levels = self._lists[name]
        return self._next(self._counts.setdefault(counters, {}), levels, int(level))

    @staticmethod
    def _next(counts: dict[int, int], levels: Mapping[int, _Level], place: int) -> str:
        if place not in levels:
            return ""
        level = levels[place]
        counts[place] = counts[place] + 1 if place in counts else level.start
        for deeper in [each for each in counts if each > place]:
            restart = levels[deeper].restart if deeper in levels else _LEVELS
            if restart and place < restart:
                del counts[deeper]

        def number(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            other = levels.get(shown)
            if other is None:
                return ""
            return _written(counts.get(shown, other.start), "decimal" if level.legal else other.form)

        text = level.text if level.form == "bullet" else re.sub(r"%(\d)", number, level.text)
        return text + level.behind if text else ""


def _level(level: "etree._Element") -> _Level:
    form = value(level, "numFmt")
    if form is None:  # a format that older programs do not know
        form = next((each.get(f"{W}val") for each in level.iter(f"{W}numFmt")), None)
    restart = value(level, "lvlRestart")
    text = value(level, "lvlText") or ""
    return _Level(
        start=int(value(level, "start") or 0),
        form=form or "decimal",
        # The sign of a bullet is one of a symbol font.
        text="•" if form == "bullet" else text,
        behind="" if value(level, "suff") == "nothing" else " ",
        legal=level.find(f"{W}isLgl") is not None,
        restart=_LEVELS if restart is None else int(restart),
    )


def _written(number: int, form: str) -> str:
    return _FORMS.get(form, str)(number)


def _chinese(number: int) -> str:
    """Return a number from 1 to 9999 in Chinese numerals: 一百零五."""
    if not 0 < number < 10_000:  # noqa: PLR2004 - 万
        return str(number)
    found, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if not digit:
            gap = bool(found)
            continue
        found += ("零" if gap else "") + _DIGITS[digit] + sign
        gap = False
    return found.removeprefix("一") if 10 <= number < 20 else found  # noqa: PLR2004 - 十五, not 一十五


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)


def _roman(number: int) -> str:
    found = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        found += sign * (min(number, 9999) // size)
        number %= size
    return found


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "ideographDigital",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "taiwaneseDigital",
            "japaneseDigitalTenThousand",
        ),
        _chinese,
    ),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
}
"""Name of a format in Word -> the function that writes a number in it; any other is written as a decimal."""
