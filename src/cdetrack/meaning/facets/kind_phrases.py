"""Find the kind of an English title by a set phrase: an act at its end, a warning, a call for comments."""

import re

from cdetrack.meaning.facets.kind_nouns import ACTS, NAME_ENDS, TAIL, has_verb, heads_an_article, noun_kind, nouns_in
from cdetrack.text.regex import Gated, Regex, regex

_ENGLISH = re.IGNORECASE

_SOLICITS = Gated(
    r"\b(?:solicit(?:s|ed|ing|ation)?|seeks?|seeking|invit(?:es|ed|ing)|calls? for|collect(?:s|ed|ing)?)\b.{0,60}"
    r"\b(?:comments?|opinions?|feedback|suggestions?|views|advice)\b"
    r"|\b(?:comments|feedback|views|suggestions) (?:are |is )?(?:invited|sought|solicited|requested)\b",
    *("comment", "opinion", "feedback", "suggestion", "view", "advice"),
)
_SEGMENTS: tuple[tuple[str, Regex], ...] = tuple(
    (kind, regex(rf";\s(?:{names})\s{{0,3}}(?:;|$)", _ENGLISH))
    for kind, names in (
        (
            "regulation",
            (
                r"(?:(?:direct |interim |temporary )?final|proposed) (?:rules?|orders?|amendments?)"
                r"(?!\squestions)(?: [^;]{0,80})?"
                r"|(?:[\w-]{1,24} ){0,4}amendments?"
                r"|(?:confirmation|(?:further )?delay|stay) of (?:the )?(?:effective|compliance) dates?"
                r"|(?:re)?classification of [^;]{1,200}"
            ),
        ),
        (
            "notice",
            (
                r"(?:notice of )?availability(?: [^;]{0,80})?|notices?(?: [^;]{0,120})?"
                r"|(?:determination|issuance|withdrawal|proposal|establishment|renewal|debarment|revocation"
                r"|denial)\b[^;]{0,160}"
                r"|(?:comment request|requests? for comments?|requests? for information"
                r"|(?:extension|reopening) of (?:the )?comment period)(?: [^;]{0,80})?"
            ),
        ),
        ("meeting", r"(?:virtual |hybrid |public )*(?:meetings?|workshops?|webinars?|hearings?)(?: [^;]{0,80})?"),
    )
)
"""The acts at the end of a title in the Federal Register: `Widgets; Guidance for Industry; Availability`."""
# `Widget extracts - Scientific guideline`
_LAST_PART = regex(r"[^\w\s()/\]]\s(?P<part>[^:;–—]{1,120})$")
_SAFETY = Gated(
    r"\b(?:voluntar\w{1,4}|nationwide|batch|medicines?|drugs?|devices?|products?|led|urgent"
    r"|class \w{1,3}) (?:\w{1,20} )?recalls?\b(?! (?:in (?:the )?(?:china|EU|US|UK|japan)\b"
    r"|systems?|management|procedures?|reforms?|rules?|polic|process|requirements?|trends?))"
    r"|^recalls?\b|^D?HPCs?\s?[:–—-]|\(MDA/20\d\d/\d"
    r"|^(?!notice|federal|technical|editorial)[^:;]{5,80} (?-i:Correction|Removal)s?: (?-i:[A-Z])"
    r"|\brecalled\b|\brecall(?:$|\s?[:–—] )"
    r"|(?<!\breports )(?<!\breport )\brecalls?\b.{0,80}\b(?:due to|because|lots?|batch(?:es)?)\b"
    r"|\bdrug safety update:|\bsafety (?:alerts?|advisor(?:y|ies)|communications?|information|notices?)\b"
    r"|\b(?:hazard|allergy) alert\b|\b(?:issues|expands|announces|initiates|conducts) (?:[\w-]{1,20} ){0,4}recall of\b"
    r"|\b(?:medicines?|drugs?|products?|quality) defect (?:information|notifications?|notices?)\b"
    r"|[:–-]\s?risk of\b|\bproduct defect\b|[:–—-]\s?important (?:\w{1,20} )?information (?:for|on|about|regarding)\b"
    r"|(?<!\bduring )(?<!\bamid )(?<!\bagainst )(?<!\bin )(?<!\bof )(?<!\bprevent )(?<!\bpreventing )(?<!\bavoid )"
    r"(?<!\baddress )(?<!\baddressing )(?<!\btackle )(?<!\btackling )(?<!\bmitigate )(?<!\bmitigating )(?<!\bmanage )"
    r"(?<!\bmanaging )(?<!\breduce )(?<!\bhandle )(?<!\bease )(?<!\bend )(?<!\bsolve )(?<!\btrack )"
    r"\bshortages?\b(?! (?:hits?|eases?|easing|worsens?|persists?|rises?|grows?|deepens?|loom|remains?|continues?"
    r"|monitoring|platforms?|management|strateg|polic|plans?|task|reporting|guid|programs?|staff))",
    *(
        "recall",
        "hpc",
        "(mda/",
        "correction",
        "removal",
        "safety",
        "hazard",
        "allergy",
        "defect",
        "risk of",
        "information",
        "shortage",
    ),
)
# `Agency launches new safety alerts`, `Plans to Mitigate the Potential for Shortages`: how it warns, or what to do.
_SERVICE = regex(
    r"\b(?:launch|introduc|redesign|revamp|improv|moderni[sz]|overhaul|streamlin|replac|simplif)(?:e?s|ed|ies|ied)\b"
    r"[^:;]{0,80}\b(?:alerts|advisories|communications|information|notices|notifications)$"
    r"|\b(?:mitigat|prevent|avoid|address|reduc|manag|tackl|notify|blunt|eas(?=[ei])|combat|curb"
    r"|fight|reliev|resolv)\w{0,4} [^:;]{0,60}\bshortages?$",
    _ENGLISH,
)
_CALLS = Gated(
    r"^(?:public )?(?:calls?|invitations?|nominations?|tenders?) (?:for|to)\b"
    r"|^requests? (?:to\b|for (?!reconsideration|designation|feedback and|supervisory|formal|a?\s?(?:type|pre)))"
    r"|\bfor (?:the )?(?:public|stakeholders?['’]?s?|industry) comments?\W{0,2}$"
    r"|\b(?:comment requests?"
    r"|requests? for (?:comments?|information)|public consultations?|consultation on)\b",
    *("call", "invitation", "nomination", "tender", "request", "consultation", "comment"),
)
ENDS_AS_ANSWERS = Gated(
    r"(?<!\bof)(?<!\bon)(?<!\bfor)(?<!\bin)(?<!\bto)(?<!\bwith)(?<!\bthe)(?:\s|[:—–-]\s{0,3})"
    r"(?P<name>q\s?&\s?as?|questions? (?:and|&) answers?|faqs?|frequently asked questions)(?:[:,] part \d{1,2})?"
    rf"{NAME_ENDS}"
    # `Widgets: Q&A for applicants`
    r"|[:—–]\s{0,3}(?P<opening>q\s?&\s?as?|questions? (?:and|&) answers?|faqs?|frequently asked questions)"
    r"\s(?:for|on|about|regarding|concerning)\s[^:;]{1,80}$",
    *("&", "answer", "faq", "frequently asked"),
)
"""`Guideline for Widgets: Questions and Answers`: the answers are the document, the guideline is their subject."""
# `Good Widget Practice: Guidance for Industry`, `Widgets in Children (Draft Guidance)`
_GUIDANCE_FOR = Gated(
    r"[:;,–-]\s(?:revised |draft |final )*guidance for (?:industry|sponsors|staff|FDA staff)[^:;]{0,100}$"
    # `Widgets in Trials - Guidance for Trial Sponsors, Sponsor-Investigators and Food and Drug Administration Staff`
    r"|[:;,–-]\s(?:revised |draft |final )*guidance for [^:;]{3,120}\b(?:FDA|Food and Drug Administration) staff$"
    r"|\((?:revised |draft |final )*guid(?:ance|eline)(?: for industry)?\)$"
    # `Export procedure: guidance`
    r"|\b(?:procedure|process|pathway|route|scheme|requirement)s?\s?[:–—-]\sguidance(?: for [\w-]{3,20})?\s{0,3}$",
    "guidance",
    "guideline",
)
# `Guidance document Meetings for applicants`, `MDCG 2031-1 Summary template`: the words behind it are its name.
_GUIDANCE_DOCUMENT = Gated(
    r"^(?:(?:draft |updated |revised )?guidance documents?\b|MDCG 20\d\d-\d(?!.{0,200}(?:\bQ\s?&|question|\bFAQ)))"
    r"(?!.{0,120}\b(?:published|released|updated|available|withdrawn|withdrawal|workshop|webinar|consultation"
    r"|survey)\b)",
    "guidance document",
    "mdcg",
)
# `Publication of MDCG 2031-1 - Guidance on …`: the issue of the document, not of a report on it.
_PUBLICATION = Gated(
    r"^(?!.{0,300}\b(?:webinar|workshop|survey|delay(?:ed|s)|postpone[ds]|defer(?:red|s))\b)"
    r"(?:first |new )?publication of (?:the )?(?:MDCG 20\d\d-\d"
    r"|(?:(?!(?:reports?|results|minutes|comments|responses|feedback|summary)\b)[\w-]{1,20} ){0,5}"
    r"(?:guid(?:ance|elines?)(?! (?:fees?|agenda|plan|programme|program)\b)|questions and answers|Q\s?&\s?As?)\b)",
    "publication",
)
# `Commission Implementing Regulation (EU) 2031/1 … as regards electronic instructions for use`
_EU_ACT = Gated(
    r"(?-i:^(?:(?:Commission|Council|European Parliament and Council) )?(?:Implementing |Delegated )?"
    r"(?:Regulation|Directive|Decision) (?:\((?:EU|EC|EEC)\)|\d{2,4}/\d)"
    r"(?=[^:]{0,60}\b(?:of \d{1,2} [A-Z]|of the European|amending|laying down|on |concerning|as regards"
    r"|establishing|supplementing|specifying|implementing|repealing|correcting|setting))"
    r"(?![^:]{0,300}\b(?:questions|guidance|webinar|workshop|report|factsheet)\b)[^:]{0,600}$)",
    "regulation",
    "directive",
    "decision",
)
# `Partial Amendment of the Ordinance on Widgets`, not `Revision of the Rules Committee` or `Amendments to the Act: Q&A`
_AMENDS_AN_ACT = Gated(
    r"^(?:(?:draft|proposed|partial|second|further) ){0,2}(?:amendments?|revisions?) (?:of|to) (?:the )?"
    r"(?:[\w-]{1,24} ){0,4}?(?-i:Act|Law|Ordinance|Order|Decree|Regulations?|Rules?)"
    r"(?! of business\b)"
    r"(?=$|,|\s(?:\(|(?:on|of|for|concerning|regarding|relating|and|under|no\.?|in|\d{4})(?:\s|$)))(?!.{0,300}[:;])",
    "amendment",
    "revision",
)
# `Resolution RDC No. 99 of 5 May 2031`: a rule of Brazil's regulator.
_RESOLUTION = Gated(
    r"^(?:ANVISA(?:['’]s)? )?(?:(?:Collegiate )?(?:Board )?Resolution\b[\s:–—(-]{1,4}(?:RDC|RE)\b"
    r"|RDC\b(?=[\s–—-]{0,3}(?:no?[.°]?)?\s?\d)"
    r"|(?:Resolution|Normative Instruction)(?: \(?IN\)?)?[\s–—-]{1,3}no?[.°]?\s?\d)",
    "resolution",
    "rdc",
    "normative instruction",
)
# `Committee recommendations on signals adopted at the May meeting`: what a committee says of many products.
_ADOPTED_AT_A_MEETING = Gated(
    r"^(?:[\w-]{1,20} ){0,5}(?:recommendations|conclusions)\b[^:;]{0,120}\b(?:adopted|agreed|made) (?:at|during) "
    r"(?:the |its )?[^:;]{0,60}\b(?:meeting|session)\b",
    "recommendations",
    "conclusions",
)
# `Separate provision for importers in the online system`, `Provision for online payment`: what a system now has.
_PROVIDES_IN_A_SYSTEM = Gated(
    r"^(?:(?:separate|new|additional|special) )?provision (?:for|of|to)\b[^:;]{2,120}?\b(?:in|on|through) (?:the )?"
    r"(?:[\w-]{1,20} ){0,2}?(?:system|portal|platform)\b"
    r"|^provision (?:for|of|to) (?:an? |the )?(?:auto(?:matic|-?generated)|online|electronic|digital)\b",
    "provision",
)
_CLARIFIES = Gated(
    r"^clarifications? (?:for|of|on|regarding|about|concerning|with (?:regard|respect) to|in respect of)\b"
    r"|^(?:additional|supplementary) information (?:regarding|about|concerning)\b"
    # `Prohibits the import of widgets`, `Names of countries under the rule`: an order or a list without a noun.
    r"|^(?:prohibits?|restricts?|suspends?|bans?) (?:to |the )?"
    r"(?:import|export|manufactur|sale|distribution|use)\w{0,6}\b"
    r"|^names of (?:the )?(?:[\w-]{1,20} ){0,2}?(?:countries|firms|compan(?:y|ies)|manufacturers"
    r"|laborator(?:y|ies)|products|drugs|officers|experts|members|candidates|institut(?:es|ions))\b"
    # `Updated guidance documents – May 2031`: several, and none of them.
    r"|^(?:[A-Z][\w-]{1,20} ){0,2}(?:new and |newly )?updated (?:[\w-]{1,20} )?"
    r"(?:documents|guidances|guidelines|forms|templates)"
    r"[\s:–—(-]{1,4}(?:[A-Z][a-z]{2,8} )?20\d\d\W{0,2}$",
    *("clarification", "information", "prohibit", "restrict", "suspend", "ban", "names of", "updated"),
)
# `Widget Review Report: Guidance Regarding Widgets`: the report is the frame.
_GUIDES_IN_A_REPORT = Gated(
    r"\breports?\s?[:–—]\s(?:(?:draft|final|revised) )?(?-i:Guid(?:ance|elines?))"
    r" (?:regarding|on|for|concerning|about)\b",
    "report",
)
# `Position on widgets: Notice to industry`
_NOTICE_TO = Gated(
    r"\s?[:–—-]\s(?:notice|letter)s? to (?:\w{1,20} ){0,2}?(?:industry|stakeholders|sponsors|manufacturers|importers"
    r"|licence holders|licensees|health ?care (?:professionals|providers|personnel|workers)|physicians|hospitals)"
    r"\s{0,3}$",
    "notice",
    "letter",
)
# `Revised procedure for widgets - reg.`: how circulars of India end; `Guidance on widgets: Notice`, those of Canada.
# `Recommendations on widgets: FDA Safety Communication`
_ENDS_AS_NOTICE = Gated(
    r"\s?[,:–—-]\s?reg(?:arding|d)?\b\W{0,2}$|:\snotice(?: of \w+)?$"
    r"|\s?[:–—-]\s(?:\w{2,20} ){0,2}safety (?:communication|alert)\s{0,3}$",
    "reg",
    "notice",
    "safety",
)
# `Call for comments: draft guideline on widgets`
_CALLS_FOR_COMMENTS = Gated(
    r"^(?:public |open )?(?:calls?|requests?|invitations?) (?:for|to) (?:public |written |further ){0,2}"
    r"(?:comments?|input|feedback|views|evidence)\b(?! and\b)|^have your say\b"
    r"|^(?:we are )?seeking (?:\w{1,14} ){0,2}(?:comments?|input|feedback|views)\b"
    r"|^(?:public )?(?:comments?|input|feedback|views|submissions) (?:sought|invited|wanted|requested)\b",
    *("call", "request", "invit", "have your say", "seeking", "sought", "wanted"),
)


# `Handling of Widgets`, `Temporary Suspension of Licences`, `Determination That Widgets Were Not Withdrawn`: an act of
# an authority as a noun opens the title.
_OPENS_AS_AN_ACT = regex(
    rf"^(?:the |(?:temporary|partial|voluntary|further|automatic|mandatory|proposed|trial|national) ){{0,2}}"
    rf"(?:{ACTS})s?(?: and [\w-]{{3,16}}| methods?,? etc\.)? (?:of|in|to|for|on) "
    r"|^(?P<determines>determination (?:that|of)\b)",
    _ENGLISH,
)


def named_act(title: str) -> str | None:
    """Return the act, as a noun, that opens an English title without a verb: an authority gives notice of it."""
    act = _OPENS_AS_AN_ACT().match(title)
    return act[0].strip() if act and (act["determines"] or not has_verb(title, act.end())) else None


def appended_kind(title: str) -> tuple[str, str] | None:
    """Return the kind by an act at the end of a title, `…; Final Rule`, or by set words: `Resolution RDC …`."""
    for kind, pattern in _SEGMENTS:
        match = pattern().search(title) if ";" in title else None
        if match:
            return kind, match[0].strip("; ")
    notice = _NOTICE_TO.search(title) or _ENDS_AS_NOTICE.search(title) or _CALLS_FOR_COMMENTS.match(title)
    if notice:
        return "notice", notice[0].strip(" :–—-")
    for kind, phrase in (
        ("announcement", _PUBLICATION),
        ("guideline", _GUIDANCE_DOCUMENT),
        ("regulation", _EU_ACT),
        ("regulation", _RESOLUTION),
        ("report", _ADOPTED_AT_A_MEETING),
        ("notice", _PROVIDES_IN_A_SYSTEM),
        ("notice", _CLARIFIES),
    ):
        match = phrase.match(title)
        if match and not ENDS_AS_ANSWERS.search(title):
            return kind, match[0][:80]
    act = _AMENDS_AN_ACT.match(title)
    if act and not has_verb(title, act.end()):
        return "regulation", act[0]
    guidance = _GUIDANCE_FOR.search(title) or _GUIDES_IN_A_REPORT.search(title)
    return ("guideline", guidance[0].strip(" :;,()")) if guidance else None


def kind_by_its_end(title: str) -> tuple[str, str] | None:
    """Return the kind by the last part of a title, by words for a danger, or by a call for comments or offers."""
    part = _LAST_PART().search(title)
    if part:
        # The last word alone: the part may be a sentence.
        nouns = list(nouns_in(title, part.start("part")))
        if nouns and not title[nouns[-1].end() :].strip(" .)"):
            words = title[part.start("part") :]
            if (
                len(words.split()) <= _FEW_WORDS
                and not _ADDS().match(words)
                and not TAIL().search(words)
                and not has_verb(title, 0 if title[part.start()] == "," else part.start())
            ):
                return noun_kind(title, nouns[-1]), words
    advice = _NAMED_ADVICE.search(title)
    if advice and not has_verb(title, 0, advice.end()) and not _TOLD().search(title, 0, advice.start()):
        return "guideline", advice[0]
    for pattern in (_SAFETY, _CALLS, _SOLICITS):
        match = None if heads_an_article(title) else pattern.search(title)
        if match and not _SERVICE().search(title, 0, match.end()):
            return "notice", match[0][:80]
    return None


_FEW_WORDS = 4
# `Lactation Studies: Considerations for Study Design`, `Migraine: Developing Drugs for Treatment`: advice by its name.
_NAMED_ADVICE = Gated(
    r"[:—–-]\s(?:(?!new |updated |revised |further )(?:[\w-]{1,20},? ){0,4}?"
    r"(?:considerations|recommendations|points to consider|guidance|guidelines?|guides?|handbook|toolkit|framework)"
    r"(?= (?:for|in|on|when|to|regarding|during) (?!\w+ (?:is|are|was|were|has|have)\b)|\W{0,6}$)"
    r"|developing (?:\w+ ){0,3}?(?:drugs?|products?|vaccines?|antimicrobials?)\b"
    r"|(?:content and format|format and content)\W{0,6}$)"
    # `Widgets: Considerations and Content of Premarket Submissions`
    r"|(?:^|\b(?:considerations|recommendations) and )content (?:and format )?of (?:the )?(?:\w{1,20} ){0,2}"
    r"(?:submissions?|applications?|dossiers?)\b"
    # What an agency will not insist on for a while, a name of its advice.
    r"|^enforcement policy for\b",
    *("consider", "recommendations", "guid", "handbook", "toolkit", "framework", "developing", "format", "content of"),
    "policy for",
)
# `Pump recall: recommendations for users`
_TOLD = regex(r"\b(?:recalls?|corrections?|alerts?|statements?|news|updates?|warnings?)$", _ENGLISH)
# `…, pending final decision`: a clause, and no name.
_ADDS = regex(
    r"(?:pending|following|after|ahead|despite|amid|says?|while|as|but|and|per|despite|before|until)\b", _ENGLISH
)
