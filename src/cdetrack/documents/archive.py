"""Read ZIP archives: the names of their files, then the texts of those that can be read."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cdetrack.documents import packages
from cdetrack.documents.limits import LARGEST_ARCHIVE, MOST_MEMBERS
from cdetrack.documents.no_text import NoTextError
from cdetrack.text.clean import fold_text

_UTF8 = 0x800
"""The flag of a name in UTF-8; without it, Chinese programs write GBK, and Python reads code page 437."""


def read(path: Path, _kind: str) -> str:
    """Return the names, each a line, then for each file its name as a heading and its text, or the reason for none.

    Archives in it are listed and not opened. Raises NoTextError.
    """
    with packages.opened(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            raise NoTextError("an empty archive")
        names = [f"{_name(member)}" for member in members[:MOST_MEMBERS]]
        more = len(members) - len(names)
        lines = [*names, *([f"… and {more} more files"] if more else [])]
        left = LARGEST_ARCHIVE
        parts: list[str] = []
        for member in members[:MOST_MEMBERS]:
            left -= max(member.file_size, 0)
            parts += _part(archive, member) if left >= 0 else []
        if left < 0:
            parts.append(f"\n(files beyond {LARGEST_ARCHIVE >> 20} MB are not read)")
    return "\n".join([*lines, *parts])


def _name(member: zipfile.ZipInfo) -> str:
    name = member.filename
    if not member.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        for charset in ("utf-8", "gb18030"):
            try:
                return fold_text(raw.decode(charset))
            except UnicodeDecodeError:
                continue
    return fold_text(name)


def _part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[str]:
    from cdetrack.documents.reading import read_document

    name = _name(member)
    yield f"\n== {name} =="
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "member"
            file.write_bytes(packages.content(archive, member.filename))
            yield read_document(file, PurePosixPath(name).suffix, nested=True).replace("\f", "\n\n")
    except NoTextError as error:
        yield f"({error})"
