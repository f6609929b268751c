"""What many tests need: the program with a cache of its own, on a machine without proxies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.fork_server import ForkedProgram, ForkServer
from support.program import Program


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> None:
    """Let no proxy, no CA bundle and no setting of this machine take part."""
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    # With the last of these nothing is buffered, and a full disk shows earlier than it does for users.
    others = ("CDETRACK_HOME", "CDETRACK_PAGER", "COLUMNS", "NO_COLOR", "PYTHONUNBUFFERED")
    for name in (*proxies, *map(str.lower, proxies), *others):
        os.environ.pop(name, None)
    # A shell starts what runs in the background deaf to Ctrl-C, and what that starts would be deaf as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def fork_server() -> Iterator[ForkServer]:
    """Return the server that forks the program; one for the session."""
    with ForkServer() as made:
        yield made


@pytest.fixture
def cdetrack(tmp_path: Path, fork_server: ForkServer) -> Program:
    """The real program; its cache is empty."""
    return ForkedProgram(tmp_path / "cache", fork_server)
