"""Takeover of a cache of the first edition: no loss, no alert twice, and one alert for each notice that had none."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cdetrack.alert.migration import known_since, never_told
from cdetrack.alert.outbox import load_outbox
from cdetrack.alert.snapshot import Snapshot
from cdetrack.config.load import load
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Query
from cdetrack.store.store import Store
from support.paths import DATA
from support.program import Program, Ran, script

FIRST = DATA / "first-edition"
RECALLS = ("https://english.nmpa.gov.cn/2025-09/07/c_11.htm", "https://english.nmpa.gov.cn/2025-09/07/c_13.htm")
CORRECTION = "Correction: NMPA Announcement on the Review of Innovative Widgets ([2025] No. 8)"
ARTICLE = "Notice on Dosage Forms of Widgets"


@pytest.fixture
def taken(cdetrack: Program) -> Program:
    """A cache of the first edition, in the hands of this one."""
    shutil.copytree(FIRST, cdetrack.cache)
    cdetrack.cache.chmod(0o700)
    script(cdetrack.cache / "ring.sh", "cat >> heard.jsonl; echo >> heard.jsonl")
    return cdetrack


def check(program: Program) -> Ran:
    return program("check", "--no-fetch")


def test_what_the_first_edition_never_told_goes_out_once_in_one_digest_that_says_that_it_is_late(
    taken: Program,
) -> None:
    first = check(taken)
    assert first.code == 0
    told = dict.fromkeys(("all", "policies"), "")
    for part in first.out.split("An earlier cdetrack recorded these notices")[1:]:
        name = next(name for name in told if f"\n{name}: " in part)
        assert not told[name], "one digest for a watch"
        told[name] = part
    assert "2 new, told late" in told["all"]
    assert RECALLS[1] in told["all"]
    assert CORRECTION in told["all"]
    assert "1 new, told late" in told["policies"]
    assert ARTICLE in told["policies"]
    assert RECALLS[0] not in first.out, "it was told by the first edition"
    assert check(taken) == Ran(0, "", "")


def test_an_alert_that_the_first_edition_could_not_deliver_goes_out_under_its_id(taken: Program) -> None:
    [waiting] = [row for row in taken("alerts", "--json").json() if row["state"] == "failed"]
    assert check(taken).code == 0
    assert taken("alerts", "retry").code == 0
    heard = [json.loads(line) for line in (taken.cache / "heard.jsonl").read_text().splitlines() if line]
    assert [each["id"] for each in heard].count(waiting["id"]) == 1
    links = [notice["url"] for each in heard for notice in each["notices"]]
    assert sorted(links) == sorted(RECALLS), "the recall that was never told comes besides, late"


def test_a_notice_of_it_that_is_taken_back_comes_back_under_its_id_and_is_not_told_again(taken: Program) -> None:
    """The first edition made other ids of the same links."""
    form = json.loads(taken.history.read_bytes().splitlines()[6])
    page = json.dumps([{name: form["after"][name] for name in ("title", "date", "summary", "url", "article")}])
    check(taken)
    assert [taken("undo").code for _ in range(2)] == [0, 0]
    assert form["id"] not in taken("list", "--each", "--json").out
    assert taken("ingest", "-", "--source", "nmpa/drugs", stdin=page).code == 0
    assert form["id"] in taken("list", "--each", "--json").out
    assert check(taken) == Ran(0, "", "")
    state = json.loads((taken.cache / "state.json").read_text())
    assert state["sources"]["nmpa/drugs"]["undone_ids"] == {}


def test_readers_answer_from_it_as_it_is_and_write_nothing(taken: Program) -> None:
    before = taken.bytes()
    assert len(taken("list", "--each").rows) == 7
    assert len(taken("diff", "--since", "2025-01").rows) == 8
    assert taken("doctor").code == 0
    assert taken("alerts").code == 0
    after = taken.bytes()
    # A fold by older rules may be made anew: it is derived from the history.
    assert {name: each for name, each in after.items() if name != "notices.json"} == {
        name: each for name, each in before.items() if name != "notices.json"
    }


def test_ids_stay_and_the_history_goes_on_behind_the_lines_of_the_first_edition(taken: Program) -> None:
    old = {each["url"]: each["id"] for each in json.loads((FIRST / "notices.json").read_text())["notices"]}
    history = taken.history.read_bytes()
    more = [{"title": "A new notice", "date": "2025-09-20", "url": "https://english.nmpa.gov.cn/2025-09/20/c_20.htm"}]
    assert taken("ingest", "-", "--source", "nmpa/drugs", stdin=json.dumps(more)).code == 0
    assert taken.history.read_bytes().startswith(history)
    schemas = [json.loads(line)["schema"] for line in taken.history.read_bytes().splitlines()]
    assert schemas == [1] * (len(schemas) - 1) + [2]
    now = {each["url"]: each["id"] for each in taken("list", "--each", "--json").json()}
    assert {url: now[url] for url in old} == old
    assert taken("doctor").code == 0


def test_a_watch_that_only_begins_now_is_told_of_nothing_late(taken: Program) -> None:
    """It never should have heard."""
    config = taken.cache / "config.toml"
    config.write_text(config.read_text() + '[[watch]]\nname = "late"\nchannels = ["stdout"]\n')
    assert "late: " not in check(taken).out


def test_what_each_watch_never_heard_is_found_from_the_history_alone(tmp_path: Path) -> None:
    """Told are the ids of the outbox; a filter that does not match, or `on` without `added`, hears of nothing late."""
    folder = Path(shutil.copytree(FIRST, tmp_path / "cache"))
    script(folder / "ring.sh", "exit 0")
    present = Snapshot(Store(folder, Rules()))
    state = load_outbox(folder)
    watches = {each.name: each for each in load(folder / "config.toml", today=date(2025, 11, 27)).watches}

    def late(name: str, **given: object) -> set[str]:
        watch = replace(watches[name], **given)  # type: ignore[arg-type]
        members = never_told(watch, state.watches[name], present.everything(), present, state.told.get(name, {}))
        found = (present.notice(each) for member in members for each in (member.id, *member.also))
        return {notice.url or "" for notice in found if notice is not None}

    page = "https://english.nmpa.gov.cn/2025-09/07/c_{}.htm"
    assert late("all") == {page.format(13), page.format(14)}
    assert late("policies") == {page.format(15)}
    assert late("ring") == {page.format(13)}
    assert late("all", on=("changed", "withdrawn")) == set()
    assert late("all", query=Query(topics=("innovation",))) == {page.format(14)}


def test_what_the_outbox_of_the_first_edition_says_reaches_back_ninety_days_at_the_most() -> None:
    watched = load_outbox(FIRST).watches["all"]
    assert watched.known is None
    soon, later = watched.started + timedelta(days=9), watched.started + timedelta(days=900)
    assert known_since(watched, soon) == watched.started
    assert known_since(watched, later) == later - timedelta(days=90)
