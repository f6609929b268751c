"""Looks are taken back: by changes that are appended, with notices as they stood, and alerts that were not told."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cdetrack.store.writer import Writer
from support.alert_log import HTML, RSS, alerting, feed, new, told, watch
from support.disk import cut_off
from support.live import Live
from support.program import Program, listing, script
from support.replica import Reply, _english_page, items, status

FIRST = listing(("One", "2026-09-01"), ("Two", "2026-09-02"))
WRONG = listing(("Wrong one", "2026-09-03"), ("Wrong two", "2026-09-04"))


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with alerting(tmp_path) as made:
        yield made


def state_of(program: Program | Live) -> list[object]:
    """Return every notice as JSON, withdrawn or not."""
    return [*program("list", "--each", "--json").json(), *program("list", "--each", "--withdrawn", "--json").json()]


def test_a_wrong_file_costs_one_command_and_the_chain_keeps_both(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=FIRST)
    before, lines = state_of(cdetrack), cdetrack.history.read_bytes()
    cdetrack("ingest", "-", stdin=WRONG)
    done = cdetrack("undo")
    assert (done.code, done.out) == (0, "")
    assert "look 2 at ingest" in done.err
    assert "2 notices no longer listed" in done.err
    assert state_of(cdetrack) == before
    assert cdetrack.history.read_bytes().startswith(lines)
    assert [row["kind"] for row in cdetrack("diff", "--json").json()] == ["undone", "undone"]
    assert cdetrack("doctor").code == 0


def test_asked_for_a_notice_that_was_taken_back_is_told_as_such(cdetrack: Program, tmp_path: Path) -> None:
    cdetrack("ingest", "-", stdin=FIRST)
    cdetrack("ingest", "-", stdin=WRONG)
    cdetrack("undo")
    name = cdetrack("diff").rows[0][2]
    for asked in (name, name[:5].upper()):
        for command in (("show", asked), ("export", "evidence", asked, tmp_path / "pack"), ("mark", asked, "done")):
            ran = cdetrack(*command)
            assert ran.code == 3
            assert f"no notice `{asked}`: look 2 had added it, and was taken back" in ran.err
    shown = ran.err.split("`cdetrack ")[1].split("`")[0]
    assert name in [each["id"] for each in cdetrack(*shown.split()).json()]
    assert "taken back" not in cdetrack("show", "abcdef12").err
    cdetrack("ingest", "-", stdin=WRONG)
    assert cdetrack("show", name).code == 0


def test_a_notice_that_comes_back_has_its_id(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=FIRST)
    cdetrack("ingest", "-", stdin=WRONG)
    ids = {row["title"]: row["id"] for row in cdetrack("list", "--json").json()}
    cdetrack("undo")
    cdetrack("ingest", "-", stdin=WRONG)
    assert {row["title"]: row["id"] for row in cdetrack("list", "--json").json()} == ids


def test_a_reworded_notice_stands_as_before(cdetrack: Program, tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    entry = {
        "title": "Notice on dosage",
        "date": "2026-09-01",
        "url": "https://a.example/1",
        "summary": "The old words.",
    }
    for words in ("The old words.", "Other words, by mistake."):
        page.write_text(json.dumps([entry | {"summary": words}]))
        cdetrack("ingest", page, "--source", "a/x")
    assert cdetrack("list", "--json").json()[0]["summary"] == "Other words, by mistake."
    assert "1 notice as before" in cdetrack("undo").err
    assert cdetrack("list", "--json").json()[0]["summary"] == "The old words."
    assert cdetrack("doctor").code == 0


def test_withdrawals_are_taken_back(live: Live) -> None:
    """The notices are listed again, and the next look may miss them anew."""
    live("fetch")
    before = state_of(live)
    live.site.sections["drugs"] = items(20)[2:]
    live("fetch", "--full")
    live("fetch", "--full")
    assert len(live.titles("--withdrawn")) == 2
    assert live("undo").code == 0
    assert state_of(live) == before
    assert live.sound()


def test_a_look_is_taken_back_by_its_number_unless_a_later_one_touched_its_notices(
    cdetrack: Program, tmp_path: Path
) -> None:
    page = tmp_path / "page.json"
    entry = {"title": "Notice on dosage", "date": "2026-09-01", "url": "https://a.example/1"}
    for words in ("The old words.", "Other words."):
        page.write_text(json.dumps([entry | {"summary": words}]))
        cdetrack("ingest", page, "--source", "a/x")
    cdetrack("ingest", "-", stdin=WRONG)
    refused = cdetrack("undo", 1)
    assert (refused.code, "look 2 has touched" in refused.err) == (2, True)
    assert "`cdetrack undo 2`" in refused.err
    assert [cdetrack("undo", number).code for number in (2, 1)] == [0, 0]
    assert sorted(row["title"] for row in cdetrack("list", "--json").json()) == ["Wrong one", "Wrong two"]
    assert cdetrack("undo", 1).code == 3
    assert cdetrack("undo", 77).code == 3


def test_undone_again_is_the_look_before(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=FIRST)
    cdetrack("ingest", "-", stdin=WRONG)
    assert [cdetrack("undo").code for _ in range(3)] == [0, 0, 3]
    assert cdetrack("list").out == ""
    sound = cdetrack("doctor")
    assert (sound.code, "0 notices" in sound.out) == (0, True), sound.out


def test_a_baseline_that_was_taken_back_is_a_baseline_again(live: Live) -> None:
    """The next look is the first one: its notices are no news."""
    live("check")
    live("undo")
    assert live.titles("--each") == []
    live("check")
    assert (len(live.titles("--each")), told(live)) == (20, [])


def test_waiting_alerts_of_it_are_dropped_and_told_when_the_notices_come_back(live: Live, tmp_path: Path) -> None:
    """A site shows a notice by mistake, and later on purpose."""
    live("check")
    live.site.sections["drugs"] = [*new(2), *items(20)]
    script(tmp_path / "ring.sh", "exit 1")
    assert live("check").code == 8
    live.site.sections["drugs"] = items(20)
    done = live("undo")
    assert "1 waiting alert of it dropped: nobody is told" in done.err
    script(tmp_path / "ring.sh", f"cat >> '{tmp_path / 'told.jsonl'}'; echo >> '{tmp_path / 'told.jsonl'}'")
    assert live("check").code == 0
    assert told(live) == []
    live.site.sections["drugs"] = [*new(2), *items(20)]
    live("check")
    assert sorted(told(live)) == sorted(item.title for item in new(2))


def test_it_is_said_who_was_told_before_it_was_taken_back(cdetrack: Program) -> None:
    """One channel has heard, another waits: nobody else is told, and not nobody."""
    cdetrack.cache.mkdir(parents=True)
    watch = '[[watch]]\nname = "w"\non = ["added", "changed"]\nchannels = ["stdout", "exec:false"]\n'
    (cdetrack.cache / "config.toml").write_text(watch)
    cdetrack("ingest", "-", stdin=FIRST)
    cdetrack("check", "--no-fetch")
    cdetrack("ingest", "-", stdin=WRONG)
    assert cdetrack("check", "--no-fetch").code == 8
    done = cdetrack("undo").err
    assert "1 waiting alert of it dropped\n" in done
    assert "told of it before: `stdout`" in done
    cdetrack("ingest", "-", stdin=listing(("Not told of yet", "2026-09-05")))
    assert "told of it before" not in cdetrack("undo").err


def test_a_notice_that_was_told_before_it_was_taken_back_is_not_told_again(live: Live) -> None:
    live("check")
    live.site.sections["drugs"] = [*new(2), *items(20)]
    live("check")
    live("undo")
    live("check")
    assert sorted(told(live)) == sorted(item.title for item in new(2))
    assert len(live.titles("--each")) == 22


def test_the_next_look_reads_the_listing_anew(live: Live) -> None:
    """A `304` would hide a look that was undone by mistake."""
    live.site.validators = True
    live("check")
    live.site.sections["drugs"] = [*new(2), *items(20)]
    live("check")
    live("undo")
    live("fetch")
    assert len(live.titles("--each")) == 22


def test_a_look_while_the_site_fails_takes_nothing_back(live: Live) -> None:
    live("fetch")
    live.site.fault("*", status(503), times=1)
    live("fetch")
    assert "look 1 at nmpa/drugs" in live("undo").err


def test_a_file_is_weighed_without_a_byte_being_written(cdetrack: Program) -> None:
    cdetrack("ingest", "-", stdin=FIRST)
    before = cdetrack.bytes()
    ran = cdetrack("ingest", "--dry-run", "-", stdin=WRONG)
    assert (ran.code, ran.err) == (0, "ingest: 2 would be new (2 notices read)\n")
    assert cdetrack.bytes() == before


def test_a_first_file_is_weighed_as_the_baseline_that_it_would_be(cdetrack: Program) -> None:
    ran = cdetrack("ingest", "--dry-run", "-", stdin=FIRST)
    assert ran.err == "ingest: first look, 2 notices would be recorded as the baseline\n"
    assert not cdetrack.history.exists()


def test_an_archives_copy_never_replaces_the_words_of_the_site(live: Live, tmp_path: Path) -> None:
    """The copy is older: the site has corrected the title since."""
    page = _english_page("drugs", items(6), 1, 1)
    saved = tmp_path / "page.html"
    saved.write_text(page.replace(items(6)[0].title, f"{items(6)[0].title}, corrected"))
    live("ingest", saved, "--url", "https://english.nmpa.gov.cn/drugs.html")
    before = state_of(live)
    archived = tmp_path / "archived.html"
    archived.write_text(page)
    done = live(
        "ingest", archived, "--url", "https://web.archive.org/web/20260901000000/https://english.nmpa.gov.cn/drugs.html"
    )
    assert done.code == 0
    assert state_of(live) == before


def _entry(title: str, section: str = "x", day: str = "01") -> tuple[str, str, str]:
    return title, f"https://ag.example.org/{section}/{len(title)}", f"Tue, {day} Sep 2026 09:00:00 GMT"


OTHERS = [_entry(f"Notice on {what}") for what in ("aspirin", "ibuprofen in syrups", "blood", "vaccines for pigs")]


def _feeds(live: Live, *sections: str, filters: str = "") -> None:
    """Point the program at a feed for each section, and let it know them."""
    watch(live, {f"ag/{name}": live.site.url(f"{name}.xml") for name in sections}, filters=filters)
    for name in sections:
        _show(live, *(_entry(title, name) for title, *_ in OTHERS), section=name)
    live("check")


def _show(live: Live, *entries: tuple[str, str, str], section: str = "x") -> None:
    live.site.files[f"/{section}.xml"] = feed(*entries)


def _deaf(live: Live, *, deaf: bool = True) -> None:
    """Let the channel fail, or work again."""
    file = live.config.parent / "told.jsonl"
    script(live.config.parent / "ring.sh", "exit 1" if deaf else f"cat >> '{file}'; echo >> '{file}'")


def test_an_undone_entry_is_told_once_where_its_feed_gives_it_another_id_at_each_edit(live: Live) -> None:
    """Another title under the same link and another link under the same title are news."""

    def show(*entries: tuple[str, str, str], edit: int) -> None:
        body = feed(*entries, *OTHERS).body
        body = body.replace(b"</link>", b"</link><guid>GUID</guid>")
        for n, (title, link, _) in enumerate((*entries, *OTHERS)):
            body = body.replace(b"GUID", f"{link}-{title}-{edit if n == 0 else 0}".encode(), 1)
        live.site.files["/x.xml"] = Reply(headers=RSS, body=body)

    watch(live, {"ag/x": live.site.url("x.xml")})
    show(edit=0)
    live("check")
    entry = _entry("Notice on insulin for cats")
    show(entry, edit=1)
    live("check")
    live("undo")
    beside = [("Another matter", *entry[1:]), (entry[0], "https://ag.example.org/x/another", entry[2])]
    show(entry, *beside, edit=2)
    live("check")
    assert sorted(told(live)) == sorted([entry[0], *(title for title, *_ in beside)])


def test_a_withdrawal_that_was_taken_back_is_found_again_by_two_more_looks(live: Live) -> None:
    """Its neighbours tell: the source never shows a full listing."""
    _feeds(live, "x", filters='on = ["withdrawn"]\n')
    _show(live, *OTHERS[:1], *OTHERS[2:])
    live("check")
    live("check")
    assert told(live) == [OTHERS[1][0]]
    live("check")
    live("undo")
    assert live.titles("--withdrawn") == []
    live("check")
    assert live.titles("--withdrawn") == []
    live("check")
    assert live.titles("--withdrawn") == [OTHERS[1][0]]
    assert live.sound()


def _passed_over(live: Live) -> str:
    """Let a document wait for a channel that fails, and a second source carry it; return its title."""
    _feeds(live, "x", "y")
    review = "Safety review of gadolinium contrast agents in imaging"
    _deaf(live)
    _show(live, _entry(review, day="22"), *OTHERS)
    live("check")
    _show(live, _entry(review, "y", day="22"), *(_entry(title, "y") for title, *_ in OTHERS), section="y")
    live("check")
    return review


def test_a_carrier_that_was_passed_over_is_told_when_its_leader_is_taken_back_untold(live: Live) -> None:
    """The document had no alert: another source still shows it."""
    review = _passed_over(live)
    _show(live, *OTHERS)
    assert "1 waiting alert of it dropped" in live("undo", 3).err
    _deaf(live, deaf=False)
    live("check")
    assert told(live) == [review]
    _show(live, _entry(review, day="22"), *OTHERS)
    live("check")
    live("check")
    assert told(live) == [review]


@pytest.mark.parametrize("kind", ["changed", "withdrawn"])
def test_a_waiting_alert_of_a_change_that_was_taken_back_is_dropped(live: Live, kind: str) -> None:
    _feeds(live, "x", filters='on = ["added", "changed", "withdrawn"]\n')
    _deaf(live)
    entry = OTHERS[1]
    if kind == "changed":
        _show(live, OTHERS[0], ("Notice on ibuprofen, corrected", *entry[1:]), *OTHERS[2:])
    else:
        _show(live, OTHERS[0], *OTHERS[2:])
        live("check")
    live("check")
    assert "1 waiting alert of it dropped: nobody is told" in live("undo").err
    _show(live, *OTHERS)
    _deaf(live, deaf=False)
    live("alerts", "retry")
    live("check")
    assert told(live) == []
    assert live.sound()


def test_a_waiting_alert_tells_the_changes_that_were_not_taken_back(live: Live) -> None:
    """One alert of two sources' changes goes on without one of them."""
    _feeds(live, "x", "y", filters='on = ["changed"]\n')
    _deaf(live)
    for name in ("x", "y"):
        entries = [_entry(title, name) for title, *_ in OTHERS]
        entries[0] = (f"Notice on {name}, corrected", *entries[0][1:])
        _show(live, *entries, section=name)
    live("check")
    source = live("diff", "--json").json()[-1]["source"]
    done = live("undo")
    assert "taken out of 1 waiting alert: the rest of it is told" in done.err
    assert "dropped" not in done.err
    _deaf(live, deaf=False)
    live("alerts", "retry")
    assert told(live) == ["Notice on x, corrected" if source == "ag/y" else "Notice on y, corrected"]


def test_it_is_said_where_a_notice_is_taken_out_of_a_waiting_alert_of_others(live: Live) -> None:
    _feeds(live, "x", "y")
    _deaf(live)
    for name in ("x", "y"):
        _show(live, _entry(f"Notice on {name}", name, day="22"), *(_entry(t, name) for t, *_ in OTHERS), section=name)
    live("check")
    done = live("undo")
    assert "taken out of 1 waiting alert: the rest of it is told" in done.err
    assert "dropped" not in done.err
    assert "1 waiting alert of it dropped: nobody is told" in live("undo").err
    live("fetch")
    _deaf(live, deaf=False)
    live("check")
    assert sorted(told(live)) == ["Notice on x", "Notice on y"]


def test_a_change_that_was_taken_back_before_a_check_is_not_told(live: Live) -> None:
    _feeds(live, "x", filters='on = ["changed"]\n')
    _show(live, ("Notice on ibuprofen, corrected", *OTHERS[0][1:]), *OTHERS[1:])
    live("fetch")
    live("undo")
    _show(live, *OTHERS)
    live("check")
    assert told(live) == []


def test_a_notice_that_a_change_made_match_is_told_when_the_change_comes_again(live: Live) -> None:
    """The alert of it was dropped: the watch was told of nothing."""
    _feeds(live, "x", filters='search = "corrected"\n')
    _deaf(live)
    corrected = ("Notice on aspirin, corrected", *OTHERS[0][1:])
    _show(live, corrected, *OTHERS[1:])
    live("check")
    assert "1 waiting alert of it dropped" in live("undo").err
    _deaf(live, deaf=False)
    _show(live, *OTHERS)
    live("check")
    assert told(live) == []
    _show(live, corrected, *OTHERS[1:])
    live("check")
    assert told(live) == ["Notice on aspirin, corrected"]


def test_a_channel_that_was_told_of_the_document_is_not_told_of_its_carrier(live: Live) -> None:
    """The other channel failed: it alone gets the rest of the document."""
    _feeds(live, "x", "y")
    file = live.config.parent / "other.jsonl"
    other = script(live.config.parent / "other.sh", f"cat >> '{file}'; echo >> '{file}'")
    text = live.config.read_text().replace("channels = [", f'channels = ["exec:{other}", ')
    live.config.write_text(text)
    live("check")
    _deaf(live)
    review = "Safety review of gadolinium contrast agents in imaging"
    _show(live, _entry(review, day="22"), *OTHERS)
    live("check")
    _show(live, _entry(review, "y", day="22"), *(_entry(title, "y") for title, *_ in OTHERS), section="y")
    live("check")
    _show(live, *OTHERS)
    live("undo", 3)
    _deaf(live, deaf=False)
    live("check")
    live("check")
    assert told(live) == [review]
    assert file.read_text().count('"watch"') == 1


@pytest.mark.parametrize("place", ["before", "after"])
def test_notices_of_an_undo_that_is_cut_off_are_found_on_an_unchanged_page(
    live: Live, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    live("check")
    live.site.sections["drugs"] = [*new(2), *items(20)]
    live("fetch")
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "append", cut_off(place))
        assert live("undo").code != 0
    assert live("check").code == 0
    assert len(live.titles()) == 22
    assert len(told(live)) == 2
    assert live.sound()


@pytest.mark.parametrize("place", ["before", "after"])
def test_whatever_is_cut_off_nothing_is_never_told(live: Live, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """A crash comes before or after the history says that the look is taken back."""
    review = _passed_over(live)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "append", cut_off(place))
        assert live("undo", 3).code != 0
    assert len(live.titles("--each")) == 2 * len(OTHERS) + (2 if place == "before" else 1)
    _show(live, *OTHERS)
    _deaf(live, deaf=False)
    live("check")
    live("alerts", "retry")
    # The one that still stands has its alert, and the other one is in it or passed over again.
    assert set(told(live)) == {review}
    assert live.sound()


def test_a_change_that_was_told_and_taken_back_is_not_told_again(live: Live) -> None:
    """Another change of the notice is."""
    _feeds(live, "x", filters='on = ["changed"]\n')
    for title in ("Notice on aspirin, corrected", "Notice on aspirin, corrected", "Notice on aspirin, withheld"):
        if told(live):
            live("undo")
        _show(live, (title, *OTHERS[0][1:]), *OTHERS[1:])
        live("check")
    assert told(live) == ["Notice on aspirin, corrected", "Notice on aspirin, withheld"]


def test_a_notice_that_was_told_and_taken_back_has_changed_if_it_is_found_in_other_words(live: Live) -> None:
    """In its words of before, it is no news."""
    _feeds(live, "x", filters='on = ["added", "changed"]\n')
    heard: list[list[str]] = []
    for word in ("gel", "gel", "cream", "cream", "gel"):
        if heard:
            live("undo")
        _show(live, (f"Recall of a {word}", "https://ag.example.org/x/recall", OTHERS[0][2]), *OTHERS)
        live("check")
        heard.append(told(live))
    assert [len(each) for each in heard] == [1, 1, 2, 2, 3]
    assert heard[-1] == ["Recall of a gel", "Recall of a cream", "Recall of a gel"]
    lines = (live.config.parent / "told.jsonl").read_text().splitlines()
    text = next(json.loads(line)["text"] for line in lines if "cream" in line)
    assert text.startswith("all: 1 changed\n")
    assert "[-gel-]{+cream+}" in text
    assert live.sound()


def test_a_badge_that_came_or_went_is_no_change_of_a_notice_that_was_told_and_taken_back(live: Live) -> None:
    """It is none of a notice that stands, either."""
    _feeds(live, "x", filters='on = ["added", "changed"]\n')
    for title in ("Recall of a gel", "NEW Recall of a gel", "Recall of a gel (NEW)", "Recall of a gel"):
        if told(live):
            live("undo")
        _show(live, (title, "https://ag.example.org/x/recall", OTHERS[0][2]), *OTHERS)
        live("check")
        assert told(live) == ["Recall of a gel"]
    live("undo")
    _show(live, ("Recall of a cream (NEW)", "https://ag.example.org/x/recall", OTHERS[0][2]), *OTHERS)
    live("check")
    assert len(told(live)) == 2, "other words besides are"
    assert live.sound()


def test_a_withdrawal_and_a_return_that_were_told_and_taken_back_are_not_told_again(live: Live) -> None:
    """What comes after the same change that stands is."""
    _feeds(live, "x", filters='on = ["withdrawn"]\n')

    def look(*shown: tuple[str, str, str]) -> int:
        """Look twice, as a withdrawal needs; return how often the notice was told so far."""
        _show(live, *shown)
        live("check")
        live("check")
        return len(told(live))

    without = (*OTHERS[:1], *OTHERS[2:])
    assert look(*without) == 1
    live("undo")
    assert look(*without) == 1, "the same withdrawal"
    assert live.titles("--withdrawn") == [OTHERS[1][0]]
    assert look(*OTHERS) == 2
    live("undo")
    assert look(*OTHERS) == 2, "the same return"
    assert look(*without) == 3, "it was back in between"
    assert live.sound()


@pytest.mark.parametrize("kind", ["withdrawn", "changed", "restored"])
@pytest.mark.parametrize("late", [False, True])
def test_a_change_that_a_look_has_shown_not_to_have_happened_is_told_when_it_happens(
    live: Live, kind: str, *, late: bool
) -> None:
    _feeds(live, "x", filters=f'on = ["{"changed" if kind == "changed" else "withdrawn"}"]\n')
    without = (*OTHERS[:1], *OTHERS[2:])
    other = without if kind != "changed" else (OTHERS[0], ("Recall of all", *OTHERS[1][1:]), *OTHERS[2:])
    before, after = (without, OTHERS) if kind == "restored" else (OTHERS, other)

    def look(shown: Sequence[tuple[str, str, str]], *, then: str = "check") -> None:
        """Look twice, as a withdrawal needs."""
        _show(live, *shown)
        live(then)
        live(then)

    look(before)
    look(after)
    first = len(told(live))
    assert first == (2 if kind == "restored" else 1)
    live("undo")
    look(before)
    assert len(told(live)) == first
    look(after, then="fetch" if late else "check")
    # More looks at what stands say nothing else.
    look(after)
    assert len(told(live)) == first + 1
    live("undo")
    look(after, then="fetch" if late else "check")
    look(after)
    assert len(told(live)) == first + 1, "the same again"
    assert live.sound()


def test_a_change_that_was_taken_back_untold_is_told_when_it_comes_again(live: Live) -> None:
    _feeds(live, "x", filters='on = ["changed"]\n')
    _deaf(live)
    _show(live, ("Notice on aspirin, corrected", *OTHERS[0][1:]), *OTHERS[1:])
    live("check")
    live("undo")
    _deaf(live, deaf=False)
    live("check")
    assert told(live) == ["Notice on aspirin, corrected"]


def _cards(*numbers: int, reworded: int | None = None) -> Reply:
    rows = "".join(
        f'<li><a href="/n/{n}">{"Other" if n == reworded else "Inspection"} notice for site {n}</a>'
        f"<i>2025-09-{n:02}</i><u>2025-10-{n:02}</u></li>"
        for n in numbers
    )
    return Reply(headers=HTML, body=f"<html><body><ul>{rows}</ul></body></html>".encode())


def _cards_configured(live: Live, *, day: str = "i") -> None:
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{live.site.url("cards")}"\n'
        f'selectors = {{ item = "li", title = "a", link = "a", date = "{day}" }}\n'
        '[[watch]]\nname = "all"\non = ["added", "changed"]\nchannels = ["stdout"]\n',
    )


def test_older_notices_that_were_told_to_nobody_are_no_news_after_an_undo(live: Live, tmp_path: Path) -> None:
    """A first live look after a file finds what stands behind it on the listing."""
    _cards_configured(live)
    live.site.files["/cards"] = _cards(9, 8)
    saved = tmp_path / "saved.html"
    saved.write_bytes(_cards(9, 8).body)
    live("ingest", saved, "--source", "ag/x")
    live.site.files["/cards"] = _cards(9, 8, 7, 6, 5)
    assert live("check").out == ""
    assert "3 notices no longer listed" in live("undo").err
    live.site.files["/cards"] = _cards(10, 9, 8, 7, 6, 5, reworded=5)
    ran = live("check")
    assert ran.out.startswith("all: 2 new\n"), "the newest, and one whose words nobody has seen"
    assert [f"site {n}\n" in ran.out for n in (10, 7, 6, 5)] == [True, False, False, True]
    assert len(live.titles()) == 6
    assert live.sound()


def test_what_edited_settings_read_otherwise_is_told_to_nobody_after_an_undo(live: Live) -> None:
    _cards_configured(live)
    live.site.files["/cards"] = _cards(9, 8, 7)
    live("check")
    _cards_configured(live, day="u")
    assert live("check").out == ""
    assert "3 notices as before" in live("undo").err
    live.site.files["/cards"] = _cards(9, 8, 7, reworded=7)
    ran = live("check")
    assert ran.out.startswith("all: 1 new\n"), "only the one with other words"
    assert "Other notice for site 7" in ran.out
    assert live("check").out == ""
    assert live.sound()


def test_the_return_of_a_withdrawn_notice_is_told_though_its_words_were_told_to_nobody_before(live: Live) -> None:
    def serve(*numbers: int, look: int = 0) -> None:
        rows = "".join(
            f"<li><a href=/n/{n}>Notice on site {n}</a> <b>Notice on the site {n}</b> <i>2025-09-0{n}</i></li>"
            for n in numbers
        )
        live.site.files["/cards"] = Reply(headers=HTML, body=f"<html><!--{look}--><ul>{rows}</ul></html>".encode())

    def configure(title: str) -> None:
        _cards_configured(live)
        text = live.config.read_text().replace('title = "a"', f'title = "{title}"')
        live.config.write_text(text.replace('"changed"]', '"changed", "withdrawn"]'))

    serve(4, 3, 2, 1)
    configure("a")
    live("check")
    configure("b")
    assert live("check").out == ""
    live("undo")
    told = []
    for look, numbers in enumerate([(4, 3, 1), (4, 3, 1), (4, 3, 2, 1)]):
        serve(*numbers, look=look)
        told.append(live("check").out.partition("\n")[0])
    assert told[:2] == ["", "all: 1 withdrawn"]
    assert told[2].startswith("all: 1 "), "it is there again"
