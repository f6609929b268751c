"""The userscript that saves the lists which a page of the CDE or the NMPA has received, as a file for `ingest`."""

from importlib.resources import files


def userscript() -> str:
    """Return the text of the userscript."""
    return files(__package__).joinpath("userscript.js").read_text(encoding="utf-8")
