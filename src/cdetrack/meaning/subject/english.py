"""Find the documents that an English title is about."""

import re

from cdetrack.meaning.document_name import NO_ISSUE, document_name
from cdetrack.meaning.subject.values import Name, Subject, edition_number
from cdetrack.meaning.subject.wordings import in_one_wording
from cdetrack.text.months import ENGLISH_MONTHS
from cdetrack.text.regex import Gated, has_any, regex

_LEAST_WORDS = 3
"""A name with fewer words is the name of many documents."""
PROPOSED_ACT = r"\bproposed (?=reclassif|classif|withdraw|revoc|amend|revis|listing|exempt|schedul|placement)"
"""`Proposed withdrawal`: the pattern of the word before an act."""
_STATUS = Gated(
    r"\(?\b(?:(?:exposure|consultation|first|second|third|fourth) )?draft"
    r"(?: for (?:public )?(?:comments?|opinions?|consultation))?\b\)?"
    r"|\b(?<!request )(?<!requests )for (?:public )?(?:comments?|consultation)\b"
    r"|\bpublic consultations? (?:on|regarding|concerning|about|for)\b"
    r"(?: (?:the )?proposed (?=regulations?|orders?|rules?)\b)?"
    r"|^review of draft (?:guidance|guideline)s?\s?[-–—:]\s"
    # The draft of Canada's regulations, and their number.
    r"|^canada gazette, part (?:i{1,2}|[12])(?:, (?:volume|vol\.) \d{1,3}(?:, (?:number|no\.) \d{1,3})?)?\s?[:–—-]\s"
    r"|\s?[:,]\s?\(?SOR/\d{4}-\d{1,4}\)?$"
    r"|^(?:(?:open|first|second|third|fourth|public|targeted|stakeholders?['’]?) ){0,4}consultations?"
    r"(?: documents?| papers?)?"
    r"(?:\s?[:–—-]\s?| (?:on|regarding|concerning|about) (?:the )?(?:release of (?:the )?)?)"
    r"|^.{0,60}?\b(?:solicit|seek|invit|request)(?:s|es|ing|ed)? (?:public )?"
    r"(?:comments?|opinions?|feedback|input|views) (?:on|for|about|regarding) (?:the )?"
    r"|^(?:call|request|invitation)s? (?:for|to) (?:public )?(?:comments?|feedback|input)"
    r"(?:\s?[:–—-]\s?| on |$)(?:the )?"
    r"|^release of (?:the )?(?=draft\b)"
    r"|\(?\b(?:interim|trial|provisional|for trial implementation)\b\)?"
    r"|\s\((?:(?:direct|interim) )?(?:proposed|final) (?:rule|order)\)$"
    r"|\b(?:proposed|finali[sz]ed|final) (?=(?:lists?|rules?|orders?|guidances?|guidelines?)\b)"
    r"|\b(?:proposes|finali[sz]es)\s"
    rf"|{PROPOSED_ACT}"
    r"|(?:^|(?<=: )|(?<= on )|(?<= on the ))proposed "
    r"(?=(?:[\w()’'-]{1,30} ){1,8}(?:regulations?|orders?|amendments?|changes)\b)"
    r"|^(?:proposed|final) rules?\s?[:–—-]\s|\s?[:–—-]\s?(?:public )?consultation$"
    r"|\s?[-–—(]\s?(?:(?:first|initial|final) version|(?:proposed|final|final draft) document)\)?$"
    r"|\s?[-–—(]\s?step\s\d[ab]?\b\)?|\sstep\s\d[ab]?(?=\son\b)"
    r"|\s?\([^()]{0,60}?\b(?:decree|order|notification) (?:no\.?|number) ?\d[\d-]{0,10}\b[^()]{0,60}\)",
    *("version", "propos", "final", "draft", "comment", "consultation", "interim", "trial", "provisional"),
    *("step", "opinion", "feedback", "input", "views", "gazette", "sor/", "decree", "order "),
    "notification ",
)
# Words behind the name by which the Federal Register says the sort of document and of act.
_TAIL = Gated(
    r"(?:[;,:]|\s[-–—])\s(?:\w+\s){0,3}?(?:guidance|guideline)s?(?: documents?)? for"
    r" (?:industry|food and drug administration|review|irbs|institutional review boards|(?:clinical )?investigators"
    r"|sponsors|(?:test )?developers|manufacturers|(?:clinical )?laboratories)\b.*$"
    r"|(?<=[a-z\d)])\s(?:(?:draft|final|revised) )?guidance for (?:industry|sponsors|fda)"
    r"(?:,? (?:(?:and|fda|food|drug|administration|staff|reviewers|industry|sponsors|investigators)\b,? ?){1,8})?"
    r"(?:; (?:notice of )?availability)?$"
    # `Widget Studies (Draft Guidance for Industry)`, `Widget Studies - Draft Guideline`, `Widget Studies; Council of …`
    r"|\s\(?\s?(?:(?:final|revised) )?(?:guidance|guideline)s?(?: for [^()]{1,80})?\)$"
    r"|\s[-–—]\s(?:guidance|guideline)$"
    r"|\s(?:[-–—]\s|\()requests? for (?:public )?comments?\b.*$"
    r"|[;,]\s(?:notice of )?(?:availability|extension of (?:the )?comment period|request for comments?|reopening of"
    r" (?:the )?comment period)\b.*$",
    *("guidance", "guideline", "availability", "comment"),
)
# `Questions and Answers on the Measures for Widgets`
ENGLISH_QUESTIONS = Gated(
    r"^(?:questions? and answers?|q ?(?:&|and) ?as?|faqs?|frequently asked questions)(?: \([^()]{1,20}\))?"
    r" (?:on|about|for|regarding|concerning) (?:the )?"
    r"(?=.{0,120}?\b(?:measures|provisions|regulations?|guidelines?|rules)\b)",
    "q",
)
_RULE = Gated(
    r"[;,]\scompanion (?:document |proposed rule )?to (?:the )?(?:direct )?(?:final )?rule$"
    r"|[;,]\s(?:(?:advance )?notice of )?(?:(?:supplemental|direct|interim|proposed|final) ){0,2}"
    r"(?:rules?|rulemaking|orders?)(?:;.*)?$",
    *("rule", "order"),
)
_HEAD = Gated(
    r"^(?:\w+\s){0,2}(?:guidance|guideline)s? for industry\b"
    r"(?: and (?:fda|food and drug administration) staff)?\W{1,3}"
    # `Draft Guidance for Clinical Investigators, Industry, and Staff: Widget Studies`
    r"|^(?:\w+\s){0,2}(?:guidance|guideline)s? for (?:(?:industry|sponsors|clinical|investigators|fda|food|and|drug"
    r"|administration|staff|reviewers|institutional|review|boards|irbs|manufacturers|other|stakeholders)\b,?\s?){1,12}[:;]\s"
    r"|^mhra(?:['’]s)? (?=(?:guidance|guideline)s?\b)"
    # `Draft Guidance Document - Release of draft revised: Guidance Document: Widget Studies`
    r"|^(?:guidances?(?: documents?)?\s?[:–—-]\s(?:release of\s?:\s)?){1,2}|^guidance documents? (?:on|for) (?:the )?"
    # The report of the committee that a document is annexed to.
    r"|^(?:who )?(?:trs|technical report series)(?:,? no\.?)? \d{3,4},?\s?[,:–—-]{0,2}\s?annex \d{1,2}\s?[:–—-]\s",
    *("for industry", "mhra", "guidance", "guideline", "trs", "technical report"),
)
_SORTS = frozenset({"guidelin", "guidanc"})
"""Stems of words for the sort of a document that guides, which two of its titles need not share."""
_OF_A_CODE = frozenset({"ich"})
"""Words that a title with the code of a guideline of the council may leave out."""
_ICH = regex(r"\b[EMQS]\d{1,2}[A-FQS]?\b")
_QUOTES = ("“", '"', "<")
_QUOTED = regex(r"[“\"<]([A-Z][^“”\"<>]{8,300})[”\">]")
_ISSUING = Gated(
    rf"\b{NO_ISSUE}"
    r"(?:issu(?:e[sd]?|ing|ance)|releas(?:e[sd]?|ing)|publish(?:e[sd]|ing)?|publication|promulgat(?:e[sd]?|ing|ion)"
    r"|printing)\b(?! (?:before|after|since|between|prior|during|(?:in|until|through) (?:19|20)\d\d)\b)",
    *("issu", "releas", "publi", "promulgat", "printing"),
)
_ACT = Gated(
    r"^.{0,200}?\b(?:issuance|promulgation|publication)(?: and implementation)? of (?:the )?"
    r"|^(?:notice\s?[:–—-]\s?)?(?:release|adoption|implementation) of (?:the )?(?=ich\b)",
    *("issuance of", "promulgation of", "publication of", "and implementation of", "of ich", "of the ich"),
)
# `Widget Studies; Guidance for Industry; Availability`, as the Federal Register announces a guidance.
_AVAILABLE = Gated(
    r"\bguidances? for [^;]{1,200};.{0,80}?\bavailability(?:; (?:comment request|requests? for comments?))?$",
    "availability",
)
_DOCUMENT = (
    r"(?:guidances?|guidelines?|guiding principles|provisions|measures|regulations|rules|specifications|requirements)"
)
_AND = Gated(rf"(?:\)|\w),? and (?:the )?(?=(?:\w+ ){{0,3}}{_DOCUMENT}\b)", " and ")
_SAYS_DOCUMENT = regex(rf"\b{_DOCUMENT}\b", re.IGNORECASE)
# `Issuance of Four Guidelines for the Review of Devices, including Splints`: a count, a frame, the first name.
_BUNDLE = Gated(
    r"\b(?:issu(?:ing|ance of)|releas(?:ing|e of)|publi(?:shing|cation of)) (?:the )?(?:\d{1,2}|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve) (?P<frame>[^,;]{4,120} (?:of|for|on) )[^,;]{0,80}?,? (?:including|such as)"
    r" (?:the )?(?P<first>[A-Za-z][^,;()]{2,120}?)(?=,| and |\s?\(|$)",
    *(" including ", " such as "),
)
_OF_CHINA = Gated(r"^(?:the )?mainland(?: of)? china\s?[:–—-]\s", "mainland")
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


def english_subject(text: str) -> Subject:
    """Return the documents that an English title is about; the base of a name that is too short is empty."""
    text = ENGLISH_QUESTIONS.sub("", _OF_CHINA.sub("", text))
    quoted = _QUOTED().findall(text) if has_any(text, _QUOTES) else []
    if not quoted and (bundle := _BUNDLE.search(text)):
        return Subject((_english_name(bundle["frame"] + bundle["first"]),), bundle=True, issuing=True)
    parts = quoted or _parts(text)
    issuing = _ISSUING.search(text) is not None or _AVAILABLE.search(text) is not None
    names = tuple(map(_english_name, parts))
    if quoted and not any(name.base for name in names):
        # `Definition of the Term “Small Widgets”`: the quoted words are no name.
        return Subject((_english_name(text),), issuing=issuing)
    return Subject(names, issuing=issuing, quoted=bool(quoted))


def _parts(text: str) -> list[str]:
    """Return the names that `and the Guidance …` joins, each with the sort of its document."""
    joined = _AND.search(text)
    # Regulations amend several in one act; and there are `Food and Drug Regulations`.
    head = text[: joined.start() + 1].casefold() if joined else ""
    if joined and _SAYS_DOCUMENT().search(head) and "amending" not in head and not head.endswith("food"):
        return [text[: joined.start() + 1], text[joined.end() :]]
    return [text]


# `Regulations for Widgets under the Health Products Act`, `Health Products (Widgets) Regulations 2031`.
_UNDER_ACT = Gated(
    r"\b(?P<sort>regulations?|rules|orders?) (?:for|on|relating to|governing) (?:the )?(?P<matter>[^;:()]{4,100}?),?"
    r" (?:under|made under|pursuant to) (?:the )?(?P<act>[A-Z][^;:()]{2,80}?) Act(?: (?:19|20)\d\d)?$",
    " act",
)


# `Regulations Amending the Widget Regulations (Labels of Small Widgets)`: the matter tells them apart, and the draft
# may leave open which regulations it amends.
_AMENDS_IN_A_MATTER = Gated(
    r"^(?P<sort>regulations|rules|order) amending [^()]{4,300} \("
    r"(?P<matter>(?:[^\s()\d]{1,40} ){2,20}[^\s()\d]{1,40}"
    r"(?<!act)(?<!acts)(?<!regulations)(?<!rules)(?<!program))\)$",
    "amending",
)


_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# `… - EMA/CHMP/ICH/544/2031`, `… (Working document QAS/31.508)`: what an agency files a text under.
_FILED = Gated(
    r"\s[-–—]\s(?:EMA|EMEA|CHMP|CPMP)/[A-Za-z0-9/]{4,40}$"
    r"|(?<=\()(?:EMA|EMEA|CHMP|CPMP)/[A-Z/]{0,24}\d{2,7}/\d{2,4}(?=[\s),/])"
    r"|\s?\(working document [A-Z]{2,8}/[\w./-]{2,30}\)"
    # `IMDRF/GRRP WG/N47 FINAL:2031 (Edition 2) Principles`
    r"|\s?\(?\bIMDRF/[A-Z ]{2,20}(?:\((?:PD|DF)\d\))?/N\d{1,3}(?:R\d{1,2})?"
    r"(?:\s?\(?(?:FINAL|DRAFT)\)?)?(?::\s?\d{4})?\)?"
    # The report of the committee that a document is annexed to.
    r"|\s?\((?:who )?(?:trs|technical report series),? (?:no\.? )?\d{3,4},? annex \d{1,2}\)$"
    # `ABCGL-QM-03 Guideline on Widgets`, `GN-99 Guidance on Widgets (31Oct-pub)`
    r"|(?:^|(?<=[–—-] ))(?-i:[A-Z]{2,8}(?:-[A-Z]{2,6}){1,3}-[0-9]{1,3}[A-Z]?)(?![\w-])\s?[:–—-]?\s"
    rf"|\s\(\d\d(?:{_MONTH})-pub\)",
    *("imdrf/", "ema/", "emea/", "chmp/", "cpmp/", "working document", "trs ", "trs,", "technical report", "-pub)"),
    *map("-{}".format, range(10)),
)
# `Splint Regulations 2031 (draft)`: behind the year of an instrument
_DRAFT_BEHIND = regex(r"\s\(draft\)$", re.IGNORECASE)
# `9.14_Guideline_on_Widgets_Jul31_v2`: the name of a file
_OF_A_FILE = regex(rf"^\d\.\d\d (?=[A-Z])|(?<=[a-z)]) (?:{_MONTH})\d\d(?= v\d|$)", re.IGNORECASE)


def _english_name(text: str) -> Name:
    if "_" in text:
        text = _OF_A_FILE().sub("", text.replace("_", " "))
    text = _DRAFT_BEHIND().sub("", _FILED.sub("", text))
    text, year, ordinal, revised = _without_edition(text)
    text = in_one_wording(text)
    text = _UNDER_ACT.sub(r"\g<act> (\g<matter>) \g<sort>", " ".join(_STATUS.sub(" ", text).split()))
    text = _AMENDS_IN_A_MATTER.sub(r"\g<sort> amending \g<matter>", text)
    whole = _RULE.sub("", _ACT.sub("", text))
    text = _HEAD.sub("", whole)
    # `Meetings With the Food and Drug Administration`: the page of a guidance may say FDA.
    bare = _TAIL.sub("", text).replace("Food and Drug Administration", "FDA")
    name = document_name(bare)
    codes = set(map(str.casefold, _ICH().findall(bare)))
    words = name.stems | name.marks | codes
    # A guidance has its whole name, however short, beside the words for its sort; and a state has one pharmacopoeia,
    # and one standard for poisons.
    least = _LEAST_WORDS - (bare != whole or not {"pharmacopeia", "poison"}.isdisjoint(words))
    # A draft guidance may become a guideline, and its next edition is a guidance document.
    telling = sorted(words - _SORTS - (_OF_A_CODE if codes else set()))
    return Name(" ".join(telling) if len(words) >= least else "", year, ordinal, revised)


def _without_edition(text: str) -> tuple[str, int, int, bool]:
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
