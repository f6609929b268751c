"""Find out whether a channel can work at all, before an alert is due; nothing is sent."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from cdetrack.alert.channels.address import MODULES, command, label, scheme
from cdetrack.render.safe import plain
from cdetrack.text.suggest import nearest

_SERVICES = (
    *("slack", "ntfy", "ntfys", "tgram", "discord", "wecombot", "dingtalk", "feishu", "lark", "mailtos", "msteams"),
    *("workflows", "gotify", "gotifys", "matrix", "matrixs", "pover", "json", "jsons", "xml", "signal", "zulip"),
)
"""Some of the services of Apprise, to recognise a misspelt name."""
_SHELL = frozenset({">", ">>", "<", "<<", "|", "||", "&", "&&", ";", "2>&1", "2>", "&>"})
"""Words that only a shell understands; a command gets them as arguments."""


def defect(channel: str, folder: Path) -> tuple[str, str] | None:
    """Return the reason why a channel cannot work, with a hint; None if it can. Commands run in `folder`."""
    kind = scheme(channel)
    if kind == "exec":
        return _without_program(channel, folder)
    return None if kind in MODULES else _refused(channel)


def _without_program(channel: str, folder: Path) -> tuple[str, str] | None:
    words = command(channel)
    bare = _SHELL.intersection(channel.split())  # not quoted, as in `awk -F '|'`
    if (shell := next((word for word in words if word in bare), None)) is not None:
        return (
            f"`{label(channel)}` cannot run: `{shell}` is for a shell, and no shell runs the command",
            "write it into a script, or `exec:sh -c '…'`",
        )
    program = words[0] if words else ""
    path = folder / program if os.sep in program else None
    if path is not None and os.path.isfile(path) and os.access(path, os.X_OK):
        return None
    if path is None and program and shutil.which(program):
        return None
    if path is not None and os.path.isfile(path):
        shown = plain(str(path))
        return f"`{label(channel)}` cannot run: `{shown}` is not executable", f"make it so: `chmod +x {shown}`"
    where = f"`{plain(str(path))}`" if path is not None else f"`{plain(program)}` on the PATH"
    return (
        f"`{label(channel)}` cannot run: there is no {where}",
        "give the whole path, or one from the file's folder",
    )


def _refused(channel: str) -> tuple[str, str] | None:
    name = channel.partition(":")[0].lower()
    near = nearest(name, [*MODULES, *_SERVICES])
    meant = f"did you mean `{near}:`?" if near is not None and near != name else None
    if find_spec("apprise") is None:
        if meant is not None and near in MODULES:
            return f"there is no channel `{plain(name)}:`", meant
        needed = "install it: `pip install 'cdetrack[notify]'`"
        return f"`{plain(name)}:` needs Apprise, which is not installed", f"{meant} Else {needed}" if meant else needed
    from cdetrack.alert.channels.apprise import is_known, is_taken

    if is_taken(channel):
        return None
    if is_known(name):
        return (
            f"Apprise refuses this `{plain(name)}:` link: a part of it is missing or wrong",
            f"https://appriseit.com/services/ shows how a link of `{plain(name)}` is written",
        )
    return f"there is no channel `{plain(name)}:`", meant or "https://appriseit.com lists the links of Apprise"
