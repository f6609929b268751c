"""Decide which of the authorities that a title names act in it; one that is only mentioned is no issuer."""

import re
from itertools import pairwise

from cdetrack.meaning.facets.issuers_register import LOCALITIES, PARENTS, Mention
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN

_CENTRES = frozenset({"CDE", "CFDI", "CMDE", "NIFDC", "CDR", "ChPC", "CCFDIE"})
# `浙江省药品审评中心`: a centre of a province.
_OF_A_PROVINCE = regex(
    rf"(?:{'|'.join(LOCALITIES.values())}|[{HAN}](?:省|市|自治区))(?:省|市"
    rf"|[{HAN}]{{0,3}}自治区)?(?:(?!国家)[{HAN}]){{0,14}}$"
)
_ACT = regex(
    r"\b(?:announcement|notice|circular|notification|interpretation|explanation|opinion|decision|decree|order"
    r"|provision"
    r"|regulation|measure|rule|report|plan|guideline|newsletter|bulletin)s?\b",
    re.IGNORECASE,
)
_VERBS = frozenset(
    """
accelerated accelerates accept accepted accepts adds adopt adopted adopts advises allows announce announced announces
appoint appointed appoints approve approved approves are attend attended attends back backs banned bans became become
becomes begins call calls clarified clarifies clear cleared clears confirms convene convened convenes cuts discloses
drafts ease eased eases elect elected elects expanded expands extended extends finalised finalises finalized finalizes
get gets got grant granted grants has have held help helps hold holds host hosted hosts inspect inspected inspects
introduce introduced introduces is issue issued issues join joined joins kick kicks launch launched launches lifted
lifts lists meet meets met open opened opens optimised optimises optimized optimizes ordered orders organise organised
organises organize organized organizes passes permits plans praise praises promulgate promulgated promulgates proposed
proposes publish published publishes reaffirms receive received receives recommended recommends relaxed relaxes
release released releases requires revise revised revises rolls said says seeks sets sign signed signs simplified
simplifies solicits speeds starts step steps streamline streamlines strengthen strengthens suspended suspends thank
thanks tighten tightened tightens unveiled unveils updated updates urge urges visit visited visits warn warns was were
will win wins won
    """.split()  # noqa: SIM905 - a list would have a line for each
)
_WORD = regex(r"\w+")
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
_NEXT_WORD = regex(r"(?:['’]s)?\s{1,3}(?:re-)?(?P<word>\w+)", re.IGNORECASE)
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
# `Acme receives a designation from the CDE`, `Forum held at the CFDI`
_FROM = regex(
    r"\b(?:(?:approval|clearance|designation|nod|authori[sz]ation|green light|go-ahead|permission)\s(?:status\s)?from"
    r"|(?:held|hosted|convened|organi[sz]ed)\s(?:at|by|in))\s(?:the\s)?(?:china(?:['’]s)?\s)?$",
    re.IGNORECASE,
)
# `Notice on SAMR releasing …`: the act of whom it names.
_NOTICE_ON = regex(
    r"\b(?:announcement|notice|circular) (?:on|of|about|regarding) (?:the )?(?:china['’]s )?$", re.IGNORECASE
)
_DOING = regex(
    r"(?:['’]s?)?\s(?:issuing|releasing|publishing|printing|promulgating|revising|adjusting|launching)\b", re.IGNORECASE
)
_CALLS_ITS_ACT = regex(
    r"(?:(?:\s{0,2}[,&、]|\sand)?\s{0,2}[A-Za-z]{2,10}){0,3}?\s{0,3}(?:announcement|notice|decree|order|circular|公告"
    r"|通告|(?:第?\d{1,4}号)?令)",
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
_OF_OR_IN = regex(r"(?:\s\([A-Z]{2,8}\))?\s(?:of|in)\s", re.IGNORECASE)
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
# `某某与国家药监局代表团会面`
_HAN_MEETS = regex(
    rf"(?:代表团|领导|官员|有关负责人|相关负责人|负责人|局长|副局长|一行|专家)?(?:[{HAN}]{{0,4}}举行)?(?:会面|会谈|会晤|座谈|签署)"
)
_HAN_DOES = regex(
    r"(?:近日|日前|正式|联合|紧急|全面|最新|再次|再|又|连|首次|将|拟|已|宣布|决定|公开)?"
    r"(?:发布|印发|公布|通报|出台|抽检|检查|查处|部署|开展|启动|提醒|提示|批准|召开|举办"
    r"|约谈|要求|回应|公示|推出|发文|下发|修订|调整|更新|征求|征集|明确|答复|叫停|严查|注销|撤销|取消|暂停|责令|曝光|警示|警告|披露|收回|受理|强调|表示|核准|附条件批准|同意|新增|发出"
    r"|通告|公告|加入)"
)
_WITH = frozenset("与和同")
_CLAUSE_ENDS = " ,:!?;|丨】])。;"
_HAN_GRANTS = regex("(?:附条件|优先|应急|正式|审评)?(?:批准|核准|受理|审批|授予|认定|许可)")
_OF_PARENT = regex(
    r"(?:\s?\([A-Za-z]{2,8})?[)\s]{0,3}(?:,|,? ?\b(?:of|under)\b)?\s{0,2}(?:the\s)?(?:china(?:['’]s)?\s)?",
    re.IGNORECASE,
)
_OF_CENTRE = regex(r"(?:\s?\([A-Za-z]{2,8})?[)\s]{0,3}(?:['’]s?)?\s{0,2}(?:the\s)?", re.IGNORECASE)


def _without_short(title: str, acting: list[Mention]) -> list[Mention]:
    """Return the mentions without a `总局` that repeats a name before it: `质检总局《办法》(总局令第5号)`."""
    named: list[Mention] = []
    for acronym, start, end in acting:
        if title[start:end] != "总局" or not any(title[each[1] : each[2]].endswith("总局") for each in named):
            named.append((acronym, start, end))
    return named


def acting_mentions(title: str, mentions: list[Mention], *, chinese: bool) -> list[Mention]:
    """Return the mentions of authorities that act, each once: without the parent of a centre, or a repeated `总局`."""
    acting = _acting_in_chinese(title, mentions) if chinese else _acting(title, mentions)
    return _without_short(title, _without_parents(title, acting))


def _first_verb(title: str, stop: int) -> int:
    """Return where the first verb begins, before the offset `stop`; the length of the title without one."""
    for word in _WORD().finditer(title, 0, stop):
        if word[0].lower() in _VERBS:
            return word.start()
    return len(title)


def _is_before_a_verb(title: str, end: int) -> bool:
    following = _NEXT_WORD().match(title, end)
    return following is not None and following["word"].lower() in _VERBS


def _is_abroad(title: str, end: int) -> bool:
    # The countries are compiled for a title that may name one.
    return _OF_OR_IN().match(title, end) is not None and _ABROAD_AFTER().match(title, end) is not None


def _acting(title: str, mentions: list[Mention]) -> list[Mention]:
    act = _ACT().search(title)
    verb = _first_verb(title, act.start() + _LONGEST_VERB if act else len(title))
    formal = act is not None and act.start() < verb
    if formal and act is not None:
        stops = [_ABOUT().search(title, act.end()), _ABOUT_NEWS().search(title, 0, act.start())]
    else:
        stops = [_ABOUT_NEWS().search(title)]
    head = min([stop.start() for stop in stops if stop], default=len(title))
    head = head if formal else min(head, verb)
    acting: list[Mention] = []
    for mention in mentions:
        _, start, end = mention
        before = title[max(0, start - 120) : start]
        if not before:
            # Most titles begin with the authority: the patterns for what stands before it are not even compiled.
            if (head or (not formal and _GRANTS().match(title, end))) and not _is_abroad(title, end):
                acting.append(mention)
            continue
        if "(" in before and _SIGNED_BY().search(before):
            acting.append(mention)
            continue
        if _FORMER().search(before[-30:]) and _ITS_PEOPLE().match(title, end):
            continue
        if _ABROAD_BEFORE().search(before) or _is_abroad(title, end):
            continue
        by = _BY().search(before) and (not formal or not title[end : end + 400].strip(" .)"))
        joined = acting and _JOINS().fullmatch(title, acting[-1][2], start)
        signed = before.endswith("(") and _CALLS_ITS_ACT().match(title, end)
        clause = not formal and _CLAUSE().search(before) is not None and _is_before_a_verb(title, end)
        clause = clause or (_SAYS().search(before) is not None and _ITS_ACT_SAYS().match(title, end) is not None)
        grants = not formal and _GRANTS().match(title, end)
        signs = _SIGNS().search(before)
        if (
            (_NOTICE_ON().search(before) and _DOING().match(title, end))
            or _FROM().search(before)
            or (signs and (signs["act"] or _ITS_ORDER().match(title, end)))
            or (start < head or grants or by or joined or signed or clause)
            or _MEETING_WITH().search(before)
        ):
            acting.append(mention)
    return acting


def _acting_in_chinese(title: str, mentions: list[Mention]) -> list[Mention]:
    head = _HAN_SUBJECT().search(title)
    signing = _signing(title, mentions) if "(" in title else set()
    chain: dict[int, int] = {}
    for _, _, end in reversed(mentions):
        # `国家药监局药审中心发布…`: the act stands behind the last of them.
        chain[end] = chain.get(next((other[2] for other in mentions if other[1] == end), end), end)
    acting: list[Mention] = []
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
        meets = not head and title[start - 1 : start] in _WITH and _HAN_MEETS().match(title, end)
        if acts or signed or by or meets:
            acting.append(mention)
    return acting


def _signing(title: str, mentions: list[Mention]) -> set[int]:
    """Return where the mentions of a signature in brackets start: `…办法(国家药监局、海关总署令第5号)`."""
    signing: set[int] = set()
    run: list[Mention] = []
    for mention in mentions:
        _, start, end = mention
        if not (run and _HAN_JOINS().fullmatch(title, run[-1][2], start)):
            run = []
        if run or _HAN_SIGNS().search(title, max(0, start - 24), start):
            run.append(mention)
        if run and _CALLS_ITS_ACT().match(title, end):
            signing.update(each[1] for each in run)
    return signing


def _without_parents(title: str, acting: list[Mention]) -> list[Mention]:
    """Return the mentions without the parent of a centre that acts: `the Center for … of NMPA`."""
    parents = set()
    for one, other in pairwise(acting):
        if one[0] in _CENTRES and other[0] in PARENTS and _OF_PARENT().fullmatch(title, one[2], other[1]):
            parents.add(other)
        if one[0] in PARENTS and other[0] in _CENTRES and _OF_CENTRE().fullmatch(title, one[2], other[1]):
            parents.add(one)
    # `the National Medical Products Administration (NMPA)` is one parent named twice.
    for one, other in pairwise(acting):
        if one[0] == other[0] and (one in parents or other in parents) and other[1] - one[2] <= 2:  # noqa: PLR2004 - ` (`
            parents |= {one, other}
    return [mention for mention in acting if mention not in parents]
