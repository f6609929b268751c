"""The page that compares two documents: its text, then in a real browser its layouts, accessibility and attacks."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from cdetrack.documents.clause_changes import compare_texts
from cdetrack.documents.document_text import DocumentText
from cdetrack.query.document_comparison import DocumentComparison
from cdetrack.render.clauses_markdown import document_markdown
from cdetrack.render.clauses_terminal import document_view
from cdetrack.render.document_page import document_page
from cdetrack.render.style import Terminal
from support.golden import drawn, expect
from support.notices import notice
from support.paths import DATA

EXPECTED = DATA / "render"
HOSTILE = (
    "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 2'> <b>&amp;</b> ${1} \x1b[31m"
)


def comparison(old: str, new: str, title: str = "真实世界数据支持药品注册管理规定") -> DocumentComparison:
    url = "https://www.example.org/1"
    before = notice(
        f"{title}（征求意见稿）", id="aaaa00000001", date=date(2024, 3, 1), url="javascript:window.harmed=3"
    )
    after = notice(title, id="bbbb00000002", date=date(2024, 12, 20), url=url)
    texts = DocumentText(before, old, f"{title}（征求意见稿）.pdf"), DocumentText(after, new, None)
    return DocumentComparison(before, after, *texts, compare_texts(old, new))


def text(name: str) -> str:
    return (DATA / "documents" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def provisions() -> DocumentComparison:
    return comparison(text("provisions-draft"), text("provisions-final"))


@pytest.fixture(scope="module")
def hostile() -> DocumentComparison:
    return comparison(
        f"第一条 {HOSTILE}\n第二条 乙。", f"第一条 {HOSTILE} more\n第二条 {HOSTILE}\n第三条 乙。", HOSTILE
    )


def test_the_page_is_as_it_was_reviewed(provisions: DocumentComparison) -> None:
    shown = "".join(document_page(provisions))
    # The style and the script are parts of the page in files of their own.
    shown = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", shown, flags=re.DOTALL)
    expect(EXPECTED / "document.html", re.sub(r"sha256-[^']+", "sha256-…", shown))


@pytest.mark.parametrize("width", [50, 80, 200])
def test_the_view_is_as_it_was_reviewed(provisions: DocumentComparison, width: int) -> None:
    shown = drawn(document_view(provisions, Terminal(width, colour=False)), width)
    assert max(map(cell_len, shown.splitlines())) <= width
    expect(EXPECTED / f"document-{width}.txt", shown)


def test_the_colours_are_as_they_were_reviewed(provisions: DocumentComparison) -> None:
    expect(EXPECTED / "document-80.ansi", drawn(document_view(provisions, Terminal(80)), 80, colour=True))


def test_the_markdown_is_as_it_was_reviewed(provisions: DocumentComparison) -> None:
    expect(EXPECTED / "document.md", "".join(f"{line}\n" for line in document_markdown(provisions)))


def test_page_text_is_data(hostile: DocumentComparison) -> None:
    page = "".join(document_page(hostile))
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "javascript:" not in page
    assert "\x1b" not in page
    assert "\x1b" not in drawn(document_view(hostile, Terminal(80, colour=False)), 80)
    assert "<img" not in "\n".join(document_markdown(hostile))


def visit(browser: Any, file: Path, found: DocumentComparison, **context: Any) -> Any:  # noqa: ANN401 - Playwright's own
    file.write_text("".join(document_page(found)), encoding="utf-8")
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context}).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    assert complaints == []
    assert page.evaluate("window.harmed") is None
    return page


@pytest.mark.slow
def test_both_layouts_and_the_keys(browser: Any, provisions: DocumentComparison, tmp_path: Path) -> None:  # noqa: ANN401
    page = visit(browser, tmp_path / "page.html", provisions)
    changed = page.locator(".clause", has_text="起施行").first
    old, new = (changed.locator(".side > div").nth(each) for each in (0, 1))
    assert (old.inner_text(), new.inner_text()) == ("本规定自2024年9月1日起施行。", "本规定自2025年1月1日起施行。")
    assert old.bounding_box()["x"] + old.bounding_box()["width"] <= new.bounding_box()["x"]
    assert not changed.locator(".inline").is_visible()
    page.get_by_label("one column").check()
    assert changed.locator(".inline").is_visible()
    assert not old.is_visible()
    page.get_by_label("one column").press("ArrowLeft")
    assert old.is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert changed.locator(".inline").is_visible()
    assert not old.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert "第一条" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("p")
    assert "真实世界数据支持药品注册管理规定" in page.evaluate("document.activeElement.innerText")
    page.locator("#all").press("Enter")
    assert page.locator("details.run[open]").count() == page.locator("details.run").count() > 0
    page.emulate_media(media="print")
    assert old.is_visible()
    assert not page.locator(".view").is_visible()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Any,  # noqa: ANN401 - Playwright's own
    provisions: DocumentComparison,
    tmp_path: Path,
    scheme: str,
    width: int,
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    viewport = {"width": width, "height": 900}
    page = visit(browser, tmp_path / "page.html", provisions, color_scheme=scheme, viewport=viewport)
    page.locator("#all").click()
    page.locator(".index summary").click()
    found = axe.Axe().run(page)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []


@pytest.mark.slow
def test_attacks_do_nothing(browser: Any, hostile: DocumentComparison, tmp_path: Path) -> None:  # noqa: ANN401
    page = visit(browser, tmp_path / "page.html", hostile)
    page.locator("#all").click()
    assert page.evaluate("window.harmed") is None
