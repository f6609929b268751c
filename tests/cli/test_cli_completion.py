"""Completions, as the real shells show them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from support.paths import SEED
from support.program import Program, installed, listing

pytestmark = pytest.mark.slow

SETUPS = {
    "bash": (
        "source <(_CDETRACK_COMPLETE=source_bash cdetrack)\n"
        "words() { COMP_WORDS=($1); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _cdetrack_completion cdetrack;"
        ' printf "%s\\n" "${COMPREPLY[@]}"; }'
    ),
    "fish": "_CDETRACK_COMPLETE=source_fish cdetrack | source; function words; complete -C $argv[1]; end",
    # zsh completes on a key press alone; its script hands these words to the program.
    "zsh": (
        'autoload -U compinit && compinit -u -D; eval "$(_CDETRACK_COMPLETE=source_zsh cdetrack)"\n'
        "words() { [[ -n $_comps[cdetrack] ]] && _TYPER_COMPLETE_ARGS=$1 _CDETRACK_COMPLETE=complete_zsh cdetrack }"
    ),
}
"""Code for each shell that defines `words LINE`: it writes the completions of a line."""
MARK = "the next line:"
STARTS = {"bash": ["bash", "--norc", "-c"], "fish": ["fish", "--no-config", "-c"], "zsh": ["zsh", "-f", "-c"]}


@pytest.mark.parametrize("shell", SETUPS)
def test_topics_kinds_sources_and_ids_are_completed(cdetrack: Program, tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    cdetrack("ingest", SEED)
    config = cdetrack.cache / "config.toml"
    config.write_text('[topics.gene-therapy]\nany = ["gene"]\n[sources.mine]\nurl = "https://example.org/"\n')
    cdetrack("diff", "--since-last", "anna")
    path = installed(tmp_path / "bin")
    name = cdetrack("list").rows[0][1]
    wanted = {
        "cdetrack topics gene-": "gene-therapy",
        "cdetrack list --kind anno": "announcement",
        "cdetrack list --source nmpa/dr": "nmpa/drugs",
        "cdetrack fetch mi": "mine",
        f"cdetrack show {name[:5]}": name,
        f"cdetrack mark {name[:5]}": name,
        "cdetrack list --issuer CD": "CDE",
        "cdetrack list --fields date,tit": "date,title",
        "cdetrack diff --since-last an": "anna",
    }
    lines = "".join(f"words '{line}'\necho {MARK}\n" for line in wanted)
    done = subprocess.run(
        [*STARTS[shell], f"{SETUPS[shell]}\n{lines}"],
        env=cdetrack.environment({"PATH": path, "HOME": str(tmp_path)}),
        capture_output=True,
        text=True,
        check=False,
    )
    answers = done.stdout.split(MARK)[:-1]
    assert len(answers) == len(wanted), done.stderr
    for (line, completed), answer in zip(wanted.items(), answers, strict=True):
        assert completed in answer, (line, done.stderr)


def completed(program: Program, line: str) -> str:
    """Return the answer to zsh for a line, with the descriptions."""
    return program(env={"_CDETRACK_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}).out


def test_descriptions_are_whole(cdetrack: Program) -> None:
    assert "..." not in completed(cdetrack, "cdetrack ")
    assert "Effective dates, comment deadlines and events to come, in date order." in completed(cdetrack, "cdetrack ")
    assert "..." not in completed(cdetrack, "cdetrack alerts ")


def test_products_and_applicants_are_completed_by_a_word_that_a_shell_takes_as_it_is(cdetrack: Program) -> None:
    rows = [
        {"title": "HRX-1片", "date": "2025-01-01", "product": "HRX-1片", "applicant": "Halden Pharma AG;上海某公司"},
        {"title": "$(reboot)片", "date": "2025-01-02", "product": "$(reboot)片", "applicant": "`reboot` Ltd"},
    ]
    cdetrack.cache.mkdir()
    fields = ", ".join(f'{name} = "{name}"' for name in rows[0])
    settings = f'[sources."example/list"]\nurl = "https://example.org/"\njson = {{ {fields} }}\n'
    (cdetrack.cache / "config.toml").write_text(settings, encoding="utf-8")
    assert cdetrack("ingest", "-", "--source", "example/list", stdin=json.dumps(rows)).code == 0
    assert '"HRX-1片"' in completed(cdetrack, "cdetrack list --product H")
    answer = completed(cdetrack, "cdetrack list --applicant ")
    assert '"Halden":"Halden Pharma AG"' in answer
    assert '"上海某公司"' in answer
    assert "`" not in answer
    assert "reboot)" not in completed(cdetrack, "cdetrack list --product ")


def test_watches_and_alerts_are_completed(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    config = '[[watch]]\nname = "children"\nchannels = ["exec:false"]\n'
    (cdetrack.cache / "config.toml").write_text(config, encoding="utf-8")
    cdetrack("check", "--no-fetch")
    cdetrack("ingest", "-", stdin=listing(("A first title", "2025-01-01")))
    cdetrack("check", "--no-fetch", "--alert-existing")
    [[name, *_]] = cdetrack("alerts").rows
    for command in ("alerts show", "alerts drop"):
        assert f'"{name[:12]}":"' in completed(cdetrack, f"cdetrack {command} {name[:3]}"), command
    assert '"children"' in completed(cdetrack, "cdetrack alerts test ch")
    assert '"children"' in completed(cdetrack, "cdetrack list --watch ch")
    cdetrack("alerts", "drop", name)
    assert name[:12] not in completed(cdetrack, f"cdetrack alerts drop {name[:3]}")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("help al", "alerts"),
        ("help alerts sh", "show"),
        ("watches add x --digest we", "weekly"),
        ("watches edit x --on wi", "withdrawn"),
    ],
)
def test_commands_of_help_and_values_of_a_watch_are_completed(cdetrack: Program, line: str, wanted: str) -> None:
    env = {"_CDETRACK_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": f"cdetrack {line}"}
    env["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    assert cdetrack(env=env).out.split() == [wanted]


def test_a_damaged_cache_or_configuration_completes_without_a_word(cdetrack: Program) -> None:
    """A key press is no place for errors."""
    cdetrack("ingest", SEED)
    cdetrack.notices.write_bytes(b"{")
    (cdetrack.cache / "config.toml").write_text("fetch = 3")
    for line, count in (("cdetrack show ", "2"), ("cdetrack topics ped", "2"), ("cdetrack list --source nmpa/dr", "3")):
        ran = cdetrack(env={"_CDETRACK_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": count})
        assert (ran.code, ran.err) == (0, "")
