"""Measure the generic source on saved pages with known answers: `python bench/generic.py FOLDER [-v]`.

NAME.json beside NAME.html is a list of objects with `date` and `url`. For each page, prints the number of expected
entries found with the right date and link, the verdict (a page passes with nine in ten), and the share of unexpected
entries. With `-v`, prints missed and unexpected entries as well. The addresses of the pages are unknown: relative links
are resolved against the most frequent host of the expected links. Two links are equal if their paths and queries are
equal, or if the longer path ends with the shorter one.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

_ENOUGH = 0.9


def _key_of(url: str) -> tuple[str, str]:
    """Return the host without `www.`, and the path with the query but without a slash at the end."""
    parts = urlsplit(url.strip())
    path = quote(unquote(parts.path), safe="/").rstrip("/")
    query = "?" + quote(unquote(parts.query), safe="=&") if parts.query else ""
    return (parts.hostname or "").removeprefix("www."), path + query


def _same_link(found: tuple[str, str], wanted: tuple[str, str], *, relative: bool) -> bool:
    """Return True if two links are equal; a relative link may lack the first segments of the path."""
    if found[1] == wanted[1]:
        return True
    return relative and wanted[1].endswith("/" + found[1].lstrip("/"))


def score(folder: Path, name: str) -> tuple[int, int, int, int, str, list[str]]:
    """Return the numbers of expected, hit, found and extra entries, an error, and lines on misses and extras."""
    expected = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    hosts = Counter(
        f"{parts.scheme}://{parts.netloc}/" for entry in expected if (parts := urlsplit(entry["url"])).netloc
    )
    base = hosts.most_common(1)[0][0] if hosts else "https://example.org/"
    wanted = {(entry["date"], _key_of(urljoin(base, entry["url"]))) for entry in expected}
    try:
        listing = parse(Page(content=(folder / f"{name}.html").read_bytes(), name=f"{name}.html"))
    except UnreadableError as error:
        return len(wanted), 0, 0, 0, error.message, []
    found = {
        (notice.date or "", _key_of(urljoin(base, notice.url or "")), "//" not in (notice.url or ""))
        for notice in listing.notices
    }
    exact = {(date, key[1]) for date, key in wanted}
    rest = [entry for entry in found if (entry[0], entry[1][1]) not in exact]
    loose = {
        entry: match
        for entry in rest
        if entry[2]
        and (match := next((w for w in wanted if w[0] == entry[0] and _same_link(entry[1], w[1], relative=True)), None))
    }
    hit = {(date, key) for date, key in wanted if (date, key[1]) in {(d, k[1]) for d, k, _ in found}} | set(
        loose.values()
    )
    extra = [entry for entry in rest if entry not in loose]
    lines = [f"  missed {date} {key[0]}{key[1]}" for date, key in sorted(wanted - hit)[:5]]
    lines += [f"  extra  {date} {key[0]}{key[1]}" for date, key, _ in sorted(extra)[:5]]
    lines += [
        f"  title  {notice.date} {notice.title[:90]} | {(notice.summary or '')[:60]}" for notice in listing.notices[:3]
    ]
    return len(wanted), len(hit), len(found), len(extra), "", lines


def main() -> None:
    """Print a table of the pages, and the share of pages that pass."""
    folder = Path(sys.argv[1])
    passed = total = extras = found_in_all = 0
    for path in sorted(folder.glob("*.json")):
        if not path.with_suffix(".html").exists():
            continue
        start = time.perf_counter()
        wanted, hit, found, extra, error, lines = score(folder, path.stem)
        seconds = time.perf_counter() - start
        passes = hit >= _ENOUGH * wanted
        passed, total, extras, found_in_all = passed + passes, total + 1, extras + extra, found_in_all + found
        share = extra / found if found else 0.0
        verdict = "pass" if passes else "FAIL"
        print(f"{path.stem:<32} {hit:>5}/{wanted:<5} {verdict}  extra {share:>4.0%}  {seconds:5.2f} s {error}")
        if "-v" in sys.argv:
            print("\n".join(lines))
    print(f"{passed} of {total} pages pass ({passed / max(total, 1):.0%})")
    print(f"{extras / max(found_in_all, 1):.1%} of the entries found are extra")


if __name__ == "__main__":
    main()
