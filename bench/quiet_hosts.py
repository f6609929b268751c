"""Many small sites for `bench/quiet.py`, in their own process: `python bench/quiet_hosts.py HOSTS SOURCES`.

Each host is a port of its own, by https, and has listings of six notices. Prints the addresses of the listings on one
line, and ends at the end of stdin.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT / "tests"))

from support.replica import Replica, matter  # noqa: E402 - found by the path above


@contextmanager
def many_hosts(hosts: int, sources: int) -> Iterator[list[str]]:
    """Yield the addresses of so many listings on so many hosts."""
    with subprocess.Popen(
        [sys.executable, __file__, str(hosts), str(sources)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        try:
            yield process.stdout.readline().split()
        finally:
            process.stdin.close()


def _serve(hosts: int, sources: int) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(Replica(tls=True)) for _ in range(hosts)]
        for site in sites:
            site.validators = True
        for number in range(sources):
            listed = [matter(number * 10 + each) for each in range(6)]
            sites[number % hosts].sections[f"{number}/drugs"] = listed
        print(*(sites[each % hosts].url(f"{each}/drugs.html") for each in range(sources)), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
