"""Look up the names of months and weekdays, with or without accents, and with one misspelling.

The names are in `text.months`, made from CLDR. An unknown word is read as the one name at a distance of one edit: a
letter added, missing, doubled or changed, or two letters swapped.
"""

from functools import lru_cache

from cdetrack.text.clean import fold_word
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
"""Combining marks, which are no letters for `re`; for a character class."""
_SHORTEST = 6
"""Letters: a shorter misspelt name is too often another word."""
_HEBREW_IN = "ב"
_LATIN, _CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@lru_cache(maxsize=2048)
def month_of(word: str, *, dotted: bool = False) -> int | None:
    """Return the month, 1 to 12, with that name in any language, or None.

    `dotted`: the day has the dot of an ordinal (`5. listopada`), as in Croatian and not in Polish.
    """
    name = fold_word(word).replace(" ", "")
    if name in AMBIGUOUS:
        return AMBIGUOUS[name][dotted] or None
    found = MONTHS.get(name)
    if found is None and name.startswith(_HEBREW_IN):
        found = MONTHS.get(name[1:])
    return found or _misspelt_month(name)


@lru_cache(maxsize=1024)
def weekdays_of(word: str) -> frozenset[int]:
    """Return the weekdays, Monday is 0, with that name in any language."""
    return frozenset(map(int, WEEKDAYS.get(fold_word(word), "")))


def _misspelt_month(name: str) -> int | None:
    """Return the month with a name at a distance of one edit, if it is the only one."""
    for spelled, meant in (("ae", "a"), ("oe", "o"), ("ue", "u")):  # `Maerz`: German without umlauts
        if spelled in name and (found := MONTHS.get(name.replace(spelled, meant))):
            return found
    once = "".join(letter for at, letter in enumerate(name) if not at or letter != name[at - 1])
    if once != name and len(once) > 3 and (found := MONTHS.get(once)):  # noqa: PLR2004 - `Junn` may be anything
        return found
    letters = _LATIN if name[:1] in _LATIN else _CYRILLIC if name[:1] in _CYRILLIC else ""
    if not letters or not name or not _SHORTEST - 1 <= len(name) <= 2 * _SHORTEST:
        return None
    near: set[str] = set()
    for at in range(1, len(name) + 1):  # the first letter is rarely wrong, and rules out most other words
        head, tail = name[:at], name[at:]
        near.update(head + letter + tail for letter in letters)
        if tail:
            near.add(head + tail[1:])
            near.update(head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            near.add(head + tail[1] + tail[0] + tail[2:])
    months = {MONTHS[word] for word in near if len(word) >= _SHORTEST and word in MONTHS}
    return months.pop() if len(months) == 1 else None
