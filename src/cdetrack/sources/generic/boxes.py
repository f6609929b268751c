"""Mark the boxes beside a listing that their headings name: related pages, the most read ones, comments, old versions.

Such a box may be longer than the listing, and it stays where a page lists nothing. Its links are left out as those of
a menu are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from cdetrack.sources.generic.entry_links import day_in_address
from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Outline
from cdetrack.text.regex import regex

_LONGEST = 40
"""Characters of a heading."""
_MOST_BOXES = 20
"""Headings whose boxes are looked for; bounds the time."""
_FEWEST = 2
"""A single link is no list."""
_MOST_LINKS = 40
"""Links of a box whose addresses are searched for days; bounds the time."""
_HIGHEST = 6
"""Ancestors of a heading searched for its box."""
_MORE = re.compile(
    r"\s*(?:more|view all|see all|mehr|voir tout|ver todo|ver m[aá]s|更多|もっと見る|더보기)?\W*$", re.IGNORECASE
)
_BOX = regex(
    r"you (?:may|might) (?:also )?(?:like|be interested in)|see also|related(?: \w+){0,3}"
    r"|(?:most|top) (?:read|viewed|popular|visited|downloaded|shared)(?: \w+){0,2}|popular(?: \w+){0,2}"
    r"|(?:document|version|revision|change) history|(?:previous|earlier|superseded|archived) versions?"
    r"|versionshistorie|frühere (?:versionen|fassungen)|historique des (?:versions|modifications)"
    r"|historial de (?:versiones|cambios)|(?:历史|以往)版本|修订历史|改訂履歴"
    r"|\d{0,4} ?(?:comments?|kommentare?|commentaires?|comentarios?)"
    r"|trending(?: \w+)?|recommended(?: \w+| for you)?"
    r"|(?:am )?meist ?gelesene?(?: \w+)?|das könnte sie auch interessieren|(?:verwandte|ähnliche) \w+|siehe auch"
    r"|(?:les )?(?:articles |pages |actualités )?(?:les )?plus (?:lu|consulté|vu|populaire)e?s"
    r"|(?:articles|contenus?|documents|pages) (?:lié|similaire|associé|connexe)e?s?|[aà] lire aussi|voir aussi"
    r"|sur le même (?:sujet|thème)"
    r"|(?:lo |las |los )?(?:noticias )?m[aá]s (?:le[ií]d[oa]s?|vist[oa]s?|visitad[oa]s?|popular(?:es)?)"
    r"|\w+ relacionad[oa]s?|ver tambi[eé]n|te puede interesar"
    r"|(?:as |os )?(?:notícias )?mais (?:lid[oa]s|vist[oa]s|acessad[oa]s)|(?:veja|leia) também"
    r"|(?:i |le )?(?:notizie )?pi[uù] (?:lett[ie]|vist[ie]|cliccat[ie])|\w+ (?:correlat[ie]|collegat[ie])"
    r"|(?:vedi|leggi) anche|potrebbe interessarti|meest gelezen(?: \w+)?|gerelateerde? \w+|(?:zie|lees) ook"
    r"|najczę[sś]ciej czytane|najpopularniejsze|powiązane \w+|zobacz (?:też|także|również)|nejčtenější|související \w+"
    r"|mest (?:læste?|leste?|läst[a]?)|relater(?:t|te|ade|ede) \w+|se (?:også|även|också)"
    r"|en çok okunan(?:lar)?|ilgili \w+|benzer \w+"
    r"|(?:tin |bài (?:viết )?)?(?:xem|đọc) nhiều(?: nhất)?|(?:tin|bài viết|tài liệu) liên quan"
    r"|(?:berita |artikel )?(?:ter)?populer|(?:paling (?:banyak )?|ter)(?:baca|dibaca)|(?:berita|artikel) terkait"
    r"|cele mai (?:citite|accesate)|legolvasottabb(?: \w+)?|kapcsolódó \w+|najčitanije|luetuimmat|най-четени"
    r"|(?:τα )?(?:πιο )?(?:δημοφιλή|διαβασμένα)|σχετικά \w+|(?:ข่าว)?(?:ยอดนิยม|ที่เกี่ยวข้อง)|อ่านมากที่สุด"
    r"|(?:самое )?(?:популярное|читаемое)|популярные \w+|похожие \w+|читайте также|см(?:\.|отрите) также|\w+ по теме"
    r"|الأكثر (?:قراءة|مشاهدة)|\w+ ذات صلة"
    r"|(?:一周|本周|本月|今日)?(?:热点|热门|熱門)(?:排行|新闻|资讯|文章|推荐|信息|关注|榜|新聞|資訊)*"
    r"|(?:点击|點閱|阅读|閱讀|浏览|瀏覽|访问)(?:量|次数)?排[行名]榜?|排行榜|(?:浏览|阅读|点击)最多\w{0,4}"
    r"|(?:相关|相關)(?:阅读|文章|新闻|链接|信息|推荐|资讯|报道|解读|文件|附件|連結|新聞|資訊)|(?:推荐|延伸)(?:阅读|文章|新闻|閱讀)|猜你喜欢"
    r"|関連(?:記事|情報|リンク|ページ)|人気(?:記事|の\w{1,8})|アクセスランキング|よく(?:読|見)られている\w{1,8}"
    r"|관련 ?(?:글|기사|자료|링크|정보)|인기 ?(?:글|기사|게시물)|많이 본 ?\w{0,6}",
    re.IGNORECASE,
)
"""The whole heading of a box of pages that are chosen for other reasons than that they are the newest of a list."""
BESIDE = regex(
    r"(?:recent|latest|newest|new) (?:posts?|articles?|news|comments|entries|updates)"
    r"|(?:(?:current|open|latest|our) )?(?:tenders?|vacanc(?:y|ies)|jobs?|careers|procurement|events?)(?: \w+){0,2}"
    r"|(?:upcoming|coming) (?:events?|meetings?)"
    r"|aktuelles|stellen(?:angebote|ausschreibungen)?|offene stellen|ausschreibungen|termine|veranstaltungen"
    r"|(?:derni[eè]res?|r[eé]centes?) (?:actualit[eé]s|articles)|offres d['’]emploi|appels d['’]offres?"
    r"|(?:[uú]ltimas|recientes) (?:noticias|entradas)|entradas recientes|licitaciones|empleos?|eventos"
    r"|[eé]v[eé]nements|[uú]ltimas not[ií]cias|posts recentes|licita[cç][oõ]es|concursos|ultime notizie"
    r"|tin mới(?: nhất)?|đấu thầu|tuyển dụng|berita (?:terbaru|terkini)|lowongan(?: kerja)?|pengadaan"
    r"|articoli recenti|bandi(?: di gara)?|свежие записи|последние новости|вакансии|закупки|тендеры"
    r"|最新(?:文章|动态|資訊|资讯|消息|新闻|新聞|发布|发表)|图片新闻|工作动态|招标(?:信息|公告)?|采购(?:信息|公告)?|招聘(?:信息|公告)?"
    r"|新着(?:記事|情報)|採用情報|調達情報|최근 ?(?:글|게시물)|채용(?: ?정보| ?공고)?|입찰(?: ?정보| ?공고)?",
    re.IGNORECASE,
)
"""The whole heading of a list that a page has beside its own, unless it has the page's name."""


def mark_boxes(outline: Outline, kept: Sequence[tuple[int, int]]) -> None:
    """Mark the boxes with such a heading as menus, those of other lists only beside one with the name of the page.

    A box that has the name of the page is its listing, and so is one that holds a span of `kept`.
    """
    titles = [at for at, tag in enumerate(outline.tags) if tag.name in ("h1", "main")]
    has_own: bool | None = None
    for start, end in islice(_headings(outline), _MOST_BOXES):
        shown = _heading(outline, start, end)
        if outline.is_named(shown):
            continue
        if not _BOX().fullmatch(shown):
            has_own = _has_own_list(outline) if has_own is None else has_own
            if not has_own:
                continue
        box = _box_of(outline, start, end)
        if not box:
            continue
        lo, hi = outline.starts[box[0]], outline.ends[box[-1]]
        if any(lo <= outline.starts[at] < hi for at in titles):
            continue
        if not any(lo <= one and other <= hi for one, other in kept):
            outline.has_boxes = True
            _mark(outline, box)


def _headings(outline: Outline) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each line that is the heading of a box."""
    for start, end in outline.lines_between(0, len(outline.text)):
        shown = _heading(outline, start, end)
        if shown and (_BOX().fullmatch(shown) or BESIDE().fullmatch(shown)):
            element = outline.element_at(outline.first_shown(start, end))
            if not outline.navigation[element] and outline.tags[element].name != "a":
                yield start, end


def _heading(outline: Outline, start: int, end: int) -> str:
    """Return the words of a line that may be a heading, without a link to more; empty for a longer one."""
    shown = outline.clean(start, min(end, start + 2 * _LONGEST))
    return _MORE.sub("", shown) if len(shown) <= _LONGEST else ""


def _has_own_list(outline: Outline) -> bool:
    """Return True if links with dates stand below a heading with the name of the page, and above the next of its level.

    Entries may have headings of their own.
    """
    headings = outline.headings()
    for at, element in enumerate(headings):
        lo, hi = outline.starts[element], outline.ends[element]
        if not outline.is_named(outline.clean(lo, hi)):
            continue
        level = outline.tags[element].name
        others = (outline.starts[each] for each in headings[at + 1 :] if _ends(outline, each, level))
        following = next(others, len(outline.text))
        dates = sum(hi <= mention.start < following for mention, _ in outline.dates)
        if min(dates, len(outline.links_between(hi, following))) >= _FEWEST:
            return True
    return False


def _ends(outline: Outline, heading: int, level: str) -> bool:
    """Return True if a heading begins a part of the page: by its level, or as the heading of another list."""
    shown = _heading(outline, outline.starts[heading], outline.ends[heading])
    return outline.tags[heading].name <= level or bool(_BOX().fullmatch(shown) or BESIDE().fullmatch(shown))


def _box_of(outline: Outline, start: int, end: int) -> list[int]:
    """Return the elements of a heading's box: those behind it, up to the next heading of its kind; empty without any.

    They have a parent in common, which begins with the heading.
    """
    element = outline.element_at(outline.first_shown(start, end))
    for _ in range(_HIGHEST):
        parent = outline.parents[element]
        if parent <= 0:
            break
        box: list[int] = []
        for other in range(element + 1, len(outline.tags)):
            if outline.starts[other] >= outline.ends[parent] and outline.parents[other] < parent:
                break
            if outline.parents[other] != parent:
                continue
            is_alike = outline.paths[other] == outline.paths[element]
            # The row of a table below that of the heading holds its list.
            holds = len(outline.links_between(outline.starts[other], outline.ends[other])) >= _FEWEST
            if (is_alike and (box or not holds)) or (
                outline.tags[element].name in PLAIN_HEADINGS and outline.tags[other].name in PLAIN_HEADINGS
            ):
                break
            box.append(other)
        span = (max(end, outline.starts[box[0]]), outline.ends[box[-1]]) if box else (0, 0)
        if len(outline.links_between(*span)) >= _FEWEST:
            # Without dates, it is no rival of a list.
            dates = sum(span[0] <= mention.start < span[1] for mention, _ in outline.dates)
            links = outline.links_between(*span)
            addressed = (bool(day_in_address(outline.links[each].href)) for each in links[:_MOST_LINKS])
            return box if dates >= _FEWEST or sum(addressed) >= _FEWEST else []
        # Behind other words of its block, nothing is of this heading: an empty box claims no column beside it.
        if outline.clean(outline.starts[parent], start) or _MORE.sub("", outline.clean(end, outline.ends[parent])):
            break
        element = parent
    return []


def _mark(outline: Outline, box: Sequence[int]) -> None:
    end = outline.ends[box[-1]]
    for element in range(box[0], len(outline.tags)):
        if outline.starts[element] >= end and outline.parents[element] < box[0]:
            break
        outline.navigation[element] = True
