"""Own pages of notices: which are read, and which are tried again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cdetrack.look.completing import Completion
from support.alert_log import HTML
from support.alert_log import watch as pointed
from support.live import Live
from support.papers import pdf
from support.replica import Reply, status

ROWS = {"a": "Guideline on stability studies", "b": "Approval of a vaccine", "c": "Notice on inspections"}
DAYS = {"a": 20, "b": 19, "c": 18, "d": 21, "e": 17, "s": 23, "s#2": 22}


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with Live(tmp_path) as made:
        yield made


def publish(live: Live, rows: dict[str, str], *, at: str = "/news", query: str = "") -> None:
    """Publish a listing of title and own page; `query` follows each link."""
    listed = "".join(
        f'<li><a href="/d/{page.partition("#")[0]}.html{query}">{title}</a> <span>2026-11-{DAYS[page]}</span></li>'
        for page, title in rows.items()
    )
    body = f"<html><body><h1>News</h1><ul>{listed}</ul></body></html>"
    live.site.files[at] = Reply(headers=HTML, body=body.encode())


def write(live: Live, page: str, title: str, *, due: str = "December 20, 2026", more: str = "") -> None:
    """Put the own page of a notice into its place."""
    body = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>The text of {title} is here, and it is long enough for an article. Comments are due by {due}. All parties "
        f"shall act on this notice as it says.</p><p>More words follow for its reader.</p>{more}</article></body>"
        "</html>"
    )
    live.site.files[f"/d/{page}.html"] = Reply(headers=HTML, body=body.encode())


def point(live: Live, *sources: str, more: str = "details = true\n") -> None:
    """Watch these sources, the last with details."""
    live.point({name: live.site.url(name.partition("/")[2]) for name in sources})
    live.config.write_text(live.config.read_text() + more)


def due_days(live: Live) -> dict[str, str | None]:
    """Return title -> the day on which comments close, which only its own page says."""
    return {each["title"]: each["comments_due"] for each in live("list", "--each", "--json").json()}


def test_the_own_page_of_a_reworded_notice_is_read_whatever_varies_in_its_link(live: Live) -> None:
    point(live, "ag/news")
    for page, title in ROWS.items():
        write(live, page, title)
    publish(live, ROWS, query="?utm_campaign=w47")
    assert live("fetch").code == 0
    reworded = f"{ROWS['a']} (comment period extended)"
    write(live, "a", reworded, due="January 31, 2027")
    publish(live, {**ROWS, "a": reworded}, query="?utm_campaign=w48")
    live.asked()
    assert live("fetch").code == 0
    assert [path.partition("?")[0] for path in live.asked()] == ["/news", "/d/a.html"]
    assert due_days(live)[reworded] == "2027-01-31"


@pytest.mark.parametrize("query", ["", "?token=a{}"])
def test_an_own_page_that_failed_is_tried_again_whatever_varies_in_its_link(live: Live, query: str) -> None:
    point(live, "ag/news")
    for page, title in ROWS.items():
        write(live, page, title)
    publish(live, ROWS, query=query.format(47))
    assert live("fetch").code == 0
    write(live, "a", ROWS["a"], due="January 31, 2027")
    publish(live, ROWS, query=query.format(48))
    live.site.fault("/d/a.html", status(500), times=1)
    assert live("fetch", "--full").code == 4
    assert len(live.state("ag/news")["unread"]) == 1
    assert live("fetch").code == 0
    assert due_days(live) == dict.fromkeys(ROWS.values(), "2026-12-20") | {ROWS["a"]: "2027-01-31"}
    assert live.state("ag/news")["unread"] == []


def test_own_pages_are_read_of_notices_that_another_source_listed_first(live: Live) -> None:
    """They are no news of the source, and yet without an own page."""
    point(live, "ag/all", "ag/guide")
    for page, title in ROWS.items():
        write(live, page, title)
    write(live, "d", "Recall of heparin sodium")
    publish(live, ROWS, at="/all")
    two = {each: ROWS[each] for each in "bc"}
    publish(live, two, at="/guide")
    assert live("fetch", "ag/all").code == 0
    assert live("fetch").code == 0
    assert due_days(live) == {ROWS["a"]: None} | dict.fromkeys(two.values(), "2026-12-20")
    new = {"d": "Recall of heparin sodium"}
    publish(live, new | ROWS, at="/all")
    assert live("fetch", "ag/all").code == 0
    publish(live, new | two, at="/guide")
    live.asked()
    assert live("fetch", "ag/guide").code == 0
    assert live.asked() == ["/guide", "/d/d.html"]
    assert due_days(live)["Recall of heparin sodium"] == "2026-12-20"
    assert live("fetch").err.count("nothing new") == 2


def test_the_watch_of_a_source_tells_what_the_own_page_says_whoever_listed_the_notice_first(live: Live) -> None:
    pointed(live, {name: live.site.url(name.partition("/")[2]) for name in ("ag/all", "ag/guide")})
    text = live.config.read_text().replace('[sources."ag/guide"]\n', '[sources."ag/guide"]\ndetails = true\n')
    live.config.write_text(text.replace('name = "all"\n', 'name = "all"\nsource = ["ag/guide"]\n'))
    for page, title in ROWS.items():
        write(live, page, title)
    for listing in ("/all", "/guide"):
        publish(live, {each: ROWS[each] for each in "bc"}, at=listing)
    assert live("check").code == 0
    publish(live, ROWS, at="/all")
    publish(live, ROWS, at="/guide")
    assert live("check").code == 0
    told = (live.config.parent / "told.jsonl").read_text()
    assert told.count('"comments_due": "2026-12-20"') == 1


def test_a_run_that_is_killed_after_its_look_forgets_no_own_page(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may still read pages of earlier runs, for minutes."""
    point(live, "ag/news")
    publish(live, ROWS)
    for page, title in ROWS.items():
        write(live, page, title)
    live.site.fault("/d/a.html", status(500), times=1)
    with monkeypatch.context() as patched:

        def die(_: Completion) -> None:
            # Not KeyboardInterrupt: after it, this process starts no command of a channel any more.
            raise SystemExit

        patched.setattr(Completion, "of_earlier", die)
        with pytest.raises(SystemExit):
            live("fetch")
    assert len(live.state("ag/news")["unread"]) == 1
    assert live("fetch").code == 0
    assert due_days(live) == dict.fromkeys(ROWS.values(), "2026-12-20")
    assert live.state("ag/news")["unread"] == []
    assert live.state("ag/news")["waiting"] == {}


def test_a_file_of_a_known_and_of_a_new_notice_is_kept_for_both(live: Live) -> None:
    """For the known one alone it is requested, and it is as it was."""
    point(live, "ag/news", more="attachments = true\n")
    form = '<p><a href="/f/form.pdf">Annex: application form</a></p>'
    live.site.files["/f/form.pdf"] = Reply(headers={"Content-Type": "application/pdf"}, body=pdf([["A form."]]))
    live.site.validators = True
    publish(live, ROWS)
    for page, title in (ROWS | {"e": "Recall of heparin sodium"}).items():
        write(live, page, title, more=form if page in "ae" else "")
    assert live("fetch").code == 0
    publish(live, ROWS | {"a": f"{ROWS['a']} (revised)", "e": "Recall of heparin sodium"})
    live.asked()
    assert live("fetch").code == 0
    assert live.asked().count("/f/form.pdf") == 1
    notices = (live("show", each["id"], "--json").json() for each in live("list", "--each", "--json").json())
    files = [file for each in notices for file in each.get("attachments", ())]
    assert len(files) == 2
    assert files[0] == files[1]
    assert "sha256" in files[0]


def test_an_own_page_that_failed_completes_all_of_its_notices(live: Live) -> None:
    point(live, "ag/news")
    parts = {"s": "Guideline on gene therapy trials: Part One", "s#2": "Guideline on gene therapy trials: Part Two"}
    publish(live, parts | ROWS)
    for page, title in {"s": "Guideline on gene therapy trials", **ROWS}.items():
        write(live, page, title)
    live.site.fault("/d/s.html", status(500), times=1)
    assert live("fetch").code == 4
    live.asked()
    assert live("fetch").code == 0
    assert live.asked() == ["/news", "/d/s.html"]
    assert due_days(live) == dict.fromkeys((parts | ROWS).values(), "2026-12-20")


@pytest.mark.parametrize("code", [404, 500])
def test_a_page_that_a_run_with_details_could_not_read_is_tried_again(live: Live, code: int) -> None:
    point(live, "ag/news", more="")
    publish(live, ROWS)
    for page, title in ROWS.items():
        write(live, page, title)
    live.site.fault("/d/c.html", status(code), times=1)
    assert live("fetch", "--details").code == 4
    live.asked()
    assert live("fetch").code == 0
    assert live.asked() == ["/news", "/d/c.html"]
    assert due_days(live) == dict.fromkeys(ROWS.values(), "2026-12-20")
    publish(live, ROWS | {"d": "Plan for sampling"})
    write(live, "d", "Plan for sampling")
    assert live("fetch").code == 0
    assert live.asked() == ["/news"], "the source itself has no `details`"


def look_without_one_page(live: Live) -> None:
    """Make a look at which one of the own pages fails."""
    point(live, "ag/news")
    publish(live, ROWS)
    for page, title in ROWS.items():
        write(live, page, title)
    live.site.fault("/d/c.html", status(500), times=1)
    assert live("fetch").code == 4


def test_own_pages_of_a_look_that_was_taken_back_are_read_again(live: Live) -> None:
    look_without_one_page(live)
    assert "1 own page read" in live("fetch").err
    assert "1 notice as before" in live("undo").err
    live.asked()
    assert live("fetch").code == 0
    assert live.asked() == ["/news", "/d/c.html"]
    assert due_days(live) == dict.fromkeys(ROWS.values(), "2026-12-20")


def test_an_own_page_that_waits_is_read_though_the_state_is_lost(live: Live) -> None:
    look_without_one_page(live)
    live.cache.joinpath("state.json").unlink()
    live.asked()
    assert live("fetch").code == 0
    assert live.asked() == ["/news", "/d/c.html"]
    assert due_days(live) == dict.fromkeys(ROWS.values(), "2026-12-20")
