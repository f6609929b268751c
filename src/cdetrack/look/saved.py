"""Read a saved file by the settings of its source, and by what was learnt of that source."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from cdetrack.look.ingest import read_file, read_listings
from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.look.recorded_order import in_recorded_order, known_days
from cdetrack.sources import Source, request_for
from cdetrack.sources.configured import source_of
from cdetrack.sources.layout import ANY
from cdetrack.store.state import SourceState
from cdetrack.store.store import Store


def read_saved(
    path: str,
    *,
    source: str | None,
    url: str | None,
    sources: Mapping[str, Source],
    state: SourceState,
    store: Store,
    today: date,
) -> list[ParsedListing]:
    """Return the listings in a file, `-` for stdin; `source` and `url` name their origin, `state` is of that source.

    Raises NotFoundError, BlockedError for a challenge, and UnreadableError.
    """
    known = source_of(sources, source, url)
    read = partial(
        read_listings,
        seen=today,
        source=source,
        sources=sources,
        layout=known.own_layout if known else ANY,
        address=request_for(known, 1)[0] if known else None,
    )
    page = replace(read_file(path, url=url), date_order=(known and known.date_order) or state.date_order)
    listings = read(page)
    if source is not None and state.last_success is None and any(each.is_guess for each in listings):
        # The state is lost, which knows whether a date has proved the order.
        proved = in_recorded_order(
            lambda order: read(replace(page, date_order=order)), partial(known_days, store.recorded_in_memory(), source)
        )
        listings = [replace(each, date_order=each.order_given, order_given=None) for each in proved] or listings
    return [replace(each, settings=known.settings) for each in listings] if known else listings
