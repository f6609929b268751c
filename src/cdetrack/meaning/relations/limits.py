"""Limits of several relations: the characters that they read, and the days between two notices."""

from datetime import timedelta

LONG = 600
"""Characters of a title that are read."""
OPENING = 600
"""Characters of a summary, or of a body without one, that tell its act."""
TOGETHER = 28
"""The most days between notices that a short name relates: from one month into the next."""
OF_ONE_ISSUE = 180
"""The most days between an announcement and the documents that it issues, which follow on other pages."""
ONE_ISSUE_ON_TWO_PAGES = 4
"""The most days between two pages that show one issue of a document."""
DRAFT_FOR = timedelta(days=6 * 365)
"""The longest time from a draft to its final."""
UNMARKED_DRAFT_FOR = timedelta(days=2 * 365)
"""The same for a final that says that it is a revision, where the draft does not."""
YEARS_APART = timedelta(days=3 * 365)
"""The same for a final that was renamed; also the time after which rules of one name are the next edition."""
GUIDED_FOR = timedelta(days=2 * 365)
"""The shortest time from a guidance to the next edition of its name, which has another announcement."""
