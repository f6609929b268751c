"""Limits at which the cache of a test is laid out as one of a hundred thousand notices is: in sealed files."""

import os
from collections.abc import Callable

from cdetrack.store import history_files, sealed

VARIABLE = "CDETRACK_TESTS_SMALL_FILES"
"""Set for a whole run of tests, it applies `small_files` in all of their processes that are forked."""


def small_files(put: Callable[[object, str, int], None] = setattr) -> None:
    """Seal a fold from the second kilobyte on, in parts of a kilobyte, and a history likewise.

    `put` sets an attribute, for a while as that of `MonkeyPatch` does, or for the life of the process.
    """
    for module, name in ((sealed, "LIMIT"), (sealed, "LEAST_PART"), (history_files, "LIMIT")):
        put(module, name, 1000)


def small_files_if_wanted() -> None:
    """Apply `small_files` if the variable is set."""
    if os.environ.get(VARIABLE):
        small_files()
