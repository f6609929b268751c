"""Compare the topics and fields of notices with a file of labelled notices, and list every disagreement.

    python bench/evaluate.py LABELLED.json

The file is a list of objects with `title`, `date`, `summary`, `listing` and `expected`: `kinds_ok` (each is right),
`topics` (required), `maybe` (neither required nor wrong), `issuers`, `number`, `status`, `effective`, `event`.
A field with the label `"?"` is skipped.
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

_FIELDS = ("kind", "issuers", "number", "status", "effective", "event")


@dataclass(slots=True)
class Scores:
    """Topics by outcome, right and judged values by field, and a line for each disagreement."""

    topics: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the assigned topics that are right."""
        return self.topics["right"] / max(1, self.topics["right"] + self.topics["wrong"])

    @property
    def recall(self) -> float:
        """The share of the required topics that were assigned."""
        return self.topics["right"] / max(1, self.topics["right"] + self.topics["missed"])

    def accuracy(self, name: str) -> float:
        """Return the share of right values among the judged values of a field."""
        return self.right[name] / max(1, self.judged[name])


def evaluate(notices: Iterable[Mapping[str, Any]]) -> Scores:
    """Return the scores of all labelled notices."""
    scores, rules = Scores(), load_topics(None)
    for notice in notices:
        _topics(scores, rules, notice)
        _fields(scores, notice)
    return scores


def _topics(scores: Scores, rules: TopicRules, notice: Mapping[str, Any]) -> None:
    expected = notice["expected"]
    given, wanted = set(rules.match(notice["title"], notice["summary"])), set(expected["topics"])
    wrong = given - wanted - set(expected["maybe"])
    scores.topics["right"] += len(given & wanted)
    scores.topics["wrong"] += len(wrong)
    scores.topics["missed"] += len(wanted - given)
    marks = [f"-{name}" for name in sorted(wanted - given)]
    reasons = rules.why(notice["title"], notice["summary"])
    marks += [f"+{name} ({reasons[name]})" for name in sorted(wrong)]
    if marks:
        scores.disagreements.append(f"topics: {' '.join(marks)} | {notice['title']}")


def _fields(scores: Scores, notice: Mapping[str, Any]) -> None:
    expected = notice["expected"]
    listing = notice.get("listing") or ""
    facets = read_facets(
        title=notice["title"],
        date=date.fromisoformat(notice["date"]),
        summary=notice["summary"],
        # Some labels have the title of a page as `listing`; only the name of a source helps with a bare title.
        sources=() if ":" in listing or " " in listing else (listing,),
    )
    for name in _FIELDS:
        wanted: Any = expected["kinds_ok"] if name == "kind" else expected[name]
        if wanted == "?":
            continue
        value = getattr(facets, name)
        given = value.isoformat() if isinstance(value, date) else value
        right = given in wanted if name == "kind" else (list(given) if name == "issuers" else given) == wanted
        scores.judged[name] += 1
        scores.right[name] += right
        if not right:
            scores.disagreements.append(f"{name}: {given} instead of {wanted} | {notice['title']}")


def main(arguments: list[str]) -> int:
    """Print the disagreements and scores for the file on the command line."""
    if len(arguments) != 1:
        print("usage: python bench/evaluate.py LABELLED.json", file=sys.stderr)
        return 2
    notices = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    scores = evaluate(notices)
    for line in scores.disagreements:
        print(line)
    print(f"{len(notices)} notices: topics precision {scores.precision:.3f} recall {scores.recall:.3f}")
    for name in _FIELDS:
        print(f"{name:>10} {scores.accuracy(name):.3f}  ({scores.right[name]} of {scores.judged[name]})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
