"""A further page that is missing for once: it ends a listing, and yet the next look reads over the gap it may leave."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from support.alert_log import HTML, told
from support.alert_log import watch as pointed
from support.live import Live
from support.replica import Fault, Reply, Wire, items, redirect, status

OLD = [f"Document {n} of the series A{n}" for n in range(9)]
NEW = [f"Fresh paper {n} about item Z{n}" for n in range(8)]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with Live(tmp_path) as made:
        pointed(made, {"ag/x": made.site.url("list-1")})
        publish(made, OLD)
        assert made("check").code == 0
        yield made


def publish(live: Live, titles: list[str], *, linked: bool = True) -> None:
    """Publish them three to a page, each of which links to the next."""
    pages = [titles[at : at + 3] for at in range(0, len(titles), 3)]
    for number, page in enumerate(pages, start=1):
        rows = "".join(
            f'<li><a href="/d/{title.split()[-1]}">{title}</a> <span>2025-09-{20 - int(title[-1]):02}</span></li>'
            for title in page
        )
        pager = f'<a rel="next" href="/list-{number + 1}">Next</a>' if linked and number < len(pages) else ""
        body = f"<html><body><main><ul>{rows}</ul>{pager}</main></body></html>"
        live.site.files[f"/list-{number}"] = Reply(headers=HTML, body=body.encode())


def list_elsewhere(live: Live, titles: list[str]) -> None:
    """Have another source list them, a second before the next look at ours."""
    publish(live, titles, linked=False)
    live.site.files["/digest"] = live.site.files["/list-1"]
    pointed(live, {"ag/digest": live.site.url("digest")})
    assert live("check").code == 0
    pointed(live, {"ag/x": live.site.url("list-1")})
    sleep(1.1)


@pytest.mark.parametrize("validators", [True, False])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("missing", [status(404), status(410)])
def test_a_further_page_that_was_missing_for_once_leaves_no_gap(
    live: Live, missing: Fault, times: int, *, validators: bool
) -> None:
    live.site.validators = validators
    publish(live, [*NEW, *OLD])
    live.site.fault("/list-2", missing, times=times)
    for _ in range(times):
        ran = live("check")
        assert (ran.code, len(told(live))) == (0, 3), ran.err
    assert live("check").code == 0
    assert sorted(told(live)) == sorted(NEW)
    live.asked()
    assert live("check").code == 0
    assert live.asked() == ["/list-1"], "a closed gap is forgotten"


@pytest.mark.parametrize("fault", [status(503), status(404)])
def test_what_only_another_source_had_listed_before_closes_no_gap(live: Live, fault: Fault) -> None:
    """The entries of page 1 are known since before the gap, and yet say nothing of what stands behind them here."""
    list_elsewhere(live, NEW[:3])
    publish(live, [*NEW, *OLD])
    live.site.fault("/list-2", fault, times=2)
    for _ in range(2):
        ran = live("check")
        assert live.state("ag/x").get("gap"), ran.err
    live("check")
    assert sorted(live.titles("--source", "ag/x")) == sorted([*NEW, *OLD])
    assert live.state("ag/x").get("gap") is None
    assert not live.state("ag/x").get("since_gap")


def test_a_look_that_shows_only_what_another_source_had_listed_shares_no_entry_with_the_one_before(live: Live) -> None:
    list_elsewhere(live, NEW[:3])
    publish(live, NEW[:3], linked=False)
    assert "shares no entry with the look before" in live("check").err


FORMS = {
    "list": ("<ul>{}</ul>", '<li><a href="{}">{}</a> <span>{}</span></li>'),
    "table": ("<table>{}</table>", '<tr><td><a href="{}">{}</a></td><td>{}</td></tr>'),
    "blocks": ("{}", '<div class="item"><h3><a href="{}">{}</a></h3><p>{}</p></div>'),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("after", ["/d/Z4", "Fresh paper 4", "Z4</a>", "2025-09-16"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_page_that_is_cut_within_an_entry_is_told_and_loses_none(
    live: Live, form: str, after: str, number: int
) -> None:
    """A program that dies half-way through its page has said how long the half is."""
    around, item = FORMS[form]
    live.site.files.clear()
    for page, numbers in enumerate(((7, 6), (5, 4, 3)) if number == 2 else ((5, 4, 3),), start=1):
        rows = "".join(
            item.format(f"/d/Z{n}", f"Fresh paper {n} about item Z{n}", f"2025-09-{12 + n}") for n in numbers
        )
        pager = '<a rel="next" href="/news-2">Next</a>' if page < number else ""
        script = "<script>show('</body></html>')</script>"
        body = f"<!DOCTYPE html><html><body>{script}<main>{pager}{around.format(rows)}</main></body></html>"
        live.site.files[f"/news-{page}"] = Reply(headers=HTML, body=body.encode())

    def cut_within(wire: Wire, reply: Reply) -> None:
        end = reply.body.rindex(after.encode()) + len(after)
        wire.send(replace(reply, body=reply.body[:end]))

    pointed(live, {"ag/y": live.site.url("news-1")})
    live.site.fault(f"/news-{number}", cut_within, times=1)
    ran = live("check")
    # Of page 1, too little may be left for a listing: that is an error, too.
    assert "cut off" in ran.err or (number == 1 and ran.code == 5)
    assert ran.code == 4 or number == 1
    assert live("check").code == 0
    assert len(live.titles("--source", "ag/y")) == (5 if number == 2 else 3)


def test_a_site_that_closes_no_page_is_read_with_a_note(live: Live) -> None:
    rows = "".join(f'<li><a href="/d/{n}">Fresh paper {n}</a> <span>2025-09-1{n}</span></li>' for n in range(1, 5))
    page = f"<!DOCTYPE html><html><body><div><main>{{}}<ul>{rows}</ul></main>"
    live.site.files["/news-1"] = Reply(headers=HTML, body=page.format('<a rel="next" href="/news-2">Next</a>').encode())
    live.site.files["/news-2"] = Reply(headers=HTML, body=page.format("").replace("paper", "note").encode())
    pointed(live, {"ag/y": live.site.url("news-1")})
    ran = live("check")
    assert ran.code == 0
    assert "the page may be cut off: it has no `</html>`, and its `<div>` is not closed" in ran.err
    assert live("check").err == "", "it is told once"


def test_a_page_that_is_never_there_leaves_a_gap_only_where_nothing_before_it_was_known(live: Live) -> None:
    live.site.fault("/list-2", status(404))
    publish(live, [*NEW[:2], *OLD])
    live("check")
    assert live.state("ag/x").get("gap") is None
    publish(live, [*NEW[2:5], *OLD])
    live("check")
    assert live.state("ag/x").get("gap")


def test_a_gap_at_a_page_that_is_never_there_is_closed_by_the_second_full_look_at_it(live: Live) -> None:
    live.site.fault("/list-2", status(404))
    publish(live, [*NEW, *OLD])
    gaps = []
    for _ in range(2):
        assert live("fetch", "--full").code == 0
        gaps.append(bool(live.state("ag/x").get("gap")))
    assert gaps == [True, False]


@pytest.mark.parametrize("fails", [False, True], ids=["known", "fails"])
def test_an_entry_that_cannot_be_read_stays_until_a_look_that_reads_its_page(live: Live, *, fails: bool) -> None:
    """A look at the pages before it may not tell that it is gone."""

    def publish_with(shown: str, new: int) -> None:
        publish(live, [*NEW[:new], *OLD])
        page = live.site.files["/list-3"]
        body = page.body.replace(b"2025-09-", shown.encode(), 1)
        live.site.files["/list-3"] = replace(page, body=body)

    publish_with("00-00-", 0)
    assert live("fetch", "--full").code == 0
    assert live.state("ag/x")["unreadable"] == 1
    publish_with("00-00-", 2)
    if fails:
        live.site.fault("/list-2", status(500), times=1)
    assert live("fetch").code == (4 if fails else 0)
    assert live.state("ag/x")["unreadable"] == 1
    publish_with("2025-09-", 2)
    assert live("fetch", "--full").code == 0
    assert live.state("ag/x")["unreadable"] == 0


ROWS = "".join(f'<li><a href="/d/B{n}">Another paper B{n}</a> <span>2025-09-0{n}</span></li>' for n in (3, 2, 1))


@pytest.mark.parametrize("end", ["<p>No results</p>", "<div><p>No results</p>", "<ul></ul>", f"<ul>{ROWS}</ul>"])
def test_a_last_page_without_its_foot_is_no_half(live: Live, end: str) -> None:
    """A site may write it otherwise than the others."""
    live.site.files["/list-3"] = Reply(headers=HTML, body=f"<html><body><main>{end}</main>".encode())
    ran = live("fetch", "--full")
    assert (ran.code, "cut off" in ran.err) == (0, False)


HOME = [f"Canteen menu {n} of week W{n}" for n in range(3)]


def publish_home(live: Live) -> None:
    """Publish the site's front page, which is a list of other things."""
    rows = "".join(
        f'<li><a href="/h/{title.split()[-1]}">{title}</a> <span>2025-10-1{title[-1]}</span></li>' for title in HOME
    )
    body = f"<html><body><main><ul>{rows}</ul></main></body></html>"
    live.site.files["/home"] = Reply(headers=HTML, body=body.encode())


@pytest.mark.parametrize(
    ("listing", "page"),
    [
        ("list-1", "/list-3"),
        ("list-{page}", "/list-3"),
        ("list-{page}", "/list-4"),
    ],
)
def test_a_further_page_that_leads_elsewhere_ends_the_listing_and_is_told(live: Live, listing: str, page: str) -> None:
    publish(live, [*NEW[:2], *OLD[:7]], linked="{page}" not in listing)
    publish_home(live)
    live.site.fault(page, redirect("/home"))
    pointed(live, {"ag/y": live.site.url(listing)})
    ran = live("check")
    assert ran.code == 0
    assert "is not read, since it came from" in ran.err
    last = 9 if page.endswith("4") else 6
    assert sorted(live.titles("--source", "ag/y")) == sorted([*NEW[:2], *OLD[:7]][:last])
    assert live("check").err == "", "it is told once"


@pytest.mark.parametrize(
    ("listing", "page", "to"),
    [
        ("list-{page}", "/list-4", "/list-1"),
        ("list-{page}", "/list-4", "/list-3"),
        ("list-{page}", "/list-2", "/en/series/2/"),
        ("list-1", "/list-2", "/en/list-2.html"),
    ],
)
def test_a_further_page_that_leads_to_a_page_of_the_listing_is_read_without_a_word(
    live: Live, listing: str, page: str, to: str
) -> None:
    publish(live, OLD, linked="{page}" not in listing)
    live.site.files["/en/series/2/"] = live.site.files["/en/list-2.html"] = live.site.files["/list-2"]
    live.site.fault(page, redirect(to))
    pointed(live, {"ag/y": live.site.url(listing)})
    ran = live("check")
    assert (ran.code, ran.err) == (0, "")
    assert sorted(live.titles("--source", "ag/y")) == sorted(OLD)


def test_a_stated_page_that_leads_elsewhere_is_an_error(live: Live) -> None:
    live.site.sections["drugs"] = items(20)
    publish_home(live)
    live.site.fault("/drugs_3.html", redirect("/home"), times=1)
    pointed(live, {"nmpa/drugs": live.site.url("drugs.html")})
    ran = live("check")
    assert ran.code == 4
    assert "page 3 of the listing is not read, since it came from" in ran.err
    assert live("check").code == 0
    assert len(live.titles("--source", "nmpa/drugs")) == 20


@pytest.mark.parametrize("after", ["Fresh paper 4 with", "Fresh paper 2</a>"])
def test_a_first_page_without_the_end_tag_of_the_look_before_is_cut_off_and_changes_nothing(
    live: Live, after: str
) -> None:
    def show(*numbers: int, end: str | None = None) -> None:
        rows = "".join(
            f'<li><a href="/d/{n}">Fresh paper {n}</a> <span>2025-09-1{n}</span></li>' for n in numbers
        ).replace("4</a>", "4 with a longer title</a>")
        page = f"<!DOCTYPE html><html><body><ul>{rows}</ul></body></html>"
        body = page[: page.index(end) + len(end)] if end else page
        live.site.files["/news-1"] = Reply(headers=HTML, body=body.encode())

    pointed(live, {"ag/y": live.site.url("news-1")})
    show(4, 3, 2, 1)
    assert live("check").code == 0
    show(6, 5, 4, 3, 2, 1, end=after)
    ran = live("check")
    assert (ran.code, ran.out) == (4, "")
    assert "may be cut off: unlike before, it has no `</html>`, and its `<ul>` is not closed" in ran.err
    assert len(live.titles("--source", "ag/y")) == 4
    assert live("fetch", "--accept").code == 0, "the site may have changed"
    show(7, 6, 5, end="Fresh paper 5</a>")
    assert live("check").code == 0
    show(8, 7, 6, 5, 4, 3, 2, 1)
    assert live("check").code == 0
    assert live.state("ag/y")["ended"]
