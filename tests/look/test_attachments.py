"""The files of notices: fetched from a site that misbehaves in every way, kept once, and changed ones told."""

import os
from dataclasses import replace
from hashlib import sha256

import pytest

from cdetrack.look import recording
from cdetrack.store.kept import KeptFiles
from cdetrack.store.parts import Parts
from support.disk import room
from support.live import Live
from support.looks import NOW
from support.papers import pdf
from support.replica import Fault, Item, Reply, challenge, cut, drop, items, lie, redirect, status

POSIX = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
PDF = {"Content-Type": "application/pdf"}
GUIDE = pdf([["第一条 为规范样品管理，制定本办法。"], ["第二条 本办法自2026年7月1日起施行。"]])
OTHER = pdf([["第一条 本办法另有规定。"]])
NEW = Item(
    title="NMPA Announcement on a New Matter ([2026] No. 7)",
    date="2026-02-03",
    article="1300007",
    body='<p>Text of the notice.</p><p><a href="/f/guide.pdf">The guide</a></p>',
)


@pytest.fixture
def site(live: Live) -> Live:
    """A cache that has looked, and a listing with a new notice that links to a file."""
    live.site.sections["drugs"] = items(3)
    live.point({"nmpa/drugs": live.site.url("drugs.html")}, fetch="retries = 1\nmax_file = 1")
    live("fetch")
    live.site.files["/f/guide.pdf"] = Reply(headers=PDF, body=GUIDE)
    live.site.sections["drugs"].insert(0, NEW)
    live.site.validators = live.site.ranges = True
    live.config.write_text(f"{live.config.read_text()}attachments = true\n")
    live.asked()
    return live


def attachment(live: Live) -> dict[str, object]:
    [file] = live("show", "c_1300007", "--json").json()["attachments"]
    return dict(file)


def kept(live: Live) -> dict[str, bytes]:
    """Return the kept files by name; parts, notes and texts are none."""
    folder = live.cache / "files"
    return {path.name: path.read_bytes() for path in folder.iterdir() if len(path.name) == 64}


def parts(live: Live) -> list[str]:
    return [path.name for path in (live.cache / "files").glob(".*") if path.suffix in {".part", ".json", ".tmp"}]


def is_kept(live: Live, content: bytes) -> bool:
    name = sha256(content).hexdigest()
    return attachment(live).get("sha256") == name and kept(live).get(name) == content


def test_a_file_is_kept_with_its_notice_in_one_look(site: Live) -> None:
    done = site("fetch")
    assert (done.code, done.err) == (0, "nmpa/drugs: 1 new (4 notices read, 1 file kept)\n")
    name = sha256(GUIDE).hexdigest()
    assert kept(site) == {name: GUIDE}
    assert attachment(site) == {
        "name": "The guide",
        "url": site.site.url("f/guide.pdf"),
        "type": "pdf",
        "sha256": name,
        "size": len(GUIDE),
    }
    [change] = site("show", "c_1300007", "--history", "--json").json()["history"]
    assert change["kind"] == "added"
    assert parts(site) == []
    # Its text gives the notice its day.
    assert site("show", "c_1300007", "--json").json()["effective"] == "2026-07-01"
    site.asked()
    assert site("fetch").err == "nmpa/drugs: nothing new (unchanged)\n"
    assert site.asked() == ["/drugs.html"]


@pytest.mark.parametrize(
    "fault",
    [cut(0.5), lie(100), drop(), status(503), status(429, retry_after="0")],
    ids=["cut", "lie", "drop", "503", "429"],
)
def test_a_broken_answer_is_requested_again_in_the_same_run(site: Live, fault: Fault) -> None:
    site.site.fault("/f/guide.pdf", fault, times=1)
    assert site("fetch").code == 0
    assert is_kept(site, GUIDE)


def test_a_file_that_breaks_off_is_resumed_by_the_next_run(site: Live) -> None:
    """The rest alone is requested, and only as the rest of the same file."""
    site.site.fault("/f/guide.pdf", cut(0.4), times=2)
    done = site("fetch")
    assert done.code == 4
    assert "dropped the connection before its response was complete" in done.err
    assert "1 new" in done.err
    assert attachment(site).get("sha256") is None
    assert kept(site) == {}
    site.asked()
    again = site("fetch")
    assert (again.code, again.err) == (
        0,
        "nmpa/drugs: nothing new (unchanged)\nnmpa/drugs: 1 completed (1 file kept)\n",
    )
    assert is_kept(site, GUIDE)
    ranges = [each.headers.get("range") for each in site.site.requests if each.path == "/f/guide.pdf"]
    assert ranges[-1] is not None
    assert parts(site) == []


@pytest.mark.parametrize("ranges", [True, False], ids=["another file", "no ranges"])
def test_a_part_is_never_joined_with_another_file(site: Live, *, ranges: bool) -> None:
    site.site.fault("/f/guide.pdf", cut(0.4), times=2)
    site("fetch")
    site.site.ranges = ranges
    if ranges:
        site.site.files["/f/guide.pdf"] = Reply(headers=PDF, body=OTHER)
    assert site("fetch").code == 0
    assert is_kept(site, OTHER if ranges else GUIDE)


def test_without_validators_a_part_is_fetched_anew(site: Live) -> None:
    site.site.validators = False
    site.site.fault("/f/guide.pdf", cut(0.4), times=2)
    site("fetch")
    assert parts(site) == []
    site.asked()
    assert site("fetch").code == 0
    assert is_kept(site, GUIDE)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (status(404), "answered 404"),
        (challenge(200), "a challenge for browsers"),
        (status(200, body=b"<html><body>Sorry, this file is not here.</body></html>"), "a page instead of the file"),
        (status(200, body=b'{"code":500,"msg":"error"}'), "a page instead of the file"),
        (status(200, body=b""), "is empty"),
    ],
    ids=["404", "challenge", "page", "json", "empty"],
)
def test_no_page_is_taken_for_a_file_and_it_is_tried_again(site: Live, fault: Fault, told: str) -> None:
    site.site.fault("/f/guide.pdf", fault, times=2)
    first = site("fetch")
    assert first.code in {4, 5}
    assert told in first.err
    assert "1 new" in first.err
    assert kept(site) == {}
    # The source itself is in no trouble, and the same error is told once.
    assert site.state()["failing_since"] is None
    assert (site("fetch").code, kept(site)) == (0, {})
    assert site("fetch").code == 0
    assert is_kept(site, GUIDE)
    assert site.state()["waiting"] == {}


def test_each_file_that_stays_away_is_told_once(site: Live) -> None:
    site.site.sections["drugs"][0] = replace(NEW, body='<p><a href="/f/1.pdf">one</a> <a href="/f/2.pdf">two</a></p>')
    first = site("fetch")
    assert (first.code, first.err.count("answered 404")) == (4, 2)
    assert "has the listing moved" not in first.err
    again = site("fetch")
    assert (again.code, "404" in again.err) == (0, False)


def test_a_file_that_stays_away_is_tried_with_growing_pauses(site: Live) -> None:
    site.site.fault("/f/guide.pdf", status(404))
    for _ in range(5):
        site("fetch")
    assert site.asked().count("/f/guide.pdf") == 3
    [waiting] = site.state()["waiting"].values()
    assert waiting["tries"] == 3
    site.remember(waiting={name: {**waiting, "at": "2020-01-01T00:00:00Z"} for name in site.state()["waiting"]})
    site("fetch")
    assert site.asked().count("/f/guide.pdf") == 1


def test_a_file_that_is_too_large_is_told_and_leaves_nothing(site: Live) -> None:
    site.site.files["/f/guide.pdf"] = Reply(headers=PDF, body=b"%PDF-" + b"x" * 1_000_000)
    done = site("fetch")
    assert done.code == 4
    assert "is larger than 1 MB" in done.err
    assert "max_file" in done.err
    assert (kept(site), parts(site)) == ({}, [])


def test_other_bytes_under_the_same_link_are_a_change_and_the_same_ones_are_none(site: Live) -> None:
    site("fetch", "--full")
    site.asked()
    before = site.program.bytes()
    assert "nothing new" in site("fetch", "--full").err
    assert {name: content for name, content in site.program.bytes().items() if name != "state.json"} == {
        name: content for name, content in before.items() if name != "state.json"
    }
    asked = [each.headers.get("if-none-match") for each in site.site.requests if each.path == "/f/guide.pdf"]
    assert asked[-1] is not None
    site.site.files["/f/guide.pdf"] = Reply(headers=PDF, body=OTHER)
    assert "1 changed" in site("fetch", "--full").err
    [change] = site("diff", "--json").json()
    assert (change["kind"], change["fields"]) == ("changed", ["attachments"])
    sides = [change[side]["attachments"][0]["sha256"] for side in ("before", "after")]
    assert sides == [sha256(GUIDE).hexdigest(), sha256(OTHER).hexdigest()]
    # The old file stays: the history cites it.
    assert sorted(kept(site)) == sorted(sides)
    told = site("show", "c_1300007", "--history").out
    assert all(f"{each[:12]}" in told for each in sides)
    assert f"The guide (pdf, [-{len(GUIDE)}-]{{+{len(OTHER)}+}} bytes" in told


def test_a_kept_file_that_is_gone_is_fetched_again_by_a_full_look(site: Live) -> None:
    site("fetch")
    (site.cache / "files" / sha256(GUIDE).hexdigest()).unlink()
    site("fetch", "--full")
    assert is_kept(site, GUIDE)


def test_two_notices_share_one_file(site: Live) -> None:
    site.site.sections["drugs"].insert(0, replace(NEW, article="1300008", title="NMPA Announcement on another matter"))
    assert "2 new (5 notices read, 1 file kept)" in site("fetch").err
    assert site.asked().count("/f/guide.pdf") == 1
    assert list(kept(site)) == [sha256(GUIDE).hexdigest()]


def test_a_redirect_to_another_host_is_followed_with_its_manners(site: Live) -> None:
    other = site.another()
    other.files["/cdn/guide.pdf"] = Reply(headers=PDF, body=GUIDE)
    site.site.fault("/f/guide.pdf", redirect(other.url("cdn/guide.pdf")))
    assert site("fetch").code == 0
    assert is_kept(site, GUIDE)
    assert other.paths() == ["/robots.txt", "/cdn/guide.pdf"]


def test_a_file_that_robots_txt_disallows_is_not_requested(site: Live) -> None:
    site.site.robots = "User-agent: *\nDisallow: /f/"
    state = site.cache / "state.json"
    state.write_text(state.read_text().replace('"robots"', '"forgotten"'))  # else they hold for a day
    done = site("fetch")
    assert done.code == 4
    assert "disallows it" in done.err
    assert "/f/guide.pdf" not in site.asked()


def test_files_of_a_listing_that_links_to_them_itself(live: Live) -> None:
    """FDA, EMA and ICH list guidelines that are files."""
    rows = "".join(
        f'<li><a href="/media/{n}/download">Guideline number {n} on trials</a> 2026-03-0{n}</li>' for n in (1, 2, 3)
    )
    live.site.files["/list"] = Reply(body=f"<html><body><ul>{rows}</ul></body></html>".encode())
    for number in (1, 2, 3):
        live.site.files[f"/media/{number}/download"] = Reply(headers=PDF, body=GUIDE if number == 1 else OTHER)
    live.point({"ag/guides": live.site.url("list")}, more="attachments = true\n")
    done = live("fetch")
    assert done.code == 0, done.err
    assert done.err == "ag/guides: first look, 3 notices recorded as the baseline, 3 files kept\n"
    [first] = live("list", "--search", "number 1", "--json").json()
    [file] = live("show", first["id"], "--json").json()["attachments"]
    assert (file["type"], file["sha256"]) == ("pdf", sha256(GUIDE).hexdigest())
    assert sorted(kept(live)) == sorted(sha256(each).hexdigest() for each in (GUIDE, OTHER))


def test_doctor_proves_kept_files_and_repair_sets_damaged_ones_aside(site: Live) -> None:
    site("fetch")
    path = site.cache / "files" / sha256(GUIDE).hexdigest()
    assert "1 kept file;" in site("doctor", "--deep").out
    path.write_bytes(GUIDE[:-1] + b"?")
    assert site.sound()  # the size is right
    deep = site("doctor", "--deep")
    assert (deep.code, "not as when kept" in deep.err) == (6, True)
    mended = site("doctor", "--repair")
    assert f"the damaged `{path.name}` is `{path.name}.damaged-1`" in mended.out
    assert "cdetrack fetch --full --attachments" in mended.out
    gone = site("doctor").err
    assert "is gone" in gone
    assert "hint: take `files/` from a backup" in gone
    site("fetch", "--full", "--attachments")
    assert site("doctor", "--deep").code == 0


def test_repair_reads_the_texts_that_are_gone(site: Live) -> None:
    site("fetch")
    (site.cache / "files" / f"{sha256(GUIDE).hexdigest()}.txt").unlink()
    assert site("list", "--search", "规范样品管理", "--full-text").out == ""
    assert "texts: those of 1 kept file read" in site("doctor", "--repair").out
    assert "c_1300007" in site("list", "--search", "规范样品管理", "--full-text").out
    assert "nothing had to be mended" in site("doctor", "--repair").out


def test_undo_leaves_the_files(site: Live) -> None:
    """The history cites them still."""
    site("fetch")
    assert site("undo").code == 0
    assert list(kept(site)) == [sha256(GUIDE).hexdigest()]
    assert site("doctor", "--deep").code == 0


def test_status_names_what_is_still_to_be_fetched(site: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    site.site.fault("/f/guide.pdf", status(404))
    site("fetch")
    assert "files of 1 notice still to be fetched" in site("status", "--format", "table").out
    [row] = [each for each in site("status", "--json").json() if each["source"] == "nmpa/drugs"]
    assert (row["waiting_files"], row["unread_pages"]) == (1, 0)


@pytest.mark.parametrize("form", ["table", "text", "md"])
def test_show_names_each_file_with_its_size_and_its_path(site: Live, form: str) -> None:
    site("fetch")
    path = site.cache / "files" / sha256(GUIDE).hexdigest()

    def shown() -> str:
        return "".join(site("show", "c_1300007", "--format", form).out.split()).replace("\\", "")

    assert f"{len(GUIDE) / 1000:.1f}kB,keptas{path}" in shown()
    path.unlink()
    assert "waskeptandisgone" in shown()


def test_show_says_why_a_file_is_not_kept(site: Live) -> None:
    site.site.fault("/f/guide.pdf", status(404))
    site("fetch")
    assert "f/guide.pdf (not kept: answered 404 Not Found)" in site("show", "c_1300007").out
    site.remember(waiting={})
    assert "f/guide.pdf (not kept)" in site("show", "c_1300007").out


@POSIX
def test_a_full_disk_is_an_error_of_the_cache_and_loses_nothing(site: Live) -> None:
    """The notice comes with the next run, and no half file counts."""
    site.site.files["/f/guide.pdf"] = Reply(headers=PDF, body=GUIDE + b"%" * 600_000)
    before = (site.cache / "history.jsonl").read_bytes()
    with room(300_000):
        full = site("fetch")
    assert (full.code, "cannot write" in full.err) == (6, True), full.err
    assert (site.cache / "history.jsonl").read_bytes() == before
    assert kept(site) == {}
    assert site("fetch").code == 0
    assert is_kept(site, GUIDE + b"%" * 600_000)
    assert parts(site) == []


def test_two_runs_never_write_into_one_part(site: Live) -> None:
    """The second one leaves the files to its next look, and says so."""
    held = Parts(KeptFiles(site.cache), NOW)
    with held.receiving():
        done = site("fetch")
    assert (done.code, "another cdetrack receives files" in done.err) == (0, True)
    assert "/f/guide.pdf" not in site.asked()
    assert site("fetch").code == 0
    assert is_kept(site, GUIDE)


def test_a_run_that_is_killed_before_it_records_fetches_no_file_again(
    site: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        # Not KeyboardInterrupt: after it, this process starts no command of a channel any more.
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(recording, "record_visit", die)
        with pytest.raises(SystemExit):
            site("fetch")
    assert kept(site) == {sha256(GUIDE).hexdigest(): GUIDE}
    assert site("fetch").code == 0
    assert is_kept(site, GUIDE)
    assert site.asked().count("/f/guide.pdf") == 1
    assert parts(site) == []


def test_more_files_than_a_notice_may_have_are_told(site: Live) -> None:
    links = "".join(f'<a href="/f/{number}.pdf">File {number}</a>' for number in range(53))
    site.site.sections["drugs"][0] = replace(NEW, body=f"<p>Text.</p>{links}")
    site.site.files |= {f"/f/{number}.pdf": Reply(headers=PDF, body=GUIDE) for number in range(53)}
    done = site("fetch")
    assert "3 of 53 files of one notice were not fetched: 50 are the most" in done.err
    assert done.code == 0
    assert sum(path.startswith("/f/") for path in site.asked()) == 50
