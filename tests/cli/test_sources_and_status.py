"""`sources` and `status`: what is confirmed, and what is not seen."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.live import Live
from support.replica import Reply, challenge, items, status

ITEM = (
    "<item><title>FDA Approves a Drug</title><pubDate>Fri, 05 Sep 2025 10:00:00 EDT</pubDate>"
    "<link>https://a.example/1</link></item>"
)


def test_sources_says_what_nobody_has_seen_answer_until_it_has_answered(live: Live) -> None:
    live.point({"fda/press": live.site.url("feed.xml")})
    live.site.fault("/feed.xml", status(404), times=1)
    failed = live("fetch")
    assert failed.code == 4
    assert "`fda/press` is unconfirmed: nobody has seen it answer; please report this failure" in failed.err

    def shown() -> Any:  # noqa: ANN401 - JSON
        return {each["source"]: each for each in live("sources", "--json").json()}["fda/press"]

    assert shown()["confirmed"] is False
    assert shown()["grade"] == "A"
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


def test_status_says_off_of_a_source_that_was_switched_off_while_it_failed(live: Live) -> None:
    live.site.fault("/drugs.html", status(404))
    live("fetch")
    live.point({"nmpa/news": live.site.url("news.html")})
    assert "off; failing since" in " ".join(live("status", "--format", "table").out.split())


def test_status_names_holes_in_a_dense_series_of_numbers(live: Live, tmp_path: Path) -> None:
    rows = [
        f'{{"title": "Announcement of the NMPA on Matter {n} (No. {n}, 2026)", "date": "2026-03-01"}}'
        for n in range(20, 40)
        if n not in {27, 31}
    ]
    (tmp_path / "saved.json").write_text(f"[{','.join(rows)}]", encoding="utf-8")
    assert live("ingest", tmp_path / "saved.json").code == 0
    assert "NMPA 2026, numbers 20 to 39: 27, 31 never seen" in live("status", "--format", "table").out


def test_a_source_that_never_succeeded_is_not_said_to_miss_a_full_look_for_two_weeks(live: Live) -> None:
    live.site.files["/spa"] = Reply(body=b'<html><body><div id="root"></div><script src="a.js"></script></body></html>')
    live.point({"ag/spa": live.site.url("spa")})
    assert live("fetch").code == 5
    shown = live("status", "--format", "table").out
    assert re.search(r"without any full look so far: ag/spa \(failing since \d{4}-\d\d-\d\d\)", shown)
    assert "two weeks" not in shown


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
    assert "05/09/2025 would be read day first: a date of the listing proves it" in ran.err
    assert "further pages: the next one is `https://a.example/news/2`, found by `rel=next`" in ran.err
    assert "3 found by the reader `generic`, in the page's order" in ran.err


LISTING = """<html><body><nav><a href="/a">About us</a> <a href="/c">Contact</a></nav>
<div class="sidebar"><ul>{menu}</ul></div><main><ul>{rows}</ul>{more}</main></body></html>"""


def rows_of(word: str, *days: int) -> str:
    return "".join(f'<li><a href="/{word}/{n}">{word} notice for site {n}</a> <b>{n} May 2025</b></li>' for n in days)


def test_sources_test_tells_what_was_taken_for_a_menu_and_how_to_read_it(live: Live, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    menu, rows = rows_of("Event", 21, 22, 23), rows_of("Recall", 3, 9, 5, 7)
    saved.write_text(LISTING.format(menu=menu, rows=rows, more=""), encoding="utf-8")
    ran = live("sources", "test", saved)
    assert [row[0] for row in ran.rows] == ["2025-05-03", "2025-05-09", "2025-05-05", "2025-05-07"], "the page's order"
    assert (
        "taken for a menu, with 3 dates: `div.sidebar` (3 links, such as `Event notice for site 21`); if it is your "
        'listing, `selectors = { item = "div.sidebar li" }` of its source reads it'
    ) in ran.err
    assert "taken for menus and left out: `nav` (2 links, such as `About us`)" in ran.err
    assert "further pages: none was found" in ran.err


def test_the_report_of_sources_test_is_one_json_object(live: Live, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    more = '<div class="pager"><span>1</span> <a href="?p=2">2</a> <a href="?p=3">3</a></div>'
    saved.write_text(LISTING.format(menu="", rows=rows_of("Recall", 3, 9, 5), more=more), encoding="utf-8")
    ran = live("sources", "test", saved, "--url", "https://a.example/news", "--report")
    found = json.loads(ran.out)
    assert [each["date"] for each in found["notices"]] == ["2025-05-03", "2025-05-09", "2025-05-05"]
    assert found["kinds"] == ["generic"]
    assert found["further"] == {"by": "pager", "next": "https://a.example/news?p=2", "pages": None, "followed": True}
    menus = [(each["place"], each["menu"], each["links"], each["dated"]) for each in found["left_out"]]
    assert menus == [("nav", True, 2, 0), ("div.pager", True, 2, 0)]
    wrong = live("sources", "test", saved, "--report", "--format", "csv")
    assert (wrong.code, "excludes `--format csv`" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('<a rel="next" href="https://b.example/2">Older</a>', "and not followed: it is on another site"),
        ('<a href="/news/2">Next</a>', "found by a link called Next"),
        ('<a href="#" onclick="go(2)">Next</a>', "only a script turns them"),
    ],
)
def test_sources_test_says_how_the_next_page_is_found(live: Live, tmp_path: Path, more: str, told: str) -> None:
    saved = tmp_path / "saved.html"
    saved.write_text(LISTING.format(menu="", rows=rows_of("Recall", 3, 9), more=more), encoding="utf-8")
    assert told in live("sources", "test", saved, "--url", "https://a.example/news").err


def test_sources_test_names_the_settings_that_it_read_by(live: Live, tmp_path: Path) -> None:
    live.point({}, more='[sources."ag/x"]\nurl = "https://a.example/n?p={page}"\ndate_order = "mdy"\n')
    saved = tmp_path / "saved.html"
    saved.write_text(LISTING.format(menu="", rows=rows_of("Recall", 3, 9), more=""), encoding="utf-8")
    ran = live("sources", "test", saved, "--source", "ag/x")
    assert "05/09/2025 would be read month first: `date_order` of its source says so" in ran.err
    assert "the next one is `https://a.example/n?p=2`, found by `{page}` in the source's settings" in ran.err


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


def test_a_source_that_is_switched_on_sends_its_own_headers(live: Live) -> None:
    """Without this header the FDA answers with an empty table."""
    live.point({"fda/warning-letters": live.site.url("letters")})
    cells = [f'<time datetime="2026-06-{day}T04:00:00Z">06/{day}/2026</time>' for day in ("12", "11")]
    link = '<a href="/letters/example-pharma">Example Pharma</a>'
    letters = {"draw": 1, "recordsTotal": 1, "data": [[*cells, link, "Center", "CGMP", ""]]}
    live.site.files["/letters"] = Reply(body=json.dumps(letters).encode())
    assert live("fetch").code == 0
    assert live.site.requests[-1].headers["x-requested-with"] == "XMLHttpRequest"
    [notice] = live("list", "--json").json()
    assert (notice["title"], notice["date"]) == ("Example Pharma: CGMP", "2026-06-12")


def test_booleans_are_spelled_alike_in_each_format(live: Live) -> None:
    for form in ("tsv", "csv", "md"):
        written = live("status", "--format", form).out
        assert "true" in written
        assert "True" not in written
