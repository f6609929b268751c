"""The built-in sources: the NMPA, the CDE, and those of `carriers` and `abroad`.

The facts about the sites are from saved pages and from code that ran against them. The CDE's lists answer a POST with
`pageNum` and `pageSize`; a plain client gets a challenge.
"""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from cdetrack.sources.abroad import ABROAD
from cdetrack.sources.carriers import CARRIERS
from cdetrack.sources.source import Source


def _english(name: str, page: str, title: str) -> Source:
    return Source(
        name=f"nmpa/{name}",
        url=f"https://english.nmpa.gov.cn/{page}.html",
        mirror=f"https://subsites.chinadaily.com.cn/nmpa/{page}.html",
        kind="nmpa-english",
        title=f"NMPA: {title}",
    )


def _chinese(name: str, path: str, title: str) -> Source:
    return Source(
        name=f"nmpa-cn/{name}",
        url=f"https://www.nmpa.gov.cn/{path}/index.html",
        kind="nmpa-chinese",
        title=f"国家药监局 {title}",
        enabled=False,
    )


def _cde(
    name: str, path: str, title: str, form: Mapping[str, str], parts: tuple[Mapping[str, str], ...] = ()
) -> Source:
    return Source(
        name=f"cde/{name}",
        url=f"https://www.cde.org.cn{path}",
        kind="cde",
        title=f"CDE: {title}",
        enabled=False,
        form=MappingProxyType(dict(form)),
        parts=parts,
    )


_SEARCH = {"searchTitle": "", "issueDate1": "", "issueDate2": ""}
_POLICY = {"fclass": "0", "keyName": "TITLE", "logicC": "bh"}
_APPLICATION = {"acceptid": "", "drugname": "", "company": ""}
_ALL = (
    _english("drugs", "drugs", "Drugs"),
    _english("devices", "medicaldevices", "Medical Devices"),
    _english("cosmetics", "cosmetics", "Cosmetics"),
    _english("news", "news", "News"),
    _english("policies", "policies", "Policies Interpretation"),
    _english("laws", "lawsandregulations", "Laws and Regulations"),
    _cde(
        "guidance",
        "/zdyz/getDomesticGuideList",
        "guidance issued 发布通告",
        _SEARCH | {"isFbtg": "1", "classid": "2853510d929253719601db17b8a9fd81"},
    ),
    _cde(
        "consultations",
        "/zdyz/getOpinionList",
        "drafts for comment 征求意见",
        _SEARCH | {"fclass": "征求意见"},
    ),
    _cde(
        "database",
        "/zdyz/getDomesticGuideList",
        "guidance database 指导原则数据库",
        _SEARCH | {"zyfl2": ""},
        parts=tuple(MappingProxyType({"zyfl1": name}) for name in ("化学药", "生物制品", "中药")),
    ),
    _cde(
        "work",
        "/main/news/getWorkList",
        "work news 工作动态",
        {"classId": "8dc6aac86eb083759b1e01615617a347"},
    ),
    _cde("news", "/main/news/getList", "news 政务新闻", {"classId": "545cf855a50574699b46b26bcb165f32"}),
    _cde("laws", "/main/policy/getPolicyList", "laws 法律法规", _POLICY),
    _cde("rules", "/main/policy/getRuleList", "rules 中心规章", _POLICY),
    _cde(
        "priority-review",
        "/main/priority/getPriorityApprovalList",
        "priority review 优先审评公示",
        {"noticeType": "2"} | _APPLICATION,
    ),
    _cde(
        "breakthrough",
        "/main/breakthrough/getBreakthroughCureList",
        "breakthrough therapies 突破性治疗公示",
        {"noticeType": "1"} | _APPLICATION,
    ),
    _cde(
        "trial-approvals",
        "/main/xxgk/getCliniCalList",
        "implied approvals of clinical trials 临床试验默示许可",
        {"condition": ""},
    ),
    _chinese("announcements", "xxgk/ggtg", "公告通告"),
    _chinese("regulations", "xxgk/fgwj", "法规文件"),
    _chinese("interpretations", "xxgk/zhcjd", "政策解读"),
    _chinese("drugs", "yaopin/ypggtg", "药品公告通告"),
    _chinese("devices", "ylqx/ylqxggtg", "医疗器械公告通告"),
    _chinese("cosmetics", "hzhp/hzhpggtg", "化妆品公告通告"),
    *CARRIERS,
    *ABROAD,
)
SOURCES: Mapping[str, Source] = MappingProxyType({source.name: source for source in _ALL})
"""Every built-in source by name, in the order of display."""


def source_at(url: str) -> Source | None:
    """Return the built-in source with a page at this address, on the main host or the mirror, else None.

    Further pages (`drugs_3.html`) count. Two CDE lists at one address give None.
    """
    try:
        wanted = _address(url)
    except ValueError:
        return None
    found = [source for source in _ALL for known in (source.url, source.mirror) if known and _address(known) == wanted]
    return found[0] if len(found) == 1 else None


def _address(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    folder, _, file = parts.path.rpartition("/")
    stem, dot, ending = (file or "index.html").rpartition(".")
    base, mark, number = stem.rpartition("_")
    if mark and number.isascii() and number.isdigit():
        stem = base
    return (parts.hostname or "").lower(), f"{folder}/{stem}{dot}{ending}"
