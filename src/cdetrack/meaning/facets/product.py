"""Find the product of a notice: in the fields of a row of the CDE's lists, or in title and text of an approval."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from cdetrack.text.application import is_application
from cdetrack.text.regex import Regex, regex
from cdetrack.text.script import HAN, has_han

PRODUCT_LISTS = ("cde/priority-review", "cde/breakthrough", "cde/trial-approvals")
"""The lists of the CDE with names of products as titles."""

STATED = "the listing states it"
_LONGEST = 120
"""Characters of the words that are told as a reason."""
# `Redtinib for Injection` is one name.
_ENDS = (
    r"(?=\s(?:for(?!\s(?:Injection|Infusion|Inhalation|Nebuli[sz]ation|(?:Oral|Nasal|External|Topical|Intravenous"
    r"|Subcutaneous)\s(?:Use|Solution|Suspension|Injection|Administration|Spray))\b)|to|as|in|with|by)\b|[,;:]|$)"
)
_APPLICATION_FOR = (
    r"(?:(?:(?:marketing|market|import|importation|registration|new drug|biologics licen[cs]e|supplementa(?:l|ry)"
    r"|authori[sz]ations?|applications?)\s){1,4}(?:of|for)\s(?:the\s)?)?"
)
_GRANT = r"(?:approval|authori[sz]ation|clearance|nod)\b"

_ENGLISH_TITLES = (
    # `Redtinib Tablets Approved for Marketing by NMPA`
    regex(
        r"^(?P<product>.{3,120}?)\s(?:(?:has|have|is|was|were)\s(?:been\s)?)?(?:conditionally\s|officially\s)?"
        rf"(?:approved|cleared|authori[sz]ed|granted\s(?:\w+\s){{0,3}}{_GRANT})",
        re.IGNORECASE,
    ),
    regex(
        r"^(?P<product>.{3,120}?)\s(?:gets?|got|wins?|receives?|received|obtains?|secures?)\s"
        rf"(?:[\w'’]+\s){{0,3}}{_GRANT}",
        re.IGNORECASE,
    ),
    # `NMPA Approves Redtinib Tablets for Marketing`, `FDA approves redtinib for gout`
    regex(
        r"\b(?:approve[sd]|clears|cleared|authori[sz]e[sd])\s(?:the\s)?"
        + _APPLICATION_FOR
        + r"(?:(?:(?:expanded|additional|new)\s)?(?:indications?|uses?)\s(?:for|of)\s)?"
        r"(?P<product>[^,;:]{3,120}?(?:\([^()]{0,80}\))?)" + _ENDS,
        re.IGNORECASE,
    ),
    regex(r"\bgrant(?:s|ed)\s(?:\w+\s){0,2}approval\s(?:to|for)\s(?P<product>[^,;:]{3,120}?)" + _ENDS, re.IGNORECASE),
)
_CONDITIONAL = r"[\"“”'‘’「」]?(?:有条件|附条件|附带条件|临时|紧急)?[\"“”'‘’「」]?的?"
_HAN_TITLES = (
    # `给瑞汀替尼片发放“有条件”上市许可`, `授予瑞汀替尼片附条件上市许可`
    regex(
        rf"(?:(?<=[^对应适])(?:给|向|为|对)(?P<product>[^,。;]{{2,80}}?)(?:发放|颁发|授予|给予)|授予(?:[^,。;]{{2,30}}?公司的?)?(?P<granted>[^,。;]{{2,80}}?))"
        rf"{_CONDITIONAL}(?:上市|销售)(?:许可|授权)"
    ),
    regex(
        r"批准(?!上市|注册|进口)(?P<product>[^,。;]{2,80}?)(?:的)?(?:简化|附条件|有条件)?"
        r"(?:(?<!已)上市|注册|进口|增加|新增|用于|(?:新|儿童|青少年|成人)?适应症|适用人群|$)"
    ),
    # `应急审批通过甲公司某检测试剂盒`
    regex(r"(?:应急|特别)审批(?:程序)?通过(?P<product>[^,。;]{2,80}?)(?:的?上市|注册|$)"),
    regex(
        r"^(?:[^,。;:\uff1a!]{2,20}[:\uff1a!])?(?P<product>[^,。;:\uff1a!]{2,80}?)(?:获准|获批|获得?药品注册(?:批件|证书)|获得?(?:国家药监局|国家药品监督管理局)?(?:附条件)?批准)"
    ),
)
_AUTHORITY = regex(
    r"(?:the\s)?(?:(?:US|U\.S\.|China|UK|EU)(?:['’]s)?\s)?(?:[CSU]?S?FDA|NMPA|EMA|MHRA|TGA|PMDA|MHLW|MFDS|HSA"
    r"|ANVISA|Swissmedic|Health Canada|CHMP|China|Japan|EU|[\w\s.,&’']{0,80}(?:administration|agency|regulators?"
    r"|authority|commission|ministry|watchdog))(?:\s(?:has|have|had))?",
    re.IGNORECASE,
)
"""The body that approves, as the subject of `approved`."""
# A class or a number of products, which is no name.
_NO_NAME = regex(
    r"^(?:the\s)?(?:first|second|third|new|another|more|several|some|many|\d|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|a|an|its|this|use)\b"
    r"|^(?:the\s)?[\w-]+['’]s\s(?:first|second|new)\b"
    r"|^(?:(?:covid|flu|influenza|polio|malaria|rabies|mpox|cancer|gene|cell|antibody|combination|updated|bivalent|generic|booster)"
    r"[\w-]{0,6}\s?){0,4}(?:vaccines?|boosters?|jabs?|shots?|doses?|therapy|treatment|combination|drug|medicine|test|device|kit)$"
    r"|^(?:首(?:个|款|批|例|家|台|次|支|张|创|仿|种|只|项)|第一|第二|又|多(?:款|个|种|项|家|批|国|名)|新(?!型冠状|冠)|\d(?!\d{0,2}价)|[一二三四五六七八九十两]{1,3}(?:个|款|种))"
    r"|\b(?:drugs|medicines|devices|products|treatments|therapies|applications?)$"
    r"|(?:药品|产品|器械|品种|申请|许可证?)$",
    re.IGNORECASE,
)
_LEADING = regex(
    r"^(?:[\w.&-]{1,30}\s){0,3}[\w.&-]{2,30}(?:['’]s|(?<=s)['’])\s(?!first\b|second\b|new\b)|"
    r"^(?:(?:china|nmpa|fda|the)\s|(?:imported|domestic|innovative|class [0-9.]+|orphan)\s(?:(?:innovative|new)\s)?"
    r"(?:drug|medicine|device|vaccine)\s)+"
    r"|^(?:1类)?(?:创新药|创新(?:医疗器械|产品|器械)|新药|罕见病(?:治疗)?药(?:品|物)?)(?=[^的])",
    re.IGNORECASE,
)
_TRAILING = regex(
    r"\s?\((?:trade name|商品名|英文名)[^()]{0,80}\)$|[\"”」]?创新(?:医疗器械|产品)$"
    r"|(?:在(?:国内|我国|中国|华|大陆)(?:正式)?|的|正式)$"
    r"|的?(?:上市|注册|进口)(?:许可|注册)?申请$",
    re.IGNORECASE,
)

# `我国某某疫苗`, `新冠病毒治疗药物某某胶囊`, `治疗痛风的新药某某片`: words before the name of a Chinese product.
_HAN_DRUG = r"(?:创新药物?|新药|药物|药品|用药|药)(?!涂层|洗脱|释放|球囊|支架|载|输|监|管|盒|系统|[的和与及])"
_HAN_LEADING = regex(
    rf"^(?:(?:(?:我国|我省|我市|本市|本省|国产|国内|中国(?=自主|首|创新|研|国产))(?:自主)?(?:研发|研制|生产)?的?"
    rf"|[{HAN}]{{2,20}}?(?:宣布(?:其|旗下)?|自主(?:研发|研制)的?)"
    r"|境外已上市的?(?:儿童|罕见病|抗肿瘤)?(?:治疗)?(?:用药|药品|药物|新药)?"
    r"|(?:双特异性抗体|单克隆抗体|抗体偶联药物|CAR-T(?:细胞)?(?:疗法|产品)|靶向药物?)(?=[^的和与、]{4})"
    rf"|(?:(?![片胶丸颗注])[{HAN}A-Za-z0-9()+-]){{1,16}}?(?:治疗|防治|预防)用?性?{_HAN_DRUG}"
    rf"|(?:用于)?(?:治疗|预防)(?:(?![片胶丸颗注])[{HAN}A-Za-z0-9()+-]){{1,20}}?的?{_HAN_DRUG}"
    rf"|(?:抗肿瘤|抗癌|抗病毒|抗新冠(?:病毒)?|降糖|降压|抗菌|抗感染|抗凝){_HAN_DRUG}"
    r"|(?:拥有|具有)(?:完全)?自主知识产权的|(?!首|第一|又|多|新的)[^的片胶丸颗注]{2,16}的(?=[^的]{4})"
    r"|(?:\d(?:\.\d)?类)?(?:中药|化学药?|生物)?(?:\d(?:\.\d)?类)?(?:创新药|新药)(?=[^的品物]))(?=.{2})){1,3}"
)
_SEVERAL = regex(r"^(?:\d{1,3}|[两二三四五六七八九十]{1,3}|多)[余多]?(?:个|款|种|项|批|家)")
_AROUND = " \"“”'《》,:"
"""Punctuation around a name."""
# `gout drug Redtinib`: words in small letters before a name in capitals.
_ENGLISH_KIND = regex(
    r"^(?:(?:[a-z][\w-]*|[A-Z]+-[\dA-Z]+)\s){1,4}?(?:drug|product|treatment|therapy|medicine|medication|pill|vaccine)\s"
    r"(?=[A-Z][a-z]{3,})(?!(?:Tablet|Injection|Capsule|Solution|Device|Kit|System|Product|Powder)s?\b)"
)
# `某某公司（Acme）申报的某某片`
_HAN_BEHIND_COMPANY = regex(
    r"^(?:我国|我省|我市|本市|本省|由)?(?![本该其我]公司)(?P<applicant>[^,。;、!?:|]{1,60}公司"
    rf"|[{HAN}]{{2,10}}(?:制药|药业|医药|生物|医疗|科技)(?=的|自主))(?:\([^()]{{1,60}}\))?"
    r"(?:自主|独家|自行|旗下|联合|共同)?(?:申报|研制|研发|生产|申请|开发|提交|持有|拥有)?的?(?=.{2})"
)

_COMPANY = (
    r"(?:Co\.?,?\s?Ltd\.?|Ltd\.?|Limited|Inc\.?|Corp(?:oration|\.)?|GmbH(?: & Co\. KG)?|AG|S\.?A\.?S?|S\.p\.A\.|LLC"
    r"|L\.?P\.?|plc|N\.V\.|B\.V\.|A/S|AB|KG|KK|Company)(?=[\s,.;()]|$)"
)
_ENGLISH_APPLICANT = regex(
    r"\b(?:filed|submitted|applied for|developed|manufactured|produced|made|marketed)\sby\s"
    rf"(?P<applicant>[A-Z][^;:]{{2,120}}?\b{_COMPANY})"
    rf"|\bapproval\s(?:of|to|was granted to|went to)\s(?P<granted>[A-Z][^;:]{{2,100}}?\b{_COMPANY})"
)
_HAN_COMPANY = r"(?:公司|集团|研究所|研究院|药厂|Ltd\.?|Inc\.?|GmbH|AG|LLC|S\.A\.)"
_HAN_APPLICANT = regex(
    rf"(?:批准了?|由|是|为)(?P<applicant>[^,。;、由是为了]{{2,60}}?{_HAN_COMPANY})"
    r"|(?:申请人|上市许可持有人|生产企业)(?:为|是|:)\s?(?P<holder>[^,。;]{2,80}?)(?=[,。;]|$)"
)
_HAN_PRODUCT = regex(
    rf"批准了?[^,。;]{{0,60}}?{_HAN_COMPANY}(?:自主)?(?:申报|研制|研发|生产|申请|提交|开发)?的?(?:1类)?"
    r"(?:创新药|创新产品|新药)?(?P<product>[^,。;的]{2,80}?)(?:\([^()]{0,80}\))?(?:的?上市|注册|增加|新增)"
)
_OF_TREATING = r"(?:the\s(?:treatment|prevention) of\s)?"
_TITLE_INDICATION = regex(
    r"\b(?:approves?|grants\s(?:\w+\s){0,2}approval)\b"
    r"(?:\s(?:\w+\s)?(?:indications?|uses?)\s(?:for|of))?.{3,120}?\s(?:for|to treat)\s"
    rf"{_OF_TREATING}(?P<indication>(?!marketing|market|sale|use\b)[^.;]{{4,200}})$",
    re.IGNORECASE,
)
_ENGLISH_INDICATION = regex(
    rf"\b(?:is|are)\s(?:indicated|used|suitable|intended)\sfor\s{_OF_TREATING}(?P<indication>[^.;]{{5,300}})",
    re.IGNORECASE,
)
_HAN_INDICATION = regex(r"(?:适用于|适应症为|用于治疗|用于)(?P<indication>[^。;]{3,200})")


class Product(NamedTuple):
    """A product, the applicant, the acceptance number of the application and the indication; None if unknown."""

    product: str | None = None
    applicant: str | None = None
    application: str | None = None
    indication: str | None = None


def read_product(
    *,
    title: str,
    summary: str | None,
    article: str | None,
    sources: tuple[str, ...],
    stated: Mapping[str, str],
    approved: bool,
    own: tuple[str, str, str],
) -> tuple[Product, dict[str, str]]:
    """Return the product of a notice, and for each of its fields the words or the rule that give it.

    `title` and `summary` are as the listing has them: a row of a product list may come from a cache of cdetrack 0.1,
    which put the applicant and the acceptance number into the summary. `own` are the folded title, summary and body,
    in which an approval (`approved`) names its product.
    """
    fields = {name: stated[name] for name in Product._fields if name in stated}
    why = dict.fromkeys(fields, STATED)
    if any(source in PRODUCT_LISTS for source in sources):
        parts = summary.split(" · ") if summary else []
        old = {
            "product": title,
            "application": article if article and is_application(article) else None,
            "applicant": parts[0] if len(parts) > 1 and not is_application(parts[0]) else None,
        }
        for name, value in old.items():
            if value and name not in fields:
                fields[name], why[name] = value, f"listed in {sources[0]}"
    if approved:
        for name, (value, words) in read_approval(*own).items():
            if name not in fields:
                fields[name], why[name] = value, words
    return Product(**fields), why


def read_approval(title: str, summary: str, body: str) -> dict[str, tuple[str, str]]:
    """Return `product`, `applicant` and `indication` of an approval, where named, with the words behind each.

    The texts are NFKC-folded and bounded. A headline about several products, or about a first one of its class, names
    no product.
    """
    text = f"{summary}\n{body[:4_000]}"
    han = has_han(title)
    product, named = _without_company(_product(title, _HAN_TITLES if han else _ENGLISH_TITLES))
    product = product or _without_company(_product(text, (_HAN_PRODUCT,)))[0]
    applicant = _first((text, _ENGLISH_APPLICANT), (text, _HAN_APPLICANT)) or named
    indication = _first((title, _TITLE_INDICATION), (text, _ENGLISH_INDICATION), (text, _HAN_INDICATION))
    found = {"product": product, "applicant": applicant, "indication": indication}
    return {name: each for name, each in found.items() if each is not None}


def _product(text: str, patterns: tuple[Regex, ...]) -> tuple[str, str] | None:
    for pattern in patterns:
        match = pattern().search(text)
        # `FDA approved redtinib`: the next pattern finds the object.
        if match and not _AUTHORITY().fullmatch(match["product"] or ""):
            name = next(filter(None, match.groups())).strip(_AROUND)
            name = (
                _TRAILING()
                .sub("", name if has_han(name) else _ENGLISH_KIND().sub("", _LEADING().sub("", name)))
                .strip()
            )
            return name, match[0][:_LONGEST]
    return None


def _without_company(found: tuple[str, str] | None) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Return the product, and the applicant before it in Chinese, each with the words behind it, else None."""
    if found is None:
        return None, None
    name, words = found
    if not has_han(name):
        return (found if _is_name(name) else None), None
    if _SEVERAL().match(name):
        return None, None
    company = _HAN_BEHIND_COMPANY().search(name)
    product = _without_leading(name[company.end() :] if company else name)
    if not _is_name(product):
        return None, None
    # Of companies together the title does not say which filed.
    applicant = company["applicant"] if company and not re.search("公司[和与及]", company["applicant"]) else None
    return (product, words), (applicant, words) if applicant else None


def _without_leading(name: str) -> str:
    return _LEADING().sub("", _HAN_LEADING().sub("", name)).strip(_AROUND)


def _is_name(name: str) -> bool:
    return len(name) > 1 and not _NO_NAME().search(name)


def _first(*tries: tuple[str, Regex]) -> tuple[str, str] | None:
    """Return the value of the first pattern that is in its text, and the words around it."""
    for text, pattern in tries:
        match = pattern().search(text)
        value = next(filter(None, match.groups()), "").strip(" ,") if match else ""
        if match and value:
            return value, match[0][:_LONGEST]
    return None
