"""Render values as text for a terminal, a pipe, a spreadsheet or a page. Pure: no printing, no clock.

* The kinds of `cdetrack export`: `exports`; its page: `webpage`; the comparison of two documents: `document_page`.
* Notices on a terminal and in a pipe: `table`, `piped`, `oneline`; one whole notice: `whole`, `notice_terminal`.
* Texts of others made harmless: `safe`. The manual pages, also those of the wheel: `manpage`.
"""


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """Return `1 notice` or `2 notices`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
