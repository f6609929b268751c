"""Find the day on which a document takes effect: this document, not another one in its text."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice
from typing import NamedTuple

from cdetrack.meaning.facets.calendar import DAY, has_year, read_day
from cdetrack.meaning.facets.dated import ANY_DAY, Dated
from cdetrack.meaning.facets.effect_own import ASIDE, ISSUED, ISSUED_WHICH
from cdetrack.meaning.facets.effect_statements import EFFECT_WORDS, Statement, statements_of_effect
from cdetrack.meaning.facets.effect_subject import (
    is_of_the_act,
    is_of_the_document,
)
from cdetrack.meaning.facets.periods import end_of_period, nth_day_after
from cdetrack.meaning.facets.sentences import SPAN, clipped, sentences
from cdetrack.text.regex import Gated, regex
from cdetrack.text.script import has_han

_FLAGS = re.IGNORECASE
_MOST_DAYS = 40
_SIGNED = Dated(
    rf"(?:局|司|中心|委|委员会|总署|署|部|院|厅)\s{{0,4}}(?P<day>{DAY})\s{{0,3}}$"
    rf"|(?:\n|\b(?:Administration|NMPA|Cent(?:er|re) for Drug Evaluation|CDE|Control|Commission|Ministry"
    rf"|Institut(?:e|ion)s?|Agency|Authority|Office)[\s,])\s{{0,3}}(?P<late>{DAY})[\s.]{{0,3}}$",
)
# `特此公告。某局 5月1日`, with the text of the document behind it.
_SIGNED_WITHIN = Dated(
    rf"特此(?:公告|通告|通知|函告)[。.]?\s{{0,4}}(?:附件:?[^。]{{0,200}}?\s{{1,4}})?[^。;,]{{2,40}}?(?:局|司|中心|委|委员会|总署|署|部|院|厅)\s{{0,4}}"
    rf"(?P<day>{DAY})"
)
_ISSUED_ON = Dated(
    rf"\s{{0,3}}(?P<day>{DAY})\s?,[^,。;]{{1,40}}(?:发布|印发|公布)[^,。;]{{0,60}}(?:公告|通告|通知|决定|》)"
)
_PUBLISHED = Dated(rf"\b(?:published|publication date|gazetted|promulgated):?\s(?:on\s)?(?P<day>{DAY})")
_REGISTERED = Dated(
    rf"\b(?:registered|registration(?: date)?):?\s(?:SOR/\d{{2,4}}-\d{{1,4}}:?\s)?(?:on\s)?(?P<day>{DAY})",
)
_IN_A_GAZETTE = regex(
    r",?\s(?:in|on) the (?:[\w’']{1,12}\s){0,3}?(?:official (?:journal|gazette)|gazette|OJEU|OJ)\b", _FLAGS
)
_MADE = Dated(rf"(?:\b(?:made|signed)|(?:^|\n)dated):?\s(?:on\s)?(?:the\s)?(?P<day>{DAY})")
_ACTS = {
    "publi": _PUBLISHED, "gazett": _PUBLISHED, "promulg": _PUBLISHED, "notif": _PUBLISHED,
    "regist": _REGISTERED, "made": _MADE, "sign": _MADE,
}  # fmt: skip
"""The start of the word for an act, with the pattern of its day in the text."""
_ON = regex(r"\bon\s{1,2}$", _FLAGS)
_BEEN_SINCE = regex(r"\b(?:has|have) been\s$", _FLAGS)
_TOOK_EFFECT = regex(r"(?:came|went|took|entered)\b", _FLAGS)
_DATE_OF = regex(r"\bdate (?:of|for)\s{1,2}$", _FLAGS)
_WAS = regex(r"\b(?:became|was|were) $", _FLAGS)
_YEAR = timedelta(days=366)
_SAME_DAY = ("same", "that", "同日", "当日", "当天")
_TODAY = ("today", "今日", "今天")
# `今日(六月十二日)刊宪,即日生效`
_GAZETTED_TODAY = regex(r"今[日天][^。;]{0,20}(?:刊宪|刊登|公布|发布|公告)[^。;]{0,30}$")
_OLD_NEWS = timedelta(days=45)
"""News tell of an effect to come, or of one of these last days."""
_LONG_AGO, _QUARTER = timedelta(days=270), timedelta(days=92)
_HALF_A_YEAR = timedelta(days=183)
# `訂定「…」,並自…生效`, `修正…` in a title: Taiwan's regulator makes or changes a rule.
_OF_TAIWAN = Gated(
    r"^(?:公告)?(?:修正|订定|增订|废止)(?=[《\s])|》之施行日期$",
    *("修正", "订定", "增订", "废止", "施行日期"),
)
# `关于公开征求《某规定》意见的通知`: the days in the draft below bind nobody.
_ASKS_FOR_VIEWS = Gated(r"征求.{0,120}意见(?!后|.{0,12}(?:情况|结果|采纳))", "征求")
_LATE = timedelta(days=31)
"""The most days after a day ahead that a listing still announces it."""


class _Facts(NamedTuple):
    """The facts of the notice against which days are read."""

    kind: str
    listed: date
    document: date | None
    earliest: int
    """The first year of an effect: that of the document's number."""


def read_effective(
    texts: tuple[str, str, str], *, kind: str, listed: date, document: date | None, number: str | None
) -> tuple[date, str] | None:
    """Return the first day on which this document is in force, with the words that give it; None without one.

    `texts` are title, summary and body. A day without a year is the last such day up to `listed`, or the next one for
    an effect ahead (`will take effect`, `将于`). For `from the date of issuance` it is `document`, or else the day of
    signature or issue in the text itself; a period after issuance counts from that day, or else from `listed`.
    """
    if kind == "interpretation" or _ASKS_FOR_VIEWS.search(texts[0]):
        return None
    if _OF_TAIWAN.search(texts[0]):
        # Its listing has the day of the announcement: `自即日生效`.
        document = document or listed
        # A repeal has the day of its headline only.
        kind = "news" if texts[0].startswith("废止") else {"news": "announcement"}.get(kind, kind)
    counted: tuple[date, str] | None = None
    facts = _Facts(kind, listed, document, int(number[:4]) if number else 0)
    for statement, day in _days_of_effect(texts, facts):
        found = day, clipped(statement.match[0])
        if document or not _is_counted(statement):
            return found
        # The listing may be later than the publication: a day that the text names comes first.
        counted = counted or found
    return counted


def _days_of_effect(texts: tuple[str, str, str], facts: _Facts) -> Iterator[tuple[Statement, date]]:
    """Yield the statements of effect of the document with their days."""
    listed = facts.listed
    for statement in _own_statements(texts, facts.kind):
        text = statement.text
        day = _day_of(text, statement, listed, facts.document)
        dated = _in_its_year(texts, statement.day, day)
        if day and dated is None and day < listed - _LONG_AGO and has_han(statement.match[0]):
            # `自6月1日起执行`, listed in May, looks ahead.
            dated = _soon(statement.day, listed)
            dated = dated if dated and dated - listed <= _QUARTER else None
        if facts.kind == "news" and day and (dated or day) < listed - _OLD_NEWS:
            day, dated = _soon(statement.day, listed) if dated is None else None, None
        day = dated or day
        if day and day.year >= facts.earliest:
            yield statement, day


def _own_statements(texts: tuple[str, str, str], kind: str) -> Iterator[Statement]:
    """Yield the statements of effect that are about the document of the title."""
    for place, text in enumerate(texts):
        in_body = place == 2  # noqa: PLR2004 - the third text
        for sentence in chain(sentences(text, EFFECT_WORDS), _row_of_the_whole(text)):
            for statement in statements_of_effect(sentence, text):
                own = statement.own or is_of_the_act(texts[0], statement)
                # `「某法」第十條,定自…施行`
                own = own or (place == 0 and statement.lead.endswith("定"))
                if own or is_of_the_document(texts[0], statement, kind=kind, in_body=in_body):
                    yield statement


def _row_of_the_whole(text: str) -> Iterator[str]:
    """Yield the row of a table of commencement in lines: `The whole of this instrument`, and below it the day."""
    start = text.find("whole of this ")
    if start >= 0:
        yield text[start : start + SPAN].replace("\n", " | ")


def _is_counted(statement: Statement) -> bool:
    """Return True for a day that is counted from another one that the statement does not name."""
    groups = statement.match.groupdict()
    return not ANY_DAY.search(statement.day) and bool(groups.get("count") or groups.get("nth"))


def _soon(words: str, listed: date) -> date | None:
    """Return the next day of `words` without a year, if it is nearer than the last one: news look ahead."""
    day = None if has_year(words) or not ANY_DAY.search(words) else read_day(words, since=listed)
    return day if day and day - listed <= _HALF_A_YEAR else None


def _in_its_year(texts: tuple[str, str, str], words: str, day: date | None) -> date | None:
    """Return the day in the year that another place of the texts gives for it, if `words` give none; else None."""
    if day is None or has_year(words) or not ANY_DAY.search(words):
        return None
    found = (read_day(match[0]) for text in texts for match in islice(ANY_DAY.finditer(text), _MOST_DAYS))
    return next((each for each in found if each and (each.month, each.day) == (day.month, day.day)), None)


def _day_of(text: str, statement: Statement, listed: date, document: date | None) -> date | None:
    """Return the day of a statement of effect in `text`; None if it has none that can be read."""
    match, words = statement.match, statement.day
    if match.groupdict().get("base"):
        start = read_day(match["base"], until=listed)
        return end_of_period(match, start) if start else None
    if match.groupdict().get("count") and (given := ANY_DAY.search(words)):
        # `6 months after publication (9 September 2027)`
        return read_day(given[0])
    if not ANY_DAY.search(words):
        return _after_issue(text, statement, listed, document)
    issued = _day_of_issue(statement, listed)
    if issued or statement.is_ahead:
        day = read_day(words, since=issued or listed - _LATE)
    else:
        day = read_day(words, until=listed)
    is_past = _TOOK_EFFECT().match(match[0]) or any(
        # `Date of entry into force`, of an edition before this one.
        pattern().search(statement.lead)
        for pattern in (_BEEN_SINCE, _WAS, _DATE_OF)
    )
    return None if day and is_past and listed - day > _YEAR else day


def _after_issue(text: str, statement: Statement, listed: date, document: date | None) -> date | None:
    """Return the day of a statement without one of its own: `today`, `the same day`, `30 days after publication`."""
    match, words = statement.match, statement.day.lower()
    if match.groupdict().get("done") or match.groupdict().get("act"):
        return _after_act(text, statement, listed, document)
    if words.startswith(_SAME_DAY):
        return _day_before(text, statement, listed)
    if words.startswith(_TODAY) or (words.startswith("即日") and _GAZETTED_TODAY().search(statement.lead)):
        return document or listed
    if _IN_A_GAZETTE().match(match.string, match.end()) and statement.is_ahead and not document:
        # News of a publication to come.
        return None
    issued = document or _issued(text, statement.sentence, listed)
    if issued is None and ISSUED_WHICH().search(statement.lead):
        issued = _day_of_issue(statement, listed)
    return _counted(match, issued, listed)


def _after_act(text: str, statement: Statement, listed: date, document: date | None) -> date | None:
    """Return `the twentieth day following that of its publication`, `the day after it is registered`.

    The day of registration or signature is one in the text. That of publication may be the document's own, and for a
    law that counts from it that of the listing: news tell of a publication to come.
    """
    match = statement.match
    act = (match["done"] or match["act"]).lower()
    pattern = next(each for stem, each in _ACTS.items() if act.startswith(stem))
    found = pattern.search(text)
    start = read_day(found["day"], until=listed) if found else None
    if start is None and pattern is _PUBLISHED:
        is_law = (match["nth"] or match["next"]) and not statement.is_ahead
        start = document or (listed if is_law else None)
    if start is None or not match["nth"]:
        return start + timedelta(days=1) if start and match["next"] else start
    return nth_day_after(match["nth"], start)


def _day_of_issue(statement: Statement, listed: date) -> date | None:
    """Return the day before the statement on which its subject was issued: no effect comes before it."""
    days = list(islice(ANY_DAY.finditer(statement.lead), _MOST_DAYS))
    # `issued the long name on May 4`: the day of the verb, however far it is.
    reach = SPAN if days and _ON().search(statement.lead[: days[-1].start()]) else ASIDE
    if not days or not ISSUED().search(statement.lead[max(0, days[-1].start() - reach) :]):
        return None
    return read_day(days[-1][0], until=listed)


def _day_before(text: str, statement: Statement, listed: date) -> date | None:
    """Return the last day named before a statement of effect `on the same day`."""
    start = text.find(statement.sentence) + statement.match.start()
    days = list(ANY_DAY.finditer(text[max(0, start - SPAN) : start]))
    return read_day(days[-1][0], until=listed) if days else None


def _counted(match: re.Match[str], published: date | None, listed: date) -> date | None:
    """Return the day of publication, or the end of a period after it; for a period `listed` is the second choice."""
    return end_of_period(match, published or listed) if match.groupdict().get("count") else published


def _issued(text: str, sentence: str, listed: date) -> date | None:
    """Return the day in the signature at the end of the text, or the day of issue in the sentence."""
    found = _SIGNED.search(text[-80:]) or _SIGNED_WITHIN.search(text) or _ISSUED_ON.match(sentence)
    day = read_day(found["day"] or found.groupdict().get("late") or "", until=listed) if found else None
    return day if day and day <= listed else None
