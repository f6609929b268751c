"""Take secrets out of addresses that others may see."""

import re

from cdetrack.text.links import without_password
from cdetrack.text.regex import regex

_SECRET = regex(
    r"([?&#;][^=&#;]*(?:key|token|secret|passw|auth|sign|session|credential)[^=&#;]*=)[^&#;]*", re.IGNORECASE
)

_NAMES = regex(
    r"(?:^|[-_.]|(?-i:(?<=[a-z])(?=[A-Z]))|api|access)"
    r"(?:key|token|secret|passw(?:or)?d|auth(?:orization)?|sign(?:ature)?|session|sid|credentials?|cookie)$",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Return True if a header, or a field of a form or a query, has the name of a secret: not `keyword`, `design`."""
    return _NAMES().search(name) is not None


def without_secrets(url: str) -> str:
    """Return a URL without user name and password, and with `…` for the values of keys, tokens and the like."""
    url = without_password(url)
    return _SECRET().sub(r"\1…", url) if "=" in url else url
