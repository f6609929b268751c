"""Compare the topics and fields of notices with a file of labelled notices, and list every disagreement.

    python bench/evaluate.py LABELLED.json
    python bench/evaluate.py TITLES.tsv

The file is a list of objects with `title`, `date`, `summary`, `listing` and `expected`: `kinds_ok` (each is right),
`topics` (required), `maybe` (neither required nor wrong), `issuers`, `number`, `status`, `effective`, `event`.
A field with the label `"?"` is skipped.

A file of titles without labels has date, title and link in each line. Of these, the share of each topic is printed: by
the title alone, and with the link and the issuers that the title names.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from cdetrack.meaning.facets import Facets, read_facets
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


def shares(path: Path) -> list[str]:
    """Return a line for each topic: its share of titles by the title alone, and with link and issuers."""
    rules, alone, whole = load_topics(None), Counter[str](), Counter[str]()
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row[:3] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 1]
    for day, title, *link in rows:
        facets = read_facets(title=title, date=date.fromisoformat(day))
        alone.update(rules.match(title, None) or ("none",))
        whole.update(rules.match(title, None, url=link[0] if link else None, issuers=facets.issuers) or ("none",))
    return [
        f"{len(rows)} titles: share by title alone, and with link and issuers",
        *(
            f"{name:>20} {alone[name] / len(rows):6.1%} {whole[name] / len(rows):6.1%}"
            for name in sorted(alone | whole, key=lambda name: (-whole[name], name))
        ),
    ]


def evaluate(notices: Iterable[Mapping[str, Any]]) -> Scores:
    """Return the scores of all labelled notices."""
    scores, rules = Scores(), load_topics(None)
    for notice in notices:
        facets = _read(notice)
        _topics(scores, rules, notice, facets.issuers)
        _fields(scores, notice, facets)
    return scores


def _topics(scores: Scores, rules: TopicRules, notice: Mapping[str, Any], issuers: tuple[str, ...]) -> None:
    expected = notice["expected"]
    reasons = rules.why(
        notice["title"], notice["summary"], sources=_sources(notice), url=notice.get("url"), issuers=issuers
    )
    given, wanted = set(reasons), set(expected["topics"])
    wrong = given - wanted - set(expected["maybe"])
    scores.topics["right"] += len(given & wanted)
    scores.topics["wrong"] += len(wrong)
    scores.topics["missed"] += len(wanted - given)
    marks = [f"-{name}" for name in sorted(wanted - given)]
    marks += [f"+{name} ({reasons[name]})" for name in sorted(wrong)]
    if marks:
        scores.disagreements.append(f"topics: {' '.join(marks)} | {notice['title']}")


def _sources(notice: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the source of the notice; some labels have the title of a page, or its address, as `listing`."""
    listing = notice.get("listing") or ""
    return () if not listing or ":" in listing or " " in listing else (listing,)


def _read(notice: Mapping[str, Any]) -> Facets:
    day = date.fromisoformat(notice["date"])
    return read_facets(title=notice["title"], date=day, summary=notice["summary"], sources=_sources(notice))


def _fields(scores: Scores, notice: Mapping[str, Any], facets: Facets) -> None:
    expected = notice["expected"]
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
    """Print the disagreements and scores, or the shares of topics, for the file on the command line."""
    if len(arguments) != 1:
        print("usage: python bench/evaluate.py LABELLED.json|TITLES.tsv", file=sys.stderr)
        return 2
    if arguments[0].endswith(".tsv"):
        print("\n".join(shares(Path(arguments[0]))))
        return 0
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
