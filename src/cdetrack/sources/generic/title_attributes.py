"""Titles in the attributes of a link (`title`, `aria-label`), for links with truncated or empty texts."""

import re

from bs4 import Tag

from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.title_trimming import MARK, trim
from cdetrack.sources.markup import from_attribute

_CUT = re.compile(r"\s*(?:…|⋯|\.{3,}|。{3,})+$")
_CUT_ENDS = ("…", "⋯", "...", "。。。")
"""The ends that `_CUT` finds: few texts have one."""
_LONGEST = 600
"""Characters read of an attribute."""
_SURE = 10
"""The fewest characters of a beginning without `…`. 5 changes no page, 20 changes 1 test page."""
_FEWEST = 2
"""The fewest characters of a beginning that ends with `…`."""
_INSIDE = 8
"""Elements inside a link that are searched for attributes."""
_AROUND = 2
"""Parents of a link that are searched for attributes."""
_SLACK = 6
"""Characters of boundaries that a parent may have beyond the link's own."""
_SEPARATORS = "|:：-–—([（【/,，;；"
_LEADING = re.compile(
    r"^(?:(?:read|learn|find out|see|view|open|download|show|continue)(?: reading| more| out more)*"
    r"|weiterlesen|mehr|lire la suite|en savoir plus|leer más|ver más|saiba mais|leia mais|leggi tutto"
    r"|查看详情|阅读全文)?"
    r"[\s:：–—-]*(?:(?:about|on|of|over|über|zu|zum|sobre|sur|de|da|del)\s+)?[:：\s–—-]*",
    re.IGNORECASE,
)


_LABEL = re.compile(r"^(?:文章)?(?:标题|標題)\s*[:：]\s*")
"""The label of the title in an attribute that tells the author, the day and the number of readers below it."""


def words_of(outline: Outline, link: Link) -> str:
    """Return the words of a link, whole ones from its attributes where `…` ends them."""
    return whole_words(outline, link, outline.clean(link.start, link.end))


def whole_words(outline: Outline, link: Link, text: str) -> str:
    """Return a text of a link, or the whole one from the attributes if it ends with `…`."""
    return untruncated_title(outline, link, text) if text.endswith(_CUT_ENDS) else text


def untruncated_title(outline: Outline, link: Link, text: str) -> str:
    """Return the whole title from the attributes if the text ends with `…` or is its beginning; else the text."""
    cut = _CUT.search(text[-12:])
    stem = text[: len(text) - len(cut[0])] if cut else text
    folded = _fold(stem)
    if len(folded) < (_FEWEST if cut else _SURE):
        return text
    for told in _attribute_titles(outline, link):
        at = 0
        if not _fold(told).startswith(folded):
            at = told.find(stem) if cut else -1
        # Some sites put `…` behind each title: an attribute with the same words is the whole one.
        if at < 0 or len(_fold(told[at:])) < len(folded) + (not cut):
            continue
        if cut:
            return told[at:]
        beyond = _beyond(told, folded)
        if beyond and beyond.lstrip()[:1] not in _SEPARATORS and is_title(told):
            return trim(told)
    return text


def without_tip(outline: Outline, link: Link, marked: str) -> str:
    """Return the first words of a link if its attribute has just these, and a tip that quotes them follows.

    Others, such as `(Draft for comments)`, say what the notice is.
    """
    first, _, rest = marked.partition(MARK)
    first = first.strip()
    is_whole = is_title(first) and first == _attribute(outline.tags[link.element], "title")
    # A quotation may leave out the beginning: `关于` in front of a document.
    return first if is_whole and first[len(first) // 2 :] in rest else marked


def title_from_attributes(outline: Outline, link: Link, text: str) -> str:
    """Return the title from the attributes of a link without one as text (`Read more about …`), else an empty one."""
    for told in _attribute_titles(outline, link):
        rest = told[len(text) :] if text and told.casefold().startswith(text.casefold()) else told
        rest = rest[len(found[0]) :] if (found := _LEADING.match(rest)) else rest
        if is_title(rest):
            return trim(rest)
    return ""


def _beyond(told: str, folded: str) -> str:
    """Return the part of the attribute after a beginning, compared without white space and case."""
    count = 0
    for at, char in enumerate(told):
        if count >= len(folded):
            return told[at:]
        count += len(_fold(char))
    return ""


def _attribute_titles(outline: Outline, link: Link) -> list[str]:
    """Return the first line of each `title` and `aria-label`: of the link, elements in it and parents of it alone."""
    places = [link.element]
    for element in range(link.element + 1, min(link.element + _INSIDE, len(outline.tags))):
        if outline.starts[element] >= link.end:
            break
        places.append(element)
    around = link.element
    for _ in range(_AROUND):
        around = outline.parents[around]
        if around < 0 or outline.ends[around] - outline.starts[around] > link.end - link.start + _SLACK:
            break
        places.append(around)
    return [
        told for place in places for key in ("title", "aria-label") if (told := _attribute(outline.tags[place], key))
    ]


def _attribute(tag: Tag, key: str) -> str:
    value = tag.get(key)
    lines = value[:_LONGEST].strip().splitlines() if isinstance(value, str) else []
    # Some systems copy the markup of the title into its attribute, above all `<br/>`.
    return _LABEL.sub("", " ".join(from_attribute(lines[0]).split()), count=1) if lines else ""


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()
