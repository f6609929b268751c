"""Find the further days that somebody has to act by: transitions, expiries, and deadlines that were moved.

`acts_english` and `acts_chinese` read the act of a day in the words around it, `periods_chinese` periods.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, islice, pairwise
from typing import NamedTuple

from cdetrack.meaning.facets.acts_chinese import chinese_act
from cdetrack.meaning.facets.acts_english import (
    AHEAD,
    MARK,
    NONE,
    english_act,
    is_head_of_list,
    is_told_as_past,
)
from cdetrack.meaning.facets.around import BY
from cdetrack.meaning.facets.calendar import DAY, has_year, read_day
from cdetrack.meaning.facets.consultation_past import SUPERSEDED
from cdetrack.meaning.facets.consultation_words import CONSULT_WORDS
from cdetrack.meaning.facets.dated import ANY_DAY, Dated, PerhapsDated
from cdetrack.meaning.facets.day_columns import with_columns
from cdetrack.meaning.facets.days_ahead import is_for_others
from cdetrack.meaning.facets.duties_english import SINCE_THEN, english_periods
from cdetrack.meaning.facets.extensions import extensions
from cdetrack.meaning.facets.named_days import NamedDay, named_days
from cdetrack.meaning.facets.periods import PERIOD, end_of_period
from cdetrack.meaning.facets.periods_chinese import chinese_periods, chinese_validity
from cdetrack.meaning.facets.sentences import sentences
from cdetrack.model.notice import Milestone
from cdetrack.text.regex import has_any, regex
from cdetrack.text.script import has_han

_FLAGS = re.IGNORECASE
# Kinds that tell of something past: their days are no duty of a reader.
_WITHOUT = frozenset({"meeting", "report", "approval", "trial-permission", "designation"})
# Kinds that explain rules, whose days of long ago are history.
_EXPLAINS = frozenset({"qa", "interpretation"})
_LONG_AGO = _HALF_A_YEAR = timedelta(days=183)
_MOST = 20
"""The most milestones of a text."""
_MOST_SENTENCES = 120
"""The most sentences with a day or a period that are read of a text."""
_LONGEST = 160
"""The most characters of the words of a milestone."""
_LONGEST_LIST = 2_000
"""The most characters of a list of days that is read as one sentence."""
_ENOUGH = 50
"""The fewest characters of the words behind the day, if there are so many."""
_ANY = ("",)
_DIGIT = regex(r"\d")
_WITHOUT_DIGITS = (
    "end of", "last day of", "date of", "publication", "publish", "issuance", "promulgation", "effective date",
    "into force",
    "valid for", "force for", "effect for",
    "二〇", "二○", "一百", "民国", "年底", "之日", "日前", "日起", "有效期", "过渡期",
)  # fmt: skip
"""Parts of a sentence with a day or a period in words."""
_VALID_FOR = regex(rf"\b(?:valid|in (?:force|effect)|effective) for (?:a period of\s)?{PERIOD}", _FLAGS)
# `Registration is valid for 10 years`, which the document says of each product.
_OF_CERTIFICATES = regex(
    r"(?<!\bthis )(?<!\bthe )\b(?:registrations?|licen[cs]es?|certificates?|approvals?|authori[sz]ations?|permits?"
    r"|listings?|products?|devices?)\s[^.;,]{0,30}$",
    _FLAGS,
)
_JOINED = regex(r"[^。;]{0,60}(?:、|和|及|与|,|\band\b|\bor\b)[^。;]{0,60}|\s?\([^()。;]{1,40}[:,]\s?", _FLAGS)
# The same of a first day without words of its own: no clause with a verb stands between.
_JOINED_BACK = regex(
    r"\s?(?:起|前)?\s?(?:\([^()]{1,60}\)\s?|\sfor\s[^.;,]{1,60}?)?(?:、|和|及|与|或|,\s?(?:and\s|or\s)?|\s(?:and|or)\s)"
    r"[^。;,]{0,60}",
    _FLAGS,
)
# The words between two days of a list with labels: `May 1; Sellers: June 1`.
_LABEL = regex(
    r"(?:\s?\([^()]{1,60}\))?\s?[;,•–-]\s{0,2}(?:and\s)?(?:[^.;:。]{1,80}:\s{0,2}|[^.;:。]{1,80}?\s[–—-]\s)", _FLAGS
)
# The head of such a list: `The exemptions end: Makers: `; `Deadline: May 1; Workshop: June 1` has none.
_HEADED = regex(
    rf"(?::\s{{0,3}}{MARK}[^.;:]{{1,80}}?(?::|\s[–—-])|\b(?:dates?|deadlines?):\s{{0,3}}{MARK})\s{{0,2}}$", _FLAGS
)
# `; dispensers through May 1`, `; §§ 9.12(f) and 9.14 by May 1`: a part of a split sentence, without a verb.
_UP_TO = (
    r"(?:(?!\b(?:must|shall|will|may|should|can|is|are|was|were|has|have|please)\b)(?:[^.;:]|\.(?=\d))){1,90}?\s"
    r"(?:through|until|till|by|from|to|before|on)\s(?:the\s)?"
)
_FOR_WHOM = r"(?:[,:]?\s(?:for|in)|:)\s(?:[^.;:]|\.(?=\d)){1,400}"
_AND = rf"(?:(?:and|or)\s)?{MARK}"
_BY = r"(?:(?:until|till|through|by|from|to|before|on)\s)?(?:the\s)?"
_FRAGMENT = Dated(rf"\s?{_AND}{_UP_TO}{DAY}\s{{0,2}}(?:;|\.|$)|\s?{_AND}{_BY}{DAY}{_FOR_WHOM}(?:;|\.|$)")
_PARTS = regex(
    rf"(?:{_FOR_WHOM})?\s?;\s{{1,2}}{_AND}(?:{_UP_TO}|{_BY}|[^.;:]{{1,80}}:\s{{1,2}}(?:by|until|from)\s)"
    # `until the following dates: May 1 for class D. June 1 for class C.`
    r"|\s(?:for|in)\s[^.;:]{1,80}?\.\s{1,2}"
    # `by the following dates: I. May 1 for class D II. June 1 for class C`
    r"|\s(?:for|in)\s[^.;:]{1,80}?\s\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})[.)]\s(?:by\s|until\s|from\s)?(?:the\s)?"
    rf"|(?:{_FOR_WHOM})?\.?\s[-•–]\s{{1,2}}(?:{_UP_TO}|(?:[^.;:]{{1,80}}?(?::|\s[–—-])\s{{1,2}})?{_BY})",
    _FLAGS,
)
_ENDS_IN_DAY = Dated(rf"{DAY}(?:{_FOR_WHOM})?\s{{0,2}};(?:\s(?:and|or))?$")
# A line of a list, below `to:` or another line of it.
_DAY_OF_LIST = Dated(rf"\s{{0,3}}{MARK}(?:until\s|by\s|to\s)?{DAY}")
# A line with a label, below `The following transition periods apply:`.
_LINE_OF_LIST = Dated(
    rf"\s{{0,3}}{MARK}[^.;:]{{1,80}}?(?:(?::|\s[–—-])\s{{1,2}}(?:until\s|by\s|from\s)?|\s(?:until|till|by)\s){DAY}",
)
# A row of a table, below its head: `Class III 26 May 2031`, or the day alone.
_ROW = Dated(rf"(?P<label>[^.;:]{{0,80}}?)\s{{0,2}}(?P<day>{DAY})\s{{0,2}}")
# `Last updated 1 May 2031`, below a table.
_OF_PAGE = regex(
    r"(?:page |date |first |last ){0,2}(?:published|posted|issued|updated|modified|reviewed|content current)\b", _FLAGS
)
_LONGEST_ROW = 110
# `Makers must:`, above the items of a list.
_HEAD_OF_DUTIES = regex(
    r"\b(?:must|shall|should|(?:ha(?:s|ve)|needs?|required|asked) to)(?:\s(?:also|either|both))?:\s{0,2}$", _FLAGS
)
_MARKED = regex(rf"[\s–•*-]{{0,4}}{MARK}", _FLAGS)
# Between two days that were moved: `to May 1 for class I and to June 1`, `D类至…,C类至…`.
_MOVED_TOO = regex(
    r"(?:\s?\([^()]{1,60}\)|\s(?:for|in the case of|in respect of)\s(?:[^.;,]|,(?=\d)){1,90}?)?"
    r"\s{0,2}(?:[,;](?:\sand)?|and|[-–•*])\s{1,2}"
    r"(?:(?:the\s)?(?:(?:date|deadline|period)\s)?for\s[^.;,]{1,40}?\s)?(?:(?:until|till|to|by)\s)?(?:the\s)?"
    r"|[^。;,、]{0,10}[,、和及](?![^。;,、]{0,20}(?:时间|期限?|日期|施行|实施))[^。;,、]{1,20}?(?:延长|推迟|延期|顺延)?(?:至|到|为)\s?",
    _FLAGS,
)
# `…, and for small firms from `
_FROM_ITS = regex(r"\s?[,;]?\s(?:and\s)?(?:for|in the case of)\s[^.;]{1,140}?\sfrom\s(?:the\s)?", _FLAGS)
# `within 12 months of publication, i.e. by May 1`: the day itself is named.
_GIVEN = Dated(
    r"[\s,(]{1,3}(?:(?:that is|i\.e\.|namely|or|which is|meaning|ending)[,\s]{1,2})?"
    rf"(?:(?:{BY}|on|until|before)\s)?(?:the\s)?{DAY}",
)
_LEADS = regex(r"(?:自|从|于|在|\b(?:from|by|before|until|after)\s)$", _FLAGS)
_FROM = regex(r"\b(?:from|since|effective)\s{1,2}$|(?:自|从)\s{0,2}$", _FLAGS)
_HAN_FROM = regex(r"\s{0,2}起")
_ASKED_SINCE = regex(
    r"应当|(?<![供适反相响对效])应(?!用|急|对|答|邀)|须|必须|不得|不再|不予|停止|一律|禁止|方可|(?<![许认])可(?![能追视靠控行及])|请|实施|执行|适用|按照?"
)
# `Starting from May 1, certificates will be issued`
_FROM_FIRST = regex(r"^\s?(?:from|since)\s$", _FLAGS)
_WILL = regex(r"[^.;]{1,120}?\b(?:will|shall)\b", _FLAGS)
_A_YEAR = timedelta(days=366)
_LATE = timedelta(days=31)
"""The most days from a day with `from` to the notice that still announces it."""
_BREAKS = ",;。:、("
_INSIDE = regex(r"[A-Za-z0-9]{2}")


# `《A公告》(2023年第124号)规定,…应当于5月1日前`, `Announcement No. 124 of 2023 required`: an earlier document, cited.
_CITED = PerhapsDated(
    r"《(?P<name>[^《》]{1,160})》(?:\([^()]{1,60}\)){0,2},?(?:中|的)?(?:已|曾|就|均|也)?(?:有?明确|规定|要求|提出|指出|明示)"
    r"|(?:根据|按照?|依据|依照)[^。;《》,]{0,20}《(?P<under>[^《》]{1,160})》(?:\([^()]{1,60}\)){0,2}(?:的?(?:有关|相关)?(?:规定|要求))?,"
    r"|\b(?:announcement|notice|order|circular|decree|rule|decision)\s(?:\(?No\.?\s?\d{1,4}\)?\s?(?:of\s(?:19|20)\d\d)?"
    rf"|(?:of|dated|issued on|published on|issued in|published in)\s(?:{DAY}|[A-Za-z]{{3,9}}\s(?:19|20)\d\d))"
    r"(?:\s?\([^()]{1,60}\))?,?\s(?:had\s|has\s)?(?:already\s)?(?:requir|stat|provid|stipulat|specif|set|ask|prescrib|oblig)\w{0,5}\b",
)


class _Found(NamedTuple):
    """A day and its act, with the start and end of its words in the sentence."""

    day: date
    what: str
    start: int
    end: int


class _Facts(NamedTuple):
    """The facts of the notice against which days are read."""

    title: str
    published: date
    effective: date | None


def read_milestones(
    texts: tuple[str, str, str],
    *,
    kind: str,
    listed: date,
    document: date | None,
    effective: date | None,
    comments_due: date | None,
    event: date | None,
) -> tuple[Milestone, ...]:
    """Return the milestones that title, summary and body state, by date; none for kinds that tell of something past.

    Days without a year are the first ones on or after `document`, the document's own day, or else `listed`; periods
    count from the same day, from `effective`, or from a day that the text names. A day that is that of `effective` or
    `comments_due` is left out, unless it is a deadline that was moved; the day of `event` always.
    """
    if kind in _WITHOUT:
        return ()
    facts = _Facts(texts[0], document or listed, effective)
    milestones: dict[tuple[date, str], Milestone] = {}
    for text in texts:
        whole = _whole_lists(_with_duties(with_columns(sentences(text, _ANY))))
        dated = (sentence for sentence in whole if _is_dated(sentence))
        found = ((sentence, each) for sentence in islice(dated, _MOST_SENTENCES) for each in _in(sentence, facts))
        for sentence, each in islice(found, _MOST):
            is_known = each.day in {effective, comments_due} and each.what != "extended"
            is_history = kind in _EXPLAINS and each.day < facts.published - _LONG_AGO
            if not is_known and not is_history and each.day != event:
                milestones.setdefault((each.day, each.what), Milestone(each.day, each.what, _words(sentence, each)))
    # `The deadline is extended to A. File before A`
    without = {day for day, what in milestones if what == "extended"}
    acting = {day for day, what in milestones if what == "transition"}
    if acting and is_for_others(texts):
        without |= acting
    return tuple(milestones[key] for key in sorted(milestones) if key[1] != "transition" or key[0] not in without)


def _with_duties(parts: Iterator[str]) -> Iterator[str]:
    """Yield the sentences, each item of a list of duties with the head of the list: `Makers must: renew by May 1`."""
    head = ""
    for part in parts:
        if ":" in part and _HEAD_OF_DUTIES().search(part):
            head = part.rstrip(": ")
            yield part
        elif head and (mark := _MARKED().match(part)) and (mark[0].strip() or part[:1].islower()):
            yield f"{head} {part[mark.end() :]}"
        else:
            head = ""
            yield part


def _whole_lists(parts: Iterator[str]) -> Iterator[str]:
    """Yield the sentences, with a list of labels and days as one: `Makers: May 1; Sellers: June 1`."""
    whole, listing = "", False
    for part in parts:
        row = _row_of_table(whole, part)
        if row:
            whole, listing = row, False
            continue
        is_item = listing and _DAY_OF_LIST.match(part) is not None
        is_item = is_item or (bool(whole) and _LINE_OF_LIST.match(part) is not None and is_head_of_list(whole))
        is_part = whole.endswith(";") and _FRAGMENT.fullmatch(part) is not None
        is_part = is_part and _ENDS_IN_DAY.search(whole[-2 * _LONGEST :]) is not None
        is_part = is_part or (bool(whole) and SINCE_THEN().match(part) is not None)
        if whole and not ((is_item or is_part) and len(whole) < _LONGEST_LIST):
            yield whole
            whole = ""
        listing = is_item or part.rstrip().endswith(":")
        item = f"- {_MARKED().sub('', part, count=1)}" if is_item else part.lstrip()
        whole = f"{whole} {item}" if whole else part
    if whole:
        yield whole


def _row_of_table(whole: str, part: str) -> str | None:
    """Return the head of a table and its rows with one more, or with a label whose day follows; None for no row."""
    if not whole or len(part) > _LONGEST_ROW or part[-1:] in ".;:" or _OF_PAGE().match(part):
        return None
    head = whole if ":" in whole else f"{whole}:"
    if not is_head_of_list(head):
        return None
    row = _ROW.fullmatch(part)
    if row is None:
        return None if ANY_DAY.search(part) or head != whole else f"{whole} - {part.strip()}"
    label = row["label"].strip()
    if label:
        return f"{head} - {label}: {row['day']}"
    # `There is no deadline`, and below it the day of a signature.
    return f"{whole}: {row['day']}" if head == whole else None


def _is_dated(sentence: str) -> bool:
    lowered = sentence.lower()
    return _DIGIT().search(sentence) is not None or has_any(lowered, _WITHOUT_DIGITS)


def _in(sentence: str, facts: _Facts) -> Iterator[_Found]:
    """Yield the milestones of a sentence."""
    found = list(named_days(sentence))
    moved = list(extensions(sentence, since=facts.published)) if found else []
    yield from (_Found(day, "extended", match.start(), match.end()) for day, match in moved)
    if moved:
        yield from _moved_too(sentence, max(match.end() for _, match in moved), facts)
        return
    if ";" not in sentence and _asks_for_comments(sentence):
        # Each part of a list is asked for itself, below.
        return
    for named, act in zip(found, _shared(sentence, found, _acts(found, facts.title)), strict=True):
        # `From 1 August`, announced on 2 August, is a day of this year.
        late = _LATE if _FROM().search(named.before) or _HAN_FROM().match(named.behind) else timedelta()
        day = _read(sentence, named, since=facts.published - late) if act else None
        if day is None or not act:
            continue
        if act == AHEAD and day <= facts.published - (late if _is_announced(named) else timedelta()):
            continue
        if _asks_for_comments(_part_of(sentence, named)):
            continue
        is_told = day < facts.published - late and (
            # Of what holds from a day on, a reader has to know for longer.
            (act == "transition" and not late and day < facts.published - _A_YEAR)
            or _is_cited(named, facts.title)
            or is_told_as_past(named, day, facts.published)
            or (act == "transition" and _is_history(named))
        )
        if not is_told:
            yield _Found(day, "transition" if act == AHEAD else act, named.start, named.end)
    yield from _periods(sentence, facts)


def _asks_for_comments(text: str) -> bool:
    """Return True for the words of a deadline for comments or objections."""
    lowered = text.lower()
    return has_any(lowered.replace("公示稿", ""), CONSULT_WORDS) and "反馈" not in lowered


def _part_of(sentence: str, named: NamedDay) -> str:
    """Return the part of a list, `Comments by May 1; requests by June 1`, that has the day."""
    return sentence[sentence.rfind(";", 0, named.start) + 1 : named.end] + named.behind.partition(";")[0]


def _read(sentence: str, named: NamedDay, *, since: date) -> date | None:
    """Return the day, of a span its last; without a year it is the next one from `since`, or from the span's first."""
    if not named.is_span or has_year(named.words):
        return read_day(named.words, since=since, last=named.is_span)
    span = sentence[named.start : named.end]
    first, day = read_day(span, since=since), read_day(named.words, since=since, last=True)
    # `7月14日至20日`, on 15 July, has begun; `3月1日至2月28日`, in January, is to come.
    is_ahead = has_year(span) or (day is not None and first is not None and timedelta() < first - day < _HALF_A_YEAR)
    return read_day(named.words, since=first, last=True) if first and is_ahead else day


def _is_announced(named: NamedDay) -> bool:
    """Return True for `From May 1 the agency will`, which is still announced in the month after that day."""
    return _FROM_FIRST().search(named.before) is not None and _WILL().match(named.behind) is not None


def _is_history(named: NamedDay) -> bool:
    """Return True for a day, long past, from or until which something was done: `自5月1日起销售`; nothing is asked."""
    return has_han(named.behind) and _ASKED_SINCE().search(named.before[-_ENOUGH:] + named.behind) is None


def _is_cited(named: NamedDay, title: str) -> bool:
    """Return True for a day that an earlier document gave, which the sentence cites."""
    found = _CITED.search(named.whole.rpartition("。")[2])
    if found is None:
        return False
    name = found["name"] or found["under"] or ""
    return not name or (name not in title and title not in name)


def _moved_too(sentence: str, end: int, facts: _Facts) -> Iterator[_Found]:
    """Yield the days of a list that goes on behind a deadline that was moved, which ends at `end`."""
    for named in named_days(sentence):
        if named.start < end:
            continue
        day = read_day(named.words, since=facts.published)
        between = sentence[end : named.start]
        pattern_of_spans = (_FROM_ITS,) if named.is_span else ()
        if day is None or not any(pattern().fullmatch(between) for pattern in (_MOVED_TOO, _PARTS, *pattern_of_spans)):
            return
        yield _Found(day, "extended", named.start, named.end)
        end = named.end


def _acts(found: list[NamedDay], title: str) -> Iterator[str | None]:
    for named in found:
        if SUPERSEDED().search(named.before):
            yield NONE
            continue
        act = chinese_act(named, title)
        yield act if act is not None else english_act(named, title)


def _shared(sentence: str, found: list[NamedDay], acts: Iterator[str | None]) -> list[str | None]:
    """Return the acts, where a day without one has that of its neighbour in a list.

    `自A、B起应当`: A has no words of its own, neither has B in `by A (Class III) and B (Class II)`.
    """
    shared = list(acts)
    headed = bool(found) and _HEADED().search(found[0].before) is not None
    pairs = list(pairwise(range(len(found))))
    for first, second in (*reversed(pairs), *pairs):
        between = sentence[found[first].end : found[second].start]
        given = shared[first] or shared[second]
        is_item = headed and _LABEL().fullmatch(between) is not None
        is_item = is_item or (bool(shared[first]) and _PARTS().fullmatch(between) is not None)
        if not given or not (is_item or (given == "transition" and _JOINED().fullmatch(between))):
            continue
        if shared[second] is None:
            shared[second] = given
        elif (
            shared[first] is None
            and (is_item or _JOINED_BACK().fullmatch(between))
            and _LEADS().search(found[first].before)
        ):
            shared[first] = given
    return shared


def _periods(sentence: str, facts: _Facts) -> Iterator[_Found]:
    """Yield the ends of periods after publication or effect, and of the document's own validity."""
    for match, of_publication in chain(english_periods(sentence), chinese_periods(sentence)):
        if _GIVEN.match(sentence, match.end()):
            continue
        start = facts.published if of_publication else facts.effective
        if words := match.groupdict().get("since"):
            start = read_day(words)
        day = end_of_period(match, start) if start else None
        if day:
            yield _Found(day, "transition", match.start(), match.end())
    if facts.effective:
        for match in chain(_VALID_FOR().finditer(sentence), chinese_validity(sentence)):
            is_of_a_certificate = _OF_CERTIFICATES().search(sentence, max(0, match.start() - _ENOUGH), match.start())
            day = None if is_of_a_certificate else end_of_period(match, facts.effective)
            if day:
                # The last day of a period of validity is the one before the anniversary.
                yield _Found(day - timedelta(days=1), "expires", match.start(), match.end())


def _words(sentence: str, found: _Found) -> str:
    """Return the sentence if it is short, else the clauses around the day, cut between words."""
    text = sentence.strip(" ,;。")
    if len(text) <= _LONGEST:
        return text
    start = found.start
    while start > 0 and found.end - start < _LONGEST - _ENOUGH and sentence[start - 1] not in _BREAKS:
        start -= 1
    limit = max(found.end, min(len(sentence), start + _LONGEST))
    end = next((at for at in range(min(found.end + _ENOUGH, limit), limit) if sentence[at] in _BREAKS), limit)
    while found.end < end < len(sentence) and _INSIDE().fullmatch(sentence[end - 1 : end + 1]):
        end -= 1
    while 0 < start < found.start and _INSIDE().fullmatch(sentence[start - 1 : start + 1]):
        start += 1
    return sentence[start:end].strip(" ,;。")
