"""Regular expressions compiled at first use: one new notice needs less than half of ours.

To compile all of them takes as long as the rest of a look at a short listing.
"""

import re
from collections.abc import Callable
from functools import cache, partial

Regex = Callable[[], re.Pattern[str]]


def regex(source: str, flags: int = 0) -> Regex:
    """Return a function that returns the compiled pattern, compiled once."""
    return cache(partial(re.compile, source, flags))
