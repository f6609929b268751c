"""Let saved listings grow again, entry by entry, and count what is told: `python bench/never_told.py [FOLDER] [MOST]`.

For each NAME.html with NAME.json in FOLDER (by default `../shared/real/generic` beside the checkout) the page is served
on loopback without its newest entries, at most MOST (20), and then with one more at each step, from the bottom up, as
the listing grew; `cdetrack check` looks at it after each, with a watch without a filter. Of each entry that was added
is counted whether it was told, once, and under its own title and link. An entry is cut out with the largest element
that has no other entry's link in it. The exit code is 1 when an entry was never told, or told twice.
"""

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
from cdetrack.alert.digest import Message
from cdetrack.changes.keys import address, wording_of
from support.live import Live
from support.replica import Reply

FOLDER = Path(__file__).parents[2] / "shared" / "real" / "generic"
MOST = 20
_LEFT = 5
"""So many entries every page begins with."""
_WATCH = '\n[[watch]]\nname = "all"\nchannels = ["https://hook.example/x"]\n'
_ALIKE = 0.5


@dataclass(slots=True)
class Row:
    """An entry of the page: its place in the tree, from the root, and what is known of it."""

    path: str
    link: str
    title: str
    day: str
    flat: bool
    """What belongs to it stands beside it."""


@dataclass(slots=True)
class Counts:
    """What came of the entries of one page."""

    added: int = 0
    never: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def rows_of(tree: html.HtmlElement, items: Sequence[dict[str, str]]) -> list[Row]:
    """Return the rows of the items that can be told apart by their links, in the page's order."""
    wanted = {item["url"] for item in items}
    anchors = [a for a in tree.iter("a") if _meant(a, wanted)]
    counts: dict[str, list[dict[str, str]]] = {}
    for item in items:
        counts.setdefault(item["url"], []).append(item)
    root, found, taken = tree.getroottree(), [], set[str]()
    for anchor in anchors:
        url = _meant(anchor, wanted)
        same = [each for each in anchors if _meant(each, wanted) == url]
        alone = len(counts[url]) == 1
        if not alone and len(same) != len(counts[url]):
            continue
        mine = set(same) if alone else {anchor}
        row = anchor
        while row.getparent() is not None and all(
            each in mine for each in row.getparent().iter("a") if _meant(each, wanted)
        ):
            row = row.getparent()
        path = root.getpath(row)
        if path in taken:
            continue
        taken.add(path)
        item = counts[url][0 if alone else same.index(anchor)]
        # A row of its own says more than the title.
        flat = row.tag not in {"tr", "li", "article", "div", "section"}
        found.append(Row(path, anchor.get("href").strip(), item["title"], item["date"], flat))
    return found


def _meant(anchor: html.HtmlElement, wanted: set[str]) -> str:
    href = (anchor.get("href") or "").strip()
    if href in wanted:
        return href
    bare = href.lstrip("./")
    return next((url for url in wanted if bare and url.endswith(bare)), "")


def without(tree: html.HtmlElement, rows: Sequence[Row], kept: Sequence[Row]) -> bytes:
    """Return the page without `rows`."""
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


def grown(folder: Path, name: str, most: int) -> Counts:
    """Let one page grow, and return what was told."""
    items = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    parser = html.HTMLParser(encoding="utf-8")
    tree = html.fromstring((folder / f"{name}.html").read_bytes(), parser=parser)
    rows = rows_of(tree, items)
    new = rows[: max(0, min(most, len(rows) - _LEFT))]
    got: list[tuple[int, str, str]] = []
    counts, step = Counts(), 0

    def send(_channel: str, message: Message, _means: object) -> None:
        got.extend((step, str(each["title"]), str(each["url"])) for each in message.notices)

    with tempfile.TemporaryDirectory() as place, Live(Path(place)) as live, patch.object(channels, "send", send):
        live.point({"real/page": live.site.url("page.html")}, more=_WATCH)
        base = live.site.url("page.html")
        for step in range(len(new) + 1):
            hidden = new[: len(new) - step]
            body = without(tree, hidden, rows[len(hidden) :])
            live.site.files["/page.html"] = Reply(body=body, headers={"Content-Type": "text/html; charset=utf-8"})
            ran = live("check", "--wait", 0)
            if ran.code:
                counts.failed.append(f"step {step}: {ran.err.strip()[:200]}")
    _judge(counts, [row for at, row in enumerate(new) if not _is_repeated(row, rows[at + 1 :])], got, base)
    return counts


def _judge(counts: Counts, new: Sequence[Row], got: Sequence[tuple[int, str, str]], base: str) -> None:
    left = list(got)
    counts.added = len(new)
    for row in reversed(new):
        link = address(urljoin(base, row.link))
        shared = sum(each.link == row.link for each in new) > 1
        mine = [each for each in left if address(each[2]) == link and (not shared or _alike(each[1], row.title))]
        if not mine:
            counts.never.append(f"{row.title[:60]} {row.link[-60:]}")
            continue
        left = [each for each in left if each not in mine]
        if len(mine) > 1:
            counts.twice.append(f"{row.title[:60]} in steps {[each[0] for each in mine]}")
        if not _alike(mine[0][1], row.title):
            counts.wrong.append(f"{row.title[:60]!r} is told as {mine[0][1][:80]!r}")
    counts.wrong += [f"step {step}: {title[:60]} {link[-50:]} is told and no entry" for step, title, link in left]


def _is_repeated(row: Row, others: Sequence[Row]) -> bool:
    """Return True if an older row has its link, title and day: the two are one notice."""
    return any((row.link, row.title, row.day) == (each.link, each.title, each.day) for each in others)


def _alike(told: str, title: str) -> bool:
    if wording_of(title) in wording_of(told):
        return True
    ours, theirs = set(told.casefold().split()), set(title.casefold().split())
    return len(ours & theirs) >= _ALIKE * len(theirs)


def main() -> int:
    """Print a line for each page and the totals; return 1 when something was never told, or twice."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    most = int(sys.argv[2]) if len(sys.argv) > 2 else MOST  # noqa: PLR2004 - the second argument
    total = Counts()
    print(f"{'page':32} added never twice wrong failed looks")
    for path in sorted(folder.glob("*.json")):
        counts = grown(folder, path.stem, most)
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
