"""Add the entries of saved listings one at a time and count the alerts: `python bench/never_told.py FOLDER [MOST]`.

FOLDER contains pages NAME.html, each with NAME.json, a list of objects with `title`, `date` and `url`. Serves each page
on loopback without its newest entries, at most MOST (20 by default). Each step adds one entry, from the bottom up, and
runs `cdetrack check` with a watch without a filter. Counts the entries without an alert, with two alerts, and with
another title or link in the alert. To remove an entry, the bench removes the largest element without a link of another
entry. Exits with 1 if an entry had no alert, or two.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urljoin

from lxml import etree, html

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from cdetrack.alert import channels
from cdetrack.alert.message import Message
from cdetrack.changes.keys import address, wording_of
from support.live import Live
from support.replica import Reply

_KEPT = 5
"""The least number of entries on a page at the start."""
_WATCH = '\n[[watch]]\nname = "all"\nchannels = ["https://hook.example/x"]\n'
_SHARED_WORDS = 0.5


@dataclass(slots=True)
class _Row:
    """An entry of the page: the path of its element from the root, and its expected values."""

    path: str
    link: str
    title: str
    day: str
    flat: bool
    """The elements after it belong to it, too, up to the next entry."""


@dataclass(slots=True)
class _Counts:
    """The counted entries of one page, and the failed looks."""

    added: int = 0
    never: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def _rows_of(tree: html.HtmlElement, items: Sequence[dict[str, str]]) -> list[_Row]:
    """Return the rows of the items with distinguishable links, in the order of the page."""
    wanted = {item["url"] for item in items}
    anchors = [a for a in tree.iter("a") if _expected_url(a, wanted)]
    counts: dict[str, list[dict[str, str]]] = {}
    for item in items:
        counts.setdefault(item["url"], []).append(item)
    root, found, taken = tree.getroottree(), [], set[str]()
    for anchor in anchors:
        url = _expected_url(anchor, wanted)
        same = [each for each in anchors if _expected_url(each, wanted) == url]
        alone = len(counts[url]) == 1
        if not alone and len(same) != len(counts[url]):
            continue
        matching = set(same) if alone else {anchor}
        row = anchor
        while row.getparent() is not None and all(
            each in matching for each in row.getparent().iter("a") if _expected_url(each, wanted)
        ):
            row = row.getparent()
        path = root.getpath(row)
        if path in taken:
            continue
        taken.add(path)
        item = counts[url][0 if alone else same.index(anchor)]
        # Another element, such as the link, holds only a part of the entry.
        flat = row.tag not in {"tr", "li", "article", "div", "section"}
        found.append(_Row(path, anchor.get("href").strip(), item["title"], item["date"], flat))
    return found


def _expected_url(anchor: html.HtmlElement, wanted: set[str]) -> str:
    href = (anchor.get("href") or "").strip()
    if href in wanted:
        return href
    bare = href.lstrip("./")
    return next((url for url in wanted if bare and url.endswith(bare)), "")


def _page_without(tree: html.HtmlElement, rows: Sequence[_Row], kept: Sequence[_Row]) -> bytes:
    """Return the page without `rows`; `kept` are the rows that stay."""
    copy = deepcopy(tree)
    stays = {element for row in kept for element in copy.xpath(row.path)}
    gone = [(row, element) for row in rows for element in copy.xpath(row.path)]
    starts = stays | {element for _, element in gone}
    for row, element in gone:
        beside = element.getnext() if row.flat else None
        while beside is not None and beside not in starts and beside.tag not in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            after = beside.getnext()
            beside.getparent().remove(beside)
            beside = after
        element.tail = None if row.flat else element.tail
        element.drop_tree()
    return b"<!DOCTYPE html>\n" + etree.tostring(copy, method="html", encoding="utf-8")


def _add_entries(folder: Path, name: str, most: int) -> _Counts:
    """Add the entries of one page step by step, and return the counts."""
    items = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    parser = html.HTMLParser(encoding="utf-8")
    tree = html.fromstring((folder / f"{name}.html").read_bytes(), parser=parser)
    rows = _rows_of(tree, items)
    new = rows[: max(0, min(most, len(rows) - _KEPT))]
    alerts: list[tuple[int, str, str]] = []
    counts, step = _Counts(), 0

    def send(_channel: str, message: Message, _means: object) -> None:
        alerts.extend((step, str(each["title"]), str(each["url"])) for each in message.notices)

    with tempfile.TemporaryDirectory() as place, Live(Path(place)) as live, patch.object(channels, "send", send):
        live.point({"real/page": live.site.url("page.html")}, more=_WATCH)
        base = live.site.url("page.html")
        for step in range(len(new) + 1):
            hidden = new[: len(new) - step]
            body = _page_without(tree, hidden, rows[len(hidden) :])
            live.site.files["/page.html"] = Reply(body=body, headers={"Content-Type": "text/html; charset=utf-8"})
            ran = live("check", "--wait", 0)
            if ran.code:
                counts.failed.append(f"step {step}: {ran.err.strip()[:200]}")
    _judge(counts, [row for at, row in enumerate(new) if not _is_repeated(row, rows[at + 1 :])], alerts, base)
    return counts


def _judge(counts: _Counts, new: Sequence[_Row], alerts: Sequence[tuple[int, str, str]], base: str) -> None:
    left = list(alerts)
    counts.added = len(new)
    for row in reversed(new):
        link = address(urljoin(base, row.link))
        shared = sum(each.link == row.link for each in new) > 1
        matching = [
            each for each in left if address(each[2]) == link and (not shared or _same_title(each[1], row.title))
        ]
        if not matching:
            counts.never.append(f"{row.title[:60]} {row.link[-60:]}")
            continue
        left = [each for each in left if each not in matching]
        if len(matching) > 1:
            counts.twice.append(f"{row.title[:60]} in steps {[each[0] for each in matching]}")
        if not _same_title(matching[0][1], row.title):
            counts.wrong.append(f"{row.title[:60]!r} is told as {matching[0][1][:80]!r}")
    counts.wrong += [f"step {step}: {title[:60]} {link[-50:]} is told and no entry" for step, title, link in left]


def _is_repeated(row: _Row, others: Sequence[_Row]) -> bool:
    """Return True if an older row has the same link, title and day: both are one notice."""
    return any((row.link, row.title, row.day) == (each.link, each.title, each.day) for each in others)


def _same_title(told: str, title: str) -> bool:
    if wording_of(title) in wording_of(told):
        return True
    ours, theirs = set(told.casefold().split()), set(title.casefold().split())
    return len(ours & theirs) >= _SHARED_WORDS * len(theirs)


def main() -> int:
    """Print a line for each page and the totals; return 1 if an entry was never told, or told twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("most", nargs="?", type=int, default=20)
    args = parser.parse_args()
    total = _Counts()
    print(f"{'page':32} added never twice wrong failed looks")
    for path in sorted(args.folder.glob("*.json")):
        counts = _add_entries(args.folder, path.stem, args.most)
        told = (counts.never, counts.twice, counts.wrong, counts.failed)
        print(f"{path.stem:32} {counts.added:5} " + " ".join(f"{len(each):5}" for each in told), flush=True)
        for lines in told:
            print("".join(f"    {line}\n" for line in lines[:3]), end="")
        total.added += counts.added
        for name in ("never", "twice", "wrong", "failed"):
            getattr(total, name).extend(getattr(counts, name))
    print(
        f"{total.added} entries added: {len(total.never)} never told, {len(total.twice)} told twice, "
        f"{len(total.wrong)} under a wrong title or link, {len(total.failed)} looks failed"
    )
    return 1 if total.never or total.twice else 0


if __name__ == "__main__":
    sys.exit(main())
