"""Bring a title into the one form that all rules read: what listings and files write around it or into it is gone."""

import re
from functools import lru_cache

from cdetrack.changes.likeness import acts_of
from cdetrack.model.notice import Notice
from cdetrack.text.clean import nfkc
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import HAN

# `公 告`: characters set apart to fill a line. Names with a space between have several: `国家药监局 公安部`.
_SET_APART = regex(rf"(?<![{HAN}])[{HAN}](?:\s[{HAN}](?![{HAN}]))+|(?<=[{HAN}])(?:\s[{HAN}](?![{HAN}])){{2,}}")
# `第 12 号`, `ICH 指导原则`: a space that some editors put between scripts.
_BETWEEN_SCRIPTS = regex(rf"(?<=[{HAN}])\s(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])\s(?=[{HAN}])")
# `12. `, `(3) `, `2031-03-02 `, `[New] `: the place of an entry in its list, its day, or that it came lately.
_BEFORE = regex(
    r"(?:\(?\d{1,3}(?:\)|\.(?!\d))|\[(?:\d{1,3}|[Nn]ew|NEW)\]|(?:19|20)\d\d[-./]\d\d?[-./]\d\d?)\s{1,3}(?=[^\W\d])"
)
# `(PDF, 1.2 MB)`, `[DOCX]`, `.pdf`, `(English version)`, `(updated)`: of the file, not of the document.
_SIZE = r"\d[\d.,]{0,6}\s?[KMkm][Bb]"
_FILE = r"(?:pdf|docx?|xlsx?|html?|wps|ofd|zip|rar)"
_BEHIND = Gated(
    rf"\s?[(\[](?:(?:{_FILE}|word|excel)(?:\s(?:file|version|document))?(?:[\s,;|–-]{{1,3}}{_SIZE})?|{_SIZE}"
    r"|(?:in )?english(?: version| translation| only)?|中?文版|英文版?|中文|组?图|附图|多图|图文|视频"
    r"|with (?:photos?|pictures?|videos?)(?:[/ ,&and]{1,5}videos?)?|(?:newly |last )?updated|new)[)\]]$"
    rf"|\.{_FILE}$|\s[-–|]?\s?{_FILE}(?:[\s,]{{1,2}}{_SIZE})?$",
    *("pdf", "doc", "xls", "htm", "wps", "ofd", "zip", "rar", "word", "excel", "kb", "mb", "english", "updated", "new"),
    *("photo", "picture", "video", "文", "图", "视频"),
)
# Not that of `U.S.`, nor one of several.
_FULL_STOP = regex(r"(?<!\.[A-Za-z])(?<!\.)[.。]$|(?<=[^A-Z]) NEW$")
_AND = regex(r"(?<=[A-Za-z,]{2}) & (?=[A-Za-z]{2})")
_STARTS = "0123456789(["
_ENDS = (
    *(")", "]", ".", "。", " NEW", "MB", "KB", "kb", "pdf", "PDF", "doc", "DOC", "docx"),
    *("xls", "xlsx", "htm", "html", "wps", "ofd", "zip", "rar"),
)
"""The last letters of what may stand behind a title."""


@lru_cache(maxsize=4096)
def plain_title(title: str) -> str:
    """Return the title as the rules expect it, in its own words.

    NFKC-folded and cut to `LONGEST_TITLE`; without the number of an entry, a day or a note on the file; with Chinese
    characters side by side, and with `and` for `&`.
    """
    text = nfkc(title).strip()
    if text[:1] in _STARTS:
        text = _without(_BEFORE().match(text), text)
    while text.endswith(_ENDS):
        shorter = _without(_BEHIND.search(text, max(0, len(text) - 60)) or _FULL_STOP().search(text), text)
        if shorter == text:
            break
        text = shorter
    if " & " in text:
        text = _AND().sub(" and ", text)
    if " " not in text or text.isascii():
        return text
    return _BETWEEN_SCRIPTS().sub("", _SET_APART().sub(_joined, text))


def in_plain_form(notice: Notice) -> Notice:
    """Return the notice with its title in the plain form, as the relations compare it.

    `(updated)` stays: it may be all that tells an update from the document.
    """
    plain = plain_title(notice.title)
    if plain == notice.title or acts_of(plain) != acts_of(notice.title):
        return notice
    return notice._replace(title=plain)


def _without(found: re.Match[str] | None, text: str) -> str:
    """Return the text without a match at its start or end, or as it is if nothing would be left."""
    return ((text[: found.start()] + text[found.end() :]).strip() or text) if found else text


def _joined(found: re.Match[str]) -> str:
    return "".join(found[0].split())
