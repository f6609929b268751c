"""Find the kind of a headline of news: a meeting, an approval, the issue of a document."""

import re

from cdetrack.text.regex import has_any, regex

_ENGLISH = re.IGNORECASE

_MEETS = regex(
    r"\s[–—-]\s(?:announcement|notice) of (?:[\w-]{1,20} ){0,2}meeting\b"
    r"|\bmeeting (?:highlights|statements?)\b|\b(?:meeting|party|committee|group) (?:minutes|summary)$"
    r"|\b(?:meets?|met|meeting|talks?) (?:up )?with\b|\bmeets\b"
    r"|\b(?:meetings?|seminars?|symposi(?:um|a)|(?:video|tele)?conferences?|ceremony"
    r"|expos?|forums?|workshops?|summits?|congress|training(?: (?:course|session"
    r"|class)(?:es|s)?)?"
    r"|talks|webinars?|roundtables?|press briefings?|sessions?|lectures?|dialogues?|consultations|assembly|visits?)\b"
    r".{0,160}\b(?:held|convened?|opens?|opened|kick(?:s|ed) off|conclude[sd]?"
    r"|took place|takes? place|successfully|hosted|launched|in (?:beijing|shanghai))\b"
    r"|(?<!-)\b(?:holds?|held|hosts?|hosted|convenes?|convened|attends?|attended|co-?hosts?|co-?hosted|organizes?|organized"
    r"|chairs?|chaired|addresses)\b.{0,120}"
    r"\b(?:meetings?|seminars?|symposi(?:um|a)|(?:video|tele)?conferences?|forums?|workshops?|summits?|congress"
    r"|trainings?|training|talks|webinars?|roundtables?|briefings?"
    r"|sessions?|lectures?|dialogues?|exchanges?|assembly|ceremony)\b"
    r"|(?<=[\w)] )(?<!\bon )(?<!\bof )(?<!\bfor )(?<!\bto )(?<!\bby )(?<!\bin )(?<!\bbefore )(?<!\bwhen )(?<!\band )"
    r"(?:convening|holding|hosting)\b.{0,60}"
    r"\b(?:meetings?|seminars?|symposi(?:um|a)|conferences?|forums?|workshops?|summits?|congress|webinars?|sessions?)\b"
    r"|\b(?:commissioner|minister|delegation|director|head|chief|president|officials?"
    r"|leaders?|(?-i:[A-Z]\w{1,12} [A-Z]\w{1,12})) (?:pays? a visit|visits|visited|receives"
    r"|received)\b"
    r"|\bcommittee\b[^:]{0,40}: ?\d{1,2}(?: ?[-–] ?\d{1,2})? [A-Z][a-z]{2,8} (?:19|20)\d\d$"
    r"|^(?:the )?(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|annual"
    r"|20\d\d)?.{0,80}\b(?:seminar|symposium|conference|forum|workshop|summit"
    r"|meeting)s?"
    r"(?: in \w+| \d{4}|,? (?:on )?\d{1,2}(?: ?[-–] ?\d{1,2})? [A-Z][a-z]{2,8} \d{4})?$"
    r"|(?:召开|举办|举行|会见|出席|(?<!民众)(?<!市民)(?<!居民)(?<!公众)(?<!患者)参加(?!.{0,40}(?:检查|抽检|考试|集采|集中采购|医保|保险|试验|谈判)$)|主持).{0,60}"
    r"|(?:会议|会谈|座谈会|研讨会|培训班|研修班|论坛|峰会|交流会|见面会|推进会|宣贯会|培训会|说明会|听证会|论证会|咨询会|对接会|调度会|年会|沙龙|讲座|会议纪要)(?:召开|举办|举行|在|成功|顺利|圆满|开班|开幕|闭幕|$)"
    r"|(?:大会|年会|论坛|峰会)[”」]?(?:隆重|盛大)?开幕",
    _ENGLISH,
)
# Cheap tests, false for most English titles: every match of the two patterns has one of these.
_MEETS_WORDS = (
    "meet", "met ", "talk", "seminar", "symposi", "conference", "ceremony", "expo", "forum", "workshop", "summit",
    "congress", "training", "webinar", "roundtable", "briefing", "session", "lecture", "dialogue", "consultations",
    "assembly", "committee", "visit", "exchange", "receive", "minutes",
)  # fmt: skip
_APPROVES_WORDS = (
    "approv", "clear", "authori", "grant", "give", "get", "got", "win", "won", "obtain", "receive", "secur", "green",
    "ok", "hit", "enter", "allow", "launched", "permit",
)  # fmt: skip
_NO_MEETING = regex(
    r"^(?:public )?(?:submissions?|decisions?|comments?|responses?|advice|outcomes?|notices?|reports?"
    r"|interim decisions?) (?:on|of|from|to|about|regarding)\b"
    r"|\b(?:adopted|agreed|taken|made|discussed|recommended) (?:at|during) (?:the|its)\b"
    r"|\b(?:meets?|met|meeting) (?!with\b).{0,40}\b(?:requirements?|standards?|demands?"
    r"|needs?|criteria|targets?|goals?|benchmarks?|expectations?|conditions?|thresholds?|obligations?|specifications?"
    r"|deadlines?)\b",
    _ENGLISH,
)

# Many products approved in a while are news.
_MANY = regex(
    r"(?<![\w.-])(?<!type )(?<!phase )(?<!class )(?<!grade )(?<!stage )(?:[2-9]|\d{2,3}|\d{1,3},\d{3}"
    r"|\d{4,6}(?!年))(?![\w.-])"
    r"\s(?:[\w-]{1,20}\s){0,5}?(?:products|drugs|devices|medicines|vaccines|therapies|treatments|kits|reagents|items)\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|several|many"
    r"|record number) (?:of )?(?:[\w-]{1,20}\s){0,5}?"
    r"(?:products|drugs|devices|medicines|vaccines|therapies|treatments)\b.{0,60}"
    r"\b(?:in (?:20\d\d|the (?:past|last|first)|[A-Z]\w{2,8}$)|(?:last|this|past) (?:year|month)|so far|since)\b"
    r"|(?:一批|首批|多[款个种项]|若干).{0,20}(?:获批|批准|获准)|批准(?:了)?(?:一批|多[款个种项]|数十?[款个种项])"
    r"|(?:批准|获批|注册|上市).{0,20}?(?<![\d.])(?:[2-9]|\d{2,6})余?(?:个|种|款|项|件)(?!月)"
    r"|(?<![\d.])(?:[2-9]|\d{2,6})余?(?:个|种|款|项|件)(?!月).{0,30}(?:获批|批准|上市)",
    _ENGLISH,
)

# The permission to begin a clinical trial.
_TRIAL = regex(
    # Trials before or after an approval are those of a guideline.
    r"\b(?<!\bpre[ -])(?<!\bpost[ -])(?:approv(?:ed|es|al)"
    r"|clear(?:s|ed|ance)|green ?-?lights?|greenlit|nod|permission|authori[sz](?:ed|es|ation)"
    r"|go-ahead|allowed)\b"
    r".{0,50}\b(?:(?:clinical|human) (?:trials?|stud(?:y|ies)|testing)|(?:vaccine|drug|device) trials?)\b"
    r"|\bIND (?:clearance|approval|application (?:is |was )?(?:cleared|approved|accepted))\b|\bimplied (?:permission"
    r"|approval|licen[cs]e)\b"
    r"|获批(?:开展|进入)?(?:.{0,10}期)?临床|临床(?:试验|研究)?(?:申请)?(?:获批|获准)(?!上市)|(?:批准|同意|许可|获批|获准).{0,60}(?:开展|进入|进行).{0,20}临床(?:试验"
    r"|研究)"
    r"|临床试验(?:默示许可|(?:申请)?获(?:得)?(?:批准?|默示许可|许可))|获得?.{0,20}临床(?:试验)?(?:批件|批准|默示许可"
    r"|许可)",
    _ENGLISH,
)
_TRIAL_WORDS = ("trial", "stud", "testing", "ind ", "implied")
_NO_TRIAL = regex(
    r"\b(?:reviews?|process|procedures?|time|period|days|system|pilot|reform|optimi\w{1,8}|institutions?"
    r"|applications for|provisions"
    r"|guid(?:elines?|ances?)|measures|regulations?|announcements?|notices?|q&a|plan|mechanism|policy)\b|程序|制度"
    r"|机制|改革|试点|机构|审评审批",
    _ENGLISH,
)
_DESIGNATES = regex(
    r"\b(?:grant(?:s|ed)?|receiv(?:es?|ed)|award(?:s|ed)|gets?|got|wins?|won|secur(?:es?|ed)|obtain(?:s|ed)?|given"
    r"|accepted (?:for|under))\b.{0,80}"
    r"\b(?:breakthrough|orphan|fast[- ]track|priority review|PRIME|RMAT|sakigake|rare pediatric)\b"
    r"|^orphan designation\b|^EU/3/\d\d/\d{1,5}\b|\borphan designation (?:for|of)\b(?! (?:medic|applic|spons))"
    r"|(?:被|拟|获|正式)?纳入.{0,8}(?:突破性治疗|优先审评|特别审批)|(?:获|授予).{0,30}(?:突破性治疗|孤儿药|优先审评"
    r"|快速通道)",
    _ENGLISH,
)
_DESIGNATES_WORDS = ("breakthrough", "orphan", "fast", "priority", "prime", "rmat", "sakigake", "pediatric", "eu/3/")
_NO_DESIGNATION = regex(
    r"^lists? of\b"
    r"|\b(?:provisions|guid(?:elines?|ances?)|procedures?|regulations?|announcements?|notices?|q&a|policy|programs?"
    r"|applying|vouchers?|fund(?:s|ed|ing)?|grants (?:to|for))\b"
    r"|程序|制度|政策|申请人|有关",
    _ENGLISH,
)

# Not an approval of a product: a document, a plan, a place, a count of many.
_APPROVES = regex(
    r"\b(?:approved|cleared|authorized|granted|given|gets?|got|wins?|won|obtain(?:s|ed)?|receives?|received"
    r"|secures?)\b.{0,40}"
    r"\b(?:for (?:the )?(?:marketing|market|emergency|use|sale|launch|conditional"
    r"|registration|clinical|treatment|use)|to (?:market|treat|prevent)|market(?:ing)? (?:approval"
    r"|authorization|access)"
    r"|(?:conditional |emergency |regulatory )?(?:approvals?|nod|green light|go-ahead)"
    r"|by (?:the )?(?:china(?:['’]s)?\s)?(?:NMPA|CFDA|national medical|drug regulator)"
    r"|in china)\b"
    # `Redtinib approved by the FDA`, but not `Information on products approved by the FDA`
    r"|^(?:(?!\b(?:for|of|on|in|to|with|by|at|from)\b)[^:;]){3,120}\bapproved by (?:the )?"
    r"(?:(?:US|UK|EU|japan)(?:['’]s)?\s)?(?:FDA|EMA|MHRA|TGA|PMDA|MHLW|HSA|MFDS|ANVISA|Swissmedic"
    r"|Health Canada|European Commission)\b"
    r"|^[^:;]{3,80}(?<!drugs )(?<!products )(?<!devices )(?<!medicines )(?<!vaccines )(?<!therapies )(?<!treatments )"
    r"\bapproved in (?:the )?(?:EU|europe|US|U\.S\.|UK|japan|canada|australia|singapore)\b"
    r"|\bfirst (?:\w+ ){0,3}to approve\b"
    r"|\bannounce[sd]? (?:[\w-]+ ){0,2}?(?:NMPA|FDA|EMA|MHRA|PMDA|MHLW|European Commission)"
    r" (?:marketing )?approval (?:of|for)\b"
    r"|\bapproval (?:granted|given) (?:to|for)\b(?! (?:clinical )?(?:trials?|stud))"
    # `Authorization of Acme’s Widgetax vaccine for adults`: a name with a capital, and what it is.
    r"|^authori[sz]ation of (?-i:[A-Z])[^:;,]{2,80}?"
    r"\b(?:vaccine|tablet|capsule|injection)s?\b(?=\s(?:for|booster|in|to)\b|\s?\(|$)"
    r"|\b(?:greenlights?|green-lights?|greenlit|gives? (?:the )?(?:green light"
    r"|go-ahead|nod)|given (?:the )?(?:green light|go-ahead))\b"
    r"|\b(?:NMPA|china(?:['’]s (?:drug |top )?(?:regulators?|watchdog|administration))?"
    r"|administration|agency|S?FDA|CFDA|regulators?|EMA|MHRA|TGA|PMDA|MHLW|HSA|MFDS|Anvisa|Swissmedic|Health Canada"
    r"|European Commission)"
    r" (?:\w+ )?(?:conditionally |officially |also )?(?:approves?|approved|greenlights?|clears|cleared"
    r"|authori[sz]e[sd]|(?:grants|granted)(?=.{0,60} (?:approvals?|authori[sz]ations?|clearance|licen[cs]es?"
    r"|marketing|nod)\b)"
    r"|licen[cs]es|okays|OKs|(?:permits|allows) (?:the )?marketing)\b"
    r"|\b(?:drugs?|medicines?|tablets?|capsules?|injections?|inhibitors?|antibod(?:y|ies)|vaccines?|therap(?:y|ies)"
    r"|devices?|systems?|kits?|treatments?|inhalers?)\b.{0,40}\bapproved for\b(?! (?:clinical )?trials?\b)"
    r"|\b(?:approved|hits?|enters?|allowed|launched)\b.{0,20}\b(?:market|marketing)$|\bapproved$"
    r"|(?:附条件)?批准.{1,80}(?:上市|注册|进口)(?!(?:注册|许可)?申请(?!$))|批准.{1,60}(?:新增?适应症|用于.{2,40})$"
    r"|批准.{1,80}(?:(?:新增?|儿童|青少年)适应症|适用人群(?:扩展|扩大))|(?:应急|特别)审批(?:程序)?通过(?!.{0,6}\d).{4}"
    r"|获得?.{0,12}(?:药品注册(?:批件|证书)|医疗器械注册证)$"
    r"|(?:给|向|为|对).{2,60}?(?:发放|颁发|授予|给予).{0,12}(?:上市|销售)(?:许可|授权)(?!持有人|证|申请|转让|变更)"
    r"|授予.{2,60}?(?:上市|销售)(?:许可|授权)(?!持有人|证|申请|转让|变更)"
    r"|(?:优先审评审?批?|审批程序|附条件)批准上市$|应急批准(?!程序|机制)[^,。;]{2,60}(?:试剂|试剂盒|疫苗|产品|系统|仪|药物)$"
    r"|核准(?:全球)?(?:首款|首个).{2,40}$|核准.{0,40}上市$"
    # `用于某病治疗的某注射液上市`: without what it is for, `某国叫停某注射液上市` would look alike.
    r"|^(?!.{0,80}(?:申请|停止|暂停|推动|助力|加[速快]|促进|支持))(?:用于|治疗|预防|防治)[^,。;的]{2,40}的[^,。;的]{2,40}"
    r"(?:注射用[^,。;的]{2,20}|注射液|片|胶囊|颗粒|口服液|溶液|滴眼液|乳膏|软膏|凝胶|喷雾剂|贴剂|单抗|疫苗)(?:\([^()]{1,20}\))?上市$"
    r"|获批(?:上市|注册)?|获准上市|获.{0,20}批准上市|(?:上市|注册)(?:许可)?申请获得?.{0,12}批准",
    _ENGLISH,
)
_NO_APPROVAL = regex(
    r"\b(?:that|which) (?:are|is|were|have been|has been) (?:\w{1,20} )?(?:approved|authori[sz]ed|cleared)\b|"
    r"^(?:how|what|why|when|which|lists?|where)\b|"
    r"\b(?:taking|using|of|other|some|certain|with|all|on|for)\s(?:\w{1,20}\s){0,3}"
    r"(?:drugs?|medicines?|treatments?|therap(?:y|ies)|devices?|products?|vaccines?)\s(?:\w{1,20}\s)?approved for\b|"
    r"\b(?:must|should|shall|to|can|may|could|how|needs?|requires?|before|without|if|when)\s(?:\w+\s){0,3}?"
    r"(?:obtain|get|win|receive|secure)\b|"
    r"\b(?:overseas|already|previously|foreign|abroad)[ -]approved\b|"
    r"\bapprov(?:al|es|ed|e|ing)?\b.{0,60}\b(?:plan|plans|procedures?|process|guidelines?|opinions|regulations?"
    r"|provisions|law|establishment|pilot|zone"
    r"|centers?|policy|reform|scheme|laborator(?:y|ies)|resolutions?(?! of)"
    r"|(?:monitoring|traceability|reporting|regulatory|supervision|management|administrative) systems?)\b"
    r"|\b(?:over|more than|total of|nearly|about)\s\d+\b.{0,60}\bapproved\b"
    r"|\b\d{1,4}\s(?:\w{1,20}\s){0,4}(?:products|drugs|devices|medicines)\b.{0,40}\bapproved\b"
    r"|\blists? of\b.{0,40}\bapproved\b|\bapproved\b.{0,80}\bas (?:on|of|at) \d"
    r"|\bapproved (?:drugs?|devices?|products?) (?:list|catalog\w*)\b"
    r"|\bapproved (?:animal |human )?(?:drug|device) products\b"
    r"|\bapprov\w{1,4} (?:\w+ ){0,3}(?:label(?:l?ing)?|REMS|protocols?|supplements?)\b"
    r"|\brecommend\w{0,3}\b.{0,60}\bapprov|\bapproved for (?:\w+ ){0,3}review\b"
    r"|附条件批准(?:程序|技术|申请|上市申请|工作)|(?:已|未|不予?|拒绝|暂缓|暂不)批准|批准(?:的?(?:程序|工作)|注销|撤销)",
    _ENGLISH,
)

_ISSUES_REPORT = regex(
    r"\b(?:release[sd]?|issue[sd]?|publish(?:es|ed)?)\b"
    r"(?:(?!\b(?:guid|provision|measure|rule|requirement|template|notice|announcement)).){0,120}"
    r"\b(?:report|white paper|bulletin)\b"
    r"|^.{0,120}\b(?:report|white paper|bulletin)\b(?!s?ing).{0,80}\b(?:released|issued|published)\b",
    _ENGLISH,
)
_ANNOUNCES = regex(
    r"^(?!(?:what|how|why|when|where|which|proposed|recently|newly)\b)(?![^:]{0,40}\bround-?up\b).{0,120}?"
    r"\b(?<!\bto )(?:announce[sd]?"
    r"|issue[sd]?(?! for\b| (?:with )?[^:;]{0,40}\b(?:infringement|penalty|prohibition|improvement) notices?)"
    r"|promulgate[sd]?"
    r"|discloses|"
    r"(?<!vitro )(?<!batch )(?<!lot )(?<!press )release[sd]?(?! (?:stud|test|rate|profile|assay|tablet|capsule))"
    r"|publish(?:es|ed)?|rolls? out|unveils?|adopts?|proposes|finali[sz]e[sd]"
    r"|proposed(?= (?:an?|the|to|that|new|chang|amend|revis)))\b(?! by\b)",
    _ENGLISH,
)
# `Agency issues a Circular on …`
_A_NOTICE = regex(r"\s(?:(?:an?|the|its|new)\s){0,2}(?:notices?|circulars?|notifications?)\b", _ENGLISH)
# `Guideline on widgets adopted`
_IS_ISSUED = regex(r"\b(?:adopted|published|released|issued|unveiled|promulgated|finali[sz]ed)[.!]?$", _ENGLISH)
_A_DOCUMENT = regex(
    r"\b(?:announcements?|notices?|provisions?|regulations?|measures|rules?|guidelines?|guidances?|guides?|practices?"
    r"|plan|plans(?! (?:for|to)\b)|catalog(?:ue)?s?|standards?|opinions?|lists?"
    r"|procedures?|specifications?|requirements?|adoption|decisions?|laws?|decree|edition|policy|policies"
    r"|pharmacopo?eia|monographs?|annex(?:es)?|directives?|circulars?|documents?|principles|action"
    r"|(?:key|review|reviewing) points)\b",
    _ENGLISH,
)


def english_headline_kind(title: str, *, is_name: bool = False) -> tuple[str, str] | None:
    """Return the kind of an English headline and the words that give it; None if it has none.

    A title that is the name of a document announces nothing: in `Guideline for Release Studies …` no verb is its own.
    """
    lowered = title.lower()
    for kind, words, pattern, unless in (
        ("meeting", _MEETS_WORDS, _MEETS, (_NO_MEETING,)),
        ("trial-permission", _TRIAL_WORDS, _TRIAL, (_NO_TRIAL, _MANY)),
        ("designation", _DESIGNATES_WORDS, _DESIGNATES, (_NO_DESIGNATION, _MANY)),
        ("approval", _APPROVES_WORDS, _APPROVES, (_NO_APPROVAL, _MANY)),
    ):
        match = pattern().search(title) if has_any(lowered, words) else None
        if match and not any(other().search(title) for other in unless):
            return kind, match[0][:80]
    match = _ISSUES_REPORT().search(title)
    if match:
        return "report", match[0][:80]
    match = None if is_name else _ANNOUNCES().search(title)
    if match and _A_DOCUMENT().search(title, match.end()):
        return ("notice" if _A_NOTICE().match(title, match.end()) else "announcement"), match[0][-60:]
    match = _IS_ISSUED().search(title)
    if match and _A_DOCUMENT().search(title, 0, match.start()):
        return "announcement", match[0]
    return None


def chinese_headline_kind(title: str) -> tuple[str, str] | None:
    """Return the kind of a Chinese headline, such as meeting or approval, and the words for it; None if it has none."""
    for kind, pattern, unless in (
        ("meeting", _MEETS, ()),
        ("trial-permission", _TRIAL, (_NO_TRIAL, _MANY)),
        ("designation", _DESIGNATES, (_NO_DESIGNATION, _MANY)),
        ("approval", _APPROVES, (_NO_APPROVAL, _MANY)),
    ):
        match = pattern().search(title)
        if match and not any(other().search(title) for other in unless):
            return kind, match[0][:40]
    return None
