"""Relate notices of one docket, or by the entry of the Federal Register that one cites, whatever their names are."""

from cdetrack.changes.likeness import acts_of
from cdetrack.meaning.carriers import register_number
from cdetrack.meaning.dockets import entries_cited, share_a_docket
from cdetrack.meaning.document_name import document_name, stem
from cdetrack.meaning.relations.common_names import pairs_of_names
from cdetrack.meaning.relations.draft_names import PARTS
from cdetrack.meaning.relations.traits import CORRECTING, names_the_day_of, opening_of
from cdetrack.meaning.updates import update_of
from cdetrack.model.notice import Notice
from cdetrack.text.regex import Gated
from cdetrack.text.script import has_han

_LEAST, _LEAST_WITHIN = 3, 2
"""The fewest words that the names of a draft and its final share; and if one of them has all words of the other."""
# The next act in the docket of a rule.
_AMENDS = Gated(r"\btechnical amendments?\b", "technical amendment")
_TOLD = 0.5
"""The share of the words of one name alone that the text of the other notice has."""
_AGENCY = "Food and Drug Administration"
"""The agency of most dockets, which names it in every text: no word of a matter."""
_LOOSE = frozenset(
    map(
        stem,
        (
            *("application", "approval", "certain", "conduct", "conducting", "consideration", "final", "finalized"),
            *("general", "guidance", "guideline", "investigation", "policy", "product", "proposed", "recommendation"),
            *("regarding", "requirement", "select", "study", "submission", "trial", "update", "use", "using"),
        ),
    )
)
"""Stems of words that a final changes without being another document."""
_MEDICINES = frozenset(map(stem, ("drug", "medicine", "medicinal", "pharmaceutical")))
"""Stems of words for medicines, of which a final may take another."""


def is_drafted_in_docket(a: Notice, b: Notice) -> bool:
    """Return True if `b` is the final of the draft `a`, with which it is filed, by its name or the words of its text.

    A docket may hold several documents: guidelines of one frame for the animals that each names, questions on a rule.
    """
    if has_han(a.title) or has_han(b.title) or not share_a_docket(a, b):
        return False
    one, other = update_of(a.title), update_of(b.title)
    if one.acts or other.acts or _AMENDS.search(b.title) or _is_guidance(a) != _is_guidance(b):
        return False
    return any(
        _are_of_one_matter(set(one.base.split()), set(other.base.split()), a, b) for one, other in pairs_of_names(a, b)
    )


def _is_guidance(notice: Notice) -> bool:
    """Return True for the announcement of a guidance, and for its own page, whose title does not say the sort."""
    sort = update_of(notice.title).sort
    return "guid" in sort or (not sort and (notice.kind == "guideline" or "Guidance for" in notice.title))


def _are_of_one_matter(draft: set[str], final: set[str], a: Notice, b: Notice) -> bool:
    if draft & _MEDICINES and final & _MEDICINES:
        draft, final = draft - _MEDICINES | {"drug"}, final - _MEDICINES | {"drug"}
    ours, theirs = draft - final - _LOOSE, final - draft - _LOOSE
    common = len(draft & final - _LOOSE)
    if (ours | theirs) & PARTS:
        return False
    if not (ours and theirs):
        return common >= _LEAST_WITHIN
    return common >= _LEAST and (_tells(a, theirs) or _tells(b, ours))


def _tells(notice: Notice, words: set[str]) -> bool:
    """Return True if the text of a notice has these words of the name of another."""
    told = document_name(opening_of(notice).replace(_AGENCY, "")).stems
    return len(words & told) >= _TOLD * len(words)


def updates_in_docket(a: Notice, b: Notice) -> bool:
    """Return True if `a`, an update of another name, is filed with `b` and names the day on which it appeared."""
    if not update_of(a.title).acts or update_of(b.title).acts or a.date == b.date or not share_a_docket(a, b):
        return False
    return names_the_day_of(a, b)


def cites_entry(a: Notice, b: Notice) -> bool:
    """Return True if the text of `a`, a correction, cites the entry of the Federal Register that `b` is."""
    if not (acts_of(a.title) & CORRECTING or update_of(a.title).acts) or has_han(a.title):
        return False
    return register_number(b.url) in entries_cited(a.summary, a.body)
