"""The state of each notice by the decisions of all people, for readers: fast, without a proof of the chains.

The latest decision on a notice counts: by time, then by the name of the file, then by place in it.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from cdetrack.model.decision import companions
from cdetrack.model.notice import Notice
from cdetrack.store.files import UNREADABLE, check_schema, read_file, translated

SUFFIX = ".jsonl"
SCHEMA = 1
_START = b'{"schema": 1, "prev": "'
# Inside a JSON string each `"` has a backslash: it matches once a line, at the keys themselves.
_DECISION = re.compile(
    rb'", "at": "([^"]{20})", "state": "([a-z]+)", "ids": \[([^\]\n]+)\], "number": (null|"[^"\n]+"), '
    rb'"issuers": \[([^\]\n]*)\], '
)
_Fields = tuple[bytes, bytes, bytes, bytes, bytes]
"""Time, state, ids, number and issuers of a decision, as they are written."""
_Latest = tuple[bytes, int, bytes, bytes, bytes]
"""The latest decision on a notice: time, place of its file among the files by name, state, number, issuers."""


class DecidedStates:
    """The states of notices by the files in a folder of decisions, which are read at the first question.

    `tell` is called with a sentence for each file with lines that cannot be read: they are left out. With `before`, a
    timestamp as in the lines, later decisions are left out.
    """

    def __init__(self, folder: Path, *, tell: Callable[[str], None], before: str | None = None) -> None:
        self._folder = folder
        self._tell = tell
        self._before = before.encode() if before is not None else None

    def __call__(self, notice: Notice) -> str:
        """Return the state of a notice. Raises CacheError for a file that cannot be read, or of a newer cdetrack."""
        latest = self._latest.get(notice.id.encode())
        if latest is None and not notice.relations:
            return "new"
        if notice.relations and notice.number is not None:
            latest = self._with_joined(notice, latest)
        return latest[2].decode() if latest is not None else "new"

    def _with_joined(self, notice: Notice, latest: _Latest | None) -> _Latest | None:
        """Return the latest decision on the notice, or on one of its document with its number and an issuer of it."""
        number = json.dumps(notice.number).encode()
        issuers = [json.dumps(each, ensure_ascii=False).encode() for each in notice.issuers]
        for name in companions(notice):
            other = self._latest.get(name.encode())
            if other is None or other[3] != number or not any(each in other[4] for each in issuers):
                continue
            if latest is None or other > latest:
                latest = other
        return latest

    @cached_property
    def _latest(self) -> dict[bytes, _Latest]:
        latest: dict[bytes, _Latest] = {}
        for order, path in enumerate(decision_files(self._folder)):
            for at, state, ids, number, issuers in self._decisions(path):
                if self._before is not None and at >= self._before:
                    continue
                decided = at, order, state, number, issuers
                for name in ids.split(b'"')[1::2]:
                    if name not in latest or at >= latest[name][0]:
                        latest[name] = decided
        return latest

    def _decisions(self, path: Path) -> Iterable[_Fields]:
        """Return the fields of each decision in a file."""
        data = read_file(path)
        # A last line without its end is being written at this moment, or was cut off by a crash.
        data = data[: data.rfind(b"\n") + 1]
        found: list[_Fields] = _DECISION.findall(data)
        if len(found) == data.count(b"\n") == data.count(_START):
            return found
        return self._one_by_one(path, data.split(b"\n")[:-1])

    def _one_by_one(self, path: Path, lines: Iterable[bytes]) -> Iterator[_Fields]:
        """Yield the fields from lines some of which are damaged, or written by another program."""
        lost = 0
        for line in lines:
            try:
                form = json.loads(line)
                check_schema(form, path, SCHEMA)
                at, state, number = form["at"], form["state"], json.dumps(form["number"])
                if not all(isinstance(each, str) for each in (at, state, *form["ids"], *form["issuers"])):
                    raise TypeError("not a text")
            except UNREADABLE:
                lost += bool(line.strip())
                continue
            ids, issuers = (json.dumps(form[name], ensure_ascii=False)[1:-1] for name in ("ids", "issuers"))
            yield at.encode(), state.encode(), ids.encode(), number.encode(), issuers.encode()
        if lost:
            self._tell(
                f"`{path}` is damaged: {lost} line{'s' * (lost > 1)} cannot be read and count for nothing; "
                "`cdetrack doctor` says more"
            )


def decision_files(folder: Path) -> list[Path]:
    """Return the files of decisions in their folder, by name; none without the folder. Raises CacheError."""
    with translated("read", folder):
        try:
            return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX) and path.name[0] != ".")
        except FileNotFoundError:
            return []
