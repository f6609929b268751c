"""Read a `robots.txt` as RFC 9309 says: which URLs it lets us ask for, and how slowly.

`urllib.robotparser` is not used: it takes the first rule that matches where the RFC takes the longest, knows
no `*` and `$`, forgets a group at an empty line, and reads no `Crawl-delay` of half a second.
"""

import math
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

MAX_BYTES = 512 * 1024
"""More than this is not read: RFC 9309, 2.5, asks for 500 KiB at least."""
LONGEST_DELAY = 999_999_999.0
"""Seconds: more than this is told as this."""

_TOKEN = re.compile(r"[a-z_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one host asks of us; the default asks nothing."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Path pattern, and whether it is allowed."""
    delay: float = 0.0
    """Seconds between two requests, `Crawl-delay`."""

    def allows(self, url: str) -> bool:
        """Whether `url` may be asked for: the longest pattern that matches decides, of two the kinder."""
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        _, allowed = max(
            ((len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)),
            default=(0, True),
        )
        return allowed


@dataclass(slots=True)
class _Group:
    """The rules for some agents, while the file is read."""

    agents: list[str]
    rules: list[tuple[str, bool]]
    delay: float = 0.0


def parse(content: bytes, *, agent: str) -> Rules:
    """Return the rules for `agent` (a product name in lower case); those for `*` when none names it."""
    groups = _groups(content[:MAX_BYTES].decode("utf-8-sig", "replace"))
    ours = [group for group in groups if agent in group.agents]
    ours = ours or [group for group in groups if "*" in group.agents]
    return Rules(
        rules=tuple(rule for group in ours for rule in group.rules),
        delay=max((group.delay for group in ours), default=0.0),
    )


def _groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    naming = False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not naming:
                groups.append(_Group([], []))
            naming = True
            token = _TOKEN.match(value.lower())
            groups[-1].agents.append(token.group() if token else value[:1])
        elif key in {"allow", "disallow"}:
            naming = False
            # `Disallow:` with nothing behind it disallows nothing.
            if groups and value:
                groups[-1].rules.append((value, key == "allow"))
        elif key == "crawl-delay":
            naming = False
            if groups:
                groups[-1].delay = _seconds(value)
    return groups


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    if not math.isfinite(seconds):
        return 0.0
    return min(max(seconds, 0.0), LONGEST_DELAY)


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and `$` matches; by `find`, since a regular expression could be made to hang."""
    whole = pattern.endswith("$")
    first, *rest = (unquote(part) for part in pattern.removesuffix("$").split("*"))
    if not path.startswith(first):
        return False
    if not rest:
        return not whole or path == first
    at = len(first)
    for part in rest[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if whole:
        return path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= at
    return path.find(rest[-1], at) >= 0
