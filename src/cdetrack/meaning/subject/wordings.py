"""Bring acronyms and other wordings of English titles into one."""

import re

from cdetrack.text.regex import Gated, regex

_UDI = (
    r"(?:unique identification|UDI) (?:for|of) medical devices?|medical device unique identif\w+"
    r"|unique device identif\w+|UDI"
)
# The frame of a guideline for reviewers of one product.
_GUIDELINE = r"(?:guiding principles|guidelines?|guidance) (?:for|on|of) (?:the )?(?:technical )?"
_REVIEW = r"(?:review|evaluation|examination)"
_FRAME = (
    rf"{_GUIDELINE}{_REVIEW}(?: and (?:approval|evaluation))? (?:of|for|on) (?:the )?registration (?:of|for)"
    rf"|{_GUIDELINE}registration (?:and )?(?:technical )?{_REVIEW} (?:of|for|on)"
)
# The council and the conference that it was until 2015.
_COUNCIL = (
    r"(?:ICH )?(?:the )?international (?:conference|council) (?:on|for) harmoni[sz]ation"
    r"(?: of technical requirements for (?:(?:the )?registration of )?pharmaceuticals for human use)?"
)


def _initials(words: "re.Match[str]") -> str:
    return "".join(word[0] for word in words[0].split() if word[0].isalpha())


# Acronyms and other wordings that titles use as often as the words.
_WORDINGS = tuple(
    (Gated(rf"\b(?:{wording})(?: \((?:[A-Z]{{2,5}})s?\))?(?!\w)", *gate), words)
    for wording, words, gate in (
        (_UDI, "unique device identification", ("identif", "udi")),
        ("GMP|good manufacturing practices?", "good manufacturing practice", ("gmp", "good manuf")),
        ("GCP|good clinical practices?", "good clinical practice", ("gcp", "good clin")),
        ("GLP|good (?:non-?clinical )?laboratory practices?", "good laboratory practice", ("glp", "laboratory prac")),
        ("GSP|good (?:supply|distribution) practices?", "good supply practice", ("gsp", "good supp", "good distr")),
        (
            "(?:guidelines? on )?(?:GVP|good (?:pharmaco)?vigilance practices?)",
            "good vigilance practice",
            ("gvp", "vigilance prac"),
        ),
        ("GAP|good agricultural (?:and collection )?practices?", "good agricultural practice", ("gap", "good agri")),
        ("MAHs?|marketing authori[sz]ation holders?", "marketing authorization holder", ("mah", "ation holder")),
        (
            "IVDs?|in[ -]vitro diagnostics?(?: reagents?| medical devices?| devices?)?",
            "vitro diagnostic reagent",
            ("ivd", "vitro diag"),
        ),
        ("TCMs?|traditional chinese medicines?", "traditional chinese medicine", ("tcm", "traditional chin")),
        (
            "APIs?|active pharmaceutical ingredients?",
            "active pharmaceutical ingredient",
            ("api", "active pharm"),
        ),
        ("RWE|real[ -]world evidence", "real world evidence", ("rwe", "world evid")),
        ("RWD|real[ -]world data", "real world data", ("rwd", "world data")),
        (
            "eCTD|electronic common technical documents?",
            "electronic common technical document",
            ("ectd", "electronic common"),
        ),
        ("DSCSA|drug supply chain security act", "drug supply chain security act", ("dscsa", "chain security act")),
        ("abbreviated new drug applications?|ANDAs?", "abbreviated new drug application", ("abbreviated new", "anda")),
        (
            "investigational new drug applications?|INDs?",
            "investigational new drug application",
            ("investigational new", "ind"),
        ),
        (
            "(?<!abbreviated )(?<!investigational )(?:new drug applications?|NDAs?)",
            "new drug application",
            ("new drug app", "nda"),
        ),
        ("biologics license applications?|BLAs?", "biologics license application", ("biologics lic", "bla")),
        (
            "investigational device exemptions?|IDEs?",
            "investigational device exemption",
            ("investigational dev", "ide"),
        ),
        (
            "risk evaluation and mitigation strateg(?:y|ies)|REMS",
            "risk mitigation strategy",
            ("risk evaluation", "rems"),
        ),
        (
            "premarket tobacco product applications?|PMTAs?",
            "premarket tobacco product application",
            ("premarket tob", "pmta"),
        ),
        (
            "advanced therapy medicinal products?|ATMPs?",
            "advanced therapy medicinal product",
            ("advanced therapy", "atmp"),
        ),
        ("software as a medical device|SaMD", "software as a medical device", ("software as", "samd")),
        ("multi-?regional clinical trials?|MRCTs?", "multiregional clinical trial", ("regional clinical", "mrct")),
        ("over[- ]the[- ]counter|OTC", "over the counter", ("the-counter", "the counter", "otc")),
        ("(?:federal )?food, drug,? and cosmetic act|FD&C act", "food drug and cosmetic act", ("cosmetic act", "fd&c")),
        (
            "human cells, tissues,? (?:and|or) cellular (?:and|or) tissue-based products?|HCT/Ps?",
            "human cellular tissue product",
            ("tissue-based", "hct/p"),
        ),
        ("clinical (?:investigations?|studies|study)", "clinical study", ("clinical inv", "clinical stud")),
        # `Generic Drug User Fee Amendments`: GDUFA
        (
            "(?:(?:animal )?generic drug|prescription drug|animal drug|medical device) user fee a(?:ct|mendments)",
            _initials,
            ("user fee a",),
        ),
        ("biosimilar user fee a(?:ct|mendments)", "BsUFA", ("user fee a",)),
        ("quality management systems?|QMS", "quality system", ("quality management", "qms")),
        (_FRAME, "registration review guideline", ("registration",)),
        (_COUNCIL, "ich", ("harmoni",)),
        ("guiding principles", "guidelines", ("guiding",)),
        ("utili[sz]ing", "using", ("utili",)),
        ("biologics(?! (?:license|evaluation))", "biological products", ("biologics",)),
        (
            # `Q99 Q&As: Questions and Answers: Widgets`
            "(?:Q ?(?:&|and) ?As?: )?questions? and answers?|Q ?(?:&|and) ?As?",
            "questions and answers",
            ("question", "q&", "q &", "qand", "q and"),
        ),
        ("medicinal products?", "medicine", ("medicinal",)),
    )
)
# Most titles have no word of any of them.
_WORDS_OF_WORDINGS = tuple(word for pattern, _ in _WORDINGS for word in pattern.words)
_ANY_WORDING = Gated("|".join(_WORDS_OF_WORDINGS), *_WORDS_OF_WORDINGS)
# `Multi-Regional`, `Multiregional`
_PREFIX = regex(r"\b(multi|non|pre|post|co|anti|inter|sub|re)-(?=[a-z]{3})", re.IGNORECASE)


def in_one_wording(text: str) -> str:
    """Return an English title with one wording for each acronym and for what it stands for."""
    text = _PREFIX().sub(r"\1", text) if "-" in text else text
    for pattern, short in _WORDINGS if _ANY_WORDING.may_match(text) else ():
        text = pattern.sub(short, text)
    return text
