"""Compare Chinese names that differ, and may be of one document: a draft and its final, or two editions."""

from cdetrack.meaning.subject.chinese_name import LEAST_HAN
from cdetrack.text.provinces import PROVINCE, REGION
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN, has_han

# `某审查结果公示（2031年第7号）`: each has other content, and replaces none before.
_OF_A_SERIES = regex(
    "(?:(?:结果|公示|名单|情况|通报|批件|信息|进展|抽检|抽验|抽样检验|召回"
    "|不合格(?:产品|药品|样品|医疗器械|化妆品|批次)?|不符合规定)(?:公告|通告|公示|公示表)?|质量(?:公告|通告|公报)|部分條文|第[^條]{1,12}條)$"
    # `关于废止部分规范性文件的公告`: each repeals others.
    "|^(?:废止|修改|公布|失效|宣布|[和及与、的])*(?:部分|一批|若干)(?:行政|地方性|药品)?(?:规章|规范性?文件|法规)"
)


def is_of_a_series(base: str) -> bool:
    """Return True for the name of results, lists of names and the like, of which the next has the same name."""
    return _OF_A_SERIES().search(base) is not None


_PLACE = regex(f"^{PROVINCE}{REGION}")


def place_of(base: str) -> str:
    """Return the province at the beginning of a Chinese name; an empty text without one."""
    found = None if base.isascii() else _PLACE().match(base)
    return found[0] if found and len(base) - found.end() >= LEAST_HAN else ""


# Words that the final of a draft gains or loses without being another document.
_LOOSE = regex(
    "(?:药品上市许可持有人|企业)(?=落实)|(?<=生产|经营|零售|批发)企业|监督|管理|监管|有关|相关|若干|工作|技术|进一步|疾(?=病)|类(?![似别型])|研究[与和及]?评价(?=指导原则$)|[和及与或]"
    "|^(?:促进|支持|鼓励)(?=.{8})|上市前(?=临床)|(?<=[和及与])配套|(?<=.{5})(?:系统|设备|装置|机|仪|刀)(?=指导原则$)"
)
# `某物检测试剂（某免疫法）指导原则`: the next edition may be on any method.
_METHOD = regex(rf"(?<=试剂)[{HAN}]{{2,14}}法(?=指导原则$)")
# `某器械特别审批程序` became `某器械特别审查程序`.
_REVIEWS = regex("审(?:评审批|查审批|批|查|评)(?=工作|程序|办法|规定|指导原则)")
_LEAST_LOOSE, _LEAST_REORDERED = 8, 10
_MOST_REORDERED = 60
"""The most characters of a name that are compared in another order, which costs the square of them."""
_LEAST_MOVED = 4
"""The fewest characters of each of two parts of a name that a final puts in the other order."""


# `临床急需某药附条件批准指导原则` became `某药附条件批准指导原则`: the head of a name that its frame implies.
_HEAD = regex("^(?:临床急需(?=药)|药品上市许可|化药|化学药品)")
_LEAST_BEHIND_HEAD = 10


def without_head(base: str) -> str:
    """Return a Chinese name without the sort of drugs at its head, which finals gain or lose; itself without one."""
    bare = base if base.isascii() else _HEAD().sub("", base)
    return bare if len(bare) >= _LEAST_BEHIND_HEAD else base


def loose_key(base: str) -> str:
    """Return a key that a Chinese name shares with that of its draft (`is_loosely`); an empty text if it is short."""
    loose = _loose_name(base)
    return loose if len(loose) < _LEAST_REORDERED else "".join(sorted(loose))


def is_loosely(one: str, other: str) -> bool:
    """Return True if two Chinese names differ by words that a final gains or loses, or by the order of two parts."""
    if not loose_key(one) or loose_key(one) != loose_key(other):
        return False
    ours, theirs = (_METHOD().findall(base) for base in (one, other))
    if ours and theirs and ours != theirs:
        return False
    one, other = _loose_name(one), _loose_name(other)
    return one == other or (len(one) <= _MOST_REORDERED and _are_reordered(one, other))


def _are_reordered(one: str, other: str) -> bool:
    """Return True if one text has two neighbouring parts of the other in the other order, each of some length."""
    length = len(one)
    same = next((at for at in range(length) if one[at] != other[at]), length)
    same_behind = next((at for at in range(length) if one[-1 - at] != other[-1 - at]), length)
    for start in range(same + 1):
        for end in range(length - same_behind, length + 1):
            moved = (other[start:end] * 2).find(one[start:end])
            if min(moved, end - start - moved) >= _LEAST_MOVED:
                return True
    return False


def is_spelled_alike(one: str, other: str) -> bool:
    """Return True if two Chinese names differ by the word for `and` alone, where one may have a comma: `某药、某素`."""
    if not loose_key(one) or loose_key(one) != loose_key(other):
        return False
    return _AND().sub("", one) == _AND().sub("", other)


_AND = regex("[和及与]")
_LEAST_LENGTHENED, _MOST_CONJOINED = 10, 6
_LONG_LENGTHENED, _MOST_PUT_IN = 20, 2
"""The fewest characters of rules into whose name a final may put a word without a conjunction, and its characters."""
_CONJUNCTIONS = "和及与或暨"
_LENGTHENED_SORT = ("指导原则", "办法", "规定", "规范", "细则", "方案", "程序", "要求", "规则", "条例", "制度", "要点")


def ends_keys(base: str) -> tuple[str, ...]:
    """Return keys that a Chinese name shares with a longer one (`is_lengthened`); none for a short or other name."""
    name = _lengthened_as(base)
    if not (len(name) >= _LEAST_LENGTHENED and name.endswith(_LENGTHENED_SORT) and has_han(name)):
        return ()
    # Very many guidelines begin with the same six characters.
    by_head = name[:10] if name.endswith("指导原则") else name[:6]
    return (f"{name[:2]}…{name[-8:]}", f"{by_head}…{name[-4:]}")


def is_lengthened(one: str, other: str) -> bool:
    """Return True if one Chinese name has a word more, joined to one of the other: `某化及某障碍改革方案`."""
    if set(ends_keys(one)).isdisjoint(ends_keys(other)):
        return False
    short, long = sorted(map(_lengthened_as, (one, other)), key=len)
    more = len(long) - len(short)
    if not 1 < more <= _MOST_CONJOINED:
        return False
    added = [long[at : at + more] for at in range(1, len(short)) if long[:at] + long[at + more :] == short]
    if len(short) >= _LONG_LENGTHENED and more <= _MOST_PUT_IN and not short.endswith("指导原则"):
        return bool(added)
    return any(each[0] in _CONJUNCTIONS or each[-1] in _CONJUNCTIONS for each in added)


def _lengthened_as(base: str) -> str:
    """Return a name with the one word for guidances, which finals often change as well."""
    key = sort_key(base)
    return key if key.endswith("指导原则") else base


# `某一般考虑` may become `某指导原则`, and `某规定` `某办法`.
_SORTS = (
    (
        regex(
            r"(?<=.{6})(?:研究)?(?:技术)?(?:(?:(?:一般|基本|主要)?考虑(?:要点)?)?指导原则|指南|指引|(?:一般|基本|主要)?考虑(?:要点)?|技术要求)$"
        ),
        "指导原则",
    ),
    (regex(r"(?<=.{6})(?:(?<!质量)(?:监督)?(?:(?:管理)?(?:办法|规定|规则|规范)|管理要求)|(?<=工作)程序)$"), "办法"),
)
_MEDICINE = regex(r"药物")


def sort_key(base: str) -> str:
    """Return a Chinese name with one word for each sort of document; an empty text for a short or other name."""
    if has_han(base):
        for pattern, sort in _SORTS:
            bare, found = pattern().subn("", base)
            if found:
                return _MEDICINE().sub("药", bare) + sort
    return ""


def is_other_sort(one: str, other: str) -> bool:
    """Return True if two Chinese names differ by their word for the sort of document alone."""
    key = sort_key(one)
    return bool(key) and key == sort_key(other)


def _loose_name(base: str) -> str:
    if base.endswith("指导原则"):
        # Names of guidelines have one word for the other.
        base = base.replace("药物", "药品").replace("影像", "图像")
        base = _METHOD().sub("", base) if "试剂" in base else base
    loose = _LOOSE().sub("", _REVIEWS().sub("审", base)) if has_han(base) else ""
    return loose if len(loose) >= _LEAST_LOOSE else ""
