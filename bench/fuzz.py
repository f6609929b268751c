"""Fuzz the readers of pages and of titles, guided by what they run through: `python bench/fuzz.py [SECONDS] [CORPUS]`.

Needs `atheris` (`pip install atheris`), which is no dependency: it is there for few versions of Python. An input that
raises anything but an expected error, or takes more than ten seconds, ends it and is written beside it.
"""

import sys
from datetime import date
from pathlib import Path

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

with atheris.instrument_imports(include=["cdetrack"]):
    from cdetrack.errors import CdetrackError
    from cdetrack.meaning.facets import read_facets
    from cdetrack.meaning.relations import document_keys
    from cdetrack.meaning.rules import Rules
    from cdetrack.model.record import Page
    from cdetrack.sources import generic, read, refusals
    from cdetrack.sources.cde import lists_html, lists_json
    from cdetrack.sources.formats import feed, har, json_kinds, json_list, own_export, plaintext, sheet
    from cdetrack.sources.nmpa import chinese, english, english_detail
    from cdetrack.sources.normalise import record
    from cdetrack.sources.wrappers import (
        eml,
        json_in_html,
        mhtml,
        saved_from,
        view_source,
        wayback,
        webarchive,
    )
    from cdetrack.text.docnumber import number_in

READERS = (
    *(chinese, eml, english, english_detail, feed, generic, har, json_in_html, json_kinds, json_list, lists_html),
    *(lists_json, mhtml, own_export, plaintext, refusals, saved_from, sheet, view_source, wayback, webarchive),
)
"""Imported here, so that they are instrumented as well: `read` imports them when it meets their pages."""
RULES = Rules()
TITLE = b"\x00"
"""An input that begins so is a title, a summary and a body; any other is a page."""


def one(data: bytes) -> None:
    """Read a page, or a title."""
    if data.startswith(TITLE):
        title, summary, body, *_ = [*data[1:].decode("utf-8", "replace").split("\0"), "", ""]
        facets = read_facets(title=title, date=date(2025, 9, 5), summary=summary or None, body=body or None)
        document_keys(title=title, date=date(2025, 9, 5), number=facets.number, issuers=facets.issuers)
        RULES.topics.why(title, summary)
        number_in(title)
        return
    try:
        for listing in read(Page(content=data, url=None)):
            for raw in listing.notices:
                record(raw, base=listing.base, source="x", seen=date(2025, 9, 5))
    except (CdetrackError, ValueError) as error:
        # `record` refuses an entry with a ValueError that says why; any other one is a bug.
        if type(error) is not ValueError and not isinstance(error, CdetrackError):
            raise


def main(seconds: int, corpus: Path) -> None:
    """Fuzz until an input breaks a reader, or the time is over."""
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = ROOT / "tests" / "data" / "sources"
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            str(seeds),
            f"-max_total_time={seconds}",
            "-timeout=10",
            "-max_len=40000",
            "-rss_limit_mb=3000",
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 300, Path(sys.argv[2] if sys.argv[2:] else "fuzz-corpus"))
