"""Make a record of what a page shows of a notice: texts folded, links whole, dates read; or say what is wrong."""

from datetime import date
from urllib.parse import unquote, urlsplit

from cdetrack.evidence import RawNotice, Record
from cdetrack.links import article_of, resolve
from cdetrack.model import Attachment
from cdetrack.texts import fold_lines, fold_text, parse_date, readable_day


def record(raw: RawNotice, *, base: str | None, source: str) -> Record:
    """Return what the page says of one notice, in our types; raise ValueError without a title or a date.

    Links resolve against `base`; one that is no web address is left out. `source` counts where the entry
    does not say by itself which listings show it. A document date that cannot be read is left out: the
    notice itself does not depend on it.
    """
    title = fold_text(raw.title)
    url = resolve(raw.url, base) if raw.url else None
    return Record(
        title=title,
        date=readable_day(title, raw.date),
        summary=(raw.summary and fold_text(raw.summary)) or None,
        url=url,
        article=(raw.article and fold_text(raw.article)) or _number_in(url),
        sources=(raw.sources and _listings(raw.sources)) or (source,),
        document_date=_day_or_none(raw.document_date),
        body=(raw.body and fold_lines(raw.body)) or None,
        attachments=raw.attachments and _attachments(raw.attachments, base),
    )


def _number_in(url: str | None) -> str | None:
    found = article_of(url)
    return found[1] if found else None


def _listings(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for shown_by in given if (name := fold_text(shown_by))))


def _day_or_none(text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _attachments(given: tuple[Attachment, ...], base: str | None) -> tuple[Attachment, ...]:
    """Return the attachments with whole links, each link once; one without a name is called by its file."""
    kept: dict[str, Attachment] = {}
    for attachment in given:
        url = resolve(attachment.url, base)
        if url and url not in kept:
            file = unquote(urlsplit(url).path.rpartition("/")[2])
            name = fold_text(attachment.name) or fold_text(file) or url
            kept[url] = Attachment(name=name, url=url, type=fold_text(attachment.type).lower())
    return tuple(kept.values())
