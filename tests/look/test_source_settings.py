"""The settings of a source: further pages, JSON, attributes, headers and forms; the same for live pages and files."""

import json
import re
from pathlib import Path

import pytest

from support.live import Live
from support.replica import Reply, redirect, status

HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json"}


def rows(*numbers: int) -> str:
    return "".join(
        f'<li><a href="/n/{n}">Inspection notice for site {n}</a> <span>2025-09-{n:02}</span></li>' for n in numbers
    )


def page(*numbers: int, pager: str = "") -> Reply:
    return Reply(headers=HTML, body=f"<html><body><main><ul>{rows(*numbers)}</ul>{pager}</main></body></html>".encode())


def answer(*numbers: int, following: str | None = None) -> Reply:
    results = [{"name": f"Inspection notice for site {n}", "on": f"2025-09-{n:02}", "to": f"n/{n}"} for n in numbers]
    return Reply(headers=JSON, body=json.dumps({"results": results, "next": following}).encode())


def configure(live: Live, **settings: object) -> None:
    """Make `ag/x` the only source."""
    lines = "".join(f"{key} = {value}\n" for key, value in settings.items())
    live.point({}, more=f'[sources."ag/x"]\nenabled = true\n{lines}')


# Further pages.


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="next" href="{}">Older</a>',
        '<a href="{}">Next</a>',
        '<p><b>1</b> <a href="{}">2</a> <a href="/news-3">3</a></p>',
        '<link rel="next" href="{}">',
    ],
)
def test_the_first_look_follows_links_to_further_pages(live: Live, link: str) -> None:
    configure(live, url=f'"{live.site.url("news")}"')
    live.site.files["/news"] = page(30, 29, 28, pager=link.format("/news-2"))
    live.site.files["/news-2"] = page(27, 26, 25, pager='<a rel="next" href="news-3">Older</a>')
    live.site.files["/news-3"] = page(24, 23)
    ran = live("fetch")
    assert (ran.code, ran.err) == (0, "ag/x: first look, 8 notices recorded as the baseline\n")
    assert live.asked() == ["/news", "/news-2", "/news-3"]


def test_a_later_look_reads_further_pages_only_while_they_have_news(live: Live) -> None:
    configure(live, url=f'"{live.site.url("news")}"')
    live.site.files["/news"] = page(20, 19, 18, pager='<a rel="next" href="/news-2">Older</a>')
    live.site.files["/news-2"] = page(17, 16, 15)
    live("fetch")
    live.asked()
    assert live("fetch").code == 0
    assert live.asked() == ["/news"]
    live.site.files["/news"] = page(23, 22, 21, pager='<a rel="next" href="/news-2">Older</a>')
    live.site.files["/news-2"] = page(20, 19, 18, pager='<a rel="next" href="/news-3">Older</a>')
    live.site.files["/news-3"] = page(17, 16, 15)
    assert live("fetch").code == 0
    assert live.asked() == ["/news", "/news-2"]
    assert len(live.titles()) == 9


def test_a_linked_page_that_is_not_there_is_told_and_does_not_stop_the_look(live: Live) -> None:
    configure(live, url=f'"{live.site.url("news")}"')
    live.site.files["/news"] = page(20, 19, 18, pager='<a rel="next" href="/gone">Older</a>')
    ran = live("fetch")
    assert (ran.code, len(live.titles())) == (0, 3)
    assert "page 2 is linked and cannot be read" in ran.err


def test_a_link_to_another_site_and_a_circle_are_not_followed(live: Live) -> None:
    configure(live, url=f'"{live.site.url("news")}"')
    live.site.files["/news"] = page(20, 19, 18, pager='<a rel="next" href="http://other.example/2">Older</a>')
    assert "the listing has further pages, which were not read" in live("fetch").err
    configure(live, url=f'"{live.site.url("round")}"')
    live.site.files["/round"] = page(12, 11, 10, pager='<a rel="next" href="/round-2">Older</a>')
    live.site.files["/round-2"] = page(9, 8, 7, pager='<a rel="next" href="/round">Older</a>')
    assert live("fetch").code == 0
    assert live.asked() == ["/news", "/round", "/round-2"]


def test_the_number_of_a_page_goes_where_the_address_says(live: Live) -> None:
    configure(live, url=f'"{live.site.url("list-{page}.html")}"')
    live.site.files["/list-1.html"] = page(20, 19, 18)
    live.site.files["/list-2.html"] = page(17, 16, 15)
    ran = live("fetch")
    assert (ran.code, len(live.titles())) == (0, 6), ran.err
    assert live.asked() == ["/list-1.html", "/list-2.html", "/list-3.html"]


def test_an_unfinished_first_look_resumes_behind_the_pages_that_it_has(live: Live) -> None:
    configure(live, url=f'"{live.site.url("news")}"')
    live.site.files["/news"] = page(30, 29, 28, pager='<a rel="next" href="/news-2">Older</a>')
    live.site.files["/news-2"] = page(27, 26, 25, pager='<a rel="next" href="/news-3">Older</a>')
    live.site.files["/news-3"] = page(24, 23)
    live.site.fault("/news-3", status(500), times=1)
    assert live("fetch").code == 4
    live.asked()
    ran = live("fetch")
    assert (ran.code, len(live.titles())) == (0, 8), ran.err
    assert live.asked() == ["/news-2", "/news-3"]


def test_a_first_look_by_other_settings_begins_anew(live: Live) -> None:
    """Half of its entries would be read by the old settings, and stay so."""
    mapping = '{ items = "results", title = "name", date = "on", link = "to", next = "next" }'
    configure(live, url=f'"{live.site.url("api")}"', json=mapping)
    live.site.files["/api"] = answer(9, 8, following="api-2")
    live.site.files["/api-2"] = answer(7)
    live.site.fault("/api-2", status(500), times=1)
    assert "the next fetch resumes there" in live("fetch").err
    live.asked()
    configure(live, url=f'"{live.site.url("api")}"', json=mapping.replace('"name"', '"to"'))
    assert live("fetch").code == 0
    assert live.asked() == ["/api", "/api-2"]
    assert live.titles() == ["n/9", "n/8", "n/7"]


# JSON.

MAPPING = (
    '{ items = "results", title = ["title", "name"], date = "on", link = "to", '
    'base = "https://a.example", next = "next" }'
)


def test_a_json_listing_is_read_by_its_mapping_and_by_its_next_page(live: Live) -> None:
    configure(live, url=f'"{live.site.url("api")}"', json=MAPPING)
    live.site.files["/api"] = answer(9, 8, following=live.site.url("api-2"))
    live.site.files["/api-2"] = answer(7)
    ran = live("fetch")
    assert ran.code == 0, ran.err
    found = live("list", "--json").json()
    assert [(each["date"], each["url"]) for each in found] == [
        ("2025-09-09", "https://a.example/n/9"),
        ("2025-09-08", "https://a.example/n/8"),
        ("2025-09-07", "https://a.example/n/7"),
    ]


def test_the_mapping_holds_for_a_saved_file_of_the_source(live: Live, tmp_path: Path) -> None:
    configure(live, url='"https://a.example/api"', json=MAPPING)
    saved = tmp_path / "saved.json"
    saved.write_bytes(answer(9, 8).body)
    assert live("ingest", saved, "--source", "ag/x").code == 0
    assert len(live.titles()) == 2
    shown = live("sources", "test", saved, "--source", "ag/x", "--json")
    assert [each["url"] for each in shown.json()] == ["https://a.example/n/9", "https://a.example/n/8"]
    by_url = live("sources", "test", saved, "--url", "https://a.example/api", "--json")
    assert [each["url"] for each in by_url.json()] == [each["url"] for each in shown.json()]


def test_days_to_act_by_come_from_their_fields_and_a_new_one_is_a_change(live: Live) -> None:
    mapping = '{ items = "", title = "t", date = "d", comments_due = "closes", effective = "starts" }'
    configure(live, url=f'"{live.site.url("api")}"', json=mapping)

    def rule(closes: str) -> Reply:
        row = {"t": "Rule on batteries", "d": "2025-09-05", "closes": closes, "starts": "2026-01-01"}
        return Reply(headers=JSON, body=json.dumps([row]).encode())

    live.site.files["/api"] = rule("2025-10-05")
    assert live("fetch").code == 0
    [before] = live("list", "--json").json()
    assert (before["comments_due"], before["effective"]) == ("2025-10-05", "2026-01-01")
    live.site.files["/api"] = rule("2025-11-05")
    assert "1 changed" in live("fetch").err
    [after] = live("list", "--json").json()
    assert (after["id"], after["comments_due"]) == (before["id"], "2025-11-05")
    assert live("doctor").code == 0


# Selectors, headers, forms.


def test_an_attribute_can_be_the_title_the_date_and_the_link(live: Live, tmp_path: Path) -> None:
    body = "".join(
        f'<div class="n" data-to="/n/{n}">'
        f'<a href="#" title="Notice on the whole matter {n}&lt;br/&gt;and more">Notice on…</a>'
        f'<time datetime="2025-09-0{n}T10:00">yesterday</time></div>'
        for n in (3, 2, 1)
    )
    selectors = '{ item = "div.n", title = "a@title", link = "@data-to", date = "time@datetime" }'
    configure(live, url='"https://a.example/news"', selectors=selectors)
    saved = tmp_path / "saved.html"
    saved.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    ran = live("ingest", saved, "--url", "https://a.example/news", "--source", "ag/x")
    assert ran.code == 0, ran.err
    first = live("list", "--json").json()[0]
    assert first["title"] == "Notice on the whole matter 3 and more"
    assert (first["date"], first["url"]) == ("2025-09-03", "https://a.example/n/3")


def test_headers_and_a_form_go_to_the_source_and_headers_to_no_other_host(live: Live) -> None:
    other = live.another()
    other.files["/there"] = page(3, 2, 1)
    configure(
        live, url=f'"{live.site.url("news")}"', headers='{ "X-Key" = "secret" }', form='{ q = "notice", p = "{page}" }'
    )
    live.site.files["/news"] = page(9, 8, 7)
    live.site.files["/there"] = page(9, 8, 7)
    assert live("fetch").code == 0
    asked = [each for each in live.site.requests if each.path == "/news"]
    assert (asked[0].method, asked[0].form, asked[0].headers["x-key"]) == ("POST", {"q": "notice", "p": "1"}, "secret")
    live.site.fault("/news", redirect(other.url("there")))
    live("fetch", "--accept")
    assert all("x-key" not in each.headers for each in other.requests)
    assert "/there" in [each.path for each in other.requests]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"json": "{ items = 3 }"}, "`items` is a path"),
        ({"json": '{ title = "a..b" }'}, "`a..b` is not a path"),
        ({"json": '{ name = "title" }'}, 'there is no setting `sources."ag/x".json.name`'),
        ({"json": '{ base = "a.example" }'}, "`a.example` is not a link"),
        ({"headers": '{ "X-Key" = 3 }'}, "line 19: `X-Key` must be a text"),
    ],
)
def test_a_mistake_is_told_with_what_is_accepted(live: Live, settings: dict[str, str], words: str) -> None:
    configure(live, url='"https://a.example/api"', **settings)
    ran = live("list")
    assert (ran.code, words in ran.err) == (7, True), ran.err


@pytest.mark.parametrize("form", ["html", "json"])
def test_further_pages_on_another_site_are_told_and_listed_by_status(live: Live, form: str) -> None:
    mapping = 'json = { items = "results", title = "name", date = "on", link = "to", next = "next" }\n'
    more = f'[sources."ag/x"]\nurl = "{live.site.url("news")}"\n{mapping if form == "json" else ""}'
    live.point({}, more=more)
    away = live.site.url("news-2").replace("127.0.0.1", "localhost")

    def publish(following: str | None) -> None:
        link = f'<a rel="next" href="{following}">Next</a>' if following else ""
        live.site.files["/news"] = page(20, 19, pager=link) if form == "html" else answer(20, 19, following=following)

    def listed() -> bool:
        [row] = [row for row in live("status", "--json").json() if row["source"] == "ag/x"]
        shown = live("status", "--format", "table").out
        return bool(row["further_pages"]) and "with further pages that cdetrack does not read: ag/x" in shown

    publish(away)
    assert "the listing has further pages, which were not read" in live("fetch").err
    assert listed()
    for full in ((), ("--full",)):
        assert live("fetch", *full).code == 0
        assert listed()
    publish(None)
    assert live("fetch", "--full").code == 0
    assert not listed()


# Rows that the source leaves out.


@pytest.fixture(params=["{page}", "next"])
def paging(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def answers(live: Live, paging: str, *pages: tuple[str, tuple[int, ...]]) -> None:
    """Publish pages of rows, each of one type; the source `ag/x` wants those of the type `notice`."""
    mapping = 'items = "rows", title = "name", date = "on", link = "to", next = "next", where = { type = "notice" }'
    first = live.site.url("list-{page}" if paging == "{page}" else "list-1")
    configure(live, url=f'"{first}"', json=f"{{ {mapping} }}")
    live.site.files.clear()
    for number, (kind, days) in enumerate(pages, start=1):
        rows = [{"type": kind, "name": f"On site {n}", "on": f"2025-09-{n:02}", "to": f"/n/{n}"} for n in days]
        following = f"/list-{number + 1}" if paging == "next" and number < len(pages) else None
        body = json.dumps({"rows": rows, "next": following}).encode()
        live.site.files[f"/list-{number}"] = Reply(headers=JSON, body=body)


def test_a_page_of_rows_that_are_left_out_does_not_end_the_listing(live: Live, paging: str) -> None:
    answers(live, paging, ("rule", (29, 28)), ("notice", (27, 26)), ("rule", (25, 24)), ("notice", (23,)))
    ran = live("fetch")
    assert (ran.code, ran.err) == (0, "ag/x: first look, 3 notices recorded as the baseline\n")
    assert live.asked()[:4] == [f"/list-{number}" for number in range(1, 5)]
    answers(live, paging, ("rule", (31, 30)), ("notice", (29, 28)), ("rule", (28,)), ("notice", (27, 26)), ("rule", ()))
    assert "ag/x: 2 new" in live("fetch").err, "a later look reads on behind such pages, too"
    assert live.asked() == [f"/list-{number}" for number in range(1, 5)]


def test_a_listing_of_rows_that_are_all_left_out_is_an_error(live: Live, paging: str) -> None:
    answers(live, paging, ("rule", (29, 28)), ("rule", (27, 26)))
    ran = live("fetch")
    assert ran.code == 5
    assert "list-1 holds no notices: none of 2 rows matches `where`" in ran.err
    assert "saved" not in ran.err
    answers(live, paging, ("notice", (30,)), ("rule", (29, 28)))
    assert live("fetch").err == "ag/x: first look, 1 notice recorded as the baseline\n", "page 1 is read again"


def test_a_site_that_repeats_its_last_page_of_left_out_rows_for_ever_has_ended(live: Live) -> None:
    answers(live, "{page}", ("notice", (29, 28)), ("rule", (27, 26)))
    live.site.files["/list-3"] = live.site.files["/list-2"]
    ran = live("fetch")
    assert (ran.code, live.asked()) == (0, ["/list-1", "/list-2", "/list-3"]), ran.err


def test_a_site_without_end_is_not_read_for_ever_for_a_row_that_is_wanted(live: Live) -> None:
    answers(live, "{page}", ("notice", (29,)))
    for number in range(2, 130):
        rows = [{"type": "rule", "name": f"On site {number}", "on": "2025-08-01"}]
        live.site.files[f"/list-{number}"] = Reply(headers=JSON, body=json.dumps({"rows": rows}).encode())
    ran = live("fetch")
    assert (ran.code, len(live.asked())) == (0, 101), ran.err
    assert "further pages, which were not read" in ran.err
    assert "1 notice recorded" in ran.err


def test_an_unfinished_first_look_goes_on_behind_a_page_of_left_out_rows(live: Live, paging: str) -> None:
    answers(live, paging, ("notice", (29, 28)), ("rule", (27, 26)), ("notice", (25,)))
    live.site.fault("/list-3", status(503), times=1)
    ran = live("fetch")
    assert (ran.code, "2 pages read and saved" in ran.err) == (4, True), ran.err
    live.asked()
    assert live("fetch").err == "ag/x: first look, 3 notices recorded as the baseline\n"
    assert live.asked()[:2] == ["/list-2", "/list-3"]


# A source whose further pages were never read.


def why_not_told(live: Live, link: str) -> str:
    """Return why a watch that heard of everything from the start was not told of the notice with this link."""
    reason: str = live("show", live.site.url(link), "--why", "--json").json()["why"]["watch all"]
    return reason


def test_the_first_look_that_follows_links_takes_what_stands_behind_a_known_notice_as_the_baseline(live: Live) -> None:
    """A cache of a version that read page 1 alone has none of the older notices, and nobody waits for them."""
    configure(live, url=f'"{live.site.url("news")}"')
    live.config.write_text(live.config.read_text() + '[[watch]]\nname = "all"\nchannels = ["stdout"]\n')
    assert live("check", "--no-fetch").code == 0
    live.site.files["/news"] = page(22, 21, 20)
    assert live("fetch").code == 0
    live.site.files["/news"] = page(24, 22, 21, pager='<a rel="next" href="/news-2">Older</a>')
    live.site.files["/news-2"] = page(20, 19, 18, pager='<a rel="next" href="/news-3">Older</a>')
    live.site.files["/news-3"] = page(17, 16)
    ran = live("fetch")
    assert "ag/x: 1 new, 4 of before as the baseline" in ran.err, ran.err
    assert [each["id"] for each in live("diff", "--json").json() if not each["baseline"]]
    later = "not told: it was there before the look at `ag/x` on 20.* UTC, which first read it"
    assert re.fullmatch(later, why_not_told(live, "/n/16"))
    assert why_not_told(live, "/n/22") == "not told: it was there at the first look at `ag/x`"
    live.site.files["/news"] = page(27, 26, 25, pager='<a rel="next" href="/news-2">Older</a>')
    live.site.files["/news-2"] = page(24, 23, 22, pager='<a rel="next" href="/news-3">Older</a>')
    assert "ag/x: 4 new" in live("fetch").err, "from now on a notice on a further page is news"


def test_notices_before_the_first_known_one_are_news_on_further_pages_too(live: Live) -> None:
    configure(live, url=f'"{live.site.url("news")}"')
    live.site.files["/news"] = page(12, 11, 10)
    assert live("fetch").code == 0
    live.site.files["/news"] = page(12, 19, 18, pager='<a rel="next" href="/news-2">Older</a>')
    live.site.files["/news-2"] = page(17, 16, 11, 10, 9)
    assert "ag/x: 4 new, 1 of before as the baseline" in live("fetch").err, "a pinned notice on top ends nothing"


# Feeds in pages.


def feed(*numbers: int, following: str | None = None) -> Reply:
    entries = "".join(
        f"<entry><id>urn:n:{n}</id><title>Notice on matter {n}</title><updated>2025-09-{n:02}T08:00:00Z</updated>"
        f'<link href="/n/{n}"/></entry>'
        for n in numbers
    )
    link = f'<link rel="next" href="{following}"/>' if following else ""
    return Reply(body=f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{link}{entries}</feed>'.encode())


def test_the_next_page_of_a_feed_is_read_like_that_of_any_listing(live: Live) -> None:
    configure(live, url=f'"{live.site.url("feed")}"')
    live.site.files["/feed"] = feed(29, 28, 27, following="feed-2")
    live.site.files["/feed-2"] = feed(27, 26, following="/feed-3")
    live.site.files["/feed-3"] = feed(25, following="/feed")
    ran = live("fetch")
    assert (ran.code, len(live.titles())) == (0, 5), ran.err
    assert live.asked() == ["/feed", "/feed-2", "/feed-3"]
    live.site.files["/feed"] = feed(30, 29, 28, following="feed-2")
    assert "ag/x: 1 new" in live("fetch").err
    assert live.asked() == ["/feed", "/feed-2"], "a page without news ends a later look"
    live.site.files["/feed-2"] = feed()
    live.site.files["/feed"] = feed(31, following="feed-2")
    ran = live("fetch", "--full")
    assert (ran.code, len(live.titles("--withdrawn"))) == (0, 0), ran.err


def test_the_next_page_of_a_channel_is_in_its_atom_link(live: Live) -> None:
    configure(live, url=f'"{live.site.url("rss")}"')
    head = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>'
    items = ["<item><title>One</title><link>/1</link></item>", "<item><title>Two</title><link>/2</link></item>"]
    link = '<atom:link rel="next" href="rss-2"/>'
    live.site.files["/rss"] = Reply(body=f"{head}{link}{items[0]}</channel></rss>".encode())
    live.site.files["/rss-2"] = Reply(body=f"{head}{items[1]}</channel></rss>".encode())
    ran = live("fetch")
    assert (ran.code, sorted(live.titles())) == (0, ["One", "Two"]), ran.err


def test_a_date_in_an_attribute_is_read_in_the_order_of_the_page(live: Live) -> None:
    rows = "".join(
        f'<li><a href="/n/{day}-09-2025-site-{day}" title="{day}/09/2025">Notice about site {day}</a></li>'
        for day in ("13", "05", "04")
    )
    live.site.files["/news"] = Reply(headers=HTML, body=f"<html><body><ul>{rows}</ul></body></html>".encode())
    for date in ("a@title", "a@href", "a"):
        configure(live, url=f'"{live.site.url("news")}"', selectors=f'{{ item = "li", title = "a", date = "{date}" }}')
        shown = live("sources", "test", live.site.url("news"), "--json").json()
        assert [each["date"] for each in shown] == ["2025-09-13", "2025-09-05", "2025-09-04"], date


@pytest.mark.parametrize(
    ("selectors", "said"),
    [
        ('{ item = "li[" }', "selector `item` is no CSS selector: `li[`"),
        ('{ item = "li", title = "a::before" }', "selector `title` is no CSS selector: `a::before`"),
        ('{ item = "h9", date = "b[" }', "selector `date` is no CSS selector: `b[`"),
    ],
)
def test_a_mistake_in_a_selector_is_one_of_the_configuration(
    live: Live, tmp_path: Path, selectors: str, said: str
) -> None:
    content = b"<html><body><ul><li><a href=/1>Notice one</a></li></ul></body></html>"
    live.site.files["/news"] = Reply(headers=HTML, body=content)
    saved = tmp_path / "saved.html"
    saved.write_bytes(content)
    configure(live, url=f'"{live.site.url("news")}"', selectors=selectors)
    for command in (("sources", "test", "ag/x"), ("sources", "test", saved, "--source", "ag/x"), ("fetch", "ag/x")):
        ran = live(*command)
        assert ran.code == 7, ran.err
        assert re.search(rf"config.toml`, line \d+: {re.escape(said)}", ran.err), ran.err


def test_the_matches_of_selectors_are_counted(live: Live, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    shown = "".join(f'<li><a href="/n/{n}">Inspection notice for site {n}</a> <b>{n} May 2025</b></li>' for n in (3, 4))
    saved.write_text(f"<html><body><ul>{shown}</ul></body></html>", encoding="utf-8")
    configure(live, url='"https://a.example/n"', selectors='{ item = "li", date = ".when", link = "a@href" }')
    ran = live("sources", "test", saved, "--source", "ag/x")
    assert "selectors: `item` matches 2 elements, `link` in 2 of them, `date` in 0 of them" in ran.err
    ran = live("ingest", saved, "--source", "ag/x")
    assert "a selector matches nothing: `item` matches 2 elements, `link` in 2 of them, `date` in 0 of them" in ran.err


def test_a_header_that_cannot_be_sent_is_a_mistake_of_the_configuration(live: Live) -> None:
    configure(live, url='"https://a.example/n"', headers='{ "Accept Language" = "en" }')
    ran = live("sources")
    assert (ran.code, "`Accept Language` cannot name a header" in ran.err) == (7, True)


def test_the_rows_in_which_each_field_of_json_is_found_are_counted(live: Live, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_bytes(answer(9, 8, following="https://a.example/api?page=2").body)
    configure(
        live, url='"https://a.example/api"', json='{ items = "results", title = "name", date = "day", next = "next" }'
    )
    ran = live("sources", "test", saved, "--source", "ag/x")
    assert "fields: `items` has 2 rows, `title` in 2 of them, `date` in 0 of them" in ran.err
    assert "the next one is `https://a.example/api?page=2`, found by `next` in the JSON" in ran.err
    configure(live, url='"https://a.example/api"', json='{ items = "results", title = "titel" }')
    ran = live("sources", "test", saved, "--source", "ag/x")
    assert (ran.code, "none of 2 rows in " in ran.err, "`title` in 0 of them" in ran.err) == (5, True, True)
    assert "correct `json` of the source" in ran.err


def test_sources_test_says_what_it_cannot_find(live: Live, tmp_path: Path) -> None:
    configure(live, url='"https://a.example/api"')
    ran = live("sources", "test", "ag/y")
    assert (ran.code, "did you mean `ag/x`?" in ran.err) == (3, True)
    assert "a link begins with `https://`" in live("sources", "test", "www.example.org/news").err
    assert "name a saved page" in live("sources", "test", tmp_path / "nosuch.html").err
    saved = tmp_path / "saved.html"
    saved.write_bytes(page(3, 4).body)
    assert "no source `ag/z` is configured" in live("sources", "test", saved, "--source", "ag/z").err


# The address of a source, for the links of its saved files.


def saved(path: Path, *numbers: int, head: str = "") -> Path:
    """Return a page as a program saves it: without the address from which it came."""
    body = f"<main><ul>{rows(*numbers)}</ul></main>"
    path.write_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")
    return path


def links(live: Live) -> dict[str, str | None]:
    return {each["id"]: each["url"] for each in live("list", "--each", "--json").json()}


def test_links_of_a_saved_file_resolve_against_the_address_of_its_source(live: Live, tmp_path: Path) -> None:
    configure(live, url=f'"{live.site.url("news/{page}")}"')
    live.site.files["/news/1"] = page(26, 25, 24, 23)
    assert live("fetch").code == 0
    path = saved(tmp_path / "saved.html", 27, 26, 25, 24, 23)
    [newest, *_] = live("sources", "test", path, "--source", "ag/x", "--json").json()
    assert newest["url"] == live.site.url("n/27")
    assert "1 new" in live("ingest", path, "--source", "ag/x").err
    known = links(live)
    assert set(known.values()) == {live.site.url(f"n/{number}") for number in range(23, 28)}
    live.site.files["/news/1"] = page(27, 26, 25, 24, 23)
    assert "nothing new" in live("fetch").err
    assert links(live) == known


@pytest.mark.parametrize(
    "head",
    [
        "<!-- saved from url=(0028)https://b.example/list/news -->",
        '<base href="https://b.example/list/">',
        '<link rel="canonical" href="https://b.example/list/news">',
    ],
)
def test_the_address_that_a_saved_page_states_comes_before_that_of_its_source(
    live: Live, tmp_path: Path, head: str
) -> None:
    configure(live, url='"https://a.example/news"')
    assert live("ingest", saved(tmp_path / "saved.html", 27, 26, 25, head=head), "--source", "ag/x").code == 0
    assert set(links(live).values()) == {f"https://b.example/n/{number}" for number in (27, 26, 25)}


def test_a_notice_recorded_without_its_link_gains_it_when_its_source_has_an_address(live: Live, tmp_path: Path) -> None:
    # Two entries of one title and day, which only their links tell apart.
    text = saved(tmp_path / "saved.html", 27, 26, 25, 24).read_text()
    twins = tmp_path / "twins.html"
    twins.write_text(text.replace("</ul>", rows(24).replace("/n/24", "/n/240") + "</ul>"))
    live.point({})
    assert live("ingest", twins, "--source", "ag/x").code == 0
    known = links(live)
    assert list(known.values()) == [None] * 5
    configure(live, url='"https://a.example/news"')
    ran = live("ingest", twins, "--source", "ag/x")
    assert links(live) == dict(zip(known, (f"https://a.example/n/{n}" for n in (27, 26, 25, 24, 240)), strict=True))
    assert "new" not in ran.err.replace("nothing new", "")


def test_what_an_edited_setting_brings_to_light_is_no_news_though_another_source_had_shown_it(live: Live) -> None:
    live.site.files["/news"] = Reply(
        headers=HTML,
        body=f"<main><ul>{rows(27, 26, 25)}</ul><ol>{rows(24, 23)}</ol></main>".encode(),
    )
    live.site.files["/more"] = page(24, 12, 11)
    watch = '[[watch]]\nname = "a"\nsource = ["ag/x"]\nchannels = ["stdout"]\n'
    for item in ("ul > li", "li"):
        url, more = (live.site.url(path) for path in ("news", "more"))
        live.point(
            {},
            more=f'[sources."ag/x"]\nurl = "{url}"\nselectors = {{ item = "{item}" }}\n'
            f'[sources."ag/y"]\nurl = "{more}"\n{watch}',
        )
        assert live("check").out == ""
        assert live("check").out == ""
    assert len(live.titles("--source", "ag/x")) == 5
