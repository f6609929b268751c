"""Classify the labels of dates: publication, update or deadline, or a plain `date`."""

import re

_PUBLISHED = re.compile(
    r"\b(?:issue|published|publication|release|announce|publi(?!c(?:ly)?\b)"
    r"|pubbl|opublik|zve[rř]ejn|ver[oö]ffentl|gepubliceerd|objav|julkaist|publicer|опубл|дата публикации)"
    r"|issued|发布|發布|公布|公示|公開|公表|掲載|登载|게시|등록"
)
_DECIDED = re.compile(r"\b(?:decided|decision|filed|filing|deliver|judge?ment|hand)")
"""The day of a decision is that of its publication, where there is no other."""
_PLAIN = re.compile(r"\bdate|\bfecha|\bdatum|\bdata\b|日期|日付|年月日|날짜|时间|時間")
_DOUBTFUL = re.compile(r"\b(?:posted|order|upload|received|signed|start|added)")
_EVENT = re.compile(
    r"(?:^|\|)\s*(?:date of (?:the )?)?(?:event|meeting|when|conference|veranstaltung|sitzung|r[eé]uni[oó]n|riunione)s?"
    r"(?: date)?\s*(?:\||$)"
)
"""A whole label, for titles have such words as well."""
_OTHER = re.compile(
    r"\b(?:updated?|modif|review|revis|argue|argument|heard|hearing|due\b|deadline|clos|expir|effective|until|end(?:s|ing)?\b|submit|comment"
    r"|reclassif|last\b|current as of|amend|edited|changed|valid|aktuali[sz]|ge[aä]ndert|stand\b|g[uü]ltig|frist"
    r"|mise? [aà] jour"
    r"|[eé]ch[eé]ance|actuali[sz]|[uú]ltima|plazo|vence|atuali[sz]|prazo|aggiorn|scad|bijgewerkt|gewijzigd|oppdater|opdater|uppdater"
    r"|p[aä]ivitet|обновл|изменен|действ|срок)"
    r"|更新|截止|改訂|修订|修改|实施|施行|生效|有[效効]|到期|수정|마감|시행|유효|만료|까지"
)
_DEADLINE = re.compile(
    r"\b(?:due\b|deadline|clos(?:es|ed|ing)|expir|until\b|end(?:s|ing)?\b|submit"
    r"|(?:comments?|respond|reply|replies|apply|register) by|frist|plazo|vence|prazo|at[eé]\b|scad|[eé]ch[eé]ance"
    r"|date limite|fecha l[ií]mite|срок|до\b)|截止|到期|마감|締切|만료|까지"
)
_STATE = re.compile(
    r"\bsince\b|\bappointed\b|\bfounded\b|\bborn\b|\bseit\b|\bgeboren\b|\bdepuis\b|\bn[eé]e? le\b|\bdesde\b|\bdal\b"
    r"|\bsinds\b|成立(?:于|時間|时间|日期)|任职(?:时间|日期)|出生(?:日期|年月)"
    r"|\bvalid (?:until|to|till|through)\b|\bg[uü]ltig bis\b"
    r"|\bvalable jusqu|\bv[aá]lid[oa] (?:hasta|at[eé])\b|\bvalid[oa] fino\b|\bgeldig tot\b|срок действия"
    r"|有[效効]期|유효\s?기간"
)
"""The beginning or the end of a state: of a person in an office, of an institution, of a licence."""
_UPDATED = re.compile(
    r"(?:last |page |was )*(?:updated|modified|revised|reviewed|changed|edited|amended)(?: on| at| by)?|last update"
    r"|(?:derni[eè]re )?mise [aà] jour(?: le)?|(?:zuletzt )?(?:aktualisiert|ge[aä]ndert)(?: am)?|letzte [aä]nderung"
    r"|[uú]ltima (?:actualizaci[oó]n|modificaci[oó]n|atualiza[cç][aã]o|modifica[cç][aã]o)|ultimo aggiornamento"
    r"|(?:最后|最後|最終)?更新(?:[时時][间間]|于)?"
)
"""A whole label of an update; `Labelling update` is a title."""
_POSTED = re.compile(
    r"(?:date )?(?:posted|published|issued|released|veröffentlicht|publiée?|publicad[oa]|pubblicat[oa])"
    r"(?: on| am| le| el| em| il)?",
    re.IGNORECASE,
)
"""A whole label of publication, which is no part of a title behind the day."""
_PUBLICATION_POINTS = 1.2
"""A label of publication: twice a plain one. No page changes from 0.8 to 1.6."""
_DECIDED_POINTS = 1.0
"""A label of a decision: less than one of publication. No page changes from 0.8 to 1.2."""
_PLAIN_POINTS = 0.6
"""A label such as `Date`. No page changes from 0.3 to 0.9."""
_OTHER_POINTS = 1.8
"""Outweighs `published` in the same label: `last published`. 1.2 changes 1 test page, 2.4 none."""
_DOUBTFUL_POINTS = 1.0
"""Outweighs a plain label: `start date`. 0.5 changes no page, 1.5 changes 1 test page."""
_NEAR = 28
"""The most characters of a label. No page changes from 18 to 40."""
_FEW_WORDS = 4
"""The most words of a label. 2 changes no page, 6 changes 1 test page."""
_BLANK = " \t\x1f:：-–—(（["
_TALK = re.compile(r"\bcomment\w*", re.IGNORECASE)
_BRACKETED = re.compile(r"[ \x1f]{0,3}[(（\[]([^()（）\[\]\d]{2,24})[)）\]]")
_APART = re.compile(r"[\d|,;·•\n\x1f]")


def publication_score(text: str) -> float:
    """Return a label's score for the date of publication: positive for it, negative for another date."""
    if _PUBLISHED.search(text):
        points = _PUBLICATION_POINTS
    else:
        points = _DECIDED_POINTS if _DECIDED.search(text) else _PLAIN_POINTS if _PLAIN.search(text) else 0.0
    if _OTHER.search(text) or (_EVENT.search(text) and not _is_publication(text)):
        return points - _OTHER_POINTS
    return points - _DOUBTFUL_POINTS if _DOUBTFUL.search(text) else points


def _is_publication(text: str) -> bool:
    return bool(_PUBLISHED.search(text) or _DECIDED.search(text))


def is_published(text: str) -> bool:
    """Return True if a label means the day of publication and no later event."""
    return _is_publication(text) and not _OTHER.search(text)


def is_posted(before: str) -> bool:
    """Return True if the words before a date are only a label such as `Posted on:`."""
    return _POSTED.fullmatch(before.strip(_BLANK)) is not None


def is_other(text: str) -> bool:
    """Return True if a label means an update, a deadline or the like, and not the publication."""
    return bool(_OTHER.search(text)) and not _is_publication(text)


def is_deadline(text: str) -> bool:
    """Return True if a label means the last day to act, and not the publication."""
    return bool(_DEADLINE.search(text)) and not _is_publication(text)


def is_of_a_state(text: str) -> bool:
    """Return True if a label means the day since or until which something is so: no notice has such a day alone."""
    return bool(_STATE.search(text)) and not _is_publication(text)


def without_talk(after: str) -> str:
    """Return the words behind a date without those on comments, such as `No comments`: they are those of readers."""
    return _TALK.sub("", after)


def is_only_a_label(text: str) -> bool:
    """Return True if a text is only the label of a date, without digits."""
    folded = text.casefold()
    if re.search(r"\d", folded):
        return False
    return bool(_PLAIN.search(folded) or _is_publication(folded) or _UPDATED.fullmatch(folded.strip(_BLANK)))


def ends_with_label(before: str) -> bool:
    """Return True if the text ends with a short label of a date: `, last updated `."""
    words = last_words(before).casefold()
    return bool(_is_publication(words) or _OTHER.search(words) or _PLAIN.search(words))


def last_words(before: str) -> str:
    """Return the few words right before a date, back to a number or a comma; an empty string if they are many."""
    words = _APART.split(before.rstrip(_BLANK))[-1].strip(_BLANK)
    return words if len(words) <= _NEAR and len(words.split()) <= _FEW_WORDS else ""


def first_words(after: str) -> str:
    """Return the words in brackets right after a date, such as `(updated)`."""
    found = _BRACKETED.match(after)
    return found[1] if found else ""
