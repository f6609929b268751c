"""Count documents by month and topic, and notices by source."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cdetrack.model.notice import Notice
from cdetrack.store.counts import Counts

_GAP = 24
"""The distance in months between two notices above which the months in between are left out."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The number of documents by month, and by month in each topic; and of notices in each source."""

    months: Counter[str] = field(default_factory=Counter)
    """`2025-07` -> number of documents; months without notices are left out."""
    topics: dict[str, Counter[str]] = field(default_factory=dict)
    """Topic -> month -> number of documents."""
    sources: dict[str, Counter[str]] = field(default_factory=dict)
    """Source -> month -> number of notices."""

    @property
    def notices(self) -> int:
        """The number of all documents."""
        return self.months.total()

    def runs(self) -> list[list[str]]:
        """Return the months from the first to the last, in order, parted where two years have no notice.

        A run includes its months without notices; a gap between two runs is left out, so that one date with a wrong
        year (9999) adds one month and not thousands.
        """
        runs: list[list[str]] = []
        last = None
        for number in sorted(int(month[:4]) * 12 + int(month[5:]) - 1 for month in self.months):
            if last is None or number - last > _GAP:
                runs.append([])
                last = number - 1
            runs[-1].extend(f"{each // 12:04}-{each % 12 + 1:02}" for each in range(last + 1, number + 1))
            last = number
        return runs

    def span(self) -> list[str]:
        """Return the months of all runs."""
        return [month for run in self.runs() for month in run]

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Yield `month`, `topic` or `source`, its name and its count: months in order, the others largest first."""
        yield from (("month", month, self.months[month]) for month in self.span())
        yield from (("topic", name, count) for name, count in totals(self.topics))
        yield from (("source", name, count) for name, count in totals(self.sources))


def totals(groups: dict[str, Counter[str]]) -> list[tuple[str, int]]:
    """Return each name with its total, largest first, equal ones by name."""
    return sorted(((name, counts.total()) for name, counts in groups.items()), key=lambda row: (-row[1], row[0]))


def count(notices: Iterable[tuple[Notice, bool]]) -> Figures:
    """Count documents by month and in each of their topics, and all their notices by source.

    Each notice comes with whether it stands for its document. A document counts in each source that shows it: another
    source may have listed it first.
    """
    figures = Figures()
    for each, stands in notices:
        month = _month(each)
        if stands:
            figures.months[month] += 1
            _add(figures.topics, each.topics, month)
        _add(figures.sources, each.sources, month)
    return figures


def _month(notice: Notice) -> str:
    return f"{notice.date.year:04}-{notice.date.month:02}"


def _add(groups: dict[str, Counter[str]], names: Iterable[str], month: str) -> None:
    for name in names:
        groups.setdefault(name, Counter())[month] += 1


def figures_of(counts: Counts) -> Figures:
    """Return the figures of all documents of a cache, by its counts."""
    figures = Figures()
    for (kind, name), numbers in counts.items():
        if kind == "month":
            figures.months.update(numbers)
        elif kind in {"topic", "source"}:
            groups = figures.topics if kind == "topic" else figures.sources
            groups[name] = Counter(numbers)
    return figures


def count_topics(notices: Iterable[Notice], topics: Iterable[str]) -> dict[str, int]:
    """Return the number of notices in each of the `topics`, in their order."""
    return _in_order(topics, Counter(name for notice in notices for name in notice.topics))


def topics_in(counts: Counts, topics: Iterable[str]) -> dict[str, int]:
    """Return the same of all documents of a cache, by its counts."""
    return _in_order(
        topics, Counter({name: sum(each.values()) for (kind, name), each in counts.items() if kind == "topic"})
    )


def _in_order(topics: Iterable[str], found: Counter[str]) -> dict[str, int]:
    return {name: found[name] for name in topics}
