"""A day stays what it is when the wording changes and the sense does not.

Each change is made to every case of some tables of `tests/data/days` that it fits.
"""

import re
from calendar import day_name, month_name
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from textwrap import fill

import pytest

from cdetrack.meaning.facets import read_facets
from cdetrack.text.script import has_han
from support.paths import DATA
from support.tables import table

MONTH = "|".join(month_name[1:])
DAY = rf"(?:[0-3]?\d (?:{MONTH}) 20\d\d|(?:{MONTH}) [0-3]?\d, 20\d\d)"
ONE_DAY = re.compile(rf"(?<![\d–-])(?<! and )(?<! to )\b(\d\d?) ({MONTH}) (20\d\d)")
HAN_DAY = r"20\d\d年1?\d月[1-3]?\d日"
wrapped = partial(fill, width=60, break_on_hyphens=False)
TABLES = ("ahead", "news", "wordings")


def anew(old: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(old, new, text)


def written(form: str) -> Callable[[str], str]:
    """Write each English day in another form."""

    def one(found: re.Match[str]) -> str:
        day = date(int(found[3]), list(month_name).index(found[2]), int(found[1]))
        return form.format(d=day.day, month=found[2], m=day.month, y=day.year, weekday=day_name[day.weekday()])

    return lambda text: ONE_DAY.sub(one, text)


def before_each_line(words: str) -> Callable[[str], str]:
    return lambda text: "\n".join(words + line for line in text.splitlines())


ENGLISH: Mapping[str, Callable[[str], str]] = {
    "November 3, 2031": written("{month} {d}, {y}"),
    "Monday, November 3, 2031": written("{weekday}, {month} {d}, {y}"),
    "3 Nov 2031": written("{d} {month:.3} {y}"),
    "2031-11-03": written("{y}-{m:02}-{d:02}"),
    "3 November 2031 (Monday)": written("{d} {month} {y} ({weekday})"),
    "no later than": anew(rf"\b(?:by|before)(?= {DAY})", "no later than"),
    "on or before": anew(rf"\b(?<!by )(?:by|no later than)(?= {DAY})", "on or before"),
    "by 5 p.m. on": anew(rf"\b(?<!by )(?:by|no later than)(?= {DAY})", "by 5 p.m. on"),
    "up until": anew(rf"\b(?:until|till|through)(?= {DAY})", "up until"),
    "inclusive": anew(rf"\b((?:until|till|through) {DAY})", r"\1 (inclusive)"),
    "starting": anew(rf"(?<!effect )\b(?:from|as of|as from)(?= {DAY})", "starting"),
    "with effect from": anew(rf"(?<!effect )\b(?:from|as of|as from)(?= {DAY})", "with effect from"),
    "have to": anew(r"(?<=s )(?:must|shall)\b", "have to"),
    "are required to": anew(r"(?<=s )(?:must|shall)\b", "are required to"),
    "in brackets": anew(r"\b(must|should|may)\b", r"(where applicable) \1"),
    "therefore": anew(r"\b(?<!It )(must|shall|should|may)\b(?! therefore)", r"\1 therefore"),
    "broken to fit 60 columns": lambda text: "\n".join(map(wrapped, text.splitlines())),
    "bullet": before_each_line("• "),
    "quoted": before_each_line("“"),
    "in accordance with": anew(r"(?m)^(?!In accordance|Please)", "In accordance with Article 5, "),
}
CHINESE: Mapping[str, Callable[[str], str]] = {
    "2031年/11月3日": anew(r"(20\d\d年)(\d+月)", r"\1\n\2"),
    "2031年11月/3日": anew(r"(\d月)(?=\d+日)", r"\1\n"),
    "2031 年 11 月 3 日": anew(r"(20\d\d)年(\d+)月(\d+)日", r"\1 年 \2 月 \3 日"),
    "full-width": lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "3日(含)前": anew(rf"({HAN_DAY})前", r"\1(含)前"),
    "3日24时前": anew(rf"({HAN_DAY})前", r"\1 24时前"),
    "3日以前": anew(rf"({HAN_DAY})前", r"\1以前"),
    "3日零时起": anew(rf"({HAN_DAY})起", r"\1零时起"),
    "从": anew(rf"自(?={HAN_DAY})", "从"),
    "须": anew(r"应当", "须"),
    "请注意": anew(r"(?m)^(?!请注意)", "请注意，"),
    "bullet": before_each_line("• "),
}
CASES = [each for name in TABLES for each in table(DATA / "days" / f"{name}.txt")]


def _days(first: str, text: str) -> set[tuple[str, date]]:
    day, _, title = first.partition(" ")
    return set(read_facets(title=title, date=date.fromisoformat(day), summary=text).days)


@pytest.mark.parametrize("name", [*ENGLISH, *(f"zh {name}" for name in CHINESE)])
def test_other_words_of_one_sense_give_the_same_days(name: str) -> None:
    change = CHINESE[name.removeprefix("zh ")] if name.startswith("zh ") else ENGLISH[name]
    told = []
    tried = 0
    for each in CASES:
        *lines, _ = each.below
        text = "\n".join(lines)
        changed = change(text)
        if changed == text or has_han(text) != name.startswith("zh "):
            continue
        tried += 1
        if _days(each.first, changed) != _days(each.first, text):
            told.append(changed)
    assert tried
    assert told == []
