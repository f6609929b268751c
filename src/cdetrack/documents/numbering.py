"""Recognise the number at the start of a clause: `第十二条`, `（一）`, `3.2.1`, `Article 5`.

A number is taken for one only if it can follow the numbers before it: `3.5 mg` at the start of a line is none.
"""

import re
from typing import NamedTuple

from cdetrack.text.numerals import ORDINALS, ordinal_of

ANNEX, PART, CHAPTER, SECTION, ARTICLE = range(5)
"""The levels of the outer units of a document, from the outermost to the innermost."""
ITEM, SUBITEM, DOTTED = 5, 6, 7
"""`一、`, `（一）` and `1.`; `1.1` is one level below `1.`, and so on."""
_BRACKETED = 12
"""`（1）`, below all dotted numbers; `1）` is one level below."""
_DEEPEST = 5
"""The most parts of a dotted number."""
_LARGEST = 400
"""The largest number of an item."""
_GAP = 2
"""Numbers in a row that can be missing, one less than this."""

_N = rf"[{ORDINALS}]{{1,9}}|\d{{1,4}}"
_ROMAN = r"[IVX]{1,6}"
_UNITS = {"编": PART, "部分": PART, "篇": PART, "章": CHAPTER, "节": SECTION, "条": ARTICLE}
_WORDS = {
    **dict.fromkeys(("annex", "appendix", "schedule", "attachment", "附件", "附录", "附表"), ANNEX),
    "part": PART,
    "chapter": CHAPTER,
    "section": SECTION,
    "article": ARTICLE,
}
_START = re.compile(
    rf"""
      第\s?(?P<number>{_N})\s?(?P<unit>编|部分|篇|章|节|条)(?P<of>之[{ORDINALS}]{{1,3}})?
    | (?P<annex>附件|附录|附表)\s?(?:(?P<which>{_N}|[A-Z](?![A-Za-z]))(?=\s|$|[：:（(《])|(?=\s*$))
    | (?P<word>Annex|Appendix|Schedule|Attachment|Part|Chapter|Section|Article
      |ANNEX|APPENDIX|PART|CHAPTER|SECTION|ARTICLE)\s(?P<at>\d{{1,3}}|{_ROMAN}|[A-Z])(?![\w-]|\.\d)(?:[.:](?=\s|$))?
    | (?P<item>[{ORDINALS}]{{1,5}})(?:、|．|\.(?!\d))(?![{ORDINALS}、])
    | [（(](?P<subitem>[{ORDINALS}]{{1,5}})[）)](?![、，至项款])
    | (?P<roman>{_ROMAN})\.(?=\s)
    | (?P<letter>[A-Z])\.(?=\s)
    | (?P<dotted>\d{{1,3}}(?:\s?[.．]\s?\d{{1,3}}){{1,4}})[.．]?(?![\d%％.．,:-])
    | (?P<single>\d{{1,3}})(?:[.．](?!\d)|、(?!\d)|(?=\s))
    | [（(](?P<bracketed>\d{{1,2}})[）)](?![、，至项款])
    | (?P<closed>\d{{1,2}})[）)](?![、，至项款])
    """,
    re.VERBOSE,
)
_DOT = re.compile(r"\s?[.．]\s?")
_BREAK = re.compile(r"\s|$|[（(《【：:]")
_ROMANS = {"I": 1, "V": 5, "X": 10}
# A reference at the start of a line: `第十二条的规定`, `Article 5 of`, `Part 11 requires`.
_REFERENCE = re.compile(r"[的、，,。；;和及或与至到之第规项款）)]|\s[a-z]")
_HEADING = re.compile(r"\s?[^\sa-z\d]")


class Number(NamedTuple):
    """The number at the start of a clause."""

    label: str
    """As printed, without white space: `第十二条`, `一、`, `（一）`, `3.2`."""
    level: int
    """The outer units have the smaller levels."""
    style: str
    """Numbers of one style are counted together."""
    values: tuple[int, ...]
    """The number; a dotted one has several."""
    end: int
    """The position behind it in the line."""

    @property
    def stands_alone(self) -> bool:
        """Whether the label alone names the clause: articles are counted through, dotted numbers have their parents."""
        return self.level <= ARTICLE or len(self.values) > 1


def number_at(line: str) -> Number | None:
    """Return the number that the line starts with, None if there is none."""
    found = _START.match(line)
    if found is None or found.end() == 0:
        return None
    given = {name: value for name, value in found.groupdict().items() if value is not None}
    label = "".join(found[0].split()) if "word" not in given else " ".join(found[0].split()).rstrip(".:")
    make = _Maker(label.rstrip(".．") if "dotted" in given else label, found.end())
    if "unit" in given:
        level = _UNITS[given["unit"]]
        values = (_value(given["number"]), *([_value(given["of"][1:])] if "of" in given else []))
        return make.number(level, given["unit"], values)
    if "annex" in given:
        return make.number(ANNEX, "annex", (_value(given.get("which", "0")),))
    if "word" in given:
        return make.number(_WORDS[given["word"].lower()], given["word"].lower(), (_value(given["at"]),))
    return _inner(given, make)


def _inner(given: dict[str, str], make: "_Maker") -> Number | None:
    if "dotted" in given:
        values = tuple(map(int, _DOT.split(given["dotted"])))
        return make.number(DOTTED + len(values) - 1, "dotted", values) if len(values) <= _DEEPEST else None
    for name, level in (
        ("item", ITEM),
        ("subitem", SUBITEM),
        ("bracketed", _BRACKETED),
        ("closed", _BRACKETED + 1),
        ("letter", SUBITEM),
    ):
        if name in given:
            return make.number(level, name, (_value(given[name]),))
    if "roman" in given:
        return make.number(ITEM, "roman", (_value(given["roman"]),))
    return make.number(DOTTED, "dotted", (int(given["single"]),))


class _Maker(NamedTuple):
    label: str
    end: int

    def number(self, level: int, style: str, values: tuple[int, ...]) -> Number:
        return Number(self.label, level, style, values, self.end)


def _value(signs: str) -> int:
    if signs.isdecimal():
        return int(signs)
    if signs and set(signs) <= _ROMANS.keys():
        numbers = [_ROMANS[sign] for sign in signs]
        return sum(-one if one < other else one for one, other in zip(numbers, [*numbers[1:], 0], strict=True))
    if len(signs) == 1 and signs.isascii():
        return ord(signs.upper()) - ord("A") + 1
    return ordinal_of(signs)


class NumberSequence:
    """The numbers so far: decides whether a number can be the next one."""

    def __init__(self) -> None:
        self.open: list[Number] = []
        """The numbers of the clause and of the units around it, from the outermost."""
        self._articles: tuple[int, ...] = ()

    def takes(self, number: Number, line: str, *, unfinished: bool) -> bool:
        """Return True if `number`, at the start of `line`, starts a clause; then it is the current one.

        `unfinished` means that the line before it was broken inside a sentence.
        """
        if not self._can_follow(number, line, unfinished=unfinished):
            return False
        while self.open and self.open[-1].level >= number.level:
            self.open.pop()
        self.open.append(number)
        if number.level == ARTICLE:
            self._articles = number.values
        elif number.level == ANNEX:
            self._articles = ()
        return True

    def _can_follow(self, number: Number, line: str, *, unfinished: bool) -> bool:
        if number.level <= ARTICLE:
            return self._outer(number, line, unfinished=unfinished)
        # The items of an article are part of it.
        if unfinished or max(number.values) > _LARGEST or (self.open and self.open[-1].level == ARTICLE):
            return False
        if number.style == "dotted":
            return self._dotted(number, line)
        before = self._before(number)
        return _next(before, number.values) if before else number.values[0] in {1, 2}

    def _outer(self, number: Number, line: str, *, unfinished: bool) -> bool:
        is_reference = _REFERENCE.match(line, number.end) is not None
        apart = bool(_BREAK.match(line, number.end)) and not is_reference
        if number.level == ANNEX:
            return apart and not unfinished
        before = self._articles if number.level == ARTICLE else self._before(number)
        follows = number.values == (1,) or _next(before, number.values)
        if unfinished:
            return follows and apart
        return (follows and not is_reference) or (apart and (not before or number.values > before))

    def _before(self, number: Number) -> tuple[int, ...]:
        """Return the last number of the same style in the same unit, empty if there is none."""
        return next((each.values for each in reversed(self.open) if each.style == number.style), ())

    def _dotted(self, number: Number, line: str) -> bool:
        values, before = number.values, self._before(number)
        if len(values) == 1 and line[number.end - 1].isdigit() and not _HEADING.match(line, number.end):
            return False  # `3 patients`
        if not before:
            around = self.open[-1].values[-1] if self.open else 1
            return set(values) == {1} or (values[0] == around and set(values[1:]) == {1})
        if values == (1,):
            return len(before) == 1  # a new list
        return values == (*before, 1) or any(
            values[:depth] == before[:depth]
            and before[depth] < values[depth] <= before[depth] + _GAP
            and set(values[depth + 1 :]) <= {1}
            for depth in range(min(len(values), len(before)))
        )


def _next(before: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """Return True if `values` is the number behind `before`, or one behind it; 12-1 (`第十二条之一`) is behind 12."""
    if not before:
        return values == (1,)
    return before < values and values[0] - before[0] <= _GAP
