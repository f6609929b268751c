"""Write down how to run `check` regularly: a crontab line and systemd units with absolute paths."""

import re
import shlex
import socket
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cdetrack.text.days import half_width

_HOUR, _DAY = 60, 24 * 60
_SHORTEST, _LONGEST = 15, 7 * _DAY
_EVERY = re.compile(r"(\d{1,5})(m|min|h|d|w)", re.ASCII)
_MINUTES = {"m": 1, "min": 1, "h": _HOUR, "d": _DAY, "w": 7 * _DAY}
_FITTING = (
    *(15, 20, 30),
    *(hours * _HOUR for hours in (1, 2, 3, 4, 6, 8, 12)),
    *(_DAY, _LONGEST),
)
"""The intervals in minutes that a crontab can keep without a shorter gap at midnight or at the week's end."""
_WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


@dataclass(frozen=True, slots=True)
class Times:
    """When to run, in the machine's own time; None means every."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...] | None = None
    weekday: int | None = None
    """From 0 for Sunday."""


def interval(text: str) -> int | None:
    """Return the minutes of `15min`, `6h` or `7d`; None for any other text, and for less or more than these.

    `15m` is understood as well: months would be too long.
    """
    found = _EVERY.fullmatch(half_width(text).strip().lower())
    minutes = int(found[1]) * _MINUTES[found[2]] if found else 0
    return minutes if _SHORTEST <= minutes <= _LONGEST else None


def fitting(minutes: int) -> int:
    """Return the longest interval of a crontab that is not longer than `minutes`."""
    return max(each for each in _FITTING if each <= minutes)


def times(minutes: int, seed: str) -> Times:
    """Return the times of a run every so many minutes; the first minute is derived from `seed`.

    So that not all machines burden the sites at the full hour.
    """
    chance = int(sha256(seed.encode("utf-8", "backslashreplace")).hexdigest()[:12], 16)
    if minutes < _HOUR:
        first = chance % minutes
        return Times(tuple(range(first, _HOUR, minutes)))
    minute, rest = chance % _HOUR, chance // _HOUR
    if minutes == _HOUR:
        return Times((minute,))
    step = min(minutes // _HOUR, 24)
    hours = tuple(range(rest % step, 24, step))
    return Times((minute,), hours, rest // 24 % 7 if minutes == _LONGEST else None)


def program() -> list[str]:
    """Return the command of this installation: the script of its environment, not a shim on the path."""
    archive = Path(sys.argv[0])
    if archive.suffix != ".exe" and archive.is_file() and zipfile.is_zipfile(archive):
        return [str(Path(sys.executable).absolute()), str(archive.absolute())]
    beside = Path(sys.executable).parent
    for folder in (beside, Path(sysconfig.get_path("scripts"))):
        for name in ("cdetrack", "cdetrack.exe"):
            if (folder / name).is_file():
                return [str((folder / name).absolute())]
    return [str(Path(sys.executable).absolute()), "-m", "cdetrack"]


def command_line(folder: Path, config: Path | None) -> list[str]:
    """Return the command line that checks the cache in `folder`, independent of environment variables."""
    words = [*program(), "check", "--cache", str(folder.absolute())]
    # cdetrack finds this one without an option.
    usual = (folder / "config.toml").absolute()
    return words if config is None or config.absolute() == usual else [*words, "--config", str(config.absolute())]


def plan(every: int, command: Sequence[str], *, secrets: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a crontab entry and of two systemd units that run `command` every so many minutes.

    `secrets` names the environment variables that the command needs.
    """
    fits = fitting(every)
    when = times(fits, f"{socket.gethostname()} {shlex.join(command)}")
    if fits != every:
        yield f"# every {_said(every)} is not evenly spread over a day: this is every {_said(fits)}"
    yield "# crontab -e"
    for secret in secrets:
        yield f"# above it: {secret}=…"
    yield f"{_cron(when)} {_cron_command(command)}"
    yield ""
    yield "# or ~/.config/systemd/user/cdetrack.service"
    yield "[Unit]"
    yield "Description=cdetrack check"
    yield "[Service]"
    yield "Type=oneshot"
    if secrets:
        lines = " and ".join(f"{secret}=…" for secret in secrets)
        yield f"# a file that only you can read, with the line{'s' if secrets[1:] else ''} {lines}"
        yield "EnvironmentFile=%h/.config/cdetrack.env"
    yield f"ExecStart={' '.join(map(_systemd_word, command))}"
    yield ""
    yield "# with ~/.config/systemd/user/cdetrack.timer; then: systemctl --user enable --now cdetrack.timer"
    yield "[Unit]"
    yield "Description=run cdetrack check"
    yield "[Timer]"
    yield f"OnCalendar={_calendar(when)}"
    yield "Persistent=true"
    yield "[Install]"
    yield "WantedBy=timers.target"


def _said(minutes: int) -> str:
    for unit, size in (("d", _DAY), ("h", _HOUR)):
        if minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}min"


def _listed(numbers: Sequence[int] | None, width: int = 1) -> str:
    return "*" if numbers is None else ",".join(f"{number:0{width}}" for number in numbers)


def _cron(when: Times) -> str:
    weekday = "*" if when.weekday is None else str(when.weekday)
    return f"{_listed(when.minutes)} {_listed(when.hours)} * * {weekday}"


def _cron_command(command: Sequence[str]) -> str:
    # A percent sign ends the command for cron, even inside of quotes.
    return shlex.join(command).replace("%", r"\%")


def _calendar(when: Times) -> str:
    day = "" if when.weekday is None else f"{_WEEKDAYS[when.weekday]} "
    return f"{day}*-*-* {_listed(when.hours, 2)}:{_listed(when.minutes, 2)}:00"


def _systemd_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return escaped if re.fullmatch(r"[\w@%+=:,./-]+", escaped) else f'"{escaped}"'
