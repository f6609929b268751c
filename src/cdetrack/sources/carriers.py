"""Chinese sites that republish documents of the NMPA and answer a plain client; off until they are switched on.

Nobody has seen them answer cdetrack: addresses and layouts are from saved pages and from code that ran against them.
"""

from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.source import unconfirmed

_SAVED = "saved pages, and code that ran against the site"
_RAN = "code that ran against the site"
_RECORDED = "recorded answers, and code that ran against the site"


_CDR = "https://www.cdr-adr.org.cn"
_LIBRARY = (
    "https://sousuo.www.gov.cn/search-gov/data?t=zhengcelibrary_bm&q=药监局&timetype=timeqb&mintime=&maxtime=&sort=pubtime"
    "&sortType=1&searchfield=title&puborg=&bmfl=&p={page}&n=50"
)

CARRIERS = (
    unconfirmed(
        "gd-mpa/notices",
        "广东省药品监督管理局 通知公告",
        "https://mpa.gd.gov.cn/xwdt/tzgg/",
        _SAVED,
        selectors={
            "item": "li:has(a[href*='content/post_'])",
            "title": "a[href*='content/post_']@title",
            "link": "a[href*='content/post_']",
            "date": "span.time",
        },
    ),
    unconfirmed(
        "sh-mpa/documents",
        "上海市药品监督管理局 其他公文",
        "https://yjj.sh.gov.cn/qtgzwj/index.html",
        _RAN,
        selectors={"item": ".pageList li", "title": "a", "link": "a", "date": "a + *"},
    ),
    unconfirmed("cdr/notices", "国家药监局药品评价中心 通知公告", f"{_CDR}/tzgg_home/", _SAVED),
    unconfirmed(
        "cdr/alerts", "国家药品监督管理局药品评价中心 药物警戒快讯", f"{_CDR}/drug_1/aqjs_1/drug_aqjs_jjkx/", _SAVED
    ),
    unconfirmed(
        "gov/policies",
        "中国政府网 最新政策",
        "https://www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json",
        _RECORDED,
        json=JsonMapping(items="", title=("TITLE",), date=("DOCRELPUBTIME",), link=("URL",), summary=("SUB_TITLE",)),
    ),
    unconfirmed(
        "gov/departments",
        "中国政府网 国务院部门文件：药监局",
        _LIBRARY,
        _RECORDED,
        json=JsonMapping(
            items="searchVO.catMap.bumenfile.listVO",
            title=("title",),
            date=("pubtime", "pubtimeStr"),
            link=("url",),
            summary=("summary",),
        ),
    ),
)
