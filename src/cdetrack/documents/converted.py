"""Read DOC, RTF, WPS, XLS and PPT by a converter that is installed: LibreOffice, or antiword for DOC."""

import subprocess
import tempfile
from pathlib import Path

from cdetrack.documents.converters import antiword, missing_converter, office
from cdetrack.documents.limits import SECONDS
from cdetrack.documents.no_text import NoTextError

_TEXT = "txt:Text (encoded):UTF8"
_SHEETS = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1"
"""LibreOffice's export of a text, and that of every sheet of a workbook, by tabs and in UTF-8."""
_WORKBOOKS = frozenset({"xls", "et"})


def read(path: Path, kind: str) -> str:
    """Return the text that a converter makes. Raises NoTextError if none is installed, or it fails."""
    reader, program = antiword() if kind == "doc" else None, office()
    if reader is not None:
        try:
            return _run([reader, "-m", "UTF-8.txt", "-w", "0", str(path)]).decode("utf-8", "replace")
        except NoTextError:
            # It refuses short files.
            if program is None:
                raise
    if program is None:
        raise NoTextError(missing_converter(kind))
    return _converted(program, path, kind)


def _converted(program: str, path: Path, kind: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        form = _SHEETS if kind in _WORKBOOKS else _TEXT
        profile = f"-env:UserInstallation=file://{folder}/profile"
        _run([program, profile, "--headless", "--norestore", "--convert-to", form, "--outdir", folder, str(path)])
        made = sorted(each for each in Path(folder).iterdir() if each.is_file())
        if not made:
            raise NoTextError(f"LibreOffice cannot convert it: it is damaged, or no {kind.upper()}")
        return "\n\n".join(each.read_text(encoding="utf-8-sig", errors="replace") for each in made)


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
        raise NoTextError(f"`{Path(words[0]).name}` takes longer than {SECONDS} seconds") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoTextError(f"`{Path(words[0]).name}` cannot convert it: it is damaged") from error
    return done.stdout
