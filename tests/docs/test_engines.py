"""The queries of docs/how-to/databases.md, run in the engines themselves."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cdetrack.meaning.rules import Rules
from cdetrack.store.store import Store
from support.looks import entry, fill, look
from support.paths import ROOT, SEED
from support.program import Program
from support.small_files import small_files

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "how-to" / "databases.md").read_text(encoding="utf-8")
ENGINES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Debian keeps the programs of a PostgreSQL server here, off the PATH."""


def blocks(heading: str, language: str) -> list[str]:
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    [text] = [each for each in section if each.startswith(heading)]
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def queries(heading: str) -> list[str]:
    return [each for block in blocks(heading, "sql") for each in block.split(";\n") if each.strip()]


@pytest.fixture
def cache(cdetrack: Program) -> Program:
    cdetrack("ingest", SEED)
    later = {"title": "Guideline for Clinical Trials in Children", "date": "2025-11-20", "source": "nmpa/drugs",
             "summary": "It shall come into force as of December 1, 2025; comments by November 30, 2025."}  # fmt: skip
    cdetrack("ingest", "-", stdin=json.dumps([later]))
    assert cdetrack("export", "sqlite", cdetrack.cache / "notices.db").code == 0
    return cdetrack


def test_sqlite(cache: Program) -> None:
    with closing(sqlite3.connect(cache.cache / "notices.db")) as database:
        days, found, shorter = (database.execute(query).fetchall() for query in queries("SQLite"))
    assert ("2025-12-01", "effective", "Guideline for Clinical Trials in Children") in {row[:3] for row in days}
    assert any("Clinical Trials" in title for _, title in found)
    assert shorter == []


def test_duckdb(cache: Program) -> None:
    duckdb = pytest.importorskip("duckdb")
    with closing(duckdb.connect(config={"file_search_path": str(cache.cache)})) as connection:
        topics, days, *_ = (connection.execute(query).fetchall() for query in queries("DuckDB")[:2])
    shown = {each["topic"]: each["notices"] for each in cache("topics", "--json").json() if each["notices"]}
    assert dict(topics) == shown
    assert [source for source, _ in days] == ["ingest"]


def test_duckdb_reads_a_large_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    small_files(monkeypatch.setattr)
    store = Store(tmp_path, Rules())
    fill(store, *(look(entry(f"Matter {n}", article=str(n))) for n in range(9)))
    assert list(tmp_path.glob("history/*.jsonl"))
    assert list(tmp_path.glob("notices/*.json"))
    with closing(duckdb.connect(config={"file_search_path": str(tmp_path)})) as connection:
        counts = [connection.execute(query).fetchone() for query in queries("DuckDB")[2:]]
    assert counts == [(9,), (9,)]


def test_datasette(cache: Program) -> None:
    pytest.importorskip("datasette")
    asked = "/notices/notices.json?_search=pediatric&_shape=array"
    ran = subprocess.run(
        [sys.executable, "-m", "datasette", "--get", asked, str(cache.cache / "notices.db")],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    found = json.loads(ran.stdout)
    assert found
    assert all("pediatric" in f"{each['title']} {each['summary']}".lower() for each in found)


@pytest.fixture
def postgresql() -> Iterator[dict[str, str]]:
    """A server of our own on a socket in a folder; yields the environment that leads to it."""
    if not ENGINES or not shutil.which("psql") or not shutil.which("sqlite3"):
        pytest.skip("needs PostgreSQL and the shell of SQLite")
    # The server refuses to run as root.
    become = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
    folder = Path(f"/tmp/cdetrack-pg-{os.getpid()}")  # noqa: S108 - the path of a socket has at most 107 bytes
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    try:
        data = folder / "data"
        subprocess.run([*become, ENGINES[-1] / "initdb", "-D", data, "-U", "test", "-A", "trust", "--no-sync"],
                       capture_output=True, timeout=120, check=True, cwd="/")  # fmt: skip
        control: list[str | Path] = [*become, ENGINES[-1] / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        options = ["-o", f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"]
        subprocess.run([*control, *options, "start"], stdout=subprocess.DEVNULL, timeout=120, check=True, cwd="/")
        try:
            yield {"PGHOST": str(folder), "PGUSER": "test", "PGDATABASE": "postgres"}
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, timeout=120, check=True,
                           cwd="/")  # fmt: skip
    finally:
        shutil.rmtree(folder)


def test_postgresql(cache: Program, postgresql: dict[str, str]) -> None:
    [script] = blocks("PostgreSQL", "sh")
    env = {**os.environ, **postgresql}
    subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=cache.cache, env=env, timeout=120, check=True)
    query = """SELECT count(*), count(body), min(date) FROM notices; SELECT count(*) FROM deadlines;
        SELECT count(*) FROM changes WHERE (after::json) ->> 'title' = title"""
    ran = subprocess.run(
        ["psql", "-AtF,", "-c", query], env=env, capture_output=True, text=True, timeout=120, check=True
    )
    with closing(sqlite3.connect(cache.cache / "notices.db")) as database:
        notices = database.execute("SELECT count(*), count(body), min(date) FROM notices").fetchone()
        [(days,)] = database.execute("SELECT count(*) FROM deadlines")
    assert ran.stdout.split() == [",".join(map(str, notices)), str(days), str(notices[0])]
