"""Find the kind of a Chinese title: a fixed frame decides, or the noun at its end."""

import re

from cdetrack.meaning.bare_title import name_before_order
from cdetrack.meaning.facets.headline import chinese_headline_kind
from cdetrack.text.docnumber import CHINESE, CHINESE_OF_FILE
from cdetrack.text.regex import Gated, has_any, regex
from cdetrack.text.script import A_HAN, HAN

_LIST_OF_ADVICE = regex("指导原则|指南|资料|要点|文件|问题")
_NOUNS: tuple[tuple[str, str], ...] = (
    (
        "qa",
        r"问与?答|常见问题|共性问题(?:的?(?:答复|回复|解答))?|一般性技术问题|问题汇总|Q&A|答疑|问题与?解答|解答(?:意见)?$|答记者问|百问百答",
    ),
    ("announcement", r"公告|通告"),
    (
        "notice",
        (
            r"通知(?!书)|公示|处罚决定书|(?<=的)提醒|声明$|(?:受理|值班|放假|接收|服务|考试|培训|办公|咨询|接待)(?:工作|时间)?的?安排$|(?:答复|审评|审核|审批|审查|反馈|处理|批复|复核)意见|函|批复|答复|通报|(?:情况的?|公开的?|政策的?|影响(?:之|的)?)说明|名单|征求意见|启事|提示|(?:有关|相关)(?:事宜|事项)$"
            r"|意见征集$|公开信|一封信|(?:征求|征集|征询).{0,300}(?:意见|建议)(?:[和及与、]建议)?的?(?:申请)?$"
            r"|(?<!被)(?<!被主动)(?<!被紧急)召回(?:信息)?|(?<!过期)(?<!家庭)(?<!废弃)(?:药品|药物|产品|器材)回收|(?<!监测)(?<!调查)(?<!统计)(?<!评估)(?<!评价)结果(?:汇总)?$|(?:领取|送达|备案|处罚|界定|检查|注册|抽检|不合格(?:产品|药品|样品)?)信息$|信息(?:发布|汇总)$"
        ),
    ),
    ("list", "目录|清单"),
    (
        "report",
        (
            r"报告|(?:监测|调查|统计|评估|评价)结果$"
            r"|白皮书|蓝皮书|年报|年鉴|[季月周]报|年度报表|公报|简报|快讯|快报|工作总结(?!会)|(?:年度|季度|月度|统计)数据|统计|年度.{0,8}概况"
        ),
    ),
    (
        "plan",
        r"计划|路线图|预案|(?:施行|推动|执行|工作|试办|实施|行动)计画|方案|规划|行动|纲要|工作要点|(?:若干|政策|[条项])措施|(?<!指导)(?<!征求)(?<!专业)(?<!医护人员)(?<!交流)(?<!交换)意见|(?:重点)?工作任务|重点任务|任务分工",
    ),
    (
        "guideline",
        (
            r"(?:原则|要求|策略)[和与及、]方法|指导原则|指导意见|指南|技术要求|要点|技术规范|审评规范|撰写规范|(?<!更高)(?<!提出)(?<!提出新)(?<!提新)(?<!严格)要求|原则|导则|指引|情形"
            r"|考虑"
            r"|建议|(?:共识|专家)意见|(?<!达成)(?<!达成..)共识|大纲|说明(?![书会])|模板|范本|手册|范例|示例|(?:申请|申报|送件|填报|办理|提交|登记|备案|报送|受理|作业)的?(?:须知|注意事项)|格式|数据集|(?:申请|申报|办理|受理|审批|备案|注册|工作|业务)流程$|案例(?:汇编|集)|考量重点|审查重点|推荐路径"
            r"|(?:文档|文件夹|目录)结构|(?:资料|材料|填写|填报|撰写)的?参考(?!文献)"
        ),
    ),
    (
        "regulation",
        (
            r"办法|(?:条例|法)修正案|(?<=[条法令])条文|(?<!有)(?<!符合)(?<!违反)(?<!有了新)(?<!迎来新)规定|条例|(?<![做看说手疗用想设司执违触非合依书语\d十])(?<!方)法(?!治)|(?:检[验测定查]|测[定试量]|试验|鉴[别定]|分析|评价|[抽取采]样|计算|命名|界定)方法|(?<=公司|建设|适用)法$"
            r"|(?<!更加)(?<!更)(?<!更为)(?<!日趋)(?<!日益)(?<!逐步)(?<!不断)(?<!趋于)(?<!走向)(?<!亟待)(?<!不)(?<!持续)(?<!如何)(?<!进一步)"
            r"(?<!予以)(?<!得到)(?<!依法)(?<!全面)(?<!亟需)(?<!严格)规范|细则|规则|制度|(?<!小)(?<!应用)程序|(?<!处罚)决定|令|规程|章程|(?<!达到)(?<!符合)基准(?!价)"
            r"|(?<!达到)(?<!符合)(?<!高于)(?<!低于)标准|附录|药典|增补本|准则|通则|若干问题的解释"
        ),
    ),
)
_NOUN = regex("|".join(f"(?P<{kind}>{names})" for kind, names in _NOUNS))
_TRAIL = regex(
    r"(?:\s|\([^()]{0,60}\)|[\[〔【][^()\[\]〔〕【】]{0,40}[\]〕】]"
    rf"|\s(?![{HAN}]{{0,12}}(?:公告|通告))[{HAN}]{{1,14}}{CHINESE_OF_FILE}|{CHINESE}|(?:20\d\d年)?第\s?\d{{1,5}}\s?号|[\"”》。.]|[中英]文(?:版|稿|终稿)|最?终[稿版]|译文|[—–-]{{1,2}}(?=(?:20\d\d年)?第\d{{1,4}}号$)|(?:(?:修订)?草案)?(?:修订|征求意见|送审|讨论|报批)稿|第[一二三四五六]版|20\d\d年?版"
    r"|\s?(?:20\d\d年)?第\d{1,4}期){0,6}$"
)
# `国家药监局公告2023年第5号 关于…`: the act and its number stand before its subject.
_OPENS = regex(
    rf"^[^《》]{{0,40}}?(?P<act>公告|通告|通知)\s{{0,3}}{CHINESE}(?:[\s,:—–-]{{1,4}}关于|\(关于"
    rf"|[\s:]{{1,4}}(?!附件)[《{HAN}])|^{CHINESE}(?P<behind>公告|通告)[\s:]{{1,4}}(?!附件|解读)[《{HAN}]"
)
# `支架指导原则 第二部分：理化表征`, `支架指引——化学药品`: the words behind it are its part.
_PART = regex(
    r"(?P<noun>指导原则|指南|技术要求|导则|指引)(?:\([^()]{0,40}\))?(?=\s?(?P<part>第[一二三四五六七八九十\d]{1,3}(?:部分"
    r"|部|篇|册))|\s?[(:\s—–-])"
)
# `药品经营质量管理规范附录6：…`
_ANNEX = Gated(
    r"(?P<words>(?:规范|办法|规定|规则|细则|条例)》?附[录件][\d一二三四五六七八九十]{0,3})"
    rf"\s?(?:[:—–-]|(?=[《(]?{A_HAN}))"
    r"(?!.{0,200}(?:公告|通告|通知|公示|函|解读|问答|说明|意见|指南|指导原则|要点)$)",
    *("附录", "附件"),
)
# `《管道检验规则—工业管道》`: behind a dash within the name stands the part of the law.
_PART_OF_LAW = Gated(
    rf"^[^《》{HAN}]{{0,16}}《[^《》]{{2,60}}"
    r"(?P<words>规则|规范|规程|细则|标准|办法|规定)(?:\([^()]{1,20}\))?\s?[—–-]{1,2}\s?"
    r"(?![^《》]{0,30}(?:指南|解读|问答|释义|图解|手册|讲义|指导原则|要点|报告)$)[^《》—–-]{2,20}$",
    "《",
)
# `国家药监局发布《…》`: an announcement of the document with the quoted name.
_ISSUES = Gated(
    r"^[^《》]{0,60}(?P<words>(?:发布|印发|公布|出台|颁布|制定)了?)《[^《》]{1,300}》$",
    *("发布", "印发", "公布", "出台", "颁布", "制定"),
)
# `发布参比制剂目录`: a headline without a subject.
_ISSUES_LIST = Gated(
    r"^(?P<words>(?:发布|公布|印发|出台)了?)(?!会|的|后|前|人|单位|平台|系统|渠道|会议)[^《》]{2,60}"
    r"(?:目录|清单|办法|规定|条例|指导原则|指南|规范|标准|方案|计划|规划|名单)$",
    *("发布", "公布", "印发", "出台"),
)
# `关于印发《…》` is the start of a circular, also where a page cuts its end.
_CIRCULAR = Gated(
    r"(?P<words>关于(?:印发|转发))[《\w](?!.{0,300}(?:公告|通告|函|解读|说明|答记者问)[^\w]{0,9}$)",
    *("关于印发", "关于转发"),
)
# Taiwan's acts open a title: `公告修正「…」`, `預告訂定「…」草案`. What it amends is a regulation.
_TAIWAN_ANNOUNCES = Gated(
    r"^(?:(?:卫生福利部|卫福部)?(?:食药署|食品药物管理署|疾管署|疾病管制署|健保署|(?:中央)?健康保险署)?)?(?P<words>公告)(?![栏板牌期内制送有])(?=[《\w].{4})(?!.{0,300}(?:解读|问答)$)",
    "公告",
)
_TAIWAN_ANNOUNCES_A_DRAFT = Gated(
    r"^(?:卫生福利部|卫福部|食药署|食品药物管理署|疾管署|疾病管制署|健保署)?(?:第[一二三四]次)?(?P<words>预告)(?:修正|修订|订定|增订|制定|废止|国际|《)",
    "预告",
)
_TAIWAN_AMENDS = Gated(
    r"^(?P<words>修正|修订|新订|订定|增订|增修|废止)《(?![^《》]{0,80}(?:指引|指南|指导原则|参考手册|问答集?)》)[^《》]{2,80}》"
    r"(?!.{0,40}(?:公告|函|解读|问答|说明)$)",
    *("正《", "订《", "定《", "修《", "止《"),
)
# `《…办法》修正草案`, `药师法修正`: behind the name stands what was done to it.
_TAIWAN_AMENDED = Gated(
    r"(?P<words>(?:办法|准则|条例|细则|标准|规范|规定|要点|基准|法|药典)》?)\s?(?:部分条文|第[\d一二三四五六七八九十]{1,4}条)?"
    r"(?:第[一二三四五六七八九十]{1,2}版)?(?:修正|增修|增订)(?:草案|发布|公布|条文|条文对照表|对照表)?$",
    *("修正", "增修", "增订"),
)
# `警戒信息通报(第3期)：关注…`, `技术审评报告：支架`: the words behind it are its subject.
_BULLETIN = Gated(r"(?P<words>信息通报)(?:\([^()]{1,20}\))?\s?(?:[:\s—–-]|(?<=\))(?=关注))", "信息通报")
_REPORT_ON = Gated(r"^[^《》:]{0,40}(?P<words>审评报告)(?:公开)?\s?[:—–]", "审评报告")
# `药问药答|变更篇(八)`: a column of answers before its subject.
_COLUMN_OF_ANSWERS = Gated(
    rf"^\W?(?P<words>{A_HAN}{{0,4}}问{A_HAN}{{0,2}}答{A_HAN}{{0,2}})\W?\s?[|:·](?!.{{0,200}}(?:公告|通告|通知)$)",
    "答",
)
# `云课堂——第五讲《支架审批程序》`: a lecture on a document.
_LECTURE = Gated(r"(?P<words>第[一二三四五六七八九十\d]{1,3}[讲课])\s?[:《|]", *("讲", "课"))
# `器材回收：某机`, `召回：某药`
_WARNS = Gated(
    r"^[^《》:]{0,20}(?P<words>召回|回收|警讯|警报|安全警示|召回信息|(?:温馨|友情|重要)提示):(?!如何|怎么|为什么|从|家庭|过期|.{0,20}[?吗])",
    ":",
)
# `有关…之许可证持有者,应于…加注警语`: an order without a word for an act.
_ORDERS = Gated(r"^(?:有关|关于)[^《》]{4,120},(?P<words>应(?:于|在|依|按|自|尽速|立即|停止))", ",应")
# `重申…,请查照`: the end of a circular, in Taiwan.
_TO_NOTE = Gated(r"(?P<words>请[查知]照)\W{0,3}$", "请查照", "请知照")
# `关于表彰…的决定`: a decision on persons.
_COMMENDS = Gated(r"关于(?P<words>表彰|表扬|授予|命名)(?!.{0,300}(?:办法|规定|条例))[^《》]{2,100}决定$", "决定")
# `关于修订标准的通知:某药`: the words behind it are its subject.
_ACT_ON = regex(r"^关于[^《》:]{2,60}的(?P<words>(?P<notice>通知|公示)|公告|通告)\s?:")
# A bare name of a method of study is that of a guideline: `某类药物桥接的可比性研究`.
_STUDY = Gated(
    r"^(?!.{0,300}(?:关于|开展|启动|完成|推进|加强|加快|组织|深入|发布|发表|支持|进行|参与|建设|牵头|承担|聚焦|我国|新进展))"
    r".{2,80}(?P<words>(?:可比性|等效性|相容性|稳定性|药代动力学|安全药理学?|毒性|毒代动力学|药效学|质量对比|浸出物|可提取物|杂质|晶型|密封性)研究)$",
    "研究",
)
# `国务院常务会议审议通过《…》`: what a meeting did.
_MEETING_PASSES = regex(
    r"^(?!.{0,60}关于)[^《》]{2,40}会议(?:召开,?)?(?:审议|讨论)?(?:并?原则)?(?:通过|听取|研究|部署)(?!.{0,300}(?:公告|通告|通知|函|公示)$)"
)
# Opinions of the State Council bind as rules do, those of other bodies are plans.
_OPINIONS = Gated(r"^[^《》]{0,20}国务院(?!.{0,300}征[求集询]).{0,200}(?<!指导)(?P<words>意见)$", "国务院")
# `关于公开发布…规则`: likewise an announcement.
_ANNOUNCES = Gated(
    rf"(?P<words>^[{HAN}\s、]{{0,40}}关于(?:公开|正式|联合)?(?:发布|公布))[《\w]"
    r"(?!.{0,300}(?:公告|通告|通知|公示|函|通报|批复|解读|说明|答记者问|问答|意见|决定|令|名单|报告|新闻)[^\w]{0,9}$)",
    *("发布", "公布"),
)
# `市场监管总局发布6项检验方法`, `欧盟修订玩具标准`: a sentence with a verb of its own.
_SENTENCE = regex(
    r"^(?!.{0,30}关于)[^《》,:;]{0,16}?(?:局|委|部门?|署|(?<!住)院|中心|协会|海关|FDA|EMA|欧盟|美国|日本|韩国|英国|德国|法国|加拿大|澳大利亚"
    r"|新西兰|巴西|印度|俄罗斯|瑞士|瑞典|挪威|丹麦|荷兰|意大利|西班牙|新加坡|泰国|越南|马来西亚|印尼|印度尼西亚|土耳其"
    r"|沙特|以色列|南非|墨西哥|阿根廷|智利|埃及|海合会|我国|全省|我省|我市)(?:与[^《》,:;的]{2,12}?)?(?:近日|日前|正式|联合|再次|首次|(?P<will>将|拟)|已)?"
    r"(?:(?P<issues>发布|印发|公布|出台|颁布|下发)|(?P<does>修订|修改|制定|更新|提议|提出|禁止|加严|放宽|调整|要求|考虑"
    r"|计划|产生|通过|实施|推进|推出|建议|取消|扩大|限制|批准|召回|通报|呼吁|提醒|打击|搜查|捣破|检获|查获|勒令|指令|澄清|强调|回应|警告|曝光|说明(?![书会])"
    # Unless these words are of the name of a document: `某局健全某体系实施方案`.
    r"|(?:学习|研讨|走访|建立|健全)(?!.{0,60}(?:指南|规范|标准|方案|计划|措施|意见|办法|规定|细则)$)))(?!的)[^的]"
)
# `某局:实名制是“无奈的决定”`, `某局接获一宗个案报告`, `某部公布对某物的决定`: what somebody calls a thing, is told, or
# tells in a headline, is no document.
_CALLS_IT = regex(r"(?:是|称|称作|视为)\s?[“\"][^“”\"《》]{1,40}[”\"]$")
_IS_TOLD = Gated(
    r"(?:接获|接到|接报|收到)[^,。;《》]{1,60}(?<!的)报告$"
    r"|^[^关《》]{2,12}(?:公布|宣布)对[^,。;《》]{2,60}(?:决定|裁定)$",
    *("接获", "接到", "接报", "收到", "公布", "宣布"),
)
# `某局:我国将试行某制度`: what an authority says in a sentence, but not `某局:已备案产品目录`.
_SAYS = Gated(
    rf"^[{HAN}]{{2,14}}(?:局|委|部|署|院|中心)\s?:\s?(?!(?:20\d\d年度?)?[已拟])(?:我国|全国|我[省市区]|今年|明年|年内|到?20\d\d年)?[^《》,:;]{{0,12}}?(?:将|已|(?<![模虚草])拟|正在)(?!于)[^《》:;]{{4,}}$",
    ":",
)
_QUOTED = regex(r"《[^《》]{1,300}》")
# `GB 9706.1-2020《…要求》`, `YY/T0664…`, `GBT 42062 …`, `NMPAB/T 1001 …`: a standard by its number.
_STANDARD = Gated(
    r"^\W{0,3}(?P<words>(?-i:(?:GB|YY|YBB|WS|QB|NMPAB|DB\d{2})(?:/?[TZ])?)\s?\d{3,5}(?![\d年]))"
    r"(?!.*(?:公告|通告|通知|意见|解读|培训|函|问答|指南|指引|(?:即将|正式|今起|今日|明日|开始|全面)(?:实施|执行|施行)|[发颁]布|落地)\W{0,3}$)",
    *("gb", "yy", "ybb", "ws", "qb", "nmpab", "db"),
)
# `某常务委员会关于某法有关规定的解释`, `…关于某试点的决议`: what a parliament or a court lays down.
_LAYS_DOWN = Gated(
    r"^[^《》]{0,40}(?:人民代表大会|常务委员会|常委会|最高人民(?:法院|检察院)|最高[法检])[^《》]{0,40}关于.{2,300}的(?P<words>解释|决议|规定)$",
    *("解释", "决议", "规定"),
)


def _framed_kind(title: str, text: str) -> tuple[str, str] | None:
    """Return the kind of a Chinese title with a fixed frame; `text` is the title without its number and marks."""
    opens = _OPENS().match(title)
    if opens:
        act = opens["act"] or opens["behind"]
        return ("notice" if act == "通知" else "announcement"), act
    acts = _ACT_ON().match(title) if ":" in title else None
    if acts:
        return ("notice" if acts["notice"] else "announcement"), acts["words"]
    for kind, pattern, within in (
        ("notice", _TAIWAN_ANNOUNCES_A_DRAFT, title),
        ("announcement", _TAIWAN_ANNOUNCES, title),
        ("regulation", _TAIWAN_AMENDS, title),
        ("regulation", _TAIWAN_AMENDED, text),
        ("regulation", _STANDARD, title),
        ("regulation", _LAYS_DOWN, text),
        ("notice", _BULLETIN, title),
        ("qa", _COLUMN_OF_ANSWERS, title),
        ("meeting", _LECTURE, title),
        ("report", _REPORT_ON, title),
        ("notice", _WARNS, title),
        ("notice", _ORDERS, title),
        ("notice", _TO_NOTE, title),
        ("notice", _COMMENDS, text),
        ("notice", _CIRCULAR, text),
        ("regulation", _OPINIONS, text),
        ("announcement", _ANNOUNCES, text),
        ("announcement", _ISSUES, f"{text}》" if text.count("《") > text.count("》") else text),
        ("announcement", _ISSUES_LIST, text),
        ("regulation", _ANNEX, text),
        ("regulation", _PART_OF_LAW, text),
        ("guideline", _STUDY, text),
    ):
        if match := pattern.search(within):
            return kind, match["words"]
    return None


def chinese_kind(title: str) -> tuple[str, str] | None:
    """Return the kind by the last noun of a Chinese title, its head; a quoted title is only its object."""
    title = name_before_order(title)
    if _CALLS_IT().search(title) or _IS_TOLD.search(title):
        return chinese_headline_kind(title)
    end = _TRAIL().search(title)
    text = title[: end.start()] if end else title
    framed = _framed_kind(title, text)
    if framed:
        return framed
    if "会议" in text and _MEETING_PASSES().search(text):
        return chinese_headline_kind(text)
    if _SAYS.search(text) and not _ACT_ENDS().search(text):
        return chinese_headline_kind(text)
    sentence = _SENTENCE().match(text)
    if sentence and not _ACT_ENDS().search(text):
        issued = (
            ("announcement", sentence["issues"])
            if sentence["issues"] and not sentence["will"] and _noun_kind(text)
            else None
        )
        return chinese_headline_kind(text) or issued
    # A quoted title decides only at the end.
    outer = _QUOTED().sub(lambda quoted: "《》" if text[quoted.end() :].strip() else quoted[0], text).rstrip("》")
    noun = _noun_kind(outer)
    # `标准库增加某版药典!`, `新规落地,抬高行业标准`: with such a mark, what is named there is no name of the document.
    tells = noun and noun[0] not in _ACTS and _TELLS_OF_IT().search(text) and not has_any(text, ("《", "关于"))
    found = None if tells else noun
    found = found or chinese_headline_kind(outer)
    if not found and re.search("征求意见|公开征求", outer):
        found = "notice", "征求意见"
    return found


_TELLS_OF_IT = regex(r"!$|,(?=\D)")


def is_sentence_of_news(title: str) -> bool:
    """Return True for a Chinese title in which an authority tells what it does, without a word for an act.

    What it asks for, warns of or lays down is a notice: `某局提醒…`, `某局调整…`, `某局发布消费警示`.
    """
    if _ACT_ENDS().search(title) or _TO_THE_READER().search(title):
        return False
    sentence = _SENTENCE().match(title)
    tells = sentence is not None and bool(sentence["issues"] or sentence["does"] in _TELLS)
    return tells or _SAYS.search(title) is not None


_TO_THE_READER = regex(
    "警示|提示|提醒|预警|召回|回收|停用|暂停|停止|安排|须知|征求意见|停机|维护|升级|电话|(?<!申)请|须|应当|不得"
)
_TELLS = frozenset({"批准", "通报", "打击", "搜查", "捣破", "检获", "查获", "曝光"})
_ACTS = frozenset({"announcement", "notice"})
# `变更注册标准`, `某案例3-变更某标准`: a change of a product's standard; `某片新晋国家医保目录`: what entered a list.
_OF_A_PRODUCT = regex(
    r"(?:^|[-:–—])\s?(?:拟|申请)?变更[^-:–—]{1,20}标准$"
    r"|(?:新晋|入选|入围|跻身|晋级|纳入|进入|进医保|调入)[^,:;《》的]{0,10}(?:目录|清单).?$"
)
_ACT_ENDS = regex(r"(?:公告|通告|通知|公示|函|批复|名单|解读|问答|报告|白皮书|年报|公报|决定|令)$")


def _noun_kind(title: str) -> tuple[str, str] | None:
    """Return the kind by the noun at the end of a Chinese title without its number and marks, or before its part."""
    last: re.Match[str] | None = None
    for match in _NOUN().finditer(title):
        if match.end() >= len(title) - 1 or (match.end() < len(title) and match.lastgroup == "qa"):
            last = match
    kind = (last.lastgroup or "") if last else ""
    part = _PART().search(title)
    if part and (part["part"] or kind in {"", "guideline", "regulation", "list"}) and kind not in _ACTS:
        return "guideline", part["noun"]
    if kind in {"regulation", "list"} and _OF_A_PRODUCT().search(title):
        return None
    if kind == "list":
        kind = "guideline" if _LIST_OF_ADVICE().search(title) else "regulation"
    return (kind, last[0]) if last else None
