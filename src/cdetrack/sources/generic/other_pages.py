"""Tell a page that lists no notices although it has links with dates: offices, staff, a history, a calendar."""

import re
from collections.abc import Sequence

from cdetrack.sources.generic.bare_lists import LISTED, NAME_OF_SITE
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.parsed_entry import ParsedEntry
from cdetrack.sources.generic.row_reader import ListCandidate
from cdetrack.sources.generic.standing import headings_above
from cdetrack.text.regex import regex

_MOST = 0.8
"""The share of entries that counts as nearly all."""
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


def are_days(entries: Sequence[ParsedEntry]) -> bool:
    """Return True for the days of a calendar: their titles are their numbers."""
    days = sum(_DAY_OF_A_MONTH.fullmatch(entry.title) is not None for entry in entries)
    return days >= _MOST * len(entries)
