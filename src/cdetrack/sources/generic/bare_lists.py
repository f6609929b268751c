"""Read a list without dates, or with a single dated entry, where structure and words leave no doubt.

Menus, topic pages and directories have the same structure as a list of notices without dates. A list is therefore read
only if each of its rows has a day and a month without a year, or if all of these hold: each row leads to one page, with
a title of its own, the links lead to numbered, named or stored documents in one place, no date is among the rows but in
the titles of a few, there is little prose, and the page's title, heading or address says that it lists notices.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bs4 import BeautifulSoup

from cdetrack.sources.generic.date_context import LABELLED
from cdetrack.sources.generic.entry_links import path_of
from cdetrack.sources.generic.list_objections import is_beside_prose
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.places import item_around, region_of
from cdetrack.sources.generic.row_reader import RowReader
from cdetrack.sources.generic.rows import ListCandidate, PickedRow, Row
from cdetrack.sources.generic.rows_without_date import with_undated_rows
from cdetrack.sources.generic.short_days import day_beside
from cdetrack.sources.generic.title_attributes import words_of
from cdetrack.sources.generic.title_check import MARKS, is_title, width
from cdetrack.text.script import CJK

_FEWEST = 3
"""Fewer links of one kind occur in any text."""
_MOST_LINKS = 5000
_TRIED = 12
"""Kinds of links that are tried, most frequent first; bounds the time."""
_NEARLY_ALL = 0.9
_MANY = 0.8
_DISTINCT = 0.8
"""The share of titles that differ in more than their numbers."""
_SHORTEST = 20
"""The mean width of titles; menus have shorter ones."""
_WORDS = 3
"""The mean number of words of titles in other scripts."""
_ROW = 600
"""Characters of a row; a longer one is a text."""
_SLUG = re.compile(r"[^/?#]*?(?:[-_][^/?#]*?){3,}$")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|rtf|odt)(?:$|[?#])", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WITHOUT_SPACES = re.compile(f"[{CJK}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of scripts that write words without spaces: also Thai, Lao, Burmese and Khmer."""
LISTED = re.compile(
    r"\b(?:news|press(?! ?(?:conf|contact|office|kit|photo))|notices|announcements|publications|releases|guidances?\b"
    r"|guidelines|decisions|circulars|alerts|recalls|statements|bulletins|consultations|reports|judge?ments|opinions"
    r"|rulings|orders|latest|updates|warnings|letters|speeches|minutes|agendas"
    r"|aktuell|presse|meldung|mitteilung|bekanntmach|nachricht|ver[oö]ffentlich|entscheid|urteil|rundschreiben"
    r"|actualit|communiqu|avis\b|d[eé]cision|nouvelles|arr[eê]t[eé]s|circulaire"
    r"|notici|comunicad|avisos|novedad|resoluci|publicaci|prensa|bolet[ií]n|not[ií]cia|imprensa|publica[cç]"
    r"|notizi|comunicat|stampa|avvisi|delibere|nieuws|persbericht|publicatie|bekendmak"
    r"|aktualno|komunikat|wiadomo|og[lł]osze|aktualit|tiskov|zpr[aá]v|ozn[aá]men|obavijest|priop[cć]|novosti|vijesti"
    r"|nyhet|nyhed|pressemed|pressmed|meddelelse|kunngj|uutis|tiedot|h[ií]rek|k[oö]zlem[eé]n|[sș]tiri|anun[tț]"
    r"|haber|duyuru|bas[iı]n|berita|pengumuman|siaran|tin t[uứ]c|th[oô]ng b[aá]o"
    r"|новин|новост|съобщ|пресс?|документ|решени|объявл|сообщ|повідомл|ανακοιν|νέα|δελτ)"
    r"|新闻|新聞|公告|通知|通告|公示|动态|動態|要闻|资讯|法规|指导原则|信息|文件|消息|公报"
    r"|お知らせ|新着|ニュース|報道|発表|通達|공지|보도|뉴스|새소식|자료|알림|고시|أخبار|بيان|إعلان|ข่าว|ประกาศ",
    re.IGNORECASE,
)
_OTHER_PAGE = re.compile(
    r"\b(?:contacts?|management|staff|team|people|directory|a[ –-]z|index of|glossary|faqs?|frequently|forms?|fees?"
    r"|topics?|categor|tags?\b|chapters?|contents|related|see also|more (?:on|about)|links?|site ?map|subscri|about"
    r"|services|kontakt|themen|formular|h[aä]ufige|verwandt|weiterf[uü]hrend|dienst|th[eè]mes?\b|formulaires?|liens?\b"
    r"|voir aussi|contactos?|temas?\b|formularios?|enlaces|relacionad|argomenti|moduli|correlat|onderwerpen|gerelateerd"
    r"|связанн|похож)"
    r"|相关|链接|专题|联系|办事|表格|导航|分类|目录|栏目|関連|リンク|관련",
    re.IGNORECASE,
)
NAME_OF_SITE = re.compile(r"\s[|–—-]\s|\s?[|:·»]\s?")
_FILLERS = re.compile(r"(?:(?:index|default|home|list|page|p)[\d_-]*)?(?:\.\w{1,5})?")
_HEADING_WORDS = 8
"""A heading with more words is the title of a text."""
_PREFIX = 0.6
"""Titles with such a share of equal words at their starts are an index."""
_LONGEST_PATH = 300
_SURE = 0.9
"""A single entry needs a labelled or isolated date and a title."""
_NEAR = 400
"""Characters of a single entry."""
_FEW_LINKS = 2
"""Links of a single entry: the title, and `Read more` or an attachment."""


def find_bare_list(outline: Outline, reader: RowReader, soup: BeautifulSoup, url: str | None) -> ListCandidate | None:
    """Return the page's list without dates, or its single dated entry; None if either may be something else.

    Rows of the form of that entry, whose dates cannot be read, are entries as well.
    """
    single = _single(outline, reader)
    if single is not None and _says_list(outline, soup, url, _first_of(outline, single.picked[0])):
        return with_undated_rows(outline, reader, single)
    found: list[tuple[int, ListCandidate]] = []
    for links in _kinds(outline):
        candidate = _candidate(outline, reader, links)
        if candidate is None:
            continue
        picked = candidate.picked
        days = [day for one in picked if (day := day_beside(outline, one.link, one.row.start, one.row.end))]
        yearless = len(days) >= _NEARLY_ALL * len(picked) and (
            _fall(days) or _says_list(outline, soup, url, picked[0].row.start)
        )
        if yearless or _is_sure(outline, candidate, soup, url):
            found.append((sum(one.link.end - one.link.start for one in picked) * (1 + yearless), candidate))
    return max(found, key=lambda each: each[0])[1] if found else None


def _fall(days: Sequence[tuple[int, int]]) -> bool:
    """Return True if the days fall, the newest first, with at most one turn of the year."""
    turned = [(day, month) for month, day in days]
    return any(sum(one < other for one, other in pairwise(each)) <= 1 for each in (days, turned)) and len(set(days)) > 1


def _kinds(outline: Outline) -> Iterator[list[Link]]:
    """Yield the links of each kind outside of menus, the most frequent kind first."""
    kinds: defaultdict[int, list[Link]] = defaultdict(list)
    for link in outline.links[:_MOST_LINKS]:
        kinds[outline.paths[link.element]].append(link)
    for links in sorted(kinds.values(), key=len, reverse=True)[:_TRIED]:
        # A picture or `Read more` leads to the same page as the title.
        single = list({link.href: link for link in reversed(links)}.values())[::-1]
        if len(single) >= _FEWEST:
            yield single


def _candidate(outline: Outline, reader: RowReader, links: Sequence[Link]) -> ListCandidate | None:
    """Return the rows around links of one kind; None if they are not alike, or if a date is among them.

    Dates in the titles of less than half of them are those of what the entries are about.
    """
    region = region_of(outline, links)
    starts = [link.start for link in links]
    items = list(dict.fromkeys(item_around(outline, region, link, starts) for link in links))
    usual, _ = Counter(outline.tags[item].name for item in items).most_common(1)[0]
    items = [item for item in items if outline.tags[item].name == usual]
    rows = [Row(outline.starts[item], outline.ends[item], element=item) for item in items]
    if len(rows) < max(_FEWEST, _MANY * len(links)):
        return None
    days = [outline.date_starts[at] for at in outline.dates_between(rows[0].start, rows[-1].end)]
    if 2 * len(days) >= len(rows) or not all(any(link.start <= day < link.end for link in links) for day in days):
        return None
    if any(row.end - row.start > _ROW for row in rows):
        return None
    chosen = reader.choose(rows)
    own = sorted([*chosen.undated, *(replace(one, date=None) for one in chosen.picked)], key=lambda one: one.row.start)
    undated = [one for one in own if one.titled or is_title(outline.clean(one.row.start, one.row.end))]
    if len({one.link.href for one in undated}) < max(_FEWEST, _MANY * len(rows)):
        return None
    return ListCandidate(undated, 1.0)


def _is_sure(outline: Outline, candidate: ListCandidate, soup: BeautifulSoup, url: str | None) -> bool:
    """Return True if links, titles and the words around say that rows without any date are a list of notices."""
    links = [one.link for one in candidate.picked]
    titles = [words_of(outline, link) for link in links]
    words = [len(title.split()) + len(_WITHOUT_SPACES.findall(title)) for title in titles]
    return (
        sum(map(width, titles)) >= _SHORTEST * len(titles)
        and sum(words) >= _WORDS * len(titles)
        and sum(map(is_title, titles)) >= _NEARLY_ALL * len(titles)
        and len({_DIGITS.sub("0", title) for title in titles}) >= _DISTINCT * len(titles)
        and not _are_parts(titles)
        and _are_documents(links)
        and not is_beside_prose(outline, candidate)
        and _says_list(outline, soup, url, candidate.picked[0].row.start)
    )


def _are_parts(titles: Sequence[str]) -> bool:
    """Return True for the parts of one text or index: counted from 1, or with the same words at their starts."""
    numbers = [int(found[0]) for title in titles if (found := _DIGITS.search(title[:20]))]
    if numbers == list(range(1, len(titles) + 1)):
        return True
    shared = takewhile(lambda letters: len(set(letters)) == 1, zip(*titles, strict=False))
    return len(list(shared)) >= _PREFIX * sum(map(len, titles)) / len(titles)


def _are_documents(links: Sequence[Link]) -> bool:
    """Return True if the addresses differ in their numbers, or are files or long names in one folder."""
    if sum(bool(_OTHER_PAGE.search(re.sub(r"[-_/.]", " ", link.href))) for link in links) > len(links) / 2:
        return False
    shapes = Counter(_DIGITS.sub("0", link.href) for link in links if _DIGITS.search(link.href))
    if shapes and max(shapes.values()) >= _MANY * len(links):
        return True
    folders: Counter[str] = Counter()
    for link in links:
        folder, _, name = link.href.rstrip("/").rpartition("/")
        if _DOCUMENT.search(link.href) or _SLUG.match(name):
            folders[_DIGITS.sub("0", folder)] += 1
    return sum(folders.values()) >= _MANY * len(links) and max(folders.values()) >= len(links) / 2


def _says_list(outline: Outline, soup: BeautifulSoup, url: str | None, start: int) -> bool:
    """Return True if a heading above the position or the page's title or address has a word for notices.

    A heading with a word for other pages, such as `Contacts` or `Related`, decides against it.
    """
    headings = [
        outline.clean(outline.starts[element], outline.ends[element])
        for element in outline.headings()
        if outline.starts[element] < start
    ]
    title = soup.find("title")
    said = headings[:1] + headings[-1:]
    if title is not None:
        # Behind it is the name of the site, or that of its section.
        said.append(NAME_OF_SITE.split(title.get_text()[:_LONGEST_PATH])[0])
    address = [part for part in path_of(url or "").casefold().split("/") if not _FILLERS.fullmatch(part)][-1:]
    if any(_OTHER_PAGE.search(each) for each in said):
        return False
    short = [each for each in said if len(each.split()) <= _HEADING_WORDS]
    return any(LISTED.search(each) for each in (*short, *(re.sub(r"[-_.]", " ", part) for part in address)))


def _without(outline: Outline, span: tuple[int, int], link: Link) -> str:
    """Return the text of a span without a link and without marks."""
    lo, hi = span
    inside = lo <= link.start < hi
    shown = outline.clean(lo, link.start) + outline.clean(min(link.end, hi), hi) if inside else outline.clean(lo, hi)
    return shown.strip(f"{MARKS}【】［］（）")


def _single(outline: Outline, reader: RowReader) -> ListCandidate | None:
    """Return the only dated entry of a page with one date, under a heading; None if it may be a part of a text."""
    if len(outline.dates) != 1 or reader.by_links:
        return None
    row = _row_of_only_date(outline, reader)
    candidate = reader.choose([row]) if row else None
    if candidate is None or not candidate.picked or not candidate.picked[0].titled or candidate.weight < _SURE:
        return None
    mention, _ = outline.dates[0]
    link = candidate.picked[0].link
    alike = sum(outline.paths[each.element] == outline.paths[link.element] for each in outline.links)
    if alike >= _FEWEST and link.start <= mention.start < link.end:
        # A day in one title of a list is not that of an entry.
        return None
    line = outline.text.rfind("\n", 0, mention.start) + 1, (outline.text + "\n").find("\n", mention.end)
    start = _first_of(outline, candidate.picked[0])
    labelled = any(_without(outline, span, link) for span in ((line[0], mention.start), (mention.end, line[1])))
    headed = any(outline.starts[heading] < start for heading in outline.headings())
    return candidate if headed and not labelled and not is_beside_prose(outline, candidate) else None


def _first_of(outline: Outline, one: PickedRow) -> int:
    return min(outline.date_starts[0], one.link.start)


def _row_of_only_date(outline: Outline, reader: RowReader) -> Row | None:
    """Return the smallest element with the page's only date and a link, or the date with the link right below it."""
    mention, _ = outline.dates[0]
    context = reader.date_context
    if context.isolation(0) < LABELLED or context.is_other(0):
        return None
    element = outline.element_at(mention.start)
    while element > 0 and not outline.links_between(outline.starts[element], outline.ends[element]):
        element = outline.parents[element]
    row = Row(outline.starts[element], outline.ends[element], element=element)
    links = outline.links_between(row.start, row.end)
    if len(links) > _FEW_LINKS or row.end - row.start > _NEAR:
        links = outline.links_between(mention.end, mention.end + _NEAR)[:1]
        if not links or outline.clean(mention.end, outline.links[links[0]].start):
            return None
        row = Row(mention.start, outline.links[links[0]].end)
    return row if row.end - row.start <= _NEAR else None
