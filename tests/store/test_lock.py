"""Locks by `flock` and by filelock exclude each other, so that releases of cdetrack do."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from cdetrack.store.lock import take, take_by_filelock

Take = Callable[..., Callable[[], None] | None]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no flock")


@pytest.mark.parametrize("first", [take, take_by_filelock])
@pytest.mark.parametrize("second", [take, take_by_filelock])
def test_a_lock_is_held_by_one_and_then_given_back(tmp_path: Path, first: Take, second: Take) -> None:
    path = tmp_path / "lock"
    give_back = first(path, wait=0, mode=0o600)
    assert give_back is not None
    assert second(path, wait=0, mode=0o600) is None
    give_back()
    again = second(path, wait=0, mode=0o600)
    assert again is not None
    again()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_removed_lock_is_taken_anew(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    give_back = take(path, wait=0, mode=0o600)
    assert give_back is not None
    path.unlink()
    other = take(path, wait=0, mode=0o600)
    assert other is not None
    give_back()
    assert take(path, wait=0, mode=0o600) is None
    other()


def test_the_content_stays(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text("a note")
    give_back = take(path, wait=0, mode=0o600)
    assert give_back is not None
    give_back()
    assert path.read_text() == "a note"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("precious")
    (tmp_path / "lock").symlink_to(tmp_path / "target")
    with pytest.raises(OSError, match="symbolic links"):
        take(tmp_path / "lock", wait=0, mode=0o600)
    assert (tmp_path / "target").read_text() == "precious"


@pytest.mark.filterwarnings("ignore:flock not supported")
def test_where_the_file_system_has_no_flock_a_lock_is_held_by_one_and_then_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> NoReturn:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr("fcntl.flock", missing)
    path = tmp_path / "lock"
    for _ in range(2):
        give_back = take(path, wait=0, mode=0o600)
        assert give_back is not None
        assert take(path, wait=0, mode=0o600) is None
        give_back()
