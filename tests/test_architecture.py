"""The picture in ARCHITECTURE.md stays true: imports go down, and no modules import each other."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

import cdetrack
from support.paths import ROOT as TOP
from support.paths import SEED
from support.program import Program, unmeasured, watching
from support.replica import Replica, items

ROOT = Path(cdetrack.__file__).parent
FLOORS = (
    {"model", "errors", "version"},
    {"text"},
    {"changes"},
    {"meaning", "sources"},
    {"documents"},
    {"fetch", "store"},
    {"look", "query"},
    {"render"},
    {"alert", "evidence"},
    {"config", "doctor", "mark", "undo"},
    {"questions"},
    {"cache"},
    {"cli", "__init__"},
    {"__main__"},
)
"""The folders, and the modules beside them, from the ground up: each imports only from floors below its own."""
PAGE = (TOP / "ARCHITECTURE.md").read_text(encoding="utf-8")
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = {
    ".".join(("cdetrack", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in ROOT.rglob("*.py")
}

FOREIGN: dict[str, set[str]] = {
    "requests": {"alert"},
    "urllib3": {"fetch"},
    "certifi": {"fetch"},
    "smtplib": {"alert"},
    "bs4": {"sources"},
    "lxml": {"sources", "documents"},
    "platformdirs": {"cli"},
    "filelock": {"store"},
    "tomlkit": {"config"},
    "rich": {"render", "cli"},
    "typer": {"cli"},
    "mcp": {"cli"},
    "openpyxl": {"render", "documents"},
    "pypdfium2": {"documents"},
}
"""The folders that use each library."""
HEAVY = {"requests", "urllib3", "bs4", "lxml", "rich"}
"""The libraries for the network, for pages and for terminals."""
POSIX = {"fcntl", "pwd", "grp", "termios", "tty", "pty", "resource", "readline", "curses", "posix", "syslog"}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def named(tree: ast.AST) -> Iterator[str]:
    """Yield every module that is imported anywhere, with the names taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported(path: Path) -> Iterator[str]:
    """Yield each module of ours that a module imports: also later, for types alone, or through a package's face."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def test_imports_go_down() -> None:
    pairs = ((module, name) for module, path in MODULES.items() for name in imported(path))
    across = [(module, name) for module, name in pairs if room_of(module) != room_of(name)]
    assert len(across) > 1000
    assert [(one, other) for one, other in across if FLOOR[room_of(other)] >= FLOOR[room_of(one)]] == []


def test_the_page_shows_the_floors() -> None:
    rows = re.findall(r"^ {1,2}(\d+) {4}(.{30})", PAGE, re.MULTILINE)
    shown = [set(re.findall(r"\w+", rooms)) for _, rooms in reversed(rows)]
    assert [int(number) for number, _ in rows] == list(range(len(FLOORS), 0, -1))
    assert shown == [rooms - {"__init__"} for rooms in FLOORS]


def test_the_page_is_one_page() -> None:
    """What is true of one folder stands in the docstring of that folder."""
    assert len(PAGE.splitlines()) <= 80


def test_the_modules_that_the_page_names_exist() -> None:
    """A path is given from the package."""
    named = set(_paths_in(PAGE))
    assert len(named) > 30
    assert named - _THERE == set()


def test_the_modules_that_the_docstrings_of_folders_name_exist() -> None:
    """A name in their lists is a module of the folder, a path is given from the folder or from the package."""
    wrong: set[tuple[str, str]] = set()
    listed = 0
    for path in ROOT.rglob("__init__.py"):
        folder = path.parent.relative_to(ROOT).as_posix()
        text = ast.get_docstring(_tree(path)) or ""
        named = {*_paths_in(text), *(name for line in _list_in(text) for name in re.findall(r"`([a-z_]+)`", line))}
        listed += len(named)
        wrong |= {(folder, name) for name in named if not {f"{folder}/{name}", name} & _THERE}
    assert listed > 200
    assert wrong == set()


_THERE = {path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.py")}
_THERE |= {parent.as_posix() for name in tuple(_THERE) for parent in Path(name).parents}


def _paths_in(text: str) -> Iterator[str]:
    for path in re.findall(r"`([a-z_]+/[a-z_{},/]*)`", text):
        yield from _spelled_out(path.rstrip("/"))


def _list_in(text: str) -> Iterator[str]:
    """Yield the items of the first list of a docstring: those below name alerts, links and days."""
    _, _, rest = text.partition("\n* ")
    yield from rest.partition("\n\n")[0].split("\n* ")


def _spelled_out(path: str) -> Iterator[str]:
    """Yield the paths that `store/{history,writer}` stands for."""
    before, brace, rest = path.partition("{")
    choices, _, behind = rest.partition("}")
    yield from (f"{before}{choice}{behind}" for choice in choices.split(",")) if brace else (path,)


def test_no_modules_import_each_other() -> None:
    """Remove modules without imports again and again: circles are left."""
    left = {module: set(imported(path)) - {module} for module, path in MODULES.items()}
    while done := {module for module, names in left.items() if not names & left.keys()}:
        left = {module: names for module, names in left.items() if module not in done}
    assert not left


@pytest.mark.parametrize("library", FOREIGN)
def test_a_library_is_used_where_it_belongs(library: str) -> None:
    users = {
        room_of(module)
        for module, path in MODULES.items()
        if any(name.split(".")[0] == library for name in named(_tree(path)))
    }
    assert users == FOREIGN[library]


def test_no_module_needs_more_than_every_system_has() -> None:
    """Modules that only POSIX has are imported inside functions."""
    for path in MODULES.values():
        top = ast.Module([node for node in _tree(path).body if not isinstance(node, ast.Try)], [])
        shallow = [node for node in top.body if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not {name.split(".")[0] for node in shallow for name in named(node)} & POSIX, path.name


def test_a_piped_list_loads_nothing_that_it_does_not_need(cdetrack: Program) -> None:
    """A person waits for it."""
    cdetrack("ingest", SEED)
    loaded, lines = loaded_by(cdetrack, "list")
    assert lines == 6
    assert "typer" in loaded
    assert not loaded & {*HEAVY, "pydantic", "filelock", "hashlib", "platformdirs", "csv", "tomlkit"}
    assert not loaded & {
        "cdetrack.model.record",
        "cdetrack.text.diff",
        "cdetrack.config.load",
        "cdetrack.meaning.facets",
        "cdetrack.store.history",
    }
    assert {name for name in loaded if name.startswith("cdetrack.cli.commands.")} == {"cdetrack.cli.commands.list"}


def test_a_configuration_does_not_make_list_load_the_network(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    (cdetrack.cache / "config.toml").write_text("[fetch]\nretries = 1\n", encoding="utf-8")
    loaded, _ = loaded_by(cdetrack, "list")
    assert "cdetrack.config.load" in loaded
    assert not loaded & {*HEAVY, "hashlib", "hmac"}


def test_a_check_without_news_loads_nothing_that_it_does_not_need(cdetrack: Program) -> None:
    """It runs a hundred times a day: parsers, rules and messages are imported for news."""
    with quiet(cdetrack):
        loaded, _ = loaded_by(cdetrack, "check")
    assert "cdetrack.fetch.client" in loaded
    assert not loaded & {*HEAVY, "tomlkit", "statistics", "http.cookiejar", "filelock", "gzip", "queue"}
    assert not loaded & {
        "cdetrack.alert.delivery",
        "cdetrack.changes.absence",
        "cdetrack.fetch.private",
        "cdetrack.look.details",
        "cdetrack.look.ingest",
        "cdetrack.look.judge",
        "cdetrack.look.origins",
        "cdetrack.look.parsed_listing",
        "cdetrack.look.recording",
        "cdetrack.look.unfinished",
        "cdetrack.meaning.documents",
        "cdetrack.meaning.facets",
        "cdetrack.meaning.topics",
        "cdetrack.query.search",
        "cdetrack.sources.decoding",
        "cdetrack.sources.formats",
        "cdetrack.sources.page_end",
        "cdetrack.store.refold",
        "cdetrack.text.dates",
        "cdetrack.text.diff",
        "cdetrack.text.docnumber",
        "cdetrack.text.first_sentence",
    }


@pytest.mark.parametrize("listed", [3, 4])
def test_a_check_with_little_or_no_news_ends_before_the_garbage_collector_starts(
    cdetrack: Program, listed: int
) -> None:
    with quiet(cdetrack) as site:
        site.sections["drugs"] = items(listed)
        collected = "sum(each['collections'] for each in gc.get_stats())"
        before, *_, after = reported_by(cdetrack, collected, "check").stderr.split()
    assert before == after


def test_a_check_with_news_loads_nothing_that_it_does_not_need(cdetrack: Program) -> None:
    with quiet(cdetrack) as site:
        site.sections["drugs"] = items(4)
        loaded, _ = loaded_by(cdetrack, "check")
    assert "cdetrack.meaning.facets" in loaded
    # Readers of other formats; then what a library would load for one function.
    assert not loaded & {"plistlib", "csv", "bs4"}
    assert not loaded & {"importlib.resources", "zipfile", "tempfile", "html.entities", "lxml.html"}


def test_a_page_is_read_without_the_library_for_selectors_until_it_needs_one() -> None:
    program = (
        "import sys; from cdetrack.sources import generic; print('soupsieve.css_parser' in sys.modules);"
        "from bs4 import BeautifulSoup; print(BeautifulSoup('<p><a href=x>y</a>', 'lxml').select_one('p > a').text);"
        "import soupsieve; print(soupsieve is sys.modules['soupsieve'], 'soupsieve.css_parser' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=unmeasured(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["False", "y", "True True"]


def test_values_are_made_by_the_fast_decorators() -> None:
    """Each start makes fifty of them; the standard decorator writes and compiles up to six methods for each."""
    slow = re.compile(r"^@dataclass\(.*kw_only=True\)", re.MULTILINE)
    assert [path.name for path in MODULES.values() if slow.search(path.read_text(encoding="utf-8"))] == []
    # Loaded for each new notice: where fields have an order, a NamedTuple is as fast.
    floors = ("cdetrack.meaning.", "cdetrack.text.")
    slow = re.compile(r"^@dataclass\b", re.MULTILINE)
    loaded = (path for name, path in MODULES.items() if name.startswith(floors))
    assert [path.name for path in loaded if slow.search(path.read_text(encoding="utf-8"))] == []


def test_a_class_name_means_one_thing() -> None:
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, times in names.items() if times > 1] == []


@contextmanager
def quiet(cdetrack: Program) -> Iterator[Replica]:
    """Yield the site of a watched listing in the cache in which nothing is new."""
    with Replica() as site:
        site.sections["drugs"] = items(3)
        watch = '[[watch]]\nname = "all"\nchannels = ["stdout"]\n'
        cdetrack.cache.mkdir(parents=True)
        config = cdetrack.cache / "config.toml"
        config.write_text(watching({"nmpa/drugs": site.url("drugs.html")}) + watch, encoding="utf-8")
        cdetrack("check")
        yield site


def loaded_by(cdetrack: Program, command: str) -> tuple[set[str], int]:
    """Return the modules that a piped command loads, and the number of its lines."""
    # `-X importtime` leaves out the modules that `import_module` loads.
    done = reported_by(cdetrack, "'\\n'.join(sys.modules)", command)
    return set(done.stderr.splitlines()), len(done.stdout.splitlines())


def reported_by(cdetrack: Program, what: str, command: str) -> "subprocess.CompletedProcess[str]":
    """Run a piped command that prints the value of an expression on stderr, at its beginning and at its end."""
    told = f"print({what}, file=sys.stderr)"
    program = f"import atexit, gc, sys; gc.disable(); {told}; atexit.register(lambda: {told}); "
    return subprocess.run(
        [sys.executable, "-c", program + "from cdetrack.__main__ import main; main()", command],
        env=unmeasured(cdetrack.environment()),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
