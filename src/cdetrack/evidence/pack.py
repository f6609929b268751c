"""Write a pack of evidence for a document: its states, its lines of the history up to the head, the files it cites."""

import gzip
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from cdetrack.errors import CacheError, NotFoundError, UsageError, reason_of
from cdetrack.evidence import verify
from cdetrack.evidence.page import PackContent, page
from cdetrack.evidence.settings import settings_of
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import notice_json, timestamp
from cdetrack.model.notice import Notice
from cdetrack.model.record import Position
from cdetrack.sources.source import Source
from cdetrack.store.fold import Fold
from cdetrack.store.history import History
from cdetrack.store.history_line import decode
from cdetrack.store.index import notices_with
from cdetrack.store.kept import KeptFiles, is_name
from cdetrack.store.store import Store
from cdetrack.version import __version__

_HARMLESS = frozenset({
    *("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd", "rtf", "odt", "ods", "txt", "csv"),
    *("zip", "rar", "7z", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff"),
})  # fmt: skip
"""Endings under which a kept file is opened by its program; others, such as pages with scripts, are text."""
_TELLING = 6
"""The fewest characters of the last part of a link that tell a notice."""
_LEVEL = 6
"""The level of compression: 9 takes three times as long for 2 % less."""


@frozen
class Pack:
    """A written pack of evidence."""

    folder: Path
    notices: int
    states: int
    lines: int
    files: int
    """The cited files that are in it."""
    missing: int
    """The cited files that the cache does not have, or has damaged."""
    bytes: int
    hash: str
    """The SHA-256 of its manifest, to be noted elsewhere."""
    head: str
    """The hash of the head of the history."""


def write_pack(
    store: Store, sources: Mapping[str, Source], notice: Notice, folder: Path | None = None, *, now: datetime
) -> Pack:
    """Write a pack for the document of `notice` into a folder, by default `evidence-ID` in the current one.

    The folder is there whole or not at all. Raises UsageError for one that is not empty, NotFoundError if its parent
    is missing, and CacheError for a damaged history and a folder that cannot be written.
    """
    fold = store.fold()
    members = _members(fold, notice)
    leader = members[0]
    target = folder if folder is not None else Path(f"evidence-{leader.id}")
    _check(target)
    try:
        scratch = target.absolute().parent / f".{target.name[:60]}.{os.getpid()}.tmp"
        scratch.mkdir()
        try:
            pack = _written(store, sources, members, scratch, now=now)
            problems = verify.problems_in(scratch)
            if problems:
                raise CacheError(f"the pack could not be proven: {problems[0]}", hint="`cdetrack doctor` says more")
            with suppress(FileNotFoundError):
                target.rmdir()
            scratch.rename(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        hint = "name a folder that can be written"
        raise CacheError(f"cannot write `{target}`: {reason_of(error)}", hint=hint) from error
    return replace(pack, folder=target)


def _members(fold: Fold | None, notice: Notice) -> list[Notice]:
    """Return the notices of a notice's document, the leading one first."""
    there = notices_with(fold, dict.fromkeys((notice.document, *notice.related)))
    found = {notice.id: notice} | {name: each for name, each in there.items() if each.document == notice.document}
    return sorted(found.values(), key=lambda each: each.id != each.document)


def _check(target: Path) -> None:
    if "\0" in str(target):
        raise NotFoundError(f"`{target}` cannot be a path", hint="name another folder")
    if os.path.islink(target) or (os.path.exists(target) and not (os.path.isdir(target) and not any(target.iterdir()))):
        raise UsageError(f"`{target}` is there already", hint="name a new folder: a pack never replaces anything")
    if not os.path.isdir(target.absolute().parent):
        raise NotFoundError(f"there is no folder `{target.parent}`", hint="create it, or name a folder elsewhere")


def _written(
    store: Store, sources: Mapping[str, Source], members: Sequence[Notice], folder: Path, *, now: datetime
) -> Pack:
    history, through = store.past(store.fold())
    files = _Files(folder)
    chain, lines, pages = _chain(history, through, members, files)
    cited, missing = _cited(lines, pages, members, KeptFiles(store.folder), files)
    _put_notices(files, members, lines)
    shown = {name for own in lines.values() for line in own for name in _sources_in(line.form)}
    settings = settings_of(sources, shown)
    files.put("sources.json", _json(settings))
    files.put("verify.py", Path(verify.__file__).read_bytes())
    as_of = store.as_of.isoformat() if store.as_of is not None else None
    content = PackContent(
        members=members,
        lines=lines,
        changes={
            name: [decode(line.raw, path=history.path, number=line.number) for line in own]
            for name, own in lines.items()
        },
        cited=cited,
        settings=settings,
        chain=chain,
        made=now,
        as_of=as_of,
        verifier=files.made["verify.py"]["sha256"],
    )
    files.put("README.html", page(content).encode("utf-8", "replace"))
    digest, size = files.seal(
        {
            "schema": verify.SCHEMA,
            "made": timestamp(now),
            "by": f"cdetrack {__version__}",
            **({"as_of": as_of} if as_of is not None else {}),
            "notices": list(lines),
            "chain": chain,
            "cited": cited,
        }
    )
    return Pack(
        folder=folder,
        notices=len(members),
        states=sum(map(len, lines.values())),
        lines=chain["last"] - chain["first"] + 1,
        files=len({each["sha256"] for each in cited}) - missing,
        missing=missing,
        bytes=size,
        hash=digest,
        head=chain["head"],
    )


def _put_notices(files: "_Files", members: Sequence[Notice], lines: Mapping[str, Sequence[verify.Line]]) -> None:
    """Write the lines and the states of each notice, and its values by the present rules."""
    for name, own in lines.items():
        files.put(f"notices/{name}/history.jsonl", b"".join(line.raw for line in own))
        for number, state in enumerate(verify.states_of(name, own), 1):
            files.put(f"notices/{name}/{number}.json", verify.json_of(state).encode("utf-8", "surrogatepass"))
            files.put(f"notices/{name}/{number}.txt", verify.text_of(state).encode("utf-8", "surrogatepass"))
    for notice in members:
        # The state is a person's decision.
        form = {name: value for name, value in notice_json(notice, whole=True).items() if name != "state"}
        files.put(f"notices/{notice.id}/read-by-rules.json", _json({"cdetrack": __version__, **form}))


class _Files:
    """The files of a pack as they are written, with their hashes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, dict[str, Any]] = {}

    def put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.made[name] = {"sha256": sha256(content).hexdigest(), "size": len(content)}

    def note(self, name: str) -> None:
        digest, size = verify.digest_of(self.folder / name)
        self.made[name] = {"sha256": digest, "size": size}

    def seal(self, facts: Mapping[str, Any]) -> tuple[str, int]:
        """Write the manifest with these facts; return its SHA-256, and the bytes of the pack."""
        text = _json({**facts, "files": self.made})
        digest = sha256(text).hexdigest()
        (self.folder / verify.MANIFEST).write_bytes(text)
        (self.folder / verify.SEAL).write_bytes(f"{digest}  {verify.MANIFEST}\n".encode())
        return digest, sum(each["size"] for each in self.made.values()) + len(text)


def _chain(
    history: History, through: Position, members: Sequence[Notice], files: _Files
) -> tuple[dict[str, Any], dict[str, list[verify.Line]], list[dict[str, Any]]]:
    """Write the lines from the first about a member to the head; return the chain, each one's lines, and the pages.

    The pages are those that the looks cite which found a change of a member.
    """
    names = [notice.id for notice in members]
    start = history.before_first(names, through)
    lines: dict[str, list[verify.Line]] = {name: [] for name in names}
    pages: list[dict[str, Any]] = []
    look, last = 0, start.changes
    head = start.hash
    with (files.folder / verify.CHAIN).open("wb") as raw_file, _compressed(raw_file) as file:
        for line, raw, head in history.lines_with_bytes(start):
            file.write(raw)
            last = line.number
            if any(name.encode() in raw for name in names):
                change = decode(raw, path=history.path, number=line.number)
                if change.id in lines:
                    lines[change.id].append(verify.Line(line.number, head, raw, json.loads(raw)))
                    look = line.look
            if line.last and line.look == look:
                pages += verify.pages_in(json.loads(raw), line.number)
    files.note(verify.CHAIN)
    return {"first": start.changes + 1, "last": last, "prev": start.hash, "head": head}, lines, pages


def _compressed(file: BinaryIO) -> gzip.GzipFile:
    # Without a name and a time: the same lines make the same file.
    return gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0)


def _cited(
    lines: Mapping[str, Sequence[verify.Line]],
    pages: Sequence[dict[str, Any]],
    members: Sequence[Notice],
    kept: KeptFiles,
    files: _Files,
) -> tuple[list[dict[str, Any]], int]:
    """Copy the cited files; return the citations, with the path of each copy, and the number of files not copied."""
    cited = [each for own in lines.values() for line in own for each in verify.citations(line)]
    cited += _about(pages, members, kept)
    paths = {each["sha256"]: path for each in cited if (path := _copied(each, members, kept, files)) is not None}
    missing = {each["sha256"] for each in cited} - paths.keys()
    placed = [{**each, "path": paths[each["sha256"]]} if each["sha256"] in paths else each for each in cited]
    return placed, len(missing)


def _about(pages: Sequence[dict[str, Any]], members: Sequence[Notice], kept: KeptFiles) -> Iterator[dict[str, Any]]:
    """Yield the pages of each look that mention a member, or all pages of a look if none does.

    The pages of a first look can be hundreds, and those of looks at own pages are about one notice each.
    """
    needles = [needle for notice in members for needle in _needles(notice)]
    looks: dict[int, list[dict[str, Any]]] = {}
    for each in pages:
        looks.setdefault(each["line"], []).append(each)
    for found in looks.values():
        mentioning = [each for each in found if _mentions(each, needles, kept)]
        yield from mentioning or found


def _needles(notice: Notice) -> Iterator[bytes]:
    """Yield the bytes by which a page mentions a notice: of its link, its article number, its title."""
    parts = urlsplit(notice.url or "")
    page = parts.path.rpartition("/")[2]
    # `index.html` mentions nothing.
    own = page if len(page) >= _TELLING and any(map(str.isdigit, page)) else ""
    for text in (own, parts.query, notice.article or "", notice.title):
        if text:
            yield from {text.encode("utf-8", "ignore"), text.encode("gb18030", "ignore")}


def _mentions(page: Mapping[str, Any], needles: Sequence[bytes], kept: KeptFiles) -> bool:
    name = str(page.get("sha256"))
    if not is_name(name) or not kept.size(name):
        return False
    content = kept.path(name).read_bytes() + str(page.get("url")).encode()
    return any(needle in content for needle in needles)


def _copied(cited: Mapping[str, Any], members: Sequence[Notice], kept: KeptFiles, files: _Files) -> str | None:
    """Copy a cited file into the pack and return its path there; None if the cache has it not, or damaged."""
    name = str(cited["sha256"])
    if not is_name(name) or kept.size(name) is None or not kept.is_sound(name):
        return None
    ending = "txt"
    if cited["what"] == "attachment":
        types = {each.url: each.type for notice in members for each in notice.attachments}
        ending = types.get(cited["url"]) or PurePosixPath(urlsplit(str(cited["url"])).path).suffix[1:].lower()
    path = f"files/{name}.{ending if ending in _HARMLESS else 'txt'}"
    if path not in files.made:
        (files.folder / "files").mkdir(exist_ok=True)
        shutil.copyfile(kept.path(name), files.folder / path)
        files.note(path)
    return path


def _sources_in(change: Mapping[str, Any]) -> Iterator[str]:
    yield change["source"]
    for side in (change["before"], change["after"]):
        yield from side["sources"] if side is not None else ()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
