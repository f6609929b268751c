"""Names and properties in the XML of Word."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class NumberedAs(NamedTuple):
    """The list of a paragraph and its level in it, as written; None for a value that is left out."""

    list: str | None
    level: str | None


def value(parent: "etree._Element | None", *names: str) -> str | None:
    """Return the attribute `val` of a descendant by the names on the way; None if one is missing."""
    for name in names:
        parent = None if parent is None else parent.find(W + name)
    return None if parent is None else parent.get(f"{W}val")


def numbered_as(properties: "etree._Element | None") -> NumberedAs:
    """Return the list and level in the properties of a paragraph or style."""
    return NumberedAs(value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl"))


def styled_numbers(styles: "etree._Element | None") -> Mapping[str, NumberedAs]:
    """Return the list and level that each paragraph style gives, with those that it inherits."""
    found: dict[str, NumberedAs] = {}
    based: dict[str, str | None] = {}
    for style in () if styles is None else styles.iterchildren(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        found[name], based[name] = numbered_as(style.find(f"{W}pPr")), value(style, "basedOn")
    return {name: _inherited(name, found, based) for name in found}


def _inherited(name: str, found: Mapping[str, NumberedAs], based: Mapping[str, str | None]) -> NumberedAs:
    own = NumberedAs(None, None)
    above: str | None = name
    for _ in found:  # a damaged file may have styles that are based on each other
        if above is None or above not in found:
            break
        own = NumberedAs(own.list or found[above].list, own.level or found[above].level)
        above = based[above]
    return own
