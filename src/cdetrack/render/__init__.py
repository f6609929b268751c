"""Render values as text for a terminal, a pipe, a spreadsheet or a page. Pure: no printing, no clock."""


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """Return `1 notice` or `2 notices`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
