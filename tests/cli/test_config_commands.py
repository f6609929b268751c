"""Commands that change the configuration: `sources enable`, `watches add`, `config edit` and their kin."""

import resource
import tomllib
from pathlib import Path

import pytest

from support.dialogue import dialogue
from support.paths import SEED
from support.program import Program, Ran, script

FILE = """\
# Ours.
[fetch]
retries = 1  # slow

[[watch]]
name = "children"
topics = ["pediatrics"]  # always
channels = ["stdout"]
"""


@pytest.fixture
def config(cdetrack: Program) -> Path:
    cdetrack.cache.mkdir()
    path = cdetrack.cache / "config.toml"
    path.write_text(FILE)
    return path


def watches(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads(path.read_text())["watch"]
    return found


def refused(ran: Ran, config: Path, code: int, *said: str) -> None:
    """Assert that a command failed with these words and changed nothing."""
    assert (ran.code, ran.out) == (code, "")
    for each in said:
        assert each in ran.err
    assert config.read_text() == FILE
    assert {path.name for path in config.parent.iterdir()} <= {"config.toml", "cdetrack.lock"}


def test_sources_are_switched_on_and_off(cdetrack: Program, config: Path) -> None:
    ran = cdetrack("sources", "disable", "nmpa/news", "nmpa/laws")
    assert (ran.code, ran.out) == (0, "")
    assert "switched off" in ran.err
    rows = {row[0]: row[1] for row in cdetrack("sources").rows}
    assert (rows["nmpa/news"], rows["nmpa/laws"], rows["nmpa/drugs"]) == ("off", "off", "on")
    ran = cdetrack("sources", "enable", "nmpa/news", "nmpa/drugs")
    assert ran.code == 0
    assert "`nmpa/drugs` is on already" in ran.err
    assert "next: cdetrack sources test nmpa/news" in ran.err
    assert {row[0]: row[1] for row in cdetrack("sources").rows}["nmpa/news"] == "on"
    assert config.read_text().startswith("# Ours.\n[fetch]\nretries = 1  # slow\n")


def test_a_source_that_had_looks_gets_no_baseline_when_it_is_switched_on_again(cdetrack: Program) -> None:
    def enabled() -> str:
        cdetrack("sources", "disable", "nmpa/drugs")
        return cdetrack("sources", "enable", "nmpa/drugs").err

    assert "the first look is the baseline" in enabled()
    cdetrack("ingest", SEED, "--source", "nmpa/drugs")
    again = enabled()
    assert "baseline" not in again
    assert "records what has changed since the last look" in again


def test_a_list_that_a_browser_saves_is_to_be_ingested_and_not_fetched(cdetrack: Program) -> None:
    ran = cdetrack("sources", "enable", "cde/work")
    assert "next: cdetrack ingest FILE  records it; the first look is the baseline\n" in ran.err
    assert "cdetrack fetch" not in ran.err
    both = cdetrack("sources", "enable", "cde/news", "tga/alerts").err
    assert "next: cdetrack sources test tga/alerts" in both
    assert "`cde/news`: a plain client gets a challenge there" in both


def test_a_folder_names_all_of_its_sources(cdetrack: Program) -> None:
    assert cdetrack("sources", "enable", "tga", "cde/work").code == 0
    on = {row[0] for row in cdetrack("sources").rows if row[1] == "on"}
    assert {"tga/alerts", "tga/shortages", "cde/work", "nmpa/drugs"} <= on


def test_a_link_becomes_a_source(cdetrack: Program, config: Path) -> None:
    link = "https://www.example.org/news?page={page}"
    ran = cdetrack("sources", "enable", link)
    assert ran.code == 0
    [(name, made)] = tomllib.loads(config.read_text())["sources"].items()
    assert made == {"url": link, "enabled": True}
    assert f"next: cdetrack sources test {name}" in ran.err
    again = cdetrack("sources", "enable", link)
    assert f"`{name}` is on already" in again.err
    assert cdetrack("sources", "disable", link).code == 0
    assert tomllib.loads(config.read_text())["sources"] == {name: {"url": link, "enabled": False}}
    known = cdetrack(
        "sources", "enable", "https://www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds/press-releases/rss.xml"
    )
    assert "`fda/press`" in known.err
    assert cdetrack("sources", "disable", "https://www.example.org/other").code == 3


def test_an_unknown_source_is_refused_and_the_others_stay_as_they_are(cdetrack: Program, config: Path) -> None:
    refused(cdetrack("sources", "disable", "nmpa/laws", "nmpa/drug"), config, 3, "did you mean `nmpa/drugs`?")


def test_a_watch_is_added_with_the_filters_of_list(cdetrack: Program, config: Path) -> None:
    ran = cdetrack(
        *("watches", "add", "new", "-t", "tcm", "--topic", "vaccines", "-k", "announcement", "--issuer", "CDE"),
        *("--source", "nmpa/drugs", "--status", "draft", "--number", "2025-21", "--product", "X", "--since", "7d"),
        *("--applicant", "Y", "--search", '"a b"', "--channel", "stdout", "--channel", "https://example.org/T0K3N"),
        *("--on", "added", "--on", "withdrawn", "--remind", "7d", "--digest", "false"),
    )
    assert (ran.code, ran.out) == (0, "")
    assert watches(config)[1] == {
        "name": "new", "topics": ["tcm", "vaccines"], "kinds": ["announcement"], "issuers": ["CDE"],
        "sources": ["nmpa/drugs"], "status": ["draft"], "numbers": ["2025-21"], "products": ["X"], "since": "7d",
        "applicants": ["Y"], "search": '"a b"', "channels": ["stdout", "https://example.org/T0K3N"],
        "on": ["added", "withdrawn"], "remind": "7d", "digest": False,
    }  # fmt: skip
    assert config.read_text().startswith(FILE)
    assert "T0K3N" not in ran.err
    assert "next: cdetrack alerts test new" in ran.err


def test_a_changed_watch_is_told_with_its_rhythm_and_reminders(cdetrack: Program, config: Path) -> None:
    one = cdetrack("watches", "edit", watches(config)[0]["name"], "--digest", "weekly", "--remind", "1d")
    assert "weekly, 1 day before · to" in one.err
    more = ("--remind", "14d", "--remind", "3d", "--remind", "1d")
    three = cdetrack("watches", "edit", watches(config)[0]["name"], "--digest", "false", *more)
    assert "one alert for each notice, 14, 3 and 1 days before · to" in three.err


def test_without_room_the_configuration_is_as_it_was(cdetrack: Program, config: Path) -> None:
    before = config.read_bytes()

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), len(before)))

    ran = cdetrack("watches", "add", "all", before=small)
    assert (ran.code, config.read_bytes()) == (6, before)
    assert "let it grow further (`ulimit -f`), and run the command again" in ran.err


def test_a_watch_without_a_channel_goes_to_the_terminal(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    assert cdetrack("watches", "add", "all").code == 0
    sample = cdetrack("alerts", "test", "all")
    assert sample.code == 0
    assert "This is a test" in sample.out


def test_the_sample_of_an_empty_cache_has_an_example(cdetrack: Program) -> None:
    cdetrack("watches", "add", "all")
    sample = cdetrack("alerts", "test", "all").out
    assert "all: 1 new" in sample
    assert "An example of a notice" in sample


def test_an_edit_changes_the_given_settings_alone(cdetrack: Program, config: Path) -> None:
    ran = cdetrack("watches", "edit", "children", "--topic", "vaccines", "--remind", "3d")
    assert ran.code == 0
    changed = FILE.replace('["pediatrics"]  # always', '["vaccines"]  # always')
    assert config.read_text() == changed + 'remind = "3d"\n'
    assert cdetrack("watches", "edit", "children", "--clear", "remind", "--rename", "kids").code == 0
    assert config.read_text() == changed.replace('"children"', '"kids"')


def test_a_watch_is_removed(cdetrack: Program, config: Path) -> None:
    ran = cdetrack("watches", "remove", "children")
    assert ran.code == 0
    assert config.read_text() == "# Ours.\n[fetch]\nretries = 1  # slow\n"
    assert "removed from" in ran.err


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("add children", 7, "there is a watch `children`"),
        ("add x --topic paediatrics", 3, "did you mean `pediatrics`?"),
        ("add x --source nmpa/drug", 3, "did you mean `nmpa/drugs`?"),
        ("add x --kind announcment", 2, "did you mean `announcement`?"),
        ("add x --since 2025-13", 2, "2025-13"),
        ("add x --search /(/", 2, "regular expression"),
        ("add x --channel mailto:me", 7, "is not a mail address"),
        ("add x --channel mailto:me@example.org", 7, "there is no mail server"),
        ("add x --channel slak://a/b/c", 7, "nothing was written"),
        ("add x --channel exec:./missing.sh", 7, "nothing was written"),
        ("add x --on chnged", 2, "accepted are `added`, `changed`, `withdrawn`"),
        ("add x --remind soon", 2, "accepted are `30d`, `2w`, `3mo` and `1y`"),
        ("add x --digest foo", 2, "accepted are `true`, `false`, `daily`, `weekly`, `monthly`"),
        ("edit childen --topic tcm", 3, "did you mean `children`?"),
        ("edit children", 2, "nothing to change"),
        ("edit children --clear channels", 2, "no such setting"),
        ("edit children --on foo", 2, "`--on foo` is not accepted"),
        ("edit children --remind soon", 2, "`soon` is not a length of time"),
        ("edit children --digest foo", 2, "`--digest foo` is not accepted"),
        ("remove childen", 3, "did you mean `children`?"),
    ],
)
def test_a_wrong_value_writes_nothing(cdetrack: Program, config: Path, command: str, code: int, said: str) -> None:
    refused(cdetrack("watches", *command.split()), config, code, said)


@pytest.mark.parametrize("option", [["--limit", "5"], ["--reverse"]])
def test_a_watch_is_given_no_option_of_a_list_alone(cdetrack: Program, config: Path, option: list[str]) -> None:
    """A watch alerts of every match in its own order: the option would have no effect."""
    refused(cdetrack("watches", "add", "new", *option), config, 2, f"there is no option `{option[0]}`")
    refused(cdetrack("watches", "edit", "children", *option), config, 2, f"there is no option `{option[0]}`")


def test_a_mistake_of_before_is_told_with_its_line(cdetrack: Program, config: Path) -> None:
    config.write_text(FILE.replace("retries", "retrys"))
    for command in (["sources", "disable", "nmpa/news"], ["watches", "add", "x"], ["watches", "remove", "children"]):
        ran = cdetrack(*command)
        assert ran.code == 7
        assert f"`{config}`, line 3: " in ran.err


def test_config_prints_the_path_and_checks_the_file(cdetrack: Program) -> None:
    path = cdetrack.cache / "config.toml"
    ran = cdetrack("config")
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert "cdetrack init" in ran.err
    cdetrack("init", "--yes", "--no-try")
    assert cdetrack("config").err == ""
    path.write_text("x = 1\n")
    assert cdetrack("config").code == 7


SELECTORS = '[sources."a/b"]\nurl = "https://example.org/"\nselectors = { item = "li", title = "a[" }\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[alerts]\ntrouble_to = ["slak://x"]\n', 2, "did you mean `slack:`?"),
        ('[[watch]]\nname = "a"\nchannels = ["exec:./missing"]\n', 3, "cannot run"),
        (SELECTORS, 3, "selector `title` is no CSS selector: `a[`"),
    ],
)
def test_config_and_check_check_channels_and_selectors(
    cdetrack: Program, tmp_path: Path, text: str, line: int, said: str
) -> None:
    path = cdetrack.cache / "config.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    ran = cdetrack("config")
    assert (ran.code, f"`{path}`, line {line}: " in ran.err, said in ran.err) == (7, True, True)
    ran = cdetrack("check", "--no-fetch")
    assert (ran.code, f"`{path}`, line {line}: " in ran.err, said in ran.err) == (7, True, True)
    path.write_text("")
    new = tmp_path / "new.toml"
    new.write_text(text)
    ran = editing(cdetrack, tmp_path, f"cp {new} $1")
    assert (ran.code, said in ran.err, path.read_text()) == (7, True, "")


def editing(cdetrack: Program, tmp_path: Path, command: str) -> Ran:
    """Run `config edit` with an editor that runs a shell command on the file `$1`."""
    editor = script(tmp_path / "my editor", command)
    return cdetrack("config", "edit", env={"VISUAL": f"'{editor}'", "EDITOR": "false"})


def test_an_edit_replaces_the_file_after_a_check(cdetrack: Program, config: Path, tmp_path: Path) -> None:
    config.chmod(0o640)
    ran = editing(cdetrack, tmp_path, """sed -i 's/retries = 1/retries = 2/' "$1" """)
    assert (ran.code, ran.out) == (0, "")
    assert config.read_text() == FILE.replace("retries = 1", "retries = 2")
    assert config.stat().st_mode & 0o777 == 0o640
    assert "next: cdetrack watches" in ran.err


def test_a_mistake_in_an_edit_is_told_with_its_line_and_the_file_stays(
    cdetrack: Program, config: Path, tmp_path: Path
) -> None:
    ran = editing(cdetrack, tmp_path, """sed -i 's/retries = 1/retrys = 2/' "$1" """)
    assert ran.code == 7
    assert f"`{config}`, line 3: there is no setting `fetch.retrys`" in ran.err
    assert "did you mean `retries`?" in ran.err
    assert config.read_text() == FILE
    rejected = config.with_name("config.toml.rejected")
    assert rejected.read_text() == FILE.replace("retries = 1", "retrys = 2")
    assert str(rejected) in ran.err


def test_a_wrong_file_can_be_edited(cdetrack: Program, config: Path, tmp_path: Path) -> None:
    config.write_text(FILE.replace("retries", "retrys"))
    assert editing(cdetrack, tmp_path, """sed -i 's/retrys/retries/' "$1" """).code == 0
    assert config.read_text() == FILE


def test_an_edit_that_comes_too_late_is_kept_aside(cdetrack: Program, config: Path, tmp_path: Path) -> None:
    ran = editing(cdetrack, tmp_path, f"""sed -i 's/retries = 1/retries = 2/' "$1"; echo '# other' >> '{config}'""")
    assert ran.code == 7
    assert "changed meanwhile" in ran.err
    assert config.read_text() == FILE + "# other\n"
    assert config.with_name("config.toml.rejected").read_text() == FILE.replace("retries = 1", "retries = 2")


def test_a_name_that_is_no_text_is_refused(cdetrack: Program, config: Path) -> None:
    refused(cdetrack("watches", "add", "\udcff"), config, 7, "no text in UTF-8")


def test_an_edit_without_a_change_writes_nothing(cdetrack: Program, config: Path, tmp_path: Path) -> None:
    before = config.stat().st_mtime_ns
    ran = editing(cdetrack, tmp_path, "true")
    assert (ran.code, "nothing was changed" in ran.err) == (0, True)
    assert config.stat().st_mtime_ns == before


def test_a_first_edit_begins_with_comments(cdetrack: Program, tmp_path: Path) -> None:
    assert editing(cdetrack, tmp_path, "true").code == 0
    assert not cdetrack.cache.exists()
    ran = editing(cdetrack, tmp_path, """grep -q '# inbox' "$1" && echo '[fetch]' >> "$1" """)
    assert ran.code == 0, ran.err
    assert (cdetrack.cache / "config.toml").read_text().endswith("[fetch]\n")


def test_an_editor_that_fails_or_is_missing_changes_nothing(cdetrack: Program, config: Path, tmp_path: Path) -> None:
    refused(editing(cdetrack, tmp_path, 'echo x >> "$1"; exit 3'), config, 2, "exited with 3")
    ran = cdetrack("config", "edit", env={"VISUAL": "", "EDITOR": "no-such-editor --wait"})
    refused(ran, config, 2, "cannot run the editor `no-such-editor`", "`VISUAL` or `EDITOR`")


def test_ctrl_c_is_for_the_editor(cdetrack: Program, config: Path, tmp_path: Path) -> None:
    refused(editing(cdetrack, tmp_path, 'echo x >> "$1"; kill -INT $$; exit 0'), config, 2, "exited with -2")


@pytest.mark.slow
def test_at_a_terminal_a_mistake_can_be_mended_at_once(cdetrack: Program, config: Path, tmp_path: Path) -> None:
    command = """sed -i 's/retries = 1/retrys = 2/; t; s/retrys/retries/' "$1" """
    editor = {"EDITOR": str(script(tmp_path / "editor", command)), "VISUAL": ""}
    code, shown = dialogue(cdetrack, "config", "edit", answers=[("edit again? [Y/n] ", "")], env=editor)
    assert code == 0, shown
    assert "line 3: there is no setting `fetch.retrys`" in shown
    assert config.read_text() == FILE.replace("retries = 1", "retries = 2")
    config.write_text(FILE)
    code, shown = dialogue(cdetrack, "config", "edit", answers=[("edit again? [Y/n] ", "n")], env=editor)
    assert code == 7, shown
    assert config.read_text() == FILE
