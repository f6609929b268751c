"""Every kind of channel against something real: a mail server, a web server, a command, Apprise."""

import base64
import hashlib
import hmac
import json
import os
import select
import shlex
import signal
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from cdetrack.alert.channels import WEBHOOK_SECRET, SendOptions, address, send, send_options
from cdetrack.alert.channels.payload import payload
from cdetrack.alert.channels.signature import signed_headers, signing_key
from cdetrack.alert.channels.trial import defect
from cdetrack.alert.message import Message
from cdetrack.alert.sending import deliver
from cdetrack.errors import DeliveryError, TooLargeError
from support.program import script
from support.receivers import Inbox, Web, answering, free_port, mail_server
from support.replica import CERTIFICATE, Replica, redirect
from support.sample_alerts import MESSAGE

# Apprise imports modules that Python will drop.
others_warnings = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def options(tmp_path: Path) -> SendOptions:
    return SendOptions(folder=tmp_path, timeout=5)


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
@pytest.mark.usefixtures("trusting")
def test_mail_goes_by_smtp_with_a_text_and_an_html_part(options: SendOptions, security: str) -> None:
    inbox = Inbox()
    with mail_server(inbox, security) as settings:
        send("mailto:me@example.org", MESSAGE, replace(options, mail=settings))
    [mail] = inbox.mails
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == MESSAGE.text
    assert "<ins" in mail.get_body(("html",)).get_content()
    assert (mail["Auto-Submitted"], mail["List-Id"]) == ("auto-generated", "<children.cdetrack.invalid>")
    assert inbox.recipients == ["me@example.org"]


@pytest.mark.usefixtures("trusting")
def test_a_mail_server_that_asks_for_a_login_gets_it_over_tls_alone(options: SendOptions) -> None:
    inbox = Inbox()
    with mail_server(inbox, "starttls", login=True) as settings:
        given = replace(options, mail=settings, password="secret")  # noqa: S106 - of the server above
        send("mailto:me@example.org", MESSAGE, given)
        with pytest.raises(DeliveryError, match="refused: 535"):
            send("mailto:me@example.org", MESSAGE, replace(given, password="wrong"))  # noqa: S106
        with pytest.raises(DeliveryError, match="no password"):
            send("mailto:me@example.org", MESSAGE, replace(given, password=None))
    assert len(inbox.mails) == 1


def test_a_mail_server_with_a_certificate_of_somebody_else_gets_no_mail(options: SendOptions) -> None:
    inbox = Inbox()
    with mail_server(inbox, "tls") as settings, pytest.raises(DeliveryError, match="no secure connection"):
        send("mailto:me@example.org", MESSAGE, replace(options, mail=settings))
    with mail_server(inbox, "none") as settings, pytest.raises(DeliveryError, match=r"starttls"):
        send("mailto:me@example.org", MESSAGE, replace(options, mail=replace(settings, security="starttls")))
    assert inbox.mails == []


HOSTILE_TITLES = (
    "=?utf-8?q?x=0D=0AReply-To:_a@b?=",
    "关于发布《儿童用药沟通交流技术指导原则》的通告" * 8,
    "Notice on " + "Pediatric Trials " * 20 + "=?utf-8?b?QmNjOiBhQGI=?=",
    "x" * 3000,
)


def test_a_title_reaches_the_mail_server_as_it_is(options: SendOptions) -> None:
    inbox = Inbox()
    with mail_server(inbox) as settings:
        for title in HOSTILE_TITLES:
            send("mailto:me@example.org", replace(MESSAGE, subject=title), replace(options, mail=settings))
    assert [mail["Subject"] for mail in inbox.mails] == list(HOSTILE_TITLES)
    assert all(mail["Reply-To"] is None and mail["Bcc"] is None for mail in inbox.mails)
    assert all(mail.get_body(("plain",)).get_content().split() == MESSAGE.text.split() for mail in inbox.mails)


def test_a_domain_beyond_ascii_needs_a_server_that_can_take_it(options: SendOptions) -> None:
    inbox = Inbox()
    with mail_server(inbox, utf8=False) as settings:
        with pytest.raises(DeliveryError, match="needs SMTPUTF8") as caught:
            send("mailto:me@bücher.example", MESSAGE, replace(options, mail=settings))
        own = replace(settings, sender="c@bücher.example")
        with pytest.raises(DeliveryError, match=r"`c@bücher.example` has letters beyond ASCII"):
            send("mailto:me@example.org", MESSAGE, replace(options, mail=own))
    assert "xn--" in str(caught.value.hint)
    with mail_server(inbox, utf8=True) as settings:
        send("mailto:me@bücher.example", MESSAGE, replace(options, mail=settings))
    assert inbox.recipients == ["me@bücher.example"]


def test_a_mail_that_the_server_does_not_take_has_failed(options: SendOptions) -> None:
    inbox = Inbox(answer=lambda _: "452 disk full", refuses="gone@example.org")
    with mail_server(inbox) as settings:
        given = replace(options, mail=settings)
        with pytest.raises(DeliveryError, match="452 disk full"):
            send("mailto:me@example.org", MESSAGE, given)
        with pytest.raises(DeliveryError, match="refused the recipient: 550 no such mailbox"):
            send("mailto:gone@example.org", MESSAGE, given)
    with pytest.raises(DeliveryError, match="cannot send mail through"):
        send("mailto:me@example.org", MESSAGE, given)


@pytest.mark.parametrize("code", [200, 202, 204])
def test_a_webhook_gets_the_json_with_its_id_and_any_2xx_acknowledges(options: SendOptions, code: int) -> None:
    with Web(answering(code)) as web:
        send(f"{web.url}/hook?x=1", MESSAGE, options)
    [(path, headers, body)] = web.posts
    assert path == "/hook?x=1"
    assert headers["Idempotency-Key"] == body["id"] == MESSAGE.id
    assert set(body) == {"id", "watch", "created", "text", "notices"}
    assert (body["watch"], body["created"], body["text"]) == ("children", "2026-11-22T06:00:00Z", MESSAGE.text)
    assert [each["id"] for each in body["notices"]] == ["e", "a", "f", "g", "c", "b", "d"]
    assert len(body["notices"][0]) == 28


def moved(handler: BaseHTTPRequestHandler, form: object) -> None:
    """Answer a webhook that has moved from `/old` to `/new`."""
    (answering(307, Location="/new") if handler.path == "/old" else answering(204))(handler, form)


def verified(key: bytes, headers: dict[str, str], body: bytes) -> bool:
    """Verify a POST as a receiver does by the specification of Standard Webhooks."""
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    fresh = abs(time.time() - int(headers["webhook-timestamp"])) < 5 * 60
    return fresh and headers["webhook-signature"] == f"v1,{expected}"


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", bytes.fromhex("31f290f6bf06298aab4f08d43c3f082cf648a362da2da4b0")),
        ("whsec_/+8=", b"\xff\xef"),
        ("whsec_/+8\n", b"\xff\xef"),
        ("plain wörds ", "plain wörds".encode()),
    ],
)
def test_a_signed_webhook_is_verified_by_its_receiver(options: SendOptions, secret: str, key: bytes) -> None:
    given = send_options({WEBHOOK_SECRET: secret}, folder=options.folder, timeout=5)
    with Web(moved) as web:
        send(f"{web.url}/old", MESSAGE, given)
    assert [path for path, _, _ in web.posts] == ["/old", "/new"]
    for (_, headers, _), body in zip(web.posts, web.bodies, strict=True):
        assert verified(key, headers, body)
        assert not verified(b"another", headers, body)
        assert not verified(key, headers, body + b" ")
        assert headers["webhook-id"] == headers["Idempotency-Key"] == MESSAGE.id
    assert str(key) not in repr(given)


def test_a_signature_is_the_one_of_the_specification() -> None:
    key = signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", WEBHOOK_SECRET)
    headers = signed_headers(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("environ", [{}, {WEBHOOK_SECRET: ""}, {WEBHOOK_SECRET: " \n"}])
def test_without_a_secret_a_webhook_is_not_signed(options: SendOptions, environ: dict[str, str]) -> None:
    with Web(answering(204)) as web:
        send(web.url, MESSAGE, send_options(environ, folder=options.folder))
    [(_, headers, _)] = web.posts
    assert not [name for name in headers if name.lower().startswith("webhook-")]


@pytest.mark.parametrize("code", [301, 302, 400, 401, 404, 429, 500, 503])
def test_any_other_status_is_a_failure(options: SendOptions, code: int) -> None:
    with Web(answering(code, Location="/elsewhere")) as web, pytest.raises(DeliveryError, match=str(code)):
        send(f"{web.url}/hook", MESSAGE, options)
    assert len(web.posts) == 1


def test_a_redirect_is_followed_on_the_same_host_alone(options: SendOptions) -> None:
    with Web(moved) as web, Web(answering(204)) as other:
        send(f"{web.url}/old", MESSAGE, options)
        assert [path for path, _, _ in web.posts] == ["/old", "/new"]
        with Web(answering(307, Location=other.url)) as leading, pytest.raises(DeliveryError, match="another host"):
            send(leading.url, MESSAGE, options)
        assert other.posts == []
    with Web(answering(308, Location="/again")) as round_in_circles, pytest.raises(DeliveryError, match="in a loop"):
        send(round_in_circles.url, MESSAGE, options)


def test_three_redirects_of_a_webhook_are_followed_and_a_fourth_is_not(options: SendOptions) -> None:
    def onward(handler: BaseHTTPRequestHandler, form: object) -> None:
        left = int(handler.path[1:])
        (answering(307, Location=f"/{left - 1}") if left else answering(204))(handler, form)

    with Web(onward) as web:
        send(f"{web.url}/3", MESSAGE, options)
        with pytest.raises(DeliveryError, match="in a loop"):
            send(f"{web.url}/4", MESSAGE, options)


def test_a_webhook_may_lead_from_http_to_https_and_never_back(options: SendOptions) -> None:
    trusting = replace(options, verify=str(CERTIFICATE))
    with Replica(tls=True) as safe, Web(answering(307, Location=safe.url("hook"))) as plain:
        with pytest.raises(DeliveryError, match="it answered 404"):
            send(plain.url, MESSAGE, trusting)
        assert safe.paths() == ["/hook"]
        safe.fault("/back", redirect(plain.url, 307))
        with pytest.raises(DeliveryError, match="another host"):
            send(safe.url("back"), MESSAGE, trusting)
        assert len(plain.posts) == 1


def stalls(web: Web) -> None:
    web.closing.wait()


def test_a_web_server_that_drops_or_stalls_is_a_failure_that_tells_no_token(options: SendOptions) -> None:
    def drop(handler: BaseHTTPRequestHandler, _: object) -> None:
        handler.close_connection = True

    with Web(drop) as web, pytest.raises(DeliveryError, match="was lost"):
        send(f"{web.url}/token", MESSAGE, options)
    with Web(lambda _, __: stalls(web)) as web, pytest.raises(DeliveryError) as stalled:
        send(f"{web.url}/token", MESSAGE, replace(options, timeout=0.2))
    assert "did not answer within 0.2 seconds" in stalled.value.message
    with pytest.raises(DeliveryError) as refused:
        send(f"http://me:token@127.0.0.1:{free_port()}/token", MESSAGE, options)
    assert "token" not in refused.value.message


def test_a_command_gets_the_json_on_stdin_in_the_configurations_folder(options: SendOptions) -> None:
    script(options.folder / "ring.sh", 'cat > "$1"; echo said; echo done >&2')
    send("exec:./ring.sh 'got it.json'", MESSAGE, options)
    assert json.loads((options.folder / "got it.json").read_text())["id"] == MESSAGE.id


def test_a_command_that_fails_hangs_or_is_not_there_is_a_failure(options: SendOptions, alive: int) -> None:
    script(options.folder / "ring.sh", "echo a lot; echo why not >&2; exit 3")
    with pytest.raises(DeliveryError, match=r"`\./ring\.sh` exited with 3: why not"):
        send("exec:./ring.sh", MESSAGE, options)
    with pytest.raises(DeliveryError, match=r"cannot run `\./none\.sh`: no such file"):
        send("exec:./none.sh", MESSAGE, options)
    script(options.folder / "ring.sh", "exec 3> alive; sleep 600 & wait")
    with pytest.raises(DeliveryError, match="did not end within"):
        send("exec:./ring.sh", MESSAGE, replace(options, timeout=0.1))
    # Its children have ended as well: the other end is closed.
    assert is_gone(alive)


@pytest.mark.parametrize("channel", ["exec:sh -c 'cat > told'", "exec:sh -c x '|'", r"exec:find . -exec ls {} \;"])
def test_a_quoted_word_of_a_shell_is_no_mistake(tmp_path: Path, channel: str) -> None:
    assert defect(channel, tmp_path) is None


def test_a_command_that_reads_nothing_and_exits_with_0_has_acknowledged(options: SendOptions) -> None:
    send("exec:true", replace(MESSAGE, text="x" * 1_000_000), options)


@pytest.fixture
def alive(options: SendOptions) -> Iterator[int]:
    """Return the reading end of `alive`; it blocks until the other end is closed."""
    os.mkfifo(options.folder / "alive")
    reading = os.open(options.folder / "alive", os.O_RDONLY | os.O_NONBLOCK)
    yield reading
    os.close(reading)


def is_gone(alive: int, *, within: float = 20) -> bool:
    """Say whether every process that writes `alive` ends; waits for it."""
    return bool(select.select([alive], [], [], within)[0])


def test_a_command_that_leaves_something_behind_is_done_when_it_exits(options: SendOptions, alive: int) -> None:
    """The child that is left holds stderr and stdin for ever."""
    script(options.folder / "ring.sh", 'exec 3> alive; sh -c "echo \\$\\$ > left; exec sleep 600" <&0 & exit 0')
    send("exec:./ring.sh", replace(MESSAGE, text="x" * 5_000_000), options)
    assert not is_gone(alive, within=0)
    script(options.folder / "ring.sh", "exec 3> alive; sleep 600 & echo why not >&2; exit 3")
    with pytest.raises(DeliveryError, match="exited with 3: why not"):
        send("exec:./ring.sh", MESSAGE, options)
    # Group by group: nothing of a test may outlive it.
    for group in groups_that_hold(options.folder / "alive"):
        os.killpg(group, signal.SIGKILL)
    assert is_gone(alive)


def groups_that_hold(path: Path) -> set[int]:
    """Return the process groups that have this file open."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        with suppress(OSError):
            if any(each.readlink() == path for each in (process / "fd").iterdir()):
                found.add(os.getpgid(int(process.name)))
    return found


def test_what_a_command_says_without_end_fills_no_memory_and_its_last_line_is_told(options: SendOptions) -> None:
    loud = "import sys\nfor _ in range(1024): sys.stderr.write('x' * 65536)\nsys.exit('\\nso it goes')"
    (options.folder / "loud.py").write_text(loud)
    tracemalloc.start()
    try:
        with pytest.raises(DeliveryError, match="exited with 1: so it goes"):
            send(f"exec:{shlex.quote(sys.executable)} loud.py", MESSAGE, options)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2**20


def test_a_command_that_says_much_before_it_reads_much_is_not_waited_for_by_what_waits_for_it(
    options: SendOptions,
) -> None:
    script(options.folder / "ring.sh", "head -c 3000000 /dev/zero >&2; wc -c > count")
    message = replace(MESSAGE, text="x" * 5_000_000)
    send("exec:./ring.sh", message, options)
    assert int((options.folder / "count").read_text()) == len(payload(message))


def test_a_command_that_shuts_its_ears_and_its_mouth_is_waited_for(options: SendOptions) -> None:
    script(options.folder / "ring.sh", "exec <&- 2>&-; echo > there; exit 4")
    with pytest.raises(DeliveryError, match="exited with 4"):
        send("exec:./ring.sh", replace(MESSAGE, text="x" * 5_000_000), options)
    assert (options.folder / "there").exists()


def test_stdout_takes_the_text_and_a_closed_pipe_is_a_failure(
    options: SendOptions, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with capfd.disabled():
        reading, writing = os.pipe()
        with os.fdopen(writing, "w") as stream, os.fdopen(reading, encoding="utf-8") as reader:
            monkeypatch.setattr(sys, "stdout", stream)
            send("stdout", MESSAGE, options)
            stream.close()
            assert reader.read() == f"{MESSAGE.text}\n"
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "w") as stream:
            monkeypatch.setattr(sys, "stdout", stream)
            with pytest.raises(DeliveryError, match="cannot write to stdout: broken pipe"):
                send("stdout", MESSAGE, options)


@others_warnings
def test_other_links_go_through_apprise(options: SendOptions) -> None:
    pytest.importorskip("apprise", reason="the extra `notify` is not installed")
    with Web(answering(200)) as web:
        send(f"json://{web.url.removeprefix('http://')}/x", MESSAGE, options)
    [(_, _, body)] = web.posts
    assert body["title"] == MESSAGE.subject
    assert "疫苗临床试验管理规范" in body["message"]
    assert "@everyone" not in body["message"]
    with Web(answering(500)) as web, pytest.raises(DeliveryError, match="did not accept it"):
        send(f"json://{web.url.removeprefix('http://')}/x", MESSAGE, options)
    with pytest.raises(DeliveryError, match="does not know"):
        send("nonsense://x", MESSAGE, options)


@others_warnings
@pytest.mark.parametrize(
    "link",
    [
        "slack://xoxb-1234567890-1234567890-abcdefghijklmnopqrstuvwx/#general",
        "wecombot://abcdefghij-token",
        "dingtalk://1234567890abcdef/",
        "feishu://12345-token-abc",
        "lark://12345678-1234-1234-1234-123456789abc",
        "workflow://prod-1.westus.logic.azure.com:443/643e69f83c8944/MPjaH2RzGH6/",
    ],
)
def test_what_reaches_a_chat_is_whole_and_nothing_in_it_acts(
    options: SendOptions, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests cannot reach the services themselves: the request is caught at the last step."""
    apprise = pytest.importorskip("apprise", reason="the extra `notify` is not installed")
    if apprise.Apprise.instantiate(link) is None:
        pytest.skip("this Apprise knows no such service")
    import requests

    posted: list[str] = []

    def post(self: requests.Session, request: requests.PreparedRequest, **_: object) -> requests.Response:  # noqa: ARG001
        body = request.body or b""
        posted.append(body.decode() if isinstance(body, bytes) else body)
        answer = requests.Response()
        answer.status_code = 200
        answer.headers["Content-Type"] = "application/json"
        answer._content = b'{"ok": true, "errcode": 0, "code": 0, "StatusCode": 0, "channels": []}'  # noqa: SLF001
        return answer

    monkeypatch.setattr(requests.Session, "send", post)
    # A long text goes in parts, between which some wait for seconds.
    monkeypatch.setattr(type(apprise.Apprise.instantiate(link)), "request_rate_per_sec", 0)
    send(link, MESSAGE, options)
    texts = [json.loads(each) for each in posted if each.startswith("{")]
    said = json.dumps(texts, ensure_ascii=False)
    for expected in (
        "Technical Guideline for Pediatric Trials",
        "疫苗临床试验管理规范",
        "c_1100001.htm",
        "takes effect",
    ):
        assert expected in said.replace("\\\\", "")
    assert "@everyone" not in said


def test_without_the_extra_the_line_that_installs_it_is_told(
    options: SendOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(DeliveryError) as missing:
        send("slack://token", MESSAGE, options)
    assert missing.value.hint == "install it: `pip install 'cdetrack[notify]'`"
    assert "token" not in missing.value.message


def test_a_channel_that_stalls_holds_up_no_other_and_has_failed_in_the_end() -> None:
    stalling = threading.Event()
    messages = [replace(MESSAGE, id=name) for name in "abc"]

    def send_some(channel: str, _message: Message) -> None:
        if channel == "stalls":
            stalling.wait()
        if channel == "fails":
            raise DeliveryError("no")

    work = {"stalls": messages[:1], "fails": messages[1:2], "works": messages[2:]}
    came = {each.id: each.error for each in deliver(work, send_some, patience=0.2)}
    stalling.set()
    assert came["c"] is None
    assert str(came["b"]) == "no"
    assert "did not end within" in str(came["a"])


def test_a_bug_in_a_channel_is_not_taken_for_a_failed_delivery() -> None:
    def broken(_channel: str, _message: Message) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(deliver({"x": [MESSAGE]}, broken, patience=1))


@pytest.mark.parametrize(
    ("channel", "shown"),
    [
        ("stdout", "stdout"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("https://me:pw@hooks.example.org/services/T0/B0/XYZ?key=1", "https://hooks.example.org/…#"),
        ("exec:./ring.sh --token XYZ", "exec:./ring.sh …#"),
        ("slack://XYZ/B0/C0", "slack://…#"),
        ("mailto://me:XYZ@example.org", "mailto://…#"),
    ],
)
def test_what_is_shown_of_a_channel_has_no_secret_in_it(channel: str, shown: str) -> None:
    digits = address.key(channel)[:4] if shown.endswith("#") else ""
    assert address.label(channel) == shown + digits
    assert address.mistake(channel) is None


@pytest.mark.parametrize(
    "channel",
    [
        "",
        "std",
        "mailto:",
        "mailto:me",
        "mailto:a@b\nBcc: c@d",
        "mailto:a%0A@b",
        "https://",
        "http://[",
        "exec:'",
        "http://h:x/",
    ],
)
def test_what_cannot_be_a_channel_is_a_mistake(channel: str) -> None:
    assert address.mistake(channel) is not None


def test_each_recipient_of_a_mail_is_a_channel_of_its_own() -> None:
    assert address.split("mailto:a@x.org, b@x.org") == ["mailto:a@x.org", "mailto:b@x.org"]
    assert address.split("slack://a,b") == ["slack://a,b"]


@others_warnings
def test_apprise_logs_nothing_to_stderr(options: SendOptions, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("apprise", reason="the extra `notify` is not installed")
    with pytest.raises(DeliveryError):
        send(f"json://127.0.0.1:{free_port()}/secret", MESSAGE, options)
    assert capfd.readouterr().err == ""


def test_a_receiver_that_finds_a_message_too_large_says_so(options: SendOptions) -> None:
    with Web(answering(413)) as web, pytest.raises(TooLargeError, match="413"):
        send(f"{web.url}/hook", MESSAGE, options)


@pytest.mark.parametrize(
    ("said", "large"),
    [
        ("552 5.3.4 Message too big for system", True),
        ("552 Message size exceeds fixed limit", True),
        ("554 5.2.3 over the length limit", True),
        ("552 5.2.2 Mailbox full", False),
        ("554 5.7.1 Rejected", False),
    ],
)
def test_a_mail_server_that_refuses_a_mail_for_its_size_is_told_from_a_full_mailbox(
    options: SendOptions, said: str, *, large: bool
) -> None:
    with mail_server(Inbox(answer=lambda _: said)) as settings, pytest.raises(DeliveryError) as refused:
        send("mailto:me@example.org", MESSAGE, replace(options, mail=settings))
    assert isinstance(refused.value, TooLargeError) is large


def test_a_mail_larger_than_the_server_announces_is_not_sent(options: SendOptions) -> None:
    inbox = Inbox()
    with mail_server(inbox, size=5_000) as settings, pytest.raises(TooLargeError, match="larger than the 5,000"):
        send("mailto:me@example.org", replace(MESSAGE, text="words " * 2_000), replace(options, mail=settings))
    assert inbox.mails == []
