"""Notices as an SQLite database: a table for each kind of fact, and a full-text index of titles and texts."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from cdetrack.errors import CacheError
from cdetrack.model.decision import Decision
from cdetrack.model.jsonform import notice_json, timestamp
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.render.changed import change_json
from cdetrack.store.files import temporary_folder
from cdetrack.version import __version__

_CHUNK = 1 << 20
_TABLES = """
PRAGMA user_version = 1;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE notices (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT NOT NULL, date_from TEXT NOT NULL, summary TEXT, url TEXT,
  article TEXT, number TEXT, kind TEXT NOT NULL, status TEXT, effective TEXT, event TEXT, comments_due TEXT,
  product TEXT, applicant TEXT, application TEXT, indication TEXT, document TEXT NOT NULL, state TEXT NOT NULL,
  summary_suspect INTEGER NOT NULL, first_seen TEXT NOT NULL, withdrawn TEXT, document_date TEXT, body TEXT
);
CREATE TABLE sources (notice TEXT NOT NULL REFERENCES notices, source TEXT NOT NULL, PRIMARY KEY (notice, source));
CREATE TABLE issuers (notice TEXT NOT NULL REFERENCES notices, issuer TEXT NOT NULL, PRIMARY KEY (notice, issuer));
CREATE TABLE topics (notice TEXT NOT NULL REFERENCES notices, topic TEXT NOT NULL, PRIMARY KEY (notice, topic));
CREATE TABLE milestones (
  notice TEXT NOT NULL REFERENCES notices, date TEXT NOT NULL, what TEXT NOT NULL, words TEXT NOT NULL
);
CREATE TABLE attachments (
  notice TEXT NOT NULL REFERENCES notices, name TEXT NOT NULL, url TEXT NOT NULL, type TEXT NOT NULL,
  sha256 TEXT, size INTEGER
);
-- Not every related notice need be in the export: `id` can be missing in `notices`.
CREATE TABLE relations (notice TEXT NOT NULL REFERENCES notices, id TEXT NOT NULL, type TEXT NOT NULL);
CREATE TABLE changes (
  change INTEGER PRIMARY KEY, at TEXT NOT NULL, look INTEGER NOT NULL, kind TEXT NOT NULL, notice TEXT NOT NULL,
  title TEXT NOT NULL, source TEXT NOT NULL, fields TEXT NOT NULL, baseline INTEGER NOT NULL, before TEXT, after TEXT
);
CREATE TABLE decisions (
  notice TEXT NOT NULL REFERENCES notices, at TEXT NOT NULL, state TEXT NOT NULL, "by" TEXT NOT NULL, "to" TEXT,
  note TEXT
);
CREATE VIEW deadlines AS
  SELECT id AS notice, effective AS date, 'effective' AS what, NULL AS words FROM notices WHERE effective IS NOT NULL
  UNION ALL SELECT id, comments_due, 'comments_due', NULL FROM notices WHERE comments_due IS NOT NULL
  UNION ALL SELECT id, event, 'event', NULL FROM notices WHERE event IS NOT NULL
  UNION ALL SELECT notice, date, what, words FROM milestones;
"""
# Indexes are made last: filling an indexed table takes twice the time.
_INDEXES = """
CREATE INDEX notices_by_date ON notices (date);
CREATE INDEX notices_by_document ON notices (document);
CREATE INDEX sources_by_source ON sources (source);
CREATE INDEX topics_by_topic ON topics (topic);
CREATE INDEX milestones_by_notice ON milestones (notice);
CREATE INDEX attachments_by_notice ON attachments (notice);
CREATE INDEX relations_by_notice ON relations (notice);
CREATE INDEX changes_by_notice ON changes (notice);
CREATE INDEX decisions_by_notice ON decisions (notice);
"""
_FULL_TEXT = """
CREATE VIRTUAL TABLE notices_fts USING fts5 (
  title, summary, body, content="notices", content_rowid="rowid", tokenize='trigram'
);
INSERT INTO notices_fts (notices_fts) VALUES ('rebuild');
"""
"""Trigrams find parts of words, and Chinese, which has no spaces."""


def database(
    notices: Iterable[Notice],
    changes: Iterable[Change],
    decided: Mapping[str, Sequence[Decision]],
    *,
    filter_words: str,
) -> Iterator[bytes]:
    """Yield the content of the database file; the same notices give the same bytes.

    `decided` has the decisions on each notice, by its id. Raises CacheError if the folder for temporary files is full.
    """
    with temporary_folder() as folder:
        path = folder / "notices.db"
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                # The file is temporary: a crash leaves none of it, with a journal or without.
                connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
                connection.execute("BEGIN")
                _fill(connection, notices, changes, decided, filter_words)
                connection.execute("COMMIT")
                connection.executescript(_INDEXES + _FULL_TEXT)
        except sqlite3.OperationalError as error:
            raise CacheError(
                f"cannot make the database in `{folder}`: {error}",
                hint="make room there, or name another folder for temporary files in `TMPDIR`",
            ) from error
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def _fill(
    connection: sqlite3.Connection,
    notices: Iterable[Notice],
    changes: Iterable[Change],
    decided: Mapping[str, Sequence[Decision]],
    filter_words: str,
) -> None:
    insert = {table: _insert_into(connection, table) for table in _names_of_tables(connection)}
    about = {"program": f"cdetrack {__version__}", "filters": filter_words}
    connection.executemany(insert["about"], about.items())
    columns = _columns(connection, "notices")
    for notice in notices:
        values = notice_json(notice, whole=True)
        connection.execute(insert["notices"], [values.get(column) for column in columns])
        for table, rows in _lists(notice).items():
            connection.executemany(insert[table], ((notice.id, *row) for row in rows))
    connection.executemany(insert["changes"], _change_rows(changes))
    decisions = ((name, *_decision_row(each)) for name, several in decided.items() for each in several)
    connection.executemany(insert["decisions"], decisions)


def _names_of_tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info ({table})")]


def _insert_into(connection: sqlite3.Connection, table: str) -> str:
    marks = ", ".join("?" for _ in _columns(connection, table))
    return f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - a name of ours


def _lists(notice: Notice) -> Mapping[str, Iterable[Sequence[str | int | None]]]:
    """Return the rows of a notice, without its id, in the tables of facts of which it can have several."""
    return {
        "sources": ((each,) for each in dict.fromkeys(notice.sources)),
        "issuers": ((each,) for each in dict.fromkeys(notice.issuers)),
        "topics": ((each,) for each in dict.fromkeys(notice.topics)),
        "milestones": ((each.date.isoformat(), each.what, each.words) for each in notice.milestones),
        "attachments": ((each.name, each.url, each.type, each.sha256, each.size) for each in notice.attachments),
        "relations": notice.relations,
    }


def _change_rows(changes: Iterable[Change]) -> Iterator[tuple[object, ...]]:
    for number, change in enumerate(changes, 1):
        values = change_json(change)
        sides = (_json(values[side]) if values[side] is not None else None for side in ("before", "after"))
        keys = ("at", "look", "kind", "id", "title", "source")
        yield (number, *(values[key] for key in keys), _json(values["fields"]), values["baseline"], *sides)


def _decision_row(decision: Decision) -> tuple[object, ...]:
    return (timestamp(decision.at), decision.state, decision.by, decision.to, decision.note)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
