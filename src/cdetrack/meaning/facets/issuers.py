"""Find the Chinese authorities that act in a title; an authority that is only mentioned is no issuer."""

import re
from itertools import pairwise

from cdetrack.meaning.facets.regex import Regex, regex
from cdetrack.text.script import has_han

# Acronym -> its English and Chinese names; other words may stand before and after a full name.
_NAMES: dict[str, str] = {
    "CDE": r"cent(?:er|re) for drug evaluation|CDE|药品?审评?中心|药品审评中心",
    "CFDI": r"cent(?:er|re) for food and drug inspection|CFDI|食品药品审核查验中心|审核查验中心|核查中心",
    "CMDE": r"cent(?:er|re) for medical device evaluation|CMDE|医疗器械技术审评中心|器械?审评?中心",
    "NIFDC": r"(?:china )?national institutes? for food and drug control|NIFDC|中国食品药品检定研究院|中检院",
    "CDR": r"(?:national )?cent(?:er|re) for (?:drug re-?evaluation|adr monitoring)|药品评价中心",
    "ChPC": r"(?:chinese|china|national) pharmacopo?eia commission|ChPC|国家药典委员会|药典委",
    "CCFDIE": r"china cent(?:er|re) for food and drug international exchange|CCFDIE|中国食品药品国际交流中心",
    "NMPA": r"national medical products? administration|(?:national|china) drug administration|NMPA|NPMA"
    r"|国家药品监督管理局|国家药监局",
    "SAMR": r"state administration (?:of|for) market(?: supervision and)? (?:regulation|administration)|SAMR"
    r"|国家市场监督管理总局|国家市场监管总局|市场监管总局",
    "NHC": r"national health commission|NHC|国家卫生健康委员会|国家卫生健康委|国家卫健委",
    "NHSA": r"national health ?care security administration|NHSA|国家医疗保障局|国家医保局",
    "GAC": r"general administration of customs|GACC?|海关总署",
    "MARA": r"ministry of agriculture and rural affairs|MARA|农业农村部",
    "NFGA": r"national forestry and grassland administration|NFGA|国家林业和草原局|国家林草局",
    "NATCM": r"(?:national|state) administration of (?:traditional chinese medicine|TCM)|NATCM"
    r"|国家中医药管理局|国家中医药局",
    "SPB": r"state post bureau|国家邮政局",
    "MPS": r"ministry of public security|MPS|公安部",
    "MOFCOM": r"ministry of commerce|MOFCOM|商务部",
    "MIIT": r"ministry of industry and information technology|MIIT|工业和信息化部",
    "MOST": r"ministry of science and technology|科学技术部|科技部",
    "MOF": r"ministry of finance|财政部",
    "MEE": r"ministry of ecology and environment|生态环境部",
    "MOJ": r"ministry of justice|司法部",
    "NDRC": r"national development and reform commission|NDRC|国家发展和改革委员会|国家发展改革委|国家发改委",
    "CNIPA": r"(?:china )?national intellectual property administration|CNIPA|国家知识产权局",
    "CAC": r"cyberspace administration of china|国家互联网信息办公室|国家网信办",
    "SAC": r"standardization administration(?: of china)?|国家标准化管理委员会|国家标准委",
    "SPC": r"supreme people's court|最高人民法院",
    "SPP": r"supreme people's procuratorate|最高人民检察院",
    "NPC": r"(?:standing committee of the )?national people's congress|全国人大常委会",
    "State Council": r"state council|国务院",
    "CFDA": r"china food and drug administration|CFDA|国家食品药品监督管理总局|食品药品监管总局",
    "SFDA": r"state food and drug administration|SFDA|国家食品药品监督管理局",
    "SDA": r"state drug administration",
    "AQSIQ": r"general administration of quality supervision,? inspection and quarantine|AQSIQ|国家质量监督检验检疫总局"
    r"|质检总局",
    "NHFPC": r"national health and family planning commission|NHFPC|国家卫生和计划生育委员会|国家卫生计生委",
    "MOH": r"ministry of health|MOH|卫生部",
    "MOA": r"ministry of agriculture|MOA|农业部",
    "SFA": r"state forestry administration|国家林业局",
    "SAIC": r"state administration for industry and commerce|SAIC|工商总局",
}
_Mention = tuple[str, int, int]
"""An acronym, with the start and end of its name in the title."""

_CENTRES = frozenset({"CDE", "CFDI", "CMDE", "NIFDC", "CDR", "ChPC", "CCFDIE"})
_PARENTS = frozenset({"NMPA", "CFDA", "SFDA"})


def _lookup() -> tuple[dict[str, str], Regex, Regex]:
    named: dict[str, str] = {}
    english: list[tuple[int, str, str]] = []
    chinese: list[tuple[int, str, str]] = []
    for acronym, names in _NAMES.items():
        for name in re.split(r"\|(?![^(]*\))", names):
            (chinese if has_han(name[0]) else english).append((len(name), name, acronym))
    groups: list[str] = []
    for _, name, acronym in sorted(english, reverse=True):
        group = f"g{len(groups)}"
        named[group] = acronym
        # An acronym is in capitals, a full name in any case.
        groups.append(f"(?P<{group}>{name if name[:3].isupper() or name[:3] == 'ChP' else f'(?i:{name})'})")
    # The lookahead for a first letter keeps the search short.
    latin = regex(r"(?=[CNGMSAcngmsa])(?<![A-Za-z])(?<![Ss]ub-)(?:" + "|".join(groups) + r")(?![A-Za-z])")
    groups = []
    for _, name, acronym in sorted(chinese, reverse=True):
        group = f"c{len(groups)}"
        named[group] = acronym
        groups.append(f"(?P<{group}>{name})")
    first = "".join(sorted({name[0] for _, name, _ in chinese}))
    return named, latin, regex(f"(?=[{first}])(?:" + "|".join(groups) + ")")


_ACRONYM, _LATIN, _HAN = _lookup()

_ACT = regex(
    r"\b(?:announcement|notice|circular|notification|interpretation|explanation|opinion|decision|decree|order|provision"
    r"|regulation|measure|rule|report|plan|guideline|newsletter|bulletin)s?\b",
    re.IGNORECASE,
)
_VERBS = (
    r"\b(?:is|are|was|were|will|has|have|holds?|held|issue[sd]?|announce[sd]?|approve[sd]?|release[sd]?|launch(?:es|ed)?"
    r"|publish(?:es|ed)?|meets?|met|sign(?:s|ed)?|becomes?|became|joins?|joined|grants?|granted|adopt(?:s|ed)?|host(?:s|ed)?"
    r"|promulgate[sd]?|organi[sz]e[sd]?|convene[sd]?|kicks?|attend(?:s|ed)?|warns?|urges?|elects?|elected|appoint(?:s|ed)?|praises?|thanks?|lists|helps?|backs?|wins?|won|gets?|got|receives?|received|calls?|introduce[sd]?|passes"
    r"|accept(?:s|ed)?|revise[sd]?|strengthens?|steps?|visit(?:s|ed)?|inspect(?:s|ed)?|clears?|cleared|opens?|opened)\b"
)
_VERB = regex(_VERBS, re.IGNORECASE)
# The subject of the act follows.
_ABOUT = regex(
    r"\b(?:on|regarding|concerning|about|for|to|issuing|amending|implementing|adjusting|repealing|abolishing)\b",
    re.IGNORECASE,
)
# In news, also a place or a mere mention.
_ABOUT_NEWS = regex(
    r"\b(?:on|regarding|concerning|about|for|to|in|at|from|under|within|towards?|against|through|via|beware|fake|how|what"
    r"|why)\b",
    re.IGNORECASE,
)
_BY = regex(
    r"\bby\s{1,3}(?:the\s{1,3})?(?:china(?:['’]s)?\s{1,3}|former\s{1,3})?(?:general office of (?:the )?)?$",
    re.IGNORECASE,
)
_MEETING_WITH = regex(
    r"\b(?:meets?|met|meeting|talks?|signs?|signed)\b.{0,60}\bwith\s{1,3}(?:the\s{1,3})?(?:china['’]s\s)?$",
    re.IGNORECASE,
)
# A second clause has a subject of its own: `Assembly held in Geneva, NMPA elected to its committee`.
_CLAUSE = regex(r"[,;:]\s{1,3}(?:(?:and|as|with|while) )?(?:the )?(?:China(?:['’]s)? )?$")
_CLAUSE_VERB = regex(rf"(?:['’]s)?\s{{1,3}}(?:re-?)?{_VERBS}", re.IGNORECASE)
_GRANTS = regex(
    r"(?:['’]s)?\s(?:conditional |marketing |market |emergency ){0,2}"
    r"(?:nod|approval|clearance|authori[sz]ation|go-ahead|green light)\b",
    re.IGNORECASE,
)
_CALLS_ITS_ACT = regex(
    r"(?:(?:\s{0,2}[,&、]|\sand)?\s{0,2}[A-Za-z]{2,10}){0,3}?\s{0,3}(?:announcement|notice|decree|order|circular|公告|通告|令)",
    re.IGNORECASE,
)
_JOINS = regex(r"(?:[\s,&()]|\b(?:and|the|jointly|with|general office of)\b){0,9}", re.IGNORECASE)
_HAN_JOINS = regex(r"[\s、,和与及《(]{0,6}(?:办公厅|办公室|综合司|综合和规划财务司)?[\s、,和与及)]{0,6}")
_HAN_START = regex(r"[\s\d年《第届]{0,12}")
_OF_PARENT = regex(
    r"(?:\s?\([A-Za-z]{2,8})?[)\s]{0,3}(?:,|,? ?\b(?:of|under)\b)?\s{0,2}(?:the\s)?(?:china(?:['’]s)?\s)?",
    re.IGNORECASE,
)
_OF_CENTRE = regex(r"(?:\s?\([A-Za-z]{2,8})?[)\s]{0,3}(?:['’]s?)?\s{0,2}(?:the\s)?", re.IGNORECASE)


def read_issuers(title: str) -> tuple[tuple[str, ...], str]:
    """Return the acronyms of the issuers, each once and in title order, and the words that give them.

    `title` is NFKC-folded and bounded by the caller.
    """
    chinese = not title.isascii() and has_han(title)
    mentions = [
        (_ACRONYM[match.lastgroup or ""], match.start(), match.end())
        for pattern in ((_LATIN, _HAN) if chinese else (_LATIN,))
        for match in pattern().finditer(title)
    ]
    if not mentions:
        return (), ""
    mentions.sort(key=lambda mention: mention[1])
    acting = _acting_in_chinese(title, mentions) if chinese else _acting(title, mentions)
    acting = _without_parents(title, acting)
    named = {acronym: title[start:end] for acronym, start, end in reversed(acting)}
    issuers = tuple(dict.fromkeys(acronym for acronym, _, _ in acting))
    return issuers, ", ".join(named[acronym] for acronym in issuers)


def _acting(title: str, mentions: list[_Mention]) -> list[_Mention]:
    act, verb = _ACT().search(title), _VERB().search(title)
    formal = act is not None and (verb is None or act.start() < verb.start())
    if formal and act is not None:
        stops = [_ABOUT().search(title, act.end()), _ABOUT_NEWS().search(title, 0, act.start())]
    else:
        stops = [verb, _ABOUT_NEWS().search(title)]
    head = min((stop.start() for stop in stops if stop), default=len(title))
    acting: list[_Mention] = []
    for mention in mentions:
        _, start, end = mention
        before = title[max(0, start - 120) : start]
        by = _BY().search(before) and (not formal or not title[end : end + 400].strip(" .)"))
        joined = acting and _JOINS().fullmatch(title, acting[-1][2], start)
        signed = before.endswith("(") and _CALLS_ITS_ACT().match(title, end)
        clause = not formal and _CLAUSE().search(before) and _CLAUSE_VERB().match(title, end)
        grants = not formal and _GRANTS().match(title, end)
        if start < head or grants or by or joined or signed or clause or _MEETING_WITH().search(before):
            acting.append(mention)
    return acting


def _acting_in_chinese(title: str, mentions: list[_Mention]) -> list[_Mention]:
    about = title.find("关于")
    acting: list[_Mention] = []
    for mention in mentions:
        _, start, end = mention
        if about >= 0:
            acts = start < about
        elif acting:
            acts = _HAN_JOINS().fullmatch(title, acting[-1][2], start) is not None
        else:
            acts = _HAN_START().fullmatch(title, 0, start) is not None
        if acts or (title[start - 1 : start] == "(" and _CALLS_ITS_ACT().match(title, end)):
            acting.append(mention)
    return acting


def _without_parents(title: str, acting: list[_Mention]) -> list[_Mention]:
    """Return the mentions without the parent of a centre that acts: `the Center for … of NMPA`."""
    parents = set()
    for one, other in pairwise(acting):
        if one[0] in _CENTRES and other[0] in _PARENTS and _OF_PARENT().fullmatch(title, one[2], other[1]):
            parents.add(other)
        if one[0] in _PARENTS and other[0] in _CENTRES and _OF_CENTRE().fullmatch(title, one[2], other[1]):
            parents.add(one)
    # `the National Medical Products Administration (NMPA)` is one parent named twice.
    for one, other in pairwise(acting):
        if one[0] == other[0] and (one in parents or other in parents) and other[1] - one[2] <= 2:  # noqa: PLR2004 - ` (`
            parents |= {one, other}
    return [mention for mention in acting if mention not in parents]
