"""Take secrets out of addresses that others may see."""

import re

from cdetrack.text.links import without_password

_SECRET = re.compile(
    r"([?&#;][^=&#;]*(?:key|token|secret|passw|auth|sign|session|credential)[^=&#;]*=)[^&#;]*", re.IGNORECASE
)


def without_secrets(url: str) -> str:
    """Return a URL without user name and password, and with `…` for the values of keys, tokens and the like."""
    return _SECRET.sub(r"\1…", without_password(url))
