"""The fold that grew change by change is the fold that the whole history makes at once."""

import json
from collections.abc import Callable, Sequence
from copy import copy
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cdetrack.changes.absence import withdrawals
from cdetrack.changes.replay import replay, undoing
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Notice, Query
from cdetrack.model.record import Change, Position
from cdetrack.query.select import every, every_marked
from cdetrack.query.stats import count, count_topics, figures_of, topics_in
from cdetrack.store import refold as module
from cdetrack.store import sealed
from cdetrack.store.as_of import fold_at
from cdetrack.store.checksum import check_lines
from cdetrack.store.content import map_file
from cdetrack.store.counts import Counts, counts_of
from cdetrack.store.fold import Fold
from cdetrack.store.history import History
from cdetrack.store.history_line import encode
from cdetrack.store.index import index_of
from cdetrack.store.refold import refold
from support.looks import DAY, NOW, Present, entry, look
from support.notices import tied

RULES = Rules()
WIDGETS = "NMPA Announcement on Optimizing the Review of Innovative Widgets"
_TITLES = [
    *(WIDGETS, WIDGETS.replace("Optimizing", "Optimizing of"), WIDGETS.upper()),
    *(f"{WIDGETS} ([2025] No. 86)", f"{WIDGETS} for Toys ([2025] No. 86)", f"{WIDGETS} ([2025] No. 87)"),
    *(f"Correction: {WIDGETS}", f"Policy Interpretation of the {WIDGETS}"),
    *("Notice of Recall", "Notice of Recall (Second Batch)"),
    *("国家药监局关于发布《器械标准管理办法》的公告", "《器械标准管理办法》政策解读"),
]
_SOURCES = ["nmpa/drugs", "nmpa/policies", "gd-mpa/notices", "ingest"]
_HOSTS = {
    "nmpa/drugs": "english.nmpa.gov.cn",
    "nmpa/policies": "english.nmpa.gov.cn",
    "gd-mpa/notices": "mpa.gd.gov.cn",
}
_ENTRIES = st.tuples(st.sampled_from(_TITLES), st.integers(0, 5), st.sampled_from([None, None, "1", "2", "3"]))
_SHOWN = st.tuples(
    st.just("look"), st.sampled_from(_SOURCES), st.lists(_ENTRIES, min_size=1, max_size=4), st.integers(0, 9)
)
_STEPS = st.lists(
    _SHOWN | st.tuples(st.just("undo")) | st.tuples(st.just("withdraw"), st.sampled_from(_SOURCES)),
    min_size=1,
    max_size=9,
)
Steps = Sequence[tuple[object, ...]]


def content(fold: Fold | None, changes: Sequence[Change], through: int) -> bytes:
    return b"".join(refold(fold, changes, Position(changes=through), RULES).content())


_NAMED = "NMPA Announcement on Optimizing the Review of Innovative Widgets"


def taken(steps: Steps) -> list[tuple[Change, ...]]:
    """Return the changes of each step: looks at several sources, looks taken back, notices that are gone."""
    cache = Present()
    history: list[tuple[Change, ...]] = []
    earlier: list[dict[str, object]] = []
    for what, *rest in steps:
        before = copy(cache.standings)
        if what == "look":
            source, shown, odd = rest
            records = [
                entry(
                    title,
                    source=str(source),
                    date=DAY + timedelta(days),
                    url=f"https://{_HOSTS[source]}/{page}" if page and source in _HOSTS else None,
                )
                for title, days, page in shown  # type: ignore[attr-defined]
            ]
            changes = cache.see(look(*records, source=source, detail=odd == 0))  # type: ignore[arg-type]
        elif what == "withdraw":
            shown_there = [each for each in cache.standings.values() if rest[0] in each.record.sources]
            gone = [each for each in shown_there if each.withdrawn is None][:2]
            cache.number += 1
            changes = withdrawals(gone, source=rest[0], at=NOW, number=cache.number)  # type: ignore[arg-type]
            cache.apply(changes)
        elif history and history[-1][0].kind != "undone":
            cache.number += 1
            changes = undoing(history[-1], earlier[-1], cache.standings, at=NOW, number=cache.number)  # type: ignore[arg-type]
            cache.apply(changes)
        else:
            continue
        if changes:
            history.append(changes)
            earlier.append(before)  # type: ignore[arg-type]
    return history


@given(_STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("crowd", [2, 40])
def test_a_fold_that_grew_is_the_fold_made_at_once(monkeypatch: pytest.MonkeyPatch, crowd: int, steps: Steps) -> None:
    """Titles and numbers are shared by several sources, looks are taken back, and keys become and stop being crowds."""
    monkeypatch.setattr(module, "_CROWD", crowd)
    history = taken(steps)
    fold, through, counts = None, 0, Counts()
    for changes in history:
        through += len(changes)
        made = refold(fold, changes, Position(changes=through), RULES)
        made.recount(counts)
        fold = made.in_memory(Path("notices.json"))
    assert counts == counts_of(fold)
    assert topics_in(counts, RULES.topics.names) == count_topics(every(fold, Query()), RULES.topics.names)
    assert figures_of(counts) == count(every_marked(fold, Query()))
    everything = [change for changes in history for change in changes]
    at_once = content(None, everything, through)
    assert fold is None or fold.data == at_once
    holds(Fold(Path("notices.json"), at_once))


@given(_STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("size", [1, 900, 3000])
def test_a_fold_in_sealed_parts_has_the_lines_and_finds_the_notices_of_one_in_one_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, size: int, steps: Steps
) -> None:
    monkeypatch.setattr(sealed, "LIMIT", 0)
    monkeypatch.setattr(sealed, "LEAST_PART", size)
    path = tmp_path_factory.mktemp("cache") / "notices.json"
    fold, through = None, 0
    everything: list[Change] = []
    for changes in taken(steps):
        through += len(changes)
        everything += changes
        refold(fold, changes, Position(changes=through), RULES).write(path)
        fold = Fold(path, map_file(path))
        check_lines(fold)
        assert json.loads(path.read_bytes())["through"]["changes"] == through
        assert {each.name for each in fold.parts} == {each.stem for each in (path.parent / "notices").glob("*.json")}
    whole = Fold(Path("notices.json"), content(None, everything, through))
    if fold is None:
        return
    assert refold(None, everything, Position(changes=through), RULES).is_same(fold)
    assert fold.data[fold.start :] == whole.data[whole.start :]
    parts = [json.loads((path.parent / "notices" / f"{part.name}.json").read_bytes()) for part in fold.parts]
    listed = [each["id"] for part in [json.loads(path.read_bytes()), *parts] for each in part["notices"]]
    assert listed == list(whole.starts)
    one, several = index_of(whole), index_of(fold)
    names = [*whole.starts, "unknown"]
    assert [name in several for name in names] == [name in one for name in names]
    keys = {key for name in whole.starts for key in (*one[name].keys.split(), *one[name].documents.split())}
    assert several.by_key(keys) == several.by_key(keys) == one.by_key(keys)
    assert several.by_document(keys) == one.by_document(keys)
    for name in whole.starts:
        assert several.notice(name) == one.notice(name) == fold.get(name)
        assert several.places_for([several[name].order]) == {several[name].order: several[name].start}
        assert fold.locate([name]) == {name: several[name].start}
        assert Fold(whole.path, whole.data).locate([name]) == {name: one[name].start}
    assert fold.locate(names) == {name: several[name].start for name in whole.starts}
    starts = {several[name].order: several[name].start for name in whole.starts}
    assert several.places_for(starts.keys()) == starts


@given(_STEPS)
# A withdrawn notice whose own page is read, and which may be restored after that.
@example(
    [
        ("look", "nmpa/drugs", [(_NAMED, 0, None)], 1),
        ("withdraw", "nmpa/drugs"),
        ("look", "nmpa/drugs", [(_NAMED, 0, "1")], 0),
    ]
)
@example(
    [
        ("look", "nmpa/drugs", [(_NAMED, 0, None)], 1),
        ("withdraw", "nmpa/drugs"),
        ("look", "nmpa/drugs", [(_NAMED, 0, "1")], 0),
        ("look", "nmpa/drugs", [(_NAMED, 0, "1")], 1),
    ]
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("crowd", [2, 40])
def test_a_fold_that_is_taken_back_is_the_fold_of_that_time(
    monkeypatch: pytest.MonkeyPatch, crowd: int, steps: Steps
) -> None:
    """After each look of a history with undone looks, withdrawals and own pages, and before the first one."""
    monkeypatch.setattr(module, "_CROWD", crowd)
    looks = taken(steps)
    positions, lines = [Position()], b""
    for changes in looks:
        more, last = encode(changes, previous=positions[-1].hash)
        lines += more
        positions.append(Position(changes=positions[-1].changes + len(changes), bytes=len(lines), hash=last))
    everything = [change for changes in looks for change in changes]
    if not everything:
        return
    now = Fold(Path("notices.json"), content(None, everything, len(everything)))
    history = History(Path("history.jsonl"), lines)
    for number, position in enumerate(positions[1:], 1):
        then = Fold(Path("notices.json"), content(None, sum(looks[:number], ()), position.changes))
        found = fold_at(now, history, position, positions[-1], RULES)
        assert list(found.lines()) == list(then.lines())
        assert (found.sources, found.bytes, found.hash) == (then.sources, position.bytes, position.hash)


@given(_STEPS)
def test_the_steps_of_a_history_are_its_changes_of_which_additions_have_no_record(steps: Steps) -> None:
    history = [change for changes in taken(steps) for change in changes]
    lines, last = encode(history, previous=Position().hash)
    through = Position(changes=len(history), bytes=len(lines), hash=last)
    found = list(History(Path("history.jsonl"), lines + b"a torn line").steps(through))
    heads, expected = ([(each.at, each.source, each.id, each.kind) for each in those] for those in (found, history))
    assert heads == expected
    whole = [each for each in found if isinstance(each, Change)]
    assert whole == [each for each in history if each.kind != "added" or each.quiet]


def holds(fold: Fold) -> None:
    """Assert the invariants of a fold: relations both ways, one leader a document, no source twice in one."""
    notices = {each.id: each for each in (fold.notice(line) for _, line in fold.lines())}
    for each in notices.values():
        assert notices[each.document].document == each.document
        for relation in each.relations:
            back = [other.type for other in notices[relation.id].relations if other.id == each.id]
            assert back == [_back(relation.type)]
    for leader in {each.document for each in notices.values()}:
        shown = [source for each in notices.values() if each.document == leader for source in each.sources]
        assert len(shown) == len(set(shown))


def _back(how: str) -> str:
    ways = (("interprets", "interpreted-by"), ("issues", "issued-by"), ("corrects", "corrected-by"))
    return {**dict(ways), **{other: one for one, other in ways}}.get(how, how)


def made(*looks: tuple[Change, ...]) -> dict[str, Notice]:
    """Return the notices of a fold that grew look by look, by their first source."""
    fold, through = None, 0
    for changes in looks:
        through += len(changes)
        fold = Fold(Path("notices.json"), content(fold, changes, through))
    assert fold is not None
    return {each.sources[0]: each for each in (fold.notice(line) for _, line in fold.lines())}


@pytest.fixture
def see() -> Callable[..., tuple[Change, ...]]:
    cache = Present()
    return lambda title, source, url: cache.see(look(entry(title, source=source, url=url), source=source))


def test_a_document_gets_a_better_leader_when_the_issuers_own_listing_shows_it(
    see: Callable[..., tuple[Change, ...]],
) -> None:
    """The carrier's notice is rebuilt: its `document` is another id now."""
    carried = see(WIDGETS, "gd-mpa/notices", "https://mpa.gd.gov.cn/1")
    assert made(carried)["gd-mpa/notices"].document == carried[0].id
    own = see(WIDGETS, "nmpa/drugs", "https://english.nmpa.gov.cn/1")
    both = made(carried, own)
    assert {each.document for each in both.values()} == {own[0].id}
    assert both["gd-mpa/notices"].relations == tied(own[0].id)


def test_a_notice_that_is_tied_to_the_new_leader_by_another_one_alone_follows_it() -> None:
    """Nothing in its own relations changes: it came out too late to be tied to the leader by itself."""
    cache = Present()

    def shown(source: str, host: str, days: int) -> tuple[Change, ...]:
        record = entry(WIDGETS, source=source, url=f"https://{host}/1", date=DAY + timedelta(days))
        return cache.see(look(record, source=source))

    looks = [shown("gd-mpa/notices", "mpa.gd.gov.cn", 3), shown("sh-mpa/documents", "mpa.sh.gov.cn", 6)]
    assert {each.document for each in made(*looks).values()} == {looks[0][0].id}
    looks.append(shown("nmpa/drugs", "english.nmpa.gov.cn", 0))
    found = made(*looks)
    assert found["sh-mpa/documents"].relations == tied(looks[0][0].id)
    assert {each.document for each in found.values()} == {looks[2][0].id}


def test_a_look_that_is_taken_back_leaves_the_fold_as_it_was_before(see: Callable[..., tuple[Change, ...]]) -> None:
    carried = see(WIDGETS, "gd-mpa/notices", "https://mpa.gd.gov.cn/1")
    before = content(None, carried, 1)
    own = see(WIDGETS, "nmpa/drugs", "https://english.nmpa.gov.cn/1")
    back = undoing(own, {}, replay([*carried, *own]), at=NOW, number=3)
    fold = Fold(Path("notices.json"), content(Fold(Path("notices.json"), before), own, 2))
    after = content(fold, back, 3)
    assert after.partition(b"\n")[2] == before.partition(b"\n")[2]
    assert b'"sources": {"gd-mpa/notices": 1}' in after.partition(b"\n")[0], "its source is as good as never looked at"
