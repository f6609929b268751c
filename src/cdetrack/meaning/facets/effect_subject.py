"""Tell whether a statement of effect is about the document of the title, or about another one in its text."""

import re
from itertools import islice

from cdetrack.meaning.facets.effect_statements import DOCUMENTS, Statement
from cdetrack.meaning.facets.sentences import SPAN
from cdetrack.text.regex import Regex, regex
from cdetrack.text.script import HAN, has_han

_FLAGS = re.IGNORECASE
_STEM_OF_ACT = r"withdr|revo(?=[ck])|terminat|suspen|cancel|authori(?=[sz])"
_ACT_OF_TITLE = regex(rf"\b(?P<stem>{_STEM_OF_ACT})", _FLAGS)
# The act is the subject, `The withdrawal of it is effective`, or stands before it, `withdraws its approval, effective`.
_BY_THE_ACT = regex(
    rf"\b(?:{_STEM_OF_ACT})\w{{1,8}}(?:\sof\s[^.;,]{{1,120}})?(?:,\s{{1,2}}|\s(?:is|are|was|were|will be)\s{{1,2}})$"
    rf"|\b(?:{_STEM_OF_ACT})\w{{1,8}}\s[^.;]{{1,220}},\s{{1,2}}$",
    _FLAGS,
)
_DOCUMENT = regex(rf"\b(?:{DOCUMENTS})\b", _FLAGS)
_DOES = (
    r"\b\s{0,2}(?:\([^()]{0,60}\)\s{0,2})?"
    r"(?:,?\s?which )?(?:has|have|had|shall|will|may|is|are|was|were|takes?|comes?|enters?|goes|went|came|took)\b"
)
_DOES_OR_ENDS = rf"(?:\s{{0,2}}$|{_DOES})"
# `This guidance document will`, `this interim final rule`; `this part` is a part of a code, the whole of a rule.
_THIS = (
    rf"\bth(?:is|ese) (?:(?!(?:the|years?|months?|weeks?|of|on|for|in|to|and|or|by|with)\b)[\w&’'-]{{1,16}}\s){{0,3}}?"
    rf"(?:{DOCUMENTS}|guides?|handbooks?|manuals?|polic(?:y|ies)|codes?|sheets?|part|q&as?|tariffs?|fees?|rates?|authori[sz]ations?|designations?|ordinances?){_DOES_OR_ENDS}"
)
_OWN = regex(
    r"\bhereby\b|\bherein\b"
    rf"|{_THIS}"
    rf"|\b(?:this|these|the) (?:present |above )?(?:{DOCUMENTS}|GMP|it){_DOES}"
    rf"|^\s?the (?:(?:new|revised|updated|amended|direct|interim|final) ){{0,3}}(?:{DOCUMENTS})\s{{0,2}}$"
    r"|^\s?(?:it|they|which|issued|promulgated|released|published|adopted|approved|order|decree)\b"
    r"|本(?:公告|通告|通知|办法|规定|条例|法|规范|细则|规则|指导原则|程序|制度|决定|标准|文件|指南|指引|手册|目录|清单|基准|措施|规程|导则|准则|章程|要点|方案|政策|附录)|现予|予以?(?:发布|公布|印发|颁布)|特此|现(?:将|发布|公布|印发)"
    r"|(?:上述|以上|前述)(?:\d{1,3}[项个])?(?:公告|规定|办法|标准|文件|目录|清单|规范|指导原则)"
    r"|(?:修正(?:规定|条文)|其余[^。;,]{0,20}(?:规定|条[文款]))(?:,?定|均)?(?:自|从|于)?$",
    _FLAGS,
)
# `本附录为《某规范》的附录,自`: the name is no subject.
_THIS_IS = regex(
    r"^\s?(?:[第\d一二三四五六七八九十百条]{0,8}\s?)本[^,。;《》]{2,6}(?:为|是|作为|属于|系)《[^《》]{1,100}》[^,。;《》]{0,20},(?:自|从|于)?$"
)
# `修正《某准则》第二条、第五条,并自`, as Taiwan announces it.
_AMENDS = regex(
    r"^\s?(?:公告)?(?:修正|订定|增订)《(?P<name>[^《》]{2,100})》(?:第[^。;《》]{1,60})?,?(?:并|均|定)?(?:自|从|于)?\s?$"
)
# `现发布《某规定》等文件,自`
_NOW_ISSUES = regex(
    r"现(?:予)?(?:发布|公布|印发|颁布)(?:《[^《》]{1,100}》(?:\([^()]{1,40}\))?(?:、|和|及|以及|与|,)?){0,8}$"
)
# The subject in a notice that implements another document.
_ITSELF = regex(
    rf"\bhereby\b|\bherein\b|{_THIS}"
    rf"|\bthe (?:present |above )?(?:announcement|notice|circular|notification){_DOES}"
    r"|本(?:公告|通告|通知|办法|规定|细则|规则|程序|决定|规范|制度|指南|方案|要点|目录|清单)"
    r"|现予|予以?(?:发布|公布|印发|颁布)|特此|现(?:将|发布|公布|印发)",
    _FLAGS,
)
# `The Provisions for makers shall`: a short name at the start of a sentence is the document at hand.
_SHORT = regex(
    rf"(?:^|[.;:]\s{{0,3}})the\s(?:{DOCUMENTS})\s(?:for|on|of|in)\s[^.,;]{{1,60}}\s(?:shall|will|is|are|was|were|has|have)\b"
    r"[^.,;]{0,30}$",
    _FLAGS,
)
# `the Law slated to take effect`, `the Law, which will`: a clause that belongs to the noun before it.
_WHICH = regex(
    r"[\s,)\"”]{0,4}(?:\([^()]{0,60}\)[\s,]{0,3})?(?:which|that|(?:slated|due|set|scheduled|expected|planned) to)\b",
    _FLAGS,
)
# `a single date for its entry into application`, of the document that a title names
_DAY_FOR_ITS = regex(r"\b(?:dates?|day) (?:for|of) its $", _FLAGS)
_BRACKETS = regex(r"\([^()]{0,120}\)")
_BARE_HAN = regex(r"(?:\([^()]{0,60}\)){0,2},?(?:将|已|正式|拟|均)?(?:自|从|于|在)?")
_BARE = regex(r"[\s,()\"”]{0,4}")
# `Since the rules were implemented on …` is about other rules.
# `That definition became effective on`: of an earlier document.
_THAT_ONE = regex(r"(?:^|[.;:])\s{0,3}(?:that|those)\s(?:[\w-]{2,20}\s){1,4}$", _FLAGS)
_ASIDE_CLAUSE = regex(r"\b(?:since|after|when|before|until|once)\b[^,.;]{0,120}$", _FLAGS)
_MADE = regex(
    r"\b(?:formulat|draft|develop|issu|promulgat|publish|releas|revis|compil|organi[sz]|adopt)\w{0,6}\b[^.;]{0,60}$",
    _FLAGS,
)
_THAT_DID = regex(r",?\s(?:which|that)\s{1,3}(?:(?:was|were|has|have|had)\s{1,3}){0,2}(?:been\s{1,3})?$", _FLAGS)
ISSUED = regex(
    r"\b(?:issued|released|published|announced|promulgated|unveiled|adopted|approved|rolled out|introduced)\b"
    r"|发布|印发|公布|颁布|出台|制定",
    _FLAGS,
)
ISSUED_WHICH = regex(
    r"\b(?:issued|released|published|announced|promulgated|unveiled|adopted|introduced)\b(?:[^.;]|\.(?=\s?\d)){0,300}"
    r",?\s(?:which|that|and|to|it)?\s{0,2}(?:(?:will|shall|is|are|was|were|has|have|been|to|be)\s{1,2}){0,3}$"
    r"|\b(?:regulations|orders?|rules|instruments?|acts?|amendments?)\s(?:were|was)\s(?:made|signed|laid)\b[^.;]{0,60}"
    r"\band (?:(?:will|shall|are|is) )?$"
    r"|(?:发布|印发|公布|颁布|出台)了?[^《》。;,]{0,10}《[^《》]{1,100}》(?:\([^()]{1,60}\)){0,2},?(?:并|明确|规定|全文|将|均)?(?:自|从|于|在)?$",
    _FLAGS,
)
_PASSED = regex(r"通过|批准|同意|公布|发布|印发|颁布|签署|签发|修订|修正|备案|审议|讨论")
# `The regulator's new Measures for Drug Recall will`: a document and its subject.
_NEW_ON = regex(
    r"\b(?:new(?:ly[- ](?:revised|amended|issued))?|revised|amended|updated)\s"
    rf"(?:\w{{1,20}}\s){{0,2}}(?:{DOCUMENTS})\s(?:for|on|of)\s(?:the\s)?"
    r"(?P<subject>(?:[\w-]{2,20}\s){2,6}?)(?:will|shall|is|are)\s(?:\w{1,12}\s){0,3}$",
    _FLAGS,
)
_FIELD = regex(
    r"\s{0,2}(?:effective date of\b|(?:effective(?: date)?|implementation date|(?:施行|实施|生效)(?:日期|时间))\s?[:|]"
    r"|(?:valid|effective|applicable|in force) (?:as )?(?:from|of)\s?:|(?:entry |coming )?in(?:to)? force\s?:)",
    _FLAGS,
)
_HEADLINE = regex(
    r"[^《》,]{2,30}(?:发布|印发|公布|批准|出台|颁布)[^《》,]{4,80}(?:标准|规范|规定|办法|条例|细则|规则|指南|指导原则|目录)"
)
_NAME_OF_RULES = regex(r"^[^《》,。;]{4,60}(?:规定|办法|条例|细则|规范|规则|标准|准则|目录)$")
# A headline that quotes a document or tells of its effect.
_TELLS = regex(
    r"[“\"][A-Z][^“”\"]{8,300}[”\"]|《"
    r"|\b(?:(?:updat|revis|finali[sz])e[sd]|amend(?:s|ed))\b"
    r"|\b(?:enforce|implement|effective|in(?:to)? (?:force|effect))\b|施行|实施|生效",
    _FLAGS,
)
_FEW = 3
_SHORT_HAN = 5
"""The most characters of a short name, `《办法》`, `《实施细则》`."""
_LAW = regex(r"\b(?:acts?|laws?|decrees?|standards?|pharmacopo?eia)\b", _FLAGS)
_PREPOSITION = regex(r"\b(?:in|into|to|of|with|under|by|per|from|on|as|for)\s{1,2}$", _FLAGS)
_HAN_INTO = regex(r"(?:纳入|列入|载入|并入|增补(?:入|进|至)|收入|补入)(?:了)?$")
_PLACE = regex(r"^[^\s,()]{2,3}(?:省|市|自治区)")
_HAN_ACT = regex(r"^(?:发布|印发|公布|颁布)|的(?:公告|通告|通知|决定)(?:\([^()]{0,40}\))?$")
_OUTER = regex(
    r"^.{0,200}?(?:\b(?:issuing|promulgating|releasing|adopting|issued|issues|issue|on|of)\b\s(?:the\s)?|关于)", _FLAGS
)
# `某局发布新版某规范`
_ISSUES = regex(
    r"^[^《》,]{2,24}(?:局|委|部|中心|院|署|会)(?:正式|联合|今日|近日){0,2}(?:发布|印发|公布|出台|颁布)(?:了)?"
    r"(?:新版|最新版?|新修订的?|修订后的?|新的)?"
)
_IMPLEMENTS = regex(
    r"\b(?:implement(?:ing(?!\s(?:regulations?|rules?|measures|provisions|ordinances?|acts?)\b)|ation)|repeal(?:ing)?|abolish(?:ing|ment)?|transition\w{0,5}|forwarding|relaying)\b"
    r"|^\s?(?:做好|停止|进一步){0,2}(?:贯彻|实施|施行|执行|废止|转发)|(?:贯彻|实施|施行|执行)[^《》]{0,10}(?:事项|工作|事宜|问题)",
    _FLAGS,
)
# `The Law, revised at the session of …, shall`: an aside between commas.
_APPOSED = regex(
    r"[\s\"”]{0,3}(?:\([^()]{0,80}\)\s{0,2})?,\s{0,3}(?:as |which (?:was|were) |having been )?(?:newly |jointly )?"
    r"(?:revised|amended|adopted|deliberated|promulgated|formulated|approved|reviewed|issued|passed|released)\b"
    r"[^.;]{0,300},(?:\s{0,3}(?:and|which|are|is|it|they|shall|will|be|hereby|to)\b){0,5}\s{0,3}$",
    _FLAGS,
)
_REPLACES = regex(
    r"[\s,]{0,2}(?:(?:and|which|it)\s){0,2}(?:(?:shall|will)\s)?(?:replac|supersed)(?:es|e|ing)\b", _FLAGS
)
_PART = regex(
    r"\b(?:(?:articles?|sections?|annex(?:es)?|appendi(?:x|ces)|paragraphs?|chapters?|clauses?|schedules?)\s(?:\d|[ivx]{1,5}\b)"
    r"|class(?:es)? (?:i{1,3}|[a-d1-3])\b)"
    r"|第[一二三四五六七八九十百零\d]{1,7}[条章款项类批]|首批|附件(?![\s\d]{0,3}:)|附录|其中",
    _FLAGS,
)
# `These Regulations, except sections 5 and 6, come`: the rest is the document.
_EXCEPT = regex(
    r",?\s(?:except(?:ing)?(?: for)?|other than|apart from|excluding|save(?: for)?|with the exception of)"
    r"\s[^,;]{1,80}(?:,|$)"
    r"|,?\ssubject to\s[^,;]{1,80},",
    _FLAGS,
)
_PART_OF_TITLE = regex(r"\b(?:annex(?:es)?|appendi(?:x|ces))\b|附件|附录", _FLAGS)
_CLAUSE_ENDS = regex(
    r"[。;]|\b(?:this|these|the) (?:present )?(?:" + DOCUMENTS + r")\b|\b(?:it|they)\b|《|其余|其他", _FLAGS
)
_RESCINDED = regex(
    r"\s{0,2}[)》]?\s{0,2}(?:同时)?(?:予以)?废止"
    r"|[\s,)]{0,3}(?:is|are|was|were|(?:shall|will) be)\s(?:hereby\s|also\s)?"
    r"(?:repealed|abolished|annulled|replaced|superseded)\b",
    _FLAGS,
)
# `国务院令第5号,自…起施行` in an announcement, which has a number of its own.
_ORDER = regex(r"令\s{0,2}第\s{0,2}\d{1,4}\s{0,2}号[^《》。;]{0,40}$")
_ACT = regex(r"^[^《》]{1,80}(?:公告|通告|通知)\s{0,2}(?:\([^()]{0,40}\))?\s{0,2}(?:\([^()]{0,40}\))?$")
_UNQUOTED = regex(
    r"(?:^|[,。;、\s(])(?P<name>[^,。;、《》()\s]{0,20}?(?P<noun>药典|标准|条例|规范|规定|办法|细则|规则))"
    r"(?:已(?:于|经)?[^。;《》]{0,30},)?(?:将|已|均)?(?:自|于|从)?$"
)
# `GB 1.2-2020自…起实施,对应专用标准自…`
_ITS_STANDARDS = regex(r"(?:对应|相应|相关|配套|引用|所涉)的?[^,。;《》]{0,6}标准(?:将|已|均)?(?:自|于|从)?$")
# `Regulation (EU) 2031/745 `, `Order No. 12 of 2031, which `: a law with its number before the verb.
_NUMBERED = regex(
    r"\b(?:regulation|directive|decision|law|act|order|decree|circular|announcement|notice|ordinance)s?\s"
    r"(?:\((?:EU|EC|EEC|UE|Euratom)\)\s)?(?:No\.?\s?)?(?P<number>\d{1,5}(?:/\d{1,5}|-\d{1,5})?)(?:/E[CU]|\sof\s\d{4})?"
    r"(?:\s?\([^()]{1,60}\))?,?\s"
    r"(?:(?:(?:entered|came) into (?:force|effect)|(?:which|that)\s(?:has|have|was|were|is))\s"
    r"[^.;]{1,80}\sand\s)?"
    r"(?:(?:which|that|has|have|had|shall|will|is|are|was|were|been|also|already|originally)\s){0,4}$",
    _FLAGS,
)
_NUMBER_OF_LAW = regex(r"\d{1,5}[/-]\d{2,5}|\bNo\.?\s?\d{1,5}", _FLAGS)
# `其余产品自`: those of no batch before.
_OTHER_PRODUCTS = regex(r"(?:其余|其他)[^,。;]{0,8}(?:产品|品种|药品|器械|试剂|企业|单位|机构)(?:均|将)?(?:自|从|于)?$")
_RULES_IN_USE = regex(
    r"》|目录|规范|标准|办法|规定|细则|规则|制度|药典|指南|清单|编码|代码|指导原则|要点|程序|本(?:公告|通告|通知)"
)
_OURS = regex(r"本|上述|以上|前述")
_TOOL = regex(r"(?:系统|平台|模块|门户|网站|端口|印章|专用章|公章|证照|窗口|邮箱)[^。;《》]{0,40}$")
_PART_REACH = 80
_POSTPONED = regex(r"(?:推迟|推后|延期|延长|延迟|延后|顺延|展期)[^。;,]{0,6}(?:至|到)\s{0,2}(?:自)?$")
_STANDARD = regex(r"(?<![A-Za-z])(?:GB|YY|WS|ISO|IEC)(?:/[TZ])?\s?(?P<number>\d{2,6})[^,。;]{0,30}[,\s]{0,2}$")
ASIDE = 60
"""The most characters between a subject and its verb: an aside in brackets, auxiliary verbs."""
_NEARLY = 0.75
_NAMED = regex(
    r"(?i:\bthe)\s(?P<new>(?:newly[- ])?(?:revised|amended|new|updated)\s)?[“\"]?"
    r"(?P<name>(?:(?:19|20)\d\d\s)?[A-Z][\w'’-]{1,30}(?:\s(?:[A-Z][\w'’-]{0,30}|of|the|for|on|and|in|to|by|with|during|at|from|under|or|as|its"
    r"|between|into|after|before|\((?!hereinafter)[^()]{1,60}\))){1,40})"
)
_HAN_NAMED = regex(r"《(?P<name>[^《》]{1,200})》")
_WORD = regex(rf"[a-z]{{3,30}}|[{HAN}]", _FLAGS)
ANY_YEAR = regex(r"(?:19|20)\d\d")
_ANY_WORD = regex(r"[\w-]{2,20}")
_STOP_WORDS = frozenset({
    "the", "and", "for", "with", "has", "have", "been", "shall", "will", "was", "were", "are", "this", "that",
    "these", "which", "revised", "newly", "new", "issuing", "announcement", "notice", "nmpa", "cde", "of", "on",
    "people", "republic", "china", "promulgating", "promulgation", "releasing", "publishing", "printing",
    "distributing",
})  # fmt: skip
# Kinds that mostly have no effect of their own: a day in their text is that of another document, unless it says `this`.
_EFFECTLESS = frozenset({"qa", "meeting", "report", "approval", "news"})
_REFERS_TO_ITSELF = regex(
    rf"{_THIS}[^.;]{{0,120}}$|本(?:公告|通告|通知|文件|问答|指南|指引|手册|基准|规程|导则|准则|章程)[^。;,《》]{{0,20}}$",
    _FLAGS,
)
_APPLIES = regex(
    rf"{_THIS}$(?<!requirement )"
    r"|^\s?the (?:(?:new|revised|updated|amended|final) ){0,2}(?:guidelines?|guidances?|regulations?|orders?|measures"
    r"|provisions|rules|document|circular|notice|code|standard) (?:shall |will )?$",
    _FLAGS,
)
_IT = regex(r"^\s?it (?:shall|will) $", _FLAGS)
# `The fee rates for 2026, which apply from`, of a title about fees.
_FEES = regex(
    r"\b(?:(?P<fee>fee|charge|tariff|levie|levy)|price)s?(?:\s(?:rates?|schedules?|scales?|amounts?|levels?|structure|standards?))?"
    r"(?:\s(?:for|of|in|under|payable)\s[^.;,]{1,60}?)?(?:,?\s(?:which|that))?,?"
    r"\s(?:(?:will|shall|are|is|be|now|to|come|comes|go|goes|take|remain)\s){0,3}$",
    _FLAGS,
)
_OF_FEES = regex(r"\b(?:fee|charge|tariff|levie|levy)s?\b", _FLAGS)
_OF_PRICES = regex(r"\bpric(?:es?|ing)\b", _FLAGS)
# `the guideline on widgets (Revision 3, applicable from`
_IN_BRACKETS = regex(
    r"(?P<name>[^.;,()]{4,160}?)\s?\((?:(?:the\s)?(?:rev(?:ision)?|version|edition|issue|v|ed)\.?\s?\d[\d.]{0,6}"
    r"|(?:first|second|third|fourth|fifth|sixth|\d{1,2}(?:st|nd|rd|th))\s(?:revision|edition|version|issue))?"
    r"(?:\s?[,;:–—-]|\sis)?\s?(?:(?:which\s)?(?:is|will be|becomes?)\s|to be\s|will\s)?(?:date (?:for|of)\s)?$",
    _FLAGS,
)
# `the emergency declared by the minister on May 1, effective May 1`: the day of another act.
_DECLARED = regex(r"\b(?:declar(?:ed|ation)|determin(?:ed|ation)|renew(?:ed|al)|appointed)\b[^.;]{0,160},\s$", _FLAGS)
# `The rule is effective May 1.`, the first words of a text.
_THE_RULE = regex(
    r"^\s?(?:dates:\s)?the (?:(?:final|interim|direct)\s){0,2}(?:rule|order|amendment)s? "
    r"(?:(?:is|are|will be|becomes?|will become)\s)?$",
    _FLAGS,
)
# `published guidance to support implementation of the Widget Regulations, which`: the law takes effect.
_OF_A_LAW_WHICH = regex(
    r"\b(?:implement(?:ing|ation of)|support(?:ing)?|explain(?:ing|s)?|accompany(?:ing)?|pursuant to"
    r"|in (?:line|accordance) with|ahead of|required by|based on)\s(?:the\s)?[^.;,]{3,200}"
    r",?\s(?:which|that)\s(?:(?:will|shall|is|are|to)\s){0,2}$",
    _FLAGS,
)
_IN_TITLE = regex(
    r"(?:^|[.;:]\s)(?:the\s)?(?P<name>[\w()-]{2,20}(?:\s[\w()./-]{1,20}){1,6}?)\s"
    r"(?:(?:will|shall|is|are|be|set|due|expected|scheduled|slated|to|now)\s){1,5}$",
    _FLAGS,
)
_CLAUSES = regex(r"[:;–—|]\s")
# `FDA’s new ` before the name; `makers praise ` is a headline about it.
_OF_WHOM = regex(
    r"(?:(?:[Tt]he|[Nn]ew|[Rr]evised|[Uu]pdated|European|US|Pharmacopoeia|Ph\.|Eur\.|[A-Z]{2,8}(?:['’]s)?)\s)*"
)
# `The changes will take effect`, of a title that tells of a change.
_CHANGES = regex(
    r"(?:^|[.;:]\s)(?:the|these|all|both)\s(?:(?:new|latest|final|agreed|adopted|total|partial|full|complete|above|following|regulatory|legislative|key|revised|updated|said)\s){0,2}"
    r"(?:changes?|amendments?|revisions?|updates?|reforms?|enhancements?|rules|requirements|legislation)\s"
    r"(?:(?:will|shall|are|is|to|be|expected|due|set|scheduled|officially|formally|all)\s){0,4}$",
    _FLAGS,
)
_OF_A_CHANGE = regex(
    r"\b(?:enhanc|revis|amend|chang|reform|updat|moderni[sz]|streamlin|simplif|introduc|strengthen|tighten|relax|overhaul"
    r"|adopt)\w{0,6}\b|\bnew\b",
    _FLAGS,
)
# `the new list will`, in news: the document that the headline is about.
_NEW_ONE = regex(
    r"(?:^|[.;:]\s|\bthat\s|,\s(?:meaning|and|so)\s)(?:(?:the|this|these)\s)?(?:(?:new|revised|updated|amended|latest|final)(?:ly)?\s){1,2}(?:[\w-]{2,16}\s)?"
    rf"(?P<noun>{DOCUMENTS}|codes?|fees?|charges?|rates?|polic(?:y|ies)|mechanisms?|schemes?|frameworks?"
    r"|pathways?|arrangements?|systems?)"
    r"(?:,?\s(?:which|that))?\s(?:(?:will|shall|is|are|be|to|has|have|been|due|set|expected|officially|formally|all)\s){0,5}$",
    _FLAGS,
)
_OF_RULES = frozenset({"provisions", "rules", "regulations", "requirements", "measures", "amendments"})
_PASSED_BY = regex(
    r"\b(?:laid|passed|enacted|gazetted|notified|signed|finali[sz]ed|made|publishe[sd]|notif(?:y|ies))\b", _FLAGS
)
_HAN_NEW = regex("新规|新版|新办法|新规定|新条例|新法|新规矩|新要求|新政|修订|出台|发布|公布|印发")
_SEVERAL = regex("这些|一批|多项|多部|系列|汇总|[两二三四五六七八九十\\d]{1,3}(?:[项个]|部(?!门|委))")
_HAN_SORT = regex(
    r"^(?:中华人民共和国|中国|国家)|(?:监督|管理|监管|实施|暂行|试行)|(?:办法|规定|条例|细则|规范|规则|标准|目录|指南)$"
)
# `公告自5月1日起施行` in news of its issue.
_HAN_BARE = regex(
    r"(?:^|[,:])\s?(?:该|此|这[份项部]|上述|新)?(?:公告|通告|通知|办法|规定|条例|规范|目录|标准|决定|新规|意见)(?:将|已|均)?(?:自|从|于)?$"
)
_COMMON = 3
"""The fewest characters in a row that a headline and the name of its rules have in common."""
_HAN_RULES = regex(r"新规|办法|规定|条例|规范|细则|规则|标准|目录|清单|指南|药典|制度|》|法(?=\s|$|自|将|于)", _FLAGS)
# Words of a name that many documents have.
_SORT_WORDS = frozenset(
    {"administration", "management", "supervision", "control", "interim", "provisional", "trial", "implementing"}
)
# `The revised information sheet is valid`: a short name in words of the title.
_SHORT_NAME = regex(
    r"(?:^|[.;:]\s)the\s(?P<name>(?:[\w-]{2,20}\s){1,7}?)"
    r"(?:(?:is|are|was|were|will|shall|be|becomes?|valid|been|has|have)\s){0,4}$",
    _FLAGS,
)
# `The Amendment Order, gazetted on May 1, will`
_GAZETTED = regex(
    r",\s(?:which (?:was|were) )?"
    r"(?:gazetted|published|issued|made|signed|adopted|promulgated|dated|approved|tabled|laid)\b[^.;]{0,60}?,\s",
    _FLAGS,
)
# `The 2018 Code takes effect`, of a title about `the Code 2018`.
_OF_YEAR = regex(rf"(?:^|[.;:]\s)the\s(?P<year>(?:19|20)\d\d)\s(?P<noun>{DOCUMENTS}|code)\s$", _FLAGS)
_NEWNESS = frozenset({"revised", "new", "updated", "newly", "amended"})
_PREPOSITIONS = frozenset({"of", "on", "for", "in", "to", "by", "with", "about"})
MOST_DAYS = 40
# `《器械指南》(第3版,自`
_HAN_EDITION = regex(
    r"《(?P<name>[^《》]{1,100})》\s?\((?:第?[\d一二三四五六七八九十]{1,4}(?:年)?(?:修订)?(?:版|稿)?|修订版|新版|最新版)?[,;]?\s?"
    r"(?:将|已|拟)?(?:自|从|于)?\s?$"
)


def _names_itself(title: str, lead: str) -> bool:
    """Return True if the subject of a statement of effect is the text itself or a short name of its title."""
    return _REFERS_TO_ITSELF().search(lead) is not None or _is_short_name(title, lead)


def _reports_it(title: str, statement: Statement) -> bool:
    """Return True if news of an issue say when the issued document takes effect."""
    lead = statement.lead
    if (
        ISSUED_WHICH().search(lead)
        or (_THE_RULE().search(lead) is not None and statement.text.startswith(statement.sentence))
        or _repeats_it(title, lead)
        or _is_new_on(title, statement)
    ):
        return True
    if _says_it_itself(title, statement) or _is_named_after(title, statement) or _is_new_one(title, lead):
        return True
    before = statement.text[: max(0, statement.text.find(statement.sentence))][-SPAN:]
    said = any(ISSUED().search(each) for each in (title, lead, before)) or any(
        words().search(title) for words in (_TELLS, _PASSED_BY)
    )
    return bool(said) and _speaks_of(title, lead, _OWN, in_body=False) is True and not _is_a_law(title, lead)


def _is_field(statement: Statement) -> bool:
    """Return True for a line of the document's facts: `Effective date: April 1, 2026`."""
    return not statement.lead.strip() and _FIELD().match(statement.match[0]) is not None


def _repeats_it(title: str, lead: str) -> bool:
    """Return True if the subject is the headline, or ends with a title that is the name of rules."""
    subject = _BRACKETS().sub("", lead).strip(" ,将于自并")
    if _HEADLINE().fullmatch(title) is not None and subject == title:
        return True
    # `某部于4月6日公告订定某规定,自`, of a title that is that name.
    return _NAME_OF_RULES().search(title) is not None and subject.endswith(title)


def _is_new_on(title: str, statement: Statement) -> bool:
    """Return True if new rules take effect whose names say the subject of the title: `the new Measures for X will`."""
    if not statement.is_ahead:
        return False
    found = _NEW_ON().search(statement.lead)
    words = _ANY_WORD().findall(found["subject"].lower()) if found else []
    named = [word for word in words if word not in _PREPOSITIONS | _SORT_WORDS | {"and"}]
    return len(named) >= 2 and set(named) <= set(_ANY_WORD().findall(title.lower()))  # noqa: PLR2004 - one word is a field


def _says_it_itself(title: str, statement: Statement) -> bool:
    """Return True for a headline that says when its rules take effect: `Rules on widgets to take effect on May 1`."""
    if statement.text != title or _ASIDE_CLAUSE().search(statement.lead):
        return False
    lead = statement.lead
    if has_han(title):
        # `中标结果自5月1日起执行` is about no rules.
        return not lead.strip() or _HAN_RULES().search(lead) is not None
    return _DOCUMENT().search(lead) is not None


def _is_named_after(title: str, statement: Statement) -> bool:
    """Return True if rules take effect whose subject a headline about new rules names: `New Widget Rules`."""
    if not statement.is_ahead or not _OF_A_CHANGE().search(title):
        return False
    named = [match for match in _NAMED().finditer(statement.lead) if _DOCUMENT().search(match["name"])]
    if not named or len(statement.lead) - named[-1].end() > ASIDE:
        return False
    words = _singular(_words(_DOCUMENT().sub(" ", named[-1]["name"])) - _SORT_WORDS)
    return len(words) >= 2 and words <= _singular(_words(title))  # noqa: PLR2004 - one word is a field


def _is_in_headline(title: str, statement: Statement) -> bool:
    """Return True if the subject is what the headline names: `The final rule is set to take effect`, `Supplement 3`.

    `Questions on Regulation 5` is about another document.
    """
    found = _IN_TITLE().search(statement.lead) if statement.is_ahead and not has_han(title) else None
    at = title.casefold().find(found["name"].casefold()) if found else -1
    if found is None or at < 0 or not _DOCUMENT().search(found["name"]):
        return False
    ahead = _CLAUSES().split(title[:at])[-1]
    return _OF_WHOM().fullmatch(ahead) is not None and not title[at + len(found["name"]) :][:1].isalnum()


def _is_new_one(title: str, lead: str) -> bool:
    """Return True if the subject is `the new list` of a headline about a new list, or the rules of a Chinese one."""
    if has_han(title):
        return _are_new_rules(title, lead)
    found = _NEW_ONE().search(lead)
    if found is None or not (_OF_A_CHANGE().search(title) or _PASSED_BY().search(title) or ISSUED().search(title)):
        return False
    noun = found["noun"].lower()
    named = noun.removesuffix("s") in title.lower()
    return named or noun in _OF_RULES or _DOCUMENT().search(title) is None


def _are_new_rules(title: str, lead: str) -> bool:
    """Return True if a headline about one new set of rules has the subject of the last name before the statement."""
    if _HAN_BARE().search(lead) and not _SEVERAL().search(title):
        return _HAN_NEW().search(title) is not None or "发文" in title
    names = _HAN_NAMED().findall(lead)
    if not names or not _HAN_NEW().search(title) or _SEVERAL().search(title):
        return False
    if not _BARE_HAN().fullmatch(lead.rpartition("》")[2]):
        return False
    name = names[-1]
    if len(name) <= _SHORT_HAN and name in title:
        return True
    core = _HAN_SORT().sub("", _HAN_SORT().sub("", _BRACKETS().sub("", name)))
    if len(core) <= _COMMON:
        return len(core) > 1 and core in title
    # `新规` names no rules: some of their subject is enough.
    runs = (core[at : at + _COMMON] for at in range(len(core) - _COMMON + 1))
    return core in title or ("新规" in title and any(run in title for run in runs))


def _singular(words: set[str]) -> set[str]:
    return {word.removesuffix("s") for word in words}


def _is_a_change(title: str, statement: Statement) -> bool:
    """Return True for `The changes will take effect` of a title that tells of changes."""
    found = _OF_A_CHANGE().search(title) if _CHANGES().search(statement.lead) else None
    # `New Leadership at the Agency` tells of no rules.
    return found is not None and (found[0].lower() != "new" or _DOCUMENT().search(title) is not None)


def _is_a_law(title: str, lead: str) -> bool:
    """Return True if the subject is a law that the title does not name: news on rules cite the law above them."""
    found = _LAW().search(lead[-ASIDE:])
    return found is not None and found[0].lower() not in title.lower()


def _is_short_name(title: str, lead: str) -> bool:
    """Return True for two or more words of the title before the verb: `the interim final rule`."""
    named = _OF_YEAR().search(lead)
    if named is not None and named["year"] in title and named["noun"].casefold() in title.casefold():
        return True
    found = _SHORT_NAME().search(lead)
    name = [word for word in found["name"].lower().split() if word not in _NEWNESS] if found else []
    words = [word for word in _ANY_WORD().findall(title.lower()) if word not in _NEWNESS]
    if len(name) < 2 or not set(name) <= set(words) or words[0] != name[0]:  # noqa: PLR2004 - one word names no document
        return False
    # `Inspection Points of the Practice` is not the Practice, and `Information Sheet on Duties` is the sheet.
    behind = words[words.index(name[-1]) + 1 :]
    return not behind or (behind[0] in _PREPOSITIONS and not _DOCUMENT().search(" ".join(behind)))


def _ends_with_it(title: str, lead: str) -> bool:
    """Return True for `The Amendment Order, gazetted on …, will` of the `Widget (Amendment) Order 2031`."""
    found = _SHORT_NAME().search(_GAZETTED().sub(" ", lead))
    name = _ANY_WORD().findall(found["name"]) if found else []
    words = [word for word in _ANY_WORD().findall(_CLAUSES().split(title)[-1]) if not word.isdigit()]
    # All of them with capitals but for small words: the title is a name.
    is_name = all(word[0].isupper() or len(word) <= len("with") for word in words)
    ahead = {word.lower() for word in words[: -len(name)]} if name else set()
    return len(name) > 1 and words[-len(name) :] == name and is_name and not ahead & _PREPOSITIONS


def is_of_the_document(title: str, statement: Statement, *, kind: str, in_body: bool) -> bool:
    """Return True if a statement of effect is about the whole document of the title."""
    match, lead = statement.match, statement.lead
    reported = not in_body and (
        _is_a_change(title, statement)
        or _is_of_fees(title, lead)
        or _is_of_an_edition(title, lead)
        or _is_in_headline(title, statement)
        or (_DAY_FOR_ITS().search(lead) is not None and _DOCUMENT().search(title) is not None)
        or (kind == "news" and (_is_field(statement) or _reports_it(title, statement)))
    )
    if kind in _EFFECTLESS and not reported and (in_body or not _names_itself(title, lead)):
        return False
    if _is_part(title, lead) or _is_another_work(title, lead) or _POSTPONED().search(lead):
        return False
    if (
        (match[0].endswith("启用") and is_put_to_use(lead))
        or _is_of_another_act(title, match[0], lead)
        or "stem" in match.groupdict()
        or _RESCINDED().match(match.string, match.end())
        or (_ORDER().search(lead) and _ACT().search(title))
    ):
        return False
    if not (_is_field(statement) or _is_of_a_document(match[0].lower(), title, lead, reported=reported)):
        return False
    if reported or _is_this_document(title, lead, in_body=in_body):
        return True
    # A document that replaces another is new.
    named = _is_short_name(title, lead) or _ends_with_it(title, lead)
    own = not in_body and (_REPLACES().match(match.string, match.end()) or named)
    return bool(own) and not _implements_a_document(_core(title))


def _is_of_another_act(title: str, words: str, lead: str) -> bool:
    """Return True for the day of an emergency that was declared, and of a law that a text of the title serves."""
    if words.lower().startswith("effective") and _DECLARED().search(lead):
        return _DECLARED().search(f"{title}, ") is None
    return _OF_A_LAW_WHICH().search(lead) is not None


def _is_of_a_document(verb: str, title: str, lead: str, *, reported: bool) -> bool:
    """Return True if the subject of a verb that products and fees have as well, `applies`, is a document."""
    if not verb.startswith(("appl", "commenc", "valid")) or (reported and verb.startswith("commenc")):
        return True
    subject = _APPLIES() if verb.startswith("applies") else _DOCUMENT()
    return (
        subject.search(lead[-_PART_REACH:]) is not None
        or _IT().search(lead) is not None
        or _is_of_fees(title, lead)
        or _is_of_an_edition(title, lead)
    )


def _is_of_fees(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` are the fees that the title is about."""
    found = _FEES().search(lead)
    return found is not None and (_OF_FEES if found["fee"] else _OF_PRICES)().search(title) is not None


def _is_of_an_edition(title: str, lead: str) -> bool:
    """Return True for `the guideline on widgets (Revision 3, ` before the verb, of a title with these words."""
    if has_han(title):
        of_han = _HAN_EDITION().search(lead)
        return of_han is not None and of_han["name"] in title
    found = _IN_BRACKETS().search(lead)
    noun = list(_DOCUMENT().finditer(found["name"])) if found else []
    if found is None or not noun or not _DOCUMENT().search(title):
        return False
    name = _singular(_words(found["name"][noun[-1].end() :])) or _singular(_words(found["name"]))
    return bool(name) and name <= _singular(_words(title))


def is_of_the_act(title: str, statement: Statement) -> bool:
    """Return True if the statement gives the day of the withdrawal, the revocation or the like of the title."""
    stem = statement.match.groupdict().get("stem")
    act = _BY_THE_ACT().search(statement.lead)
    words = (stem or (act[0] if act else "")).casefold()
    return bool(words) and any(found["stem"].casefold() in words for found in _ACT_OF_TITLE().finditer(title))


def is_put_to_use(lead: str) -> bool:
    """Return True if what is put to use is a tool and no document: `某平台…7月1日正式启用`, `新模板于7月1日启用`."""
    clauses = [clause for clause in lead.rpartition("。")[2].split(",") if clause.strip(" 自从于将")]
    return _TOOL().search(lead) is not None or (bool(clauses) and _RULES_IN_USE().search(clauses[-1]) is None)


def _is_part(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` is a part of the document: an article, an annex, a class."""
    if _OTHER_PRODUCTS().search(lead):
        return True
    lead = _EXCEPT().sub(" ", lead)
    parts = list(_PART().finditer(lead[-_PART_REACH:]))
    if not parts or _PART_OF_TITLE().search(title):
        return False
    amended = _AMENDS().match(lead)
    if parts[-1][0] in title or (amended and amended["name"] in title):
        # `修正某办法第三条,并自…生效`
        return False
    behind = lead[-_PART_REACH:][parts[-1].end() :]
    return not _OWN().search(behind) and not _CLAUSE_ENDS().search(behind)


def _is_another_work(title: str, lead: str) -> bool:
    """Return True if the subject at the end of `lead` is a work that the title does not name: a standard, a law."""
    found = _STANDARD().search(lead)
    if found is not None:
        return found["number"] not in title
    law = _NUMBERED().search(lead)
    if _ITS_STANDARDS().search(lead) or (
        law is not None and law["number"] not in title and _NUMBER_OF_LAW().search(title)
    ):
        return True
    named = _UNQUOTED().search(lead)
    return named is not None and named["noun"] not in title and not _OURS().search(named["name"])


def _is_this_document(title: str, lead: str, *, in_body: bool) -> bool:
    """Return True if the subject of a statement of effect, in `lead`, is the document of the title."""
    implements = _implements_a_document(_core(title))
    said = _speaks_of(title, lead, _ITSELF if implements else _OWN, in_body=in_body)
    return not implements if said is None else said


def _speaks_of(title: str, lead: str, own: Regex, *, in_body: bool) -> bool | None:
    """Return True if `lead` ends with words for the document of the title, False for another, None without evidence."""
    named = _HAN_NAMED if "《" in lead else _NAMED
    last = None
    for match in named().finditer(lead):
        # `将某原料纳入《某规范》,自…起施行`: the name is an object.
        is_object = _HAN_INTO().search(lead, 0, match.start()) is not None
        if not is_object and (named is _HAN_NAMED or _DOCUMENT().search(match["name"])):
            last = match
    if last is not None:
        between = _BRACKETS().sub("", lead[last.end() :])
        short = own is _OWN and _SHORT().search(lead) and not _is_a_law(title, last["name"])
        issues = own is _OWN and _NOW_ISSUES().search(lead, 0, last.start())
        if own().search(between) or short or issues or _THIS_IS().match(lead):
            return True
        before = lead[max(0, last.start() - 90) : last.start()]
        # `in line with the Law, effective on …`: a clause without a verb belongs to the noun before it.
        which = _WHICH().match(between) or _BARE().fullmatch(between)
        # `included in the X and shall`: after a preposition it is no subject.
        last = None if _PREPOSITION().search(before) and not which else last
    if last is not None and (which or len(between) <= ASIDE or _APPOSED().match(between) or _is_passage(between)):
        # `formulated the X, which shall` is about this document; `the revised X shall` may be about another.
        made = which and not last.groupdict().get("new") and _MADE().search(before)
        return bool(made) or _alike(title, last["name"])
    if own().search(lead):
        return True
    if _ASIDE_CLAUSE().search(lead) or _THAT_ONE().search(lead):
        return False
    # `The pilot, which came into effect on …, is extended`: an aside about an earlier act.
    aside = _THAT_DID().search(lead)
    if aside and not _MADE().search(lead) and not _DOCUMENT().search(lead, max(0, aside.start() - 30), aside.start()):
        return False
    return False if in_body or last is not None else None


def _is_passage(between: str) -> bool:
    """Return True for clauses that tell how a document was passed: `于5月18日经局务会议审议通过,6月29日公布,`."""
    clauses = [clause for clause in between.split(",") if clause.strip()]
    return all(_PASSED().search(clause) or len(clause) <= _FEW for clause in clauses)


def _core(title: str) -> str:
    """Return the title without its outer act."""
    return _OUTER().sub("", title, count=1)


def _implementing_words(core: str) -> re.Match[str] | None:
    """Return the words by which a title implements something, unless it issues a document that implements it.

    `Announcement on Implementing the Law` has no effect of its own; `on Issuing the Rules for Implementing` may.
    """
    words = _IMPLEMENTS().search(core)
    return words if words and not _DOCUMENT().search(core, 0, words.start()) else None


def _implements_a_document(core: str) -> bool:
    words = _implementing_words(core)
    return bool(words and ("《" in core[words.end() :] or _DOCUMENT().search(core, words.end())))


def _alike(title: str, name: str) -> bool:
    """Return True if the title, with or without its outer act, is `name` in nearly the same words."""
    core = _core(title)
    if _implementing_words(core):
        return False
    quoted = _HAN_NAMED().search(title)
    if any(_is_short_for(name, each["name"], title) for each in islice(_HAN_NAMED().finditer(title), MOST_DAYS)):
        return True
    bare = _BRACKETS().sub("", title).strip()
    # `某省人大常委会:某条例`
    if bare.endswith(name) and (
        len(name) <= _SHORT_HAN or (has_han(name) and bare.removesuffix(name).endswith((":", " ")))
    ):
        return True
    place = _PLACE().match(name)
    # `《关于发布某规定的公告》` is that of the rules.
    names = [name[place.end() :] if place and place[0] not in title else name, _HAN_ACT().sub("", _core(name))]
    return any(
        len(words & other) >= _NEARLY * max(1, len(words | other))
        for words in map(_words, names)
        for other in map(
            _words,
            (
                title,
                core,
                _HAN_ACT().sub("", core),
                _BRACKETS().sub("", core),
                _ISSUES().sub("", core),
                quoted["name"] if quoted else "",
            ),
        )
    )


def _is_short_for(short: str, name: str, title: str) -> bool:
    """Return True for `2024年药品目录` of `国家…药品目录(2024年)`: its year, its noun, no other; for `目录`.

    The year of a name may stand elsewhere in the title: `《…药品目录》以及《…目录》(2024年)`.
    """
    # `《中国药典》` is the 《中华人民共和国药典》.
    short = short.replace("中国", "") if "中华人民共和国" in name else short
    if len(short) <= _SHORT_HAN and _BRACKETS().sub("", name).strip().endswith(short):
        return True
    years, noun = ANY_YEAR().findall(short), _BRACKETS().sub("", short).strip()[-2:]
    return (
        bool(years)
        and years == (ANY_YEAR().findall(name) or ANY_YEAR().findall(_HAN_NAMED().sub("", title)))
        and _BRACKETS().sub("", name).strip().endswith(noun)
        and _words(short) <= _words(name) | set("年")
    )


def _words(text: str) -> set[str]:
    return {word for word in (found.lower() for found in _WORD().findall(text[:600])) if word not in _STOP_WORDS}
