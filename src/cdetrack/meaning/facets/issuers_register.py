"""The register of the Chinese authorities: their names in both languages, found in a title."""

import re
from functools import cache

from cdetrack.model.publishers import publishers
from cdetrack.text.provinces import PROVINCES, REGION
from cdetrack.text.regex import Gated, Regex, has_any, in_any_case, regex
from cdetrack.text.script import HAN, has_han
from cdetrack.text.traditional import simplified

# Acronym -> its English and Chinese names; other words may stand before and after a full name. A Chinese name that
# starts with `-` is short for several bodies: no Chinese character may stand before it, and an act must follow.
_NAMES: dict[str, str] = {
    "CDE": r"cent(?:er|re) for drug evaluation(?! and research)|CDE"
    r"|国家药品审评中心|国家药审中心|药品审评中心|药审中心",
    "CFDI": r"cent(?:er|re) for food and drug inspection|CFDI"
    r"|国家食品药品审核查验中心|国家药品审核查验中心|国家核查中心|食品药品审核查验中心"
    r"|药品审核查验中心|审核查验中心|核查中心",
    "CMDE": r"cent(?:er|re) for medical device evaluation|CMDE"
    r"|国家医疗器械技术审评中心|国家器审中心|医疗器械技术审评中心|医疗器械审评中心|器械审评中心"
    r"|器审中心",
    "NIFDC": r"(?:china )?national institutes? for food and drug control|NIFDC|中国食品药品检定研究院|中检院"
    r"|中国药品生物制品检定所|中检所",
    "CDR": r"(?:national )?cent(?:er|re) for (?:drug re-?evaluation|adr monitoring)"
    r"|national center for adverse drug reaction monitoring|药品评价中心|国家药品不良反应监测中心",
    "ChPC": r"(?:chinese|china|national) pharmacopo?eia commission|ChPC|国家药典委员会|国家药典委|药典委员会|药典委",
    "CCFDIE": r"china cent(?:er|re) for food and drug international exchange|CCFDIE|中国食品药品国际交流中心",
    "NMPA": r"national medical products? administration|(?:national|china) drug administration|NMPA|NPMA"
    r"|国家药品监督管理局|国家药品监管局|国家药品监督局|国家药监局|国家药监总局|-药品监督管理局|-药品监管局|-药监局|-国家局",
    "SAMR": r"state administration (?:of|for) market(?: supervision and)? (?:regulation|administration)|SAMR"
    r"|国家市场监督管理总局|国家市场监管总局|国家市监总局|市场监督管理总局|市场监管总局|市监总局",
    "NHC": r"national health commission|NHC|国家卫生健康委员会|国家卫生健康委|国家卫健委|-卫生健康委员会|-卫生健康委"
    r"|-卫健委",
    "NHSA": r"national health ?care security (?:administration|bureau)|NHSA|国家医疗保障局|国家医保局|-医疗保障局"
    r"|-医保局",
    "NDCPA": r"national (?:disease control and prevention administration"
    r"|administration of disease control and prevention)"
    r"|NDCPA|国家疾病预防控制局|国家疾控局|-疾病预防控制局|-疾控局",
    "GAC": r"general administration of customs|GACC?|海关总署",
    "MARA": r"ministry of agriculture and rural affairs|MARA|农业农村部",
    "NFGA": r"national forestry and grassland administration|NFGA|国家林业和草原局|国家林草局|-林草局",
    "NATCM": r"(?:national|state) administration of (?:traditional chinese medicine|TCM)|NATCM"
    r"|国家中医药管理局|国家中医药局|-中医药管理局|-中医药局",
    "SPB": r"state post bureau|国家邮政局|-邮政局",
    "MPS": r"ministry of public security|MPS(?! ?[IVX]{1,4}\b)|公安部",
    "NNCC": r"national narcotics control commission|NNCC|国家禁毒委员会办公室|国家禁毒办",
    "MOFCOM": r"ministry of commerce|MOFCOM|商务部",
    "MIIT": r"ministry of industry and information technology|MIIT|工业和信息化部|工信部",
    "MOST": r"ministry of science and technology|科学技术部|科技部",
    "MOF": r"ministry of finance|财政部",
    "MOE": r"ministry of education|教育部",
    "MOHRSS": r"ministry of human resources and social security|MOHRSS|人力资源和社会保障部|人力资源社会保障部",
    "MEE": r"ministry of ecology and environment|生态环境部",
    "MOJ": r"ministry of justice|司法部",
    "NDRC": r"national development and reform commission|NDRC|国家发展和改革委员会|国家发展改革委|国家发改委"
    r"|-发展改革委",
    "CNIPA": r"(?:china )?national intellectual property administration|CNIPA|国家知识产权局|-知识产权局",
    "CAC": r"cyberspace administration of china|国家互联网信息办公室|国家网信办|中央网信办",
    "SAC": r"standardization administration(?: of china)?|国家标准化管理委员会|国家标准委",
    "CNCA": r"certification and accreditation administration|CNCA|国家认证认可监督管理委员会|国家认监委",
    "STA": r"state taxation administration|国家税务总局|税务总局",
    "CAEA": r"china atomic energy authority|CAEA|国家原子能机构",
    "SPC": r"supreme people's court|最高人民法院|最高法",
    "SPP": r"supreme people's procuratorate|最高人民检察院|最高检",
    "NPC": r"(?:standing committee of the )?national people's congress|全国人大常委会|全国人民代表大会常务委员会",
    "State Council": r"state council|国务院|-国办",
    "CFDA": r"china food and drug administration|CFDA|国家食品药品监督管理总局|食品药品监督管理总局"
    r"|国家食品药品监管总局|国家食品药品监督总局|国家食品药品总局|国家食药总局|国家食药监督管理总局"
    r"|食品药品监管总局|国家食药监管总局|国家食药监总局|食药监总局|食药总局|-总局",
    "SFDA": r"state food and drug administration|SFDA|国家食品药品监督管理局|国家食品药品监督局|国家食品药品监管局"
    r"|国家食药监局|国家食药监管局|国家食药局|-食品药品监督管理局|-食品药品监管局",
    "SDA": r"state drug administration",
    "AQSIQ": r"general administration of quality supervision,? inspection and quarantine|AQSIQ|国家质量监督检验检疫总局"
    r"|国家质检总局|质检总局",
    "NHFPC": r"national health and family planning commission|NHFPC|国家卫生和计划生育委员会|国家卫生计生委|国家卫计委"
    r"|-卫生计生委|-卫计委",
    "MOH": r"ministry of health(?!,? labou?r)(?! and family)(?! and welfare)|MOH|卫生部",
    "MOA": r"ministry of agriculture|MOA|农业部",
    "SFA": r"state forestry administration|国家林业局",
    # Of Hong Kong and Taiwan.
    "DH": "香港特别行政区卫生署|香港卫生署|卫生署",
    "TFDA": "卫生福利部食品药物管理署|卫福部食药署|食品药物管理署|食药署",
    "SAIC": r"state administration for industry and commerce|SAIC|国家工商行政管理总局|国家工商总局|工商总局",
}
LOCALITIES = {**PROVINCES, "XPCC": "新疆生产建设兵团|新疆兵团|兵团"}
"""English name -> the Chinese names, separated by `|`, of a province or another place with an authority of its own."""
_BY_HAN = {name: f"{english} MPA" for english, names in LOCALITIES.items() for name in names.split("|")}
_DRUGS = "(?:(?:(?:食品)?药品监(?:督管理|管)|食药监?管?|药监)局|药监(?=:|发布|通报|提醒|召开))"
Mention = tuple[str, int, int]
"""An acronym, with the start and end of its name in the title."""
PARENTS = frozenset({"NMPA", "CFDA", "SFDA", "SDA"})
"""The national drug authority, by each of its names: the parent of its centres."""
LOCAL = "MPA"
"""The mark of a name without a province, such as `省药监局`, until its source gives the province."""


def _lookup() -> tuple[dict[str, str], Regex, Regex]:
    named: dict[str, str] = {}
    english: list[tuple[int, str, str]] = []
    short: list[str] = []
    for acronym, names in _NAMES.items():
        for name in re.split(r"\|(?![^(]*\))", names):
            if name.isascii():
                english.append((len(name), name, acronym))
                continue
            named[name.lstrip("-")] = acronym
            if name[0] == "-":
                short.append(name[1:])
    groups: list[str] = []
    chinese = sorted(named.keys() - set(short), key=lambda name: (-len(name), name))
    for _, name, acronym in sorted(english, reverse=True):
        group = f"g{len(groups)}"
        named[group] = acronym
        # An acronym is in capitals, a full name in any case.
        groups.append(f"(?P<{group}>{name if name[:3].isupper() or name[:3] == 'ChP' else f'(?i:{name})'})")
    # The lookbehind and the lookahead for a first letter keep the search short.
    latin = regex(r"(?<![A-Za-z])(?=[CNGMSAcngmsa])(?<![Ss]ub-)(?:" + "|".join(groups) + r")(?![A-Za-z])")
    first = "".join(sorted({name[0] for name in (*chinese, *short, *_BY_HAN)} | set("省市自")))
    # `药监局系统培训`: a short name alone is no issuer unless it acts.
    acts = (
        r"(?=$|[\s、,和与)]|关于|综合|办公|发布|印发|公布|公示|公开|公告|通告|通知|令|批准|召开|举办|转发|对|就|联合|提醒|提示|警示|要求|明确"
        r"|发文|下发|药审|器审|核查中心|药品审评|审核查验)"
    )
    shorter = "|".join(sorted(short, key=lambda name: (-len(name), name)))
    local = rf"(?:省|市|自治区)(?:{_DRUGS}|局)"
    # `某市医保局市药监局关于…`: the next of several offices of one place, without a space.
    joint = rf"(?<=[局委厅])(?:省|市|自治区){_DRUGS}"
    province = rf"(?P<province>{'|'.join(sorted(_BY_HAN, reverse=True))}){REGION}{_DRUGS}"
    han = regex(
        rf"(?=[{first}])(?:(?P<name>{'|'.join(chinese)})|{province}"
        rf"|(?<![{HAN}])(?:(?P<short>{shorter}){acts}|(?P<local>{local}))|(?P<joint>{joint}))"
    )
    return named, latin, han


_ACRONYM, _LATIN, _HAN = _lookup()
_IN_LATIN = (
    *("administration", "commission", "cent", "minist", "council", "institute", "congress", "bureau", "court"),
    *("procuratorate", "authority"),
    *("npma", *(acronym.lower() for acronym, names in _NAMES.items() if f"|{acronym}" in names)),
)
"""Parts of every English name and acronym, in lower case: most titles have none of them."""
_OFFICE = r"(?:(?:Food and )?Drug|Medical Products?)(?: Supervision(?: and)?)? Administration"
_REGIONS = "|".join(LOCALITIES)
_LATIN_PROVINCE = Gated(
    rf"\b(?P<before>{_REGIONS})(?:['’]s)?(?: (?:Provincial|Municipal|Province|City|"
    rf"(?:\w{{2,8}} )?Autonomous Region))?"
    rf"(?:['’]s)? (?:MPA|FDA|DA|{_OFFICE})\b"
    rf"|\b(?<!National )(?:MPA|{_OFFICE}) of (?:the )?(?P<after>{_REGIONS})\b(?: (?:Province|Municipality|City"
    r"|(?:\w{2,8} )?Autonomous Region))?",
    *(" mpa", " fda", " da", "mpa of", "administration"),
)


def _acronym(match: re.Match[str]) -> str:
    group = match.lastgroup or ""
    if group == "province":
        return _BY_HAN[match[group]]
    return LOCAL if group in {"local", "joint"} else _ACRONYM.get(group) or _ACRONYM[match[0]]


_OPENING_PLACE = regex(rf"(?P<place>{'|'.join(sorted(_BY_HAN, key=len, reverse=True))}){REGION}(?!{_DRUGS})")


def authority_of_opening_place(words: str) -> str | None:
    """Return the authority of the place that opens the words before `市药监局`: `某市医保局 市药监局关于…`."""
    found = _OPENING_PLACE().match(words) if "关于" not in words else None
    return _BY_HAN[found["place"]] if found else None


def _spelt(province: str) -> str:
    return next(name for name in LOCALITIES if name.casefold() == province.casefold())


# Ministries of which Taiwan has one of the same name: written `財政部`, in traditional characters, it is Taiwan's.
_ALSO_IN_TAIWAN = frozenset({"MOF", "MOE", "MOA", "MOH", "MOST"})


def find_mentions(title: str, *, chinese: bool) -> list[Mention]:
    """Return the names of authorities in a title, in its order; a `chinese` title has names in both languages."""
    plain = simplified(title) if chinese else title
    if plain != title:
        return [
            mention
            for mention in _find_mentions(plain, chinese=True)
            if mention[0] not in _ALSO_IN_TAIWAN or plain[mention[1] : mention[2]] == title[mention[1] : mention[2]]
        ]
    return _find_mentions(title, chinese=chinese)


def _find_mentions(title: str, *, chinese: bool) -> list[Mention]:
    latin = (_LATIN,) if has_any(in_any_case(title), _IN_LATIN) else ()
    mentions = [
        (_acronym(match), match.start(), match.end())
        for pattern in ((*latin, _HAN) if chinese else latin)
        for match in pattern().finditer(title)
    ]
    if not chinese and "A" in title:
        mentions += [
            (f"{_spelt(match['before'] or match['after'])} MPA", match.start(), match.end())
            for match in _LATIN_PROVINCE.finditer(title)
        ]
    mentions.sort(key=lambda mention: mention[1])
    return mentions


@cache
def known_issuers() -> tuple[str, ...]:
    """Return every issuer that a notice can have."""
    return tuple(dict.fromkeys((*_NAMES, *(f"{province} MPA" for province in LOCALITIES), *publishers())))


def issuer_names() -> tuple[str, ...]:
    """Return the names by which a person can call an issuer: acronyms and Chinese names."""
    chinese = [name for name in _ACRONYM if has_han(name)]
    return (
        *known_issuers(),
        *chinese,
        *(f"{name}药监局" for name in _BY_HAN),
        *(f"{name}省药监局" for name in _BY_HAN),
    )
