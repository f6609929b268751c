"""Looks at live listings by the real program: first, normal, full, unchanged, withdrawn, detailed, rehearsed."""

from dataclasses import replace
from pathlib import Path

from cdetrack.cache import Cache
from support.dialogue import dialogue
from support.live import Live
from support.program import Ran
from support.replica import Item, Reply, Request, cut, items, status

NEW = Item(title="NMPA Announcement on a New Matter ([2026] No. 7)", date="2026-02-03", article="1300007")
LONG_AGO = "2020-01-01T00:00:00Z"
PAGES = ["/drugs.html", "/drugs_2.html", "/drugs_3.html"]


def looked(live: Live) -> Live:
    """Return it after a first look, with nothing asked for."""
    assert live("fetch").code == 0
    live.asked()
    return live


def test_a_first_look_reads_the_whole_listing_and_is_told_in_one_line(live: Live) -> None:
    done = live("fetch")
    assert (done.code, done.out) == (0, "")
    assert done.err == "nmpa/drugs: first look, 15 notices recorded as the baseline\n"
    assert live.asked() == [*PAGES, "/drugs.html"]
    assert live.titles() == [item.title for item in live.site.sections["drugs"]]
    assert {row["baseline"] for row in live("diff", "--json").json()} == {True}
    assert not (live.cache / "unfinished").exists()
    assert live.sound()


def test_a_check_tells_of_a_first_look_on_a_terminal_alone(live: Live) -> None:
    """Cron mails whatever is printed, and a first look is nothing that is due."""
    assert live.process("check") == Ran(0, "", "")
    live.program.cache.rename(live.cache.with_name("before"))
    code, shown = dialogue(live.program, "--config", str(live.config), "check", answers=[])
    assert (code, shown.count("nmpa/drugs: first look, 15 notices recorded as the baseline")) == (0, 1)
    assert "first look" not in dialogue(live.program, "--config", str(live.config), "check", answers=[])[1]


def test_a_first_look_that_fails_records_nothing_and_the_next_run_goes_on_where_it_ended(live: Live) -> None:
    live.site.sections["drugs"] = items(39)
    live.site.fault("/drugs_5.html", status(503), times=1)
    failed = live("fetch")
    assert failed.code == 4
    assert "drugs_5.html` answered 503" in failed.err
    assert "4 pages read and saved: the next fetch resumes there" in failed.err
    assert not live.program.history.exists()
    assert live.titles() == []
    assert live.asked() == [f"/drugs{page}.html" for page in ("", "_2", "_3", "_4", "_5")]
    done = live("fetch")
    assert done.code == 0
    # The last page that was read is read again, and page 1 shows that nothing slid meanwhile.
    assert live.asked() == ["/drugs_4.html", "/drugs_5.html", "/drugs_6.html", "/drugs_7.html", "/drugs.html"]
    assert live.titles() == [item.title for item in items(39)]
    assert {row["baseline"] for row in live("diff", "--json").json()} == {True}
    assert not (live.cache / "unfinished").exists()


def test_pages_that_were_kept_aside_under_another_address_are_not_gone_on_from(live: Live) -> None:
    live.site.fault("/drugs_3.html", status(404), times=1)
    assert live("fetch").code == 4
    other = live.another()
    other.sections["drugs"] = items(7, first=2000000)
    live.point({"nmpa/drugs": other.url("drugs.html")})
    assert live("fetch").code == 0
    assert len(live.titles()) == 7


def test_an_unchanged_listing_costs_one_conditional_request_and_changes_no_byte(live: Live) -> None:
    live.site.validators = True
    before = looked(live).program.bytes()
    live.site.requests.clear()
    done = live("fetch")
    assert (done.code, done.err) == (0, "nmpa/drugs: nothing new (unchanged)\n")
    assert live.site.paths() == ["/drugs.html"]
    assert live.site.requests[0].headers["if-none-match"]
    assert live.program.bytes() == before


def test_without_validators_an_unchanged_listing_costs_one_request_and_changes_no_byte(live: Live) -> None:
    before = looked(live).program.bytes()
    assert live("fetch").code == 0
    assert live.asked() == ["/drugs.html"]
    assert live.program.bytes() == before


def test_other_markup_order_and_white_space_change_no_byte(live: Live) -> None:
    before = looked(live).program.bytes()
    listed = live.site.sections["drugs"]
    live.site.sections["drugs"] = [*listed[:6][::-1], *listed[6:]]
    live.site.encoding = "gb18030"
    live.site.packed = True
    assert live("fetch").code == 0
    live.site.sections["drugs"] = [replace(item, title=item.title.replace(" ", " \u00a0\u3000")) for item in listed]
    live.site.encoding = "utf-8"
    assert live("fetch", "--full").code == 0
    assert live.program.bytes() == before


def test_a_normal_look_goes_on_until_a_whole_page_holds_nothing_new(live: Live) -> None:
    live.site.validators = True
    looked(live)
    listed = live.site.sections["drugs"]
    # Not strictly sorted: one of the two stands on the second page.
    live.site.sections["drugs"] = [NEW, *listed[:8], replace(NEW, article="1300008", title="Another"), *listed[8:]]
    done = live("fetch")
    assert (done.code, done.err) == (0, "nmpa/drugs: 2 new (17 notices read)\n")
    assert [each.path for each in live.site.requests if "if-none-match" in each.headers] == PAGES[:1]
    assert live.asked() == PAGES
    assert live.titles("--limit", 2) == [NEW.title, "Another"]
    assert {row["baseline"] for row in live("diff", "--json").json()} == {False}


def test_a_later_look_that_fails_on_a_further_page_keeps_what_it_read(live: Live) -> None:
    live.site.validators = True
    looked(live)
    live.site.sections["drugs"].insert(0, NEW)
    live.site.fault("/drugs_2.html", status(500), times=1)
    done = live("fetch")
    assert done.code == 4
    assert "1 new (6 notices read before it failed: recorded so far)" in done.err
    assert "error: nmpa/drugs: `" in done.err
    assert live.titles("--limit", 1) == [NEW.title]
    assert live.state()["failing_since"]
    live.asked()
    # The unread page is requested again, although page 1 is the same.
    again = live("fetch")
    assert again.code == 0
    assert "if-none-match" not in live.site.requests[1].headers
    assert live.state()["failing_since"] is None


def test_a_failure_that_lasts_is_dated_from_its_beginning(live: Live) -> None:
    looked(live)
    live.site.fault("/drugs_2.html", status(500))
    live.site.sections["drugs"].insert(0, NEW)
    for _ in range(2):
        assert live("fetch", "--full").code == 4
        live.remember(failing_since=LONG_AGO)
    assert live("fetch", "--full").code == 4
    assert live.state()["failing_since"] == LONG_AGO


def test_a_full_look_reads_to_the_last_page_and_sends_no_validators(live: Live) -> None:
    live.site.validators = True
    looked(live)
    assert live("fetch", "--full").code == 0
    assert not any({"if-none-match", "if-modified-since"} & each.headers.keys() for each in live.site.requests)
    assert live.asked() == [*PAGES, "/drugs.html"]


def test_a_server_that_says_not_modified_for_ever_is_not_believed_for_ever(live: Live) -> None:
    live.site.validators = live.site.stuck = True
    looked(live)
    live.site.sections["drugs"].insert(0, NEW)
    assert live("fetch").code == 0
    assert live.asked() == ["/drugs.html"]
    assert NEW.title not in live.titles()
    live.remember(last_full=LONG_AGO)
    assert live("fetch").code == 0
    assert live.asked() == [*PAGES, "/drugs.html"]
    assert NEW.title in live.titles()


def test_a_lost_state_costs_a_full_look_and_no_change(live: Live) -> None:
    live.site.validators = True
    before = looked(live).program.bytes()
    (live.cache / "state.json").unlink()
    done = live("fetch")
    assert (done.code, done.err) == (0, "nmpa/drugs: nothing new (15 notices read)\n")
    assert live.asked() == [*PAGES, "/drugs.html"]
    assert live.program.bytes() == before


def test_validators_of_another_address_are_not_sent(live: Live) -> None:
    live.site.validators = True
    looked(live)
    other = live.another()
    other.validators = other.stuck = True
    other.sections["drugs"] = [NEW, *items(15)]
    live.point({"nmpa/drugs": other.url("drugs.html")})
    assert live("fetch").code == 0
    assert NEW.title in live.titles()


def test_an_entry_that_slides_while_the_listing_is_walked_is_neither_lost_nor_doubled(live: Live) -> None:
    moved: list[str] = []

    def slide(request: Request) -> None:
        if request.path in PAGES[1:] and request.path not in moved:
            moved.append(request.path)
            listed = live.site.sections["drugs"]
            if request.path == PAGES[1]:
                del listed[2]
            else:
                listed[:0] = [NEW, replace(NEW, article="1300008", title="Another")]

    live.site.before.append(slide)
    assert live("fetch").code == 0
    shown = [item.title for item in live.site.sections["drugs"]]
    assert set(shown) <= set(live.titles())
    assert len(live.titles()) == len(items(15)) + 2


def test_a_notice_that_scrolls_off_page_one_is_not_withdrawn(live: Live) -> None:
    looked(live)
    live.site.sections["drugs"] = live.site.sections["drugs"][9:]
    assert live("fetch").code == 0
    assert live("fetch").code == 0
    assert live.titles("--withdrawn") == []


def test_a_notice_is_withdrawn_by_the_second_full_look_without_it(live: Live) -> None:
    looked(live)
    gone = live.site.sections["drugs"].pop(7)
    before = live.program.bytes()
    assert "nothing new" in live("fetch", "--full").err
    assert live.program.bytes() == before
    assert "1 withdrawn" in live("fetch", "--full").err
    assert live.titles("--withdrawn") == [gone.title]
    live.site.sections["drugs"].insert(7, gone)
    assert "1 back again" in live("fetch", "--full").err
    assert live.titles("--withdrawn") == []


def test_what_a_file_has_shown_keeps_no_notice_from_being_withdrawn(live: Live, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("".join(f"-\n{item.title}\n{item.date}\n" for item in live.site.sections["drugs"]))
    assert live("ingest", page).code == 0
    looked(live)
    gone = live.site.sections["drugs"].pop(7)
    for _ in range(2):
        live("fetch", "--full")
    assert live.titles("--withdrawn") == [gone.title]


def test_an_entry_without_a_day_is_told_kept_and_found_again(live: Live) -> None:
    """It has the date of its first sight at each look; a date that appears later raises no alert."""
    looked(live)
    undated = replace(items(1, first=1199000)[0], title="Notice without a day", date="")
    live.site.sections["drugs"].insert(0, undated)
    for new in ("1 new", "nothing new"):
        done = live("fetch", "--full")
        assert done.code == 0
        assert "`Notice without a day`: no date is shown" in done.err
        assert new in done.err
    [found] = live("list", "--search", "without a day", "--json").json()
    assert found["date_from"] == "seen"


def test_a_full_look_with_errors_is_no_evidence_of_absence(live: Live) -> None:
    looked(live)
    listed = live.site.sections["drugs"]
    # The last one has no neighbour below it: only a full look without errors can miss it.
    del listed[-1]
    live.site.sections["drugs"] = [*listed[:10], replace(listed[10], title=""), *listed[11:]]
    for _ in range(3):
        done = live("fetch", "--full")
        assert done.code == 0
        assert "has no title" in done.err
    live.site.sections["drugs"] = listed
    live.site.fault("/drugs_3.html", cut(), after=1, times=1)
    assert live("fetch", "--full").code == 0
    assert live("fetch", "--full").code == 4
    assert live.titles("--withdrawn") == []


def test_withdrawals_that_are_too_many_are_held_back_until_they_are_accepted(live: Live) -> None:
    looked(live)
    live.site.sections["drugs"] = items(15)[5:]
    live("fetch", "--full")
    before = live.program.bytes()
    for _ in range(2):
        held = live("fetch", "--full")
        assert held.code == 0
        assert "5 notices would be withdrawn" in held.err
        assert "--accept" in held.err
        assert live.program.bytes() == before
    accepted = live("fetch", "--accept")
    assert (accepted.code, accepted.err) == (0, "nmpa/drugs: 5 withdrawn (10 notices read)\n")
    assert len(live.titles("--withdrawn")) == 5
    assert live.sound()


def test_what_files_left_out_is_a_baseline_and_what_is_newer_is_news(live: Live, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    listed = live.site.sections["drugs"]
    page.write_text("".join(f"-\n{item.title}\n{item.date}\n" for item in listed[:6]))
    assert live("ingest", page, "--source", "nmpa/drugs").code == 0
    # Notices of the file's newest day may have appeared after it was saved.
    live.site.sections["drugs"][:0] = [NEW, replace(NEW, article="1300008", title="Another", date=listed[0].date)]
    done = live("fetch")
    assert (done.code, done.err) == (
        0,
        "nmpa/drugs: 2 new, 6 completed, 9 of before as the baseline (17 notices read)\n",
    )
    assert len(live.titles()) == 17


def test_a_dry_run_tells_what_would_change_and_writes_nothing(live: Live) -> None:
    first = live("fetch", "--dry-run")
    assert first.err == "nmpa/drugs: first look, 15 notices would be recorded as the baseline\n"
    assert not live.cache.exists()
    looked(live).site.sections["drugs"].insert(0, NEW)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in live.cache.iterdir()}
    assert "1 would be new" in live("fetch", "--dry-run", "--details").err
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in live.cache.iterdir()} == before


def test_details_complete_each_new_notice_in_the_same_look(live: Live) -> None:
    looked(live)
    body = '<p>Text of it.</p><p><a href="/list.pdf">The list</a></p><p style="text-align: right">January 28, 2026</p>'
    live.site.sections["drugs"].insert(0, replace(NEW, body=body))
    # The configuration says so, and `check` obeys it as well; `--details` says it for one run.
    live.config.write_text(
        live.config.read_text().replace('[sources."nmpa/drugs"]\n', '[sources."nmpa/drugs"]\ndetails = true\n')
    )
    live("check")
    assert live.asked()[2:] == ["/" + NEW.href]
    shown = live("show", "c_1300007", "--json").json()
    assert shown["document_date"] == "2026-01-28"
    assert shown["body"].startswith("Text of it.")
    assert shown["attachments"] == [{"name": "The list", "url": live.site.url("list.pdf"), "type": "pdf"}]
    assert len(shown["history"]) == 1


def test_the_same_bytes_are_as_good_as_not_modified(live: Live) -> None:
    """Most sites send no validators."""
    looked(live)
    before = live.program.bytes()
    assert live("fetch").err == "nmpa/drugs: nothing new (unchanged)\n"
    assert live.program.bytes() == before
    live.site.sections["drugs"] = [NEW, *live.site.sections["drugs"]]
    assert "1 new" in live("fetch").err
    assert "unchanged" in live("fetch").err
    assert "nothing new (16 notices read)" in live("fetch", "--full").err


def test_the_same_bytes_are_read_again_under_other_settings(live: Live) -> None:
    page = "".join(f'<li><a href="/n/{at}">Notice {at} of the agency</a> 2026-0{at}-01</li>' for at in (1, 2, 3))
    live.site.files["/list"] = Reply(
        body=f"<html><body><ul>{page}</ul></body></html>".encode(), headers={"Content-Type": "text/html"}
    )
    live.point({"team/x": live.site.url("list")})
    live("fetch")
    assert "unchanged" in live("fetch").err
    live.config.write_text(live.config.read_text() + 'selectors = { item = "li", title = "a", link = "a" }\n')
    assert "unchanged" not in live("fetch").err


def test_a_changed_body_is_a_change(live: Live) -> None:
    live.site.sections["drugs"] = [replace(NEW, body="<p>Old words.</p>")]
    assert live("fetch", "--details").code == 0
    live.site.sections["drugs"] = [replace(NEW, body="<p>New words.</p>")]
    assert live("fetch").err == "nmpa/drugs: nothing new (unchanged)\n"
    assert "1 changed" in live("fetch", "--full", "--details").err
    [change] = live("diff", "--json").json()
    assert change["fields"] == ["body"]


def test_a_detail_page_that_fails_is_told_the_rest_kept_and_asked_for_again(live: Live) -> None:
    looked(live).site.validators = True
    others = [replace(NEW, article=f"130001{number}", title=f"New {number}") for number in range(3)]
    live.site.sections["drugs"][:0] = others
    live.site.fault(others[1].href, status(503), times=1)
    live.site.fault(others[2].href, status(404), times=1)
    done = live("fetch", "--details")
    assert done.code == 4
    assert others[1].href in done.err
    assert others[2].href in done.err
    assert "3 new" in done.err
    bodies = [live("show", f"c_130001{number}", "--json").json().get("body") for number in range(3)]
    assert bodies == ["The text of the notice.", None, None]
    # No failure of the listing.
    assert live.state()["failing_since"] is None
    live.asked()
    again = live("fetch", "--details")
    assert (again.code, "2 completed (2 own pages read)" in again.err) == (0, True)
    assert set(live.asked()) == {"/drugs.html", "/" + others[1].href, "/" + others[2].href}
    live("fetch", "--details")
    assert live.asked() == ["/drugs.html"]


def test_a_detail_page_that_stays_away_is_told_once_and_asked_for_with_growing_pauses(live: Live) -> None:
    looked(live)
    live.site.sections["drugs"].insert(0, NEW)
    live.site.fault(NEW.href, status(404), times=4)
    first = live("fetch", "--details")
    assert (first.code, "open the link in a browser" in first.err) == (4, True)
    assert [live("fetch", "--details").code for _ in range(4)] == [0] * 4
    assert live.asked().count("/" + NEW.href) == 3
    [row] = [each for each in live("status", "--json").json() if each["source"] == "nmpa/drugs"]
    assert (row["unread_pages"], row["waiting_files"]) == (1, 0)
    assert live("fetch", "--details", "--full").code == 4
    waiting = live.state()["waiting"]
    live.remember(waiting={name: {**each, "at": "2020-01-01T00:00:00Z"} for name, each in waiting.items()})
    assert "1 completed" in live("fetch", "--details").err
    assert (live.state()["waiting"], live.state()["unread"]) == ({}, [])


def test_a_detail_page_of_another_article_is_not_taken(live: Live) -> None:
    looked(live)
    live.site.sections["drugs"].insert(0, NEW)
    other = replace(NEW, article="1999999", title="Another", body="<p>Not its text.</p>")
    live.site.sections["elsewhere"] = [other]
    live.site.files["/" + NEW.href] = Reply(body=page_of(live, other))
    done = live("fetch", "--details")
    assert done.code == 5
    assert "article 1999999 instead of 1300007" in done.err
    assert "body" not in {field for row in live("diff", "--json").json() for field in row["fields"]}


def page_of(live: Live, item: Item) -> bytes:
    from urllib.request import urlopen

    with urlopen(live.site.url(item.href)) as answer:  # noqa: S310 - the replica's
        content: bytes = answer.read()
    live.site.requests.clear()
    return content


def test_a_round_is_folded_once_and_each_of_its_looks_counts_at_once(live: Live) -> None:
    names = ("drugs", "laws", "news")
    live.site.sections |= {name: items(3, first=at * 1000) for at, name in enumerate(names, 1)}
    live.point({f"nmpa/{name}": live.site.url(f"{name}.html") for name in names})
    looked(live)
    fold, seen = live.cache / "notices.json", list[tuple[bool, int]]()
    before = fold.read_bytes()
    for number, name in enumerate(names):
        live.site.sections[name] = [replace(NEW, article=f"200000{number}"), *live.site.sections[name]]

    cache = Cache(live.cache, live.config)
    for outcome in cache.fetch():
        seen.append(
            (
                fold.read_bytes() != before,
                len(Cache(live.cache, live.config, read_only=True).history(outcome.changes[0].id)),
            )
        )
    assert seen == [(False, 1)] * 3
    assert fold.read_bytes() != before
    assert live.sound()
