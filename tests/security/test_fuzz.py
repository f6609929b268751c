"""Any input, from pages, people or files, gives an answer or an expected error, and in time."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdetrack.alert.outbox import load_outbox
from cdetrack.config.load import load
from cdetrack.errors import CdetrackError
from cdetrack.meaning.relation_keys import document_keys
from cdetrack.meaning.relations import relation
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Record, Standing
from cdetrack.store.state_file import load_state, save_state
from cdetrack.text.diff import diff
from cdetrack.text.docnumber import number_in
from support.damage import made
from support.hostile import assert_read_or_refused
from support.live import in_process

pytestmark = pytest.mark.slow

RULES = Rules()
TODAY = date(2026, 11, 22)

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["2025-09-05", "http://[", "\ud800", "First", "", "9" * 5_000, "c_1136058"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("title", "date", "url", "id", "summary", "sources", "notices", "items", "data", "records", "log"),
                    *(
                        "entries",
                        "request",
                        "response",
                        "content",
                        "text",
                        "idCODE",
                        "acceptid",
                        "pubDate",
                        "attachments",
                    ),
                    *("schema", "version", "home_page_url", "date_published", "body", "encoding", "related", "article"),
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_of_any_shape_is_read_or_refused(value: object) -> None:
    assert_read_or_refused(json.dumps(value).encode("utf-8", "surrogatepass"))
    assert_read_or_refused(json.dumps([{"title": "First", "date": "2025-09-05"}, value]).encode())


_TAGS = (
    "ul",
    "li",
    "a",
    "span",
    "div",
    "table",
    "tr",
    "td",
    "h2",
    "p",
    "time",
    "rss",
    "channel",
    "item",
    "title",
    "script",
)
_MARKUP = st.recursive(
    st.sampled_from(
        [
            "2025-09-05",
            "Notice on the Registration of Drugs",
            "关于发布《指导原则》的通告（2025年第12号）",
            "&#0;",
            "<!--",
        ]
    ),
    lambda inner: st.builds(
        lambda tag, attributes, parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>",
        st.sampled_from(_TAGS),
        st.sampled_from(["", ' href="2025-09/05/c_1.htm"', ' href="http://["', ' class="list"', ' id="\x00"']),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(_MARKUP)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_markup_of_any_shape_is_read_or_refused(page: str) -> None:
    assert_read_or_refused(f"<html><body>{page}</body></html>".encode(), "https://www.example.org/list.html")


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 200_000,
        b"<html><body>" + b"<ul><li>" * 100_000,
        b"<rss><channel>" + b"<item>" * 100_000,
        b'<?xml version="1.0"?>' + b"<feed>" * 100_000,
        b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 1_000 + b'"><!ENTITY b "' + b"&a;" * 1_000 + b'">]><rss>&b;</rss>',
        b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>',
    ],
    ids=lambda content: repr(content[:24]),
)
def test_markup_without_end_is_read_or_refused(content: bytes) -> None:
    assert_read_or_refused(content)


_WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "Announcement",
                "on",
                "Issuing",
                "the",
                "Guideline",
                "(Interim)",
                "(Draft)",
                "NMPA",
                "CDE",
                "State Council",
            ),
            *(
                "[2025] No. 12",
                "No.",
                "of",
                "implemented as of",
                "March 3",
                "effective",
                "2026-01-01",
                "before",
                "month",
            ),
            *(
                "关于",
                "发布",
                "《",
                "》",
                "（试行）",
                "征求意见稿",
                "2025年第12号",
                "自",
                "年",
                "月",
                "日",
                "起施行",
                "31日",
            ),
            *(
                "99999年13月45日",
                "February 30, 2025",
                "0000-00-00",
                "9999-12-31",
                "12-31",
                "(",
                ")",
                "[",
                "]",
                "\u2028",
            ),
            *(
                "year",
                "2",
                "120",
                "days",
                "after",
                "issuance",
                "comments",
                "by",
                "held",
                "meeting",
                "to",
                "from",
                "\x00",
                "İ",
            ),
        ]
    ),
    max_size=25,
).map(" ".join)


@given(_WORDS, st.none() | _WORDS, st.none() | _WORDS, st.dates(), st.none() | st.dates())
def test_what_titles_are_made_of_is_understood_in_any_order(
    title: str, summary: str | None, body: str | None, listed: date, signed: date | None
) -> None:
    record = Record(title=title, date=listed, summary=summary, body=body, document_date=signed)
    other = record._replace(title=summary or title, date=signed or listed)
    one, two = (
        RULES.notice(Standing(id=name, record=each, first_seen=datetime(2025, 9, 5, tzinfo=UTC), look=1, place=0))
        for name, each in (("one", record), ("two", other))
    )
    document_keys(one)
    assert (relation(one, two) is None) is (relation(two, one) is None)
    assert set(RULES.topics.why(title, summary)) <= set(RULES.topics.names)
    assert number_in(title) is None or "-" in str(number_in(title))
    assert "".join(segment.text for segment in diff(title, summary or "") if segment.op != "insert") == title


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("fuzz"))


_OPTIONS = st.sampled_from(
    [
        *("--since", "--until", "--seen-since", "--topic", "--kind", "--issuer", "--source", "--status", "--number"),
        *("--search", "--limit", "--format"),
    ]
)
_VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        *(
            "2025",
            "2025-13",
            "0000",
            "9999-12-31",
            "99999999999y",
            "-1d",
            "0d",
            "７d",
            "/(/",
            "/(a+)+$/",
            "/[/",
            "/a{99999}/",
        ),
        *(
            "2025-21",
            "[2025] No. 21",
            "c_",
            "c_1136058",
            "http://[",
            "http://x/\x00",
            "-1",
            "1e9",
            "9" * 30,
            "\x00",
            "İ",
            ".",
        ),
    ]
)


@given(st.lists(st.tuples(_OPTIONS, _VALUES), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_of_any_words_are_answered_or_refused(sound: Path, filters: list[tuple[str, str]]) -> None:
    words = [word for option, value in filters for word in (option, value)]
    assert in_process("list", "--cache", str(sound), *words).code in {0, 2, 3}


@given(st.sampled_from([("show",), ("show", "--json"), ("diff", "--since"), ("deadlines", "--within")]), _VALUES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_references_and_days_of_any_words_are_answered_or_refused(
    sound: Path, command: tuple[str, ...], value: str
) -> None:
    words = [*command, value] if command[0] != "show" else [*command, "--", value]
    assert in_process(*words[:1], "--cache", str(sound), *words[1:]).code in {0, 2, 3}


_TOML = st.recursive(
    st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.sampled_from(
        ["1", "7d", "stdout", "http://[", "mailto:", "exec:", "pediatrics", "/(/", "\\u0000", "x://y", ""]
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


def toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, bool | str):
        return json.dumps(value) if isinstance(value, bool) else f'"{value}"'
    return repr(value).replace("datetime.date", "") if not isinstance(value, date) else value.isoformat()


_KEYS = (
    *("interval", "timeout", "retries", "stale_after", "url", "enabled", "kind", "any", "not", "in", "host", "port"),
    *("from", "user", "security", "name", "topics", "topic", "on", "digest", "remind", "channels", "since", "search"),
    *("kinds", "issuer", "source", "sources", "status", "number", "withdrawn", "limit", "x"),
)
_TABLES = ("[fetch]", '[sources."nmpa/drugs"]', "[sources.new]", "[topics.mine]", "[mail]", "[[watch]]", "[x]", "")


@given(
    st.lists(
        st.tuples(st.sampled_from(_TABLES), st.dictionaries(st.sampled_from(_KEYS), _TOML, max_size=4)), max_size=4
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_configuration_of_any_values_is_taken_or_told(
    tmp_path: Path, tables: list[tuple[str, dict[str, Any]]]
) -> None:
    path = tmp_path / "config.toml"
    lines = [
        line for head, keys in tables for line in (head, *(f"{key} = {toml(value)}" for key, value in keys.items()))
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        load(path, today=TODAY)
    except CdetrackError as error:
        told = error
    else:
        return
    assert told.exit_code == 7
    assert str(path) in told.message


@pytest.mark.parametrize("content", [b"a = " + b"[" * 100_000, b"a = " + b"9" * 10_000, b"\x00"])
def test_a_configuration_that_is_made_to_break_its_reader_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    with pytest.raises(CdetrackError):
        load(tmp_path / "config.toml", today=TODAY)


def spoilt(form: Any, data: st.DataObject) -> Any:  # noqa: ANN401 - any JSON
    """Return a copy of the form in which one value, anywhere, is another."""
    form = json.loads(json.dumps(form))
    at, places = form, list(_places(form))
    *way, last = data.draw(st.sampled_from(places))
    for key in way:
        at = at[key]
    at[last] = data.draw(_JSON)
    return form


def _places(form: object) -> Iterator[tuple[Any, ...]]:
    inner = form.items() if isinstance(form, dict) else enumerate(form) if isinstance(form, list) else ()
    for key, value in inner:
        yield (key,)
        yield from ((key, *way) for way in _places(value))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_record_with_any_value_in_it_is_told_or_taken_for_what_it_is(
    sound: Path, tmp_path: Path, data: st.DataObject
) -> None:
    lines = [json.loads(line) for line in (sound / "outbox.jsonl").read_text(encoding="utf-8").splitlines()]
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = spoilt(lines[at], data)
    (tmp_path / "outbox.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    try:
        state = load_outbox(tmp_path)
    except CdetrackError:
        return
    assert all(isinstance(waiting.state, str) for waiting in state.alerts.values())


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_state_with_any_value_in_it_is_told_or_can_be_used(sound: Path, tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / "cache"
    if not folder.exists():
        shutil.copytree(sound, folder)
    form = json.loads((sound / "state.json").read_text(encoding="utf-8"))
    (folder / "state.json").write_text(json.dumps(spoilt(form, data)), encoding="utf-8")
    try:
        state = load_state(folder)
        save_state(folder, state)
        assert load_state(folder) == state
    except CdetrackError:
        return
    finally:
        path = folder / "notices.json"
        assert path.read_bytes() == (sound / "notices.json").read_bytes()
    assert in_process("status", "--cache", str(folder)).code == 0
    assert in_process("diff", "--cache", str(folder), "--since-last", "bob").code == 0


_BOUND = 60
"""Seconds of processor time for all of it; ten are usual, and a pattern that explodes takes hours."""
_HOSTILE = """
import resource, sys
from datetime import UTC, date, datetime
resource.setrlimit(resource.RLIMIT_CPU, ({bound}, {bound}))
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Page
from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.relation_keys import document_keys
from cdetrack.meaning.relations import relation
from cdetrack.model.record import Record, Standing
from cdetrack.text import dates
from cdetrack.text.clean import fold_text
from cdetrack.text.links import article_of, resolve
from cdetrack.text.docnumber import number_in
from cdetrack.render.safe import csv_cell, html, markdown, plain
from cdetrack.text.diff import diff
rules = Rules()
for piece in {pieces!r}:
    for text in (piece * 10_000, "Notice " + piece * 3_000 + "x", piece * 3_000 + "2025"):
        record = Record(title=text, date=date(2025, 9, 5), summary=text, body=text)
        one = rules.notice(
            Standing(id="one", record=record, first_seen=datetime(2025, 9, 5, tzinfo=UTC), look=1, place=0)
        )
        document_keys(one)
        relation(one, one._replace(id="two"))
        rules.topics.why(text, text)
        number_in(text), article_of("http://x/" + text), resolve(text, "http://x/")
        try:
            dates.read(text)
        except ValueError:
            pass
        for each in (fold_text, csv_cell, html, markdown, plain):
            each(text)
    diff(text, text[::-1])
print("ended")
"""
_PIECES = [
    *(
        "a",
        "(",
        "[",
        "（",
        "《",
        "》",
        " ",
        "\t",
        "-",
        "1",
        "１",
        "年",
        "第",
        "号",
        "No. ",
        "[2025] ",
        "and ",
        "the ",
        "的",
        "关于",
    ),
    *(
        "drug ",
        "clinical trial ",
        "non-",
        "NMPA, ",
        "a-",
        "2025-",
        "2025-01-01 ",
        "January 1, ",
        "must by May 1, ",
        "the deadline ",
        "within 24 months of ",
        "extended to ",
        "自2026年1月1日起",
        "有效期至",
        "《甲》、",
        "《甲办法》同时废止，",
        "〈",
        "等6项",
        "指导原则",
        "第一部分：",
        "（2024年修订版）",
        "征求意见稿",
        "批准",
        "有限公司的",
        "The Measures ",
        "shall be repealed ",
        "and the Guidance ",
        "NMPA Approves A ",
        "Tablets approved for ",
        "E6(R3) ",
        "medical device ",
        "c_1",
        "/",
        "<a>",
        "&",
        "\u3000",
    ),
]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time there")
def test_no_text_takes_a_pattern_longer_than_its_length_deserves() -> None:
    script = _HOSTILE.format(bound=_BOUND, pieces=_PIECES)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ}, check=False
    )
    assert done.stdout == "ended\n", (done.returncode, done.stderr[-2000:])
