"""Tell, after an upgrade, of lists that an older cdetrack read together with the listing beside them."""

from collections.abc import Iterable, Iterator

from cdetrack.model.record import LeftOut, Look, Note, Record
from cdetrack.text.clean import shorten
from cdetrack.text.links import place_of

_FEWEST = 2
"""One known notice in a box may be linked from there as well."""
_MOST = 0.5
"""The least share of the dated links of such a list that is known: others may have been posted since."""


def parted_lists(look: Look, beside: Iterable[LeftOut], known: Iterable[Record]) -> Iterator[tuple[LeftOut, Note]]:
    """Yield each other list of a look's page whose notices are `known` from the source, with the note on it.

    A box with the most read notices of a listing shows known ones, too: after a look at some of its pages, the links
    must lead to another place than those of the listing.
    """
    read = {each.url for each in look.records}
    titles = {each.url: each.title for each in known if each.url not in read}
    places = {place_of(url) for url in read if url is not None}
    for each in beside:
        own = [url for url in each.links_to if url in titles]
        apart = look.full or places.isdisjoint(map(place_of, own))
        if apart and len(own) >= max(_FEWEST, _MOST * each.dated):
            note = (
                f"`{each.place}`, a list with {len(own)} known notices (`{shorten(titles[own[0]])}`), was read as part "
                "of the listing, and is so no more: what is added there is told by a source of its own with "
                f'`selectors = {{ item = "{each.item}" }}`'
            )
            yield each, Note(note)
