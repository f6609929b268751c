"""Read the texts of kept files: those of a look before it is recorded, and later those that have none yet."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from cdetrack.look.outcome import Progress
from cdetrack.model.notice import Attachment
from cdetrack.store.kept import cited
from cdetrack.store.store import Store
from cdetrack.store.texts import KeptTexts

if TYPE_CHECKING:
    from cdetrack.documents.text import Extracted
    from cdetrack.store.fold import Fold

_MOST = 32 << 20
"""Characters of text that are in memory before they are written."""


def read_texts(
    texts: KeptTexts, attachments: Iterable[Attachment], *, source: str, progress: Callable[[Progress], None]
) -> tuple[str, ...]:
    """Read and keep the texts of the attachments whose files are kept and were not read yet.

    Returns a message for each file without text. Raises CacheError.
    """
    kept = {each.sha256: each for each in attachments if each.sha256 is not None}
    unread = texts.unread() if kept else set()
    due = {name: each for name, each in kept.items() if name in unread}
    without: list[tuple[Attachment, str]] = []
    for number, (sha256, each) in enumerate(due.items(), 1):
        extracted = texts.extract(sha256, each.type)
        texts.keep(sha256, extracted)
        if extracted.reason is not None:
            without.append((each, extracted.reason))
        progress(Progress(source=f"{source}, texts", page=number, pages=len(due), notices=number))
    return _messages(without)


def catch_up(store: Store, *, progress: Callable[[Progress], None]) -> tuple[str, ...]:
    """Read the texts of all cited files that were not read yet, and make their notices anew.

    Returns a message for each file without text. Raises CacheError.
    """
    unread = store.texts.unread()
    fold = store.fold() if unread else None
    if fold is None:
        return ()
    waiting = _cited(fold, unread)
    without: list[tuple[Attachment, str]] = []
    read: dict[str, Extracted] = {}
    for number, (sha256, (each, _)) in enumerate(waiting.items(), 1):
        progress(Progress(source="texts", page=number, pages=len(waiting), notices=number))
        read[sha256] = extracted = store.texts.extract(sha256, each.type)
        if extracted.reason is not None:
            without.append((each, extracted.reason))
        if sum(len(done.text or "") for done in read.values()) > _MOST:
            _keep(store, read, waiting)
            read = {}
    _keep(store, read, waiting)
    return _messages(without)


def _cited(fold: "Fold", unread: set[str]) -> dict[str, tuple[Attachment, list[str]]]:
    """Return the unread files that notices cite, each with the ids of these notices."""
    found: dict[str, tuple[Attachment, list[str]]] = {}
    for line in fold.containing(b'"sha256": "'):
        if unread.isdisjoint(cited([line])):
            continue
        notice = fold.notice(line)
        for each in notice.attachments:
            if each.sha256 in unread:
                found.setdefault(each.sha256, (each, []))[1].append(notice.id)
    return found


def _keep(store: Store, read: Mapping[str, "Extracted"], waiting: Mapping[str, tuple[Attachment, list[str]]]) -> None:
    """Make the notices that cite the texts anew, and keep the texts.

    In this order: after a crash between the two, the texts are missing and are read again.
    """
    new = {name: each.text for name, each in read.items() if each.text is not None}
    names = {notice for name in new for notice in waiting[name][1]}
    if names:
        with store.writing() as writer:
            writer.derive_anew(names, new)
    for name, each in read.items():
        store.texts.keep(name, each)


def _messages(without: Iterable[tuple[Attachment, str]]) -> tuple[str, ...]:
    """Return a message for each file without text, with its reason; one for all files that need the same program."""
    from cdetrack.documents.text import needs_program

    named: dict[tuple[str, int], list[str]] = {}
    for number, (each, reason) in enumerate(without):
        named.setdefault((reason, -1 if needs_program(reason) else number), []).append(each.name or each.url)
    return tuple(
        f"no text of `{first}`{f' and {len(others)} more' if others else ''}: {reason}"
        for (reason, _), (first, *others) in named.items()
    )
