import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.sources.challenge import how_to_go_on, is_challenge

SCRIPT = b"<html><head><script>document.cookie='a=b';location.reload()</script></head><body></body></html>"
GATE = b'<meta id="9DhefwqGPrzGxEp9hPaoag" content="x"><script>$_ts=window["$_ts"]</script>'
FRAME = b'<html><body><iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful.</iframe></body></html>'
LIST = b'<ul class="list"><li><a href="1.html">Announcement</a></li></ul>'


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (202, {}, b""),
        (412, {}, b"<html>Precondition Failed</html>"),
        (200, {}, SCRIPT),
        (200, {}, SCRIPT.replace(b"<body>", b"<body><noscript>Please enable JavaScript</noscript><p>One moment</p>")),
        (200, {}, SCRIPT.upper()),
        (200, {}, b"<html><body><script>never closed " + LIST),
        (403, {}, b"<html>" + GATE + LIST),
        (503, {"set-cookie": "FSSBBIl1UgzbN7N80T=1"}, SCRIPT),
        (403, {"cf-mitigated": "challenge"}, b"Just a moment..."),
        (521, {}, b"<script>document.cookie=('_')+('_')+('s=1');location.href=location.pathname</script>"),
        (405, {}, SCRIPT),
        (200, {}, FRAME),
        (403, {}, FRAME),
    ],
)
def test_a_challenge_is_known(status: int, headers: dict[str, str], body: bytes) -> None:
    assert is_challenge(status, headers, body)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (200, b"<html><head>" + GATE + b"</head><body>" + LIST + b"</body></html>"),
        (200, b"<html><script>x</script><body><table><tr><td>2025-07-21</td></tr></table></body></html>"),
        (200, b"<html><script>x</script><body>" + b"A notice of many words. " * 20 + b"</body></html>"),
        (200, b"<html><body>Down for maintenance</body></html>"),
        (200, b'{"code":200,"data":{"records":[{"title":"<script>"}]}}'),
        (200, b"<script>" + b"x" * 2**20),
        (403, b"<html><script>track()</script><body>Forbidden</body></html>"),
        (404, b"<html>" + GATE + b"<body>Not found</body></html>"),
        (503, b"<html><body>Back soon</body></html>"),
        (521, b"<html><script>document.cookie='a=b'</script><body>Web server is down</body></html>"),
        (502, b"<html><script>track()</script></html>"),
        (200, FRAME.replace(b"<body>", b"<body>" + LIST)),
    ],
)
def test_a_page_is_no_challenge_whatever_scripts_it_has(status: int, body: bytes) -> None:
    assert not is_challenge(status, {}, body)


@given(st.sampled_from([200, 403]), st.lists(st.sampled_from([b"<script", b"</script>", b"<!--", b"-->", b"<", b"a"])))
def test_no_page_breaks_it(status: int, parts: list[bytes]) -> None:
    assert is_challenge(status, {}, b"".join(parts)) in (True, False)


def test_the_way_around_names_every_step() -> None:
    hint = how_to_go_on("https://www.cde.org.cn/x")
    for step in ("https://www.cde.org.cn/x", "browser", "developer tools", "Network", "HAR", "`cdetrack ingest FILE`"):
        assert step in hint
