"""Real titles, sentences and groups of notices, most labelled by two readers, before the rules saw them.

What the rules do not understand yet is left in: the floors below guard against loss. docs/measured.md has the first
runs, which alone measure how the rules do on new notices.
"""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

import days
import evaluate
import relations
from cdetrack.meaning.relations import relation
from support.notices import worded
from support.paths import DATA


def labelled(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / "understanding" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def test_real_titles_are_understood() -> None:
    scores = evaluate.evaluate(labelled("real-titles"))
    assert min(scores.precision, scores.recall) >= 0.99, scores.disagreements
    assert {name for name in ("kind", "issuers", "number", "status", "event") if scores.accuracy(name) < 0.985} == set()
    assert scores.accuracy("effective") >= 0.995, scores.disagreements


def test_days_of_real_sentences_are_found_and_none_that_only_look_like_it() -> None:
    scores = days.evaluate(days.labelled(DATA / "understanding" / "real-days.txt"))
    assert scores.total("right") >= 812, scores.disagreements
    assert scores.total("wrong") == 0, scores.disagreements


def test_the_same_days_are_found_in_the_opening_of_a_body() -> None:
    sentences = days.labelled(DATA / "understanding" / "real-days.txt")
    scores = days.evaluate({**each, "summary": "", "body": each["summary"]} for each in sentences)
    assert scores.total("right") >= 812, scores.disagreements
    assert scores.total("wrong") == 0, scores.disagreements


def test_real_notices_are_related_and_near_ones_are_not() -> None:
    counts: Counter[str] = Counter()
    told = [line for group in labelled("real-groups") for line in relations.judge([group], counts)]
    assert counts["wrong"] == 0, told
    assert counts["right"] >= 2530, told


@pytest.mark.parametrize("pair", [each["pair"] for each in labelled("near-pairs")])
def test_notices_that_only_look_related_are_not(pair: list[dict[str, Any]]) -> None:
    """Pairs written to mislead: one name and two products, one number and two offices, parts, years, batches, news."""
    one, other = (
        worded(
            each["title"], date.fromisoformat(each["date"]), summary=each.get("summary"), sources=(source,)
        )._replace(body=each.get("body"))
        for each, source in zip(pair, ("x/one", "x/other"), strict=True)
    )
    assert relation(one, other) is None
