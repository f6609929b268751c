"""Read a duty in the English words around a day or a period: one to meet by then, or from then on."""

import re
from collections.abc import Iterator

from cdetrack.meaning.facets.around import FROM
from cdetrack.meaning.facets.calendar import DAY
from cdetrack.meaning.facets.dated import Dated, PerhapsDated
from cdetrack.meaning.facets.named_days import NamedDay
from cdetrack.meaning.facets.periods import PERIOD
from cdetrack.meaning.facets.sentences import SPAN
from cdetrack.meaning.regulators import ABROAD, OF_CHINA, OTHERS
from cdetrack.text.regex import any_of, any_word, regex

_FLAGS = re.IGNORECASE

_SINCE = regex(
    r"\b(?:from|since|effective(?: on| from)?|(?:on or )?after|(?P<on>on)"
    r"|(?:up)?on the (?:effective|implementation|compliance|start) date(?:,| of)?)\s{1,2}$",
    _FLAGS,
)
ONWARDS = regex(r"\s{0,2}(?:onwards?|and (?:after|onwards?)|or later)\b", _FLAGS)
"""The words behind a day from which something holds."""
_BY = regex(r"\b(?:by|before|until)\s{1,2}$", _FLAGS)
_UNTIL = regex(r"\buntil\s{1,2}$", _FLAGS)
DUE = r"due(?! to (?!(?-i:[A-Z])|(?:the|an?|our|your|its|this|each|us)\b))"
"""The source of a pattern for `is due`, `is due to the agency`: `is due to return` is a forecast."""
# The words of a duty, by the place of the verb: `sellers must …`, `labels are required`, `the agency requires …`.
_BOUND = any_word(
    f"{DUE}, accepted, advised, allowed, asked, banned, canceled, cancelled, chargeable, charged, completed,"
    " confiscated, delisted, detained, discontinued, expected, filed, forbidden, illegal, invalid, marketed,"
    " obligatory, obliged, payable, permitted, phased, placed, refused, rejected, reminded, removed, requested,"
    " required, seized, sold, submitted, unlawful, urged, used, void"
)
_DONE_TO_A_FILE = any_word("done, made, taken, finished, finali[sz]ed, completed, submitted, filed")
_DONE_TO_A_PACK = any_word("printed, label+ed, displayed, shown, marked, affixed, stated")
_OPTIONS = any_word("apply, submit, file, register, withdraw, request, choose, elect, opt, log in, handle")
_TASKS = any_word(
    "apply, submit, file, register, complete, transition, notify, renew, obtain, finish, use, update, switch"
)
_INVITED_TO = any_word("send, submit, apply, register, update, notify, complete, provide, nominate, contact")
_DUTIES = any_of(rf"""
    must
    shall
    should
    may not                                                   # `may not be sold`
    may only
    cannot
    can only
    no longer                                                 # `is no longer accepted`
    needs? to
    ha(?:s|ve) (?:to|until)
    (?:is|are|be|been|becomes?|were) (?:\w{{1,12}} )?{_BOUND}  # `is strictly forbidden`
    will (?:only|not|be able to|need|have|require|refuse|reject|apply|accept)
    will continue to
    be subject to
    only (?:accepts?|supports?|recogni[sz]es?|allows?|permits?|processes|takes)
    only (?:[\w-]{{1,14}} ){{1,6}}?(?:will|may|can|has|have|is|are|counts?|apply)
    accepts? only
    applies
    (?:may|can|could) (?:\w{{3,12}}ly )?{_OPTIONS}            # `may voluntarily apply`
    (?:may|can) (?:continue|be|still|use either|choose between)
    ha(?:s|ve|ving) required
    requir(?:es?|ing)
    required to                                               # `those required to file`
    mandat(?:es?|ed|ing)
    mandatory
    compulsory
    prohibit(?:s|ed)
    to be {_DONE_TO_A_FILE}
    (?:for|needs?|ha(?:s|ve)) (?:\S{{1,16}} ){{0,5}}?to be {_DONE_TO_A_PACK}
    (?:does|do|did) not (?:intend|plan|propose|expect) to     # `does not intend to enforce`
    (?:more|additional|further|extra|enough|allows?) time (?:to|for)
    (?:gives?|giving|gave) (?:[\w-]{{1,16}} ){{1,4}}time to
    for (?:[\w-]{{1,16}} ){{1,4}}to {_TASKS}                 # `for firms to complete`
    actions? (?:required|needed)
    fails? to
    (?<!['’]s )(?<!\bits )failure to                          # not `its failure to`
    (?:who|if\s\w{{2,16}}) do(?:es)? not
    expects? (?:[\w-]{{1,16}} ){{1,5}}to
    calls? (?:for|on|upon)
    ceases?
    stops?
    not be
    is to
    are to
    to comply
    compliance
    please
    recommend(?:s|ed|ing)?
    encourag(?:e[sd]?|ing)
    urg(?:es|ing)
    asks
    asking
    invited to {_INVITED_TO}
""")
# `Submit your report by`, `If you sell it, stop by`: a request that begins with its verb.
_REQUESTS = any_word(
    "apply, complete, confirm, ensure, file, implement, install, lodge, notify, obtain, prepare, provide, register,"
    " remove, renew, report, request, respond, return, send, stop, submit, switch, transition, update, upload"
)
_DUTY_WORDS = (
    rf"\b{_DUTIES}\b"
    rf"|(?:^\s?|:\s{{1,2}}|^\s?(?:for|if|to|when|where|in)\s[^.;,]{{1,80}},\s){_REQUESTS}\b"
)
_DUTY = regex(_DUTY_WORDS, _FLAGS)
_MAY = regex(
    _DUTY_WORDS + r"|\bhave (?:\w{1,9}\s){1,3}(?:days?|weeks?|months?|years?)\b"
    r"|\b(?:may|can|could|allows?|allowed|given|giving|gives?|enables?|permits?)\b"
    r"|\b(?:is|are|remains?|stays?)\s(?:\w{1,12}\s)?(?:open|available|accessible|possible|acceptable|accepted"
    r"|usable|permitted|waived|suspended|recogni[sz]ed|tolerated|applicable|voluntary|optional"
    r"|exempt(?:ed)?)\b",
    _FLAGS,
)
# `On May 1, the agency released a draft that explains the mandatory steps`: the day of an act of the past.
_DID_THEN = regex(
    r"\s?,?\s[^;,]{1,90}?\s(?:also\s)?(?:released|announced|issued|published|posted|updated|adopted|approved|held"
    r"|launched|notified|proposed|unveiled|finali[sz]ed|signed|enacted|passed|reported|sent|met)\b",
    _FLAGS,
)
# `Stage 1 begins on May 1, when the agency will expect compliance`
_WHEN_DUTY = regex(
    r"\s?,?\s(?:when|after which|from when|at which (?:time|point|date)|on which (?:date|day)|by which (?:time|date))\s"
    r"[^.;]{1,80}?\b(?:must|shall|should(?! have)|(?:can|may) no longer|will (?:be required|need|have to|expect"
    r"|require|enforce|no longer|cease|stop|only|not))\b",
    _FLAGS,
)
# `On May 1 the restriction of widgets starts applying.`
_STARTS_THEN = regex(
    r"\s?,?\s[^.;,]{1,80}?\b(?:restrictions?|bans?|requirements?|obligations?|dut(?:y|ies)|prohibitions?|limits?|rules)\b"
    r"[^.;,]{0,100}?\s"
    r"(?:(?:will\s)?(?:starts?|begins?)\s(?:to apply|applying)|(?:will apply|applies|apply)(?=[.;,]|\s?$))",
    _FLAGS,
)
# `May 1: all stock must have updated labels`, a line of a list of days, or `May 1 All stock must`, a row of a table.
_LINE_OF_DAY = regex(
    r"\s?(?::|[–—|]|(?<=\s)-|(?-i:(?=\s[A-Z])))\s[^.;:]{1,160}?"
    r"\b(?:must|shall|(?:may|can) (?:only|no longer)|(?:needs?|has|have) to"
    r"|(?:is|are) (?:required|prohibited|banned|no longer)"
    r"|(?:becomes?|is|are) (?:\w{2,8}ly )?(?:mandatory|compulsory|obligatory|binding))\b",
    _FLAGS,
)
# `The rules start on May 1. After this date, old devices are prohibited`
_THEN = r"(?:after|from|as of|as from|beyond) (?:this|that) (?:date|day|time|point)\b"
SINCE_THEN = regex(rf"\s{{0,3}}{_THEN}", _FLAGS)
"""The start of a sentence that speaks of the day in the one before."""
_DUTY_SINCE_THEN = regex(
    rf"[^.;]{{0,60}}\.\s{{1,3}}{_THEN}[^.;]{{1,160}}?\b(?:must|shall|(?:may|can) (?:only|no longer|not)|cannot"
    rf"|no longer|only"
    r"|(?:is|are|will be) (?:required|prohibited|banned|forbidden|mandatory|rejected|refused)|will not)\b",
    _FLAGS,
)
_IS_FIRST = regex(r"(?:^|[.;:•*-]|\b(?:are|is):)\s{0,3}$", _FLAGS)
_ON_FIRST = regex(r"(?:^|[.;:]\s)\s?(?:on|from)\s$", _FLAGS)
_TO_COME = regex(r"\b(?:will|shall|must)\b", _FLAGS)
_BEEN = regex(r"\b(?:has|have|had|was|were)\b", _FLAGS)
_STRICT = regex(
    r"\b(?:no longer|mandatory|compulsory|(?:will|shall) be replaced|ceas\w{1,3}|stops?"
    r"|phased out|discontinued|prohibited|banned|refused|rejected)\b",
    _FLAGS,
)
_BINDS = regex(
    r"\b(?:must|shall|may not|cannot|no longer|need(?:s)? to|ha(?:s|ve) to|required|prohibited|banned|forbidden|only"
    r"|not be|stop|cease|refuse|reject|appl(?:y|ies)|mandatory|compulsory|(?:not|no)(?:\s\w{1,14}){1,6} (?:may|can"
    r"|will))\b",
    _FLAGS,
)
# The start of a rule: its nouns, its verbs, and the words before the day.
_RULES_THAT_START = any_word(
    "bans?, conditions, criteria, dut(?:y|ies), enforcement, formats?, limits?, names, obligations?, requirements?,"
    " restrictions?, rules?, sizes, statements?, thresholds?, warnings?, (?:mandatory|full|compulsory) compliance"
)
_RULES_IN_FORCE = any_word(
    "bans?, dut(?:y|ies), obligations?, prohibitions?, restrictions?, (?:new|revised|updated|additional|stricter|higher"
    r"|lower) (?:[\w-]{2,16}\s){0,2}?(?:requirements?|fees?|charges?|criteria|limits?)"
)
_COMES_INTO_FORCE = (
    r"(?:enters?|comes?|takes?|becomes?)\s(?:into\sforce|into\seffect|effect|effective|mandatory|binding)"
)
_CHANGED = any_word(
    "adjusted, applied, banned, charged, enforced, exempted, increased, introduced, prohibited, raised, reduced,"
    " required, revised, used, (?:re|up|down)-?(?:classified|scheduled)"
)
_TOOLS = r"(?:systems?|portals?|platforms?|databases?|templates?|forms?|workflows?)"
_IS_TO = r"(?:will|shall|(?:is|are)\s(?:expected|due|set|planned)\sto)"
_BE_IN_USE = r"(?:take\seffect|(?:come|go)\sinto\s(?:use|effect|operation|force)|be\s(?:mandatory|compulsory))"
_PUT = any_word("brought, come, covered, enter, fall, included, move, placed, transition, under")
_CONTROLS = (
    r"(?:licen[cs]ing|registration|notification|regulatory|reporting|prescription|control)\s"
    r"(?:regimes?|systems?|controls?|requirements?|frameworks?|schemes?)"
)
_STARTS = regex(
    any_of(rf"""
        # `The new limits apply from`
        \b{_RULES_THAT_START}\b[^.;]{{0,60}}?\b(?:starts?|begins?|commences?|kicks? in|applies|apply) (?:on|from)\s$
        # `The revised fee takes effect on`
        \b{_RULES_IN_FORCE}\b[^.;]{{0,100}}?(?:\b{_COMES_INTO_FORCE} (?:on|from)|, effective(?: on| from)?)\s$
        # `will enter into force on A and apply from B`
        \b(?:and|which|it) (?:(?:will|shall) )?(?:apply|applies) from\s$
        # `The old form will be prohibited for new files from`
        \b(?:will|shall) be {_CHANGED}\b[^.;,]{{0,60}} from\s$
        # `replaces the old form from`
        \b(?:replaces?|supersedes?) [^.;,]{{1,60}} from\s$
        # `the new system will take effect from`
        \b{_TOOLS} (?:for [^.;,]{{1,50}}? )?{_IS_TO} {_BE_IN_USE} (?:on|from)\s$
        # `class A devices are scheduled to enter the licensing regime with effect from`
        \b(?:will|shall|to|are|is) (?:be )?{_PUT}\b[^.;,]{{0,40}}?\b{_CONTROLS}\b[^.;,]{{0,40}}? from\s$
    """),
    _FLAGS,
)
# `The requirement begins May 1`
_STARTS_BARE = regex(
    r"\b(?:obligations?|requirements?|dut(?:y|ies)|enforcement|bans?"
    r"|(?:mandatory|full|compulsory) compliance)\s(?:\w{1,12}\s){0,2}?(?:starts?|begins?|commences?)\s$",
    _FLAGS,
)
_FEES = r"(?:fees?|charges?|prices?|tariffs?|rates?)"
_MOVE = any_word("change, decrease, fall, go up, increase, rise")
_APPLIED = any_word("applicable, applied, enforced, implemented")
_HANDED_IN = any_word("completed, delivered, filed, lodged, made, paid, reported, sent, submitted")
_SCHEDULE = (
    r"(?:(?:re|up|down)-?(?:classified|scheduled)|an?\s(?:prescription|restricted|pharmac\w{1,3}|controlled|scheduled)"
    r"|(?:added|moved|transferred)\sto|(?:removed|deleted|deregistered)\sfrom)"
)
_IS_SET_FOR = regex(
    any_of(rf"""
        # `Codeine will become a prescription medicine on`
        \b(?:will|shall|(?:is|are) to) (?:be|become) {_SCHEDULE}\b[^.;]{{0,80}}? (?:on|from)\s$
        # `The portal becomes the sole channel on`
        \bbecomes? the (?:sole|only|single)\b[^.;]{{0,60}} on\s$
        # `Article 4 shall be applied on`
        \b(?:parts?|provisions?|articles?|sections?)\b[^.;]{{0,60}}?\b(?:will|shall) be {_APPLIED} on\s$
        # `Reports shall be submitted on`
        \b(?:must|shall) be {_HANDED_IN}\b[^.;,]{{0,40}}? on\s$
        # `Fees will increase to 500 from`
        \b{_FEES}\b[^.;]{{0,80}}?\b(?:will|shall) {_MOVE}\b(?:[^.;]|\.(?=\d)){{0,40}}? (?:on|from)\s$
    """),
    _FLAGS,
)
# `The trial operation will last one year, starting from …`
_OPERATES = regex(
    r"\b(?:trial|pilot|parallel|full|formal|official|live) (?:operations?|running|use|implementation|launch)\b"
    r"[^.;]{0,100}$",
    _FLAGS,
)
_GOES_LIVE = regex(
    r"\b(?:system|portal|platform|database|module|service|website|site|tool|register|registry|gateway)s?\b[^.;,]{0,60}?"
    r"\s(?:(?:will|shall|to|is|are)\s(?:\w{3,12}ly\s)?(?:go(?:ing)?[- ]live|be (?:launched|rolled out|live))"
    r"|(?:starts?|begins?|commences?) (?:operations?|service)|goes live)"
    r"(?: on| from)?\s$",
    _FLAGS,
)
_BYGONE = regex(r"\b(?:had|has been|have been|was|were|since|did)\b", _FLAGS)
TAKES_EFFECT = (
    r"\b(?:(?:shall|will|must|should|are to|is to)\s)?(?:be\s)?(?:officially\s|formally\s)?(?:implemented|executed"
    r"|enforced|effective|in force|in effect|commenc(?:es?|ed)|(?:come|enter|go|put|brought)(?:s|es)?\sin(?:to)?\s"
    r"(?:force|effect|operation)|take[sn]? effect|took effect|came into (?:force|effect))\b"
)
"""The source of a pattern for the verb of a day of effect."""
EFFECT = regex(TAKES_EFFECT, _FLAGS)
"""The verb of a day of effect, which alone is no transition."""
_TAKES_EFFECT = regex(r"\b(?:effect|force|effective|operation|commences?|commenced)\s$", _FLAGS)
_PART = regex(
    r"\b(?:except|other than|with the exception"
    r"|remaining (?:changes|provisions|regulations|requirements|sections|amendments|parts)"
    r"|(?:articles?|sections?|annex(?:es)?|appendi(?:x|ces)|paragraphs?"
    r"|chapters?|clauses?|parts?|schedules?)\s(?:\d|[ivx]{1,5}\b)|class(?:es)? (?:i{1,3}|[a-d1-3])\b)",
    _FLAGS,
)
# `It enters into operation on A for medicines and on B for vaccines`
_FOR_SOME = regex(
    r"\sfor\s(?:[\w-]{1,16}\s){0,4}?(?:products?|devices?|medicines?|vaccines?|drugs?|cosmetics?|firms?|companies"
    r"|manufacturers?|importers?|holders?|applicants?|retailers?|wholesalers?|pharmacies|applications?|class(?:es)?)\b",
    _FLAGS,
)
# `From May 1 the agency will issue`, `decided to fully implement … from May 1`: a step of the regulator.
_REGULATOR = (
    rf"\b(?:{OF_CHINA}|{ABROAD}|{OTHERS}|we|(?:federal |national )?(?:government|govt)"
    r"|China|country|agency|administration|authority|authorities|regulators?|commission|ministry|department"
    r"|cent(?:er|re)|institute|bureau|office)\b"
)
_STEP_VERBS = any_word(
    "abort, accept, activate, adopt, apply, ban, begin, cancel, cease, charge, close, commence, delete,"
    " digiti[sz]e, discontinue, enable, enforce, implement, introduce, issue, launch, levy, mandate, migrate,"
    " move to, no longer, only, open, phase, process, prohibit, recogni[sz]e, refuse, reject, remove, replace,"
    " require, resume, return, roll out, start, stop, suspend, switch, transition, upgrade, use, waive,"
    " withdraw"
)
_WILL = (
    r"\s(?:will|shall|(?:is|are) (?:going )?to|(?:has |have )?(?:decide[sd]|plan(?:s|ned)?|intend(?:s|ed)?|resolved) to"
    r"|(?:has |have )?announced (?:that (?:it|they) (?:will|would)|plans to))\s"
)
_ACTS = (
    rf"{_REGULATOR}[”\"]?(?:\s?\([^()]{{1,20}}\)|\)|,\s[A-Z][a-z]{{2,14}})?{_WILL}(?:\w{{3,16}}ly\s)?{_STEP_VERBS}\b"
)
# `The agency will start to issue certificates on May 1`.
_STARTS_STEP = regex(
    rf"{_REGULATOR}[”\"]?(?:\s?\([^()]{{1,20}}\)|\))?{_WILL}"
    r"(?:\w{3,16}ly\s)?(?:(?:start|begin|commence|launch|open|switch)\b[^;]{0,200}"
    r"|(?:implement|introduce|enforce|discontinue)\s(?:[^.;,]{1,80}\s)?on\s"
    r"|(?:increase|raise|adjust|revise|change|reduce|lower|index)\s(?:[^;,]{1,60}\s)?(?:fees?|charges?|rates?"
    r"|tariffs?)\b[^;,]{0,40}?\son\s)$"
    r"|\b(?:will|shall|to) (?:start|begin|commence|go into) (?:trial|pilot|parallel|full|formal)"
    r" (?:operations?|running|use)\b[^;]{0,60}$",
    _FLAGS,
)
_STEP = regex(rf"{_ACTS}[^;]{{0,200}}$", _FLAGS)
_WITHIN = PerhapsDated(
    rf"\b(?:within|in|no later than|not later than|at most|for|ha(?:s|ve)|by"
    r"|(?:compliance|transition) date[^.;]{0,60}?\sis|enforcement[^.;]{0,200}?\s(?:begins?|commences?|starts?)"
    r"|(?:transition(?:al)?|grace|adaptation) period (?:of|is|lasts|runs for))\s"
    rf"(?:a (?:period|maximum) of\s|a\s|the first\s)?{PERIOD}[\s,]{{0,2}}"
    rf"(?:of|after|following|counted from|{FROM})\s"
    r"(?:the\s|its\s|their\s|this\s)?(?:(?:date|day)s?\s(?:of|on which|when)\s(?:the\s|its\s|this\s)?)?(?:official\s)?"
    r"(?:(?:document|notice|rule|guidance)\s(?:is\s)?(?=publish))?(?P<base>publi(?:cation|sh(?:ed|es))|issu(?:ance|e|ing)|promulgat\w{1,4}|releas\w{1,3}|announcement"
    r"|notice|notification|circular|effective date"
    rf"|effective|entry into force|coming into force|implementation|effect|taking effect|today|(?P<since>{DAY}))",
)
_OF_PUBLICATION = (
    "publi",
    "issu",
    "promulgat",
    "releas",
    "announcement",
    "notice",
    "notification",
    "circular",
    "today",
)
_ENDS = regex(
    r"\b(?:ends?|ceases?|stops?|requir\w{1,3}|appl(?:y|ies)|mandatory|supported|accepted|begins?|starts?|effective"
    r"|expires?)\b",
    _FLAGS,
)
_AFTER_DAY = Dated(rf"{PERIOD}\s(?:after|from|following)\s(?:the\s)?(?P<since>{DAY})")
_UNITS = ("day", "week", "month", "year")
"""Every period has one of them; compiling the patterns of periods takes 7 ms."""
_TRANSITIONAL = regex(
    r"\b(?:(?:transition(?:al)?|grace|adaptation) period|enforcement[^.;]{0,200}?\s(?:begins?|commences?|starts?))\b",
    _FLAGS,
)
_NEAR = 200


def act_of_duty(named: NamedDay) -> str | None:
    """Return `transition` if something must or may be done by the day, or from the day on."""
    head, clause = named.before.rpartition(";")[2], named.behind.partition(";")[0]
    binds = _IS_FIRST().search(named.before) is not None and _LINE_OF_DAY().match(clause) is not None
    if binds or any(pattern().match(clause) for pattern in (_WHEN_DUTY, _DUTY_SINCE_THEN)):
        return "transition"
    if _ON_FIRST().search(named.before) and _STARTS_THEN().match(clause):
        return "transition"
    return _act_near(named, head, clause)


def _act_near(named: NamedDay, head: str, clause: str) -> str | None:
    """Return `transition` if the words around the day, `head` and `clause`, say what must or may be done by it."""
    near = f"{head} {clause}"
    without = EFFECT().sub(" ", near)
    since = None
    if not _BY().search(named.before):
        since = _SINCE().search(named.before)
        is_part = without != near and _PART().search(head) is not None
        is_part = is_part or (EFFECT().search(head) is not None and _FOR_SOME().match(clause) is not None)
        is_set = is_part or any(pattern().search(head) for pattern in (_STARTS, _IS_SET_FOR))
        if (since and is_set) or (is_part and _TAKES_EFFECT().search(named.before)):
            return "transition"
        if not since and not ONWARDS().match(named.behind):
            bare = any(pattern().search(head) for pattern in (_STARTS_BARE, _GOES_LIVE))
            return "transition" if bare else None
        if since and _is_step(head, on=bool(since["on"])):
            return "transition"
    duty = _MAY() if _UNTIL().search(named.before) else _DUTY()
    if since and since[0].lower().startswith("since"):
        if _is_step(head, on=False):
            return "transition"
        # `Since May 1 applications will no longer be accepted`, and not `has been cancelled since`.
        return "transition" if _TO_COME().search(clause) and not _BEEN().search(near) else None
    if since:
        duty = _STRICT() if since["on"] else _BINDS() if since[0].lower().startswith("after") else duty
    is_told = since and since["on"] and _DID_THEN().match(clause)
    is_bygone = is_told or (_BYGONE().search(near) and not _DUTY().search(near))
    return "transition" if duty.search(without) and not is_bygone else None


def _is_step(head: str, *, on: bool) -> bool:
    """Return True if a step of the regulator or the operation of a system starts from the day, or `on` it."""
    if on:
        return any(pattern().search(head) for pattern in (_STARTS_STEP, _GOES_LIVE))
    # `It has been decided that the system will start trial operation since …`
    said = head.rpartition(" that ")[2].removesuffix("since ")
    operates = _OPERATES().search(head) is not None and _BYGONE().search(said) is None
    return operates or _STEP().search(head) is not None


def english_periods(sentence: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the periods for a duty or a transition, each with True if it counts from publication, False from effect."""
    folded = sentence.casefold()
    if not any(unit in folded for unit in _UNITS):
        return
    last = 0
    for match in _WITHIN.finditer(sentence):
        near = sentence[max(0, match.start() - SPAN) : match.end() + _NEAR]
        has_time = match["since"] and match[0].lower().startswith("ha") and sentence.startswith(" to ", match.end())
        if has_time or _DUTY().search(near) or _TRANSITIONAL().search(near):
            yield match, match["base"].lower().startswith(_OF_PUBLICATION)
            last = match.end()
    for match in _AFTER_DAY.finditer(sentence, last):
        if _ENDS().search(sentence[max(0, match.start() - _NEAR) : match.start()]):
            yield match, False
