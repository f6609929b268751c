"""Fetch the files that notices link to; a failure affects only its own file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from cdetrack.errors import CacheError, CdetrackError, FetchError, PageNotFoundError, UnreadableError
from cdetrack.look.outcome import expected_or_bug
from cdetrack.look.pages import Get
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Attachment, Served
from cdetrack.sources.file_types import is_cut_off, is_page_instead, type_of
from cdetrack.store.parts import FilePart, Parts

_MOST = 50
"""Files of one notice; a page that links to more is an archive."""
_BY_HAND = "open the link of the file in a browser; later fetches try again"


@frozen
class FetchedFiles:
    """The attachments of one notice after fetching their files."""

    attachments: tuple[Attachment, ...]
    """With the facts of each file that was fetched, or that is as it was known."""
    failures: Mapping[str, CdetrackError] = field(default_factory=dict)
    """Address -> the error of a file that could not be fetched."""
    left: tuple[str, ...] = ()
    """The addresses of files that the time did not suffice for."""
    notes: tuple[str, ...] = ()

    @property
    def why_incomplete(self) -> str | None:
        """The errors of files that are still to be fetched, one a line, empty for want of time; None if none is."""
        if not self.failures and not self.left:
            return None
        return "\n".join(error.message for error in self.failures.values())


class FileReader:
    """Fetches the files of one source's notices into `parts`, each address once.

    `public` tells that the source is public, so that it must not lead to an address inside this network. `is_over`
    returns True when the time for the source is over. `now` is the time of the look (aware and UTC).
    """

    def __init__(self, get: Get, parts: Parts, *, public: bool, is_over: Callable[[], bool], now: datetime) -> None:
        self._get = get
        self._parts = parts
        self._public = public
        self._is_over = is_over
        self._now = now
        self._done: dict[str, Attachment] = {}
        self._same: set[str] = set()
        """The addresses of the files that are as they were."""
        self._failed: dict[str, CdetrackError] = {}

    @property
    def fetched(self) -> tuple[str, ...]:
        """The addresses of the files that came; those that are as they were are left out."""
        return tuple(url for url in self._done if url not in self._same)

    def read(self, attachments: Sequence[Attachment], known: Sequence[Attachment] = ()) -> FetchedFiles:
        """Return the attachments with their files; those `known` before are requested with their validators.

        Raises CacheError; other failures are in the result.
        """
        before = {each.url: each for each in known if each.sha256 is not None}
        done: list[Attachment] = []
        failures: dict[str, CdetrackError] = {}
        left: list[str] = []
        for each in attachments[:_MOST]:
            if self._is_over() and each.url not in self._done:
                left.append(each.url)
                done.append(each)
                continue
            try:
                done.append(self._one(each, before.get(each.url)))
            except CacheError:
                raise
            except PageNotFoundError as error:
                # The listing is in its place: only this file is gone.
                failures[each.url] = self._failed[each.url] = PageNotFoundError(error.message, hint=_BY_HAND)
                done.append(each)
            except Exception as error:  # noqa: BLE001 - a file that triggers a bug must not stop the others
                failures[each.url] = self._failed[each.url] = expected_or_bug(error, f"the file `{each.url}`")
                done.append(each)
        more = len(attachments) - _MOST
        notes = (f"{more} of {len(attachments)} files of one notice were not fetched: {_MOST} are the most",)
        return FetchedFiles(
            attachments=(*done, *attachments[_MOST:]),
            failures=failures,
            left=tuple(left),
            notes=notes if more > 0 else (),
        )

    def _one(self, attachment: Attachment, known: Attachment | None) -> Attachment:
        url = attachment.url
        if url in self._failed:
            raise self._failed[url]
        if url not in self._done:
            self._done[url] = self._received(attachment) or self._fetched(attachment, known)
        done = self._done[url]
        return attachment._replace(
            type=attachment.type or done.type, sha256=done.sha256, size=done.size, served=done.served
        )

    def _received(self, attachment: Attachment) -> Attachment | None:
        """Return the attachment with the file that a killed run received, None if it received none."""
        earlier = self._parts.received(attachment.url)
        if earlier is None:
            return None
        name, size, served = earlier
        return attachment._replace(sha256=name, size=size, served=served)

    def _fetched(self, attachment: Attachment, known: Attachment | None) -> Attachment:
        """Return the attachment with its file, which may be as `known`. Raises CdetrackError."""
        known = known if known is not None and known.served is not None and self._is_there(known) else None
        validators = known.served if known is not None else None
        with self._parts.open(attachment.url) as part:
            answer = self._get(
                attachment.url,
                etag=validators.etag if validators else None,
                last_modified=validators.last_modified if validators else None,
                public=self._public,
                into=part,
            )
            if not answer.received:
                part.restart()
                self._same.add(attachment.url)
                # Another notice may link to it, which has not got it yet.
                return attachment if known is None else known._replace(type=attachment.type or known.type)
            ending = attachment.type or type_of(part.head()) or ""
            _check(part, attachment, ending, whole=answer.whole)
            served = Served(self._now, answer.content_type, answer.last_modified, answer.etag)
            name, size = part.finish(served)
        return attachment._replace(type=ending, sha256=name, size=size, served=served)

    def _is_there(self, known: Attachment) -> bool:
        """Return True if a kept file is still in its place: else it is fetched without validators."""
        try:
            return known.sha256 is not None and self._parts.kept.size(known.sha256) == known.size
        except ValueError:
            return False


def _check(part: FilePart, attachment: Attachment, ending: str, *, whole: bool) -> None:
    """Raise UnreadableError if the answer is not the file, and FetchError if its end is missing."""
    head = part.head()
    if not part.size:
        raise UnreadableError(f"`{attachment.url}` is empty", hint=_BY_HAND)
    if is_page_instead(head, ending):
        part.restart()
        raise UnreadableError(
            f"`{attachment.url}` answered with a page instead of the file `{attachment.name}`", hint=_BY_HAND
        )
    if not whole and is_cut_off(head, part.tail()):
        part.restart()
        raise FetchError(f"`{attachment.url}` broke off before its end", hint="the next fetch tries again")
