"""The start of every command: the options that all of them have, the cache, the time, the messages on stderr."""

import os
import shutil
import sys
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer

from cdetrack.cache import Cache
from cdetrack.config.workspace import clock
from cdetrack.errors import UNSET, CacheError, UsageError
from cdetrack.render.safe import message
from cdetrack.store.regular import no_path
from cdetrack.version import __version__


def _path(text: str) -> Path:
    """Return a path of the command line.

    Raises UsageError for an empty text, which would be the current folder, and CacheError for a NUL character, which no
    file system accepts.
    """
    if not text:
        raise UsageError("an empty text is no path", hint=UNSET)
    path = Path(text)
    if "\0" in text:
        raise no_path(path)
    return path


CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        parser=_path,
        help="The cache folder; else $CDETRACK_HOME, else the platform's data folder.",
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", parser=_path, help="The configuration; else `config.toml` in the cache folder."
    ),
]
Verbose = Annotated[int, typer.Option("--verbose", "-v", count=True, show_default=False, help="Tell more on stderr.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell only errors on stderr.")]


_LONG, _END = 500, 200
"""The longest literal of a message, and what is shown of each end of a longer one, in characters."""


def _say(text: str) -> None:
    # A literal of a thousand characters would hide the message.
    parts = enumerate(text.split("`"))
    text = "`".join(f"{each[:_END]}…{each[-_END:]}" if at % 2 and len(each) > _LONG else each for at, each in parts)
    if sys.stderr.isatty():
        from cdetrack.render.wrap import at_spaces

        text = at_spaces(message(text), shutil.get_terminal_size().columns - 1)
    _print(text)


def _print(text: str) -> None:
    with suppress(OSError):  # a full log must not stop the command
        print(message(text), file=sys.stderr)


_form = {"json": False}
"""Whether this run prints errors as JSON."""


def errors_in_json(wanted: bool) -> None:  # noqa: FBT001 - it is the name of the function that is set
    """Print the errors of this run as JSON objects, one a line, or as text."""
    _form["json"] = wanted


def tell_error(text: str, hint: str | None = None, *, code: int) -> None:
    """Print a failure and a hint on stderr: as text, or as one object with the exit code `code`."""
    if _form["json"]:
        from cdetrack.render.piped import json_text

        _print(json_text({"error": text, "hint": hint, "code": code}))
        return
    _say(f"error: {text}")
    if hint is not None:
        _say(f"hint: {hint}")


def _at_home(path: Path) -> Path:
    """Return a path with the home folder in place of `~`. Raises CacheError for an unknown user."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise CacheError(f"there is no home folder for `{path}`", hint="write the folder out") from error


class Context:
    """One run of the program: the options that all commands have, and the cache."""

    def __init__(self, *, cache: Path | None, config: Path | None, verbose: int, quiet: bool) -> None:
        self._cache = cache
        self._config = config
        self.verbose = verbose
        self.quiet = quiet
        self.now = clock()
        self.as_of: date | None = None
        """The day of `--as-of`, in Asia/Shanghai."""
        self._told: set[str] = set()

    @cached_property
    def folder(self) -> Path:
        """The cache folder."""
        given = self._cache or os.environ.get("CDETRACK_HOME")
        if given:
            return _at_home(Path(given))
        from platformdirs import user_data_path

        try:
            path = user_data_path("cdetrack", appauthor=False)
        except RuntimeError:  # newer releases of platformdirs, without a home folder
            path = Path("~")
        if not path.is_absolute():
            # Never create a folder called `~` in the current folder.
            raise CacheError(
                "there is no home folder, and so no place for the cache",
                hint="name it with `--cache DIR` or in `CDETRACK_HOME`",
            )
        return path

    @cached_property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        from cdetrack.text import days

        return days.today(self.now)

    @cached_property
    def config_path(self) -> Path:
        """The path of the configuration, which need not exist."""
        return _at_home(self._config) if self._config is not None else self.folder / "config.toml"

    @cached_property
    def cache(self) -> Cache:
        """The cache, with the configuration."""
        return self._opened(self.as_of)

    @cached_property
    def present(self) -> Cache:
        """The cache as it stands now, also with `--as-of`."""
        return self._opened(None) if self.as_of is not None else self.cache

    def _opened(self, as_of: date | None) -> Cache:
        config = self.config_path if self._config is not None else None
        return Cache(
            self.folder,
            config,
            now=lambda: self.now,
            tell=self._tell_once,
            detail=self.detail,
            progress=self._show_progress,
            as_of=as_of,
        )

    def go_back(self, text: str | None) -> None:
        """Answer from the cache as it stood at the end of a day: the end of the period in `text`, today at most.

        From then on `now` and `today` are those of that day. Raises UsageError if it is no period, or one to come.
        """
        if text is None:
            return
        from cdetrack.config.workspace import last_moment
        from cdetrack.text import days

        today = days.today(self.now)
        if days.first_day(text, today=today) > today:
            raise UsageError(
                f"`--as-of {text}` has not come yet: today is {today}", hint="`--as-of` takes today or a day before"
            )
        self.as_of = min(days.last_day(text, today=today), today)
        self.now = last_moment(self.as_of, now=self.now)

    def command(self, *words: str) -> str:
        """Return a command line to type next, with the cache and the configuration that were given as options."""
        import shlex

        given = {"--cache": self._cache, "--config": self._config}
        options = [word for name, path in given.items() if path is not None for word in (name, str(path))]
        return shlex.join(["cdetrack", *options, *words])

    def read_only(self) -> Cache:
        """Return the cache as it is now, to be read only, with the clock of each moment."""
        config = self.config_path if self._config is not None else None
        return Cache(self.folder, config, tell=self.tell, read_only=True)

    def tell(self, text: str) -> None:
        """Print a message on stderr, unless `--quiet`."""
        if not self.quiet:
            _say(text)

    def _tell_once(self, text: str) -> None:
        """Print a message of a cache: that of a day in the past and the present one may have the same."""
        if text not in self._told:
            self._told.add(text)
            self.tell(text)

    def _show_progress(self, done: int, total: int) -> None:
        """Show on a terminal how many changes are read anew, in one line, which is cleared at the end."""
        if self.quiet or not sys.stderr.isatty():
            return
        text = f"deriving the notices anew: {done:,} of {total:,} changes"
        with suppress(OSError):
            print(f"\r{text if done < total else ' ' * len(text)}\r", end="", file=sys.stderr, flush=True)

    def detail(self, text: str) -> None:
        """Print a message on stderr with `--verbose`."""
        if self.verbose:
            self.tell(text)


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it with the value of the option
    """Print the version and exit; runs first, because no command need follow."""
    if wanted:
        print(f"cdetrack {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
]


def starting(
    ctx: typer.Context,
    cache: CacheFolder = None,
    config: ConfigFile = None,
    verbose: Verbose = 0,
    quiet: Quiet = False,
    version: Version = False,  # noqa: ARG001 - its callback has printed it
) -> None:
    """Store the options before the command."""
    ctx.obj = {"cache": cache, "config": config, "verbose": verbose, "quiet": quiet}


def context(ctx: typer.Context, **given: Any) -> Context:  # noqa: ANN401 - the options above, under their names
    """Return the context of a command; an option after the command overrides the same option before it."""
    before = ctx.obj or {}
    return Context(
        cache=given["cache"] or before.get("cache"),
        config=given["config"] or before.get("config"),
        verbose=given["verbose"] + before.get("verbose", 0),
        quiet=given["quiet"] or before.get("quiet", False),
    )
