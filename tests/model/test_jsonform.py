"""The JSON form of notices, records and changes: the keys that are promised, and nothing lost on the way."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from cdetrack.model.jsonform import (
    NOTICE_KEYS,
    change_json,
    detail_json,
    notice_from_json,
    notice_json,
    record_from_json,
    record_json,
    timestamp,
)
from cdetrack.model.notice import Attachment, Milestone, Notice, Relation, Served
from cdetrack.model.record import Record
from support.sample_notices import CHANGES, NOTICES, WHOLE, record

TEXT = st.text(max_size=20)
MAYBE = st.none() | TEXT
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - the strategy adds the zone
    lambda at: at.replace(microsecond=0)
)
NAMES = st.lists(TEXT, max_size=3).map(tuple)
NOT_KEPT = dict.fromkeys(("sha256", "size", "served"), st.none())
LINKS = st.builds(Attachment, name=TEXT, url=TEXT, type=TEXT, **NOT_KEPT)
SERVED = st.none() | st.builds(Served, at=TIMES, type=MAYBE, last_modified=MAYBE, etag=MAYBE)
KEPT = st.builds(Attachment, name=TEXT, url=TEXT, type=TEXT, sha256=TEXT, size=st.integers(0), served=SERVED)
FILES = st.lists(LINKS | KEPT, max_size=2, unique_by=lambda each: each.url).map(tuple)
SHOWN = st.dictionaries(TEXT, st.dictionaries(TEXT, TEXT, min_size=1, max_size=2), max_size=2)
DETAIL = {"document_date": st.none() | DAYS, "body": MAYBE, "attachments": FILES}
DATED = {"date": DAYS, "date_from": st.sampled_from(["listing", "seen"])}
PAGE = {"title": TEXT, "summary": MAYBE, "url": MAYBE, "sources": NAMES, "article": MAYBE, **DATED, **DETAIL}
# What the listing of a look left out is a matter of that look, and is not stored.
RECORDS = st.builds(Record, **PAGE, shown=SHOWN, guid=MAYBE, untitled=st.sampled_from([False]))
RELATIONS = st.lists(st.builds(Relation, id=TEXT, type=TEXT), max_size=3).map(tuple)
NOTICE_STRATEGY = st.builds(
    Notice,
    **PAGE,
    id=TEXT,
    number=MAYBE,
    issuers=NAMES,
    kind=TEXT,
    status=MAYBE,
    topics=NAMES,
    effective=st.none() | DAYS,
    event=st.none() | DAYS,
    comments_due=st.none() | DAYS,
    milestones=st.lists(
        st.builds(Milestone, DAYS, st.sampled_from(["transition", "expires", "publicity-ends"]), st.text()), max_size=3
    ).map(tuple),
    product=st.none() | st.text(),
    applicant=st.none() | st.text(),
    application=st.none() | st.text(),
    indication=st.none() | st.text(),
    summary_suspect=st.booleans(),
    relations=RELATIONS,
    document=TEXT.filter(bool),
    first_seen=TIMES,
    withdrawn=st.none() | TIMES,
)


@given(NOTICE_STRATEGY)
def test_a_notice_comes_back_from_its_json_as_it_was(notice: Notice) -> None:
    notice = notice._replace(state="new")
    stored = notice_json(notice) | detail_json(notice)
    assert notice_from_json(json.loads(json.dumps(stored))) == notice
    exported = notice_from_json(json.loads(json.dumps(notice_json(notice, whole=True))))
    assert exported == notice._replace(attachments=tuple(each._replace(served=None) for each in notice.attachments))


@given(RECORDS)
def test_a_record_comes_back_from_its_json_as_it_was(given_record: Record) -> None:
    assert record_from_json(json.loads(json.dumps(record_json(given_record)))) == given_record


def test_a_notice_has_the_promised_keys_in_their_order() -> None:
    promised = [
        *(
            "id",
            "title",
            "date",
            "date_from",
            "summary",
            "url",
            "sources",
            "article",
            "number",
            "issuers",
            "kind",
            "status",
            "topics",
        ),
        *("effective", "event", "comments_due", "milestones", "product", "applicant", "application", "indication"),
        *("document", "relations", "related", "state"),
        *("summary_suspect", "first_seen", "withdrawn"),
    ]
    assert list(NOTICE_KEYS) == promised
    assert all(list(notice_json(notice)) == promised for notice in (*NOTICES, WHOLE))


def test_related_has_each_id_of_the_relations_once_and_a_notice_alone_leads_its_document() -> None:
    """Programs that only need the ids can ignore the types."""
    form = notice_json(WHOLE)
    assert [each["type"] for each in form["relations"]] == ["same-document", "interpreted-by", "corrected-by"]  # type: ignore[attr-defined]
    assert form["related"] == [each["id"] for each in form["relations"]]  # type: ignore[attr-defined]
    assert form["document"] == WHOLE.id
    twice = WHOLE._replace(relations=(*WHOLE.relations, *WHOLE.relations))
    assert notice_json(twice)["related"] == form["related"]


def test_a_record_says_only_of_an_unusual_day_where_it_is_from() -> None:
    """Lines of the first edition have neither key: nothing in them is to be read in another way."""
    plain = record(NOTICES[0])
    assert {"date_from", "guid"}.isdisjoint(record_json(plain))
    odd = record_json(plain._replace(date_from="seen", guid="tag:1"))
    assert (odd["date_from"], odd["guid"]) == ("seen", "tag:1")
    assert record_from_json(record_json(plain)) == plain


def test_only_a_whole_notice_has_its_detail_page_and_only_where_there_is_one() -> None:
    detail = {"document_date", "body", "attachments"}
    assert not detail & set(notice_json(WHOLE))
    assert detail <= set(notice_json(WHOLE, whole=True))
    assert not detail & set(notice_json(NOTICES[0], whole=True))


def test_a_record_leaves_out_what_no_detail_page_gave() -> None:
    assert list(record_json(record(NOTICES[0]))) == ["title", "date", "summary", "url", "article", "sources"]


def test_kept_files_are_beside_the_attachments_in_the_cache_and_inside_them_for_users() -> None:
    """An older cdetrack reads an attachment by its three keys alone, and ignores other keys of a notice."""
    at = datetime(2026, 11, 22, 6, 0, 0, tzinfo=UTC)
    link = Attachment("Annex", "https://example.org/a.pdf", "pdf")
    kept = link._replace(sha256="ab" * 32, size=7, served=Served(at, "application/pdf", etag='"1"'))
    notice = WHOLE._replace(attachments=(kept, link._replace(url="https://example.org/b.pdf")))
    stored = detail_json(notice)
    assert [list(each) for each in stored["attachments"]] == [["name", "url", "type"]] * 2  # type: ignore[attr-defined]
    facts = {"sha256": "ab" * 32, "size": 7, "at": "2026-11-22T06:00:00Z", "type": "application/pdf", "etag": '"1"'}
    assert stored["files"] == {link.url: facts}
    public = notice_json(notice, whole=True)
    assert "files" not in public
    expected = {"name": "Annex", "url": link.url, "type": "pdf", "sha256": "ab" * 32, "size": 7}
    assert public["attachments"][0] == expected  # type: ignore[index]
    change = CHANGES[2]
    assert change.after is not None
    shown = change_json(replace(change, after=change.after._replace(attachments=(kept,))))["after"]
    assert shown["attachments"][0]["sha256"] == "ab" * 32  # type: ignore[index]
    assert "files" not in shown  # type: ignore[operator]


def test_a_change_has_both_sides_and_null_for_the_one_that_is_not() -> None:
    added, _, changed, withdrawn, _ = map(change_json, CHANGES)
    assert list(changed)[:8] == ["at", "kind", "id", "title", "source", "before", "after", "fields"]
    assert added["before"] is None
    assert withdrawn["after"] is None
    assert withdrawn["title"] == NOTICES[10].title
    assert changed["at"] == "2025-11-22T06:00:00Z"


def test_a_time_is_written_in_utc_to_the_second() -> None:
    at = datetime(2026, 11, 22, 14, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=8)))
    assert timestamp(at) == "2026-11-22T06:00:00Z"
