"""Sheets, objects with fields of any name, and pasted lines are listings; no entry of them is lost."""

import json

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.model.record import Page
from support.looks import DAY
from support.readings import recorded


def found(text: str | bytes) -> ParsedListing:
    return recorded(Page(content=text.encode() if isinstance(text, str) else text, name="it"))


def shown(text: str | bytes) -> list[tuple[str, str, str | None]]:
    """Return title, day or `seen`, and link of each notice."""
    return [
        (record.title, "seen" if record.date_from == "seen" else record.date.isoformat(), record.url)
        for record in found(text).records
    ]


EXPECTED = [
    ("Fees, and who pays them", "2024-11-08", "https://a.example/1"),
    ("A withdrawal of eye drops", "2024-11-07", "https://a.example/2"),
]
ROWS = (
    ("Fees, and who pays them", "8 Nov 2024", "https://a.example/1"),
    ("A withdrawal of eye drops", "2024-11-07", "https://a.example/2"),
)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "headings", [("Title", "Date", "Link"), ("Headline", "Published on", "URL"), ("标题", "发布日期", "链接")]
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_sheet_is_read_by_its_headings(separator: str, headings: tuple[str, ...], codec: str) -> None:
    lines = [headings, *ROWS, ("", "", "")]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    assert shown(text.encode(codec)) == EXPECTED


def test_a_heading_above_a_table_of_markdown_is_no_notice() -> None:
    rows = "| Date | Title |\n|---|---|\n| 2026-01-02 | [Notice on pens](https://a.example/1) |\n"
    for above in ("", "# News\n\nAll of this year.\n\n", "# News\r\n\r\n"):
        assert shown(f"{above}{rows}") == [("Notice on pens", "2026-01-02", "https://a.example/1")]


def test_an_escaped_line_in_a_table_of_markdown_is_part_of_its_cell() -> None:
    rows = (
        "| Date | Title | Link |\n|---|:--|---|\n"
        '| 2026-01-04 | Notice on A \\| B\\_C, "D" | https://a.example/1 |\n'
        '| 2026-01-03 | "E" and F | [page](https://a.example/2) |\n'
        "| 2026-01-02 | [Notice on G \\| H](https://a.example/3?x=1) |  |\n"
    )
    assert [(each.title, str(each.date), each.url) for each in found(rows).records] == [
        ('Notice on A | B_C, "D"', "2026-01-04", "https://a.example/1"),
        ('"E" and F', "2026-01-03", "https://a.example/2"),
        ("Notice on G | H", "2026-01-02", "https://a.example/3?x=1"),
    ]


def test_a_sheet_keeps_rows_without_a_day_and_tells_of_rows_without_a_title() -> None:
    sheet = found(
        "title,date,updated\nOne with a slip,31/06/2024,\nOne without,,2024-11-08\n,2024-11-08,\nTwo,12/13/2024,"
    )
    assert [(each.title, str(each.date), each.date_from) for each in sheet.records] == [
        ("One with a slip", str(DAY), "seen"),
        ("One without", "2024-11-08", "listing"),
        ("Two", "2024-12-13", "listing"),
    ]
    assert sheet.date_order == "mdy"
    assert len(sheet.problems) == 1


@pytest.mark.parametrize(
    "fields",
    [
        *(("title", "date", "url"), ("headline", "datePublished", "link"), ("title", "first_published_date", "href")),
        *(("Title", "Release Date", "URL"), ("name", "publishedAt", "permalink"), ("标题", "发布时间", "链接")),
    ],
)
@pytest.mark.parametrize("around", ["{}", '{{"data": {}}}', '{{"meta": {{"total": 2}}, "result": {{"items": {}}}}}'])
def test_objects_are_read_whatever_their_fields_are_called(fields: tuple[str, ...], around: str) -> None:
    rows = json.dumps([dict(zip(fields, row, strict=True)) for row in ROWS])
    assert shown(around.replace("{{", "{").replace("}}", "}").replace("{}", rows)) == EXPECTED


def test_the_day_of_an_object_is_that_of_publication() -> None:
    item = {
        "title": "A rule about labels",
        "updated_at": "2025-01-01",
        "effectiveDate": "2026-01-01",
        "endDate": "2026-02-01",
        "publishedAt": 1731058200000,
    }
    assert shown(json.dumps([item]))[0][1] == "2024-11-08"
    assert shown(json.dumps([{"title": "A rule about labels"}, {"title": "Another", "endDate": "2026-02-01"}])) == [
        ("A rule about labels", "seen", None),
        ("Another", "seen", None),
    ]


def test_a_day_of_publication_of_any_name_wins_over_one_of_creation() -> None:
    item = {"title": "On gels", "created_at": "2024-11-09", "public_updated_at": "2025-01-01"}
    assert shown(json.dumps([item]))[0][1] == "2024-11-09"
    assert shown(json.dumps([item | {"first_published_at": "2024-11-08"}]))[0][1] == "2024-11-08"


@pytest.mark.parametrize("row", ["Fees for 2", "Fees for 2027,", "Fees for 2027,https://a.exam", "Source: the agency"])
def test_a_last_row_that_ends_before_its_date_is_left_out_with_a_word(row: str) -> None:
    """Half a title would be told as a new notice; and a note below a whole table must not stop the source for ever."""
    text = "Title,Link,Date\nA,https://a.example/1,2024-11-08\nB,https://a.example/2,2024-11-07\n"
    sheet = found(text + row)
    assert [each.title for each in sheet.records] == ["A", "B"]
    assert [row in each.problem for each in sheet.unreadable] == [True]
    assert len(shown(text)) == len(shown(text.rstrip())) == 2
    for whole in (f"{row}\n", "Fees,https://a.example/3,", "Fees,,2024-11-06"):
        assert len(shown(text + whole)) == 3
    assert len(shown(text.replace(",2024-11-08", ",") + row)) == 3, "a date is not in each row"


def test_a_heading_may_have_brackets() -> None:
    text = "Title [en],Date (day/month),Link\nFees of the agency,8 Nov 2024,https://a.example/1\n"
    assert shown(text) == [("Fees of the agency", "2024-11-08", "https://a.example/1")]


def test_a_column_of_a_sheet_that_holds_no_day_is_not_taken_for_one() -> None:
    assert shown("Title,Issue no.,Date of publication\nOn gels,12,2024-11-08\n")[0][1] == "2024-11-08"


def test_a_sheet_of_products_has_them_as_titles() -> None:
    """A cell may have several lines."""
    head = "Recall Number,Product Description,Reason for Recall,Report Date\n"
    assert shown(f'{head}D-1,"Tablets 50 mg\n100 in a bottle","cGMP, deviations",11/25/2024\n') == [
        ("Tablets 50 mg 100 in a bottle", "2024-11-25", None)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "product,price,updated\nShoe,3,2024-11-25\n",
        '{"name": "cdetrack", "link": 3}',
        '[{"name": "a"}, {"name": "b"}]',
        '{"type": "about:blank", "title": "Not Found", "detail": "There is no such page"}',
        '{"menu": [{"title": "Start", "icon": 1}, {"title": "About", "icon": 2}]}',
        "a,b\n1,2\n",
        "title\nA thing\n",
        "title,date\n",
        'var a={title:"x",date:"2026-01-01"};\nfunction f(a,title,date){return 1}\n',
        "insert into t (title,date) values ('x', 1);\ninsert into t (title,date) values ('y', 2);\n",
        "\\title{A},\\date{2026}\n\\begin{document}\n",
        '[a]\nfields={item="div",title="a",date="i"}\n[b]\nfields={item="li",title="b",date="i"}\n',
    ],
)
def test_what_names_no_title_beside_a_date_is_no_listing(text: str) -> None:
    with pytest.raises(UnreadableError):
        found(text)


@pytest.mark.parametrize(
    "form",
    ["{title} ({day})", "{day} {title}", "{title}\t{day}", "[{day}] {title}", "• {title} | {day}", "{day}: {title}"],
)
def test_pasted_lines_have_their_day_first_or_last(form: str) -> None:
    rows = [
        ("关于修订说明书的公告（2024年第9号）", "2024-11-08"),
        ("Fees for small companies", "8 Nov 2024"),
        ("征求意见的通知", "2024/11/7"),
    ]
    lines = [form.format(title=title, day=day) for title, day in rows]
    assert [(title, day) for title, day, _ in shown("公告\n" + "\n".join(lines) + "\n更多\n")] == [
        ("关于修订说明书的公告（2024年第9号）", "2024-11-08"),
        ("Fees for small companies", "2024-11-08"),
        ("征求意见的通知", "2024-11-07"),
    ]


def test_a_pasted_line_without_a_day_between_others_is_kept() -> None:
    lines = ("2024-11-08 Fees for small companies", "Recall of syringes, two lots", "2024-11-06 Minutes of the board")
    text = "\n".join([*lines, "2024-11-05 New forms"])
    assert [day for _, day, _ in shown(text)] == ["2024-11-08", "seen", "2024-11-06", "2024-11-05"]


def test_a_label_between_pasted_lines_is_left_out_and_told() -> None:
    text = "2024-11-08 Fees\nMore\n2024-11-07 [New forms](https://a.example/2)\n2024-11-06 Minutes"
    assert [title for title, _, _ in shown(text)] == ["Fees", "New forms", "Minutes"]
    assert len(found(text).problems) == 1


@pytest.mark.parametrize("between", ["and those who sell to them", "One line without a day\nAnother without a day"])
def test_lines_without_a_day_that_are_many_or_go_on_with_the_one_above_make_no_listing(between: str) -> None:
    with pytest.raises(UnreadableError):
        found(f"2024-11-08 Fees\n{between}\n2024-11-07 New forms\n2024-11-06 Minutes")


@pytest.mark.parametrize("slip", ["31 June 2024", "2024-13-45", "2024年13月8日"])
def test_a_block_with_a_misprinted_day_is_kept_and_the_day_is_not_its_summary(slip: str) -> None:
    first, third = "First of the notices\n2024-11-08\nIts summary.", "Third\n2024-11-06\n"
    text = f"{first}\n\nSecond of the notices\n{slip}\nMore words.\n\n{third}"
    records = found(text).records
    assert [(each.title, each.summary, each.date_from) for each in records] == [
        ("First of the notices", "Its summary.", "listing"),
        ("Second of the notices", "More words.", "seen"),
        ("Third", None, "listing"),
    ]


def test_a_block_may_begin_with_its_day() -> None:
    text = (
        "-\n2024-11-08\nFees for small companies\n-\nRecall of syringes\n7 November 2024\nTwo lots.\n-\nNo day at all\n"
    )
    assert [(title, day) for title, day, _ in shown(text)] == [
        ("Fees for small companies", "2024-11-08"),
        ("Recall of syringes", "2024-11-07"),
        ("No day at all", "seen"),
    ]


def test_prose_that_ends_in_a_day_is_no_listing() -> None:
    with pytest.raises(UnreadableError):
        found(
            "Dear all,\nplease find enclosed what was decided\non the fees of next year, as of 8 November 2024\nYours\n"
        )


def test_a_chinese_list_keeps_a_misprinted_day_and_leaves_out_its_menu() -> None:
    page = (
        "<html><head><meta name=SiteName content=国家药品监督管理局></head><body><div class=list><ul>"
        "<li><a href=/a>首页</a><span>&gt;</span></li><li><a href=/b>机构</a></li>"
        "<li><a href=/c1.html>关于召回的通告</a><span>(2024-11-08)</span><span class=new>新</span></li>"
        "<li><a href=/c2.html>关于检查的通告</a><span>(2024-31-11)</span></li>"
        "<li><a href=/c3.html><span>关于价格的通告</span></a><span>2024年11月6日</span></li></ul></div></body></html>"
    )
    assert [(title, day) for title, day, _ in shown(page)] == [
        ("关于召回的通告", "2024-11-08"),
        ("关于检查的通告", "seen"),
        ("关于价格的通告", "2024-11-06"),
    ]


def test_a_table_of_the_cde_loses_no_row() -> None:
    rows = (
        "<tr><td>序号</td><td>名称</td><td>日期</td></tr>"
        "<tr><td>1</td><td><a href='/zdyz/domesticinfopage?zdyzIdCODE=ab'>切片原则</a></td><td>2024-11-08</td></tr>"
        "<tr><td>2</td><td><a href='/zdyz/domesticinfopage?zdyzIdCODE=cd'>吸入原则</a></td><td></td></tr>"
        "<tr><td>3</td><td>没有链接的原则</td><td>2024-11-38</td></tr>"
    )
    page = f"<html><head><title>药品审评中心</title></head><body><table class=layui-table>{rows}</table></body></html>"
    assert [(title, day) for title, day, _ in shown(page)] == [
        ("切片原则", "2024-11-08"),
        ("吸入原则", "seen"),
        ("没有链接的原则", "seen"),
    ]


def test_the_inner_part_of_an_answer_of_the_cde_is_that_answer() -> None:
    records = [
        {"title": "关于检查的通知", "noticeDate": "20241108", "newsIdCode": "ab12"},
        {"title": "无日期", "newsIdCode": "cd34"},
    ]
    page = {"records": records, "total": 2, "size": 20, "current": 1}
    assert [(title, day) for title, day, _ in shown(json.dumps(page))] == [
        ("关于检查的通知", "2024-11-08"),
        ("无日期", "seen"),
    ]


@pytest.mark.parametrize("name", ["Bezeichnung", "Betreff", "Objet", "Oggetto", "Asunto", "Наименование"])
def test_a_row_below_a_sheet_with_nothing_but_its_date_is_no_entry(name: str) -> None:
    sheet = found(f"Nr;Datum;{name};Link\n1;2024-11-08;Fees, and who pays;https://a.example/1\n;;Stand: 20.11.2024;\n")
    assert [record.title for record in sheet.records] == ["Fees, and who pays"]
    assert sheet.problems == ("a row is no entry, only a date: `Stand: 20.11.2024`",)


@pytest.mark.parametrize("foot", ["", ";;As of 20.11.2024;\n", "\n;;;\n"])
@pytest.mark.parametrize("title", ["Recall of gloves", '"Recall of gloves\nand masks"'])
def test_a_table_with_unknown_headings_is_refused_and_not_read_as_text(title: str, foot: str) -> None:
    rows = "".join(f"{n};0{n}.11.2024;{title};https://a.example/{n}\n" for n in (1, 2, 3))
    with pytest.raises(
        UnreadableError, match="table without headings for title and date: its first row is `Nr;Datum;Xy"
    ):
        found(f"Nr;Datum;Xy;Link\n{rows}{foot}")


def test_a_table_with_unknown_headings_is_read_if_a_text_has_each_row() -> None:
    rows = (
        ("Xy", "Wann", "Wo"),
        *((f"Recall of gloves {n}", f"2024-11-0{n}", f"https://a.example/{n}") for n in (1, 2, 3)),
    )
    read = found("".join("\t".join(row) + "\n" for row in rows))
    assert [(each.date.day, each.url) for each in read.records] == [(n, f"https://a.example/{n}") for n in (1, 2, 3)]


def test_a_column_of_addresses_has_the_links_whatever_its_heading() -> None:
    for heading in ("Verweis", "Web address", "Where to read it"):
        text = f"Title;Date;Office;{heading}\n" + "\n".join(";".join((*row[:2], "A", row[2])) for row in ROWS)
        assert shown(text) == EXPECTED
    some = "Title,Date,Remark\nFees,2024-11-08,see https://a.example/1\nEyes,2024-11-07,https://a.example/2\n"
    assert [link for _, _, link in shown(some)] == [None, None]


@pytest.mark.parametrize("foot", ["Total,2", "合计,", "Sum,"])
def test_a_sum_below_two_columns_is_no_entry_either(foot: str) -> None:
    parsed = found(f"Title,Date\nFees,2026-03-05\nPens,2026-03-04\n{foot}\n")
    assert [each.title for each in parsed.records] == ["Fees", "Pens"]
    assert not parsed.unreadable


@pytest.mark.parametrize("foot", ["Total: 2 notices,,,", ",Total,,2", ",合计,,2", "Printed on paper,,,"])
def test_a_sum_below_the_rows_is_no_entry_and_no_trouble(foot: str) -> None:
    rows = "\n".join(f'{n},"{title}",{day},{link}' for n, (title, day, link) in enumerate(ROWS))
    parsed = found(f"Ref,Title,Date,Link\n{rows}\n\n{foot}\n")
    assert [each.title for each in parsed.records] == [title for title, _, _ in EXPECTED]
    assert not parsed.problems
    assert found(f"Ref,Title,Date,Link\n{rows}\n9,,2024-11-06,\n").problems


@pytest.mark.parametrize(
    "headings", [("Наименование документа", "Дата", "Ссылка"), ("主旨", "日期", "連結"), ("Titel", "Datum", "Verweis")]
)
def test_headings_may_be_in_other_languages(headings: tuple[str, ...]) -> None:
    text = "\n".join(";".join(row) for row in (headings, *ROWS))
    assert shown(text) == EXPECTED
