"""Recognise badges beside titles, such as `NEW`, `HOT` and `置顶`: they come and go, so they are left out of titles."""

import re
from itertools import chain, islice

from bs4 import NavigableString, PageElement, Tag

_BADGE_TAGS = frozenset(("b", "em", "font", "i", "label", "mark", "small", "span", "strong", "sub", "sup"))
_BADGE_CLASSES = frozenset(("badge", "badges", "flag", "pill", "ribbon", "sticker"))
_WORDS = frozenset(
    [
        *("new", "hot", "top", "neu", "nouveau", "nouveauté", "nuevo", "nueva", "novo", "nova", "novità", "nuovo"),
        *("nieuw", "ny", "nytt", "nyhet", "nowe", "nowość", "nové", "nový", "uusi", "új", "новое", "новинка", "baru"),
        *(
            "mới",
            "ใหม่",
            "جديد",
            "חדש",
            "pinned",
            "sticky",
            "featured",
            "新",
            "最新",
            "置顶",
            "置頂",
            "热",
            "热门",
            "熱門",
        ),
        *("推荐", "推薦", "荐", "顶", "精华", "新着", "注目", "공지", "신규", "새글", "추천"),
    ]
)
_ICON_CLASSES = frozenset(("ico", "icon", "new"))
_LONGEST_OF_ICON = 3
"""Letters in place of an icon: `N`, `PDF`."""
_LONGEST = 24
"""Characters of an element that may be a badge, with padding."""
_NEIGHBOURS = 2
"""Siblings on each side searched for other text: white space and an element."""
_NESTED = 3
"""Elements that may be nested around a badge: `<sup><b><font>`."""
_LONGEST_OF_CLASS = 14
"""Characters of a badge by its class; a longer text is part of the title."""
_DAY = re.compile(r"\d{4}|\d\W+\d")
"""A number of a year, or two numbers: a date in a badge is no badge."""
_PADDING = " \t\r\n\xa0!！*★☆•·:：()[]{}<>（）［］【】〔〕《》「」"


def is_badge(tag: Tag, *, in_link: bool) -> bool:
    """Return True if the element is a badge: a usual word, or a badge by its class inside a link with more words."""
    if tag.name not in _BADGE_TAGS:
        return False
    only: PageElement = tag
    for _ in range(_NESTED):
        if not isinstance(only, Tag) or only.name not in _BADGE_TAGS or len(only.contents) != 1:
            break
        only = only.contents[0]
    if type(only) is not NavigableString:
        return False
    shown = str(only)
    if len(shown) > _LONGEST or _DAY.search(shown):
        return False
    if not tag.parent or not _has_more(tag):
        return False
    if shown.strip(_PADDING).casefold() in _WORDS:
        return True
    names = tag.get("class") or ()
    words = {word for name in names for word in re.split(r"[-_]", str(name).casefold())}
    is_icon = len(shown.strip()) <= _LONGEST_OF_ICON and shown.strip().isalpha() and not words.isdisjoint(_ICON_CLASSES)
    is_called = len(shown.strip()) <= _LONGEST_OF_CLASS and not words.isdisjoint(_BADGE_CLASSES)
    return in_link and (is_icon or is_called)


def _has_more(tag: Tag) -> bool:
    """Return True if there is text or an element right before or after: a badge is never alone."""
    before, after = islice(tag.previous_siblings, _NEIGHBOURS), islice(tag.next_siblings, _NEIGHBOURS)
    return any(isinstance(near, Tag) or bool(str(near).strip()) for near in chain(before, after))
