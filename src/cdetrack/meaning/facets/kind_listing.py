"""The kind that a listing, or the section of a site that a link is in, gives to the titles that name none."""

import re
from functools import lru_cache
from urllib.parse import unquote

from cdetrack.text.regex import regex

_ENGLISH = re.IGNORECASE

BARE: dict[str, str] = {
    "cde/priority-review": "designation",
    "cde/breakthrough": "designation",
    "cde/trial-approvals": "trial-permission",
    **dict.fromkeys(("cde/laws", "cde/rules", "nmpa/laws", "nmpa-cn/regulations", "eurlex/oj-l"), "regulation"),
    **dict.fromkeys(
        ("mfds/acts", "mfds/amendments", "mfds/drafts", "tfda/law-drafts", "tfda/controlled"), "regulation"
    ),
    **dict.fromkeys(("nmpa/policies", "nmpa-cn/interpretations", "gov/interpretations"), "interpretation"),
    **dict.fromkeys(("cde/guidance", "cde/database", "cde/consultations"), "guideline"),
    **dict.fromkeys(("mfds/guides", "mfds/more-guides"), "guideline"),
    **dict.fromkeys(("cdr/alerts", "cdr/bulletins", "cdr/devices", "cdr/cosmetics", "cdr/reports"), "report"),
    "nifdc/questions": "qa",
    **dict.fromkeys(("fda/recalls", "fda/recalls-list", "fda/medwatch", "fda/warning-letters", "fr/fda"), "notice"),
    **dict.fromkeys(
        (
            "mhra/alerts",
            "mhra/safety-update",
            "tga/safety-updates",
            "tga/alerts",
            "tga/safety-alerts",
            "tga/market-actions",
            "tga/shortages",
        ),
        "notice",
    ),
    **dict.fromkeys(("hc/recalls", "hc/devices", "hc/recalls-list", "openfda/drug-enforcement"), "notice"),
    **dict.fromkeys(("who/product-alerts", "mfds/safety-letters", "tfda/drug-alerts", "tfda/device-alerts"), "notice"),
    **dict.fromkeys(("ema/guidelines", "ema/documents", "ema/procedures", "fda/guidance"), "guideline"),
    **dict.fromkeys(("ich/efficacy", "ich/quality", "ich/safety", "ich/multidisciplinary"), "guideline"),
}
"""Source -> the kind of a title that names none."""
_NO_SECTION = frozenset({"ema/guidance"})
"""Built-in sources with rows of several kinds, whatever their names say."""
# The last part of the name of a user's source: `fda/guidances`, `tga/guidance-documents`, `cmde/指导原则`.
_SECTION = regex(
    r"(?:^|/)(?:[\w.]{1,40}-){0,4}?(?:(?P<guideline>guid(?:ances?|elines?)(?:-documents?)?|[\w]{0,8}指导原则)"
    r"|(?P<regulation>(?:laws|regulations|rules|legislation|法律法规|法规)(?:-and-(?:laws|regulations|rules))?)"
    r"|(?P<interpretation>interpretations|政策解读|解读)|(?P<qa>faqs?|q-and-a|qa|问答|常见问题)"
    r"|(?P<notice>recalls|shortages|warning-letters|notices|circulars|notifications|召回|通知))$",
    _ENGLISH,
)
# The same in the path of a link, with the sections that sites of China name by their initials: `ypggtg` (药品公告通告),
# `zhcjdyp` (政策解读药品), `zdyz` (指导原则). News stop the search: `/notices/news/2031/x.html` is news.
_FOLDER = regex(
    r"(?P<news>news(?:room)?|blogs?|press(?:-[\w-]{1,20})?|[a-z]{0,4}xwdt|gzdt|yaowen)"
    r"|(?P<announcement>[a-z]{0,8}ggtg)|(?P<notice>[a-z]{0,8}tzgg|gzwj[a-z]{0,6}|zqyj|tzwj|consultations?|product-recall"
    r"|[\w-]{0,30}?(?:safety|device|drug|product)-alerts?|(?:medicine-|drug-)?safety-updates?)"
    r"|(?P<interpretation>zh?cjd[a-z]{0,6})|(?P<guideline>[a-z]{0,6}zdyz[a-z]{0,6})|(?P<qa>cjwt[a-z]{0,6})"
    r"|(?P<regulation>bmgzh?|flfg)",
    _ENGLISH,
)
_GUIDELINES = frozenset(
    {"ema/guidelines", "fda/guidance", "ich/efficacy", "ich/quality", "ich/safety", "ich/multidisciplinary"}
)
"""Lists of guidelines alone: `Annual Reports` is the subject of one."""
_OF_GUIDELINES = regex(r"(?:fda|ema|ich)/(?:\w{1,20}-)?guid(?:ances?|elines?)(?:-documents?)?", _ENGLISH)
"""The same under a name of the user's."""


def section_kind(source: str) -> str | None:
    """Return the kind of a bare title in a source: for a user's source, by the last part of its name."""
    if source in BARE or source in _NO_SECTION:
        return BARE.get(source)
    section = _SECTION().search(source)
    return section.lastgroup if section else None


def folder_kind(url: str) -> tuple[str, str] | None:
    """Return the kind of a bare title by the innermost section in the path of its link, and that part of the path."""
    for folder in reversed(re.split(r"[?#]", url, maxsplit=1)[0].split("/")[3:-1]):
        kind = _named_kind(folder)
        if kind:
            return kind, f"/{folder}/"
    return None


@lru_cache(maxsize=1024)
def _named_kind(folder: str) -> str | None:
    section = _FOLDER().fullmatch(folder) or _SECTION().fullmatch(unquote(folder))
    return section.lastgroup if section else None


def has_guidelines_alone(source: str) -> bool:
    """Return True if each title in a source is that of a guideline, whatever its nouns."""
    return source not in _NO_SECTION and (source in _GUIDELINES or _OF_GUIDELINES().fullmatch(source) is not None)
