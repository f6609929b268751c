"""Chinese sites that republish documents of the NMPA and answer a plain client; off until they are switched on.

Nobody has seen them answer cdetrack: addresses and layouts are from saved pages and from code that ran against them.
"""

from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.source import Ground, unconfirmed

_SAVED = Ground("A", "saved pages, and code that ran against the site")
_RAN = Ground("B", "code that ran against the site")
_RECORDED = Ground("A", "recorded answers, and code that ran against the site")
_ONE_PAGE = Ground("B", "a saved page of one column")
_COLUMN = Ground("C", "code that ran against the site; that this column has all notices is not established")
_INFERRED = Ground("B", "recorded answers; the address is inferred from their links")

_CDR = "https://www.cdr-adr.org.cn"
_CDR_DRUGS = f"{_CDR}/drug_1/aqjs_1"
_GUANGDONG = {
    "item": "li:has(a[href*='content/post_'])",
    "title": "a[href*='content/post_']@title",
    "link": "a[href*='content/post_']",
    "date": "span.time",
}
_POLICIES = JsonMapping(items="", title=("TITLE",), date=("DOCRELPUBTIME",), link=("URL",), summary=("SUB_TITLE",))
_TFDA = "https://www.fda.gov.tw/TC"
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
        selectors=_GUANGDONG,
    ),
    unconfirmed(
        "gd-mpa/documents",
        "广东省药品监督管理局 规章文件",
        "http://mpa.gd.gov.cn/zwgk/gzwj/index.html",
        _RAN,
        selectors=_GUANGDONG,
    ),
    unconfirmed(
        "sh-mpa/documents",
        "上海市药品监督管理局 其他公文",
        "https://yjj.sh.gov.cn/qtgzwj/index.html",
        _RAN,
        selectors={"item": ".pageList li", "title": "a", "link": "a", "date": "a + *"},
    ),
    unconfirmed("cdr/notices", "国家药监局药品评价中心 通知公告", f"{_CDR}/tzgg_home/", _SAVED),
    unconfirmed("cdr/alerts", "国家药品监督管理局药品评价中心 药物警戒快讯", f"{_CDR_DRUGS}/drug_aqjs_jjkx/", _SAVED),
    unconfirmed("cdr/reports", "国家药监局药品评价中心 药品报告", f"{_CDR_DRUGS}/drug_aqjs_sjbg/", _RAN),
    unconfirmed("cdr/bulletins", "国家药监局药品评价中心 药品信息通报", f"{_CDR_DRUGS}/drug_aqjs_xxtb/", _RAN),
    unconfirmed(
        "cdr/devices",
        "国家药监局药品评价中心 医疗器械警戒快讯",
        f"{_CDR}/ylqx_1/Medical_aqjs/Medical_aqjs_jjkx/",
        _RAN,
    ),
    unconfirmed(
        "cdr/cosmetics",
        "国家药监局药品评价中心 化妆品警戒快讯",
        f"{_CDR}/hzp_1/Cosmetics_aqjs/Cosmetics_aqjs_jjkx/",
        _RAN,
    ),
    unconfirmed(
        "gov/policies",
        "中国政府网 最新政策",
        "https://www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json",
        _RECORDED,
        json=_POLICIES,
    ),
    unconfirmed(
        "gov/interpretations",
        "中国政府网 政策解读",
        "https://www.gov.cn/zhengce/jiedu/ZCJD_QZ.json",
        _RAN,
        json=_POLICIES,
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
    unconfirmed(
        "cfdi/notices",
        "国家药监局食品药品审核查验中心 通知公告",
        "https://cfdi.org.cn/cfdi/index?module=A001&m1=11&m2=&nty=C03&tcode=C03B014",
        _RAN,
        selectors={"item": "li:has(> a.title)", "title": "p.content", "link": "a.title", "date": "p.datatime"},
    ),
    unconfirmed("nhsa/notices", "国家医疗保障局 通知公告", "https://www.nhsa.gov.cn/col/col109/index.html", _INFERRED),
    unconfirmed(
        "nhsa/consultations", "国家医疗保障局 意见征集", "https://www.nhsa.gov.cn/col/col113/index.html", _RECORDED
    ),
    unconfirmed("nhsa/policies", "国家医疗保障局 政策法规", "https://www.nhsa.gov.cn/col/col104/index.html", _RECORDED),
    unconfirmed(
        "nifdc/questions",
        "中国食品药品检定研究院 常见问题",
        "https://www.nifdc.org.cn/nifdc/ywzx/jyywzx/cjgxwtjd/index.html",
        _ONE_PAGE,
    ),
    unconfirmed(
        "js-mpa/notices",
        "江苏省药品监督管理局",
        "https://da.jiangsu.gov.cn/col/col84698/index.html",
        _COLUMN,
        selectors={"item": "tr:has(a.bt_link)", "title": "a.bt_link", "link": "a.bt_link", "date": "font"},
    ),
    unconfirmed(
        "bj-mpa/notices",
        "北京市药品监督管理局 通知公告",
        "https://yjj.beijing.gov.cn/yjj/zwgk20/tz7/index.html",
        _INFERRED,
        selectors={"item": "li.easysite-article-li", "title": "a", "link": "a", "date": "span.article-time"},
    ),
    unconfirmed("tfda/announcements", "臺灣食品藥物管理署 公告", f"{_TFDA}/rssAnnouncement.ashx", _RECORDED),
    unconfirmed("tfda/news", "臺灣食品藥物管理署 新聞", f"{_TFDA}/rssNews.ashx", _RECORDED),
    unconfirmed("tfda/drug-alerts", "臺灣食品藥物管理署 藥品消費紅綠燈", f"{_TFDA}/rssLight_Drug.ashx", _RECORDED),
    unconfirmed(
        "tfda/device-alerts", "臺灣食品藥物管理署 醫療器材消費紅綠燈", f"{_TFDA}/rssLight_MedicalDevice.ashx", _RECORDED
    ),
    unconfirmed("tfda/law-drafts", "臺灣食品藥物管理署 法規草案", f"{_TFDA}/rssLawAmending.ashx", _RECORDED),
    unconfirmed("tfda/controlled", "臺灣食品藥物管理署 管制藥品法規", f"{_TFDA}/rssLawControlled.ashx", _RECORDED),
)
