"""Find the kind of document in a title: the outer act decides, or the noun of a bare title."""

import re

from cdetrack.meaning.facets.correction import find_correction
from cdetrack.meaning.facets.headline import chinese_headline_kind, english_headline_kind
from cdetrack.meaning.facets.product import PRODUCT_LISTS
from cdetrack.text.docnumber import CHINESE, CHINESE_OF_FILE
from cdetrack.text.gated import Gated, has_any
from cdetrack.text.regex import Regex, regex
from cdetrack.text.script import HAN, count_han

_ENGLISH = re.IGNORECASE

_INTERPRETATION = regex(
    r"(?<!guidance for the)(?<!guidance on the)(?<!guideline for the)(?<!guideline on the)(?<!guidelines for the)"
    r"(?<!guidelines on the)(?<!the\s)"
    r"\b(?:policy|official|expert|brief|further|regulatory)?\s?interpretations?\b(?!\s(?:of"
    r"|on) (?:test|clinical|the results))"
    r"|\bexplanatory notes?\b|(?:^|\bpolicy )explanations? (?:of|on|for|about)\b|解读|图解"
    r"|一张?[图文](?:带你|轻松)?[读看弄搞]懂|一张?[图文](?:了解|速览|速读|概览)|图说"
    r"|(?:起草|编制|修订|制修订|编写)说明"
    r"|(?:办法|规定|条例|规范|规则|细则|公告|通告)》(?:中)?(?:的)?(?:有关|相关|若干)?(?:问题|事项|条款|内容)的?(?:有关)?说明$"
    r"|修正总说明$|解释意见$",
    _ENGLISH,
)
_INTERPRETS_WORDS = ("interpretation", "explanat", "解读", "图解", "一图", "一张图", "一文", "图说", "说明", "解释意见")

_NOUNS: tuple[tuple[str, str], ...] = (
    ("announcement", r"announcements?|communiqu[eé]s?"),
    (
        "notice",
        (
            r"notices?|circulars?|(?<!cover )(?<!response )letters?|reminders?"
            r"|warnings?(?! and precautions| sections?\b)"
            r"|(?<!and )(?<!premarket )(?<!risk )(?<!event )notifications?(?! (?:scheme|\(CTN\)))"
            r"|(?<!field )alerts?"
            r"|(?:safety|professional) communications?|revisions? of precautions|debarment orders?"
            r"|(?<!public )(?:public |open )?consultations?(?=\s(?:on|regarding|about|paper|document)\b|\s?[:–—]|$)"
            r"|advisor(?:y|ies)(?!\s(?:statements?|programs?|committees?|panels?|groups?|boards?|councils?|bod(?:y|ies)|opinions?))"
        ),
    ),
    (
        "qa",
        (
            r"q\s?&\s?as?|q and a|question-and-answer(?: documents?|s)?"
            r"|questions? (?:and|&) answers?(?: guides?| documents?)?|faqs?|frequently asked questions"
        ),
    ),
    (
        "plan",
        (
            # Not a sponsor's: `Risk Management Plans`, `Paediatric Investigation Plans`, `Development Programs`.
            r"(?<!risk management )(?<!investigation )(?<!study )(?<!analysis )(?<!change control )(?<!monitoring )"
            r"(?<!diversity action )plans?|action|action plans?|outlines?|roadmaps?|initiatives?|campaigns?"
            r"|work ?plans?"
            r"|(?:pilot|work|working|action|annual|multi-?annual|five-year|reform|rectification|implementation|national|joint"
            r"|global) (?:programs?|programmes?)"
            r"|(?<!control )(?<!enrichment )(?<!testing )(?<!sampling )(?<!dosing )strategy"
        ),
    ),
    (
        "report",
        (
            # `Report a Problem` is a verb.
            r"report(?!-| (?:an?|any|your|suspected|centre|center)\b)|reports(?=\s(?:of|on|for|by|from)\b"
            r"|\W{0,9}$)|white papers?|yearbooks?|bulletins?|statistics|statistical data|newsletters?|safety reviews?"
            r"|decision summar(?:y|ies)|summary basis of decision|(?:Aus|Swiss)PARs?"
            r"|(?:overviews?|summary|compilation)(?=\sof (?:the )?(?:comments|responses)\b)"
        ),
    ),
    (
        "guideline",
        (
            r"(?:annex|appendix)(?: [\dIVX]{1,4})? to (?:the )?(?:[\w-]{1,20} ){0,4}guidelines?"
            r"|guidelines?|guidance notes?|guidances?(?: documents?)?|guides?"
            r"|guiding (?:principles?|opinions)|technical requirements?"
            r"|key points|points[ -]to[ -]consider|principles|instructions?|considerations|requirements|criteria"
            r"|manuals?|handbooks?|(?:reflection|concept|recommendation|position) papers?|recommendations?"
            r"|best practices|good (?:\w+ ){0,2}?(?:submission|review|reliance|regulatory|reprint|machine learning)"
            r" (?:management )?practices?|procedural advice|checklists?|templates?|formats?"
            r"|(?:application|review|registration|report|reporting|declaration|notification|evaluation"
            r"|submission) forms?"
        ),
    ),
    (
        "regulation",
        (
            r"(?:instrument|determination)(?=s? (?:\(No|(?:19|20)\d\d))"
            r"|provisions?|ordinances?|regulations?|laws?|(?<!court )(?<!judge )rules?"
            r"|(?<!new )(?<!updated )(?<!additional )(?<!safety )(?<!precautionary )(?<!preventive )(?<!corrective )"
            r"(?<!minimi[sz]ation )measures?|decrees?|(?<!debarment )order"
            r"|decisions?(?![ -](?:support|mak|trees?|aids?|tools?|analys|summar))"
            r"|orders(?=\s(?:of|on|for|to|and|in|under|issued|regarding|concerning)\b|\W{0,9}$)"
            r"|(?<!guiding )(?<!qualification )(?<!scientific )(?<!CHMP )"
            r"(?:opinions|opinion(?= of the (?:state|general|central|national|CPC))"
            r"|(?<=implementation )opinion|(?<=implementing )opinion)"
            r"(?! (?:of|by) the (?:HMPC|CHMP|CVMP|COMP|PDCO|committee))"
            r"|(?<!product )monographs?(?! (?:drug )?user)|specifications?"
            r"|(?<!article \d\d )(?<!referral )(?<!analytical )procedures?"
            r"|standards?(?! (?:operating|forms?|letters?|responses?|templates?|terms|treatment|PIPs?|of care)\b)"
            r"|directives?|pharmacopo?eia|G[MCSL]P(?!/|-\d|\s(?!for\b|of\b|on\b|in\b|and\b|annex)[a-z])|appendix|annex"
            r"|good (?!(?:\w+ ){0,2}(?:submission|review|reliance|regulatory|reprint|machine))(?:\w+ ){1,4}practices?"
            r"|codes? of (?:practice|conduct|ethics)|test methods?|detection methods?"
        ),
    ),
    (
        "list",
        (
            r"catalog(?:ue)?s?|inventory(?= of)|list"
            r"|lists(?=\s(?:of|for|on|and|released|issued|published|updated)\b|\W{0,9}$)"
        ),
    ),
    (
        "meeting",
        (
            r"meetings?(?! program\b)|workshops?|webinars?|seminars?|conferences?|symposi(?:um|a)|minutes"
            r"|(?<!guidance )(?<!regulatory )(?<!unified )agendas?"
            r"|training courses?"
            r"|info(?:rmation)? days?|public hearings?|town halls?"
        ),
    ),
)
_NOUN = regex(
    r"\b(?:" + "|".join(f"(?P<n{index}>{names})" for index, (_, names) in enumerate(_NOUNS)) + r")(?!\w)", _ENGLISH
)
# Not part of another word: `In vitro …`, `On-site`, `Point-of-Care`.
_TAIL = regex(
    r"(?<!-)\b(?:of|on|for|in(?! (?:vitro|vivo|silico|situ)\b)|to|by|regarding|concerning|about|during|including"
    r"|with|from|under)\b(?!-)|[—–:;]",
    _ENGLISH,
)

# A list by its contents: documents for an application are advice, names of companies are facts.
_LIST_OF_ADVICE = regex(
    r"\b(?:guid(?:elines?|ances?)|dossiers?|application (?:documents|materials)|checklists?)\b", _ENGLISH
)
_LIST_OF_FACTS = regex(
    r"\b(?:compan(?:y|ies)|enterprises?|manufacturers?|institutions?|laborator(?:y|ies)|experts?|members?|applicants?"
    r"|participants?|winners?|candidates?|inspected|approv(?:ed|als?)|breakthrough|designat(?:ed|ions?)|shortages?|recalls?|passed|unqualified|substandard|illegal|cases?"
    r"|results?)\b",
    _ENGLISH,
)
_HAN_LIST_OF_ADVICE = regex("指导原则|指南|资料|要点|文件|问题")

# The stage of a guideline of the ICH, which is no verb: `… - Step 2b`.
_ICH_STEP = regex(r"\s[-–—]\sstep\s\d[ab]?\s{0,3}$", _ENGLISH)
# `Draft of the revised guideline on …`
_DRAFT_OF = regex(r"^(?:the )?(?:\w{1,12} )?(?:drafts?|translations?) of (?:the |a )?(?=\w)", _ENGLISH)
# `GN-09: Guidance on …`: an agency's code of the document.
_OWN_CODE = regex(
    r"^(?:[A-Z]{2,6}(?:-[A-Z]{2,4})?-?\d{1,4}[A-Z]?|(?:ICH )?[QSEM]\d{1,2}[A-Z]?(?:\(R\d\))?"
    r"|Canada Gazette, Part I{1,2})"
    r"\s?:\s"
)

# `The Widgets (Restrictions on Sales) Order 2031`: the short title of a law.
_STATUTE = Gated(
    r"(?<=[\w)] )(?-i:Act|Regulations?|Rules|Order|Code|Determination|Instrument|Standard|Specification)"
    r"(?: \(No\.? ?\d{1,3}\))? (?:19|20)\d\d$",
    *("19", "20"),
)
_IN_BRACKETS = regex(r"\([^()]{0,120}\)")
_OF_A_LAW = regex(r"[:;]|\b(?:on|under|of|about|regarding|concerning|to|by|court|wins|amending)\b", _ENGLISH)
_VERB_BEFORE = regex(
    r"\b(?:is|are|was|were|will|must|shall|should|has|have|(?<=\w )updates(?! (?:to|of|on|for|in)\b)"
    r"|deliberates?|discuss(?:es|ed)?|clarif(?:ies|ied)|extends|eases|relaxes|simplifies|mandates|bans|streamlines|discloses|posts"
    r"|adjusts|implements|postpones|repeals|replaces|reminds|publici[sz]es|reveals|explains|stipulates|specifies"
    r"|requires|advises|sends|enters"
    r"|optimi[sz]es|formulates|accelerates|cuts|raises|lifts|scraps|boosts|pushes"
    r"|issue[sd]?|announce[sd]?|approve[sd]?|release[sd]?|publish(?:es|ed)?"
    r"|launch(?:es|ed)?|promulgate[sd]?|unveils?|unveiled|adopts|rolls|rolled|circulates?|enacts?|enacted|starts?"
    r"|begins?|continues to|meets?|met|confirms?|solicit(?:s|ed)|seeking|invite[sd]?|calls for"
    r"|holds?|held|kicks?|steps?|sets?|seeks?|reports|takes?|tightens?"
    r"|becomes?|joins?|stresses|vows?|urges?|passe[sd]|eyes|mulls|plans to|signs?"
    r"|signed|revises?|amends?|introduces?|revamps?|strengthens|promotes?|cracks?"
    r"|adds?|advances|grants|drafts|considers?|proposes?|finali[sz]es?|warns?|recommends?|reach(?:es)?|passes|reviews"
    r"|targets|expands|now available|available (?:for|from|on|in|at|to)"
    r"|gives|gets|makes|improves|removes|restricts|suspends|withdraws|allows|halts|creates|establishes|develops|waives"
    r"|delays|moderni[sz]es|modifies|prioriti[sz]es|authori[sz]es|selects|appoints|supports|encourages|helps|shares"
    r"|provides|identifies|investigates|evaluates|consults|drops|eliminates|rescinds|revokes|terminates|defers|exempts"
    r"|speeds|to(?! (?:(?:19|20)\d\d|(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december) (?:19|20)\d\d)))\b",
    _ENGLISH,
)
_ABOUT = regex(r"\b(?:on|about|regarding|concerning|over|with)\b[^—–:;]{0,200}$", _ENGLISH)
# `Final Approval of the Widget Regulation`
_OF_A_STEP = regex(r"\b(?:approval|adoption|passage|launch|rejection) of\b[^:;]{0,120}$", _ENGLISH)
# A sentence about a document: `Medicines List to be updated`.
_SAID_OF = regex(
    r"\s(?:documents?\s)?"
    r"(?:to (?:be|take|come)|will|shall|must|should|can|may(?! \d)|could|would|is|are|was|were|has|have|takes?|comes?"
    r"|goes|reach(?:es|ed)|published|released|unveiled|adopted|welcomed"
    r"|includes|covers|contains|requires|applies|shows|allows|bans|brings|boosts?|helps?|offers|opens|starts|begins"
    r"|becomes?|remains?|faces|(?:now|also|still|just) (?:available|released|out|open)|available"
    r"|aims?|seeks?|targets|clarif(?:y|ies)|specif(?:y|ies)|expands|adds|gives|makes|means?"
    r"|you|we|every|explained|simplified|gets?|sees|says?|tells?|marks?|affects?|ends?|fails?|draws|leaves?|sparks?|spurs?|causes?|drives?|triggers?|prompts?|creates?|puts?|forces?|hits?|eases?|raises?|lowers?)\b",
    _ENGLISH,
)
# `Supplement 11.5 of the pharmacopoeia now available`: said of the document.
_AT_HAND = regex(
    r"\bnow (?:also )?available\b|^(?:(?!on\b|of\b|about\b|for\b|that\b|to\b)[^\s:;]{1,40}\s){1,12}"
    r"(?<!commercially )available (?:for|from|on|in|at) [^:;]{1,80}$",
    _ENGLISH,
)
# Lists, questions and gerunds head articles: `Top Ten Recalls`, `How to Register`, `Clarifying the rules on …`.
_ARTICLE = regex(
    r"^(?:top (?:ten|five|\d{1,3})|how|understanding|why|what(?:['’]s)?|when|(?-i:[Ww]ho)|where|is|are|can|do|does"
    r"|should|will)\s"
    r"|^(?!amend|implement|regard|concern|revis|adopt)\w{3,20}ing (?:the|our|your|its|their|a|an|access|how|public"
    r"|[A-Z]\w{1,20}['’]s)\b",
    _ENGLISH,
)
# The state of the law, and no document: `Drug Regulation in China`.
_IN_A_COUNTRY = regex(
    r"\s(?:in|across|around) (?:the )?(?:china|EU|europe|US|USA|united states|UK|japan|india|korea|asia|world|ASEAN"
    r"|australia|canada|singapore|brazil|hong kong|taiwan)\b",
    _ENGLISH,
)
# A noun that a document only qualifies: `Rule Changes`, `Standards Committee`, `GMP inspections`.
_QUALIFIES = regex(
    r"\s(?:changes|updates?|reforms?|commission|committees?|(?:working )?groups?|panels?|councils?|boards?|firms?"
    r"|makers?|officers?|teams?|enforcement|violations?|breach(?:es)?|compliance|news|trends?|inspections?|inspectors?|audits?"
    r"|certificat(?:es?|ions?)|training|experts?|holders?|revamp|overhaul|shake-?up|disputes?|weeks?)\b",
    _ENGLISH,
)
_TAKES_EFFECT = Gated(
    r"\bgoes (?:online|live)\b|\b(?:takes?|took|comes?|came|goes?|went|enters?|entered) (?:into )?(?:effect|force)\b"
    r"|\b(?:to|will|shall) (?:take effect|(?:come|go|enter) into (?:force|effect)"
    r"|be (?:implemented|enforced|in force))\b",
    *(" online", " live", " effect", " force", "be implemented", "be enforced"),
)
_SOLICITS = regex(
    r"\b(?:solicit(?:s|ed|ing|ation)?|seeks?|seeking|invit(?:es|ed|ing)|calls? for|collect(?:s|ed|ing)?)\b.{0,60}"
    r"\b(?:comments?|opinions?|feedback|suggestions?|views|advice)\b",
    _ENGLISH,
)
_GOES_ON = regex(
    r"\s(?:documents?\s)?(?:of|on|for|open for|regarding|concerning|about|and|in|under|by"
    r"|(?:to )?(?:19|20)\d\d|(?:ICH )?[QSEM]\d{1,2}[A-Z]?)\b|[^\w\s]|\s{0,3}$|\s\W",
    _ENGLISH,
)
_NAME_ENDS = regex(r"[\s\"”’')\].]{0,8}(?:\([^()]{0,40}\)\s{0,3}){0,3}$")

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
_SAFETY = regex(
    r"\b(?:voluntar\w{1,4}|nationwide|batch|medicines?|drugs?|devices?|products?|led|urgent"
    r"|class \w{1,3}) (?:\w{1,20} )?recalls?\b(?! (?:in (?:the )?(?:china|EU|US|UK|japan)\b"
    r"|systems?|management|procedures?|reforms?|rules?|polic|process|requirements?|trends?))"
    r"|^recalls?\b|^D?HPC\s?[–—-]|\(MDA/20\d\d/\d"
    r"|^(?!notice|federal|technical|editorial)[^:;]{5,80} (?-i:Correction|Removal)s?: (?-i:[A-Z])"
    r"|\brecalled\b|\brecall(?:$|\s?[:–—] )"
    r"|\brecalls?\b.{0,80}\b(?:due to|because|lots?|batch(?:es)?)\b"
    r"|\bdrug safety update:|\bsafety (?:alerts?|advisor(?:y|ies)|communications?|information|notices?)\b"
    r"|\bhazard alert\b|\b(?:medicines?|drugs?|products?|quality) defect (?:information|notifications?|notices?)\b"
    r"|[:–-]\s?risk of\b|\bproduct defect\b"
    r"|(?<!\bduring )(?<!\bamid )(?<!\bagainst )(?<!\bin )(?<!\bof )(?<!\bprevent )(?<!\bpreventing )(?<!\bavoid )"
    r"(?<!\baddress )(?<!\baddressing )(?<!\btackle )(?<!\btackling )(?<!\bmitigate )(?<!\bmitigating )(?<!\bmanage )"
    r"(?<!\bmanaging )(?<!\breduce )(?<!\bhandle )(?<!\bease )(?<!\bend )(?<!\bsolve )(?<!\btrack )"
    r"\bshortages?\b(?! (?:hits?|eases?|easing|worsens?|persists?|rises?|grows?|deepens?|loom|remains?|continues?"
    r"|monitoring|platforms?|management|strateg|polic|plans?|task|reporting|guid|programs?|staff))",
    _ENGLISH,
)
# `Agency launches new safety alerts`, `Plans to Mitigate the Potential for Shortages`: how it warns, or what to do.
_SERVICE = regex(
    r"\b(?:launch|introduc|redesign|revamp|improv|moderni[sz]|overhaul|streamlin|replac|simplif)(?:e?s|ed|ies|ied)\b"
    r"[^:;]{0,80}\b(?:alerts|advisories|communications|information|notices|notifications)$"
    r"|\b(?:mitigat|prevent|avoid|address|reduc|manag|tackl|notify)\w{0,4} [^:;]{0,60}\bshortages?$",
    _ENGLISH,
)
_CALLS = regex(
    r"^(?:public )?(?:calls?|invitations?|nominations?) (?:for|to)\b"
    r"|^requests? (?:to\b|for (?!reconsideration|designation|feedback and|supervisory|formal|a?\s?(?:type|pre)))"
    r"|\b(?:comment requests?"
    r"|requests? for (?:comments?|information)|public consultations?|consultation on)\b",
    _ENGLISH,
)

# `Guideline for Widgets: Questions and Answers`: the answers are the document, the guideline is their subject.
_ENDS_AS_ANSWERS = regex(
    r"(?<!\bof)(?<!\bon)(?<!\bfor)(?<!\bin)(?<!\bto)(?<!\bwith)(?<!\bthe)(?:\s|[:—–-]\s{0,3})"
    r"(?P<name>q\s?&\s?as?|questions? (?:and|&) answers?|faqs?|frequently asked questions)(?:[:,] part \d{1,2})?"
    r"[\s\"”’')\].]{0,8}(?:\([^()]{0,40}\)\s{0,3}){0,3}$",
    _ENGLISH,
)

_HAN_NOUNS: tuple[tuple[str, str], ...] = (
    (
        "qa",
        r"问答|常见问题|共性问题(?:的?(?:答复|回复|解答))?|一般性技术问题|问题汇总|Q&A|答疑|问题与?解答|解答$|答记者问|百问百答",
    ),
    ("announcement", r"公告|通告"),
    (
        "notice",
        (
            r"通知(?!书)|公示|处罚决定书|(?<=的)提醒|声明$|(?:受理|值班|放假|接收|服务|考试|培训|办公|咨询|接待)(?:工作|时间)?的?安排$|(?:答复|审评|审核|审批|审查|反馈|处理|批复|复核)意见|函|复函|批复|答复|通报|情况的?说明|名单|征求意见|启事|提示"
            r"|(?:征求|征集|征询).{0,300}(?:意见|建议)(?:[和及与、]建议)?的?(?:申请)?$"
            r"|召回(?:信息)?|(?<!过期)(?<!家庭)(?<!废弃)(?:药品|药物|产品|器材)回收|(?<!监测)(?<!调查)(?<!统计)(?<!评估)(?<!评价)结果(?:汇总)?$|(?:领取|送达|备案|处罚|界定|检查|注册|抽检)信息$|信息(?:发布|汇总)$"
        ),
    ),
    ("list", "目录|清单"),
    (
        "report",
        (
            r"报告|(?:监测|调查|统计|评估|评价)结果$"
            r"|白皮书|蓝皮书|年报|年度报表|公报|简报|快讯|快报|工作总结(?!会)|(?:年度|季度|月度|统计)数据|统计|年度.{0,8}概况"
        ),
    ),
    (
        "plan",
        r"计划|(?:施行|推动|执行|工作|试办|实施|行动)计画|方案|规划|行动|纲要|工作要点|(?:若干|政策|[条项])措施|(?<!指导)(?<!征求)意见|(?:重点)?工作任务|重点任务|任务分工",
    ),
    (
        "guideline",
        (
            r"指导原则|指导意见|指南|技术要求|要点|技术规范|审评规范|撰写规范|申报资料要求|撰写要求|(?<!更高)(?<!提出)(?<!提出新)(?<!提新)(?<!严格)要求|原则|导则|指引|情形"
            r"|考虑"
            r"|建议|(?:共识|专家)意见|共识|大纲|说明(?![书会])|模板|范本|手册|范例|示例|(?:申请|申报|送件|填报|办理|提交|登记|备案|报送|受理|作业)的?(?:须知|注意事项)|格式|数据集|考量重点|审查重点|推荐路径"
            r"|(?:文档|文件夹|目录)结构"
        ),
    ),
    (
        "regulation",
        (
            r"办法|(?:条例|法)修正案|(?<!符合)(?<!违反)(?<!有了新)(?<!迎来新)规定|条例|(?<![做看说手疗用想设司执违触非合依书语\d十])法(?!治)"
            r"|(?<!更加)(?<!更)(?<!更为)(?<!日趋)(?<!日益)(?<!逐步)(?<!不断)(?<!趋于)(?<!走向)(?<!亟待)(?<!不)(?<!持续)(?<!如何)(?<!进一步)"
            r"(?<!予以)(?<!得到)(?<!依法)(?<!全面)(?<!亟需)(?<!严格)规范|细则|规则|制度|(?<!小)(?<!应用)程序|(?<!处罚)决定|令|规程|(?<!达到)(?<!符合)基准(?!价)"
            r"|(?<!达到)(?<!符合)(?<!高于)(?<!低于)标准|附录|药典|准则|通则|若干问题的解释"
        ),
    ),
)
_HAN_NOUN = regex("|".join(f"(?P<n{index}>{names})" for index, (_, names) in enumerate(_HAN_NOUNS)))
_HAN_TRAIL = regex(
    r"(?:\s|\([^()]{0,60}\)|[\[〔【][^()\[\]〔〕【】]{0,40}[\]〕】]"
    rf"|\s(?![{HAN}]{{0,12}}(?:公告|通告))[{HAN}]{{1,14}}{CHINESE_OF_FILE}|{CHINESE}|第\s?\d{{1,5}}\s?号|[\"”》。.]|[中英]文版|译文|(?:(?:修订)?草案)?(?:修订|征求意见|送审|讨论|报批)稿|第[一二三四五六]版|20\d\d年?版"
    r"|\s?(?:20\d\d年)?第\d{1,4}期){0,6}$"
)
# `国家药监局公告2023年第5号 关于…`: the act and its number stand before its subject.
_HAN_OPENS = regex(
    rf"^[^《》]{{0,40}}?(?P<act>公告|通告|通知)\s{{0,3}}{CHINESE}(?:[\s,:—–-]{{1,4}}关于|\(关于"
    rf"|[\s:]{{1,4}}(?!附件)[《{HAN}])|^{CHINESE}(?P<behind>公告|通告)[\s:]{{1,4}}(?!附件|解读)[《{HAN}]"
)
# `支架指导原则 第二部分：理化表征`, `支架指导原则——化学药品`: the words behind it are its part.
_HAN_PART = regex(
    r"(?P<noun>指导原则|指南|技术要求|导则)(?:\([^()]{0,40}\))?(?=\s?(?P<part>第[一二三四五六七八九十\d]{1,3}(?:部分"
    r"|部|篇|册))|\s?[(:\s—–-])"
)
# `药品经营质量管理规范附录6：…`
_HAN_ANNEX = regex(
    r"(?P<words>(?:规范|办法|规定|规则|细则|条例)》?附[录件][\d一二三四五六七八九十]{0,3})"
    rf"\s?(?:[:—]|(?=[《(]?[{HAN}]))"
    r"(?!.{0,200}(?:公告|通告|通知|公示|函|解读|问答|说明|意见|指南|指导原则|要点)$)"
)
# `国家药监局发布《…》`: an announcement of the document with the quoted name.
_HAN_ISSUES = regex(r"^[^《》]{2,60}(?P<words>(?:发布|印发|公布|出台|颁布|制定)了?)《[^《》]{1,300}》$")
# `发布参比制剂目录`: a headline without a subject.
_HAN_ISSUES_LIST = regex(
    r"^(?P<words>(?:发布|公布|印发|出台)了?)(?!会|的|后|前|人|单位|平台|系统|渠道|会议)[^《》]{2,60}"
    r"(?:目录|清单|办法|规定|条例|指导原则|指南|规范|标准|方案|计划|规划|名单)$"
)
# `关于印发《…》` is the start of a circular, also where a page cuts its end.
_HAN_CIRCULAR = regex(r"(?P<words>关于(?:印发|转发))[《\w](?!.{0,300}(?:公告|通告|函|解读|说明|答记者问)[^\w]{0,9}$)")
# Taiwan's acts open a title: `公告修正「…」`, `預告訂定「…」草案`. What it amends is a regulation.
_TAIWAN_ANNOUNCES = regex(
    r"^(?:卫生福利部|卫福部|食药署|食品药物管理署)?(?P<words>公告)(?![栏板牌期内制送有])(?=[《\w].{4})(?!.{0,300}(?:解读|问答)$)"
)
_TAIWAN_ANNOUNCES_A_DRAFT = regex(
    r"^(?:卫生福利部|卫福部|食药署)?(?:第[一二三四]次)?(?P<words>预告)(?:修正|修订|订定|增订|制定|废止|国际|《)"
)
_TAIWAN_AMENDS = regex(
    r"^(?P<words>修正|修订|新订|订定|增订|增修|废止)《(?![^《》]{0,80}(?:指引|指南|指导原则|参考手册|问答集?)》)[^《》]{2,80}》"
    r"(?!.{0,40}(?:公告|函|解读|问答|说明)$)"
)
# `《…办法》修正草案`, `药师法修正`: behind the name stands what was done to it.
_TAIWAN_AMENDED = regex(
    r"(?P<words>(?:办法|准则|条例|细则|标准|规范|规定|要点|基准|法|药典)》?)\s?(?:部分条文|第[\d一二三四五六七八九十]{1,4}条)?"
    r"(?:第[一二三四五六七八九十]{1,2}版)?(?:修正|增修|增订)(?:草案|发布|公布|条文|条文对照表|对照表)?$"
)
# `警戒信息通报(第3期)：关注…`, `技术审评报告：支架`: the words behind it are its subject.
_HAN_BULLETIN = regex(r"(?P<words>信息通报)(?:\([^()]{1,20}\))?\s?(?:[:\s—–-]|(?<=\))(?=关注))")
_HAN_REPORT_ON = regex(r"^[^《》:]{0,40}(?P<words>审评报告)(?:公开)?\s?[:—–]")
# `器材回收：某机`, `召回：某药`
_HAN_WARNS = regex(
    r"^[^《》:]{0,20}(?P<words>召回|回收|警讯|警报|安全警示|召回信息):(?!如何|怎么|为什么|从|家庭|过期|.{0,20}[?吗])"
)
# `关于表彰…的决定`: a decision on persons.
_HAN_COMMENDS = regex(r"关于(?P<words>表彰|表扬|授予|命名)(?!.{0,300}(?:办法|规定|条例))[^《》]{2,100}决定$")
# `关于修订标准的通知:某药`: the words behind it are its subject.
_HAN_ACT_ON = regex(r"^关于[^《》:]{2,60}的(?P<words>(?P<notice>通知|公示)|公告|通告)\s?:")
# A bare name of a method of study is that of a guideline: `某类药物桥接的可比性研究`.
_HAN_STUDY = regex(
    r"^(?!.{0,300}(?:关于|开展|启动|完成|推进|加强|加快|组织|深入|发布|发表|支持|进行|参与|建设|牵头|承担|聚焦|我国|新进展))"
    r".{2,80}(?P<words>(?:可比性|等效性|相容性|稳定性|药代动力学|安全药理学?|毒性|毒代动力学|药效学|质量对比|浸出物|可提取物|杂质|晶型|密封性)研究)$"
)
# `国务院常务会议审议通过《…》`: what a meeting did.
_HAN_MEETING_PASSES = regex(
    r"^(?!.{0,60}关于)[^《》]{2,40}会议(?:审议|讨论)?(?:并?原则)?(?:通过|听取|研究|部署)(?!.{0,300}(?:公告|通告|通知|函|公示)$)"
)
# Opinions of the State Council bind as rules do, those of other bodies are plans.
_HAN_OPINIONS = regex(r"^[^《》]{0,20}国务院(?!.{0,300}征[求集询]).{0,200}(?<!指导)(?P<words>意见)$")
# `关于公开发布…规则`: likewise an announcement.
_HAN_ANNOUNCES = regex(
    rf"(?P<words>^[{HAN}\s、]{{0,40}}关于(?:公开|正式|联合)?(?:发布|公布))[《\w]"
    r"(?!.{0,300}(?:公告|通告|通知|公示|函|通报|批复|解读|说明|答记者问|问答|意见|决定|令|名单|报告|新闻)[^\w]{0,9}$)"
)
# `市场监管总局发布6项检验方法`, `欧盟修订玩具标准`: a sentence with a verb of its own.
_HAN_SENTENCE = regex(
    r"^(?!.{0,30}关于)[^《》,:;]{0,16}?(?:局|委|部门?|署|院|中心|协会|FDA|EMA|欧盟|美国|日本|韩国|英国|德国|法国|加拿大|澳大利亚"
    r"|新西兰|巴西|印度|俄罗斯|瑞士|瑞典|挪威|丹麦|荷兰|意大利|西班牙|新加坡|泰国|越南|马来西亚|印尼|印度尼西亚|土耳其"
    r"|沙特|以色列|南非|墨西哥|阿根廷|智利|埃及|海合会|我国|全省|我省|我市)(?:近日|日前|正式|联合|再次|首次|将|已|拟)?"
    r"(?:(?P<issues>发布|印发|公布|出台|颁布|下发)|(?P<does>修订|修改|制定|更新|提议|提出|禁止|加严|放宽|调整|要求|考虑"
    r"|计划|产生|通过|实施|推进|推出|建议|取消|扩大|限制|批准|召回|通报))(?!的)[^的]"
)
# Not the code of a guideline or an acronym: `ICH Q2(R2)问答` is Chinese.
_LATIN_WORD = regex(r"\b[A-Za-z]{0,20}[a-z][A-Za-z]{0,20}\b")
_NUMBER = regex(CHINESE)
_QUOTED = regex(r"《[^《》]{1,300}》")

_BARE: dict[str, str] = {
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
    r"|(?P<notice>recalls|shortages|warning-letters|召回))$",
    _ENGLISH,
)
_GUIDELINES = frozenset(
    {"ema/guidelines", "fda/guidance", "ich/efficacy", "ich/quality", "ich/safety", "ich/multidisciplinary"}
)
"""Lists of guidelines alone: `Annual Reports` is the subject of one."""
_OF_GUIDELINES = regex(r"(?:fda|ema|ich)/(?:\w{1,20}-)?guid(?:ances?|elines?)(?:-documents?)?", _ENGLISH)
"""The same under a name of the user's."""
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
# `Good Widget Practice: Guidance for Industry`
_GUIDANCE_FOR = regex(
    r"[:;,–-]\s(?:revised |draft |final )*guidance for (?:industry|sponsors|staff|FDA staff)[^:;]{0,100}$", _ENGLISH
)
# `Guidance document Meetings for applicants`, `MDCG 2031-1 Summary template`: the words behind it are its name.
_GUIDANCE_DOCUMENT = regex(
    r"^(?:(?:draft |updated |revised )?guidance documents?\b|MDCG 20\d\d-\d(?!.{0,200}(?:\bQ\s?&|question|\bFAQ)))"
    r"(?!.{0,120}\b(?:published|released|updated|available|withdrawn|withdrawal|workshop|webinar|consultation"
    r"|survey)\b)",
    _ENGLISH,
)
# `Commission Implementing Regulation (EU) 2031/1 … as regards electronic instructions for use`
_EU_ACT = regex(
    r"^(?:(?:Commission|Council|European Parliament and Council) )?(?:Implementing |Delegated )?"
    r"(?:Regulation|Directive|Decision) (?:\((?:EU|EC|EEC)\)|\d{2,4}/\d)"
    r"(?=[^:]{0,60}\b(?:of \d{1,2} [A-Z]|of the European|amending|laying down|on |concerning|as regards"
    r"|establishing|supplementing|specifying|implementing|repealing|correcting|setting))"
    r"(?![^:]{0,300}\b(?:questions|guidance|webinar|workshop|report|factsheet)\b)[^:]{0,600}$"
)
# `Position on widgets: Notice to industry`
_NOTICE_TO = regex(
    r"\s?[:–—-]\s(?:notice|letter)s? to (?:\w{1,20} ){0,2}?(?:industry|stakeholders|sponsors|manufacturers|importers"
    r"|licence holders|licensees|health ?care (?:professionals|providers|personnel|workers)|physicians|hospitals)"
    r"\s{0,3}$",
    _ENGLISH,
)
# `Call for comments: draft guideline on widgets`
_CALLS_FOR_COMMENTS = regex(
    r"^(?:public |open )?(?:calls?|requests?|invitations?) (?:for|to) (?:public |written |further ){0,2}"
    r"(?:comments?|input|feedback|views|evidence)\b(?! and\b)|^have your say\b"
    r"|^(?:we are )?seeking (?:\w{1,14} ){0,2}(?:comments?|input|feedback|views)\b"
    r"|^(?:public )?(?:comments?|input|feedback|views|submissions) (?:sought|invited|wanted|requested)\b",
    _ENGLISH,
)
# `Q3E Extractables and Leachables`: a guideline of the ICH by its code.
_ICH_CODE = regex(rf"(?:VICH GL|(?:ICH\s)?[QSEM])\d{{1,2}}[A-Z]?\s?(?:\(R\d\))?(?=[\s:《{HAN}])")
# `Q2 report on shortages`: a quarter, or a report that names a code, and no guideline.
_QUARTER = regex(
    r"[QSEM]\d{1,2}\s(?:20\d\d\s)?(?:\w+\s){0,3}?(?:report|bulletin|newsletter|statistics|standards?)\b",
    _ENGLISH,
)
_HAN_NEWS = regex("召开|举办|培训|实施|发布|落地|通过|启动|完成|进展|加入")
# `[Updated]`, `NMPA:`, `The Mainland of China :`: a mark, an authority or a place before the title.
_BEFORE_A_COLON = regex(
    r"^(?:[\[【][^\[\]【】]{1,30}[\]】]\s?)?(?:(?:(?:updated?|new|revised)\s?[:–-]"
    r"|[^:;]{0,80}\b(?:Administration|Agency|MPA|NMPA|CDE|CMDE|FDA|EMA|MHRA|TGA|SAMR|NHSA|Health Canada"
    r"|Swissmedic|PMDA|MFDS|HSA|WHO|EDQM|Commission|Office|Authority|Department of Health)\s?:"
    r"|(?:(?:the )?(?:mainland|people['’]s republic) of )?(?:china|mainland|PRC|hong kong|taiwan|macao|macau|europe|EU"
    r"|european union|UK|united kingdom|USA?|U\.S\.|united states|japan|(?:south )?korea|singapore|australia|canada"
    r"|india|switzerland|brazil|beijing|shanghai|guangdong|hainan)(?:\s?\([^()]{1,40}\))?(?:\s?:|\s[–—-]))\s)?",
    _ENGLISH,
)
_MARKS_BEHIND_A_LEAD = (":", "–", "—", "-")
# The name of an authority with a word for a document.
_REGULATION_IN_A_NAME = Gated(r"\bState Administration (?:for|of) Market Regulation\b", "market regulation")
# The name of an authority with a preposition.
_OF_IN_A_NAME = regex(
    r"\b(?:Ministry|(?:General |National |State )?Administration|Cent(?:er|re)|Institutes?) (?:of"
    r"|for) (?:Public Security|Commerce"
    r"|Finance|Education|Justice|Health|Customs|Agriculture(?: and Rural Affairs)?|Science and Technology"
    r"|Industry and Information Technology|Ecology and Environment|Human Resources and Social Security|Drug Evaluation"
    r"|Food and Drug Inspection|Medical Device Evaluation|Food and Drug Control|Traditional Chinese Medicine"
    r"|Disease Control and Prevention)\b",
    _ENGLISH,
)


def read_kind(title: str, sources: tuple[str, ...]) -> tuple[str, str]:
    """Return the kind and the words or rule that give it. `title` is NFKC-folded and bounded by the caller."""
    for source in sources:
        # Their titles are names of products, with any words.
        if source in PRODUCT_LISTS:
            return _BARE[source], f"listed in {source}"
    lowered = title.lower()
    match = _INTERPRETATION().search(title) if has_any(lowered, _INTERPRETS_WORDS) else None
    if match:
        return "interpretation", match[0]
    correction = find_correction(title)
    if correction:
        return "correction", correction[0][:80]
    chinese = not title.isascii() and _is_chinese(_NUMBER().sub("", title))
    found = _chinese_kind(title) if chinese else _english_kind(title)
    if found and found[0] == "guideline" and "fr/fda" in sources and "guid" not in found[1].lower():
        # `Labeling Requirements` is a rule in the Federal Register.
        found = None
    if title.rstrip().endswith("?") and not (found and found[0] in _ASKED):
        # `…已批准上市的，应如何申报？`: a question is no approval, guideline or law, whatever it asks about.
        asked = _ASKS_HOW().search(title) if chinese and _PROCEDURE().search(title) else None
        found = ("qa", asked[0]) if asked else None
    if found and (found[0] in _IN_A_LIST_OF_GUIDELINES or not any(map(_has_guidelines_alone, sources))):
        return found
    return _bare_kind(title, sources)


def _bare_kind(title: str, sources: tuple[str, ...]) -> tuple[str, str]:
    """Return the kind of a title that names none."""
    for source in sources:
        kind = _section_kind(source)
        if kind:
            return kind, f"a bare title in {source}"
    code = _ICH_CODE().match(title)
    # `S1B(R1) Addendum to S1B` and `E2D(R1) … Reports` have no verb.
    words = title.replace(" to ", " ").removesuffix("Reports")
    if code and not _VERB_BEFORE().search(words) and not _HAN_NEWS().search(title):
        return "guideline", code[0].strip()
    return "news", "nothing names another kind"


def _section_kind(source: str) -> str | None:
    """Return the kind of a bare title in a source: for a user's source, by the last part of its name."""
    if source in _BARE or source in _NO_SECTION:
        return _BARE.get(source)
    section = _SECTION().search(source)
    return section.lastgroup if section else None


def _has_guidelines_alone(source: str) -> bool:
    return source not in _NO_SECTION and (source in _GUIDELINES or _OF_GUIDELINES().fullmatch(source) is not None)


def _is_chinese(title: str) -> bool:
    """Return True if a title is Chinese, not English with a Chinese name; two characters count as a word."""
    return count_han(title) > 2 * len(_LATIN_WORD().findall(title))


_CODED = frozenset({"regulation", "report"})
"""What words in the name of an ICH guideline may seem: `Q6A Specifications`, `E2B Individual Case Safety Reports`."""


def _english_kind(title: str) -> tuple[str, str] | None:
    found = _kind_of_english(title)
    code = _ICH_CODE().match(title) if found and found[0] in _CODED and _QUARTER().match(title) is None else None
    return ("guideline", code[0].strip()) if code else found


def _kind_of_english(title: str) -> tuple[str, str] | None:
    title = _OF_IN_A_NAME().sub("Ministry", _REGULATION_IN_A_NAME.sub("SAMR", title))
    title = _DRAFT_OF().sub("", _OWN_CODE().sub("", _ICH_STEP().sub("", _without_lead(title))))
    appended = _appended_kind(title)
    if appended:
        return appended
    first = _TAIL().search(title)
    opening = first.start() if first else len(title)
    noun = _head_noun(title, opening)
    # An act that opens the title is outermost: `Notice of …`, `NMPA CDE Announcement on …`.
    opens = noun is not None and noun.start() < opening and not _VERB_BEFORE().search(title, 0, noun.start())
    if noun and opens and _name(noun, _NOUNS) in {"announcement", "notice"} and not _ARTICLE().match(title):
        return _name(noun, _NOUNS), noun[0]
    named = noun is not None and opens and _TAIL().match(title, noun.end() + 1) is not None
    found = english_headline_kind(title, is_name=named)
    if found or ("available" in title and _AT_HAND().search(title)):
        return found or _by_its_end(title)
    answers = _ENDS_AS_ANSWERS().search(title)
    if answers:
        return "qa", answers["name"]
    if (
        noun
        and not _is_in_a_sentence(title, noun)
        and not _ARTICLE().match(title)
        and (noun.start() < opening or _is_name(title, noun))
    ):
        return _english_noun_kind(title, noun), noun[0]
    return _by_its_end(title) or _statute(title)


def _statute(title: str) -> tuple[str, str] | None:
    """Return `regulation` for the short title of a law, which names no other document or act before its sort."""
    found = _STATUTE.search(title)
    named = _IN_BRACKETS().sub("", title[: found.start()]) if found else ""
    is_bare = found is not None and _VERB_BEFORE().search(named) is None and _OF_A_LAW().search(named) is None
    return ("regulation", found[0]) if found and is_bare else None


def _without_lead(title: str) -> str:
    """Return the title without a mark, an authority or a place before it."""
    lead = _BEFORE_A_COLON().match(title) if title[:1] in "[【" or has_any(title, _MARKS_BEHIND_A_LEAD) else None
    return title[lead.end() :] if lead else title


def _appended_kind(title: str) -> tuple[str, str] | None:
    """Return the kind by an act at the end of a title of the FDA: `…; Final Rule`, `…: Guidance for Industry`."""
    for kind, pattern in _SEGMENTS:
        match = pattern().search(title) if ";" in title else None
        if match:
            return kind, match[0].strip("; ")
    notice = _NOTICE_TO().search(title) or _CALLS_FOR_COMMENTS().match(title)
    if notice:
        return "notice", notice[0].strip(" :–—-")
    for kind, pattern in (("guideline", _GUIDANCE_DOCUMENT), ("regulation", _EU_ACT)):
        match = pattern().match(title)
        if match and not _ENDS_AS_ANSWERS().search(title):
            return kind, match[0][:80]
    guidance = _GUIDANCE_FOR().search(title)
    return ("guideline", guidance[0].strip(" :;,")) if guidance else None


def _head_noun(title: str, opening: int) -> re.Match[str] | None:
    """Return the noun for a document that heads the title: the last one before its first preposition, or the first.

    An act is the head wherever it stands there: `Revision Announcement`, but `Guideline Development Plan` is a plan.
    """
    head: re.Match[str] | None = None
    for noun in _NOUN().finditer(title):
        end = noun.end()
        if _name(noun, _NOUNS) == "regulation" and _IN_A_COUNTRY().match(title, end):
            continue
        if _SAID_OF().match(title, end) or _QUALIFIES().match(title, end) or _TAKES_EFFECT.search(title, end):
            continue
        if head is not None and noun.start() >= opening:
            break
        head = noun
        if noun.start() >= opening or _name(noun, _NOUNS) in {"announcement", "notice"}:
            break
    return head


def _english_noun_kind(title: str, noun: re.Match[str]) -> str:
    kind = _name(noun, _NOUNS)
    if kind != "list":
        return kind
    if _LIST_OF_ADVICE().search(title):
        return "guideline"
    return "notice" if _LIST_OF_FACTS().search(title) else "regulation"


def _by_its_end(title: str) -> tuple[str, str] | None:
    """Return the kind by the last part of a title, by words for a danger, or by a call for comments or offers."""
    part = _LAST_PART().search(title)
    if part:
        # The last word alone: the part may be a sentence.
        nouns = list(_NOUN().finditer(title, part.start("part")))
        if nouns and not title[nouns[-1].end() :].strip(" .)"):
            words = title[part.start("part") :]
            if (
                len(words.split()) <= _FEW_WORDS
                and not _ADDS().match(words)
                and not _TAIL().search(words)
                and not _VERB_BEFORE().search(words)
            ):
                return _english_noun_kind(title, nouns[-1]), words
    advice = _NAMED_ADVICE().search(title) if has_any(title.lower(), _ADVICE_WORDS) else None
    if advice and not _VERB_BEFORE().search(title, 0, advice.end()) and not _TOLD().search(title, 0, advice.start()):
        return "guideline", advice[0]
    for pattern in (_SAFETY, _CALLS, _SOLICITS):
        match = None if _ARTICLE().match(title) else pattern().search(title)
        if match and not _SERVICE().search(title, 0, match.end()):
            return "notice", match[0][:80]
    return None


_FEW_WORDS = 4
# `Lactation Studies: Considerations for Study Design`, `Migraine: Developing Drugs for Treatment`: advice by its name.
_NAMED_ADVICE = regex(
    r"[:—–-]\s(?:(?!new |updated |revised |further )(?:[\w-]{1,20},? ){0,4}?"
    r"(?:considerations|recommendations|points to consider|guidance|guidelines?)"
    r"(?= (?:for|in|on|when|to|regarding|during) (?!\w+ (?:is|are|was|were|has|have)\b)|\W{0,6}$)"
    r"|developing (?:\w+ ){0,3}?(?:drugs?|products?|vaccines?|antimicrobials?)\b"
    r"|(?:content and format|format and content)\W{0,6}$)",
    _ENGLISH,
)
# `Pump recall: recommendations for users`
_TOLD = regex(r"\b(?:recalls?|corrections?|alerts?|statements?|news|updates?|warnings?)$", _ENGLISH)
_ADVICE_WORDS = ("consider", "recommendations", "guid", "developing", "format")
# `…, pending final decision`: a clause, and no name.
_ADDS = regex(
    r"(?:pending|following|after|ahead|despite|amid|says?|while|as|but|and|per|despite|before|until)\b", _ENGLISH
)


def _name(match: re.Match[str], nouns: tuple[tuple[str, str], ...]) -> str:
    return nouns[int((match.lastgroup or "n0")[1:])][0]


def _is_in_a_sentence(title: str, noun: re.Match[str]) -> bool:
    """Return True if the noun is in a sentence of news: after a verb or, in lower case, with a verb anywhere."""
    if _VERB_BEFORE().search(title, 0, noun.start()):
        return True
    if not noun[0].islower():
        return False
    # `New measures boost …`, `Court rules firm …`: it heads a name only if a preposition or nothing follows.
    words = _PURPOSE().sub(" ", title) if _NAMED_DRAFT().match(title) else title
    return bool(_VERB_BEFORE().search(words)) or not _GOES_ON().match(title, noun.end())


# `Draft guidance on trials to support decisions`: a name that tells a purpose.
_NAMED_DRAFT = regex(
    r"(?:(?:draft|revised|updated|final|joint|interim) ){1,2}(?:[\w-]{1,20} ){0,2}?(?:guid(?:ance|elines?)|rules?"
    r"|papers?|plan|standards?|polic(?:y|ies)|recommendations) (?:on|for|about|regarding|concerning)\b",
    _ENGLISH,
)
_PURPOSE = regex(r" to (?=[a-z]{3,20} )", _ENGLISH)


def _is_name(title: str, noun: re.Match[str]) -> bool:
    """Return True if the noun is the last word of a name at the end of the title: `… — SPARK Plan`."""
    return (
        noun[0][:1].isupper()
        and bool(_NAME_ENDS().match(title, noun.end()))
        and not _ABOUT().search(title, 0, noun.start())
        and not _OF_A_STEP().search(title, 0, noun.start())
    )


# `GB 9706.1-2020《…要求》`, `YY/T 0664 …`: a standard by its number.
_STANDARD = regex(
    r"^\W{0,3}(?P<words>(?:GB|YY|YBB|WS|QB|DB\d{2})(?:/[TZ])?\s?\d{3,5}\b)(?!.*(?:公告|通告|通知|意见|解读|培训|函)\W{0,3}$)"
)


def _framed_kind(title: str, text: str) -> tuple[str, str] | None:
    """Return the kind of a Chinese title with a fixed frame; `text` is the title without its number and marks."""
    opens = _HAN_OPENS().match(title)
    if opens:
        act = opens["act"] or opens["behind"]
        return ("notice" if act == "通知" else "announcement"), act
    acts = _HAN_ACT_ON().match(title) if ":" in title else None
    if acts:
        return ("notice" if acts["notice"] else "announcement"), acts["words"]
    for kind, pattern, within, words in (
        ("notice", _TAIWAN_ANNOUNCES_A_DRAFT, title, "预告"),
        ("announcement", _TAIWAN_ANNOUNCES, title, "公告"),
        ("regulation", _TAIWAN_AMENDS, title, "》"),
        ("regulation", _TAIWAN_AMENDED, text, ""),
        ("regulation", _STANDARD, title, ""),
        ("notice", _HAN_BULLETIN, title, "信息通报"),
        ("report", _HAN_REPORT_ON, title, "审评报告"),
        ("notice", _HAN_WARNS, title, ":"),
        ("notice", _HAN_COMMENDS, text, "决定"),
        ("notice", _HAN_CIRCULAR, text, ""),
        ("regulation", _HAN_OPINIONS, text, ""),
        ("announcement", _HAN_ANNOUNCES, text, ""),
        ("announcement", _HAN_ISSUES, f"{text}》" if text.count("《") > text.count("》") else text, ""),
        ("announcement", _HAN_ISSUES_LIST, text, ""),
        ("regulation", _HAN_ANNEX, text, ""),
        ("guideline", _HAN_STUDY, text, "研究"),
    ):
        # A cheap test before the pattern.
        match = pattern().search(within) if words in within else None
        if match:
            return kind, match["words"]
    return None


def _chinese_kind(title: str) -> tuple[str, str] | None:
    """Return the kind by the last noun of a Chinese title, its head; a quoted title is only its object."""
    end = _HAN_TRAIL().search(title)
    text = title[: end.start()] if end else title
    framed = _framed_kind(title, text)
    if framed:
        return framed
    if "会议" in text and _HAN_MEETING_PASSES().search(text):
        return chinese_headline_kind(text)
    sentence = _HAN_SENTENCE().match(text)
    if sentence and not _HAN_ACT_ENDS().search(text):
        issued = ("announcement", sentence["issues"]) if sentence["issues"] and _han_noun_kind(text) else None
        return chinese_headline_kind(text) or issued
    # A quoted title decides only at the end.
    outer = _QUOTED().sub(lambda quoted: "《》" if text[quoted.end() :].strip() else quoted[0], text).rstrip("》")
    found = _han_noun_kind(outer) or chinese_headline_kind(outer)
    if not found and re.search("征求意见|公开征求", outer):
        found = "notice", "征求意见"
    return found


_ACTS = frozenset({"announcement", "notice"})
# `变更注册标准`, `某案例3-变更某标准`: a change of a product's standard, no standard.
_CHANGES = regex(r"(?:^|[-:–—])\s?(?:拟|申请)?变更[^-:–—]{1,20}标准$")
_HAN_ACT_ENDS = regex(r"(?:公告|通告|通知|公示|函|批复|名单|解读|问答|报告|白皮书|年报|公报|决定|令)$")


def _han_noun_kind(title: str) -> tuple[str, str] | None:
    """Return the kind by the noun at the end of a Chinese title without its number and marks, or before its part."""
    last: re.Match[str] | None = None
    for match in _HAN_NOUN().finditer(title):
        if match.end() >= len(title) - 1 or (match.end() < len(title) and _name(match, _HAN_NOUNS) == "qa"):
            last = match
    kind = _name(last, _HAN_NOUNS) if last else ""
    part = _HAN_PART().search(title)
    if part and (part["part"] or kind in {"", "guideline", "regulation", "list"}) and kind not in _ACTS:
        return "guideline", part["noun"]
    if kind == "regulation" and _CHANGES().search(title):
        return None
    if kind == "list":
        kind = "guideline" if _HAN_LIST_OF_ADVICE().search(title) else "regulation"
    return (kind, last[0]) if last else None
