"""Read DOC, RTF, WPS, XLS and PPT by a converter that is installed: LibreOffice, or antiword for DOC."""

import subprocess
import tempfile
from pathlib import Path

from cdetrack.documents.converters import antiword, missing_converter, office
from cdetrack.documents.limits import SECONDS
from cdetrack.documents.unreadable import UnreadableError

_FILTERS = {"xls": "csv:Text - txt - csv (StarCalc):9,34,76", "et": "csv:Text - txt - csv (StarCalc):9,34,76"}
"""LibreOffice's export of a spreadsheet, by tabs and in UTF-8; for all others `txt`."""


def read(path: Path, kind: str) -> str:
    """Return the text that a converter makes. Raises UnreadableError if none is installed, or it fails."""
    if kind == "doc" and (reader := antiword()):
        return _run([reader, "-m", "UTF-8.txt", "-w", "0", str(path)]).decode("utf-8", "replace")
    program = office()
    if program is None:
        raise UnreadableError(missing_converter(kind))
    with tempfile.TemporaryDirectory() as folder:
        _run(
            [
                *(program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"),
                *(
                    "--convert-to",
                    _FILTERS.get(kind, "txt:Text (encoded):UTF8"),
                    "--outdir",
                    f"{folder}/out",
                    str(path),
                ),
            ]
        )
        made = next(Path(folder, "out").glob("*"), None)
        if made is None:
            raise UnreadableError(f"LibreOffice cannot convert it: it is damaged, or no {kind.upper()}")
        return made.read_text(encoding="utf-8-sig", errors="replace")


def _run(words: list[str]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a converter by its full path
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"`{Path(words[0]).name}` takes longer than {SECONDS} seconds") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnreadableError(f"`{Path(words[0]).name}` cannot convert it: it is damaged") from error
    return done.stdout
