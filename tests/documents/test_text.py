"""The text of files: characters and order right, and a hostile file costs its own text and nothing else."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from cdetrack.documents import text
from cdetrack.documents.limits import SECONDS
from cdetrack.documents.text import Extracted, extract
from support.papers import docx, packed, paragraph, pdf, to_unicode
from support.paths import DATA

ARTICLES = (
    "药物临床试验技术指导原则（试行）",
    "第一条 为规范罕见病药物的临床试验，保护受试者的权益，依据药品管理法，制",
    "定本指导原则。",
    "第二条 本指导原则自2026年7月1日起施行。",
)
WHOLE = "\n".join([ARTICLES[0], ARTICLES[1] + ARTICLES[2], ARTICLES[3]])


def saved(tmp_path: Path, content: bytes, name: str = "file") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("encoding", "codec"), [("GBK-EUC-H", "gbk"), ("GB-EUC-H", "gb2312"), ("UniGB-UCS2-H", "utf-16-be")]
)
def test_chinese_pdf_files_need_no_embedded_font(tmp_path: Path, encoding: str, codec: str) -> None:
    """The lines of a paragraph are joined, so that a word is found across their ends; clauses begin lines."""
    file = saved(tmp_path, pdf([ARTICLES, ["附件"]], encoding=encoding, codec=codec))
    assert extract(file, "pdf") == Extracted(f"{WHOLE}\f附件", None)


def test_the_characters_of_a_pdf_file_are_the_usual_ones(tmp_path: Path) -> None:
    """Fonts map characters to radicals that look alike: a search for 用 must find ⽤, and one for G2 Ｇ２."""
    table = to_unicode("使⽤⽇ﬁＧ２")
    line = "\x01\x02\x03\x04\x05\x06"
    assert (
        extract(saved(tmp_path, pdf([[line]], encoding="Identity-H", codec="utf-16-be", unicode=table)), "").text
        == "使用日fiG2"
    )


def test_letters_that_are_set_apart_are_words_again(tmp_path: Path) -> None:
    assert (
        extract(saved(tmp_path, pdf([["罕 见 病 药 物 指 南", "第一章 总则"]])), "pdf").text
        == "罕见病药物指南\n第一章 总则"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([[], [], []]), "a scan: 3 pages without text"),
        ((DATA / "documents" / "locked.pdf").read_bytes(), "it is locked by a password"),
        (pdf([ARTICLES])[:400], "it is damaged, or cut off: no PDF reader opens it"),
        (
            pdf([["\x01\x02"]], encoding="Identity-H", codec="utf-16-be", unicode=to_unicode("\ue000\ue001")),
            "its text is garbled: its fonts do not say which characters they show",
        ),
        (b"\x89PNG\r\n\x1a\n", "an image, without text"),
        (b"", "an empty file"),
        (b"\n\n", "it has no text"),
        (b"PK\x03\x04 cut off", "it is damaged, or cut off: it cannot be unpacked"),
    ],
)
def test_a_file_without_text_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    assert extract(saved(tmp_path, content), "pdf") == Extracted(None, reason)


def test_the_numbers_of_clauses_in_a_word_file_are_read(tmp_path: Path) -> None:
    """Word makes them as it shows the file: its text has none."""
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'
    levels = (("第%1条", "chineseCountingThousand"), ("（%2）", "chineseCountingThousand"), ("%1.%2.%3", "decimal"))
    numbering = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for n, (shown, form) in enumerate(levels)
    )
    body = (
        paragraph("总则", '<w:pStyle w:val="Heading"/>')
        + paragraph("适用范围", '<w:pStyle w:val="Article"/>')
        + paragraph("药物", listed.format(1))
        + paragraph("器械", listed.format(1))
        + paragraph("其他", '<w:pStyle w:val="Article"/>')
        + paragraph("化妆品", listed.format(1))
        + "<w:p><w:r><w:t>旧</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('名称')}</w:tc><w:tc>{paragraph('日期')}</w:tc></w:tr></w:tbl>"
    )
    parts = docx(
        body,
        {
            "numbering": f'<w:abstractNum w:abstractNumId="3">{numbering}</w:abstractNum>'
            '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>',
            "styles": '<w:style w:styleId="Article"><w:basedOn w:val="Base"/></w:style><w:style w:styleId="Base">'
            f"<w:pPr>{listed.format(0)}</w:pPr></w:style>",
        },
    )
    assert extract(packed(tmp_path / "guide.docx", parts), "docx").text == (
        "总则\n第一条 适用范围\n（一） 药物\n（二） 器械\n第二条 其他\n（一） 化妆品\n旧\n名称\t日期"
    )


def test_an_archive_is_listed_and_its_files_are_read(tmp_path: Path) -> None:
    """Chinese programs write the names in GBK; an archive in it stays shut."""
    inner = packed(tmp_path / "inner.zip", {"a.txt": "x"}).read_bytes()
    parts = {
        "指南.pdf": pdf([["罕见病"]]),
        "b.docx": packed(tmp_path / "b", docx(paragraph("儿童"))).read_bytes(),
        "c.zip": inner,
    }
    archive = packed(tmp_path / "all.zip", parts)
    content = archive.read_bytes()
    assert extract(archive, "zip").text == (
        "指南.pdf\nb.docx\nc.zip\n\n== 指南.pdf ==\n罕见病\n\n== b.docx ==\n儿童\n\n"
        "== c.zip ==\n(an archive in an archive: not opened)"
    )
    # A small file stored first leaves the head of a PDF file near the start of the archive.
    stored = packed(tmp_path / "stored.zip", {"a.txt": "x", **parts}, stored=True)
    assert str(extract(stored, "zip").text).startswith("a.txt\n指南.pdf\n")
    assert "指南.pdf" in str(extract(saved(tmp_path, _in_gbk(content, "指南.pdf"), "gbk.zip"), "zip").text)


def _in_gbk(content: bytes, name: str) -> bytes:
    """Return an archive with this name, in GBK and without the flag of UTF-8."""
    new = name.encode("gbk").ljust(len(name.encode()), b"\x20")
    return content.replace(name.encode(), new).replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")


def test_a_spreadsheet_is_read_row_by_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "目录"
    sheet.append(["品种", "日期"])
    sheet.append(["阿司匹林", 5])
    book.save(tmp_path / "list.xlsx")
    # The content decides the format, not the name: kept files have no extension.
    kept = (tmp_path / "list.xlsx").rename(tmp_path / "503c7e09")
    assert extract(kept, "pdf").text == "目录\n品种\t日期\n阿司匹林\t5"


@pytest.mark.parametrize(
    ("content", "expected"), [("第一条".encode("gb18030"), "第一条"), (b"<html><p>a</p>b<script>c</script>", "a\nb")]
)
def test_plain_files_are_read_in_their_charset(tmp_path: Path, content: bytes, expected: str) -> None:
    assert extract(saved(tmp_path, content), "txt").text == expected


def test_old_formats_need_a_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = saved(tmp_path, b"{\\rtf1 text}", "file.rtf")
    assert extract(file, "rtf").reason == "RTF needs a converter: install LibreOffice"
    shell = shutil.which("sh", path="/bin:/usr/bin")
    converter = tmp_path / "antiword"
    converter.write_text(f"#!{shell}\necho converted")
    converter.chmod(0o700)
    old = saved(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    assert extract(old, "wps").text == "converted"
    converter.write_text(f"#!{shell}\nexit 1")
    assert extract(old, "doc").reason == "`antiword` cannot convert it: it is damaged"
    office = tmp_path / "soffice"
    office.write_text(f'#!{shell}\nwhile [ "$1" != --outdir ]; do shift; done; echo by office > $2/file.txt')
    office.chmod(0o700)
    assert extract(old, "doc").text == "by office"
    assert extract(file, "rtf").text == "by office"
    office.write_text(f"#!{shell}\n")
    assert extract(file, "rtf").reason == "LibreOffice cannot convert it: it is damaged, or no RTF"


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (["import os", "os.abort()"], "the reader crashed on it: it is damaged, or made to do so"),
        (["while True: pass"], "reading it takes longer than 1 seconds"),
        (["import time", "time.sleep(60)"], "reading it takes longer than 1 seconds"),
        (["bytearray(4 << 30)"], "reading it needs more than 1024 MB of memory"),
        (["import sys", "sys.stdout.write('x' * (65 << 20))"], "its text has more than 64 MB"),
    ],
)
def test_a_hostile_file_costs_its_own_text_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Sequence[str], reason: str
) -> None:
    """The reader is taken over by the file: it loops, waits, crashes, fills the memory or the disk."""
    seconds = 1 if "seconds" in reason else SECONDS
    monkeypatch.setattr(text, "SECONDS", seconds)
    monkeypatch.setattr(
        text,
        "_PROGRAM",
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from cdetrack.documents import child, limits, reading\n"
        f"limits.SECONDS = {seconds}\n"
        f"def read(*_):\n    exec({chr(10).join(program)!r})\n"
        "child.read_document = read\n"
        "child.main(sys.argv[2:])",
    )
    assert extract(saved(tmp_path, b"x"), "pdf").reason == reason
    assert not list(tmp_path.glob("tmp*"))


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = "<w:p/>" * (12 << 20)
    assert (
        extract(packed(tmp_path / "bomb.docx", docx(bomb)), "docx").reason
        == "`word/document.xml` in it has more than 64 MB"
    )
    deep = "<w:sdt>" * 5000 + "</w:sdt>" * 5000
    assert (
        extract(packed(tmp_path / "deep.docx", docx(deep)), "docx").reason
        == "it is damaged: `word/document.xml` in it is no XML"
    )


def test_the_reader_gets_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes the reader over must not learn more than its own content."""
    monkeypatch.setenv("CDETRACK_MAIL_PASSWORD", "secret")
    program = "import json, os; print(json.dumps([' '.join(os.environ.values()), None]))"
    monkeypatch.setattr(text, "_PROGRAM", program)
    variables = extract(saved(tmp_path, b"x"), "pdf").text
    assert variables is not None
    assert "secret" not in variables.split()
