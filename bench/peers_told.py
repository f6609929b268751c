"""What a tool says about one new item, and what its exit code says when something fails, for `bench/peers.py`."""

import mailbox
import re
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from peers_run import Ran, run
from peers_tools import Place, Tool
from served import Site

LIMIT = 300.0
"""Seconds after which a look is given up; cdetrack tries a 500 three times more, with growing pauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a look said."""

    numbers: frozenset[int]
    """The notices that it named."""
    lines: int
    """Of all that was written to stdout and mailed."""
    marked: int
    """Lines of a diff that begin with + or -."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the small listing showed of a tool."""

    conditional: str
    """How many of the requests of an unchanged look could have been answered with 304."""
    told: Told
    newest: int
    trouble: str
    """The exit code when the site answers 500, and where it is told."""
    undelivered: str
    """The exit code when the mail server is gone, and what became of the item."""


def told(ran: Ran, mails: Path) -> Told:
    """Return what a look said, on stdout and by mail; the mails are taken away."""
    text = ran.out + "".join(_taken(mails))
    return Told(
        numbers=frozenset(map(int, re.findall(r"Matter\s+(\d+)", text))),
        lines=sum(1 for line in text.splitlines() if line.strip()),
        marked=len(re.findall(r"^\+(?!\+\+)|^-(?!-)", text, re.MULTILINE)),
    )


def prepared(tool: Tool, place: Place) -> None:
    """Write the settings of a tool and have it look for the first time; raise `RuntimeError` when that fails."""
    place.folder.mkdir(parents=True)
    for name, text in tool.settings(place).items():
        (place.folder / name).write_text(text, encoding="utf-8")
    for command in tool.first:
        ran = run(command(place), place.folder, limit=LIMIT)
        if ran.code != 0:
            raise RuntimeError(f"{tool.name}: exit code {ran.code}\n{ran.out}{ran.err}")


def findings(tool: Tool, place: Place, site: Site, mails: Path) -> Findings:
    """Return what a prepared tool says of one new item on a listing that slides, and of failures."""
    _taken(mails)  # some report what they saw first
    newest = site.say("post 1")
    said = told(_look(tool, place), mails)
    site.say("asked")
    _look(tool, place)
    asked = site.say("conditional"), site.say("asked")
    site.say("trouble on")
    trouble = _look(tool, place)
    site.say("trouble off")
    said_by = "mail" if _taken(mails) else "stdout" if trouble.out.strip() else "stderr" if trouble.err.strip() else "-"
    return Findings(
        conditional=f"{asked[0]} of {asked[1]}",
        told=said,
        newest=newest,
        trouble=f"{trouble.code}, said by {said_by}",
        undelivered=_undelivered(tool, place, site, mails) if tool.delivers else "-",
    )


def _look(tool: Tool, place: Place) -> Ran:
    # urlwatch keeps times in whole seconds, and of two versions in one second it takes either for the last.
    time.sleep(1.1)
    return run(tool.look(place), place.folder, limit=LIMIT)


def _undelivered(tool: Tool, place: Place, site: Site, mails: Path) -> str:
    lost = site.say("post 1")
    site.say("mail off")
    failed = _look(tool, place)
    site.say("mail on")
    later = _look(tool, place)
    if lost in told(later, mails).numbers:
        return f"{failed.code}, told by the next look"
    if tool.retry is not None:
        again = run(tool.retry(place), place.folder, limit=LIMIT)
        if lost in told(again, mails).numbers:
            return f"{failed.code}, next look {later.code}, told by a retry"
    return f"{failed.code}, next look {later.code}, never told"


def _taken(mails: Path) -> list[str]:
    """Return subject and text of each mail, and take it away."""
    box = mailbox.Maildir(mails)
    texts = []
    for key in box.keys():  # noqa: SIM118 - a mailbox is no dict: iterating it gives the messages
        mail = message_from_bytes(box.get_bytes(key), policy=default)
        body = mail.get_body(("plain", "html"))
        texts.append(f"{mail['Subject']}\n{body.get_content() if body is not None else ''}\n")
    box.clear()
    return texts
