"""Find the kind of document in a title: by its outer act, by the noun of a bare title, or by listing and address."""

import re
from functools import lru_cache
from urllib.parse import unquote

from cdetrack.meaning.facets.correction import find_correction
from cdetrack.meaning.facets.kind_chinese import chinese_kind, is_sentence_of_news
from cdetrack.meaning.facets.kind_english import ICH_STEP, english_kind
from cdetrack.meaning.facets.kind_nouns import has_verb
from cdetrack.meaning.facets.kind_phrases import named_act
from cdetrack.meaning.facets.product import PRODUCT_LISTS
from cdetrack.text.docnumber import CHINESE
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import HAN, count_han

_ENGLISH = re.IGNORECASE

_INTERPRETATION = Gated(
    r"(?<!guidance for the)(?<!guidance on the)(?<!guideline for the)(?<!guideline on the)(?<!guidelines for the)"
    r"(?<!guidelines on the)(?<!the\s)"
    r"\b(?:policy|official|expert|brief|further|regulatory)?\s?interpretations?\b(?!\s(?:of"
    r"|on) (?:test|clinical|the results))"
    r"|\bexplanatory (?:notes?|memorand(?:um|a)|statements?)\b|(?:^|\bpolicy )explanations? (?:of|on|for|about)\b"
    r"|解读(?!(?:高峰|高端)?(?:论坛|研讨会|峰会))|图解"
    r"|一张?[图文](?:带你|轻松)?[读看弄搞]懂|[读看弄搞]懂《|一张?[图文](?:了解|速览|速读|概览)|图说"
    r"|(?:起草|编制|修订|制修订|编写)说明"
    r"|(?:办法|规定|条例|规范|规则|细则|公告|通告)》(?:中)?(?:的)?(?:有关|相关|若干)?(?:问题|事项|条款|内容)的?(?:有关)?说明$"
    r"|修正总说明$|解释意见$"
    # Not the words of a parliament or a court, which bind as laws do.
    r"|^(?!.{0,100}(?:人民代表大会|常委会|常务委员会|最高[人法检]|适用法律))"
    r".{0,200}关于.{2,200}(?:问题|规定|条款|条文|规则|含义|适用)的解释$",
    *("interpretation", "explanat", "解读", "图解", "一图", "一张", "一文", "图说", "说明", "解释意见", "的解释"),
    "懂《",
)
# Not the code of a guideline or an acronym: `ICH Q2(R2)问答` is Chinese.
_LATIN_WORD = regex(r"\b[A-Za-z]{0,20}[a-z][A-Za-z]{0,20}\b")
_NUMBER = regex(CHINESE)
_ASKED = frozenset({"announcement", "notice", "interpretation", "meeting", "qa"})
"""The kinds of titles that may end in a question mark."""
# `支架产品注册单元应如何划分?`: a question of an applicant, which a regulator answers.
_ASKS_HOW = regex(
    r"应(?:该|当)?如何|如何(?:划分|确定|提交|选择|填写|申报|申请|办理|理解|计算|命名|描述|界定|判定|处理|进行|开展)|是否(?:还|也|均|都)?"
    r"(?:需|可|应|必须|允许|属于|能|要)|可否|(?<!谁)能否(?![决定认])|哪些|有何(?:要求|建议|规定|区别)|什么(?:资料|要求|文件|情况|条件)|怎么(?:办|填|交|申)|吗\?$"
)
_PROCEDURE = regex(
    r"注册|备案|申报|申请|受理|临床试验|临床评价|检验|检测|标准|变更|说明书|标签|产品|试剂|资料|企业标准|许可|生产质量|型号|样本"
)
_IN_A_LIST_OF_GUIDELINES = frozenset({"guideline", "qa", "correction"})
# `Q3E Extractables and Leachables`: a guideline of the ICH by its code.
_ICH_CODE = regex(
    rf"(?:(?:Draft )?VICH (?:Topic )?GL|(?:ICH\s(?:guideline\s)?)?[QSEM])\d{{1,2}}[A-Z]?\s?(?:\(R\d\))?(?=[\s:《{HAN}])"
)
# `Q2 report on shortages`: a quarter, or a report that names a code, and no guideline.
_QUARTER = regex(
    r"[QSEM]\d{1,2}\s(?:20\d\d\s)?(?:\w+\s){0,3}?(?:report|bulletin|newsletter|statistics|standards?)\b",
    _ENGLISH,
)
# `This guidance explains …`, `Guidance for sponsors on …`: what a site says of its own document; not `Guidance on
# widgets was published`.
_OPENS_AS_GUIDANCE = regex(
    r"(?:This (?:(?:draft|final|revised|updated) )?(?:guid(?:ance|eline)(?: document)?)"
    r" (?:explains?|describes?|provides?|outlines?|sets|helps?|is (?:for|to|intended|about)|covers|gives|aims|applies)"
    r"|Guidance (?:for|on|about|to (?:help|assist|explain)))\b"
    r"(?![^.]{0,300}\b(?:(?:has|have|is|are|was|were|will|to) (?:been |be )?(?:\w+ly |now )?"
    r"(?:published|issued|released|withdrawn|announced|out)|says?|said)\b)"
)
_HAN_NEWS = regex("召开|举办|培训|实施|发布|落地|通过|启动|完成|进展|加入")
BARE: dict[str, str] = {
    "cde/priority-review": "designation",
    "cde/breakthrough": "designation",
    "cde/trial-approvals": "trial-permission",
    **dict.fromkeys(("cde/laws", "cde/rules", "nmpa/laws", "nmpa-cn/regulations", "eurlex/oj-l"), "regulation"),
    **dict.fromkeys(
        ("mfds/acts", "mfds/amendments", "mfds/drafts", "tfda/law-drafts", "tfda/controlled"), "regulation"
    ),
    **dict.fromkeys(("nmpa/policies", "nmpa-cn/interpretations", "gov/interpretations"), "interpretation"),
    **dict.fromkeys(("cde/guidance", "cde/database", "cde/consultations"), "guideline"),
    **dict.fromkeys(("mfds/guides", "mfds/more-guides"), "guideline"),
    **dict.fromkeys(("cdr/alerts", "cdr/bulletins", "cdr/devices", "cdr/cosmetics", "cdr/reports"), "report"),
    "nifdc/questions": "qa",
    **dict.fromkeys(("fda/recalls", "fda/recalls-list", "fda/medwatch", "fda/warning-letters", "fr/fda"), "notice"),
    **dict.fromkeys(
        (
            "mhra/alerts",
            "mhra/safety-update",
            "tga/safety-updates",
            "tga/alerts",
            "tga/safety-alerts",
            "tga/market-actions",
            "tga/shortages",
        ),
        "notice",
    ),
    **dict.fromkeys(("hc/recalls", "hc/devices", "hc/recalls-list", "openfda/drug-enforcement"), "notice"),
    **dict.fromkeys(("who/product-alerts", "mfds/safety-letters", "tfda/drug-alerts", "tfda/device-alerts"), "notice"),
    **dict.fromkeys(("ema/guidelines", "ema/documents", "ema/procedures", "fda/guidance"), "guideline"),
    **dict.fromkeys(("ich/efficacy", "ich/quality", "ich/safety", "ich/multidisciplinary"), "guideline"),
}
"""Source -> the kind of a title that names none."""
_NO_SECTION = frozenset({"ema/guidance"})
"""Built-in sources with rows of several kinds, whatever their names say."""
# The last part of the name of a user's source: `fda/guidances`, `tga/guidance-documents`, `cmde/指导原则`.
_SECTION = regex(
    r"(?:^|/)(?:[\w.]{1,40}-){0,4}?(?:(?P<guideline>guid(?:ances?|elines?)(?:-documents?)?|[\w]{0,8}指导原则)"
    r"|(?P<regulation>(?:laws|regulations|rules|legislation|法律法规|法规)(?:-and-(?:laws|regulations|rules))?)"
    r"|(?P<interpretation>interpretations|政策解读|解读)|(?P<qa>faqs?|q-and-a|qa|问答|常见问题)"
    r"|(?P<notice>recalls|shortages|warning-letters|notices|circulars|notifications|召回|通知))$",
    _ENGLISH,
)
# The same in the path of a link, with the sections that sites of China name by their initials: `ypggtg` (药品公告通告),
# `zhcjdyp` (政策解读药品), `zdyz` (指导原则). News stop the search: `/notices/news/2031/x.html` is news.
_FOLDER = regex(
    r"(?P<news>news(?:room)?|blogs?|press(?:-[\w-]{1,20})?|[a-z]{0,4}xwdt|gzdt|yaowen)"
    r"|(?P<announcement>[a-z]{0,8}ggtg)|(?P<notice>[a-z]{0,8}tzgg|gzwj[a-z]{0,6}|zqyj|tzwj|consultations?|product-recall"
    r"|[\w-]{0,30}?(?:safety|device|drug|product)-alerts?|(?:medicine-|drug-)?safety-updates?)"
    r"|(?P<interpretation>zh?cjd[a-z]{0,6})|(?P<guideline>[a-z]{0,6}zdyz[a-z]{0,6})|(?P<qa>cjwt[a-z]{0,6})"
    r"|(?P<regulation>bmgzh?|flfg)",
    _ENGLISH,
)
_GUIDELINES = frozenset(
    {"ema/guidelines", "fda/guidance", "ich/efficacy", "ich/quality", "ich/safety", "ich/multidisciplinary"}
)
"""Lists of guidelines alone: `Annual Reports` is the subject of one."""
_OF_GUIDELINES = Gated(r"(?:fda|ema|ich)/(?:\w{1,20}-)?guid(?:ances?|elines?)(?:-documents?)?\Z", "guid")
"""The same under a name of the user's."""


def read_kind(title: str, sources: tuple[str, ...], url: str | None = None, summary: str = "") -> tuple[str, str]:
    """Return the kind and the words or rule that give it. `title` is NFKC-folded and bounded by the caller.

    Sources, then the section of the site that the link is in, and then the opening of the summary decide the kind of a
    title that names none.
    """
    for source in sources:
        # Their titles are names of products, with any words.
        if source in PRODUCT_LISTS:
            return BARE[source], f"listed in {source}"
    match = _INTERPRETATION.search(title)
    if match:
        return "interpretation", match[0]
    correction = find_correction(title)
    if correction:
        return "correction", correction[0][:80]
    chinese = not title.isascii() and _is_chinese(_NUMBER().sub("", title))
    found = _or_by_code(title, chinese_kind(title) if chinese else english_kind(title))
    if found and found[0] == "guideline" and "fr/fda" in sources and "guid" not in found[1].lower():
        # `Labeling Requirements` is a rule in the Federal Register.
        found = None
    if title.rstrip().endswith("?") and not (found and found[0] in _ASKED):
        # `…已批准上市的，应如何申报？`: a question is no approval, guideline or law, whatever it asks about.
        asked = _ASKS_HOW().search(title) if chinese and _PROCEDURE().search(title) else None
        found = ("qa", asked[0]) if asked else None
    if found and (found[0] in _IN_A_LIST_OF_GUIDELINES or not any(map(has_guidelines_alone, sources))):
        return found
    return _bare_kind(title, sources, url, summary)


def _bare_kind(title: str, sources: tuple[str, ...], url: str | None, summary: str) -> tuple[str, str]:
    """Return the kind of a title that names none."""
    for source in sources:
        kind = section_kind(source)
        # `某局曝光八起案例` is news in a list of notices, too.
        if kind and not (kind == "notice" and source not in BARE and is_sentence_of_news(title)):
            return kind, f"a bare title in {source}"
    code = _ICH_CODE().match(title)
    # `S1B(R1) Addendum to S1B`, `E2D(R1) … Reports` and `E19 … - Step 5` have no verb.
    words = ICH_STEP.sub("", title).replace(" to ", " ").removesuffix("Reports")
    if code and not has_verb(words) and not _HAN_NEWS().search(title):
        return "guideline", code[0].strip()
    folder = folder_kind(url) if url else None
    if folder:
        return folder[0], f"a bare title under {folder[1]}"
    opening = _OPENS_AS_GUIDANCE().match(summary) if summary and not has_verb(words) else None
    if opening:
        return "guideline", f"its summary opens with {opening[0]}"
    act = named_act(title)
    return ("notice", act) if act else ("news", "nothing names another kind")


def _is_chinese(title: str) -> bool:
    """Return True if a title is Chinese, not English with a Chinese name; two characters count as a word."""
    return count_han(title) > 2 * len(_LATIN_WORD().findall(title))


_CODED = frozenset({"regulation", "report"})
"""What words in the name of an ICH guideline may seem: `Q6A Specifications`, `E2B Individual Case Safety Reports`."""


def _or_by_code(title: str, found: tuple[str, str] | None) -> tuple[str, str] | None:
    """Return the kind of a title; the code of an ICH guideline outweighs the words of its name."""
    code = _ICH_CODE().match(title) if found and found[0] in _CODED and _QUARTER().match(title) is None else None
    return ("guideline", code[0].strip()) if code else found


def section_kind(source: str) -> str | None:
    """Return the kind of a bare title in a source: for a user's source, by the last part of its name."""
    if source in BARE or source in _NO_SECTION:
        return BARE.get(source)
    section = _SECTION().search(source)
    return section.lastgroup if section else None


def folder_kind(url: str) -> tuple[str, str] | None:
    """Return the kind of a bare title by the innermost section in the path of its link, and that part of the path."""
    for folder in reversed(re.split(r"[?#]", url, maxsplit=1)[0].split("/")[3:-1]):
        kind = _named_kind(folder)
        if kind:
            return kind, f"/{folder}/"
    return None


@lru_cache(maxsize=1024)
def _named_kind(folder: str) -> str | None:
    section = _FOLDER().fullmatch(folder) or _SECTION().fullmatch(unquote(folder))
    return section.lastgroup if section else None


def has_guidelines_alone(source: str) -> bool:
    """Return True if each title in a source is that of a guideline, whatever its nouns."""
    return source not in _NO_SECTION and (source in _GUIDELINES or _OF_GUIDELINES.match(source) is not None)
