"""The kind of look that is due, the state of an address, and pages of unfinished looks."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from cdetrack.look.plan import FULL_EVERY, is_full_look_due, validator_scope
from cdetrack.look.unfinished import FOLDER, UnfinishedLook
from cdetrack.look.walk import ListingPage
from cdetrack.meaning.rules import Rules
from cdetrack.model.record import Change, Note, UnreadableEntry
from cdetrack.sources import SOURCES
from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.store import files
from cdetrack.store.present import Present
from cdetrack.store.state import SourceState
from cdetrack.store.store import Store
from support.looks import NOW
from support.looks import entry as record

UNREADABLE = (UnreadableEntry("`x` has no title", 1), UnreadableEntry("2 lines have no date", None))
NOTES = (Note("`y`: no date is shown", is_undated=True), Note("`z` is dated 2099-01-01"))
PAGES = [
    ListingPage(number=1, pages=3, records=(record(),), unreadable=UNREADABLE, notes=NOTES),
    ListingPage(number=2, pages=3, records=(record()._replace(title="通知", article="2"),)),
    ListingPage(number=3, pages=None, records=(), open_ended=True),
]


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        ("nonsense", True),
        ("2026-11-22", True),
        (NOW.isoformat(), False),
        ((NOW - FULL_EVERY).isoformat(), False),
        ((NOW - FULL_EVERY - timedelta(seconds=1)).isoformat(), True),
        # A clock that was wrong must not put the next one off for years.
        ((NOW + timedelta(days=400)).isoformat(), True),
    ],
)
def test_a_full_look_is_due_when_the_last_was_long_ago_or_nobody_knows(last: str | None, due: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_full_look_due(SourceState(last_full=last), NOW) is due


def test_what_is_remembered_holds_for_one_address_and_one_way_to_read_it() -> None:
    source = SOURCES["nmpa/drugs"]
    others = [
        replace(source, url="https://x.org/"),
        replace(source, selectors={"item": "li"}),
        replace(source, json=JsonMapping(title=("name",))),
        replace(source, headers={"Accept-Language": "zh"}),
        replace(source, form={"keyword": "notice"}),
    ]
    assert len({validator_scope(each) for each in (source, *others)}) == 6


def test_pages_that_are_kept_aside_come_back_as_they_were(tmp_path: Path) -> None:
    unfinished = UnfinishedLook(tmp_path, "nmpa/drugs", 0, scope="here")
    unfinished.save(PAGES, NOW)
    assert UnfinishedLook(tmp_path, "nmpa/drugs", 0, scope="here").load(NOW + timedelta(hours=1)) == PAGES
    assert UnfinishedLook(tmp_path, "nmpa/drugs", 1, scope="here").load(NOW) == []
    unfinished.delete()
    assert unfinished.load(NOW) == []
    assert not (tmp_path / FOLDER).exists()


def test_a_look_that_ends_takes_no_folder_from_one_that_is_about_to_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hosts are visited side by side: between the folder and the file of one, another may end."""
    ending = UnfinishedLook(tmp_path, "nmpa/news", 0, scope="here")
    saving = UnfinishedLook(tmp_path, "nmpa/drugs", 0, scope="here")
    ending.save(PAGES, NOW)
    replace_file = files.replace

    def after_the_end_of_another(path: Path, content: list[bytes]) -> None:
        monkeypatch.setattr(files, "replace", replace_file)
        ending.delete()
        replace_file(path, content)

    monkeypatch.setattr(files, "replace", after_the_end_of_another)
    saving.save(PAGES, NOW)
    assert saving.load(NOW) == PAGES


def test_pages_of_another_address_or_of_long_ago_are_not_gone_on_from(tmp_path: Path) -> None:
    unfinished = UnfinishedLook(tmp_path, "nmpa/drugs", 0, scope="here")
    unfinished.save(PAGES, NOW)
    assert UnfinishedLook(tmp_path, "nmpa/drugs", 0, scope="there").load(NOW) == []
    assert unfinished.load(NOW + timedelta(days=8)) == []
    assert unfinished.load(NOW - timedelta(days=1)) == []


@pytest.mark.parametrize("spoil", [lambda text: text[:-9], lambda _: "[]\n", lambda text: text.split("\n", 1)[1]])
def test_pages_that_cannot_be_read_are_no_loss(tmp_path: Path, spoil: object) -> None:
    unfinished = UnfinishedLook(tmp_path, "nmpa/drugs", 0, scope="here")
    unfinished.save(PAGES, NOW)
    [path] = (tmp_path / FOLDER).iterdir()
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    assert unfinished.load(NOW) == []


@pytest.mark.parametrize(
    ("form", "places"), [({"places": [0, 1]}, [0, 1]), ({"places": None}, [None, None]), ({}, [None, None])]
)
def test_pages_of_earlier_versions_come_back_with_the_places_that_they_have(
    tmp_path: Path, form: dict[str, object], places: list[int | None]
) -> None:
    """These wrote all places of a page or `null`, and before that none."""
    unfinished = UnfinishedLook(tmp_path, "nmpa/drugs", 0, scope="here")
    unfinished.save(PAGES[:1], NOW)
    [path] = (tmp_path / FOLDER).iterdir()
    saved = json.loads(path.read_text(encoding="utf-8"))
    del saved["places"], saved["undated"]
    path.write_text(json.dumps(saved | form), encoding="utf-8")
    [page] = unfinished.load(NOW)
    assert page.notes == tuple(Note(each.text) for each in NOTES)
    assert [each.problem for each in page.unreadable] == [each.problem for each in UNREADABLE]
    assert [each.place for each in page.unreadable] == places


def test_no_name_of_a_source_leaves_the_folder(tmp_path: Path) -> None:
    UnfinishedLook(tmp_path, "../../x/..", 0, scope="here").save(
        [ListingPage(number=1, pages=1, records=(record(),))], NOW
    )
    assert [path.parent.name for path in tmp_path.rglob("*.jsonl")] == [FOLDER]


def test_a_notice_is_as_known_only_when_its_source_showed_just_that(tmp_path: Path) -> None:
    """Decided from the bytes of the fold; other words than the source itself showed last are a change."""
    store = Store(tmp_path, Rules())
    shown = record("Same", article="1")
    worded = record("Main", article="2")._replace(shown={"nmpa/drugs": {"title": "Worded"}})
    named = record('A "title": "Same", "withdrawn": null', article="3")._replace(guid="urn:3", body="Text")
    with store.writing(wait=1) as writer:
        writer.append(
            [
                Change(
                    at=NOW,
                    id=f"id-{each.article}",
                    source="nmpa/drugs",
                    look=1,
                    before=None,
                    after=each,
                    kind="added",
                    fields=("title",),
                )
                for each in (shown, worded, named)
            ]
        )
    present = Present(store.recorded(), ())
    assert present.is_as_known("id-1", shown)
    assert present.is_as_known("id-3", named._replace(body=None))
    assert not present.is_as_known("id-2", worded._replace(shown={}))
    for other in (
        shown._replace(title="Other"),
        shown._replace(date=NOW.date()),
        shown._replace(summary="More"),
        shown._replace(url=None),
        shown._replace(sources=("nmpa/news",)),
        shown._replace(body="Text"),
        shown._replace(guid="urn:1"),
    ):
        assert not present.is_as_known("id-1", other)
    for guid in (None, "urn:4"):
        assert not present.is_as_known("id-3", named._replace(body=None, guid=guid))


def test_the_settings_of_a_listing_have_one_digest_however_they_are_written() -> None:
    source = replace(
        SOURCES["nmpa/drugs"],
        url="https://me:word@www.x.org/?q=a&lang=en&api_key=1",
        json=JsonMapping(items="", where={"b": ("1",), "a": ()}),
        form={"p": "1", "q": "2"},
        headers={"X-Key": "1", "Accept": "a"},
    )
    same = replace(
        source,
        url="http://x.org/?lang=en&q=a&api_key=2",
        json=JsonMapping(items="", where=MappingProxyType({"a": (), "b": ("1",)})),
        form=MappingProxyType({"q": "2", "p": "1"}),
        headers={"Accept": "a", "X-Key": "2"},
        details=True,
    )
    assert source.settings == same.settings
    others = [
        replace(source, url="https://x.org/?q=b&lang=en"),
        replace(source, json=JsonMapping(where={"b": ("1",), "a": ()})),
        replace(source, form={"p": "1"}),
        replace(source, headers={"Accept": "b"}),
    ]
    assert len({each.settings for each in (source, *others)}) == 5
