"""Ctrl-C ends the program and its children at any time, with its own code and without a traceback."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.paths import SEED, SRC
from support.program import Program, listing, script

CONFIGURATION = """
[[watch]]
name = "all"
channels = ["exec:./ring.sh", "exec:./ring.sh again"]
digest = false
"""


def test_ctrl_c_ends_the_commands_of_channels_as_well(cdetrack: Program, tmp_path: Path) -> None:
    """They have a session of their own, which the terminal's signal does not reach."""
    cdetrack.cache.mkdir(parents=True)
    (cdetrack.cache / "config.toml").write_text(CONFIGURATION)
    os.mkfifo(tmp_path / "alive")
    ring = script(cdetrack.cache / "ring.sh", f"exec 3> {tmp_path}/alive; echo here >&3; sleep 600 & wait")
    cdetrack("ingest", SEED)
    assert cdetrack("check", "--no-fetch").code == 0
    news = [(f"Notice on Matter {n}", f"2026-09-0{n}") for n in (1, 2, 3)]
    assert cdetrack("ingest", "-", stdin=listing(*news)).code == 0
    alive = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    command = [sys.executable, "-m", "cdetrack", "check", "--no-fetch"]
    with subprocess.Popen(
        command, env=cdetrack.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        said = b""
        while said.count(b"here") < 2:
            assert select.select([alive], [], [], 20)[0]
            said += os.read(alive, 100)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert "interrupted" in err
    assert "Traceback" not in err
    # The other end is closed: they have ended, with their children, and no further one was started.
    assert select.select([alive], [], [], 20)[0]
    assert os.read(alive, 100) == b""
    os.close(alive)
    # Alerts without acknowledgement wait.
    ring.write_text("#!/bin/sh\necho told >> told\n")
    assert cdetrack("check", "--no-fetch").code == 0
    assert (cdetrack.cache / "told").read_text() == "told\n" * 6


@pytest.mark.parametrize("module", ["typer", "cdetrack.cli", "cdetrack.errors"])
def test_ctrl_c_while_modules_are_imported_shows_no_traceback(tmp_path: Path, module: str) -> None:
    """Send the signal during the import of `module`, in the same start as `python -m cdetrack`."""
    program = f"""
import os, runpy, signal, sys

class Meddler:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Meddler())
sys.argv = ["cdetrack", "list"]
runpy.run_module("cdetrack", run_name="__main__", alter_sys=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=Program(tmp_path).environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "error: interrupted\n")


def test_nothing_else_is_imported_before_ctrl_c_is_handled() -> None:
    """Until `main` runs, the interpreter prints a traceback."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); before = set(sys.modules); import cdetrack.__main__; "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(SRC)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["cdetrack", "cdetrack.__main__", "gc"]


def test_after_ctrl_c_no_further_command_is_started(tmp_path: Path) -> None:
    """In a process of its own, since `stop` is final."""
    program = """
from pathlib import Path
from support.sample_alerts import MESSAGE
from cdetrack.alert.channels import SendOptions, send, stop
from cdetrack.errors import DeliveryError

stop()
try:
    send("exec:touch there", MESSAGE, SendOptions(folder=Path.cwd()))
except DeliveryError as error:
    print(error)
"""
    path = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("it was interrupted\n", "")
    assert not (tmp_path / "there").exists()
