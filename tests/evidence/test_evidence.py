"""A pack of evidence has everything that is known of a document, and proves it; an altered byte anywhere is found."""

import __future__

import ast
import gzip
import io
import json
import os
import re
import resource
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from cdetrack.cache import Cache
from cdetrack.evidence import verify
from cdetrack.model.notice import Attachment, Served
from cdetrack.model.record import GENESIS, Look, Record
from cdetrack.store.kept import KeptFiles
from cdetrack.text.secrets import without_secrets
from support.looks import fill
from support.program import Program, listing, script

PAPER, PAGE = (
    b"%PDF-1.7 the guideline",
    "<li>Other</li><li>国家药监局关于发布器械标准的公告（2025年第21号）</li>".encode("gb18030"),
)
TITLE = "国家药监局关于发布器械标准的公告（2025年第21号）"


def recorded(folder: Path) -> Cache:
    """Fill a cache: a notice whose title and file change, its carrier, others around it, a decision, kept pages."""
    cache = Cache(folder, now=lambda: datetime(2026, 3, 9, tzinfo=UTC))
    kept = KeptFiles(folder)
    names = [kept.keep(PAPER), kept.keep(PAPER + b", second edition")]
    page = kept.keep(PAGE)
    kept.keep(b"nobody cites this")

    def own(name: str, day: int) -> Record:
        served = Served(datetime(2026, 3, day, 6, tzinfo=UTC), "application/pdf", "Mon, 02 Mar 2026", f'"v{day}"')
        paper = Attachment("附件 <1>", "https://www.nmpa.gov.cn/paper.pdf", "pdf", name, len(PAPER), served)
        return Record(
            title=TITLE,
            date=date(2026, 2, 27),
            summary=f"为规范\x1b[31m标准，自2026年7月{day}日起施行。",
            url="https://www.nmpa.gov.cn/xxgk/2026/20260227-21.html",
            sources=("nmpa-cn/notices",),
            body="第一条\n第二条",
            attachments=(paper,),
        )

    def other(title: str) -> Record:
        return Record(
            title=title, date=date(2026, 2, 20), url=f"https://mpa.gd.gov.cn/{title}", sources=("gd-mpa/notices",)
        )

    def look(day: int, source: str, *records: Record) -> Look:
        return Look(source=source, at=datetime(2026, 3, day, 6, tzinfo=UTC), records=records)

    carried = own(names[0], 2)._replace(
        sources=("gd-mpa/notices",), url="https://mpa.gd.gov.cn/21.html", attachments=(), body=None
    )
    fill(
        cache.store,
        look(1, "gd-mpa/notices", other("一个通知")),
        look(2, "nmpa-cn/notices", own(names[0], 2)),
        look(3, "gd-mpa/notices", carried, other("另一个通知")),
        look(4, "nmpa-cn/notices", own(names[1], 4)),
        look(5, "gd-mpa/notices", other("又一个通知")),
    )
    # The look of day 2 kept its page, and that of day 5 another.
    cited = {1: [{"url": "https://www.nmpa.gov.cn/list.html", "sha256": page, "at": "2026-03-02T06:00:00Z"}]}
    rechain(folder, cited)
    script(
        folder / "config.toml",
        '[sources."nmpa-cn/notices"]\nurl = "https://me:hidden1@www.nmpa.gov.cn/list.html?api_key=hidden2&page=1"\n'
        'headers = { "Authorization" = "hidden3" }\nform = { q = "hidden4" }\n',
    )
    cache = Cache(folder, now=lambda: datetime(2026, 3, 9, tzinfo=UTC))
    [notice] = [each for each in cache.notices() if each.title.startswith(TITLE)]
    cache.mark([notice.id], "relevant", by="hidden5", note="hidden6")
    return cache


def rechain(folder: Path, pages: dict[int, list[dict[str, str]]]) -> None:
    """Let lines of the history cite pages, by their places from 0, and chain all of them anew."""
    path, previous, lines = folder / "history.jsonl", GENESIS, []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        form = {**json.loads(line), "prev": previous, **({"pages": pages[place]} if place in pages else {})}
        lines.append(json.dumps(form, ensure_ascii=False) + "\n")
        previous = sha256(lines[-1].encode()).hexdigest()
    path.write_text("".join(lines), encoding="utf-8")
    (folder / "notices.json").unlink()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cache, Path, str]:
    """Return a cache, the pack of its document, and the hash that was told."""
    folder = tmp_path_factory.mktemp("evidence")
    cache = recorded(folder / "cache")
    pack = cache.export_evidence("2025-21", folder / "pack")
    assert (pack.notices, pack.states, pack.files, pack.missing) == (2, 3, 3, 0)
    return cache, folder / "pack", pack.hash


@pytest.fixture
def pack(made: tuple[Cache, Path, str], tmp_path: Path) -> Path:
    """Return a copy of the pack, to be altered."""
    return shutil.copytree(made[1], tmp_path / "pack")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ran(folder: Path, *arguments: str, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    """Run the verifier as a person does, without any installed package."""
    return subprocess.run(
        [python, "-I", "-S", str(folder / "verify.py"), *arguments], capture_output=True, text=True, check=False
    )


def test_a_pack_has_the_states_the_lines_and_the_files(made: tuple[Cache, Path, str]) -> None:
    cache, folder, told = made
    there = contents(folder)
    manifest = json.loads(there["manifest.json"])
    assert sha256(there["manifest.json"]).hexdigest() == told
    assert there["manifest.sha256"].decode() == f"{told}  manifest.json\n"
    leader = cache.notice("2025-21").id
    lines = (cache.folder / "history.jsonl").read_bytes().splitlines(keepends=True)
    assert there[f"notices/{leader}/history.jsonl"] == b"".join(
        line for line in lines if json.loads(line)["id"] == leader
    )
    # From the first line about the document to the head; the line before it is somebody else's.
    assert gzip.decompress(there["chain.jsonl.gz"]) == b"".join(lines[1:])
    assert manifest["chain"]["head"] == cache.examine().head.hash
    first, last = (json.loads(there[f"notices/{leader}/{number}.json"]) for number in (1, 2))
    assert [each["record"]["summary"][-14:] for each in (first, last)] == [
        f"自2026年7月{day}日起施行。" for day in (2, 4)
    ]
    assert (first["at"], first["first_seen"], last["kind"]) == (
        "2026-03-02T06:00:00Z",
        "2026-03-02T06:00:00Z",
        "changed",
    )
    text = there[f"notices/{leader}/1.txt"].decode()
    assert f"title: {TITLE}\n" in text
    assert "\\u001b[31m" in text
    assert '  etag: "v2"\n' in text
    assert {there[name] for name in there if name.startswith("files/")} == {PAPER, PAPER + b", second edition", PAGE}
    assert {name.rpartition(".")[2] for name in there if name.startswith("files/")} == {"pdf", "txt"}
    page = there["README.html"].decode()
    assert "What this does not prove" in page
    assert "Mon, 02 Mar 2026" in page
    assert manifest["chain"]["head"] in page
    assert "附件 <1>" not in page


def test_nothing_private_is_in_a_pack(made: tuple[Cache, Path, str]) -> None:
    there = contents(made[1])
    there["chain.jsonl.gz"] = gzip.decompress(there["chain.jsonl.gz"])
    assert not [name for name, content in there.items() if b"hidden" in content]
    assert b"state" not in there[next(name for name in there if name.endswith("read-by-rules.json"))]
    settings = json.loads(there["sources.json"])
    assert settings["nmpa-cn/notices"]["url"] == "https://www.nmpa.gov.cn/list.html?api_key=…&page=1"
    assert without_secrets("https://a@h/x?page=2&accessToken=abc#f") == "https://h/x?page=2&accessToken=…#f"


def test_the_verifier_needs_python_alone(made: tuple[Cache, Path, str]) -> None:
    _, folder, told = made
    ast.parse((folder / "verify.py").read_bytes(), feature_version=(3, 8))
    done = ran(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("PROVEN\n")
    assert f"The hash of the manifest is {told}" in done.stdout
    head = json.loads((folder / "manifest.json").read_bytes())["chain"]["head"]
    assert ran(folder, told, head).returncode == 0
    done = ran(folder, "0" * 64)
    assert done.returncode == 1
    assert "neither the hash of the manifest nor of a line" in done.stderr
    older = shutil.which("python3.8")
    if older is not None and subprocess.run([older, "-c", ""], capture_output=True, check=False).returncode == 0:
        assert ran(folder, python=older).returncode == 0


def flipped(content: bytes, place: int) -> bytes:
    """Return the content with one bit of the byte at `place` flipped."""
    return content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :]


def flips(folder: Path, *, step: Callable[[int], int]) -> Iterator[tuple[Path, int, bytes]]:
    """Yield path, place and altered content of each file of a pack, with one bit flipped at every `step` bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            for place in range(0, len(content), step(len(content))):
                yield path, place, flipped(content, place)


def missed(folder: Path, *, step: Callable[[int], int]) -> list[str]:
    """Return the alterations that the verifier misses; that of its own text runs as altered."""
    found = []
    for path, place, altered in flips(folder, step=step):
        original = path.read_bytes()
        path.write_bytes(altered)
        try:
            if path.name != "verify.py":
                proven = not verify.problems_in(folder)
            else:
                with redirect_stdout(io.StringIO()):
                    runpy.run_path(str(path), run_name="altered")
                proven = True
        except (Exception, SystemExit):  # noqa: BLE001 - whatever altered code does
            proven = path.name != "verify.py"
        finally:
            path.write_bytes(original)
        if proven:
            found.append(f"{path.relative_to(folder)} at {place}")
    return found


_ALTERED_CODE = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::SyntaxWarning"
)
"""Whatever altered code does."""


def test_a_reader_that_has_read_enough_is_no_error_of_the_verifier(made: tuple[Cache, Path, str]) -> None:
    """As in `python3 verify.py | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-I", "-S", str(made[1] / "verify.py")]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@_ALTERED_CODE
def test_an_altered_byte_is_found(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some places of each file; `test_every_altered_byte_is_found` alters every byte."""
    monkeypatch.setattr(sys, "argv", ["verify.py"])
    assert not missed(pack, step=lambda size: size // 30 + 1)
    assert not verify.problems_in(pack)


@_ALTERED_CODE
def test_the_call_of_the_verifier_cannot_be_altered_away(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last lines, and each bit of a line end: a comment before it must not swallow the call, with exit 0."""
    monkeypatch.setattr(sys, "argv", ["verify.py"])
    path = pack / "verify.py"
    content = path.read_bytes()
    start = content.rfind(b"\n\n\n")
    for place in range(start - 1, len(content)):
        for bit in range(8) if content[place] in b"\n#" else [place % 8]:
            path.write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])
            with redirect_stdout(io.StringIO()), pytest.raises((Exception, SystemExit)) as stopped:
                runpy.run_path(str(path), run_name="altered")
            assert not isinstance(stopped.value, SystemExit) or stopped.value.code, (place, bit)


def overwrite(path: Path, content: bytes) -> None:
    """Write a file of the same size in place: a file system may sync one that is cut off first, 8 ms each time."""
    with path.open("r+b") as file:
        file.write(content)


@pytest.mark.slow
def test_every_altered_byte_is_found(pack: Path) -> None:
    """Each byte of each file; only the altered file is read again."""
    files = json.loads((pack / "manifest.json").read_bytes())["files"]
    for path in [each for each in pack.rglob("*") if each.is_file()]:
        name, original = path.relative_to(pack).as_posix(), path.read_bytes()
        for place in range(len(original)):
            overwrite(path, flipped(original, place))
            if name in files:
                assert list(verify.altered_files(pack, {"files": {name: files[name]}})), (name, place)
            else:
                assert verify.problems_in(pack), (name, place)
        overwrite(path, original)
    assert not verify.problems_in(pack)


@_ALTERED_CODE
@pytest.mark.slow
def test_no_altered_byte_of_the_verifier_lets_it_prove_itself(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte. Only the altered function is compiled, and run only if its code is another."""
    monkeypatch.setattr(sys, "argv", ["verify.py"])
    path, flags = pack / "verify.py", __future__.annotations.compiler_flag

    def compiled(text: bytes) -> CodeType:
        # Without docstrings, which no code reads.
        code: CodeType = compile(text, str(path), "exec", flags=flags, dont_inherit=True, optimize=2)
        return code

    def run(codes: list[CodeType]) -> None:
        names = {"__name__": "altered", "__file__": str(path)}
        with redirect_stdout(io.StringIO()):
            for each in codes:
                exec(each, names)  # noqa: S102 - our own code, altered

    texts = re.split(rb"(?<=\n\n\n)", path.read_bytes())
    codes = [compiled(each) for each in texts]
    run(codes)  # unaltered, it proves the pack
    for number, text in enumerate(texts):
        before, after = b"".join(texts[:number]), b"".join(texts[number + 1 :])
        for place in range(len(text)):
            altered = flipped(text, place)
            try:
                code = compiled(altered)
            except (SyntaxError, ValueError):
                # The text before is whole statements: if the rest is no code, the file is none.
                with pytest.raises((SyntaxError, ValueError)):
                    compiled(altered + after)
                continue
            if code == codes[number]:
                continue  # the same code finds its altered text: `test_every_altered_byte_is_found`
            overwrite(path, before + altered + after)
            with pytest.raises((Exception, SystemExit)) as stopped:
                run([*codes[:number], code, *codes[number + 1 :]])
            assert not isinstance(stopped.value, SystemExit) or stopped.value.code, (altered, place)


def test_an_altered_byte_is_found_by_a_run(pack: Path) -> None:
    for path, _, altered in flips(pack, step=lambda size: size // 2 + 1):
        original = path.read_bytes()
        path.write_bytes(altered)
        done = ran(pack)
        assert done.returncode == 1, path
        assert path.name == "verify.py" or "NOT PROVEN" in done.stderr, path
        path.write_bytes(original)
    assert ran(pack).returncode == 0


def test_a_missing_file_is_found_and_one_that_is_not_of_the_pack_is_told(pack: Path) -> None:
    (pack / ".DS_Store").write_bytes(b"")
    done = ran(pack)
    assert done.returncode == 0
    assert "except for .DS_Store" in done.stdout
    for path in [each for each in pack.rglob("*") if each.is_file() and each.name not in {"verify.py", ".DS_Store"}]:
        content = path.read_bytes()
        path.unlink()
        assert verify.problems_in(pack), path
        path.write_bytes(content)
    assert not verify.problems_in(pack)


def forged(
    folder: Path,
    alter: Callable[[dict[str, bytes]], None] = lambda _: None,
    claim: Callable[[dict[str, Any]], None] = lambda _: None,
) -> list[str]:
    """Return the problems of a pack whose files and manifest were altered together."""
    there = contents(folder)
    manifest = json.loads(there["manifest.json"])
    alter(there)
    claim(manifest)
    for name in manifest["files"]:
        manifest["files"][name] = {"sha256": sha256(there[name]).hexdigest(), "size": len(there[name])}
        (folder / name).write_bytes(there[name])
    text = json.dumps(manifest).encode()
    (folder / "manifest.json").write_bytes(text)
    (folder / "manifest.sha256").write_bytes(f"{sha256(text).hexdigest()}  manifest.json\n".encode())
    return verify.problems_in(folder)


def test_a_forger_who_makes_a_new_manifest_is_found_by_what_the_lines_say(pack: Path) -> None:
    names = json.loads((pack / "manifest.json").read_bytes())["notices"]

    def another_state(there: dict[str, bytes]) -> None:
        there[f"notices/{names[0]}/1.txt"] = there[f"notices/{names[0]}/1.txt"].replace(b"21", b"22")

    assert forged(pack, another_state) == [f"notices/{names[0]}/1.txt does not follow from the lines of the history"]

    def another_line(there: dict[str, bytes]) -> None:
        lines = gzip.decompress(there["chain.jsonl.gz"])
        there["chain.jsonl.gz"] = gzip.compress(lines.replace("第21号".encode(), "第22号".encode()))

    assert any("does not follow the line before it" in each for each in forged(pack, another_line))


def test_a_forger_cannot_swap_a_file(pack: Path) -> None:
    def another_file(there: dict[str, bytes]) -> None:
        for name in there:
            if name.endswith(".pdf"):
                there[name] = b"another"

    assert len([each for each in forged(pack, another_file) if "has not the content of its name" in each]) == 2


def test_a_forger_cannot_hide_or_add_a_citation(pack: Path, tmp_path: Path) -> None:
    other = shutil.copytree(pack, tmp_path / "other")
    [problem] = forged(pack, claim=lambda manifest: manifest["cited"].pop(0))
    assert "cites, is not in the pack" in problem
    [problem] = forged(other, claim=lambda manifest: manifest["cited"][0].update(at="2020-01-01T00:00:00Z"))[:1]
    assert "is not cited by line" in problem


def test_a_change_of_something_that_was_not_so_before_is_no_state() -> None:
    """Only somebody who chains the whole history anew can write such a line."""
    told = {"at": "2026-03-01T06:00:00Z", "look": 1, "source": "a", "fields": []}
    record = {"title": "One"}
    first = {**told, "kind": "added", "before": None, "after": record}
    second = {**told, "kind": "changed", "before": {"title": "Two"}, "after": {"title": "Three"}}
    lines = [verify.Line(number, "", b"", form) for number, form in enumerate((first, second), 1)]
    assert next(verify.states_of("id", lines))["record"] == record
    with pytest.raises(ValueError, match="line 2 changes something that was not so before"):
        list(verify.states_of("id", lines))
    with pytest.raises(ValueError, match="line 1 adds a notice that is known, or changes one that is not"):
        list(verify.states_of("id", [verify.Line(1, "", b"", second)]))


def test_states_of_a_notice_that_came_and_went(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", "-", stdin=listing(("Kept", "2026-01-01")))
    for _ in range(2):
        cdetrack("ingest", "-", stdin=listing(("Wrong", "2026-01-02")))
        [row] = [each for each in cdetrack("list", "--json").json() if each["title"] == "Wrong"]
        cdetrack("undo")
    cdetrack("ingest", "-", stdin=listing(("Wrong", "2026-01-02")))
    done = cdetrack("export", "evidence", row["id"], tmp_path / "pack")
    assert done.code == 0, done.err
    told, path = done.out.split()
    assert sha256(Path(path).read_bytes()).hexdigest() == told
    states = [json.loads((tmp_path / "pack/notices" / row["id"] / f"{n}.json").read_bytes()) for n in range(1, 6)]
    assert [each["kind"] for each in states] == ["added", "undone", "added", "undone", "added"]
    assert [each["record"] is None for each in states] == [False, True, False, True, False]
    assert ran(tmp_path / "pack", told).returncode == 0
    assert cdetrack("doctor", json.loads(Path(path).read_bytes())["chain"]["head"]).code == 0


def test_a_file_that_the_cache_lost_is_told(made: tuple[Cache, Path, str], tmp_path: Path) -> None:
    folder = shutil.copytree(made[0].folder, tmp_path / "cache")
    KeptFiles(folder).path(sha256(PAPER).hexdigest()).write_bytes(b"damaged")
    pack = Cache(folder).export_evidence("2025-21", tmp_path / "pack")
    assert (pack.files, pack.missing) == (2, 1)
    assert "not in the cache" in (tmp_path / "pack" / "README.html").read_text(encoding="utf-8")
    assert not verify.problems_in(tmp_path / "pack")


def test_a_pack_of_a_day_in_the_past_ends_there(made: tuple[Cache, Path, str], tmp_path: Path) -> None:
    past = Cache(made[0].folder, as_of=date(2026, 3, 3))
    pack = past.export_evidence("2025-21", tmp_path / "pack")
    assert (pack.states, pack.lines) == (2, 3)
    manifest = json.loads((tmp_path / "pack" / "manifest.json").read_bytes())
    assert manifest["as_of"] == "2026-03-03"
    assert not verify.problems_in(tmp_path / "pack", [manifest["chain"]["head"]])


def test_a_folder_is_made_whole_or_not_at_all(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", "-", stdin=listing(("A notice", "2026-01-01")))
    [row] = cdetrack("list", "--json").json()
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_bytes(b"")
    refused = cdetrack("export", "evidence", row["id"], full)
    assert (refused.code, refused.out) == (2, "")
    assert "is there already" in refused.err
    assert "hint: " in refused.err
    assert cdetrack("export", "evidence", row["id"], tmp_path / "no" / "where").code == 3
    assert cdetrack("export", "evidence", "nothing-here", tmp_path / "b").code == 3
    assert cdetrack("export", "evidence").code == 2
    assert cdetrack("export", "evidence", row["id"], "-").code == 2
    assert cdetrack("export", "evidence", row["id"], "--topic", "vaccines").code == 2
    assert cdetrack("export", "csv", "a.csv", "b").code == 2
    limited = cdetrack(
        *("export", "evidence", row["id"], tmp_path / "b"),
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000)),
    )
    assert (limited.code, limited.out) == (6, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "full"]
    (tmp_path / "empty").mkdir()
    assert cdetrack("export", "evidence", row["id"], tmp_path / "empty").code == 0
    cdetrack.history.write_bytes(cdetrack.history.read_bytes().replace(b"A notice", b"B notice"))
    assert cdetrack("export", "evidence", row["id"], tmp_path / "b").code == 6
