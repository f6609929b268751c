"""The stages of a document: its drafts, its editions and their corrections, in the order of their days."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from cdetrack.model.notice import Notice
from cdetrack.store.fold import Fold
from cdetrack.store.index import notices_with

_FOLLOWED = frozenset({"draft-of", "final-of", "supersedes", "superseded-by", "corrects", "corrected-by"})
_STAGES = ("draft", "interim", "issued", "revised", "correction")
"""The stages in their order on one day."""
_MOST = 40
"""Notices that are followed: no document has more drafts, editions and corrections."""


class Stage(NamedTuple):
    """A notice in the life of a document."""

    date: date
    what: str
    """One of `_STAGES`."""
    id: str


def life(fold: Fold | None, notice: Notice) -> list[Stage]:
    """Return the stages of the document of `notice`, by their days; an empty list if it is the only one.

    An announcement stands for the document that it issues, and a leading notice for all notices of its document.
    """
    found = {notice.id: notice}
    rim = [notice]
    while rim and fold is not None and len(found) < _MOST:
        names = dict.fromkeys(each.id for one in rim for each in one.relations if each.type in _FOLLOWED)
        new = notices_with(fold, [name for name in names if name not in found])
        rim = list(new.values())
        found |= new
    stages = [Stage(each.date, _what(each, found), each.id) for each in found.values() if _stands(each, notice, found)]
    return sorted(stages, key=lambda each: (each.date, _STAGES.index(each.what), each.id)) if len(stages) > 1 else []


def _stands(one: Notice, notice: Notice, found: Collection[str]) -> bool:
    """Return True if one of the found notices is a stage of its own, or is `notice` itself."""
    if one is notice:
        return True
    if _ties(one, "same-document", {notice.id}) or _ties(one, "issues", {notice.id}):
        return False
    return one.document in {one.id, ""} and not _ties(one, "issued-by", found)


def _ties(one: Notice, what: str, others: Collection[str]) -> bool:
    return any(each.type == what and each.id in others for each in one.relations)


def _what(notice: Notice, found: Collection[str]) -> str:
    if notice.status is not None:
        return notice.status
    if _ties(notice, "draft-of", found):
        # The proposal of a rule may have the title of the rule.
        return "draft"
    if _ties(notice, "corrects", found):
        return "correction"
    return "revised" if _ties(notice, "supersedes", found) else "issued"
