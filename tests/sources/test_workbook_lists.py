"""Workbooks are read as their sheets show them: days, links, merged cells, several sheets; others are refused."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from cdetrack.errors import UnreadableError
from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.model.record import Page
from support.readings import recorded

ORG = "https://office.example"
OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
TABLE = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
TEXT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'


def found(content: bytes) -> ParsedListing:
    return recorded(Page(content=content, url=f"{ORG}/list", name="the file"))


def shown(content: bytes) -> list[tuple[str, str, str | None]]:
    return [
        (each.title, "seen" if each.date_from == "seen" else str(each.date), each.url)
        for each in found(content).records
    ]


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_rows(*rows: Sequence[object]) -> Workbook:
    """Return a book of one sheet with these rows."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    return book


def opened(rows: str) -> bytes:
    document = (
        f"<office:document-content {OFFICE} {TABLE} {TEXT}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", document)
    return made.getvalue()


def excel_2003(sheets: str) -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    head = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    return f'{head}<Workbook xmlns="{space}" xmlns:ss="{space}">{sheets}</Workbook>'.encode()


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_a_sheet_of_excel_has_days_links_and_entries_that_a_filter_hides(epoch: datetime) -> None:
    book = Workbook()
    book.epoch = epoch
    sheet: Any = book.active
    for line in (
        ["Register of notices"],
        ["No.", "Title", "Published", "Link"],
        [1, "Fees, and\nwho pays", date(2026, 3, 5), "open"],
        [2, "Pens", datetime(2026, 2, 27, 15, 30), "open"],  # noqa: DTZ001 - a sheet has no zones
        [3, "Eyes", "11 Feb 2026", "open"],
        [None, "Total", None, 3],
    ):
        sheet.append(line)
    sheet["A1"].hyperlink = ORG
    sheet.merge_cells("A1:D1")
    for row in (3, 4):
        sheet.cell(row, 4).hyperlink = f"{ORG}/n/{row}?a=1&b=2"
    sheet.cell(3, 3).number_format = 'dd"." mmm yyyy'
    sheet.row_dimensions[4].hidden = True
    assert shown(saved(book)) == [
        ("Fees, and who pays", "2026-03-05", f"{ORG}/n/3?a=1&b=2"),
        ("Pens", "2026-02-27", f"{ORG}/n/4?a=1&b=2"),
        ("Eyes", "2026-02-11", f"{ORG}/open"),
    ]


def test_all_sheets_with_headings_are_one_listing_but_for_hidden_ones() -> None:
    book = with_rows(["How to read this file"])
    for year in (2026, 2025):
        sheet = book.create_sheet(str(year))
        sheet.append(["标题", "发布日期"])
        sheet.append([f"公告 {year}", date(year, 1, 9)])
    book.create_sheet("2027").append(["标题", "发布日期"])
    hidden = book.create_sheet("old")
    hidden.append(["Title", "Date"])
    hidden.append(["An old draft", date(2020, 1, 1)])
    hidden.sheet_state = "hidden"
    parsed = found(saved(book))
    assert [(each.title, str(each.date)) for each in parsed.records] == [
        ("公告 2026", "2026-01-09"),
        ("公告 2025", "2025-01-09"),
    ]
    assert parsed.problems == ()


def test_a_sheet_of_days_without_headings_is_told_beside_the_others() -> None:
    book = with_rows(["Title", "Date"], ["Fees", date(2026, 3, 5)])
    more = book.create_sheet("More")
    more.append(["Pens", date(2026, 2, 27)])
    more.append(["Eyes", date(2026, 2, 11)])
    parsed = found(saved(book))
    assert [each.title for each in parsed.records] == ["Fees"]
    assert parsed.problems == ("the sheet `More` of the file was not read: it has no headings for title and date",)


def test_a_day_that_is_merged_over_rows_is_that_of_each() -> None:
    book = with_rows(["Date", "Title"], [date(2026, 3, 5), "Fees"], [None, "Pens"], [date(2026, 2, 11), "Eyes"])
    sheet: Any = book.active
    sheet.merge_cells("A2:A3")
    days = [(title, day) for title, day, _ in shown(saved(book))]
    assert days == [("Fees", "2026-03-05"), ("Pens", "2026-03-05"), ("Eyes", "2026-02-11")]
    row = "<table:table-row>{}</table:table-row>"
    words = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    day = '<table:table-cell office:date-value="{}"{}><text:p>x</text:p></table:table-cell>'
    spanned = day.format("2026-03-05T00:00:00", ' table:number-rows-spanned="2"')
    rows = [
        row.format(words.format("Date") + words.format("Title")),
        row.format(spanned + words.format("Fees")),
        row.format("<table:covered-table-cell/>" + words.format("Pens")),
        row.format(day.format("2026-02-11", "") + words.format("Eyes")),
    ]
    assert [(title, day) for title, day, _ in shown(opened("".join(rows)))] == days


def test_a_sheet_of_open_document_repeats_cells_and_links_words() -> None:
    empty = '<table:table-cell table:number-columns-repeated="3"/>'
    head = f"<table:table-row>{empty}<table:table-cell><text:p>Title</text:p></table:table-cell>"
    head += "<table:table-cell><text:p>Date</text:p></table:table-cell></table:table-row>"
    linked = f'<text:p><text:a xlink:href="{ORG}/n/1">Fees</text:a></text:p>'
    row = f"<table:table-row>{empty}<table:table-cell>{linked}</table:table-cell>"
    row += '<table:table-cell office:date-value="2026-03-05"><text:p>05.03.26</text:p></table:table-cell>'
    row += "</table:table-row>"
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    assert shown(opened(head + row + rest)) == [("Fees", "2026-03-05", f"{ORG}/n/1")]


def test_the_xml_of_excel_2003_is_a_workbook() -> None:
    text = excel_2003(
        '<Worksheet ss:Name="N"><Table><Row><Cell><Data ss:Type="String">Title</Data></Cell><Cell ss:Index="3">'
        '<Data ss:Type="String">Date</Data></Cell></Row><Row ss:Index="5"><Cell ss:HRef="/n/1"><Data ss:Type="String">'
        'Fees</Data></Cell><Cell ss:Index="3"><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell></Row>'
        "</Table></Worksheet>"
    )
    assert shown(text) == [("Fees", "2026-03-05", f"{ORG}/n/1")]


def test_the_xml_of_excel_2003_has_as_many_rows_as_other_workbooks() -> None:
    row = "<Row><Cell><Data>a</Data></Cell></Row>"
    with pytest.raises(UnreadableError, match="a sheet has more than 100000 rows"):
        found(excel_2003(f"<Worksheet><Table>{row * 100_001}</Table></Worksheet>"))


def test_nested_sheets_are_read_once() -> None:
    """Read for each, their cells would be more than a workbook may have."""
    texts = [f"Text {n}" for n in range(15)]
    rows = [("Title", "Date", *texts), ("Fees", "2026-03-05", *["a " * 50_000] * 15), ("Forms", "2026-03-04")]
    old = "".join(f"<Row>{''.join(f'<Cell><Data>{cell}</Data></Cell>' for cell in row)}</Row>" for row in rows)
    new = old.replace("Row>", "table:table-row>").replace("Cell>", "table:table-cell>").replace("Data>", "text:p>")
    nested = [
        excel_2003("<Worksheet>" * 49 + old + "</Worksheet>" * 49),
        opened("<table:table>" * 49 + new + "</table:table>" * 49),
    ]
    for content in nested:
        assert [title for title, _, _ in shown(content)] == ["Fees", "Forms"]


def test_a_workbook_without_headings_names_its_sheets() -> None:
    book = with_rows(["Name", "Room"])
    with pytest.raises(UnreadableError, match="without headings for title and date: its sheets are `Sheet`") as told:
        found(saved(book))
    assert "above the entries" in str(told.value.hint)
    with pytest.raises(UnreadableError, match="its sheets are empty"):
        found(saved(Workbook()))


def test_a_workbook_of_cdetrack_is_for_people() -> None:
    book = with_rows(["Date", "Title"], [date(2026, 3, 5), "Fees"])
    book.properties.creator = "cdetrack"
    with pytest.raises(UnreadableError, match="a workbook of cdetrack") as told:
        found(saved(book))
    assert "export json" in str(told.value.hint)


def test_a_broken_or_huge_workbook_is_refused() -> None:
    whole = saved(with_rows(["Title", "Date"], ["Fees", date(2026, 3, 5)]))
    for cut in (whole[:-200], whole.replace(b"PK\x01\x02", b"PK\x09\x09")):
        with pytest.raises(UnreadableError, match="broken or cut-off workbook"):
            found(cut)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook>" + b" " * 2**26 + b"</workbook>")
    with pytest.raises(UnreadableError, match="too large a workbook: it unpacks to more than 64 MiB"):
        found(made.getvalue())


def as_excel_writes(texts: str, rows: str) -> bytes:
    """Return a package with shared texts, as Excel itself writes it; openpyxl writes the texts into the cells."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    of_office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{of_office}"><workbookPr/><sheets>'
        '<sheet name="N" sheetId="7" r:id="rId3"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
        '<Relationship Id="rId3" Type="x/worksheet" Target="/xl/worksheets/sheet7.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="180" '
        'formatCode="[$-404]e/m/d;@"/><numFmt numFmtId="181" formatCode="0.0&quot;day&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="180"/><xf numFmtId="31"/><xf numFmtId="181"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet7.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{part}')
    return made.getvalue()


def as_calc_writes(rows: str) -> bytes:
    """Return a package like `opened`, with its content compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(opened(rows))) as plain, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as small:
        for name in plain.namelist():
            small.writestr(zipfile.ZipInfo(name) if name == "mimetype" else name, plain.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        as_excel_writes(
            f"<si><t>Title</t></si><si><t>Date</t></si><si><t>{'a b ' * 250_000}</t></si>",
            "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"
            + "<row><c t='s'><v>2</v></c><c t='s'><v>2</v></c></row>" * 40,
        ),
        as_calc_writes(
            "<table:table-row><table:table-cell table:number-columns-repeated='100' table:number-rows-spanned='90'>"
            f"<text:p>{'a b ' * 2_000}</text:p></table:table-cell></table:table-row>"
            + "<table:table-row><table:covered-table-cell table:number-columns-repeated='100'/></table:table-row>"
            * 90
        ),
        as_calc_writes(
            "<table:table-row><table:table-cell table:number-columns-repeated='200'><text:p>a</text:p>"
            "</table:table-cell></table:table-row>" * 25_000
        ),
    ],
    ids=["a shared text", "a merged text", "repeated cells"],
)
def test_a_small_workbook_that_repeats_its_cells_without_end_is_refused(content: bytes) -> None:
    assert len(content) < 100_000
    with pytest.raises(UnreadableError, match="its cells have more than 64 million characters"):
        found(content)


def test_a_workbook_of_millions_of_empty_cells_is_refused() -> None:
    with pytest.raises(UnreadableError, match="more than 4000000 elements"):
        found(as_excel_writes("", "<c/>" * 4_000_000))


def test_a_part_that_is_named_as_many_sheets_is_not_unpacked_for_each() -> None:
    names = "".join(f'<sheet name="S{n}" r:id="rId3"/>' for n in range(20))
    small = as_excel_writes("", "<row><c/></row>" + " " * 4_000_000)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as one, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as many:
        for name in one.namelist():
            part = one.read(name).decode()
            many.writestr(name, part.replace('<sheet name="N" sheetId="7" r:id="rId3"/>', names))
    with pytest.raises(UnreadableError, match="too large a workbook: it unpacks to more than 64 MiB"):
        found(made.getvalue())


def test_shared_texts_and_styles_of_days_are_those_of_excel() -> None:
    texts = (
        "<si><t>件名</t></si><si><t>掲載日</t></si>"
        '<si><r><t>手数料</t></r><r><rPr/><t xml:space="preserve"> 改定</t></r>'
        '<rPh sb="0" eb="3"><t>テスウリョウ</t></rPh></si>'
        "<si><t>Pens</t></si><si><t>Eyes</t></si>"
    )
    head = '<row r="1"><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    rows = "".join(
        f'<row r="{n}"><c r="B{n}" t="s"><v>{n}</v></c><c r="C{n}" s="{style}"><v>{day}</v></c>{more}</row>'
        for n, style, day, more in (
            *((2, 1, "46086", ""), (3, 2, "46080.64", '<c r="XFD3" t="str"><v>a slip</v></c>')),
            (4, 0, "46064", '<c r="D4" s="3"><v>46000</v></c>'),
        )
    )
    assert shown(as_excel_writes(texts, head + rows)) == [
        ("手数料 改定", "2026-03-05", None),
        ("Pens", "2026-02-27", None),
        ("Eyes", "2026-02-11", None),
    ]
    for wrong in (rows.replace("<v>4</v>", "<v>99</v>"), rows.replace('r="4"', 'r="four"')):
        with pytest.raises(UnreadableError, match=r"broken or cut-off workbook$"):
            found(as_excel_writes(texts, head + wrong))
