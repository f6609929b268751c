"""Read the act of a day, a transition or an expiry, in the English words around it."""

import re
from datetime import date, timedelta

from cdetrack.meaning.facets.calendar import DAY, has_year
from cdetrack.meaning.facets.dated import PerhapsDated
from cdetrack.meaning.facets.days_ahead import BETWEEN, STILL, TOLD, is_to_act_by
from cdetrack.meaning.facets.duties_english import DUE, EFFECT, act_of_duty
from cdetrack.meaning.facets.effect_statements import DOCUMENT
from cdetrack.meaning.facets.named_days import NamedDay
from cdetrack.meaning.facets.periods import PERIOD
from cdetrack.text.regex import any_of, any_word, regex

_FLAGS = re.IGNORECASE
NONE = ""
"""The act of a day that is surely no milestone, and takes none from its neighbours in a list."""
AHEAD = "ahead"
"""The act of a day that is a transition if it is still to come: `By May 1 the maker has signed a contract`."""
_NAMES_OF_A_DEADLINE = any_of(rf"""
    deadlines?
    time ?frames?
    time ?limits?
    (?:recommended|revised|new) time ?lines?
    closing dates?
    due dates?
    (?:last|final) (?:day|date)
    cut-?off dates?
    compliance dates?
    (?:mandatory|compulsory) (?:implementation |start |use )?dates?
    (?:is|are|be|falls?) {DUE}
    transition(?:al)? dates?
""")
_WORD = r"[\w'’(),-]{1,16}"
_IS_ON = "(?:is|was|on|of|will be|remains|by)"
_DUTY_BEGINS = "(?:compliance|enforcement|applicability)"
_BEGINNINGS = "(?:effective|implementation|application|commencement)"
_DEADLINE = regex(
    any_of(rf"""
        # `The deadline for applications is`
        \b{_NAMES_OF_A_DEADLINE}(?: {_WORD}){{0,10}}?(?: {_IS_ON}|[:,])?\s{{0,2}}$
        # `will keep its enforcement date for compliance with the duties of marking and labels on`
        \b{_DUTY_BEGINS} dates? for(?: {_WORD}){{1,20}}? (?:is|of|on|remains|by)\s{{1,2}}$
        # `the effective date of the remaining provisions, which remains`
        \b(?:{_BEGINNINGS} dates?|deadlines?)\b[^;]{{0,260}}?\bremains(?: at| on)?\s$
        # `Mandatory use of this version begins`
        \b(?:mandatory|compulsory) [\w-]{{3,16}}(?: {_WORD}){{0,6}}? (?:begins?|starts?|commences?)(?: on| from)?\s$
        # `Full adherence expected by`
        \b(?:adherence|compliance|conformity|conformance) (?:is )?(?:expected|required)(?: by| on| from)?\s{{0,2}}$
        # `Only until May 1, will the agency accept`
        (?:^|[.;:•-])\s{{0,3}}only until\s$
        # `Actions underway: `, of an alert
        \bactions? (?:underway|completed?)(?: deadline)?(?: by|:)\s$
        # `all new products must comply (June 21, 2025)`
        \b(?:must|shall|should|required to|have to) (?:\w{{1,14}} ){{0,3}}comply\s?\($
    """),
    _FLAGS,
)
_PERIODS = any_word(
    r"transition(?:al)?, grace, phase-?in, adaptation, run-?off, sell-?(?:off|through), adjustment, stabili[sz]ation,"
    r" overlap, introductory, dual[- ]label\w{2,5}, implementation"
)
_OPENS = r"\s(?:\w{2,12}\s){0,2}?(?:commenc|start|beg[aiu]n|open)"
_TRANSITION_PERIOD = (
    rf"(?:{_PERIODS}\s(?:period|phase|arrangements?|measures?|time|provisions?|regime)s?(?!{_OPENS})"
    r"|transition(?=\s(?:ends?|ending|expires|until|by)\b))"
)
_GOES_ON_UNTIL = r"(?:until|to|on|by|of|is|remains|at|ending|expiring|ends|expires)"
_ITS_NAME = r"(?:transition\w{0,5}|(?:grace|adaptation)\speriod)"
_IN_BRACKETS = r"\((?:(?:i\.e\.|that\sis|on|by|namely),?\s)?"
_TRANSITION = regex(
    any_of(rf"""
        # `The transitional period for old labels ends on`
        \b{_TRANSITION_PERIOD}\b[^;]{{0,80}}?\b{_GOES_ON_UNTIL}\s{{1,2}}$
        # `until the end of the transition period (May 1)`, `of the transitional period for the duty (i.e. May 1)`
        \bend of (?:[\w-]{{1,14}} ){{0,5}}?{_ITS_NAME}\b[^.;()]{{0,60}}{_IN_BRACKETS}$
    """),
    _FLAGS,
)
# `the Measures, in force since May 1, shall be repealed`
_IN_FORCE_SINCE = regex(r"\b(?:in (?:force|effect)|effective|implemented)\s(?:since|from|on)\s$", _FLAGS)
_IS_REPEALED = regex(
    r"[^;]{0,80}?\b(?:repealed|abolished|annulled|superseded|replaced|invalidated|rescinded)\b", _FLAGS
)
_SUBJECTS = any_word(
    "acceptance, announcements?, approvals?, arrangements?, authori[sz]ations?, campaigns?, certificates?,"
    " derogations?, discretion, exemptions?, fees?, flexibilit(?:y|ies), guidances?, importation, imports?, it,"
    " licen[cs]es?, measures?, notices?, opportunit(?:y|ies), options?, orders?, pathways?, permits?, phases?,"
    " pilots?, polic(?:y|ies), possibilit(?:y|ies), procedures?, programm?es?, programs?, rates?, recognition,"
    " registrations?, relief, routes?, rules?, sandbox(?:es)?, schemes?, they, trials?, waivers?, windows?"
)
"""The things that end: permissions, measures, schemes, and the document itself."""
_GIVES = r"(?:grant(?:s|ed|ing)?|issu(?:e[sd]?|ing)|g(?:ives?|ave|iven|iving)|provid(?:e[sd]?|ing))"
# `The old system will cease operation`
_TOOLS = any_word(
    "app, application form, channel, database, gateway, mailbox, module, platform, portal, register, registry, service,"
    " site, system, tool, version, website"
)
_GOES_OUT_OF_USE = any_of(r"""
    ceases? (?:operation|service|to (?:operate|function|run|be available))
    shuts? down
    (?:goes?|be taken) offline
    stops? (?:operating|running|working)
    closes? (?:down|permanently|for good)
    be (?:closed|shut down|decommissioned|discontinued|retired|switched off|disabled|deactivated)
""")
_SHUTS = regex(
    rf"(?:\b{_TOOLS}s?\b[^.;,]{{0,60}}?\b{_GOES_OUT_OF_USE}"
    r"|\b(?:will|shall|to) be (?:decommissioned|switched off|shut down|taken offline))"
    rf"(?: on| from| at| after)?\s{{1,2}}$",
    _FLAGS,
)
# `The reporting period opens May 1 and closes June 2`
_CLOSES = regex(
    r"\b(?:period|window|application|registration|submission|nomination|call|round)s?\b[^;.]{0,60}?"
    r"\bclos(?:es?|ing)(?:\s(?:on|at))?\s{1,2}$",
    _FLAGS,
)
_LEAVE = any_word(
    "authori[sz]ations?, concessions?, derogations?, discretion, dispensations?, exemptions?, permissions?, relief,"
    " waivers?"
)
# `The duration of the exemption varies: makers: May 1; sellers: June 1`, `The exemptions expire as follows: makers: …`.
_ENDS_AS_FOLLOWS = (
    r"(?:\b(?:in (?:force|effect)|valid)\b[^.;:]{0,40}?\buntil the (?:following|below) dates"
    rf"|\b(?:duration|validity|length|term)\sof\b[^.;:]{{0,40}}?\b{_LEAVE}\b[^.;:]{{0,100}}"
    rf"|\b(?:{_LEAVE}|{_SUBJECTS})\b[^.;:]{{0,60}}?"
    r"\b(?:expires?|ends?|lapses?|(?:is|are|remains?) valid)\b[^.;:]{0,60}"
    rf"|\b{_LEAVE}\b[^.;:]{{0,40}}?\b(?:depends?|var(?:y|ies)|differs?|runs?|lasts?|is (?:given|granted))\b"
    r"[^.;:]{0,80}):"
)
_HEAD_OF_ENDS = regex(_ENDS_AS_FOLLOWS, _FLAGS)
_LIST_OF = regex(rf"{_ENDS_AS_FOLLOWS}\s{{0,2}}[^.;:]{{1,80}}:\s{{0,2}}$", _FLAGS)
# `The following transition periods apply: class III: `, `may be sold until the following dates: (a) `
_HEAD = (
    r"\b(?:(?:until|by|before|from|no later than|within|on) (?:the )?(?:following|below|stipulated|specified|indicated)"
    r" (?:dates?|deadlines?|time ?limits?)"
    r"|(?:transition\w{0,5}|grace|phase-?in|compliance|implementation|application|due|sunset|end|cut-?off)"
    r" (?:periods?|dates?|time ?lines?|time ?frames?|schedules?)"
    r"|dates? for (?:the )?(?:mandatory |compulsory )?(?:registration|compliance|implementation|application|submission"
    r"|notification|filing|renewal)"
    r"|(?:dates|deadlines|periods|time ?lines?) (?:have|has) (?:been )?(?:changed|extended|moved|postponed|revised"
    r"|deferred)"
    r"|dates (?:[\w,()]{1,12} ){0,10}?shall be(?: the following| as follows)"
    r"|(?:is|are) required as follows|(?:must|shall) (?:[\w-]{1,14} ){1,5}as follows"
    r"|(?:deadlines?|transition schedule))\b[^.;:]{0,160}:"
)
MARK = r"(?:(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]|[-–•*])\s{1,2})?"
"""The source of a pattern for the mark of an item of a list, if it has one: `(a) `, `1. `, `- `."""
_HEAD_OF_LIST = regex(_HEAD, _FLAGS)
_TRANSITIONS = regex(
    rf"{_HEAD}\s{{0,3}}(?:{MARK}[^.;:]{{1,80}}?(?::|\s[–—-])|\(?[a-z1-9i]{{1,3}}[).]|-)?\s{{0,2}}(?:until|by|from)?\s{{0,2}}$",
    _FLAGS,
)
_SCHEMES = any_word("procedure, scheme, pilot, programme, program, exemption, derogation, recognition, arrangement")
_LEAVE_OR_ORDER = any_word(
    "approvals?, permits?, exemptions?, derogations?, waivers?, discretion, authori[sz]ations?, orders?"
)
_IS_SET_TO = r"(?:on|at|is|of|(?:will|shall)\sbe|(?:(?:will|shall)\sbe\s|is\s|are\s)?(?:limited|set)\s(?:to|at))"
_UP_TO = any_word("until, to, (?:but|and) by, beyond, ends? on")
_NOT_BEYOND = r"(?:not\s)?(?:beyond|later\sthan|after)"
_IS_TO = r"(?:will|shall|(?:intends?|plans?|proposes?|decided)\sto)"
_WHEN = r"(?:on|from|effective|by)"
_SUPPORT_ENDS = r"(?:ends?|ceases?|stops?|expires?|be\s(?:discontinued|withdrawn))"
_ENDS = any_word(
    r"ends?, ended, ending, expiring, closes?(?! of), ceases?, concludes?, terminates?, lapses?, finish(?:es)?"
)
_EXPIRY = any_of(rf"""
    # `The certificate expires on`, `the expiry date of the licence will be limited to`
    \bexpir(?:es?|ed|ing|y|ation)(?: dates?)?(?: {_IS_SET_TO})?
    \bexpir(?:y|ation) dates? of [^;.,]{{1,80}}? (?:is|(?:will|shall) be)(?: limited| set)?(?: to| at| on)?
    \bexpir(?:y|ation) of [^;.,]{{1,100}}? (?:on|at)
    \bsunsets?(?: date| clause)?(?: (?:on|is|of))?
    \bdate of (?:repeal|expiry|cessation|sunset):?
    # `The list is valid until`, `not extended beyond`, `valid for two years, in any case not beyond`
    \b(?:(?<!\ba )valid(?:ity)?|in (?:force|effect|operation|place)|effective|operational)\b[^;]{{0,80}}?\b{_UP_TO}
    \bnot (?:be )?extend(?:ed|ing)?\b[^.;]{{0,80}}?\bbeyond
    \b(?:validity|valid|extended|prolonged)\b[^;]{{0,200}}?\bin (?:any|no) (?:case|event),? {_NOT_BEYOND}
    # `grants importers an exemption from … until`, `a waiver has been given to … until`
    \b{_GIVES} (?:[\w’'-]{{1,16}} ){{0,6}}?{_LEAVE}\b[^;]{{0,200}}?\buntil
    \b{_LEAVE}\b[^;]{{0,100}}?\b(?:has|have) been (?:given|granted|issued)\b[^;]{{0,60}}?\buntil
    \b{_LEAVE_OR_ORDER}\b[^;]{{0,60}}?\b(?:allows?|permits?|authori[sz]es?|enables?)\b[^;]{{0,80}}?\buntil
    # `the end of the recognition procedure on`, `the period runs until`
    \bthe end of (?:(?:the|this) )?(?:\w{{1,16}} ){{0,3}}?{_SCHEMES}s?(?: on| at)?
    \bperiods? (?:is|are|runs?|lasts?|continues?) until
    \bperiods? (?:\w{{2,12}} ){{0,2}}?(?:ends?|expires?|concludes?|lapses?)(?: on| at)
    # `The notice will lapse on`, `ceases to have effect on`, `will no longer be valid after`
    \b(?:will|shall) (?:cease|expire|lapse|be retired)(?: on| from)
    \b(?:ceases?|lapses?|goes? out of (?:service|use|operation))(?: automatically)?(?: on| at| after| from)
    \bceases? to (?:have effect|be in force|apply|be (?:valid|effective))(?: on| after| from| at(?: the end of)?)?
    \b(?:ceases? to (?:have effect|be in force)|expires?|lapses?)\b[^.;]{{0,80}}?\b(?:that is|i\.e\.|namely),?(?: on)?
    \bno longer (?:be )?(?:in (?:effect|force)|effective|valid|operative)(?: after| beyond| from| on)
    # `The agency intends to withdraw this guidance on`
    \b{_IS_TO} (?:withdraw|revoke|rescind|retire|terminate|cancel|repeal) (?:this|these|the) [^.;,]{{1,80}}? {_WHEN}
    # `End of support for version 2.1 begins on`, `support of the old format ends on`
    \bend of support for (?:[^;.]|\.\d){{1,80}}?\b(?:begins?|starts?|is|will be|comes?)(?: on| from)?
    \bsupport (?:for|of) (?:[^;.]|\.\d){{1,80}}?\b{_SUPPORT_ENDS} (?:on|from|after)
    # `The pilot ends on`, `the exemption applies until`
    \b{_SUBJECTS}\b[^;]{{0,60}}?\b{_ENDS}\b[^;,]{{0,40}}?\b(?:on|until|at|from|by)
    \b{_SUBJECTS}\b[^;]{{0,60}}?\b(?:runs?|lasts?|continues?|applies|apply|remains?)\b[^;,]{{0,40}}?\b(?:until|to)
""")
_EXPIRES = regex(rf"{_EXPIRY}\s{{0,2}}:?\s{{0,2}}$", _FLAGS)
# `a pilot programme from A to B`, of a span, which is one day.
_SPAN = regex(
    r"\b(?:pilots?(?: \w{1,14}){0,2}|trial (?:programm?e|program|operation|run|implementation|period|phase)"
    r"|exemptions?|waivers?"
    r"|transition\w{0,2} (?:period|phase))s?\b[^;]{0,120}?\bfrom\s until $",
    _FLAGS,
)
_REPEALED = regex(
    r"\b(?:repealed|abolished|annulled|invalid(?:ated)?|(?<!must be )withdrawn(?! from)|superseded|revoked|void"
    r"|cease(?:s|d)?(?: to be)?)\b"
    r"[^;]{0,40}?\b(?:on|from|at|by|effective|since)\s$",
    _FLAGS,
)
_THIS = regex(r"\b(?:this|these)\s(?:\w{1,14}\s){1,3}|^\s?(?:it|they) (?:will|shall) ", _FLAGS)
_CEASES = regex(r"\bceases?\b(?! to)[^.;,]{0,40}$", _FLAGS)
# In lower case: `the Interim Measures cease` is about another document.
_PERMISSION = regex(
    r"\b(?:procedure|policy|scheme|pilot|programme|program|exemption|permit|permission|concession|arrangement"
    r"|authori[sz]ation|licen[cs]e|designation|recognition|certificate|registration|listing|status)s?\b"
)
# `Certificates issued under the former law shall become void`
_WILL_BE_VOID = regex(
    r"\b(?:certificates?|licen[cs]es?|permits?|authori[sz]ations?|approvals?|registrations?|listings?)\b[^.;]{0,160}?"
    r"\b(?:will|shall|to) (?:(?:be|become|automatically) ){1,2}(?:deemed |considered )?(?:void|invalid)\b[^.;]{0,40}$",
    _FLAGS,
)
# `Registration of class A will cease from`
_WILL_CEASE = regex(
    r"\b(?:registration|acceptance|submissions?|applications?|issuance|issuing|processing|listing|notification|funding"
    r"|reimbursement)\b[^.;]{0,80}?\b(?:will|shall|to) cease\b[^.;]{0,30}$",
    _FLAGS,
)
# `must recall stock and cease sale by`: a duty, and no end of a document.
_MUST_CEASE = regex(
    r"\b(?:must|shall|should|ha(?:s|ve) to|needs? to|required to)\s(?:[^.;]{1,80}?\sand\s)?cease\b"
    r"(?! to (?:have|be)\b)[^.;]{0,60}\b(?:by|from|on|after)\s$",
    _FLAGS,
)
_RESCINDS = regex(r"\b(?:repeal|abolish|withdraw|revok|cancel|terminat|expir)", _FLAGS)
# `a licence which has a validity until`, `that would lapse by`: the day tells which licences.
_VALID_TO = regex(
    r"\b(?:which|that)\s(?:will|would)\s(?:expire|lapse)\b[^.;,]{0,30}?\b(?:by|before|until)\s$|"
    r"(?<!,\s)\b(?:which|that|whose)\s(?:has|have|had|is|are|was|were)\s[^.;,]{0,30}?\bvalid(?:ity)?\b[^.;,]{0,30}?"
    r"\b(?:until|to)\s$",
    _FLAGS,
)
# `The Exemption Order will be repealed on`, of an order that the title names.
_NAMED = regex(r"\bThe\s(?P<name>(?:[A-Z][a-z]{2,16}\s){1,4})(?:will|shall|is to) be\s")
_OTHERS = regex(r"\b(?:former|old|previous|original|existing|earlier|prior)\b", _FLAGS)
# The shelf life of a lot, and a forecast of supply, are deadlines of no reader.
_LOT = regex(
    r"\b(?:lots?|batch(?:es)?|shelf[- ]li(?:fe|ves)|use[- ]by|best[- ]before|vials?|packs?|cartons?)\b", _FLAGS
)
_RECALL = regex(r"\b(?:recall|defect|falsified|counterfeit)", _FLAGS)
_PERMIT = regex(
    r"\b(?:certificates?|licen[cs]es?|permi\w+|polic(?:y|ies)|exemptions?|waivers?|authori[sz]ations?|approvals?"
    r"|extensions?|fees?|rates)\b",
    _FLAGS,
)
_SUPPLY = regex(r"\b(?:shortages?|supply|supplies|stocks?|resuppl\w+|available|availability|disruptions?)\b", _FLAGS)
_FORECAST = regex(
    r"(?:\b(?:expect|anticipat|estimat|project|forecast|predict|likely|hope)\w*\b[^;]{0,80}"
    r"|\bshortages?\b[^;]{0,60}\b(?:should|may|could|will)\s)"
    r"\b(?:resolv|resum|restor|recover|return|end\b|be (?:available|over|back|intermittent|limited"
    r"|constrained|disrupted|short|scarce)|again|improv|normal|ease|last|continu)",
    _FLAGS,
)
_CUT = regex(
    r"\b(?:will|may|could|is|are|be) (?:be )?(?:interrupted|disrupted|unavailable|out of stock|suspended|limited"
    r"|constrained|discontinued temporarily)\b[^.;]{0,40}$",
    _FLAGS,
)
_COUNTED_FROM = regex(rf"{PERIOD}\s(?:after|from|following|of)\s$", _FLAGS)
# `Applications submitted before May 1`, which `must be submitted before May 1` is not.
_DONE = regex(
    r"(?<!be )(?<!been )(?<!to have )(?<!must have )(?<!shall have )"
    r"\b(?:(?P<act>published|publication|issued|issuance|promulgated|signed|adopted|dated)"
    r"|approved|released"
    r"|manufactured|registered|received|submitted|filed|cleared|marketed|placed on the market|initiated|conducted"
    r"|made|produced|distributed|sold|purchased|used|printed|certified|packaged|label+ed|imported|started|enrolled)\s"
    r"(?P<when>on or after|on|before|by|until|since|after|from)\s$",
    _FLAGS,
)
# `All importers have to get their devices registered before`
_GETS_DONE = regex(
    r"\b(?:must|shall|should|ha(?:s|ve) to|needs? to|required to|asked to)\s(?:\w{2,12}\s){0,2}?(?:get|have)\s"
    r"(?:[\w’'-]{1,16}\s){1,8}?(?:\w{2,14}ed|made|sold)\s(?:before|by)\s$",
    _FLAGS,
)
# `regulations that are issued between A and B`: both days tell which ones.
_DONE_BETWEEN = PerhapsDated(
    r"\b(?:published|issued|promulgated|submitted|received|made|manufactured|approved|registered|filed)\s"
    r"(?:between\s(?:the\s)?(?:\suntil\s)?"
    rf"|(?:on or after|after|from|since)\s(?:the\s)?{DAY},?\s(?:and|but|to|through|until)\s"
    r"(?:before|by|until)?\s?)$",
)
# `Packs distributed from May 1 should be quarantined`: which ones are meant.
_TAKEN_BACK = regex(r"\b(?:recall|quarantin|return(?:ed)? to the (?:supplier|pharmacy|maker)|discard|destroy)", _FLAGS)
# `Applications submitted on or after May 1 will be considered under the new rules`
_APPLIED = regex(
    r"\b(?:applications?|submissions?|nominations?|requests?|notifications?|dossiers?|variations?|registrations?|renewals?|amendments?"
    r"|reports?|protocols?|forms?|orders|payments?|documents|files|products?|devices?|batches|lots)\b",
    _FLAGS,
)
_MAY_BE_OLD = regex(
    r"\s{0,2},?\s?(?:entitles?|will be (?:considered|given)|(?:may|can) (?:still |also |continue to )?"
    r"(?:use|follow|apply|be (?:filed|made|submitted|based|prepared|sold|supplied|marketed)|bear|carry|continue"
    r"|remain))\b",
    _FLAGS,
)
# `During the period that begins on May 1 and ends on June 1, a product may be sold`
_PERIOD_ENDS = regex(
    r"\bperiod\s(?:that\s)?(?:begin|start|commenc)\w{1,4}\s[^.;]{4,40}?\band\s(?:that\s)?(?:end|expir|clos"
    r"|conclud)\w{1,4}\s(?:on|at)\s$",
    _FLAGS,
)
_IN_IT = regex(r"\s?,\s[^.;]{1,200}?\b(?:may|can|must|shall|continue)\b", _FLAGS)
# `names June 30 as the end of the recognition`
_AS_THE_END = regex(
    # `May 1: end of the transition period`, a line of a list, or `May 1 End of the transition period`.
    r"(?:\s{0,2}(?::|[–—|-])\s{0,2}|(?-i:\s(?=[A-Z])))(?:the )?"
    r"(?:(?:[\w-]{1,16}\s){1,4}?(?:closes|ends|expires)(?=\s?[.;]|\s?$)"
    r"|end of (?:the )?(?:[\w-]{1,16}\s){0,3}?(?:transition|period|validity|exemption|waiver)"
    r"|(?:[\w-]{1,16}\s){0,3}?(?:deadline|last day|due date|cut-?off|compliance date)\s(?:for|to|of)"
    r"|(?:transition|grace)(?:al)? period (?:ends|expires))\b"
    # `On May 1, the transition period for applications ends.`
    r"|\s?,\s(?:the|this|its|our)\s(?:[\w-]{1,16}\s){0,4}?(?:periods?|phase|window|exemptions?|waivers?|pilot|scheme"
    r"|derogations?|deadline|validity|moratorium)\b[^.;,]{0,120}?\b(?:ends|expires?|closes|lapses?"
    r"|(?:will|shall) (?:end|expire|close|cease|lapse))(?=\s?[.;,]|\s?$)"
    r"|\s?,?\s(?:as|is|will be)\s(?:the|its)\s(?:(?:final|new|latest)\s)?(?:end|last day|expiry|deadline|cut-?off)\b"
    r"(?:\s(?:date|day))?\s(?:of|for)\b"
    r"|\s?,?\s(?:as|is|will be|has been (?:set|fixed|chosen) as)\s(?:the|a|its)\s(?:\w{1,12}\s)?"
    r"(?:compliance|transition|implementation) (?:date|deadline)\b"
    r"|\sas the (?:date|day) (?:on|from) which\b[^.;]{0,160}?"
    r"\b(?:mandatory|compulsory|required|obligatory|must|shall|ends?)\b",
    _FLAGS,
)
# `The May 26, 2031 deadline for applications`
_IS_DEADLINE = regex(
    r",?\s(?:\w[\w-]{0,15}\s){0,2}?deadline\b(?! (?:has |was |had )?(?:passed|expired|missed|was))", _FLAGS
)
_PROPOSED = regex(r"\bpropos\w{1,6}\b[^.;]{0,60}$|\bwould\b[^.;]{0,60}$", _FLAGS)
_FROM_THEN = frozenset({"after", "from", "on or after"})
_UP_TO_THEN = frozenset({"on", "since"})
STANDARD = regex(r"(?<![A-Za-z])(?:GB|YY|WS|ISO|IEC)(?:/[TZ])?\s?(\d{2,6}(?:\.\d{1,3})?)")
"""The code of a standard, with its number as group."""
# `May 26, 2031: as from this date, no certificate …`
_AS_FROM_THIS = regex(r"\s?:\s(?:as from|as of|from) (?:this|that) (?:date|day)\b", _FLAGS)
_PASSED = regex(r"\b(?:passed|elapsed|expired|lapsed|ended|closed)(?:\s(?:on|in|at))?\s$", _FLAGS)
_MONTH = timedelta(days=31)
# `If you had applied before May 1`, `Where a device was included before May 1`: a condition of the past.
_IF_THEN = regex(
    r"\b(?:if|where|when|unless|provided|for|to|of)\s(?:[\w’'()-]{1,16}\s){0,5}?(?:(?:that|which|who)\s)?"
    r"(?:had|has been|have been|was|were|held|did)\s"
    r"[^.;,]{0,80}?\b(?:before|by|on|after|on or after|until)\s$",
    _FLAGS,
)
# `Companies that submitted a file on or before May 1 qualify`: who is meant.
_WHO_DID = regex(
    r"\b(?:that|which|who)\s(?:(?:have|had|has|already)\s){0,2}"
    r"(?:submitted|filed|applied|registered|obtained|received|held|notified|started|enrolled)\b[^.;,]{0,60}?"
    r"\b(?:before|by|on|after|on or after|until|from)\s$",
    _FLAGS,
)
# `Devices included in the register before May 1`, `where the sponsor notified … before May 1`: which ones are meant.
_STOOD = regex(
    r"\b(?:included|entered|listed|notified|placed|supplied|available)\s(?:in|on|under|to)\s[^.;,]{1,160}?"
    r"\bbefore\s$"
    r"|\b(?:where|if|when)\s(?:(?:the|an?)\s)?[\w-]{1,20}\s(?:notified|applied|submitted|registered|filed)\b[^.;,]{1,80}?"
    r"\bbefore\s$",
    _FLAGS,
)
# `Sponsors of trials expected to continue after May 1 must`
_LASTS_LONGER = regex(
    r"\b(?:expected|planned|intended|scheduled|due|likely|wish(?:es|ing)?)\sto\s"
    r"(?:continue|run|remain|last|be (?:ongoing|open|running|completed))\b[^.;]{0,40}?\b(?:after|beyond)\s$",
    _FLAGS,
)
# `The agency issued a circular on`
_ISSUED_ON = regex(
    r"(?<!be )\b(?:issued|published|released|posted|announced|promulgated|signed)\s(?:an?|the|its|this|these|two)\s"
    r"[^.;,]{1,60}?\son\s$",
    _FLAGS,
)
# `As of May 1 the agency had received 12 files`
_BY_THEN = regex(
    r"\s?,?\s(?:(?:the|an?|no|only|about|more than|over)\s){0,2}[\w,-]{1,20}(?:\s[\w-]{1,20}){0,3}?\s(?:had|has|have)\s"
    r"(?:(?:only|already|so far|been|yet|not)\s){0,3}(?:\w{2,14}ed|sent|made|given|taken)\b",
    _FLAGS,
)
# `This extends the previous May 1 deadline`
_FORMER = regex(
    r"\b(?:previous|original|earlier|former|initial)\s(?:(?:deadline|date|end) (?:of|on)\s)?(?:the\s)?$"
    # `Makers previously faced a May 1 deadline`, `labels were to be mandatory from May 1`
    r"|\b(?:previously|originally|initially|formerly)\s[^.;,]{0,80}$"
    r"|\b(?:was|were) (?:(?:due|set|scheduled|supposed|meant|expected|going) )?to (?:\w{2,12} ){1,8}$",
    _FLAGS,
)
# `extends the previous May 1 deadline requiring packs to be changed by`
_FORMER_DUTY = regex(
    r"\b(?:previous|original|earlier|former|initial)\s[^.;]{1,40}?\bdeadlines?\s(?:for|to|of|requir\w{1,3})\b[^.;]{0,160}$",
    _FLAGS,
)
# `had been advised that files not sent by May 1 would be deleted`: what was once said.
_HAD_SAID = regex(
    r"\bhad\s(?:\w{3,12}ly\s)?(?:been\s)?(?:advised|told|informed|announced|notified|warned|said|stated|planned|set|fixed)\b"
    r"[^.;]{0,200}$",
    _FLAGS,
)
# `excluded if it has not been applied for by May 1`, `trials that have not moved by May 1 will be stopped`
_IF_NOT_DONE = regex(
    r"\b(?:if|unless)\b[^.;]{1,120}?\b(?:has|have) not (?:yet )?been\b[^.;]{1,80}?\bby\s$"
    r"|\b(?:that|which|who)\s(?:has|have) (?:not|yet to)\b[^.;,]{1,80}?\bby\s$"
    r"|\b(?:if|where|when) no\s[^.;,]{1,60}?\b(?:is|are|has been|have been|was|were)\s\w{2,14}\sby\s$"
    # `products for which the fee is not paid by`
    r"|\b(?:if|unless|where|when|which|that|whose)\b[^.;]{1,80}?\b(?:is|are|do"
    r"|does) not\s(?:\w{2,14}\s){1,4}?by\s$",
    _FLAGS,
)
# `The draft would require makers to`: no duty yet.
_WOULD = regex(
    r"\bwould\s(?:then\s|also\s|only\s|\w{3,12}ly\s)?"
    r"(?:require|oblige|ban|prohibit|force|have to|need to|be required|apply)\b[^.;]{0,160}$"
    r"|(?:^\s?(?:and|or|but)|\b(?:bill|proposals?|proposed \w{3,14}|if) [^.;]{0,80})\swould\b[^.;]{0,160}$",
    _FLAGS,
)
# `The office will be closed from`: no duty of anybody.
_CLOSED = regex(
    r"\b(?:limited (?:operations?|services?)|office hours|opening hours|public holidays?|holiday period|maintenance"
    r"|offices?\s(?:\w{1,12}\s){0,3}?(?:will be|is|are|be) closed|close (?:its|their|the|all) offices?)\b",
    _FLAGS,
)
# `if, as of May 1, the company has 25 employees`
_IF_THAT_DAY = regex(r"\b(?:if|whether|where|provided that|when),?\s(?:from|on)\s$", _FLAGS)
# `The study is expected to be completed by`: a plan, and no duty.
_IS_EXPECTED = regex(
    r"\b(?:stud(?:y|ies)|reviews?|assessments?|projects?|analys[ie]s|shipments?|results?|decisions?|guidances?"
    r"|guidelines?|amendments?|legislation|laws?|bills?|reforms?|frameworks?|modules?|databases?"
    r"|deliver(?:y|ies)|construction|publication|evaluation|production)\b[^.;]{0,60}?\b(?:is|are)\s(?:now |currently )?"
    r"(?:expected|anticipated|estimated|projected|likely|scheduled|planned)\sto\b[^.;]{0,80}$",
    _FLAGS,
)
# `Patent protection expires on`: nobody who has to comply acts by it.
_RIGHTS = regex(r"\b(?:patents?|exclusivit(?:y|ies)|copyrights?|trademarks?|SPCs?|term of office|mandate of)\b", _FLAGS)
# `Schedule 2, Part 1: May 1`, a line of the table of commencement.
_PART_ALONE = regex(
    r"^\s?(?:\d{1,2}\.\s)?(?:schedules?|parts?|divisions?|sections?|regulations?|articles?|chapters?|items?)\s"
    r"(?:[\w(),-]{1,12}\s?){1,8}[:|]\s{0,2}$",
    _FLAGS,
)
_OF_LAW = regex(r"\b(?:act|regulations?|order|rules?|instrument|determination|legislation|ordinance)\b", _FLAGS)
# `Regulation (EU) 2027/45 entered into force in May and applies from`, of a title with another number.
_NUMBERED_LAW = regex(
    r"(?:^\s?|\b(?:by|under|in|of|with|to|that)\s)(?:(?:the|commission|council|implementing|delegated)\s){0,3}(?:regulation|directive|decision|law|act|decree|order)\s"
    r"(?:\((?:EU|EC|EEC)\)\s)?(?:No\.?\s)?(?P<number>\d{1,4}/\d{1,4})\b[^.;]{0,160}?"
    r"\b(?:appl(?:y|ie[sd])|(?:entered|came) into|became|has been)\b[^.;,]{0,40}$",
    _FLAGS,
)
_NUMBER_OF_LAW = regex(r"\d{1,4}/\d{1,4}")
_YEARLY = regex(
    r"[\s,]{0,2}(?:(?:of |in )?(?:each|every|that|the (?:same|following|next|preceding|previous)|any)(?: given)?"
    r"(?: calendar| financial| fiscal)? year\b|annually\b)",
    _FLAGS,
)


# `The agency hopes to launch it by`, `The draft should be adopted by`: a plan of the regulator.
_HOPES = regex(
    r"\b(?:hop(?:es?|ing)|aim(?:s|ing)?) to\s[^.;,]{0,120}$"
    r"|\b(?:papers?|drafts?|revisions?|reports?|opinions?|guidelines?|guidances?|chapters?|proposals?"
    r"|recommendations?|summar(?:y|ies)|texts?)\s(?:[\w-]{1,14}\s){0,5}?"
    r"(?:should|will|shall|(?:is|are) (?:due |going )?to)\s(?:\w{2,12}\s)?be\s"
    r"(?:adopted|made|out|released|published|finali[sz]ed|issued|available|ready)\b[^.;,]{0,60}$",
    _FLAGS,
)


_WHICH_ONES = (_HOPES, _IF_THEN, _IF_THAT_DAY, _WHO_DID, _STOOD, _CLOSED, _WOULD, _IS_EXPECTED, _LASTS_LONGER)
"""Days that tell which things are meant, or that bind nobody."""


def english_act(named: NamedDay, title: str) -> str | None:
    """Return `transition` or `expires` for a day, `NONE` if it is surely neither, None without English words for it."""
    act = _act_in_words(named, title)
    if act == "transition":
        # `Between A and B, firms may file`: what was done then is history.
        return AHEAD if BETWEEN().search(named.before) else act
    return AHEAD if act is None and is_to_act_by(named, title) else act


def _act_in_words(named: NamedDay, title: str) -> str | None:  # noqa: C901, PLR0911 - one for each sort of statement
    """Return the act of a day that the words around it name, or `AHEAD`."""
    past = _COUNTED_FROM().search(named.before) or _FORMER().search(named.before) or _FORMER_DUTY().search(named.whole)
    past = past or _VALID_TO().search(named.before)
    if past or _is_forecast(named) or _is_of_the_past(named, title):
        return NONE
    if _is_a_deadline(named):
        return "transition"
    if _REPEALED().search(named.before) and not _MUST_CEASE().search(named.before):
        return _act_of_a_repeal(named, title)
    if named.is_span and _SPAN().search(named.before):
        return "expires"
    if _LIST_OF().search(named.before):
        return "expires"
    if _TRANSITIONS().search(named.before):
        return "transition"
    if _EXPIRES().search(named.whole):
        return _act_of_an_expiry(named, title)
    if _YEARLY().match(named.behind):
        return NONE
    if _PART_ALONE().search(named.before) and _OF_LAW().search(title):
        return "transition"
    if _brings_in_a_standard(named, title):
        return "transition"
    act = _of_things_done(named, title)
    return AHEAD if not act and _is_a_condition(named) else act


def _act_of_a_repeal(named: NamedDay, title: str) -> str:
    """Return `expires` for the end of the document itself or of a permission, `NONE` for that of another document."""
    own = any(pattern().search(named.before) for pattern in (_PERMISSION, _WILL_CEASE))
    named_act = _NAMED().search(named.before)
    own = own or _RESCINDS().search(title) is not None or bool(named_act and named_act["name"].strip() in title)
    own = (own and not _OTHERS().search(named.before)) or _WILL_BE_VOID().search(named.before) is not None
    if own or _THIS().search(named.before):
        return "expires"
    # `Import of the substance ceases from`, which is no document.
    return AHEAD if _CEASES().search(named.before) and DOCUMENT().search(named.before) is None else NONE


def _act_of_an_expiry(named: NamedDay, title: str) -> str:
    """Return `expires` for the end of a permission, `NONE` for that of a lot of a product or of a patent."""
    near = f"{named.whole} {named.behind}"
    if _RIGHTS().search(near):
        return NONE
    is_lot = _LOT().search(near) is not None or _RECALL().search(title) is not None
    return NONE if is_lot and not _PERMIT().search(near) else "expires"


def _is_a_condition(named: NamedDay) -> bool:
    """Return True for what has to be done by a day: `the May 1 deadline for`, `if it is not done by May 1`."""
    if has_year(named.words) and _IS_DEADLINE().match(named.behind) and not _PROPOSED().search(named.before):
        return True
    return _IF_NOT_DONE().search(named.before) is not None


def is_told_as_past(named: NamedDay, day: date, published: date) -> bool:
    """Return True for a day more than a month past of which the words tell: `which ended on`, `had to comply by`."""
    near = f"{named.before.rpartition(';')[2]} {named.behind.partition(';')[0]}"
    if day < published and (_PASSED().search(named.before) or _HAD_SAID().search(named.before)):
        return True
    return day < published - _MONTH and TOLD().search(near) is not None and STILL().search(near) is None


def is_head_of_list(text: str) -> bool:
    """Return True if the text is the head of a list of days with labels, alone or with its first items."""
    return ":" in text and any(head().search(text) for head in (_HEAD_OF_LIST, _HEAD_OF_ENDS))


def _of_things_done(named: NamedDay, title: str) -> str | None:
    """Return the act of `applications submitted from` a day on, `NONE` for those before it, or that of a duty."""
    if any(pattern().search(named.before) for pattern in _WHICH_ONES):
        return NONE
    done = None if _GETS_DONE().search(named.before) else _DONE().search(named.before)
    if done and _TAKEN_BACK().search(f"{title}. {named.behind}"):
        return NONE
    if done and done["when"].lower() not in _FROM_THEN:
        is_last = done["when"].lower() not in _UP_TO_THEN and _MAY_BE_OLD().match(named.behind) is not None
        return "transition" if is_last and _APPLIED().search(named.before) else NONE
    return act_of_duty(named)


def _is_a_deadline(named: NamedDay) -> bool:
    """Return True for the end of a transition, of a time for applications or of a system, and for a named deadline."""
    over_days = any(pattern().search(named.whole) for pattern in (_TRANSITION, _CLOSES))
    told = any(pattern().match(named.behind) for pattern in (_AS_THE_END, _AS_FROM_THIS))
    told = told or (_PERIOD_ENDS().search(named.whole) is not None and _IN_IT().match(named.behind) is not None)
    return over_days or told or any(pattern().search(named.before) for pattern in (_DEADLINE, _SHUTS))


def _is_forecast(named: NamedDay) -> bool:
    """Return True for the start of a shortage, and for its expected end."""
    near = f"{named.whole} {named.behind}"
    told = any(pattern().search(named.before) for pattern in (_FORECAST, _CUT))
    return told and _SUPPLY().search(near) is not None


def _is_of_the_past(named: NamedDay, title: str) -> bool:
    """Return True for the days of what was done, those of another law, and the day since when a repealed one held."""
    done = _DONE().search(named.before)
    law = _NUMBERED_LAW().search(named.whole)
    if law and law["number"] not in title and _NUMBER_OF_LAW().search(title):
        return True
    if named.before.endswith("from ") and _BY_THEN().match(named.behind):
        return True
    is_issued = done is not None and done["act"] is not None and _APPLIED().search(named.before) is None
    is_issued = is_issued or _ISSUED_ON().search(named.before) is not None
    if is_issued or _DONE_BETWEEN.search(named.whole):
        return True
    return _IN_FORCE_SINCE().search(named.before) is not None and _IS_REPEALED().match(named.behind) is not None


def _brings_in_a_standard(named: NamedDay, title: str) -> bool:
    """Return True for `GB 1.2-2020 shall be implemented from` in a document on the implementation of that standard."""
    codes = STANDARD().findall(named.before)
    return bool(codes) and EFFECT().search(named.before) is not None and codes[0] in title
