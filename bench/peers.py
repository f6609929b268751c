"""Measure cdetrack side by side with other tools, on one replica on loopback, by https and as they are shipped.

    python bench/peers.py [--rounds 10] [--sizes 30 1000 10000] [--environments FOLDER]

Installs each tool into its own virtual environment: cdetrack from this checkout, the others from PyPI; newsboat and
sfeed are used if the system has them. With `--environments`, the environments stay in FOLDER for the next run. Each
round posts one notice and runs every tool once for each figure, in turn, so that a busy machine slows all of them down
alike. Prints the medians as multiples of `python -c pass`, in elapsed time and in processor time. Tools with a failed
installation are reported and left out. `bench/peers_tools.py` contains their settings. Exits with 1 if a tool did not
behave as expected.
"""

import argparse
import platform
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import peers_run
from peers_reports import LIMIT, Findings, examine, prepare, read_report
from peers_run import ProcessResult
from peers_site import peer_site
from peers_tools import TOOLS, Sandbox, Tool
from replica_server import ServerControl

_FEW, _MOST = 30, 20
"""Notices on the small site, and the number in its listing: each new one pushes the oldest out."""
_PASS = "python -c pass"  # noqa: S105 - no password


_Clock = Callable[[ProcessResult], float]
_CLOCKS: dict[str, _Clock] = {"elapsed": lambda ran: ran.seconds, "processor time": lambda ran: ran.processor}


class _Measurements:
    """The runs of every tool for each figure, and the unexpected results."""

    def __init__(self) -> None:
        self.runs: dict[tuple[str, str], list[ProcessResult]] = defaultdict(list)
        self.problems: list[str] = []

    def add(self, tool: str, figure: str, ran: ProcessResult) -> ProcessResult:
        """Store a run and return it; a failed run is a problem."""
        self.runs[tool, figure].append(ran)
        if ran.code != 0:
            self.problems.append(f"{tool}, {figure}: exit code {ran.code}: {ran.err.strip()[-200:]}")
        return ran

    def times(self, tool: str, figure: str, clock: _Clock) -> str:
        """Return the median as a multiple of `python -c pass`; `-` without runs."""
        runs = self.runs.get((tool, figure))
        plain_median = statistics.median(map(clock, self.runs[_PASS, ""]))
        return f"{statistics.median(map(clock, runs)) / plain_median:.1f}" if runs else "-"

    def memory(self, tool: str, figure: str) -> str:
        """Return the peak memory in MB; `-` without runs."""
        runs = self.runs.get((tool, figure))
        return f"{max(ran.memory for ran in runs) / 1e6:.0f}" if runs else "-"


def _label(tool: Tool) -> str:
    """Return the label of a tool in the tables; it includes the source, because cdetrack appears with two."""
    return f"{tool.name}, {tool.reads}"


def main() -> int:
    """Print the tables; return 1 if a result was unexpected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 1000, 10_000])
    parser.add_argument("--environments", type=Path, metavar="FOLDER")
    args = parser.parse_args()
    figures = _Measurements()
    with tempfile.TemporaryDirectory() as scratch:
        environments: Path = args.environments or Path(scratch) / "environments"
        environments.mkdir(parents=True, exist_ok=True)
        tools = _install(environments.resolve())
        found = _check_reports(tools, environments.resolve(), Path(scratch) / "small", figures)
        tools = [tool for tool in tools if _label(tool) in found]
        if not tools:
            print("\n".join(figures.problems))
            return 1
        _measure(tools, environments.resolve(), Path(scratch), figures, rounds=args.rounds, sizes=args.sizes)
    for name, clock in _CLOCKS.items():
        plain_median = statistics.median(map(clock, figures.runs[_PASS, ""]))
        print(f"\n{name}, {_PASS}: {plain_median * 1000:.0f} ms\n")
        _print_times(tools, figures, args.sizes, clock)
    _print_findings(found)
    for line in dict.fromkeys(figures.problems):
        print(f"unexpected: {line}")
    return 1 if figures.problems else 0


def _install(environments: Path) -> list[Tool]:
    """Install the tools, print their versions, and return the installed ones."""
    print(f"Python {platform.python_version()}")
    installed: dict[str, bool] = {}
    for tool in TOOLS:
        venv = environments / tool.package
        if tool.package in installed:
            continue
        # Renew cdetrack: the checkout may have changed.
        error = peers_run.install(venv, tool.requirements, renew=tool.package == "cdetrack")
        installed[tool.package] = error is None
        line = peers_run.version(venv, tool.package) if error is None else f"cannot be installed: {error}"
        print(f"{tool.package} {line}", flush=True)
    return [tool for tool in TOOLS if installed[tool.package]]


def _check_reports(tools: list[Tool], environments: Path, folder: Path, figures: _Measurements) -> dict[str, Findings]:
    """Return the reports of each tool on one new item, and its exit codes at failures."""
    folder.mkdir()
    mails = folder / "mails"
    found = {}
    with peer_site(_FEW, mails, most=_MOST) as site:
        for tool in tools:
            sandbox = _sandbox(tool, environments, folder / _label(tool).replace(" ", "-"), site, mail=True)
            try:
                prepare(tool, sandbox)
                found[_label(tool)] = examine(tool, sandbox, site, mails)
            except RuntimeError as error:
                figures.problems.append(str(error))
    return found


def _measure(
    tools: list[Tool], environments: Path, folder: Path, figures: _Measurements, *, rounds: int, sizes: list[int]
) -> None:
    """Run every tool in so many rounds for each figure."""
    with ExitStack() as stack:
        sites: dict[int, ServerControl] = {}
        sandboxes: dict[tuple[int, str], Sandbox] = {}
        for size in sizes:
            sites[size] = stack.enter_context(peer_site(size, folder / f"mails-{size}"))
            for tool in tools:
                home = folder / str(size) / _label(tool).replace(" ", "-")
                sandbox = sandboxes[size, _label(tool)] = _sandbox(
                    tool, environments, home, sites[size], mail=tool.delivery == "mail"
                )
                prepare(tool, sandbox)
        for number in range(rounds + 1):
            # The first round fills the caches of the tools and of the machine; its figures are discarded.
            round_figures = figures if number else _Measurements()
            print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
            plain = [str(environments / tools[0].package / "bin" / "python"), "-c", "pass"]
            for _ in range(5):
                round_figures.add(_PASS, "", peers_run.run(plain, folder, limit=LIMIT))
            for size in sizes:
                at = {tool: sandboxes[size, _label(tool)] for tool in tools}
                _round(tools, at, sites[size], folder / f"mails-{size}", round_figures, str(size))


def _round(
    tools: list[Tool],
    sandboxes: dict[Tool, Sandbox],
    site: ServerControl,
    mails: Path,
    figures: _Measurements,
    size: str,
) -> None:
    newest = site.send("post 1")
    for figure in ("new", "same, 304", "same, 200"):
        site.send(f"validators {'off' if figure == 'same, 200' else 'on'}")
        for tool in tools:
            sandbox = sandboxes[tool]
            ran = figures.add(
                _label(tool), f"{figure}, {size}", peers_run.run(tool.run(sandbox), sandbox.folder, limit=LIMIT)
            )
            named = read_report(ran, mails).numbers
            if tool.delivery != "none" and (newest in named) != (figure == "new"):
                figures.problems.append(f"{_label(tool)}, {figure}, {size}: names {sorted(named)[:5]}")
    for tool in tools:
        sandbox = sandboxes[tool]
        figures.add(_label(tool), "start", peers_run.run(tool.start(sandbox), sandbox.folder, limit=LIMIT))
        if tool.listing is not None:
            ran = peers_run.run(tool.listing(sandbox), sandbox.folder, limit=LIMIT)
            figures.add(_label(tool), f"list, {size}", ran)
            if len(ran.out.splitlines()) != newest:
                figures.problems.append(f"{_label(tool)}, list: {len(ran.out.splitlines())} lines for {newest} entries")


def _sandbox(tool: Tool, environments: Path, folder: Path, site: ServerControl, *, mail: bool) -> Sandbox:
    return Sandbox(venv=environments / tool.package, folder=folder, site=site.url, port=site.send("port"), mail=mail)


def _print_times(tools: list[Tool], figures: _Measurements, sizes: list[int], clock: _Clock) -> None:
    runs = [f"{figure}, {size}" for figure in ("same, 304", "same, 200", "new") for size in sizes]
    columns = ["start", *runs, f"list, {sizes[-1]}"]
    last = f"new, {sizes[-1]}"
    _row("times `python -c pass`", "delivery", *columns, f"MB, {last}", f"MB, list, {sizes[-1]}")
    _row(*["---"] * (len(columns) + 4))
    for tool in tools:
        name = _label(tool)
        times = [figures.times(name, column, clock) for column in columns]
        _row(name, tool.delivery, *times, figures.memory(name, last), figures.memory(name, columns[-1]))


def _print_findings(found: dict[str, Findings]) -> None:
    print()
    _row("one new item, an older one gone", "names it", "other items named", "lines", "+ and -",
         "conditional requests", "exit at a 500", "exit without mail server, and then")  # fmt: skip
    _row(*["---"] * 8)
    for name, each in found.items():
        report = each.report
        others = len(report.numbers - {each.newest})
        _row(name, "yes" if each.newest in report.numbers else "no", others, report.lines, report.marked or "-",
             each.conditional, each.server_error, each.after_outage)  # fmt: skip
    print()


def _row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    sys.exit(main())
