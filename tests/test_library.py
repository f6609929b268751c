"""The examples of the library's documentation run; a cache needs no more than its folder and configuration."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cdetrack
from cdetrack.render import webpage
from support.live import Live
from support.paths import DOCS, FIXTURES, SEED
from support.replica import items

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = DOCS / "library.md"
BLOCKS = re.findall(r"(<!-- not run: [^\n]* -->\n)?```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_example_of_the_documentation_runs_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fixtures").symlink_to(FIXTURES)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    run = [code for skipped, code in BLOCKS if not skipped]
    assert len(run) >= 5
    for code in run:
        exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - our own documentation


@pytest.mark.parametrize("name", cdetrack.__all__)
def test_every_public_name_can_be_had_and_is_documented(name: str) -> None:
    assert getattr(cdetrack, name).__doc__


def test_a_name_that_does_not_exist_is_told_as_python_does() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = cdetrack.nothing_like_it


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (cdetrack.Query(topics="pediatrics"), '`("pediatrics",)`'),  # type: ignore[arg-type]
        (cdetrack.Query(products="aspirin"), '`("aspirin",)`'),  # type: ignore[arg-type]
        (cdetrack.Query(topics=("pediatric",)), "`pediatrics`"),
        (cdetrack.Query(topics=("Pediatrics",)), "`pediatrics`"),
        (cdetrack.Query(issuers=("药审中心",)), "`CDE`"),
        (cdetrack.Query(issuers=("CDE", "NMPAA")), "`NMPA`"),
        (cdetrack.Query(sources=("nmpa/drug",)), "`nmpa/drugs`"),
        (cdetrack.Query(sources=("somewhere/else",)), "`cdetrack sources`"),
        (cdetrack.Query(kinds=("guidelines",)), "`guideline`"),
        (cdetrack.Query(statuses=("final",)), "`interim`"),
        (cdetrack.Query(states=("open",)), "`relevant`"),
        (cdetrack.Query(numbers=("2025年第21号",)), "`2025-21`"),
        (cdetrack.Query(numbers=("２０２５-２１",)), "`2025-21`"),
    ],
)
def test_a_query_that_nothing_can_match_is_no_empty_answer(tmp_path: Path, query: cdetrack.Query, told: str) -> None:
    cache = cdetrack.Cache(tmp_path)
    list(cache.ingest(str(SEED)))
    with pytest.raises(cdetrack.CdetrackError) as error:
        cache.notices(query)
    assert told in (error.value.hint or "")


def test_every_question_about_notices_refuses_a_query_that_nothing_can_match(tmp_path: Path) -> None:
    cache = cdetrack.Cache(tmp_path)
    list(cache.ingest(str(SEED)))
    for wrong in (cdetrack.Query(kinds=("guidelines",)), cdetrack.Query(sources=("nmpa/drug",))):
        questions: list[Callable[[cdetrack.Query], object]] = [
            cache.matches,
            cache.stats,
            cache.topic_counts,
            cache.deadlines,
            lambda query: cache.export_text("csv", query),
        ]
        for ask in questions:
            with pytest.raises(cdetrack.CdetrackError):
                ask(wrong)


def test_the_history_of_a_notice_is_found_by_every_reference_that_finds_the_notice(tmp_path: Path) -> None:
    cache = cdetrack.Cache(tmp_path)
    list(cache.ingest(str(SEED)))
    numbered = next(each for each in cache.notices() if each.number)
    assert numbered.number
    changes = cache.history(numbered.id)
    assert [change.id for change in changes] == [numbered.id]
    assert cache.history(numbered.number) == cache.history(numbered.id[:6]) == changes
    for wrong in ("zzz", "", "2001-99999"):
        with pytest.raises(cdetrack.CdetrackError) as of_notice:
            cache.notice(wrong)
        with pytest.raises(type(of_notice.value), match=re.escape(of_notice.value.message)):
            cache.history(wrong)


def test_a_mistake_in_the_topics_of_a_configuration_is_an_expected_error(tmp_path: Path) -> None:
    cache = cdetrack.Cache(tmp_path, cdetrack.Config(topics={"gene": {"any": "gene therapy"}}))
    with pytest.raises(cdetrack.CdetrackError, match="`any` must be a list") as error:
        cache.notices()
    assert error.value.exit_code == 7


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    """The command line imports it at every start."""
    code = "import sys, cdetrack; print([name for name in sys.modules if name.startswith('cdetrack.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_cache_fetches_and_checks_by_its_configuration(tmp_path: Path) -> None:
    """No clock, no client, no settings to hand over."""
    with Live(tmp_path) as live:
        watch = '[[watch]]\nname = "all"\nchannels = ["exec:true"]\n'
        live.point({"nmpa/drugs": live.site.url("drugs.html")}, more=watch)
        every = items(5)
        live.site.sections["drugs"] = every[1:]
        cache = cdetrack.Cache(live.cache, live.config)
        assert len(cache.preview("nmpa/drugs").notices) == 4
        assert cache.is_empty
        report = cache.check()
        assert [len(outcome.changes) for outcome in report.outcomes] == [4]
        assert report.due == 0  # a first look is a baseline
        live.site.sections["drugs"] = every
        [outcome] = cache.fetch("nmpa/drugs", dry_run=True)
        assert outcome.count("added") == 1
        [outcome] = cache.fetch()
        assert outcome.count("added") == 1
        report = cache.check(fetch=False)
        assert (report.outcomes, report.due, report.delivery.delivered) == ((), 1, 1)
        [row] = [row for row in cache.freshness() if row.enabled]
        assert (row.source, row.notices, row.failing_since) == ("nmpa/drugs", 5, None)


def test_an_export_that_fails_in_the_making_leaves_the_old_file_and_blames_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = cdetrack.Cache(tmp_path / "cache")
    cache.ingest(SEED)
    cache.export("html", tmp_path / "page.html")
    before = (tmp_path / "page.html").read_bytes()

    def missing(_: str) -> str:
        raise FileNotFoundError("page.css")

    monkeypatch.setattr(webpage, "_part", missing)
    with pytest.raises(FileNotFoundError, match=r"page\.css"):
        cache.export("html", tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == before
