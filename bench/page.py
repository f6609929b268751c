"""Measure an exported page in Chromium: its size, and the times to export, open, search and filter it.

    python bench/page.py [NOTICES] [--chromium PATH] [--keep FILE]

The page has 5,000 made-up notices by default. Needs Playwright for Python and an installed Chromium.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_SUBJECTS = (
    *("Clinical Trials of Drugs for Rare Diseases", "Adverse Reactions to Vaccines", "Contract Manufacturing of Drugs"),
    *("Bioequivalence of Generic Drugs", "Drugs for Children", "Traditional Chinese Medicines", "Cosmetics Labels"),
    *("Registration of Innovative Medical Devices", "Cell Therapy Products", "Import of Narcotic Drugs", "ICH M4Q(R2)"),
)
_ACTS = (
    *("Announcement of the NMPA on Issuing the Guideline for", "Policy Interpretation of the Provisions on"),
    *("Notice of the CDE on the Training Meeting for", "Announcement on Implementing the Standards of"),
    *("NMPA Announcement on Draft Provisions for Public Comment on",),
)
_CHINESE = ("关于发布《{}技术指导原则（试行）》的通告", "关于公开征求《{}（征求意见稿）》意见的通知")
_CHINESE_SUBJECTS = (
    "罕见病药物临床研发",
    "儿童用药",
    "细胞治疗产品",
    "中药新药",
    "疫苗临床试验",
    "仿制药质量和疗效一致性评价",
)
_TASKS = {
    "search": "document.getElementById('q').value = 'guideline children'; "
    "document.getElementById('q').dispatchEvent(new Event('input'))",
    "topic": "location.hash = 'topic=pediatrics'; dispatchEvent(new HashChangeEvent('hashchange'))",
    "all": "location.hash = ''; dispatchEvent(new HashChangeEvent('hashchange'))",
    "chart": "document.getElementById('earlier').click()",
    "more": "document.getElementById('more').click()",
}
"""Actions of a reader, as scripts of the page."""


def _made_up(count: int, *, today: date, seed: int = 5) -> list[dict[str, object]]:
    """Return made-up notices of the six years before `today`; they depend on nothing but the arguments."""
    chance = random.Random(seed)  # noqa: S311 - made-up notices, no secrets
    notices: list[dict[str, object]] = []
    for each in range(count):
        day = today - timedelta(days=int(chance.triangular(0, 2190, 90)))
        if chance.random() < 0.2:  # noqa: PLR2004 - one in five is Chinese
            title = (
                chance.choice(_CHINESE).format(chance.choice(_CHINESE_SUBJECTS))
                + f"（{day.year}年第{each % 150 + 1}号）"
            )
            summary, source = "为规范相关工作，现予发布，自发布之日起施行。", "cde/guidance"
        else:
            subject = chance.choice(_SUBJECTS)
            title = f"{chance.choice(_ACTS)} {subject} ([{day.year}] No. {each % 150 + 1})"
            effect = day + timedelta(days=chance.choice((0, 30, 90, 180)))
            summary = (
                f"In order to regulate {subject.lower()}, the requirements are hereby announced, "
                f"which shall come into force as of {effect:%B} {effect.day}, {effect.year}. " * 2
            ).strip()
            source = chance.choice(("nmpa/drugs", "nmpa/drugs", "nmpa/devices", "nmpa/policies", "nmpa/news"))
        url = f"https://english.nmpa.gov.cn/{day:%Y-%m}/{day:%d}/c_{1_000_000 + each}.htm"
        notices.append({"title": title, "date": day.isoformat(), "summary": summary, "url": url, "sources": [source]})
    return notices


def _export(folder: Path, notices: list[dict[str, object]]) -> tuple[Path, float]:
    """Export the notices; return the path of the page and the seconds of `cdetrack export html`."""
    (folder / "notices.json").write_text(json.dumps(notices, ensure_ascii=False), encoding="utf-8")
    program = [sys.executable, "-m", "cdetrack", "--cache", str(folder / "cache"), "-q"]
    subprocess.run([*program, "ingest", str(folder / "notices.json")], check=True)
    start = time.perf_counter()
    subprocess.run([*program, "export", "html", str(folder / "page.html")], check=True)
    return folder / "page.html", time.perf_counter() - start


def main() -> None:
    """Export made-up notices, open the page, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notices", nargs="?", type=int, default=5_000)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    parser.add_argument("--keep", type=Path, help="copy the page to FILE")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file, seconds = _export(Path(name), _made_up(args.notices, today=date.today()))  # noqa: DTZ011 - any day will do
        print(f"{args.notices:,} notices: {file.stat().st_size / 1e6:.1f} MB, exported in {seconds:.1f} s")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=args.chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(file.as_uri())
            opened = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            print(f"open    {opened:6.0f} ms")
            for task, script in _TASKS.items():
                print(f"{task:7} {_milliseconds(page, script):6.0f} ms, the layout included")
            browser.close()
        if args.keep:
            shutil.copy(file, args.keep)


def _milliseconds(page: Page, script: str) -> float:
    """Return the milliseconds of a script, including the new layout of the page."""
    timed = f"const start = performance.now(); {script}; document.body.offsetHeight; return performance.now() - start;"
    return float(page.evaluate(f"() => {{ {timed} }}"))


if __name__ == "__main__":
    main()
