"""Measure the fetching of files, and kill it: `python bench/attachments.py [--files 100] [--size 200000] [--kills 20]`.

A replica on loopback waits 50 ms before each answer. A listing has one new notice for every two files. Each command is
a new process, without pauses between requests; with `--shipped`, the first one also runs with the pause of one second
that ships. Prints seconds, requests and bytes of `fetch --attachments`, of the same again, of a full look at files that
are as they were, and, where curl is installed, of curl for the same files.

Then the first command is killed at random moments, and runs to its end at last. After each kill, every file in `files/`
has to have the content of its name, and the cache has to be sound. Prints the kills and the bytes of files that were
sent, as a multiple of their size. Exits with 1 at the first loss.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT / "tests")]

from cdetrack.doctor import examine  # noqa: E402
from cdetrack.meaning.rules import Rules  # noqa: E402
from cdetrack.store.kept import KeptFiles  # noqa: E402
from cdetrack.store.store import Store  # noqa: E402
from cdetrack.store.texts import KeptTexts  # noqa: E402
from support.papers import pdf  # noqa: E402
from support.replica import Replica, Reply, Request, Wire, items  # noqa: E402

_LATENCY = 0.05


@dataclass
class _Site:
    """The replica, and the bytes of files that it sent."""

    replica: Replica
    files: int
    size: int
    sent: int = 0

    def post(self) -> None:
        """Put new notices on top, two files for each."""
        new = [
            replace(
                item, body="<p>The text.</p>" + "".join(f'<a href="/f/{2 * at + n}.pdf">File {n}</a>' for n in (0, 1))
            )
            for at, item in enumerate(items(self.files // 2, first=2_000_000))
        ]
        self.replica.sections["drugs"] = [*new, *items(5)]
        chance = random.Random(1)  # noqa: S311 - no secret
        for number in range(self.files):
            page = pdf([[f"第{number}号文件", "第一条 为规范样品管理，制定本办法。"]])
            body = page + b"%" + chance.randbytes(self.size - len(page)).replace(b"\n", b" ") + b"\n%%EOF\n"
            self.replica.files[f"/f/{number}.pdf"] = Reply(headers={"Content-Type": "application/pdf"}, body=body)

    def send(self, wire: Wire, reply: Reply) -> None:
        """Send an answer, and count the bytes of a file."""
        self.sent += len(reply.body) if reply.headers.get("Content-Type") == "application/pdf" else 0
        wire.send(reply)


@contextmanager
def _site(files: int, size: int) -> Iterator[_Site]:
    with Replica(page_size=files) as replica:
        replica.validators = replica.ranges = True

        def wait(_: Request) -> None:
            time.sleep(_LATENCY)

        replica.before.append(wait)
        replica.sections["drugs"] = items(5)
        site = _Site(replica, files, size)
        replica.fault("*", site.send)
        yield site


def _command(cache: Path, *args: str) -> list[str]:
    return [sys.executable, "-m", "cdetrack", *args, "--cache", str(cache)]


def _prepared(folder: Path, name: str, site: _Site, *, interval: float = 0) -> Path:
    """Return a cache that has looked at the listing before its new notices."""
    cache = folder / name
    cache.mkdir()
    (cache / "config.toml").write_text(
        f'[fetch]\ninterval = {interval}\n[sources."nmpa/drugs"]\nurl = "{site.replica.url("drugs.html")}"\n',
        encoding="utf-8",
    )
    site.replica.sections["drugs"] = items(5)
    subprocess.run(_command(cache, "fetch", "nmpa/drugs"), check=True, capture_output=True)
    site.post()
    return cache


def _measure(site: _Site, what: str, command: list[str]) -> float:
    """Run a command, print its figures, and return its seconds. Raises SystemExit if it fails."""
    site.replica.requests.clear()
    site.sent = 0
    start = time.perf_counter()
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if ran.returncode != 0:
        raise SystemExit(f"{what}: exit code {ran.returncode}\n{ran.stderr}")
    print(f"{what:44} {seconds:6.1f} s {len(site.replica.requests):5} requests {site.sent / 1e6:7.1f} MB", flush=True)
    return seconds


def _measure_texts(cache: Path) -> None:
    """Print the seconds of reading the texts of all kept files, which are a part of the command before."""
    texts, names = KeptTexts(cache), [*KeptFiles(cache).names()]
    start = time.perf_counter()
    for name in names:
        texts.extract(name, "pdf")
    print(f"{'of these, the texts, a process for each file':44} {time.perf_counter() - start:6.1f} s", flush=True)


def _check(cache: Path, where: str) -> None:
    """Raise SystemExit unless every kept file has the content of its name, and the cache is sound."""
    kept = KeptFiles(cache)
    broken = [name for name in kept.names() if not kept.is_sound(name)]
    problems = examine(Store(cache, Rules()), deep=True).problems
    if broken or problems:
        raise SystemExit(f"{where}: {broken} {problems}")


def _kill(site: _Site, cache: Path, kills: int, seconds: float) -> None:
    """Kill the command at random moments, then let it end; print the bytes that were sent."""
    chance = random.Random(2)  # noqa: S311 - no secret
    site.sent, killed = 0, 0
    for number in range(kills):
        process = subprocess.Popen(
            _command(cache, "fetch", "nmpa/drugs", "--attachments"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=0.5 + chance.random() * seconds / 8)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        _check(cache, f"kill {number + 1}")
    subprocess.run(_command(cache, "fetch", "nmpa/drugs", "--attachments"), check=True, capture_output=True)
    _check(cache, "the end")
    found = len([*KeptFiles(cache).names()])
    left = [path.name for path in (cache / "files").glob(".*") if path.suffix in {".part", ".json", ".tmp"}]
    if found != site.files or left:
        raise SystemExit(f"{found} of {site.files} files are kept; left over: {left}")
    times = site.sent / (site.files * (site.size + 16))
    print(f"killed {killed} times: {found} of {site.files} files whole, sent {times:.2f} times in all", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--shipped", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, _site(args.files, args.size) as site:
        folder = Path(scratch)
        cache = _prepared(folder, "cache", site)
        fetch = _command(cache, "fetch", "nmpa/drugs", "--attachments")
        seconds = _measure(site, f"fetch --attachments, {args.files} files", fetch)
        _check(cache, "fetch --attachments")
        _measure_texts(cache)
        _measure(site, "the same again", fetch)
        _measure(site, "fetch --attachments --full, nothing changed", [*fetch, "--full"])
        if args.shipped:
            shipped = _prepared(folder, "shipped", site, interval=1)
            _measure(site, "as shipped", _command(shipped, "fetch", "nmpa/drugs", "--attachments"))
        if shutil.which("curl"):
            urls = [site.replica.url(f"f/{number}.pdf") for number in range(args.files)]
            _measure(site, "curl, the files alone", ["curl", "-sS", "-o", "/dev/null", *_with_outputs(urls)])
        if args.kills:
            _kill(site, _prepared(folder, "killed", site), args.kills, seconds)


def _with_outputs(urls: list[str]) -> list[str]:
    """Return arguments for curl that drop each answer."""
    first, *others = urls
    return [first, *(each for url in others for each in ("-o", "/dev/null", url))]


if __name__ == "__main__":
    main()
