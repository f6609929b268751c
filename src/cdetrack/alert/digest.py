"""The content of an alert, without a format: its documents, in sections and groups, and the words for each."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cdetrack.alert.alert import Alert, Deadline, Member, Trouble
from cdetrack.alert.snapshot import Snapshot
from cdetrack.changes.change import QUIET
from cdetrack.model.notice import Notice
from cdetrack.render.facts import AHEAD, differences, in_days, kind_of
from cdetrack.render.safe import plain
from cdetrack.text.diff import Segment, excerpt

_TITLE = 300
_SUMMARY = 240
_SUBJECT = 160
_CONTEXT = 40
_DIFFERENCE = 1_500
_HEADINGS = {
    "added": "New",
    "changed": "Changed",
    "withdrawn": "Withdrawn",
    "restored": "Back again",
    "deadline": "Coming up",
}
_COUNTED = {"added": "new", "changed": "changed", "withdrawn": "withdrawn", "restored": "back again"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document in a message."""

    notice: Notice
    kinds: tuple[str, ...]
    twins: tuple[Notice, ...] = ()
    """The other notices of the document."""
    changed: tuple[tuple[str, tuple[Segment, ...]], ...] = ()
    """The label and the marked words of each changed field."""
    deadlines: tuple[Deadline, ...] = ()

    @property
    def section(self) -> str:
        """The most important of its kinds: the heading for it."""
        return next((kind for kind in _COUNTED if kind in self.kinds), "deadline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A readable alert, in each format; made again, it has the same id."""

    id: str
    watch: str
    created: datetime
    subject: str
    text: str
    html: str
    markdown: str
    notices: tuple[dict[str, object], ...]
    """Each notice as in `list --json`; those of one document follow each other."""
    thread: str | None = None
    """The id of the notice if there is only one document."""
    test: bool = False
    """True for a sample."""


def items(alert: Alert, present: Snapshot, *, told: Collection[str]) -> tuple[Item, ...]:
    """Return the documents of `alert` as they are now, the newest first.

    New notices that are not in `told` are left out: they were undone since the alert was stored.
    """
    present.load(name for member in alert.members for name in (member.id, *member.also))
    found = [item for member in alert.members if (item := _item(member, present, told)) is not None]
    return tuple(sorted(found, key=lambda item: item.notice.date, reverse=True))


def missing(alert: Alert, present: Snapshot) -> list[str]:
    """Return the ids of the notices of `alert` that the cache has lost, without those that were undone."""
    names = (name for member in alert.members for name in (member.id, *member.also))
    return [name for name in names if present.notice(name) is None and not present.is_undone(name)]


def _item(member: Member, present: Snapshot, told: Collection[str]) -> Item | None:
    there = [
        notice
        for name in (member.id, *member.also)
        if ("added" not in member.kinds or name in told) and (notice := present.notice(name)) is not None
    ]
    if not there:
        return None
    notice, *twins = there
    change = present.difference(notice.id, member.look) if "changed" in member.kinds else None
    differing = differences(change) if change is not None else []
    quiet = QUIET | {"shown as", "date from"}
    return Item(
        notice=notice,
        kinds=member.kinds,
        twins=tuple(twins),
        changed=tuple(
            (name, _bounded(excerpt(words, context=_CONTEXT))) for name, words in differing if name not in quiet
        ),
        deadlines=member.deadlines,
    )


def _bounded(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the first segments up to a readable length: a rewritten page is not shown word by word."""
    shown: list[Segment] = []
    length = 0
    for segment in segments:
        if length > _DIFFERENCE:
            shown.append(Segment("equal", " …"))
            break
        shown.append(segment)
        length += len(segment.text)
    return tuple(shown)


def headline(watch: str, told: Sequence[Item], troubles: Sequence[Trouble], *, late: bool = False) -> str:
    """Return the counts of an alert in one line: `children: 2 new, 1 changed`."""
    if troubles:
        return f"{plain(watch)}: {'; '.join(f'{plain(each.source)} is {_state(each)}' for each in troubles)}"
    counts = [(sum(item.section == kind for item in told), word) for kind, word in _COUNTED.items()]
    ahead = sum(len(item.deadlines) for item in told)
    words = [f"{count:,} {word}" for count, word in counts if count]
    words += [f"{ahead:,} {'deadline' if ahead == 1 else 'deadlines'} ahead"] if ahead else []
    words += ["told late"] if late else []
    return f"{plain(watch)}: {', '.join(words) or 'nothing'}"


def subject(watch: str, told: Sequence[Item], troubles: Sequence[Trouble], *, late: bool = False) -> str:
    """Return the subject line: the title of a single document, else the counts."""
    single = len(told) == 1 and not late
    line = f"{plain(watch)}: {title(told[0].notice)}" if single else headline(watch, told, troubles, late=late)
    return _shortened(line, _SUBJECT)


def sections(told: Sequence[Item], preferred: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Sequence[Item]]]]:
    """Yield each section's heading with its documents by topic, the `preferred` topics of the watch first."""
    for kind, heading in _HEADINGS.items():
        here = [item for item in told if item.section == kind]
        groups: dict[str, list[Item]] = {}
        for item in here:
            groups.setdefault(_group(item.notice, preferred), []).append(item)
        if here:
            order = sorted(groups, key=lambda topic: (topic not in preferred, topic == "other"))
            yield heading, {topic: groups[topic] for topic in order}


def _group(notice: Notice, preferred: Sequence[str]) -> str:
    wanted = [topic for topic in preferred if topic in notice.topics]
    return (wanted or [*notice.topics, "other"])[0]


def title(notice: Notice) -> str:
    """Return the title on one line, shortened."""
    return _shortened(plain(notice.title[: 4 * _TITLE]), _TITLE)


def facts(item: Item) -> str:
    """Return date, number, kind and sections on one line."""
    notice = item.notice
    number = f"No. {notice.number}" if notice.number else ""
    parts = [day(notice), number, kind_of(notice), ", ".join(notice.sources)]
    parts += ["withdrawn since"] if notice.withdrawn is not None and "withdrawn" not in item.kinds else []
    return " · ".join(plain(part) for part in parts if part)


def day(notice: Notice) -> str:
    """Return the date, marked if it is only the day on which cdetrack first saw the notice."""
    return f"first seen {notice.date.isoformat()}" if notice.date_from == "seen" else notice.date.isoformat()


def twin_facts(twin: Notice) -> str:
    """Return date and sections of another notice of a document on one line."""
    return " · ".join(map(plain, (day(twin), ", ".join(twin.sources))))


def summary(notice: Notice) -> str:
    """Return the summary on one line; empty without one, or if it may belong to another article."""
    if notice.summary is None or notice.summary_suspect:
        return ""
    return _shortened(plain(notice.summary[: 4 * _SUMMARY]), _SUMMARY)


def ahead(deadline: Deadline, today: date) -> str:
    """Return a deadline in words: `takes effect 2026-01-01, in 5 days`."""
    what, day = deadline
    return f"{AHEAD.get(what, plain(what))} {plain(day)}, {in_days(date.fromisoformat(day), today=today)}"


def trouble(told: Trouble) -> str:
    """Return the state of a source in a sentence."""
    name = plain(told.source)
    if told.state == "failing":
        return f"{name} has failed since {plain(told.since)}: {plain(told.why)}"
    if told.state == "silent":
        return f"{name} has shown nothing new since {plain(told.since)}, unusually long for it"
    was = "it posts again" if told.why == "silent" else "it can be read again"
    return f"{name}: {was}, after trouble since {plain(told.since)}"


def _state(told: Trouble) -> str:
    return "well again" if told.state == "well" else plain(told.state)


def _shortened(text: str, longest: int) -> str:
    """Return the text, cut at a word if it is too long."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return f"{(head.rsplit(' ', 1)[0] if ' ' in head[longest // 2 :] else head).rstrip()}…"
