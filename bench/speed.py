"""Measure the elapsed time of commands as multiples of `python -c pass`: `python bench/speed.py [ROUNDS]`.

Each round runs every command once, in turn, so that a busy machine slows all of them down alike. Prints the medians of
all rounds (21 by default). Goals: piped `list` at most 7 times, and at most 1.15 times a bare Typer command that prints
one line; `list` on a terminal at most 11 times.
"""

import compileall
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_SEED = _ROOT / "fixtures" / "listing-seed.txt"
_BARE = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def say(word: str = "hello"):
    print(word)
app()
"""
_GOALS = {"list, piped": 7.0, "list, on a terminal": 11.0}
_GOAL_TO_BARE = 1.15


def main(rounds: int) -> int:
    """Print the figures; return 1 if a goal is missed."""
    # Compile as pip does: with `PYTHONDONTWRITEBYTECODE` set, each start would compile the edited modules again.
    compileall.compile_dir(_ROOT / "src", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "CDETRACK_HOME": folder, "PYTHONPATH": str(_ROOT / "src"), "TERM": "xterm-256color"}
        # The same start as in the installed script `cdetrack`.
        program = [sys.executable, "-c", "from cdetrack.__main__ import main; main()"]
        subprocess.run([*program, "-q", "ingest", str(_SEED)], env=env, check=True)
        listing = [*program, "list", "--since", "2025-07"]
        complete = {"_CDETRACK_COMPLETE": "complete_bash", "COMP_WORDS": "cdetrack list --", "COMP_CWORD": "2"}
        commands: dict[str, tuple[list[str], dict[str, str], bool]] = {
            "python -c pass": ([sys.executable, "-c", "pass"], {}, False),
            "a bare Typer command": ([sys.executable, "-c", _BARE], {}, False),
            "list, piped": (listing, {}, False),
            "list, on a terminal": (listing, {}, True),
            "list --json, piped": ([*listing, "--json"], {}, False),
            "--help": ([*program, "--help"], {}, False),
            "list --help": ([*program, "list", "--help"], {}, False),
            "--version": ([*program, "--version"], {}, False),
            "completion of an option": (program, complete, False),
            "topics": ([*program, "topics"], {}, False),
            "diff": ([*program, "diff"], {}, False),
        }
        took: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 1):
            for name, (command, more, terminal) in commands.items():
                seconds = _timed(command, {**env, **more}, terminal=terminal)
                if number:  # the first round fills the caches
                    took[name].append(seconds)
    medians = {name: statistics.median(each) for name, each in took.items()}
    plain, bare = medians["python -c pass"], medians["a bare Typer command"]
    missed = []
    for name, seconds in medians.items():
        goal = _GOALS.get(name)
        verdict = "" if goal is None else f"   goal {goal:g}"
        if goal is not None and seconds > goal * plain:
            missed.append(name)
        print(f"{name:26} {seconds * 1000:6.0f} ms {seconds / plain:6.2f}{verdict}")
    ratio = medians["list, piped"] / bare
    print(f"{'list, piped, to bare Typer':26} {ratio:16.2f}   goal {_GOAL_TO_BARE:g}")
    if ratio > _GOAL_TO_BARE:
        missed.append("list, piped, to bare Typer")
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


def _timed(command: list[str], env: dict[str, str], *, terminal: bool) -> float:
    if not terminal:
        start = time.perf_counter()
        subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start
    master, slave = pty.openpty()
    start = time.perf_counter()
    with subprocess.Popen(command, env=env, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        try:
            while os.read(master, 65536):
                pass
        except OSError:  # Linux: the other end is closed
            pass
        process.wait()
    os.close(master)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 21))
