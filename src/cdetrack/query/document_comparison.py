"""Compare the documents behind two notices, or behind a notice and its draft, final or other edition."""

from collections.abc import Callable
from typing import NamedTuple

from cdetrack.documents.clause_changes import DocumentChanges, compare_texts
from cdetrack.documents.document_text import DocumentText, best_pair, document_texts, unread_files
from cdetrack.errors import NotFoundError, quoted
from cdetrack.model.notice import Notice
from cdetrack.model.record import INGEST
from cdetrack.store.fold import Fold
from cdetrack.store.index import notices_with
from cdetrack.store.texts import KeptTexts

_PARTNERS = ("final-of", "draft-of", "supersedes", "superseded-by")
"""The relations to the document with which one is compared, the first that it has."""
_NAMES = {
    "final-of": "its draft",
    "draft-of": "its final document",
    "supersedes": "the edition before it",
    "superseded-by": "the edition after it",
}
_LATER = frozenset({"draft-of", "superseded-by"})
"""Those to a later document."""
_SAME_TEXT = frozenset({"same-document", "issues"})
"""The relations to notices that can carry the text of a document."""

_ANNOUNCEMENT = 0.2
"""The length of a page, as a share of that of a file, below which it only announces a document."""


class Partner(NamedTuple):
    """The notice with which a document is compared when no other is named."""

    notice: Notice
    relation: str
    """One of `final-of`, `draft-of`, `supersedes` and `superseded-by`, from the document to its partner."""
    others: tuple[Notice, ...]
    """Further notices with that relation."""

    @property
    def is_later(self) -> bool:
        """Whether the partner is the later of the two."""
        return self.relation in _LATER


class DocumentComparison(NamedTuple):
    """Two documents, their texts and the comparison of these."""

    old: Notice
    new: Notice
    old_text: DocumentText
    new_text: DocumentText
    changes: DocumentChanges


def partner_of(fold: Fold | None, notice: Notice) -> Partner | None:
    """Return the draft of a final document, the final one of a draft, else the edition before or after it; or None.

    Of several, the nearest in time is the partner.
    """
    members = _members(fold, notice, frozenset({"same-document"}))
    for relation in _PARTNERS:
        names = dict.fromkeys(each.id for member in members for each in member.relations if each.type == relation)
        there = notices_with(fold, names)
        # Of several notices of one document the leading one.
        found = [each for each in there.values() if each.document in {each.id, ""} or each.document not in there]
        if found:
            nearest = min(found, key=lambda each: (abs((each.date - notice.date).days), each.id))
            return Partner(nearest, relation, tuple(each for each in found if each.id != nearest.id))
    return None


def partner_or_error(fold: Fold | None, notice: Notice, *, tell: Callable[[str], None]) -> Partner:
    """Return the partner of a document; `tell` is called with its name. Raises NotFoundError if there is none."""
    partner = partner_of(fold, notice)
    if partner is None:
        raise NotFoundError(
            f"no draft, final or other edition of `{notice.id}` is known: {notice.title}",
            hint="name the other document as well: `cdetrack diff OLD NEW`",
        )
    others = f"; {len(partner.others)} more: {quoted(each.id for each in partner.others)}"
    tell(
        f"compared with {_NAMES[partner.relation]} of {partner.notice.date}, `{partner.notice.id}`"
        f"{others if partner.others else ''}"
    )
    return partner


def compare_documents(
    fold: Fold | None, old: Notice, new: Notice, texts: KeptTexts, *, tell: Callable[[str], None]
) -> DocumentComparison:
    """Return the comparison of the documents behind two notices.

    `tell` is called with each doubt about the texts. Raises NotFoundError if a document has no text.
    """
    sides = [_texts_of(fold, notice, texts) for notice in (old, new)]
    for notice, found in zip((old, new), sides, strict=True):
        if not found:
            raise _no_text(notice, texts)
    old_text, new_text = best_pair(*sides)
    for text in (old_text, new_text):
        for each in unread_files(text.notice, texts.text)[:1] if text.file is None else ():
            reason = texts.reason(each.sha256) if each.sha256 is not None else None
            why = f"has no text: {reason}" if reason else "is not here: `cdetrack fetch --full --attachments`"
            tell(f"`{text.notice.id}` was compared by its own page: its file `{each.name or each.url}` {why}")
    return DocumentComparison(old, new, old_text, new_text, compare_texts(old_text.text, new_text.text))


def compare_with_draft(fold: Fold | None, notice: Notice, texts: KeptTexts) -> DocumentComparison | None:
    """Return the comparison of a final document with its draft; None unless the texts of both are there."""
    partner = partner_of(fold, notice)
    if partner is None or partner.relation != "final-of":
        return None
    old, new = _texts_of(fold, partner.notice, texts), _texts_of(fold, notice, texts)
    if not old or not new:
        return None
    old_text, new_text = best_pair(old, new)
    if any(each.file is None and unread_files(each.notice, texts.text) for each in (old_text, new_text)):
        return None  # the page announces a file, which is the document
    shorter, longer = sorted(len(each.text) for each in (old_text, new_text))
    if (old_text.file is None) != (new_text.file is None) and shorter < _ANNOUNCEMENT * longer:
        return None
    changes = compare_texts(old_text.text, new_text.text)
    return DocumentComparison(partner.notice, notice, old_text, new_text, changes)


def _texts_of(fold: Fold | None, notice: Notice, texts: KeptTexts) -> list[DocumentText]:
    own = document_texts([notice], texts.text)
    if own and own[0].file is not None:
        return own
    # A carrier, or the notice of the document that an announcement issues, may have the file.
    return document_texts(_members(fold, notice, _SAME_TEXT), texts.text)


def _members(fold: Fold | None, notice: Notice, relations: frozenset[str]) -> list[Notice]:
    names = dict.fromkeys(each.id for each in notice.relations if each.type in relations)
    return [notice, *notices_with(fold, names).values()]


def _no_text(notice: Notice, texts: KeptTexts) -> NotFoundError:
    """Return the error for a notice without a text, with the reason and the remedy."""
    for each in unread_files(notice, texts.text):
        reason = texts.reason(each.sha256) if each.sha256 is not None else None
        if reason is not None:
            return NotFoundError(
                f"the file `{each.name or each.url}` of `{notice.id}` has no text to compare: {reason}",
                hint=f"`cdetrack show {notice.id}` names its files",
            )
    source = next((each for each in notice.sources if each != INGEST), None)
    remedy = f"`cdetrack fetch {source or 'SOURCE'} --full --attachments`"
    return NotFoundError(
        f"there is no text of `{notice.id}` to compare: {notice.title}",
        hint=f"{remedy} reads the own pages of notices and keeps their files"
        if source
        else f"it comes from a file: {remedy} of a source that lists it reads its own page and keeps its files",
    )
