"""Read the edition that an English title names: a year, a month, a round, an ordinal."""

import re

from cdetrack.meaning.subject.values import edition_number
from cdetrack.text.months import ENGLISH_MONTHS
from cdetrack.text.regex import Gated, regex

_ORDINALS = {
    name: number
    for number, name in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth"),
            *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
            *("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
            *("nineteenth", "twentieth"),
        ),
        start=1,
    )
}
_MONTHS = tuple(names.partition(" ")[0] for names in ENGLISH_MONTHS)
_EDITION = Gated(
    r"\b(?P<code>[EMQS][0-9]{1,2}[A-DQS]?) ?\(R(?P<round>[0-9])\)"
    r"|\b(?P<year>(?:19|20)[0-9]{2}) (?:edition|version|revision)\b"
    r"|\b(?P<noun>code|act|order|rules|regulations|standard|guidelines|schedule|formulary|pharmacopoeia|instrument"
    r"|determination)(?: \(no\. ?(?P<issue>[0-9]{1,2})\))? (?P<last>(?:19|20)[0-9]{2})$"
    # `Widgets (Widget Standard—March 2031) Instrument 2031`, `Guidance Notes on Widgets (March 2031)`; a newsletter has
    # a month as well.
    rf"|(?:(?<=[a-z])\s?[—–-]\s?|(?<=[a-z0-9]) \((?=[a-z]+ [0-9]{{4}}\)$))(?P<month>{'|'.join(_MONTHS)})"
    r" (?P<of_month>20[0-9]{2})\b(?=\))"
    # `Model List of Widgets - 23rd list, 2031`
    r"|\b(?P<list>[0-9]{1,2}(?:st|nd|rd|th)) list,? \(?(?P<of_list>20[0-9]{2})\)?$"
    r"|\(?\b(?:edition[: ]|version[: ]|final[: ]|draft:)(?P<after>(?:19|20)[0-9]{2})\)?"
    r"|(?<=[a-z]) \((?P<behind>(?:19|20)[0-9]{2})\)$"
    r"|\(?(?:\b(?:rev(?:ision)?|version|ver\.|edition)\.? ?|\bv\.?)(?P<revision>[0-9]{1,3})"
    rf"(?:\.(?P<minor>[0-9]{{1,2}}))?\b(?:, (?:{'|'.join(_MONTHS)}) (?:19|20)[0-9]{{2}}\b)?\)?"
    rf"|\(?\b(?P<ordinal>{'|'.join(_ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th)) (?:edition|version|revision)\b(?! of)"
    r"(?:,? (?:19|20)[0-9]{2}\b)?\)?"
    # `Poisons Standard March 2031`, `Splint Act 1989 (Compilation No. 84)`
    rf"|(?<=standard) (?P<month_behind>{'|'.join(_MONTHS)}) (?P<of_month_behind>20[0-9]{{2}})$"
    r"|(?<=compilation )no\.? ?(?P<compilation>[0-9]{1,3})\b"
    r"|(?<=[a-z]) \(R(?P<in_brackets>[0-9]{1,2})\)$"
    r"|(?<=interim order )no\.? ?(?P<order>[0-9]{1,2})\b"
    # `GN-21-R3`
    r"|\b(?P<series>[A-Z]{2,8}[- ]?[0-9]{1,4})-R(?P<in_code>[0-9]{1,2})(?:\.(?P<of_code>[0-9]{1,2}))?\b"
    r"|\b(?P<revised>revis(?:ed|ion)|updated)\b(?: (?:edition|version|text) of(?: the)?\b)?",
    *("(r", "-r", "(19", "(20", "edition", "version", "ver.", "v.", *(f"v{digit}" for digit in range(10)), "rev"),
    *("updated", "final:", "draft:", "final 1", "final 2", "code ", "act ", "order ", "rules ", "regulations "),
    "standard ",
    *("guidelines ", "schedule ", "formulary ", "pharmacopoeia ", "instrument ", "determination ", "interim order"),
    "compilation ",
    *(" list, 20", " list 20", " list (20"),
    *(f"{month} 20" for month in _MONTHS),
)
_OF_RULES = regex(
    r"\b(?:guid|notes?\b|standards?\b|codes?\b|manuals?\b|requirements?\b|instrument|poisons)", re.IGNORECASE
)
_YEARS = ("year", "last", "after", "behind", "of_month", "of_list", "of_month_behind")
_NUMBERS = ("round", "revision", "in_brackets", "in_code", "order", "issue", "compilation")
"""The groups of `_EDITION` with the year of an edition, and those with its number."""


def without_edition(text: str) -> tuple[str, int, int, bool]:
    """Return a name without its edition, and the year and the number of this, and whether it is a revision."""
    year = ordinal = 0
    revised = False
    editions = [each for each in _EDITION.finditer(text) if not each["month"] or _OF_RULES().search(text)]
    for found in editions:
        year = max(year, int(next(filter(None, map(found.group, _YEARS)), 0)))
        word = (found["ordinal"] or found["list"] or "").casefold()
        month = (found["month"] or found["month_behind"] or "").casefold()
        major = int(next(filter(None, map(found.group, _NUMBERS)), "") or re.sub(r"\D", "", word) or 0)
        major = major or (_MONTHS.index(month) + 1 if month and not ordinal else 0)
        ordinal = max(ordinal, edition_number(major or _ORDINALS.get(word, 0), found["minor"] or found["of_code"]))
        revised = revised or word not in {"first", "1st"}
    # The code of a guideline and the noun before a year stay parts of its name.
    for found in reversed(editions):
        kept = found["code"] or found["series"] or found["noun"] or " "
        text = f"{text[: found.start()]}{kept}{text[found.end() :]}"
    return text, year, ordinal, revised
