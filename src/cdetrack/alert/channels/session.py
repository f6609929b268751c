"""A session of requests that follows no redirects, and sends no passwords from `~/.netrc`."""

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from requests.exceptions import InvalidProxyURL
from requests.utils import get_auth_from_url, select_proxy


class Session(requests.Session):
    """A session of requests without two of its features.

    For a redirect, requests reads the whole body, however large, to prepare the next request. From `~/.netrc` it sends
    the passwords of a host, or the default ones to any host, although the user gave none to cdetrack. Proxies are found
    as usual.
    """

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - requests' signature
        """Return None: the caller handles redirects."""
        return None

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - requests'
        """Return the response. Raises InvalidProxyURL for a proxy without a host, which crashes requests."""
        proxy = select_proxy(str(request.url), kwargs.get("proxies"))
        if proxy is not None and not _has_host(proxy):
            raise InvalidProxyURL("it has no host")
        return super().send(request, **kwargs)

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """Return the request with the user name and password of its URL, if any, and no others."""
        given = get_auth_from_url(str(request.url))
        request.auth = given if any(given) else _NoAuth()
        return super().prepare_request(request)


class _NoAuth(AuthBase):
    """Sends no user name, and keeps requests from looking for one in `~/.netrc`."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        return r


def _has_host(proxy: str) -> bool:
    try:
        return bool(urlsplit(proxy if "://" in proxy else f"//{proxy}").hostname)
    except ValueError:
        return False
