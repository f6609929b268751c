"""Find the documents that a Chinese title is about."""

import re

from cdetrack.meaning.subject.chinese_name import EMPTY, NUMBER, PHARMACOPOEIA, STATUS, han_name
from cdetrack.meaning.subject.values import Name, Subject
from cdetrack.text.numerals import NUMERALS
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import A_HAN, HAN

QUOTED = regex(r"《([^《》]{2,300})》")
"""A name in quotes."""
# `《某规范》临床试验用药品附录`, `《某规范》附录6《药品零售》`: the document is the appendix, and not the whole.
_APPENDIX = regex(
    rf"》\s?(?:\([^()]{{0,40}}\))?\s?[:—-]{{0,2}}(?P<before>[{HAN}、]{{0,30}}?)(?:等\d{{1,2}}[个项份部])?附录\s?\d{{0,2}}\s?[:—-]{{0,2}}\s?"
    rf"(?:《(?P<quoted>[^《》]{{2,60}})》|(?P<after>(?:(?!附录)[{HAN}]){{0,30}}?))"
    rf"(?=的?(?:公告|通告|通知|决定|函|解读|政策解读)|(?:的?公开)?(?:征求|征集)|意见|草案|有关|相关|等|\(|\s|$)"
)
# `《〈某规范〉辅料附录》解读`
_APPENDIX_QUOTED = regex(
    r"《\s?[〈<](?P<whole>[^《》〈〉<>]{2,200})[〉>](?P<part>[^《》〈〉<>]{0,60}附录[^《》〈〉<>]{0,20})》"
)
# `《某规范》辅料附录、包材附录`, `《某规范》辅料附录和包材附录`
_NEXT_APPENDIX = regex("附录[、和及与]")
# `《某药典》（2031年版）第一增补本`, `《某标准》第1号修改单`
_PART_BEHIND = Gated(
    r"[》〉]\s?(?:\([^()]{0,40}\)|(?:19|20)\d\d\s?年?版)?\s?的?(?P<part>第?\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?\s?号?(?:增补本|增补版|补编|修改单)"
    r"|实施(?:细则|办法|条例|方案|意见|指南|规则)|补充规定)"
    rf"(?!{A_HAN}{{0,20}}[《〈])",
    *("增补", "补编", "修改单", "实施", "补充规定"),
)
# `《〈某规范〉申报表模板》`, but not `《〈某规范〉问答》`, which has the subject of the rules.
_PART_QUOTED = Gated(
    r"《\s?[〈<][^《》〈〉<>]{2,200}[〉>](?:\([^()]{0,40}\))?"
    r"(?![^《》]{0,40}(?:问|答|解|释义|说明|宣贯|修[改订正]|决定|勘误|更正|补充|废止|意见|公告|通[告知]))"
    rf"(?P<part>[{HAN}、]{{2,40}})(?:\([^()]{{0,40}}\))?》",
    *("〈", "<"),
)
# `《某药典》四部某通则草案的公示`, `《某药典》培训班`: the document is not the pharmacopoeia.
_OF_PHARMACOPOEIA = regex(
    r"药典》\s?(?>(?:\(?(?:19|20)\d\d\s?年?版\)?)?)"
    r"(?!\s?(?:实施|施行|执行)?(?:有关|相关)?(?:事宜|事项|问题|工作)?(?:勘误表?|更正|修正)?的?(?:公告|通告|通知|决定|函)?$)"
)
# `某省实施《某法》办法`
_IMPLEMENTING = Gated(
    rf"(?:^|[《(]|关于(?:印发|发布|公布)?)(?P<place>{A_HAN}{{0,16}})实施[《〈][^《》〈〉]{{2,60}}[》〉]的?(?:若干)?(?P<sort>办法|细则|规定|条例)",
    "实施",
)
# `某标准草案的公示（第二次）`
_ASKED = regex("公示|征求|征集|草案")
_ROUND_BEHIND = regex(rf"\s?\((?:第[{NUMERALS}]次|再次|二次)(?:公开)?(?:征求意见|征求|公示|公告)?\)$")
_LONG_ROUND = 14
_NOUN = 2
"""The Chinese characters of a noun with which the second of two names begins, and which the first has as well."""
# `关于印发某方案并做好某工作的通知`: the document is the plan.
_AND_WORK = regex(
    r"(?P<noun>(?:方案|办法|规定|目录|指南|标准|规范|细则|条例|清单|计划|规划|要点|程序|制度|原则|措施|政策|名单)(?:\([^()]{0,20}\))?)"
    r"[,、]?(?:并|和|及|以及|暨)(?:深入|进一步|做好|组织|开展|推进|加强|实施|启用|落实|贯彻|部署|启动|扎实|认真|切实|全面|抓好|加快|推动|有序|持续|统一|同步"
    r"|规范|明确|试点)[^《》]{1,60}$"
    r"|(?<=方案|办法|规定|目录|指南|标准|规范|细则|条例|要点|程序|制度|原则)及(?:其)?(?:实施|施行|执行)$"
)
# `某办法（讨论稿）公开征求意见的通知`; behind `关于` the act has taken `意见` already.
_ASKS_BEHIND = regex(
    r"(?<=.{4})(?:(?:面?向社会|公开|再次|广泛|第[二三]次){0,3}(?:征求|征集))(?:社会|公众|各方|各界)?(?:意见|建议|[和与及]){0,3}"
    r"(?:的?(?:公告|通知|通告|函|公示))?$"
)
_INNER_QUOTED = regex(r"[〈<]([^〈〉<>]{2,200})[〉>]")
# `关于印发某指导意见的通知`: opinions are the document, where `关于征求某办法意见的通知` asks for them.
_ANNOUNCED = regex(
    r"^(?P<by>[^《》]{0,60}?)关于(?P<acts>(?:再次|第[一二三四]次|公开|组织|继续|调整|同意|印发|发布|公布|颁布|适用|实施|施行|执行|贯彻|落实"
    r"|做好|开展|更新|更正|勘误|补充|修改|修订(?!后)|废止|停止|延长|征求|征集|的)*)(?P<name>.{2,}?)"
    r"(?P<tail>(?:有关|相关|部分|个别)?(?:事项|事宜|问题|工作|内容|附件)?(?:的?(?:公告|通告|通知|决定|公示|函|说明|补充说明|更正说明|更正|勘误|(?<!指导)(?<!实施)(?<!若干)意见))*)$"
)
# `图解:某局发布某办法`, `某办法解读`: words that interpret a document.
_INTERPRETS = regex(
    r"^(?:[图政文][解策件](?:政策|图解|解读)|政策解读|图解(?:海报|长图)?|一张?[图文](?:带你|轻松)?(?:[读看弄搞]懂|了解|速览|速读|概览|解读)|图说(?:政策)?"
    r"|(?:视频|专家|权威|科普|图文|动漫|动画|漫画|音频)?解读|H5)\s?[:|丨—-]{0,2}\s?(?=.{4})"
    r"|(?<=.{4})的?(?:政策|文件|系列|专家|条文|逐条|全文|深度|权威|图文|重点)?(?:解读|图解|问答|解读问答)(?:[之(]?[一二三四五六七八九十\d]{1,2}\)?)?$"
)
# `图解某办法（二）`: one poster of several.
_PART_OF_SERIES = regex(r"(?<=.{4})\s?[(（][一二三四五六七八九十上中下]{1,3}[)）]$")
_REPORTED = regex(
    r"^[^《》关]{2,24}(?:局|委|委员会|部|中心|办|院)(?:正式|联合)?(?:发布|印发|出台|公布)(?!《|关于)(?P<name>.{5,})$"
)
# `某局综合司公开征求某办法意见`
_CONSULTED = regex(
    r"^[^《》关]{2,24}(?:局|委|委员会|部|中心|办|院|司|署)(?:再次|公开){0,2}(?:征求|征集)(?!《|关于|意见)(?P<name>.{5,}?)的?"
    r"(?:公开征求)?(?:修改)?(?:意见|建议){1,2}(?:的?(?:公告|通知|通告|函))?$"
)
_SORT = "(?:指导原则|技术要求|标准|规范|指南|文件|办法|规定|目录|制度|细则|要点|问答)"
BUNDLE = regex(
    # Not `等同性`, `等效性`, `等级`.
    rf"等(?![同效级离渗温速张])(?P<count>\d{{1,3}}|[{NUMERALS}]{{1,3}})?(?:项|个|份|部|种)?(?P<class>[^《》()]{{0,30}}?){_SORT}"
)
"""The words behind the first of several documents that a title counts: `等6项指导原则`."""
# `骨钉和骨板2项注册审查指导原则`
_TWO_COUNTED = Gated(
    rf"^(?P<first>[^和及与]{{3,60}})[和及与](?P<second>[^和及与]{{3,60}}?)等?[2二两][项个份部种](?P<class>[^和及与《》()]{{0,30}}?{_SORT})$",
    *("项", "个", "份", "部", "种"),
)
_ISSUING = regex(
    r"关于(?:印发|发布|公布|颁布)|(?:印发|发布|公布|颁布)《"
    # Not `关于施行某规范有关事项的公告`.
    r"|关于施行[《〈]?[^《》〈〉]{4,60}(?:规范|办法|规定|规则|标准)[》〉]?的(?:公告|通告)"
)
# `某办法(2031年5月6日某局令第7号公布 自2031年8月1日起施行)`: when and by whom a law was issued or amended.
_ISSUED_BEHIND = Gated(
    r"(?<=[法例定则范序])\s?\((?=[^()]{0,80}?(?:令|(?:19|20)\d\d年\d{1,2}月))[^()]{4,160}?"
    r"(?:公布|发布|颁布|通过|修订|修正|修改|施行)[^()]{0,160}\)",
    *("公布", "发布", "颁布", "通过", "修订", "修正", "修改", "施行"),
)
# `某局关于某事的决定（某局令第7号）`
_DECREE_BEHIND = Gated(r"(?<=的决定)\s?\([^()]{0,60}令[^()]{0,20}号\)$", "令")
# `《某事有关事项的公告》`, without the word before its matter
_QUOTED_NOTICE = regex(r"^(?!.*关于).{6,}(?:事项|事宜|工作|问题)的(?:公告|通告|通知)$")
_EDITION_BESIDE = regex(
    r"(?P<year>(?:19|20)\d\d)\s?年版\s?《|》\s?\(?(?P<behind>(?:19|20)\d\d)\s?年(?:修订)?版(?=\)|的|第|勘误|$)"
)
# `关于修订发布《某办法》的通知`, `关于印发修订后的某办法的通知`
_REVISES = Gated(r"关于(?:重新)?修订(?:并)?(?:印发|发布|公布)|关于(?:印发|发布|公布)(?:新)?修订(?:后)?的", "修订")
_JOINED = Gated(
    r"(?<=.{5}(?:程序|办法|规定|规范|细则|指南|目录))[和及与](?=[^和及与《》]{2,40}?(?:程序|办法|规定|规范|细则|指南|目录|要求|标准|要点)$)",
    *("和", "及", "与"),
)
# `預告修正「某辦法」第三條草案`, `修正「某辦法」第三條`, as Taiwan announces its regulations.
_OF_TAIWAN = Gated(
    r"(?:(?P<draft>預告)(?P<planned>訂定|修正|增訂|廢止)?|(?P<act>訂定|修正|增訂|廢止))\s?「(?P<name>[^「」]{4,200})」\s?"
    r"(?P<part>(?:第[^「」,，、。;()]{1,12}[條點]|部分條文|部分規定|附表[^「」,，。;草修]{0,8})(?:[、及與]第[^「」,，、。;()]{1,12}[條點]){0,6})?"
    r"(?:等[一二三四五六七八九十百]{1,4}[項篇種](?:規定|檢驗方法)?)?(?P<amends>修正)?(?:草案)?(?=$|[,，。;(（]|\s|並|名稱|總說明|[、及與]「)",
    "「",
)
# `預告修正「某方法」草案及「別方法」草案`
_NEXT_OF_TAIWAN = regex(r"[、及與]{1,2}「(?P<name>[^「」]{4,200})」(?:修正)?(?:草案)?")


def _of_taiwan(text: str) -> Subject | None:
    """Return the regulations, or the part of one, that a title of Taiwan sets, amends or repeals.

    None for any other title. A repeal has a name of its own, which its notice in advance has as well.
    """
    found = _OF_TAIWAN.search(text)
    if found is None:
        return None
    name = han_name(found["name"])
    if not name.base:
        return None
    acts = {found["planned"], found["act"], found["amends"]}
    names = [name._replace(base=name.base + (found["part"] or ""))]
    end = found.end()
    while following := _NEXT_OF_TAIWAN().match(text, end):
        names.append(han_name(following["name"]))
        end = following.end()
    if "廢止" in acts:
        names = [each._replace(base=f"廢止{each.base}") for each in names]
    elif "修正" in acts:
        names = [each._replace(revised=True) for each in names]
    return Subject(tuple(names), issuing=found["act"] == "訂定")


def chinese_subject(text: str) -> Subject:
    """Return the documents that a Chinese title is about; the base of a name that is too short is empty."""
    if taiwan := _of_taiwan(text):
        return taiwan
    text = _DECREE_BEHIND.sub("", _ISSUED_BEHIND.sub(" ", text))
    whole = NUMBER.sub(" ", text).strip(" 。.")
    bare = _INTERPRETS().sub("", whole)
    if bare != whole:
        bare = _PART_OF_SERIES().sub("", bare)
    if "次" in bare[-_LONG_ROUND:] and _ASKED().search(bare):
        bare = _ROUND_BEHIND().sub("", bare)
    if "附录" in bare:
        bare = _APPENDIX_QUOTED().sub(r"《\g<whole>》\g<part>", bare)
    if quoted := _quoted_names(bare):
        return Subject(
            tuple(quoted),
            bundle=BUNDLE().search(QUOTED().sub("", bare)) is not None,
            issuing=_ISSUING().search(bare) is not None,
            quoted=bool(QUOTED().sub("", bare).strip(" ()")),
        )
    name = _announced_name(bare)
    if name is None:
        return Subject((han_name(_without_request(bare)),))
    issuing = _ISSUING().search(bare) is not None
    counted, bundle = _counted_names(name)
    if counted:
        return Subject(counted, bundle=bundle, issuing=issuing)
    names = tuple(map(han_name, (name, *_two_of(name)) if issuing else (name,)))
    if _REVISES.search(bare.removesuffix(name)):
        names = tuple(each._replace(revised=True) for each in names)
    return Subject(names, issuing=issuing)


def _counted_names(name: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names of the documents that a title without quotes counts, and whether it counts more than it names.

    There are none in a title that does not count them.
    """
    if two := _TWO_COUNTED.search(name):
        return tuple(han_name(each + two["class"]) for each in two.group("first", "second")), False
    counted = BUNDLE().search(name)
    if counted is None:
        return (), False
    whole = name[: counted.start()]
    # `某办法等文件`: the last noun is that of no document.
    if _is_cut(whole) and not counted[0].endswith("文件"):
        whole += re.sub(r"^医疗器械(?:产品)?", "", name[counted.start("class") :])
    return (han_name(whole),), True


def _quoted_names(bare: str) -> list[Name]:
    """Return the names that a Chinese title quotes: those inside of another one, if there are any."""
    inner = _INNER_QUOTED().findall(bare)
    quoted = inner or QUOTED().findall(bare)
    if not quoted:
        return []
    if "附录" in bare and not inner and (appendix := _APPENDIX().search(bare)):
        added = (appendix["before"] or "") + (appendix["quoted"] or appendix["after"] or "")
        quoted = [f"{quoted[0]}{each}附录" for each in _NEXT_APPENDIX().split(added)]
    bare_quotes = (EMPTY().sub("", STATUS().sub("", each)).strip() for each in quoted)
    announced = (_announced_name(f"关于{each}" if _QUOTED_NOTICE().match(each) else each) for each in bare_quotes)
    names = [han_name(name or each) for name, each in zip(announced, quoted, strict=True)]
    if part := _PART_BEHIND.search(bare) or _PART_QUOTED.search(bare):
        # The part is the document, and not the whole.
        names[-1] = names[-1]._replace(base=names[-1].base + part["part"] if names[-1].base else "")
    elif names[-1].base == PHARMACOPOEIA and _OF_PHARMACOPOEIA().search(bare):
        names[-1] = names[-1]._replace(base="")
    if found := _IMPLEMENTING.search(bare):
        names[0] = names[0]._replace(base=f"{found['place']}实施{names[0].base}{found['sort']}")
    if _REVISES.search(QUOTED().sub("", bare)):
        names = [each._replace(revised=True) for each in names]
    # `关于颁布2025年版《药典》的公告`, `《药典》（2025年版）`: the edition stands beside the name.
    beside = _EDITION_BESIDE().search(bare)
    if beside and not names[0].year and (beside["year"] or len(names) == 1):
        names[0] = names[0]._replace(year=int(beside["year"] or beside["behind"]), revised=True)
    return names


def _two_of(name: str) -> tuple[str, ...]:
    """Return the first of two documents that a Chinese name without quotes joins, `某程序和某要求`.

    The second one as well if it leaves out the head of the first, `某物检验规定和检验指南`.
    """
    found = _JOINED.search(name)
    if found is None:
        return ()
    first, second = name[: found.start()], name[found.end() :]
    head = first[: max(0, first.find(second[:_NOUN]))]
    return (first, head + second) if head else (first,)


def _without_request(name: str) -> str:
    """Return a Chinese name without the words behind it that ask for comments."""
    return _ASKS_BEHIND().sub("", name) if "征" in name else name


def _is_cut(name: str) -> bool:
    """Return True if the first name of a bundle lacks the noun that all of them share."""
    return re.search(r"(?:原则|要求|标准|规范|指南|办法|规定|目录|要点)(?:\([^()]*\))?$", name) is None


def _announced_name(text: str) -> str | None:
    """Return the text between `关于` and the act at the end; None for a title that announces nothing."""
    found = _ANNOUNCED().match(text)
    if found and (found["acts"] or found["tail"]):
        name = _without_request(found["name"].removeprefix("对"))
        return _AND_WORK().sub(lambda work: work["noun"] or "", name) if _ISSUING().search(text) else name
    reported = _REPORTED().match(text) or _CONSULTED().match(text)
    return reported["name"] if reported else None
