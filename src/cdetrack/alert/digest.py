"""The words of a message, without a format: its sections and groups, and the words for each document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from unicodedata import normalize

from cdetrack.alert.alert import Alert, Trouble
from cdetrack.alert.message import Day, Item, Move
from cdetrack.model.notice import Notice
from cdetrack.render.facts import AHEAD, applied_for, in_days, kind_of, moment
from cdetrack.render.safe import plain
from cdetrack.text.diff import shortened, tokens

_TITLE = 300
_SUMMARY = 240
_SUBJECT = 160
_WORDS = 100
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
_ENDED = {
    "failing": "can be read again",
    "silent": "posts again",
    "unread": "has no entries any more that cannot be read",
}
"""The end of each trouble: the source may still have another."""


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
    """Return the subject line: the title of a single document, behind what became of it, else the counts."""
    if len(told) != 1 or alert.late or alert.recap is not None:
        return shortened(headline(watch, told, alert), _SUBJECT)
    [item] = told
    event = _event(item)
    return shortened(": ".join(plain(part) for part in (watch, event, title(item.notice)) if part), _SUBJECT)


def _event(item: Item) -> str:
    """Return what became of a known document: `withdrawn`, `comments close 2026-12-15`; empty for a new one."""
    if item.section == "deadline":
        days = [f"{AHEAD.get(what, what)} {day}" for what, day in item.deadlines]
    elif item.section == "changed":
        moves = item.rewording(item.notice).moved
        days = [f"{AHEAD.get(each.what, each.what)} {each.now} (moved)" for each in moves if each.now is not None]
    else:
        return "" if item.section == "added" else _COUNTED.get(item.section, "")
    return next(iter(days), _COUNTED.get(item.section, ""))


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
    """Return whether a notice has gone or is back again; empty if the heading says it for the whole document.

    A document has one heading for all of its changes, and not all of them are of all its notices. `Withdrawn` alone
    would read as an act of the regulator.
    """
    if notice.withdrawn is not None:
        return "no longer listed there" if item.kinds == ("withdrawn",) else "withdrawn since"
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
