"""Commands edit the text of a configuration: one thing changes, and everything else stays, comments included."""

import os
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.config.edit import ConfigDraft
from cdetrack.config.load import load
from cdetrack.config.setup import Setup, apply, starter
from cdetrack.errors import ConfigError, NotFoundError

TODAY = date(2026, 3, 31)
FILE = """\
# Ours; ask Anna before you change it.
inbox = "~/in"  # the shared folder

# Slow network here.
[fetch]
interval = 2.0

# The lists
[sources."nmpa/news"]
enabled = false # too chatty

# For the children's team.
[[watch]]
name = "children"   # do not rename
topics = [
  "pediatrics",  # always
  "vaccines",    # until March
]
channels = ["stdout"]

# For everybody.
[[watch]]
name = "all"
channels = ["stdout"]

# The end.
"""


def draft(folder: Path, text: str | None = FILE) -> ConfigDraft:
    path = folder / "config.toml"
    if text is not None:
        path.write_bytes(text.encode())
    return ConfigDraft(path, today=TODAY)


def after(edited: ConfigDraft) -> str:
    """Return the content of the file after it is saved."""
    edited.save()
    return edited.path.read_bytes().decode()


def test_a_key_that_is_there_changes_in_its_line(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    assert edited.set_source("nmpa/news", enabled=True)
    assert not edited.set_source("nmpa/news", enabled=True)
    assert after(edited) == FILE.replace("enabled = false # too chatty", "enabled = true # too chatty")


def test_a_new_source_stands_after_the_other_sources(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    edited.set_source("nmpa/laws", enabled=False)
    expected = FILE.replace(
        "enabled = false # too chatty\n",
        'enabled = false # too chatty\n\n[sources."nmpa/laws"]\nenabled = false\n',
    )
    assert after(edited) == expected


def test_a_new_watch_stands_after_the_other_watches(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    edited.add_watch("new", {"statuses": ["draft"], "channels": ["stdout"]})
    added = '\n[[watch]]\nname = "new"\nstatus = ["draft"]\nchannels = ["stdout"]\n'
    assert after(edited) == FILE.replace("\n\n# The end.", f"\n{added}\n# The end.")


def test_an_edit_of_a_watch_keeps_the_comments_of_the_items_that_stay(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    edited.edit_watch("children", {"topics": ["pediatrics", "rare-diseases"], "remind": "7d"})
    text = after(edited)
    assert tomllib.loads(text)["watch"][0]["topics"] == ["pediatrics", "rare-diseases"]
    assert '"pediatrics",  # always' in text
    assert 'channels = ["stdout"]\nremind = "7d"\n\n# For everybody.' in text
    assert text.count("#") == FILE.count("#") - 1  # that of the item that is gone


def test_an_edit_uses_the_key_that_the_file_has(tmp_path: Path) -> None:
    edited = draft(tmp_path, '[[watch]]\nname = "a"\ntopic = "oncology" # one\nchannels = "stdout"\n')
    edited.edit_watch("a", {"topics": ["vaccines"]})
    assert after(edited) == '[[watch]]\nname = "a"\ntopic = ["vaccines"] # one\nchannels = "stdout"\n'
    edited = draft(tmp_path, '[[watch]]\nname = "a"\ntopic = "oncology"\ntopics = ["tcm"]\nchannels = "stdout"\n')
    edited.edit_watch("a", {}, removed=["topics"])
    assert after(edited) == '[[watch]]\nname = "a"\nchannels = "stdout"\n'


def test_a_removed_watch_leaves_the_comments_around_it(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    edited.remove_watch("children")
    start, stop = FILE.index("[[watch]]"), FILE.index("# For everybody.")
    assert after(edited) == FILE[:start] + "\n" + FILE[stop:]
    edited = draft(tmp_path)
    edited.remove_watch("all")
    text = after(edited)
    assert [watch["name"] for watch in tomllib.loads(text)["watch"]] == ["children"]
    assert text.endswith("# For everybody.\n\n# The end.\n")


def test_the_inbox_stands_above_all_tables(tmp_path: Path) -> None:
    edited = draft(tmp_path, "# Ours.\n\n# Slow.\n[fetch]\nretries = 1\n")
    edited.set_inbox("~/in")
    assert after(edited) == '# Ours.\n\ninbox = "~/in"\n\n# Slow.\n[fetch]\nretries = 1\n'
    edited = draft(tmp_path, "[fetch]\nretries = 1\n")
    edited.set_inbox("~/in")
    assert after(edited) == 'inbox = "~/in"\n\n[fetch]\nretries = 1\n'
    edited = draft(tmp_path)
    edited.set_inbox("~/other")
    assert after(edited) == FILE.replace('inbox = "~/in"  #', 'inbox = "~/other"  #')


@pytest.mark.parametrize(
    "text",
    [
        'sources = { "nmpa/news" = { enabled = false } }\nwatch = [{ name = "a", channels = "stdout" }]\n',
        'sources."nmpa/news".enabled = false\n[[watch]]\nname = "a"\nchannels = "stdout"\n',
        '[sources]\n"nmpa/news" = { enabled = false }\n[[watch]]\nname = "a"\nchannels = "stdout"\n',
        '[[watch]]\nname = "a"\nsearch = """\n[[watch]]\n# no comment"""\nchannels = [\n  "stdout",\n]',
        """\
[[watch]]
name="a"
channels=["stdout"]
[sources."nmpa/news"]
enabled=false
[fetch]
retries=1
[[watch]]
name="b"
channels=["stdout"]
""",
    ],
)
def test_every_form_of_toml_can_be_edited(tmp_path: Path, text: str) -> None:
    before = tomllib.loads(text)
    edited = draft(tmp_path, text)
    edited.set_source("nmpa/news", enabled=True)
    edited.set_source("nmpa/laws", enabled=False)
    edited.add_watch("new", {"topics": ["tcm"], "channels": ["stdout"]})
    edited.edit_watch("a", {"remind": "3d"})
    edited.save()
    found = tomllib.loads(edited.path.read_text())
    assert found["sources"] == {"nmpa/news": {"enabled": True}, "nmpa/laws": {"enabled": False}}
    names = [watch["name"] for watch in before["watch"]]
    assert [watch["name"] for watch in found["watch"]] == [*names, "new"]
    assert found["watch"][0] == {**before["watch"][0], "remind": "3d"}
    for name in [*names, "new"]:
        again = ConfigDraft(edited.path, today=TODAY)
        again.remove_watch(name)
        again.save()
    assert tomllib.loads(edited.path.read_text()).get("watch", []) == []


_NAMES = st.sampled_from(["a", "b", "children", "with [[watch]] in it", 'say "x"', "新药"])
_TEXTS = st.lists(st.sampled_from(["tcm", "oncology", "vaccines", "pediatrics"]), min_size=1, max_size=3, unique=True)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("source"), st.sampled_from(["nmpa/news", "fda/press", "cde/work"]), st.booleans()),
            st.tuples(st.just("add"), _NAMES, _TEXTS),
            st.tuples(st.just("edit"), _NAMES, _TEXTS),
            st.tuples(st.just("remove"), _NAMES, st.none()),
        ),
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_row_of_edits_says_what_it_should_and_loses_no_comment_outside_of_watches(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, object]], end: str
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    edited = draft(folder, FILE.replace("\n", end))
    for kind, name, value in edits:
        edited = ConfigDraft(edited.path, today=TODAY)
        watches = {watch.name for watch in edited.config.watches}
        if kind == "source":
            edited.set_source(name, enabled=bool(value))
        elif kind == "add" and name not in watches:
            edited.add_watch(name, {"topics": value, "channels": ["stdout"]})  # type: ignore[dict-item]
        elif kind == "edit" and name in watches:
            edited.edit_watch(name, {"topics": value})  # type: ignore[dict-item]
        elif kind == "remove" and name in watches:
            edited.remove_watch(name)
        edited.save()
    content = edited.path.read_bytes().decode()
    assert content.count("\n") == content.count(end)
    for comment in (
        "# Ours; ask Anna",
        "# the shared",
        "# Slow net",
        "# The lists",
        "# too chatty",
        "# For the",
        "# The",
    ):
        assert comment in content


def test_a_bad_value_writes_nothing(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    edited.edit_watch("all", {"remind": "soon"})
    with pytest.raises(ConfigError, match=r"soon.*: nothing was written"):
        edited.save()
    assert edited.path.read_text() == FILE
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_the_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "cdetrack.toml"
    real.write_bytes(b"\xef\xbb\xbf" + FILE.encode())
    real.chmod(0o640)
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    edited = ConfigDraft(link, today=TODAY)
    edited.set_source("nmpa/laws", enabled=False)
    edited.save()
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_bytes().startswith(b"\xef\xbb\xbf# Ours")
    assert load(real, today=TODAY).sources["nmpa/laws"].enabled is False


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    edited = ConfigDraft(tmp_path / "new" / "config.toml", today=TODAY)
    edited.set_source("nmpa/laws", enabled=False)
    edited.save()
    assert edited.path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    edited.set_source("nmpa/laws", enabled=False)
    edited.path.write_text("# another hand\n")
    with pytest.raises(ConfigError, match="changed meanwhile"):
        edited.save()
    assert edited.path.read_text() == "# another hand\n"


def test_unknown_and_taken_names(tmp_path: Path) -> None:
    edited = draft(tmp_path)
    with pytest.raises(NotFoundError) as caught:
        edited.remove_watch("childen")
    assert caught.value.hint == "did you mean `children`?"
    with pytest.raises(ConfigError, match="there is a watch `all`"):
        edited.add_watch("all", {"channels": ["stdout"]})


def test_a_pipe_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    with pytest.raises(ConfigError, match="a named pipe"):
        ConfigDraft(tmp_path / "config.toml", today=TODAY)


@pytest.mark.parametrize("before", [None, starter()])
def test_a_first_configuration_has_comments_and_loads(tmp_path: Path, before: str | None) -> None:
    setup = Setup(
        switched={"fda/press": True, "nmpa/news": False},
        inbox="~/in",
        mail={"host": "smtp.example.org", "security": "tls"},
        name="mine",
        watch={"topics": ["tcm"], "channels": ["mailto:me@example.org"]},
    )
    edited = draft(tmp_path, before)
    apply(setup, edited)
    config = edited.save()
    assert {name: each.enabled for name, each in config.sources.items()} == {"fda/press": True, "nmpa/news": False}
    assert config.mail is not None
    assert config.mail.port == 465
    assert [watch.name for watch in config.watches] == ["mine"]
    assert str(config.inbox).endswith("/in")
    text = edited.path.read_text()
    for line in starter().splitlines():
        assert line in text or line.startswith("# inbox =")
