"""The usual names of an entry's fields on sites, in databases and in sheets: title, date, link and summary.

Names are compared without case, accents and punctuation: `pubDate`, `pub_date` and `Pub. Date` are one. Known names
come first, the most specific ones before the others, then names that contain such words.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TITLES = (
    *("title", "headline", "heading", "subject", "caption", "标题", "標題", "题目", "題目", "名称", "名稱"),
    *("公告标题", "件名", "タイトル", "제목", "titre", "titel", "título", "titolo", "tytuł", "заголовок"),
    *("name", "label"),
)
_WEAK = frozenset({"name", "label"})
"""Names of titles that menus, filters and people also have."""
_DATES = (
    *("datepublished", "published", "publisheddate", "publishedat", "publishedon", "publicationdate"),
    *("publishdate", "publishtime", "publishedtime", "publicdate", "pubdate", "pubtime", "releasedate"),
    *("releasetime", "issuedate", "issued", "issuedon", "issuedat", "noticedate", "posteddate", "postdate"),
    *("dateposted", "date", "day", "datum", "docrelpubtime", "docpubtime", "发布日期", "发布时间"),
    *("发文日期", "公布日期", "发表时间", "印发日期", "日期", "时间", "發布日期", "發佈日期", "公告日期"),
    *("公開日", "掲載日", "日付", "게시일", "등록일", "작성일", "날짜", "fecha", "fechapublicacion"),
    *("datepublication", "datedepublication", "veröffentlichungsdatum", "data", "дата"),
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
    *("lien", "enlace", "uri", "path", "alias", "webpath", "links", "guid"),
)
_SUMMARIES = (
    *("summary", "abstract", "description", "excerpt", "teaser", "snippet", "lead", "standfirst", "intro"),
    *("digest", "subtitle", "shortdescription", "metadescription", "docabstract", "摘要", "简介", "內容摘要"),
    *("内容摘要", "概要", "要旨", "요약", "résumé", "resumen", "zusammenfassung", "beschreibung"),
    *("contenttext", "text", "body", "content", "contenthtml", "内容", "正文"),
)
_MADE_TITLE = re.compile(
    r"(?<!sub)(?<!seo)(?<!meta)(?<!page)(?<!site)(?<!img)(?<!image)(?<!og)(?:title|headline|subject)"
)
_MADE_DATE = re.compile(
    r"datum|fecha|дата|publi[sc]|releas|issue|posted|pubdate|pubtime|date|time|day\Z|发布|公布|日期|时间"
)
_PUBLISHED = re.compile(r"publi[sc]|releas|issue|post|pub(?:date|time)|发布|公布")
_OTHER_DAY = re.compile(
    r"effect|expir|end|due|clos|start|begin|deadline|until|valid|event|next|birth|review|implement|meeting|comment"
    r"|截止|生效|实施|开始|结束|zone|format"
)
_CHANGED = re.compile(r"updat|modif|edit|chang|amend|更新|修改|lastmod")
_MADE_LINK = re.compile(r"(?:url|link|href|permalink|网址|链接)\Z")
_OTHER_LINK = re.compile(
    r"image|img|thumb|icon|logo|pdf|api|json|self|file|photo|avatar|next|prev|author|video|css|feed"
)
_LONGEST_NAME = 60
_MOST_NAMES = 500
_OF_NO_MATTER = re.compile(r"[\W_]+")


class Fields(NamedTuple):
    """Names of the fields of one entry by their meaning, the most likely first."""

    titles: tuple[str, ...]
    days: tuple[str, ...]
    """Dates of publication, then of creation, then any other, then of a change."""
    published: tuple[str, ...]
    """The dates of publication, and other dates that may be one."""
    links: tuple[str, ...]
    summaries: tuple[str, ...]


NO_FIELDS = Fields((), (), (), (), ())


@lru_cache(maxsize=256)
def fields_of(names: tuple[str, ...]) -> Fields:
    """Return the fields of an entry that may be its title, date, link and summary."""
    plains = {name: plain_name(name) for name in names[:_MOST_NAMES] if len(name) <= _LONGEST_NAME}
    titles = _known(plains, _TITLES)
    titles += [name for name, bare in plains.items() if name not in titles and _MADE_TITLE.search(bare)]
    days, created = _known(plains, _DATES), _known(plains, _CREATED)
    made = [
        name
        for name, bare in plains.items()
        if name not in {*days, *created} and _MADE_DATE.search(bare) and not _OTHER_DAY.search(bare)
    ]
    changed = [name for name in made if _CHANGED.search(plains[name])]
    unchanged = [name for name in made if name not in changed]
    published = days + sorted(unchanged, key=lambda name: _PUBLISHED.search(plains[name]) is None)
    days += [name for name in unchanged if _PUBLISHED.search(plains[name])]
    days += [*created, *(name for name in unchanged if name not in days), *changed]
    days += [name for name, bare in plains.items() if name not in days and bare in {"updated", "modified", "lastmod"}]
    links = _known(plains, _LINKS)
    links += [
        name
        for name, bare in plains.items()
        if name not in links and _MADE_LINK.search(bare) and not _OTHER_LINK.search(bare)
    ]
    return Fields(tuple(titles), tuple(days), tuple(published), tuple(links), tuple(_known(plains, _SUMMARIES)))


def is_weak(name: str) -> bool:
    """Return True if a menu, a filter or a person may also have this field."""
    return plain_name(name) in _WEAK


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a field's name in lower case, reduced to digits and letters without accents."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return _OF_NO_MATTER.sub("", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def _known(plains: dict[str, str], known: tuple[str, ...]) -> list[str]:
    """Return the names among the known ones, in the order of those."""
    named: dict[str, list[str]] = {}
    for name, bare in plains.items():
        named.setdefault(bare, []).append(name)
    return [name for wanted in known for name in named.get(plain_name(wanted), ())]
