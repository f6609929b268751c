"""`export sqlite`: what SQL finds in the file."""

import json
import resource
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from support.paths import SEED
from support.program import Program, listing

NOTICES: list[dict[str, Any]] = [
    {"title": "国家药监局关于儿童用药临床试验的公告（2025年第12号）", "date": "2025-11-20",
     "body": "自2026年1月1日起施行。",
     "attachments": [{"name": "附件1", "url": "https://www.nmpa.gov.cn/a.pdf", "type": "pdf"}],
     "summary": "The Provisions shall come into force as of December 1, 2025."},
    {"title": "O'Brien \"quoted\"; DROP TABLE notices; --\x07", "date": "2024-05-01", "url": "https://www.nmpa.gov.cn/b"},
]  # fmt: skip


def exported(program: Program, path: Path, *options: str) -> sqlite3.Connection:
    ran = program("export", "sqlite", path, *options)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err in {"", "1 withdrawn notice left out: `--withdrawn` exports those alone\n"}
    return sqlite3.connect(path)


@pytest.fixture
def filled(cdetrack: Program) -> Program:
    cdetrack("ingest", "-", stdin=json.dumps(NOTICES))
    cdetrack("ingest", SEED, "--source", "nmpa/drugs")
    return cdetrack


@pytest.fixture
def database(filled: Program, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    first = filled("list", "--limit", "1").rows[0][1]
    filled("mark", first, "relevant", "--by", "Ann", "--to", "Bob", "--note", "until Friday")
    with closing(exported(filled, tmp_path / "notices.db")) as connection:
        yield connection


def test_every_notice_is_a_row_with_the_values_of_its_json(filled: Program, database: sqlite3.Connection) -> None:
    database.row_factory = sqlite3.Row
    rows = {row["id"]: dict(row) for row in database.execute("SELECT * FROM notices")}
    shown = {each["id"]: each for each in filled("list", "--each", "--limit", "0", "--json").json()}
    assert rows.keys() == shown.keys()
    for name, row in rows.items():
        values: dict[str, Any] = {
            key: int(value) if isinstance(value, bool) else value for key, value in shown[name].items()
        }
        single = {key: value for key, value in values.items() if not isinstance(value, list)}
        assert {key: row[key] for key in single} == single
        for table, column in (("topics", "topic"), ("sources", "source"), ("issuers", "issuer")):
            found = database.execute(f"SELECT {column} FROM {table} WHERE notice = ?", [name])  # noqa: S608 - ours
            assert sorted(each[0] for each in found) == sorted(values[table])
        for table, keys in (("milestones", ["date", "what", "words"]), ("relations", ["id", "type"])):
            found = database.execute(f"SELECT {', '.join(keys)} FROM {table} WHERE notice = ?", [name])  # noqa: S608
            assert [dict(each) for each in found] == values[table]


def test_deadlines_changes_decisions_and_files_have_tables(database: sqlite3.Connection) -> None:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return database.execute(query).fetchall()

    assert ("2025-12-01", "effective") in rows("SELECT date, what FROM deadlines")
    assert rows("SELECT name, url, type FROM attachments") == [("附件1", "https://www.nmpa.gov.cn/a.pdf", "pdf")]
    assert rows("SELECT count(*) FROM changes WHERE kind = 'added'") == rows("SELECT count(*) FROM notices")
    assert rows("SELECT DISTINCT json_extract(after, '$.date') FROM changes WHERE title LIKE 'O''Brien%'") == [
        ("2024-05-01",)
    ]
    assert rows('SELECT state, "by", "to", note FROM decisions') == [("relevant", "Ann", "Bob", "until Friday")]
    assert rows("PRAGMA user_version") == [(1,)]
    assert rows("PRAGMA foreign_key_check") == []
    assert rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ('"儿童用药"', "公告"),
        ('"施行。"', "公告"),
        ('"Pediatric Drug Clinical"', "Pediatric"),
        ('"O\'Brien"', "O'Brien"),
    ],
)
def test_the_full_text_index_finds_parts_of_chinese_and_english(
    database: sqlite3.Connection, words: str, title: str
) -> None:
    query = "SELECT title FROM notices WHERE rowid IN (SELECT rowid FROM notices_fts WHERE notices_fts MATCH ?)"
    found = database.execute(query, [words]).fetchall()
    assert found
    assert all(title in each for (each,) in found)


def test_filters_choose_the_notices_and_their_changes(filled: Program, tmp_path: Path) -> None:
    with closing(exported(filled, tmp_path / "some.db", "--topic", "pediatrics", "--limit", "2")) as database:
        [(notices,)] = database.execute("SELECT count(*) FROM notices")
        [(others,)] = database.execute("SELECT count(*) FROM changes WHERE notice NOT IN (SELECT id FROM notices)")
        about = dict(database.execute("SELECT * FROM about"))
    assert (notices, others) == (2, 0)
    assert "topic pediatrics" in about["filters"]


def test_changes_of_withdrawn_notices_are_there_and_the_notices_on_request(cdetrack: Program, tmp_path: Path) -> None:
    def look(*names: str) -> str:
        return listing(
            *((f"Notice {name} ([2025] No. {ord(name)})", f"2025-01-{30 - ord(name) % 20}") for name in names)
        )

    for names in ("abcdef", "abdef", "abdef"):
        cdetrack("ingest", "-", "--complete", stdin=look(*names))
    with closing(exported(cdetrack, tmp_path / "all.db")) as database:
        assert database.execute("SELECT count(*) FROM notices").fetchone() == (5,)
        assert database.execute("SELECT title FROM changes WHERE kind = 'withdrawn'").fetchall() == [
            ("Notice c ([2025] No. 99)",)
        ]
    with closing(exported(cdetrack, tmp_path / "gone.db", "--withdrawn")) as database:
        assert database.execute("SELECT count(*), min(withdrawn) > '2' FROM notices").fetchone() == (1, 1)


def test_unchanged_notices_make_an_unchanged_file(filled: Program, tmp_path: Path) -> None:
    exported(filled, tmp_path / "one.db").close()
    exported(filled, tmp_path / "two.db").close()
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_it_needs_a_file_and_has_no_title(filled: Program, tmp_path: Path) -> None:
    ran = filled("export", "sqlite")
    assert ran.code == 2
    assert "cdetrack export sqlite notices.db" in ran.err
    assert filled("export", "sqlite", tmp_path / "x.db", "--title", "x").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_folder_for_temporary_files_is_an_error_of_the_cache(filled: Program, tmp_path: Path) -> None:
    (tmp_path / "kept.db").write_bytes(b"as it was")
    limits = (20_000, 20_000)
    full = filled(
        "export", "sqlite", tmp_path / "kept.db", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    )
    assert full.code == 6
    assert full.err.startswith("error: cannot make the database")
    assert "TMPDIR" in full.err
    assert (tmp_path / "kept.db").read_bytes() == b"as it was"
