"""Compare the days that notices announce with a file of labelled sentences, and list every disagreement.

    python bench/days.py SENTENCES

The file has the name of each group, and below it the cases: the day and the title of a notice, its text, and the days
that are expected, or `none`.

    ## transition
    2026-03-02 Announcement on Widgets
      Makers shall register by 31 December 2026. It is not said whether the rules take effect on that day.
      = transition|expires 2026-12-31, effective ?

`a|b` is either, `somewhere` a day of any kind. What has a `?` is not judged (`milestones ?` stands for all kinds but
those of `effective`, `comments_due` and `event`), nor is an event where none is expected. Any other day that is found
is wrong.

A file `.json` is a list of objects with `group`, `title`, `date`, `summary` and `expected`: `effective`,
`comments_due`, `event`, `milestones` (with `what` and `date`), `somewhere` (days). What is not there, or `"?"`, is not
judged.

Prints for each group the days that are right, wrong (found and not expected) and missed. Exits with 1 if a day is wrong
or missed.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT / "tests")]

from cdetrack.meaning.facets import read_facets  # noqa: E402 - after the change of `sys.path`
from support.tables import table  # noqa: E402

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


def labelled(path: Path) -> list[Mapping[str, Any]]:
    """Return the labelled sentences of a file."""
    if path.suffix == ".json":
        objects: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return objects
    found: list[Mapping[str, Any]] = []
    for each in table(path):
        day, _, title = each.first.partition(" ")
        *text, labels = each.below
        found.append(
            {
                "group": each.heading,
                "date": day,
                "title": title,
                "summary": "\n".join(text),
                "expected": _expected(labels.removeprefix("= ")),
            }
        )
    return found


def _expected(labels: str) -> dict[str, Any]:
    """Return the expected days of a case, as in a JSON file."""
    fields: dict[str, str | None] = {"effective": None, "comments_due": None}
    milestones: list[dict[str, str]] = []
    somewhere: list[str] = []
    for what, day in (label.split(" ") for label in labels.split(", ") if label != "none"):
        if what == "somewhere":
            somewhere.append(day)
        elif what in _FIELDS or day == "?":
            fields[what] = day
        else:
            milestones.append({"what": what, "date": day})
    return {"milestones": milestones, "somewhere": somewhere, **fields}


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
    scores = evaluate(labelled(Path(sys.argv[1])))
    print(f"{'group':16}{'right':>7}{'wrong':>7}{'missed':>7}")
    for name, group in scores.groups.items():
        print(f"{name:16}{group['right']:7}{group['wrong']:7}{group['missed']:7}")
    print(f"{'all':16}" + "".join(f"{scores.total(outcome):7}" for outcome in ("right", "wrong", "missed")))
    print(*scores.disagreements, sep="\n")
    return 1 if scores.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
