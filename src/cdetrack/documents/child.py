"""The child process: read one file within limits, and print its text or the reason for which it has none, as JSON."""

import json
import sys
from pathlib import Path

from cdetrack.documents import limits
from cdetrack.documents.no_text import NoTextError
from cdetrack.documents.reading import read_document


def main(arguments: list[str]) -> None:
    """Print `[text, reason]` for a path and the extension of its name; one of the two is null."""
    limits.apply()
    path, type_of = arguments
    text = reason = None
    try:
        text = read_document(Path(path), type_of)
    except NoTextError as error:
        reason = str(error)
    except MemoryError:
        reason = f"reading it needs more than {limits.MEMORY >> 20} MB of memory"
    except RecursionError:
        reason = "it is nested too deep"
    except Exception:  # noqa: BLE001 - hostile content can raise anything in a library
        reason = "it is damaged: its content cannot be read"
    # ASCII: lone surrogates of a broken file pass as well.
    sys.stdout.write(json.dumps([text, reason]))
    sys.stdout.flush()
