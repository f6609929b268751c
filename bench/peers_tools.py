"""How each tool that `bench/peers.py` measures is installed, set up and called."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peers_site import FEED, PAGE

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a tool works: its environment, a folder of its own, and what there is on loopback."""

    venv: Path
    folder: Path
    site: str
    port: int
    """Of the mail server."""
    mail: bool
    """Whether it tells by mail, where it can tell in more than one way."""

    def program(self, name: str) -> str:
        """Return the path of a program of the environment."""
        return str(self.venv / "bin" / name)


Command = Callable[[Place], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool as it is measured."""

    name: str
    package: str
    requirements: tuple[str, ...]
    """For pip; the first is the tool."""
    reads: str
    tells: str
    delivers: bool = True
    """Whether it tells by itself; else there is no delivery that could fail."""
    settings: Callable[[Place], dict[str, str]]
    """The files that a user would write, by name."""
    start: Command
    first: tuple[Command, ...]
    look: Command
    listing: Command | None = None
    """What lists the entries that it keeps; None: it keeps none."""
    retry: Command | None = None
    """What sends at once that which could not be delivered."""


def _page_watched(place: Place, filters: str) -> dict[str, str]:
    job = f"name: drugs\nurl: {place.site}{PAGE}\n{filters}:\n  - css: div.list\n  - html2text\n"
    report = f"""report:
  stdout: {{enabled: {str(not place.mail).lower()}}}
  email:
    enabled: {str(place.mail).lower()}
    method: smtp
    from: watcher@example.org
    to: me@example.org
    smtp: {{host: 127.0.0.1, port: {place.port}, starttls: false, auth: false}}
"""
    return {"jobs.yaml": job, "config.yaml": report}


def _urlwatch(place: Place) -> list[str]:
    program = place.program("urlwatch")
    return [program, "--urls", "jobs.yaml", "--config", "config.yaml", "--cache", "cache.db", "--hooks", "hooks.py"]


def _webchanges(place: Place) -> list[str]:
    program = place.program("webchanges")
    return [program, "--jobs", "jobs.yaml", "--config", "config.yaml", "--database", "snapshots.db"]


def _mailed(place: Place) -> dict[str, str]:
    return {
        "rss2email.cfg": "[DEFAULT]\nfrom = r2e@example.org\nto = me@example.org\nemail-protocol = smtp\n"
        f"smtp-server = 127.0.0.1:{place.port}\n[feed.drugs]\nurl = {place.site}{FEED}\n"
    }


def _r2e(place: Place) -> list[str]:
    return [place.program("r2e"), "--config", "rss2email.cfg", "--data", "rss2email.json", "run"]


def _reader(*words: str) -> Command:
    return lambda place: [place.program("python"), "-m", "reader", "--db", "reader.db", *words]


def _tracked(place: Place, source: str, *, watched: bool) -> dict[str, str]:
    sections = ("drugs", "devices", "cosmetics", "news", "policies", "laws")
    text = "[fetch]\ninterval = 0\n"
    text += "".join(f'[sources."nmpa/{name}"]\nenabled = false\n' for name in sections if f"nmpa/{name}" != source)
    text += f'[sources."{source}"]\nurl = "{place.site}{PAGE if source == "nmpa/drugs" else FEED}"\n'
    text += f'[mail]\nhost = "127.0.0.1"\nport = {place.port}\nsecurity = "none"\n'
    channel = "mailto:me@example.org" if place.mail else "stdout"
    return {"config.toml": text + (f'[[watch]]\nname = "all"\nchannels = ["{channel}"]\n' if watched else "")}


def _cdetrack(*words: str) -> Command:
    return lambda place: [place.program("cdetrack"), "--cache", ".", *words]


def _version(program: str, *words: str) -> Command:
    return lambda place: [place.program(program), *words, "--version"]


def _tracker(reads: str, tells: str, *, look: str, source: str) -> Tool:
    return Tool(
        name=f"cdetrack {look}",
        package="cdetrack",
        requirements=(str(ROOT),),
        reads=reads,
        tells=tells,
        delivers=look == "check",
        settings=lambda place: _tracked(place, source, watched=look == "check"),
        start=_version("cdetrack"),
        first=(_cdetrack(look),),
        look=_cdetrack(look),
        listing=_cdetrack("list"),
        retry=_cdetrack("alerts", "retry"),
    )


def _watcher(name: str, look: Command, *, filters: str) -> Tool:
    return Tool(
        name=name,
        package=name,
        requirements=(name,),
        reads="page",
        tells="stdout",
        settings=lambda place: _page_watched(place, filters),
        start=_version(name),
        first=(look,),
        look=look,
    )


TOOLS = [
    _tracker("page", "stdout", look="check", source="nmpa/drugs"),
    _watcher("urlwatch", _urlwatch, filters="filter"),
    _watcher("webchanges", _webchanges, filters="filters"),
    _tracker("feed", "mail", look="check", source="example/feed"),
    Tool(
        name="rss2email",
        package="rss2email",
        requirements=("rss2email",),
        reads="feed",
        tells="mail",
        settings=_mailed,
        start=_version("r2e"),
        # Or it would send a mail for each entry that is there.
        first=(lambda place: [*_r2e(place), "--no-send"],),
        look=_r2e,
    ),
    _tracker("feed", "nobody", look="fetch", source="example/feed"),
    Tool(
        name="reader",
        package="reader",
        # 3.26 holds a copy of feedparser that imports `sgmllib`, which feedparser itself no longer brings along.
        requirements=("reader[cli]", "sgmllib3k"),
        reads="feed",
        tells="nobody",
        delivers=False,
        settings=lambda _: {},
        start=_version("python", "-m", "reader"),
        first=(lambda place: _reader("add", f"{place.site}{FEED}")(place), _reader("update", "--no-scheduled")),
        # Left out, it looks at a feed once an hour only.
        look=_reader("update", "--no-scheduled"),
        listing=_reader("list", "entries"),
    ),
]
