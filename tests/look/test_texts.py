"""The texts of kept files are read once, and the days in them belong to their notices."""

from pathlib import Path

import pytest

from cdetrack.look.texts import catch_up, read_texts
from cdetrack.meaning.rules import Rules
from cdetrack.model.notice import Attachment
from cdetrack.store.kept import KeptFiles
from cdetrack.store.store import Store
from support.looks import entry, fill, look, standing
from support.papers import pdf
from support.program import Program

GUIDE = pdf([["第十条 本办法自2026年7月1日起施行。"]])
SCAN = pdf([[], []])


def attached(cache: Path, content: bytes, name: str) -> Attachment:
    """Keep a file, and return it as an attachment."""
    return Attachment(name, f"https://a.example/{name}", "pdf", KeptFiles(cache).keep(content), len(content))


def test_the_texts_of_a_look_are_read_before_it_is_recorded(tmp_path: Path) -> None:
    """Then its notices have the days in them, and a file without text says why, once."""
    store = Store(tmp_path, Rules())
    files = [attached(tmp_path, GUIDE, "guide.pdf"), attached(tmp_path, SCAN, "scan.pdf")]
    notes = read_texts(store.texts, files, source="nmpa/drugs", progress=lambda _: None)
    assert notes == ("no text of `scan.pdf`: a scan: 2 pages without text",)
    assert store.texts.reason(str(files[1].sha256)) == "a scan: 2 pages without text"
    fill(store, look(entry("关于发布《样品管理办法》的公告", attachments=tuple(files))))
    assert [str(each.effective) for each in standing(store)] == ["2026-07-01"]
    cdetrack = Program(tmp_path)
    (shown,) = standing(store)
    for form in ("md", "table", "text"):
        words = () if form == "text" else ("--format", form)
        assert "no text: a scan: 2 pages without text" in cdetrack("show", shown.id, *words).out
    assert "effective: 自2026年7月1日起施行" in cdetrack("show", shown.id, "--why").out
    assert read_texts(store.texts, files, source="nmpa/drugs", progress=lambda _: None) == ()
    assert catch_up(store, progress=lambda _: None) == ()


def test_a_text_that_comes_later_gives_its_notice_the_days(tmp_path: Path) -> None:
    """Nothing is recorded for it; and a crash between fold and text reads the file again."""
    store = Store(tmp_path, Rules())
    file = attached(tmp_path, GUIDE, "guide.pdf")
    fill(store, look(entry("关于发布《样品管理办法》的公告", attachments=(file,)), entry("Another")))
    before, history = standing(store), store.history_path.read_bytes()
    assert [each.effective for each in before] == [None, None]
    assert catch_up(store, progress=lambda _: None) == ()
    assert [str(each.effective) for each in standing(store)] == ["2026-07-01", "None"]
    assert store.history_path.read_bytes() == history
    text = store.fold_path.with_name("files") / f"{file.sha256}.txt"
    assert text.read_text(encoding="utf-8") == "第十条 本办法自2026年7月1日起施行。"
    text.unlink()
    catch_up(store, progress=lambda _: None)
    assert text.exists()
    derived = store.fold_path.read_bytes()
    store.fold_path.unlink()
    store.current_fold()
    assert store.fold_path.read_bytes() == derived


def test_a_file_that_lacked_a_library_is_read_once_it_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path, Rules())
    file = attached(tmp_path, GUIDE, "guide.pdf")
    reason = tmp_path / "files" / f"{file.sha256}.no-text"
    reason.write_text("reading PDF needs the extra: `pip install 'cdetrack[documents]'`")
    fill(store, look(entry("关于发布《样品管理办法》的公告", attachments=(file,))))
    catch_up(store, progress=lambda _: None)
    assert [str(each.effective) for each in standing(store)] == ["2026-07-01"]
    assert not reason.exists()


def test_files_that_need_one_program_are_told_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    store = Store(tmp_path, Rules())
    files = [attached(tmp_path, b"{\\rtf1 %d}" % number, f"{number}.rtf") for number in range(3)]
    files += [attached(tmp_path, pdf([[]] * number), f"{number}.pdf") for number in (1, 2)]
    assert read_texts(store.texts, files, source="nmpa/drugs", progress=lambda _: None) == (
        "no text of `0.rtf` and 2 more: RTF needs a converter: install LibreOffice",
        "no text of `1.pdf`: a scan: 1 page without text",
        "no text of `2.pdf`: a scan: 2 pages without text",
    )
