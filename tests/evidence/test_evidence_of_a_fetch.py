"""A pack of evidence of a notice that was fetched: with the pages as received, and what the server said of them."""

import json
import subprocess
import sys
from pathlib import Path

from support.live import Live
from support.replica import Item, items

NEW = Item(title="NMPA Announcement on a New Matter ([2026] No. 7)", date="2026-02-03", article="1300007")


def test_the_pages_that_show_a_notice_are_in_its_pack(live: Live, tmp_path: Path) -> None:
    live.site.sections["drugs"] = items(16)
    live.site.validators = True
    url = live.site.url("drugs.html")
    live.point({"nmpa/drugs": f"{url}?api_key=hidden1"}, fetch="keep_pages = true")
    live.config.write_text(f"{live.config.read_text()}details = true\nheaders = {{ Cookie = 'hidden2' }}\n")
    live("fetch", "nmpa/drugs")
    live.site.sections["drugs"].insert(0, NEW)
    live("fetch", "nmpa/drugs")
    done = live("export", "evidence", NEW.article, tmp_path / "pack")
    assert done.code == 0, done.err
    told, _ = done.out.split()
    cited = json.loads((tmp_path / "pack" / "manifest.json").read_bytes())["cited"]
    # The first of the listing's pages shows it, the last one and the pages of other notices do not.
    assert [each["url"] for each in cited] == [f"{url}?api_key=…", live.site.url(NEW.href)]
    assert all(each["etag"] and each["last_modified"] and each["at"] for each in cited)
    assert all(NEW.title.encode() in (tmp_path / "pack" / each["path"]).read_bytes() for each in cited)
    proven = subprocess.run(
        [sys.executable, "-I", "-S", tmp_path / "pack" / "verify.py", told], capture_output=True, text=True, check=False
    )
    assert proven.returncode == 0, proven.stderr
    shown = [live.cache / "history.jsonl", *(path for path in (tmp_path / "pack").rglob("*") if path.is_file())]
    assert not [path for path in shown if b"hidden" in path.read_bytes()]
