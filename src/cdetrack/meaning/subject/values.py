"""Values: the name of a document with its edition, and the documents that a title is about."""

from typing import NamedTuple


class Name(NamedTuple):
    """The name of a document and its edition."""

    base: str
    """The name without edition, status and number, in one spelling: equal for a draft, its final and later editions."""
    year: int = 0
    """The year of the edition, as in `2024年修订版`; 0 without one."""
    ordinal: int = 0
    """A hundred times the number of the edition, plus that behind its dot: 300 of `E6(R3)`, 702 of `7.2`; 0 without."""
    revised: bool = False
    """True if the name says that it is a revision."""


class Subject(NamedTuple):
    """The documents that a title is about."""

    names: tuple[Name, ...]
    bundle: bool = False
    """True if the title counts more documents than it names: `等6项指导原则`."""
    issuing: bool = False
    """True if the title is that of an act that issues documents."""
    quoted: bool = False
    """True if the title is that of an act about documents whose names it quotes."""


def edition_number(major: int, minor: str | None) -> int:
    """Return the number of an edition that can be compared: 702 for `7.2`, 700 for `7`."""
    return major * 100 + int(minor or 0)
