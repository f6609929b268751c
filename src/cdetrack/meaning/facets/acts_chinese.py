"""Read the act of a day, a transition or an expiry, in the Chinese words around it."""

from cdetrack.meaning.facets.acts_english import AHEAD, NONE, STANDARD
from cdetrack.meaning.facets.calendar import DAY, has_year
from cdetrack.meaning.facets.dated import Dated, PerhapsDated
from cdetrack.meaning.facets.days_ahead import BEGINS, is_to_act_by_in_chinese
from cdetrack.meaning.facets.effect_subject import FOR_SOME, is_abroad, is_put_to_use
from cdetrack.meaning.facets.named_days import NamedDay
from cdetrack.meaning.facets.periods import HAN_PERIOD
from cdetrack.text.regex import any_of, regex

# `5月1日(首例受试者入组之日)后启动的试验`
_SINCE = regex(r"(?:\([^()\d]{1,20}\))?\s{0,2}(?:起|开始|及?以后|及?之?后)")
# `系统将于5月1日正式上线`
_GOES_LIVE = regex(r"起?(?:正式|全面|同步|全国){0,2}(?:上线|开通|切换|投入(?:使用|运行|试运行)|启动(?:运行|试运行))")
# `5月1日,正式启用某系统`
_FORMALLY = regex(r",?(?:将)?(?:正式|全面|同步)(?:启用|上线|开通|切换|投入使用|投入运行|启动(?:运行|使用))")
_WILL = regex(
    r"(?:系统|平台|模块|功能|数据库|门户|服务|端口|网站|网厅|软件|新版)[^。;]{0,40}(?:将|拟|定|计划)(?:在|于)\s{0,2}$"
)
# `YY 0300 | 实施日期: 5月1日`, a row of a table: see `day_columns`.
_IN_COLUMN = regex(r"\|\s(?P<ends>废止|失效)?[^|:]{2,6}:\s$")
# `自A和B起实施`, `自A、B起分别实施`: the second day of effect.
_ALSO_FROM = Dated(rf"{DAY}\s?起?\s?(?:和|及|与|、|以及)\s?(?:自|从|于)?\s?$")
# `一、关于某分类,自5月1日起实施`: an item of a document on several matters.
_ITEM = regex(r"(?:^|[。;])\s?[一二三四五六七八九十\d]{1,2}[、.]\s?关于[^,。;《》]{2,40},\s?(?:自|从|于)?\s?$")
# `自A至B,对某药免征进口关税`
_TAX = regex(r"[^。;]{0,60}?(?:免征|免收|减征|减按|减半|暂免|不征收|退税|缓缴)")
# `请各申请人自A至B登录系统填报`
_ASKS_TO = regex(r"(?:请|应当?|须|要求)[^。;,]{0,24}$")
_DOES_THEN = regex(
    r"\s?(?:\([^()]{1,12}\))?\s?(?:期间|之间|内)?,?\s?(?:登[录陆]|通过|进行|完成|提交|报送|填[报写]|办理|申报|上传"
    r"|(?:到|赴|前往|向)[^。;,]{1,30}?(?:领取|缴纳|办理|提交|递交|报送|报到|登记|申请|申报))"
)
# `省局将于5月1日至6月30日开展检查`: a step of the regulator itself, and no duty of a reader.
_NO_READER = r"(?![应须请各企]|单位|机构|[有册案请]人)"
_AUTHORITY_WILL = regex(
    rf"(?:(?<![你贵各])(?:局|委|部|署|中心)|部门|我们)(?:将|拟|计划|定){{1,2}}(?:(?:{_NO_READER}[^。;,]){{0,40}}?(?:于|在|自)?"
    # Behind a comma, a day without a preposition may begin a rule for others.
    rf"|(?:{_NO_READER}[^。;]){{0,40}}?(?:于|在|自))\s{{0,2}}(?:至)?$"
    r"|[,;]并(?:拟|计划)(?:于|在)\s{0,2}$"
)
# `活动于11月1日至30日举行`: the days of a meeting or a fair, and no term.
_IS_HELD = regex(r"\s{0,2}(?:期间|之间)?,?(?:将|拟)?(?:在[^,。;]{1,24}?)?(?:隆重)?(?:举行|举办|召开|开幕)")
# `宣传周活动自11月1日至7日开展`
_CAMPAIGN = regex(r"(?:宣传|活动)(?:周|月|日|年)?(?:活动)?(?:将|拟)?(?:自|从|于|在)?\s{0,2}(?:至|到)?$")
_IS_RUN = regex(r"\s{0,2}(?:期间|之间)?,?(?:将|拟)?(?:在[^,。;]{1,24}?)?(?:同步|集中|统一|广泛|组织|陆续){0,2}开展")
# `6月15日起,该局在全市开展专项检查`: what the authority does itself.
_INSPECTS = regex(
    r"\s{0,2}起,?(?:[该我省市县区全]|各地)[^,。;]{0,10}(?:局|部门|所)?[^,。;]{0,16}开展[^,。;]{0,16}"
    r"(?:检查|整治|行动|抽检|执法|排查)"
)
# `10月8日起恢复现场受理`, after a holiday.
_HOLIDAY = regex(r"放假|假期|假日|春节|国庆")
_RESUMES = regex(r"\s{0,2}起?,?(?:全面|正式|逐步)?恢复")
# `填报自5月1日开始,于6月1日前结束`: of a span without `至` the second day counts.
_OPENS_THEN = regex(r"\s{0,2}起,(?:并)?(?:于|至|到)\s{0,2}")
_BY = regex(r"前(?!的)")
# `某项目拟于5月1日截止,请企业及时提交`
_CLOSES = regex(r"(?:正式)?(?:截止|截至)(?!\s?(?:日|时间|至|到|为|前|[\d一二三四五六七八九十]))")
_TERM = "(?:过渡期|缓冲期|宽限期|并行期)"
_IS_TRANSITION = regex(rf"\s{{0,2}}(?:止|,|前)?(?:为|是|作为)[^。;,]{{0,24}}{_TERM}")
# `5月1日至31日为集中申报期`, `自5月1日至31日,企业应当完成自查`
_IS_WINDOW = regex(
    r"\s{0,2}(?:为|是)[^。;,]{0,12}(?:申报|受理|报名|填报|提交|报送|缴费|自查|整改|换证|登记)[^。;,]{0,4}(?:期|阶段|时间|时段)"
    r"|\s{0,2},[^。;,]{0,20}?(?:应当|必须|须(?!知))(?![^。;,]{1,6}的)"
)
# `5月1日过渡期届满后`
_TERM_ENDS = regex(rf"\s{{0,2}}{_TERM}(?:已)?(?:届满|期满|结束|到期)")
# `在A至B之间的产品,`, `A至B期间生产的产品,`: the span tells which products.
_WHICH = regex(
    r"\s{0,2}(?:期间|之间)(?:[^,。;]{0,40}的[^,。;的]{1,16}(?:[,。;]|$)|,(?:经|由|已经?|曾|获|被)[^,。;]{1,40}的[^,。;的]{1,16})"
)
# `许可证有效期至5月1日的企业`: the day tells which firms.
_VALID_TO = regex(r"有效期限?(?:至|到|截止到?)\s?$")
_OF_THESE = regex(r"\s{0,2}(?:止|到期|届满|前(?:到期|届满)?)?的")
EFFECT = regex(
    r"(?:起|开始)?\s{0,2},?(?:《[^《》]{1,80}》)?(?:正式|全面)?"
    r"(?:施行|实施|执行|生效|试行|启用)(?:[,。;)」》\s、外]|$)"
)
"""The verb of a day of effect, which alone is no transition."""
_PART = regex(
    r"第[一二三四五六七八九十百零\d]{1,7}(?:[条章款项节类]|等级)|附件(?![\s\d]{0,3}[:：])|附录|其中|(?:强制性|推荐性)[^,。;]{0,4}标准|其余|其他"
)
_TITLE_OF_STANDARD = regex(r"标准[^,。;]{0,12}(?:实施|执行)|(?:实施|执行)[^,。;]{0,20}标准")
# `某药典已由某公告颁布,自…起实施`, in a document on how to implement it.
_IS_OUT = regex(r"已(?:于|经|由)?[^。;]{0,60}(?:发布|颁布|公布|印发),(?:并|将|正式){0,2}(?:自|从|于)\s?$")
_ON_IMPLEMENTING = regex(r"关于[^《》]{0,6}(?:《[^《》]{1,80}》)?[^《》]{0,4}(?:实施|执行|贯彻|落实)")
_INTO_USE = regex(r"\s{0,2}起?,?(?:正式|全面){0,2}启用")
_A_BATCH = r"(?:第[一二三四五六七八九十\d]{1,3}|首)批"
_BATCH = regex(_A_BATCH)
# `第二批:2027年6月1日;`, in a list of days of implementation.
_BATCH_ON = regex(
    rf"(?P<batch>{_A_BATCH}|第[一二三四]类)(?:医疗器械|产品|品种|目录)?(?:的?(?:实施|执行)?(?:时间|日期))?"
    r"(?:为|是|:)?\s?(?:自|从|于)?\s?$"
)
_IMPLEMENTED = regex(r"实施|执行|启用|施行|赋码|切换")
_ALONE = regex(r"\s?(?:\([^()]{1,20}\))?起?\s?(?:[,。;、]|$)")
_THIS = regex(
    r"本(?:公告|通告|通知|办法|规定|条例|法|规范|细则|规则|程序|制度|决定|标准|目录|基准|规程|准则|方案|措施)"
)
# The words of a duty from a day on: `自5月1日起,企业应当…`.
_DUTY = regex(
    any_of(r"""
        # Must, may, may not, only: not `适应`, `应急`, `需求`, `适用范围`.
        应当|(?<![供适反相响对效])应(?!用|急|对|答|邀)|须|需(?!求)|请|方可|可|只能|仅|均|凡|一律|按照?|适用(?!范围|性)
        不得|不再|不予|禁止
        # A rule or a system begins.
        实施|执行|实行|推[行广]|启用|启动|采用|使用|改用|切换|过渡|开展|开通|进行|全面|统一|正式(?:上线|运行|投入|作为)
        # A rule or a document ends.
        停[止用]|暂停|取消|撤销|废止|失效|作废|限[量购制]
        # Acts of firms.
        提交|提出|申报|报送|上报|报告|备案|注册|办理|变更|更新|完成|达到|符合|取得|换领|领取|下载|标注|上传|赋码|自查|整改|改正
        # Acts of authorities.
        受理|纳入|列入|调入|调出|移出|核发|发放|颁发|制发|换发|收取|增设|新增|设立|将对
        # `由二类降为一类`, `调整为`
        降[为至]|[调改]整?为
    """)
)
OBLIGES = regex(
    any_of(r"""
        # Must, may, may not, as yet: not `重要`, `适应`, `需求`, `报道`.
        应当|(?<![供适反相响对效])应(?!用|急|对|答|邀)|(?<![主重需必])要(?=[于在])|要求|须|需(?!求)|请|方可
        仍可|均可|可(?:以|在|向|按|继续|选择)|不得|不予|未
        # Acts of firms and of the offices below an authority.
        提交|提出|申请|申报|报送|上报|备案|填报|报名|上传|反馈|前(?:,?将[^,。;]{1,30})?报(?!道)
        办理|取得|完成|完毕|建成|达到|符合|更新|标注|换发|缴纳|确认|核对|自查|整改|改正|召回|下架|清理|销毁
        制定|组织|实现|落实|启动|出台|部署|上线|开展|接入|对接|建立|配备|到位
    """)
)
"""Words of a duty to meet by a day."""
# `2026年5月1日 某产品应当…`, a row of a table, but not `2026年5月1日 某局要求企业应当…`, the first line of news.
_ROW_OF_DAY = regex(
    r"\s?(?:(?!要求|强调|指出|通知|发布|印发|召开|举[办行]|放假|活动|培训|是)[^,。;]){2,40}?(?:应当|必须|须(?!知)|不得)"
)
# `5月1日前已受理的`: the day tells which things are meant.
_NO_DUTY = r"(?:(?![应须请]|可[以在向继不]|不得)[^,。;的])"
_GOT_DONE = "(?:取得|提交|完成|申请|召回|下架|建立|配备|换发|开展|启动|制定|组织|上线)"
_LAPSED = "(?:到期|届满|期满|失效)"
_DONE = regex(
    r"\s{0,2}前?,?\s?"
    + any_of(rf"""
        已|曾|{_LAPSED}的|获准|获批|批准|受理|出厂|上市|生产|进口|公布|发布|印发|注册|核发|签发|出具|领取的|颁发的
        # `前许可证到期的,`
        ,?[^,。;]{{0,40}}{_LAPSED}[^,。;]{{0,30}}的(?:[,。;]|{_NO_DUTY}{{1,60}}(?:[。;]|$))
        # `前,企业已经在平台提交资料的,管理部门继续核查`
        ,(?:(?![应须请将对把])[^,。;]){{1,40}}?已经?[^,。;]{{1,60}}的[,。;]
        # `前到期需更新的证书按原流程办理`
        {_LAPSED}[^,。;]{{0,20}}的(?=[^,。;]{{1,16}}(?:按|仍|继续))
        # `前完成备案的产品`
        {_GOT_DONE}[^,。;]{{0,16}}的(?:[,。;]|产品|企业|品种|项目|试验|器械|药品|申请)
    """)
)
# `5月1日前未按要求完成年报的产品,由监管部门…`: a duty to meet by the day, if it is still to come.
_NOT_DONE = regex(r"\s{0,2}前,?(?:仍|尚)?未[^,。;]{1,40}的(?:[^,。;的]{0,12}[,。;]|$)")
# `未在5月1日前完成年报的,注销备案`
_NOT_BY = regex(r"未(?:能|按要求)?(?:在|于)?\s?$")
_OF_THOSE = regex(r"\s{0,2}前[^,。;]{1,40}的[^,。;的]{0,12}[,。;]")
_OF_THOSE_SINCE = regex(r"(?:提出|提交|申请|申报|受理|报送|递交|递送|备案|送达)[^,。;]{0,30}的,")
# `2026年5月1日前申请备案的化妆品,备案人应当…`: the day tells which products.
_WHICH_BY = regex(
    r"\s{0,2}前[^,。;]{2,60}的[^,。;的]{0,10}(?:化妆品|药品|产品|器械|企业|持有人|注册人|备案人|申请人|品种|项目|申请|试剂"
    r"|原料|制剂|牙膏|批次|单位|机构|试验|研究|证书|批件|标签|库存|合同)[,，]"
)
# `自本公告发布之日起至2026年5月1日,可以…`
_ALLOWED = regex(r"\s{0,2}(?:期间|止|前)?,[^。;]{0,30}?(?:可(?!能)|允许|准予|继续|仍|暂不)")
# `至2025年3月底,各局须`
_TILL_THEN = regex(r"(?:^|[,。;])\s?(?:至|到)\s?$")
_MUST_BE = regex(r",[^。;,]{0,24}(?:须(?!知)|应当|必须)")
# `即日起至5月1日,接受预约`
_OPEN_TILL = regex(r"即日起,?\s{0,2}(?:至|到|截至)\s{0,2}$")
_OPENS = regex(r"[^。;]{0,40}?(?:接受|受理|开放|征集|招募|申请|报名|预约|登记|申报|提交|咨询|投稿|可(?!能))")
_UP_TO = regex(r"(?:起|开始),?\s{0,2}(?:至|到)\s{0,2}$")
# The acts and uses that last until a day.
_TASKS_TILL = "(?:申报|受理|报名|提交|填报|上报|报送|完成|申请|办理|整改|自查|过渡|上传|对接|登记|更新|换证|采集|缴费)"
_USES_TILL = "(?:使用|保留|沿用|延用|开放|运行|供货|供应|销售|采购|流通)"
_CALLS_TILL = "申报|受理|报名|提交|填报|上报|报送|申请|缴费|开放|登记|投稿|招募|征集"
_UNTIL = regex(
    any_of(rf"""
        # `过渡期至`
        {_TERM}[^。;\d]{{0,16}}(?:至|到|为|止于|于|截止)[^。;\d]{{0,8}}$
        # `延长期限不得超过`
        不得?超过\s{{0,2}}$
        # `可继续使用至`
        (?:可|允许|准予|准许|继续|仍)[^。;,]{{0,40}}(?:至|到)\s{{0,2}}$
        # `申报截止`, `整改最迟`
        {_TASKS_TILL}[^。;,]{{0,14}}(?:截止|截至|最[晚迟])[^。;\d]{{0,8}}$
        # `使用至`
        {_USES_TILL}(?:至|到|截至)\s{{0,2}}$
        # `停止使用日期为`
        (?:截止|停止(?:使用|受理|生产|销售|执行))(?:日期|时间|日)\s{{0,2}}(?:为|是|:|定为)?\s{{0,2}}$
        # `申报时间为自`, of a span
        (?:{_CALLS_TILL})(?:受理)?的?(?:起止)?(?:时间|日期|期间?)\s{{0,2}}(?:为|是|:)?\s{{0,2}}(?:自|从)?(?:至|到)$
        # `企业自查阶段(`, of a span
        (?:自查|整改|{_CALLS_TILL})[^。;,\d]{{0,6}}(?:\(|阶段\s)\s?(?:自|从)?(?:至|到)$
    """)
)
_EXPIRES = PerhapsDated(
    r"(?:有效期限?|采购周期|保护期|协议期(?!内)|时效|试行期|执行期|实施期|试点期?|试点工作|期限|政策|措施"
    r"|(?:行动|活动(?!时间|日期))(?![^。;\d]{0,18}持续))[^。;\d]{0,18}"
    r"(?:至|到|为|止|截止|截至|超过|结束于|于)[^。;\d]{0,8}$"
    rf"|(?:有效期|期限|试点|试行|执行|实施|施行)[^。;\d]{{0,16}}(?:自|从)?\s{{0,2}}{DAY}\s{{0,2}}(?:起|开始)?"
    r"[^。;,\d]{0,8}(?:至|到|—|-|~)\s{0,2}$"
    r"|(?:有效|执行|实施|施行|试行|适用)[^。;\d]{0,4}(?:至|到)\s{0,2}$"
    # `试点为期2年,自A至`, `期限自2024年10月至`
    r"|(?:有效期|试点|试行|期限)[^。;\d]{0,8}\d{1,2}(?:个月|年),?\s?(?:自|从)?\s?(?:至|到)$"
    r"|(?:有效期|试点|试行|期限)[^。;\d]{0,8}20\d\d年\d{1,2}月(?:起|开始)?\s?(?:至|到)\s{0,2}$",
)
# The shelf life of a batch is a deadline of no reader.
_OF_BATCH = regex(
    r"(?:生产日期|保质期|批次?(?:的|药品|产品|器械|疫苗){0,2}有效期|失效日期|批号|\d日生产[、,])[^。;]{0,60}$"
)
# `产品注册证有效期至`, of a certificate that is given up: a fact about it.
_OF_UNDOING = regex(r"注销|撤销|吊销|缴销|召回|遗失|作废|灭失|暂停|检查|不符合|抽检|处罚|通报")
_ITS_TERM = regex(r"(?:证书?|批件|文号|凭证|许可|产品|药品)[^。;]{0,40}有效期[^。;]{0,20}$")
_COUNTED_FROM = regex(rf"\s{{0,2}}(?:之?日)?(?:起|后),?\s{{0,2}}(?:满|的)?{HAN_PERIOD}")
# `自A起至B执行`
_IN_FORCE_TILL = regex(r"\s{0,2}(?:期间|止|内)?,?(?:正式|继续)?(?:施行|实施|执行|试行|有效)(?:[,。;)]|$)")
_OF_TRANSITION = regex(rf"{_TERM}[^。;]{{0,24}}$")
_ENDS = regex(
    r"\s{0,2}(?:起|后|之?日起?|止)?\s{0,2},?(?:自动|自行|正式|即行|集中|统一|同时|全部|均)?"
    r"(?:废止|失效|到期|期满|届满|终止|结束(?!日期|时间|日)|停止(?:执行|实施|施行|使用|试点))"
)
# `原《许可证》自5月1日起自行失效`
_LAPSES = regex(r"\s{0,2}起,?(?:自动|自行|即行|一律)?(?:失效|作废)")
_CERTIFICATE = regex(
    r"(?:许可证|注册证书?|[原旧]证书?|批准文号|备案凭证|执业证书?|合格证)》?(?:(?:将|均|一律|同时){0,2}(?:自|从|于))?\s{0,2}$"
)
# `纸质证照自5月1日起停止使用`
_OUT_OF_USE = regex(r"\s{0,2}起?,?(?:正式|全面)?(?:停止(?:使用|服务|受理|运行|更新)|停用|关闭|关停|下线)")
_IN_USE = regex(
    r"(?:证[书照件]?|执照|系统|平台|程序|软件|版本?|表格?|格式|标签|账[号户]|端口|网站|客户端|模块|功能|邮箱|章)"
    r"(?:将|均|同时)?(?:自|从|于)?\s{0,2}$"
)
_NOUN = r"(?P<noun>标准|方法|指导原则|规范|目录|品种|产品|药品)"
_BUNDLE = regex(rf"》[^《》]{{0,6}}等\s?(?:[\d一二三四五六七八九十]{{1,3}}[项个种])?[^《》]{{0,20}}?{_NOUN}")
_SOME = regex(
    r"》(?:\([^()]{0,40}\))?(?:等\s?[\d一二三四五六七八九十]{1,3}[项个种])?[^《》,]{0,12}?"
    rf"{_NOUN}(?:将|均)?(?:自|从|于)?\s?$"
)
# `今年1月1日起施行的《某规定》要求`: the day of a document that is cited.
_IN_FORCE_SINCE = regex(r"\s{0,2}起(?:正式|全面)?(?:施行|实施|执行|生效|试行)的(?:[^,。;]{0,12}《|有|共|占)")
# `未按2026年5月1日前完成上报的要求提交`: a demand of before.
_AS_DEMANDED = regex(r"\s{0,2}前[^,。;]{1,20}的(?:要求|规定|时限|期限)")
_BY_DEMAND = regex(r"(?:未|没有)?(?:按照?|根据|达到|符合)(?:在|于)?\s?$")
_EVER_SINCE = regex(r"\s{0,2}起?(?:正式|全面)?(?:施行|实施|执行|生效|试行|启用|发布|公布)?以来")
_BEGINS = regex(r"\s{0,2}起?(?:正式|全面)?(?:启动|开始|启用|上线|开展)")
_AFTER_EFFECT = regex(r"\s?起?(?:正式)?(?:施行|实施|执行|生效),?\s?(?:并|到|至|于|自|将){0,2}\s?")
_RUNS_OUT = regex(r"\s{0,2}(?:起|后|止)?\s{0,2},?(?:自动|正式|集中|统一|同时|全部|均)?(?:到期|期满|届满|终止|结束)")
_PERMISSION = regex(
    r"证书|证明|通知书|协议|政策|措施|试点|行动|有效|许可|授权|豁免|计划|凭证|资格|执行|期"
    r"|(?:填报|申报|受理|报名|报送|上报|征集|招募|登记|换证|缴费|自查)(?:工作)?(?!时|(?:工作)?(?:会|总结))"
)
# A day of every year; one that is past; a forecast.
_NONE_BEFORE = regex(
    any_of(r"""
        # `每年5月1日`
        (?:每年|每季度?|每月|每半年|次年度|年度)\s{0,2}至?$
        # `已于5月1日`, `先于`: not `不晚于`
        (?<!早)已(?:于|自|从)?\s{0,2}$
        (?<!不)(?<!不得)(?<!最)[晚早迟先后]于\s{0,2}$
        # `数据截至`
        (?:数据|统计|检索|锁定)(?:(?!上传|报送|提交|填报|采集|对接)[^。;,]){0,6}截[止至][^。;,\d]{0,6}$
        # `预计于`, `公司计划于`
        (?:预计|预期|有望)[^。;,]{0,8}$
        (?:公司|企业|厂家)(?:已|也)?(?:计划|拟|承诺|表示)将?(?:于|在)\s{0,2}$
    """)
)
# `每年1月31日前报送,…,于3月31日前`: the second day is one of every year, too.
_EVERY_YEAR = regex(r"每年\s?\d{1,2}月[^。;]{1,60}$")
_OF_EACH = regex(r"的$")
_YEAR_AFTER = regex(r"(?:次|翌|第二)年")
_OWN = regex(
    r"本(?:公告|通告|通知|办法|规定|条例|法|规范|细则|规则|指导原则|程序|制度|决定|标准|方案|目录|清单|意见)"
    r"|试点|有效期|批件|证书|注册证|许可|授权|资格|凭证|(?:[该此]|上述|前述|以上)[^,。;《》]{0,8}(?:公告|通告|通知|办法|规定|目录|政策|措施|安排|做法|方案|程序|要求)"
)
_OTHERS = regex(r"原|旧|此前|《(?![^《》]{0,20}(?:证书?|批件|凭证)》)|同时")
_RESCINDS = regex(r"废止|停止|失效")
# `填报工作自5月1日开始,于6月1日前结束`, but not `培训于6月1日前结束`.
_IS_OVER = regex(r"前(?:全部|全面|基本)?结束")
_OF_FIRMS = regex("填报|申报|报送|报名|提交|自查|整改|换证|换发")
_NEAR = 80


def chinese_act(named: NamedDay, title: str) -> str | None:
    """Return `transition` or `expires` for a day, `NONE` if it is surely neither, None without Chinese words for it."""
    if column := _IN_COLUMN().search(named.before):
        return "expires" if column["ends"] else AHEAD
    act = _act_in_words(named, title)
    is_led = _BY().match(named.behind) is not None or _SINCE().match(named.behind) is not None
    return AHEAD if act is None and is_to_act_by_in_chinese(named, is_led=is_led) else act


def _act_in_words(named: NamedDay, title: str) -> str | None:
    """Return the act of a day that the words around it name."""
    clause = named.before.rpartition("。")[2]
    if _is_none(named, clause, title) or any(
        pattern().match(named.behind) for pattern in (_EVER_SINCE, _IN_FORCE_SINCE)
    ):
        return NONE
    is_old = _OUT_OF_USE().match(named.behind) is not None and _IN_USE().search(clause) is not None
    if not is_old and _ENDS().match(named.behind):
        return "expires" if _ends_itself(named, clause, title) else NONE
    is_term = named.is_span and any(pattern().match(named.behind) for pattern in (_IN_FORCE_TILL, _TAX))
    is_first = _BEGINS().match(named.behind) is not None or _BY().match(named.behind) is not None
    if is_term or (_EXPIRES.search(named.whole) and not is_first):
        return "transition" if _OF_TRANSITION().search(named.whole) else "expires"
    allowed = _UP_TO().search(named.before) is not None and _ALLOWED().match(named.behind) is not None
    live = _WILL().search(named.before) is not None and _GOES_LIVE().match(named.behind) is not None
    is_span = named.is_span or _UP_TO().search(named.before) is not None
    allowed = allowed or (
        (is_span or _BY().match(named.behind) is not None) and _IS_TRANSITION().match(named.behind) is not None
    )
    allowed = allowed or _TERM_ENDS().match(named.behind) is not None
    allowed = allowed or (_TILL_THEN().search(named.before) is not None and _MUST_BE().match(named.behind) is not None)
    allowed = allowed or (_OPEN_TILL().search(named.before) is not None and _OPENS().match(named.behind) is not None)
    if is_old or allowed or live or _UNTIL().search(named.whole):
        return "transition"
    if EFFECT().match(named.behind):
        last = clause.rstrip(", 自从于").rpartition(",")[2] or clause
        part = _PART().search(last, last.rfind("》") + 1)
        # `第二十条 本规定自…起施行`: the article is where it stands.
        is_part = bool(part and not _THIS().search(last, part.end())) or _is_of_bundle(last, title)
        is_part = is_part or _is_of_a_batch_of(last, title) or _is_put_to_use(named)
        is_part = is_part or (_BUNDLE().search(title) is not None and STANDARD().search(last) is not None)
        # `GB 1.2-2020自…起实施` in a document on the implementation of that standard.
        is_part = is_part or FOR_SOME().search(named.before) is not None
        is_part = is_part or _ALSO_FROM.search(named.whole) is not None or _ITEM().search(named.before) is not None
        is_part = (
            is_part
            or (_IS_OUT().search(named.whole) is not None and _ON_IMPLEMENTING().search(title) is not None)
            or "其中" in named.whole
            or any(code in title or _TITLE_OF_STANDARD().search(title) for code in STANDARD().findall(last))
        )
        return "transition" if is_part else NONE
    return _duty(named, clause, title)


def _is_none(named: NamedDay, clause: str, title: str) -> bool:
    """Return True for a fact, a plan, a step of the regulator, and what another country or an earlier demand says."""
    if _recurs(named):
        return True
    demanded = _BY_DEMAND().search(named.before) is not None and _AS_DEMANDED().match(named.behind) is not None
    is_fact = (
        _ITS_TERM().search(named.whole.rpartition("。")[2]) is not None and _OF_UNDOING().search(title) is not None
    )
    is_held = named.is_span and _IS_HELD().match(named.behind) is not None
    is_held = is_held or (
        named.is_span and _CAMPAIGN().search(named.before) is not None and _IS_RUN().match(named.behind) is not None
    )
    is_held = is_held or (_VALID_TO().search(named.before) is not None and _OF_THESE().match(named.behind) is not None)
    is_held = is_held or _INSPECTS().match(named.behind) is not None
    is_held = is_held or (_RESUMES().match(named.behind) is not None and _HOLIDAY().search(title) is not None)
    none = (
        demanded
        or is_fact
        or is_held
        or _OPENS_THEN().fullmatch(named.behind)
        or _NONE_BEFORE().search(named.before)
        or _COUNTED_FROM().match(named.behind)
    )
    return bool(none) or _is_of_a_batch(named) or _is_a_step(named) or is_abroad(title, clause.rstrip(" 自从于"))


def _recurs(named: NamedDay) -> bool:
    """Return True for a day of every year, and for one of the year after each case: `取得所得的次年3月31日前`."""
    of_each = _OF_EACH().search(named.before) is not None and _YEAR_AFTER().match(named.words) is not None
    return of_each or (not has_year(named.words) and _EVERY_YEAR().search(named.whole) is not None)


def _is_a_step(named: NamedDay) -> bool:
    """Return True for days on which the regulator itself will do something, and nobody else has to."""
    since = _SINCE().match(named.behind) or _ENDS().match(named.behind) or BEGINS().match(named.behind)
    return since is None and _AUTHORITY_WILL().search(named.before) is not None


def _is_of_a_batch(named: NamedDay) -> bool:
    """Return True for a day of the shelf life of a batch."""
    return bool(_OF_BATCH().search(named.whole)) and not (_BY().match(named.behind) or _SINCE().match(named.behind))


def _ends_itself(named: NamedDay, clause: str, title: str) -> bool:
    """Return True if the document itself or a permission ends, and not another document."""
    if _LAPSES().match(named.behind) and _CERTIFICATE().search(clause):
        return True
    if _RUNS_OUT().match(named.behind):
        # `试点于5月1日启动,12月31日结束`
        return bool(_PERMISSION().search(named.whole.rpartition("。")[2])) and not _OTHERS().search(clause)
    # `本通知自A施行,B废止`
    clause = named.whole.rpartition("。")[2] if _AFTER_EFFECT().fullmatch(clause) else clause
    own = bool(_OWN().search(clause)) and not _OTHERS().search(clause)
    return own or (bool(_RESCINDS().search(title)) and "同时" not in clause)


def _is_put_to_use(named: NamedDay) -> bool:
    """Return True for `某平台…7月1日正式启用`: a platform and no document."""
    return _INTO_USE().match(named.behind) is not None and is_put_to_use(named.whole)


def _is_of_a_batch_of(clause: str, title: str) -> bool:
    """Return True for `第二批产品`, of a title that is about all batches."""
    batch = _BATCH().search(clause)
    return batch is not None and batch[0] not in title


def _is_of_bundle(clause: str, title: str) -> bool:
    """Return True for `《A》等2项标准`, or `《B》标准`, of a title about `《A》等3项标准`: a day for a part of it."""
    bundle, some = _BUNDLE().search(title), _SOME().search(clause)
    return bool(bundle and some and bundle["noun"] == some["noun"])


def _duty(named: NamedDay, clause: str, title: str) -> str | None:
    """Return `transition` if something must or may be done by the day, or from the day on."""
    if since := _SINCE().match(named.behind):
        tail = named.behind[since.end() :].partition("。")[0]
        # `7月1日后提出申请的,不能保证办结`: what is said of those counts.
        which = _OF_THOSE_SINCE().match(tail)
        is_duty = _DUTY().search(tail, which.end() if which else 0) is not None
        return "transition" if is_duty or _is_batch_on(named, clause, title) else None
    if _BY().match(named.behind):
        return _by_then(named, clause)
    if _FORMALLY().match(named.behind):
        return AHEAD
    if not named.before.strip() and _ROW_OF_DAY().match(named.behind):
        return "transition"
    closes = _CLOSES().match(named.behind) is not None and OBLIGES().search(clause + named.behind) is not None
    return "transition" if closes or _is_asked_in(named) or _is_batch_on(named, clause, title) else None


def _by_then(named: NamedDay, clause: str) -> str | None:
    """Return `transition` for what has to be done by the day, `NONE` or `AHEAD` if it tells which things are meant."""
    near = clause.rpartition(";")[2][-60:] + named.behind.partition("。")[0][:_NEAR]
    if _NOT_DONE().match(named.behind) or (_NOT_BY().search(named.before) and _OF_THOSE().match(named.behind)):
        return AHEAD
    if _DONE().match(named.behind):
        return NONE
    if _WHICH_BY().match(named.behind):
        return NONE
    if named.is_span and _WHICH().match(named.behind) and not OBLIGES().search(clause.rpartition(";")[2]):
        return NONE
    is_over = _IS_OVER().match(named.behind) is not None and _OF_FIRMS().search(named.whole) is not None
    return "transition" if is_over or OBLIGES().search(near) else None


def _is_asked_in(named: NamedDay) -> bool:
    """Return True for the days in which somebody is asked to do something: `请各申请人自A至B登录系统`."""
    if not named.is_span:
        return False
    if _IS_WINDOW().match(named.behind):
        return True
    if not _DOES_THEN().match(named.behind):
        return False
    return _ASKS_TO().search(named.whole.rpartition("。")[2].partition("至")[0]) is not None


def _is_batch_on(named: NamedDay, clause: str, title: str) -> bool:
    """Return True for a line of a list of batches, `第二批:2027年6月1日;`, below words on their implementation."""
    batch = _BATCH_ON().search(clause) if _ALONE().match(named.behind) else None
    return bool(batch and batch["batch"] not in title and _IMPLEMENTED().search(named.whole + title))
