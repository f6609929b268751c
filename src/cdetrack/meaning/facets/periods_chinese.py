"""Find the periods after publication or effect, and of validity, in Chinese sentences."""

import re
from collections.abc import Iterator
from itertools import chain

from cdetrack.meaning.facets.acts_chinese import EFFECT, OBLIGES
from cdetrack.meaning.facets.calendar import DAY
from cdetrack.meaning.facets.dated import Dated
from cdetrack.meaning.facets.periods import HAN_PERIOD
from cdetrack.text.regex import regex

_WITHIN = regex(
    r"(?:自|从|在|于)?(?:本?(?:公告|通告|通知|办法|规定|目录|规范)?)?(?P<base>发布|公布|印发|实施|施行|生效)之?日"
    rf"(?:起|后|内|之后)?,?\s{{0,2}}(?:满|的)?{HAN_PERIOD}"
)
_WITHIN_SINCE = Dated(
    rf"(?:自|从)\s{{0,2}}(?P<since>{DAY})\s{{0,2}}(?:之?日)?起,?\s{{0,2}}(?:的)?{HAN_PERIOD}(?:之?内|期间)",
)
# `自公告发布之日起6个月后开始的试验,均适用`
_APPLIES_AFTER = regex(r"后(?:开始|启动|提交|申报|受理|提出)?[^。;]{0,60}?(?:均|应当?|全部|须|开始)?适用")
# Not `自判决生效之日起五日内`, `从名录公布之日起`: these count from documents of which each case has its own.
_OF_THIS = regex(
    r"(?:^|[自从在于后,。;:、(》)])\s?"
    r"(?:[^,。;、]{0,24}(?:公告|通告|通知|办法|规定|目录|规范|条例|法|细则|规则|制度|标准|程序|意见|指南|文件|政策|原则|要求|药典|附录|方案)"
    r"|[本该][^,。;]{1,8})?(?:正式)?$"
)
_OF_PUBLICATION = frozenset({"发布", "公布", "印发"})
# `有效期自施行之日起五年`, `自实施之日起5年内有效`
_SINCE_EFFECT = (
    r"(?:自|从)(?:本?(?:公告|通告|通知|办法|规定|细则|规则))?(?:施行|实施|执行|生效)之?日起(?:计算?)?,?\s{0,2}"
)
_VALID_FOR = regex(rf"(?:有效|试行|执行|实施)期(?:限)?(?:为|是)?\s{{0,2}}(?:{_SINCE_EFFECT})?(?:为)?{HAN_PERIOD}")
_VALID_SINCE = regex(rf"{_SINCE_EFFECT}{HAN_PERIOD}内?(?:继续)?有效")
_OF_CERTIFICATES = regex(r"证|批件|批准文件|报告|产品|商标|注册")
_NEAR = 80


def chinese_periods(sentence: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the periods for a duty or a transition, each with True if it counts from publication, False from effect."""
    if sentence.isascii():
        return
    for match in _WITHIN().finditer(sentence):
        near = sentence[max(0, match.start() - 60) : match.end() + _NEAR]
        is_effect = EFFECT().match(sentence, match.end()) or sentence.startswith(("后施行", "后实施"), match.end())
        applies = _APPLIES_AFTER().match(sentence, match.end()) is not None
        if _OF_THIS().search(sentence, max(0, match.start("base") - _NEAR), match.start("base")) is None:
            continue
        if sentence[max(0, match.start() - 4) : match.start()].rstrip("于自在").endswith("拟"):
            # What a draft proposes.
            continue
        if not is_effect and (applies or OBLIGES().search(near) or "过渡期" in near):
            yield match, match["base"] in _OF_PUBLICATION
    for match in _WITHIN_SINCE.finditer(sentence):
        if OBLIGES().search(sentence, match.end(), match.end() + _NEAR):
            yield match, False


def chinese_validity(sentence: str) -> Iterator[re.Match[str]]:
    """Yield the periods for which the document is valid, without those of certificates."""
    for match in chain(_VALID_FOR().finditer(sentence), _VALID_SINCE().finditer(sentence)):
        # `有效期十年的居民身份证`: which ones.
        is_of_things = sentence.startswith("的", match.end())
        if not is_of_things and not _OF_CERTIFICATES().search(sentence, max(0, match.start() - 20), match.start()):
            yield match
