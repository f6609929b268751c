"""Measure `list --full-text` on documents with files: `python bench/full_text.py [DOCUMENTS [PAGES]]`.

Makes a cache of 10,000 documents, each with a file of 20 pages of Chinese or English text. Prints the median processor
time of each search, as a process of its own, with the number of documents found; and the time to derive all notices.
"""

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / name) for name in ("src", "tests")]

from cdetrack.meaning.rules import Rules  # noqa: E402 - after the change of `sys.path`
from cdetrack.model.notice import Attachment  # noqa: E402
from cdetrack.model.record import Record  # noqa: E402
from cdetrack.store.store import Store  # noqa: E402
from support.looks import fill, look  # noqa: E402

_HAN = "药物临床试验申请人应当按照要求提交资料国家监督管理局审评中心发布本则适用于化学生物制品注册检验核查变更备案"
_WORDS = tuple("the sponsor should provide data of clinical trials and report adverse events in labelling".split())  # noqa: SIM905 - shorter
_RARE = "罕见病夜班 orphan night shift E9 (R1)"
_SEARCHES = (
    ("a rare Chinese phrase", "罕见病夜班"),
    ("a rare Chinese word of two characters", "夜班"),
    ("a common Chinese word", "药物"),
    ("two English words", "orphan night"),
    ("a common English word", "sponsor"),
    ("a word and not another", "夜班 -labelling"),
    ("this or that", "罕见病夜班 OR orphan"),
    ("a code", "E9(R1)"),
    ("a regular expression", "/罕.病/"),
    ("no match", "没有这个词"),
)
_ROUNDS = 5
_RARELY = 1000


def _pages(rng: random.Random, pages: int, *, english: bool) -> list[str]:
    if english:
        return [" ".join(rng.choices(_WORDS, k=400)) for _ in range(pages)]
    return ["\n".join("".join(rng.choices(_HAN, k=100)) + "。" for _ in range(7)) for _ in range(pages)]


def _fill(cache: Path, documents: int, pages: int) -> int:
    """Make the cache and return the bytes of its texts."""
    rng = random.Random(7)  # noqa: S311 - no secret
    pools = {language: _pages(rng, 500, english=language) for language in (False, True)}
    (cache / "files").mkdir()
    records, size = [], 0
    for number in range(documents):
        chosen = rng.choices(pools[number % 5 == 0], k=pages)
        if number % _RARELY == 7:  # noqa: PLR2004 - a number of a Chinese document
            chosen[pages // 2] += f"\n{_RARE}"
        content = "\f".join(chosen).encode()
        size += len(content)
        name = sha256(content).hexdigest()
        (cache / "files" / f"{name}.txt").write_bytes(content)
        (cache / "files" / name).touch()
        file = Attachment(f"{number}.pdf", f"https://a.example/{number}.pdf", "pdf", name, 0)
        day = date(2025, 1, 1) + timedelta(days=number % 600)
        records.append(
            Record(
                title=f"关于第{number}号技术指导原则的通告", date=day, sources=("cde/guidelines",), attachments=(file,)
            )
        )
    fill(Store(cache, Rules()), look(*records, source="cde/guidelines"))
    return size


def _spent() -> float:
    """Return the processor time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(cache: Path, *words: str) -> tuple[float, str]:
    """Return the median seconds of a run, and its output."""
    times = []
    for _ in range(_ROUNDS):
        start = _spent()
        done = subprocess.run(
            [sys.executable, "-m", "cdetrack", "-q", *words],
            env={**os.environ, "CDETRACK_HOME": str(cache), "PYTHONPATH": str(_ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        times.append(_spent() - start)
    return statistics.median(times), done.stdout


def main(documents: int = 10_000, pages: int = 20) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        size = _fill(cache, documents, pages)
        print(f"{documents:,} documents of {pages} pages: {size / 1e6:,.0f} MB of text")
        print("\n| search | time | found |\n|---|---|---|")
        for name, search in _SEARCHES:
            seconds, out = _timed(cache, "list", "--search", search, "--full-text", "--count")
            print(f"| {name}, `{search}` | {seconds:.2f} s | {int(out):,} |", flush=True)
        seconds, out = _timed(cache, "list", "--search", "夜班", "--full-text", "--json")
        print(f"| with the lines, as JSON | {seconds:.2f} s | {out.count(chr(10)) - 2} |")
        seconds, out = _timed(cache, "list", "--search", "药物", "--full-text", "--limit", "50", "--format", "table")
        print(f"| the newest 50 of a common word, as a table | {seconds:.2f} s | 50 |")
        (cache / "notices.json").unlink(missing_ok=True)
        start = time.process_time()
        Store(cache, Rules()).current_fold()
        print(f"\nall notices derived anew, with the days in their files: {time.process_time() - start:.1f} s")
        for text in (cache / "files").glob("*.txt"):
            text.unlink()
        (cache / "notices.json").unlink(missing_ok=True)
        start = time.process_time()
        Store(cache, Rules()).current_fold()
        print(f"without texts: {time.process_time() - start:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
