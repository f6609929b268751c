"""Say which notices belong together, and how: one document in several listings, a correction, an interpretation."""

import re
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from itertools import combinations

from cdetrack.changes.keys import same_address
from cdetrack.changes.likeness import ACTS, acts_of
from cdetrack.meaning.names import SHORT, core, like, overlap, same_matter, same_words
from cdetrack.model.notice import Notice
from cdetrack.text.links import is_one_site, site_of
from cdetrack.text.script import has_han

_ISSUED = frozenset({"plan", "guideline", "regulation", "report", "qa"})
_ISSUING = frozenset({"announcement", "notice"})
_TIED = _ISSUED | _ISSUING | {"interpretation"}
_CENTRES = frozenset({"CDE", "CFDI", "CMDE", "NIFDC", "CDR", "ChPC"})
_NEARLY = 4
"""Days within which one document reaches another listing: from a Friday to the Tuesday after."""
_YEAR = 400
_TELLING, _TELLING_HAN = 5, 9
"""Words, or pairs of Chinese characters, of a title that is hardly given twice within days."""
_CORRECTING = frozenset({"correct", "supplement", "reissue", "withdraw"})
_APPLICATION = re.compile(r"[A-Z]{4}\d{7}(?:\D.*)?")
_TOGETHER = 28
"""Days within which a short name ties: at most from one month into the next."""


def document_keys(*, title: str, date: date, number: str | None, issuers: tuple[str, ...]) -> tuple[str, ...]:
    """Short, stable keys under which partners are found: two related notices have at least one in common.

    A key in common is only a hint; `same_document` and `relation` decide.
    """
    name = core(ACTS.sub(" ", title))
    stems = sorted(name.stems)
    # The longest words are the rarest: a reworded title keeps most of them. Chinese pairs of characters are alike in
    # length; taken by their hashes, two titles that share most pairs take mostly the same ones.
    order = _hash if has_han(title) else lambda stem: (-len(stem), stem)
    telling = sorted(stems, key=order)[:4]
    keys = []
    if number:
        keys.append(_hash("number", number, _series(issuers)))
    if name.plan:
        keys.append(_hash("plan", name.plan))
    # A short name ties within weeks only: its month and the next, so that neighbours have one in common.
    months = [date.year * 12 + date.month + step for step in (0, 1)] if name.short else [0]
    keys += [_hash("core", str(month), *stems) for month in months]
    day = date.isoformat()
    keys += [_hash("day", day, stem) for stem in telling[:SHORT]]
    keys += [_hash("some", *sorted(some)) for some in combinations(telling, min(SHORT, len(telling)))]
    return tuple(dict.fromkeys(keys))


def _series(issuers: tuple[str, ...]) -> str:
    """Return the centre that numbers by itself, as the CDE does; a title that names nobody is the administration's."""
    return next((issuer for issuer in issuers if issuer in _CENTRES), "")


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def same_document(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if two notices of different sources are one document: a text in several listings.

    That is one number and one matter; or one title, but for who announces it and its spelling, on nearly the same day
    and on one site or by the same issuer. Two entries of one source never are, nor an announcement and its
    interpretation, nor a correction and the document that it corrects. Applications for one drug are told apart by
    their numbers alone.
    Where it is in doubt there are two documents: each is told.
    """
    if a.id == b.id or not set(a.sources).isdisjoint(b.sources) or _is_application(a) or _is_application(b):
        return False
    if _series(a.issuers) != _series(b.issuers) or _by_others(a, b) or acts_of(a.title) != acts_of(b.title):
        return False
    if {a.kind, b.kind} & _ISSUING and {a.kind, b.kind} & _ISSUED:
        # An announcement and what it issues have one number, and one name.
        return False
    if a.number and b.number:
        return a.number == b.number and same_matter(a.title, b.title) and core(a.title).marks == core(b.title).marks
    if (
        not same_words(a.title, b.title)
        or (a.status == "draft") != (b.status == "draft")
        or abs((a.date - b.date).days) > _NEARLY
    ):
        return False
    # `Order` or `Minutes of the committee` is the title of many: a page of its own tells which.
    if a.url and b.url and same_address(a.url, b.url):
        return True
    # A second correction may be called as the first, and a common title be given again on the next day.
    if core(a.title).short or (a.date != b.date and (acts_of(a.title) or (not a.issuers and _is_common(a.title)))):
        return False
    return _of_one_house(a, b) and _share_a_key(a, b)


def _is_common(title: str) -> bool:
    """Return True for a title of so few words that another document may be called so on the next day."""
    return len(core(title).stems) < (_TELLING_HAN if has_han(title) else _TELLING)


def _by_others(a: Notice, b: Notice) -> bool:
    """Return True if both titles name who acts, and not the same."""
    return bool(a.issuers and b.issuers and a.issuers != b.issuers)


def _of_one_house(a: Notice, b: Notice) -> bool:
    """Return True unless each may be its own site's matter: `Minutes of the committee` is said by every agency."""
    sites = site_of(a.url), site_of(b.url)
    return None in sites or is_one_site(*sites) or bool(a.issuers and a.issuers == b.issuers)


def _is_application(notice: Notice) -> bool:
    """Return True for a row of the CDE's lists of applications: its title is a drug's name, which many may have."""
    return notice.article is not None and _APPLICATION.fullmatch(notice.article) is not None


def relation(a: Notice, b: Notice) -> str | None:  # noqa: PLR0911 - one for each type
    """Return how `a` stands to `b`, such as `interprets` or `corrected-by`; None where they have nothing in common."""
    if a.id == b.id:
        return None
    if same_document(a, b):
        return "same-document"
    if _corrects(a, b):
        return "corrects"
    if _corrects(b, a):
        return "corrected-by"
    kinds = {a.kind, b.kind}
    if len(kinds) == 1 or (a.status == "draft") != (b.status == "draft") or not kinds <= _TIED:
        return None
    if "interpretation" in kinds and _tied(a, b):
        return "interprets" if a.kind == "interpretation" else "interpreted-by"
    if kinds & _ISSUING and kinds & _ISSUED and _tied(a, b):
        return "issues" if a.kind in _ISSUING else "issued-by"
    return None


def _corrects(a: Notice, b: Notice) -> bool:
    """Return True if `a` is the correction, supplement, withdrawal or re-issue of `b`."""
    more = acts_of(a.title) - acts_of(b.title)
    if not more & _CORRECTING or acts_of(b.title) - acts_of(a.title) or a.date < b.date or _by_others(a, b):
        return False
    one, other = core(ACTS.sub(" ", a.title)), core(b.title)
    if a.number and a.number == b.number and _series(a.issuers) == _series(b.issuers):
        return overlap(one, other) >= 0.4  # noqa: PLR2004 - the number says the most
    return (a.date - b.date).days <= _YEAR and like(one, other) and not one.short and _share_a_key(a, b)


def _tied(a: Notice, b: Notice) -> bool:
    """Whether a document and what issues or interprets it have the same name."""
    one, other = core(a.title), core(b.title)
    if one.plan and one.plan == other.plan:
        return True
    if (one.short or other.short) and abs((a.date - b.date).days) > _TOGETHER:
        return False
    # An interpretation may leave out the batch or the edition; it does not name another.
    if one.marks != other.marks and one.marks and other.marks:
        return False
    return like(replace(one, marks=frozenset()), replace(other, marks=frozenset())) and _share_a_key(a, b)


def _share_a_key(a: Notice, b: Notice) -> bool:
    """Whether the index would find one of them for the other: what it cannot find is not said at all."""
    one, other = (
        document_keys(title=each.title, date=each.date, number=each.number, issuers=each.issuers) for each in (a, b)
    )
    return not set(one).isdisjoint(other)
