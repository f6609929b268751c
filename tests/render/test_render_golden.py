"""Views for people, compared with text in `tests/data/render`."""

import re
from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from rich.console import Group, RenderableType

from cdetrack.query.search import marker
from cdetrack.render import markdown, notice_text, piped
from cdetrack.render.comparison import changes_view
from cdetrack.render.notice_terminal import notice_view
from cdetrack.render.style import Terminal
from cdetrack.render.table import deadlines_table, fields_table, notices_table, rows_table, topics_table
from cdetrack.render.whole import WholeNotice
from cdetrack.render.wrap import wrap
from support.golden import drawn, expect
from support.paths import DATA
from support.sample_notices import CHANGES, LONG, NOTICES, TODAY, WHOLE, notice

EXPECTED = DATA / "render"
WHY = {"topics.cmc": "`药学` in the title", "status": "`试行` in the title"}
SHOWN = WholeNotice(WHOLE, TODAY, related=NOTICES[:2], history=CHANGES[2:3], why=WHY)
DAYS = [
    (NOTICES[4].effective or TODAY, "effective", NOTICES[4]),
    (NOTICES[2].comments_due or TODAY, "comments_due", NOTICES[2]),
    (NOTICES[9].event or TODAY, "event", NOTICES[9]),
]
WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec"


def view(name: str, width: int, *, colour: bool = False) -> RenderableType:
    match name:
        case "notices":
            return notices_table(NOTICES, Terminal(width), today=TODAY, more=1234)
        case "notice":
            return notice_view(SHOWN, Terminal(width, colour=colour))
        case "changes":
            return changes_view(CHANGES, Terminal(width, colour=colour))
        case _:
            topics = topics_table([("clinical-trials", 1234), ("pediatrics", 45), ("covid-19", 0)], width=width)
            sources = [["nmpa/drugs", 12, "https://english.example.org/drugs.html"], ["cde/opinions", 3, None]]
            table = rows_table(["source", "notices", "url"], sources, width=width)
            return Group(topics, "", deadlines_table(DAYS, Terminal(width), today=TODAY), "", table)


@pytest.mark.parametrize("width", [50, 80, 200])
@pytest.mark.parametrize("name", ["notices", "notice", "changes", "tables"])
def test_the_view_looks_as_it_was_reviewed(name: str, width: int) -> None:
    expect(EXPECTED / f"{name}-{width}.txt", drawn(view(name, width), width))


@pytest.mark.parametrize("name", ["notices", "notice", "changes"])
def test_the_colours_are_as_they_were_reviewed(name: str) -> None:
    expect(EXPECTED / f"{name}-80.ansi", drawn(view(name, 80, colour=True), 80, colour=True))


@pytest.mark.parametrize("width", [30, 50, 64, 80, 119, 120, 200])
@pytest.mark.parametrize("name", ["notices", "notice", "changes", "tables"])
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    assert max(map(cell_len, drawn(view(name, width), width).splitlines())) <= width


@pytest.mark.parametrize("width", [50, 80, 200])
def test_titles_stand_one_under_the_other_whatever_their_characters(width: int) -> None:
    """A Chinese character takes two cells; a column that counted characters would be ragged."""
    english, chinese = notice("a" * 12, "Xyzumab", "2025-01-01"), notice("b" * 12, "药品说明书", "2025-01-01")
    mixed = notice("c" * 12, "Xyzumab", "2025-01-01", topics=("药品",), kind="通知")
    shown = drawn(notices_table([chinese, english, mixed], Terminal(width), today=TODAY), width).splitlines()
    columns = [
        cell_len(line[: line.index(word)]) for word in ("药品说明书", "Xyzumab") for line in shown if word in line
    ]
    assert len(columns) == 3
    assert len(set(columns)) == 1


@pytest.mark.parametrize("width", [50, 64, 80, 119, 120, 200])
def test_a_long_title_and_its_facts_are_shown_whole_however_wide_the_terminal_is(width: int) -> None:
    facts = {"number": "2025-113", "status": "interim", "comments_due": date(2031, 3, 6)}
    of = notice("a" * 12, LONG, "2025-01-01", topics=("clinical-trials", "pediatrics"), **facts)
    shown = drawn(notices_table([of], Terminal(width), today=TODAY), width)
    deadlines = drawn(deadlines_table([(date(2031, 3, 6), "comments_due", of)], Terminal(width), today=TODAY), width)
    words = (of.kind, "interim", "2025-113", "2031-03-06", "1,929", "clinical-trials", "pediatrics")
    assert all(word in shown for word in (*LONG.split(), *words))
    assert all(word in deadlines for word in LONG.split())
    assert "…" not in shown + deadlines


@pytest.mark.parametrize("width", [120, 140, 200])
def test_columns_of_facts_leave_room_for_the_titles(width: int) -> None:
    full = notice(
        *("a" * 12, LONG, "2025-01-01"), number="2025-113", topics=("clinical-trials", "pediatrics"), state="relevant",
        status="interim",
    )  # fmt: skip
    shown = drawn(notices_table([full], Terminal(width), today=TODAY), width).splitlines()
    assert len(shown) <= 6
    assert ("topics" in shown[0]) is (width == 200)
    short = drawn(notices_table([notice("b" * 12, LONG, "2025-01-01")], Terminal(width), today=TODAY), width)
    assert "kind" in short.splitlines()[0], "few facts leave room"


@pytest.mark.parametrize("width", [80, 200])
def test_a_day_of_the_next_week_stands_out_and_a_later_one_is_not_dim(width: int) -> None:
    codes = {}
    for left in (3, 20, 200):
        day = TODAY + timedelta(days=left)
        of = notice("a" * 12, "Guideline", "2025-01-01", comments_due=day)
        for name, table in (
            ("list", notices_table([of], Terminal(width), today=TODAY)),
            ("deadlines", deadlines_table([(day, "comments_due", of)], Terminal(width), today=TODAY)),
        ):
            found = re.search(rf"\x1b\[([0-9;]+)m[^\x1b]*in {left} days", drawn(table, width, colour=True))
            assert found
            codes[name, left] = found[1]
    assert {codes["list", 3], codes["deadlines", 3]} == {"1;31"}
    assert {codes["list", 20], codes["deadlines", 20]} == {"1"}
    assert {codes["list", 200], codes["deadlines", 200]} == {"2"}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("guideline", ["Guideline"]),
        ('"clinical trials" -adults', ["Clinical Trials"]),
        ("trials OR e9(r1)", ["Trials", "E9 (R1)"]),
        ("/tri.ls/", ["Trials"]),
        ("-adults", []),
    ],
)
def test_the_words_of_a_search_stand_out_in_the_titles(search: str, found: list[str]) -> None:
    of = notice("a" * 12, "Guideline for Clinical Trials in Children: E9 (R1)", "2025-01-01")
    for width in (80, 200):
        table = notices_table([of], Terminal(width), today=TODAY, marked=marker(search))
        assert re.findall(r"\x1b\[1;4m([^\x1b]+)", drawn(table, width, colour=True)) == found


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ('"clinical trials"', "for Clinical\nTrials"),
        ("临床试验", "药物临\n床试验"),
        ("E9(R1)", "ICH E9\n（R1）"),
        ("E9 (R1)", "ICH E9\nR1"),
        ("gcp", "薬物Ｇ\nＣＰ検査"),
    ],
)
def test_a_match_is_found_across_the_lines_of_a_title(search: str, text: str) -> None:
    pattern = marker(search)
    assert pattern is not None
    assert pattern.search(text)


def test_a_title_that_never_ends_is_cut_with_a_mark() -> None:
    shown = drawn(notices_table([notice("a" * 12, "药 品" * 300_000, "2025-01-01")], Terminal(80), today=TODAY), 80)
    assert len(shown.splitlines()) < 20
    assert "…" in shown


def test_a_draft_an_interim_and_a_withdrawn_notice_say_so_without_colour() -> None:
    for width in (80, 200):
        shown = drawn(notices_table(NOTICES, Terminal(width), today=TODAY), width)
        assert all(word in shown for word in ("draft", "interim", "withdrawn"))


def test_a_title_is_clickable_only_where_the_terminal_can() -> None:
    for hyperlinks in (True, False):
        table = notices_table(NOTICES[:1], Terminal(80, hyperlinks=hyperlinks), today=TODAY)
        assert ("https://english.example.org" in drawn(table, 80, colour=True)) is hyperlinks


def test_empty_lists_are_drawn_without_complaint() -> None:
    for width in (80, 200):
        drawn(notices_table([], Terminal(width), today=TODAY), width)
        drawn(changes_view([], Terminal(width)), width)
        drawn(topics_table([], width=width), width)
        drawn(rows_table(["a", "b"], [], width=width), width)


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            ("alert", "watch", "channel", "created · tells", "state", "next try"),
            ("5e3e", "a", WORDS, WORDS, "x", WORDS),
        ),
        (("source", "notices", "newest", "every", "success (UTC)", "state"), ("a/b", 13, "2026-04-14", "", "", WORDS)),
    ],
)
def test_rows_lose_no_word_however_wide_the_terminal_is(headings: tuple[str, ...], row: tuple[object, ...]) -> None:
    for width in range(40, 240):
        shown = drawn(rows_table(headings, [row], width=width), width)
        assert "…" not in shown, shown
        assert max(map(cell_len, shown.splitlines())) <= width
        assert all(word in shown for word in WORDS.split())


def test_a_column_of_rows_that_is_empty_in_all_of_them_takes_no_room() -> None:
    headings, rows = ("source", "every", "state"), [("a/b", "", ""), ("c/d", None, "off")]
    assert drawn(rows_table(headings, rows, width=80), 80).split() == ["source", "state", "a/b", "c/d", "off"]
    assert "every" in drawn(rows_table(headings, [], width=80), 80), "an empty table has its headings"
    assert "every" in drawn(fields_table(headings, rows, width=80), 80), "somebody asked for them"


def test_links_stand_under_the_names_if_that_takes_fewer_lines() -> None:
    name, url = "National Centre: notices and announcements", "https://www.example.org/notices/announcements/list.html"
    for width, lines in ((80, 2), (120, 1)):
        shown = drawn(rows_table(("source", "lists", "url"), [("a/b", name, url)] * 3, width=width), width)
        assert len(shown.splitlines()) == 1 + 3 * lines
        assert shown.count(url) == 3


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_link_is_in_one_line_if_the_terminal_is_as_wide(width: int) -> None:
    url = f"https://www.example.org/{'a' * (width - 26)}"
    for name in ("example/drug-enforcement", "e/d"):
        shown = drawn(
            rows_table(("source", "", "lists", "url"), [(name, "off", "Notices", url)] * 3, width=width), width
        )
        assert shown.count(url) == 3, shown
        assert shown.count(name) == 3


def test_the_piped_formats_are_as_they_were_reviewed() -> None:
    parts = {
        "notices.tsv": piped.tsv(NOTICES),
        "changes.tsv": piped.changes_lines(CHANGES),
        "rows.tsv": piped.plain_rows([["a", None, 3], ["b\tc", "", "d"]]),
        "notice.txt": notice_text.notice_text(SHOWN),
        "notices.md": markdown.notices_markdown(NOTICES),
        "notice.md": markdown.notice_markdown(SHOWN),
        "changes.md": markdown.changes_markdown(CHANGES),
    }
    for name, shown in parts.items():
        expect(EXPECTED / name, "".join(f"{line}\n" for line in shown))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("药品监督管理", 5, ["药品", "监督", "管理"]),
        ("见（附件）。完", 8, ["见（附", "件）。完"]),
        ("abcdefghij kl", 4, ["abcd", "efgh", "ij", "kl"]),
        ("", 10, [""]),
    ],
)
def test_text_is_broken_at_blanks_and_between_chinese_characters(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected
