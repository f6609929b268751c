"""Measure looks at a listing of 35 pages on a server that takes 50 ms per request: `python bench/walk.py`.

Prints the requests (including `robots.txt`), the seconds and the peak memory of the whole program for a first look, a
look at the unchanged listing, a look with two new notices, and a full look. `interval` is 0: with the default, a first
look takes a second more per page.
"""

import sys
import tempfile
from pathlib import Path

from replica_server import configured, replica_site, run

_PAGES = 35


def main() -> int:
    """Print a line for each look."""
    with tempfile.TemporaryDirectory() as scratch, replica_site(_PAGES * 6, pause=0.05) as site:
        folder = Path(scratch)
        config = configured(folder, site.url)
        for name, command in (("first look", ""), ("unchanged", ""), ("two new notices", "post 2"), ("full look", "")):
            if command:
                site.send(command)
            site.send("count")
            full = ["--full"] if name == "full look" else []
            seconds, memory, message = run(folder / "cache", config, "fetch", "nmpa/drugs", *full)
            print(
                f"{name:16} {site.send('count'):3} requests {seconds:6.2f} s {memory / 2**20:5.0f} MiB   {message}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
