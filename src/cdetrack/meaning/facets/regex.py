"""Regular expressions that are compiled when they are first asked for: one new notice needs a quarter of ours.

Compiling all of them takes as long as everything else that a look at a short listing does.
"""

import re
from collections.abc import Callable
from functools import cache, partial

Regex = Callable[[], re.Pattern[str]]


def regex(source: str, flags: int = 0) -> Regex:
    """Return what gives the compiled pattern, the same at each call."""
    return cache(partial(re.compile, source, flags))
