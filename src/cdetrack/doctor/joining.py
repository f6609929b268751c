"""Keep the lines of a merged history until the outbox is joined by them too: a repair may be cut off in between."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from cdetrack.alert.outbox import NAME as OUTBOX
from cdetrack.model.jsonform import moment_from, timestamp
from cdetrack.model.record import Position
from cdetrack.store import files
from cdetrack.store.history import History
from cdetrack.store.merged_history import MergedLine
from cdetrack.store.store import JOIN

_SCHEMA = 1
_AT = MergedLine._fields.index("at")


def save_join(folder: Path, joined: History, merged: Sequence[MergedLine]) -> None:
    """Keep the lines that the history `joined`, still to be written, is made of. Raises CacheError."""
    form = {
        "schema": _SCHEMA,
        "through": asdict(joined.finished_end(Position())),
        "outbox": _digest(folder),
        "lines": [[*line[:_AT], timestamp(line.at), *line[_AT + 1 :]] for line in merged],
    }
    files.replace(folder / JOIN, [json.dumps(form).encode() + b"\n"])


def load_join(folder: Path, history: History) -> Sequence[MergedLine]:
    """Return the lines that `history` was joined from, if the outbox is still as it was before that; else none."""
    try:
        form = json.loads(files.read_file(folder / JOIN))
        is_ours = form["schema"] == _SCHEMA and history.has(Position(**form["through"]))
        if not is_ours or form["outbox"] != _digest(folder):
            return ()
        return [MergedLine(*line)._replace(at=moment_from(line[_AT])) for line in form["lines"]]
    except files.UNREADABLE:
        return ()


def forget_join(folder: Path) -> None:
    """Forget these lines: the outbox is joined. Raises CacheError."""
    files.remove(folder / JOIN)


def _digest(folder: Path) -> str:
    return sha256(files.read_file(folder / OUTBOX)).hexdigest()
