"""The configuration as a value; `load` reads it from a file."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from cdetrack.alert.channels.send_options import MailSettings
from cdetrack.alert.watch import Recipients, Watch
from cdetrack.fetch.policy import FetchSettings
from cdetrack.model.frozen import frozen
from cdetrack.sources.configured import SourceSettings


@frozen
class Config:
    """The whole configuration, checked."""

    fetch: FetchSettings = field(default_factory=FetchSettings)
    sources: Mapping[str, SourceSettings] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    mail: MailSettings | None = None
    watches: tuple[Watch, ...] = ()
    trouble_to: tuple[str, ...] = ()
    """The channels that are told of sources in trouble; empty for every channel."""
    places: Mapping[str, str] = field(default_factory=dict)
    """File and line of each channel."""
    inbox: Path | None = None
    """The folder of files for `fetch` and `check`."""
    folder: Path | None = None
    """The folder of its file: relative paths of commands in `channels` start there."""

    @property
    def recipients(self) -> Recipients:
        """The watches, and the channels that are told of sources in trouble."""
        return Recipients(watches=self.watches, trouble_to=self.trouble_to)

    def check_selectors(self) -> None:
        """Raise ConfigError for the first selector with an error of syntax; their parser is slow to import."""
        if given := [source.selectors for source in self.sources.values() if source.selectors]:
            from cdetrack.sources.generic.selectors import check_selectors

            for selectors in given:
                check_selectors(selectors)
