"""Attacks on a user's terminal and files by a hostile page or a local user fail; see `docs/security.md`."""

import os
import pty
import select
import shutil
import signal
import sys
from pathlib import Path

import pytest

from support.live import Live
from support.program import Program, installed, listing
from support.replica import Replica, Reply, items, redirect

PATIENCE = 30
"""Seconds to wait for output."""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")


def typed(keys: list[tuple[bytes, bytes]], env: dict[str, str]) -> bytes:
    """Type into an interactive zsh, each time until it has shown a mark; return all that it has shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], env)  # noqa: S606
    seen = b""
    try:
        for key, mark in keys:
            start = len(seen)
            os.write(terminal, key)
            while mark not in seen[start:]:
                assert select.select([terminal], [], [], PATIENCE)[0], (mark, seen)
                seen += os.read(terminal, 65536)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
    return seen


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_a_title_beside_a_completion_runs_nothing_in_zsh(cdetrack: Program, tmp_path: Path) -> None:
    """Typer escapes a dollar and forgets that a backslash may stand before it: it would be run on Tab."""
    page = listing((r"Notice \$(touch owned) on drugs", "2025-09-05"), ('[/b] Plain "one" here', "2025-09-04"))
    assert cdetrack("ingest", "-", stdin=page).code == 0
    path = installed(tmp_path / "bin")
    env = cdetrack.environment({"PATH": path, "HOME": str(tmp_path), "TERM": "xterm"})
    seen = typed(
        [
            (f"cd {tmp_path}; autoload -U compinit && compinit -u -D\n".encode(), b"compinit"),
            (b'eval "$(_CDETRACK_COMPLETE=source_zsh cdetrack)"; echo rea""dy\n', b"ready"),
            (b"cdetrack show \t", b"on drugs"),
        ],
        env,
    )
    assert b"Plain one here" in seen
    assert not (tmp_path / "owned").exists()


def test_a_title_full_of_markup_is_completed(cdetrack: Program) -> None:
    assert cdetrack("ingest", "-", stdin=listing(("[/b] x [red]", "2025-09-05"))).code == 0
    for shell, start in (("zsh", "_arguments"), ("fish", cdetrack("list").rows[0][1])):
        env = {
            "_CDETRACK_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": "cdetrack show ",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        ran = cdetrack(env=env)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(start)


def test_a_password_in_an_address_is_in_no_file_of_the_cache_and_no_output(tmp_path: Path) -> None:
    with Live(tmp_path) as live:
        live.site.validators = True
        live.site.sections["drugs"] = items(13)
        url = live.site.url("drugs.html").replace("://", "://me:hunter2@")
        live.point({"mine": url}, more='[[watch]]\nname = "all"\nchannels = ["stdout"]\n')
        page = tmp_path / "page.html"
        page.write_text(
            "<html><body><ul>"
            + "".join(
                f'<li><a href="a{n}.html">Notice {n} on drug registration matters</a><span>2025-09-0{n}</span></li>'
                for n in range(1, 5)
            )
            + "</ul></body></html>"
        )
        written = []
        for command in (
            *(["fetch"], ["check"], ["sources"], ["sources", "--json"], ["status"]),
            *(["ingest", page, "--url", "https://me:hunter2@host.example/list.html"], ["list"], ["export", "html"]),
        ):
            ran = live(*command)
            assert ran.code == 0, ran.err
            written.append(ran.out + ran.err)
        kept = [path.read_text() for path in live.cache.rglob("*") if path.is_file()]
        assert "validates" in "".join(kept)
        assert "hunter2" not in "".join([*written, *kept])


def test_what_an_error_names_reaches_no_terminal_as_it_is(cdetrack: Program, tmp_path: Path) -> None:
    name = tmp_path / "x\x1b]0;owned\x07\u202e.html"
    for command in (["ingest", name], ["show", "\x1b[31mred"], ["list", "--topic", "\x1b[2J"], ["\x1b[2J"]):
        ran = cdetrack(*command)
        assert ran.code in {2, 3}
        assert all(line.isprintable() for line in ran.err.splitlines()), ran.err


@POSIX
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can make another user's link")
def test_a_link_of_another_user_in_an_open_folder_is_not_followed(cdetrack: Program, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (shared / "report.html").symlink_to(victim)
    os.chown(shared / "report.html", 12345, 12345, follow_symlinks=False)
    ran = cdetrack("export", "html", shared / "report.html")
    assert ran.code == 3
    assert victim.read_text() == "precious"


def test_a_public_listing_leads_no_request_into_this_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by a link nor by a redirect: what answers there may do more than answer."""
    with Live(tmp_path) as live, Replica() as inside:
        # The proxy stands for the Internet: a replica answers for the public address 8.8.8.8.
        monkeypatch.setenv("http_proxy", live.site.url().rstrip("/"))
        monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
        links = [inside.url("admin?delete=1"), inside.url("x").replace("127.0.0.1", "localhost"), "/moved"]
        rows = "".join(f'<li><a href="{to}">Notice number {n}</a> 2026-03-0{n}</li>' for n, to in enumerate(links, 1))
        live.site.files["/list"] = Reply(body=f"<html><body><ul>{rows}</ul></body></html>".encode())
        live.site.fault("/moved", redirect(inside.url("admin?delete=2")))
        live.point({"public/list": "http://8.8.8.8/list"})
        ran = live("fetch", "--details")
        assert "first look, 3 notices" in ran.err
        assert "/moved" in live.asked()
        assert inside.requests == [], ran.err
        assert ran.err.count("its host is inside this network") == 3


@POSIX
def test_pages_of_a_first_look_are_not_kept_through_a_link(tmp_path: Path) -> None:
    with Live(tmp_path) as live:
        live.site.sections["drugs"] = items(13)
        live.site.fault("/drugs_2.html", lambda wire, _: wire.send(Reply(status=503)), times=None)
        (tmp_path / "victim").mkdir()
        live.cache.mkdir()
        (live.cache / "unfinished").symlink_to(tmp_path / "victim")
        assert live("fetch").code != 0
        assert list((tmp_path / "victim").iterdir()) == []
