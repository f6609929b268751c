"""Measure cdetrack side by side with urlwatch, webchanges, rss2email and reader, on one replica on loopback.

    python bench/peers.py [--rounds 10] [--sizes 1000 10000] [--environments FOLDER]

Each is installed from PyPI, cdetrack from this checkout, in an environment of its own; in a FOLDER they are kept for
the next run. Each round posts one notice and runs every tool once for each figure, in turn, so that a busy machine
slows them all alike; medians are printed as multiples of `python -c pass`, elapsed and in processor time. A tool that
cannot be installed is told and left out. `bench/peers_tools.py` says how each is set up.
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
from peers_run import Ran
from peers_site import shown
from peers_told import LIMIT, Findings, findings, prepared, told
from peers_tools import TOOLS, Place, Tool
from served import Site

FEW, MOST = 30, 20
"""How many notices the small listing has, and how many of them it shows: an older one goes where a new one comes."""
PASS = "python -c pass"  # noqa: S105 - no password


Clock = Callable[[Ran], float]
CLOCKS: dict[str, Clock] = {"elapsed": lambda ran: ran.seconds, "processor time": lambda ran: ran.processor}


class Figures:
    """The runs of every figure of every tool, and what was not as it should be."""

    def __init__(self) -> None:
        self.runs: dict[tuple[str, str], list[Ran]] = defaultdict(list)
        self.odd: list[str] = []

    def add(self, tool: str, figure: str, ran: Ran) -> Ran:
        """Keep a run, and return it."""
        self.runs[tool, figure].append(ran)
        if ran.code != 0:
            self.odd.append(f"{tool}, {figure}: exit code {ran.code}: {ran.err.strip()[-200:]}")
        return ran

    def times(self, tool: str, figure: str, clock: Clock) -> str:
        """Return the median as a multiple of `python -c pass`; `-` for what was not run."""
        runs = self.runs.get((tool, figure))
        least = statistics.median(map(clock, self.runs[PASS, ""]))
        return f"{statistics.median(map(clock, runs)) / least:.1f}" if runs else "-"

    def memory(self, tool: str, figure: str) -> str:
        """Return the peak memory in MB."""
        runs = self.runs.get((tool, figure))
        return f"{max(ran.memory for ran in runs) / 1e6:.0f}" if runs else "-"


def key(tool: Tool) -> str:
    """Return what a tool is called in the tables: one can be measured in more than one way."""
    return f"{tool.name}, {tool.reads}"


def main() -> int:
    """Print the tables; return 1 when a tool did not do what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--environments", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    figures = Figures()
    with tempfile.TemporaryDirectory() as made:
        kept: Path = asked.environments or Path(made) / "environments"
        kept.mkdir(parents=True, exist_ok=True)
        tools = _installed(kept.resolve())
        found = _small(tools, kept.resolve(), Path(made) / "small", figures)
        tools = [tool for tool in tools if key(tool) in found]
        if not tools:
            print("\n".join(figures.odd))
            return 1
        _measured(tools, kept.resolve(), Path(made), figures, rounds=asked.rounds, sizes=asked.sizes)
    for name, clock in CLOCKS.items():
        least = statistics.median(map(clock, figures.runs[PASS, ""]))
        print(f"\n{name}, {PASS}: {least * 1000:.0f} ms\n")
        _print_times(tools, figures, asked.sizes, clock)
    _print_findings(found)
    for line in dict.fromkeys(figures.odd):
        print(f"not as it should be: {line}")
    return 1 if figures.odd else 0


def _installed(kept: Path) -> list[Tool]:
    """Install what can be, tell versions, and return the tools that are there."""
    print(f"Python {platform.python_version()}")
    there: dict[str, bool] = {}
    for tool in TOOLS:
        venv = kept / tool.package
        if tool.package in there:
            continue
        # Of the checkout, what stands there now.
        trouble = peers_run.installed(venv, tool.requirements, renew=tool.package == "cdetrack")
        there[tool.package] = trouble is None
        said = peers_run.version(venv, tool.package) if trouble is None else f"cannot be installed: {trouble}"
        print(f"{tool.package} {said}", flush=True)
    return [tool for tool in TOOLS if there[tool.package]]


def _small(tools: list[Tool], kept: Path, folder: Path, figures: Figures) -> dict[str, Findings]:
    """Return what each tool says of one new item, and of failures."""
    folder.mkdir()
    mails = folder / "mails"
    found = {}
    with shown(FEW, mails, most=MOST) as site:
        for tool in tools:
            place = _place(tool, kept, folder / key(tool).replace(" ", "-"), site, mail=True)
            try:
                prepared(tool, place)
                found[key(tool)] = findings(tool, place, site, mails)
            except RuntimeError as error:
                figures.odd.append(str(error))
    return found


def _measured(tools: list[Tool], kept: Path, folder: Path, figures: Figures, *, rounds: int, sizes: list[int]) -> None:
    """Run every tool so many times for each figure."""
    with ExitStack() as stack:
        sites: dict[int, Site] = {}
        places: dict[tuple[int, str], Place] = {}
        for size in sizes:
            sites[size] = stack.enter_context(shown(size, folder / f"mails-{size}"))
            for tool in tools:
                home = folder / str(size) / key(tool).replace(" ", "-")
                place = places[size, key(tool)] = _place(tool, kept, home, sites[size], mail=tool.tells == "mail")
                prepared(tool, place)
        for number in range(rounds + 1):
            # The first round fills the caches, of the tools and of the machine.
            kept_figures = figures if number else Figures()
            print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
            plain = [str(kept / tools[0].package / "bin" / "python"), "-c", "pass"]
            for _ in range(5):
                kept_figures.add(PASS, "", peers_run.run(plain, folder, limit=LIMIT))
            for size in sizes:
                at = {tool: places[size, key(tool)] for tool in tools}
                _round(tools, at, sites[size], folder / f"mails-{size}", kept_figures, str(size))


def _round(tools: list[Tool], places: dict[Tool, Place], site: Site, mails: Path, figures: Figures, size: str) -> None:
    newest = site.say("post 1")
    for figure in ("new", "same, 304", "same, 200"):
        site.say(f"validators {'off' if figure == 'same, 200' else 'on'}")
        for tool in tools:
            place = places[tool]
            ran = figures.add(
                key(tool), f"{figure}, {size}", peers_run.run(tool.look(place), place.folder, limit=LIMIT)
            )
            named = told(ran, mails).numbers
            if tool.tells != "nobody" and (newest in named) != (figure == "new"):
                figures.odd.append(f"{key(tool)}, {figure}, {size}: names {sorted(named)[:5]}")
    for tool in tools:
        place = places[tool]
        figures.add(key(tool), "start", peers_run.run(tool.start(place), place.folder, limit=LIMIT))
        if tool.listing is not None:
            ran = peers_run.run(tool.listing(place), place.folder, limit=LIMIT)
            figures.add(key(tool), f"list, {size}", ran)
            if len(ran.out.splitlines()) != newest:
                figures.odd.append(f"{key(tool)}, list: {len(ran.out.splitlines())} lines for {newest} entries")


def _place(tool: Tool, kept: Path, folder: Path, site: Site, *, mail: bool) -> Place:
    return Place(venv=kept / tool.package, folder=folder, site=site.url, port=site.say("port"), mail=mail)


def _print_times(tools: list[Tool], figures: Figures, sizes: list[int], clock: Clock) -> None:
    looks = [f"{figure}, {size}" for figure in ("same, 304", "same, 200", "new") for size in sizes]
    columns = ["start", *looks, f"list, {sizes[-1]}"]
    last = f"new, {sizes[-1]}"
    _row("times `python -c pass`", "tells", *columns, f"MB, {last}", f"MB, list, {sizes[-1]}")
    _row(*["---"] * (len(columns) + 4))
    for tool in tools:
        name = key(tool)
        times = [figures.times(name, column, clock) for column in columns]
        _row(name, tool.tells, *times, figures.memory(name, last), figures.memory(name, columns[-1]))


def _print_findings(found: dict[str, Findings]) -> None:
    print()
    _row("one new item, an older one gone", "names it", "names others", "lines", "+ and -",
         "conditional requests", "exit at a 500", "exit without mail server, and then")  # fmt: skip
    _row(*["---"] * 8)
    for name, each in found.items():
        said = each.told
        others = len(said.numbers - {each.newest})
        _row(name, "yes" if each.newest in said.numbers else "no", others, said.lines, said.marked or "-",
             each.conditional, each.trouble, each.undelivered)  # fmt: skip
    print()


def _row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    sys.exit(main())
