"""Measure the parsers on saved pages of regulators: `python bench/regulators.py FOLDER [-v]`.

Beside each HTML page NAME.json with `url`, `kind` and `items` (title, date, link). For each page: the entries with the
right date, with the right title, too, those with a wrong date, those left undated, those that nobody expects, those
missed. A page without items has to be refused.
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


class Score(NamedTuple):
    """How many entries of a page are right and wrong."""

    wanted: int
    right: int
    titled: int
    wrong: int
    undated: int
    stray: int
    missed: int
    lines: tuple[str, ...]


def pages(folder: Path) -> list[Path]:
    """Return the pages that have an answer beside them."""
    return sorted(
        path
        for path in folder.glob("*.htm*")
        if path.suffix in {".html", ".htm"} and path.with_suffix(".json").exists()
    )


def score(path: Path) -> Score:
    """Compare the entries of a page with its answer, by link, or by title where there is none."""
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
    return Score(wanted=len(answer["items"]), missed=len(missed), lines=tuple(lines), **counts)


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
