"""Saved listings and sequences of them against the right answers: the project's own, and those beside the checkout.

`python bench/cases.py [FOLDER]` lists those that are not right, each with its first fault.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from support.cases import Case, load
from support.paths import CORPUS, DATA

OWN = DATA / "cases"
SHARED = CORPUS / "cases"

# A case that becomes right has to be taken out here: it fails until then.
LATER_OWN: Mapping[str, str] = {}
"""The project's own cases that are not right yet, with the reason."""
LATER: Mapping[str, str] = {}
"""The cases beside the checkout that are not right yet, with the reason."""


def _params(root: Path, later: Mapping[str, str]) -> list[Any]:
    """Return the cases of a folder as parameters; one that is skipped where there are none."""
    cases = load(root)
    if not cases:
        return [pytest.param(None, marks=pytest.mark.skip(reason="no cases beside the checkout"), id="none")]
    return [
        pytest.param(case, id=name, marks=[pytest.mark.xfail(reason=later[name], strict=True)] if name in later else [])
        for case in cases
        if (name := str(case))
    ]


@pytest.mark.parametrize("case", _params(OWN, LATER_OWN))
def test_the_own_case_goes_as_it_should(case: Case, tmp_path: Path) -> None:
    """A listing gives its notices, and looks in a row tell each new one: once, under any link, and nothing else."""
    assert case.mismatches(tmp_path) == []


@pytest.mark.parametrize("case", _params(SHARED, LATER))
def test_the_case_beside_the_checkout_goes_as_it_should(case: Case, tmp_path: Path) -> None:
    """The same of the cases that others collected."""
    assert case.mismatches(tmp_path) == []


@pytest.mark.parametrize(("root", "later"), [(OWN, LATER_OWN), (SHARED, LATER)], ids=["own", "shared"])
def test_only_cases_that_there_are_wait_for_later(root: Path, later: Mapping[str, str]) -> None:
    """A name that no case has would hide nothing and mislead readers."""
    cases = {str(case) for case in load(root)}
    if not cases:
        pytest.skip("no cases beside the checkout")
    assert not later.keys() - cases


def test_every_own_file_belongs_to_a_case() -> None:
    """A file that no case names is read by no test."""
    named = {OWN / folder.name / "expected.json" for folder in OWN.iterdir()}
    for case in load(OWN):
        steps = case.form.get("steps", [case.name])
        named |= {case.folder / name for step in steps for name in ([step] if isinstance(step, str) else step)}
    assert named == {path for path in OWN.rglob("*") if path.is_file()}


LINK = "https://a.example/1"
BASELINE = "ingest: first look, 1 notice recorded as the baseline"
FEED = f"""<rss version="2.0"><channel><title>T</title><link>https://a.example/</link>
<item><title>Notice on syrups</title><link>{LINK}</link><pubDate>Tue, 13 Feb 2024 05:30:00 GMT</pubDate>
</item></channel></rss>"""
RIGHT = {"title": "Notice  on\tsyrups", "date": "2024-02-13", "url": "http://a.example/1"}


def _of_feed(folder: Path, **form: object) -> Case:
    """Return a case about a feed with one notice."""
    (folder / "one.xml").write_text(FEED, encoding="utf-8")
    form = {"url": None, "expect": [RIGHT], "exit": 0} | form
    (folder / "expected.json").write_text(json.dumps({"one.xml": form}), encoding="utf-8")
    (case,) = load(folder.parent)
    return case


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, []),
        ({"expect": [RIGHT | {"title": ["Another", "Notice on syrups"], "date": ["seen", "2024-02-13"]}]}, []),
        ({"expect": [{"title": "Notice on syrups", "date": None}]}, []),
        ({"expect": [], "may": ["Notice on syrups"]}, []),
        ({"expect": []}, ["`Notice on syrups` is found and should not be"]),
        ({"expect": [RIGHT, RIGHT]}, ["`Notice  on\tsyrups` is not found"]),
        (
            {"expect": [RIGHT | {"date": "2024-02-14", "url": f"{LINK}/2"}]},
            [f"`Notice  on\tsyrups` has the date 2024-02-13 and not 2024-02-14 and the link {LINK} and not {LINK}/2"],
        ),
        (
            {"expect": [{"title": "Notice on syrups", "date": None, "date_from": "seen"}]},
            ["`Notice on syrups` has the date 2024-02-13 and not the day of first sight, marked as such"],
        ),
        (
            {"exit": [4, 5]},
            ["the exit code is 0 and not 4 or 5 (1 found by the reader `feed`, in the page's order; nothing was kept)"],
        ),
        (
            {"problems": 1, "told": "skipped"},
            [
                f"`ingest` tells of 0 dates that it cannot read and not of 1 ({BASELINE})",
                f"`ingest` says nothing that matches `skipped` ({BASELINE})",
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(form: dict[str, object], told: list[str], tmp_path: Path) -> None:
    """The runner tells each kind of mismatch, and takes any of several right answers."""
    (tmp_path / "cases" / "feeds").mkdir(parents=True)
    assert _of_feed(tmp_path / "cases" / "feeds", **form).mismatches(tmp_path) == told


def test_what_is_wrong_with_a_sequence_is_told(tmp_path: Path) -> None:
    """The runner compares the notices told and listed in each step, and those at the end."""
    folder = tmp_path / "cases" / "identity"
    folder.mkdir(parents=True)
    expect = {
        "notices_after_each": [None, 1],
        "told_in_check": [[], ["Notice on syrups"]],
        "applications_told": [[], ["CXHL2400001"]],
        "warns": [False, True],
        "dates_at_end": {"Notice on syrups": "2024-02-12", "Notice on gels": "2024-02-12"},
        "urls_at_end": ["http://a.example/1"],
        "titles_at_end": ["Notice on syrups", "Notice on gels"],
        "withdrawn_at_end": ["Notice on gels"],
    }
    (folder / "0.xml").write_text(FEED, encoding="utf-8")
    form = {"mode": "live", "sources": ["a/b"], "steps": ["0.xml", "0.xml"], "expect": expect}
    (folder / "expected.json").write_text(json.dumps({"twice": form}), encoding="utf-8")
    (case,) = load(folder.parent)
    assert case.mismatches(tmp_path) == [
        "step 1: `Notice on syrups` is not told",
        "step 1: `CXHL2400001` is not told as an application",
        "step 1: `check` says nothing on stderr",
        "`Notice on gels` is not among the titles at the end",
        "`Notice on gels` is not among the withdrawn at the end",
        "`Notice on syrups` has the date 2024-02-13 and not 2024-02-12",
        "`Notice on gels` is not listed at the end",
    ]
