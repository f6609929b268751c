"""Each mistake in the configuration is reported with file, line and accepted values."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from cdetrack.config.load import load
from cdetrack.config.settings import Config
from cdetrack.errors import ConfigError
from cdetrack.fetch.policy import FetchPolicy
from cdetrack.sources.configured import sources_in_force

TODAY = date(2026, 3, 31)
WATCH = '[[watch]]\nname = "w"\nchannels = ["stdout"]\n'


def read(folder: Path, text: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, today=TODAY)


def test_the_documented_example_is_accepted_whole(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        """
[fetch]
interval = 1.5
timeout = 20
retries = 2

max_file = 20
keep_pages = true

[sources."nmpa/drugs"]
url = "https://example.org/drugs.html"
enabled = true
details = true
keep_pages = false

[sources."nmpa/news"]
enabled = false

[sources.mine]
url = "https://example.org/mine"
attachments = true

[topics.gene-therapy]
any = ["gene therapy", "基因治疗"]

[mail]
host = "smtp.example.org"
port = 587
from = "cdetrack@example.org"

[[watch]]
name = "children"
topics = ["pediatrics", "gene-therapy"]
on = ["added", "changed"]
digest = false
remind = "7d"
channels = ["stdout", "https://hooks.example.org/x", "exec:./ring.sh"]

[[watch]]
name = "all filters"
since = "2025-07"
until = "2025"
seen_since = "7d"
kind = ["plan"]
issuer = "CDE"
source = ["nmpa/drugs", "mine"]
status = "draft"
number = "[2025] No. 21"
search = "/a|b/"
limit = 3
reverse = true
withdrawn = false
channels = "stdout"
""",
    )
    assert config.fetch.policy == FetchPolicy(interval=1.5, timeout=20, retries=2, max_file=20_000_000)
    assert config.fetch.keep_pages
    sources = sources_in_force(config.sources)
    assert sources["nmpa/drugs"].url == "https://example.org/drugs.html"
    assert sources["nmpa/drugs"].mirror is None  # it is the built-in listing's
    assert not sources["nmpa/news"].enabled
    assert sources["mine"].enabled
    asked = {name: (each.details, each.attachments, each.keep_pages) for name, each in sources.items()}
    assert asked["nmpa/drugs"] == (True, False, False)
    assert asked["mine"] == (True, True, None)  # files are known from own pages alone
    assert asked["nmpa/laws"] == (False, False, None)
    first, second = config.watches
    assert (first.on, first.digest, first.remind) == (("added", "changed"), False, (timedelta(days=7),))
    assert first.query.topics == ("pediatrics", "gene-therapy")
    query = second.query
    assert (query.since, query.until) == (date(2025, 7, 1), date(2025, 12, 31))
    assert query.seen_since == date(2026, 3, 24)
    assert (query.kinds, query.issuers, query.statuses, query.numbers) == (
        ("plan",),
        ("CDE",),
        ("draft",),
        ("2025-21",),
    )
    assert (second.on, second.digest, query.limit, query.reverse) == (("added",), True, 3, True)


@pytest.mark.parametrize(
    ("text", "line", "accepted"),
    [
        ("fetch = 3", 1, "[fetch]"),
        ("[fetch]\nmax_file = 0", 2, "from 1 to 10000"),
        ('[sources."nmpa/laws"]\nattachments = true\ndetails = false', 3, "needs the notices' own pages"),
        ('[fetch]\n\ninterval = "x"', 3, "from 0 to 3600"),
        ("[fetch]\ninterval = nan", 2, "from 0 to 3600"),
        ("[fetch]\nretries = 1.5", 2, "whole number"),
        ("[fetch]\n# a line\nintervall = 1", 3, "did you mean `interval`?"),
        ('fetch.interval = "x"', 1, "from 0 to 3600"),
        ("[nosuch]\na = 1", 1, "`sources`"),
        ('[fetch]\n[sources."nmpa/drgs"]\nenabled = false', 2, "`nmpa/drugs`"),
        ('[sources."nmpa/drugs"]\nenabled = "no"', 2, "`true` or `false`"),
        ('[sources.x]\nenabled = true\nurl = "ftp://x"', 3, "https://"),
        ("[sources.x]\nenabled = true", 1, "`url`"),
        ('\n\n[topics.x]\nany = ["a"]\n[topics.y]\nanyy = ["a"]', 6, "topic `y`"),
        ('[topics.y]\n\nany = ["/(/"]', 3, "regular expression"),
        ("[topics.y]\nany = []", 2, "at least one"),
        ('[topics.y]\nany = ["x"]\nin = ["body"]', 3, "`title` and `summary`"),
        (WATCH + '\n[[watch]]\nname = "b"\ntopics = ["pediatric"]\nchannels = ["stdout"]', 7, "`pediatrics`"),
        (WATCH + 'kind = ["plans"]', 4, "`plan`"),
        (WATCH + 'issuer = "药审中芯"', 4, "`药审中心`"),
        (WATCH + "kind = [3]", 4, "must be a list of texts"),
        (WATCH + "search = 3", 4, "must be a text"),
        (WATCH + 'topic = ["nothing like it"]', 4, "`cdetrack topics` lists them"),
        ('[sources."a b"]\nurl = "https://x.org"', 1, "cannot name a source"),
        ('[topics."a b"]\nany = ["x"]', 1, "cannot name a topic"),
        ('[sources.x]\nurl = "https://x.org"\ndate_order = "ymd"', 3, "`mdy` is for"),
        ('[sources.x]\nurl = "https://x.org"\n[sources.x.selectors]\ntitle = "a"', 3, "an `item`"),
        (WATCH + 'source = ["nmpa/drug"]', 4, "`nmpa/drugs`"),
        (WATCH + 'number = ["21"]', 4, "`2025-21`"),
        (WATCH + 'since = "2025-13"', 4, "`2025-07`"),
        (WATCH + 'since = "2026-10"\nuntil = "2026-09"', 5, "no day is both"),
        (WATCH + 'withdrawn = true\non = ["added"]', 5, '`on = ["withdrawn"]`'),
        (WATCH + 'search = "/(/"', 4, "without the slashes"),
        (WATCH + 'on = ["add"]', 4, "`added`"),
        (WATCH + 'remind = "soon"', 4, "`30d`"),
        (WATCH + "digest = 1", 4, "`true`, `false`"),
        (WATCH + WATCH, 5, "two watches"),
        ('[[watch]]\nchannels = ["stdout"]', 1, "`name`"),
        ('[[watch]]\nname = "a\\nb"\nchannels = ["stdout"]', 2, "one line"),
        ('[[watch]]\nname = "x"', 1, "channel"),
        ('[[watch]]\nname = "x"\nchannels = ["nowhere"]', 3, "`stdout`"),
        ('[watch]\nname = "x"', 1, "[[watch]]"),
        ('[[watch]]\nname = "x"\nchannels = ["mailto:me@example.org"]', 3, "no mail server"),
        ('[mail]\nhost = "h"\n[[watch]]\nname = "x"\nchannels = ["mailto:me"]', 5, "`me` is not a mail address"),
        ('[[watch]]\nname = "x"\nchannels = ["exec:\'unclosed"]', 3, "not a command"),
        ('[[watch]]\nname = "x"\nchannels = ["https://"]', 3, "not a channel"),
        ("[mail]\nport = 25", 1, "`host`"),
        ('[mail]\nhost = "smtp.example.org:25"', 2, '`host = "smtp.example.org"` and `port = 25`'),
        ('[mail]\nport = 25\nhost = "smtps://smtp.example.org"', 3, "`smtps://smtp.example.org` is not the name"),
        ('[mail]\nhost = "me@example.org"', 2, "a name alone"),
        ('[mail]\nhost = "smtp example"', 2, "a name alone"),
        ('[[watch]]\nname = "x"\nchannels = ["me@example.org"]', 3, "is `mailto:` and the address"),
        ('[mail]\nhost = "x"\nport = "y"', 3, "from 1 to 65535"),
        ("[fetch]\na = ", 2, "toml.io"),
        ('[fetch]\na = "', 2, "toml.io"),
        ("a = " + "[" * 5000, 1, "not TOML: it is nested too deeply"),
        ("a = " + "1" * 5000, 1, "not TOML: a number in it is too long"),
        ("[sources.nmpa/drugs]", 1, '`[sources."nmpa/drugs"]`'),
        ("[[watch]]\nname = rare diseases", 2, '`name = "rare diseases"`'),
        (WATCH + "since = 2026-01-01", 4, 'not `2026-01-01` such as `since = "2026-01-01"`'),
        ('[fetch]\nretries = "3"', 2, 'not `"3"` without quotes'),
        ("[fetch]\ninterval = -1", 2, "not `-1`"),
        ('[sources."nmpa/drugs"]\nenabled = "no"', 2, 'not `"no"` without quotes'),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_is_accepted(
    tmp_path: Path, text: str, line: int, accepted: str
) -> None:
    with pytest.raises(ConfigError) as told:
        read(tmp_path, text)
    assert f"config.toml`, line {line}: " in told.value.message
    assert accepted in f"{told.value.message} {told.value.hint}"


@pytest.mark.parametrize("host", ["localhost", "smtp.example.org", "192.0.2.1", "2001:db8::1", "邮件.example"])
def test_a_mail_server_has_a_name_or_a_number(tmp_path: Path, host: str) -> None:
    mail = read(tmp_path, f'[mail]\nhost = "{host}"').mail
    assert mail is not None
    assert mail.host == host


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ('[sources]\n"nmpa/drugs" = false', ("sources", "nmpa/drugs")),
        ('[sources."a/b"]\nurl = "https://x.org"\nselectors = "li"', ("sources", "a/b", "selectors")),
        ('[topics]\n"基因 治疗" = ["x"]', ("topics", "基因 治疗")),
        ('[topics]\nplain = ["x"]', ("topics", "plain")),
    ],
)
def test_the_header_that_a_hint_names_is_toml(tmp_path: Path, text: str, header: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as told:
        read(tmp_path, text)
    found = tomllib.loads(str(told.value.hint).removeprefix("it begins with ").strip("`"))
    for key in header:
        found = found[key]
    assert found == {}


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no configuration"):
        load(tmp_path / "nosuch.toml", today=TODAY)
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"binary\.toml.*UTF-8"):
        load(tmp_path / "binary.toml", today=TODAY)
    with pytest.raises(ConfigError, match="cannot read"):
        load(tmp_path, today=TODAY)


def test_without_a_configuration_all_is_as_built_in() -> None:
    sources = sources_in_force({})
    enabled = {name for name, source in sources.items() if source.enabled}
    assert enabled == {f"nmpa/{name}" for name in ("drugs", "devices", "cosmetics", "news", "policies", "laws")}
    assert any(name.startswith("cde/") for name in sources)


def test_a_file_that_is_too_large_for_a_configuration_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="larger than"):
        read(tmp_path, "#" * 1_000_001)
