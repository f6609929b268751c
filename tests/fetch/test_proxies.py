"""Requests go through the proxies of the environment, by http and by https; connections and cookies are kept."""

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from cdetrack.errors import FetchError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.policy import FetchPolicy
from cdetrack.fetch.proxies import Proxy, proxy_for
from support.replica import CERTIFICATE, Replica, Reply, items

POLICY = FetchPolicy(interval=0, retries=0, timeout=10, verify=str(CERTIFICATE))


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@contextmanager
def tunnels(to: int, *, tls: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Give the port of a proxy that connects every CONNECT to the port `to`, and the requests that it got."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=carry, args=(client,), daemon=True).start()

        def carry(client: socket.socket) -> None:
            if tls:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATE)
                try:
                    client = context.wrap_socket(client, server_side=True)
                except OSError:
                    return
            with suppress(OSError), client, socket.create_connection(("127.0.0.1", to)) as site:
                asked.append(client.recv(4096).decode())
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=pump, args=(site, client), daemon=True)
                back.start()
                pump(client, site)

        def pump(source: socket.socket, target: socket.socket) -> None:
            with suppress(OSError):
                while data := source.recv(65536):
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield server.getsockname()[1], asked
        finally:
            server.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_https_goes_through_a_tunnel_with_the_password_for_the_proxy_alone(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Replica(tls=True) as site, tunnels(urlsplit(site.url()).port or 0, tls=scheme == "https") as (port, asked):
        site.sections["drugs"] = items(3)
        monkeypatch.setenv("https_proxy", f"{scheme}://me:p%40ss@127.0.0.1:{port}")
        with Fetch(POLICY) as fetch:
            # The site has no such name: only the proxy knows the way.
            page = fetch.get("https://localhost:1/drugs.html").page
    assert page is not None
    assert b"Matter 3" in page.content
    assert asked[0].startswith("CONNECT localhost:1 HTTP/1.")
    assert f"Proxy-Authorization: Basic {base64.b64encode(b'me:p@ss').decode()}\r\n" in asked[0]
    assert all("proxy-authorization" not in request.headers for request in site.requests)


def test_a_proxy_that_refuses_a_tunnel_is_told_as_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with Replica() as refusing:
        monkeypatch.setenv("https_proxy", refusing.url())
        with Fetch(POLICY) as fetch, pytest.raises(FetchError, match="the proxy did not take the request"):
            fetch.get("https://english.nmpa.example/drugs.html")


@pytest.mark.parametrize("tls", [True, False], ids=["https", "http"])
def test_a_proxy_whose_certificate_is_not_trusted_is_told_as_a_proxy(
    monkeypatch: pytest.MonkeyPatch, *, tls: bool
) -> None:
    with Replica(tls=tls) as site, tunnels(urlsplit(site.url()).port or 0, tls=True) as (port, asked):
        monkeypatch.setenv("https_proxy" if tls else "http_proxy", f"https://127.0.0.1:{port}")
        with Fetch(replace(POLICY, verify=True)) as fetch, pytest.raises(FetchError, match="certificate of the proxy"):
            fetch.get(site.url("drugs.html"))
    assert asked == []


def test_a_proxy_without_tls_that_should_have_it_is_told_as_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with Replica() as plain:
        monkeypatch.setenv("https_proxy", plain.url().replace("http:", "https:"))
        with Fetch(POLICY) as fetch, pytest.raises(FetchError, match="the proxy did not take the request"):
            fetch.get("https://english.nmpa.example/drugs.html")


def test_which_proxy_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "inside.example")
    monkeypatch.setenv("https_proxy", "https://secure.example")
    monkeypatch.setenv("no_proxy", "near.example, 10.1.0.0/16, far.example:81")
    plain = Proxy(host="inside.example", port=80, tls=False, headers=())
    secure = Proxy(host="secure.example", port=443, tls=True, headers=())
    expected = {
        "http://a.example/": plain,
        "https://a.example/": secure,
        "http://near.example/": None,
        "http://www.near.example/": None,
        "http://10.1.2.3/": None,
        "http://10.2.2.3/": plain,
        "http://far.example/": plain,
        "http://far.example:81/": None,
    }
    assert {url: proxy_for(urlsplit(url)) for url in expected} == expected


def test_one_connection_serves_all_requests_to_a_host_and_keeps_its_cookies() -> None:
    with Replica(tls=True) as site, Fetch(POLICY) as fetch:
        site.validators = True
        site.sections["drugs"] = items(3)
        site.files["/hello"] = Reply(headers={"Set-Cookie": "key=7; Path=/", "Content-Type": "text/html"}, body=b"hi")
        fetch.get(site.url("hello"))
        known = fetch.get(site.url("drugs.html"))
        assert fetch.get(site.url("drugs.html"), etag=known.etag).page is None
        fetch.get(site.url("drugs.html"))
        assert len(site.connections) == 1
        assert [request.headers.get("cookie") for request in site.requests] == [None, None, *["key=7"] * 3]


def test_a_connection_that_the_server_has_closed_is_opened_anew() -> None:
    with Replica() as site, Fetch(POLICY) as fetch:
        site.sections["drugs"] = items(3)
        fetch.get(site.url("drugs.html"))
        site.hang_up()
        assert fetch.get(site.url("drugs.html")).page is not None
        assert len(site.connections) == 2
