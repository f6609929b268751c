"""Without a network: one error for all sources, and exit 4."""

from support.live import Live
from support.program import Program, watching

GONE = {name: f"https://{host}.invalid/list.html" for name, host in (("a/x", "one"), ("a/y", "one"), ("b/z", "two"))}


def test_fetch_and_check_say_once_that_there_is_no_network(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(watching(GONE), encoding="utf-8")
    for command in (["fetch"], ["check"], ["fetch", "--dry-run"]):
        ran = cdetrack(*command)
        assert ran.code == 4
        [error, hint] = ran.err.splitlines()
        assert error == "error: no network: none of 3 sources could be reached, at `one.invalid`, `two.invalid`"
        assert hint.startswith("hint: is this machine online?")
    assert "failing since" in cdetrack("status", "--format", "table", env={"COLUMNS": "200"}).out


def test_one_source_that_cannot_be_reached_is_named_with_its_address(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(watching(GONE), encoding="utf-8")
    ran = cdetrack("fetch", "b/z")
    assert ran.code == 4
    assert "error: b/z: cannot resolve the host name `two.invalid` of `https://two.invalid/list.html`" in ran.err


def test_with_a_network_sources_of_one_host_that_is_gone_are_one_error(live: Live) -> None:
    live.point({**GONE, "nmpa/drugs": live.site.url("drugs.html")})
    ran = live("fetch")
    assert ran.code == 4
    errors = [line for line in ran.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 2
    assert "error: a/x, a/y: `one.invalid` cannot be reached" in errors
    assert "nmpa/drugs: first look, 15 notices" in ran.err
