"""Every kind of source by the real program: mirrors, several hosts, CDE lists, Chinese lists, any page; `status`."""

import threading
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from cdetrack.errors import BugError, FetchError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.policy import FetchPolicy
from cdetrack.look import recording, rounds
from cdetrack.look.outcome import Outcome
from cdetrack.look.recording import record_visit
from cdetrack.look.visit import Visit, Visitor
from cdetrack.meaning.rules import Rules
from cdetrack.model.jsonform import timestamp
from cdetrack.model.record import Look
from cdetrack.sources import SOURCES, Source
from cdetrack.store.state_file import load_state
from cdetrack.store.store import Store
from support.live import Live
from support.looks import NOW
from support.paths import PAGES
from support.replica import Item, Reply, Request, challenge, changed, items, status

DATABASE = urlsplit(SOURCES["cde/database"].url).path
NEW = Item(title="NMPA Announcement on a New Matter ([2026] No. 7)", date="2026-02-03", article="1300007")


def visitor(live: Live) -> Visitor:
    """Return a visitor that does not wait."""
    fetch = live.stack.enter_context(Fetch(FetchPolicy(interval=0, retries=0), sleep=lambda _: None, clock=lambda: 0.0))
    return Visitor(get=fetch.get, store=Store(live.cache, Rules()), now=NOW)


def test_the_mirror_is_asked_when_the_main_host_fails(live: Live) -> None:
    mirror = live.another(prefix="/nmpa")
    mirror.sections = live.site.sections
    mirror.validators = True
    source = replace(SOURCES["nmpa/drugs"], url=live.site.url("drugs.html"), mirror=mirror.url("drugs.html"))
    live.site.fault("/drugs_2.html", status(503))
    [outcome] = rounds.fetch(visitor(live), [source])
    assert outcome.failure is None
    assert isinstance(outcome.mirrored, FetchError)
    assert outcome.notices == 15
    assert live.site.paths(robots=False) == ["/drugs.html", "/drugs_2.html"]
    assert mirror.paths(robots=False) == ["/nmpa/drugs_2.html", "/nmpa/drugs_3.html", "/nmpa/drugs.html"]
    # The mirror's validators do not apply to the main host.
    assert live.state()["etag"] is None


def test_what_the_main_host_calls_its_page_is_not_asked_of_the_mirror(live: Live) -> None:
    """A mirror that takes it for its own would say that nothing has changed."""
    mirror = live.another(prefix="/nmpa")
    mirror.sections["drugs"] = [NEW, *items(15)]
    live.site.validators = mirror.validators = mirror.stuck = True
    source = replace(SOURCES["nmpa/drugs"], url=live.site.url("drugs.html"), mirror=mirror.url("drugs.html"))
    list(rounds.fetch(visitor(live), [source]))
    live.site.fault("*", status(503))
    [outcome] = rounds.fetch(visitor(live), [source])
    assert (outcome.failure, outcome.count("added")) == (None, 1)


def test_a_mirror_that_lags_withdraws_nothing(live: Live) -> None:
    mirror = live.another(prefix="/nmpa")
    mirror.sections["drugs"] = items(15)
    del mirror.sections["drugs"][3]
    source = replace(SOURCES["nmpa/drugs"], url=live.site.url("drugs.html"), mirror=mirror.url("drugs.html"))
    list(rounds.fetch(visitor(live), [source]))
    live.site.fault("*", status(503))
    looking = replace(visitor(live), full=True)
    for _ in range(3):
        [outcome] = rounds.fetch(looking, [source])
        assert outcome.failure is None
        assert outcome.notices == 14
    assert live.titles("--withdrawn") == []


def test_when_both_hosts_fail_both_are_told(live: Live) -> None:
    source = replace(
        SOURCES["nmpa/drugs"], url=live.site.url("nowhere.html"), mirror=live.another().url("nothing.html")
    )
    [outcome] = rounds.fetch(visitor(live), [source])
    assert outcome.failure is not None
    assert outcome.failure.exit_code == 4
    assert "nowhere.html` answered 404" in outcome.failure.message
    assert "the mirror: `" in outcome.failure.message


def test_a_bug_while_a_visit_is_recorded_fails_only_its_source(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    good = replace(SOURCES["nmpa/drugs"], url=live.site.url("drugs.html"), mirror=None)
    live.site.sections["news"] = items(3, first=1000000)
    bad = replace(SOURCES["nmpa/news"], url=live.site.url("news.html"), mirror=None)

    def stumble(visitor: Visitor, visit: Visit, look: Look) -> Outcome:
        if visit.plan.source == bad:
            raise ZeroDivisionError("no divisor")
        return record_visit(visitor, visit, look)

    monkeypatch.setattr(recording, "record_visit", stumble)
    failed, recorded = rounds.fetch(visitor(live), [bad, good])
    assert isinstance(failed.failure, BugError)
    assert "no divisor" in failed.failure.message
    assert (recorded.failure, recorded.notices) == (None, 15)


def test_sources_without_news_are_saved_once_for_a_round_and_also_if_it_breaks_off(live: Live) -> None:
    """The state of a hundred sources takes 10 ms to save."""
    names = [f"example/{number}" for number in range(4)]
    live.site.validators = True
    live.site.sections |= {f"{name}/list": items(3, first=int(name[-1]) * 1000 + 1000) for name in names}
    listed = [Source(name=name, kind="generic", url=live.site.url(f"{name}/list.html")) for name in names]
    list(rounds.fetch(visitor(live), listed))
    store, later = Store(live.cache, Rules()), NOW + timedelta(hours=1)
    at_first = set(last_looks(store))
    outcomes = []
    for outcome in rounds.fetch(replace(visitor(live), now=later), listed):
        outcomes.append(outcome.failure)
        assert set(last_looks(store)) == at_first
    assert outcomes == [None] * 4
    assert set(last_looks(store)) == {timestamp(later)}

    broken_off = iter(rounds.fetch(replace(visitor(live), now=later + timedelta(hours=1)), listed))
    next(broken_off)
    next(broken_off)
    del broken_off
    assert sorted(last_looks(store)) == sorted([timestamp(later)] * 2 + [timestamp(later + timedelta(hours=1))] * 2)


def last_looks(store: Store) -> list[str]:
    return [str(source.last_look) for source in load_state(store.folder).sources.values()]


def test_hosts_are_visited_side_by_side_and_each_gets_one_request_at_a_time(live: Live) -> None:
    other = live.another()
    other.sections |= {name: items(9, first=at * 1000000) for at, name in enumerate(("news", "policies"), 3)}
    meeting = threading.Barrier(2, timeout=20)
    met: list[str] = []

    def meet(request: Request) -> None:
        # Each host waits until both have been asked for a listing.
        if request.path in {"/drugs.html", "/news.html"} and request.path not in met:
            met.append(request.path)
            meeting.wait()

    live.site.before.append(meet)
    other.before.append(meet)
    urls = {f"nmpa/{name}": other.url(f"{name}.html") for name in ("news", "policies")}
    live.point({"nmpa/drugs": live.site.url("drugs.html"), **urls})
    assert live("fetch").code == 0
    assert not meeting.broken
    assert (live.site.most_at_once, other.most_at_once) == (1, 1)
    assert len(live.titles()) == 33


def cde_records(count: int, *, field: str = "zdyzIdCODE", first: int = 1) -> list[dict[str, str]]:
    return [
        {"title": f"化学药品研究技术指导原则之{number}", "issueDate": "20260203", field: f"{number:032x}"}
        for number in range(first, first + count)
    ]


def test_a_cde_list_is_asked_for_page_by_page_with_its_form(live: Live) -> None:
    source = SOURCES["cde/guidance"]
    path = urlsplit(source.url).path
    live.site.cde[path] = cde_records(45)
    live.point({"cde/guidance": live.site.url(path)})
    done = live("fetch")
    assert (done.code, "45 notices" in done.err) == (0, True)
    asked = [request for request in live.site.requests if request.path == path]
    assert [request.method for request in asked] == ["POST"] * 4
    assert [request.form["pageNum"] for request in asked] == ["1", "2", "3", "1"]
    assert {request.form["pageSize"] for request in asked} == {"20"}
    assert all(dict(source.form or {}).items() <= dict(request.form).items() for request in asked)
    [shown] = live("show", f"{7:032x}", "--json").json()["sources"]
    assert shown == "cde/guidance"
    live.asked()
    live.site.cde[path][:0] = [{"title": "新的指导原则", "issueDate": "20260303", "zdyzIdCODE": "f" * 32}]
    assert "1 new" in live("fetch").err
    assert live.asked() == [path, path]


def test_the_three_parts_of_the_cde_database_are_one_source(live: Live) -> None:
    parts = {"化学药": 3, "生物制品": 25, "中药": 2}

    def choose(request: Request) -> None:
        if name := request.form.get("zyfl1"):
            first = 1 + 1000 * list(parts).index(name)
            live.site.cde[DATABASE] = cde_records(parts[name], first=first)

    live.site.before.append(choose)
    live.site.fault(DATABASE, status(503), after=2, times=1)
    live.point({"cde/database": live.site.url(DATABASE)})
    failed = live("fetch")
    assert failed.code == 4
    assert "2 pages read and saved" in failed.err
    assert live.titles() == []
    live.asked()
    assert "first look, 30 notices" in live("fetch").err
    asked = [(request.form["zyfl1"], request.form["pageNum"]) for request in live.site.requests if request.form]
    assert asked == [("化学药", "1"), *(("生物制品", page) for page in "121"), ("中药", "1")]
    before = live.program.bytes()
    assert "nothing new" in live("fetch").err
    assert live.program.bytes() == before


def test_a_cde_list_behind_its_challenge_says_how_to_save_it(live: Live) -> None:
    path = urlsplit(SOURCES["cde/news"].url).path
    live.site.cde[path] = cde_records(3, field="newsIdCode")
    live.site.fault(path, challenge(202))
    live.point({"cde/news": live.site.url(path)})
    done = live("fetch")
    assert done.code == 4
    assert "Save all as HAR" in done.err
    assert "cdetrack ingest FILE" in done.err


def test_an_error_of_the_cde_is_no_empty_list(live: Live) -> None:
    path = urlsplit(SOURCES["cde/news"].url).path
    live.site.cde[path] = cde_records(3, field="newsIdCode")
    live.point({"cde/news": live.site.url(path)})
    assert live("fetch").code == 0
    before = live.program.bytes()
    for body in (b'{"code":500,"msg":"x","data":null}', b'{"code":200,"data":{"records":[],"total":0,"pages":0}}'):
        live.site.fault(path, changed(lambda _, body=body: body), times=1)  # type: ignore[misc]
        assert live("fetch", "--full").code == 5
    live.site.fault(path, changed(lambda page: page[:-40]), times=1)
    assert live("fetch", "--full").code in {4, 5}
    assert live.program.bytes() == before


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_chinese_list_is_read_to_its_last_page_although_it_has_no_pager(live: Live, encoding: str) -> None:
    live.site.encoding = encoding
    live.site.charset_in = "meta"
    listed = [
        replace(item, title=f"国家药监局关于第{number}号事项的公告（2026年第{number}号）")
        for number, item in enumerate(items(14), 1)
    ]
    live.site.chinese["xxgk/ggtg"] = listed
    live.point({"nmpa-cn/announcements": live.site.url("xxgk/ggtg/index.html")})
    done = live("fetch")
    assert (done.code, "14 notices" in done.err) == (0, True)
    pages = [f"/xxgk/ggtg/index{page}.html" for page in ("", "_1", "_2", "_3")]
    assert live.asked() == pages
    assert set(live.titles()) == {item.title for item in listed}
    assert live("fetch").code == 0
    assert live.asked() == pages[:1]
    live.site.fault(pages[1], status(404))
    before = live.program.bytes()
    for _ in range(3):
        live("fetch", "--full")
    # Where no pager says how long it is, a page that is missing looks like the end: no evidence of absence.
    assert live.program.bytes() == before


def test_entries_that_share_an_own_page_keep_their_own_words(live: Live) -> None:
    first, second = (replace(items(1)[0], title=f"国家药监局关于{part}的公告") for part in ("第一部分", "第二部分"))
    live.site.chinese["xxgk/ggtg"] = [first, second]
    page = (PAGES / "nmpa-chinese-detail.html").read_bytes()
    own = f"/xxgk/ggtg/{first.date.replace('-', '')}{first.article}.html"
    live.site.files[own] = Reply(headers={"Content-Type": "text/html; charset=utf-8"}, body=page)
    live.point({"nmpa-cn/announcements": live.site.url("xxgk/ggtg/index.html")})
    assert live("fetch", "--details").code == 0
    assert live.asked()[-1] == own
    shown = live("list", "--json").json()
    assert [each["title"] for each in shown] == [first.title, second.title]
    assert all(live("show", each["id"], "--json").json()["body"] for each in shown)


GENERIC = """<!DOCTYPE html><html><head><title>Announcements</title></head><body>
<nav><ul><li><a href="/about.html">About the agency</a></li><li><a href="/contact.html">Contact</a></li></ul></nav>
<main><h1>Announcements</h1>{rows}</main><footer><a href="/imprint.html">Imprint</a></footer></body></html>"""


def agency(*rows: tuple[str, str, str]) -> Reply:
    shown = "".join(
        f'<article><h3><a href="{href}">{title}</a></h3><time>{day}</time><p>What it is about, in a sentence.</p>'
        "</article>"
        for title, day, href in rows
    )
    return Reply(headers={"Content-Type": "text/html; charset=utf-8"}, body=GENERIC.format(rows=shown).encode())


ROWS = tuple((f"Recall of product number {n} from the market", f"2026-03-{n + 10}", f"/recalls/{n}") for n in range(9))


def test_any_page_of_dated_links_is_a_listing(live: Live) -> None:
    live.site.files["/recalls"] = agency(*ROWS)
    url = live.site.url("recalls?lang=en")
    tried = live("sources", "test", url)
    assert (tried.code, len(tried.out.splitlines())) == (0, 9)
    assert "nothing was kept" in tried.err
    assert not live.cache.exists()
    done = live("fetch", url)
    assert (done.code, "first look, 9 notices" in done.err) == (0, True)
    new = ("Recall of one more product from the market", "2026-04-01", "/recalls/9")
    live.site.files["/recalls"] = agency(new, *ROWS[1:])
    assert ": 1 new (9 notices read)" in live("fetch", url).err
    # It shows its newest only: entries that disappear are not withdrawn.
    for _ in range(2):
        live("fetch", "--full", url)
    assert live.titles("--withdrawn") == []
    assert live.titles()[0] == new[0]
    assert [row.split("\t")[0] for row in live("status").out.splitlines()] == [
        "nmpa/drugs",
        f"{urlsplit(url).netloc.replace(':', '-')}/recalls-lang-en",
    ]


def test_a_source_of_the_configuration_can_name_its_blocks(live: Live) -> None:
    live.site.files["/recalls"] = agency(*ROWS)
    live.point(
        {"agency/recalls": live.site.url("recalls")},
        more='[sources."agency/recalls".selectors]\nitem = "article"\ntitle = "h3"\ndate = "time"\n',
    )
    assert "first look, 9 notices" in live("fetch").err
    live.site.files["/recalls"] = Reply(body=b"<html><body><p>Nothing here.</p></body></html>")
    before = live.program.bytes()
    assert live("fetch", "--full").code == 5
    assert live.program.bytes() == before


def test_a_listing_that_is_recognised_is_walked_whatever_its_address(live: Live) -> None:
    live.site.sections["copy"] = items(13)
    url = live.site.url("copy.html")
    done = live("fetch", url)
    assert (done.code, "first look, 13 notices" in done.err) == (0, True)
    assert live.asked() == ["/copy.html", "/copy_2.html", "/copy_3.html", "/copy.html"]
    live.site.fault("/copy.html", changed(lambda page: page[: page.index(b'<div id="dis')]), times=1)
    assert live("fetch", url).code == 4


def test_a_page_that_is_no_listing_is_told(live: Live) -> None:
    live.site.files["/about"] = Reply(body=b"<html><body><h1>About</h1><p>We are an agency.</p></body></html>")
    assert live("fetch", live.site.url("about")).code == 5
    assert live("fetch", live.site.url(live.site.sections["drugs"][0].href)).code == 5
    assert live("fetch", "nmpa/drug").code == 3
    assert not live.program.history.exists()


def test_without_an_enabled_source_there_is_nothing_to_do(live: Live) -> None:
    live.point({})
    done = live("fetch")
    assert (done.code, done.out) == (0, "")
    assert "no source is enabled" in done.err


def test_status_tells_what_was_seen_and_what_fails(live: Live) -> None:
    assert live("fetch").code == 0
    [row] = live("status", "--json").json()
    assert (row["source"], row["notices"], row["newest"]) == ("nmpa/drugs", 15, live.site.sections["drugs"][0].date)
    assert row["last_look"] == row["last_success"]
    assert row["rhythm_days"] == 7
    assert row["silent"] is True
    assert (row["failing_since"], row["error"]) == (None, None)
    live.site.fault("*", status(503))
    assert live("fetch").code == 4
    [row] = live("status", "--json").json()
    assert "answered 503" in row["error"]
    assert row["failing_since"] == row["last_look"]
    assert live("status", "--exit-code").code == 0
    live.remember(failing_since="2020-01-01T00:00:00Z")
    assert live("status").code == 0
    assert live("status", "--exit-code").code == 4
    assert live("status", "--exit-code", "--after", "100y").code == 0
    live.point({"nmpa/news": live.site.url("news.html")})
    # A source that is off cannot be overdue.
    assert live("status", "--exit-code").code == 0


def test_a_source_that_has_just_shown_a_new_notice_is_not_silent_whatever_its_date(live: Live) -> None:
    live.site.sections["drugs"] = items(15)[1:6]
    live.point({"nmpa/drugs": live.site.url("drugs.html")}, more='[[watch]]\nname = "all"\nchannels = ["stdout"]\n')
    assert live("check").out == ""
    live.site.sections["drugs"] = items(15)[:6]
    told = live("check").out
    assert "all: 1 new" in told
    assert "silent" not in told
    [row] = live("status", "--json").json()
    assert (row["newest"], row["silent"]) == (items(15)[0].date, False)
    live.remember(last_new="2026-01-01T00:00:00Z")
    assert live("status", "--json").json()[0]["silent"] is True
    assert "sources: nmpa/drugs is silent" in live("check").out


def test_a_source_that_has_just_shown_what_another_had_listed_before_it_is_not_silent(live: Live) -> None:
    live.site.sections |= {"drugs": items(15)[:8], "news": items(15)[1:8]}
    live.point({f"nmpa/{name}": live.site.url(f"{name}.html") for name in ("drugs", "news")})

    def silent() -> bool:
        assert live("check").code == 0
        [row] = [row for row in live("status", "--json").json() if row["source"] == "nmpa/news"]
        return bool(row["silent"])

    # Its first look, which finds only what another source lists, is no sign of life.
    assert silent()
    assert live.state("nmpa/news")["last_new"] is None
    live.site.sections["news"] = items(15)[:8]
    assert not silent()
    live.remember("nmpa/news", last_new="2026-01-01T00:00:00Z")
    assert silent()


def test_an_unknown_kind_of_source_is_visited_as_what_it_turns_out_to_be(live: Live) -> None:
    source = Source(name="copy", url=live.site.url("drugs.html"), kind="generic")
    [outcome] = rounds.fetch(visitor(live), [source])
    assert outcome.notices == 15


def test_own_pages_of_any_site_are_read_also_on_another_host_with_its_manners(live: Live) -> None:
    """A carrier links to the issuer, whose robots.txt holds there; one that disallows it costs that page alone."""
    other = live.another()
    other.robots = "User-agent: *\nDisallow: /secret/"
    text = "<p>The agency informs that the product is recalled, since its label names another substance.</p>"
    for path in ("/r/9", "/secret/8"):
        other.files[path] = Reply(
            body=f"<html><body><ul class=menu><li><a href=/>Home</a></ul><h1>Recall of product {path[-1]}</h1>{text}"
            f"<p><a href=/f/label.pdf>The label (PDF)</a></p></body></html>".encode()
        )
    live.site.files["/recalls"] = agency(*ROWS)
    live.point({"example/news": live.site.url("recalls")})
    live("fetch")
    live.config.write_text(f"{live.config.read_text()}details = true\n")
    fresh = [(f"Recall of product {path[-1]}", "2026-04-02", other.url(path)) for path in ("/r/9", "/secret/8")]
    live.site.files["/recalls"] = agency(*fresh, *ROWS)
    done = live("fetch")
    assert done.code == 4
    assert "robots.txt` disallows it" in done.err
    assert other.paths() == ["/robots.txt", "/r/9"]
    [shown] = live("list", "--search", "product 9", "--json").json()
    whole = live("show", shown["id"], "--json").json()
    assert whole["body"].startswith("The agency informs that")
    assert whole["attachments"] == [{"name": "The label (PDF)", "url": other.url("f/label.pdf"), "type": "pdf"}]
