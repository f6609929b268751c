"""The first sentence of a text: the title of an entry that has a summary and no title."""

from cdetrack.text.clean import fold_text

_LONGEST = 120
_SENTENCE_ENDS = ("。", "！", "？", ". ", "! ", "? ")


def first_sentence(text: str | None) -> str:
    """Return the first sentence of a text as the title of an entry without one; a long one ends at a word."""
    shown = fold_text(text or "")
    ends = [at + len(end.rstrip()) for end in _SENTENCE_ENDS if (at := shown.find(end)) > 0]
    if ends and min(ends) <= _LONGEST:
        return shown[: min(ends)]
    if len(shown) <= _LONGEST:
        return shown
    cut = shown[:_LONGEST]
    return (cut[: cut.rfind(" ")] if " " in cut[_LONGEST // 2 :] else cut) + "…"
