"""Describe the lists on a page that were not taken for its listing: menus, and lists of dated links beside it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import takewhile

from cdetrack.errors import LoneEntryError, NoLinkError, UnreadableError, UntakenListError
from cdetrack.model.record import LeftOut
from cdetrack.sources.generic.best_list import NoList
from cdetrack.sources.generic.entry_links import day_in_address
from cdetrack.sources.generic.outline import Link, Outline
from cdetrack.sources.generic.places import block_around, item_around, of_one_name, place_of, region_of, selector_of
from cdetrack.sources.generic.short_days import day_beside, without_day
from cdetrack.sources.generic.title_check import is_title, width
from cdetrack.text.clean import fold_text, shorten

_FEWEST = 2
"""A single link is no list."""
_FEWEST_UNDATED = 3
"""Links of one kind outside of menus that may be a listing without dates."""
_FEWEST_IN_MENU = 6
"""Links of a menu on a page without others; it may be the listing."""
_SHORTEST_TITLE, _LONGEST_TITLE = 20, 200
_MOST_LINKS = 5000
"""Links of a page that are looked at; bounds the time."""
_MOST = 2000
"""Links of a list that are looked at; bounds the time."""


def lists_left_out(outline: Outline, taken: Collection[str]) -> tuple[LeftOut, ...]:
    """Return the menus, and the lists of dated links outside of the listing; `taken` are the listing's links."""
    regions: defaultdict[int, list[Link]] = defaultdict(list)
    own = sorted(
        link.start for link in outline.every_link if link.href in taken and not outline.navigation[link.element]
    )
    lo, hi = (own[0], own[-1]) if own else (0, -1)
    others: defaultdict[int, list[Link]] = defaultdict(list)
    among: defaultdict[int, list[Link]] = defaultdict(list)
    for link in outline.every_link[:_MOST_LINKS]:
        if outline.navigation[link.element]:
            regions[_outermost(outline, link.element)].append(link)
        elif own:
            kinds = among if lo <= link.start <= hi else others
            kinds[outline.paths[link.element]].append(link)
    menus = [
        _described(outline, region, links, is_menu=True) for region, links in regions.items() if len(links) >= _FEWEST
    ]
    # The parts of a listing may have another list between them.
    apart = (
        links
        for links in among.values()
        if bisect_left(own, links[0].start) == bisect_left(own, links[-1].start + 1)
        and not _holds(outline, region_of(outline, links), own)
    )
    beside = [
        _described(outline, region_of(outline, links), links, is_menu=False, taken=own)
        for links in (*others.values(), *apart)
        if len(links) >= _FEWEST
    ]
    return (*menus, *(each for each in beside if each.dated >= _FEWEST))


def no_list(outline: Outline, name: str, *, links: int, dates: int, objection: NoList) -> UnreadableError:
    """Return the error for a page without a listing: the likeliest list that was not taken, and why.

    `links` and `dates` are the counts outside of menus. `objection` tells why the likeliest links with dates are none.
    """
    likeliest = _likeliest_links(outline, outline.links or (outline.every_link if objection.why else ()))
    error = _refusal(outline, name, likeliest, links=links, dates=dates, objection=objection)
    error.titles = frozenset(
        link.href for link in likeliest if _is_long(outline, link) and not outline.navigation[link.element]
    )
    return error


def _refusal(
    outline: Outline, name: str, likeliest: Sequence[Link], *, links: int, dates: int, objection: NoList
) -> UnreadableError:
    lone = _described_links(outline, likeliest, in_full=True) if dates == 1 else None
    if lone is not None and lone.dated:
        return LoneEntryError(
            f"no dated list of links in {name} (links: {links}, dates: 1): `{lone.example}` is a single link with a "
            "date, and a list has two",
            hint=f"if it is a listing with one notice, read it {_with(lone.item)}",
            item=lone.item,
        )
    found = _described_links(outline, likeliest)
    menus = [each for each in lists_left_out(outline, ()) if each.is_menu and each.dated >= _FEWEST]
    few = links < _FEWEST and not objection.why
    plain = [link for link in outline.every_link if not link.scripted] if few else []
    # The parts of one menu are a menu each.
    whole = _described_links(outline, _likeliest_links(outline, plain))
    best = max([*menus, *([whole] if whole else [])], key=lambda each: each.dated, default=None)
    # As many days outside of menus are no menu's.
    is_outside = found is not None and found.dated >= max(_FEWEST_UNDATED, best.dated if best else 0)
    if best and not is_outside and (best.dated >= _FEWEST or best.links >= _FEWEST_IN_MENU):
        dated = f" and {best.dated} dates" if best.dated else ""
        return UntakenListError(
            f"no dated list of links in {name}: `{best.place}`, with {_counted(best.links)}{dated} "
            f"(`{best.example}`), was taken for a menu{_OR_A_BOX if outline.has_boxes else ''}",
            hint=_take(best, "if they are the listing"),
            is_dated=best.dated >= _FEWEST,
            is_menu=True,
        )
    held = f"links: {links}, dates: {dates}"
    if found is None:
        blocks = _dated_blocks(outline)
        hint = _take(blocks, "if its dates are those of notices") if blocks else _GENERAL
        return NoLinkError(f"no dated list of links in {name} ({held})", hint=hint)
    has_days = found.dated and (dates or any(map(day_in_address, found.links_to)))
    seen = "" if has_days else "; each is then dated by the day of its first sight"
    if not dates and found.links >= _FEWEST_UNDATED:
        return UntakenListError(
            f"no dated list of links in {name} ({held}): {_apart(outline, found, dates)}",
            hint=_take(found, "if they are notices") + seen,
            is_dated=False,
            is_menu=False,
        )
    return UnreadableError(
        f"no dated list of links in {name} ({held}): {objection.why or _apart(outline, found, dates)}",
        hint=objection.hint or _take(found, "if it lists notices") + seen,
    )


def _dated_blocks(outline: Outline) -> LeftOut | None:
    """Return the blocks around the dates of one kind, on a page without links; None for less than two."""
    kinds: defaultdict[int, list[Link]] = defaultdict(list)
    for start in outline.every_date[:_MOST]:
        element = outline.element_at(start)
        if not outline.navigation[element]:
            kinds[outline.paths[element]].append(Link(start, start, "", element))
    best = max(kinds.values(), key=len, default=[])
    return _described_links(outline, best) if len(best) >= _FEWEST else None


def _apart(outline: Outline, found: LeftOut, dates: int) -> str:
    """Return why the likeliest links have no dates."""
    one = found.links == 1
    if not dates and outline.periods >= found.links:
        why = f"{'has' if one else 'have'} no days but those since or until which something is so"
    elif not dates:
        why = f"{'has' if one else 'have'} no date with day, month and year"
    elif found.links < _FEWEST_UNDATED:
        why = f"{'is' if one else 'are'} too few to tell that dates above or below them are theirs"
    elif dates == 1:
        why = "have no date of their own, and the only date of the page may be that of the page itself"
    else:
        why = "have no date of their own, and the dates do not show whether they stand above or below their links"
    return f"{_counted(found.links)} in `{found.place}` {why} (`{found.example}`)"


def other_page(page: str, name: str, item: str) -> UnreadableError:
    """Return the error for a page whose name says that it lists no notices; `item` is a selector for an entry."""
    return UntakenListError(
        f"{page} has links with dates, but is no listing by its name, `{shorten(name)}`",
        hint=f"if they are notices, read them {_with(item)}",
        is_dated=True,
        is_menu=False,
    )


_OR_A_BOX = ", or for a box of related or popular pages"
_GENERAL = 'if it lists notices, name the block of one with a CSS selector of its source: `selectors = { item = "…" }`'


def _likeliest_links(outline: Outline, links: Sequence[Link]) -> Sequence[Link]:
    """Return the links of one kind with the most titles among them."""
    kinds: defaultdict[int, list[Link]] = defaultdict(list)
    for link in links[:_MOST]:
        kinds[outline.paths[link.element]].append(link)

    def likelihood(links: Sequence[Link]) -> tuple[float, int]:
        # The number of titles is lowered by their share: menus have a word or two.
        titles = sum(_is_long(outline, link) for link in links)
        return titles * titles / len(links), len(links)

    return max(kinds.values(), key=likelihood, default=[])


def _is_long(outline: Outline, link: Link) -> bool:
    """Return True for a link with the length of a title."""
    return width(outline.text[link.start : link.end]) >= _SHORTEST_TITLE


def _take(found: LeftOut, when: str) -> str:
    return f"{when}, read {'it' if found.links == 1 else 'them'} {_with(found.item)}"


def _with(item: str) -> str:
    """Return how a list is read by a selector for its entries: a link alone has no settings."""
    setting = f'`selectors = {{ item = "{item}" }}`'
    return f"with {setting} in the settings of its source (`cdetrack sources enable LINK` makes one)"


def _counted(links: int) -> str:
    return "1 link" if links == 1 else f"{links} links"


def _outermost(outline: Outline, element: int) -> int:
    """Return the outermost menu around an element."""
    while (parent := outline.parents[element]) >= 0 and outline.navigation[parent]:
        element = parent
    return element


def _is_nested(outline: Outline, item: int, region: int) -> bool:
    """Return True if an element of the name of an item is around it, inside of a region."""
    name, around = outline.tags[item].name, outline.parents[item]
    while around > region and outline.tags[around].name != name:
        around = outline.parents[around]
    return around > region


def _holds(outline: Outline, element: int, positions: Sequence[int]) -> bool:
    return bisect_left(positions, outline.ends[element]) > bisect_left(positions, outline.starts[element])


def _has_day(outline: Outline, item: int, link: Link) -> bool:
    """Return True for a title whose day has no year or is in its address; a shorter link is that of a calendar."""
    day = day_beside(outline, link, outline.starts[item], outline.ends[item]) or day_in_address(link.href)
    return day is not None and is_title(outline.clean(link.start, link.end))


def _described_links(outline: Outline, links: Sequence[Link], *, in_full: bool = False) -> LeftOut | None:
    return _described(outline, region_of(outline, links), links, is_menu=False, in_full=in_full) if links else None


def _described(
    outline: Outline,
    region: int,
    links: Sequence[Link],
    *,
    is_menu: bool,
    taken: Sequence[int] = (),
    in_full: bool = False,
) -> LeftOut:
    """Return the description of these links; the dates of a block with a `taken` link are those of its entry.

    With `in_full`, days without a year or in addresses do not count.
    """
    links = links[:_MOST]
    # A further link of a block, such as that of the minutes beside the agenda, begins no entry.
    firsts = list({block_around(outline, link.element): link for link in reversed(links)}.values())[::-1]
    starts = [link.start for link in firsts]
    items = [item_around(outline, region, link, starts) for link in firsts]
    if _is_nested(outline, items[0], region):
        # `aside li` would find the item around the whole list, too.
        region = region_of(outline, firsts)
    dated = [
        not _holds(outline, item, taken)
        and (_holds(outline, item, outline.every_date) or (not in_full and _has_day(outline, item, link)))
        for item, link in zip(items, firsts, strict=True)
    ]
    entries = [link for link, has in zip(firsts, dated, strict=True) if has]
    shown = list(filter(None, _titles(outline, entries))) or _titles(outline, links)
    place = place_of(outline, region, alone=True)
    return LeftOut(
        place=place,
        is_menu=is_menu,
        links=len(links),
        dated=sum(dated),
        example=shorten(fold_text(max(shown[:10], key=len)), 60),
        item=f"{place} {_item_in(outline, region, of_one_name(outline, items))}",
        links_to=tuple(dict.fromkeys(link.href for link in links)),
    )


def _titles(outline: Outline, links: Sequence[Link]) -> list[str]:
    spans = (without_day(outline, link, link.start, link.end) for link in links)
    return [outline.clean(*span)[:_LONGEST_TITLE] for span in spans]


def _item_in(outline: Outline, region: int, items: Sequence[int]) -> str:
    """Return a selector for the items in their region, which finds no elements of their kind inside of them."""
    own = selector_of(outline, items)
    if any(outline.parents[item] != region for item in items):
        return own
    inside = (element for element in range(region + 1, len(outline.tags)) if outline.parents[element] != region)
    within = takewhile(lambda element: outline.starts[element] < outline.ends[region], inside)
    return f"> {own}" if any(selector_of(outline, [element]).startswith(own) for element in within) else own
