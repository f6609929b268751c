"""The packages, settings and commands of the tools of `bench/peers.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peers_site import FEED, PAGE

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """The virtual environment and the folder of a tool, and the servers on loopback."""

    venv: Path
    folder: Path
    site: str
    port: int
    """The port of the mail server."""
    mail: bool
    """True if a tool with a choice of deliveries sends mail."""

    def program(self, name: str) -> str:
        """Return the path of a program in the environment."""
        return str(self.venv / "bin" / name)


Command = Callable[[Sandbox], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool with its packages, settings and commands."""

    name: str
    package: str
    requirements: tuple[str, ...]
    """Requirements for pip; the first one is the tool. Empty for a program of the system."""
    reads: str
    delivery: str
    """`stdout`, `mail` or `none`."""
    settings: Callable[[Sandbox], dict[str, str]]
    """The text of each file of settings, by name."""
    start: Command
    first: tuple[Command, ...]
    run: Command
    listing: Command | None = None
    """The command that lists the stored entries; None if the tool stores none."""
    retry: Command | None = None
    """The command that sends undelivered alerts at once; None if there is none."""


def _page_settings(sandbox: Sandbox, filters: str) -> dict[str, str]:
    job = f"name: drugs\nurl: {sandbox.site}{PAGE}\n{filters}:\n  - css: div.list\n  - html2text\n"
    report = f"""report:
  stdout: {{enabled: {str(not sandbox.mail).lower()}}}
  email:
    enabled: {str(sandbox.mail).lower()}
    method: smtp
    from: watcher@example.org
    to: me@example.org
    smtp: {{host: 127.0.0.1, port: {sandbox.port}, starttls: false, auth: false}}
"""
    return {"jobs.yaml": job, "config.yaml": report}


def _urlwatch(sandbox: Sandbox) -> list[str]:
    program = sandbox.program("urlwatch")
    return [program, "--urls", "jobs.yaml", "--config", "config.yaml", "--cache", "cache.db", "--hooks", "hooks.py"]


def _webchanges(sandbox: Sandbox) -> list[str]:
    program = sandbox.program("webchanges")
    return [program, "--jobs", "jobs.yaml", "--config", "config.yaml", "--database", "snapshots.db"]


def _rss2email_settings(sandbox: Sandbox) -> dict[str, str]:
    return {
        "rss2email.cfg": "[DEFAULT]\nfrom = r2e@example.org\nto = me@example.org\nemail-protocol = smtp\n"
        f"smtp-server = 127.0.0.1:{sandbox.port}\n[feed.drugs]\nurl = {sandbox.site}{FEED}\n"
    }


def _r2e(sandbox: Sandbox) -> list[str]:
    return [sandbox.program("r2e"), "--config", "rss2email.cfg", "--data", "rss2email.json", "run"]


def _reader(*words: str) -> Command:
    return lambda sandbox: [sandbox.program("python"), "-m", "reader", "--db", "reader.db", *words]


def cdetrack_settings(sandbox: Sandbox, source: str, *, watched: bool) -> dict[str, str]:
    """Return the configuration of cdetrack for one source, with a watch without a filter if `watched`."""
    sections = ("drugs", "devices", "cosmetics", "news", "policies", "laws")
    text = "".join(f'[sources."nmpa/{name}"]\nenabled = false\n' for name in sections if f"nmpa/{name}" != source)
    text += f'[sources."{source}"]\nurl = "{sandbox.site}{PAGE if source == "nmpa/drugs" else FEED}"\n'
    text += f'[mail]\nhost = "127.0.0.1"\nport = {sandbox.port}\nsecurity = "none"\n'
    channel = "mailto:me@example.org" if sandbox.mail else "stdout"
    return {"config.toml": text + (f'[[watch]]\nname = "all"\nchannels = ["{channel}"]\n' if watched else "")}


def _cdetrack(*words: str) -> Command:
    return lambda sandbox: [sandbox.program("cdetrack"), "--cache", ".", *words]


def _newsboat(*words: str) -> Command:
    files = ("-u", "urls", "-c", "cache.db", "-C", "config")
    return lambda _: ["newsboat", *files, *words]


def _sfeed_settings(sandbox: Sandbox) -> dict[str, str]:
    return {"sfeedrc": f'sfeedpath="$PWD/feeds"\nfeeds() {{\n\tfeed drugs "{sandbox.site}{FEED}"\n}}\n'}


def _version(program: str, *words: str) -> Command:
    return lambda sandbox: [sandbox.program(program), *words, "--version"]


def _cdetrack_tool(reads: str, delivery: str, *, command: str, source: str) -> Tool:
    return Tool(
        name=f"cdetrack {command}",
        package="cdetrack",
        requirements=(str(_ROOT),),
        reads=reads,
        delivery=delivery,
        settings=lambda sandbox: cdetrack_settings(sandbox, source, watched=command == "check"),
        start=_version("cdetrack"),
        first=(_cdetrack(command),),
        run=_cdetrack(command),
        listing=_cdetrack("list"),
        retry=_cdetrack("alerts", "retry"),
    )


def _page_tool(name: str, run: Command, *, filters: str) -> Tool:
    return Tool(
        name=name,
        package=name,
        requirements=(name,),
        reads="page",
        delivery="stdout",
        settings=lambda sandbox: _page_settings(sandbox, filters),
        start=_version(name),
        first=(run,),
        run=run,
    )


TOOLS = [
    _cdetrack_tool("page", "stdout", command="check", source="nmpa/drugs"),
    _page_tool("urlwatch", _urlwatch, filters="filter"),
    _page_tool("webchanges", _webchanges, filters="filters"),
    _cdetrack_tool("feed", "mail", command="check", source="example/feed"),
    Tool(
        name="rss2email",
        package="rss2email",
        requirements=("rss2email",),
        reads="feed",
        delivery="mail",
        settings=_rss2email_settings,
        start=_version("r2e"),
        # Without `--no-send`, the first run sends a mail for each entry.
        first=(lambda sandbox: [*_r2e(sandbox), "--no-send"],),
        run=_r2e,
    ),
    _cdetrack_tool("feed", "none", command="fetch", source="example/feed"),
    Tool(
        name="reader",
        package="reader",
        # reader 3.26 contains a copy of feedparser that imports `sgmllib`, but does not require `sgmllib3k`.
        requirements=("reader[cli]", "sgmllib3k"),
        reads="feed",
        delivery="none",
        settings=lambda _: {},
        start=_version("python", "-m", "reader"),
        first=(lambda sandbox: _reader("add", f"{sandbox.site}{FEED}")(sandbox), _reader("update", "--no-scheduled")),
        # Without `--no-scheduled`, reader reads a feed only once an hour.
        run=_reader("update", "--no-scheduled"),
        listing=_reader("list", "entries"),
    ),
    Tool(
        name="newsboat",
        package="newsboat",
        requirements=(),
        reads="feed",
        delivery="none",
        # Debian's libcurl takes no other certificates than the system's.
        settings=lambda sandbox: {"urls": f"{sandbox.site}{FEED}\n", "config": "ssl-verifypeer no\n"},
        start=_newsboat("-v"),
        first=(_newsboat("-x", "reload"),),
        run=_newsboat("-x", "reload"),
    ),
    Tool(
        name="sfeed",
        package="sfeed",
        requirements=(),
        reads="feed",
        delivery="none",
        settings=_sfeed_settings,
        start=lambda _: ["sfeed_plain", "/dev/null"],
        first=(lambda _: ["sfeed_update", "sfeedrc"],),
        run=lambda _: ["sfeed_update", "sfeedrc"],
        listing=lambda _: ["sfeed_plain", "feeds/drugs"],
    ),
]
