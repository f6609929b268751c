"""Every failure that cdetrack expects, each with its exit code.

The class is the kind of failure, the message names the problem, the hint the remedy.
Messages are lower case, without a full stop after a single sentence, with literals in backticks.
"""

from collections.abc import Iterable

UNSET = "an unset variable is empty"
"""The hint for an empty value of the command line."""


def quoted(names: Iterable[object], *, most: int | None = None) -> str:
    """Return names as a message lists them, in backticks; those beyond the first `most` are counted: `and 3 more`."""
    shown = [f"`{name}`" for name in names]
    more = f" and {len(shown) - most} more" if most is not None and len(shown) > most else ""
    return f"{', '.join(shown[:most])}{more}"


def reason_of(error: Exception) -> str:
    """Return what the operating system says of an error, for a message: `no space left on device`."""
    return (getattr(error, "strerror", None) or str(error)).lower()


class CdetrackError(Exception):
    """An expected failure: printed in one line, without a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BugError(CdetrackError):
    """A bug in cdetrack, met while reading one source: the other sources continue."""

    def __init__(self, where: str, error: BaseException) -> None:
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f" ({frame.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frame.tb_lineno})" if frame else ""
        super().__init__(
            f"a bug in cdetrack, met in {where}: {type(error).__name__}: {str(error)[:200]}{place}",
            hint="please report it with this line and, where you can, the page; the other sources are not affected",
        )


class UsageError(CdetrackError):
    """A wrong command line: an unknown option, an unreadable date."""

    exit_code = 2


class NotFoundError(CdetrackError):
    """No such notice, topic, source or file; or more than one."""

    exit_code = 3


class AmbiguousError(NotFoundError):
    """More than one notice."""


class FetchError(CdetrackError):
    """A source could not be fetched."""

    exit_code = 4


class UnreachableError(FetchError):
    """A host could not be reached: its name cannot be resolved, or no route leads to it."""

    hosts: tuple[str, ...] = ()
    """The hosts that were tried."""


class PageNotFoundError(FetchError):
    """The page does not exist: 404 or 410."""


class OversizeError(FetchError):
    """A page or a file is larger than its limit."""


class BlockedError(FetchError):
    """A site answered with its challenge instead of its page."""


class UnreadableError(CdetrackError):
    """A page could not be understood: no notices, a changed layout, not a listing."""

    exit_code = 5

    titles: frozenset[str] = frozenset()
    """The addresses behind the links of a page that may be the titles of a list, although none was taken."""


class UntakenListError(UnreadableError):
    """A page without a listing, but with a list that was not taken for one; the message says which and why."""

    def __init__(self, message: str, *, hint: str, is_dated: bool, is_menu: bool) -> None:
        super().__init__(message, hint=hint)
        self.is_dated = is_dated
        """Whether the entries of the list have dates: then it is probably the listing."""
        self.is_menu = is_menu
        """Whether it was taken for a menu; such a page may have other content, or none."""


class NoLinkError(UnreadableError):
    """A page without a listing, and without any link outside of its menus."""


class LoneEntryError(UnreadableError):
    """A page without a listing, but with a single link that has a date: it may be the one entry of a further page."""

    def __init__(self, message: str, *, hint: str, item: str) -> None:
        super().__init__(message, hint=hint)
        self.item = item
        """A CSS selector for the block of this entry."""


class EmptyError(UnreadableError):
    """A page of a listing without entries: an error for the first page, the end for a further one."""


class NoMatchError(EmptyError):
    """An API answered that nothing matches its query: there is no notice, and its source is in no trouble."""


class NoneWantedError(UnreadableError):
    """A page with rows, all of which its source leaves out (`where`): its further pages may have others."""

    def __init__(self, message: str, *, hint: str, rows: str, next_url: str | None) -> None:
        super().__init__(message, hint=hint)
        self.rows = rows
        """A digest of its rows, which tells whether a page has come again."""
        self.next_url = next_url
        """The address of the next page, as written."""


class CutOffError(UnreadableError):
    """A page without its end: entries may be missing."""


class CacheError(CdetrackError):
    """The cache is damaged, written by a newer cdetrack, locked too long, or the disk is full."""

    exit_code = 6


class NewerCacheError(CacheError):
    """A file of the cache was written by a newer cdetrack, and must not be changed."""

    def __init__(self, path: object, schema: int, known: int) -> None:
        super().__init__(
            f"`{path}` was written by a newer cdetrack (schema {schema}, this one knows {known})",
            hint="upgrade cdetrack: `pip install --upgrade cdetrack`",
        )


class OutputError(CacheError):
    """Stdout or a temporary file cannot be written: a full disk, a closed descriptor."""


class ConfigError(CdetrackError):
    """A mistake in the configuration; the message names the file, the line and the accepted values.

    `place` is the file and the line, `bare` the message without them: for text that is in no file yet.
    """

    exit_code = 7

    def __init__(self, message: str, *, hint: str | None = None, place: str | None = None) -> None:
        super().__init__(message if place is None else f"{place}: {message}", hint=hint)
        self.bare = message


class DeliveryError(CdetrackError):
    """An alert could not be delivered; it waits in the outbox."""

    exit_code = 8


class TooLargeError(DeliveryError):
    """A channel does not take a message of this size."""
