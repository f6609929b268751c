"""Find the names of companies in a Chinese title: their words say nothing of what the title is about."""

from cdetrack.text.regex import regex
from cdetrack.text.script import HAN

# `某集团股份有限公司`
_FORM = r"(?:集团)?(?:股份)?(?:有限(?:责任)?公司|股份公司|集团公司)"
# What a company deals in, as it says in its name: a title about a maker of devices is about devices.
_TRADE = (
    r"(?:医疗器械|医疗设备|医疗用品|化妆品|中药饮片|中药|饮片|生物制品|血液制品|疫苗|诊断试剂)(?:制造|生产|销售|科技)?"
)
# Words before a name, which are no part of it.
_BEFORE = (
    r"关于|对|由|的|与|和|及|为|给|向|在|同意|进口|出口|召回|撤销|注销|吊销|收回|暂停|停止|生产|经营|企业|公司|批准"
    r"|核准|处罚|告诫|约谈|检查|通报|申请|委托|收购|持有人|代理人|机构|许可|备案|申报"
)
# A name does not begin within one of these words.
_WITHIN = "关同进出召撤注吊收暂停生经企公批核处告约检通申委持代机许备"
_NAME = regex(
    rf"(?:(?<![{_WITHIN}])(?P<name>(?:(?!{_BEFORE}|{_TRADE}{_FORM}|{_FORM})[{HAN}]){{2,12}}))?(?P<form>(?:{_TRADE})?{_FORM})"
)


def without_companies(title: str) -> str:
    """Return the title with 某 for each character of a company's name, but for its trade and its legal form."""
    return (
        _NAME().sub(lambda found: "某" * len(found["name"] or "") + found["form"], title) if "公司" in title else title
    )
