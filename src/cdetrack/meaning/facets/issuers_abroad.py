"""Find the regulators outside the mainland of China that act in an English headline.

A headline names one or more regulators, then says what they do, in one of the shapes of `_ACTS`. The words of a shape
stand in a table, in plain order: teach a headline by adding its verb or noun there.
"""

import re

from cdetrack.meaning.regulators import NAMES
from cdetrack.text.regex import any_word, has_any, regex


def _stems(verbs: str) -> str:
    """Return the verbs without a `y` that becomes `ies`, and in both spellings of `-ize`."""
    return re.sub(r"(?<=[^aeiou])y\b", "", verbs).replace("ize", "i[sz]e")


# A cheap test, false for most titles: each name of a regulator has one of these.
_WORDS = (
    "DA", "EMA", "EDQM", "MHRA", "TGA", "MHLW", "MFDS", "HSA", "ANVISA", "Anvisa", "Swissmedic", "SWISSMEDIC", "Canada",
    "ICH", "Harmoni", "harmoni", "WHO", "World", "world", "ANSM", "BfArM", "CDSCO", "DRAP", "HPRA", "IMDRF", "NPRA",
    "edsafe", "MEDSAFE", "PIC/S", "Organi", "organi", "Forum", "forum", "Commission", "Agency", "Administration",
    "Ministry", "Authority",
)  # fmt: skip
_ACRONYMS = tuple(NAMES)
_NAME = f"(?:{'|'.join(NAMES.values())})"
_EACH_NAME = regex(rf"\b(?:{'|'.join(f'(?P<a{index}>{names})' for index, names in enumerate(NAMES.values()))})(?!\w)")
# `US FDA`, `Japan’s PMDA`, `the British medicines regulator MHRA`
_OF_ABROAD = (
    r"(?:(?:U\.?S\.?A?\.?|American|British|European"
    r"|(?:Japan|Australia|Britain|Canada|(?:South )?Korea|Singapore|Brazil"
    r"|Taiwan(?!(?:['’]s)?\s(?i:FDA|food))|Europe|EU|UK|US|Switzerland)"
    r"(?:['’]s)?)(?:\s|\s?-\s?)(?i:(?:(?:medicines?|drugs?|health|devices?|regulatory|healthcare)\s){0,2}"
    r"(?:regulator|authority|agency|watchdog)\s)?)?"
)

# The start of a headline: `[Alert] UK – the new joint US FDA …`, `MHRA (UK) and EMA …`, `HSA of Singapore …`.
_FIRST_WORDS = any_word("breaking, draft, final, joint, latest, new, revised, the, updated")
_BEFORE_THE_NAMES = (
    r"(?:[\[【][^\[\]【】]{1,30}[\]】]\s?)?"
    rf"(?:(?!China|NMPA)(?:[^:–—!|]{{1,60}}?(?:\s?[:–—!|]|\s-)|(?!{_NAME})[^:–—!|,]{{1,100}}?,)\s)?"
    rf"(?i:{_FIRST_WORDS}\s){{0,2}}{_OF_ABROAD}"
)
_ONE_OR_MORE = (
    rf"(?P<names>{_NAME}(?:\s?\([A-Z]{{2,8}}\))?"
    rf"(?P<others>(?:(?:,? [Aa]nd |, ?|/)(?:the )?{_OF_ABROAD}(?:{_NAME}|[A-Z][\w-]{{1,14}}\b)){{0,3}})"
    r"(?:\s(?:of\s)?(?:Singapore|Japan|Australia|Brazil|(?:South\s)?Korea|Canada))?)"
)

# `FDA: Widgets are unsafe`
_LEADS = r"\s?:\s|\s[–—|-]\s"

# `EMA management board meeting: …`
_OCCASIONS = any_word(
    r"(?:management\s)?board(?:\smeeting)?, annual report, bulletin, conference, consultation, investigation, meeting,"
    r" news(?:letter)?, performance, press release, round-?up, statement, symposium, updates?, webinar, workshop"
)
_OCCASION = rf"\s(?i:(?:public\s)?{_OCCASIONS})\s?[:–—|-]\s"

# `FDA’s drug safety panel …`, `FDA commissioner Jo Doe …`: people of the regulator, before a document or a verb.
_FIELDS = any_word("human, veterinary, medicines?, safety, advisory, drug, device")
_PEOPLE = any_word(
    "CEO, advis[eo]rs, chair, chief, commissioner, committee, director, head, initiative, inspectors?, officials?,"
    " panel, pilot, president, program(?:me)?, scheme, staff"
)
_ITS_PEOPLE = rf"(?:(?:['’]s)?\s(?i:(?:{_FIELDS}\s){{0,2}}{_PEOPLE})(?:\s[A-Z][\w.’'-]{{1,20}}){{0,3}})?"

# `FDA draft guidance on …`, `WHO Medical Product Alert N°7/2022`: not `FDA guidance in brief`.
_STATES = any_word(
    "device, draft, drug, early, final, formal, joint, medical, new, open, press, product, proposed, public, revised,"
    " safety, updated, urgent, warning"
)
_DOCUMENTS = any_word(
    "Q&A, action plan, advice, advisory, alert, announcement, approval, authori[sz]ation, bulletin, call, circular,"
    " clearance, classification, communication, concept paper, consultation, decision, discussion paper, guidance,"
    " guideline, information paper, letter, notice, opinion, order, position paper, proposals?, recall,"
    " recommendations?, reflection paper, reminder, report, request, review, roadmap, rule, statement, strategy,"
    " update, warning, white paper, work plan"
)
_MATTER_FOLLOWS = any_word(
    "about, addresses, aims, clarifies, concerning, covers, details, explains, for, into, of, on, outlines, over,"
    " proposes, recommends, regarding, requires, says, seeks, sets, states, to"
)
_NUMBER = r"(?:\sN(?:o\.?|°|º)\s?\d{1,4}(?:[/-]\d{1,4})?|\s\d{1,4}/\d{2,4})"
_DOCUMENT = (
    rf"(?:(?:{_STATES}|\w+-\w+)\s){{0,2}}{_DOCUMENTS}"
    rf"(?:\s{_MATTER_FOLLOWS}\b|{_NUMBER}(?:$|,\s|\s?\()|{_NUMBER}?(?::|\s[–—|-]\s))"
)

# `FDA announces …`, `EMA and MHRA also approve …`, `FDA to review …`
_VERBS = """
    accept, act, add, address, adjust, adopt, advance, advise, agree, alert, align, allow, amend, announce, appoint,
    approve, ask, assess, attempt, authorize, award, back, ban, begin, block, boost, bring, broaden, call, cancel,
    caution, chide, cite, clarify, classify, clear, close, collaborate, commence, commit, complete, conclude,
    confirm, consider, consult, continue, convene, cooperate, correct, crack, create, criticize, cut, declare,
    define, delay, deny, deploy, designate, destroy, detail, determine, develop, disclose, discontinue,
    down-schedule, drop, ease, elect, elevate, eliminate, emphasize, encourage, endorse, enforce, enhance, enter,
    establish, evaluate, examine, exceed, exempt, expand, explain, extend, face, facilitate, fast-track, finalize,
    find, flag, focus, form, formalize, gather, get, give, grant, green-light, greenlight, halt, highlight, hold,
    host, identify, implement, impose, improve, include, increase, inform, initiate, inspect, integrate, intensify,
    introduce, investigate, invite, issue, join, kick, launch, lay, lift, limit, list, loosen, maintain, make,
    mandate, mark, meet, modernize, modify, move, name, net, notify, offer, okay, open, order, outline, overhaul,
    overturn, partner, pause, permit, phase, pilot, place, plan, pledge, post, postpone, prepare, prequalify,
    prioritize, probe, prohibit, promote, propose, prosecute, provide, publish, pull, push, put, qualify, raise,
    reach, reaffirm, recall, receive, reclassify, recognize, recommend, recommit, redesign, reduce, reform, refuse,
    reinforce, reinstate, reiterate, reject, relaunch, relax, release, relocate, remind, remove, renew, reopen,
    replace, report, request, require, reschedule, rescind, respond, restore, restrict, restructure, resume, retire,
    retract, retreat, revamp, reverse, review, revise, revoke, reward, roll, say, scrap, secure, seek, seize,
    select, send, set, share, shorten, show, sign, simplify, solicit, speed, standardize, start, step, stop,
    streamline, strengthen, submit, summarize, support, suspend, tackle, take, target, team, tell, test, tighten,
    toughen, transition, try, uncover, unify, unveil, up-schedule, update, upgrade, urge, use, validate, visit,
    vote, waive, want, warn, weigh, welcome, widen, win, withdraw
"""
"""The verbs of headlines, as a dictionary has them: in American spelling, which stands for the British one, too."""
_IRREGULAR = any_word(
    "are, brought, chose, found, gave, held, is, issuance of, may, met, must, sent, took, was, were, won['’]?t"
)
# `FDA fined …`: `fine` and `charge` are nouns, too.
_FINED = r"(?:fine|charge)(?=[sd]\s)"
_SAYS = (
    r"(?:\w{3,15}ly\s|also\s|again\s){0,2}(?P<to>to\s|will\s|may\s|must\s|has\s)?"
    rf"(?P<verb>{any_word(_stems(_VERBS))}|{_FINED})(?P<ends>s|es|ies|y|ed|d|ied)?(?![\w-])|{_IRREGULAR}\b"
)
# `FDA reviewing …`
_IS_DOING = any_word(
    r"advising, asking, assessing, considering, consulting, drafting, evaluating, examining, extending, introducing,"
    r" investigating, inviting, issuing, launching, looking, monitoring, moving to, planning to, preparing, proposing,"
    r" publishing, recommending, reminding, requiring, reviewing, seeking, strengthening, suspending, updating, urging,"
    r" warning(?!\sletters?), withdrawing"
)
_ITS_DOCUMENT_OR_ACT = rf"{_ITS_PEOPLE}\s(?i:{_DOCUMENT}|{_SAYS}|{_IS_DOING}\b)"

# `FDA marketing approval granted for …`
_WAYS = any_word("marketing, conditional, emergency, emergency use, regulatory, full, first")
_LEAVES = any_word("approval, authori[sz]ation, clearance, go-ahead, green light, licen[cs]e, nod")
_GIVEN = any_word("given, granted, awarded, issued, extended, expanded")
_LEAVE_GIVEN = rf"\s(?i:(?:{_WAYS}\s)?{_LEAVES}\s(?:(?:is|was|has\sbeen)\s)?{_GIVEN}\b)"

# `FDA’s warning about …`
_ITS_ACTS = any_word(
    "actions?, announcement, approval, ban, call, clearance, consultation, crackdown, decision, efforts?, notice, OK,"
    " proposal, recommendations?, refusal, rejection, reminder, review, statement, warning, withdrawal"
)
_ITS_ACT = rf"['’]s\s(?i:{_ITS_ACTS})\s(?i:on|of|for|about|to)\b"

# `FDA’s new guidance on …`, `MHRA’s new Widget and Gadget Regulations …`
_NEW = any_word(
    r"annual, draft, final, first, forthcoming, latest, new, proposed, recent, revised, upcoming, updated,"
    r" (?:19|20)\d\d(?:[-–/]\d{2,4})?"
)
_NEW_DOCUMENTS = any_word(
    "Q&As?, alerts?, approvals?, consultation, decisions?, framework, guidances?, guidelines?, list, notices?, plans?,"
    " polic(?:y|ies), program, programme, proposals?, recommendations?, regulations?, reports?, requirements?, roadmap,"
    " rules?, statement, strategy, warnings?"
)
_ITS_NEW_DOCUMENT = rf"['’]s\s(?i:(?:brand\s)?{_NEW})\s(?:[^\s:;,]{{1,24}}\s){{0,8}}?(?i:{_NEW_DOCUMENTS}\b)"

_ACTS = f"(?:{_LEADS}|{_OCCASION}|{_ITS_DOCUMENT_OR_ACT}|{_LEAVE_GIVEN}|{_ITS_ACT}|{_ITS_NEW_DOCUMENT})"
# `FDA’s CDER: …`
_ITS_OFFICE = r"(?:['’]s\s[A-Z]{3,6}\b)?"
_ABROAD = regex(rf"{_BEFORE_THE_NAMES}{_ONE_OR_MORE}{_ITS_OFFICE}{_ACTS}")

# `FDA and Health Canada Joint Regional Consultation`, `Joint EMA and HMA workshop`, `FDA-EMA parallel advice`
_JOINT_BEFORE = r"(?:the\s|an?\s)?(?:joint|parallel)\s(?:(?:\w+\s){1,2}(?:of|by|between|from)\s)?"
_TOGETHER = rf"(?P<names>{_NAME}(?:\s\([A-Z]{{2,8}}\)|(?:,? and |, ?|[/–-])(?i:the )?{_OF_ABROAD}{_NAME}){{1,4}})(?!\w)"
_HOLD = any_word("announce, conduct, convene, hold, host, issue, launch, organi[sz]e, publish, release, sign")
_JOINTLY = any_word(
    "adopt, agree, align, announce, begin, collaborate, cooperate, expand, extend, issue, joint, jointly, launch, meet,"
    " parallel, publish, reach, release, renew, sign, start, strengthen, warn"
)
_JOINT_BEHIND = (
    rf"['’]?\s(?i:(?:(?:to|will)\s)?(?:{_HOLD}(?:e?s|e?d)?\s(?:(?:an?|the|their|first|new)\s){{0,2}})?{_JOINTLY}\b)"
)
_JOINT = regex(
    rf"(?:[^:]{{1,40}}:\s)?(?P<before>(?i:{_JOINT_BEFORE}))?(?i:the\s)?{_OF_ABROAD}{_TOGETHER}"
    rf"(?(before)|{_JOINT_BEHIND})"
)

# `Widget wins FDA approval`, `approval from the EMA`, `Widget approved by the EMA`
_DONE_WORDS = (
    "d by ", "nod", "eua", "statement ", "approval", "clearance", "authori", "go-ahead", "green light", "designation",
)  # fmt: skip
_WINS = any_word(
    "earns?, gained, gains?, gets?, given, got, granted, nabs?, obtained, obtains?, received, receives?, secured,"
    " secures?, wins?, won"
)
_WON = any_word("approval, authori[sz]ation, clearance, designation, EUAs?, go-ahead, green light, nod")
_DONE = any_word(
    "adopted, announced, approved, authori[sz]ed, cleared, finali[sz]ed, granted, issued, proposed, published,"
    " released, revised, updated"
)
_DONE_ABROAD = regex(
    rf"(?:(?i:\b{_WINS})\s(?:\w+\s){{0,2}}?(?P<names>{_NAME})\s(?i:(?:\w+\s)?{_WON})\b"
    rf"|\b(?:(?i:{_WON})\s(?:status\s)?from|(?i:given|granted|awarded)\s[^:;]{{3,60}}\s(?i:{_WON})\sby)"
    rf"\s(?:the\s)?{_OF_ABROAD}(?P<giver>{_NAME})(?!\w)"
    rf"|^(?i:an? )?(?i:statement (?:from|by) )(?i:the )?{_OF_ABROAD}(?P<speaker>{_NAME})(?!\w)"
    rf"|^(?!(?i:how|what|why|lists?)\b).*(?i:{_DONE}) by (?:the )?{_OF_ABROAD}(?P<doer>{_NAME})(?!\w))"
)


def regulators_abroad(title: str) -> tuple[tuple[str, ...], str]:
    """Return the regulators outside the mainland of China that head an English headline, and their names in it."""
    if not has_any(title, _WORDS):
        return (), ""
    match = _ABROAD().match(title)
    # `FDA review times`: the verb of one body ends in `s` or `ed`.
    if match and match["verb"] and match["ends"] in {None, "y"} and not (match["others"] or match["to"]):
        match = None
    if not match and has_any(title.lower(), _DONE_WORDS):
        match = _DONE_ABROAD().search(title)
    if not match:
        return (), ""
    return _regulators_of(match["names"] or match["doer"] or match["giver"] or match["speaker"])


def _regulators_of(names: str) -> tuple[tuple[str, ...], str]:
    """Return the acronyms of the regulators in a list of their names, each once, and the names."""
    found = list(_EACH_NAME().finditer(names))
    acronyms = dict.fromkeys(_ACRONYMS[int((match.lastgroup or "a0")[1:])] for match in found)
    return tuple(acronyms), ", ".join(match[0] for match in found)


def regulator_called(name: str) -> str | None:
    """Return the acronym of the regulator that has this full name or acronym, in any case, else None."""
    found = (acronym for acronym, names in NAMES.items() if re.fullmatch(names, name, re.IGNORECASE))
    return next(found, None)


def joint_regulators(title: str, publisher: str) -> tuple[tuple[str, ...], str] | None:
    """Return the regulators whose joint act heads the title, `publisher` among them, and their names; else None."""
    if not has_any(title, _WORDS):
        return None
    match = _JOINT().match(title)
    issuers, words = _regulators_of(match["names"]) if match else ((), "")
    return (issuers, words) if publisher in issuers and issuers[1:] else None
