"""Find the proxy for a URL in the environment, and connect through it."""

import http.client
import os
import socket
import ssl
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

PORTS = {"http": 80, "https": 443}
"""The port of each scheme, where an address names none."""
_SYSTEM_HAS_PROXIES = sys.platform in {"darwin", "win32"}
"""Proxies may be set elsewhere than in the environment."""
MakeContext = Callable[[], ssl.SSLContext]


class ProxyError(OSError):
    """The proxy cannot be reached, or does not take the request."""


class ProxyCertificateError(ssl.SSLCertVerificationError):
    """The certificate of the proxy is not trusted."""


class Proxy(NamedTuple):
    """A proxy of the environment."""

    host: str
    port: int
    tls: bool
    """It is reached by https."""
    headers: tuple[tuple[str, str], ...]
    """Its user name and password, if its address has them."""


def proxy_for(url: SplitResult) -> Proxy | None:
    """Return the proxy for a URL by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`; None for no proxy.

    On macOS and Windows, the settings of the system count if there are no such variables. Raises ProxyError for an
    address without a host or of another scheme.
    """
    if not _SYSTEM_HAS_PROXIES and not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    # The import takes 2 ms.
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    address = proxies.get(url.scheme) or proxies.get("all")
    host = url.hostname or ""
    port = f":{url.port}" if url.port else ""
    if not address or proxy_bypass(f"{host}{port}") or _is_in_network(host, proxies.get("no", "")):
        return None
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        scheme, name, number = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise ProxyError("it has no valid address") from None
    if not name:
        raise ProxyError("it has no host")
    if scheme not in PORTS:
        raise ProxyError(f"a proxy by `{scheme}` is not supported, only by http and https")
    login = basic_login(parts)
    return Proxy(
        host=name,
        port=number or PORTS[scheme],
        tls=scheme == "https",
        headers=(("Proxy-Authorization", login),) if login else (),
    )


def basic_login(url: SplitResult) -> str | None:
    """Return the header value for the user name and password of a URL, None if it has none."""
    if not (url.username or url.password):
        return None
    text = f"{unquote(url.username or '')}:{unquote(url.password or '')}"
    return f"Basic {b64encode(text.encode()).decode()}"


def connection_to(
    url: SplitResult, proxy: Proxy | None, *, timeout: float, context: MakeContext
) -> http.client.HTTPConnection:
    """Return an unopened connection to the host of a URL; `context` makes the TLS settings when they are needed.

    `timeout` is in seconds, for connecting and for each read.
    """
    host, port = url.hostname or "", url.port or PORTS[url.scheme]
    if proxy is None:
        if url.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=timeout)
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=context())
    if url.scheme == "http" and not proxy.tls:
        return http.client.HTTPConnection(proxy.host, proxy.port, timeout=timeout)
    kind = _BySecureProxy if proxy.tls else http.client.HTTPSConnection
    connection = kind(proxy.host, proxy.port, timeout=timeout, context=context())
    if url.scheme == "https":
        connection.set_tunnel(host, port, headers=dict(proxy.headers))
    return connection


class _BySecureProxy(http.client.HTTPSConnection):
    """A connection through a proxy that is reached by https; that to a site by https is inside it."""

    def connect(self) -> None:
        """Open the connection."""
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]
        plain = socket.create_connection((self.host, self.port), self.timeout)
        try:
            self.sock = context.wrap_socket(plain, server_hostname=self.host)
        except ssl.SSLCertVerificationError as error:
            untrusted = ProxyCertificateError(*error.args)
            untrusted.verify_message = error.verify_message
            raise untrusted from error
        except ssl.SSLError as error:
            raise ProxyError(str(error)) from error
        tunnel: str | None = self._tunnel_host  # type: ignore[attr-defined]
        if tunnel is not None:
            from urllib3.util.ssltransport import SSLTransport

            self._tunnel()  # type: ignore[attr-defined]
            self.sock = SSLTransport(self.sock, context, server_hostname=tunnel)


def _is_in_network(host: str, excepted: str) -> bool:
    """Return True if a host is an IP address in a network of `NO_PROXY`, as `10.0.0.0/8`."""
    for network in excepted.split(","):
        with suppress(ValueError):
            if "/" in network and ip_address(host) in ip_network(network.strip(), strict=False):
                return True
    return False
