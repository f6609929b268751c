"""The documentation and the program agree: commands, output, settings, links.

The blocks of a page run in order, in one shell, in a folder with a copy of `fixtures/`:

* ```` ```console ````: a session at a terminal of 80 columns without colour. `$ command` lines (`> ` continues one),
  each followed by its whole output. `...` stands for anything in a line; alone in a line, for any lines. Moments
  and counts of days stand for any others. Blanks count, except that any run of them stands for a tab.
  After `Question [default]: `, the rest of the line is typed once the question appears.
* ```` ```sh ````: commands that must succeed.
* ```` ```toml ````: a configuration that is accepted; ```` ```json ````: JSON.
* `<!-- file: NAME -->` before a block writes it into the file NAME first.
* `<!-- not run: REASON -->` before a block: only check that its commands and options exist.
"""

import ast
import fcntl
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cdetrack.cli import COMMANDS, app
from cdetrack.config import load
from cdetrack.config.watches import FILTERS
from cdetrack.meaning.topics import load_topics
from cdetrack.model.notice import KINDS, STATUSES
from cdetrack.render.exports import EXPORTS
from cdetrack.sources import SOURCES
from cdetrack.store.state import SourceState, State
from support.paths import FIXTURES, ROOT
from support.program import Program, installed, listing, watching
from support.receivers import free_port
from support.replica import Replica, items

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
OTHERS = [ROOT / name for name in ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")]
WORKFLOWS = DOCS / "how-to" / "workflows"

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_DIRECTIVE = re.compile(r"<!-- (?P<key>file|not run): (?P<value>[^\n]+?) -->\n+\Z")
_LINK = re.compile(r"!?\[[^\]\n]*\]\((?P<target>[^()\s]+)\)")
_QUESTION = re.compile(r"(?P<question>\S.*\[[^\]]*\]:) ?(?P<answer>.*)")
_PORT = "8123"
"""The port in pages; tests take a free one."""
_COLUMNS = 80
"""The width of the terminal."""
_BLANK = r"(?:\t+| {1})"
"""The pattern of one blank in a page; a terminal may show a tab there."""
_DONE = "-- what this command came to:"
_QUICK_START = "## Quick start"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    line: int
    language: str
    text: str
    file: str | None
    not_run: str | None

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Step:
    """A command of a page, with the output that the page shows; None where it shows none."""

    block: Block
    command: str
    shown: str | None


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page, each with the comment before it."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        before = text[: found.start()]
        directive = _DIRECTIVE.search(before)
        said = {directive["key"]: directive["value"]} if directive else {}
        # They install: `.ci/run` cuts them out and runs them.
        quick = page.name == "README.md" and before.rpartition("\n## ")[2].startswith(_QUICK_START[3:])
        yield Block(
            page=str(page.relative_to(ROOT)),
            line=before.count("\n") + 1,
            language=found["language"],
            text=found["text"],
            file=said.get("file"),
            not_run="run by .ci/run" if quick else said.get("not run"),
        )


def steps(block: Block) -> Iterator[Step]:
    """Yield the commands of a block, one step for each command that shows its output."""
    if block.file is not None:
        yield Step(block, f"mkdir -p {shlex.quote(str(Path(block.file).parent))}", None)
        yield Step(block, f"cat > {shlex.quote(block.file)} <<'END OF FILE'\n{block.text}END OF FILE", None)
    elif block.language == "sh":
        yield Step(block, block.text, None)
    elif block.language == "console":
        commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        assert not commands[0].strip(), f"{block.place}: output before the first command"
        for each in commands[1:]:
            command, _, output = each.partition("\n")
            while output.startswith("> "):
                more, _, output = output[2:].partition("\n")
                command += f"\n{more}"
            yield Step(block, command, output)


def matches(shown: str, written: str) -> bool:
    """Return whether a page shows the output that a command wrote, but for blank lines at its end."""
    expression = ""
    for line in shown.rstrip().splitlines():
        if line.strip() == "...":
            expression += r"(?:.*\n)*"
        else:
            # Blanks count, so that a table stands as a terminal shows it.
            parts = re.split(r"\s*\.\.\.\s*", line.rstrip())
            pattern = r".*".join(map(_pattern, parts))
            if len(parts) > 1 or len(line) >= _COLUMNS:
                # A terminal breaks a long message at blanks.
                pattern = pattern.replace(".*", r".*(?:\n.*){0,4}").replace(_BLANK, r"(?:\t+| {1}|\n)")
            expression += rf"{pattern}[ \t]*\n"
    return re.fullmatch(rf"{expression}\s*", written) is not None


def _pattern(part: str) -> str:
    """Return a pattern for a part of a line; moments and counts of days depend on the day of the test."""
    pattern = re.sub(r"(?:\\ )+", lambda blanks: rf"(?:\t+| {{{len(blanks[0]) // 2}}})", re.escape(part))
    blank = re.escape(_BLANK)
    pattern = re.sub(rf"\d{{4}}(?:\\-\d\d){{2}}{blank}\d\d:\d\d", r"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", pattern)
    return re.sub(rf"\d[\d,]*(?={blank}days)", r"[\\d,]+", pattern)


def commands_in(block: Block) -> Iterator[list[str]]:
    """Yield the words of every line of a block that calls cdetrack."""
    for line in block.text.replace("\\\n", " ").splitlines():
        for part in re.split(r"\|\s|&&|;|\$\(", line.removeprefix("$ ").partition("  #")[0]):
            words = part.strip().split()
            if words and re.fullmatch(r"(?:\S+/)?cdetrack", words[0]):
                yield words[1:]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_a_page_runs_and_writes_what_the_page_shows(name: str, tmp_path: Path) -> None:
    todo = [step for block in blocks(ROOT / name) if not block.not_run for step in steps(block)]
    if not todo:
        return
    port = str(free_port())
    todo = [
        replace(
            step,
            command=step.command.replace(_PORT, port),
            shown=step.shown.replace(_PORT, port) if step.shown is not None else None,
        )
        for step in todo
    ]
    shutil.copytree(FIXTURES, tmp_path / "fixtures")
    session = tmp_path / ".session.sh"
    session.write_text("code=0\ntrap 'failed=$?' ERR\n" + "".join(map(scripted, todo)), encoding="utf-8")
    answers = [answer for step in todo for answer in typed(step)]
    written = at_a_terminal(["bash", session.name], tmp_path, environment(tmp_path), answers=answers)
    outputs = re.split(rf"\n{_DONE} (\d+)\n", written)
    assert len(outputs) == 2 * len(todo) + 1, written
    following = [step.command for step in todo[1:]] + [""]
    for step, output, code, after in zip(todo, outputs[::2], outputs[1::2], following, strict=False):
        # A page that shows a failure shows its exit code as well.
        assert code == "0" or after == "echo $?", f"{step.block.place}: `{step.command}` exited with {code}:\n{output}"
        if step.shown is not None:
            assert matches(step.shown, output), f"{step.block.place}: `{step.command}` writes\n{output}"


def scripted(step: Step) -> str:
    """Return the shell text that runs a step and prints its code.

    A step without output to compare fails with any of its commands, also within a pipe; one that is compared runs as
    in a person's shell, without `pipefail`, and `$?` is the code of the step before.
    """
    before, code = (
        ("set +o pipefail; (exit $code)", "$code") if step.shown is not None else ("set -o pipefail", "$failed")
    )
    return f"failed=0; {before}\n{step.command}\ncode=$?\nprintf '\\n%s %s\\n' '{_DONE}' {code}\n"


def typed(step: Step) -> Iterator[tuple[str, str]]:
    """Yield the questions in the shown output, as patterns, each with its answer."""
    for line in (step.shown or "").splitlines():
        if (found := _QUESTION.match(line)) and not re.match(r"error|hint", line):
            question = found["question"].rstrip()
            yield ".*".join(map(_pattern, re.split(r"\s*\.\.\.\s*", question))), found["answer"].strip()


def at_a_terminal(
    command: list[str], folder: Path, env: Mapping[str, str], *, answers: Sequence[tuple[str, str]] = ()
) -> str:
    """Return everything that a command writes to a terminal of 80 columns that shows no colours.

    Each of the `answers`, pairs of a pattern and a text, is typed when an unfinished line matches its pattern.
    """
    left = [*answers]
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 200, _COLUMNS, 0, 0))
    process = subprocess.Popen(
        command, cwd=folder, env={**env, "TERM": "dumb"}, stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while part := read_some(ours):
            shown += part
            line = shown.rpartition(b"\n")[2].decode("utf-8", "replace").strip()
            if left and line and re.fullmatch(left[0][0], line):
                os.write(ours, f"{left.pop(0)[1]}\n".encode())
        process.wait(timeout=10)
    finally:
        os.close(ours)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return shown.decode().replace("\r\n", "\n")


def read_some(terminal: int) -> bytes:
    """Return the next output of a terminal; nothing once the other side is closed, which Linux reports as an error."""
    if not select.select([terminal], [], [], 60)[0]:
        pytest.fail("a command of the page waits for something")
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a fresh installation."""
    binaries, _, rest = installed(folder / ".bin").partition(os.pathsep)
    path = os.pathsep.join([binaries, str(Path(sys.executable).parent), rest])
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    identity = {f"GIT_{who}_{what}": "me@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    # No page asks a real site.
    dead = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": "localhost,127.0.0.1"}
    return {**kept, **identity, **dead, "PATH": path, "HOME": str(folder / ".home"), "USER": "me", "LANG": "C.UTF-8",
            "CDETRACK_PAGER": "", "PYTHONUNBUFFERED": "1"}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_that_a_page_names_exist(name: str) -> None:
    """Those that are not run, since they need the net or a service, are held to it too."""
    import typer

    root: Any = typer.main.get_command(app)
    for block in blocks(ROOT / name):
        for words in commands_in(block) if block.language in {"sh", "console", "yaml"} else ():
            command: Any = root
            known = options(root)
            for word in words:
                if word.startswith("-"):
                    option = word.partition("=")[0]
                    if option.startswith("--") or not re.fullmatch(r"-\d.*|-", option):
                        assert option in known, f"{block.place}: no option `{option}` of `{command.name}`"
                elif hasattr(command, "get_command") and (found := command.get_command(None, word)) is not None:
                    command = found
                    known |= options(command)
            assert words in (["--help"], ["--version"], ["--install-completion"]) or command is not root, (
                f"{block.place}: {words}"
            )


def options(command: Any) -> set[str]:  # noqa: ANN401 - Typer's commands have no public type
    """Return the options of a command."""
    return {"--help", "-h"} | {option for each in command.params for option in (*each.opts, *each.secondary_opts)}


@pytest.mark.parametrize("name", NAMES)
def test_built_in_sources_that_a_command_of_a_page_names_exist(name: str) -> None:
    """A name with the folder of a built-in source, such as `cde/guidance`, is no name of the reader's own."""
    folders = {source.partition("/")[0] for source in SOURCES}
    for block in blocks(ROOT / name):
        for words in commands_in(block) if block.language in {"sh", "console", "yaml"} else ():
            for word in words:
                if "/" in word and word.partition("/")[0] in folders:
                    assert word in SOURCES, f"{block.place}: no source `{word}`"


@pytest.mark.parametrize("name", NAMES)
def test_settings_and_json_that_a_page_shows_are_accepted(name: str, tmp_path: Path) -> None:
    for block in blocks(ROOT / name):
        if block.language == "toml":
            (tmp_path / "config.toml").write_text(block.text, encoding="utf-8")
            load.load(tmp_path / "config.toml", today=date(2026, 1, 1))
        elif block.language == "json":
            json.loads(block.text)


@pytest.mark.parametrize("page", [*PAGES, *OTHERS], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for found in _LINK.finditer(text):
        target, _, anchor = found["target"].partition("#")
        if re.match(r"https?:|mailto:", target):
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), f"{page.name}: there is no {target}"
        if anchor:
            assert anchor in anchors(file), f"{page.name}: {file.name} has no heading #{anchor}"


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", NAMES)
def test_files_of_the_project_that_a_page_names_exist(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    for path in re.findall(r"(?<![\w/.-])(?:src|tests|bench|docs|fixtures)/[\w./-]*\w/?", page):
        assert (ROOT / path).exists(), f"{name}: there is no {path}"


def test_every_page_is_reached_from_the_index() -> None:
    found, todo = set[Path](), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in found or page.suffix != ".md":
            continue
        found.add(page)
        links = _LINK.finditer(page.read_text(encoding="utf-8"))
        targets = (each["target"].partition("#")[0] for each in links)
        todo += [(page.parent / each).resolve() for each in targets if each and "://" not in each]
    assert {page for page in PAGES if page not in found} == set()


def test_the_reference_of_the_commands_is_what_the_program_says() -> None:
    made = subprocess.run([sys.executable, DOCS / "make_reference.py"], capture_output=True, text=True, check=True)
    kept = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    assert made.stdout == kept, "make it anew: python docs/make_reference.py > docs/reference/commands.md"


def test_every_command_has_its_place_in_the_reference() -> None:
    headings = re.findall(
        r"^## cdetrack (\w+)$", (DOCS / "reference" / "commands.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings == list(COMMANDS)


def test_every_setting_is_in_the_page_about_the_configuration() -> None:
    """A key that the page does not name is a setting that no user finds."""
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    modules = [ast.parse(each.read_text(encoding="utf-8")) for each in Path(load.__file__).parent.glob("*.py")]
    calls = [each for module in modules for each in ast.walk(module) if isinstance(each, ast.Call)]
    keys = [each for call in calls if getattr(call.func, "attr", "") == "only" for each in ast.walk(call)]
    taken = {each.value for each in keys if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    assert {"url", "date_order", "trouble_to"} <= taken, (
        "the way in which keys are checked has changed: teach this test"
    )
    filters = {key for keys in FILTERS.values() for key in keys}
    assert {key for key in taken | filters if not re.search(rf"`\[*{key}[\].`]", page)} == set()


def test_every_key_of_the_state_is_in_the_page_about_the_cache() -> None:
    page = (DOCS / "cache.md").read_text(encoding="utf-8")
    section = page.partition("## The state")[2].partition("\n## ")[0]
    keys = {each.name for kind in (State, SourceState) for each in fields(kind)}
    assert {key for key in keys if f"`{key}`" not in section and f'"{key}"' not in section} == set()


def test_keys_of_json_answers_are_those_that_the_page_names(cdetrack: Program) -> None:
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    text = listing(("Notice on drugs for children", "2025-10-01", "It shall come into force as of January 1, 2099."))
    assert cdetrack("ingest", "-", stdin=text).code == 0
    (cdetrack.cache / "config.toml").write_text('[[watch]]\nname = "all"\nchannels = ["exec:false"]\n')
    assert cdetrack("check", "--no-fetch").code == 0
    assert cdetrack("ingest", "-", stdin=listing(("Notice on vaccines", "2025-10-02"))).code == 0
    assert cdetrack("check", "--no-fetch").code == 8
    rows = re.findall(r"^\| `(\w+)` \| (`\w+`.*) \|$", page.partition("## Other answers")[2], re.MULTILINE)
    assert len(rows) == 7
    for command, keys in rows:
        first = cdetrack(command, "--json").json()[0]
        assert list(first) == re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", keys)), command
    notice = cdetrack("list", "--json").json()[0]
    table = page.partition("## A notice")[2].partition("## A change")[0]
    assert set(notice) == set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE))))


def test_the_examples_of_links_and_of_matching_are_told_apart() -> None:
    """A check that cannot fail proves nothing."""
    assert matches("a ... c\n...\nlast\n", "a   b\tc\nmany\nlines\nlast\n")
    assert matches("a  b\n", "a\tb\n")
    assert matches("a  b\n", "a  b  \n")
    assert matches("at 2025-01-02 03:04 UTC (in 1 days)\n", "at 2026-12-31 23:59 UTC (in 1,234 days)\n")
    assert not matches("a b\n", "a  b\n")
    assert matches("a\n\n", "a\n")
    assert not matches("", "a\n")
    assert not matches("a\nb\n", "a\n\nb\n")
    assert not matches("a\n", "a\nb\n")
    assert not matches("a ... c\n", "a b d\n")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_job_for_a_team_looks_keeps_and_publishes(tmp_path: Path) -> None:
    """The script of the workflow on a real repository with a real remote, and a site on loopback."""
    work, site, env = repository(tmp_path), Replica(), environment(tmp_path)
    site.sections["drugs"] = items(13)
    with site:
        config = watching({"nmpa/drugs": site.url("drugs.html")})
        (work / "config.toml").write_text(f'{config}[[watch]]\nname = "all"\nchannels = ["exec:false"]\n')
        first = look(work, env)
        assert first.returncode == 0, first.stdout + first.stderr
        assert look(work, env).returncode == 0
        site.sections["drugs"] = items(14)
        (work / "site" / "index.html").unlink()
        assert look(work, env).returncode == 8, "an alert could not be delivered"
        assert (work / "site" / "index.html").is_file(), "and the page is made all the same"
    published = {path.name for path in (work / "site").iterdir()}
    assert {"index.html", "notices.atom", "notices.json", "notices.ics"} <= published
    log = subprocess.run(
        ["git", "log", "--stat", "origin/main"], cwd=work, env=env, capture_output=True, text=True, check=True
    )
    assert "cache/history.jsonl" in log.stdout
    assert ".lock" not in log.stdout
    assert len(re.findall("^commit ", log.stdout, re.MULTILINE)) == 2, "a look that finds nothing new makes no commit"
    assert "Look: 1 change\n" in log.stdout
    # The site is gone: the failure is reported, the known notices are published, and the code is that of a fetch.
    (work / "site" / "index.html").unlink()
    second = look(work, env)
    assert second.returncode == 4, second.stdout + second.stderr
    assert (work / "site" / "index.html").is_file()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_two_machines_that_look_at_once_join_their_histories(tmp_path: Path) -> None:
    work, site, env = repository(tmp_path), Replica(), environment(tmp_path)
    site.sections["drugs"], site.sections["news"] = items(3), items(4, first=100)
    with site:
        config = watching(
            {name: site.url(f"{name.removeprefix('nmpa/')}.html") for name in ("nmpa/drugs", "nmpa/news")}
        )
        (work / "config.toml").write_text(config)
        subprocess.run(["git", "add", "-A"], cwd=work, env=env, check=True)
        assert look(work, env).returncode == 0
        other = tmp_path / "other"
        subprocess.run(["git", "clone", "-q", tmp_path / "remote.git", other], env=env, check=True)
        for name in ("look.sh", "config.toml"):
            shutil.copy(work / name, other)
        site.sections["drugs"] = items(5)
        assert look(work, env).returncode == 0
        site.sections["drugs"], site.sections["news"] = items(6), items(7, first=100)
        second = look(other, env)
        assert second.returncode == 0, second.stdout + second.stderr
        assert "history:" in second.stdout, "they were joined"
        assert look(work, env).returncode == 0
        subprocess.run(["git", "pull", "-q"], cwd=other, env=env, check=True)
    for clone in (work, other):
        program = Program(clone / "cache")
        assert len(program("list", "--each", "--limit", "0").rows) == 13
        changes = program("diff", "--since", "2020", "--json").json()
        assert sorted(each["kind"] for each in changes) == ["added"] * 13
        assert program("doctor").code == 0


def repository(folder: Path) -> Path:
    """Return a fresh clone of an empty repository with the script and the settings for git of the how-to page."""
    work, env = folder / "work", {**os.environ, "HOME": str(folder)}
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder / "remote.git"], env=env, check=True)
    subprocess.run(["git", "clone", "-q", folder / "remote.git", work], env=env, check=True, capture_output=True)
    for name in ("look.sh", "gitignore", "gitattributes"):
        target = work / (f".{name}" if name.startswith("git") else name)
        shutil.copy(WORKFLOWS / name, target)
    return work


def look(work: Path, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sh", "look.sh", "cache", "site", "config.toml"],
        cwd=work, env=env, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_the_workflows_are_yaml_that_calls_the_script(name: str) -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    text = (WORKFLOWS / name).read_text(encoding="utf-8")
    assert isinstance(yaml.safe_load(text), dict)
    assert "look.sh" in text


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # from the imports of Apprise's plugins
def test_apprise_knows_the_links_to_chats() -> None:
    apprise = pytest.importorskip("apprise", reason="Apprise is not installed")
    page = (DOCS / "how-to" / "chat.md").read_text(encoding="utf-8")
    links = set(re.findall(r"[`\"]((?!https?:)\w+://[\w@/-]+)[`\"]", page))
    assert len(links) >= 6
    for link in links:
        # The names in capitals stand for tokens of the length that a service gives.
        filled = re.sub(r"\b[A-Z]{3,}\b", lambda name: name[0][0].lower() * 32, link)
        assert apprise.Apprise.instantiate(filled) is not None, link


def test_no_page_names_a_place_that_only_one_machine_has() -> None:
    for page in [*PAGES, *OTHERS, *DOCS.rglob("*.py"), *WORKFLOWS.iterdir()]:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users)/\w", text), page


def test_pictures_are_small_enough_to_look_at() -> None:
    for picture in (DOCS / "pictures").iterdir():
        assert picture.suffix in {".svg", ".png"}, picture
        assert picture.stat().st_size < 300_000, picture


def test_the_page_of_exports_lists_every_kind() -> None:
    page = (DOCS / "how-to" / "share.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == set(EXPORTS)
    line = re.search(r"cdetrack export html \S+ +# or (.+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert line is not None
    assert {"html", *line[1].split(", ")} == set(EXPORTS)


def test_the_page_about_json_and_the_schema_have_every_kind_and_status() -> None:
    schema = json.loads((DOCS / "notice.schema.json").read_text(encoding="utf-8"))
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    for key, names in (("kind", KINDS), ("status", STATUSES)):
        row = re.search(rf"^\| `{key}` \| ([^;|]+)", page, re.MULTILINE)
        assert row is not None
        assert tuple(re.findall(r"`([a-z-]+)`", row[1])) == names
        assert tuple(filter(None, schema["$defs"]["notice"]["properties"][key]["enum"])) == names


def test_the_page_of_topics_lists_the_built_in_ones_in_their_order() -> None:
    page = (DOCS / "topics.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE)) == load_topics(None).names
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"cdetrack topics                         # {len(load_topics(None).names)} topics" in readme
