"""Find the regulators outside the mainland of China that act in an English headline."""

import re

from cdetrack.text.regex import has_any, regex

# Regulators outside the mainland of China, by their names in headlines.
_ABROAD_NAMES = {
    "FDA": r"(?:US ?)?FDA|(?i:(?:united states |u\.?s\.? )?food (?:and|&) drug administration)",
    "EMA": r"EMA|(?i:european medicines agency)",
    "European Commission": r"(?i:(?:european|EU) commission)",
    "EDQM": r"EDQM",
    "MHRA": r"MHRA|(?i:medicines (?:and|&) healthcare products regulatory (?:agency|authority))",
    "TGA": r"TGA|(?i:therapeutic goods administration)",
    "Health Canada": r"(?i:health canada)",
    "PMDA": r"PMDA|(?i:pharmaceuticals and medical devices agency)",
    "MHLW": r"MHLW|(?i:ministry of health,? labou?r,? and welfare)",
    "MFDS": r"MFDS|(?i:ministry of food and drug safety)",
    "TFDA": r"TFDA|Taiwan(?:['’]s)? (?:FDA|(?i:food (?:and|&) drug administration))",
    "HSA": r"HSA|(?i:health sciences authority)",
    "ANVISA": r"ANVISA|Anvisa",
    "Swissmedic": r"Swissmedic",
    "ICH": r"ICH|(?i:international (?:council|conference) (?:for|on) harmoni[sz]ation(?: of technical requirements for"
    r" (?:the )?(?:registration of )?pharmaceuticals for human use)?)",
    "WHO": r"WHO(?!\s[A-Z]{2})|(?i:world health organi[sz]ation)",
    "ANSM": r"ANSM",
    "BfArM": r"BfArM",
    "CDSCO": r"CDSCO|(?i:central drugs standard control organi[sz]ation)",
    "HPRA": r"HPRA",
    "IMDRF": r"IMDRF|(?i:international medical device regulators forum)",
    "Medsafe": r"Medsafe|MEDSAFE",
    "NAFDAC": r"NAFDAC",
    "NPRA": r"NPRA",
    "PIC/S": r"PIC/S",
    "SAHPRA": r"SAHPRA|(?i:south african health products regulatory authority)",
}
# A cheap test, false for most titles: every one of these names has one of these.
_ABROAD_WORDS = (
    "DA", "EMA", "EDQM", "MHRA", "TGA", "MHLW", "MFDS", "HSA", "ANVISA", "Anvisa", "Swissmedic", "Canada", "ICH",
    "Harmoni", "harmoni", "WHO", "World", "world", "ANSM", "BfArM", "CDSCO", "HPRA", "IMDRF", "NPRA", "edsafe",
    "MEDSAFE", "PIC/S", "Organi", "organi", "Forum", "forum", "Commission", "Agency", "Administration", "Ministry",
    "Authority",
)  # fmt: skip
_ABROAD_ACRONYMS = tuple(_ABROAD_NAMES)
_NAMES_ABROAD = "|".join(_ABROAD_NAMES.values())
_ABROAD_NAME = regex(
    rf"\b(?:{'|'.join(f'(?P<a{index}>{names})' for index, names in enumerate(_ABROAD_NAMES.values()))})(?!\w)"
)
_OF_ABROAD = (
    r"(?:(?:U\.?S\.?A?\.?|American|British|European"
    r"|(?:Japan|Australia|Britain|Canada|(?:South )?Korea|Singapore|Brazil"
    r"|Taiwan(?!(?:['’]s)?\s(?i:FDA|food))|Europe|EU|UK|US|Switzerland)"
    r"(?:['’]s)?)(?:\s|\s?-\s?)(?i:(?:(?:medicines?|drugs?|health|devices?|regulatory|healthcare)\s){0,2}"
    r"(?:regulator|authority|agency|watchdog)\s)?)?"
)
_OF_ITS_SERIES = r"\sN(?:o\.?|°|º)\s?\d{1,4}(?:[/-]\d{1,4})?|\s\d{1,4}/\d{2,4}"
"""The number of an agency's own alert or update: `WHO Medical Product Alert N°7/2022`."""
# `FDA Updates Standards …`, `UK – MHRA and EMA approve …`, `New FDA guidance on …`: not `FDA requirements in brief`.
_ABROAD = regex(
    r"(?:[\[【][^\[\]【】]{1,30}[\]】]\s?)?(?:(?!China|NMPA)[^:–—!|]{1,40}?(?:\s?[:–—!|]|\s-)\s)?(?i:(?:the|new|latest"
    r"|breaking|updated|revised|draft|final|joint)\s){0,2}"
    rf"{_OF_ABROAD}"
    rf"(?P<names>(?:{_NAMES_ABROAD})(?:\s?\([A-Z]{{2,8}}\))?"
    rf"(?P<others>(?:(?:,? and |, ?| & |/)(?:the )?{_OF_ABROAD}(?:{_NAMES_ABROAD}|[A-Z][\w-]{{1,14}}\b)){{0,3}})"
    rf"(?:\s(?:of\s)?(?:Singapore|Japan|Australia|Brazil|(?:South\s)?Korea|Canada))?)"
    # An agency as the first word of a headline: `FDA: Widgets are unsafe`.
    r"(?:['’]s\s[A-Z]{3,6}\b)?(?:\s?:\s|\s[–—|-]\s|\s(?i:(?:public\s)?(?:consultation|investigation|performance|(?:management\s)?board"
    r"(?:\smeeting)?|webinar|workshop|symposium|meeting|conference|annual\sreport|news(?:letter)?|bulletin|statement"
    r"|updates?|press\srelease))\s?[:–—|-]\s|(?:(?:['’]s)?\s(?i:(?:(?:human|veterinary|medicines?|safety|advisory|drug|device)\s){0,2}"
    r"(?:commissioner|chief|head|director|president|CEO|chair|officials?|committee|panel|advis[eo]rs|staff|inspectors?))"
    r"(?:\s[A-Z][\w.’'-]{1,20}){0,3})?\s(?i:"
    r"(?:(?:safety|draft|final|public|press|warning|drug|product|medical|new|joint|updated|revised|proposed|open|early|device"
    r"|formal|urgent)\s){0,2}(?:guidance|guideline|alert"
    r"|(?:position|discussion|reflection|white|concept|information) paper"
    r"|announcement|notice|reminder|call|consultation|proposals?|recommendations?|decision|report|strategy|roadmap"
    r"|action plan|work plan|letter|update|review|recall|communication|approval|authori[sz]ation|clearance|request|Q&A"
    r"|recommendations?|opinion|circular|order|bulletin|statement|warning|advisory|rule)"
    r"(?:\s(?:on|for|about|over|regarding|concerning|of|to|into|says|states|clarifies|requires|addresses"
    r"|explains|recommends|sets|aims|seeks|proposes|outlines|details|covers)\b"
    rf"|(?:{_OF_ITS_SERIES})(?:$|,\s|\s?\()|(?:{_OF_ITS_SERIES})?(?::|\s[–—|-]\s))"
    r"|(?:\w{3,15}ly\s|also\s|again\s){0,2}(?P<to>to\s|will\s|may\s|must\s|has\s)?"
    r"(?P<verb>accept|act|add|address|adopt|advance|advise|agree|align|alert|allow|amend|announce|appoint|approve|ask"
    r"|authori[sz]e|award|ban"
    r"|begin|back|block|broaden|call|cancel|caution|cite|clarif|clear|close|complete|conclude|conditionally|confirm"
    r"|consider"
    r"|consult|convene|create|cut|delay|den(?=y|ie)|deploy|designate|detail|develop|disclose|drop|ease|eliminate"
    r"|encourage"
    r"|endorse|enforce|establish|examine|exempt|expand|explain|extend|face|fast-track|finali[sz]e|find|form|get|give"
    r"|grant"
    r"|green-?light|halt|highlight|hold|host|identif|implement|improve|include|inform|inspect|introduce|invite|issue"
    r"|join|kick|launch|lift|limit|list|make|mark|meet|modif|reach|visit|critici[sz]e|place|(?:down-|up-)schedule|moderni[sz]e|move|name|offer|okay|open|order|outline"
    r"|overhaul"
    r"|partner|pause|permit|phase|pilot|plan|post|postpone|prepare|prequalif|prioriti[sz]e|prohibit|promote|propose|provide"
    r"|publish|pull|push|put"
    r"|qualif|raise|reaffirm|recall|receive|recogni[sz]e|recommend|reduce|refuse|reject|relaunch|relax|release|remind"
    r"|remove"
    r"|renew|reopen|replace|report|request|require|reschedule|rescind|restrict|revamp|reverse|review|revise|revoke"
    r"|reward|roll|say"
    r"|scrap|seek|seize|send|set|share|show|sign|simplif|solicit|speed|start|step|stop|streamline|strengthen|support"
    r"|suspend|take|target|tell|test|tighten|toughen|unveil|update|urge|use|want|warn|weigh|welcome|widen|withdraw"
    r"|assess|boost|bring|caution|crack|declare|determine|discontinue|elevate|enhance|evaluate|facilitate|gather"
    r"|impose|increase|initiate|intensif|investigate|loosen|mandate|notif|overturn|pledge|probe|recommit|reclassif"
    r"|reinforce|reinstate|reiterate|respond|restore|resume|retract|retire|shorten|speed|submit|summari[sz]e|tackle"
    r"|transition|upgrade|validate|vote|waive|win|adjust|collaborate|commit|cooperate|correct|define|elect|emphasi[sz]e"
    r"|enter|exceed|formali[sz]e|integrate|redesign|reform|relocate|restructure|secure|select|standardi[sz]e|unif"
    r"|continue|commence|prosecute|maintain|uncover|destroy|(?:fine|charge)(?=[sd]\s))"
    r"(?P<ends>s|es|ies|y|ed|d|ied)?(?![\w-])"
    r"|(?:held|met|gave|took|sent|found|brought|chose|issuance of|is|are|was|were|won['’]?t|may|must|says)\b"
    r"|(?:reviewing|consulting|seeking|investigating|evaluating|requiring|considering|launching|inviting|proposing"
    r"|updating|asking|looking|warning(?!\sletters?)|examining|assessing|monitoring|reminding|urging|advising|extending"
    r"|issuing|publishing|introducing|planning to|moving to|preparing|withdrawing|suspending|recommending"
    r"|strengthening)\b"
    r")"
    r"|\s(?i:(?:marketing\s|conditional\s|emergency\s|emergency\suse\s|regulatory\s|full\s|first\s)?(?:approval|authori[sz]ation|clearance|nod"
    r"|go-ahead|green\slight|licen[cs]e)\s(?:(?:is|was|has\sbeen)\s)?(?:given|granted|awarded|issued|extended|expanded)\b)"
    r"|['’]s\s(?i:announcement|statement|warning|approval|proposal|decision|recommendations?|notice|reminder|call"
    r"|consultation|review)\s(?i:on|of|for|about|to)\b"
    # `FDA’s new guidance on …`, `MHRA’s new Widget and Gadget Regulations …`
    rf"|['’]s\s(?i:(?:brand\s)?(?:new|latest|draft|final|revised|updated|proposed|upcoming|forthcoming|first|recent"
    r"|annual|(?:19|20)\d\d(?:[-–/]\d{2,4})?))\s"
    r"(?:[^\s:;,]{1,24}\s){0,8}?(?i:guid(?:ance|eline)s?|regulations?|rules?|consultation|proposals?|plans?|strategy|reports?"
    r"|decisions?|recommendations?|roadmap|list|framework|polic(?:y|ies)|programme|program|notices?|Q&As?|alerts?"
    r"|warnings?|requirements?|statement|approvals?)\b)"
)
# `FDA and Health Canada Joint Regional Consultation`, `Joint EMA and HMA workshop`, `FDA-EMA parallel advice`
_JOINT = regex(
    r"(?:[^:]{1,40}:\s)?"
    rf"(?P<before>(?i:(?:the\s|an?\s)?(?:joint|parallel)\s(?:(?:\w+\s){{1,2}}(?:of|by|between|from)\s)?))?(?i:the\s)?{_OF_ABROAD}(?P<names>(?:{_NAMES_ABROAD})"
    rf"(?:\s\([A-Z]{{2,8}}\)|(?:,? and |, ?| & |[/–-])(?i:the )?{_OF_ABROAD}(?:{_NAMES_ABROAD})){{1,4}})(?!\w)"
    r"(?(before)|['’]?\s(?i:(?:(?:to|will)\s)?(?:(?:hold|host|issue|publish|announce|release|launch|convene|sign|conduct"
    r"|organi[sz]e)(?:e?s|e?d)?\s(?:(?:an?|the|their|first|new)\s){0,2})?(?:joint|jointly|parallel|agree|sign|reach|publish|issue"
    r"|announce|adopt|align|launch|release|renew|extend|start|begin|strengthen|expand|cooperate|collaborate|meet|warn)\b))"
)
_DONE_WORDS = ("d by ", " nod", "approval", "clearance", "authori", "go-ahead", "green light", "designation")
# `Widget wins FDA approval`, `Widget approved by the EMA`
_DONE_ABROAD = regex(
    rf"(?:(?i:\b(?:wins?|won|gets?|got|gains?|gained|receives?|received|secures?|secured|obtains?|obtained"
    rf"|earns?|nabs?"
    rf"|granted|given))\s(?:\w+\s){{0,2}}?(?P<names>{_NAMES_ABROAD})\s(?i:(?:\w+\s)?(?:nod|approval|clearance"
    rf"|authori[sz]ation"
    rf"|go-ahead|green light|designation))\b"
    rf"|\b(?i:approval|clearance|designation|nod|authori[sz]ation|green light|go-ahead)\s(?:status\s)?from\s(?:the\s)?"
    rf"{_OF_ABROAD}(?P<giver>{_NAMES_ABROAD})(?!\w)"
    rf"|^(?!(?i:how|what|why|lists?)\b).*(?i:issued|published|released|approved|cleared|authori[sz]ed|adopted"
    rf"|announced|granted|proposed"
    rf"|finali[sz]ed|updated|revised) by (?:the )?{_OF_ABROAD}(?P<doer>{_NAMES_ABROAD})(?!\w))"
)


def regulators_abroad(title: str) -> tuple[tuple[str, ...], str]:
    """Return the regulators outside the mainland of China that head an English headline, and their names in it."""
    if not has_any(title, _ABROAD_WORDS):
        return (), ""
    match = _ABROAD().match(title)
    # `FDA review times`: the verb of one body ends in `s` or `ed`.
    if match and match["verb"] and match["ends"] in {None, "y"} and not (match["others"] or match["to"]):
        match = None
    if not match and has_any(title.lower(), _DONE_WORDS):
        match = _DONE_ABROAD().search(title)
    if not match:
        return (), ""
    return _regulators_of(match["names"] or match["doer"] or match["giver"])


def _regulators_of(names: str) -> tuple[tuple[str, ...], str]:
    """Return the acronyms of the regulators in a list of their names, each once, and the names."""
    found = list(_ABROAD_NAME().finditer(names))
    acronyms = dict.fromkeys(_ABROAD_ACRONYMS[int((match.lastgroup or "a0")[1:])] for match in found)
    return tuple(acronyms), ", ".join(match[0] for match in found)


def regulator_called(name: str) -> str | None:
    """Return the acronym of the regulator that has this full name or acronym, in any case, else None."""
    found = (acronym for acronym, names in _ABROAD_NAMES.items() if re.fullmatch(names, name, re.IGNORECASE))
    return next(found, None)


def joint_regulators(title: str, publisher: str) -> tuple[tuple[str, ...], str] | None:
    """Return the regulators whose joint act heads the title, `publisher` among them, and their names; else None."""
    if not has_any(title, _ABROAD_WORDS):
        return None
    match = _JOINT().match(title)
    issuers, words = _regulators_of(match["names"]) if match else ((), "")
    return (issuers, words) if publisher in issuers and issuers[1:] else None
