"""Find the Chinese authorities that act in a title; an authority that is only mentioned is no issuer.

A title that names nobody has the publisher of its source.
"""

import re
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import normalize

from cdetrack.model.notice import Notice
from cdetrack.model.publishers import foreign_publisher_of, province_of, publisher_of, publishers
from cdetrack.text.gated import Gated, has_any
from cdetrack.text.regex import Regex, regex
from cdetrack.text.script import HAN, has_han

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
    "NHSA": r"national health ?care security administration|NHSA|国家医疗保障局|国家医保局|-医疗保障局|-医保局",
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
    "SAIC": r"state administration for industry and commerce|SAIC|国家工商行政管理总局|国家工商总局|工商总局",
}
_PROVINCES = {
    "Beijing": "北京",
    "Tianjin": "天津",
    "Hebei": "河北",
    "Shanxi": "山西",
    "Inner Mongolia": "内蒙古",
    "Liaoning": "辽宁",
    "Jilin": "吉林",
    "Heilongjiang": "黑龙江",
    "Shanghai": "上海",
    "Jiangsu": "江苏",
    "Zhejiang": "浙江",
    "Anhui": "安徽",
    "Fujian": "福建",
    "Jiangxi": "江西",
    "Shandong": "山东",
    "Henan": "河南",
    "Hubei": "湖北",
    "Hunan": "湖南",
    "Guangdong": "广东",
    "Guangxi": "广西",
    "Hainan": "海南",
    "Chongqing": "重庆",
    "Sichuan": "四川",
    "Guizhou": "贵州",
    "Yunnan": "云南",
    "Tibet": "西藏",
    "Shaanxi": "陕西",
    "Gansu": "甘肃",
    "Qinghai": "青海",
    "Ningxia": "宁夏",
    "Xinjiang": "新疆",
    "XPCC": "新疆生产建设兵团|新疆兵团|兵团",
}
_BY_HAN = {name: f"{english} MPA" for english, names in _PROVINCES.items() for name in names.split("|")}
_REGION = "(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?"
_DRUGS = "(?:(?:(?:食品)?药品监(?:督管理|管)|食药监?管?|药监)局|药监(?=:|发布|通报|提醒|召开))"
_Mention = tuple[str, int, int]
"""An acronym, with the start and end of its name in the title."""

_CENTRES = frozenset({"CDE", "CFDI", "CMDE", "NIFDC", "CDR", "ChPC", "CCFDIE"})
_PARENTS = frozenset({"NMPA", "CFDA", "SFDA", "SDA"})
_LOCAL = "MPA"
"""The mark of a name without a province, such as `省药监局`, until its source gives the province."""

# The national drug authority and its first day under each name, the latest first. Its names outlive their day in
# short forms: `总局`, `国家局`.
_ERAS = ((date(2018, 4, 10), "NMPA"), (date(2013, 3, 22), "CFDA"), (date(2003, 4, 16), "SFDA"), (date.min, "SDA"))
_OF_ITS_DAY = frozenset({"国家药监局", "国家药监总局", "总局", "国家局", "药监局", "药品监管局", "药品监督管理局"})
_FULL_NAME, _FIRST_DAY = frozenset({"国家药品监督管理局", "国家药品监管局"}), date(2018, 3, 13)
"""The name that the authority has had since that day, and before 2003."""


def _lookup() -> tuple[dict[str, str], Regex, Regex]:
    named: dict[str, str] = {}
    english: list[tuple[int, str, str]] = []
    short: list[str] = []
    for acronym, names in _NAMES.items():
        for name in re.split(r"\|(?![^(]*\))", names):
            if not has_han(name):
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
    # The lookahead for a first letter keeps the search short.
    latin = regex(r"(?=[CNGMSAcngmsa])(?<![A-Za-z])(?<![Ss]ub-)(?:" + "|".join(groups) + r")(?![A-Za-z])")
    first = "".join(sorted({name[0] for name in (*chinese, *short, *_BY_HAN)} | set("省市自")))
    # `药监局系统培训`: a short name alone is no issuer unless it acts.
    acts = (
        r"(?=$|[\s、,和与)]|关于|综合|办公|发布|印发|公布|公示|公开|公告|通告|通知|令|批准|召开|举办|转发|对|就|联合|提醒|提示|警示"
        r"|发文|下发|药审|器审|核查中心|药品审评|审核查验)"
    )
    shorter = "|".join(sorted(short, key=lambda name: (-len(name), name)))
    local = rf"(?:省|市|自治区)(?:{_DRUGS}|局)"
    province = rf"(?P<province>{'|'.join(sorted(_BY_HAN, reverse=True))}){_REGION}{_DRUGS}"
    han = regex(
        rf"(?=[{first}])(?:(?P<name>{'|'.join(chinese)})|{province}"
        rf"|(?<![{HAN}])(?:(?P<short>{shorter}){acts}|(?P<local>{local})))"
    )
    return named, latin, han


_ACRONYM, _LATIN, _HAN = _lookup()
_OFFICE = r"(?:(?:Food and )?Drug|Medical Products?)(?: Supervision(?: and)?)? Administration"
_REGIONS = "|".join(_PROVINCES)
_LATIN_PROVINCE = Gated(
    rf"\b(?P<before>{_REGIONS})(?:['’]s)?(?: (?:Provincial|Municipal|Province|City|"
    rf"(?:\w{{2,8}} )?Autonomous Region))?"
    rf"(?:['’]s)? (?:MPA|FDA|DA|{_OFFICE})\b"
    rf"|\b(?<!National )(?:MPA|{_OFFICE}) of (?:the )?(?P<after>{_REGIONS})\b(?: (?:Province|Municipality|City"
    r"|(?:\w{2,8} )?Autonomous Region))?",
    *(" mpa", " fda", " da", "mpa of", "administration"),
)
# `浙江省药品审评中心`: a centre of a province.
_OF_A_PROVINCE = regex(
    rf"(?:{'|'.join(_PROVINCES.values())}|[{HAN}](?:省|市|自治区))(?:省|市"
    rf"|[{HAN}]{{0,3}}自治区)?(?:(?!国家)[{HAN}]){{0,14}}$"
)

_ACT = regex(
    r"\b(?:announcement|notice|circular|notification|interpretation|explanation|opinion|decision|decree|order"
    r"|provision"
    r"|regulation|measure|rule|report|plan|guideline|newsletter|bulletin)s?\b",
    re.IGNORECASE,
)
_VERBS = (
    r"\b(?:is|are|was|were|will|has|have|holds?|held|issue[sd]?|announce[sd]?|approve[sd]?|release[sd]?|launch(?:es"
    r"|ed)?"
    r"|publish(?:es|ed)?|meets?|met|sign(?:s|ed)?|becomes?|became|joins?|joined|grants?|granted|adopt(?:s|ed)?"
    r"|host(?:s|ed)?"
    r"|promulgate[sd]?|organi[sz]e[sd]?|convene[sd]?|kicks?|attend(?:s|ed)?|warns?|urges?|elects?|elected|appoint(?:s"
    r"|ed)?|praises?|thanks?|lists|helps?|backs?|wins?|won|gets?|got|receives?|received|calls?|introduce[sd]?|passes"
    r"|accept(?:s|ed)?|revise[sd]?|strengthens?|steps?|visit(?:s|ed)?|inspect(?:s|ed)?|clears?|cleared|opens?|opened"
    r"|streamlines?|simplif(?:ies|ied)"
    r"|eases?|eased|relaxe[sd]|clarif(?:ies|ied)|optimi[sz]e[sd]|accelerate[sd]|speeds|extends|extended|updates"
    r"|updated"
    r"|proposes|proposed|plans|seeks|says|said|tightens?|tightened|expands|expanded|cuts|lifts|lifted|suspends"
    r"|suspended|bans|banned|orders|ordered|requires|drafts|unveils|unveiled|solicits|discloses|finali[sz]e[sd]"
    r"|recommends|recommended|advises|adds|sets|starts|begins|rolls|confirms|reaffirms|allows|permits)\b"
)
_VERB = regex(_VERBS, re.IGNORECASE)
_LONGEST_VERB = 30
"""More characters than any verb has: behind the act, only a verb that begins before it counts."""
# The subject of the act follows; `Administration for Market Regulation` is a name.
_ABOUT = regex(
    r"\b(?:on|regarding|concerning|about"
    r"|(?<!administration )(?<!center )(?<!centre )(?<!institute )(?<!office )"
    r"(?<!bureau )(?<!agency )for|to|issuing|amending|implementing|adjusting|repealing|abolishing)\b",
    re.IGNORECASE,
)
# In news, also a place or a mere mention.
_ABOUT_NEWS = regex(
    r"\b(?:on|regarding|concerning|about|for|to|in|at|from|under|within|towards?|against|through|via|beware|fake|how"
    r"|what"
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
_CLAUSE = regex(r"[,;:!?]\s{1,3}(?:(?:and|as|with|while) )?(?:the )?(?:China(?:['’]s)? )?$")
_CLAUSE_VERB = regex(rf"(?:['’]s)?\s{{1,3}}(?:re-?)?{_VERBS}", re.IGNORECASE)
# `Widgets need no trial, new NMPA guideline says`
_SAYS = regex(r"[,;:!?–—-]\s{1,3}(?:the\s)?(?:new\s|latest\s|draft\s)?$", re.IGNORECASE)
_ITS_ACT_SAYS = regex(
    r"(?:['’]s)?\s(?:new\s|draft\s|latest\s)?(?:announcement|notice|circular|guid(?:eline|ance)|rule|regulation"
    r"|document|"
    r"report|polic(?:y|ie)|q&a|draft|official)s?\s(?:says?|states?|shows?|clarif(?:y|ies)|confirms?)\b",
    re.IGNORECASE,
)
_GRANTS = regex(
    r"(?:['’]s)?\s(?:conditional |marketing |market |emergency ){0,2}"
    r"(?:nod|approval|clearance|authori[sz]ation|go-ahead|green light)\b",
    re.IGNORECASE,
)
# `Premier signs State Council decree`
_SIGNS = regex(
    r"\b(?:signs?|signed)\s(?:(?:an?|the)\s)?(?P<act>(?:order|decree)\s(?:of|by)\s(?:the\s)?)?$", re.IGNORECASE
)
_ITS_ORDER = regex(r"(?:['’]s?)?\s(?:order|decree)\b", re.IGNORECASE)
# `Acme receives a designation from the CDE`
_FROM = regex(
    r"\b(?:approval|clearance|designation|nod|authori[sz]ation|green light|go-ahead|permission)\s(?:status\s)?from\s"
    r"(?:the\s)?(?:china(?:['’]s)?\s)?$",
    re.IGNORECASE,
)
_CALLS_ITS_ACT = regex(
    r"(?:(?:\s{0,2}[,&、]|\sand)?\s{0,2}[A-Za-z]{2,10}){0,3}?\s{0,3}(?:announcement|notice|decree|order|circular|公告"
    r"|通告|令)",
    re.IGNORECASE,
)
# `Measures for … (Order No. 9 of the State Administration for …)`
_SIGNED_BY = regex(
    r"\((?:promulgated\s(?:by|as)\s)?(?:joint\s)?(?:decree|order|announcement|notice|circular)\s"
    r"(?:no\.?\s?\d{1,4}[\s,]{1,2}(?:(?:of\s)?(?:19|20)\d\d\s)?)?of\s(?:the\s)?(?:PRC\s|china(?:['’]s)?\s|former\s)?$",
    re.IGNORECASE,
)
# `Interview with a former NMPA official`
_FORMER = regex(r"\b(?:former|ex|retired|past)[\s-](?:china(?:['’]s)?\s)?$", re.IGNORECASE)
_ITS_PEOPLE = regex(
    r"(?:['’]s)?\s(?:\w{1,12}\s){0,2}(?:officials?|head|directors?|chief|commissioners?|reviewers?|ministers?|staff"
    r"|employees?|inspectors?|experts?|leaders?)\b",
    re.IGNORECASE,
)
# `India: Ministry of Health`, `the Ministry of Health of Vietnam`: an authority abroad.
_COUNTRY = (
    r"(?:india|japan|(?:south )?korea|vietnam|viet nam|thailand|indonesia|malaysia|singapore|philippines|brazil"
    r"|russia"
    r"|ukraine|turkey|türkiye|egypt|israel|saudi(?: arabia)?|italy|spain|france|germany|poland|pakistan|bangladesh"
    r"|sri lanka"
    r"|cambodia|laos|myanmar|mongolia|kazakhstan|uzbekistan|cuba|mexico|canada|new zealand|UAE|kenya|ethiopia|ghana"
    r"|nigeria)"
)
_ABROAD_BEFORE = regex(rf"\b{_COUNTRY}(?:['’]s?)?\s?:?\s(?:the\s)?$", re.IGNORECASE)
_ABROAD_AFTER = regex(rf"(?:\s\([A-Z]{{2,8}}\))?\s(?:of|in)\s(?:the\s)?(?:\w+\sof\s)?{_COUNTRY}\b", re.IGNORECASE)
_JOINS = regex(r"(?:[\s,&()]|\b(?:and|the|jointly|with|general office of)\b){0,9}", re.IGNORECASE)
_ANOTHER_BODY = rf"[{HAN}]{{2,12}}(?:总局|[局部委署办会])"
"""An authority beside those of the table: `国家体育总局、`."""
_HAN_JOINS = regex(
    rf"(?:[、和与]{_ANOTHER_BODY}(?=[、和与])){{0,8}}"
    r"[\s、,和与及《(]{0,6}(?:办公厅|办公室|综合司|综合和规划财务司|中华人民共和国)?[\s、,和与及)]{0,6}"
)
_HAN_START = regex(
    r"(?:【[^【】]{1,16}】|\[[^\[\]]{1,16}\]|(?:图解|政策|视频|一图读懂|一图看懂|图文解读|重磅|转载|官宣|刚刚|突发|速递|最新|权威|重要|今日|快讯|喜讯|头条|聚焦|关注"
    r"|消息|发布|公告|通知|法规|资讯|汇总|动态)(?!关于)|中华人民共和国|中共中央办公厅|中国|[\s\d年月日《第届:、,!|丨【】「」]"
    rf"|{_ANOTHER_BODY}[、和与])*"
)
# The subject follows, or the act of somebody else.
_HAN_SUBJECT = regex("关于|转发|贯彻|落实|执行|学习|宣贯|按照|根据")
_HAN_SIGNS = regex(r"\((?:经|由|(?:19|20)\d\d年(?:\d{1,2}月\d{1,2}日)?,?)?(?:经|由)?(?:原|中华人民共和国)?$")
_HAN_BY = regex("[获经由被]得?$")
# `元宵节临近 北京市食药监局抽检…`: a clause of its own.
_HAN_DOES = regex(
    r"(?:近日|日前|正式|联合|紧急|全面|最新|再次|再|又|连|首次|将|拟|已|宣布|决定|公开)?"
    r"(?:发布|印发|公布|通报|出台|抽检|检查|查处|部署|开展|启动|提醒|提示|批准|召开|举办"
    r"|约谈|要求|回应|公示|推出|发文|下发|修订|调整|更新|征求|征集|明确|答复|叫停|严查|注销|撤销|取消|暂停|责令|曝光|警示|警告|披露|收回|受理|强调|表示|核准|附条件批准|同意|新增|发出"
    r"|通告|公告|加入)"
)
_CLAUSE_ENDS = " ,:!?;|丨】])。;"
_HAN_GRANTS = regex("(?:附条件|优先|应急|正式|审评)?(?:批准|核准|受理|审批|授予|认定|许可)")
_OF_PARENT = regex(
    r"(?:\s?\([A-Za-z]{2,8})?[)\s]{0,3}(?:,|,? ?\b(?:of|under)\b)?\s{0,2}(?:the\s)?(?:china(?:['’]s)?\s)?",
    re.IGNORECASE,
)
_OF_CENTRE = regex(r"(?:\s?\([A-Za-z]{2,8})?[)\s]{0,3}(?:['’]s?)?\s{0,2}(?:the\s)?", re.IGNORECASE)


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
}
# A cheap test, false for most titles: every one of these names has one of these.
_ABROAD_WORDS = (
    "DA", "EMA", "EDQM", "MHRA", "TGA", "MHLW", "MFDS", "HSA", "ANVISA", "Anvisa", "Swissmedic", "Canada", "ICH",
    "Harmoni", "harmoni", "WHO", "World", "world",
    "Commission", "Agency", "Administration", "Ministry", "Authority",
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
    r"(?:['’]s)?)\s(?i:(?:(?:medicines?|drugs?|health|devices?|regulatory|healthcare)\s){0,2}"
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
    r"|enter|exceed|formali[sz]e|integrate|redesign|reform|relocate|restructure|secure|select|standardi[sz]e|unif)"
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


def read_issuers(title: str, *, day: date, sources: tuple[str, ...] = ()) -> tuple[tuple[str, ...], str]:
    """Return the acronyms of the issuers, each once and in title order, and the words or the rule that give them.

    `title` is NFKC-folded and bounded by the caller. A short name is the authority of `day`, in Asia/Shanghai. A title
    that names nobody has the publisher of the first of its `sources` with one.
    """
    chinese = not title.isascii() and has_han(title)
    mentions = [
        (_acronym(match), match.start(), match.end())
        for pattern in ((_LATIN, _HAN) if chinese else (_LATIN,))
        for match in pattern().finditer(title)
    ]
    if not chinese and "A" in title:
        mentions += [
            (f"{_spelt(match['before'] or match['after'])} MPA", match.start(), match.end())
            for match in _LATIN_PROVINCE.finditer(title)
        ]
    foreign = next((found for source in sources if (found := foreign_publisher_of(source))), None)
    if foreign:
        # Letters such as MPS and SAC mean something else abroad.
        mentions = [mention for mention in mentions if mention[0] in _PARENTS or mention[2] - mention[1] > _LETTERS]
    if mentions:
        mentions.sort(key=lambda mention: mention[1])
        acting = _acting_in_chinese(title, mentions) if chinese else _acting(title, mentions)
        acting = _without_parents(title, acting)
        acting = [(_of_day(each, title, day, sources), each[1], each[2]) for each in _without_short(title, acting)]
        named = {acronym: title[start:end] for acronym, start, end in reversed(acting) if acronym != _LOCAL}
        issuers = tuple(dict.fromkeys(acronym for acronym, _, _ in acting if acronym != _LOCAL))
        if issuers:
            return issuers, ", ".join(named[acronym] for acronym in issuers)
    for source in sources:
        publisher = publisher_of(source)
        if publisher:
            joint = _joint(title, publisher) if foreign and not chinese else None
            return joint or ((publisher,), f"published in {source}")
    return ((), "") if chinese else _abroad(title)


def _abroad(title: str) -> tuple[tuple[str, ...], str]:
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
    names = match["names"] or match["doer"] or match["giver"]
    found = [(_abroad_acronym(each), each[0]) for each in _ABROAD_NAME().finditer(names)]
    return tuple(dict.fromkeys(acronym for acronym, _ in found)), ", ".join(words for _, words in found)


def _abroad_acronym(match: re.Match[str]) -> str:
    return _ABROAD_ACRONYMS[int((match.lastgroup or "a0")[1:])]


def _joint(title: str, publisher: str) -> tuple[tuple[str, ...], str] | None:
    """Return the regulators whose joint act heads the title, `publisher` among them, and their names; else None."""
    if not has_any(title, _ABROAD_WORDS):
        return None
    match = _JOINT().match(title)
    found = [(_abroad_acronym(each), each[0]) for each in _ABROAD_NAME().finditer(match["names"])] if match else []
    issuers = tuple(dict.fromkeys(acronym for acronym, _ in found))
    return (issuers, ", ".join(words for _, words in found)) if publisher in issuers and issuers[1:] else None


_LETTERS = 5
"""The most characters of a name that is only letters, such as NIFDC."""


def _acronym(match: re.Match[str]) -> str:
    group = match.lastgroup or ""
    if group == "province":
        return _BY_HAN[match[group]]
    return _LOCAL if group == "local" else _ACRONYM.get(group) or _ACRONYM[match[0]]


def _without_short(title: str, acting: list[_Mention]) -> list[_Mention]:
    """Return the mentions without a `总局` that repeats a name before it: `质检总局《办法》(总局令第5号)`."""
    named: list[_Mention] = []
    for acronym, start, end in acting:
        if title[start:end] != "总局" or not any(title[each[1] : each[2]].endswith("总局") for each in named):
            named.append((acronym, start, end))
    return named


def _spelt(province: str) -> str:
    return next(name for name in _PROVINCES if name.casefold() == province.casefold())


def _of_day(mention: _Mention, title: str, day: date, sources: tuple[str, ...]) -> str:
    """Return the issuer of a mention: for a short name the authority of the day, or the province of the source."""
    acronym, start, end = mention
    if acronym == _LOCAL:
        return next((found for source in sources if (found := province_of(source))), _LOCAL)
    words = title[start:end]
    if words in _FULL_NAME:
        return "NMPA" if day >= _FIRST_DAY else "SDA"
    return next(era for since, era in _ERAS if day >= since) if words in _OF_ITS_DAY else acronym


def named_issuers(notice: Notice) -> tuple[str, ...]:
    """Return the issuers of a notice that its title names; empty if it has only the publisher of its source.

    Such a title may be republished, and tells less from others: relations do not rely on its issuer.
    """
    by_source = any(publisher_of(source) in notice.issuers for source in notice.sources)
    return () if by_source and not _names_issuer(notice.title) else notice.issuers


@lru_cache(maxsize=8192)
def _names_issuer(title: str) -> bool:
    return bool(read_issuers(normalize("NFKC", title[:_LONGEST]), day=date.max)[0])


_LONGEST = 2_000


@cache
def known_issuers() -> tuple[str, ...]:
    """Return every issuer that a notice can have."""
    return (*_NAMES, *(f"{province} MPA" for province in _PROVINCES), *publishers())


def issuer_names() -> tuple[str, ...]:
    """Return the names by which a person can call an issuer: acronyms and Chinese names."""
    chinese = [name for name in _ACRONYM if has_han(name)]
    return (
        *known_issuers(),
        *chinese,
        *(f"{name}药监局" for name in _BY_HAN),
        *(f"{name}省药监局" for name in _BY_HAN),
    )


def find_issuer(name: str, *, today: date) -> str | None:
    """Return the issuer that a person calls by an acronym in any case or by a Chinese or English name, else None.

    `国家药监局` and `总局` are the authority of `today`, a day in Asia/Shanghai.
    """
    folded = " ".join(name.split())
    for issuer in known_issuers():
        if issuer.casefold() == folded.casefold():
            return issuer
    issuers, words = read_issuers(folded, day=today)
    whole = words.casefold() == folded.casefold() or has_han(folded)
    return issuers[0] if len(issuers) == 1 and whole else None


def _acting(title: str, mentions: list[_Mention]) -> list[_Mention]:
    act = _ACT().search(title)
    verb = _VERB().search(title, 0, act.start() + _LONGEST_VERB if act else len(title))
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
        if "(" in before and _SIGNED_BY().search(before):
            acting.append(mention)
            continue
        if _FORMER().search(before[-30:]) and _ITS_PEOPLE().match(title, end):
            continue
        if _ABROAD_BEFORE().search(before) or _ABROAD_AFTER().match(title, end):
            continue
        by = _BY().search(before) and (not formal or not title[end : end + 400].strip(" .)"))
        joined = acting and _JOINS().fullmatch(title, acting[-1][2], start)
        signed = before.endswith("(") and _CALLS_ITS_ACT().match(title, end)
        clause = not formal and _CLAUSE().search(before) and _CLAUSE_VERB().match(title, end)
        clause = clause or (_SAYS().search(before) and _ITS_ACT_SAYS().match(title, end))
        grants = not formal and _GRANTS().match(title, end)
        signs = _SIGNS().search(before)
        if _FROM().search(before):
            acting.append(mention)
            continue
        if signs and (signs["act"] or _ITS_ORDER().match(title, end)):
            acting.append(mention)
            continue
        if start < head or grants or by or joined or signed or clause or _MEETING_WITH().search(before):
            acting.append(mention)
    return acting


def _acting_in_chinese(title: str, mentions: list[_Mention]) -> list[_Mention]:
    head = _HAN_SUBJECT().search(title)
    signing = _signing(title, mentions) if "(" in title else set()
    chain: dict[int, int] = {}
    for _, _, end in reversed(mentions):
        # `国家药监局药审中心发布…`: the act stands behind the last of them.
        chain[end] = chain.get(next((other[2] for other in mentions if other[1] == end), end), end)
    acting: list[_Mention] = []
    for mention in mentions:
        acronym, start, end = mention
        if acronym in _CENTRES and _OF_A_PROVINCE().search(title, max(0, start - 24), start):
            continue
        quoted = title.count("《", 0, start) > title.count("》", 0, start)
        if quoted and any(title.count("《", 0, other[1]) == title.count("》", 0, other[1]) for other in acting):
            # `药审中心公开征求《国家药监局关于…》意见`: the name of the document has an issuer of its own.
            continue
        if head:
            acts = start < head.start()
        elif acting:
            acts = _HAN_JOINS().fullmatch(title, acting[-1][2], start) is not None
        else:
            clause = start > 0 and title[start - 1] in _CLAUSE_ENDS and _HAN_DOES().match(title, chain[end]) is not None
            acts = clause or _HAN_START().fullmatch(title, 0, start) is not None
        signed = start in signing
        by = not head and _HAN_BY().search(title, max(0, start - 4), start) and _HAN_GRANTS().match(title, end)
        if acts or signed or by:
            acting.append(mention)
    return acting


def _signing(title: str, mentions: list[_Mention]) -> set[int]:
    """Return where the mentions of a signature in brackets start: `…办法(国家药监局、海关总署令第5号)`."""
    signing: set[int] = set()
    run: list[_Mention] = []
    for mention in mentions:
        _, start, end = mention
        if not (run and _HAN_JOINS().fullmatch(title, run[-1][2], start)):
            run = []
        if run or _HAN_SIGNS().search(title, max(0, start - 24), start):
            run.append(mention)
        if run and _CALLS_ITS_ACT().match(title, end):
            signing.update(each[1] for each in run)
    return signing


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
