"""SIGKILL at every write and send, and at random moments: no alert is lost, and none is sent under two ids.

Some dozens of kills here; `bench/kill_check.py` does hundreds and thousands.
"""

from pathlib import Path

import pytest

from support.kill_checks import kill_checks

pytestmark = pytest.mark.slow


def test_checks_that_are_killed_lose_no_alert_and_tell_none_under_two_ids(tmp_path: Path) -> None:
    count = kill_checks(tmp_path / "cache", kills=60, at_random=4)
    assert count.kills == 60
    assert count.told > 60
    assert (count.never, count.two_ids) == (0, 0), str(count)
    # An alert that went out before it was noted as told goes out again; that must have been met to be tested.
    assert count.repeats > 0
