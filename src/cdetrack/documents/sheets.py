"""Read XLSX files: each row a line, with tabs between the cells."""

import zipfile
from pathlib import Path

from cdetrack.documents.no_text import NoTextError
from cdetrack.documents.packages import opened


def read(path: Path, _kind: str) -> str:
    """Return the name of each sheet and its rows, with an empty line before the next. Raises NoTextError."""
    try:
        import openpyxl
    except ImportError as error:
        raise NoTextError("reading XLSX needs the extra: `pip install 'cdetrack[documents]'`") from error
    # By its content: kept files have no extension, and the library refuses paths without one.
    with opened(path), path.open("rb") as file:
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
            raise NoTextError("it is damaged: no reader of spreadsheets opens it") from error
        sheets = []
        for sheet in book.worksheets:
            # The size that the file states may be a million empty rows.
            sheet.reset_dimensions()
            rows = (
                "\t".join("" if cell is None else str(cell) for cell in row)
                for row in sheet.iter_rows(values_only=True)
            )
            sheets.append("\n".join([sheet.title, *(row.rstrip("\t") for row in rows)]))
        book.close()
    return "\n\n".join(sheets)
