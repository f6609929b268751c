"""Completions, as the real shells show them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from support.paths import SEED
from support.program import Program, installed

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
    path = installed(tmp_path / "bin")
    name = cdetrack("list").rows[0][1]
    wanted = {
        "cdetrack topics gene-": "gene-therapy",
        "cdetrack list --kind anno": "announcement",
        "cdetrack list --source nmpa/dr": "nmpa/drugs",
        "cdetrack fetch mi": "mine",
        f"cdetrack show {name[:5]}": name,
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


def test_a_damaged_cache_or_configuration_completes_without_a_word(cdetrack: Program) -> None:
    """A key press is no place for errors."""
    cdetrack("ingest", SEED)
    cdetrack.notices.write_bytes(b"{")
    (cdetrack.cache / "config.toml").write_text("fetch = 3")
    for line, count in (("cdetrack show ", "2"), ("cdetrack topics ped", "2"), ("cdetrack list --source nmpa/dr", "3")):
        ran = cdetrack(env={"_CDETRACK_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": count})
        assert (ran.code, ran.err) == (0, "")
