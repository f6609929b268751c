"""Read a day to come by the shape of its clause, where the words of no known act stand around it.

A day of the past is mostly history, so it needs the words of a duty. A day to come with `by`, `until` or `from` is one
to act by, whatever the verb, if its sentence names what rules bind: a duty, those who have it, or what they need and
hand in. Other sentences tell of anything: a market, a museum, a minister. And no such day is one to act by if its
clause binds nobody: an event, a plan or a forecast, a step that the regulator takes for itself, a description of things
by their day, the effect of another document, or a matter that is no rule, such as a post, a study, a tender or a
shortage.
"""

import re

from cdetrack.meaning.facets.duties_english import ONWARDS, TAKES_EFFECT
from cdetrack.meaning.facets.effect_statements import DOCUMENTS
from cdetrack.meaning.facets.named_days import NamedDay
from cdetrack.text.regex import any_of, any_word, regex

_FLAGS = re.IGNORECASE
_BY_OR_FROM = regex(r"\b(?:by|before|until|from|(?:on or )?after|(?:ending|expiring)(?: on| at)?)\s{1,2}$", _FLAGS)
BETWEEN = regex(r"\bbetween\s{1,2}until\s$", _FLAGS)
"""The words before the last day of `between A and B`: `until` stands there for the first day, see `NamedDay`."""
# A clause ends at another one of its sentence.
_CLAUSES = regex(r"[;:]\s|,\s(?:and|but|while|whereas|although|which|who)\s", _FLAGS)
# `announced that`: what follows is no description of things, as it is in `files that`.
_SAID_THAT = regex(
    r"\b(?:announc|sa(?:y|id)|stat|decid|not|inform|advis|remind|confirm|notif|provid|specif|clarif|agre|mean|ensur|requir"
    r"|so)\w{0,5}\s(?:[\w’']{1,16}\s){0,4}?that\b",
    _FLAGS,
)
_FOR_ITSELF = (
    r"(?:publish|releas|announc|consult|evaluat|assess|discuss|conclud|finali[sz]|adopt|present|review|decid|respond"
    r"|investigat|report|inform|updat|begin|start|work|continue to|visit|host|organi[sz]|celebrat|hold|held)"
)
_EVENTS = any_word(
    r"workshops?, webinars?, conferences?, seminars?, symposi\w{1,2}, congress, hearings?, exhibitions?, fairs?,"
    r" campaigns?, festivals?"
)
_EVENT = regex(rf"\b{_EVENTS}\b", _FLAGS)
_NOBODY = regex(
    any_of(rf"""
        # An event, and the hours of an office.
        \b{_EVENTS}\b
        \b(?:held|hosts?|hosting|organi[sz]e[sd]?|celebrat\w{{1,3}}|tak(?:e|es|ing) place)\b
        \b(?:holidays?|maintenance|opening hours|offices?)\b
        # A plan or a forecast.
        \b(?:expect|anticipat|estimat|forecast|predict|hope|target|propos)\w{{0,4}}\b
        \b(?:plan|aim|intend)(?:s|ned|ed|ning|ing)? (?:to|for|on)\b
        \b(?:likely|possibly|probably|would|could|might|strategy|road ?map|vision|as originally)\b
        # A step of a regulator.
        \b(?:will|shall|to|is|are) (?:\w{{3,12}}ly )?(?:be )?(?:\w{{3,12}}ly )?{_FOR_ITSELF}\w{{0,4}}\b
        # Things that their day describes.
        \b(?:that|which|who|whose|if|whether|unless|where|when) [^.;,]{{0,160}}$
    """),
    _FLAGS,
)
# Who has a duty that is none of those whom the notices of a regulator bind.
_STATES = any_word(
    r"parliament, senate, council, commission, governments?, countries, (?<!member\s)states, nations, ministers,"
    " courts?"
)
_PEOPLE = any_word(
    r"students?, pupils, members, staff, employees, candidates?, patients, volunteers, citizens, visitors,"
    r" delegates, speakers, authors?, scientists, researchers, residents, civil servants"
)
_REGULATORS = "(?:agency|authority|administration|ministry|department|regulator|commission|institute)"
_BOUND_TO = r"(?:must|shall|should|ha(?:s|ve) to|(?:is|are) to|may|can)"
_REPLIES = "(?:answer|reply|report|respond|publish|present|decide|adopt|submit|review)"
_WHO = r"(?:^|[,;:]\s|\bthat\s)\s?(?:(?:the|an?|all|our|its|each|new|young|european)\s){0,3}"
# What is asked of states, courts, the regulator itself, bidders, candidates, guests and pupils, who follow no rules of
# the regulator by that.
_ASKED_OF_OTHERS = regex(
    any_of(rf"""
        {_WHO}(?:\w{{3,14}} )?{_STATES}(?: of [^.;,]{{1,60}})? {_BOUND_TO}\b
        {_WHO}{_PEOPLE}(?: (?:of|in|at|from|for) [^.;,]{{1,60}})? {_BOUND_TO}\b
        \b(?:courts?|judges?) (?:has |have )?(?:ruled|ordered|decided)\b
        {_WHO}{_REGULATORS} (?:must|is to) (?:now )?{_REPLIES}\b
        \b(?:asks?|calls? (?:on|upon)|urges?|requires?) (?:all |the )?{_STATES}\b
        \b(?:tenderers?|bidders?)\b
        (?:^|[,;:] )(?:\w{{1,12}} )?(?:tenders|bids|offers|quotations) (?:will|{_BOUND_TO})\b
        \b(?:(?:the|a) (?:post|position) of|job vacancy|internships?|traineeships?)\b
        \b(?:scholarships?|fellowships?|research grants?)\b
        \b(?:early[- ]bird|tickets?|training courses?|e-?learning|prizes?|award)\b
    """),
    _FLAGS,
)
# Matters of others, unless a firm or product of the field is bound in them: `holders must register or face fines`.
_OTHERS_MATTERS = regex(
    any_of(r"""
        \b(?:fines?|court|judges?|lawsuit|settlement|verdict|the lease|lease of|sanctions)\b
        \b(?:for|of) (?:\w{3,14} )?(?:grants|funding|subsid(?:y|ies)|bursaries)\b
        \b(?:innovation|research|social|development|solidarity) funds?\b
        \b(?:summer school|exhibition|museum|helpdesk|hotline|phone number|new address|mandate of)\b
    """),
    _FLAGS,
)
_OF_THE_FIELD = regex(
    any_word(
        "holders?, sponsors?, manufacturers?, makers?, importers?, exporters?, distributors?, wholesalers?,"
        " pharmac(?:y|ies), products?, devices?, medicines?, drugs?, labels?"
    )
    + rf"(?: (?:of|for|in|on|with|from)(?: [\w-]{{1,20}}){{1,5}}?)? {_BOUND_TO}\b",
    _FLAGS,
)
_FOR_OTHERS = regex(
    any_of(r"""
        \b(?:call for|invitation to) (?:tenders?|bids?)\b
        \b(?:vacanc(?:y|ies)|recruitment|procurement notice|internships?|traineeships?|scholarships?)\b
        ^tenders?\b
        \btender notice\b
    """),
    _FLAGS,
)
# Other matters whose days bind nobody who follows rules.
_OTHER_MATTERS = regex(
    any_of(r"""
        # People in office.
        \b(?:appoint(?:s|ed|ment)|(?:re-)?elect(?:s|ed|ions?)|mandate|term of office|for a term|succeed(?:s|ed))\b
        \b(?:director|president|presidency|chair(?:s|man|woman|person)|minister|recruits?)\b
        # Other rights, and courts.
        \b(?:patents?|exclusivit(?:y|ies)|(?:data )?protect(?:ion|ed)|trademarks?)\b
        \b(?:(?:fiscal|financial) year|courts?|budget)\b
        # Studies, and money for them.
        \b(?:stud(?:y|ies)|surveys?|cohorts?|projects?|grants?) (?:will|is to|are to|runs?|follows?|takes?|on)
        \b(?:enrol\w{0,4}|phase (?:i{1,3}|[1-3])|cohorts?|treat patients|funding|funds? supports?|credits?)\b
        # Tenders.
        \b(?:tenders?|bids?|contractors?|(?:framework|under the) contract)\b
        # Guests, members and neighbours.
        \b(?:competition|abstracts?|posters?|visitors?|membership fees?|entrance|strikes?)\b
        # Lots, shortages and the business of firms.
        \b(?:lots?|batch(?:es)?|expir(?:y|ation) dates?|shelf[- ]li(?:fe|ves)|use[- ]by|best[- ]before)\b
        \b(?:shortages?|out of stock|on allocation|to normal|resum(?:e[sd]?|ing)|deliver(?:y|ies)|returns? to|demand)\b
        \b(?:shares|merger|factory|jobs|revenues?|turnover|billions?)\b
    """),
    _FLAGS,
)
# What rules bind: a duty, those who have it, and what they need or hand in. Of firms, they bind all: `the company sells
# the plant` is news.
_DUTIES = any_word(
    r"must, shall, may(?=\s(?!\d|and\b|or\b|to\b|until\b)[a-z]), can, cannot, need(?:s|ed)?, ha(?:s|ve) to,"
    r" (?:is|are) to, requir\w{1,6}, oblig\w{2,7}, mandatory, compulsory, optional, voluntary, no longer,"
    r" only, prohibit\w{0,5}, bann?(?:ed|s)?, offences?, unlawful, illegal, governed, official, exempt\w{0,5},"
    r" relie(?:ved|f), liable, subject to, allow\w{0,3}, permit\w{0,4}, forbidden, comply, complian\w{1,2},"
    r" appl(?:y|ies), assessed, accept\w{0,4}, deadlines?, grace, time limits?"
)
_BOUND = any_word(
    r"importers?, exporters?, wholesalers?, distributors?, retailers?, holders?, MAHs?, applicants?,"
    r" sponsors?, licensees?, registrants?, manufacturers, makers, producers, sellers, traders, dealers,"
    r" brokers, firms, companies, businesses, operators, establishments, sites, pharmac(?:ies|ists),"
    r" laboratories, suppliers, developers, investigators, hospitals, clinics, prescribers, practitioners,"
    r" growers, packers"
)
_HANDED_IN = any_word(
    r"(?:self-)?declarations?, dossiers?, files, submissions?, nominations?, lodg(?:e|ed|ing), signed,"
    r" notifications?, notif(?:y|ies), applications?, requests?, variations?, renewals?, reports?, forms?,"
    r" licen[cs]\w{1,4}, registration\w?, registers?, authori[sz]ations?, certific\w{2,6}, permits?,"
    r" approvals?, listings?, fees?, charges?, levies, levy, labels?, labell?ing, packs?, packag\w{1,3},"
    r" leaflets?, stocks?, imports?, importation, exports?, sale, suppl(?:y|ied), sold, marketed,"
    r" plac(?:ed|ing), manufactured?, (?:re-?)?test(?:ed|ing), inspect(?:ed|ions?), regimes?, requirements?,"
    r" rules?, obligations?, restrictions?, limits?, criteria, definitions?, standards?, pathways?,"
    r" procedures?, formats?, templates?, portals?, platforms?, gateways?, systems?, classif\w{3,8},"
    r" schedules?, codes?, identifiers?, UDIs?, barcodes?"
)
_RULES = regex(rf"\b(?:{_DUTIES}|{_BOUND}|{_HANDED_IN})\b", _FLAGS)
_TRANSITION = regex(r"\b(?:transition\w{0,3}|grace|implementation) (?:periods?|time|timing|arrangements?)\b", _FLAGS)
# `Sites inspected from May 1 will be assessed under the new rules`: the day from which these hold.
_FROM = regex(r"\b(?:from|(?:on or )?after|since)\s{1,2}$", _FLAGS)
_WILL_BE = regex(
    r"\s?(?:onwards?)?,?\s(?:will|must|shall|requires?|needs?|(?:is|are) (?:to|subject|required|assessed))\b", _FLAGS
)
_TOLD = any_word(
    "was, were, had, did, ran, lasted, ended, expired, closed, lapsed, repealed, replaced, ceased, required, began,"
    " started, applied, introduced, became, entered, came, took, delayed, postponed, issued"
)
_STILL = any_word(
    "must, shall, should, may, can, cannot, will, is, are, has, have, please, ends, expires, applies, apply, needs?"
)
TOLD = regex(rf"\b{_TOLD}\b", _FLAGS)
"""A verb of the past."""
STILL = regex(rf"\b{_STILL}\b", _FLAGS)
"""A verb of what holds or is to come."""
_VERB = regex(rf"\b(?:{_TOLD}|{_STILL})\b|{TAKES_EFFECT}", _FLAGS)
# `the revised law will take effect from`, of another document; `the new limits will take effect from`, of rules.
_IN_FORCE = regex(rf"{TAKES_EFFECT}|\b(?:applicable|valid)\b", _FLAGS)
_A_DOCUMENT = regex(rf"\b(?!requirements?\b)(?:{DOCUMENTS}|legislation|changes|revisions?|it|they)\b", _FLAGS)
_NEXT_CLAUSE = regex(r"[;:]|\.\s|,\s(?:and|but|while|whereas|although|which)\s", _FLAGS)
# `定于5月1日启用电子证书`: the act begins on the day.
_HAN_IS_SET = regex(r"(?:定|决定|将|拟)于\s?$")
BEGINS = regex(
    r"\s?(?:起|开始)?,?\s?(?:正式|全面|统一|同步|分批|分步|逐步|在[^,。;]{1,20}?)?"
    r"(?:启用|实施|施行|推行|推广|停用|停止|取消|切换|执行|更换|调整|实行|试行|终止)"
)
"""The words of an act behind its day, in Chinese."""
# The day tells which things are meant.
_HAN_WHICH = regex(r"\s?(?:起|开始|及?以后|及?之?后|前)[^,。;]{0,40}的(?:[,。;]|$)")
# An event, a holiday, a plan, a forecast, a start, a fact, a matter of one firm.
_HAN_NOBODY = regex(
    r"活动|宣传|会议|培训|论坛|展览|展会|研讨|放假|假期|节后|召开|举办|举行|预计|力争|争取|计划|规划|有望|目标|启动|开始|以来"
    r"|统计|批号|保质期|任期|聘期|恢复|维护|检修|值班|草案|征求意见|(?<!将)拟|公司|工厂|新品"
)
# Firms have to bid for the purchases of medicines by volume.
_HAN_BY_VOLUME = regex(r"带量|集采|集中采购|挂网|联盟采购")
# What is asked of staff and party, of states, courts and funds, and of bidders, candidates, pupils and authors: `支部`,
# `法院`, `投标`, `招聘`, `培训`, `课题`, `评选`.
_HAN_OF_OTHERS = regex(
    r"支部|党员|干部|职工|换届|团委|青年|读书|体检|食堂|就餐|津贴|热线|夏令营|暑期|档案馆|图书馆|科普(?:短)?视频|人大常委|全国人大|法院|判决"
    r"|各国|世界卫生组织|受试者(?=应|须|要|随访)|创新资金|专项资金|补助资金|交警|道路|租期|海关总署规定"
    r"|招标|投标|招聘|竞聘|应聘|竞价|询价|磋商|(?:政府|设备|服务|物资|公开)采购(?!药)|采购(?:公告|项目)|成交公告"
    r"|培训班|参训|课题|征文|论文|奖项|评选|评优|先进个人|先进集体|参评|竞赛|大赛|报考|准考证|实习生|奖学金"
)
# `企业应当于6月30日前完成职工培训`: a firm of the field is bound, whatever the matter.
_HAN_OF_THE_FIELD = regex(
    r"(?:(?<!投标)(?<!中标)(?<!参展)(?<!参会)企业|(?:许可|批准)?持有人|注册人|备案人|(?<!课题)(?<!项目)申请人|申办者|经营者|生产者)"
    r"[^,。;]{0,12}(?:应|须|需|不得)"
)
# People in office, moves and telephones of an office, its site for some days, studies, markets and shortages.
_HAN_OTHER_MATTERS = regex(
    r"任(?:[该本我]?[局所院厅]|[^,。;]{0,6})(?:局长|主任|处长|院长|所长|厅长|书记)|搬迁至|迁至|新址办公|电话|传真|食堂|班车|地铁|停车"
    r"|展厅|参观|投入使用|随访|入组|市场规模|产值|亿元|建成|缺货|断供|法院|暂停[^,。;]{0,8}[一二三两几\d]{1,3}(?:天|小时)"
    r"|培训药师|上市销售"
)
_HAN_END = regex(r"[。;]")
_HAN_NEAR = 40
"""The most characters on each side of a day that are read for its clause."""


def is_asked_of_others(named: NamedDay, title: str) -> bool:
    """Return True for a day for others than whom the rules of a regulator bind, such as bidders, in English words."""
    head = named.whole.rpartition(";")[2]
    if _ASKED_OF_OTHERS().search(head) or _FOR_OTHERS().search(title):
        return True
    return _OTHERS_MATTERS().search(head) is not None and _OF_THE_FIELD().search(head) is None


def is_asked_of_others_in_chinese(named: NamedDay, title: str) -> bool:
    """Return True for a day for others than whom the rules of a regulator bind, such as bidders, in Chinese words."""
    clause = "".join(_han_clause(named))
    if _HAN_BY_VOLUME().search(f"{title} {clause}"):
        return False
    if _HAN_OF_OTHERS().search(title):
        return True
    return _HAN_OF_OTHERS().search(clause) is not None and _HAN_OF_THE_FIELD().search(clause) is None


def is_to_act_by(named: NamedDay, title: str) -> bool:
    """Return True for a day in English words that is one to act by if it is still to come."""
    head = _CLAUSES().split(named.before)[-1]
    is_led = _BY_OR_FROM().search(named.before) is not None or ONWARDS().match(named.behind) is not None
    is_term = named.is_span and BETWEEN().search(named.before) is None
    if is_term or not is_led or _is_of_a_document(named, head) or _EVENT().search(title):
        return False
    sentence = f"{named.whole} {named.behind}"
    if _OTHER_MATTERS().search(sentence) or (not _RULES().search(sentence) and not _TRANSITION().search(title)):
        return False
    if _FROM().search(named.before) and _WILL_BE().match(named.behind):
        return True
    head = _SAID_THAT().sub(" ", head)
    # `By May 1, holders will`: the verb is behind the day.
    clause = head if _VERB().search(head) else f"{head} {_NEXT_CLAUSE().split(named.behind, maxsplit=1)[0]}"
    return _NOBODY().search(clause) is None and (TOLD().search(clause) is None or STILL().search(clause) is not None)


def _is_of_a_document(named: NamedDay, head: str) -> bool:
    """Return True for the day of effect of a document, which its own notice has."""
    in_force = _IN_FORCE().search(head)
    if in_force is None:
        return False
    subject = named.whole[: len(named.whole) - len(head)] + head[: in_force.start()]
    return _A_DOCUMENT().search(subject) is not None


def is_to_act_by_in_chinese(named: NamedDay, *, is_led: bool) -> bool:
    """Return True for a day in Chinese words that is one to act by if it is still to come.

    `is_led` is True for a day with `前` or `起`.
    """
    is_set = _HAN_IS_SET().search(named.before) is not None and BEGINS().match(named.behind) is not None
    if named.is_span or not (is_led or is_set) or _HAN_WHICH().match(named.behind):
        return False
    head, tail = _han_clause(named)
    clause = head.removesuffix("拟于") + tail
    return _HAN_NOBODY().search(clause) is None and _HAN_OTHER_MATTERS().search(clause) is None


def _han_clause(named: NamedDay) -> tuple[str, str]:
    """Return the clause of a day in Chinese words before the day and behind it, as far as it is near."""
    return (
        _HAN_END().split(named.before)[-1][-_HAN_NEAR:],
        _HAN_END().split(named.behind, maxsplit=1)[0][:_HAN_NEAR],
    )
