"""Hosts of links."""

import pytest

from cdetrack.text.links import host_of, is_one_site


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.cde.org.cn", "cde.org.cn", True),
        ("www.cde.org.cn", "www.cde.org.cn", True),
        ("english.nmpa.gov.cn", "nmpa.gov.cn", False),
        ("", "", False),
        (None, "cde.org.cn", False),
    ],
)
def test_two_hosts_are_one_site_with_or_without_www(one: str | None, other: str | None, same: bool) -> None:  # noqa: FBT001
    assert is_one_site(one, other) is is_one_site(other, one) is same


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.cde.org.cn/a?b=1", "www.cde.org.cn"),
        ("https://WWW.CDE.org.cn:8443", "www.cde.org.cn"),
        ("http://[::1", ""),
        ("news.html", ""),
        (None, ""),
    ],
)
def test_an_address_names_its_host_or_none(url: str | None, host: str) -> None:
    assert host_of(url) == host
