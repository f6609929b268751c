"""Make the documents of a message from an alert and the notices as they are now."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from cdetrack.alert.alert import Alert, Member
from cdetrack.alert.message import Day, Item, Move, Rewording
from cdetrack.alert.snapshot import Snapshot
from cdetrack.changes.change import QUIET
from cdetrack.model.notice import Notice
from cdetrack.render.facts import differences, label, relation_words
from cdetrack.text.diff import Segment, excerpt

if TYPE_CHECKING:
    from cdetrack.meaning.facets import Facets

_CONTEXT = 40
_DIFFERENCE = 1_500


def of_alert(alert: Alert, present: Snapshot, *, told: Collection[str]) -> tuple[Item, ...]:
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
    """Return the deadlines that are on another day than before, or on none: the soonest first, those on none last."""
    moves = []
    for what in dict.fromkeys(each for each, _ in before.days):
        was, now = ({day for each, day in version.days if each == what} for version in (before, notice))
        pairs = zip_longest(sorted(was - now), sorted(now - was))
        moves += [Move(what, old, new) for old, new in pairs if old is not None]
    return tuple(sorted(moves, key=lambda move: (move.now is None, move.now or move.was)))


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
