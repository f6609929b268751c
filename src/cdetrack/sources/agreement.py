"""Recognise a page that asks for consent or agreement before it shows anything else."""

import re

from lxml import etree

from cdetrack.sources.markup import text
from cdetrack.text.clean import fold_text

_COOKIES = re.compile(r"cookie|consent|privacy|datenschutz|隐私", re.IGNORECASE)
_AGREE = re.compile(
    r"(?:(?:yes|ok),? )?(?:i )?(?:accept|agree|consent|confirm|allow|continue)(?: (?:all|and|to|continue|cookies?|the|"
    r"terms))*|(?:我)?(?:同意|接受)(?:并继续|全部)?|(?:alle )?(?:akzeptieren|zustimmen)|(?:tout )?accepter(?: tout)?"
    r"|aceptar(?: todo)?|accetta(?: tutto)?",
    re.IGNORECASE,
)
_BESIDE = 200
"""Characters beside the question: a heading and a footer."""
_LONGEST_LABEL = 60
_MOST = 200_000
_MOST_ELEMENTS, _MOST_BUTTONS = 20_000, 3
"""Limits of the work: the text around each button is read once for each element around it."""


def asked_for(root: etree._Element, *, told: int) -> str | None:
    """Return the label of the button that agrees, if its question is all that the page tells; else None.

    `told` is the number of characters that the page shows outside of links.
    """
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return None
    tried = 0
    for found in root.iter("button", "input", "a"):
        label = fold_text((found.get("value") or "") if found.tag == "input" else text(found)[:_LONGEST_LABEL])
        if not _AGREE.fullmatch(label):
            continue
        tried += 1
        if tried > _MOST_BUTTONS:
            break
        around: etree._Element | None = found
        while around is not None and around.tag not in {"body", "html"}:
            if told - len(fold_text(text(around)[:_MOST])) <= _BESIDE:
                return label
            around = around.getparent()
    return None


def is_about_cookies(shown: str) -> bool:
    """Return True if a page that asks for consent names cookies or privacy."""
    return _COOKIES.search(shown) is not None
