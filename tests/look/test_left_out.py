"""A notice that an edited setting leaves out of a listing was not withdrawn by the regulator."""

import json
from pathlib import Path

import pytest

from support.live import Live
from support.replica import Reply, status

JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
KINDS = ("notice", "news", "notice", "notice", "notice", "notice")
ALL = '{ items = "results", title = "title", date = "date", link = "url" }'
NARROW = ALL.replace(" }", ', where = { type = "notice" } }')


def answer(*numbers: int, look: int) -> Reply:
    """Return rows of these numbers, in a body of its own for each look."""
    rows = [
        {"title": f"Notice on matter {n}", "date": f"2025-09-{20 - n:02}", "url": f"/n/{n}", "type": KINDS[n]}
        for n in numbers
    ]
    return Reply(headers=JSON, body=json.dumps({"results": rows, "look": look}).encode())


def page(*numbers: int, look: int) -> Reply:
    items = "".join(
        f'<li class="{KINDS[n]}"><a href="/n/{n}">Notice on matter {n}</a> <i>2025-09-{20 - n:02}</i></li>'
        for n in numbers
    )
    return Reply(headers=HTML, body=f"<html><body><!--{look}--><ul>{items}</ul></body></html>".encode())


def configure(live: Live, place: str, **settings: str) -> None:
    lines = "".join(f"{key} = {value}\n" for key, value in settings.items())
    live.point(
        {},
        more=f'[sources."ag/x"]\nurl = "{live.site.url(place)}"\n{lines}[[watch]]\nname = "all"\n'
        'on = ["added", "changed", "withdrawn"]\nchannels = ["stdout"]\n',
    )


EDITS = {
    "where": (("api", {"json": ALL}), ("api", {"json": NARROW}), answer),
    "selectors": (
        ("page", {"selectors": '{ item = "li", title = "a", link = "a", date = "i" }'}),
        ("page", {"selectors": '{ item = "li.notice", title = "a", link = "a", date = "i" }'}),
        page,
    ),
    "url": (("page", {}), ("page?type=notice", {}), page),
    "form": (("page", {}), ("page", {"form": '{ type = "notice" }'}), page),
    "headers": (("page", {}), ("page", {"headers": '{ "X-Type" = "notice" }'}), page),
}


@pytest.mark.parametrize(("before", "after", "made"), EDITS.values(), ids=EDITS)
def test_a_notice_that_an_edited_setting_leaves_out_is_not_withdrawn(live: Live, before, after, made) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    def serve(*numbers: int, look: int) -> None:
        place = after[0].partition("?")[0] if look else before[0]
        # The site leaves the row out by itself, unless the settings do.
        live.site.files["/" + place] = made(*numbers, look=look)

    configure(live, before[0], **before[1])
    serve(*range(6), look=0)
    live("check")
    configure(live, after[0], **after[1])
    is_by_site = not {"json", "selectors"} & set(after[1])
    numbers = [n for n in range(6) if not is_by_site or KINDS[n] == "notice"]
    noted = []
    for look in (1, 2, 3, 4):
        serve(*numbers, look=look)
        ran = live("check")
        assert (ran.code, ran.out) == (0, ""), ran.err
        noted.append("that it no longer shows stay as they are" in ran.err)
    assert noted == [True, False, False, False]
    assert len(live.titles()) == 6
    gone = [n for n in numbers if n != 3]
    for look, told in ((5, ""), (6, "all: 1 withdrawn"), (7, "")):
        serve(*gone, look=look)
        assert live("check").out.partition("\n")[0] == told
    configure(live, before[0], **before[1])
    serve(*(n for n in range(6) if n != 3), look=8)
    assert live("check").out == "", "a notice that is shown again was never gone"
    for look, told in ((9, ""), (10, "all: 1 withdrawn")):
        serve(0, 2, 4, 5, look=look)
        assert live("check").out.partition("\n")[0] == told
    assert live("doctor").code == 0


def paged(*numbers: int, following: str) -> Reply:
    body = json.loads(answer(*numbers, look=0).body) | {"next": following}
    return Reply(headers=JSON, body=json.dumps(body).encode())


@pytest.mark.parametrize("fails", [False, True])
def test_older_notices_that_edited_settings_bring_in_are_no_news(live: Live, *, fails: bool) -> None:
    wide = ALL.replace(" }", ', next = "next" }')
    configure(live, "api", json=wide.replace(" }", ', where = { type = "notice" } }'))
    live.site.files["/api"] = paged(0, following="/api-2")
    live.site.files["/api-2"] = paged(1, 2, 3, following="")
    live("check")
    assert len(live.titles()) == 3
    live.site.files["/api"] = paged(-1, 0, following="/api-2")
    configure(live, "api", json=wide)
    live.site.fault("/api-2", status(500), times=1 if fails else 0)
    ran = live("check")
    assert ran.out.startswith("all: 1 new\n")
    assert "Notice on matter -1" in ran.out
    if fails:
        # The looks of this test may all be in one second.
        live.remember("ag/x", gap="2099-01-01T00:00:00Z")
    again = live("check")
    assert again.out == ""
    assert "did not show by those before are told to nobody: 1" in (again.err if fails else ran.err)
    assert len(live.titles()) == 5
    live.site.files["/api"] = paged(-1, 0, 4, following="/api-2")
    assert live("check").out.startswith("all: 1 new\n"), "after that, a late one is news"


def test_a_full_look_that_fails_half_way_leaves_the_decision_to_the_next_one(live: Live) -> None:
    mapping = ALL.replace(" }", ', next = "next" }')
    configure(live, "api", json=mapping)
    live.site.files["/api"] = paged(0, 2, 3, following="/api-2")
    live.site.files["/api-2"] = paged(1, 4, 5, following="")
    live("check")
    configure(live, "api", json=mapping.replace(" }", ', where = { type = "notice" } }'))
    live.site.fault("/api-2", status(500), times=1)
    assert live("check").code == 4
    for _ in range(3):
        ran = live("check")
        assert (live("fetch", "--full").code, ran.code, ran.out) == (0, 0, "")
    assert len(live.titles()) == 6


def test_another_token_is_no_other_setting(live: Live) -> None:
    configure(live, "page", headers='{ "X-Api-Key" = "one", "Cookie" = "a=1" }')
    live.site.files["/page"] = page(0, 1, 2, look=0)
    live("check")
    configure(live, "page", headers='{ "X-Api-Key" = "two", "Cookie" = "a=2" }')
    live.site.files["/page"] = Reply(headers=HTML, body=page(0, 1, 2, look=1).body.replace(b"matter 1", b"matter 11"))
    assert live("check").out.startswith("all: 1 changed\n")
    assert "one" not in live.state("ag/x")["settings"]


def narrowed(live: Live) -> None:
    """Let edited settings leave out the notices of other kinds."""
    configure(live, "api", json=ALL)
    live.site.files["/api"] = answer(*range(6), look=0)
    live("check")
    configure(live, "api", json=NARROW)
    live("check")


def test_what_went_while_edited_settings_left_it_out_is_withdrawn_by_those_before_the_edit(live: Live) -> None:
    narrowed(live)
    there = [n for n in range(6) if KINDS[n] == "notice"]
    [gone, *others] = (n for n in range(6) if n not in there)
    live.site.files["/api"] = answer(*sorted([*there, *others]), look=1)
    assert live("check").out == ""
    configure(live, "api", json=ALL)
    told = []
    for look in (2, 3, 4):
        live.site.files["/api"] = answer(*sorted([*there, *others]), look=look)
        told.append(live("check").out)
    assert [each.partition("\n")[0] for each in told] == ["", "all: 1 withdrawn", ""]
    assert f"Notice on matter {gone}\n" in told[1]


def test_what_was_missed_before_the_settings_were_edited_is_withdrawn(live: Live) -> None:
    configure(live, "page")
    live.site.files["/page"] = page(*range(6), look=0)
    live("check")
    live.site.files["/page"] = page(0, 1, 2, 4, 5, look=1)
    assert live("check").out == ""
    configure(live, "page", headers='{ "X-Type" = "notice" }')
    assert live("check").out.startswith("all: 1 withdrawn\n")


def test_what_one_source_leaves_out_is_withdrawn_when_the_last_other_one_lacks_it(live: Live) -> None:
    def configure_both(mapping: str) -> None:
        configure(live, "api", json=ALL)
        one = live.config.read_text().replace("ag/x", "ag/a").replace(ALL, mapping)
        other = f'[sources."ag/b"]\nurl = "{live.site.url("other")}"\njson = {ALL}\n'
        live.config.write_text(one.replace("[[watch]]", other + "[[watch]]"))

    for place in ("/api", "/other"):
        live.site.files[place] = answer(*range(6), look=0)
    configure_both(ALL)
    live("check")
    configure_both(NARROW)
    live("check")
    gone = next(n for n in range(6) if KINDS[n] != "notice")
    told = []
    for look in (1, 2, 3):
        live.site.files["/other"] = answer(*(n for n in range(6) if n != gone), look=look)
        told.append(live("check").out.partition("\n")[0])
    assert told == ["", "all: 1 withdrawn", ""]


def test_a_first_look_after_an_undo_is_a_baseline_whatever_the_settings(live: Live) -> None:
    configure(live, "api", json=ALL)
    live.site.files["/api"] = answer(*range(6), look=0)
    live("check")
    live("undo")
    configure(live, "api", json=NARROW)
    assert "settings are new" not in live("check").err


def test_a_notice_that_went_when_other_settings_read_other_days_is_noted(live: Live) -> None:
    def serve(*numbers: int) -> None:
        rows = "".join(
            f"<li><a href=/n/{n}>Notice on matter {n}</a> <i>2025-09-{20 - n}</i> <u>2025-10-{20 - n}</u></li>"
            for n in numbers
        )
        live.site.files["/page"] = Reply(headers=HTML, body=f"<html><ul>{rows}</ul></html>".encode())

    selectors = '{ item = "li", title = "a", link = "a", date = "i" }'
    configure(live, "page", selectors=selectors)
    serve(1, 2, 3, 4, 5)
    live("check")
    configure(live, "page", selectors=selectors.replace('"i"', '"u"'))
    serve(1, 2, 4, 5)
    assert "that it no longer shows stay as they are, and do not count as withdrawn: 1" in live("check").err


@pytest.mark.parametrize("before", ["live", "file"])
def test_a_complete_file_withdraws_nothing_that_edited_settings_leave_out(
    live: Live, tmp_path: Path, before: str
) -> None:
    """What the file itself lacks is withdrawn."""

    def ingest(*numbers: int) -> str:
        saved = tmp_path / "saved.json"
        saved.write_bytes(answer(*numbers, look=0).body)
        ran = live("ingest", saved, "--source", "ag/x", "--complete")
        assert ran.code == 0
        return ran.err

    configure(live, "api", json=ALL)
    live.site.files["/api"] = answer(*range(6), look=0)
    if before == "live":
        live("check")
    else:
        ingest(*range(6))
    configure(live, "api", json=NARROW)
    noted = ["that it no longer shows stay as they are" in ingest(*range(6)) for _ in range(3)]
    assert (noted, live.titles("--withdrawn")) == ([True, False, False], [])
    there = [n for n in range(6) if KINDS[n] == "notice"]
    for _ in range(2):
        ingest(*there[1:])
    assert live.titles("--withdrawn") == [f"Notice on matter {there[0]}"]
    configure(live, "api", json=ALL)
    left_out = next(n for n in range(6) if KINDS[n] != "notice")
    for _ in range(2):
        ingest(*(n for n in range(6) if n not in {left_out, there[0]}))
    assert f"Notice on matter {left_out}" in live.titles("--withdrawn")


@pytest.mark.parametrize(("hidden", "told"), [((2, 3, 4, 6, 8), []), ((4,), ["Notice on matter 4"])])
def test_older_notices_that_come_to_light_with_a_lost_state_are_no_news_unless_they_are_few(
    live: Live, hidden: tuple[int, ...], told: list[str]
) -> None:
    def serve(*numbers: int) -> None:
        rows = [
            {"title": f"Notice on matter {n}", "date": f"2025-09-{20 - n:02}", "url": f"/{n}", "type": str(n in hidden)}
            for n in numbers
        ]
        live.site.files["/api"] = Reply(headers=JSON, body=json.dumps({"results": rows}).encode())

    serve(*range(1, 12))
    configure(live, "api", json=ALL.replace(" }", ', where = { type = "False" } }'))
    assert live("check").out == ""
    live.cache.joinpath("state.json").unlink()
    # Beside the older ones, there is a new one.
    serve(*range(12))
    configure(live, "api", json=ALL)
    ran = live("check")
    names = [f"Notice on matter {n}" for n in range(12)]
    assert [name for name in names if f"{name}\n" in ran.out] == ["Notice on matter 0", *told]
    assert ("its state was lost, and older notices that it did not show before are told to nobody: 5" in ran.err) == (
        not told
    )
    assert len(live.titles()) == 12
