"""The content of an alert, without a format: its documents, in sections and groups, and the words for each."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from cdetrack.alert.alert import Alert, Deadline, Member, Trouble
from cdetrack.alert.snapshot import Snapshot
from cdetrack.changes.change import QUIET
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Notice
from cdetrack.render.facts import AHEAD, applied_for, differences, in_days, kind_of, label, moment, relation_words
from cdetrack.render.safe import plain
from cdetrack.text.diff import Segment, excerpt, shortened, tokens

if TYPE_CHECKING:
    from cdetrack.meaning.facets import Facets

_TITLE = 300
_SUMMARY = 240
_SUBJECT = 160
_WORDS = 100
_CONTEXT = 40
_DIFFERENCE = 1_500
_RELATIONS = 5
"""The most related notices named with a notice."""
_HEADINGS = {
    "added": "New",
    "changed": "Changed",
    "withdrawn": "Withdrawn",
    "restored": "Back again",
    "deadline": "Coming up",
    "ahead": "Due",
    "undecided": "Undecided",
}
_COUNTED = {"added": "new", "changed": "changed", "withdrawn": "withdrawn", "restored": "back again"}
_DATED = "days to act by"
"""The group of documents with a coming day: they stand before the others."""
_PAST = MappingProxyType(
    {
        "effective": "took effect",
        "comments_due": "comments closed",
        "event": "took place",
        "expires": "expired",
        "extended": "extended to",
        "publicity-ends": "publicity ended",
    }
)


class Day(NamedTuple):
    """A day to act by, and the source's words for it, if they are known."""

    what: str
    day: date
    words: str = ""


class Move(NamedTuple):
    """A deadline that moved; `now` is None if no day is stated any more."""

    what: str
    was: date
    now: date | None


class Rewording(NamedTuple):
    """The difference of a notice that was reworded."""

    changed: tuple[tuple[str, tuple[Segment, ...]], ...] = ()
    """The label and the marked words of each changed field."""
    moved: tuple[Move, ...] = ()
    returned: bool = False
    """True if it says again what it had said: `changed` and `moved` are of its way back."""


@frozen
class Item:
    """A document in a message."""

    notice: Notice
    kinds: tuple[str, ...]
    twins: tuple[Notice, ...] = ()
    """The other notices of the document."""
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    """The difference of each of its notices that was reworded, by the id of the notice."""
    deadlines: tuple[Deadline, ...] = ()
    """The deadlines that the alert reminds of."""
    days: tuple[Day, ...] = ()
    """Every day to act by of the document."""
    back: frozenset[str] = frozenset()
    """The ids of its notices that were withdrawn and are listed again."""
    relations: tuple[tuple[str, Notice], ...] = ()
    """The related notices, each with the relation in words: `final of`."""
    watches: tuple[str, ...] = ()
    """The watches that it is for, if the message is for several."""
    place: str = ""
    """`ahead` or `undecided` for a document that only a recap names."""
    undecided: bool = False
    """True if a recap asks for a decision on it."""

    def rewording(self, notice: Notice) -> Rewording:
        """Return the difference of one of its notices, empty if it was not reworded."""
        return self.rewordings.get(notice.id, Rewording())

    @property
    def section(self) -> str:
        """The most important of its kinds: the heading for it."""
        return next((kind for kind in _COUNTED if kind in self.kinds), self.place or "deadline")

    @property
    def dates(self) -> tuple[Day, ...]:
        """Every day, the soonest first; a deadline of the reminder that has moved since is left out."""
        kinds = {each.what for each in self.days}
        reminded = (Day(what, date.fromisoformat(day)) for what, day in self.deadlines if what not in kinds)
        return tuple(sorted((*self.days, *reminded), key=lambda each: each.day))

    def soonest(self, today: date) -> date:
        """Return the soonest coming day, the last day of the calendar without one."""
        return min((each.day for each in self.dates if each.day >= today), default=date.max)


@frozen
class Message:
    """A readable alert, in each format; made again, it has the same id."""

    id: str
    watch: str
    """The watch, the first of several."""
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
    """Return the documents of `alert` as they are now.

    New notices that are not in `told` are left out: they were undone since the alert was stored.
    """
    recap = alert.recap
    ahead = recap.ahead if recap is not None else ()
    undecided = recap.undecided if recap is not None else ()
    named = alert.notices()
    present.load(named)
    notices = (notice for name in named if (notice := present.notice(name)) is not None)
    present.load(each.id for notice in notices for each in notice.relations)
    found = [_item(member, present, told) for member in alert.members]
    found += [_item(member, present, told, place="ahead") for member in ahead]
    found += [_item(Member(id=name), present, told, place="undecided") for name in undecided]
    return tuple(item for item in found if item is not None)


def missing(alert: Alert, present: Snapshot) -> list[str]:
    """Return the ids of the notices of `alert` that the cache has lost, without those that were undone."""
    return [name for name in alert.names() if present.notice(name) is None and not present.is_undone(name)]


def merged(found: Sequence[tuple[str, Sequence[Item]]]) -> tuple[Item, ...]:
    """Return the documents of several watches, each once, with the names of its watches if there are several.

    News of a document come before its mention in a recap.
    """
    several = len({watch for watch, _ in found}) > 1
    documents: list[Item] = []
    place: dict[str, int] = {}
    every = [(watch, item) for watch, each in found for item in each]
    for watch, told in sorted(every, key=lambda each: each[1].place):
        item = replace(told, watches=(watch,) if several else ())
        names = [notice.id for notice in (item.notice, *item.twins)]
        known = next((place[name] for name in names if name in place), None)
        if known is None:
            known = len(documents)
            documents.append(item)
        else:
            documents[known] = _joined_item(documents[known], item)
        place |= {name: known for name in names if name not in place}
    return tuple(documents)


def _joined_item(one: Item, other: Item) -> Item:
    one = replace(one, undecided=one.undecided or other.undecided)
    if one.place != other.place:
        return replace(one, watches=tuple(dict.fromkeys((*one.watches, *other.watches))))
    known = {notice.id for notice in (one.notice, *one.twins)}
    return replace(
        one,
        kinds=tuple(dict.fromkeys((*one.kinds, *other.kinds))),
        twins=(*one.twins, *(each for each in (other.notice, *other.twins) if each.id not in known)),
        rewordings={**other.rewordings, **one.rewordings},
        deadlines=tuple(dict.fromkeys((*one.deadlines, *other.deadlines))),
        days=tuple(dict.fromkeys((*one.days, *other.days))),
        back=one.back | other.back,
        watches=tuple(dict.fromkeys((*one.watches, *other.watches))),
    )


def joined(alerts: Sequence[Alert]) -> Alert:
    """Return an alert that stands for all alerts of one message, under the id of the message."""
    recaps = sorted((alert.recap for alert in alerts if alert.recap is not None), key=lambda each: each.since)
    rhythms = " and ".join(dict.fromkeys(each.rhythm for each in reversed(recaps)))
    return replace(
        alerts[0],
        id=alerts[0].message,
        members=tuple(member for alert in alerts for member in alert.members),
        recap=replace(recaps[0], rhythm=rhythms) if recaps else None,
        part=any(alert.part for alert in alerts),
    )


def left(member: Member, present: Snapshot, told: Collection[str]) -> list[Notice]:
    """Return the notices of a document, the leading one first, without new ones that are not in `told`."""
    return [
        notice
        for name in member.ids
        if ("added" not in member.kinds or name in told) and (notice := present.notice(name)) is not None
    ]


def _item(member: Member, present: Snapshot, told: Collection[str], *, place: str = "") -> Item | None:
    there = left(member, present, told)
    if not there:
        return None
    notice, *twins = there
    relations = _relations(notice, there, present)
    # A watch on withdrawals alone reads as well in which words a notice is back.
    reworded = there if not {"changed", "restored"}.isdisjoint(member.kinds) else []
    found = ((each.id, _rewording(each, member.look, present)) for each in reworded)
    rewordings = {name: rewording for name, rewording in found if rewording is not None}
    if notice.id not in rewordings:
        rewordings[notice.id] = Rewording(moved=_extension(notice, relations))
    return Item(
        notice=notice,
        kinds=member.kinds,
        twins=tuple(twins),
        rewordings=rewordings,
        deadlines=member.deadlines,
        days=_days(there, present),
        back=_back(there, member, present),
        relations=relations,
        place=place,
        undecided=place == "undecided",
    )


def _rewording(notice: Notice, look: int, present: Snapshot) -> Rewording | None:
    """Return the difference of a notice since a look, or that of its way back; None if it was not reworded."""
    change = present.difference(notice.id, look)
    returned = change is None
    if change is None:
        change = present.last_rewording(notice.id, look)
    if change is None or change.before is None:
        return None
    moved = _moved(present.as_it_was(notice, change.before), notice)
    # A deadline that moved has a line of its own.
    quiet = QUIET | {"shown as", "date from"} | {label(each.what) for each in moved}
    words = ((name, _bounded(excerpt(words, context=_CONTEXT))) for name, words in differences(change))
    return Rewording(
        changed=tuple((name, shown) for name, shown in words if name not in quiet), moved=moved, returned=returned
    )


def _back(notices: Sequence[Notice], member: Member, present: Snapshot) -> frozenset[str]:
    # Also of an alert that waited: one that says that a notice is withdrawn would have the last word.
    gone = not {"withdrawn", "restored"}.isdisjoint(member.kinds)
    return frozenset(each.id for each in notices if gone and present.is_back(each.id, member.look))


def _days(notices: Sequence[Notice], present: Snapshot) -> tuple[Day, ...]:
    """Return every day to act by of the notices of a document, each once, with the source's words."""
    found: dict[tuple[str, date], Day] = {}
    for notice in notices:
        words = _words(notice, present.facets_of(notice)) if notice.days else {}
        for each in notice.days:
            found.setdefault(each, Day(*each, words.get(each, "")))
    return tuple(found.values())


def _words(notice: Notice, facets: "Facets") -> dict[tuple[str, date], str]:
    """Return the words from which each day of a notice was read."""
    found = {(each.what, each.date): each.words for each in notice.milestones}
    for what, day, read in (
        ("effective", notice.effective, facets.effective),
        ("comments_due", notice.comments_due, facets.comments_due),
        ("event", notice.event, facets.event),
    ):
        if day is not None and day == read:
            found[what, day] = facets.why.get(what, "")
    return found


def _moved(before: Notice, notice: Notice) -> tuple[Move, ...]:
    """Return the deadlines that are on another day than before, or on none."""
    moves = []
    for what in dict.fromkeys(each for each, _ in before.days):
        was, now = ({day for each, day in version.days if each == what} for version in (before, notice))
        pairs = zip_longest(sorted(was - now), sorted(now - was))
        moves += [Move(what, old, new) for old, new in pairs if old is not None]
    return tuple(moves)


def _extension(notice: Notice, relations: Sequence[tuple[str, Notice]]) -> tuple[Move, ...]:
    """Return the deadline that a notice extends, if the notice that had stated it is related."""
    new = max((each.date for each in notice.milestones if each.what == "extended"), default=None)
    olds = [other.comments_due for how, other in relations if how in {"corrects", "supersedes"} and other.comments_due]
    return tuple(Move("comments_due", old, new) for old in olds[:1] if new is not None and old < new)


def _relations(notice: Notice, there: Sequence[Notice], present: Snapshot) -> tuple[tuple[str, Notice], ...]:
    known = {each.id for each in there}
    names = [each.id for each in notice.relations if each.type != "same-document" and each.id not in known]
    others = [other for name in dict.fromkeys(names) if (other := present.notice(name)) is not None]
    return tuple((relation_words(notice, other), other) for other in others if other.document not in known)


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


def ordered(told: Sequence[Item], today: date) -> list[Item]:
    """Return the documents in the order of a message: the soonest day first, then the newest."""
    newest = sorted(told, key=lambda item: item.notice.date, reverse=True)
    return sorted(newest, key=lambda item: item.soonest(today))


def headline(watch: str, told: Sequence[Item], alert: Alert) -> str:
    """Return the counts of an alert in one line: `children: 2 new, 1 changed`."""
    if alert.troubles:
        return f"{plain(watch)}: {'; '.join(f'{plain(each.source)} {_state(each)}' for each in alert.troubles)}"
    counted = Counter(item.section for item in told)
    ahead = sum(len(item.deadlines) for item in told if not item.place)
    words = [f"{counted[kind]:,} {word}" for kind, word in _COUNTED.items() if counted[kind]]
    words += [f"{ahead:,} {'deadline' if ahead == 1 else 'deadlines'} ahead"] if ahead else []
    words += [f"{counted['ahead']:,} due"] if counted["ahead"] else []
    undecided = sum(item.undecided for item in told)
    words += [f"{undecided:,} undecided"] if undecided else []
    words += ["told late"] if alert.late else []
    recap = alert.recap
    period = f"{recap.rhythm} recap since {recap.since.isoformat()}: " if recap is not None else ""
    return f"{plain(watch)}: {period}{', '.join(words) or 'nothing'}"


def subject(watch: str, told: Sequence[Item], alert: Alert) -> str:
    """Return the subject line: the title of a single document, else the counts."""
    single = len(told) == 1 and not alert.late and alert.recap is None
    line = f"{plain(watch)}: {title(told[0].notice)}" if single else headline(watch, told, alert)
    return shortened(line, _SUBJECT)


def sections(
    told: Sequence[Item], preferred: Sequence[str], today: date
) -> Iterator[tuple[str, Mapping[str, Sequence[Item]]]]:
    """Yield each section's heading with its documents in groups: those with a coming day, then the others by topic.

    The section with the soonest day comes first, and so does the document with the soonest day in it. The `preferred`
    topics of the watch come before others.
    """
    told = ordered(told, today)
    kinds = sorted(
        (kind for kind in _HEADINGS if any(item.section == kind for item in told)),
        key=lambda kind: (
            kind == "undecided",
            min(item.soonest(today) for item in told if item.section == kind),
        ),
    )
    for kind in kinds:
        groups: dict[str, list[Item]] = {}
        for item in told:
            if item.section == kind:
                group = _group(item.notice, preferred) if item.soonest(today) == date.max else _DATED
                groups.setdefault(group, []).append(item)
        order = sorted(groups, key=lambda topic: (topic != _DATED, topic not in preferred, topic == "other"))
        yield _HEADINGS[kind], {topic: groups[topic] for topic in order}


def _group(notice: Notice, preferred: Sequence[str]) -> str:
    wanted = [topic for topic in preferred if topic in notice.topics]
    return (wanted or [*notice.topics, "other"])[0]


def title(notice: Notice) -> str:
    """Return the title on one line, shortened."""
    return shortened(plain(notice.title[: 4 * _TITLE]), _TITLE)


def facts(item: Item) -> str:
    """Return date, number, kind, status and sections on one line, and the watches if the message is for several."""
    notice = item.notice
    number = f"No. {notice.number}" if notice.number else ""
    parts = [day(notice), number, kind_of(notice), ", ".join(notice.sources)]
    parts += [_standing(item, notice), _return(item, notice)]
    parts += [notice.state] if notice.state != "new" else []
    parts += [f"for {', '.join(item.watches)}"] if item.watches else []
    return " · ".join(plain(part) for part in parts if part)


def application(notice: Notice) -> str:
    """Return product, applicant, acceptance number and indication on one line; empty without any of them."""
    return " · ".join(shortened(plain(each[: 4 * _WORDS]), _WORDS) for each in applied_for(notice))


def day(notice: Notice) -> str:
    """Return the date, marked if it is only the day on which cdetrack first saw the notice."""
    return f"first seen {notice.date.isoformat()}" if notice.date_from == "seen" else notice.date.isoformat()


def twin_facts(item: Item, twin: Notice) -> str:
    """Return date and sections of another notice of a document on one line, and whether it is withdrawn or back."""
    parts = day(twin), ", ".join(twin.sources), _standing(item, twin), _return(item, twin)
    return " · ".join(plain(part) for part in parts if part)


def _standing(item: Item, notice: Notice) -> str:
    """Return whether a notice has gone since or is back again; empty if the heading says it for the whole document.

    A document has one heading for all of its changes, and not all of them are of all its notices.
    """
    if notice.withdrawn is not None:
        return "" if item.kinds == ("withdrawn",) else "withdrawn since"
    return "back again" if notice.id in item.back and item.kinds != ("restored",) else ""


def _return(item: Item, notice: Notice) -> str:
    return "reworded, and back in its former words" if item.rewording(notice).returned else ""


def summary(item: Item) -> str:
    """Return the summary on one line; empty without one, if it may be of another article, or if its change is shown."""
    notice = item.notice
    changed = item.rewording(notice).changed
    if notice.summary is None or notice.summary_suspect or any(name == "summary" for name, _ in changed):
        return ""
    return shortened(plain(notice.summary[: 4 * _SUMMARY]), _SUMMARY)


def ahead(day: Day, today: date) -> str:
    """Return a day in words: `takes effect 2026-01-01, in 5 days`, `comments closed 2025-12-20, 7 days ago`."""
    names = AHEAD if day.day >= today else {**AHEAD, **_PAST}
    return f"{names.get(day.what, plain(day.what))} {day.day.isoformat()}, {in_days(day.day, today=today)}"


def day_words(item: Item, day: Day) -> str:
    """Return the source's words for a day; empty if the title or the shown summary has them, or if they are a date."""
    words = shortened(plain(day.words), _WORDS)
    # They were read with half-width punctuation.
    there = normalize("NFKC", f"{plain(item.notice.title)}\n{summary(item)}")
    return "" if normalize("NFKC", words) in there or len(tokens(words.strip())) == 1 else words


def moved(move: Move, today: date) -> str:
    """Return a moved deadline in words: `comments close: 2026-11-29 → 2026-12-15, in 23 days (moved)`."""
    name = AHEAD.get(move.what, plain(move.what))
    if move.now is None:
        return f"{name}: {move.was.isoformat()} → no longer stated"
    how = "later" if move.now > move.was else "earlier"
    return f"{name}: {move.was.isoformat()} → {move.now.isoformat()}, {in_days(move.now, today=today)} (moved {how})"


def moved_words(item: Item, move: Move) -> str:
    """Return the source's words for the new day of a moved deadline, as `day_words` does."""
    return next((day_words(item, each) for each in item.days if (each.what, each.day) == (move.what, move.now)), "")


def related(item: Item) -> list[tuple[str, Notice]]:
    """Return the related notices to name, each with the relation in words."""
    return list(item.relations[:_RELATIONS])


def unnamed(item: Item) -> str:
    """Return a line for the related notices that are not named; empty without any."""
    more = len(item.relations) - _RELATIONS
    return f"{more:,} more related: cdetrack show {item.notice.id}" if more > 0 else ""


def decision(item: Item) -> str:
    """Return the command that decides on an undecided document; empty for any other."""
    return f"decide: cdetrack mark {item.notice.id} relevant" if item.undecided else ""


def trouble(told: Trouble) -> str:
    """Return the state of a source in a sentence."""
    name, since = plain(told.source), _since(told.since)
    if told.state == "failing":
        return (
            f"{name} has failed since {since}: {'its page cannot be read: ' if told.misread else ''}{plain(told.why)}"
        )
    if told.state == "silent":
        return f"{name} has shown nothing new since {since}, unusually long for it"
    if told.state == "unread":
        return f"{name} has entries that cannot be read: {plain(told.why)}"
    return f"{name}: it {_ENDED.get(told.why, _ENDED['failing'])}, after trouble since {since}"


def advice(told: Trouble) -> str:
    """Return what to do about a trouble of a source; empty for the end of one."""
    name = plain(told.source)
    by_hand = "save it there and run `cdetrack ingest FILE`"
    if told.state == "silent":
        return f"look at its page in a browser; if that shows newer notices, {by_hand}, and update cdetrack"
    if told.state == "unread":
        return f"look at these entries on its page: `cdetrack fetch {name} --full -v` names them"
    if told.state != "failing":
        return ""
    if "challenge" in told.why:
        return f"nothing new of it reaches you until then: open its page in a browser, {by_hand}"
    if told.misread:
        return (
            f"nothing new of it reaches you until then: look at its page in a browser; `cdetrack fetch {name}` says "
            "more; if the page has another form now, set `selectors` or `json` of its source, and "
            f"`cdetrack sources test {name}` shows what they read"
        )
    return (
        f"nothing new of it reaches you until it answers: `cdetrack fetch {name}` tries it now; if its page opens in a "
        f"browser, {by_hand}"
    )


def _since(text: str) -> str:
    """Return a timestamp for a person, a day as it is."""
    return moment(datetime.fromisoformat(text)) if "T" in text else plain(text)


def _state(told: Trouble) -> str:
    if told.state == "well":
        return _ENDED.get(told.why, _ENDED["failing"])
    return "has unreadable entries" if told.state == "unread" else f"is {plain(told.state)}"


_ENDED = {
    "failing": "can be read again",
    "silent": "posts again",
    "unread": "has no entries any more that cannot be read",
}
"""The end of each trouble: the source may still have another."""
