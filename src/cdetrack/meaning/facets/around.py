"""Write the words around a day in one form: `by no later than 5 p.m. on the` as `by`, `(含)以前` as `前`.

Regulators have many words for one thing. The rules for acts know one form of each; what is shown to people is cut from
the sentence itself.
"""

import re

from cdetrack.meaning.facets.extensions import CLOCK
from cdetrack.text.regex import any_word, has_any, regex
from cdetrack.text.script import has_han

_FLAGS = re.IGNORECASE
BY = any_word(
    "(?:by )?no later than, not later than, by (?:the )?latest(?: on)?, at (?:the )?latest(?:,? (?:by|on))?,"
    " latest (?:by|on), not after, on or before, before or on, by"
)
"""The source of a pattern for the words that lead to a last day."""
UNTIL = any_word("up to(?: and including)?, up until, until(?: and including)?, till, through, thru")
"""The source of a pattern for other words that lead to a last day."""
FROM = any_word(
    "with effect from, as of, as from, starting(?: on| from)?, beginning(?: on| from)?, commencing(?: on| from)?,"
    " from and including, from"
)
"""The source of a pattern for the words that lead to a first day."""
# `by the earlier of its expiry or May 1`
_OF_TWO = r"(?:(?:the\s)?(?:sooner|earlier|later|expiry|expiration)\sof\s[^.;]{1,60}?\sor\s)?"
# `by a label for a time of six months, to June 30`
_LEAD = regex(
    rf"\b(?:(?P<by>{BY})|(?P<until>{UNTIL}|(?<=days,\s)to|(?<=weeks,\s)to|(?<=months,\s)to|(?<=years,\s)to)"
    rf"|(?P<from>{FROM})|(?P<before>prior to|before)|(?P<after>on (?:and|or) after))"
    rf"\s{{1,2}}{_OF_TWO}(?:(?:today|now|tomorrow|this day),?\s)?(?:{CLOCK})?(?:the\s)?$",
    _FLAGS,
)
_FORMS = {"by": "by ", "until": "until ", "from": "from ", "before": "before ", "after": "on or after "}
# `ends at noon on the `, and not `added to Schedule 4 on `
_CLOCK_ALONE = regex(rf"\s(?:at\s|(?=[a-z]|\d{{1,2}}(?:[:.]\d|\s?[ap]\.?\s?m))){CLOCK}(?:the\s)?$", _FLAGS)
_THE = regex(r"\sthe\s$", _FLAGS)
_LONGEST_LEAD = 120
_NEAR = 8
"""Characters beside a day that tell the script of its sentence."""
_BEHIND = regex(
    r"\s?\((?:both (?:days|dates) |this day )?inclusive\)|,?\s(?:both (?:days|dates) )?inclusive\b"
    r"|(?P<latest>\s{0,2},?\s?at (?:the )?latest\b)",
    _FLAGS,
)
_ON = regex(r"(?:\b(?:on|at)\s)?$", _FLAGS)
# `may be required to`, `does not need to` are no duties.
_HAS_TO = regex(
    r"(?<!\bmay )(?<!\bmight )(?<!\bcould )(?<!\bwould )(?<!\bnot )(?<!\blonger )\b(?:(?:will|shall)\s)?"
    r"(?:(?:needs?|ha(?:s|ve)|ought) to"
    r"|(?:is|are|be)\s(?:\w{3,10}ly\s|now\s|also\s)?(?:required|obliged|obligated|bound) to)\b",
    _FLAGS,
)
# `holders (where applicable) must`, `holders, if necessary, must`, `holders must therefore`
_ASIDE = regex(
    r"\s?\((?-i:[a-z])[^()\d]{4,60}\)"
    r"|,?\s(?:where(?:ver)?|if|as|when(?:ever)?) (?:applicable|appropriate|necessary|relevant|needed|possible)\b,?"
    r"|(?<=must|hall|ould|.may|.can|will)\s(?:therefore|accordingly|consequently|thus|hence|however|in principle)\b",
    _FLAGS,
)
_HAVING_TO = ("ed to", "nd to", "ve to", "as to", "need", "ought to")
_ASIDES = (
    " (", "applicable", "appropriate", "necessary", "relevant", "needed", "possible", "therefore", "accordingly",
    "consequently", "thus", "hence", "however", "in principle",
)  # fmt: skip
"""Parts of the words for what the two patterns match: few texts have one."""
_HAN_LATEST = regex(
    r"(?:应当?|须|务必|必须)?(?:最[迟晚](?:应当?|须|务必)?(?:不(?:超过|[晚迟]于)|于|在)?|不得?[晚迟]于)\s{0,2}$"
)
_HAN_LEAD = regex(r"(?:自|从)\s{0,2}$")
_HAN_BEHIND = regex(
    r"\s{0,2}(?:\((?:含(?:当[日天])?|(?:星期|周)[一二三四五六日天])\)\s{0,2})?"
    r"(?:零时|(?:[上下]午|凌晨|中午|晚上?)?\s{0,2}\d{1,2}\s?(?:[时点](?:\d{1,2}分|整|半)?|:\d\d(?::\d\d)?)|[上下]午|中午)?"
    r"\s{0,2}(?:下班)?\s{0,2}"
    r"(?:(?P<from>之?日?起|(?P<start>开始))|(?P<by>(?:或该?日?)?(?:之前|以前|前)|或更早|止前))?"
)


def in_one_form(before: str, behind: str) -> tuple[str, str]:
    """Return the words before a day and behind it, with one form of those that say by when or from when."""
    if has_han(behind[:_NEAR]) or has_han(before[-_NEAR:]):
        return _chinese_in_one_form(before, behind)
    before = _duty_in_one_form(before)
    found = _LEAD().search(before, max(0, len(before) - _LONGEST_LEAD))
    if found and found.lastgroup:
        before = before[: found.start()] + _FORMS[found.lastgroup]
    else:
        before = _THE().sub(" ", _CLOCK_ALONE().sub(" on ", before))
    follows = _BEHIND().match(behind)
    if follows and follows["latest"]:
        before = _ON().sub("by ", before, count=1)
    return before, _duty_in_one_form(behind[follows.end() :] if follows else behind)


def _duty_in_one_form(text: str) -> str:
    if has_any(text, _ASIDES):
        text = _ASIDE().sub("", text)
    return _HAS_TO().sub("must", text) if has_any(text, _HAVING_TO) else text


def _chinese_in_one_form(before: str, behind: str) -> tuple[str, str]:
    latest = _HAN_LATEST().search(before)
    found = _HAN_BEHIND().match(behind)
    rest = behind
    if found:
        lead = "前" if found["by"] else ""
        if found["from"]:
            is_verb = found["start"] and not _HAN_LEAD().search(before)
            lead = found["from"] if is_verb else "起"
        rest = lead + behind[found.end() :]
    if latest:
        return before[: latest.start()], rest if rest.startswith("前") else f"前{rest}"
    return before, rest
