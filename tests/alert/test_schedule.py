"""The lines that `schedule` prints, read back by the rules of cron and systemd, and run by the real cron."""

import os
import re
import select
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.alert import schedule
from support.paths import SRC
from support.program import Program, listing, watching

CRON = shutil.which("cron", path="/usr/sbin:/sbin:/usr/bin:/bin")


def gaps(line: str) -> list[int]:
    """Return the minutes from one run of a crontab line to the next, over two weeks."""
    minutes, hours, day, month, weekday = line.split()[:5]
    assert (day, month) == ("*", "*")

    def numbers(text: str, below: int) -> list[int]:
        found = list(range(below)) if text == "*" else [int(each) for each in text.split(",")]
        assert all(0 <= each < below for each in found)
        return found

    runs = [
        (day * 24 + hour) * 60 + minute
        for day in range(14)
        for hour in numbers(hours, 24)
        for minute in numbers(minutes, 60)
        if weekday == "*" or day % 7 == int(weekday)
    ]
    return sorted({later - earlier for earlier, later in pairwise(runs)})


@given(st.integers(15, 7 * 24 * 60), st.text(max_size=8))
def test_the_crontab_line_runs_evenly_and_never_less_often_than_asked(minutes: int, folder: str) -> None:
    lines = list(schedule.plan(minutes, ["/venv/bin/cdetrack", "check", "--cache", f"/{folder}"]))
    [line] = [line for line in lines if re.match(r"[\d,]+ \S+ \* \* ", line)]
    assert gaps(line) == [schedule.fitting(minutes)]
    assert schedule.fitting(minutes) <= minutes
    assert (schedule.fitting(minutes) < minutes) == lines[0].startswith("# every ")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("15m", 15), ("15min", 15), ("6h", 360), ("1d", 1440), ("7d", 10080), (" 2H ", 120), ("６h", 360)],
)
def test_from_a_quarter_of_an_hour_to_a_week_is_accepted(text: str, minutes: int) -> None:
    assert schedule.interval(text) == minutes


def test_a_rhythm_is_told_as_it_is_typed() -> None:
    """`m` is months everywhere else."""
    first = next(iter(schedule.plan(90, ["cdetrack", "check"])))
    assert first == "# every 90min is not evenly spread over a day: this is every 1h"


@pytest.mark.parametrize("text", ["14m", "8d", "0h", "6", "h", "", "-1h", "1y", "1.5h", "٦h"])
def test_anything_else_is_no_interval(text: str) -> None:
    assert schedule.interval(text) is None


def test_what_is_no_interval_is_a_usage_error(cdetrack: Program) -> None:
    ran = cdetrack("schedule", "--every", "14m")
    assert (ran.code, ran.out) == (2, "")
    assert "accepted is from `15min` to `7d`" in ran.err


def test_the_plan_names_everything_by_absolute_paths_and_is_the_same_each_time(cdetrack: Program) -> None:
    ran = cdetrack("schedule", "--every", "6h")
    assert ran == cdetrack("schedule", "--every", "6h")
    command = f"{' '.join(schedule.program())} check --cache {cdetrack.cache}"
    assert re.search(rf"^\d+ \d+,\d+,\d+,\d+ \* \* \* {re.escape(command)}$", ran.out, re.MULTILINE)
    assert f"ExecStart={command}\n" in ran.out
    assert re.search(r"^OnCalendar=\*-\*-\* \d\d,\d\d,\d\d,\d\d:\d\d:00$", ran.out, re.MULTILINE)
    assert Path(schedule.program()[0]).is_absolute()


def test_another_configuration_is_named_wherever_it_is(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    for name, told in (("config.toml", False), ("other.toml", True)):
        path = cdetrack.cache / name
        path.write_text("", encoding="utf-8")
        assert (f"--config {path}" in cdetrack("--config", path, "schedule").out) is told


def test_caches_and_machines_get_minutes_of_their_own() -> None:
    minutes = {schedule.times(360, f"host /cache/{number}").minutes for number in range(40)}
    assert len(minutes) > 20


def test_a_folder_with_odd_characters_is_quoted_for_cron_and_for_systemd() -> None:
    lines = list(schedule.plan(360, ["/opt/my venv/cdetrack", "check", "--cache", "/a 50% 'x' $HOME \"y\""]))
    [cron] = [line for line in lines if " * * * " in line]
    # For cron a percent sign is an end of line unless it is escaped; the rest is for the shell.
    assert not re.search(r"(?<!\\)%", cron)
    command = cron.split(" * * * ")[1].replace(r"\%", "%")
    said = subprocess.run(["sh", "-c", f"printf '%s\\n' {command}"], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == ["/opt/my venv/cdetrack", "check", "--cache", "/a 50% 'x' $HOME \"y\""]
    assert r'ExecStart="/opt/my venv/cdetrack" check --cache "/a 50%% ' in "\n".join(lines)
    assert r"$$HOME \"y\"" in "\n".join(lines)


def test_a_configuration_elsewhere_is_named_and_a_secret_is_not_left_out(cdetrack: Program, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('[mail]\nhost = "h"\nuser = "me"\n')
    ran = cdetrack("--config", config, "schedule")
    assert f"--config {config}" in ran.out
    assert "# above it: CDETRACK_MAIL_PASSWORD=…" in ran.out
    assert "EnvironmentFile=" in ran.out
    assert "WEBHOOK" not in ran.out
    ran = cdetrack("--config", config, "schedule", env={"CDETRACK_WEBHOOK_SECRET": "hunter2"})
    assert "# above it: CDETRACK_WEBHOOK_SECRET=…" in ran.out
    assert "with the lines CDETRACK_MAIL_PASSWORD=… and CDETRACK_WEBHOOK_SECRET=…\n" in ran.out
    assert "hunter2" not in ran.out


_PRIVATE_CRON = """
mount --make-rprivate / && mount -t tmpfs none /var/spool/cron && mkdir -m 1730 /var/spool/cron/crontabs &&
mount -t tmpfs none /run && cp "$1" /var/spool/cron/crontabs/root && chmod 600 /var/spool/cron/crontabs/root &&
exec "$2" -f
"""


@pytest.mark.slow
@pytest.mark.skipif(CRON is None, reason="Debian's cron is not installed")
@pytest.mark.skipif(os.getuid() != 0, reason="a cron of our own takes a namespace of our own, and that takes root")
def test_the_real_cron_runs_the_line_and_its_alert_arrives(cdetrack: Program) -> None:
    """In a namespace of its own, so that the machine's crontabs stay as they are; `@reboot` instead of the time."""
    cdetrack.cache.mkdir()
    heard = cdetrack.cache / "heard"
    os.mkfifo(heard)
    reading = os.open(heard, os.O_RDONLY | os.O_NONBLOCK)
    (cdetrack.cache / "config.toml").write_text(
        watching({}) + '[[watch]]\nname = "all"\nchannels = ["exec:sh -c \'cat > heard\'"]\n'
    )
    cdetrack("ingest", "-", stdin=listing(("Old", "2026-09-05")))
    assert cdetrack("check").code == 0
    cdetrack("ingest", "-", stdin=listing(("疫苗 notice", "2026-09-06")))
    [line] = [line for line in cdetrack("schedule").out.splitlines() if " * * * " in line]
    crontab = cdetrack.cache.parent / "crontab"
    crontab.write_text(f"PYTHONPATH={SRC}\n@reboot {line.split(' * * * ')[1]}\n")
    cron = subprocess.Popen(
        ["unshare", "-m", "sh", "-c", _PRIVATE_CRON, "sh", str(crontab), str(CRON)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        if not select.select([reading], [], [], 30)[0]:
            said = cron.stderr.read() if cron.stderr is not None and cron.poll() is not None else b""
            if b"unshare" in said or b"mount" in said:
                pytest.skip("no namespaces here")
            pytest.fail("cron did not run it")
        os.set_blocking(reading, True)
        with os.fdopen(reading, "rb") as pipe:
            assert "疫苗 notice".encode() in pipe.read()
    finally:
        cron.kill()
        cron.communicate()
    assert cdetrack("check").code == 0
    assert [row["state"] for row in cdetrack("alerts", "--json").json()] == ["sent"]


def test_the_environments_own_script_is_preferred_to_a_shim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "cdetrack"
    script.write_text("")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert schedule.program() == [str(script)]


def test_minutes_are_min_and_m_gets_a_hint(cdetrack: Program) -> None:
    """`m` is months in `--since` and in the configuration."""
    old, new = cdetrack("schedule", "--every", "30m"), cdetrack("schedule", "--every", "30min")
    assert old.out == new.out
    assert (old.code, new.code, new.err) == (0, 0, "")
    assert "write `30min`" in old.err
    assert cdetrack("schedule", "--every", "3mo").code == 2
    assert cdetrack("list", "--since", "30min").code == 2
