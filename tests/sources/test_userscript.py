"""The userscript in a real browser, on replicas of the sites: one click saves the lists, and asks the site nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from support.chromium import chromium
from support.paths import SRC
from support.program import Program

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.slow

FORM = "pageNum=1&pageSize=20&searchTitle=&isFbtg=1&classid=2853510d929253719601db17b8a9fd81&issueDate1=&issueDate2="
RECORDS = [
    {"title": f"关于发布《儿童药物研发指导原则{n}》的通告", "issueDate": f"202511{n:02}", "zdyzIdCODE": f"abc{n}"}
    for n in range(1, 6)
]
BY_REQUEST = """<!doctype html><meta charset=utf-8><title>CDE</title><ul id=list></ul><script>
const shown = (data) => data.records.forEach((each) => list.append(Object.assign(
  document.createElement("li"), {textContent: each.title})));
const ask = new XMLHttpRequest();
ask.open("POST", "/zdyz/getDomesticGuideList");
ask.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
ask.onload = () => shown(JSON.parse(ask.responseText).data);
ask.send("FORM");
</script>""".replace("FORM", FORM)
BY_FETCH = """<!doctype html><meta charset=utf-8><title>CDE</title><ul id=list></ul><script>
fetch("/zdyz/getDomesticGuideList", {method: "POST", body: new URLSearchParams("FORM")})
  .then((answer) => answer.json()).then(({data}) => data.records.forEach((each) => list.append(Object.assign(
    document.createElement("li"), {textContent: each.title}))));
</script>""".replace("FORM", FORM)
ENTRIES = "".join(
    f'<li><a href="/xxgk/ggtg/2026090{n}.html">国家药监局关于第{n}号药品的公告</a><span>(2026-09-0{n})</span></li>'
    for n in (3, 2, 1)
)
IN_THE_PAGE = (
    f'<!doctype html><meta charset=utf-8><title>国家药品监督管理局</title><div class="list"><ul>{ENTRIES}</ul></div>'
)


class Site:
    """A replica that notes what it is asked."""

    def __init__(self) -> None:
        self.page = ""
        self.requests: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def reply(self, content: bytes, kind: str) -> None:
                site.requests.append(f"{self.command} {self.path}")
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_GET(self) -> None:
                self.reply(site.page.encode(), "text/html; charset=utf-8")

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                data = {"records": RECORDS, "total": 5, "pages": 1, "current": 1}
                self.reply(json.dumps({"code": 200, "data": data}).encode(), "application/json")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def tab(site: Site) -> Iterator[Any]:
    hosts = ", ".join(
        f"MAP {host} 127.0.0.1:{site.server.server_port}" for host in ("www.cde.org.cn", "www.nmpa.gov.cn")
    )
    with chromium(f"--host-resolver-rules={hosts}") as browser:
        context = browser.new_context(accept_downloads=True)
        context.add_init_script(path=SRC / "cdetrack" / "sources" / "userscript.js")
        yield context.new_page()


def saved(tab: Any, path: Path) -> Path:  # noqa: ANN401 - Playwright's own
    """Click the button, and return the file."""
    with tab.expect_download() as download:
        tab.click("#cdetrack-save")
    file = path / str(download.value.suggested_filename)
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("page", [BY_REQUEST, BY_FETCH], ids=["XMLHttpRequest", "fetch"])
def test_a_list_that_the_page_has_received_is_saved_by_one_click(
    cdetrack: Program,
    site: Site,
    tab: Any,  # noqa: ANN401 - Playwright's own
    tmp_path: Path,
    page: str,
) -> None:
    site.page = page
    tab.goto("http://www.cde.org.cn/main/xxgk/listpage/x")
    tab.wait_for_selector("li")
    playwright.expect(tab.locator("#cdetrack-save")).to_contain_text("1 answer")
    before = [each for each in site.requests if "favicon" not in each]
    file = saved(tab, tmp_path)
    assert file.suffix == ".har"
    assert [each for each in site.requests if "favicon" not in each] == before, "it asks the site for nothing"
    har = json.loads(file.read_text(encoding="utf-8"))
    assert [entry["request"]["headers"] for entry in har["log"]["entries"]] == [[]]
    assert cdetrack("ingest", file).code == 0
    found = cdetrack("list", "--json").json()
    assert len(found) == 5
    assert {tuple(each["sources"]) for each in found} == {("cde/guidance",)}


def test_a_list_in_the_page_itself_is_saved_without_the_button(
    cdetrack: Program,
    site: Site,
    tab: Any,  # noqa: ANN401 - Playwright's own
    tmp_path: Path,
) -> None:
    site.page = IN_THE_PAGE
    tab.goto("http://www.nmpa.gov.cn/xxgk/ggtg/index.html")
    file = saved(tab, tmp_path)
    assert "cdetrack-save" not in file.read_text(encoding="utf-8")
    assert cdetrack("ingest", file).code == 0
    found = cdetrack("list", "--json").json()
    assert [each["date"] for each in found] == ["2026-09-03", "2026-09-02", "2026-09-01"]
    assert {tuple(each["sources"]) for each in found} == {("nmpa-cn/announcements",)}
