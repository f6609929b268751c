"""Measure the parsers on saved pages of regulators: `python bench/regulators.py FOLDER [-v]`.

NAME.json beside each HTML page has `url`, `kind` and `items` (title, date, link). For each page, prints the number of
entries with the right date, with the right date and title, with a wrong date, without a date, of unexpected entries,
and of missed items; with `-v`, also the entries that are not right. The parser should reject a page without items.
"""

import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cdetrack.errors import CdetrackError
from cdetrack.model.record import Page, Record
from cdetrack.sources.normalise import record
from cdetrack.sources.reading import read
from cdetrack.text.clean import fold_text


class PageScore(NamedTuple):
    """The numbers of right, wrong and missed entries of a page."""

    wanted: int
    right: int
    titled: int
    wrong: int
    undated: int
    stray: int
    missed: int
    lines: tuple[str, ...]


def pages(folder: Path) -> list[Path]:
    """Return the paths of the pages with an answer file, sorted."""
    return sorted(
        path
        for path in folder.glob("*.htm*")
        if path.suffix in {".html", ".htm"} and path.with_suffix(".json").exists()
    )


def score(path: Path) -> PageScore:
    """Compare the entries of a page with its answer file; entries without a link are compared by title."""
    answer = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    wanted: defaultdict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for item in answer["items"]:
        title = fold_text(item["title"] or "")
        wanted[item["link"] or title].append((item["date"], title))
    found = _records(path, answer["url"])
    counts = dict.fromkeys(("right", "titled", "wrong", "undated", "stray"), 0)
    lines: list[str] = []
    for one in found:
        day = one.date.isoformat() if one.date_from == "listing" else None
        expected = wanted.get(one.url or "") or wanted.get(one.title) or []
        if not expected:
            verdict = "stray"
        elif any(day == other for other, _ in expected):
            verdict = "right"
            counts["titled"] += any(one.title == title for _, title in expected)
        else:
            verdict = "wrong" if day else "undated"
        counts[verdict] += 1
        if verdict != "right":
            lines.append(f"  {verdict} {day} {one.title[:80]} {one.url}")
    seen = {one.url for one in found} | {one.title for one in found}
    missed = [key for key in wanted if key not in seen]
    lines += [f"  missed {key}" for key in missed]
    return PageScore(wanted=len(answer["items"]), missed=len(missed), lines=tuple(lines), **counts)


def _records(path: Path, url: str) -> list[Record]:
    try:
        listings = read(Page(content=path.read_bytes(), url=url, name=path.name))
    except CdetrackError:
        return []
    seen = date(2026, 1, 1)
    return [record(raw, base=url, source="saved", seen=seen) for listing in listings for raw in listing.notices]


def main() -> None:
    """Print a line for each page."""
    for path in pages(Path(sys.argv[1])):
        one = score(path)
        print(
            f"{path.stem:<32} {one.right:>3}/{one.wanted:<3} titles {one.titled:<3} wrong {one.wrong}"
            f" undated {one.undated} stray {one.stray} missed {one.missed}"
        )
        if "-v" in sys.argv:
            print("\n".join(one.lines))


if __name__ == "__main__":
    main()
