"""The files around the program agree with each other: recipes, workflows, templates, versions of Python."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.paths import ROOT

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
GITHUB = ROOT / ".github"
FORMS = sorted(GITHUB.rglob("*.yml"))
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
pytestmark = pytest.mark.skipif(not GITHUB.is_dir(), reason="the sdist has no workflows")


def loaded(path: Path) -> dict[Any, Any]:
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(values, dict), path
    return values


def test_each_recipe_that_a_page_names_exists() -> None:
    recipes = set(re.findall(r"^([a-z]+)[^:=\n]*:(?!=)", (ROOT / "justfile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = [*ROOT.glob("*.md"), GITHUB / "pull_request_template.md"]
    named = {name for page in pages for name in re.findall(r"`just ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert {"test", "all", "lint", "types", "docs", "bench"} <= named <= recipes


def test_each_place_for_a_new_module_exists() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("## Where to put a new module")[2].partition("\n## ")[0]
    places = re.findall(r"^\|[^|]+\| .*?`([a-z/]+/)`", table, re.MULTILINE)
    assert len(places) > 8
    assert [place for place in places if not (ROOT / "src" / "cdetrack" / place).is_dir()] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_workflows_and_templates_are_yaml(path: Path) -> None:
    assert loaded(path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_asks_for_no_more_than_it_needs(path: Path) -> None:
    workflow = loaded(path)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for job in workflow["jobs"].values():
        assert set(job.get("permissions", {}).items()) <= {("contents", "read"), ("id-token", "write")}
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert re.search(r"@(v\d+|release/v\d+|[0-9a-f]{40})$", step.get("uses", "@v0")), step


def test_a_release_is_tested_on_each_python_that_is_claimed_and_on_the_newest() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    claimed = {each.rpartition(" ")[2] for each in project["classifiers"] if re.search(r":: 3\.\d+$", each)}
    release = loaded(GITHUB / "workflows" / "release.yml")
    assert set(release["jobs"]["test"]["strategy"]["matrix"]["python"]) == {*claimed, "3.x"}
    assert f">={min(claimed, key=lambda each: int(each.partition('.')[2]))}" == project["requires-python"]
    assert release["jobs"]["publish"]["needs"] == "test"
