"""Installing the tools that `bench/peers.py` measures, each in a virtual environment of its own, and running them."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

INSTALLING = 900.0
"""Seconds after which an installation is given up; a build may have to be made for it."""

# Linux counts into a child's peak memory what its parent had when it was forked: a small parent starts it.
_WRAPPER = (
    "import os, sys, time\n"
    "start = time.perf_counter()\n"
    "child = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])\n"
    "_, status, used = os.wait4(child, 0)\n"
    "seconds = time.perf_counter() - start\n"
    "with open(sys.argv[1], 'w') as figures:\n"
    "    print(os.waitstatus_to_exitcode(status), seconds, used.ru_utime + used.ru_stime, used.ru_maxrss,\n"
    "          file=figures)\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run came to."""

    code: int
    """The exit code; below 0 the signal that ended it."""
    seconds: float
    processor: float
    """Seconds of processor time, of all its threads: what other work on the machine does not add to."""
    memory: int
    """Peak memory in bytes."""
    out: str
    err: str


def run(command: list[str], home: Path, *, limit: float) -> Ran:
    """Run a program in an empty environment with that home; it is killed after `limit` seconds."""
    figures = home / "figures"
    with subprocess.Popen(
        [sys.executable, "-S", "-c", _WRAPPER, str(figures), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home,
        env=_environment(home),
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            # The wrapper and what it started are a group of their own.
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            err += f"\nkilled after {limit:g} s"
            return Ran(code=-signal.SIGKILL, seconds=limit, processor=limit, memory=0, out=out, err=err)
    code, seconds, processor, peak = figures.read_text(encoding="utf-8").split()
    memory = int(peak) * (1 if sys.platform == "darwin" else 1024)
    return Ran(code=int(code), seconds=float(seconds), processor=float(processor), memory=memory, out=out, err=err)


def installed(venv: Path, requirements: tuple[str, ...], *, renew: bool = False) -> str | None:
    """Install the packages in that environment; return what went wrong, or None.

    What is there already is kept, unless `renew` asks for the first package to be installed once more.
    """
    python, done = venv / "bin" / "python", venv / "installed.txt"
    wanted = "\n".join(requirements)
    has = done.is_file() and done.read_text(encoding="utf-8") == wanted
    if has and not renew:
        return None
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    again = [*pip, "--force-reinstall", "--no-deps", requirements[0]]
    for command in [again] if has else [[sys.executable, "-m", "venv", str(venv)], [*pip, *requirements]]:
        if (trouble := _trouble(command)) is not None:
            return trouble
    # As pip leaves it, whatever `PYTHONDONTWRITEBYTECODE` says; some packages hold templates that do not compile.
    subprocess.run([python, "-m", "compileall", "-q", venv / "lib"], capture_output=True, check=False)
    done.write_text(wanted, encoding="utf-8")
    return None


def version(venv: Path, package: str) -> str:
    """Return which version of a package an environment has."""
    ask = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    done = subprocess.run([venv / "bin" / "python", "-c", ask, package], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        # Nobody listens there: what is not on loopback is refused at once, such as the look for a newer webchanges.
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "127.0.0.1",
    }


def _trouble(command: list[str]) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALLING, check=False)
    except subprocess.TimeoutExpired:
        return f"no end after {INSTALLING:g} s"
    lines = done.stderr.strip().splitlines()
    return None if done.returncode == 0 else (lines[-1] if lines else f"exit code {done.returncode}")
