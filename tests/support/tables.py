"""Tables of cases as text, in `tests/data`: for cases that are mostly titles and sentences."""

from support.paths import DATA


def cases(folder: str) -> dict[str, tuple[str, list[str]]]:
    """Return file and line -> each case in the files of a folder: its first line, and the indented lines below.

    Lines that begin with `#` are headings and remarks.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    below: list[str] = []
    for path in sorted((DATA / folder).glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.startswith("  "):
                below.append(line.removeprefix("  "))
            elif line and not line.startswith("#"):
                below = []
                found[f"{path.name}:{number}"] = line, below
    return found
