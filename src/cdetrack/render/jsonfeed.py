"""Notices as a JSON Feed (version 1.1), which `sources.formats.feed` reads back as the same notices."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from mimetypes import guess_type

from cdetrack.model.jsonform import timestamp
from cdetrack.model.notice import Attachment, Notice
from cdetrack.render.heading import URN, Heading, midnight
from cdetrack.render.piped import json_array, json_text
from cdetrack.render.safe import link

_VERSION = "https://jsonfeed.org/version/1.1"


def notices_jsonfeed(notices: Iterable[Notice], feed: Heading, touched: Callable[[Notice], datetime]) -> Iterator[str]:
    """Yield the lines of the feed, one for each notice; `touched` gives the time of a notice's last change (UTC)."""
    yield "{"
    yield f'"version": {json_text(_VERSION)},'
    yield f'"title": {json_text(feed.title)},'
    if feed.past:
        yield f'"description": {json_text(feed.past)},'
    yield '"authors": [{"name": "cdetrack"}],'
    lines = json_array(_item(notice, touched(notice)) for notice in notices)
    yield f'"items": {next(lines)}'
    yield from lines
    yield "}"


def _item(notice: Notice, updated: datetime) -> dict[str, object]:
    item: dict[str, object] = {"id": URN + notice.id}
    if target := link(notice.url):
        item["url"] = target
    item["title"] = notice.title
    # The format requires a content.
    item["content_text"] = notice.summary or ""
    item["date_published"] = midnight(notice.date)
    item["date_modified"] = timestamp(updated)
    if notice.issuers:
        item["authors"] = [{"name": each} for each in notice.issuers]
    item["tags"] = [notice.kind, *filter(None, [notice.status]), *notice.topics]
    if files := [_file(each) for each in notice.attachments if link(each.url)]:
        item["attachments"] = files
    item["_cdetrack"] = {
        "id": notice.id,
        "sources": list(notice.sources),
        "date": notice.date.isoformat(),
        "article": notice.article,
    }
    return item


def _file(attachment: Attachment) -> dict[str, object]:
    kind, _ = guess_type(f"file.{attachment.type}", strict=True)
    return {"url": attachment.url, "mime_type": kind or "application/octet-stream", "title": attachment.name}
