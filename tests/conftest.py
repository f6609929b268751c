"""Fixtures of many tests: the program with a cache of its own, on a machine without proxies."""

import compileall
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from support.chromium import chromium
from support.fork_server import ForkedProgram, ForkServer
from support.live import Live
from support.paths import SRC
from support.program import Program
from support.replica import Replica, items
from support.small_files import small_files_if_wanted

# `--hypothesis-profile many` searches; by default each run tries the same few examples.
_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", _COMMON, max_examples=25, derandomize=True)
settings.register_profile("some", _COMMON, max_examples=60, print_blob=True)
settings.register_profile("many", _COMMON, max_examples=250, print_blob=True)
settings.load_profile("few")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once: the processes of tests start faster, and write no byte code themselves."""
    small_files_if_wanted()
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(SRC, quiet=2)


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> None:
    """Remove the proxies, CA bundles and settings of this machine from the environment."""
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    # PYTHONUNBUFFERED: output would not be buffered, and a full disk would show earlier than it does for users.
    others = ("CDETRACK_HOME", "CDETRACK_PAGER", "COLUMNS", "NO_COLOR", "PYTHONUNBUFFERED")
    for name in (*proxies, *map(str.lower, proxies), *others):
        os.environ.pop(name, None)
    # A process that may not write large files would leave a truncated `.pyc` for all later ones.
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    # Times for people are local.
    os.environ["TZ"] = "UTC"
    time.tzset()
    # A shell lets its background jobs ignore SIGINT, and their children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def fork_server() -> Iterator[ForkServer]:
    """Return the server that forks the program; one for the session."""
    with ForkServer() as made:
        yield made


@pytest.fixture
def cdetrack(tmp_path: Path, fork_server: ForkServer) -> Program:
    """Return the real program with an empty cache."""
    return ForkedProgram(tmp_path / "cache", fork_server)


@pytest.fixture
def site() -> Iterator[Replica]:
    """Yield a site with a listing of 13 notices, on two pages."""
    with Replica() as made:
        made.sections["drugs"] = items(13)
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Yield a running Chromium, Playwright's own object."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """Yield the real program and a site with a listing of 15 notices."""
    with Live(tmp_path) as made:
        made.site.sections["drugs"] = items(15)
        yield made
