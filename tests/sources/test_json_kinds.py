"""Kinds of JSON that many systems send: days in parts, lists beside each other, columns, and lists of other things."""

import json

import pytest

from cdetrack.errors import EmptyError, UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources import read
from support.readings import Row, answered, rows_of

ORG = "https://office.example"


def rows(answer: object, *, url: str = f"{ORG}/api/list") -> list[Row]:
    return rows_of(answered(answer, url))


@pytest.mark.parametrize(
    "parts",
    [
        {"published": {"date": 3, "day": 2, "month": 11, "year": 124, "time": 1733155200000, "timezoneOffset": -480}},
        {"published": {"year": 2024, "month": "DECEMBER", "dayOfMonth": 3, "monthValue": 12, "leapYear": True}},
        {"published": {"year": 2024, "monthOfYear": 12, "dayOfMonth": 3, "hourOfDay": 0}},
        {"published": {"year": "2024", "month": "12", "day": "3"}},
        {"year": "2024", "month": "12", "day": "03"},
        {"year": 2024, "month": 12, "day": 3, "created": "2025-01-01"},
        {"year": "2024", "month": "Dec", "day": "3"},
        {"year": "2024年", "month": "12月", "day": "3日"},
        {"yearMonth": "2024-12", "day": "03"},
        {"year": "2024", "monthDay": "12-03"},
    ],
)
def test_a_day_in_parts_is_that_day(parts: dict[str, object]) -> None:
    """Java sends its dates so, the old one with a month from 0 and a year from 1900; and pages show day and month."""
    answer = {"list": [{"title": "Fees of the office", "url": "/1", **parts}]}
    assert rows(answer) == [("2024-12-03", "Fees of the office", f"{ORG}/1")]


def test_parts_that_make_no_day_leave_the_other_dates() -> None:
    answer = [{"title": "Fees", "url": "/1", "year": "2024", "month": "all", "day": "Tue", "published": "2024-12-03"}]
    assert rows(answer) == [("2024-12-03", "Fees", f"{ORG}/1")]


def test_the_points_of_a_chart_are_no_day() -> None:
    points = [["2024-12-01", 3], ["2024-12-02", 5]]
    with pytest.raises(UnreadableError):
        rows({"chart": {"series": [{"name": "Drugs", "data": points}, {"name": "Devices", "data": points}]}})


def row(number: int, **more: object) -> dict[str, object]:
    return {"id": number, "title": f"Notice {number}", "url": f"/{number}", **more}


@pytest.mark.parametrize(
    "answer",
    [
        {"2024-12-03": [row(1), row(2)], "2024-12-02": [row(3)]},
        {"days": {"3 December 2024": [row(1), row(2)], "2 December 2024": [row(3)]}},
        {"groups": [{"date": "2024-12-03", "items": [row(1), row(2)]}, {"date": "2024-12-02", "items": [row(3)]}]},
        [{"day": "2024-12-03", "news": [row(1), row(2)]}, {"day": "2024-12-02", "news": [row(3)]}],
    ],
)
def test_entries_in_groups_of_a_day_have_that_day(answer: object) -> None:
    assert rows(answer) == [
        ("2024-12-03", "Notice 1", f"{ORG}/1"),
        ("2024-12-03", "Notice 2", f"{ORG}/2"),
        ("2024-12-02", "Notice 3", f"{ORG}/3"),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {"date": "2024-12-03", "items": [row(1), row(2)]},
        {"pages": [{"date": "2024-12-03", "items": [row(1)]}, {"date": "2024-12-03", "items": [row(2)]}]},
        {"2024-12-03": [row(1), row(2)], "total": 2},
    ],
)
def test_the_day_of_an_answer_is_not_that_of_its_entries(answer: object) -> None:
    assert [each[:2] for each in rows(answer)] == [("seen", "Notice 1"), ("seen", "Notice 2")]


def test_a_day_of_its_own_wins_over_that_of_the_group() -> None:
    groups = [{"date": f"2024-12-0{n}", "items": [row(n, published="2024-11-30"), row(n + 3)]} for n in (3, 2)]
    assert [each[0] for each in rows(groups)] == ["2024-11-30", "2024-12-03", "2024-11-30", "2024-12-02"]


def dated(*numbers: int, **more: object) -> list[dict[str, object]]:
    return [row(number, publishDate=f"2024-12-{number:02}", **more) for number in numbers]


def test_lists_with_the_same_fields_beside_each_other_are_one() -> None:
    """The pinned entries, and each kind, may have a list of its own; one of all repeats them."""
    assert [each[1] for each in rows({"data": {"top": dated(9), "list": dated(8, 7, 6)}})] == [
        f"Notice {number}" for number in (9, 8, 7, 6)
    ]
    kinds = {"food": dated(5, 4), "drugs": dated(3), "cars": [], "all": dated(5, 4, 3)}
    assert [each[1] for each in rows({"results": kinds})] == ["Notice 5", "Notice 4", "Notice 3"]


def test_lists_in_objects_beside_each_other_are_one() -> None:
    answer = {"data": {"posts": {"nodes": dated(9, 8)}, "pages": {"nodes": dated(7, 6, 5)}, "hot": {"nodes": dated(1)}}}
    assert [each[1] for each in rows(answer)] == [f"Notice {number}" for number in (9, 8, 7, 6, 5)]


@pytest.mark.parametrize(
    "answer",
    [
        {"2024-12-25": [{"name": "Christmas Day"}], "2024-12-26": [{"name": "Boxing Day"}]},
        {"name": "a-program", "version": "1.0.0", "time": {"created": "2024-12-03T00:00:00Z"}},
    ],
)
def test_names_with_dates_are_no_notices(answer: object) -> None:
    with pytest.raises(UnreadableError):
        rows(answer)


@pytest.mark.parametrize(
    "beside",
    [
        {"related": dated(3)},
        {"hotList": dated(3)},
        {"recommended": dated(3)},
        {"translations": dated(3)},
        {"versions": dated(3)},
        {"people": [{"id": 3, "name": "Ann", "joined": "2024-12-03"}]},
        {"pages": [row(3)]},
    ],
)
def test_lists_of_other_things_stay_apart(beside: dict[str, object]) -> None:
    answer = {"items": dated(9, 8), **beside}
    assert [each[1] for each in rows(answer)] == ["Notice 9", "Notice 8"]
    assert not unlisted(answer)


def unlisted(answer: object) -> tuple[str, ...]:
    [listing] = read(Page(content=json.dumps(answer).encode(), url=f"{ORG}/api/list"))
    return listing.unlisted


def test_a_list_of_notices_with_other_fields_is_told() -> None:
    orders = [{"title": f"Order {number}", "approvalDate": "2024-12-03", "no": number} for number in (1, 2)]
    answer = {"documents": {"letters": dated(9, 8, 7, origin="B"), "orders": orders}}
    assert [each[1] for each in rows(answer)] == ["Notice 9", "Notice 8", "Notice 7"]
    assert unlisted(answer) == ("Order 1", "Order 2")


def test_an_entry_that_stands_in_another_list_as_well_is_not_taken_for_none() -> None:
    featured = [{"title": f"Notice {number}", "date": "2024-12-03", "image": f"/{number}.png"} for number in (8, 6)]
    assert unlisted({"items": dated(9, 8, 7), "featured": featured}) == ("Notice 6",)


@pytest.mark.parametrize("name", ["nav", "mainMenu", "menu", "footerLinks", "breadcrumbs", "sidebar", "navigation"])
def test_a_menu_is_no_list_of_notices(name: str) -> None:
    menu = [{"title": f"Part {n}", "url": f"/p/{n}", "lastModified": "2024-01-01"} for n in range(9)]
    news = [{"title": f"Notice {n}", "url": f"/{n}", "lastModified": f"2024-12-0{n}"} for n in (3, 2)]
    assert [each[1] for each in rows({":items": {name: {"items": menu}, "list": {"items": news}}})] == [
        "Notice 3",
        "Notice 2",
    ]
    with pytest.raises(UnreadableError):
        rows({name: [{key: value for key, value in each.items() if key != "lastModified"} for each in menu]})


def test_objects_that_entries_refer_to_are_no_entries() -> None:
    pictures = [
        {"sys": {"createdAt": "2024-01-01"}, "fields": {"title": f"Picture {n}", "file": {"url": "//i/p.jpg"}}}
        for n in range(5)
    ]
    entries = [{"sys": {"createdAt": "2024-12-03"}, "fields": {"title": "Notice 3"}}]
    assert rows({"items": entries, "includes": {"Asset": pictures}}) == [("2024-12-03", "Notice 3", None)]
    pages = [{"type": "page", "attributes": {"title": f"Page {n}", "created": "2024-01-01"}} for n in range(5)]
    assert rows({"data": [{"attributes": {"title": "Notice 3", "created": "2024-12-03"}}], "included": pages}) == [
        ("2024-12-03", "Notice 3", None)
    ]


def test_a_cache_of_objects_has_those_of_the_dated_kind_alone() -> None:
    cache: dict[str, object] = {
        "ROOT_QUERY": {"__typename": "Query", "articles": [{"__ref": "Article:3"}]},
        "Article:3": {"__typename": "Article", "title": "Notice 3", "publishedAt": "2024-12-03", "url": "/3"},
        "Article:2": {"__typename": "Article", "title": "Notice 2", "publishedAt": "2024-12-02", "url": "/2"},
        "Category:1": {"__typename": "Category", "name": "Alerts"},
        "Author:1": {"__typename": "Author", "name": "Ann", "createdAt": "2024-01-01"},
    }
    found = answered({"apolloState": cache}, f"{ORG}/api/list")
    assert [each.title for each in found.records] == ["Notice 3", "Notice 2"]
    assert found.listing.unreadable == ()


def test_figures_are_no_notices() -> None:
    with pytest.raises(UnreadableError):
        rows({"items": [{"label": f"Received {n}", "value": n, "date": "2024-12-03"} for n in (3, 2)]})


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"event_date_posted": "2024-12-03", "event_date_initiated": "2024-10-01"}, "2024-12-03"),
        ({"ArticleStartDate": "2024-12-03T00:00:00Z", "Created": "2024-01-01"}, "2024-12-03"),
        ({"CircularDate": "2024-12-03", "Created": "2024-01-01", "ExpiryDate": "2025-12-03"}, "2024-12-03"),
        ({"recall_date": "2024-12-03", "created_at": "2024-01-01"}, "2024-12-03"),
        (
            {"issueDate": "2024-12-03", "createdAt": "2024-12-04", "publishedAt": "2024-12-05", "updatedAt": "x"},
            "2024-12-03",
        ),
        ({"publishedAt": "2024-12-03", "createdAt": "2024-12-01", "updatedAt": "2024-12-05"}, "2024-12-03"),
        ({"meetingDate": "2025-12-03", "created": "2024-12-03"}, "2024-12-03"),
        ({"eventDate": "2025-12-03", "created": "2024-12-03"}, "2024-12-03"),
    ],
)
def test_the_day_of_a_document_wins_over_that_of_its_record(fields: dict[str, str], day: str) -> None:
    assert rows({"items": [{"title": "Notice 1", "url": "/1", **fields}]}) == [(day, "Notice 1", f"{ORG}/1")]


@pytest.mark.parametrize(
    "fields",
    [
        {"link_en": f"{ORG}/1", "link_fr": f"{ORG}/f/1"},
        {"urls": {"en": "/1", "fr": "/f/1"}},
        {"work": {"type": "uri", "value": f"{ORG}/1"}, "id": {"type": "literal", "value": "32024R0001"}},
        {"slug": "/1"},
        {"fields": {"slug": "/1"}},
        {"ljdz": "/1"},
        {"url_eli": f"{ORG}/1", "url_html_consolidada": f"{ORG}/c/1"},
        {"__metadata": {"uri": f"{ORG}/_api/Items(1)"}, "PageLink": {"Description": "Open", "Url": f"{ORG}/1"}},
    ],
)
def test_a_link_is_found_by_its_form(fields: dict[str, object]) -> None:
    assert rows({"items": [{"title": "Notice 1", "date": "2024-12-03", **fields}]}) == [
        ("2024-12-03", "Notice 1", f"{ORG}/1")
    ]


@pytest.mark.parametrize(
    "fields",
    [{"__metadata": {"uri": f"{ORG}/_api/Items(1)"}}, {"slug": "notice-1"}, {"kind": {"type": "uri", "value": "x"}}],
)
def test_an_address_of_the_api_and_a_part_of_one_are_no_links(fields: dict[str, object]) -> None:
    assert rows({"items": [{"title": "Notice 1", "date": "2024-12-03", **fields}]})[0][2] is None


def test_a_medicine_may_be_the_title() -> None:
    row = {"category": "Human", "name_of_medicine": "Ozempic", "first_published_date": "03/12/2024", "dhpc_url": "/o"}
    assert rows({"data": [row]}) == [("2024-12-03", "Ozempic", f"{ORG}/o")]


@pytest.mark.parametrize(
    "answer", [{"data": {"news": {"edges": []}}}, {"data": {"news": {"nodes": [], "pageInfo": {"hasNextPage": False}}}}]
)
def test_an_empty_list_of_a_graph_is_empty(answer: object) -> None:
    with pytest.raises(EmptyError):
        rows(answer)


COLUMNS = ["sid", "created", "Title", "Date issued", "Link"]
CELLS = [
    ["a1", 1731369600, "Notice 3", "2024-12-03T00:00:00", [f"{ORG}/3", None]],
    ["a2", 1731369600, "Notice 2", "2024-12-02T00:00:00", [f"{ORG}/2", None]],
]


@pytest.mark.parametrize(
    "answer",
    [
        {"columns": COLUMNS, "index": [0, 1], "data": CELLS},
        {"meta": {"view": {"columns": [{"id": 1, "name": name} for name in COLUMNS]}}, "data": CELLS},
        {"fields": [{"name": name.lower().replace(" ", "_"), "type": "text"} for name in COLUMNS], "rows": CELLS},
        {"table": {"cols": [{"label": n} for n in COLUMNS], "rows": [{"c": [{"v": v} for v in r]} for r in CELLS]}},
        {"schema": [{"name": name} for name in COLUMNS], "rows": [{"f": [{"v": v} for v in row]} for row in CELLS]},
    ],
)
def test_cells_have_the_meaning_of_their_columns(answer: object) -> None:
    """Socrata, pandas, BigQuery and Google Sheets name the columns once, in another list."""
    assert rows(answer) == [("2024-12-03", "Notice 3", f"{ORG}/3"), ("2024-12-02", "Notice 2", f"{ORG}/2")]


def test_a_sheet_of_google_is_read() -> None:
    row = '{"c":[{"v":"Notice 3"},{"v":"Date(2024,11,3)","f":"12/3/2024"},{"v":"/3"},null]}'
    columns = '[{"id":"A","label":"Title"},{"id":"B","label":"Date","type":"date"},{"label":"Link"},{"id":"D"}]'
    text = f'/*O_o*/\ngoogle.visualization.Query.setResponse({{"table":{{"cols":{columns},"rows":[{row}]}}}});'
    assert rows(text.encode()) == [("2024-12-03", "Notice 3", f"{ORG}/3")]


def test_names_of_other_columns_change_nothing() -> None:
    cells = [["2024-12-03", "Notice on the fees of the office"], ["2024-12-02", "Notice on the fees of trials"]]
    assert [each[0] for each in rows({"columns": ["a", "b", "c"], "rows": cells})] == ["2024-12-03", "2024-12-02"]


def test_a_payload_of_nuxt_as_a_file_is_read() -> None:
    payload = [{"data": 1, "at": 2}, ["ShallowReactive", 3], 1733184000000, {"list": 4}, [5, 10]]
    payload += [{"id": 6, "title": 7, "date": 8, "url": 9}, 3, "Notice 3", "2024-12-03", "/3"]
    payload += [{"id": 11, "title": 12, "date": 13, "url": 14}, 2, "Notice 2", "2024-12-02", "/2"]
    assert rows(payload) == [("2024-12-03", "Notice 3", f"{ORG}/3"), ("2024-12-02", "Notice 2", f"{ORG}/2")]


def test_pairs_of_keys_and_values_are_the_fields_of_an_entry() -> None:
    def cells(**fields: str | None) -> dict[str, object]:
        pairs = [{"Key": name, "Value": value, "ValueType": "Edm.String"} for name, value in fields.items()]
        return {"__metadata": {"type": "SP.SimpleDataRow"}, "Cells": {"results": pairs}}

    found = [cells(Rank="1", Title=f"Notice {n}", Path=f"{ORG}/{n}", Write=f"2024-12-0{n}T08:00:00Z") for n in (3, 2)]
    answer = {"d": {"query": {"Table": {"Rows": {"results": found}}, "Properties": [{"Key": "A", "Value": "1"}]}}}
    assert rows(answer) == [("2024-12-03", "Notice 3", f"{ORG}/3"), ("2024-12-02", "Notice 2", f"{ORG}/2")]


@pytest.mark.parametrize(
    "inner",
    [{"sections": [{"title": "Introduction"}]}, {"related": [{"title": "Another page", "url": "/9"}]}],
)
def test_parts_of_an_entry_and_other_pages_are_no_further_entries(inner: dict[str, object]) -> None:
    entries = [{"info": {"published": f"2024-12-0{n}"}, "main": {**row(n), **inner}} for n in (3, 2)]
    assert [each[1] for each in rows({"items": entries})] == ["Notice 3", "Notice 2"]


def test_pairs_stand_beside_other_fields() -> None:
    pairs = [{"key": "title", "value": "Notice 3"}, {"key": "date", "value": "2024-12-03"}]
    assert rows({"results": [{"uri": "/3", "metadata": pairs}]}) == [("2024-12-03", "Notice 3", f"{ORG}/3")]


def test_further_articles_of_one_message_have_its_day() -> None:
    def article(number: int, **more: object) -> dict[str, object]:
        return {"title": f"Notice {number}", "content_url": f"{ORG}/{number}", "digest": "", **more}

    messages = [
        {"comm_msg_info": {"id": 1, "datetime": 1733212800}, "app_msg_ext_info": article(5, multi=[article(4)])},
        {"comm_msg_info": {"id": 2, "datetime": 1733126400}, "app_msg_ext_info": article(3, multi=[])},
    ]
    assert rows({"ret": 0, "general_msg_list": json.dumps({"list": messages})}) == [
        ("2024-12-03", "Notice 5", f"{ORG}/5"),
        ("2024-12-03", "Notice 4", f"{ORG}/4"),
        ("2024-12-02", "Notice 3", f"{ORG}/3"),
    ]
