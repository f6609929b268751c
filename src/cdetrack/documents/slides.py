"""Read PPTX files: each paragraph of a slide a line."""

import re
from pathlib import Path

from cdetrack.documents.packages import opened, tree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


def read(path: Path, _kind: str) -> str:
    """Return the text of the slides with form feeds between them. Raises NoTextError."""
    with opened(path) as package:
        names = sorted((int(found[1]), name) for name in package.namelist() if (found := _SLIDE.fullmatch(name)))
        roots = [root for _, name in names if (root := tree(package, name)) is not None]
    return "\f".join(
        "\n".join("".join(run.text or "" for run in paragraph.iter(f"{_A}t")) for paragraph in root.iter(f"{_A}p"))
        for root in roots
    )
