"""Fuzz the parsers of pages and titles, guided by coverage: `python bench/fuzz.py [SECONDS] [CORPUS]`.

Runs for 300 seconds by default. Needs `atheris` (`pip install atheris`), which is no dependency because it supports few
versions of Python. The run stops at an input that raises an unexpected error or takes more than ten seconds, and writes
this input to the working directory.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT / "src"))

with atheris.instrument_imports(include=["cdetrack"]):
    from cdetrack.errors import CdetrackError
    from cdetrack.meaning.relation_keys import document_keys
    from cdetrack.meaning.relations import relation
    from cdetrack.meaning.rules import Rules
    from cdetrack.model.record import Page, Record, Standing
    from cdetrack.sources import generic, read, refusals
    from cdetrack.sources.cde import lists_html, lists_json
    from cdetrack.sources.formats import feed, har, json_kinds, json_list, own_export, plaintext, sheet
    from cdetrack.sources.nmpa import chinese, english, english_detail
    from cdetrack.sources.normalise import record
    from cdetrack.sources.wrappers import (
        archive_copy,
        eml,
        json_in_html,
        mhtml,
        saved_from,
        view_source,
        webarchive,
    )
    from cdetrack.text.docnumber import number_in

_PARSERS = (
    *(chinese, eml, english, english_detail, feed, generic, har, json_in_html, json_kinds, json_list, lists_html),
    *(lists_json, mhtml, own_export, plaintext, refusals, saved_from, sheet, view_source, archive_copy, webarchive),
)
"""Parsers that `read` imports on demand: they are instrumented only if imported above."""
_RULES = Rules()
_TITLE = b"\x00"
"""The first byte of an input with title, summary and body; every other input is a page."""


def _parse_input(data: bytes) -> None:
    """Parse an input as a page or as a title."""
    if data.startswith(_TITLE):
        title, summary, body, *_ = [*data[1:].decode("utf-8", "replace").split("\0"), "", ""]
        one, other = (
            _RULES.notice(
                Standing(
                    id=name,
                    record=Record(title=text, date=date(2025, 9, 5), summary=summary or None, body=body or None),
                    first_seen=datetime(2025, 9, 5, tzinfo=UTC),
                    look=1,
                    place=0,
                )
            )
            for name, text in (("one", title), ("other", summary or title))
        )
        document_keys(one)
        relation(one, other)
        _RULES.topics.why(title, summary)
        number_in(title)
        return
    try:
        for listing in read(Page(content=data, url=None)):
            for raw in listing.notices:
                record(raw, base=listing.base, source="x", seen=date(2025, 9, 5))
    except (CdetrackError, ValueError) as error:
        # `record` rejects an entry with a ValueError; an instance of a subclass, such as UnicodeError, is a bug.
        if type(error) is not ValueError and not isinstance(error, CdetrackError):
            raise


def main(seconds: int, corpus: Path) -> None:
    """Fuzz for so many seconds, or until an input breaks a parser."""
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = _ROOT / "tests" / "data" / "sources"
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
        _parse_input,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 300, Path(sys.argv[2] if sys.argv[2:] else "fuzz-corpus"))
