"""The text that stands for a notice's document: the right file, else its own page."""

from itertools import count
from pathlib import Path

import pytest

from cdetrack.documents.document_text import best_pair, document_texts, unread_files
from cdetrack.model.notice import Attachment, Notice
from cdetrack.store.texts import KeptTexts
from support.notices import notice

TITLE = "关于公开征求《罕见病药物研发指导原则（征求意见稿）》意见的通知"
SENT = "国家药监局药审中心关于发布《罕见病药物研发指导原则》的通告（2025年第12号）"

_NUMBERS = count(1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def with_files(folder: Path, title: str, files: dict[str, str | None], body: str | None = None) -> Notice:
    """Return a notice with files of these names and texts; None for a kept file without a text."""
    attachments = []
    for name, text in files.items():
        at = next(_NUMBERS)
        sha256 = f"{at:064x}"
        if text is not None:
            (folder / "files").mkdir(exist_ok=True)
            (folder / "files" / f"{sha256}.txt").write_text(text, encoding="utf-8")
        url = f"https://www.example.org/{at}"
        attachments.append(Attachment(name, url, name.rpartition(".")[2], sha256=sha256, size=1))
    return notice(title, attachments=tuple(attachments), body=body)


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        (
            {"附件1.pdf": "x" * 9, "罕见病药物研发指导原则（征求意见稿）.pdf": "x"},
            "罕见病药物研发指导原则（征求意见稿）.pdf",
        ),
        ({"罕见病药物研发指导原则起草说明.docx": "x" * 9, "附件1.pdf": "x"}, "附件1.pdf"),
        ({"附件1.pdf": "x", "附件2.pdf": "x" * 9}, "附件2.pdf"),
        ({"征求意见反馈表.docx": "x" * 9}, None),
        ({"附件1.pdf": None}, None),
        ({"附件1.pdf": "\n"}, None),
        ({}, None),
    ],
)
def test_the_file_that_is_the_document_is_chosen(
    folder: Path, files: dict[str, str | None], chosen: str | None
) -> None:
    found = document_texts([with_files(folder, TITLE, files, body="the page")], KeptTexts(folder).text)[0]
    assert found.file == chosen
    assert found.origin == (chosen or "its own page")
    assert document_texts([with_files(folder, TITLE, {"附件1.pdf": None})], KeptTexts(folder).text) == []


def test_files_of_one_name_are_compared(folder: Path) -> None:
    draft = with_files(
        folder, TITLE, {"甲药物研发技术要求（征求意见稿）.pdf": "a" * 9, "乙药物临床试验要点（征求意见稿）.pdf": "a"}
    )
    final = with_files(folder, SENT, {"附件：乙药物临床试验要点.docx": "b" * 9, "附件：甲药物研发技术要求.docx": "b"})
    texts = KeptTexts(folder).text
    old, new = best_pair(document_texts([draft], texts), document_texts([final], texts))
    assert (old.file, new.file) == ("乙药物临床试验要点（征求意见稿）.pdf", "附件：乙药物临床试验要点.docx")


def test_unread_files_are_named(folder: Path) -> None:
    given = with_files(folder, TITLE, {"附件1.pdf": None, "征求意见反馈表.docx": None, "附件2.pdf": "x"})
    assert [each.name for each in unread_files(given, KeptTexts(folder).text)] == ["附件1.pdf"]
