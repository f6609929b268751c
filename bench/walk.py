"""Measure looks at a listing of 35 pages on a server that takes 50 ms for each answer: `python bench/walk.py`.

Prints requests (robots.txt is one of them) and seconds of the whole program for a first look, for a look at an
unchanged listing, and for one that finds two new notices. `interval` is 0: with the usual second between two
requests a first look takes a second more for each page.
"""

import sys
import tempfile
from pathlib import Path

from served import configured, run, served

PAGES = 35


def main() -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as made, served(PAGES * 6, pause=0.05) as site:
        folder = Path(made)
        config = configured(folder, site.url)
        for name, command in (("first look", ""), ("unchanged", ""), ("two new notices", "post 2"), ("full look", "")):
            if command:
                site.say(command)
            site.say("count")
            full = ["--full"] if name == "full look" else []
            seconds, memory, told = run(folder / "cache", config, "fetch", "nmpa/drugs", *full)
            print(
                f"{name:16} {site.say('count'):3} requests {seconds:6.2f} s {memory / 2**20:5.0f} MiB   {told}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
