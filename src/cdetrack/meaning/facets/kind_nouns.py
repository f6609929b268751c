"""The nouns of an English title that name a kind of document, and the one among them that heads it."""

import re
import sys
from collections.abc import Iterator

from cdetrack.text.regex import Gated, regex

_ENGLISH = re.IGNORECASE


def _noun(kind: str, names: str, *words: str) -> Gated:
    # A place between a letter and a mark behind it is one for `\b`, too: every word of a long list would be tried.
    return Gated(rf"\b(?!\W)(?P<{kind}>{names})(?!\w)", *words)


_NOUNS = (
    _noun("announcement", r"announcements?|communiqu[eé]s?", "announcement", "communiqu"),
    _noun(
        "notice",
        (
            # A `Notice of Compliance` is an authorization, in Canada.
            r"notices?(?! of compliance\b)|circulars?|expressions? of interest"
            r"|memorand(?:um|a)(?! of (?:understanding|cooperation|agreement))"
            r"|(?<!cover )(?<!response )letters?|reminders?"
            r"|warnings?(?! and precautions| sections?\b)"
            r"|(?<!and )(?<!premarket )(?<!risk )(?<!event )(?<!/)notifications?(?! (?:scheme|documents?|\(CTN\)))"
            r"|(?<!field )alerts?"
            r"|(?:safety|professional) communications?|revisions? of precautions|debarment orders?"
            r"|communications?(?= to (?:the )?(?:[\w-]{1,20} ){0,2}?(?:industry|stakeholders|applicants|sponsors"
            r"|holders|manufacturers|importers|professionals|providers|pharmacists|patients|public)\b)"
            r"|(?<!public )(?:public |open )?consultations?"
            r"(?=\s(?:on|regarding|about|paper|document|for (?:the |an? )?(?:proposed )?(?:amend|revis)\w{2,6})\b"
            r"|\s?[:–—]|$)"
            r"|advisor(?:y|ies)(?!\s(?:statements?|programs?|committees?|panels?|groups?|boards?|councils?|bod(?:y|ies)|opinions?|roundtables?))"
        ),
        *("notice", "circular", "of interest", "memorand", "letter", "reminder", "warning", "notification"),
        *("alert", "communication", "of precautions", "debarment order", "consultation", "advisor"),
    ),
    _noun(
        "qa",
        (
            r"q\s?&\s?as?|q and a|question-and-answer(?: documents?|s)?"
            r"|questions? (?:and|&) answers?(?: guides?| documents?)?|faqs?|frequently asked questions"
        ),
        *("&", "q and a", "question", "faq"),
    ),
    _noun(
        "plan",
        (
            # Not a sponsor's: `Risk Management Plans`, `Paediatric Investigation Plans`, `Development Programs`.
            r"(?<!risk management )(?<!investigation )(?<!study )(?<!analysis )(?<!change control )(?<!monitoring )"
            r"(?<!diversity action )plans?|action|outlines?|roadmaps?|initiatives?|campaigns?"
            r"|work ?plans?|strategic (?:frameworks?|priorities)|blueprints?|programmes? of work"
            r"|(?:guidance|regulatory|unified) agendas?"
            r"|(?:pilot|work|working|action|annual|multi-?annual|five-year|reform|rectification|implementation|national|joint"
            r"|global) (?:programs?|programmes?)"
            r"|(?<!control )(?<!enrichment )(?<!testing )(?<!sampling )(?<!dosing )strategy"
        ),
        *("plan", "action", "outline", "roadmap", "initiative", "campaign", "strateg", "blueprint"),
        *("program", "agenda"),
    ),
    _noun(
        "report",
        (
            # `Report a Problem` is a verb.
            r"report(?!-| (?:forms?|an?|any|your|suspected|centre|center)\b)"
            # `Reports of rash following widgetin`: what people report is no document.
            r"|reports(?=\s(?:of|on|for|by|from)\b(?! [^:;]{1,60}\b(?:following|after|associated with|linked to)\b)"
            r"|\W{0,9}$)|white papers?|yearbooks?|bulletins?|statistics|newsletters?"
            r"|(?:statistical|performance|deficiency) data"
            r"|(?:surveillance|annual|quarterly|monthly) summar(?:y|ies)|safety reviews?"
            r"|(?:regulatory |economic )?impact (?:assessments?|analys[ei]s)"
            r"|decision summar(?:y|ies)|summary basis of decision|(?:Aus|Swiss)PARs?"
            r"|(?:overviews?|summary|compilation)"
            r"(?=\sof (?:the )?(?:[\w-]{1,20} ){0,4}(?:comments|responses|decisions|abstracts)\b)"
        ),
        *("report", "white paper", "yearbook", "bulletin", "statistic", "newsletter", " data", "summar"),
        *("safety review", "impact a", "auspar", "swisspar", "overview", "compilation"),
    ),
    _noun(
        "guideline",
        (
            r"(?:annex|appendix)(?: [\dIVX]{1,4})? to (?:the )?(?:[\w-]{1,20} ){0,4}guid(?:ances?|elines?|es?)"
            # `GFI #12`: guidance for industry, by its number.
            r"|guidelines?|(?:guidance|general|technical) notes?|guidances?(?: documents?)?"
            r"|GFI(?=\s#?\d)|guides?|toolkits?"
            r"|guiding opinions"
            r"|key points|points[ -]to[ -]consider|principles|instructions?|considerations|requirements"
            r"|data requirement|criteria"
            r"|manuals?|handbooks?|(?:reflection|concept|recommendation|position) papers?|recommendations?"
            r"|points of attention|information documents?|decision trees?|SOPs|SOP(?= (?:on|for)\b)"
            r"|best practices?|good practices(?= (?:for|in|on)\b)"
            r"|good (?:\w+ ){0,2}?(?:submission|review|reliance|regulatory|reprint|machine learning)"
            r" (?:management )?practices?|procedural advice|checklists?|templates?|formats?"
            r"|(?:application|review|registration|report|reporting|declaration|notification|evaluation"
            r"|submission) forms?"
        ),
        *("guid", " note", "gfi", "toolkit", "point", "principles", "instruction", "considerations", "requirement"),
        *("criteria", "manual", "handbook", " paper", "information doc", "recommendation", "decision tree", "sop"),
        *("practice", " advice", "checklist", "template", "format", " form"),
    ),
    _noun(
        "regulation",
        (
            r"provisions?|ordinances?|regulations?|laws?|statutory instruments?"
            r"|(?-i:Act|Resolution)(?=\s(?:on|concerning)\b)"
            r"|schedules? of (?:fees|charges)|fee schedules?|(?-i:Legislation)(?=\s(?:on|regarding|concerning)\b)"
            r"|(?<!court )(?<!judge )rules?"
            r"|(?<!new )(?<!updated )(?<!additional )(?<!safety )(?<!precautionary )(?<!preventive )(?<!corrective )"
            r"(?<!minimi[sz]ation )measures?|decrees?|(?<!debarment )order"
            r"|(?<!record of )decisions?(?![ -](?:support|mak|trees?|aids?|tools?|analys|summar))"
            r"|orders(?=\s(?:of|on|for|to|and|in|under|issued|regarding|concerning)\b|\W{0,9}$)"
            r"|(?<!guiding )(?<!qualification )(?<!scientific )(?<!CHMP )"
            r"(?:opinions|opinion(?= of the (?:state|general|central|national|CPC))"
            r"|(?<=implementation )opinion|(?<=implementing )opinion)"
            r"(?! (?:of|by) the (?:HMPC|CHMP|CVMP|COMP|PDCO|committee))"
            r"|(?<!product )monographs?(?! (?:drug )?user)|specifications?"
            r"|(?<!article \d\d )(?<!referral )(?<!analytical )(?<!regular )(?<!permanent )(?<!pilot )procedures?"
            r"|standards?(?! (?:operating|programs?|programmes?|forms?|letters?|responses?|templates?|terms|treatment"
            r"|PIPs?|of care)\b)"
            r"|directives?|pharmacopo?eia|G[MCSL]P(?!/|-\d|\s(?!for\b|of\b|on\b|in\b|and\b|annex)[a-z])|appendix|annex"
            r"|good (?!(?:\w+ ){0,2}(?:submission|review|reliance|regulatory|reprint|machine))(?:\w+ ){1,4}practices?"
            r"|codes? of (?:practice|conduct|ethics)|test methods?|detection methods?"
        ),
        *("provision", "ordinance", "regulation", "law", "instrument", "act", "resolution", "schedule"),
        *("legislation", "rule", "measure", "decree", "order", "decision", "opinion", "monograph"),
        *("specification", "procedure", "standard", "directive", "pharmacop", "gmp", "gcp", "gsp", "glp"),
        *("appendix", "annex", "practice", "code", " method"),
    ),
    _noun(
        "list",
        (
            r"catalog(?:ue)?s?|inventory(?= of)|list"
            r"|lists(?=\s(?:of|for|on|and|released|issued|published|updated)\b|\W{0,9}$)"
        ),
        *("catalog", "inventory", "list"),
    ),
    _noun(
        "meeting",
        (
            r"meetings?(?! program\b)|workshops?|webinars?|seminars?|symposi(?:um|a)|minutes"
            # Those that somebody held are many, and no meeting: `Agency-Held Conferences and Their Costs`.
            r"|(?<!-held )(?<!-sponsored )conferences?"
            r"|(?<!guidance )(?<!regulatory )(?<!unified )agendas?"
            r"|training (?:courses?|sessions?)|(?-i:Training)(?=\son\b)|masterclass(?:es)?|round-?tables?"
            r"|(?<!regulators )(?:summits?|forums?|hearings?)(?=\s(?:on|for)\b|\s20\d\d|\W{0,9}$)"
            r"|(?:information|listening|briefing) sessions?|panel discussions?"
            r"|info(?:rmation)? days?|public hearings?|town halls?|records? of (?:decisions|discussions?|proceedings)"
        ),
        *("meeting", "workshop", "webinar", "seminar", "conference", "symposi", "minutes", "agenda", "training"),
        *("masterclass", "table", "summit", "forum", "hearing", "session", "discussion", "info", "town hall", "record"),
    ),
)
TAIL = regex(
    r"(?<!-)\b(?:of|on|for|in(?! (?:vitro|vivo|silico|situ)\b)|to|by|regarding|concerning|about|during|including"
    r"|with|from|under|against)\b(?!-)|[—–:;]|\|\|",
    _ENGLISH,
)
"""The first word behind the head of a title, not as part of another word: `In vitro …`, `On-site`, `Point-of-Care`."""
# A list by its contents: documents for an application are advice, names of companies are facts.
_LIST_OF_ADVICE = regex(
    r"\b(?:guid(?:elines?|ances?)|dossiers?|application (?:documents|materials)|checklists?)\b", _ENGLISH
)
_LIST_OF_FACTS = regex(
    r"\b(?:compan(?:y|ies)|enterprises?|manufacturers?|institutions?|laborator(?:y|ies)|experts?|members?|applicants?"
    r"|participants?|winners?|candidates?|inspected|approv(?:ed|als?)|breakthrough|designat(?:ed|ions?)|shortages?|recalls?|passed|declared|holidays?|officers?|officials|employees|unqualified|substandard|illegal|cases?"
    r"|results?)\b",
    _ENGLISH,
)
_SAYING = """
    is are was were will must shall should has have rewrites overhauls deliberate deliberates discuss discusses
    discussed clarifies clarified extends eases relaxes simplifies mandates bans streamlines discloses posts
    adjusts implements postpones repeals replaces reminds publicises publicizes reveals explains stipulates
    specifies requires advises sends enters optimises optimizes formulates accelerates cuts raises lifts scraps
    boosts pushes announce announces announced approve approves approved publish publishes published launch
    launches launched promulgate promulgates promulgated unveil unveils unveiled adopts rolls rolled circulate
    circulates enact enacts enacted start starts begin begins meet meets met confirm confirms solicits solicited
    seeking invite invites invited hold holds held kick kicks step steps set sets put puts seek seeks reports
    take takes tighten tightens become becomes join joins stresses vow vows urge urges passes passed eyes mulls
    sign signs signed revise revises amend amends introduce introduces revamp revamps strengthens promote
    promotes crack cracks add adds advances grants drafts consider considers propose proposes finalise finalize
    finalises finalizes warn warns recommend recommends reach reaches reviews targets expands gives gets makes
    improves removes restricts suspends withdraws allows halts creates establishes develops waives delays
    modernises modernizes modifies prioritises prioritizes authorises authorizes selects appoints supports
    encourages helps shares provides identifies investigates evaluates consults drops eliminates rescinds
    revokes terminates defers exempts speeds offers weighs asks tells wants pulls rejects refuses tackles
    celebrate celebrates applaud applauds hail hails accepts backs endorses welcomes readies prepares
    enforces imposes prohibits regulates
"""
_VERBS = frozenset(_SAYING.split())
"""Verbs that make a sentence of a title, in the forms that do."""
# Words that are verbs in such places alone: not in `Release of widgets`, nor in `updates to`.
_VERBS_IN_PLACE = regex(
    r"\b(?<!-)(?:(?<=\w )updates(?! (?:to|of|on|for|in)\b)|(?<=(?-i:[A-Z]) )withdrawing"
    r"|(?:issued?|issues)(?! (?:associated|related|relating|arising|with|of|in|and)\b)"
    r"|(?<!batch )(?<!lot )(?<!immediate )(?<!modified )(?<!extended )(?<!sustained )(?<!controlled )(?<!delayed )"
    r"(?:released?|releases)"
    r"|continues to|calls for|plans to|now available|available (?:for|from|on|in|at|to)"
    r"|lays out|spells out|shows?(?! cause)"
    r"|(?<!revision )(?<!amendment )(?<!supplement )to"
    r"(?! (?:(?:19|20)\d\d|(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december) (?:19|20)\d\d)))\b(?!-)",
    _ENGLISH,
)
_FIRST_OF_THESE = frozenset(
    {
        *("updates", "withdrawing", "issue", "issues", "issued", "release", "releases", "released", "continues"),
        *("calls", "plans", "now", "available", "to", "lays", "spells", "show", "shows"),
    }
)
_WHOLE_WORD = regex(r"(?<!-)\b\w+\b(?!-)")
_ABOUT = regex(r"\b(?:on|about|regarding|concerning|over|with|under)\b[^—–:;]{0,200}$", _ENGLISH)
ACTS = (
    r"abolition|adoption|approval|cancell?ation|closure|constitution|creation|discontinuation"
    r"|enforcement|establishment|exemption|expansion|extension|handling|implementation|introduction|issuance|labell?ing"
    r"|lifting|modification|passage|postponement|prohibition|reconstitution|regulari[sz]ation|rejection|renewal|revocation"
    r"|self-inspection|simplification|submission|suspension|transition(?: periods?)?|withdrawal"
)
"""The source of a pattern for an act of an authority as a noun, behind which its object stands: `Suspension of …`."""
# `Final Approval of the Widget Regulation`
_OF_A_STEP = regex(rf"\b(?:{ACTS}|launch) of\b[^:;]{{0,120}}$", _ENGLISH)
# A sentence about a document: `Medicines List to be updated`.
_SAID_OF = regex(
    r"\s(?:documents?\s)?"
    r"(?:to (?:be(?! (?:followed|observed|complied with|adhered to|submitted|used)\b)|take|come)"
    r"|will|shall|must|should|can|may(?! \d)|could|would|is|are|was|were|has|have|takes?|comes?"
    r"|goes|reach(?:es|ed)|published|released|unveiled|adopted|welcomed"
    r"|includes|covers|contains|requires|applies|shows|allows|bans|brings|boosts?|helps?|offers|opens|starts|begins"
    r"|becomes?|remains?|faces|(?:now|also|still|just) (?:available|released|out|open)|available"
    r"|aims?|seeks?|targets|clarif(?:y|ies)|specif(?:y|ies)|expands|adds|gives|makes|means?"
    r"|you|we|every|explained|simplified|gets?|sees|says?|tells?|marks?|affects?|ends?|fails?|draws|leaves?|sparks?|spurs?|causes?|drives?|triggers?|prompts?|creates?|puts?|forces?|hits?|eases?|raises?|lowers?)\b",
    _ENGLISH,
)
_ARTICLE = regex(
    r"^(?:top (?:ten|five|\d{1,3})|how|understanding|why|what(?:['’]s)?(?! we heard report)|when|(?-i:[Ww]ho)"
    r"|where|is|are|can|do|does|should|will"
    r"|meeting(?= (?!(?:on|of|for|with|about|to)\b)[^:;]{0,40}\b(?:rules|requirements|standards|obligations)\b))\s"
    r"|^(?:an? )?statement (?:from|by) "
    r"|^(?=.{10,200}, (?:[\w’'-]{1,20} ){1,4}(?:finds?|says?|shows?|suggests?|concludes?|reveals?|warns?)$)"
    r"|^(?!amend|implement|regard|concern|revis|adopt)\w{3,20}ing (?:the|our|your|its|their|a|an|access|how|public"
    r"|[A-Z]\w{1,20}['’]s)\b",
    _ENGLISH,
)
_FIRST_OF_ARTICLES = frozenset(
    {
        *("top", "how", "why", "what", "what's", "what’s", "when", "who", "where", "is", "are", "can", "do", "does"),
        *("should", "will", "statement", "a", "an"),
    }
)
_LAST_OF_ARTICLES = frozenset(
    word for verb in ("find", "say", "show", "suggest", "conclude", "reveal", "warn") for word in (verb, verb + "s")
)
# The state of the law, and no document: `Drug Regulation in China`.
_IN_A_COUNTRY = regex(
    r"\s(?:in|across|around) (?:the )?(?:china|EU|europe|US|USA|united states|UK|japan|india|korea|asia|world|ASEAN"
    r"|australia|canada|singapore|brazil|hong kong|taiwan)\b",
    _ENGLISH,
)
# A noun that a document only qualifies: `Rule Changes`, `Standards Committee`, `GMP inspections`.
_QUALIFIES = regex(
    r"(?:\s\([A-Z][\w ]{1,12}\))?\s(?:changes|updates?|extension(?! of)|reliance|reforms?|commission"
    r"|committees?|(?:working )?groups?|panels?|councils?|boards?|firms?"
    r"|makers?|officers?|teams?|enforcement|violations?|breach(?:es)?|compliance|news|trends?|inspections?|inspectors?|audits?"
    r"|certificat(?:es?|ions?)|training|experts?|holders?|revamp|overhaul|shake-?up|disputes?|weeks?)\b",
    _ENGLISH,
)
_PREPOSITIONS = (" of ", " on ", " for ")
_TAKES_EFFECT = Gated(
    r"\bgoes (?:online|live)\b|\b(?:takes?|took|comes?|came|goes?|went|enters?|entered) (?:into )?(?:effect|force)\b"
    r"|\b(?:to|will|shall) (?:take effect|(?:come|go|enter) into (?:force|effect)"
    r"|be (?:implemented|enforced|in force))\b",
    *(" online", " live", " effect", " force", "be implemented", "be enforced"),
)
_GOES_ON = regex(
    r"\s(?:documents?\s)?(?:of|on|for|open for|regarding|concerning|about|and|in|under|by"
    r"|(?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,4}"
    r"|(?:to )?(?:19|20)\d\d|(?:ICH )?[QSEM]\d{1,2}[A-Z]?)\b|[^\w\s]|\s{0,3}$|\s\W",
    _ENGLISH,
)
NAME_ENDS = r"[\s\"”’')\].]{0,8}(?:\([^()]{0,40}\)\s{0,3}){0,3}$"
"""The source of a pattern for the end of a title behind a name: marks, brackets."""
_NAME_ENDS = regex(NAME_ENDS)


def has_verb(title: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Return True if a verb makes a sentence of this part of a title: a noun behind it names no document."""
    words = set(map(str.lower, _WHOLE_WORD().findall(title, start, end)))
    if not words.isdisjoint(_VERBS):
        return True
    return not words.isdisjoint(_FIRST_OF_THESE) and _VERBS_IN_PLACE().search(title, start, end) is not None


def heads_an_article(title: str) -> bool:
    """Return True for a list, a question, a gerund or what somebody says: `How to Register`, `…, a study says`."""
    first, last = title[:24].partition(" ")[0].lower(), title[-12:].rpartition(" ")[2].lower()
    may = first.endswith("ing") or first in _FIRST_OF_ARTICLES or last in _LAST_OF_ARTICLES
    return may and _ARTICLE().match(title) is not None


def nouns_in(title: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the nouns for documents in a title; the group that matches is the kind, the first of `_NOUNS` that can."""
    patterns = [noun.pattern for noun in _NOUNS if noun.may_match(title)]
    while found := [match for pattern in patterns if (match := pattern.search(title, start))]:
        noun = min(found, key=re.Match.start)
        yield noun
        start = noun.end()


def head_noun(title: str, opening: int) -> re.Match[str] | None:
    """Return the noun for a document that heads the title: the last one before its first preposition, or the first.

    An act is the head wherever it stands there: `Revision Announcement`, but `Guideline Development Plan` is a plan.
    """
    head: re.Match[str] | None = None
    for noun in nouns_in(title):
        end = noun.end()
        if noun.lastgroup == "regulation" and _IN_A_COUNTRY().match(title, end):
            continue
        # Neither of the two begins with a preposition, and most nouns have one behind them.
        if not title.startswith(_PREPOSITIONS, end) and (
            _SAID_OF().match(title, end) or _QUALIFIES().match(title, end)
        ):
            continue
        if _TAKES_EFFECT.search(title, end):
            continue
        if head is not None and noun.start() >= opening:
            break
        head = noun
        if noun.start() >= opening or noun.lastgroup in {"announcement", "notice"}:
            break
    return head


def noun_kind(title: str, noun: re.Match[str]) -> str:
    """Return the kind of the document that one of `nouns_in` names; that of a list depends on its contents."""
    kind = noun.lastgroup or ""
    if kind != "list":
        return kind
    if _LIST_OF_ADVICE().search(title):
        return "guideline"
    return "notice" if _LIST_OF_FACTS().search(title) else "regulation"


def is_in_a_sentence(title: str, noun: re.Match[str]) -> bool:
    """Return True if the noun is in a sentence of news: after a verb or, in lower case, with a verb anywhere."""
    if has_verb(title, 0, noun.start()):
        return True
    if not noun[0].islower():
        return False
    title = _GUIDE_TO.sub("on", title)
    # `New measures boost …`, `Court rules firm …`: it heads a name only if a preposition or nothing follows.
    words = _PURPOSE().sub(" ", title) if _NAMED_DRAFT().match(title) else title
    return has_verb(words) or not _GOES_ON().match(title, noun.end())


# `Draft guidance on trials to support decisions`: a name that tells a purpose.
_NAMED_DRAFT = regex(
    r"(?:(?:draft|revised|updated|final|joint|interim) ){1,2}(?:[\w-]{1,20} ){0,2}?(?:guid(?:ance|elines?)|rules?"
    r"|papers?|plan|standards?|polic(?:y|ies)|recommendations) (?:on|for|about|regarding|concerning)\b",
    _ENGLISH,
)
# `Quick guide to registration`, not `New guide to help applicants`
_GUIDE_TO = Gated(
    r"(?<=guide )to(?! (?:help|support|assist|improve|boost|be|aid|protect|make|ensure|address)\b)", "guide to"
)
_PURPOSE = regex(r" to (?=[a-z]{3,20} )", _ENGLISH)


def is_name(title: str, noun: re.Match[str]) -> bool:
    """Return True if the noun is the last word of a name at the end of the title: `… — SPARK Plan`."""
    return (
        noun[0][:1].isupper()
        and bool(_NAME_ENDS().match(title, noun.end()))
        and not _ABOUT().search(title, 0, noun.start())
        and not _OF_A_STEP().search(title, 0, noun.start())
    )
