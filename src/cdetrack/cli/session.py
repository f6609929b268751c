"""What every command starts from: where the cache is, what the configuration says, what time it is."""

import os
import sys
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cdetrack import __version__
from cdetrack.derive import Rules
from cdetrack.store import Store

if TYPE_CHECKING:
    from cdetrack.config import Config

Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache", metavar="DIR", help="The cache folder; else $CDETRACK_HOME, else the platform's data folder."
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The configuration; else `config.toml` in the cache folder."),
]
Verbose = Annotated[int, typer.Option("--verbose", "-v", count=True, show_default=False, help="Tell more on stderr.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell only errors on stderr.")]


class Session:
    """One run of the program; the only place that reads the clock and the environment."""

    def __init__(self, *, cache: Path | None, config: Path | None, verbose: int, quiet: bool) -> None:
        self._cache = cache
        self._config = config
        self.verbose = verbose
        self.quiet = quiet
        # To the second, as it is written down.
        self.now = datetime.now(UTC).replace(microsecond=0)

    @cached_property
    def folder(self) -> Path:
        """The cache folder."""
        if self._cache is not None:
            return self._cache.expanduser()
        if home := os.environ.get("CDETRACK_HOME"):
            return Path(home).expanduser()
        from platformdirs import user_data_path

        return user_data_path("cdetrack", appauthor=False)

    @cached_property
    def today(self) -> date:
        """The regulator's day."""
        from cdetrack import days

        return days.today(self.now)

    @cached_property
    def config_path(self) -> Path:
        """Where the configuration is, or would be."""
        return self._config.expanduser() if self._config is not None else self.folder / "config.toml"

    @cached_property
    def config(self) -> "Config | None":
        """What the configuration says; None when there is none, and then all is as built in."""
        if self._config is None and not self.config_path.exists():
            return None
        from cdetrack.config import load

        return load(self.config_path, today=self.today)

    @cached_property
    def store(self) -> Store:
        """The cache."""
        return Store(self.folder, Rules(self.config.topics if self.config else None), tell=self.tell)

    def tell(self, text: str) -> None:
        """Say something that is not data; `--quiet` keeps it back."""
        if not self.quiet:
            print(text, file=sys.stderr)

    def detail(self, text: str) -> None:
        """Say something that only `--verbose` wants to hear."""
        if self.verbose and not self.quiet:
            print(text, file=sys.stderr)


def starting(
    ctx: typer.Context,
    cache: Cache = None,
    config: ConfigFile = None,
    verbose: Verbose = 0,
    quiet: Quiet = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    """Remember the options that stand before the command."""
    if version:
        print(f"cdetrack {__version__}")
        raise typer.Exit
    ctx.obj = {"cache": cache, "config": config, "verbose": verbose, "quiet": quiet}


def session(ctx: typer.Context, **given: Any) -> Session:  # noqa: ANN401 - the options above, under their names
    """Return the session of a command; an option after the command counts more than the same before it."""
    before = ctx.obj or {}
    return Session(
        cache=given["cache"] or before.get("cache"),
        config=given["config"] or before.get("config"),
        verbose=given["verbose"] + before.get("verbose", 0),
        quiet=given["quiet"] or before.get("quiet", False),
    )
