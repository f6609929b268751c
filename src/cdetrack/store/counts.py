"""Counts of the notices of a fold, kept beside it in `counts.json`, so that no command reads all notices to count them.

The file is derived and belongs to one fold, by that fold's checksum. Without a file that fits, the counts are made from
the fold; the next writer keeps them.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from cdetrack.errors import NewerCacheError
from cdetrack.store.files import UNREADABLE, read_file
from cdetrack.store.fold import Fold

NAME = "counts.json"
SCHEMA = 1
LEAST = 1 << 20
"""The size of a fold in bytes from which its counts are kept: a smaller one is read in 10 ms."""


class Count(NamedTuple):
    """A count of notices: a `day` by source and date, a `number` by issuer; of documents, those by month."""

    what: str
    """`day` or `number`, of every notice; `month`, `topic` or `source`, of each document that is not withdrawn."""
    name: str
    """The source, issuer or topic; empty for a `month`."""
    when: str
    """The date, the document number or the month."""


Counts = Mapping[Count, int]


def counts_of(fold: Fold | None) -> Counts:
    """Return the counts of all notices of a fold. Raises CacheError."""
    if fold is None:
        return {}
    kept = kept_counts(fold)
    return kept if kept is not None else Counter(_counted(map(fold.form, (line for _, line in fold.lines()))))


def kept_counts(fold: Fold) -> Counter[Count] | None:
    """Return the counts in the file beside the fold, None if they are of another fold. Raises CacheError."""
    if fold.checksum is None or len(fold.data) < LEAST:
        return None
    path = fold.path.with_name(NAME)
    head, _, rows = read_file(path).partition(b"\n")
    try:
        header = json.loads(head + b"]}")
        if header["schema"] > SCHEMA:
            raise NewerCacheError(path, header["schema"], SCHEMA)
        # By the hash, altered counts are as good as none.
        if header["fold"] != fold.checksum or header["sha256"] != sha256(rows).hexdigest():
            return None
    except UNREADABLE:
        return None
    return Counter({Count(*names): count for *names, count in json.loads(b"[" + rows.removesuffix(b"}\n"))})


def content(counts: Counts, fold: Fold) -> Iterator[bytes]:
    """Yield the content of the file of counts: one a line."""
    lines = (json.dumps([*key, count], ensure_ascii=False) for key, count in sorted(counts.items()))
    rows = ",\n".join(lines).encode() + b"\n]}\n"
    header = json.dumps({"schema": SCHEMA, "fold": fold.checksum, "sha256": sha256(rows).hexdigest()})
    yield f'{header[:-1]}, "counts": [\n'.encode()
    yield rows


def recount(counts: Counter[Count], old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> None:
    """Replace the counts of `old` notices by those of `new` ones, both as in the lines of a fold."""
    counts.update(_counted(new))
    for key in _counted(old):
        counts[key] -= 1
        if not counts[key]:
            del counts[key]


def _counted(forms: Iterable[Mapping[str, Any]]) -> Iterator[Count]:
    for form in forms:
        day, sources, issuers = form["date"], form["sources"], form["issuers"]
        yield from (Count("day", source, day) for source in sources)
        if form["number"] and issuers:
            yield Count("number", issuers[0], form["number"])
        # A line of cdetrack 0.1 has no document: each notice is one of its own.
        if form["withdrawn"] is None and form.get("document", form["id"]) == form["id"]:
            yield Count("month", "", day[:7])
            yield from (Count("topic", topic, day[:7]) for topic in form["topics"])
            yield from (Count("source", source, day[:7]) for source in sources)
