"""The limits of the child process that reads a file."""

SECONDS = 60
"""Seconds of processor time, and of waiting; 200 pages of Chinese text take less than 2."""
MEMORY = 1 << 30
LARGEST_TEXT = 64 << 20
"""Bytes of the answer; a book of 1,000 pages has 5 MB."""
MOST_FILES = 64
MOST_MEMBERS = 1000
"""The most files of an archive that are listed; the others are counted."""
LARGEST_MEMBER = 64 << 20
"""Bytes of one unpacked file in an archive."""

LARGEST_ARCHIVE = 256 << 20
"""Bytes of all unpacked files in an archive."""


def apply() -> None:
    """Limit this process, as far as the system can: time and output everywhere but on Windows, memory on Linux."""
    try:
        import resource
        import signal
    except ImportError:  # Windows: the parent ends it after the time
        return
    for what, limit in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_TEXT),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        try:
            resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        except (ValueError, OSError):  # macOS refuses a limit on memory
            continue
    # Python ignores this signal, and would only fail to write.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    # A child whose parent was killed ends as well.
    signal.alarm(SECONDS)
