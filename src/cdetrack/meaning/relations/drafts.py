"""Decide whether a notice asks for comments on the document that another is or issues."""

from datetime import timedelta

from cdetrack.changes.likeness import acts_of
from cdetrack.meaning.document_name import document_name
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations.authorities import of_other_lines
from cdetrack.meaning.relations.common_names import pairs_of_names
from cdetrack.meaning.relations.docket import is_drafted_in_docket
from cdetrack.meaning.relations.draft_names import names_of_draft_and_final
from cdetrack.meaning.relations.limits import DRAFT_FOR, LONG, ONE_ISSUE_ON_TWO_PAGES, UNMARKED_DRAFT_FOR
from cdetrack.meaning.relations.traits import CORRECTING, asks_about, is_no_edition, proposes, settles
from cdetrack.meaning.subject import Name, subject_of
from cdetrack.meaning.subject.acts import acts_on_a_document, implements_a_document
from cdetrack.meaning.subject.other_names import code_and_round, council_code, is_union_proposal, union_name
from cdetrack.meaning.translation import are_two_wordings
from cdetrack.meaning.updates import amended_name, drafts_in, head_of_update, update_of
from cdetrack.model.notice import Notice
from cdetrack.text.regex import Gated
from cdetrack.text.script import has_han

_LONG_NAMED_DRAFT_FOR = timedelta(days=10 * 365)
"""The longest time from a draft to a final with its long English name: drafts of guidances can wait for years."""
_FIRST_EDITION = 100
_MOST_YEARS_LATER = 2
"""The most years by which the year of an edition grows from its draft, `2030年修订版`, to the final, `2032年修订版`."""
_MANY_WORDS, _COMMON_OF_ACT = 12, 0.8
"""The fewest words that the title of an act of the Union shares with that of its proposal, and their part of all."""
# `Splint Advertising Code (No. 2) 2031`, but not `Rules on splints under the Health Order 2007`
_INSTRUMENT = Gated(
    r"^(?:(?!\bunder\b).){3,400}?\b(?:code|order|rules|regulations|standard|instrument|determination)"
    r"(?: \(no\.? ?(?P<number>\d{1,2})\))? (?P<year>(?:19|20)\d\d)\b",
    *(" 19", " 20"),
)


# `Regulations Amending the Widget Regulations (Labels of Widgets)`
_AMENDED = Gated(r"\b(?:regulations|rules|order) amending (?!certain\b)(?P<names>[^()]{4,300}) \(", "amending")
_FEW_WORDS = 4
"""The fewest words of a name of which all are in that of the draft whose day a summary names."""
_SORTS = frozenset({"regul", "order", "act", "rul"})
"""Stems of words for what is amended."""


def is_draft_of(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if `a` asks for comments on the document that `b` is or issues."""
    if b.date < a.date or not (a.status == "draft" or proposes(a) or is_union_proposal(a.title)):
        return False
    if (
        not _shortest_time_of_draft(b) <= b.date - a.date <= _LONG_NAMED_DRAFT_FOR
        or b.status == "draft"
        or is_no_edition(a)
        or (is_no_edition(b) and (b.kind != "correction" or acts_of(a.title) != acts_of(b.title)))
    ):
        return False
    if is_union_proposal(a.title):
        return _is_adopted_as(a, b)
    drafted = a.status == "draft" or (proposes(a) and (settles(b) or " Proposed " in a.title))
    if not drafted or proposes(b) or (acts_of(b.title) - acts_of(a.title)) & CORRECTING:
        return False
    acts, other = update_of(a.title).acts, update_of(b.title).acts
    # Who gives more time to comment on a draft is not the draft, and who moves the date of a rule is not the rule.
    only_moves = (acts and not other) or (head_of_update(b.title) and not acts)
    if only_moves or _are_of_two_rounds(a, b) or _are_two_instruments(a, b) or _may_be_of_two_agencies(a, b):
        return False
    # Ministries ask for comments on drafts of the State Council.
    if of_other_lines(a, b) and "State Council" not in named_issuers(b):
        return False
    if has_han(b.title) and (
        acts != other
        or (amended_name(a.title) and not amended_name(b.title))
        or (acts_on_a_document(b.title) and not acts_on_a_document(a.title))
        or (implements_a_document(a.title) and not acts_on_a_document(b.title))
    ):
        return False
    if names_draft(b, a) or is_drafted_in_docket(a, b) or _are_of_one_file(a, b):
        return True
    if are_two_wordings(a.title, b.title) and set(named_issuers(a)) & set(named_issuers(b)):
        marks = (document_name(each.title).marks for each in (a, b))
        return len(set(marks)) == 1 and b.date - a.date <= UNMARKED_DRAFT_FOR and share_a_key(a, b)
    return any(
        (not (draft.ordinal and final.ordinal) or draft.ordinal == final.ordinal or not has_han(b.title))
        and not (has_han(b.title) and draft.year and not _is_of_its_year(draft, final))
        and (draft.revised or draft.ordinal or not _is_marked(final) or b.date - a.date <= UNMARKED_DRAFT_FOR)
        for draft, final in names_of_draft_and_final(a, b)
    ) and (asks_about(a) or not asks_about(b))


def _are_of_one_file(a: Notice, b: Notice) -> bool:
    """Return True if two guidelines are filed under one number in one round, such as `VICH GL99 (R1)`.

    The council for medicines of people gives its code to the guideline of each of its agencies.
    """
    if has_han(a.title) or council_code(a.title) or b.date - a.date > DRAFT_FOR:
        return False
    file = code_and_round(a.title)
    if not file[0] or file[0].startswith("GUI-"):
        return False
    return file == code_and_round(b.title) and share_a_key(a, b)


def _are_of_two_rounds(a: Notice, b: Notice) -> bool:
    """Return True if two titles begin with the codes of two rounds of a guideline, `E6(R2)` and `E6(R3)`."""
    one, other = council_code(a.title), council_code(b.title)
    return one != other and "(R" in one and "(R" in other


def _may_be_of_two_agencies(a: Notice, b: Notice) -> bool:
    """Return True for a guideline of the council of which only one notice says whose it is: each agency has its own."""
    return bool(a.issuers) != bool(b.issuers) and council_code(a.title) != "" != council_code(b.title)


def _are_two_instruments(a: Notice, b: Notice) -> bool:
    """Return True if the names of two instruments have other numbers, as `Code (No. 2) 2031` and `Code 2031`.

    So have those of years apart: the next year is that in which a draft was made law. Regulations with one matter may
    amend others.
    """
    amended = [found for each in (a, b) if (found := _AMENDED.search(each.title[:LONG]))]
    if len(amended) > 1:
        ours, theirs = (document_name(found["names"]).stems - _SORTS for found in amended)
        return ours.isdisjoint(theirs)
    one, other = (_INSTRUMENT.search(each.title[:LONG]) for each in (a, b))
    if one is None or other is None:
        return False
    return one["number"] != other["number"] or int(other["year"]) - int(one["year"]) > 1


def _is_of_its_year(draft: Name, final: Name) -> bool:
    """Return True if the year in the name of a final, if any, is not before that of the draft, nor long after it."""
    return not final.year or 0 <= final.year - draft.year <= _MOST_YEARS_LATER


def _is_marked(final: Name) -> bool:
    """Return True for the name of a revision, or of an edition that is not the first.

    The year before an appendix, `《某规范（2010年修订）》辅料附录`, is that of the whole.
    """
    return (final.revised and not final.base.endswith("附录")) or final.ordinal > _FIRST_EDITION


def _is_adopted_as(a: Notice, b: Notice) -> bool:
    """Return True if `b` is the act of the European Union that `a` proposed."""
    if is_union_proposal(b.title) or b.date - a.date > DRAFT_FOR or acts_of(b.title) & CORRECTING:
        return False
    ours, theirs = (subject_of(union_name(each.title)).names for each in (a, b))
    if any(one == other for one in ours for other in theirs):
        return True
    # The institutions reword a long title.
    words = ((set(one.base.split()), set(other.base.split())) for one in ours for other in theirs)
    return any(
        len(one & other) >= max(_MANY_WORDS, _COMMON_OF_ACT * len(one | other))
        and not any(map(str.isdigit, one ^ other))
        for one, other in words
    ) and share_a_key(a, b)


def names_draft(a: Notice, b: Notice) -> bool:
    """Return True if the text of `a` says that it finalizes or replaces the draft `b`: by its name, or by its day.

    Of the drafts of that day, it is the one whose name has all words of the name of `a`, or the other way round.
    """
    drafts = drafts_in(a.summary, a.body)
    if not drafts or a.date <= b.date or b.status != "draft" or update_of(b.title).acts:
        return False
    bases = {name.base for draft, _ in drafts for name in subject_of(draft).names}
    if any(name.base in bases for name in subject_of(b.title).names):
        return True
    if not any(abs((day - b.date).days) <= ONE_ISSUE_ON_TWO_PAGES for _, days in drafts for day in days):
        return False
    words = ((set(one.base.split()), set(other.base.split())) for one, other in pairs_of_names(a, b))
    within = any(len(ours & theirs) >= max(_FEW_WORDS, min(len(ours), len(theirs))) for ours, theirs in words)
    return within and share_a_key(a, b)


def _shortest_time_of_draft(final: Notice) -> timedelta:
    """Return the shortest time from a draft: an English page on the same days may be one of the draft itself."""
    return timedelta(days=0 if has_han(final.title) else ONE_ISSUE_ON_TWO_PAGES + 1)
