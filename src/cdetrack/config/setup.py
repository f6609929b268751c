"""The first configuration: a commented file made from a few choices, or the same choices added to a file."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from cdetrack.config.edit import ConfigDraft
from cdetrack.config.toml_edit import Value, table_lines, watch_lines
from cdetrack.model.frozen import frozen

_HEAD = """\
# The configuration of cdetrack.
# `cdetrack config edit` opens and checks it; the documentation has every setting: docs/configuration.md.
"""
_INBOX = """\
# `cdetrack fetch` and `cdetrack check` record the pages that you save into this folder.
# The CDE's lists and the NMPA's Chinese lists need it: see `cdetrack sources userscript`.
"""
_FETCH = """\
# [fetch]
# interval = 1.0            # seconds between two requests to one host
# timeout = 30              # seconds, for connecting and for each read
"""
_SOURCES = """\
# Sources: `cdetrack sources` lists them, `cdetrack sources enable NAME` and `disable NAME` switch them.
"""
_MAIL = """\
# The mail server. A password comes from the environment: CDETRACK_MAIL_PASSWORD.
"""
_WATCHES = """\
# Watches: each is a filter, and the channels that get its alerts. `cdetrack watches` tries them on the last 90 days;
# `cdetrack watches add NAME`, `edit NAME` and `remove NAME` change them.
"""
_IN_WATCH = (
    'All of `cdetrack list`\'s filters are accepted: topics, kinds, issuers, sources, search = "…".',
    'remind = "7d" also tells you of a deadline, this long before.',
    'channels: "stdout", "mailto:me@example.org", "ntfy://topic", "https://…" (a webhook), "exec:./command".',
)


@frozen
class Setup:
    """The choices of a first configuration."""

    switched: Mapping[str, bool] = field(default_factory=dict)
    """The sources to enable and to disable; the others stay as they are."""
    inbox: str | None = None
    mail: Mapping[str, Value] = field(default_factory=dict)
    name: str
    """The name of the watch."""
    watch: Mapping[str, Value]
    """The other keys of the watch."""


def apply(setup: Setup, draft: ConfigDraft) -> None:
    """Put the choices into the draft: into a new file with comments, into an existing one without changing the rest.

    Raises ConfigError if the file has a watch of this name.
    """
    if not draft.text.strip():
        draft.text = starter(setup)
        return
    for name, enabled in setup.switched.items():
        draft.set_source(name, enabled=enabled)
    if setup.inbox is not None:
        draft.set_inbox(setup.inbox)
    draft.set_mail(setup.mail)
    draft.add_watch(setup.name, setup.watch)


def starter(setup: Setup | None = None) -> str:
    """Return the text of a new configuration with comments: with the choices of `setup`, or with none."""
    return "\n".join("".join(part) for part in _parts(setup))


def _parts(setup: Setup | None) -> Iterator[list[str]]:
    yield [_HEAD]
    if setup is None or setup.inbox is None:
        yield [_INBOX, '# inbox = "~/Downloads/cdetrack"\n']
    else:
        yield [_INBOX, *table_lines({"inbox": setup.inbox})]
    yield [_FETCH]
    yield [_SOURCES]
    for name, enabled in setup.switched.items() if setup is not None else ():
        yield [f'[sources."{name}"]\n', *table_lines({"enabled": enabled})]
    if setup is not None and setup.mail:
        yield [_MAIL, "[mail]\n", *table_lines(setup.mail)]
    if setup is None:
        yield [_WATCHES]
    else:
        yield [_WATCHES, *watch_lines({"name": setup.name, **setup.watch}, comments=_IN_WATCH)]
