"""The help and the manual pages: groups, examples that can be typed, and roff that `man` accepts."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cdetrack.cli import COMMANDS, GROUPS, app
from cdetrack.cli.examples import EXAMPLES, example_lines
from cdetrack.render.manpage import manual, pages_of_reference, roff
from support.paths import DOCS, SEED, SRC
from support.program import Program


def commands() -> Iterator[tuple[str, Any]]:
    """Yield the path of each command and of each command below one, with Typer's command."""
    root: Any = get_command(app)
    for name in COMMANDS:
        command = root.get_command(None, name)
        yield f"cdetrack {name}", command
        for below, inner in getattr(command, "commands", {}).items():
            yield f"cdetrack {name} {below}", inner


def test_the_help_of_the_program_has_each_command_in_its_group(cdetrack: Program) -> None:
    out = cdetrack("--help", env={"COLUMNS": "100"}).out
    for title, group in GROUPS.items():
        section = re.search(rf"^{title}:\n((?: .*\n)+)", out, re.MULTILINE)
        assert section is not None, title
        assert [line.split()[0] for line in section[1].splitlines()] == list(group)


def test_each_command_has_examples_that_fit_a_terminal() -> None:
    known = dict(commands())
    assert known.keys() <= EXAMPLES.keys()
    assert EXAMPLES.keys() - {"cdetrack"} <= known.keys()
    assert max(len(line) for path in EXAMPLES for line in example_lines(path)) <= 78


@pytest.mark.parametrize("path", EXAMPLES)
def test_the_options_of_each_example_exist(path: str) -> None:
    for line, _ in EXAMPLES[path]:
        words = shlex.split(re.split(r" [|<>] ", line)[0])
        start = 0 if words[0] == "cdetrack" else words.index("--") + 1
        assert words[start] == "cdetrack", line
        words = words[start + 1 :]
        ctx: Any = get_command(app).make_context("cdetrack", words, resilient_parsing=False)
        rest = [*ctx._protected_args, *ctx.args]  # noqa: SLF001 - the words that are left for the command
        while rest and hasattr(ctx.command, "get_command"):
            command: Any = ctx.command.get_command(ctx, rest[0])
            assert command is not None, line
            ctx = command.make_context(rest[0], rest[1:], parent=ctx)
            rest = [*getattr(ctx, "_protected_args", ()), *ctx.args]


def test_the_help_of_a_command_ends_with_its_examples(cdetrack: Program) -> None:
    out = cdetrack("list", "--help").out
    assert out.endswith("\n".join(["Examples:", *example_lines("cdetrack list"), ""]))


def test_a_long_line_about_a_command_below_another_is_whole(cdetrack: Program) -> None:
    out = cdetrack("alerts", "--help", env={"COLUMNS": "80"}).out
    assert "..." not in out.partition("Commands:")[2]


def test_help_shows_the_page_of_a_command_with_those_below_it(cdetrack: Program) -> None:
    ran = cdetrack("help", "watches")
    assert (ran.code, ran.err) == (0, "")
    headings = re.findall(r"^\S.*$", ran.out, re.MULTILINE)
    assert headings[:3] == ["NAME", "SYNOPSIS", "DESCRIPTION"]
    assert {"OPTIONS", "COMMANDS", "EXAMPLES", "CDETRACK WATCHES ADD"} <= set(headings)
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert cdetrack("help", "watches", "add").out.startswith("NAME\n    cdetrack watches add - ")
    assert "EXIT STATUS" in cdetrack("help").out


def test_an_unknown_command_is_told_with_the_nearest(cdetrack: Program) -> None:
    for words, near in ((["lits"], "list"), (["watches", "ad"], "add"), (["list", "all"], "")):
        ran = cdetrack("help", *words)
        assert ran.code == 3
        assert f"there is no command `cdetrack {' '.join(words)}`" in ran.err
        assert near in ran.err.partition("hint:")[2]


def test_help_needs_no_cache_and_no_sound_configuration(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    (cdetrack.cache / "config.toml").write_text("nonsense", encoding="utf-8")
    assert cdetrack("help", "list").code == 0
    assert cdetrack("help", "list", env={"COLUMNS": "40"}).out.count("\n") > cdetrack("help", "list").out.count("\n")


def test_the_reference_makes_a_manual_page_of_each_command() -> None:
    pages = pages_of_reference((DOCS / "reference" / "commands.md").read_text(encoding="utf-8"))
    assert [page.name for page in pages] == ["cdetrack", *(f"cdetrack-{name}" for name in COMMANDS)]
    below = {" ".join(each.words) for page in pages for each in (page, *page.below)}
    assert below == {"cdetrack", *(path for path, _ in commands())}
    for page in pages:
        assert page.brief, page.name
        assert {"Options", "Examples"} <= {section.title for section in page.sections}, page.name


def test_the_manual_and_the_docs_have_every_variable_of_ours_and_every_exit_code() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (SRC / "cdetrack").rglob("*.py"))
    names = set(re.findall(r"\"(CDETRACK_[A-Z_]+)\"", source))
    page = manual(("cdetrack",), "Usage: cdetrack\n\n  x\n")
    listed = {name for section in page.sections for terms, _ in section.entries for name in terms.split(", ")}
    docs = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert len(names) >= 4
    assert names <= listed
    assert {name for name in names if f"`{name}`" not in docs} == set()
    codes = re.findall(r"^\| (\d+) \|", (DOCS / "exit-codes.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(codes) <= listed


def test_roff_has_no_line_of_a_text_as_a_request() -> None:
    page = manual(("cdetrack", "x"), "Usage: cdetrack x\n\n  .so /etc/passwd \\fB `a-b` 'c'\n")
    assert "\\&.so /etc/passwd \\efB \\(gaa\\-b\\(ga \\(aqc\\(aq" in roff(page, version="1")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_accepts_every_page(tmp_path: Path) -> None:
    for page in pages_of_reference((DOCS / "reference" / "commands.md").read_text(encoding="utf-8")):
        file = tmp_path / f"{page.name}.1"
        file.write_text(roff(page, version="1.0"), encoding="utf-8")
        done = subprocess.run(
            ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", file], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), page.name
        assert "SYNOPSIS" in re.sub(r"\x1b\[\d*m|.\x08", "", done.stdout)
