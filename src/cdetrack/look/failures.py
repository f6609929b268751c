"""The failure of one source, page or file, which must not stop the others."""

from cdetrack.errors import BugError, CdetrackError


def expected_or_bug(error: Exception, where: str) -> CdetrackError:
    """Return an expected error as it is, and any other as a bug that was met in `where`."""
    return error if isinstance(error, CdetrackError) else BugError(where, error)
