"""Tables of cases as text, in `tests/data`: for cases that are mostly titles and sentences."""

from pathlib import Path
from typing import NamedTuple

from support.paths import DATA


class Case(NamedTuple):
    """A case of a table: the number of its first line, the heading above it, that line, and the indented ones below."""

    number: int
    heading: str
    first: str
    below: list[str]


def table(path: Path) -> list[Case]:
    """Return the cases of a file. Lines that begin with `##` are headings, others with `#` are remarks."""
    found: list[Case] = []
    heading = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("  "):
            found[-1].below.append(line.removeprefix("  "))
        elif line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            found.append(Case(number, heading, line, []))
    return found


def cases(folder: str) -> dict[str, tuple[str, list[str]]]:
    """Return file and line -> each case in the files of a folder: its first line, and those below."""
    paths = sorted((DATA / folder).glob("*.txt"))
    return {f"{path.name}:{each.number}": (each.first, each.below) for path in paths for each in table(path)}
