"""A pipe, a folder, a socket or a dangling link in place of a file is reported at once, without hang or loss."""

import errno
import operator
import os
import socket
import sys
import tempfile
from _thread import interrupt_main
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cdetrack.cache import Cache
from cdetrack.errors import CacheError
from cdetrack.store import content, files
from support.paths import SEED
from support.program import Program, listing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links are others there")
PAGE = listing(("Another", "2025-09-09"))


def _socket(path: Path) -> None:
    home = Path.cwd()
    os.chdir(path.parent)  # its name may have no more than a hundred characters
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(home)


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (os.mkfifo, "a named pipe"),
    "folder": (Path.mkdir, "a folder"),
    "socket": (_socket, "a socket"),
    "device": (lambda path: path.symlink_to(os.devnull), "a device"),
    "nowhere": (lambda path: path.symlink_to("nosuch"), "a link that leads nowhere"),
}
COMMANDS: dict[str, list[list[str]]] = {
    "history.jsonl": [["list"], ["ingest", "-"], ["diff"], ["check", "--no-fetch"], ["doctor"], ["doctor", "--repair"]],
    "notices.json": [["list"], ["ingest", "-"], ["diff"], ["check", "--no-fetch"], ["doctor"], ["doctor", "--repair"]],
    "state.json": [["ingest", "-"], ["status"], ["diff", "--since-last", "x"], ["doctor"], ["doctor", "--repair"]],
    "outbox.jsonl": [["check", "--no-fetch"], ["alerts"], ["alerts", "retry"], ["doctor"], ["doctor", "--repair"]],
    "cdetrack.lock": [["ingest", "-"], ["diff", "--since-last", "x"], ["doctor", "--repair"]],
    "check.lock": [["check", "--no-fetch"], ["alerts", "retry"], ["doctor", "--repair"]],
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_no_file_is_told_at_once_and_left_alone(cdetrack: Program, name: str, odd: str) -> None:
    cdetrack("ingest", SEED)
    path = cdetrack.cache / name
    path.unlink(missing_ok=True)
    make, what = ODD[odd]
    make(path)
    before = sorted(each.name for each in cdetrack.cache.iterdir())
    for command in COMMANDS[name]:
        ran = cdetrack(*command, stdin=PAGE, env={"CDETRACK_PAGER": ""})
        assert (ran.code, ran.out) == (6, ""), command
        assert f"`{path}` is {what}" in ran.err, command
        assert "hint: " in ran.err
    assert {"check.lock", "cdetrack.lock", *before} >= {each.name for each in cdetrack.cache.iterdir()}
    assert path.lstat().st_size != 1


@pytest.mark.parametrize("name", ["history.jsonl", "outbox.jsonl"])
def test_a_pipe_where_the_cut_off_end_goes_is_told_and_the_end_is_not_lost(cdetrack: Program, name: str) -> None:
    cdetrack("ingest", SEED)
    path = cdetrack.cache / name
    torn = (path.read_bytes() if path.exists() else b"") + b'{"schema": 1, "prev"'
    path.write_bytes(torn)
    os.mkfifo(cdetrack.cache / name.replace(".jsonl", ".cut.jsonl"))
    ran = cdetrack(*(["ingest", "-"] if name == "history.jsonl" else ["alerts", "retry"]), stdin=PAGE)
    assert (ran.code, "a named pipe" in ran.err) == (6, True)
    assert path.read_bytes() == torn


@pytest.mark.parametrize("odd", ODD)
def test_a_configuration_that_is_no_file_is_told_and_is_not_taken_for_none(cdetrack: Program, odd: str) -> None:
    cdetrack("ingest", SEED)
    make, what = ODD[odd]
    path = cdetrack.cache / "config.toml"
    make(path)
    for command in (["watches"], ["check"], ["list"], ["sources"]):
        ran = cdetrack(*command)
        assert (ran.code, ran.out) == (7, "")
        assert f"`{path}`: it is {what}" in ran.err
    elsewhere = cdetrack.cache.parent / "odd.toml"
    make(elsewhere)
    assert cdetrack("--config", elsewhere, "sources").code == 7


SHARED = Path("/dev", "shm")


@pytest.mark.skipif(not os.access(SHARED, os.W_OK), reason="there is no shared memory")
def test_a_pipe_in_shared_memory_is_no_configuration(cdetrack: Program) -> None:
    with tempfile.TemporaryDirectory(dir=SHARED) as folder:
        os.mkfifo(path := Path(folder) / "config.toml")
        ran = cdetrack("--config", path, "sources")
    assert (ran.code, "a named pipe" in ran.err) == (7, True)


def test_what_the_shell_opens_may_be_the_configuration(cdetrack: Program) -> None:
    assert cdetrack("--config", os.devnull, "sources").code == 0
    assert cdetrack("--config", "/dev/zero", "sources").code == 7


def test_a_configuration_and_a_folder_that_are_links_are_followed(cdetrack: Program, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "linked").symlink_to(real)
    (tmp_path / "dotfiles.toml").write_text('[[watch]]\nname = "mine"\nchannels = ["stdout"]\n')
    (real / "config.toml").symlink_to(tmp_path / "dotfiles.toml")
    linked = cdetrack.beside("linked")
    assert linked("ingest", SEED).code == 0
    assert linked("watches").rows[0][0] == "mine"
    assert linked("doctor").code == 0


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1", "1e999"])
@pytest.mark.parametrize("command", [["check", "--no-fetch"], ["alerts", "retry"], ["alerts", "drop", "abcd"]])
def test_a_length_that_nobody_can_wait_is_a_mistake(cdetrack: Program, command: list[str], value: str) -> None:
    ran = cdetrack(*command, f"--wait={value}")
    assert (ran.code, ran.out) == (2, "")
    assert "--wait" in ran.err
    assert not cdetrack.cache.exists()


@pytest.mark.parametrize(
    "command", [["list"], ["doctor"], ["check"], ["ingest", "-"], ["status"], ["diff"], ["sources"]]
)
def test_a_cache_path_that_no_system_takes_is_told(cdetrack: Program, command: list[str]) -> None:
    for folder in ("x" * 3_000, "a\0b", "~nosuchuser/x"):
        ran = cdetrack("--cache", folder, *command, stdin=PAGE)
        assert (ran.code, ran.out) == (6, ""), folder[:20]
        assert ran.err.startswith("error: "), ran.err
        assert "Traceback" not in ran.err
        assert "write the output" not in ran.err
    with pytest.raises(CacheError):
        Cache("a\0b").notices()


def test_what_fails_in_making_the_content_is_not_said_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file"

    def content(error: Exception) -> Iterator[bytes]:
        yield b"beginning"
        raise error

    for error in (OSError(errno.EIO, "of another file"), ValueError("of the content"), CacheError("its own")):
        with pytest.raises(type(error)) as told:
            files.replace(path, content(error))
        assert told.value is error
        assert list(tmp_path.iterdir()) == []
    with pytest.raises(CacheError, match=r"cannot write .*nosuch"):
        files.replace(tmp_path / "nosuch" / "file", [b"x"])


def test_a_mapped_file_that_cannot_be_read_is_named_while_another_is_written(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"x" * 10)
    mapped = content.map_file(tmp_path / "old")
    assert isinstance(mapped, content.Mapped)
    assert mapped.descriptor is not None
    os.dup2(os.open(tmp_path, os.O_RDONLY), mapped.descriptor)  # a folder cannot be read
    with pytest.raises(CacheError, match=r"cannot read .*old"):
        files.replace(tmp_path / "new", (content.read_block(mapped, 0, 5) for _ in range(1)))


def test_ctrl_c_is_not_lost_while_a_mapped_file_is_freed(tmp_path: Path) -> None:
    """Python drops an exception of a finaliser. C calls both functions here, so only a finaliser could raise it."""
    (tmp_path / "file").write_bytes(b"x")
    mapped = [content.map_file(tmp_path / "file")]
    with pytest.raises(KeyboardInterrupt):
        deque(map(operator.call, (interrupt_main, mapped.clear)), maxlen=0)
    assert not mapped


def test_descriptors_of_freed_files_are_closed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    kept = content.map_file(tmp_path / "file")
    before = descriptors()
    for _ in range(10):
        assert content.map_file(tmp_path / "file")[:] == b"x"
    assert len(descriptors() - before) <= 1
    assert content.read_block(kept, 0, 1) == b"x"


def descriptors() -> set[int]:
    """Return the open descriptors of this process."""
    found = set()
    for number in range(256):
        with suppress(OSError):
            os.fstat(number)
            found.add(number)
    return found
