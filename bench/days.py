"""Compare the days that notices announce with a file of labelled sentences, and list every disagreement.

    python bench/days.py SENTENCES.json

The file is a list of objects with `group`, `title`, `date`, `summary` and `expected`: `effective`, `comments_due` and
`milestones` (`date`, `what`; `a|b` for either), `event` of a meeting. A field without a label, or with the label `"?"`,
is not judged. `somewhere` holds days that must be in one of the fields. Prints for each group the days that are right,
wrong (found and not expected) and missed. Exits with 1 if a day is wrong or missed.
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

Day = tuple[str, str]
"""A field, or the kind of a milestone, and the day as ISO."""
_FIELDS = ("effective", "comments_due", "event")


@dataclass(slots=True)
class Scores:
    """The outcomes of each group, and a line for each disagreement."""

    groups: dict[str, Counter[str]] = field(default_factory=dict)
    disagreements: list[str] = field(default_factory=list)

    def total(self, outcome: str) -> int:
        """Return the number of days with an outcome: `right`, `wrong` or `missed`."""
        return sum(group[outcome] for group in self.groups.values())


def evaluate(sentences: Iterable[Mapping[str, Any]]) -> Scores:
    """Return the scores of all labelled sentences."""
    scores = Scores()
    for sentence in sentences:
        _judge(scores, sentence)
    return scores


def _judge(scores: Scores, sentence: Mapping[str, Any]) -> None:
    expected = sentence["expected"]
    found = _found(sentence)
    wanted = [(name, expected[name]) for name in _FIELDS if expected.get(name) not in {None, "?"}]
    if expected.get("milestones", "?") != "?":
        wanted += [(each["what"], each["date"]) for each in expected["milestones"]]
    somewhere = expected.get("somewhere", ())
    missed = [want for want in wanted if not any(_is(want, have) for have in found)]
    missed += [("somewhere", day) for day in somewhere if day not in {have for _, have in found}]
    wrong = [
        have
        for have in found
        if expected.get(have[0] if have[0] in _FIELDS else "milestones", "?") != "?"
        and not any(_is(want, have) for want in wanted)
    ]
    group = scores.groups.setdefault(sentence.get("group", "all"), Counter())
    group.update(right=len(wanted) + len(somewhere) - len(missed), wrong=len(wrong), missed=len(missed))
    if missed or wrong:
        scores.disagreements.append(
            f"missed {missed}, wrong {wrong}: {sentence['date']} {sentence['title'][:60]} | {sentence['summary']}"
        )


def _found(sentence: Mapping[str, Any]) -> list[Day]:
    facets = read_facets(
        title=sentence["title"],
        date=date.fromisoformat(sentence["date"]),
        summary=sentence.get("summary"),
        body=sentence.get("body"),
    )
    fields = (("effective", facets.effective), ("comments_due", facets.comments_due), ("event", facets.event))
    days = [(name, day.isoformat()) for name, day in fields if day]
    return days + [(each.what, each.date.isoformat()) for each in facets.milestones]


def _is(want: Day, have: Day) -> bool:
    return have[0] in want[0].split("|") and have[1] in want[1].split("|")


def main() -> int:
    """Return 0 if all days are right, 1 if one is wrong or missed, 2 without a file."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its file
        print(__doc__, file=sys.stderr)
        return 2
    scores = evaluate(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    print(f"{'group':16}{'right':>7}{'wrong':>7}{'missed':>7}")
    for name, group in scores.groups.items():
        print(f"{name:16}{group['right']:7}{group['wrong']:7}{group['missed']:7}")
    print(f"{'all':16}" + "".join(f"{scores.total(outcome):7}" for outcome in ("right", "wrong", "missed")))
    print(*scores.disagreements, sep="\n")
    return 1 if scores.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
