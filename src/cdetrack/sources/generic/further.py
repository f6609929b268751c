"""Find the further page of a listing: by `rel=next`, a link called Next, or a pager of numbers or of a script."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.outline_builder import classes_of
from cdetrack.sources.page_scripts import next_in

_NEXT = frozenset(
    [
        *("next", "next page", "older", "older posts", "older entries", "older items", "more results", "show more"),
        *("load more", "下一页", "下页", "后一页", "后页", "下一頁", "下頁", "次へ", "次のページ", "次ページ", "다음"),
        *("다음 페이지", "suivant", "suivante", "page suivante", "suivants", "weiter", "nächste", "nächste seite"),
        *("vorwärts", "siguiente", "página siguiente", "próxima", "próximo", "próxima página", "seguinte"),
        *("página seguinte", "successiva", "successivo", "pagina successiva", "avanti", "volgende", "volgende pagina"),
        *("næste", "neste", "nästa", "seuraava", "następna", "następny", "dalej", "další", "následující", "ďalšie"),
        *("következő", "următoarea", "следующая", "далее", "вперед", "вперёд", "следваща", "επόμενη", "التالي", "הבא"),
        *("ถัดไป", "selanjutnya", "berikutnya", "tiếp", "sonraki"),
    ]
)
_ARROWS = frozenset(("»", "›", ">", ">>", "→", "⟩", "▶", "►", "❯"))
_DECORATION = " \t\r\n\xa0\x1f»›>→⟩▶►❯…[]()|"
_SCHEME = re.compile(r"(?:https?:|(?![a-z][a-z0-9+.-]*:))", re.IGNORECASE)
"""A web address, or a relative one."""
_NUMBER = re.compile(r"[1-9]\d{0,3}")
_DIGITS = re.compile(r"\d+")
_FIRST_YEAR = 1900
_MANY = 20
_CLIMB = 3
_SLACK = 4
_LONGEST = 60
_WIDEST = 400
_OUTSIDE = frozenset(("header", "footer", "aside"))
_OUTSIDE_ROLES = frozenset(("banner", "contentinfo", "complementary"))
_OFF = frozenset(("disabled", "inactive", "unavailable"))
_CURRENT = frozenset(("active", "current", "selected", "on", "cur", "now"))


class Further(NamedTuple):
    """Whether a page leads to a further page of its listing, and the address of the next one, if it names that."""

    exists: bool
    next_url: str | None = None
    by: str | None = None
    """The link that leads there: `rel=next`, `link` for one called Next, `pager` for numbered ones."""


def further_page(outline: Outline) -> Further:
    """Return the further page of the listing; a pager that only a script turns names no address."""
    for tag in outline.tags:
        if tag.name in ("link", "a") and "next" in _words(tag.get("rel")) and tag.get("href") and not _is_off(tag):
            return _at(str(tag.get("href")), "rel=next")
    links = [link for link in outline.every_link if link.end - link.start <= _LONGEST]
    called = [link for link in links if _is_called_next(outline, link) and _may_lead(outline, link)]
    for link in called:
        if not link.scripted:
            return _at(link.href, "link")
    pagers = [*_pagers(outline, [link for link in links if _number(outline, link) and _may_lead(outline, link)])]
    exists, address = next_in(outline.scripts)
    by = "link" if called else "pager" if exists or any(each.exists for each in pagers) else None
    return next((each for each in pagers if each.next_url), Further(by is not None, address, by))


def _at(href: str, by: str) -> Further:
    address = href.strip()
    usable = not address.startswith("#") and _SCHEME.match(address)
    return Further(exists=True, next_url=address if usable else None, by=by)


def _number(outline: Outline, link: Link) -> int:
    """Return the number that the link is called; 0 when it is none, or a year."""
    shown = outline.clean(link.start, link.end).strip(_DECORATION)
    return int(shown) if _NUMBER.fullmatch(shown) and int(shown) < _FIRST_YEAR else 0


def _may_lead(outline: Outline, link: Link) -> bool:
    tag = outline.tags[link.element]
    follows = tag.get("onclick") or str(tag.get("href")).casefold().startswith("javascript:")
    if link.scripted and not follows and not any(key.startswith("data-") and "page" in key for key in tag.attrs):
        return False
    element = link.element
    while element >= 0:
        around = outline.tags[element]
        if around.name in _OUTSIDE or str(around.get("role", "")).casefold() in _OUTSIDE_ROLES:
            return False
        element = outline.parents[element]
    parent = outline.parents[link.element]
    return not _is_off(tag) and (parent < 0 or not _is_off(outline.tags[parent]))


def _is_called_next(outline: Outline, link: Link) -> bool:
    shown = outline.clean(link.start, link.end)
    tag = outline.tags[link.element]
    names = [shown, str(tag.get("aria-label") or ""), str(tag.get("title") or "")]
    if any(name[:40].strip(_DECORATION).casefold() in _NEXT for name in names):
        return True
    return shown in _ARROWS


def _pagers(outline: Outline, links: list[Link]) -> Iterator[Further]:
    """Yield the further page of each pager: numbers in one place that lead to addresses of one shape.

    The first page has an address of another shape more often than not, so that one further page makes a pager.
    """
    groups: defaultdict[tuple[int, str], list[tuple[int, Link]]] = defaultdict(list)
    for link in links:
        place = link.element
        for _ in range(_CLIMB):
            # The innermost element that holds more than this number.
            place = max(outline.parents[place], 0)
            if outline.ends[place] - outline.starts[place] > link.end - link.start + _SLACK:
                break
        shape = "" if link.scripted else _DIGITS.sub("0", link.href)
        groups[place, shape].append((_number(outline, link), link))
    for (place, _), found in groups.items():
        # The days of a calendar are numbers in the cells of a row, too.
        is_small = outline.ends[place] - outline.starts[place] <= _WIDEST and len(found) < _MANY
        if is_small and outline.tags[place].name != "tr":
            yield _goes_on(outline, place, found)


def _goes_on(outline: Outline, place: int, found: list[tuple[int, Link]]) -> Further:
    """Return the page of the next number, if a number is greater than that of the page shown."""
    numbers = {number for number, _ in found}
    here = _current(outline, place, found)
    if here is None:
        # The page itself is no link: the number that is missing.
        missing = set(range(1, max(numbers))) - numbers
        here = max(missing, default=0)
        if len(numbers) == 1 and not missing:
            return Further(exists=False)
    following = next((link.href for number, link in found if number == here + 1 and not link.scripted), None)
    next_url = _at(following, "pager").next_url if following else None
    return Further(exists=max(numbers) > here, next_url=next_url, by="pager")


def _current(outline: Outline, place: int, found: list[tuple[int, Link]]) -> int | None:
    """Return the number of the page shown, where the pager tells it."""
    for number, link in found:
        tag = outline.tags[link.element]
        parent = outline.tags[max(outline.parents[link.element], 0)]
        if tag.get("aria-current") or parent.get("aria-current"):
            return number
        if not _CURRENT.isdisjoint(_classes(tag)) or not _CURRENT.isdisjoint(_classes(parent)):
            return number
    linked = {number for number, _ in found}
    spans = [(link.start, link.end) for _, link in found]
    text = outline.text[outline.starts[place] : outline.ends[place]]
    for match in re.finditer(r"(?<![^\s\x1f\[(])\d{1,4}(?![^\s\x1f\])])", text):
        at = outline.starts[place] + match.start()
        if int(match[0]) not in linked and not any(lo <= at < hi for lo, hi in spans):
            return int(match[0])
    return None


def _is_off(tag: Tag) -> bool:
    return str(tag.get("aria-disabled") or "").casefold() == "true" or not _OFF.isdisjoint(_classes(tag))


def _classes(tag: Tag) -> set[str]:
    return {word for name in classes_of(tag)[:12] for word in re.split(r"[-_]", name.casefold())}


def _words(value: object) -> list[str]:
    return [str(word).casefold() for word in value] if isinstance(value, list) else str(value or "").casefold().split()
