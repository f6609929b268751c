"""`stats`: counts, bars and sparklines."""

import json
from collections import Counter
from collections.abc import Sequence

import pytest
from rich.cells import cell_len

from cdetrack.query.stats import Figures, count
from cdetrack.render.figures import sparkline, stats_view
from cdetrack.render.style import bar
from support.golden import drawn, expect
from support.paths import DATA, SEED
from support.program import Program
from support.sample_notices import NOTICES

EXPECTED = DATA / "export"


def test_months_without_notices_are_counted_as_none() -> None:
    figures = count((each, True) for each in NOTICES)
    months = [row for row in figures.rows() if row[0] == "month"]
    assert ("month", "2024-03", 0) in months
    assert len(months) == 22
    assert sum(number for _, _, number in months) == len(NOTICES)


def test_a_date_with_a_wrong_year_leaves_the_other_months_in_sight() -> None:
    months = {f"2025-{month:02}": month for month in range(1, 13)}
    figures = Figures(Counter({"2012-07": 1, "2012-09": 1, **months, "9999-01": 2}))
    assert figures.span() == ["2012-07", "2012-08", "2012-09", *months, "9999-01"]
    shown = drawn(stats_view(figures, width=80), 80).splitlines()
    assert [line.split()[0] for line in shown if line.split()[1:2] == ["0"]] == ["2012-08", "…", "…"]
    assert any(line.startswith("2025-12") for line in shown)


def test_topics_and_sources_come_largest_first() -> None:
    figures = count((each, True) for each in NOTICES)
    for by in ("topic", "source"):
        numbers = [number for kind, _, number in figures.rows() if kind == by]
        assert numbers == sorted(numbers, reverse=True)
    assert ("topic", "registration", 3) in figures.rows()


def test_nothing_counts_as_nothing() -> None:
    assert list(count([]).rows()) == []


@pytest.mark.parametrize(("counts", "line"), [([0, 1, 2, 4, 8], "·▁▂▄█"), ([1], "█"), ([0, 0], "··"), ([], "")])
def test_a_sparkline_is_as_high_as_its_counts(counts: list[int], line: str) -> None:
    assert sparkline(counts) == line


@pytest.mark.parametrize(("number", "expected"), [(0, ""), (1, "▏"), (500, "█████"), (1000, "█" * 10)])
def test_a_bar_shows_that_there_is_something(number: int, expected: str) -> None:
    assert bar(number, 1000, 10) == expected


def many() -> Figures:
    months = Counter(
        {f"{year}-{month:02}": (year * month) % 37 for year in (2022, 2023, 2024, 2025) for month in range(1, 13)}
    )
    topics = {
        "clinical-trials": months,
        "controlled-substances": Counter({"2025-03": 4, "2025-11": 2}),
        "罕见病": Counter({"2024-02": 9}),
    }
    return Figures(months, topics, {"nmpa/drugs": months, "cde/opinions": Counter({"2025-12": 1})})


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_figures_look_as_they_were_reviewed(width: int) -> None:
    shown = drawn(stats_view(many(), width=width), width)
    assert max(map(cell_len, shown.splitlines())) <= width
    expect(EXPECTED / f"stats-{width}.txt", shown)


def test_stats_are_lines_in_a_pipe_and_objects_in_json(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    rows = cdetrack("stats").rows
    assert ["source", "ingest", "6"] in rows
    assert cdetrack("stats", "--json").json()[-1] == {"by": "source", "name": "ingest", "notices": 6}
    few = cdetrack("stats", "--topic", "pediatrics", "--json").json()
    assert sum(row["notices"] for row in few if row["by"] == "month") == len(
        cdetrack("list", "--topic", "pediatrics").rows
    )


@pytest.mark.parametrize("given", [(), ("--until", "2031"), ("--limit", "1"), ("--source", "a/carrier")])
def test_a_source_with_what_another_one_listed_first_is_counted(cdetrack: Program, given: Sequence[str]) -> None:
    notice = {"title": "国家药监局关于发布示例药物临床试验技术指导原则的通告（2031年第12号）", "date": "2031-03-02"}
    for source in ("a/first", "a/carrier"):
        stdin = json.dumps(notice | {"url": f"https://{source[2:]}.example/1"})
        cdetrack("ingest", "-", "--source", source, stdin=stdin)
    assert len(cdetrack("list").rows) == 1
    rows = cdetrack("stats", *given).rows
    assert ["source", "a/carrier", "1"] in rows
    assert [row[2] for row in rows if row[0] == "month"] == ["1"]


def test_stats_of_nothing_say_so(cdetrack: Program) -> None:
    assert "is empty" in cdetrack("stats").err
    cdetrack("ingest", SEED)
    ran = cdetrack("stats", "--since", "2030", "--format", "table")
    assert (ran.code, ran.out) == (0, "")
    assert "no notice matches" in ran.err


def test_a_filter_and_a_limit_count_each_document_once_and_every_source_that_shows_it(cdetrack: Program) -> None:
    rows = [
        {"title": f"Guideline on Syrups No. {number} of 2026", "date": "2026-03-01", "url": f"https://{site}/{number}"}
        for number in (1, 2)
        for site in ("a.example", "b.example")
    ]
    for source, site in (("my/a", "a.example"), ("my/b", "b.example")):
        page = "\n".join(json.dumps(each) for each in rows if site in each["url"])
        cdetrack("ingest", "--source", source, "-", stdin=page)
    documents = int(cdetrack("list", "--search", "syrups", "--count").out)
    for limit in ("0", "1"):
        figures = cdetrack("stats", "--search", "syrups", "--limit", limit, "--json").json()
        months = [each["notices"] for each in figures if each["by"] == "month"]
        sources = {each["name"]: each["notices"] for each in figures if each["by"] == "source"}
        assert months == [documents if limit == "0" else 1]
        assert sum(sources.values()) == (4 if limit == "0" else 4 // documents)
