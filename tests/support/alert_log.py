"""The real program with an unfiltered watch that writes its alerts into a file."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.live import Live
from support.program import script
from support.replica import Item, Reply, items

RSS = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@contextmanager
def alerting(folder: Path) -> Iterator[Live]:
    """Yield the program with a listing of 20 notices and such a watch."""
    with Live(folder) as made:
        made.site.sections["drugs"] = items(20)
        watch(made)
        yield made


def watch(live: Live, urls: dict[str, str] | None = None, *, filters: str = "") -> None:
    """Point the program at these addresses, and let a watch put its alerts into `told.jsonl`."""
    folder = live.config.parent
    ring = script(folder / "ring.sh", f"cat >> '{folder / 'told.jsonl'}'; echo >> '{folder / 'told.jsonl'}'")
    more = f'[[watch]]\nname = "all"\n{filters}channels = [{json.dumps(f"exec:{ring}")}]\n'
    live.point(urls or {"nmpa/drugs": live.site.url("drugs.html")}, more=more)


def told(live: Live) -> list[str]:
    """Return the titles of all notices that were named in alerts."""
    path = live.config.parent / "told.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [notice["title"] for line in lines if line for notice in json.loads(line)["notices"]]


def new(count: int, *, first: int = 0) -> list[Item]:
    """Return that many notices which the listing did not have before, the newest first."""
    return [
        Item(title=f"NMPA Announcement on Matter {900 + n}", date="2026-03-01", article=str(1900000 + n))
        for n in range(first + count, first, -1)
    ]


def feed(*entries: tuple[str, str, str]) -> Reply:
    """Return a feed of title, link and date."""
    listed = "".join(
        f"<item><title>{title}</title><link>{link}</link>{f'<pubDate>{day}</pubDate>' if day else ''}</item>"
        for title, link, day in entries
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{listed}</channel></rss>'
    return Reply(headers=RSS, body=body.encode())
