"""The inbox: every file is taken in once, by one cache, whenever the run is killed; unreadable files stay."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdetrack.cache import Cache
from cdetrack.config.settings import Config
from cdetrack.look import inbox as inbox_module
from cdetrack.look.inbox import TAKEN, Inbox
from support.live import Live
from support.paths import SEED

BROKEN = '{"results": [{"title": "Cut'


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with Live(tmp_path) as made:
        made.config.write_text(
            f'inbox = "inbox"\n{made.config.read_text()}'.replace("enabled = true", "enabled = false")
        )
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "inbox"
    path.mkdir()
    return path


def put(path: Path, text: str | None = None) -> Path:
    """Put a file there that was written long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SEED.read_text(encoding="utf-8") if text is None else text, encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_fetch_takes_a_file_in_and_moves_it(live: Live, folder: Path) -> None:
    put(folder / "listing.txt")
    ran = live("fetch")
    assert (ran.code, len(live.titles())) == (0, 6), ran.err
    assert files(folder) == [f"{TAKEN}/listing.txt"]
    history = live.program.history.read_bytes()
    assert live("fetch").code == 0
    assert live.program.history.read_bytes() == history


def test_an_inbox_that_is_not_there_is_told_once_and_made(live: Live, folder: Path) -> None:
    folder.rmdir()
    ran = live("fetch")
    assert (ran.code, folder.is_dir()) == (0, True)
    assert f"the inbox `{folder}` was not there, and is made now" in ran.err
    assert "was not there" not in live("fetch").err


def test_fetch_names_the_file_and_status_those_that_cannot_be_read(live: Live, folder: Path) -> None:
    put(folder / "listing.txt")
    broken = put(folder / "saved.json", BROKEN)
    assert "ingest from `listing.txt` in the inbox: first look, 6 notices" in live("fetch").err
    told = "in the inbox, and not readable: `saved.json`"
    assert told in live("status", "--format", "table").out
    broken.unlink()
    assert told not in live("status", "--format", "table").out


def test_check_names_the_file_of_an_oddity(live: Live, folder: Path) -> None:
    put(folder / "odd.json", '[{"title": "On fees", "date": "spring"}, {"title": "Act 2", "date": "2025-09-02"}]')
    lines = live("check").err.splitlines()
    assert lines, lines
    assert all(line.startswith("ingest from `odd.json` in the inbox: ") for line in lines), lines


def test_a_file_in_a_subfolder_is_of_the_source_with_this_name(live: Live, folder: Path) -> None:
    put(folder / "agency" / "news" / "listing.txt")
    assert live("fetch").code == 0
    assert {tuple(each["sources"]) for each in live("list", "--json").json()} == {("agency/news",)}
    assert files(folder) == [f"{TAKEN}/agency/news/listing.txt"]


@pytest.mark.parametrize("rehearsed", [False, True])
def test_all_files_of_a_new_source_that_wait_together_are_its_baseline(
    live: Live, folder: Path, *, rehearsed: bool
) -> None:
    for number in (1, 2):
        rows = "".join(f"2025-09-{10 * number + each}\tAct {number}{each}\n" for each in range(3))
        put(folder / "ag" / "x" / f"page{number}.txt", rows)
    ran = live("fetch", *["--dry-run"] * rehearsed)
    assert (ran.code, ran.err.count("first look")) == (0, 2), ran.err
    if not rehearsed:
        put(folder / "ag" / "x" / "page3.txt", "2025-10-01\tAct 31\n2025-10-02\tAct 32\n")
        assert "2 new" in live("fetch").err


def test_a_rehearsal_leaves_links_and_pipes_of_the_inbox_alone(live: Live, folder: Path) -> None:
    put(folder / "agency" / "listing.txt")
    (folder / ".#page.html").symlink_to("user@host.1234")  # the lock of an editor
    (folder / "round").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    ran = live("check", "--dry-run")
    assert (ran.code, "Traceback" in ran.err) == (0, False), ran.err
    assert "agency from `listing.txt` in the inbox: first look, 6 notices" in live("check", "--dry-run", "-v").err
    assert files(folder) == ["agency/listing.txt"]


def test_a_rehearsal_names_the_files_of_the_user_and_moves_none(live: Live, folder: Path) -> None:
    put(folder / "bad.html", "<html><body>nothing here</body></html>")
    put(folder / "list.txt")
    ran = live("check", "--dry-run")
    assert (ran.code, ran.err.count("error: inbox bad.html: ")) == (5, 1)
    assert f"`{folder / 'bad.html'}`" in ran.err
    assert files(folder) == ["bad.html", "list.txt"]
    assert live("check").code == 5
    assert live("check", "--dry-run").code == 0, "it is told already"
    (folder / "bad.html").unlink()
    (folder / TAKEN / "list.txt").unlink()
    (folder / TAKEN).rmdir()
    folder.rmdir()
    for command in ("check", "fetch"):
        assert f"the inbox `{folder}` is not there" in live(command, "--dry-run").err
        assert not folder.exists()


def test_a_taken_file_never_replaces_another(live: Live, folder: Path) -> None:
    for _ in range(3):
        put(folder / "listing.txt")
        live("fetch")
    assert files(folder) == [f"{TAKEN}/listing-2.txt", f"{TAKEN}/listing-3.txt", f"{TAKEN}/listing.txt"]


def test_an_unreadable_file_stays_and_is_told_once_until_it_changes(live: Live, folder: Path) -> None:
    put(folder / "saved.json", BROKEN)
    first = live("fetch")
    assert (first.code, "inbox saved.json" in first.err) == (5, True), first.err
    again = live("fetch")
    assert (again.code, "saved.json" in again.err) == (0, False)
    assert files(folder) == ["saved.json"]
    put(folder / "saved.json", '[{"title": "Notice of the agency", "date": "2025-09-05"}]')
    assert live("fetch").code == 0
    assert files(folder) == [f"{TAKEN}/saved.json"]


def test_two_configurations_with_an_inbox_each_tell_an_unreadable_file_once(live: Live, folder: Path) -> None:
    given = live.config.read_text()
    put(folder / "saved.json", BROKEN)
    put(folder.with_name("other") / "saved.json", BROKEN)
    for name, code in (("inbox", 5), ("other", 5), ("inbox", 0), ("other", 0)):
        live.config.write_text(given.replace('"inbox"', f'"{name}"'))
        assert live("fetch").code == code, name
    put(folder.with_name("other") / "saved.json", "")
    assert live("fetch").code == 5


def test_check_takes_the_inbox_in_as_well_and_tells_an_unreadable_file_once(live: Live, folder: Path) -> None:
    put(folder / "listing.txt")
    put(folder / "saved.json", BROKEN)
    first = live("check")
    assert (first.code, len(live.titles())) == (5, 6)
    assert "saved.json" in first.err
    assert (live("check").code, live("check").err) == (0, "")


def test_links_pipes_hidden_and_unfinished_files_are_left_alone(live: Live, folder: Path, tmp_path: Path) -> None:
    put(folder / "page.html.crdownload")
    put(folder / ".hidden.txt")
    (folder / "link.txt").symlink_to(put(tmp_path / "elsewhere.txt"))
    os.mkfifo(folder / "pipe")
    assert live("fetch").code == 0
    assert live.titles() == []
    assert (folder / "link.txt").is_symlink()


def test_a_dry_run_moves_nothing(live: Live, folder: Path) -> None:
    put(folder / "listing.txt")
    assert "would be recorded" in live("fetch", "--dry-run").err
    assert files(folder) == ["listing.txt"]
    assert not live.program.history.exists()


def test_a_file_that_is_still_written_to_waits_for_the_next_run(
    live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(folder / "listing.txt")
    os.utime(path)

    def write_meanwhile(_seconds: float) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")

    monkeypatch.setattr(time, "sleep", write_meanwhile)
    assert live("fetch").code == 0
    assert files(folder) == ["listing.txt"]
    put(path)
    live("fetch")
    assert files(folder) == [f"{TAKEN}/listing.txt"]


def test_of_two_caches_one_takes_a_file(folder: Path, tmp_path: Path) -> None:
    put(folder / "listing.txt")
    caches = [Cache(tmp_path / name, Config(inbox=folder)) for name in ("one", "other")]
    first, second = (Inbox(folder, cache=cache.folder) for cache in caches)
    [mine], [theirs] = first.waiting(), second.waiting()
    assert first.claim(mine) is not None
    assert second.claim(theirs) is None
    assert second.waiting() == []


@pytest.mark.parametrize("instant", ["claim", "record", "finish"])
def test_a_run_killed_at_any_instant_takes_the_file_in_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instant: str
) -> None:
    class Killed(BaseException):
        """The end of the process at this instant."""

    def die(*_: object, **__: object) -> None:
        raise Killed

    put(folder / "a" / "listing.txt")
    cache = Cache(tmp_path / "cache", Config(inbox=folder))
    with monkeypatch.context() as patch:
        owner, name = (inbox_module, "record_looks") if instant == "record" else (Inbox, instant)
        patch.setattr(owner, name, die)
        with pytest.raises(Killed):
            list(cache.take_in())
    before = (tmp_path / "cache" / "history.jsonl").read_bytes() if instant == "finish" else b""
    list(cache.take_in())
    assert len(cache.notices()) == 6
    if before:
        assert (tmp_path / "cache" / "history.jsonl").read_bytes() == before
    assert files(folder) == [f"{TAKEN}/a/listing.txt"]
    assert cache.notices()[0].sources == ("a",)


def test_a_rename_that_was_cut_off_between_its_two_names_is_finished(folder: Path, tmp_path: Path) -> None:
    inbox = Inbox(folder, cache=tmp_path)
    put(folder / "listing.txt")
    [waiting] = inbox.waiting()
    claimed = inbox.claim(waiting)
    assert claimed is not None
    os.link(claimed.path, folder / TAKEN / "listing.txt")
    inbox.finish(claimed)
    assert files(folder) == [f"{TAKEN}/listing.txt"]


def test_a_settled_file_costs_no_wait(live: Live, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("it waited"))
    put(folder / "listing.txt")
    assert live("fetch").code == 0
