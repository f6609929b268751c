"""Make the pictures of the README: the output of the real program for made-up notices.

python docs/make_pictures.py [FOLDER]

The picture of the page needs Chromium and a font with Chinese characters; without Chromium, it is left out.
"""

# A script, no package:
# ruff: noqa: INP001

import json
import os
import pty
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

_WIDTH = 104
_WINDOW = (1120, 1000)
_COUNT = 420
_MONTHS = 20
_SUBJECTS = (
    ("Safety Information in Clinical Trials of Drugs for Children", "drugs"),
    ("Clinical Development of Drugs for Rare Diseases", "drugs"),
    ("Tracing of Vaccines", "drugs"),
    ("Stability Studies of Traditional Chinese Medicines", "drugs"),
    ("Bioequivalence of Generic Drugs", "drugs"),
    ("Quality of Cell Therapy Products", "drugs"),
    ("Antitumor Drugs Approved with Conditions", "drugs"),
    ("Contract Manufacturing of Biological Products", "drugs"),
    ("Package Inserts of Drugs for the Elderly", "drugs"),
    ("Registration of Innovative Medical Devices", "devices"),
    ("Good Manufacturing Practice for Medical Devices", "devices"),
    ("Cosmetics Labels", "cosmetics"),
    ("Import of Narcotic Drugs and Psychotropic Substances", "laws"),
)
_ACTS = (
    "NMPA Announcement on Issuing the Guideline for {}",
    "NMPA CDE Announcement on Issuing the Technical Guideline for {} (Interim)",
    "NMPA Notice on Soliciting Public Comments on the Provisions for {} (Draft)",
    "Announcement of the NMPA on {}",
)
_THEME = TerminalTheme(
    (250, 250, 248), (40, 44, 52),
    [(40, 44, 52), (190, 50, 50), (40, 120, 60), (150, 105, 10),
     (40, 90, 170), (140, 60, 150), (10, 115, 130), (90, 96, 105)],
)  # fmt: skip
# The SVG template of Rich loads a font from the network; this one uses a local font.
_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
<rect fill="#fafaf8" width="100%" height="100%" rx="10"/>
<g transform="translate({terminal_x}, 16)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""


def main() -> None:
    """Make both pictures in the given folder, by default `pictures/` beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures"
    folder.mkdir(exist_ok=True)
    today = date.today()  # noqa: DTZ011 - made-up notices end on the local day
    notices = _made_up(today)
    with tempfile.TemporaryDirectory() as scratch:
        cache = Path(scratch) / "cache"
        _ingest(cache, notices[3:])
        _ingest(cache, _changed(notices))
        (folder / "terminal.svg").write_text(_draw_terminal(cache), encoding="utf-8")
        page = Path(scratch) / "page.html"
        _cdetrack(cache, "export", "html", str(page))
        _screenshot(page, folder / "page.png")


def _made_up(today: date) -> list[dict[str, object]]:
    """Return made-up notices, newest first; the same in every run, except for the dates."""
    chance = random.Random(12)  # noqa: S311 - made-up notices, no secrets
    found: list[dict[str, object]] = []
    for each in range(_COUNT):
        day = today - timedelta(days=int(chance.triangular(0, _MONTHS * 30, 60)))
        subject, section = chance.choice(_SUBJECTS)
        title = chance.choice(_ACTS).format(subject)
        ahead = day + timedelta(days=chance.choice((30, 60, 90, 180)))
        clause = "The deadline for comments is" if "Comments" in title else "It shall come into force as of"
        found.append({
            "title": f"{title} ([{day.year}] No. {each % 140 + 1})",
            "date": day.isoformat(),
            "summary": f"To regulate {subject[0].lower()}{subject[1:]}, the following is announced. "
            f"{clause} {ahead:%B} {ahead.day}, {ahead.year}.",
            "url": f"https://english.nmpa.gov.cn/{day:%Y-%m}/{day:%d}/c_{1_100_000 + each}.htm",
            "sources": [f"nmpa/{section}"],
        })  # fmt: skip
    found.sort(key=lambda notice: str(notice["date"]), reverse=True)
    return found


def _changed(notices: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the listing of the next look: three new notices, and one with a new date in its summary."""
    again = dict(notices[3])
    words = str(again["summary"])
    day = words.rpartition(" as of ")[2] if " as of " in words else words.rpartition(" is ")[2]
    again["summary"] = words.replace(day, f"March 15, {day[-5:-1]}.")
    return [*notices[:3], again]


def _cdetrack(cache: Path, *args: str, stdin: str = "") -> None:
    """Run the program on a cache."""
    subprocess.run(  # noqa: S603 - this program
        _command(cache, *args), input=stdin, capture_output=True, encoding="utf-8", check=True
    )


def _command(cache: Path, *args: str) -> list[str]:
    """Return the command that runs the program on a cache."""
    return [sys.executable, "-m", "cdetrack", "--cache", str(cache), *args]


def _on_screen(cache: Path, *args: str) -> str:
    """Run the program in a terminal and return its output."""
    variables = {"COLUMNS": str(_WIDTH), "TERM": "xterm-256color", "COLORTERM": "truecolor", "CDETRACK_PAGER": ""}
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - this program
        _command(cache, *args), stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, **variables}
    ):
        os.close(theirs)
        shown = b""
        while part := _read_some(ours):
            shown += part
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def _read_some(terminal: int) -> bytes:
    """Return the next output of a terminal; empty if the other side is closed, an error on Linux."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def _ingest(cache: Path, notices: Iterable[dict[str, object]]) -> None:
    """Record a look at the notices."""
    _cdetrack(cache, "ingest", "--source", "nmpa/drugs", "-", stdin=json.dumps(list(notices)))


def _draw_terminal(cache: Path) -> str:
    """Return an SVG of a terminal after two commands, in the colours of the program."""
    text = Text()
    for line, drawn in _screen(cache):
        text.append("$ ", "bold").append(f"{line}\n", "bold")
        text.append(Text.from_ansi(drawn.rstrip())).append("\n\n")
    text.rstrip()
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=_WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(text)
        svg = console.export_svg(title="", theme=_THEME, code_format=_SVG, unique_id="cdetrack")
    return "\n".join(each.rstrip() for each in svg.splitlines()) + "\n"


def _screen(cache: Path) -> Iterator[tuple[str, str]]:
    """Yield command lines and their output."""
    for line in ("list --since 3mo --topic pediatrics --topic vaccines --limit 4", "diff"):
        yield f"cdetrack {line}", _on_screen(cache, *line.split())


def _screenshot(page: Path, picture: Path) -> None:
    """Render the page in a browser."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.stderr.write("no Chromium: the picture of the page is left as it was\n")
        return
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    size = ",".join(map(str, _WINDOW))
    subprocess.run(  # noqa: S603 - the browser that is installed
        [
            *(browser, "--headless=new", *root, "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"),
            *(f"--window-size={size}", "--virtual-time-budget=4000", f"--screenshot={picture.absolute()}"),
            page.absolute().as_uri(),
        ],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip


if __name__ == "__main__":
    main()
