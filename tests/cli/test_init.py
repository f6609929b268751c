"""`init`: from nothing to an alert, by questions or by options."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from support.dialogue import INTERRUPT, dialogue
from support.live import Live
from support.paths import SEED
from support.program import ENGLISH, Program, watching, without_privileges
from support.receivers import Inbox, Web, answering, mail_server
from support.replica import CERTIFICATE


def configured(program: Program) -> dict[str, object]:
    return tomllib.loads((program.cache / "config.toml").read_text(encoding="utf-8"))


def test_all_answers_can_be_options(cdetrack: Program) -> None:
    ran = cdetrack(
        *("init", "--yes", "--no-try", "--source", "fda/press", "--source", "nmpa/drugs", "--topic", "Pediatrics"),
        *("--channel", "mailto:me@example.org", "--channel", "stdout", "--name", "kids"),
        *("--mail-host", "smtp.example.org", "--mail-security", "tls", "--mail-user", "me"),
    )
    assert (ran.code, ran.out) == (0, "")
    found = configured(cdetrack)
    off = {name: {"enabled": False} for name in ENGLISH if name != "nmpa/drugs"}
    assert found["sources"] == {"fda/press": {"enabled": True}, **off}
    assert found["mail"] == {"host": "smtp.example.org", "security": "tls", "from": "me@example.org", "user": "me"}
    channels = ["mailto:me@example.org", "stdout"]
    assert found["watch"] == [
        {"name": "kids", "topics": ["pediatrics"], "on": ["added", "changed"], "channels": channels}
    ]
    text = (cdetrack.cache / "config.toml").read_text()
    assert text.count("#") > 8
    assert "were not tried" in ran.err
    for command in ("cdetrack fetch", "cdetrack alerts test kids", "cdetrack schedule"):
        assert command in ran.err
    assert cdetrack("watches", "--json").json()[0]["watch"] == "kids"


def test_the_first_of_several_recipients_is_the_sender(cdetrack: Program) -> None:
    ran = cdetrack("init", "--yes", "--no-try", "--channel", "mailto:me@example.org,you@example.com")
    assert ran.code == 0
    mail = {"host": "smtp.example.org", "from": "me@example.org", "user": "me@example.org"}
    assert configured(cdetrack)["mail"] == mail


def test_the_default_answers_are_the_english_site_and_the_terminal(cdetrack: Program) -> None:
    assert cdetrack("init", "--yes", "--no-try").code == 0
    assert configured(cdetrack) == {
        "watch": [{"name": "everything", "on": ["added", "changed"], "channels": ["stdout"]}]
    }


def test_an_existing_file_is_added_to_and_that_is_said(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    before = "# Ours.\n" + watching({}) + '\n[[watch]]\nname = "a"\nchannels = ["stdout"]\n'
    (cdetrack.cache / "config.toml").write_text(before)
    ran = cdetrack("init", "--yes", "--no-try", "--source", "nmpa/drugs", "--topic", "tcm")
    assert ran.code == 0
    assert "exists: this adds to it" in ran.err
    found, old = configured(cdetrack), tomllib.loads(before)
    assert found["fetch"] == old["fetch"]
    assert found["sources"] == {**old["sources"], "nmpa/drugs": {"enabled": True}}
    assert [watch["name"] for watch in found["watch"]] == ["a", "tcm"]  # type: ignore[attr-defined]
    assert (cdetrack.cache / "config.toml").read_text().startswith("# Ours.\n")


def test_the_same_command_again_is_refused(cdetrack: Program) -> None:
    command = ("init", "--yes", "--no-try", "--topic", "tcm")
    cdetrack(*command)
    before = (cdetrack.cache / "config.toml").read_bytes()
    ran = cdetrack(*command)
    assert ran.code == 7
    assert "there is a watch `tcm`" in ran.err
    assert "hint: change it: `cdetrack watches edit tcm`" in ran.err
    assert (cdetrack.cache / "config.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--source", "nmpa/drug"], 3, "did you mean `nmpa/drugs`?"),
        (["--source", "fdaa"], 3, "did you mean `fda`?"),
        (["--topic", "paediatrics"], 3, "did you mean `pediatrics`?"),
        (["--channel", "mailto:nobody"], 7, "is not a mail address"),
        (["--channel", "nonsense"], 7, "is not a channel"),
        (["--channel", "mailto:me@example.org", "--mail-security", "ssl"], 7, "`ssl` is not accepted"),
        (["--mail-port", "0"], 2, "0"),
    ],
)
def test_a_wrong_answer_writes_nothing(cdetrack: Program, options: list[str], code: int, said: str) -> None:
    ran = cdetrack("init", "--yes", *options)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert not (cdetrack.cache / "config.toml").exists()


def test_a_mistake_that_was_there_before_has_its_line(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text("[fetch]\nretrys = 3\n")
    ran = cdetrack("init", "--yes")
    assert ran.code == 7
    assert "line 2" in ran.err


def test_without_a_terminal_a_question_is_an_error(cdetrack: Program) -> None:
    ran = cdetrack("init")
    assert ran.code == 2
    assert "`--yes` takes the default answers" in ran.err
    assert not (cdetrack.cache / "config.toml").exists()


def test_lists_that_a_browser_saves_get_a_folder_and_are_not_fetched(cdetrack: Program) -> None:
    ran = cdetrack("init", "--yes", "--no-try", "--source", "cde", "--source", "carriers")
    assert ran.code == 0
    found = configured(cdetrack)
    assert found["inbox"] == "~/Downloads/cdetrack"
    on = [name for name, each in found["sources"].items() if each["enabled"]]  # type: ignore[attr-defined]
    assert "gd-mpa/notices" in on
    assert not [name for name in on if name.startswith(("cde/", "nmpa"))]
    assert "cdetrack sources userscript" in ran.err


def test_each_source_and_each_channel_is_tried(live: Live) -> None:
    """A source that fails is told, and does not fail the setup; its samples are marked."""
    urls = {"nmpa/drugs": live.site.url("drugs.html"), "nmpa/news": live.site.url("missing.html")}
    live.point(urls)
    with Web(answering(204)) as web:
        ran = live("init", "--yes", "--topic", "pediatrics", "--channel", f"{web.url}/hook")
        assert ran.code == 0
        assert [form["test"] for _, _, form in web.posts] == [True]
    assert re.search(r"nmpa/drugs +\d+ notices on its first page", ran.err)
    assert re.search(r"nmpa/news +.*404", ran.err)
    assert "took it" in ran.err
    assert not (live.cache / "history.jsonl").exists()


def test_a_channel_that_refuses_is_a_failed_delivery(live: Live) -> None:
    with Web(answering(500)) as web:
        ran = live("init", "--yes", "--channel", web.url)
    assert ran.code == 8
    assert "answered 500" in ran.err
    assert "cdetrack --cache" in ran.err
    assert "alerts test everything" in ran.err


def test_a_machine_without_a_network_is_told_and_no_failure(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(watching({"nmpa/drugs": "http://127.0.0.1:9/drugs.html"}))
    ran = cdetrack("init", "--yes", "--channel", "http://127.0.0.1:9/hook")
    assert ran.code == 0
    assert "no connection to `127.0.0.1`" in ran.err
    assert "is this machine online?" in ran.err
    assert "127.0.0.1:9/…" in ran.err
    assert "error:" not in ran.err
    assert "the configuration is written; try again" in ran.err


def test_a_command_that_fails_is_a_failure_also_without_a_network(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(watching({"nmpa/drugs": "http://127.0.0.1:9/drugs.html"}))
    ran = cdetrack("init", "--yes", "--channel", "exec:false")
    assert ran.code == 8
    assert "error: `exec:false`: `false` exited with 1" in ran.err
    assert "the configuration is written; try again" in ran.err


def test_a_file_that_cannot_be_written_is_told(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    cdetrack.cache.chmod(0o500)
    try:
        ran = cdetrack("init", "--yes", "--no-try", before=without_privileges)
    finally:
        cdetrack.cache.chmod(0o700)
    assert ran.code == 7
    assert "permission denied" in ran.err
    assert not any(cdetrack.cache.iterdir())


QUESTIONS = ("Sources [nmpa]: ", "Topics [everything]: ", "Channel [1]: ", "Name of this watch [")


@pytest.mark.slow
def test_a_person_goes_from_nothing_to_a_sample_on_the_phone(cdetrack: Program) -> None:
    pytest.importorskip("apprise")
    cdetrack("ingest", SEED)
    with Web(answering(200)) as phone:
        place = f"{phone.url.removeprefix('http://')}/cdetrack-test"
        code, shown = dialogue(
            cdetrack,
            "init",
            answers=[
                ("Sources [nmpa]: ", "1, fdd"),
                ("did you mean `fda`?", ""),
                ("Topics [everything]: ", "paediatrics"),
                ("did you mean `pediatrics`?", "pediatrics"),
                ("Channel [1]: ", "3"),
                ("Topic [cdetrack-", place),
                ("Name of this watch [pediatrics]: ", ""),
                ("config.toml`? [yes]: ", ""),
            ],
        )
        assert code == 0, shown
        [(_, _, form)] = phone.posts
    assert form["topic"] == "cdetrack-test"
    assert form["title"] == "[test] pediatrics: 2 new"
    assert configured(cdetrack)["watch"] == [
        {"name": "pediatrics", "topics": ["pediatrics"], "on": ["added", "changed"], "channels": [f"ntfy://{place}"]}
    ]


@pytest.mark.slow
def test_a_person_gets_a_sample_by_mail(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(watching({}))
    mails = Inbox()
    with mail_server(mails) as server:
        code, shown = dialogue(
            cdetrack,
            "init",
            answers=[
                ("Sources [as now]: ", ""),
                ("Topics [everything]: ", "tcm"),
                ("Channel [1]: ", "me@example.org"),
                ("is `mailto:` and the address", "2"),
                ("Mail address: ", "me"),
                ("is not a mail address", "me@example.org"),
                ("Server [smtp.example.org]: ", "me@example.org"),
                ("is not the name of a mail server", f"127.0.0.1:{server.port}"),
                ("Login (`-`: none) [-]: ", ""),
                ("Encryption: starttls, tls or none [starttls]: ", "none"),
                ("Sender [me@example.org]: ", ""),
                ("Name of this watch [tcm]: ", "mine"),
                ("config.toml`? [yes]: ", ""),
            ],
        )
        assert code == 0, shown
    [mail] = mails.mails
    assert mail["Subject"].startswith("[test] mine")
    assert mail["From"] == mail["To"] == "me@example.org"


@pytest.mark.slow
def test_a_password_is_asked_for_used_and_kept_nowhere(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    (cdetrack.cache / "config.toml").write_text(watching({}))
    mails = Inbox()
    with mail_server(mails, "starttls", login=True) as server:
        code, shown = dialogue(
            cdetrack,
            *(
                "init",
                "--source",
                "nmpa/news",
                "--topic",
                "tcm",
                "--name",
                "mine",
                "--channel",
                "mailto:me@example.org",
            ),
            *("--mail-host", "127.0.0.1", "--mail-port", str(server.port), "--mail-security", "starttls"),
            *("--mail-user", "me", "--mail-from", "me@example.org"),
            answers=[("config.toml`? [yes]: ", ""), ("Password of me: ", "secret")],
            env={"SSL_CERT_FILE": str(CERTIFICATE)},
        )
    assert code == 0, shown
    assert mails.login == (b"me", b"secret"), shown
    assert "secret" not in shown + (cdetrack.cache / "config.toml").read_text()
    assert "export CDETRACK_MAIL_PASSWORD=" in shown


@pytest.mark.slow
@pytest.mark.parametrize("answered", range(5))
def test_ctrl_c_at_any_question_leaves_nothing(cdetrack: Program, answered: int) -> None:
    prompts = [*QUESTIONS, "config.toml`? [yes]: "]
    answers = [(prompt, "") for prompt in prompts[:answered]]
    if answered > 3:
        answers[3] = (prompts[3], "mine")
    code, shown = dialogue(cdetrack, "init", answers=[*answers, (prompts[answered], INTERRUPT)])
    assert code == 130, shown
    assert "error: interrupted" in shown
    assert not cdetrack.cache.exists()


@pytest.mark.slow
def test_no_to_the_last_question_writes_nothing(cdetrack: Program) -> None:
    answers = [*((prompt, "") for prompt in QUESTIONS), ("config.toml`? [yes]: ", "n")]
    code, shown = dialogue(cdetrack, "init", answers=answers)
    assert (code, "nothing was written" in shown) == (0, True)
    assert not cdetrack.cache.exists()


def test_a_token_of_a_channel_is_in_the_file_alone(cdetrack: Program) -> None:
    ran = cdetrack("init", "--yes", "--no-try", "--channel", "https://hooks.example.org/T0K3N")
    assert "T0K3N" not in ran.err + json.dumps(cdetrack("watches", "--json").json())
    assert (cdetrack.cache / "config.toml").stat().st_mode & 0o077 == 0


def test_a_cache_that_was_named_is_named_in_the_next_commands(cdetrack: Program, tmp_path: Path) -> None:
    ran = cdetrack("init", "--yes", "--no-try", "--cache", tmp_path / "an other")
    assert f"cdetrack --cache '{tmp_path}/an other' fetch" in ran.err
