"""Find the one notice that a user means: by id, article number, link or document number."""

import json
import re
from collections.abc import Iterable

from cdetrack.errors import NotFoundError
from cdetrack.model import Notice
from cdetrack.query import number_in
from cdetrack.store.fold import Fold

_SHORTEST = 4
_ARTICLE = re.compile(r"c_(\d{1,12})(?:_\d{1,4})?(?:\.html?)?", re.ASCII)
_MOST = 10


def find(fold: Fold | None, reference: str) -> Notice:
    """Return the notice that `reference` names; of several of one document the leading one.

    Raises NotFoundError for none, and for several documents with all of their notices.
    """
    wanted = reference.strip()
    found = _exact(fold, wanted) if fold is not None and wanted else {}
    if not found and fold is not None and len(wanted) >= _SHORTEST:
        # Our ids are in small letters; one that another cache gave may be in any.
        found = _read(fold, fold.with_prefix(wanted)) or _read(fold, fold.with_prefix(wanted.lower()))
    if len({notice.document or notice.id for notice in found.values()}) == 1:
        # Several of one document: its leading notice, where it is among them.
        return next((each for each in found.values() if each.document == each.id), next(iter(found.values())))
    if not found:
        hint = "`cdetrack list --search TEXT` looks for words; a reference is an id (4 characters of it or more), "
        raise NotFoundError(f"no notice `{reference}`", hint=f"{hint}an article number, a link or a document number")
    shown = [f"  {notice.id}  {notice.date}  {notice.title}" for notice in list(found.values())[:_MOST]]
    more = [f"  … and {len(found) - _MOST} more"] if len(found) > _MOST else []
    raise NotFoundError(
        "\n".join([f"`{reference}` is {len(found)} notices:", *shown, *more]), hint="name one of them by its id"
    )


def _exact(fold: Fold, wanted: str) -> dict[str, Notice]:
    """Return the notices that have the whole of `wanted` as id, article, link or number."""
    found = _read(fold, fold.with_id(wanted))
    if found:
        return found
    if wanted.lower().startswith(("http://", "https://")):
        return _linked(fold, wanted)
    article = _ARTICLE.fullmatch(wanted)
    values = {"article": article[1] if article else wanted, "number": number_in(wanted)}
    for key, value in values.items():
        if value is not None:
            needle = f'"{key}": {json.dumps(value, ensure_ascii=False)}'.encode("utf-8", "replace")
            same = _read(fold, fold.containing(needle))
            found |= {name: notice for name, notice in same.items() if getattr(notice, key) == value}
    return found


def _linked(fold: Fold, wanted: str) -> dict[str, Notice]:
    from cdetrack.identity import same_address
    from cdetrack.links import article_of, resolve

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
    path = url.partition("://")[2].removeprefix("www.").rstrip("/").encode()
    lines = _read(fold, fold.containing(path))
    return {name: notice for name, notice in lines.items() if notice.url and same_address(notice.url, url)}


def _read(fold: Fold, lines: Iterable[bytes]) -> dict[str, Notice]:
    notices = (fold.notice(line) for line in lines)
    return {notice.id: notice for notice in notices}
