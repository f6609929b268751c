"""A notice that a source lists again after a while is no news for the watch on that source."""

from support.live import Live
from support.replica import Reply

HTML = {"Content-Type": "text/html; charset=utf-8"}
WATCH = '[[watch]]\nname = "one"\nsources = ["ag/one"]\nchannels = ["stdout"]\n'


def serve(live: Live, place: str, *numbers: int) -> None:
    rows = "".join(
        f"<li><b>Notice on matter {n}</b><a href=https://a.example/n/{n}>Read</a> <i>2025-09-{20 - n:02}</i></li>"
        for n in numbers
    )
    live.site.files[place] = Reply(headers=HTML, body=f"<html><body><ul>{rows}</ul></body></html>".encode())


def configure(live: Live) -> None:
    selectors = 'selectors = { item = "li", title = "b", link = "a", date = "i" }'
    sources = (f'[sources."ag/{name}"]\nurl = "{live.site.url(name)}"\n{selectors}\n' for name in ("one", "two"))
    live.point({}, more="".join(sources) + WATCH)


def test_a_notice_that_another_source_kept_is_not_new_when_its_own_lists_it_again(live: Live) -> None:
    configure(live)
    serve(live, "/one", 0, 1, 2, 3, 4, 5)
    serve(live, "/two", 1, 2, 3)
    assert live("check").out == ""
    serve(live, "/one", 0, 1, 3, 4, 5)
    for _ in range(2):
        assert live("check", "--full").out == ""
    assert "ag/one" not in live("list", "--each", "--search", "matter 2", "--json").json()[0]["sources"]
    serve(live, "/one", 0, 1, 2, 3, 4, 5)
    assert live("check", "--full").out == ""
    assert "ag/one" in live("list", "--each", "--search", "matter 2", "--json").json()[0]["sources"]


def test_a_notice_that_its_source_lists_first_is_new_though_another_one_had_it(live: Live) -> None:
    configure(live)
    serve(live, "/one", 0, 1, 3, 4, 5)
    serve(live, "/two", 1, 2, 3)
    assert live("check").out == ""
    serve(live, "/one", 0, 1, 2, 3, 4, 5)
    assert "matter 2\n" in live("check", "--full").out
    assert live("undo").code == 0
    serve(live, "/one", 0, 1, 2, 3, 4, 5, 6)
    assert "matter 2\n" not in live("check", "--full").out, "it was told before it was taken back"
