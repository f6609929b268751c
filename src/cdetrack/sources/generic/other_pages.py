"""Tell a page that lists no notices although it has links with dates: offices, a history, a calendar, answers."""

import re
from collections.abc import Sequence

from cdetrack.sources.generic.bare_lists import LISTED, NAME_OF_SITE
from cdetrack.sources.generic.best_list import NoList
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.parsed_entry import ParsedEntry
from cdetrack.sources.generic.rows import ListCandidate
from cdetrack.sources.generic.standing import headings_above
from cdetrack.sources.generic.title_check import is_date
from cdetrack.text.clean import shorten
from cdetrack.text.regex import regex

_MOST = 0.8
"""The share of entries that counts as nearly all."""
_QUESTIONS = regex(
    r"\bf\.?a\.?q|frequently asked|questions? (?:and|&) answers?|\bq ?(?:&|and) ?a\b"
    r"|häufige?[nr]? (?:gestellte )?fragen|fragen und antworten|foire aux questions|questions fréquentes"
    r"|questions[- ]réponses|preguntas (?:más )?frecuentes|preguntas y respuestas|perguntas (?:mais )?frequentes"
    r"|perguntas e respostas|domande (?:più )?frequenti|veelgestelde vragen|часто задаваемые|вопрос[ы-]+ ?(?:и )?ответ"
    r"|常见问题|常見問題|问答|問答|问题解答|よくある|자주 묻는|الأسئلة|คำถาม",
    re.IGNORECASE,
)
"""The name of a page of questions and answers."""
_ASKS = ("?", "？", "؟")
_DAY_OF_A_MONTH = re.compile(r"\d{1,2}")
_OTHER = regex(
    r"contacts?(?: us| information| details| points?)?"
    r"|(?:(?:our|the|regional|local|field|district|state|national|head|branch) )*(?:offices?|branches|locations)"
    r"|(?:our )?(?:staff|team|people|management|leadership)(?: directory| team)?|board of directors"
    r"|(?:(?:board|council|committee|commission) )?members(?: of .{1,40})?"
    r"|(?:(?:our|a|brief|the) )*history(?: of .{1,40})?|(?:our )?(?:milestones|timeline)|about(?: us| the .{1,40})?"
    r"|who we are|opening hours|organi[sz]ation(?:al)?(?: chart| structure)?"
    r"|kontakte?|ansprechpartner(?:innen)?|standorte|dienststellen|(?:unsere )?geschichte|chronik|über uns|vorstand"
    r"|öffnungszeiten|organigramm|contactez[- ]nous|nos (?:bureaux|implantations|agences|équipes)"
    r"|(?:notre )?histoire|historique|qui sommes[- ]nous(?: ?\?)?|à propos|organigramme"
    r"|contactos?|oficinas(?: regionales)?|sedes|delegaciones|(?:nuestra )?historia|qui[eé]nes somos"
    r"|acerca de(?: .{1,40})?|directorio|organigrama|contatos?|(?:nossa )?história|quem somos"
    r"|contatti|(?:le )?sedi|(?:la )?storia|chi siamo"
    r"|contact(?:gegevens)?|geschiedenis|over ons|o nas|kierownictwo|kontakty|historie|o nás|vedení"
    r"|iletişim|tarihçe|hakkımızda|контакты|о нас|(?:наша )?история|руководство|филиалы|структура"
    r"|اتصل بنا|من نحن"
    r"|联系(?:我们|方式)|机构(?:设置|概况|职能|简介)|领导(?:简介|班子|介绍|信息)|历史沿革|发展历程|大事记|内设机构|直属单位|组织架构"
    r"|聯絡我們|關於我們|お問い合わせ|沿革|アクセス|所在地|組織図|役員(?:一覧|紹介)?|연락처|연혁|오시는 길|조직도",
    re.IGNORECASE,
)
"""The whole name of a page that lists no notices."""


def other_name(outline: Outline, candidate: ListCandidate) -> str | None:
    """Return the name of a page that lists no notices, unless a heading above the list says that this one does."""
    title, *headings = outline.names or [""]
    names = [*headings, NAME_OF_SITE.split(title)[0]]
    name = next((each for each in names if _OTHER().fullmatch(each.strip()) and not LISTED.search(each)), None)
    if name is None or any(LISTED.search(each) for each in headings_above(outline, candidate) if each not in names):
        return None
    return name


def why_no_notices(outline: Outline, candidate: ListCandidate, entries: Sequence[ParsedEntry]) -> NoList | None:
    """Return why the entries of a list with dates are no notices, else None: days of a calendar, or answers.

    The title of a day is its number, and perhaps its date. A question above its answer has no link, or one that
    unfolds the answer; opinions of lawyers have questions for titles, too, so the page must be called one of questions,
    or unfold its answers.
    """
    days = sum(
        _DAY_OF_A_MONTH.fullmatch(number) is not None and (not beside or is_date(beside))
        for number, _, beside in (entry.title.partition(" ") for entry in entries)
    )
    if days >= _MOST * len(entries):
        return NoList("its links with dates are the days of a calendar", hint="give the site's list of the same events")
    questions = [
        entry.title
        for one, entry in zip(candidate.picked, entries, strict=True)
        if entry.title.endswith(_ASKS) and not _leads_to_page(outline, one.link, entry.title)
    ]
    is_called = any(_QUESTIONS().search(name) for name in outline.names)
    unfolds = any(tag.name == "summary" for tag in outline.tags) or any(
        one.link.scripted or one.link.href.startswith("#") for one in candidate.picked
    )
    if len(questions) >= _MOST * len(entries) and (is_called or unfolds):
        return NoList(f"its dates are those of answers to questions, such as `{shorten(questions[0])}`")
    return None


def _leads_to_page(outline: Outline, link: Link, title: str) -> bool:
    """Return True if the words of a link are the title, or the beginning of one, and it leads to another page."""
    words = outline.clean(link.start, link.end)
    is_own = outline.tags[link.element].name == "a" and (title in words or title.startswith(words.rstrip(" .…")))
    return is_own and not link.scripted and not link.href.startswith("#")
