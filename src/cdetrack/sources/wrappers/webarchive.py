"""Unwrap Safari's `.webarchive`: a property list with the page as `WebMainResource`, its frames beside it."""

from collections.abc import Iterator

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page

_MOST_FRAMES = 20


def pages(page: Page) -> Iterator[Page]:
    """Yield the page, then its frames. Raises UnreadableError for a property list without a page."""
    # Each page that is read imports this module, and few are property lists.
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        value: object = plistlib.loads(page.content)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, MemoryError, ExpatError):
        raise UnreadableError(
            f"{page.name} is a broken or cut-off property list",
            hint="save the page again, in Safari as `Page Source`",
        ) from None
    archive = value if isinstance(value, dict) else {}
    frames = archive.get("WebSubframeArchives")
    archives = [archive, *(frames if isinstance(frames, list) else [])[:_MOST_FRAMES]]
    found = [made for each in archives if (made := _page(page, each)) is not None]
    if not found:
        raise UnreadableError(
            f"{page.name} is a property list, and no page that Safari saved",
            hint="give the listing page itself, or its text, JSON or feed",
        )
    yield from found


def _page(page: Page, archive: object) -> Page | None:
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    data = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(data, bytes):
        return None
    url, charset = main.get("WebResourceURL"), main.get("WebResourceTextEncodingName")
    kind = f"text/html; charset={charset}" if isinstance(charset, str) else None
    return page.holding(data, *([url] if isinstance(url, str) else []), content_type=kind)
