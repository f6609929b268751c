"""Sessions that do what they are told: they follow no redirect, and say no password that nobody gave them."""

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase
from requests.exceptions import InvalidProxyURL
from requests.utils import get_auth_from_url, select_proxy


class Session(requests.Session):
    """A session of requests without two of its habits.

    It would read all of a redirect's body, however large, to prepare the next request; and it would send what
    `~/.netrc` has for a host, or for any host at all, though nobody has told cdetrack of it. Proxies are found as
    usual.
    """

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - requests' signature
        """Return None: who asks looks at the status for itself."""
        return None

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - requests'
        """Return the answer. Raises InvalidProxyURL for a proxy without a host, over which requests stumbles."""
        proxy = select_proxy(str(request.url), kwargs.get("proxies"))
        if proxy is not None and not _has_host(proxy):
            raise InvalidProxyURL("it has no host")
        return super().send(request, **kwargs)

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """Return the request with the name and the password that stand in its address, if any, and no others."""
        given = get_auth_from_url(str(request.url))
        request.auth = given if any(given) else _Nobody()
        return super().prepare_request(request)


class _Nobody(AuthBase):
    """Says no name: where there is none, requests looks for one."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        return r


def _has_host(proxy: str) -> bool:
    try:
        return bool(urlsplit(proxy if "://" in proxy else f"//{proxy}").hostname)
    except ValueError:
        return False
