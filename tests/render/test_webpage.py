"""The page in a real browser: use by readers, accessibility, and attacks."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cdetrack.cache import Cache
from support.program import Program
from support.replica import Replica, Reply

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.slow

NOW = datetime(2025, 11, 23, 4, 0, tzinfo=UTC)
CHILDREN = "Announcement of the NMPA on Issuing the Guideline for Clinical Trials in Children ([2025] No. 12)"
DRAFT = "关于公开征求《罕见病药物研发指导原则（征求意见稿）》意见的通知（2025年第12号）"
HOSTILE = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 2'> <b>&amp;</b> ${1} \u2028"
PART = 40
BASE = "https://english.nmpa.gov.cn/2025-11"
NOTICES: list[dict[str, Any]] = [
    {"title": CHILDREN, "date": "2025-11-20", "url": f"{BASE}/20/c_1.htm",
     "sources": ["nmpa/drugs"], "summary": "The guideline shall come into force as of December 1, 2025."},
    {"title": "Policy Interpretation of the Guideline for Clinical Trials in Children", "date": "2025-11-20",
     "url": f"{BASE}/20/c_2.htm", "sources": ["nmpa/policies"]},
    {"title": DRAFT, "date": "2025-11-18", "sources": ["cde/opinions"],
     "summary": "征求意见截止日期：2025年12月18日。"},
    {"title": HOSTILE, "date": "2025-10-17", "url": "javascript:window.harmed=3",
     "summary": HOSTILE, "sources": ["ingest"]},
    {"title": "Donaudampfschifffahrtsgesellschaft" * 12, "date": "2025-10-16", "sources": ["ingest"]},
    *({"title": f"NMPA Approves Product {each}", "date": f"2025-0{each % 9 + 1}-11", "sources": ["nmpa/news"],
       "url": f"{BASE}/11/c_{100 + each}.htm"} for each in range(120)),
]  # fmt: skip
for number, each in enumerate(NOTICES):
    each["id"] = f"{number:012x}"  # as in an export, whose texts are read to the letter


@dataclass
class Opened:
    """A page with all that it said to the console, and all that it asked the network for."""

    page: Any
    complaints: list[str]
    requests: list[str]

    def titles(self) -> list[str]:
        return [str(each) for each in self.page.locator("#rows .title").all_text_contents()]

    def rows(self, count: int) -> None:
        """Wait until the list has so many rows."""
        playwright.expect(self.page.locator("#rows tr")).to_have_count(count)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    program = Program(folder / "cache")
    program("ingest", "-", stdin=json.dumps(NOTICES))
    changed = dict(NOTICES[0], title=CHILDREN.replace("12", "13"))
    program("ingest", "-", stdin=json.dumps([changed, dict(NOTICES[2], title=DRAFT)]))
    assert program("export", "html", folder / "page.html").code == 0
    return folder / "page.html"


def visit(browser: Any, place: Path | str, *, address: str = "", **context: Any) -> Opened:  # noqa: ANN401 - Playwright's own
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **context}).new_page()
    opened = Opened(page, [], [])
    page.on("console", lambda message: opened.complaints.append(message.text))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("request", lambda request: opened.requests.append(request.url))
    page.clock.set_fixed_time(NOW)
    page.goto((place.as_uri() if isinstance(place, Path) else place) + address)
    return opened


@pytest.fixture
def opened(browser: Any, exported: Path) -> Iterator[Opened]:  # noqa: ANN401 - Playwright's own
    given = visit(browser, exported)
    yield given
    assert given.complaints == []
    assert [url for url in given.requests if not url.startswith(("file:", "data:"))] == []
    assert given.page.evaluate("window.harmed") is None
    given.page.context.close()


def test_words_and_filters_narrow_the_list_and_live_in_the_address(opened: Opened) -> None:
    page = opened.page
    assert page.locator("#tally").text_content() == "125 notices"
    page.locator("#q").fill("CHILDREN guideline")
    assert opened.titles() == [CHILDREN.replace("12", "13"), NOTICES[1]["title"]]
    assert page.locator("#tally").text_content() == "2 of 125 notices"
    assert page.locator("#rows mark").count() == 4
    page.locator("#source").select_option("nmpa/policies")
    assert opened.titles() == [NOTICES[1]["title"]]
    assert page.evaluate("location.hash") == "#q=CHILDREN+guideline&source=nmpa%2Fpolicies"
    page.locator("#clear").click()
    assert page.locator("#tally").text_content() == "125 notices"
    for words, titles in {
        '"trials in children" -policy': [CHILDREN.replace("12", "13")],
        '罕见病 OR "policy interpretation"': [NOTICES[1]["title"], DRAFT],
        "药物研发指导原则(征求意见稿)": [DRAFT],
        "“trials in children” -policy": [CHILDREN.replace("12", "13")],
        "children -guideline": [],
        'children "policy': [NOTICES[1]["title"]],
    }.items():
        page.locator("#q").fill(words)
        assert opened.titles() == titles, words
    page.locator("#clear").click()
    page.locator("#kind").select_option("approval")
    page.locator("#month").select_option("2025-03")
    assert set(opened.titles()) == {
        each["title"] for each in NOTICES if "Approves" in each["title"] and "-03-" in each["date"]
    }
    page.locator("#q").fill("no such words")
    assert page.locator("#no-rows").is_visible()


def test_a_link_shows_what_its_sender_saw(browser: Any, exported: Path) -> None:  # noqa: ANN401 - Playwright's own
    opened = visit(browser, exported, address="#topic=rare-diseases&lang=zh")
    assert opened.titles() == [DRAFT]
    assert opened.page.locator("#topic").input_value() == "rare-diseases"
    assert opened.page.locator("html").get_attribute("lang") == "zh-CN"
    opened.page.context.close()


def test_the_way_back_undoes_a_click_on_a_topic(opened: Opened) -> None:
    opened.page.locator("#rows .chips a", has_text="rare diseases").first.click()
    opened.rows(1)
    assert opened.titles() == [DRAFT]
    opened.page.go_back()
    opened.rows(PART)


def test_a_notice_shows_its_history_word_by_word_and_its_relatives(opened: Opened) -> None:
    page = opened.page
    page.locator("#rows .toggle").first.click()
    detail = page.locator("#rows .detail")
    assert detail.locator("del").all_text_contents() == ["12"]
    assert detail.locator("ins").all_text_contents() == ["13"]
    assert "first seen" in detail.text_content()
    assert "1 Dec 2025" in detail.locator(".facts").text_content()
    detail.locator(".others a", has_text="Policy Interpretation").click()
    playwright.expect(page.locator("#rows .detail")).to_have_count(2)
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.locator("#rows .toggle").first.click()
    assert page.locator("#rows .detail").count() == 1


def test_links_lead_to_the_regulator_and_nowhere_else(opened: Opened) -> None:
    title = opened.page.locator("#rows a.title", has_text="No. 13").first
    assert title.get_attribute("href") == NOTICES[0]["url"]
    assert "noopener" in title.get_attribute("rel")
    assert opened.page.locator("a[href^='javascript' i]").count() == 0


def test_what_comes_up_is_in_date_order_and_counted_from_today(opened: Opened) -> None:
    days = opened.page.locator("#days li")
    assert [re.sub(r"\s+", " ", text) for text in days.locator(".what").all_text_contents()] == [
        "Takes effect · in 8 days",
        "Comments close · in 25 days",
    ]
    days.locator("a", has_text="罕见病").click()
    opened.rows(PART + 1)
    assert "2025年12月18日" in opened.page.locator("#rows .detail").text_content()


def test_the_chart_counts_by_month_and_topic_and_its_bars_are_filters(opened: Opened) -> None:
    page = opened.page
    page.locator("#chart a[aria-label='November 2025: 3']").click()
    opened.rows(3)
    assert page.locator("#month").input_value() == "2025-11"
    page.locator("#chart a[aria-label='November 2025: 3']").click()
    opened.rows(PART)
    page.locator("#chart a[aria-label='pediatrics: 2']").focus()
    page.keyboard.press("Enter")
    opened.rows(2)


def test_a_long_list_goes_on_when_its_end_is_reached(opened: Opened) -> None:
    opened.rows(PART)
    for shown in (80, 120, 125):
        opened.page.locator("#more").scroll_into_view_if_needed()
        opened.rows(shown)
    assert opened.page.locator("#more").is_hidden()


def test_a_hostile_title_is_shown_as_it_is_and_does_nothing(opened: Opened) -> None:
    shown = HOSTILE.replace("\u2028", "").strip()
    opened.page.locator("#q").fill("<script>")
    assert opened.titles() == [shown]
    opened.page.locator("#rows .toggle").click()
    assert opened.page.locator("#rows .summary").text_content() == shown
    assert opened.page.locator("#rows img, #rows script, #rows b").count() == 0


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("en", 360), ("zh", 360), ("en", 800), ("zh", 1400)])
def test_nothing_overflows(browser: Any, exported: Path, language: str, width: int) -> None:  # noqa: ANN401 - the same
    opened = visit(browser, exported, address=f"#lang={language}", viewport={"width": width, "height": 800})
    for toggle in opened.page.locator("#rows .toggle").all()[:6]:
        toggle.click()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    whole = "[...document.querySelectorAll('#days .title')].every((each) => each.scrollHeight <= each.clientHeight)"
    assert opened.page.evaluate(whole), "no title of what comes up is cut"
    assert opened.complaints == []
    opened.page.context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(browser: Any, exported: Path, scheme: str, width: int) -> None:  # noqa: ANN401 - the same
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    opened = visit(browser, exported, color_scheme=scheme, viewport={"width": width, "height": 900})
    for toggle in opened.page.locator("#rows .toggle").all()[:4]:
        toggle.click()
    # A name that differs from the visible words: experimental in axe, and serious for who speaks to the page.
    rules = {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}}
    found = axe.Axe().run(opened.page, options={"rules": rules})
    assert found.response["passes"], "it has looked"
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
    opened.page.context.close()


def test_it_can_be_used_without_a_mouse(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "h-list", "the first stop leads to the list"
    page.reload()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q", "after the skip link and the two switches"
    page.keyboard.type("children")
    assert len(opened.titles()) == 2
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "h-list"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("a/b")
    assert page.locator("#q").input_value() == "a/b", "what was there is replaced, and a slash is a letter there"
    page.locator("#q").fill("children")
    page.locator("#rows .toggle").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#rows .detail").count() == 1
    assert page.locator("#rows .toggle").first.get_attribute("aria-expanded") == "true"


def test_it_speaks_chinese_and_says_which_language_a_text_is_in(opened: Opened) -> None:
    page = opened.page
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.title() == page.locator("h1").text_content() == "监管信息：国家药监局、药审中心"
    assert page.locator("#chart a[aria-label='儿科用药: 2']").count() == 1
    assert page.locator("#rows a.title", has_text="No. 13").first.get_attribute("lang") == "en"
    assert page.locator("#rows .title", has_text="罕见病").get_attribute("lang") == "zh-CN"
    assert not re.search(r"\bundefined\b|\{\w+\}", page.locator("body").inner_text().replace("${1}", ""))


def test_who_reads_chinese_is_met_in_chinese(browser: Any, exported: Path) -> None:  # noqa: ANN401 - Playwright's own
    opened = visit(browser, exported, locale="zh-CN")
    assert opened.page.locator("html").get_attribute("lang") == "zh-CN"
    opened.page.context.close()


def test_the_theme_follows_the_system_until_it_is_chosen(opened: Opened) -> None:
    page = opened.page
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(colour)
    assert dark != light
    page.locator("#theme").click()
    assert page.evaluate(colour) == light
    page.reload()
    assert page.evaluate(colour) == light


def test_a_print_holds_the_whole_list_in_light_colours(opened: Opened) -> None:
    page = opened.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows tr").count() == 125
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#q").is_hidden()
    assert page.locator("#chosen").text_content() == ""
    page.emulate_media(media="screen")
    page.locator("#topic").select_option("pediatrics")
    page.locator("#q").fill("children")
    page.emulate_media(media="print")
    assert page.locator("#tally").text_content() == "2 of 125 notices"
    assert page.locator("#chosen").inner_text() == "Search: children · Topic: pediatrics"


def test_without_scripts_it_is_a_plain_list(browser: Any, exported: Path) -> None:  # noqa: ANN401 - Playwright's own
    opened = visit(browser, exported, java_script_enabled=False)
    items = opened.page.locator(".plain li")
    assert items.count() == 125
    assert items.first.locator("a").get_attribute("href") == NOTICES[0]["url"]
    assert opened.page.locator(".plain img, .plain script, .plain b").count() == 0
    assert opened.page.locator("#filters").is_hidden()
    opened.page.context.close()


def test_only_the_scripts_that_are_ours_may_run(browser: Any, exported: Path, tmp_path: Path) -> None:  # noqa: ANN401
    """The browser blocks any script that gets into the page."""
    file = tmp_path / "page.html"
    harm = "<script>window.harmed = 4</script><p onclick='window.harmed = 5' style='color: red'>x</p>"
    file.write_text(exported.read_text(encoding="utf-8").replace("<main>", f"{harm}<main>"), encoding="utf-8")
    opened = visit(browser, file)
    opened.page.locator("p[onclick]").click()
    assert opened.page.evaluate("window.harmed") is None
    assert len(opened.complaints) >= 3
    assert len(opened.titles()) > 30, "our own still runs"
    opened.page.context.close()


def test_an_empty_page_says_so(browser: Any, cdetrack: Program, tmp_path: Path) -> None:  # noqa: ANN401 - the same
    cdetrack("export", "html", tmp_path / "page.html")
    opened = visit(browser, tmp_path / "page.html")
    assert "Nothing has been recorded yet." in opened.page.locator("#no-rows").text_content()
    assert opened.complaints == []
    opened.page.context.close()


def test_a_page_says_its_title_and_its_filter(browser: Any, cdetrack: Program, tmp_path: Path) -> None:  # noqa: ANN401
    cdetrack("ingest", "-", stdin=json.dumps(NOTICES))
    cdetrack("export", "html", tmp_path / "page.html", "--title", "For <b>children</b>", "--topic", "pediatrics")
    opened = visit(browser, tmp_path / "page.html")
    page = opened.page
    assert page.title() == page.locator("h1").text_content() == "For <b>children</b>"
    assert page.locator("#filter-line").text_content() == "Only: topic pediatrics"
    page.locator("#language").click()
    assert page.locator("h1").text_content() == "For <b>children</b>"
    assert page.locator("#filter-line").text_content() == "仅含：主题 儿科用药"
    assert opened.complaints == []
    page.context.close()


def test_the_title_names_the_sources(browser: Any, cdetrack: Program, tmp_path: Path) -> None:  # noqa: ANN401
    for source, notice in zip(("fda/press", "agency/news"), NOTICES[2:4], strict=True):
        cdetrack("ingest", "-", "--source", source, stdin=json.dumps(dict(notice, sources=[])))
    cdetrack("export", "html", tmp_path / "page.html")
    opened = visit(browser, tmp_path / "page.html")
    assert opened.page.locator("h1").text_content() == "Regulatory notices: FDA and agency/news"
    opened.page.context.close()


def test_a_filter_that_matches_nothing_is_not_an_empty_cache(
    browser: Any,  # noqa: ANN401 - Playwright's own
    cdetrack: Program,
    tmp_path: Path,
) -> None:
    cdetrack("ingest", "-", stdin=json.dumps(NOTICES))
    cdetrack("export", "html", tmp_path / "page.html", "--search", "nosuchword")
    opened = visit(browser, tmp_path / "page.html")
    page = opened.page
    assert page.locator("#no-rows").text_content() == "No notice matches the filter of this page: search nosuchword."
    for button in ("#earlier", "#later", "#csv"):
        assert page.locator(button).is_disabled(), button
    assert page.locator("#no-chart").is_visible()
    assert opened.complaints == []
    page.context.close()


def test_a_search_without_a_match_leaves_no_steps_in_the_timeline(opened: Opened) -> None:
    opened.page.locator("#q").fill("nosuchword")
    assert opened.page.locator("#earlier").is_disabled()
    assert opened.page.locator("#later").is_disabled()
    opened.page.locator("#clear").click()
    assert opened.page.locator("#chart .bar").count() > 3


def test_a_clicked_bar_leads_to_the_list_and_the_way_back_to_where_one_was(opened: Opened) -> None:
    page = opened.page
    page.locator("#chart a[aria-label='November 2025: 3']").click()
    opened.rows(3)
    assert page.evaluate("document.activeElement.id") == "h-list"
    above = page.evaluate("document.getElementById('h-list').getBoundingClientRect().top")
    below = page.evaluate("document.querySelector('.find').getBoundingClientRect().bottom")
    assert below <= above < below + 60, "the list begins below the filters, which stay in sight"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_cell_of_the_table_runs_into_the_next(browser: Any, exported: Path, language: str) -> None:  # noqa: ANN401
    opened = visit(browser, exported, address=f"#lang={language}")
    script = """[...document.querySelectorAll('#rows td, thead th:not(:last-child)')].filter((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getBoundingClientRect().right > cell.getBoundingClientRect().right - 4;
    }).map((cell) => cell.textContent)"""
    assert opened.page.evaluate(script) == []
    opened.page.context.close()


def test_the_list_is_saved_as_csv_without_formulas(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.locator("#q").fill("guideline")
    with page.expect_download() as download:
        page.locator("#csv").click()
    file = tmp_path / "notices.csv"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [row["title"] for row in rows] == opened.titles()
    assert rows[0]["days"] == "2025-12-01 effective"


def test_no_cell_of_the_saved_csv_is_a_formula(browser: Any, cdetrack: Program, tmp_path: Path) -> None:  # noqa: ANN401
    titles = ["=1+1", "a;=b", 'plain "q"', "＝x", "\u115f=1"]
    notices = [{"title": title, "date": f"2025-01-0{9 - at}"} for at, title in enumerate(titles)]
    cdetrack("ingest", "-", stdin=json.dumps(notices))
    cdetrack("export", "html", tmp_path / "page.html")
    opened = visit(browser, tmp_path / "page.html")
    with opened.page.expect_download() as download:
        opened.page.locator("#csv").click()
    download.value.save_as(tmp_path / "notices.csv")
    rows = csv.DictReader(io.StringIO((tmp_path / "notices.csv").read_text(encoding="utf-8-sig")))
    assert [row["title"] for row in rows] == ["'=1+1", "a;'=b", 'plain "q"', "'＝x", "'\u115f=1"]
    opened.page.context.close()


def test_what_is_new_since_the_last_visit_is_marked(browser: Any, cdetrack: Program, tmp_path: Path) -> None:  # noqa: ANN401
    def exported(now: str, *notices: dict[str, Any]) -> Reply:
        cache = Cache(cdetrack.cache, now=lambda: datetime.fromisoformat(now))
        listing = tmp_path / "listing.json"
        listing.write_text(json.dumps(notices), encoding="utf-8")
        cache.ingest(listing)
        cache.export("html", tmp_path / "page.html")
        return Reply(
            headers={"Content-Type": "text/html", "Cache-Control": "no-store"},
            body=(tmp_path / "page.html").read_bytes(),
        )

    # Chromium 156 forgot the storage of a page on a disk in 3 of 100 reloads, and of a served one in none of 280.
    with Replica() as site:
        site.files["/page.html"] = exported("2025-11-20T00:00:00Z", *NOTICES[:2])
        opened = visit(browser, site.url("page.html"))
        page = opened.page
        assert page.locator("#new").is_hidden(), "on a first visit, all would be new"
        site.files["/page.html"] = exported("2025-11-22T00:00:00Z", *NOTICES[:3])
        for hours, shown in ((2, 1), (2.5, 1), (5, 0)):
            page.clock.set_fixed_time(NOW + timedelta(hours=hours))
            page.reload()
            assert page.locator(".tag.fresh").count() == shown, f"after {hours} hours"
            if shown:
                page.locator("#new").click()
                assert opened.titles() == [DRAFT]
                page.locator("#clear").click()
        assert opened.complaints == []
        page.context.close()


def test_days_products_and_kinds_of_relations_are_shown(browser: Any, cdetrack: Program, tmp_path: Path) -> None:  # noqa: ANN401
    rows = {
        "code": 200,
        "data": {
            "records": [
                {"acceptid": "CXHS2500001", "drgnamecn": "甲片", "company": "乙公司", "noticeDate": "20251120",
                 "endNoticeDate": "20251127", "pridCODE": "1"},
            ]
        },
    }  # fmt: skip
    cdetrack("ingest", "-", "--source", "cde/priority-review", stdin=json.dumps(rows))
    cdetrack("ingest", "-", stdin=json.dumps(NOTICES[:2]))
    cdetrack("export", "html", tmp_path / "page.html")
    opened = visit(browser, tmp_path / "page.html")
    page = opened.page
    assert "Publicity ends" in page.locator("#days").text_content()
    page.locator("#q").fill("乙公司")
    assert opened.titles() == ["甲片"]
    page.locator("#rows .toggle").click()
    facts = page.locator("#rows .facts").text_content()
    assert "乙公司" in facts
    assert "CXHS2500001" in facts
    page.locator("#q").fill("policy")
    page.locator("#rows .toggle").click()
    assert "interprets" in page.locator("#rows .others").text_content()
    assert opened.complaints == []
    page.context.close()
