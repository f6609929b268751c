"""Find the statements of effect in a sentence: `shall come into force on`, `自…起施行`."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from cdetrack.meaning.facets.around import FROM
from cdetrack.meaning.facets.calendar import DAY
from cdetrack.meaning.facets.dated import Dated, PerhapsDated
from cdetrack.meaning.facets.periods import HAN_PERIOD, ORDINALS, PERIOD
from cdetrack.meaning.facets.sentences import SPAN
from cdetrack.text.regex import has_any, regex
from cdetrack.text.script import HAN, has_han

_FLAGS = re.IGNORECASE
_DATES_OF_EFFECT = ("effective date", "force date", "commencement", "day appointed", "whole of th")
_UNDONE_WORDS = ("withdrawn", "revoked", "terminated", "cancelled", "canceled", "withdrawal date")
EFFECT_WORDS = (
    "effect", "become official", "becomes official", *_UNDONE_WORDS,
    " apply ", "applies", "applicable", "force", "implement", "commence", "valid from", "operation", "execut",
    "application", "whole of th", "fees", "charges", "施行", "实施", "执行", "生效", "试行", "启用", "起适用",
)  # fmt: skip
_IT_IS = r"(?:it|they|(?:this|these|the) (?:[\w-]{2,16}\s?){1,3}?) (?:is|are|was|were) (?:first )?(?:officially )?"
# `the twentieth day following that of its publication`, `the day after it is registered`, `on which it is made`
_DAY_AFTER = (
    r"(?:(?:(?P<nth>\d{1,3}(?:st|nd|rd|th)|" + "|".join(ORDINALS) + r")\sday|(?P<next>day))\s(?:after|following)\s"
    r"|(?=(?:day|date) on which\s))"
    r"(?:(?:that|(?:the )?(?:date|day)) (?:of|on which)\s)?"
    rf"(?:{_IT_IS}(?P<done>published|registered|made|gazetted|signed)"
    r"|(?:(?:the|its|their|this)\s)?(?:date of )?(?P<act>publication|promulgation|registration|notification)\b)"
    r"(?!\sof\s(?!th(?:is|ese)\b))"
)
_OTHER_PUBLICATION = (
    r"(?!\sof\s(?:(?:the|an?|each|any|such)\s)?(?:[\w-]{1,16}\s){0,3}?(?:notices?|acts?|lists?|standards?|specifications?"
    r"|systems?|guidances?|guidelines?)\b)"
)
_TAKES_EFFECT = PerhapsDated(
    r"(?:\b(?:com(?:e|es|ing)|came|enter(?:s|ed|ing)?|entry|go(?:es|ing)?|went|(?:be "
    r"|been )?put|brought)\s{1,3}(?:\w{3,9}ly\s)?in(?:to)?\s{1,3}(?:force|effect|operation|application)"
    r"(?:\s(?:in|across|throughout)\s(?:the\s)?[\w ]{2,24}?(?=\s(?:on|from)\s))?"
    r"(?:\s?\*{1,2}|\sof (?:the )?(?:final |revised |new |first )?(?:version|text|document|guideline|revision \d{1,2})"
    r"|\s\([^()]{1,60}\)){0,2}"
    r"|\b(?:tak(?:e|es|ing|en)|took|ha(?:ve|s|d))\s{1,3}effects?|\bwith (?:immediate )?effect"
    r"|\b(?:implemented|executed|enforced"
    r"|effective|in force|in effect)|\bimplementation(?: date)?|(?<!a scheduled )\beffective date"
    r"|\bbecomes? official|\b(?:date|day) of effect|\bdate (?:effective|implemented)"
    rf"|(?<!version )(?<!wording )(?<!form )(?<!text )\bapplicable(?=\s(?:on\s)?{DAY})"
    rf"|\b(?:apply|applied|applicable|applies|valid|commences?|commenced)(?=\s{FROM}[\s:])"
    rf"|\b(?:fees|charges)(?:\sfor\s[\w\s-]{{3,60}}?)?(?=\s{FROM}\s{DAY}\W{{0,3}}$)"
    rf"|\bapplicable in (?:the )?[A-Z][A-Za-z ]{{1,24}}(?=\s{FROM}\s)|\bcommences?(?=\s{DAY})"
    rf"|\b(?:implement|enforce) (?:it|them)(?=\s(?:on|{FROM})\s)"
    r"|\bcommence[sd]?(?=\son\s)(?:\son the [A-Z][\w ]{3,40}(?:\([A-Z]{2,6}\)\s)?)?"
    # `The whole of this instrument | The day after this instrument is made.`
    r"|\|(?=\sthe day after this\s))"
    r"\s{0,3}(?:[:,|]|\bis\b|[-–—](?:\s?[-–—]){0,3})?\s{0,3}"
    r"(?:\b(?:on a trial basis|as|from|of|on|since|starting|beginning|with effect|upon|at|after|namely"
    r"|officially|formally|immediately|nationwide|the|by|no later than|starting from|commencing|very|soon"
    r"|shortly|yesterday|today)\b,?\s{0,3}){0,4}"
    rf":?\s{{0,2}}\(?(?P<day>{DAY}|(?:date|day) of (?:its |their |the )?(?:issuance|issue|promulgation"
    rf"|publication|release|announcement|issuing)(?:\s{{0,2}}[,(]\s{{0,2}}(?:that is,?\s|namely,?\s|i\.e\.,?\s)?{DAY})?"
    rf"|(?:(?:its|their) |(?<=\bupon )|(?<=\bfrom ))(?:issuance|promulgation|publication|release)"
    rf"(?:\s(?:on|of)\s{DAY})?"
    rf"|(?:within\s)?{PERIOD}\s(?:after|from|following|of)\s(?:(?:the|its|their|this)\s)?(?:(?:date|day)\sof\s)?(?:(?:the|its|their|this)\s)?"
    r"(?:official\s)?(?:(?:publication|issuance|issue|issuing|promulgation|release|announcement|notification)"
    rf"{_OTHER_PUBLICATION}"
    rf"(?:\s\({DAY}\)|(?:\sin the [A-Z][\w ]{{3,30}}?)?,\s(?:(?:that is|i\.e\.|namely|or),?\s)?(?:on\s)?{DAY})?"
    rf"|(?:(?:adoption|signature|enactment)\s(?:on|of)\s)?(?P<base>{DAY}))"
    rf"|{_DAY_AFTER}"
    r"|(?:today|immediately)\b|(?:same|that|that same) (?:day|date)\b)",
)
_DAY_FIRST = Dated(
    rf"(?:\b(?:since|on|effective|{FROM})\s{{1,3}}(?P<day>{DAY})\s{{0,3}},?\s{{0,3}}"
    r"(?P<subject>(?:the|this|these)\s[^,.;]{1,160}?)\s(?:(?:shall|will|is|are)\s(?:be\s)?(?:officially\s|formally\s)?"
    r"(?:implemented|effective|come into (?:force|effect)|enter into (?:force|effect)|take effect|go into effect)"
    r"|(?:entered|came|went) into (?:force|effect)|became effective|took effect))",
)
_DATES_OF = ("e date of", "e date for", "tion date of", "tion date for", "force date", "date of", "date for")
# `The implementation date of the revised guideline is …`
_DATE_OF = Dated(
    r"\bthe (?:(?:new|revised|final|legal)\s)?"
    r"(?:(?:effective|implementation|application|commencement|applicable|enforcement|start"
    r"|(?:coming|entry)[- ]into[- ](?:force|effect|operation)) date"
    r"|date (?:of|for) (?:the )?(?:implementation|application|commencement|effect"
    r"|(?:coming|entry) into (?:force|effect|operation)))"
    r"\s(?:of|for)\s(?P<subject>(?:this|the|these|[A-Z])[^.;]{1,200}?)\s"
    r"(?:is|will be|shall be|(?:is|was|has been) (?:set|fixed|scheduled) (?:for|at|as|on|to))\s"
    r"(?:now\s)?(?:on\s)?(?:the\s)?"
    rf"(?P<day>{DAY})",
)
# `The council has brought the revised ordinance into force on …`
_BRINGING = ("bring", "brought", "put")
_BRINGS = Dated(
    r"\b(?:brings?|bringing|brought|puts?|putting)\s(?P<subject>(?:the|this|these|its)\s[^.;,]{1,120}?)\s"
    rf"in(?:to)? (?:force|effect|operation)\s(?:on|{FROM})\s(?:the\s)?(?P<day>{DAY})",
)
_HAN_EFFECT = PerhapsDated(
    rf"(?:自|从|于|将于|在)?\s{{0,2}}(?P<day>{DAY}|今[日天](?:\({DAY}\))?|(?:(?:发布|公布|印发|颁布)(?:之?日)?|(?P<base>{DAY}))(?:起|后)?,?\s{{0,2}}(?:满|第)?{HAN_PERIOD}"
    rf"(?:期满|届满|之)?(?:之?[日后])?|(?:发布|公布|印发|颁布|即)之?日|同日|当[日天])\s{{0,2}}(?:\(含(?:当[日天])?\))?(?:零时|\d{{1,2}}(?:时|:\d\d))?\s{{0,2}}(?:(?:发布|公布|印发)之日)?(?:起|开始)?\s{{0,2}}"
    rf"(?:在全国(?:范围内?)?)?(?:正式|全面|统一|同步|开始|遵照|分别){{0,2}}\s{{0,2}}(?:(?:施行|生效)(?!以来|之?前|以前|的?(?:日期|时间|之日))|适用(?=\s{{0,2}}\))|(?:实施|执行|试行|启用)(?![{HAN}](?<![并且至两一二三四五有后,为于起])))(?!的)|(?:施行|实施|生效|执行)(?:(?:日期|时间|期限)\s{{0,2}}(?:为|是|[:|])?\s?(?:自|从)?|\s|[:|])\s{{0,2}}(?P<late>{DAY})(?!\s{{0,2}}(?:发布|公布|印发|颁布|通过|批准|修订)(?!机构|机关|单位|部门|日期|时间|文号|字号))(?!\s{{0,2}}(?:之?日)?起(?!施行|实施|执行|生效|至)[{HAN}])",
)
# `The rules will not come into force until May 4.`
_NOT_UNTIL = Dated(
    r"\b(?:will|shall|does|do) not (?:(?:come|enter) into (?:force|effect|operation)|take effect|become effective)"
    rf" (?:until|before) (?:the\s)?(?P<day>{DAY})",
)
# `shall come into force (a) except for the purposes of regulation 4, on`, `Coming into force for the purpose of
# regulation 14 on A, for all other purposes on`
_IN_FORCE_BUT = Dated(
    r"\b(?:com(?:e|es|ing)|enter(?:s|ing)?|go(?:es|ing)?) in(?:to)? (?:force|effect|operation)\b[\s—–:-]{1,4}"
    r"(?:\([a-z1-9]\)\s{0,2})?(?:(?:except|save|other than)\b[^;.]{0,12}?"
    r"\b(?:purposes? of|in relation to|in respect of)(?:[^;.]|\.(?=\d)){1,120}?"
    r"|(?:[^;.]|\.(?=\d)){1,160}?[;,]?\s(?:and\s)?(?:\([a-z1-9]\)\s{0,2})?"
    rf"for all (?:other|remaining) purposes),?:?\s(?:on\s)?(?:the\s)?(?P<day>{DAY})",
)
# `Effective date of the rule published in the Federal Register of …, confirmed: …`, `delays the effective date of this
# rule to …`.
_SET_ANEW = Dated(
    rf"\beffective date\b[^;]{{1,250}}?\bconfirmed\b(?:\s?:|\s(?:as|to be|for))?\s{{1,3}}(?P<day>{DAY})"
    rf"|(?<!\bhad )\bconfirm(?:s|ed|ing|ation of)?\s(?:the|an)\seffective date\s(?:of|as)\s(?P<of>{DAY})"
    r"|\b(?:delay|postpon|defer|extend)(?:s|e[sd]?|ed|ing)?\s(?:\w{1,12}\s){0,3}?effective date of this\s"
    rf"(?:[\w-]{{1,16}}\s){{1,4}}?(?:from\s{DAY},?\s)?(?:to|until)\s(?P<moved>{DAY})"
    r"|\beffective date of this\s(?:[\w-]{1,16}\s){1,4}?(?:is|has been|will be)\s(?:\w{1,12}\s)?"
    rf"(?:delayed|postponed|deferred|extended)\s(?:from\s{DAY},?\s)?(?:to|until)\s(?P<until>{DAY})"
    # `The 26th May 2031 is the day appointed for the following provisions to come into force.`
    rf"|^\s?(?:the\s)?(?P<appointed>{DAY})\sis the day appointed for (?:the )?coming[^;]{{0,160}}?"
    r"into (?:force|operation)"
    rf"|^\s?(?:the\s)?(?P<day_for>{DAY})\sis the day appointed for (?:the )?(?:following |remaining |other )?"
    r"(?:provisions|sections?|regulations?|articles?|parts?|chapters?|act)\b[^;]{0,160}?"
    r"\bto come into (?:force|operation)"
    # `Commencement: The whole of this instrument | 1 July 2031.`
    r"|\bwhole of (?:this|the)\s"
    r"(?:instrument|act|determination|order|regulations?|rules?|standard|specification|declaration)\b"
    r"[\s|.:,]{0,4}(?:commencement:?\s)?(?:the day after (?:this|the) \w{3,14} (?:is|was) registered[\s|.:,]{1,4}"
    r"|immediately after the commencement of [^|;]{1,160}?[.|]\s)?"
    rf"(?:date(?:/| )details:?\s)?(?P<whole>{DAY})"
    # `the coming-into-force date is based on the registration date of …`
    r"|\bthe (?:coming[- ]into[- ]force|entry[- ]into[- ]force|in[- ]force|commencement|effective) date\s"
    r"(?:is|will be|has been)\s(?:based on|the same as|set (?:at|for|to)|fixed (?:at|for))\s"
    rf"(?:(?!\bnot\b)[\w-]{{1,16}}\s){{0,6}}?(?P<based>{DAY})",
)
# `Approval is withdrawn as of …`, of a title about a withdrawal.
_UNDONE = Dated(
    r"\b(?:approval|authori[sz]ation|licen[cs]e|registration|certificate|listing|permit|designation|guidance|rule|proposal"
    r"|petition)s?\b"
    r"[^.;]{0,80}?\b(?:is|are|was|were|(?:has|have|will) (?:been|be))\s"
    r"(?:hereby\s|also\s)?(?P<stem>withdr|revo(?=k)|terminat|cancel)\w{1,6}\b[^.;]{0,80}?"
    rf"\b(?:effective|on|{FROM})\s(?:(?:on|from|as of)\s)?(?P<day>{DAY})",
)
# `As of May 4, the proposed rule published on …, is withdrawn`
_UNDONE_THEN = Dated(
    rf"\b(?:as of|effective)\s(?P<day>{DAY})\s?,\s[^;]{{1,200}}?\b(?:is|are)\s(?:hereby\s)?"
    r"(?P<stem>withdr|revo(?=k)|terminat|cancel)\w{1,6}\b",
)
_DATE_OF_ACT = Dated(
    rf"\b(?P<stem>withdr|revo(?=c)|terminat|cancel)\w{{1,6}} date(?: is|:)\s{{1,2}}(?P<day>{DAY})",
)
# `Effective date: The direct final rule published at …, is withdrawn on …`
_OF_DATES = regex(r"^\s{0,2}(?:effective\s)?dates?:\s{1,2}(?:the\s(?:[\w-]{1,12}\s){0,4}?)?$", _FLAGS)
_HAN_DAY_FIRST = Dated(
    rf"(?:自|从)?\s{{0,2}}(?P<day>{DAY})\s{{0,2}}(?:零时)?\s{{0,2}}起,?\s{{0,2}}(?P<subject>《[^《》]{{1,120}}》|本(?:公告|通告|通知|办法|规定|条例|法"
    r"|规范|细则|规则|程序|制度|标准|目录))(?:\([^()]{0,60}\))?(?:将|开始)?(?:正式|全面)?(?:施行|实施|执行|生效|试行|启用)(?!的)",
)
_ENDS = regex(r"\bcease[sd]?\b|\babolish\w*|\binvalid|\brepeal\w*|\bexpire[sd]?\b|\bno longer\b|\bnot be\b", _FLAGS)
# `If finalized, the rule would be effective`, `proposes that any final rule become effective`.
_PROPOSED = regex(
    r"\bif\s(?:\w{1,12}\s){0,2}?(?:finali[sz]ed|adopted|enacted|approved|passed)\b[^.;]{0,120}$"
    r"|\b(?:was|were)\s(?:\w{3,12}\s){0,2}?to\s$"
    r"|\bwould\s(?:\w{1,12}\s){0,3}$|\bany\s(?:resulting\s)?final\s[^.;]{0,120}$"
    r"|\bpropos(?:e[sd]?|ing)\s(?:that|to|an?|the)\b[^.;]{0,120}$"
    r"|\bdraft\s(?:\w{3,12}\s){0,2}?(?:provides|states|says|stipulates|foresees)\sthat\b[^.;]{0,120}$",
    _FLAGS,
)
# `The guideline is valid with effect from`, and not `importers must register with effect from`
_OF_A_DOCUMENT = regex(
    r"\b(?:valid|(?<!where )(?<!if )(?<!as )applicable|applies|apply|in (?:force|effect)"
    r"|(?:is|are|was|were|been|be|hereby)\s(?:\w{3,12}\s)?(?:issued|adopted|published|promulgated|replaced"
    r"|superseded|revised|amended|repealed|revoked|withdrawn))\b"
    r"[^.;]{0,60}$",
    _FLAGS,
)
# `Importers must register effective May 1`, and not `shall legally be effective`
_MUST = regex(r"\b(?:must|shall|should|may|can|cannot|(?:ha(?:s|ve)|needs?|required|are) to)\s[^.;]{1,120}$", _FLAGS)
_BE = regex(r"\b(?:be|becom\w{1,3}|made|and|or|(?:formal|ful|legal|official|automatical)ly)\s{1,2}$", _FLAGS)
DOCUMENTS = (
    r"acts?|announcements?|notices?|provisions?|measures?|regulations?|rules?|guidelines?|guidances?|practices?|GMP|GCP|GSP|GLP|GVP|GAP"
    r"|catalog(?:ue)?s?|standards?|specifications?|procedures?|decree|laws?|documents?|orders?|appendix|appendices|requirements?|plans?|lists?"
    r"|edition|instruments?|ordinances?|circulars?|opinions?|pharmacopo?eia|decisions?|methods?|principles|amendments?"
    r"|directives?|notifications?|determinations?|information sheets?"
    r"|supplement (?:no\.? ?)?\d{1,2}(?:\.\d)?"
)
DOCUMENT = regex(rf"\b(?:{DOCUMENTS})\b", _FLAGS)
"""A noun for a document."""
_SUBJECT = regex(rf",\s(?:the|this|these)\s[^,.;]{{0,80}}?\b(?:{DOCUMENTS})\b", _FLAGS)
_AHEAD = regex(
    r"\b(?:will|(?:is|are) (?:to|going to)|(?:due|set|scheduled|expected|slated|planned) to)\s{1,2}"
    r"(?:\w{1,12}\s{1,2}){0,3}$|,\sto\s(?:be\s)?$|(?:将|拟)[^。;,]{0,8}$",
    _FLAGS,
)
_HAN_AHEAD = ("将", "拟")
# `Coming into force on May 4, these rules change`
_TO_ANOTHER = Dated(rf"\s?,?\s(?:to|until)\s(?:the\s)?{DAY}")
_COMING = ("coming in", "entering in", "going in", "taking effect")
_HAN_SPAN = Dated(
    rf"(?:自|从|于|在)?\s{{0,2}}(?P<day>{DAY})\s{{0,2}}(?:之?日)?(?:起|开始)?,?\s{{0,2}}(?:(?:至|到|-|—|~|–)\s{{0,2}}|(?:和|及|与|、|以及)\s{{0,2}}(?:自|从|于)?\s{{0,2}})$",
)


class Statement(NamedTuple):
    """A statement of effect."""

    match: re.Match[str]
    lead: str
    """The words before it, with its subject."""
    day: str
    sentence: str
    text: str
    """The text of the sentence."""
    own: bool = False
    """True if the words alone say that the statement is about this document."""

    @property
    def is_ahead(self) -> bool:
        """True if the statement tells of a day to come."""
        if "subject" in self.match.groupdict():
            return "will" in self.match.string[self.match.end("subject") : self.match.end()].lower().split()
        starts = self.match[0].casefold().startswith
        return (
            _AHEAD().search(self.lead) is not None or starts(_HAN_AHEAD) or (not self.lead.strip() and starts(_COMING))
        )


def statements_of_effect(sentence: str, text: str) -> Iterator[Statement]:
    """Yield the statements of effect of a sentence."""
    yield from _verbs_of_effect(sentence, text)
    yield from _acts_of_effect(sentence, text)


def _verbs_of_effect(sentence: str, text: str) -> Iterator[Statement]:
    """Yield `shall come into force on` and its like."""
    for pattern in (_TAKES_EFFECT, _HAN_EFFECT) if has_han(sentence) else (_TAKES_EFFECT,):
        for match in pattern.finditer(sentence):
            lead = sentence[max(0, match.start() - SPAN) : match.start()]
            clause = lead[-40:].rpartition(",")[2] + match[0]
            if (
                not _ENDS().search(clause)
                and not _PROPOSED().search(lead)
                and not _has_another_subject(sentence, match)
                and not _is_of_a_duty(lead, match)
                and not _is_moved(sentence, match)
            ):
                day = match["day"] or match.groupdict().get("late") or ""
                # `自A起至B执行` takes effect on A.
                span = _HAN_SPAN.search(lead) if pattern is _HAN_EFFECT else None
                yield Statement(
                    match, lead[: span.start()] if span else lead, span["day"] if span else day, sentence, text
                )


def _acts_of_effect(sentence: str, text: str) -> Iterator[Statement]:
    """Yield the statements in other forms: a date that is set, a withdrawal, a day before its subject."""
    lowered = sentence.lower()
    for match in _NOT_UNTIL.finditer(sentence) if " not " in lowered else ():
        lead = sentence[max(0, match.start() - SPAN) : match.start()]
        yield Statement(match, f"{lead}will ", match["day"], sentence, text)
    for match in _IN_FORCE_BUT.finditer(sentence) if " purpose" in lowered or "except" in lowered else ():
        lead = sentence[max(0, match.start() - SPAN) : match.start()]
        yield Statement(match, f"{lead.removesuffix('shall ')}will ", match["day"], sentence, text)
    for match in _SET_ANEW.finditer(sentence) if has_any(lowered, _DATES_OF_EFFECT) else ():
        yield Statement(match, "", next(filter(None, match.groups())), sentence, text, own=True)
    for match in (
        chain.from_iterable(each.finditer(sentence) for each in (_UNDONE, _UNDONE_THEN, _DATE_OF_ACT))
        if has_any(lowered, _UNDONE_WORDS)
        else ()
    ):
        own = _OF_DATES().search(sentence, 0, match.start()) is not None
        yield Statement(match, "", match["day"], sentence, text, own=own)
    for match in _HAN_DAY_FIRST.finditer(sentence) if "起" in sentence else ():
        yield Statement(match, match["subject"], match["day"], sentence, text)
    for pattern, words in ((_DATE_OF, _DATES_OF), (_BRINGS, _BRINGING)):
        for match in pattern.finditer(sentence) if has_any(lowered, words) else ():
            yield Statement(match, f"{match['subject']} will ", match["day"], sentence, text)
    for match in _DAY_FIRST.finditer(sentence):
        if not _ENDS().search(match[0]):
            yield Statement(match, match["subject"] + " shall", match["day"], sentence, text)


def _is_moved(sentence: str, match: re.Match[str]) -> bool:
    """Return True for `postponed the effective date from A, to B`: A is the day of before."""
    is_date = match[0].lower().startswith(("effective date from", "implementation date from", "implementation from"))
    return is_date and _TO_ANOTHER.match(sentence, match.end()) is not None


def _is_of_a_duty(lead: str, match: re.Match[str]) -> bool:
    """Return True for `with effect from` or `effective` behind another verb than one of documents."""
    words = match[0].lower()
    is_bare = words.startswith("with effect") and bool(lead.strip())
    if words.startswith("effective") and not words.startswith("effective date"):
        is_bare = _MUST().search(lead) is not None and _BE().search(lead) is None
    return is_bare and _OF_A_DOCUMENT().search(lead) is None


def _has_another_subject(sentence: str, match: re.Match[str]) -> bool:
    """Return True for `Effective April 1, paper forms are refused`: the subject follows and is no document."""
    if sentence[: match.start()].strip() or not match[0].lower().startswith(("effective", "with ")):
        return False
    behind = sentence[match.end() : match.end() + SPAN]
    return behind.startswith(",") and not _SUBJECT().match(behind)
