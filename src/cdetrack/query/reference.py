"""Find the notice of a reference: an id, an article number, a link or a document number."""

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdetrack.errors import AmbiguousError, NotFoundError
from cdetrack.model.notice import Notice
from cdetrack.store.fold import Fold
from cdetrack.text.application import is_application
from cdetrack.text.clean import nfkc
from cdetrack.text.days import today
from cdetrack.text.docnumber import number_in, number_of_office

if TYPE_CHECKING:
    from cdetrack.store.store import Store

_SHORTEST = 4
_ARTICLE = re.compile(r"c_(\d{1,12})(?:_\d{1,4})?(?:\.html?)?", re.ASCII)
_MOST = 10
_ABOUT = frozenset({"corrects", "interprets", "issued-by"})


def find(fold: Fold | None, reference: str) -> Notice:
    """Return the notice with this reference; the leading one if it is several notices of one document.

    Raises NotFoundError without a match, and for several documents, with a list of their notices.
    """
    wanted = reference.strip()
    found = _exact(fold, wanted) if fold is not None and wanted else {}
    if not found and fold is not None and len(wanted) >= _SHORTEST:
        # Ids are in small letters, but ids of older caches may not be.
        found = _read(fold, fold.with_prefix(wanted)) or _read(fold, fold.with_prefix(wanted.lower()))
    found = _meant(found)
    if len(found) == 1:
        return next(iter(found.values()))
    if not found:
        hint = "`cdetrack list --search TEXT` looks for words; a reference is an id (4 characters of it or more), "
        raise NotFoundError(f"no notice `{reference}`", hint=f"{hint}an article number, a link or a document number")
    shown = [f"  {notice.id}  {notice.date}  {notice.title}" for notice in list(found.values())[:_MOST]]
    more = [f"  … and {len(found) - _MOST} more"] if len(found) > _MOST else []
    raise AmbiguousError(
        "\n".join([f"`{reference}` is {len(found)} notices:", *shown, *more]), hint="name one of them by its id"
    )


def find_in(store: "Store", fold: Fold | None, reference: str) -> Notice:
    """Return the same of a cache; the error of `find` says if a look that was taken back had added the notice."""
    try:
        return find(fold, reference)
    except AmbiguousError:
        raise
    except NotFoundError as error:
        wanted = reference.strip()
        if fold is None or len(wanted) < _SHORTEST:
            raise
        history, through = store.past(fold)
        change = history.taken_back(wanted, through) or history.taken_back(wanted.lower(), through)
        if change is None:
            raise
        raise NotFoundError(
            f"{error.message}: look {change.undoes} had added it, and was taken back",
            hint=f"`cdetrack diff --since {today(change.at)} --json` shows it; it comes back under its id when a "
            "listing shows it again",
        ) from error


def _meant(found: dict[str, Notice]) -> dict[str, Notice]:
    """Return one notice of each document, without the notices about another of them.

    An announcement shares its number with the document that it issues, its interpretation and its correction: the
    number means the announcement.
    """
    documents: dict[str, Notice] = {}
    for notice in found.values():
        if notice.id == notice.document:
            documents[notice.document] = notice
        else:
            documents.setdefault(notice.document, notice)
    left = {notice.id: notice for notice in documents.values()}
    about = {
        name
        for name, notice in left.items()
        if any(relation.id in found and relation.type in _ABOUT for relation in notice.relations)
    }
    return {name: notice for name, notice in left.items() if name not in about} or left


def _exact(fold: Fold, wanted: str) -> dict[str, Notice]:
    """Return the notices with exactly this id, article, link or number."""
    found = _read(fold, fold.with_id(wanted))
    if found:
        return found
    if wanted.lower().startswith(("http://", "https://")):
        return _linked(fold, wanted)
    article = _ARTICLE.fullmatch(wanted)
    number = article[1] if article else wanted.upper() if is_application(wanted.upper()) else wanted
    # Each office counts its files anew: the number alone would name those of others.
    office, numbered = number_of_office(wanted) or ("", number_in(wanted))
    values = {"article": number, "number": numbered}
    for key, value in values.items():
        if value is not None:
            needle = f'"{key}": {json.dumps(value, ensure_ascii=False)}'.encode("utf-8", "replace")
            same = _read(fold, fold.containing(needle))
            found |= {name: notice for name, notice in same.items() if getattr(notice, key) == value}
    return {name: notice for name, notice in found.items() if not office or _names(notice, office)}


def _names(notice: Notice, office: str) -> bool:
    """Return True if a text of the notice has the office as in `国药监药注〔2025〕12号`."""
    return any(office in nfkc(text, len(text)) for text in (notice.title, notice.summary, notice.body) if text)


def _linked(fold: Fold, wanted: str) -> dict[str, Notice]:
    from cdetrack.changes.keys import address_key, same_address
    from cdetrack.text.links import article_of, resolve

    url = resolve(wanted, None)
    if url is None:
        return {}
    if article := article_of(url):
        lines = _read(fold, fold.containing(json.dumps(article[1]).encode()))
        same = {
            name: notice
            for name, notice in lines.items()
            if notice.article == article[1] and notice.url and article_of(notice.url) == article
        }
        if same:
            return same
    lines = _read(fold, fold.containing(address_key(url).encode()))
    return {name: notice for name, notice in lines.items() if notice.url and same_address(notice.url, url)}


def _read(fold: Fold, lines: Iterable[bytes]) -> dict[str, Notice]:
    notices = (fold.notice(line) for line in lines)
    return {notice.id: notice for notice in notices}
