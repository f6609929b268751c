"""Common parts of all pages of the NMPA's English site: its sections, and the end of a page."""

import posixpath
import re
from urllib.parse import urlsplit

from cdetrack.errors import CutOffError
from cdetrack.model.record import Page
from cdetrack.text.clean import fold_text
from cdetrack.text.links import ENGLISH

BASE = f"https://{ENGLISH}/"
CHANGED = "the layout of the site has changed: update cdetrack, or report the page"
_SECTIONS = {
    "drugs": "nmpa/drugs",
    "medicaldevices": "nmpa/devices",
    "cosmetics": "nmpa/cosmetics",
    "news": "nmpa/news",
    "policies": "nmpa/policies",
    "lawsandregulations": "nmpa/laws",
    # By their titles on the page.
    "medical devices": "nmpa/devices",
    "policies interpretation": "nmpa/policies",
    "laws and regulations": "nmpa/laws",
}
_END = re.compile(rb"</html\s{0,20}>", re.IGNORECASE)
_TAIL = 65536
_PAGE_OF = re.compile(r"([A-Za-z]{2,40})(?:_[0-9]{1,5})?\.html?\Z")


def check_end(page: Page, content: bytes) -> None:
    """Raise CutOffError for a page without its end: entries may be missing."""
    if not _END.search(content[-_TAIL:]):
        raise CutOffError(
            f"{page.name} is cut off: it has no `</html>`",
            hint="fetch or save the page again: nothing was kept",
        )


def section(name: str) -> str | None:
    """Return the source of a section, given its link, its address or its title; None if there is none."""
    try:
        path = urlsplit(name).path
    except ValueError:
        return None
    found = _PAGE_OF.fullmatch(posixpath.basename(path))
    return _SECTIONS.get(found[1].lower() if found else fold_text(name).lower())
