"""Measure a look at one page of very many notices with a new one among them: `python bench/listing.py [ITEMS]...`.

Prints the seconds of the whole program, as a multiple of `python -c pass` too, and its peak memory; by default for
10,000 and 50,000 items. Goals: 10,000 under 60 times and 80 MB, 50,000 under 3 seconds.
"""

import compileall
import statistics
import sys
import tempfile
from pathlib import Path

from served import ROOT, configured, run, served, timed

ROUNDS = 5


def main(sizes: list[int]) -> int:
    """Print the figures."""
    # As pip leaves it: without this, `PYTHONDONTWRITEBYTECODE` has every start compile what was edited.
    compileall.compile_dir(ROOT / "src", quiet=1)
    start = statistics.median(timed([sys.executable, "-c", "pass"])[0] for _ in range(9))
    print(f"python -c pass: {start * 1000:.0f} ms", flush=True)
    for size in sizes:
        with tempfile.TemporaryDirectory() as made, served(size, page_size=10**9) as site:
            folder = Path(made)
            config = configured(folder, site.url)
            seconds, memory, told = run(folder / "cache", config, "fetch", "nmpa/drugs")
            print(f"{size:6} items, first look: {seconds:5.2f} s {memory / 1e6:4.0f} MB   {told}", flush=True)
            looks = []
            for _ in range(ROUNDS):
                site.say("post 1")
                looks.append(run(folder / "cache", config, "fetch", "nmpa/drugs"))
            seconds = statistics.median(look[0] for look in looks)
            memory = max(look[1] for look in looks)
            print(
                f"{size:6} items, one new:    {seconds:5.2f} s {memory / 1e6:4.0f} MB   {seconds / start:.0f} times"
                f"   {looks[-1][2]}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [10_000, 50_000]))
