"""Decide whether two notices are by different authorities, and which are by a province."""

from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.relation_keys import CENTRES
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.chinese_likeness import place_of
from cdetrack.model.notice import Notice
from cdetrack.text.script import has_han

_LINES = (
    frozenset({"NMPA", "CFDA", "SFDA", "SDA", "SAMR", *CENTRES}),
    frozenset({"SAMR", "SAIC", "AQSIQ"}),
    frozenset({"NHC", "NHFPC", "MOH"}),
    # The ministry signed the orders of the regulator that was under it.
    frozenset({"NMPA", "CFDA", "SFDA", "SAMR", "MOH"}),
    frozenset({"MARA", "MOA"}),
)
"""One regulator under its names, with its centres, which draft its documents, and the body that signs its orders."""


def is_provincial(notice: Notice) -> bool:
    """Return True for a notice of a province, which repeals its own documents alone."""
    return any(" " in name and name != "State Council" for name in notice.issuers) or any(
        place_of(name.base) for name in subject_of(notice.title).names
    )


def of_other_lines(a: Notice, b: Notice) -> bool:
    """Return True if two notices are by different authorities, not one regulator under an older name."""
    one, other = (set(named_issuers(each)) for each in (a, b))
    if not (one and other) and not (has_han(a.title) or has_han(b.title)):
        # Every agency has a `Good Clinical Practice`, and those of the council.
        one, other = (set(each.issuers) - ({"ICH"} if not _is_of_ich(each) else set()) for each in (a, b))
    return bool(one and other and one.isdisjoint(other) and not any(one & line and other & line for line in _LINES))


def _is_of_ich(notice: Notice) -> bool:
    """Return True for a notice of the council's own site; agencies name it in the titles of their guidances."""
    return any(source.startswith("ich/") for source in notice.sources)
