"""The state of each notice by the decisions of all people, for readers: fast, without a proof of the chains.

The latest decision on a notice counts: by time, then by the name of the file, then by place in it.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from cdetrack.errors import NewerCacheError
from cdetrack.model.notice import Notice
from cdetrack.store.files import UNREADABLE, read_file, translated

SUFFIX = ".jsonl"
SCHEMA = 1
_HEAD = re.compile(
    r'^\{"schema": (\d{1,9}), "prev": "[0-9a-f]{64}", "at": "(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)", '
    r'"state": "([a-z]{1,20})", "ids": \[("[^"\\\]]+"(?:, "[^"\\\]]+")*)\], "number": (null|"[^"\\]*"), '
    r'"issuers": \[([^\]\n]*)\], ',
    re.MULTILINE,
)


class _Latest(NamedTuple):
    """The latest decision on a notice."""

    at: str
    order: int
    """The place of its file among the files by name: it decides between decisions of one second."""
    state: str
    number: str
    """As in the line: `null`, or the number in quotes."""
    issuers: str
    """As in the line, in quotes and separated by commas."""


class DecidedStates:
    """The states of notices by the files in a folder of decisions, which are read at the first question.

    `tell` is called with a sentence for each file with lines that cannot be read: they are left out.
    """

    def __init__(self, folder: Path, *, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._tell = tell

    def __call__(self, notice: Notice) -> str:
        """Return the state of a notice. Raises CacheError for a file that cannot be read, or of a newer cdetrack."""
        latest = self._latest.get(notice.id)
        if notice.number is not None and notice.relations:
            number = json.dumps(notice.number)
            issuers = [json.dumps(each, ensure_ascii=False) for each in notice.issuers]
            for name in (notice.document, *notice.twins):
                other = self._latest.get(name)
                if other is None or name == notice.id or other.number != number:
                    continue
                if any(each in other.issuers for each in issuers) and (latest is None or other > latest):
                    latest = other
        return latest.state if latest is not None else "new"

    @cached_property
    def _latest(self) -> dict[str, _Latest]:
        latest: dict[str, _Latest] = {}
        for order, path in enumerate(decision_files(self._folder)):
            for at, state, ids, number, issuers in self._decisions(path):
                decided = _Latest(at, order, state, number, issuers)
                for name in ids.split('"')[1::2]:
                    if name not in latest or at >= latest[name].at:
                        latest[name] = decided
        return latest

    def _decisions(self, path: Path) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield time, state, ids, number and issuers of each decision in a file, as they are written there."""
        text = read_file(path).decode("utf-8", "replace")
        # A last line without its end is being written at this moment, or was cut off by a crash.
        text = text[: text.rfind("\n") + 1]
        found = _HEAD.findall(text)
        if len(found) == text.count("\n") and all(each[0] == str(SCHEMA) for each in found):
            return (each[1:] for each in found)
        return self._one_by_one(path, text.split("\n")[:-1])

    def _one_by_one(self, path: Path, lines: Iterable[str]) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield the same from lines some of which are damaged, or written by another program."""
        lost = 0
        for line in lines:
            try:
                form = json.loads(line)
                if int(form["schema"]) > SCHEMA:
                    raise NewerCacheError(path, int(form["schema"]), SCHEMA)
                texts = (form["at"], form["state"])
                lists = (form["ids"], form["issuers"])
                number = json.dumps(form["number"])
                if not all(isinstance(each, str) for each in (*texts, *lists[0], *lists[1])):
                    raise TypeError("not a text")
            except UNREADABLE:
                lost += bool(line.strip())
                continue
            ids, issuers = (json.dumps(each, ensure_ascii=False)[1:-1] for each in lists)
            yield *texts, ids, number, issuers
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
