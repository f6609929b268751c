"""Read a day to come by the shape of its clause, where the words of no known act stand around it.

A day of the past is mostly history, so it needs the words of a duty. A day to come with `by`, `until` or `from` is one
to act by, whatever the verb, if its sentence names what rules bind: a duty, those who have it, or what they need and
hand in. Other sentences tell of anything: a market, a museum, a minister. And no such day is one to act by if its
clause binds nobody: a plan or a forecast, a step that the regulator takes for itself, a description of things by their
day, the effect of another document. Whom a sentence binds is not read from its subject: on real texts, lists of others,
such as bidders, staff or parliaments, prevent next to nothing. The title of a vacancy, tender, course or prize tells
it, and so do the words of a call for pupils or candidates.
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
_NOBODY = regex(
    any_of(rf"""
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
# A title on posts, courses, prizes or the purchases of an office: its days are none of the rules of a regulator.
_FOR_OTHERS = regex(
    any_of(r"""
        \b(?:call for|invitation to) (?:tenders?|bids?)\b
        \b(?:vacanc(?:y|ies)|recruitment|procurement notice|internships?|traineeships?|scholarships?)\b
        ^tenders?\b
        \btender notice\b
        招聘|竞聘|培训班|课题|征文|竞赛|大赛|奖学金
        # Firms have to bid for the purchases of medicines by volume.
        ^(?!.*(?:带量|集采|集中采购|挂网|联盟采购)).*(?:招标|询价|磋商|成交公告|采购(?:公告|项目)|政府采购)
    """),
    _FLAGS,
)
# The words of such a call itself, whatever its title.
_OF_A_CALL = regex(
    r"\b(?:tuition|stipends?|bursar(?:y|ies)|short-?listed (?:candidates|applicants|entrants|artists))\b|面试", _FLAGS
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
_HAN_END = regex(r"[。;]")
_HAN_NEAR = 40
"""The most characters on each side of a day that are read for its clause."""


def is_for_others(texts: tuple[str, ...]) -> bool:
    """Return True for a title, or a text, whose days are for others than whom rules bind, such as bidders or pupils."""
    return _FOR_OTHERS().search(texts[0]) is not None or any(_OF_A_CALL().search(text) for text in texts[1:])


def is_to_act_by(named: NamedDay, title: str) -> bool:
    """Return True for a day in English words that is one to act by if it is still to come."""
    head = _CLAUSES().split(named.before)[-1]
    is_led = _BY_OR_FROM().search(named.before) is not None or ONWARDS().match(named.behind) is not None
    is_term = named.is_span and BETWEEN().search(named.before) is None
    if is_term or not is_led or _is_of_a_document(named, head):
        return False
    sentence = f"{named.whole} {named.behind}"
    if not _RULES().search(sentence) and not _TRANSITION().search(title):
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
    return _HAN_NOBODY().search(clause) is None


def _han_clause(named: NamedDay) -> tuple[str, str]:
    """Return the clause of a day in Chinese words before the day and behind it, as far as it is near."""
    return (
        _HAN_END().split(named.before)[-1][-_HAN_NEAR:],
        _HAN_END().split(named.behind, maxsplit=1)[0][:_HAN_NEAR],
    )
