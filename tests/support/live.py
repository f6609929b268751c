"""The real program, pointed at replicas of the sites through its configuration.

Its command line runs in the test's own process, which saves most of the time. `Live.process` starts a process of its
own, for tests of signals, limits and concurrent runs.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Self

from cdetrack.cli import run
from support.program import Program, Ran, watching
from support.replica import Replica


class Live:
    """cdetrack with a cache, a configuration and replicas to look at; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.program = Program(folder / "cache")
        self.cache = self.program.cache
        self.config = folder / "config.toml"
        self.stack = ExitStack()
        self.site = self.another()
        self.point({"nmpa/drugs": self.site.url("drugs.html")})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def another(self, **how: Any) -> Replica:  # noqa: ANN401 - any argument of Replica
        """Return one more site, which is closed at the end."""
        return self.stack.enter_context(Replica(**how))

    def point(self, urls: Mapping[str, str], *, more: str = "", fetch: str = "retries = 0") -> None:
        """Enable these sources at these addresses, and no other."""
        self.config.write_text(watching(urls, fetch=fetch) + more, encoding="utf-8")

    def __call__(self, *args: object) -> Ran:
        """Run `cdetrack ARGS` with the configuration."""
        return in_process(*args, "--cache", self.cache, "--config", self.config)

    def process(self, *args: object, before: Callable[[], None] | None = None) -> Ran:
        """Run it as a process."""
        return self.program(*args, "--config", self.config, before=before)

    def asked(self, site: Replica | None = None) -> list[str]:
        """Return the paths that were asked for since the last call, without robots.txt."""
        site = site or self.site
        paths = site.paths(robots=False)
        site.requests.clear()
        return paths

    def titles(self, *filters: object) -> list[str]:
        """Return the titles of all notices that `list` shows."""
        return [notice["title"] for notice in self("list", "--each", "--json", *filters).json()]

    def state(self, source: str = "nmpa/drugs") -> dict[str, Any]:
        """Return the state of a source."""
        found: dict[str, Any] = json.loads((self.cache / "state.json").read_text())["sources"][source]
        return found

    def remember(self, source: str = "nmpa/drugs", **values: object) -> None:
        """Change the state of a source: so a test makes time pass."""
        path = self.cache / "state.json"
        state = json.loads(path.read_text())
        state["sources"][source] |= values
        path.write_text(json.dumps(state))

    def sound(self) -> bool:
        """Say whether `doctor` finds the cache sound."""
        return self("doctor").code == 0


def in_process(*args: object) -> Ran:
    """Run `cdetrack ARGS` in this process."""
    with TemporaryFile("w+", encoding="utf-8") as out, TemporaryFile("w+", encoding="utf-8") as err:
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*map(str, args)])
        for stream in (out, err):
            stream.seek(0)
        return Ran(code, out.read(), err.read())
