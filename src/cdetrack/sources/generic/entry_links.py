"""Tell the link of an entry from the others in its row: annexes, other languages, icons, files beside their titles."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from cdetrack.sources.generic.outline import PLAIN_HEADINGS, Link, Outline, in_heading
from cdetrack.sources.generic.title_attributes import words_of
from cdetrack.sources.generic.title_check import is_title
from cdetrack.sources.generic.title_classes import title_points
from cdetrack.text.dates.finding import date_in_url

_LABEL_LENGTH = 40
"""Characters of a link's text searched for `pdf` or `download`."""
_SAME = 0.9
"""The share of alike rows. 0.75 changes no page, 1.0 adds 57 stray entries to the saved ones."""
_HEADING = 1.0
"""A link in a heading, or around one, leads to the entry, and not to its department or attachment."""
_EMPHASIS = 0.3
"""The same for bold words or a class such as `title`; less than the file type counts."""
_INSIDE = 8
"""Elements in a link that are searched for a heading, and around it for a list; bounds the time."""
_TEXT_FILE = 0.6
"""A text file beside a PDF is its copy, so it counts less than the 1.0 of a PDF. No page changes from 0.3 to 0.9."""
_PDF_BY_TEXT = 0.8
"""A link called `PDF` without the extension in its address. No page changes from 0.5 to 1.0."""
_SERVED_FILE = 0.5
"""An address such as `/download?id=7` often leads to a document. No page changes from 0.0 to 0.8."""
_BOLD = ("b", "strong")
_FILE = re.compile(r"\.(pdf|docx?|rtf|wpd|odt)(?:$|[?#])", re.IGNORECASE)
_SERVED = re.compile(
    r"download|attachment|get_?file|view_?(?:file|pdf|doc)|/files?/|/media/|documents?/", re.IGNORECASE
)
_LONGEST_PATH = 300
"""Characters at the end of a path searched for a date."""
_VALUES = re.compile(r"=[^&]*")
_NUMBERS = re.compile(r"\d+")
_PDF_TEXT = re.compile(r"pdf|download", re.IGNORECASE)
_ANNEX = re.compile(
    r"\W{0,3}(?:(?:annex(?:e|es|ure)?|appendix|attachment|enclosure|anlage|anhang|pi[eè]ce jointe|anexo|allegato"
    r"|bijlage|bilaga?|příloha|załącznik|приложение)\b|附件|附录|附表|附錄|別添|別紙|첨부|붙임)",
    re.IGNORECASE,
)
_ANNEXES = re.compile(
    r"files|attachments|downloads|(?:(?:meeting|draft|final|approved|full|view)\s){0,2}(?:agendas?|minutes|materials)|附件|下载",
    re.IGNORECASE,
)
"""Words for annexes alone. `File` and `Documents` may head the column of the titles."""
_LANGUAGE = re.compile(
    r"(?<![a-z])(?:en|eng|english|zh|chi|chs|cht|tc|sc|gb|big5|chinese|cn|tw|hk|hans|hant|c|e|pt|por|fr|fra|de|deu|es|spa"
    r"|it|ja|jp|ko|kr|ar|us|uk|th|vi|ru)(?![a-z])"
)
_LISTS = ("ul", "ol", "dl", "table")


def annexes(outline: Outline, groups: Sequence[Sequence[Link]]) -> Iterator[Link]:
    """Yield the links that are no entries: files of the entry in whose line they are, and its other languages.

    The words of a file say so, or it leads to another kind of page than the first links of all groups. Where each
    of these leads to a kind of its own, another kind says nothing.
    """
    usual = {_kind_of_address(group[0].href) for group in groups}
    tells = 2 * len(usual) <= max(2, len(groups))
    for one, other in (pair for group in groups for pair in pairwise(group)):
        is_in_line = "\n" not in outline.text[one.start : other.start]
        is_other = tells and _kind_of_address(other.href) not in usual
        words = words_of(outline, other)
        is_call = is_title(words_of(outline, one)) and not is_title(words)
        is_beside = is_in_line and (is_other or is_call or is_called_annex(words))
        if is_beside or (one.href != other.href and without_language(one.href) == without_language(other.href)):
            yield other


def are_entries(outline: Outline, groups: Sequence[Sequence[Link]]) -> bool:
    """Return True if the links of each group are entries of one day, and no parts of one entry.

    Entries have a line and a title of their own. The second link of an entry leads to another kind of page than
    the first: a PDF, a translation, an office.
    """
    links = [link for group in groups for link in group]
    titles = {text for link in links if is_title(text := words_of(outline, link))}
    pages = {link.href if link.scripted else link.href.partition("#")[0] for link in links}
    if min(len(titles), len(pages)) < _SAME * len(links):
        return False
    if any("\n" not in outline.text[one.start : other.start] for group in groups for one, other in pairwise(group)):
        return False
    first = {_kind_of_address(group[0].href) for group in groups}
    second = {_kind_of_address(group[1].href) for group in groups if len(group) > 1}
    return not first.isdisjoint(second) or (len(first) > 1 and len(second) > 1)


def is_in_own_list(outline: Outline, link: Link, first: Link) -> bool:
    """Return True if a link is in a list or table that begins behind the first link of its row."""
    around = outline.parents[link.element]
    for _ in range(_INSIDE):
        if around < 0 or outline.starts[around] <= first.start:
            break
        if outline.tags[around].name in _LISTS:
            return True
        around = outline.parents[around]
    return False


def prominence(outline: Outline, link: Link) -> float:
    """Return a link's points for a heading around or inside it, for bold words and for its class."""
    inside = range(link.element + 1, min(link.element + _INSIDE, len(outline.tags)))
    names = [outline.tags[element].name for element in inside if outline.starts[element] < link.end]
    if in_heading(outline, link.element) or any(name in PLAIN_HEADINGS for name in names):
        return _HEADING
    bold = outline.tags[outline.parents[link.element]].name in _BOLD or names[:1] in (["b"], ["strong"])
    return _EMPHASIS * max(bold, title_points(outline, link.element))


def _kind_of_address(href: str) -> str:
    """Return an address without the numbers, the words and the values that tell one page of a kind from another."""
    path, _, query = href.partition("#")[0].partition("?")
    folder, _, name = path.rstrip("/").rpartition("/")
    own = f"{name}?{_VALUES.sub('=', query)}" if query else f".{name.rpartition('.')[2]}" if "." in name else ""
    return _NUMBERS.sub("0", f"{folder}/{own}").casefold()


def without_language(href: str) -> str:
    """Return an address without the names of languages in it: `/tc/notice_c.html`, `?lang=en`."""
    return _LANGUAGE.sub("", href.casefold())


def file_score(href: str, text: str) -> float:
    """Return the likelihood, from 0 to 1, that a link leads to the document itself: 1 for a PDF."""
    found = _FILE.search(href)
    if found:
        return 1.0 if found[1].casefold() == "pdf" else _TEXT_FILE
    if _PDF_TEXT.search(text[:_LABEL_LENGTH]):
        return _PDF_BY_TEXT
    return _SERVED_FILE if _SERVED.search(href) else 0.0


def is_file(href: str) -> bool:
    """Return True if an address has the ending of a document."""
    return bool(_FILE.search(href))


def day_in_address(href: str) -> date | None:
    """Return the date in the path of an address, if there is one."""
    return date_in_url(end_of_path(href))


def end_of_path(href: str) -> str:
    """Return the end of the path of an address, which is searched for a date."""
    return path_of(href)[-_LONGEST_PATH:]


def path_of(href: str, base: str = "") -> str:
    """Return the path of an address, which may be relative to `base`; empty if it is broken, as in some saved pages."""
    try:
        return urlsplit(urljoin(base, href)).path
    except ValueError:
        return ""


def is_called_annex(text: str) -> bool:
    """Return True if the words of a link say that it is an annex."""
    return _ANNEX.match(text) is not None


def names_annexes(words: str) -> bool:
    """Return True for the header of a column of annexes, or for a link that has only such words."""
    return _ANNEXES.fullmatch(words) is not None
