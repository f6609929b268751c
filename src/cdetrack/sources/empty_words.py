"""Recognise the words which say that a list has no entries: anywhere on a page, or as the whole text of an item."""

import re

from cdetrack.text.clean import fold_text
from cdetrack.text.regex import regex

_SAID = regex(
    r"\b(?:0|no|zero) (?:\w{1,20} ){0,2}?(?:results?|records?|entries|items|matches|documents|notices|publications"
    r"|news|articles|posts|announcements)\b"
    r"|\bnothing (?:was )?found\b|\bresults?:? 0\b|共\s?0\s?[条篇个项]"
    r"|(?:暂无|没有)(?:相关|任何|符合条件的)?(?:数据|内容|记录|信息|结果|公告)"
    r"|没有找到|未找到|無資料|aucun résultat|keine (?:ergebnisse|resultate|treffer|einträge)"
    r"|no se (?:han )?encontra(?:ron|do)|nessun risultato|nenhum resultado|該当する.{0,20}ありません|결과가 없습니다"
    r"|не найдено",
    re.IGNORECASE,
)
_THING = (
    r"(?:news|data|content|information|entry|entries|match(?:es)?|(?:result|record|item|document|notice|publication"
    r"|article|post|announcement|update|alert|recall|event|meeting|message|release|consultation|report)s?)"
)
_BESIDE = (
    r"(?:sorry,|there|is|are|was|were|has|have|been|currently|now|yet|today|at|present|for|on|in|to|this|that|the|these"
    r"|any|new|recent|latest|further|more|other|current|upcoming|relevant|matching|such|press|found|available|published"
    r"|posted|issued|made|scheduled|display|show|report|day|date|week|month|year|period|time|moment|section|category"
    r"|list|here)"
)
"""Words that may stand around the others and add no fact: `There are currently no new … to display`."""
_ENGLISH = (
    rf"(?:{_BESIDE} ){{0,6}}(?:none|nil|nothing|(?:0|no|zero) (?:{_BESIDE} ){{0,3}}{_THING}(?: (?:or|and) {_THING})?)"
    rf"(?: {_BESIDE}){{0,9}}|n/a"
)
_CHINESE = (
    r"(?:[本今当當][日天周月期]|目前|[当當]前|近期|[本该該][栏欄]目){0,2}[暂暫]?[时時]?尚?(?:[无無]|[没沒]有|未(?:找到|[发發]布|更新))"
    r"(?:相[关關]|任何|符合[条條]件的|最新|新增?|更多){0,3}"
    r"(?:[数數]据|[资資][料讯訊]|[内內]容|[记記][录錄]|[信訊]息|[结結]果|公[告示]|通[告知]|消息|新[闻聞]|[动動][态態]|文[件章]){0,2}"
    r"(?:[发發]布|更新)?"
)
_OTHERS = (
    r"aucune? (?:nouvelle )?(?:résultat|annonce|actualité|nouvelle|publication|communiqué|document)"
    r"|(?:derzeit |aktuell |heute )?keine (?:neuen |aktuellen )?(?:ergebnisse|resultate|treffer|einträge|meldungen"
    r"|mitteilungen|bekanntmachungen|nachrichten|neuigkeiten|dokumente|veröffentlichungen)"
    r"(?: vorhanden| gefunden| verfügbar)?"
    r"|(?:no hay|sin) (?:resultados|novedades|noticias|anuncios|avisos|documentos|publicaciones)"
    r"|nessuna? (?:risultato|notizia|novità|documento)|nenhuma? (?:resultado|notícia|publicação|documento)"
    r"|(?:該当する|新着の?|新しい)?(?:お知らせ|情報|データ|記事|資料)は(?:現在)?(?:ありません|ございません)|(?:該当)?なし"
    r"|(?:등록된 )?(?:공지사항|게시물|게시글|자료|데이터|내용|공고)(?:이|가) 없습니다|없음"
    r"|нет (?:новых )?(?:данных|результатов|новостей|объявлений|записей|документов)"
)
_WHOLE = regex(f"{_ENGLISH}|{_CHINESE}|{_OTHERS}", re.IGNORECASE)
_AROUND = " .。!！…~*()（）[]【】-–—"
_LONGEST = 80


def said_in(shown: str) -> str | None:
    """Return the words of a page that say that its list is empty; None if it has none."""
    found = _SAID().search(shown)
    return found[0] if found else None


def is_all_of(text: str) -> bool:
    """Return True if a text says that there is nothing, and no more: `No announcements`, `None today`, `暂无`.

    `No objection to the sale of gloves` says more.
    """
    words = fold_text(text[: 2 * _LONGEST]).strip(_AROUND)
    return len(words) <= _LONGEST and _WHOLE().fullmatch(words) is not None
