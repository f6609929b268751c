"""Keep the pages of a visit as they were received, once its look has found something: the history then cites them."""

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from cdetrack.look.pages import Get
from cdetrack.model.jsonform import timestamp
from cdetrack.store.kept import KeptFiles
from cdetrack.text.secrets import without_secrets

if TYPE_CHECKING:
    from cdetrack.fetch.client import Fetched


class _Received(NamedTuple):
    """A page in memory, packed: a full look may have hundreds, and nine in ten find nothing."""

    packed: bytes
    facts: Mapping[str, str]


class ReceivedPages:
    """A `get` that holds the pages which it brings, in their order; never a request or its headers.

    `at` is the time of the look (aware and UTC).
    """

    def __init__(self, get: Get, at: datetime) -> None:
        self._get = get
        self._at = at
        self._pages: list[_Received] = []

    def __call__(self, url: str, **how: Any) -> "Fetched":  # noqa: ANN401 - passed on
        """Return the page at `url`, as `Get` does."""
        fetched = self._get(url, **how)
        if fetched.page is not None:
            said = {
                "type": fetched.page.content_type,
                "last_modified": fetched.last_modified,
                "etag": fetched.etag,
            }
            # The history is shown to others, and never changed.
            facts = {
                "url": without_secrets(fetched.url),
                **{name: value for name, value in said.items() if value is not None},
            }
            self._pages.append(_Received(zlib.compress(fetched.page.content, 1), facts))
        return fetched

    def keep(self, kept: KeptFiles) -> list[dict[str, str]]:
        """Keep the pages, and return their citations for the history; a page that came twice is cited once.

        Raises CacheError. The pages are no longer held.
        """
        pages, self._pages = self._pages, []
        cited: dict[tuple[str, str], dict[str, str]] = {}
        for page in pages:
            name, url = kept.keep(zlib.decompress(page.packed)), page.facts["url"]
            cited[name, url] = {"url": url, "sha256": name, "at": timestamp(self._at), **page.facts}
        return list(cited.values())
