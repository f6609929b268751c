"""Page text is data: no title can colour a terminal, run a formula, break a line or become markup, in any format."""

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from rich.console import Console, RenderableType

from cdetrack.model.jsonform import NOTICE_KEYS, change_json, notice_json
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.render import markdown, notice_text, piped, safe, spreadsheet
from cdetrack.render.comparison import changes_view
from cdetrack.render.notice_terminal import notice_view
from cdetrack.render.style import Terminal
from cdetrack.render.table import deadlines_table, notices_table, rows_table, topics_table
from cdetrack.render.whole import WholeNotice
from support.hostile import HOSTILE, HOSTILE_TEXT, harmless, hostile_change, hostile_notice
from support.sample_notices import TODAY, WHOLE, notice


@given(HOSTILE_TEXT)
def test_plain_text_is_one_line_without_anything_a_terminal_acts_upon(text: str) -> None:
    shown = safe.plain(text)
    assert harmless(shown)
    assert safe.plain(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x9b31mC1", "C1"),
        ("a\tb\r\nc", "a b c"),
        ("cut off \x1b[", "cut off "),
        ("cut off \x1b]0;x", "cut off 0;x"),
        ("药品\u3000监督\xa0x", "药品\u3000监督\xa0x"),
        ("[draft] title", "[draft] title"),
    ],
)
def test_plain_keeps_what_is_text(text: str, shown: str) -> None:
    assert safe.plain(text) == shown


def test_a_text_full_of_unfinished_sequences_is_read_in_one_pass() -> None:
    """A megabyte of each: were the expressions to start over at every escape, this would not end."""
    for start in ("\x1b[", "\x1b]0;", "\x1bP", "\x9b", "\x1b ", "\x1b[0"):
        assert harmless(safe.plain(start * 200_000 + "0" * 200_000))


def written(*views: RenderableType, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="standard")
    for view in views:
        console.print(view)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9-]+;https://[^\x1b\s]+|;)\x1b\\")


def shown(of: Notice, changed: Change, text: str) -> WholeNotice:
    return WholeNotice(of, TODAY, related=[of], history=[changed], why={text: text})


def views(of: Notice, changed: Change, width: int) -> Iterator[RenderableType]:
    yield notices_table([of], Terminal(width, hyperlinks=True), today=TODAY)
    yield notice_view(shown(of, changed, of.title), Terminal(width, hyperlinks=True))
    yield changes_view([changed], Terminal(width, hyperlinks=True))
    yield deadlines_table([(TODAY, "effective", of)], Terminal(width, hyperlinks=True), today=TODAY)
    yield topics_table([(of.title[:20], 3)], width=width)
    yield rows_table(["source", "url"], [["x", of.title]], width=width)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_on_a_terminal_only_our_own_colours_and_links_are_sent(text: str, width: int) -> None:
    shown = OURS.sub("", written(*views(hostile_notice(text), hostile_change(text), width), width=width))
    assert harmless(shown.replace("\n", ""))


@given(HOSTILE_TEXT)
def test_each_notice_and_each_change_is_one_line_of_seven_fields_when_piped(text: str) -> None:
    for line in (*piped.tsv([hostile_notice(text)]), *piped.changes_lines([hostile_change(text)])):
        assert line.count("\t") == 6
        assert harmless(line.replace("\t", ""))


@given(HOSTILE_TEXT)
def test_json_is_one_harmless_line_that_reads_back_exactly(text: str) -> None:
    for value in (notice_json(hostile_notice(text), whole=True), change_json(hostile_change(text))):
        line = piped.json_text(value)
        assert harmless(line)
        assert json.loads(line) == value
        assert json.loads("\n".join(piped.json_array([value, value]))) == [value, value]
        assert json.loads(piped.json_object(value)) == value


def test_an_empty_json_array_is_still_an_array() -> None:
    assert json.loads("".join(piped.json_array([]))) == []


@given(HOSTILE_TEXT)
def test_no_cell_of_a_spreadsheet_begins_a_formula(text: str) -> None:
    written_rows = (spreadsheet.notices_csv([hostile_notice(text)]), spreadsheet.changes_csv([hostile_change(text)]))
    for heading, row in (csv.reader(rows, strict=True) for rows in written_rows):
        assert len(heading) == len(row)
        for cell in row:
            assert not re.match(r"\s*[=+\-@＝＋－＠\t\r]", cell)
            assert harmless(cell)


@pytest.mark.parametrize("blank", ["\u00ad", "\u115f", "\u2800", "\u3164", "\ufe0f", "\u00a0\u034f", "\U000e0100"])
def test_a_formula_behind_characters_without_a_shape_is_text(blank: str) -> None:
    assert safe.csv_cell(f"{blank}=1+1") == f"'{blank}=1+1"
    assert safe.csv_cell(f"a;{blank}=1") == f"a;{blank}'=1"
    assert safe.csv_cell(f"a{blank}=1") == f"a{blank}=1"


def test_csv_has_the_keys_of_the_json_as_its_heading_and_joins_lists() -> None:
    heading, row = csv.reader(spreadsheet.notices_csv([WHOLE]))
    assert heading == list(NOTICE_KEYS)
    values = dict(zip(heading, row, strict=True))
    assert values["topics"] == "cmc; innovation"
    assert values["summary_suspect"] == "true"
    assert values["comments_due"] == ""


@pytest.mark.parametrize(
    "sign", "\u00ad\u034f\u115f\u1160\u17b4\u180e\u2800\u3164\ufe0f\uffa0\U000e0100\u200b\u2060\u00a0"
)
def test_a_formula_behind_a_character_without_a_shape_is_none(sign: str) -> None:
    for cell in (f"{sign}=1+1", f"{sign} {sign}@SUM(1)"):
        assert safe.csv_cell(cell).startswith("'")
    assert ";'=" in safe.csv_cell(f"a;{sign}=1+1").replace(sign, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_rows_are_as_harmless_as_notices(text: str) -> None:
    rows: list[list[object]] = [[text, -22, None], [None, True, text]]
    assert list(csv.reader(spreadsheet.rows_csv(["a", "b", "c"], rows))) == [
        ["a", "b", "c"],
        [safe.csv_cell(text), "-22", ""],
        ["", "true", safe.csv_cell(text)],
    ]
    shown = list(markdown.rows_markdown(["a", "b", "c"], rows))
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in shown] == [4, 4, 4, 4]
    assert all(map(harmless, (*shown, *piped.plain_rows([["x"]]))))


@given(HOSTILE_TEXT)
def test_markdown_has_no_markup_of_the_page(text: str) -> None:
    of, changed = hostile_notice(text), hostile_change(text)
    tables = list(markdown.notices_markdown([of]))
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in tables] == [7, 7, 7]
    whole = [*tables, *markdown.notice_markdown(shown(of, changed, text))]
    for line in (*whole, *markdown.changes_markdown([changed])):
        assert harmless(line)
        assert not re.search(r"<(?!/?(?:del|ins)>|https?://[^\s<>]+>)", line)
        assert not re.search(r"(?<!\\)!\[", line) or "!\\[" in line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("a | b * c [d](e) <f> &amp;", "a \\| b \\* c \\[d\\](e) &lt;f&gt; &amp;amp;"),
        ("c-d 1.5 = 2", "c-d 1.5 = 2"),
    ],
)
def test_markdown_is_escaped_where_it_would_mean_something(text: str, shown: str) -> None:
    assert safe.markdown(text) == shown


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "https://x.example/\x1b]8;;", "https://x.example/a b", "", None],
)
def test_only_clean_web_addresses_become_links(url: str | None) -> None:
    assert safe.link(url) is None
    assert safe.markdown_link("title", url) == "title"
    assert "]8;" not in written(
        notices_table([notice("0" * 12, "t", "2025-01-01", url=url)], Terminal(80), today=TODAY)
    )


def test_a_link_in_markdown_cannot_be_left_by_its_address() -> None:
    assert safe.markdown_link("t", "https://x.example/a)b|c") == "[t](https://x.example/a%29b%7Cc)"


def test_html_is_escaped_in_text_and_in_attributes() -> None:
    assert safe.html("<a b=\"c\" d='e'>&\x1b[1m") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;"


@given(HOSTILE_TEXT)
def test_a_notice_as_text_has_no_line_of_the_page_that_is_not_plain(text: str) -> None:
    whole = shown(hostile_notice(text), hostile_change(text), text)
    assert all(harmless(line) for line in notice_text.notice_text(whole))
