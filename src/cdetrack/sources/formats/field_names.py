"""The usual names of an entry's fields on sites, in databases and in sheets: title, date, link and summary.

Names are compared without case, accents and punctuation: `pubDate`, `pub_date` and `Pub. Date` are one. Known names
come first, the most specific ones before the others, then names that contain such words.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_TITLES = (
    *("title", "titile", "headline", "heading", "subject", "caption", "标题", "標題", "题目", "題目", "名称", "名稱"),
    *("公告标题", "件名", "タイトル", "제목", "titre", "titel", "título", "titolo", "tytuł", "заголовок"),
    *("betreff", "bezeichnung", "objet", "oggetto", "asunto", "assunto", "наименование", "название"),
    *(
        "标题名称",
        "文件名称",
        "公告名称",
        "biaoti",
        "bt",
        "wjbt",
        "ggbt",
        "xxbt",
        "wzbt",
        "otsikko",
        "rubrik",
        "tittel",
    ),
    *("naslov", "titlu", "başlık", "عنوان", "tiêu đề", "judul", "nttsj", "bbssj", "ttl"),
    *("наименованиедокумента", "названиедокумента", "темадокумента", "主旨", "事由", "casename"),
    *("name", "label", "headers"),
)
_PRODUCTS = (
    *("productdescription", "productname", "brandname", "tradename", "drugname", "medicinename", "devicename"),
    *("nameofmedicine", "medicineaffected", "nameofproduct", "product", "medicinalproduct", "genericname"),
    *("产品名称", "药品名称", "品名", "shortdescription"),
)
"""Names of short texts with the subject of an entry, for entries without a title."""
_TEXTS = (
    *("description", "summary", "abstract", "recallreasondescription", "reasonforrecall", "recallreason", "reason"),
    *("text", "message", "body", "content", "contenttext", "companyname", "recallingfirm", "firmname", "company"),
)
"""Names of any other texts, of which the first sentence is the title of an entry with a link."""
_WEAK = frozenset({"name", "label"})
"""Names of titles that menus, filters and people also have."""
_DATES = (
    *("datepublished", "published", "publisheddate", "publishedat", "publishedon", "publicationdate"),
    *("publishdate", "publishtime", "publishedtime", "publicdate", "pubdate", "pubtime", "releasedate"),
    *("releasetime", "articlestartdate", "issuedate", "issued", "issuedon", "issuedat", "noticedate"),
    *("posteddate", "postdate"),
    *("dateposted", "date", "day", "datum", "docrelpubtime", "docpubtime", "发布日期", "发布时间"),
    *("发文日期", "公布日期", "发表时间", "印发日期", "日期", "时间", "發布日期", "發佈日期", "公告日期"),
    *("公開日", "掲載日", "日付", "게시일", "등록일", "작성일", "날짜", "fecha", "fechapublicacion"),
    *("regdt", "rgsdt", "registdt", "crtdt", "ntcdt", "frstregistpnttm", "pblntfde"),
    *("datepublication", "datedepublication", "veröffentlichungsdatum", "data", "дата"),
    *("fbsj", "fbrq", "gbrq", "fwrq", "riqi", "fabushijian", "pubtimestr", "reportdate"),
)
_CREATED = (
    *("created", "createdat", "createdon", "createddate", "createdtime", "createtime", "datecreated"),
    *("timestamp", "time", "datetime"),
)
"""Names of dates that count only without a date of publication."""
_LINKS = (
    *("htmlurl", "weburl", "url", "link", "href", "permalink", "canonicalurl", "canonical", "pageurl"),
    *("detailurl", "detailsurl", "docpuburl", "linkurl", "externallinks", "externalurl", "absoluteurl"),
    *("sourceurl", "articleurl", "链接", "網址", "网址", "鏈接", "链接地址", "地址", "连接", "リンク", "링크"),
    *("ljdz", "lien", "enlace", "uri", "path", "alias", "webpath", "links", "urls", "guid"),
    *("urlhtml", "urleli", "eli"),
    *("連結", "相關連結", "ссылка", "verweis", "collegamento", "odkaz", "länk", "lenke", "linkki", "رابط", "الرابط"),
)
_SUMMARIES = (
    *("summary", "abstract", "description", "excerpt", "teaser", "snippet", "lead", "standfirst", "intro"),
    *("digest", "subtitle", "shortdescription", "metadescription", "docabstract", "摘要", "简介", "內容摘要"),
    *("内容摘要", "概要", "要旨", "요약", "résumé", "resumen", "zusammenfassung", "beschreibung"),
    *("contenttext", "text", "body", "content", "contenthtml", "内容", "正文"),
    *("recallreasondescription", "reasonforrecall", "recallreason", "reason", "notes", "zhaiyao", "zy"),
)
_MADE_TITLE = re.compile(
    r"(?<!sub)(?<!seo)(?<!meta)(?<!page)(?<!site)(?<!img)(?<!image)(?<!og)(?:title|headline|subject)"
)
_MADE_DATE = re.compile(
    r"datum|fecha|дата|publi[sc]|releas|issue|posted|pubdate|pubtime|date|time|day\Z|发布|公布|日期|时间"
    r"|(?:created|modified|updated|changed)(?:at|on|utc|gmt|ts|ms)?\Z"
)
_PUBLISHED = re.compile(
    r"publi[sc]|releas|issue|post|report|announce|disclos|(?:pub|show|display|send|online)(?:date|time)|发布|公布|发送"
    r"|(?:circular|alert|recall|doc|document|news|article|bulletin|advisory|warning|letter|guidance|decision|press)date\Z"
)
_OTHER_DAY = re.compile(
    r"effect|expir|(?<![mgslp])end|due|(?<!dis)clos|start|begin|deadline|until|valid|event(?!date(?:posted|published))|next|birth|review|implement"
    r"|meeting|comment|截止|生效|实施|开始|结束|zone|format|index|crawl|fetch|import|sync|harvest|retriev|archiv|delet"
    r"|retire|accessed|cache|scraped"
)
"""Names of other days than that of publication, or of none: those of comments, and of the copy in an index."""
_CHANGED = re.compile(r"updat|modif|edit|chang|amend|更新|修改|lastmod|\Alast")
_OF_CHANGES = frozenset({"updated", "modified", "lastmod", "write"})
"""Other names of the day of a change, the last one in SharePoint's search."""
_MADE_LINK = re.compile(
    r"(?:(?:url|uri|link|href|permalink)(?:en|eng|english|fr|fra|de|es|it|pt|nl|zh|cn|tc|sc|ja|jp|ko|kr|ar)?|网址|链接)\Z"
)
"""Names of links, also of those in one language: `link_en`."""
_OTHER_LINK = re.compile(
    r"image|img|thumb|icon|logo|pdf|api|json|self|file|photo|avatar|next|prev|author|video|css|feed"
)
_EARLIER = re.compile(r"receiv|submi|applic|request|filed|initiat|open")
"""Names of days before the one that a list is about."""
_FILE_LINK = re.compile(r"(?:pdf|file|document|download)(?:url|link|uri|href)\Z")
_OF_RECORDS = frozenset({"createdAt", "updatedAt", "publishedAt"})
"""Strapi's days of each record: when it went online, not when its document was issued."""
_PREFIX = "field"
"""The beginning of the names of a site's own fields in Drupal."""
_OF_SOLR = re.compile(
    r"(?:ss|sm|ts|tm|ds|dm)_(?:X3b_[a-z]{2}_)?(?=\w{3})|(?<=\w{3})_(?:dt|dts|tdt|txt(?:_[a-z]{2,3})?|ss?|t)\Z"
)
"""The type that Solr's dynamic fields have in their names: `ds_created`, `tm_X3b_en_title`, `title_txt_en`."""
_LONGEST_NAME = 60
_MOST_NAMES = 500
_OF_NO_MATTER = re.compile(r"[\W_]+")


class Fields(NamedTuple):
    """Names of the fields of one entry by their meaning, the most likely first."""

    titles: tuple[str, ...]
    days: tuple[str, ...]
    """Dates of publication, then of creation, then any other, then of a change."""
    issued: tuple[str, ...]
    """The dates whose names speak of publication: `pubDate`, `released`."""
    published: tuple[str, ...]
    """The dates of publication, and other dates that may be one."""
    links: tuple[str, ...]
    summaries: tuple[str, ...]
    products: tuple[str, ...]
    """Short texts with the subject of the entry, if it has no title."""
    texts: tuple[str, ...]
    """Any other texts."""
    lasting: tuple[str, ...]
    """The dates without those of a change."""
    moments: tuple[str, ...]
    """All dates and times, those with other meanings too."""


NO_FIELDS = Fields((), (), (), (), (), (), (), (), (), ())


def fields_of(names: Iterable[object]) -> Fields:
    """Return the fields of an entry that may be its title, date, link and summary, by its names."""
    return _fields_of(tuple(map(str, names)))


@lru_cache(maxsize=256)
def _fields_of(names: tuple[str, ...]) -> Fields:
    plains = {name: plain_name(name) for name in names[:_MOST_NAMES] if len(name) <= _LONGEST_NAME}
    titles = _known(plains, _TITLES)
    titles += [name for name, bare in plains.items() if name not in titles and _MADE_TITLE.search(bare)]
    days, created = _known(plains, _DATES), _known(plains, _CREATED)
    if _OF_RECORDS.issubset(plains):
        days.sort(key="publishedAt".__eq__)
    made = [
        name
        for name, bare in plains.items()
        if name not in {*days, *created} and _MADE_DATE.search(bare) and not _OTHER_DAY.search(bare)
    ]
    changed = [name for name in made if _CHANGED.search(plains[name])]
    unchanged = [name for name in made if name not in changed]
    published = days + sorted(unchanged, key=lambda name: _PUBLISHED.search(plains[name]) is None)
    days += [name for name in unchanged if _PUBLISHED.search(plains[name])]
    issued = tuple(days)
    others = [name for name in unchanged if name not in days]
    days += [*created, *sorted(others, key=lambda name: _EARLIER.search(plains[name]) is not None)]
    lasting = tuple(days)
    days += changed
    days += [name for name, bare in plains.items() if name not in days and bare in _OF_CHANGES]
    if "@id" in plains and "effective" in plains:
        days.insert(0, "effective")  # Plone's name of the day of publication
    links = _known(plains, _LINKS)
    links += [
        name
        for name, bare in plains.items()
        if name not in links and _MADE_LINK.search(bare) and not _OTHER_LINK.search(bare)
    ]
    links += [name for name, bare in plains.items() if name not in links and _FILE_LINK.search(bare)]
    return Fields(
        titles=tuple(titles),
        days=tuple(days),
        issued=issued,
        published=tuple(published),
        links=tuple(links),
        summaries=tuple(_known(plains, _SUMMARIES)),
        lasting=lasting,
        products=tuple(_known(plains, _PRODUCTS)),
        texts=tuple(_known(plains, _TEXTS)),
        moments=tuple(name for name, bare in plains.items() if name in days or _MADE_DATE.search(bare)),
    )


def is_weak(name: str) -> bool:
    """Return True if a menu, a filter or a person may also have this field."""
    return plain_name(name) in _WEAK


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a field's name in lower case, reduced to digits and letters without accents."""
    apart = unicodedata.normalize("NFKD", _OF_SOLR.sub("", name).casefold())
    bare = _OF_NO_MATTER.sub("", "".join(sign for sign in apart if not unicodedata.combining(sign)))
    return bare.removeprefix(_PREFIX) or bare


def _known(plains: dict[str, str], known: tuple[str, ...]) -> list[str]:
    """Return the names among the known ones, in the order of those."""
    named: dict[str, list[str]] = {}
    for name, bare in plains.items():
        named.setdefault(bare, []).append(name)
    return [name for wanted in known for name in named.get(plain_name(wanted), ())]
