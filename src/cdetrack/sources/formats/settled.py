"""Make a listing stand for itself: its links whole, whatever file it was wrapped in."""

from dataclasses import replace

from cdetrack.model.record import Listing
from cdetrack.text.links import resolve


def settled(listing: Listing, url: str | None) -> Listing:
    """Return the listing with links and attachments resolved against its own page; as it is where none is known."""
    base = url or listing.base
    if base is None:
        return listing
    notices = tuple(
        raw._replace(
            url=resolve(raw.url, base) if raw.url else None,
            attachments=tuple(
                each._replace(url=whole) for each in raw.attachments if (whole := resolve(each.url, base))
            ),
        )
        for raw in listing.notices
    )
    return replace(listing, notices=notices, base=base)
