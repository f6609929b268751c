"""Looks made by hand, and caches that hold them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from cdetrack.changes.compare import compare
from cdetrack.changes.keys import keys_of
from cdetrack.changes.replay import KnownInMemory
from cdetrack.changes.rereading import SAME, Rereading
from cdetrack.look.origins import Origins
from cdetrack.look.recording import record_look
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change, Look, Record
from cdetrack.store.store import Store

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY = date(2025, 9, 5)
SITE = "https://english.nmpa.gov.cn"


def entry(title: str = "A notice", *, article: str | None = None, source: str = "nmpa/drugs", **more: object) -> Record:
    """Return an entry of a listing; one with an article number has its address."""
    url = f"{SITE}/2025-09/05/c_{article}.htm" if article else None
    values: dict[str, object] = {"date": DAY, "url": url, "article": article, "sources": (source,), **more}
    return Record(title=title, **values)  # type: ignore[arg-type]


def look(*records: Record, source: str = "nmpa/drugs", full: bool = False, detail: bool = False) -> Look:
    """Return a look that saw these entries."""
    return Look(source=source, at=NOW, records=records, full=full, detail=detail)


class Present(KnownInMemory):
    """A present in memory that looks are recorded in, one after the other."""

    def __init__(self, **sites: str) -> None:
        super().__init__()
        self.number = 0
        self._sites = {name.replace("_", "/"): host for name, host in sites.items()}

    def see(self, each: Look, *, baseline: bool = False, rereading: Rereading = SAME) -> tuple[Change, ...]:
        """Record a look and return its changes."""
        self.number += 1
        found = compare(
            self, each, number=self.number, sites=self._sites, baseline=baseline, rereading=rereading
        ).changes
        self.apply(found)
        return found

    def titles(self) -> list[str]:
        """Return the titles of all notices, withdrawn or not, in the order of their first sight."""
        return [each.record.title for each in sorted(self.standings.values(), key=lambda each: (each.look, each.place))]


def fill(store: Store, *looks: Look) -> None:
    """Record looks, none of them a baseline."""
    for each in looks:
        with store.writing(wait=5) as writer:
            record_look(writer, each, baseline=False, origins=Origins())


def standing(store: Store) -> list[Notice]:
    """Return the notices of a cache, newest first."""
    fold = store.fold()
    assert fold is not None
    return [fold.notice(line) for _, line in fold.lines()]


_ENTRIES = st.builds(
    lambda title, article, day, source, summary: entry(
        title, article=article, date=DAY + timedelta(day), source=source, summary=summary
    ),
    st.sampled_from(["A", "B", "a", "A!", "第12号", "第13号"]),
    st.sampled_from([None, "1", "2", "3"]),
    st.integers(0, 1),
    st.sampled_from(["nmpa/drugs", "nmpa/laws", "ingest"]),
    st.sampled_from([None, "s", "t"]),
)


@st.composite
def some_looks(draw: st.DrawFn) -> list[Look]:
    """Draw looks that meet the same few notices again and again, in other words and at other sources."""
    found = []
    for records in draw(st.lists(st.lists(_ENTRIES, min_size=1, max_size=5), min_size=1, max_size=6)):
        source = records[0].sources[0]
        unique = {keys_of(each)[0]: each._replace(sources=(source,)) for each in records}
        found.append(look(*unique.values(), source=source, detail=draw(st.integers(0, 9)) == 0))
    return found
