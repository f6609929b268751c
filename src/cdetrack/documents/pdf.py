"""Read PDF files, by PDFium."""

from pathlib import Path

from cdetrack.documents.no_text import NoTextError
from cdetrack.documents.paragraphs import joined

_PASSWORD = 4
"""PDFium's code for a missing or wrong password."""
_SECURITY = 5


def read(path: Path, _kind: str) -> str:
    """Return the text, page by page with form feeds between them. Raises NoTextError."""
    try:
        import pypdfium2
    except ImportError as error:
        raise NoTextError("reading PDF needs the extra: `pip install 'cdetrack[documents]'`") from error
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {_PASSWORD, _SECURITY}:
            raise NoTextError("it is locked by a password") from error
        raise NoTextError("it is damaged, or cut off: no PDF reader opens it") from error
    pages, broken = [], 0
    for number in range(len(document)):
        try:
            page = document[number]
            content = page.get_textpage()
            pages.append(joined(content.get_text_bounded().splitlines()))
            content.close()
            page.close()
        except pypdfium2.PdfiumError:
            pages.append("")
            broken += 1
    if not any(page.strip() for page in pages):
        amount = f"{len(pages)} page{'s' * (len(pages) != 1)}"
        raise NoTextError(
            f"it is damaged: none of {amount} can be read" if broken else f"a scan: {amount} without text"
        )
    return "\f".join(pages)
