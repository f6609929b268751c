"""Each added notice that matches a watch is in one alert, or is another carrier of a document that was."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.promises import ACCIDENTS, Verdict, judged, quick_disk
from support.simulated_sites import MISDEEDS

pytestmark = pytest.mark.slow


def lived(seed: int, rounds: int, *, misdeeds: Collection[str] = MISDEEDS, accidents: Collection[str] = ()) -> Verdict:
    """Simulate a world in a folder of its own and return the verdict on the promises."""
    with TemporaryDirectory() as folder, quick_disk():
        return judged(Path(folder), seed, rounds, misdeeds=misdeeds, accidents=accidents)[0]


@given(
    st.integers(0, 10**9),
    st.integers(2, 8),
    st.sets(st.sampled_from(MISDEEDS), min_size=2),
    st.sets(st.sampled_from(sorted(set(ACCIDENTS) - {"restore", "repair"}))),
)
@settings(max_examples=25, derandomize=True)
def test_every_notice_is_told_once_whatever_sites_do_and_whatever_happens(
    seed: int, rounds: int, misdeeds: set[str], accidents: set[str]
) -> None:
    verdict = lived(seed, rounds, misdeeds=sorted(misdeeds), accidents=sorted(accidents))
    assert verdict.broken == []
    assert verdict.twice_after_a_backup == []


@given(st.integers(0, 10**9), st.integers(4, 10))
@settings(max_examples=15, derandomize=True)
def test_after_a_restored_backup_something_may_be_told_twice_and_nothing_never(seed: int, rounds: int) -> None:
    assert lived(seed, rounds, accidents=ACCIDENTS).never == []


@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_no_misdeed_of_a_site_alone_breaks_the_promise(misdeed: str) -> None:
    verdict = lived(7, 6, misdeeds=[misdeed])
    assert verdict.broken == []
    assert verdict.once > verdict.added > 0
