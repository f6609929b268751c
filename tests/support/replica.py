"""A replica of the sites on loopback: a real HTTP server; a test writes its listings and faults.

    with Replica() as site:
        site.sections["drugs"] = items(13)             # newest first; /drugs.html, /drugs_2.html, /drugs_3.html
        site.fault("/drugs_2.html", status(503), times=2)   # the next two requests for it; times=None: all
        site.fault("*", drop(), after=3, times=1)      # the fourth request from now on, for any path
        site.before.append(slide)                      # called with each Request before it is answered
        fetch.get(site.url("drugs.html"))
        assert site.paths() == ["/robots.txt", "/drugs.html"]

Content
    sections    NMPA English: `name` -> items, six a page, with menu, sidebar and pager as the site has them;
                each item's own page at its `href`
    chinese     NMPA Chinese: folder -> items, at /folder/index.html, /folder/index_1.html, …
    cde         CDE: endpoint -> records; a POST of pageNum and pageSize is answered in JSON
    files       any other path -> Reply
    robots      the text of /robots.txt; None: 404

How: `validators` sends ETag and Last-Modified and answers 304; `stuck` answers 304 to every validator, changed or
not; `ranges` answers requests for the rest of a body;
 `encoding` (`gb18030`) with `charset_in` ("header", "meta", "both", "nowhere"); `packed` compresses with gzip;
`tls` serves https with a certificate that only `CERTIFICATE` vouches for, or as `context` says;
`prefix` ("/nmpa") puts all under a folder, as the mirror does: give two replicas the same `sections`.

Faults are functions of the normal answer: `status`, `challenge`, `redirect`, `drop`, `cut`,
`close_early`, `lie`, `stall`, `drip`, `bomb`, `changed`; a test can write its own. Every request is in `requests`,
faults included, with its headers and form; `most_at_once` is how many were being answered at the same time. Nothing
here sleeps.
"""

import gzip
import hashlib
import html
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qsl, urlsplit

from support.paths import DATA

CERTIFICATE = DATA / "loopback.pem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One notice as the site holds it; `article` is the number in its address."""

    title: str
    date: str
    article: str
    summary: str | None = "In order to further strengthen supervision, the following is hereby announced."
    body: str = "<p>The text of the notice.</p>"

    @property
    def href(self) -> str:
        """The address on the English site, relative to the listing."""
        return f"{self.date[:7]}/{self.date[8:]}/c_{self.article}.htm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came."""

    method: str
    path: str
    """Without the query."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    form: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer; `Content-Length` is added."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    body: bytes = b""


class Wire:
    """The connection to the client, for faults that need more than a Reply."""

    def __init__(self, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        self._handler = handler
        self._closing = closing

    def send(self, reply: Reply, *, length: int | None = None) -> None:
        """Answer; `length` is a false `Content-Length`."""
        handler = self._handler
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.status != HTTPStatus.NOT_MODIFIED:
            handler.send_header("Content-Length", str(len(reply.body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(reply.body)
        handler.wfile.flush()
        if length is not None:
            self.hang_up()

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._handler.wfile.write(data)
        self._handler.wfile.flush()

    def hang_up(self) -> None:
        """Close the connection after this."""
        self._handler.close_connection = True

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the replica closes; True when it does, False when the seconds are over."""
        return self._closing.wait(seconds)


Fault = Callable[[Wire, Reply], None]


def status(code: int, *, body: bytes = b"<html><body>trouble</body></html>", **headers: str) -> Fault:
    """Answer another status; `retry_after="3"` becomes the header Retry-After."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return lambda wire, _: wire.send(Reply(status=code, headers=named, body=body))


def challenge(code: int = 202) -> Fault:
    """Answer as the CDE (202) and the NMPA (412) do to a plain client, or with a script page under 200."""
    script = (
        b"<!DOCTYPE html><html><head><title>x</title>"
        b'<meta id="9DhefwqGPrzGxEp9hPaoag" content="{qqk"><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};</script>'
        b"</head><body></body></html>"
    )
    return status(code, body=script, set_cookie="FSSBBIl1UgzbN7N80S=abc; Path=/", content_type="text/html")


def redirect(to: str, code: int = 302) -> Fault:
    """Answer a redirect with a body that no client should read."""
    return lambda wire, _: wire.send(Reply(status=code, headers={"Location": to}, body=b"moved"))


def drop() -> Fault:
    """Hang up without an answer."""
    return lambda wire, _: wire.hang_up()


def cut(at: float = 0.5) -> Fault:
    """Hang up in the middle of a body after announcing its length."""
    return lambda wire, reply: wire.send(
        replace(reply, body=reply.body[: int(len(reply.body) * at)]), length=len(reply.body)
    )


def close_early(at: float = 0.5, *, version: str = "1.1") -> Fault:
    """Hang up in the middle of a body of unannounced length: only the page itself can show it."""

    def fault(wire: Wire, reply: Reply) -> None:
        headers = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        wire.raw(f"HTTP/{version} 200 OK\r\n{headers}\r\n".encode())
        wire.raw(reply.body[: int(len(reply.body) * at)])
        wire.hang_up()

    return fault


def lie(by: int) -> Fault:
    """Promise a body so many bytes longer (or shorter, below 0) than it is."""
    return lambda wire, reply: wire.send(reply, length=len(reply.body) + by)


def stall(*, after_headers: bool = False) -> Fault:
    """Say nothing more, until the replica closes."""

    def fault(wire: Wire, reply: Reply) -> None:
        if after_headers:
            wire.raw(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n<html>" % len(reply.body))
        wire.wait()
        wire.hang_up()

    return fault


def drip(*, part: Literal["headers", "body"] = "body", every: float = 0.05) -> Fault:
    """Send a byte now and then, for ten seconds or so: no single read ever takes long."""

    def fault(wire: Wire, _reply: Reply) -> None:
        wire.raw(b"HTTP/1.1 200 OK\r\n" + (b"X-Slow: " if part == "headers" else b"\r\n"))
        # Not for ever, or a client that puts up with it would hang the tests instead of failing them.
        for _ in range(int(10 / every)):
            if wire.wait(every):
                break
            wire.raw(b".")
        wire.hang_up()

    return fault


def bomb(size: int = 64 * 2**20) -> Fault:
    """Answer some kilobytes that unpack to `size` bytes."""
    packed = gzip.compress(b" " * size, compresslevel=9)
    return lambda wire, _: wire.send(Reply(headers={"Content-Encoding": "gzip"}, body=packed))


def changed(edit: Callable[[bytes], bytes]) -> Fault:
    """Answer the page as `edit` makes it: a changed layout, a page cut off, another page."""
    return lambda wire, reply: wire.send(replace(reply, body=edit(reply.body)))


@dataclass(slots=True)
class _Plan:
    path: str
    fault: Fault
    after: int
    times: int | None


class Replica:
    """The server; a context manager. See the top of the module."""

    def __init__(
        self, *, page_size: int = 6, prefix: str = "", tls: bool = False, context: ssl.SSLContext | None = None
    ) -> None:
        self.sections: dict[str, list[Item]] = {}
        self.chinese: dict[str, list[Item]] = {}
        self.cde: dict[str, list[dict[str, str]]] = {}
        self.files: dict[str, Reply] = {}
        self.robots: str | None = None
        self.validators = False
        self.stuck = False
        self.ranges = False
        self.packed = False
        self.encoding = "utf-8"
        self.charset_in: Literal["header", "meta", "both", "nowhere"] = "both"
        self.page_size = page_size
        self.before: list[Callable[[Request], None]] = []
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._prefix = prefix
        self._scheme = "https" if tls else "http"
        self._plans: list[_Plan] = []
        self._busy = 0
        self._guard = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(self)
        if tls:
            if context is None:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATE)
            # Not while a connection is accepted: one client that stops there would stop all.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    @property
    def connections(self) -> list[socket.socket]:
        """Every connection that a client has opened."""
        return self._server.connections

    def hang_up(self) -> None:
        """Close the connections that clients keep open."""
        self._server.hang_up()

    def url(self, path: str = "") -> str:
        """Return the URL of a path on the replica."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}{self._prefix}/{path.lstrip('/')}"

    def fault(self, path: str, fault: Fault, *, after: int = 0, times: int | None = None) -> None:
        """Misbehave for `path` (`*`: any but robots.txt), after so many good answers, so many times (None: always)."""
        self._plans.append(_Plan(path if path == "*" else "/" + path.lstrip("/"), fault, after, times))

    def paths(self, *, robots: bool = True) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [request.path for request in self.requests if robots or request.path != "/robots.txt"]

    def answer(self, wire: Wire, request: Request) -> None:
        """Answer one request; called by the server."""
        for hook in self.before:
            hook(request)
        with self._guard:
            self.requests.append(request)
            self._busy += 1
            self.most_at_once = max(self.most_at_once, self._busy)
            fault = self._due(request.path)
        try:
            reply = self._conditional(request, self._reply(request))
            if fault is None:
                wire.send(reply)
            else:
                fault(wire, reply)
        finally:
            with self._guard:
                self._busy -= 1

    def _due(self, path: str) -> Fault | None:
        path = path.removeprefix(self._prefix)
        for plan in self._plans:
            if plan.times == 0 or not (plan.path == path or (plan.path == "*" and path != "/robots.txt")):
                continue
            if plan.after > 0:
                plan.after -= 1
                continue
            if plan.times is not None:
                plan.times -= 1
            return plan.fault
        return None

    def _conditional(self, request: Request, reply: Reply) -> Reply:
        if reply.status != HTTPStatus.OK or request.path == "/robots.txt":
            return reply
        headers = dict(reply.headers)
        digest = hashlib.sha256(reply.body).hexdigest()
        etag, modified = f'"{digest[:16]}"', f"Mon, 21 Jul 2025 08:{int(digest, 16) % 3600 // 60:02}:00 GMT"
        if self.validators:
            headers |= {"ETag": etag, "Last-Modified": modified}
        sent = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        # As RFC 9110 says: a date counts only when no tag was sent.
        same = sent == (None, modified) or sent[0] == etag
        if (self.stuck and any(sent)) or (self.validators and same):
            return Reply(status=304, headers={k: v for k, v in headers.items() if k != "Content-Type"})
        if self.packed:
            return Reply(headers=headers | {"Content-Encoding": "gzip"}, body=gzip.compress(reply.body))
        return self._partial(request, replace(reply, headers=headers), etag, modified)

    def _partial(self, request: Request, reply: Reply, etag: str, modified: str) -> Reply:
        """Return the rest of a body that was asked for, as RFC 9110 says, unless it is another body by now."""
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
        if not self.ranges or asked is None or request.headers.get("if-range") not in {None, etag, modified}:
            return reply
        start, size = int(asked[1]), len(reply.body)
        if start >= size:
            return Reply(status=416, headers={"Content-Range": f"bytes */{size}"})
        headers = {**reply.headers, "Content-Range": f"bytes {start}-{size - 1}/{size}"}
        return Reply(status=206, headers=headers, body=reply.body[start:])

    def _reply(self, request: Request) -> Reply:
        path = request.path
        if path == "/robots.txt":
            return Reply(body=self.robots.encode()) if self.robots is not None else _MISSING
        if not path.startswith(self._prefix):
            return _MISSING
        path = path.removeprefix(self._prefix)
        if path in self.files:
            return self.files[path]
        if request.method == "POST":
            return _cde(self.cde[path], request.form) if path in self.cde else _MISSING
        page = self._english(path.strip("/")) or self._chinese(path.strip("/"))
        return self._encoded(page) if page else _MISSING

    def _english(self, path: str) -> str | None:
        for name, listed in self.sections.items():
            for number, shown in enumerate(_pages(listed, self.page_size), 1):
                if path == (f"{name}_{number}.html" if number > 1 else f"{name}.html"):
                    return _english_page(name, shown, number, -(-len(listed) // self.page_size) or 1)
            for item in listed:
                if path == item.href:
                    return _english_detail(item)
        return None

    def _chinese(self, path: str) -> str | None:
        for folder, listed in self.chinese.items():
            for number, shown in enumerate(_pages(listed, self.page_size)):
                if path == folder.strip("/") + (f"/index_{number}.html" if number else "/index.html"):
                    return _chinese_page(shown)
        return None

    def _encoded(self, page: str) -> Reply:
        if self.charset_in in ("header", "nowhere"):
            page = page.replace('<meta charset="UTF-8">', "")
        page = page.replace('<meta charset="UTF-8">', f'<meta charset="{self.encoding}">')
        kind = "text/html" + (f"; charset={self.encoding}" if self.charset_in in ("header", "both") else "")
        return Reply(headers={"Content-Type": kind}, body=page.encode(self.encoding))


_MISSING = Reply(status=404, body=b"<html><body><h1>404 Not Found</h1></body></html>")


def matter(number: int, *, date: str = "2026-09-01") -> Item:
    """Return a notice that is known by its number, in title and address."""
    title = f"NMPA Announcement on Matter {number} ([2026] No. {number + 1})"
    return Item(title=title, date=date, article=str(2_000_000 + number))


def items(count: int, *, first: int = 1100000) -> list[Item]:
    """Return so many notices, newest first, one a week, with numbers of their own."""
    made = []
    for nth in range(count, 0, -1):
        year, week = 2020 + nth // 48, nth % 48
        made.append(
            Item(
                title=f"NMPA Announcement on Matter {nth} ([{year}] No. {nth})",
                date=f"{year}-{week // 4 + 1:02}-{week % 4 * 7 + 1:02}",
                article=str(first + nth),
            )
        )
    return made


def _pages(listed: list[Item], size: int) -> list[list[Item]]:
    """Return the items page by page; a section without any still has a page."""
    return [listed[at : at + size] for at in range(0, max(len(listed), 1), size)]


def _english_page(name: str, shown: list[Item], number: int, pages: int) -> str:
    rows = "".join(
        f'<li>\n<div class="list-text">\n<h3 class="list-tit"><a href="{item.href}">'
        f"{html.escape(item.title)}</a></h3>\n"
        f'<p class="list-date">{item.date}</p>\n'
        + (f'<p class="list-desc">{html.escape(item.summary)}</p>\n' if item.summary is not None else "")
        + "</div>\n</li>\n"
        for item in shown
    )
    others = "".join(
        f" <span>{n}</span>" if n == number else f" <a href={name}{f'_{n}' if n > 1 else ''}.html>{n}</a>"
        for n in sorted({1, max(1, number - 1), number, min(pages, number + 1), pages})
    )
    others += f" <a href={name}_{number + 1}.html>></a>" if number < pages else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<title>{name.title()}</title>
</head>
<body>
<div id="wrapper" class="wrapper">
<div id="header" class="header"><h1 class="logo"><a href="index.html"><img src="logo.png" alt=""></a></h1>
<a href="2019-07/18/c_380718.htm">Contact Us</a></div>
<div id="nav" class="nav"><ul>
<li class="nav-item"><a href="2019-07/18/c_377587.htm">Our Responsibilities</a></li>
<li class="nav-item"><a href="news.html"><em>News</em></a></li>
</ul></div>
<div class="crumb w"><p><a href="index.html">Home</a> <em><a href="{name}.html">{name.title()}</a></em></p></div>
<div id="main" class="main w cf">
<div class="left">
<div class="list">
<ul>
{rows}</ul><div id="displaypagenum" totalcount="{pages}" currentpage="{number}"><p><center>{others}</center></p></div>
</div>
</div>
<div class="right pc-item">
<div class="r-item r-policies"><div class="r-tit"><h2><a href="policies.html">Policies Interpretation</a></h2></div>
<div class="r-list"><ul>
<li class="first"><a href="2026-06/29/c_1993721.htm" >Opinions issued on integrated development</a></li>
</ul></div></div>
<div class="r-item r-newsletter"><div class="r-list2"><ul>
<li><a href="newsletter202601.pdf">Volume I 2026</a></li>
</ul></div></div>
</div>
</div>
<div id="footer" class="footer"><dl><dd><ul>
<li><a href="2019-07/18/c_377587.htm">Our Responsibilities</a></li>
</ul></dd></dl></div>
</div>
</body>
</html>
"""


def _english_detail(item: Item) -> str:
    title = html.escape(item.title)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<title>{title}</title>
</head>
<body>
<h1 class="logo"><a href="../../index.html"><img src="logo.png" alt=""></a></h1>
<div class="art">
<h2 class="art-tit">{title}</h2>
<div class="art-info"><p><span>Updated: {item.date}</span></p></div>
<!--enpproperty <articleid>{item.article}</articleid><date>{item.date} 18:17:07.0</date>/enpproperty-->
<div class="art-text">{item.body}</div>
</div>
</body>
</html>
"""


def _chinese_page(shown: list[Item]) -> str:
    rows = "".join(
        f'<li><a href="./{item.date.replace("-", "")}{item.article}.html" target="_blank">'
        f"{html.escape(item.title)}</a><span>({item.date})</span></li>\n"
        for item in shown
    )
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="UTF-8">
<title>公告通告</title>
</head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li></ul></div>
<div class="list"><ul>
{rows}</ul></div>
</body>
</html>
"""


def _cde(records: list[dict[str, str]], form: Mapping[str, str]) -> Reply:
    page, size = int(form.get("pageNum", "1")), int(form.get("pageSize", "10"))
    data = {
        "records": records[(page - 1) * size : page * size],
        "total": len(records),
        "pages": -(-len(records) // size),
        "current": page,
    }
    body = json.dumps({"code": 200, "msg": "请求成功", "data": data}, ensure_ascii=False).encode()
    return Reply(headers={"Content-Type": "application/json;charset=UTF-8"}, body=body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self.connections: list[socket.socket] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    def hang_up(self) -> None:
        """Close the connections that clients keep open: threads would wait on them for ever."""
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def handle_error(self, request: object, client_address: object) -> None:
        """Print no error: tests let clients hang up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are written apart: the second would wait for the first to be acknowledged.
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.connections.append(self.connection)

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer(dict(parse_qsl(content.decode(), keep_blank_values=True)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Keep quiet."""

    def _answer(self, form: Mapping[str, str]) -> None:
        replica = self.server.replica
        # A proxy gets a whole URL for a path.
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            form=form,
        )
        replica.answer(Wire(self, replica._closing), request)  # noqa: SLF001 - the two are one thing
