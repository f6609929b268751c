"""Content kept by its SHA-256: once, to its end or not at all, proven by its name."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from cdetrack.errors import CacheError
from cdetrack.store.kept import KeptFiles


def test_content_is_kept_once_under_its_hash_and_for_its_owner_alone(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path)
    assert list(kept.names()) == []
    name = kept.keep(b"%PDF-1.7")
    assert name == sha256(b"%PDF-1.7").hexdigest()
    written = kept.path(name).stat()
    assert kept.keep(b"%PDF-1.7") == name
    assert kept.path(name).stat().st_ino == written.st_ino
    assert (kept.size(name), kept.is_sound(name), list(kept.names())) == (8, True, [name])
    if os.name == "posix":
        assert written.st_mode & 0o777 == 0o600


def test_a_damaged_file_is_found_by_its_name_and_mended_when_the_content_comes_again(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path)
    name = kept.keep(b"whole content")
    kept.path(name).write_bytes(b"whole")
    assert not kept.is_sound(name)
    kept.keep(b"whole content")
    assert kept.is_sound(name)


def test_no_name_from_a_damaged_history_leads_out_of_the_folder(tmp_path: Path) -> None:
    for name in ("../state.json", "a" * 63, "A" * 64, ""):
        with pytest.raises(ValueError, match="not a SHA-256"):
            KeptFiles(tmp_path).size(name)


def test_files_of_other_names_are_none_of_the_kept_ones_and_a_missing_one_has_no_size(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path)
    name = kept.keep(b"x")
    kept.path(name).with_name(f"{name}.txt").write_text("derived")
    assert list(kept.names()) == [name]
    assert kept.size("0" * 64) is None
    assert not kept.is_sound("0" * 64)


def test_what_stands_in_the_way_of_a_kept_file_is_an_error_of_the_cache(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path)
    kept.path(sha256(b"x").hexdigest()).mkdir(parents=True)
    with pytest.raises(CacheError, match="is a folder"):
        kept.keep(b"x")
