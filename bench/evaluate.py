"""Measure how well notices are understood against a file of labelled ones, and list every disagreement.

    python bench/evaluate.py LABELLED.json

The file is a list of objects with `title`, `date`, `summary`, `listing` and `expected`: `kinds_ok` (any is right),
`topics` (required), `maybe` (neither required nor wrong), `issuers`, `number`, `status`, `effective`, `event`.
An expected `"?"` is not judged.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.topics import TopicRules, load_topics

FIELDS = ("kind", "issuers", "number", "status", "effective", "event")


@dataclass(slots=True)
class Figures:
    """What was counted: topics by outcome, fields by right and judged, and each disagreement in a line."""

    topics: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the topics given that are right."""
        return self.topics["right"] / max(1, self.topics["right"] + self.topics["wrong"])

    @property
    def recall(self) -> float:
        """The share of the topics required that were given."""
        return self.topics["right"] / max(1, self.topics["right"] + self.topics["missed"])

    def accuracy(self, name: str) -> float:
        """Return the share of the notices that were judged in which the field is right."""
        return self.right[name] / max(1, self.judged[name])


def evaluate(notices: Iterable[Mapping[str, Any]]) -> Figures:
    """Return the figures over all labelled notices."""
    figures, rules = Figures(), load_topics(None)
    for notice in notices:
        _topics(figures, rules, notice)
        _fields(figures, notice)
    return figures


def _topics(figures: Figures, rules: TopicRules, notice: Mapping[str, Any]) -> None:
    expected = notice["expected"]
    given, wanted = set(rules.match(notice["title"], notice["summary"])), set(expected["topics"])
    wrong = given - wanted - set(expected["maybe"])
    figures.topics["right"] += len(given & wanted)
    figures.topics["wrong"] += len(wrong)
    figures.topics["missed"] += len(wanted - given)
    marks = [f"-{name}" for name in sorted(wanted - given)]
    reasons = rules.why(notice["title"], notice["summary"])
    marks += [f"+{name} ({reasons[name]})" for name in sorted(wrong)]
    if marks:
        figures.disagreements.append(f"topics: {' '.join(marks)} | {notice['title']}")


def _fields(figures: Figures, notice: Mapping[str, Any]) -> None:
    expected = notice["expected"]
    listing = notice.get("listing") or ""
    facets = read_facets(
        title=notice["title"],
        date=date.fromisoformat(notice["date"]),
        summary=notice["summary"],
        # A stored listing is a page; only a source's own name says more of a bare title.
        sources=() if ":" in listing or " " in listing else (listing,),
    )
    for name in FIELDS:
        wanted: Any = expected["kinds_ok"] if name == "kind" else expected[name]
        if wanted == "?":
            continue
        value = getattr(facets, name)
        given = value.isoformat() if isinstance(value, date) else value
        right = given in wanted if name == "kind" else (list(given) if name == "issuers" else given) == wanted
        figures.judged[name] += 1
        figures.right[name] += right
        if not right:
            figures.disagreements.append(f"{name}: {given} instead of {wanted} | {notice['title']}")


def main(arguments: list[str]) -> int:
    """Print the figures for the file named on the command line."""
    if len(arguments) != 1:
        print("usage: python bench/evaluate.py LABELLED.json", file=sys.stderr)
        return 2
    notices = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    figures = evaluate(notices)
    for line in figures.disagreements:
        print(line)
    print(f"{len(notices)} notices: topics precision {figures.precision:.3f} recall {figures.recall:.3f}")
    for name in FIELDS:
        print(f"{name:>10} {figures.accuracy(name):.3f}  ({figures.right[name]} of {figures.judged[name]})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
