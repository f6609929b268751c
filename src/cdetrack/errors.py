"""Every failure that cdetrack expects, each with its exit code.

The class says what kind of failure it is, the message what happened to what, the hint what to do next.
Messages are lower case, without a full stop after a single sentence, with literals in backticks.
"""


class CdetrackError(Exception):
    """A failure that is told in one line, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BugError(CdetrackError):
    """A bug in cdetrack that was met while one source was read; it ends that source's visit, and not the round."""

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
    """The command line asks for something that does not exist: an unknown option, an unreadable date."""

    exit_code = 2


class NotFoundError(CdetrackError):
    """There is no such notice, topic, source or file; or more than one."""

    exit_code = 3


class FetchError(CdetrackError):
    """A source could not be fetched."""

    exit_code = 4


class PageNotFoundError(FetchError):
    """The page does not exist: 404 or 410."""


class BlockedError(FetchError):
    """A site answered with its challenge instead of its page."""


class UnreadableError(CdetrackError):
    """A page could not be understood: no notices, a changed layout, not a listing."""

    exit_code = 5


class EmptyError(UnreadableError):
    """A page of a listing that shows no entry: of a first page an error, of a further one the end."""


class CutOffError(UnreadableError):
    """A page whose end is missing: what it shows may be half of it."""


class CacheError(CdetrackError):
    """The cache is damaged, written by a newer cdetrack, locked too long, or the disk is full."""

    exit_code = 6


class NewerCacheError(CacheError):
    """A file of the cache was written by a newer cdetrack; nothing of it may be touched."""

    def __init__(self, path: object, schema: int, known: int) -> None:
        super().__init__(
            f"`{path}` was written by a newer cdetrack (schema {schema}, this one knows {known})",
            hint="upgrade cdetrack: `pip install --upgrade cdetrack`",
        )


class OutputError(CacheError):
    """Stdout cannot be written: a full disk, a closed descriptor."""


class ConfigError(CdetrackError):
    """The configuration has a mistake; the message names file, line and what is accepted."""

    exit_code = 7


class DeliveryError(CdetrackError):
    """An alert could not be delivered; it waits in the outbox."""

    exit_code = 8
