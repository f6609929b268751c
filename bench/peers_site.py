"""The site of `bench/peers.py`, in its own process: a listing as page and as feed by https, and a mail server.

`python bench/peers_site.py ITEMS MOST MAILDIR` prints its address and lists the newest MOST of ITEMS notices. Each line
on stdin is a command; the answer is a number:

    port                the port of the mail server
    post N              put N notices on top; returns the number of the newest one
    edit                change the text around the notices
    validators on|off   send ETag and Last-Modified, or not
    requests            the number of requests for the listing since the last `requests`
    conditional         the number of conditional ones among them
    errors on|off       answer every request with 500, or not
    mail on|off         accept mail, or refuse connections

It ends at the end of stdin.
"""

import html
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.request import HTTPSHandler, ProxyHandler, build_opener

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from replica_server import ServerControl

_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT / "tests"))

from support.replica import CERTIFICATE, Item, Replica, Reply  # noqa: E402 - found by the path above

PAGE = "drugs.html"
FEED = "feed.xml"


@contextmanager
def peer_site(items: int, mails: Path, *, most: int = 10**9) -> Iterator[ServerControl]:
    """Yield the control of a site with so many notices; its mail server stores the mails in the folder `mails`."""
    command = [sys.executable, __file__, str(items), str(most), str(mails)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        try:
            yield ServerControl(process.stdin, process.stdout)
        finally:
            process.stdin.close()


def _item(number: int) -> Item:
    """Return the notice with this number; higher numbers are newer."""
    day = date(2000, 1, 1) + timedelta(days=number // 6)
    title = f"NMPA Announcement on the Registration of Drugs in Matter {number} ([{day.year}] No. {number % 500})"
    return Item(title=title, date=day.isoformat(), article=str(1_000_000 + number))


def _feed(items: list[Item], site: str) -> bytes:
    """Return the Atom feed of the listed notices."""
    entries = "".join(
        f"<entry><id>{site}{each.href}</id><title>{html.escape(each.title)}</title>"
        f'<link href="{site}{each.href}"/><updated>{each.date}T00:00:00Z</updated>'
        f"<summary>{html.escape(each.summary or '')}</summary></entry>\n"
        for each in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>{site}</id>'
        f"<title>Drugs</title><author><name>NMPA</name></author><updated>{items[0].date}T00:00:00Z</updated>\n"
        f'<link href="{site}{PAGE}"/>\n{entries}</feed>\n'
    ).encode()


class _PeerSite:
    """The site and the mail server."""

    def __init__(self, site: Replica, count: int, most: int, mails: Path) -> None:
        self._site, self._most, self._mails = site, most, Mailbox(mails)
        self._listed = [_item(number) for number in range(count, 0, -1)]
        # aiosmtpd needs a port number and cannot choose a free one.
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self._mail = self._start_mail_server()
        site.validators = True
        self._edits = 0
        self._render()

    def execute(self, command: str, word: str) -> int:
        """Execute a command and return its answer."""
        answers = {"port": self._port, **self._count_requests()}
        if command == "post":
            newest = len(self._listed)
            self._listed[:0] = [_item(newest + each) for each in range(int(word), 0, -1)]
            self._render()
        elif command == "edit":
            self._edits += 1
            self._render()
        elif command == "validators":
            self._site.validators = word == "on"
        elif command == "errors" and word == "on":
            for path in (PAGE, FEED):
                self._site.files[f"/{path}"] = Reply(status=500, body=b"<html><body>error</body></html>")
        elif command == "errors":
            self._render()
        elif command == "mail" and word == "on":
            self._mail = self._start_mail_server()
        elif command == "mail":
            self._mail.stop()
        elif command == "requests":
            self._site.requests.clear()
        return answers.get(command, len(self._listed))

    def close(self) -> None:
        """Stop the mail server."""
        self._mail.stop(no_assert=True)

    def _count_requests(self) -> dict[str, int]:
        requests = [each.headers for each in self._site.requests if each.path != "/robots.txt"]
        conditional = [headers for headers in requests if {"if-none-match", "if-modified-since"} & set(headers)]
        return {"requests": len(requests), "conditional": len(conditional)}

    def _start_mail_server(self) -> Controller:
        controller = Controller(self._mails, hostname="127.0.0.1", port=self._port)
        controller.start()
        return controller

    def _render(self) -> None:
        """Render page and feed once: rendering on each request would count as time of the tools."""
        listed = self._listed[: self._most]
        self._site.files.clear()
        self._site.sections["drugs"] = listed
        trusting = HTTPSHandler(context=ssl.create_default_context(cafile=str(CERTIFICATE)))
        with build_opener(ProxyHandler({}), trusting).open(self._site.url(PAGE), timeout=60) as answer:
            body = answer.read() + b"<!-- edit %d -->\n" % self._edits
        page = Reply(headers={"Content-Type": "text/html; charset=utf-8"}, body=body)
        self._site.requests.clear()
        feed = _feed(listed, self._site.url()) + b"<!-- edit %d -->\n" % self._edits
        atom = Reply(headers={"Content-Type": "application/atom+xml"}, body=feed)
        self._site.files.update({f"/{PAGE}": page, f"/{FEED}": atom})


def _serve(count: int, most: int, mails: Path) -> None:
    with Replica(page_size=10**9, tls=True) as site:
        server = _PeerSite(site, count, most, mails)
        try:
            print(site.url(), flush=True)
            for line in sys.stdin:
                command, _, word = line.strip().partition(" ")
                print(server.execute(command, word), flush=True)
        finally:
            server.close()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
