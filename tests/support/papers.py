"""Files as regulators attach them, made by hand: PDF with the fonts that Acrobat has, DOCX, and archives."""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
    b"/Descent -120/CapHeight 880/StemV 93>>"
)
_GLYPHS = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    b"/Supplement 2>>/FontDescriptor 3 0 R/DW 1000>>"
)
_FONT = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{}/DescendantFonts[4 0 R]{}>>"


def pdf(pages: Sequence[Sequence[str]], *, encoding: str = "GBK-EUC-H", codec: str = "gbk", unicode: str = "") -> bytes:
    """Return a PDF file with these lines on its pages, in a font that is not embedded.

    `encoding` is a CMap that every reader has, `codec` its charset; `unicode` a table from codes to characters.
    """
    contents = [
        "BT /F1 12 Tf 1 0 0 1 60 780 Tm 18 TL\n" + "".join(f"<{line.encode(codec).hex()}> Tj T*\n" for line in lines)
        for lines in pages
    ]
    return _file(contents, encoding, unicode)


def placed(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF file in which each character has a place of its own, as Word writes it."""
    contents = [
        "BT /F1 12 Tf\n"
        + "".join(
            f"1 0 0 1 {30 + 12 * column} {800 - 18 * row} Tm <{sign.encode('gbk').hex()}> Tj\n"
            for row, line in enumerate(lines)
            for column, sign in enumerate(line)
        )
        for lines in pages
    ]
    return _file(contents, "GBK-EUC-H", "")


def _file(contents: Sequence[str], encoding: str, unicode: str) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        _DESCRIPTOR,
        _GLYPHS,
        _FONT.format(encoding, "/ToUnicode 6 0 R" if unicode else "").encode(),
        _stream(unicode.encode()),
    ]
    kids = []
    for content in contents:
        objects.append(_stream(f"{content}ET".encode()))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _assembled(objects)


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def _assembled(objects: Sequence[bytes]) -> bytes:
    made = b"%PDF-1.5\n"
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(made))
    )


def to_unicode(text: str) -> str:
    """Return a table that maps the codes 1, 2, … to the characters of `text`."""
    entries = "\n".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>" for code, sign in enumerate(text, 1))
    return (
        "/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(text)} beginbfchar\n{entries}\nendbfchar\nendcmap"
    )


def docx(body: str, parts: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the parts of a DOCX file with this XML in its body."""
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        **{f"word/{name}.xml": f'<w:{name} xmlns:w="{WORD}">{xml}</w:{name}>' for name, xml in (parts or {}).items()},
    }


def paragraph(text: str, properties: str = "") -> str:
    """Return the XML of a paragraph."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def packed(path: Path, parts: Mapping[str, str | bytes], *, stored: bool = False) -> Path:
    """Write an archive with these files, compressed or as they are, and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
