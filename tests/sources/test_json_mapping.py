"""JSON listings whose fields a source names: paths, fallbacks, filters, links with a base, and days to act by."""

import json

import pytest

from cdetrack.errors import EmptyError, NoMatchError, NoneWantedError, UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources import read
from cdetrack.sources.formats import json_no_match
from cdetrack.sources.json_mapping import JsonMapping, is_path, steps_of, value_at
from cdetrack.sources.layout import ANY, Layout


def mapped(data: object, **given: object) -> Listing:
    mapping = JsonMapping(**given)  # type: ignore[arg-type]
    [listing] = read(Page(content=json.dumps(data).encode(), name="the answer"), Layout(json=mapping))
    return listing


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("title", ("title",)),
        ("data.items", ("data", "items")),
        ('data."Last updated"', ("data", "Last updated")),
        ('"a.b".c', ("a.b", "c")),
        ("Last updated", ("Last updated",)),
        ("2", ("2",)),
        ("", ()),
        ("a..b", ()),
        ('"open', ()),
    ],
)
def test_a_path_is_keys_with_dots_between_them(path: str, steps: tuple[str, ...]) -> None:
    assert steps_of(path) == steps
    assert is_path(path) == bool(steps)


def test_a_key_that_is_spelt_like_the_path_comes_before_the_path() -> None:
    assert value_at({"a.b": 1, "a": {"b": 2}}, "a.b") == 1
    assert value_at({"a": [{"b": 2}]}, "a.0.b") == 2
    assert value_at({"a": 1}, "a.b") is None


def test_fields_are_found_where_the_source_says() -> None:
    data = {"hits": {"list": [{"head": {"t": "A notice"}, "when": "2025-09-05", "to": "/n/1", "more": "Words."}]}}
    listing = mapped(
        data,
        items="hits.list",
        title=("head.t",),
        date=("when",),
        link=("to",),
        summary=("more",),
        base="https://a.example",
    )
    [notice] = listing.notices
    assert (notice.title, notice.date, notice.summary) == ("A notice", "2025-09-05", "Words.")
    assert notice.url == "https://a.example/n/1"


def test_fields_that_are_left_out_are_found_by_their_usual_names() -> None:
    data = {"meta": {}, "rows": [{"title": "A notice", "pubDate": "2025-09-05", "url": "https://a.example/1"}]}
    [notice] = mapped(data, items="rows").notices
    assert (notice.title, notice.date, notice.url) == ("A notice", "2025-09-05", "https://a.example/1")


def test_the_first_field_with_a_value_counts() -> None:
    rows = [
        {"a": "One", "updated": None, "first": "2025-09-05"},
        {"a": "Two", "updated": "", "first": "2025-09-04"},
        {"a": "Three", "updated": "2025-09-03", "first": "2025-01-01"},
    ]
    listing = mapped(rows, items="", title=("a",), date=("updated", "first"))
    assert [each.date for each in listing.notices] == ["2025-09-05", "2025-09-04", "2025-09-03"]


def test_a_title_can_be_made_of_several_fields_and_of_cells() -> None:
    listing = mapped([{"firm": "Firm", "product": "Tablets"}], items="", title=("{firm}: {product}",))
    assert [each.title for each in listing.notices] == ["Firm: Tablets"]
    listing = mapped({"data": [["x", "A letter", "2025-09-05"]]}, items="data", title=("1",), date=("2",))
    assert [(each.title, each.date) for each in listing.notices] == [("A letter", "2025-09-05")]


def test_html_in_a_field_becomes_text_and_its_link_the_link() -> None:
    row = {"t": '<a href="/guidance/1">Labeling &amp; Packaging</a>', "d": "2025-09-05"}
    [notice] = mapped([row], items="", title=("t",), link=("t",), date=("d",)).notices
    assert (notice.title, notice.url) == ("Labeling & Packaging", "/guidance/1")


def test_rows_without_a_wanted_value_are_left_out() -> None:
    rows = [
        {"title": "A", "type": "notice"},
        {"title": "B", "type": "menu"},
        {"title": "C"},
        {"title": "D", "type": "act"},
    ]
    kept = mapped(rows, items="", where={"type": ("notice", "act")}).notices
    assert [each.title for each in kept] == ["A", "D"]
    kept = mapped(rows, items="", where={"type": ()}).notices
    assert [each.title for each in kept] == ["A", "B", "D"]


def test_days_to_act_by_stand_beside_the_notice() -> None:
    row = {"title": "A draft", "date": "2025-09-05", "closes": "2025-10-05", "starts": None}
    [notice] = mapped([row], items="", stated={"comments_due": ("closes",), "effective": ("starts",)}).notices
    assert notice.stated == (("comments_due", "2025-10-05"),)


def test_the_next_page_is_where_the_answer_says() -> None:
    data = {"rows": [{"title": "A"}], "links": {"next": "https://a.example/?page=2"}}
    assert mapped(data, items="rows", next="links.next").next_url == "https://a.example/?page=2"
    assert mapped({"rows": [{"title": "A"}], "links": {}}, items="rows", next="links.next").next_url is None


def test_a_list_that_is_not_there_is_an_error_that_says_what_is() -> None:
    with pytest.raises(UnreadableError, match=r"no list at `data\.rows`: it is an object with `items`"):
        mapped({"items": [{"title": "A"}]}, items="data.rows")
    with pytest.raises(EmptyError, match="0 results"):
        mapped({"items": []}, items="items")
    with pytest.raises(NoneWantedError, match="none of 1 rows matches `where`"):
        mapped([{"title": "A", "type": "x"}], items="", where={"type": ("y",)})


@pytest.mark.parametrize(
    "answer",
    [
        {"error": {"code": "NOT_FOUND", "message": "No matches found!"}},
        {"errors": [{"status": "404", "title": "No results found for the given query"}]},
        {"detail": "No documents match your query."},
        {"code": 404, "msg": "没有找到相关数据", "data": None},
        {"count": 0, "next": None, "results": []},
        {"hits": {"total": {"value": 0}, "hits": []}},
        {"response": {"numFound": 0, "start": 0, "docs": []}},
    ],
)
def test_an_answer_that_nothing_matches_is_told_from_a_fault(answer: object) -> None:
    content = json.dumps(answer).encode()
    assert json_no_match.is_no_match(content)
    for layout in (ANY, Layout(json=JsonMapping(items="results"))):
        with pytest.raises(NoMatchError, match="nothing matches the query"):
            read(Page(content=content, name="the answer"), layout)


@pytest.mark.parametrize(
    "answer",
    [
        {"detail": "Not found."},
        {"code": "rest_no_route", "message": "No route was found matching the URL and request method."},
        {"status": 404, "error": "Not Found", "path": "/x"},
        {"code": 403, "msg": "没有数据权限"},
        {"total": 5, "results": []},
        {"code": 500, "msg": "操作失败", "data": {"records": [], "total": 0}},
        {"status": "503", "results": [], "count": 0},
        {"message": "No results", "results": [{"title": "A"}, {"title": "B"}]},
        [],
    ],
)
def test_a_fault_is_no_answer_without_a_match(answer: object) -> None:
    assert not json_no_match.is_no_match(json.dumps(answer).encode())


FAILED = [
    {"code": 500, "rows": []},
    {"code": "503", "msg": "busy", "rows": None},
    {"code": 1, "msg": "系统繁忙", "rows": []},
    {"code": 200, "msg": "请先登录", "rows": []},
    {"code": -1, "rows": []},
    {"errcode": 40001, "rows": []},
    {"success": False, "rows": []},
    {"status": "error", "rows": []},
    {"status": 502, "rows": {}},
    {"error": "internal", "rows": []},
    {"error": True, "rows": []},
    {"errors": [{"message": "timeout"}], "rows": []},
    {"meta": {"code": 500}, "rows": []},
    {"message": "Internal Server Error", "total": 0, "rows": []},
]
ENDED: list[dict[str, object]] = [
    {"code": 0, "rows": []},
    {"code": 1, "msg": "获取成功", "rows": []},
    {"code": 200, "msg": "操作成功", "rows": []},
    {"code": "00000", "msg": "ok", "rows": None},
    {"success": True, "error": None, "errors": [], "rows": []},
    {"status": 200, "message": "Request processed", "rows": []},
    {"status": "published", "error": "", "rows": []},
    {"code": 10000, "msg": "success", "rows": []},
    {"code": 1, "msg": "查询成功，共10条", "rows": []},
    {"code": 1000, "rows": []},
    {"code": "31", "name": "Notices", "rows": []},
    {"success": False, "msg": "没有更多数据", "rows": []},
    {"code": 500, "message": "End of list", "rows": []},
    {"message": "Recalls of failed batches", "rows": []},
    {"message": "New since the last maintenance", "rows": []},
    {"error": "无", "rows": []},
]


@pytest.mark.parametrize("layout", [ANY, Layout(json=JsonMapping(items="rows"))], ids=["any", "mapped"])
@pytest.mark.parametrize("answer", FAILED, ids=str)
def test_an_empty_list_in_an_answer_that_failed_is_no_end_of_a_listing(answer: object, layout: Layout) -> None:
    """A further page that is empty ends a listing without a word: what stood behind a fault would be missed."""
    with pytest.raises(UnreadableError, match="the server's error") as caught:
        read(Page(content=json.dumps(answer).encode(), name="the answer"), layout)
    assert not isinstance(caught.value, EmptyError)


@pytest.mark.parametrize("layout", [ANY, Layout(json=JsonMapping(items="rows"))], ids=["any", "mapped"])
@pytest.mark.parametrize("answer", ENDED, ids=str)
def test_an_empty_list_in_an_answer_without_a_fault_ends_a_listing(answer: object, layout: Layout) -> None:
    with pytest.raises(EmptyError):
        read(Page(content=json.dumps(answer).encode(), name="the answer"), layout)


def test_an_export_is_read_whatever_fields_the_source_names() -> None:
    """A person files what he has under a source that is read by its own API."""
    layout = Layout(json=JsonMapping(items="results", title=("name",)))
    exported = b'[{"title": "Guide to gauze", "date": "2031-05-02", "url": null, "summary": null}]'
    (listing,) = read(Page(content=exported), layout)
    assert [notice.title for notice in listing.notices] == ["Guide to gauze"]


def test_markup_in_a_fact_becomes_text_and_a_number_stays_whole() -> None:
    row = {"title": "A", "drug": "<b>Gauze</b> &amp; tape", "firm": [{"value": "M &amp; Co"}], "no": "1234567890123456"}
    stated = {"product": ("drug",), "applicant": ("none", "firm"), "application": ("no",), "indication": ("none",)}
    [notice] = mapped([row], items="", stated=stated).notices
    assert dict(notice.stated) == {"product": "Gauze & tape", "applicant": "M & Co", "application": "1234567890123456"}


def test_a_sentence_with_one_date_states_a_day_and_a_text_stays_as_it_is() -> None:
    row = {"title": "A", "info": [{"text": "Deadline for comments by 30 November 2025"}], "firm": "Firm of 5 May 2025"}
    stated = {"comments_due": ("info.0.text",), "applicant": ("firm",)}
    [notice] = mapped([row], items="", stated=stated).notices
    assert notice.stated == (("comments_due", "30 November 2025"), ("applicant", "Firm of 5 May 2025"))
