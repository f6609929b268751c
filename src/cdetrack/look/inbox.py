"""The inbox: a folder of files that are recorded, each once, and then moved to `taken/` inside it.

A file is claimed before it is recorded: renamed into `taken/` under a name that holds the cache's mark. A rename
succeeds for one cache only, so two caches never take the same file. A run that is killed between claim and record
leaves its claim behind; the next run of the same cache takes it in first. Recording it a second time changes nothing.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from cdetrack.errors import CacheError, CdetrackError, NotFoundError, reason_of
from cdetrack.look.ingest import looks
from cdetrack.look.origins import Origins
from cdetrack.look.outcome import Outcome
from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.look.recording import preview_looks, record_looks
from cdetrack.model.frozen import frozen
from cdetrack.model.record import Look
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store

TAKEN = "taken"
_SETTLED = 2.0
"""Seconds for which a file must have kept its size and time: browsers and copies write in bursts."""
_UNFINISHED = (".part", ".crdownload", ".download", ".tmp", ".swp")
"""Names that browsers and editors give to files that they still write."""
_MOST_TWINS = 10_000


@frozen
class Waiting:
    """A file of the inbox; `source` is the name of its subfolder, None for the inbox itself."""

    path: Path
    source: str | None
    mark: str
    """Its size and time of change: a file that is written to again has another mark."""
    is_claimed: bool = False
    """An earlier run of this cache claimed it and did not finish."""

    @property
    def name(self) -> str:
        """The name that the file was put there under."""
        return self.path.name.split("-", 2)[2] if self.is_claimed else self.path.name


class Inbox:
    """The inbox in `folder`, as the cache in `cache` uses it. Raises CacheError for a folder that cannot be used.

    Unless it `moves` its files, everything stays where it lies.
    """

    def __init__(self, folder: Path, *, cache: Path, moves: bool = True) -> None:
        self.folder = folder
        self.moves = moves
        self._claim = f".claim-{blake2b(os.fsencode(cache.resolve()), digest_size=6).hexdigest()}-"

    def waiting(self) -> list[Waiting]:
        """Return the files to take in: this cache's unfinished claims, then the others by folder and name."""
        try:
            if self.moves:
                self.folder.mkdir(parents=True, exist_ok=True)
            elif not self.folder.exists():
                return []
            found = sorted(self._files(), key=lambda each: (not each.is_claimed, each.path))
        except OSError as error:
            raise CacheError(
                f"cannot read the inbox `{self.folder}`: {reason_of(error)}",
                hint="name another folder as `inbox` in the configuration, or correct its permissions",
            ) from error
        return found

    def claim(self, file: Waiting) -> Waiting | None:
        """Return the file under its claimed name, None when it is gone, taken by another cache, or still written to."""
        if file.is_claimed or not self.moves:
            return file
        place = self.folder / TAKEN / (file.source or "") / f"{self._claim}{file.path.name}"
        with suppress(FileNotFoundError):
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                # An unfinished claim of the same name is taken in first, by the next run.
                return None
            file.path.rename(place)
            claimed = Waiting(path=place, source=file.source, mark=_mark(place.lstat()), is_claimed=True)
            if claimed.mark == file.mark:
                return claimed
            _rename(place, file.path)
        return None

    def finish(self, file: Waiting) -> None:
        """Give a recorded file its own name in `taken/`, or a numbered one where that exists.

        A file that was written to meanwhile goes back into the inbox: the next run reads it again.
        """
        if not self.moves:
            return
        if _mark(file.path.lstat()) == file.mark:
            _rename(file.path, file.path.with_name(file.name))
        else:
            _rename(file.path, self.folder / (file.source or "") / file.name)

    def _files(self) -> Iterator[Waiting]:
        for path in _regular_files(self.folder):
            parts = path.relative_to(self.folder).parts
            is_ours = parts[0] == TAKEN and path.name.startswith(self._claim)
            folders = parts[1:-1] if parts[0] == TAKEN else parts[:-1]
            if is_ours or (parts[0] != TAKEN and not _is_unfinished(path.name)):
                with suppress(FileNotFoundError):
                    mark = _mark(path.lstat())
                    yield Waiting(path=path, source="/".join(folders) or None, mark=mark, is_claimed=is_ours)


def take_in(
    inbox: Inbox,
    store: Store,
    read: Callable[[Path, str | None], Sequence[ParsedListing]],
    *,
    now: datetime,
    origins: Origins,
    dry_run: bool = False,
) -> Iterator[Outcome]:
    """Record the files of the inbox, yielding the outcome of each listing, and of each unreadable file once.

    `read` returns the listings in a file of a source. An unreadable file stays; the failure comes again when the file
    has changed. A folder that is not there is made, and told. `dry_run` records nothing. Raises CacheError.

    All files of a new source that wait together are its baseline: they are the pages of its listing.
    """
    if not os.path.exists(inbox.folder):
        # A misspelt folder, or one on a disk that is not mounted, would stay empty without a word.
        missing = "was not there, and is made now" if inbox.moves else "is not there"
        store.tell(
            f"the inbox `{inbox.folder}` {missing}: if you meant another folder, correct `inbox` in the configuration"
        )
    known = load_state(store.folder).inbox
    # Those of another inbox are another configuration's, or another machine's.
    unreadable = {name: mark for name, mark in known.items() if not Path(name).is_relative_to(inbox.folder)}
    begun: set[str] = set()
    for file in _settled(inbox, known):
        name = str(file.path)
        if known.get(name) == file.mark:
            unreadable[name] = file.mark
            continue
        try:
            listings = read(file.path, file.source)
        except NotFoundError:
            continue  # another cache has taken it
        except CdetrackError as error:
            unreadable[name] = file.mark
            yield Outcome(source=f"inbox {file.name}", failure=error, fresh=(error.message,))
            continue
        claimed = inbox.claim(file)
        if claimed is None:
            continue
        found = looks(listings, at=now, complete=False)
        if dry_run:
            outcomes = preview_looks(store, found, origins=origins)
        else:
            outcomes = _recorded(store, found, begun, origins=origins)
        for look, outcome in zip(found, outcomes, strict=True):
            odd = (*outcome.notes, *look.problems, *(note.text for note in look.notes))
            yield replace(outcome, read=(f"`{file.name}` in the inbox",), notes=odd, fresh=odd)
        inbox.finish(claimed)
    if unreadable != known and not dry_run:
        with store.writing() as writer:
            state = writer.state()
            state.inbox = unreadable
            writer.save(state)


def _recorded(store: Store, found: Sequence[Look], begun: set[str], *, origins: Origins) -> Iterator[Outcome]:
    """Record looks, yielding the outcome of each. New sources join those `begun`."""
    for outcome in record_looks(store, found, origins=origins, begun=frozenset(begun)):
        if outcome.baseline:
            begun.add(outcome.source)
        yield outcome


def _settled(inbox: Inbox, known: dict[str, str]) -> Iterator[Waiting]:
    """Yield the files that nobody writes to; wait for a moment if one has just changed."""
    before = inbox.waiting()
    new = [file for file in before if not file.is_claimed and known.get(str(file.path)) != file.mark]
    pause = max((_settles_at(file, time.time()) - time.time() for file in new), default=0.0)
    if pause > 0:
        time.sleep(pause)
    marks = {file.path: file.mark for file in (inbox.waiting() if pause > 0 else before)}
    yield from (file for file in before if marks.get(file.path) == file.mark)


def _settles_at(file: Waiting, now: float) -> float:
    """Return the moment, in seconds since 1970, from which a file counts as written; at most _SETTLED after `now`."""
    changed = int(file.mark.partition(" ")[2]) / 1e9
    return min(changed, now) + _SETTLED


def _regular_files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below a folder; links and pipes are left alone, hidden folders too."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                yield from _regular_files(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


def _is_unfinished(name: str) -> bool:
    return name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED)


def _mark(status: os.stat_result) -> str:
    return f"{status.st_size if stat.S_ISREG(status.st_mode) else -1} {status.st_mtime_ns}"


def _rename(path: Path, wanted: Path) -> Path:
    """Rename a file without ever replacing another: `page.html`, `page-2.html`, …; return its new path."""
    for number in range(1, _MOST_TWINS):
        target = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        try:
            # A second name is refused where there is one already; a rename would replace it.
            os.link(path, target)
        except FileExistsError:
            if not target.samefile(path):
                continue
            # A run was killed between the two steps below.
        except OSError:
            # A file system without second names: FAT, some network shares.
            if target.exists():
                continue
            path.rename(target)
            return target
        path.unlink()
        return target
    raise CacheError(f"cannot move `{path}`: there are too many files of its name", hint="clear the folder `taken`")
