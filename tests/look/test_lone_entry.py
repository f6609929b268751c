"""The last page of a listing may have a single entry, which makes no list by itself."""

from pathlib import Path

import pytest

from support.alert_log import HTML, told, watch
from support.live import Live
from support.replica import Reply

ROWS = {
    "list": ("<ul>{}</ul>", '<li><a href="{0}">{1}</a> <span>{2}</span></li>'),
    "cards": ("<section>{}</section>", '<div class="card"><h3><a href="{0}">{1}</a></h3><p>{2}</p></div>'),
    "articles": ("<main>{}</main>", '<article><time>{2}</time><h2><a href="{0}">{1}</a></h2></article>'),
}


def publish(live: Live, form: str, last: str) -> None:
    """Serve two pages with six entries and a third with `last`."""
    around, row = ROWS[form]
    entries = [row.format(f"/n/{n}", f"Notice on matter {n}", f"2025-09-{20 - n}") for n in range(1, 7)]
    for number, page in enumerate(("".join(entries[:3]), "".join(entries[3:]), last), 1):
        more = f'<a rel="next" href="/list-{number + 1}">Next</a>' if number < 3 else ""
        body = f"<html><body>{around.format(page)}{more}</body></html>"
        live.site.files[f"/list-{number}"] = Reply(headers=HTML, body=body.encode())


@pytest.mark.parametrize("form", ROWS)
def test_a_last_page_with_one_entry_is_read(tmp_path: Path, form: str) -> None:
    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("list-1")})
        publish(live, form, ROWS[form][1].format("/n/7", "Notice on matter 7", "2025-09-10"))
        ran = live("check")
        assert (ran.code, len(live.titles()), told(live)) == (0, 7, []), ran.err


def test_a_single_link_to_another_place_is_no_entry(tmp_path: Path) -> None:
    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("list-1")})
        publish(live, "list", '<p>The office moves. <a href="/office/map">See the map</a> of 2025-09-10</p>')
        assert (live("check").code, live.titles()) == (5, [])


@pytest.mark.parametrize("days", [("28.2.31", "05.02.31", "7.10.30"), ("31.09-15", "2025-09-14", "31.09-13")])
@pytest.mark.parametrize("new", ["12.3.31", "2025-09-16"])
def test_entries_beside_the_only_one_with_a_readable_day_are_read(
    tmp_path: Path, days: tuple[str, ...], new: str
) -> None:
    """Under `News`, the readable one is no single entry, and the others are not new once there are two such."""

    def publish(*days: str) -> None:
        numbered = reversed([*enumerate(reversed(days))])
        rows = "".join(ROWS["list"][1].format(f"/n/{n}", f"Notice on matter {n}", day) for n, day in numbered)
        body = f"<html><body><h1>News</h1><ul>{rows}</ul></body></html>"
        live.site.files["/news"] = Reply(headers=HTML, body=body.encode())

    with Live(tmp_path) as live:
        watch(live, {"ag/x": live.site.url("news")})
        publish(*days)
        ran = live("check")
        assert (ran.code, len(live.titles())) == (0, 3), ran.err
        publish(new, *days)
        ran = live("check")
        assert (ran.code, told(live)) == (0, ["Notice on matter 3"]), ran.err
