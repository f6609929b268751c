"""Keys of a notice in the index of the fold: two related notices have at least one in common."""

from hashlib import blake2b
from itertools import combinations

from cdetrack.changes.likeness import ACTS
from cdetrack.meaning.bare_title import without_column
from cdetrack.meaning.carriers import references_in, register_number
from cdetrack.meaning.dockets import dockets_of, entries_cited
from cdetrack.meaning.document_name import FEW_WORDS, document_name
from cdetrack.meaning.documents import HOMES
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.gazette import cited_notifications, drafts_of_notification, number_of_notification
from cdetrack.meaning.plain_title import in_plain_form
from cdetrack.meaning.recalls import recall_in
from cdetrack.meaning.repeals import codes_of, corrected_codes, repealed_in
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.chinese_likeness import ends_keys, loose_key, place_of, sort_key, without_head
from cdetrack.meaning.subject.listed import names_listed_in
from cdetrack.meaning.subject.other_names import (
    code_and_round,
    council_code,
    shorter_titles,
    standards_in,
    union_name,
)
from cdetrack.meaning.translation import translation_keys
from cdetrack.meaning.updates import amended_name, corrected_in, dated_in, drafts_in, head_of_update, update_of
from cdetrack.model.notice import Notice
from cdetrack.model.record import INGEST
from cdetrack.text.docnumber import numbers_in
from cdetrack.text.links import is_within, site_of
from cdetrack.text.script import has_han

CENTRES = {name: HOMES[name] for name in ("CDE", "CFDI", "CMDE", "NIFDC", "CDR", "ChPC")}
"""Centre with numbers of its own -> the domain of its site."""


def document_keys(notice: Notice) -> tuple[str, ...]:
    """Return short, stable keys for an index of notices: two related notices have at least one in common.

    A key in common is a hint only; the relations themselves decide.
    """
    notice = in_plain_form(notice)
    title, date = notice.title, notice.date
    name = document_name(ACTS.sub(" ", without_column(title)))
    stems = sorted(name.stems)
    # The longest words are the rarest, and a reworded title keeps most of them. Pairs of Chinese characters have one
    # length; in the order of their hashes, two similar titles select mostly the same ones.
    order = _hash if has_han(title) else _longest_first
    telling = sorted(stems, key=order)[:4]
    repealed = repealed_in(title, notice.summary, notice.body)
    numbers = {notice.number, *numbers_in(title), *(each.number for each in repealed)} - {None}
    keys = [
        _hash("number", str(number), series) for number in sorted(map(str, numbers)) for series in series_of(notice)
    ]
    if name.plan:
        keys.append(_hash("plan", name.plan))
    bases = [name.base for name in subject_of(title).names] + [each.base for each in repealed]
    bases += [base.removeprefix(place) for base in bases if (place := place_of(base))]
    bases += [each.base for each in subject_of(amended_name(title)).names]
    bases += [
        each.base
        for text in (
            union_name(title),
            *shorter_titles(title),
            *(draft for draft, _ in drafts_in(notice.summary, notice.body)),
        )
        for each in subject_of(text).names
    ]
    bases = list(dict.fromkeys(bases))
    bases += [each for base in bases if (each := without_head(base)) != base]
    bases += [each for base in bases if (each := sort_key(base))]
    bases += [loose for base in bases if (loose := loose_key(base))]
    ends = [key for base in bases for key in ends_keys(base)]
    bases += sorted(each.base for each in names_listed_in(notice))
    keys += [_hash("name", base) for base in bases if base]
    keys += [_hash("ends", end) for end in ends]
    codes = {each.code for each in repealed if each.code} | codes_of(title) | corrected_codes(title)
    keys += [_hash("code", code) for code in sorted(codes)]
    keys += [_hash("standard", code) for code in sorted(standards_in(title))]
    if not has_han(title):
        keys += _keys_of_english(notice)
    keys += [_hash("terms", key) for key in translation_keys(notice)]
    # A short name relates notices within weeks only: the keys of its month and the next cover neighbouring months.
    months = [date.year * 12 + date.month + step for step in (0, 1)] if name.short else [0]
    keys += [_hash("core", str(month), *stems) for month in months]
    day = date.isoformat()
    days = [day, *(each.isoformat() for _, named in drafts_in(notice.summary, notice.body) for each in named)]
    keys += [_hash("day", each, stem) for each in days for stem in telling[:FEW_WORDS]]
    keys += [_hash("some", *sorted(some)) for some in combinations(telling, min(FEW_WORDS, len(telling)))]
    return tuple(dict.fromkeys(keys))


def _keys_of_english(notice: Notice) -> list[str]:
    """Return the keys that a notice with an English title has besides."""
    title = notice.title
    keys = [_hash("council", code)] if (code := council_code(title)) else []
    keys += [_hash("filed", code) for code in code_and_round(title)[:1] if code]
    keys.append(_hash("update", update_of(title).subject))
    keys += [_hash("recall", recall.firm)] if (recall := recall_in(title)) else []
    keys += [_hash("update", head)] if (head := head_of_update(title)) else []
    keys += [_hash("update", update_of(each).subject) for each in corrected_in(title, notice.summary)]
    if (dated := dated_in(title)) and dated[0]:
        words = sorted(document_name(dated[1]).stems, key=_longest_first)
        keys += [_hash("day", dated[0].isoformat(), stem) for stem in words[:FEW_WORDS]]
    if gazetted := number_of_notification(notice):
        keys.append(_hash("gazette", str(gazetted)))
    drafts = drafts_of_notification(notice.summary, notice.body)
    keys += [_hash("gazette", str(each)) for each in sorted(drafts | cited_notifications(title))]
    keys += [_hash("reference", each) for each in sorted(references_in(title))]
    keys += [_hash("docket", each) for each in sorted(dockets_of(notice))]
    entries = {register_number(notice.url), *entries_cited(notice.summary, notice.body)} - {None}
    keys += [_hash("entry", each) for each in sorted(map(str, entries))]
    return keys


def share_a_key(a: Notice, b: Notice) -> bool:
    """Return True if the index finds one for the other: only then is a relation reported in any order of arrival."""
    return not set(document_keys(a)).isdisjoint(document_keys(b))


def series_of(notice: Notice) -> tuple[str, ...]:
    """Return the series that the number of a notice can be of: a centre's own, or the administration's, an empty text.

    A centre's site also shows documents of the administration, so the number of a
    title without an issuer is of either.
    """
    issuers = named_issuers(notice)
    if issuers:
        return (next((issuer for issuer in issuers if issuer in CENTRES), ""),)
    host = site_of(notice.url) or ""
    site = next((name for name, home in CENTRES.items() if is_within(host, home)), "")
    site = site or next((name for each in notice.sources if (name := each.partition("/")[0].upper()) in CENTRES), "")
    if not host and set(notice.sources) == {INGEST}:
        # A text of unknown origin: `某指导原则（2023年第26号）`, pasted from any of them.
        return ("", *CENTRES)
    return ("", site) if site else ("",)


def share_a_series(a: Notice, b: Notice) -> bool:
    """Return True if the numbers of two notices can be of one series."""
    return not set(series_of(a)).isdisjoint(series_of(b))


def _longest_first(stem: str) -> tuple[int, str]:
    return -len(stem), stem


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
