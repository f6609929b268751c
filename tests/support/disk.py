"""A disk that is full, and a run that is cut off while it writes."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cdetrack.errors import CacheError
from cdetrack.store.writer import Writer


@contextmanager
def room(size: int) -> Iterator[None]:
    """Limit files to `size` bytes, which acts like a full disk on any machine."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def cut_off(place: str) -> Callable[..., None]:
    """Return an `append` of the writer that fails `before` or `after` it has appended."""
    append = Writer.append

    def cut_off(self: Writer, *args: Any, **more: Any) -> None:  # noqa: ANN401 - those of `append`
        if place == "after":
            append(self, *args, **more)
        raise CacheError("cut off", hint="none")

    return cut_off
