"""Read the parts of a package: DOCX, XLSX and PPTX are ZIP archives of XML files."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from cdetrack.documents.limits import LARGEST_MEMBER
from cdetrack.documents.no_text import NoTextError


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive. Raises NoTextError for a damaged one."""
    with unpacking(), zipfile.ZipFile(path) as package:
        yield package


@contextmanager
def unpacking() -> Iterator[None]:
    """Raise NoTextError for a damaged or locked archive."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError) as error:
        raise NoTextError("it is damaged, or cut off: it cannot be unpacked") from error
    except RuntimeError as error:
        if "password" not in str(error):
            raise
        raise NoTextError("it is locked by a password") from error


def content(package: zipfile.ZipFile, name: str) -> bytes:
    """Return the content of a file in an archive. Raises NoTextError for a damaged, locked or too large one."""
    with unpacking(), package.open(name) as file:
        data = file.read(LARGEST_MEMBER + 1)
    if len(data) > LARGEST_MEMBER:
        raise NoTextError(f"`{name}` in it has more than {LARGEST_MEMBER >> 20} MB")
    return data


def tree(package: zipfile.ZipFile, name: str) -> "etree._Element | None":
    """Return the root of an XML part; None if the package lacks it. Raises NoTextError if it is no XML."""
    if name not in package.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(content(package, name), parser)
    except etree.XMLSyntaxError as error:
        raise NoTextError(f"it is damaged: `{name}` in it is no XML") from error
