"""`sources` and `status`: what is confirmed, and what is not seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.live import Live
from support.replica import Reply, challenge, items, status

ITEM = (
    "<item><title>FDA Approves a Drug</title><pubDate>Fri, 05 Sep 2025 10:00:00 EDT</pubDate>"
    "<link>https://a.example/1</link></item>"
)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with Live(tmp_path) as made:
        yield made


def test_sources_says_what_nobody_has_seen_answer_until_it_has_answered(live: Live) -> None:
    live.point({"fda/press": live.site.url("feed.xml")})
    live.site.fault("/feed.xml", status(404), times=1)
    failed = live("fetch")
    assert failed.code == 4
    assert "`fda/press` is unconfirmed: nobody has seen it answer; please report this failure" in failed.err

    def shown() -> Any:  # noqa: ANN401 - JSON
        return {each["source"]: each for each in live("sources", "--json").json()}["fda/press"]

    assert shown()["confirmed"] is False
    assert shown()["origin"] == "saved answers, and code that ran against the site"
    assert "unconfirmed: nobody has seen it answer" in live("sources").out
    live.site.files["/feed.xml"] = Reply(body=f"<rss><channel><title>FDA</title>{ITEM}</channel></rss>".encode())
    assert live("fetch").code == 0
    assert shown()["confirmed"] is True


def test_status_names_what_is_not_seen(live: Live) -> None:
    live.site.sections["drugs"] = items(3)
    assert live("fetch").code == 0
    shown = " ".join(live("status", "--format", "table").out.split())
    assert "Not seen:" in shown
    assert "off, since they answer a plain client with a challenge: cde/* (10), nmpa-cn/* (6)" in shown
    assert "off by your configuration: nmpa/devices, nmpa/cosmetics, nmpa/news, nmpa/policies, nmpa/laws" in shown
    assert "without a full look" not in shown
    live.remember(last_full="2020-01-01T00:00:00Z")
    assert "without a full look for two weeks: nmpa/drugs (since 2020-01-01)" in live("status", "--format", "table").out
    live.site.fault("/drugs.html", challenge())
    live("fetch")
    assert "answering with a challenge: nmpa/drugs (since " in live("status", "--format", "table").out
    [row] = [each for each in live("status", "--json").json() if each["source"] == "nmpa/drugs"]
    assert (row["challenged"], row["last_full"]) == (True, "2020-01-01T00:00:00Z")


def test_status_names_holes_in_a_dense_series_of_numbers(live: Live, tmp_path: Path) -> None:
    rows = [
        f'{{"title": "Announcement of the NMPA on Matter {n} (No. {n}, 2026)", "date": "2026-03-01"}}'
        for n in range(20, 40)
        if n not in {27, 31}
    ]
    (tmp_path / "saved.json").write_text(f"[{','.join(rows)}]", encoding="utf-8")
    assert live("ingest", tmp_path / "saved.json").code == 0
    assert "NMPA 2026, numbers 20 to 39: 27, 31 never seen" in live("status", "--format", "table").out


def test_sources_userscript_prints_the_script_as_it_is(live: Live) -> None:
    ran = live("sources", "userscript")
    assert ran.code == 0
    assert ran.out.startswith("// ==UserScript==\n")
    assert "// @grant        none\n" in ran.out


def test_sources_test_tells_the_order_of_dates_and_the_next_page(live: Live, tmp_path: Path) -> None:
    rows = "".join(
        f'<li><a href="/n/{n}">Inspection notice for site {n}</a> <span>{n}/09/2025</span></li>' for n in (25, 24, 5)
    )
    saved = tmp_path / "saved.html"
    saved.write_text(
        f'<html><body><ul>{rows}</ul><a rel="next" href="/news/2">Older</a></body></html>', encoding="utf-8"
    )
    ran = live("sources", "test", saved, "--url", "https://a.example/news")
    assert "a date of the listing proves that it writes the day first" in ran.err
    assert "the next page is `/news/2`" in ran.err


def test_selectors_that_find_no_title_say_in_how_many_items_each_matches(live: Live, tmp_path: Path) -> None:
    live.point(
        {},
        more='[sources."ag/x"]\nurl = "https://a.example/n"\nselectors = { item = "li", title = "h9", link = "a" }\n',
    )
    saved = tmp_path / "saved.html"
    rows = "".join(f'<li><a href="/n/{n}">Inspection notice for site {n}</a></li>' for n in range(3))
    saved.write_text(f"<html><body><ul>{rows}</ul></body></html>", encoding="utf-8")
    ran = live("ingest", saved, "--source", "ag/x")
    assert ran.code == 5
    assert "`item` matches 3 elements, `title` in 0 of them, `link` in 3 of them" in ran.err
