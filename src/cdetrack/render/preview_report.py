"""A preview of a listing as messages for people, and as one JSON object."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from cdetrack.errors import quoted
from cdetrack.model.jsonform import notice_json
from cdetrack.render import counted
from cdetrack.text.clean import shorten

if TYPE_CHECKING:
    from cdetrack.look.preview import FurtherPages, Preview
    from cdetrack.model.record import LeftOut

_MOST_MENUS = 4
_MOST_DATED = 4
_FEWEST_DATED = 2
"""A menu may show a single date, such as that of today."""
_ORDERS = {"dmy": "day first", "mdy": "month first"}
_GROUNDS = {
    "setting": "`date_order` of its source says so",
    "learnt": "a date in an earlier look proved it",
    "page": "a date of the listing proves it",
}
_WAYS = {
    "rel=next": "by `rel=next`",
    "link": "by a link called Next",
    "pager": "by the pager's numbered links",
    "json": "by `next` in the JSON",
    "{page}": "by `{page}` in the source's settings",
    "site": "by the addresses that the site is known for",
}


def preview_lines(found: "Preview") -> Iterator[str]:
    """Yield the facts about the page: the count, the order of dates, lists left out, further pages."""
    kinds = quoted(dict.fromkeys(found.kinds))
    several = f" in {len(found.kinds)} listings" if len(found.kinds) > 1 else ""
    yield f"{len(found.notices)} found{several} by the reader {kinds}, in the page's order; nothing was kept"
    if found.date_order is not None and found.date_order_from is not None:
        ground = _GROUNDS[found.date_order_from]
        yield f"dates: 05/09/2025 would be read {_ORDERS[found.date_order]}: {ground}"
    if found.matches is not None:
        yield f"{'fields' if found.kind == 'json' else 'selectors'}: {found.matches}"
    yield from _left_out(found)
    yield f"further pages: {_further(found.further)}"


def preview_json(found: "Preview") -> dict[str, object]:
    """Return a preview as one JSON object, with its notices as `list --json` shows them."""
    return {
        "kinds": list(found.kinds),
        "notices": [notice_json(each) for each in found.notices],
        "problems": list(found.problems),
        "notes": [note.text for note in found.notes],
        "date_order": found.date_order,
        "date_order_from": found.date_order_from,
        "further": {
            "by": found.further.by,
            "next": found.further.next_url,
            "pages": found.further.pages,
            "followed": found.further.is_followed,
        },
        "matches": found.matches,
        "left_out": [
            {
                "place": each.place,
                "menu": each.is_menu,
                "links": each.links,
                "dated": each.dated,
                "example": each.example,
                "item": each.item,
            }
            for each in found.left_out
        ],
    }


def _left_out(found: "Preview") -> Iterator[str]:
    dated = [each for each in found.left_out if each.dated >= _FEWEST_DATED]
    menus = [each for each in found.left_out if each.dated < _FEWEST_DATED]
    for each in sorted(dated, key=lambda one: -one.dated)[:_MOST_DATED]:
        what = "taken for a menu" if each.is_menu else "left out as another list"
        yield (
            f"{what}, with {each.dated} dates: {_described(each)}; if it is your listing, "
            f'`selectors = {{ item = "{each.item}" }}` of its source reads it'
        )
    if len(dated) > _MOST_DATED:
        yield f"{counted(len(dated) - _MOST_DATED, 'more list')} with dates left out: `--report` shows all"
    if menus:
        shown = "; ".join(map(_described, islice(menus, _MOST_MENUS)))
        more = f"; and {len(menus) - _MOST_MENUS} more" if len(menus) > _MOST_MENUS else ""
        yield f"taken for menus and left out: {shown}{more}"


def _described(each: "LeftOut") -> str:
    example = f", such as `{shorten(each.example, 40)}`" if each.example else ""
    return f"`{each.place}` ({counted(each.links, 'link')}{example})"


def _further(pages: "FurtherPages") -> str:
    stated = f"{counted(pages.pages, 'page')} in all; " if pages.pages is not None else ""
    if pages.by is None:
        return f"{stated}none was found"
    way = _WAYS.get(pages.by, f"by `{pages.by}`")
    if pages.next_url is None:
        if pages.is_followed:
            return f"{stated}the next one is found {way}"
        if pages.by == "site":
            return f"{stated}this is the last one"
        return f"{stated}there are some ({way}), but only a script turns them: save them from a browser"
    ends = (
        ""
        if pages.is_followed or "://" not in pages.next_url
        else ", and not followed: it is on another site, or this page"
    )
    return f"{stated}the next one is `{pages.next_url}`, found {way}{ends}"
