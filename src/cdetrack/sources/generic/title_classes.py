"""Tell a title from a category by the class names of its element: `news-title`, `card__heading`, `tag`, `type`."""

import re

from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.outline_builder import classes_of

_TITLE = re.compile(
    r"titles?|ttl|tit|titulo|titolo|titre|titel|headings?|headline|header|caption|subject|name|nadpis|nazev|cim|tytul|bt"
)
_OTHER = re.compile(
    r"categor(?:y|ies|ie|ia|ias)|kategorie|tags?|types?|badges?|labels?|meta|topics?|themes?|theme|rubrik|rubrique|author"
    r"|writer|views?|hits|counts?|date|day|time|source|dept|department|sub|subtitle|subtitulo|keywords?|kicker|overline"
    r"|topline|perex|summary|teaser|desc|description|excerpt|intro|abstract|lead|text|body|status"
)
_SORTED = re.compile(r"categor(?:y|ies|ie|ia|ias)|kategorie|tags?|rubrik|rubrique|author|writer")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_CLIMB = 2
"""The elements whose classes count: the line's own, and the element around it."""


def title_points(outline: Outline, element: int) -> int:
    """Return 1 if the classes around an element call it a title, -1 if they call it something else, 0 if neither."""
    path = outline.paths[element]
    if path not in outline.title_points:
        outline.title_points[path] = _judge(outline, element)
    return outline.title_points[path]


def is_called_title(outline: Outline, element: int) -> bool:
    """Return True if an element's own classes call it a title, and nothing else."""
    words = _words(outline, element)
    return any(_TITLE.fullmatch(word) for word in words) and not any(_OTHER.fullmatch(word) for word in words)


def is_sorting(outline: Outline, element: int) -> bool:
    """Return True if a link says by `rel`, or by a class of its own or around it, that it leads to a category."""
    tag = outline.tags[element]
    around = outline.parents[element]
    names = {
        *map(str, tag.get("rel") or ()),
        *_words(outline, element),
        *(_words(outline, around) if around >= 0 else ()),
    }
    return any(_SORTED.fullmatch(name) for name in names)


def _words(outline: Outline, element: int) -> set[str]:
    return {word.casefold() for name in classes_of(outline.tags[element])[:12] for word in _WORDS.findall(name[:80])}


def _judge(outline: Outline, element: int) -> int:
    for _ in range(_CLIMB):
        if element < 0:
            break
        words = _words(outline, element)
        titled = any(_TITLE.fullmatch(word) for word in words)
        other = any(_OTHER.fullmatch(word) for word in words)
        if titled or other:
            return 0 if titled and other else 1 if titled else -1
        element = outline.parents[element]
    return 0
