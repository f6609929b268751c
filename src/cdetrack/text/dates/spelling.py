"""Names of months and weekdays as pages spell them, with or without accents, and with a slip of the pen.

The names are in `months`, which is made of CLDR's data. A word that is no name is read as the one name that it is
one slip away from: a letter too many, too few, doubled, changed, or two that changed places.
"""

from functools import lru_cache

from cdetrack.text.clean import bare
from cdetrack.text.months import AMBIGUOUS, MONTHS, WEEKDAYS

MARKS = "".join(
    f"{chr(first)}-{chr(last)}"
    for first, last in (
        *((0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x900, 0x903), (0x93A, 0x94F)),
        *((0x981, 0x983), (0x9BC, 0x9CD), (0xA01, 0xA03), (0xA3C, 0xA4D), (0xA70, 0xA71), (0xA81, 0xA83)),
        *((0xABC, 0xACD), (0xB82, 0xB82), (0xBBE, 0xBCD), (0xC00, 0xC04), (0xC3E, 0xC4D), (0xC81, 0xC83)),
        *((0xCBC, 0xCCD), (0xD00, 0xD03), (0xD3E, 0xD4D), (0xDCA, 0xDDF), (0xE31, 0xE3A), (0xE47, 0xE4E)),
        *((0xEB1, 0xEBC), (0xEC8, 0xECE), (0x102B, 0x103E), (0x17B4, 0x17D3)),
    )
)
"""Signs that stand above, below or beside a letter and are no letters for `re`; for a character class."""
_SHORTEST = 6
"""Letters: a shorter name with a slip in it is too often another word."""
_HEBREW_IN = "ב"
_LATIN, _CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@lru_cache(maxsize=2048)
def month_of(word: str, *, dotted: bool = False) -> int | None:
    """Return the month, 1 to 12, that a word names in any language, or None.

    `dotted` says that a dot makes the day an ordinal (`5. listopada`), which tells Croatian from Polish.
    """
    name = bare(word).replace(" ", "")
    if name in AMBIGUOUS:
        return AMBIGUOUS[name][dotted] or None
    found = MONTHS.get(name)
    if found is None and name.startswith(_HEBREW_IN):
        found = MONTHS.get(name[1:])
    return found or _slip(name)


@lru_cache(maxsize=1024)
def weekdays_of(word: str) -> frozenset[int]:
    """Return the weekdays, Monday is 0, that a word names in one language or another."""
    return frozenset(map(int, WEEKDAYS.get(bare(word), "")))


def _slip(name: str) -> int | None:
    """Return the month whose name is one slip away, where that is one month only."""
    for spelled, meant in (("ae", "a"), ("oe", "o"), ("ue", "u")):  # `Maerz`: how German goes without its dots
        if spelled in name and (found := MONTHS.get(name.replace(spelled, meant))):
            return found
    once = "".join(letter for at, letter in enumerate(name) if not at or letter != name[at - 1])
    if once != name and len(once) > 3 and (found := MONTHS.get(once)):  # noqa: PLR2004 - `Junn` may be anything
        return found
    letters = _LATIN if name[:1] in _LATIN else _CYRILLIC if name[:1] in _CYRILLIC else ""
    if not letters or not name or not _SHORTEST - 1 <= len(name) <= 2 * _SHORTEST:
        return None
    near: set[str] = set()
    for at in range(1, len(name) + 1):  # the first letter is seldom mistaken, and tells most words from a month
        head, tail = name[:at], name[at:]
        near.update(head + letter + tail for letter in letters)
        if tail:
            near.add(head + tail[1:])
            near.update(head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            near.add(head + tail[1] + tail[0] + tail[2:])
    months = {MONTHS[word] for word in near if len(word) >= _SHORTEST and word in MONTHS}
    return months.pop() if len(months) == 1 else None
