"""Write `src/cdetrack/text/months.py`: names of months and weekdays in many languages, from CLDR.

python docs/make_months.py

Needs babel for the data of CLDR; cdetrack itself does not need it.
"""

# A script, no package:
# ruff: noqa: INP001

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from babel import Locale  # type: ignore[import-not-found, unused-ignore]

from cdetrack.text.clean import fold_word

_TARGET = Path(__file__).parents[1] / "src" / "cdetrack" / "text" / "months.py"
_CODES = (
    "en en_GB zh zh_Hant ja ko th vi id ms fil hi bn ta te mr gu kn ml pa ur ne si my km lo mn ru uk be kk ky "
    "uz tg tk az hy ka tr ar ar_DZ ar_LB ar_MA ar_MR ar_IQ he fa ps el bg mk sr sr_Latn bs hr sl cs sk pl "
    "hu ro sq lt lv et fi sv da nb nn is fo nl de de_AT fr fr_CA fr_CH it es es_PY es_UY pt pt_PT ca gl "
    "eu mt ga cy lb sw am so af rm "
)
_LANGUAGES = tuple(_CODES.split())
"""Languages of official sites."""
_ENGLISH = {"en", "en_GB"}
_ORDINAL = {"hr", "cs", "sk", "sl", "bs", "sr_Latn"}
"""Languages with a dot after the day; the dot decides if a name stands for different months in two languages."""
_OTHER = {
    "setiembre": 9,  # Spanish in parts of America, besides `septiembre`
    "agt": 8,  # Indonesian
    "ags": 8,
    "feber": 2,
    "zari": 9,  # Czech: the genitive without its ending
    "กุมภา": 2,
    "מרס": 3,
    "मई": 5,
    "सितम्बर": 9,
    "नवम्बर": 11,
    "दिसम्बर": 12,
    "अक्तूबर": 10,
}
"""Common spellings that are not in CLDR."""
_OTHER_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
"""Common short names of weekdays that are not in CLDR."""
_LEADING = re.compile(r"^(?:de |da |d'|d’)")
_DIGIT = re.compile(r"\d")
_WIDTH = 100


def main() -> None:
    """Write the module with sorted names, for small diffs after a new CLDR."""
    months: dict[str, dict[int, set[str]]] = {}
    weekdays: dict[str, set[int]] = {}
    english: dict[int, set[str]] = {}
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for number, name in _names(locale.months):
            key = _key(_LEADING.sub("", name.lower()))
            if key:
                months.setdefault(key, {}).setdefault(number, set()).add(language)
            if key and language in _ENGLISH:
                english.setdefault(number, set()).add(key)
        for number, name in _names(locale.days):
            if key := _key(name):
                weekdays.setdefault(key, set()).add(number)
    for name, number in _OTHER.items():
        months.setdefault(_key(name), {}).setdefault(number, set()).add("-")
    for name, number in _OTHER_WEEKDAYS.items():
        weekdays.setdefault(_key(name), set()).add(number)
    sure = {key: next(iter(found)) for key, found in months.items() if len(found) == 1}
    unsure = {
        key: (_only(found, dotted=False), _only(found, dotted=True)) for key, found in months.items() if len(found) > 1
    }
    _TARGET.write_text(_module(sure, unsure, weekdays, english), encoding="utf-8", newline="\n")
    sys.stdout.write(
        f"{_TARGET.name}: {len(sure)} names of months, {len(unsure)} in two ways, {len(weekdays)} of days\n"
    )


def _names(table: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    """Yield number and name in every form of CLDR used in dates."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from table[context][width].items()


def _key(name: str) -> str:
    """Return the key of a name; empty for one letter and for a number with a word (`9月`, `thg 9`)."""
    key = fold_word(name).replace(" ", "")
    return key if len(key) > 1 and not _DIGIT.search(key) else ""


def _by_length(name: str) -> tuple[int, str]:
    return -len(name), name


def _only(found: Mapping[int, set[str]], *, dotted: bool) -> int:
    """Return the month with or without the dot, 0 if it is ambiguous."""
    months = {number for number, languages in found.items() if any((one in _ORDINAL) == dotted for one in languages)}
    return months.pop() if len(months) == 1 else 0


def _module(
    sure: Mapping[str, int],
    unsure: Mapping[str, tuple[int, int]],
    weekdays: Mapping[str, set[int]],
    english: Mapping[int, set[str]],
) -> str:
    """Return the source of the module."""
    months = [sorted(key for key, number in sure.items() if number == month) for month in range(1, 13)]
    days = sorted({"".join(map(str, sorted(found))) for found in weekdays.values()})
    lines = [
        f'"""Names of months and weekdays; made by `docs/make_months.py` from CLDR (babel {version("babel")}).',
        "",
        "Do not edit: change the script and run it again. Keys are as `clean.fold_word` returns them, without spaces.",
        '"""',
        "",
        "_MONTHS = (",
        *(line for names in months for line in _block(names)),
        ")",
        "MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}",
        '"""Name -> month, 1 to 12."""',
        "",
        "ENGLISH_MONTHS = (",
        *(f'    "{" ".join(sorted(english[month], key=_by_length))}",' for month in range(1, 13)),
        ")",
        '"""The English names of each month, the longest first."""',
        (
            "CAPITAL_MONTH = "
            "rf\"(?:{'|'.join(name.capitalize() for names in ENGLISH_MONTHS for name in names.split())})\\.?\""
        ),
        '"""A pattern of their names with a capital: `September`, `Sept.`"""',
        "",
        "AMBIGUOUS = {",
        *(f'    "{key}": {pair},' for key, pair in sorted(unsure.items())),
        "}",
        '"""Name -> its month without and with a dot after the day; 0 if ambiguous."""',
        "",
        "_WEEKDAYS = {",
    ]
    for which in days:
        names = sorted(key for key, found in weekdays.items() if "".join(map(str, sorted(found))) == which)
        first, *rest = _block(names)
        lines += [f'    "{which}": {first.strip()}', *rest]
    lines += [
        "}",
        "WEEKDAYS = {name: which for which, names in _WEEKDAYS.items() for name in names.split()}",
        '"""Name -> its weekdays in all languages, Monday is 0."""',
    ]
    return "\n".join(lines) + "\n"


def _block(names: list[str]) -> list[str]:
    """Return the names as one text over several lines."""
    wrapped = textwrap.wrap(" ".join(names), _WIDTH, break_long_words=False, break_on_hyphens=False)
    lines = [f'    "{line} "' for line in wrapped]
    if len(lines) == 1:
        return [f'    "{wrapped[0]}",']
    return ["    (", *(f"    {line}" for line in lines[:-1]), f'        "{wrapped[-1]}"', "    ),"]


if __name__ == "__main__":
    main()
