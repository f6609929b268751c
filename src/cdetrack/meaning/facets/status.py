"""Find out from its title whether a document is a draft or interim."""

import re

from cdetrack.meaning.facets.regex import regex

_DRAFT = regex(
    r"\((?:[^()]{0,40}\b)?(?:draft|exposure draft)\b[^()]{0,80}\)|\bdrafts? for (?:comments?"
    r"|opinions?|solicit\w*|public|consultation|review)\b"
    r"|\b(?:consultation|exposure) draft\b|\b(?:comments?|opinions?|feedback) on the draft\b"
    r"|征求意见稿|\(草案|意见征求稿|送审稿",
    re.IGNORECASE,
)
_INTERIM = regex(
    r"\(\s{0,3}(?:for\s)?(?:the\s)?(?:interim|trial|provisional)(?:\s(?:implementation|version|edition|basis|use))?\s{0,3}\)|\([^()]{0,40},\s?(?:interim|trial)\)"
    r"|\b(?:interim|provisional) (?:\w+ ){0,3}?(?:provisions?|measures?|regulations?"
    r"|rules?|guidelines?|guidances?|procedures?|requirements?|specifications?"
    r"|catalog\w*|plan|standards?)\b"
    r"|\bfor trial implementation\b|\btrial (?:implementation|version)\b|试行|暂行",
    re.IGNORECASE,
)

# A cheap test, false for most titles, before the patterns.
_WORDS = ("draft", "interim", "trial", "provisional", "征求", "草案", "送审", "试行", "暂行")


def read_status(title: str) -> tuple[str, str] | None:
    """Return `draft` or `interim` and the words that give it; None for any other document."""
    lowered = title.lower()
    if not any(word in lowered for word in _WORDS):
        return None
    for status, pattern in (("draft", _DRAFT), ("interim", _INTERIM)):
        match = pattern().search(title)
        if match:
            return status, match[0]
    return None
