"""A cache folder with its configuration, its clock and the receivers of its messages: the first base of `Cache`."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cdetrack.errors import CacheError, ConfigError
from cdetrack.meaning.rules import Rules
from cdetrack.store.regular import is_there
from cdetrack.store.store import ReadOnlyStore, Store

if TYPE_CHECKING:
    from cdetrack.alert.check import AlertSettings
    from cdetrack.alert.watch import Recipients, Watch
    from cdetrack.config.edit import ConfigDraft
    from cdetrack.config.settings import Config
    from cdetrack.fetch.robots import KeptRules
    from cdetrack.look.origins import Origins
    from cdetrack.look.pages import Get
    from cdetrack.sources import Source


def clock() -> datetime:
    """Return the time, aware and UTC, to the second: the resolution of the history."""
    return datetime.now(UTC).replace(microsecond=0)


def last_moment(day: date, *, now: datetime) -> datetime:
    """Return the last second of a day in Asia/Shanghai, or `now` if that is earlier; aware and UTC."""
    from cdetrack.text.days import end_of

    return min(now, end_of(day) - timedelta(seconds=1))


class Workspace:
    """A cache folder, which need not exist yet, and everything that its use cases need.

    `config` is the configuration or its file; left out, `config.toml` in the folder if there is one. `now` is the
    clock. `tell` is called with a line for each oddity and each repair, `detail` for each retry of a request, and
    `progress`, while many notices are derived anew, with the number of changes that were read so far, and of all. A
    `read_only` cache writes nothing to its folder, not even an outdated fold. With `as_of`, a day in Asia/Shanghai, the
    cache is asked as it stood at the end of that day, which is also the time of its clock, and nothing is written.
    """

    def __init__(
        self,
        folder: str | Path,
        config: "Config | str | Path | None" = None,
        *,
        now: Callable[[], datetime] = clock,
        tell: Callable[[str], None] = lambda _: None,
        detail: Callable[[str], None] = lambda _: None,
        progress: Callable[[int, int], None] = lambda *_: None,
        read_only: bool = False,
        as_of: date | None = None,
    ) -> None:
        self.folder = Path(folder)
        self._given_config = config
        self.as_of = as_of
        self.now = now if as_of is None else lambda: last_moment(as_of, now=now())
        self.tell = tell
        self.detail = detail
        self.progress = progress
        self._read_only = read_only

    @cached_property
    def config_file(self) -> Path | None:
        """The file of the configuration; None if there is none."""
        given, usual = self._given_config, self.folder / "config.toml"
        if given is None:
            return usual if is_there(usual) else None
        return Path(given) if isinstance(given, str | Path) else None

    @cached_property
    def config(self) -> "Config":
        """The configuration in force."""
        from cdetrack.config.settings import Config

        if isinstance(self._given_config, Config):
            return self._given_config
        if self.config_file is None:
            return Config()
        from cdetrack.config.load import load

        return load(self.config_file, today=self.today)

    def config_draft(self) -> "ConfigDraft":
        """Return the configuration's text for an edit; `config` stays as it was loaded.

        Raises ConfigError for a file that is wrong already, and for a configuration that came as a value.
        """
        from cdetrack.config.edit import ConfigDraft
        from cdetrack.config.settings import Config

        given = self._given_config
        if isinstance(given, Config):
            raise ConfigError("the configuration is a value: there is no file to edit")
        draft = ConfigDraft(Path(given) if given is not None else self.folder / "config.toml", today=self.today)
        draft.check()
        return draft

    @cached_property
    def store(self) -> Store:
        """The files of the cache."""
        # Most caches have no configuration: `list` then starts without loading its modules.
        configured = self._given_config is not None or self.config_file is not None
        kind = ReadOnlyStore if self._read_only else Store
        rules = Rules(self.config.topics if configured else None)
        if configured and self.config_file is None and self.config.topics:
            # Topics of a file were checked with their lines; those of a `Config` that a program made were not.
            try:
                _ = rules.topics
            except ValueError as error:
                raise ConfigError(str(error)) from error
        store = kind(self.folder, rules, tell=self.tell, progress=self.progress)
        if self.as_of is None:
            return store
        from cdetrack.store.as_of import PastStore

        return PastStore(store, self.as_of)

    @cached_property
    def sources(self) -> "Mapping[str, Source]":
        """Every source by name: the built-in ones as they are configured, and the user's own."""
        from cdetrack.sources.configured import sources_in_force

        return sources_in_force(self.config.sources)

    @cached_property
    def origins(self) -> "Origins":
        """The host of each source, by which it decides on the wording of notices, and whether it is enabled."""
        from cdetrack.look.origins import Origins
        from cdetrack.text.links import site_of

        return Origins(
            sites={name: site_of(source.url) or "" for name, source in self.sources.items()},
            disabled=frozenset(name for name, source in self.sources.items() if not source.enabled),
        )

    @property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        from cdetrack.text import days

        return days.today(self.now())

    @contextmanager
    def getting(self, get: "Get | None" = None, *, patient: bool = False, keep: bool = False) -> "Iterator[Get]":
        """Yield `get`, by default a function that fetches pages by the configured policy.

        The rules of `robots.txt` that an earlier run read hold for a day; a `patient` one also keeps to the pauses that
        sites asked for since. `keep` keeps the rules and pauses that this run is told.
        """
        if get is not None:
            yield get
            return
        from dataclasses import replace

        from cdetrack.fetch.client import Fetch
        from cdetrack.fetch.policy import trusted
        from cdetrack.fetch.robots import kept_from_forms
        from cdetrack.store.state_file import load_state

        policy = replace(self.config.fetch.policy, verify=trusted(os.environ))
        state = load_state(self.folder)
        with Fetch(policy, tell=self.detail, now=self.now, kept=kept_from_forms(state.robots)) as fetch:
            fetch.remember(state.paused, patient=patient)
            try:
                yield fetch.get
            finally:
                if keep:
                    asked = {host: end for host, end in fetch.paused().items() if end != state.paused.get(host)}
                    self._keep(fetch.read, asked)

    def _keep(self, read: "Mapping[str, KeptRules]", asked: Mapping[str, datetime | None]) -> None:
        """Keep rules and pauses in the state; without its lock, or on a full disk, the next run asks for them again."""
        from cdetrack.fetch.robots import kept_forms, kept_from_forms

        if not read and not asked:
            return
        with suppress(CacheError), self.store.writing(wait=1) as writer:
            state = writer.state()
            fresh = {name: each for name, each in kept_from_forms(state.robots).items() if each.hold(self.now())}
            state.robots = kept_forms({**fresh, **read})
            paused = {**state.paused, **asked}
            state.paused = {host: end for host, end in paused.items() if end is not None and end > self.now()}
            writer.save(state)

    def check_config(self) -> None:
        """Check also the channels and the selectors, which other commands check at their first use.

        Raises ConfigError for the first mistake.
        """
        self.alert_settings()
        self.config.check_selectors()

    @property
    def recipients(self) -> "Recipients":
        """The watches, and the channels that are told of sources in trouble."""
        return self.config.recipients

    def watch(self, name: str) -> "Watch":
        """Return the watch called `name`. Raises NotFoundError if the configuration has none."""
        from cdetrack.alert.watch import watch_called

        return watch_called(self.config.watches, name)

    def alert_settings(self) -> "AlertSettings":
        """Return the settings of a check, from the configuration and the environment.

        Raises ConfigError for a channel that cannot work, and for a broken secret for webhooks.
        """
        from cdetrack.alert.channels.send_options import send_options
        from cdetrack.alert.check import AlertSettings
        from cdetrack.config.channels import check_channels

        config = self.config
        options = send_options(
            os.environ,
            folder=config.folder or self.folder.absolute(),
            mail=config.mail,
            timeout=config.fetch.policy.timeout,
        )
        check_channels(self.recipients.channels, config.places, options.folder)
        return AlertSettings(
            recipients=self.recipients,
            channels=options,
            sources=tuple(self.sources.values()),
            stale_after=config.fetch.stale_after,
        )
