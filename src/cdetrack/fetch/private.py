"""Recognise addresses inside a network: a page of a public site must not lead a request to them."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

Resolve = Callable[[str], list[str]]


def resolve(host: str) -> list[str]:
    """Return the addresses of a host; none if its name cannot be resolved here, as behind a proxy."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def is_private(url: str, resolve: Resolve = resolve) -> bool:
    """Return True if the host of a URL has an address that is not on the public Internet, or no valid name at all.

    Loopback, private networks, link-local and reserved addresses count. A host with one such address among others is
    private: its next connection may choose that one.
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    if not host or host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    return any(not _is_public(address) for address in resolve(host))


def _is_public(address: str) -> bool:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)
