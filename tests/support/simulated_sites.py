"""Simulated regulators' sites: they post, correct, reword, move and lose notices, and a carrier republishes them.

Each publication is a *unit*: one text at one place. Its summary has its number (`Reference 12a.`), so that a test can
identify the unit in an alert; the matching of notices ignores summaries. The letter is the place: `a` for the issuer's
own site, `b` for the carrier's copy of the same text.

A site stays readable for people: it does not reword an entry and move it at once, and an entry with another title and
another day is another unit.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from io import StringIO
from random import Random

from cdetrack.sources import SOURCES, Source

MISDEEDS = (
    "share names",
    "share numbers",
    "correct",
    "carry",
    "show in two sections",
    "use a page again",
    "reword",
    "redate",
    "leave out days",
    "take down",
    "flap",
    "move everything",
    "change form",
    "shuffle",
    "list twice",
)
"""Everything that sites do besides posting notices."""
REFERENCE = re.compile(r"Reference (\d+[ab])\b")
_PRODUCTS = ("Alfentanil", "Bosentan", "Cefaclor", "Dapsone", "Ebastine", "Fosfomycin", "Glipizide", "Hydroxyurea")
_SUBJECTS = ("children's medicines", "vaccine lots", "tumour markers", "infusion pumps", "rare diseases", "crude drugs")
_MINUTES = ("Minutes of the committee", "Weekly update", "Meeting of the board", "Statement of the executive")
_RELATED = ("in detail", "in practice", "at present", "this year")
_NEAR = 5
"""Namesakes are posted near each other: one that is long gone could not be told from a returning one."""
_LASTING = 14
"""So many entries a listing shows."""


@dataclass(slots=True)
class Unit:
    """One text at one place, with everything that its listings have shown of it."""

    name: str
    titles: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The number of the text, which its copies have as well."""
        return self.name[:-1]

    @property
    def is_copy(self) -> bool:
        """Whether it is the carrier's."""
        return self.name.endswith("b")


@dataclass(slots=True)
class Entry:
    """A unit as a listing shows it now."""

    unit: Unit
    title: str
    day: date | None
    path: str
    number: str = ""
    """The regulator's number, the acceptid or the guid, where the site has one."""
    other: str | None = None
    """A second wording that it goes back and forth to."""
    hidden: bool = False
    """It is gone from the next look, and comes back."""
    places: set[str] = field(default_factory=set)
    """The listings that have it."""
    touched: set[str] = field(default_factory=set)
    """Sources without a look since the last change: a reader can follow one change at a time."""
    seen: set[str] = field(default_factory=set)
    """Those of them that were looked at since they have it."""
    used_again: bool = False
    """Its page held another text before."""


ShownEntry = tuple[Entry, str, str | None]
"""An entry with the title and the link that a listing shows."""


class Site:
    """One listing, its entries newest first."""

    def __init__(self, source: Source, random: Random, does: Collection[str], *, form: str, names: str) -> None:
        self.source = source
        self.form = form
        """How it is served: `rss`, `guid` (RSS with guids), `token`, `cde` or `api` (JSON), `csv` or `html`."""
        self._feed = "rss"
        """The form of a feed at present."""
        self._columns = 0
        """The names and the order of the columns of a sheet at present."""
        self.entries: list[Entry] = []
        self._random = random
        self._does = does
        self._names = names
        self._layout = 0
        self._tokens = form == "token"
        self._moved = False
        self._held = False
        self._past: set[tuple[str, date | None]] = set()
        """Every title with its day that there was: no other entry is made so by chance."""
        self._twins = False
        """Two entries had one title on one day: links no longer move."""
        self._shared: set[str] = set()
        """Titles of several entries. They stay: else a carrier's copy of one would be taken for that of another."""
        self.retired: list[Entry] = []
        """Entries with pages that were used again."""

    @property
    def numbered(self) -> bool:
        """Whether the regulator's number is in the entry."""
        return self._names in {"nmpa", "cde"}

    @property
    def _is_still(self) -> bool:
        """Whether a reader could follow if all links moved: nothing else has changed, and every entry has a day."""
        return not self._twins and not any(
            each.touched or each.other or each.day is None for each in self.entries[: 2 * _LASTING]
        )

    def _chance(self, what: str, share: float) -> bool:
        return what in self._does and self._random.random() < share

    def live(self, units: "Units", today: date) -> list[Entry]:
        """Let some time pass, and return the entries that were posted meanwhile."""
        posted: list[Entry] = []
        if self._chance("move everything", 0.06) and not self.numbered and not self._held and self._is_still:
            self._layout += 1
            self._moved = True
            # One that comes back alone from behind the end, under a link that nobody has seen, counts as new.
            del self.entries[_LASTING:]
        for _ in range(self._random.choice((0, 0, 1, 1, 2, 3))):
            posted += self._new(units, today)
        for entry in [*self.entries]:
            if not (self._moved or self._tokens or entry.touched or entry.other or entry.title in self._shared):
                self._change(entry, units, today)
        names = Counter((each.title, each.day) for each in self.entries)
        # Where links move, a namesake that is gone cannot be told from the one that is left.
        alone = [e for e in self.entries if not (self._moved or (self._tokens and names[e.title, e.day] > 1))]
        for entry in self.entries:
            entry.hidden = entry in alone and self._chance("flap", 0.02)
        if len(alone) > 3 and self._chance("take down", 0.1):
            self.entries.remove(self._random.choice(alone))
        return posted

    def _new(self, units: "Units", today: date) -> list[Entry]:
        day = today - timedelta(days=self._random.choice((0, 0, 0, 1, 3)))
        title = self._title(units, day)
        known = [e for e in self.entries[:_NEAR] if e.day is not None and not (e.other or e.touched)]
        if known and self._chance("share names", 0.25):
            namesake = self._random.choice(known)
            self._shared.add(namesake.title)
            # Where links move, title and day are all that tells one from another.
            if namesake.day is not None and not self._tokens and self._random.random() < 0.5:
                day, self._twins = namesake.day, True
            title = namesake.title
            if day != namesake.day and (title, day) in self._past:
                return []
        elif known and self.numbered and self._chance("correct", 0.2):
            title = f"Correction of {self._random.choice(known).title}"
        elif (title, day) in self._past:
            return []
        new = [self._post(units, title, day)]
        if self._names == "nmpa" and "(No." in title and self._chance("share numbers", 0.3):
            number = title[title.index("(No.") :]
            new.append(self._post(units, f"Guideline for {self._random.choice(_SUBJECTS)} {number}", day))
        if self._chance("leave out days", 0.1) and not self._tokens:
            new[0].day = None
        return new

    def _title(self, units: "Units", day: date) -> str:
        product, subject = self._random.choice(_PRODUCTS), self._random.choice(_SUBJECTS)
        number = units.number()
        if self._names == "minutes":
            return self._random.choice(_MINUTES)
        if self._names == "cde":
            return f"{product} tablets"
        if self._names == "nmpa":
            return self._random.choice(
                (
                    f"NMPA Announcement on {subject} (No. {number} of {day.year})",
                    f"NMPA Notice on the recall of {product} lot {number}",
                    f"NMPA issues the guideline for {subject}, part {number}",
                    f"国家药监局关于发布{subject}技术要求第{number}号的公告",
                )
            )
        return self._random.choice(
            (
                f"Recall of {product} by lot {number}",
                f"Public consultation {number} on {subject}",
                f"Safety letter {number}: {product} and {subject}",
            )
        )

    def _post(self, units: "Units", title: str, day: date) -> Entry:
        unit = units.new()
        entry = Entry(unit, title, day, path=f"n{unit.name}", number=units.article(self._names))
        self.show(entry)
        return entry

    def show(self, entry: Entry) -> None:
        """Put an entry on top, also one that another listing has."""
        self.entries.insert(0, entry)
        entry.places.add(self.source.name)
        self._past.add((entry.title, entry.day))

    def _change(self, entry: Entry, units: "Units", today: date) -> None:
        """Do one thing at the most to an entry."""
        title = self._title(units, today)
        is_another = entry.day is not None and not _alike(title, entry.title)
        # A number counts for every section of its site: a page that two of them show is not used again here.
        if is_another and entry.places == entry.seen == {self.source.name} and self._chance("use a page again", 0.03):
            self.entries.remove(entry)
            self.retired.append(entry)
            later = max(today, entry.day or today) + timedelta(days=1)
            again = Entry(units.new(), title, later, entry.path, entry.number)
            again.used_again = True
            self.show(again)
            again.touched = {self.source.name}
        elif self._chance("reword", 0.03) and entry.day is not None and not entry.used_again:
            anew = self._random.random() < 0.5
            self._edit(entry, title if anew else self._longer(entry.title), entry.day)
        elif self._chance("redate", 0.02) and not entry.used_again:
            self._edit(entry, entry.title, (entry.day or today) + timedelta(days=self._random.choice((0, 1, 30))))
        elif self._chance("flap", 0.02) and entry.day is not None and not entry.used_again:
            entry.other = self._longer(entry.title)

    def _longer(self, title: str) -> str:
        return f"{title} {self._random.choice(_RELATED)}" if title.isascii() else f"{title}（全文）"

    def _edit(self, entry: Entry, title: str, day: date | None) -> None:
        if (title, day) not in self._past:
            entry.title, entry.day, entry.other = title, day, None
            entry.touched = set(entry.places)
            self._past.add((title, day))

    def shown(self) -> list[ShownEntry]:
        """Return the listing as it is now: entries, titles and links."""
        there = [each for each in self.entries[:_LASTING] if not each.hidden]
        return [(each, self._words(each), self._link(each)) for each in there]

    def _words(self, entry: Entry) -> str:
        return self._random.choice((entry.title, entry.other or entry.title))

    def _link(self, entry: Entry) -> str | None:
        host = self.source.url.split("/")[2]
        if self._names == "cde" or self.form == "api":
            return None
        if self._names == "nmpa":
            return f"https://{host}/2026-01/05/c_{entry.number}.html"
        token = f"?t={self._random.randrange(10**9)}" if self._tokens else ""
        return f"https://{host}/v{self._layout}/{entry.path}{token}"

    def page(self, shown: Sequence[ShownEntry]) -> bytes:
        """Return the listing as it is served."""
        if self._chance("change form", 0.15):
            self._feed, self._columns = self._random.choice(("rss", "atom", "json")), self._random.randrange(4)
        rows = list(shown)
        if self.form in {"api", "csv"} and self._chance("shuffle", 0.3):
            self._random.shuffle(rows)
        if rows and self.form != "html" and self._chance("list twice", 0.1):
            rows.insert(self._random.randrange(len(rows) + 1), self._random.choice(rows))
        if self.form == "csv":
            return _csv(rows, self._columns)
        if self.form in {"cde", "api", "html"}:
            return {"cde": _cde, "api": _api, "html": _html}[self.form](rows).encode()
        made = {"rss": _rss, "atom": _atom, "json": _json_feed}[self._feed]
        return made(rows, guids=self.form == "guid").encode()

    def bad_answer(self) -> bytes:
        """Return what it answers in place of its listing on a bad day, with the status 200."""
        answers = [b"", b'{"code": 500, "msg": "system busy", "data": null}', _ERROR_PAGE, _LOGIN_PAGE, _CHALLENGE]
        page = self.page(self.shown())
        if self.form != "csv":
            # The lines of a sheet that is cut off are a sheet as well.
            answers += [page[: len(page) * self._random.randint(2, 7) // 10]]
        return self._random.choice(answers)

    def newsletter(self) -> tuple[list[ShownEntry], bytes]:
        """Return the newest entries that a reader of its listing can follow, and a page with them as a mail has it."""
        shown = [row for row in self.shown()[:_NEAR] if row[0].day and not (row[0].touched or row[0].other)]
        return ([], b"") if self._moved else (shown, _rss(shown).encode())

    def mailed(self, entries: Sequence[Entry]) -> None:
        """Let nothing change in these entries until the next look: a reader knows them from a mail."""
        for entry in entries:
            entry.touched = set(entry.places)

    @property
    def is_as_seen(self) -> bool:
        """Whether nothing that a reader has seen has changed since."""
        return not self._moved and not any(each.touched or each.hidden or each.other for each in self.entries)

    def hold(self) -> None:
        """Let nothing change until the next look: the last one was taken back."""
        self._held = True
        for entry in self.entries:
            entry.touched.add(self.source.name)

    def looked_at(self) -> None:
        """Remember that a reader has seen the listing as it is."""
        self._moved = self._held = False
        for entry, *_ in self.shown():
            entry.touched.discard(self.source.name)
            entry.seen.add(self.source.name)


def _alike(one: str, other: str) -> bool:
    ours, theirs = set(one.split()), set(other.split())
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


class Units:
    """Gives out everything that has a number."""

    def __init__(self) -> None:
        self.all: dict[str, Unit] = {}
        self._last = 0

    def number(self) -> int:
        """Return a number that nothing has yet."""
        self._last += 1
        return self._last

    def new(self) -> Unit:
        """Return a text that is new."""
        return self._add(f"{self.number()}a")

    def copy(self, unit: Unit) -> Unit:
        """Return the same text at the carrier."""
        return self._add(f"{unit.text}b")

    def _add(self, name: str) -> Unit:
        self.all[name] = Unit(name)
        return self.all[name]

    def article(self, names: str) -> str:
        """Return a number as these sites give them."""
        return f"CXHS26{self.number():05}" if names == "cde" else str(1_000_000 + self.number())


class World:
    """All sites together."""

    def __init__(self, random: Random, does: Collection[str] = MISDEEDS) -> None:
        self._random = random
        self._does = does
        self.units = Units()
        self._to_carry: list[tuple[date, Entry]] = []
        own = "https://english.nmpa.gov.cn/"

        def feed(name: str, url: str) -> Source:
            return Source(name=name, url=url, kind="feed")

        plain = Source(
            name="plain/list",
            url="https://www.plain.example/list",
            kind="generic",
            selectors={"item": "li", "title": "a", "link": "a", "date": ".date", "summary": "p"},
        )
        kinds = (
            (feed("nmpa/drugs", f"{own}drugs.html"), "rss", "nmpa"),
            (feed("nmpa/policies", f"{own}policies.html"), "rss", "nmpa"),
            (feed("carrier/news", "https://www.carrier.example/news"), "rss", "carrier"),
            (plain, "html", "plain"),
            (feed("token/news", "https://www.token.example/news"), "token", "token"),
            (feed("guid/news", "https://www.guid.example/news"), "guid", "guid"),
            (feed("first/minutes", "https://www.first.example/minutes"), "rss", "minutes"),
            (feed("second/minutes", "https://www.second.example/minutes"), "rss", "minutes"),
            (SOURCES["cde/priority-review"], "cde", "cde"),
            (Source(name="api/list", url="https://www.api.example/list", kind="generic"), "api", "api"),
            (Source(name="sheet/register", url="https://www.sheet.example/r.csv", kind="generic"), "csv", "sheet"),
        )
        self.sites = {source.name: Site(source, random, does, form=form, names=names) for source, form, names in kinds}

    @property
    def is_settled(self) -> bool:
        """Whether every site that posts has a few entries: a single entry may have moved unseen."""
        quiet = {"nmpa/policies", "carrier/news"}
        return all(len(site.entries) > 2 for name, site in self.sites.items() if name not in quiet)

    def live(self, today: date) -> None:
        """Let some time pass on every site."""
        for name, site in self.sites.items():
            if name in {"nmpa/policies", "carrier/news"}:
                continue
            posted = site.live(self.units, today)
            if name == "nmpa/drugs":
                self._to_carry += [
                    (today + timedelta(days=self._random.choice((0, 1, 2, 3))), each)
                    for each in posted
                    if "carry" in self._does and self._random.random() < 0.6
                ]
        self._carry(today)
        self._show_in_two_sections()

    def _carry(self, today: date) -> None:
        carrier = self.sites["carrier/news"]
        due = [each for day, each in self._to_carry if day <= today]
        self._to_carry = [(day, each) for day, each in self._to_carry if day > today]
        for entry in due:
            unit = self.units.copy(entry.unit)
            day = entry.day or today
            title = self._random.choice((entry.title, entry.title, f"{entry.title} (republished)"))
            carrier.show(Entry(unit, title, min(today, day + timedelta(days=1)), path=f"n{unit.name}"))

    def _show_in_two_sections(self) -> None:
        drugs, policies = self.sites["nmpa/drugs"], self.sites["nmpa/policies"]
        policies.entries = [each for each in policies.entries if each not in drugs.retired]
        if "show in two sections" in self._does and drugs.entries and self._random.random() < 0.5:
            entry = self._random.choice(drugs.entries)
            # Of a page that was used again its own listing tells first.
            if entry not in policies.entries and not (entry.used_again and drugs.source.name not in entry.seen):
                policies.show(entry)


def _reference(entry: Entry) -> str:
    return f"Reference {entry.unit.name}."


def _rss(shown: Sequence[ShownEntry], *, guids: bool = False) -> str:
    items = "".join(
        f"<item><title>{escape(title)}</title><description>{_reference(entry)}</description>"
        + (f"<link>{escape(link)}</link>" if link else "")
        + (f'<guid isPermaLink="false">{entry.number}</guid>' if guids else "")
        + (f"<pubDate>{entry.day}</pubDate>" if entry.day else "")
        + "</item>"
        for entry, title, link in shown
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    )


def _atom(shown: Sequence[ShownEntry], *, guids: bool = False) -> str:
    entries = "".join(
        f'<entry><title type="html">{escape(escape(title))}</title><summary>{_reference(entry)}</summary>'
        + (f'<link rel="alternate" href="{escape(link)}"/>' if link else "")
        + (f"<id>{entry.number}</id>" if guids else "")
        + (
            f"<published>{entry.day}T23:30:00-05:00</published><updated>2026-06-01T00:00:00Z</updated>"
            * bool(entry.day)
        )
        + "</entry>"
        for entry, title, link in shown
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entries}</feed>'


def _json_feed(shown: Sequence[ShownEntry], *, guids: bool = False) -> str:
    items: list[Mapping[str, str]] = [
        {"title": title, "summary": _reference(entry)}
        | ({"url": link} if link else {})
        | ({"id": entry.number} if guids else {})
        | ({"date_published": f"{entry.day}T00:30:00+08:00"} if entry.day else {})
        for entry, title, link in shown
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items})


def _api(shown: Sequence[ShownEntry]) -> str:
    rows = [
        {"id": int(entry.number), "title": title, "publishDate": str(entry.day or ""), "summary": _reference(entry)}
        for entry, title, _ in shown
    ]
    return json.dumps({"total": 100 + len(rows), "rows": rows})


def _csv(shown: Sequence[ShownEntry], columns: int) -> bytes:
    """Return a sheet whose columns have other names, another order or another separator from time to time."""
    names = (
        ("Title", "Date", "Link", "Summary") if columns % 2 else ("Notice title", "Date published", "URL", "Summary")
    )
    order = (0, 1, 2, 3) if columns < 2 else (1, 3, 0, 2)
    text = StringIO()
    sheet = csv.writer(text, delimiter=",;"[columns % 2])
    sheet.writerow([names[each] for each in order])
    for entry, title, link in shown:
        cells = (title, str(entry.day or ""), link, _reference(entry))
        sheet.writerow([cells[each] for each in order])
    return text.getvalue().encode("utf-8-sig" if columns else "utf-8")


_ERROR_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_LOGIN_PAGE = (
    b"<html><title>Sign in</title><body><form><input name='u'><input type='password' name='p'></form></body></html>"
)
_CHALLENGE = b"<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>"


def _html(shown: Sequence[ShownEntry]) -> str:
    items = "".join(
        f'<li><a href="{escape(link or "")}">{escape(title)}</a> <span class="date">{entry.day or ""}</span>'
        f"<p>{_reference(entry)}</p></li>"
        for entry, title, link in shown
    )
    return f"<!DOCTYPE html><html><body><h1>News</h1><ul class='news'>{items}</ul></body></html>"


def _cde(shown: Sequence[ShownEntry]) -> str:
    rows: list[Mapping[str, str]] = [
        {
            "pridCODE": f"p{entry.path}",
            "acceptid": entry.number,
            "drgnamecn": title,
            "company": _reference(entry),
            "noticeDate": str(entry.day or ""),
        }
        for entry, title, _ in shown
    ]
    data = {"records": rows, "total": len(rows), "size": 20, "pages": 1, "current": 1}
    return json.dumps({"code": 200, "data": data})
