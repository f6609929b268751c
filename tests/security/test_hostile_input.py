"""Attacks by the owner of a page, a server or a proxy fail; `docs/security.md` lists them."""

import csv
import gzip
import io
import logging
import os
import re
import socket
import stat
import sys
import threading
import tomllib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cdetrack.alert.channels import SendOptions, address, send
from cdetrack.alert.channels.apprise import _LastWarning
from cdetrack.config.load import load
from cdetrack.errors import DeliveryError, FetchError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.failures import redacted
from cdetrack.fetch.policy import FetchPolicy
from cdetrack.render import safe, spreadsheet
from cdetrack.sources.configured import sources_in_force
from support.hostile import HOSTILE_TEXT, harmless, hostile_notice
from support.live import Live
from support.paths import DOCS, ROOT, TESTS
from support.program import Program, listing, watching
from support.receivers import Inbox, Web, answering, mail_server
from support.replica import CERTIFICATE, Fault, Replica, Reply, items, redirect, status
from support.sample_alerts import MESSAGE

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        replica.sections["drugs"] = items(3)
        yield replica


@pytest.fixture
def fetch() -> Iterator[Fetch]:
    with Fetch(FetchPolicy(timeout=5, retries=0), sleep=lambda _: None, clock=lambda: 0.0) as made:
        yield made


@pytest.fixture
def options(tmp_path: Path) -> SendOptions:
    return SendOptions(folder=tmp_path, timeout=5)


@pytest.fixture
def netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the user a file of passwords, with one for every host."""
    path = tmp_path / "netrc"
    path.write_text("machine 127.0.0.1 login me password hunter2\ndefault login me password hunter3\n")
    path.chmod(0o600)
    monkeypatch.setenv("NETRC", str(path))


# Passwords go to their own host only


@pytest.mark.usefixtures("netrc")
def test_passwords_of_netrc_are_sent_to_no_site_and_to_no_webhook(
    site: Replica, fetch: Fetch, options: SendOptions
) -> None:
    """No setting names that file, and an entry `default` would go to every host."""
    fetch.get(site.url("drugs.html"))
    assert [request.headers.get("authorization") for request in site.requests] == [None, None]
    with Web(answering(204)) as web:
        send(web.url, MESSAGE, options)
        send(web.url.replace("://", "://u:p@"), MESSAGE, options)
    assert [headers.get("Authorization") for _, headers, _ in web.posts] == [None, "Basic dTpw"]


def test_a_password_in_an_address_stays_on_its_host(site: Replica, fetch: Fetch) -> None:
    """A server that redirects can neither pass it on nor make us say another."""
    site.fault("/old.html", redirect("/drugs.html"))
    fetch.get(site.url("old.html").replace("://", "://me:hunter2@"))
    site.fault("/elder.html", redirect(site.url("drugs.html")))
    fetch.get(site.url("elder.html").replace("://", "://me:hunter2@"))
    asked = [request.headers.get("authorization") for request in site.requests if request.path == "/drugs.html"]
    assert asked == ["Basic bWU6aHVudGVyMg=="] * 2
    with Replica() as other:
        other.sections["drugs"] = items(3)
        for path, user in (("/a.html", ""), ("/b.html", "admin:admin@")):
            site.fault(path, redirect(other.url("drugs.html").replace("://", f"://{user}")))
            assert "@" not in fetch.get(site.url(path[1:]).replace("://", "://me:hunter2@")).url
        assert [request.headers.get("authorization") for request in other.requests] == [None, None, None]


@pytest.mark.parametrize(
    "url",
    [
        "http://me:hunter2@host:99999/",
        "http://me:hunter2@[bad/",
        "http://me:hunter2@/",
        "http://me:hun/ter2@host/",
        "ftp://me:hunter2@host/",
    ],
)
def test_an_address_that_is_none_is_told_without_its_password(fetch: Fetch, url: str) -> None:
    with pytest.raises(FetchError, match="is not a web address") as told:
        fetch.get(url)
    assert "ter2" not in f"{told.value} {told.value.hint}"
    assert "ter2" not in redacted(url)


def test_a_source_is_listed_under_its_address_without_the_password(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[sources.mine]\nurl = "https://me:hunter2@host.example/list"\n', encoding="utf-8")
    mine = sources_in_force(load(path, today=MESSAGE.created.date()).sources)["mine"]
    assert mine.title == "https://host.example/list"
    assert "hunter2" in mine.url


# Answers of a server or a proxy


def packed(how: str, body: bytes, code: int = 200) -> Fault:
    headers = {"Content-Type": "text/html", "Content-Encoding": how}
    return lambda wire, _: wire.send(Reply(status=code, headers=headers, body=body))


PAGE = b"<html>" + b"a" * 100_000


@pytest.mark.parametrize(
    ("how", "body"),
    [
        ("deflate", zlib.compress(PAGE)),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0)),
        ("deflate, deflate", zlib.compress(zlib.compress(PAGE))),
        ("br", b"\x00"),
        ("zstd", b"\x00"),
    ],
)
def test_what_is_packed_otherwise_than_asked_for_is_not_unpacked(
    site: Replica, fetch: Fetch, how: str, body: bytes
) -> None:
    """Each step may make a thousand bytes of one, and whether a library bounds them depends on its version."""
    site.fault("/drugs.html", packed(how, body))
    with pytest.raises(FetchError, match="unexpected compression"):
        fetch.get(site.url("drugs.html"))
    site.fault("/gone.html", packed(how, body, code=404))
    with pytest.raises(FetchError, match="404"):
        fetch.get(site.url("gone.html"))


@pytest.mark.parametrize("how", ["", "identity", "utf-8", "none"])
def test_what_is_no_packing_is_a_page_as_it_is(site: Replica, fetch: Fetch, how: str) -> None:
    site.fault("/drugs.html", packed(how, PAGE))
    page = fetch.get(site.url("drugs.html")).page
    assert page is not None
    assert page.content == PAGE


def test_a_redirect_to_a_name_as_long_as_a_header_is_refused(site: Replica, fetch: Fetch) -> None:
    """The encoding of host names takes quadratic time."""
    site.fault("/drugs.html", redirect(f"http://{'a' * 254}/"))
    with pytest.raises(FetchError, match="not a web address"):
        fetch.get(site.url("drugs.html"))


@contextmanager
def proxy(said: bytes) -> Iterator[str]:
    """Give the address of a proxy that answers every request with `said`."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(said)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://me:hunter2@127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_what_a_proxy_says_reaches_no_terminal_and_its_password_is_not_told(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(b"HTTP/1.1 502 \x1b]0;owned\x07\x1b[2J\xc2\x9b31m\r\nContent-Length: 0\r\n\r\n") as url:
        monkeypatch.setenv("https_proxy", url)
        with pytest.raises(FetchError, match="proxy") as told:
            fetch.get("https://site.example/")
    assert "502" in str(told.value)
    assert str(told.value).isprintable()
    assert "hunter2" not in f"{told.value} {told.value.hint}"


@pytest.mark.parametrize("address", ["http://me:hunter2@", "http://[::1", ":"])
def test_a_proxy_without_a_host_is_told_without_its_password(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("https_proxy", address)
    with pytest.raises(FetchError, match="the proxy did not take the request") as told:
        fetch.get("https://site.example/")
    assert "hunter2" not in f"{told.value} {told.value.hint}"


# Channels


def test_a_webhook_is_verified_by_its_certificate(options: SendOptions) -> None:
    with Replica(tls=True) as site:
        with pytest.raises(DeliveryError, match="certificate"):
            send(site.url("TOKEN"), MESSAGE, options)
        assert site.requests == []
        with pytest.raises(DeliveryError, match="it answered"):
            send(site.url("TOKEN"), MESSAGE, replace(options, verify=str(CERTIFICATE)))


@pytest.mark.parametrize("content", [None, "<html>"], ids=["missing", "no certificates"])
def test_a_webhook_without_certificates_to_trust_fails_alone(
    options: SendOptions, tmp_path: Path, content: str | None
) -> None:
    named = tmp_path / "ca.pem"
    if content is not None:
        named.write_text(content, encoding="ascii")
    with Replica(tls=True) as site:
        with pytest.raises(DeliveryError, match="certificate") as caught:
            send(site.url("TOKEN"), MESSAGE, replace(options, verify=str(named)))
        assert str(named) in str(caught.value.hint)
        assert site.requests == []


@pytest.mark.parametrize("code", [302, 307])
def test_the_body_of_a_webhooks_redirect_is_not_read(options: SendOptions, code: int) -> None:
    """It may never end."""
    sent = []

    def flood(handler: BaseHTTPRequestHandler, form: object) -> None:
        answering(code, Location="/more")(handler, form)
        handler.close_connection = True
        try:
            for _ in range(64):
                handler.wfile.write(b"x" * 2**20)
                sent.append(1)
        except OSError:
            return

    with Web(flood) as web, pytest.raises(DeliveryError):
        send(web.url, MESSAGE, options)
    assert len(sent) < 64


@pytest.mark.parametrize("to", ["http://[", "//[x", "http://a:b/", "\x00", "file:///etc/passwd", "//127.0.0.2/"])
def test_a_webhook_that_redirects_to_nowhere_or_elsewhere_has_failed_and_no_more(options: SendOptions, to: str) -> None:
    with Web(answering(307, Location=to)) as web, pytest.raises(DeliveryError) as told:
        send(f"{web.url}/TOKEN", MESSAGE, options)
    assert "TOKEN" not in f"{told.value.message} {told.value.hint}"


def test_no_letter_of_a_mail_password_is_told(options: SendOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(Inbox(), "starttls", login=True) as settings:
        given = replace(options, mail=settings, password="gehüim")  # noqa: S106 - of the server above
        with pytest.raises(DeliveryError, match="beyond ASCII") as told:
            send("mailto:me@example.org", MESSAGE, given)
    assert "ü" not in f"{told.value.message} {told.value.hint}"
    assert r"\xfc" not in told.value.message
    assert told.value.__cause__ is None
    assert "gehüim" not in repr(given)


@POSIX
def test_a_command_gets_no_shell_no_words_of_a_page_and_no_password(
    options: SendOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDETRACK_MAIL_PASSWORD", "hunter2")
    monkeypatch.setenv("CDETRACK_WEBHOOK_SECRET", "hunter2")
    told = options.folder / "told"
    (options.folder / "tell.sh").write_text('#!/bin/sh\nprintf "%s|" "$#" "$@" > told; env >> told; cat > /dev/null\n')
    (options.folder / "tell.sh").chmod(0o700)
    send("exec:./tell.sh '$(touch owned)' ; `touch owned`", MESSAGE, options)
    said = told.read_text()
    assert said.startswith("4|$(touch owned)|;|`touch|owned`|")
    assert "hunter2" not in said
    assert not (options.folder / "owned").exists()


@POSIX
def test_what_a_command_says_reaches_no_terminal(options: SendOptions) -> None:
    """It may repeat a title."""
    for channel in (r"exec:sh -c 'printf \"a\\033]0;owned\\007\\033[31mred\" >&2; exit 3'", "exec:'./no\x1b[2Jsuch'"):
        with pytest.raises(DeliveryError) as told:
            send(channel, MESSAGE, options)
        assert told.value.message.isprintable()


def test_what_a_service_says_is_for_its_own_channel_and_no_terminal() -> None:
    """Channels are served side by side and share the library's logger."""
    said, logger = _LastWarning(), logging.getLogger("test of a service")
    logger.propagate = False
    logger.addHandler(said)
    logger.warning("refused: \x1b]0;owned\x07\x1b[31mred\nand more")
    other = threading.Thread(target=logger.warning, args=("failed to send to +49 30 123456",))
    other.start()
    other.join()
    assert said.words == "refused: red and more"


@pytest.mark.parametrize(
    "channel",
    [
        "https:/hooks.example.org/services/T0/B0/TOKEN",
        "hooks.example.org/services/T0/B0/TOKEN",
        "https://me:TOKEN@:99999/",
        "slack://TOKEN\n/x",
        "exec:./ring.sh --token 'TOKEN",
        "\x1b[2J:x",
    ],
)
def test_a_channel_that_is_mistyped_is_told_without_its_token(channel: str) -> None:
    mistake = address.mistake(channel)
    assert mistake is not None
    assert "TOKEN" not in " ".join(mistake).upper()
    assert " ".join(mistake).isprintable()


@pytest.mark.slow
def test_tokens_and_passwords_of_channels_are_in_no_output_and_in_no_file_of_the_cache(
    cdetrack: Program, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        watching({})
        + '[mail]\nhost = "127.0.0.1"\nport = 1\nuser = "me"\n'
        + '[[watch]]\nname = "all"\nchannels = ["https://me:TOKEN1@127.0.0.1:1/TOKEN2?key=TOKEN3", '
        '"exec:false TOKEN4", "slack://TOKEN5/b/c", "mailto:me@example.org"]\n',
        encoding="utf-8",
    )
    secret = {"CDETRACK_MAIL_PASSWORD": "TOKEN6", "CDETRACK_WEBHOOK_SECRET": "TOKEN7"}
    written: list[str] = []
    for command in (
        *(["ingest", "-"], ["check"], ["ingest", "-"], ["check", "-v"], ["alerts"], ["alerts", "--json"]),
        *(["alerts", "retry"], ["alerts", "test", "all"], ["watches"], ["watches", "--json"], ["status"], ["sources"]),
        *(["schedule"], ["doctor", "-v"], ["show", "2025-1", "--why"]),
    ):
        page = listing(("First", "2025-09-05"), (f"Announcement [2025] No. {len(written)}", "2025-09-06"))
        ran = cdetrack(*command, "--config", config, stdin=page, env=secret)
        assert "Traceback" not in ran.err
        written.append(ran.out + ran.err)
    assert "failed" in written[4]
    kept = [path.read_text() for path in cdetrack.cache.rglob("*") if path.is_file()]
    assert "me@example.org" in "".join(kept), "an address is no secret: it says where an alert went"
    assert not re.search(r"TOKEN\d", "".join([*written, *kept]))


# Files


@pytest.mark.slow
@POSIX
def test_with_any_umask_no_other_user_can_read_what_holds_addresses(tmp_path: Path) -> None:
    """Including files that are set aside, rebuilt, or kept of an unfinished look."""
    with Live(tmp_path) as live:
        live.site.sections["drugs"] = items(13)
        live.site.fault("/drugs_2.html", status(503))
        watch = '[[watch]]\nname = "all"\nchannels = ["exec:false", "mailto:me@example.org"]\n'
        live.point({"nmpa/drugs": live.site.url("drugs.html")}, more=f'[mail]\nhost = "127.0.0.1"\nport = 1\n{watch}')

        def open_umask() -> None:
            os.umask(0)

        page = tmp_path / "page.txt"
        for number, commands in enumerate((["fetch"], ["check"], ["check", "--no-fetch"], ["alerts", "retry"])):
            page.write_text(listing((f"Notice {number}", "2025-09-05")), encoding="utf-8")
            assert live.process("ingest", page, before=open_umask).code == 0
            live.process(*commands, before=open_umask)
        with live.program.history.open("ab") as history:
            history.write(b'{"schema": 1, "prev"')
        assert live.process("ingest", page, before=open_umask).code == 0
        for name in ("outbox.jsonl", "history.jsonl"):
            path = live.cache / name
            path.write_bytes(path.read_bytes() + b"damage\n")
            assert live.process("doctor", "--repair", before=open_umask).code == 0
        found = {path.relative_to(live.cache).as_posix(): path for path in live.cache.rglob("*")}
        aside = {"unfinished", "history.cut.jsonl", "outbox.jsonl.damaged-1", "history.jsonl.damaged-1"}
        assert {"history.jsonl", "notices.json", "state.json", "outbox.jsonl", *aside} <= found.keys()
        open_to_others = {name for name, path in found.items() if stat.S_IMODE(path.stat().st_mode) & 0o077}
        assert open_to_others == set()
        assert stat.S_IMODE(live.cache.stat().st_mode) == 0o700


@POSIX
@pytest.mark.parametrize("name", ["cdetrack.lock", "check.lock"])
def test_a_lock_that_is_a_link_is_not_followed(cdetrack: Program, tmp_path: Path, name: str) -> None:
    """A lock is opened for writing and emptied: filelock before 3.20.1 emptied the target of the link."""
    assert cdetrack("ingest", "-", stdin=listing(("First", "2025-09-05"))).code == 0
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (cdetrack.cache / name).unlink(missing_ok=True)
    (cdetrack.cache / name).symlink_to(victim)
    command = ["check", "--no-fetch"] if name == "check.lock" else ["ingest", "-"]
    ran = cdetrack(*command, stdin=listing(("Second", "2025-09-06")))
    assert victim.read_text() == "precious"
    assert ran.code == 6
    assert "is not written through a link" in ran.err


# Titles


@given(st.text(alphabet="\\$(`')\";{}[]:!#~*?=%^&|<>a 一\x1b\u202e\n_") | HOSTILE_TEXT)
@example(r"Notice \$(touch owned)")
@example("Notice [/b] \\`touch owned`")
def test_a_description_of_a_completion_holds_nothing_that_a_shell_acts_upon(text: str) -> None:
    """A shell evaluates it, and naive escaping forgets a backslash that is there already."""
    described = safe.completion(text)
    assert not set(described) & set("\\$()`'\";{}[]:!#~*?=%^&|<>\n\t")
    assert harmless(described)


def test_a_description_of_a_completion_is_still_the_title() -> None:
    assert safe.completion("Announcement (No. 21, 2025) on GMP/GSP") == "Announcement No. 21, 2025 on GMP/GSP"
    assert safe.completion("关于发布《指导原则》的通告（2025年第21号）") == "关于发布《指导原则》的通告（2025年第21号）"


@given(st.text(alphabet='a;=+-@" ＝\n,') | HOSTILE_TEXT)
@example('x;"=HYPERLINK(1);"')
@example("x; =1")
def test_no_cell_begins_a_formula_where_semicolons_separate(text: str) -> None:
    """A spreadsheet in German or French splits there, also in a file with other separators."""
    rows = list(spreadsheet.notices_csv([hostile_notice(text)]))
    for row in csv.reader(io.StringIO("\r\n".join(rows)), delimiter=";"):
        assert not any(re.match(r"\s*[=+\-@＝＋－＠]", cell) for cell in row)


def test_each_test_that_the_page_on_security_names_is_there() -> None:
    """A promise without its test is none."""
    page = (DOCS / "security.md").read_text(encoding="utf-8")
    there = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 30
    assert named - there == set()


def test_the_page_on_dependencies_has_each_with_the_version_that_is_asked_for() -> None:
    root = ROOT
    page = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["notify"]]
    rows = dict(re.findall(r"^\| ([\w-]+) \| ([<>=]\S+) \|", page, re.MULTILINE))
    asked = {re.split(r"[<>=!~]", each)[0]: set(re.findall(r"[<>=!~]+[\d.]+", each)) for each in wanted}
    assert {name: set(versions.split(",")) for name, versions in rows.items() if name in asked} == asked
