"""The reports of a tool on one new item, and its exit codes at failures, for `bench/peers.py`."""

import mailbox
import re
import time
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from peers_run import ProcessResult, run
from peers_tools import Sandbox, Tool
from replica_server import ServerControl

LIMIT = 300.0
"""The timeout of a run in seconds; after a 500, cdetrack retries three times with growing pauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The output and the mails of one run."""

    numbers: frozenset[int]
    """The numbers of the named notices."""
    lines: int
    """Lines on stdout and in mails that are not blank."""
    marked: int
    """Lines of a diff that begin with + or -."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The results of a tool on the small listing."""

    conditional: str
    """The number of conditional requests in a run without news, of all requests."""
    report: Report
    newest: int
    server_error: str
    """The exit code when the site answers 500, and the place of the error message."""
    after_outage: str
    """The exit code when the mail server is down, and the later fate of the item."""


def read_report(ran: ProcessResult, mails: Path) -> Report:
    """Return the report of a run, from stdout and from the mails; remove the mails."""
    text = ran.out + "".join(_take_mails(mails))
    return Report(
        numbers=frozenset(map(int, re.findall(r"Matter\s+(\d+)", text))),
        lines=sum(1 for line in text.splitlines() if line.strip()),
        marked=len(re.findall(r"^\+(?!\+\+)|^-(?!-)", text, re.MULTILINE)),
    )


def prepare(tool: Tool, sandbox: Sandbox) -> None:
    """Write the settings of a tool and do its first run; raise `RuntimeError` if that fails."""
    sandbox.folder.mkdir(parents=True)
    for name, text in tool.settings(sandbox).items():
        (sandbox.folder / name).write_text(text, encoding="utf-8")
    for command in tool.first:
        ran = run(command(sandbox), sandbox.folder, limit=LIMIT)
        if ran.code != 0:
            raise RuntimeError(f"{tool.name}: exit code {ran.code}\n{ran.out}{ran.err}")


def examine(tool: Tool, sandbox: Sandbox, site: ServerControl, mails: Path) -> Findings:
    """Return the results of a prepared tool: one new item that pushes an older one out, then failures."""
    _take_mails(mails)  # some tools report their first run
    newest = site.send("post 1")
    report = read_report(_run_tool(tool, sandbox), mails)
    site.send("requests")
    _run_tool(tool, sandbox)
    requests = site.send("conditional"), site.send("requests")
    site.send("errors on")
    failed = _run_tool(tool, sandbox)
    site.send("errors off")
    return Findings(
        conditional=f"{requests[0]} of {requests[1]}",
        report=report,
        newest=newest,
        server_error=f"{failed.code}, error {_error_place(failed, mails)}",
        after_outage=_after_outage(tool, sandbox, site, mails) if tool.delivery != "none" else "-",
    )


def _error_place(failed: ProcessResult, mails: Path) -> str:
    """Return the first place with output of a failed run; remove the mails."""
    places = {"by mail": bool(_take_mails(mails)), "on stdout": failed.out.strip(), "on stderr": failed.err.strip()}
    return next((place for place, text in places.items() if text), "nowhere")


def _run_tool(tool: Tool, sandbox: Sandbox) -> ProcessResult:
    # urlwatch stores whole seconds and, of two versions in one second, takes either as the last.
    time.sleep(1.1)
    return run(tool.run(sandbox), sandbox.folder, limit=LIMIT)


def _after_outage(tool: Tool, sandbox: Sandbox, site: ServerControl, mails: Path) -> str:
    lost = site.send("post 1")
    site.send("mail off")
    failed = _run_tool(tool, sandbox)
    site.send("mail on")
    later = _run_tool(tool, sandbox)
    if lost in read_report(later, mails).numbers:
        return f"{failed.code}, sent by the next run"
    if tool.retry is not None:
        again = run(tool.retry(sandbox), sandbox.folder, limit=LIMIT)
        if lost in read_report(again, mails).numbers:
            return f"{failed.code}, next run {later.code}, sent by a retry"
    return f"{failed.code}, next run {later.code}, never sent"


def _take_mails(mails: Path) -> list[str]:
    """Return subject and text of each mail, and remove the mails."""
    box = mailbox.Maildir(mails)
    texts = []
    for key in box.keys():  # noqa: SIM118 - a mailbox is no dict: iterating it gives the messages
        mail = message_from_bytes(box.get_bytes(key), policy=default)
        body = mail.get_body(("plain", "html"))
        texts.append(f"{mail['Subject']}\n{body.get_content() if body is not None else ''}\n")
    box.clear()
    return texts
