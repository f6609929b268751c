"""Read the channels of a configuration, and find those that cannot work."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from cdetrack.alert.channels import address
from cdetrack.alert.channels.send_options import MailSettings
from cdetrack.alert.watch import RHYTHMS, Rhythm
from cdetrack.config.toml_tables import TomlTable
from cdetrack.errors import ConfigError, UsageError
from cdetrack.text import days


def read_channels(table: TomlTable, key: str, mail: MailSettings | None) -> tuple[str, ...]:
    """Return the channels under `key`, each once. Raises ConfigError for a mistake in an address."""
    channels = tuple(part for channel in table.texts(key) for part in address.split(channel))
    for channel in channels:
        if (wrong := address.mistake(channel)) is not None:
            raise table.mistake(*wrong, key=key)
        if mail is None and address.scheme(channel) == "mailto":
            who = f"the watch `{table.values['name']}`" if "name" in table else f"`{key}`"
            raise table.mistake(f"{who} sends mail, and there is no mail server", "add `[mail]` with a `host`", key=key)
    return tuple(dict.fromkeys(channels))


def read_digest(table: TomlTable) -> bool | Rhythm:
    """Return whether a watch has one alert for each check, or the rhythm of its recaps; True when left out."""
    given = table.values.get("digest", True)
    if isinstance(given, bool):
        return given
    if given in RHYTHMS:
        return RHYTHMS[given]
    accepted = 'accepted are `true`, `false`, `"daily"`, `"weekly"` and `"monthly"`'
    raise table.mistake(f"`{given}` is not accepted as `digest`", accepted, key="digest")


def read_reminders(table: TomlTable) -> tuple[timedelta, ...]:
    """Return how long before a day to act by a watch reminds of it, the longest first."""
    try:
        lengths = {days.length(text) for text in table.texts("remind")}
    except UsageError as error:
        raise table.mistake(error.message, error.hint, key="remind") from error
    return tuple(sorted(lengths, reverse=True))


def check_channels(channels: Iterable[str], places: Mapping[str, str], folder: Path) -> None:
    """Raise ConfigError for the first channel that cannot work: an unknown kind, a missing program.

    `places` has the file and line of each channel; commands run in `folder`.
    """
    from cdetrack.alert.channels.trial import defect

    for channel in channels:
        if (found := defect(channel, folder)) is not None:
            raise ConfigError(found[0], hint=found[1], place=places.get(channel))
