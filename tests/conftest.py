"""Fixtures of many tests: the program with a cache of its own, on a machine without proxies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.fork_server import ForkedProgram, ForkServer
from support.program import Program

# `--hypothesis-profile many` searches; by default each run tries the same few examples.
_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", _COMMON, max_examples=25, derandomize=True)
settings.register_profile("many", _COMMON, max_examples=250, print_blob=True)
settings.load_profile("few")


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> None:
    """Remove the proxies, CA bundles and settings of this machine from the environment."""
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    # PYTHONUNBUFFERED: a full disk would show earlier than it does for users. PYTHONDONTWRITEBYTECODE: each process
    # would compile the program.
    others = ("CDETRACK_HOME", "CDETRACK_PAGER", "COLUMNS", "NO_COLOR", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE")
    for name in (*proxies, *map(str.lower, proxies), *others):
        os.environ.pop(name, None)
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
