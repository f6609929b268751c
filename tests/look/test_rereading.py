"""A page that is only read otherwise than before makes changes that are recorded, noted once and alerted to nobody."""

import json
from pathlib import Path

import pytest

from support.live import Live
from support.program import Ran
from support.replica import Reply

HTML = {"Content-Type": "text/html; charset=utf-8"}
WORDS = ("vaccines", "labels", "syringes", "toys", "gloves")
OPEN = ("05/09/2025", "04/09/2025", "03/09/2025", "02/09/2025")
CARDS = 'selectors = { item = "li", title = "b", date = "i" }\n'
ITEMS = 'selectors = { item = "li" }\n'
LINKED = 'selectors = { item = "li", title = "b", date = "i", link = "a" }\n'


def page(*days: str, first: int = 0, links: bool = True, pager: str = "") -> Reply:
    items = "".join(
        f"<li><b>Notice on {WORDS[n]}</b>{f'<a href=/n/{n}>Read</a>' if links else ''} "
        f"<i>{day}</i><u>2025-10-0{n + 1}</u></li>"
        for n, day in enumerate(days, first)
    )
    return Reply(headers=HTML, body=f"<html><body><ul>{items}</ul>{pager}</body></html>".encode())


def configure(live: Live, settings: str = CARDS) -> None:
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{live.site.url("page")}"\n{settings}'
        '[[watch]]\nname = "all"\non = ["added", "changed"]\nchannels = ["stdout"]\n',
    )


def days(live: Live) -> dict[str, tuple[str, str]]:
    return {each["title"]: (each["id"], each["date"]) for each in live("list", "--each", "--json").json()}


@pytest.mark.parametrize("links", [True, False])
def test_days_that_a_new_entry_shows_in_another_order_are_recorded_and_told_to_nobody(
    live: Live, *, links: bool
) -> None:
    configure(live, LINKED if links else CARDS)
    live.site.files["/page"] = page(*OPEN, links=links)
    live("check")
    before = days(live)
    live.site.files["/page"] = page(*OPEN, "09/30/2025", links=links)
    ran = live("check")
    assert "one of its dates proves now that the month comes first" in ran.err
    assert ran.err.rstrip().endswith("told to nobody: 4")
    assert ran.out.startswith("all: 1 new\n")
    after = days(live)
    assert {title: name for title, (name, _) in before.items()}.items() <= {t: n for t, (n, _) in after.items()}.items()
    assert [after[f"Notice on {word}"][1] for word in WORDS[:2]] == ["2025-05-09", "2025-04-09"]
    assert live("check").err == ""


def test_a_day_that_changes_on_the_page_is_told_in_the_look_that_proves_the_order_and_after_it(live: Live) -> None:
    configure(live, LINKED)
    live.site.files["/page"] = page(*OPEN[:3])
    live("check")
    live.site.files["/page"] = page("05/10/2025", *OPEN[1:], "09/30/2025")
    assert live("check").out.startswith("all: 2 new, 1 changed")
    assert live("check").out == ""
    live.site.files["/page"] = page("05/10/2025", *OPEN[1:3], "09/02/2025", "09/30/2025")
    told = live("check").out
    assert told.startswith("all: 1 changed\n")
    assert "[-2025-02-09-]{+2025-09-02+}" in told, "the same figures as before, and no other reading"


def test_an_order_that_a_further_page_proves_changes_the_first_page_without_a_word_to_watches(live: Live) -> None:
    configure(live, LINKED)
    live.site.files["/page"] = page(*OPEN, pager='<a rel="next" href="/page-2">Older</a>')
    live.site.files["/page-2"] = page("01/30/2025", first=4)
    live("check")
    assert live.state("ag/x")["date_order"] == "mdy"
    ran = live("check")
    assert (ran.out, "it is known now that the month comes first" in ran.err) == ("", True)
    assert days(live)["Notice on vaccines"][1] == "2025-05-09"


@pytest.mark.parametrize(
    ("settings", "day", "note"),
    [
        (f'{LINKED}date_order = "mdy"\n', "2025-05-09", "it is known now that the month comes first"),
        (LINKED.replace('"i"', '"u"'), "2025-10-01", "its settings are new"),
    ],
    ids=["date_order", "selectors"],
)
def test_settings_that_read_a_page_otherwise_alert_nobody(live: Live, settings: str, day: str, note: str) -> None:
    configure(live, LINKED)
    live.site.files["/page"] = page(*OPEN)
    live("check")
    configure(live, settings)
    ran = live("check")
    assert (ran.out, note in ran.err) == ("", True)
    assert days(live)["Notice on vaccines"][1] == day
    assert (live("check").out, live("check").err) == ("", "")
    live.site.files["/page"] = page("01/11/2025", *OPEN[1:]) if "mdy" in settings else page(*OPEN, "01/11/2025")
    assert live("check").out != "", "what changes after that is told"


def test_an_order_that_a_file_proves_alerts_nobody_and_is_kept(live: Live, tmp_path: Path) -> None:
    configure(live, LINKED)
    saved = tmp_path / "saved.json"

    def ingest(*shown: str) -> str:
        rows = [{"title": f"Notice on {WORDS[n]}", "date": day, "url": f"/{n}"} for n, day in enumerate(shown)]
        saved.write_text(json.dumps({"results": rows, "count": len(rows)}))
        return live("ingest", saved, "--source", "ag/file", "--url", "https://a.example/").err

    ingest(*OPEN)
    live("check", "--no-fetch")
    assert "one of its dates proves now that the month comes first" in ingest(*OPEN, "09/30/2025")
    assert live("check", "--no-fetch").out.startswith("all: 1 new\n")
    assert "nothing new" in ingest(*OPEN)


@pytest.mark.parametrize("links", [True, False])
def test_an_order_that_is_forgotten_with_the_state_is_known_by_the_recorded_days(live: Live, *, links: bool) -> None:
    configure(live, LINKED if links else CARDS)
    live.site.files["/page"] = page(*OPEN[:3], "09/30/2025", links=links)
    live("check")
    live.site.files["/page"] = page(*OPEN[:3], links=links)
    live("check")
    before = days(live)
    live.cache.joinpath("state.json").unlink()
    live.site.files["/page"] = page(*OPEN[:3], links=links, pager='<a rel="next" href="/page-2">Older</a>')
    live.site.files["/page-2"] = page("09/01/2025", first=4, links=links)
    ran = live("check")
    assert (ran.out, ran.err) == ("all: 1 new\n" + ran.out.partition("\n")[2], "")
    assert {**days(live), **before} == days(live)
    assert days(live)["Notice on gloves"][1] == "2025-09-01"
    assert live.state("ag/x")["date_order"] == "mdy"
    assert live("check").out == ""


@pytest.mark.parametrize("form", ["file", "stdin", "json"])
def test_an_order_that_is_forgotten_with_the_state_is_known_by_the_recorded_days_for_rows_and_files(
    live: Live, tmp_path: Path, form: str
) -> None:
    configure(live, "")
    saved = tmp_path / "saved.json"

    def look(*shown: str) -> Ran:
        rows = [{"title": f"Notice on {WORDS[n]}", "date": day} for n, day in enumerate(shown)]
        saved.write_text(json.dumps({"results": rows, "count": len(rows)}))
        if form == "json":
            live.site.files["/page"] = Reply(headers={"Content-Type": "application/json"}, body=saved.read_bytes())
            return live("check")
        options = ("--source", "ag/x", "--cache", live.cache, "--config", live.config)
        if form == "stdin":
            return live.program("ingest", "-", *options, stdin=saved.read_text())
        return live("ingest", saved, "--source", "ag/x")

    look(*OPEN[:3], "09/30/2025")
    before = days(live)
    live.cache.joinpath("state.json").unlink()
    ran = look(*OPEN[:3])
    assert "a guess" not in ran.err, ran.err
    assert days(live) == before
    assert live.state("ag/x")["date_order"] == "mdy"


@pytest.mark.parametrize(
    ("folder", "inside", "more"),
    [
        ("202511{:02}/", True, ""),
        ("202511{:02}/", False, ""),
        ("202511{:02}/", True, ITEMS),
        ("202511{:02}/", False, ITEMS),
        ("2025/", True, ITEMS),
        ("", True, ITEMS),
    ],
)
def test_days_without_a_year_that_an_older_parser_left_in_titles_are_told_to_nobody(
    live: Live, *, folder: str, inside: bool, more: str
) -> None:
    """It dated the notices by the days in their addresses, if there were any, and by the first look if not."""

    def publish(*days: int, form: str) -> None:
        items = "".join(
            f"<li><a href='/news/{folder.format(day - 2)}n{day}.html'><span>Notice on matter {chr(60 + day)}"
            f"{form.format(f'11.{day}')}</li>"
            for day in days
        )
        live.site.files["/page"] = Reply(headers=HTML, body=f"<html><h1>News</h1><ul>{items}</ul></html>".encode())

    configure(live, more)
    publish(22, 19, 15, 12, form=" {}</span></a>" if inside else "</span></a>")
    assert (live("check").code, len(days(live))) == (0, 4)
    before = days(live)
    publish(25, 22, 19, 15, 12, form="</span><i>{}</i></a>" if inside else "</span></a><i>{}</i>")
    ran = live("check")
    assert ran.out.startswith("all: 1 new\n"), ran.out
    after = days(live)
    assert {name for name, _ in before.values()} < {name for name, _ in after.values()}
    assert len(after) == len(before) + 1
    assert set(after) == {f"Notice on matter {letter}" for letter in "UROKH"}
    assert live("check").out == ""


@pytest.mark.parametrize("folder", ["202511{:02}/", ""])
def test_known_notices_of_a_list_with_short_days_stay_known_beside_new_entries_without_a_day(
    live: Live, folder: str
) -> None:
    """Where few entries end with a day, it may be part of the title."""

    def publish(*entries: tuple[int, str]) -> None:
        items = "".join(
            f"<li><a href='/news/{folder.format(day)}n{day}.html'><span>Act {chr(60 + day)}</span>{shown}</a></li>"
            for day, shown in entries
        )
        live.site.files["/page"] = Reply(headers=HTML, body=f"<html><h1>News</h1><ul>{items}</ul></html>".encode())

    configure(live, ITEMS)
    known = [(day, f"<i>11.{day}</i>") for day in (22, 19, 15, 12)]
    publish(*known)
    assert (live("check").code, len(days(live))) == (0, 4)
    publish((27, ""), (25, ""), *known)
    assert live("check").out.startswith("all: 2 new\n")
    publish((28, "<i>11.28</i>"), (27, "<i>11.27</i>"), (25, "<i>11.25</i>"), *known)
    assert live("check").out.startswith("all: 1 new\n")
    assert len(days(live)) == 7


@pytest.mark.parametrize("turn", [1, -1])
def test_a_title_without_a_link_that_a_newer_parser_reads_otherwise_is_told_to_nobody(live: Live, *, turn: int) -> None:
    configure(live)
    shown = page(*OPEN[:3], links=False).body
    first, then = (shown, shown.replace(b"</b>", b" and what it means</b>"))[::turn]
    live.site.files["/page"] = Reply(headers=HTML, body=first)
    live("check")
    before = days(live)
    state = live.cache / "state.json"
    known = json.loads(state.read_text(encoding="utf-8"))
    known["sources"]["ag/x"]["reader"] -= 1
    state.write_text(json.dumps(known), encoding="utf-8")
    new = b"<li><b>Notice on toys</b> <i>05/09/2025</i></li></ul>"
    live.site.files["/page"] = Reply(headers=HTML, body=then.replace(b"</ul>", new))
    assert live("check").out.startswith("all: 1 new\n")
    after = days(live)
    assert {name for name, _ in before.values()} < {name for name, _ in after.values()}
    assert len(after) == 4
    live.site.files["/page"] = Reply(headers=HTML, body=first.replace(b"</ul>", new))
    assert live("check").out.startswith("all: 3 new\n"), "one version reads both"
