"""The labelled real notices, where they are at hand."""

import json

import pytest

from evaluate import evaluate
from support.paths import CORPUS

NOTICES = CORPUS / "real" / "notices-dev.json"


@pytest.mark.skipif(not NOTICES.exists(), reason="the labelled real notices lie beside the project, not in it")
def test_real_notices_are_understood() -> None:
    figures = evaluate(json.loads(NOTICES.read_text(encoding="utf-8")))
    assert figures.precision >= 0.97, figures.disagreements
    assert figures.recall >= 0.95, figures.disagreements
    assert figures.accuracy("kind") >= 0.95, figures.disagreements
    assert figures.accuracy("issuers") >= 0.97, figures.disagreements
    assert {figures.accuracy(name) for name in ("number", "status", "effective")} == {1.0}, figures.disagreements
