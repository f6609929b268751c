"""Places of the cache and the configuration, and effects of settings."""

from pathlib import Path

from support.paths import SEED
from support.program import Program


def test_a_topic_of_the_users_applies_to_the_past_and_is_no_change(cdetrack: Program) -> None:
    cdetrack("ingest", SEED)
    history = cdetrack.history.read_bytes()
    config = cdetrack.cache / "config.toml"
    config.write_text('[topics.spark]\nany = ["SPARK Plan"]\n[topics.oncology]\nany = ["nothing"]\n', encoding="utf-8")
    assert len(cdetrack("topics", "spark").rows) == 1
    counts = dict(cdetrack("topics").rows)
    assert (counts["spark"], counts["oncology"], counts["pediatrics"]) == ("1", "0", "3")
    assert "topic spark: " in cdetrack("show", cdetrack("topics", "spark").rows[0][1], "--why").out
    assert cdetrack.history.read_bytes() == history
    config.unlink()
    assert cdetrack("topics", "spark").code == 3
    assert dict(cdetrack("topics").rows)["oncology"] == "1"
    assert cdetrack("doctor").code == 0


def test_a_mistake_is_told_with_file_and_line_by_every_command(cdetrack: Program, tmp_path: Path) -> None:
    config = tmp_path / "wrong.toml"
    config.write_text("[fetch]\n\nintervall = 3\n", encoding="utf-8")
    for command in (["list"], ["topics"], ["status"], ["sources"], ["ingest", SEED], ["check"]):
        ran = cdetrack(*command, "--config", config)
        assert (ran.code, ran.out) == (7, "")
        assert f"`{config}`, line 3: " in ran.err
        assert "`interval`" in ran.err
    assert cdetrack("--config", tmp_path / "nosuch.toml", "list").code == 7
    assert not cdetrack.history.exists()


def test_the_option_goes_before_the_environment_and_that_before_the_data_folder(
    cdetrack: Program, tmp_path: Path
) -> None:
    given = tmp_path / "given"
    for command in (["--cache", given, "ingest", SEED], ["ingest", SEED, "--cache", given]):
        assert cdetrack(*command).code == 0
        assert (given / "history.jsonl").exists()
        assert not cdetrack.cache.exists()
    assert len(cdetrack("--cache", tmp_path / "other", "list", "--cache", given).rows) == 6
    home = {"CDETRACK_HOME": "", "XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    ran = cdetrack("ingest", SEED, env=home)
    assert ran.code == 0
    assert len(list(tmp_path.rglob("history.jsonl"))) == 2  # the other is the one that was given


def test_what_is_watched_follows_the_configuration(cdetrack: Program) -> None:
    cdetrack.cache.mkdir()
    config = cdetrack.cache / "config.toml"
    config.write_text(
        '[sources."nmpa/news"]\nenabled = false\n[sources.mine]\nurl = "https://example.org/list"\n', encoding="utf-8"
    )
    rows = {row[0]: row[1:] for row in cdetrack("sources").rows}
    assert rows["nmpa/news"][0] == "off"
    assert rows["mine"][0] == "on"
    assert rows["mine"][-1] == "https://example.org/list"
    assert {each["source"] for each in cdetrack("status", "--json").json()} >= {"mine", "nmpa/drugs"}
