"""Relate notices to each other: one document in several listings, a correction, an interpretation."""

import re
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from itertools import combinations

from cdetrack.changes.keys import same_address
from cdetrack.changes.likeness import ACTS, acts_of
from cdetrack.meaning.names import FEW_WORDS, document_name, same_name, same_subject, same_title, similarity
from cdetrack.model.notice import Notice
from cdetrack.text.links import is_one_site, site_of
from cdetrack.text.script import has_han

_ISSUED = frozenset({"plan", "guideline", "regulation", "report", "qa"})
_ISSUING = frozenset({"announcement", "notice"})
_RELATABLE = _ISSUED | _ISSUING | {"interpretation"}
_CENTRES = frozenset({"CDE", "CFDI", "CMDE", "NIFDC", "CDR", "ChPC"})
_NEARLY = 4
"""Days after which one document may still reach another listing: from a Friday to the next Tuesday."""
_YEAR = 400
_TELLING, _TELLING_HAN = 5, 9
"""Words, or pairs of Chinese characters, of a title that is rarely used twice within days."""
_CORRECTING = frozenset({"correct", "supplement", "reissue", "withdraw"})
_APPLICATION = re.compile(r"[A-Z]{4}\d{7}(?:\D.*)?")
_TOGETHER = 28
"""The most days between notices that a short name relates: from one month into the next."""


def document_keys(*, title: str, date: date, number: str | None, issuers: tuple[str, ...]) -> tuple[str, ...]:
    """Return short, stable keys for an index of notices: two related notices have at least one in common.

    A key in common is a hint only; `same_document` and `relation` decide.
    """
    name = document_name(ACTS.sub(" ", title))
    stems = sorted(name.stems)
    # The longest words are the rarest, and a reworded title keeps most of them. Pairs of Chinese characters have one
    # length; in the order of their hashes, two similar titles select mostly the same ones.
    order = _hash if has_han(title) else lambda stem: (-len(stem), stem)
    telling = sorted(stems, key=order)[:4]
    keys = []
    if number:
        keys.append(_hash("number", number, _series(issuers)))
    if name.plan:
        keys.append(_hash("plan", name.plan))
    # A short name relates notices within weeks only: the keys of its month and the next cover neighbouring months.
    months = [date.year * 12 + date.month + step for step in (0, 1)] if name.short else [0]
    keys += [_hash("core", str(month), *stems) for month in months]
    day = date.isoformat()
    keys += [_hash("day", day, stem) for stem in telling[:FEW_WORDS]]
    keys += [_hash("some", *sorted(some)) for some in combinations(telling, min(FEW_WORDS, len(telling)))]
    return tuple(dict.fromkeys(keys))


def _series(issuers: tuple[str, ...]) -> str:
    """Return the centre with a numbering of its own, such as the CDE; empty for the numbering of the administration."""
    return next((issuer for issuer in issuers if issuer in _CENTRES), "")


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def same_document(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if two notices of different sources are one document: a text in several listings.

    They have one number and one subject; or they have one title, but for issuer and spelling, on nearly the same day
    and on one site or by the same issuer. Two entries of one source are never one document, nor are an announcement
    and its interpretation, or a correction and the corrected document. Applications for one drug differ by their
    numbers alone. In doubt the answer is False, so that both are reported.
    """
    if a.id == b.id or not set(a.sources).isdisjoint(b.sources) or _is_application(a) or _is_application(b):
        return False
    if _series(a.issuers) != _series(b.issuers) or _by_others(a, b) or acts_of(a.title) != acts_of(b.title):
        return False
    if {a.kind, b.kind} & _ISSUING and {a.kind, b.kind} & _ISSUED:
        # An announcement and the document it issues have one number and one name.
        return False
    if a.number and b.number:
        return (
            a.number == b.number
            and same_subject(a.title, b.title)
            and document_name(a.title).marks == document_name(b.title).marks
        )
    if (
        not same_title(a.title, b.title)
        or (a.status == "draft") != (b.status == "draft")
        or abs((a.date - b.date).days) > _NEARLY
    ):
        return False
    # `Order` or `Minutes of the committee` is the title of many documents: its address identifies one.
    if a.url and b.url and same_address(a.url, b.url):
        return True
    # A second correction may have the title of the first, and a common title may recur on the next day.
    if any(
        document_name(each.title).short
        or (a.date != b.date and (acts_of(each.title) or (not each.issuers and _is_common(each.title))))
        for each in (a, b)
    ):
        return False
    return _share_site_or_issuer(a, b) and _share_a_key(a, b)


def _is_common(title: str) -> bool:
    """Return True for a title of so few words that another document may have it on the next day."""
    return len(document_name(title).stems) < (_TELLING_HAN if has_han(title) else _TELLING)


def _by_others(a: Notice, b: Notice) -> bool:
    """Return True if both titles have issuers, and different ones."""
    return bool(a.issuers and b.issuers and a.issuers != b.issuers)


def _share_site_or_issuer(a: Notice, b: Notice) -> bool:
    """Return True if two notices are of one site or one issuer: every agency has `Minutes of the committee`."""
    sites = site_of(a.url), site_of(b.url)
    return None in sites or is_one_site(*sites) or bool(a.issuers and a.issuers == b.issuers)


def _is_application(notice: Notice) -> bool:
    """Return True for a row of the CDE's lists of applications: its title is the name of a drug, which others share."""
    return notice.article is not None and _APPLICATION.fullmatch(notice.article) is not None


def relation(a: Notice, b: Notice) -> str | None:  # noqa: PLR0911 - one for each type
    """Return the relation of `a` to `b`, such as `interprets` or `corrected-by`; None if they are unrelated."""
    if a.id == b.id:
        return None
    if same_document(a, b):
        return "same-document"
    if _corrects(a, b):
        return "corrects"
    if _corrects(b, a):
        return "corrected-by"
    kinds = {a.kind, b.kind}
    if len(kinds) == 1 or (a.status == "draft") != (b.status == "draft") or not kinds <= _RELATABLE:
        return None
    if "interpretation" in kinds and _related_by_name(a, b):
        return "interprets" if a.kind == "interpretation" else "interpreted-by"
    if kinds & _ISSUING and kinds & _ISSUED and _related_by_name(a, b):
        return "issues" if a.kind in _ISSUING else "issued-by"
    return None


def _corrects(a: Notice, b: Notice) -> bool:
    """Return True if `a` is the correction, supplement, withdrawal or re-issue of `b`."""
    more = acts_of(a.title) - acts_of(b.title)
    if not more & _CORRECTING or acts_of(b.title) - acts_of(a.title) or a.date < b.date or _by_others(a, b):
        return False
    one, other = document_name(ACTS.sub(" ", a.title)), document_name(b.title)
    if a.number and a.number == b.number and _series(a.issuers) == _series(b.issuers):
        return similarity(one, other) >= 0.4  # noqa: PLR2004 - the number is the stronger evidence
    return (a.date - b.date).days <= _YEAR and same_name(one, other) and not one.short and _share_a_key(a, b)


def _related_by_name(a: Notice, b: Notice) -> bool:
    """Return True if a document and the notice that issues or interprets it have the same name."""
    one, other = document_name(a.title), document_name(b.title)
    if one.plan and one.plan == other.plan:
        return True
    if (one.short or other.short) and abs((a.date - b.date).days) > _TOGETHER:
        return False
    # An interpretation may leave out the batch or the edition, but does not have another one.
    if one.marks != other.marks and one.marks and other.marks:
        return False
    return same_name(replace(one, marks=frozenset()), replace(other, marks=frozenset())) and _share_a_key(a, b)


def _share_a_key(a: Notice, b: Notice) -> bool:
    """Return True if the index finds one for the other: only then is a relation reported in any order of arrival."""
    one, other = (
        document_keys(title=each.title, date=each.date, number=each.number, issuers=each.issuers) for each in (a, b)
    )
    return not set(one).isdisjoint(other)
