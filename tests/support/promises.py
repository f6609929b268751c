"""Rounds of `check` over simulated sites, and the promise of alerts: each notice once, none never.

`Rounds` runs the code of `cdetrack check` with real files and without HTTP; meanwhile it is killed, undone, restored
from backups and repaired. `Ledger` records the entries that each listing showed and the alerts that each channel got.
It counts the units that the sites published, not the notices that cdetrack made of them. Of changes it judges the last
words: those that a watch on changes heard last of a notice are those that stand.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Self
from unittest.mock import patch

from cdetrack.alert.alert import Alert
from cdetrack.alert.delivery import deliver_waiting
from cdetrack.alert.due import watch_matcher
from cdetrack.alert.enqueue import enqueue, start_watches
from cdetrack.alert.message import Message
from cdetrack.alert.outbox import Outbox, load_outbox, open_outbox
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Recipients, Rhythm, Watch
from cdetrack.cache import Cache
from cdetrack.changes.change import is_quiet, is_reworded
from cdetrack.errors import DeliveryError, FetchError, NotFoundError
from cdetrack.fetch.client import Fetched
from cdetrack.fetch.response import Sink
from cdetrack.look.outcome import Outcome
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Query
from cdetrack.model.record import INGEST, Change, Page, Record, Standing
from cdetrack.text.days import today
from support.simulated_sites import MISDEEDS, REFERENCE, Entry, ShownEntry, Site, World

ACCIDENTS = (
    *("fail to fetch", "answer badly", "save a page", "get a mail"),
    *("fail to deliver", "kill", "undo", "restore", "repair", "skip sources"),
)
"""Everything that happens to cdetrack besides the sites."""
RULES = Rules()
START = datetime(2026, 1, 5, tzinfo=UTC)
_FIRST, _SECOND = "https://first.example/hook", "https://second.example/hook"
_KEPT = 6
"""So many backups there are."""


def _watch(
    name: str,
    *,
    on: tuple[str, ...] = ("added",),
    digest: bool | Rhythm = True,
    both: bool = False,
    **query: Any,  # noqa: ANN401 - a filter
) -> Watch:
    channels = (_FIRST, _SECOND) if both else (_FIRST,)
    return Watch(
        name=name,
        query=Query(**query),
        on=on,
        digest=digest,
        remind=(),
        channels=channels,
    )


WATCHES = (
    _watch("all", both=True),
    _watch("each", digest=False, both=True),
    _watch("everything", on=("added", "changed", "withdrawn")),
    _watch("drugs", sources=("nmpa/drugs",)),
    _watch("policies", sources=("nmpa/policies",)),
    _watch("carrier", sources=("carrier/news", "plain/list"), digest=False),
    _watch("children", topics=("pediatrics", "oncology"), both=True),
    _watch("recalls", search="recall"),
    _watch("daily", digest="daily", both=True),
    _watch("rewordings", on=("changed",)),
    _watch("each rewording", on=("changed", "withdrawn"), digest=False, both=True),
    _watch("late"),
)
"""The last one begins in the middle."""

_Words = tuple[str, str]
"""The title and the day of a notice."""


class KilledError(BaseException):
    """The program is killed here."""


@dataclass(slots=True)
class Shown:
    """The first look of one source that recorded a unit."""

    source: str
    look: int
    baseline: bool
    matched: frozenset[str]
    """The watches that it matched then, and that had begun."""


@dataclass(slots=True)
class Ledger:
    """The entries that listings showed, and the alerts that channels got."""

    shown: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    """Unit -> the sources that showed it, in their order."""
    got: dict[tuple[str, str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """Watch, channel, unit -> id of each alert that named it as new -> in which round it came."""
    heard: dict[tuple[str, str, str], _Words] = field(default_factory=dict)
    """Watch, channel, id of a notice -> its words in the last message that named it."""
    lost: set[str] = field(default_factory=set)
    """Units that were shown in looks which a backup did not have."""
    wrong: list[str] = field(default_factory=list)
    """Units under a title or link that they never had, and carriers in alerts."""
    restored: list[int] = field(default_factory=list)
    """The rounds in which a backup was restored."""

    def events(self, watch: Watch) -> Iterator[tuple[str, Shown]]:
        """Yield the units that a watch's sources showed, with the first look that did.

        A mail whose first look is a baseline hides no news of a site.
        """
        for unit, looks in self.shown.items():
            mine = [each for each in looks if not watch.query.sources or each.source in watch.query.sources]
            if mine and mine[0].baseline and mine[0].source == INGEST:
                yield unit, next((each for each in mine if not each.baseline), mine[0])
            elif mine:
                yield unit, mine[0]


@dataclass(slots=True, kw_only=True)
class Verdict:
    """How the promises were kept, in units for each watch and channel."""

    rounds: int = 0
    added: int = 0
    once: int = 0
    carriers: int = 0
    twice: list[str] = field(default_factory=list)
    twice_after_a_backup: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    """Told though it was there before anybody looked."""
    wrong: list[str] = field(default_factory=list)
    """Told under another title or link, or as new though its document was told."""
    words: int = 0
    """Reworded notices, for each watch on changes and each of its channels."""
    outdated: list[str] = field(default_factory=list)
    """Those of them of which other words were told last."""

    @property
    def broken(self) -> list[str]:
        """Every promise that was not kept."""
        return [*self.never, *self.twice, *self.old, *self.wrong, *self.outdated]

    def __iadd__(self, other: "Verdict") -> Self:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


@contextmanager
def quick_disk() -> Iterator[None]:
    """Do not sync to disk: no power fails here, and syncing takes most of the time."""
    with patch.object(os, "fsync", lambda _: None):
        yield


class Rounds:
    """A cache, sites that live, and a clock."""

    def __init__(
        self, folder: Path, seed: int, *, misdeeds: Collection[str] = MISDEEDS, accidents: Collection[str] = ACCIDENTS
    ) -> None:
        self.folder = folder / "cache"
        self.backups = folder / "backups"
        self.random = Random(seed)  # noqa: S311 - a world that can be made again
        self.accidents = accidents
        self.now = START
        self.world = World(self.random, misdeeds)
        self.ledger = Ledger()
        self.begun: set[str] = set()
        self.number = 0
        self.looked_at: set[str] = set()
        """The sources with a look that was not undone."""
        self.log: list[str] = []
        self._saved: list[tuple[Path, int]] = []
        self._serving: dict[str, list[tuple[Entry, str]]] = {}
        while not self.world.is_settled:
            self.world.live(self.today)

    @property
    def today(self) -> date:
        """The regulator's day."""
        return today(self.now)

    def cache(self) -> Cache:
        """Open the cache as a new run does, but for the built-in rules, which take long to read."""
        cache = Cache(self.folder, now=lambda: self.now, tell=self.log.append)
        cache.store.rules = RULES
        return cache

    def happens(self, what: str, share: float) -> bool:
        """Draw whether an accident happens."""
        return what in self.accidents and self.random.random() < share

    def go(self, rounds: int) -> Verdict:
        """Make so many rounds, then two that go well, and judge."""
        for _ in range(rounds):
            self.number += 1
            self.now += timedelta(hours=self.random.choice((3, 6, 12, 24, 30)))
            self.world.live(self.today)
            self.round(rounds)
        self.accidents = ()
        for _ in range(2):
            self.number += 1
            self.now += timedelta(days=1)
            self.round(rounds)
        return self.verdict()

    def round(self, rounds: int) -> None:
        """Check once, and let something happen before or after."""
        if self.happens("undo", 0.08):
            self._undo()
        if self.happens("restore", 0.04):
            self._restore()
        with suppress(KilledError):
            self._check(WATCHES if self.number > rounds // 2 else WATCHES[:-1])
        self._back_up()

    # Accidents to the cache

    def _undo(self) -> None:
        cache = self.cache()
        # A unit that returns reworded, or under a link that changes with each look, gets another id.
        last = () if cache.is_empty else cache.last_changes()
        if not last or last[0].kind == "undone" or last[0].source == "token/news":
            return
        if not self.world.sites[last[0].source].is_as_seen:
            return
        with suppress(NotFoundError):
            done = cache.undo()
            # A backup from before it restores that as well, and the notices count as told.
            self._saved.clear()
            self.world.sites[done.source].hold()
            if done.source not in cache.store.recorded().sources:
                self.looked_at.discard(done.source)
            self.log.append(f"round {self.number}: look {done.look} at {done.source} is undone")
            for looks in self.ledger.shown.values():
                looks[:] = [each for each in looks if each.look != done.look]

    def _back_up(self) -> None:
        if "restore" not in self.accidents or not (self.folder / "history.jsonl").exists():
            return
        place = self.backups / str(self.number)
        place.mkdir(parents=True)
        for name in ("history.jsonl", "notices.json"):
            shutil.copyfile(self.folder / name, place / name)
        with self.cache().store.writing(wait=0) as writer:
            self._saved.append((place, writer.looks))

    def _restore(self) -> None:
        if not self._saved:
            return
        at = max(0, len(self._saved) - self.random.randint(1, _KEPT))
        place, look = self._saved[at]
        del self._saved[at + 1 :]
        self.log.append(f"round {self.number}: back to the backup of round {place.name}, look {look}")
        for path in place.iterdir():
            shutil.copyfile(path, self.folder / path.name)
        self.ledger.restored.append(self.number)
        for unit, looks in self.ledger.shown.items():
            if any(each.look > look for each in looks):
                self.ledger.lost.add(unit)
            looks[:] = [each for each in looks if each.look <= look]
        if self.happens("repair", 0.5):
            self.log += self.cache().repair()

    # The steps of check

    def _check(self, watches: tuple[Watch, ...]) -> None:
        cache = self.cache()
        dies = self.happens("kill", 0.15)
        with open_outbox(self.folder, wait=0, tell=self.log.append) as outbox:
            start_watches(outbox, watches, Snapshot(cache.store), self.now, tell=self.log.append)
            self.begun = {watch.name for watch in watches}
            names = list(self.world.sites)
            self.random.shuffle(names)
            if self.looked_at and self.happens("save a page", 0.1):
                self._save(cache)
            if self.happens("get a mail", 0.1):
                self._get_mail(cache)
            for name in names:
                if not self.happens("skip sources", 0.2):
                    self._look(cache, self.world.sites[name])
            if dies and self.random.random() < 0.5:
                raise KilledError
            present = Snapshot(cache.store)
            told = {name: set(each) for name, each in outbox.state.told.items()}
            known = set(outbox.state.alerts)
            enqueue(
                outbox,
                Recipients(watches=watches),
                present,
                troubles={},
                now=self.now,
                today=self.today,
                existing=False,
                tell=self.log.append,
            )
            self._judge_carriers(
                present, told, [w.alert for name, w in outbox.state.alerts.items() if name not in known]
            )
            self._tell(outbox, watches, present, dies=dies)

    def _tell(self, outbox: Outbox, watches: tuple[Watch, ...], present: Snapshot, *, dies: bool) -> None:
        fails = {each for each in (_FIRST, _SECOND) if self.happens("fail to deliver", 0.25)}
        left = dict.fromkeys((_FIRST, _SECOND), self.random.randint(0, 3) if dies else 10**6)

        def send(channel: str, message: Message) -> None:
            if channel in fails:
                raise DeliveryError("the channel is down")
            self._deliver(channel, message, set(outbox.state.alerts[message.id].alert.added()))
            left[channel] -= 1
            if left[channel] < 0:
                raise KilledError

        try:
            result = deliver_waiting(
                outbox,
                Recipients(watches=watches),
                present,
                send,
                clock=lambda: self.now,
                today=self.today,
                patience=60,
                at_once=False,
            )
            for failure in result.failures:
                self.log.append(f"round {self.number}: {failure.alert.watch}: {failure.error.message}")
        except KilledError:
            # An alert that arrived without acknowledgement comes again under its id, unless it is undone.
            waiting = {name for name, each in outbox.state.alerts.items() if each.delivered is None}
            for alerts in list(self.ledger.got.values()):
                for name in waiting & alerts.keys():
                    del alerts[name]
            raise
        outbox.compact(self.now)

    def _look(self, cache: Cache, site: Site) -> None:
        name = site.source.name
        shown = site.shown()
        fails = self.happens("fail to fetch", 0.05)
        # An answer without entries at the first look would make news of its baseline.
        bad = name in self.looked_at and self.happens("answer badly", 0.05)

        def get(
            url: str,
            *,
            form: Mapping[str, str] | None = None,  # noqa: ARG001 - the signature of a source
            headers: Mapping[str, str] | None = None,  # noqa: ARG001 - the same
            etag: str | None = None,
            last_modified: str | None = None,  # noqa: ARG001 - the tag says all
            public: bool = False,  # noqa: ARG001 - the same
            into: Sink | None = None,  # noqa: ARG001 - no files
        ) -> Fetched:
            if fails:
                raise FetchError("the site is down")
            content = site.bad_answer() if bad else site.page(shown)
            tag = sha256(content).hexdigest()
            page = None if etag == tag else Page(content=content, url=url)
            return Fetched(page=page, etag=tag, last_modified=None, url=url)

        if not shown:
            return
        self._show(shown)
        for outcome in cache.fetch(site.source, get=get):
            if outcome.failure is not None:
                if not (fails or bad):
                    raise AssertionError(f"{name}: {outcome.failure.message}")
                continue
            if bad:
                self.ledger.wrong.append(f"round {self.number}: a bad answer of {name} was taken for its listing")
            self.looked_at.add(name)
            site.looked_at()
            self._record(cache, name, outcome, shown)

    def _record(self, cache: Cache, source: str, outcome: Outcome, shown: Sequence[ShownEntry]) -> None:
        """Note a look that showed these entries."""
        look = outcome.changes[0].look if outcome.changes else 0
        # A first look after one that was undone tells what was posted since.
        records = (each.after for each in outcome.changes if each.after is not None and not each.baseline)
        news = {found[1] for each in records if (found := REFERENCE.search(each.summary or ""))}
        for entry, title, link in shown:
            baseline = outcome.baseline and entry.unit.name not in news
            self._note(cache, entry, title, link, Shown(source, look, baseline, frozenset()))

    def _save(self, cache: Cache) -> None:
        """Ingest a page as somebody saved it, under the name of its source, before the next look at it."""
        site = self.world.sites[self.random.choice(sorted(self.looked_at))]
        # Without a configuration, its selectors are not known.
        if site.source.selectors is None and (shown := site.shown()):
            self._show(shown)
            for outcome in self._ingested(cache, site.page(shown), source=site.source.name):
                site.looked_at()
                self._record(cache, site.source.name, outcome, shown)

    def _get_mail(self, cache: Cache) -> None:
        """Ingest a page of unknown origin with the newest entries of a site, before the next look at it."""
        site = self.world.sites["guid/news"]
        shown, page = site.newsletter()
        if not shown or site.source.name not in self.looked_at:
            return
        site.mailed([entry for entry, *_ in shown])
        self._show(shown)
        for outcome in self._ingested(cache, page, source=None):
            self._record(cache, INGEST, outcome, shown)

    def _ingested(self, cache: Cache, page: bytes, *, source: str | None) -> list[Outcome]:
        path = self.folder.parent / "saved"
        path.write_bytes(page)
        return [*cache.ingest(path, source=source)]

    @staticmethod
    def _show(shown: Sequence[ShownEntry]) -> None:
        for entry, title, link in shown:
            entry.unit.titles.add(title)
            if link is not None:
                entry.unit.links.add(link.partition("?")[0])

    def _note(self, cache: Cache, entry: Entry, title: str, link: str | None, shown: Shown) -> None:
        looks = self.ledger.shown[entry.unit.name]
        if any(each.source == shown.source for each in looks):
            return
        record = Record(
            title=title,
            date=entry.day or self.today,
            url=link,
            summary=f"Reference {entry.unit.name}.",
            sources=(*(each.source for each in looks), shown.source),
        )
        notice = cache.store.rules.notice(Standing(id="0" * 12, record=record, first_seen=self.now, look=0, place=0))
        matched = frozenset(each.name for each in WATCHES if each.name in self.begun and watch_matcher(each)(notice))
        looks.append(Shown(shown.source, shown.look, shown.baseline, matched))

    def _deliver(self, channel: str, message: Message, new: Collection[str]) -> None:
        for notice in message.notices:
            self.ledger.heard[message.watch, channel, str(notice["id"])] = str(notice["title"]), str(notice["date"])
            found = REFERENCE.search(str(notice["summary"]))
            if notice["id"] not in new:
                continue
            if found is None:
                self.ledger.wrong.append(f"round {self.number}: {notice['title']} has no reference")
                continue
            unit = self.world.units.all[found[1]]
            link = str(notice["url"] or "").partition("?")[0]
            if notice["title"] not in unit.titles or (unit.links and link not in unit.links):
                self.ledger.wrong.append(
                    f"round {self.number}: unit {unit.name} is told as {notice['title']!r} at {link}"
                )
            self.ledger.got[message.watch, channel, unit.name].setdefault(message.id, self.number)

    def _judge_carriers(self, present: Snapshot, told: Mapping[str, set[str]], alerts: Iterable[Alert]) -> None:
        """Note the notices that are told as new though the watch was told of their document."""
        documents = defaultdict(set)
        for watch, names in told.items():
            documents[watch] = {each.document for name in names if (each := present.notice(name)) is not None}
        for alert in alerts:
            for name in alert.added():
                notice = present.notice(name)
                if notice is not None and notice.document in documents[alert.watch]:
                    self.ledger.wrong.append(
                        f"round {self.number}: {alert.watch} is told of {notice.title!r}, a carrier of what it was told"
                    )

    # The promise

    def verdict(self) -> Verdict:
        """Return the kept and the broken promises."""
        ledger, verdict = self.ledger, Verdict(rounds=self.number, wrong=list(self.ledger.wrong))
        verdict.added = sum(1 for looks in ledger.shown.values() if looks and not looks[0].baseline)
        for watch in WATCHES:
            if "added" not in watch.on:
                continue
            due = {
                unit: shown
                for unit, shown in ledger.events(watch)
                if not shown.baseline and watch.name in shown.matched
            }
            # With changes that are told, a document is named with all of its notices.
            old = {
                unit
                for unit, _ in ledger.events(watch)
                if watch.on == ("added",) and all(each.baseline for each in ledger.shown[unit])
            }
            for channel in watch.channels:
                self._judge(verdict, watch.name, channel, due, old)
        if not ledger.restored:
            self._judge_words(verdict)
        return verdict

    def _judge_words(self, verdict: Verdict) -> None:
        """Judge the last words of each notice that was reworded after a watch on changes had begun."""
        present, state = Snapshot(self.cache().store), load_outbox(self.folder)
        pasts: dict[str, list[tuple[int, Change]]] = defaultdict(list)
        for number, change in present.everything():
            pasts[change.id].append((number, change))
        for watch in (each for each in WATCHES if "changed" in each.on):
            progress = state.watches[watch.name]
            for name, past in pasts.items():
                later = [change for number, change in past if number > progress.origin]
                notice = present.notice(name)
                if notice is None or notice.withdrawn is not None or name in progress.held:
                    continue
                # What was taken back after it was told is not told again: the words of before were told as well.
                if not any(map(is_reworded, later)) or any(each.kind == "undone" for _, each in past):
                    continue
                before = [change.after for number, change in past if number <= progress.origin and change.after]
                first = _words(before[-1] if before else later[0].after or later[0].before)
                for channel in watch.channels:
                    known = {self.ledger.heard.get((watch.name, channel, name), first)}
                    for change in later:
                        if is_quiet(change) and _words(change.before) in known:
                            known.add(_words(change.after))
                    verdict.words += 1
                    if (notice.title, str(notice.date)) not in known:
                        verdict.outdated.append(f"{watch.name} at {channel.split('/')[2]}: {notice.title!r} ({name})")

    def _judge(
        self, verdict: Verdict, watch: str, channel: str, due: Mapping[str, Shown], old: Collection[str]
    ) -> None:
        ledger, units = self.ledger, self.world.units.all
        told = [units[unit] for name, place, unit in ledger.got if (name, place) == (watch, channel)]
        texts = {each.text for each in told}
        # If two texts have one name, the carrier's copy may be of either: it counts for both.
        names = {_bare(title) for each in told for title in each.titles}
        copied = {_bare(title) for each in told if each.is_copy for title in each.titles}
        where = f"{watch} at {channel.split('/')[2]}"
        for unit, shown in due.items():
            count = len(ledger.got.get((watch, channel, unit), ()))
            verdict.once += count == 1
            if count:
                continue
            beside = names if units[unit].is_copy else copied
            if units[unit].text in texts or not beside.isdisjoint(map(_bare, units[unit].titles)):
                verdict.carriers += 1
            else:
                verdict.never.append(f"{where}: unit {unit}, shown by {shown.source} in look {shown.look}")
        for (name, place, unit), alerts in ledger.got.items():
            if (name, place) != (watch, channel):
                continue
            if len(alerts) > 1:
                line = f"{where}: unit {unit} in rounds {', '.join(map(str, alerts.values()))}"
                first, *_, last = sorted(alerts.values())
                late = any(first <= each <= last for each in ledger.restored)
                (verdict.twice_after_a_backup if late else verdict.twice).append(line)
            if unit in old and unit not in ledger.lost and len(units[unit].titles) == 1:
                verdict.old.append(f"{where}: unit {unit} in rounds {', '.join(map(str, alerts.values()))}")


def _bare(title: str) -> str:
    """Return a title without the words that tell how much of the text a page has: with them it is a like title."""
    return title.removesuffix("（全文）")


def _words(record: Record | None) -> _Words:
    return (record.title, str(record.date)) if record is not None else ("", "")


def judged(folder: Path, seed: int, rounds: int, **what: Collection[str]) -> tuple[Verdict, Rounds]:
    """Make `rounds` rounds in a folder of their own and return the verdict."""
    made = Rounds(folder, seed, **what)
    return made.go(rounds), made
