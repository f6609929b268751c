"""The words and scripts of the exported page, without a browser."""

import json
import re
import shutil
import subprocess

from cdetrack.meaning.topics import load_topics
from cdetrack.model.notice import DAYS, KINDS, STATES, STATUSES
from support.paths import SRC

FOLDER = SRC / "cdetrack" / "render" / "webpage"
WORDS = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))


def test_the_scripts_are_whole_and_the_words_are_the_same_in_both_languages() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    used = set(re.findall(r'(?:say\(|data-t=)"(\w+)"', "".join(each.read_text() for each in FOLDER.glob("*.[jh]*"))))
    assert used <= WORDS["en"].keys()
    if node := shutil.which("node"):
        for script in FOLDER.glob("*.js"):
            assert subprocess.run([node, "--check", script], check=False).returncode == 0


def test_every_kind_and_topic_has_a_chinese_name() -> None:
    words = WORDS["zh"]
    assert set(KINDS) <= words["kinds"].keys()
    assert set(load_topics(None).names) <= words["topicNames"].keys()
    assert {*STATES, *STATUSES} <= words["statuses"].keys()
    assert set(DAYS) <= words.keys()
