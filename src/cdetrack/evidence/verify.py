"""Prove this pack of evidence: `python3 verify.py [HASH...]`.

It needs Python 3.8 or later and nothing else. It reads the files beside it, changes none of them, and uses no network.
`HASH` is a hash that was noted when the pack was made, or a head of the history that was noted earlier.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
import zlib
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, NamedTuple  # noqa: UP035 - Python 3.8

MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
"""The hash of the manifest, in the form of `sha256sum`. Neither is in the manifest, all other files are."""
CHAIN = "chain.jsonl.gz"
SCHEMA = 1
_BLOCK = 1 << 20
_PREV = re.compile(rb'\{"schema": \d{1,9}, "prev": "([0-9a-f]{64})"')
_DAMAGED = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error)

Form = Dict[str, Any]  # noqa: UP006 - Python 3.8


class Line(NamedTuple):
    """A line of the history about a notice of the pack."""

    number: int
    """Its number in the history, from 1."""
    sha256: str
    raw: bytes
    form: Form


def digest_of(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for block in iter(lambda: file.read(_BLOCK), b""):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def states_of(notice: str, lines: Iterable[Line]) -> Iterator[Form]:
    """Yield the notice as it stood after each of its changes. Raises ValueError for a change that cannot follow."""
    record, first_seen, withdrawn = None, None, None
    for line in lines:
        change = line.form
        kind, before, after = change["kind"], change["before"], change["after"]
        if (kind == "added") is not (record is None):
            raise ValueError(f"line {line.number} adds a notice that is known, or changes one that is not")
        if before is not None and before != record:
            raise ValueError(f"line {line.number} changes something that was not so before")
        if kind == "added":
            record, first_seen, withdrawn = after, change["at"], None
        elif after is None and kind == "undone":
            record, first_seen, withdrawn = None, None, None
        elif after is None:
            withdrawn = change["at"]
        else:
            record, withdrawn = after, change.get("withdrawn") if kind == "undone" else None
        yield {
            "notice": notice,
            "line": line.number,
            "sha256": line.sha256,
            "look": change["look"],
            "at": change["at"],
            "source": change["source"],
            "kind": kind,
            "fields": change["fields"],
            "first_seen": first_seen,
            "withdrawn": withdrawn,
            "record": record,
        }


def json_of(state: Form) -> str:
    """Return the content of the JSON file of a state."""
    return json.dumps(state, ensure_ascii=False, indent=2) + "\n"


def text_of(state: Form) -> str:
    """Return the content of the text file of a state."""
    record = state["record"]
    about = [
        ("notice", state["notice"]),
        ("after", f"{state['kind']}, on {state['at']} (UTC), look {state['look']} at {state['source']}"),
        ("fields of the change", ", ".join(state["fields"])),
        ("proof", f"line {state['line']} of the history, SHA-256 {state['sha256']}"),
    ]
    lines = [f"{name}: {_plain(value)}" for name, value in about]
    if record is None:
        return "\n".join([*lines, "", "The look that added it was taken back: no notice is left.", ""])
    lines += ["", f"title: {_plain(record['title'])}"]
    facts = [
        ("date", record["date"]),
        ("link", record["url"]),
        ("article", record["article"]),
        ("sources", ", ".join(record["sources"])),
        ("first seen", state["first_seen"]),
        ("withdrawn", state["withdrawn"]),
        ("date of the document", record.get("document_date")),
        ("summary", record["summary"]),
    ]
    lines += [f"{name}: {_plain(value)}" for name, value in facts if value is not None]
    others = {key: value for key, value in record.items() if key in {"date_from", "guid", "stated", "shown"}}
    lines += [f"{name}: {_plain(json.dumps(value, ensure_ascii=False))}" for name, value in others.items()]
    for each in record.get("attachments", []):
        lines += ["", f"attachment: {_plain(each['name'])}", f"  link: {_plain(each['url'])}"]
        kept = record.get("files", {}).get(each["url"], {})
        lines += [f"  {_plain(name)}: {_plain(value)}" for name, value in kept.items()]
    if record.get("body") is not None:
        lines += ["", *map(_plain, record["body"].split("\n"))]
    return "\n".join([*lines, ""])


def _plain(value: object) -> str:
    """Return a text in which no character can control a terminal."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in str(value))


def citations(line: Line) -> Iterator[Form]:
    """Yield the kept files that a change cites and its notice did not before, with the facts from their server."""
    before, after = ((line.form[side] or {}).get("files") or {} for side in ("before", "after"))
    for url, kept in after.items():
        if before.get(url) != kept:
            yield {"what": "attachment", "url": url, "line": line.number, **kept}


def pages_in(form: Form, number: int) -> Iterator[Form]:
    """Yield the kept pages that a line of the history cites, the last one of a look."""
    for page in form.get("pages", []):
        yield {"what": "page", "line": number, **page}


class Chain:
    """The lines of the history in a pack, read once, in order. Raises ValueError for a broken chain."""

    def __init__(self, path: Path, manifest: Form) -> None:
        chain = manifest["chain"]
        needles = {name: f'"id": {json.dumps(name)}, "fields": '.encode() for name in manifest["notices"]}
        cited = {each["line"] for each in manifest["cited"] if each["what"] == "page"}
        self.lines: dict[str, list[Line]] = {name: [] for name in needles}
        self.pages: list[Form] = []
        self.hashes = set()
        number, previous = chain["first"] - 1, chain["prev"]
        with gzip.open(path) as file:
            for number, raw in enumerate(file, chain["first"]):
                found = _PREV.match(raw)
                if found is None or found[1].decode() != previous:
                    raise ValueError(f"line {number} of the history does not follow the line before it")
                previous = hashlib.sha256(raw).hexdigest()
                self.hashes.add(previous)
                for name, needle in needles.items():
                    if needle in raw and json.loads(raw)["id"] == name:
                        self.lines[name].append(Line(number, previous, raw, json.loads(raw)))
                if number in cited:
                    self.pages.extend(pages_in(json.loads(raw), number))
        if previous != chain["head"] or number != chain["last"]:
            raise ValueError("the history does not end at its head")


def problems_in(folder: Path, noted: Iterable[str] = (), tell: list[str] | None = None) -> list[str]:
    """Return a sentence for everything in a pack that is not as it was made; an empty list if it is proven.

    A sentence for each proof is added to `tell`.
    """
    told = [] if tell is None else tell
    try:
        sealed, _ = digest_of(folder / MANIFEST)
        if (folder / SEAL).read_bytes() != f"{sealed}  {MANIFEST}\n".encode():
            return [f"{MANIFEST} is not the one of which {SEAL} has the hash"]
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["schema"] != SCHEMA:
            return [f"{MANIFEST} is of a newer cdetrack: take the verify.py of that pack"]
    except _DAMAGED as error:
        return [f"{MANIFEST} cannot be read: {error}"]
    problems = list(altered_files(folder, manifest))
    told.append(f"files as they were when the pack was made: {len(manifest['files']):,}")
    try:
        chain = Chain(folder / CHAIN, manifest)
    except _DAMAGED as error:
        return [*problems, f"{CHAIN}: {error}"]
    told.append(
        f"lines of the history that are one chain: {len(chain.hashes):,}, from line {manifest['chain']['first']:,} "
        f"to line {manifest['chain']['last']:,}, whose hash is the head"
    )
    cited: list[Form] = []
    for name, lines in chain.lines.items():
        try:
            problems += _untold(folder / "notices" / name, name, lines)
            cited += [each for line in lines for each in citations(line)]
        except _DAMAGED as error:
            problems.append(f"notice {name}: {error}")
        told.append(f"states of the notice {name} that follow from its lines: {len(lines):,}")
    problems += _uncited(manifest, [*cited, *chain.pages])
    told.append(f"cited files with the content of their names: {len(set(map(_path, manifest['cited'])) - {None}):,}")
    for each in noted:
        if each.lower() in {sealed, *chain.hashes}:
            told.append(f"the hash {each.lower()}, which was noted, is of this pack")
        else:
            problems.append(f"{each} is neither the hash of the manifest nor of a line of the history in this pack")
    return problems


def altered_files(folder: Path, manifest: Form) -> Iterator[str]:
    """Yield a sentence for each file that is missing, or has not the hash and the size of the manifest."""
    for name, wanted in manifest["files"].items():
        try:
            found = digest_of(folder / name)
        except OSError:
            yield f"{name} is missing"
            continue
        if found != (wanted["sha256"], wanted["size"]):
            yield f"{name} was altered"


def _untold(folder: Path, name: str, lines: list[Line]) -> Iterator[str]:
    """Yield a sentence for each file of a notice that does not follow from its lines."""
    wanted = {"history.jsonl": b"".join(line.raw for line in lines)}
    for number, state in enumerate(states_of(name, lines), 1):
        wanted[f"{number}.json"] = json_of(state).encode("utf-8", "surrogatepass")
        wanted[f"{number}.txt"] = text_of(state).encode("utf-8", "surrogatepass")
    for path, content in wanted.items():
        if (folder / path).read_bytes() != content:
            yield f"notices/{name}/{path} does not follow from the lines of the history"


def _path(cited: Form) -> str | None:
    return cited.get("path")


def _uncited(manifest: Form, cited: list[Form]) -> Iterator[str]:
    """Yield a sentence for each difference between the files that the lines cite and those that the pack has."""
    listed = []
    for each in manifest["cited"]:
        there = dict(each)
        path = there.pop("path", None)
        listed.append(there)
        if there not in cited:
            yield f"{there['sha256']} is not cited by line {there['line']} of the history"
        if path is not None and (
            Path(path).name.partition(".")[0] != there["sha256"] or manifest["files"][path]["sha256"] != there["sha256"]
        ):
            yield f"{path} has not the content of its name"
    for each in cited:
        if each["what"] == "attachment" and each not in listed:
            yield f"{each['sha256']}, which line {each['line']} of the history cites, is not in the pack"


def main(arguments: list[str]) -> None:
    """Print the proofs; exit with 1 and the reasons if there is a problem."""
    folder = Path(__file__).resolve().parent
    told: list[str] = []
    problems = problems_in(folder, arguments, told)
    if problems:
        sys.exit("NOT PROVEN\n" + "\n".join(f"* {_plain(each)}" for each in problems))
    try:
        print("\n".join(_proof(folder, told, noted=bool(arguments))), flush=True)
    except BrokenPipeError:
        # `verify.py | head` has read enough; Python writes the rest once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _proof(folder: Path, told: list[str], *, noted: bool) -> Iterator[str]:
    """Yield the lines that tell what is proven."""
    yield "PROVEN"
    yield from (f"* {each}" for each in told)
    manifest = json.loads((folder / MANIFEST).read_bytes())
    known = {folder / name for name in [MANIFEST, SEAL, *manifest["files"]]}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in known:
            yield f"* except for {_plain(path.relative_to(folder))}, which is not of this pack"
    yield f"The hash of the manifest is {digest_of(folder / MANIFEST)[0]}"
    yield f"The head of the history is  {manifest['chain']['head']}"
    if not noted:
        yield "Compare one of them with the hash that was noted, or run: python3 verify.py HASH"
    yield "README.html says what this proves and what it does not."


if __name__ != "cdetrack.evidence.verify":  # the program that makes packs imports it; everybody else runs it
    main(sys.argv[1:])
