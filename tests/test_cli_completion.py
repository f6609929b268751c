"""What the shells complete, asked in the real shells."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from program import SEED, Program

COMMANDS = {
    "bash": (
        "source <(_CDETRACK_COMPLETE=source_bash cdetrack)\n"
        "words() {{ COMP_WORDS=({line}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); _cdetrack_completion cdetrack;"
        ' printf "%s\\n" "${{COMPREPLY[@]}}"; }}; words'
    ),
    "fish": "_CDETRACK_COMPLETE=source_fish cdetrack | source; complete -C '{line}'",
    # zsh completes on a key press alone; its script hands these words to the program.
    "zsh": (
        'autoload -U compinit && compinit -u -D; eval "$(_CDETRACK_COMPLETE=source_zsh cdetrack)";'
        " [[ -n $_comps[cdetrack] ]] && _TYPER_COMPLETE_ARGS='{line}' _CDETRACK_COMPLETE=complete_zsh cdetrack"
    ),
}
STARTS = {"bash": ["bash", "--norc", "-c"], "fish": ["fish", "--no-config", "-c"], "zsh": ["zsh", "-f", "-c"]}


@pytest.mark.parametrize("shell", COMMANDS)
def test_topics_kinds_sources_and_ids_are_completed(cdetrack: Program, tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    cdetrack("ingest", SEED)
    config = cdetrack.cache / "config.toml"
    config.write_text('[topics.gene-therapy]\nany = ["gene"]\n[sources.mine]\nurl = "https://example.org/"\n')
    script = tmp_path / "bin" / "cdetrack"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cdetrack "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    name = cdetrack("list").rows[0][1]
    for line, completed in (
        ("cdetrack topics gene-", "gene-therapy"),
        ("cdetrack list --kind anno", "announcement"),
        ("cdetrack list --source nmpa/dr", "nmpa/drugs"),
        ("cdetrack fetch mi", "mine"),
        (f"cdetrack show {name[:5]}", name),
    ):
        done = subprocess.run(
            [*STARTS[shell], COMMANDS[shell].format(line=line)],
            env={
                **os.environ,
                "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}",
                "CDETRACK_HOME": str(cdetrack.cache),
                "HOME": str(tmp_path),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert completed in done.stdout, (line, done.stderr)


def test_a_damaged_cache_or_configuration_completes_without_a_word(cdetrack: Program) -> None:
    """A key press is no place for errors."""
    cdetrack("ingest", SEED)
    cdetrack.notices.write_bytes(b"{")
    (cdetrack.cache / "config.toml").write_text("fetch = 3")
    for line, count in (("cdetrack show ", "2"), ("cdetrack topics ped", "2"), ("cdetrack list --source nmpa/dr", "3")):
        ran = cdetrack(env={"_CDETRACK_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": count})
        assert (ran.code, ran.err) == (0, "")
