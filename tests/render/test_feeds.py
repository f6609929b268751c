"""Atom and JSON Feed: read by a parser that is not ours, and by ours as the same notices."""

import json
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cdetrack.query.past import touched
from support.fork_server import ForkedProgram, ForkServer
from support.paths import SEED
from support.program import Program, rule
from support.sample_notices import CHANGES, NOTICES

feedparser = pytest.importorskip("feedparser")

HOSTILE = "</title><script>alert(1)</script> & ]]> =1+1 \u2028 \u202egnp.exe 罕见病\u0085"
SAME = ("id", "title", "date", "url", "summary", "sources", "article")
# Only characters of XML; all others are removed before a notice is recorded.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=30)
ODD = st.sampled_from(
    ["<b>&amp;</b>", "]]>", "&lt;", "\u200fעברית\u200e", "\u200d", "罕见病（征求意见稿）", '"', "\u0085x", "🧪"]
)
TITLES = st.builds(lambda *parts: " ".join(parts), st.just("A notice"), TEXT, ODD)
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "title": TITLES,
            "date": st.dates(date(1999, 1, 1), date(2030, 1, 1)).map(str),
            "summary": st.none() | TITLES,
            "url": st.none() | st.integers(1, 10**6).map("https://www.example.org/a?x=1&y=<{}>".format),
            "sources": st.lists(st.sampled_from(["nmpa/drugs", "cde/guidance", "x&y"]), max_size=2, unique=True),
            "article": st.none() | st.integers(1, 10**6).map(str),
        }
    ),
    min_size=1,
    max_size=20,
)


def standing(program: Program) -> list[dict[str, Any]]:
    found = program("list", "--json", "--limit", "0").json()
    return sorted(({name: notice[name] for name in SAME} for notice in found), key=lambda each: str(each["id"]))


@pytest.mark.slow
# Each example runs the program six times: shrinking a failure would take long.
@settings(
    max_examples=8,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(entries=ENTRIES)
@pytest.mark.parametrize("kind", ["atom", "jsonfeed"])
def test_a_feed_that_is_ingested_gives_the_same_notices(
    kind: str, fork_server: ForkServer, entries: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = (ForkedProgram(Path(folder) / name, fork_server) for name in ("one", "two"))
        assert first("ingest", "-", stdin=json.dumps(entries)).code == 0
        feed = first("export", kind)
        assert second("ingest", "-", stdin=feed.out).code == 0
        assert standing(second) == standing(first)


def test_an_atom_feed_has_all_that_the_standard_asks_for(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    cdetrack("ingest", "-", stdin=json.dumps([{"title": HOSTILE, "date": "2025-09-01"}]))
    out = cdetrack("export", "atom").out
    feed = feedparser.parse(out.encode())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id
    assert feed.feed.title
    assert feed.feed.updated
    assert feed.feed.author == "cdetrack"
    assert len(feed.entries) == 7
    assert all(entry.id.startswith("urn:cdetrack:") and entry.updated and entry.title for entry in feed.entries)
    assert len({entry.id for entry in feed.entries}) == 7
    assert {entry.get("author") for entry in feed.entries} >= {"CDE"}
    # An entry without a page must have a content.
    name = "{http://www.w3.org/2005/Atom}"
    for entry in ET.fromstring(out.encode()).iter(f"{name}entry"):  # noqa: S314 - our own feed
        assert (
            any(each.get("rel") == "alternate" for each in entry.iter(f"{name}link"))
            or entry.find(f"{name}content") is not None
        )


def test_a_hostile_title_reaches_feed_readers_as_text_and_terminals_as_numbers(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=json.dumps([{"title": HOSTILE, "date": "2025-09-01"}]))
    [shown] = cdetrack("list", "--json").json()
    out = cdetrack("export", "atom").out
    assert "<script" not in out
    assert feedparser.parse(out.encode()).entries[0].title_detail.type == "text/plain"
    atom = ET.fromstring(out.encode())  # noqa: S314 - our own feed
    assert atom.findtext(".//{*}entry/{*}title") == shown["title"]
    assert all(character.isprintable() or character == "\n" for character in out)
    assert json.loads(cdetrack("export", "jsonfeed").out)["items"][0]["title"] == shown["title"]


def test_an_entry_is_updated_by_a_change_and_not_by_the_clock(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=rule("May 1, 2025"))
    before = feedparser.parse(cdetrack("export", "atom").out.encode())
    assert before.entries[0].updated == cdetrack("list", "--json").json()[0]["first_seen"]
    cdetrack("ingest", "-", stdin=rule("June 1, 2025"))
    [change] = cdetrack("diff", "--json").json()
    after = feedparser.parse(cdetrack("export", "atom").out.encode())
    assert after.entries[0].updated == after.feed.updated == change["at"]
    assert after.entries[0].id == before.entries[0].id


def test_what_nobody_is_told_of_updates_no_entry() -> None:
    added, changed = CHANGES[0], CHANGES[2]
    hour = timedelta(hours=1)
    gained = replace(changed, at=added.at + hour, fields=("sources",))
    assert touched(NOTICES[0], [added, gained]) == added.at
    assert touched(NOTICES[0], [added, gained, replace(changed, at=added.at + 2 * hour)]) == added.at + 2 * hour


def test_feeds_of_different_filters_have_ids_of_their_own(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    ids = [
        feedparser.parse(cdetrack("export", "atom", *filters).out.encode()).feed.id
        for filters in ([], ["--topic", "pediatrics"], ["--kind", "announcement"], ["--since", "2025"])
    ]
    assert len(set(ids)) == 3
    assert ids[0] == ids[3], "a window of time moves on, and the feed stays the same"


def test_a_json_feed_has_all_that_the_standard_asks_for(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    feed = cdetrack("export", "jsonfeed").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert len(feed["items"]) == 6
    assert all(isinstance(item["id"], str) and isinstance(item["content_text"], str) for item in feed["items"])
