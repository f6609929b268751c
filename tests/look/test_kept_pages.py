"""With `keep_pages`, the pages of a look that found something are kept as received, and cited in the chain."""

import json
from hashlib import sha256
from typing import Any

from support.live import Live
from support.replica import Item, items

NEW = Item(title="NMPA Announcement on a New Matter ([2026] No. 7)", date="2026-02-03", article="1300007")


def kept_pages(live: Live) -> list[dict[str, Any]]:
    """Return the pages that the last line of the history cites."""
    lines = (live.cache / "history.jsonl").read_text(encoding="utf-8").splitlines()
    pages: list[dict[str, Any]] = json.loads(lines[-1]).get("pages", [])
    assert all("pages" not in json.loads(line) or json.loads(line)["end"] for line in lines)
    return pages


def test_pages_are_kept_as_received_where_a_look_found_something(live: Live) -> None:
    live.site.sections["drugs"] = items(13)
    live.site.validators = True
    live.config.write_text(
        f"{live.config.read_text()}keep_pages = true\ndetails = true\nheaders = {{ Cookie = 'x=secret' }}\n"
    )
    live("fetch")
    pages = kept_pages(live)
    assert [each["url"] for each in pages][:2] == [live.site.url("drugs.html"), live.site.url("drugs_2.html")]
    # Page 1 is read again at the end of a full look: the same page is cited once.
    assert len(pages) == 3 + 13
    for each in pages:
        content = (live.cache / "files" / each["sha256"]).read_bytes()
        assert sha256(content).hexdigest() == each["sha256"]
        assert content.lstrip().startswith(b"<!DOCTYPE html>")
        assert {"url", "sha256", "at", "type", "etag", "last_modified"} == each.keys()
    before = live.program.bytes()
    live("fetch", "--full", "--details")
    assert live.program.bytes().keys() == before.keys()
    live.site.sections["drugs"].insert(0, NEW)
    live("fetch")
    urls = [each["url"] for each in kept_pages(live)]
    # Page 2 ends the look: it has nothing new.
    assert urls == [live.site.url(path) for path in ("drugs.html", "drugs_2.html", NEW.href)]
    assert live("doctor", "--deep").code == 0
    everything = b"".join(path.read_bytes() for path in live.cache.rglob("*") if path.is_file())
    assert b"secret" not in everything


def test_repair_keeps_the_citations_of_pages(live: Live) -> None:
    """They belong to the look, also if its lines are chained anew."""
    live.site.sections["drugs"] = items(3)
    live.point({"nmpa/drugs": live.site.url("drugs.html")}, fetch="keep_pages = true")
    live("fetch")
    live.site.sections["drugs"].insert(0, NEW)
    live("fetch")
    cited = kept_pages(live)
    history = live.cache / "history.jsonl"
    lines = history.read_text(encoding="utf-8").splitlines(keepends=True)
    history.write_text("".join([*lines[:1], "not a line\n", *lines[2:]]), encoding="utf-8")
    assert live("doctor", "--repair").code == 0
    assert kept_pages(live) == cited


def test_a_dry_run_keeps_no_page(live: Live) -> None:
    live.site.sections["drugs"] = items(3)
    live.point({"nmpa/drugs": live.site.url("drugs.html")}, fetch="keep_pages = true")
    live("fetch", "--dry-run")
    assert not live.cache.exists()
