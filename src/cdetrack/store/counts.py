"""Counts of the notices of a fold, kept beside it in `counts.json`, so that no command reads all notices to count them.

The file is derived and belongs to one fold, by that fold's checksum. Without a file that fits, the counts are made from
the fold; the next writer keeps them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from typing import Any

from cdetrack.store.files import UNREADABLE, check_schema, read_file, replace
from cdetrack.store.fold import Fold

NAME = "counts.json"
SCHEMA = 2
"""2 counts by source every notice that is not withdrawn, where 1 counted documents by their leading notice."""
LEAST = 1 << 20
"""The size of a fold in bytes from which its counts are kept: a smaller one is read in 10 ms."""


Counts = dict[tuple[str, str], dict[str, int]]
"""(kind, name) -> day, month or document number -> count.

`day` by source and `number` by issuer count every notice; `topic` by month, and `month` with an empty name, each
document that is not withdrawn; `source` by month each notice that is not withdrawn.
"""


def counts_of(fold: Fold | None, *, kind: str | None = None) -> Counts:
    """Return the counts of all notices of a fold, all or of one kind. Raises CacheError."""
    kept = kept_counts(fold, kind=kind) if fold is not None else None
    if kept is not None:
        return kept
    counts: Counts = {}
    recount(counts, (), map(fold.form, (line for _, line in fold.lines())) if fold is not None else ())
    return {key: numbers for key, numbers in counts.items() if kind in (None, key[0])}


def kept_counts(fold: Fold, *, kind: str | None = None) -> Counts | None:
    """Return the counts in the file beside the fold, all or of one kind; None if they are of another fold.

    Raises CacheError.
    """
    lines = _kept_lines(fold, b"[" if kind is None else f'["{kind}"'.encode())
    if lines is None:
        return None
    counts: Counts = {}
    for each, name, numbers in json.loads(b"[%b]" % b",".join(lines)):
        counts.setdefault((each, name), {}).update(numbers)
    return counts


def days_of(fold: Fold | None) -> dict[str, Iterator[str]]:
    """Return source -> the days with a notice of it, newest first; a kept year is decoded when it is asked for.

    Raises CacheError.
    """
    lines = _kept_lines(fold, b'["day"') if fold is not None else None
    if lines is None:
        counts = counts_of(fold, kind="day")
        return {name: iter(sorted(numbers, reverse=True)) for (_, name), numbers in counts.items()}
    years: dict[str, list[bytes]] = {}
    for line in reversed(lines):
        # The last one: a name may have it, too.
        name = json.loads(line[: line.rfind(b'", {"') + 1] + b"]")[1]
        years.setdefault(name, []).append(line)
    return {name: _days_in(each) for name, each in years.items()}


def _days_in(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        yield from reversed(json.loads(line)[2])


def _kept_lines(fold: Fold, start: bytes) -> list[bytes] | None:
    """Return the lines with this beginning in the file beside the fold; None if it is of another fold."""
    if fold.checksum is None or len(fold.data) < LEAST:
        return None
    path = fold.path.with_name(NAME)
    head, _, rows = read_file(path).partition(b"\n")
    try:
        header = json.loads(head + b"]}")
        check_schema(header, path, SCHEMA)
        # By the hash, altered counts are as good as none.
        if header["schema"] < SCHEMA or header["fold"] != fold.checksum or header["sha256"] != sha256(rows).hexdigest():
            return None
    except UNREADABLE:
        return None
    return [line.removesuffix(b",") for line in rows.splitlines() if line.startswith(start)]


def keep(fold: Fold | None, counts: Counts | None) -> None:
    """Write the counts of a fold beside it, counting its notices if None are given; those of a small fold are not kept.

    Raises CacheError.
    """
    if fold is not None and len(fold.data) >= LEAST:
        replace(fold.path.with_name(NAME), _content(counts if counts is not None else counts_of(fold), fold))


def _content(counts: Counts, fold: Fold) -> Iterator[bytes]:
    """Yield the content of the file of counts: a line for each kind, name and year."""
    lines = (
        json.dumps([*key, dict(numbers)], ensure_ascii=False)
        for key, named in sorted(counts.items())
        for _, numbers in groupby(sorted(named.items()), key=_year)
    )
    rows = ",\n".join(lines).encode() + b"\n]}\n"
    header = json.dumps({"schema": SCHEMA, "fold": fold.checksum, "sha256": sha256(rows).hexdigest()})
    yield f'{header[:-1]}, "counts": [\n'.encode()
    yield rows


def _year(counted: tuple[str, int]) -> str:
    return counted[0][:4]


def recount(counts: Counts, old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> None:
    """Replace the counts of `old` notices by those of `new` ones, both as in the lines of a fold."""
    for kind, name, when in _counted(new):
        numbers = counts.setdefault((kind, name), {})
        numbers[when] = numbers.get(when, 0) + 1
    for kind, name, when in _counted(old):
        numbers = counts[kind, name]
        numbers[when] -= 1
        if not numbers[when]:
            del numbers[when]
        if not numbers:
            del counts[kind, name]


def _counted(forms: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for form in forms:
        day, sources, issuers = form["date"], form["sources"], form["issuers"]
        yield from (("day", source, day) for source in sources)
        if form["number"] and issuers:
            yield "number", issuers[0], form["number"]
        if form["withdrawn"] is not None:
            continue
        yield from (("source", source, day[:7]) for source in sources)
        # A line of cdetrack 0.1 has no document: each notice is one of its own.
        if form.get("document", form["id"]) == form["id"]:
            yield "month", "", day[:7]
            yield from (("topic", topic, day[:7]) for topic in form["topics"])
