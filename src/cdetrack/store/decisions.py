"""Write and prove the decisions of each person: `decisions/NAME.jsonl`, each line with the hash of the line before.

A file is only ever appended to, by one person, so that git merges the files of several people. A last line without its
end is the rest of a crash: readers leave it out, and the next writer moves it away. Beside each file, `.NAME.end` has
the hash of its last line, by which `doctor` knows that no line at its end is gone or altered.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdetrack.errors import CacheError
from cdetrack.model.decision import Decision, companions
from cdetrack.model.frozen import mutable
from cdetrack.model.jsonform import moment_from, timestamp
from cdetrack.model.notice import STATES, Notice
from cdetrack.model.record import Position
from cdetrack.store import files
from cdetrack.store.decided import SCHEMA, SUFFIX, decision_files
from cdetrack.store.file_end import END, MARKER, behind, chained, end_file, find_problem, forget_end, save_end

if TYPE_CHECKING:
    from datetime import datetime

_CUT_OFF = ".cut"
"""The suffix of the file for the end of a line that a crash cut off."""
_FEW = 30
"""For so many notices, lines are searched for their ids before they are decoded."""
_UNSAFE = re.compile(r"[^\w.@+-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names of devices on Windows."""
_LONGEST = 100
"""Bytes of a file name in UTF-8, with room below the limit of 255 for the names of damaged copies."""
_DAMAGED = (
    "`cdetrack doctor` shows what is damaged; take the file from a backup or from git, or `cdetrack doctor --repair`"
)


@mutable
class DecisionFile:
    """The lines of one person's file, read and proven."""

    path: Path
    decisions: list[Decision] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """A sentence for each damage, the first ones only."""
    size: int = 0
    """The offset of the end of the last whole line."""
    tail: bytes = b""
    """A last line without its end: the rest of a crash."""
    end: Position = Position()
    """The position behind its last line."""
    ends: dict[str, Position] = field(default_factory=dict)
    """The position behind each line, by its hash."""


def file_of(folder: Path, name: str) -> Path:
    """Return the file of a person's decisions: the name without characters that a file system might refuse."""
    safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(".")
    safe = safe.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip(".") or "_"
    return folder / f"{'_' * bool(_RESERVED.fullmatch(safe))}{safe}{SUFFIX}"


def read_decisions(path: Path) -> DecisionFile:
    """Return the decisions in a file, with its chain of hashes proven.

    Lines that cannot be read are left out, and named among the problems. Raises NewerCacheError for a line of a newer
    cdetrack, and CacheError for a file that cannot be read.
    """
    # The end first: the file only grows, and one that was read before could be too short for it.
    recorded = files.read_file(end_file(path))
    data = files.read_file(path)
    read = DecisionFile(path=path, size=data.rfind(b"\n") + 1)
    read.tail = data[read.size :]
    ends = {0: Position()}
    for number, line in enumerate(data[: read.size].splitlines(keepends=True), 1):
        try:
            prev, decision = _decode(line, path)
        except files.UNREADABLE:
            what = "it is a mark of a merge" if MARKER().fullmatch(line.rstrip(b"\r\n")) else "it is not a decision"
            read.problems.append(f"`{path}` is damaged at line {number}: {what}")
        else:
            if prev != read.end.hash:
                read.problems.append(f"`{path}` is damaged at line {number}: it was not written after the line before")
            read.decisions.append(decision)
        read.end = behind(read.end, line)
        ends[read.end.bytes] = read.end
    read.ends = {each.hash: each for each in ends.values() if each.changes}
    if not read.problems and (problem := find_problem(path, recorded, ends)) is not None:
        read.problems.append(problem)
    return read


def files_that_are_gone(folder: Path) -> list[Path]:
    """Return the files of decisions that are gone, by their ends, which are still there."""
    ends = folder.glob(f".*{END}")
    there = {path.name for path in decision_files(folder)}
    return sorted(folder / name for end in ends if (name := end.name[1:].removesuffix(END) + SUFFIX) not in there)


def decisions_on(folder: Path, notices: Sequence[Notice]) -> dict[str, list[Decision]]:
    """Return id -> every decision that covers the notice, the latest last; notices without any are left out."""
    if not decision_files(folder):
        return {}
    wanted = {name for notice in notices for name in (notice.id, *companions(notice))}
    named: dict[str, list[tuple[datetime, int, int, Decision]]] = {}
    for order, path in enumerate(decision_files(folder)):
        for place, decision in enumerate(_naming(path, wanted)):
            for name in wanted.intersection(decision.ids):
                named.setdefault(name, []).append((decision.at, order, place, decision))
    found = {}
    for notice in notices if named else ():
        near = {entry for name in (notice.id, *companions(notice)) for entry in named.get(name, ())}
        if covering := [entry[-1] for entry in sorted(near) if entry[-1].covers(notice)]:
            found[notice.id] = covering
    return found


def _naming(path: Path, names: AbstractSet[str]) -> Iterator[Decision]:
    """Yield the decisions in a file that may name one of these notices; lines that cannot be read are left out."""
    data = files.read_file(path)
    needles = [json.dumps(name).encode() for name in names] if len(names) <= _FEW else []
    for line in data[: data.rfind(b"\n") + 1].splitlines():
        if not needles or any(needle in line for needle in needles):
            with suppress(*files.UNREADABLE):
                yield _decode(line, path)[1]


def append_decisions(path: Path, decisions: Iterable[Decision]) -> bytes:
    """Append decisions to their person's file: all or, when the disk is full, none.

    Returns the end of a line that was moved out of the file. The caller holds the cache's lock. No decision is dated
    before the line above it, even if the clock was set back. Raises CacheError when the file is damaged, and
    NewerCacheError.
    """
    read = read_decisions(path)
    if read.problems:
        raise CacheError(read.problems[0], hint=_DAMAGED)
    files.make_folder(path.parent)
    if read.tail:
        files.move_tail(path, read.tail, path.with_suffix(_CUT_OFF), size=read.size)
    earliest = read.decisions[-1].at if read.decisions else None
    dated = [each if earliest is None else each._replace(at=max(each.at, earliest)) for each in decisions]
    content, end = chained(dated, read.end, _encode)
    files.append(path, content, size=read.size)
    save_end(path, end)
    return read.tail


def repair_decisions(path: Path) -> list[str]:
    """Make a damaged file anew from its readable lines, by their times; return a sentence for each step.

    The damaged file stays under another name. The caller holds the cache's lock. Raises NewerCacheError.
    """
    read = read_decisions(path)
    if not read.problems:
        if not read.tail:
            return []
        files.move_tail(path, read.tail, path.with_suffix(_CUT_OFF), size=read.size)
        return [f"decisions: the end of `{path}`, which a crash cut off, is kept in `{path.with_suffix(_CUT_OFF)}`"]
    kept = sorted(dict.fromkeys(read.decisions), key=lambda decision: decision.at)
    content, end = chained(kept, Position(), _encode)
    told = f"decisions: {len(kept):,} kept in `{path}`"
    if content != files.read_file(path):
        told += f"; the old file is `{files.keep_copy(path)}`"
        files.replace(path, [content])
    save_end(path, end)
    return [told]


def forget_gone(folder: Path) -> list[str]:
    """Remove the ends of files that are gone; return a sentence for each."""
    gone = files_that_are_gone(folder)
    for path in gone:
        forget_end(path)
    return [f"decisions: `{path}` is gone, and no longer expected" for path in gone]


def _encode(decision: Decision, previous: str) -> bytes:
    form = {"schema": SCHEMA, "prev": previous, "at": timestamp(decision.at), "state": decision.state}
    form |= {"ids": decision.ids, "number": decision.number, "issuers": decision.issuers}
    form |= {"by": decision.by, "to": decision.to, "note": decision.note, "title": decision.title}
    return json.dumps(form, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _decode(line: bytes, path: Path) -> tuple[str, Decision]:
    """Return the hash of the line before, and the decision. Raises one of UNREADABLE, and NewerCacheError."""
    form: dict[str, Any] = json.loads(line)
    files.check_schema(form, path, SCHEMA)
    ids, issuers = tuple(form["ids"]), tuple(form["issuers"])
    optional = tuple(form.get(name) for name in ("number", "to", "note"))
    texts = (form["by"], form["title"], *ids, *issuers, *(each for each in optional if each is not None))
    at = moment_from(form["at"])
    if not all(isinstance(each, str) for each in texts) or not ids:
        raise TypeError("not a text")
    if form["state"] not in STATES:
        raise ValueError("not a decision")
    number, to, note = optional
    decision = Decision(
        at=at,
        by=form["by"],
        state=form["state"],
        ids=ids,
        title=form["title"],
        number=number,
        issuers=issuers,
        to=to,
        note=note,
    )
    return str(form["prev"]), decision
