"""Turn raw notices into records: the only module that folds texts, reads dates and resolves links for them.

Parsers hand over strings as written. They read a date only to recognise a row or to choose between fields.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from cdetrack.model.notice import Attachment
from cdetrack.model.record import STATED_TEXTS, UNRESOLVED, DateOrder, Note, RawNotice, Record
from cdetrack.text import dates
from cdetrack.text.clean import fold_lines, fold_text, shorten, without_badge
from cdetrack.text.links import article_of, resolve

_TO_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:", "about:", "blob:")


def record(raw: RawNotice, *, base: str | None, source: str, seen: date, order: DateOrder | None = None) -> Record:
    """Return a raw notice as a record. Raises ValueError if it has no title.

    An entry without a readable date gets `seen`, the day of the look (Asia/Shanghai), and `date_from` is "seen".
    `order` is the order of day and month in `05/09/2025`, by default day first. Links resolve against `base`; a link
    that is not a web address becomes None. `source` is used if the entry names no sources itself. An unreadable
    document date becomes None.
    """
    title = without_badge(fold_text(raw.title))
    if not title:
        raise ValueError(f"an entry of `{shorten(raw.date or 'no date')}` has no title")
    url = resolve(raw.url, base) if raw.url else None
    day = _day_or_none(raw.date, order)
    return Record(
        title=title,
        date=day or seen,
        date_from=raw.date_from if day else "seen",
        summary=(raw.summary and fold_text(raw.summary)) or None,
        url=url,
        article=(raw.article and fold_text(raw.article)) or _number_in(url),
        sources=(raw.sources and _listings(raw.sources)) or (source,),
        document_date=_day_or_none(raw.document_date, order),
        body=(raw.body and fold_lines(raw.body)) or None,
        attachments=raw.attachments and _attachments(raw.attachments, base),
        stated=_stated(raw.stated, order) if raw.stated else {},
        untitled=raw.untitled,
        guid=(raw.guid and fold_text(raw.guid)) or (_path_of(raw.url) if url is None else None),
    )


def undated_note(raw: RawNotice) -> Note:
    """Return the note on an entry without a readable date."""
    try:
        dates.read(raw.date or "")
    except ValueError as problem:
        why = str(problem)
    else:
        why = "its date was not read"
    text = f"`{shorten(raw.title)}`: {why}; it is dated by the day on which it was first seen"
    return Note(text, is_undated=True)


def first_ambiguous_date(texts: Iterable[str | None]) -> str | None:
    """Return the first date with day and month in doubt, or None if there is none."""
    # A listing has many entries of one day.
    for text in dict.fromkeys(texts):
        try:
            if text and not dates.read(text).sure:
                return fold_text(text)
        except ValueError:
            continue
    return None


def stated_days(raw: RawNotice) -> dict[str, str]:
    """Return the days to act by that an entry has in fields of their own, as written, by the names in `STATED_DAYS`."""
    return {name: text for name, text in raw.stated if name not in STATED_TEXTS}


def unread_days(raw: RawNotice, *, order: DateOrder) -> Iterator[str]:
    """Yield the names of the fields of days to act by whose text has figures and yet is no day."""
    for name, text in stated_days(raw).items():
        if any(map(str.isdigit, text)) and _day_or_none(text, order) is None:
            yield name


def _path_of(link: str | None) -> str | None:
    """Return a link that nothing resolves as a `guid`, `/r/21.html` of a saved page; None for one to no page."""
    text = fold_text(link or "")
    return None if not text or text.casefold().startswith(_TO_NO_PAGE) else UNRESOLVED + text


def _number_in(url: str | None) -> str | None:
    found = article_of(url)
    return found[1] if found else None


def _listings(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for shown_by in given if (name := fold_text(shown_by))))


def _day_or_none(text: str | None, order: DateOrder | None) -> date | None:
    try:
        return dates.read(text, order=order).day if text else None
    except ValueError:
        return None


def _stated(given: Iterable[tuple[str, str]], order: DateOrder | None) -> dict[str, str]:
    """Return the facts in fields of their own; an empty text and a day that cannot be read are left out."""
    texts = {name: fold_text(text) for name, text in given if name in STATED_TEXTS}
    days = ((name, _day_or_none(text, order)) for name, text in given if name not in STATED_TEXTS)
    return {
        **{name: text for name, text in texts.items() if text},
        **{name: day.isoformat() for name, day in days if day is not None},
    }


def _attachments(given: tuple[Attachment, ...], base: str | None) -> tuple[Attachment, ...]:
    """Return the attachments with resolved links, each link once; the file name replaces a missing name."""
    kept: dict[str, Attachment] = {}
    for attachment in given:
        url = resolve(attachment.url, base)
        if url and url not in kept:
            file = unquote(urlsplit(url).path).rpartition("/")[2]
            name = fold_text(attachment.name) or fold_text(file) or url
            kept[url] = Attachment(name=name, url=url, type=fold_text(attachment.type).lower())
    return tuple(kept.values())
